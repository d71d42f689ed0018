//! C12 to C15: ramps and slots, recurring revenue and cash.

use super::*;

#[test]
fn c12_a_ramp_costs_rep_weeks() {
    let cases = Cases::load();
    let case = cases.case("C12");
    let rep_weeks = |quarterly: bool, attrition: f64| {
        let mut plan = quiet(52);
        let ae = &mut plan.teams.account_executives;
        ae.hires = vec![Hire { start_week: 0, headcount: 1.0.into(), fully_ramped: false }];
        ae.onboarding_weeks = case.input("onboard_weeks").into();
        ae.full_productivity_after_weeks = case.input("ramp_weeks").into();
        if quarterly {
            ae.productivity_by_quarter = (0..4).map(|q| case.input(&format!("quarterly_ramp.{q}"))).collect();
        }
        ae.attrition_rate_per_year = attrition.into();
        ae.replace_leavers = false;
        total(&path(&plan), Measure::AeFte)
    };
    let linear = rep_weeks(false, 0.0);
    case.meets("linear_rep_weeks_52", linear);
    case.meets("share_of_full", linear / 52.0);
    case.meets("hires_needed_for_10_effective_in_year1", 10.0 * 52.0 / linear);
    case.meets("quarterly_rep_weeks_52", rep_weeks(true, 0.0));
    let attrition = case.input("attrition_annual");
    case.meets("weekly_hazard", calendar::weekly_rate(attrition, WEEKS_PER_YEAR));
    case.meets("linear_with_attrition_no_backfill", rep_weeks(false, attrition));
}

/// Opportunities and wins a week in a run limited by AE slots, as means over the last two whole cycles of the slots.
///
/// A slot is asked for before the week's deals close, so a deal that takes `K` whole weeks holds its slot at `K + 1`
/// weekly intakes: a slot of twelve weeks is a deal of eleven weeks after the week in which it opened.
fn slot_limited(case: &Case<'_>, aes: f64, demand: f64) -> (f64, f64) {
    let slot_weeks = case.input("mean_dwell_weeks");
    let mut plan = quiet(104);
    set_rates(&mut plan, 0.5, [0.5, 0.5, case.input("win_rate")]);
    plan.channels = vec![arrivals("shows", [demand / 0.125; 104])];
    plan.teams.account_executives.hires = vec![ramped(aes)];
    plan.teams.account_executives.max_open_opportunities_per_fte = case.input("max_active_opps").into();
    plan.durations.opportunity_to_won = fixed_weeks(slot_weeks - 1.0);
    plan.durations.opportunity_to_lost = fixed_weeks(slot_weeks - 1.0);
    let run = path(&plan);
    let weeks = 2 * slot_weeks as usize;
    let mean = |measure| run.weeks_of(measure)[104 - weeks..].iter().sum::<f64>() / weeks as f64;
    (mean(Measure::Opportunities), mean(Measure::Won))
}

#[test]
fn c13_slots_limit_deals_and_one_more_ae_is_worth_the_unmet_demand() {
    let cases = Cases::load();
    let case = cases.case("C13");
    let (aes, demand) = (case.input("ae"), case.input("opp_ready_demand_per_week"));
    let (opened, won) = slot_limited(&case, aes, demand);
    case.meets("max_opps_per_week", opened);
    case.meets("won_per_week", won);
    case.meets("idle_demand_per_week", demand - opened);
    let (more_opened, more_won) = slot_limited(&case, aes, demand + 1.0);
    case.meets("shadow_one_more_opp", more_won - won);
    near("no more opportunities either", more_opened, opened, 1e-9);
    let (_, with_one_more) = slot_limited(&case, aes + 1.0, demand);
    case.meets("shadow_one_more_ae_won_per_week", with_one_more - won);
    case.meets("bookings_per_week_per_extra_ae", (with_one_more - won) * case.input("deal"));
    let needed = case.expected("ae_needed_to_clear");
    near("just enough", slot_limited(&case, needed, demand).0, demand, 1e-9);
    assert!(slot_limited(&case, needed - 0.05, demand).0 < demand - 1e-3, "a little less is too little");
}

#[test]
fn c13_says_ae_in_the_weeks_that_aes_limit() {
    let mut plan = quiet(104);
    set_rates(&mut plan, 0.5, [0.5, 0.5, 0.25]);
    plan.channels = vec![arrivals("shows", [64.0; 104])];
    plan.teams.account_executives.hires = vec![ramped(4.0)];
    plan.durations.opportunity_to_won = fixed_weeks(11.0);
    plan.durations.opportunity_to_lost = fixed_weeks(11.0);
    let run = path(&plan);
    assert!(run.weeks_of(Measure::AeLimits)[20..].iter().all(|&limit| limit == 1.0));
    assert!(run.weeks_of(Measure::SdrLimits).iter().all(|&limit| limit == 0.0));
    plan.teams.account_executives.hires = vec![ramped(6.0)];
    assert_eq!(total(&path(&plan), Measure::AeLimits), 0.0, "with slots to spare nobody is the limit");
}

/// A plan in which `mrr` of recurring revenue goes live in each week from week 0.
fn growing(weeks: u32, mrr: f64) -> Plan {
    let mut plan = quiet(weeks);
    set_rates(&mut plan, 0.5, [0.5, 0.5, 0.5]);
    // A thousandth of a deal a week, so that the market stays empty to the last digits.
    plan.channels = vec![arrivals("shows", vec![16e-3; weeks as usize])];
    plan.deals.mean_first_year_value = (12.0 * mrr / 1e-3).into();
    plan.deals.go_live_delay_weeks = 0;
    plan
}

#[test]
fn c14_recurring_revenue_grows_to_its_limit() {
    let cases = Cases::load();
    let case = cases.case("C14");
    let (new, churn, expansion) =
        (case.input("new_mrr_per_month"), case.input("churn_monthly"), case.input("expansion_annual"));
    // The case counts in months, a run in weeks: with this churn a week of the run does what a month of the case does.
    let in_a_month_of_weeks = 1.0 - (1.0 - churn).powf(WEEKS_PER_MONTH);
    let mut plan = growing(60, new);
    plan.retention.churn_rate_per_month = in_a_month_of_weeks.into();
    let run = path(&plan);
    let mrr = [0, 1, 2]
        .map(|index| run.weeks_of(Measure::Mrr)[case.input(&format!("months.{index}")) as usize - 1]);
    case.meets_all("mrr", &mrr);
    let left = 1.0 - (1.0_f64 - churn).powi(60);
    case.meets("steady_state", mrr[2] / left);

    let weekly = calendar::weekly_rate(churn, WEEKS_PER_MONTH);
    case.meets("weekly_churn", weekly);
    let monthly = 1.0 - (1.0 - weekly).powf(WEEKS_PER_MONTH);
    case.meets("weekly_churn_roundtrip_monthly", monthly);
    case.meets("customer_lifetime_months", 1.0 / monthly);
    case.meets("ltv_per_100_arpa_gm80", 100.0 * 0.8 / monthly);

    // Opening revenue alone, in true months: what is left after 52 weeks, stretched to a year.
    let retained = |expansion: f64| {
        let mut plan = quiet(52);
        plan.opening.customers.fit = 10.0.into();
        plan.opening.monthly_recurring_revenue.fit = 1000.0.into();
        plan.retention.churn_rate_per_month = churn.into();
        plan.retention.expansion_rate_per_year = expansion.into();
        let left = path(&plan).weeks_of(Measure::Mrr)[51] / 1000.0;
        left.powf(WEEKS_PER_YEAR / 52.0)
    };
    case.meets("grr_12m", retained(0.0));
    case.meets("nrr_12m", retained(expansion));
}

#[test]
fn c15_cash_turns_when_margin_meets_fixed_cost() {
    let cases = Cases::load();
    let case = cases.case("C15");
    // A week of the run stands for a month of the case: revenue grows by 10,000 and 120,000 are spent each week.
    let mut plan = growing(40, case.input("mrr_added_per_month") * WEEKS_PER_MONTH);
    plan.finance.gross_margin = case.input("gross_margin").into();
    plan.finance.overhead_per_month = (case.input("fixed_cost_per_month") * WEEKS_PER_MONTH).into();
    plan.opening.cash = case.input("cash0").into();
    let run = path(&plan);
    let (flow, cash) = (run.weeks_of(Measure::OperatingCashFlow), run.weeks_of(Measure::Cash));
    // At the turn the flow is zero to the last digit only: half a unit of money on 120,000 decides nothing else.
    let first = flow.iter().position(|&flow| flow > -0.5).unwrap();
    case.meets("first_month_cashflow_nonneg", (first + 1) as f64);
    let least = cash.iter().copied().fold(f64::INFINITY, f64::min);
    case.meets("min_cash", least);
    case.meets("max_cumulative_burn", least - case.input("cash0"));
    let month = cash.iter().position(|&cash| cash < least + 0.5).unwrap();
    case.meets("month_of_min_cash", (month + 1) as f64);
    let repaid = (month + 1..40).find(|&month| cash[month] > case.input("cash0") - 0.5).unwrap();
    case.meets("first_month_cumulative_nonneg", (repaid + 1) as f64);
    case.meets("runway_months_at_burn_of_month_6", cash[5] / -flow[5]);

    // The break-even rule on the exact monthly flows.
    let exact: Vec<f64> = (1..=40).map(|month| 8000.0 * f64::from(month) - 120_000.0).collect();
    case.meets("first_month_cashflow_nonneg", (break_even_month(&exact).unwrap() + 1) as f64);
    assert_eq!(break_even_month(&exact[..16]), None, "three months must be seen");
    assert_eq!(break_even_month(&[-1.0, 5.0, -9.0, 1.0, 2.0, 0.0]), Some(3), "one good month is not enough");
    assert_eq!(break_even_month(&[3.0, -1.0, -1.0]), Some(0), "one bad month does not undo it");
    assert_eq!(break_even_month(&[]), None);
}

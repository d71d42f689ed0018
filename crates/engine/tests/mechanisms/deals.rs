//! Price, enablement, hires that fail, attainment and leaving, milestones.

use super::*;

#[test]
fn c21_a_discount_bids_by_the_logit() {
    let cases = Cases::load();
    let case = cases.case("C21");
    let (p0, cost) = (case.input("p0"), case.input("unit_cost_share"));
    // Of a hundred opportunities: won a piece, and margin a piece at a list price of 1.
    let at = |discount: f64| {
        let mut plan = opportunities(26, p0);
        plan.deals.mean_first_year_value = 1.0.into();
        plan.pricing.win_price_elasticity_abs = case.input("elasticity").into();
        plan.pricing.planned_discount = discount.into();
        let run = path(&plan);
        let opened = run.weeks_of(Measure::Opportunities)[5];
        let won = run.weeks_of(Measure::Won)[5] / opened;
        (won, run.weeks_of(Measure::Bookings)[5] / opened - cost * won)
    };
    let discounts = [0.0, 0.05, 0.1, 0.2].map(at);
    case.meets_all("p", &discounts.map(|(won, _)| won));
    case.meets_all("expected_margin_per_opp", &discounts.map(|(_, margin)| margin));
    let tiny = 1e-5;
    let (lower, higher) = (at(tiny).0, at(-tiny).0);
    case.meets("local_elasticity", (higher / lower).ln() / ((1.0 + tiny) / (1.0 - tiny)).ln());
    let best = case.expected("optimal_discount");
    case.meets("optimal_margin", at(best).1);
    assert!(at(best).1 > at(best - 0.01).1 && at(best).1 > at(best + 0.01).1);
    // A reference discount is where today's rate was measured.
    let mut plan = opportunities(26, p0);
    plan.pricing.planned_discount = 0.1.into();
    plan.pricing.reference_discount = 0.1.into();
    near("at the reference", path(&plan).weeks_of(Measure::Won)[5], 100.0 * p0, 1e-12);
}

#[test]
fn enablement_lifts_the_odds_and_cuts_the_cycle() {
    let mut plan = opportunities(40, 0.25);
    plan.durations.opportunity_to_won = fixed_weeks(10.0);
    plan.durations.opportunity_to_lost = fixed_weeks(5.0);
    // 20 of (20 + 30): two fifths of the full effect.
    plan.enablement.spend_per_month = 20_000.0.into();
    plan.enablement.half_saturation_per_month = 30_000.0.into();
    plan.enablement.max_win_log_odds_lift = 0.5.into();
    plan.enablement.max_cycle_cut = 0.5.into();
    let run = path(&plan);
    // Odds of 1/3 times e^0.2 = 0.407134; a win rate of 0.289336. The cycle is 8 weeks, that of losses 4.
    let won = 100.0 * multiply_odds(0.25, 0.2_f64.exp());
    near("by hand", won, 28.9335756, 1e-8);
    for week in 0..40 {
        near("won", run.weeks_of(Measure::Won)[week], if week < 8 { 0.0 } else { won }, 1e-12);
        near("lost", run.weeks_of(Measure::Lost)[week], if week < 4 { 0.0 } else { 100.0 - won }, 1e-12);
        near("cost", run.weeks_of(Measure::SalesMarketingCost)[week], 20_000.0 / WEEKS_PER_MONTH, 1e-12);
    }
    plan.enablement.half_saturation_per_month = 0.0.into();
    near("no scale, no effect", path(&plan).weeks_of(Measure::Won)[12], 25.0, 1e-12);
}

#[test]
fn hires_that_fail_leave_when_the_others_are_ramped() {
    let mut plan = quiet(52);
    let team = &mut plan.teams.account_executives;
    team.hires = vec![Hire { start_week: 5, headcount: 10.0.into(), fully_ramped: false }];
    team.hire_failure_share = 0.3.into();
    team.onboarding_weeks = 2.0.into();
    team.full_productivity_after_weeks = 13.0.into();
    team.replace_leavers = true;
    team.replacement_delay_weeks = 6;
    let run = path(&plan);
    let ramp = |weeks: f64| ((weeks + 0.5 - 2.0) / 11.0).clamp(0.0, 1.0);
    for week in 0..52 {
        // Three of ten leave in week 18; three come in week 24, of which 0.9 leave in week 37; 0.9 come in week 43, …
        let heads = match week {
            0..5 => 0.0,
            5..18 => 10.0,
            18..24 => 7.0,
            24..37 => 10.0,
            37..43 => 9.1,
            _ => 10.0,
        };
        near("heads", run.weeks_of(Measure::AeHeads)[week], heads, 1e-12);
        let of = |start: usize, n: f64| {
            let output = if week < start { 0.0 } else { ramp((week - start) as f64) };
            let fails = if week < start + 13 { output.min(0.3) } else { 0.0 };
            n * (0.7 * output + 0.3 * fails)
        };
        let fte = of(5, 10.0) + of(24, 3.0) + of(43, 0.9);
        near("effective", run.weeks_of(Measure::AeFte)[week], fte, 1e-9);
    }
    // In a future they are whole people: of 10, a binomial number.
    let run = trials(&plan, 400);
    let failed: Vec<f64> =
        (0..400).map(|trial| 10.0 - f64::from(run.weeks_of(trial, Measure::AeHeads)[20])).collect();
    let mean = failed.iter().sum::<f64>() / 400.0;
    let variance = failed.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / 399.0;
    assert!(failed.iter().all(|v| v.fract() == 0.0));
    assert!((mean - 3.0).abs() < 4.0 * (2.1_f64 / 400.0).sqrt(), "{mean}");
    assert!((variance / 2.1 - 1.0).abs() < 0.3, "{variance}");
}

/// Whoever is still ramping on the first day may fail as those who come later; whoever should be at full output has not failed.
#[test]
fn hires_before_the_start_may_fail_while_they_ramp() {
    let mut plan = quiet(60);
    let team = &mut plan.teams.account_executives;
    team.hire_failure_share = 0.4.into();
    team.onboarding_weeks = 2.0.into();
    team.full_productivity_after_weeks = 20.0.into();
    team.replace_leavers = false;
    let heads = |start_week: i32, week: usize| {
        let mut plan = plan.clone();
        plan.teams.account_executives.hires =
            vec![Hire { start_week, headcount: 10.0.into(), fully_ramped: false }];
        let run = path(&plan);
        [Measure::AeHeads, Measure::AeFte].map(|measure| run.weeks_of(measure)[week])
    };
    for start in [0, -2, -19] {
        assert_eq!(heads(start, 0)[0], 10.0, "a head count of today, whoever fails: {start}");
        all_near("those that stay", &heads(start, 59), &[6.0, 6.0], 1e-12);
    }
    // At 0.5 of full output the failing bring 0.3.
    near("output on the first day", heads(-10, 0)[1], 10.0 * (0.6 * 8.5 / 18.0 + 0.4 * 0.3), 1e-12);
    for start in [-20, -60] {
        all_near("past their ramp", &heads(start, 59), &[10.0, 10.0], 1e-12);
    }
}

#[test]
fn low_attainment_makes_people_leave() {
    let mut plan = opportunities(78, 0.25);
    let team = &mut plan.teams.account_executives;
    team.hires = vec![ramped(50.0)];
    team.max_open_opportunities_per_fte = 200.0.into();
    team.attrition_rate_per_year = 0.3.into();
    team.replace_leavers = false;
    team.attrition_rise_below_attainment = 2.5.into();
    plan.deals.mean_first_year_value = 1000.0.into();
    // 25 deals of 1000 a week; half a year's quota of 50 heads is 26 × 25,000 / 0.4: an attainment of 0.4 and rising.
    plan.compensation.quota_per_head_per_year = (2.0 * 26.0 * 25_000.0 / 0.4 / 50.0).into();
    let run = path(&plan);
    let hazard = 1.0 - 0.7_f64.powf(1.0 / WEEKS_PER_YEAR);
    let quota: f64 = 26.0 * 25_000.0 / 0.4 / 50.0;
    let mut heads: f64 = 50.0;
    let mut rises = 0;
    for week in 0..78 {
        let factor =
            if week < 26 { 1.0 } else { 1.0 + 2.5 * (0.6 - 26.0 * 25_000.0 / (quota * heads)).max(0.0) };
        rises += i32::from(factor > 1.0);
        heads *= 1.0 - hazard * factor;
        near("bookings", run.weeks_of(Measure::Bookings)[week], 25_000.0, 1e-9);
        near("heads", run.weeks_of(Measure::AeHeads)[week], heads, 1e-9);
    }
    // As heads leave, those who stay attain more, until nobody leaves for it.
    assert!((10..52).contains(&rises), "{rises} weeks");
    // Where there is no quota nobody misses it, and nothing is above it.
    let none = &mut plan.clone();
    none.compensation.quota_per_head_per_year = 0.0.into();
    near("no quota", path(none).weeks_of(Measure::AeHeads)[77], 50.0 * (1.0 - hazard).powi(78), 1e-9);
    none.teams.account_executives.attrition_rise_below_attainment = 0.0.into();
    let commission = |quota: f64| {
        let mut plan = none.clone();
        plan.compensation.quota_per_head_per_year = quota.into();
        path(&plan).weeks_of(Measure::SalesMarketingCost).iter().sum::<f64>()
    };
    near("commission", commission(0.0), commission(1e12), 1e-9);
    plan.teams.account_executives.attrition_rise_below_attainment = 0.0.into();
    near("off", path(&plan).weeks_of(Measure::AeHeads)[77], 50.0 * (1.0 - hazard).powi(78), 1e-9);
}

#[test]
fn milestones_are_paid_when_they_are_due() {
    let mut plan = opportunities(40, 0.5);
    plan.channels = vec![arrivals("shows", [0.0, 0.0, 0.0, 16.0])];
    plan.deals.mean_first_year_value = 1000.0.into();
    plan.deals.recurring_share = 0.0.into();
    plan.deals.delivery_weeks = 6;
    let milestone = |share, event, lag_weeks| Milestone { share, event, lag_weeks };
    plan.deals.payment_milestones = vec![
        milestone(0.3, MilestoneEvent::Signing, 2),
        milestone(0.6, MilestoneEvent::Delivery, 1),
        milestone(0.1, MilestoneEvent::Delivery, 8),
    ];
    plan.billing.bad_debt_share = 0.2.into();
    plan.billing.mean_collection_weeks = 9.0.into();
    let run = path(&plan);
    // One deal in week 3: 300 in week 5, delivered in week 9, 600 in week 10, 100 in week 17; no bad debt, no time to collect.
    for week in 0..40 {
        let paid = match week {
            5 => 300.0,
            10 => 600.0,
            17 => 100.0,
            _ => 0.0,
        };
        near("collections", run.weeks_of(Measure::Collections)[week], paid, 1e-12);
        near("revenue", run.weeks_of(Measure::Revenue)[week], if week == 9 { 1000.0 } else { 0.0 }, 1e-12);
    }
    // A backlog of the first day is delivered evenly; what was due at signing has been paid.
    plan.channels.clear();
    plan.opening.order_backlog = 6000.0.into();
    let run = path(&plan);
    for week in 0..40 {
        let of = |lag: usize| if (lag..lag + 6).contains(&week) { 1000.0 } else { 0.0 };
        near("revenue of the backlog", run.weeks_of(Measure::Revenue)[week], of(0), 1e-12);
        near(
            "paid of the backlog",
            run.weeks_of(Measure::Collections)[week],
            0.6 * of(1) + 0.1 * of(8),
            1e-12,
        );
    }
}

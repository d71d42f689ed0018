//! Each option of the model does what its name says, and switched off gives the plain reading.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::print_stdout,
    reason = "a test stops at what it did not expect"
)]

mod common;

use common::*;
use tandem_engine::calendar::WEEKS_PER_YEAR;
use tandem_engine::plan::*;
use tandem_engine::simulation::Record;
use tandem_engine::{Measure, Simulation};

/// A company that goes on as before: three inbound channels of different quality, referrals, goodwill in balance, a
/// nurture pool, a market half full; nothing grows, nobody leaves, nothing is learned.
fn steady() -> Plan {
    let mut plan = quiet(78);
    plan.model_options = ModelOptions { founder_time_in_cac: false, ..ModelOptions::default() };
    let mut search = linear("search", 5000.0, 50.0, 78);
    search.spend_per_month_before_start = (5000.0 * tandem_engine::calendar::WEEKS_PER_MONTH).into();
    search.fit_share = 0.2.into();
    search.goodwill_share_of_spend = 0.4.into();
    search.odds_ratio.mql_to_sql = 0.6.into();
    let mut organic = Channel::new("organic", ChannelType::Organic);
    organic.organic = Some(Organic { base_leads_per_month: 100.0.into() });
    organic.fit_share = 0.45.into();
    organic.odds_ratio.opportunity_to_won = 1.7.into();
    organic.deal_value_multiplier = 1.4.into();
    let mut referral = Channel::new("referral", ChannelType::Referral);
    referral.referral = Some(Referral { leads_per_customer_per_year: 0.5.into() });
    referral.fit_share = 0.7.into();
    referral.odds_ratio =
        StageOdds { mql_to_sql: 2.0.into(), sql_to_opportunity: 1.3.into(), opportunity_to_won: 1.8.into() };
    plan.channels = vec![search, organic, referral];
    plan.market.reachable_accounts = 1000.0.into();
    plan.opening.customers = ByFit { fit: 350.0.into(), non_fit: 150.0.into() };
    plan.qualification.non_fit_relative_conversion = StageRatios {
        mql_to_sql: 0.5.into(),
        sql_to_opportunity: 0.6.into(),
        opportunity_to_won: 0.7.into(),
    };
    set_rates(&mut plan, 0.3, [0.4, 0.5, 0.25]);
    plan.nurture = Nurture { recycle_rate_per_week: 0.004.into(), decay_rate_per_week: 0.02.into() };
    plan.brand = Brand {
        // Half-life and spend are in balance: what is lost in a week is what 40 % of the spend builds.
        opening_goodwill: (2000.0 / (1.0 - 0.5_f64.powf(1.0 / 26.0))).into(),
        goodwill_half_life_weeks: 26.0.into(),
        goodwill_half_saturation: 60_000.0.into(),
        max_organic_leads_per_month: 80.0.into(),
        max_paid_response_lift: 0.3.into(),
        max_win_log_odds_lift: 0.5.into(),
    };
    plan.crm.opening_dispositions = 400.0.into();
    plan.deals.non_fit_value_multiplier = 0.6.into();
    plan.durations = Durations {
        sql_acceptance: gamma_weeks(1.4, 0.8),
        discovery: gamma_weeks(2.6, 0.7),
        opportunity_to_won: gamma_weeks(6.0, 0.6),
        opportunity_to_lost: gamma_weeks(5.0, 0.8),
    };
    plan
}

/// The flows of the funnel: in a company that goes on as before, the same in every week.
const FLOWS: [Measure; 12] = [
    Measure::Leads,
    Measure::Mql,
    Measure::MqlFit,
    Measure::Worked,
    Measure::Expired,
    Measure::SqlCreated,
    Measure::Sql,
    Measure::SqlPassed,
    Measure::Opportunities,
    Measure::WonOfOpened,
    Measure::MqlWaiting,
    Measure::SqlInProgress,
];

fn in_week(path: &Record, measure: Measure, week: usize) -> f64 {
    path.weeks_of(measure)[week]
}

#[track_caller]
fn same_in_every_week(path: &Record, measures: &[Measure], tolerance: f64) {
    for &measure in measures {
        let first = in_week(path, measure, 0);
        for (week, &value) in path.weeks_of(measure).iter().enumerate() {
            near(&format!("{} in week {week}", measure.key()), value, first, tolerance);
        }
    }
}

/// Typed and realised rates of a week: lead to MQL, MQL to SQL, SQL to opportunity, opportunity to won, deal value.
fn rates(path: &Record, week: usize) -> [f64; 5] {
    let at = |measure| in_week(path, measure, week);
    [
        at(Measure::Mql) / (at(Measure::Leads) - at(Measure::Replies)),
        at(Measure::SqlInbound) / at(Measure::Mql),
        at(Measure::SqlPassed) / at(Measure::Sql),
        at(Measure::WonOfOpened) / at(Measure::Opportunities),
        0.0,
    ]
}

#[test]
fn anchoring_meets_the_typed_rates_in_the_first_week() {
    let plan = steady();
    let typed = [0.3, 0.4, 0.5, 0.25];
    let found = rates(&path(&plan), 0);
    all_near("rates of week 0", &found[..4], &typed, 1e-9);

    // Without anchoring every one of them is off.
    let mut plain = plan.clone();
    plain.model_options.anchor_to_observed = false;
    let found = rates(&path(&plain), 0);
    for (stage, (found, typed)) in found.iter().zip(typed).enumerate() {
        assert!((found / typed - 1.0).abs() > 0.002, "stage {stage}: {found} beside {typed}");
    }
}

#[test]
fn anchoring_meets_the_typed_deal_value() {
    let mut plan = steady();
    plan.opening.open_opportunities = Some(0.0.into());
    let found = path(&plan);
    // After the longest cycle, all deals are of the plan's own channels.
    let week = 77;
    let value = in_week(&found, Measure::Bookings, week) / in_week(&found, Measure::Won, week);
    near("deal value", value, 25_000.0, 1e-4);
    plan.model_options.anchor_to_observed = false;
    let found = path(&plan);
    let value = in_week(&found, Measure::Bookings, week) / in_week(&found, Measure::Won, week);
    assert!((value / 25_000.0 - 1.0).abs() > 0.03, "{value}");
}

#[test]
fn anchoring_keeps_cost_per_lead_at_its_reference() {
    let mut plan = steady();
    let search = |plan: &Plan| {
        let mut one = plan.clone();
        one.channels.truncate(1);
        in_week(&path(&one), Measure::Leads, 0)
    };
    near("leads at the measured cost", search(&plan), 5000.0 / 50.0, 1e-9);
    plan.model_options.anchor_to_observed = false;
    assert!((search(&plan) - 100.0).abs() > 10.0, "goodwill and market come on top: {}", search(&plan));
}

/// What is learned, built or filled later still acts: from today's level on.
#[test]
fn anchoring_keeps_what_the_plan_adds() {
    let base = path(&steady());
    let mut plan = steady();
    plan.qualification.scoring.auc_best_achievable = 0.9.into();
    plan.channels[0].fit_share_best_achievable = Some(0.5.into());
    let learning = path(&plan);
    near("nothing is learned yet", rates(&learning, 0)[0], 0.3, 1e-9);
    assert!(in_week(&learning, Measure::Sql, 77) > 1.05 * in_week(&base, Measure::Sql, 77), "then much");
    let mut plan = steady();
    plan.channels[0].goodwill_share_of_spend = 0.0.into();
    let fading = path(&plan);
    near("goodwill is still there", rates(&fading, 0)[3], 0.25, 1e-9);
    assert!(rates(&fading, 77)[3] < 0.24, "then it fades: {}", rates(&fading, 77)[3]);
}

#[test]
fn what_a_plan_decides_does_not_move_its_anchors() {
    let plan = steady();
    let anchors = model(&plan).anchors();
    let mut other = plan.clone();
    other.channels[0].budget_per_month = 90_000.0.into_budget();
    other.teams.account_executives.hires.push(Hire {
        start_week: 10,
        headcount: 4.0.into(),
        fully_ramped: false,
    });
    other.qualification.mql_threshold_shift_sd = 0.5.into();
    other.pricing.planned_discount = 0.2.into();
    assert_eq!(model(&other).anchors(), anchors);
}

trait IntoBudget {
    fn into_budget(self) -> Budget;
}

impl IntoBudget for f64 {
    fn into_budget(self) -> Budget {
        Budget::Constant(self.into())
    }
}

#[test]
fn a_stationary_plan_starts_stationary() {
    let plan = steady();
    let found = path(&plan);
    same_in_every_week(&found, &FLOWS, 1e-9);
    // Also what is open and what closes, although nobody counted what is open.
    same_in_every_week(&found, &[Measure::OpenOpportunities, Measure::Won, Measure::Lost], 1e-9);
    near(
        "on the first day",
        found.opening_of(Measure::OpenOpportunities),
        in_week(&found, Measure::OpenOpportunities, 77),
        1e-9,
    );
    let mut typed = plan.clone();
    typed.opening.open_opportunities = Some(0.0.into());
    assert_eq!(path(&typed).opening_of(Measure::OpenOpportunities), 0.0, "a count of none is none");
    let mut idle = plan.clone();
    idle.channels.truncate(1);
    idle.channels[0].spend_per_month_before_start = 0.0.into();
    assert_eq!(path(&idle).opening_of(Measure::OpenOpportunities), 0.0, "nothing flowed, nothing is left");
    let mut cold = plan.clone();
    cold.model_options.warm_start = false;
    let path = path(&cold);
    assert!(in_week(&path, Measure::Opportunities, 0) < 0.1 * in_week(&path, Measure::Opportunities, 77));
    assert!(in_week(&path, Measure::Mql, 0) < 0.97 * in_week(&path, Measure::Mql, 77));
}

/// Too few SDRs: the queue of MQLs is as long as it gets, in either order of work, and stays so.
#[test]
fn a_short_staffed_sdr_team_starts_with_its_queue() {
    for (order, decay) in [
        (QueueOrder::OldestFirst, 0.0),
        (QueueOrder::NewestFirst, 0.0),
        (QueueOrder::OldestFirst, 0.5),
        (QueueOrder::NewestFirst, 0.5),
    ] {
        let mut plan = steady();
        plan.response_sla.queue_order = order;
        plan.response_sla.decay_exponent = decay.into();
        plan.response_sla.mql_expires_after_weeks = 3;
        plan.teams.sales_development.hires = vec![ramped(1.0)];
        let path = path(&plan);
        assert!(in_week(&path, Measure::MqlWaiting, 0) > 20.0, "{}", in_week(&path, Measure::MqlWaiting, 0));
        assert!(in_week(&path, Measure::Expired, 0) > 5.0);
        same_in_every_week(&path, &FLOWS, 1e-9);
    }
}

/// Too few AEs: SQLs wait, some go stale, and it stays so.
#[test]
fn a_short_staffed_ae_team_starts_with_its_queue() {
    for from_acceptance in [true, false] {
        let mut plan = steady();
        plan.model_options.ae_load_from_acceptance = from_acceptance;
        plan.teams.account_executives.hires = vec![ramped(2.0)];
        plan.teams.account_executives.waiting_sql_loss_rate_per_week = 0.1.into();
        let slots = 40.0;
        // The opening pipeline is a count of its own: what discovery leaves of the slots.
        let path_with = |open: f64| {
            let mut plan = plan.clone();
            plan.opening.open_opportunities = Some(open.into());
            path(&plan)
        };
        let settled = path_with(0.0);
        let open = in_week(&settled, Measure::OpenOpportunities, 77);
        let found = path_with(open);
        assert!(in_week(&found, Measure::SqlWaiting, 0) > 20.0);
        assert!(open < slots);
        // Nearly what is worked out where nobody counted it.
        let worked_out = path(&plan).opening_of(Measure::OpenOpportunities);
        near("worked out", worked_out, open, 0.05);
        for week in 0..78 {
            let waiting = in_week(&found, Measure::SqlWaiting, week);
            near("waiting", waiting, in_week(&found, Measure::SqlWaiting, 77), 0.01);
            near(
                "opened",
                in_week(&found, Measure::Opportunities, week),
                in_week(&settled, Measure::Opportunities, 77),
                0.02,
            );
        }
    }
}

/// Counts typed take the place of the equilibrium, spread like today's flow.
#[test]
fn counts_of_the_opening_are_taken_as_typed() {
    let mut plan = steady();
    plan.opening.mql_queue = Some(33.0.into());
    plan.opening.sqls_in_progress = Some(44.0.into());
    plan.opening.opportunities_in_discovery = Some(55.0.into());
    plan.opening.nurture_pool = Some(ByFit { fit: 66.0.into(), non_fit: 770.0.into() });
    for warm in [true, false] {
        plan.model_options.warm_start = warm;
        let simulation = Simulation::new(&model(&plan));
        for trial in [None, Some(0), Some(1), Some(2)] {
            let first = simulation.ledgers(trial)[0];
            let path = trial.map(|trial| simulation.run(trial, 1));
            let of = |measure| match &path {
                Some(trials) => f64::from(trials.weeks_of(0, measure)[0]),
                None => simulation.expected_path().weeks_of(measure)[0],
            };
            near("queue", first.mql.0 - of(Measure::Mql), 33.0, 1e-6);
            near("on the way", first.sql.0 - of(Measure::SqlCreated), 44.0, 1e-6);
            near("in discovery", first.accepted.0 - of(Measure::Sql), 55.0, 1e-6);
            near("pool", first.leads.0 - of(Measure::Leads), 836.0, 1e-6);
        }
    }
}

#[test]
fn an_opening_equilibrium_is_drawn_around_its_mean() {
    let plan = steady();
    let simulation = Simulation::new(&model(&plan));
    let mean = simulation.ledgers(None)[0].accepted.0 - in_week(&simulation.expected_path(), Measure::Sql, 0);
    let n = 400;
    let trials = simulation.run(0, n);
    let counts: Vec<f64> = (0..n)
        .map(|trial| {
            let accepted = simulation.ledgers(Some(trial))[0].accepted.0;
            accepted - f64::from(trials.weeks_of(trial as usize, Measure::Sql)[0])
        })
        .collect();
    let found = counts.iter().sum::<f64>() / f64::from(n);
    let variance =
        counts.iter().map(|count| (count - found) * (count - found)).sum::<f64>() / f64::from(n - 1);
    assert!((found - mean).abs() < 4.0 * (mean / f64::from(n)).sqrt(), "{found} around {mean}");
    assert!((0.75..1.3).contains(&(variance / mean)), "Poisson's variance is its mean: {variance}, {mean}");
}

#[test]
fn open_opportunities_of_an_equilibrium_are_drawn_around_their_mean() {
    let plan = steady();
    let mean = path(&plan).opening_of(Measure::OpenOpportunities);
    let n = 400;
    let trials = Simulation::new(&model(&plan)).run(0, n);
    let open: Vec<f64> = (0..n as usize)
        .map(|trial| f64::from(trials.opening_of(trial, Measure::OpenOpportunities)))
        .collect();
    let found = open.iter().sum::<f64>() / f64::from(n);
    let variance = open.iter().map(|open| (open - found) * (open - found)).sum::<f64>() / f64::from(n - 1);
    assert!((found - mean).abs() < 4.0 * (mean / f64::from(n)).sqrt(), "{found} around {mean}");
    assert!((0.75..1.3).contains(&(variance / mean)), "Poisson's variance is its mean: {variance}, {mean}");
}

#[test]
fn founders_time_is_in_cac_and_never_in_cash() {
    let mut plan = steady();
    plan.teams.sales_development.founder_fte_unpaid = 0.5.into();
    plan.teams.sales_development.loaded_base_pay_per_year = 60_000.0.into();
    plan.teams.account_executives.founder_fte_unpaid = 1.5.into();
    plan.teams.account_executives.loaded_base_pay_per_year = 100_000.0.into();
    plan.opening.cash = 1e7.into();
    let off = path(&plan);
    plan.model_options.founder_time_in_cac = true;
    let on = path(&plan);
    let (cost, plain) = (on.weeks_of(Measure::SalesMarketingCost), off.weeks_of(Measure::SalesMarketingCost));
    for week in 0..78 {
        near("imputed", cost[week] - plain[week], 180_000.0 / WEEKS_PER_YEAR, 1e-9);
    }
    for &measure in Measure::ALL.iter().filter(|measure| **measure != Measure::SalesMarketingCost) {
        assert_eq!(on.weeks_of(measure), off.weeks_of(measure), "{measure:?}");
    }
}

/// Two years with a closed month and a season: what was typed for a year comes in a year.
#[test]
fn holidays_move_demand_and_take_nothing_away() {
    let mut plan = quiet(104);
    plan.calendar.monthly_demand_index = [1.5, 0.5, 1.0, 1.0, 1.0, 1.0, 0.7, 0.7, 1.2, 1.2, 1.2, 1.0];
    for (first, last) in [("2027-02-01", "2027-02-24"), ("2028-01-21", "2028-02-13")] {
        plan.calendar.holidays.push(Holiday {
            first_date: date(first).unwrap(),
            last_date: date(last).unwrap(),
            working_time_factor: 0.1,
            demand_factor: 0.2,
            spend_factor: 1.0,
        });
    }
    let mut organic = Channel::new("organic", ChannelType::Organic);
    organic.organic = Some(Organic { base_leads_per_month: 120.0.into() });
    plan.channels = vec![organic];
    plan.opening.customers = ByFit { fit: 400.0.into(), non_fit: 100.0.into() };
    plan.repeat_orders.orders_per_customer_per_year = 0.2.into();
    plan.repeat_orders.mean_value = 1000.0.into();
    let leads = 120.0 * 12.0 / WEEKS_PER_YEAR * 104.0;
    let orders = 0.2 * 500.0 * 1000.0 / WEEKS_PER_YEAR * 104.0;
    let lost = path(&plan);
    assert!(total(&lost, Measure::Leads) < 0.97 * leads);
    assert!(total(&lost, Measure::RepeatOrders) < 0.96 * orders);
    plan.model_options.holidays_keep_yearly_demand = true;
    let kept = path(&plan);
    // The five hundred customers of a billion accounts take half a millionth of the leads.
    near("leads", total(&kept, Measure::Leads), leads, 1e-6);
    near("orders", total(&kept, Measure::RepeatOrders), orders, 1e-9);
    // Weeks of a year keep their proportions.
    let ratio = |week: usize| in_week(&kept, Measure::Leads, week) / in_week(&lost, Measure::Leads, week);
    for week in 0..104 {
        near("proportion", ratio(week), ratio(week / 52 * 52), 1e-12);
    }
}

/// A closed month in one year moves nothing into the other.
#[test]
fn a_holiday_moves_demand_within_its_year() {
    for (weeks, closed) in [(104, "2027-08-02"), (104, "2028-08-07"), (130, "2029-05-07")] {
        let mut plan = quiet(weeks);
        plan.model_options.holidays_keep_yearly_demand = true;
        let mut organic = Channel::new("organic", ChannelType::Organic);
        organic.organic = Some(Organic { base_leads_per_month: 120.0.into() });
        plan.channels = vec![organic];
        let first_date = date(closed).unwrap();
        plan.calendar.holidays.push(Holiday {
            first_date,
            last_date: first_date.plus_days(27),
            working_time_factor: 0.0,
            demand_factor: 0.0,
            spend_factor: 1.0,
        });
        let path = path(&plan);
        let week = 120.0 * 12.0 / WEEKS_PER_YEAR;
        let whole = path.weeks_of(Measure::Leads).chunks_exact(52);
        for (year, leads) in whole.enumerate() {
            near(&format!("{closed}, year {year}"), leads.iter().sum(), 52.0 * week, 1e-6);
        }
        // Of a shorter last year: so that its last 52 weeks would have it.
        let rest = path.weeks_of(Measure::Leads)[104..].iter().sum::<f64>();
        if weeks == 130 {
            near("half a year", rest, 22.0 * 52.0 / 48.0 * week, 1e-6);
        }
    }
}

#[test]
fn budgets_can_rest_on_holidays() {
    let mut plan = quiet(26);
    plan.channels = vec![linear("ads", 7000.0, 70.0, 26)];
    plan.calendar.holidays.push(Holiday {
        first_date: date("2027-02-01").unwrap(),
        last_date: date("2027-02-07").unwrap(),
        working_time_factor: 1.0,
        demand_factor: 1.0,
        spend_factor: 0.25,
    });
    let path = path(&plan);
    near("an open week", in_week(&path, Measure::Spend, 3), 7000.0, 1e-9);
    near("a closed week", in_week(&path, Measure::Spend, 4), 1750.0, 1e-9);
}

/// Eight SQLs accepted a week, half of them fail after four weeks: 4 × 4 slots more than without.
#[test]
fn failing_sqls_hold_a_slot_from_acceptance() {
    let mut plan = quiet(60);
    plan.channels = vec![arrivals("shows", [8.0; 60])];
    set_rates(&mut plan, 0.95, [0.98, 0.5, 0.25]);
    plan.durations.discovery = fixed_weeks(4.0);
    plan.durations.opportunity_to_won = fixed_weeks(6.0);
    plan.durations.opportunity_to_lost = fixed_weeks(6.0);
    plan.teams.account_executives.hires = vec![ramped(10.0)];
    let off = path(&plan);
    plan.model_options.ae_load_from_acceptance = true;
    let on = path(&plan);
    let accepted = 8.0 * 0.95 * 0.98;
    let slots = |path: &Record| in_week(path, Measure::AeUtilisation, 59) * 200.0;
    near("without", slots(&off), 0.5 * accepted * (4.0 + 6.0), 1e-9);
    near("with", slots(&on), 0.5 * accepted * (4.0 + 6.0 + 4.0), 1e-9);
    near("as many are won", total(&on, Measure::Won), total(&off, Measure::Won), 1e-9);

    // Where slots are short, fewer are accepted: 20 slots bear 20 / (0.5 x 11 + 0.5 x 4) a week, because a
    // slot is free in the week after its deal has closed.
    plan.teams.account_executives.hires = vec![ramped(1.0)];
    let mean = |path: &Record| path.weeks_of(Measure::Sql)[30..60].iter().sum::<f64>() / 30.0;
    near("accepted with", mean(&path(&plan)), 20.0 / 7.5, 0.01);
    plan.model_options.ae_load_from_acceptance = false;
    near("accepted without", mean(&path(&plan)), 20.0 / 5.5, 0.1);
}

/// MQLs of an earlier week are worked in their turn and wait no stationary queue besides.
#[test]
fn a_week_of_waiting_is_counted_once() {
    let mut plan = quiet(60);
    plan.channels = vec![arrivals("shows", [40.0; 60])];
    set_rates(&mut plan, 0.95, [0.5; 3]);
    plan.response_sla.mql_expires_after_weeks = 2;
    plan.teams.sales_development.hires = vec![ramped(1.0)];
    // 25 of 38 MQLs a week are worked: in the end all of them two weeks old, and the first that came then.
    let off = path(&plan);
    plan.model_options.waiting_counts_once = true;
    let on = path(&plan);
    let waited = 40.0 * (2.0 + 12.5 / 25.0 - 12.5 / 38.0);
    near("two weeks", in_week(&on, Measure::ResponseHours, 59), waited, 1e-9);
    assert!(in_week(&off, Measure::ResponseHours, 59) > 105.0);
}

#[test]
fn half_of_idle_sdr_time_goes_to_prospecting_unless_typed() {
    assert_eq!(Plan::default().teams.sales_development.idle_time_to_outbound_share, 0.5.into());
}

//! Mechanisms by value, each in a quiet plan where nothing else moves: steps from opportunity to won, churn by tenure, the
//! 4-4-5 calendar, the Spring Festival, price, enablement, hires that fail, attainment and leaving, milestones, carryover by
//! Weibull's density, budgets at equal marginal cost, word of mouth in a market that fills.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::print_stdout,
    reason = "a test stops at what it did not expect"
)]

mod common;

use common::*;
use tandem_engine::calendar::{
    Calendar, Fiscal, WEEKS_PER_MONTH, WEEKS_PER_YEAR, lunar_new_year, spring_festival,
};
use tandem_engine::date::Date;
use tandem_engine::durations::{DurationLaw, WholeWeeks};
use tandem_engine::estimate::Estimate;
use tandem_engine::model::{ResponseCurve, multiply_odds};
use tandem_engine::plan::*;
use tandem_engine::simulation::channels::{carryover_half_life, carryover_retention, carryover_weights};
use tandem_engine::{Measure, Period, Simulation, Trials, check, expected};

fn step(conversion: impl Into<Estimate>, weeks: f64) -> OpportunityStage {
    OpportunityStage {
        name: String::new(),
        conversion: conversion.into(),
        distribution: DurationDistribution::Fixed,
        mean_weeks: weeks.into(),
        coefficient_of_variation: 0.5.into(),
    }
}

/// A hundred opportunities a week in a quiet plan, of which so many are won.
fn opportunities(weeks: u32, won: f64) -> Plan {
    let mut plan = quiet(weeks);
    set_rates(&mut plan, 0.5, [0.5, 0.5, won]);
    plan.channels = vec![arrivals("shows", vec![800.0; weeks as usize])];
    plan
}

fn trials(plan: &Plan, n: u32) -> Trials {
    Simulation::new(&model(plan)).run(0, n)
}

#[test]
fn steps_to_won_multiply_and_follow_one_another() {
    let mut plan = opportunities(26, 0.9);
    plan.durations.opportunity_to_won = gamma_weeks(20.0, 1.0);
    plan.durations.opportunity_to_lost = fixed_weeks(1.0);
    plan.opportunity_stages = vec![step(0.6, 2.0), step(0.5, 3.0)];
    let run = path(&plan);
    let won = run.weeks_of(Measure::Won);
    for (week, &won) in won.iter().enumerate() {
        near("won", won, if week < 5 { 0.0 } else { 30.0 }, 1e-12);
        near("lost", run.weeks_of(Measure::Lost)[week], if week < 1 { 0.0 } else { 70.0 }, 1e-12);
        let open = 30.0 * (week + 1).min(5) as f64 + 70.0;
        near("open", run.weeks_of(Measure::OpenOpportunities)[week], open, 1e-12);
    }
    // Nothing is lost or made on the way.
    for trial in [None, Some(0), Some(7)] {
        for ledger in Simulation::new(&model(&plan)).ledgers(trial) {
            let (came, is) = ledger.opportunities;
            near("opportunities", is, came, 1e-12);
        }
    }
    // One stage of the same conversion and time is the same plan, in every future.
    let mut whole = plan.clone();
    whole.opportunity_stages.clear();
    whole.qualification.observed.conversion.opportunity_to_won = 0.3.into();
    whole.durations.opportunity_to_won = fixed_weeks(5.0);
    assert_eq!(trials(&plan, 5).values(), trials(&whole, 5).values());
    // Sales tools cut the time of each step: to 1 and 1.5 weeks, both 1 in whole weeks.
    plan.enablement.spend_per_month = 1000.0.into();
    plan.enablement.half_saturation_per_month = 1000.0.into();
    plan.enablement.max_cycle_cut = 1.0.into();
    assert_eq!(path(&plan).weeks_of(Measure::Won).iter().position(|won| *won > 0.0), Some(2));
}

#[test]
fn the_time_of_steps_is_the_convolution_of_their_times() {
    let laws = [
        DurationLaw::new(DurationDistribution::Gamma, 3.0, 0.7),
        DurationLaw::new(DurationDistribution::Lognormal, 4.0, 0.9),
        DurationLaw::new(DurationDistribution::Weibull, 1.5, 0.5),
    ];
    let pmfs = laws.map(|law| law.pmf(520));
    let mut brute = vec![0.0; 60];
    for (i, p) in pmfs[0].iter().enumerate() {
        for (j, q) in pmfs[1].iter().enumerate() {
            for (k, r) in pmfs[2].iter().enumerate().filter(|(k, _)| i + j + k < 60) {
                brute[i + j + k] += p * q * r;
            }
        }
    }
    let sum = WholeWeeks::in_turn(&laws);
    for (week, (p, by_hand)) in sum.pmf(60).iter().zip(&brute).enumerate() {
        assert!((p - by_hand).abs() < 1e-11, "{week}: {p} instead of {by_hand}");
    }
    near("mean", sum.mean(), laws.map(|law| law.discrete_mean()).iter().sum(), 1e-9);
    let (mean, variance) = laws.iter().map(moments).fold((0.0, 0.0), |sum, of| (sum.0 + of.0, sum.1 + of.1));
    let pmf = sum.pmf(520);
    near("all of it", pmf.iter().sum(), 1.0, 1e-12);
    let square: f64 = pmf.iter().enumerate().map(|(k, p)| (k as f64 - mean).powi(2) * p).sum();
    near("variance", square, variance, 1e-6);
    // What is still open on the first day follows P(K > k) / E[K] of the whole.
    let residual = sum.residual_pmf(60);
    for (week, share) in residual.iter().enumerate() {
        let above = 1.0 - brute[..=week].iter().sum::<f64>();
        assert!((share - above / mean).abs() < 1e-9, "{week}: {share}");
    }
    assert_eq!(WholeWeeks::in_turn(&[]).pmf(5), [1.0]);
}

#[test]
fn the_opening_pipeline_of_steps_is_stationary() {
    // C25 with its one stage in two: wins 2 and losses 6 a week from the first week on.
    let mut plan = quiet(26);
    set_rates(&mut plan, 0.5, [0.5, 0.5, 0.9]);
    plan.channels = vec![arrivals("shows", [64.0; 26])];
    plan.durations.opportunity_to_lost = fixed_weeks(2.0);
    plan.opportunity_stages = vec![step(0.5, 3.0), step(0.5, 1.0)];
    plan.opening.open_opportunities = 20.0.into();
    let run = path(&plan);
    for week in 0..26 {
        near("won", run.weeks_of(Measure::Won)[week], 2.0, 1e-9);
        near("lost", run.weeks_of(Measure::Lost)[week], 6.0, 1e-9);
        near("open", run.weeks_of(Measure::OpenOpportunities)[week], 20.0, 1e-9);
    }
}

#[test]
fn ranges_of_steps_are_drawn_and_those_they_stand_for_are_not() {
    let mut plan = opportunities(26, 0.3);
    let range = |p10, p90| Estimate::Range { p10, p90, scale: None };
    plan.qualification.observed.conversion.opportunity_to_won = range(0.2, 0.3);
    plan.durations.opportunity_to_won.mean_weeks = range(8.0, 12.0);
    plan.opportunity_stages = vec![step(range(0.5, 0.7), 2.0), step(range(0.4, 0.6), 3.0)];
    plan.simulation.noise.process = false;
    let model = model(&plan);
    let paths: Vec<&str> = model.parameters().iter().map(|p| p.path.as_str()).collect();
    assert_eq!(paths, ["opportunity_stages[0].conversion", "opportunity_stages[1].conversion"]);
    // Without luck of counts a future's win rate is the product of what it drew: mean .6 × .5, more where they move together.
    let run = Simulation::new(&model).run(0, 100);
    let rates: Vec<f64> =
        (0..100).map(|trial| f64::from(run.weeks_of(trial, Measure::Won)[10]) / 100.0).collect();
    let mean = rates.iter().sum::<f64>() / 100.0;
    assert!((0.295..0.31).contains(&mean), "{mean}");
    let spread = (rates.iter().map(|r| (r - mean).powi(2)).sum::<f64>() / 99.0).sqrt();
    // Logit-normal from .5 to .7 and .4 to .6: relative deviations .129 and .155, correlated .2.
    assert!((0.05..0.08).contains(&spread), "{spread}");
}

#[test]
fn faulty_steps_are_told() {
    let mut plan = opportunities(26, 0.3);
    let told = |plan: &Plan| lines(&check(plan).findings);
    plan.opportunity_stages = vec![step(1.2, 2.0), step(0.5, 151.0)];
    plan.opportunity_stages[1].name = "\u{7}".to_owned();
    assert_eq!(
        told(&plan),
        "E103 `opportunity_stages[0].conversion`: is a share from 0 to 1, found `1.2`\n\
         hint: 1.2 looks like a percent; write 0.012\n\
         E102 `opportunity_stages[1].mean_weeks`: is outside 0..=150 (weeks), found `151`\n\
         E101 `opportunity_stages[1].name`: expected a text without control characters, found `\"\\u{7}\"`"
    );
    plan.opportunity_stages = vec![step(0.5, 1.0); 9];
    assert!(told(&plan).contains("E107 `opportunity_stages`: has a length of 9, at most 8 is allowed"));
    plan.opportunity_stages = vec![step(0.1, 1.0); 3];
    assert!(told(&plan).starts_with("E102 `opportunity_stages`: is outside 0.005..=0.98 (a fraction)"));
}

#[test]
fn half_of_geometric_carryover_is_left_after_its_half_life() {
    for (retention, weeks) in [(0.5, 1.0), (0.25, 0.5), (0.5f64.powf(0.25), 4.0), (0.97, 22.756_573)] {
        near("half-life", carryover_half_life(retention), weeks, 1e-6);
        near("retention", carryover_retention(carryover_half_life(retention)), retention, 1e-12);
    }
    assert_eq!((carryover_half_life(0.0), carryover_retention(0.0)), (0.0, 0.0));
    // What is left of the weights beyond that week is half of them.
    let weights =
        carryover_weights(CarryoverShape::Geometric, carryover_retention(6.0), 400, 0.0, (1.0, 1.0));
    near("left", weights[6..].iter().sum(), 0.5, 1e-9);
}

/// Churn in the month of tenure `t` (from 1) as Fader and Hardie have it: 1 - (b + t - 1) / (a + b + t - 1).
fn lost_of_month(churn: f64, heterogeneity: f64, t: usize) -> f64 {
    let sum = (1.0 - heterogeneity) / heterogeneity;
    let (a, b) = (churn * sum, (1.0 - churn) * sum);
    1.0 - (b + t as f64 - 1.0) / (a + b + t as f64 - 1.0)
}

/// Share kept after so many weeks, month by month; a week belongs to the month in which its middle lies.
fn kept_after(churn: f64, heterogeneity: f64, weeks: usize, tenure_weeks: usize) -> f64 {
    (tenure_weeks..tenure_weeks + weeks)
        .map(|week| {
            let month = 1 + ((week as f64 + 0.5) / WEEKS_PER_MONTH) as usize;
            (1.0 - lost_of_month(churn, heterogeneity, month)).powf(1.0 / WEEKS_PER_MONTH)
        })
        .product()
}

fn customers(heterogeneity: f64) -> Plan {
    let mut plan = quiet(104);
    plan.opening.customers = ByFit { fit: 1000.0.into(), non_fit: 400.0.into() };
    plan.opening.monthly_recurring_revenue = ByFit { fit: 50_000.0.into(), non_fit: 20_000.0.into() };
    plan.retention.churn_rate_per_month = 0.04.into();
    plan.retention.non_fit_churn_multiplier = 1.5.into();
    plan.retention.churn_heterogeneity = heterogeneity.into();
    plan
}

#[test]
fn customers_who_differ_churn_by_their_tenure() {
    let plan = customers(0.3);
    let run = path(&plan);
    let at = |week: usize| 1000.0 * kept_after(0.04, 0.3, week, 0) + 400.0 * kept_after(0.06, 0.3, week, 0);
    for week in [0, 3, 4, 5, 8, 25, 51, 103] {
        near("customers", run.weeks_of(Measure::Customers)[week], at(week + 1), 1e-12);
        near("MRR", run.weeks_of(Measure::Mrr)[week], 50.0 * at(week + 1), 1e-12);
        let (lost, mrr) = (run.weeks_of(Measure::Churned)[week], run.weeks_of(Measure::MrrChurned)[week]);
        near("churned", lost, at(week) - at(week + 1), 1e-9);
        near("churned MRR", mrr, 50.0 * lost, 1e-9);
    }
    // The law itself by whole months: a product of Fader and Hardie's r_t, to the fraction of a week.
    let year: f64 = (1..=12).map(|t| 1.0 - lost_of_month(0.04, 0.3, t)).product();
    near("a year", kept_after(0.04, 0.3, 52, 0), year, 5e-3);
    // The first month loses what was typed; alike, they would lose as much in every month.
    near("first month", lost_of_month(0.04, 0.3, 1), 0.04, 1e-12);
    assert!(year > 1.1 * 0.96_f64.powi(12), "{year}");
    // A base that is a year old has lost its restless ones.
    let mut old = plan.clone();
    old.retention.opening_tenure_months = 12.0.into();
    let weeks = (12.0 * WEEKS_PER_MONTH).round() as usize;
    let at = 1000.0 * kept_after(0.04, 0.3, 30, weeks) + 400.0 * kept_after(0.06, 0.3, 30, weeks);
    near("an old base", path(&old).weeks_of(Measure::Customers)[29], at, 1e-12);
}

#[test]
fn those_who_go_live_later_are_younger() {
    // The market of a billion accounts fills by millionths.
    let mut plan = opportunities(78, 0.5);
    plan.deals.go_live_delay_weeks = 0;
    plan.deals.mean_first_year_value = 1200.0.into();
    plan.retention.churn_rate_per_month = 0.05.into();
    plan.retention.expansion_rate_per_year = 0.2.into();
    plan.retention.churn_heterogeneity = 0.4.into();
    plan.billing.annual_prepay_share = 1.0.into();
    let run = path(&plan);
    let growth = |weeks: usize| 1.2_f64.powf(weeks as f64 / WEEKS_PER_YEAR);
    for week in [0, 1, 7, 52, 77] {
        // Fifty a week, each as old as it is.
        let count: f64 = (0..=week).map(|age| 50.0 * kept_after(0.05, 0.4, age, 0)).sum();
        near("customers", run.weeks_of(Measure::Customers)[week], count, 3e-6);
        let mrr: f64 = (0..=week).map(|age| 5000.0 * kept_after(0.05, 0.4, age, 0) * growth(age)).sum();
        near("MRR", run.weeks_of(Measure::Mrr)[week], mrr, 3e-6);
        // A year paid ahead: what goes live, and what is left of what went live a year ago.
        let renewed = if week >= 52 { kept_after(0.05, 0.4, 52, 0) * growth(52) } else { 0.0 };
        near("bills", run.weeks_of(Measure::Collections)[week], 12.0 * 5000.0 * (1.0 + renewed), 3e-6);
    }
}

#[test]
fn nearly_alike_is_alike() {
    let mut plan = customers(0.0);
    plan.channels = vec![arrivals("shows", vec![100.0; 104])];
    plan.deals.go_live_delay_weeks = 3;
    plan.retention.expansion_rate_per_year = 0.1.into();
    plan.billing.annual_prepay_share = 0.5.into();
    let mut nearly = plan.clone();
    nearly.retention.churn_heterogeneity = 1e-12.into();
    let (alike, nearly) = (path(&plan), path(&nearly));
    for measure in [Measure::Customers, Measure::Mrr, Measure::Churned, Measure::MrrChurned, Measure::Cash] {
        all_near(measure.key(), nearly.weeks_of(measure), alike.weeks_of(measure), 1e-8);
    }
}

#[test]
fn who_stays_in_a_future_is_drawn_by_tenure() {
    // 300 of the first day, then some each week: whole customers; mean and variance of a sum of binomials.
    let mut plan = customers(0.3);
    plan.opening.customers = ByFit { fit: 300.0.into(), non_fit: 0.0.into() };
    plan.deals.go_live_delay_weeks = 0;
    plan.channels = vec![arrivals("shows", vec![40.0; 104])];
    set_rates(&mut plan, 0.5, [0.5, 0.5, 0.5]);
    let n = 600;
    let run = trials(&plan, n);
    let expected = path(&plan);
    let values = |week: usize| -> Vec<f64> {
        (0..n as usize).map(|trial| f64::from(run.weeks_of(trial, Measure::Customers)[week])).collect()
    };
    for week in [10, 51, 103] {
        let values = values(week);
        assert!(values.iter().all(|value| value.fract() == 0.0));
        let mean = values.iter().sum::<f64>() / f64::from(n);
        let variance = values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / f64::from(n - 1);
        let kept = kept_after(0.04, 0.3, week + 1, 0);
        // Those who went live are thinned Poisson arrivals, so Poisson themselves.
        let alive = expected.weeks_of(Measure::Customers)[week] - 300.0 * kept;
        let law = 300.0 * kept * (1.0 - kept) + alive;
        let errors = (mean - expected.weeks_of(Measure::Customers)[week]) / (law / f64::from(n)).sqrt();
        assert!(errors.abs() < 4.0, "week {week}: {errors} standard errors off");
        // A variance of 600 draws is known to 5.8 %.
        assert!((variance / law - 1.0).abs() < 0.25, "week {week}: variance {variance} instead of {law}");
    }
}

#[test]
fn quarters_of_4_4_and_5_weeks() {
    let fiscal = Fiscal { first_month: 1, periods: FiscalPeriods::Weeks445 };
    let day = |text: &str| date(text).unwrap();
    // ISO weeks: the first Monday of the fiscal year is that of ISO week 1, and 2026 and 2032 have 53 weeks.
    for (year, first, weeks) in [
        (2025, "2024-12-30", 52),
        (2026, "2025-12-29", 53),
        (2027, "2027-01-04", 52),
        (2028, "2028-01-03", 52),
        (2029, "2029-01-01", 52),
        (2030, "2029-12-31", 52),
        (2031, "2030-12-30", 52),
        (2032, "2031-12-29", 53),
        (2033, "2033-01-03", 52),
    ] {
        let first = day(first);
        assert_eq!(first.weekday(), 0);
        let mut at = first;
        for (month, length) in [4, 4, 5, 4, 4, 5, 4, 4, 5, 4, 4, 5].into_iter().enumerate() {
            let length = length + i32::from(month == 11 && weeks == 53);
            for day in 0..7 * length {
                assert_eq!(
                    fiscal.month(at.plus_days(day)),
                    12 * year + month as i32,
                    "{}",
                    at.plus_days(day)
                );
                assert_eq!(fiscal.quarter(at.plus_days(day)), 4 * year + month as i32 / 3);
                // It is called after its place in the year, not after the day on which it begins.
                let called = fiscal.named_month(at.plus_days(day)).parts();
                assert_eq!(called, (year, month as u32 + 1, 1), "{}", at.plus_days(day));
            }
            at = at.plus_days(7 * length);
        }
        assert_eq!(at.days_since(first), 7 * weeks, "{year}");
    }
    // From another month: the Monday nearest to 1 February 2028, a Tuesday.
    let fiscal = Fiscal { first_month: 2, periods: FiscalPeriods::Weeks445 };
    assert_eq!(fiscal.quarter(day("2028-01-30")) + 1, fiscal.quarter(day("2028-01-31")));
    assert_eq!(fiscal.named_month(day("2028-01-31")), day("2028-02-01"));
    assert_eq!(fiscal.named_month(day("2028-01-30")), day("2028-01-01"));
    // Calendar months are as they were.
    let months = Fiscal { first_month: 2, periods: FiscalPeriods::Months };
    assert_eq!(months.month(day("2028-01-31")) + 1, months.month(day("2028-02-01")));
    assert_eq!(months.quarter(day("2028-01-31")) + 1, months.quarter(day("2028-02-01")));
    assert_eq!(months.quarter(day("2028-02-01")), months.quarter(day("2028-04-30")));
    assert_eq!(months.named_month(day("2028-01-31")), day("2028-01-01"));
}

#[test]
fn a_plan_of_4_4_and_5_weeks_splits_no_week() {
    let mut plan = opportunities(60, 0.5);
    plan.calendar.fiscal_periods = FiscalPeriods::Weeks445;
    plan.quarter_end.delayed_to_quarter_end_share = 1.0.into();
    let model = model(&plan);
    let run = Simulation::new(&model).expected_path();
    let summary = expected(&model);
    let leads = &summary.series(Measure::Leads, Period::Month).expected;
    let weeks = [4.0, 4.0, 5.0];
    for (month, leads) in leads.iter().enumerate().take(12) {
        near("leads of a month", *leads, 800.0 * weeks[month % 3], 1e-12);
    }
    all_near(
        "leads of a quarter",
        &summary.series(Measure::Leads, Period::Quarter).expected,
        &[10_400.0, 10_400.0, 10_400.0, 10_400.0, 6400.0],
        1e-12,
    );
    let spans = summary.spans(Period::Quarter);
    assert_eq!((spans[0].first, spans[0].last), (date("2027-01-04").unwrap(), date("2027-04-04").unwrap()));
    // Everything that is won waits for the last week of its 13.
    for (week, won) in run.weeks_of(Measure::Won).iter().enumerate() {
        near("won", *won, if week % 13 == 12 { 650.0 } else { 0.0 }, 1e-12);
    }
    // Budgets stay those of calendar months.
    let mut months = plan.clone();
    months.channels = vec![linear("ads", 1000.0, 100.0, 60)];
    let by_weeks = path(&months).weeks_of(Measure::Spend).to_vec();
    months.calendar.fiscal_periods = FiscalPeriods::Months;
    assert_eq!(path(&months).weeks_of(Measure::Spend), by_weeks);
}

#[test]
fn c22_the_spring_festival_of_a_year() {
    let cases = Cases::load();
    let case = cases.case("C22");
    let file: serde_json::Value = serde_json::from_str(include_str!("cases/model_cases.json")).unwrap();
    let all = file["cases"].as_array().unwrap();
    let c22 = all.iter().find(|case| case["id"] == "C22").unwrap();
    let dates = c22["expected"]["spring_festival_dates"].as_object().unwrap();
    assert_eq!(dates.len(), 11);
    for (year, day) in dates {
        let year: i32 = year.parse().unwrap();
        assert_eq!(lunar_new_year(year), Date::parse(day.as_str().unwrap()));
        let windows = spring_festival(year);
        let first = lunar_new_year(year).unwrap();
        let days: Vec<(i32, i32)> =
            windows.iter().map(|w| (w.first_date.days_since(first), w.last_date.days_since(first))).collect();
        assert_eq!(days, [(-5, -2), (-1, 6), (7, 18)]);
        assert_eq!(
            windows.iter().map(|w| (w.working_time_factor, w.demand_factor)).collect::<Vec<_>>(),
            [(0.5, 0.5), (0.0, 0.15), (0.6, 0.6)]
        );
        // A new year of the lunar calendar begins with a new moon: 29.530588 days after the last, here to the day and a half.
        let moons = f64::from(first.days_since(date("2025-01-29").unwrap())) / 29.530_588;
        assert!((moons - moons.round()).abs() * 29.53 < 1.5, "{year}");
    }
    assert_eq!((lunar_new_year(2024), spring_festival(2036)), (None, vec![]));
    let rules = tandem_engine::plan::Calendar { holidays: spring_festival(2027), ..Default::default() };
    let calendar = Calendar::new(date(START).unwrap(), 26, 1, &rules);
    for (week, monday) in
        [(3, "2027-01-25"), (4, "2027-02-01"), (5, "2027-02-08"), (6, "2027-02-15"), (7, "2027-02-22")]
    {
        assert_eq!(calendar.monday(week), date(monday).unwrap());
        case.meets(&format!("work_fraction_by_week_2027.{monday}"), calendar.working[week]);
    }
}

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

#[test]
fn carryover_by_weibull_s_density() {
    // Shape 2 and scale 2 weeks: x/2 e^(-x²/4) at x = 1 … 5, from 0 at the least to 1 at the most, sum 1.
    let weights = carryover_weights(CarryoverShape::WeibullPdf, 0.0, 4, 0.0, (2.0, 2.0));
    let density = [0.389_400_391_5, 0.367_879_441_2, 0.158_098_836_9, 0.036_631_277_8, 0.004_826_135_3];
    let scaled = density.map(|d| (d - density[4]) / (density[0] - density[4]));
    let sum: f64 = scaled.iter().sum();
    all_near("weights", &weights, &scaled.map(|d| d / sum), 1e-8);
    all_near("by hand", &weights[..4], &[0.412321247, 0.389247563, 0.164331310, 0.034099880], 1e-8);
    // An impulse in the first four weeks, one money a lead: what each week brings.
    let mut plan = quiet(26);
    plan.plan.start_date = date("2027-02-01");
    let mut channel = linear("ads", 0.0, 1.0, 26);
    channel.budget_per_month = Budget::ByMonth(vec![4000.0, 0.0]);
    channel.carryover = Some(Carryover {
        shape: CarryoverShape::WeibullPdf,
        max_lag_weeks: 4,
        weibull_shape: 2.0.into(),
        weibull_scale_weeks: 2.0.into(),
        ..Carryover::default()
    });
    plan.channels = vec![channel];
    let run = path(&plan);
    for week in 0..26 {
        let share: f64 =
            (0..=4).filter(|lag| (0..4).contains(&(week - lag))).map(|lag| weights[lag as usize]).sum();
        near("leads", run.weeks_of(Measure::Leads)[week as usize], 1000.0 * share, 1e-9);
    }
}

#[test]
fn c20_a_budget_is_best_where_the_next_lead_costs_the_same() {
    let cases = Cases::load();
    let case = cases.case("C20");
    let of = |path: &str| [0, 1, 2].map(|i| case.input(&format!("{path}.{i}")));
    let (most, half) = (of("Lmax"), of("K"));
    // Half of the most is reached at K.
    let curves = [0, 1, 2].map(|i| ResponseCurve {
        shape: ResponseShape::Hill,
        reference: half[i],
        cost_per_lead: half[i] / (0.5 * most[i]),
        share_of_max: 0.5,
        slope: 1.0,
    });
    let leads = |x: &[f64]| -> f64 { curves.iter().zip(x).map(|(curve, &x)| curve.leads(x)).sum() };
    let budget = case.input("budget_per_week");
    let roots: f64 = most.iter().zip(half).map(|(l, k)| (l * k).sqrt()).sum();
    let all: f64 = budget + half.iter().sum::<f64>();
    let best = [0, 1, 2].map(|i| all * (most[i] * half[i]).sqrt() / roots - half[i]);
    case.meets_all("x", &best);
    case.meets("leads", leads(&best));
    case.meets_all("marginal_cpl", &[0, 1, 2].map(|i| curves[i].marginal_cost_per_lead(best[i])));
    near("equal parts", leads(&[budget / 3.0; 3]), case.input("equal_split_leads"), 1e-6);
    for (from, to) in [(0, 1), (0, 2), (1, 0), (1, 2), (2, 0), (2, 1)] {
        let mut moved = best;
        moved[from] -= 100.0;
        moved[to] += 100.0;
        assert!(leads(&moved) < leads(&best), "from {from} to {to}");
    }
    let bounded = case.list("bounded_x");
    case.meets("bounded_leads", leads(&bounded));
    near(
        "equal within bounds",
        curves[1].marginal_cost_per_lead(bounded[1]),
        curves[2].marginal_cost_per_lead(bounded[2]),
        1e-6,
    );
}

#[test]
fn c24_word_of_mouth_fills_a_market_as_bass_has_it() {
    let cases = Cases::load();
    let case = cases.case("C24");
    let (innovation, imitation) = (case.input("p"), case.input("q"));
    let accounts = 1e6;
    let mut plan = quiet(260);
    set_rates(&mut plan, 0.95, [0.98; 3]);
    let customers_a_lead = 0.95 * 0.98_f64.powi(3);
    plan.market.reachable_accounts = accounts.into();
    plan.deals.go_live_delay_weeks = 0;
    plan.opening = Opening::default();
    let mut site = Channel::new("site", ChannelType::Organic);
    site.organic =
        Some(Organic { base_leads_per_month: (innovation * accounts / 12.0 / customers_a_lead).into() });
    let mut friends = Channel::new("friends", ChannelType::Referral);
    friends.referral = Some(Referral { leads_per_customer_per_year: (imitation / customers_a_lead).into() });
    plan.channels = vec![site, friends];
    plan.teams.sales_development.hires = vec![ramped(10_000.0); 20];
    plan.teams.account_executives.hires = vec![ramped(10_000.0); 20];
    let run = path(&plan);
    let filled = run.weeks_of(Measure::Customers);
    // By weeks: each adds (p + q F)(1 - F) of a year's share.
    let mut share = 0.0;
    for &customers in filled {
        share += (innovation + imitation * share) * (1.0 - share) / WEEKS_PER_YEAR;
        near("by weeks", customers / accounts, share, 1e-9);
    }
    // In continuous time, after 1 and 3 years: half a week's growth apart.
    let at = |years: f64| {
        let weeks = years * WEEKS_PER_YEAR;
        let (week, part) = (weeks as usize, weeks.fract());
        (filled[week - 1] * (1.0 - part) + filled[week] * part) / accounts
    };
    let bass = case.list("F");
    near("after a year", at(1.0), bass[0], 5e-3);
    near("after three years", at(3.0), bass[1], 5e-3);
}

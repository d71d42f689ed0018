//! What one step more of each thing is, and what it brings in the same futures.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may panic, say figures and compare with other arithmetic"
)]

use std::rc::Rc;
use tandem_app::steps::{MORE_SPEND, Price, Prices, Step, rounded};
use tandem_engine::plan::{self, Budget, Plan};
use tandem_engine::summary::Outcomes;
use tandem_engine::{Kpi, Simulation, Summary, check, expected, summarize_with_outcomes};

fn example() -> Plan {
    plan::read(include_str!("../assets/plans/scale_up.json")).plan.unwrap()
}

fn run(plan: &Plan, trials: u32) -> (Summary, Outcomes) {
    let model = check(plan).model.unwrap();
    summarize_with_outcomes(&model, &Simulation::new(&model).run(0, trials))
}

fn spend(plan: &Plan) -> f64 {
    let summary = expected(&check(plan).model.unwrap());
    (0..summary.plan_years()).map(|year| summary.kpi(Kpi::Spend, year).unwrap().expected).sum()
}

#[test]
fn every_step_of_every_example_makes_a_plan_that_runs() {
    for text in [
        include_str!("../assets/plans/bootstrapped_saas.json"),
        include_str!("../assets/plans/scale_up.json"),
        include_str!("../assets/plans/manufacturer_china.json"),
        include_str!("../assets/plans/marketplace_olist.json"),
    ] {
        let plan = plan::read(text).plan.unwrap();
        for step in Step::ALL {
            let next = step.taken(&plan).unwrap_or_else(|| panic!("{}: {}", plan.plan.title, step.key()));
            assert!(check(&next).model.is_some(), "{}: {}", plan.plan.title, step.key());
        }
    }
}

#[test]
fn a_step_changes_what_it_says_and_nothing_else() {
    let plan = example();
    let heads = |plan: &Plan| {
        let sum = |hires: &[plan::Hire]| hires.iter().map(tandem_app::levers::heads).sum::<f64>();
        (sum(&plan.teams.account_executives.hires), sum(&plan.teams.sales_development.hires))
    };
    let (aes, sdrs) = heads(&plan);
    assert_eq!(heads(&Step::Ae.taken(&plan).unwrap()), (aes + 1.0, sdrs));
    assert_eq!(heads(&Step::Sdr.taken(&plan).unwrap()), (aes, sdrs + 1.0));
    let more = Step::Spend.taken(&plan).unwrap();
    let ratio = spend(&more) / spend(&plan);
    assert!((ratio - 1.0 - MORE_SPEND).abs() < 1e-9, "spend grows by {ratio}");
    assert_eq!(heads(&more), (aes, sdrs));
    // The curve of each channel stays where it was: five percent more spend bring less than five percent more leads.
    let leads = |plan: &Plan| expected(&check(plan).model.unwrap()).kpi(Kpi::Leads, 0).unwrap().expected;
    let grown = leads(&more) / leads(&plan) - 1.0;
    assert!(grown > 0.0 && grown < MORE_SPEND, "leads grow by {grown}");
}

#[test]
fn a_value_has_no_more_digits_than_its_error_allows() {
    for (value, se, expected) in [
        (28_612.3, 5_536.0, (29_000.0, 5_500.0)),
        (126_300.0, 17_240.0, (130_000.0, 17_000.0)),
        (-0.583, 0.0812, (-0.58, 0.081)),
        (5.0, 0.0, (5.0, 0.0)),
        (0.0, 3.21, (0.0, 3.2)),
    ] {
        let (a, b) = rounded(value, se);
        assert!((a - expected.0).abs() < 1e-9 && (b - expected.1).abs() < 1e-9, "{value} ±{se}: {a} ±{b}");
    }
}

#[test]
fn there_is_no_step_where_there_is_nothing_to_step_from() {
    let mut plan = example();
    for channel in &mut plan.channels {
        channel.budget_per_month = Budget::Constant(0.0.into());
    }
    assert!(Step::Spend.taken(&plan).is_none());
    plan.response_sla.handling_latency_hours = 0.0.into();
    assert!(Step::Response.taken(&plan).is_none());
}

#[test]
fn a_price_is_told_from_chance_and_divided_by_what_it_costs() {
    let plan = example();
    let from = run(&plan, 200);
    let price = |step: Step| {
        let next = step.taken(&plan).unwrap();
        let to = run(&next, 120);
        Price::of(step, (&from.0, &from.1), (&to.0, &to.1)).unwrap()
    };
    for step in Step::ALL {
        let price = price(step);
        println!("{}: {:?}", step.key(), price);
        // Measured in the futures that both have run, the first ones.
        assert_eq!(price.gain.n, 120);
        assert!(
            price.gain.median_se >= 0.0
                && price.gain.p10 <= price.gain.median
                && price.gain.median <= price.gain.p90
        );
        match price.per_money {
            Some((value, se)) => {
                assert!(price.gain.is_clear() && price.cost > 0.0);
                assert!((value * price.cost - price.gain.median).abs() <= 1e-6 * price.gain.median.abs());
                assert!((se * price.cost - price.gain.median_se).abs() <= 1e-6 * price.gain.median_se.abs());
            }
            None => assert!(!price.gain.is_clear() || price.cost <= 0.0 || step == Step::Response),
        }
        if matches!(step, Step::Ae | Step::Sdr) {
            assert!(price.cost > 0.0, "people are paid");
        }
    }
    // The same plan twice brings nothing, and nothing is invented.
    let same = Price::of(Step::Ae, (&from.0, &from.1), (&from.0, &from.1)).unwrap();
    assert!(!same.gain.is_clear() && same.per_money.is_none());
}

#[test]
fn the_first_step_is_free_or_brings_most_for_its_money() {
    let plan = example();
    let from = run(&plan, 200);
    let to = run(&Step::Ae.taken(&plan).unwrap(), 200);
    let ae = Price::of(Step::Ae, (&from.0, &from.1), (&to.0, &to.1)).unwrap();
    assert!(ae.gain.is_clear() && ae.gain.median > 0.0 && !ae.is_free);
    let (each, se) = ae.per_money.unwrap();
    let first = |known: &[&Price]| {
        let known = Rc::new(known.iter().map(|price| (*price).clone()).collect::<Vec<_>>());
        Prices { of: known.len(), known, futures: 200 }.first().map(|price| price.step)
    };
    let better = Price { step: Step::Sdr, per_money: Some((2.0 * each, se)), ..ae.clone() };
    assert_eq!(first(&[&ae, &better]), Some(Step::Sdr));
    assert_eq!(first(&[&better, &ae]), Some(Step::Sdr));
    let free = Price { step: Step::Response, per_money: None, is_free: true, ..ae.clone() };
    assert_eq!(first(&[&ae, &free, &better]), Some(Step::Response));
    // What is not told from nothing, or takes away, is no step to begin with.
    let mut unclear = free.clone();
    unclear.gain.median = 0.0;
    let mut loss = free;
    loss.gain.median = -ae.gain.median;
    assert_eq!(first(&[&unclear, &ae, &loss]), Some(Step::Ae));
    assert_eq!(first(&[&unclear, &loss]), None);
    // Pieces are held against their cost as money is.
    let wins = |step: Step, gain: f64, cost: f64| {
        let mut price = Price { step, per_money: None, cost, ..ae.clone() };
        (price.gain.median, price.gain.median_se) = (gain, 0.1 * gain);
        price
    };
    assert_eq!(first(&[&wins(Step::Ae, 6.0, 300.0), &wins(Step::Spend, 4.0, 100.0)]), Some(Step::Spend));
}

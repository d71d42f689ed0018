//! Nothing is lost and nothing is made: leads, MQLs, SQLs, opportunities, customers, one-off value and cash, in the
//! expected path and in trials, week by week, over plans made by chance.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::print_stdout,
    reason = "a test stops at what it did not expect"
)]

mod common;

use common::plans::{Kind, for_plans};
use common::{SHIPPED, model, readable};
use proptest::prelude::*;
use tandem_engine::plan::Plan;
use tandem_engine::{Measure, Simulation, digest};

/// Relative error allowed.
const EXACT: f64 = 1e-9;

/// What may fall below zero.
const SIGNED: [Measure; 2] = [Measure::Cash, Measure::OperatingCashFlow];

/// What is counted in whole pieces in a trial.
const COUNTED: [Measure; 14] = [
    Measure::Leads,
    Measure::Mql,
    Measure::Worked,
    Measure::Expired,
    Measure::SqlCreated,
    Measure::Sql,
    Measure::Opportunities,
    Measure::Won,
    Measure::Lost,
    Measure::Churned,
    Measure::Customers,
    Measure::MqlWaiting,
    Measure::SqlInProgress,
    Measure::OpenOpportunities,
];

/// What is a share.
const SHARES: [Measure; 3] = [Measure::WithinTarget, Measure::SdrLimits, Measure::AeLimits];

/// The books of the expected path and of the first trials balance each week.
fn books_balance(simulation: &Simulation, turnover: f64) -> Result<(), TestCaseError> {
    for trial in [None, Some(0), Some(1), Some(99)] {
        for (week, ledger) in simulation.ledgers(trial).iter().enumerate() {
            for (name, (came, is)) in ledger.pairs() {
                // Cash is a difference of large flows: its books are exact to the digits of what passed through them.
                let size = came.abs().max(is.abs()).max(if name == "cash" { turnover } else { 0.0 }).max(1.0);
                prop_assert!(
                    (came - is).abs() <= EXACT * size,
                    "{name}, trial {trial:?}, week {week}: {came} and {is}"
                );
            }
        }
    }
    Ok(())
}

/// One path: `at(measure)` is its weeks, `slack` what rounding may leave below zero.
fn path_is_sound(at: &dyn Fn(Measure) -> Vec<f64>, slack: f64) -> Result<(), TestCaseError> {
    for &measure in Measure::ALL {
        for (week, value) in at(measure).into_iter().enumerate() {
            prop_assert!(value.is_finite(), "{measure:?} in week {week} is {value}");
            prop_assert!(
                SIGNED.contains(&measure) || value >= -slack,
                "{measure:?} in week {week} is {value}"
            );
            prop_assert!(
                !SHARES.contains(&measure) || value <= 1.0 + slack,
                "{measure:?} in week {week} is {value}"
            );
        }
    }
    Ok(())
}

/// Customers at a week's end are those of the week before, less who left, with who goes live after the delay.
fn customers_add_up(plan: &Plan, at: &dyn Fn(Measure) -> Vec<f64>, slack: f64) -> Result<(), TestCaseError> {
    let (customers, churned, won) = (at(Measure::Customers), at(Measure::Churned), at(Measure::Won));
    let delay = plan.deals.go_live_delay_weeks as usize;
    for week in 1..customers.len() {
        let live = week.checked_sub(delay).map_or(0.0, |week| won[week]);
        let expected = customers[week - 1] - churned[week] + live;
        let off = (customers[week] - expected).abs();
        prop_assert!(
            off <= slack * customers[week].max(1.0),
            "week {week}: {} and {expected}",
            customers[week]
        );
    }
    Ok(())
}

fn nothing_is_lost(plan: &Plan) -> Result<(), TestCaseError> {
    let simulation = Simulation::new(&model(plan));
    let expected = simulation.expected_path();
    let turnover: f64 = expected.weeks_of(Measure::CashCosts).iter().sum::<f64>()
        + expected.weeks_of(Measure::Collections).iter().sum::<f64>();
    books_balance(&simulation, turnover)?;
    let at = |measure| expected.weeks_of(measure).to_vec();
    path_is_sound(&at, 1e-7)?;
    customers_add_up(plan, &at, 1e-9)?;
    let trials = simulation.run(0, 3);
    for trial in 0..3 {
        let at = |measure| {
            trials.weeks_of(trial, measure).iter().map(|&value| f64::from(value)).collect::<Vec<_>>()
        };
        path_is_sound(&at, 0.0)?;
        for measure in COUNTED {
            for (week, value) in at(measure).into_iter().enumerate() {
                prop_assert!(
                    value.fract() == 0.0,
                    "{measure:?}, trial {trial}, week {week}: {value} is not whole"
                );
            }
        }
        customers_add_up(plan, &at, 0.0)?;
    }
    Ok(())
}

#[test]
fn nothing_is_lost_in_plans_made_by_chance() {
    for_plans(300, Kind::Any, |plan| nothing_is_lost(&plan));
}

#[test]
fn nothing_is_lost_where_nothing_binds() {
    for_plans(60, Kind::Linear, |plan| nothing_is_lost(&plan));
}

#[test]
fn nothing_is_lost_in_the_shipped_plans() {
    for (name, text) in SHIPPED {
        nothing_is_lost(&readable(text)).unwrap_or_else(|fault| panic!("{name}: {fault}"));
    }
    nothing_is_lost(&readable(digest::all_options_plan())).unwrap();
}

/// The laws above would say little over plain plans: each mechanism must be at work in a good part of them.
#[test]
fn plans_made_by_chance_use_every_mechanism() {
    let names = [
        "six channels or more",
        "a range",
        "holidays without work",
        "newest first",
        "milestones",
        "expired MQLs",
        "SDR limits",
        "AE limits",
        "ample AEs",
        "wins",
        "churn",
        "repeat orders",
        "a hundred leads",
        "opening pipeline",
        "a market that fills",
        "hires that fail",
        "moved to the quarter's end",
    ];
    let seen = std::cell::RefCell::new(vec![0_u32; names.len()]);
    let plans = std::cell::Cell::new(0_u32);
    for_plans(200, Kind::Any, |plan| {
        let model = model(&plan);
        let path = Simulation::new(&model).expected_path();
        let total = |measure| path.weeks_of(measure).iter().sum::<f64>();
        let positive = |estimate: &tandem_engine::estimate::Estimate| *estimate != 0.0.into();
        let facts = [
            plan.channels.len() >= 6,
            !model.parameters().is_empty(),
            model.calendar().working.contains(&0.0),
            plan.response_sla.queue_order == tandem_engine::plan::QueueOrder::NewestFirst,
            !plan.deals.payment_milestones.is_empty(),
            total(Measure::Expired) > 1.0,
            total(Measure::SdrLimits) > 0.0,
            total(Measure::AeLimits) > 0.0,
            total(Measure::AeLimits) == 0.0,
            total(Measure::Won) > 1.0,
            total(Measure::Churned) > 1.0,
            total(Measure::RepeatOrders) > 0.0,
            total(Measure::Leads) > 100.0,
            plan.opening.open_opportunities.as_ref().is_some_and(positive),
            plan.market.reachable_accounts != 1e9.into(),
            positive(&plan.teams.account_executives.hire_failure_share),
            positive(&plan.quarter_end.delayed_to_quarter_end_share),
        ];
        for (count, fact) in seen.borrow_mut().iter_mut().zip(facts) {
            *count += u32::from(fact);
        }
        plans.set(plans.get() + 1);
        Ok(())
    });
    for (name, count) in names.iter().zip(seen.into_inner()) {
        println!("{name}: {count} of {}", plans.get());
        assert!(count * 10 >= plans.get(), "{name}: only {count} of {} plans", plans.get());
    }
}

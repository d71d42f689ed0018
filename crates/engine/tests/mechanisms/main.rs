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

mod calendar;
mod churn;
#[path = "../common/mod.rs"]
mod common;
mod deals;
mod spend;
mod steps;

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

//! The closed-form cases C01 to C17, C19, C22, C25 and C26 of `cases/model_cases.json`, each at its own tolerance: by whole
//! runs of small plans where the engine makes the figure in a run, by its public functions where it makes it there.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::print_stdout,
    reason = "a test stops at what it did not expect"
)]

#[path = "../common/mod.rs"]
mod common;
mod demand;
mod hand_over;
mod ranges;
mod sales;
mod weeks;

use common::*;
use tandem_engine::calendar::{self, Calendar, WEEKS_PER_MONTH, WEEKS_PER_YEAR};
use tandem_engine::durations::DurationLaw;
use tandem_engine::estimate::{Estimate, Scale};
use tandem_engine::model::{ResponseCurve, multiply_odds, separation};
use tandem_engine::numerics::{beta_cdf, binomial_mass, normal_cdf, normal_quantile};
use tandem_engine::plan::*;
use tandem_engine::quantity;
use tandem_engine::random;
use tandem_engine::simulation::channels::{carryover_weights, goodwill_loss};
use tandem_engine::simulation::response::{Wait, response_odds};
use tandem_engine::summary::break_even_month;
use tandem_engine::{Measure, Simulation};

#[test]
fn conventions_are_those_of_the_cases() {
    let cases = Cases::load();
    let conventions: serde_json::Value = serde_json::from_str(include_str!("model_cases.json")).unwrap();
    let named = |key: &str| conventions["conventions"][key].as_f64().unwrap();
    near("weeks a month", WEEKS_PER_MONTH, named("weeks_per_month"), 1e-15);
    near("weeks a year", WEEKS_PER_YEAR, named("weeks_per_year"), 1e-15);
    near("business hours", calendar::BUSINESS_HOURS_PER_WEEK, named("business_hours_per_week"), 1e-15);
    near("z", normal_quantile(0.9), named("z90"), 1e-13);
    near("weeks a month in C22", WEEKS_PER_MONTH, cases.case("C22").expected("weeks_per_month"), 1e-15);
    near("weeks a year in C22", WEEKS_PER_YEAR, cases.case("C22").expected("weeks_per_year"), 1e-15);
}

//! Where nothing binds and nothing is bent, the mean of the trials is the expected path, within its standard error.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::print_stdout,
    reason = "a test stops at what it did not expect"
)]

mod common;

use common::model;
use common::plans::{Kind, for_plans};
use std::cell::{Cell, RefCell};
use tandem_engine::measure::Combine;
use tandem_engine::plan::Plan;
use tandem_engine::{Measure, Simulation};

const PLANS: u32 = 56;
const TRIALS: u32 = 200;

/// Measures whose mean must meet the expected path: flows as their total, stocks as the last week's value.
const MEASURES: [Measure; 16] = [
    Measure::Leads,
    Measure::Mql,
    Measure::SqlCreated,
    Measure::Sql,
    Measure::Opportunities,
    Measure::Won,
    Measure::Lost,
    Measure::Bookings,
    Measure::RepeatOrders,
    Measure::Revenue,
    Measure::Collections,
    Measure::SalesMarketingCost,
    Measure::Churned,
    Measure::Mrr,
    Measure::Customers,
    Measure::Cash,
];

fn figure(mut weeks: impl DoubleEndedIterator<Item = f64>, measure: Measure) -> f64 {
    if measure.combine() == Combine::Sum { weeks.sum() } else { weeks.next_back().unwrap_or(0.0) }
}

/// Distance of the mean of trials `first..first + n` from the expected path, in standard errors, by measure.
fn distances(plan: &Plan, first: u32, n: u32) -> Vec<f64> {
    let simulation = Simulation::new(&model(plan));
    let (expected, trials) = (simulation.expected_path(), simulation.run(first, n));
    MEASURES
        .iter()
        .map(|&measure| {
            let expected = figure(expected.weeks_of(measure).iter().copied(), measure);
            let values: Vec<f64> = (0..n as usize)
                .map(|trial| {
                    figure(trials.weeks_of(trial, measure).iter().map(|&value| f64::from(value)), measure)
                })
                .collect();
            let count = values.len() as f64;
            let mean = values.iter().sum::<f64>() / count;
            let variance =
                values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / (count - 1.0);
            let se = (variance / count).sqrt();
            // Figures that chance does not move are kept with seven digits in a trial.
            let rounding = 1e-5 * expected.abs() + 1e-9;
            if (mean - expected).abs() <= rounding { 0.0 } else { (mean - expected) / (se + rounding) }
        })
        .collect()
}

/// A figure more than three standard errors off happens by luck about once in 370; it is then asked again with four times
/// the trials, all of them new, where luck will not help a mean that is wrong.
#[test]
fn the_mean_of_trials_is_the_expected_path_where_nothing_binds() {
    let largest = Cell::new((0.0_f64, "none"));
    let squares = RefCell::new(Vec::new());
    let again = Cell::new(0);
    for_plans(PLANS, Kind::Linear, |mut plan| {
        plan.simulation.noise.parameters = false;
        for (measure, z) in MEASURES.iter().zip(distances(&plan, 0, TRIALS)) {
            if z.abs() > largest.get().0 {
                largest.set((z.abs(), measure.key()));
            }
            squares.borrow_mut().push(z * z);
            if z.abs() > 3.0 {
                again.set(again.get() + 1);
                let index = MEASURES.iter().position(|other| other == measure).unwrap();
                let z = distances(&plan, TRIALS, 4 * TRIALS)[index];
                proptest::prop_assert!(z.abs() < 3.0, "{measure:?} is {z:.2} standard errors off, twice");
            }
        }
        Ok(())
    });
    let squares: Vec<f64> = squares.into_inner().into_iter().filter(|square| *square > 0.0).collect();
    let mean_square = squares.iter().sum::<f64>() / squares.len() as f64;
    println!("largest |z| {:?} of {} figures, mean square {mean_square:.3}", largest.get(), squares.len());
    println!("{} asked again", again.get());
    assert!(squares.len() > 300, "figures that chance moves");
    assert!((0.7..1.35).contains(&mean_square), "the distances spread as standard errors say: {mean_square}");
    assert!(again.get() <= squares.len() / 60, "{} figures beyond three standard errors", again.get());
}

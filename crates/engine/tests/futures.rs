//! Single futures along time are the very trials that the summary is made of.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a test stops at what it did not expect"
)]

mod common;

use common::{SHIPPED, readable};
use tandem_engine::summary::{futures, target_futures};
use tandem_engine::{Measure, Period, Simulation, check, summarize};

#[test]
fn their_percentiles_are_those_of_the_summary() {
    let model = check(&readable(SHIPPED[1].1)).model.unwrap();
    let trials = Simulation::new(&model).run(0, 21);
    let summary = summarize(&model, &trials);
    let median_at = |paths: &[Vec<f64>], index: usize| {
        let mut values: Vec<f64> = paths.iter().map(|path| path[index]).collect();
        values.sort_unstable_by(f64::total_cmp);
        values[values.len() / 2]
    };
    let close = |a: f64, b: f64| (a - b).abs() <= 1e-5 * a.abs().max(b.abs()).max(1.0);
    for measure in [Measure::Won, Measure::Cash, Measure::Revenue, Measure::ResponseHours] {
        for period in Period::ALL {
            let paths = futures(&model, &trials, measure, period);
            let series = summary.series(measure, period);
            assert_eq!((paths.len(), paths[0].len()), (21, series.p50.len()));
            for (index, p50) in series.p50.iter().enumerate() {
                let median = median_at(&paths, index);
                assert!(close(median, *p50), "{measure:?} by {period:?}, {index}: {median} and {p50}");
            }
        }
    }
    let target = summary.target.as_ref().unwrap();
    let paths = target_futures(&model, &trials);
    for (index, p50) in target.path.p50.iter().enumerate() {
        assert!(close(median_at(&paths, index), *p50), "target, week {index}");
    }
}

#[test]
fn a_future_is_found_by_its_number() {
    let model = check(&readable(SHIPPED[0].1)).model.unwrap();
    let simulation = Simulation::new(&model);
    let (few, many) = (simulation.run(0, 5), simulation.run(0, 40));
    let of = |trials| futures(&model, trials, Measure::Mrr, Period::Week);
    assert_eq!(of(&few), of(&many)[..5], "the first five are the same however many there are");
}

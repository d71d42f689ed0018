//! A measure of all trials, turned week by week so that a period is a sum of columns.

use crate::measure::{Combine, Measure};
use crate::trials::Trials;

/// `[week][trial]` of a measure, after the last week what was there before the first; and of what it is weighted by.
pub(super) struct Columns {
    pub(super) n_trials: usize,
    values: Vec<f32>,
    weights: Option<Vec<f32>>,
}

impl Columns {
    pub(super) fn of(trials: Option<&Trials>, measure: Measure) -> Self {
        let Some(trials) = trials else { return Self { n_trials: 0, values: Vec::new(), weights: None } };
        let weights = match measure.combine() {
            Combine::WeightedBy(by) => Some(turned(trials, by)),
            _ => None,
        };
        Self { n_trials: trials.len(), values: turned(trials, measure), weights }
    }

    /// Adds the trials of a span to a list, given what each week counts for.
    pub(super) fn combine(&self, shares: &[(usize, f64)], out: &mut Vec<f32>) {
        let n = self.n_trials;
        fn of_week(values: &[f32], week: usize, n: usize) -> &[f32] {
            &values[week * n..][..n]
        }
        let Some(weights) = &self.weights else {
            // Most spans are a week, or its end.
            if let [(at, share)] | [(_, 0.0), (at, share)] = *shares {
                if share == 1.0 {
                    out.extend(of_week(&self.values, at, n).iter().map(|&value| 0.0 + value));
                    return;
                }
                // The sum of one: no zero is negative.
                let one = |&value: &f32| (0.0 + share * f64::from(value)) as f32;
                out.extend(of_week(&self.values, at, n).iter().map(one));
                return;
            }
            let mut above = vec![0.0; n];
            for &(at, share) in shares {
                for (sum, &value) in above.iter_mut().zip(of_week(&self.values, at, n)) {
                    *sum += share * f64::from(value);
                }
            }
            out.extend(above.into_iter().map(|sum| sum as f32));
            return;
        };
        let (mut above, mut below) = (vec![0.0; n], vec![0.0; n]);
        for &(at, share) in shares {
            let pairs = of_week(&self.values, at, n).iter().zip(of_week(weights, at, n));
            for ((above, below), (&value, &weight)) in above.iter_mut().zip(&mut below).zip(pairs) {
                *above += share * (f64::from(value) * f64::from(weight));
                *below += share * f64::from(weight);
            }
        }
        out.extend(above.iter().zip(&below).map(|(a, b)| if *b > 0.0 { (a / b) as f32 } else { 0.0 }));
    }
}

/// Trials that are turned together: so many that what is written fills whole lines of a cache.
const TOGETHER: usize = 16;

fn turned(trials: &Trials, measure: Measure) -> Vec<f32> {
    let n = trials.len();
    let mut columns = vec![0.0; n * (trials.weeks() + 1)];
    for first in (0..n).step_by(TOGETHER) {
        let paths: Vec<&[f32]> =
            (first..n.min(first + TOGETHER)).map(|trial| trials.weeks_of(trial, measure)).collect();
        for week in 0..trials.weeks() {
            let together = &mut columns[week * n + first..][..paths.len()];
            for (value, path) in together.iter_mut().zip(&paths) {
                *value = path[week];
            }
        }
    }
    for (trial, opening) in columns[trials.weeks() * n..].iter_mut().enumerate() {
        *opening = trials.opening_of(trial, measure);
    }
    columns
}

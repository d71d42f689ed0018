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

    /// The trials of a span, given what each week counts for.
    pub(super) fn combine(&self, shares: &[(usize, f64)]) -> Vec<f32> {
        let Some(weights) = &self.weights else {
            return self
                .sum(shares, |at| f64::from(self.values[at]))
                .into_iter()
                .map(|sum| sum as f32)
                .collect();
        };
        let above = self.sum(shares, |at| f64::from(self.values[at]) * f64::from(weights[at]));
        let below = self.sum(shares, |at| f64::from(weights[at]));
        above.iter().zip(&below).map(|(a, b)| if *b > 0.0 { (a / b) as f32 } else { 0.0 }).collect()
    }

    fn sum(&self, shares: &[(usize, f64)], value: impl Fn(usize) -> f64) -> Vec<f64> {
        let n = self.n_trials;
        let mut sums = vec![0.0; n];
        for &(week, share) in shares {
            for (trial, sum) in sums.iter_mut().enumerate() {
                *sum += share * value(week * n + trial);
            }
        }
        sums
    }
}

fn turned(trials: &Trials, measure: Measure) -> Vec<f32> {
    let n = trials.len();
    let mut columns = vec![0.0; n * (trials.weeks() + 1)];
    for trial in 0..n {
        for (week, &value) in trials.weeks_of(trial, measure).iter().enumerate() {
            columns[week * n + trial] = value;
        }
        columns[trials.weeks() * n + trial] = trials.opening_of(trial, measure);
    }
    columns
}

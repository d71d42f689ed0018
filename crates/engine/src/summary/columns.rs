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
            for first in (0..n).step_by(SUMS) {
                let count = SUMS.min(n - first);
                let mut sums = [0.0; SUMS];
                for &(at, share) in shares {
                    let values = &of_week(&self.values, at, n)[first..];
                    if let Some(values) = values.first_chunk::<SUMS>() {
                        for (sum, &value) in sums.iter_mut().zip(values) {
                            *sum += share * f64::from(value);
                        }
                    } else {
                        for (sum, &value) in sums.iter_mut().zip(values) {
                            *sum += share * f64::from(value);
                        }
                    }
                }
                out.extend(sums[..count].iter().map(|&sum| sum as f32));
            }
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

/// Trials that are added up together: so few that their sums stay in registers.
const SUMS: usize = 16;
/// Trials that are turned together: so many that what is written fills whole lines of a cache.
const TOGETHER: usize = 16;

fn turned(trials: &Trials, measure: Measure) -> Vec<f32> {
    let n = trials.len();
    let mut columns = vec![0.0; n * (trials.weeks() + 1)];
    for first in (0..n).step_by(TOGETHER) {
        let trials_of = first..n.min(first + TOGETHER);
        let paths: Vec<&[f32]> = trials_of.map(|trial| trials.weeks_of(trial, measure)).collect();
        let mut week = 0;
        if paths.len() == TOGETHER {
            while week + SIDE <= trials.weeks() {
                for (square, paths) in paths.as_chunks::<SIDE>().0.iter().enumerate() {
                    turn(paths, week, n, &mut columns[week * n + first + square * SIDE..]);
                }
                week += SIDE;
            }
        }
        for week in week..trials.weeks() {
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

/// Sides of the squares that are turned.
const SIDE: usize = 4;

/// Turns some weeks of some trials about: a week is `n` further on than the one before.
#[inline(always)]
fn turn(paths: &[&[f32]; SIDE], week: usize, n: usize, columns: &mut [f32]) {
    let square = paths.map(|path| path[week..].first_chunk::<SIDE>().copied().unwrap_or_default());
    for week in 0..SIDE {
        let of_week: [f32; SIDE] = std::array::from_fn(|trial| square[trial][week]);
        columns[week * n..][..SIDE].copy_from_slice(&of_week);
    }
}

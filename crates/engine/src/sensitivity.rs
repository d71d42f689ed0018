//! Which uncertain inputs a figure depends on (`docs/model.md` 5): what each moves by itself, how closely the futures follow
//! it, and which share of the figure's variance goes with it.
//!
//! Everything but the rank correlations runs on the expected path, where no luck is in the way.

mod effects;

pub use effects::{Design, Effect, total_effect};

use crate::model::{Model, Parameter};
use crate::simulation::Simulation;
use crate::summary::{Outcome, Outcomes, Summary, expected_of};

/// The two ends of an input that are tried: its 10th and 90th percentile.
const ENDS: [f64; 2] = [0.1, 0.9];

/// What one uncertain input moves while all others stay at their means.
#[derive(Clone, Debug, PartialEq)]
pub struct Swing<T> {
    /// Its path in the plan.
    pub path: String,
    /// Its 10th and 90th percentile.
    pub ends: [f64; 2],
    /// What is told there.
    pub told: [T; 2],
}

/// A tornado (5.8 a): what is told of the expected path, and of the same with each uncertain input at its 10th and its 90th
/// percentile, in the plan's order. The others stay at their means, so that the middle is the figure that the page shows.
pub fn tornado<T>(model: &Model, told: impl Fn(&Summary) -> T) -> (T, Vec<Swing<T>>) {
    let simulation = Simulation::new(model);
    let means: Vec<f64> = model.parameters().iter().map(|parameter| parameter.law.mean()).collect();
    let swing = |(place, parameter): (usize, &Parameter)| {
        let ends = ENDS.map(|end| parameter.law.quantile(end));
        let told = ends.map(|end| {
            let mut values = means.clone();
            values[place] = end;
            told(&expected_of(&Simulation::after(&model.at(&values), Some(&simulation))))
        });
        Swing { path: parameter.path.clone(), ends, told }
    };
    let swings = model.parameters().iter().enumerate().map(swing).collect();
    (told(&expected_of(&simulation)), swings)
}

/// How closely a figure follows each uncertain input over the futures (5.8 b): Spearman's rank correlation, -1 to 1, with its
/// standard error, in the plan's order. `outcomes` are of the trials from 0 on; those without the figure do not count. Nothing
/// where fewer than four have it, where they all have the same, or where inputs are not drawn.
pub fn rank_correlations(model: &Model, outcomes: &Outcomes, outcome: Outcome) -> Vec<Option<(f64, f64)>> {
    if !model.draws_inputs() {
        return vec![None; model.parameters().len()];
    }
    let values = outcomes.of(outcome);
    let (trials, values): (Vec<u32>, Vec<f64>) = (0..)
        .zip(values)
        .filter(|(_, value)| !value.is_nan())
        .map(|(i, &value)| (i, f64::from(value)))
        .unzip();
    let draws: Vec<Vec<f64>> = trials.iter().map(|&trial| model.draw(trial)).collect();
    let of_input = |place: usize| {
        let drawn: Vec<f64> = draws.iter().map(|draw| draw[place]).collect();
        spearman(&drawn, &values)
    };
    (0..model.parameters().len()).map(of_input).collect()
}

/// Spearman's rank correlation of two lists of one length, ties at their mean rank, with its standard error
/// `(1 - ρ²) / √(n - 1)`; nothing for fewer than four pairs or where one of the lists is constant.
pub fn spearman(one: &[f64], other: &[f64]) -> Option<(f64, f64)> {
    let n = one.len();
    if n < 4 || other.len() != n {
        return None;
    }
    let [one, other] = [ranks(one), ranks(other)];
    let middle = (n as f64 - 1.0) / 2.0;
    let together =
        |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| (a - middle) * (b - middle)).sum::<f64>();
    let spread = (together(&one, &one) * together(&other, &other)).sqrt();
    let rho = (spread > 0.0).then(|| together(&one, &other) / spread)?;
    Some((rho, (1.0 - rho * rho) / (n as f64 - 1.0).sqrt()))
}

/// Ranks from 0, ties at their mean.
fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_unstable_by(|&a, &b| values[a].total_cmp(&values[b]));
    let mut ranks = vec![0.0; values.len()];
    let mut before = 0;
    for tied in order.chunk_by(|&a, &b| values[a] == values[b]) {
        let rank = before as f64 + (tied.len() as f64 - 1.0) / 2.0;
        tied.iter().for_each(|&place| ranks[place] = rank);
        before += tied.len();
    }
    ranks
}

//! Which share of a figure's variance goes with an input, by itself and together with others: Sobol's total effect by
//! Jansen's estimator (5.8 c), on the expected path.

use crate::model::Model;
use crate::random::Seed;
use crate::simulation::Simulation;
use crate::summary::{Summary, expected_of};
use serde::{Deserialize, Serialize};

/// A share of a figure's variance.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Effect {
    /// The variance that would be left if all other inputs were known, over the whole, 0 or more. Shares of all inputs sum to 1 where
    /// each works by itself, and to more where some work together.
    pub share: f64,
    /// Its standard error.
    pub se: f64,
}

/// Two independent samples of the uncertain inputs, and what the expected path comes to when inputs of the one stand in the
/// other. Inputs that depend on each other stand in together: a share of one of them has no meaning.
#[derive(Clone, Debug)]
pub struct Design {
    model: Model,
    simulation: Simulation,
    n: u32,
    groups: Vec<Vec<usize>>,
    /// The same with what the inputs of a group share.
    changed: Vec<Vec<usize>>,
}

impl Design {
    /// A design of `n` points; it takes n runs of the expected path for each group and n more.
    pub fn new(model: &Model, n: u32) -> Self {
        let inputs = model.parameters.len();
        let changed = model.coupling.groups(inputs);
        let only_inputs =
            |group: &Vec<usize>| group.iter().copied().filter(|&place| place < inputs).collect();
        let groups = changed.iter().map(only_inputs).collect();
        Self { model: model.clone(), simulation: Simulation::new(model), n, groups, changed }
    }

    /// The groups of inputs that depend on each other, mostly of one: places in [`Model::parameters`].
    pub fn groups(&self) -> &[Vec<usize>] {
        &self.groups
    }

    /// A figure at every point of the first sample, with the inputs of one group from the second.
    pub fn figures<T>(&self, changed: Option<usize>, told: impl Fn(&Summary) -> T) -> Vec<T> {
        let seed = self.model.plan.simulation.seed;
        // Typed seeds lie below 2^53.
        let [first, second] = [Seed(seed), Seed(seed | 1 << 53)];
        let at = |point: u32| {
            let mut uniforms = self.model.uniforms(first, point, self.n);
            if let Some(group) = changed {
                let others = self.model.uniforms(second, point, self.n);
                self.changed[group].iter().for_each(|&place| uniforms[place] = others[place]);
            }
            let model = self.model.at(&self.model.quantiles(uniforms));
            told(&expected_of(&Simulation::after(&model, Some(&self.simulation))))
        };
        (0..self.n).map(at).collect()
    }
}

/// The total effect of the inputs that were changed: `Σ (f(A) - f(A with B's inputs))² / 2n` over the variance of f(A)
/// (Jansen, 1999). Points where the figure is not defined do not count; nothing where fewer than four are left or the figure
/// never moves.
pub fn total_effect(first: &[Option<f64>], changed: &[Option<f64>]) -> Option<Effect> {
    let pairs: Vec<(f64, f64)> =
        first.iter().zip(changed).filter_map(|(a, b)| Some(((*a)?, (*b)?))).collect();
    let n = pairs.len() as f64;
    if pairs.len() < 4 {
        return None;
    }
    let mean_of = |of: &dyn Fn(&(f64, f64)) -> f64| pairs.iter().map(of).sum::<f64>() / n;
    let mean = mean_of(&|(a, _)| *a);
    let off = |a: f64| (a - mean) * (a - mean);
    let half = |a: f64, b: f64| (a - b) * (a - b) / 2.0;
    let variance = mean_of(&|(a, _)| off(*a));
    if variance <= 0.0 {
        return None;
    }
    let share = mean_of(&|(a, b)| half(*a, *b)) / variance;
    // Error of a ratio of two means.
    let rest = mean_of(&|(a, b)| {
        let rest = half(*a, *b) - share * off(*a);
        rest * rest
    });
    Some(Effect { share, se: (rest / (n - 1.0)).sqrt() / variance })
}

//! What the spread of a figure comes from: inputs that data could make sharper, and luck that nothing can (C23).

use super::Kpi;
use super::build::key_figures_of_trials;
use crate::model::Model;
use crate::trials::Trials;
use serde::{Deserialize, Serialize};

/// The variance of a KPI over trials, by the law of total variance.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct VarianceSplit {
    /// The KPI.
    pub kpi: Kpi,
    /// Variance over trials.
    pub total: f64,
    /// Part of the uncertain inputs: what data could buy down.
    pub parameters: f64,
    /// Part of chance given the inputs: luck.
    pub process: f64,
    /// Standard error of the parameters' share of the total.
    pub share_se: f64,
}

impl VarianceSplit {
    /// From pairs of a figure that share their uncertain inputs and nothing else: `parameters = cov(a, b)`, the rest of the
    /// variance is process. A covariance below 0, by chance of few trials, counts as 0.
    pub fn of_pairs(kpi: Kpi, pairs: &[(f64, f64)]) -> Option<Self> {
        let n = pairs.len() as f64;
        if pairs.len() < 3 {
            return None;
        }
        let mean = pairs.iter().map(|(a, b)| a + b).sum::<f64>() / (2.0 * n);
        let off = |value: f64| value - mean;
        let total =
            pairs.iter().map(|(a, b)| off(*a) * off(*a) + off(*b) * off(*b)).sum::<f64>() / (2.0 * n - 1.0);
        let together = pairs.iter().map(|(a, b)| off(*a) * off(*b)).sum::<f64>() / (n - 1.0);
        let parameters = together.clamp(0.0, total);
        let share = if total > 0.0 { parameters / total } else { 0.0 };
        // Error of a correlation of n pairs.
        let share_se = (1.0 - share * share) / (n - 1.0).sqrt();
        Some(Self { kpi, total, parameters, process: total - parameters, share_se })
    }

    /// Share of the variance that data could buy down, 0..=1.
    pub fn parameter_share(&self) -> f64 {
        if self.total > 0.0 { self.parameters / self.total } else { 0.0 }
    }
}

/// Splits the variance of a plan year's KPIs. `trials` and `replica` are the same trials of a model and of its
/// [`Model::replica`]; a KPI that is not defined in all of them is left out.
pub fn variance_split(
    model: &Model,
    trials: &Trials,
    replica: &Trials,
    plan_year: usize,
) -> Vec<VarianceSplit> {
    let [one, other] = [trials, replica].map(|trials| key_figures_of_trials(model, trials, plan_year));
    let split = |(index, &kpi): (usize, &Kpi)| {
        let pairs: Option<Vec<(f64, f64)>> =
            one.iter().zip(&other).map(|(a, b)| Some((a[index]?, b[index]?))).collect();
        VarianceSplit::of_pairs(kpi, &pairs?)
    };
    Kpi::ALL.iter().enumerate().filter_map(split).collect()
}

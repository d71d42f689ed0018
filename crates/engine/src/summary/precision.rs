//! Whether more futures would still tell more (`docs/model.md` 6): early stop.

use super::order;
use crate::measure::Measure;
use crate::trials::Trials;

/// How well the futures run so far tell the median of the revenue of the whole plan.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Precision {
    /// Futures run.
    pub n_trials: u32,
    /// Median over them of the revenue of the whole plan, money.
    pub median: f64,
    /// Its standard error by order statistics, money.
    pub se: f64,
}

impl Precision {
    /// A standard error below this share of the median is enough.
    pub const ENOUGH: f64 = 0.005;
    /// With fewer futures the standard error itself says too little.
    pub const FEWEST: u32 = 100;

    /// Of the revenue of the whole plan; nothing without trials.
    pub fn of_revenue(trials: &Trials) -> Option<Self> {
        let total = |trial| {
            let weeks = trials.weeks_of(trial, Measure::Revenue);
            weeks.iter().map(|&revenue| f64::from(revenue)).sum::<f64>() as f32
        };
        let mut totals: Vec<f32> = (0..trials.len()).map(total).collect();
        if totals.is_empty() {
            return None;
        }
        let mut selector = order::Selector::default();
        let (_, [_, se, _]) = selector.percentiles_and_errors(&mut totals);
        let [.., median, _, _, _] = selector.percentiles(&mut totals);
        Some(Self { n_trials: trials.len() as u32, median, se })
    }

    /// Standard error over the median; nothing where the median is not above zero.
    pub fn relative(&self) -> Option<f64> {
        (self.median > 0.0).then(|| self.se / self.median)
    }

    /// Whether a run may stop here: the standard error of the median revenue is below 0.5 % of it.
    pub fn is_enough(&self) -> bool {
        self.n_trials >= Self::FEWEST && self.relative().is_some_and(|share| share < Self::ENOUGH)
    }
}

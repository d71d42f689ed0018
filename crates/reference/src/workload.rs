//! The workload: a pipeline of channels and stages that programs in any language can express.
//!
//! Its numbers are worked out here and given to the others as JSON: one definition.

use serde::Serialize;

/// Weeks.
pub const WEEKS: usize = 156;
/// Channels.
pub const CHANNELS: usize = 6;
/// Stages of a channel.
pub const STAGES: usize = 6;
/// Weeks that a stage takes: 1 to so many.
pub const DWELL: usize = 16;

/// All numbers of the workload. Money a week, leads a week.
#[derive(Clone, Debug, Serialize)]
pub struct Workload {
    /// Factor on the leads; 1 for the reference.
    pub volume: f64,
    /// Spend by channel and week.
    pub spend: Vec<Vec<f64>>,
    /// Retention of the geometric carryover by channel.
    pub carryover: [f64; CHANNELS],
    /// Leads at any spend, by channel.
    pub most_leads: [f64; CHANNELS],
    /// Spend of half of them, by channel: median and spread of a lognormal.
    pub half_median: [f64; CHANNELS],
    /// Standard deviation of its logarithm.
    pub half_sigma: f64,
    /// Slope of the Hill curve by channel.
    pub slope: [f64; CHANNELS],
    /// First parameter of the Beta law of a stage's rate, by channel and stage.
    pub beta_a: [[f64; STAGES]; CHANNELS],
    /// Second parameter.
    pub beta_b: [[f64; STAGES]; CHANNELS],
    /// Probabilities of 1, 2 … 16 weeks in a stage, by channel and stage.
    pub dwell: [[[f64; DWELL]; STAGES]; CHANNELS],
    /// Mean and standard deviation of the logarithm of the mean value of a deal.
    pub deal_mu: f64,
    /// The same.
    pub deal_sigma: f64,
    /// Coefficient of variation of one deal about its mean.
    pub deal_cv: f64,
}

impl Workload {
    /// The reference, with that factor on its leads.
    pub fn new(volume: f64) -> Self {
        const BASE: [f64; CHANNELS] = [9000.0, 6000.0, 12_000.0, 4000.0, 8000.0, 5000.0];
        const RATES: [f64; STAGES] = [0.6, 0.5, 0.5, 0.6, 0.5, 0.4];
        const BETTER: [f64; CHANNELS] = [1.0, 1.1, 0.9, 1.15, 0.95, 1.05];
        const CERTAINTY: f64 = 80.0;
        let spend = |channel: usize, week: usize| {
            let season = libm::sin(2.0 * std::f64::consts::PI * (week + 7 * channel) as f64 / 52.0);
            let push = if (week / 4 + channel).is_multiple_of(5) { 1.35 } else { 1.0 };
            BASE[channel] * (1.0 + 0.25 * season) * push
        };
        let rate = |channel: usize, stage: usize| RATES[stage] * BETTER[channel];
        let by_stage = |of: &dyn Fn(usize, usize) -> f64| {
            std::array::from_fn(|channel| std::array::from_fn(|stage| of(channel, stage)))
        };
        Self {
            volume,
            spend: (0..CHANNELS).map(|c| (0..WEEKS).map(|week| spend(c, week)).collect()).collect(),
            carryover: [0.3, 0.5, 0.7, 0.4, 0.6, 0.8],
            most_leads: [220.0, 180.0, 260.0, 140.0, 200.0, 160.0].map(|leads| volume * leads),
            half_median: [9000.0, 6500.0, 11_000.0, 4500.0, 7500.0, 5200.0],
            half_sigma: 0.25,
            slope: [1.0, 1.2, 1.4, 1.1, 1.6, 1.3],
            beta_a: by_stage(&|c, s| CERTAINTY * rate(c, s)),
            beta_b: by_stage(&|c, s| CERTAINTY * (1.0 - rate(c, s))),
            dwell: std::array::from_fn(|c| std::array::from_fn(|s| dwell(1 + (c + s) % 3))),
            deal_mu: libm::log(12_000.0),
            deal_sigma: 0.15,
            deal_cv: 1.0,
        }
    }

    /// Spend carried over, to the power of the slope, by week.
    pub(crate) fn response(&self, channel: usize) -> Vec<f64> {
        let kept = self.carryover[channel];
        let mut stock = 0.0;
        let carried = self.spend[channel].iter().map(|spend| {
            stock = (1.0 - kept) * spend + kept * stock;
            libm::pow(stock, self.slope[channel])
        });
        carried.collect()
    }
}

/// An Erlang law with a mean of 3 weeks, in whole weeks from 1 to 16.
fn dwell(shape: usize) -> [f64; DWELL] {
    let upto = |x: f64| {
        let y = shape as f64 * x / 3.0;
        let (mut term, mut sum) = (1.0, 1.0);
        for i in 1..shape {
            term *= y / i as f64;
            sum += term;
        }
        1.0 - libm::exp(-y) * sum
    };
    let raw: [f64; DWELL] = std::array::from_fn(|week| upto(week as f64 + 1.5) - upto(week as f64 + 0.5));
    let sum: f64 = raw.iter().sum();
    raw.map(|share| share / sum)
}

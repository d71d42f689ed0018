//! Time in a stage: whole working weeks from a continuous distribution, laid onto the plan's calendar.

use crate::calendar::Calendar;
use crate::numerics;
use crate::plan::DurationDistribution;

/// Longest duration told apart, working weeks; longer than any horizon, so that the choice shows nowhere.
pub const MAX_WEEKS: usize = 519;

/// A resolved duration: a distribution over working weeks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DurationLaw {
    mean: f64,
    family: Family,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Family {
    Fixed,
    Gamma { shape: f64, scale: f64 },
    Lognormal { mu: f64, sigma: f64 },
    Weibull { shape: f64, scale: f64 },
}

impl DurationLaw {
    /// The law of a family with that mean (working weeks, 0 = at once) and coefficient of variation (above 0).
    pub fn new(distribution: DurationDistribution, mean: f64, cv: f64) -> Self {
        let variance = cv * cv;
        let family = match distribution {
            DurationDistribution::Fixed => Family::Fixed,
            DurationDistribution::Gamma => Family::Gamma { shape: 1.0 / variance, scale: mean * variance },
            DurationDistribution::Lognormal => {
                let sigma2 = libm::log(1.0 + variance);
                Family::Lognormal {
                    mu: libm::log(mean.max(f64::MIN_POSITIVE)) - sigma2 / 2.0,
                    sigma: sigma2.sqrt(),
                }
            }
            DurationDistribution::Weibull => {
                let shape = numerics::weibull_shape_for_cv(cv);
                Family::Weibull { shape, scale: mean / libm::exp(numerics::ln_gamma(1.0 + 1.0 / shape)) }
            }
        };
        Self { mean, family }
    }

    /// Mean, working weeks.
    pub fn mean(&self) -> f64 {
        self.mean
    }

    /// The cumulative distribution at `x` weeks.
    pub fn cdf(&self, x: f64) -> f64 {
        if x <= 0.0 {
            return 0.0;
        }
        match self.family {
            Family::Fixed => f64::from(u8::from(x >= self.mean)),
            Family::Gamma { shape, scale } => numerics::gamma_cdf(shape, x / scale),
            Family::Lognormal { mu, sigma } => numerics::lognormal_cdf(mu, sigma, x),
            Family::Weibull { shape, scale } => numerics::weibull_cdf(shape, scale, x),
        }
    }

    /// Probabilities of 0, 1, 2 … whole weeks: P(0) = F(1/2), P(k) = F(k + 1/2) - F(k - 1/2); the mean is kept.
    /// Up to `weeks` entries (the rest lies beyond), shorter where the distribution ends; the last possible entry,
    /// [`MAX_WEEKS`], holds all that is left.
    pub fn pmf(&self, weeks: usize) -> Vec<f64> {
        if self.mean <= 0.0 {
            return vec![1.0];
        }
        let mut pmf = Vec::new();
        let mut below = 0.0;
        for week in 0..weeks.min(MAX_WEEKS + 1) {
            let upto = if week == MAX_WEEKS { 1.0 } else { self.cdf_at_half(week) };
            pmf.push((upto - below).max(0.0));
            below = upto;
            if upto >= 1.0 {
                break;
            }
        }
        pmf
    }

    fn cdf_at_half(&self, week: usize) -> f64 {
        self.cdf(week as f64 + 0.5)
    }

    /// Mean of the whole weeks, E\[K\] = sum over k of P(K > k).
    pub fn discrete_mean(&self) -> f64 {
        if self.mean <= 0.0 {
            return 0.0;
        }
        let mut mean = 0.0;
        for week in 0..MAX_WEEKS {
            let left = 1.0 - self.cdf_at_half(week);
            if left <= 0.0 {
                break;
            }
            mean += left;
        }
        mean
    }

    /// Probabilities of the time left of something found open in a stationary state: P(k left) = P(K > k) / E\[K\].
    pub fn residual_pmf(&self, weeks: usize) -> Vec<f64> {
        let mean = self.discrete_mean();
        if mean <= 0.0 {
            return vec![1.0];
        }
        (0..weeks.min(MAX_WEEKS + 1)).map(|week| (1.0 - self.cdf_at_half(week)).max(0.0) / mean).collect()
    }
}

/// The same law laid onto the calendar: for each week of entry, the probabilities of leaving in that week, the next ….
/// What leaves beyond the horizon is left out.
#[derive(Clone, Debug, PartialEq)]
pub struct Exits {
    /// One row, shared by all weeks, when every week is a full working week; else one row a week.
    rows: Vec<ExitRow>,
    weeks: usize,
}

#[derive(Clone, Debug, PartialEq)]
struct ExitRow {
    pmf: Vec<f64>,
    cdf: Vec<f64>,
}

impl ExitRow {
    fn new(pmf: Vec<f64>) -> Self {
        let mut sum = 0.0;
        let cdf = pmf
            .iter()
            .map(|p| {
                sum += p;
                sum
            })
            .collect();
        Self { pmf, cdf }
    }
}

impl Exits {
    /// Lays durations with probabilities `pmf` (by whole working weeks) onto the calendar.
    pub fn new(pmf: &[f64], calendar: &Calendar) -> Self {
        let weeks = calendar.weeks;
        let rows = if calendar.always_open() {
            vec![ExitRow::new(pmf[..pmf.len().min(weeks)].to_vec())]
        } else {
            (0..weeks).map(|entry| ExitRow::new(lay(pmf, calendar, entry))).collect()
        };
        Self { rows, weeks }
    }

    fn row(&self, entry: usize) -> &ExitRow {
        if self.rows.len() == 1 { &self.rows[0] } else { &self.rows[entry] }
    }

    /// Probabilities of leaving `0, 1, …` calendar weeks after week `entry`, cut at the horizon.
    pub fn pmf(&self, entry: usize) -> &[f64] {
        let pmf = &self.row(entry).pmf;
        &pmf[..pmf.len().min(self.weeks - entry)]
    }

    /// Cumulated [`Exits::pmf`].
    pub fn cdf(&self, entry: usize) -> &[f64] {
        let cdf = &self.row(entry).cdf;
        &cdf[..cdf.len().min(self.weeks - entry)]
    }
}

fn lay(pmf: &[f64], calendar: &Calendar, entry: usize) -> Vec<f64> {
    let mut row = Vec::new();
    for (duration, p) in pmf.iter().enumerate() {
        let Some(exit) = calendar.exit_week(entry, duration) else { break };
        if row.len() <= exit - entry {
            row.resize(exit - entry + 1, 0.0);
        }
        row[exit - entry] += p;
    }
    row
}

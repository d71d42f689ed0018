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

    /// The law in whole weeks. Costs up to [`MAX_WEEKS`] values of the distribution function, once.
    pub fn tabulate(&self) -> WholeWeeks {
        let mut upto = Vec::new();
        if self.mean <= 0.0 {
            return WholeWeeks { upto: vec![1.0] };
        }
        for week in 0..MAX_WEEKS {
            let reached = self.cdf(week as f64 + 0.5);
            upto.push(reached);
            if reached >= 1.0 {
                return WholeWeeks { upto };
            }
        }
        upto.push(1.0);
        WholeWeeks { upto }
    }

    /// [`WholeWeeks::pmf`] of the law.
    pub fn pmf(&self, weeks: usize) -> Vec<f64> {
        self.tabulate().pmf(weeks)
    }

    /// [`WholeWeeks::mean`] of the law.
    pub fn discrete_mean(&self) -> f64 {
        self.tabulate().mean()
    }
}

/// A duration in whole working weeks: P(0) = F(1/2), P(k) = F(k + 1/2) - F(k - 1/2); the mean is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct WholeWeeks {
    /// P(K <= k); the last entry is 1 and, if it is that of [`MAX_WEEKS`], holds all that is left.
    upto: Vec<f64>,
}

impl WholeWeeks {
    /// Probabilities of 0, 1, 2 … weeks: up to `weeks` entries (the rest lies beyond), fewer where the law ends.
    pub fn pmf(&self, weeks: usize) -> Vec<f64> {
        let mut below = 0.0;
        let mass = |&upto: &f64| {
            let mass = (upto - below).max(0.0);
            below = upto;
            mass
        };
        self.upto.iter().take(weeks).map(mass).collect()
    }

    /// Durations one after the other, each in whole weeks; none at all takes none.
    pub fn in_turn(laws: &[DurationLaw]) -> Self {
        let mut laws = laws.iter().map(DurationLaw::tabulate);
        let first = laws.next().unwrap_or(Self { upto: vec![1.0] });
        laws.fold(first, |sum, law| sum.then(&law))
    }

    /// E\[K\] = sum over k of P(K > k), weeks.
    pub fn mean(&self) -> f64 {
        self.upto.iter().map(|upto| 1.0 - upto).sum()
    }

    /// The median: the distribution, known at k + 1/2, is a straight line in between; weeks.
    pub fn median(&self) -> f64 {
        let mut before = 0.0;
        for (week, &upto) in self.upto.iter().enumerate() {
            if upto >= 0.5 {
                // All that takes no whole week takes none.
                return if week == 0 && upto >= 1.0 {
                    0.0
                } else {
                    from_half(week, (0.5 - before) / (upto - before))
                };
            }
            before = upto;
        }
        MAX_WEEKS as f64
    }

    /// The law of this duration and then another, independent one.
    #[must_use]
    pub fn then(&self, other: &Self) -> Self {
        let (one, two) = (self.pmf_to_the_end(), other.pmf_to_the_end());
        let n = (one.len() + two.len() - 1).min(MAX_WEEKS + 1);
        let mut pmf = vec![0.0; n];
        for (weeks, p) in one.iter().enumerate() {
            for (more, q) in two.iter().enumerate() {
                pmf[(weeks + more).min(n - 1)] += p * q;
            }
        }
        let mut sum = 0.0;
        let add = |p: f64| {
            sum += p;
            sum.min(1.0)
        };
        let mut upto: Vec<f64> = pmf.into_iter().map(add).collect();
        if let Some(last) = upto.last_mut() {
            *last = 1.0;
        }
        Self { upto }
    }

    /// Probabilities of 0, 1, 2 … weeks, what is rarer than one in 10^12 added to the last.
    fn pmf_to_the_end(&self) -> Vec<f64> {
        let end = self.upto.partition_point(|&upto| upto < 1.0 - 1e-12) + 1;
        let mut pmf = self.pmf(end);
        let sum: f64 = pmf.iter().sum();
        if let Some(last) = pmf.last_mut() {
            *last += 1.0 - sum;
        }
        pmf
    }

    /// Probabilities of the time left of something found open in a stationary state: P(k left) = P(K > k) / E\[K\], up to
    /// `weeks` entries.
    pub fn residual_pmf(&self, weeks: usize) -> Vec<f64> {
        let mean = self.mean();
        if mean <= 0.0 {
            return vec![1.0];
        }
        self.upto.iter().take(weeks).map(|upto| (1.0 - upto).max(0.0) / mean).collect()
    }
}

/// A place in the week that reaches from k - 1/2 to k + 1/2; the first begins at 0.
fn from_half(week: usize, share: f64) -> f64 {
    if week == 0 { 0.5 * share } else { week as f64 - 0.5 + share }
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
    let mut row = Vec::with_capacity(pmf.len());
    for (p, exit) in pmf.iter().zip(calendar.exit_weeks(entry)) {
        if row.len() <= exit - entry {
            row.resize(exit - entry + 1, 0.0);
        }
        row[exit - entry] += p;
    }
    row
}

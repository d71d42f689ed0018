//! Uncertain values: what a person knows about a number, as a point, an interval, counts or samples.
//!
//! An [`Estimate`] is what is typed and stored. [`Estimate::law`] turns it into a [`Law`]: the distribution
//! truncated to the hard range of its quantity, from which draws are taken by inverting one uniform.
//!
//! ```
//! use tandem_plan::estimate::{Estimate, Scale};
//!
//! // An 80 % interval for a mean deal value: 20,000 to 60,000.
//! let deal = Estimate::Range { p10: 20_000.0, p90: 60_000.0, scale: None };
//! let law = deal.law(Scale::Lognormal, (0.0, 1e9));
//! assert!((law.median() - 34_641.016).abs() < 1e-3);
//! assert!((law.quantile(0.9) - 60_000.0).abs() < 1e-6);
//! ```

mod format;
mod law;
mod quadrature;

pub(crate) use format::EstimateVisitor;
pub use law::Law;

/// A number that may be uncertain.
#[derive(Debug)]
pub enum Estimate {
    /// Known: `7.5`.
    Fixed(f64),
    /// An 80 % interval: `{"p10": 3, "p90": 5}`.
    Range {
        /// One in ten outcomes lies below.
        p10: f64,
        /// One in ten outcomes lies above.
        p90: f64,
        /// The scale on which the law is normal; the quantity decides where it is not given.
        scale: Option<Scale>,
    },
    /// Smallest, likeliest and largest value: `{"pert": [2, 4, 12]}`, the PERT law with lambda 4.
    Pert {
        /// Smallest value.
        min: f64,
        /// Likeliest value.
        mode: f64,
        /// Largest value.
        max: f64,
    },
    /// A rate learnt from counts: `{"beta": {"prior": [1, 1], "successes": 12, "trials": 60}}`.
    Beta {
        /// Pseudo-counts of successes and failures known before, each above 0.
        prior: [f64; 2],
        /// Successes seen.
        successes: f64,
        /// Cases seen.
        trials: f64,
    },
    /// Anything between two ends alike: `{"uniform": [1, 3]}`.
    Uniform {
        /// Smallest value.
        min: f64,
        /// Largest value.
        max: f64,
    },
    /// Values seen, each as likely as the other: `{"samples": [3, 4, 4, 6]}`.
    Samples(Vec<f64>),
}

// A plan has some two hundred estimates: copied and compared in place, each would bring its own code.
impl Clone for Estimate {
    #[inline(never)]
    fn clone(&self) -> Self {
        match self {
            Self::Fixed(value) => Self::Fixed(*value),
            Self::Range { p10, p90, scale } => Self::Range { p10: *p10, p90: *p90, scale: *scale },
            Self::Pert { min, mode, max } => Self::Pert { min: *min, mode: *mode, max: *max },
            Self::Beta { prior, successes, trials } => {
                Self::Beta { prior: *prior, successes: *successes, trials: *trials }
            }
            Self::Uniform { min, max } => Self::Uniform { min: *min, max: *max },
            Self::Samples(samples) => Self::Samples(samples.clone()),
        }
    }
}

impl PartialEq for Estimate {
    #[inline(never)]
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Fixed(a), Self::Fixed(b)) => a == b,
            (Self::Range { p10, p90, scale }, Self::Range { p10: low, p90: high, scale: on }) => {
                p10 == low && p90 == high && scale == on
            }
            (Self::Pert { min, mode, max }, Self::Pert { min: low, mode: middle, max: high }) => {
                min == low && mode == middle && max == high
            }
            (
                Self::Beta { prior, successes, trials },
                Self::Beta { prior: before, successes: s, trials: n },
            ) => prior == before && successes == s && trials == n,
            (Self::Uniform { min, max }, Self::Uniform { min: low, max: high }) => min == low && max == high,
            (Self::Samples(a), Self::Samples(b)) => a == b,
            _ => false,
        }
    }
}

/// The scale on which the law of a range is normal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scale {
    /// The logarithm is normal: positive quantities.
    Lognormal,
    /// The value itself is normal.
    Normal,
    /// The log-odds are normal: probabilities and shares.
    Logit,
}

/// Why an estimate cannot be used.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum EstimateFault {
    /// A number is not finite.
    NotFinite,
    /// Two numbers stand in the wrong order, or are equal where they may not be.
    OrderViolated {
        /// What should be the smaller.
        low: f64,
        /// What should be the larger.
        high: f64,
    },
    /// The end of a lognormal range is not above 0.
    NonPositiveForLognormal {
        /// The end.
        value: f64,
    },
    /// The end of a logit range is not strictly between 0 and 1.
    OutsideUnitForLogit {
        /// The end.
        value: f64,
    },
    /// Not one sample is given.
    EmptySamples,
    /// A prior count is not above 0, or the successes do not lie between 0 and the trials.
    BadCounts,
}

impl EstimateFault {
    /// What would have been right, in English, as a noun phrase.
    pub const fn expected(&self) -> &'static str {
        match self {
            EstimateFault::NotFinite => "finite numbers",
            EstimateFault::OrderViolated { .. } => "the smaller number first",
            EstimateFault::NonPositiveForLognormal { .. } => "a range with both ends above 0",
            EstimateFault::OutsideUnitForLogit { .. } => "a range with both ends above 0 and below 1",
            EstimateFault::EmptySamples => "at least one sample",
            EstimateFault::BadCounts => "prior counts above 0 and successes between 0 and trials",
        }
    }
}

impl From<f64> for Estimate {
    fn from(value: f64) -> Self {
        Estimate::Fixed(value)
    }
}

impl Estimate {
    /// Whether this is one known number.
    pub const fn is_fixed(&self) -> bool {
        matches!(self, Estimate::Fixed(_))
    }

    /// The first fault, if any. `default_scale` is the scale of a range that names none.
    pub fn fault(&self, default_scale: Scale) -> Option<EstimateFault> {
        match *self {
            Estimate::Fixed(value) => finite(&[value]),
            Estimate::Range { p10, p90, scale } => {
                finite(&[p10, p90]).or_else(|| range_fault(p10, p90, scale.unwrap_or(default_scale)))
            }
            Estimate::Pert { min, mode, max } => {
                finite(&[min, mode, max]).or_else(|| order(min, mode)).or_else(|| order(mode, max))
            }
            Estimate::Beta { prior, successes, trials } => {
                let counts = [prior[0], prior[1], successes, trials];
                let good = prior[0] > 0.0 && prior[1] > 0.0 && successes >= 0.0 && successes <= trials;
                finite(&counts).or((!good).then_some(EstimateFault::BadCounts))
            }
            Estimate::Uniform { min, max } => finite(&[min, max]).or_else(|| order(min, max)),
            Estimate::Samples(ref samples) if samples.is_empty() => Some(EstimateFault::EmptySamples),
            Estimate::Samples(ref samples) => finite(samples),
        }
    }

    /// The law of the estimate truncated to the hard `range` of its quantity, ready for many draws.
    ///
    /// Meant for estimates without a [`fault`](Estimate::fault); with one, the law is some number in the range.
    pub fn law(&self, default_scale: Scale, range: (f64, f64)) -> Law {
        Law::new(self, default_scale, range)
    }

    /// Mean of [`Estimate::law`].
    pub fn mean(&self, default_scale: Scale, range: (f64, f64)) -> f64 {
        self.law(default_scale, range).mean()
    }

    /// Median of [`Estimate::law`].
    pub fn median(&self, default_scale: Scale, range: (f64, f64)) -> f64 {
        self.law(default_scale, range).median()
    }

    /// Standard deviation of [`Estimate::law`].
    pub fn sd(&self, default_scale: Scale, range: (f64, f64)) -> f64 {
        self.law(default_scale, range).sd()
    }

    /// One quantile of [`Estimate::law`]; for many draws keep the law.
    pub fn quantile(&self, u: f64, default_scale: Scale, range: (f64, f64)) -> f64 {
        self.law(default_scale, range).quantile(u)
    }

    /// The share of the untruncated law that lies outside `range`.
    pub fn mass_outside(&self, default_scale: Scale, range: (f64, f64)) -> f64 {
        self.law(default_scale, range).mass_outside()
    }
}

fn finite(values: &[f64]) -> Option<EstimateFault> {
    values.iter().any(|value| !value.is_finite()).then_some(EstimateFault::NotFinite)
}

fn order(low: f64, high: f64) -> Option<EstimateFault> {
    (low > high).then_some(EstimateFault::OrderViolated { low, high })
}

fn range_fault(p10: f64, p90: f64, scale: Scale) -> Option<EstimateFault> {
    if p10 >= p90 {
        return Some(EstimateFault::OrderViolated { low: p10, high: p90 });
    }
    match scale {
        Scale::Normal => None,
        Scale::Lognormal => (p10 <= 0.0).then_some(EstimateFault::NonPositiveForLognormal { value: p10 }),
        Scale::Logit if p10 <= 0.0 => Some(EstimateFault::OutsideUnitForLogit { value: p10 }),
        Scale::Logit => (p90 >= 1.0).then_some(EstimateFault::OutsideUnitForLogit { value: p90 }),
    }
}

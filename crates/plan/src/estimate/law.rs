//! The distribution of an estimate, truncated to the range of its quantity.

use super::quadrature::normal_integral;
use super::{Estimate, Scale};
use tandem_numerics::{
    Z90, beta_cdf, beta_quantile, beta_survival, logistic, logit, normal_cdf, normal_density,
    normal_quantile, normal_survival, sum,
};

/// The law of an uncertain number, cut to the hard range of its quantity.
///
/// - Every draw lies inside the range, ends included.
/// - [`Law::quantile`] is non-decreasing: it inverts the distribution function, rescaled to the part inside.
#[derive(Clone, Debug, PartialEq)]
pub struct Law {
    family: Family,
    low: f64,
    high: f64,
    /// Mass below `low` and above `high` before the cut.
    below: f64,
    above: f64,
}

#[derive(Clone, Debug, PartialEq)]
enum Family {
    Point(f64),
    /// `scale^-1(mu + sigma Z)`.
    Normal {
        scale: Scale,
        mu: f64,
        sigma: f64,
    },
    /// `start + width B`, B from Beta(a, b).
    Beta {
        a: f64,
        b: f64,
        start: f64,
        width: f64,
    },
    Uniform {
        start: f64,
        width: f64,
    },
    /// Ascending, inside the range, not empty.
    Samples(Vec<f64>),
}

/// With less than this inside the range, the law is taken as the point of the range nearest to the median.
const NOTHING: f64 = 1e-12;
/// With less than this inside the range, the spread of a Beta law is integrated.
const SLICE: f64 = 0.01;

impl Law {
    pub(super) fn new(estimate: &Estimate, default_scale: Scale, (low, high): (f64, f64)) -> Self {
        let family = Family::new(estimate, default_scale);
        let (below, above) = (family.cdf_before(low), family.survival(high));
        let mut law = Law { family, low, high, below, above };
        if law.inside() < NOTHING {
            law.family = Family::Point(law.clamp(law.family.quantile(0.5)));
        } else if let Family::Samples(samples) = &mut law.family {
            samples.retain(|value| *value >= low && *value <= high);
        }
        law
    }

    /// The share of the untruncated law outside the range.
    pub fn mass_outside(&self) -> f64 {
        (self.below + self.above).min(1.0)
    }

    /// The value that a share `u` in (0, 1) of the truncated law does not exceed.
    pub fn quantile(&self, u: f64) -> f64 {
        let share = match self.family {
            Family::Samples(_) => u,
            _ => self.below + u * self.inside(),
        };
        self.clamp(self.family.quantile(share))
    }

    /// The truncated law's distribution function.
    pub fn cdf(&self, x: f64) -> f64 {
        match self.family {
            _ if x < self.low => 0.0,
            _ if x >= self.high => 1.0,
            Family::Point(_) | Family::Samples(_) => self.family.cdf(x),
            _ => ((self.family.cdf(x) - self.below) / self.inside()).clamp(0.0, 1.0),
        }
    }

    /// Half of the truncated law lies below.
    pub fn median(&self) -> f64 {
        self.quantile(0.5)
    }

    /// Mean of the truncated law: a closed form, for the logit-normal a quadrature with 640 nodes over the normal score.
    pub fn mean(&self) -> f64 {
        let mean = match &self.family {
            Family::Point(value) => *value,
            Family::Samples(samples) => sum(samples) / samples.len() as f64,
            Family::Uniform { .. } => 0.5 * (self.quantile(0.0) + self.quantile(1.0)),
            Family::Normal { scale, mu, sigma } => self.normal_mean(*scale, *mu, *sigma),
            Family::Beta { a, b, start, width } => {
                start + width * self.beta_moment(*a, *b, *start, *width, 1.0)
            }
        };
        self.clamp(mean)
    }

    /// Standard deviation of the truncated law.
    pub fn sd(&self) -> f64 {
        match &self.family {
            Family::Point(_) => 0.0,
            Family::Samples(samples) => spread(samples, self.mean()),
            Family::Uniform { .. } => (self.quantile(1.0) - self.quantile(0.0)) / 12.0_f64.sqrt(),
            Family::Normal { scale, mu, sigma } => self.normal_sd(*scale, *mu, *sigma),
            Family::Beta { a, b, .. } if self.mass_outside() < NOTHING => {
                let n = a + b;
                self.width() * (a * b / (n + 1.0)).sqrt() / n
            }
            // Of a thin slice of the law the moments are so near to each other that their difference says nothing.
            Family::Beta { .. } if self.inside() < SLICE => {
                let mean = self.mean();
                let square = |z| {
                    let off = self.quantile(normal_cdf(z)) - mean;
                    off * off
                };
                normal_integral(-8.0, 8.0, square).sqrt()
            }
            Family::Beta { a, b, start, width } => {
                let first = self.beta_moment(*a, *b, *start, *width, 1.0);
                let second = self.beta_moment(*a, *b, *start, *width, 2.0);
                width * (second - first * first).max(0.0).sqrt()
            }
        }
    }

    fn width(&self) -> f64 {
        if let Family::Beta { width, .. } = self.family { width } else { 0.0 }
    }

    fn inside(&self) -> f64 {
        1.0 - self.below - self.above
    }

    /// Into the range; a NaN becomes its lower end.
    fn clamp(&self, value: f64) -> f64 {
        value.max(self.low).min(self.high)
    }

    /// The range in normal scores.
    fn scores(&self, scale: Scale, mu: f64, sigma: f64) -> (f64, f64) {
        ((transform(scale, self.low) - mu) / sigma, (transform(scale, self.high) - mu) / sigma)
    }

    /// Means of the doubly truncated normal and lognormal laws: Johnson, Kotz and Balakrishnan, Continuous Univariate
    /// Distributions 1 (1994), 13.10 and 14.8.
    fn normal_mean(&self, scale: Scale, mu: f64, sigma: f64) -> f64 {
        let (from, to) = self.scores(scale, mu, sigma);
        match scale {
            Scale::Normal => mu + sigma * (normal_density(from) - normal_density(to)) / self.inside(),
            Scale::Lognormal => {
                let share = between(from - sigma, to - sigma) / self.inside();
                libm::exp(mu + 0.5 * sigma * sigma) * share
            }
            Scale::Logit => self.expect(scale, mu, sigma, |value| value),
        }
    }

    fn normal_sd(&self, scale: Scale, mu: f64, sigma: f64) -> f64 {
        if self.mass_outside() < NOTHING {
            match scale {
                Scale::Normal => return sigma,
                Scale::Lognormal => {
                    let square = sigma * sigma;
                    return libm::exp(mu + 0.5 * square) * libm::expm1(square).sqrt();
                }
                Scale::Logit => {}
            }
        }
        let mean = self.mean();
        self.expect(scale, mu, sigma, |value| (value - mean) * (value - mean)).max(0.0).sqrt()
    }

    /// Mean of `f` of the truncated law, over the normal score.
    fn expect(&self, scale: Scale, mu: f64, sigma: f64, f: impl Fn(f64) -> f64) -> f64 {
        let (from, to) = self.scores(scale, mu, sigma);
        // The square of a lognormal has its weight around the score 2 sigma.
        let shift = if scale == Scale::Lognormal { (2.0 * sigma).min(30.0) } else { 0.0 };
        let (from, to) = (from.max(-9.0), to.min(9.0 + shift));
        normal_integral(from, to, |z| f(value_at(scale, mu + sigma * z))) / self.inside()
    }

    /// `E[B^k]` of the truncated Beta variable, k = 1 or 2: `x^k` times a Beta density is another Beta density.
    fn beta_moment(&self, a: f64, b: f64, start: f64, width: f64, k: f64) -> f64 {
        let (from, to) = ((self.low - start) / width, (self.high - start) / width);
        let whole = if k == 1.0 { a / (a + b) } else { a / (a + b) * ((a + 1.0) / (a + b + 1.0)) };
        let share = 1.0 - beta_cdf(a + k, b, from) - beta_survival(a + k, b, to);
        whole * share / self.inside()
    }
}

impl Family {
    fn new(estimate: &Estimate, default_scale: Scale) -> Self {
        match *estimate {
            Estimate::Fixed(value) => Family::Point(value),
            Estimate::Range { p10, p90, scale } => {
                let scale = scale.unwrap_or(default_scale);
                let (from, to) = (transform(scale, p10), transform(scale, p90));
                Family::Normal { scale, mu: 0.5 * (from + to), sigma: (to - from) / (2.0 * Z90) }
            }
            Estimate::Pert { min, mode, max } if max > min => {
                let width = max - min;
                let a = 1.0 + 4.0 * (mode - min) / width;
                let b = 1.0 + 4.0 * (max - mode) / width;
                Family::Beta { a, b, start: min, width }
            }
            Estimate::Pert { min, .. } => Family::Point(min),
            Estimate::Beta { prior: [a, b], successes, trials } => {
                Family::Beta { a: a + successes, b: b + (trials - successes), start: 0.0, width: 1.0 }
            }
            Estimate::Uniform { min, max } if max > min => Family::Uniform { start: min, width: max - min },
            Estimate::Uniform { min, .. } => Family::Point(min),
            Estimate::Samples(ref samples)
                if samples.is_empty() || samples.iter().any(|value| value.is_nan()) =>
            {
                Family::Point(f64::NAN)
            }
            Estimate::Samples(ref samples) => {
                let mut samples = samples.clone();
                samples.sort_by(f64::total_cmp);
                Family::Samples(samples)
            }
        }
    }

    fn quantile(&self, u: f64) -> f64 {
        match self {
            Family::Point(value) => *value,
            Family::Normal { scale, mu, sigma } => value_at(*scale, mu + sigma * normal_quantile(u)),
            Family::Beta { a, b, start, width } => start + width * beta_quantile(*a, *b, u),
            Family::Uniform { start, width } => start + width * u,
            Family::Samples(samples) => {
                let place = (u * samples.len() as f64).ceil() as usize;
                samples[place.clamp(1, samples.len()) - 1]
            }
        }
    }

    /// `P(X <= x)`.
    fn cdf(&self, x: f64) -> f64 {
        match self {
            Family::Point(value) => f64::from(u8::from(x >= *value)),
            Family::Normal { scale, mu, sigma } => normal_cdf((transform(*scale, x) - mu) / sigma),
            Family::Beta { a, b, start, width } => beta_cdf(*a, *b, (x - start) / width),
            Family::Uniform { start, width } => ((x - start) / width).clamp(0.0, 1.0),
            Family::Samples(samples) => {
                samples.partition_point(|value| *value <= x) as f64 / samples.len() as f64
            }
        }
    }

    /// `P(X < x)`.
    fn cdf_before(&self, x: f64) -> f64 {
        match self {
            Family::Point(value) => f64::from(u8::from(x > *value)),
            Family::Samples(samples) => {
                samples.partition_point(|value| *value < x) as f64 / samples.len() as f64
            }
            _ => self.cdf(x),
        }
    }

    /// `P(X > x)`.
    fn survival(&self, x: f64) -> f64 {
        match self {
            Family::Normal { scale, mu, sigma } => normal_survival((transform(*scale, x) - mu) / sigma),
            Family::Beta { a, b, start, width } => beta_survival(*a, *b, (x - start) / width),
            _ => 1.0 - self.cdf(x),
        }
    }
}

/// From a value to the scale on which it is normal; outside the scale's domain to an infinity.
fn transform(scale: Scale, x: f64) -> f64 {
    match scale {
        Scale::Normal => x,
        Scale::Lognormal if x <= 0.0 => f64::NEG_INFINITY,
        Scale::Lognormal => libm::log(x),
        Scale::Logit if x <= 0.0 => f64::NEG_INFINITY,
        Scale::Logit if x >= 1.0 => f64::INFINITY,
        Scale::Logit => logit(x),
    }
}

/// Back from the scale.
fn value_at(scale: Scale, y: f64) -> f64 {
    match scale {
        Scale::Normal => y,
        Scale::Lognormal => libm::exp(y),
        Scale::Logit => logistic(y),
    }
}

/// Mass of the standard normal law between two scores, from the nearer tail.
fn between(from: f64, to: f64) -> f64 {
    if from > 0.0 { normal_survival(from) - normal_survival(to) } else { normal_cdf(to) - normal_cdf(from) }
}

fn spread(samples: &[f64], mean: f64) -> f64 {
    let squares: Vec<f64> = samples.iter().map(|value| (value - mean) * (value - mean)).collect();
    (sum(&squares) / samples.len() as f64).sqrt()
}

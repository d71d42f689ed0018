//! The gamma law with scale 1: distribution function, quantile, and a fast run along a grid.

use super::normal::{normal_cdf, normal_quantile};
use super::solve::{Probe, invert};
use super::stirling::{deviance, stirling_error};

mod temme;

/// `ln Gamma(x)` for `x > 0`. Relative error about 1e-15 away from the zeros at 1 and 2.
#[inline]
pub fn ln_gamma(x: f64) -> f64 {
    libm::lgamma(x)
}

/// Regularised lower incomplete gamma function `P(shape, x)`: the gamma distribution function with scale 1.
///
/// `shape > 0`, any `x`. Relative error about 1e-13 (1e-14 for shapes below 100).
pub fn gamma_cdf(shape: f64, x: f64) -> f64 {
    GammaLaw::new(shape).cdf(x)
}

/// Upper tail `1 - gamma_cdf(shape, x)` without cancellation.
pub fn gamma_survival(shape: f64, x: f64) -> f64 {
    GammaLaw::new(shape).survival(x)
}

/// Density of the gamma law with scale 1.
pub fn gamma_density(shape: f64, x: f64) -> f64 {
    GammaLaw::new(shape).density(x)
}

/// Inverse of [`gamma_cdf`] in `x` for `p` in (0, 1); the ends give 0 and infinity.
///
/// Relative error about 1e-13, save for an upper tail `p` so near 1 that `p` itself carries less.
pub fn gamma_quantile(shape: f64, p: f64) -> f64 {
    GammaLaw::new(shape).quantile(p)
}

/// A gamma law of one shape, with the part of the work that depends on the shape alone done once.
///
/// Build one when many points of the same shape are wanted: a dwell distribution, or draws of one parameter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GammaLaw {
    shape: f64,
    /// `ln Gamma(shape + 1)` below `LARGE`, the Stirling error of the shape from there on.
    norm: f64,
}

/// From this shape on the density comes from Loader's form and the middle from Temme's expansion.
const LARGE: f64 = 20.0;
const SQRT_TAU: f64 = 2.506_628_274_631_000_5;
const EPSILON: f64 = 1.2e-16;
const TINY: f64 = 1e-300;

impl GammaLaw {
    /// Prepares the law of `shape > 0`.
    pub fn new(shape: f64) -> Self {
        let norm = if shape < LARGE { ln_gamma(shape + 1.0) } else { stirling_error(shape) };
        GammaLaw { shape, norm }
    }

    /// `P(X <= x)`.
    pub fn cdf(&self, x: f64) -> f64 {
        self.parts::<false>(x).0
    }

    /// `P(X > x)`.
    pub fn survival(&self, x: f64) -> f64 {
        self.parts::<false>(x).1
    }

    /// Both tails, and the density if asked for.
    #[inline]
    fn parts<const DENSITY: bool>(&self, x: f64) -> (f64, f64, f64) {
        let a = self.shape;
        if x.is_nan() || a.is_nan() {
            return (f64::NAN, f64::NAN, f64::NAN);
        }
        if x <= 0.0 {
            return (0.0, 1.0, 0.0);
        }
        if x == f64::INFINITY || a <= 0.0 {
            return (1.0, 0.0, 0.0);
        }
        if self.is_middle(x) {
            let (lower, upper) = temme::tails(a, x);
            return (lower, upper, if DENSITY { self.density(x) } else { 0.0 });
        }
        let weight = self.weight(x);
        let density = weight * a / x;
        // A term of the series is cheaper than one of the fraction; it may go on as long as the upper tail is not small.
        if x < a + 1.0 + a.min(1.0) * (1.0 + 1.5 * a.sqrt()) {
            let lower = (weight * self.series(x)).clamp(0.0, 1.0);
            (lower, 1.0 - lower, density)
        } else {
            let upper = (weight * a * self.fraction(x)).clamp(0.0, 1.0);
            (1.0 - upper, upper, density)
        }
    }

    /// Density at `x`; zero outside the support.
    pub fn density(&self, x: f64) -> f64 {
        if x > 0.0 && x.is_finite() { self.weight(x) * self.shape / x } else { 0.0 }
    }

    /// Smallest `x` with `P(X <= x) >= p`.
    pub fn quantile(&self, p: f64) -> f64 {
        if p.is_nan() || self.shape.is_nan() {
            return f64::NAN;
        }
        if p <= 0.0 || self.shape <= 0.0 {
            return 0.0;
        }
        if p >= 1.0 {
            return f64::INFINITY;
        }
        let start = self.guess(p);
        if start < 1e-280 {
            return start;
        }
        let scale = 1.0 / p.min(1.0 - p);
        let probe = |x: f64| {
            let (lower, upper, density) = self.parts::<true>(x);
            let gap = if p <= 0.5 { lower - p } else { (1.0 - p) - upper };
            let bend = (self.shape - 1.0) / x - 1.0;
            Probe { miss: gap * scale, slope: density * scale, bend }
        };
        // Far beyond any quantile of a p below one: 1 - p is at least 1e-16.
        let high = 2.0 * start.max(self.shape) + 100.0;
        invert(0.0, high, start, probe)
    }

    /// The distribution function at `first, first + step, ...`, one value for each place of `out`.
    ///
    /// Needs `first > 0` and `step > 0`. Several times faster than [`GammaLaw::cdf`] point by point, because each
    /// interval away from zero is integrated from the Taylor series of the density at its middle, and the series
    /// also gives the density at the next middle. Absolute error below 1e-14 per value.
    pub fn fill_cdf(&self, first: f64, step: f64, out: &mut [f64]) {
        let half = 0.5 * step;
        let mut level = 0.0;
        let mut density = 0.0;
        for i in 0..out.len() {
            let x = first + step * i as f64;
            if i == 0 || x < 4.0 * step {
                level = self.cdf(x);
                out[i] = level;
                continue;
            }
            let middle = x - half;
            if i % 16 == 0 || density < 1e-290 {
                density = self.density(middle);
            }
            let Some((area, growth)) = self.taylor(middle, half) else {
                level = self.cdf(x);
                density = 0.0;
                out[i] = level;
                continue;
            };
            let gain = density * 2.0 * half * area;
            density *= growth;
            level = (level + gain).min(1.0);
            out[i] = level;
            if gain < 1e-19 && x > self.shape {
                out[i..].fill(level);
                return;
            }
        }
    }

    /// About `middle`, with `f` the density: the mean of `f` over `middle - half .. middle + half`, and
    /// `f(middle + 2 half)`, both as shares of `f(middle)`; nothing where the series is too
    /// slow. Needs `half <= middle / 7`.
    ///
    /// With `f(x) = x^(a-1) e^-x` the Taylor coefficients at `m` follow
    /// `(n+1) m c[n+1] = (a-1-n-m) c[n] - c[n-1]`; over the interval the odd ones integrate to nothing.
    #[inline]
    fn taylor(&self, middle: f64, half: f64) -> Option<(f64, f64)> {
        let inverse = half / middle;
        let slope = (self.shape - 1.0 - middle) * inverse;
        // current = c[n] half^n / c[0]
        let (mut previous, mut current) = (0.0, 1.0);
        let (mut area, mut growth, mut power) = (1.0, 1.0, 1.0);
        let mut n = 0;
        while n < 62 {
            let odd = ((slope - n as f64 * inverse) * current - half * inverse * previous) * RECIPROCAL[n];
            n += 1;
            let even = ((slope - n as f64 * inverse) * odd - half * inverse * current) * RECIPROCAL[n];
            n += 1;
            previous = odd;
            current = even;
            area += even * RECIPROCAL[n];
            growth += power * (2.0 * odd + 4.0 * even);
            power *= 4.0;
            if (odd.abs() + even.abs()) * power <= 1e-17 {
                return Some((area, growth));
            }
        }
        None
    }

    /// Where Temme's expansion holds: a large shape, and `x` within 40 % of it.
    fn is_middle(&self, x: f64) -> bool {
        self.shape >= LARGE && (x - self.shape).abs() <= 0.4 * self.shape
    }

    /// `x^a e^-x / Gamma(a + 1)`.
    fn weight(&self, x: f64) -> f64 {
        if self.shape < LARGE {
            libm::exp(self.shape * libm::log(x) - x - self.norm)
        } else {
            libm::exp(-self.norm - deviance(self.shape, x)) / (SQRT_TAU * self.shape.sqrt())
        }
    }

    /// Lower tail over weight: `1 + x/(a+1) + x^2/((a+1)(a+2)) + ...`.
    fn series(&self, x: f64) -> f64 {
        let mut term = 1.0;
        let mut total = 1.0;
        let mut a = self.shape;
        for _ in 0..400 {
            a += 1.0;
            term *= x / a;
            total += term;
            if term <= total * EPSILON {
                break;
            }
        }
        total
    }

    /// Upper tail over `shape * weight`: Legendre's continued fraction by Lentz's method.
    fn fraction(&self, x: f64) -> f64 {
        let a = self.shape;
        let mut b = x + 1.0 - a;
        let mut c = 1.0 / TINY;
        let mut d = 1.0 / b;
        let mut h = d;
        let mut n = 0.0;
        for _ in 0..400 {
            n += 1.0;
            let an = n * (a - n);
            b += 2.0;
            d = 1.0 / guard(an * d + b);
            c = guard(b + an / c);
            let factor = d * c;
            h *= factor;
            if (factor - 1.0).abs() <= EPSILON {
                break;
            }
        }
        h
    }

    /// A start within a few per cent: Wilson and Hilferty's cube, or the first term of the series near zero.
    fn guess(&self, p: f64) -> f64 {
        let a = self.shape;
        let near_zero = libm::exp((libm::log(p) + ln_gamma(a + 1.0)) / a);
        if near_zero < 0.2 * (a + 1.0) {
            // One more term: x^a (1 - a x / (a + 1)) = p Gamma(a + 1).
            return near_zero * (1.0 + near_zero / (a + 1.0));
        }
        let ninth = 1.0 / (9.0 * a);
        let root = 1.0 - ninth + normal_quantile(p) * ninth.sqrt();
        let cube = a * root * root * root;
        if cube > 0.0 && (a > 0.5 || p < 0.9) { cube } else { (-libm::log1p(-p)).max(1e-3) }
    }
}

#[inline]
fn guard(value: f64) -> f64 {
    if value.abs() < TINY { TINY } else { value }
}

/// 1/1, 1/2, ... 1/64.
static RECIPROCAL: [f64; 64] = {
    let mut table = [0.0; 64];
    let mut i = 0;
    while i < 64 {
        table[i] = 1.0 / (i as f64 + 1.0);
        i += 1;
    }
    table
};

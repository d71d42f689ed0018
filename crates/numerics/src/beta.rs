//! The beta law.

use super::gamma::ln_gamma;
use super::normal::normal_quantile;
use super::solve::{Probe, invert};
use super::stirling::binomial_mass;

const TINY: f64 = 1e-300;
const EPSILON: f64 = 1.2e-16;

/// Regularised incomplete beta function `I_x(a, b)`: the distribution function of Beta(a, b).
///
/// `a, b > 0`; `x <= 0` gives 0, `x >= 1` gives 1. Relative error about 1e-13. Cost grows as the square root
/// of the larger of `a` and `b` where `x` is near the mean.
pub fn beta_cdf(a: f64, b: f64, x: f64) -> f64 {
    beta_pair(a, b, x, 1.0 - x).0
}

/// Upper tail `1 - beta_cdf(a, b, x)` without cancellation.
pub fn beta_survival(a: f64, b: f64, x: f64) -> f64 {
    beta_pair(a, b, x, 1.0 - x).1
}

/// Density of Beta(a, b) at `x`; zero outside (0, 1).
pub fn beta_density(a: f64, b: f64, x: f64) -> f64 {
    if x > 0.0 && x < 1.0 { beta_weight(a, b, x, 1.0 - x) / (x * (1.0 - x)) } else { 0.0 }
}

/// Inverse of [`beta_cdf`] in `x` for `p` in (0, 1); the ends give 0 and 1.
pub fn beta_quantile(a: f64, b: f64, p: f64) -> f64 {
    if p.is_nan() || a.is_nan() || b.is_nan() {
        return f64::NAN;
    }
    if p <= 0.0 {
        return 0.0;
    }
    if p >= 1.0 {
        return 1.0;
    }
    let start = guess(a, b, p);
    if start < 1e-280 {
        return start;
    }
    let scale = 1.0 / p.min(1.0 - p);
    // Near one the search runs in 1 - x, which keeps its digits there.
    let flipped = start > 0.5;
    let (a, b, t) = if flipped { (b, a, 1.0 - start) } else { (a, b, start) };
    let probe = |t: f64| {
        let (near, far, density) = beta_parts(a, b, t, 1.0 - t);
        let gap = match (flipped, p <= 0.5) {
            (false, true) => near - p,
            (false, false) => (1.0 - p) - far,
            (true, true) => p - far,
            (true, false) => near - (1.0 - p),
        };
        let bend = (a - 1.0) / t - (b - 1.0) / (1.0 - t);
        Probe { miss: gap * scale, slope: density * scale, bend }
    };
    let t = invert(0.0, 1.0, t, probe);
    if flipped { 1.0 - t } else { t }
}

/// Both tails at `x`, with `y = 1 - x` given apart so that neither end cancels.
pub fn beta_pair(a: f64, b: f64, x: f64, y: f64) -> (f64, f64) {
    let (lower, upper, _) = beta_parts(a, b, x, y);
    (lower, upper)
}

/// Both tails and the density.
fn beta_parts(a: f64, b: f64, x: f64, y: f64) -> (f64, f64, f64) {
    if a.is_nan() || b.is_nan() || x.is_nan() {
        return (f64::NAN, f64::NAN, f64::NAN);
    }
    if x <= 0.0 {
        return (0.0, 1.0, 0.0);
    }
    if y <= 0.0 {
        return (1.0, 0.0, 0.0);
    }
    let weight = beta_weight(a, b, x, y);
    let density = weight / (x * y);
    if x * (a + b + 2.0) < a + 1.0 {
        let lower = (weight * fraction(a, b, x, y)).clamp(0.0, 1.0);
        (lower, 1.0 - lower, density)
    } else {
        let upper = (weight * fraction(b, a, y, x)).clamp(0.0, 1.0);
        (1.0 - upper, upper, density)
    }
}

/// `x^a y^b / B(a, b)`.
pub fn beta_weight(a: f64, b: f64, x: f64, y: f64) -> f64 {
    if a >= 3.0 && b >= 3.0 {
        let n = a + b;
        return binomial_mass(a, n, x, y) * (a * b / n);
    }
    let ln_x = if x < 0.5 { libm::log(x) } else { libm::log1p(-y) };
    let ln_y = if y < 0.5 { libm::log(y) } else { libm::log1p(-x) };
    libm::exp(a * ln_x + b * ln_y + ln_inverse_beta(a, b))
}

/// `-ln B(a, b)`.
fn ln_inverse_beta(a: f64, b: f64) -> f64 {
    let (small, large) = if a < b { (a, b) } else { (b, a) };
    if large < 20.0 {
        return ln_gamma(a + b) - ln_gamma(a) - ln_gamma(b);
    }
    // ln Gamma(large + small) - ln Gamma(large) from Stirling's formula, where the two nearly cancel.
    let n = small + large;
    let gain = (large - 0.5) * libm::log1p(small / large) + small * libm::log(n) - small
        + super::stirling::stirling_error(n)
        - super::stirling::stirling_error(large);
    gain - ln_gamma(small)
}

/// The even part of the continued fraction 8.17.22 of the NIST handbook, by Lentz's method; the tail is
/// `x^a y^b / B(a, b)` times the result. Needs `x <= (a + 1) / (a + b + 2)`.
fn fraction(a: f64, b: f64, x: f64, y: f64) -> f64 {
    let mut value = guard(partial(a, b, x, y, 0.0));
    let mut c = value;
    let mut d = 0.0;
    let limit = 300 + 5 * ((a + b).sqrt().min(1e6) as u64);
    let mut m = 0.0;
    for _ in 0..limit {
        m += 1.0;
        let below = a + 2.0 * m - 1.0;
        let up = (a + m - 1.0) * (a + b + m - 1.0) * m * (b - m) * x * x / (below * below);
        let down = partial(a, b, x, y, m);
        d = 1.0 / guard(down + up * d);
        c = guard(down + up / c);
        let factor = c * d;
        value *= factor;
        if (factor - 1.0).abs() <= EPSILON {
            break;
        }
    }
    1.0 / value
}

#[inline]
fn partial(a: f64, b: f64, x: f64, y: f64, m: f64) -> f64 {
    let first = if m == 0.0 { 0.0 } else { m * (b - m) * x / (a + 2.0 * m - 1.0) };
    m + first + (a + m) * (a * y - b * x + 1.0 + m * (2.0 - x)) / (a + 2.0 * m + 1.0)
}

#[inline]
fn guard(value: f64) -> f64 {
    if value.abs() < TINY { TINY } else { value }
}

/// A start for the quantile: the normal approximation 26.5.22 of Abramowitz and Stegun for bell shapes, the
/// leading power at the nearer end otherwise.
fn guess(a: f64, b: f64, p: f64) -> f64 {
    if a > 1.0 && b > 1.0 {
        let z = normal_quantile(p);
        let ra = 1.0 / (2.0 * a - 1.0);
        let rb = 1.0 / (2.0 * b - 1.0);
        let lambda = (z * z - 3.0) / 6.0;
        let h = 2.0 / (ra + rb);
        let w = z * (h + lambda).max(0.0).sqrt() / h + (ra - rb) * (lambda + 5.0 / 6.0 - 2.0 / (3.0 * h));
        let x = a / (a + b * libm::exp(-2.0 * w));
        if x > 1e-3 && x < 1.0 {
            return x;
        }
    }
    let ln_beta = -ln_inverse_beta(a, b);
    let low = libm::exp((libm::log(p) + libm::log(a) + ln_beta) / a);
    if low < 0.5 * (a + 1.0) / (a + b + 2.0) {
        return low;
    }
    let high = libm::exp((libm::log1p(-p) + libm::log(b) + ln_beta) / b);
    if high < 0.5 { 1.0 - high } else { (a / (a + b)).clamp(1e-6, 1.0 - 1e-6) }
}

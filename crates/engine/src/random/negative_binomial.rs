//! The negative binomial law: a Poisson count whose mean is itself gamma distributed.

use super::lattice::{Guess, guess, search_from_zero, settle};
use super::poisson::poisson;
use crate::numerics::{beta_pair, beta_weight, exp, gamma_quantile, greater, normal_quantile};

/// Means up to this are searched from zero.
pub(super) const SEARCHED: f64 = 6.0;
/// From this skewness on the expansion no longer serves: longer searches pay, and a gamma quantile is the start.
pub(super) const SKEWED: f64 = 0.7;
/// Means of skewed laws up to this are searched from zero.
const SEARCHED_IF_SKEWED: f64 = 200.0;
/// Below this over-dispersion the law is Poisson to the last digit.
pub(super) const NO_DISPERSION: f64 = 1e-14;

/// A negative binomial count with variance `mean + phi mean^2`: the smallest `k` with `P(X <= k) >= u`.
///
/// `u` strictly inside (0, 1); a `mean` that is not positive gives 0; `phi <= 0` is the Poisson law. Exact to 1e-12 in
/// the distribution function for means up to 1e9; non-decreasing in `u` and in `mean`. Thinning keeps `phi`.
#[inline]
pub fn negative_binomial(u: f64, mean: f64, phi: f64) -> f64 {
    if phi.is_nan() || phi * greater(mean, 1.0) <= NO_DISPERSION {
        return poisson(u, mean);
    }
    if mean <= SEARCHED {
        return if mean > 0.0 { search(u, mean, phi) } else { 0.0 };
    }
    large(u, mean, phi)
}

#[inline]
fn search(u: f64, mean: f64, phi: f64) -> f64 {
    let first = exp(-libm::log1p(phi * mean) / phi);
    let theta = mean / (1.0 + phi * mean);
    let step = theta * phi;
    search_from_zero(u, first, f64::INFINITY, |k| theta + k * step)
}

fn large(u: f64, mean: f64, phi: f64) -> f64 {
    let excess = phi * mean;
    let spread = 1.0 + excess;
    let variance = mean * spread;
    let g = 1.0 + 2.0 * excess;
    let skewed = g > SKEWED * variance.sqrt();
    if skewed && mean <= SEARCHED_IF_SKEWED {
        return search(u, mean, phi);
    }
    let start = if skewed {
        Guess { s: excess * gamma_quantile(1.0 / phi, u) + 0.5, error: f64::INFINITY }
    } else {
        guess(mean, variance, g, normal_quantile(u))
    };
    let size = 1.0 / phi;
    let x = 1.0 / spread;
    let y = excess / spread;
    let level = |k: f64| {
        let mass = beta_weight(size, k + 1.0, x, y) / (y * (size + k));
        (beta_pair(size, k + 1.0, x, y).0, mass)
    };
    let theta = mean / spread;
    settle(start, u, f64::MAX, level, |k| theta * (1.0 + k * phi) / (k + 1.0))
}

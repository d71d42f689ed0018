//! The Poisson law.

use super::lattice::{guess, search_from_zero, settle};
use crate::numerics::{GammaLaw, exp, normal_quantile, poisson_mass};

/// Means up to this are searched from zero.
pub(super) const SEARCHED: f64 = 8.0;

/// A Poisson count: the smallest `k` with `P(X <= k) >= u`, as a whole number in an f64.
///
/// `u` strictly inside (0, 1); a `mean` that is not positive gives 0. Exact to 1e-12 in the distribution function for
/// means up to 1e12; non-decreasing in `u` and in `mean`.
#[inline]
pub fn poisson(u: f64, mean: f64) -> f64 {
    if mean <= SEARCHED {
        if mean > 0.0 {
            return search_from_zero(u, exp(-mean), f64::INFINITY, |_| mean);
        }
        return 0.0;
    }
    large(u, mean)
}

fn large(u: f64, mean: f64) -> f64 {
    if mean.is_nan() {
        return 0.0;
    }
    let start = guess(mean, mean, 1.0, normal_quantile(u));
    let level = |k: f64| (GammaLaw::new(k + 1.0).survival(mean), poisson_mass(k, mean));
    settle(start, u, f64::MAX, level, |k| mean / (k + 1.0))
}

//! The binomial law.

use super::lattice::{guess, search_from_zero, settle};
use crate::numerics::{beta_pair, binomial_mass, normal_quantile};

/// Expected counts up to this are searched from zero.
pub(super) const SEARCHED: f64 = 16.0;
/// Powers below this are taken by squaring, exact to 5e-13.
pub(super) const BY_SQUARING: f64 = 4096.0;

/// A binomial count: the smallest `k` with `P(X <= k) >= u`, as a whole number in an f64.
///
/// `u` strictly inside (0, 1); `n` a whole number (a fraction is cut off); `p <= 0` or `n < 1` give 0 and
/// `p >= 1` gives `n`, at once. Exact to 1e-12 in the distribution function for `n` up to 1e9; non-decreasing in
/// `u`, `n` and `p`.
#[inline]
pub fn binomial(u: f64, n: f64, p: f64) -> f64 {
    let n = n as i64 as f64;
    if !(n >= 1.0 && p > 0.0) {
        return 0.0;
    }
    if p >= 1.0 {
        return n;
    }
    // Count the rarer outcome; the failures invert the mirrored uniform, which is the same law.
    if p <= 0.5 { rarer(u, n, p, 1.0 - p) } else { n - rarer(1.0 - u, n, 1.0 - p, p) }
}

#[inline]
fn rarer(u: f64, n: f64, p: f64, q: f64) -> f64 {
    let mean = n * p;
    if mean <= SEARCHED {
        let odds = p / q;
        search_from_zero(u, power(q, p, n), n, |k| (n - k) * odds)
    } else {
        large(u, n, p, q)
    }
}

/// `q^n` with `q = 1 - p >= 1/2`.
#[inline]
pub(super) fn power(q: f64, p: f64, n: f64) -> f64 {
    if n >= BY_SQUARING {
        return libm::exp(n * libm::log1p(-p));
    }
    let mut left = n as u32;
    let mut square = q;
    let mut result = 1.0;
    while left > 0 {
        result *= if left & 1 == 1 { square } else { 1.0 };
        square *= square;
        left >>= 1;
    }
    result
}

fn large(u: f64, n: f64, p: f64, q: f64) -> f64 {
    let mean = n * p;
    let start = guess(mean, mean * q, q - p, normal_quantile(u));
    let level = |k: f64| {
        if k >= n {
            return (1.0, binomial_mass(n, n, p, q));
        }
        (beta_pair(k + 1.0, n - k, p, q).1, binomial_mass(k, n, p, q))
    };
    let odds = p / q;
    settle(start, u, n, level, |k| (n - k) * odds / (k + 1.0))
}

//! The hypergeometric law.

use super::lattice::{Guess, sure};
use crate::numerics::{greater, lesser, normal_quantile};

/// Successes among `draws` taken without return from `population` of which `successes` count: the smallest `k`
/// with `P(X <= k) >= u`, as a whole number in an f64.
///
/// `u` strictly inside (0, 1). All counts are whole numbers below 2^53 (fractions are cut off, counts above the
/// population mean all of it). Exact to 1e-12 in the distribution function; non-decreasing in `u`, `successes`
/// and `draws`. Cost does not grow with the counts: where the standard deviation is large, a guess with a bound on its error
/// decides in nearly all draws, the masses in the others.
pub fn hypergeometric(u: f64, population: f64, successes: f64, draws: f64) -> f64 {
    let population = whole(population);
    let successes = lesser(whole(successes), population);
    let draws = lesser(whole(draws), population);
    let low = greater(successes + draws - population, 0.0);
    let high = lesser(successes, draws);
    if low >= high {
        return low;
    }
    if high <= COUNTED {
        return small(u, population, high, greater(successes, draws));
    }
    let start = guess(u, population, successes, draws);
    match start.and_then(|start| sure(start, high + 1.0)) {
        Some(k) if k >= low => k,
        _ => walk(u, population, successes, draws, [low, high]),
    }
}

/// Up to so many successes or draws are counted up from zero.
const COUNTED: f64 = 12.0;

/// Of a few, each of which is drawn or not: successes and draws may change places. From zero upwards, with one division each.
#[inline]
fn small(u: f64, population: f64, few: f64, many: f64) -> f64 {
    // Where none cannot be, those that are left out are counted instead.
    let mirrored = few + many > population;
    let (u, many) = if mirrored { (1.0 - u, population - many) } else { (u, many) };
    let rest = population - few - many;
    let (mut above, mut below) = (1.0, 1.0);
    let mut i = 0.0;
    while i < few {
        above *= rest + few - i;
        below *= population - i;
        i += 1.0;
    }
    let mut mass = above / below;
    let (mut k, mut level) = (0.0, mass);
    while level < u && k < lesser(few, many) {
        mass *= (few - k) * (many - k) / ((k + 1.0) * (rest + k + 1.0));
        k += 1.0;
        level += mass;
    }
    if mirrored { few - k } else { k }
}

/// Standard deviations below this are walked.
const WALKED: f64 = 4.0;
/// Normal scores beyond this have no guess.
const FARTHEST: f64 = 8.3;

/// Cornish-Fisher expansion to the third order, with the continuity correction of [`super::lattice`].
///
/// Cumulants over the variance: the third and fourth are exact (N. L. Johnson, A. W. Kemp, S. Kotz, Univariate Discrete
/// Distributions, 2005, 6.3), the fifth is that of a large population, fitted to exact ones. The error, with standard deviation `s`
/// and normal score `w`, stays below `0.04 / s^3` for `|w| <= 2` and grows as `0.0013 |w|^5 / s^3`, twice that
/// where `s` is 4; the bound is several times as much, and a floor for rounding.
fn guess(u: f64, population: f64, successes: f64, draws: f64) -> Option<Guess> {
    let (total, failures, rest) = (population, population - successes, population - draws);
    let square = total * total;
    let variance = draws * (successes / total) * (failures / total) * (rest / (total - 1.0));
    if variance < WALKED * WALKED {
        return None;
    }
    let w = normal_quantile(u);
    let (p, q) = (successes * failures, draws * rest);
    let spread = square * (total - 1.0) * (total * (total + 1.0) - 6.0 * (p + q));
    let below = square * (total - 1.0) * ((total - 2.0) * (total - 3.0));
    let third = (failures - successes) * (rest - draws) / (total * (total - 2.0));
    let fourth = (spread + 6.0 * p * q * (5.0 * total - 6.0)) / below;
    let (p, q) = (p / square, q / square);
    let fifth = third * (1.0 - 12.0 * (p + q) + 84.0 * p * q);
    let sd = variance.sqrt();
    let (e, w2) = (1.0 / sd, w * w);
    let t1 = third * (w2 - 1.0) * (1.0 / 6.0);
    let t2 =
        fourth * (w2 - 3.0) * (1.0 / 24.0) - third * third * (2.0 * w2 - 5.0) * (1.0 / 36.0) - 1.0 / 24.0;
    let t3 = fifth * ((w2 - 6.0) * w2 + 3.0) * (1.0 / 120.0)
        - third * fourth * ((w2 - 5.0) * w2 + 2.0) * (1.0 / 24.0)
        + third * third * third * ((12.0 * w2 - 53.0) * w2 + 17.0) * (1.0 / 324.0)
        + third * (w2 - 1.0) * (1.0 / 72.0);
    let mean = draws * (successes / total);
    let error = e * e * e * (0.15 + 0.01 * w2 * w2 * w.abs()) + 1e-6 + 1e-15 * mean;
    let s = mean + 0.5 + sd * w + (t1 + e * (w * t2 + e * t3));
    (w.abs() <= FARTHEST).then_some(Guess { s, error })
}

/// Masses are taken relative to the one at the mode and normalised by their sum: no logarithm, no underflow.
#[inline(never)]
fn walk(u: f64, population: f64, successes: f64, draws: f64, [low, high]: [f64; 2]) -> f64 {
    let up =
        |k: f64| (successes - k) * (draws - k) / ((k + 1.0) * (population - successes - draws + k + 1.0));
    let mode = whole((successes + 1.0) * ((draws + 1.0) / (population + 2.0))).clamp(low, high);
    let mut first = mode;
    let mut first_mass = 1.0;
    let mut total = 0.0;
    while first > low && first_mass > CUT {
        first -= 1.0;
        first_mass /= up(first);
        total += first_mass;
    }
    let (mut k, mut mass) = (mode, 1.0);
    while mass > CUT {
        total += mass;
        if k >= high {
            break;
        }
        mass *= up(k);
        k += 1.0;
    }
    let target = u * total;
    let (mut k, mut mass, mut level) = (first, first_mass, first_mass);
    while level < target && k < high && (mass > CUT || k < mode) {
        mass *= up(k);
        k += 1.0;
        level += mass;
    }
    k
}

/// A mass this small beside the mode's is left out.
const CUT: f64 = 1e-25;

#[inline]
fn whole(x: f64) -> f64 {
    if x > 0.0 { (x as i64).min(1 << 53) as f64 } else { 0.0 }
}

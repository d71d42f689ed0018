//! What the counting laws share: a sharp guess of a quantile with its error, and the exact search around it.
//!
//! Binomial, Poisson and negative binomial are one family (Panjer's): with mean `m`, variance `v` and
//! `g = 1 - 2 p` (binomial), `1` (Poisson), `1 + 2 phi m` (negative binomial) their cumulants are the same
//! polynomials of `v` and `g`, hence also the expansion of their quantiles.

use crate::numerics::lesser;

/// 1/1, 1/2, ... 1/256: a multiplication instead of a division in the recurrences.
pub(super) static RECIPROCAL: [f64; 256] = {
    let mut table = [0.0; 256];
    let mut i = 0;
    while i < 256 {
        table[i] = 1.0 / (i as f64 + 1.0);
        i += 1;
    }
    table
};

/// A point mass below this ends a walk.
const NEGLIGIBLE: f64 = 1e-40;
/// A point mass below this is lost when added to a level near one.
pub(super) const UNFELT: f64 = 1e-18;

/// Searches upward from zero. `first` is the mass at zero, `ratio(k)` the mass at `k + 1` over that at `k`, times `k + 1`.
///
/// Four levels at a time: the number of those below `u` is added without a branch, because a branch on every level is
/// mispredicted once in nearly every draw. Means should stay below a few hundred.
#[inline(always)]
pub(super) fn search_from_zero(u: f64, first: f64, limit: f64, ratio: impl Fn(f64) -> f64) -> f64 {
    if first >= u {
        return 0.0;
    }
    let mut mass = first;
    let mut level = first;
    let mut k = 0.0;
    let mut count = 1_u32;
    for inverse in RECIPROCAL.chunks_exact(4) {
        let mass1 = mass * (ratio(k) * inverse[0]);
        let mass2 = mass1 * (ratio(k + 1.0) * inverse[1]);
        let mass3 = mass2 * (ratio(k + 2.0) * inverse[2]);
        mass = mass3 * (ratio(k + 3.0) * inverse[3]);
        let level1 = level + mass1;
        let level2 = level1 + mass2;
        let level3 = level2 + mass3;
        level = level3 + mass;
        count += u32::from(level1 < u) + u32::from(level2 < u) + u32::from(level3 < u) + u32::from(level < u);
        if level >= u || mass < UNFELT {
            return lesser(f64::from(count), limit);
        }
        k += 4.0;
    }
    while level < u && k < limit && mass >= UNFELT {
        mass *= ratio(k) / (k + 1.0);
        level += mass;
        k += 1.0;
    }
    k
}

/// A real number `s` and a bound on its error: the quantile is `ceil(s) - 1`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Guess {
    pub(super) s: f64,
    pub(super) error: f64,
}

/// Cornish-Fisher expansion to the fifth order of the quantile at normal score `w`, for `|w| <= 8.3`.
///
/// Derived exactly, as fractions, from the cumulants of the family with the continuity correction
/// `ln(sinh(t/2) / (t/2))` taken off the cumulant generating function. For the Poisson law it continues the
/// expansion of M. B. Giles, Algorithm 955, ACM TOMS 42 (2016). The bound is the sum of the absolute terms
/// of the sixth order, four times, and a floor for rounding: about twice the largest error found. It holds up to
/// three standard deviations; beyond, in one draw of 370, there is none and the exact search decides.
#[inline(always)]
pub(super) fn guess(mean: f64, variance: f64, g: f64, w: f64) -> Guess {
    let sd = variance.sqrt();
    let e = 1.0 / sd;
    let g2 = g * g;
    let w2 = w * w;
    let t1 = g * (w2 - 1.0) * (1.0 / 6.0);
    let t2 = w * ((g2 - 3.0) * w2 - (7.0 * g2 - 3.0)) * (1.0 / 144.0);
    let t3 = g * (9.0 - g2) * ((3.0 * w2 + 7.0) * w2 - 16.0) * (1.0 / 6480.0);
    let a = (g2 * (1.0 / 69_120.0) - 1.0 / 1280.0) * g2 - 13.0 / 23_040.0;
    let b = (g2 * (1.0 / 2430.0) - 59.0 / 17_280.0) * g2 - 1.0 / 1920.0;
    let c = (g2 * (-433.0 / 622_080.0) + 349.0 / 34_560.0) * g2 + 181.0 / 23_040.0;
    let t4 = w * ((a * w2 + b) * w2 + c);
    let a = (g2 * (1.0 / 544_320.0) + 13.0 / 90_720.0) * g2 + 5.0 / 12_096.0;
    let b = (g2 * (-1.0 / 26_880.0) + 97.0 / 120_960.0) * g2 + 43.0 / 48_384.0;
    let c = (g2 * (-923.0 / 6_531_840.0) - 2591.0 / 1_088_640.0) * g2 - 493.0 / 48_384.0;
    let d = (g2 * (23.0 / 102_060.0) - 37.0 / 17_010.0) * g2 + 1.0 / 756.0;
    let t5 = g * (((a * w2 + b) * w2 + c) * w2 + d);
    let s = mean + 0.5 + sd * w + (t1 + e * (t2 + e * (t3 + e * (t4 + e * t5))));
    Guess { s, error: error_bound(e, g2, w2) }
}

#[inline(always)]
fn error_bound(e: f64, g2: f64, w2: f64) -> f64 {
    if w2 > 9.0 {
        return f64::INFINITY;
    }
    let a = ((4e-7 * g2 + 2.6e-5) * g2 + 2e-4) * g2 + 4e-5;
    let b = ((5e-7 * g2 + 1.7e-4) * g2 + 6.3e-4) * g2 + 6e-5;
    let c = ((3.1e-5 * g2 + 1.2e-3) * g2 + 7e-3) * g2 + 2e-3;
    let e2 = e * e;
    4.0 * e2 * e2 * e * (1.0 + w2) * ((a * w2 + b) * w2 + c) + 1e-6
}

/// Turns a guess into the exact quantile.
///
/// `level(k)` gives the distribution function and the mass at an integer `k >= 0`, each about 1e-13 exact;
/// `up(k)` is the mass at `k + 1` over that at `k`. The guess alone decides where its error bound does not reach an
/// integer, in nearly all draws; the exact function settles the rest.
#[inline(always)]
pub(super) fn settle(
    guess: Guess,
    u: f64,
    limit: f64,
    level: impl Fn(f64) -> (f64, f64),
    up: impl Fn(f64) -> f64,
) -> f64 {
    match sure(guess, limit) {
        Some(k) => k,
        None => search_exactly(guess.s, u, limit, level, up),
    }
}

/// The quantile, if the error of the guess does not reach an integer.
#[inline(always)]
pub(super) fn sure(guess: Guess, limit: f64) -> Option<f64> {
    if guess.error < 0.25 {
        let low = ceiling(guess.s - guess.error);
        let high = ceiling(guess.s + guess.error);
        if low == high && low >= 1.0 && low <= limit {
            return Some(low - 1.0);
        }
    }
    None
}

/// Ceiling of a number of ordinary size, without the library call that plain x86-64 makes of `f64::ceil`.
#[inline(always)]
fn ceiling(x: f64) -> f64 {
    let whole = x as i64 as f64;
    if whole < x { whole + 1.0 } else { whole }
}

/// Numbers below this [`rounded_up`] rounds.
pub(super) const ROUNDED: f64 = 2_251_799_813_685_248.0;

/// Ceiling of a number below [`ROUNDED`], in lanes too: where a float has no digits left behind the point.
#[inline(always)]
pub(super) fn rounded_up(x: f64) -> f64 {
    const EDGE: f64 = 6_755_399_441_055_744.0;
    let nearest = (x + EDGE) - EDGE;
    if nearest < x { nearest + 1.0 } else { nearest }
}

#[cold]
#[inline(never)]
fn search_exactly(
    start: f64,
    u: f64,
    limit: f64,
    level: impl Fn(f64) -> (f64, f64),
    up: impl Fn(f64) -> f64,
) -> f64 {
    let mut k = if start > 1.0 { ceiling(start.min(limit)) - 1.0 } else { 0.0 };
    // Every k up to `below` has a level under u, every k from `above` on has reached it.
    let (mut below, mut above) = (-1.0, limit);
    for _ in 0..200 {
        let (at, mass) = level(k);
        if at >= u {
            above = above.min(k);
        } else {
            below = k.max(below);
        }
        let steps = (u - at) / mass;
        if steps.abs() <= 64.0 {
            return walk(k, at, mass, u, limit, &up);
        }
        if above - below <= 1.0 {
            return above;
        }
        let newton = ceiling(k + steps);
        k = if newton > below && newton < above && steps.is_finite() {
            newton
        } else {
            ceiling(0.5 * (below + above))
        };
    }
    above
}

/// Steps mass by mass from an exact level to the first level that reaches `u`.
///
/// What is summed is the small distance to `u`, not the level, so that masses below the rounding of the level
/// still count.
fn walk(start: f64, level: f64, mass: f64, u: f64, limit: f64, up: &impl Fn(f64) -> f64) -> f64 {
    let (mut k, mut mass) = (start, mass);
    let mut over = level - u;
    if over >= 0.0 {
        while k > 0.0 && over >= mass && mass >= NEGLIGIBLE {
            over -= mass;
            k -= 1.0;
            mass /= up(k);
        }
        return k;
    }
    while over < 0.0 && k < limit && mass >= NEGLIGIBLE {
        mass *= up(k);
        over += mass;
        k += 1.0;
    }
    k
}

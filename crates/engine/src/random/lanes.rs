//! The counting laws for several trials at once: the same draws, bit for bit, as one at a time.
//!
//! A draw alone waits for its own recurrence and is surprised by nearly every branch. Four draws side by side share
//! both: plain arrays that the compiler lays into vector registers of any width, in one order of operations.

use super::lattice::{self, Guess, RECIPROCAL, UNFELT, guess, sure};
use super::{binomial, negative_binomial, poisson};
use crate::numerics::{greater, normal_quantiles};

/// Draws of one kernel.
pub(crate) const WIDTH: usize = 4;

/// [`binomial`](super::binomial()) for each lane; `n` whole and not negative, `p` at most 1.
#[inline]
pub(crate) fn binomials(u: &[f64; WIDTH], n: &[f64; WIDTH], p: &[f64; WIDTH]) -> [f64; WIDTH] {
    let mut small = [0.0; WIDTH];
    let mut most = 0.0;
    let mut largest = 0.0;
    let (mut v, mut rare, mut common) = (*u, *p, *p);
    for l in 0..WIDTH {
        let turned = p[l] > 0.5;
        v[l] = if turned { 1.0 - u[l] } else { u[l] };
        rare[l] = if turned { 1.0 - p[l] } else { p[l] };
        common[l] = if turned { p[l] } else { 1.0 - p[l] };
        let mean = n[l] * rare[l];
        // A lane that is drawn apart searches among none.
        small[l] = if mean <= binomial::SEARCHED { n[l] } else { 0.0 };
        most = if mean > most { mean } else { most };
        largest = if small[l] > largest { small[l] } else { largest };
    }
    let mut found =
        if largest > 0.0 { search_binomial(&v, &small, &rare, &common, largest) } else { [0.0; WIDTH] };
    for l in 0..WIDTH {
        found[l] = if p[l] > 0.5 { small[l] - found[l] } else { found[l] };
    }
    if most > binomial::SEARCHED {
        let mean: [f64; WIDTH] = std::array::from_fn(|l| n[l] * rare[l]);
        let variance = std::array::from_fn(|l| mean[l] * common[l]);
        let skew = std::array::from_fn(|l| common[l] - rare[l]);
        let guesses = expansions(&v, &mean, &variance, &skew);
        for l in 0..WIDTH {
            if small[l] < n[l] {
                found[l] = match sure(guesses[l], n[l]) {
                    Some(k) => {
                        if p[l] > 0.5 {
                            n[l] - k
                        } else {
                            k
                        }
                    }
                    None => binomial(u[l], n[l], p[l]),
                };
            }
        }
    }
    found
}

/// The guess of each lane; see `lattice::guess`.
#[inline(always)]
fn expansions(
    u: &[f64; WIDTH],
    mean: &[f64; WIDTH],
    variance: &[f64; WIDTH],
    g: &[f64; WIDTH],
) -> [Guess; WIDTH] {
    let w = normal_quantiles(u);
    let (mut s, mut error) = ([0.0; WIDTH], [0.0; WIDTH]);
    for l in 0..WIDTH {
        let guess = guess(mean[l], variance[l], g[l], w[l]);
        (s[l], error[l]) = (guess.s, guess.error);
    }
    std::array::from_fn(|l| Guess { s: s[l], error: error[l] })
}

#[inline(always)]
fn search_binomial(
    u: &[f64; WIDTH],
    n: &[f64; WIDTH],
    p: &[f64; WIDTH],
    q: &[f64; WIDTH],
    largest: f64,
) -> [f64; WIDTH] {
    let mut odds = [0.0; WIDTH];
    for l in 0..WIDTH {
        odds[l] = p[l] / q[l];
    }
    let first = powers(q, p, n, largest);
    let found = search_from_zero(u, &first, |l, k| (n[l] - k) * odds[l]);
    std::array::from_fn(|l| if found[l] < n[l] { found[l] } else { n[l] })
}

/// `q^n` by squaring; see `binomial::power`.
#[inline(always)]
fn powers(q: &[f64; WIDTH], p: &[f64; WIDTH], n: &[f64; WIDTH], largest: f64) -> [f64; WIDTH] {
    if largest >= binomial::BY_SQUARING {
        return std::array::from_fn(|l| binomial::power(q[l], p[l], n[l]));
    }
    let bits: [u32; WIDTH] = std::array::from_fn(|l| n[l] as i32 as u32);
    let mut square = *q;
    let mut result = [1.0; WIDTH];
    let mut left = largest as i32 as u32;
    let mut bit = 0;
    loop {
        // A few bits at once: how many there are is chance.
        for _ in 0..4 {
            for l in 0..WIDTH {
                result[l] *= if bits[l] >> bit & 1 == 1 { square[l] } else { 1.0 };
                square[l] *= square[l];
            }
            bit += 1;
        }
        left >>= 4;
        if left == 0 {
            return result;
        }
    }
}

/// See `lattice::search_from_zero`.
#[inline(always)]
fn search_from_zero(
    u: &[f64; WIDTH],
    first: &[f64; WIDTH],
    ratio: impl Fn(usize, f64) -> f64,
) -> [f64; WIDTH] {
    let (mut mass, mut level) = (*first, *first);
    let mut aim = *u;
    let mut count = [0.0; WIDTH];
    let mut k = 0.0;
    for l in 0..WIDTH {
        count[l] += if level[l] < aim[l] { 1.0 } else { 0.0 };
    }
    for inverse in RECIPROCAL.chunks_exact(4) {
        let mut going = 0.0;
        for l in 0..WIDTH {
            going += if level[l] < aim[l] { 1.0 } else { 0.0 };
        }
        if going == 0.0 {
            break;
        }
        for (step, inverse) in inverse.iter().enumerate() {
            for l in 0..WIDTH {
                mass[l] *= ratio(l, k + step as f64) * inverse;
                level[l] += mass[l];
                count[l] += if level[l] < aim[l] { 1.0 } else { 0.0 };
            }
        }
        k += 4.0;
        for l in 0..WIDTH {
            // Nothing is felt any more: this lane is through.
            aim[l] = if mass[l] < UNFELT { 0.0 } else { aim[l] };
        }
    }
    count
}

/// [`negative_binomial`](super::negative_binomial()) for each lane.
#[inline]
pub(crate) fn negative_binomials(u: &[f64; WIDTH], mean: &[f64; WIDTH], phi: &[f64; WIDTH]) -> [f64; WIDTH] {
    let mut spread = [0.0; WIDTH];
    let mut expanded = [false; WIDTH];
    let (mut variance, mut g) = ([0.0; WIDTH], [0.0; WIDTH]);
    for l in 0..WIDTH {
        let dispersed = phi[l] * greater(mean[l], 1.0) > negative_binomial::NO_DISPERSION;
        spread[l] = if dispersed { phi[l] * mean[l] } else { 0.0 };
        variance[l] = mean[l] * (1.0 + spread[l]);
        g[l] = 1.0 + 2.0 * spread[l];
        expanded[l] = if dispersed {
            mean[l] > negative_binomial::SEARCHED && g[l] <= negative_binomial::SKEWED * variance[l].sqrt()
        } else {
            mean[l] > poisson::SEARCHED
        };
    }
    let (mut found, mut known) = ([0.0; WIDTH], [false; WIDTH]);
    if expanded.contains(&true) {
        (found, known) = sure_of(&expansions(u, mean, &variance, &g));
    }
    std::array::from_fn(|l| {
        if expanded[l] && known[l] { found[l] } else { negative_binomial(u[l], mean[l], phi[l]) }
    })
}

/// [`sure`] for each lane, without a limit: the quantile, and whether the error of the guess leaves it open.
#[inline(always)]
fn sure_of(guesses: &[Guess; WIDTH]) -> ([f64; WIDTH], [bool; WIDTH]) {
    let (mut found, mut known) = ([0.0; WIDTH], [false; WIDTH]);
    for l in 0..WIDTH {
        let Guess { s, error } = guesses[l];
        let (low, high) = (lattice::rounded_up(s - error), lattice::rounded_up(s + error));
        found[l] = low - 1.0;
        known[l] = (error < 0.25) & (low == high) & (low >= 1.0) & (s < lattice::ROUNDED);
    }
    (found, known)
}

/// [`poisson`](super::poisson()) for several trials at once: the same draws, bit for bit.
#[inline]
pub fn poissons<const B: usize>(u: &[f64; B], mean: &[f64; B]) -> [f64; B] {
    in_fours(|first| negative_binomials(&four(u, first), &four(mean, first), &[0.0; WIDTH]))
}

/// The normal score of each uniform.
#[inline]
pub fn normal_scores<const B: usize>(u: &[f64; B]) -> [f64; B] {
    in_fours(|first| normal_quantiles(&four(u, first)))
}

/// Runs a kernel over a block, four lanes at a time.
#[inline(always)]
pub(crate) fn in_fours<const B: usize>(kernel: impl Fn(usize) -> [f64; WIDTH]) -> [f64; B] {
    const { assert!(B.is_multiple_of(WIDTH), "a block is some kernels wide") };
    let mut result = [0.0; B];
    for (index, four) in result.chunks_exact_mut(WIDTH).enumerate() {
        four.copy_from_slice(&kernel(index * WIDTH));
    }
    result
}

/// Four lanes from the first on.
#[inline(always)]
pub(crate) fn four<const B: usize>(values: &[f64; B], first: usize) -> [f64; WIDTH] {
    std::array::from_fn(|l| values[first + l])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{Address, Seed, Stream};

    /// Lanes with the most unlike neighbours: counts, shares and means on both sides of every switch of method.
    #[test]
    fn a_lane_draws_what_it_would_draw_alone() {
        let counts = [0.0, 1.0, 2.0, 7.0, 30.0, 63.0, 64.0, 400.0, 4095.0, 4096.0, 1e6];
        let shares = [0.0, 1e-9, 0.0015, 0.013, 0.2, 0.5, 0.500_001, 0.77, 0.999, 1.0];
        let means = [0.0, 1e-6, 0.4, 3.0, 5.9, 6.1, 8.1, 20.0, 35.0, 900.0, 1e6];
        let spreads = [0.0, 0.003, 0.05, 1.5];
        let at = |purpose: u16, i: u32| Stream::new(Seed(9), i, 0, 0).uniform(Address::new(purpose, 0, 0));
        let any = |list: &[f64], u: f64| list[(u * list.len() as f64) as usize];
        for i in 0..20_000 {
            let of = |purpose: u16| std::array::from_fn(|l| at(purpose + l as u16, i));
            let u: [f64; WIDTH] = of(0);
            let n = of(10).map(|v| any(&counts, v));
            let p = of(20).map(|v| any(&shares, v));
            let alone: [f64; WIDTH] = std::array::from_fn(|l| binomial(u[l], n[l], p[l]));
            assert_eq!(binomials(&u, &n, &p), alone, "u {u:?}, n {n:?}, p {p:?}");
            let mean = of(30).map(|v| any(&means, v));
            let phi = of(40).map(|v| any(&spreads, v));
            let alone: [f64; WIDTH] = std::array::from_fn(|l| negative_binomial(u[l], mean[l], phi[l]));
            assert_eq!(negative_binomials(&u, &mean, &phi), alone, "u {u:?}, mean {mean:?}, phi {phi:?}");
        }
    }
}

//! Items of several trials at once, each with a uniform of its own that is compared with cumulative thresholds.
//!
//! One uniform an item decides everything about it. The uniforms of one group of items (those of a thing, purpose and week
//! in a trial) are 31 bits of a 32-bit counter generator that is keyed by the group's 64 bits: operations of 32 bits only,
//! which every vector unit does in as many lanes as it is wide.

#![allow(clippy::needless_range_loop, reason = "lanes are numbered: one loop over several arrays")]

use super::draws::{Address, Stream};

/// Up to this many items each is decided for itself; above, counts are drawn.
pub(crate) const MOST: f64 = 128.0;
/// Lanes of one kernel.
const WIDTH: usize = 4;
/// Thresholds are whole numbers up to this: a probability is exact to 2^-31.
const ONE: f64 = 2_147_483_648.0;
/// 2^32 over the golden ratio, odd.
pub(super) const STEP: u32 = 0x9E37_79B9;

/// 32 bits of an item of a group.
///
/// The finaliser of C. Wellons (lowbias32) over the counter, with the other half of the key added in the middle.
#[inline(always)]
pub(super) const fn hashed(low: u32, high: u32) -> u32 {
    let mut x = low ^ (low >> 16);
    x = x.wrapping_mul(0x7FEB_352D);
    x ^= x >> 15;
    x = (x ^ high).wrapping_mul(0x846C_A68B);
    x ^ (x >> 16)
}

/// The width of everything.
pub(crate) const ALL: f64 = ONE;

/// A share of a class, as a whole number.
///
/// A share of 0 is 0 and one of 1 is all of it: what is impossible never happens, not once in 2^31 either.
#[inline(always)]
pub(crate) fn width(of: f64, share: f64) -> f64 {
    // Rounds to the next whole number, in lanes too: where a float has no digits left behind the point.
    const EDGE: f64 = 4_503_599_627_370_496.0;
    (of * share + EDGE) - EDGE
}

/// How many of `n` items of each lane lie in the first `1, 2, ... K` classes, whose widths are `widths`.
///
/// `n` whole, 0 ..= [`MOST`]. An item's fate depends on its number and the widths alone.
#[inline]
pub(crate) fn counted<const B: usize, const K: usize>(
    streams: &[Stream; B],
    at: Address,
    n: &[f64; B],
    widths: &[[f64; B]; K],
) -> [[f64; B]; K] {
    const { assert!(B.is_multiple_of(WIDTH), "a block is some kernels wide") };
    let mut counts = [[0.0; B]; K];
    for first in (0..B).step_by(WIDTH) {
        let mut four = Four { low: [0; WIDTH], high: [0; WIDTH], left: [0; WIDTH], upto: [[0; WIDTH]; K] };
        for l in 0..WIDTH {
            let key = streams[first + l].bits(at);
            (four.low[l], four.high[l]) = (key as u32, (key >> 32) as u32);
            four.left[l] = whole(n[first + l]);
        }
        let mut reached = [-0.5 * ONE; WIDTH];
        for k in 0..K {
            for l in 0..WIDTH {
                reached[l] += widths[k][first + l];
                four.upto[k][l] = whole(reached[l]);
            }
        }
        let found = kernel(&four);
        for k in 0..K {
            for l in 0..WIDTH {
                counts[k][first + l] = f64::from(found[k][l]);
            }
        }
    }
    counts
}

/// The nearest whole number, to the even one of two, of what is not above 2^31 either way, as an integer: its digits as they lie in
/// a float of 2^52 and a half more. What the conversion of the language does besides (limits, NaN) no vector unit does.
#[inline(always)]
pub(crate) fn whole(x: f64) -> i32 {
    (x + 6_755_399_441_055_744.0).to_bits() as i32
}

/// The items of four trials, with their thresholds.
struct Four<const K: usize> {
    low: [u32; WIDTH],
    high: [u32; WIDTH],
    left: [i32; WIDTH],
    upto: [[i32; WIDTH]; K],
}

/// Row by row until none of the four has an item left: how many rows that are is not known beforehand, or a compiler would
/// lay rows side by side and turn everything about for it. A function of its own for the same reason.
#[inline(never)]
fn kernel<const K: usize>(four: &Four<K>) -> [[i32; WIDTH]; K] {
    let &Four { mut low, high, mut left, upto } = four;
    let mut found = [[0; WIDTH]; K];
    loop {
        let (mut u, mut any) = ([0; WIDTH], 0);
        for l in 0..WIDTH {
            // All ones where there is no item: such a one lies behind every threshold.
            let gone = (left[l] - 1) >> 31;
            any |= !gone;
            u[l] = ((hashed(low[l], high[l]) as i32 >> 1) | gone) ^ (gone << 31);
        }
        if any == 0 {
            return found;
        }
        for l in 0..WIDTH {
            low[l] = low[l].wrapping_add(STEP);
            left[l] -= 1;
        }
        for k in 0..K {
            for l in 0..WIDTH {
                found[k][l] += i32::from(u[l] < upto[k][l]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Seed;

    /// Counts within five standard errors of their shares; what has no share never happens, what has all of it always.
    #[test]
    fn items_follow_their_shares() {
        let shares = [[0.3, 0.0, 1.0, 1e-4], [0.05, 1.0, 0.0, 0.5], [0.6, 0.0, 0.0, 0.4999]];
        let widths = shares.map(|row| row.map(|share| width(ALL, share)));
        for n in [1.0, 7.0, 64.0, MOST] {
            let trials = (200_000.0 / n) as u32;
            let mut sums = [[0.0; 4]; 3];
            for trial in 0..trials {
                let streams = std::array::from_fn(|lane| Stream::new(Seed(5), trial, lane as u32, 0));
                let upto = counted(&streams, Address::new(2, 9, 0), &[n; 4], &widths);
                for k in 0..3 {
                    for l in 0..4 {
                        sums[k][l] += upto[k][l] - if k > 0 { upto[k - 1][l] } else { 0.0 };
                    }
                }
            }
            let all = n * f64::from(trials);
            for k in 0..3 {
                for l in 0..4 {
                    let share = shares[k][l];
                    let off = (sums[k][l] - share * all).abs();
                    let limit = 5.0 * (share * (1.0 - share) * all).sqrt();
                    assert!(off <= limit, "{n} items, class {k}, lane {l}: {} of {all}", sums[k][l]);
                }
            }
        }
    }

    /// Neighbouring items, weeks and trials are uncorrelated: each pair fills a square of 64 cells evenly.
    #[test]
    fn items_are_uncorrelated() {
        let drawn = |trial: u32, week: u32, number: u32| {
            let key = Stream::new(Seed(5), trial, 1, 0).bits(Address::new(2, week, 0));
            hashed((key as u32).wrapping_add(STEP.wrapping_mul(number)), (key >> 32) as u32) as i32 >> 1
        };
        let cell = |u: i32| ((i64::from(u) + (1 << 30)) >> 28) as usize;
        let pairs: [&dyn Fn(u32) -> (i32, i32); 3] = [
            &|i| (drawn(i / 100, 3, i % 100), drawn(i / 100, 3, i % 100 + 1)),
            &|i| (drawn(i / 100, 3, i % 100), drawn(i / 100, 4, i % 100)),
            &|i| (drawn(i / 100, 3, i % 100), drawn(i / 100 + 1, 3, i % 100)),
        ];
        for (which, pair) in pairs.iter().enumerate() {
            let mut cells = [0.0; 64];
            for i in 0..200_000 {
                let (x, y) = pair(i);
                cells[cell(x) * 8 + cell(y)] += 1.0;
            }
            let expected = 200_000.0 / 64.0;
            let statistic: f64 =
                cells.iter().map(|seen: &f64| (seen - expected) * (seen - expected) / expected).sum();
            // 63 degrees of freedom: 130 is passed once in a million.
            assert!(statistic < 130.0, "pair {which}: {statistic}");
        }
    }
}

//! Many items of several trials at once, each of which falls into one of some classes: whether it passes, and how late.
//!
//! One 16-bit uniform an item is compared with the cumulative classes of its trial; two items of each of four trials lie in one
//! vector register, as the halves of the numbers that the generator gives. The classes are whole 65536ths; what they leave over
//! is a last, narrow part of the unit interval in which an item is still undecided. The few items in it are decided by a
//! second, long uniform, so that the law is exact.

#![allow(clippy::needless_range_loop, reason = "lanes are numbered: one loop over several arrays")]

use super::draws::{Address, NEXT, Stream, mixed, unit};
use super::{binomial, items};
use wide::{i16x8, u32x4};

/// Trials side by side.
const WIDTH: usize = 4;
/// Above so many items counts are drawn, class by class: cost does not grow with them.
const MOST: u32 = 4096;
/// Rows of two items a trial that are compared together, at most.
const ROWS: usize = 8;
/// Parts of the unit interval.
const PARTS: f64 = 65_536.0;
/// Indices behind an address from which on undecided items, and counts by class, draw.
const UNDECIDED: u32 = 1 << 24;
const BY_CLASS: u32 = 1 << 25;

/// The classes of the items of four trials: `K` of them, and one for those that fall into none.
#[derive(Clone, Debug)]
pub struct Fates<const K: usize> {
    /// Cumulative 65536ths, less 32768, for both halves of a trial.
    upto: [i16x8; K],
    /// The same for the class of none, which comes last.
    none: i16x8,
    /// Probabilities of the classes, by trial.
    shares: [[f64; K]; WIDTH],
    /// What the classes are short of, cumulated, by trial; and with that of none in all.
    short: [[f64; K]; WIDTH],
    remainder: [f64; WIDTH],
}

impl<const K: usize> Fates<K> {
    /// Classes with these probabilities for each trial; their sum is at most 1.
    pub fn new(shares: [[f64; K]; WIDTH]) -> Self {
        let mut fates = Self {
            upto: [i16x8::ZERO; K],
            none: i16x8::ZERO,
            shares,
            short: [[0.0; K]; WIDTH],
            remainder: [0.0; WIDTH],
        };
        let both = |row: &mut i16x8, l: usize, reached: f64| {
            row.as_mut_array()[2 * l..][..2].fill((reached - 0.5 * PARTS) as i16);
        };
        for l in 0..WIDTH {
            let (mut reached, mut short, mut passing) = (0.0, 0.0, 0.0);
            for k in 0..K {
                let wide = shares[l][k] * PARTS;
                // At least one part stays undecided, so that every bound fits in 16 bits.
                let whole = f64::from(wide as u32).min(PARTS - 1.0 - reached);
                reached += whole;
                short += wide - whole;
                passing += shares[l][k];
                both(&mut fates.upto[k], l, reached);
                fates.short[l][k] = short;
            }
            let none = (1.0 - passing).max(0.0) * PARTS;
            let whole = f64::from(none as u32).min(PARTS - 1.0 - reached);
            both(&mut fates.none, l, reached + whole);
            fates.remainder[l] = short + (none - whole);
        }
        fates
    }

    /// Adds to `counts` how many of `n` items of each trial fall into each class, by the uniforms behind `at` of each
    /// trial's stream; the others fall into none.
    ///
    /// Up to 4,096 items are decided one by one, and an item keeps its fate when others join; above, each class is
    /// a binomial of what is left.
    #[inline]
    pub fn count(
        &self,
        streams: &[Stream; WIDTH],
        at: Address,
        n: [u32; WIDTH],
        counts: &mut [[u32; WIDTH]; K],
    ) {
        let key = streams.map(|stream| stream.bits(at));
        let mut here = n;
        for l in 0..WIDTH {
            if n[l] > MOST {
                self.count_by_class(l, streams[l], at, f64::from(n[l]), counts);
                here[l] = 0;
            }
        }
        let [most, least] = [
            here.iter().fold(0, |most, n| most.max(*n)) as i16,
            here.iter().fold(u32::MAX, |least, n| least.min(*n)) as i16,
        ];
        if most <= 0 {
            return;
        }
        let mut items = Items {
            low: u32x4::new(key.map(|key| key as u32)),
            high: u32x4::new(key.map(|key| (key >> 32) as u32)),
            number: i16x8::new([0, 1, 0, 1, 0, 1, 0, 1]),
            // In both halves.
            left: bytemuck::cast(u32x4::new(here.map(|n| n << 16 | n))),
        };
        let mut found = [i16x8::ZERO; K];
        let mut decided = i16x8::ZERO;
        let mut done = 0;
        while least - done >= 2 * ROWS as i16 {
            done += self.some::<ROWS, true>(&mut items, &mut found, &mut decided);
        }
        items.number += i16x8::splat(done);
        while done < most {
            // Few items are not worth as many rows.
            done += match most - done {
                ..=4 => self.some::<2, false>(&mut items, &mut found, &mut decided),
                5..=8 => self.some::<4, false>(&mut items, &mut found, &mut decided),
                _ => self.some::<ROWS, false>(&mut items, &mut found, &mut decided),
            };
        }
        let mut before = u32x4::ZERO;
        for (count, &row) in counts.iter_mut().zip(&found) {
            let upto = of_trials(row);
            *count = (u32x4::new(*count) + upto - before).to_array();
            before = upto;
        }
        let undecided = u32x4::new(here) - of_trials(decided);
        if undecided != u32x4::ZERO {
            for (l, undecided) in undecided.to_array().into_iter().enumerate() {
                self.decide(l, key[l], undecided, counts);
            }
        }
    }

    /// Compares the next `2 N` items of each trial with the classes; gives how many that are. `ALL` where they are all there.
    #[inline(always)]
    fn some<const N: usize, const ALL: bool>(
        &self,
        items: &mut Items,
        found: &mut [i16x8; K],
        decided: &mut i16x8,
    ) -> i16 {
        let u: [i16x8; N] = std::array::from_fn(|_| if ALL { items.next() } else { items.next_there() });
        for (found, &bound) in found.iter_mut().zip(&self.upto) {
            *found = below(&u, bound, *found);
        }
        if ALL {
            // Hardly ever is one of them undecided.
            let last = u[1..].iter().fold(u[0], |last, row| last.max(*row));
            if last.simd_lt(self.none).all() {
                *decided += i16x8::splat(N as i16);
                return 2 * N as i16;
            }
        }
        *decided = below(&u, self.none, *decided);
        2 * N as i16
    }

    /// Decides the items that the short uniforms left undecided.
    #[cold]
    #[inline(never)]
    fn decide(&self, l: usize, key: u64, undecided: u32, counts: &mut [[u32; WIDTH]; K]) {
        for item in 0..undecided {
            let sum = key.wrapping_add(u64::from(UNDECIDED + item).wrapping_mul(NEXT));
            let u = unit(mixed(sum)) * self.remainder[l];
            if let Some(k) = self.short[l].iter().position(|&short| u < short) {
                counts[k][l] += 1;
            }
        }
    }

    /// Counts too large for items, class by class.
    #[inline(never)]
    fn count_by_class(&self, l: usize, stream: Stream, at: Address, n: f64, counts: &mut [[u32; WIDTH]; K]) {
        let (mut left, mut before) = (n, 0.0);
        for (k, &share) in self.shares[l].iter().enumerate() {
            let count =
                binomial(stream.uniform(at.further(BY_CLASS + k as u32)), left, share / (1.0 - before));
            before += share;
            left -= count;
            counts[k][l] += count as u32;
        }
    }
}

/// The items of four trials, two of each at a time.
struct Items {
    low: u32x4,
    high: u32x4,
    number: i16x8,
    left: i16x8,
}

impl Items {
    /// The uniforms of the next two of each trial, which are all there; `number` stands still.
    #[inline(always)]
    fn next(&mut self) -> i16x8 {
        bytemuck::cast(self.hashed())
    }

    /// The uniforms of the next two of each trial; items that are not there lie behind every bound.
    #[inline(always)]
    fn next_there(&mut self) -> i16x8 {
        let u = self.next();
        let there = self.number.simd_lt(self.left);
        self.number += i16x8::splat(2);
        there.select(u, i16x8::splat(i16::MAX))
    }

    /// [`items::hashed`] of each trial.
    #[inline(always)]
    fn hashed(&mut self) -> u32x4 {
        let mut x = self.low ^ (self.low >> 16);
        x *= u32x4::splat(0x7FEB_352D);
        x ^= x >> 15;
        x = (x ^ self.high) * u32x4::splat(0x846C_A68B);
        self.low += u32x4::splat(items::STEP);
        x ^ (x >> 16)
    }
}

/// Adds to `counts` how many of the rows lie below a bound.
#[inline(always)]
fn below<const N: usize>(rows: &[i16x8; N], bound: i16x8, counts: i16x8) -> i16x8 {
    let mut counts = counts;
    for row in rows {
        counts -= row.simd_lt(bound);
    }
    counts
}

/// The sum over both halves of each trial.
#[inline(always)]
fn of_trials(row: i16x8) -> u32x4 {
    let both = bytemuck::cast::<_, u32x4>(row);
    (both & u32x4::splat(0xFFFF)) + (both >> 16)
}

//! Many items of several trials at once, each of which falls into one of some classes: whether it passes, and how late.
//!
//! One 16-bit uniform an item is compared with the cumulative classes of its trial; two items of each of four trials lie in one
//! vector register, as the halves of the numbers that the generator gives. The classes are whole 65536ths; what they leave over
//! is a last, narrow part of the unit interval in which an item is still undecided. The few items in it are decided by a
//! second, long uniform, so that the law is exact.

#![allow(clippy::needless_range_loop, reason = "lanes are numbered: one loop over several arrays")]

use super::draws::{Address, NEXT, Stream, mixed, unit};
use super::{binomial, items};

/// Trials side by side.
const WIDTH: usize = 4;
/// The same, two items each.
const HALVES: usize = 2 * WIDTH;
/// Above so many items counts are drawn, class by class: cost does not grow with them.
const MOST: f64 = 4096.0;
/// Parts of the unit interval.
const PARTS: f64 = 65_536.0;
/// Indices behind an address from which on undecided items, and counts by class, draw.
const UNDECIDED: u32 = 1 << 24;
const BY_CLASS: u32 = 1 << 25;

/// The classes of the items of four trials: `K` of them, and one for those that fall into none.
#[derive(Clone, Debug)]
pub struct Fates<const K: usize> {
    /// Cumulative 65536ths, less 32768, for both halves of a trial.
    upto: [[i16; HALVES]; K],
    /// The same for the class of none, which comes last.
    none: [i16; HALVES],
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
            upto: [[0; HALVES]; K],
            none: [0; HALVES],
            shares,
            short: [[0.0; K]; WIDTH],
            remainder: [0.0; WIDTH],
        };
        let both = |row: &mut [i16; HALVES], l: usize, reached: f64| {
            row[2 * l..][..2].fill((reached - 0.5 * PARTS) as i16);
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
    /// `n` whole. Up to 4,096 items are decided one by one, and an item keeps its fate when others join; above, each class is
    /// a binomial of what is left.
    #[inline]
    pub fn count(
        &self,
        streams: &[Stream; WIDTH],
        at: Address,
        n: &[f64; WIDTH],
        counts: &mut [[u32; WIDTH]; K],
    ) {
        let key = streams.map(|stream| stream.bits(at));
        let mut items = Items {
            low: key.map(|key| key as u32),
            high: key.map(|key| (key >> 32) as u32),
            number: std::array::from_fn(|half| (half % 2) as i16),
            left: [0; HALVES],
        };
        let mut most = 0;
        for l in 0..WIDTH {
            if n[l] > MOST {
                self.count_by_class(l, streams[l], at, n[l], counts);
            } else {
                let left = n[l] as i16;
                items.left[2 * l..][..2].fill(left);
                most = most.max(left);
            }
        }
        if most <= 0 {
            return;
        }
        let mut found = [[0; HALVES]; K];
        let mut decided = [0; HALVES];
        let mut done = 0;
        while done < most {
            // Few items are not worth as long a row.
            done += match most - done {
                ..=4 => self.some::<2>(&mut items, &mut found, &mut decided),
                5..=8 => self.some::<4>(&mut items, &mut found, &mut decided),
                _ => self.some::<8>(&mut items, &mut found, &mut decided),
            };
        }
        let of_trial = |row: &[i16; HALVES], l: usize| row[2 * l] + row[2 * l + 1];
        let mut before = [0; WIDTH];
        for (count, row) in counts.iter_mut().zip(&found) {
            for l in 0..WIDTH {
                let upto = of_trial(row, l);
                count[l] += (upto - before[l]) as u32;
                before[l] = upto;
            }
        }
        for l in 0..WIDTH {
            let undecided = items.left[2 * l] - of_trial(&decided, l);
            if undecided > 0 {
                self.decide(l, key[l], undecided, counts);
            }
        }
    }

    /// Compares the next `2 N` items of each trial with the classes; gives how many that are.
    #[inline(always)]
    fn some<const N: usize>(
        &self,
        items: &mut Items,
        found: &mut [[i16; HALVES]; K],
        decided: &mut [i16; HALVES],
    ) -> i16 {
        let mut u = [[0; HALVES]; N];
        for u in &mut u {
            *u = items.next();
        }
        for k in 0..K {
            // Kept from the compiler, which would lay rows of classes side by side and turn everything about for it.
            let k = std::hint::black_box(k).min(K - 1);
            found[k] = below(&u, &self.upto[k], found[k]);
        }
        *decided = below(&u, &self.none, *decided);
        2 * N as i16
    }

    /// Decides the items that the short uniforms left undecided.
    #[cold]
    #[inline(never)]
    fn decide(&self, l: usize, key: u64, undecided: i16, counts: &mut [[u32; WIDTH]; K]) {
        for item in 0..undecided as u32 {
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
    low: [u32; WIDTH],
    high: [u32; WIDTH],
    number: [i16; HALVES],
    left: [i16; HALVES],
}

impl Items {
    /// The uniforms of the next two of each trial; items that are not there lie behind every bound.
    #[inline(always)]
    fn next(&mut self) -> [i16; HALVES] {
        let mut bits = [0; WIDTH];
        for l in 0..WIDTH {
            bits[l] = items::hashed(self.low[l], self.high[l]);
        }
        for low in &mut self.low {
            *low = low.wrapping_add(items::STEP);
        }
        // Taken apart by bytes in the order that is the same on every machine that we know.
        let bytes = bits.map(u32::to_le_bytes);
        let bytes = bytes.as_flattened();
        let mut u: [i16; HALVES] =
            std::array::from_fn(|half| i16::from_le_bytes([bytes[2 * half], bytes[2 * half + 1]]));
        for half in 0..HALVES {
            u[half] = if self.number[half] < self.left[half] { u[half] } else { i16::MAX };
        }
        for number in &mut self.number {
            *number += 2;
        }
        u
    }
}

/// Adds to `counts` how many of the rows lie below a bound.
#[inline(always)]
fn below<const N: usize>(
    rows: &[[i16; HALVES]; N],
    bound: &[i16; HALVES],
    counts: [i16; HALVES],
) -> [i16; HALVES] {
    let mut counts = counts;
    for row in rows {
        for half in 0..HALVES {
            counts[half] += i16::from(row[half] < bound[half]);
        }
    }
    counts
}

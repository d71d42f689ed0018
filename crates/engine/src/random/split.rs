//! Splitting a count over bins, at once with what decides whether something passes at all.

use super::binomial::binomial;
use super::draws::{Address, Stream};
use super::{items, lanes};
use crate::numerics::lesser;

/// Up to this many items each has its own uniform; above, bins are drawn one after the other.
pub(crate) const ITEM_BY_ITEM: f64 = 256.0;
/// Entries of the guide.
const GUIDE: usize = 128;
/// Places of an item's uniform: 2^31.
const PLACES: f64 = items::ALL;

/// A table of bins that is searched in a step or two. Small, so that it stays near: tables differ from week to week.
#[derive(Clone, Debug, PartialEq)]
pub struct Bins {
    /// For each 128th of the unit interval the first bin that a uniform of it can lie in, or 255 where that is later.
    guide: [u8; GUIDE],
    /// The bins, and after them one that every uniform lies below: a search ends without counting.
    bins: Box<[Bin]>,
    /// The cumulative probabilities.
    cdf: Box<[f64]>,
}

/// A bin as a search finds it.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Bin {
    /// Its cumulative probability as whole 2^-31ths.
    upto: u32,
    /// What it stands for.
    mark: u32,
}

impl Bins {
    /// Bins from their cumulative probabilities: `cdf[bin]` is that of bins `0..=bin`, non-decreasing, at most 1. What lies
    /// beyond the last value is in no bin.
    pub fn new(cdf: Vec<f64>) -> Self {
        let end = cdf.len() as u32;
        Self::marked(cdf, 0..end, end)
    }

    /// The same; each bin stands for the next of `marks`, and what is in none for `beyond`.
    pub(crate) fn marked(cdf: Vec<f64>, marks: impl IntoIterator<Item = u32>, beyond: u32) -> Self {
        let upto = |reached: f64| items::width(PLACES, reached) as u32;
        let of_bins = cdf.iter().zip(marks).map(|(&reached, mark)| Bin { upto: upto(reached), mark });
        let bins: Box<[Bin]> = of_bins.chain([Bin { upto: u32::MAX, mark: beyond }]).collect();
        let mut bin = 0;
        let guide = std::array::from_fn(|part| {
            let from = (part as u32) << 24;
            while bins[bin].upto <= from {
                bin += 1;
            }
            bin.min(usize::from(u8::MAX)) as u8
        });
        Self { guide, bins, cdf: cdf.into() }
    }

    /// The cumulative probabilities.
    pub fn cdf(&self) -> &[f64] {
        &self.cdf
    }

    /// How many bins there are.
    #[inline]
    #[allow(clippy::len_without_is_empty, reason = "nobody asks")]
    pub fn len(&self) -> usize {
        self.cdf.len()
    }

    /// The bin of a uniform in 0 .. 2^31: the first whose cumulative value, in 2^-31ths, is above it, or the number of bins.
    #[inline(always)]
    pub fn find(&self, u: u32) -> usize {
        let mut bin = usize::from(self.guide[(u >> 24) as usize % GUIDE]);
        // One step without a branch: whether it is taken is chance, whether there is a second one hardly ever.
        bin += usize::from(self.bins[bin].upto <= u);
        while self.bins[bin].upto <= u {
            bin += 1;
        }
        bin
    }

    /// What the bins stand for, in turn, and last what is in none.
    #[inline]
    pub(crate) fn marks(&self) -> impl Iterator<Item = u32> {
        self.bins.iter().map(|bin| bin.mark)
    }

    /// What a bin stands for, or what is in none.
    #[inline(always)]
    pub(crate) fn mark(&self, bin: usize) -> u32 {
        self.bins[bin].mark
    }
}

/// The two uniforms of an item in a stage, out of its 64 bits, each 0 .. 2^31: whether it passes, and when it leaves.
#[inline(always)]
pub(crate) const fn fate(bits: u64) -> (u32, u32) {
    ((bits >> 33) as u32, bits as u32 >> 1)
}

/// Whether an item fails that passes with probability `p`: its uniform has reached the share, a whole number of 2^-31ths.
#[inline(always)]
pub(crate) fn fails(pass: u32, p: f64) -> bool {
    f64::from(pass as i32) >= items::width(PLACES, p)
}

/// Splits `n` items over bins: a multinomial draw.
///
/// - `place(bin, count)` is called with counts to *add*: one call per item for `n <= 256`, in order of items, not of
///   bins; one call per bin with a count, in order of bins, above.
/// - Returns how many items were not placed.
///
/// For `n <= 256` item `i` takes the bits `i` after `at` and lies in the first bin whose cumulative value is above them, so items pair across scenarios: item `i` has the same fate when others are added, and moves only forward when
/// the table moves forward. Above 256 items each bin is a binomial of what is left, by uniform number `bin`.
/// Pairing is lost where `n` crosses 256.
#[inline]
pub fn split_items(
    stream: Stream,
    at: Address,
    n: f64,
    bins: &Bins,
    mut place: impl FnMut(usize, f64),
) -> f64 {
    if n > ITEM_BY_ITEM {
        return split_by_bin(stream, at, n, bins, place);
    }
    let mut beyond = 0.0;
    for item in 0..n as u32 {
        let (_, when) = fate(stream.bits(at.further(item)));
        let bin = bins.find(when);
        if bin < bins.len() {
            place(bin, 1.0);
        } else {
            beyond += 1.0;
        }
    }
    beyond
}

fn split_by_bin(stream: Stream, at: Address, n: f64, bins: &Bins, mut place: impl FnMut(usize, f64)) -> f64 {
    let mut left = n as i64 as f64;
    let mut before = 0.0;
    for (bin, &reached) in bins.cdf().iter().enumerate() {
        let share = (reached - before) / (1.0 - before);
        before = reached;
        let u = stream.uniform(at.further(bin as u32));
        // (1 - p)^n is at least 1 - n p: most bins that are unlikely stay empty.
        if u <= 1.0 - left * share {
            continue;
        }
        let count = binomial(u, left, share);
        if count > 0.0 {
            place(bin, count);
            left -= count;
            if left <= 0.0 {
                return 0.0;
            }
        }
    }
    left
}

/// [`split_items`] above 256 items for a block of trials, to the same bits: `place(bin, lane, count)` is called with counts
/// to add, bin by bin; a trial with `n = 0` takes no part.
#[inline(never)]
pub(crate) fn split_counts<const B: usize>(
    streams: &[Stream; B],
    at: Address,
    n: &[f64; B],
    bins: &[&Bins; B],
    mut place: impl FnMut(usize, usize, f64),
) {
    let (mut left, mut before) = (*n, [0.0; B]);
    let most = bins.iter().map(|bins| bins.len()).max().unwrap_or(0);
    for bin in 0..most {
        let at = at.further(bin as u32);
        let (mut u, mut share, mut any) = ([0.0; B], [0.0; B], false);
        for l in 0..B {
            let reached = bins[l].cdf().get(bin).copied().unwrap_or(before[l]);
            u[l] = streams[l].uniform(at);
            let of_rest = (reached - before[l]) / (1.0 - before[l]);
            let felt = u[l] > 1.0 - left[l] * of_rest;
            share[l] = if felt { lesser(of_rest, 1.0) } else { 0.0 };
            any |= felt;
            before[l] = reached;
        }
        if !any {
            continue;
        }
        let counts: [f64; B] = lanes::in_fours(|first| {
            lanes::binomials(&lanes::four(&u, first), &lanes::four(&left, first), &lanes::four(&share, first))
        });
        let mut rest = 0.0;
        for l in 0..B {
            if counts[l] > 0.0 {
                place(bin, l, counts[l]);
            }
            left[l] -= counts[l];
            rest += left[l];
        }
        if rest <= 0.0 {
            return;
        }
    }
}

/// Lets each of `n` items pass with probability `p`, and splits those that pass over one table, the others over another.
///
/// - `place(passed, bin, count)` as in [`split_items`]; returns how many passed.
/// - For `n <= 256` half of an item's bits say whether it passes, the other half in which bin it lies. Who passes at some `p`
///   passes at a higher one too, and at the same time.
/// - Above 256 the number that passes is a binomial by the uniform at `at`, and both parts are split by the uniforms
///   after `at_bins`, those that do not pass from number 2^16 on.
#[inline]
pub fn sort_items(
    stream: Stream,
    [at, at_bins]: [Address; 2],
    n: f64,
    p: f64,
    [passing, failing]: [&Bins; 2],
    mut place: impl FnMut(bool, usize, f64),
) -> f64 {
    if n > ITEM_BY_ITEM {
        let passed = binomial(stream.uniform(at), n, p);
        split_items_above(stream, at_bins, passed, passing, |bin, count| place(true, bin, count));
        let at = at_bins.further(1 << 16);
        split_items_above(stream, at, n - passed, failing, |bin, count| place(false, bin, count));
        return passed;
    }
    let mut failed = 0;
    for item in 0..n as u32 {
        let (pass, when) = fate(stream.bits(at.further(item)));
        let way = usize::from(fails(pass, p));
        let bins = [passing, failing][way];
        let bin = bins.find(when);
        failed += way;
        if bin < bins.len() {
            place(way == 0, bin, 1.0);
        }
    }
    (n as u32 as usize - failed) as f64
}

#[inline(never)]
fn split_items_above(stream: Stream, at: Address, n: f64, bins: &Bins, place: impl FnMut(usize, f64)) {
    if n > 0.0 {
        split_by_bin(stream, at, n, bins, place);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{Address, Seed, Stream};

    /// Counts of a block are those of each trial alone, whatever its neighbours have: none, other tables, a table that is full.
    #[test]
    fn counts_in_lanes_are_those_of_each_trial() {
        let tables = [
            Bins::new((1..=60).map(|bin| 1.0 - libm::exp(-0.1 * f64::from(bin))).collect()),
            Bins::new(vec![0.0, 0.3, 0.3, 1.0, 1.0]),
            Bins::new(vec![1e-7, 2e-7, 0.9]),
            Bins::new(Vec::new()),
        ];
        let counts = [0.0, 257.0, 1000.0, 3e4, 1e6, 7e9];
        let at = Address::new(16, 3, 0);
        for turn in 0..200_usize {
            let streams = std::array::from_fn(|lane| Stream::new(Seed(3), turn as u32, lane as u32, 0));
            let n: [f64; 4] = std::array::from_fn(|lane| counts[(turn / 4 + lane * (1 + turn % 5)) % 6]);
            let bins: [&Bins; 4] = std::array::from_fn(|lane| &tables[(turn + lane * (turn / 7)) % 4]);
            let mut found = [[0.0; 60]; 4];
            split_counts(&streams, at, &n, &bins, |bin, lane, count| found[lane][bin] += count);
            for lane in 0..4 {
                let mut alone = [0.0; 60];
                split_items(streams[lane], at, n[lane], bins[lane], |bin, count| alone[bin] += count);
                assert_eq!(found[lane], alone, "lane {lane} of {n:?}");
            }
        }
    }
}

//! Splitting a count over bins, at once with what decides whether something passes at all.

use super::binomial::binomial;
use super::draws::{Address, Stream};

/// Up to this many items each has its own uniform; above, bins are drawn one after the other.
pub(crate) const ITEM_BY_ITEM: f64 = 256.0;
/// Entries of the guide.
const GUIDE: usize = 256;

/// A table of bins that is searched in a step or two.
#[derive(Clone, Debug, PartialEq)]
pub struct Bins {
    /// Cumulative probabilities, and after them one that no uniform passes: a search ends without counting.
    cdf: Vec<f64>,
    /// For each 256th of the unit interval the first bin that a uniform of it can lie in.
    guide: Box<[u16; GUIDE]>,
}

impl Bins {
    /// Bins from their cumulative probabilities: `cdf[bin]` is that of bins `0..=bin`, non-decreasing, at most 1. What lies
    /// beyond the last value is in no bin. At most 65,535 bins.
    pub fn new(mut cdf: Vec<f64>) -> Self {
        cdf.push(f64::INFINITY);
        let mut guide = Box::new([0; GUIDE]);
        let mut bin = 0;
        for (part, first) in guide.iter_mut().enumerate() {
            // A hair less: `find` may round up to the next part.
            let from = part as f64 / GUIDE as f64 - 1e-15;
            while cdf.get(bin).is_some_and(|&reached| reached < from) {
                bin += 1;
            }
            *first = bin as u16;
        }
        Self { cdf, guide }
    }

    /// The cumulative probabilities.
    pub fn cdf(&self) -> &[f64] {
        &self.cdf[..self.len()]
    }

    /// How many bins there are.
    #[inline]
    #[allow(clippy::len_without_is_empty, reason = "nobody asks")]
    pub fn len(&self) -> usize {
        self.cdf.len() - 1
    }

    /// The first bin whose cumulative value reaches `u` in (0, 1), or the number of bins.
    #[inline]
    pub fn find(&self, u: f64) -> usize {
        // The upper eight bits behind the binary point, which 1 + u has where a float keeps its upper digits.
        let part = ((1.0 + u).to_bits() >> 44) as usize & (GUIDE - 1);
        let mut bin = usize::from(self.guide[part]);
        // One step without a branch: whether it is taken is chance, whether there is a second one hardly ever.
        bin += usize::from(self.cdf[bin] < u);
        while self.cdf[bin] < u {
            bin += 1;
        }
        bin
    }
}

/// Splits `n` items over bins: a multinomial draw.
///
/// - `place(bin, count)` is called with counts to *add*: one call per item for `n <= 256`, in order of items, not of
///   bins; one call per bin with a count, in order of bins, above.
/// - Returns how many items were not placed.
///
/// For `n <= 256` item `i` takes the uniform `i` after `at` and lies in the first bin whose cumulative value reaches
/// it, so items pair across scenarios: item `i` has the same fate when others are added, and moves only forward when
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
        let bin = bins.find(stream.uniform(at.further(item)));
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
        let count = binomial(stream.uniform(at.further(bin as u32)), left, share);
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

/// Lets each of `n` items pass with probability `p`, and splits those that pass over one table, the others over another.
///
/// - `place(passed, bin, count)` as in [`split_items`]; returns how many passed.
/// - For `n <= 256` one uniform decides about an item: below `p` it passes, and where in the interval it lies says
///   the bin. Who passes at some `p` passes at a higher one too, and not later.
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
    // What an item does is chance: both ways are one sequence of operations, told apart by a place in three pairs.
    let (tables, from, share) = ([passing, failing], [0.0, p], [p, 1.0 - p]);
    let mut failed = 0;
    for item in 0..n as u32 {
        let u = stream.uniform(at.further(item));
        let way = usize::from(u >= p);
        let bins = tables[way];
        let bin = bins.find((u - from[way]) / share[way]);
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

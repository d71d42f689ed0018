//! Splitting a count over bins, at once with what decides whether something passes at all.

use super::binomial::binomial;
use super::draws::{Address, Stream};

/// Up to this many items each has its own uniform; above, bins are drawn one after the other.
const ITEM_BY_ITEM: f64 = 256.0;
/// Entries of the guide.
const GUIDE: usize = 64;

/// A table of bins that is searched in a step or two.
#[derive(Clone, Debug, PartialEq)]
pub struct Bins {
    cdf: Vec<f64>,
    /// For each 64th of the unit interval the first bin that a uniform of it can lie in.
    guide: [u16; GUIDE],
}

impl Bins {
    /// Bins from their cumulative probabilities: `cdf[bin]` is that of bins `0..=bin`, non-decreasing, at most 1. What lies
    /// beyond the last value is in no bin. At most 65,535 bins.
    pub fn new(cdf: Vec<f64>) -> Self {
        let mut bin = 0;
        let guide = std::array::from_fn(|part| {
            // A hair less: `find` may round up to the next part.
            let from = part as f64 / GUIDE as f64 - 1e-15;
            while cdf.get(bin).is_some_and(|&reached| reached < from) {
                bin += 1;
            }
            bin as u16
        });
        Self { cdf, guide }
    }

    /// The cumulative probabilities.
    pub fn cdf(&self) -> &[f64] {
        &self.cdf
    }

    /// The first bin whose cumulative value reaches `u` in (0, 1), or the number of bins.
    #[inline]
    pub fn find(&self, u: f64) -> usize {
        // The upper six bits behind the binary point, which 1 + u has where a float keeps its upper digits.
        let part = ((1.0 + u).to_bits() >> 46) as usize & (GUIDE - 1);
        let mut bin = usize::from(self.guide[part]);
        while self.cdf.get(bin).is_some_and(|&reached| reached < u) {
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
        if bin < bins.cdf.len() {
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
    for (bin, &reached) in bins.cdf.iter().enumerate() {
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
    [passing, failing]: [Option<&Bins>; 2],
    mut place: impl FnMut(bool, usize, f64),
) -> f64 {
    if n > ITEM_BY_ITEM {
        let passed = binomial(stream.uniform(at), n, p);
        if let Some(bins) = passing {
            split_items_above(stream, at_bins, passed, bins, |bin, count| place(true, bin, count));
        }
        if let Some(bins) = failing {
            let at = at_bins.further(1 << 16);
            split_items_above(stream, at, n - passed, bins, |bin, count| place(false, bin, count));
        }
        return passed;
    }
    let (of_passing, of_failing) = (1.0 / p, 1.0 / (1.0 - p));
    let mut passed = 0.0;
    for item in 0..n as u32 {
        let u = stream.uniform(at.further(item));
        let passes = u < p;
        let (bins, inside) = if passes { (passing, u * of_passing) } else { (failing, (u - p) * of_failing) };
        passed += f64::from(u8::from(passes));
        if let Some(bins) = bins {
            let bin = bins.find(inside);
            if bin < bins.cdf.len() {
                place(passes, bin, 1.0);
            }
        }
    }
    passed
}

#[inline(never)]
fn split_items_above(stream: Stream, at: Address, n: f64, bins: &Bins, place: impl FnMut(usize, f64)) {
    if n > 0.0 {
        split_by_bin(stream, at, n, bins, place);
    }
}

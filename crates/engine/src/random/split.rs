//! Splitting a count over bins.

use super::binomial::binomial;
use super::draws::{Draws, Site};

/// Up to this many items each has its own uniform; above, bins are drawn one after the other.
const ITEM_BY_ITEM: f64 = 64.0;

/// Splits `n` items over the bins of a cumulative table: a multinomial draw.
///
/// - `cdf[bin]` is the probability of bins `0..=bin`: non-decreasing, at most 1. What lies beyond the last value
///   is not placed.
/// - `place(bin, count)` is called with counts to *add*: one call per item for `n <= 64`, in order of items, not of
///   bins; one call per bin with a count, in order of bins, above.
/// - Returns how many items were not placed.
///
/// For `n <= 64` item `i` takes the `i`-th of the site's [`items`](Draws::items) and lies in the first bin whose cumulative
/// value reaches it, so items pair across scenarios: item `i` has the same fate when others are added, and
/// moves only forward when the table moves forward. Above 64 items each bin is a binomial of what is left,
/// by uniform number `bin`. Pairing is lost where `n` crosses 64.
#[inline]
pub fn split_items(draws: Draws, site: Site, n: f64, cdf: &[f64], mut place: impl FnMut(usize, f64)) -> f64 {
    if n > ITEM_BY_ITEM {
        return split_by_bin(draws, site, n, cdf, place);
    }
    let count = n as u32;
    let mut items = draws.items(site);
    let mut beyond = 0.0;
    for _ in 0..count {
        let bin = bin_of(cdf, items.take_next());
        if bin < cdf.len() {
            place(bin, 1.0);
        } else {
            beyond += 1.0;
        }
    }
    beyond
}

/// The first bin whose cumulative value reaches `u`, or the number of bins.
#[inline]
fn bin_of(cdf: &[f64], u: f64) -> usize {
    cdf.partition_point(|&reached| reached < u)
}

fn split_by_bin(draws: Draws, site: Site, n: f64, cdf: &[f64], mut place: impl FnMut(usize, f64)) -> f64 {
    let mut left = n as i64 as f64;
    let mut before = 0.0;
    for (pair, bins) in cdf.chunks(2).enumerate() {
        let (first, second) = draws.uniforms2(site, pair as u32);
        for (offset, (&reached, u)) in bins.iter().zip([first, second]).enumerate() {
            let share = (reached - before) / (1.0 - before);
            before = reached;
            let count = binomial(u, left, share);
            if count > 0.0 {
                place(2 * pair + offset, count);
                left -= count;
                if left <= 0.0 {
                    return 0.0;
                }
            }
        }
    }
    left
}

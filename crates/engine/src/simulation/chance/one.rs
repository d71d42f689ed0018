//! The chance of one trial of a block: draws that are few and unlike each other.

use super::super::sites::Purpose;
use super::super::tables::DealValue;
use super::{Chance, Random};
use crate::numerics::{normal_cdf, normal_quantile};
use crate::random::{self, Address, Stream};

/// Up to so many deals each is drawn by itself.
const SINGLE_DEALS: f64 = 64.0;
/// More are one lognormal of their total's mean and standard deviation, if their coefficient of variation to the fourth over
/// their number is at most this: what that lognormal is off by, in units of the mean, is about as much.
const ONE_LOGNORMAL: f64 = 0.0065;
/// Else so many of the largest, in the mean, are drawn by themselves.
const LARGE_DEALS: f64 = 32.0;

/// The chance of one trial of a block.
#[derive(Clone, Copy, Debug)]
pub(crate) struct One<'a, const B: usize> {
    pub(super) block: &'a Random<B>,
    pub(super) lane: usize,
}

impl<const B: usize> One<'_, B> {
    #[inline]
    fn of(&self, thing: usize) -> Stream {
        self.block.streams[thing][self.lane]
    }

    #[inline]
    fn at(&self, purpose: Purpose, index: u32) -> Address {
        purpose.at(self.block.week, index)
    }

    #[inline]
    fn thinned(u: f64, n: f64, p: f64) -> f64 {
        // (1 - p)^n is at least 1 - n p: most rare things do not happen.
        if u <= 1.0 - n * p { 0.0 } else { random::binomial(u, n, p) }
    }

    #[inline]
    fn rounded(u: f64, x: f64) -> f64 {
        let down = x as i64 as f64;
        if u > 1.0 - (x - down) { down + 1.0 } else { down }
    }
}

impl<const B: usize> Chance for One<'_, B> {
    fn stream(&self, id: u32, class: usize) -> Stream {
        Stream::new(self.block.seed, self.block.trials[self.lane], id, class as u8)
    }

    #[inline]
    fn thin_of(&self, stream: Stream, purpose: Purpose, n: f64, p: f64) -> f64 {
        if n <= 0.0 || p <= 0.0 { 0.0 } else { Self::thinned(stream.uniform(self.at(purpose, 0)), n, p) }
    }

    #[inline]
    fn may_thin(&self, stream: Stream, purpose: Purpose, n: f64, p: f64) -> bool {
        stream.uniform(self.at(purpose, 0)) > 1.0 - n * p
    }

    #[inline]
    fn thin(&self, thing: usize, purpose: Purpose, index: u32, n: f64, p: f64) -> f64 {
        if n <= 0.0 || p <= 0.0 {
            return 0.0;
        }
        Self::thinned(self.of(thing).uniform(self.at(purpose, index)), n, p)
    }

    fn count(&self, thing: usize, purpose: Purpose, index: u32, mean: f64) -> f64 {
        if mean > 0.0 { random::poisson(self.of(thing).uniform(self.at(purpose, index)), mean) } else { 0.0 }
    }

    fn whole(&self, thing: usize, purpose: Purpose, index: u32, x: f64) -> f64 {
        Self::rounded(self.of(thing).uniform(self.at(purpose, index)), x)
    }

    fn whole_of(&self, stream: Stream, purpose: Purpose, x: f64) -> f64 {
        Self::rounded(stream.uniform(self.at(purpose, 0)), x)
    }

    fn among(&self, thing: usize, purpose: Purpose, index: u32, all: f64, marked: f64, taken: f64) -> f64 {
        if marked <= 0.0 || taken <= 0.0 {
            return 0.0;
        }
        if taken >= all {
            return marked;
        }
        if marked >= all {
            return taken;
        }
        random::hypergeometric(self.of(thing).uniform(self.at(purpose, index)), all, marked, taken)
    }

    fn total_value(&self, thing: usize, purpose: Purpose, n: f64, value: &DealValue) -> f64 {
        if n <= 0.0 {
            return 0.0;
        }
        if value.cv <= 0.0 {
            return n * value.mean;
        }
        let (stream, at) = (self.of(thing), self.at(purpose, 0));
        if n > SINGLE_DEALS {
            return value_of_many(stream, at, n, value);
        }
        let mut total = 0.0;
        for item in 0..n as u32 {
            total += random::lognormal(stream.uniform(at.further(item)), value.mu, value.sigma);
        }
        total
    }
}

/// The total of more deals than are drawn one by one.
fn value_of_many(stream: Stream, at: Address, n: f64, value: &DealValue) -> f64 {
    let spread = value.cv * value.cv;
    if spread * spread <= ONE_LOGNORMAL * n {
        return one_lognormal(stream.uniform(at), n, value.mean, value.cv);
    }
    // What makes a total of unlike deals skew are the few largest: those above a bound are drawn by themselves. The others,
    // which the bound keeps alike, are one lognormal.
    let rest = Rest::of(n, value);
    let large = random::binomial(stream.uniform(at.further(1)), n, rest.above);
    let mut total = 0.0;
    if large < n {
        total += one_lognormal(stream.uniform(at), n - large, rest.mean, rest.cv);
    }
    for item in 0..large as u32 {
        // The upper end of the law, from its other side, where it is told to all digits.
        let u = rest.above * (1.0 - stream.uniform(at.further(2 + item)));
        total += random::lognormal(u, value.mu, -value.sigma);
    }
    total
}

/// Deals below the bound of the largest.
struct Rest {
    /// Share of deals above it.
    above: f64,
    /// Mean and coefficient of variation of those below.
    mean: f64,
    cv: f64,
}

impl Rest {
    fn of(n: f64, value: &DealValue) -> Self {
        let above = LARGE_DEALS / n;
        let bound = -normal_quantile(above);
        let moment = |k: f64| normal_cdf(bound - k * value.sigma) / (1.0 - above);
        let (mean, square) = (moment(1.0), (1.0 + value.cv * value.cv) * moment(2.0));
        Self { above, mean: mean * value.mean, cv: (square / (mean * mean) - 1.0).max(0.0).sqrt() }
    }
}

/// The sum of many lognormals as a lognormal of the same two moments (Fenton and Wilkinson).
fn one_lognormal(u: f64, n: f64, mean: f64, cv: f64) -> f64 {
    let all = DealValue::new(mean * n, cv / n.sqrt());
    random::lognormal(u, all.mu, all.sigma)
}

#[cfg(test)]
mod tests {
    use super::super::{Luck, Random};
    use super::*;
    use crate::random::Seed;
    use std::array::from_fn;

    /// Totals of so many deals, drawn as runs draw them, and deal by deal.
    fn totals(n: f64, value: &DealValue, sums: u32) -> [Vec<f64>; 2] {
        let mut totals = [Vec::new(), Vec::new()];
        for first in (0..sums).step_by(4) {
            let luck = Random::<4>::new(Seed(11), from_fn(|lane| first + lane as u32), 1..3);
            for lane in 0..4 {
                let one = luck.one(lane);
                let each = |item| one.of(2).uniform(one.at(Purpose::DealValue, item));
                let sum =
                    (0..n as u32).map(|item| random::lognormal(each(item), value.mu, value.sigma)).sum();
                totals[0].push(one.total_value(0, Purpose::DealValue, n, value));
                totals[1].push(sum);
            }
        }
        totals.each_mut().map(|of| {
            let mut of = std::mem::take(of);
            of.sort_by(f64::total_cmp);
            of
        })
    }

    /// P1 to P99 of the total of more deals than are drawn one by one are those of sums of single deals, to 0.7 % of the mean
    /// total: one lognormal where the deals are alike enough, the largest by themselves where they are not.
    #[test]
    fn the_value_of_many_deals_is_close_to_that_of_each() {
        const BOUND: f64 = 0.007;
        for (cv, n, sums) in [
            (0.4, 65.0, 100_000),
            (0.8, 65.0, 100_000),
            (1.5, 65.0, 100_000),
            (1.5, 700.0, 20_000),
            (3.0, 65.0, 100_000),
            (3.0, 400.0, 20_000),
        ] {
            let value = DealValue::new(25_000.0, cv);
            let (mean, sd) = (n * value.mean, n.sqrt() * cv * value.mean);
            let [drawn, single] = totals(n, &value, sums);
            // Standard error of a mean; that of P1 or P99 is some four times as large.
            let error = sd / mean / f64::from(sums).sqrt();
            let average = drawn.iter().sum::<f64>() / f64::from(sums) / mean;
            assert!((average - 1.0).abs() < 4.0 * error, "spread {cv}, {n} deals: {average} of the mean");
            for percent in [1, 10, 25, 50, 75, 90, 99] {
                let off = off_at(percent, &drawn, &single, mean);
                assert!(off <= BOUND, "spread {cv}, {n} deals, P{percent}: off by {off}");
            }
        }
    }

    /// How far apart a percentile of two lists is, in units of `mean`, beyond four standard errors.
    fn off_at(percent: u32, one: &[f64], other: &[f64], mean: f64) -> f64 {
        let (n, level) = (one.len() as f64, f64::from(percent) / 100.0);
        let places = (n * level * (1.0 - level)).sqrt() as usize;
        let at = (level * n) as usize;
        let error = |of: &[f64]| 0.5 * (of[at + places] - of[at - places]);
        let told = 4.0 * (error(one) * error(one) + error(other) * error(other)).sqrt();
        ((one[at] - other[at]).abs() - told) / mean
    }

    /// What is not exact in a total of unlike deals is the sum of those below the bound: told much sharper without the largest.
    #[test]
    fn deals_below_the_bound_are_close_to_one_lognormal() {
        const SUMS: u32 = 10_000;
        for (cv, n) in [(1.5, 65.0), (1.5, 700.0), (3.0, 65.0), (3.0, 400.0)] {
            let value = DealValue::new(25_000.0, cv);
            let (mean, rest) = (n * value.mean, Rest::of(n, &value));
            let below = n - LARGE_DEALS;
            let sum = |trial| -> f64 {
                let stream = Stream::new(Seed(12), trial, 1, 0);
                let u = |item| stream.uniform(Purpose::DealValue.at(0, item)) * (1.0 - rest.above);
                (0..below as u32).map(|item| random::lognormal(u(item), value.mu, value.sigma)).sum()
            };
            let mut single: Vec<f64> = (0..SUMS).map(sum).collect();
            single.sort_by(f64::total_cmp);
            for percent in [1, 10, 25, 50, 75, 90, 99] {
                let at = f64::from(percent) / 100.0;
                let each = single[(at * f64::from(SUMS)) as usize];
                let off = (one_lognormal(at, below, rest.mean, rest.cv) - each) / mean;
                assert!(off.abs() < 0.004, "spread {cv}, {n} deals, P{percent}: off by {off}");
            }
        }
    }
}

//! The chance of one trial of a block: draws that are few and unlike each other.

use super::super::sites::Purpose;
use super::super::tables::DealValue;
use super::{Chance, Random};
use crate::random::{self, Address, Stream};

/// Above so many deals their total value is drawn as one lognormal of the same mean and variance.
const SINGLE_DEALS: f64 = 64.0;

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
        // The sum of many lognormals is close to a lognormal of the same two moments (Fenton and Wilkinson).
        if n > SINGLE_DEALS {
            let all = DealValue::new(value.mean * n, value.cv / n.sqrt());
            return random::lognormal(stream.uniform(at), all.mu, all.sigma);
        }
        let mut total = 0.0;
        for item in 0..n as u32 {
            total += random::lognormal(stream.uniform(at.further(item)), value.mu, value.sigma);
        }
        total
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Luck, Random};
    use super::*;
    use crate::random::Seed;
    use std::array::from_fn;

    /// More than 64 deals have one lognormal value together. Its mean and standard deviation are those of the sum, to the last
    /// digits; its percentiles P1 to P99 are compared with those of 100,000 sums of 65 deals, where the error is largest. Largest
    /// error found, in units of the mean total, at a coefficient of variation of a deal of 0.4: 0.001, 0.8: 0.004, 1.5: 0.033,
    /// 3: 0.093; P1 and P99 of the sums are themselves known to an eightieth of the total's standard deviation.
    #[test]
    fn the_value_of_many_deals_is_close_to_that_of_each() {
        const SUMS: u32 = 100_000;
        let n = SINGLE_DEALS + 1.0;
        for (cv, allowed) in [(0.4, 0.002), (0.8, 0.006), (1.5, 0.04), (3.0, 0.11)] {
            let value = DealValue::new(25_000.0, cv);
            let total = DealValue::new(value.mean * n, cv / n.sqrt());
            let mean = libm::exp(total.mu + total.sigma * total.sigma / 2.0);
            let sd = mean * libm::expm1(total.sigma * total.sigma).sqrt();
            assert!((mean / (n * value.mean) - 1.0).abs() < 1e-12, "{mean}");
            assert!((sd / (n.sqrt() * cv * value.mean) - 1.0).abs() < 1e-12, "{sd}");
            let mut sums = Vec::new();
            for first in (0..SUMS).step_by(4) {
                let luck = Random::<4>::new(Seed(11), from_fn(|lane| first + lane as u32), 1..2);
                for lane in 0..4 {
                    let one = luck.one(lane);
                    let u = one.of(0).uniform(one.at(Purpose::DealValue, 0));
                    let drawn = one.total_value(0, Purpose::DealValue, n, &value);
                    assert_eq!(drawn, random::lognormal(u, total.mu, total.sigma));
                    // One by one, and the one deal that is too many for that by itself.
                    let most = one.total_value(0, Purpose::DealValue, SINGLE_DEALS, &value);
                    sums.push(most + one.total_value(1, Purpose::DealValue, 1.0, &value));
                }
            }
            sums.sort_by(f64::total_cmp);
            let average = sums.iter().sum::<f64>() / f64::from(SUMS);
            let mean_se = sd / f64::from(SUMS).sqrt();
            assert!((average - mean).abs() < 4.0 * mean_se, "{average}, not {mean}");
            let mut largest = 0.0_f64;
            for percent in [1.0, 10.0, 25.0, 50.0, 75.0, 90.0, 99.0] {
                let at = percent / 100.0;
                let one_lognormal = random::lognormal(at, total.mu, total.sigma);
                let each = sums[(at * f64::from(SUMS)) as usize];
                largest = largest.max(((one_lognormal - each) / mean).abs());
            }
            assert!(largest < allowed, "spread {cv}: off by {largest} of the mean total");
        }
    }
}

//! The two ways to run a week: every draw replaced by its mean, or drawn by inversion of one addressed uniform.
//!
//! Trials run side by side in blocks. [`Luck`] is the chance of a whole block, for draws that all its trials make at once;
//! [`Chance`] is that of one of them. The expected path is a block of one.

use super::exits::{Exits, Schedule};
use super::sites::Purpose;
use super::tables::DealValue;
use crate::random::{self, Address, Seed, Stream, lanes};
use std::array::from_fn;

/// Above so many deals their total value is drawn as one lognormal of the same mean and variance.
const SINGLE_DEALS: f64 = 64.0;

/// Things that draw: the cells, then the two classes of the opening pipeline, then the company (two classes).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Things {
    pub(crate) n_cells: usize,
}

impl Things {
    /// The company as a whole; `class` where something of it has classes.
    pub(crate) const fn company(self, class: usize) -> usize {
        self.n_cells + 2 + class
    }
}

/// What a week of one trial needs of chance. All methods are the mean in [`Expected`] and a draw in [`Random`].
/// `thing` is a cell or one of [`Things`].
pub(crate) trait Chance {
    /// The stream of something that comes and goes, by the number that names it.
    fn stream(&self, id: u32, class: usize) -> Stream;
    /// How many of `n` of such a thing pass, each with probability `p`.
    fn thin_of(&self, stream: Stream, purpose: Purpose, n: f64, p: f64) -> f64;
    /// How many of `n` pass, each with probability `p`.
    fn thin(&self, thing: usize, purpose: Purpose, index: u32, n: f64, p: f64) -> f64;
    /// A count of that mean.
    fn count(&self, thing: usize, purpose: Purpose, index: u32, mean: f64) -> f64;
    /// A whole number with mean `x`: rounded up with the probability of its fraction.
    fn whole(&self, thing: usize, purpose: Purpose, index: u32, x: f64) -> f64;
    /// The same for something that comes and goes.
    fn whole_of(&self, stream: Stream, purpose: Purpose, x: f64) -> f64;
    /// How many of `marked` are among `taken` drawn from `all` without return.
    fn among(&self, thing: usize, purpose: Purpose, index: u32, all: f64, marked: f64, taken: f64) -> f64;
    /// Spreads what enters a stage, `n` of each thing from `first` on, over the weeks in which it leaves, into the
    /// columns from `column` on.
    fn spread(&self, entry: Entry<'_>, first: usize, n: &[f64], column: usize, into: &mut Schedule);
    /// The same for those of `n` that pass with probability `p`; gives how many pass. The others, if there is a
    /// schedule for them, take as long and enter its only column.
    fn pass(
        &self,
        entry: Entry<'_>,
        n: &[f64],
        p: &[f64],
        into: (&mut Schedule, Option<&mut Schedule>),
        passed: &mut [f64],
    );
    /// Of `n` by cell, those that pass with probability `p` enter the first schedule, the rest the only column of the
    /// second. Gives how many pass.
    fn decide(&self, entry: [Entry<'_>; 2], n: &[f64], p: &[f64], into: [&mut Schedule; 2]) -> f64;
    /// Total value of `n` deals.
    fn total_value(&self, thing: usize, purpose: Purpose, n: f64, value: &DealValue) -> f64;
}

/// What is needed to enter a stage: why, when, and the table of when things leave it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry<'a> {
    pub(crate) purpose: Purpose,
    pub(crate) week: usize,
    pub(crate) exits: &'a Exits,
}

/// What a week of a block of `B` trials needs of chance.
pub(crate) trait Luck<const B: usize> {
    /// Chance of one of the trials.
    type One<'a>: Chance
    where
        Self: 'a;
    /// The same luck in another week.
    fn turn_to(&mut self, week: usize);
    /// The chance of a trial of the block.
    fn one(&self, lane: usize) -> Self::One<'_>;
    /// How many of `n` pass in each trial, each with probability `p`.
    fn thin(&self, thing: usize, purpose: Purpose, index: u32, n: &[f64; B], p: &[f64; B]) -> [f64; B];
    /// A count of that mean and variance `mean + dispersion mean^2`.
    fn count(&self, thing: usize, purpose: Purpose, mean: &[f64; B], dispersion: &[f64; B]) -> [f64; B];
}

/// Every draw replaced by its mean.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Expected;

impl Chance for Expected {
    fn stream(&self, id: u32, class: usize) -> Stream {
        Stream::new(Seed(0), 0, id, class as u8)
    }

    fn thin_of(&self, _stream: Stream, _purpose: Purpose, n: f64, p: f64) -> f64 {
        n * p
    }

    fn thin(&self, _thing: usize, _purpose: Purpose, _index: u32, n: f64, p: f64) -> f64 {
        n * p
    }

    fn count(&self, _thing: usize, _purpose: Purpose, _index: u32, mean: f64) -> f64 {
        mean
    }

    fn whole(&self, _thing: usize, _purpose: Purpose, _index: u32, x: f64) -> f64 {
        x
    }

    fn whole_of(&self, _stream: Stream, _purpose: Purpose, x: f64) -> f64 {
        x
    }

    fn among(&self, _thing: usize, _purpose: Purpose, _index: u32, all: f64, marked: f64, taken: f64) -> f64 {
        if all > 0.0 { taken * (marked / all) } else { 0.0 }
    }

    fn spread(&self, entry: Entry<'_>, _first: usize, n: &[f64], column: usize, into: &mut Schedule) {
        into.spread(entry.exits, entry.week, column, n);
    }

    fn pass(
        &self,
        entry: Entry<'_>,
        n: &[f64],
        p: &[f64],
        (into, others): (&mut Schedule, Option<&mut Schedule>),
        passed: &mut [f64],
    ) {
        let mut rest = 0.0;
        for ((passed, n), p) in passed.iter_mut().zip(n).zip(p) {
            *passed = n * p;
            rest += n - *passed;
        }
        into.spread(entry.exits, entry.week, 0, passed);
        if let Some(others) = others {
            others.spread(entry.exits, entry.week, 0, &[rest]);
        }
    }

    fn decide(
        &self,
        [yes, no]: [Entry<'_>; 2],
        n: &[f64],
        p: &[f64],
        [wins, losses]: [&mut Schedule; 2],
    ) -> f64 {
        let passed: Vec<f64> = n.iter().zip(p).map(|(n, p)| n * p).collect();
        let rest: f64 = n.iter().zip(&passed).map(|(n, passed)| n - passed).sum();
        wins.spread(yes.exits, yes.week, 0, &passed);
        losses.spread(no.exits, no.week, 0, &[rest]);
        passed.iter().sum()
    }

    fn total_value(&self, _thing: usize, _purpose: Purpose, n: f64, value: &DealValue) -> f64 {
        n * value.mean
    }
}

impl Luck<1> for Expected {
    type One<'a> = Expected;

    fn turn_to(&mut self, _week: usize) {}

    fn one(&self, _lane: usize) -> Expected {
        Expected
    }

    fn thin(&self, _thing: usize, _purpose: Purpose, _index: u32, n: &[f64; 1], p: &[f64; 1]) -> [f64; 1] {
        [n[0] * p[0]]
    }

    fn count(&self, _thing: usize, _purpose: Purpose, mean: &[f64; 1], _dispersion: &[f64; 1]) -> [f64; 1] {
        *mean
    }
}

/// Drawn by inversion; a draw is addressed by (seed, trial, thing, purpose, week, index) and by nothing else.
#[derive(Clone, Debug)]
pub(crate) struct Random<const B: usize> {
    seed: Seed,
    trials: [u32; B],
    /// By thing.
    streams: Vec<[Stream; B]>,
    week: usize,
}

impl<const B: usize> Random<B> {
    /// The luck of some trials; `ids` are the addresses of channels and of the opening pipeline.
    pub(crate) fn new(seed: Seed, trials: [u32; B], ids: impl Iterator<Item = u32>) -> Self {
        let of = |id: u32, class: u8| trials.map(|trial| Stream::new(seed, trial, id, class));
        let streams = ids.chain([0]).flat_map(|id| [of(id, 0), of(id, 1)]).collect();
        Self { seed, trials, streams, week: 0 }
    }
}

/// Adds what each trial of a block has more.
pub(crate) fn add<const B: usize>(to: &mut [f64; B], more: &[f64; B]) {
    for (sum, more) in to.iter_mut().zip(more) {
        *sum += more;
    }
}

/// Puts the uniforms of an address in place.
#[inline(always)]
fn uniforms<const B: usize>(streams: &[Stream; B], at: Address) -> [f64; B] {
    from_fn(|lane| streams[lane].uniform(at))
}

/// Runs a kernel over a block, four lanes at a time.
#[inline(always)]
fn in_fours<const B: usize>(kernel: impl Fn(usize) -> [f64; lanes::WIDTH]) -> [f64; B] {
    const { assert!(B.is_multiple_of(lanes::WIDTH), "a block is some kernels wide") };
    let mut result = [0.0; B];
    for (index, four) in result.chunks_exact_mut(lanes::WIDTH).enumerate() {
        four.copy_from_slice(&kernel(index * lanes::WIDTH));
    }
    result
}

#[inline(always)]
fn four<const B: usize>(values: &[f64; B], first: usize) -> [f64; lanes::WIDTH] {
    from_fn(|l| values[first + l])
}

impl<const B: usize> Luck<B> for Random<B> {
    type One<'a> = One<'a, B>;

    fn turn_to(&mut self, week: usize) {
        self.week = week;
    }

    fn one(&self, lane: usize) -> One<'_, B> {
        One { block: self, lane }
    }

    fn thin(&self, thing: usize, purpose: Purpose, index: u32, n: &[f64; B], p: &[f64; B]) -> [f64; B] {
        if n.iter().all(|&n| n == 0.0) {
            return [0.0; B];
        }
        let u = uniforms(&self.streams[thing], purpose.at(self.week, index));
        in_fours(|first| lanes::binomials(&four(&u, first), &four(n, first), &four(p, first)))
    }

    fn count(&self, thing: usize, purpose: Purpose, mean: &[f64; B], dispersion: &[f64; B]) -> [f64; B] {
        if mean.iter().all(|&mean| mean <= 0.0) {
            return [0.0; B];
        }
        let u = uniforms(&self.streams[thing], purpose.at(self.week, 0));
        in_fours(|first| {
            lanes::negative_binomials(&four(&u, first), &four(mean, first), &four(dispersion, first))
        })
    }
}

/// The chance of one trial of a block.
#[derive(Clone, Copy, Debug)]
pub(crate) struct One<'a, const B: usize> {
    block: &'a Random<B>,
    lane: usize,
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

    fn spread(&self, entry: Entry<'_>, first: usize, n: &[f64], column: usize, into: &mut Schedule) {
        let (at, row) = (self.at(entry.purpose, 0), entry.exits.row(entry.week));
        for (index, &n) in n.iter().enumerate() {
            if n > 0.0 {
                random::split_items(self.of(first + index), at, n, row.bins(), |slot, n| {
                    into.add(row, entry.week, slot, column + index, n);
                });
            }
        }
    }

    fn pass(
        &self,
        entry: Entry<'_>,
        n: &[f64],
        p: &[f64],
        (into, mut others): (&mut Schedule, Option<&mut Schedule>),
        passed: &mut [f64],
    ) {
        let at = [self.at(Purpose::Pass, 0), self.at(entry.purpose, 0)];
        let (row, week) = (entry.exits.row(entry.week), entry.week);
        let bins = [Some(row.bins()), others.as_ref().map(|_| row.bins())];
        for (cell, (&n, passed)) in n.iter().zip(passed).enumerate() {
            *passed = 0.0;
            if n > 0.0 {
                *passed = random::sort_items(self.of(cell), at, n, p[cell], bins, |passes, slot, n| {
                    if passes {
                        into.add(row, week, slot, cell, n);
                    } else if let Some(others) = &mut others {
                        others.add(row, week, slot, 0, n);
                    }
                });
            }
        }
    }

    fn decide(
        &self,
        [yes, no]: [Entry<'_>; 2],
        n: &[f64],
        p: &[f64],
        [wins, losses]: [&mut Schedule; 2],
    ) -> f64 {
        let at = [self.at(yes.purpose, 0), self.at(no.purpose, 0)];
        let (yes, no, week) = (yes.exits.row(yes.week), no.exits.row(no.week), yes.week);
        let bins = [Some(yes.bins()), Some(no.bins())];
        let mut passed = 0.0;
        for (cell, &n) in n.iter().enumerate() {
            if n > 0.0 {
                passed += random::sort_items(self.of(cell), at, n, p[cell], bins, |won, slot, n| {
                    if won { wins.add(yes, week, slot, cell, n) } else { losses.add(no, week, slot, 0, n) }
                });
            }
        }
        passed
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

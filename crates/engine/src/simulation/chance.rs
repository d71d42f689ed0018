//! The two ways to run a week: every draw replaced by its mean, or drawn by inversion of one addressed uniform.
//!
//! Trials run side by side in blocks. [`Luck`] is the chance of a whole block, for draws that all its trials make at once;
//! [`Chance`] is that of one of them. The expected path is a block of one.

use super::exits::{Exits, Row, Schedule};
use super::sites::Purpose;
use super::tables::DealValue;
use crate::random::{self, Address, Seed, Stream, draws, items, lanes};
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
    /// second; gives how many pass.
    fn decide(
        &self,
        entry: [Entry<'_>; 2],
        n: &[f64],
        p: &[f64],
        into: [&mut Schedule; 2],
        passed: &mut [f64],
    );
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
    /// The same for things that are few, each of which keeps its own fate when others join.
    fn pick(&self, thing: usize, purpose: Purpose, index: u32, n: &[f64; B], p: &[f64; B]) -> [f64; B];
    /// Sorts the `n` arrivals of a channel, the things of whose two classes are `things`.
    fn sort(&self, things: [usize; 2], n: &[f64; B], shares: &Shares<B>) -> Sorted<B>;
    /// A count of that mean and variance `mean + dispersion mean^2`.
    fn count(&self, thing: usize, purpose: Purpose, mean: &[f64; B], dispersion: &[f64; B]) -> [f64; B];
}

/// What becomes of arrivals, as shares.
#[derive(Clone, Debug)]
pub(crate) struct Shares<const B: usize> {
    /// Of all, those that fit.
    pub(crate) fit: [f64; B],
    /// Of each class, those that pass.
    pub(crate) pass: [[f64; B]; 2],
    /// Of those of each class that do not pass, those that come back later.
    pub(crate) later: [[f64; B]; 2],
}

/// Arrivals by class, and what becomes of them.
#[derive(Clone, Debug)]
pub(crate) struct Sorted<const B: usize> {
    pub(crate) arrived: [[f64; B]; 2],
    pub(crate) passed: [[f64; B]; 2],
    pub(crate) later: [[f64; B]; 2],
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
        passed: &mut [f64],
    ) {
        let mut rest = 0.0;
        for ((passed, n), p) in passed.iter_mut().zip(n).zip(p) {
            *passed = n * p;
            rest += n - *passed;
        }
        wins.spread(yes.exits, yes.week, 0, passed);
        losses.spread(no.exits, no.week, 0, &[rest]);
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

    fn pick(&self, _thing: usize, _purpose: Purpose, _index: u32, n: &[f64; 1], p: &[f64; 1]) -> [f64; 1] {
        [n[0] * p[0]]
    }

    fn sort(&self, _things: [usize; 2], n: &[f64; 1], shares: &Shares<1>) -> Sorted<1> {
        let fit = n[0] * shares.fit[0];
        let arrived = [[fit], [n[0] - fit]];
        let passed = from_fn(|class| [arrived[class][0] * shares.pass[class][0]]);
        let below = |class: usize| arrived[class][0] - passed[class][0];
        Sorted { arrived, passed, later: from_fn(|class| [below(class) * shares.later[class][0]]) }
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
        lanes::in_fours(|first| {
            lanes::binomials(&lanes::four(&u, first), &lanes::four(n, first), &lanes::four(p, first))
        })
    }

    fn pick(&self, thing: usize, purpose: Purpose, index: u32, n: &[f64; B], p: &[f64; B]) -> [f64; B] {
        let (few, many) = few_and_many(n);
        let at = purpose.at(self.week, index);
        let [mut picked] =
            items::counted(&self.streams[thing], at, &few, &[p.map(|p| items::width(items::ALL, p))]);
        if let Some(many) = many {
            add(&mut picked, &self.thin(thing, purpose, index, &many, p));
        }
        picked
    }

    fn sort(&self, things: [usize; 2], n: &[f64; B], shares: &Shares<B>) -> Sorted<B> {
        let (few, many) = few_and_many(n);
        let mut sorted = self.sort_items(things[0], &few, shares);
        if let Some(many) = many {
            let others = self.sort_counts(things, &many, shares);
            for class in 0..2 {
                add(&mut sorted.arrived[class], &others.arrived[class]);
                add(&mut sorted.passed[class], &others.passed[class]);
                add(&mut sorted.later[class], &others.later[class]);
            }
        }
        sorted
    }

    fn count(&self, thing: usize, purpose: Purpose, mean: &[f64; B], dispersion: &[f64; B]) -> [f64; B] {
        if mean.iter().all(|&mean| mean <= 0.0) {
            return [0.0; B];
        }
        let u = uniforms(&self.streams[thing], purpose.at(self.week, 0));
        lanes::in_fours(|first| {
            let four = |values| lanes::four(values, first);
            lanes::negative_binomials(&four(&u), &four(mean), &four(dispersion))
        })
    }
}

/// Lanes whose items are decided one by one, and those that are too many for that, if there are any: zeros elsewhere.
#[inline(always)]
fn few_and_many<const B: usize>(n: &[f64; B]) -> ([f64; B], Option<[f64; B]>) {
    let few = n.map(|n| if n <= items::MOST { n } else { 0.0 });
    (few, (few != *n).then(|| n.map(|n| if n <= items::MOST { 0.0 } else { n })))
}

impl<const B: usize> Random<B> {
    /// One uniform an item. Those that pass come first, those that fit before the others: with a better share of either,
    /// whoever passed still does.
    #[allow(clippy::needless_range_loop, reason = "lanes are numbered: one loop over several arrays")]
    fn sort_items(&self, thing: usize, n: &[f64; B], shares: &Shares<B>) -> Sorted<B> {
        let mut widths = [[0.0; B]; 5];
        for l in 0..B {
            let fit = items::width(items::ALL, shares.fit[l]);
            for (class, all) in [(0, fit), (1, items::ALL - fit)] {
                let pass = items::width(all, shares.pass[class][l]);
                let later = items::width(all - pass, shares.later[class][l]);
                widths[class][l] = pass;
                widths[2 + class][l] = later;
                if class == 0 {
                    widths[4][l] = all - pass - later;
                }
            }
        }
        let at = Purpose::FitClass.at(self.week, 0);
        let upto = items::counted(&self.streams[thing], at, n, &widths);
        let within = |k: usize| -> [f64; B] { from_fn(|l| upto[k][l] - upto[k - 1][l]) };
        let (passed, later) = ([upto[0], within(1)], [within(2), within(3)]);
        let rest = within(4);
        let fit: [f64; B] = from_fn(|l| passed[0][l] + later[0][l] + rest[l]);
        Sorted { arrived: [fit, from_fn(|l| n[l] - fit[l])], passed, later }
    }

    /// The same in counts.
    fn sort_counts(&self, things: [usize; 2], n: &[f64; B], shares: &Shares<B>) -> Sorted<B> {
        let fit = self.thin(things[0], Purpose::FitClass, 0, n, &shares.fit);
        let arrived = [fit, from_fn(|l| n[l] - fit[l])];
        let mut sorted = Sorted { arrived, passed: [[0.0; B]; 2], later: [[0.0; B]; 2] };
        for (class, &thing) in things.iter().enumerate() {
            let passed = self.thin(thing, Purpose::Qualify, 0, &arrived[class], &shares.pass[class]);
            let below = from_fn(|l| arrived[class][l] - passed[l]);
            sorted.later[class] = self.thin(thing, Purpose::Returning, 0, &below, &shares.later[class]);
            sorted.passed[class] = passed;
        }
        sorted
    }
}

/// What [`One::each_item`] gives.
enum Work {
    /// An item of a thing, and its uniform.
    Item(usize, f64),
    /// A thing with so many items that they are drawn together.
    Many(usize, f64),
}

/// Items in one list.
const LIST: usize = 64;
/// Items of a thing that are put into the list at once.
const AT_ONCE: usize = 2;

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

    /// Gives all items of some things, `n` of each from `first` on, one after the other, and things that have too many.
    ///
    /// Most things have none or a few: laid into one list they are one loop, whose end a processor foresees.
    #[inline(always)]
    fn each_item(&self, first: usize, at: Address, n: &[f64], mut work: impl FnMut(Work)) {
        let (mut sums, mut things, mut filled) = ([0; LIST], [0; LIST], 0);
        for (index, &n) in n.iter().enumerate() {
            if n > random::split::ITEM_BY_ITEM {
                work(Work::Many(index, n));
                continue;
            }
            let (mut left, mut sum) = (n as i32, self.of(first + index).sum(at));
            loop {
                // A few at once, whether they are there or not: the next thing writes over those that are not.
                for place in 0..AT_ONCE {
                    sums[filled + place] = sum;
                    things[filled + place] = index as u32;
                    sum = sum.wrapping_add(draws::NEXT);
                }
                filled += left.clamp(0, AT_ONCE as i32) as usize;
                left -= AT_ONCE as i32;
                if filled > LIST - AT_ONCE {
                    Self::items(&sums[..filled], &things, &mut work);
                    filled = 0;
                }
                if left <= 0 {
                    break;
                }
            }
        }
        Self::items(&sums[..filled], &things, &mut work);
    }

    #[inline(always)]
    fn items(sums: &[u64], things: &[u32; LIST], work: &mut impl FnMut(Work)) {
        for (&sum, &thing) in sums.iter().zip(things) {
            work(Work::Item(thing as usize, draws::unit(draws::mixed(sum))));
        }
    }

    /// [`random::sort_items`] for all cells: those that pass enter the first schedule, by cell, the others the only column
    /// of the second.
    #[inline(always)]
    #[allow(clippy::too_many_arguments, reason = "two ways of everything")]
    fn sort(
        &self,
        at: [Address; 2],
        week: usize,
        rows: [&Row; 2],
        n: &[f64],
        p: &[f64],
        into: [&mut Schedule; 2],
        passed: &mut [f64],
    ) {
        let bins = rows.map(Row::bins);
        passed.fill(0.0);
        self.each_item(0, at[0], n, |work| match work {
            // What an item does is chance: both ways are one sequence of operations.
            Work::Item(cell, u) => {
                let p = p[cell];
                let way = usize::from(u >= p);
                let (from, share) = if u >= p { (p, 1.0 - p) } else { (0.0, p) };
                let slot = bins[way].find((u - from) / share);
                into[way].add(rows[way], week, slot, [cell, 0][way], 1.0);
                passed[cell] += if u >= p { 0.0 } else { 1.0 };
            }
            Work::Many(cell, n) => {
                passed[cell] = random::sort_items(self.of(cell), at, n, p[cell], bins, |passes, slot, n| {
                    let way = usize::from(!passes);
                    into[way].add(rows[way], week, slot, [cell, 0][way], n);
                });
            }
        });
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
        self.each_item(first, at, n, |work| match work {
            Work::Item(index, u) => into.add(row, entry.week, row.bins().find(u), column + index, 1.0),
            Work::Many(index, n) => {
                random::split_items(self.of(first + index), at, n, row.bins(), |slot, n| {
                    into.add(row, entry.week, slot, column + index, n);
                });
            }
        });
    }

    fn pass(
        &self,
        entry: Entry<'_>,
        n: &[f64],
        p: &[f64],
        (into, others): (&mut Schedule, Option<&mut Schedule>),
        passed: &mut [f64],
    ) {
        let at = [self.at(Purpose::Pass, 0), self.at(entry.purpose, 0)];
        let row = entry.exits.row(entry.week);
        let mut none = Schedule::new(1, 0);
        let others = others.unwrap_or(&mut none);
        self.sort(at, entry.week, [row, row], n, p, [into, others], passed);
    }

    fn decide(
        &self,
        [yes, no]: [Entry<'_>; 2],
        n: &[f64],
        p: &[f64],
        into: [&mut Schedule; 2],
        passed: &mut [f64],
    ) {
        let at = [self.at(yes.purpose, 0), self.at(no.purpose, 0)];
        self.sort(at, yes.week, [yes.exits.row(yes.week), no.exits.row(no.week)], n, p, into, passed);
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
    use super::*;

    /// One list of all items, and pieces of it, give what each thing's own items give.
    #[test]
    fn items_in_a_list_are_those_of_their_things() {
        let luck = Random::<4>::new(Seed(7), [0, 1, 2, 3], 1..20);
        let one = luck.one(2);
        let at = one.at(Purpose::Pass, 0);
        let counts = [0.0, 3.0, 1.0, 0.0, 70.0, 2.0, 256.0, 257.0, 0.0, 5.0, 64.0, 1.0];
        let mut found = vec![Vec::new(); counts.len()];
        let mut many = Vec::new();
        one.each_item(1, at, &counts, |work| match work {
            Work::Item(index, u) => found[index].push(u),
            Work::Many(index, n) => many.push((index, n)),
        });
        assert_eq!(many, [(7, 257.0)]);
        for (index, &n) in counts.iter().enumerate().filter(|(index, _)| *index != 7) {
            let own: Vec<f64> =
                (0..n as u32).map(|item| one.of(1 + index).uniform(at.further(item))).collect();
            assert_eq!(found[index], own, "thing {index}");
        }
    }

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

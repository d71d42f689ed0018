//! The chance of a block of trials: draws that all of them make at once.

use super::super::exits::Schedule;
use super::super::sites::Purpose;
use super::super::tables::cell;
use super::one::One;
use super::{Entry, Luck, Shares, Sorted, add};
use crate::random::{Address, Seed, Stream, items, lanes};
use std::array::from_fn;

/// Drawn by inversion; a draw is addressed by (seed, trial, thing, purpose, week, index) and by nothing else.
#[derive(Clone, Debug)]
pub(crate) struct Random<const B: usize> {
    pub(super) seed: Seed,
    pub(super) trials: [u32; B],
    /// By thing.
    pub(super) streams: Vec<[Stream; B]>,
    pub(super) week: usize,
}

impl<const B: usize> Random<B> {
    /// The luck of some trials; `ids` are the addresses of channels and of the opening pipeline.
    pub(crate) fn new(seed: Seed, trials: [u32; B], ids: impl Iterator<Item = u32>) -> Self {
        let of = |id: u32, class: u8| trials.map(|trial| Stream::new(seed, trial, id, class));
        let streams = ids.chain([0]).flat_map(|id| [of(id, 0), of(id, 1)]).collect();
        Self { seed, trials, streams, week: 0 }
    }

    /// The company's streams.
    pub(super) fn company(&self) -> &[Stream; B] {
        &self.streams[self.streams.len() - 2]
    }

    /// Which of `n` pass with probability `p`.
    pub(super) fn thin_at(&self, thing: usize, at: Address, n: &[f64; B], p: &[f64; B]) -> [f64; B] {
        if !any(n, 0.0) {
            return [0.0; B];
        }
        let u = uniforms(&self.streams[thing], at);
        // (1 - p)^n is at least 1 - n p: most rare things do not happen.
        if (0..B).all(|l| u[l] <= 1.0 - n[l] * p[l]) {
            return [0.0; B];
        }
        lanes::in_fours(|first| {
            lanes::binomials(&lanes::four(&u, first), &lanes::four(n, first), &lanes::four(p, first))
        })
    }
}

/// Puts the uniforms of an address in place.
#[inline(always)]
fn uniforms<const B: usize>(streams: &[Stream; B], at: Address) -> [f64; B] {
    from_fn(|lane| streams[lane].uniform(at))
}

impl<const B: usize> Luck<B> for Random<B> {
    type One<'a> = One<'a, B>;

    const IS_CHANCE: bool = true;

    fn turn_to(&mut self, week: usize) {
        self.week = week;
    }

    fn one(&self, lane: usize) -> One<'_, B> {
        One { block: self, lane }
    }

    fn thin(&self, first: usize, purpose: Purpose, n: &[[f64; B]], p: &[[f64; B]], passed: &mut [[f64; B]]) {
        let at = purpose.at(self.week, 0);
        let some = PLACES / B;
        let streams = self.streams[first..].chunks(some);
        let chunks = streams.zip(n.chunks(some)).zip(p.chunks(some)).zip(passed.chunks_mut(some));
        for (((streams, n), p), passed) in chunks {
            thin_some(streams, at, n, p, passed);
        }
    }

    fn pick(&self, purpose: Purpose, index: u32, n: &[[f64; B]], p: &[[f64; B]], picked: &mut [[f64; B]]) {
        let at = purpose.at(self.week, index);
        picked.fill([0.0; B]);
        let mut large = false;
        for (chunk, n) in n.chunks(CELLS).enumerate() {
            // Cells that have any are found without a branch.
            let (mut some, mut found) = ([0_u8; CELLS], 0);
            for (cell, n) in n.iter().enumerate() {
                some[found % CELLS] = cell as u8;
                found += usize::from(any(n, 0.0));
                large |= any(n, items::MOST);
            }
            for &in_chunk in &some[..found.min(CELLS)] {
                let cell = chunk * CELLS + usize::from(in_chunk);
                let widths = [p[cell].map(|p| items::width(items::ALL, p))];
                let few = few(&n[usize::from(in_chunk)]);
                [picked[cell]] = items::counted(&self.streams[cell], at, &few, &widths);
            }
        }
        for (cell, n) in n.iter().enumerate().filter(|_| large) {
            if let Some(many) = many(n) {
                add(&mut picked[cell], &self.thin_at(cell, at, &many, &p[cell]));
            }
        }
    }

    fn sort(
        &self,
        first: usize,
        n: &[[f64; B]],
        fit: &[[f64; B]],
        shares: &Shares<B>,
        sorted: &mut [Sorted<B>],
    ) {
        self.sort_items(first, n, fit, shares, sorted);
        for (index, n) in n.iter().enumerate() {
            let Some(many) = many(n) else { continue };
            let others =
                self.sort_counts([0, 1].map(|class| cell(first + index, class)), &many, &fit[index], shares);
            for class in 0..2 {
                add(&mut sorted[index].arrived[class], &others.arrived[class]);
                add(&mut sorted[index].passed[class], &others.passed[class]);
                add(&mut sorted[index].later[class], &others.later[class]);
            }
        }
    }

    fn count(
        &self,
        first: usize,
        purpose: Purpose,
        mean: &[[f64; B]],
        dispersion: &[[f64; B]],
        counts: &mut [[f64; B]],
    ) {
        let at = purpose.at(self.week, 0);
        for (index, ((mean, dispersion), count)) in mean.iter().zip(dispersion).zip(counts).enumerate() {
            if !any(mean, 0.0) {
                *count = [0.0; B];
                continue;
            }
            let u = uniforms(&self.streams[cell(first + index, 0)], at);
            *count = lanes::in_fours(|first| {
                let four = |values| lanes::four(values, first);
                lanes::negative_binomials(&four(&u), &four(mean), &four(dispersion))
            });
        }
    }

    fn count_of_company(&self, purpose: Purpose, mean: &[f64; B]) -> [f64; B] {
        lanes::poissons(&uniforms(self.company(), purpose.at(self.week, 0)), mean)
    }

    fn spread(
        &self,
        entry: Entry<'_, B>,
        first: usize,
        n: &[[f64; B]],
        column: usize,
        into: &mut Schedule<B>,
    ) {
        self.spread_items(entry, first, n, column, into);
    }

    fn pass(
        &self,
        entry: Entry<'_, B>,
        n: &[[f64; B]],
        p: &[[f64; B]],
        (into, others): (&mut Schedule<B>, Option<&mut Schedule<B>>),
        passed: &mut [[f64; B]],
    ) {
        let at = [Purpose::Pass, entry.purpose].map(|purpose| purpose.at(self.week, 0));
        let mut none = Schedule::new(1, 0);
        let others = others.unwrap_or(&mut none);
        self.sort_cells(at, [entry; 2], n, p, [into, others], passed);
    }

    fn decide(
        &self,
        entries: [Entry<'_, B>; 2],
        n: &[[f64; B]],
        p: &[[f64; B]],
        into: [&mut Schedule<B>; 2],
        passed: &mut [[f64; B]],
    ) {
        let at = entries.map(|entry| entry.purpose.at(self.week, 0));
        self.sort_cells(at, entries, n, p, into, passed);
    }
}

/// Lanes whose items are decided one by one; zeros elsewhere.
#[inline(always)]
fn few<const B: usize>(n: &[f64; B]) -> [f64; B] {
    n.map(|n| if n <= items::MOST { n } else { 0.0 })
}

/// Whether any lane is above that: all are asked, without a branch.
#[inline(always)]
fn any<const B: usize>(n: &[f64; B], above: f64) -> bool {
    n.iter().fold(false, |any, &n| any | (n > above))
}

/// Those that are too many for that, if there are any; zeros elsewhere.
#[inline(always)]
fn many<const B: usize>(n: &[f64; B]) -> Option<[f64; B]> {
    any(n, items::MOST).then(|| n.map(|n| if n <= items::MOST { 0.0 } else { n }))
}

/// Cells that are picked from together.
const CELLS: usize = 64;
/// Things of trials that are thinned together.
const PLACES: usize = 128;

/// Which of `n` of each thing pass with probability `p`, of no more than [`PLACES`].
#[inline(never)]
fn thin_some<const B: usize>(
    streams: &[[Stream; B]],
    at: Address,
    n: &[[f64; B]],
    p: &[[f64; B]],
    passed: &mut [[f64; B]],
) {
    // (1 - p)^n is at least 1 - n p: most rare things do not happen. Those that may are found without a branch, and drawn
    // side by side whatever their thing.
    let (mut places, mut uniforms, mut felt) = ([0_u8; PLACES], [0.0; PLACES], 0);
    let (streams, n, p) = (streams.as_flattened(), n.as_flattened(), p.as_flattened());
    let passed = passed.as_flattened_mut();
    passed.fill(0.0);
    for (place, ((stream, n), p)) in streams.iter().zip(n).zip(p).enumerate() {
        let u = stream.uniform(at);
        (places[felt % PLACES], uniforms[felt % PLACES]) = (place as u8, u);
        felt += usize::from(u > 1.0 - n * p);
    }
    let felt = felt.min(PLACES);
    for first in (0..felt).step_by(lanes::WIDTH) {
        // Behind the last there are copies of it.
        let of: [usize; lanes::WIDTH] = from_fn(|l| (first + l).min(felt - 1));
        let u = of.map(|i| uniforms[i]);
        let of = of.map(|i| usize::from(places[i]));
        let drawn = lanes::binomials(&u, &of.map(|place| n[place]), &of.map(|place| p[place]));
        for (place, drawn) in of.into_iter().zip(drawn) {
            passed[place] = drawn;
        }
    }
}

impl<const B: usize> Random<B> {
    /// One uniform an item. Those that pass come first, those that fit before the others: with a better share of either,
    /// whoever passed still does.
    #[allow(clippy::needless_range_loop, reason = "lanes are numbered: one loop over several arrays")]
    fn sort_items(
        &self,
        first: usize,
        n: &[[f64; B]],
        fit: &[[f64; B]],
        shares: &Shares<B>,
        sorted: &mut [Sorted<B>],
    ) {
        let at = Purpose::FitClass.at(self.week, 0);
        for (index, sorted) in sorted.iter_mut().enumerate() {
            let n = few(&n[index]);
            if n == [0.0; B] {
                *sorted = Sorted::NONE;
                continue;
            }
            let mut widths = [[0.0; B]; 5];
            for l in 0..B {
                let fit = items::width(items::ALL, fit[index][l]);
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
            let upto = items::counted(&self.streams[cell(first + index, 0)], at, &n, &widths);
            let within = |k: usize| -> [f64; B] { from_fn(|l| upto[k][l] - upto[k - 1][l]) };
            let (passed, later) = ([upto[0], within(1)], [within(2), within(3)]);
            let rest = within(4);
            let fit: [f64; B] = from_fn(|l| passed[0][l] + later[0][l] + rest[l]);
            *sorted = Sorted { arrived: [fit, from_fn(|l| n[l] - fit[l])], passed, later };
        }
    }

    /// The same in counts.
    fn sort_counts(&self, things: [usize; 2], n: &[f64; B], fit: &[f64; B], shares: &Shares<B>) -> Sorted<B> {
        let at = |purpose: Purpose| purpose.at(self.week, 0);
        let fit = self.thin_at(things[0], at(Purpose::FitClass), n, fit);
        let arrived = [fit, from_fn(|l| n[l] - fit[l])];
        let mut sorted = Sorted { arrived, ..Sorted::NONE };
        for (class, &thing) in things.iter().enumerate() {
            let passed = self.thin_at(thing, at(Purpose::Qualify), &arrived[class], &shares.pass[class]);
            let below = from_fn(|l| arrived[class][l] - passed[l]);
            sorted.later[class] = self.thin_at(thing, at(Purpose::Returning), &below, &shares.later[class]);
            sorted.passed[class] = passed;
        }
        sorted
    }
}

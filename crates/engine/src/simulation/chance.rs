//! The two ways to run a week: every draw replaced by its mean, or drawn by inversion of one addressed uniform.
//!
//! Trials run side by side in blocks. [`Luck`] is the chance of a whole block, for draws that all its trials make at once;
//! [`Chance`] is that of one of them. The expected path is a block of one.

use super::exits::{Row, Schedule};
use super::sites::Purpose;
use super::tables::DealValue;
use crate::random::Stream;

mod expected;
mod one;
mod random;
mod stage_items;
pub(crate) use expected::Expected;
pub(crate) use random::Random;

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
    /// Whether any of them may: where not, [`Chance::thin_of`] is 0.
    fn may_thin(&self, stream: Stream, purpose: Purpose, n: f64, p: f64) -> bool;
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
    /// Total value of `n` deals.
    fn total_value(&self, thing: usize, purpose: Purpose, n: f64, value: &DealValue) -> f64;
}

/// What is needed to enter a stage: why, when, and for each trial the table of when things leave it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry<'a, const B: usize> {
    pub(crate) purpose: Purpose,
    pub(crate) week: usize,
    pub(crate) rows: [&'a Row; B],
}

/// What a week of a block of `B` trials needs of chance.
pub(crate) trait Luck<const B: usize> {
    /// Chance of one of the trials.
    type One<'a>: Chance
    where
        Self: 'a;
    /// Whether counts differ from their means.
    const IS_CHANCE: bool;
    /// The same luck in another week.
    fn turn_to(&mut self, week: usize);
    /// The chance of a trial of the block.
    fn one(&self, lane: usize) -> Self::One<'_>;
    /// How many of `n` of each thing from `first` on pass, each with probability `p`.
    fn thin(&self, first: usize, purpose: Purpose, n: &[[f64; B]], p: &[[f64; B]], passed: &mut [[f64; B]]);
    /// The same for the cells, whose things are few, each of which keeps its own fate when others join.
    fn pick(&self, purpose: Purpose, index: u32, n: &[[f64; B]], p: &[[f64; B]], picked: &mut [[f64; B]]);
    /// Sorts the `n` arrivals of each channel from `first` on, of which a share `fit` fits.
    fn sort(
        &self,
        first: usize,
        n: &[[f64; B]],
        fit: &[[f64; B]],
        shares: &Shares<B>,
        sorted: &mut [Sorted<B>],
    );
    /// A count for each channel from `first` on of that mean and variance `mean + dispersion mean^2`.
    fn count(
        &self,
        first: usize,
        purpose: Purpose,
        mean: &[[f64; B]],
        dispersion: &[[f64; B]],
        counts: &mut [[f64; B]],
    );
    /// A count of the company as a whole of that mean (Poisson).
    fn count_of_company(&self, purpose: Purpose, mean: &[f64; B]) -> [f64; B];
    /// Spreads what enters a stage, `n` of each thing from `first` on, over the weeks in which it leaves, into the
    /// columns from `column` on.
    fn spread(
        &self,
        entry: Entry<'_, B>,
        first: usize,
        n: &[[f64; B]],
        column: usize,
        into: &mut Schedule<B>,
    );
    /// The same for those of the `n` of each cell that pass with probability `p`; gives how many pass. The others, if there
    /// is a schedule for them, take as long and enter its only column.
    fn pass(
        &self,
        entry: Entry<'_, B>,
        n: &[[f64; B]],
        p: &[[f64; B]],
        into: (&mut Schedule<B>, Option<&mut Schedule<B>>),
        passed: &mut [[f64; B]],
    );
    /// Of `n` by cell, those that pass with probability `p` enter the first schedule, the rest the only column of the
    /// second; gives how many pass.
    fn decide(
        &self,
        entries: [Entry<'_, B>; 2],
        n: &[[f64; B]],
        p: &[[f64; B]],
        into: [&mut Schedule<B>; 2],
        passed: &mut [[f64; B]],
    );
}

/// What becomes of arrivals, as shares.
#[derive(Clone, Debug)]
pub(crate) struct Shares<const B: usize> {
    /// Of each class, those that pass.
    pub(crate) pass: [[f64; B]; 2],
    /// Of those of each class that do not pass, those that come back later.
    pub(crate) later: [[f64; B]; 2],
}

/// Arrivals by class, and what becomes of them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sorted<const B: usize> {
    pub(crate) arrived: [[f64; B]; 2],
    pub(crate) passed: [[f64; B]; 2],
    pub(crate) later: [[f64; B]; 2],
}

impl<const B: usize> Sorted<B> {
    /// No arrivals.
    pub(crate) const NONE: Self =
        Self { arrived: [[0.0; B]; 2], passed: [[0.0; B]; 2], later: [[0.0; B]; 2] };
}

/// Adds what each trial of a block has more.
pub(crate) fn add<const B: usize>(to: &mut [f64; B], more: &[f64; B]) {
    for (sum, more) in to.iter_mut().zip(more) {
        *sum += more;
    }
}

//! The expected path: every draw replaced by its mean.

use super::super::exits::Schedule;
use super::super::sites::Purpose;
use super::super::tables::DealValue;
use super::{Chance, Entry, Luck, Shares, Sorted};
use crate::random::{Seed, Stream};
use std::array::from_fn;

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

    fn may_thin(&self, _stream: Stream, _purpose: Purpose, _n: f64, _p: f64) -> bool {
        true
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

    fn total_value(&self, _thing: usize, _purpose: Purpose, n: f64, value: &DealValue) -> f64 {
        n * value.mean
    }
}

impl Luck<1> for Expected {
    type One<'a> = Expected;

    const IS_CHANCE: bool = false;

    fn turn_to(&mut self, _week: usize) {}

    fn one(&self, _lane: usize) -> Expected {
        Expected
    }

    fn thin(&self, _: usize, _: Purpose, n: &[[f64; 1]], p: &[[f64; 1]], passed: &mut [[f64; 1]]) {
        share_out(n, p, passed);
    }

    fn pick(&self, _: Purpose, _: u32, n: &[[f64; 1]], p: &[[f64; 1]], picked: &mut [[f64; 1]]) {
        share_out(n, p, picked);
    }

    fn sort(&self, _: usize, n: &[[f64; 1]], fit: &[[f64; 1]], shares: &Shares<1>, sorted: &mut [Sorted<1>]) {
        for ((sorted, n), fit) in sorted.iter_mut().zip(n).zip(fit) {
            let fit = n[0] * fit[0];
            let arrived = [[fit], [n[0] - fit]];
            let passed = from_fn(|class| [arrived[class][0] * shares.pass[class][0]]);
            let below = |class: usize| arrived[class][0] - passed[class][0];
            let later = from_fn(|class| [below(class) * shares.later[class][0]]);
            *sorted = Sorted { arrived, passed, later };
        }
    }

    fn count(&self, _: usize, _: Purpose, mean: &[[f64; 1]], _: &[[f64; 1]], counts: &mut [[f64; 1]]) {
        counts.copy_from_slice(mean);
    }

    fn count_of_company(&self, _: Purpose, mean: &[f64; 1]) -> [f64; 1] {
        *mean
    }

    fn spread(
        &self,
        entry: Entry<'_, 1>,
        _first: usize,
        n: &[[f64; 1]],
        column: usize,
        into: &mut Schedule<1>,
    ) {
        into.spread(entry.rows[0], entry.week, column, n, 0);
    }

    fn pass(
        &self,
        entry: Entry<'_, 1>,
        n: &[[f64; 1]],
        p: &[[f64; 1]],
        (into, others): (&mut Schedule<1>, Option<&mut Schedule<1>>),
        passed: &mut [[f64; 1]],
    ) {
        let rest = share_out(n, p, passed);
        into.spread(entry.rows[0], entry.week, 0, passed, 0);
        if let Some(others) = others {
            others.spread(entry.rows[0], entry.week, 0, &[rest], 0);
        }
    }

    fn decide(
        &self,
        [yes, no]: [Entry<'_, 1>; 2],
        n: &[[f64; 1]],
        p: &[[f64; 1]],
        [wins, losses]: [&mut Schedule<1>; 2],
        passed: &mut [[f64; 1]],
    ) {
        let rest = share_out(n, p, passed);
        wins.spread(yes.rows[0], yes.week, 0, passed, 0);
        losses.spread(no.rows[0], no.week, 0, &[rest], 0);
    }
}

/// Those of each cell that pass, and the rest of all cells.
fn share_out(n: &[[f64; 1]], p: &[[f64; 1]], passed: &mut [[f64; 1]]) -> [f64; 1] {
    let mut rest = 0.0;
    for ((passed, n), p) in passed.iter_mut().zip(n).zip(p) {
        passed[0] = n[0] * p[0];
        rest += n[0] - passed[0];
    }
    [rest]
}

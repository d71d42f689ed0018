//! Items of the stages: each passes or not, and takes its time. All cells of all trials of a block are one list.

use super::super::exits::Schedule;
use super::{Entry, Random};
use crate::random::split::{ITEM_BY_ITEM, fails, fate, split_counts};
use crate::random::{Address, Stream, draws, items, split_items};

/// Items in one list.
const LIST: usize = 64;
/// Items of a thing that are put into the list at once.
const AT_ONCE: usize = 2;
/// Things of trials that are looked at together.
const SOME: usize = 128;

/// What [`Random::each_list`] gives.
enum Work<'a> {
    /// Items: their places (`index * B + lane`), and sums of stream and address.
    List(&'a [u32], &'a [u64]),
    /// A thing (index) that has so many items in some trials that they are drawn together.
    Many(usize),
}

impl<const B: usize> Random<B> {
    /// Gives all items of some things of all trials, `n` of each from `first` on, a list of them at a time, and things that
    /// have too many.
    ///
    /// Most things have none or a few: laid into one list they are one loop, whose end a processor foresees.
    #[inline(always)]
    fn each_list(&self, first: usize, at: Address, n: &[[f64; B]], mut work: impl FnMut(Work<'_>)) {
        let (mut sums, mut places, mut filled) = ([0; LIST], [0; LIST], 0);
        let mut some = [0_u8; SOME];
        let streams = self.streams[first..].as_flattened();
        for (chunk, n) in n.as_flattened().chunks(SOME).enumerate() {
            // Which of these have any: found without a branch, as most have none. Counts are not negative.
            let mut found = 0;
            for (four, at) in n.chunks_exact(B).zip((0..).step_by(B)) {
                for (lane, n) in four.iter().enumerate() {
                    some[found % SOME] = (at + lane) as u8;
                    found += usize::from(n.to_bits() != 0);
                }
            }
            let streams = &streams[chunk * SOME..][..n.len()];
            for &at_chunk in &some[..found.min(SOME)] {
                let at_chunk = usize::from(at_chunk);
                let (of_place, place) = (n[at_chunk], chunk * SOME + at_chunk);
                if of_place > ITEM_BY_ITEM {
                    let lane = at_chunk % B;
                    if n[at_chunk - lane..at_chunk].iter().all(|&n| n <= ITEM_BY_ITEM) {
                        work(Work::Many(place / B));
                    }
                    continue;
                }
                let (mut left, mut sum) = (items::whole(of_place), streams[at_chunk].sum(at));
                while left > 0 {
                    // A few at once, whether they are there or not: the next thing writes over those that are not.
                    let upto = filled + AT_ONCE;
                    for (slot, to) in sums[filled..upto].iter_mut().zip(&mut places[filled..upto]) {
                        (*slot, *to) = (sum, place as u32);
                        sum = sum.wrapping_add(draws::NEXT);
                    }
                    filled += left.min(AT_ONCE as i32) as usize;
                    left -= AT_ONCE as i32;
                    if filled > LIST - AT_ONCE {
                        work(Work::List(&places[..filled], &sums[..filled]));
                        filled = 0;
                    }
                }
            }
        }
        work(Work::List(&places[..filled], &sums[..filled]));
    }

    /// [`split_items`] for all things and trials, into the columns from `column` on.
    pub(super) fn spread_items(
        &self,
        entry: Entry<'_, B>,
        first: usize,
        n: &[[f64; B]],
        column: usize,
        into: &mut Schedule<B>,
    ) {
        let (at, from) = (entry.purpose.at(self.week, 0), into.from(entry.week) + column * B);
        self.each_list(first, at, n, |work| match work {
            Work::List(places, sums) => {
                let due = into.flat();
                for (&place, &sum) in places.iter().zip(sums) {
                    let place = place as usize;
                    let (_, when) = fate(draws::mixed(sum));
                    let row = entry.rows[place % B];
                    row.add::<B>(due, row.bins().find(when), from + place, 1.0);
                }
            }
            Work::Many(index) => {
                let n = many(&n[index]);
                spread_counts(&self.streams[first + index], at, &n, &entry, column + index, into);
            }
        });
    }

    /// [`sort_items`](crate::random::sort_items) for all cells and trials: those that pass enter the first schedule, by cell, the others the only
    /// column of the second.
    ///
    /// Where a cell has so many items that they are drawn together, those that do not pass are split over the second
    /// schedule with those of all such cells: a split of the sum has the law of the sum of splits.
    pub(super) fn sort_cells(
        &self,
        at: [Address; 2],
        entries: [Entry<'_, B>; 2],
        n: &[[f64; B]],
        p: &[[f64; B]],
        mut into: [&mut Schedule<B>; 2],
        passed: &mut [[f64; B]],
    ) {
        passed.fill([0.0; B]);
        let from = [into[0].from(entries[0].week), into[1].from(entries[1].week)];
        let mut failed = [0.0; B];
        self.each_list(0, at[0], n, |work| match work {
            Work::List(places, sums) => {
                let (p, passed) = (p.as_flattened(), passed.as_flattened_mut());
                let [due, due_of_others] = &mut into;
                let due = [due.flat(), due_of_others.flat()];
                for (&place, &sum) in places.iter().zip(sums) {
                    let place = place as usize;
                    let (pass, when) = fate(draws::mixed(sum));
                    // What an item does is chance: both ways are one sequence of operations.
                    let way = usize::from(fails(pass, p[place]));
                    let row = entries[way].rows[place % B];
                    row.add::<B>(due[way], row.bins().find(when), from[way] + [place, place % B][way], 1.0);
                    passed[place] += [1.0, 0.0][way];
                }
            }
            Work::Many(cell) => {
                let n = many(&n[cell]);
                let passes = self.thin_at(cell, at[0], &n, &p[cell]);
                spread_counts(&self.streams[cell], at[1], &passes, &entries[0], cell, into[0]);
                for l in 0..B {
                    passed[cell][l] += passes[l];
                    failed[l] += n[l] - passes[l];
                }
            }
        });
        if failed == [0.0; B] {
            return;
        }
        let company = self.company();
        spread_counts(company, at[1], &many(&failed), &entries[1], 0, into[1]);
        for (lane, &n) in failed.iter().enumerate().filter(|(_, n)| **n <= ITEM_BY_ITEM) {
            let row = entries[1].rows[lane];
            split_items(company[lane], at[1], n, row.bins(), |bin, n| {
                into[1].add(row, bin, from[1] + lane, n);
            });
        }
    }
}

/// Those counts that are too many to be decided item by item; zeros elsewhere.
#[inline]
fn many<const B: usize>(n: &[f64; B]) -> [f64; B] {
    n.map(|n| if n > ITEM_BY_ITEM { n } else { 0.0 })
}

/// Spreads what is not zero over the slots of a column.
fn spread_counts<const B: usize>(
    streams: &[Stream; B],
    at: Address,
    n: &[f64; B],
    entry: &Entry<'_, B>,
    column: usize,
    into: &mut Schedule<B>,
) {
    let bins = entry.rows.map(|row| row.bins());
    let from = into.from(entry.week) + column * B;
    split_counts(streams, at, n, &bins, |bin, lane, n| into.add(entry.rows[lane], bin, from + lane, n));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Seed;

    /// One list of all items, and pieces of it, give what each thing's own items give.
    #[test]
    fn items_in_a_list_are_those_of_their_things() {
        let luck = Random::<4>::new(Seed(7), [0, 1, 2, 3], 1..20);
        let at = Address::new(15, 0, 0);
        let counts = [0.0, 3.0, 1.0, 0.0, 70.0, 2.0, 256.0, 257.0, 0.0, 5.0, 64.0, 1.0];
        // Another order in each trial.
        let n: Vec<[f64; 4]> =
            (0..counts.len()).map(|i| std::array::from_fn(|lane| counts[(i + 5 * lane) % 12])).collect();
        let mut found = vec![Vec::new(); 4 * n.len()];
        let mut many = Vec::new();
        luck.each_list(1, at, &n, |work| match work {
            Work::List(places, sums) => {
                for (&place, &sum) in places.iter().zip(sums) {
                    found[place as usize].push(draws::mixed(sum));
                }
            }
            Work::Many(index) => many.push(index),
        });
        assert_eq!(many, [2, 4, 7, 9]);
        for (index, n) in n.iter().enumerate() {
            for (lane, &n) in n.iter().enumerate().filter(|(_, n)| **n != 257.0) {
                let stream = luck.streams[1 + index][lane];
                let own: Vec<u64> = (0..n as u32).map(|item| stream.bits(at.further(item))).collect();
                assert_eq!(found[index * 4 + lane], own, "thing {index} of trial {lane}");
            }
        }
    }
}

//! Items of the stages: each passes or not, and takes its time. All cells of all trials of a block are one list.

use super::super::exits::Schedule;
use super::{Entry, Random};
use crate::random::split::{ITEM_BY_ITEM, fails, fate, split_counts};
use crate::random::{Address, Stream, draws, split_items};

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
        let mut some = [0; SOME];
        for (chunk, n) in n.chunks(SOME / B).enumerate() {
            // Which of these have any: found without a branch, as most have none.
            let (of_chunk, mut found) = (n.as_flattened(), 0);
            for (at, &n) in of_chunk.iter().enumerate() {
                some[found] = at as u32;
                found += usize::from(n > 0.0);
            }
            for &at_chunk in &some[..found] {
                let n = of_chunk[at_chunk as usize];
                let place = chunk * SOME + at_chunk as usize;
                let (index, lane) = (place / B, place % B);
                if n > ITEM_BY_ITEM {
                    let first_of_thing = index * B - chunk * SOME;
                    if of_chunk[first_of_thing..first_of_thing + lane].iter().all(|&n| n <= ITEM_BY_ITEM) {
                        work(Work::Many(index));
                    }
                    continue;
                }
                let (mut left, mut sum) = (n as i32, self.streams[first + index][lane].sum(at));
                while left > 0 {
                    // A few at once, whether they are there or not: the next thing writes over those that are not.
                    for more in 0..AT_ONCE {
                        sums[filled + more] = sum;
                        places[filled + more] = place as u32;
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
        let (at, week) = (entry.purpose.at(self.week, 0), entry.week);
        self.each_list(first, at, n, |work| match work {
            Work::List(places, sums) => {
                for (&place, &sum) in places.iter().zip(sums) {
                    let (index, lane) = (place as usize / B, place as usize % B);
                    let (_, when) = fate(draws::mixed(sum));
                    let row = entry.rows[lane];
                    into.add(row, week, row.bins().find(when), (column + index, lane), 1.0);
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
        into: [&mut Schedule<B>; 2],
        passed: &mut [[f64; B]],
    ) {
        passed.fill([0.0; B]);
        let week = entries[0].week;
        let mut failed = [0.0; B];
        self.each_list(0, at[0], n, |work| match work {
            Work::List(places, sums) => {
                for (&place, &sum) in places.iter().zip(sums) {
                    let (cell, lane) = (place as usize / B, place as usize % B);
                    let (pass, when) = fate(draws::mixed(sum));
                    // What an item does is chance: both ways are one sequence of operations.
                    let way = usize::from(fails(pass, p[cell][lane]));
                    let row = entries[way].rows[lane];
                    into[way].add(row, week, row.bins().find(when), ([cell, 0][way], lane), 1.0);
                    passed[cell][lane] += [1.0, 0.0][way];
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
                into[1].add(row, week, bin, (0, lane), n);
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
    split_counts(streams, at, n, &bins, |bin, lane, n| {
        into.add(entry.rows[lane], entry.week, bin, (column, lane), n);
    });
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

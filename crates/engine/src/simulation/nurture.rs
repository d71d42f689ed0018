//! The nurture pool: who comes back from it, and when (`docs/model.md` 4.3).
//!
//! Its rates do not change in a plan, so that the fate of a lead is known in law when it falls below the bar: it comes
//! back with one probability, after a geometric time. Drawing that once is the same law as asking every lead of the
//! pool every week.

use super::chance::{Chance, Luck, add};
use super::sites::Purpose;
use super::tables::Tables;
use crate::model::Inputs;
use crate::random::Bins;
use std::array::from_fn;

/// The rates of the pool, by class, and what follows from them.
#[derive(Clone, Debug)]
pub(crate) struct NurtureTables {
    /// Share of the pool that is recycled in a week.
    pub(crate) recycle: [f64; 2],
    decay: f64,
    /// Share of those that fall below the bar that ever comes back; and of those in the pool on the first day.
    back: [f64; 2],
    back_at_first: [f64; 2],
    /// When: weeks after the first chance.
    weeks: [Bins; 2],
}

impl NurtureTables {
    pub(crate) fn new(inputs: &Inputs, weeks: usize) -> Self {
        let recycle = [0, 1].map(|class| inputs.recycle_rate_of(class));
        let decay = inputs.decay_rate;
        // Each week a share is recycled, then of the rest a share is lost; a new lead may be lost in its first week.
        let stay = recycle.map(|rate| (1.0 - decay) * (1.0 - rate));
        let ever = |class: usize, rate: f64| if rate > 0.0 { rate / (1.0 - stay[class]) } else { 0.0 };
        let back_at_first = from_fn(|class| ever(class, recycle[class]));
        let geometric = |stay: f64| {
            let mut left = 1.0;
            let upto = |_| {
                left *= stay;
                1.0 - left
            };
            Bins::new((0..weeks).map(upto).collect())
        };
        Self {
            recycle,
            decay,
            back: back_at_first.map(|share| (1.0 - decay) * share),
            back_at_first,
            weeks: stay.map(geometric),
        }
    }
}

/// The pool of a block of trials.
#[derive(Clone, Debug)]
pub(crate) struct Nurture<const B: usize> {
    cells: usize,
    /// Leads expected in the pool given those that fell into it, by cell.
    expected: Vec<[f64; B]>,
    /// Leads that come back, `[week][cell]`.
    due: Vec<[f64; B]>,
    /// Leads that fell below the bar and have not come back: in the pool, or lost from it.
    pub(crate) below: [f64; B],
}

impl<const B: usize> Nurture<B> {
    pub(crate) fn opening<L: Luck<B>>(t: &[&Tables; B], luck: &L) -> Self {
        let cells = t[0].n_cells;
        let mut nurture = Self {
            cells,
            expected: vec![[0.0; B]; cells],
            due: vec![[0.0; B]; cells * t[0].weeks],
            below: [0.0; B],
        };
        for (l, t) in t.iter().enumerate() {
            let one = luck.one(l);
            t.opening.pool.draw(&one, t.things, Purpose::OpeningPool, 0, |cell, n| {
                nurture.expected[cell][l] = n;
                nurture.below[l] += n;
                let share = t.nurture.back_at_first[cell % 2];
                let back = one.thin(cell, Purpose::OpeningRecycle, 0, n, share);
                nurture.bring_back(&one, t, (cell, l), Purpose::OpeningRecycleWeek, 0, back);
            });
        }
        nurture
    }

    /// Leads of a cell expected to come back in a week.
    pub(crate) fn expected_back(&self, t: &[&Tables; B], cell: usize) -> [f64; B] {
        from_fn(|l| self.expected[cell][l] * t[l].nurture.recycle[cell % 2])
    }

    /// Takes in those of a cell that fell below the bar this week, and gives those that come back.
    pub(crate) fn step<L: Luck<B>>(
        &mut self,
        t: &[&Tables; B],
        luck: &L,
        week: usize,
        cell: usize,
        fallen: &[f64; B],
    ) -> [f64; B] {
        let class = cell % 2;
        let share = from_fn(|l| t[l].nurture.back[class]);
        let back = luck.thin(cell, Purpose::Recycle, 0, fallen, &share);
        for (l, &n) in back.iter().enumerate() {
            if n > 0.0 {
                self.bring_back(&luck.one(l), t[l], (cell, l), Purpose::RecycleWeek, week + 1, n);
            }
        }
        let recycled = self.due[week * self.cells + cell];
        for l in 0..B {
            let nurture = &t[l].nurture;
            let stayed = self.expected[cell][l] * (1.0 - nurture.recycle[class]);
            self.expected[cell][l] = (stayed + fallen[l]) * (1.0 - nurture.decay);
            self.below[l] -= recycled[l];
        }
        add(&mut self.below, fallen);
        recycled
    }

    fn bring_back<C: Chance>(
        &mut self,
        chance: &C,
        t: &Tables,
        (cell, lane): (usize, usize),
        purpose: Purpose,
        from: usize,
        n: f64,
    ) {
        let cells = self.cells;
        let due = &mut self.due[from * cells..];
        let within = due.len() / cells;
        chance.scatter((cell, purpose), n, &t.nurture.weeks[cell % 2], within, |after, n| {
            // Who comes back after the plan's end is left out.
            if let Some(due) = due.get_mut(after * cells + cell) {
                due[lane] += n;
            }
        });
    }
}

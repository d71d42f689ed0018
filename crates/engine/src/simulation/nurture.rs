//! The nurture pool: who comes back from it, and when (`docs/model.md` 4.3).
//!
//! Its rates do not change in a plan, so that whether a lead ever comes back is known in law when it falls below the bar.
//! Drawing that at once leaves a small stock of those that will, each with the same chance every week: the same law as
//! asking every lead of the pool every week, with counts that are a tenth of it.

use super::chance::{Chance, Luck};
use super::sites::Purpose;
use super::tables::Tables;
use crate::model::Inputs;
use std::array::from_fn;

/// The rates of the pool, by class, and what follows from them.
#[derive(Clone, Debug)]
pub(crate) struct NurtureTables {
    /// Share of the pool that is recycled in a week.
    pub(crate) recycle: [f64; 2],
    decay: f64,
    /// Share of those that fall below the bar that ever comes back; and of those in the pool on the first day.
    pub(crate) back: [f64; 2],
    back_at_first: [f64; 2],
    /// Share of those that will come back that do so in a week.
    hazard: [f64; 2],
}

impl NurtureTables {
    pub(crate) fn new(inputs: &Inputs) -> Self {
        let recycle = [0, 1].map(|class| inputs.recycle_rate_of(class));
        let decay = inputs.decay_rate;
        // Each week a share is recycled, then of the rest a share is lost; a new lead may be lost in its first week.
        let stay = recycle.map(|rate| (1.0 - decay) * (1.0 - rate));
        let hazard = stay.map(|stay| 1.0 - stay);
        let ever = |class: usize| if recycle[class] > 0.0 { recycle[class] / hazard[class] } else { 0.0 };
        let back_at_first = from_fn(ever);
        Self { recycle, decay, back: back_at_first.map(|share| (1.0 - decay) * share), back_at_first, hazard }
    }
}

/// The pool of a block of trials.
#[derive(Clone, Debug)]
pub(crate) struct Nurture<const B: usize> {
    /// Leads expected in the pool given those that fell into it, by cell.
    expected: Vec<[f64; B]>,
    /// Leads of the pool that will come back, by cell.
    returning: Vec<[f64; B]>,
    /// Leads that fell below the bar and have not come back: in the pool, or lost from it.
    pub(crate) below: [f64; B],
    /// Leads that come back this week, by cell.
    back: Vec<[f64; B]>,
    /// The rates of each trial, by class, and the hazard by cell; see [`NurtureTables`].
    recycle: [[f64; B]; 2],
    hazard: Vec<[f64; B]>,
    decay: [f64; B],
}

impl<const B: usize> Nurture<B> {
    pub(crate) fn opening<L: Luck<B>>(t: &[&Tables; B], luck: &L) -> Self {
        let cells = || vec![[0.0; B]; t[0].n_cells];
        let mut nurture = Self {
            expected: cells(),
            returning: cells(),
            below: [0.0; B],
            recycle: [0, 1].map(|class| t.map(|t| t.nurture.recycle[class])),
            back: cells(),
            hazard: (0..t[0].n_cells).map(|cell| t.map(|t| t.nurture.hazard[cell % 2])).collect(),
            decay: t.map(|t| t.nurture.decay),
        };
        for (l, t) in t.iter().enumerate() {
            let one = luck.one(l);
            t.opening.pool.draw(&one, t.things, Purpose::OpeningPool, 0, |cell, n| {
                let share = t.nurture.back_at_first[cell % 2];
                nurture.expected[cell][l] = n;
                nurture.returning[cell][l] = one.thin(cell, Purpose::OpeningReturning, 0, n, share);
                nurture.below[l] += n;
            });
        }
        nurture
    }

    /// Draws who comes back this week.
    pub(crate) fn recycle<L: Luck<B>>(&mut self, luck: &L) {
        luck.thin(0, Purpose::Recycle, &self.returning, &self.hazard, &mut self.back);
    }

    /// Takes in those of a channel, by class, that fell below the bar this week, `later` of which will come back. Gives those that
    /// come back now, and how many were expected to.
    #[inline(always)]
    pub(crate) fn step(
        &mut self,
        channel: usize,
        fallen: &[[f64; B]; 2],
        later: &[[f64; B]; 2],
    ) -> [[[f64; B]; 2]; 2] {
        let back = self.back.as_chunks::<2>().0[channel];
        let expected = &mut self.expected.as_chunks_mut::<2>().0[channel];
        let returning = &mut self.returning.as_chunks_mut::<2>().0[channel];
        let mut likely = [[0.0; B]; 2];
        for class in 0..2 {
            for l in 0..B {
                let (pool, recycle) = (expected[class][l], self.recycle[class][l]);
                likely[class][l] = pool * recycle;
                let stayed = pool * (1.0 - recycle);
                expected[class][l] = (stayed + fallen[class][l]) * (1.0 - self.decay[l]);
                returning[class][l] += later[class][l] - back[class][l];
                self.below[l] -= back[class][l];
                self.below[l] += fallen[class][l];
            }
        }
        [back, likely]
    }
}

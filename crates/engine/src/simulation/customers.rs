//! Customers and recurring revenue: churn, expansion, go-live, renewal of yearly bills (`docs/model.md` 4.12, 4.13).

use super::chance::{Chance, Luck};
use super::sites::Purpose;
use super::tables::Tables;
use super::tenure::Tenure;
use std::array::from_fn;
use std::ops::Range;

/// Weeks after which a year paid ahead is billed again.
const YEAR: usize = 52;

/// Customers and MRR of a block of trials by class (0 fits, 1 does not).
#[derive(Clone, Debug)]
pub(crate) struct Customers<const B: usize> {
    pub(crate) count: [[f64; B]; 2],
    mrr: [[f64; B]; 2],
    /// What is left of the opening MRR.
    opening_mrr: [[f64; B]; 2],
    /// Later MRR by week of going live modulo a year, `[week][class]`, each divided by `kept` of that time.
    anniversary_mrr: Vec<[[f64; B]; 2]>,
    /// What is left of one unit of MRR of the first day, churn and expansion applied.
    kept: [[f64; B]; 2],
    /// By tenure, where churn depends on it; the opening's and the anniversaries' MRR are there then.
    tenure: [Option<Tenure>; B],
    /// Customers and MRR that go live, `[week][class]`.
    live: Vec<[Live<B>; 2]>,
    /// Churn of a week by class, share; and what MRR grows by in a week.
    churn: [[f64; B]; 2],
    growth: [f64; B],
    pub(crate) churned: [f64; B],
    /// MRR lost with them.
    pub(crate) churned_mrr: [f64; B],
    /// MRR that goes live this week.
    pub(crate) new_mrr: [f64; B],
    /// MRR whose year ends this week.
    pub(crate) renewing_mrr: [f64; B],
}

/// What goes live in a week in a class.
#[derive(Clone, Copy, Debug)]
struct Live<const B: usize> {
    count: [f64; B],
    mrr: [f64; B],
}

impl<const B: usize> Live<B> {
    const NONE: Self = Self { count: [0.0; B], mrr: [0.0; B] };
}

impl<const B: usize> Customers<B> {
    pub(crate) fn opening<L: Luck<B>>(t: &[&Tables; B], luck: &L) -> Self {
        let count = [0, 1].map(|class| {
            from_fn(|l| {
                let (company, typed) = (t[l].things.company(class), t[l].inputs.opening.customers[class]);
                luck.one(l).whole(company, Purpose::OpeningCustomers, 0, typed)
            })
        });
        let mrr = [0, 1].map(|class| t.map(|t| t.inputs.opening.mrr[class]));
        let tenure = |l: usize| {
            let of_trial = |by_class: &[[f64; B]; 2]| [by_class[0][l], by_class[1][l]];
            t[l].tenure.as_ref().map(|_| Tenure::opening(t[l].weeks, of_trial(&count), of_trial(&mrr)))
        };
        Self {
            tenure: from_fn(tenure),
            count,
            mrr,
            opening_mrr: mrr,
            anniversary_mrr: vec![[[0.0; B]; 2]; YEAR],
            kept: [[1.0; B]; 2],
            live: vec![[Live::NONE; 2]; t[0].weeks],
            churn: [0, 1].map(|class| t.map(|t| t.weekly.churn[class])),
            growth: t.map(|t| 1.0 + t.weekly.expansion),
            churned: [0.0; B],
            churned_mrr: [0.0; B],
            new_mrr: [0.0; B],
            renewing_mrr: [0.0; B],
        }
    }

    /// Customers in all.
    pub(crate) fn total(&self) -> [f64; B] {
        from_fn(|l| self.count[0][l] + self.count[1][l])
    }

    /// MRR in all.
    pub(crate) fn total_mrr(&self) -> [f64; B] {
        from_fn(|l| self.mrr[0][l] + self.mrr[1][l])
    }

    /// What is left of the opening MRR.
    pub(crate) fn opening_mrr_left(&self) -> [f64; B] {
        from_fn(|l| self.opening_mrr[0][l] + self.opening_mrr[1][l])
    }

    /// Deals won go live later: `n` customers of a class of a trial with `mrr` in all.
    pub(crate) fn go_live(&mut self, (class, lane): (usize, usize), week: usize, n: f64, mrr: f64) {
        if let Some(due) = self.live.get_mut(week) {
            due[class].count[lane] += n;
            due[class].mrr[lane] += mrr;
        }
    }

    /// One week: churn, then expansion, then go-live.
    pub(crate) fn step<L: Luck<B>>(&mut self, t: &[&Tables; B], luck: &L, week: usize) {
        let none = [0.0; B];
        (self.churned, self.churned_mrr, self.new_mrr, self.renewing_mrr) = (none, none, none, none);
        if self.tenure.iter().all(Option::is_none) {
            return self.step_alike(t, luck, week, 0..B);
        }
        for l in 0..B {
            if self.tenure[l].is_some() {
                self.step_by_tenure(t[l], &luck.one(l), week, l);
            } else {
                self.step_alike(t, luck, week, l..l + 1);
            }
        }
    }

    /// Where churn does not depend on tenure, in some trials of the block.
    #[inline(always)]
    fn step_alike<L: Luck<B>>(&mut self, t: &[&Tables; B], luck: &L, week: usize, lanes: Range<usize>) {
        for class in 0..2 {
            // The same in all trials.
            let company = t[0].things.company(class);
            let (churn, live) = (self.churn[class], self.live[week][class]);
            let (mut count, mut mrr) = (self.count[class], self.mrr[class]);
            let (mut gone, mut left, mut factor) = ([0.0; B], [1.0; B], [1.0; B]);
            for l in lanes.clone() {
                gone[l] = luck.one(l).thin(company, Purpose::Churn, 0, count[l], churn[l]);
            }
            for l in lanes.clone() {
                left[l] = if count[l] > 0.0 { 1.0 - gone[l] / count[l] } else { 1.0 - churn[l] };
                factor[l] = left[l] * self.growth[l];
                self.churned_mrr[l] += mrr[l] * (1.0 - left[l]);
                mrr[l] *= factor[l];
            }
            self.keep(class, &factor, lanes.clone());
            let (kept, renewing) = (&self.kept[class], &mut self.anniversary_mrr[week % YEAR][class]);
            for l in lanes.clone() {
                self.renewing_mrr[l] += renewing[l] * kept[l];
                renewing[l] += live.mrr[l] / kept[l];
                self.churned[l] += gone[l];
                self.new_mrr[l] += live.mrr[l];
                count[l] += live.count[l] - gone[l];
                mrr[l] += live.mrr[l];
            }
            (self.count[class], self.mrr[class]) = (count, mrr);
        }
    }

    /// The same for a trial in which churn depends on tenure.
    fn step_by_tenure<C: Chance>(&mut self, t: &Tables, chance: &C, week: usize, lane: usize) {
        let (Some(tenure), Some(tables)) = (&mut self.tenure[lane], &t.tenure) else { return };
        let grown = self.growth[lane];
        for class in 0..2 {
            let after = tenure.churn((t, tables), chance, (class, week));
            let live = &self.live[week][class];
            self.opening_mrr[class][lane] = after.opening_mrr * grown;
            self.mrr[class][lane] = after.mrr * grown + live.mrr[lane];
            self.count[class][lane] += live.count[lane] - after.gone;
            self.churned[lane] += after.gone;
            self.churned_mrr[lane] += after.churned_mrr;
            self.renewing_mrr[lane] += after.renewing_mrr * grown;
            self.new_mrr[lane] += live.mrr[lane];
        }
        tenure.expand(t.weekly.expansion);
        for class in 0..2 {
            let live = &self.live[week][class];
            tenure.go_live(class, week, live.count[lane], live.mrr[lane]);
        }
    }

    /// What churn and expansion leave of the MRR of the first day. What goes live later is put in relation to `kept`, so that a
    /// week costs nothing by anniversary; before that ratio leaves the range of exact division it starts again from one.
    #[inline(always)]
    fn keep(&mut self, class: usize, factor: &[f64; B], lanes: Range<usize>) {
        let mut apart = false;
        for l in lanes.clone() {
            self.opening_mrr[class][l] *= factor[l];
            self.kept[class][l] *= factor[l];
            apart |= !(1e-100..1e100).contains(&self.kept[class][l]);
        }
        if apart {
            self.start_again(class, lanes);
        }
    }

    #[cold]
    fn start_again(&mut self, class: usize, lanes: Range<usize>) {
        for l in lanes {
            if (1e-100..1e100).contains(&self.kept[class][l]) {
                continue;
            }
            for mrr in &mut self.anniversary_mrr {
                mrr[class][l] *= self.kept[class][l];
            }
            self.kept[class][l] = 1.0;
        }
    }
}

//! Customers and recurring revenue: churn, expansion, go-live, renewal of yearly bills (`docs/model.md` 4.12, 4.13).

use super::chance::Chance;
use super::sites::{Purpose, site};
use super::tables::Tables;

/// Weeks after which a year paid ahead is billed again.
const YEAR: usize = 52;

/// Customers and MRR by class (0 fits, 1 does not).
#[derive(Clone, Debug)]
pub(crate) struct Customers {
    pub(crate) count: [f64; 2],
    mrr: [f64; 2],
    /// What is left of the opening MRR.
    opening_mrr: [f64; 2],
    /// What is left of later MRR, by week of going live modulo a year.
    anniversary_mrr: [[f64; YEAR]; 2],
    live_count: [Vec<f64>; 2],
    live_mrr: [Vec<f64>; 2],
    pub(crate) churned: f64,
    /// MRR lost with them.
    pub(crate) churned_mrr: f64,
    /// MRR that goes live this week.
    pub(crate) new_mrr: f64,
    /// MRR whose year ends this week.
    pub(crate) renewing_mrr: f64,
}

impl Customers {
    pub(crate) fn opening<C: Chance>(t: &Tables, chance: &C) -> Self {
        let opening = &t.inputs.opening;
        let count = [0, 1]
            .map(|class| chance.whole(site(Purpose::OpeningCustomers, 0, class), opening.customers[class]));
        Self {
            count,
            mrr: opening.mrr,
            opening_mrr: opening.mrr,
            anniversary_mrr: [[0.0; YEAR]; 2],
            live_count: [vec![0.0; t.weeks], vec![0.0; t.weeks]],
            live_mrr: [vec![0.0; t.weeks], vec![0.0; t.weeks]],
            churned: 0.0,
            churned_mrr: 0.0,
            new_mrr: 0.0,
            renewing_mrr: 0.0,
        }
    }

    /// Customers in all.
    pub(crate) fn total(&self) -> f64 {
        self.count[0] + self.count[1]
    }

    /// MRR in all.
    pub(crate) fn total_mrr(&self) -> f64 {
        self.mrr[0] + self.mrr[1]
    }

    /// What is left of the opening MRR.
    pub(crate) fn opening_mrr_left(&self) -> f64 {
        self.opening_mrr[0] + self.opening_mrr[1]
    }

    /// Deals won go live later: `n` customers with `mrr` in all.
    pub(crate) fn go_live(&mut self, class: usize, week: usize, n: f64, mrr: f64) {
        if let Some(due) = self.live_count[class].get_mut(week) {
            *due += n;
            self.live_mrr[class][week] += mrr;
        }
    }

    /// One week: churn, then expansion, then go-live.
    pub(crate) fn step<C: Chance>(&mut self, t: &Tables, chance: &C, week: usize) {
        (self.churned, self.churned_mrr, self.new_mrr, self.renewing_mrr) = (0.0, 0.0, 0.0, 0.0);
        for class in 0..2 {
            let place = site(Purpose::Churn, 0, class);
            let gone = chance.thin(place, 0, self.count[class], t.weekly.churn[class]);
            let kept = if self.count[class] > 0.0 {
                1.0 - gone / self.count[class]
            } else {
                1.0 - t.weekly.churn[class]
            };
            let factor = kept * (1.0 + t.weekly.expansion);
            self.churned += gone;
            self.churned_mrr += self.mrr[class] * (1.0 - kept);
            self.mrr[class] *= factor;
            self.opening_mrr[class] *= factor;
            for mrr in &mut self.anniversary_mrr[class] {
                *mrr *= factor;
            }
            self.renewing_mrr += self.anniversary_mrr[class][week % YEAR];
            let live = self.live_mrr[class][week];
            self.count[class] += self.live_count[class][week] - gone;
            self.mrr[class] += live;
            self.anniversary_mrr[class][week % YEAR] += live;
            self.new_mrr += live;
        }
    }
}

//! Customers and recurring revenue: churn, expansion, go-live, renewal of yearly bills (`docs/model.md` 4.12, 4.13).

use super::chance::Chance;
use super::sites::Purpose;
use super::tables::Tables;
use super::tenure::Tenure;

/// Weeks after which a year paid ahead is billed again.
const YEAR: usize = 52;

/// Customers and MRR by class (0 fits, 1 does not).
#[derive(Clone, Debug)]
pub(crate) struct Customers {
    pub(crate) count: [f64; 2],
    mrr: [f64; 2],
    /// What is left of the opening MRR.
    opening_mrr: [f64; 2],
    /// Later MRR by week of going live modulo a year, each divided by `kept` of that time.
    anniversary_mrr: [[f64; YEAR]; 2],
    /// What is left of one unit of MRR of the first day, churn and expansion applied.
    kept: [f64; 2],
    /// By tenure, where churn depends on it; the opening's and the anniversaries' MRR are there then.
    tenure: Option<Tenure>,
    /// Customers and MRR that go live, `[week][class]`.
    live: Vec<[(f64, f64); 2]>,
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
        let count = [0, 1].map(|class| {
            chance.whole(t.things.company(class), Purpose::OpeningCustomers, 0, opening.customers[class])
        });
        Self {
            count,
            mrr: opening.mrr,
            opening_mrr: opening.mrr,
            anniversary_mrr: [[0.0; YEAR]; 2],
            kept: [1.0; 2],
            tenure: t.tenure.as_ref().map(|_| Tenure::opening(t.weeks, count, opening.mrr)),
            live: vec![[(0.0, 0.0); 2]; t.weeks],
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
        if let Some(due) = self.live.get_mut(week) {
            due[class].0 += n;
            due[class].1 += mrr;
        }
    }

    /// One week: churn, then expansion, then go-live.
    pub(crate) fn step<C: Chance>(&mut self, t: &Tables, chance: &C, week: usize) {
        (self.churned, self.churned_mrr, self.new_mrr, self.renewing_mrr) = (0.0, 0.0, 0.0, 0.0);
        if self.tenure.is_some() {
            return self.step_by_tenure(t, chance, week);
        }
        for class in 0..2 {
            let company = t.things.company(class);
            let gone = chance.thin(company, Purpose::Churn, 0, self.count[class], t.weekly.churn[class]);
            let left = if self.count[class] > 0.0 {
                1.0 - gone / self.count[class]
            } else {
                1.0 - t.weekly.churn[class]
            };
            self.churned_mrr += self.mrr[class] * (1.0 - left);
            self.keep(class, left * (1.0 + t.weekly.expansion));
            let (live, mrr) = self.live[week][class];
            let renewing = &mut self.anniversary_mrr[class][week % YEAR];
            self.renewing_mrr += *renewing * self.kept[class];
            *renewing += mrr / self.kept[class];
            self.churned += gone;
            self.count[class] += live - gone;
            self.mrr[class] += mrr;
            self.new_mrr += mrr;
        }
    }

    /// The same where churn depends on tenure.
    fn step_by_tenure<C: Chance>(&mut self, t: &Tables, chance: &C, week: usize) {
        let (Some(tenure), Some(tables)) = (&mut self.tenure, &t.tenure) else { return };
        let grown = 1.0 + t.weekly.expansion;
        for class in 0..2 {
            let after = tenure.churn((t, tables), chance, (class, week));
            let (live, mrr) = self.live[week][class];
            self.opening_mrr[class] = after.opening_mrr * grown;
            self.mrr[class] = after.mrr * grown + mrr;
            self.count[class] += live - after.gone;
            self.churned += after.gone;
            self.churned_mrr += after.churned_mrr;
            self.renewing_mrr += after.renewing_mrr * grown;
            self.new_mrr += mrr;
        }
        tenure.expand(t.weekly.expansion);
        for class in 0..2 {
            let (live, mrr) = self.live[week][class];
            tenure.go_live(class, week, live, mrr);
        }
    }

    /// MRR after churn and expansion. What goes live later is put in relation to `kept`, so that a week costs nothing
    /// by anniversary; before that ratio leaves the range of exact division it starts again from one.
    fn keep(&mut self, class: usize, factor: f64) {
        self.mrr[class] *= factor;
        self.opening_mrr[class] *= factor;
        self.kept[class] *= factor;
        if !(1e-100..1e100).contains(&self.kept[class]) {
            for mrr in &mut self.anniversary_mrr[class] {
                *mrr *= self.kept[class];
            }
            self.kept[class] = 1.0;
        }
    }
}

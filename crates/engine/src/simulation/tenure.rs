//! Customers by tenure: where they differ in their churn, those who leave easily leave first, and churn falls with tenure
//! (`docs/model.md` 4, step 9: the shifted beta-geometric law).
//!
//! Kept by week of going live, drawn once a week for all of one tenure month and class: the cost of a week grows with the months
//! of the plan, not with the customers.

use super::chance::Chance;
use super::sites::Purpose;
use super::tables::Tables;
use crate::calendar::{WEEKS_PER_MONTH, weekly_rate};
use crate::model::Inputs;

/// Weeks after which a year paid ahead is billed again.
const YEAR: usize = 52;

/// Churn by tenure, where it depends on it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TenureTables {
    /// First week of each tenure month, from 1 for the first week as a customer; one more entry as the end.
    first_week: Vec<usize>,
    /// Churn of a week by tenure month, for each class.
    churn: [Vec<f64>; 2],
    /// Weeks as customers of those of the first day.
    opening_weeks: usize,
}

impl TenureTables {
    /// Tables for a plan of so many weeks; nothing where all customers are alike.
    pub(crate) fn new(inputs: &Inputs, weeks: usize) -> Option<Self> {
        let heterogeneity = inputs.churn_heterogeneity;
        if heterogeneity <= 0.0 {
            return None;
        }
        let opening_weeks = (inputs.opening_tenure * WEEKS_PER_MONTH).round() as usize;
        let most = weeks + opening_weeks + 1;
        let mut first_week = vec![1];
        while first_week.last().is_some_and(|&first| first <= most) {
            first_week.push(first_week_of(first_week.len()));
        }
        let months = first_week.len() - 1;
        let by_month = |churn: f64| {
            let monthly = (1..=months).map(|month| churn_of_month(churn, heterogeneity, month));
            monthly.map(|monthly| weekly_rate(monthly, WEEKS_PER_MONTH)).collect()
        };
        Some(Self { first_week, churn: inputs.churn_per_month.map(by_month), opening_weeks })
    }

    /// Tenure month, from 0, of the customers' week `week` (from 1).
    fn month(&self, week: usize) -> usize {
        self.first_week.partition_point(|&first| first <= week).saturating_sub(1).min(self.churn[0].len() - 1)
    }
}

/// First week of a tenure month, both from 1 and 0: a week belongs to the month in which its middle lies.
fn first_week_of(month: usize) -> usize {
    (month as f64 * WEEKS_PER_MONTH + 0.5).ceil() as usize
}

/// Churn in the `month`-th month as a customer, from 1. With a beta law of mean `churn` and a + b = (1 - h) / h the shifted
/// beta-geometric law keeps `(b + t - 1) / (a + b + t - 1)` in period t (Fader and Hardie 2007), so that it loses
/// `churn (1 - h) / (1 + h (t - 2))`: the typed churn in the first month, less in each further one.
pub(crate) fn churn_of_month(churn: f64, heterogeneity: f64, month: usize) -> f64 {
    churn * (1.0 - heterogeneity) / (1.0 + heterogeneity * (month as f64 - 2.0))
}

/// Customers and their MRR by class and week of going live; those of the first day stand in the first place.
#[derive(Clone, Debug)]
pub(crate) struct Tenure {
    classes: [Cohorts; 2],
    /// Expansion since the first day.
    growth: f64,
}

#[derive(Clone, Debug)]
struct Cohorts {
    count: Vec<f64>,
    /// Divided by `growth`.
    mrr: Vec<f64>,
}

/// What a week of churn and renewal comes to in a class.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct TenureWeek {
    pub(crate) gone: f64,
    pub(crate) churned_mrr: f64,
    /// What is left.
    pub(crate) mrr: f64,
    pub(crate) opening_mrr: f64,
    /// Of what went live a whole number of years ago.
    pub(crate) renewing_mrr: f64,
}

impl Tenure {
    pub(crate) fn opening(weeks: usize, count: [f64; 2], mrr: [f64; 2]) -> Self {
        let cohorts = |class: usize| {
            let mut cohorts = Cohorts { count: vec![0.0; weeks + 1], mrr: vec![0.0; weeks + 1] };
            (cohorts.count[0], cohorts.mrr[0]) = (count[class], mrr[class]);
            cohorts
        };
        Self { classes: [cohorts(0), cohorts(1)], growth: 1.0 }
    }

    /// Recurring revenue of those who stay grows by a week's expansion.
    pub(crate) fn expand(&mut self, expansion: f64) {
        self.growth *= 1.0 + expansion;
    }

    /// Customers that go live this week; they neither churn nor expand in it.
    pub(crate) fn go_live(&mut self, class: usize, week: usize, n: f64, mrr: f64) {
        let cohorts = &mut self.classes[class];
        (cohorts.count[week + 1], cohorts.mrr[week + 1]) = (n, mrr / self.growth);
    }

    /// Churn of a week in a class, and what it leaves; the expansion of the week comes after it.
    pub(crate) fn churn<C: Chance>(
        &mut self,
        (t, tables): (&Tables, &TenureTables),
        chance: &C,
        (class, week): (usize, usize),
    ) -> TenureWeek {
        let (company, growth) = (t.things.company(class), self.growth);
        let churn = &tables.churn[class];
        let cohorts = &mut self.classes[class];
        let mut result = TenureWeek::default();
        let month = tables.month(tables.opening_weeks + week + 1);
        let gone = chance.thin(company, Purpose::Churn, 0, cohorts.count[0], churn[month]);
        result.churned_mrr += growth * cohorts.lose(0, gone, churn[month]);
        result.gone += gone;
        for (month, &p) in churn.iter().enumerate() {
            // Those who went live in these weeks are in that month; their place is one further on.
            let (first, end) = (tables.first_week[month], tables.first_week[month + 1]);
            if first > week {
                break;
            }
            let places = (week + 1).saturating_sub(end) + 1..week - first + 2;
            let all: f64 = cohorts.count[places.clone()].iter().sum();
            let (mut left, mut here) = (chance.thin(company, Purpose::Churn, 1 + month as u32, all, p), all);
            result.gone += left;
            for place in places {
                if left <= 0.0 {
                    break;
                }
                let count = cohorts.count[place];
                let gone = chance.among(company, Purpose::ChurnOfWeek, place as u32, here, count, left);
                here -= count;
                left -= gone;
                result.churned_mrr += growth * cohorts.lose(place, gone, p);
            }
        }
        result.mrr = growth * cohorts.mrr[..=week].iter().sum::<f64>();
        result.opening_mrr = growth * cohorts.mrr[0];
        result.renewing_mrr =
            growth * (1..=week / YEAR).map(|years| cohorts.mrr[week - YEAR * years + 1]).sum::<f64>();
        result
    }
}

impl Cohorts {
    /// Takes customers away with their share of the MRR, which it gives. MRR without customers goes at the rate `p`.
    fn lose(&mut self, place: usize, gone: f64, p: f64) -> f64 {
        let share = if self.count[place] > 0.0 { gone / self.count[place] } else { p };
        let lost = self.mrr[place] * share;
        self.count[place] -= gone;
        self.mrr[place] -= lost;
        lost
    }
}

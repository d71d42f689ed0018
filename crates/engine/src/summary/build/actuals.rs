//! Where actual figures stand among the trials: counted, never read off percentiles.

use super::super::{ActualStanding, dates};
use super::Builder;
use crate::date::Date;
use crate::measure::{Measure, Period};
use crate::plan::{Actual, ActualMeasure, TargetMeasure};

impl Builder<'_> {
    /// Adds the shares of the trials below the actual figures of a measure; `trials` are its trials by month.
    pub(super) fn below_actuals(&self, measure: Measure, trials: &[f32], out: &mut Vec<(usize, f64)>) {
        let n = self.n_trials();
        let months = self.table.spans(Period::Month);
        for (index, actual) in self.model.plan.actuals.iter().enumerate() {
            let month = months.iter().position(|span| span.first.month_number() == actual.month.number());
            let Some(month) = month.filter(|_| n > 0 && actual.measure.measure() == measure) else {
                continue;
            };
            let of_month = trials[month * n..][..n].iter().map(|&value| f64::from(value));
            out.push((index, share_below(of_month, actual.value)));
        }
    }

    /// The actual figures with those shares, and with their sums from the start where the target adds them up.
    pub(super) fn actuals(&self, below: &[(usize, f64)]) -> Vec<ActualStanding> {
        let actuals = &self.model.plan.actuals;
        if self.n_trials() == 0 || actuals.is_empty() {
            return Vec::new();
        }
        let sums = self.sums_of_actuals();
        let standing = |(index, actual): (usize, &Actual)| ActualStanding {
            measure: actual.measure,
            month: actual.month,
            value: actual.value,
            below: below.iter().find(|(of, _)| *of == index).map(|(_, share)| *share),
            since_start: sums.iter().find(|(of, _)| *of == index).map(|(_, sum)| *sum),
        };
        actuals.iter().enumerate().map(standing).collect()
    }

    /// Sums from the start of the figure that the target adds up, with their shares of trials below.
    fn sums_of_actuals(&self) -> Vec<(usize, (f64, f64))> {
        let Some(target) = &self.model.plan.target else { return Vec::new() };
        let summed = match target.measure {
            TargetMeasure::Revenue => ActualMeasure::Revenue,
            TargetMeasure::Bookings => ActualMeasure::Bookings,
            TargetMeasure::Won => ActualMeasure::Won,
            TargetMeasure::Arr | TargetMeasure::Customers | TargetMeasure::Cash => return Vec::new(),
        };
        let actuals = &self.model.plan.actuals;
        let of_month = |month: i32| {
            let is = |actual: &Actual| actual.measure == summed && actual.month.number() == month;
            actuals.iter().position(is)
        };
        let mut months = (self.model.calendar.start.month_number()..).map_while(of_month).peekable();
        if months.peek().is_none() {
            return Vec::new();
        }
        let paths = self.each(|path| dates::target_path(target.measure, path));
        let mut sum = 0.0;
        let standing = |index: usize| {
            sum += actuals[index].value;
            // The last week that is over with the month.
            let end = Date::first_of_month(actuals[index].month.number() + 1);
            let over = self.table.spans(Period::Week).iter().take_while(|week| week.last < end).count();
            let week = over.checked_sub(1)?;
            Some((index, (sum, share_below(paths.iter().map(|path| path[week]), sum))))
        };
        months.filter_map(standing).collect()
    }
}

fn share_below(trials: impl ExactSizeIterator<Item = f64>, value: f64) -> f64 {
    let n = trials.len();
    trials.filter(|trial| *trial < value).count() as f64 / n as f64
}

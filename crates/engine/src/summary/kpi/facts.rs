//! What a span's key figures need besides the measures of the span: a few inputs, and figures of its weeks.

use super::super::Span;
use super::super::path::Path;
use crate::measure::Measure;
use crate::model::Model;

/// Days of a plan year: 52 weeks.
const YEAR_DAYS: f64 = 364.0;
/// Weeks before a quarter's end that count as its sprint.
const SPRINT_WEEKS: usize = 2;
/// Weeks whose mean burn the runway is measured by.
const BURN_WEEKS: usize = 13;

/// What a span's figures need of the plan, at the inputs' means.
pub(in crate::summary) struct Facts<'a> {
    pub(super) years: f64,
    pub(super) recurring: f64,
    pub(super) quota_per_year: f64,
    pub(super) gross_margin: f64,
    pub(super) ae_pay_per_year: f64,
    pub(super) order_value: f64,
    model: &'a Model,
}

impl<'a> Facts<'a> {
    pub(in crate::summary) fn new(model: &'a Model, span: &Span) -> Self {
        let inputs = &model.central;
        Self {
            years: f64::from(span.days()) / YEAR_DAYS,
            recurring: inputs.deals.recurring,
            quota_per_year: inputs.pay.quota_per_year,
            gross_margin: inputs.gross_margin,
            ae_pay_per_year: inputs.ae.team.pay_per_year,
            order_value: inputs.order_value,
            model,
        }
    }

    /// Hours a week that SDRs neither spend on MQLs nor on prospecting.
    fn idle_hours(&self, path: Path<'_>, week: usize) -> f64 {
        let sdr = &self.model.central.sdr;
        let hours = path.at(Measure::SdrFte, week) * sdr.hours_per_week * self.model.calendar.working[week];
        let idle = hours * (1.0 - sdr.outbound_share) * (1.0 - path.at(Measure::SdrUtilisation, week));
        idle.max(0.0) * (1.0 - sdr.idle_to_outbound)
    }

    fn sprints(&self, week: usize) -> bool {
        self.model.calendar.quarter_end[week] < week + SPRINT_WEEKS
    }
}

/// What the weeks of one path say about a span that no measure of the span does.
#[derive(Clone, Copy, Debug)]
pub(in crate::summary) struct SpanWeeks {
    /// Lowest cash at a week's end since the plan's start.
    pub(super) lowest_cash: f64,
    /// Mean of the customers at the weeks' ends.
    pub(super) mean_customers: f64,
    /// Mean of the open opportunities at the weeks' ends.
    pub(super) mean_open: f64,
    /// Deals won in the last two weeks of quarters, and in all weeks.
    pub(super) won_late: f64,
    pub(super) won: f64,
    pub(super) idle_hours: f64,
    /// Cash burned a month over the last 13 weeks.
    pub(super) burn_per_month: f64,
    /// MRR at the start.
    pub(super) mrr_start: f64,
    /// MRR kept of what was there a year before: without and with expansion. Nothing where there was none.
    pub(super) retention: Option<[f64; 2]>,
}

impl SpanWeeks {
    /// `weeks` are those that the span touches.
    pub(in crate::summary) fn new(
        facts: &Facts<'_>,
        path: Path<'_>,
        weeks: std::ops::RangeInclusive<usize>,
    ) -> Self {
        let (first, last) = (*weeks.start(), *weeks.end());
        let n = weeks.clone().count() as f64;
        let mean = |measure| weeks.clone().map(|week| path.at(measure, week)).sum::<f64>() / n;
        let won = |late: bool| {
            let counted = weeks.clone().filter(|&week| !late || facts.sprints(week));
            counted.map(|week| path.at(Measure::Won, week)).sum()
        };
        let recent = (last + 1).saturating_sub(BURN_WEEKS)..=last;
        let recent_weeks = recent.clone().count() as f64;
        let flow: f64 = recent.map(|week| path.at(Measure::OperatingCashFlow, week)).sum();
        let opening = facts.model.central.opening.mrr;
        let mrr_before = |week: usize| match week.checked_sub(1) {
            Some(before) => path.at(Measure::Mrr, before),
            None => opening[0] + opening[1],
        };
        Self {
            lowest_cash: (0..=last).map(|week| path.at(Measure::Cash, week)).fold(f64::INFINITY, f64::min),
            mean_customers: mean(Measure::Customers),
            mean_open: mean(Measure::OpenOpportunities),
            won_late: won(true),
            won: won(false),
            idle_hours: weeks.clone().map(|week| facts.idle_hours(path, week)).sum::<f64>() / n,
            burn_per_month: -flow / recent_weeks * crate::calendar::WEEKS_PER_MONTH,
            mrr_start: mrr_before(first),
            retention: retention(path, weeks, &mrr_before),
        }
    }
}

/// Gross and net retention of MRR, chained week by week and brought to a year.
fn retention(
    path: Path<'_>,
    weeks: std::ops::RangeInclusive<usize>,
    mrr_before: &dyn Fn(usize) -> f64,
) -> Option<[f64; 2]> {
    let mut kept = [1.0, 1.0];
    let mut counted = 0.0;
    for week in weeks {
        let before = mrr_before(week);
        if before > 0.0 {
            let change = path.at(Measure::Mrr, week) - before - path.at(Measure::MrrNew, week);
            kept[0] *= (1.0 - path.at(Measure::MrrChurned, week) / before).max(0.0);
            kept[1] *= (1.0 + change / before).max(0.0);
            counted += 1.0;
        }
    }
    (counted > 0.0).then(|| kept.map(|kept| libm::pow(kept, crate::calendar::WEEKS_PER_YEAR / counted)))
}

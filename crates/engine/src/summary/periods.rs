//! How weeks add up to months, fiscal quarters, plan years and fiscal years (`docs/model.md` 2.2 and 2.3).

use super::path::Path;
use crate::calendar::{Calendar, Fiscal};
use crate::date::Date;
use crate::measure::{Combine, Measure, Period, WEEKS_OF_A_PLAN_YEAR};
use serde::{Deserialize, Serialize};

/// A span of days, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Span {
    /// First day.
    pub first: Date,
    /// Last day.
    pub last: Date,
}

impl Span {
    /// Days, both ends included.
    pub fn days(&self) -> i32 {
        self.last.days_since(self.first) + 1
    }
}

/// The spans of every period, with the weeks that they touch.
#[derive(Clone, Debug)]
pub(crate) struct PeriodTable {
    start: Date,
    weeks: usize,
    fiscal: Fiscal,
    spans: [Vec<Span>; Period::ALL.len()],
}

impl PeriodTable {
    pub(crate) fn new(calendar: &Calendar) -> Self {
        let start = calendar.start;
        let end = calendar.sunday(calendar.weeks - 1);
        let month = |day: Date| calendar.fiscal.month(day);
        let quarter = |day: Date| calendar.fiscal.quarter(day);
        let week = |day: Date| day.days_since(start) / 7;
        let year = |day: Date| day.days_since(start) / (7 * WEEKS_OF_A_PLAN_YEAR as i32);
        let fiscal_year = |day: Date| calendar.fiscal.quarter(day).div_euclid(4);
        Self {
            start,
            weeks: calendar.weeks,
            fiscal: calendar.fiscal,
            spans: [
                cut(start, end, &week),
                cut(start, end, &month),
                cut(start, end, &quarter),
                cut(start, end, &year),
                cut(start, end, &fiscal_year),
            ],
        }
    }

    pub(crate) fn spans(&self, period: Period) -> &[Span] {
        &self.spans[period as usize]
    }

    /// Whether a month is there with all its days.
    pub(super) fn is_whole_month(&self, span: &Span) -> bool {
        let month = |day: Date| self.fiscal.month(day);
        month(span.first.plus_days(-1)) != month(span.first)
            && month(span.last) != month(span.last.plus_days(1))
    }

    pub(crate) fn start(&self) -> Date {
        self.start
    }

    pub(crate) fn into_spans(self) -> Vec<Vec<Span>> {
        self.spans.into()
    }

    /// A measure over a span of one path: flows pro rata by days, stocks at the last day, means by days.
    pub(super) fn combine(&self, span: &Span, measure: Measure, path: Path<'_>) -> f64 {
        let shares = self.shares(span, measure.combine());
        let sum = |value: &dyn Fn(usize) -> f64| {
            shares.iter().map(|&(week, share)| value(week) * share).sum::<f64>()
        };
        let Combine::WeightedBy(by) = measure.combine() else {
            return sum(&|week| {
                if week < self.weeks { path.at(measure, week) } else { path.opening(measure) }
            });
        };
        let weight = sum(&|week| path.at(by, week));
        if weight > 0.0 { sum(&|week| path.at(measure, week) * path.at(by, week)) / weight } else { 0.0 }
    }

    /// What each week counts for in a span: a list of (week, share). The week after the last stands for what was there
    /// before the first.
    pub(crate) fn shares(&self, span: &Span, combine: Combine) -> Vec<(usize, f64)> {
        let days = f64::from(span.days());
        match combine {
            Combine::End => self.shares_at_day(span.last).to_vec(),
            Combine::Sum | Combine::WeightedBy(_) => {
                self.parts(span).map(|(week, days_in)| (week, days_in / 7.0)).collect()
            }
            Combine::Mean => self.parts(span).map(|(week, days_in)| (week, days_in / days)).collect(),
        }
    }

    /// A stock (or a cumulated flow) at the end of a day, linear within the week; `opening` is what was there before the
    /// first.
    pub(super) fn at_day(&self, day: Date, opening: f64, weeks: &[f64]) -> f64 {
        let at = |week: usize| weeks.get(week).copied().unwrap_or(opening);
        self.shares_at_day(day).iter().map(|&(week, share)| share * at(week)).sum()
    }

    /// A stock of a path at the end of a day; on the day before the first what was there then.
    pub(super) fn stock(&self, day: Date, measure: Measure, path: Path<'_>) -> f64 {
        let at = |week: usize| if week < self.weeks { path.at(measure, week) } else { path.opening(measure) };
        self.shares_at_day(day).iter().map(|&(week, share)| share * at(week)).sum()
    }

    fn shares_at_day(&self, day: Date) -> [(usize, f64); 2] {
        let passed = day.days_since(self.start) + 1;
        let week = (passed.max(1) as usize - 1).min(7 * self.weeks - 1) / 7;
        let elapsed = f64::from(passed - 7 * week as i32).clamp(0.0, 7.0) / 7.0;
        [(week.checked_sub(1).unwrap_or(self.weeks), 1.0 - elapsed), (week, elapsed)]
    }

    /// The weeks that a span touches, with the days that lie in it.
    fn parts(&self, span: &Span) -> impl Iterator<Item = (usize, f64)> + use<> {
        let (first, last) = (span.first.days_since(self.start), span.last.days_since(self.start));
        (first / 7..=last / 7).map(move |week| {
            let days = last.min(7 * week + 6) - first.max(7 * week) + 1;
            (week as usize, f64::from(days))
        })
    }
}

fn cut(start: Date, end: Date, key: &dyn Fn(Date) -> i32) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut day = start;
    while day <= end {
        match spans.last_mut() {
            Some(span) if key(span.first) == key(day) => span.last = day,
            _ => spans.push(Span { first: day, last: day }),
        }
        day = day.plus_days(1);
    }
    spans
}

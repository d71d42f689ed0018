//! How weeks add up to months, fiscal quarters and plan years (`docs/model.md` 2.2 and 2.3).

use super::path::Path;
use crate::calendar::{Calendar, fiscal_quarter};
use crate::date::Date;
use crate::measure::{Combine, Measure, Period};
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
    spans: [Vec<Span>; 4],
}

impl PeriodTable {
    pub(crate) fn new(calendar: &Calendar, fiscal_start: u32) -> Self {
        let start = calendar.start;
        let end = calendar.sunday(calendar.weeks - 1);
        let month = |day: Date| day.month_number();
        let quarter = |day: Date| fiscal_quarter(day, fiscal_start);
        let week = |day: Date| day.days_since(start) / 7;
        let year = |day: Date| day.days_since(start) / 364;
        Self {
            start,
            spans: [
                cut(start, end, &week),
                cut(start, end, &month),
                cut(start, end, &quarter),
                cut(start, end, &year),
            ],
        }
    }

    pub(crate) fn spans(&self, period: Period) -> &[Span] {
        &self.spans[period as usize]
    }

    pub(crate) fn start(&self) -> Date {
        self.start
    }

    pub(crate) fn into_spans(self) -> Vec<Vec<Span>> {
        self.spans.into()
    }

    /// A measure over a span of one path: flows pro rata by days, stocks at the last day, means by days.
    pub(super) fn combine(&self, span: &Span, measure: Measure, path: Path<'_>) -> f64 {
        let shares = self.shares(span, measure.combine(), path.weeks());
        let sum = |value: &dyn Fn(usize) -> f64| {
            shares.iter().map(|&(week, share)| value(week) * share).sum::<f64>()
        };
        let Combine::WeightedBy(by) = measure.combine() else {
            return sum(&|week| path.at(measure, week));
        };
        let weight = sum(&|week| path.at(by, week));
        if weight > 0.0 { sum(&|week| path.at(measure, week) * path.at(by, week)) / weight } else { 0.0 }
    }

    /// What each week counts for in a span: a list of (week, share).
    pub(super) fn shares(&self, span: &Span, combine: Combine, weeks: usize) -> Vec<(usize, f64)> {
        let days = f64::from(span.days());
        match combine {
            Combine::End => self.shares_at_day(span.last, weeks).to_vec(),
            Combine::Sum | Combine::WeightedBy(_) => {
                self.parts(span).map(|(week, days_in)| (week, days_in / 7.0)).collect()
            }
            Combine::Mean => self.parts(span).map(|(week, days_in)| (week, days_in / days)).collect(),
        }
    }

    /// A stock (or a cumulated flow) at the end of a day, linear within the week.
    pub(super) fn at_day(&self, day: Date, weeks: &[f64]) -> f64 {
        self.shares_at_day(day, weeks.len()).iter().map(|&(week, share)| share * weeks[week]).sum()
    }

    fn shares_at_day(&self, day: Date, weeks: usize) -> [(usize, f64); 2] {
        let passed = (day.days_since(self.start) + 1).max(1);
        let week = ((passed as usize - 1) / 7).min(weeks - 1);
        let elapsed = f64::from(passed - 7 * week as i32).min(7.0) / 7.0;
        // Before the first week's end only its end is known.
        [(week.saturating_sub(1), 1.0 - elapsed), (week, elapsed)]
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

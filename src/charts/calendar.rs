//! Dates of a plan as places on a time axis.

use tandem_charts::{RibbonMonth, TimeAxis};
use tandem_engine::date::Date;
use tandem_engine::summary::{LimitShares, Span};
use tandem_engine::{Period, Summary};

/// Days from the start of the plan.
pub fn day_of(date: Date, start: Date) -> f64 {
    f64::from(date.days_since(start))
}

/// The time axis of a plan of so many weeks, with a fiscal year that starts in that month, 1..=12.
pub fn month_axis(start: Date, weeks: u32, fiscal_start: u32) -> TimeAxis {
    let days = 7 * weeks as i32;
    let first = start.month_number();
    let last = start.plus_days(days).month_number();
    let months: Vec<_> = (first..=last)
        .map(|number| {
            let date = Date::first_of_month(number);
            (day_of(date, start), date.year(), date.month())
        })
        .collect();
    TimeAxis::from_months(f64::from(days), &months).with_year_from(fiscal_start)
}

/// The months of the constraint ribbon.
pub fn ribbon_months(summary: &Summary) -> Vec<RibbonMonth> {
    let spans = summary.spans(Period::Month).iter();
    let month = |(limit, span): (&LimitShares, &Span)| RibbonMonth {
        from: day_of(span.first, summary.start),
        to: day_of(span.last, summary.start) + 1.0,
        shares: [limit.leads, limit.sdr, limit.ae, limit.cash],
    };
    summary.limits.iter().zip(spans).map(month).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_axis_holds_the_month_the_plan_starts_in() {
        let start = Date::parse("2027-01-04").expect("a date");
        let axis = month_axis(start, 104, 1);
        assert_eq!(axis.days, 728.0);
        assert_eq!((axis.months[0].day, axis.months[0].month), (-3.0, 1));
        assert_eq!((axis.months[1].day, axis.months[1].month), (28.0, 2));
        assert_eq!(axis.months.len(), 25);
    }
}

//! When things happen, trial by trial (`docs/model.md` 8.4).

use super::DateSpread;
use super::path::Path;
use super::periods::PeriodTable;
use crate::date::Date;
use crate::measure::{Measure, Period};
use crate::plan::TargetMeasure;

/// Months of operating cash flow that must not be negative together for a break-even to count.
const BREAK_EVEN_MONTHS: usize = 3;

/// The first month whose own cash flow, and the sum of it and the next two, are not negative: a single good month does
/// not count, and a single bad month after it does not undo it. 0 = the first month.
pub fn break_even_month(monthly_cash_flow: &[f64]) -> Option<usize> {
    let n = monthly_cash_flow.len();
    (0..n.checked_sub(BREAK_EVEN_MONTHS - 1)?).find(|&m| {
        monthly_cash_flow[m] >= 0.0 && monthly_cash_flow[m..m + BREAK_EVEN_MONTHS].iter().sum::<f64>() >= 0.0
    })
}

/// What a target's measure starts from: a stock's opening; flows are cumulated from nothing.
pub(super) fn target_opening(measure: TargetMeasure, path: Path<'_>) -> f64 {
    match measure {
        TargetMeasure::Arr => 12.0 * path.opening(Measure::Mrr),
        TargetMeasure::Customers => path.opening(Measure::Customers),
        TargetMeasure::Cash => path.opening(Measure::Cash),
        TargetMeasure::Revenue | TargetMeasure::Bookings | TargetMeasure::Won => 0.0,
    }
}

/// The target's measure by week on one path: flows cumulated from the start, stocks as they are.
pub(super) fn target_path(measure: TargetMeasure, path: Path<'_>) -> Vec<f64> {
    let weeks = 0..path.weeks();
    let stock = |measure, factor: f64| {
        let of = path.weeks_of(measure);
        weeks.clone().map(|week| factor * of.at(week)).collect()
    };
    let cumulated = |measure| {
        let of = path.weeks_of(measure);
        let add = |sum: &mut f64, week| {
            *sum += of.at(week);
            Some(*sum)
        };
        weeks.clone().scan(0.0, add).collect()
    };
    match measure {
        TargetMeasure::Arr => stock(Measure::Mrr, 12.0),
        TargetMeasure::Customers => stock(Measure::Customers, 1.0),
        TargetMeasure::Cash => stock(Measure::Cash, 1.0),
        TargetMeasure::Revenue => cumulated(Measure::Revenue),
        TargetMeasure::Bookings => cumulated(Measure::Bookings),
        TargetMeasure::Won => cumulated(Measure::Won),
    }
}

/// The end of the first week in which a measure is as asked, in days since the start.
pub(super) fn first_week(path: Path<'_>, measure: Measure, asked: impl Fn(f64) -> bool) -> Option<i32> {
    let of = path.weeks_of(measure);
    (0..path.weeks()).find(|&week| asked(of.at(week))).map(week_end)
}

/// The end of the break-even month, in days since the start, from the operating cash flow of each month of the plan.
pub(super) fn break_even(table: &PeriodTable, flows: &[f64]) -> Option<i32> {
    // A month cut by the plan's edge is no month.
    let months = table.spans(Period::Month).iter().zip(flows).filter(|(span, _)| table.is_whole_month(span));
    let (ends, flows): (Vec<_>, Vec<_>) = months.map(|(span, &flow)| (span.last, flow)).unzip();
    break_even_month(&flows).map(|month| ends[month].days_since(table.start()))
}

/// A date over trials, from days since the start.
pub(super) fn spread(start: Date, expected: Option<i32>, mut days: Vec<Option<i32>>) -> DateSpread {
    let n = days.len();
    let never = days.iter().filter(|day| day.is_none()).count();
    // Never is later than any day: the mass beyond the horizon is kept.
    days.sort_unstable_by_key(|day| day.unwrap_or(i32::MAX));
    let day = |level: f64| {
        let index = ((level * n as f64).ceil() as usize).clamp(1, n.max(1)) - 1;
        days.get(index).copied().flatten()
    };
    let at = |level: f64| day(level).map(|day| start.plus_days(day));
    let share = if n == 0 { f64::from(u8::from(expected.is_none())) } else { never as f64 / n as f64 };
    // Half the distance of the days one binomial standard deviation off, as for any percentile.
    let error = |level: f64| {
        let off = (level * (1.0 - level) / n.max(1) as f64).sqrt();
        let (early, late) = (day(level - off)?, day(level + off)?);
        day(level).map(|_| 0.5 * f64::from(late - early))
    };
    DateSpread {
        expected: expected.map(|day| start.plus_days(day)),
        p10: at(0.10),
        p50: at(0.50),
        p90: at(0.90),
        p10_se_days: error(0.10),
        p50_se_days: error(0.50),
        p90_se_days: error(0.90),
        not_within_horizon: share,
        not_within_horizon_se: (share * (1.0 - share) / n.max(1) as f64).sqrt(),
    }
}

/// Last day of a week in days since the start.
pub(super) fn week_end(week: usize) -> i32 {
    7 * week as i32 + 6
}

//! The table by plan year.

use super::LABEL;
use crate::words::{count, money, short_date};
use tandem_engine::measure::{Measure, Period};
use tandem_engine::summary::{Series, Summary};

/// A measure, its label and how its figures are written.
type Row = (Measure, &'static str, fn(f64) -> String);

/// Rows of the table, in the order of the funnel and then of the money.
const ROWS: [Row; 12] = [
    (Measure::Leads, "leads", count),
    (Measure::Mql, "mql", count),
    (Measure::Sql, "sql", count),
    (Measure::Opportunities, "opportunities", count),
    (Measure::Won, "won", count),
    (Measure::Bookings, "bookings", money),
    (Measure::Revenue, "revenue", money),
    (Measure::Collections, "collections", money),
    (Measure::Spend, "spend", money),
    (Measure::Cash, "cash_end", money),
    (Measure::Mrr, "mrr_end", money),
    (Measure::Customers, "customers_end", count),
];
/// Widths of a median and of a range.
const MEDIAN: usize = 10;
const RANGE: usize = 16;

/// Medians and 80 % ranges by plan year, or the expected path.
pub(super) fn years(summary: &Summary) -> String {
    let spans = summary.spans(Period::PlanYear);
    let width = if summary.n_trials == 0 { RANGE } else { MEDIAN + RANGE };
    let head = |texts: &mut dyn Iterator<Item = String>| row("", texts, width);
    let mut text = head(&mut (1..=spans.len()).map(|year| format!("year {year}")));
    text += &head(&mut spans.iter().map(|span| format!("to {}", short_date(span.last))));
    text += &match summary.n_trials {
        0 => head(&mut spans.iter().map(|_| "expected".to_owned())),
        _ => head(&mut spans.iter().map(|_| format!("{:>MEDIAN$}{:>RANGE$}", "median", "80 % range"))),
    };
    for (measure, label, figure) in ROWS {
        let series = summary.series(measure, Period::PlanYear);
        text += &row(
            label,
            &mut (0..spans.len()).map(|year| cell(series, year, summary.n_trials, figure)),
            width,
        );
    }
    text
}

fn row(label: &str, cells: &mut dyn Iterator<Item = String>, width: usize) -> String {
    let cells: String = cells.map(|cell| format!("{cell:>width$}")).collect();
    format!("{label:<LABEL$}{cells}\n")
}

fn cell(series: &Series, year: usize, trials: u32, figure: fn(f64) -> String) -> String {
    if trials == 0 {
        return figure(series.expected[year]);
    }
    let [low, high] = [&series.p10, &series.p90].map(|values| figure(values[year]));
    let range = if low == high { low } else { format!("{low}–{high}") };
    format!("{:>MEDIAN$}{range:>RANGE$}", figure(series.p50[year]))
}

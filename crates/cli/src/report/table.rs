//! The table by plan year.

use super::LABEL;
use crate::words::{figure, short_date};
use tandem_engine::measure::{Measure, Period};
use tandem_engine::summary::{Series, Summary};

/// Rows of the table, in the order of the funnel and then of the money.
const ROWS: [(Measure, &str); 12] = [
    (Measure::Leads, "leads"),
    (Measure::Mql, "mql"),
    (Measure::Sql, "sql"),
    (Measure::Opportunities, "opportunities"),
    (Measure::Won, "won"),
    (Measure::Bookings, "bookings"),
    (Measure::Revenue, "revenue"),
    (Measure::Collections, "collections"),
    (Measure::Spend, "spend"),
    (Measure::Cash, "cash_end"),
    (Measure::Mrr, "mrr_end"),
    (Measure::Customers, "customers_end"),
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
    for (measure, label) in ROWS {
        let series = summary.series(measure, Period::PlanYear);
        text += &row(label, &mut (0..spans.len()).map(|year| cell(series, year, summary.n_trials)), width);
    }
    text
}

fn row(label: &str, cells: &mut dyn Iterator<Item = String>, width: usize) -> String {
    let cells: String = cells.map(|cell| format!("{cell:>width$}")).collect();
    format!("{label:<LABEL$}{cells}\n")
}

fn cell(series: &Series, year: usize, trials: u32) -> String {
    if trials == 0 {
        return figure(series.expected[year]);
    }
    let [low, high] = [&series.p10, &series.p90].map(|values| figure(values[year]));
    let range = if low == high { low } else { format!("{low}–{high}") };
    format!("{:>MEDIAN$}{range:>RANGE$}", figure(series.p50[year]))
}

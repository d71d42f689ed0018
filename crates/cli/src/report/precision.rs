//! How well the futures tell the main figures: Monte Carlo standard errors, and what luck costs against the expected path.

use super::LABEL;
use crate::words::{count, money};
use tandem_engine::Kpi;
use tandem_engine::summary::Summary;

/// A figure, its label and how it is written.
type Row = (Kpi, &'static str, fn(f64) -> String);

const ROWS: [Row; 4] = [
    (Kpi::Won, "won", count),
    (Kpi::Bookings, "bookings", money),
    (Kpi::Revenue, "revenue", money),
    (Kpi::CashEnd, "cash_end", money),
];
const WIDTH: usize = 26;

/// Standard errors of P10, median and P90 by plan year; below, by how much the expected path is above the mean.
pub(super) fn of_medians(summary: &Summary) -> String {
    if summary.n_trials < 2 {
        return String::new();
    }
    let years = 0..summary.plan_years();
    let head = |title: &str| {
        let names: String =
            years.clone().map(|year| format!("{:>WIDTH$}", format!("year {}", year + 1))).collect();
        format!("\n{title}\n{:<LABEL$}{names}\n", "")
    };
    let rows = |cell: &dyn Fn(Kpi, usize, fn(f64) -> String) -> String| -> String {
        let row = |(kpi, label, figure): Row| {
            let cells: String =
                years.clone().map(|year| format!("{:>WIDTH$}", cell(kpi, year, figure))).collect();
            format!("{label:<LABEL$}{cells}\n")
        };
        ROWS.into_iter().map(row).collect()
    };
    let errors = |kpi, year, figure: fn(f64) -> String| {
        summary.kpi(kpi, year).map_or_else(String::new, |s| {
            [s.p10_se, s.p50_se, s.p90_se].map(|se| format!("±{}", figure(se))).join(" ")
        })
    };
    let cost = |kpi, year, figure: fn(f64) -> String| {
        summary
            .kpi(kpi, year)
            .map_or_else(String::new, |s| format!("{} ± {}", figure(s.cost_of_variability()), figure(s.se)))
    };
    head("Standard errors of P10, median, P90")
        + &rows(&errors)
        + &head("What luck costs: the expected path less the mean of the futures")
        + &rows(&cost)
}

//! The odds that a key figure is at or above a value.

use super::LABEL;
use crate::run::Run;
use crate::words::{NO_ODDS, count, money, seen};
use tandem_engine::Kpi;
use tandem_engine::summary::{Outcome, exceedance};

/// Values of a curve that are written.
const POINTS: usize = 11;
const WIDTH: usize = 20;

/// Values and the share of the futures at or above them, by plan year.
pub(super) fn of_years(run: &Run<'_>, kpi: Kpi) -> String {
    let years = run.summary.plan_years();
    let curve = |year| {
        let values = run.outcomes.of(Outcome::Kpi(kpi, year));
        let known = values.iter().filter(|value| !value.is_nan()).count();
        (known as u32, exceedance(values, POINTS))
    };
    let curves: Vec<_> = (0..years).map(curve).collect();
    let names: String = (1..=years).map(|year| format!("{:>WIDTH$}", format!("year {year}"))).collect();
    let mut text = format!("\nAt or above: {}\n{:<LABEL$}{names}\n", kpi.key(), "");
    if curves.iter().all(|(_, curve)| curve.is_empty()) {
        return text + "in no future\n";
    }
    for point in 0..POINTS {
        let cell = |(known, curve): &(u32, Vec<(f64, f64)>)| {
            let told = curve.get(point).map(|&(value, odds)| match *known {
                few if few < NO_ODDS => format!("{} {:>8}", figure(value), seen(odds, few)),
                _ => format!("{} {:>6.1} %", figure(value), 100.0 * odds),
            });
            format!("{:>WIDTH$}", told.unwrap_or_default())
        };
        text += &format!("{:<LABEL$}{}\n", "", curves.iter().map(cell).collect::<String>());
    }
    text
}

/// A value of any size: small ones are shares and ratios.
pub(super) fn figure(value: f64) -> String {
    match value.abs() {
        size if size < 10.0 => format!("{value:.3}"),
        size if size < 1_000.0 => count(value),
        _ => money(value),
    }
}

//! What was typed beside what the run gives: where they differ, the plan does something to it.

use super::LABEL;
use crate::words::money;
use tandem_engine::Kpi;
use tandem_engine::summary::{Summary, TypedFigure};

/// Width of a figure.
const FIGURE: usize = 12;

/// Typed and realised figures by plan year: medians of the futures, or the expected path.
pub(super) fn beside_realised(summary: &Summary) -> String {
    let years: String =
        (1..=summary.plan_years()).map(|year| format!("{:>FIGURE$}", format!("year {year}"))).collect();
    let mut text = format!("\n{:<LABEL$}{:>FIGURE$}{years}\n", "Typed, realised", "typed");
    for TypedFigure { kpi, typed } in &summary.typed {
        let realised = (0..summary.plan_years()).map(|year| {
            let shown = summary.kpi(*kpi, year).map_or("-".to_owned(), |spread| figure(*kpi, spread.p50));
            format!("{shown:>FIGURE$}")
        });
        let realised: String = realised.collect();
        text += &format!("{:<LABEL$}{:>FIGURE$}{realised}\n", label(*kpi), figure(*kpi, *typed));
    }
    text
}

fn label(kpi: Kpi) -> &'static str {
    match kpi {
        Kpi::MqlRate => "lead to mql",
        Kpi::SqlRate => "mql to sql",
        Kpi::PassRate => "sql to opp.",
        Kpi::WinRateOfOpened => "opp. to won",
        Kpi::CycleWeeks => "weeks to close",
        Kpi::DealSize => "deal size",
        Kpi::RepeatRate => "orders a year",
        other => other.key(),
    }
}

fn figure(kpi: Kpi, value: f64) -> String {
    match kpi {
        Kpi::DealSize => money(value),
        Kpi::CycleWeeks => format!("{value:.1}"),
        Kpi::RepeatRate => format!("{value:.3}"),
        _ => format!("{:.1} %", 100.0 * value),
    }
}

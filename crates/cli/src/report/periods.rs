//! The main figures by week, month, quarter or fiscal year.

use crate::words::{count, money, percent};
use tandem_engine::summary::{Spread, Summary};
use tandem_engine::{Kpi, Period};

type Column = (Kpi, &'static str, fn(f64) -> String);

const COLUMNS: [Column; 11] = [
    (Kpi::Leads, "leads", count),
    (Kpi::Mqls, "mql", count),
    (Kpi::Won, "won", count),
    (Kpi::WinRate, "win rate", percent),
    (Kpi::Bookings, "bookings", money),
    (Kpi::Revenue, "revenue", money),
    (Kpi::Spend, "spend", money),
    (Kpi::Cac, "CAC", money),
    (Kpi::ResponseHours, "response h", count),
    (Kpi::ArrEnd, "arr_end", money),
    (Kpi::CashEnd, "cash_end", money),
];
const WIDTH: usize = 11;

/// Medians of the futures, or the expected path.
pub(super) fn table(summary: &Summary, period: Period, kpis: &[Vec<Option<Spread>>]) -> String {
    let title = match period {
        Period::Week => "By week",
        Period::Month => "By month",
        Period::Quarter => "By fiscal quarter",
        Period::PlanYear => "By plan year",
        Period::FiscalYear => "By fiscal year",
    };
    let names: String = COLUMNS.iter().map(|(_, name, _)| format!("{name:>WIDTH$}")).collect();
    let mut text = format!("\n{title:<22}{names}\n");
    for (span, kpis) in summary.spans(period).iter().zip(kpis) {
        let cell = |(kpi, _, figure): &Column| {
            let shown = kpis[*kpi as usize]
                .map(|spread| figure(if summary.n_trials == 0 { spread.expected } else { spread.p50 }));
            format!("{:>WIDTH$}", shown.unwrap_or_else(|| "-".to_owned()))
        };
        let cells: String = COLUMNS.iter().map(cell).collect();
        text += &format!("{:<22}{cells}\n", format!("{} {}", span.first, span.last));
    }
    text
}

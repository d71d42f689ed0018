//! The main figures by week, month, quarter or fiscal year.

use crate::run::By;
use crate::words::{count, money, percent};
use tandem_engine::summary::{ChannelKpi, ChannelOutlook, Spread, Summary};
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

/// Figures of channels, a table each.
const BY_CHANNEL: [(ChannelKpi, &str); 2] = [(ChannelKpi::Leads, "leads"), (ChannelKpi::Won, "won")];

/// Key figures, and what each channel brings: medians of the futures, or the expected path.
pub(super) fn tables(summary: &Summary, by: &By) -> String {
    let each = BY_CHANNEL.iter().map(|(kpi, name)| of_channels(summary, by, *kpi, name));
    table(summary, by) + &each.collect::<String>()
}

fn table(summary: &Summary, by: &By) -> String {
    let title = match by.period {
        Period::Week => "By week",
        Period::Month => "By month",
        Period::Quarter => "By fiscal quarter",
        Period::PlanYear => "By plan year",
        Period::FiscalYear => "By fiscal year",
    };
    let names: String = COLUMNS.iter().map(|(_, name, _)| format!("{name:>WIDTH$}")).collect();
    let mut text = format!("\n{title:<22}{names}\n");
    for (span, kpis) in summary.spans(by.period).iter().zip(&by.outlook.kpis) {
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

/// A figure of every channel.
fn of_channels(summary: &Summary, by: &By, kpi: ChannelKpi, name: &str) -> String {
    let Some(channels) = by.channels.first().filter(|channels| !channels.is_empty()) else {
        return String::new();
    };
    let short = |channel: &ChannelOutlook| channel.id.chars().take(WIDTH - 1).collect::<String>();
    let names: String = channels.iter().map(|channel| format!("{:>WIDTH$}", short(channel))).collect();
    let mut text = format!("\n{:<22}{names}\n", format!("By channel, {name}"));
    for (span, channels) in summary.spans(by.period).iter().zip(&by.channels) {
        let cell = |channel: &ChannelOutlook| {
            let of = |spread: &Spread| if summary.n_trials == 0 { spread.expected } else { spread.p50 };
            let shown = channel.kpi(kpi).map(|spread| count(of(spread)));
            format!("{:>WIDTH$}", shown.unwrap_or_else(|| "-".to_owned()))
        };
        let cells: String = channels.iter().map(cell).collect();
        text += &format!("{:<22}{cells}\n", format!("{} {}", span.first, span.last));
    }
    text
}

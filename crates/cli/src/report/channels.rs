//! What each channel brings and costs in the last plan year.

use super::CHANNEL;
use crate::words::{count, money, percent};
use tandem_engine::summary::{ChannelKpi, ChannelOutlook, Summary};

type Column = (&'static str, fn(&ChannelOutlook, u32) -> Option<String>);

const WIDTH: usize = 11;

const COLUMNS: [Column; 9] = [
    ("leads", |c, n| shown(c, ChannelKpi::Leads, n, count)),
    ("won", |c, n| shown(c, ChannelKpi::Won, n, count)),
    ("fit", |c, n| shown(c, ChannelKpi::FitShareOfLeads, n, percent)),
    ("typed CPL", |c, _| c.typed_cost_per_lead.map(money)),
    ("CPL", |c, n| shown(c, ChannelKpi::CostPerLead, n, money)),
    ("next lead", |c, _| c.marginal_cost_per_lead.map(money)),
    ("ceiling", |c, _| c.saturation.map(percent)),
    ("per SQL", |c, n| shown(c, ChannelKpi::CostPerSql, n, money)),
    ("CAC", |c, n| shown(c, ChannelKpi::Cac, n, money)),
];

/// Medians of the futures, or the expected path.
pub(super) fn of_last_year(summary: &Summary) -> String {
    let Some(channels) = summary.channels.last().filter(|channels| !channels.is_empty()) else {
        return String::new();
    };
    let names: String = COLUMNS.iter().map(|(name, _)| format!("{name:>WIDTH$}")).collect();
    let mut text = format!("\n{:<CHANNEL$}{names}\n", format!("Channels, year {}", summary.plan_years()));
    for channel in channels {
        let cell = |(_, cell): &Column| {
            format!("{:>WIDTH$}", cell(channel, summary.n_trials).unwrap_or_else(|| "-".to_owned()))
        };
        let cells: String = COLUMNS.iter().map(cell).collect();
        let name: String = channel.id.chars().take(CHANNEL - 2).collect();
        text += &format!("{name:<CHANNEL$}{cells}\n");
    }
    text
}

fn shown(
    channel: &ChannelOutlook,
    kpi: ChannelKpi,
    trials: u32,
    figure: fn(f64) -> String,
) -> Option<String> {
    channel.kpi(kpi).map(|spread| figure(if trials == 0 { spread.expected } else { spread.p50 }))
}

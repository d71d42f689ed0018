//! When things happen, and what limits growth month by month.

use super::LABEL;
use crate::words::{month, odds_percent, short_date, without};
use tandem_engine::date::Date;
use tandem_engine::summary::{DateSpread, LimitShares, MilestoneKind, Summary};

/// Width of a date.
const DATE: usize = 14;

/// Key dates: P10, P50 and P90, and the share of futures in which they do not come.
pub(super) fn key_dates(summary: &Summary) -> String {
    let mut text = match summary.n_trials {
        0 => format!("\n{:<LABEL$}{:>DATE$}\n", "Key dates", "expected"),
        _ => format!(
            "\n{:<LABEL$}{:>DATE$}{:>DATE$}{:>DATE$}   not within the plan\n",
            "Key dates", "P10", "P50", "P90"
        ),
    };
    let has_day = summary.target.as_ref().is_none_or(|target| target.measure.has_day());
    for milestone in summary.milestones.iter().filter(|m| has_day || m.kind != MilestoneKind::Target) {
        let label = match milestone.kind {
            MilestoneKind::FirstRevenue => "first revenue",
            MilestoneKind::BreakEven => "break-even",
            MilestoneKind::Target => "target reached",
            MilestoneKind::CashOut => "cash runs out",
        };
        text += &format!("{label:<LABEL$}{}\n", dates(&milestone.when, summary.n_trials));
    }
    text
}

fn dates(when: &DateSpread, trials: u32) -> String {
    let shown = |date: Option<Date>| format!("{:>DATE$}", date.map_or("later".to_owned(), short_date));
    match (trials, when.not_within_horizon) {
        (0, _) => format!("{:>DATE$}", when.expected.map_or("never".to_owned(), short_date)),
        (_, missing) if missing >= 1.0 => format!("{:>1$}", "in no future", DATE),
        (_, missing) => {
            let rest = if missing > 0.0 { format!("   {}", without(missing, trials)) } else { String::new() };
            format!("{}{}{}{rest}", shown(when.p10), shown(when.p50), shown(when.p90))
        }
    }
}

/// The four things that may limit growth, with their shares.
fn shares(month: &LimitShares) -> [(&'static str, f64); 4] {
    [("leads", month.leads), ("SDR time", month.sdr), ("AE time", month.ae), ("cash", month.cash)]
}

/// The largest share; of equal ones the first.
fn leading(month: &LimitShares) -> &'static str {
    let mut best = ("leads", f64::NEG_INFINITY);
    for (name, share) in shares(month) {
        if share > best.1 {
            best = (name, share);
        }
    }
    best.0
}

/// Runs of months with the same leading limit, with its mean share.
pub(super) fn limits(months: &[LimitShares]) -> String {
    let mut text = "\nWhat limits growth\n".to_owned();
    for run in months.chunk_by(|a, b| leading(a) == leading(b)) {
        let name = leading(&run[0]);
        let share = |month| {
            shares(month).into_iter().filter(|(other, _)| *other == name).map(|(_, share)| share).sum::<f64>()
        };
        let mean = run.iter().map(share).sum::<f64>() / run.len() as f64;
        let (first, last) = (month(run[0].first), month(run[run.len() - 1].first));
        let span = if first == last { first } else { format!("{first} to {last}") };
        text += &format!("{name:<LABEL$}{span:<22}{} of the time\n", odds_percent(mean));
    }
    text
}

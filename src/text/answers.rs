//! Words of the headline and the key figures.
//!
//! A sentence of the headline is a template: each name in braces is a fact, shown with a rule beneath and leading to where
//! it comes from.

mod en;
mod zh_cn;

pub use en::EN;
pub use zh_cn::ZH_CN;

use crate::format::Odds;
use tandem_charts::Limit;
use tandem_engine::Kpi;
use tandem_engine::plan::TargetMeasure;

/// Since when, and how surely, something is the limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LimitCase {
    /// What limits.
    pub limit: Limit,
    /// Since when.
    pub since: Since,
    /// In how many futures.
    pub how: How,
    /// It goes by a name that the plan gives it, which may be of any grammar.
    pub is_named: bool,
    /// Its name begins with a Latin letter or a digit.
    pub is_latin: bool,
}

/// Since when something is so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Since {
    /// From a later month on.
    From,
    /// In every month of the plan.
    Throughout,
    /// From the first month of the plan, with months in between where something else is.
    MostMonths,
}

/// In how many futures something is so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// In more than half.
    Mostly,
    /// In fewer, but more often than anything else.
    MoreThanOthers,
    /// On the expected path; no future has run.
    Expected,
}

/// Words of the headline and the key figures.
pub struct Answers {
    /// Name of the headline for screen readers.
    pub headline: &'static str,
    /// Odds of a target that is reached by its day, or that is there on it: `{odds}`, `{target}`, `{date}`.
    pub reach: fn(Odds, has_day: bool) -> String,
    /// What stands at `{odds}`.
    pub odds: fn(Odds) -> String,
    /// Odds by themselves, where there is little room.
    pub odds_short: fn(Odds) -> String,
    /// Follows what was seen in a few futures.
    pub too_few: fn(of: u32) -> &'static str,
    /// The median date, the end of a sentence: `{median}`.
    pub median: &'static str,
    /// The same where fewer than half are there on the day: `{median}`.
    pub median_falls: &'static str,
    /// The median date lies beyond the plan: `{end}`.
    pub median_beyond: &'static str,
    /// While no future has run: `{value}`, `{date}`, `{target}`.
    pub expected: fn(TargetMeasure) -> &'static str,
    /// There is no target.
    pub no_target: &'static str,
    /// Cash runs out, in some futures (`{odds}`) or on the expected path (`{date}`); the median date or a full stop follows.
    pub cash_out: fn(Option<Odds>) -> &'static str,
    /// Follows that cash runs out: what the plan does then.
    pub on_credit: &'static str,
    /// The odds that are wanted, a fraction, in brackets.
    pub wanted: fn(f64) -> String,
    /// What limits: `{from}`, `{limit}`.
    pub limit: fn(LimitCase) -> &'static str,
    /// What stands at `{limit}`.
    pub limit_name: fn(Limit) -> &'static str,
    /// A value of a measure in a sentence.
    pub target: fn(TargetMeasure, &str) -> String,
    /// Ends a sentence that has no median date.
    pub full_stop: &'static str,
    /// Between two sentences.
    pub space: &'static str,
    /// What a click on a fact does.
    pub show_source: &'static str,

    /// Name of the key figures.
    pub kpis: &'static str,
    /// The three sides, each with its word.
    pub sides: [(&'static str, &'static str); 3],
    /// Name of the choice of period.
    pub pick_year: &'static str,
    /// A plan year by its number.
    pub year: fn(usize) -> String,
    /// What the figures are.
    pub reading: &'static str,
    /// What they are before any future has run.
    pub reading_expected: &'static str,
    /// What the figures are, and the currency of those that are money.
    pub in_currency: fn(reading: &str, currency: &str) -> String,
    /// What the marks mean.
    pub reading_change: fn(opened: bool) -> &'static str,
    /// Name of a figure.
    pub kpi: fn(Kpi) -> &'static str,
    /// What one of a stage costs: a figure's name, for a stage with a name of its own.
    pub cost_per: fn(stage: &str) -> String,
    /// Name of a figure at a date.
    pub kpi_at: fn(&str, &str) -> String,
    /// Share of futures with cash at all times.
    pub cash_never_out: &'static str,
    /// Behind a count of 100 futures.
    pub of_100: &'static str,
    /// Behind a count of a few futures.
    pub of_few: fn(u32) -> String,
    /// A figure without a range.
    pub known: &'static str,
    /// Something happens on the expected path, or does not.
    pub yes_no: (&'static str, &'static str),
    /// A figure that is not defined.
    pub undefined: &'static str,
}

/// Odds as so many of ten, where they are whole.
fn tenths(odds: f64) -> Option<f64> {
    let count = (odds * 10.0).round();
    ((odds * 10.0 - count).abs() < 1e-6).then_some(count)
}

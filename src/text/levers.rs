//! Words of the levers: names, reasons, sources, and what is said about what is typed.

use crate::format::Format;
use crate::levers::{Basis, LeverKind, Side};
use crate::parse::Problem;
use tandem_engine::plan::{Source, TargetMeasure};
use tandem_engine::quantity::Unit;

mod en;
mod examples;
pub mod figures;
pub mod typed;
mod zh_cn;

pub use en::EN;
pub use examples::Takes;
pub use zh_cn::ZH_CN;

/// A value of the measure and the lever's value that it comes with.
pub type At<'a> = (&'a str, &'a str);

/// Words of the levers.
pub struct Levers {
    /// Name of the panel.
    pub title: &'static str,
    /// How much of the levers differs from the plan as it was opened, and whether something that has no lever does.
    pub changed: fn(count: usize, elsewhere: bool) -> String,
    /// Takes all levers back.
    pub reset_all: &'static str,
    /// Name of the choice between groups on a phone.
    pub groups: &'static str,
    /// Draws the sheet up, on a phone.
    pub more_room: &'static str,
    /// Draws the sheet down.
    pub less_room: &'static str,
    /// Head of a group.
    pub side: fn(Side) -> &'static str,
    /// The same for a narrow button.
    pub side_short: fn(Side) -> &'static str,
    /// A folded rest: how many, and how many of them are changed.
    pub more: fn(usize, usize) -> String,
    /// Folds the rest.
    pub fewer: &'static str,

    /// Fact of the pull side: money a month in channels.
    pub spend_fact: fn(&str, usize) -> (String, String),
    /// Fact of the hand-over: mean first response.
    pub response_fact: fn(&str) -> (String, String),
    /// Fact of the push side: AEs in all, whether founders' time is among them, share of their slots used.
    pub team_fact: fn(&str, bool, Option<&str>) -> (String, String),
    /// Fact of the money: fixed cost a month.
    pub fixed_fact: fn(&str, &str) -> (String, String),
    /// Fact of the target while there are no odds.
    pub no_odds: &'static str,

    /// Name of a lever of the plan as a whole.
    pub label: fn(LeverKind) -> &'static str,
    /// What a channel's lever is about, beside the channel's name.
    pub of_channel: fn(LeverKind) -> &'static str,
    /// Between a channel's name and what of it.
    pub name_gap: &'static str,
    /// Name of a figure that a target can be set for.
    pub measure: fn(TargetMeasure) -> &'static str,
    /// What a lever does.
    pub does: fn(LeverKind) -> &'static str,
    /// Unit behind the value in a field.
    pub unit: fn(LeverKind, Unit) -> &'static str,
    /// The value before the change.
    pub was: fn(&str) -> String,
    /// Takes one lever back to a value.
    pub back: fn(&str) -> String,
    /// The value was changed on this page.
    pub typed_now: &'static str,
    /// Where a value comes from.
    pub source: fn(Source) -> &'static str,
    /// The plan does not say where a value comes from.
    pub source_unknown: &'static str,
    /// A usual span and where it is known from.
    pub typical: fn(&str, &str) -> String,
    /// Where a usual span is known from.
    pub basis: fn(Basis) -> &'static str,
    /// Without a usual span: a decision.
    pub decision: &'static str,
    /// A budget by month: from, to.
    pub by_month: fn(&str, &str) -> String,
    /// So many events.
    pub events: fn(usize) -> String,
    /// A hire to come: heads, month, weeks to full output.
    pub starts: fn(&str, &str, &str) -> String,

    /// The measure at a date over the range of a lever.
    pub over_range: fn(&str, &str, At<'_>, At<'_>) -> String,
    /// How many SDRs a quick first response needs: hours, SDRs (none: more than were tried), SDRs there, their hours.
    pub sdrs_needed: fn(&str, Option<&str>, &str, &str) -> String,
    /// What bar brings so many fewer MQLs: the share fewer, the bar, MQLs of the first year then and at today's bar.
    pub fewer_mqls: fn(&str, &str, &str, &str) -> String,

    /// Name of the field beside a slider.
    pub field_of: fn(&str) -> String,
    /// The value understood.
    pub understood: fn(&str) -> String,
    /// The range understood: low, high, unit.
    pub understood_range: fn(&str, &str, &str) -> String,
    /// Behind it: the value that it takes the place of knew more than two ends.
    pub shape_lost: &'static str,
    /// A period behind an amount in full words, for the value understood.
    pub unit_long: fn(LeverKind, Unit) -> &'static str,
    /// What is wrong with what was typed, and what can be done.
    pub problem: fn(&Problem, Unit, &Format, Takes<'_>) -> (String, String),

    /// Name of the list of hires.
    pub hires: &'static str,
    /// Adds a hire.
    pub add_hire: &'static str,
    /// Takes a hire out: its month.
    pub remove_hire: fn(&str) -> String,
    /// Name of the choice of a hire's month.
    pub hire_month: &'static str,
    /// Name of the field of a hire's heads.
    pub hire_heads: &'static str,
    /// Sets a target where there is none.
    pub set_target: &'static str,
}

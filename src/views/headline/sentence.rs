//! The sentences of the headline, made of words and facts.

use crate::charts::ribbon_months;
use crate::format::{Format, natural};
use crate::levers::{Side, main_channel};
use crate::text::Text;
use crate::text::answers::{How, LimitCase, Since};
use tandem_charts::{Limit, RibbonMonth, Run, runs};
use tandem_engine::Summary;
use tandem_engine::plan::{Plan, TargetMeasure};
use tandem_engine::summary::{MilestoneKind, TargetOutlook};

/// A part of a sentence.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Piece {
    /// Plain words.
    Words(String),
    /// A figure.
    Fact(Fact),
}

impl Piece {
    /// The words of the part.
    pub(super) fn text(&self) -> &str {
        match self {
            Piece::Words(words) => words,
            Piece::Fact(fact) => &fact.text,
        }
    }
}

/// A figure with where it comes from.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Fact {
    pub(super) name: &'static str,
    pub(super) text: String,
    /// The side whose colour it has.
    pub(super) side: Option<Side>,
    pub(super) place: Place,
}

/// Where a figure comes from.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Place {
    /// A panel, by its id.
    Panel(&'static str),
    /// A lever, by its id and group.
    Lever(String, Side),
}

const FORECAST: Place = Place::Panel("forecast");

fn target_lever(id: &str) -> Place {
    Place::Lever(id.to_owned(), Side::Target)
}

/// The headline of a summary.
pub(super) fn compose(summary: &Summary, plan: &Plan, text: &'static Text, format: &Format) -> Vec<Piece> {
    let mut pieces = match &summary.target {
        Some(target) => target_pieces(summary, target, text, format),
        None => vec![Piece::Words(text.answers.no_target.to_owned())],
    };
    if let Some(cash) = cash_pieces(summary, text, format) {
        pieces.push(Piece::Words(text.answers.space.to_owned()));
        pieces.extend(cash);
    }
    if let Some(limit) = limit_pieces(summary, plan, text, format) {
        pieces.push(Piece::Words(text.answers.space.to_owned()));
        pieces.extend(limit);
    }
    pieces
}

/// Where cash runs out in one future of twenty or more: a target that is reached on credit is said to be. The plan goes on
/// below zero, so that the money it needs can be seen.
fn cash_pieces(summary: &Summary, text: &'static Text, format: &Format) -> Option<Vec<Piece>> {
    const WORTH_A_WORD: f64 = 0.05;
    let out = &summary.milestones.iter().find(|milestone| milestone.kind == MilestoneKind::CashOut)?.when;
    let share = 1.0 - out.not_within_horizon;
    if share < WORTH_A_WORD {
        return None;
    }
    let figure = |name, text| fact(name, text, Place::Panel("timeline"));
    if summary.n_trials == 0 {
        let date = figure("date", format.date(out.expected?));
        let mut pieces = fill((text.answers.cash_out)(None), &[date]);
        pieces.push(Piece::Words(text.answers.full_stop.to_owned()));
        return Some(pieces);
    }
    let odds = natural(share);
    let mut pieces = fill((text.answers.cash_out)(Some(odds)), &[figure("odds", (text.answers.odds)(odds))]);
    match out.p50 {
        Some(median) => pieces.extend(fill(text.answers.median, &[figure("median", format.date(median))])),
        None => pieces.push(Piece::Words(text.answers.full_stop.to_owned())),
    }
    Some(pieces)
}

/// Odds, target and date; then the median date. Before any trials: what the expected path comes to.
fn target_pieces(
    summary: &Summary,
    target: &TargetOutlook,
    text: &'static Text,
    format: &Format,
) -> Vec<Piece> {
    let words = text.answers;
    let date = fact("date", format.date(target.date), target_lever("target-date"));
    let value = |value: f64| (words.target)(target.measure, &figure(value, target.measure, format));
    let Some(odds) = target.odds else {
        let goal = figure(target.value, target.measure, format);
        let facts = [
            fact("value", value(target.value_at_date.expected), FORECAST),
            date,
            fact("target", goal, target_lever("target-value")),
        ];
        return fill((words.expected)(target.measure), &facts);
    };
    let odds = natural(odds);
    let facts = [
        fact("odds", (words.odds)(odds), FORECAST),
        fact("target", value(target.value), target_lever("target-value")),
        date,
    ];
    let mut pieces = fill((words.reach)(odds), &facts);
    if !target.measure.has_day() {
        pieces.push(Piece::Words(words.full_stop.to_owned()));
        return pieces;
    }
    pieces.extend(match target.reached.p50 {
        Some(median) => fill(words.median, &[fact("median", format.date(median), Place::Panel("timeline"))]),
        None => {
            let end = summary.start.plus_days(7 * summary.horizon_weeks as i32 - 1);
            fill(words.median_beyond, &[fact("end", format.date(end), FORECAST)])
        }
    });
    pieces
}

fn figure(value: f64, measure: TargetMeasure, format: &Format) -> String {
    match measure {
        TargetMeasure::Won | TargetMeasure::Customers => format.count(value),
        _ => format.money(value),
    }
}

/// What limits at the end of the plan, and since when: the same runs as in the ribbon under the chart.
fn limit_pieces(summary: &Summary, plan: &Plan, text: &'static Text, format: &Format) -> Option<Vec<Piece>> {
    let months = ribbon_months(summary);
    let run = runs(&months).pop()?;
    let since = match (run.first, run.is_unbroken(&months)) {
        (0, true) => Since::Throughout,
        (0, false) => Since::MostMonths,
        _ => Since::From,
    };
    let case = LimitCase { limit: run.limit, since, how: how(summary, &months, run) };
    let from = summary.start.plus_days(months[run.first].from.round() as i32);
    let facts = [
        fact("from", format.month(from), FORECAST),
        Fact {
            name: "limit",
            text: (text.answers.limit_name)(run.limit).to_owned(),
            side: Some(side_of(run.limit)),
            place: lever_of(run.limit, plan),
        },
    ];
    Some(fill((text.answers.limit)(case), &facts))
}

fn how(summary: &Summary, months: &[RibbonMonth], run: Run) -> How {
    if summary.n_trials == 0 {
        return How::Expected;
    }
    let place = Limit::ALL.iter().position(|limit| *limit == run.limit).unwrap_or(0);
    let run = &months[run.first..=run.last];
    let share = run.iter().map(|month| month.shares[place]).sum::<f64>() / run.len() as f64;
    if share > 0.5 { How::Mostly } else { How::MoreThanOthers }
}

fn side_of(limit: Limit) -> Side {
    match limit {
        Limit::Leads => Side::Pull,
        Limit::Sdr => Side::HandOver,
        Limit::Ae => Side::Push,
        Limit::Cash => Side::Money,
    }
}

fn lever_of(limit: Limit, plan: &Plan) -> Place {
    let id = match limit {
        Limit::Leads => main_channel(plan).unwrap_or_else(|| "lead-to-mql".to_owned()),
        Limit::Sdr => "sdrs".to_owned(),
        Limit::Ae => "aes".to_owned(),
        Limit::Cash => "opening-cash".to_owned(),
    };
    Place::Lever(id, side_of(limit))
}

fn fact(name: &'static str, text: String, place: Place) -> Fact {
    Fact { name, text, side: None, place }
}

/// A template with its facts in the places of their names.
fn fill(template: &str, facts: &[Fact]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        if !before.is_empty() {
            pieces.push(Piece::Words(before.to_owned()));
        }
        pieces.extend(facts.iter().find(|fact| fact.name == name).cloned().map(Piece::Fact));
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Words(rest.to_owned()));
    }
    pieces
}

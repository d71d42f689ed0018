//! The sentences of the headline, made of words and facts.

use crate::charts::ribbon_months;
use crate::format::{FEW, Figure, Format, Odds, natural};
use crate::levers::Side;
use crate::steps::{Prices, Step, rounded};
use crate::text::Text;
use crate::text::answers::{How, LimitCase, Since};
use crate::text::origin::Source;
use crate::views::scenarios::figure_of;
use tandem_charts::{Limit, RibbonMonth, Run, runs};
use tandem_engine::Summary;
use tandem_engine::plan::TargetMeasure;
use tandem_engine::summary::{MilestoneKind, TargetOutlook};

/// A part of a sentence.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Piece {
    /// Plain words.
    Words(String),
    /// A figure.
    Fact(Fact),
    /// What may be left out where there is little room.
    Aside(String),
}

impl Piece {
    /// The words of the part.
    pub(super) fn text(&self) -> &str {
        match self {
            Piece::Words(words) | Piece::Aside(words) => words,
            Piece::Fact(fact) => &fact.text,
        }
    }

    /// The figure, if it is one.
    pub(super) fn fact(&self) -> Option<&Fact> {
        if let Piece::Fact(fact) = self { Some(fact) } else { None }
    }
}

/// A figure with where it comes from.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Fact {
    pub(super) name: &'static str,
    pub(super) text: String,
    /// The side whose colour it has.
    pub(super) side: Option<Side>,
    /// What the panel about it says.
    pub(super) source: Source,
    /// The step that it is the price of.
    pub(super) step: Option<Step>,
}

/// The headline of a summary; `leads` is what leads are called in the plan, where not by their usual name.
pub(super) fn compose(
    summary: &Summary,
    leads: Option<&str>,
    text: &'static Text,
    format: &Format,
) -> Vec<Piece> {
    let mut pieces = match &summary.target {
        Some(target) => target_pieces(summary, target, text, format),
        None => vec![Piece::Words(text.answers.no_target.to_owned())],
    };
    if let Some(cash) = cash_pieces(summary, text, format) {
        pieces.push(Piece::Words(text.answers.space.to_owned()));
        pieces.extend(cash);
    }
    if let Some(limit) = limit_pieces(summary, leads, text, format) {
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
    if summary.n_trials == 0 {
        let date = fact("date", format.date(out.expected?), Source::CashDate);
        let mut pieces = fill((text.answers.cash_out)(None), &[date]);
        let rest = [text.answers.full_stop, text.answers.space, text.answers.on_credit].concat();
        pieces.push(Piece::Words(rest));
        return Some(pieces);
    }
    let odds = natural(share, summary.n_trials);
    let mut pieces = fill(
        (text.answers.cash_out)(Some(odds)),
        &[fact("odds", (text.answers.odds)(odds), Source::CashOdds)],
    );
    match out.p50 {
        Some(median) if summary.n_trials >= FEW => {
            let day = fact("median", format.date(median), Source::CashDate);
            pieces.extend(fill(text.answers.median, &[day]));
        }
        _ => pieces.push(Piece::Words(text.answers.full_stop.to_owned())),
    }
    pieces.push(Piece::Words([text.answers.space, text.answers.on_credit].concat()));
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
    let date = fact("date", format.date(target.date), Source::Date);
    let value = |value: f64| (words.target)(target.measure, &figure(value, target.measure, format));
    let Some(odds) = target.odds else {
        let goal = figure(target.value, target.measure, format);
        let facts = [
            fact("value", value(target.value_at_date.expected), Source::Value),
            date,
            fact("target", goal, Source::Target),
        ];
        return fill((words.expected)(target.measure), &facts);
    };
    let less_than_half = odds < 0.5;
    let odds = natural(odds, summary.n_trials);
    let facts = [
        fact("odds", (words.odds)(odds), Source::Odds),
        fact("target", value(target.value), Source::Target),
        date,
    ];
    let mut pieces = fill(&(words.reach)(odds, target.measure.has_day()), &facts);
    if !matches!(odds, Odds::Seen { .. }) {
        pieces.push(Piece::Aside((words.wanted)(target.wanted_odds)));
    }
    if let Odds::Seen { of, .. } = odds {
        // A median date of a few is hardly more than one of them.
        let too_few = [words.full_stop, words.space, (words.too_few)(of)].concat();
        pieces.push(Piece::Words(too_few));
        capitalise(&mut pieces);
        return pieces;
    }
    if !target.measure.has_day() {
        pieces.push(Piece::Words(words.full_stop.to_owned()));
        return pieces;
    }
    pieces.extend(match target.reached.p50 {
        Some(median) => {
            // Half have been there, and fewer are on the day: some have lost it again.
            let falls = less_than_half && median <= target.date;
            let said = if falls { words.median_falls } else { words.median };
            fill(said, &[fact("median", format.date(median), Source::Median)])
        }
        None => {
            let end = summary.start.plus_days(7 * summary.horizon_weeks as i32 - 1);
            fill(words.median_beyond, &[fact("end", format.date(end), Source::End)])
        }
    });
    pieces
}

fn figure(value: f64, measure: TargetMeasure, format: &Format) -> String {
    match measure {
        TargetMeasure::Won | TargetMeasure::Customers => format.count(value),
        _ => format.money_named(value),
    }
}

/// What limits at the end of the plan, and since when: the same runs as in the ribbon under the chart.
pub(super) fn limit_pieces(
    summary: &Summary,
    leads: Option<&str>,
    text: &'static Text,
    format: &Format,
) -> Option<Vec<Piece>> {
    let months = ribbon_months(summary);
    let run = runs(&months).pop()?;
    let since = match (run.first, run.is_unbroken(&months)) {
        (0, true) => Since::Throughout,
        (0, false) => Since::MostMonths,
        _ => Since::From,
    };
    let from = summary.start.plus_days(months[run.first].from.round() as i32);
    let usual = (text.answers.limit_name)(run.limit);
    let own = leads.filter(|_| run.limit == Limit::Leads);
    let name = own.unwrap_or(usual);
    let case = LimitCase {
        limit: run.limit,
        since,
        how: how(summary, &months, run),
        is_named: own.is_some(),
        is_latin: name.starts_with(|c: char| c.is_ascii_alphanumeric()),
    };
    let facts = [
        fact("from", format.month(summary.fiscal.named_month(from)), Source::From),
        Fact { side: Some(side_of(run.limit)), ..fact("limit", name.to_owned(), Source::Limit(run.limit)) },
    ];
    Some(fill((text.answers.limit)(case), &facts))
}

/// The step that brings most for its money, the same that the slide of the limits names, with what it brings and costs.
/// One that is not told from nothing is never named.
pub(super) fn next_step(prices: &Prices, text: &'static Text, format: &Format) -> Option<Vec<Piece>> {
    let words = text.prices;
    let mut pieces = vec![Piece::Words(text.answers.space.to_owned())];
    let Some(price) = prices.first() else {
        let measure = prices.known.first()?.question.measure();
        pieces.push(Piece::Words((words.no_next)((text.levers.measure)(measure))));
        return Some(pieces);
    };
    let (measure, figure) = (price.question.measure(), figure_of(price.question.measure()));
    let (median, se) = rounded(price.gain.median, price.gain.median_se);
    let cost = (!price.is_free).then(|| format.change_size(price.cost, Figure::Money));
    let side = match price.step {
        Step::Ae => Side::Push,
        Step::Sdr | Step::Response => Side::HandOver,
        Step::Spend => Side::Pull,
    };
    let of_step =
        |name, said| Fact { side: Some(side), step: Some(price.step), ..fact(name, said, Source::Price) };
    let facts = [
        of_step("gain", (text.answers.target)(measure, &format.change_size(median, figure))),
        of_step("cost", (words.next_cost)(cost.as_deref())),
    ];
    pieces.push(Piece::Words((words.next)(price.step)));
    pieces.push(Piece::Aside(words.next_aside.to_owned()));
    for piece in fill(words.next_figures, &facts) {
        let is_gain = piece.fact().is_some_and(|fact| fact.name == "gain");
        pieces.push(piece);
        if is_gain {
            pieces.push(Piece::Aside((words.aside)(&format.change_size(se, figure))));
        }
    }
    Some(pieces)
}

fn how(summary: &Summary, months: &[RibbonMonth], run: Run) -> How {
    // One future is told as it came.
    if summary.n_trials <= 1 {
        return How::Expected;
    }
    let place = Limit::ALL.iter().position(|limit| *limit == run.limit).unwrap_or(0);
    let run = &months[run.first..=run.last];
    let share = run.iter().map(|month| month.shares[place]).sum::<f64>() / run.len() as f64;
    if share > 0.5 { How::Mostly } else { How::MoreThanOthers }
}

pub(in crate::views) fn side_of(limit: Limit) -> Side {
    match limit {
        Limit::Leads => Side::Pull,
        Limit::Sdr => Side::HandOver,
        Limit::Ae => Side::Push,
        Limit::Cash => Side::Money,
    }
}

/// Begins a sentence with a capital.
fn capitalise(pieces: &mut [Piece]) {
    if let Some(Piece::Words(text) | Piece::Fact(Fact { text, .. })) = pieces.first_mut()
        && let Some(first) = text.get_mut(..1)
    {
        first.make_ascii_uppercase();
    }
}

fn fact(name: &'static str, text: String, source: Source) -> Fact {
    Fact { name, text, side: None, source, step: None }
}

/// A template with its facts in the places of their names.
fn fill(template: &str, facts: &[Fact]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        let fact = facts.iter().find(|fact| fact.name == name);
        let before = fact.map_or(before, |fact| without_gap(before, &fact.text));
        if !before.is_empty() {
            pieces.push(Piece::Words(before.to_owned()));
        }
        pieces.extend(fact.cloned().map(Piece::Fact));
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Words(rest.to_owned()));
    }
    pieces
}

/// Words without the space at their end where a fact goes on in Chinese what they say in Chinese: a space stands beside Latin
/// letters and figures only.
fn without_gap<'a>(before: &'a str, fact: &str) -> &'a str {
    let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    match before.strip_suffix(' ') {
        Some(trimmed) if trimmed.ends_with(is_han) && fact.starts_with(is_han) => trimmed,
        _ => before,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::changes::Question;
    use crate::steps::Price;
    use crate::text::{Lang, text};
    use std::rc::Rc;
    use tandem_engine::date::Date;
    use tandem_engine::summary::Change;

    fn price(step: Step, median: f64, cost: f64) -> Price {
        let gain = Change {
            n: 400,
            mean: median,
            mean_se: 40_000.0,
            median,
            median_se: 40_000.0,
            p10: 0.0,
            p90: 2.0 * median,
            larger: 0.8,
            smaller: 0.2,
        };
        let is_free = cost <= 0.0;
        let per_money = (!is_free && gain.is_clear()).then(|| (median / cost, 40_000.0 / cost));
        let question = Question::ArrAtEnd(Date::first_of_month(24_347));
        Price { step, question, gain, odds: None, cost, per_money, is_free }
    }

    fn said(known: Vec<Price>, lang: Lang) -> String {
        let prices = Prices { of: known.len(), known: Rc::new(known), futures: 400 };
        let pieces = next_step(&prices, text(lang), &Format::new(lang, "USD")).expect("a sentence");
        pieces.iter().map(Piece::text).collect()
    }

    #[test]
    fn the_next_step_is_the_one_that_brings_most_for_its_money() {
        let known =
            || vec![price(Step::Ae, 300_000.0, 200_000.0), price(Step::Response, 200_000.0, 18_700.0)];
        assert_eq!(
            said(known(), Lang::En),
            " Halving first response pays most for its money: 200k ARR (±40k) for 18.7k."
        );
        assert_eq!(
            said(known(), Lang::ZhCn).trim(),
            "首次响应时间减半最划算：约增加 ARR 20万（±4万），花费 1.87万。"
        );
        // One that is not told from nothing is not named, whatever it costs.
        let known = || vec![price(Step::Ae, 300_000.0, 200_000.0), price(Step::Spend, 70_000.0, 1_000.0)];
        assert!(said(known(), Lang::En).starts_with(" One more AE pays most"));
        let unclear = || vec![price(Step::Ae, 10_000.0, 200_000.0)];
        assert_eq!(said(unclear(), Lang::En), " No single step tried clearly adds ARR.");
        assert_eq!(said(unclear(), Lang::ZhCn).trim(), "试过的单个步骤都不会明显增加 ARR。");
        let free = || vec![price(Step::Response, 200_000.0, 0.0)];
        assert!(said(free(), Lang::En).ends_with("(±40k) at next to no cost."));
    }

    #[test]
    fn no_space_stands_between_chinese_and_a_fact_in_chinese() {
        let said = |template: &str, target: &str| {
            let facts = [fact("target", target.to_owned(), Source::Target)];
            let pieces = fill(template, &facts).into_iter().map(|piece| match piece {
                Piece::Words(text) | Piece::Fact(Fact { text, .. }) | Piece::Aside(text) => text,
            });
            pieces.collect::<String>()
        };
        assert_eq!(said("前达到 {target}。", "收入 3.8亿元"), "前达到收入 3.8亿元。");
        assert_eq!(said("前达到 {target}。", "ARR 5万"), "前达到 ARR 5万。");
        assert_eq!(said("约增加 {target}", "5,700"), "约增加 5,700");
        assert_eq!(said("futures reach {target}.", "收入"), "futures reach 收入.");
    }
}

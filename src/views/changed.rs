//! What the change from the base does, in one or two sentences, measured in the same random futures.

use crate::changes::{Changes, Question, comparable};
use crate::controls::announce::Announce;
use crate::format::{FEW, Figure, Format, of_100};
use crate::levers::{LeverKind, is_founders_own};
use crate::simulate::{Run, Runs, Shown};
use crate::text::Text;
use crate::views::scenarios::figure_of;
use crate::workbook::Sheet;
use std::rc::Rc;
use tandem_engine::Summary;
use tandem_engine::summary::Change;
use yew::prelude::*;

/// What [`Changed`] needs.
#[derive(PartialEq, Properties)]
pub struct ChangedProps {
    /// The scenarios on the page.
    pub sheet: Sheet,
    /// Figures of the plan in front.
    pub shown: Shown,
    /// Plans that have run.
    pub runs: Runs,
    /// Words.
    pub text: &'static Text,
    /// Figures in words.
    pub format: Format,
}

/// A part of the sentence, and whether it is the answer.
type Part = (bool, String);

/// The sentence that says what changed.
#[component]
pub fn Changed(props: &ChangedProps) -> Html {
    let ChangedProps { sheet, runs, text, format, .. } = props;
    let words = text.scenarios;
    let (from, to) = (runs.of(sheet.base()).cloned(), runs.of(sheet.plan()).cloned());
    let key = from.as_ref().zip(to.as_ref()).map(|(from, to)| (Same(from.clone()), Same(to.clone())));
    let changes = use_memo(key, |key| {
        let (from, to) = key.as_ref()?;
        let of = |run: &'_ Run| (Rc::clone(&run.summary), Rc::clone(&run.outcomes));
        let (from, to) = (of(&from.0), of(&to.0));
        Changes::between((&from.0, &from.1), (&to.0, &to.1))
    });
    let is_same = !crate::differences::differ(sheet.base(), sheet.plan());
    let (state, parts) = match (&*changes, is_same) {
        (_, true) => ("none", vec![(false, words.nothing_changed.to_owned())]),
        (Some(changes), _) => ("ready", sentence(changes, sheet, text, format)),
        (None, _) => ("stale", preview(props, from.as_ref())),
    };
    let aloud = if state == "ready" {
        parts.iter().map(|(_, words)| words.as_str()).collect()
    } else {
        String::new()
    };
    html! {
        <section class="chg" aria-label={words.changed} data-testid="changed-sentence" data-state={state}>
            <p>{ for parts.into_iter().map(|(strong, words)| if strong { html! { <b>{ words }</b> } } else { html! { { words } } }) }</p>
            <Announce text={aloud} over={is_same} />
        </section>
    }
}

/// A run that is told from others by its plan.
struct Same(Run);

impl PartialEq for Same {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0.plan, &other.0.plan)
    }
}

fn against(sheet: &Sheet, text: &Text) -> String {
    let words = text.scenarios;
    if sheet.front() == 0 { words.against_opened.to_owned() } else { (words.against)((words.letter)(0)) }
}

/// That there is no difference to tell: from the first scenario, or from the plan as it was opened.
fn apart(front: usize, text: &Text) -> &'static str {
    if front == 0 { text.scenarios.not_as_opened } else { text.scenarios.not_comparable }
}

/// While futures run: the expected paths.
fn preview(props: &ChangedProps, from: Option<&Run>) -> Vec<Part> {
    let words = props.text.scenarios;
    let lead = against(&props.sheet, props.text);
    let now: &Summary = props.shown.preview.as_deref().unwrap_or(&props.shown.summary);
    let Some(from) = from else { return vec![(false, lead + words.pending)] };
    if !comparable(&from.summary, now) {
        return vec![(false, apart(props.sheet.front(), props.text).to_owned())];
    }
    let question = Question::of(&from.summary, now);
    let change = question.expected(now) - question.expected(&from.summary);
    let size = props.format.change(change, figure_of(question.measure()));
    vec![(false, lead + &(words.expected)(question.measure(), &size, &props.format.date(question.date())))]
}

fn sentence(changes: &Changes, sheet: &Sheet, text: &Text, format: &Format) -> Vec<Part> {
    let words = text.scenarios;
    let (question, change) = (changes.question, changes.measure);
    let figure = figure_of(question.measure());
    let date = format.date(question.date());
    let mut parts = vec![(false, against(sheet, text) + words.same_futures)];
    if change.n < FEW as usize {
        parts.push((true, words.too_few.to_owned()));
        return parts;
    }
    let range = format.change_range(change.p10, change.p90, figure);
    if changes.is_noticed {
        let better = change.median > 0.0;
        let size = format.change_size(change.median, figure);
        parts.push((true, (words.gain)(better, question.measure(), &size, &date)));
        let count = of_100(if better { change.larger } else { change.smaller });
        parts.push((false, (words.spread)(&range, better, count)));
    } else {
        parts.push((true, (words.unclear)(question.measure(), &date)));
        parts.push((false, (words.spread_only)(&range)));
    }
    let mut sentences = Vec::new();
    // Odds that read the same before and after say nothing.
    sentences.extend(changes.odds.and_then(|odds| {
        let [before, after] = [odds.before, odds.after].map(|share| format.count((share * 100.0).round()));
        (before != after)
            .then(|| (words.odds)(&before, &after, &format.count((odds.se * 100.0).round().max(1.0))))
    }));
    let weeks = sheet.plan().plan.horizon_weeks;
    let founders_answer = is_founders_own(sheet.plan(), LeverKind::Sdrs);
    sentences.extend(side_effects(changes, (question, weeks), founders_answer, text, format));
    sentences.extend(changes.felt_from.map(|date| (words.felt_from)(&format.month(date))));
    // What the two plans are for has no odds that could be compared.
    let asked =
        |plan: &tandem_engine::plan::Plan| plan.target.as_ref().map(|target| (target.measure, target.date));
    if asked(sheet.base()) != asked(sheet.plan()) {
        sentences.push(words.targets_differ.to_owned());
    }
    for sentence in sentences {
        parts.push((false, words.space.to_owned() + &sentence));
    }
    parts
}

/// Wins, spend, cash and response, as far as they clearly change.
fn side_effects(
    changes: &Changes,
    (question, weeks): (Question, u32),
    founders_answer: bool,
    text: &Text,
    format: &Format,
) -> Option<String> {
    use tandem_engine::plan::TargetMeasure as M;
    let words = text.scenarios;
    let clear = |change: Option<Change>, figure: Figure| {
        let change = change.filter(Change::is_clear)?;
        Some(format.change(change.median, figure))
    };
    let won = clear(changes.won, Figure::Count).filter(|_| question.measure() != M::Won);
    let cash = clear(changes.cash, Figure::Money).filter(|_| question.measure() != M::Cash);
    let spend = clear(changes.spend, Figure::Money);
    let load = changes.sdr_load.map(|load| format.percent(load)).unwrap_or_default();
    let response = changes
        .response
        .map(|(before, after)| (format.hours(before), format.hours(after)))
        .map(|(before, after)| (words.response)(&before, &after, &load, founders_answer));
    // Beside key figures of a year these say what they are over: all of the plan.
    let over = (won.is_some() || spend.is_some()).then(|| (words.over)(weeks));
    let sums = [
        won.map(|change| (words.wins)(&change)),
        spend.map(|change| (words.spend)(&change)),
        cash.map(|change| (words.cash)(&change)),
    ];
    let sums: Vec<String> = sums.into_iter().flatten().collect();
    let sums = (!sums.is_empty()).then(|| over.unwrap_or_default() + &sums.join(words.comma));
    let sentences: Vec<String> =
        [sums, response].into_iter().flatten().map(|said| capital(&said) + words.stop).collect();
    (!sentences.is_empty()).then(|| sentences.join(words.space))
}

fn capital(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Lang, text};

    #[test]
    fn response_is_of_those_who_answer() {
        let said = |lang, founders| (text(lang).scenarios.response)("10 h", "11 h", "45.4%", founders);
        assert_eq!(said(Lang::En, false), "first response in year 1 from 10 h to 11 h with SDRs 45.4% busy");
        assert!(!said(Lang::En, true).contains("SDR") && !said(Lang::ZhCn, true).contains("SDR"));
        let opened = crate::workbook::Sheet::opened(crate::views::examples::first_plan());
        assert!(!is_founders_own(opened.plan(), LeverKind::Sdrs), "there are SDRs");
    }

    #[test]
    fn sums_say_what_they_are_over() {
        let over = |lang, weeks| (text(lang).scenarios.over)(weeks);
        assert_eq!(over(Lang::En, 104), "over two years: ");
        assert_eq!(over(Lang::En, 53), "over one year: ");
        assert_eq!(over(Lang::En, 78), "over 78 weeks: ");
        assert_eq!(over(Lang::ZhCn, 104), "两年合计：");
        assert_eq!(over(Lang::ZhCn, 26), "26 周合计：");
    }

    #[test]
    fn a_lone_plan_is_held_against_itself_as_opened() {
        assert!(apart(0, text(Lang::En)).starts_with("The plan was opened with "));
        assert!(apart(1, text(Lang::En)).starts_with("The two plans "));
        assert!(!apart(0, text(Lang::ZhCn)).contains("两个计划"));
    }
}

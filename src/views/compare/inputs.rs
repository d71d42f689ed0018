//! Where the inputs of scenarios differ, and what each difference moves by itself.

use crate::changes::Question;
use crate::differences::{Difference, differences};
use crate::format::Format;
use crate::levers::{Lever, LeverValue, levers};
use crate::simulate::Probe;
use crate::simulate::probe::Answer;
use crate::stages::sub;
use crate::text::Text;
use crate::views::scenarios::{figure_of, leaf_name, lever_name};
use crate::workbook::{Action, Arrange, Sheet};
use std::rc::Rc;
use tandem_engine::plan::Plan;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// Differences whose effect is worked out; more are listed without.
const MOST_EFFECTS: usize = 24;

/// What [`Inputs`] needs.
#[derive(PartialEq, Properties)]
pub struct InputsProps {
    /// The scenarios on the page.
    pub sheet: Sheet,
    /// Place of the one that the others are held against.
    pub base: usize,
    /// Whether only inputs are listed that differ.
    pub only: bool,
    /// Asks for expected values of other plans.
    pub probe: Probe,
    /// Words.
    pub text: &'static Text,
    /// Figures.
    pub format: Format,
    /// Takes a value over from one scenario into the other.
    pub dispatch: Callback<Action>,
}

/// A row: what, its value in each scenario, and the differences from the first by scenario.
struct Row {
    name: String,
    values: Vec<String>,
}

/// The inputs of all scenarios; those that differ, or all that have a lever.
#[component]
pub fn Inputs(props: &InputsProps) -> Html {
    let InputsProps { sheet, base, only, probe, text, format, .. } = props;
    let (words, base) = (text.scenarios, *base);
    let chosen = use_state_eq(|| None::<u32>);
    let plans: Vec<Rc<Plan>> = sheet.scenarios().iter().map(|scenario| Rc::clone(&scenario.plan)).collect();
    // What differs is listed between two scenarios: the one held against, and the one in front or the next one.
    let place_of = |id: u32| sheet.scenarios().iter().position(|scenario| scenario.id == id);
    let usual = if sheet.front() == base { usize::from(base == 0) } else { sheet.front() };
    let place = chosen.and_then(place_of).filter(|place| *place != base).unwrap_or(usual);
    let found = use_memo((ByPlan(plans[base].clone()), ByPlan(plans[place].clone())), |(from, to)| {
        differences(&from.0, &to.0)
    });
    let effects = use_effects(&plans[base], &plans[place], &found, probe);
    let rows = if *only { Vec::new() } else { all_rows(&plans, text, format) };
    let letter = words.letter;
    let take = |from: usize, into: usize, difference: &Difference| take(props, from, into, difference);
    html! {
        <>
            <div class="ph_">
                <h3>{ words.inputs }</h3>
                if plans.len() > 2 && *only { { other_choice(props, place, &chosen) } }
            </div>
            if found.is_empty() && *only { <p class="say">{ words.no_differences }</p> }
            if *only && !found.is_empty() {
                <div class="twin-box cmp-box" tabindex="0" role="group" aria-label={words.inputs}>
                    <table class="twin cmp-inputs" data-testid="differences">
                        <thead><tr>
                            <th scope="col">{ words.inputs }</th>
                            <th scope="col">{ letter(base) }</th>
                            <th scope="col">{ letter(place) }</th>
                            <th scope="col">{ moves_head(&effects, letter(base), text, format) }{ " · " }{ words.moves_note }</th>
                        </tr></thead>
                        <tbody>{ for found.iter().enumerate().map(|(index, difference)| {
                            let (name, from, to) = told(difference, (&plans[base], &plans[place]), text, format);
                            let effect = effects.shown(index, format);
                            html! {
                                <tr key={difference.key().to_owned()}>
                                    <th scope="row">{ name.clone() }</th>
                                    <td>{ from }{ take_button((words.use_in)(letter(place)), (words.use_aloud)(&name, letter(base), letter(place)), "keep", take(base, place, difference)) }</td>
                                    <td>{ to }{ take_button((words.use_in)(letter(base)), (words.use_aloud)(&name, letter(place), letter(base)), "take", take(place, base, difference)) }</td>
                                    <td class="strong">{ effect.unwrap_or_else(|| words.pending.to_owned()) }</td>
                                </tr>
                            }
                        }) }</tbody>
                        if found.len() > 1 {
                            <tfoot><tr data-testid="differences-together">
                                <th scope="row" colspan="3">{ words.together }</th>
                                <td class="strong">{ effects.together(found.len(), format).unwrap_or_else(|| words.pending.to_owned()) }</td>
                            </tr></tfoot>
                        }
                    </table>
                </div>
            }
            if !*only {
                <div class="twin-box cmp-box" tabindex="0" role="group" aria-label={words.inputs}>
                    <table class="twin">
                        <thead><tr>
                            <th scope="col">{ words.inputs }</th>
                            { for (0..plans.len()).map(|place| html! { <th scope="col">{ letter(place) }</th> }) }
                        </tr></thead>
                        <tbody>{ for rows.into_iter().map(|row| {
                            let differs = row.values.iter().any(|value| *value != row.values[0]);
                            html! {
                                <tr><th scope="row">{ row.name }</th>
                                    { for row.values.into_iter().map(|value| html! { <td class={differs.then_some("strong")}>{ value }</td> }) }
                                </tr>
                            }
                        }) }</tbody>
                    </table>
                </div>
            }
        </>
    }
}

/// The value of one scenario becomes that of the other, as a step of its own.
fn take(
    props: &InputsProps,
    from: usize,
    into: usize,
    difference: &Difference,
) -> Option<Callback<MouseEvent>> {
    let scenarios = props.sheet.scenarios();
    let (from, into) = (&scenarios[from], &scenarios[into]);
    let (source, kept, id) = (Rc::clone(&from.plan), Rc::clone(&into.plan), into.id);
    let (key, dispatch) = (difference.key().to_owned(), props.dispatch.clone());
    Some(Callback::from(move |_: MouseEvent| {
        // The difference is told from whoever receives it: levers and channels are those of the giver.
        let all = differences(&kept, &source);
        let difference = all.iter().find(|difference| difference.key() == key);
        if let Some(plan) = difference.and_then(|difference| difference.applied(&kept, &source)) {
            dispatch.emit(Action::Arrange(Arrange::Change(id, Rc::new(plan))));
        }
    }))
}

fn take_button(
    label: String,
    aloud: String,
    id: &'static str,
    onclick: Option<Callback<MouseEvent>>,
) -> Html {
    html! {
        if let Some(onclick) = onclick {
            <button type="button" class="lk-b" data-testid={id} aria-label={aloud.clone()} title={aloud} {onclick}>{ label }</button>
        }
    }
}

/// The choice of the scenario whose inputs are held against the other's.
fn other_choice(props: &InputsProps, place: usize, chosen: &UseStateHandle<Option<u32>>) -> Html {
    let (words, scenarios) = (props.text.scenarios, props.sheet.scenarios());
    let onchange = {
        let chosen = chosen.clone();
        Callback::from(move |event: Event| {
            chosen.set(event.target_unchecked_into::<HtmlSelectElement>().value().parse().ok());
        })
    };
    let option = |other: usize| {
        let id = scenarios[other].id.to_string();
        html! { <option key={id.clone()} value={id} selected={other == place}>{ (words.letter)(other) }</option> }
    };
    html! {
        <span class="pick-box">
            <select class="pick" data-testid="compare-with" aria-label={words.compare_with} {onchange}>
                { for (0..scenarios.len()).filter(|other| *other != props.base).map(option) }
            </select>
            <svg class="ic" viewBox="0 0 16 16" width="12" height="12" aria-hidden="true"><path d="M5 6.5l3 3 3-3" /></svg>
        </span>
    }
}

/// A plan that is told from others by where it is.
struct ByPlan(Rc<Plan>);

impl PartialEq for ByPlan {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// The measure in question without any difference, with each of them alone, and with all of them.
#[derive(Clone, Default, PartialEq)]
struct Effects {
    question: Option<Question>,
    values: Vec<Option<f64>>,
}

impl Effects {
    fn shown(&self, index: usize, format: &Format) -> Option<String> {
        // The last value is that of all differences.
        self.moved(index + 1, format).filter(|_| index + 2 < self.values.len())
    }

    /// What all differences move together.
    fn together(&self, found: usize, format: &Format) -> Option<String> {
        self.moved(1 + found.min(MOST_EFFECTS), format)
    }

    fn moved(&self, place: usize, format: &Format) -> Option<String> {
        let before = (*self.values.first()?)?;
        let after = (*self.values.get(place)?)?;
        Some(format.change(after - before, figure_of(self.question?.measure())))
    }
}

#[hook]
fn use_effects(from: &Rc<Plan>, to: &Rc<Plan>, found: &Rc<Vec<Difference>>, probe: &Probe) -> Effects {
    let effects = use_state_eq(Effects::default);
    let key = (ByPlan(Rc::clone(from)), ByPlan(Rc::clone(to)));
    let (found, probe, set) = (Rc::clone(found), probe.clone(), effects.setter());
    use_effect_with(key, move |(from, to)| {
        set.set(Effects::default());
        let alone = found.iter().take(MOST_EFFECTS).map(|difference| difference.applied(&from.0, &to.0));
        let whole = |plan: &ByPlan| std::iter::once(Some(Plan::clone(&plan.0)));
        let plans: Vec<Plan> =
            whole(from).chain(alone).chain(whole(to)).map(Option::unwrap_or_default).collect();
        let told = set.clone();
        let told = Callback::from(move |(question, values): Answer| {
            let values = values.into_iter().map(|value| value.map(|plan| plan.value)).collect();
            told.set(Effects { question: Some(question), values });
        });
        let asked = probe.ask(&plans, told);
        move || drop(asked)
    });
    Effects::clone(&effects)
}

fn moves_head(effects: &Effects, letter: char, text: &Text, format: &Format) -> String {
    let words = text.scenarios;
    let measure = effects.question.map_or(words.pending.to_owned(), |question| {
        (text.answers.kpi_at)((text.levers.measure)(question.measure()), &format.date_short(question.date()))
    });
    (words.moves)(&measure, letter)
}

/// A difference in words: what, before, after.
pub(in crate::views) fn told(
    difference: &Difference,
    (base, plan): (&Plan, &Plan),
    text: &Text,
    format: &Format,
) -> (String, String, String) {
    let words = text.scenarios;
    match difference {
        Difference::Lever { lever, from, to } => {
            let unit = (text.levers.unit)(lever.kind, lever.quantity.unit);
            let shown = |value: &LeverValue| match value {
                LeverValue::Measure(measure, _) => (text.levers.measure)(*measure).to_owned(),
                value => format!("{} {unit}", lever.shown(value, format)).trim().to_owned(),
            };
            (lever_name(lever, plan, text), shown(from), shown(to))
        }
        Difference::Channel { name, added, .. } => {
            let (before, after) =
                if *added { (words.absent, words.present) } else { (words.present, words.absent) };
            (text.examples.shown(name).to_owned(), before.to_owned(), after.to_owned())
        }
        Difference::Leaf { path, .. } if path == sub::LIST => {
            let list = |plan| sub::told(plan, text, format).unwrap_or_else(|| words.absent.to_owned());
            (leaf_name(path, plan, text), list(base), list(plan))
        }
        Difference::Leaf { path, from, to } => {
            // A channel may be in one of them alone.
            let id = path.strip_prefix("channels.").and_then(|rest| rest.split('.').next());
            let here = id.is_none_or(|id| plan.channels.iter().any(|channel| channel.id == id));
            (leaf_name(path, if here { plan } else { base }, text), from.clone(), to.clone())
        }
    }
}

/// Every lever of the first scenario, with its value in each.
fn all_rows(plans: &[Rc<Plan>], text: &Text, format: &Format) -> Vec<Row> {
    let one = |lever: Lever| {
        let value =
            |plan: &Rc<Plan>| lever.get(plan).map_or_else(String::new, |value| lever.shown(&value, format));
        Row { name: lever_name(&lever, &plans[0], text), values: plans.iter().map(value).collect() }
    };
    levers(&plans[0], &plans[0]).into_iter().map(one).collect()
}

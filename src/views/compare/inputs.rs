//! Where the inputs of scenarios differ, and what each difference moves by itself.

use crate::changes::Question;
use crate::differences::{Difference, differences};
use crate::format::Format;
use crate::levers::{Lever, LeverValue, levers};
use crate::simulate::Probe;
use crate::simulate::probe::Answer;
use crate::text::Text;
use crate::views::scenarios::{figure_of, lever_name};
use crate::workbook::Sheet;
use std::rc::Rc;
use tandem_engine::plan::Plan;
use yew::prelude::*;

/// Differences whose effect is worked out; more are listed without.
const MOST_EFFECTS: usize = 24;

/// What [`Inputs`] needs.
#[derive(PartialEq, Properties)]
pub struct InputsProps {
    /// The scenarios on the page.
    pub sheet: Sheet,
    /// Asks for expected values of other plans.
    pub probe: Probe,
    /// Words.
    pub text: &'static Text,
    /// Figures.
    pub format: Format,
}

/// A row: what, its value in each scenario, and the differences from the first by scenario.
struct Row {
    name: String,
    values: Vec<String>,
}

/// The inputs of all scenarios; those that differ, or all that have a lever.
#[component]
pub fn Inputs(props: &InputsProps) -> Html {
    let InputsProps { sheet, probe, text, format } = props;
    let words = text.scenarios;
    let only = use_state_eq(|| true);
    let plans: Vec<Rc<Plan>> = sheet.scenarios().iter().map(|scenario| Rc::clone(&scenario.plan)).collect();
    // What differs is listed between the first scenario and the one in front; the first against the next one.
    let place = if sheet.front() > 0 { sheet.front() } else { 1 };
    let found = use_memo((ByPlan(plans[0].clone()), ByPlan(plans[place].clone())), |(from, to)| {
        differences(&from.0, &to.0)
    });
    let effects = use_effects(&plans[0], &plans[place], &found, probe);
    let rows = if *only { Vec::new() } else { all_rows(&plans, text, format) };
    let toggle = {
        let only = only.clone();
        Callback::from(move |_: MouseEvent| only.set(!*only))
    };
    let letter = words.letter;
    html! {
        <>
            <div class="ph_">
                <h3>{ words.inputs }</h3>
                <button type="button" class="bt scn-compare" data-testid="only-differences" aria-pressed={only.to_string()} onclick={toggle}>
                    { words.only_differences }
                </button>
            </div>
            if found.is_empty() && *only { <p class="say">{ words.no_differences }</p> }
            if *only && !found.is_empty() {
                <div class="twin-box cmp-box" tabindex="0" role="group" aria-label={words.inputs}>
                    <table class="twin" data-testid="differences">
                        <thead><tr>
                            <th scope="col">{ words.inputs }</th>
                            <th scope="col">{ letter(0) }</th>
                            <th scope="col">{ letter(place) }</th>
                            <th scope="col">{ moves_head(&effects, text, format) }{ " · " }{ words.moves_note }</th>
                        </tr></thead>
                        <tbody>{ for found.iter().enumerate().map(|(index, difference)| {
                            let (name, from, to) = told(difference, &plans[place], text, format);
                            let effect = effects.shown(index, format);
                            html! {
                                <tr key={difference.key().to_owned()}>
                                    <th scope="row">{ name }</th><td>{ from }</td><td>{ to }</td>
                                    <td class="strong">{ effect.unwrap_or_else(|| words.pending.to_owned()) }</td>
                                </tr>
                            }
                        }) }</tbody>
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

/// A plan that is told from others by where it is.
struct ByPlan(Rc<Plan>);

impl PartialEq for ByPlan {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// The measure in question without any difference, and with each of them alone.
#[derive(Clone, Default, PartialEq)]
struct Effects {
    question: Option<Question>,
    values: Vec<Option<f64>>,
}

impl Effects {
    fn shown(&self, index: usize, format: &Format) -> Option<String> {
        let before = (*self.values.first()?)?;
        let after = (*self.values.get(index + 1)?)?;
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
        let plans: Vec<Plan> =
            std::iter::once(Some(Plan::clone(&from.0))).chain(alone).map(Option::unwrap_or_default).collect();
        let told = set.clone();
        let told = Callback::from(move |(question, values): Answer| {
            let values = values.into_iter().map(|value| value.map(|(value, _)| value)).collect();
            told.set(Effects { question: Some(question), values });
        });
        let asked = probe.ask(&plans, told);
        move || drop(asked)
    });
    Effects::clone(&effects)
}

fn moves_head(effects: &Effects, text: &Text, format: &Format) -> String {
    let words = text.scenarios;
    let measure = effects.question.map_or(words.pending.to_owned(), |question| {
        (text.answers.kpi_at)((text.levers.measure)(question.measure()), &format.date_short(question.date()))
    });
    (words.moves)(&measure, (words.letter)(0))
}

/// A difference in words: what, before, after.
fn told(difference: &Difference, plan: &Plan, text: &Text, format: &Format) -> (String, String, String) {
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
        Difference::Leaf { path, from, to } => (path.clone(), from.clone(), to.clone()),
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

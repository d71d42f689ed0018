//! The stages of the funnel in one table: names, conversion and time to the next stage; or pasted from a spreadsheet.

use crate::controls::dialog::Dialog;
use crate::controls::gesture;
use crate::controls::paste::{Meaning, Paste, on_paste};
use crate::controls::plan_field::{PlanField, change};
use crate::edit::{self, Kind, at, written};
use crate::format::Format;
use crate::parse::table::{BadCell, StageLine, StageRow, stages};
use crate::stages::{conversion_path, known, name, name_path, name_value, puts, time_path};
use crate::text::Text;
use crate::workbook::Action;
use serde_json::Value;
use std::rc::Rc;
use tandem_engine::Finding;
use tandem_engine::estimate::Estimate;
use tandem_engine::plan::Plan;
use tandem_engine::quantity::Unit;
use web_sys::{HtmlElement, HtmlInputElement};
use yew::prelude::*;

/// What [`StageTable`] needs.
#[derive(PartialEq, Properties)]
pub struct StageTableProps {
    /// The plan on the page.
    pub plan: Rc<Plan>,
    /// What was found in it.
    pub findings: Rc<Vec<Finding>>,
    /// Words.
    pub text: &'static Text,
    /// Figures.
    pub format: Format,
    /// Takes edits.
    pub dispatch: Callback<Action>,
    /// The dialog is done with.
    pub on_close: Callback<()>,
}

/// The dialog with the stages.
#[component]
pub fn StageTable(props: &StageTableProps) -> Html {
    let StageTableProps { plan, text, dispatch, .. } = props;
    let words = text.stages;
    let cells = use_state_eq(|| None::<String>);
    let on_cells = {
        let cells = cells.clone();
        Callback::from(move |now: Option<String>| cells.set(now))
    };
    let read = {
        let (plan, text, format) = (plan.clone(), *text, props.format.clone());
        Callback::from(move |cells: String| meaning(&plan, &cells, text, &format))
    };
    let on_apply = {
        let (plan, dispatch, cells) = (plan.clone(), dispatch.clone(), cells.clone());
        Callback::from(move |pasted: String| {
            let lines = stages(&pasted, &known(&plan)).lines;
            change(&plan, &puts(&lines), gesture::begin(), &dispatch);
            cells.set(None);
        })
    };
    let value = written(plan);
    let rows = (0..5).map(StageRow::Stage).chain([StageRow::Lost]);
    let [stage, conversion, time] = words.heads;
    html! {
        <Dialog id="stages-dialog" title={text.charts.stages_title} close={text.shell.close} on_close={props.on_close.clone()}>
            <div onpaste={on_paste(on_cells.clone())}>
                <p>{ words.lead }</p>
                <table class="stage-table" data-testid="stage-table">
                    <caption class="sr">{ words.edit }</caption>
                    <thead><tr><th scope="col">{ stage }</th><th scope="col">{ conversion }</th><th scope="col">{ time }</th></tr></thead>
                    <tbody>{ for rows.map(|row| draw(props, row, &value)) }</tbody>
                </table>
                <div class="da">
                    <Paste id="stage-paste" lead={words.paste_stages} cells={(*cells).clone()} {read} {on_cells} {on_apply} {text} />
                    if cells.is_none() {
                        <button type="button" class="bt pri" data-testid="stages-done" onclick={props.on_close.reform(|_: MouseEvent| ())}>
                            { words.done }
                        </button>
                    }
                </div>
            </div>
        </Dialog>
    }
}

/// A stage: its name, what goes on, how long that takes.
fn draw(props: &StageTableProps, row: StageRow, value: &Value) -> Html {
    let StageTableProps { plan, text, .. } = props;
    let words = text.stages;
    let (from, to) = match row {
        StageRow::Stage(stage) => {
            (name(plan, stage, text), if stage < 4 { name(plan, stage + 1, text) } else { String::new() })
        }
        StageRow::Lost => (name(plan, 3, text), words.lost.to_owned()),
    };
    let head = match row {
        StageRow::Stage(stage) => html! {
            <NameField {stage} name={from.clone()} plan={plan.clone()} {text} dispatch={props.dispatch.clone()} />
        },
        StageRow::Lost => html! { <span class="stage-lost">{ words.lost }</span> },
    };
    let share = match row {
        StageRow::Stage(stage) => conversion_path(stage)
            .map(|path| field(props, path, Unit::Share, (words.conversion_of)(&from, &to), "", value)),
        StageRow::Lost => None,
    };
    let time = match (row, time_path(row)) {
        (_, Some(path)) => field(props, path, Unit::Weeks, (words.time_of)(&from, &to), words.weeks, value),
        (StageRow::Stage(0), None) => html! { <span class="stage-none">{ words.at_once }</span> },
        _ => Html::default(),
    };
    html! {
        <tr key={from}>
            <th scope="row">{ head }</th>
            <td>{ share }</td>
            <td>{ time }</td>
        </tr>
    }
}

/// A number of the plan in its cell.
fn field(
    props: &StageTableProps,
    path: &'static str,
    unit: Unit,
    label: String,
    behind: &'static str,
    value: &Value,
) -> Html {
    let (shown, editable) = shown(at(value, path), unit, &props.format);
    let id = format!("stage-{}", path.replace('.', "-"));
    html! {
        <div class="cell-field">
            <PlanField {id} {label} plan={props.plan.clone()} {path} kind={Kind::Amount(unit)} {shown} {editable} unit={behind}
                findings={props.findings.clone()} text={props.text} format={props.format.clone()} dispatch={props.dispatch.clone()} />
        </div>
    }
}

/// A value at rest and with every digit.
fn shown(value: Option<&Value>, unit: Unit, format: &Format) -> (String, String) {
    let estimate = value.and_then(|value| serde_json::from_value::<Estimate>(value.clone()).ok());
    match estimate {
        Some(Estimate::Fixed(value)) => (format.entry(value, unit), format.entry_exact(value, unit)),
        Some(Estimate::Range { p10, p90, .. }) => {
            (format.entry_range(p10, p90, unit), format.entry_range_exact(p10, p90, unit))
        }
        Some(other) => {
            let (scale, limits) = edit::usual_law(unit);
            let range = format.entry_range(
                other.quantile(0.1, scale, limits),
                other.quantile(0.9, scale, limits),
                unit,
            );
            (range.clone(), range)
        }
        None => (String::new(), String::new()),
    }
}

#[derive(PartialEq, Properties)]
struct NameFieldProps {
    stage: usize,
    name: String,
    plan: Rc<Plan>,
    text: &'static Text,
    dispatch: Callback<Action>,
}

/// The name of a stage. A draft is kept until Enter or until the field is left; an empty one brings the usual name back.
#[component]
fn NameField(props: &NameFieldProps) -> Html {
    let NameFieldProps { stage, name, plan, text, dispatch } = props;
    let draft = use_state_eq(|| None::<String>);
    let value = draft.as_ref().unwrap_or(name).clone();
    let oninput = {
        let draft = draft.clone();
        move |event: InputEvent| draft.set(Some(event.target_unchecked_into::<HtmlInputElement>().value()))
    };
    let onblur = {
        let (draft, plan, dispatch, stage, name) =
            (draft.clone(), plan.clone(), dispatch.clone(), *stage, name.clone());
        move |_: FocusEvent| {
            if let Some(typed) = draft.as_ref().filter(|typed| **typed != name) {
                change(&plan, &[(name_path(stage), name_value(stage, typed))], gesture::begin(), &dispatch);
            }
            draft.set(None);
        }
    };
    let onkeydown = {
        let draft = draft.clone();
        move |event: KeyboardEvent| {
            if event.is_composing() {
                return;
            }
            match event.key().as_str() {
                // Leaving the field takes the draft over, if there is one.
                "Enter" => drop(event.target_unchecked_into::<HtmlElement>().blur()),
                "Escape" if draft.is_some() => {
                    event.prevent_default();
                    event.stop_propagation();
                    draft.set(None);
                }
                _ => {}
            }
        }
    };
    let id = format!("stage-name-{stage}");
    html! {
        <input class="stage-name" {id} data-testid={format!("stage-name-{stage}")} aria-label={(text.stages.name_of)(text.stages.usual[*stage])}
            maxlength="40" autocomplete="off" spellcheck="false" data-draft={draft.is_some().then_some("")} {value} {oninput} {onblur} {onkeydown} />
    }
}

/// What pasted cells say about the stages.
fn meaning(plan: &Plan, cells: &str, text: &'static Text, format: &Format) -> Meaning {
    if cells.trim().is_empty() {
        return Meaning::default();
    }
    let pasted = stages(cells, &known(plan));
    let words = text.stages;
    let told = |estimate: &Option<Estimate>, unit: Unit| {
        let told = estimate
            .as_ref()
            .map(|estimate| crate::assumptions::in_words(&edit::estimate(estimate), unit, text, format));
        told.unwrap_or_else(|| text.charts.none.to_owned())
    };
    let line = |line: &StageLine| {
        let stage = match line.row {
            StageRow::Stage(stage) => line.name.clone().unwrap_or_else(|| name(plan, stage, text)),
            StageRow::Lost => words.lost.to_owned(),
        };
        vec![stage, told(&line.conversion, Unit::Share), told(&line.weeks, Unit::Weeks)]
    };
    let refused = edit::with(plan, &puts(&pasted.lines)).err().unwrap_or_default();
    Meaning {
        heads: words.heads.map(str::to_owned).to_vec(),
        lines: pasted.lines.iter().map(line).collect(),
        bad: pasted.bad.iter().map(|bad| bad_cell(bad, Unit::Share, text, format)).collect(),
        refused: refused.iter().map(|finding| text.findings.sentence(finding, format)).collect(),
    }
}

/// A cell that cannot be read, in a sentence.
pub fn bad_cell(bad: &BadCell, unit: Unit, text: &'static Text, format: &Format) -> String {
    // The hint is one for a single field.
    let (what, _) = (text.levers.problem)(&bad.problem, unit, format);
    (text.stages.bad)(bad, &what)
}

//! The stages of the funnel in one table: names, conversion and time to the next stage; or pasted from a spreadsheet.

use crate::controls::dialog::Dialog;
use crate::controls::gesture;
use crate::controls::paste::{Meaning, Paste, on_paste};
use crate::controls::plan_field::{DAYS_PER_WEEK, PlanField, SHORT_WEEKS, change};
use crate::edit::{self, Kind, at, written};
use crate::format::Format;
use crate::parse::table::{BadCell, StageLine, StageRow, stages};
use crate::stages::{conversion_path, is_renamed, known, name, name_path, name_value, puts, time_path};
use crate::text::Text;
use crate::workbook::Action;
use serde_json::Value;
use std::rc::Rc;
use tandem_engine::Finding;
use tandem_engine::estimate::Estimate;
use tandem_engine::plan::Plan;
use tandem_engine::quantity::Unit;
use yew::prelude::*;

mod name;
mod sub;

use name::NameField;

/// What [`StageTable`] needs.
#[derive(PartialEq, Properties)]
pub struct StageTableProps {
    /// The plan on the page.
    pub plan: Rc<Plan>,
    /// The plan as it was opened.
    pub base: Rc<Plan>,
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
    let StageTableProps { plan, base, text, dispatch, .. } = props;
    let words = text.stages;
    let fresh = use_memo((), |()| std::cell::Cell::new(None));
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
            change(&plan, &puts(&plan, &lines), gesture::begin(), &dispatch);
            cells.set(None);
        })
    };
    let (value, was) = (written(plan), written(base));
    let rows = (0..5).map(StageRow::Stage).chain([StageRow::Lost]);
    let [stage, conversion, time] = words.heads;
    html! {
        <Dialog id="stages-dialog" title={text.charts.stages_title} close={text.shell.close} on_close={props.on_close.clone()}>
            <div onpaste={on_paste(on_cells.clone())}>
                <p>{ words.lead }</p>
                <table class="stage-table" data-testid="stage-table">
                    <caption class="sr">{ words.edit }</caption>
                    <thead><tr><th scope="col">{ stage }</th><th scope="col">{ conversion }</th><th scope="col">{ time }</th></tr></thead>
                    <tbody>{ for rows.map(|row| draw(props, row, (&value, &was), &fresh)) }</tbody>
                </table>
                { sub::foot(props, &value, &fresh) }
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

/// A stage: its name, what goes on, how long that takes; beneath the opportunity its sub-stages, which stand in for both.
fn draw(props: &StageTableProps, row: StageRow, values: (&Value, &Value), fresh: &sub::Fresh) -> Html {
    let StageTableProps { plan, text, .. } = props;
    let words = text.stages;
    let (from, to) = match row {
        StageRow::Stage(stage) => {
            (name(plan, stage, text), if stage < 4 { name(plan, stage + 1, text) } else { String::new() })
        }
        _ => (name(plan, 3, text), words.lost.to_owned()),
    };
    let head = match row {
        StageRow::Stage(stage) => stage_name(props, stage, &from),
        _ => html! { <span class="stage-lost">{ words.lost }</span> },
    };
    let sums = if row == StageRow::Stage(3) { sub::sums(props) } else { None };
    let beneath = if sums.is_some() { sub::rows(props, values, fresh) } else { Html::default() };
    let share = match row {
        StageRow::Stage(stage) => conversion_path(stage).map(|path| {
            field(props, Place::of(path), Unit::Share, (words.conversion_of)(&from, &to), "", values)
        }),
        _ => None,
    };
    let time = match (row, time_path(row)) {
        (_, Some(path)) => {
            field(props, Place::of(path), Unit::Weeks, (words.time_of)(&from, &to), words.weeks, values)
        }
        (StageRow::Stage(0), None) => html! { <span class="stage-none">{ words.at_once }</span> },
        _ => Html::default(),
    };
    let (share, time) = sums.unwrap_or((share.unwrap_or_default(), time));
    html! {
        <>
            <tr key={format!("{row:?}")}>
                <th scope="row">{ head }</th>
                <td>{ share }</td>
                <td>{ time }</td>
            </tr>
            { beneath }
        </>
    }
}

/// The field with the name of a stage; an empty one brings the usual name back.
fn stage_name(props: &StageTableProps, stage: usize, name: &str) -> Html {
    let StageTableProps { plan, text, dispatch, .. } = props;
    let on_name = {
        let (plan, dispatch) = (plan.clone(), dispatch.clone());
        Callback::from(move |typed: String| {
            change(&plan, &[(name_path(stage), name_value(stage, &typed))], gesture::begin(), &dispatch);
        })
    };
    let (id, label) = (format!("stage-name-{stage}"), (text.stages.name_of)(text.stages.usual[stage]));
    let back = is_renamed(plan, &props.base, stage).then(|| {
        let paths = (name_path(stage), name_path(stage));
        back(props, (&id, &label), paths, crate::stages::name(&props.base, stage, text))
    });
    html! { <><NameField {id} {label} name={name.to_owned()} {on_name} />{ back }</> }
}

/// Where a number of the table is in the plan.
struct Place {
    /// Id of its field.
    id: String,
    /// Its path.
    path: String,
    /// Its path in the plan it started from, where that has it.
    was: Option<String>,
}

impl Place {
    /// A place that every plan has.
    fn of(path: &str) -> Self {
        Self {
            id: format!("stage-{}", path.replace('.', "-")),
            path: path.to_owned(),
            was: Some(path.to_owned()),
        }
    }
}

/// A number of the plan in its cell. One that is not what it was in the plan it started from says so, and goes back with a click.
fn field(
    props: &StageTableProps,
    place: Place,
    unit: Unit,
    label: String,
    behind: &'static str,
    (value, base): (&Value, &Value),
) -> Html {
    let now = at(value, &place.path);
    let is_time = unit == Unit::Weeks;
    let in_days = is_time && is_short(now);
    let unit_of = |in_days: bool| if in_days { props.text.stages.days } else { behind };
    let was =
        place.was.and_then(|path| Some((at(base, &path).filter(|was| Some(*was) != now)?.clone(), path)));
    let back = was.map(|(was, from)| {
        let in_days = is_time && is_short(Some(&was));
        let text = shown(Some(&was), unit, in_days, &props.format).0;
        let text = if is_time { format!("{text} {}", unit_of(in_days)) } else { text };
        back(props, (&place.id, &label), (place.path.clone(), from), text)
    });
    let (shown, editable) = shown(now, unit, in_days, &props.format);
    html! {
        <div class="cell-field" data-changed={back.is_some().then_some("true")}>
            <PlanField id={place.id} {label} plan={props.plan.clone()} path={place.path} kind={Kind::Amount(unit)} {shown} {editable} unit={unit_of(in_days)} bare={if in_days { props.text.stages.days } else { "" }}
                findings={props.findings.clone()} text={props.text} format={props.format.clone()} dispatch={props.dispatch.clone()} />
            { back }
        </div>
    }
}

/// The mark of a field that is not what it was: its id and name, its path now and in the plan it started from, what it was. A
/// click brings that back.
fn back(
    props: &StageTableProps,
    (id, label): (&str, &str),
    (path, from): (String, String),
    text: String,
) -> Html {
    let label = (props.text.stages.back)(label, &text);
    let (plan, base, dispatch) = (props.plan.clone(), props.base.clone(), props.dispatch.clone());
    let onclick = Callback::from(move |_: MouseEvent| {
        if let Ok(next) = edit::restored(&plan, &path, &base, &from) {
            let (plan, field) = (Rc::new(next), path.clone());
            dispatch.emit(Action::Edit { plan, field, gesture: gesture::begin() });
        }
    });
    html! {
        <button type="button" class="cell-back" data-testid={format!("back-{id}")} aria-label={label.clone()} title={label} {onclick}>
            { text }
        </button>
    }
}

/// Whether a time in weeks is short, with its range: then it is shown, and taken, in days, as the funnel has it.
fn is_short(value: Option<&Value>) -> bool {
    let estimate = value.and_then(|value| serde_json::from_value::<Estimate>(value.clone()).ok());
    estimate.is_some_and(|estimate| high_end(&estimate) < SHORT_WEEKS)
}

fn high_end(estimate: &Estimate) -> f64 {
    let (scale, limits) = edit::usual_law(Unit::Weeks);
    match estimate {
        Estimate::Fixed(value) => *value,
        Estimate::Range { p90, .. } => *p90,
        other => other.quantile(0.9, scale, limits),
    }
}

/// A value at rest and with every digit; a time in days where that is wanted.
fn shown(value: Option<&Value>, unit: Unit, in_days: bool, format: &Format) -> (String, String) {
    let estimate = value.and_then(|value| serde_json::from_value::<Estimate>(value.clone()).ok());
    let factor = if in_days { DAYS_PER_WEEK } else { 1.0 };
    match estimate {
        Some(Estimate::Fixed(value)) => {
            (format.entry(factor * value, unit), format.entry_exact(factor * value, unit))
        }
        Some(Estimate::Range { p10, p90, .. }) => (
            format.entry_range(factor * p10, factor * p90, unit),
            format.entry_range_exact(factor * p10, factor * p90, unit),
        ),
        Some(other) => {
            let (scale, limits) = edit::usual_law(unit);
            let range = format.entry_range(
                factor * other.quantile(0.1, scale, limits),
                factor * other.quantile(0.9, scale, limits),
                unit,
            );
            (range.clone(), range)
        }
        None => (String::new(), String::new()),
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
            StageRow::Sub => line.name.clone().unwrap_or_default(),
            StageRow::Lost => words.lost.to_owned(),
        };
        let time = line.weeks.as_ref().filter(|weeks| high_end(weeks) < SHORT_WEEKS).map_or_else(
            || told(&line.weeks, Unit::Weeks),
            |weeks| {
                format!("{} {}", shown(Some(&edit::estimate(weeks)), Unit::Weeks, true, format).0, words.days)
            },
        );
        vec![stage, told(&line.conversion, Unit::Share), time]
    };
    let puts = puts(plan, &pasted.lines);
    let next = edit::with(plan, &puts);
    let of_whole = |line: &StageLine| {
        line.row == StageRow::Stage(3) && (line.conversion.is_some() || line.weeks.is_some())
    };
    let waits = next.as_ref().is_ok_and(|next| !next.opportunity_stages.is_empty())
        && pasted.lines.iter().any(of_whole);
    let refused = next.err().unwrap_or_default();
    Meaning {
        heads: words.heads.map(str::to_owned).to_vec(),
        lines: pasted.lines.iter().map(line).collect(),
        bad: pasted.bad.iter().map(|bad| bad_cell(bad, text, format)).collect(),
        notes: waits.then(|| words.sub_waits.to_owned()).into_iter().collect(),
        refused: edit::told(&refused, plan, &puts, text, format),
    }
}

/// A cell that cannot be read, in a sentence.
pub fn bad_cell(bad: &BadCell, text: &'static Text, format: &Format) -> String {
    // The hint is one for a single field.
    let (what, _) = (text.levers.problem)(&bad.problem, bad.unit, format, &|_| false);
    (text.stages.bad)(bad, &what)
}

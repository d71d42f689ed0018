//! What has come to pass, by month: entered one by one, or pasted from a spreadsheet.

use crate::controls::dialog::Dialog;
use crate::controls::gesture;
use crate::controls::number_field::{NumberField, Reading};
use crate::controls::paste::{Meaning, Paste, on_paste};
use crate::controls::plan_field::{change, refused};
use crate::edit::{self, Kind, Put, typed};
use crate::format::Format;
use crate::levers::Frame;
use crate::parse::Problem;
use crate::parse::table::{MonthLine, months};
use crate::text::Text;
use crate::views::stages::bad_cell;
use crate::workbook::Action;
use serde_json::Value;
use std::rc::Rc;
use tandem_engine::Summary;
use tandem_engine::date::{Date, Month};
use tandem_engine::plan::{Actual, ActualMeasure, Plan};
use tandem_engine::quantity::Unit;
use tandem_engine::{Measure, Period};
use web_sys::{Event, HtmlSelectElement};
use yew::prelude::*;

/// Months in view where there are few figures.
const IN_VIEW: usize = 12;

/// What [`ActualFigures`] needs.
#[derive(PartialEq, Properties)]
pub struct ActualFiguresProps {
    /// The plan on the page.
    pub plan: Rc<Plan>,
    /// Its figures.
    pub summary: Rc<Summary>,
    /// The measure of the forecast, which is entered first.
    pub measure: Measure,
    /// Words.
    pub text: &'static Text,
    /// Figures.
    pub format: Format,
    /// Takes edits.
    pub dispatch: Callback<Action>,
    /// The dialog is done with.
    pub on_close: Callback<()>,
}

/// The dialog with what has come to pass.
#[component]
pub fn ActualFigures(props: &ActualFiguresProps) -> Html {
    let ActualFiguresProps { plan, text, dispatch, .. } = props;
    let words = text.stages;
    let chosen = use_state_eq(|| {
        ActualMeasure::ALL
            .iter()
            .copied()
            .find(|actual| actual.measure() == props.measure)
            .unwrap_or(ActualMeasure::Won)
    });
    let cells = use_state_eq(|| None::<String>);
    let on_cells = {
        let cells = cells.clone();
        Callback::from(move |now: Option<String>| cells.set(now))
    };
    let read = {
        let (plan, text, format, measure) = (plan.clone(), *text, props.format.clone(), *chosen);
        Callback::from(move |cells: String| meaning(&plan, measure, &cells, text, &format))
    };
    let on_apply = {
        let (plan, dispatch, cells, measure) = (plan.clone(), dispatch.clone(), cells.clone(), *chosen);
        let currency = props.format.currency.clone();
        Callback::from(move |pasted: String| {
            let (lines, _) = within(&plan, months(&pasted, unit(measure), &currency).lines);
            change(&plan, &[with(&plan, measure, &lines)], gesture::begin(), &dispatch);
            cells.set(None);
        })
    };
    html! {
        <Dialog id="actuals-dialog" title={words.actuals} close={text.shell.close} on_close={props.on_close.clone()}>
            <div onpaste={on_paste(on_cells.clone())}>
                <p>{ words.actuals_lead }</p>
                { figure_pick(&chosen, text) }
                { table(props, *chosen) }
                <div class="da">
                    <Paste id="actual-paste" lead={words.paste_months} cells={(*cells).clone()} {read} {on_cells} {on_apply} {text} />
                    if cells.is_none() {
                        <button type="button" class="bt pri" data-testid="actuals-done" onclick={props.on_close.reform(|_: MouseEvent| ())}>
                            { words.done }
                        </button>
                    }
                </div>
            </div>
        </Dialog>
    }
}

/// The name of a figure.
fn figure_name(measure: ActualMeasure, text: &Text) -> &'static str {
    let figure = match measure {
        // The ARR stands for the MRR in the forecast; here it is the month's own.
        ActualMeasure::Mrr => Some(crate::charts::Figure::Mrr),
        _ => crate::charts::Figure::of(measure.measure()),
    };
    figure.map_or(text.charts.collections, |figure| (text.charts.figure)(figure).long)
}

const fn unit(measure: ActualMeasure) -> Unit {
    if measure.is_money() { Unit::Money } else { Unit::Count }
}

fn figure_pick(chosen: &UseStateHandle<ActualMeasure>, text: &'static Text) -> Html {
    let onchange = {
        let chosen = chosen.clone();
        Callback::from(move |event: Event| {
            let place = event.target_unchecked_into::<HtmlSelectElement>().selected_index();
            let measure = usize::try_from(place).ok().and_then(|place| ActualMeasure::ALL.get(place));
            measure.into_iter().for_each(|measure| chosen.set(*measure));
        })
    };
    let option = |measure: &ActualMeasure| {
        let name = figure_name(*measure, text);
        html! { <option key={name} selected={*measure == **chosen}>{ name }</option> }
    };
    html! {
        <div class="actual-pick">
            <label for="actual-figure">{ text.stages.actuals_figure }</label>
            <span class="field field-pick">
                <select id="actual-figure" data-testid="actual-figure" {onchange}>{ for ActualMeasure::ALL.iter().map(option) }</select>
                <svg class="ic" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true"><path d="M5 6.5l3 3 3-3" /></svg>
            </span>
        </div>
    }
}

/// The actual figure of a month.
fn value_of(plan: &Plan, measure: ActualMeasure, month: Month) -> Option<f64> {
    let same = |actual: &&Actual| actual.measure == measure && actual.month == month;
    plan.actuals.iter().find(same).map(|actual| actual.value)
}

/// Lines of months that the plan touches, and the others.
fn within(plan: &Plan, lines: Vec<MonthLine>) -> (Vec<MonthLine>, Vec<MonthLine>) {
    let (first, last) = first_and_last(plan);
    lines.into_iter().partition(|line| (first..=last).contains(&line.month.month_number()))
}

/// The first and the last month of the plan.
fn first_and_last(plan: &Plan) -> (i32, i32) {
    let Frame { start, horizon_weeks, .. } = Frame::of(plan);
    (start.month_number(), start.plus_days(7 * horizon_weeks as i32 - 1).month_number())
}

/// All actual figures with others for some months, by time; nothing else changes.
fn with(plan: &Plan, measure: ActualMeasure, lines: &[MonthLine]) -> Put {
    let new = lines.iter().map(|line| (Month::of(line.month), Some(line.value)));
    put(plan, measure, &new.collect::<Vec<_>>())
}

fn put(plan: &Plan, measure: ActualMeasure, new: &[(Month, Option<f64>)]) -> Put {
    let mut actuals = plan.actuals.clone();
    for (month, value) in new {
        actuals.retain(|actual| actual.measure != measure || actual.month != *month);
        actuals.extend(value.map(|value| Actual { measure, month: *month, value }));
    }
    actuals.sort_by_key(|actual| (actual.measure, actual.month));
    let list = serde_json::to_value(&actuals).unwrap_or_default();
    ("actuals".to_owned(), (!actuals.is_empty()).then_some(list))
}

/// The months of the plan: a year of them, or as many as there are figures for and three more.
fn table(props: &ActualFiguresProps, measure: ActualMeasure) -> Html {
    let ActualFiguresProps { plan, summary, text, format, .. } = props;
    let words = text.stages;
    let (first, end) = first_and_last(plan);
    let all = (end - first + 1).max(0) as usize;
    let last = plan.actuals.iter().filter(|a| a.measure == measure).map(|a| a.month.number()).max();
    let used = last.map_or(0, |last| (last - first + 1).max(0) as usize);
    let shown = IN_VIEW.max(used + 3).min(all);
    let medians = summary.series(measure.measure(), Period::Month);
    let spans = summary.spans(Period::Month);
    let row = |month: i32| {
        let day = Date::first_of_month(month);
        let place = spans.iter().position(|span| span.first.month_number() == month);
        let middle = place.and_then(|i| medians.p50.get(i).or_else(|| medians.expected.get(i)));
        let median =
            middle.map_or_else(|| text.charts.none.to_owned(), |value| format.entry(*value, unit(measure)));
        html! {
            <tr key={format!("{measure:?}-{month}")}>
                <th scope="row">{ format.month(day) }</th>
                <td>{ median }</td>
                <td><div class="cell-field">{ field(props, measure, day) }</div></td>
            </tr>
        }
    };
    html! {
        <div class="twin-box actual-box" tabindex="0" role="group" aria-label={words.actuals}>
            <table class="twin actual-table" data-testid="actual-table">
                <thead><tr>
                    <th scope="col">{ text.charts.column_period }</th><th scope="col">{ words.plan_median }</th><th scope="col">{ words.actual }</th>
                </tr></thead>
                <tbody>{ for (first..first + shown as i32).map(row) }</tbody>
            </table>
        </div>
    }
}

/// The figure of a month. An empty field takes it out.
fn field(props: &ActualFiguresProps, measure: ActualMeasure, day: Date) -> Html {
    let ActualFiguresProps { plan, text, format, .. } = props;
    let month = Month::of(day);
    let value = value_of(plan, measure, month);
    let write = |write: fn(&Format, f64, Unit) -> String| {
        value.map_or_else(String::new, |v| write(format, v, unit(measure)))
    };
    let (shown, editable) = (write(Format::entry), write(Format::entry_exact));
    let read = {
        let (plan, text, format) = (plan.clone(), *text, format.clone());
        Callback::from(move |draft: String| reading(&draft, (&plan, measure, month), text, &format))
    };
    let commit = {
        let (plan, dispatch, currency) = (plan.clone(), props.dispatch.clone(), format.currency.clone());
        Callback::from(move |(draft, gesture): (String, u32)| {
            if let Ok(value) = said(&draft, measure, &currency) {
                change(&plan, &[put(&plan, measure, &[(month, value)])], gesture, &dispatch);
            }
        })
    };
    let label = (text.stages.actual_of)(&format.month(day));
    html! { <NumberField id={format!("actual-{month}")} {label} {shown} {editable} unit="" {read} {commit} /> }
}

/// What a draft is understood as, or why it is refused.
fn reading(
    draft: &str,
    (plan, measure, month): (&Plan, ActualMeasure, Month),
    text: &'static Text,
    format: &Format,
) -> Reading {
    let with = |value: Option<f64>| edit::with(plan, &[put(plan, measure, &[(month, value)])]);
    match said(draft, measure, &format.currency) {
        Err(problem) => {
            let takes =
                |text: &str| said(text, measure, &format.currency).is_ok_and(|value| with(value).is_ok());
            let (what, hint) = (text.levers.problem)(&problem, unit(measure), format, &takes);
            Reading::Problem(what, hint)
        }
        Ok(value) => match with(value) {
            Ok(_) => {
                let shown = value.map_or_else(|| text.charts.none.to_owned(), |value| format.full(value));
                Reading::Understood((text.levers.understood)(&shown))
            }
            Err(findings) => refused(&findings, (plan, "actuals"), text, format),
        },
    }
}

/// The figure that was typed; nothing where nothing was.
fn said(draft: &str, measure: ActualMeasure, currency: &str) -> Result<Option<f64>, Problem> {
    match typed(Kind::Amount(unit(measure)), draft, currency) {
        Err(Problem::Empty) => Ok(None),
        Err(problem) => Err(problem),
        Ok(Value::Number(value)) => Ok(value.as_f64()),
        Ok(_) => Err(Problem::NotANumber { found: draft.trim().to_owned() }),
    }
}

/// What pasted cells say about the months.
fn meaning(
    plan: &Plan,
    measure: ActualMeasure,
    cells: &str,
    text: &'static Text,
    format: &Format,
) -> Meaning {
    if cells.trim().is_empty() {
        return Meaning::default();
    }
    let pasted = months(cells, unit(measure), &format.currency);
    let (lines, outside) = within(plan, pasted.lines);
    let put = [with(plan, measure, &lines)];
    let refused = edit::with(plan, &put).err().unwrap_or_default();
    let left_out: Vec<String> = outside.iter().map(|line| format.month(line.month)).collect();
    Meaning {
        heads: vec![text.charts.column_period.to_owned(), text.stages.actual.to_owned()],
        lines: lines.iter().map(|line| vec![format.month(line.month), format.full(line.value)]).collect(),
        bad: pasted.bad.iter().map(|bad| bad_cell(bad, text, format)).collect(),
        notes: (!left_out.is_empty()).then(|| (text.stages.months_outside)(&left_out)).into_iter().collect(),
        refused: edit::told(&refused, plan, &put, text, format),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Lang, text};

    #[test]
    fn months_outside_the_plan_are_left_out_and_named() {
        let plan = crate::views::examples::first_plan();
        let read = |cells: &str, lang: Lang| {
            meaning(&plan, ActualMeasure::Won, cells, text(lang), &Format::new(lang, "USD"))
        };
        let some = read("2027-01\t3\n02/2027\t4\n2039-01\t5", Lang::En);
        assert_eq!((some.lines.len(), some.refused.len()), (2, 0));
        assert_eq!(some.notes, ["Left out, as the plan has no such month: January 2039."]);
        let none = read("2039-01\t5", Lang::ZhCn);
        assert!(none.lines.is_empty() && none.notes.len() == 1, "{none:?}");
    }
}

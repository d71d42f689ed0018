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
use crate::parse::months::{Held, LeftOut, MonthLine, Pasted, months};
use crate::text::Text;
use crate::text::stages::typed as words_of;
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
        let shown = |measure: &&ActualMeasure| measure.measure() == props.measure;
        Held::as_kept(ActualMeasure::ALL.iter().find(shown).copied().unwrap_or(ActualMeasure::Won))
    });
    let cells = use_state_eq(|| None::<String>);
    let on_cells = {
        let cells = cells.clone();
        Callback::from(move |now: Option<String>| cells.set(now))
    };
    let read = {
        let (plan, text, format, held) = (plan.clone(), *text, props.format.clone(), *chosen);
        Callback::from(move |cells: String| meaning(&plan, held, &cells, text, &format))
    };
    let on_apply = {
        let (plan, dispatch, cells, chosen) = (plan.clone(), dispatch.clone(), cells.clone(), chosen.clone());
        let currency = props.format.currency.clone();
        Callback::from(move |cells_now: String| {
            let pasted = read_months(&plan, *chosen, &cells_now, &currency);
            let (lines, _) = within(&plan, pasted.lines);
            change(&plan, &[with(&plan, &lines)], gesture::begin(), &dispatch);
            // What was pasted is what is looked at next.
            if let Some(first) = pasted.figures.first().filter(|_| !pasted.figures.contains(&chosen)) {
                chosen.set(*first);
            }
            cells.set(None);
        })
    };
    html! {
        <Dialog id="actuals-dialog" title={words.actuals} close={text.shell.close} on_close={props.on_close.clone()}>
            <div onpaste={on_paste(on_cells.clone())}>
                <p>{ words.actuals_lead }</p>
                { figure_pick(plan, &chosen, text) }
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

/// The name of a figure: one that counts a stage is called as the stage.
fn figure_name(plan: &Plan, held: Held, text: &Text) -> String {
    let figure = words_of::figure_of(held);
    figure.map_or_else(
        || text.charts.collections.to_owned(),
        |figure| crate::stages::figure(plan, figure, text),
    )
}

fn figure_pick(plan: &Plan, chosen: &UseStateHandle<Held>, text: &'static Text) -> Html {
    let all = words_of::figures();
    let options = all.iter().map(|held| {
        let name = figure_name(plan, *held, text);
        html! { <option key={format!("{held:?}")} selected={*held == **chosen}>{ name }</option> }
    });
    let options: Vec<Html> = options.collect();
    let onchange = {
        let chosen = chosen.clone();
        Callback::from(move |event: Event| {
            let place = event.target_unchecked_into::<HtmlSelectElement>().selected_index();
            let held = usize::try_from(place).ok().and_then(|place| all.get(place));
            held.into_iter().for_each(|held| chosen.set(*held));
        })
    };
    html! {
        <>
        <div class="actual-pick">
            <label for="actual-figure">{ text.stages.actuals_figure }</label>
            <span class="field field-pick">
                <select id="actual-figure" data-testid="actual-figure" {onchange}>{ for options }</select>
                <svg class="ic" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true"><path d="M5 6.5l3 3 3-3" /></svg>
            </span>
        </div>
        if chosen.factor != 1.0 { <p class="sub">{ text.stages.arr_as_mrr }</p> }
        </>
    }
}

/// The actual figure of a month.
fn value_of(plan: &Plan, held: Held, month: Month) -> Option<f64> {
    let same = |actual: &&Actual| actual.measure == held.measure && actual.month == month;
    plan.actuals.iter().find(same).map(|actual| actual.value * held.factor)
}

/// What pasted cells hold, by the names that figures have in the plan and on the page.
fn read_months(plan: &Plan, chosen: Held, cells: &str, currency: &str) -> Pasted {
    let own: Vec<(usize, String)> = (0..crate::stages::KEYS.len())
        .filter_map(|stage| Some((stage, crate::stages::own(plan, stage)?.to_owned())))
        .collect();
    months(cells, chosen, currency, |head| words_of::figure(head, &own), words_of::is_plain)
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
fn with(plan: &Plan, lines: &[MonthLine]) -> Put {
    let new = lines.iter().map(|line| (line.measure, Month::of(line.month), Some(line.value)));
    put(plan, &new.collect::<Vec<_>>())
}

fn put(plan: &Plan, new: &[(ActualMeasure, Month, Option<f64>)]) -> Put {
    let mut actuals = plan.actuals.clone();
    for &(measure, month, value) in new {
        actuals.retain(|actual| actual.measure != measure || actual.month != month);
        actuals.extend(value.map(|value| Actual { measure, month, value }));
    }
    actuals.sort_by_key(|actual| (actual.measure, actual.month));
    let list = serde_json::to_value(&actuals).unwrap_or_default();
    ("actuals".to_owned(), (!actuals.is_empty()).then_some(list))
}

/// The months of the plan: a year of them, or as many as there are figures for and three more.
fn table(props: &ActualFiguresProps, held: Held) -> Html {
    let (measure, factor) = (held.measure, held.factor);
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
        let median = middle
            .map_or_else(|| text.charts.none.to_owned(), |value| format.entry(*value * factor, held.unit()));
        html! {
            <tr key={format!("{held:?}-{month}")}>
                <th scope="row">{ format.month(day) }</th>
                <td>{ median }</td>
                <td><div class="cell-field">{ field(props, held, day) }</div></td>
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
fn field(props: &ActualFiguresProps, held: Held, day: Date) -> Html {
    let ActualFiguresProps { plan, text, format, .. } = props;
    let month = Month::of(day);
    let value = value_of(plan, held, month);
    let write = |write: fn(&Format, f64, Unit) -> String| {
        value.map_or_else(String::new, |v| write(format, v, held.unit()))
    };
    let (shown, editable) = (write(Format::entry), write(Format::entry_exact));
    let read = {
        let (plan, text, format) = (plan.clone(), *text, format.clone());
        Callback::from(move |draft: String| reading(&draft, (&plan, held, month), text, &format))
    };
    let commit = {
        let (plan, dispatch, currency) = (plan.clone(), props.dispatch.clone(), format.currency.clone());
        Callback::from(move |(draft, gesture): (String, u32)| {
            if let Ok(value) = said(&draft, held, &currency) {
                let kept = value.map(|value| value / held.factor);
                change(&plan, &[put(&plan, &[(held.measure, month, kept)])], gesture, &dispatch);
            }
        })
    };
    let label = (text.stages.actual_of)(&format.month(day));
    html! { <NumberField id={format!("actual-{month}")} {label} {shown} {editable} unit="" {read} {commit} /> }
}

/// What a draft is understood as, or why it is refused.
fn reading(
    draft: &str,
    (plan, held, month): (&Plan, Held, Month),
    text: &'static Text,
    format: &Format,
) -> Reading {
    let with = |value: Option<f64>| {
        edit::with(plan, &[put(plan, &[(held.measure, month, value.map(|value| value / held.factor))])])
    };
    match said(draft, held, &format.currency) {
        Err(problem) => {
            let takes =
                |text: &str| said(text, held, &format.currency).is_ok_and(|value| with(value).is_ok());
            let (what, hint) = (text.levers.problem)(&problem, held.unit(), format, &takes);
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
fn said(draft: &str, held: Held, currency: &str) -> Result<Option<f64>, Problem> {
    match typed(Kind::Amount(held.unit()), draft, currency) {
        Err(Problem::Empty) => Ok(None),
        Err(problem) => Err(problem),
        Ok(Value::Number(value)) => Ok(value.as_f64()),
        Ok(_) => Err(Problem::NotANumber { found: draft.trim().to_owned() }),
    }
}

/// What pasted cells say about the months.
fn meaning(plan: &Plan, chosen: Held, cells: &str, text: &'static Text, format: &Format) -> Meaning {
    let pasted = read_months(plan, chosen, cells, &format.currency);
    let (lines, outside) = within(plan, pasted.lines);
    let put = [with(plan, &lines)];
    let refused = edit::with(plan, &put).err().unwrap_or_default();
    let mut left_out: Vec<Date> = outside.iter().map(|line| line.month).collect();
    left_out.dedup();
    let left_out: Vec<String> = left_out.into_iter().map(|month| format.month(month)).collect();
    let figures =
        || pasted.figures.iter().filter(|held| lines.iter().any(|line| line.measure == held.measure));
    let is_arr = figures().any(|held| held.factor != 1.0);
    let columns = pasted.left_out.iter().map(|column: &LeftOut| (text.stages.column_left_out)(column));
    let notes = columns
        .chain(is_arr.then(|| text.stages.arr_as_mrr.to_owned()))
        .chain((!left_out.is_empty()).then(|| (text.stages.months_outside)(&left_out)));
    let mut rows: Vec<Date> = lines.iter().map(|line| line.month).collect();
    rows.dedup();
    let row = |month: Date| {
        let value = |held: &Held| {
            let of = |line: &&MonthLine| (line.month, line.measure) == (month, held.measure);
            let line = lines.iter().rfind(of);
            line.map_or_else(|| text.charts.none.to_owned(), |line| format.full(line.value * held.factor))
        };
        std::iter::once(format.month(month)).chain(figures().map(value)).collect()
    };
    let heads = figures().map(|held| figure_name(plan, *held, text));
    Meaning {
        heads: std::iter::once(text.charts.column_period.to_owned()).chain(heads).collect(),
        lines: rows.into_iter().map(row).collect(),
        bad: pasted.bad.iter().map(|bad| bad_cell(bad, text, format)).collect(),
        notes: notes.collect(),
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
            meaning(&plan, Held::as_kept(ActualMeasure::Won), cells, text(lang), &Format::new(lang, "USD"))
        };
        let some = read("2027-01\t3\n02/2027\t4\n2039-01\t5", Lang::En);
        assert_eq!((some.lines.len(), some.refused.len()), (2, 0));
        assert_eq!(some.notes, ["Left out, as the plan has no such month: January 2039."]);
        let none = read("2039-01\t5", Lang::ZhCn);
        assert!(none.lines.is_empty() && none.notes.len() == 1, "{none:?}");
    }

    #[test]
    fn a_sheet_of_several_figures_is_taken_at_once() {
        let mut plan = Plan::clone(&crate::views::examples::first_plan());
        plan.qualification.stage_names.lead = "Enquiry".to_owned();
        let cells = "Month\tEnquiry\tMQLs\tARR\tWins\tChurn\nJan 2027\t900\t420\t1.2M\t7\t2%\nFeb 2027\t910\t430\t1.3M\t8\t2%";
        let mrr = Held::as_kept(ActualMeasure::Mrr);
        let read = meaning(&plan, mrr, cells, text(Lang::En), &Format::new(Lang::En, "USD"));
        assert_eq!(read.heads, ["Period", "Enquiry", "MQLs", "Annual recurring revenue", "Deals won"]);
        assert_eq!((read.lines.len(), &read.lines[0][3], read.bad.len()), (2, &"1,200,000".to_owned(), 0));
        assert_eq!(
            read.notes,
            [
                "The column “Churn” is left out: no figure here is called that.",
                "ARR is kept as monthly recurring revenue: a twelfth of it."
            ]
        );
        let pasted = read_months(&plan, mrr, cells, "USD");
        let next = edit::with(&plan, &[with(&plan, &pasted.lines)]).expect("a sound plan");
        assert_eq!(next.actuals.len(), 8);
        assert_eq!(value_of(&next, mrr, Month::of(pasted.lines[0].month)), Some(100_000.0));
    }
}

//! Panels as files: comparison, funnel and dates as CSV or XLSX, one row a figure, numbers in full precision.

use crate::changes::comparable;
use crate::controls::menu::{Menu, MenuItem};
use crate::differences::differences;
use crate::export::{Cell, Sheet as Table, csv, xlsx};
use crate::format::Format;
use crate::simulate::{Run, Runs};
use crate::storage::download;
use crate::text::Text;
use crate::views::compare::{asked, odds_against, told};
use crate::views::funnel;
use crate::views::kpis::{KPIS, better, is_share, more_is_better};
use crate::views::timeline;
use crate::workbook::Sheet;
use std::rc::Rc;
use tandem_engine::plan::Plan;
use tandem_engine::summary::{Outcome, change};
use tandem_engine::{Kpi, Summary};
use yew::prelude::*;

/// The kind of a file of tables.
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The list of downloads of a panel: the first table as CSV, all of them as XLSX. They are made when they are asked for.
pub fn menu(
    id: &'static str,
    title: &str,
    text: &'static Text,
    tables: impl Fn() -> Vec<Table> + 'static,
) -> Html {
    let words = text.sharing;
    let tables: Rc<dyn Fn() -> Vec<Table>> = Rc::new(tables);
    let face = html! {
        <svg class="ic" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d="M8 2.5v8M4.8 7.6L8 10.8l3.2-3.2M3 13.5h10" /></svg>
    };
    let item = |name: &'static str, ending: &'static str, make: fn(&str, &[Table])| {
        let (tables, file) = (Rc::clone(&tables), download::name(title, ending));
        MenuItem {
            text: name.into(),
            test_id: format!("{id}-{ending}").into(),
            action: Callback::from(move |()| make(&file, &tables())),
        }
    };
    // A browser that refuses to make a file shows that itself.
    let as_csv = item(words.as_csv, "csv", |file, tables| {
        let first = tables.first().map(csv).unwrap_or_default();
        let _ = download::text(file, "text/csv;charset=utf-8", &first);
    });
    let as_xlsx = item(words.as_xlsx, "xlsx", |file, tables| {
        let _ = download::bytes(file, XLSX, &xlsx(tables));
    });
    html! {
        <Menu {id} label={words.downloads} {face} class={classes!("i")} always=true items={vec![as_csv, as_xlsx]} />
    }
}

/// The measure in question, the odds and the median date of the target, then the median of every key figure of every year in
/// each scenario, with its difference from one of them.
pub fn comparison(
    sheet: &Sheet,
    runs: &Runs,
    names: &[String],
    base: usize,
    text: &'static Text,
    format: &Format,
) -> Table {
    let words = text.scenarios;
    let of_scenario: Vec<Option<&Run>> = sheet.scenarios().iter().map(|s| runs.of(&s.plan)).collect();
    let mut head = vec![words.figure.to_owned(), text.charts.year_column.to_owned()];
    for (place, name) in names.iter().enumerate() {
        let letter = (words.letter)(place);
        head.push(format!("{letter} {name}"));
        if place != base {
            head.extend((words.change_of)(letter, (words.letter)(base)));
        }
    }
    let years = of_scenario.iter().flatten().map(|run| run.summary.plan_years()).min().unwrap_or(0);
    let held = of_scenario.get(base).copied().flatten();
    let row = |(year, kpi): (usize, Kpi)| {
        let number = |value: f64| if is_share(kpi) { Cell::Share(value) } else { Cell::Number(value) };
        let mut row =
            vec![Cell::text(crate::stages::kpi(sheet.plan(), kpi, text)), Cell::Number((year + 1) as f64)];
        for (place, run) in of_scenario.iter().enumerate() {
            let spread = run.and_then(|run| run.summary.kpi(kpi, year));
            row.push(spread.map_or(Cell::Empty, |spread| number(spread.p50)));
            if place == base {
                continue;
            }
            let pair = held.zip(*run).filter(|(a, b)| comparable(&a.summary, &b.summary));
            let change = pair.and_then(|(a, b)| change(&a.outcomes, &b.outcomes, Outcome::Kpi(kpi, year)));
            row.extend(match change {
                Some(change) => {
                    let better = better(&change, more_is_better(kpi)).map_or(Cell::Empty, Cell::Share);
                    [number(change.median), number(change.median_se), better]
                }
                None => [Cell::Empty, Cell::Empty, Cell::Empty],
            });
        }
        row
    };
    let figures = (0..years).flat_map(|year| KPIS.iter().map(move |kpi| (year, *kpi))).map(row);
    let first = held.map(|first| of_the_target(first, &of_scenario, base, text, format)).unwrap_or_default();
    Table { name: words.comparison.to_owned(), head, rows: first.into_iter().chain(figures).collect() }
}

/// The rows of no year: the measure in question at its date; odds and median date of the target, where there is one.
fn of_the_target(
    first: &Run,
    runs: &[Option<&Run>],
    base: usize,
    text: &'static Text,
    format: &Format,
) -> Vec<Vec<Cell>> {
    let words = text.scenarios;
    let asked = asked(first, runs);
    let row = |name: String, value: &dyn Fn(&Run) -> Cell, change: &dyn Fn(&Run) -> [Cell; 3]| {
        let mut row = vec![Cell::text(name), Cell::Empty];
        for (place, run) in runs.iter().enumerate() {
            row.push(run.map_or(Cell::Empty, value));
            if place != base {
                let run = run.filter(|run| comparable(&first.summary, &run.summary));
                row.extend(run.map_or([Cell::Empty, Cell::Empty, Cell::Empty], change));
            }
        }
        row
    };
    let none = || [Cell::Empty, Cell::Empty, Cell::Empty];
    let name =
        (text.answers.kpi_at)((text.levers.measure)(asked.measure()), &format.date_short(asked.date()));
    let measure = row(name, &|run| Cell::Number(asked.median(&run.summary, Some(&run.outcomes))), &|run| {
        let change = asked.change(run.summary.plan_years(), &first.outcomes, &run.outcomes);
        change.map_or_else(none, |change| {
            [Cell::Number(change.median), Cell::Number(change.median_se), Cell::Share(change.larger)]
        })
    });
    if runs.iter().flatten().all(|run| run.summary.target.is_none()) {
        return vec![measure];
    }
    let odds = |run: &Run| run.summary.target.as_ref()?.odds;
    let odds =
        row(words.odds_of_target.to_owned(), &|run| odds(run).map_or(Cell::Empty, Cell::Share), &|run| {
            odds_against(first, run)
                .map_or_else(none, |(change, se)| [Cell::Share(change), Cell::Share(se), Cell::Empty])
        });
    let date = row(
        words.date_of_target.to_owned(),
        &|run| {
            let target = run.summary.target.as_ref().filter(|target| target.measure.has_day());
            target.map_or(Cell::Empty, |target| {
                target.reached.p50.map_or_else(|| Cell::text(words.later), Cell::Day)
            })
        },
        &|_| none(),
    );
    vec![measure, odds, date]
}

/// Where the inputs of each scenario differ from the first.
pub fn inputs_sheet(sheet: &Sheet, names: &[String], text: &'static Text, format: &Format) -> Table {
    let words = text.scenarios;
    let first = &sheet.scenarios()[0].plan;
    let mut rows = Vec::new();
    for (place, scenario) in sheet.scenarios().iter().enumerate().skip(1) {
        for difference in differences(first, &scenario.plan) {
            let (name, from, to) = told(&difference, (first, &scenario.plan), text, format);
            let letter = format!("{} {}", (words.letter)(place), names.get(place).map_or("", String::as_str));
            rows.push([letter, name, from, to].into_iter().map(Cell::text).collect());
        }
    }
    let head = vec![
        words.title.to_owned(),
        words.inputs.to_owned(),
        (words.letter)(0).to_string(),
        words.differing.to_owned(),
    ];
    Table { name: words.inputs.to_owned(), head, rows }
}

/// The stages of the funnel in every year.
pub fn funnel_table(summary: &Summary, text: &'static Text) -> Table {
    let words = text.charts;
    let low_high = |range: Option<(f64, f64)>, cell: fn(f64) -> Cell| match range {
        Some((low, high)) => [cell(low), cell(high)],
        None => [Cell::Empty, Cell::Empty],
    };
    let number = |value: Option<f64>| value.map_or(Cell::Empty, Cell::Number);
    let mut rows = Vec::new();
    for year in 0..summary.plan_years() {
        for (stage, name) in funnel::stages(summary, year).iter().zip(words.stages) {
            let [low, high] = low_high(stage.bar.range, Cell::Number);
            let [share_low, share_high] = low_high(stage.conversion_range, Cell::Share);
            rows.push(vec![
                Cell::Number((year + 1) as f64),
                Cell::text(name),
                low,
                Cell::Number(stage.bar.volume),
                high,
                share_low,
                stage.conversion.map_or(Cell::Empty, Cell::Share),
                share_high,
                number(stage.days),
                number(stage.waiting),
                number(stage.queued),
            ]);
        }
    }
    let middle = if summary.n_trials > 0 { words.median } else { words.expected };
    let share = |percentile: &str| (words.conversion_column)(percentile);
    let head = [
        words.year_column.to_owned(),
        words.column_stage.to_owned(),
        "P10".to_owned(),
        middle.to_owned(),
        "P90".to_owned(),
        share("P10"),
        share(middle),
        share("P90"),
        words.column_days.to_owned(),
        words.column_waiting.to_owned(),
        words.column_queued.to_owned(),
    ];
    Table { name: words.funnel.to_owned(), head: head.to_vec(), rows }
}

/// The dates that matter: hires first, then what happens when.
pub fn dates_table(plan: &Plan, summary: &Summary, text: &'static Text, format: &Format) -> Table {
    let words = text.charts;
    let day = |date: Option<tandem_engine::date::Date>| date.map_or(Cell::Empty, Cell::Day);
    let dates = timeline::dated(summary).map(|milestone| {
        let (when, name) = (&milestone.when, timeline::name_of(milestone.kind, summary, text, format));
        let percentiles = [day(when.p10), day(when.p50), day(when.p90)];
        [Cell::text(name), day(when.expected)]
            .into_iter()
            .chain(percentiles)
            .chain([Cell::Share(when.not_within_horizon)])
            .collect()
    });
    let hires = timeline::hire_dates(plan, summary, text).into_iter().map(|(name, heads, date)| {
        vec![Cell::text(format!("{name} ({heads})", heads = format.count(heads))), Cell::Day(date)]
    });
    let head = [words.column_event, words.expected, "P10", words.median, "P90", words.column_not_within];
    Table {
        name: words.dates.to_owned(),
        head: head.map(str::to_owned).to_vec(),
        rows: hires.chain(dates).collect(),
    }
}

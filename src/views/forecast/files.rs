//! The forecast as files: the drawing as SVG or PNG, the figures as CSV or XLSX, the plan as JSON.

use crate::assumptions::{Assumption, assumptions};
use crate::charts::{Actuals, Choice, Track, picture};
use crate::controls::menu::{Menu, MenuItem};
use crate::export::{Cell, Sheet, csv, xlsx};
use crate::format::{Figure as Unit, Format};
use crate::storage::{self, download};
use crate::text::Text;
use crate::views::kpis;
use crate::workbook::ChartMode;
use std::rc::Rc;
use tandem_charts::{Limit, RibbonMonth};
use tandem_engine::plan::Plan;
use tandem_engine::{Kpi, Period, Summary};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// The drawing of the forecast.
const DRAWING: &str = "#forecast .fc > svg.chart";

/// What the files are made of.
#[derive(Clone)]
pub struct Files {
    pub(super) plan: Rc<Plan>,
    pub(super) summary: Rc<Summary>,
    pub(super) choice: Choice,
    pub(super) period: Period,
    pub(super) months: Rc<Vec<RibbonMonth>>,
    pub(super) mode: ChartMode,
    pub(super) text: &'static Text,
    pub(super) format: Format,
}

impl Files {
    /// The list of downloads.
    pub fn menu(self) -> Html {
        let words = self.text.sharing;
        let face = html! {
            <svg class="ic" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d="M8 2.5v8M4.8 7.6L8 10.8l3.2-3.2M3 13.5h10" /></svg>
        };
        let item = |text: &'static str, id: &'static str, act: fn(&Files)| {
            let files = self.clone();
            MenuItem { text: text.into(), test_id: id.into(), action: Callback::from(move |()| act(&files)) }
        };
        let drawing = [item(words.as_svg, "as-svg", Files::svg), item(words.as_png, "as-png", Files::png)];
        let rest = [
            item(words.as_csv, "as-csv", Files::csv),
            item(words.as_xlsx, "as-xlsx", Files::xlsx),
            item(words.as_json, "as-json", Files::json),
        ];
        let shows_drawing = self.mode != ChartMode::Table;
        let items: Vec<_> = drawing.into_iter().filter(|_| shows_drawing).chain(rest).collect();
        html! {
            <Menu id="downloads" label={words.downloads} {face} class={classes!("i")} always=true {items} />
        }
    }

    fn title(&self) -> String {
        let figure = crate::stages::figure(&self.plan, self.choice.figure, self.text);
        format!("{} · {figure}", self.text.shell.title_of(&self.plan.plan.title))
    }

    fn name(&self, ending: &str) -> String {
        download::name(&self.title(), ending)
    }

    fn svg(&self) {
        let made = picture(DRAWING, &self.title());
        // A browser that refuses to make a file shows that itself.
        let _ = made.and_then(|picture| download::text(&self.name("svg"), "image/svg+xml", picture.svg()));
    }

    fn png(&self) {
        let (made, name) = (picture(DRAWING, &self.title()), self.name("png"));
        spawn_local(async move {
            if let Ok(picture) = made
                && let Ok(blob) = picture.png().await
            {
                let _ = download::blob(&name, &blob);
            }
        });
    }

    fn csv(&self) {
        let _ = download::text(&self.name("csv"), "text/csv;charset=utf-8", &csv(&self.forecast()));
    }

    fn xlsx(&self) {
        let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
        let book = xlsx(&[self.forecast(), self.key_figures(), self.assumptions()]);
        let _ = download::bytes(&self.name("xlsx"), kind, &book);
    }

    fn json(&self) {
        storage::download(&self.plan, self.text.shell.title_of(&self.plan.plan.title));
    }

    /// The figures of the forecast, one row a period, with what limits where the periods are months.
    fn forecast(&self) -> Sheet {
        let words = self.text.charts;
        let track = Track::tabulated(&self.summary, self.choice, self.period);
        let limits =
            Some(&self.months).filter(|months| self.period == Period::Month && months.len() == track.len());
        let mut head = vec![words.first_day.to_owned(), words.last_day.to_owned()];
        let figure = crate::stages::figure(&self.plan, self.choice.figure, self.text);
        let unit = match self.choice.figure.unit() {
            Unit::Money => format!(" {}", self.summary.currency_code),
            _ => String::new(),
        };
        let of_figure = |name: &str| format!("{name} · {figure}{unit}");
        head.extend(match track.percentiles {
            Some(_) => ["P10", "P25", words.median, "P75", "P90"].map(of_figure).to_vec(),
            None => vec![of_figure(words.expected)],
        });
        let actuals = Actuals::of(&self.plan, self.choice, self.summary.start);
        head.extend((!actuals.is_empty()).then(|| self.text.stages.actual.to_owned()));
        head.extend(limits.iter().flat_map(|_| Limit::ALL).map(|limit| (words.limit_says)(limit).to_owned()));
        let row = |index: usize| {
            let reading = track.reading(index)?;
            let values = reading.percentiles.map_or_else(|| vec![reading.expected], |p| p.to_vec());
            let shares = limits.iter().filter_map(|months| months.get(index)).flat_map(|month| month.shares);
            let days = [Cell::Day(reading.first), Cell::Day(reading.last)];
            let actual = actuals.of_span(reading.first, reading.last).map_or(Cell::Empty, Cell::Number);
            let actual = Some(actual).filter(|_| !actuals.is_empty());
            let figures = values.into_iter().map(Cell::Number).chain(actual).chain(shares.map(Cell::Share));
            Some(days.into_iter().chain(figures).collect())
        };
        let name = (words.figure)(self.choice.figure).long.to_owned();
        Sheet { name, head, rows: (0..track.len()).filter_map(row).collect() }
    }

    /// Every key figure of every year.
    fn key_figures(&self) -> Sheet {
        let (words, charts) = (self.text.answers, self.text.charts);
        let has_trials = self.summary.n_trials > 0;
        let mut head = vec![words.kpis.to_owned(), charts.year_column.to_owned()];
        head.extend(if has_trials {
            vec!["P10".to_owned(), charts.median.to_owned(), "P90".to_owned()]
        } else {
            vec![charts.expected.to_owned()]
        });
        let row = |(kpi, year): (Kpi, usize)| {
            let spread = self.summary.kpi(kpi, year)?;
            let cell = |v: f64| if kpis::is_share(kpi) { Cell::Share(v) } else { Cell::Number(v) };
            let values =
                if has_trials { vec![spread.p10, spread.p50, spread.p90] } else { vec![spread.expected] };
            let name =
                [Cell::text(crate::stages::kpi(&self.plan, kpi, self.text)), Cell::Number((year + 1) as f64)];
            Some(name.into_iter().chain(values.into_iter().map(cell)).collect())
        };
        let years = self.summary.plan_years();
        let rows = Kpi::ALL.iter().copied().flat_map(|kpi| (0..years).map(move |year| (kpi, year)));
        Sheet { name: words.kpis.to_owned(), head, rows: rows.filter_map(row).collect() }
    }

    /// Every input.
    fn assumptions(&self) -> Sheet {
        let words = self.text.assumptions;
        let [what, value, _, source, note, _] = words.heads;
        let head = [words.topic, what, value, "P10", "P90", source, note, words.path];
        let row = |row: Assumption| {
            let number = row.number.map_or_else(|| Cell::text(row.value), Cell::Number);
            let end =
                |pick: fn((f64, f64)) -> f64| row.ends.map_or(Cell::Empty, |ends| Cell::Number(pick(ends)));
            let source = Cell::text((words.origin)(row.origin));
            let ends = [end(|ends| ends.0), end(|ends| ends.1)];
            let [low, high] = ends;
            vec![
                Cell::text(row.topic),
                Cell::text(row.name),
                number,
                low,
                high,
                source,
                Cell::text(row.note),
                Cell::text(row.path),
            ]
        };
        let rows = assumptions(&self.plan, &self.plan, self.text, &self.format);
        Sheet {
            name: words.title.to_owned(),
            head: head.map(str::to_owned).to_vec(),
            rows: rows.into_iter().map(row).collect(),
        }
    }
}

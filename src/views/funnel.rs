//! The funnel: volumes, conversion, days and queues by stage, in the colours of marketing, hand-over and sales.

use crate::charts::{draw, to_nodes, use_width};
use crate::controls::term::Term;
use crate::format::{Figure, Format};
use crate::simulate::{RunState, Shown};
use crate::stages::{many, sub};
use crate::text::Text;
use crate::text::glossary::{Entry, Term as Key};
use crate::views::tables::{funnel_table, menu};
use std::rc::Rc;
use tandem_charts::{FunnelBar, Ink, draw_funnel_bar};
use tandem_engine::plan::{ChannelType, Plan};
use tandem_engine::summary::Series;
use tandem_engine::{Kpi, Measure, Period, Summary};
use yew::prelude::*;

/// Height of a bar, px; where the funnel has a slide to itself, twice as high.
const BAR: f64 = 16.0;
const TALL_BAR: f64 = 32.0;
/// Place of the MQLs, whose rate leaves replies to outbound out.
const MQLS: usize = 1;
/// Place of the SQLs, where outbound replies join.
const SQLS: usize = 2;
/// Place of what is won.
const WON: usize = 4;
/// Width kept for the figure behind the longest bar, px.
const FIGURE: f64 = 62.0;
const TALL_FIGURE: f64 = 84.0;

/// What [`Funnel`] needs.
#[derive(PartialEq, Properties)]
pub struct FunnelProps {
    /// The plan on the page.
    pub plan: Rc<Plan>,
    /// Its figures.
    pub shown: Shown,
    /// Words.
    pub text: &'static Text,
    /// Figures.
    pub format: Format,
    /// Whether it has a slide to itself.
    #[prop_or_default]
    pub tall: bool,
    /// Opens the table of stages, where they can be edited.
    #[prop_or_default]
    pub on_edit: Option<Callback<MouseEvent>>,
}

/// A stage of the funnel in one plan year.
#[derive(Clone, Debug, PartialEq)]
pub struct Stage {
    /// Volume over the year.
    pub bar: FunnelBar,
    /// Share of the stage before, where it can be said.
    pub conversion: Option<f64>,
    /// Its 80 % range over futures.
    pub conversion_range: Option<(f64, f64)>,
    /// Mean days in the stage.
    pub days: Option<f64>,
    /// In the stage at the end of the year.
    pub waiting: Option<f64>,
    /// Of them, waiting for somebody to have time; for whom is told by the stage.
    pub queued: Option<f64>,
}

/// Value of a series in a plan year: the median, or the expected value before any trial, with the 80 % range.
fn volume(series: &Series, year: usize) -> Option<(f64, Option<(f64, f64)>)> {
    match series.p50.get(year) {
        Some(&median) => Some((median, Some((*series.p10.get(year)?, *series.p90.get(year)?)))),
        None => Some((*series.expected.get(year)?, None)),
    }
}

/// The five stages in a plan year (0 = the first).
pub fn stages(summary: &Summary, year: usize) -> Vec<Stage> {
    let flows = [
        (Measure::Leads, Ink::Marketing),
        (Measure::Mql, Ink::Marketing),
        (Measure::Sql, Ink::Handover),
        (Measure::Opportunities, Ink::Sales),
        (Measure::Won, Ink::Sales),
    ];
    let of_year = |measure: Measure| summary.series(measure, Period::PlanYear);
    let days = summary.stage_days.get(year).copied().unwrap_or_default();
    let middle = |measure| volume(of_year(measure), year).map(|(v, _)| v);
    let stage = |(index, &(measure, ink)): (usize, &(Measure, Ink))| {
        let (volume, range) = volume(of_year(measure), year)?;
        let (conversion, conversion_range) = conversion(summary, index, year, &flows.map(|f| f.0));
        let (days, waiting, queued) = match index {
            1 => (days.mql, middle(Measure::MqlWaiting), middle(Measure::MqlWaiting)),
            2 => (days.sql, middle(Measure::SqlInProgress), middle(Measure::SqlWaiting)),
            3 => (days.opportunity, middle(Measure::OpenOpportunities), None),
            _ => (None, None, None),
        };
        Some(Stage {
            bar: FunnelBar { volume, range, ink },
            conversion,
            conversion_range,
            days,
            waiting,
            queued,
        })
    };
    flows.iter().enumerate().filter_map(stage).collect()
}

/// The share that came from the stage before. Where the engine gives it for each future it has a range.
fn conversion(
    summary: &Summary,
    index: usize,
    year: usize,
    flows: &[Measure; 5],
) -> (Option<f64>, Option<(f64, f64)>) {
    let kpi = match index {
        1 => Some(Kpi::MqlRate),
        4 => Some(Kpi::WinRate),
        _ => None,
    };
    if let Some(spread) = kpi.and_then(|kpi| summary.kpi(kpi, year)) {
        let range = (summary.n_trials > 0).then_some((spread.p10, spread.p90));
        return (Some(if summary.n_trials > 0 { spread.p50 } else { spread.expected }), range);
    }
    // Of the two volumes that are shown: a reader who divides them finds the same.
    let shown = |measure: Measure| volume(summary.series(measure, Period::PlanYear), year).map(|(v, _)| v);
    let before = index.checked_sub(1).and_then(|i| shown(flows[i])).filter(|v| *v > 0.0);
    (before.zip(shown(flows[index])).map(|(before, now)| now / before), None)
}

/// The funnel.
#[component]
pub fn Funnel(props: &FunnelProps) -> Html {
    let (cell, width) = use_width();
    let year = use_state_eq(|| 0_usize);
    let FunnelProps { plan, shown, text, format, .. } = props;
    let (summary, words, glossary) = (&*shown.summary, text.charts, text.glossary);
    let years = summary.plan_years();
    let at = (*year).min(years.saturating_sub(1));
    let stages = stages(summary, at);
    let largest = stages.iter().map(|stage| stage.bar.largest()).fold(0.0, f64::max);
    let (bar, figure) = if props.tall { (TALL_BAR, TALL_FIGURE) } else { (BAR, FIGURE) };
    let size = (largest, ((width - figure).max(24.0), bar));
    let year_name = (words.plan_year)(at + 1);
    let names: Vec<String> =
        (0..plan.opportunity_stages.len()).map(|index| sub::name(plan, index, text)).collect();
    let through = (!names.is_empty()).then(|| names.join(" → "));
    let outbound = plan.channels.iter().any(|channel| channel.kind == ChannelType::Outbound);
    html! {
        <section class="pan funnel" id="funnel" aria-labelledby="funnel-title" data-testid="funnel"
            data-state={if shown.state == RunState::Ready { "ready" } else { "stale" }}>
            <div class="ph_">
                <h2 id="funnel-title">{ words.funnel }</h2>
                <span class="sub">{ queue_words(&stages, text) }</span>
                <span class="sp"></span>
                if let Some(on_edit) = &props.on_edit {
                    <button type="button" class="link-button" data-testid="stages-open" onclick={on_edit.clone()}>{ text.stages.edit }</button>
                }
                if years > 1 {
                    { year_choice(years, at, &year, text) }
                }
                { files(props) }
            </div>
            <table class="funnel-table">
                <caption class="sr">{ (words.funnel_caption)(&year_name) }</caption>
                <thead>
                    <tr>
                        <th scope="col">{ words.column_stage }</th>
                        <th scope="col"><div class="funnel-bar-head" ref={cell}>{ (words.column_volume)(&year_name) }</div></th>
                        <th scope="col" class="num">{ term("days", words.column_days, glossary.term(Key::DaysInStage), text) }</th>
                        <th scope="col" class="num">{ term("waiting", words.column_waiting, glossary.term(Key::Waiting), text) }</th>
                    </tr>
                </thead>
                <tbody>
                    { for stages.iter().zip(words.stages).enumerate().map(|(index, (stage, name))| {
                        row(index, stage, many(plan, index, name), size, (*text, format, outbound, through.as_deref()))
                    }) }
                </tbody>
            </table>
        </section>
    }
}

/// The funnel as files.
fn files(props: &FunnelProps) -> Html {
    let (summary, text) = (props.shown.summary.clone(), props.text);
    let title = format!("{} · {}", text.shell.title_of(&props.plan.plan.title), text.charts.funnel);
    menu("funnel-files", &title, text, move || vec![funnel_table(&summary, text)])
}

fn row(
    index: usize,
    stage: &Stage,
    name: &str,
    (largest, (room, bar)): (f64, (f64, f64)),
    (text, format, outbound, through): (&'static Text, &Format, bool, Option<&str>),
) -> Html {
    let words = text.charts;
    let width = stage.bar.width(largest, room);
    let marks = draw((width, bar), |pen| draw_funnel_bar(pen, &stage.bar, largest, (room, bar)));
    let says = match index {
        MQLS if outbound => words.of_inbound,
        WON => words.win_rate,
        _ => words.of_previous,
    };
    let conversion = stage.conversion.map(|share| says(&format.percent(share)));
    let conversion_range = stage.conversion_range.map(|(low, high)| format.range(low, high, Figure::Share));
    // As the key figures have it.
    let range = |(low, high)| format.range_beside(stage.bar.volume, low, high, Figure::Count);
    let range = stage.bar.range.map(|ends| (words.range)(&range(ends)));
    let days = stage.days.map_or_else(|| words.none.to_owned(), |days| format.days(days));
    let waiting = stage.waiting.map_or_else(|| words.none.to_owned(), |n| format.count(n));
    html! {
        <tr key={index}>
            <th scope="row">
                { stage_term(index, name, text) }
                <small>{ conversion }</small>
                // Its line is there before the futures are in, so that nothing below moves when they come.
                if matches!(index, MQLS | WON) {
                    <small>{ conversion_range.map(|range| (words.range)(&range)) }</small>
                }
                if outbound && index == SQLS {
                    <small>{ words.with_outbound }</small>
                }
                if let Some(through) = through.filter(|_| index == WON) {
                    <small data-testid="funnel-through">{ (words.through)(through) }</small>
                }
            </th>
            <td class="funnel-bar">
                <svg class="chart" width={width.to_string()} height={bar.to_string()} aria-hidden="true">
                    { to_nodes(&marks) }
                </svg>
                <b>{ format.count(stage.bar.volume) }</b>
                <small>{ range }</small>
            </td>
            <td class="num">{ days }</td>
            <td class="num">{ waiting }{ queue_note(index, stage, text, format) }</td>
        </tr>
    }
}

/// The name of a stage with its meaning; a lead needs none.
fn stage_term(index: usize, name: &str, text: &'static Text) -> Html {
    let glossary = text.glossary;
    let entry = match index {
        0 => return html! { { name.to_owned() } },
        1 => glossary.term(Key::Mql),
        2 => glossary.term(Key::Sql),
        3 => glossary.term(Key::Opportunity),
        _ => (glossary.kpi)(Kpi::Won),
    };
    term(&format!("stage-{index}"), name, entry, text)
}

fn term(id: &str, label: &str, entry: Entry, text: &'static Text) -> Html {
    html! { <Term id={format!("meaning-{id}")} label={label.to_owned()} {entry} {text} /> }
}

/// How many of those in a stage wait for somebody to have time.
fn queue_note(index: usize, stage: &Stage, text: &Text, format: &Format) -> Html {
    let queued = stage.queued.filter(|n| *n >= 1.0);
    let name = match index {
        1 => text.charts.waits_sdr,
        _ => text.charts.waits_ae,
    };
    match queued {
        Some(n) if index == 1 || Some(n) == stage.waiting => html! { <small class="hot">{ name }</small> },
        Some(n) => html! { <small class="hot">{ format!("{name} {}", format.count(n)) }</small> },
        None => Html::default(),
    }
}

/// Where the longest queue forms, if there is one worth a word.
fn queue_words(stages: &[Stage], text: &Text) -> &'static str {
    let queued = |index: usize| stages.get(index).and_then(|stage| stage.queued).unwrap_or(0.0);
    match (queued(1), queued(2)) {
        (sdr, ae) if sdr < 1.0 && ae < 1.0 => "",
        (sdr, ae) if sdr >= ae => text.charts.queue_sdr,
        _ => text.charts.queue_ae,
    }
}

fn year_choice(years: usize, at: usize, year: &UseStateHandle<usize>, text: &Text) -> Html {
    let button = |index: usize| {
        let year = year.clone();
        html! {
            <button key={index} type="button" aria-pressed={(index == at).to_string()} onclick={move |_| year.set(index)}>
                { (text.charts.plan_year)(index + 1) }
            </button>
        }
    };
    html! {
        <div class="seg" role="group" aria-label={text.charts.pick_year}>{ for (0..years).map(button) }</div>
    }
}

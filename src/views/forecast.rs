//! The forecast: a figure along time as a fan or a table, what limits it, and the dates that matter.

mod cross;
mod layers;
mod plot;
mod scene;
mod table;
mod words;

use crate::charts::{Figure, Sums, Track, day_of, month_axis, pattern_defs, ribbon_months, swatch, use_width};
use crate::format::Format;
use crate::simulate::{RunState, Shown};
use crate::text::Text;
use crate::views::timeline;
use crate::workbook::{Action, ChartMode, View};
use plot::Plot;
use scene::{Picked, Scene, axis_title, choice, goal};
use std::rc::Rc;
use table::Table;
use tandem_charts::{Ink, ValueScale, runs};
use tandem_engine::plan::Plan;
use tandem_engine::{Period, Summary};
use web_sys::HtmlSelectElement;
use yew::prelude::*;

pub use layers::run_name;

/// The id of the sentence that describes the drawing.
const SENTENCE: &str = "forecast-sentence";

/// What [`Forecast`] needs.
#[derive(PartialEq, Properties)]
pub struct ForecastProps {
    /// The plan on the page.
    pub plan: Rc<Plan>,
    /// Its figures.
    pub shown: Shown,
    /// What is picked.
    pub view: View,
    /// Words.
    pub text: &'static Text,
    /// Figures.
    pub format: Format,
    /// Takes picks.
    pub dispatch: Callback<Action>,
}

/// What is drawn now, and what was drawn before the last change.
#[derive(Default)]
struct Memory {
    now: Option<Rc<Track>>,
    before: Option<Rc<Track>>,
    scale: Option<ValueScale>,
}

/// The forecast.
#[component]
pub fn Forecast(props: &ForecastProps) -> Html {
    let (node, width) = use_width();
    let picked = use_state_eq(Picked::default);
    let memory = use_mut_ref(Memory::default);
    let ForecastProps { plan, shown, view, text, format, .. } = props;
    let summary = drawn_summary(shown);
    let choice = choice(&summary, view.measure, view.period, *picked);
    let track = use_memo((summary.clone(), choice), |(summary, choice)| Track::drawn(summary, *choice));
    let time = use_memo((summary.start, summary.horizon_weeks), |&(start, weeks)| month_axis(start, weeks));
    let months = use_memo(summary.clone(), |summary| ribbon_months(summary));
    let rows = use_memo((plan.clone(), summary.clone(), text.lang, format.clone()), {
        let text: &'static Text = text;
        move |(plan, summary, _, format)| timeline::rows(plan, summary, text, format)
    });
    let ready = shown.state == RunState::Ready && track.percentiles.is_some();
    let scene = {
        let mut memory = memory.borrow_mut();
        remember(&mut memory, &track, ready);
        Rc::new(compose(props, &summary, &track, &memory, ready))
    };
    let scale = {
        let (low, high) = scene.range();
        let mut memory = memory.borrow_mut();
        let fresh = || if scene.is_from_zero() { ValueScale::fit_from_zero(low, high) } else { ValueScale::fit(low, high) };
        let scale = memory.scale.map_or_else(fresh, |scale| scale.kept_for(low, high, scene.is_from_zero()));
        *memory.scale.insert(scale)
    };
    let figures = Figures { props, picked: &picked, summary: &summary, choice };
    let sentence = words::sentence(&scene, &summary, text, format);
    let state = match shown.state {
        RunState::Ready => "ready",
        RunState::Stale => "stale",
        RunState::Running { .. } => "running",
    };
    html! {
        <section class="pan fcp" id="forecast" aria-labelledby="forecast-title" data-state={state}
            data-fresh={ready.then_some("")}>
            { pattern_defs() }
            <div class="ph_ fc-head">
                <h2 class="vh" id="forecast-title">{ text.charts.forecast }</h2>
                <FigurePicker figure={choice.figure} on_pick={figures.on_figure()} offered={figures.offered()} {text} />
                { legend(&scene, ready, text) }
                <span class="sp"></span>
                { figures.periods() }
                { figures.views() }
            </div>
            <figure class="fc-figure" ref={node}>
                <figcaption class="vh" id={SENTENCE}>{ sentence }</figcaption>
                <p class="fc-state" aria-hidden="true">{ state_words(shown, &track, text, format) }</p>
                if view.chart == ChartMode::Table {
                    { figures.table(&months) }
                } else if width > 0.0 {
                    <Plot {width} start={summary.start} {time} {scene} {scale} months={months.clone()} {rows}
                        has_trials={summary.n_trials > 0} described_by={SENTENCE} {text} format={format.clone()} />
                }
                <p class="vh">{ limits_in_words(&months, &summary, text, format) }</p>
            </figure>
        </section>
    }
}

/// The summary that is drawn: the one with trials, unless the plan has since got another time axis or currency.
fn drawn_summary(shown: &Shown) -> Rc<Summary> {
    let frame = |s: &Summary| (s.start, s.horizon_weeks, s.currency_code.clone());
    match &shown.preview {
        Some(preview) if frame(preview) != frame(&shown.summary) => preview.clone(),
        _ => shown.summary.clone(),
    }
}

/// Keeps the track before the last change, for the ghost; another figure or time axis has none.
fn remember(memory: &mut Memory, track: &Rc<Track>, ready: bool) {
    let alike = |a: &Track| a.choice == track.choice && a.start == track.start && a.len() == track.len();
    if memory.now.as_deref().is_some_and(|now| !alike(now)) {
        *memory = Memory::default();
    }
    if ready && memory.now.as_ref().is_none_or(|now| !Rc::ptr_eq(now, track)) {
        memory.before = memory.now.replace(track.clone());
    }
}

fn compose(props: &ForecastProps, summary: &Summary, track: &Rc<Track>, memory: &Memory, ready: bool) -> Scene {
    let ForecastProps { plan, shown, view, text, .. } = props;
    let choice = track.choice;
    let newest = shown.preview.as_deref().unwrap_or(summary);
    let expected = || Track::drawn(newest, choice).expected;
    let ghost = if ready { &memory.before } else { &memory.now };
    let ends = |period: Period| summary.spans(period).iter().map(|s| day_of(s.last, summary.start) + 1.0).collect();
    let marked = track.is_curve && matches!(view.period, Period::Quarter | Period::PlanYear);
    Scene {
        track: Track::clone(track),
        days: f64::from(7 * summary.horizon_weeks),
        opening: if choice.sums == Sums::SinceStart { Some(0.0) } else { choice.figure.opening(plan) },
        expected: (!ready).then(expected),
        ghost: ghost.as_ref().map(|track| track.expected.clone()),
        goal: goal(choice, summary.start, newest.target.as_ref(), summary.target.as_ref()),
        dots: if marked { ends(view.period) } else { Vec::new() },
        axis: axis_title(choice, &summary.currency_code, text),
    }
}

fn state_words(shown: &Shown, track: &Track, text: &Text, format: &Format) -> String {
    let words = text.charts;
    match shown.state {
        RunState::Running { done, of } => {
            (words.state_running)(&format.count(f64::from(done)), &format.count(f64::from(of)))
        }
        RunState::Stale => words.state_expected.to_owned(),
        RunState::Ready if track.percentiles.is_none() => words.state_expected.to_owned(),
        RunState::Ready => String::new(),
    }
}

fn legend(scene: &Scene, ready: bool, text: &Text) -> Html {
    let words = text.charts;
    let fan = scene.track.percentiles.is_some();
    let items = [
        fan.then_some((Ink::Band80, words.legend_band80)),
        fan.then_some((Ink::Band50, words.legend_band50)),
        fan.then_some((Ink::Median, words.legend_median)),
        (!ready).then_some((Ink::Expected, words.legend_expected)),
        (!ready && scene.ghost.is_some()).then_some((Ink::Ghost, words.legend_ghost)),
    ];
    let item = |(ink, name): (Ink, &'static str)| html! { <li key={name}>{ swatch(ink) }{ name }</li> };
    html! { <ul class="leg">{ for items.into_iter().flatten().map(item) }</ul> }
}

fn limits_in_words(
    months: &[tandem_charts::RibbonMonth],
    summary: &Summary,
    text: &Text,
    format: &Format,
) -> String {
    let runs: Vec<String> =
        runs(months).iter().map(|run| run_name(run, 0, (months, summary.start), text, format)).collect();
    (text.charts.limits_sentence)(&runs)
}

/// What can be picked, and what picking does.
struct Figures<'a> {
    props: &'a ForecastProps,
    picked: &'a UseStateHandle<Picked>,
    summary: &'a Rc<Summary>,
    choice: crate::charts::Choice,
}

impl Figures<'_> {
    fn offered(&self) -> Vec<Vec<Figure>> {
        let in_plan = |f: &Figure| *f == self.choice.figure || f.is_in(self.summary);
        Figure::GROUPS.iter().map(|group| group.iter().copied().filter(in_plan).collect()).collect()
    }

    fn on_figure(&self) -> Callback<Figure> {
        let (picked, view, dispatch) = (self.picked.clone(), self.props.view.clone(), self.props.dispatch.clone());
        Callback::from(move |figure: Figure| {
            picked.set(Picked { measure: Some(figure.measure()), figure: Some(figure), since_start: None });
            dispatch.emit(Action::SetView(View { measure: figure.measure(), ..view.clone() }));
        })
    }

    fn on_sums(&self, sums: Sums) -> Callback<MouseEvent> {
        let (picked, view, dispatch) = (self.picked.clone(), self.props.view.clone(), self.props.dispatch.clone());
        let figure = self.choice.figure;
        Callback::from(move |_| {
            let since_start = Some(sums == Sums::SinceStart);
            picked.set(Picked { measure: Some(figure.measure()), figure: Some(figure), since_start });
            if let Sums::By(period) = sums {
                dispatch.emit(Action::SetView(View { period, ..view.clone() }));
            }
        })
    }

    fn periods(&self) -> Html {
        let words = self.props.text.charts;
        let total = crate::charts::Choice { sums: Sums::SinceStart, ..self.choice };
        let by_period = Period::ALL.map(|period| (Sums::By(period), (words.period)(period)));
        let total = total.can_cumulate(self.summary).then_some((Sums::SinceStart, words.since_start));
        let pressed = |sums| match self.choice.sums {
            Sums::By(_) if self.choice.figure.is_stock() => sums == Sums::By(self.props.view.period),
            chosen => chosen == sums,
        };
        let button = |(sums, name): (Sums, &'static str)| {
            html! {
                <button key={name} type="button" aria-pressed={pressed(sums).to_string()} onclick={self.on_sums(sums)}>
                    { name }
                </button>
            }
        };
        html! {
            <div class="seg per" role="group" aria-label={words.pick_period}>
                { for by_period.into_iter().chain(total).map(button) }
            </div>
        }
    }

    fn views(&self) -> Html {
        let words = self.props.text.charts;
        let button = |mode: ChartMode, name: &'static str, id: &'static str| {
            let (view, dispatch) = (self.props.view.clone(), self.props.dispatch.clone());
            let pick = move |_| dispatch.emit(Action::SetView(View { chart: mode, ..view.clone() }));
            let pressed = (self.props.view.chart == mode).to_string();
            html! { <button type="button" data-testid={id} aria-pressed={pressed} onclick={pick}>{ name }</button> }
        };
        html! {
            <div class="seg" role="group" aria-label={words.pick_view}>
                { button(ChartMode::Bands, words.bands, "view-bands") }
                { button(ChartMode::Table, words.table, "view-table") }
            </div>
        }
    }

    fn table(&self, months: &Rc<Vec<tandem_charts::RibbonMonth>>) -> Html {
        let ForecastProps { view, text, format, .. } = self.props;
        let track = Rc::new(Track::tabulated(self.summary, self.choice, view.period));
        let months = (view.period == Period::Month).then(|| months.clone());
        html! { <Table {track} {months} {text} format={format.clone()} /> }
    }
}

/// What [`FigurePicker`] needs.
#[derive(PartialEq, Properties)]
struct PickerProps {
    figure: Figure,
    offered: Vec<Vec<Figure>>,
    on_pick: Callback<Figure>,
    text: &'static Text,
}

/// The name of the figure, which is a picker.
#[component]
fn FigurePicker(props: &PickerProps) -> Html {
    let select = use_node_ref();
    let words = props.text.charts;
    use_effect_with((select.clone(), props.figure, props.offered.clone()), |(select, figure, _)| {
        if let Some(select) = select.cast::<HtmlSelectElement>() {
            select.set_value(figure.key());
        }
    });
    let on_pick = props.on_pick.clone();
    let onchange = move |event: Event| {
        let key = event.target_unchecked_into::<HtmlSelectElement>().value();
        if let Some(figure) = Figure::from_key(&key) {
            on_pick.emit(figure);
        }
    };
    let option = |figure: &Figure| {
        let selected = *figure == props.figure;
        html! {
            <option key={figure.key()} value={figure.key()} {selected}>{ (words.figure)(*figure).long }</option>
        }
    };
    html! {
        <span class="fc-pick">
            <select ref={select} data-testid="measure" aria-label={words.pick_figure} {onchange}>
                { for props.offered.iter().zip(words.groups).map(|(group, name)| html! {
                    <optgroup key={name} label={name}>{ for group.iter().map(option) }</optgroup>
                }) }
            </select>
            <svg class="ic" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d="M5 6.5l3 3 3-3" /></svg>
        </span>
    }
}

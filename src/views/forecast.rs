//! The forecast: a figure along time as a fan or a table, what limits it, and the dates that matter.

mod cross;
mod files;
mod grips;
mod layers;
mod pickers;
mod plot;
mod scale;
mod scene;
mod table;
mod words;

use crate::changes::comparable;
use crate::charts::{
    Actuals, Choice, Figure, Sums, Track, day_of, month_axis, pattern_defs, ribbon_months, standing, swatch,
    use_width,
};
use crate::controls::held::use_held;
use crate::format::Format;
use crate::simulate::{Futures, Live, Probe, Progress, Run, RunState, Runs, Shown, use_futures};
use crate::stages::figure as stage_figure;
use crate::text::Text;
use crate::views::timeline;
use crate::workbook::{Action, ChartMode, View};
use pickers::{FigurePicker, SumsPicker, sums_name};
use plot::Plot;
use scale::scale;
use scene::{Picked, Scene, axis_title, choice, goal};
use std::rc::Rc;
use table::Table;
use tandem_charts::{Ink, ValueScale, runs};
use tandem_engine::plan::Plan;
use tandem_engine::{Period, Summary};
use yew::prelude::*;

pub use grips::RowGrip;
pub use layers::run_name;
pub use words::{how_often, limits_note};

/// The ids of the sentences that describe the drawing: what it shows, and its keys.
const SENTENCE: &str = "forecast-sentence";
const KEYS: &str = "forecast-keys";
const DESCRIBED_BY: &str = "forecast-sentence forecast-keys";

/// Narrower than this the heads are short, px.
const SMALL: f64 = 560.0;

/// What [`Forecast`] needs.
#[derive(PartialEq, Properties)]
pub struct ForecastProps {
    /// The plan on the page.
    pub plan: Rc<Plan>,
    /// What it is compared with.
    pub base: Rc<Plan>,
    /// Whether that is the plan as it was opened, else the first scenario.
    pub opened: bool,
    /// Its figures.
    pub shown: Shown,
    /// A few futures of a plan that is dragged.
    #[prop_or_default]
    pub live: Live,
    /// Plans that have run.
    pub runs: Runs,
    /// Asks for single futures.
    pub probe: Probe,
    /// What is picked.
    pub view: View,
    /// Words.
    pub text: &'static Text,
    /// Figures.
    pub format: Format,
    /// Opens the table of what has come to pass, where it can be edited.
    #[prop_or_default]
    pub on_actuals: Option<Callback<MouseEvent>>,
    /// Whether hires and events can be moved.
    #[prop_or_default]
    pub editable: bool,
    /// Takes picks and edits.
    pub dispatch: Callback<Action>,
}

/// Two plans that are told from others by where they are.
struct Pair(Rc<Plan>, Rc<Plan>);

impl PartialEq for Pair {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0) && Rc::ptr_eq(&self.1, &other.1)
    }
}

/// A summary that is told from others by where it is, not by its many figures.
struct Same(Rc<Summary>);

impl PartialEq for Same {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// What is drawn now, and what was drawn before the last change.
#[derive(Default)]
struct Memory {
    /// Title of the plan: another plan is no change of this one.
    title: String,
    now: Option<Rc<Track>>,
    /// Where the plan of `now` opens.
    opening: Option<f64>,
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
    let summary = drawn_summary(shown, &props.live);
    let choice = choice(&summary, view, *picked);
    let track =
        use_memo((Same(summary.clone()), choice), |(summary, choice)| Track::drawn(&summary.0, *choice));
    let frame = (summary.start, summary.horizon_weeks, plan.plan.fiscal_year_start_month);
    let time = use_memo(frame, |&(start, weeks, fiscal)| month_axis(start, weeks, fiscal));
    let months = use_memo(Same(summary.clone()), |summary| ribbon_months(&summary.0));
    let lines = use_memo(
        (plan.clone(), Same(summary.clone()), *text, format.clone()),
        |(plan, summary, text, format)| {
            let (rows, grips) = timeline::rows(plan, &summary.0, text, format);
            (Rc::new(rows), Rc::new(grips))
        },
    );
    let (rows, grips) = (lines.0.clone(), lines.1.clone());
    let edited = props.editable.then(|| plan.clone());
    let ready = shown.state == RunState::Ready && track.percentiles.is_some();
    let live = if props.live.summary.is_some() { summary.n_trials } else { 0 };
    let differs = use_memo(Pair(plan.clone(), props.base.clone()), |pair| pair.0 != pair.1);
    let base =
        props.runs.of(&props.base).filter(|run| *differs && ready && comparable(&run.summary, &summary));
    let base = base.and_then(|run: &Run| {
        let track = Track::drawn(&run.summary, choice);
        (track.choice == choice).then(|| (track.middle().to_vec(), opening(choice, &props.base)))
    });
    let wants_futures = view.chart == ChartMode::Futures;
    let futures = use_futures(&props.probe, plan, choice, wants_futures);
    let futures = futures.filter(|futures| futures.paths.iter().all(|path| path.len() == track.len()));
    let actuals = Rc::new(Actuals::of(plan, choice, summary.start));
    let scene = {
        let mut memory = memory.borrow_mut();
        if memory.title != plan.plan.title {
            *memory = Memory { title: plan.plan.title.clone(), ..Memory::default() };
        }
        remember(&mut memory, &track, opening(track.choice, plan), ready);
        Rc::new(compose(props, &summary, (&track, &actuals), &memory, (ready, base, futures)))
    };
    let held = use_held(ready);
    let scale = scale(&scene, &mut memory.borrow_mut().scale, ready && !held);
    let before =
        memory.borrow().before.as_ref().filter(|_| ready).map(|track| Rc::new(track.expected.clone()));
    let figures = Figures { props, picked: &picked, summary: &summary, choice };
    let sentence = words::sentence(&scene, &summary, text, format);
    let state = match shown.state {
        RunState::Ready => "ready",
        RunState::Stale => "stale",
        RunState::Running => "running",
    };
    html! {
        <section class="pan fcp" id="forecast" aria-labelledby="forecast-title" data-state={state}
            data-fresh={ready.then_some("")}>
            { pattern_defs() }
            <div class="ph_ fc-head">
                <h2 class="sr" id="forecast-title">{ text.charts.forecast }</h2>
                <FigurePicker figure={choice.figure} on_pick={figures.on_figure()} offered={figures.offered()}
                    small={width < SMALL} plan={plan.clone()} {text} />
                <SumsPicker sums={figures.sums()} offered={figures.offered_sums()} on_pick={figures.on_sums()} {text} />
                { legend(&scene, ready, text) }
                <span class="sp"></span>
                { figures.periods() }
                { figures.views() }
                { figures.files(&months).menu() }
            </div>
            <figure class="fig fc-fig" ref={node}>
                <figcaption class="sr" id={SENTENCE}>{ sentence }</figcaption>
                if !ready {
                    <RunWords running={shown.state == RunState::Running} live={live} under={scene.has_goal_at_top(scale, width)} {text} format={format.clone()} />
                }
                if view.chart == ChartMode::Table {
                    { figures.table(&months, &actuals) }
                } else {
                    <Plot {width} start={summary.start} {time} {scene} {scale} {before} months={months.clone()} {rows} {grips} plan={edited}
                        dispatch={props.dispatch.clone()} n_trials={summary.n_trials} described_by={DESCRIBED_BY} {text} format={format.clone()} />
                }
                { stands(props, &summary, choice, &actuals) }
                <p class="sr" id={KEYS}>{ text.charts.read_out_keys }</p>
                <p class="sr">{ limits_in_words(&months, &summary, crate::stages::own(plan, 0), text, format) }</p>
            </figure>
        </section>
    }
}

/// The summary that is drawn: of a few futures of a plan that moves, else the one with trials, unless the plan has since got
/// another time axis or currency.
fn drawn_summary(shown: &Shown, live: &Live) -> Rc<Summary> {
    let frame = |s: &Summary| (s.start, s.horizon_weeks, s.currency_code.clone());
    let Some(preview) = &shown.preview else { return shown.summary.clone() };
    let fits = |summary: &&Rc<Summary>| frame(summary) == frame(preview);
    live.summary.as_ref().into_iter().chain([&shown.summary]).find(fits).unwrap_or(preview).clone()
}

/// Keeps the track before the last change, for the ghost; another figure or time axis has none.
fn remember(memory: &mut Memory, track: &Rc<Track>, opening: Option<f64>, ready: bool) {
    let alike = |a: &Track| a.choice == track.choice && a.start == track.start && a.len() == track.len();
    if memory.now.as_deref().is_some_and(|now| !alike(now)) {
        *memory = Memory { title: std::mem::take(&mut memory.title), ..Memory::default() };
    }
    if ready && memory.now.as_ref().is_none_or(|now| !Rc::ptr_eq(now, track)) {
        memory.before = memory.now.replace(track.clone());
        memory.opening = opening;
    }
}

/// Where a plan's curve starts, if that is known; what is summed starts at nothing.
fn opening(choice: Choice, plan: &Plan) -> Option<f64> {
    if choice.sums == Sums::SinceStart { Some(0.0) } else { choice.figure.opening(plan) }
}

/// The values of another plan, and where it opens.
type Line = (Vec<f64>, Option<f64>);

fn compose(
    props: &ForecastProps,
    summary: &Summary,
    (track, actuals): (&Rc<Track>, &Actuals),
    memory: &Memory,
    (ready, base, futures): (bool, Option<Line>, Option<Futures>),
) -> Scene {
    let ForecastProps { plan, shown, view, text, .. } = props;
    let choice = track.choice;
    let newest = shown.preview.as_deref().unwrap_or(summary);
    let expected = || Track::drawn(newest, choice).expected;
    let before = memory.now.as_ref().filter(|_| !ready);
    let before = before.map(|track| (track.expected.clone(), memory.opening));
    let ends =
        |period: Period| summary.spans(period).iter().map(|s| day_of(s.last, summary.start) + 1.0).collect();
    let marked =
        track.is_curve && matches!(view.period, Period::Quarter | Period::PlanYear | Period::FiscalYear);
    let ghost_is_base = before.is_none() && base.is_some();
    let (ghost, ghost_opening) = before.or(base).unzip();
    Scene {
        track: Track::clone(track),
        days: f64::from(7 * summary.horizon_weeks),
        opening: opening(choice, plan),
        expected: (!ready).then(expected),
        ghost_is_base,
        opened: props.opened,
        ghost,
        ghost_opening: ghost_opening.flatten(),
        wants_futures: view.chart == ChartMode::Futures,
        futures,
        goal: goal(
            choice,
            summary.start,
            newest.target.as_ref(),
            (summary.target.as_ref(), summary.n_trials),
        ),
        actuals: actuals.marks(summary.start, f64::from(7 * summary.horizon_weeks)),
        dots: if marked { ends(view.period) } else { Vec::new() },
        axis: axis_title(choice, &summary.currency_code, text),
        name: stage_figure(plan, choice.figure, text),
        leads: crate::stages::own(plan, 0).map(|name| name.to_owned().into()),
    }
}

/// What [`RunWords`] needs.
#[derive(PartialEq, Properties)]
struct RunWordsProps {
    running: bool,
    /// Futures of the fan of a plan that moves; 0 if it is older.
    live: u32,
    /// Whether the goal and its name stand where it usually is.
    under: bool,
    text: &'static Text,
    format: Format,
}

/// How far the run is, over the plot: drawn by itself, as it changes many times while everything else rests.
#[component]
fn RunWords(props: &RunWordsProps) -> Html {
    let RunWordsProps { running, live, under, text, format } = props;
    let words = text.charts;
    let progress = use_context::<Progress>().unwrap_or_default();
    // The few are part of the run that goes on from them.
    let (long, short) = if *running && progress.done >= *live && progress.of > 0 {
        let [done, of] = [progress.done, progress.of].map(|n| format.count(f64::from(n)));
        ((words.state_running)(&done, &of), (words.state_short)(&done, &of))
    } else if *live > 0 {
        let moving = (words.state_live)(&format.count(f64::from(*live)));
        (moving.clone(), moving)
    } else {
        (words.state_expected.to_owned(), words.state_expected.to_owned())
    };
    html! {
        <p class={classes!("fc-state", under.then_some("under"))} aria-hidden="true"><span class="long">{ long }</span><span class="short">{ short }</span></p>
    }
}

/// Where the plan stands against what has come to pass: the last month that is known.
fn stands(props: &ForecastProps, summary: &Summary, choice: Choice, actuals: &Actuals) -> Html {
    let ForecastProps { text, format, .. } = props;
    let Some(standing) = standing(summary, choice, actuals) else { return Html::default() };
    let words = text.stages;
    let number = |value: f64| scene::number(format, choice.figure, value);
    let [below, all] = [standing.below * f64::from(summary.n_trials), f64::from(summary.n_trials)];
    let below = (words.below)(&format.count(below.round()), &format.count(all));
    let figure = stage_figure(&props.plan, choice.figure, text);
    let sentence = (words.stands)(
        &format.month(standing.month),
        &figure,
        &number(standing.value),
        &below,
        &number(standing.median),
    );
    html! {
        <p class="stands" data-testid="standing">
            { sentence }
            if let Some(open) = &props.on_actuals {
                { " " }<button type="button" class="link-button" data-testid="actuals-open" onclick={open.clone()}>{ words.actuals_open }</button>
            }
        </p>
    }
}

fn legend(scene: &Scene, ready: bool, text: &Text) -> Html {
    let words = text.charts;
    let fan = scene.track.percentiles.is_some();
    let bands = fan && !scene.wants_futures;
    // A first or last period that the plan has only a part of is dotted.
    let cut = !scene.track.is_curve && scene.track.steps.iter().any(|step| !step.whole);
    let items = [
        bands.then_some((Ink::Band80, words.legend_band80)),
        bands.then_some((Ink::Band50, words.legend_band50)),
        // One line more of this colour is the expected path, while there is one.
        (fan && ready).then_some((Ink::Median, words.legend_median)),
        (cut && fan && ready).then_some((Ink::MedianBeyond, words.cut)),
        (!ready).then_some((Ink::Expected, words.legend_expected)),
        (!ready && scene.ghost.is_some()).then_some((Ink::Ghost, words.legend_ghost)),
        (ready && scene.ghost.is_some()).then_some((Ink::Ghost, (words.legend_base)(scene.opened))),
        (!scene.actuals.is_empty()).then_some((Ink::Actual, text.stages.legend)),
    ];
    let single = scene.futures.as_ref().map(|futures| {
        html! {
            <li key="futures">
                <svg class="swatch" width="16" height="10" aria-hidden="true"><path class="future" d="M0 8C5 8 6 2 16 2" /></svg>
                { (words.legend_futures)(futures.paths.len()) }
            </li>
        }
    });
    let item = |(ink, name): (Ink, &'static str)| html! { <li key={name}>{ swatch(ink) }{ name }</li> };
    html! { <ul class="leg">{ for single }{ for items.into_iter().flatten().map(item) }</ul> }
}

fn limits_in_words(
    months: &[tandem_charts::RibbonMonth],
    summary: &Summary,
    leads: Option<&str>,
    text: &Text,
    format: &Format,
) -> String {
    let of_run = (summary.n_trials, leads);
    let runs: Vec<String> = runs(months)
        .iter()
        .map(|run| run_name(run, 0, (months, summary.start, summary.fiscal), of_run, text, format))
        .collect();
    (text.charts.limits_sentence)(&runs)
}

/// What can be picked, and what picking does.
struct Figures<'a> {
    props: &'a ForecastProps,
    picked: &'a UseStateHandle<Picked>,
    summary: &'a Rc<Summary>,
    choice: Choice,
}

impl Figures<'_> {
    fn offered(&self) -> Vec<Vec<Figure>> {
        let in_plan = |f: &Figure| *f == self.choice.figure || f.is_in(self.summary);
        Figure::GROUPS.iter().map(|group| group.iter().copied().filter(in_plan).collect()).collect()
    }

    fn on_figure(&self) -> Callback<Figure> {
        let (picked, view, dispatch) =
            (self.picked.clone(), self.props.view.clone(), self.props.dispatch.clone());
        Callback::from(move |figure: Figure| {
            picked.set(Picked { measure: Some(figure.measure()), since_start: None });
            dispatch.emit(Action::SetView(View {
                measure: figure.measure(),
                figure: Some(figure),
                ..view.clone()
            }));
        })
    }

    fn on_sums(&self) -> Callback<Sums> {
        let (picked, view, dispatch) =
            (self.picked.clone(), self.props.view.clone(), self.props.dispatch.clone());
        let figure = self.choice.figure;
        Callback::from(move |sums: Sums| {
            let since_start = Some(sums == Sums::SinceStart);
            picked.set(Picked { measure: Some(figure.measure()), since_start });
            if let Sums::By(period) = sums {
                dispatch.emit(Action::SetView(View { period, ..view.clone() }));
            }
        })
    }

    /// The sums that are chosen; a stock has periods too, for its table and its dots.
    fn sums(&self) -> Sums {
        let by_period = Sums::By(self.props.view.period);
        if self.choice.figure.is_stock() { by_period } else { self.choice.sums }
    }

    fn offered_sums(&self) -> Vec<Sums> {
        let total = Choice { sums: Sums::SinceStart, ..self.choice };
        let total = total.can_cumulate(self.summary).then_some(Sums::SinceStart);
        // Where a fiscal year is a year of the plan but for some days, one of them is enough.
        let last = |period| self.summary.spans(period).first().map(|span| span.last);
        let days = last(Period::FiscalYear).zip(last(Period::PlanYear)).map(|(a, b)| a.days_since(b).abs());
        let has_fiscal_years =
            days.is_some_and(|days| days > 7) || self.props.view.period == Period::FiscalYear;
        let offered =
            Period::ALL.into_iter().filter(|&period| period != Period::FiscalYear || has_fiscal_years);
        offered.map(Sums::By).chain(total).collect()
    }

    fn periods(&self) -> Html {
        let words = self.props.text.charts;
        let button = |sums: Sums| {
            let (name, onclick) =
                (sums_name(sums, self.props.text), self.on_sums().reform(move |_: MouseEvent| sums));
            let pressed = (sums == self.sums()).to_string();
            html! { <button key={name} type="button" aria-pressed={pressed} {onclick}>{ name }</button> }
        };
        html! {
            <div class="seg per" role="group" aria-label={words.pick_period}>
                { for self.offered_sums().into_iter().map(button) }
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
                { button(ChartMode::Futures, words.futures, "view-futures") }
                { button(ChartMode::Table, words.table, "view-table") }
            </div>
        }
    }

    fn files(&self, months: &Rc<Vec<tandem_charts::RibbonMonth>>) -> files::Files {
        let ForecastProps { plan, view, text, format, .. } = self.props;
        files::Files {
            plan: plan.clone(),
            summary: self.summary.clone(),
            choice: self.choice,
            period: view.period,
            months: months.clone(),
            mode: view.chart,
            text,
            format: format.clone(),
        }
    }

    fn table(&self, months: &Rc<Vec<tandem_charts::RibbonMonth>>, actuals: &Rc<Actuals>) -> Html {
        let ForecastProps { view, text, format, .. } = self.props;
        let track = Rc::new(Track::tabulated(self.summary, self.choice, view.period));
        let months = (view.period == Period::Month).then(|| months.clone());
        html! { <Table {track} {months} name={stage_figure(&self.props.plan, self.choice.figure, text)} actuals={actuals.clone()} {text} format={format.clone()} /> }
    }
}

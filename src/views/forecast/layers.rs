//! The layers of the plot: each is drawn anew only when what it shows has changed.

use super::scene::{GoalView, Scene, axis_number, number};
use super::words::{self, limits_note};
use crate::charts::{draw, to_nodes};
use crate::format::{FEW, Format, of_100};
use crate::text::Text;
use std::rc::Rc;
use tandem_charts::{
    AxisWords, EndWords, Fan, Frame, Goal, Limit, OddsSlice, RibbonMonth, Row, Run, Shape, TimeAxis,
    ValueScale, draw_axes, draw_fan, draw_ribbon, draw_ribbon_legend, draw_timeline, timeline_height,
};
use tandem_engine::calendar::Fiscal;
use tandem_engine::date::Date;
use yew::prelude::*;

/// What [`FanLayer`] needs.
#[derive(PartialEq, Properties)]
pub struct FanProps {
    /// Where things stand.
    pub frame: Frame,
    /// The months.
    pub time: Rc<TimeAxis>,
    /// What is shown.
    pub scene: Rc<Scene>,
    /// The value axis.
    pub scale: ValueScale,
    /// Words.
    pub text: &'static Text,
    /// Figures.
    pub format: Format,
}

/// Axes, fan, goal and odds.
#[component]
pub fn FanLayer(props: &FanProps) -> Html {
    let FanProps { frame, time, scene, scale, text, format } = props;
    let (words, figure) = (text.charts, scene.track.choice.figure);
    let value = |v: f64| axis_number(format, figure, v);
    let axis =
        AxisWords { value: &value, month: &words.month, title: &scene.axis, starts_at: &words.starts_at };
    let end = |end: EndWords, v: f64| words::end(scene, end, v, text, format);
    let goal_words = scene.goal.as_ref().map(|goal| GoalWords::new(goal, props));
    let goal_names: Vec<&str> = goal_words.iter().flat_map(|g| [g.long.as_str(), g.short.as_str()]).collect();
    let goal = scene.goal.as_ref().zip(goal_words.as_ref()).map(|(goal, words)| Goal {
        value: goal.value,
        day: goal.day,
        names: &goal_names,
        slice: words.slice(goal, figure.is_stock(), text),
    });
    let shape = if scene.track.is_curve { Shape::Curve { opening: scene.opening } } else { Shape::Steps };
    // Among single futures there are no bands, but the median stays to be held against.
    let percentiles = scene.track.percentiles.as_ref();
    let median = percentiles.filter(|_| scene.wants_futures).map(|p| p.p50.as_slice());
    let fan = Fan {
        steps: &scene.track.steps,
        shape,
        bands: percentiles.filter(|_| !scene.wants_futures).map(|p| p.bands()),
        expected: scene.expected.as_deref().or(median),
        ghost: scene.ghost.as_deref(),
        ghost_opening: scene.ghost_opening,
        goal,
        actuals: &scene.actuals,
        dots: &scene.dots,
        end: &end,
    };
    let marks = draw((frame.width, frame.fan_height()), |pen| {
        draw_axes(pen, frame, time, scale, &axis)?;
        draw_fan(pen, frame, scene.days, scale, &fan)
    });
    html! { <g class="fan-layer">{ to_nodes(&marks) }</g> }
}

/// What [`GhostLayer`] needs.
#[derive(PartialEq, Properties)]
pub struct GhostProps {
    /// Where things stand.
    pub frame: Frame,
    /// What is shown.
    pub scene: Rc<Scene>,
    /// The value axis.
    pub scale: ValueScale,
    /// The expected path before the last change.
    pub before: Rc<Vec<f64>>,
}

/// The curve before the last change, fading while the new fan settles.
#[component]
pub fn GhostLayer(props: &GhostProps) -> Html {
    let GhostProps { frame, scene, scale, before } = props;
    let place = |(day, value): (f64, f64)| {
        format!("{:.1},{:.1}", frame.x(day, scene.days), frame.y(scale.part(value)))
    };
    let points: Vec<String> = scene.line(before).into_iter().map(place).collect();
    html! { <polyline class="ghost s fading" points={points.join(" ")} stroke-width="1.5" stroke-dasharray="6 4" /> }
}

/// What [`FuturesLayer`] needs.
#[derive(PartialEq, Properties)]
pub struct FuturesProps {
    /// Where things stand.
    pub frame: Frame,
    /// What is shown.
    pub scene: Rc<Scene>,
    /// The value axis.
    pub scale: ValueScale,
}

/// Single futures as thin lines.
#[component]
pub fn FuturesLayer(props: &FuturesProps) -> Html {
    let FuturesProps { frame, scene, scale } = props;
    let Some(futures) = &scene.futures else { return Html::default() };
    let state = if futures.fresh { "ready" } else { "stale" };
    html! {
        <g class="futures" data-testid="futures" data-state={state}>
            { for futures.paths.iter().map(|path| {
                html! { <polyline class="future" points={future_points(path, scene, frame, *scale)} /> }
            }) }
        </g>
    }
}

/// The line of a single future.
pub fn future_points(path: &[f64], scene: &Scene, frame: &Frame, scale: ValueScale) -> String {
    let place = |(day, value): (f64, f64)| {
        format!("{:.1},{:.1}", frame.x(day, scene.days), frame.y(scale.part(value)))
    };
    let opening = scene.opening.filter(|_| scene.track.is_curve).map(|value| (0.0, value));
    opening.into_iter().chain(scene.line(path)).map(place).collect::<Vec<_>>().join(" ")
}

/// The goal in words.
struct GoalWords {
    long: String,
    short: String,
    odds: Option<String>,
}

impl GoalWords {
    fn new(goal: &GoalView, props: &FanProps) -> Self {
        let words = props.text.charts;
        let value = number(&props.format, props.scene.track.choice.figure, goal.value);
        let odds = |odds| if props.frame.is_small() { (words.odds_short)(odds) } else { (words.odds)(odds) };
        Self {
            long: (words.goal_long)(&value, &props.format.date(goal.date)),
            short: (words.goal_short)(&value),
            odds: goal.odds.map(odds),
        }
    }

    fn slice<'a>(&'a self, goal: &'a GoalView, is_stock: bool, text: &Text) -> Option<OddsSlice<'a>> {
        let odds = self.odds.as_deref()?;
        Some(OddsSlice { density: &goal.density, odds, note: (text.charts.odds_note)(is_stock) })
    }
}

/// What [`RibbonLayer`] needs.
#[derive(PartialEq, Properties)]
pub struct RibbonProps {
    /// Where things stand.
    pub frame: Frame,
    /// Top of the layer, px.
    pub top: f64,
    /// Days of the plan.
    pub days: f64,
    /// First day of the plan.
    pub start: Date,
    /// What its months are.
    pub fiscal: Fiscal,
    /// The months.
    pub months: Rc<Vec<RibbonMonth>>,
    /// Futures behind the shares.
    pub n_trials: u32,
    /// What leads are called, where their stage has a name of its own.
    pub leads: Option<AttrValue>,
    /// Words.
    pub text: &'static Text,
    /// Figures.
    pub format: Format,
}

/// The words of a run, from the longest (0), which says how far its shares reach, to the shortest.
pub fn run_name(
    run: &Run,
    length: usize,
    (months, start, fiscal): (&[RibbonMonth], Date, Fiscal),
    (n_trials, leads): (u32, Option<&str>),
    text: &Text,
    format: &Format,
) -> String {
    let words = text.charts;
    let own = leads.filter(|_| run.limit == Limit::Leads);
    let since = months.get(run.first).filter(|_| run.first > 0 && length < 3).map(|first| {
        let day = start.plus_days(first.from as i32);
        format.month(fiscal.named_month(day))
    });
    let says = match (since, own) {
        (since, Some(name)) if length < 4 => (words.limit_own)(name, since.as_deref()),
        (_, Some(name)) => name.to_owned(),
        (Some(month), None) => (words.limit_since)(run.limit, &month),
        (None, None) if length < 4 => (words.limit_says)(run.limit).to_owned(),
        (None, None) => (words.limit)(run.limit).to_owned(),
    };
    let (low, high) = run.shares(months);
    let (low, high) = (of_100(low), of_100(high));
    match length {
        0 => says + &(words.limit_often)(low, high, n_trials < FEW),
        1 => says + &(words.limit_often_short)(low, high),
        _ => says,
    }
}

/// The constraint ribbon with its legend.
#[component]
pub fn RibbonLayer(props: &RibbonProps) -> Html {
    let RibbonProps { frame, top, days, start, fiscal, months, n_trials, leads, text, format } = props;
    let words = text.charts;
    let note = limits_note(*n_trials, text);
    let of_run = (*n_trials, leads.as_deref());
    let name =
        |run: &Run, length: usize| run_name(run, length, (months, *start, *fiscal), of_run, text, format);
    let height = frame.ribbon_height();
    let ribbon = draw((frame.width, height), |pen| {
        draw_ribbon(pen, frame, *days, months, (words.limits, note), &name)
    });
    let legend = draw((frame.width, tandem_charts::RIBBON_LEGEND_HEIGHT), |pen| {
        draw_ribbon_legend(pen, frame, &|limit| match leads {
            Some(name) if limit == Limit::Leads => name.to_string(),
            _ => (words.limit)(limit).to_owned(),
        })
    });
    html! {
        <g class="ribbon-layer" transform={format!("translate(0 {top})")}>
            { to_nodes(&ribbon) }
            <g transform={format!("translate(0 {height})")}>{ to_nodes(&legend) }</g>
        </g>
    }
}

/// What [`TimelineLayer`] needs.
#[derive(PartialEq, Properties)]
pub struct TimelineProps {
    /// Where things stand.
    pub frame: Frame,
    /// Top of the layer, px.
    pub top: f64,
    /// Days of the plan.
    pub days: f64,
    /// The rows.
    pub rows: Rc<Vec<Row>>,
}

/// The timeline.
#[component]
pub fn TimelineLayer(props: &TimelineProps) -> Html {
    let TimelineProps { frame, top, days, rows } = props;
    let marks =
        draw((frame.width, timeline_height(frame, rows.len())), |pen| draw_timeline(pen, frame, *days, rows));
    html! { <g class="timeline-layer" transform={format!("translate(0 {top})")}>{ to_nodes(&marks) }</g> }
}

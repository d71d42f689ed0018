//! The plot: fan, ribbon and timeline on one time axis, with a crosshair for pointer and keys.

use super::cross::crosshair;
use super::grips::{Over, RowGrip};
use super::layers::{FanLayer, FuturesLayer, GhostLayer, RibbonLayer, TimelineLayer};
use super::scene::{Scene, axis_number, number};
use super::words::{limit_at, short, spoken, when};
use crate::charts::text_width;
use crate::format::Format;
use crate::text::Text;
use crate::workbook::Action;
use std::rc::Rc;
use tandem_charts::{Frame, RIBBON_LEGEND_HEIGHT, RibbonMonth, Row, TimeAxis, ValueScale, timeline_height};
use tandem_engine::date::Date;
use tandem_engine::plan::Plan;
use web_sys::{Element, KeyboardEvent, PointerEvent};
use yew::prelude::*;

/// Between the unit of the axis and its values, px.
const BEFORE_VALUES: f64 = 8.0;

/// Letters of some typefaces are so much wider than most, and at the edge of a sheet they would be cut.
const WIDER_LETTERS: f64 = 1.12;

/// What [`Plot`] needs.
#[derive(PartialEq, Properties)]
pub struct PlotProps {
    /// Width, px.
    pub width: f64,
    /// First day of the plan.
    pub start: Date,
    /// The months.
    pub time: Rc<TimeAxis>,
    /// What the fan shows.
    pub scene: Rc<Scene>,
    /// The value axis.
    pub scale: ValueScale,
    /// The expected path before the last change, which fades.
    pub before: Option<Rc<Vec<f64>>>,
    /// The ribbon.
    pub months: Rc<Vec<RibbonMonth>>,
    /// The timeline.
    pub rows: Rc<Vec<Row>>,
    /// What can be moved on the timeline.
    pub grips: Rc<Vec<RowGrip>>,
    /// The plan, where it can be edited.
    pub plan: Option<Rc<Plan>>,
    /// Takes edits.
    pub dispatch: Callback<Action>,
    /// Futures that have run.
    pub n_trials: u32,
    /// The ids of the elements that describe the drawing.
    pub described_by: &'static str,
    /// Words.
    pub text: &'static Text,
    /// Figures.
    pub format: Format,
}

/// Tops of the layers, and the height of all.
pub(super) struct Tops {
    pub(super) ribbon: f64,
    pub(super) timeline: f64,
    pub(super) height: f64,
}

impl Tops {
    fn new(frame: &Frame, rows: usize) -> Self {
        let ribbon = frame.fan_height();
        let timeline = ribbon + frame.ribbon_height() + RIBBON_LEGEND_HEIGHT;
        Self { ribbon, timeline, height: timeline + timeline_height(frame, rows) }
    }
}

/// The plot.
#[component]
pub fn Plot(props: &PlotProps) -> Html {
    let place = use_node_ref();
    // The day that is read out, if any, and how high the pointer stands.
    let at = use_state_eq(|| None::<At>);
    let day = at.map(|at| at.day);
    let PlotProps { width, time, scene, scale, months, rows, text, format, .. } = props;
    let label_width = |v: f64| text_width(&axis_number(format, scene.track.choice.figure, v), 11.0, false);
    let labels = scale.lines().into_iter().map(label_width).fold(0.0, f64::max);
    let frame = frame_for(*width, labels, ends_width(scene, text, format), scene);
    let tops = Tops::new(&frame, rows.len());
    let index = day.map_or_else(|| scene.first_index(), |day| scene.track.at_day(day));
    let reading = scene.reading(index);
    let height_of = |value: f64| frame.y(scale.part(value));
    let near = scene.nearest(index, height_of, at.and_then(|at| at.height));
    let near_value = near.and_then(|near| scene.futures.as_ref()?.paths.get(near)?.get(index).copied());
    let base = scene.ghost.as_ref().filter(|_| scene.ghost_is_base).and_then(|ghost| ghost.get(index));
    let (stop, colon) = (format!("{}{}", text.answers.full_stop, text.answers.space), text.glossary.colon);
    let said = reading.as_ref().map(|reading| {
        let limit = limit_at(months, scene.track.day_at(index), props.n_trials, text);
        let limit =
            limit.map(|(limit, share)| format!("{stop}{}{colon}{share}", (text.charts.limit_says)(limit)));
        let words = text.charts;
        let named = |name: &str, value: f64| {
            format!("{stop}{name}{colon}{}", number(format, scene.track.choice.figure, value))
        };
        let more = [
            scene.actual(index).map(|v| named(text.stages.actual, v)),
            base.map(|v| named((words.base)(scene.opened), *v)),
            near_value.map(|v| named(words.this_future, v)),
            limit,
        ];
        spoken(&scene.track, index, reading, text, format) + &more.into_iter().flatten().collect::<String>()
    });
    let brief = reading.as_ref().map(|reading| {
        let (when, _) = when(&scene.track, index, reading, text, format);
        html! { <><b>{ when }</b>{ " · " }{ short(scene, reading, text, format) }</> }
    });
    let pointed = pointed(&place, &frame, scene.days, &at);
    let (width, height) = (frame.width, tops.height);
    html! {
        <>
            <p class="rd" aria-hidden="true">{ brief }</p>
            <div class="fc-box">
            <div ref={place} class="fc" data-testid="chart" data-size={size_name(&frame)} tabindex="0" role="slider"
                aria-label={text.charts.read_out} aria-describedby={props.described_by} aria-valuemin="0"
                aria-valuemax={scene.track.len().saturating_sub(1).to_string()} aria-valuenow={index.to_string()}
                aria-valuetext={said} onpointermove={pointed.clone()} onpointerdown={pointed}
                onpointerleave={left(&at)} onkeydown={keys(scene, index, &at)} onfocus={focused(scene, &at)}
                onblur={{ let at = at.clone(); move |_| at.set(None) }}>
                <svg class="chart" width={width.to_string()} height={height.to_string()}
                    viewBox={format!("0 0 {width} {height}")} aria-hidden="true">
                    <FanLayer {frame} time={time.clone()} scene={scene.clone()} scale={*scale} {text}
                        format={format.clone()} />
                    <FuturesLayer {frame} scene={scene.clone()} scale={*scale} />
                    if let Some(before) = &props.before {
                        <GhostLayer {frame} scene={scene.clone()} scale={*scale} before={before.clone()} />
                    }
                    <RibbonLayer {frame} top={tops.ribbon} days={scene.days} start={props.start} fiscal={scene.track.fiscal} months={months.clone()}
                        n_trials={props.n_trials} leads={scene.leads.clone()} {text} format={format.clone()} />
                    <TimelineLayer {frame} top={tops.timeline} days={scene.days} rows={rows.clone()} />
                    if day.is_some() {
                        { crosshair(props, &frame, &tops, index, near) }
                    }
                </svg>
            </div>
            <Over {frame} {height} tops={(tops.ribbon, tops.timeline)} days={scene.days} start={props.start} grips={props.grips.clone()}
                plan={props.plan.clone()} {text} format={format.clone()} dispatch={props.dispatch.clone()} />
            </div>
        </>
    }
}

/// Where the reading is.
#[derive(Clone, Copy, PartialEq)]
struct At {
    day: f64,
    /// Height of the pointer, px from the top; nothing where the keys lead.
    height: Option<f64>,
}

/// Width of the labels at the ends of lines, px. Room is kept for the longest words that a line may have there, drawn or not, in
/// whole steps, so that the plot stays where it is while figures move and lines come and go.
fn ends_width(scene: &Scene, text: &Text, format: &Format) -> f64 {
    let value = scene.track.middle().last().copied().unwrap_or(0.0);
    let (words, value) = (text.charts, number(format, scene.track.choice.figure, value));
    let ends =
        [(words.end_median)(&value), (words.end_base)(scene.opened, &value), (words.end_ghost)(&value)];
    let widest = ends.iter().map(|words| text_width(words, 11.0, true)).fold(0.0, f64::max);
    (widest * WIDER_LETTERS / 8.0).ceil() * 8.0
}

/// The layout for a width, with room for value labels, what stands before them, labels at the ends of lines, and the odds slice.
fn frame_for(width: f64, labels: f64, ends: f64, scene: &Scene) -> Frame {
    let frame = Frame::for_width(width).with_end_labels(ends);
    // The unit stands before the topmost value, where the axis starts before the lowest.
    let before = |text: &str| text_width(text, 12.0, false) + BEFORE_VALUES;
    let room = if frame.is_small() { labels } else { labels + before(&scene.axis) };
    let frame = frame.with_value_labels(room);
    // The room is kept before the odds are known, so that nothing moves when they come.
    let goal = scene.goal.as_ref().filter(|goal| goal.day <= scene.days);
    goal.map_or(frame, |goal| frame.with_slice_at(goal.day / scene.days))
}

fn size_name(frame: &Frame) -> &'static str {
    match frame.size {
        tandem_charts::Size::Small => "small",
        tandem_charts::Size::Medium => "medium",
        tandem_charts::Size::Large => "large",
    }
}

/// Follows the pointer; beside the plot there is nothing to read.
fn pointed(
    place: &NodeRef,
    frame: &Frame,
    days: f64,
    at: &UseStateHandle<Option<At>>,
) -> Callback<PointerEvent> {
    let (place, frame, at) = (place.clone(), *frame, at.clone());
    Callback::from(move |event: PointerEvent| {
        let Some(element) = place.cast::<Element>() else { return };
        let edge = element.get_bounding_client_rect();
        let x = f64::from(event.client_x()) - edge.left();
        let inside = x > frame.left - 8.0 && x < frame.right + 8.0;
        let height = Some(f64::from(event.client_y()) - edge.top());
        at.set(inside.then(|| At { day: frame.day(x, days), height }));
    })
}

/// A finger that is lifted leaves its reading; a mouse takes it away.
fn left(at: &UseStateHandle<Option<At>>) -> Callback<PointerEvent> {
    let at = at.clone();
    Callback::from(move |event: PointerEvent| {
        if event.pointer_type() == "mouse" {
            at.set(None);
        }
    })
}

fn focused(scene: &Rc<Scene>, at: &UseStateHandle<Option<At>>) -> Callback<FocusEvent> {
    let (first, at) = (scene.track.day_at(scene.first_index()), at.clone());
    Callback::from(move |_| {
        if at.is_none() {
            at.set(Some(At { day: first, height: None }));
        }
    })
}

/// Left and right a step, with Shift a month, Home and End to the ends, G to the goal date.
fn keys(scene: &Rc<Scene>, index: usize, at: &UseStateHandle<Option<At>>) -> Callback<KeyboardEvent> {
    let (scene, at) = (scene.clone(), at.clone());
    Callback::from(move |event: KeyboardEvent| {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let last = scene.track.len().saturating_sub(1);
        let to = match event.key().as_str() {
            "ArrowLeft" | "ArrowDown" => moved(&scene, index, false, event.shift_key()),
            "ArrowRight" | "ArrowUp" => moved(&scene, index, true, event.shift_key()),
            "PageDown" => moved(&scene, index, false, true),
            "PageUp" => moved(&scene, index, true, true),
            "Home" => 0,
            "End" => last,
            "g" | "G" => scene.first_index(),
            _ => return,
        };
        event.prevent_default();
        at.set(Some(At { day: scene.track.day_at(to.min(last)), height: None }));
    })
}

/// A step on or back; with `far` at least a month.
fn moved(scene: &Scene, index: usize, on: bool, far: bool) -> usize {
    let last = scene.track.len().saturating_sub(1);
    let next = if on { (index + 1).min(last) } else { index.saturating_sub(1) };
    if !far {
        return next;
    }
    let month = if on { 30.44 } else { -30.44 };
    let there = scene.track.at_day(scene.track.day_at(index) + month);
    if on { there.max(next) } else { there.min(next) }
}

//! What the measure in question comes to over the range of a lever, as a small curve on the expected path.

use crate::changes::Question;
use crate::format::{Figure, Format};
use crate::levers::{Frame, Lever, LeverKind, amount, moved, quick_response_hours};
use crate::simulate::Probe;
use crate::simulate::probe::{Answer, Expectation};
use crate::text::Text;
use gloo::timers::callback::Timeout;
use std::rc::Rc;
use tandem_engine::plan::{Plan, TargetMeasure};
use tandem_engine::quantity::Unit;
use yew::prelude::*;

/// Places on the track at which the measure is worked out.
const PLACES: usize = 17;
/// Rest of the plan before they are, milliseconds: nothing is asked while a slider moves.
const REST_MS: u32 = 250;
/// SDRs beyond those that are there, of whom it is worked out how quickly they respond.
const MORE_SDRS: usize = 8;

/// Of the MQLs of today's bar, the share for which it is said what bar leaves them.
const FEWER: f64 = 0.7;

/// What a [`LeverCurve`] needs.
#[derive(PartialEq, Properties)]
pub struct LeverCurveProps {
    /// The lever.
    pub lever: Rc<Lever>,
    /// The plan on the page.
    pub plan: Rc<Plan>,
    /// Asks for expected values of other plans.
    pub probe: Probe,
    /// Words.
    pub text: &'static Text,
    /// Figures.
    pub format: Format,
}

/// The curve as it is known: places on the track 0..=1 with lever's values and the measure's.
#[derive(Clone, PartialEq)]
struct Curve {
    question: Question,
    points: Vec<(f64, f64, f64)>,
    /// The fewest SDRs that respond quickly, and the response of those that are there.
    needed: Option<(Option<f64>, f64)>,
    /// The bar that leaves a share of the MQLs of the first year, those it leaves, and those of today's bar.
    stricter: Option<(f64, f64, f64)>,
}

/// The curve, with a sentence that says the same.
#[component]
pub fn LeverCurve(props: &LeverCurveProps) -> Html {
    let curve = use_state_eq(|| None::<Curve>);
    let key = (ByPlan(Rc::clone(&props.plan)), props.lever.id.clone());
    let (lever, probe, set) = (Rc::clone(&props.lever), props.probe.clone(), curve.setter());
    use_effect_with(key, move |(plan, _)| {
        let plan = Rc::clone(&plan.0);
        let asked = Rc::new(std::cell::RefCell::new(None));
        let keep = Rc::clone(&asked);
        let timer = Timeout::new(REST_MS, move || {
            let sweep = Sweep::of(&lever, &plan);
            let plans = sweep.plans(&lever, &plan);
            let told = Callback::from(move |(question, values): Answer| {
                set.set(Some(sweep.curve(question, &values)));
            });
            *keep.borrow_mut() = Some(probe.ask(&plans, told));
        });
        move || {
            drop(timer);
            drop(asked.take());
        }
    });
    let Some(curve) = &*curve else { return html! { <div class="lever-curve" data-state="stale"></div> } };
    html! {
        <div class="lever-curve" data-testid={format!("curve-{}", props.lever.id)}>
            { drawing(props, curve) }
            <p>{ sentences(props, curve).join(props.text.answers.space) }</p>
        </div>
    }
}

/// A plan that is told from others by where it is.
struct ByPlan(Rc<Plan>);

impl PartialEq for ByPlan {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// The values that are tried.
struct Sweep {
    /// Places on the track and values of the lever.
    tried: Vec<(f64, f64)>,
    /// SDRs that are tried, for the response.
    sdrs: Vec<f64>,
    quick: f64,
    is_bar: bool,
}

impl Sweep {
    fn of(lever: &Lever, plan: &Plan) -> Self {
        let mut tried: Vec<(f64, f64)> = Vec::new();
        if let Some(track) = lever.track {
            for place in 0..PLACES {
                let value = track.value(place as f64 / (PLACES - 1) as f64);
                if tried.last().is_none_or(|(_, last)| *last < value) {
                    tried.push((track.position(value), value));
                }
            }
        }
        let here: f64 = plan.teams.sales_development.hires.iter().map(crate::levers::heads).sum();
        let sdrs = if lever.kind == LeverKind::Response {
            (0..=MORE_SDRS).map(|more| here + more as f64).collect()
        } else {
            Vec::new()
        };
        Self { tried, sdrs, quick: quick_response_hours(plan), is_bar: lever.kind == LeverKind::MqlBar }
    }

    fn plans(&self, lever: &Lever, plan: &Plan) -> Vec<Plan> {
        let start = Frame::of(plan).start;
        let with = |value: f64| {
            let mut next = plan.clone();
            if let Some(now) = lever.get(plan) {
                lever.set(&mut next, moved(&now, value, lever.quantity, start));
            }
            next
        };
        let with_sdrs = |heads: &f64| {
            let mut next = plan.clone();
            let hires = &mut next.teams.sales_development.hires;
            // They are there from the first day: the question is what the promise needs, not how long hiring takes.
            let more = heads - hires.iter().map(crate::levers::heads).sum::<f64>();
            if more > 0.0 {
                *hires = crate::levers::with_more_today(hires, more);
            }
            next
        };
        let tried = self.tried.iter().map(|(_, value)| with(*value));
        std::iter::once(plan.clone()).chain(tried).chain(self.sdrs.iter().map(with_sdrs)).collect()
    }

    fn curve(&self, question: Question, values: &[Option<Expectation>]) -> Curve {
        let n = self.tried.len();
        let known = |index: usize| values.get(index).copied().flatten();
        let points = self.tried.iter().enumerate();
        let points =
            points.filter_map(|(index, (place, value))| Some((*place, *value, known(index + 1)?.value)));
        let hours = |index: usize| known(1 + n + index).map(|plan| plan.response_hours);
        let needed =
            (0..self.sdrs.len()).find(|index| hours(*index).is_some_and(|hours| hours <= self.quick));
        Curve {
            question,
            points: points.collect(),
            needed: hours(0).map(|now| (needed.map(|index| self.sdrs[index]), now)),
            stricter: self
                .is_bar
                .then(|| self.stricter(|index| known(index + 1).map(|plan| plan.mqls)))
                .flatten(),
        }
    }

    /// The bar, between those tried, that leaves [`FEWER`] of the MQLs of today's bar 0; with both counts.
    fn stricter(&self, mqls: impl Fn(usize) -> Option<f64>) -> Option<(f64, f64, f64)> {
        let at = |index: usize| Some((self.tried[index].1, mqls(index)?));
        let today = (0..self.tried.len()).filter_map(at).find(|(bar, _)| bar.abs() < 1e-9)?.1;
        let wanted = FEWER * today;
        let between = (1..self.tried.len()).find_map(|index| {
            let ((low, before), (high, after)) = (at(index - 1)?, at(index)?);
            let inside = before >= wanted && wanted > after;
            inside.then(|| low + (high - low) * (before - wanted) / (before - after))
        });
        between.map(|bar| (bar, wanted, today))
    }
}

fn drawing(props: &LeverCurveProps, curve: &Curve) -> Html {
    let values = || curve.points.iter().map(|(_, _, value)| *value);
    let (low, high) = values().fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), v| (a.min(v), b.max(v)));
    let height = |value: f64| if high > low { 92.0 - 84.0 * (value - low) / (high - low) } else { 50.0 };
    let points: Vec<String> = curve
        .points
        .iter()
        .map(|(place, _, value)| format!("{:.2},{:.2}", place * 100.0, height(*value)))
        .collect();
    let here = props.lever.get(&props.plan).zip(props.lever.track).map(|(value, track)| {
        track.position(amount(&value, props.lever.quantity, Frame::of(&props.plan).start))
    });
    let dot = here.map(|here| {
        let after = curve.points.partition_point(|(place, ..)| *place < here).min(curve.points.len().saturating_sub(1));
        let before = after.saturating_sub(1);
        let value = match (curve.points.get(before), curve.points.get(after)) {
            (Some(a), Some(b)) if b.0 > a.0 => a.2 + (b.2 - a.2) * ((here - a.0) / (b.0 - a.0)).clamp(0.0, 1.0),
            (_, Some(b)) => b.2,
            _ => low,
        };
        html! { <circle class="curve-here" cx={format!("{:.2}%", here * 100.0)} cy={format!("{:.2}%", height(value))} r="4" /> }
    });
    html! {
        <svg class="curve" width="100%" height="44" aria-hidden="true">
            <svg viewBox="0 0 100 100" preserveAspectRatio="none" width="100%" height="44">
                <polyline points={points.join(" ")} vector-effect="non-scaling-stroke" />
            </svg>
            { dot.unwrap_or_default() }
        </svg>
    }
}

fn sentences(props: &LeverCurveProps, curve: &Curve) -> Vec<String> {
    let (words, format, lever) = (props.text.levers, &props.format, &props.lever);
    let (Some(first), Some(last)) = (curve.points.first(), curve.points.last()) else { return Vec::new() };
    let measure = curve.question.measure();
    let figure = match measure {
        TargetMeasure::Won | TargetMeasure::Customers => Figure::Count,
        _ => Figure::Money,
    };
    let at = |point: &(f64, f64, f64)| {
        let (value, unit) =
            (format.entry(point.1, lever.quantity.unit), (words.unit)(lever.kind, lever.quantity.unit));
        let gap = if unit.is_empty() || unit.starts_with('/') { "" } else { " " };
        (format!("{value}{gap}{unit}"), format.figure(point.2, figure))
    };
    let ((low, at_low), (high, at_high)) = (at(first), at(last));
    let date = format.date(curve.question.date());
    let over = (words.over_range)((words.measure)(measure), &date, (&at_low, &low), (&at_high, &high));
    let mut sentences = vec![over];
    if let Some((needed, now)) = curve.needed {
        let heads = |heads: f64| format.entry(heads, Unit::People);
        let here: f64 = props.plan.teams.sales_development.hires.iter().map(crate::levers::heads).sum();
        let quick = format.hours(quick_response_hours(&props.plan));
        sentences.push((words.sdrs_needed)(
            &quick,
            needed.map(heads).as_deref(),
            &heads(here),
            &format.hours(now),
        ));
    }
    if let Some((bar, left, today)) = curve.stricter {
        let share = format.entry(1.0 - FEWER, Unit::Share);
        // To the step of the slider, so that what is said can be set.
        let bar = lever.track.map_or(bar, |track| track.value(track.position(bar)));
        let bar = format.entry(bar, lever.quantity.unit);
        sentences.push((words.fewer_mqls)(&share, &bar, &format.count(left), &format.count(today)));
    }
    sentences
}

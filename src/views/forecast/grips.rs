//! What lies over the plot for the hand: hires, events and spend that are moved along time, amounts of spend that are moved
//! up and down, and the term of the ribbon.
//!
//! It stands beside the drawing and not in it: the drawing is one thing to read with the keys, these are others.

use crate::controls::gesture;
use crate::controls::reveal;
use crate::controls::term::Term;
use crate::format::Format;
use crate::levers::{Grip, Thing, blocks};
use crate::text::Text;
use crate::text::glossary::Term as Key;
use crate::workbook::Action;
use std::rc::Rc;
use tandem_charts::{Frame, row_middle};
use tandem_engine::date::Date;
use tandem_engine::plan::Plan;
use web_sys::Element;
use yew::prelude::*;

/// Id of the sentence with the keys.
const KEYS: &str = "grip-keys";
/// Width and height that can be taken, px.
const HIT: f64 = 24.0;
/// The same for a finger.
const TOUCH: f64 = 44.0;

/// A thing with its row and its words.
#[derive(Clone, Debug, PartialEq)]
pub struct RowGrip {
    /// The row of the timeline.
    pub row: usize,
    /// The thing.
    pub grip: Grip,
    /// Its name.
    pub name: String,
    /// Where it stands, aloud.
    pub spoken: String,
    /// Where it stands, beside it.
    pub tag: String,
}

/// What [`Over`] needs.
#[derive(PartialEq, Properties)]
pub struct OverProps {
    /// Where things stand.
    pub frame: Frame,
    /// Height of the whole plot, px.
    pub height: f64,
    /// Tops of the ribbon and the timeline, px.
    pub tops: (f64, f64),
    /// Days of the plan.
    pub days: f64,
    /// First day of the plan.
    pub start: Date,
    /// What can be moved.
    pub grips: Rc<Vec<RowGrip>>,
    /// The plan, where it can be edited.
    pub plan: Option<Rc<Plan>>,
    /// Words.
    pub text: &'static Text,
    /// Figures.
    pub format: Format,
    /// Takes edits.
    pub dispatch: Callback<Action>,
}

/// The layer over the plot.
#[component]
pub fn Over(props: &OverProps) -> Html {
    let OverProps { frame, height, tops, days, grips, text, .. } = props;
    let (ribbon, _) = frame.ribbon();
    let movable = props.plan.as_ref().filter(|_| !grips.is_empty());
    html! {
        <>
            <svg class="fc-over" width={frame.width.to_string()} height={height.to_string()} viewBox={format!("0 0 {} {height}", frame.width)}>
                if !frame.is_small() {
                    <foreignObject x="0" y={(tops.0 + ribbon).to_string()} width={(frame.left - 8.0).to_string()} height="17">
                        <div class="limit-term">
                            <Term id="meaning-limit" class="limit-name" label={text.charts.limits} entry={text.glossary.term(Key::Limit)} {text} />
                        </div>
                    </foreignObject>
                }
                if let Some(plan) = movable {
                    <g role="group" aria-label={text.timeline.movable}>
                        { for grips.iter().map(|grip| html! {
                            <GripMark key={format!("{:?}", grip.grip.thing)} frame={*frame} top={tops.1} days={*days} grip={grip.clone()}
                                start={props.start} plan={plan.clone()} dispatch={props.dispatch.clone()} />
                        }) }
                    </g>
                }
            </svg>
            if movable.is_some() {
                <p class="sr" id={KEYS}>{ text.timeline.keys }</p>
            }
        </>
    }
}

#[derive(PartialEq, Properties)]
struct GripMarkProps {
    frame: Frame,
    top: f64,
    days: f64,
    grip: RowGrip,
    start: Date,
    plan: Rc<Plan>,
    dispatch: Callback<Action>,
}

/// One thing that can be moved. All moves of one drag, or of one stay of the focus, are one step.
#[component]
fn GripMark(props: &GripMarkProps) -> Html {
    let GripMarkProps { frame, top, days, grip, plan, .. } = props;
    let held = use_state_eq(|| false);
    let gesture = use_mut_ref(|| 0_u32);
    // How far beside the mark the pointer took it, px.
    let beside = use_mut_ref(|| 0.0_f64);
    let thing = grip.grip.thing;
    let level = matches!(thing, Thing::Level { .. });
    let place = grip.grip.place;
    let x = frame.x(thing.day(plan, place), *days);
    let y = top + row_middle(frame, grip.row);
    let (first, last) = thing.places(plan);
    let begin = {
        let gesture = Rc::clone(&gesture);
        move || *gesture.borrow_mut() = gesture::begin()
    };
    let go = {
        let (plan, dispatch, gesture) = (plan.clone(), props.dispatch.clone(), Rc::clone(&gesture));
        move |to: u32| {
            let to = to.clamp(first, last);
            if to != place {
                let (field, gesture) = (thing.field(), *gesture.borrow());
                dispatch.emit(Action::Edit { plan: Rc::new(thing.moved(&plan, to)), field, gesture });
            }
        }
    };
    let lift = {
        let (plan, dispatch, gesture) = (plan.clone(), props.dispatch.clone(), Rc::clone(&gesture));
        let amount = grip.grip.amount;
        move |to: f64, step: f64| {
            let Thing::Level { channel, index } = thing else { return };
            let to = (to / step).round().max(1.0) * step;
            if to != amount {
                let next = blocks::with_level(&plan, channel, index, to);
                let (field, gesture) = (thing.field(), *gesture.borrow());
                dispatch.emit(Action::Edit { plan: Rc::new(next), field, gesture });
            }
        }
    };
    let amount = grip.grip.amount;
    let step = match thing {
        Thing::Level { channel, .. } => blocks::level_step(plan, channel),
        _ => 1.0,
    };
    // Where the pointer took an amount, px, with the amount and its step then.
    let taken = use_mut_ref(|| (0.0_f64, 0.0_f64, 1.0_f64));
    let onpointerdown = {
        let (begin, beside, taken) = (begin.clone(), Rc::clone(&beside), Rc::clone(&taken));
        Callback::from(move |event: PointerEvent| {
            let Some(mark) = mark_of(&event) else { return };
            begin();
            *beside.borrow_mut() = across(&event, &mark).map_or(0.0, |at| at - x);
            *taken.borrow_mut() = (f64::from(event.client_y()), amount, step);
            // Without it the drag ends at the edge of the mark.
            let _ = mark.set_pointer_capture(event.pointer_id());
        })
    };
    let onpointermove = {
        let (go, lift, frame, days, beside) = (go.clone(), lift.clone(), *frame, *days, Rc::clone(&beside));
        let (plan, taken) = (plan.clone(), Rc::clone(&taken));
        Callback::from(move |event: PointerEvent| {
            let Some(mark) = mark_of(&event).filter(|_| event.buttons() & 1 == 1) else { return };
            if level {
                let (from, amount, step) = *taken.borrow();
                return lift(amount + step * (from - f64::from(event.client_y())), step);
            }
            if let Some(at) = across(&event, &mark) {
                go(thing.place(&plan, frame.day(at - *beside.borrow(), days)));
            }
        })
    };
    let onpointerup = {
        let begin = begin.clone();
        move |_: PointerEvent| begin()
    };
    let onkeydown = {
        let (go, plan, dispatch) = (go, plan.clone(), props.dispatch.clone());
        let start = props.start;
        Callback::from(move |event: KeyboardEvent| {
            if event.ctrl_key() || event.meta_key() || event.alt_key() {
                return;
            }
            let far = event.shift_key();
            // Up or down, and by how much: weeks, months of spend, or steps of an amount.
            let (up, far) = match event.key().as_str() {
                "ArrowLeft" | "ArrowDown" => (false, far),
                "ArrowRight" | "ArrowUp" => (true, far),
                "PageDown" => (false, true),
                "PageUp" => (true, true),
                "Home" if !level => return stay(&event, || go(first)),
                "End" if !level => return stay(&event, || go(last)),
                "Delete" | "Backspace" => return stay(&event, || remove(thing, &plan, &dispatch)),
                _ => return,
            };
            let by = |near: u32, wide: u32| if far { wide } else { near };
            stay(&event, || match (thing, up) {
                (Thing::Level { .. }, true) => lift(amount + step * f64::from(by(1, 10)), step),
                (Thing::Level { .. }, false) => lift(amount - step * f64::from(by(1, 10)), step),
                (Thing::Edge { .. }, true) => go(place + by(1, 3)),
                (Thing::Edge { .. }, false) => go(place.saturating_sub(by(1, 3))),
                (_, true) => go(later(place, far, start)),
                (_, false) => go(earlier(place, far, start)),
            });
        })
    };
    let hold = |now: bool| {
        let (held, begin) = (held.clone(), begin.clone());
        move |_: FocusEvent| {
            begin();
            held.set(now);
        }
    };
    let hit = if frame.is_small() { TOUCH } else { HIT };
    let size = if frame.is_small() { 8.0 } else { 6.5 };
    html! {
        <g class={format!("tl-grip {}", side_class(thing))} role="slider" tabindex="0" data-testid={test_id(thing)} aria-label={grip.name.clone()}
            aria-valuemin={if level { "0".to_owned() } else { first.to_string() }} aria-valuemax={(!level).then(|| last.to_string())}
            aria-valuenow={if level { amount.to_string() } else { place.to_string() }} aria-valuetext={grip.spoken.clone()} aria-describedby={KEYS}
            aria-orientation={if level { "vertical" } else { "horizontal" }} {onpointerdown} {onpointermove}
            {onpointerup} {onkeydown} onmousedown={|event: MouseEvent| take(&event)} onfocus={hold(true)} onblur={hold(false)}>
            <rect class="tl-hit" x={(x - hit / 2.0).to_string()} y={(y - hit / 2.0).to_string()} width={hit.to_string()} height={hit.to_string()} />
            if level {
                <rect class="tl-mark" x={(x - 6.0).to_string()} y={(y - 2.0).to_string()} width="12" height="4" rx="2" />
            } else {
                <rect class="tl-mark" x={(x - 3.0).to_string()} y={(y - size).to_string()} width="6" height={(2.0 * size).to_string()} rx="2" />
            }
            if *held { { tag(&grip.tag, frame, x, y) } }
        </g>
    }
}

/// Where a thing stands, beside it: right of it, or left where there is no room.
fn tag(words: &str, frame: &Frame, x: f64, y: f64) -> Html {
    let width = crate::charts::text_width(words, 12.0, true) * 1.06 + 16.0;
    let left = if x + 8.0 + width <= frame.width { x + 8.0 } else { (x - 8.0 - width).max(0.0) };
    html! {
        <g class="tl-tag" aria-hidden="true">
            <rect x={left.to_string()} y={(y - 10.0).to_string()} width={width.to_string()} height="20" rx="4" />
            <text x={(left + 7.0).to_string()} y={(y + 4.0).to_string()}>{ words.to_owned() }</text>
        </g>
    }
}

/// A month earlier (at least a week), or a week.
fn earlier(week: u32, far: bool, start: Date) -> u32 {
    if far { week.saturating_sub(month_long(week, start, -1)) } else { week.saturating_sub(1) }
}

fn later(week: u32, far: bool, start: Date) -> u32 {
    week + if far { month_long(week, start, 1) } else { 1 }
}

/// Weeks from a week to the same day of the month before or after, or one more where that is still the same month.
fn month_long(week: u32, start: Date, months: i32) -> u32 {
    let from = start.plus_days(7 * week as i32);
    let to = Date::first_of_month(from.month_number() + months).plus_days(from.parts().2 as i32 - 1);
    let weeks = ((to.days_since(from).unsigned_abs() + 3) / 7).max(1);
    let there = from.plus_days(7 * months * weeks as i32);
    weeks + u32::from(there.month_number() == from.month_number())
}

/// Does something for a key that is not to scroll the page.
fn stay(event: &KeyboardEvent, go: impl FnOnce()) {
    event.prevent_default();
    go();
}

fn remove(thing: Thing, plan: &Plan, dispatch: &Callback<Action>) {
    if matches!(thing, Thing::Edge { .. }) {
        return;
    }
    let plan = Rc::new(thing.removed(plan));
    dispatch.emit(Action::Edit { plan, field: thing.field(), gesture: gesture::begin() });
    // The focus goes to what is nearest of its kind, else to the drawing.
    reveal::later(|| reveal::first_of(&[".tl-grip", "#forecast .fc"]));
}

fn mark_of(event: &PointerEvent) -> Option<Element> {
    event.target_dyn_into::<Element>()?.closest(".tl-grip").ok()?
}

/// The place of the pointer in the layer, px.
fn across(event: &PointerEvent, mark: &Element) -> Option<f64> {
    let layer = mark.closest("svg").ok()??;
    Some(f64::from(event.client_x()) - layer.get_bounding_client_rect().left())
}

/// Takes the focus; a press would else mark text.
fn take(event: &MouseEvent) {
    event.prevent_default();
    if let Some(mark) =
        event.target_dyn_into::<Element>().and_then(|target| target.closest(".tl-grip").ok()?)
    {
        reveal::focus_element(&mark);
    }
}

fn side_class(thing: Thing) -> &'static str {
    match thing {
        Thing::Hire { team: crate::levers::LeverKind::Sdrs, .. } => "hand",
        Thing::Hire { .. } => "sal",
        Thing::Event { .. } | Thing::Edge { .. } => "mkt",
        Thing::Level { .. } => "mkt tl-level",
    }
}

fn test_id(thing: Thing) -> String {
    match thing {
        Thing::Hire { index, .. } => format!("grip-{}-{index}", thing.field()),
        Thing::Event { channel, index } => format!("grip-event-{channel}-{index}"),
        Thing::Edge { channel, index } => format!("grip-edge-{channel}-{index}"),
        Thing::Level { channel, index } => format!("grip-level-{channel}-{index}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_four_or_five_weeks_to_the_same_day() {
        let start = Date::parse("2027-01-04").expect("a date");
        // 4 January to 4 February.
        assert_eq!(later(0, true, start), 4);
        assert_eq!(later(0, false, start), 1);
        assert_eq!(earlier(4, true, start), 0);
        assert_eq!(earlier(0, true, start), 0);
        // Twelve months are a year, and no month is passed over.
        let year: Vec<u32> =
            std::iter::successors(Some(0), |week| Some(later(*week, true, start))).take(13).collect();
        let months: Vec<i32> =
            year.iter().map(|week| start.plus_days(7 * *week as i32).month_number()).collect();
        assert!(months.windows(2).all(|pair| pair[1] == pair[0] + 1), "{months:?}");
        assert!((50..=54).contains(year.last().expect("a year")), "{year:?}");
    }
}

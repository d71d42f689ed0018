//! A slider: the browser's own range input over a drawing of what is usual, what is known and what was.

use crate::controls::gesture;
use crate::levers::{Scale, Track};
use std::cell::RefCell;
use std::rc::Rc;
use web_sys::{Element, HtmlInputElement, InputEvent, KeyboardEvent, PointerEvent};
use yew::prelude::*;

/// Steps of a key with Shift, and of Page Up and Page Down.
const BIG_STEP: i32 = 10;

/// What a reader does to a slider.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Move {
    /// Drags it to a value.
    To(f64),
    /// Presses a key: so many steps.
    By(i32),
    /// Drags an end of its range to a value: the high one, or the low one.
    End(bool, f64),
    /// Makes its range wider by so many steps, or narrower.
    Widen(i32),
    /// Asks for the value it started from.
    Back,
}

/// What a [`Slider`] needs.
#[derive(PartialEq, Properties)]
pub struct SliderProps {
    /// Name.
    pub label: AttrValue,
    /// The value in words.
    pub spoken: AttrValue,
    /// Where values lie.
    pub track: Track,
    /// The value.
    pub value: f64,
    /// The ends of a range.
    pub ends: Option<(f64, f64)>,
    /// Whether these ends can be dragged.
    #[prop_or(true)]
    pub grips: bool,
    /// The value before the change, if it was changed.
    pub was: Option<f64>,
    /// What is usual.
    pub typical: Option<(f64, f64)>,
    /// Takes moves, with the number of their gesture.
    pub on_move: Callback<(Move, u32)>,
}

/// A slider.
#[component]
pub fn Slider(props: &SliderProps) -> Html {
    let current = use_mut_ref(|| 0_u32);
    let begin = {
        let current = current.clone();
        move || *current.borrow_mut() = gesture::begin()
    };
    let held_off = use_mut_ref(|| 0.0_f64);
    let (track, was) = (props.track, props.was);
    let oninput = {
        let (on_move, current, value) = (props.on_move.clone(), current.clone(), props.value);
        Callback::from(move |event: InputEvent| {
            let input = event.target_unchecked_into::<HtmlInputElement>();
            if gesture::is_over(*current.borrow()) {
                // The browser moves the thumb by itself.
                return input.set_value(&native(track, value).value.to_string());
            }
            if let Ok(place) = input.value().parse::<f64>() {
                on_move.emit((Move::To(dropped(track, place, was)), *current.borrow()));
            }
        })
    };
    let onkeydown = {
        let (on_move, current) = (props.on_move.clone(), current.clone());
        Callback::from(move |event: KeyboardEvent| {
            if let Some(key) = key_move(&event, track) {
                event.prevent_default();
                on_move.emit((key, *current.borrow()));
            }
        })
    };
    let ondblclick = props.on_move.reform(|_: MouseEvent| (Move::Back, gesture::begin()));
    let input = native(track, props.value);
    html! {
        <div class="lever-slide">
            <svg class="track" aria-hidden="true">{ drawing(props) }</svg>
            <input type="range" min={input.min.to_string()} max={input.max.to_string()} step="any"
                value={input.value.to_string()} aria-label={props.label.clone()} aria-valuetext={props.spoken.clone()}
                onpointerdown={let begin = begin.clone(); move |_: PointerEvent| begin()}
                onfocus={move |_: FocusEvent| begin()} {oninput} {onkeydown} {ondblclick} />
            { end_marks(props) }
            { end_grips(props, &current, &held_off) }
        </div>
    }
}

/// What the native input counts: the value itself, or its place where values lie by factors.
struct Native {
    min: f64,
    max: f64,
    value: f64,
}

fn native(track: Track, value: f64) -> Native {
    match track.scale {
        Scale::Log => Native { min: 0.0, max: 1.0, value: track.position(value) },
        _ => Native { min: track.min, max: track.max, value: value.clamp(track.min, track.max) },
    }
}

/// The value that a drag means: on the grid of steps, or back at the value it was.
fn dropped(track: Track, place: f64, was: Option<f64>) -> f64 {
    let position = match track.scale {
        Scale::Log => place,
        _ => (place - track.min) / (track.max - track.min),
    };
    let near = was.filter(|was| (track.position(*was) - position).abs() < 0.012);
    near.unwrap_or_else(|| track.value(position))
}

/// The two ends of a range, to be dragged; by keys Alt with the arrows does the same. `held_off` is how far off its end a grip
/// was taken, in pixels: an end does not jump to the hand.
fn end_grips(props: &SliderProps, current: &Rc<RefCell<u32>>, held_off: &Rc<RefCell<f64>>) -> Html {
    let Some((low, high)) = props.ends.filter(|_| props.grips) else { return Html::default() };
    let grip = |is_high: bool, value: f64| {
        let (track, on_move) = (props.track, props.on_move.clone());
        // It outlives the drawing: the first move draws anew.
        let (gesture, held_off) = (Rc::clone(current), Rc::clone(held_off));
        let at = track.position(value);
        let begin = {
            let (gesture, held_off) = (Rc::clone(&gesture), Rc::clone(&held_off));
            Callback::from(move |event: PointerEvent| {
                event.prevent_default();
                *gesture.borrow_mut() = gesture::begin();
                if let Some(grip) = event.target_dyn_into::<Element>() {
                    // Without it the drag ends at the edge of the grip.
                    let _ = grip.set_pointer_capture(event.pointer_id());
                    *held_off.borrow_mut() = along(&grip, &event).map_or(0.0, |(x, width)| x - at * width);
                }
            })
        };
        let drag = {
            let on_move = on_move.clone();
            Callback::from(move |event: PointerEvent| {
                let Some(grip) = event.target_dyn_into::<Element>().filter(|_| event.buttons() & 1 == 1)
                else {
                    return;
                };
                let Some((x, width)) = along(&grip, &event) else { return };
                let place = (x - *held_off.borrow()) / width.max(1.0);
                on_move.emit((Move::End(is_high, track.value(place)), *gesture.borrow()));
            })
        };
        // The grip lies outside of its end, so that the thumb between the two can still be taken.
        let (x, shift) = (format!("{:.2}%", at * 100.0), if is_high { "-3" } else { "-13" });
        html! {
            <rect class="grip" {x} y="0" width="16" height="24" transform={format!("translate({shift} 0)")} onpointerdown={begin}
                onpointermove={drag} data-end={if is_high { "high" } else { "low" }} />
        }
    };
    html! { <svg class="track grips" aria-hidden="true">{ grip(false, low) }{ grip(true, high) }</svg> }
}

/// Where a pointer is along the rail of a grip, and how long that is, pixels.
fn along(grip: &Element, event: &PointerEvent) -> Option<(f64, f64)> {
    let rail = grip.parent_element()?.get_bounding_client_rect();
    Some((f64::from(event.client_x()) - rail.left(), rail.width()))
}

fn key_move(event: &KeyboardEvent, track: Track) -> Option<Move> {
    if event.ctrl_key() || event.meta_key() {
        return None;
    }
    if event.alt_key() {
        return match event.key().as_str() {
            "ArrowRight" | "ArrowUp" => Some(Move::Widen(1)),
            "ArrowLeft" | "ArrowDown" => Some(Move::Widen(-1)),
            _ => None,
        };
    }
    let step = if event.shift_key() { BIG_STEP } else { 1 };
    Some(match event.key().as_str() {
        "ArrowRight" | "ArrowUp" => Move::By(step),
        "ArrowLeft" | "ArrowDown" => Move::By(-step),
        "PageUp" => Move::By(BIG_STEP),
        "PageDown" => Move::By(-BIG_STEP),
        "Home" => Move::To(track.min),
        "End" => Move::To(track.max),
        "Backspace" | "Delete" => Move::Back,
        _ => return None,
    })
}

/// The marks at the ends of a range, over the thumb and taller: a range that is narrower than the thumb is seen to be one. They
/// stand outside of their ends, so that two never become one.
fn end_marks(props: &SliderProps) -> Html {
    let Some((low, high)) = props.ends else { return Html::default() };
    let mark = |value: f64, side: &'static str| {
        let x = format!("{:.2}%", props.track.position(value) * 100.0);
        html! { <line class={classes!("end", side)} x1={x.clone()} x2={x} y1="3" y2="21" /> }
    };
    html! {
        <svg class="track ends" aria-hidden="true">{ mark(low, "low") }{ mark(high, "high") }</svg>
    }
}

/// From back to front: rail, what is usual, own range, what it was.
fn drawing(props: &SliderProps) -> Html {
    let at = |value: f64| format!("{:.2}%", props.track.position(value) * 100.0);
    let bar = |class: &'static str, (low, high): (f64, f64), y: &'static str, height: &'static str| {
        let (from, to) = (props.track.position(low), props.track.position(high));
        let width = format!("{:.2}%", (to - from) * 100.0);
        html! { <rect {class} x={at(low)} {width} {y} {height} rx={(class == "typical").then_some("2")} /> }
    };
    html! {
        <>
            <line class="rail" x1="0" x2="100%" y1="12" y2="12" />
            { props.typical.map(|span| bar("typical", span, "8.5", "7")) }
            if let Some((low, high)) = props.ends {
                { bar("own", (low, high), "10.5", "3") }
            }
            if let Some(was) = props.was {
                <circle class="was" cx={at(was)} cy="12" r="5" />
                <line class="moved" x1={at(was)} x2={at(props.value)} y1="12" y2="12" />
            }
        </>
    }
}

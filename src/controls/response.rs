//! The response of leads to spend as a curve with two handles: the known point, and the end that tells how near the ceiling is.

use crate::controls::gesture;
use crate::format::Format;
use crate::levers::curve::{Extent, Shift, closeness_for, cost_for, leads_at, reference, reference_to};
use crate::text::Text;
use std::cell::Cell;
use std::rc::Rc;
use tandem_engine::model::{ResponseCurve, ResponseShape};
use tandem_engine::quantity::{CEILING_SHARE, Unit};
use wasm_bindgen::JsCast;
use web_sys::{Element, SvgElement};
use yew::prelude::*;

/// Height of the drawing, pixels.
const HEIGHT: f64 = 132.0;
/// Points of the curve.
const POINTS: usize = 48;
/// What an arrow key changes of a value, and with Shift.
const KEY: (f64, f64) = (0.01, 0.1);

/// What a [`ResponseDrawing`] needs.
#[derive(PartialEq, Properties)]
pub struct ResponseDrawingProps {
    /// Id of the channel.
    pub id: AttrValue,
    /// Name of the whole.
    pub label: AttrValue,
    /// The curve.
    pub curve: ResponseCurve,
    /// What the plan spends, money a month.
    pub spend: f64,
    /// Words.
    pub text: &'static Text,
    /// Figures.
    pub format: Format,
    /// Takes what a handle changes, with the number of the gesture.
    pub on_change: Callback<(Shift, u32)>,
}

#[derive(Default)]
struct Hold {
    gesture: Cell<u32>,
    /// The extent as it was when a handle was taken: it stays until the handle is let go.
    extent: Cell<Option<Extent>>,
}

/// The two handles.
#[derive(Clone, Copy, PartialEq)]
enum Handle {
    Reference,
    End,
}

/// The curve.
#[component]
pub fn ResponseDrawing(props: &ResponseDrawingProps) -> Html {
    let hold = use_memo((), |()| Hold::default());
    let extent = hold.extent.get().unwrap_or_else(|| Extent::of(&props.curve, props.spend));
    let drawing = Drawing { props, extent, hold: &hold };
    let points = (0..=POINTS).map(|point| {
        let share = point as f64 / POINTS as f64;
        format!("{:.2},{:.2}", 100.0 * share, drawing.y(leads_at(&props.curve, share * extent.spend)))
    });
    let points = points.collect::<Vec<_>>().join(" ");
    let words = props.text.channels;
    let money = |value: f64| props.format.entry(value, Unit::MoneyPerMonth);
    html! {
        <div class="response" data-testid={format!("response-{}", props.id)}>
            <p class="response-axis" aria-hidden="true"><span>{ (words.leads_axis)(&props.format.count(extent.leads)) }</span></p>
            <svg class="response-drawing" width="100%" height={HEIGHT.to_string()} role="group" aria-label={props.label.clone()}>
                <line class="response-rail" x1="0" x2="100%" y1={HEIGHT.to_string()} y2={HEIGHT.to_string()} />
                <line class="response-rail" x1="0" x2="0" y1="0" y2={HEIGHT.to_string()} />
                <svg viewBox={format!("0 0 100 {HEIGHT}")} preserveAspectRatio="none" width="100%" height={HEIGHT.to_string()}>
                    <polyline {points} vector-effect="non-scaling-stroke" />
                </svg>
                { drawing.here() }
                { drawing.handle(Handle::Reference) }
                if props.curve.shape != ResponseShape::Linear { { drawing.handle(Handle::End) } }
            </svg>
            <p class="response-axis" aria-hidden="true"><span>{ "0" }</span><span>{ (words.money_axis)(&money(extent.spend)) }</span></p>
        </div>
    }
}

struct Drawing<'a> {
    props: &'a ResponseDrawingProps,
    extent: Extent,
    hold: &'a Rc<Hold>,
}

impl Drawing<'_> {
    fn y(&self, leads: f64) -> f64 {
        HEIGHT * (1.0 - (leads / self.extent.leads).clamp(0.0, 1.0))
    }

    fn x(&self, spend: f64) -> String {
        format!("{:.2}%", 100.0 * (spend / self.extent.spend).clamp(0.0, 1.0))
    }

    /// Where the plan is.
    fn here(&self) -> Html {
        let leads = leads_at(&self.props.curve, self.props.spend);
        let (x, y) = (self.x(self.props.spend), self.y(leads));
        html! {
            <g class="response-here" aria-hidden="true">
                <line x1={x.clone()} x2={x.clone()} y1={format!("{y:.1}")} y2={HEIGHT.to_string()} />
                <circle cx={x.clone()} cy={format!("{y:.1}")} r="4" />
                <text {x} y={HEIGHT.to_string()} dx="5" dy="-5">{ self.props.text.channels.here }</text>
            </g>
        }
    }

    /// Spend and leads a month of a handle.
    fn place(&self, handle: Handle) -> (f64, f64) {
        match handle {
            Handle::Reference => reference(&self.props.curve),
            Handle::End => (self.extent.spend, leads_at(&self.props.curve, self.extent.spend)),
        }
    }

    fn handle(&self, handle: Handle) -> Html {
        let (words, format, curve) = (self.props.text.channels, &self.props.format, &self.props.curve);
        let (spend, leads) = self.place(handle);
        let money = format.entry(spend, Unit::MoneyPerMonth);
        let count = format.count(leads);
        let (name, said) = match handle {
            Handle::Reference => {
                let cost = format.entry(curve.cost_per_lead, Unit::MoneyPerLead);
                (words.handle_reference, (words.reference_is)(&money, &count, &cost))
            }
            Handle::End => {
                let closeness = format.entry(curve.share_of_max, Unit::Share);
                (words.handle_end, (words.end_is)(&count, &money, &closeness))
            }
        };
        let key = if handle == Handle::Reference { "reference" } else { "end" };
        let (x, y) = (self.x(spend), self.y(leads));
        // The one at the end lies within the drawing.
        let shift = if handle == Handle::End { "translate(-9 0)" } else { "translate(0 0)" };
        html! {
            <g class="response-handle" data-handle={key} transform={shift} role="slider" tabindex="0" aria-label={name}
                aria-orientation="vertical" aria-valuemin="0" aria-valuemax={format!("{:.2}", self.extent.leads)}
                aria-valuenow={format!("{leads:.2}")} aria-valuetext={said} onpointerdown={self.take()}
                onpointermove={self.drag(handle)} onpointerup={self.let_go()} onpointercancel={self.let_go()}
                onfocus={self.focused()} onkeydown={self.keys(handle)}>
                <circle class="response-hit" cx={x.clone()} cy={format!("{y:.1}")} r="13" />
                <circle class="response-grip" cx={x.clone()} cy={format!("{y:.1}")} r="6" />
                if handle == Handle::Reference {
                    <text {x} y={format!("{y:.1}")} dx="9" dy="14">{ words.reference }</text>
                }
            </g>
        }
    }

    fn take(&self) -> Callback<PointerEvent> {
        let (hold, extent) = (Rc::clone(self.hold), self.extent);
        Callback::from(move |event: PointerEvent| {
            let grip = event.target_dyn_into::<Element>().and_then(|target| target.closest("g").ok()?);
            let Some(grip) = grip.filter(|_| event.button() == 0) else { return };
            event.prevent_default();
            hold.gesture.set(gesture::begin());
            hold.extent.set(Some(extent));
            // Without it the drag ends at the edge of the handle.
            let _ = grip.set_pointer_capture(event.pointer_id());
            if let Some(grip) = grip.dyn_ref::<SvgElement>() {
                // A refused focus leaves it where it is.
                let _ = grip.focus();
            }
        })
    }

    fn drag(&self, handle: Handle) -> Callback<PointerEvent> {
        let (hold, extent, curve) = (Rc::clone(self.hold), self.extent, self.props.curve);
        let on_change = self.props.on_change.clone();
        Callback::from(move |event: PointerEvent| {
            if hold.extent.get().is_none() || event.buttons() & 1 != 1 {
                return;
            }
            let place =
                event.target_dyn_into::<Element>().and_then(|target| place_of(&target, &event, extent));
            let Some((spend, leads)) = place else { return };
            let shift = match handle {
                Handle::Reference => reference_to(extent, spend, leads),
                Handle::End => Shift::Closeness(closeness_for(&curve, extent.spend, leads)),
            };
            on_change.emit((shift, hold.gesture.get()));
        })
    }

    fn let_go(&self) -> Callback<PointerEvent> {
        let hold = Rc::clone(self.hold);
        Callback::from(move |_| hold.extent.set(None))
    }

    /// All keys of one stay on a handle are one gesture.
    fn focused(&self) -> Callback<FocusEvent> {
        let hold = Rc::clone(self.hold);
        Callback::from(move |_| {
            if hold.extent.get().is_none() {
                hold.gesture.set(gesture::begin());
            }
        })
    }

    /// Up is more leads: a cheaper lead at the known point, a ceiling further away at the end.
    fn keys(&self, handle: Handle) -> Callback<KeyboardEvent> {
        let (hold, extent, curve) = (Rc::clone(self.hold), self.extent, self.props.curve);
        let on_change = self.props.on_change.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.ctrl_key() || event.meta_key() || event.alt_key() {
                return;
            }
            let (spend, leads) = reference(&curve);
            let by = if event.shift_key() { KEY.1 } else { KEY.0 };
            let more = |by: f64| match handle {
                Handle::Reference => Shift::Reference(spend, cost_for(spend, leads * (1.0 + by))),
                Handle::End => {
                    let share = ((curve.share_of_max - by) * 100.0).round() / 100.0;
                    Shift::Closeness(share.clamp(CEILING_SHARE.min, CEILING_SHARE.max))
                }
            };
            let aside = |by: f64| {
                let Shift::Reference(to, _) = reference_to(extent, spend + by * extent.spend, leads) else {
                    return more(0.0);
                };
                Shift::Reference(to, curve.cost_per_lead)
            };
            let shift = match (event.key().as_str(), handle) {
                ("ArrowUp", _) => more(by),
                ("ArrowDown", _) => more(-by),
                ("PageUp", _) => more(KEY.1),
                ("PageDown", _) => more(-KEY.1),
                ("ArrowRight", Handle::Reference) => aside(by),
                ("ArrowLeft", Handle::Reference) => aside(-by),
                ("ArrowRight", Handle::End) => more(by),
                ("ArrowLeft", Handle::End) => more(-by),
                _ => return,
            };
            event.prevent_default();
            on_change.emit((shift, hold.gesture.get()));
        })
    }
}

/// Spend and leads a month under the pointer.
fn place_of(target: &Element, event: &PointerEvent, extent: Extent) -> Option<(f64, f64)> {
    let drawing = target.closest("svg").ok()??.get_bounding_client_rect();
    let x = (f64::from(event.client_x()) - drawing.left()) / drawing.width().max(1.0);
    let y = (drawing.bottom() - f64::from(event.client_y())) / drawing.height().max(1.0);
    // At no leads a lead would cost without end.
    Some((x.clamp(0.0, 1.0) * extent.spend, y.clamp(0.02, 1.0) * extent.leads))
}

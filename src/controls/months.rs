//! Amounts by month as bars that are dragged, or moved by keys. All months are one stop of the Tab key: left and right go from
//! month to month, up and down change the one that has the focus.

use crate::controls::gesture;
use crate::format::Format;
use crate::levers::schedule::{step, top};
use crate::text::Text;
use std::cell::Cell;
use std::rc::Rc;
use tandem_engine::date::Date;
use tandem_engine::quantity::Unit;
use wasm_bindgen::JsCast;
use web_sys::{Element, SvgElement};
use yew::prelude::*;

/// Height of the drawing, pixels.
const HEIGHT: f64 = 72.0;
/// Room above the highest bar, pixels.
const ABOVE: f64 = 4.0;
/// Steps of a key with Shift, and of Page Up and Page Down.
const BIG_STEP: f64 = 10.0;

/// What [`Months`] needs.
#[derive(PartialEq, Properties)]
pub struct MonthsProps {
    /// Id of the lever it belongs to.
    pub id: AttrValue,
    /// Name of the whole.
    pub label: AttrValue,
    /// Money of each month.
    pub amounts: Vec<f64>,
    /// Money of each month in the plan as it was opened.
    pub was: Vec<f64>,
    /// The first month, as [`Date::month_number`].
    pub first: i32,
    /// Words.
    pub text: &'static Text,
    /// Figures.
    pub format: Format,
    /// Takes the amount of a month, with the number of the gesture.
    pub on_change: Callback<(usize, f64, u32)>,
}

/// What lasts from one drawing to the next.
#[derive(Default)]
struct Hold {
    gesture: Cell<u32>,
    /// The top of the drawing as it was when a bar was taken: it stays there until the bar is let go.
    top: Cell<Option<f64>>,
}

/// The bars.
#[component]
pub fn Months(props: &MonthsProps) -> Html {
    let hold = use_memo((), |()| Hold::default());
    let at = use_state_eq(|| 0_usize);
    let bars = Bars {
        props,
        top: hold.top.get().unwrap_or_else(|| top(&props.amounts, &props.was)),
        hold: &hold,
        at: &at,
    };
    let n = props.amounts.len();
    let here = (*at).min(n.saturating_sub(1));
    let amount = props.amounts.get(here).copied().unwrap_or(0.0);
    let read = (props.text.channels.month_is)(&bars.month(here), &bars.shown(amount));
    html! {
        <div class="months" data-testid={format!("months-{}", props.id)}>
            <svg class="months-bars" width="100%" height={HEIGHT.to_string()} role="group" aria-label={props.label.clone()}>
                <line class="months-rail" x1="0" x2="100%" y1={HEIGHT.to_string()} y2={HEIGHT.to_string()} />
                { for (0..n).map(|month| bars.bar(month, n)) }
            </svg>
            <p class="months-axis" aria-hidden="true">
                <span>{ bars.month(0) }</span>
                <b>{ read }</b>
                <span>{ bars.month(n.saturating_sub(1)) }</span>
            </p>
        </div>
    }
}

struct Bars<'a> {
    props: &'a MonthsProps,
    top: f64,
    hold: &'a Rc<Hold>,
    at: &'a UseStateHandle<usize>,
}

impl Bars<'_> {
    fn month(&self, month: usize) -> String {
        self.props.format.month_short(Date::first_of_month(self.props.first + month as i32))
    }

    fn shown(&self, amount: f64) -> String {
        (self.props.text.channels.a_month)(&self.props.format.entry(amount, Unit::MoneyPerMonth))
    }

    fn height(&self, amount: f64) -> f64 {
        (HEIGHT - ABOVE) * (amount / self.top).clamp(0.0, 1.0)
    }

    fn bar(&self, month: usize, n: usize) -> Html {
        let props = self.props;
        let amount = props.amounts[month];
        let was = props.was.get(month).copied().unwrap_or(amount);
        let wide = 100.0 / n as f64;
        let (x, width) = (month as f64 * wide, wide);
        let percent = |value: f64| format!("{value:.3}%");
        let y = HEIGHT - self.height(amount);
        let (was_y, is_other) = (HEIGHT - self.height(was), was != amount);
        let date = Date::first_of_month(props.first + month as i32);
        let is_here = month == (**self.at).min(n - 1);
        html! {
            <g key={month} class="month" data-changed={is_other.then_some("true")}>
                <rect class="month-bar" x={percent(x + 0.1 * width)} width={percent(0.8 * width)} y={format!("{y:.2}")}
                    height={format!("{:.2}", HEIGHT - y)} />
                if is_other {
                    <line class="month-was" x1={percent(x + 0.05 * width)} x2={percent(x + 0.95 * width)} y1={format!("{was_y:.2}")}
                        y2={format!("{was_y:.2}")} />
                }
                <rect class="month-hit" x={percent(x)} width={percent(width)} y="0" height={HEIGHT.to_string()} role="slider"
                    tabindex={if is_here { "0" } else { "-1" }} data-month={month.to_string()}
                    aria-label={props.format.month(date)} aria-orientation="vertical" aria-valuemin="0"
                    aria-valuemax={self.top.to_string()} aria-valuenow={amount.to_string()} aria-valuetext={self.shown(amount)}
                    onpointerdown={self.take(month)} onpointermove={self.drag(month)} onpointerup={self.let_go()}
                    onpointercancel={self.let_go()} onfocus={self.focused(month)} onkeydown={self.keys(month)} />
            </g>
        }
    }

    fn take(&self, month: usize) -> Callback<PointerEvent> {
        let (hold, at, top) = (Rc::clone(self.hold), self.at.clone(), self.top);
        let on_change = self.props.on_change.clone();
        Callback::from(move |event: PointerEvent| {
            let Some(bar) = event.target_dyn_into::<Element>().filter(|_| event.button() == 0) else {
                return;
            };
            event.prevent_default();
            hold.gesture.set(gesture::begin());
            hold.top.set(Some(top));
            at.set(month);
            // Without it the drag ends at the edge of the bar.
            let _ = bar.set_pointer_capture(event.pointer_id());
            focus(&bar);
            if let Some(to) = amount_at(&bar, &event, top) {
                on_change.emit((month, to, hold.gesture.get()));
            }
        })
    }

    fn drag(&self, month: usize) -> Callback<PointerEvent> {
        let (hold, top, on_change) = (Rc::clone(self.hold), self.top, self.props.on_change.clone());
        Callback::from(move |event: PointerEvent| {
            let bar = event.target_dyn_into::<Element>().filter(|_| event.buttons() & 1 == 1);
            let taken = bar.filter(|_| hold.top.get().is_some());
            if let Some(to) = taken.and_then(|bar| amount_at(&bar, &event, top)) {
                on_change.emit((month, to, hold.gesture.get()));
            }
        })
    }

    fn let_go(&self) -> Callback<PointerEvent> {
        let hold = Rc::clone(self.hold);
        Callback::from(move |_| hold.top.set(None))
    }

    /// All keys of one stay in a month are one gesture.
    fn focused(&self, month: usize) -> Callback<FocusEvent> {
        let (hold, at) = (Rc::clone(self.hold), self.at.clone());
        Callback::from(move |_| {
            if hold.top.get().is_none() {
                hold.gesture.set(gesture::begin());
            }
            at.set(month);
        })
    }

    fn keys(&self, month: usize) -> Callback<KeyboardEvent> {
        let (hold, on_change, top) = (Rc::clone(self.hold), self.props.on_change.clone(), self.top);
        let (amount, n) = (self.props.amounts[month], self.props.amounts.len());
        Callback::from(move |event: KeyboardEvent| {
            if event.ctrl_key() || event.meta_key() || event.alt_key() {
                return;
            }
            let step = step(top);
            let big = BIG_STEP * step;
            let by = if event.shift_key() { big } else { step };
            let up = |by: f64| ((amount / step).round() * step + by).max(0.0);
            let to = match event.key().as_str() {
                "ArrowUp" => up(by),
                "ArrowDown" => up(-by),
                "PageUp" => up(big),
                "PageDown" => up(-big),
                "Home" => 0.0,
                "End" => top,
                "ArrowLeft" | "ArrowRight" => {
                    let next =
                        if event.key() == "ArrowLeft" { month.checked_sub(1) } else { Some(month + 1) };
                    event.prevent_default();
                    if let Some(next) = next.filter(|next| *next < n) {
                        go_to(&event, next);
                    }
                    return;
                }
                _ => return,
            };
            event.prevent_default();
            if to != amount {
                on_change.emit((month, to, hold.gesture.get()));
            }
        })
    }
}

/// The amount at the height of the pointer, on the grid of steps.
fn amount_at(bar: &Element, event: &PointerEvent, top: f64) -> Option<f64> {
    let drawing = bar.closest("svg").ok()??.get_bounding_client_rect();
    let below = drawing.bottom() - f64::from(event.client_y());
    let share = (below / (drawing.height() - ABOVE).max(1.0)).clamp(0.0, 1.0);
    let step = step(top);
    Some((share * top / step).round() * step)
}

/// Focuses another month of the same drawing.
fn go_to(event: &KeyboardEvent, month: usize) {
    let drawing = event.target_dyn_into::<Element>().and_then(|bar| bar.closest("svg").ok()?);
    let next = drawing.and_then(|svg| svg.query_selector(&format!("[data-month=\"{month}\"]")).ok()?);
    if let Some(next) = next {
        focus(&next);
    }
}

fn focus(bar: &Element) {
    if let Some(bar) = bar.dyn_ref::<SvgElement>() {
        // A refused focus leaves it where it is.
        let _ = bar.focus();
    }
}

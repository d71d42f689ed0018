//! The real width of an element, followed as it changes.

use gloo::events::EventListener;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, Event, ResizeObserver};
use yew::prelude::*;

/// Width of a desktop's sheet.
const DESKTOP_SHEET: f64 = 1048.0;

/// Width that is taken for granted until the real one is known, a frame later: that of the sheet, as in `assets/app.css`.
fn first_width() -> f64 {
    let window = web_sys::window().and_then(|window| window.inner_width().ok()?.as_f64());
    let Some(window) = window else { return DESKTOP_SHEET };
    let sheet = if window >= 1400.0 {
        window - 336.0 - 2.0 * 28.0
    } else if window >= 960.0 {
        window - 304.0 - 2.0 * 16.0
    } else {
        window - 2.0 * 16.0
    };
    sheet.min(1360.0)
}

/// Width of a printed page between its edges, px: A4 without the margins of `assets/app.css`.
const PAPER: f64 = 695.0;
/// Width of the bars of the funnel on it, where it stands beside the dates.
const PAPER_FUNNEL: f64 = 126.0;

/// The width of an element on paper.
fn on_paper(element: &Element) -> f64 {
    let in_funnel = element.closest("#funnel").is_ok_and(|funnel| funnel.is_some());
    if in_funnel { PAPER_FUNNEL } else { PAPER }
}

/// The width in px of the element that carries the reference. It is drawn anew for paper before the page is printed.
#[hook]
pub fn use_width() -> (NodeRef, f64) {
    let node = use_node_ref();
    let width = use_state_eq(first_width);
    let set = width.setter();
    use_effect_with(node.clone(), move |node| {
        let watch = node.cast::<Element>().and_then(|element| {
            let measured = element.clone();
            let print = {
                let (set, element) = (set.clone(), element.clone());
                move |_: &Event| set.set(on_paper(&element))
            };
            // Without the zoom that a presentation has.
            let measure = move || set.set(f64::from(measured.client_width()));
            measure();
            let window = web_sys::window()?;
            let again = measure.clone();
            let printing = [
                EventListener::new(&window, "beforeprint", print),
                EventListener::new(&window, "afterprint", move |_| again()),
            ];
            let changed = Closure::<dyn FnMut()>::new(measure);
            let observer = ResizeObserver::new(changed.as_ref().unchecked_ref()).ok()?;
            observer.observe(&element);
            Some((observer, changed, printing))
        });
        move || {
            if let Some((observer, _changed, _printing)) = watch {
                observer.disconnect();
            }
        }
    });
    (node, *width)
}

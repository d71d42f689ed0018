//! The real width of an element, followed as it changes.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, ResizeObserver};
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

/// The width in px of the element that carries the reference.
#[hook]
pub fn use_width() -> (NodeRef, f64) {
    let node = use_node_ref();
    let width = use_state_eq(first_width);
    let set = width.setter();
    use_effect_with(node.clone(), move |node| {
        let watch = node.cast::<Element>().and_then(|element| {
            let measured = element.clone();
            let measure = move || set.set(measured.get_bounding_client_rect().width().round());
            measure();
            let changed = Closure::<dyn FnMut()>::new(measure);
            let observer = ResizeObserver::new(changed.as_ref().unchecked_ref()).ok()?;
            observer.observe(&element);
            Some((observer, changed))
        });
        move || {
            if let Some((observer, _changed)) = watch {
                observer.disconnect();
            }
        }
    });
    (node, *width)
}

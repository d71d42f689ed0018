//! The real width of an element, followed as it changes.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, ResizeObserver};
use yew::prelude::*;

/// Width that is taken for granted until the real one is known: that of a desktop's sheet.
const FIRST_WIDTH: f64 = 1048.0;

/// The width in px of the element that carries the reference.
#[hook]
pub fn use_width() -> (NodeRef, f64) {
    let node = use_node_ref();
    let width = use_state_eq(|| FIRST_WIDTH);
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

//! The real width of an element, followed as it changes.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, ResizeObserver};
use yew::prelude::*;

/// The width in px of the element that carries the reference; 0 before it is known.
#[hook]
pub fn use_width() -> (NodeRef, f64) {
    let node = use_node_ref();
    let width = use_state_eq(|| 0.0_f64);
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

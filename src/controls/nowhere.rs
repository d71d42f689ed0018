//! Keys that are pressed where nothing has the focus, as after a press beside everything.

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

/// Hears such keys while what calls it is there; `make` makes the hearer, anew where `of` changes.
#[hook]
pub fn use_keys_nowhere<D: PartialEq + 'static>(
    of: D,
    make: impl FnOnce(&D) -> Callback<KeyboardEvent> + 'static,
) {
    use_effect_with(of, move |of| {
        let keys = make(of);
        let document = web_sys::window().and_then(|window| window.document());
        let listener = document.map(|document| {
            let options = EventListenerOptions::enable_prevent_default();
            EventListener::new_with_options(&document, "keydown", options, move |event| {
                let target = event.target_dyn_into::<HtmlElement>();
                let nowhere = target.is_none_or(|target| target.tag_name() == "BODY");
                if let Some(event) = event.dyn_ref::<web_sys::KeyboardEvent>().filter(|_| nowhere) {
                    keys.emit(event.clone());
                }
            })
        });
        move || drop(listener)
    });
}

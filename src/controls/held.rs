//! Whether a hand still holds on to what it drags.

use super::gesture;
use gloo::events::EventListener;
use yew::prelude::*;

/// Whether the futures of a plan are there while a button or a finger is still down; draws once more when it is let go.
#[hook]
pub fn use_held(ready: bool) -> bool {
    let held = ready && gesture::is_held();
    let again = use_force_update();
    use_effect_with(held, move |held| {
        let window = web_sys::window().filter(|_| *held);
        let listen = |window: web_sys::Window| {
            ["pointerup", "pointercancel"].map(|kind| {
                let again = again.clone();
                EventListener::new(&window, kind, move |_| again.force_update())
            })
        };
        let listeners = window.map(listen);
        move || drop(listeners)
    });
    held
}

//! The value axis, which keeps still while a lever is held.

use super::scene::Scene;
use crate::controls::gesture;
use gloo::events::EventListener;
use tandem_charts::ValueScale;
use yew::prelude::*;

/// Whether the futures of a plan are there while a button or a finger is still down; draws once more when it is let go.
#[hook]
pub(super) fn use_held(ready: bool) -> bool {
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

/// The value axis. A settled one follows from the figures alone; while a lever is held, and until its futures are there, it only
/// grows.
pub(super) fn scale(scene: &Scene, kept: &mut Option<ValueScale>, settled: bool) -> ValueScale {
    let ((low, high), from_zero) = (scene.range(), scene.is_from_zero());
    let fresh = || if from_zero { ValueScale::fit_from_zero(low, high) } else { ValueScale::fit(low, high) };
    let scale = match *kept {
        Some(kept) if !settled => kept.kept_for(low, high, from_zero),
        _ => fresh(),
    };
    *kept.insert(scale)
}

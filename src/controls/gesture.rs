//! Numbers of gestures: all changes of one drag, or of one stay in a field, carry one number and are one undo step.
//!
//! A drag is over when what it drags is gone: another scenario in front, a step taken back. What the hand that still holds
//! on does from then on changes nothing.

use gloo::events::{EventListener, EventListenerOptions};
use std::cell::{Cell, RefCell};
use wasm_bindgen::JsCast;
use web_sys::PointerEvent;

thread_local! {
    static LAST: Cell<u32> = const { Cell::new(0) };
    /// Whether a button or a finger is down.
    static HELD: Cell<bool> = const { Cell::new(false) };
    /// What is done when it is let go.
    static WAITING: RefCell<Option<Box<dyn FnOnce()>>> = const { RefCell::new(None) };
    /// The newest drag that was ended before it was let go.
    static OVER: Cell<u32> = const { Cell::new(0) };
}

/// The number of a gesture that begins now; never given twice on this page.
pub fn begin() -> u32 {
    LAST.with(|last| {
        last.set(last.get().wrapping_add(1));
        last.get()
    })
}

/// Ends the drag that is under way, if one is.
pub fn interrupt() {
    if HELD.get() {
        OVER.set(LAST.get());
    }
}

/// Whether a gesture was ended before it was let go.
pub fn is_over(gesture: u32) -> bool {
    gesture != 0 && gesture == OVER.get()
}

/// Whether a button or a finger is down.
pub fn is_held() -> bool {
    HELD.get()
}

/// Does something at once, or when what is held down is let go: nothing moves under a hand that drags.
pub fn when_let_go(then: impl FnOnce() + 'static) {
    if HELD.get() {
        WAITING.replace(Some(Box::new(then)));
    } else {
        then();
    }
}

fn hold(held: bool) {
    HELD.set(held);
    if let Some(then) = if held { None } else { WAITING.take() } {
        then();
    }
}

/// Takes note of when a button or a finger is down, as long as this is kept.
pub fn watch() -> Vec<EventListener> {
    let Some(window) = web_sys::window() else { return Vec::new() };
    let listen = |kind: &'static str, held: bool| {
        let options = EventListenerOptions::run_in_capture_phase();
        EventListener::new_with_options(&window, kind, options, move |_| hold(held))
    };
    // Of a button that was let go outside of the window nothing is heard but a mouse that comes back without it.
    let options = EventListenerOptions::run_in_capture_phase();
    let back = EventListener::new_with_options(&window, "pointermove", options, |event| {
        if HELD.get() && event.dyn_ref::<PointerEvent>().is_some_and(|event| event.buttons() == 0) {
            hold(false);
        }
    });
    vec![listen("pointerdown", true), listen("pointerup", false), listen("pointercancel", false), back]
}

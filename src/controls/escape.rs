//! Escape closes one thing at a time.

use yew::prelude::*;

/// Closes with Escape, and lets nothing else hear of it.
pub fn closes(on_close: Callback<()>) -> Callback<KeyboardEvent> {
    Callback::from(move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            event.prevent_default();
            event.stop_propagation();
            on_close.emit(());
        }
    })
}

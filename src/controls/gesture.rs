//! Numbers of gestures: all changes of one drag, or of one stay in a field, carry one number and are one undo step.

use std::cell::Cell;

thread_local! {
    static LAST: Cell<u32> = const { Cell::new(0) };
}

/// The number of a gesture that begins now; never given twice on this page.
pub fn begin() -> u32 {
    LAST.with(|last| {
        last.set(last.get().wrapping_add(1));
        last.get()
    })
}

//! A callback that keeps its identity.

use yew::prelude::*;

/// The same callback for ever, that does what the newest of its kind does: views that have it are not drawn anew for it.
#[hook]
pub fn use_steady<T: 'static>(newest: Callback<T>) -> Callback<T> {
    let kept = use_mut_ref(|| newest.clone());
    *kept.borrow_mut() = newest;
    use_callback((), move |value: T, ()| {
        let newest = kept.borrow().clone();
        newest.emit(value);
    })
}

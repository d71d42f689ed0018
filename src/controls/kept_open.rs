//! What is open on the page stays so while something stands in place of the page, as the slides do: a panel that is drawn anew
//! is as it was left.

use std::any::Any;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use yew::prelude::*;

thread_local! {
    /// How each panel was left, by its name.
    static LEFT: RefCell<BTreeMap<&'static str, Rc<dyn Any>>> = const { RefCell::new(BTreeMap::new()) };
}

/// A state that begins as the panel of that name was left. What has no name is no panel of the page and begins anew.
#[hook]
pub fn use_kept_open<T, F>(name: Option<&'static str>, first: F) -> UseStateHandle<T>
where
    T: Clone + PartialEq + 'static,
    F: FnOnce() -> T,
{
    let state = use_state_eq(|| name.and_then(left).unwrap_or_else(first));
    use_effect_with((*state).clone(), move |now| {
        if let Some(name) = name {
            LEFT.with_borrow_mut(|left| left.insert(name, Rc::new(now.clone())));
        }
    });
    state
}

fn left<T: Clone + 'static>(name: &'static str) -> Option<T> {
    LEFT.with_borrow(|left| left.get(name)?.downcast_ref().cloned())
}

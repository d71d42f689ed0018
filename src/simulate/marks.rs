//! Marks for measuring, in the browser's own list of times.

use super::Same;
use super::runs::Trials;
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};
use tandem_engine::plan::Plan;
use yew::prelude::*;

/// Marks the moment of the first number: that of the first call.
pub fn mark_first_number() {
    static MARKED: AtomicBool = AtomicBool::new(false);
    if !MARKED.swap(true, Ordering::Relaxed) {
        mark("tandem:first-number");
    }
}

/// Marks for measuring: the time from an edit to its preview, to a first fan and to that of all trials; and the time of the
/// trials alone, their summary included.
#[hook]
pub(super) fn use_marks(plan: &Rc<Plan>, trials: &Trials) {
    let first = use_mut_ref(|| true);
    use_effect_with(Same(Rc::clone(plan)), move |_| {
        if !std::mem::replace(&mut *first.borrow_mut(), false) {
            measure("tandem:preview");
        }
    });
    let newest = trials.newest.as_ref().filter(|newest| Rc::ptr_eq(&newest.0, plan));
    let fan = newest.map(|(plan, _)| (Same(Rc::clone(plan)), trials.runs.of(plan).is_some()));
    use_effect_with(fan, |fan| match fan {
        Some((_, false)) => measure("tandem:first-fan"),
        Some((_, true)) => {
            measure("tandem:fan");
            measure_from("tandem:trials", "tandem:run");
        }
        None => {}
    });
}

/// Marks the moment of an edit, from which preview and fan are measured.
pub fn mark_edit() {
    mark("tandem:edit");
}

pub(super) fn mark(name: &str) {
    if let Some(performance) = web_sys::window().and_then(|window| window.performance()) {
        let _ = performance.mark(name);
    }
}

fn measure(name: &str) {
    measure_from(name, "tandem:edit");
}

fn measure_from(name: &str, start: &str) {
    if let Some(performance) = web_sys::window().and_then(|window| window.performance()) {
        // Before the first edit there is nothing to measure from: then from the start of the page.
        if performance.measure_with_start_mark(name, start).is_err() {
            let _ = performance.measure(name);
        }
    }
}

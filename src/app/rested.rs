//! The plan as it was before a drag, until the drag rests: for what need not follow every step of it.

use crate::simulate::Same;
use gloo::timers::callback::Timeout;
use std::rc::Rc;
use tandem_engine::plan::Plan;
use yew::prelude::*;

/// Rest after which a drag counts as over, milliseconds.
const REST_MS: u32 = 150;

/// The plan; in the middle of a gesture the last one before it, until the gesture rests.
#[hook]
pub fn use_rested(plan: &Rc<Plan>, in_gesture: bool) -> Rc<Plan> {
    let at_rest = use_state_eq(|| Same(Rc::clone(plan)));
    let shown = use_mut_ref(|| Rc::clone(plan));
    {
        let at_rest = at_rest.clone();
        use_effect_with((Same(Rc::clone(plan)), in_gesture), move |(plan, in_gesture)| {
            let plan = plan.clone();
            let timer = in_gesture.then(|| Timeout::new(REST_MS, move || at_rest.set(plan)));
            move || drop(timer)
        });
    }
    let mut shown = shown.borrow_mut();
    if !in_gesture || Rc::ptr_eq(&at_rest.0, plan) {
        *shown = Rc::clone(plan);
    }
    Rc::clone(&shown)
}

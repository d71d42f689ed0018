//! What the gate says of a value that is typed into a lever: what the whole plan does not take stays a draft.

use super::LeversProps;
use crate::controls::number_field::Reading;
use crate::controls::plan_field::refused;
use crate::edit;
use crate::levers::{Lever, LeverValue};
use std::rc::Rc;
use tandem_engine::plan::Plan;
use yew::prelude::*;

/// Says why the plan does not take a value. The callback stays the same while the plan changes, as that of turns does.
#[hook]
pub(super) fn use_judge(props: &LeversProps) -> Callback<(Rc<Lever>, LeverValue), Option<Reading>> {
    let latest = use_mut_ref(|| props.plan.clone());
    *latest.borrow_mut() = props.plan.clone();
    use_callback((props.text, props.format.clone()), move |(lever, value): (Rc<Lever>, _), (text, format)| {
        let plan = latest.borrow().clone();
        let mut next = Plan::clone(&plan);
        lever.set(&mut next, value);
        let new = edit::new_errors(&plan, &next);
        (!new.is_empty()).then(|| refused(&new, (&plan, &lever.path), text, format))
    })
}

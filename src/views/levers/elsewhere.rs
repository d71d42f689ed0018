//! What is changed that no lever shows.

use crate::controls::gesture;
use crate::differences::differ_beyond_levers;
use crate::simulate::Same;
use std::rc::Rc;
use tandem_engine::plan::Plan;
use yew::prelude::*;

/// Whether anything differs that has no lever. Two whole plans are written down for it: not in the frames of a drag, which moves
/// a lever.
#[hook]
pub fn use_elsewhere(base: &Rc<Plan>, plan: &Rc<Plan>) -> bool {
    let known = use_mut_ref(|| (None, false));
    let mut known = known.borrow_mut();
    let pair = Some((Same(Rc::clone(base)), Same(Rc::clone(plan))));
    if known.0 != pair && !gesture::is_held() {
        *known = (pair, differ_beyond_levers(base, plan));
    }
    known.1
}

//! What each side of the plan on the page is worth, asked for while it is looked at, one part after the other.

use super::probe::{Part, Probe, Sides};
use super::wanted::use_wanted;
use std::cell::RefCell;
use std::rc::Rc;
use tandem_engine::plan::Plan;
use yew::prelude::*;

/// What is known, and whether it is of the plan as it is now.
#[derive(Clone, Default, PartialEq)]
pub struct Known {
    sides: Sides,
    /// Whether all of it is of the plan as it is now.
    pub fresh: bool,
}

impl std::ops::Deref for Known {
    type Target = Sides;

    fn deref(&self) -> &Sides {
        &self.sides
    }
}

/// The sides of a plan while they are wanted. Those of the plan before stay until the new ones are there.
#[hook]
pub fn use_sides(probe: &Probe, plan: &Rc<Plan>, wanted: bool) -> Known {
    let asks = probe.clone();
    let known = use_wanted(plan, wanted.then_some(()), move |wanted| {
        let (tells, got) = (Rc::clone(&wanted), RefCell::new(Sides::default()));
        let told = Callback::from(move |part: Sides| {
            let mut got = got.borrow_mut();
            got.join(part);
            if got.complete() {
                tells.tell(got.clone());
            }
        });
        for part in Part::ALL {
            wanted.ask(|plan| asks.side(plan, part, told.clone()));
        }
    });
    let fresh = known.as_ref().is_some_and(|(of, _)| Rc::ptr_eq(&of.0, plan));
    Known { sides: known.map(|(_, sides)| sides).unwrap_or_default(), fresh }
}

//! What each side of the plan on the page is worth, asked for while it is looked at, one part after the other.

use super::Same;
use super::probe::{Asked, Part, Probe, Sides};
use gloo::timers::callback::Timeout;
use std::cell::RefCell;
use std::rc::Rc;
use tandem_engine::plan::Plan;
use yew::prelude::*;

/// Rest of the plan before it is asked for, milliseconds: nothing is asked while a slider moves.
const REST_MS: u32 = 150;

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
    let known = use_state(|| None::<(Same, Sides)>);
    let set = known.setter();
    let asks = probe.clone();
    use_effect_with((Same(Rc::clone(plan)), wanted), move |(plan, wanted)| {
        let asked = Rc::new(RefCell::new(Vec::<Asked>::new()));
        let timer = wanted.then(|| {
            let (plan, asked) = (Rc::clone(&plan.0), Rc::clone(&asked));
            Timeout::new(REST_MS, move || {
                let (of, got) = (Rc::clone(&plan), Rc::new(RefCell::new(Sides::default())));
                let told = Callback::from(move |part: Sides| {
                    let mut got = got.borrow_mut();
                    got.join(part);
                    if got.complete() {
                        set.set(Some((Same(Rc::clone(&of)), got.clone())));
                    }
                });
                let ask = |part| asks.side(&plan, part, told.clone());
                *asked.borrow_mut() = Part::ALL.map(ask).into();
            })
        });
        move || {
            drop(timer);
            asked.borrow_mut().clear();
        }
    });
    let fresh = known.as_ref().is_some_and(|(of, _)| Rc::ptr_eq(&of.0, plan));
    Known { sides: known.as_ref().map(|(_, sides)| sides.clone()).unwrap_or_default(), fresh }
}

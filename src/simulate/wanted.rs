//! Questions about the plan on the page that are asked while their answers are looked at, once the plan rests.

use super::Same;
use super::probe::Asked;
use gloo::timers::callback::Timeout;
use std::cell::RefCell;
use std::rc::{Rc, Weak};
use tandem_engine::plan::Plan;
use yew::prelude::*;

/// Rest of the plan before it is asked for, milliseconds: nothing is asked while a slider moves.
const REST_MS: u32 = 150;

/// What is known so far, and the plan it is of.
pub(super) type Known<T> = Option<(Same, T)>;

/// Takes questions and their answers until nobody wants them any more.
pub(super) struct Wanted<T: 'static> {
    plan: Rc<Plan>,
    asked: Weak<RefCell<Vec<Asked>>>,
    set: UseStateSetter<Known<T>>,
}

impl<T: 'static> Wanted<T> {
    /// Asks, unless nobody wants it any more.
    pub(super) fn ask(&self, ask: impl FnOnce(&Plan) -> Asked) {
        if let Some(asked) = self.asked.upgrade() {
            // Outside of the borrow: a page without workers answers at once.
            let question = ask(&self.plan);
            asked.borrow_mut().push(question);
        }
    }

    /// Tells what is known so far.
    pub(super) fn tell(&self, answer: T) {
        self.set.set(Some((Same(Rc::clone(&self.plan)), answer)));
    }
}

/// What is known of a plan while it is wanted; what is known of the plan before stays until something new is told. `begin` asks
/// the first questions, anew where something else is wanted of the plan.
#[hook]
pub(super) fn use_wanted<T: Clone + 'static, W: PartialEq + 'static>(
    plan: &Rc<Plan>,
    wanted: Option<W>,
    begin: impl FnOnce(Rc<Wanted<T>>) + 'static,
) -> Known<T> {
    let known = use_state(|| None);
    let set = known.setter();
    use_effect_with((Same(Rc::clone(plan)), wanted), move |(plan, wanted)| {
        let asked = Rc::new(RefCell::new(Vec::new()));
        let timer = wanted.as_ref().map(|_| {
            let wanted = Wanted { plan: Rc::clone(&plan.0), asked: Rc::downgrade(&asked), set };
            Timeout::new(REST_MS, move || begin(Rc::new(wanted)))
        });
        move || {
            drop(timer);
            asked.borrow_mut().clear();
        }
    });
    Known::clone(&known)
}

//! Some single futures of the plan on the page, asked for when they are to be drawn.

use super::Same;
use super::probe::{FuturesOf, Probe};
use crate::charts::{Choice, Sums};
use gloo::timers::callback::Timeout;
use std::cell::RefCell;
use std::rc::Rc;
use tandem_engine::Period;
use tandem_engine::plan::Plan;
use yew::prelude::*;

/// Futures that are drawn: the first ones of a run, always the same.
const COUNT: u32 = 20;
/// Rest of the plan before they are asked for, milliseconds: nothing is asked while a slider moves.
const REST_MS: u32 = 100;

/// Single futures, `[future][step]`, in the unit of the figure that they are of.
#[derive(Clone, Debug, PartialEq)]
pub struct Futures {
    /// What they are of.
    pub choice: Choice,
    /// Their values.
    pub paths: Rc<Vec<Vec<f64>>>,
    /// Whether they are of the plan as it is now.
    pub fresh: bool,
}

impl Choice {
    fn futures(self) -> FuturesOf {
        let period = match self.sums {
            Sums::By(period) if !self.figure.is_stock() => Some(period),
            Sums::SinceStart if !self.figure.is_stock() => None,
            _ => Some(Period::Week),
        };
        FuturesOf { measure: self.figure.measure(), period, count: COUNT }
    }
}

/// The first futures of a plan, while they are wanted. Those of the plan before stay until the new ones are there.
#[hook]
pub fn use_futures(probe: &Probe, plan: &Rc<Plan>, choice: Choice, wanted: bool) -> Option<Futures> {
    let known = use_state(|| None::<(Same, Choice, Rc<Vec<Vec<f64>>>)>);
    let (asked_of, set) = (probe.clone(), known.setter());
    use_effect_with((Same(Rc::clone(plan)), choice, wanted), move |(plan, choice, wanted)| {
        let asked = Rc::new(RefCell::new(None));
        let timer = wanted.then(|| {
            let (plan, choice, asked) = (Rc::clone(&plan.0), *choice, Rc::clone(&asked));
            Timeout::new(REST_MS, move || {
                let of = Rc::clone(&plan);
                let told = Callback::from(move |paths: Vec<Vec<f64>>| {
                    let factor = choice.figure.factor();
                    let scaled = |path: Vec<f64>| path.into_iter().map(|value| value * factor).collect();
                    let paths = Rc::new(paths.into_iter().map(scaled).collect());
                    set.set(Some((Same(Rc::clone(&of)), choice, paths)));
                });
                *asked.borrow_mut() = Some(asked_of.futures(&plan, choice.futures(), told));
            })
        });
        move || {
            drop(timer);
            drop(asked.take());
        }
    });
    let (of, of_choice, paths) = known.as_ref().filter(|known| wanted && known.1 == choice)?;
    Some(Futures { choice: *of_choice, paths: Rc::clone(paths), fresh: Rc::ptr_eq(&of.0, plan) })
}

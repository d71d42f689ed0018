//! The price of each limit: what one step more of each thing brings, worked out after the plan and its scenarios have run,
//! in the first of the same futures.

use super::{Run, Runs, Same};
use crate::steps::{Price, Prices, Step};
use std::rc::Rc;
use tandem_engine::plan::Plan;
use yew::prelude::*;

/// Futures of a step: enough to tell what it brings, few enough that four of them take hardly longer than the plan itself.
pub(super) const STEP_TRIALS: u32 = 400;
/// Plans whose steps are kept.
const MOST_KEPT: usize = 6;

/// A plan with one step more.
#[derive(Clone)]
pub(super) struct Stepped {
    pub(super) step: Step,
    pub(super) plan: Rc<Plan>,
}

/// The steps of plans that were in front, newest last: they are the same plans again when one comes back.
type Kept = Vec<(Rc<Plan>, Rc<Vec<Stepped>>)>;

/// The steps of the plan in front, once it has run.
#[hook]
pub(super) fn use_steps(front: &Rc<Plan>, has_run: bool) -> Rc<Vec<Stepped>> {
    let kept = use_mut_ref(Kept::new);
    if !has_run {
        return Rc::default();
    }
    let mut kept = kept.borrow_mut();
    if let Some((_, steps)) = kept.iter().find(|(plan, _)| Rc::ptr_eq(plan, front)) {
        return Rc::clone(steps);
    }
    // One that would break a limit is no step that can be taken.
    let stepped = |step: Step| {
        let plan = step.taken(front).filter(super::is_sound)?;
        Some(Stepped { step, plan: Rc::new(plan) })
    };
    let steps = Rc::new(Step::ALL.into_iter().filter_map(stepped).collect::<Vec<_>>());
    kept.push((Rc::clone(front), Rc::clone(&steps)));
    if kept.len() > MOST_KEPT {
        kept.remove(0);
    }
    steps
}

/// What is known of the steps of the plan in front.
#[hook]
pub(super) fn use_prices(front: &Rc<Plan>, steps: &Rc<Vec<Stepped>>, runs: &Runs, probes: &Runs) -> Prices {
    let key = (Same(Rc::clone(front)), steps.len(), runs.clone(), probes.clone());
    let steps = Rc::clone(steps);
    let prices = use_memo(key, move |(front, of, runs, probes)| {
        let from = runs.of(&front.0);
        let price = |stepped: &Stepped| {
            let (from, to) = (from?, probes.of(&stepped.plan)?);
            Price::of(stepped.step, told(from), told(to))
        };
        let known: Vec<Price> = steps.iter().filter_map(price).collect();
        let futures = from.map_or(0, |run| run.summary.n_trials.min(STEP_TRIALS));
        Prices { known: Rc::new(known), of: *of, futures }
    });
    Prices::clone(&prices)
}

fn told(run: &Run) -> (&tandem_engine::Summary, &tandem_engine::summary::Outcomes) {
    (&run.summary, &run.outcomes)
}

//! Runs that follow a drag: a few trials of the newest plan at a time.

use super::{Crew, News, Runner, State};
use crate::simulate::chunks::Chunks;
use std::rc::Rc;
use tandem_engine::plan::Plan;
use yew::Callback;

/// Trials of a plan in the middle of a drag; all, where it has fewer.
const TRIALS: u32 = 96;
/// Where they would take longer, none are run, milliseconds.
const LIMIT_MS: f64 = 400.0;

impl Runner {
    /// Whether a few trials would come soon enough to follow a drag.
    pub(in crate::simulate) fn can_follow(&self) -> bool {
        let state = self.0.borrow();
        matches!(state.crew, Crew::Working(..)) && state.pace.ms_of(TRIALS) <= LIMIT_MS
    }

    /// Runs a few trials of a plan in the middle of a drag, by one worker. Such a run is let finish; of the plans that come
    /// meanwhile the newest is next. Where they would not come soon, or the page has no workers, none are run.
    pub(in crate::simulate) fn follow(&self, plan: Rc<Plan>, news: Callback<News>) {
        if !self.can_follow() {
            return;
        }
        let mut state = self.0.borrow_mut();
        state.following = Some((plan, news));
        if state.run.as_ref().is_none_or(|run| !run.live || run.complete) {
            state.go_after();
        }
    }
}

impl State {
    /// Where the few trials of just this plan have been run, the workers go on from there; where they are under way or next,
    /// they do when those are in. Whether it is so.
    pub(super) fn go_on_from_few(&mut self, plan: &Rc<Plan>, chunks: &Chunks, news: &Callback<News>) -> bool {
        if chunks.of() <= TRIALS {
            return false;
        }
        let few = self.run.as_mut().filter(|run| run.live && Rc::ptr_eq(&run.plan, plan));
        let is_next = self.following.as_ref().is_some_and(|(next, _)| Rc::ptr_eq(next, plan));
        match few {
            Some(run) if run.complete => {
                run.chunks = chunks.clone().after(TRIALS);
                run.news = news.clone();
                (run.live, run.complete) = (false, false);
                self.go_on();
            }
            None if !is_next => return false,
            _ => self.after_few = Some((Rc::clone(plan), chunks.clone(), news.clone())),
        }
        true
    }

    /// Follows a drag with its newest plan; where there is none that is newer, the others of its trials are run if they are
    /// wanted already.
    pub(super) fn go_after(&mut self) {
        if let Some((plan, news)) = self.following.take() {
            let few = Chunks::whole(TRIALS.min(plan.simulation.trials.max(1)));
            self.start(plan, few, None, true, news);
        } else if let Some((plan, chunks, news)) = self.after_few.take() {
            self.go_on_from_few(&plan, &chunks, &news);
        }
    }
}

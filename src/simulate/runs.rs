//! The plans that have run, and the run under way.

use super::run::News;
use super::spans::Spans;
use std::rc::Rc;
use tandem_engine::plan::Plan;
use tandem_engine::summary::Outcomes;
use tandem_engine::{Period, Summary};
use yew::prelude::*;

/// Plans whose results are kept.
const MOST_RUNS: usize = 12;

/// A plan that has run in full.
#[derive(Clone)]
pub struct Run {
    /// The plan.
    pub plan: Rc<Plan>,
    /// Its summary.
    pub summary: Rc<Summary>,
    /// What each of its trials comes to.
    pub outcomes: Rc<Outcomes>,
    /// Whether it was run beside the plan in front: such plans are few and are asked for again and again.
    beside: bool,
}

/// The plans that have run in full, newest last: what is compared, and shown again at once.
#[derive(Clone, Default)]
pub struct Runs(Rc<Vec<Run>>);

impl PartialEq for Runs {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Runs {
    /// The run of a plan.
    pub fn of(&self, plan: &Rc<Plan>) -> Option<&Run> {
        self.0.iter().rfind(|run| Rc::ptr_eq(&run.plan, plan))
    }

    fn with(&self, run: Run) -> Self {
        let mut runs: Vec<Run> =
            self.0.iter().filter(|old| !Rc::ptr_eq(&old.plan, &run.plan)).cloned().collect();
        runs.push(run);
        while runs.len() > MOST_RUNS {
            let oldest = runs.iter().position(|run| !run.beside).unwrap_or(0);
            runs.remove(oldest);
        }
        Self(Rc::new(runs))
    }
}

/// The results of trials, and the run under way.
#[derive(Default)]
pub(super) struct Trials {
    /// Plans that have run in full.
    pub(super) runs: Runs,
    /// Plans with one step more that have run.
    pub(super) probes: Runs,
    /// Figures by other spans than plan years.
    pub(super) spans: Spans,
    /// The plan of the newest result, and the summary of its trials so far.
    pub(super) newest: Option<(Rc<Plan>, Rc<Summary>)>,
    /// The run under way.
    pub(super) under_way: Option<UnderWay>,
}

/// A run under way.
#[derive(Clone)]
pub(super) struct UnderWay {
    pub(super) plan: Rc<Plan>,
    pub(super) done: u32,
    pub(super) of: u32,
    pub(super) role: Role,
}

/// What a plan is run for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// It is in front.
    Front,
    /// It is compared with the one in front.
    Beside,
    /// It is the one in front with one step more.
    Step,
    /// Its figures are wanted by the spans of that period.
    Spans(Period),
}

pub(super) enum TrialsAction {
    Started { plan: Rc<Plan>, of: u32, role: Role },
    Told(Rc<Plan>, News),
    Stopped,
}

impl Reducible for Trials {
    type Action = TrialsAction;

    fn reduce(self: Rc<Self>, action: TrialsAction) -> Rc<Self> {
        let mut next = Self {
            runs: self.runs.clone(),
            probes: self.probes.clone(),
            spans: self.spans.clone(),
            newest: self.newest.clone(),
            under_way: self.under_way.clone(),
        };
        match action {
            TrialsAction::Stopped if self.under_way.is_none() => return self,
            TrialsAction::Stopped => next.under_way = None,
            TrialsAction::Started { plan, of, role } => {
                next.under_way = Some(UnderWay { plan, done: 0, of, role });
            }
            TrialsAction::Told(plan, news) => {
                let Some(run) = next.under_way.as_mut().filter(|run| Rc::ptr_eq(&run.plan, &plan)) else {
                    return self;
                };
                match news {
                    News::Progress(_) if run.role != Role::Front => return self,
                    News::Progress(done) => run.done = done,
                    News::Summary(summary, _) if summary.n_trials < run.of => {
                        next.newest = Some((plan, summary));
                    }
                    News::Summary(summary, outcomes) => {
                        let role = run.role;
                        next.under_way = None;
                        if role == Role::Step {
                            next.probes = next.probes.with(Run { plan, summary, outcomes, beside: false });
                        } else {
                            next.newest = Some((Rc::clone(&plan), Rc::clone(&summary)));
                            let beside = role == Role::Beside;
                            next.runs = next.runs.with(Run { plan, summary, outcomes, beside });
                        }
                    }
                    News::Spans(period, of_spans, outcomes) => {
                        next.under_way = None;
                        next.spans = next.spans.with(plan, period, of_spans, outcomes);
                    }
                }
            }
        }
        Rc::new(next)
    }
}

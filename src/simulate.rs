//! From the plan on the page to what is shown of it: findings and the expected path in the same frame, then trials.
//!
//! The last result stays on the page, marked as stale, until a newer one is there: never a blank.

pub mod bench;
pub mod chunks;
mod run;

use gloo::timers::callback::Timeout;
use run::{News, Runner};
use std::rc::Rc;
use tandem_engine::plan::Plan;
use tandem_engine::{Finding, Simulation, Summary, check, expected};
use yew::prelude::*;

/// Rest after an edit before trials start, milliseconds.
const REST_MS: u32 = 120;
/// Most values of one run in a worker's memory: 400 MB.
const MAX_VALUES: u64 = 100_000_000;

/// What the views show.
#[derive(Clone, PartialEq)]
pub struct Shown {
    /// The newest summary with trials, or the expected path before any.
    pub summary: Rc<Summary>,
    /// The expected path of the plan as it is now, while `summary` is older.
    pub preview: Option<Rc<Summary>>,
    /// How far the trials are.
    pub state: RunState,
}

/// How far the trials of the plan on the page are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunState {
    /// The summary is that of all trials of this plan.
    Ready,
    /// The summary is older than the plan, and no trials are under way.
    Stale,
    /// Trials are under way.
    Running {
        /// Trials done.
        done: u32,
        /// Trials in all.
        of: u32,
    },
}

/// What is known about the plan on the page.
#[derive(Clone, PartialEq)]
pub struct Simulated {
    /// What the views show.
    pub shown: Shown,
    /// Everything found in the plan.
    pub findings: Rc<Vec<Finding>>,
    /// Whether the plan has no errors.
    pub sound: bool,
}

/// A plan with what the gate and the expected path say.
struct Evaluated {
    plan: Rc<Plan>,
    base: Rc<Plan>,
    findings: Rc<Vec<Finding>>,
    expected: Option<Rc<Summary>>,
}

impl Evaluated {
    fn new(plan: &Rc<Plan>, base: &Rc<Plan>) -> Self {
        let checked = check(plan);
        let expected = checked.model.as_ref().map(|model| Rc::new(expected(model)));
        Self { plan: Rc::clone(plan), base: Rc::clone(base), findings: Rc::new(checked.findings), expected }
    }
}

/// The newest result of trials, and the run under way.
#[derive(Default)]
struct Trials {
    /// The plan it is of, and the summary.
    result: Option<(Rc<Plan>, Rc<Summary>)>,
    /// The plan of the run, trials done and in all.
    run: Option<(Rc<Plan>, u32, u32)>,
}

enum TrialsAction {
    Started(Rc<Plan>, u32),
    Told(Rc<Plan>, News),
    Stopped,
}

impl Reducible for Trials {
    type Action = TrialsAction;

    fn reduce(self: Rc<Self>, action: TrialsAction) -> Rc<Self> {
        let result = self.result.clone();
        let next = match action {
            TrialsAction::Stopped if self.run.is_none() => return self,
            TrialsAction::Started(plan, of) => Self { result, run: Some((plan, 0, of)) },
            TrialsAction::Stopped => Self { result, run: None },
            TrialsAction::Told(plan, news) => {
                let Some((_, done, of)) = self.run.as_ref().filter(|run| Rc::ptr_eq(&run.0, &plan)) else {
                    return self;
                };
                match news {
                    News::Progress(done) => Self { result, run: Some((plan, done, *of)) },
                    News::Summary(summary) => {
                        let run = (summary.n_trials < *of).then(|| (Rc::clone(&plan), *done, *of));
                        Self { result: Some((plan, summary)), run }
                    }
                }
            }
        };
        Rc::new(next)
    }
}

/// Compared by identity: the workbook never changes a plan in place.
#[derive(Clone)]
struct Same(Rc<Plan>);

impl PartialEq for Same {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// Simulates the plan on the page. `base` is the plan as it was opened, `fallback` one without errors, for a first
/// plan that has some.
#[hook]
pub fn use_simulation(plan: &Rc<Plan>, base: &Rc<Plan>, fallback: &Rc<Plan>) -> Simulated {
    let now = use_memo((Same(Rc::clone(plan)), Same(Rc::clone(base))), |(plan, base)| {
        Evaluated::new(&plan.0, &base.0)
    });
    let valid = use_last_valid(&now, fallback);
    let trials = use_reducer(Trials::default);
    use_trials(plan, now.expected.is_some(), trials.dispatcher());
    use_marks(plan, &trials);
    let sound = now.expected.is_some();
    Simulated { shown: shown(&now, &valid, &trials), findings: Rc::clone(&now.findings), sound }
}

/// The last evaluation without errors; before there is one, that of the base, else of the fallback.
#[hook]
fn use_last_valid(now: &Rc<Evaluated>, fallback: &Rc<Plan>) -> Rc<Evaluated> {
    let last = use_mut_ref(|| None::<Rc<Evaluated>>);
    let mut last = last.borrow_mut();
    if now.expected.is_some() {
        *last = Some(Rc::clone(now));
    }
    let found = last.get_or_insert_with(|| {
        let base = Evaluated::new(&now.base, &now.base);
        let usable = if base.expected.is_some() { base } else { Evaluated::new(fallback, &now.base) };
        Rc::new(usable)
    });
    Rc::clone(found)
}

/// One result for every view.
fn shown(now: &Evaluated, valid: &Evaluated, trials: &Trials) -> Shown {
    let expected = valid.expected.clone().unwrap_or_else(|| Rc::new(nothing()));
    let result = trials.result.as_ref().filter(|(of, summary)| {
        Rc::ptr_eq(of, &valid.plan) || (Rc::ptr_eq(&now.base, &valid.base) && alike(summary, &expected))
    });
    let is_now = |plan: &Rc<Plan>| Rc::ptr_eq(plan, &now.plan);
    let run = trials.run.as_ref().filter(|run| is_now(&run.0));
    let state = match (run, result) {
        (Some(&(_, done, of)), _) => RunState::Running { done, of },
        (None, Some((of, _))) if is_now(of) => RunState::Ready,
        _ => RunState::Stale,
    };
    match result {
        Some((of, summary)) if Rc::ptr_eq(of, &valid.plan) => {
            Shown { summary: Rc::clone(summary), preview: None, state }
        }
        Some((_, summary)) => Shown { summary: Rc::clone(summary), preview: Some(expected), state },
        None => Shown { summary: expected, preview: None, state },
    }
}

/// Whether an older summary can be shown beside a newer one: same dates, same money.
fn alike(older: &Summary, newer: &Summary) -> bool {
    older.start == newer.start
        && older.horizon_weeks == newer.horizon_weeks
        && older.currency_code == newer.currency_code
}

/// The expected path of an empty plan: only where nothing at all can be run.
fn nothing() -> Summary {
    let start_date = tandem_engine::date::Date::new(2027, 1, 4);
    let mut plan = Plan::default();
    plan.plan.start_date = start_date;
    match check(&plan).model {
        Some(model) => expected(&model),
        None => unreachable!("an empty plan with a start date has no errors"),
    }
}

/// Runs trials of the plan once it has rested.
#[hook]
fn use_trials(plan: &Rc<Plan>, sound: bool, trials: UseReducerDispatcher<Trials>) {
    let runner = use_memo((), |()| Runner::new());
    use_effect_with((Same(Rc::clone(plan)), sound), move |(plan, sound)| {
        runner.stop();
        trials.dispatch(TrialsAction::Stopped);
        let rest = sound.then(|| {
            let plan = Rc::clone(&plan.0);
            Timeout::new(REST_MS, move || {
                let of = affordable_trials(&plan);
                trials.dispatch(TrialsAction::Started(Rc::clone(&plan), of));
                let told = Rc::clone(&plan);
                let news =
                    Callback::from(move |news| trials.dispatch(TrialsAction::Told(Rc::clone(&told), news)));
                runner.start(plan, of, news);
            })
        });
        move || drop(rest)
    });
}

/// The plan's trials, as far as a tab's memory allows.
fn affordable_trials(plan: &Plan) -> u32 {
    let values = u64::from(plan.plan.horizon_weeks.max(1)) * tandem_engine::Measure::COUNT as u64;
    let most = u32::try_from(MAX_VALUES / values).unwrap_or(u32::MAX);
    plan.simulation.trials.clamp(1, most)
}

/// Marks for measuring: the first number, the time from an edit to its preview, to a first fan and to that of all
/// trials.
#[hook]
fn use_marks(plan: &Rc<Plan>, trials: &Trials) {
    let first = use_mut_ref(|| true);
    use_effect_with(Same(Rc::clone(plan)), move |_| {
        if std::mem::replace(&mut *first.borrow_mut(), false) {
            mark("tandem:first-number");
        } else {
            measure("tandem:preview");
        }
    });
    let fan = trials.result.as_ref().map(|(plan, _)| (Same(Rc::clone(plan)), trials.run.is_none()));
    use_effect_with(fan, |fan| match fan {
        Some((_, false)) => measure("tandem:first-fan"),
        Some((_, true)) => measure("tandem:fan"),
        None => {}
    });
}

/// Marks the moment of an edit, from which preview and fan are measured.
pub fn mark_edit() {
    mark("tandem:edit");
}

fn mark(name: &str) {
    if let Some(performance) = web_sys::window().and_then(|window| window.performance()) {
        let _ = performance.mark(name);
    }
}

fn measure(name: &str) {
    if let Some(performance) = web_sys::window().and_then(|window| window.performance()) {
        // Before the first edit there is nothing to measure from: then from the start of the page.
        if performance.measure_with_start_mark(name, "tandem:edit").is_err() {
            let _ = performance.measure(name);
        }
    }
}

/// Trials a second of a plan on this thread.
pub fn speed(plan: &Plan, n: u32) -> f64 {
    let Some(model) = check(plan).model else { return 0.0 };
    let simulation = Simulation::new(&model);
    let start = crate::worker::now();
    let trials = simulation.run(0, n);
    let seconds = (crate::worker::now() - start) / 1000.0;
    trials.len() as f64 / seconds.max(1e-9)
}

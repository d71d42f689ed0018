//! From the plan on the page to what is shown of it: findings and the expected path in the same frame, then trials.
//!
//! The last result stays on the page, marked as stale, until a newer one is there: never a blank.

pub mod bench;
pub mod channels;
pub mod chunks;
pub mod drivers;
pub mod futures;
mod live;
mod marks;
mod prices;
pub mod probe;
pub mod returns;
mod run;
mod runs;
mod sides;
pub mod spans;
mod wanted;

use crate::steps::Prices;
use crate::workbook::Sheet;
use channels::{ChannelFigures, use_channels};
use chunks::Chunks;
pub use drivers::use_drivers;
pub use futures::{Futures, use_futures};
use gloo::timers::callback::Timeout;
pub use live::Live;
use live::use_live;
use marks::{mark, use_marks};
pub use marks::{mark_edit, mark_first_number};
use prices::{STEP_TRIALS, Stepped, use_prices, use_steps};
pub use probe::Probe;
pub use returns::{use_return_ranges, use_returns_by};
use run::Runner;
use runs::{Role, Trials, TrialsAction};
pub use runs::{Run, Runs};
pub use sides::use_sides;
use spans::{Figures, Periods, use_figures};
use std::rc::Rc;
use tandem_engine::plan::Plan;
use tandem_engine::{Finding, Period, Simulation, Summary, check, expected_of};
use yew::prelude::*;

/// Rest before trials start, milliseconds: in a drag, where more edits follow at once, and while the page is being drawn.
const REST_MS: u32 = 120;
/// The same in a drag that a few trials follow, from which the others go on.
const FOLLOWED_REST_MS: u32 = 50;
/// Rest before the trials of plans start that are not in front, milliseconds.
const OTHERS_REST_MS: u32 = 250;
/// Rest before the trials of steps start, milliseconds: nobody waits for them.
const STEPS_REST_MS: u32 = 400;
/// Most values of one run in a worker's memory: 400 MB.
const MAX_VALUES: u64 = 100_000_000;

/// What the views show.
#[derive(Clone)]
pub struct Shown {
    /// The newest summary with trials, or the expected path before any.
    pub summary: Rc<Summary>,
    /// The expected path of the plan as it is now, while `summary` is older.
    pub preview: Option<Rc<Summary>>,
    /// How far the trials are.
    pub state: RunState,
}

impl PartialEq for Shown {
    /// By identity: a summary is never changed in place, and it has some ten thousand figures.
    fn eq(&self, other: &Self) -> bool {
        let same = |a: &Option<Rc<Summary>>, b: &Option<Rc<Summary>>| match (a, b) {
            (Some(a), Some(b)) => Rc::ptr_eq(a, b),
            (a, b) => a.is_none() && b.is_none(),
        };
        Rc::ptr_eq(&self.summary, &other.summary)
            && same(&self.preview, &other.preview)
            && self.state == other.state
    }
}

/// How far the trials of the plan on the page are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunState {
    /// The summary is that of all trials of this plan.
    Ready,
    /// The summary is older than the plan, and no trials are under way.
    Stale,
    /// Trials are under way; how many is in [`Progress`].
    Running,
}

/// Trials of the plan in front that are done. It changes many times a run, so it goes to whoever tells it, past all views.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Trials done.
    pub done: u32,
    /// Trials in all; 0 while none are under way.
    pub of: u32,
}

/// What is known about the plan on the page.
#[derive(Clone, PartialEq)]
pub struct Simulated {
    /// What the views show.
    pub shown: Shown,
    /// A few futures of a plan that is dragged.
    pub live: Live,
    /// How many trials are done.
    pub progress: Progress,
    /// Everything found in the plan.
    pub findings: Rc<Vec<Finding>>,
    /// Whether the plan has no errors.
    pub sound: bool,
    /// The plans that have run in full.
    pub runs: Runs,
    /// What one step more of each thing brings.
    pub prices: Prices,
    /// The plan on the page, or the last one without errors.
    pub valid: Rc<Plan>,
    /// Key figures by the spans of the period that was asked for.
    pub figures: Figures,
    /// What each channel brings by the spans of a period, while it is asked for.
    pub channels: Option<ChannelFigures>,
    /// Asks what other plans come to.
    pub probe: Probe,
}

/// A plan with what the gate and the expected path say.
#[derive(Clone)]
pub struct Evaluated {
    plan: Rc<Plan>,
    opened: Rc<Plan>,
    findings: Rc<Vec<Finding>>,
    simulation: Option<Rc<Simulation>>,
    expected: Option<Rc<Summary>>,
}

impl Evaluated {
    /// What a plan that was checked comes to on the expected path; `simulation` is of its model, if it has no errors.
    pub fn new(
        plan: &Rc<Plan>,
        opened: &Rc<Plan>,
        findings: Vec<Finding>,
        simulation: Option<Simulation>,
    ) -> Self {
        let simulation = simulation.map(Rc::new);
        Self {
            plan: Rc::clone(plan),
            opened: Rc::clone(opened),
            findings: Rc::new(findings),
            expected: simulation.as_ref().map(|simulation| Rc::new(expected_of(simulation))),
            simulation,
        }
    }

    /// Checks a plan and, where it has no errors, runs its expected path; from another plan, if there is one, is taken over
    /// what both have in common.
    fn after(plan: &Rc<Plan>, opened: &Rc<Plan>, before: Option<&Self>) -> Self {
        let checked = check(plan);
        let before = before.and_then(|before| before.simulation.as_deref());
        let simulation = checked.model.map(|model| Simulation::after(&model, before));
        Self::new(plan, opened, checked.findings, simulation)
    }
}

/// Compared by identity: the workbook never changes a plan in place.
#[derive(Clone)]
pub(crate) struct Same(pub(crate) Rc<Plan>);

impl PartialEq for Same {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// Simulates the plan in front, then what it is compared with, then the other scenarios, then what is asked by `periods`. `fallback` is a plan without errors, for a first plan that has some; `first` is what is known of that one;
/// `moment` is whether the page is drawn, and whether the plan is in the middle of a drag.
#[hook]
pub fn use_simulation(
    sheet: &Sheet,
    fallback: &Rc<Plan>,
    first: &Evaluated,
    periods: Periods,
    moment: (bool, bool),
) -> Simulated {
    let (drawn, in_gesture) = moment;
    let (plan, opened) = (sheet.plan(), sheet.as_opened());
    let before = use_mut_ref(|| first.clone());
    let now = use_memo((Same(Rc::clone(plan)), Same(Rc::clone(opened))), |(plan, opened)| {
        let mut before = before.borrow_mut();
        if !(Rc::ptr_eq(&plan.0, &before.plan) && Rc::ptr_eq(&opened.0, &before.opened)) {
            *before = Evaluated::after(&plan.0, &opened.0, Some(&*before));
        }
        before.clone()
    });
    let valid = use_last_valid(&now, fallback);
    let trials = use_reducer(Trials::default);
    let runner = use_memo((), |()| Runner::new());
    {
        let runner = Rc::clone(&runner);
        use_effect_with(drawn, move |&drawn| {
            if drawn {
                runner.reinforce();
            }
        });
    }
    // Made when they are run, and not in the frames of a drag.
    let steps = use_steps(plan, now.expected.is_some() && trials.runs.of(plan).is_some());
    use_trials(
        &runner,
        plan,
        next_to_run(sheet, now.expected.is_some(), &trials, &steps, periods),
        match (drawn, in_gesture) {
            (true, false) => 0,
            (true, true) if runner.can_follow() => FOLLOWED_REST_MS,
            _ => REST_MS,
        },
        trials.dispatcher(),
    );
    let prices = use_prices(plan, &steps, &trials.runs, &trials.probes);
    let figures = use_figures(&valid.plan, sheet.base(), periods.kpis, &trials.spans);
    use_marks(plan, &trials);
    // The newest result that was in front: it stays, marked as stale, until there is another.
    let front = use_mut_ref(|| None);
    let mut front = front.borrow_mut();
    let of_plan = |plan: &Rc<Plan>| {
        let newest = trials.newest.as_ref().filter(|newest| Rc::ptr_eq(&newest.0, plan));
        let run = trials.runs.of(plan).map(|run| (Rc::clone(&run.plan), Rc::clone(&run.summary)));
        run.or_else(|| newest.cloned())
    };
    if let Some(result) = of_plan(&valid.plan) {
        *front = Some(result);
    }
    let shown = shown(&now, &valid, front.as_ref(), &trials);
    let live = use_live(&runner, &now, in_gesture, &shown);
    let channels = use_channels(&valid.plan, opened, &shown, &trials, (periods.channels, in_gesture));
    let sound = now.expected.is_some();
    let probe = Probe(Runner::clone(&runner));
    let run = trials.under_way.as_ref().filter(|run| run.role == Role::Front);
    let progress = run.map_or_else(Progress::default, |run| Progress { done: run.done, of: run.of });
    Simulated {
        shown,
        live,
        progress,
        findings: Rc::clone(&now.findings),
        sound,
        runs: trials.runs.clone(),
        prices,
        valid: Rc::clone(&valid.plan),
        figures,
        channels,
        probe,
    }
}

/// The first plan that has not run yet, of those that are wanted: the one in front, what it is compared with, the other
/// scenarios, the first two again for key figures by another period, the one in front for its channels by one, and then with
/// one step more.
fn next_to_run(
    sheet: &Sheet,
    sound: bool,
    trials: &Trials,
    steps: &[Stepped],
    periods: Periods,
) -> Option<(Rc<Plan>, Role)> {
    let runs = &trials.runs;
    let front = sheet.plan();
    let others = [sheet.base()].into_iter().chain(sheet.scenarios().iter().map(|scenario| &scenario.plan));
    let others = others.filter(|plan| !Rc::ptr_eq(plan, front));
    let wanted = sound.then_some(front).into_iter().chain(others);
    let next =
        wanted.filter(|plan| runs.of(plan).is_none()).find(|plan| Rc::ptr_eq(plan, front) || is_sound(plan));
    if let Some(plan) = next {
        let role = if Rc::ptr_eq(plan, front) { Role::Front } else { Role::Beside };
        return Some((Rc::clone(plan), role));
    }
    let pair = [front, sheet.base()].map(|plan| (plan, periods.kpis));
    let by_span = pair.into_iter().chain(periods.channels.map(|period| (front, period)));
    let mut by_span = by_span.filter(|(_, period)| *period != Period::PlanYear);
    let lacks = |&(plan, period): &(&Rc<Plan>, Period)| {
        runs.of(plan).is_some() && trials.spans.of(plan, period).is_none()
    };
    if let Some((plan, period)) = by_span.find(lacks) {
        return Some((Rc::clone(plan), Role::Spans(period)));
    }
    let step = steps.iter().find(|step| trials.probes.of(&step.plan).is_none())?;
    Some((Rc::clone(&step.plan), Role::Step))
}

fn is_sound(plan: &Plan) -> bool {
    check(plan).model.is_some()
}

/// The last evaluation without errors; before there is one, that of the plan as opened, else of the fallback.
#[hook]
fn use_last_valid(now: &Rc<Evaluated>, fallback: &Rc<Plan>) -> Rc<Evaluated> {
    let last = use_mut_ref(|| None::<Rc<Evaluated>>);
    let mut last = last.borrow_mut();
    if now.expected.is_some() {
        *last = Some(Rc::clone(now));
    }
    let found = last.get_or_insert_with(|| {
        let of = |plan| Evaluated::after(plan, &now.opened, None);
        let opened = of(&now.opened);
        let usable = if opened.expected.is_some() { opened } else { of(fallback) };
        Rc::new(usable)
    });
    Rc::clone(found)
}

/// One result for every view.
fn shown(
    now: &Evaluated,
    valid: &Evaluated,
    front: Option<&(Rc<Plan>, Rc<Summary>)>,
    trials: &Trials,
) -> Shown {
    let expected = valid.expected.clone().unwrap_or_else(|| Rc::new(nothing()));
    let result = front.filter(|(of, summary)| {
        Rc::ptr_eq(of, &valid.plan) || (Rc::ptr_eq(&now.opened, &valid.opened) && alike(summary, &expected))
    });
    let is_now = |plan: &Rc<Plan>| Rc::ptr_eq(plan, &now.plan);
    let is_other = |role: Role| matches!(role, Role::Spans(_));
    let run = trials.under_way.as_ref().filter(|run| is_now(&run.plan) && !is_other(run.role));
    let state = match (run, result) {
        (Some(_), _) => RunState::Running,
        // The first trials of a run that was stopped are no result yet.
        (None, Some((of, _))) if is_now(of) && trials.runs.of(of).is_some() => RunState::Ready,
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
        Some(model) => expected_of(&Simulation::new(&model)),
        None => unreachable!("an empty plan with a start date has no errors"),
    }
}

/// Runs trials of the next plan once the one in front has rested for so long. Others than that in front wait a little longer.
#[hook]
fn use_trials(
    runner: &Rc<Runner>,
    front: &Rc<Plan>,
    next: Option<(Rc<Plan>, Role)>,
    rest_ms: u32,
    trials: UseReducerDispatcher<Trials>,
) {
    let runner = Rc::clone(runner);
    let next = next.map(|(plan, role)| (Same(plan), role));
    use_effect_with((Same(Rc::clone(front)), next), move |(_, next)| {
        runner.stop();
        trials.dispatch(TrialsAction::Stopped);
        let rest = next.as_ref().map(|(next, role)| {
            let (plan, role) = (Rc::clone(&next.0), *role);
            let rest_ms = match role {
                Role::Front | Role::Spans(_) => rest_ms,
                Role::Beside => OTHERS_REST_MS,
                Role::Step => STEPS_REST_MS,
            };
            Timeout::new(rest_ms, move || {
                let all = affordable_trials(&plan);
                let of = if role == Role::Step { all.min(STEP_TRIALS) } else { all };
                let whole = matches!(role, Role::Step | Role::Spans(_));
                let chunks = if whole { Chunks::whole(of) } else { Chunks::new(of) };
                let by = if let Role::Spans(period) = role { Some(period) } else { None };
                mark("tandem:run");
                trials.dispatch(TrialsAction::Started { plan: Rc::clone(&plan), of, role });
                let told = Rc::clone(&plan);
                let news =
                    Callback::from(move |news| trials.dispatch(TrialsAction::Told(Rc::clone(&told), news)));
                runner.start(plan, chunks, by, news);
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

/// Trials a second of a plan on this thread.
pub fn speed(plan: &Plan, n: u32) -> f64 {
    let Some(model) = check(plan).model else { return 0.0 };
    let simulation = Simulation::new(&model);
    let start = crate::worker::now();
    let trials = simulation.run(0, n);
    let seconds = (crate::worker::now() - start) / 1000.0;
    trials.len() as f64 / seconds.max(1e-9)
}

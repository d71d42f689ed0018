//! What is asked of the workers beside the run, so that the page never waits: what other plans come to on the expected
//! path, what the sides of a plan are worth, and single futures of a plan.

use super::bench::Bench;
use super::run::Runner;
use super::{drivers, returns};
use crate::changes::Question;
use serde::{Deserialize, Serialize};
use std::rc::Rc;
use tandem_engine::balance::{
    ChannelReturn, LongShort, LossTree, PlanValue, channel_returns, long_short, loss_tree, plan_value,
};
use tandem_engine::plan::{self, Plan};
use tandem_engine::{Kpi, Measure, Period, Simulation, Summary, check, expected_of};
use yew::Callback;

/// What a plan comes to on the expected path.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Expectation {
    /// The measure in question.
    pub value: f64,
    /// Mean first response of the first year, business hours.
    pub response_hours: f64,
    /// MQLs of the first year.
    pub mqls: f64,
}

/// The measure in question, and what each plan comes to; nothing for a plan that cannot run.
pub type Answer = (Question, Vec<Option<Expectation>>);

/// What single futures are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct FuturesOf {
    /// The measure.
    pub measure: Measure,
    /// By span of that period; nothing for the target's measure by week, flows cumulated from the start.
    pub period: Option<Period>,
    /// How many futures, the first ones.
    pub count: u32,
}

/// A part of what the sides of a plan are worth: few enough runs that the page itself can do them where it has no workers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    /// What the plan is worth and its channels return.
    Returns,
    /// What goodwill brings.
    Goodwill,
    /// Where wins are lost.
    Losses,
}

impl Part {
    /// All parts.
    pub const ALL: [Part; 3] = [Part::Returns, Part::Goodwill, Part::Losses];
}

/// What the sides of a plan are worth on the expected path, as far as it was asked for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Sides {
    /// What the plan is worth, and what its channels return.
    pub returns: Option<(PlanValue, Vec<ChannelReturn>)>,
    /// What goodwill brings.
    pub goodwill: Option<LongShort>,
    /// Where wins are lost.
    pub losses: Option<LossTree>,
}

impl Sides {
    /// Takes a part in.
    pub fn join(&mut self, part: Self) {
        self.returns = part.returns.or(self.returns.take());
        self.goodwill = part.goodwill.or(self.goodwill.take());
        self.losses = part.losses.or(self.losses.take());
    }

    /// Whether all parts are there.
    pub fn complete(&self) -> bool {
        self.returns.is_some() && self.goodwill.is_some() && self.losses.is_some()
    }
}

/// Asks what plans come to. All handles of a page are one.
#[derive(Clone)]
pub struct Probe(pub(super) Runner);

impl PartialEq for Probe {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Probe {
    /// Asks what plans come to, by the measure of the first. Dropping what it gives takes the question back.
    pub fn ask(&self, plans: &[Plan], told: Callback<Answer>) -> Asked {
        let lines: Vec<String> = plans.iter().map(plan::write_line).collect();
        self.put(lines.join("\n"), told)
    }

    /// Asks for single futures of a plan, `[future][span]`; none where the plan cannot run.
    pub fn futures(&self, plan: &Plan, of: FuturesOf, told: Callback<Vec<Vec<f64>>>) -> Asked {
        // A few names and numbers: they can always be written. No plan begins with a list.
        let head = serde_json::to_string(&[of]).unwrap_or_default();
        self.put(format!("{head}\n{}", plan::write_line(plan)), told)
    }

    /// Asks what a side of a plan is worth.
    pub fn side(&self, plan: &Plan, part: Part, told: Callback<Sides>) -> Asked {
        let head = serde_json::to_string(&[part]).unwrap_or_default();
        self.put(format!("{head}\n{}", plan::write_line(plan)), told)
    }

    /// Asks what the answer of a plan hangs on.
    pub fn drivers(&self, plan: &Plan, part: drivers::Part, told: Callback<drivers::Told>) -> Asked {
        let head = serde_json::to_string(&[part]).unwrap_or_default();
        self.put(format!("{head}\n{}", plan::write_line(plan)), told)
    }

    /// Asks for a piece of what channels return.
    pub fn returns(&self, plan: &Plan, part: returns::Part, told: Callback<returns::Told>) -> Asked {
        let head = serde_json::to_string(&[part]).unwrap_or_default();
        self.put(format!("{head}\n{}", plan::write_line(plan)), told)
    }

    fn put<T: for<'a> Deserialize<'a> + 'static>(&self, question: String, told: Callback<T>) -> Asked {
        let told = Callback::from(move |json: String| {
            // An empty answer is none.
            if let Ok(answer) = serde_json::from_str(&json) {
                told.emit(answer);
            }
        });
        Asked { runner: self.0.clone(), id: self.0.ask(question.into(), told) }
    }
}

/// A question that waits for its answer.
pub struct Asked {
    runner: Runner,
    id: u32,
}

impl Drop for Asked {
    fn drop(&mut self) {
        self.runner.take_back(self.id);
    }
}

/// A question on its way.
pub(super) struct Ask {
    pub(super) id: u32,
    /// The question: plans as JSON, one a line; before them what futures are asked for, if they are.
    pub(super) plans: Rc<str>,
    pub(super) told: Callback<String>,
    /// Whether a worker has it.
    pub(super) sent: bool,
}

/// The answer as JSON; empty if there is none.
pub fn answer(question: &str) -> String {
    let asked = question.split_once('\n').filter(|(head, _)| head.starts_with('['));
    match asked {
        Some((head, plan)) => side(head, plan)
            .or_else(|| drivers::answer(head, plan))
            .or_else(|| returns::answer(head, plan))
            .or_else(|| futures(head, plan))
            .unwrap_or_default(),
        None => expectations(question).unwrap_or_default(),
    }
}

fn expectations(plans: &str) -> Option<String> {
    // Mostly one plan with one input in many places: what they have in common is worked out once.
    let mut before = None;
    let summary = |line: &str| {
        let model = check(&plan::read(line).plan?).model?;
        let simulation = before.insert(Simulation::after(&model, before.as_ref()));
        Some(expected_of(simulation))
    };
    let summaries: Vec<_> = plans.lines().map(summary).collect();
    let first = summaries.first()?.as_ref()?;
    let question = Question::of(first, first);
    let expectation = |summary: &Summary| {
        let first_year = |kpi| summary.kpi(kpi, 0).map_or(0.0, |figure| figure.expected);
        Expectation {
            value: question.expected(summary),
            response_hours: first_year(Kpi::ResponseHours),
            mqls: first_year(Kpi::Mqls),
        }
    };
    let values: Vec<_> = summaries.iter().map(|summary| summary.as_ref().map(expectation)).collect();
    serde_json::to_string(&(question, values)).ok()
}

/// A side of a plan.
fn side(head: &str, plan: &str) -> Option<String> {
    let [part] = serde_json::from_str::<[Part; 1]>(head).ok()?;
    let model = check(&plan::read(plan).plan?).model?;
    let mut sides = Sides::default();
    match part {
        Part::Returns => sides.returns = Some((plan_value(&model), channel_returns(&model))),
        Part::Goodwill => sides.goodwill = Some(long_short(&model)),
        Part::Losses => sides.losses = Some(loss_tree(&model)),
    }
    serde_json::to_string(&sides).ok()
}

/// The first futures of a plan: the very trials that a run of it has, as each is found by its number.
fn futures(head: &str, plan: &str) -> Option<String> {
    let [of] = serde_json::from_str::<[FuturesOf; 1]>(head).ok()?;
    let bench = Bench::new(&plan::read(plan).plan?, None)?;
    serde_json::to_string(&bench.futures(of)?).ok()
}

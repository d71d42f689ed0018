//! What other plans come to on the expected path: asked of the workers, so that the page never waits.

use super::run::Runner;
use crate::changes::Question;
use std::rc::Rc;
use tandem_engine::plan::{self, Plan};
use tandem_engine::{Kpi, Summary, check, expected};
use yew::Callback;

/// The measure in question; for each plan its value and the first year's mean response in business hours; nothing for a plan
/// that cannot run.
pub type Answer = (Question, Vec<Option<(f64, f64)>>);

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
        let id = self.0.ask(lines.join("\n").into(), told);
        Asked { runner: self.0.clone(), id }
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
    /// The plans as JSON, one a line.
    pub(super) plans: Rc<str>,
    pub(super) told: Callback<Answer>,
    /// Whether a worker has it.
    pub(super) sent: bool,
}

/// The answer as JSON; empty if there is none.
pub fn answer(plans: &str) -> String {
    let summary = |line: &str| check(&plan::read(line).plan?).model.as_ref().map(expected);
    let summaries: Vec<_> = plans.lines().map(summary).collect();
    let Some(Some(first)) = summaries.first() else { return String::new() };
    let question = Question::of(first, first);
    let value = |summary: &Summary| {
        let hours = summary.kpi(Kpi::ResponseHours, 0).map_or(0.0, |hours| hours.expected);
        (question.expected(summary), hours)
    };
    let values: Vec<_> = summaries.iter().map(|summary| summary.as_ref().map(value)).collect();
    serde_json::to_string(&(question, values)).unwrap_or_default()
}

//! The gate: a plan in, a model and all findings out. Every rule is here, and every number passes it once.

use crate::findings::Finding;
use crate::model::{Coupling, Model};
use crate::plan::Plan;
use std::sync::Arc;

mod defaults;
mod gate;
mod resolve;
mod rest;
mod rules;
pub use defaults::{DefaultUsed, defaults_used};
pub(crate) use gate::Gate;
pub(crate) use resolve::resolve;
pub use resolve::response_curve;
pub use rest::examine;
pub use rules::CURRENCIES;

/// Most channels in a plan.
pub const MAX_CHANNELS: usize = 24;
/// Most hires in a team.
pub const MAX_HIRES: usize = 200;
/// Most events in a channel, holidays, milestones, funding rounds.
pub const MAX_ENTRIES: usize = 200;
/// Most steps from opportunity to won.
pub const MAX_OPPORTUNITY_STAGES: usize = 8;
/// Most figures that have come to pass: all of them for five years.
pub const MAX_ACTUALS: usize = 1000;
/// Most trials.
pub const MAX_TRIALS: u32 = 20_000;
/// Horizon, weeks.
pub const HORIZON_WEEKS: std::ops::RangeInclusive<u32> = 26..=260;

/// The outcome of a check: all findings, and the model if none of them is an error.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The model; nothing if any finding is an error.
    pub model: Option<Model>,
    /// All findings, errors first, then in the plan's order.
    pub findings: Vec<Finding>,
}

/// Checks a plan: every rule, all findings at once. Nothing is repaired silently.
pub fn check(plan: &Plan) -> Checked {
    let mut gate = Gate::checking();
    let calendar = rules::frame(plan, &mut gate);
    let inputs = resolve(plan, &mut gate);
    rules::relations(plan, &inputs, &mut gate);
    let (parameters, mut findings) = gate.finish();
    let coupling = Coupling::of(plan, &parameters, &mut findings);
    findings.sort_by_key(|finding| !finding.code.is_error());
    let model = calendar.filter(|_| !findings.iter().any(|f| f.code.is_error())).map(|calendar| Model {
        plan: Arc::new(plan.clone()),
        calendar: Arc::new(calendar),
        parameters: parameters.into(),
        coupling: Arc::new(coupling),
        replica: 0,
        central: inputs,
    });
    if let Some(model) = &model {
        rules::clipped_anchors(plan, &model.central, &model.anchors(), &mut findings);
    }
    Checked { model, findings }
}

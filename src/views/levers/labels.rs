//! What levers are called.

use super::{Panel, response};
use crate::levers::{Lever, LeverKind};
use crate::stages::{own_kpi, step};
use tandem_engine::Kpi;
use yew::prelude::*;

impl Panel<'_> {
    /// The channel and what of it, or the lever's own name; a target is called by its measure.
    pub(super) fn label(&self, lever: &Lever) -> (AttrValue, AttrValue) {
        let words = self.props.text.levers;
        let plan = &self.props.plan;
        let is_cost = lever.kind == LeverKind::CostPerLead;
        let cost = is_cost.then(|| own_kpi(plan, Kpi::CostPerLead, self.props.text)).flatten();
        if let Some(channel) = lever.channel.and_then(|index| plan.channels.get(index)) {
            // Beside the curve there is the name already.
            if self.stand.curve.as_ref() == Some(&channel.id) && is_of_curve(lever.kind) {
                return (cost.unwrap_or_else(|| capital((words.of_channel)(lever.kind))).into(), "".into());
            }
            // A line may break behind a slash.
            let name = self.props.text.examples.shown(channel.label()).replace('/', "/\u{200b}");
            // Spend in view needs no name: it is what a channel is first of all.
            let named = !(lever.kind == LeverKind::Spend && lever.in_view);
            let about = if named { (words.of_channel)(lever.kind) } else { "" };
            return (name.into(), cost.unwrap_or_else(|| about.to_owned()).into());
        }
        let label = match (&plan.target, lever.kind) {
            (Some(target), LeverKind::TargetValue) => (words.measure)(target.measure),
            _ => (words.label)(lever.kind),
        };
        if let Some(owner) = lever.owner(plan, self.props.text) {
            return (owner.into(), (words.of_channel)(lever.kind).into());
        }
        let step = lever_stage(lever.kind).and_then(|stage| step(plan, stage, self.props.text));
        (step.unwrap_or_else(|| label.to_owned()).into(), "".into())
    }
}

/// The stage that a lever leads on from.
fn lever_stage(kind: LeverKind) -> Option<usize> {
    match kind {
        LeverKind::LeadToMql => Some(0),
        LeverKind::MqlToSql => Some(1),
        LeverKind::SqlToOpportunity => Some(2),
        _ => None,
    }
}

fn is_of_curve(kind: LeverKind) -> bool {
    response::is_on_curve(kind)
        || matches!(
            kind,
            LeverKind::ReferenceSpend | LeverKind::Slope | LeverKind::CarryOver | LeverKind::HalfLife
        )
}

/// With a capital, where the script has them.
fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

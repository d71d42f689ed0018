//! Two values that have to stand in order: the other one of the two, and which of them is to be the larger.
//!
//! Pure. The gate says it at the larger value, whichever of the two was typed.

use super::{at, owns, written};
use serde_json::Value;
use tandem_engine::Finding;
use tandem_engine::findings::Fact;
use tandem_engine::plan::Plan;

/// The other one of two values that have to stand in order.
#[derive(Clone, Debug, PartialEq)]
pub struct Clash {
    /// Its key.
    pub key: String,
    /// What it is.
    pub value: Value,
    /// Whether the value at the path has to be above it, else below.
    pub above: bool,
}

/// What the value at a path clashes with, where a finding is about the order of two values of the plan.
pub fn clash(finding: &Finding, plan: &Plan, path: &str) -> Option<Clash> {
    let Fact::Order { low, high } = &finding.fact else { return None };
    // The ends of a range are in order as well, and are no values of their own.
    let (parent, _) = finding.path.rsplit_once('.').filter(|(_, key)| key == high)?;
    let lower = format!("{parent}.{low}");
    let above = owns(path, &finding.path);
    if !above && !owns(path, &lower) {
        return None;
    }
    let (key, other) = if above { (low, &lower) } else { (high, &finding.path) };
    let value = at(&written(plan), other).or(at(&written(&Plan::default()), other)).cloned()?;
    Some(Clash { key: key.clone(), value, above })
}

//! A text that was read, with all that is wrong with it: also the values of a plan of which some part could not be understood.

use super::{Checked, check};
use crate::findings::{Fact, Finding};
use crate::plan::{Plan, Reading, related};

/// What reading found and what the rules find, errors first. Where a part could not be understood, every fault is told that
/// is one whatever stands there.
pub fn examine(reading: Reading) -> Checked {
    let Reading { plan, rest, mut findings } = reading;
    let model = match (plan, rest) {
        (Some(plan), _) => {
            let checked = check(&plan);
            findings.extend(checked.findings);
            checked.model
        }
        (None, Some(rest)) => {
            findings.extend(certain(&rest, &findings));
            None
        }
        (None, None) => None,
    };
    findings.sort_by_key(|finding| !finding.code.is_error());
    Checked { model, findings }
}

/// The errors of a plan with stand-ins that hang on none of them. What only is to be known waits until all can be read.
fn certain(rest: &Plan, faults: &[Finding]) -> Vec<Finding> {
    let is_fault = |path: &str| faults.iter().any(|fault| related(&fault.path, path));
    let errors = check(rest).findings.into_iter().filter(|finding| finding.code.is_error());
    errors.filter(|finding| !is_fault(&finding.path) && !hangs_on(finding, &is_fault)).collect()
}

/// Whether a finding compares its value with one that could not be understood.
fn hangs_on(finding: &Finding, is_fault: &dyn Fn(&str) -> bool) -> bool {
    match &finding.fact {
        Fact::OutsideHorizon { .. } => is_fault("plan.start_date") || is_fault("plan.horizon_weeks"),
        Fact::Missing { .. } | Fact::Order { .. } => is_fault(around(&finding.path)),
        // Any channel may have a part of it.
        Fact::Sum { .. } => finding.path.starts_with("channels[") && is_fault("channels"),
        Fact::Duplicate { first } => is_fault(around(first)),
        // Only some measures go below nothing.
        Fact::OutOfRange { .. } => {
            let (of, key) = finding.path.rsplit_once('.').unwrap_or_default();
            key == "value" && is_fault(&format!("{of}.measure"))
        }
        _ => false,
    }
}

/// What a value is compared within: its channel, else what it lies in.
fn around(path: &str) -> &str {
    match path.split_once(']') {
        Some((list, _)) if list.starts_with("channels[") => &path[..=list.len()],
        _ => path.rsplit_once('.').map_or(path, |(parent, _)| parent),
    }
}

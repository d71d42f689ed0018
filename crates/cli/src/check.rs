//! `tandem check`: every finding of a plan.

use crate::args::Args;
use crate::failure::{Failure, Outcome};
use crate::{input, json};
use tandem_engine::check::defaults_used;
use tandem_engine::{Finding, expected};

/// Checks a plan: what reading found, what the rules found, and what the expected path warns of.
pub(crate) fn check(args: &Args) -> Outcome<String> {
    let (text, reading) = input::reading(args)?;
    let (model, mut findings) = input::examine(reading);
    findings.extend(model.iter().flat_map(|model| expected(model).warnings()));
    let answer = if args.has("--json") {
        let defaults = model.as_ref().map(|model| defaults_used(&text, model));
        json::of_findings(&findings, &defaults.unwrap_or_default())
    } else {
        format!("{}{}\n", input::sentences(&findings), sum(args.word(), &findings))
    };
    if model.is_some() { Ok(answer) } else { Err(Failure::answered(answer)) }
}

/// The last line: how many of each kind, and whether the plan can run.
fn sum(path: &str, findings: &[Finding]) -> String {
    let errors = findings.iter().filter(|finding| finding.code.is_error()).count();
    let warnings = findings.len() - errors;
    let can = if errors == 0 { "can run" } else { "cannot run" };
    format!("`{path}` {can}: {}, {}", counted(errors, "error"), counted(warnings, "warning"))
}

fn counted(n: usize, what: &str) -> String {
    let ending = if n == 1 { "" } else { "s" };
    format!("{n} {what}{ending}")
}

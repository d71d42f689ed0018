//! Getting a plan: from a file or standard input, read and checked, with all findings.

use crate::failure::Failure;
use std::io::Read;
use tandem_engine::plan::{self, Plan};
use tandem_engine::{Finding, Model, check};

/// A plan that may run, and what is worth knowing about it.
pub(crate) struct Ready {
    pub(crate) model: Model,
    pub(crate) findings: Vec<Finding>,
}

/// The text of a file, or of standard input for `-`.
pub(crate) fn text(path: &str) -> Result<String, Failure> {
    let mut text = String::new();
    let read = if path == "-" {
        std::io::stdin().read_to_string(&mut text).map(|_| ())
    } else {
        std::fs::read_to_string(path).map(|whole| text = whole)
    };
    match read {
        Ok(()) => Ok(text),
        Err(error) => Err(Failure::usage(format!("cannot read `{path}`: {error}"))),
    }
}

/// Reads a plan; all findings with it.
pub(crate) fn plan(path: &str) -> Result<(Option<Plan>, Vec<Finding>), Failure> {
    let reading = plan::read(&text(path)?);
    Ok((reading.plan, reading.findings))
}

/// All findings of a plan, reading and checking, and the model if none stops it.
pub(crate) fn examine(plan: Option<Plan>, mut findings: Vec<Finding>) -> (Option<Model>, Vec<Finding>) {
    let Some(plan) = plan else { return (None, findings) };
    let checked = check(&plan);
    findings.extend(checked.findings);
    (checked.model, findings)
}

/// A plan that may run; else its findings as a failure. `adjust` changes the plan before the check.
pub(crate) fn ready(path: &str, adjust: impl FnOnce(&mut Plan)) -> Result<Ready, Failure> {
    let (mut plan, findings) = self::plan(path)?;
    if let Some(plan) = &mut plan {
        adjust(plan);
    }
    match examine(plan, findings) {
        (Some(model), findings) => Ok(Ready { model, findings }),
        (None, findings) => Err(Failure::findings(sentences(path, &findings))),
    }
}

/// Findings as sentences under a head that counts them.
pub(crate) fn sentences(path: &str, findings: &[Finding]) -> String {
    let errors = findings.iter().filter(|finding| finding.code.is_error()).count();
    let mut text = format!(
        "`{path}`: {} and {}\n",
        counted(errors, "error"),
        counted(findings.len() - errors, "warning")
    );
    for finding in findings {
        text.push_str(&format!("  {}\n", finding.to_string().replace('\n', "\n    ")));
    }
    text
}

fn counted(n: usize, what: &str) -> String {
    if n == 1 { format!("1 {what}") } else { format!("{n} {what}s") }
}

//! `tandem check`: every finding of a plan.

use crate::args;
use crate::failure::Failure;
use crate::input;
use crate::json;

/// Checks a plan. Warnings alone are no failure: the plan runs.
pub(crate) fn check(arguments: &[String]) -> Result<String, Failure> {
    let arguments = args::read(arguments, &["--json"], &[])?;
    let path = arguments.word("PLAN.json")?;
    let (plan, findings) = input::plan(path)?;
    let (model, mut findings) = input::examine(plan, findings);
    if let Some(model) = &model {
        findings.extend(tandem_engine::expected(model).warnings());
    }
    let output = if arguments.has("--json") {
        format!("{}\n", json::pretty(&json::findings(&findings)))
    } else {
        input::sentences(path, &findings)
    };
    if model.is_some() {
        return Ok(output);
    }
    Err(if arguments.has("--json") {
        Failure::findings("").with_output(output)
    } else {
        Failure::findings(output)
    })
}

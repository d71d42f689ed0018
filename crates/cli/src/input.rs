//! Getting a plan: from a file or standard input, read and checked, with all findings.

use crate::args::Args;
use crate::failure::{Failure, Outcome};
use crate::json;
use crate::scenarios;
use std::io::Read;
use tandem_engine::check::{self, Checked, DefaultUsed, defaults_used};
use tandem_engine::plan::{self, BundleReading, Plan, Reading};
use tandem_engine::{Finding, Model};

/// A plan that may run, and what is worth knowing about it.
pub(crate) struct Ready {
    pub(crate) model: Model,
    /// The defaults that the run uses.
    pub(crate) defaults: Vec<DefaultUsed>,
    pub(crate) findings: Vec<Finding>,
}

/// The bytes of a file, or of standard input for `-`.
pub(crate) fn bytes(args: &Args) -> Outcome<Vec<u8>> {
    let path = args.word();
    let mut bytes = Vec::new();
    let read = match path {
        "-" => std::io::stdin().read_to_end(&mut bytes).map(drop),
        _ => std::fs::File::open(path).and_then(|mut file| file.read_to_end(&mut bytes)).map(drop),
    };
    let Err(error) = read else { return Ok(bytes) };
    Err(match error.kind() {
        std::io::ErrorKind::NotFound => args.wrong(
            format!("there is no file `{path}`"),
            "give the path of a plan, or `-` for standard input",
        ),
        // The words of the system differ from machine to machine, but nothing else knows what is wrong.
        _ => args.wrong(format!("cannot read `{path}`: {error}"), "give the path of a file that can be read"),
    })
}

/// The scenarios of a file, as text and as read; a plan alone is one scenario.
pub(crate) fn bundle(args: &Args) -> Outcome<(String, BundleReading)> {
    let text = String::from_utf8(bytes(args)?).map_err(|_| {
        Failure::unusable(format!("`{}` is not a plan: it is not UTF-8 text", args.word()))
            .hint("save it as UTF-8")
    })?;
    let bundle = plan::read_bundle(&text);
    Ok((text, bundle))
}

/// The plan of a command as text, and as read: of several scenarios the one that is asked for, else the one in front.
pub(crate) fn reading(args: &Args) -> Outcome<(String, Reading)> {
    let (text, bundle) = bundle(args)?;
    let (place, reading) = scenarios::chosen(args, bundle)?;
    let file: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
    let text = file.pointer(&format!("/scenarios/{place}/plan")).map_or(text, ToString::to_string);
    Ok((text, reading))
}

/// The findings of reading and of the check, and the model if none of them is an error.
pub(crate) fn examine(reading: Reading) -> (Option<Model>, Vec<Finding>) {
    let Checked { model, findings } = check::examine(reading);
    (model, findings)
}

/// A plan that may run; else its findings as a failure. `adjust` changes the plan before the check.
pub(crate) fn ready(args: &Args, adjust: impl FnOnce(&mut Plan)) -> Outcome<Ready> {
    let (text, mut reading) = reading(args)?;
    if let Some(plan) = &mut reading.plan {
        adjust(plan);
    }
    match examine(reading) {
        (Some(model), findings) => {
            let defaults = defaults_used(&text, &model);
            Ok(Ready { model, defaults, findings })
        }
        (None, findings) => Err(stopped(args, &findings)),
    }
}

/// The one plan of scenarios that is meant, if it may run.
pub(crate) fn ready_of(args: &Args, bundle: BundleReading) -> Outcome<Model> {
    let (_, reading) = scenarios::chosen(args, bundle)?;
    match examine(reading) {
        (Some(model), _) => Ok(model),
        (None, findings) => Err(stopped(args, &findings)),
    }
}

fn stopped(args: &Args, findings: &[Finding]) -> Failure {
    let failure =
        Failure::unusable(format!("the plan `{}` cannot run", args.word())).after(sentences(findings));
    if args.has("--json") { failure.with_answer(json::of_findings(findings, &[])) } else { failure }
}

/// Findings as sentences, one a line, their hints below them.
pub(crate) fn sentences(findings: &[Finding]) -> String {
    let indented = |finding: &Finding| format!("  {}\n", finding.to_string().replace('\n', "\n    "));
    findings.iter().map(indented).collect()
}

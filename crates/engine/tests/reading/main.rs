//! What is said about a plan that is wrong: every finding has its code, place, value and range; all are said at once, in
//! one sentence each; and no text whatever makes the engine panic.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::print_stdout,
    reason = "a test stops at what it did not expect"
)]

#[path = "../common/mod.rs"]
mod common;
mod odd;
mod shape;
mod values;
mod warnings;

use common::{SHIPPED, lines, readable};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use tandem_engine::plan::{self, MAX_LINK_CHARS};
use tandem_engine::{Code, Fact, Finding, Measure, Simulation, check, digest};

/// Everything that reading and checking a text says, and whether a model came of it.
fn findings(text: &str) -> (Vec<Finding>, bool) {
    let checked = tandem_engine::check::examine(plan::read(text));
    (checked.findings, checked.model.is_some())
}

/// A small plan that is right.
fn right() -> Value {
    json!({
        "plan": {"start_date": "2027-01-04", "horizon_weeks": 52},
        "channels": [
            {"id": "ads", "type": "paid", "budget_per_month": 10000,
             "response": {"reference_spend_per_month": 10000, "reference_cost_per_lead": 200}},
            {"id": "site", "type": "organic"},
        ],
    })
}

/// The place of a path such as `channels[0].fit_share`, made where it is not there yet.
fn place<'a>(value: &'a mut Value, path: &str) -> &'a mut Value {
    path.replace('[', ".").replace(']', "").split('.').fold(value, |here, key| match here {
        Value::Array(list) => &mut list[key.parse::<usize>().unwrap()],
        _ => {
            if !here.is_object() {
                *here = json!({});
            }
            &mut here[key]
        }
    })
}

/// The right plan with a value in some place.
fn with(path: &str, value: Value) -> String {
    let mut plan = right();
    *place(&mut plan, path) = value;
    plan.to_string()
}

/// The right plan with a value in some place is told exactly so.
#[track_caller]
fn says(path: &str, value: Value, expected: &str) {
    let shown = value.to_string();
    let (found, runs) = findings(&with(path, value));
    assert_eq!(lines(&found), expected, "{path} = {shown}");
    assert_eq!(runs, !found.iter().any(|finding| finding.code.is_error()), "{path} = {shown}");
}

#[test]
fn a_right_plan_is_told_nothing() {
    assert_eq!(findings(&right().to_string()), (Vec::new(), true));
    for (name, text) in SHIPPED {
        assert_eq!(findings(text), (Vec::new(), true), "{name}");
    }
    assert!(findings(digest::all_options_plan()).1);
    // A byte order mark before the text is what some editors add.
    assert_eq!(findings(&format!("\u{feff}{}", right())), (Vec::new(), true));
}

//! What is said of mistakes on the command line, and the help.
#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod snapshot;

use snapshot::{snapshot, tandem};
use std::process::Stdio;

const PLAN: &str = "assets/plans/scale_up.json";

#[test]
fn mistakes_are_named_with_their_cure() {
    snapshot("usage_nothing", &[]);
    snapshot("usage_command", &["chek", PLAN]);
    snapshot("usage_strange_command", &["forecast"]);
    snapshot("usage_option", &["run", PLAN, "--trails", "5"]);
    snapshot("usage_strange_option", &["check", PLAN, "--verbose"]);
    snapshot("usage_value", &["run", PLAN, "--trials"]);
    snapshot("usage_number", &["run", PLAN, "--trials", "many"]);
    snapshot("usage_range", &["run", PLAN, "--trials=20001"]);
    snapshot("usage_period", &["run", PLAN, "--by", "decade"]);
    snapshot("usage_figure", &["run", PLAN, "--exceedance", "revenues"]);
    snapshot("usage_driven", &["run", PLAN, "--drivers", "targets"]);
    snapshot(
        "usage_driven_without_target",
        &["run", "--drivers", "target", "crates/cli/tests/plans/small.json"],
    );
    snapshot("usage_no_plan", &["run", "--json"]);
    snapshot("usage_no_file", &["run", "assets/plans/scale_down.json"]);
    snapshot("usage_two_plans", &["check", PLAN, PLAN]);
    snapshot("usage_word", &["schema", PLAN]);
}

#[test]
fn help_is_an_answer() {
    snapshot("help", &["help"]);
    snapshot("help_run", &["run", "--help"]);
    snapshot("help_open", &["help", "open"]);
}

#[test]
fn the_version_is_the_workspace_s() {
    let said = snapshot::answer(snapshot::run(&["--version"]));
    assert_eq!(said, format!("tandem {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn a_folder_is_not_a_plan() {
    let output = snapshot::run(&["check", "assets/plans"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(said.starts_with("error: cannot read `assets/plans`: ") && said.contains("\nhint: "), "{said}");
}

/// `tandem run … | head` is no failure, whatever the reader leaves unread.
#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let mut run = tandem(&["run", "--json", "--trials", "5", PLAN]);
    let mut child = run.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8(output.stderr).unwrap().as_str()), (Some(0), ""));
}

#[test]
fn the_digest_is_one_line_of_hexadecimal() {
    let said = snapshot::answer(snapshot::run(&["digest"]));
    assert_eq!(said.trim(), tandem_engine::digest());
    assert!(said.trim().bytes().all(|byte| byte.is_ascii_hexdigit()), "{said}");
}

#[test]
fn a_bench_tells_its_speeds() {
    let bench = |trials: &str| {
        snapshot::answer(snapshot::run(&["bench", "crates/cli/tests/plans/small.json", "--trials", trials]))
    };
    let said = bench("20");
    let lines: Vec<_> = said.lines().collect();
    assert!(lines.len() == 7 && lines[0].ends_with("µs") && lines[1].contains("trials/s"), "{said}");
    let path_alone = bench("0");
    assert!(path_alone.lines().count() == 1 && path_alone.starts_with("expected path"), "{path_alone}");
}

#[test]
fn the_published_schema_is_current() {
    let path = snapshot::root().join("docs/plan.schema.json");
    let schema = snapshot::answer(snapshot::run(&["schema"]));
    if std::env::var_os("TANDEM_UPDATE").is_some() {
        std::fs::write(&path, &schema).unwrap();
    }
    let published = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(published == schema, "docs/plan.schema.json is old: run this test with TANDEM_UPDATE=1");
}

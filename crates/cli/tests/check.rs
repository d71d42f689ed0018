//! What `tandem check` says of plans with every kind of fault.
#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod snapshot;

use snapshot::{run, run_with, snapshot};

#[track_caller]
fn checked(name: &str) {
    snapshot(&format!("check_{name}"), &["check", &format!("crates/cli/tests/plans/{name}.json")]);
}

#[test]
fn every_error_has_place_value_range_and_cure() {
    let names = ["e101_type", "e101_missing", "e102_range", "e103_percent", "e104_order", "e105_sum"];
    let _ = names.map(checked);
    let _ = ["e106_words", "e106_duplicates", "e107_size", "e109_newer", "not_json"].map(checked);
}

#[test]
fn each_code_is_found_in_its_plan() {
    let folder = snapshot::root().join("crates/cli/tests/plans");
    let mut codes = std::collections::BTreeSet::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let said = String::from_utf8(run(&["check", path.to_str().unwrap()]).stdout).unwrap();
        let Some(code) = name.split('_').next().filter(|code| code.starts_with('e')) else { continue };
        assert!(said.contains(&code.to_uppercase()), "{name}: {said}");
        codes.insert(code.to_uppercase());
    }
    let wanted = ["E101", "E102", "E103", "E104", "E105", "E106", "E107", "E109"];
    assert_eq!(codes, wanted.map(str::to_owned).into());
}

#[test]
fn warnings_alone_do_not_stop_a_plan() {
    checked("warnings");
}

#[test]
fn a_sound_plan_has_no_findings() {
    snapshot("check_sound", &["check", "assets/plans/marketplace_olist.json"]);
}

#[test]
fn findings_are_data_too() {
    snapshot("check_json", &["check", "crates/cli/tests/plans/e103_percent.json", "--json"]);
}

#[test]
fn a_run_that_is_stopped_says_why() {
    snapshot("run_stopped", &["run", "crates/cli/tests/plans/e105_sum.json"]);
    snapshot("run_stopped_json", &["run", "crates/cli/tests/plans/e105_sum.json", "--json"]);
}

#[test]
fn shipped_plans_have_no_errors() {
    for entry in std::fs::read_dir(snapshot::root().join("assets/plans")).unwrap() {
        let path = entry.unwrap().path();
        let output = run(&["check", path.to_str().unwrap()]);
        assert!(output.status.success(), "{path:?}: {}", String::from_utf8_lossy(&output.stdout));
    }
}

#[test]
fn other_encodings_are_named() {
    let output = run_with(&["check", "-"], b"{\"plan\": {\"title\": \"\xb3\xc9\xb6\xbc\"}}");
    snapshot::compare("check_encoding", "check - (a text in GB18030)", &output);
}

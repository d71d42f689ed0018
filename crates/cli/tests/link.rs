//! Plans as links: there and back, and what is said of links that are not whole.
#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod snapshot;

use snapshot::{answer, compare, run, run_with, snapshot};

const PLANS: [&str; 4] = ["bootstrapped_saas", "scale_up", "manufacturer_china", "marketplace_olist"];

fn path(name: &str) -> String {
    format!("assets/plans/{name}.json")
}

fn link(name: &str) -> String {
    answer(run(&["link", &path(name)])).trim().to_owned()
}

#[test]
fn a_link_opens_to_the_same_plan() {
    for name in PLANS {
        let link = link(name);
        let opened = answer(run(&["open", &link]));
        let again = answer(run_with(&["link", "-"], opened.as_bytes()));
        assert_eq!(again.trim(), link, "{name}");
        // What a file says that is so by default anyway, a link leaves out: it is told as a default then.
        let expected = |output| {
            let mut told: serde_json::Value = serde_json::from_str(&answer(output)).unwrap();
            assert!(told.as_object_mut().unwrap().remove("defaults").is_some());
            told
        };
        let before = expected(run(&["run", "--expected", "--json", &path(name)]));
        let after = expected(run_with(&["run", "--expected", "--json", "-"], opened.as_bytes()));
        assert_eq!(before, after, "{name}");
    }
}

#[test]
fn whole_addresses_open_too() {
    let page = answer(run(&["link", &path("scale_up"), "--page", "https://example.org/tandem/#old"]));
    assert_eq!(page.trim(), format!("https://example.org/tandem/#{}", link("scale_up")));
    let opened = answer(run(&["open", &link("scale_up")]));
    assert_eq!(answer(run(&["open", page.trim()])), opened);
    assert_eq!(answer(run_with(&["open", "-"], page.as_bytes())), opened);
}

#[test]
fn the_length_is_said_beside_the_link() {
    let said = run(&["link", &path("bootstrapped_saas")]);
    let (out, err) = (String::from_utf8(said.stdout).unwrap(), String::from_utf8(said.stderr).unwrap());
    let chars = out.trim().len();
    assert!((1_001..2_000).contains(&chars), "a usual plan fits into a chat: {chars}");
    assert_eq!(err, format!("1,{:03} characters\n", chars - 1_000));
}

/// Snapshots name the fault; the link itself changes with the plan.
#[track_caller]
fn refused(name: &str, link: &str) {
    let output = run_with(&["open", "-"], link.as_bytes());
    compare(&format!("open_{name}"), &format!("open - ({name})"), &output);
}

#[test]
fn links_that_are_not_whole_are_named_and_open_nothing() {
    // A link of format 1 that no change of a plan touches.
    let link = link("../../crates/cli/tests/plans/small");
    refused("cut_off", &link[..link.len() - 20]);
    let middle = link.len() / 2;
    let other = if &link[middle..=middle] == "A" { "B" } else { "A" };
    refused("damaged", &format!("{}{other}{}", &link[..middle], &link[middle + 1..]));
    refused("newer", &format!("3{}", &link[1..]));
    refused("no_link", "https://example.org/");
    refused("too_long", &format!("1.{}", "A".repeat(20_000)));
}

#[test]
fn a_plan_with_errors_gives_no_link() {
    snapshot("link_stopped", &["link", "crates/cli/tests/plans/e105_sum.json"]);
}

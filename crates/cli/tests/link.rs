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
    assert!(chars < 200, "a plan that is shipped is known to whoever reads the link: {chars}");
    assert_eq!(err, format!("{chars} characters\n"));
    // One that shares no more with the shipped plans than the form.
    let said = run(&["link", &path("../../tests/links/all_options_3")]);
    let (out, err) = (String::from_utf8(said.stdout).unwrap(), String::from_utf8(said.stderr).unwrap());
    let chars = out.trim().len();
    assert!((1_001..2_000).contains(&chars), "a plan of its own fits into a chat: {chars}");
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
    // A plan of its own: no change of a shipped one touches its link.
    let link = link("../../crates/cli/tests/plans/small");
    refused("cut_off", &link[..link.len() - 20]);
    let middle = link.len() / 2;
    let other = if &link[middle..=middle] == "A" { "B" } else { "A" };
    refused("damaged", &format!("{}{other}{}", &link[..middle], &link[middle + 1..]));
    refused("newer", &format!("9{}", &link[1..]));
    refused("no_link", "https://example.org/");
    refused("too_long", &format!("1.{}", "A".repeat(20_000)));
}

#[test]
fn a_plan_with_errors_gives_no_link() {
    snapshot("link_stopped", &["link", "crates/cli/tests/plans/e105_sum.json"]);
}

/// Three scenarios of the small plan, the second in front, as a file.
fn three() -> String {
    let plan: serde_json::Value = serde_json::from_str(include_str!("plans/small.json")).unwrap();
    let with = |title: &str| {
        let mut plan = plan.clone();
        plan["plan"]["title"] = title.into();
        plan
    };
    let scenario = |name: &str, title: &str| serde_json::json!({ "name": name, "plan": with(title) });
    let scenarios = [scenario("", "As it is"), scenario("Half the ads", "Half"), scenario("Twice", "Double")];
    serde_json::json!({ "front": 1, "scenarios": scenarios }).to_string()
}

#[track_caller]
fn said(args: &[&str], input: &str) -> (String, String) {
    let output = run_with(args, input.as_bytes());
    (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn scenarios_are_listed_and_chosen_by_letter_or_name() {
    let file = three();
    let list = "A  As it is\nB  Half the ads  in front\nC  Twice\n";
    for command in ["run", "check", "link"] {
        assert_eq!(
            said(&[command, "-", "--scenarios"], &file),
            (list.to_owned(), String::new()),
            "{command}"
        );
    }
    let title = |args: &[&str]| {
        let (out, err) = said(args, &file);
        let told: serde_json::Value = serde_json::from_str(&out).unwrap();
        (told["plan"].as_str().unwrap().to_owned(), err.lines().next().unwrap_or_default().to_owned())
    };
    let run = ["run", "-", "--expected", "--json"];
    assert_eq!(title(&run), ("Half".into(), "scenario B (Half the ads) of 3, the one in front".into()));
    for (word, title_of, name) in
        [("a", "As it is", "A"), ("C", "Double", "C (Twice)"), ("twice", "Double", "C (Twice)")]
    {
        let asked = [&run[..], &["--scenario", word]].concat();
        assert_eq!(title(&asked), (title_of.into(), format!("scenario {name} of 3")), "{word}");
    }
    let output = run_with(&["run", "-", "--scenario", "D"], file.as_bytes());
    assert_eq!(output.status.code(), Some(2));
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(error.starts_with("error: there is no scenario `D` in `-`\nhint: write a letter"), "{error}");
    assert!(error.contains("\n  B  Half the ads"), "{error}");
}

#[test]
fn all_scenarios_travel_in_one_link_and_come_back_as_one_file() {
    let (link, noted) = said(&["link", "-"], &three());
    assert!(noted.starts_with("all 3 scenarios\n"), "{noted}");
    let (file, noted) = said(&["open", "-"], &link);
    assert!(noted.starts_with("all 3 scenarios"), "{noted}");
    assert_eq!(said(&["link", "-"], &file).0, link);
    assert_eq!(said(&["open", "-", "--scenarios"], &link).0, said(&["run", "-", "--scenarios"], &three()).0);
    // One of them is a plan like any other.
    let (one, noted) = said(&["open", "-", "--scenario", "C"], &link);
    assert_eq!(noted.lines().next(), Some("scenario C (Twice) of 3"));
    let plan: serde_json::Value = serde_json::from_str(&one).unwrap();
    assert_eq!(plan["plan"]["title"], "Double");
    assert_eq!(said(&["link", "-", "--scenario", "twice"], &three()).0, said(&["link", "-"], &one).0);
}

#[test]
fn a_fault_in_a_scenario_is_told_by_its_place() {
    let broken = three().replacen("\"horizon_weeks\":", "\"horizon_weeks\":-1,\"was\":", 3);
    let output = run_with(&["check", "-", "--scenario", "C"], broken.as_bytes());
    assert_eq!(output.status.code(), Some(1));
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(told.contains("scenarios[2].plan.plan.horizon_weeks"), "{told}");
    let output = run_with(&["link", "-"], broken.as_bytes());
    assert_eq!(output.status.code(), Some(1));
}

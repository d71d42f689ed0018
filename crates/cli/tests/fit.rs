//! `tandem fit`: estimates from records, faults by their place, and a part of a plan that can be used as it is.
#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod snapshot;

use serde_json::{Value, json};
use snapshot::snapshot;

const RECORDS: &str = "crates/cli/tests/deals/records.csv";

fn told(words: &[&str]) -> Value {
    serde_json::from_str(&snapshot::answer(snapshot::run(words))).unwrap()
}

#[test]
fn records_tell_what_comes_of_deals_in_the_end() {
    snapshot("fit_records", &["fit", RECORDS, "--as-of", "2027-06-30"]);
    let found = told(&["fit", "--json", RECORDS, "--as-of", "2027-06-30"]);
    let number = |value: &Value| value.as_f64().unwrap();
    // 28 % of these records are won in the end, after 10 weeks, and lost after 6.
    let [share, low, high] = [0, 1, 2].map(|place| number(&found["won_share"][place]));
    assert!(low < 0.28 && 0.28 < high && number(&found["won_of_all"]) < share, "{share} {low} {high}");
    let weeks = |key: &str| number(&found[key]["mean"][0]);
    assert!((weeks("weeks_to_won") / 10.0 - 1.0).abs() < 0.15, "{}", weeks("weeks_to_won"));
    assert!((weeks("weeks_to_lost") / 6.0 - 1.0).abs() < 0.15, "{}", weeks("weeks_to_lost"));
    // Half a year earlier less is known, and the records of later days do not count.
    let earlier = told(&["fit", "--json", RECORDS, "--as-of", "2026-12-31"]);
    assert!(number(&earlier["deals"]) < number(&found["deals"]));
    assert!(number(&earlier["won_share"][2]) - number(&earlier["won_share"][1]) > high - low);
}

#[test]
fn what_records_tell_is_a_part_of_a_plan() {
    let found = told(&["fit", "--json", RECORDS]);
    let mut plan = json!({"plan": {"start_date": "2027-07-05", "horizon_weeks": 52}});
    plan.as_object_mut().unwrap().extend(found["plan"].as_object().unwrap().clone());
    let said = snapshot::answer(snapshot::run_with(&["check", "--json", "-"], plan.to_string().as_bytes()));
    let checked: Value = serde_json::from_str(&said).unwrap();
    let errors =
        checked["findings"].as_array().unwrap().iter().filter(|finding| finding["severity"] == "error");
    assert_eq!(errors.count(), 0, "{checked}");
}

/// Amounts that differ so much that the mean less its error would lie below nothing.
#[test]
fn few_amounts_of_any_size_are_a_range_above_nothing() {
    let mut records = "opened,closed,outcome,amount\n".to_owned();
    for (day, amount) in [1, 1, 1, 1, 1_000_000].into_iter().enumerate() {
        records += &format!("2027-01-0{},2027-02-{},won,{amount}\n", day + 1, 10 + 4 * day);
        records += &format!("2027-01-0{},2027-01-{},lost,\n", day + 1, 12 + 4 * day);
    }
    let said = snapshot::answer(snapshot::run_with(&["fit", "--json", "-"], records.as_bytes()));
    let found: Value = serde_json::from_str(&said).unwrap();
    let value = &found["plan"]["deals"]["mean_first_year_value"];
    let [p10, p90] = ["p10", "p90"].map(|end| value[end].as_f64().unwrap());
    assert!(0.0 < p10 && p10 < 200_000.2 && 200_000.2 < p90, "{value}");
}

#[test]
fn rows_that_cannot_be_read_are_named_and_left_out() {
    snapshot("fit_faulty", &["fit", "crates/cli/tests/deals/faulty.csv", "--as-of", "2027-06-30"]);
    let [all, faulty] = [RECORDS, "crates/cli/tests/deals/faulty.csv"]
        .map(|file| told(&["fit", "--json", file, "--as-of", "2027-06-30"]));
    assert_eq!(all["won_share"], faulty["won_share"], "the rest counts as it is");
    assert_eq!(faulty["left_out"].as_array().unwrap().len(), 5);
}

#[test]
fn what_tells_nothing_is_refused_with_its_cure() {
    snapshot("fit_no_heads", &["fit", "crates/cli/tests/deals/no_heads.csv"]);
    snapshot("fit_few", &["fit", "crates/cli/tests/deals/few.csv"]);
    // All took the same time: no law of two numbers.
    let same = "opened,closed,outcome\n".to_owned()
        + &"2027-01-04,2027-02-01,won\n2027-01-04,2027-01-11,lost\n".repeat(8);
    let said = snapshot::run_with(&["fit", "-"], same.as_bytes());
    assert_eq!(said.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&said.stderr).contains("all of a kind took the same time"), "{said:?}");
    snapshot("fit_date", &["fit", RECORDS, "--as-of", "June"]);
}

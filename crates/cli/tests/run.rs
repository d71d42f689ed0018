//! What `tandem run` says: to people, and to programs.
#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod snapshot;

use serde_json::Value;
use snapshot::{answer, root, run, run_with, snapshot};

const PLANS: [&str; 4] = ["bootstrapped_saas", "scale_up", "manufacturer_china", "marketplace_olist"];
const PERCENTILES: [&str; 7] = ["p5", "p10", "p25", "p50", "p75", "p90", "p95"];

/// The measures promised to programs.
const PROMISED: [&str; 14] = [
    "leads",
    "mql",
    "sql",
    "opportunities",
    "won",
    "bookings",
    "revenue",
    "collections",
    "cash",
    "mrr",
    "customers",
    "sdr_utilisation",
    "ae_utilisation",
    "response_hours",
];
/// What a year has besides.
const OF_A_YEAR: [&str; 8] = [
    "cash_end",
    "mrr_end",
    "customers_end",
    "lowest_cash",
    "sales_marketing_cost",
    "spend",
    "repeat_orders",
    "sql_created",
];

fn json(args: &[&str]) -> Value {
    serde_json::from_str(&answer(run(args))).unwrap()
}

#[test]
fn expected_paths_of_the_shipped_plans() {
    for name in PLANS {
        snapshot(
            &format!("run_expected_{name}"),
            &["run", "--expected", &format!("assets/plans/{name}.json")],
        );
    }
}

#[test]
fn futures_of_a_plan() {
    let path = "assets/plans/bootstrapped_saas.json";
    snapshot("run_futures", &["run", path, "--trials", "60", "--seed", "7", "--threads", "2"]);
    snapshot("run_no_target", &["run", "crates/cli/tests/plans/small.json", "--trials", "1"]);
}

/// A shipped plan as the reference has it.
fn reference_plan(name: &str) -> String {
    let text = std::fs::read_to_string(root().join(format!("assets/plans/{name}.json"))).unwrap();
    let mut plan: Value = serde_json::from_str(&text).unwrap();
    for option in [
        "anchor_to_observed",
        "warm_start",
        "founder_time_in_cac",
        "holidays_keep_yearly_demand",
        "ae_load_from_acceptance",
        "waiting_counts_once",
    ] {
        plan["model_options"][option] = false.into();
    }
    plan["teams"]["sales_development"]["idle_time_to_outbound_share"] = 1.into();
    if name == "scale_up" {
        // The shipped quota is what teams of this size carry; the reference was made with a higher one.
        plan["compensation"]["quota_per_head_per_year"] = 750_000.into();
    }
    plan.to_string()
}

#[test]
fn expected_years_are_those_of_the_reference() {
    let cases = std::fs::read_to_string(root().join("crates/engine/tests/cases/model_cases.json")).unwrap();
    let cases: Value = serde_json::from_str(&cases).unwrap();
    let names = [
        ("opp", "opportunities"),
        ("repeat", "repeat_orders"),
        ("collect", "collections"),
        ("sm_cost", "sales_marketing_cost"),
        ("sdr_util", "sdr_utilisation"),
        ("ae_util", "ae_utilisation"),
        ("min_cash", "lowest_cash"),
    ];
    for (name, example) in [("bootstrapped_saas", "a"), ("scale_up", "b"), ("manufacturer_china", "c")] {
        let run = run_with(&["run", "--expected", "--json", "-"], reference_plan(name).as_bytes());
        let run: Value = serde_json::from_str(&answer(run)).unwrap();
        for (index, year) in ["year1", "year2"].into_iter().enumerate() {
            let wanted = &cases["examples"][example]["expected_value_reference"][year];
            for (key, wanted) in wanted.as_object().unwrap() {
                let renamed = names.iter().find(|(from, _)| from == key).map_or(key.as_str(), |(_, to)| to);
                let (found, wanted) =
                    (run["years"][index][renamed].as_f64().unwrap(), wanted.as_f64().unwrap());
                let near = (found - wanted).abs() <= 1e-9 * wanted.abs();
                assert!(near, "{name}, {year}, {renamed}: {found}, the reference has {wanted}");
            }
        }
    }
}

#[test]
fn weeks_add_up_to_years_on_the_expected_path() {
    let run = json(&["run", "--expected", "--json", "assets/plans/scale_up.json"]);
    assert_eq!(
        (&run["trials"], &run["horizon_weeks"], &run["start"]),
        (&0.into(), &104.into(), &"2027-01-04".into())
    );
    let weeks = |key: &str| -> Vec<f64> {
        run["weeks"][key].as_array().unwrap().iter().map(|value| value.as_f64().unwrap()).collect()
    };
    let worked = weeks("worked");
    for (index, first) in [0, 52].into_iter().enumerate() {
        for key in PROMISED {
            let values = &weeks(key)[first..first + 52];
            let wanted = match key {
                "cash" | "mrr" | "customers" => values[51],
                "sdr_utilisation" | "ae_utilisation" => values.iter().sum::<f64>() / 52.0,
                "response_hours" => {
                    let by = &worked[first..first + 52];
                    values.iter().zip(by).map(|(a, b)| a * b).sum::<f64>() / by.iter().sum::<f64>()
                }
                _ => values.iter().sum(),
            };
            let found = run["years"][index][key].as_f64().unwrap();
            assert!((found - wanted).abs() <= 1e-12 * wanted.abs(), "{key}: {found}, {wanted}");
        }
    }
}

#[test]
fn a_begun_year_counts_with_its_weeks() {
    let text = std::fs::read_to_string(root().join("assets/plans/bootstrapped_saas.json")).unwrap();
    let mut plan: Value = serde_json::from_str(&text).unwrap();
    plan["plan"]["horizon_weeks"] = 60.into();
    plan["target"] = Value::Null;
    let run = run_with(&["run", "--expected", "--json", "-"], plan.to_string().as_bytes());
    let run: Value = serde_json::from_str(&answer(run)).unwrap();
    assert_eq!(run["years"].as_array().unwrap().len(), 2);
    assert_eq!(run["target"], Value::Null);
    let won: f64 = run["weeks"]["won"].as_array().unwrap()[52..].iter().map(|n| n.as_f64().unwrap()).sum();
    assert!((run["years"][1]["won"].as_f64().unwrap() - won).abs() < 1e-12);
}

#[test]
fn futures_come_as_percentiles() {
    let run = json(&["run", "--json", "--trials=40", "--seed", "3", "assets/plans/scale_up.json"]);
    assert_eq!((&run["trials"], &run["seed"], &run["currency"]), (&40.into(), &3.into(), &"USD".into()));
    for key in PROMISED {
        let measure = &run["weeks"][key];
        for level in PERCENTILES.iter().chain(&["mean", "expected"]) {
            assert_eq!(measure[level].as_array().unwrap().len(), 104, "{key} {level}");
        }
    }
    for year in run["years"].as_array().unwrap() {
        for key in PROMISED.iter().chain(&OF_A_YEAR) {
            let levels = PERCENTILES.map(|level| year[key][level].as_f64().unwrap());
            assert!(levels.is_sorted(), "{key}: {levels:?}");
        }
    }
    let target = &run["target"];
    assert!((0.0..=1.0).contains(&target["odds"].as_f64().unwrap()), "{target}");
    assert!(run["milestones"]["break_even"]["not_within_horizon"].is_number());
    assert!(run["limits"].as_array().unwrap().len() == 24 && run["findings"].is_array());
}

#[test]
fn the_answer_is_the_same_for_any_number_of_threads() {
    let with = |threads| {
        answer(run(&["run", "--json", "--trials", "75", "--threads", threads, "assets/plans/scale_up.json"]))
    };
    let one = with("1");
    assert!(one == with("2"), "two threads differ from one");
    assert!(one == with("7"), "seven threads differ from one");
}

#[test]
fn another_seed_is_another_luck() {
    let odds = |seed| {
        json(&["run", "--json", "--trials", "20", "--seed", seed, "assets/plans/scale_up.json"])["years"]
            .clone()
    };
    assert_eq!(odds("1"), odds("1"));
    assert_ne!(odds("1"), odds("2"));
}

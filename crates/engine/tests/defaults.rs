//! Every default that a run uses is told, with what it rests on; what was typed is not.
#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod common;

use common::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use tandem_engine::check::{DefaultUsed, defaults_used};
use tandem_engine::{check, digest, plan};

fn of(text: &str) -> BTreeMap<String, DefaultUsed> {
    let model = check(&plan::read(text).plan.unwrap()).model.unwrap();
    let used = defaults_used(text, &model);
    let n = used.len();
    let by_path: BTreeMap<String, DefaultUsed> =
        used.into_iter().map(|one| (one.path.clone(), one)).collect();
    assert_eq!(by_path.len(), n, "each is told once");
    by_path
}

/// Paths of all leaves of a value.
fn leaves(path: &str, value: &Value, into: &mut Vec<String>) {
    let place = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
    match value {
        Value::Object(map) => map.iter().for_each(|(key, value)| leaves(&place(key), value, into)),
        _ => into.push(path.to_owned()),
    }
}

#[test]
fn a_plan_of_a_date_alone_uses_every_default() {
    let text = r#"{"plan": {"start_date": "2027-01-04"}}"#;
    let used = of(text);
    let full = serde_json::to_value(plan::read(text).plan.unwrap()).unwrap();
    let mut all = Vec::new();
    leaves("", &full, &mut all);
    let silent = ["version", "plan.title", "plan.start_date", "provenance"];
    for path in
        all.iter().filter(|path| !silent.iter().any(|s| path == s || path.starts_with(&format!("{s}."))))
    {
        let one = used.get(path).unwrap_or_else(|| panic!("{path} is not told"));
        let pointer = format!("/{}", path.replace('.', "/"));
        assert_eq!(&one.value, full.pointer(&pointer).unwrap(), "{path}");
        assert!(!one.basis.is_empty(), "{path}");
    }
    assert!(silent.iter().all(|path| !used.contains_key(*path)));
    let basis = |path: &str| used[path].basis;
    assert_eq!(
        (basis("deals.value_coefficient_of_variation"), basis("plan.discount_rate_per_year")),
        ("A", "A")
    );
    assert!(basis("qualification.observed.conversion.mql_to_sql").contains("survey"));
    assert_eq!((basis("model_options.warm_start"), basis("pricing.planned_discount")), ("option", "none"));
    // What the model works out has no value of its own, unless it is one number.
    assert_eq!(used["opening.nurture_pool"].value, Value::Null);
    assert_eq!(used["opening.open_opportunities"].value, Value::Null);
    assert!(used["response_sla.reference_response_hours"].value.as_f64().unwrap() > 0.0);
}

#[test]
fn what_was_typed_is_no_default() {
    let text = json!({
        "plan": {"start_date": "2027-01-04", "horizon_weeks": 52},
        "channels": [
            {"id": "ads", "type": "paid", "budget_per_month": 9000, "response": {"reference_cost_per_lead": 150}},
            {"id": "calls", "type": "outbound", "outbound": {"hours_share": 1.0}}
        ],
        "deals": {"mean_first_year_value": {"p10": 8000, "p90": 12000}},
        "model_options": {"warm_start": false}
    });
    let used = of(&text.to_string());
    for typed in [
        "plan.horizon_weeks",
        "channels[0].budget_per_month",
        "channels[0].response.reference_cost_per_lead",
        "channels[1].outbound.hours_share",
        "model_options.warm_start",
    ] {
        assert!(!used.contains_key(typed), "{typed}");
    }
    assert!(!used.keys().any(|path| path.starts_with("deals.mean_first_year_value")), "{used:?}");
    let value = |path: &str| used[path].value.as_f64().unwrap();
    near("the first budget", value("channels[0].response.reference_spend_per_month"), 9000.0, 1e-9);
    near(
        "no learning",
        value("channels[0].fit_share_best_achievable"),
        value("channels[0].fit_share"),
        1e-12,
    );
    assert_eq!(value("opening.mql_queue"), 0.0, "without a warm start nothing waits");
    assert_eq!(used["channels[0].odds_ratio.mql_to_sql"].basis, "none");
}

#[test]
fn the_shipped_plans_and_the_one_of_all_options_tell_few() {
    for (name, text) in SHIPPED {
        let used = of(text);
        assert!(used.keys().all(|path| path != "finance.gross_margin"), "{name} types its margin");
        assert!(!used.is_empty(), "{name}");
    }
    let all = of(digest::all_options_plan());
    // It uses every option, so that little is left out besides what channels of other types need.
    assert!(all.contains_key("channels[10].fit_share") && !all.contains_key("quarter_end.pull_window_weeks"));
    assert!(defaults_used("no JSON", &model(&readable(SHIPPED[0].1))).is_empty());
}

//! The digest, as a literal: debug, release and wasm builds are all held to this one. And the plan behind it uses every option.
#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test stops at what it did not expect")]

use serde_json::Value;
use std::collections::BTreeSet;
use tandem_engine::plan::{self, Plan};
use tandem_engine::{Finding, check, digest};

/// Renewed when draws or the model change, and said so in the change log.
#[test]
fn the_digest_is_the_one_written_here() {
    assert_eq!(digest(), "44898cbad5363f5b");
}

/// Words that need not stand in the plan: ways to say that something is known for certain.
const NOT_NEEDED: [&str; 1] = ["fixed"];

/// Names of fields and words of choices in a schema.
fn names(schema: &Value, fields: &mut BTreeSet<String>, words: &mut BTreeSet<String>) {
    match schema {
        Value::Object(map) => {
            if let Some(Value::Object(properties)) = map.get("properties") {
                fields.extend(properties.keys().cloned());
            }
            let choices = map.get("enum").and_then(Value::as_array).into_iter().flatten();
            words.extend(choices.chain(map.get("const")).filter_map(Value::as_str).map(str::to_owned));
            map.values().for_each(|value| names(value, fields, words));
        }
        Value::Array(list) => list.iter().for_each(|value| names(value, fields, words)),
        _ => {}
    }
}

#[test]
fn the_plan_of_all_options_has_every_field() {
    let schema = serde_json::from_str(include_str!("../../../docs/plan.schema.json")).unwrap();
    let (mut fields, mut words) = (BTreeSet::new(), BTreeSet::new());
    names(&schema, &mut fields, &mut words);
    assert!(fields.len() > 200, "{} fields", fields.len());
    let text = digest::all_options_plan();
    let missing: Vec<_> = fields
        .iter()
        .filter(|field| !NOT_NEEDED.contains(&field.as_str()) && !text.contains(&format!("\"{field}\":")))
        .collect();
    assert!(missing.is_empty(), "not in all_options.json: {missing:?}");
    // Shapes and kinds, each of which is code of its own.
    let mechanisms = [
        "hill",
        "linear",
        "tanh",
        "logistic",
        "none",
        "geometric",
        "binomial",
        "delayed",
        "weibull_pdf",
        "gamma",
        "lognormal",
        "weibull",
        "fixed",
        "signing",
        "delivery",
        "newest_first",
        "4-4-5",
        "paid",
        "content",
        "event",
        "partner",
        "brand",
        "organic",
        "referral",
        "outbound",
    ];
    for word in mechanisms {
        assert!(words.contains(word), "{word} is no word of the format");
        assert!(text.contains(&format!("\"{word}\"")), "not in all_options.json: {word}");
    }
}

#[test]
fn no_number_of_the_plan_of_all_options_is_at_rest() {
    let reading = plan::read(digest::all_options_plan());
    assert_eq!(reading.findings, Vec::<Finding>::new());
    let plan = reading.plan.unwrap();
    assert!(check(&plan).model.is_some());
    let tree = |plan: &Plan| serde_json::from_str::<Value>(&plan::write(plan)).unwrap();
    let mut at_rest = Vec::new();
    compare(&tree(&plan), &tree(&Plan::default()), "", &mut at_rest);
    assert!(at_rest.is_empty(), "off: {at_rest:#?}");
}

/// Paths of numbers that are 0, as by default: what they stand for is off.
fn compare(value: &Value, default: &Value, path: &str, equal: &mut Vec<String>) {
    match (value, default) {
        (Value::Object(map), Value::Object(defaults)) => {
            for (key, default) in defaults {
                if let Some(value) = map.get(key) {
                    compare(value, default, &format!("{path}.{key}"), equal);
                }
            }
        }
        (Value::Number(n), Value::Number(_)) if value == default && n.as_f64() == Some(0.0) => {
            equal.push(path.to_owned())
        }
        _ => {}
    }
}

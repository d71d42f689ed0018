//! All scenarios as a link: formats 2 and 4, wrapped as 1 and 3 are around other JSON.
//!
//! That JSON, frozen: `{"p": plan, "d": [difference, …], "n": [name, …], "f": place}`. `p` is the first plan as format 1
//! writes it, each entry of `d` turns it into the next one; `n` and `f` (the scenario shown first) are left out where
//! there are no names and it is the first. A difference is a tree: an object holds what differs by key (`null`: the key is
//! gone), or by place in a list of the same length; `{"!": value}` and anything that is no object stands as it is. Keys of
//! plans begin with a letter, a digit or `~`, so `!` is none of them.

use super::{compact, opened_plan, same};
use crate::plan::bundle::{Bundle, BundleReading, MAX_SCENARIOS, NamedReading, clean_name};
use serde_json::{Map, Value};

/// A value that stands as it is.
const WHOLE: &str = "!";

/// The JSON of all scenarios.
pub(super) fn pack(bundle: &Bundle) -> Value {
    let mut plans = bundle.scenarios.iter().map(|scenario| compact(&scenario.plan));
    let first = plans.next().unwrap_or_default();
    let nothing = || Value::Object(Map::new());
    let differences: Vec<Value> =
        plans.map(|plan| difference(&first, &plan).unwrap_or_else(nothing)).collect();
    let mut packed = Map::new();
    packed.insert("p".to_owned(), first);
    packed.insert("d".to_owned(), differences.into());
    if bundle.scenarios.iter().any(|scenario| !scenario.name.is_empty()) {
        let names: Vec<Value> = bundle.scenarios.iter().map(|s| s.name.clone().into()).collect();
        packed.insert("n".to_owned(), names.into());
    }
    if bundle.front > 0 {
        packed.insert("f".to_owned(), bundle.front.into());
    }
    Value::Object(packed)
}

/// The scenarios of that JSON; nothing if it is not of the form that [`pack`] makes.
pub(super) fn unpack(packed: Value) -> Option<BundleReading> {
    let Value::Object(mut packed) = packed else { return None };
    let first = packed.remove("p")?;
    let Value::Array(differences) = packed.remove("d")? else { return None };
    let n = 1 + differences.len();
    let names = match packed.remove("n") {
        None => vec![String::new(); n],
        Some(names) => {
            let names = names.as_array()?.iter();
            names.map(|name| name.as_str().map(clean_name)).collect::<Option<Vec<_>>>()?
        }
    };
    let front = match packed.remove("f") {
        None => 0,
        Some(place) => usize::try_from(place.as_u64()?).ok()?,
    };
    if n > MAX_SCENARIOS || names.len() != n || front >= n || !packed.is_empty() {
        return None;
    }
    let mut plans = vec![first.clone()];
    for difference in differences {
        plans.push(applied(first.clone(), difference)?);
    }
    let scenarios =
        names.into_iter().zip(plans).map(|(name, plan)| NamedReading { name, reading: opened_plan(plan) });
    Some(BundleReading { scenarios: scenarios.collect(), front, findings: Vec::new() })
}

/// What turns one tree into another; nothing if they are the same.
fn difference(from: &Value, to: &Value) -> Option<Value> {
    if same(from, to) {
        return None;
    }
    let mut changed = Map::new();
    match (from, to) {
        (Value::Object(from), Value::Object(to)) => {
            for (key, value) in to {
                let change = from.get(key).map_or_else(|| Some(whole(value)), |old| difference(old, value));
                changed.extend(change.map(|change| (key.clone(), change)));
            }
            let gone = from.keys().filter(|key| !to.contains_key(*key));
            changed.extend(gone.map(|key| (key.clone(), Value::Null)));
        }
        (Value::Array(from), Value::Array(to)) if from.len() == to.len() => {
            for (place, (old, value)) in from.iter().zip(to).enumerate() {
                changed.extend(difference(old, value).map(|change| (place.to_string(), change)));
            }
        }
        _ => return Some(whole(to)),
    }
    Some(Value::Object(changed))
}

/// A value that stands as it is: marked where it could be taken for a difference or for something that is gone.
fn whole(value: &Value) -> Value {
    if matches!(value, Value::Object(_) | Value::Null) {
        return Value::Object(Map::from_iter([(WHOLE.to_owned(), value.clone())]));
    }
    value.clone()
}

/// A tree after a difference; nothing if the difference does not fit it.
fn applied(from: Value, change: Value) -> Option<Value> {
    let mut change = match change {
        Value::Object(change) => change,
        stands => return Some(stands),
    };
    if change.len() == 1
        && let Some(value) = change.remove(WHOLE)
    {
        return Some(value);
    }
    match from {
        Value::Object(mut map) => {
            for (key, change) in change {
                let old = map.remove(&key);
                if change.is_null() {
                    old?;
                } else {
                    // Without an old value only one that stands as it is fits.
                    map.insert(key, applied(old.unwrap_or_default(), change)?);
                }
            }
            Some(Value::Object(map))
        }
        Value::Array(mut list) => {
            for (place, change) in change {
                let old = list.get_mut(place.parse::<usize>().ok()?)?;
                *old = applied(old.take(), change)?;
            }
            Some(Value::Array(list))
        }
        // A difference without any change fits everything.
        other => change.is_empty().then_some(other),
    }
}

//! Reading a plan from JSON: every fault with its place, all at once; nothing is lost without a word.

use super::Plan;
use crate::findings::{Code, Fact, Finding};
use serde_json::Value;

/// Longest text read, bytes.
const MAX_BYTES: usize = 4 << 20;
/// Faults collected before giving up.
const MAX_FAULTS: usize = 100;

/// What was read: the plan, unless a finding is an error.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The plan as typed; nothing if it could not be understood as a whole.
    pub plan: Option<Plan>,
    /// What was wrong or unknown.
    pub findings: Vec<Finding>,
}

/// Reads a plan from JSON text. Each part that cannot be understood is a finding with its path; the rest is read on.
/// Rules on values are [`crate::check`]'s.
pub fn read(text: &str) -> Reading {
    if text.len() > MAX_BYTES {
        return Reading::refused(
            Code::E107,
            String::new(),
            Fact::TooMany { count: text.len(), limit: MAX_BYTES },
        );
    }
    match serde_json::from_str::<Value>(text.trim_start_matches('\u{feff}')) {
        Ok(value) => read_value(value),
        Err(error) => {
            let fact = Fact::NotJson { line: error.line(), column: error.column() };
            let found = error.to_string();
            let found = found.split(" at line").next().unwrap_or_default().to_owned();
            Reading::refused(Code::E101, found, fact)
        }
    }
}

impl Reading {
    fn refused(code: Code, found: String, fact: Fact) -> Self {
        Self { plan: None, findings: vec![Finding { code, path: String::new(), found, fact }] }
    }
}

/// Reads a plan from a JSON value.
pub(crate) fn read_value(mut value: Value) -> Reading {
    if !value.is_object() {
        let fact = Fact::WrongType { expected: "an object with the fields of a plan".to_owned() };
        return Reading::refused(Code::E101, shown(&value), fact);
    }
    if let Some(newer) = value.get("version").and_then(Value::as_u64).and_then(crate::check::newer_version) {
        return Reading { plan: None, findings: vec![newer] };
    }
    let mut findings = Vec::new();
    loop {
        let mut unknown = Vec::new();
        let mut track = serde_path_to_error::Track::new();
        let tracked = serde_path_to_error::Deserializer::new(&value, &mut track);
        let read: Result<Plan, _> =
            serde_ignored::deserialize(tracked, |path| unknown.push(dotted(&path.to_string())));
        match read {
            Ok(plan) => {
                let broken = !findings.is_empty();
                findings.extend(unknown.into_iter().map(unknown_field));
                return Reading { plan: (!broken).then_some(plan), findings };
            }
            Err(error) => {
                let path = track.path().to_string();
                let path = if path == "." { String::new() } else { path };
                let removed = remove(&mut value, &path);
                let finding = fault(path, removed.as_ref(), &error.to_string());
                // What was taken out above is missing now: that is no second fault.
                if !findings.iter().any(|known: &Finding| known.path == finding.path) {
                    findings.push(finding);
                }
                if removed.is_none() || findings.len() >= MAX_FAULTS {
                    return Reading { plan: None, findings };
                }
            }
        }
    }
}

fn unknown_field(path: String) -> Finding {
    Finding { code: Code::W209, path, found: String::new(), fact: Fact::UnknownField }
}

/// `channels.2.name` as `channels[2].name`.
fn dotted(path: &str) -> String {
    let mut out = String::new();
    for part in path.split('.').filter(|part| *part != "?") {
        if part.bytes().all(|b| b.is_ascii_digit()) && !part.is_empty() {
            out.push_str(&format!("[{part}]"));
        } else {
            if !out.is_empty() {
                out.push('.');
            }
            out.push_str(part);
        }
    }
    out
}

fn fault(path: String, found: Option<&Value>, message: &str) -> Finding {
    let found_text = found.map(shown).unwrap_or_default();
    if let Some((_, rest)) = message.split_once("missing field `") {
        let field = rest.split('`').next().unwrap_or_default();
        let path = if path.is_empty() { field.to_owned() } else { format!("{path}.{field}") };
        return Finding { code: Code::E101, path, found: String::new(), fact: Fact::Missing { unit: None } };
    }
    if let Some((_, rest)) = message.split_once("unknown variant") {
        let allowed = rest.split('`').skip(3).step_by(2).map(str::to_owned).collect();
        return Finding { code: Code::E106, path, found: found_text, fact: Fact::NotAllowed { allowed } };
    }
    let expected = message.split_once("expected ").map_or(message, |(_, expected)| expected);
    Finding {
        code: Code::E101,
        path,
        found: found_text,
        fact: Fact::WrongType { expected: expected.to_owned() },
    }
}

/// A value as shown in a finding, cut to 60 characters.
fn shown(value: &Value) -> String {
    let text = value.to_string();
    if text.chars().count() <= 60 {
        return text;
    }
    text.chars().take(59).chain(['…']).collect()
}

/// Takes the value at a path out of the tree; out of a list, the whole entry.
fn remove(value: &mut Value, path: &str) -> Option<Value> {
    let pointer: Vec<String> = path
        .replace('[', ".")
        .replace(']', "")
        .split('.')
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect();
    let (last, parents) = pointer.split_last()?;
    let mut here = value;
    for part in parents {
        here = match here {
            Value::Object(map) => map.get_mut(part)?,
            Value::Array(list) => list.get_mut(part.parse::<usize>().ok()?)?,
            _ => return None,
        };
    }
    match here {
        Value::Object(map) => map.remove(last),
        Value::Array(list) => {
            let index = last.parse::<usize>().ok()?;
            (index < list.len()).then(|| list.remove(index))
        }
        _ => None,
    }
}

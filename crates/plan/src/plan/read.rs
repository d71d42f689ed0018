//! Reading a plan from JSON: every fault with its place, all at once; nothing is lost without a word.

use super::{PLAN_VERSION, Plan};
use crate::findings::{Code, Fact, Finding};
use place::{Place, Trail};
use serde::{Deserialize, de};
use serde_json::{Map, Value};
use std::fmt;

mod place;

/// Longest text read, bytes.
const MAX_BYTES: usize = 4 << 20;
/// Faults collected before giving up.
const MAX_FAULTS: usize = 100;
/// Passes over the plan before giving up; a fault takes a few.
const MAX_PASSES: usize = 8 * MAX_FAULTS;

/// What was read: the plan, unless a finding is an error.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The plan as typed; nothing if it could not be understood as a whole.
    pub plan: Option<Plan>,
    /// Where there is no plan: what could be read of it, with something else in the place of each fault and no start where that
    /// is one. It is there to be asked what else is wrong, never to be shown or run.
    pub rest: Option<Box<Plan>>,
    /// What was wrong or unknown.
    pub findings: Vec<Finding>,
}

/// Reads a plan from JSON text. Each part that cannot be understood is a finding with its path; the rest is read on.
/// Rules on values are the check's, which makes a model of the plan.
pub fn read(text: &str) -> Reading {
    read_json(text).map_or_else(|refused| *refused, read_value)
}

/// Reads JSON text; what is too long or no JSON is refused.
pub(super) fn read_json(text: &str) -> Result<Value, Box<Reading>> {
    if text.len() > MAX_BYTES {
        let fact = Fact::TooMany { count: text.len(), limit: MAX_BYTES };
        return Err(Box::new(Reading::refused(Code::E107, String::new(), fact)));
    }
    serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|error| {
        let fact = Fact::NotJson { line: error.line(), column: error.column() };
        let found = error.to_string();
        let found = found.split(" at line").next().unwrap_or_default().to_owned();
        Box::new(Reading::refused(Code::E101, found, fact))
    })
}

impl Reading {
    fn refused(code: Code, found: String, fact: Fact) -> Self {
        Self { plan: None, rest: None, findings: vec![Finding { code, path: String::new(), found, fact }] }
    }
}

/// Reads a plan from a JSON value.
///
/// The reader stops at the first fault, so the faulty part is replaced by a stand-in and the plan read again, until
/// nothing is left to report. A plan with stand-ins is never given out as the plan.
pub(crate) fn read_value(mut value: Value) -> Reading {
    if !value.is_object() {
        let fact = Fact::WrongType { expected: "an object with the fields of a plan".to_owned() };
        return Reading::refused(Code::E101, shown(&value), fact);
    }
    if let Some(newer) = value.get("version").and_then(Value::as_u64).and_then(newer_version) {
        return Reading { plan: None, rest: None, findings: vec![newer] };
    }
    let mut findings: Vec<Finding> = Vec::new();
    let (mut last, mut attempt) = (String::new(), 0);
    for _ in 0..MAX_PASSES {
        let fault = match pass(&value) {
            Ok((plan, unknown)) => {
                let (plan, rest) = if findings.is_empty() {
                    (Some(plan), None)
                } else {
                    (None, Some(Box::new(without_faulty_start(plan, &findings))))
                };
                findings.extend(unknown.into_iter().map(unknown_field));
                return Reading { plan, rest, findings };
            }
            Err(fault) => fault,
        };
        let finding = fault.finding(&value);
        attempt = if finding.path == last { attempt + 1 } else { 0 };
        last.clone_from(&finding.path);
        // What lies inside or around a part that was replaced is no fault of its own.
        if !findings.iter().any(|known| related(&known.path, &finding.path)) {
            findings.push(finding);
        }
        if findings.len() >= MAX_FAULTS || !fault.stand_in(&mut value, attempt) {
            break;
        }
    }
    Reading { plan: None, rest: None, findings }
}

/// What lies within the plan hangs on its first day: one that nobody has typed would make faults of it.
fn without_faulty_start(mut plan: Plan, findings: &[Finding]) -> Plan {
    if findings.iter().any(|finding| related(&finding.path, "plan.start_date")) {
        plan.plan.start_date = None;
    }
    plan
}

/// The version rule, on its own because a newer plan must not be judged by older rules.
pub fn newer_version(version: u64) -> Option<Finding> {
    (version > u64::from(PLAN_VERSION)).then(|| Finding {
        code: Code::E109,
        path: "version".to_owned(),
        found: version.to_string(),
        fact: Fact::NewerVersion { supported: PLAN_VERSION },
    })
}

/// One pass over the value: the plan and the paths of unknown fields, or the first fault.
fn pass(value: &Value) -> Result<(Plan, Vec<String>), Fault> {
    let trail = Trail::default();
    match Plan::deserialize(Place { value, trail: &trail }) {
        Ok(plan) => Ok((plan, trail.unknown())),
        Err(fault) => Err(fault.at(trail.steps())),
    }
}

/// Whether one path is the other or lies inside it.
pub fn related(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    long.strip_prefix(short).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

fn unknown_field(path: String) -> Finding {
    Finding { code: Code::W209, path, found: String::new(), fact: Fact::UnknownField }
}

/// Steps as a path: `channels[2].name`.
fn dotted(steps: &[Step]) -> String {
    let mut path = String::new();
    for step in steps {
        match step {
            Step::Key(key) if path.is_empty() => path.push_str(key),
            Step::Key(key) => path.extend([".", key]),
            Step::Index(index) => path.push_str(&format!("[{index}]")),
        }
    }
    path
}

/// The first fault of a pass.
#[derive(Debug, Default)]
struct Fault {
    /// Keys and list positions that lead there; the missing field at the end, if one is missing.
    steps: Vec<Step>,
    missing: Option<&'static str>,
    /// The words allowed there, if the fault is another word.
    allowed: &'static [&'static str],
    expected: String,
}

#[derive(Debug)]
enum Step {
    Key(String),
    Index(usize),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {}", self.expected)
    }
}

impl std::error::Error for Fault {}

impl de::Error for Fault {
    fn custom<T: fmt::Display>(message: T) -> Self {
        let message = message.to_string();
        let expected = message.split_once("expected ").map_or(message.as_str(), |(_, expected)| expected);
        Self { expected: in_words(expected), ..Self::default() }
    }

    fn missing_field(field: &'static str) -> Self {
        Self { missing: Some(field), ..Self::default() }
    }

    fn unknown_variant(_: &str, allowed: &'static [&'static str]) -> Self {
        Self { allowed, ..Self::default() }
    }
}

impl Fault {
    /// The fault with its place.
    fn at(mut self, steps: Vec<Step>) -> Self {
        self.steps = steps;
        self.steps.extend(self.missing.map(|field| Step::Key(field.to_owned())));
        self
    }

    fn finding(&self, value: &Value) -> Finding {
        let path = dotted(&self.steps);
        let found = place(value, &self.steps).map(shown).unwrap_or_default();
        let (code, fact) = if self.missing.is_some() {
            (Code::E101, Fact::Missing { unit: None })
        } else if self.allowed.is_empty() {
            (Code::E101, Fact::WrongType { expected: self.expected.clone() })
        } else {
            (
                Code::E106,
                Fact::NotAllowed { allowed: self.allowed.iter().map(|word| (*word).to_owned()).collect() },
            )
        };
        Finding { code, path, found, fact }
    }

    /// Puts something in the place that may be read there, another thing with each attempt; whether there was one left.
    fn stand_in(&self, value: &mut Value, attempt: usize) -> bool {
        let candidates = [
            Value::from(0),
            Value::from("2027-01-04"),
            Value::from("2027-01"),
            Value::from(false),
            Value::Object(Map::new()),
            Value::Array(Vec::new()),
        ];
        let stand_in =
            self.allowed.first().map(|word| Value::from(*word)).or(candidates.get(attempt).cloned());
        let Some((last, parents)) = self.steps.split_last() else { return false };
        match (place_mut(value, parents), last, stand_in) {
            (Some(Value::Object(map)), Step::Key(key), Some(stand_in)) => {
                map.insert(key.clone(), stand_in);
                true
            }
            // Nothing fits, so the default must: the field is taken out.
            (Some(Value::Object(map)), Step::Key(key), None) => map.remove(key).is_some(),
            (Some(Value::Array(list)), Step::Index(index), Some(stand_in)) if *index < list.len() => {
                list[*index] = stand_in;
                true
            }
            _ => false,
        }
    }
}

fn place<'a>(value: &'a Value, steps: &[Step]) -> Option<&'a Value> {
    steps.iter().try_fold(value, |here, step| match step {
        Step::Key(key) => here.get(key),
        Step::Index(index) => here.get(index),
    })
}

fn place_mut<'a>(value: &'a mut Value, steps: &[Step]) -> Option<&'a mut Value> {
    steps.iter().try_fold(value, |here, step| match step {
        Step::Key(key) => here.get_mut(key),
        Step::Index(index) => here.get_mut(index),
    })
}

/// What the reader expected, in the words of the format instead of those of Rust.
fn in_words(expected: &str) -> String {
    let words = match expected {
        "u32" | "u64" => "a whole number from 0",
        "i32" => "a whole number",
        "f64" => "a number",
        "a sequence" => "a list",
        "a map" => "an object",
        "a boolean" => "true or false",
        "a string" => "a text",
        _ if expected.starts_with("struct ") => "an object",
        _ => return expected.replace("an array of length ", "a list of "),
    };
    words.to_owned()
}

/// A value as shown in a finding, cut to 60 characters.
pub(super) fn shown(value: &Value) -> String {
    let text = value.to_string();
    if text.chars().count() <= 60 {
        return text;
    }
    text.chars().take(59).chain(['…']).collect()
}

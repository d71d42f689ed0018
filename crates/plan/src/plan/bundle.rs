//! Versions of one plan together: what a file or a link of all scenarios carries.
//!
//! A file of scenarios is JSON with every plan in full, so that it can be read and compared by people:
//! `{"scenarios": [{"name": "…", "plan": {…}}, …], "front": 0}`. A file of one plan is that plan.

use super::read::{read_json, read_value};
use super::{Plan, Reading, to_value};
use crate::findings::{Code, Fact, Finding};
use crate::quantity::Unit;
use serde_json::{Map, Value};

/// Most scenarios of one plan.
pub const MAX_SCENARIOS: usize = 6;
/// Longest name of a scenario, characters.
pub const MAX_SCENARIO_NAME: usize = 60;

const SCENARIOS: &str = "scenarios";
const FRONT: &str = "front";
const NAME: &str = "name";
const PLAN: &str = "plan";

/// A plan with the name of its scenario.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NamedPlan {
    /// The name; empty for one that is called by what differs. At most [`MAX_SCENARIO_NAME`] characters.
    pub name: String,
    /// The plan.
    pub plan: Plan,
}

/// Scenarios of one plan, at least one and at most [`MAX_SCENARIOS`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bundle {
    /// The scenarios in their order; the first is what the others are compared with.
    pub scenarios: Vec<NamedPlan>,
    /// Place of the one that is shown first.
    pub front: usize,
}

/// A scenario as it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedReading {
    /// Its name.
    pub name: String,
    /// Its plan with what was found in it.
    pub reading: Reading,
}

/// Scenarios as they were read; a fault in one is no fault of the others, and all are told.
#[derive(Clone, Debug, PartialEq)]
pub struct BundleReading {
    /// Each scenario.
    pub scenarios: Vec<NamedReading>,
    /// Place of the one that is shown first.
    pub front: usize,
    /// What is wrong with the bundle itself.
    pub findings: Vec<Finding>,
}

impl BundleReading {
    /// One plan, as a bundle of itself.
    pub(crate) fn single(reading: Reading) -> Self {
        let only = NamedReading { name: String::new(), reading };
        Self { scenarios: vec![only], front: 0, findings: Vec::new() }
    }

    fn refused(finding: Finding) -> Self {
        Self { scenarios: Vec::new(), front: 0, findings: vec![finding] }
    }

    /// The plan that is shown first, as it was read; of a bundle that could not be read, what is wrong with it.
    pub fn into_front(mut self) -> Reading {
        if self.front < self.scenarios.len() {
            let mut reading = self.scenarios.swap_remove(self.front).reading;
            reading.findings.extend(self.findings);
            return reading;
        }
        Reading { plan: None, rest: None, findings: self.findings }
    }

    /// The place of a scenario's values in findings: nothing for the only one.
    pub fn path_of(&self, place: usize) -> String {
        if self.scenarios.len() > 1 { format!("{SCENARIOS}[{place}].{PLAN}") } else { String::new() }
    }
}

/// A finding inside a part of a file: its path begins with that of the part.
pub fn within(part: &str, mut finding: Finding) -> Finding {
    finding.path = match (part.is_empty(), finding.path.is_empty()) {
        (true, _) => finding.path,
        (false, true) => part.to_owned(),
        (false, false) => format!("{part}.{}", finding.path),
    };
    finding
}

/// A name as it is kept: without characters that cannot be seen or that turn the direction of writing, and not too long.
pub fn clean_name(name: &str) -> String {
    let unseen = |c: &char| {
        c.is_control()
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let kept: String = name.trim().chars().filter(|c| !unseen(c)).take(MAX_SCENARIO_NAME).collect();
    kept.trim_end().to_owned()
}

/// Scenarios as the text of a file; a single one without a name is the text of its plan.
pub fn write_bundle(bundle: &Bundle) -> String {
    if let [only] = bundle.scenarios.as_slice()
        && only.name.is_empty()
    {
        return super::write(&only.plan);
    }
    let scenario = |scenario: &NamedPlan| {
        let mut map = Map::new();
        map.insert(NAME.to_owned(), scenario.name.clone().into());
        map.insert(PLAN.to_owned(), to_value(&scenario.plan));
        Value::Object(map)
    };
    let mut file = Map::new();
    file.insert(FRONT.to_owned(), bundle.front.into());
    file.insert(SCENARIOS.to_owned(), bundle.scenarios.iter().map(scenario).collect());
    // Texts and numbers: they can always be written.
    serde_json::to_string_pretty(&Value::Object(file)).unwrap_or_default()
}

/// Reads a file: scenarios, or one plan.
pub fn read_bundle(text: &str) -> BundleReading {
    match read_json(text) {
        Ok(Value::Object(file)) if file.contains_key(SCENARIOS) => read_scenarios(file),
        Ok(value) => BundleReading::single(read_value(value)),
        Err(refused) => BundleReading::single(*refused),
    }
}

fn read_scenarios(mut file: Map<String, Value>) -> BundleReading {
    let finding =
        |code, path: &str, found: String, fact| Finding { code, path: path.to_owned(), found, fact };
    let wrong = |path: &str, value: &Value, expected: &str| {
        let fact = Fact::WrongType { expected: expected.to_owned() };
        finding(Code::E101, path, super::read::shown(value), fact)
    };
    let list = match file.remove(SCENARIOS) {
        Some(Value::Array(list)) => list,
        other => {
            return BundleReading::refused(wrong(
                SCENARIOS,
                &other.unwrap_or_default(),
                "a list of scenarios",
            ));
        }
    };
    if list.is_empty() || list.len() > MAX_SCENARIOS {
        let fact = Fact::OutOfRange { min: 1.0, max: MAX_SCENARIOS as f64, unit: Unit::Count };
        return BundleReading::refused(finding(Code::E107, SCENARIOS, list.len().to_string(), fact));
    }
    let mut findings = Vec::new();
    let front = match file.remove(FRONT) {
        None => 0,
        Some(value) => match value.as_u64().and_then(|place| usize::try_from(place).ok()) {
            Some(place) if place < list.len() => place,
            Some(place) => {
                let fact = Fact::OutOfRange { min: 0.0, max: (list.len() - 1) as f64, unit: Unit::Count };
                findings.push(finding(Code::E102, FRONT, place.to_string(), fact));
                0
            }
            None => {
                findings.push(wrong(FRONT, &value, "a whole number from 0"));
                0
            }
        },
    };
    findings.extend(file.keys().map(|key| finding(Code::W209, key, String::new(), Fact::UnknownField)));
    let mut scenarios = Vec::new();
    for (place, scenario) in list.into_iter().enumerate() {
        let path = format!("{SCENARIOS}[{place}]");
        let Value::Object(mut scenario) = scenario else {
            findings.push(wrong(&path, &scenario, "an object with a name and a plan"));
            continue;
        };
        let name = match scenario.remove(NAME) {
            None => String::new(),
            Some(Value::String(name)) => clean_name(&name),
            Some(other) => {
                findings.push(wrong(&format!("{path}.{NAME}"), &other, "a text"));
                String::new()
            }
        };
        let Some(plan) = scenario.remove(PLAN) else {
            findings.push(finding(
                Code::E101,
                &format!("{path}.{PLAN}"),
                String::new(),
                Fact::Missing { unit: None },
            ));
            continue;
        };
        let unknown =
            |key: &String| finding(Code::W209, &format!("{path}.{key}"), String::new(), Fact::UnknownField);
        findings.extend(scenario.keys().map(unknown));
        scenarios.push(NamedReading { name, reading: read_value(plan) });
    }
    BundleReading { scenarios, front, findings }
}

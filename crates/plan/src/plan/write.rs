//! Writing a plan as JSON, by one serializer: each further one would bring its own copy of every topic's code.

use super::Plan;
use serde_json::Value;

/// The plan as the text of a file: indented, fields in the order of the format, every digit kept.
pub fn write(plan: &Plan) -> String {
    // Keys are texts and nothing in a plan refuses to be written.
    serde_json::to_string_pretty(plan).unwrap_or_default()
}

/// The plan as one line.
pub fn write_line(plan: &Plan) -> String {
    to_value(plan).to_string()
}

/// The plan as a JSON value.
pub fn to_value(plan: &Plan) -> Value {
    serde_json::from_str(&write(plan)).unwrap_or_default()
}

//! `tandem schema`: the JSON Schema of a plan, as it stands in `docs/plan.schema.json`.

use crate::failure::{Failure, Outcome};
use tandem_engine::plan::Plan;

/// The schema; units and ranges are in its descriptions.
pub(crate) fn text() -> Outcome<String> {
    match serde_json::to_string_pretty(&schemars::schema_for!(Plan)) {
        Ok(text) => Ok(text + "\n"),
        Err(error) => Err(Failure::unusable(format!("the schema cannot be written as JSON: {error}"))),
    }
}

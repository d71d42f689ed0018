//! `tandem schema`: the JSON Schema of a plan, with units and ranges as descriptions.

use tandem_engine::plan::Plan;

/// The schema as it stands in `docs/plan.schema.json`.
pub(crate) fn text() -> String {
    let schema = schemars::schema_for!(Plan);
    format!("{}\n", crate::json::pretty(schema.as_value()))
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_published_schema_is_current() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/plan.schema.json");
        if std::env::var_os("UPDATE_SCHEMA").is_some() {
            std::fs::write(path, super::text()).unwrap();
        }
        let published = std::fs::read_to_string(path).unwrap_or_default();
        assert!(
            published == super::text(),
            "docs/plan.schema.json is old; run this test with UPDATE_SCHEMA=1"
        );
    }
}

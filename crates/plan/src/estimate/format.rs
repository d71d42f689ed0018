//! How an estimate is written: a plain number, or an object that names the kind of range.

use super::{Estimate, Scale};
use serde::de::{self, Deserialize, Deserializer, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::fmt;

const EXPECTED: &str = r#"a number or a range such as {"p10": 3, "p90": 5}"#;
const KEYS: &[&str] = &["p10", "p90", "scale", "pert", "beta", "uniform", "samples", "fixed"];
const COUNT_KEYS: &[&str] = &["prior", "successes", "trials"];
const SCALES: &[&str] = &["lognormal", "normal", "logit"];

impl Serialize for Estimate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = match self {
            Estimate::Fixed(value) => return serializer.serialize_f64(*value),
            Estimate::Range { scale: Some(_), .. } => serializer.serialize_map(Some(3))?,
            Estimate::Range { scale: None, .. } => serializer.serialize_map(Some(2))?,
            _ => serializer.serialize_map(Some(1))?,
        };
        match self {
            Estimate::Fixed(_) => {}
            Estimate::Range { p10, p90, scale } => {
                map.serialize_entry("p10", p10)?;
                map.serialize_entry("p90", p90)?;
                if let Some(scale) = scale {
                    map.serialize_entry("scale", scale)?;
                }
            }
            Estimate::Pert { min, mode, max } => map.serialize_entry("pert", &[min, mode, max])?,
            Estimate::Beta { prior, successes, trials } => {
                map.serialize_entry(
                    "beta",
                    &Counts { prior: *prior, successes: *successes, trials: *trials },
                )?;
            }
            Estimate::Uniform { min, max } => map.serialize_entry("uniform", &[min, max])?,
            Estimate::Samples(samples) => map.serialize_entry("samples", samples)?,
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Estimate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(EstimateVisitor)
    }
}

/// Reads a number or an object that names the kind of range.
pub(crate) struct EstimateVisitor;

impl<'de> Visitor<'de> for EstimateVisitor {
    type Value = Estimate;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(EXPECTED)
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Estimate, E> {
        Ok(Estimate::Fixed(value))
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Estimate, E> {
        Ok(Estimate::Fixed(value as f64))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Estimate, E> {
        Ok(Estimate::Fixed(value as f64))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Estimate, A::Error> {
        let mut parts = Parts::default();
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "p10" => once(&mut parts.p10, "p10", map.next_value()?)?,
                "p90" => once(&mut parts.p90, "p90", map.next_value()?)?,
                "scale" => once(&mut parts.scale, "scale", map.next_value()?)?,
                "pert" => {
                    let [min, mode, max] = map.next_value::<[f64; 3]>()?;
                    parts.kind(Estimate::Pert { min, mode, max })?;
                }
                "uniform" => {
                    let [min, max] = map.next_value::<[f64; 2]>()?;
                    parts.kind(Estimate::Uniform { min, max })?;
                }
                "beta" => {
                    let Counts { prior, successes, trials } = map.next_value()?;
                    parts.kind(Estimate::Beta { prior, successes, trials })?;
                }
                "samples" => {
                    let samples = map.next_value()?;
                    parts.kind(Estimate::Samples(samples))?;
                }
                "fixed" => {
                    let value = map.next_value()?;
                    parts.kind(Estimate::Fixed(value))?;
                }
                other => return Err(de::Error::unknown_field(other, KEYS)),
            }
        }
        parts.finish()
    }
}

/// What an object held so far.
#[derive(Default)]
struct Parts {
    p10: Option<f64>,
    p90: Option<f64>,
    scale: Option<Option<Scale>>,
    other: Option<Estimate>,
}

impl Parts {
    fn kind<E: de::Error>(&mut self, kind: Estimate) -> Result<(), E> {
        if self.other.is_some() {
            return Err(de::Error::custom("two kinds of range in one object; expected one kind of range"));
        }
        self.other = Some(kind);
        Ok(())
    }

    fn finish<E: de::Error>(self) -> Result<Estimate, E> {
        match self {
            Parts { p10: None, p90: None, scale: None, other: Some(kind) } => Ok(kind),
            Parts { p10: Some(p10), p90: Some(p90), scale, other: None } => {
                Ok(Estimate::Range { p10, p90, scale: scale.flatten() })
            }
            Parts { other: Some(_), .. } => {
                Err(de::Error::custom("two kinds of range in one object; expected one kind of range"))
            }
            Parts { p10: Some(_), .. } => Err(missing("p90")),
            Parts { p90: Some(_), .. } => Err(missing("p10")),
            _ => Err(de::Error::custom(format_args!("an empty range; expected {EXPECTED}"))),
        }
    }
}

fn missing<E: de::Error>(key: &str) -> E {
    de::Error::custom(format_args!("missing `{key}`; expected {EXPECTED}"))
}

fn once<T, E: de::Error>(slot: &mut Option<T>, key: &'static str, value: T) -> Result<(), E> {
    if slot.is_some() {
        return Err(de::Error::duplicate_field(key));
    }
    *slot = Some(value);
    Ok(())
}

impl Scale {
    /// The word of the plan format.
    pub const fn name(self) -> &'static str {
        match self {
            Scale::Lognormal => "lognormal",
            Scale::Normal => "normal",
            Scale::Logit => "logit",
        }
    }
}

impl Serialize for Scale {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Scale {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = String::deserialize(deserializer)?;
        match word.as_str() {
            "lognormal" => Ok(Scale::Lognormal),
            "normal" => Ok(Scale::Normal),
            "logit" => Ok(Scale::Logit),
            other => Err(de::Error::unknown_variant(other, SCALES)),
        }
    }
}

/// The object of a `beta`.
struct Counts {
    prior: [f64; 2],
    successes: f64,
    trials: f64,
}

impl Serialize for Counts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(3))?;
        map.serialize_entry("prior", &self.prior)?;
        map.serialize_entry("successes", &self.successes)?;
        map.serialize_entry("trials", &self.trials)?;
        map.end()
    }
}

impl<'de> Deserialize<'de> for Counts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(CountsVisitor)
    }
}

struct CountsVisitor;

impl<'de> Visitor<'de> for CountsVisitor {
    type Value = Counts;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(r#"counts such as {"prior": [1, 1], "successes": 12, "trials": 60}"#)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Counts, A::Error> {
        let (mut prior, mut successes, mut trials) = (None, None, None);
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "prior" => once(&mut prior, "prior", map.next_value()?)?,
                "successes" | "s" => once(&mut successes, "successes", map.next_value()?)?,
                "trials" | "n" => once(&mut trials, "trials", map.next_value()?)?,
                other => return Err(de::Error::unknown_field(other, COUNT_KEYS)),
            }
        }
        let absent = |key: &'static str| {
            de::Error::custom(format_args!(
                r#"missing `{key}`; expected counts such as {{"prior": [1, 1], "successes": 12, "trials": 60}}"#
            ))
        };
        Ok(Counts {
            prior: prior.ok_or_else(|| absent("prior"))?,
            successes: successes.ok_or_else(|| absent("successes"))?,
            trials: trials.ok_or_else(|| absent("trials"))?,
        })
    }
}

#[cfg(feature = "schema")]
mod schema {
    use super::super::{Estimate, Scale};
    use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
    use std::borrow::Cow;

    impl JsonSchema for Scale {
        fn schema_name() -> Cow<'static, str> {
            "Scale".into()
        }

        fn json_schema(_: &mut SchemaGenerator) -> Schema {
            json_schema!({
                "description": "The scale on which the law of a range is normal.",
                "type": "string",
                "enum": ["lognormal", "normal", "logit"]
            })
        }
    }

    impl JsonSchema for Estimate {
        fn schema_name() -> Cow<'static, str> {
            "Estimate".into()
        }

        fn json_schema(generator: &mut SchemaGenerator) -> Schema {
            let scale = generator.subschema_for::<Scale>();
            let pair = json_schema!({
                "type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2
            });
            let triple = json_schema!({
                "type": "array", "items": {"type": "number"}, "minItems": 3, "maxItems": 3
            });
            let list = json_schema!({"type": "array", "items": {"type": "number"}, "minItems": 1});
            let count = json_schema!({"type": "number", "minimum": 0});
            json_schema!({
                "description": "A number, or what is known about an uncertain one.",
                "anyOf": [
                    {"type": "number"},
                    {
                        "description": "An 80 % interval: one in ten outcomes lies below p10, one in ten above p90.",
                        "type": "object",
                        "properties": {"p10": {"type": "number"}, "p90": {"type": "number"}, "scale": scale},
                        "required": ["p10", "p90"],
                        "additionalProperties": false
                    },
                    {
                        "description": "Smallest, likeliest and largest value (PERT).",
                        "type": "object",
                        "properties": {"pert": triple},
                        "required": ["pert"],
                        "additionalProperties": false
                    },
                    {
                        "description": "A rate learnt from counts.",
                        "type": "object",
                        "properties": {"beta": {
                            "type": "object",
                            "properties": {"prior": pair, "successes": count, "trials": count},
                            "required": ["prior", "successes", "trials"],
                            "additionalProperties": false
                        }},
                        "required": ["beta"],
                        "additionalProperties": false
                    },
                    {
                        "description": "Anything between two ends alike.",
                        "type": "object",
                        "properties": {"uniform": pair},
                        "required": ["uniform"],
                        "additionalProperties": false
                    },
                    {
                        "description": "Values seen, each as likely as the other.",
                        "type": "object",
                        "properties": {"samples": list},
                        "required": ["samples"],
                        "additionalProperties": false
                    },
                    {
                        "description": "A known number.",
                        "type": "object",
                        "properties": {"fixed": {"type": "number"}},
                        "required": ["fixed"],
                        "additionalProperties": false
                    }
                ]
            })
        }
    }
}

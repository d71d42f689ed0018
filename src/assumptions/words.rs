//! A value of the plan in words, and as it can be typed.

use super::{in_order, is_estimate};
use crate::edit::usual_law;
use crate::format::Format;
use crate::text::Text;
use crate::text::fields::{choice, field};
use serde_json::Value;
use tandem_engine::check::CURRENCIES;
use tandem_engine::date::Date;
use tandem_engine::estimate::Estimate;
use tandem_engine::quantity::Unit;

/// A value of the plan in words.
pub fn in_words(value: &Value, unit: Unit, text: &'static Text, format: &Format) -> String {
    Words { text, format }.shown(value, unit).whole()
}

/// What words a value needs.
pub(super) struct Words<'a> {
    pub(super) text: &'static Text,
    pub(super) format: &'a Format,
}

impl Words<'_> {
    pub(super) fn shown(&self, value: &Value, unit: Unit) -> Shown {
        match value {
            Value::Number(number) => self.number(number.as_f64().unwrap_or_default(), unit),
            Value::Object(_) => match serde_json::from_value::<Estimate>(value.clone()) {
                Ok(estimate) => self.estimate(&estimate, unit),
                Err(_) => Shown::text(value.to_string()),
            },
            Value::Bool(yes) => Shown::text(self.word(if *yes { "true" } else { "false" })),
            Value::String(word) => Shown::text(self.word(word)),
            Value::Array(list) if list.is_empty() => Shown::text(self.text.assumptions.nothing.to_owned()),
            Value::Array(list) => Shown::text(self.list(list, unit)),
            Value::Null => Shown::text(String::new()),
        }
    }

    /// A choice in words, a date as a date, a currency by its name, anything else as it is.
    fn word(&self, word: &str) -> String {
        if let Some(date) = Date::parse(word) {
            return self.format.date(date);
        }
        if CURRENCIES.contains(&word) {
            return (self.text.settings.named_currency)(word, (self.text.charts.currency)(word));
        }
        choice(word, self.text.lang).unwrap_or(word).to_owned()
    }

    fn number(&self, number: f64, unit: Unit) -> Shown {
        Shown { number: Some(number), ..Shown::text(self.with_unit(number, unit)) }
    }

    fn with_unit(&self, number: f64, unit: Unit) -> String {
        self.format.entry(number, unit) + (self.text.assumptions.unit)(unit)
    }

    fn estimate(&self, estimate: &Estimate, unit: Unit) -> Shown {
        if let Estimate::Fixed(value) = estimate {
            return self.number(*value, unit);
        }
        let (scale, limits) = usual_law(unit);
        let quantile = |p: f64| estimate.quantile(p, scale, limits);
        let (low, middle, high) = (quantile(0.1), quantile(0.5), quantile(0.9));
        Shown {
            value: self.with_unit(middle, unit),
            range: self.format.entry_range(low, high, unit) + (self.text.assumptions.unit)(unit),
            number: Some(middle),
            ends: Some((low, high)),
        }
    }

    /// A list in one line; fields of its parts by name, as far as they differ from nothing.
    fn list(&self, list: &[Value], unit: Unit) -> String {
        let part = |value: &Value| match value {
            Value::Object(map) if !is_estimate(map) => {
                let fields = in_order(map).map(|(key, value)| {
                    let (unit, name) = field(key, self.text.lang).unwrap_or((unit, ""));
                    format!("{name} {}", self.shown(value, unit).whole())
                });
                fields.collect::<Vec<_>>().join(self.text.assumptions.comma)
            }
            _ => self.shown(value, unit).whole(),
        };
        let same = list.windows(2).all(|pair| pair[0] == pair[1]);
        match list {
            [first, _, ..] if same => (self.text.assumptions.all_same)(&part(first)),
            _ => list.iter().map(part).collect::<Vec<_>>().join(self.text.assumptions.between),
        }
    }
}

/// A value in words.
pub(super) struct Shown {
    pub(super) value: String,
    pub(super) range: String,
    pub(super) number: Option<f64>,
    pub(super) ends: Option<(f64, f64)>,
}

impl Shown {
    fn text(value: String) -> Self {
        Self { value, range: String::new(), number: None, ends: None }
    }

    /// In one text: the range, where there is one.
    pub(super) fn whole(self) -> String {
        if self.range.is_empty() { self.value } else { self.range }
    }
}

/// A value as it can be typed, with every digit.
pub(super) fn typed(value: &Value, unit: Unit, format: &Format) -> String {
    match value {
        Value::Number(number) => format.entry_exact(number.as_f64().unwrap_or_default(), unit),
        Value::Object(_) => match serde_json::from_value::<Estimate>(value.clone()) {
            Ok(Estimate::Fixed(value)) => format.entry_exact(value, unit),
            Ok(Estimate::Range { p10, p90, .. }) => format.entry_range_exact(p10, p90, unit),
            // What else is known about it cannot be typed in a line: its 80 % range can.
            Ok(estimate) => {
                let (scale, limits) = usual_law(unit);
                let quantile = |p: f64| estimate.quantile(p, scale, limits);
                format.entry_range(quantile(0.1), quantile(0.9), unit)
            }
            Err(_) => String::new(),
        },
        Value::Array(list) => {
            list.iter().map(|part| typed(part, unit, format)).collect::<Vec<_>>().join("; ")
        }
        Value::Bool(yes) => yes.to_string(),
        Value::String(word) => Date::parse(word).map_or_else(|| word.clone(), |day| format.date(day)),
        Value::Null => String::new(),
    }
}

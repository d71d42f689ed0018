//! Every input of a plan in one list: value, range, source, note, and what it was in the plan it started from.
//!
//! Pure. The list follows the plan's own format field by field, so that nothing can be left out of it.

use crate::format::{Format, is_money, is_share};
use crate::text::Text;
use crate::text::fields::{field, place as place_of};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use tandem_engine::estimate::{Estimate, Scale};
use tandem_engine::plan::{self, Plan, Provenance, Source};
use tandem_engine::quantity::Unit;

/// Fields that are no assumptions: the format's version, sources, names of things, and what has come to pass.
const ASIDE: &[&str] = &["version", "provenance", "id", "name", "title", "stage_names", "actuals"];

/// Where a value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// As the plan says.
    Stated(Source),
    /// The value that every plan starts with.
    Default,
    /// Changed on this page.
    Changed,
    /// The plan does not say.
    Unknown,
}

/// One input.
#[derive(Clone, Debug, PartialEq)]
pub struct Assumption {
    /// Its path in the plan.
    pub path: String,
    /// The topic, or the channel.
    pub topic: String,
    /// Its name within the topic.
    pub name: String,
    /// The value: of a range its middle.
    pub value: String,
    /// The 80 % range, where it is not known for certain.
    pub range: String,
    /// The value as a number, where it is one.
    pub number: Option<f64>,
    /// The ends of the range as numbers.
    pub ends: Option<(f64, f64)>,
    /// Where it comes from.
    pub origin: Origin,
    /// A sentence about that.
    pub note: String,
    /// What it was in the plan that this one started from, where that differs.
    pub was: Option<String>,
}

/// Every input of a plan; `base` is the plan that it started from.
pub fn assumptions(plan: &Plan, base: &Plan, text: &'static Text, format: &Format) -> Vec<Assumption> {
    // By the one writer of plans: a second one would be a copy of all its code.
    let value = |plan: &Plan| serde_json::from_str::<Value>(&plan::write(plan)).unwrap_or_default();
    let (now, mut was, usual) = (value(plan), value(base), value(&Plan::default()));
    in_order_of(plan, &mut was);
    let mut walk = Walk { plan, text, format, was: &was, usual: &usual, rows: Vec::new() };
    if let Value::Object(topics) = &now {
        for (key, value) in in_order(topics) {
            walk.step(&Place::topic(key, text), key, value);
        }
    }
    walk.rows
}

/// Puts the channels of another plan in the places that they have in this one; where it has none there is nothing.
fn in_order_of(plan: &Plan, other: &mut Value) {
    if let Some(Value::Array(channels)) = other.get_mut("channels") {
        let find =
            |id: &str| channels.iter().find(|channel| channel["id"] == id).cloned().unwrap_or_default();
        *channels = plan.channels.iter().map(|channel| find(&channel.id)).collect();
    }
}

/// Where the walk is.
#[derive(Clone)]
struct Place {
    path: String,
    topic: String,
    names: Vec<String>,
    unit: Unit,
}

impl Place {
    fn topic(key: &str, text: &Text) -> Self {
        let name = field(key, text.lang).map_or(key, |(_, name)| name);
        Self { path: key.to_owned(), topic: name.to_owned(), names: Vec::new(), unit: Unit::None }
    }

    fn inside(&self, key: &str, text: &Text) -> Self {
        let (unit, name) = field(key, text.lang).unwrap_or((Unit::None, ""));
        let mut place = self.clone();
        place.path = format!("{}.{key}", self.path);
        // A part of something without a unit of its own has the unit of the whole.
        place.unit = if self.unit != Unit::None && is_part(key) { self.unit } else { unit };
        place.names.push(name.to_owned());
        place
    }
}

/// Whether a field only splits what it stands in.
fn is_part(key: &str) -> bool {
    matches!(key, "fit" | "non_fit" | "mql_to_sql" | "sql_to_opportunity" | "opportunity_to_won")
}

struct Walk<'a> {
    plan: &'a Plan,
    text: &'static Text,
    format: &'a Format,
    was: &'a Value,
    usual: &'a Value,
    rows: Vec<Assumption>,
}

impl Walk<'_> {
    fn step(&mut self, place: &Place, key: &str, value: &Value) {
        match value {
            _ if ASIDE.contains(&key) => {}
            Value::Null => {}
            Value::Object(map) if !is_estimate(map) => {
                for (key, value) in in_order(map) {
                    if !ASIDE.contains(&key.as_str()) {
                        self.step(&place.inside(key, self.text), key, value);
                    }
                }
            }
            Value::Array(list) if key == "channels" => self.channels(list),
            _ => self.row(place, value),
        }
    }

    fn channels(&mut self, list: &[Value]) {
        for (index, channel) in list.iter().enumerate() {
            let label = self.plan.channels.get(index).map_or("", |channel| channel.label());
            let place = Place {
                path: format!("channels[{index}]"),
                topic: self.text.examples.shown(label).to_owned(),
                names: Vec::new(),
                unit: Unit::None,
            };
            self.step(&place, "channel", channel);
        }
    }

    fn row(&mut self, place: &Place, value: &Value) {
        let unit = self.unit(place);
        let shown = self.shown(value, unit);
        let was = at(self.was, &place.path);
        let changed = was.is_some_and(|was| was != value);
        let source = source_of(&self.plan.provenance, &place.path);
        let origin = match source {
            Some(source) => Origin::Stated(source.source),
            None if changed => Origin::Changed,
            None if at(self.usual, &place.path) == Some(value) => Origin::Default,
            None => Origin::Unknown,
        };
        self.rows.push(Assumption {
            path: place.path.clone(),
            topic: place.topic.clone(),
            name: place.names.iter().filter(|name| !name.is_empty()).cloned().collect::<Vec<_>>().join(" · "),
            value: shown.value,
            range: shown.range,
            number: shown.number,
            ends: shown.ends,
            origin,
            note: source.map_or("", |source| self.text.examples.shown(&source.note)).to_owned(),
            was: was.filter(|_| changed).map(|was| self.shown(was, unit).whole()),
        });
    }

    /// The unit of a place: that of the target follows its measure.
    fn unit(&self, place: &Place) -> Unit {
        use tandem_engine::plan::TargetMeasure as M;
        let measure = self.plan.target.as_ref().map(|target| target.measure);
        match (place.path.as_str(), measure) {
            ("target.value", Some(M::Won | M::Customers)) => Unit::Count,
            ("target.value", _) => Unit::Money,
            _ => place.unit,
        }
    }

    fn shown(&self, value: &Value, unit: Unit) -> Shown {
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

    /// A choice in words, a date as a date, anything else as it is.
    fn word(&self, word: &str) -> String {
        if let Some(date) = tandem_engine::date::Date::parse(word) {
            return self.format.date(date);
        }
        field(word, self.text.lang).map_or_else(|| word.to_owned(), |(_, name)| name.to_owned())
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
            _ => list.iter().map(part).collect::<Vec<_>>().join("; "),
        }
    }
}

/// A value in words.
struct Shown {
    value: String,
    range: String,
    number: Option<f64>,
    ends: Option<(f64, f64)>,
}

impl Shown {
    fn text(value: String) -> Self {
        Self { value, range: String::new(), number: None, ends: None }
    }

    /// In one text: the range, where there is one.
    fn whole(self) -> String {
        if self.range.is_empty() { self.value } else { self.range }
    }
}

/// Whether an object is a range, and not a part of the plan.
fn is_estimate(map: &Map<String, Value>) -> bool {
    ["p10", "pert", "beta", "uniform", "samples", "fixed"].iter().any(|key| map.contains_key(*key))
}

/// The fields of an object, related ones together.
fn in_order(map: &Map<String, Value>) -> impl Iterator<Item = (&String, &Value)> {
    let mut fields: Vec<_> = map.iter().collect();
    fields.sort_by_key(|(key, _)| place_of(key));
    fields.into_iter()
}

/// How a range of that unit is read where the plan does not say, and its limits, as in the engine's table of quantities.
fn usual_law(unit: Unit) -> (Scale, (f64, f64)) {
    match unit {
        unit if is_share(unit) => (Scale::Logit, (0.0, 1.0)),
        unit if is_money(unit) => (Scale::Lognormal, (0.0, 1e12)),
        Unit::LogOdds | Unit::ScoreSd => (Scale::Normal, (-1e3, 1e3)),
        _ => (Scale::Lognormal, (0.0, 1e12)),
    }
}

/// The value at a path such as `channels[2].response`.
fn at<'a>(value: &'a Value, path: &str) -> Option<&'a Value> {
    path.split(['.', '[']).try_fold(value, |here, step| match step.strip_suffix(']') {
        Some(index) => here.get(index.parse::<usize>().ok()?),
        None => here.get(step),
    })
}

/// The source of a path, or of what it lies in.
fn source_of<'a>(sources: &'a BTreeMap<String, Provenance>, path: &str) -> Option<&'a Provenance> {
    let owns = |owner: &str| {
        path.strip_prefix(owner).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
    };
    sources.iter().filter(|(owner, _)| owns(owner)).max_by_key(|(owner, _)| owner.len()).map(|(_, s)| s)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Lang, text};

    fn plan(json: &str) -> Plan {
        plan::read(json).plan.expect("a plan")
    }

    fn rows(now: &Plan, was: &Plan) -> Vec<Assumption> {
        assumptions(now, was, text(Lang::En), &Format::new(Lang::En, "USD"))
    }

    #[track_caller]
    fn row<'a>(rows: &'a [Assumption], path: &str) -> &'a Assumption {
        rows.iter().find(|row| row.path == path).unwrap_or_else(|| panic!("no row for {path}"))
    }

    const EXAMPLE: &str = include_str!("../assets/plans/scale_up.json");

    #[test]
    fn every_input_of_an_example_has_one_row_with_words() {
        let example = plan(EXAMPLE);
        let rows = rows(&example, &example);
        let mut paths: Vec<_> = rows.iter().map(|row| row.path.as_str()).collect();
        paths.sort_unstable();
        paths.dedup();
        assert_eq!(paths.len(), rows.len(), "no path twice");
        for row in &rows {
            assert!(!row.name.is_empty() && !row.topic.is_empty() && !row.value.is_empty(), "{row:?}");
            assert!(!row.value.contains('{') && !row.value.contains("NaN"), "{row:?}");
        }
        // Each number of the file is there: the rows follow the plan and not a list of their own.
        let spend = row(&rows, "channels[0].budget_per_month");
        assert_eq!((spend.topic.as_str(), spend.value.as_str()), ("Search ads", "35k a month"));
        let cost = row(&rows, "channels[0].response.reference_cost_per_lead");
        assert_eq!((cost.range.as_str(), cost.ends), ("252–308 a lead", Some((252.0, 308.0))));
        assert_eq!(row(&rows, "target.value").value, "8.8M");
    }

    #[test]
    fn a_channel_that_moved_is_compared_with_itself() {
        let was = plan(EXAMPLE);
        let mut now = was.clone();
        now.channels.swap(0, 1);
        now.channels.insert(0, tandem_engine::plan::Channel::new("new", Default::default()));
        assert!(rows(&now, &was).iter().all(|row| row.was.is_none()));
        assert!(rows(&was, &now).iter().all(|row| row.was.is_none()));
    }

    #[test]
    fn sources_defaults_and_changes_are_told_apart() {
        let was = plan(EXAMPLE);
        let mut now = was.clone();
        now.finance.gross_margin = 0.5.into();
        let source = Provenance { source: Source::Data, note: "counted".to_owned() };
        now.provenance.insert("deals".to_owned(), source);
        let rows = rows(&now, &was);
        let margin = row(&rows, "finance.gross_margin");
        assert_eq!((margin.origin, margin.value.as_str()), (Origin::Changed, "50%"));
        assert!(margin.was.is_some());
        let size = row(&rows, "deals.recurring_share");
        assert_eq!((size.origin, size.note.as_str()), (Origin::Stated(Source::Data), "counted"));
        assert_eq!(size.was, None);
        let untouched = rows.iter().filter(|row| row.origin == Origin::Default).count();
        assert!(untouched > 30, "{untouched} defaults");
    }
}

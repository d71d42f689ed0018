//! Every input of a plan in one list: value, range, source, note, and what it was in the plan it started from.
//!
//! Pure. The list follows the plan's own format field by field, so that nothing can be left out of it.

use crate::edit::{at, owns, written};
use crate::format::Format;
use crate::stages::sub;
use crate::text::Text;
use crate::text::fields::{field, field_in, place as place_of};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use tandem_engine::date::Date;
use tandem_engine::plan::{Plan, Provenance, Source};
use tandem_engine::quantity::Unit;

mod words;

pub use words::in_words;
use words::{Shown, Words, typed};

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

/// What kind of value stands in a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A number or a range.
    Number,
    /// Numbers one after the other.
    Numbers,
    /// A day.
    Day,
    /// A word or a text.
    Word,
    /// Yes or no.
    YesNo,
    /// An empty list.
    Nothing,
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
    /// What kind of value it is.
    pub shape: Shape,
    /// What it counts.
    pub unit: Unit,
    /// The value as it can be typed, with every digit; of a word the word of the format.
    pub typed: String,
    /// Where it comes from.
    pub origin: Origin,
    /// A sentence about that.
    pub note: String,
    /// What it was in the plan that this one started from, where that differs.
    pub was: Option<String>,
}

/// Every input of a plan; `base` is the plan that it started from.
pub fn assumptions(plan: &Plan, base: &Plan, text: &'static Text, format: &Format) -> Vec<Assumption> {
    let (now, mut was, usual) = (written(plan), written(base), written(&Plan::default()));
    in_order_of(plan, base, &mut was);
    let mut walk = Walk { plan, text, format, was: &was, usual: &usual, rows: Vec::new() };
    if let Value::Object(topics) = &now {
        for (key, value) in in_order(topics) {
            walk.step(&Place::topic(key, text), key, value);
        }
    }
    walk.rows
}

/// Puts the channels and sub-stages of another plan in the places that they have in this one; where it has none there is
/// nothing. `other` is `base` as it is written.
fn in_order_of(plan: &Plan, base: &Plan, other: &mut Value) {
    if let Some(Value::Array(channels)) = other.get_mut("channels") {
        let find =
            |id: &str| channels.iter().find(|channel| channel["id"] == id).cloned().unwrap_or_default();
        *channels = plan.channels.iter().map(|channel| find(&channel.id)).collect();
    }
    if let Some(Value::Array(stages)) = other.get_mut(sub::LIST) {
        let names = sub::names(plan);
        let twin = |index| sub::twin(&names, index, &base.opportunity_stages);
        let find = |index| twin(index).and_then(|index| stages.get(index)).cloned().unwrap_or_default();
        *stages = (0..names.len()).map(find).collect();
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
        let parent = self.path.rsplit('.').next().unwrap_or_default();
        let (unit, name) = field_in(parent, key, text.lang).unwrap_or((Unit::None, ""));
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
            Value::Array(list) if list.iter().any(is_thing) => self.things(place, list),
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

    /// A list of things with fields of their own, such as hires: each field is a row.
    fn things(&mut self, place: &Place, list: &[Value]) {
        for (index, thing) in list.iter().enumerate() {
            let mut here = place.clone();
            here.path = format!("{}[{index}]", place.path);
            if place.path == sub::LIST {
                here.names.push(sub::name(self.plan, index, self.text));
            } else if let Some(name) = here.names.last_mut() {
                *name = (self.text.assumptions.numbered)(name, index + 1);
            }
            // The fields of a thing count what they say, whatever the list counts.
            here.unit = Unit::None;
            self.step(&here, "", thing);
        }
    }

    fn row(&mut self, place: &Place, value: &Value) {
        let unit = self.unit(place);
        let shown = self.shown(value, unit);
        let was = at(self.was, &place.path);
        let changed = was.is_some_and(|was| was != value);
        // What was changed is not from the source of what it lies in.
        let source = source_of(&self.plan.provenance, &place.path)
            .filter(|(owner, _)| !changed || *owner == place.path)
            .map(|(_, source)| source);
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
            shape: shape(value),
            unit,
            typed: typed(value, unit, self.format),
            origin,
            note: source.map_or("", |source| self.text.examples.shown(&source.note)).to_owned(),
            was: was.filter(|_| changed).map(|was| self.shown(was, unit).whole()),
        });
    }

    fn shown(&self, value: &Value, unit: Unit) -> Shown {
        Words { text: self.text, format: self.format }.shown(value, unit)
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

/// Whether a value is a thing with fields of its own.
fn is_thing(value: &Value) -> bool {
    matches!(value, Value::Object(map) if !is_estimate(map))
}

fn shape(value: &Value) -> Shape {
    match value {
        Value::Number(_) | Value::Object(_) => Shape::Number,
        Value::Array(list) if list.is_empty() => Shape::Nothing,
        Value::Array(_) => Shape::Numbers,
        Value::Bool(_) => Shape::YesNo,
        Value::String(word) if Date::parse(word).is_some() => Shape::Day,
        Value::String(_) | Value::Null => Shape::Word,
    }
}

/// The source of a path, or of what it lies in.
fn source_of<'a>(sources: &'a BTreeMap<String, Provenance>, path: &str) -> Option<(&'a str, &'a Provenance)> {
    let found = sources.iter().filter(|(owner, _)| owns(owner, path)).max_by_key(|(owner, _)| owner.len());
    found.map(|(owner, source)| (owner.as_str(), source))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Lang, text};
    use tandem_engine::estimate::Estimate;

    fn plan(json: &str) -> Plan {
        tandem_engine::plan::read(json).plan.expect("a plan")
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
    fn things_in_lists_have_a_row_for_each_field() {
        let example = plan(EXAMPLE);
        let rows = rows(&example, &example);
        let heads = row(&rows, "teams.account_executives.hires[1].headcount");
        assert_eq!((heads.shape, heads.unit), (Shape::Number, Unit::People));
        assert!(heads.name.ends_with("Heads, here and to come 2 · Heads"), "{}", heads.name);
        assert!(rows.iter().all(|row| !row.path.ends_with(".hires")));
    }

    #[test]
    fn what_can_be_typed_is_read_as_the_same_value() {
        use crate::edit::{Kind, typed, with};
        for lang in [Lang::En, Lang::ZhCn] {
            let example = plan(EXAMPLE);
            let format = Format::new(lang, "USD");
            for row in assumptions(&example, &example, text(lang), &format) {
                let kind = match row.shape {
                    Shape::Number => Kind::Amount(row.unit),
                    Shape::Numbers => Kind::Amounts(row.unit),
                    Shape::Day => Kind::Day,
                    _ => continue,
                };
                let value =
                    typed(kind, &row.typed, "USD").unwrap_or_else(|problem| panic!("{row:?}: {problem:?}"));
                let next = with(&example, &[(row.path.clone(), Some(value))]).expect("a sound plan");
                let before = crate::edit::written(&example);
                let after = crate::edit::written(&next);
                let (before, after) = (at(&before, &row.path), at(&after, &row.path));
                let ends = |value: Option<&Value>| match serde_json::from_value::<Estimate>(value?.clone()) {
                    Ok(Estimate::Fixed(value)) => Some((value, value)),
                    Ok(Estimate::Range { p10, p90, .. }) => Some((p10, p90)),
                    _ => None,
                };
                match (ends(before), ends(after)) {
                    (Some(before), Some(after)) => {
                        let near = |a: f64, b: f64| (a - b).abs() <= 1e-9 * a.abs().max(1.0);
                        assert!(near(before.0, after.0) && near(before.1, after.1), "{row:?}: {after:?}");
                    }
                    (before, after) => assert_eq!(before, after, "{row:?}"),
                }
            }
        }
    }

    #[test]
    fn a_time_a_type_and_a_currency_have_their_own_names() {
        let example = plan(include_str!("../assets/plans/manufacturer_china.json"));
        let in_chinese = assumptions(&example, &example, text(Lang::ZhCn), &Format::new(Lang::ZhCn, "CNY"));
        for (rows, words) in [
            (rows(&example, &example), ["Opportunity to won · Mean", "Win rate", "Events", "CNY"]),
            (in_chinese, ["商机到赢单 · 平均", "赢单率", "活动", "CNY · 元"]),
        ] {
            assert_eq!(row(&rows, "durations.opportunity_to_won.mean_weeks").name, words[0]);
            let odds = row(&rows, "qualification.observed.conversion.opportunity_to_won");
            assert!(odds.name.ends_with(words[1]), "{}", odds.name);
            assert_eq!(row(&rows, "channels[0].type").value, words[2]);
            assert_eq!(row(&rows, "plan.currency_code").value, words[3]);
        }
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

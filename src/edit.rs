//! One value of a plan by its path: read, replaced, and judged as if the whole plan had been typed.
//!
//! Pure. The plan is written, the value put in its place, and the whole read again: there is one reader of plans and one
//! gate, and no second list of fields. A value that was replaced is no longer from its source.

mod clash;
mod cure;
mod name;
mod shape;
mod typed;

pub use clash::{Clash, clash};
pub use cure::{Cure, cure};
pub use name::{name, told};
pub use shape::{kept, loses_shape};
pub use typed::{Kind, typed, usual_law};

use serde_json::{Map, Value};
use std::collections::BTreeSet;
use tandem_engine::estimate::Estimate;
use tandem_engine::plan::{self, Plan};
use tandem_engine::{Finding, check};

/// A value and where it goes; nothing takes the field out, and the plan has its default again.
pub type Put = (String, Option<Value>);

/// A plan with other values in it.
///
/// # Errors
/// What the reader or the gate finds wrong with the new values, and was not wrong before.
pub fn with(plan: &Plan, puts: &[Put]) -> Result<Plan, Vec<Finding>> {
    let next = replaced(plan, puts)?;
    let new = new_errors(plan, &next);
    if new.is_empty() { Ok(next) } else { Err(new) }
}

/// A plan with other values in it, whatever the gate says about them.
fn replaced(plan: &Plan, puts: &[Put]) -> Result<Plan, Vec<Finding>> {
    let mut value = written(plan);
    for (path, new) in puts {
        put(&mut value, path, new.clone());
    }
    let read = plan::read(&value.to_string());
    let Some(mut next) = read.plan else { return Err(read.findings) };
    next.provenance.retain(|path, _| !puts.iter().any(|(put, _)| owns(put, path)));
    Ok(next)
}

/// Errors of the new plan that the old one has not.
pub fn new_errors(old: &Plan, new: &Plan) -> Vec<Finding> {
    let key = |finding: &Finding| (finding.code, finding.path.clone());
    let known: BTreeSet<_> = check(old).findings.iter().map(key).collect();
    let is_new = |finding: &Finding| finding.code.is_error() && !known.contains(&key(finding));
    check(new).findings.into_iter().filter(is_new).collect()
}

/// The plan in its own format.
pub fn written(plan: &Plan) -> Value {
    // By the one writer of plans: a second one would be a copy of all its code.
    serde_json::from_str(&plan::write(plan)).unwrap_or_default()
}

/// A plan with the value, and its source, that another one has at a path.
///
/// # Errors
/// What the reader or the gate finds wrong with the value in this plan.
pub fn restored(plan: &Plan, path: &str, from: &Plan, there: &str) -> Result<Plan, Vec<Finding>> {
    let mut next = with(plan, &[(path.to_owned(), at(&written(from), there).cloned())])?;
    let sources = from.provenance.iter().filter(|(owned, _)| owns(there, owned));
    let sources = sources.map(|(owned, source)| (format!("{path}{}", &owned[there.len()..]), source.clone()));
    next.provenance.extend(sources);
    Ok(next)
}

/// The value at a path such as `channels[2].response`.
pub fn at<'a>(value: &'a Value, path: &str) -> Option<&'a Value> {
    path.split(['.', '[']).try_fold(value, |here, step| match step.strip_suffix(']') {
        Some(index) => here.get(index.parse::<usize>().ok()?),
        None => here.get(step),
    })
}

/// Puts a value at a path; objects on the way that are missing are made, places in lists that are missing are not.
fn put(root: &mut Value, path: &str, new: Option<Value>) {
    let mut here = root;
    let mut steps = path.split(['.', '[']).peekable();
    while let Some(step) = steps.next() {
        let last = steps.peek().is_none();
        here = match step.strip_suffix(']') {
            Some(index) => {
                let place = index.parse().ok().and_then(|index: usize| here.get_mut(index));
                let Some(place) = place else { return };
                if last {
                    *place = new.unwrap_or_default();
                    return;
                }
                place
            }
            None => {
                if !here.is_object() {
                    *here = Value::Object(Map::new());
                }
                let Value::Object(map) = here else { return };
                if last {
                    match new {
                        Some(new) => map.insert(step.to_owned(), new),
                        None => map.remove(step),
                    };
                    return;
                }
                map.entry(step).or_insert_with(|| Value::Object(Map::new()))
            }
        };
    }
}

/// Whether a path is another or lies in it.
pub fn owns(owner: &str, path: &str) -> bool {
    path.strip_prefix(owner).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

/// Rewrites what names values of a plan by their paths, sources and correlations: `to` gives the new path of an old one, or
/// nothing where the value is gone.
pub fn repoint(plan: &mut Plan, to: impl Fn(&str) -> Option<String>) {
    let sources = std::mem::take(&mut plan.provenance);
    plan.provenance = sources.into_iter().filter_map(|(path, source)| Some((to(&path)?, source))).collect();
    plan.simulation.correlations.retain_mut(|correlation| {
        let (Some(first), Some(second)) = (to(&correlation.first), to(&correlation.second)) else {
            return false;
        };
        (correlation.first, correlation.second) = (first, second);
        true
    });
}

/// A path after things of a list have moved: `to` gives the new place of an old one. Nothing if its thing is gone; paths that
/// do not lie in the list stay as they are.
pub fn renumbered(path: &str, list: &str, to: impl Fn(usize) -> Option<usize>) -> Option<String> {
    let parts = path.strip_prefix(list).and_then(|rest| rest.strip_prefix('[')?.split_once(']'));
    let Some((index, within)) = parts.and_then(|(index, within)| Some((index.parse().ok()?, within))) else {
        return Some(path.to_owned());
    };
    Some(format!("{list}[{}]{within}", to(index)?))
}

/// A number or a range in the plan's format; whole numbers as such, which counts need.
pub fn estimate(estimate: &Estimate) -> Value {
    match estimate {
        Estimate::Fixed(value) if value.fract() == 0.0 && value.abs() <= 9_007_199_254_740_992.0 => {
            Value::from(*value as i64)
        }
        Estimate::Fixed(value) => Value::from(*value),
        other => serde_json::to_value(other).unwrap_or_default(),
    }
}

/// What is typed for the value at a path, with what it keeps of the value there: its shape.
pub fn typed_at(plan: &Plan, path: &str, kind: Kind, text: &str) -> Result<Value, crate::parse::Problem> {
    let value = typed(kind, text, &plan.plan.currency_code)?;
    let Kind::Amount(unit) = kind else { return Ok(value) };
    let Some((new, now)) = read_estimate(&value).zip(estimate_at(plan, path)) else { return Ok(value) };
    Ok(estimate(&kept(new, &now, usual_law(unit))))
}

/// Whether a value is at a path already: putting it there would only take its source away.
pub fn is_at(plan: &Plan, path: &str, value: &Value) -> bool {
    let now = at(&written(plan), path).cloned();
    now.as_ref() == Some(value)
        || read_estimate(value).is_some_and(|new| estimate_at(plan, path) == Some(new))
}

/// Whether a value that is put at a path takes the place of one of another shape.
pub fn loses_shape_at(plan: &Plan, path: &str, value: &Value) -> bool {
    read_estimate(value).zip(estimate_at(plan, path)).is_some_and(|(new, now)| loses_shape(&new, &now))
}

fn estimate_at(plan: &Plan, path: &str) -> Option<Estimate> {
    read_estimate(at(&written(plan), path)?)
}

fn read_estimate(value: &Value) -> Option<Estimate> {
    let may_be = value.is_number() || value.is_object();
    may_be.then(|| serde_json::from_value(value.clone()).ok()).flatten()
}

/// The words that may stand at a path, where only some may: the reader is asked.
pub fn words_at(plan: &Plan, path: &str) -> Vec<String> {
    use tandem_engine::findings::Fact;
    let no_word = Value::from("\u{0}");
    match replaced(plan, &[(path.to_owned(), Some(no_word))]) {
        Err(findings) => findings
            .into_iter()
            .find_map(|finding| match finding.fact {
                Fact::NotAllowed { allowed } if finding.path == path => Some(allowed),
                _ => None,
            })
            .unwrap_or_default(),
        Ok(_) => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tandem_engine::plan::{Provenance, Source};

    fn example() -> Plan {
        plan::read(include_str!("../assets/plans/scale_up.json")).plan.expect("a plan")
    }

    fn one(path: &str, value: impl Into<Value>) -> [Put; 1] {
        [(path.to_owned(), Some(value.into()))]
    }

    #[test]
    fn a_value_takes_its_place_and_leaves_its_source() {
        let mut plan = example();
        let data = Provenance { source: Source::Data, note: String::new() };
        plan.provenance.insert("finance.gross_margin".to_owned(), data.clone());
        plan.provenance.insert("finance.overhead_per_month".to_owned(), data);
        let next = with(&plan, &one("finance.gross_margin", 0.5)).expect("a plan");
        assert_eq!(next.finance.gross_margin, 0.5.into());
        assert!(!next.provenance.contains_key("finance.gross_margin"));
        assert!(next.provenance.contains_key("finance.overhead_per_month"));
        let spend = with(&plan, &one("channels[0].budget_per_month", 12_000)).expect("a plan");
        assert_ne!(spend.channels[0], plan.channels[0]);
        assert_eq!(spend.channels[1..], plan.channels[1..]);
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        let plan = example();
        let too_long = with(&plan, &one("plan.horizon_weeks", 900)).expect_err("too long");
        assert!(too_long.iter().any(|finding| finding.path == "plan.horizon_weeks"), "{too_long:?}");
        let no_number = with(&plan, &one("plan.horizon_weeks", "long")).expect_err("no number");
        assert_eq!(no_number[0].path, "plan.horizon_weeks");
        // A horizon that ends before the target is a fault of the target's date.
        let short = with(&plan, &one("plan.horizon_weeks", 26)).expect_err("too short");
        assert!(short.iter().any(|finding| finding.path == "target.date"), "{short:?}");
    }

    #[test]
    fn a_field_that_is_taken_out_has_its_default_again() {
        let mut plan = example();
        plan.finance.gross_margin = 0.31.into();
        let next = with(&plan, &[("finance.gross_margin".to_owned(), None)]).expect("a plan");
        assert_eq!(next.finance.gross_margin, Plan::default().finance.gross_margin);
    }

    #[test]
    fn a_range_that_is_typed_again_is_the_one_that_is_there() {
        let mut plan = example();
        let churn =
            Estimate::Range { p10: 0.018, p90: 0.026, scale: Some(tandem_engine::estimate::Scale::Normal) };
        plan.finance.gross_margin = churn.clone();
        let (path, kind) = ("finance.gross_margin", Kind::Amount(tandem_engine::quantity::Unit::Share));
        let same = typed_at(&plan, path, kind, "1.8-2.6%").expect("a range");
        assert_eq!(same, estimate(&churn));
        assert!(is_at(&plan, path, &same) && !loses_shape_at(&plan, path, &same));
        let wider = typed_at(&plan, path, kind, "1.8-3%").expect("a range");
        assert_eq!(wider["scale"], "normal");
    }

    #[test]
    fn the_reader_knows_which_words_may_stand_somewhere() {
        let plan = example();
        assert!(words_at(&plan, "target.measure").contains(&"arr".to_owned()));
        assert!(words_at(&plan, "plan.horizon_weeks").is_empty());
        assert!(words_at(&plan, "plan.currency_code").is_empty());
    }
}

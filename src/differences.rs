//! Where two plans differ: lever by lever, and by path where there is no lever.
//!
//! Pure. Each difference can be applied alone, which tells what it moves.

use crate::edit::owns;
use crate::levers::{Lever, LeverValue, levers};
use crate::stages::sub::LIST;
use serde_json::Value;
use std::rc::Rc;
use tandem_engine::plan::{self, Plan};

/// One difference between two plans.
#[derive(Clone, Debug, PartialEq)]
pub enum Difference {
    /// A lever stands elsewhere.
    Lever {
        /// The lever, of the second plan.
        lever: Rc<Lever>,
        /// Its value in the first plan.
        from: LeverValue,
        /// Its value in the second plan.
        to: LeverValue,
    },
    /// A channel that only one of them has.
    Channel {
        /// Its id.
        id: String,
        /// The name shown.
        name: String,
        /// Whether it is the second plan that has it.
        added: bool,
    },
    /// A value without a lever.
    Leaf {
        /// Path in the plan; channels by their ids.
        path: String,
        /// As in the first plan; empty where it is not there.
        from: String,
        /// As in the second plan.
        to: String,
    },
}

impl Difference {
    /// Unique among the differences of two plans.
    pub fn key(&self) -> &str {
        match self {
            Difference::Lever { lever, .. } => &lever.id,
            Difference::Channel { id, .. } => id,
            Difference::Leaf { path, .. } => path,
        }
    }

    /// The first plan with this difference alone; nothing where it makes no plan by itself.
    pub fn applied(&self, from: &Plan, to: &Plan) -> Option<Plan> {
        let mut next = from.clone();
        match self {
            Difference::Lever { lever, to, .. } => lever.set(&mut next, to.clone()),
            Difference::Channel { id, added: true, .. } => {
                next.channels.push(to.channels.iter().find(|channel| channel.id == *id)?.clone());
            }
            Difference::Channel { id, .. } => next.channels.retain(|channel| channel.id != *id),
            Difference::Leaf { path, .. } => {
                let value = at(&tree(to)?, path).cloned().unwrap_or(Value::Null);
                let mut changed = tree(from)?;
                put(&mut changed, path, value)?;
                next = plan::read(&untree(changed).to_string()).plan?;
            }
        }
        Some(next)
    }
}

/// Whether anything but title and sources differs.
pub fn differ(from: &Plan, to: &Plan) -> bool {
    from != to && tree(from) != tree(to)
}

/// All differences, levers first, in the order of the page.
pub fn differences(from: &Plan, to: &Plan) -> Vec<Difference> {
    let all = levers(to, from);
    let mut found: Vec<Difference> = Vec::new();
    for lever in &all {
        let (Some(a), Some(b)) = (lever.get(from), lever.get(to)) else { continue };
        if a != b {
            found.push(Difference::Lever { lever: Rc::new(lever.clone()), from: a, to: b });
        }
    }
    let only = |one: &Plan, other: &Plan, added: bool| {
        let missing = |id: &str| !other.channels.iter().any(|channel| channel.id == id);
        let channels = one.channels.iter().filter(|channel| missing(&channel.id));
        channels
            .map(|channel| Difference::Channel {
                id: channel.id.clone(),
                name: channel.label().to_owned(),
                added,
            })
            .collect::<Vec<_>>()
    };
    found.extend(only(to, from, true));
    found.extend(only(from, to, false));
    // What levers and channels have told already is not told again.
    let mut told = from.clone();
    for lever in &all {
        if let Some(value) = lever.get(to) {
            lever.set(&mut told, value);
        }
    }
    told.channels.retain(|channel| to.channels.iter().any(|other| other.id == channel.id));
    for channel in
        to.channels.iter().filter(|channel| !from.channels.iter().any(|other| other.id == channel.id))
    {
        told.channels.push(channel.clone());
    }
    if let (Some(told), Some(to)) = (tree(&told), tree(to)) {
        leaves(&told, &to, String::new(), &mut found);
    }
    found
}

/// Whether anything differs that the levers do not show: what is neither a lever nor a channel, nor of a channel's curve, nor a
/// sub-stage.
pub fn differ_beyond_levers(from: &Plan, to: &Plan) -> bool {
    let shown = |path: &str| {
        let of_channel = path.strip_prefix("channels.").and_then(|path| path.split_once('.'));
        let of_curve = of_channel.is_some_and(|(_, of)| owns("response", of) || owns("carryover", of));
        of_curve || owns(LIST, path)
    };
    let beyond =
        |difference: &Difference| matches!(difference, Difference::Leaf { path, .. } if !shown(path));
    !std::ptr::eq(from, to) && (from.actuals != to.actuals || differences(from, to).iter().any(beyond))
}

/// The plan as a tree without title, sources, names of stages and what has come to pass; channels by their ids, so that their order does not count.
fn tree(plan: &Plan) -> Option<Value> {
    let mut tree = plan::to_value(plan);
    let root = tree.as_object_mut()?;
    root.remove("provenance");
    root.remove("actuals");
    root.get_mut("qualification")?.as_object_mut()?.remove("stage_names");
    for stage in root.get_mut("opportunity_stages").and_then(Value::as_array_mut).into_iter().flatten() {
        stage.as_object_mut()?.remove("name");
    }
    root.get_mut("plan")?.as_object_mut()?.remove("title");
    if let Some(Value::Array(channels)) = root.remove("channels") {
        let ids: Vec<&str> = plan.channels.iter().map(|channel| channel.id.as_str()).collect();
        for path in correlated(root) {
            rename(path, |place| ids.get(place.parse::<usize>().ok()?).map(|id| (*id).to_owned()));
        }
        let by_id = channels
            .into_iter()
            .filter_map(|channel| Some((channel.get("id")?.as_str()?.to_owned(), channel)));
        root.insert("channels".to_owned(), Value::Object(by_id.collect()));
    }
    Some(tree)
}

/// A tree as a plan is written.
fn untree(mut tree: Value) -> Value {
    if let Some(Value::Object(channels)) = tree.get_mut("channels").map(Value::take) {
        let ids: Vec<&String> = channels.keys().collect();
        for path in tree.as_object_mut().map(correlated).unwrap_or_default() {
            rename(path, |id| ids.iter().position(|other| *other == id).map(|place| place.to_string()));
        }
        tree["channels"] = Value::Array(channels.into_iter().map(|(_, channel)| channel).collect());
    }
    tree
}

/// The paths that correlations name: a plan has channels in them by their place, a tree by their id.
fn correlated(root: &mut serde_json::Map<String, Value>) -> Vec<&mut String> {
    let pairs = root.get_mut("simulation").and_then(|part| part.get_mut("correlations")?.as_array_mut());
    let pairs = pairs.into_iter().flatten().filter_map(Value::as_object_mut);
    let paths =
        pairs.flat_map(|pair| pair.iter_mut().filter(|(key, _)| matches!(key.as_str(), "first" | "second")));
    paths
        .filter_map(|(_, path)| match path {
            Value::String(path) => Some(path),
            _ => None,
        })
        .collect()
}

/// Another name for the channel that a path lies in.
fn rename(path: &mut String, to: impl Fn(&str) -> Option<String>) {
    let parts = path.strip_prefix("channels[").and_then(|rest| rest.split_once(']'));
    if let Some((name, within)) = parts.and_then(|(name, within)| Some((to(name)?, within))) {
        *path = format!("channels[{name}]{within}");
    }
}

fn leaves(from: &Value, to: &Value, path: String, found: &mut Vec<Difference>) {
    if from == to {
        return;
    }
    if let (Value::Object(a), Value::Object(b)) = (from, to) {
        let mut keys: Vec<&String> = a.keys().chain(b.keys()).collect();
        keys.sort_unstable();
        keys.dedup();
        for key in keys {
            let below = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
            leaves(a.get(key).unwrap_or(&Value::Null), b.get(key).unwrap_or(&Value::Null), below, found);
        }
        return;
    }
    found.push(Difference::Leaf { path, from: shown(from), to: shown(to) });
}

fn shown(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn at<'a>(tree: &'a Value, path: &str) -> Option<&'a Value> {
    path.split('.').try_fold(tree, |tree, key| tree.get(key))
}

fn put(tree: &mut Value, path: &str, value: Value) -> Option<()> {
    let (parent, key) = path.rsplit_once('.').unwrap_or(("", path));
    let mut keys = parent.split('.').filter(|key| !key.is_empty());
    let parent = keys.try_fold(tree, |tree, key| tree.get_mut(key))?.as_object_mut()?;
    if value.is_null() {
        parent.remove(key);
    } else {
        parent.insert(key.to_owned(), value);
    }
    Some(())
}

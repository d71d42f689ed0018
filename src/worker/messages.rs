//! What is said between the page and its workers, and how it travels: as lists of plain values, large ones packed.

use js_sys::{Array, Float32Array, Uint8Array};
use std::rc::Rc;
use tandem_engine::Period;
use wasm_bindgen::prelude::*;
use web_sys::MessagePort;

/// What is asked of a worker: by the page, or, of trials that were run, by another worker.
#[derive(Clone, Debug)]
pub enum Job {
    /// Another plan from now on.
    Plan {
        /// Number of the run.
        run_id: u32,
        /// The plan as JSON.
        json: Rc<str>,
        /// The period by whose spans figures are wanted, instead of summaries.
        by: Option<Period>,
    },
    /// Run trials, after those that were asked for before.
    Run {
        /// Number of the run.
        run_id: u32,
        /// The first trial.
        first_trial: u32,
        /// How many.
        n_trials: u32,
    },
    /// Trials that are run from now on go to another worker, who sums up.
    Lead(MessagePort),
    /// Another worker's trials come from there.
    Follow(MessagePort),
    /// Take in trials that were run by another worker.
    Part {
        /// Number of the run.
        run_id: u32,
        /// The first trial.
        first_trial: u32,
        /// Flat values; handed over, not copied.
        values: Float32Array,
    },
    /// Sum up the trials `0..n_trials`, once they are all there.
    Sum {
        /// Number of the run.
        run_id: u32,
        /// How many.
        n_trials: u32,
    },
    /// Tell what plans come to on the expected path.
    Ask {
        /// Number of the question.
        ask_id: u32,
        /// The plans as JSON, one a line.
        plans: Rc<str>,
    },
}

/// What a worker tells the page.
#[derive(Clone, Debug)]
pub enum Done {
    /// It has started.
    Ready,
    /// Trials were run; they are with the worker that sums up, or on their way to it.
    Ran {
        /// Number of the run.
        run_id: u32,
        /// The first trial.
        first_trial: u32,
        /// How many.
        n_trials: u32,
        /// Time it took, milliseconds.
        ms: f64,
    },
    /// What plans come to.
    Answered {
        /// Number of the question.
        ask_id: u32,
        /// The answer as JSON; empty if there is none.
        json: String,
    },
    /// The summary of the first trials.
    Summed {
        /// Number of the run.
        run_id: u32,
        /// How many trials it is of.
        n_trials: u32,
        /// The summary or figures by span, packed; empty if they could not be made. Handed over, not copied.
        packed: Uint8Array,
        /// What each trial comes to, as flat values; handed over, not copied.
        outcomes: Float32Array,
    },
}

/// A message as a list: the kind, the number of the run, three numbers, a content.
pub(super) struct Message {
    kind: &'static str,
    numbers: [f64; 4],
    content: JsValue,
}

impl Message {
    fn new(kind: &'static str, run_id: u32, numbers: [f64; 3], content: JsValue) -> Self {
        Self { kind, numbers: [f64::from(run_id), numbers[0], numbers[1], numbers[2]], content }
    }

    pub(super) fn to_js(&self) -> Array {
        let list = Array::of1(&self.kind.into());
        for number in self.numbers {
            list.push(&number.into());
        }
        list.push(&self.content);
        list
    }

    /// What is handed over instead of copied: the content, or what of a list is numbers.
    pub(super) fn transfer(&self) -> Array {
        let parts = self.content.dyn_ref::<Array>().cloned().unwrap_or_else(|| Array::of1(&self.content));
        let buffer = |part: JsValue| -> Option<JsValue> {
            let floats = part.dyn_ref::<Float32Array>().map(Float32Array::buffer);
            let numbers = floats.or_else(|| part.dyn_ref::<Uint8Array>().map(Uint8Array::buffer));
            numbers.map(JsValue::from).or_else(|| part.dyn_into::<MessagePort>().ok().map(JsValue::from))
        };
        parts.iter().filter_map(buffer).collect()
    }
}

/// A received list: the kind, a reader of its numbers, the content.
fn received(data: &JsValue) -> Option<(String, [f64; 4], JsValue)> {
    let list = data.dyn_ref::<Array>()?;
    let number = |index: u32| list.get(index).as_f64().unwrap_or_default();
    Some((list.get(0).as_string()?, [number(1), number(2), number(3), number(4)], list.get(5)))
}

impl Job {
    pub(super) fn message(&self) -> Message {
        match self {
            Job::Plan { run_id, json, by } => {
                // A period by its place from 1 on, 0 for none.
                let by = by.map_or(0.0, |period| f64::from(period as u32 + 1));
                Message::new("plan", *run_id, [by, 0.0, 0.0], JsValue::from_str(json))
            }
            Job::Run { run_id, first_trial, n_trials } => Message::new(
                "run",
                *run_id,
                [f64::from(*first_trial), f64::from(*n_trials), 0.0],
                JsValue::NULL,
            ),
            Job::Lead(port) => Message::new("lead", 0, [0.0; 3], port.into()),
            Job::Follow(port) => Message::new("follow", 0, [0.0; 3], port.into()),
            Job::Part { run_id, first_trial, values } => {
                Message::new("part", *run_id, [f64::from(*first_trial), 0.0, 0.0], values.into())
            }
            Job::Sum { run_id, n_trials } => {
                Message::new("sum", *run_id, [f64::from(*n_trials), 0.0, 0.0], JsValue::NULL)
            }
            Job::Ask { ask_id, plans } => Message::new("ask", *ask_id, [0.0; 3], JsValue::from_str(plans)),
        }
    }

    pub(super) fn read(data: &JsValue) -> Option<Self> {
        let (kind, [run_id, a, b, _], content) = received(data)?;
        let run_id = run_id as u32;
        Some(match kind.as_str() {
            "plan" => {
                let by = (a as usize).checked_sub(1).and_then(|place| Period::ALL.get(place).copied());
                Job::Plan { run_id, json: content.as_string()?.into(), by }
            }
            "run" => Job::Run { run_id, first_trial: a as u32, n_trials: b as u32 },
            "lead" => Job::Lead(content.dyn_into().ok()?),
            "follow" => Job::Follow(content.dyn_into().ok()?),
            "part" => Job::Part { run_id, first_trial: a as u32, values: content.dyn_into().ok()? },
            "sum" => Job::Sum { run_id, n_trials: a as u32 },
            "ask" => Job::Ask { ask_id: run_id, plans: content.as_string()?.into() },
            _ => return None,
        })
    }
}

impl Done {
    pub(super) fn message(&self) -> Message {
        match self {
            Done::Ready => Message::new("ready", 0, [0.0; 3], JsValue::NULL),
            Done::Ran { run_id, first_trial, n_trials, ms } => Message::new(
                "ran",
                *run_id,
                [f64::from(*first_trial), f64::from(*n_trials), *ms],
                JsValue::NULL,
            ),
            Done::Answered { ask_id, json } => {
                Message::new("answered", *ask_id, [0.0; 3], JsValue::from_str(json))
            }
            Done::Summed { run_id, n_trials, packed, outcomes } => Message::new(
                "summed",
                *run_id,
                [f64::from(*n_trials), 0.0, 0.0],
                Array::of2(packed, outcomes).into(),
            ),
        }
    }

    pub(super) fn read(data: &JsValue) -> Option<Self> {
        let (kind, [run_id, a, b, ms], content) = received(data)?;
        let run_id = run_id as u32;
        Some(match kind.as_str() {
            "ready" => Done::Ready,
            "ran" => Done::Ran { run_id, first_trial: a as u32, n_trials: b as u32, ms },
            "answered" => Done::Answered { ask_id: run_id, json: content.as_string()? },
            "summed" => {
                let parts = content.dyn_into::<Array>().ok()?;
                let (packed, outcomes) = (parts.get(0).dyn_into().ok()?, parts.get(1).dyn_into().ok()?);
                Done::Summed { run_id, n_trials: a as u32, packed, outcomes }
            }
            _ => return None,
        })
    }
}

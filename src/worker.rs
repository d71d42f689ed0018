//! Workers: how one is started, what is said between it and the page, and what it does.
//!
//! The only file that names `Worker`. A worker is a classic script from a blob, so that it inherits the page's content
//! security policy; its text is the page's own glue, and it gets the page's compiled module: nothing is loaded twice.

use crate::simulate::bench::Bench;
use crate::simulate::probe::answer;
use gloo::events::EventListener;
use js_sys::{Array, Float32Array, Float64Array, Reflect};
use std::cell::RefCell;
use std::rc::Rc;
use tandem_engine::summary::Outcomes;
use tandem_engine::{Summary, plan};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, DedicatedWorkerGlobalScope, MessageEvent, Response, Url, Worker};

/// What follows the glue in a worker's text: the first message is the compiled module.
const WORKER_START: &str = "
self.onmessage = (event) => {
  self.onmessage = null;
  wasm_bindgen.initSync({ module: event.data });
};
";

/// What the page asks of a worker.
#[derive(Clone, Debug)]
pub enum Job {
    /// Another plan from now on.
    Plan {
        /// Number of the run.
        run_id: u32,
        /// The plan as JSON.
        json: Rc<str>,
    },
    /// Run trials.
    Run {
        /// Number of the run.
        run_id: u32,
        /// The first trial.
        first_trial: u32,
        /// How many.
        n_trials: u32,
    },
    /// Take in trials that were run, wherever.
    Part {
        /// Number of the run.
        run_id: u32,
        /// The first trial.
        first_trial: u32,
        /// Flat values; handed over, not copied.
        values: Float32Array,
    },
    /// Sum up the trials `0..n_trials`.
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
    /// Trials were run.
    Ran {
        /// Number of the run.
        run_id: u32,
        /// The first trial.
        first_trial: u32,
        /// How many.
        n_trials: u32,
        /// Time it took, milliseconds.
        ms: f64,
        /// Flat values; handed over, not copied.
        values: Float32Array,
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
        /// The summary as JSON, without its measures; empty if it could not be made.
        json: String,
        /// Its measures, as flat values; handed over, not copied.
        series: Float64Array,
        /// What each trial comes to, as flat values; handed over, not copied.
        outcomes: Float32Array,
    },
}

/// A message as a list: the kind, the number of the run, two numbers, a content.
struct Message {
    kind: &'static str,
    numbers: [f64; 4],
    content: JsValue,
}

impl Message {
    fn new(kind: &'static str, run_id: u32, numbers: [f64; 3], content: JsValue) -> Self {
        Self { kind, numbers: [f64::from(run_id), numbers[0], numbers[1], numbers[2]], content }
    }

    fn to_js(&self) -> Array {
        let list = Array::of1(&self.kind.into());
        for number in self.numbers {
            list.push(&number.into());
        }
        list.push(&self.content);
        list
    }

    /// What is handed over instead of copied: the content, or what of a list is numbers.
    fn transfer(&self) -> Array {
        let parts = self.content.dyn_ref::<Array>().cloned().unwrap_or_else(|| Array::of1(&self.content));
        let buffer = |part: JsValue| {
            let floats = part.dyn_ref::<Float32Array>().map(Float32Array::buffer);
            floats.or_else(|| part.dyn_ref::<Float64Array>().map(Float64Array::buffer))
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
    fn message(&self) -> Message {
        match self {
            Job::Plan { run_id, json } => Message::new("plan", *run_id, [0.0; 3], JsValue::from_str(json)),
            Job::Run { run_id, first_trial, n_trials } => Message::new(
                "run",
                *run_id,
                [f64::from(*first_trial), f64::from(*n_trials), 0.0],
                JsValue::NULL,
            ),
            Job::Part { run_id, first_trial, values } => {
                Message::new("part", *run_id, [f64::from(*first_trial), 0.0, 0.0], values.into())
            }
            Job::Sum { run_id, n_trials } => {
                Message::new("sum", *run_id, [f64::from(*n_trials), 0.0, 0.0], JsValue::NULL)
            }
            Job::Ask { ask_id, plans } => Message::new("ask", *ask_id, [0.0; 3], JsValue::from_str(plans)),
        }
    }

    fn read(data: &JsValue) -> Option<Self> {
        let (kind, [run_id, a, b, _], content) = received(data)?;
        let run_id = run_id as u32;
        Some(match kind.as_str() {
            "plan" => Job::Plan { run_id, json: content.as_string()?.into() },
            "run" => Job::Run { run_id, first_trial: a as u32, n_trials: b as u32 },
            "part" => Job::Part { run_id, first_trial: a as u32, values: content.dyn_into().ok()? },
            "sum" => Job::Sum { run_id, n_trials: a as u32 },
            "ask" => Job::Ask { ask_id: run_id, plans: content.as_string()?.into() },
            _ => return None,
        })
    }
}

impl Done {
    fn message(&self) -> Message {
        match self {
            Done::Ready => Message::new("ready", 0, [0.0; 3], JsValue::NULL),
            Done::Ran { run_id, first_trial, n_trials, ms, values } => Message::new(
                "ran",
                *run_id,
                [f64::from(*first_trial), f64::from(*n_trials), *ms],
                values.into(),
            ),
            Done::Answered { ask_id, json } => {
                Message::new("answered", *ask_id, [0.0; 3], JsValue::from_str(json))
            }
            Done::Summed { run_id, n_trials, json, series, outcomes } => Message::new(
                "summed",
                *run_id,
                [f64::from(*n_trials), 0.0, 0.0],
                Array::of3(&JsValue::from_str(json), series, outcomes).into(),
            ),
        }
    }

    fn read(data: &JsValue) -> Option<Self> {
        let (kind, [run_id, a, b, ms], content) = received(data)?;
        let run_id = run_id as u32;
        Some(match kind.as_str() {
            "ready" => Done::Ready,
            "ran" => Done::Ran {
                run_id,
                first_trial: a as u32,
                n_trials: b as u32,
                ms,
                values: content.dyn_into().ok()?,
            },
            "answered" => Done::Answered { ask_id: run_id, json: content.as_string()? },
            "summed" => {
                let parts = content.dyn_into::<Array>().ok()?;
                let (series, outcomes) = (parts.get(1).dyn_into().ok()?, parts.get(2).dyn_into().ok()?);
                Done::Summed { run_id, n_trials: a as u32, json: parts.get(0).as_string()?, series, outcomes }
            }
            _ => return None,
        })
    }
}

/// A worker as the page holds it; it ends when this is dropped.
pub struct Hand {
    worker: Worker,
    _listeners: [EventListener; 2],
}

impl Hand {
    /// Gives it a job.
    pub fn send(&self, job: &Job) {
        let message = job.message();
        // A worker that has died tells so by its error event.
        let _ = self.worker.post_message_with_transfer(&message.to_js(), &message.transfer());
    }
}

impl Drop for Hand {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

/// What all workers start from.
pub struct Yard {
    address: String,
    module: JsValue,
}

impl Yard {
    /// Makes the workers' text of the glue.
    pub async fn open() -> Result<Self, JsValue> {
        let text = glue().await?;
        let kind = BlobPropertyBag::new();
        kind.set_type("text/javascript");
        let blob = Blob::new_with_str_sequence_and_options(&Array::of2(&text, &WORKER_START.into()), &kind)?;
        Ok(Self { address: Url::create_object_url_with_blob(&blob)?, module: wasm_bindgen::module() })
    }

    /// Starts a worker. `on_fault` is called when it is refused or fails; that comes as an event, never from here.
    pub fn hire(
        &self,
        on_done: impl Fn(Done) + 'static,
        on_fault: impl Fn() + 'static,
    ) -> Result<Hand, JsValue> {
        let worker = Worker::new(&self.address)?;
        let messages = EventListener::new(&worker, "message", move |event| {
            let data = event.dyn_ref::<MessageEvent>().map(MessageEvent::data);
            if let Some(done) = data.and_then(|data| Done::read(&data)) {
                on_done(done);
            }
        });
        let faults = EventListener::new(&worker, "error", move |event| {
            event.prevent_default();
            on_fault();
        });
        worker.post_message(&self.module)?;
        Ok(Hand { worker, _listeners: [messages, faults] })
    }
}

impl Drop for Yard {
    fn drop(&mut self) {
        let _ = Url::revoke_object_url(&self.address);
    }
}

/// The glue's text: that of the page, where the page is one file; else fetched, which the browser has done already.
async fn glue() -> Result<JsValue, JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let document = window.document().ok_or(JsValue::NULL)?;
    if let Some(text) = document.get_element_by_id("glue").and_then(|glue| glue.text_content()) {
        return Ok(text.into());
    }
    let boot = document.query_selector("[data-glue]")?;
    let glue = boot.and_then(|boot| boot.get_attribute("data-glue")).ok_or(JsValue::NULL)?;
    let response: Response = JsFuture::from(window.fetch_with_str(&glue)).await?.dyn_into()?;
    if !response.ok() {
        return Err(JsValue::from_f64(f64::from(response.status())));
    }
    JsFuture::from(response.text()?).await
}

/// Workers worth having: one a processor, at most 8.
pub fn worthwhile() -> usize {
    let processors = web_sys::window().map_or(1.0, |window| window.navigator().hardware_concurrency());
    processors.clamp(1.0, 8.0) as usize
}

/// Whether this program runs in a worker.
pub fn in_worker() -> bool {
    js_sys::global().dyn_ref::<DedicatedWorkerGlobalScope>().is_some()
}

/// The worker's part: does one job after the other, for ever.
pub fn serve() {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    let desk = RefCell::new(Desk::default());
    let answer = move |scope: &DedicatedWorkerGlobalScope, done: &Done| {
        let message = done.message();
        // Only a page that is gone refuses.
        let _ = scope.post_message_with_transfer(&message.to_js(), &message.transfer());
    };
    answer(&scope, &Done::Ready);
    let to_page = scope.clone();
    EventListener::new(&scope, "message", move |event| {
        let data = event.dyn_ref::<MessageEvent>().map(MessageEvent::data);
        let job = data.and_then(|data| Job::read(&data));
        if let Some(done) = job.and_then(|job| desk.borrow_mut().work(job)) {
            answer(&to_page, &done);
        }
    })
    .forget();
}

/// A worker's state: the run it works for.
#[derive(Default)]
struct Desk {
    run_id: u32,
    bench: Option<Bench>,
}

impl Desk {
    /// Does a job; a job of another run is dropped.
    fn work(&mut self, job: Job) -> Option<Done> {
        match job {
            Job::Plan { run_id, json } => {
                self.run_id = run_id;
                self.bench = plan::read(&json).plan.and_then(|plan| Bench::new(&plan));
                None
            }
            Job::Run { run_id, first_trial, n_trials } => {
                let start = now();
                let bench = self.bench.as_ref().filter(|_| run_id == self.run_id)?;
                let values = Float32Array::from(bench.run(first_trial, n_trials).as_slice());
                Some(Done::Ran { run_id, first_trial, n_trials, ms: now() - start, values })
            }
            Job::Part { run_id, first_trial, values } => {
                let bench = self.bench.as_mut().filter(|_| run_id == self.run_id)?;
                bench.take_in(first_trial, values.to_vec());
                None
            }
            Job::Ask { ask_id, plans } => Some(Done::Answered { ask_id, json: answer(&plans) }),
            Job::Sum { run_id, n_trials } => {
                let bench = self.bench.as_mut().filter(|_| run_id == self.run_id)?;
                // An empty answer says that it could not be done; the page then does it itself.
                let (mut summary, outcomes) = bench.sum_up(n_trials).unzip();
                let series = summary.as_mut().map(Summary::take_series).unwrap_or_default();
                let json =
                    summary.and_then(|summary| serde_json::to_string(&summary).ok()).unwrap_or_default();
                let values = outcomes.map(Outcomes::into_values).unwrap_or_default();
                Some(Done::Summed {
                    run_id,
                    n_trials,
                    json,
                    series: Float64Array::from(series.as_slice()),
                    outcomes: Float32Array::from(values.as_slice()),
                })
            }
        }
    }
}

/// Milliseconds since the page or the worker began.
pub fn now() -> f64 {
    let performance = Reflect::get(&js_sys::global(), &"performance".into()).ok();
    performance
        .and_then(|p| p.dyn_into::<web_sys::Performance>().ok())
        .map_or(0.0, |performance| performance.now())
}

//! What a worker does: one job after the other, and trials in slices between them, so that a new plan is never far.
//!
//! Workers hand their trials to the one that sums up, by a port of their own; the page only hears how far they are.

use super::messages::{Done, Job};
use super::now;
use crate::simulate::bench::Bench;
use crate::simulate::chunks::Pace;
use crate::simulate::probe::answer;
use gloo::events::EventListener;
use js_sys::{Float32Array, Uint8Array};
use serde::Serialize;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::ops::Range;
use std::rc::Rc;
use tandem_engine::plan;
use tandem_engine::simulation::BLOCK;
use tandem_engine::summary::Outcomes;
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageChannel, MessageEvent, MessagePort};

/// Time of a slice, milliseconds: an old run is dropped within a frame.
const SLICE_MS: f64 = 8.0;

/// Does what it is told, for ever.
pub fn serve() {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    // A message to oneself comes after those that are there already, and at once: timers of a worker rest 4 ms.
    let Ok(turns) = MessageChannel::new() else { return };
    let worker = Rc::new(Servant {
        scope: scope.clone(),
        next_turn: turns.port2(),
        waiting: RefCell::new(false),
        desk: RefCell::new(Desk::default()),
    });
    worker.tell(&Done::Ready);
    let own = Rc::clone(&worker);
    listen(&turns.port1(), move |_| {
        own.waiting.replace(false);
        let done = own.desk.borrow_mut().slice();
        done.iter().for_each(|done| own.tell(done));
        own.take_turn();
    });
    EventListener::new(&scope, "message", move |event| hear(&worker, event)).forget();
}

fn listen(port: &MessagePort, hear: impl Fn(&web_sys::Event) + 'static) {
    EventListener::new(port, "message", hear).forget();
    port.start();
}

fn hear(worker: &Rc<Servant>, event: &web_sys::Event) {
    let data = event.dyn_ref::<MessageEvent>().map(MessageEvent::data);
    let Some(job) = data.and_then(|data| Job::read(&data)) else { return };
    if let Job::Follow(port) = job {
        let worker = Rc::clone(worker);
        return listen(&port, move |event| hear(&worker, event));
    }
    let done = worker.desk.borrow_mut().work(job);
    done.iter().for_each(|done| worker.tell(done));
    worker.take_turn();
}

/// A worker's ways out, and its desk.
struct Servant {
    scope: DedicatedWorkerGlobalScope,
    next_turn: MessagePort,
    /// Whether its next turn is under way.
    waiting: RefCell<bool>,
    desk: RefCell<Desk>,
}

impl Servant {
    fn tell(&self, done: &Done) {
        let message = done.message();
        // Only a page that is gone refuses.
        let _ = self.scope.post_message_with_transfer(&message.to_js(), &message.transfer());
    }

    /// Comes back for the next slice, if there is one to do.
    fn take_turn(&self) {
        if !self.desk.borrow().queue.is_empty() && !self.waiting.replace(true) {
            let _ = self.next_turn.post_message(&JsValue::NULL);
        }
    }
}

/// A worker's state: the run it works for, and what is to do for it.
struct Desk {
    run_id: u32,
    bench: Option<Bench>,
    /// Trials to run.
    queue: VecDeque<Range<u32>>,
    pace: Pace,
    /// Who sums up, if that is somebody else.
    lead: Option<MessagePort>,
    /// What waits to be summed up until so many trials are there.
    sums: Vec<u32>,
    /// Trials of a run whose plan is still on its way.
    early: Vec<(u32, u32, Float32Array)>,
}

impl Default for Desk {
    fn default() -> Self {
        Self {
            run_id: 0,
            bench: None,
            queue: VecDeque::new(),
            pace: Pace::guess(),
            lead: None,
            sums: Vec::new(),
            early: Vec::new(),
        }
    }
}

impl Desk {
    /// Does a job; a job of an older run is dropped.
    fn work(&mut self, job: Job) -> Vec<Done> {
        match job {
            Job::Plan { run_id, json, by } => {
                self.run_id = run_id;
                self.bench = plan::read(&json).plan.and_then(|plan| Bench::new(&plan, by));
                self.queue.clear();
                self.sums.clear();
                for (run_id, first_trial, values) in std::mem::take(&mut self.early) {
                    self.take_in(run_id, first_trial, values);
                }
            }
            Job::Run { run_id, first_trial, n_trials } if run_id == self.run_id => {
                self.queue.push_back(first_trial..first_trial.saturating_add(n_trials));
            }
            Job::Lead(port) => self.lead = Some(port),
            Job::Part { run_id, first_trial, values } => {
                self.take_in(run_id, first_trial, values);
                return self.sum_up();
            }
            Job::Sum { run_id, n_trials } if run_id == self.run_id => {
                self.sums.push(n_trials);
                return self.sum_up();
            }
            Job::Ask { ask_id, plans } => return vec![Done::Answered { ask_id, json: answer(&plans) }],
            Job::Run { .. } | Job::Sum { .. } | Job::Follow(_) => {}
        }
        Vec::new()
    }

    /// Trials come straight from another worker: their run may be older than this one's, and newer too.
    fn take_in(&mut self, run_id: u32, first_trial: u32, values: Float32Array) {
        if run_id > self.run_id {
            self.early.push((run_id, first_trial, values));
        } else if let Some(bench) = self.bench.as_mut().filter(|_| run_id == self.run_id) {
            bench.take_in(first_trial, values.to_vec());
        }
    }

    /// Runs the next trials, for about as long as a slice is.
    fn slice(&mut self) -> Vec<Done> {
        let n = (self.pace.trials_in(SLICE_MS) / BLOCK * BLOCK).max(BLOCK);
        let (Some(range), Some(bench)) = (self.queue.front_mut(), &mut self.bench) else {
            self.queue.clear();
            return Vec::new();
        };
        let (run_id, first_trial) = (self.run_id, range.start);
        let n_trials = n.min(range.end - first_trial);
        range.start += n_trials;
        if range.start >= range.end {
            self.queue.pop_front();
        }
        let start = now();
        let values = bench.run(first_trial, n_trials);
        match &self.lead {
            Some(lead) => {
                let values = Float32Array::from(values.as_slice());
                let part = Job::Part { run_id, first_trial, values }.message();
                let _ = lead.post_message_with_transferable(&part.to_js(), &part.transfer());
            }
            None => bench.take_in(first_trial, values),
        }
        let ms = now() - start;
        self.pace.learn(n_trials, ms);
        let mut done = vec![Done::Ran { run_id, first_trial, n_trials, ms }];
        done.extend(self.sum_up());
        done
    }

    /// The summaries that are asked for and whose trials are all there.
    fn sum_up(&mut self) -> Vec<Done> {
        let (run_id, Some(bench)) = (self.run_id, &mut self.bench) else { return Vec::new() };
        let mut done = Vec::new();
        self.sums.retain(|&n_trials| {
            let ready = bench.has(n_trials);
            if ready {
                done.push(match bench.by() {
                    Some(_) => summed(run_id, n_trials, bench.figures(n_trials)),
                    None => summed(run_id, n_trials, bench.sum_up(n_trials)),
                });
            }
            !ready
        });
        done
    }
}

/// What the first trials come to. An empty parcel says that it could not be worked out; the page then does it itself.
fn summed<T: Serialize>(run_id: u32, n_trials: u32, worked_out: Option<(T, Outcomes)>) -> Done {
    let (content, outcomes) = worked_out.unzip();
    let packed = content.and_then(|content| postcard::to_allocvec(&content).ok()).unwrap_or_default();
    let values = outcomes.map(Outcomes::into_values).unwrap_or_default();
    Done::Summed {
        run_id,
        n_trials,
        packed: Uint8Array::from(packed.as_slice()),
        outcomes: Float32Array::from(values.as_slice()),
    }
}

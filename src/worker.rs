//! Workers: how one is started, what is said between it and the page, and what it does.
//!
//! The only place that names `Worker`. A worker is a classic script from a blob, so that it inherits the page's content
//! security policy; its text is the page's own glue, and it gets the page's compiled module: nothing is loaded twice.

mod desk;
mod messages;

pub use desk::serve;
pub use messages::{Done, Job};

use crate::parts;
use gloo::events::EventListener;
use js_sys::{Array, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, DedicatedWorkerGlobalScope, MessageChannel, MessageEvent, Response, Url, Worker,
};

/// What follows the glue in a worker's text: the first message is the program, what more of it trials need, both compiled, and
/// the address of the rest.
const WORKER_START: &str = "
self.onmessage = ({ data: [module, more, rest] }) => {
  self.onmessage = null;
  tandem.hold(wasm_bindgen.initSync({ module }), more, rest);
  tandem.start();
};
";

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

    /// From now on it hands its trials to another worker, who sums up; false if no way to it can be laid.
    pub fn follow(&self, lead: &Self) -> bool {
        let Ok(way) = MessageChannel::new() else { return false };
        lead.send(&Job::Follow(way.port1()));
        self.send(&Job::Lead(way.port2()));
        true
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
    program: Array,
}

impl Yard {
    /// Makes the workers' text of the glue, once there is what trials need.
    pub async fn open() -> Result<Self, JsValue> {
        let text = glue().await?;
        let kind = BlobPropertyBag::new();
        kind.set_type("text/javascript");
        let blob = Blob::new_with_str_sequence_and_options(&Array::of2(&text, &WORKER_START.into()), &kind)?;
        let program = Array::of3(&wasm_bindgen::module(), &parts::more().await, &rest()?);
        Ok(Self { address: Url::create_object_url_with_blob(&blob)?, program })
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
        worker.post_message(&self.program)?;
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

/// The whole address of the program's rest: a worker's own is that of its text. Nothing where the program is whole.
fn rest() -> Result<JsValue, JsValue> {
    let document = web_sys::window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
    let boot = document.query_selector("[data-rest]")?;
    let rest = boot.and_then(|boot| boot.get_attribute("data-rest")).filter(|rest| !rest.is_empty());
    let whole = rest.zip(document.base_uri()?).map(|(rest, base)| Url::new_with_base(&rest, &base));
    Ok(whole.transpose()?.map_or(JsValue::NULL, |url| url.href().into()))
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

/// Milliseconds since the page or the worker began.
pub fn now() -> f64 {
    let performance = Reflect::get(&js_sys::global(), &"performance".into()).ok();
    performance
        .and_then(|p| p.dyn_into::<web_sys::Performance>().ok())
        .map_or(0.0, |performance| performance.now())
}

//! The Tandem app: everything that knows the browser. The engine knows nothing of it.
//!
//! Data flows one way: [`storage`] brings plans in, [`workbook`] holds the state and is the only one to change it,
//! [`simulate`] turns the plan into figures with the help of [`worker`], the [`views`] show them. `docs/` and
//! `ARCHITECTURE.md` have the map.

// What is shown, without a browser.
pub mod assumptions;
pub mod changes;
pub mod channels;
pub mod differences;
pub mod edit;
pub mod export;
pub mod format;
pub mod levers;
pub mod parse;
pub mod stages;
pub mod steps;
pub mod text;
pub mod workbook;

// What knows the browser.
pub mod parts;
pub mod simulate;
pub mod storage;
pub mod worker;

// What is drawn.
pub mod app;
pub mod charts;
pub mod controls;
pub mod views;

use wasm_bindgen::prelude::wasm_bindgen;

/// Starts as a worker or as the page, by where this runs. `assets/parts.js` calls it once it holds the program.
#[wasm_bindgen]
pub fn tandem_start() {
    if worker::in_worker() {
        worker::serve();
    } else {
        app::mount();
    }
}

/// The digest of the engine's pinned plans: equal on every machine.
#[wasm_bindgen]
pub fn tandem_digest() -> String {
    tandem_engine::digest()
}

/// Trials a second of the scale-up example on this thread, over `n` trials.
#[wasm_bindgen]
pub fn tandem_bench(n: u32) -> f64 {
    simulate::speed(&views::examples::first_plan(), n)
}

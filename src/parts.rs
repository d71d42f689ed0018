//! The parts of the program that come later (`xtask/src/split.rs`, `assets/parts.js`): brought in passing, or at once where
//! something calls what is not there yet.

use gloo::timers::callback::Timeout;
use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// Time until a part that could not be had is asked for again, milliseconds.
const AGAIN_MS: u32 = 2_000;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = tandem, js_name = fetchMore, catch)]
    async fn fetch_more() -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = tandem, js_name = fetchRest, catch)]
    async fn fetch_rest() -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = tandem, js_name = loadMore)]
    fn load_more();
    #[wasm_bindgen(js_namespace = tandem, js_name = loadRest)]
    fn load_rest();
}

/// Waits for what the first screen needs besides the answer; gives it as it was compiled, null where the program is whole.
pub async fn more() -> JsValue {
    loop {
        match fetch_more().await {
            Ok(module) => return module,
            Err(_) => a_moment().await,
        }
    }
}

/// Waits for what the page needs at rest.
pub async fn rest() {
    while fetch_rest().await.is_err() {
        a_moment().await;
    }
}

async fn a_moment() {
    let pause = Promise::new(&mut |go, _| {
        Timeout::new(AGAIN_MS, move || drop(go.call0(&JsValue::NULL))).forget();
    });
    // A pause does not fail.
    let _ = JsFuture::from(pause).await;
}

/// What a function of the first screen calls where it is not there yet.
#[wasm_bindgen]
pub fn tandem_need_more() {
    load_more();
}

/// What a function that was put off further calls.
#[wasm_bindgen]
pub fn tandem_need_rest() {
    load_rest();
}

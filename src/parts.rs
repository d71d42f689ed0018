//! The parts of the program that come later (`xtask/src/split.rs`, `assets/parts.js`): brought in passing, or at once where
//! something calls what is not there yet.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// Waits for what the first screen needs besides the answer; gives it as it was compiled, null where the program is whole.
    #[wasm_bindgen(js_namespace = tandem, js_name = awaitMore)]
    pub async fn more() -> JsValue;
    /// Waits for what the page needs at rest.
    #[wasm_bindgen(js_namespace = tandem, js_name = awaitRest)]
    pub async fn rest() -> JsValue;
    #[wasm_bindgen(js_namespace = tandem, js_name = loadMore)]
    fn load_more();
    #[wasm_bindgen(js_namespace = tandem, js_name = loadRest)]
    fn load_rest();
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

//! What stands around a lever and is seldom used shares one stop of the Tab key: arrows go from one to the next.
//!
//! What carries [`TOOL`] belongs to the row it lies in; one of them is a stop as any control, the others have no stop of their
//! own. Nothing is kept: the next one is found where it stands.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// The attribute of what shares a stop.
pub const TOOL: &str = "data-tool";

/// Arrows in a row go from one of its tools to the next; those in the list of a menu stay its own.
pub fn on_key(event: &KeyboardEvent) {
    let step = match event.key().as_str() {
        "ArrowRight" => 1,
        "ArrowLeft" => -1,
        _ => return,
    };
    let Some(tool) = event.target_dyn_into::<Element>().filter(|target| target.has_attribute(TOOL)) else {
        return;
    };
    if event.alt_key() || event.ctrl_key() || event.meta_key() || event.shift_key() {
        return;
    }
    let row = tool.closest(".lever").ok().flatten();
    let tools = row.and_then(|row| row.query_selector_all(&format!("[{TOOL}]")).ok());
    let tools: Vec<HtmlElement> = tools
        .map(|tools| (0..tools.length()).filter_map(|index| tools.get(index)?.dyn_into().ok()).collect())
        .unwrap_or_default();
    let place = tools.iter().position(|other| **other == tool);
    let next = place.and_then(|place| tools.get(place.checked_add_signed(step)?));
    // A choice would take the next value.
    event.prevent_default();
    if let Some(next) = next {
        // A refused focus leaves it where it is.
        let _ = next.focus();
    }
}

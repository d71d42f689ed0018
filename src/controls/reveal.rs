//! Leads the reader to a place on the page: the focus goes there, the page scrolls to it and shows it.

use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// How often a dialog is looked after that is about to close, milliseconds: a frame.
const LOOK_EVERY_MS: u32 = 16;

/// Focuses a panel by its id.
pub fn panel(id: &str) {
    let selector = format!("#{id}");
    if let Some(panel) = find(&selector) {
        // A panel takes the focus only when it is pointed at, never on the way with Tab.
        panel.set_tab_index(-1);
        focus(&selector);
    }
}

/// Focuses the field of a lever; on a phone its group comes to the front first.
pub fn lever(id: &str, group: &str) {
    // On a wide page all groups are in view and their tabs are not: then the click changes nothing that is seen.
    if let Some(tab) = find(&format!("#group-{group}[aria-pressed=false]")) {
        tab.click();
    }
    focus(&format!("#field-{id}"));
}

/// Does something once what is open has closed and given the focus back.
pub fn later(go: impl FnOnce() + 'static) {
    Timeout::new(LOOK_EVERY_MS, move || {
        let document = web_sys::window().and_then(|window| window.document());
        let open = document.and_then(|document| document.query_selector("dialog").ok()?);
        if open.is_some() { later(go) } else { go() }
    })
    .forget();
}

fn find(selector: &str) -> Option<HtmlElement> {
    let document = web_sys::window()?.document()?;
    document.query_selector(selector).ok()??.dyn_into().ok()
}

fn focus(selector: &str) {
    if let Some(element) = find(selector) {
        // A refused focus leaves it where it is.
        let _ = element.focus();
    }
}

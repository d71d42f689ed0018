//! Leads the reader to a place on the page: the focus goes there, the page scrolls to it and shows it.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

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

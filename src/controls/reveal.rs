//! Leads the reader to a place on the page: the focus goes there, the page scrolls to it and shows it.
//!
//! A lever may be folded away, or stand in a group that a phone does not show: the panel of levers, while it is on the page,
//! is told of the wish and brings the lever into view before it takes the focus.

use gloo::timers::callback::Timeout;
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::Callback;

/// How often a dialog is looked after that is about to close, milliseconds: a frame.
const LOOK_EVERY_MS: u32 = 16;

/// How much of something is to be in view, pixels.
const FIRST_LINES: f64 = 80.0;

thread_local! {
    /// The panel of levers that is on the page.
    static LEVERS: RefCell<Option<Callback<String>>> = const { RefCell::new(None) };
    /// The table of assumptions that is on the page.
    static ROWS: RefCell<Option<Callback<String>>> = const { RefCell::new(None) };
}

/// How often something is looked for that is about to be drawn.
const LOOKS: u32 = 120;

/// Focuses a panel by its id.
pub fn panel(id: &str) {
    let selector = format!("#{id}");
    if let Some(panel) = find(&selector) {
        // A panel takes the focus only when it is pointed at, never on the way with Tab.
        panel.set_tab_index(-1);
        focus(&selector);
    }
}

/// Brings a lever into view and focuses its field.
pub fn lever(id: &str) {
    let listener = LEVERS.with_borrow(Option::clone);
    if let Some(listener) = listener {
        listener.emit(id.to_owned());
    }
}

/// Makes `take` the one that is told which lever is to be in view; nothing ends that.
pub fn listen(take: Option<Callback<String>>) {
    LEVERS.set(take);
}

/// Brings a row of the table of assumptions into view, by its path in the plan; its field is open where it can be changed.
pub fn row(path: &str) {
    let listener = ROWS.with_borrow(Option::clone);
    if let Some(listener) = listener {
        listener.emit(path.to_owned());
    }
}

/// Makes `take` the one that is told which row is to be in view.
pub fn listen_for_rows(take: Option<Callback<String>>) {
    ROWS.set(take);
}

/// Whether something is on the page.
pub fn is_there(selector: &str) -> bool {
    find(selector).is_some()
}

/// Focuses something once it is drawn.
pub fn once_there(selector: String) {
    look(selector, LOOKS);
}

fn look(selector: String, left: u32) {
    Timeout::new(LOOK_EVERY_MS, move || match find(&selector) {
        Some(found) => {
            // What takes no focus by itself takes it only when it is pointed at.
            if found.tab_index() < 0 {
                found.set_tab_index(-1);
            }
            focus_element(&found);
        }
        None if left > 0 => look(selector, left - 1),
        None => {}
    })
    .forget();
}

/// Presses a button by name of another way to it.
pub fn press(selector: &str) {
    if let Some(button) = find(selector) {
        button.click();
    }
}

/// Focuses the field of a lever that is in view, once it is drawn.
pub fn field(id: String) {
    Timeout::new(0, move || focus(&format!("[id=\"field-{id}\"]"))).forget();
}

/// Focuses the button that opens a list, once it is drawn.
pub fn opener(list: String) {
    Timeout::new(0, move || focus(&format!("[aria-controls=\"{list}\"]"))).forget();
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

/// Scrolls the page to where something starts, if that is not in view: a headline that stays in view is asked from anywhere.
pub fn start_of(element: &web_sys::Element) {
    let Some(window) = web_sys::window() else { return };
    let height = window.inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(f64::MAX);
    // What stands over the page at its top and foot, as its style says.
    let root = window.document().and_then(|document| document.document_element());
    let style = root.and_then(|root| window.get_computed_style(&root).ok()?);
    let covered = |side: &str| {
        let length = style.as_ref()?.get_property_value(side).ok()?;
        length.trim_end_matches("px").parse::<f64>().ok()
    };
    let [above, below] =
        ["scroll-padding-top", "scroll-padding-bottom"].map(|side| covered(side).unwrap_or(0.0));
    let top = element.get_bounding_client_rect().top();
    if top < above || top > height - below - FIRST_LINES {
        element.scroll_into_view();
    }
}

/// Focuses the first thing that one of the selectors finds, in their order.
pub fn first_of(selectors: &[&str]) {
    let document = web_sys::window().and_then(|window| window.document());
    let find = |selector: &&str| document.as_ref()?.query_selector(selector).ok()?;
    if let Some(found) = selectors.iter().find_map(find) {
        focus_element(&found);
    }
}

/// Focuses an element of the page or of a drawing in it.
pub fn focus_element(element: &web_sys::Element) {
    // A refused focus leaves it where it is.
    let _ = match (element.dyn_ref::<HtmlElement>(), element.dyn_ref::<web_sys::SvgElement>()) {
        (Some(element), _) => element.focus(),
        (None, Some(mark)) => mark.focus(),
        (None, None) => Ok(()),
    };
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

//! What surrounds the views: document, colours, saving, links, keys, files, time of the toast, panics.

use crate::storage::address::Screen;
use crate::storage::{self, Autosave};
use crate::text::text;
use crate::views::top_bar::Wish;
use crate::workbook::{Action, Theme, Toast, View, Workbook};
use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CustomEvent, CustomEventInit, Document, Element, HtmlElement, KeyboardEvent, MediaQueryList};
use yew::prelude::*;

/// How long a toast stays, milliseconds.
const TOAST_MS: u32 = 8_000;

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// Tells `assets/boot.js` of a panic: it shows the way out, as this program is dead then.
pub fn report_panics() {
    std::panic::set_hook(Box::new(|info| {
        let Some(window) = web_sys::window() else { return };
        let detail = CustomEventInit::new();
        detail.set_detail(&JsValue::from_str(&info.to_string()));
        if let Ok(event) = CustomEvent::new_with_event_init_dict("tandem-crash", &detail) {
            let _ = window.dispatch_event(&event);
        }
    }));
}

/// Moves the focus over the levers.
pub fn go_to_answers() {
    let answers = document().and_then(|document| document.get_element_by_id("answers"));
    if let Some(answers) = answers.and_then(|answers| answers.dyn_into::<HtmlElement>().ok()) {
        let _ = answers.focus();
    }
}

/// Whether the colours are dark, and whether the system wishes them so.
#[hook]
pub fn use_dark(theme: Theme) -> (bool, bool) {
    let system = use_memo((), |()| media("(prefers-color-scheme: dark)"));
    let system_dark = use_state_eq(|| system.as_ref().as_ref().is_some_and(MediaQueryList::matches));
    {
        let (system, system_dark) = (Rc::clone(&system), system_dark.clone());
        use_effect_with((), move |()| {
            let listener = system.as_ref().clone().map(|system| {
                let query = system.clone();
                EventListener::new(&system, "change", move |_| system_dark.set(query.matches()))
            });
            move || drop(listener)
        });
    }
    let dark = match theme {
        Theme::Auto => *system_dark,
        Theme::Light => false,
        Theme::Dark => true,
    };
    (dark, *system_dark)
}

fn media(query: &str) -> Option<MediaQueryList> {
    web_sys::window()?.match_media(query).ok()?
}

/// Language, title and colours of the document follow the view; choices are kept.
#[hook]
pub fn use_document(book: &Workbook, dark: bool) {
    let (lang, theme) = (book.view().lang, book.view().theme);
    let words = text(lang).shell;
    let title = (words.page_title)(words.title_of(&book.plan().plan.title));
    use_effect_with((lang, dark, title), |(lang, dark, title)| {
        let Some(document) = document() else { return };
        document.set_title(title);
        if let Some(root) = document.document_element() {
            let _ = root.set_attribute("lang", lang.code());
            let _ = root.set_attribute("data-theme", if *dark { "dark" } else { "light" });
        }
    });
    let first = use_mut_ref(|| true);
    use_effect_with((lang, theme), move |&(lang, theme)| {
        // The start is no choice: until there is one, the page follows the browser.
        if !std::mem::replace(&mut *first.borrow_mut(), false) {
            storage::keep_choices(lang, theme);
        }
    });
}

/// Keeps the reader's own plan in this browser.
#[hook]
pub fn use_saving(book: &Workbook, dispatch: &Callback<Action>) {
    let autosave = use_memo((), |()| Autosave::new(dispatch.clone()));
    let first = use_mut_ref(|| true);
    use_effect_with(book.own().clone(), move |own| {
        // What was just read need not be written.
        if !std::mem::replace(&mut *first.borrow_mut(), false) {
            autosave.take(own.clone());
            storage::ask_to_persist_once();
        }
    });
    let dispatch = dispatch.clone();
    use_effect_with((), move |()| {
        let listener = storage::on_other_tab(dispatch);
        move || drop(listener)
    });
}

/// Opens links that come into the address, and takes them out when they are done with.
#[hook]
pub fn use_links(book: &Workbook, dispatch: &Callback<Action>) {
    let dispatch = dispatch.clone();
    use_effect_with((), move |()| {
        let listener = storage::on_link(dispatch);
        move || drop(listener)
    });
    let wanted = book.is_shared() || book.notices().iter().any(|notice| notice.kind() == "link");
    use_effect_with(wanted, |wanted| {
        if !wanted {
            storage::forget_link();
        }
    });
}

/// Opens dropped files; gives whether one is held over the page. A page that can only be read takes none.
#[hook]
pub fn use_files(dispatch: &Callback<Action>, screen: Screen) -> bool {
    let held = use_state_eq(|| false);
    let (dispatch, tell) = (dispatch.clone(), held.clone());
    use_effect_with((), move |()| {
        let takes = screen == Screen::Full;
        let listeners = takes.then(|| storage::on_drop(dispatch, Callback::from(move |held| tell.set(held))));
        move || drop(listeners)
    });
    *held
}

/// Keys of the whole page: undo, redo, scenarios, and what can be asked for.
#[hook]
pub fn use_keys(book: &Workbook, dispatch: &Callback<Action>, on_wish: Callback<Wish>, screen: Screen) {
    let on_wish_now = use_mut_ref(|| on_wish.clone());
    *on_wish_now.borrow_mut() = on_wish;
    let ids: Vec<u32> = book.sheet().scenarios().iter().map(|scenario| scenario.id).collect();
    let now = (ids, book.view().clone());
    let book_now = use_mut_ref(|| now.clone());
    *book_now.borrow_mut() = now;
    let dispatch = dispatch.clone();
    use_effect_with((), move |()| {
        let options = EventListenerOptions::enable_prevent_default();
        let listener = document().map(|document| {
            EventListener::new_with_options(&document, "keydown", options, move |event| {
                let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
                match key_meaning(event).filter(|meaning| meaning.has_place_on(screen)) {
                    Some(Meaning::Do(action)) => {
                        event.prevent_default();
                        dispatch.emit(action);
                    }
                    Some(Meaning::Ask(wish)) => {
                        event.prevent_default();
                        on_wish_now.borrow().emit(wish);
                    }
                    Some(Meaning::Scenario(place)) => {
                        let id = book_now.borrow().0.get(place).copied();
                        id.into_iter().for_each(|id| dispatch.emit(Action::Show(id)));
                    }
                    Some(Meaning::Compare) => {
                        let (ids, view) = book_now.borrow().clone();
                        if ids.len() > 1 {
                            dispatch.emit(Action::SetView(View { compare: !view.compare, ..view }));
                        }
                    }
                    None => {}
                }
            })
        });
        move || drop(listener)
    });
}

enum Meaning {
    Do(Action),
    Ask(Wish),
    /// The scenario at that place.
    Scenario(usize),
    Compare,
}

impl Meaning {
    /// Inside another page the keys are that page's; where nothing can be changed, those that change something are the
    /// browser's.
    fn has_place_on(&self, screen: Screen) -> bool {
        match (screen, self) {
            (Screen::Full, _) => true,
            (Screen::Embed, _) | (_, Meaning::Do(_) | Meaning::Compare) => false,
            (Screen::ReadOnly, Meaning::Ask(wish)) => *wish != Wish::Palette { only_levers: true },
            (Screen::ReadOnly, Meaning::Scenario(_)) => true,
        }
    }
}

fn key_meaning(event: &KeyboardEvent) -> Option<Meaning> {
    if event.is_composing() || event.alt_key() {
        return None;
    }
    let place = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let in_text = place.as_ref().is_some_and(takes_text);
    // Typing that is not taken over yet is undone by the browser; controls mark it.
    let draft = place.is_some_and(|place| place.has_attribute("data-draft"));
    let command = event.ctrl_key() || event.meta_key();
    match (command, event.key().to_ascii_lowercase().as_str()) {
        (true, "z" | "y") if draft => None,
        (true, "z") if event.shift_key() => Some(Meaning::Do(Action::Redo)),
        (true, "z") => Some(Meaning::Do(Action::Undo)),
        (true, "y") => Some(Meaning::Do(Action::Redo)),
        (true, "k") => Some(Meaning::Ask(Wish::Palette { only_levers: false })),
        (false, "?") if !in_text => Some(Meaning::Ask(Wish::Keys)),
        (false, "/") if !in_text => Some(Meaning::Ask(Wish::Palette { only_levers: true })),
        (false, "p") if !in_text => Some(Meaning::Ask(Wish::Present)),
        (false, "c") if !in_text => Some(Meaning::Compare),
        (false, key) if !in_text && key.len() == 1 => {
            let digit = key.parse::<usize>().ok()?;
            digit.checked_sub(1).map(Meaning::Scenario)
        }
        _ => None,
    }
}

fn takes_text(place: &Element) -> bool {
    let kind = place.get_attribute("type").unwrap_or_default();
    match place.tag_name().as_str() {
        "INPUT" => !matches!(kind.as_str(), "range" | "checkbox" | "radio" | "button"),
        "TEXTAREA" | "SELECT" => true,
        _ => false,
    }
}

/// Takes the toast away after a while; the result tells it to stay or to go on.
#[hook]
pub fn use_toast(toast: Option<&Toast>, dispatch: &Callback<Action>) -> Callback<bool> {
    let held = use_state_eq(|| false);
    let number = toast.map(|toast| toast.number);
    let dispatch = dispatch.clone();
    use_effect_with((number, *held), move |&(number, held)| {
        let timer = number
            .filter(|_| !held)
            .map(|number| Timeout::new(TOAST_MS, move || dispatch.emit(Action::CloseToast(number))));
        move || drop(timer)
    });
    Callback::from(move |hold| held.set(hold))
}

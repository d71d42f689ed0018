//! Keeps the focus near when what had it goes: a mark that takes a value back, a channel that is removed, a message that is
//! dismissed. A browser lets it fall to the page, and who works by keys would start from the top.
//!
//! It goes on to what stood nearest: the next thing that takes it, else the one before, in the smallest part of the page that is
//! still there. What only passes over the page (a message, a dialog, a presentation) has no neighbours: the focus goes back to
//! what had it before.

use crate::controls::reveal::focus_element;
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Document, Element, MutationObserver, MutationObserverInit};
use yew::prelude::*;

/// How many places are remembered.
const PLACES: usize = 8;
/// Rest before the focus is taken for lost, milliseconds: who removes something may say where the focus goes.
const REST_MS: u32 = 30;
/// What takes the focus.
const TAKES: &str = "button, input, select, textarea, a[href], summary, [tabindex]:not([tabindex='-1'])";
/// What passes over the page.
const PASSES: &str = ".toast, .hints, .present, dialog";
/// What opens a keyboard on a screen when it takes the focus.
const TYPES: &str = "textarea, input:not([type=range]):not([type=checkbox]):not([type=radio])";

/// A place that had the focus: what had it, and what it stood in, from within, each with the place among its children.
struct Place {
    element: Element,
    /// Finds it where it was drawn anew.
    again: Option<String>,
    within: Vec<(Element, u32)>,
}

impl Place {
    fn of(element: &Element) -> Self {
        let mut within = Vec::new();
        let mut child = element.clone();
        while let Some(parent) = child.parent_element() {
            let before =
                std::iter::successors(child.previous_element_sibling(), Element::previous_element_sibling)
                    .count();
            within.push((parent.clone(), before as u32));
            child = parent;
        }
        let named = |name: &str| Some(format!("[{name}=\"{}\"]", element.get_attribute(name)?));
        Self { element: element.clone(), again: named("id").or_else(|| named("data-testid")), within }
    }

    /// Whether it cannot have the focus any more.
    fn is_gone(&self) -> bool {
        !self.element.is_connected() || self.element.has_attribute("disabled")
    }

    /// The part of the page that passes over it and was around this.
    fn passing(&self) -> Option<Element> {
        self.element.closest(PASSES).ok().flatten()
    }

    /// Puts the focus on it, else on what is nearest.
    fn focus(&self, document: &Document) -> bool {
        let again = || document.query_selector(self.again.as_ref()?).ok().flatten();
        let element = if self.element.is_connected() { Some(self.element.clone()) } else { again() };
        element.is_some_and(|element| takes_focus(document, &element)) || self.focus_near(document)
    }

    /// Puts the focus on what is nearest.
    fn focus_near(&self, document: &Document) -> bool {
        let still = self.within.iter().filter(|(part, _)| part.is_connected() && part.tag_name() != "BODY");
        still.into_iter().any(|(part, place)| {
            let children = part.children();
            let parts = |from: u32, to: u32| (from..to).filter_map(|index| children.item(index));
            let after = parts(*place, children.length()).flat_map(|child| takers(&child));
            let before: Vec<Element> =
                parts(0, (*place).min(children.length())).flat_map(|child| takers(&child)).collect();
            after.chain(before.into_iter().rev()).any(|taker| takes_focus(document, &taker))
        })
    }
}

/// What takes the focus in a part of the page, itself included.
fn takers(part: &Element) -> Vec<Element> {
    let itself = part.matches(TAKES).is_ok_and(|takes| takes).then(|| part.clone());
    let inside = part.query_selector_all(TAKES).ok();
    let inside = inside
        .iter()
        .flat_map(|list| (0..list.length()).filter_map(|index| list.get(index)?.dyn_into().ok()));
    itself.into_iter().chain(inside).collect()
}

/// Puts the focus there, if it can be there. A finger that taps a button wants no keyboard on the screen.
fn takes_focus(document: &Document, element: &Element) -> bool {
    let by_finger = || {
        let coarse =
            web_sys::window().and_then(|window| window.match_media("(pointer: coarse)").ok().flatten());
        coarse.is_some_and(|query| query.matches())
    };
    if element.has_attribute("disabled") || (element.matches(TYPES).is_ok_and(|types| types) && by_finger()) {
        return false;
    }
    focus_element(element);
    document.active_element().as_ref() == Some(element)
}

/// The places that had the focus, newest last.
#[derive(Default)]
struct Places {
    kept: VecDeque<Place>,
    /// Whether the reader let the focus go: by a press beside everything, or to another window.
    let_go: bool,
    /// Whether it is being looked after.
    looking: bool,
}

impl Places {
    /// Notes what has the focus now.
    fn note(&mut self, element: &Element) {
        self.let_go = false;
        if self.kept.back().is_some_and(|place| place.element == *element) {
            return;
        }
        if self.kept.len() == PLACES {
            self.kept.pop_front();
        }
        self.kept.push_back(Place::of(element));
    }

    /// Whether the focus fell to the page because what had it is gone.
    fn is_lost(&self, document: &Document) -> bool {
        let nowhere = document.active_element().is_none_or(|active| active.tag_name() == "BODY");
        nowhere && !self.let_go && self.kept.back().is_some_and(Place::is_gone)
    }
}

/// Puts the focus near the place that lost it, else where it was before.
fn restore(places: &RefCell<Places>, document: &Document) {
    let kept = std::mem::take(&mut places.borrow_mut().kept);
    // What passed over the page goes with all that stood in it.
    let passed = kept.back().and_then(Place::passing);
    let of_passed = |place: &&Place| passed.is_some() && place.passing() == passed;
    let found = kept.iter().rev().skip_while(of_passed).any(|place| place.focus(document));
    if !found {
        places.borrow_mut().kept = kept;
    }
}

/// Keeps the focus near as long as the page is there.
#[hook]
pub fn use_kept_focus() {
    use_effect_with((), |()| {
        let document = web_sys::window().and_then(|window| window.document());
        let kept = document.and_then(|document| keep(&document));
        move || drop(kept)
    });
}

/// What watches the page.
struct Watch {
    _listeners: [EventListener; 2],
    observer: MutationObserver,
    _on_change: Closure<dyn Fn()>,
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

fn keep(document: &Document) -> Option<Watch> {
    let places = Rc::new(RefCell::new(Places::default()));
    let come = EventListener::new(document, "focusin", {
        let places = Rc::clone(&places);
        move |event| {
            if let Some(element) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) {
                places.borrow_mut().note(&element);
            }
        }
    });
    let go = EventListener::new(document, "pointerdown", {
        let places = Rc::clone(&places);
        move |event| {
            let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            let on_taker = element.and_then(|element| element.closest(TAKES).ok().flatten()).is_some();
            places.borrow_mut().let_go = !on_taker;
        }
    });
    let on_change = Closure::<dyn Fn()>::new({
        let document = document.clone();
        move || {
            if places.borrow().looking || !places.borrow().is_lost(&document) {
                return;
            }
            places.borrow_mut().looking = true;
            let (places, document) = (Rc::clone(&places), document.clone());
            Timeout::new(REST_MS, move || {
                places.borrow_mut().looking = false;
                let lost = places.borrow().is_lost(&document);
                if lost {
                    restore(&places, &document);
                }
            })
            .forget();
        }
    });
    let observer = MutationObserver::new(on_change.as_ref().unchecked_ref()).ok()?;
    let watched = MutationObserverInit::new();
    watched.set_child_list(true);
    watched.set_subtree(true);
    watched.set_attribute_filter(&js_sys::Array::of1(&"disabled".into()));
    observer.observe_with_options(document.body()?.as_ref(), &watched).ok()?;
    Some(Watch { _listeners: [come, go], observer, _on_change: on_change })
}

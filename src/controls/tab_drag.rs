//! A tab that is dragged to another place in its row, by mouse or finger. The others make room while it is held, and only where it
//! is let go does anything change; Escape puts it back.
//!
//! A finger takes the tab in front and scrolls the row by the others: they cannot all stand on a phone.

use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use gloo::timers::callback::Interval;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};
use yew::prelude::*;

/// How far a press may wander and still be a click, pixels.
const SLOP: f64 = 5.0;
/// How near the end of the row it scrolls, pixels.
const EDGE: f64 = 28.0;
/// How far it scrolls at a time, pixels, and how often, milliseconds.
const SCROLL: (f64, u32) = (6.0, 16);

/// Where a tab stands in its row, pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Span {
    left: f64,
    width: f64,
}

/// A tab on its way.
#[derive(Clone, Debug, PartialEq)]
struct Way {
    from: usize,
    to: usize,
    /// How far it is from where it stood.
    by: f64,
    tabs: Rc<[Span]>,
    /// Which end of the row it is held at: −1, 1, else 0.
    end: i8,
}

/// What was taken.
struct Taken {
    id: u32,
    from: usize,
    row: Element,
    tabs: Rc<[Span]>,
    /// Where it was taken, in the row, and where the pointer is, on the screen.
    start: f64,
    x: f64,
    is_moving: bool,
}

#[derive(Default)]
struct Hold {
    taken: Option<Taken>,
    /// The press that ends a drag is no click.
    swallows: bool,
}

/// What drags the tabs of a row.
pub struct TabDrag {
    way: UseStateHandle<Option<Way>>,
    hold: Rc<RefCell<Hold>>,
    on_move: Callback<(u32, isize)>,
    row: NodeRef,
}

/// Drags tabs with these ids; `on_move` takes an id and how many places to the right it goes.
#[hook]
pub fn use_tab_drag(ids: Vec<u32>, on_move: Callback<(u32, isize)>) -> TabDrag {
    let way = use_state_eq(|| None::<Way>);
    let hold = use_mut_ref(Hold::default);
    let drag = TabDrag { way, hold, on_move, row: use_node_ref() };
    use_effect_with((*drag.way).clone(), {
        let row = drag.row.clone();
        move |way| {
            if let Some(row) = row.cast::<Element>() {
                place(&row, way.as_ref());
            }
        }
    });
    // A row that changes under the hand, by undo for instance, is not the one that was taken.
    use_effect_with(ids, {
        let give_up = drag.give_up();
        move |_| give_up.emit(())
    });
    use_effect_with(drag.way.is_some(), {
        let give_up = drag.give_up();
        move |is_held| {
            let options = EventListenerOptions { phase: EventListenerPhase::Capture, passive: false };
            let escape = move |event: &Event| {
                if event.dyn_ref::<KeyboardEvent>().is_some_and(|event| event.key() == "Escape") {
                    // Escape closes one thing at a time.
                    event.prevent_default();
                    event.stop_propagation();
                    give_up.emit(());
                }
            };
            let listener = is_held
                .then(|| EventListener::new_with_options(&gloo::utils::window(), "keydown", options, escape));
            move || drop(listener)
        }
    });
    use_effect_with(drag.way.as_ref().map_or(0, |way| way.end), {
        let (hold, way) = (Rc::clone(&drag.hold), drag.way.setter());
        move |end| {
            let end = *end;
            let scroll = (end != 0).then(|| {
                Interval::new(SCROLL.1, move || {
                    if let Some(taken) = &hold.borrow().taken {
                        let by = SCROLL.0 * f64::from(end);
                        taken.row.set_scroll_left(taken.row.scroll_left() + by as i32);
                        way.set(Some(taken.way()));
                    }
                })
            });
            move || drop(scroll)
        }
    });
    drag
}

impl TabDrag {
    /// Takes the tab at a place; a finger takes it where that is the one in front.
    pub fn take(&self, id: u32, from: usize, is_front: bool) -> Callback<PointerEvent> {
        let hold = Rc::clone(&self.hold);
        Callback::from(move |event: PointerEvent| {
            let mut hold = hold.borrow_mut();
            hold.swallows = false;
            let is_meant = event.button() == 0 && event.is_primary();
            if !is_meant || (event.pointer_type() == "touch" && !is_front) {
                return;
            }
            let Some((tab, row)) = tab_and_row(&event) else { return };
            // Without it the drag ends at the edge of the tab.
            let _ = tab.set_pointer_capture(event.pointer_id());
            let x = f64::from(event.client_x());
            let start = x + f64::from(row.scroll_left());
            hold.taken = Some(Taken { id, from, tabs: spans(&row), row, start, x, is_moving: false });
        })
    }

    /// Follows the pointer.
    pub fn follow(&self) -> Callback<PointerEvent> {
        let (hold, way) = (Rc::clone(&self.hold), self.way.setter());
        Callback::from(move |event: PointerEvent| {
            let mut hold = hold.borrow_mut();
            let Some(taken) = &mut hold.taken else { return };
            taken.x = f64::from(event.client_x());
            taken.is_moving |= taken.by().abs() >= SLOP;
            if taken.is_moving {
                way.set(Some(taken.way()));
                hold.swallows = true;
            }
        })
    }

    /// Lets it go where it is.
    pub fn let_go(&self) -> Callback<PointerEvent> {
        let (hold, way, on_move) = (Rc::clone(&self.hold), self.way.setter(), self.on_move.clone());
        Callback::from(move |_| {
            let taken = hold.borrow_mut().taken.take();
            way.set(None);
            if let Some(taken) = taken.filter(|taken| taken.is_moving) {
                let by = taken.way().to as isize - taken.from as isize;
                if by != 0 {
                    on_move.emit((taken.id, by));
                }
            }
        })
    }

    /// Puts it back.
    pub fn give_up(&self) -> Callback<()> {
        let (hold, way) = (Rc::clone(&self.hold), self.way.setter());
        Callback::from(move |()| {
            hold.borrow_mut().taken = None;
            way.set(None);
        })
    }

    /// A press of a tab, unless it is the end of a drag.
    pub fn click(&self, show: Callback<()>) -> Callback<MouseEvent> {
        let hold = Rc::clone(&self.hold);
        Callback::from(move |event: MouseEvent| {
            // A press by key has no count.
            if event.detail() == 0 || !hold.borrow().swallows {
                show.emit(());
            }
        })
    }

    /// Whether a tab is on its way.
    pub fn is_on(&self) -> bool {
        self.way.is_some()
    }

    /// Whether it is the one at that place.
    pub fn is_taken(&self, place: usize) -> bool {
        self.way.as_ref().is_some_and(|way| way.from == place)
    }

    /// The row of tabs.
    pub fn row(&self) -> NodeRef {
        self.row.clone()
    }

    /// The place where it would stand.
    pub fn landing(&self) -> Html {
        if self.way.is_none() {
            return Html::default();
        }
        html! { <span class="scn-landing" data-testid="scenario-landing" aria-hidden="true"></span> }
    }
}

/// Puts the tab that is dragged, the others and the place where it lands to where they are. The policy of the page allows no style
/// in its text.
fn place(row: &Element, way: Option<&Way>) {
    let children = row.children();
    let elements =
        (0..children.length()).filter_map(|index| children.item(index)?.dyn_into::<HtmlElement>().ok());
    for (index, element) in elements.enumerate() {
        let set = |name: &str, value: Option<f64>| {
            let value = value.map_or_else(String::new, |value| format!("{value:.1}px"));
            // A declaration that is refused leaves it where it is.
            let _ = element.style().set_property(name, &value);
        };
        match way {
            Some(way) if index == way.tabs.len() => {
                let at = landing(way);
                set("left", at.map(|(left, _)| left));
                set("width", at.map(|(_, width)| width));
            }
            Some(way) => set("--by", Some(if way.from == index { way.by } else { aside(way, index) })),
            None => set("--by", None),
        }
    }
}

impl Taken {
    fn by(&self) -> f64 {
        self.x + f64::from(self.row.scroll_left()) - self.start
    }

    fn way(&self) -> Way {
        let by = within(&self.tabs, self.from, self.by());
        let bounds = self.row.get_bounding_client_rect();
        let room = self.row.scroll_width() - self.row.client_width();
        let end = match self.x {
            x if x < bounds.left() + EDGE && self.row.scroll_left() > 0 => -1,
            x if x > bounds.right() - EDGE && self.row.scroll_left() < room => 1,
            _ => 0,
        };
        Way { from: self.from, to: target(&self.tabs, self.from, by), by, tabs: Rc::clone(&self.tabs), end }
    }
}

/// It stays within the row.
fn within(tabs: &[Span], from: usize, by: f64) -> f64 {
    let (Some(tab), Some(last)) = (tabs.get(from), tabs.last()) else { return 0.0 };
    let room = last.left + last.width - tab.left - tab.width;
    by.clamp(-tab.left.max(0.0), room.max(0.0))
}

/// Where it lands: past each neighbour whose middle its edge has reached.
fn target(tabs: &[Span], from: usize, by: f64) -> usize {
    let Some(tab) = tabs.get(from) else { return from };
    let middle = |tab: &Span| tab.left + tab.width / 2.0;
    let after = tabs[from + 1..].iter().filter(|other| tab.left + tab.width + by >= middle(other)).count();
    let before = tabs[..from].iter().filter(|other| tab.left + by <= middle(other)).count();
    from + after - before
}

/// How far another tab stands aside.
fn aside(way: &Way, place: usize) -> f64 {
    let width = way.tabs.get(way.from).map_or(0.0, |tab| tab.width);
    match place {
        place if place > way.from && place <= way.to => -width,
        place if place < way.from && place >= way.to => width,
        _ => 0.0,
    }
}

/// Left edge and width of the place where it lands.
fn landing(way: &Way) -> Option<(f64, f64)> {
    let (tab, at) = (way.tabs.get(way.from)?, way.tabs.get(way.to)?);
    let left = if way.to > way.from { at.left + at.width - tab.width } else { at.left };
    Some((left, tab.width))
}

fn tab_and_row(event: &PointerEvent) -> Option<(Element, Element)> {
    let tab = event.target_dyn_into::<Element>()?.closest(".scn-tab").ok()??;
    let row = tab.parent_element()?;
    Some((tab, row))
}

fn spans(row: &Element) -> Rc<[Span]> {
    let children = row.children();
    let tabs =
        (0..children.length()).filter_map(|index| children.item(index)?.dyn_into::<HtmlElement>().ok());
    tabs.map(|tab| Span { left: f64::from(tab.offset_left()), width: f64::from(tab.offset_width()) })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row() -> Rc<[Span]> {
        [(0.0, 100.0), (100.0, 200.0), (300.0, 60.0)].map(|(left, width)| Span { left, width }).into()
    }

    #[test]
    fn a_tab_lands_past_the_neighbours_whose_middle_it_has_reached() {
        let lands = |from, by| target(&row(), from, by);
        assert_eq!([0.0, 99.0, 100.0, 229.0, 230.0].map(|by| lands(0, by)), [0, 0, 1, 1, 2]);
        assert_eq!([0.0, -49.0, -50.0, 14.0, 30.0].map(|by| lands(1, by)), [1, 1, 0, 1, 2]);
        assert_eq!([-99.0, -100.0, -249.0, -250.0].map(|by| lands(2, by)), [2, 1, 1, 0]);
    }

    #[test]
    fn it_stays_in_its_row() {
        let by = |from, by| within(&row(), from, by);
        assert_eq!((by(0, -20.0), by(0, 900.0), by(1, -900.0), by(2, 5.0)), (0.0, 260.0, -100.0, 0.0));
    }

    #[test]
    fn the_others_make_the_room_that_it_needs() {
        for from in 0..3 {
            for to in 0..3 {
                let way = Way { from, to, by: 0.0, tabs: row(), end: 0 };
                let (left, width) = landing(&way).unwrap_or_default();
                let mut taken: Vec<(f64, f64)> = (0..3)
                    .filter(|place| *place != from)
                    .map(|place| (way.tabs[place].left + aside(&way, place), way.tabs[place].width))
                    .chain([(left, width)])
                    .collect();
                taken.sort_by(|a, b| a.0.total_cmp(&b.0));
                // One behind the other, without a gap.
                assert_eq!(taken[0].0, 0.0, "{from} to {to}");
                assert!(
                    taken.windows(2).all(|two| two[0].0 + two[0].1 == two[1].0),
                    "{from} to {to}: {taken:?}"
                );
            }
        }
    }
}

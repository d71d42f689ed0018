//! What follows the headline, one by one: top bar and key figures in the next turns, the rest of the first screen when what draws it is
//! there, the panels below when that is painted and the whole program is there. So the first figure waits for none of them, and
//! what only they run can be put off (`xtask/src/split.rs`).

use super::start::Part;
use crate::parts;
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// How long the browser has to paint the first screen before the rest is asked for, milliseconds.
const PAINT_MS: u32 = 50;

/// How much of what follows the headline is drawn: nothing at first, then the rest of the first screen ([`Part`]), all of
/// `all` panels in the end.
#[hook]
pub fn use_panels(all: usize) -> usize {
    let drawn = use_state_eq(|| 0);
    let panels = Panels { all, most: Rc::default(), tell: drawn.setter() };
    use_effect_with((), move |()| {
        let whole = panels.clone();
        // Paper has no first screen.
        let printing = web_sys::window()
            .map(|window| EventListener::new(&window, "beforeprint", move |_| whole.draw(all)));
        Timeout::new(0, move || panels.go_on(1, Part::Figures as usize)).forget();
        move || drop(printing)
    });
    *drawn
}

#[derive(Clone)]
struct Panels {
    all: usize,
    /// The most that have been drawn.
    most: Rc<Cell<usize>>,
    tell: UseStateSetter<usize>,
}

impl Panels {
    /// Draws up to the given panel, and those up to the last each in a turn of its own: input in between is heard.
    fn go_on(self, to: usize, last: usize) {
        self.draw(to);
        if to < last {
            Timeout::new(0, move || self.go_on(to + 1, last)).forget();
        } else if last < Part::COUNT {
            spawn_local(async move {
                parts::more().await;
                self.go_on(last + 1, Part::COUNT);
            });
        } else if last < self.all {
            let ask = async move {
                parts::rest().await;
                let all = self.all;
                self.go_on(last + 1, all);
            };
            Timeout::new(PAINT_MS, || spawn_local(ask)).forget();
        }
    }

    fn draw(&self, to: usize) {
        self.most.set(self.most.get().max(to));
        self.tell.set(self.most.get());
    }
}

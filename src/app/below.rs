//! What follows the headline: the rest of the first screen in the next turns, one by one; the panels below it when that is painted
//! and the whole program is there, so that the first figure waits for none of them, and what only they run can be put off
//! (`xtask/src/split.rs`).

use super::start::Part;
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// How long the browser has to paint the first screen before the rest is asked for, milliseconds.
const PAINT_MS: u32 = 50;
/// Time until a rest that could not be had is asked for again, milliseconds.
const AGAIN_MS: u32 = 2_000;

#[wasm_bindgen]
extern "C" {
    /// Brings what the build has put off, in passing; at once where there is none.
    #[wasm_bindgen(js_namespace = tandem, js_name = fetchRest, catch)]
    async fn fetch_rest() -> Result<(), JsValue>;
}

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
        Timeout::new(0, move || panels.go_on(1, Part::COUNT)).forget();
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
    fn ask_in(self, ms: u32) {
        let ask = async move {
            match fetch_rest().await {
                Ok(()) => {
                    let all = self.all;
                    self.go_on(Part::COUNT + 1, all);
                }
                Err(_) => self.ask_in(AGAIN_MS),
            }
        };
        Timeout::new(ms, || spawn_local(ask)).forget();
    }

    /// Draws up to the given panel, and those up to the last each in a turn of its own: input in between is heard.
    fn go_on(self, to: usize, last: usize) {
        self.draw(to);
        if to < last {
            Timeout::new(0, move || self.go_on(to + 1, last)).forget();
        } else if last < self.all {
            self.ask_in(PAINT_MS);
        }
    }

    fn draw(&self, to: usize) {
        self.most.set(self.most.get().max(to));
        self.tell.set(self.most.get());
    }
}

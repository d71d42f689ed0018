//! Long lists in two turns: input in between is heard.

use gloo::timers::callback::Timeout;
use yew::prelude::*;

/// How many lines of a list are drawn: the first ones at once, in the next turn all.
#[hook]
pub fn use_lines(first: usize) -> usize {
    let drawn = use_state_eq(|| first);
    let all = drawn.setter();
    use_effect_with((), move |()| {
        let turn = Timeout::new(0, move || all.set(usize::MAX));
        move || drop(turn)
    });
    *drawn
}

//! Long lists in several turns: input in between is heard.

use gloo::timers::callback::Timeout;
use yew::prelude::*;

/// How many lines of a list of `all` are drawn: so many at once, in each turn so many more. Once all have been, there is no
/// bound.
#[hook]
pub fn use_lines(at_once: usize, all: usize) -> usize {
    let drawn = use_state_eq(|| at_once);
    let more = drawn.clone();
    use_effect_with((*drawn, all), move |&(drawn, all)| {
        let next = if drawn < all { drawn + at_once } else { usize::MAX };
        let turn = (drawn < usize::MAX).then(|| Timeout::new(0, move || more.set(next)));
        move || drop(turn)
    });
    *drawn
}

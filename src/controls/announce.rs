//! Says a sentence to screen readers when it has come to rest: at most once a second.

use gloo::timers::callback::Timeout;
use yew::prelude::*;

/// Rest before a sentence is said, milliseconds.
const REST_MS: u32 = 1000;

/// What an [`Announce`] needs.
#[derive(PartialEq, Properties)]
pub struct AnnounceProps {
    /// The sentence; empty says nothing.
    pub text: AttrValue,
    /// What was said last no longer holds, and nothing follows it.
    #[prop_or_default]
    pub over: bool,
}

/// A live region that follows a sentence with a delay.
#[component]
pub fn Announce(props: &AnnounceProps) -> Html {
    let said = use_state_eq(|| AttrValue::from(""));
    let first = use_mut_ref(|| true);
    use_effect_with((props.text.clone(), props.over), {
        let said = said.setter();
        move |(text, over)| {
            if *over {
                said.set(AttrValue::from(""));
            }
            // What is there when the page opens is read with the page.
            let is_news = !text.is_empty() && !std::mem::replace(&mut *first.borrow_mut(), false);
            let text = text.clone();
            let timer = is_news.then(|| Timeout::new(REST_MS, move || said.set(text)));
            move || drop(timer)
        }
    });
    html! { <p class="sr" role="status" aria-live="polite">{ (*said).clone() }</p> }
}

//! What a first visit should know, in three sentences that go away for ever.

use crate::text::Text;
use yew::prelude::*;

/// What [`Hints`] needs.
#[derive(PartialEq, Properties)]
pub struct HintsProps {
    /// Words.
    pub text: &'static Text,
    /// They are understood.
    pub on_done: Callback<()>,
}

/// The hints.
#[component]
pub fn Hints(props: &HintsProps) -> Html {
    let words = props.text.palette;
    html! {
        <aside class="hints" aria-labelledby="hints-title" data-testid="hints">
            <h2 id="hints-title">{ words.hints_title }</h2>
            <ol>{ for words.hints.iter().map(|hint| html! { <li>{ *hint }</li> }) }</ol>
            <button type="button" class="bt" data-testid="hints-done" onclick={props.on_done.reform(|_: MouseEvent| ())}>
                { words.hints_done }
            </button>
        </aside>
    }
}

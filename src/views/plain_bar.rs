//! The bar over a plan that can only be read: mark, title, and the way to its levers.

use crate::storage::address::Screen;
use crate::text::Text;
use crate::views::top_bar::{Wish, mark};
use std::rc::Rc;
use tandem_engine::plan::Plan;
use yew::prelude::*;

/// What [`PlainBar`] needs.
#[derive(PartialEq, Properties)]
pub struct PlainBarProps {
    /// How much of the page is shown.
    pub screen: Screen,
    /// The plan on the page.
    pub plan: Rc<Plan>,
    /// Whether a run is in progress.
    pub running: bool,
    /// Words.
    pub text: &'static Text,
    /// Takes wishes.
    pub on_wish: Callback<Wish>,
}

/// The bar.
#[component]
pub fn PlainBar(props: &PlainBarProps) -> Html {
    let words = props.text.sharing;
    let apart = props.screen == Screen::Embed;
    let open = props.on_wish.reform(move |_: MouseEvent| Wish::Full { apart });
    let name = if apart { words.open_in_tandem } else { words.open_full };
    html! {
        <header class="top plain" data-testid="plain-bar">
            <span class="brand">{ mark(props.running) }<b>{ "Tandem" }</b></span>
            <span class="plain-title">{ props.text.shell.title_of(&props.plan.plan.title) }</span>
            if !apart { <span class="plain-note">{ words.read_only }</span> }
            <span class="sp"></span>
            <button type="button" class="bt" data-testid="open-full" onclick={open}>{ name }</button>
        </header>
    }
}

//! The answer in one or two sentences. Its figures lead to where they come from.

use crate::controls::announce::Announce;
use crate::controls::reveal;
use crate::format::Format;
use crate::levers::Side;
use crate::simulate::{RunState, Shown};
use crate::text::Text;
use std::rc::Rc;
use tandem_engine::plan::Plan;
use yew::prelude::*;

mod sentence;
use sentence::{Fact, Piece, Place, compose};

/// What [`Headline`] needs.
#[derive(PartialEq, Properties)]
pub struct HeadlineProps {
    /// The plan on the page.
    pub plan: Rc<Plan>,
    /// Its figures.
    pub shown: Shown,
    /// Words.
    pub text: &'static Text,
    /// Figures in words.
    pub format: Format,
}

/// The headline.
#[component]
pub fn Headline(props: &HeadlineProps) -> Html {
    let HeadlineProps { plan, shown, text, format } = props;
    let newest = shown.preview.as_ref().unwrap_or(&shown.summary);
    let pieces = compose(newest, plan, text, format);
    let state = if shown.state == RunState::Ready && newest.n_trials > 0 { "ready" } else { "stale" };
    // Only what has come to rest is said aloud.
    let aloud =
        if state == "ready" { pieces.iter().map(Piece::text).collect::<String>() } else { String::new() };
    html! {
        <section class="head" aria-label={text.answers.headline}>
            <h1 class="hl" data-testid="headline" data-state={state}>
                { for pieces.iter().map(|piece| draw(piece, text)) }
            </h1>
            <Announce text={aloud} />
        </section>
    }
}

fn draw(piece: &Piece, text: &'static Text) -> Html {
    match piece {
        Piece::Words(words) => html! { { words.clone() } },
        Piece::Fact(fact) => link(fact, text),
    }
}

/// A figure that leads to its source. It is a run of text and no button: lines break in it and around it as in any text.
fn link(fact: &Fact, text: &'static Text) -> Html {
    let place = fact.place.clone();
    let go = move || match &place {
        Place::Panel(id) => reveal::panel(id),
        Place::Lever(id, _) => reveal::lever(id),
    };
    let onclick = {
        let go = go.clone();
        Callback::from(move |_: MouseEvent| go())
    };
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        if matches!(event.key().as_str(), "Enter" | " ") {
            event.prevent_default();
            go();
        }
    });
    let class = classes!("n", fact.side.map(Side::class));
    html! {
        <span {class} role="link" tabindex="0" title={text.answers.show_source} data-fact={fact.name} {onclick} {onkeydown}>
            { fact.text.clone() }
        </span>
    }
}

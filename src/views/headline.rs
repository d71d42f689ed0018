//! The answer in one or two sentences. Its figures open where they come from.

use crate::controls::announce::Announce;
use crate::controls::kept_open::use_kept_open;
use crate::format::Format;
use crate::levers::Side;
use crate::simulate::{Live, RunState, Shown, mark_first_number};
use crate::stages::own;
use crate::steps::Prices;
use crate::text::Text;
use crate::views::origin::{Asked, Origin, Reach};
use std::rc::Rc;
use tandem_engine::Summary;
use tandem_engine::plan::Plan;
use web_sys::HtmlElement;
use yew::prelude::*;

mod sentence;
pub(in crate::views) use sentence::side_of;
use sentence::{Fact, Piece, compose, limit_pieces, next_step};

/// The id of the panel.
const PANEL: &str = "origin";

/// What [`Headline`] needs.
#[derive(PartialEq, Properties)]
pub struct HeadlineProps {
    /// The plan on the page.
    pub plan: Rc<Plan>,
    /// The plan that it is compared with.
    pub base: Rc<Plan>,
    /// Its figures.
    pub shown: Shown,
    /// A few futures of a plan that is dragged.
    #[prop_or_default]
    pub live: Live,
    /// What one step more brings.
    pub prices: Prices,
    /// What of the page can be led to.
    pub reach: Reach,
    /// Words.
    pub text: &'static Text,
    /// Figures in words.
    pub format: Format,
}

/// The headline.
#[component]
pub fn Headline(props: &HeadlineProps) -> Html {
    // The place in the sentence of the figure that is asked about: its words may change while the panel is open.
    let open = use_kept_open((props.reach != Reach::Nothing).then_some("headline"), || None::<usize>);
    use_effect_with((), |()| mark_first_number());
    let HeadlineProps { plan, base, shown, live, prices, reach, text, format } = props;
    let newest = &live.told(shown);
    let is_ready = shown.state == RunState::Ready && newest.n_trials > 0;
    let known = Some(prices).filter(|prices| is_ready && prices.complete());
    let pieces = compose(newest, own(plan, 0), text, format);
    let next = known.and_then(|known| next_step(known, text, format)).unwrap_or_default();
    let state = if is_ready { "ready" } else { "stale" };
    // Only what has come to rest is said aloud.
    let aloud = if is_ready {
        pieces.iter().chain(&next).map(Piece::text).collect::<String>()
    } else {
        String::new()
    };
    let edition = use_edition(&pieces, &next);
    let facts: Vec<&Fact> = pieces.iter().chain(&next).filter_map(Piece::fact).collect();
    let asked = open.and_then(|place| facts.get(place)).map(|fact| Asked {
        source: fact.source,
        text: fact.text.clone(),
        price: fact.step.and_then(|step| prices.get(step)).cloned(),
        figure: None,
    });
    let on_close = {
        let open = open.clone();
        Callback::from(move |()| {
            if let Some(place) = *open {
                focus(place);
            }
            open.set(None);
        })
    };
    let mut place = 0;
    let mut draw = |piece: &Piece| match piece {
        Piece::Words(words) => html! { { words.clone() } },
        Piece::Aside(words) => html! { <span class="hl-aside">{ words.clone() }</span> },
        Piece::Fact(fact) => {
            place += 1;
            link(fact, place - 1, &open, text)
        }
    };
    html! {
        <>
            <section class="head" aria-label={text.answers.headline}>
                <h1 class="hl" data-testid="headline" data-state={state} data-prices={known.is_some().then_some("ready")}>
                    <span key={edition}>
                        { for pieces.iter().map(&mut draw) }
                        if !next.is_empty() {
                            <span class="hl-price">{ for next.iter().map(&mut draw) }</span>
                        }
                    </span>
                </h1>
                <Announce text={aloud} />
            </section>
            if let Some(asked) = asked {
                <Origin id={PANEL} {asked} summary={newest.clone()} plan={plan.clone()} base={base.clone()} reach={*reach} {text}
                    format={format.clone()} {on_close} />
            }
        </>
    }
}

/// What limits, as the headline says it, to be read and not asked.
pub(in crate::views) fn limit_says(
    summary: &Summary,
    plan: &Plan,
    text: &'static Text,
    format: &Format,
) -> Option<Html> {
    let pieces = limit_pieces(summary, own(plan, 0), text, format)?;
    let draw = |piece: &Piece| match piece {
        Piece::Fact(fact) => {
            html! { <b class={classes!(fact.side.map(Side::class))}>{ fact.text.clone() }</b> }
        }
        piece => html! { { piece.text().to_owned() } },
    };
    Some(html! { { for pieces.iter().map(draw) } })
}

/// The sentence as a key: another sentence stands in the place of the old one, whose words do not wander to new lines. While a
/// figure has the focus, the nodes stay: it would be lost with them.
#[hook]
fn use_edition(pieces: &[Piece], next: &[Piece]) -> Rc<str> {
    let edition = use_mut_ref(|| Rc::<str>::from(""));
    let document = web_sys::window().and_then(|window| window.document());
    let focused = document.and_then(|document| document.query_selector(".hl [data-place]:focus").ok()?);
    let mut edition = edition.borrow_mut();
    if focused.is_none() {
        *edition = pieces.iter().chain(next).map(Piece::text).collect::<String>().into();
    }
    Rc::clone(&edition)
}

/// Gives the focus back to a figure.
fn focus(place: usize) {
    let selector = format!(".hl [data-place=\"{place}\"]");
    let document = web_sys::window().and_then(|window| window.document());
    let found = document.and_then(|document| document.query_selector(&selector).ok()?);
    if let Some(fact) = found.and_then(|fact| wasm_bindgen::JsCast::dyn_into::<HtmlElement>(fact).ok()) {
        // A refused focus leaves it where it is.
        let _ = fact.focus();
    }
}

/// A figure that opens where it comes from. It is a run of text and no button: lines break in it and around it as in any
/// text.
fn link(fact: &Fact, place: usize, open: &UseStateHandle<Option<usize>>, text: &'static Text) -> Html {
    let is_open = **open == Some(place);
    let toggle = {
        let open = open.clone();
        move || open.set((!is_open).then_some(place))
    };
    let onclick = {
        let toggle = toggle.clone();
        Callback::from(move |_: MouseEvent| toggle())
    };
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        let does = match event.key().as_str() {
            "Enter" | " " => true,
            // Escape closes one thing at a time.
            "Escape" => is_open,
            _ => false,
        };
        if does {
            event.prevent_default();
            event.stop_propagation();
            toggle();
        }
    });
    let class = classes!("n", fact.side.map(Side::class));
    html! {
        <span {class} role="button" tabindex="0" title={text.answers.show_source} data-fact={fact.name}
            data-place={place.to_string()} aria-expanded={is_open.to_string()} aria-controls={is_open.then_some(PANEL)} {onclick}
            {onkeydown}>
            { fact.text.clone() }
        </span>
    }
}

//! The last line of the page: version, seed, keys.

use crate::controls::dialog::Dialog;
use crate::format::Format;
use crate::text::Text;
use crate::views::top_bar::Wish;
use std::rc::Rc;
use tandem_engine::plan::Plan;
use yew::prelude::*;

/// What [`Footer`] needs.
#[derive(PartialEq, Properties)]
pub struct FooterProps {
    /// The plan on the page.
    pub plan: Rc<Plan>,
    /// Words.
    pub text: &'static Text,
    /// Numbers.
    pub format: Format,
    /// Takes the wish for the keys.
    pub on_wish: Callback<Wish>,
}

/// The footer.
#[component]
pub fn Footer(props: &FooterProps) -> Html {
    let words = props.text.shell;
    let settings = &props.plan.simulation;
    let trials = props.format.count(f64::from(settings.trials));
    html! {
        <footer class="foot">
            <span>{ (words.version)(env!("CARGO_PKG_VERSION")) }</span>
            <span>{ (words.reproducible)(&trials, settings.seed) }</span>
            <button type="button" data-testid="keys" onclick={props.on_wish.reform(|_: MouseEvent| Wish::Keys)}>
                { words.keys_button }
            </button>
            <button type="button" data-testid="glossary" onclick={props.on_wish.reform(|_: MouseEvent| Wish::Glossary)}>
                { props.text.palette.glossary }
            </button>
        </footer>
    }
}

/// What [`Keys`] needs.
#[derive(PartialEq, Properties)]
pub struct KeysProps {
    /// Words.
    pub text: &'static Text,
    /// The dialog is done with.
    pub on_close: Callback<()>,
}

/// The dialog with the keys.
#[component]
pub fn Keys(props: &KeysProps) -> Html {
    let words = props.text.shell;
    let row = |(key, what): &(&'static str, &'static str)| {
        html! { <div key={*key}><dt><kbd>{ *key }</kbd></dt><dd>{ *what }</dd></div> }
    };
    html! {
        <Dialog id="keys-dialog" title={words.keys_title} close={words.close} on_close={props.on_close.clone()}>
            <dl class="keys">{ for words.keys.iter().map(row) }</dl>
        </Dialog>
    }
}

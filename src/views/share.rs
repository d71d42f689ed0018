//! The share dialog: the link with its length, copy, download.

use crate::controls::dialog::Dialog;
use crate::text::Text;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Longest link that every chat program lets through, characters.
const COMFORTABLE_CHARS: usize = 2000;

/// What [`Share`] needs.
#[derive(PartialEq, Properties)]
pub struct ShareProps {
    /// The whole address with the plan in it.
    pub link: AttrValue,
    /// Whether it is short enough to be opened again.
    pub fits: bool,
    /// Whether the plan has no errors.
    pub sound: bool,
    /// Words.
    pub text: &'static Text,
    /// Copies the link and tells whether that worked.
    pub on_copy: Callback<Callback<bool>>,
    /// Downloads the plan.
    pub on_download: Callback<()>,
    /// The dialog is done with.
    pub on_close: Callback<()>,
}

/// The share dialog.
#[component]
pub fn Share(props: &ShareProps) -> Html {
    let words = props.text.shell;
    let copied = use_state_eq(|| None::<bool>);
    let field = use_node_ref();
    let chars = props.link.chars().count();
    let copy = {
        let (copied, field, on_copy) = (copied.clone(), field.clone(), props.on_copy.clone());
        Callback::from(move |_: MouseEvent| {
            if let Some(field) = field.cast::<HtmlInputElement>() {
                field.select();
            }
            let copied = copied.clone();
            on_copy.emit(Callback::from(move |worked| copied.set(Some(worked))));
        })
    };
    let opens = props.fits && props.sound;
    let warning = if !props.fits {
        Some((words.share_too_long)(chars))
    } else if !props.sound {
        Some(words.share_faulty.to_owned())
    } else {
        (chars > COMFORTABLE_CHARS).then(|| (words.share_long)(chars))
    };
    let said = match *copied {
        Some(true) => words.copied,
        Some(false) => words.copy_refused,
        None => "",
    };
    html! {
        <Dialog id="share-dialog" title={words.share_title} close={words.close} on_close={props.on_close.clone()}>
            <p>{ words.share_lead }</p>
            <div class="lk">
                <input ref={field} readonly=true value={props.link.clone()} aria-label={words.share_link}
                    data-testid="share-link" spellcheck="false" disabled={!opens} />
                <em>{ (words.characters)(chars) }</em>
            </div>
            if let Some(warning) = warning {
                <p class="warn" data-testid="share-warning">{ warning }</p>
            }
            <div class="da">
                <span class="said" role="status">{ said }</span>
                <button type="button" class="bt" data-testid="share-download" onclick={props.on_download.reform(|_: MouseEvent| ())}>
                    { words.download }
                </button>
                <button type="button" class="bt pri" data-testid="share-copy" disabled={!opens} onclick={copy}>
                    { words.copy_link }
                </button>
            </div>
        </Dialog>
    }
}

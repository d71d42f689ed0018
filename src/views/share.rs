//! The share dialog: what a link opens, the link with its length and as a QR code, copy, download.

use crate::charts::qr_path;
use crate::controls::dialog::Dialog;
use crate::storage::address::{Links, QR_CHARS, Screen};
use crate::text::Text;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Longest link that every chat program lets through, characters.
const COMFORTABLE_CHARS: usize = 2000;
/// Least width of a module of the QR code, px.
const MODULE_PX: i32 = 2;
/// Width of a QR code of wider modules, px: a short link is read from further away.
const CODE_PX: i32 = 240;

/// What [`Share`] needs.
#[derive(PartialEq, Properties)]
pub struct ShareProps {
    /// The addresses of the plan.
    pub links: Links,
    /// Those of all scenarios with their number, where there are several.
    pub all: Option<(Links, usize)>,
    /// Letter of the scenario in front.
    pub letter: char,
    /// The plan's title.
    pub title: AttrValue,
    /// Whether the plan has no errors.
    pub sound: bool,
    /// Whether the page was opened from a disk.
    pub from_disk: bool,
    /// Words.
    pub text: &'static Text,
    /// Copies a text and tells whether that worked.
    pub on_copy: Callback<(String, Callback<bool>)>,
    /// Downloads the plan, or all scenarios.
    pub on_download: Callback<bool>,
    /// The dialog is done with.
    pub on_close: Callback<()>,
}

/// The share dialog.
#[component]
pub fn Share(props: &ShareProps) -> Html {
    let (words, sharing) = (props.text.shell, props.text.sharing);
    let screen = use_state_eq(Screen::default);
    // Whoever has several scenarios shares them all, unless one is asked for. Inside another page there is room for one.
    let whole = use_state_eq(|| true);
    let is_whole = *whole && props.all.is_some() && *screen != Screen::Embed;
    let links = props.all.as_ref().filter(|_| is_whole).map_or(&props.links, |(all, _)| all);
    let copied = use_state_eq(|| None::<bool>);
    let field = use_node_ref();
    let link = links.of(*screen);
    let chars = link.chars().count();
    let embeds = *screen == Screen::Embed;
    let value = if embeds { links.frame(&(sharing.frame_title)(&props.title)) } else { link.clone() };
    let shown = value.chars().count();
    let copy = {
        let (copied, field, on_copy, value) =
            (copied.clone(), field.clone(), props.on_copy.clone(), value.clone());
        Callback::from(move |_: MouseEvent| {
            if let Some(field) = field.cast::<HtmlInputElement>() {
                field.select();
            }
            let copied = copied.clone();
            on_copy.emit((value.clone(), Callback::from(move |worked| copied.set(Some(worked)))));
        })
    };
    let opens = links.fits && props.sound;
    let said = match *copied {
        Some(true) if embeds => sharing.snippet_copied,
        Some(true) => words.copied,
        Some(false) => words.copy_refused,
        None => "",
    };
    let (field_name, copy_name) =
        if embeds { (sharing.snippet, sharing.copy_snippet) } else { (words.share_link, words.copy_link) };
    html! {
        <Dialog id="share-dialog" title={words.share_title} close={words.close} on_close={props.on_close.clone()}>
            <p>{ words.share_lead }</p>
            { screens(&screen, &copied, props.text) }
            if let Some((_, count)) = &props.all {
                { extents(&whole, &copied, (props.letter, *count, *screen == Screen::Embed), props.text) }
            }
            <p class="share-what">{ (sharing.screen_lead)(*screen) }</p>
            <div class="lk">
                <input ref={field} readonly=true value={value} aria-label={field_name}
                    data-testid="share-link" spellcheck="false" disabled={!opens} />
                // Of what is copied: the code is longer than its address.
                <em>{ (words.characters)(shown) }</em>
            </div>
            if let Some(warning) = warning(props, links.fits, chars) {
                <p class="warn" data-testid="share-warning">{ warning }</p>
            }
            if opens && !embeds && !props.from_disk {
                { qr(&link, chars, props.text) }
            }
            <div class="da">
                <span class="said" role="status">{ said }</span>
                <button type="button" class="bt" data-testid="share-download" onclick={props.on_download.reform(move |_: MouseEvent| is_whole)}>
                    { words.download }
                </button>
                <button type="button" class="bt pri" data-testid="share-copy" disabled={!opens} onclick={copy}>
                    { copy_name }
                </button>
            </div>
        </Dialog>
    }
}

fn screens(
    screen: &UseStateHandle<Screen>,
    copied: &UseStateHandle<Option<bool>>,
    text: &'static Text,
) -> Html {
    let button = |wanted: Screen| {
        let (screen, copied) = (screen.clone(), copied.clone());
        let pressed = (*screen == wanted).to_string();
        let onclick = move |_: MouseEvent| {
            screen.set(wanted);
            copied.set(None);
        };
        html! {
            <button key={wanted.key()} type="button" aria-pressed={pressed} data-testid={format!("share-{}", wanted.key())} {onclick}>
                { (text.sharing.screen)(wanted) }
            </button>
        }
    };
    html! {
        <div class="seg share-screens" role="group" aria-label={text.sharing.opens}>
            { for Screen::ALL.into_iter().map(button) }
        </div>
    }
}

/// The choice between the scenario in front and all of them.
fn extents(
    whole: &UseStateHandle<bool>,
    copied: &UseStateHandle<Option<bool>>,
    (letter, count, only_one): (char, usize, bool),
    text: &'static Text,
) -> Html {
    let words = text.sharing;
    let button = |all: bool, name: String, id: &'static str| {
        let (whole, copied) = (whole.clone(), copied.clone());
        let pressed = ((*whole && !only_one) == all).to_string();
        let onclick = move |_: MouseEvent| {
            whole.set(all);
            copied.set(None);
        };
        html! {
            <button type="button" aria-pressed={pressed} disabled={only_one && all} data-testid={id} {onclick}>{ name }</button>
        }
    };
    html! {
        <div class="seg share-screens" role="group" aria-label={words.extent}>
            { button(true, (words.all_of_them)(count), "share-all") }
            { button(false, (words.this_one)(letter), "share-this") }
        </div>
    }
}

/// What stands against the link, the gravest first.
fn warning(props: &ShareProps, fits: bool, chars: usize) -> Option<String> {
    let words = props.text.shell;
    if !fits {
        Some((words.share_too_long)(chars))
    } else if !props.sound {
        Some(words.share_faulty.to_owned())
    } else if props.from_disk {
        Some(props.text.sharing.from_disk.to_owned())
    } else {
        (chars > COMFORTABLE_CHARS).then(|| (words.share_long)(chars))
    }
}

/// The link for a camera, as far as one can read it.
fn qr(link: &str, chars: usize, text: &'static Text) -> Html {
    match Some(link).filter(|_| chars < QR_CHARS).and_then(qr_path) {
        Some((side, path)) => {
            let px = (side * MODULE_PX.max(CODE_PX / side)).to_string();
            html! {
                <svg class="qr" data-testid="share-qr" role="img" aria-label={text.sharing.qr} width={px.clone()} height={px}
                    viewBox={format!("0 0 {side} {side}")} shape-rendering="crispEdges"><path d={path} /></svg>
            }
        }
        None => html! { <p class="warn" data-testid="share-no-qr">{ (text.sharing.no_qr)(QR_CHARS) }</p> },
    }
}

//! A field for cells from a spreadsheet: what was understood is shown before anything changes, and what was not is named.

use crate::parse::table;
use crate::text::Text;
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, Element, Event, HtmlTextAreaElement};
use yew::prelude::*;

/// What pasted cells mean.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Meaning {
    /// Heads of what was understood.
    pub heads: Vec<String>,
    /// What was understood, line by line.
    pub lines: Vec<Vec<String>>,
    /// What was not, in sentences.
    pub bad: Vec<String>,
    /// What is to be known about it, in sentences.
    pub notes: Vec<String>,
    /// Why it cannot be applied as a whole, in sentences.
    pub refused: Vec<String>,
}

/// What a [`Paste`] needs.
#[derive(PartialEq, Properties)]
pub struct PasteProps {
    /// Id of the field.
    pub id: AttrValue,
    /// What can be pasted.
    pub lead: AttrValue,
    /// The cells, where there are any: the field is open.
    pub cells: Option<String>,
    /// What cells mean.
    pub read: Callback<String, Meaning>,
    /// Takes cells as they are typed or pasted; nothing closes the field.
    pub on_cells: Callback<Option<String>>,
    /// Puts cells into the plan.
    pub on_apply: Callback<String>,
    /// Words.
    pub text: &'static Text,
}

/// A field for cells, or the button that opens it.
#[component]
pub fn Paste(props: &PasteProps) -> Html {
    let words = props.text.stages;
    let node = use_node_ref();
    use_effect_with((props.cells.is_some(), node.clone()), |(open, node)| {
        if let Some(field) = node.cast::<HtmlTextAreaElement>().filter(|_| *open) {
            // A refused focus leaves it where it is.
            let _ = field.focus();
        }
    });
    let Some(cells) = &props.cells else {
        let open = props.on_cells.reform(|_: MouseEvent| Some(String::new()));
        return html! {
            <button type="button" class="bt" data-testid={format!("{}-open", props.id)} onclick={open}>{ words.paste }</button>
        };
    };
    let meaning = props.read.emit(cells.clone());
    let oninput = props
        .on_cells
        .reform(|event: InputEvent| Some(event.target_unchecked_into::<HtmlTextAreaElement>().value()));
    let close = props.on_cells.reform(|_: MouseEvent| None);
    let apply = {
        let (on_apply, cells) = (props.on_apply.clone(), cells.clone());
        Callback::from(move |_: MouseEvent| on_apply.emit(cells.clone()))
    };
    let can = !meaning.lines.is_empty() && meaning.refused.is_empty();
    let lead_id = format!("{}-lead", props.id);
    html! {
        <div class="paste">
            <p id={lead_id.clone()}>{ props.lead.clone() }</p>
            <textarea ref={node} id={props.id.clone()} data-testid={props.id.clone()} rows="4" aria-label={words.paste_here}
                aria-describedby={lead_id} spellcheck="false" autocomplete="off" wrap="off" data-draft={(!cells.is_empty()).then_some("")} value={cells.clone()}
                {oninput} />
            <div role="status" data-testid={format!("{}-meaning", props.id)}>{ told(&meaning, !cells.trim().is_empty(), props.text) }</div>
            <div class="da">
                <button type="button" class="bt" data-testid={format!("{}-cancel", props.id)} onclick={close}>{ words.cancel }</button>
                <button type="button" class="bt pri" data-testid={format!("{}-apply", props.id)} disabled={!can} onclick={apply}>
                    { words.apply }
                </button>
            </div>
        </div>
    }
}

/// What was understood, and what was not.
fn told(meaning: &Meaning, has_cells: bool, text: &'static Text) -> Html {
    let words = text.stages;
    let fault = |sentence: &String| html! { <li key={sentence.clone()}>{ sentence.clone() }</li> };
    let cell = |cell: &String| html! { <td>{ cell.clone() }</td> };
    html! {
        <>
            if !meaning.lines.is_empty() {
                <p class="paste-told">{ (words.understood)(meaning.lines.len()) }</p>
                <table class="twin paste-table">
                    <thead><tr>{ for meaning.heads.iter().map(|head| html! { <th scope="col">{ head.clone() }</th> }) }</tr></thead>
                    <tbody>{ for meaning.lines.iter().map(|line| html! { <tr>{ for line.iter().map(cell) }</tr> }) }</tbody>
                </table>
            } else if has_cells && meaning.notes.is_empty() {
                <p class="paste-told">{ words.nothing }</p>
            }
            { for meaning.notes.iter().map(|note| html! { <p>{ note.clone() }</p> }) }
            if !meaning.bad.is_empty() {
                <p class="paste-told">{ (words.left_out)(meaning.bad.len()) }</p>
                <ul class="paste-bad">{ for meaning.bad.iter().map(fault) }</ul>
            }
            if !meaning.refused.is_empty() {
                <ul class="paste-bad">{ for meaning.refused.iter().map(fault) }</ul>
            }
        </>
    }
}

/// Takes a table that is pasted anywhere in a panel, unless it is pasted into a field that takes it itself.
pub fn on_paste(on_cells: Callback<Option<String>>) -> Callback<Event> {
    Callback::from(move |event: Event| {
        let into_field =
            event.target_dyn_into::<Element>().is_some_and(|place| place.tag_name() == "TEXTAREA");
        if let Some(table) = pasted(&event).filter(|text| !into_field && table::is_table(text)) {
            event.prevent_default();
            on_cells.emit(Some(table));
        }
    })
}

/// What is pasted, as a text.
pub fn pasted(event: &Event) -> Option<String> {
    event.dyn_ref::<ClipboardEvent>()?.clipboard_data()?.get_data("text").ok()
}

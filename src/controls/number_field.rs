//! A field for a number or a range that is typed in many ways.
//!
//! While it has the focus it holds a draft, which nothing rewrites; Enter, leaving the field, and a change commit it, Esc
//! gives it up. A draft that cannot be read stays with the reason beside it, and the value stays as it was. Text that an
//! input method is still composing is not judged. A phone shows its whole keyboard: one of digits has no dash, no letter and no 万.

use crate::controls::gesture;
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement, InputEvent, KeyboardEvent};
use yew::prelude::*;

/// What a draft is understood as.
#[derive(Clone, Debug, PartialEq)]
pub enum Reading {
    /// A value, in words.
    Understood(String),
    /// What is wrong, and what can be done.
    Problem(String, String),
}

/// What a [`NumberField`] needs.
#[derive(PartialEq, Properties)]
pub struct NumberFieldProps {
    /// Id of the input, unique on the page.
    pub id: AttrValue,
    /// Name, where there is no label for the id.
    #[prop_or_default]
    pub label: Option<AttrValue>,
    /// The value at rest.
    pub shown: AttrValue,
    /// The value with every digit, from which editing starts.
    pub editable: AttrValue,
    /// Unit behind the value.
    pub unit: AttrValue,
    /// Id of a fault of the value in the plan, if there is one.
    #[prop_or_default]
    pub fault: Option<AttrValue>,
    /// Id of what is said about the value in the plan that is no fault.
    #[prop_or_default]
    pub note: Option<AttrValue>,
    /// What a draft is understood as.
    pub read: Callback<String, Reading>,
    /// What can be done about a draft that is refused.
    #[prop_or_default]
    pub cure: Option<Callback<String, Html>>,
    /// Takes a text that was understood, with the number of its gesture.
    pub commit: Callback<(String, u32)>,
}

/// A field for a number or a range.
#[component]
pub fn NumberField(props: &NumberFieldProps) -> Html {
    let draft = use_state_eq(|| None::<String>);
    let composing = use_state_eq(|| false);
    let node = use_node_ref();
    use_end_of_composing(&node, &draft, &composing);
    // A value that changes from elsewhere, by undo for instance, takes the draft's place.
    use_effect_with(props.shown.clone(), {
        let draft = draft.clone();
        move |_| draft.set(None)
    });
    let field = Draft { state: &draft, props, node: &node };
    // Nothing is said before something is typed.
    let typed = draft.as_ref().filter(|text| !*composing && text.trim() != props.editable);
    // What is typed and not taken over yet is undone by the browser.
    let is_draft = draft.as_ref().is_some_and(|text| text.trim() != props.editable);
    let reading = typed.map(|text| props.read.emit(text.clone()));
    let cure = match (&reading, &props.cure, typed) {
        (Some(Reading::Problem(..)), Some(cure), Some(text)) => cure.emit(text.clone()),
        _ => Html::default(),
    };
    let message_id = format!("{}-message", props.id);
    let problem = matches!(reading, Some(Reading::Problem(..)));
    let beside = props.fault.as_ref().or(props.note.as_ref()).map(ToString::to_string);
    let described_by = [reading.is_some().then(|| message_id.clone()), beside];
    let described_by = described_by.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let oninput = {
        let (draft, composing) = (draft.clone(), composing.clone());
        Callback::from(move |event: InputEvent| {
            composing.set(event.is_composing());
            draft.set(Some(event.target_unchecked_into::<HtmlInputElement>().value()));
        })
    };
    let value = draft.as_ref().map_or_else(|| props.shown.clone(), |text| text.clone().into());
    html! {
        <>
            <span class="field">
                <input ref={node.clone()} id={props.id.clone()} type="text" inputmode="text" autocapitalize="off" autocomplete="off" spellcheck="false"
                    data-testid={props.id.clone()} data-draft={is_draft.then_some("")} aria-label={props.label.clone()} {value}
                    aria-invalid={(problem || props.fault.is_some()).then_some("true")}
                    aria-describedby={(!described_by.is_empty()).then_some(described_by)}
                    onfocus={field.on_focus()} {oninput} onkeydown={field.on_key()} onblur={field.on_leave()} />
                <span class="field-unit">{ props.unit.clone() }</span>
            </span>
            { message(reading, message_id) }
            { cure }
        </>
    }
}

/// What is said about a draft, beneath its field.
fn message(reading: Option<Reading>, id: String) -> Html {
    match reading {
        None => Html::default(),
        Some(Reading::Understood(value)) => html! { <p class="lever-understood" {id}>{ value }</p> },
        Some(Reading::Problem(what, hint)) => html! {
            <p class="lever-fault" {id}>{ what }if !hint.is_empty() { <small>{ " · " }{ hint }</small> }</p>
        },
    }
}

/// The draft of a field and what ends it.
struct Draft<'a> {
    state: &'a UseStateHandle<Option<String>>,
    props: &'a NumberFieldProps,
    node: &'a NodeRef,
}

impl Draft<'_> {
    fn on_focus(&self) -> Callback<FocusEvent> {
        let (state, editable, node) =
            (self.state.clone(), self.props.editable.to_string(), self.node.clone());
        Callback::from(move |_| {
            // A draft with a fault is taken up again.
            if state.is_some() {
                return;
            }
            state.set(Some(editable.clone()));
            // All of it is selected once it is there, as typing into a field that was reached by Tab replaces it. A press of
            // the mouse sets its caret before.
            let node = node.clone();
            Timeout::new(0, move || {
                if let Some(input) = node.cast::<HtmlInputElement>() {
                    input.select();
                }
            })
            .forget();
        })
    }

    /// Commits a draft that differs from the value and can be read. Says whether the field is done with it.
    fn commit(&self) -> impl Fn() -> bool + 'static {
        let draft = Option::clone(self.state);
        let NumberFieldProps { editable, read, commit, .. } = self.props;
        let (editable, read, commit) = (editable.to_string(), read.clone(), commit.clone());
        move || {
            let Some(text) = draft.clone().filter(|text| text.trim() != editable) else { return true };
            let understood = matches!(read.emit(text.clone()), Reading::Understood(_));
            if understood {
                commit.emit((text, gesture::begin()));
            }
            understood
        }
    }

    fn on_leave(&self) -> Callback<FocusEvent> {
        let (state, commit) = (self.state.clone(), self.commit());
        Callback::from(move |_| {
            if commit() {
                state.set(None);
            }
        })
    }

    fn on_key(&self) -> Callback<KeyboardEvent> {
        let (state, commit) = (self.state.clone(), self.commit());
        Callback::from(move |event: KeyboardEvent| {
            // Enter and Esc belong to the input method while it composes.
            if event.is_composing() {
                return;
            }
            match event.key().as_str() {
                "Enter" if commit() => state.set(None),
                "Escape" if state.is_some() => {
                    // In a dialog it gives up the draft first, and closes the dialog the next time.
                    event.prevent_default();
                    event.stop_propagation();
                    state.set(None);
                }
                _ => {}
            }
        })
    }
}

/// The last text of an input method may come without an `input` event after it.
#[hook]
fn use_end_of_composing(
    node: &NodeRef,
    draft: &UseStateHandle<Option<String>>,
    composing: &UseStateHandle<bool>,
) {
    let (node, draft, composing) = (node.clone(), draft.setter(), composing.setter());
    use_effect_with((), move |()| {
        let listener = node.cast::<HtmlInputElement>().map(|input| {
            EventListener::new(&input, "compositionend", move |event: &Event| {
                composing.set(false);
                let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
                draft.set(input.map(|input| input.value()));
            })
        });
        move || drop(listener)
    });
}

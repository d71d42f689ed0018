//! A field for a name, in the place of the name: Enter and leaving take it over, Esc gives it up.

use web_sys::{HtmlElement, HtmlInputElement};
use yew::prelude::*;

/// What a [`NameField`] needs.
#[derive(PartialEq, Properties)]
pub struct NameFieldProps {
    /// Id for tests.
    pub id: AttrValue,
    /// Name of the field.
    pub label: AttrValue,
    /// The name as it is.
    pub value: AttrValue,
    /// Longest name, characters.
    pub limit: usize,
    /// Takes the name, or nothing where it was given up.
    pub on_done: Callback<Option<String>>,
}

/// A field for a name that has the focus as soon as it is there.
#[component]
pub fn NameField(props: &NameFieldProps) -> Html {
    let field = use_node_ref();
    use_effect_with((), {
        let field = field.clone();
        move |()| {
            if let Some(field) = field.cast::<HtmlInputElement>() {
                // A refused focus leaves it where it is.
                let _ = field.focus();
                field.select();
            }
        }
    });
    // What is typed is kept here: the row around the field is drawn again while a name is written.
    let draft = use_state_eq(|| props.value.clone());
    let oninput = {
        let draft = draft.setter();
        Callback::from(move |event: InputEvent| {
            draft.set(event.target_unchecked_into::<HtmlInputElement>().value().into());
        })
    };
    let given_up = use_mut_ref(|| false);
    let onblur = {
        let (on_done, given_up) = (props.on_done.clone(), given_up.clone());
        Callback::from(move |event: FocusEvent| {
            let name = event.target_unchecked_into::<HtmlInputElement>().value();
            on_done.emit((!*given_up.borrow()).then_some(name));
        })
    };
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        if event.is_composing() {
            return;
        }
        if matches!(event.key().as_str(), "Enter" | "Escape") {
            *given_up.borrow_mut() = event.key() == "Escape";
            let _ = event.target_unchecked_into::<HtmlElement>().blur();
        }
        event.stop_propagation();
    });
    html! {
        <input ref={field} class="name-field" data-testid={props.id.clone()} data-draft="" aria-label={props.label.clone()}
            maxlength={props.limit.to_string()} value={(*draft).clone()} autocomplete="off" spellcheck="false" {oninput} {onblur} {onkeydown} />
    }
}

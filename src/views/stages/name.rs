//! The name of a stage as a field of a table.

use web_sys::{HtmlElement, HtmlInputElement};
use yew::prelude::*;

/// What a [`NameField`] needs.
#[derive(PartialEq, Properties)]
pub(super) struct NameFieldProps {
    /// Id for tests; `field-` before it is the id of the field.
    pub id: String,
    /// Name of the field.
    pub label: String,
    /// The name as it is kept.
    pub name: String,
    /// What stands there where it is empty.
    #[prop_or_default]
    pub placeholder: Option<String>,
    /// Whether it takes the focus as soon as it is there.
    #[prop_or_default]
    pub fresh: bool,
    /// Takes another name.
    pub on_name: Callback<String>,
}

/// The name of a stage. A draft is kept until Enter or until the field is left.
#[component]
pub(super) fn NameField(props: &NameFieldProps) -> Html {
    let NameFieldProps { id, name, on_name, .. } = props;
    let draft = use_state_eq(|| None::<String>);
    let node = use_node_ref();
    use_effect_with((), {
        let (node, fresh) = (node.clone(), props.fresh);
        move |()| {
            if let Some(field) = node.cast::<HtmlElement>().filter(|_| fresh) {
                // A refused focus leaves it where it is.
                let _ = field.focus();
            }
        }
    });
    let value = draft.as_ref().unwrap_or(name).clone();
    let oninput = {
        let draft = draft.clone();
        move |event: InputEvent| draft.set(Some(event.target_unchecked_into::<HtmlInputElement>().value()))
    };
    let take = {
        let (draft, on_name, name) = (draft.clone(), on_name.clone(), name.clone());
        move || {
            if let Some(typed) = draft.as_ref().filter(|typed| **typed != name) {
                on_name.emit(typed.clone());
            }
            draft.set(None);
        }
    };
    let onblur = {
        let take = take.clone();
        move |_: FocusEvent| take()
    };
    let onkeydown = {
        let draft = draft.clone();
        move |event: KeyboardEvent| {
            if event.is_composing() {
                return;
            }
            match event.key().as_str() {
                // As a number does, it keeps the focus.
                "Enter" => take(),
                "Escape" if draft.is_some() => {
                    event.prevent_default();
                    event.stop_propagation();
                    draft.set(None);
                }
                _ => {}
            }
        }
    };
    html! {
        <input ref={node} class="stage-name" id={format!("field-{id}")} data-testid={id.clone()} aria-label={props.label.clone()}
            placeholder={props.placeholder.clone()} maxlength="40" autocomplete="off" spellcheck="false"
            data-draft={draft.is_some().then_some("")} {value} {oninput} {onblur} {onkeydown} />
    }
}

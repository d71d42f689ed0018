//! A modal dialog: the browser's own, so that focus stays in it, Esc closes it and focus returns.

use gloo::events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, HtmlElement};
use yew::prelude::*;

/// What a [`Dialog`] needs.
#[derive(PartialEq, Properties)]
pub struct DialogProps {
    /// Name of the dialog: its id, and the start of its title's id.
    pub id: AttrValue,
    /// Title.
    pub title: AttrValue,
    /// Name of the close button.
    pub close: AttrValue,
    /// The dialog wants to be closed.
    pub on_close: Callback<()>,
    /// Content.
    pub children: Html,
}

/// A dialog that is open as long as it is rendered.
#[component]
pub fn Dialog(props: &DialogProps) -> Html {
    let node = use_node_ref();
    use_open_modal(node.clone(), props.on_close.clone());
    let outside = {
        let (node, on_close) = (node.clone(), props.on_close.clone());
        Callback::from(move |event: MouseEvent| {
            // The backdrop belongs to the dialog: what lies outside its edge is the backdrop.
            let dialog = node.cast::<HtmlDialogElement>().map(|dialog| dialog.get_bounding_client_rect());
            let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
            if dialog.is_some_and(|edge| {
                x < edge.left() || x > edge.right() || y < edge.top() || y > edge.bottom()
            }) {
                on_close.emit(());
            }
        })
    };
    let close = props.on_close.reform(|_: MouseEvent| ());
    let title_id = format!("{}-title", props.id);
    html! {
        <dialog ref={node} id={props.id.clone()} class="dlg" aria-labelledby={title_id.clone()} onmousedown={outside}
            data-testid={props.id.clone()}>
            <div class="dlg-head">
                <h2 id={title_id}>{ props.title.clone() }</h2>
                <button type="button" class="i" aria-label={props.close.clone()} title={props.close.clone()} onclick={close}>
                    <svg class="ic" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d="M4 4l8 8M12 4l-8 8" /></svg>
                </button>
            </div>
            { props.children.clone() }
        </dialog>
    }
}

/// Opens the dialog after it is drawn; tells when the reader closes it; gives the focus back at the end.
#[hook]
fn use_open_modal(node: NodeRef, on_close: Callback<()>) {
    let on_close_now = use_mut_ref(|| on_close.clone());
    *on_close_now.borrow_mut() = on_close;
    use_effect_with((), move |()| {
        let dialog = node.cast::<HtmlDialogElement>();
        let before = focused();
        let listener = dialog.as_ref().map(|dialog| {
            // Shown already, or not in the page: then there is nothing to open.
            let _ = dialog.show_modal();
            EventListener::new(dialog, "close", move |_| on_close_now.borrow().emit(()))
        });
        move || {
            drop(listener);
            if let Some(dialog) = dialog {
                dialog.close();
            }
            // What had the focus may be gone by now.
            if let Some(before) = before {
                let _ = before.focus();
            }
        }
    });
}

fn focused() -> Option<HtmlElement> {
    web_sys::window()?.document()?.active_element()?.dyn_into().ok()
}

//! A button that opens a short list of actions. Arrow keys move in it, Esc and a click elsewhere close it.

use gloo::events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// What a [`Menu`] needs.
#[derive(PartialEq, Properties)]
pub struct MenuProps {
    /// Id of the list.
    pub id: AttrValue,
    /// Name of the button.
    pub label: AttrValue,
    /// Content of the button; its name where there is none.
    #[prop_or_default]
    pub face: Option<Html>,
    /// Class of the button.
    #[prop_or_default]
    pub class: Classes,
    /// Whether it is there on wide pages too.
    #[prop_or_default]
    pub always: bool,
    /// Whether its button is one of the tools of a row, which share a stop of the Tab key.
    #[prop_or_default]
    pub tool: bool,
    /// Actions in order: text and what is done.
    pub items: Vec<MenuItem>,
}

/// One action of a menu.
#[derive(Clone, PartialEq)]
pub struct MenuItem {
    /// What it says.
    pub text: AttrValue,
    /// Id for tests.
    pub test_id: AttrValue,
    /// What it does.
    pub action: Callback<()>,
}

/// A menu button with its list.
#[component]
pub fn Menu(props: &MenuProps) -> Html {
    let open = use_state_eq(|| false);
    let root = use_node_ref();
    use_close_elsewhere(root.clone(), *open, {
        let open = open.clone();
        Callback::from(move |()| open.set(false))
    });
    let toggle = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    let keys = {
        let (open, root) = (open.clone(), root.clone());
        Callback::from(move |event: KeyboardEvent| on_key(&event, &root, &open))
    };
    let list = root.clone();
    let item = |item: &MenuItem| {
        let action = item.action.clone();
        let (open, root) = (open.clone(), list.clone());
        let choose = Callback::from(move |_: MouseEvent| {
            open.set(false);
            // What was chosen is hidden now: the focus goes on from the button, unless the action takes it.
            if let Some(root) = root.cast::<Element>() {
                focus(&root, 0);
            }
            action.emit(());
        });
        html! {
            <li key={item.test_id.to_string()}>
                <button type="button" data-testid={item.test_id.clone()} onclick={choose}>{ item.text.clone() }</button>
            </li>
        }
    };
    html! {
        <div class={classes!("menu-box", props.always.then_some("always"))} ref={root} onkeydown={keys}>
            <button type="button" class={props.class.clone()} aria-expanded={open.to_string()} aria-controls={props.id.clone()}
                aria-label={props.face.is_some().then(|| props.label.clone())} title={props.face.is_some().then(|| props.label.clone())}
                data-tool={props.tool.then_some("")} tabindex={props.tool.then_some("-1")} onclick={toggle}>
                { props.face.clone().unwrap_or_else(|| html! { { props.label.clone() } }) }
            </button>
            <ul id={props.id.clone()} class="menu" hidden={!*open}>
                { for props.items.iter().map(item) }
            </ul>
        </div>
    }
}

fn on_key(event: &KeyboardEvent, root: &NodeRef, open: &UseStateHandle<bool>) {
    let Some(root) = root.cast::<Element>() else { return };
    match event.key().as_str() {
        "Escape" if **open => {
            open.set(false);
            focus(&root, 0);
            // A dialog around it stays open.
            event.prevent_default();
            event.stop_propagation();
        }
        "ArrowDown" | "ArrowUp" if **open => {
            let step = if event.key() == "ArrowDown" { 1 } else { -1 };
            focus(&root, focused(&root) + step);
            event.prevent_default();
        }
        _ => {}
    }
}

/// The buttons of the menu; 0 is the one that opens it.
fn buttons(root: &Element) -> Vec<HtmlElement> {
    let Ok(list) = root.query_selector_all("button") else { return Vec::new() };
    (0..list.length()).filter_map(|index| list.get(index)?.dyn_into().ok()).collect()
}

fn focused(root: &Element) -> i32 {
    let active = root.owner_document().and_then(|document| document.active_element());
    let position = buttons(root).iter().position(|button| Some(button.as_ref()) == active.as_ref());
    position.map_or(0, |position| position as i32)
}

fn focus(root: &Element, index: i32) {
    let buttons = buttons(root);
    let Some(last) = buttons.len().checked_sub(1) else { return };
    // A refused focus leaves it where it is.
    let _ = buttons[index.clamp(0, last as i32) as usize].focus();
}

/// Closes when the pointer goes down, or the focus moves, outside of the menu.
#[hook]
fn use_close_elsewhere(root: NodeRef, open: bool, close: Callback<()>) {
    use_effect_with(open, move |open| {
        let document = open.then(|| web_sys::window().and_then(|window| window.document())).flatten();
        let listeners = document.map(|document| {
            ["pointerdown", "focusin"].map(|kind| {
                let (root, close) = (root.clone(), close.clone());
                EventListener::new(&document, kind, move |event| {
                    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Node>().ok());
                    let inside = root.get().is_some_and(|root| root.contains(target.as_ref()));
                    if !inside {
                        close.emit(());
                    }
                })
            })
        });
        move || drop(listeners)
    });
}

//! What is done with a channel as a whole: the menu beside its first lever.

use crate::controls::menu::{Menu, MenuItem};
use crate::text::Text;
use tandem_engine::plan::ChannelType;
use yew::prelude::*;

/// A channel, as far as its menu needs it.
#[derive(Clone, Debug, PartialEq)]
pub struct ChannelHead {
    /// Its id.
    pub id: String,
    /// The name shown.
    pub name: String,
    /// Its type.
    pub kind: ChannelType,
    /// Whether one stands before it.
    pub can_rise: bool,
    /// Whether one stands after it.
    pub can_sink: bool,
    /// Whether the plan has room for one more.
    pub can_double: bool,
    /// Whether the plan can do without it.
    pub can_go: bool,
    /// Whether its name is being written.
    pub naming: bool,
    /// Whether its lever, once it is open, has other tools that the menu shares a stop of the Tab key with.
    pub has_tools: bool,
}

/// What is done with a channel.
#[derive(Clone, Debug, PartialEq)]
pub enum Deed {
    /// Its name is to be written.
    Name,
    /// Its name was written; nothing: given up.
    Named(Option<String>),
    /// So many places down (negative: up).
    Move(isize),
    /// A copy behind it.
    Duplicate,
    /// Out of the plan.
    Remove,
}

/// The id of a channel's menu.
pub fn menu_id(channel: &str) -> String {
    format!("channel-menu-{channel}")
}

/// The menu of a channel.
pub fn menu(head: &ChannelHead, text: &'static Text, on_deed: &Callback<(String, Deed)>) -> Html {
    let words = text.channels;
    let item = |possible: bool, text: &'static str, key: &str, deed: Deed| {
        let id = head.id.clone();
        possible.then(|| MenuItem {
            text: text.into(),
            test_id: format!("channel-{key}-{id}").into(),
            action: on_deed.reform(move |()| (id.clone(), deed.clone())),
        })
    };
    let items = [
        item(true, words.rename, "rename", Deed::Name),
        item(head.can_rise, words.up, "up", Deed::Move(-1)),
        item(head.can_sink, words.down, "down", Deed::Move(1)),
        item(head.can_double, words.duplicate, "duplicate", Deed::Duplicate),
        item(head.can_go, words.remove, "remove", Deed::Remove),
    ];
    let face = html! {
        <svg class="ic" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d="M3 8h.01M8 8h.01M13 8h.01" /></svg>
    };
    html! {
        <div class="lever-menu">
            <Menu id={menu_id(&head.id)} label={(words.menu)(&head.name)} {face} class={classes!("i", "dots")} always=true tool={head.has_tools}
                items={items.into_iter().flatten().collect::<Vec<_>>()} />
        </div>
    }
}

//! What is done with channels from the panel of levers.

use super::{LeversProps, Stand};
use crate::channels::{TYPES, added, duplicated, fresh_id, has_room, key, moved, removed, renamed};
use crate::controls::channel::{ChannelHead, Deed, menu_id};
use crate::controls::menu::{Menu, MenuItem};
use crate::controls::{gesture, reveal};
use crate::levers::{Lever, LeverKind};
use crate::text::Text;
use crate::workbook::Action;
use std::cell::RefCell;
use std::rc::Rc;
use tandem_engine::plan::{Channel, ChannelType, Plan};
use yew::prelude::*;

/// Id of the list of types.
const ADD: &str = "channel-add";

/// Whether a lever is the first of its channel: beside it stands what is done with the channel.
pub(super) fn is_first(lever: &Lever, channel: &Channel) -> bool {
    lever.kind == first_kind(channel)
}

fn first_kind(channel: &Channel) -> LeverKind {
    let is_paid_by_event = channel.kind == ChannelType::Event && !channel.events.is_empty();
    if is_paid_by_event { LeverKind::EventCost } else { LeverKind::Spend }
}

/// The id of the first lever of a channel.
fn first_lever(channel: &Channel) -> String {
    let lever = if first_kind(channel) == LeverKind::EventCost { "event-cost" } else { "spend" };
    format!("{}-{lever}", channel.id)
}

/// A channel as its menu needs it.
pub(super) fn head(props: &LeversProps, stand: &Stand, index: usize) -> Option<ChannelHead> {
    let channels = &props.plan.channels;
    let channel = channels.get(index)?;
    Some(ChannelHead {
        id: channel.id.clone(),
        name: props.text.examples.shown(channel.label()).to_owned(),
        kind: channel.kind,
        can_rise: index > 0,
        can_sink: index + 1 < channels.len(),
        can_double: has_room(&props.plan),
        // Only the last one may be one that the plan cannot do without.
        can_go: channels.len() > 1 || removed(&props.plan, &channel.id).is_some(),
        naming: stand.naming.as_ref() == Some(&channel.id),
        has_tools: first_kind(channel) == LeverKind::Spend,
    })
}

/// Takes what is done with channels to the workbook. The callback stays the same while the plan changes.
#[hook]
pub(super) fn use_deeds(props: &LeversProps, stand: &UseStateHandle<Stand>) -> Callback<(String, Deed)> {
    let now = (props.plan.clone(), props.base.clone(), stand.clone());
    let latest: Rc<RefCell<_>> = use_mut_ref(|| now.clone());
    *latest.borrow_mut() = now;
    let words = (props.dispatch.clone(), props.text);
    use_callback(words, move |(id, deed): (String, Deed), (dispatch, text)| {
        let (plan, base, stand) = latest.borrow().clone();
        let naming = |naming| stand.set(Stand { naming, ..Stand::clone(&stand) });
        match deed {
            Deed::Name => naming(Some(id)),
            Deed::Named(name) => {
                naming(None);
                let shown = name_of(&plan, &id, text);
                let name = name.filter(|name| name.trim() != shown);
                edit(name.and_then(|name| renamed(&plan, &id, &name)), dispatch);
                reveal::opener(menu_id(&id));
            }
            Deed::Move(by) => {
                edit(moved(&plan, &id, by), dispatch);
                reveal::opener(menu_id(&id));
            }
            Deed::Duplicate => {
                let kind = plan.channels.iter().find(|channel| channel.id == id).map(|channel| channel.kind);
                let copy_id = fresh_id(kind.unwrap_or_default(), draw(), &[&plan, &base]);
                let name = free_name(&plan, &(text.channels.copy_of)(&name_of(&plan, &id, text)));
                let next = duplicated(&plan, &id, copy_id, &name);
                show(next.as_ref().and_then(|next| {
                    let place = next.channels.iter().position(|channel| channel.id == id)?;
                    next.channels.get(place + 1)
                }));
                edit(next, dispatch);
            }
            Deed::Remove => {
                if let Some(next) = removed(&plan, &id) {
                    let name = name_of(&plan, &id, text);
                    dispatch.emit(Action::Remove { plan: Rc::new(next), name, gesture: gesture::begin() });
                    reveal::opener(ADD.to_owned());
                }
            }
        }
    })
}

/// Offers the types of a new channel.
pub(super) fn add_menu(props: &LeversProps) -> Html {
    if !has_room(&props.plan) {
        return Html::default();
    }
    let words = props.text.channels;
    let item = |kind: ChannelType| {
        let (plan, base, dispatch) = (props.plan.clone(), props.base.clone(), props.dispatch.clone());
        let action = Callback::from(move |()| {
            let id = fresh_id(kind, draw(), &[&plan, &base]);
            let name = free_name(&plan, (words.new)(kind));
            let next = added(&plan, kind, id, &name, words.template_note);
            show(next.as_ref().and_then(|next| next.channels.last()));
            edit(next, &dispatch);
        });
        MenuItem {
            text: (words.kind)(kind).into(),
            test_id: format!("channel-add-{}", key(kind)).into(),
            action,
        }
    };
    html! {
        <div class="channel-add">
            <Menu id={ADD} label={words.add} class={classes!("hires-add")} always=true items={TYPES.map(item).to_vec()} />
        </div>
    }
}

fn edit(next: Option<Plan>, dispatch: &Callback<Action>) {
    if let Some(next) = next {
        let (plan, field) = (Rc::new(next), "channels".to_owned());
        dispatch.emit(Action::Edit { plan, field, gesture: gesture::begin() });
    }
}

/// Leads to a channel that will be on the page in a moment.
fn show(channel: Option<&Channel>) {
    if let Some(lever) = channel.map(first_lever) {
        reveal::later(move || reveal::lever(&lever));
    }
}

fn name_of(plan: &Plan, id: &str, text: &Text) -> String {
    let channel = plan.channels.iter().find(|channel| channel.id == *id);
    channel.map(|channel| text.examples.shown(channel.label()).to_owned()).unwrap_or_default()
}

/// The name, with a number behind it if another channel has it.
fn free_name(plan: &Plan, name: &str) -> String {
    let is_taken = |name: &str| plan.channels.iter().any(|channel| channel.label() == name);
    let mut free = name.to_owned();
    let mut number = 2;
    while is_taken(&free) {
        free = format!("{name} {number}");
        number += 1;
    }
    free
}

/// A random number for an id: two readers who add a channel to the same plan must not make the same one.
fn draw() -> u32 {
    (js_sys::Math::random() * f64::from(u32::MAX)) as u32
}

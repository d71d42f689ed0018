//! The sub-stages of the opportunity in the table of stages: each a row with a menu, and what they stand in for.

use super::name::NameField;
use super::{Place, StageTableProps, field};
use crate::controls::menu::{Menu, MenuItem};
use crate::controls::plan_field::change;
use crate::controls::{gesture, reveal};
use crate::parse::table::StageRow;
use crate::stages::sub::{LIST, added, has_room, moved, name, names, removed, together, twin};
use crate::stages::{conversion_path, time_path};
use crate::workbook::Action;
use serde_json::Value;
use std::cell::Cell;
use std::rc::Rc;
use tandem_engine::plan::Plan;
use tandem_engine::quantity::Unit;
use yew::prelude::*;

/// The place of the sub-stage that was added last: its name is written next.
pub(super) type Fresh = Rc<Cell<Option<usize>>>;

/// The rows beneath the opportunity.
pub(super) fn rows(props: &StageTableProps, values: (&Value, &Value), fresh: &Fresh) -> Html {
    let is_fresh = |index| fresh.get() == Some(index);
    let row = |index| row(props, index, is_fresh(index), values);
    html! { { for (0..props.plan.opportunity_stages.len()).map(row) } }
}

fn row(props: &StageTableProps, index: usize, fresh: bool, values: (&Value, &Value)) -> Html {
    let StageTableProps { plan, base, text, dispatch, .. } = props;
    let words = text.stages;
    let own = plan.opportunity_stages[index].name.clone();
    let from = name(plan, index, text);
    let to = if index + 1 < plan.opportunity_stages.len() {
        name(plan, index + 1, text)
    } else {
        crate::stages::name(plan, 4, text)
    };
    let there = twin(&names(plan), index, &base.opportunity_stages);
    let place = |key: &str| Place {
        id: format!("sub-{index}-{key}"),
        path: format!("{LIST}[{index}].{key}"),
        was: there.map(|there| format!("{LIST}[{there}].{key}")),
    };
    let on_name = {
        let (plan, dispatch) = (plan.clone(), dispatch.clone());
        Callback::from(move |typed: String| {
            let typed: String = typed.trim().chars().filter(|c| !c.is_control()).take(40).collect();
            let put = (format!("{LIST}[{index}].name"), Some(Value::from(typed)));
            change(&plan, &[put], gesture::begin(), &dispatch);
        })
    };
    let was =
        there.map(|there| (there, &base.opportunity_stages[there].name)).filter(|(_, was)| **was != own);
    let back = was.map(|(there, was)| {
        let shown = if was.is_empty() { (words.sub_numbered)(there + 1) } else { was.clone() };
        let (place, label) = (place("name"), (words.sub_name_of)(index + 1));
        super::back(props, (&place.id, &label), (place.path, place.was.unwrap_or_default()), shown)
    });
    let conversion =
        field(props, place("conversion"), Unit::Share, (words.conversion_of)(&from, &to), "", values);
    let time =
        field(props, place("mean_weeks"), Unit::Weeks, (words.time_of)(&from, &to), words.weeks, values);
    html! {
        <tr key={format!("sub-{index}")} class="sub-stage" data-testid={format!("sub-{index}")}>
            <th scope="row"><div class="sub-name">
                <NameField id={format!("sub-{index}-name")} label={(words.sub_name_of)(index + 1)} name={own}
                    placeholder={Some((words.sub_numbered)(index + 1))} {fresh} {on_name} />
                { menu(props, index, &from) }
            </div>{ back }</th>
            <td>{ conversion }</td>
            <td>{ time }</td>
        </tr>
    }
}

fn menu_id(index: usize) -> String {
    format!("sub-menu-{index}")
}

fn menu(props: &StageTableProps, index: usize, name: &str) -> Html {
    let StageTableProps { plan, text, dispatch, .. } = props;
    let words = text.channels;
    let shift = |by: isize, text: &'static str, key: &str| {
        let (plan, dispatch) = (plan.clone(), dispatch.clone());
        moved(&plan, index, by)?;
        Some(MenuItem {
            text: text.into(),
            test_id: format!("sub-{key}-{index}").into(),
            action: Callback::from(move |()| {
                edit(moved(&plan, index, by), &dispatch);
                reveal::opener(menu_id(index.saturating_add_signed(by)));
            }),
        })
    };
    let remove = {
        let (plan, dispatch, name) = (plan.clone(), dispatch.clone(), name.to_owned());
        MenuItem {
            text: words.remove.into(),
            test_id: format!("sub-remove-{index}").into(),
            action: Callback::from(move |()| {
                if let Some(next) = removed(&plan, index) {
                    let (plan, gesture) = (Rc::new(next), gesture::begin());
                    dispatch.emit(Action::Remove { plan, name: name.clone(), gesture });
                }
                reveal::field(ADD.to_owned());
            }),
        }
    };
    let items = [shift(-1, words.up, "up"), shift(1, words.down, "down"), Some(remove)];
    let face = html! {
        <svg class="ic" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d="M3 8h.01M8 8h.01M13 8h.01" /></svg>
    };
    html! {
        <Menu id={menu_id(index)} label={(text.stages.sub_menu)(name)} {face} class={classes!("i", "dots")} always=true
            items={items.into_iter().flatten().collect::<Vec<_>>()} />
    }
}

const ADD: &str = "sub-add";

/// The button for one more, and what sub-stages do.
pub(super) fn foot(props: &StageTableProps, value: &Value, fresh: &Fresh) -> Html {
    let StageTableProps { plan, text, dispatch, format, .. } = props;
    let words = text.stages;
    let on_add = {
        let (plan, dispatch, fresh) = (plan.clone(), dispatch.clone(), Rc::clone(fresh));
        Callback::from(move |_: MouseEvent| {
            fresh.set(Some(plan.opportunity_stages.len()));
            edit(added(&plan), &dispatch);
        })
    };
    let whole = |path: Option<&str>, unit| {
        let value = path.and_then(|path| crate::edit::at(value, path));
        super::shown(value, unit, false, format).0
    };
    let told = match plan.opportunity_stages.is_empty() {
        true => words.sub_none.to_owned(),
        false => (words.sub_some)(
            &whole(conversion_path(3), Unit::Share),
            &whole(time_path(StageRow::Stage(3)), Unit::Weeks),
        ),
    };
    html! {
        <div class="sub-foot">
            if has_room(plan) {
                <button type="button" class="bt" id={format!("field-{ADD}")} data-testid={ADD} onclick={on_add}>{ words.sub_add }</button>
            } else {
                <p id={format!("field-{ADD}")} tabindex="-1">{ words.sub_full }</p>
            }
            <p data-testid="sub-told">{ told }</p>
        </div>
    }
}

/// What all of them together are: conversion and time, in place of what is typed for the whole.
pub(super) fn sums(props: &StageTableProps) -> Option<(Html, Html)> {
    let StageTableProps { plan, text, format, .. } = props;
    let (share, weeks) = together(plan)?;
    let sum = |id: &str, value: String, unit: &str| {
        html! {
            <span class="stage-sum" data-testid={id.to_owned()}>
                <small>{ text.stages.sub_together }{ " " }</small>{ value }<small class="field-unit">{ unit.to_owned() }</small>
            </span>
        }
    };
    Some((
        sum("sub-share", format.entry(share, Unit::Share), ""),
        sum("sub-weeks", format.entry(weeks, Unit::Weeks), text.stages.weeks),
    ))
}

fn edit(next: Option<Plan>, dispatch: &Callback<Action>) {
    if let Some(next) = next {
        let (plan, field) = (Rc::new(next), LIST.to_owned());
        dispatch.emit(Action::Edit { plan, field, gesture: gesture::begin() });
    }
}

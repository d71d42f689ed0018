//! The pickers of figure and period, as native selects.

use crate::charts::{Figure, Sums};
use crate::stages::own_figure as own;
use crate::text::Text;
use std::rc::Rc;
use tandem_engine::plan::Plan;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// What [`FigurePicker`] needs.
#[derive(PartialEq, Properties)]
pub struct FigureProps {
    /// The figure that is shown.
    pub figure: Figure,
    /// Those on offer, by group.
    pub offered: Vec<Vec<Figure>>,
    /// Whether there is room for short names only.
    pub small: bool,
    /// The plan, which may have names of its own.
    pub plan: Rc<Plan>,
    /// Takes the pick.
    pub on_pick: Callback<Figure>,
    /// Words.
    pub text: &'static Text,
}

/// The name of the figure, which is a picker.
#[component]
pub fn FigurePicker(props: &FigureProps) -> Html {
    let words = props.text.charts;
    let select = use_select(props.figure.key(), props.offered.clone());
    let on_pick = props.on_pick.clone();
    let onchange = move |event: Event| {
        let key = event.target_unchecked_into::<HtmlSelectElement>().value();
        if let Some(figure) = Figure::from_key(&key) {
            on_pick.emit(figure);
        }
    };
    let option = |figure: &Figure| {
        let name = (words.figure)(*figure);
        let selected = *figure == props.figure;
        html! {
            <option key={figure.key()} value={figure.key()} {selected}>
                { own(&props.plan, *figure).unwrap_or(if props.small { name.short } else { name.long }) }
            </option>
        }
    };
    html! {
        <span class="pick-box">
            <select ref={select} class="pick" data-testid="measure" aria-label={words.pick_figure} {onchange}>
                { for props.offered.iter().zip(words.groups).map(|(group, name)| html! {
                    <optgroup key={name} label={name}>{ for group.iter().map(option) }</optgroup>
                }) }
            </select>
            { chevron() }
        </span>
    }
}

/// What [`SumsPicker`] needs.
#[derive(PartialEq, Properties)]
pub struct SumsProps {
    /// The sums that are shown.
    pub sums: Sums,
    /// Those on offer.
    pub offered: Vec<Sums>,
    /// Takes the pick.
    pub on_pick: Callback<Sums>,
    /// Words.
    pub text: &'static Text,
}

/// The period as a select: on phones, where there is no room for a button each.
#[component]
pub fn SumsPicker(props: &SumsProps) -> Html {
    let at = props.offered.iter().position(|sums| *sums == props.sums).unwrap_or(0);
    let select = use_select(&at.to_string(), props.offered.clone());
    let (on_pick, offered) = (props.on_pick.clone(), props.offered.clone());
    let onchange = move |event: Event| {
        let value = event.target_unchecked_into::<HtmlSelectElement>().value();
        if let Some(sums) = value.parse().ok().and_then(|at: usize| offered.get(at)) {
            on_pick.emit(*sums);
        }
    };
    html! {
        <span class="pick-box per-pick">
            <select ref={select} class="pick" aria-label={props.text.charts.pick_period} {onchange}>
                { for props.offered.iter().enumerate().map(|(index, sums)| html! {
                    <option key={index} value={index.to_string()} selected={index == at}>
                        { sums_name(*sums, props.text) }
                    </option>
                }) }
            </select>
            { chevron() }
        </span>
    }
}

/// The name of a way to add up.
pub fn sums_name(sums: Sums, text: &Text) -> &'static str {
    match sums {
        Sums::By(period) => (text.charts.period)(period),
        Sums::SinceStart => text.charts.since_start,
    }
}

/// A select that shows `value` also after the options or the value have changed from elsewhere.
#[hook]
fn use_select<T: PartialEq + 'static>(value: &str, options: T) -> NodeRef {
    let select = use_node_ref();
    use_effect_with((select.clone(), value.to_owned(), options), |(select, value, _)| {
        if let Some(select) = select.cast::<HtmlSelectElement>() {
            select.set_value(value);
        }
    });
    select
}

fn chevron() -> Html {
    html! { <svg class="ic" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d="M5 6.5l3 3 3-3" /></svg> }
}

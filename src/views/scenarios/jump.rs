//! Ways to the panels of a page that is wider than high: they lie below its foot.

use crate::controls::reveal;
use crate::text::Text;
use yew::prelude::*;

/// The links to panels, by their ids.
pub(super) fn draw(text: &'static Text) -> Html {
    let charts = text.charts;
    let panels = [
        ("forecast", charts.forecast),
        ("funnel", charts.funnel),
        ("timeline", charts.dates),
        ("assumptions", text.assumptions.title),
    ];
    let link = |(id, name): (&'static str, &'static str)| {
        // A link with an address of its own would take the plan's place in it.
        html! { <button key={id} type="button" data-testid={format!("jump-{id}")} onclick={move |_: MouseEvent| reveal::panel(id)}>{ name }</button> }
    };
    html! { <nav class="scn-jump" aria-label={text.scenarios.panels}>{ for panels.into_iter().map(link) }</nav> }
}

//! The slide of the dates: the timeline from edge to edge, and its figures beneath.

use crate::charts::{draw, month_axis, pattern_defs, to_nodes, use_width};
use crate::format::Format;
use crate::simulate::Shown;
use crate::text::Text;
use crate::views::timeline::{Timeline, rows};
use crate::workbook::View;
use std::rc::Rc;
use tandem_charts::{Frame, draw_time_axis, draw_timeline, timeline_height};
use tandem_engine::Summary;
use tandem_engine::plan::Plan;
use yew::prelude::*;

/// Height of the time axis, px.
const AXIS: f64 = 26.0;

#[derive(PartialEq, Properties)]
pub(super) struct DatesProps {
    pub(super) plan: Rc<Plan>,
    pub(super) shown: Shown,
    pub(super) view: View,
    pub(super) text: &'static Text,
    pub(super) format: Format,
}

/// When what happens, drawn and in figures.
#[component]
pub(super) fn Dates(props: &DatesProps) -> Html {
    let DatesProps { plan, shown, view, text, format } = props;
    let track = html! {
        <div class="stage-track">
            <Track plan={plan.clone()} summary={shown.summary.clone()} text={*text} format={format.clone()} />
        </div>
    };
    html! {
        <Timeline plan={plan.clone()} shown={shown.clone()} view={view.clone()} over={track} text={*text} format={format.clone()} />
    }
}

#[derive(PartialEq, Properties)]
struct TrackProps {
    plan: Rc<Plan>,
    summary: Rc<Summary>,
    text: &'static Text,
    format: Format,
}

/// The rows of the timeline on the plan's months; the table beneath says the same.
#[component]
fn Track(props: &TrackProps) -> Html {
    let (node, width) = use_width();
    let TrackProps { plan, summary, text, format } = props;
    let frame = Frame::for_width(width);
    // On a phone names stand over the rows, and no values at their left.
    let left = if frame.is_small() { 0.0 } else { frame.left };
    let frame = Frame { left, right: frame.width - 8.0, ..frame };
    let days = f64::from(7 * summary.horizon_weeks);
    let rows = rows(plan, summary, text, format).0;
    let foot = timeline_height(&frame, rows.len());
    let height = foot + AXIS;
    let axis = month_axis(summary.start, summary.horizon_weeks, summary.fiscal.first_month);
    let marks = draw((frame.width, height), |pen| {
        draw_timeline(pen, &frame, days, &rows)?;
        draw_time_axis(pen, &frame, &axis, foot, &|year, month, style| {
            (text.charts.month)(year, month, style)
        })
    });
    html! {
        <figure class="fig" ref={node} aria-hidden="true" data-testid="dates-track">
            { pattern_defs() }
            <svg class="chart" width={frame.width.to_string()} height={height.to_string()} viewBox={format!("0 0 {} {height}", frame.width)}>
                { to_nodes(&marks) }
            </svg>
        </figure>
    }
}

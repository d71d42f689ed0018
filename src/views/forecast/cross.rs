//! The crosshair: a line through all strips, dots on the fan and the read-out box.

use super::layers::future_points;
use super::plot::{PlotProps, Tops};
use super::scene::number;
use super::words::{Line, limit_at, lines, when};
use crate::charts::{swatch_box, text_width};
use crate::text::Text;
use tandem_charts::Frame;
use yew::prelude::*;

/// The line through all strips, the dots on the fan and the read-out box.
pub(super) fn crosshair(
    props: &PlotProps,
    frame: &Frame,
    tops: &Tops,
    index: usize,
    near: Option<usize>,
) -> Html {
    let PlotProps { scene, scale, months, text, format, .. } = props;
    let Some(reading) = scene.reading(index) else { return Html::default() };
    let x = frame.x(scene.track.day_at(index), scene.days);
    let (ribbon_top, ribbon_foot) = frame.ribbon();
    let line = format!(
        "M{x} {}V{}M{x} {}V{}M{x} {}V{}",
        frame.top,
        frame.bottom,
        tops.ribbon + ribbon_top,
        tops.ribbon + ribbon_foot,
        tops.timeline,
        tops.height - 3.0
    );
    let dot = |value: f64, radius: &'static str| {
        let y = frame.y(scale.part(value));
        html! { <circle class="cross-dot" cx={x.to_string()} cy={y.to_string()} r={radius} /> }
    };
    let near = near.and_then(|near| scene.futures.as_ref()?.paths.get(near));
    let near_value = near.and_then(|path| path.get(index));
    let dots = match reading.percentiles {
        _ if near_value.is_some() => near_value.map_or_else(Html::default, |value| dot(*value, "3.5")),
        Some([p10, _, p50, _, p90]) => {
            html! { <>{ dot(p10, "2.2") }{ dot(p90, "2.2") }{ dot(p50, "3.5") }</> }
        }
        None => dot(reading.expected, "3.5"),
    };
    let limit = limit_at(months, scene.track.day_at(index), props.n_trials, text);
    let title = when(&scene.track, index, &reading, text, format);
    let mut lines = lines(scene, index, &reading, text, format);
    lines.extend(near_value.map(|value| Line {
        key: text.charts.this_future,
        value: number(format, scene.track.choice.figure, *value),
        strong: true,
    }));
    html! {
        <g class="cross">
            if let Some(path) = near {
                <polyline class="future near" points={future_points(path, scene, frame, *scale)} />
            }
            <path class="cross-line" d={line} />
            { dots }
            if !frame.is_small() {
                { read_out(frame, x, title, lines, limit, text) }
            }
        </g>
    }
}

/// The read-out box: left of the line, or right of it where there is no room.
fn read_out(
    frame: &Frame,
    x: f64,
    (title, note): (String, String),
    lines: Vec<Line>,
    limit: Option<(tandem_charts::Limit, String)>,
    text: &Text,
) -> Html {
    let says = limit.as_ref().map(|(limit, _)| (text.charts.limit_says)(*limit));
    let row = |key: &str, value: &str| text_width(key, 12.0, false) + text_width(value, 12.0, true) + 36.0;
    let widths = lines.iter().map(|line| row(line.key, &line.value));
    let limit_width = limit.iter().zip(says).map(|((_, share), says)| row(says, share) + 17.0);
    let head = text_width(&title, 12.0, true) + text_width(&note, 11.0, false) + 36.0;
    let width = widths.chain(limit_width).fold(head.max(178.0), f64::max).ceil();
    let body = 26.0 + 17.0 * lines.len() as f64;
    let height = body + if limit.is_some() { 31.0 } else { 8.0 };
    let left = if x - width - 10.0 >= 0.0 { x - width - 10.0 } else { x + 10.0 };
    let (inner, outer) = (10.0_f64.to_string(), (width - 10.0).to_string());
    let at = |y: f64| y.to_string();
    html! {
        <g class="read-out" transform={format!("translate({left} {})", frame.top + 6.0)}>
            <rect class="read-box" width={width.to_string()} height={height.to_string()} rx="4" />
            <text class="read-title" x={inner.clone()} y="17">{ title }</text>
            <text class="read-note" x={outer.clone()} y="17" text-anchor="end">{ note }</text>
            { for lines.iter().enumerate().map(|(i, line)| {
                let y = at(36.0 + 17.0 * i as f64);
                html! {
                    <>
                        <text class="read-key" x={inner.clone()} y={y.clone()}>{ line.key }</text>
                        <text class={if line.strong { "read-value strong" } else { "read-value" }} x={outer.clone()} {y}
                            text-anchor="end">{ &line.value }</text>
                    </>
                }
            }) }
            if let Some((limit, share)) = limit {
                <path class="read-rule" d={format!("M10 {y}H{outer}", y = body + 0.5)} />
                <g transform={format!("translate(10 {})", body + 8.0)}>{ swatch_box(limit.ink()) }</g>
                <text class="read-key" x="27" y={at(body + 18.0)}>{ says.unwrap_or_default() }</text>
                <text class="read-value" x={outer.clone()} y={at(body + 18.0)} text-anchor="end">{ share }</text>
            }
        </g>
    }
}

//! Marks as SVG nodes.

use super::backend::{Mark, Shape};
use tandem_charts::{Anchor, Ink, Kind, Pattern};
use yew::prelude::*;

/// The nodes of a drawing. A mark keeps its node while the drawing changes, so that fading works: the key is its role and
/// its number within the role.
pub fn to_nodes(marks: &[Mark]) -> Html {
    let mut seen = [0_u16; 256];
    let nodes = marks.iter().map(|mark| {
        let number = &mut seen[mark.ink as usize % 256];
        *number += 1;
        node(mark, &format!("{:?}{number}", mark.ink))
    });
    nodes.collect()
}

fn node(mark: &Mark, key: &str) -> Html {
    let look = mark.ink.look();
    match &mark.shape {
        Shape::Text { at, anchor, text } => {
            let Kind::Text { size, weight, halo } = look.kind else { return Html::default() };
            let class = classes!(look.class, "t", halo.then_some("halo"));
            let anchor = match anchor {
                Anchor::Start => None,
                Anchor::Middle => Some("middle"),
                Anchor::End => Some("end"),
            };
            html! {
                <text {key} {class} x={px(at.0)} y={px(at.1)} text-anchor={anchor} font-size={px(size)}
                    font-weight={(weight != 400).then(|| weight.to_string())}>{ text }</text>
            }
        }
        Shape::Disc { at, radius } => html! {
            <circle {key} class={classes!(look.class, "f")} cx={px(at.0)} cy={px(at.1)} r={px(*radius)} />
        },
        Shape::Path(data) => path(mark.ink, data, key),
    }
}

fn path(ink: Ink, data: &str, key: &str) -> Html {
    let look = ink.look();
    match look.kind {
        Kind::Line { width, dash, opacity, crisp } => {
            // A dash of one pixel is a round dot.
            let round = dash.is_some_and(|(on, _)| on <= 1.0);
            html! {
                <path {key} class={classes!(look.class, "s")} d={data.to_owned()} stroke-width={px(width)}
                    stroke-dasharray={dash.map(|(on, off)| format!("{on} {off}"))}
                    stroke-linecap={round.then_some("round")} stroke-linejoin={(!crisp).then_some("round")}
                    stroke-opacity={part(opacity)} shape-rendering={crisp.then_some("crispEdges")} />
            }
        }
        Kind::Fill { opacity, pattern: None } => html! {
            <path {key} class={classes!(look.class, "f")} d={data.to_owned()} fill-opacity={part(opacity)} />
        },
        Kind::Fill { pattern: Some(pattern), .. } => html! {
            <g {key}>
                <path class={classes!(look.class, "f")} d={data.to_owned()} />
                <path fill={url(pattern)} d={data.to_owned()} />
            </g>
        },
        Kind::Text { .. } => Html::default(),
    }
}

fn url(pattern: Pattern) -> String {
    format!("url(#{})", pattern.id())
}

fn px(value: f64) -> String {
    value.to_string()
}

fn part(opacity: f64) -> Option<String> {
    (opacity < 1.0).then(|| opacity.to_string())
}

/// The patterns that fills refer to: once on the page.
pub fn pattern_defs() -> Html {
    html! {
        <svg class="chart-defs" width="0" height="0" aria-hidden="true">
            <defs>
                <pattern id={Pattern::Dots.id()} width="6" height="6" patternUnits="userSpaceOnUse">
                    <circle class="pattern-light" cx="1.5" cy="1.5" r="1" />
                    <circle class="pattern-light" cx="4.5" cy="4.5" r="1" />
                </pattern>
                <pattern id={Pattern::Hatch.id()} width="5" height="5" patternUnits="userSpaceOnUse"
                    patternTransform="rotate(45)">
                    <rect class="pattern-dark" width="1.6" height="5" />
                </pattern>
                <pattern id={Pattern::Cross.id()} width="6" height="6" patternUnits="userSpaceOnUse"
                    patternTransform="rotate(45)">
                    <path class="pattern-cross" d="M0 0H6M0 0V6" />
                </pattern>
            </defs>
        </svg>
    }
}

/// A small sample of a fill or a line, for legends.
pub fn swatch(ink: Ink) -> Html {
    let data = match ink.look().kind {
        Kind::Line { .. } => "M0 5H16",
        _ if ink == Ink::Actual => "M4.5 5a3.5 3.5 0 107 0a3.5 3.5 0 10-7 0Z",
        _ => "M0 .5H16V9.5H0Z",
    };
    html! {
        <svg class="chart swatch" width="16" height="10" aria-hidden="true">{ path(ink, data, "sample") }</svg>
    }
}

/// A small square of a fill, for read-outs.
pub fn swatch_box(ink: Ink) -> Html {
    path(ink, "M0 0H11V11H0Z", "sample")
}

//! The timeline: hires with their ramp, campaigns, and dates as P10 to P90 bars.

use crate::frame::Frame;
use crate::ink::Ink;
use crate::pen::{Anchor, Drawn, Pen};
use plotters_backend::DrawingBackend;

/// Whose hires a row shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Hand-over: SDRs.
    Handover,
    /// Sales: AEs.
    Sales,
}

/// An uncertain date, days from the start of the plan.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Event {
    /// On the expected path; drawn only where there are no percentiles yet.
    pub expected: Option<f64>,
    /// 10th percentile; none if later than the plan's end.
    pub p10: Option<f64>,
    /// Median; none if later than the plan's end.
    pub p50: Option<f64>,
    /// 90th percentile; none if later than the plan's end.
    pub p90: Option<f64>,
    /// Whether the event is bad news.
    pub bad: bool,
}

/// What a row shows.
#[derive(Clone, Debug, PartialEq)]
pub enum RowKind {
    /// Hires: their starts, and the share of their output that is reached, as days and parts 0..=1.
    Hires {
        /// Whose.
        side: Side,
        /// Days on which somebody starts.
        starts: Vec<f64>,
        /// Days with the part of the full output of all of them.
        ramp: Vec<(f64, f64)>,
    },
    /// Campaigns and events, as first and last day.
    Campaigns(Vec<(f64, f64)>),
    /// Spend, as first and last day with its part of the largest, 0..=1.
    Spend(Vec<(f64, f64, f64)>),
    /// A date.
    Date(Event),
}

/// A row of the timeline.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Name, at the left.
    pub name: String,
    /// The fact in words, beside the mark.
    pub text: String,
    /// Name and fact in one line, for phones.
    pub small: String,
    /// The mark.
    pub kind: RowKind,
}

/// Height of the timeline, px.
pub fn timeline_height(frame: &Frame, rows: usize) -> f64 {
    rows as f64 * frame.row_height() + 4.0
}

/// The middle of a row's mark, px from the top of the timeline.
pub fn row_middle(frame: &Frame, row: usize) -> f64 {
    let (top, foot) = mark_span(frame, row as f64 * frame.row_height() + 0.5, 0.0);
    (top + foot) / 2.0
}

/// Draws the rows, one under the other, on the time axis of the fan.
pub fn draw_timeline<DB: DrawingBackend>(
    pen: &Pen<'_, DB>,
    frame: &Frame,
    days: f64,
    rows: &[Row],
) -> Drawn<DB> {
    let left = if frame.is_small() { frame.left } else { 0.0 };
    for (i, row) in rows.iter().enumerate() {
        let top = i as f64 * frame.row_height() + 0.5;
        pen.line(&[(left, top), (frame.right, top)], Ink::Hair)?;
        match &row.kind {
            RowKind::Hires { side, starts, ramp } => {
                draw_hires(pen, frame, days, top, *side, (starts.as_slice(), ramp.as_slice()))?;
                if !frame.is_small() {
                    pen.text((frame.right - 6.0, top + 14.0), &row.text, Ink::RowText, Anchor::End)?;
                }
            }
            RowKind::Campaigns(blocks) => {
                let blocks = blocks.iter().map(|&(from, to)| (from, to, 1.0));
                draw_blocks(pen, frame, days, (top, 8.0), blocks, &row.text)?;
            }
            RowKind::Spend(blocks) => {
                draw_blocks(pen, frame, days, (top, 12.0), blocks.iter().copied(), &row.text)?;
            }
            RowKind::Date(event) => draw_date(pen, frame, days, top, event, &row.text)?,
        }
        if frame.is_small() {
            // Words that are wider than the plot begin before it.
            let room = (frame.width - pen.text_width(&row.small, Ink::Label)).max(0.0);
            pen.text((left.min(room), top + 13.0), &row.small, Ink::Label, Anchor::Start)?;
        } else {
            pen.text((left, top + 14.0), &row.name, Ink::Label, Anchor::Start)?;
        }
    }
    Ok(())
}

/// Top and foot of a mark of that height within the row that begins at `top`.
fn mark_span(frame: &Frame, top: f64, height: f64) -> (f64, f64) {
    let middle = top + if frame.is_small() { 23.5 } else { 10.5 };
    (middle - height / 2.0, middle + height / 2.0)
}

/// Blocks on one foot, each as high as its part of the largest, and the words behind the last.
fn draw_blocks<DB: DrawingBackend>(
    pen: &Pen<'_, DB>,
    frame: &Frame,
    days: f64,
    (top, height): (f64, f64),
    blocks: impl Iterator<Item = (f64, f64, f64)>,
    text: &str,
) -> Drawn<DB> {
    let (y0, y1) = mark_span(frame, top, height);
    let mut right = frame.left;
    for (from, to, part) in blocks {
        let (x0, x1) = (frame.x(from, days), frame.x(to, days));
        // A hair of ground between blocks that touch.
        let x1 = if to < days { x1 - 1.0 } else { x1 };
        right = x1.max(x0 + 3.0);
        // What is spent at all is seen.
        let high = (part * (y1 - y0)).max(2.0);
        pen.rect((x0, y1 - high), (right, y1), Ink::Campaign)?;
    }
    let wide = pen.text_width(text, Ink::RowText);
    if !frame.is_small() && right + 8.0 + wide <= frame.width {
        pen.text((right + 8.0, top + 14.0), text, Ink::RowText, Anchor::Start)?;
    }
    Ok(())
}

fn draw_hires<DB: DrawingBackend>(
    pen: &Pen<'_, DB>,
    frame: &Frame,
    days: f64,
    top: f64,
    side: Side,
    (starts, ramp): (&[f64], &[(f64, f64)]),
) -> Drawn<DB> {
    let (wedge, tick) = match side {
        Side::Handover => (Ink::RampHandover, Ink::HireHandover),
        Side::Sales => (Ink::RampSales, Ink::HireSales),
    };
    let (y0, y1) = mark_span(frame, top, if frame.is_small() { 16.0 } else { 13.0 });
    if let (Some(first), Some(last)) = (ramp.first(), ramp.last()) {
        let curve =
            ramp.iter().map(|&(day, part)| (frame.x(day, days), y1 - part.clamp(0.0, 1.0) * (y1 - y0)));
        let foot = [(frame.x(last.0, days), y1), (frame.x(first.0, days), y1)];
        pen.fill(&curve.chain(foot).collect::<Vec<_>>(), wedge)?;
    }
    for &start in starts {
        let x = frame.x(start, days);
        pen.line(&[(x, y0 - 0.5), (x, y1 + 0.5)], tick)?;
    }
    Ok(())
}

fn draw_date<DB: DrawingBackend>(
    pen: &Pen<'_, DB>,
    frame: &Frame,
    days: f64,
    top: f64,
    event: &Event,
    text: &str,
) -> Drawn<DB> {
    let (bar, end, dot) = if event.bad {
        (Ink::BadBar, Ink::BadEnd, Ink::BadDot)
    } else {
        (Ink::DateBar, Ink::DateEnd, Ink::DateDot)
    };
    let (y0, y1) = mark_span(frame, top, 8.0);
    let y = (y0 + y1) / 2.0;
    let (mut from, mut to) = (frame.right, frame.left);
    if let Some(p10) = event.p10 {
        let x0 = frame.x(p10, days);
        let x1 = event.p90.map_or(frame.right, |day| frame.x(day, days));
        pen.line(&[(x0, y), (x1, y)], bar)?;
        pen.line(&[(x0, y0), (x0, y1)], end)?;
        if event.p90.is_some() {
            pen.line(&[(x1, y0), (x1, y1)], end)?;
        } else {
            pen.fill(&[(x1 - 1.0, y0), (x1 + 5.0, y), (x1 - 1.0, y1)], dot)?;
        }
        (from, to) = (x0, if event.p90.is_some() { x1 } else { x1 + 5.0 });
    }
    if let Some(p50) = event.p50 {
        let x = frame.x(p50, days);
        pen.disc((x, y), 5.25, Ink::Sheet)?;
        pen.disc((x, y), 4.0, dot)?;
        (from, to) = (from.min(x - 5.0), to.max(x + 5.0));
    } else if let (None, Some(expected)) = (event.p10, event.expected) {
        let x = frame.x(expected, days);
        pen.disc((x, y), 4.5, dot)?;
        pen.disc((x, y), 2.75, Ink::Sheet)?;
        (from, to) = (from.min(x - 5.0), to.max(x + 5.0));
    }
    let dot = event.p50.or(event.expected).map(|day| frame.x(day, days));
    if frame.is_small() { Ok(()) } else { draw_fact(pen, frame, (y, top + 14.0), (from, to), dot, text) }
}

/// Writes a row's text after its mark, before it where there is no room, within it where there is none either, or at the start where
/// there is no mark. `y` is the mark's middle and the text's foot.
fn draw_fact<DB: DrawingBackend>(
    pen: &Pen<'_, DB>,
    frame: &Frame,
    y: (f64, f64),
    (from, to): (f64, f64),
    dot: Option<f64>,
    text: &str,
) -> Drawn<DB> {
    let wide = pen.text_width(text, Ink::RowText);
    let (x, anchor) = if from > to {
        (frame.left, Anchor::Start)
    } else if to + 8.0 + wide <= frame.width {
        (to + 8.0, Anchor::Start)
    } else if from - 8.0 - wide >= frame.left {
        (from - 8.0, Anchor::End)
    } else {
        // The bar is interrupted for it, in the longer part beside the dot.
        let left = longest_part((from, to), dot, wide);
        pen.rect((left - 9.0, y.0 - 5.0), (left + wide + 9.0, y.0 + 5.0), Ink::Sheet)?;
        (left + wide / 2.0, Anchor::Middle)
    };
    pen.text((x, y.1), text, Ink::RowText, anchor)
}

/// Where a text of that width begins so that it stands in the middle of the longer part of a bar, beside its dot; over the dot only
/// where neither part has room for it.
fn longest_part((from, to): (f64, f64), dot: Option<f64>, wide: f64) -> f64 {
    let dot = dot.unwrap_or(to);
    let (before, after) = (dot - from, to - dot);
    let (start, end) = if before.max(after) < wide + 30.0 {
        (from, to)
    } else if before >= after {
        (from, dot)
    } else {
        (dot, to)
    };
    (start + end - wide) / 2.0
}

#[cfg(test)]
mod tests {
    use super::longest_part;

    #[test]
    fn a_text_without_room_beside_its_bar_stands_beside_the_dot() {
        let covers = |left: f64, wide: f64, dot: f64| left < dot + 5.0 && dot - 5.0 < left + wide;
        for (dot, from, to) in [(728.0, 363.0, 949.0), (450.0, 363.0, 949.0)] {
            let left = longest_part((from, to), Some(dot), 237.0);
            assert!(from < left && left + 237.0 < to && !covers(left, 237.0, dot), "{left} beside {dot}");
        }
        // Half a bar has no room: in its middle.
        assert_eq!(longest_part((300.0, 700.0), Some(500.0), 240.0), 380.0);
        assert_eq!(longest_part((300.0, 700.0), None, 240.0), 380.0);
    }
}

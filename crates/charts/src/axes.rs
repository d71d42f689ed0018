//! Value lines, the time axis and their names.

use crate::frame::Frame;
use crate::ink::Ink;
use crate::pen::{Anchor, Drawn, Pen};
use crate::ticks::ValueScale;
use crate::time::{MonthStyle, TimeAxis};
use plotters_backend::DrawingBackend;

/// The words of the axes.
pub struct AxisWords<'a> {
    /// A value at a line.
    pub value: &'a dyn Fn(f64) -> String,
    /// Year and month 1..=12.
    pub month: &'a dyn Fn(i32, u32, MonthStyle) -> String,
    /// Measure and unit; left out on phones, where the head of the panel says it.
    pub title: &'a str,
    /// The remark on an axis that does not start at zero, given the formatted value.
    pub starts_at: &'a dyn Fn(&str) -> String,
}

/// Draws the value lines with their numbers and the time axis.
pub fn draw_axes<DB: DrawingBackend>(
    pen: &Pen<'_, DB>,
    frame: &Frame,
    time: &TimeAxis,
    values: &ValueScale,
    words: &AxisWords<'_>,
) -> Drawn<DB> {
    let lines = values.lines();
    for &value in &lines {
        let y = frame.y(values.part(value));
        let ink = if value == 0.0 && values.low < 0.0 { Ink::Axis } else { Ink::Grid };
        if value != values.low {
            pen.line(&[(frame.left, y), (frame.right, y)], ink)?;
        }
    }
    for &value in &lines {
        let y = frame.y(values.part(value));
        pen.text((frame.left - 8.0, y + 4.0), &(words.value)(value), Ink::Tick, Anchor::End)?;
    }
    if !frame.is_small() {
        let top = lines.last().copied().unwrap_or(values.low);
        pen.text((0.0, frame.y(values.part(top)) + 4.0), words.title, Ink::Label, Anchor::Start)?;
        if values.low > 0.0 {
            let note = (words.starts_at)(&(words.value)(values.low));
            pen.text((0.0, frame.bottom + 4.0), &note, Ink::Note, Anchor::Start)?;
        }
    }
    draw_time_axis(pen, frame, time, frame.bottom, words.month)
}

/// Draws the time axis at `y`: month ticks 4 px, quarters 8 px, years in ink, and the names that fit.
pub fn draw_time_axis<DB: DrawingBackend>(
    pen: &Pen<'_, DB>,
    frame: &Frame,
    time: &TimeAxis,
    y: f64,
    month_name: &dyn Fn(i32, u32, MonthStyle) -> String,
) -> Drawn<DB> {
    let month_width = time.month_width(frame.plot_width());
    pen.line(&[(frame.left, y), (frame.right, y)], Ink::Axis)?;
    let tick = |day: f64, long: f64, ink: Ink| {
        let x = frame.x(day, time.days);
        pen.line(&[(x, y), (x, y + long)], ink)
    };
    let within = |day: f64| day >= 0.0 && day <= time.days;
    for month in time.months.iter().filter(|m| within(m.day) && !time.starts_year(m.month)) {
        let quarter = time.starts_quarter(month.month);
        if quarter && month_width >= 3.0 {
            tick(month.day, 8.0, Ink::Axis)?;
        } else if month_width >= 6.0 {
            tick(month.day, 4.0, Ink::Axis)?;
        }
    }
    tick(0.0, 8.0, Ink::AxisYear)?;
    for month in time.months.iter().filter(|m| within(m.day) && time.starts_year(m.month)) {
        tick(month.day, 8.0, Ink::AxisYear)?;
    }
    let text_width = |text: &str, bold: bool| pen.text_width(text, name_ink(bold));
    for label in time.labels(frame.left, frame.plot_width(), month_name, &text_width) {
        let anchor = if label.at_start { Anchor::Start } else { Anchor::Middle };
        pen.text((label.x, y + 20.0), &label.text, name_ink(label.bold), anchor)?;
    }
    Ok(())
}

fn name_ink(bold: bool) -> Ink {
    if bold { Ink::TickYear } else { Ink::Tick }
}

//! The odds slice: the density of futures on the goal date, the part above the goal filled.

use crate::frame::Frame;
use crate::ink::Ink;
use crate::pen::{Anchor, Drawn, Pen};
use crate::ticks::ValueScale;
use plotters_backend::DrawingBackend;

/// The density of futures on the goal date and the odds in words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OddsSlice<'a> {
    /// Values with their relative density 0..=1, values rising.
    pub density: &'a [(f64, f64)],
    /// The odds in figures, such as "44 of 100 futures".
    pub odds: &'a str,
    /// What they are of; left out on phones.
    pub note: &'a str,
}

impl OddsSlice<'_> {
    /// The outline of the part with values in `low..=high`, as places.
    fn outline(&self, frame: &Frame, x: f64, values: &ValueScale, low: f64, high: f64) -> Vec<(f64, f64)> {
        let wide = frame.slice_width();
        let mut points: Vec<(f64, f64)> = Vec::with_capacity(self.density.len() + 4);
        let ends = [low, high].map(|v| (v, density_at(self.density, v)));
        let within = self.density.iter().copied().filter(|(v, _)| *v > low && *v < high);
        for (value, density) in [ends[0]].into_iter().chain(within).chain([ends[1]]) {
            points.push((x + density * wide, frame.y(values.part(value))));
        }
        points.retain(|(_, y)| *y >= frame.top - 1.0 && *y <= frame.bottom + 1.0);
        points
    }

    /// Draws the slice at `x` and its words beside it; at the foot of the plot where `top_is_taken` by curves.
    pub(crate) fn draw<DB: DrawingBackend>(
        &self,
        pen: &Pen<'_, DB>,
        frame: &Frame,
        values: &ValueScale,
        (x, goal): (f64, f64),
        top_is_taken: bool,
    ) -> Drawn<DB> {
        let (Some(&(first, _)), Some(&(last, _))) = (self.density.first(), self.density.last()) else {
            return self.draw_words(pen, frame, values, (x, goal), top_is_taken);
        };
        let shape = |edge: &[(f64, f64)]| -> Vec<(f64, f64)> {
            let (Some(a), Some(b)) = (edge.first(), edge.last()) else { return Vec::new() };
            [(x, a.1)].into_iter().chain(edge.iter().copied()).chain([(x, b.1)]).collect()
        };
        if first < goal {
            let below = self.outline(frame, x, values, first, last.min(goal));
            pen.fill(&shape(&below), Ink::SliceBelow)?;
            pen.line(&shape(&below), Ink::SliceEdge)?;
        }
        if last > goal {
            let above = self.outline(frame, x, values, first.max(goal), last);
            pen.fill(&shape(&above), Ink::SliceAbove)?;
        }
        self.draw_words(pen, frame, values, (x, goal), top_is_taken)
    }

    fn draw_words<DB: DrawingBackend>(
        &self,
        pen: &Pen<'_, DB>,
        frame: &Frame,
        values: &ValueScale,
        (x, goal): (f64, f64),
        top_is_taken: bool,
    ) -> Drawn<DB> {
        // The goal line must not run through the words.
        let goal_y = frame.y(values.part(goal));
        let y = match goal_y {
            _ if top_is_taken => frame.bottom - if frame.is_small() { 8.0 } else { 22.0 },
            y if y < frame.top + 42.0 => y + 18.0,
            _ => frame.top + 14.0,
        };
        let wide = pen.text_width(self.odds, Ink::Odds);
        let (x, anchor) = if x - frame.left > wide + 16.0 {
            (x - 8.0, Anchor::End)
        } else {
            (x + frame.slice_width() + 10.0, Anchor::Start)
        };
        pen.text((x, y), self.odds, Ink::Odds, anchor)?;
        if frame.is_small() { Ok(()) } else { pen.text((x, y + 14.0), self.note, Ink::OddsNote, anchor) }
    }
}

/// The density at a value, by straight lines between the given points; 0 outside.
fn density_at(density: &[(f64, f64)], value: f64) -> f64 {
    let at = density.partition_point(|(v, _)| *v < value);
    match (at.checked_sub(1).and_then(|i| density.get(i)), density.get(at)) {
        (_, Some(&(v, d))) if v == value => d,
        (Some(&(v0, d0)), Some(&(v1, d1))) => d0 + (d1 - d0) * (value - v0) / (v1 - v0),
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn density_is_read_between_points() {
        let density = [(1.0, 0.0), (2.0, 1.0), (4.0, 0.0)];
        for (value, expected) in [(0.5, 0.0), (1.0, 0.0), (1.5, 0.5), (2.0, 1.0), (3.0, 0.5), (5.0, 0.0)] {
            assert_eq!(density_at(&density, value), expected, "{value}");
        }
    }

    #[test]
    fn the_slice_is_cut_at_the_goal() {
        let density = [(1.0, 0.0), (2.0, 1.0), (3.0, 0.0)];
        let slice = OddsSlice { density: &density, odds: "", note: "" };
        let (frame, values) = (Frame::for_width(1048.0), ValueScale::fit(0.0, 4.0));
        let above = slice.outline(&frame, 500.0, &values, 2.5, 3.0);
        assert_eq!(above.first(), Some(&(522.0, frame.y(values.part(2.5)))));
        assert_eq!(above.last(), Some(&(500.0, frame.y(values.part(3.0)))));
    }
}

//! Draws in CSS pixels and roles on any plotters backend.

use crate::ink::{Ink, Kind, Pattern};
use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind, IntoDrawingArea};
use plotters::element::{Circle, DashedPathElement, PathElement, Polygon, Rectangle, Text};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontDesc, FontFamily, FontStyle, RGBAColor, ShapeStyle, TextStyle};
use plotters_backend::DrawingBackend;

/// What drawing gives: nothing, or the backend's fault.
pub type Drawn<DB> = Result<(), DrawingAreaErrorKind<<DB as DrawingBackend>::ErrorType>>;

/// How roles become colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Palette {
    as_roles: bool,
}

impl Palette {
    /// For files: the light theme, with dashes and patterns drawn out.
    pub const fn light() -> Self {
        Self { as_roles: false }
    }

    /// For a backend that turns the colour back into a role (see [`Ink::from_role_colour`]) and knows its looks.
    pub const fn roles() -> Self {
        Self { as_roles: true }
    }
}

/// Draws on a backend that is `scale` times as large as the drawing.
pub fn draw_on<DB: DrawingBackend>(
    backend: DB,
    scale: f64,
    palette: Palette,
    draw: impl FnOnce(&Pen<'_, DB>) -> Drawn<DB>,
) -> Drawn<DB> {
    let area = backend.into_drawing_area();
    draw(&Pen::new(&area, scale, palette))?;
    area.present()
}

/// Which end of a text stands at its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The text starts there.
    Start,
    /// The text is centred there.
    Middle,
    /// The text ends there.
    End,
}

/// Height of the middle of a text's digits above its baseline, as a part of its size.
const MIDDLE_ABOVE_BASELINE: f64 = 0.25;
/// plotters' own SVG backend divides the size of a font by this.
const FONT_UNIT: f64 = 1.24;

/// Draws in CSS pixels and roles.
pub struct Pen<'a, DB: DrawingBackend> {
    area: &'a DrawingArea<DB, Shift>,
    scale: f64,
    palette: Palette,
}

impl<'a, DB: DrawingBackend> Pen<'a, DB> {
    /// A pen on an area that is `scale` times as large as the drawing.
    pub fn new(area: &'a DrawingArea<DB, Shift>, scale: f64, palette: Palette) -> Self {
        Self { area, scale, palette }
    }

    fn at(&self, (x, y): (f64, f64)) -> (i32, i32) {
        ((x * self.scale).round() as i32, (y * self.scale).round() as i32)
    }

    fn colour(&self, ink: Ink) -> RGBAColor {
        let look = ink.look();
        let (r, g, b) = if self.palette.as_roles { ink.to_role_colour() } else { look.light };
        let opacity = match look.kind {
            Kind::Fill { opacity, .. } | Kind::Line { opacity, .. } => opacity,
            Kind::Text { .. } => 1.0,
        };
        RGBAColor(r, g, b, if self.palette.as_roles { 1.0 } else { opacity })
    }

    fn style(&self, ink: Ink) -> ShapeStyle {
        let width = match ink.look().kind {
            Kind::Line { width, .. } => (width * self.scale).round().max(1.0) as u32,
            _ => 0,
        };
        ShapeStyle { color: self.colour(ink), filled: width == 0, stroke_width: width }
    }

    /// A line through the points.
    pub fn line(&self, points: &[(f64, f64)], ink: Ink) -> Drawn<DB> {
        if points.len() < 2 {
            return Ok(());
        }
        let points: Vec<_> = points.iter().map(|&p| self.at(p)).collect();
        match ink.look().kind {
            Kind::Line { dash: Some((dash, gap)), .. } if !self.palette.as_roles => {
                let (dash, gap) = (dash * self.scale, gap * self.scale);
                self.area.draw(&DashedPathElement::new(points, dash, gap, self.style(ink)))
            }
            _ => self.area.draw(&PathElement::new(points, self.style(ink))),
        }
    }

    /// A filled shape.
    pub fn fill(&self, points: &[(f64, f64)], ink: Ink) -> Drawn<DB> {
        if points.len() < 3 {
            return Ok(());
        }
        let points: Vec<_> = points.iter().map(|&p| self.at(p)).collect();
        self.area.draw(&Polygon::new(points, self.style(ink)))
    }

    /// A filled rectangle between two corners, with the role's pattern.
    pub fn rect(&self, (x0, y0): (f64, f64), (x1, y1): (f64, f64), ink: Ink) -> Drawn<DB> {
        if x1 <= x0 || y1 <= y0 {
            return Ok(());
        }
        self.area.draw(&Rectangle::new([self.at((x0, y0)), self.at((x1, y1))], self.style(ink).filled()))?;
        match ink.look().kind {
            Kind::Fill { pattern: Some(pattern), .. } if !self.palette.as_roles => {
                self.draw_pattern((x0, y0), (x1, y1), pattern)
            }
            _ => Ok(()),
        }
    }

    /// A disc.
    pub fn disc(&self, centre: (f64, f64), radius: f64, ink: Ink) -> Drawn<DB> {
        let radius = (radius * self.scale).round() as i32;
        self.area.draw(&Circle::new(self.at(centre), radius, self.style(ink).filled()))
    }

    /// A text with its baseline at `y`.
    pub fn text(&self, (x, y): (f64, f64), text: &str, ink: Ink, anchor: Anchor) -> Drawn<DB> {
        if text.is_empty() {
            return Ok(());
        }
        let middle = y - text_size(ink) * MIDDLE_ABOVE_BASELINE;
        self.area.draw(&Text::new(text, self.at((x, middle)), self.text_style(ink, anchor)))
    }

    /// Width of a text, px.
    pub fn text_width(&self, text: &str, ink: Ink) -> f64 {
        let style = self.text_style(ink, Anchor::Start);
        let fallback = (0, 0);
        f64::from(self.area.estimate_text_size(text, &style).unwrap_or(fallback).0) / self.scale
    }

    fn text_style(&self, ink: Ink, anchor: Anchor) -> TextStyle<'static> {
        let h_pos = match anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        let bold = matches!(ink.look().kind, Kind::Text { weight, .. } if weight >= 600);
        let style = if bold { FontStyle::Bold } else { FontStyle::Normal };
        let unit = if self.palette.as_roles { 1.0 } else { FONT_UNIT };
        let font = FontDesc::new(FontFamily::SansSerif, text_size(ink) * self.scale * unit, style);
        TextStyle {
            font,
            color: self.colour(ink).to_backend_color(),
            pos: Pos { h_pos, v_pos: VPos::Center },
        }
    }

    /// Dots or slanted lines within a rectangle, on one grid for the whole drawing.
    fn draw_pattern(&self, low: (f64, f64), high: (f64, f64), pattern: Pattern) -> Drawn<DB> {
        let (r, g, b) = pattern.light();
        let colour = RGBAColor(r, g, b, if pattern == Pattern::Hatch { 1.0 } else { 0.55 });
        let style = |width: f64| ShapeStyle {
            color: colour,
            filled: true,
            stroke_width: (width * self.scale).round().max(1.0) as u32,
        };
        let (step, width, slants): (f64, f64, &[f64]) = match pattern {
            Pattern::Dots => {
                for (x, y) in dots(low, high) {
                    let radius = self.scale.round() as i32;
                    self.area.draw(&Circle::new(self.at((x, y)), radius, style(1.0).filled()))?;
                }
                return Ok(());
            }
            Pattern::Hatch => (7.0, 1.6, &[1.0]),
            Pattern::Cross => (8.0, 1.0, &[1.0, -1.0]),
        };
        for &slant in slants {
            for (from, to) in slanted(low, high, step, slant) {
                self.area.draw(&PathElement::new(vec![self.at(from), self.at(to)], style(width)))?;
            }
        }
        Ok(())
    }
}

/// Size of a role's text, px.
pub(crate) fn text_size(ink: Ink) -> f64 {
    match ink.look().kind {
        Kind::Text { size, .. } => size,
        _ => 12.0,
    }
}

/// Points of a dotted grid that lie wholly within a rectangle.
fn dots((x0, y0): (f64, f64), (x1, y1): (f64, f64)) -> Vec<(f64, f64)> {
    let mut found = Vec::new();
    for offset in [1.5, 4.5] {
        let mut y = (y0 / 6.0).floor() * 6.0 + offset;
        while y < y1 - 1.0 {
            let mut x = (x0 / 6.0).floor() * 6.0 + offset;
            while x < x1 - 1.0 {
                if x > x0 + 1.0 && y > y0 + 1.0 {
                    found.push((x, y));
                }
                x += 6.0;
            }
            y += 6.0;
        }
    }
    found
}

type Segment = ((f64, f64), (f64, f64));

/// Parts of the lines `x - slant * y = k * step` that lie within a rectangle.
fn slanted((x0, y0): (f64, f64), (x1, y1): (f64, f64), step: f64, slant: f64) -> Vec<Segment> {
    let ends = [x0 - slant * y0, x0 - slant * y1, x1 - slant * y0, x1 - slant * y1];
    let (low, high) = ends.iter().fold((f64::MAX, f64::MIN), |(l, h), &e| (l.min(e), h.max(e)));
    let mut found = Vec::new();
    let mut offset = (low / step).ceil() * step;
    while offset < high {
        let y_at = |x: f64| (x - offset) * slant;
        let (mut from, mut to) = ((x0, y_at(x0)), (x1, y_at(x1)));
        for end in [&mut from, &mut to] {
            end.1 = end.1.clamp(y0, y1);
            end.0 = offset + slant * end.1;
        }
        if from != to {
            found.push((from, to));
        }
        offset += step;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_stay_within_their_rectangle() {
        let (low, high) = ((3.0, 4.0), (30.0, 11.0));
        for slant in [1.0, -1.0] {
            let lines = slanted(low, high, 7.0, slant);
            assert!(!lines.is_empty());
            for (x, y) in lines.iter().flat_map(|(a, b)| [*a, *b]) {
                assert!((3.0..=30.0).contains(&x) && (4.0..=11.0).contains(&y), "{x} {y}");
            }
        }
        let dots = dots(low, high);
        assert!(dots.len() > 3);
        assert!(dots.iter().all(|&(x, y)| x > 4.0 && x < 29.0 && y > 5.0 && y < 10.0));
    }
}

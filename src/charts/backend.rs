//! A plotters backend that collects marks: shapes with their role, in CSS pixels.

use crate::charts::text_size::text_width;
use std::convert::Infallible;
use std::fmt::Write;
use tandem_charts::backend::text_anchor::{HPos, VPos};
use tandem_charts::backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontStyle,
};
use tandem_charts::{Anchor, Drawn, Ink, Palette, Pen, draw_on};

/// Drawings are made this many times as large as they are shown.
pub const SCALE: f64 = 8.0;

/// A shape and what it means.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// What it means.
    pub ink: Ink,
    /// The shape.
    pub shape: Shape,
}

/// A shape in CSS pixels.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// An outline, stroked or filled as its role says: SVG path data.
    Path(String),
    /// A disc.
    Disc {
        /// Centre.
        at: (f64, f64),
        /// Radius.
        radius: f64,
    },
    /// A text.
    Text {
        /// Place of the baseline.
        at: (f64, f64),
        /// Which end stands there.
        anchor: Anchor,
        /// The text.
        text: String,
    },
}

/// The marks of a drawing that is `size` px large.
pub fn draw(
    size: (f64, f64),
    draw: impl for<'m> FnOnce(&Pen<'_, SvgBackend<'m>>) -> Drawn<SvgBackend<'m>>,
) -> Vec<Mark> {
    let mut marks = Vec::new();
    // The backend cannot fail: its error type has no values.
    let _ = draw_on(SvgBackend::new(&mut marks, size), SCALE, Palette::roles(), draw);
    marks
}

type Done = Result<(), DrawingErrorKind<Infallible>>;

/// Collects the marks of a drawing. Neighbours of one role become one path, which keeps the page small.
pub struct SvgBackend<'a> {
    marks: &'a mut Vec<Mark>,
    size: (u32, u32),
}

impl<'a> SvgBackend<'a> {
    /// A backend of that size in px.
    pub fn new(marks: &'a mut Vec<Mark>, (width, height): (f64, f64)) -> Self {
        Self { marks, size: ((width * SCALE).ceil() as u32, (height * SCALE).ceil() as u32) }
    }

    /// Adds path data to the last mark if it is a path of the same role, else as a new mark.
    fn path(&mut self, color: BackendColor, data: &str) -> Done {
        let Some(ink) = Ink::from_role_colour(color.rgb) else { return Ok(()) };
        match self.marks.last_mut() {
            Some(Mark { ink: last, shape: Shape::Path(path) }) if *last == ink => path.push_str(data),
            _ => self.marks.push(Mark { ink, shape: Shape::Path(data.to_owned()) }),
        }
        Ok(())
    }
}

/// Path data through the points.
fn through(points: impl IntoIterator<Item = BackendCoord>, close: bool) -> String {
    let mut data = String::new();
    let mut last = None;
    for point in points {
        if last == Some(point) {
            continue;
        }
        let letter = if last.is_none() { 'M' } else { 'L' };
        // Writing to a string cannot fail.
        let _ = write!(data, "{letter}{} {}", f64::from(point.0) / SCALE, f64::from(point.1) / SCALE);
        last = Some(point);
    }
    if close && last.is_some() {
        data.push('Z');
    }
    data
}

impl DrawingBackend for SvgBackend<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Done {
        Ok(())
    }

    fn present(&mut self) -> Done {
        Ok(())
    }

    fn draw_pixel(&mut self, at: BackendCoord, color: BackendColor) -> Done {
        self.draw_rect(at, (at.0 + 1, at.1 + 1), &color, true)
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Done {
        self.path(style.color(), &through([from, to], false))
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        (x0, y0): BackendCoord,
        (x1, y1): BackendCoord,
        style: &S,
        _fill: bool,
    ) -> Done {
        self.path(style.color(), &through([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], true))
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Done {
        self.path(style.color(), &through(path, false))
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Done {
        self.path(style.color(), &through(path, true))
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        (x, y): BackendCoord,
        radius: u32,
        style: &S,
        _fill: bool,
    ) -> Done {
        if let Some(ink) = Ink::from_role_colour(style.color().rgb) {
            let at = (f64::from(x) / SCALE, f64::from(y) / SCALE);
            self.marks.push(Mark { ink, shape: Shape::Disc { at, radius: f64::from(radius) / SCALE } });
        }
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, (x, y): BackendCoord) -> Done {
        let Some(ink) = Ink::from_role_colour(style.color().rgb) else { return Ok(()) };
        let anchor = match style.anchor().h_pos {
            HPos::Left => Anchor::Start,
            HPos::Center => Anchor::Middle,
            HPos::Right => Anchor::End,
        };
        let size = style.size() / SCALE;
        let down = match style.anchor().v_pos {
            VPos::Top => 0.75,
            VPos::Center => 0.25,
            VPos::Bottom => -0.25,
        };
        let at = (f64::from(x) / SCALE, f64::from(y) / SCALE + down * size);
        self.marks.push(Mark { ink, shape: Shape::Text { at, anchor, text: text.to_owned() } });
        Ok(())
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let bold = matches!(style.style(), FontStyle::Bold);
        Ok((text_width(text, style.size(), bold).ceil() as u32, (style.size() * 1.3).ceil() as u32))
    }
}

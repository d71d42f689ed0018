//! A backend that counts shapes, for examples and tests.

use plotters::prelude::DrawingBackend;
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingErrorKind};
use std::convert::Infallible;

type Done = Result<(), DrawingErrorKind<Infallible>>;

/// Counts the shapes drawn.
pub struct Counter<'a> {
    count: &'a mut usize,
    size: (u32, u32),
}

impl<'a> Counter<'a> {
    /// A backend of that size.
    pub fn new(count: &'a mut usize, size: (u32, u32)) -> Self {
        Self { count, size }
    }

    fn add(&mut self) -> Done {
        *self.count += 1;
        Ok(())
    }
}

impl DrawingBackend for Counter<'_> {
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

    fn draw_pixel(&mut self, _: BackendCoord, _: BackendColor) -> Done {
        self.add()
    }

    fn draw_line<S: BackendStyle>(&mut self, _: BackendCoord, _: BackendCoord, _: &S) -> Done {
        self.add()
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, _: I, _: &S) -> Done {
        self.add()
    }

    fn draw_text<S: BackendTextStyle>(&mut self, _: &str, _: &S, _: BackendCoord) -> Done {
        self.add()
    }
}

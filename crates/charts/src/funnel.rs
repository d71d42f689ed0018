//! Bars of the funnel: linear and from zero, so that a thin bar is the truth.

use crate::ink::Ink;
use crate::pen::{Drawn, Pen};
use plotters_backend::DrawingBackend;

/// The volume of a stage.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FunnelBar {
    /// Median, or the expected volume before any trial.
    pub volume: f64,
    /// 80 % range, where trials have run.
    pub range: Option<(f64, f64)>,
    /// Whose part of the funnel: [`Ink::Marketing`], [`Ink::Handover`] or [`Ink::Sales`].
    pub ink: Ink,
}

impl FunnelBar {
    /// The largest value drawn.
    pub fn largest(&self) -> f64 {
        self.range.map_or(self.volume, |(_, high)| high.max(self.volume))
    }

    /// Width of the drawing, px, where `largest` is drawn `width` px wide.
    pub fn width(&self, largest: f64, width: f64) -> f64 {
        (self.largest() / largest.max(1e-12) * width).clamp(2.0, width.max(2.0)) + 2.0
    }
}

/// Draws the bar, `height` px high, with the whisker of its range. `largest` of all bars is `width` px wide.
pub fn draw_funnel_bar<DB: DrawingBackend>(
    pen: &Pen<'_, DB>,
    bar: &FunnelBar,
    largest: f64,
    (width, height): (f64, f64),
) -> Drawn<DB> {
    let x = |value: f64| (value / largest.max(1e-12)).clamp(0.0, 1.0) * width;
    pen.rect((0.0, 0.0), (x(bar.volume).max(1.5), height), bar.ink)?;
    let Some((low, high)) = bar.range else { return Ok(()) };
    let (low, high, y) = (x(low).max(0.75), x(high).max(0.75), height / 2.0);
    if high - low < 3.0 {
        return Ok(());
    }
    for ink in [Ink::WhiskerEdge, Ink::Whisker] {
        pen.line(&[(low, y), (high, y)], ink)?;
        pen.line(&[(low, y - 4.0), (low, y + 4.0)], ink)?;
        pen.line(&[(high, y - 4.0), (high, y + 4.0)], ink)?;
    }
    Ok(())
}

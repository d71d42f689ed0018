//! Where things stand in a chart of a given width. Charts are drawn for their real width and never scaled.

/// Which of the three layouts a width gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// Phones: no row names at the left, no end labels at the right.
    Small,
    /// Tablets.
    Medium,
    /// Desktops.
    Large,
}

/// The gutters and heights of a chart that is `width` px wide.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// Width of the whole drawing, px.
    pub width: f64,
    /// Layout.
    pub size: Size,
    /// Left edge of the plot, px.
    pub left: f64,
    /// Right edge of the plot, px.
    pub right: f64,
    /// Left edge of the labels at the ends of lines, px.
    pub ends: f64,
    /// Top of the fan's plot, px.
    pub top: f64,
    /// Foot of the fan's plot, px.
    pub bottom: f64,
    /// Height of the ribbon's stacks, px.
    pub stack: f64,
}

impl Frame {
    /// The layout for a width in px; less than 240 is drawn as 240.
    pub fn for_width(width: f64) -> Self {
        let width = width.max(240.0);
        let (size, left, gutter, bottom) = match width {
            w if w < 560.0 => (Size::Small, 40.0, 10.0, 196.0),
            w if w < 880.0 => (Size::Medium, 100.0, 86.0, 288.0),
            w if w < 1200.0 => (Size::Large, 118.0, 92.0, 290.0),
            _ => (Size::Large, 118.0, 92.0, 330.0),
        };
        let right = width - gutter;
        let stack = if size == Size::Small { 26.0 } else { 30.0 };
        Self { width, size, left, right, ends: right + 6.0, top: 8.0, bottom, stack }
    }

    /// A ribbon by itself: from edge to edge, its stacks so high.
    #[must_use]
    pub fn for_ribbon(width: f64, stack: f64) -> Self {
        let frame = Self::for_width(width);
        Self { left: 0.0, right: frame.width - 1.0, stack, ..frame }
    }

    /// The same with room for value labels of that width; only phones need it.
    #[must_use]
    pub fn with_value_labels(self, width: f64) -> Self {
        Self { left: self.left.max((width + 10.0).min(self.width / 4.0)), ..self }
    }

    /// The same with room for labels of that width at the ends of lines; phones have none there.
    #[must_use]
    pub fn with_end_labels(self, width: f64) -> Self {
        let missing = (self.ends + width - self.width).max(0.0);
        if self.is_small() {
            self
        } else {
            Self { right: self.right - missing, ends: self.ends - missing, ..self }
        }
    }

    /// The same with room for an odds slice that stands at that part 0..=1 of the time axis: near the end of the axis it
    /// gets a strip of its own between the plot and the labels.
    #[must_use]
    pub fn with_slice_at(self, part: f64) -> Self {
        let needed = self.slice_width() + 4.0;
        let right = self.right - if self.is_small() { needed - 8.0 } else { needed };
        let moved = Self { right, ends: right + needed + 6.0, ..self };
        if self.left + part * self.plot_width() + needed <= self.right { self } else { moved }
    }

    /// Width of an odds slice where futures are densest, px.
    pub fn slice_width(&self) -> f64 {
        if self.is_small() { 25.0 } else { 44.0 }
    }

    /// Whether this is the phone's layout.
    pub fn is_small(&self) -> bool {
        self.size == Size::Small
    }

    /// Height of the fan with its time axis, px.
    pub fn fan_height(&self) -> f64 {
        self.bottom + 26.0
    }

    /// Height of the ribbon with the names of its runs, px.
    pub fn ribbon_height(&self) -> f64 {
        self.ribbon().1 + 1.0
    }

    /// Top and foot of the ribbon's stacks within its drawing, px.
    pub fn ribbon(&self) -> (f64, f64) {
        let top = if self.is_small() { 20.0 } else { 21.0 };
        (top, top + self.stack)
    }

    /// Height of a row of the timeline, px.
    pub fn row_height(&self) -> f64 {
        if self.is_small() { 33.0 } else { 21.0 }
    }

    /// Width of the plot, px.
    pub fn plot_width(&self) -> f64 {
        self.right - self.left
    }

    /// Place of a day on a time axis of `days`, px.
    pub fn x(&self, day: f64, days: f64) -> f64 {
        self.left + (day / days.max(1.0)).clamp(0.0, 1.0) * self.plot_width()
    }

    /// The day at a place, 0..=`days`.
    pub fn day(&self, x: f64, days: f64) -> f64 {
        ((x - self.left) / self.plot_width()).clamp(0.0, 1.0) * days
    }

    /// Place of a value, where `part` is 0 at the foot of the plot and 1 at its top, px.
    pub fn y(&self, part: f64) -> f64 {
        self.bottom - part.clamp(-0.02, 1.02) * (self.bottom - self.top)
    }

    /// Size of the backend for a drawing of that height, made `scale` times as large.
    pub fn size(&self, height: f64, scale: f64) -> (u32, u32) {
        ((self.width * scale).ceil() as u32, (height * scale).ceil() as u32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slice_near_the_end_gets_a_strip_of_its_own() {
        for width in [358.0, 688.0, 1048.0] {
            let frame = Frame::for_width(width);
            assert_eq!(frame.with_slice_at(0.5), frame);
            let moved = frame.with_slice_at(1.0);
            assert!(moved.right + moved.slice_width() <= moved.ends.min(width), "{width}");
        }
    }

    #[test]
    fn labels_at_the_ends_of_lines_have_their_room() {
        for width in [688.0, 1048.0] {
            let frame = Frame::for_width(width);
            assert_eq!(frame.with_end_labels(60.0), frame);
            for part in [0.5, 1.0] {
                let wide = frame.with_end_labels(110.0).with_slice_at(part);
                assert!(wide.ends + 110.0 <= wide.width, "{width}");
                assert!(wide.right < wide.ends);
            }
        }
        let phone = Frame::for_width(358.0);
        assert_eq!(phone.with_end_labels(110.0), phone);
    }

    #[test]
    fn days_and_places_agree() {
        for width in [200.0, 358.0, 688.0, 1048.0, 1360.0] {
            let frame = Frame::for_width(width);
            assert!(frame.plot_width() > 100.0);
            for day in [0.0, 100.0, 728.0] {
                assert!((frame.day(frame.x(day, 728.0), 728.0) - day).abs() < 1e-9);
            }
            assert_eq!(frame.x(900.0, 728.0), frame.right);
        }
    }
}

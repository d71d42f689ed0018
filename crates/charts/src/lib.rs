//! The charts of Tandem as plotters drawings, generic over the backend.
//!
//! The crate gets numbers that are already computed and words that are already written. It knows no language, no page
//! and no engine: it lays out and draws. Coordinates are CSS pixels as `f64`; plotters' are whole numbers, so a drawing
//! is made at a multiple of its size (8 on the page) and the backend divides.
//!
//! Every shape is drawn with an [`Ink`], a role such as [`Ink::Median`] or [`Ink::LimitSdr`]. A file gets the colours
//! and dashes of that role ([`Palette::light`]); a page gets the role itself ([`Palette::roles`]), hidden in the colour,
//! and turns it into a class.
//!
//! ```
//! use tandem_charts::{AxisWords, Frame, Palette, TimeAxis, ValueScale, draw_axes, draw_on};
//! # use tandem_charts::doc::Counter;
//! let frame = Frame::for_width(1048.0);
//! let time = TimeAxis::from_months(728.0, &[(0.0, 2027, 1), (31.0, 2027, 2), (59.0, 2027, 3)]);
//! let values = ValueScale::fit(5.0e6, 12.4e6);
//! let words = AxisWords {
//!     value: &|v| format!("{}M", v / 1e6),
//!     month: &|_, month, _| format!("{month:02}"),
//!     title: "ARR, USD",
//!     starts_at: &|v| format!("starts at {v}"),
//! };
//! let mut shapes = 0;
//! let backend = Counter::new(&mut shapes, frame.size(frame.fan_height(), 8.0));
//! draw_on(backend, 8.0, Palette::roles(), |pen| draw_axes(pen, &frame, &time, &values, &words))?;
//! assert_eq!(shapes, 17); // rules, ticks and words
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod axes;
mod fan;
mod frame;
mod funnel;
mod ink;
mod labels;
mod odds;
mod pen;
mod ribbon;
mod ticks;
mod time;
mod timeline;

#[doc(hidden)]
pub mod doc;

pub use axes::{AxisWords, draw_axes, draw_time_axis};
pub use fan::{Bands, EndWords, Fan, Goal, Shape, Step, draw_fan};
pub use frame::{Frame, Size};
pub use funnel::{FunnelBar, draw_funnel_bar};
pub use ink::{Ink, Kind, Look, Pattern};
pub use labels::spread;
pub use odds::OddsSlice;
pub use pen::{Anchor, Drawn, Palette, Pen, draw_on};
pub use ribbon::{
    Limit, RIBBON_LEGEND_HEIGHT, RUN_LENGTHS, RibbonMonth, Run, draw_ribbon, draw_ribbon_legend, runs,
};
pub use ticks::ValueScale;
pub use time::{Month, MonthStyle, TimeAxis};
pub use timeline::{Event, Row, RowKind, Side, draw_timeline, row_middle, timeline_height};

/// The backend's side of plotters, for those who write a backend.
pub use plotters_backend as backend;

//! Charts on the page: a plotters backend that collects SVG nodes, and what the panels draw with it.
//!
//! The drawing code of [`tandem_charts`] works on whole numbers, so a chart is drawn at eight times its size and the
//! backend divides: places are exact to an eighth of a pixel. Colours arrive as roles ([`tandem_charts::Ink`]) and leave
//! as classes; there is no style attribute, and a text is a text that can be selected, read and translated.

mod actuals;
mod backend;
mod calendar;
mod figure;
mod nodes;
mod picture;
mod qr;
mod ramp;
mod text_size;
mod track;
mod width;

pub use actuals::{Actuals, Standing, standing};
pub use backend::{Mark, SCALE, Shape, SvgBackend, draw};
pub use calendar::{day_of, month_axis, ribbon_months};
pub use figure::Figure;
pub use nodes::{pattern_defs, swatch, swatch_box, to_nodes};
pub use picture::{Picture, picture};
pub use qr::qr_path;
pub use ramp::{Learning, Ramp, ramp};
pub use text_size::text_width;
pub use track::{Choice, Percentiles, Reading, Sums, Track, is_whole};
pub use width::use_width;

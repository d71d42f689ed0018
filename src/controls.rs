//! Controls: what a reader turns, types and opens. They get values and give changes; none knows the workbook.

pub mod announce;
pub mod channel;
pub mod dialog;
pub mod escape;
pub mod gesture;
pub mod held;
pub mod hires;
pub mod kept_focus;
pub mod kept_open;
pub mod lever;
pub mod lever_curve;
pub mod menu;
pub mod months;
pub mod name_field;
pub mod nowhere;
pub mod number_field;
pub mod paste;
pub mod plan_field;
pub mod response;
pub mod reveal;
pub mod slider;
pub mod tab_drag;
pub mod term;
pub mod tools;
pub mod turns;

//! What records of deals say about a plan: estimates that know that young deals are still open.
//!
//! Pure: rows in, estimates out. Time is in weeks throughout.

mod deals;
mod score;
mod survival;

pub use deals::{Deal, DealFit, FitFault, Outcome, Told, WeeksFit, fit, won_share};
pub use score::crps;
pub use survival::{Curve, Spell, Step, exponential_rate, kaplan_meier};

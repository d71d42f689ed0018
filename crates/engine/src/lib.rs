//! The simulation engine of Tandem: a plan of marketing and sales in, random futures and their summary out.
//!
//! Pure and deterministic: no clock, no threads, no input or output, no browser. The same plan and seed give the same
//! bits on every machine, in any number of pieces.
//!
//! ```
//! use tandem_engine::{check, expected, plan, summarize, Simulation};
//! # let text = r#"{"plan": {"start_date": "2027-01-04", "horizon_weeks": 52}}"#;
//! let reading = plan::read(text);
//! let checked = check(&reading.plan.expect("a readable plan"));
//! let model = checked.model.expect("a plan without errors");
//! let preview = expected(&model);
//! assert_eq!(preview.n_trials, 0);
//! let trials = Simulation::new(&model).run(0, 20);
//! assert_eq!(summarize(&model, &trials).n_trials, 20);
//! ```

// What people type, and what may be wrong with it.
pub use tandem_plan::{date, estimate, findings, measure, plan, quantity};

// From a plan to a model.
pub mod check;
pub mod model;

// Running it.
pub mod calendar;
pub mod durations;
pub mod random;
pub mod simulation;
pub mod trials;
pub use tandem_numerics as numerics;

// What it says.
pub mod balance;
pub mod digest;
pub mod sensitivity;
pub mod summary;

pub use check::{Checked, check};
pub use digest::digest;
pub use findings::{Code, Fact, Finding};
pub use measure::{ChannelFlow, Measure, Period};
pub use model::Model;
pub use simulation::Simulation;
pub use summary::{
    Kpi, Summary, channels_by, expected_of, expected_summary as expected, kpis_by, outlook_by, summarize,
    summarize_with_outcomes, variance_split,
};
pub use trials::Trials;

/// The code in `docs/model.md` runs as a test.
#[cfg(doctest)]
#[doc = include_str!("../../../docs/model.md")]
pub struct ModelDocument;

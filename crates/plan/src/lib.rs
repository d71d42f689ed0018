//! The plan format of Tandem: what people type, store and send, and the names of all that may be wrong with it.
//!
//! Nothing here is hot, so it is built small; what runs trials is in `tandem-engine`, which gives out all of this under
//! its own name.

pub mod date;
pub mod estimate;
pub mod findings;
pub mod measure;
pub mod plan;
pub mod quantity;

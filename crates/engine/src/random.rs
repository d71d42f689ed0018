//! Random numbers with an address, and samplers that turn one uniform into one draw.
//!
//! - Every uniform is a pure function of seed, trial, thing, purpose, week and index. Nothing is stepped, nothing
//!   remembered: the order of calls, the number of workers and the other channels of a plan make no difference.
//! - Every sampler takes the uniform it uses as its first argument and inverts the distribution function with it.
//!   None rejects, so a draw uses one uniform whatever its parameters.
//! - Every sampler is non-decreasing in the uniform, and in the count, the probability, the mean for a fixed
//!   uniform: two scenarios that differ in one input stay paired.

mod binomial;
pub(crate) mod draws;
mod fates;
mod hypergeometric;
pub(crate) mod items;
pub(crate) mod lanes;
mod lattice;
mod negative_binomial;
mod philox;
mod poisson;
mod smooth;
pub(crate) mod split;
mod stratify;

pub use binomial::binomial;
pub use draws::{Address, Seed, Stream, hash_id};
pub use fates::Fates;
pub use hypergeometric::hypergeometric;
pub use lanes::{normal_scores, poissons};
pub use negative_binomial::negative_binomial;
pub use philox::philox4x32;
pub use poisson::poisson;
pub use smooth::{beta, gamma, lognormal, normal, weibull};
pub use split::{Bins, sort_items, split_items};
pub use stratify::{Stratifier, parameter_uniform, stratified};

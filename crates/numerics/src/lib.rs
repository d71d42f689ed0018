//! Special functions and quantiles with one fixed order of operations.
//!
//! Everything here is built from `+ - * /`, `sqrt` and the pinned `libm`, so that a native build and a
//! wasm build give the same bits. Nothing here knows about funnels; nothing here draws a random number.
//!
//! Conventions of the whole module:
//!
//! - Distribution functions return values in `0.0..=1.0`; a NaN argument gives NaN, never a panic.
//! - A quantile returns the smallest point whose distribution function reaches `p`; `p <= 0` and `p >= 1`
//!   give the ends of the support.
//! - Accuracies are stated per function and held by `tests/numerics.rs` against `statrs`, against values
//!   computed with 40 digits, and as round trips.

mod beta;
mod eigen;
mod exponential;
mod gamma;
mod normal;
mod simple;
mod solve;
mod stirling;
mod sum;

pub use beta::{beta_cdf, beta_density, beta_quantile, beta_survival};
pub use beta::{beta_pair, beta_weight};
pub use eigen::symmetric_eigen;
pub use exponential::{exp, exps};
pub use gamma::{GammaLaw, gamma_cdf, gamma_density, gamma_quantile, gamma_survival, ln_gamma};
pub use normal::normal_quantiles;
pub use normal::{Z90, normal_cdf, normal_density, normal_quantile, normal_survival};
pub use simple::{greater, lesser, percentile};
pub use simple::{logistic, logit, lognormal_cdf, weibull_cdf, weibull_quantile, weibull_shape_for_cv};
pub use solve::{Probe, invert};
pub use stirling::{binomial_mass, deviance, poisson_mass, stirling_error};
pub use sum::{Sum, sum};

//! Continuous laws by their quantile functions.

use crate::numerics::{beta_quantile, exp, gamma_quantile, normal_quantile, weibull_quantile};

/// A normal draw with the given mean and standard deviation (`>= 0`).
#[inline]
pub fn normal(u: f64, mean: f64, sd: f64) -> f64 {
    mean + sd * normal_quantile(u)
}

/// A lognormal draw `exp(mu + sigma Z)`.
#[inline]
pub fn lognormal(u: f64, mu: f64, sigma: f64) -> f64 {
    exp(mu + sigma * normal_quantile(u))
}

/// A gamma draw with mean `shape * scale`; zero if either is not positive.
#[inline]
pub fn gamma(u: f64, shape: f64, scale: f64) -> f64 {
    if shape > 0.0 && scale > 0.0 { scale * gamma_quantile(shape, u) } else { 0.0 }
}

/// A Weibull draw; zero if shape or scale is not positive.
#[inline]
pub fn weibull(u: f64, shape: f64, scale: f64) -> f64 {
    if shape > 0.0 && scale > 0.0 { weibull_quantile(shape, scale, u) } else { 0.0 }
}

/// A Beta(a, b) draw.
#[inline]
pub fn beta(u: f64, a: f64, b: f64) -> f64 {
    beta_quantile(a, b, u)
}

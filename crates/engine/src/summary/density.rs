//! The density of a figure over trials.

use super::order;

/// Points at which it is worked out.
const DENSITY_POINTS: usize = 81;

/// Density of values by a Gaussian kernel (Silverman's bandwidth), relative to its peak.
pub(super) fn density(values: &[f32]) -> Vec<(f64, f64)> {
    let n = values.len();
    if n < 2 {
        return Vec::new();
    }
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f32::total_cmp);
    let mean = order::mean(&sorted);
    let variance =
        sorted.iter().map(|&v| (f64::from(v) - mean) * (f64::from(v) - mean)).sum::<f64>() / (n - 1) as f64;
    let quartiles = f64::from(sorted[n * 3 / 4]) - f64::from(sorted[n / 4]);
    let scale = if quartiles > 0.0 { variance.sqrt().min(quartiles / 1.349) } else { variance.sqrt() };
    if scale <= 0.0 {
        return Vec::new();
    }
    let width = 0.9 * scale * libm::pow(n as f64, -0.2);
    let (low, high) = (f64::from(sorted[0]) - width, f64::from(sorted[n - 1]) + width);
    let step = (high - low) / (DENSITY_POINTS - 1) as f64;
    let at = |x: f64| -> f64 {
        let kernel = |&v: &f32| {
            let z = (x - f64::from(v)) / width;
            if z.abs() > 6.0 { 0.0 } else { libm::exp(-0.5 * z * z) }
        };
        sorted.iter().map(kernel).sum()
    };
    let points: Vec<(f64, f64)> =
        (0..DENSITY_POINTS).map(|i| low + step * i as f64).map(|x| (x, at(x))).collect();
    let peak = points.iter().map(|point| point.1).fold(0.0, f64::max);
    points.into_iter().map(|(x, y)| (x, y / peak)).collect()
}

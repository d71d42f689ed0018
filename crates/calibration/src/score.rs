//! How good a forecast was.

/// Continuous ranked probability score of a forecast that is a list of futures against what came to pass, in the unit of the
/// figure: `E|X - y| - E|X - X'| / 2`. It is the mean distance of a forecast that is one number; less is better. Nothing
/// without futures.
pub fn crps(futures: &[f64], came: f64) -> Option<f64> {
    let mut sorted = futures.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let n = sorted.len() as f64;
    let off = sorted.iter().map(|x| (x - came).abs()).sum::<f64>() / n;
    // Sorted, the distances of all pairs sum to Σ (2 i - n + 1) x_i over i from 0, each pair once.
    let apart: f64 = sorted.iter().enumerate().map(|(i, x)| (2.0 * i as f64 - n + 1.0) * x).sum();
    (!sorted.is_empty()).then(|| off - apart / (n * n))
}

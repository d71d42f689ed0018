//! Percentiles of trials.

use super::{Series, Spread};

/// The percentiles shown, as fractions.
pub(super) const LEVELS: [f64; 7] = [0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95];

/// The percentiles shown, by order statistics with linear interpolation (type 7). The values are reordered on the way.
pub(super) fn percentiles(values: &mut [f32]) -> [f64; 7] {
    quantiles::<7, 14>(values, LEVELS)
}

/// Percentiles whose standard errors are told: the 10th, 50th and 90th.
const TOLD: [f64; 3] = [0.10, 0.50, 0.90];

/// Standard errors of the 10th, 50th and 90th percentile: half the distance of the order statistics one binomial standard
/// deviation off, `sqrt(p (1 - p) / n)`.
pub(super) fn errors(values: &mut [f32]) -> [f64; 3] {
    if values.len() < 2 {
        return [0.0; 3];
    }
    let mut levels = [0.0; 6];
    for (pair, level) in levels.chunks_exact_mut(2).zip(TOLD) {
        let off = (level * (1.0 - level) / values.len() as f64).sqrt();
        (pair[0], pair[1]) = ((level - off).max(0.0), (level + off).min(1.0));
    }
    let around = quantiles::<6, 12>(values, levels);
    [0, 1, 2].map(|told| 0.5 * (around[2 * told + 1] - around[2 * told]))
}

/// `PAIRS` is twice `N`.
fn quantiles<const N: usize, const PAIRS: usize>(values: &mut [f32], levels: [f64; N]) -> [f64; N] {
    let Some(last) = values.len().checked_sub(1) else { return [0.0; N] };
    let position = |level: f64| level * last as f64;
    let mut ranks = [0; PAIRS];
    for (pair, level) in ranks.chunks_exact_mut(2).zip(levels) {
        let below = position(level).floor() as usize;
        (pair[0], pair[1]) = (below, (below + 1).min(last));
    }
    // Of few trials two levels may lie between the same two.
    let mut ascending = ranks;
    ascending.sort_unstable();
    settle(values, 0, &ascending);
    let mut result = [0.0; N];
    for (slot, (pair, level)) in result.iter_mut().zip(ranks.chunks_exact(2).zip(levels)) {
        let (low, high) = (f64::from(values[pair[0]]), f64::from(values[pair[1]]));
        *slot = low + (position(level) - pair[0] as f64) * (high - low);
    }
    result
}

/// Puts the values of the given ascending ranks where sorting would put them; `offset` is the rank of `values[0]`.
fn settle(values: &mut [f32], offset: usize, ranks: &[usize]) {
    let Some(&rank) = ranks.get(ranks.len() / 2) else { return };
    let (below, _, above) = values.select_nth_unstable_by(rank - offset, f32::total_cmp);
    settle(below, offset, &ranks[..ranks.partition_point(|&r| r < rank)]);
    settle(above, rank + 1, &ranks[ranks.partition_point(|&r| r <= rank)..]);
}

/// Mean, in the order of the trials.
pub(super) fn mean(values: &[f32]) -> f64 {
    if values.is_empty() {
        return 0.0;
    }
    values.iter().map(|&value| f64::from(value)).sum::<f64>() / values.len() as f64
}

fn standard_error(values: &[f32], mean: f64) -> f64 {
    if values.len() < 2 {
        return 0.0;
    }
    let n = values.len() as f64;
    let squares: f64 =
        values.iter().map(|&value| (f64::from(value) - mean) * (f64::from(value) - mean)).sum();
    (squares / (n - 1.0) / n).sqrt()
}

/// One figure over trials; without trials the expected value stands in everywhere.
pub(super) fn spread(expected: f64, values: &mut [f32]) -> Spread {
    if values.is_empty() {
        let e = expected;
        return Spread {
            expected: e,
            mean: e,
            p5: e,
            p10: e,
            p25: e,
            p50: e,
            p75: e,
            p90: e,
            p95: e,
            ..Spread::default()
        };
    }
    let mean = mean(values);
    let se = standard_error(values, mean);
    let [p5, p10, p25, p50, p75, p90, p95] = percentiles(values);
    let [p10_se, p50_se, p90_se] = errors(values);
    Spread { expected, mean, se, p5, p10, p25, p50, p75, p90, p95, p10_se, p50_se, p90_se }
}

/// A measure over spans: `columns` holds the trials of each span, one span after the other.
pub(super) fn series(expected: Vec<f64>, columns: &mut [f32], n_trials: usize) -> Series {
    let mut series = Series { expected, ..Series::default() };
    if n_trials == 0 {
        return series;
    }
    for column in columns.chunks_exact_mut(n_trials) {
        series.mean.push(mean(column));
        let [p5, p10, p25, p50, p75, p90, p95] = percentiles(column);
        series.p5.push(p5);
        series.p10.push(p10);
        series.p25.push(p25);
        series.p50.push(p50);
        series.p75.push(p75);
        series.p90.push(p90);
        series.p95.push(p95);
    }
    series
}

//! Percentiles of trials.

use super::{Series, Spread};

/// The percentiles shown, as fractions.
pub(super) const LEVELS: [f64; 7] = [0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95];

/// Percentiles whose standard errors are told: the 10th, 50th and 90th.
const TOLD: [f64; 3] = [0.10, 0.50, 0.90];

/// Values up to this many are put in order; more are laid into buckets first.
const FEW: usize = 96;
/// Buckets.
const BUCKETS: usize = 512;
/// A bucket that is not asked for.
const UNASKED: usize = 255;

/// What percentiles of many columns work with, so that nothing is allocated for each.
#[derive(Default)]
pub(super) struct Selector {
    bucket: Vec<u16>,
    kept: Vec<f32>,
    counts: Vec<[u32; STRANDS]>,
}

/// Strands in which whole numbers are counted: neighbours are often alike, and none waits for the one before.
const STRANDS: usize = 4;

impl Selector {
    /// The percentiles shown, by order statistics with linear interpolation (type 7). The values may be reordered on the way.
    pub(super) fn percentiles(&mut self, values: &mut [f32]) -> [f64; 7] {
        self.quantiles::<7, 14>(values, LEVELS)
    }

    /// The percentiles shown, and standard errors of the 10th, 50th and 90th: half the distance of the order statistics one
    /// binomial standard deviation off, `sqrt(p (1 - p) / n)`.
    pub(super) fn percentiles_and_errors(&mut self, values: &mut [f32]) -> ([f64; 7], [f64; 3]) {
        if values.len() < 2 {
            return (self.percentiles(values), [0.0; 3]);
        }
        let mut levels = [0.0; 13];
        levels[..7].copy_from_slice(&LEVELS);
        for (pair, level) in levels[7..].chunks_exact_mut(2).zip(TOLD) {
            let off = (level * (1.0 - level) / values.len() as f64).sqrt();
            (pair[0], pair[1]) = ((level - off).max(0.0), (level + off).min(1.0));
        }
        let found = self.quantiles::<13, 26>(values, levels);
        let around = &found[7..];
        let errors = [0, 1, 2].map(|told| 0.5 * (around[2 * told + 1] - around[2 * told]));
        (std::array::from_fn(|level| found[level]), errors)
    }

    /// `PAIRS` is twice `N`.
    fn quantiles<const N: usize, const PAIRS: usize>(
        &mut self,
        values: &mut [f32],
        levels: [f64; N],
    ) -> [f64; N] {
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
        let found = self.of_ranks(values, &ascending);
        let value = |rank: usize| f64::from(found[ascending.partition_point(|&r| r < rank)]);
        let mut result = [0.0; N];
        for (slot, (pair, level)) in result.iter_mut().zip(ranks.chunks_exact(2).zip(levels)) {
            let (low, high) = (value(pair[0]), value(pair[1]));
            *slot = low + (position(level) - pair[0] as f64) * (high - low);
        }
        result
    }

    /// The values of the given ascending ranks: exactly those that sorting would put there.
    ///
    /// A linear map, which keeps the order, lays the values into buckets; only those buckets are sorted in which a rank lies.
    fn of_ranks<const PAIRS: usize>(&mut self, values: &mut [f32], ranks: &[usize; PAIRS]) -> [f32; PAIRS] {
        let Extent { low, high, odd, whole } = Extent::of(values);
        if low == high && !odd {
            return [low; PAIRS];
        }
        if whole && high - low < BUCKETS as f32 && values.len() > FEW {
            return self.of_whole_numbers(values, [low, high], ranks);
        }
        let scale = (BUCKETS - 1) as f32 / (high - low);
        if values.len() <= FEW || odd || !scale.is_finite() || scale <= 0.0 {
            // Few, or so far apart that there is no map.
            values.sort_unstable_by(f32::total_cmp);
            return ranks.map(|rank| values[rank]);
        }
        let mut counts = [0_u32; BUCKETS];
        self.bucket.clear();
        // As the digits of a float of 2^23 and more: rounding keeps the order, and is done in lanes.
        let bucket = |value: f32| ((value - low) * scale + 8_388_608.0).to_bits() as u16;
        self.bucket.extend(values.iter().map(|&value| bucket(value) & (BUCKETS - 1) as u16));
        for &bucket in &self.bucket {
            counts[usize::from(bucket)] += 1;
        }
        // For each bucket that holds a rank: which it is, its first rank, and where its values are kept.
        let mut place = [UNASKED as u8; BUCKETS];
        let (mut first_rank, mut at) = ([0; PAIRS], [0; PAIRS]);
        let (mut asked, mut before, mut kept, mut next) = (0, 0, 0, 0);
        for (bucket, &count) in counts.iter().enumerate() {
            let upto = before + count as usize;
            if next < PAIRS && ranks[next] < upto {
                place[bucket] = asked as u8;
                (first_rank[asked], at[asked]) = (before, kept);
                kept += count as usize;
                asked += 1;
                while next < PAIRS && ranks[next] < upto {
                    next += 1;
                }
            }
            before = upto;
        }
        self.kept.clear();
        self.kept.resize(kept, 0.0);
        for (&value, &bucket) in values.iter().zip(&self.bucket) {
            let place = usize::from(place[usize::from(bucket)]);
            if place < UNASKED {
                self.kept[at[place]] = value;
                at[place] += 1;
            }
        }
        // By now `at` is the end of each.
        let mut from = 0;
        for &end in &at[..asked] {
            self.kept[from..end].sort_unstable_by(f32::total_cmp);
            from = end;
        }
        let mut bucket = 0;
        ranks.map(|rank| {
            while bucket + 1 < asked && first_rank[bucket + 1] <= rank {
                bucket += 1;
            }
            let start = if bucket == 0 { 0 } else { at[bucket - 1] };
            self.kept[start + rank - first_rank[bucket]]
        })
    }

    /// The values of the given ascending ranks, of whole numbers: each has a bucket of its own, so that counting them is all.
    fn of_whole_numbers<const PAIRS: usize>(
        &mut self,
        values: &[f32],
        [low, high]: [f32; 2],
        ranks: &[usize; PAIRS],
    ) -> [f32; PAIRS] {
        self.counts.clear();
        self.counts.resize((high - low) as usize + 1, [0; STRANDS]);
        let bucket = |value: f32| (value - low + 8_388_608.0).to_bits() as usize % BUCKETS;
        let fours = values.chunks_exact(STRANDS);
        for &value in fours.remainder() {
            self.counts[bucket(value)][0] += 1;
        }
        for four in fours {
            for (strand, &value) in four.iter().enumerate() {
                self.counts[bucket(value)][strand] += 1;
            }
        }
        let mut found = [low; PAIRS];
        let (mut next, mut upto) = (0, 0);
        for (bucket, counts) in self.counts.iter().enumerate() {
            upto += counts.iter().sum::<u32>() as usize;
            while next < PAIRS && ranks[next] < upto {
                found[next] = low + bucket as f32;
                next += 1;
            }
        }
        found
    }
}

/// What some values lie between, and of what kind they are.
struct Extent {
    low: f32,
    high: f32,
    /// Whether one is no number.
    odd: bool,
    /// Whether all are whole numbers (and finite).
    whole: bool,
}

impl Extent {
    #[allow(clippy::needless_range_loop, reason = "strands are numbered: one loop over several arrays")]
    fn of(values: &[f32]) -> Self {
        const STRANDS: usize = 8;
        // Added and taken away again it leaves the nearest whole number, of those that are small.
        const ROUND: f32 = 12_582_912.0;
        let (mut low, mut high) = ([f32::INFINITY; STRANDS], [f32::NEG_INFINITY; STRANDS]);
        let mut rests = [0.0; STRANDS];
        let eights = values.chunks_exact(STRANDS);
        let rest = eights.remainder();
        let padded =
            rest.first().map(|&first| std::array::from_fn(|i| rest.get(i).copied().unwrap_or(first)));
        for eight in eights.chain(padded.as_ref().map(<[f32; STRANDS]>::as_slice)) {
            for strand in 0..STRANDS {
                let value = eight[strand];
                low[strand] = if value < low[strand] { value } else { low[strand] };
                high[strand] = if value > high[strand] { value } else { high[strand] };
                rests[strand] += (value - ((value + ROUND) - ROUND)).abs();
            }
        }
        Self {
            low: low.into_iter().fold(f32::INFINITY, f32::min),
            high: high.into_iter().fold(f32::NEG_INFINITY, f32::max),
            // What is no number, or not finite, leaves a rest that is no number.
            odd: rests.iter().any(|rest| rest.is_nan()) && values.iter().any(|value| value.is_nan()),
            whole: rests == [0.0; STRANDS],
        }
    }
}

/// Mean, in the order of the trials.
pub(super) fn mean(values: &[f32]) -> f64 {
    if values.is_empty() {
        return 0.0;
    }
    sum(values, |value| value) / values.len() as f64
}

/// A sum in four strands, so that one addition need not wait for the one before.
fn sum(values: &[f32], of: impl Fn(f64) -> f64) -> f64 {
    let mut strands = [0.0; 4];
    let fours = values.chunks_exact(4);
    let rest: f64 = fours.remainder().iter().map(|&value| of(f64::from(value))).sum();
    for four in fours {
        for (strand, &value) in strands.iter_mut().zip(four) {
            *strand += of(f64::from(value));
        }
    }
    (strands[0] + strands[1]) + (strands[2] + strands[3]) + rest
}

fn standard_error(values: &[f32], mean: f64) -> f64 {
    if values.len() < 2 {
        return 0.0;
    }
    let n = values.len() as f64;
    let squares = sum(values, |value| (value - mean) * (value - mean));
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
    let mut selector = Selector::default();
    let (percentiles, [p10_se, p50_se, p90_se]) = selector.percentiles_and_errors(values);
    let [p5, p10, p25, p50, p75, p90, p95] = percentiles;
    Spread { expected, mean, se, p5, p10, p25, p50, p75, p90, p95, p10_se, p50_se, p90_se }
}

/// A measure over spans: `columns` holds the trials of each span, one span after the other.
pub(super) fn series(expected: Vec<f64>, columns: &mut [f32], n_trials: usize) -> Series {
    let mut series = Series { expected, ..Series::default() };
    if n_trials == 0 {
        return series;
    }
    let mut selector = Selector::default();
    for column in columns.chunks_exact_mut(n_trials) {
        series.mean.push(mean(column));
        let [p5, p10, p25, p50, p75, p90, p95] = selector.percentiles(column);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{Address, Seed, Stream};

    /// Against sorting, for columns of every shape: few and many, ties, one value, outliers, both zeros, infinities.
    #[test]
    fn percentiles_are_those_of_sorted_values() {
        let stream = Stream::new(Seed(3), 0, 0, 0);
        let u = |i: usize, purpose: u16| stream.uniform(Address::new(purpose, 0, i as u32));
        let shapes: [&dyn Fn(usize) -> f32; 13] = [
            &|i| u(i, 0) as f32,
            &|i| (u(i, 1) * 5.0).floor() as f32,
            &|_| 7.25,
            &|i| if u(i, 2) < 0.01 { 1e30 } else { u(i, 3) as f32 },
            &|i| if u(i, 4) < 0.5 { 0.0 } else { -0.0 },
            &|i| (1.0 / u(i, 5)) as f32 - 1e4,
            &|i| if u(i, 6) < 0.1 { f32::INFINITY } else { -(u(i, 7) as f32) },
            &|i| if u(i, 8) < 0.5 { f32::MAX } else { f32::MIN },
            // Whole numbers: as far apart as there are buckets and one more, below zero, large, with both zeros.
            &|i| (u(i, 9) * 512.0).floor() as f32 - 100.0,
            &|i| (u(i, 10) * 514.0).floor() as f32,
            &|i| 3e7 + 4.0 * (u(i, 11) * 30.0).floor() as f32,
            &|i| if u(i, 12) < 0.3 { -0.0 } else { (u(i, 13) * 3.0).floor() as f32 },
            &|i| if i == 50 { f32::INFINITY } else { (u(i, 14) * 9.0).floor() as f32 },
        ];
        let mut selector = Selector::default();
        for n in [1, 2, 3, 17, 96, 97, 200, 1000, 4099] {
            for (shape, of) in shapes.iter().enumerate() {
                let mut values: Vec<f32> = (0..n).map(of).collect();
                let mut sorted = values.clone();
                sorted.sort_unstable_by(f32::total_cmp);
                let expected = LEVELS.map(|level| {
                    let position = level * (n - 1) as f64;
                    let below = position.floor() as usize;
                    let (low, high) = (f64::from(sorted[below]), f64::from(sorted[(below + 1).min(n - 1)]));
                    low + (position - below as f64) * (high - low)
                });
                let found = selector.percentiles(&mut values);
                assert_eq!(found.map(f64::to_bits), expected.map(f64::to_bits), "{n} of shape {shape}");
                let found = selector.percentiles_and_errors(&mut values).0;
                assert_eq!(found.map(f64::to_bits), expected.map(f64::to_bits), "{n} of shape {shape}");
            }
        }
    }
}

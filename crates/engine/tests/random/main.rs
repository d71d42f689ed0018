//! The generator against its published answers, every family against its exact law, and the laws that keep scenarios paired.

mod families;
mod fit;
mod neighbours;
mod paired;
mod pinned;
mod splits;
mod strata;

use fit::chi_square;
use proptest::prelude::*;
use tandem_engine::numerics::*;
use tandem_engine::random::*;

const SEED: Seed = Seed(20_261_123);

fn uniforms(count: u32) -> impl Iterator<Item = f64> {
    (0..count).map(|trial| Stream::new(SEED, trial, hash_id("search"), 1).uniform(Address::new(7, 3, 0)))
}

fn correlation(a: &[f64], b: &[f64]) -> f64 {
    let n = a.len() as f64;
    let (mean_a, mean_b) = (sum(a) / n, sum(b) / n);
    let (mut ab, mut aa, mut bb) = (0.0, 0.0, 0.0);
    for (x, y) in a.iter().zip(b) {
        ab += (x - mean_a) * (y - mean_b);
        aa += (x - mean_a) * (x - mean_a);
        bb += (y - mean_b) * (y - mean_b);
    }
    ab / (aa * bb).sqrt()
}

#[track_caller]
fn moments(name: &str, values: &[f64], mean: f64, variance: f64) {
    let n = values.len() as f64;
    let found = sum(values) / n;
    let squares: Vec<f64> = values.iter().map(|x| (x - found) * (x - found)).collect();
    let found_variance = sum(&squares) / n;
    assert!((found - mean).abs() < 5.0 * (variance / n).sqrt(), "{name}: mean {found}");
    assert!(
        (found_variance / variance - 1.0).abs() < 5.0 * (2.4 / n).sqrt(),
        "{name}: variance {found_variance}"
    );
}

fn placed(trial: u32, n: f64, cdf: &[f64]) -> (Vec<f64>, f64) {
    let mut bins = vec![0.0; cdf.len()];
    let (stream, at) = (Stream::new(SEED, trial, 1, 0), Address::new(9, 5, 0));
    let beyond = split_items(stream, at, n, &Bins::new(cdf.to_vec()), |bin, count| bins[bin] += count);
    (bins, beyond)
}

/// Bins of those that pass and of the others, and how many pass.
fn sorted(trial: u32, n: f64, p: f64, cdf: &[f64]) -> (Vec<f64>, Vec<f64>, f64) {
    let (mut yes, mut no) = (vec![0.0; cdf.len()], vec![0.0; cdf.len()]);
    let stream = Stream::new(SEED, trial, 1, 0);
    let at = [Address::new(9, 5, 0), Address::new(10, 5, 0)];
    let bins = Bins::new(cdf.to_vec());
    let passed = sort_items(stream, at, n, p, [&bins, &bins], |passes, bin, count| {
        if passes { yes[bin] += count } else { no[bin] += count }
    });
    (yes, no, passed)
}

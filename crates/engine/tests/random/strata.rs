//! Strata: parameters are spread evenly over the futures.

use super::*;

#[test]
fn strata_are_hit_once_each() {
    for n in (1..=130).chain([255, 256, 257, 1000, 4096, 10_000]) {
        let stratifier = Stratifier::new(SEED, n, 77);
        let mut hit = vec![false; n as usize];
        for trial in 0..n {
            let u = stratified(SEED, trial, n, 77);
            assert!(u > 0.0 && u < 1.0);
            let place = (u * f64::from(n)) as usize;
            assert!(!hit[place], "n {n} trial {trial}");
            hit[place] = true;
            assert_eq!(u, stratifier.uniform(trial));
            assert_eq!(place, stratifier.stratum(trial) as usize);
        }
    }
}

#[test]
fn strata_of_very_long_runs_stay_inside() {
    for n in [1 << 24, u32::MAX] {
        let stratifier = Stratifier::new(SEED, n, 5);
        for trial in (0..n).step_by(n as usize / 500) {
            assert!(stratifier.stratum(trial) < n);
            let u = stratifier.uniform(trial);
            assert!(u > 0.0 && u < 1.0);
        }
    }
}

/// 300 parameters of a run of 512 trials, all pairs of neighbours: the root mean square of the correlations is that of independent
/// permutations, 1/sqrt(511), within five of its standard errors.
#[test]
fn strata_of_two_parameters_are_uncorrelated() {
    const TRIALS: u32 = 512;
    let column = |parameter: u32| -> Vec<f64> {
        (0..TRIALS).map(|trial| stratified(SEED, trial, TRIALS, parameter)).collect()
    };
    let columns: Vec<Vec<f64>> = (0..300).map(column).collect();
    let squares: Vec<f64> = columns
        .windows(2)
        .map(|pair| {
            let r = correlation(&pair[0], &pair[1]);
            assert!(r.abs() < 0.25, "{r}");
            r * r * f64::from(TRIALS - 1)
        })
        .collect();
    let mean = sum(&squares) / squares.len() as f64;
    assert!((mean - 1.0).abs() < 5.0 * (2.0 / squares.len() as f64).sqrt(), "{mean}");
}

#[test]
fn strata_are_not_the_order_of_trials() {
    for n in [8, 100, 1000] {
        let orders: Vec<Vec<u32>> = (0..40)
            .map(|parameter| {
                let stratifier = Stratifier::new(SEED, n, parameter);
                (0..n).map(|trial| stratifier.stratum(trial)).collect()
            })
            .collect();
        let mut distinct = orders.clone();
        distinct.sort();
        distinct.dedup();
        assert_eq!(distinct.len(), 40, "n {n}");
        // Each trial's stratum over parameters is uniform: its mean is n / 2 within five standard errors.
        for trial in 0..n as usize {
            let mean = orders.iter().map(|order| f64::from(order[trial])).sum::<f64>() / 40.0;
            let error = f64::from(n) / (12.0_f64 * 40.0).sqrt();
            assert!((mean - f64::from(n - 1) / 2.0).abs() < 5.0 * error, "n {n} trial {trial} mean {mean}");
        }
    }
}

#[test]
fn stratification_keeps_the_law_and_shrinks_the_error_of_a_mean() {
    let n = 1000;
    let mean = (0..n).map(|trial| stratified(SEED, trial, n, 3)).sum::<f64>() / f64::from(n);
    assert!((mean - 0.5).abs() < 5.0 / (12.0_f64 * 1e9).sqrt(), "{mean}");
    let plain: Vec<f64> = (0..n).map(|trial| parameter_uniform(SEED, trial, 3)).collect();
    moments("plain", &plain, 0.5, 1.0 / 12.0);
    assert_eq!(stratified(SEED, 4, 0, 3), parameter_uniform(SEED, 4, 3));
    assert_eq!(stratified(SEED, 4, 1, 3), parameter_uniform(SEED, 4, 3));
}

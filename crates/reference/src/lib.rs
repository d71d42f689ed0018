//! A workload that programs in any language can express, made of the engine's sampling kernels.
//!
//! 156 weeks, 6 channels, 6 stages. A trial draws 36 rates of stages from Beta laws, 6 half-saturation points and the mean value
//! of a deal from lognormal laws; a week draws, by channel, Poisson leads of an adstock under a Hill curve; each stage
//! lets some pass, which takes them 1 to 16 weeks; wins have lognormal values. `cargo xtask bench` runs it beside
//! `xtask/peers` and compares time and results.

mod run;
mod workload;

use serde::Serialize;
pub use workload::Workload;

/// What a run comes to, money.
#[derive(Clone, Debug, Serialize)]
pub struct Figures {
    /// Trials.
    pub trials: usize,
    /// P10, P50 and P90 of the revenue over all weeks.
    pub total: [f64; 3],
    /// Its mean and standard deviation.
    pub mean: f64,
    /// The same.
    pub sd: f64,
    /// P10, P50 and P90 of each week.
    pub weeks: Vec<[f64; 3]>,
}

/// Runs trials of the workload, on one thread.
pub fn figures(workload: &Workload, trials: usize) -> Figures {
    let mut revenue = run::revenue(workload, trials);
    let mut totals = vec![0.0; trials];
    for week in &revenue {
        for (total, &value) in totals.iter_mut().zip(week) {
            *total += f64::from(value);
        }
    }
    let n = trials as f64;
    let mean = totals.iter().sum::<f64>() / n;
    let variance = totals.iter().map(|total| (total - mean) * (total - mean)).sum::<f64>() / n;
    let weeks = revenue.iter_mut().map(|week| quantiles(week, f32::total_cmp, f64::from)).collect();
    let total = quantiles(&mut totals, f64::total_cmp, |total| total);
    Figures { trials, total, mean, sd: variance.sqrt(), weeks }
}

/// P10, P50 and P90, linear between order statistics.
fn quantiles<T: Copy>(
    values: &mut [T],
    order: fn(&T, &T) -> std::cmp::Ordering,
    number: impl Fn(T) -> f64,
) -> [f64; 3] {
    let last = values.len() - 1;
    [0.1, 0.5, 0.9].map(|level| {
        let position = level * last as f64;
        let below = position as usize;
        let (_, &mut low, above) = values.select_nth_unstable_by(below, order);
        let next = above.iter().min_by(|a, b| order(a, b)).map_or(low, |&next| next);
        number(low) + (position - below as f64) * (number(next) - number(low))
    })
}

/// The same for a browser or Node: the figures as JSON.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn run(trials: usize, volume: f64) -> String {
    serde_json::to_string(&figures(&Workload::new(volume), trials)).unwrap_or_default()
}

//! `tandem bench`: how fast this machine runs a plan.

use crate::args::Args;
use crate::failure::Outcome;
use crate::{futures, input, run, words};
use std::hint::black_box;
use std::time::Instant;
use tandem_engine::Simulation;

/// Repeats of the expected path, and of the trials.
const PATHS: usize = 101;
const RUNS: usize = 3;

/// Times the expected path and the trials, on one thread and on all.
pub(crate) fn bench(args: &Args) -> Outcome<String> {
    let trials = args.number("--trials", 1, run::MAX_TRIALS)?.map(|n| n as u32);
    let ready = input::ready(args, |plan| plan.simulation.trials = trials.unwrap_or(plan.simulation.trials))?;
    let simulation = Simulation::new(&ready.model);
    let trials = ready.model.plan().simulation.trials;
    // From a checked plan to its path, as the page does it at every move of a slider.
    let path = median::<PATHS>(|| drop(black_box(Simulation::new(&ready.model).expected_path())));
    let rate = |threads| {
        f64::from(trials) / median::<RUNS>(|| drop(black_box(futures::run(&simulation, trials, threads))))
    };
    let cores = futures::cores();
    let (one, all) = (rate(1), rate(cores));
    let threads = if cores == 1 { "1 thread".to_owned() } else { format!("{cores} threads") };
    let line =
        |what: &str, figure: f64, unit: &str| format!("{what:<16}{:>10} {unit}\n", words::whole(figure));
    Ok(line("expected path", path * 1e6, "µs")
        + &line("1 thread", one, "trials/s")
        + &line(&threads, all, &format!("trials/s, {:.2} times one", all / one)))
}

/// Median of the seconds that some work takes.
fn median<const N: usize>(work: impl Fn()) -> f64 {
    let mut seconds = [0.0; N].map(|_: f64| {
        let start = Instant::now();
        work();
        start.elapsed().as_secs_f64()
    });
    seconds.sort_unstable_by(f64::total_cmp);
    seconds[N / 2]
}

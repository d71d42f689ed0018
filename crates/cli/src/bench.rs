//! `tandem bench`: how fast this machine runs a plan.

use crate::args;
use crate::failure::Failure;
use crate::futures;
use crate::input;
use std::time::Instant;
use tandem_engine::Simulation;

/// Times the expected path and the trials, on one thread and on all.
pub(crate) fn bench(arguments: &[String]) -> Result<String, Failure> {
    let arguments = args::read(arguments, &[], &["--trials"])?;
    let trials = arguments.number("--trials", 1, 20_000)?.unwrap_or(1_000) as u32;
    let ready = input::ready(arguments.word("PLAN.json")?, |plan| plan.simulation.trials = trials)?;
    let model = &ready.model;
    let expected = median((0..41).map(|_| seconds(|| Simulation::new(model).expected_path())).collect());
    let simulation = Simulation::new(model);
    let rate = |threads| {
        let run = || seconds(|| futures::run(&simulation, trials, threads));
        f64::from(trials) / median((0..3).map(|_| run()).collect())
    };
    let (one, all) = (rate(1), rate(futures::cores()));
    let cores = futures::cores();
    Ok(format!(
        "expected path            {:>10.0} µs\n\
         one thread               {one:>10.0} trials/s\n\
         {cores:>2} threads               {all:>10.0} trials/s ({:.2} times one)\n",
        expected * 1e6,
        all / one
    ))
}

fn seconds<T>(work: impl FnOnce() -> T) -> f64 {
    let start = Instant::now();
    std::hint::black_box(work());
    start.elapsed().as_secs_f64()
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

//! `tandem run`: the expected path or the random futures of a plan.

use crate::args::Args;
use crate::failure::Outcome;
use crate::{futures, input, json, report};
use tandem_engine::{Simulation, expected, summarize};

/// Most trials of a run.
pub(crate) const MAX_TRIALS: u64 = tandem_engine::check::MAX_TRIALS as u64;
/// Largest seed: JSON numbers are exact up to here everywhere.
const MAX_SEED: u64 = (1 << 53) - 1;
const MAX_THREADS: u64 = 256;

/// Runs a plan and reports.
pub(crate) fn run(args: &Args) -> Outcome<String> {
    let trials = args.number("--trials", 1, MAX_TRIALS)?.map(|n| n as u32);
    let seed = args.number("--seed", 0, MAX_SEED)?;
    let threads = args.number("--threads", 1, MAX_THREADS)?.map_or_else(futures::cores, |n| n as usize);
    let ready = input::ready(args, |plan| {
        let run = &mut plan.simulation;
        (run.trials, run.seed) = (trials.unwrap_or(run.trials), seed.unwrap_or(run.seed));
    })?;
    let (model, plan) = (&ready.model, ready.model.plan());
    let summary = if args.has("--expected") {
        expected(model)
    } else {
        summarize(model, &futures::run(&Simulation::new(model), plan.simulation.trials, threads)?)
    };
    let mut findings = ready.findings;
    findings.extend(summary.warnings());
    Ok(if args.has("--json") {
        json::of_run(plan, &summary, &findings)
    } else {
        report::report(plan, &summary, &findings)
    })
}

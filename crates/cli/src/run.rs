//! `tandem run`: the expected path or the random futures of a plan.

use crate::args::Args;
use crate::failure::Outcome;
use crate::{futures, input, json, report};
use tandem_engine::plan::Noise;
use tandem_engine::summary::VarianceSplit;
use tandem_engine::{Model, Simulation, Summary, Trials, expected, summarize, variance_split};

/// Most trials of a run.
pub(crate) const MAX_TRIALS: u64 = tandem_engine::check::MAX_TRIALS as u64;
/// Largest seed: JSON numbers are exact up to here everywhere.
const MAX_SEED: u64 = (1 << 53) - 1;
const MAX_THREADS: u64 = 256;

/// Runs a plan and reports.
pub(crate) fn run(args: &Args) -> Outcome<String> {
    let trials = args.number("--trials", 1, MAX_TRIALS)?.map(|n| n as u32);
    let seed = args.number("--seed", 0, MAX_SEED)?;
    let noise = args.value("--noise").map(|word| noise(args, word)).transpose()?;
    let threads = args.number("--threads", 1, MAX_THREADS)?.map_or_else(futures::cores, |n| n as usize);
    let ready = input::ready(args, |plan| {
        let run = &mut plan.simulation;
        (run.trials, run.seed) = (trials.unwrap_or(run.trials), seed.unwrap_or(run.seed));
        run.noise = noise.clone().unwrap_or(run.noise.clone());
    })?;
    let (model, plan) = (&ready.model, ready.model.plan());
    let run = |model: &Model| futures::run(&Simulation::new(model), plan.simulation.trials, threads);
    let (summary, split) = if args.has("--expected") {
        (expected(model), Vec::new())
    } else {
        let trials = run(model)?;
        let summary = summarize(model, &trials);
        let split = match args.has("--split") {
            true => by_year(model, &summary, &trials, &run(&model.replica())?),
            false => Vec::new(),
        };
        (summary, split)
    };
    let mut findings = ready.findings;
    findings.extend(summary.warnings());
    Ok(if args.has("--json") {
        json::of_run(plan, &summary, &split, &findings)
    } else if split.is_empty() {
        report::report(plan, &summary, &findings)
    } else {
        report::report(plan, &summary, &findings) + &report::split::of_years(&split)
    })
}

/// What is random in a future.
fn noise(args: &Args, word: &str) -> Outcome<Noise> {
    let (parameters, process) = match word {
        "none" => (false, false),
        "parameters" => (true, false),
        "process" => (false, true),
        "both" => (true, true),
        _ => {
            let what = format!("`--noise` is one of none, parameters, process, both, found `{word}`");
            return Err(args.wrong(what, "write for example `--noise process`"));
        }
    };
    Ok(Noise { parameters, process })
}

/// What the spread of each year's figures comes from.
fn by_year(model: &Model, summary: &Summary, trials: &Trials, replica: &Trials) -> Vec<Vec<VarianceSplit>> {
    (0..summary.plan_years()).map(|year| variance_split(model, trials, replica, year)).collect()
}

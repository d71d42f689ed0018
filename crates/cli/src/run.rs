//! `tandem run`: the expected path or random futures of a plan.

use crate::args;
use crate::failure::Failure;
use crate::futures;
use crate::input;
use crate::json;
use crate::report;
use serde_json::{Value, json};
use tandem_engine::{Simulation, Summary, expected, summarize};

/// What `tandem run --help` adds to the usage.
pub(crate) const HELP: &str = "\
tandem run PLAN.json: what follows from a plan

  --expected    the expected path alone: every draw replaced by its mean
  --trials N    random futures, 1 to 20000 (default: as the plan says)
  --seed S      seed of the futures (default: as the plan says)
  --threads N   threads, 1 to 256 (default: all cores; the results do not depend on it)
  --json        for programs:
    weeks       by measure an array with an entry a week: leads, mql, sql (accepted), sql_created, opportunities, won,
                bookings, revenue, collections, spend, cash, mrr, customers, sdr_utilisation, ae_utilisation,
                response_hours and more; with trials an object of arrays: expected, mean, p5 p10 p25 p50 p75 p90 p95
    years       list by plan year (52 weeks each): totals of the same measures, means of utilisation, stocks at the end also
                as cash_end, mrr_end, customers_end; lowest_cash; kpis; with trials each an object of percentiles
    target      odds, value at the date, when it is reached; dates beyond the plan are null, their share is given
    milestones, limits, findings
  money in the plan's currency, shares as fractions, response in business hours
";

/// Runs a plan and reports.
pub(crate) fn run(arguments: &[String]) -> Result<String, Failure> {
    let arguments = args::read(arguments, &["--expected", "--json"], &["--trials", "--seed", "--threads"])?;
    let trials = arguments.number("--trials", 1, 20_000)?;
    let seed = arguments.number("--seed", 0, (1 << 53) - 1)?;
    let threads = arguments.number("--threads", 1, 256)?.map_or_else(futures::cores, |n| n as usize);
    let ready = input::ready(arguments.word("PLAN.json")?, |plan| {
        plan.simulation.trials = trials.map_or(plan.simulation.trials, |n| n as u32);
        plan.simulation.seed = seed.unwrap_or(plan.simulation.seed);
    })?;
    let model = &ready.model;
    let summary = if arguments.has("--expected") {
        expected(model)
    } else {
        let trials = futures::run(&Simulation::new(model), model.plan().simulation.trials, threads)?;
        summarize(model, &trials)
    };
    let mut findings = ready.findings;
    findings.extend(summary.warnings());
    let plan = model.plan();
    Ok(if arguments.has("--json") {
        format!("{}\n", json::pretty(&json::run(&summary, head(plan, &summary), &findings)))
    } else {
        report::report(plan, &summary, &findings)
    })
}

fn head(plan: &tandem_engine::plan::Plan, summary: &Summary) -> Value {
    json!({
        "plan": plan.plan.title,
        "engine_version": env!("CARGO_PKG_VERSION"),
        "mode": if summary.n_trials == 0 { "expected" } else { "trials" },
        "trials": summary.n_trials,
        "seed": plan.simulation.seed,
        "start": summary.start.to_string(),
        "horizon_weeks": summary.horizon_weeks,
        "currency": summary.currency_code,
    })
}

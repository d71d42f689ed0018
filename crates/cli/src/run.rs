//! `tandem run`: the expected path or the random futures of a plan.

use crate::args::{Args, nearest};
use crate::balance::Balance;
use crate::drivers::{Drivers, Figure};
use crate::failure::Outcome;
use crate::{futures, input, json, report};
use tandem_engine::check::DefaultUsed;
use tandem_engine::plan::{Noise, Plan};
use tandem_engine::summary::{ChannelOutlook, Outcomes, PeriodOutlook, Precision, VarianceSplit};
use tandem_engine::{
    Finding, Kpi, Model, Period, Simulation, Summary, Trials, channels_by, expected, outlook_by,
    summarize_with_outcomes, variance_split,
};

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
    let period = args.value("--by").map(|word| period(args, word)).transpose()?;
    let exceeded = args.value("--exceedance").map(|word| figure(args, word)).transpose()?;
    let driven = args.value("--drivers").map(|word| Figure::named(args, word)).transpose()?;
    let threads = args.number("--threads", 1, MAX_THREADS)?.map_or_else(futures::cores, |n| n as usize);
    let ready = input::ready(args, |plan| {
        let run = &mut plan.simulation;
        (run.trials, run.seed) = (trials.unwrap_or(run.trials), seed.unwrap_or(run.seed));
        run.noise = noise.clone().unwrap_or(run.noise.clone());
    })?;
    let (model, plan) = (&ready.model, ready.model.plan());
    let trials = match args.has("--expected") {
        true => None,
        false => Some(futures(args, model, threads)?),
    };
    let (summary, outcomes) = match &trials {
        Some(trials) => summarize_with_outcomes(model, trials),
        None => (expected(model), Outcomes::default()),
    };
    let split = match trials.as_ref().filter(|_| args.has("--split")) {
        Some(trials) => {
            let again = futures::run(&Simulation::new(&model.replica()), trials.len() as u32, threads)?;
            by_year(model, &summary, trials, &again)
        }
        None => Vec::new(),
    };
    let drivers = match driven {
        Some(figure) => Some(Drivers::of(args, model, figure, &summary, &outcomes, threads)?),
        None => None,
    };
    let by = match period {
        Some(period) => {
            Some(By::of(model, period, trials.as_ref().map(|trials| trials.len() as u32), threads)?)
        }
        None => None,
    };
    let balance = match args.has("--balance") {
        true => Some(Balance::of(model, period, threads)?),
        false => None,
    };
    let in_full = args.has("--json").then(|| outlook_by(model, trials.as_ref(), Period::PlanYear));
    let mut findings = ready.findings;
    findings.extend(summary.warnings());
    let run = Run {
        precision: trials.as_ref().and_then(Precision::of_revenue),
        by,
        years: in_full,
        balance,
        plan,
        summary,
        outcomes,
        split,
        findings,
        defaults: ready.defaults,
        exceeded,
        drivers,
    };
    Ok(if args.has("--json") { json::of_run(&run) } else { report::report(&run) })
}

/// What a run comes to.
pub(crate) struct Run<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) summary: Summary,
    pub(crate) outcomes: Outcomes,
    pub(crate) precision: Option<Precision>,
    /// By plan year, with `--split` only.
    pub(crate) split: Vec<Vec<VarianceSplit>>,
    /// With `--json`: the bowtie and the time to won of the plan years.
    pub(crate) years: Option<PeriodOutlook>,
    /// With `--by`: what each span comes to.
    pub(crate) by: Option<By>,
    /// With `--exceedance`: the key figure whose curves are asked for.
    pub(crate) exceeded: Option<Kpi>,
    /// With `--drivers`: what the figure depends on.
    pub(crate) drivers: Option<Drivers>,
    pub(crate) balance: Option<Balance>,
    pub(crate) findings: Vec<Finding>,
    pub(crate) defaults: Vec<DefaultUsed>,
}

/// What the spans of a period come to.
pub(crate) struct By {
    pub(crate) period: Period,
    pub(crate) outlook: PeriodOutlook,
    /// `[span][channel]`.
    pub(crate) channels: Vec<Vec<ChannelOutlook>>,
}

impl By {
    /// From so many of the same futures, or the expected path, with totals by channel by these spans.
    fn of(model: &Model, period: Period, n: Option<u32>, threads: usize) -> Outcome<Self> {
        let trials = n.map(|n| futures::run_by(&Simulation::new(model), period, n, threads)).transpose()?;
        let trials = trials.as_ref();
        Ok(Self {
            period,
            outlook: outlook_by(model, trials, period),
            channels: channels_by(model, trials, period),
        })
    }
}

/// The random futures of a plan, all or, with `--early-stop`, as many as are enough.
fn futures(args: &Args, model: &Model, threads: usize) -> Outcome<Trials> {
    let (simulation, n) = (Simulation::new(model), model.plan().simulation.trials);
    if !args.has("--early-stop") {
        return futures::run(&simulation, n, threads);
    }
    let enough = |trials: &Trials| Precision::of_revenue(trials).is_some_and(|told| told.is_enough());
    futures::run_until(&simulation, n, threads, enough)
}

/// The period that figures are wanted by.
fn period(args: &Args, word: &str) -> Outcome<Period> {
    Ok(match word {
        "week" => Period::Week,
        "month" => Period::Month,
        "quarter" => Period::Quarter,
        "year" => Period::FiscalYear,
        _ => {
            let what = format!("`--by` is one of week, month, quarter, year, found `{word}`");
            return Err(args.wrong(what, "write for example `--by quarter`"));
        }
    })
}

/// The key figure of that name.
fn figure(args: &Args, word: &str) -> Outcome<Kpi> {
    let known = || Kpi::ALL.iter().map(|kpi| kpi.key());
    Kpi::ALL.iter().copied().find(|kpi| kpi.key() == word).ok_or_else(|| {
        let hint =
            nearest(word, known()).unwrap_or_else(|| "write for example `--exceedance revenue`".to_owned());
        args.wrong(format!("`--exceedance` is the name of a key figure, found `{word}`"), &hint)
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

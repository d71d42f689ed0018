//! `tandem bench`: how fast this machine runs a plan, and what the time grows with.

use crate::args::Args;
use crate::failure::Outcome;
use crate::{futures, input, output, run, words};
use std::hint::black_box;
use std::time::Instant;
use tandem_engine::digest::larger;
use tandem_engine::plan::Plan;
use tandem_engine::random::{Address, Seed, Stream, binomial, poissons};
use tandem_engine::{Measure, Model, Simulation, Trials, check};

/// Repeats of the expected path, of the trials, and of a comparison.
const PATHS: usize = 101;
const RUNS: usize = 5;
const ROUNDS: usize = 5;
/// Trials of a plan that is compared with another.
const COMPARED: u32 = 64;
/// Trials that are timed at once on one thread: some milliseconds, within which a processor is seldom taken away.
const SLICE: u32 = 16;

/// Times the expected path and the trials, on one thread and on all; with `--growth` what the time grows with.
pub(crate) fn bench(args: &Args) -> Outcome<String> {
    let trials = args.number("--trials", 0, run::MAX_TRIALS)?.map(|n| n as u32);
    let ready = input::ready(args, |plan| {
        if let Some(trials) = trials.filter(|&trials| trials > 0) {
            plan.simulation.trials = trials;
        }
    })?;
    let simulation = Simulation::new(&ready.model);
    // From a checked plan to its path, as the page does it at every move of a slider.
    let step = || Simulation::after(&ready.model, Some(&simulation));
    let path = least::<PATHS>(|| drop(black_box(step().expected_path())));
    let mut said = line("expected path", &words::whole(path * 1e6), "µs");
    if trials == Some(0) {
        return Ok(said);
    }
    let n = ready.model.plan().simulation.trials;
    let cores = futures::cores();
    let one = alone(&simulation, n);
    let all = least::<RUNS>(|| drop(black_box(futures::run(&simulation, n, cores))));
    let threads = if cores == 1 { "1 thread".to_owned() } else { format!("{cores} threads") };
    let rate = |seconds: f64| words::whole(f64::from(n) / seconds);
    said += &line("1 thread", &rate(one), &format!("trials/s, {:.2} s for 10,000", one / f64::from(n) * 1e4));
    said += &line(&threads, &rate(all), &format!("trials/s, {:.2} times one", one / all));
    let draws = draws(&ready.model, &simulation.run(0, n.min(256)));
    said += &line(
        "draws a trial",
        &words::whole(draws),
        &format!("about, {:.1} ns each", one / f64::from(n) / draws * 1e9),
    );
    said += &kernels();
    if args.has("--growth") {
        said += &growth(ready.model.plan());
    }
    Ok(said)
}

/// Seconds that trials take on this thread: in slices, of each the least of a few times, so that other programs do not count.
fn alone(simulation: &Simulation, n: u32) -> f64 {
    let slices = (0..n).step_by(SLICE as usize).map(|first| {
        output::progress(&format!("one thread: {first} of {n}"));
        least::<RUNS>(|| drop(black_box(simulation.run(first, SLICE.min(n - first)))))
    });
    let seconds = slices.sum();
    output::progress("");
    seconds
}

fn line(what: &str, figure: &str, unit: &str) -> String {
    format!("{what:<16}{figure:>10} {unit}\n")
}

/// Uniforms that a trial takes, about: one an item wherever items are decided one by one, and the counts of each week.
fn draws(model: &Model, trials: &Trials) -> f64 {
    let items = [
        Measure::Leads,
        Measure::Worked,
        Measure::SqlCreated,
        Measure::Sql,
        Measure::Opportunities,
        Measure::Won,
    ];
    let of_trial = |trial: usize| -> f64 {
        items.iter().flat_map(|&item| trials.weeks_of(trial, item)).map(|&n| f64::from(n)).sum()
    };
    let items = (0..trials.len()).map(of_trial).sum::<f64>() / trials.len() as f64;
    // A week counts the leads of a channel and those that come back of its two classes; the company's customers that
    // leave, orders, leavers of both teams.
    let counts = 3 * model.plan().channels.len() + 5;
    items + (counts * trials.weeks()) as f64 + model.parameters().len() as f64
}

/// What single draws cost on this machine.
fn kernels() -> String {
    const N: u32 = 1 << 14;
    let stream = Stream::new(Seed(1), 0, 1, 0);
    let at = |i: u32| Address::new(1, 1, i);
    let cost = |work: &dyn Fn(u32) -> f64, each: f64| {
        let seconds = least::<RUNS>(|| {
            black_box((0..N).map(work).sum::<f64>());
        });
        format!("{:.1}", seconds / f64::from(N) / each * 1e9)
    };
    let lanes = |i: u32| std::array::from_fn(|lane| stream.uniform(at(8 * i + lane as u32)));
    let uniform = cost(&|i| stream.uniform(at(i)), 1.0);
    let poisson = cost(&|i| poissons::<8>(&lanes(i), &[30.0; 8]).iter().sum(), 8.0);
    let binomial = cost(&|i| binomial(stream.uniform(at(i)), 40.0, 0.3), 1.0);
    line("a uniform", &uniform, "ns")
        + &line("a Poisson", &poisson, "ns, of mean 30, in lanes")
        + &line("a binomial", &binomial, "ns, 40 of 0.3, alone")
}

/// Ratios of the time of larger plans, measured in turn so that a busy machine disturbs both alike.
fn growth(plan: &Plan) -> String {
    let mut said = String::new();
    let mut compare = |what: &str, plans: [Plan; 2], fair: f64| {
        let models = plans.map(|plan| check(&plan).model);
        let [Some(small), Some(large)] = models else {
            said += &line(what, "-", "the larger plan has errors");
            return;
        };
        let simulations = [small, large].map(|model| Simulation::new(&model));
        let mut best = [f64::MAX; 2];
        for round in 0..ROUNDS {
            output::progress(&format!("{what}: round {} of {ROUNDS}", round + 1));
            for (best, simulation) in best.iter_mut().zip(&simulations) {
                *best = best.min(alone(simulation, COMPARED));
            }
        }
        output::progress("");
        said += &line(what, &format!("{:.2}", best[1] / best[0]), &format!("times the time; {fair} is fair"));
    };
    // From a thousand times the example's leads on counts are large in every stage, and no longer items.
    compare("leads x100", [larger::in_leads(plan, 1000.0), larger::in_leads(plan, 100_000.0)], 1.0);
    // From ten thousand times on they are in every week of every channel. A plan may not have the AEs that a million times need:
    // their number ends at its limit, SQLs wait for them, and the market fills.
    compare("leads x10, large", [larger::in_leads(plan, 10_000.0), larger::in_leads(plan, 100_000.0)], 1.0);
    compare(
        "leads x100, large",
        [larger::in_leads(plan, 10_000.0), larger::in_leads(plan, 1_000_000.0)],
        1.0,
    );
    compare("weeks x2", [larger::in_weeks(plan, 104), larger::in_weeks(plan, 208)], 2.0);
    compare("channels x2", [plan.clone(), larger::in_channels(plan, 2)], 2.0);
    said
}

/// The least of the seconds that some work takes: what it takes where nothing disturbs.
fn least<const N: usize>(work: impl Fn()) -> f64 {
    let seconds = [0.0; N].map(|_: f64| {
        let start = Instant::now();
        work();
        start.elapsed().as_secs_f64()
    });
    seconds.into_iter().fold(f64::MAX, f64::min)
}

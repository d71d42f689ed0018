//! Which ranges a figure depends on: what each moves by itself, how the futures follow it, and its share of the variance.

use crate::args::{Args, nearest};
use crate::failure::{Failure, Outcome as Done};
use crate::output;
use serde::Serialize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use tandem_engine::sensitivity::{Design, Effect, Swing, rank_correlations, tornado, total_effect};
use tandem_engine::summary::{Outcome, Outcomes};
use tandem_engine::{Kpi, Model, Summary};

/// Points of the design that total effects are worked out from: their standard errors are some hundredths.
const POINTS: u32 = 128;

/// The figure in question.
#[derive(Clone, Copy)]
pub(crate) enum Figure {
    Target,
    Kpi(Kpi),
}

impl Figure {
    /// The figure of that name.
    pub(crate) fn named(args: &Args, word: &str) -> Done<Self> {
        let kpi = Kpi::ALL.iter().copied().find(|kpi| kpi.key() == word);
        match kpi {
            Some(kpi) => Ok(Figure::Kpi(kpi)),
            None if word == TARGET => Ok(Figure::Target),
            None => {
                let known = Kpi::ALL.iter().map(|kpi| kpi.key()).chain([TARGET]);
                let hint = nearest(word, known).unwrap_or_else(|| "write `--drivers target`".to_owned());
                let what = format!("`--drivers` is `target` or the name of a key figure, found `{word}`");
                Err(args.wrong(what, &hint))
            }
        }
    }

    fn name(self) -> &'static str {
        match self {
            Figure::Target => TARGET,
            Figure::Kpi(kpi) => kpi.key(),
        }
    }

    fn outcome(self, summary: &Summary) -> Outcome {
        match self {
            Figure::Target => Outcome::TargetValue,
            Figure::Kpi(kpi) => Outcome::Kpi(kpi, summary.plan_years().saturating_sub(1)),
        }
    }
}

const TARGET: &str = "target";

/// The figure on the expected path, and the day on which the target is reached.
type Told = (Option<f64>, Option<f64>);

/// What a figure depends on.
#[derive(Serialize)]
pub(crate) struct Drivers {
    pub(crate) figure: &'static str,
    /// The last plan year, from 1; nothing for the target.
    pub(crate) year: Option<usize>,
    /// On the expected path.
    pub(crate) expected: Option<f64>,
    /// Those that move the most come first.
    pub(crate) inputs: Vec<Driver>,
}

/// An uncertain input.
#[derive(Serialize)]
pub(crate) struct Driver {
    pub(crate) path: String,
    pub(crate) low: f64,
    pub(crate) high: f64,
    pub(crate) at_low: Option<f64>,
    pub(crate) at_high: Option<f64>,
    pub(crate) days_at_low: Option<f64>,
    pub(crate) days_at_high: Option<f64>,
    pub(crate) rank_correlation: Option<f64>,
    pub(crate) rank_correlation_se: Option<f64>,
    pub(crate) total_effect: Option<f64>,
    pub(crate) total_effect_se: Option<f64>,
    /// The inputs whose effect that is, where they depend on each other.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) group: Vec<String>,
}

impl Driver {
    /// Distance of the figure at the two ends.
    pub(crate) fn swing(&self) -> f64 {
        self.at_low.zip(self.at_high).map_or(0.0, |(low, high)| (high - low).abs())
    }
}

impl Drivers {
    /// Works them out on so many threads, with progress on a terminal.
    pub(crate) fn of(
        args: &Args,
        model: &Model,
        figure: Figure,
        summary: &Summary,
        outcomes: &Outcomes,
        threads: usize,
    ) -> Done<Self> {
        if matches!(figure, Figure::Target) && summary.target.is_none() {
            let what = "`--drivers target` needs a plan with a `target`";
            return Err(args.wrong(what, "name a key figure, for example `--drivers revenue`"));
        }
        let outcome = figure.outcome(summary);
        let told =
            |summary: &Summary| -> Told { (outcome.expected(summary), Outcome::TargetDay.expected(summary)) };
        let ((expected, day), swings) = tornado(model, told);
        let ranks = rank_correlations(model, outcomes, outcome);
        let design = Design::new(model, POINTS);
        let effects = effects(&design, outcome, threads)?;
        let is_target = matches!(figure, Figure::Target);
        let driver = |(place, swing): (usize, Swing<Told>)| {
            let [(at_low, day_low), (at_high, day_high)] = swing.told;
            let later = |to: Option<f64>| is_target.then_some(()).and(Some(to? - day?));
            let group = design.groups().iter().position(|group| group.contains(&place));
            let effect = group.and_then(|group| effects[group]);
            let together = group.map(|group| &design.groups()[group]).filter(|group| group.len() > 1);
            let path_of = |&place: &usize| model.parameters()[place].path.clone();
            Driver {
                path: swing.path,
                low: swing.ends[0],
                high: swing.ends[1],
                at_low,
                at_high,
                days_at_low: later(day_low),
                days_at_high: later(day_high),
                rank_correlation: ranks[place].map(|(rho, _)| rho),
                rank_correlation_se: ranks[place].map(|(_, se)| se),
                total_effect: effect.map(|effect| effect.share),
                total_effect_se: effect.map(|effect| effect.se),
                group: together.map_or_else(Vec::new, |group| group.iter().map(path_of).collect()),
            }
        };
        let mut inputs: Vec<Driver> = swings.into_iter().enumerate().map(driver).collect();
        inputs.sort_by(|a, b| b.swing().total_cmp(&a.swing()));
        let year = (!is_target).then(|| summary.plan_years());
        Ok(Self { figure: figure.name(), year, expected, inputs })
    }
}

/// The total effect of each group of a design, one group after the other on each thread.
fn effects(design: &Design, outcome: Outcome, threads: usize) -> Done<Vec<Option<Effect>>> {
    let told = |summary: &Summary| outcome.expected(summary);
    let n = design.groups().len();
    let first = design.figures(None, told);
    let next = AtomicUsize::new(0);
    let work = || {
        let mut found = Vec::new();
        loop {
            let group = next.fetch_add(1, Ordering::Relaxed);
            if group >= n {
                return found;
            }
            output::progress(&format!("{} of {n} inputs", group + 1));
            found.push((group, total_effect(&first, &design.figures(Some(group), told))));
        }
    };
    let found = thread::scope(|scope| {
        let workers: Vec<_> = (0..threads.min(n)).map(|_| scope.spawn(work)).collect();
        workers.into_iter().map(|worker| worker.join().ok()).collect::<Option<Vec<_>>>()
    });
    output::progress("");
    let mut effects = vec![None; n];
    let found = found.ok_or_else(|| {
        Failure::unusable("a thread ended before its work was done").hint("try `--threads 1`")
    })?;
    found.into_iter().flatten().for_each(|(group, effect)| effects[group] = effect);
    Ok(effects)
}

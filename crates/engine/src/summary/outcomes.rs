//! Two plans in the same random futures: what each future comes to, and how a figure changes from one plan to the other.
//!
//! Runs with one seed share their luck trial by trial (`docs/model.md` 5.6), so differences are taken within a future: most
//! of the luck cancels, and the standard error is that of the difference itself.

use super::{Kpi, Summary};

/// A figure of each trial.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A key figure of a plan year (0 = the first), or of another span where the outcomes are by such.
    Kpi(Kpi, usize),
    /// The target's measure at its date, in its unit.
    TargetValue,
    /// Days from the start until the target's value is reached.
    TargetDay,
    /// 1 where cash never falls below zero, else 0.
    CashNeverOut,
}

impl Outcome {
    /// The figure on the expected path; nothing where it is not defined, or is one of futures alone.
    pub fn expected(self, summary: &Summary) -> Option<f64> {
        let target = || summary.target.as_ref();
        match self {
            Outcome::Kpi(kpi, year) => summary.kpi(kpi, year).map(|spread| spread.expected),
            Outcome::TargetValue => target().map(|target| target.value_at_date.expected),
            Outcome::TargetDay => target()
                .and_then(|target| target.reached.expected)
                .map(|day| f64::from(day.days_since(summary.start))),
            Outcome::CashNeverOut => None,
        }
    }
}

/// What each trial of a run comes to: small enough to be kept for every plan that is compared.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcomes {
    n_trials: usize,
    /// `[figure][trial]`, key figures year by year, then the three others; not a number where a trial has not the figure.
    values: Vec<f32>,
}

/// Figures that are not key figures.
const OTHERS: usize = 3;

impl Outcomes {
    pub(super) fn new(n_trials: usize) -> Self {
        Self { n_trials, values: Vec::new() }
    }

    /// Adds the next figure; one without trials has none.
    pub(super) fn push(&mut self, values: impl IntoIterator<Item = f32>) {
        self.values.extend(values);
    }

    /// Ends figures that are key figures alone.
    pub(super) fn push_nothing_else(&mut self) {
        self.push(vec![f32::NAN; OTHERS * self.n_trials]);
    }

    /// Number of trials.
    pub fn len(&self) -> usize {
        self.n_trials
    }

    /// Whether no trial has run.
    pub fn is_empty(&self) -> bool {
        self.n_trials == 0
    }

    /// A figure of each trial, in their order; not a number where a trial has not the figure.
    pub fn of(&self, outcome: Outcome) -> &[f32] {
        let rows = self.values.len().checked_div(self.n_trials).unwrap_or(0);
        let others = rows.saturating_sub(OTHERS);
        let row = match outcome {
            Outcome::Kpi(kpi, year) => year * Kpi::ALL.len() + kpi as usize,
            Outcome::TargetValue => others,
            Outcome::TargetDay => others + 1,
            Outcome::CashNeverOut => others + 2,
        };
        let known = row < if matches!(outcome, Outcome::Kpi(..)) { others } else { rows };
        if known { &self.values[row * self.n_trials..][..self.n_trials] } else { &[] }
    }

    /// The sum of a key figure over all plan years, future by future.
    pub fn total(&self, kpi: Kpi) -> Vec<f32> {
        let mut sum = vec![0.0_f32; self.n_trials];
        let years =
            (0..).map(|year| self.of(Outcome::Kpi(kpi, year))).take_while(|values| !values.is_empty());
        years.for_each(|values| sum.iter_mut().zip(values).for_each(|(sum, value)| *sum += value));
        sum
    }

    /// The flat values, without a copy.
    pub fn into_values(self) -> Vec<f32> {
        self.values
    }

    /// Outcomes from flat values, as [`Outcomes::into_values`] gave them; nothing if they do not fit.
    pub fn from_values(n_trials: usize, values: Vec<f32>) -> Option<Self> {
        let fits = n_trials > 0 && values.len().is_multiple_of(n_trials);
        let rows = values.len().checked_div(n_trials)?.checked_sub(OTHERS)?;
        (fits && rows.is_multiple_of(Kpi::ALL.len())).then_some(Self { n_trials, values })
    }
}

/// How a figure changes from one plan to another, future by future.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// Futures in which both plans have the figure.
    pub n: usize,
    /// Mean change.
    pub mean: f64,
    /// Standard error of the mean change.
    pub mean_se: f64,
    /// Median change.
    pub median: f64,
    /// Standard error of the median: half the width of the order statistics one binomial standard deviation off.
    pub median_se: f64,
    /// 10th percentile of the change.
    pub p10: f64,
    /// 90th percentile of the change.
    pub p90: f64,
    /// Share of the futures in which the figure is larger.
    pub larger: f64,
    /// Share of the futures in which it is smaller.
    pub smaller: f64,
}

impl Change {
    /// Whether the change is told from none: the median is more than two standard errors away from it.
    pub fn is_clear(&self) -> bool {
        self.median != 0.0 && self.median.abs() > 2.0 * self.median_se
    }
}

/// The change of a figure in the futures that both have run; nothing if there are none.
pub fn change(from: &Outcomes, to: &Outcomes, outcome: Outcome) -> Option<Change> {
    change_of(from.of(outcome), to.of(outcome))
}

/// The change of a figure that has one value a future, not a number where a future has not the figure.
pub fn change_of(from: &[f32], to: &[f32]) -> Option<Change> {
    let pairs = from.iter().zip(to);
    let mut changes: Vec<f64> =
        pairs.map(|(a, b)| f64::from(*b) - f64::from(*a)).filter(|change| change.is_finite()).collect();
    let n = changes.len();
    if n == 0 {
        return None;
    }
    let share = |count: usize| count as f64 / n as f64;
    let larger = share(changes.iter().filter(|change| **change > 0.0).count());
    let smaller = share(changes.iter().filter(|change| **change < 0.0).count());
    let (mean, mean_se) = mean_and_error(&changes);
    changes.sort_unstable_by(f64::total_cmp);
    let at = |level: f64| {
        let position = level.clamp(0.0, 1.0) * (n - 1) as f64;
        let below = position.floor() as usize;
        let above = (below + 1).min(n - 1);
        changes[below] + (position - below as f64) * (changes[above] - changes[below])
    };
    let off = 0.5 / (n as f64).sqrt();
    Some(Change {
        n,
        mean,
        mean_se,
        median: at(0.5),
        median_se: 0.5 * (at(0.5 + off) - at(0.5 - off)),
        p10: at(0.1),
        p90: at(0.9),
        larger,
        smaller,
    })
}

/// The change of the odds that a figure is at or above a value, which may be another one for each plan: as fractions, with
/// its standard error from the futures that change sides.
pub fn odds_change(from: (&Outcomes, f64), to: (&Outcomes, f64), outcome: Outcome) -> Option<(f64, f64)> {
    let hit = |value: f32, goal: f64| f64::from(u8::from(f64::from(value) >= goal));
    let pairs = from.0.of(outcome).iter().zip(to.0.of(outcome));
    let changes: Vec<f64> = pairs.map(|(a, b)| hit(*b, to.1) - hit(*a, from.1)).collect();
    (!changes.is_empty()).then(|| mean_and_error(&changes))
}

/// The odds that a figure is at or above a value, with their standard error sqrt(p (1 - p) / n), over the futures that have
/// the figure; nothing if none has.
pub fn odds_at_least(values: &[f32], goal: f64) -> Option<(f64, f64)> {
    let known = values.iter().filter(|value| !value.is_nan());
    let (n, hits) = known.fold((0.0, 0.0), |(n, hits), &value| {
        (n + 1.0, hits + f64::from(u8::from(f64::from(value) >= goal)))
    });
    let p = hits / n;
    (n > 0.0).then(|| (p, (p * (1.0 - p) / n).sqrt()))
}

/// The exceedance curve of a figure: `points` (two at least) values evenly from the smallest to the largest, each with the
/// share of the futures that are at or above it; empty if no future has the figure.
pub fn exceedance(values: &[f32], points: usize) -> Vec<(f64, f64)> {
    let mut known: Vec<f64> = values.iter().filter(|value| !value.is_nan()).map(|&v| f64::from(v)).collect();
    known.sort_unstable_by(f64::total_cmp);
    let (Some(&low), Some(&high)) = (known.first(), known.last()) else { return Vec::new() };
    let last = points.max(2) - 1;
    let value = |point: usize| {
        // The ends exactly, whatever rounding says.
        if point == last { high } else { low + (high - low) * point as f64 / last as f64 }
    };
    let at_or_above = |value: f64| known.len() - known.partition_point(|&other| other < value);
    (0..=last).map(value).map(|value| (value, at_or_above(value) as f64 / known.len() as f64)).collect()
}

fn mean_and_error(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    if values.len() < 2 {
        return (mean, 0.0);
    }
    let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
    (mean, (squares / (n - 1.0) / n).sqrt())
}

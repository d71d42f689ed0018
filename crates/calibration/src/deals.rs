//! The share of deals that are won and how long they take, together: young deals are still open, and of those that are
//! closed the quick ones are too many.
//!
//! Each deal will be won or lost; how long each takes is a gamma law of its own. A deal that is won after t weeks tells
//! `ln p + ln f(t)`, one that is lost `ln (1 - p) + ln g(t)`, one that is open after t weeks `ln (p (1 - F(t)) + (1 - p) (1 - G(t)))`
//! (a mixture cure model with both ends seen; `docs/model.md` 9). Records that never say that a deal was lost tell of all that
//! is not won `ln (1 - p F(t))`. The maximum is found by Newton's method on logit and logarithms; the curvature there gives the
//! errors.

use std::collections::BTreeMap;
use tandem_numerics::{GammaLaw, Z90, ln_gamma, logistic, logit, symmetric_eigen};

/// A deal that closed on the day it was opened took half a day, weeks: a gamma law has no time 0.
const LEAST: f64 = 0.5 / 7.0;
/// Deals of a kind that a law of two numbers needs.
const FEWEST: usize = 5;
const STEPS: usize = 100;
/// A step by which no parameter moves further than this is the last.
const STILL: f64 = 1e-9;
/// Farthest that a parameter moves at once.
const FARTHEST: f64 = 0.7;
/// Distance of the points from which slopes and curvature are taken.
const APART: f64 = 1e-4;
/// Rounds until a share no longer moves; each takes away a part of what is missing.
const ROUNDS: usize = 10_000;

/// Logit of the won share; logarithms of mean and coefficient of variation of the weeks to won; the same to lost, if losses
/// are told.
type Point = Vec<f64>;

/// What became of a deal so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was won.
    Won,
    /// It was lost.
    Lost,
    /// It is open.
    Open,
}

/// A deal.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Deal {
    /// Weeks from its opening to its end, or to the day on which the records were taken; at least 0.
    pub weeks: f64,
    /// What became of it.
    pub outcome: Outcome,
}

/// An estimate with its 80 % range.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Told {
    /// The estimate.
    pub value: f64,
    /// Lower end.
    pub p10: f64,
    /// Upper end.
    pub p90: f64,
}

/// How long deals of a kind take.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WeeksFit {
    /// Mean, weeks.
    pub mean: Told,
    /// Standard deviation over mean.
    pub cv: Told,
}

/// What the deals tell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DealFit {
    /// Share of all deals that are won in the end.
    pub won_share: Told,
    /// From opening to won.
    pub won: WeeksFit,
    /// From opening to lost; nothing where the records tell of no loss.
    pub lost: Option<WeeksFit>,
}

/// Why there is no estimate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FitFault {
    /// Too few deals were won: so many, of so many needed.
    FewWon(usize, usize),
    /// Too few deals were lost: so many, of so many needed.
    FewLost(usize, usize),
    /// The deals do not tell the shares from the times: too many are open for how long deals take, or all of a kind took the
    /// same time, which is no gamma law.
    Unsettled,
}

/// Estimates share and times together.
///
/// # Errors
///
/// [`FitFault`] where the deals are too few, too many are open, or all took the same time.
pub fn fit(deals: &[Deal]) -> Result<DealFit, FitFault> {
    let data = Data::of(deals);
    let [won, lost] = [&data.won, &data.lost].map(|closed| closed.n as usize);
    if won < FEWEST {
        return Err(FitFault::FewWon(won, FEWEST));
    }
    if (1..FEWEST).contains(&lost) {
        return Err(FitFault::FewLost(lost, FEWEST));
    }
    let first = if lost > 0 { data.lost.n } else { data.open.iter().map(|(_, n)| n).sum::<f64>() };
    // Half a deal each way, so that there is a logit.
    let mut start = vec![logit((data.won.n + 0.5) / (data.won.n + first + 1.0))];
    for closed in [&data.won, &data.lost].into_iter().filter(|closed| closed.n > 0.0) {
        start.extend([libm::log(closed.mean()), libm::log(closed.cv())]);
    }
    let (at, curvature) = data.climb(start).ok_or(FitFault::Unsettled)?;
    let errors = errors(&curvature).ok_or(FitFault::Unsettled)?;
    let told = |place: usize, back: fn(f64) -> f64| {
        let reach = Z90 * errors[place];
        Told { value: back(at[place]), p10: back(at[place] - reach), p90: back(at[place] + reach) }
    };
    let weeks = |mean: usize| WeeksFit { mean: told(mean, libm::exp), cv: told(mean + 1, libm::exp) };
    Ok(DealFit { won_share: told(0, logistic), won: weeks(1), lost: (lost > 0).then(|| weeks(3)) })
}

/// The share that is won in the end where the law of the weeks to won is known, `cdf`, and losses are not told: the fixed
/// point of `p = (won + Σ p S(t) / (1 - p + p S(t))) / n` over what is not won yet, with S = 1 - cdf (C18). Nothing without
/// deals.
pub fn won_share(deals: &[Deal], cdf: impl Fn(f64) -> f64) -> Option<f64> {
    let n = deals.len() as f64;
    let won = deals.iter().filter(|deal| deal.outcome == Outcome::Won).count() as f64;
    let left: Vec<f64> =
        deals.iter().filter(|deal| deal.outcome != Outcome::Won).map(|deal| 1.0 - cdf(deal.weeks)).collect();
    let mut p = won / n;
    for _ in 0..ROUNDS {
        let coming: f64 = left.iter().map(|left| p * left / (1.0 - p + p * left)).sum();
        let next = (won + coming) / n;
        if (next - p).abs() <= f64::EPSILON * next {
            break;
        }
        p = next;
    }
    (n > 0.0).then_some(p)
}

/// All that a gamma law asks of deals that are closed.
#[derive(Clone, Copy, Debug, Default)]
struct Closed {
    n: f64,
    weeks: f64,
    squares: f64,
    logs: f64,
}

impl Closed {
    fn take(&mut self, weeks: f64) {
        self.n += 1.0;
        self.weeks += weeks;
        self.squares += weeks * weeks;
        self.logs += libm::log(weeks);
    }

    fn mean(&self) -> f64 {
        self.weeks / self.n
    }

    /// Kept away from nothing: deals that all took the same time.
    fn cv(&self) -> f64 {
        let mean = self.mean();
        libm::sqrt((self.squares / self.n / (mean * mean) - 1.0).max(0.01))
    }

    /// The sum of the logarithms of a gamma law's density.
    fn told(&self, shape: f64, scale: f64) -> f64 {
        (shape - 1.0) * self.logs - self.weeks / scale - self.n * (ln_gamma(shape) + shape * libm::log(scale))
    }
}

struct Data {
    won: Closed,
    lost: Closed,
    /// Weeks and how many are open so long.
    open: Vec<(f64, f64)>,
}

impl Data {
    fn of(deals: &[Deal]) -> Self {
        let (mut won, mut lost) = (Closed::default(), Closed::default());
        // By age: deals opened on one day tell the same. Ages above 0 are in the order of their bits.
        let mut open: BTreeMap<u64, f64> = BTreeMap::new();
        for deal in deals {
            let weeks = deal.weeks.max(LEAST);
            match deal.outcome {
                Outcome::Won => won.take(weeks),
                Outcome::Lost => lost.take(weeks),
                Outcome::Open => *open.entry(weeks.to_bits()).or_default() += 1.0,
            }
        }
        Self { won, lost, open: open.into_iter().map(|(bits, n)| (f64::from_bits(bits), n)).collect() }
    }

    /// The logarithm of the likelihood.
    fn told(&self, at: &[f64]) -> f64 {
        let p = logistic(at[0]);
        let law = |mean: f64, cv: f64| {
            let shape = libm::exp(-2.0 * cv);
            (shape, libm::exp(mean) / shape)
        };
        let (won, won_scale) = law(at[1], at[2]);
        let lost = at.get(3).zip(at.get(4)).map(|(mean, cv)| law(*mean, *cv));
        let closed = self.won.n * libm::log(p) + self.won.told(won, won_scale);
        let also = lost
            .map_or(0.0, |(shape, scale)| self.lost.n * libm::log(1.0 - p) + self.lost.told(shape, scale));
        let (won, lost) = (GammaLaw::new(won), lost.map(|(shape, scale)| (GammaLaw::new(shape), scale)));
        let open = self.open.iter().map(|(weeks, n)| {
            // Where losses are not told, none of them has ended.
            let lasts = lost.map_or(1.0, |(law, scale)| law.survival(weeks / scale));
            let left = p * won.survival(weeks / won_scale) + (1.0 - p) * lasts;
            n * libm::log(left.max(f64::MIN_POSITIVE))
        });
        closed + also + open.sum::<f64>()
    }

    /// The highest point from a start, and the curvature there; nothing where there is none.
    fn climb(&self, start: Point) -> Option<(Point, Vec<Vec<f64>>)> {
        let mut at = start;
        let mut height = self.told(&at);
        for _ in 0..STEPS {
            let (slope, curvature) = self.around(&at, height);
            let step = uphill(&slope, &curvature);
            let longest = step.iter().fold(0.0_f64, |most, part| most.max(part.abs()));
            if longest < STILL || !longest.is_finite() {
                return longest.is_finite().then_some((at, curvature));
            }
            // Halved until it goes up; where nothing does, this is the top as far as numbers tell.
            let mut scale = (FARTHEST / longest).min(1.0);
            let better = loop {
                let next: Point = at.iter().zip(&step).map(|(at, step)| at + scale * step).collect();
                let there = self.told(&next);
                if there > height {
                    break Some((next, there));
                }
                scale *= 0.5;
                if scale * longest < STILL {
                    break None;
                }
            };
            match better {
                Some((next, there)) => (at, height) = (next, there),
                None => return Some((at, curvature)),
            }
        }
        None
    }

    /// Slope and curvature by differences.
    fn around(&self, at: &[f64], here: f64) -> (Point, Vec<Vec<f64>>) {
        let told = |moves: &[(usize, f64)]| {
            let mut point = at.to_vec();
            moves.iter().for_each(|(place, by)| point[*place] += by);
            self.told(&point)
        };
        let n = at.len();
        let sides: Vec<[f64; 2]> =
            (0..n).map(|place| [-APART, APART].map(|by| told(&[(place, by)]))).collect();
        let slope = sides.iter().map(|[before, after]| (after - before) / (2.0 * APART)).collect();
        let mut curvature = vec![vec![0.0; n]; n];
        for (place, [before, after]) in sides.iter().enumerate() {
            curvature[place][place] = (before + after - 2.0 * here) / (APART * APART);
        }
        for (one, other) in (0..n).flat_map(|one| (0..one).map(move |other| (one, other))) {
            let corner = |a: f64, b: f64| told(&[(one, a), (other, b)]);
            let along = corner(APART, APART) + corner(-APART, -APART);
            let bend = (along - corner(APART, -APART) - corner(-APART, APART)) / (4.0 * APART * APART);
            (curvature[one][other], curvature[other][one]) = (bend, bend);
        }
        (slope, curvature)
    }
}

/// Newton's step where the hill is round, and along the slope where it is not: curvature counts by its size, and at least a
/// little.
fn uphill(slope: &[f64], curvature: &[Vec<f64>]) -> Point {
    let (values, vectors) = symmetric_eigen(curvature);
    let largest = values.iter().fold(1e-6_f64, |most, value| most.max(value.abs()));
    let n = slope.len();
    let mut step = vec![0.0; n];
    for (k, value) in values.iter().enumerate() {
        let along: f64 = (0..n).map(|row| vectors[row][k] * slope[row]).sum();
        let by = along / value.abs().max(1e-9 * largest);
        (0..n).for_each(|row| step[row] += by * vectors[row][k]);
    }
    step
}

/// Standard errors from the curvature at the top; nothing where it is flat or no top.
fn errors(curvature: &[Vec<f64>]) -> Option<Point> {
    let (values, vectors) = symmetric_eigen(curvature);
    let flat = values.iter().any(|value| *value > -1e-3);
    let variance =
        |row: usize| (0..values.len()).map(|k| vectors[row][k] * vectors[row][k] / -values[k]).sum::<f64>();
    (!flat).then(|| (0..values.len()).map(|row| libm::sqrt(variance(row))).collect())
}

//! One step more of each thing that can be the limit: what it would bring is the price of that limit.
//!
//! Pure. The steps are of a size that somebody would really take: one person from the first day, with ramp, pay and hiring
//! cost as for any other; five percent of all marketing spend along each channel's own response; half the time that a
//! first response takes without a queue.

use crate::changes::{OddsChange, Question, comparable, odds};
use crate::format::FEW;
use crate::levers::{Lever, LeverKind, LeverValue, levers};
use std::rc::Rc;
use tandem_charts::Limit;
use tandem_engine::estimate::Estimate;
use tandem_engine::plan::{Budget, Hire, Plan};
use tandem_engine::summary::{Change, Outcomes};
use tandem_engine::{Measure, Period, Summary};

/// How much more marketing spend is tried, fraction.
pub const MORE_SPEND: f64 = 0.05;
/// What the first response is shortened to, fraction.
pub const QUICKER: f64 = 0.5;
/// A cost below this part of all sales and marketing cost is none worth dividing by.
const WORTH_DIVIDING: f64 = 1e-4;

/// A step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// One AE more.
    Ae,
    /// One SDR more.
    Sdr,
    /// Five percent more marketing spend.
    Spend,
    /// Half the time to the first response.
    Response,
}

impl Step {
    /// All of them, in the order of the page.
    pub const ALL: [Step; 4] = [Step::Ae, Step::Sdr, Step::Spend, Step::Response];

    /// The name in ids.
    pub const fn key(self) -> &'static str {
        match self {
            Step::Ae => "ae",
            Step::Sdr => "sdr",
            Step::Spend => "spend",
            Step::Response => "response",
        }
    }

    /// The step that eases a limit; money that runs out is eased by none of them.
    pub const fn against(limit: Limit) -> Option<Step> {
        match limit {
            Limit::Ae => Some(Step::Ae),
            Limit::Sdr => Some(Step::Sdr),
            Limit::Leads => Some(Step::Spend),
            Limit::Cash => None,
        }
    }

    /// The plan after the step; nothing where there is nothing to step from.
    pub fn taken(self, plan: &Plan) -> Option<Plan> {
        let mut next = plan.clone();
        let one = Hire { start_week: 0, headcount: Estimate::Fixed(1.0), fully_ramped: false };
        match self {
            Step::Ae => next.teams.account_executives.hires.push(one),
            Step::Sdr => next.teams.sales_development.hires.push(one),
            Step::Spend => each(&mut next, LeverKind::Spend, |value| match value {
                LeverValue::Budget(budget) => Some(LeverValue::Budget(more(budget))),
                _ => None,
            }),
            Step::Response => each(&mut next, LeverKind::Response, |value| match value {
                LeverValue::Number(hours) => Some(LeverValue::Number(scaled(hours, QUICKER))),
                _ => None,
            }),
        }
        (next != *plan).then_some(next)
    }
}

/// Turns every lever of a kind. Levers fix what a plan leaves to be worked out of them: the curve stays where it is.
fn each(plan: &mut Plan, kind: LeverKind, turned: impl Fn(&LeverValue) -> Option<LeverValue>) {
    let of_kind: Vec<Lever> = levers(plan, plan).into_iter().filter(|lever| lever.kind == kind).collect();
    for lever in of_kind {
        if let Some(value) = lever.get(plan).as_ref().and_then(&turned) {
            lever.set(plan, value);
        }
    }
}

fn more(budget: &Budget) -> Budget {
    let factor = 1.0 + MORE_SPEND;
    match budget {
        Budget::Constant(estimate) => Budget::Constant(scaled(estimate, factor)),
        Budget::ByMonth(months) => Budget::ByMonth(months.iter().map(|month| month * factor).collect()),
    }
}

/// An estimate with every value times a factor. A rate learnt from counts is no amount and stays.
fn scaled(estimate: &Estimate, factor: f64) -> Estimate {
    match estimate {
        Estimate::Fixed(value) => Estimate::Fixed(value * factor),
        Estimate::Range { p10, p90, scale } => {
            Estimate::Range { p10: p10 * factor, p90: p90 * factor, scale: *scale }
        }
        Estimate::Pert { min, mode, max } => {
            Estimate::Pert { min: min * factor, mode: mode * factor, max: max * factor }
        }
        Estimate::Uniform { min, max } => Estimate::Uniform { min: min * factor, max: max * factor },
        Estimate::Samples(values) => Estimate::Samples(values.iter().map(|value| value * factor).collect()),
        Estimate::Beta { .. } => estimate.clone(),
    }
}

/// What a step brings, in the same futures.
#[derive(Clone, Debug, PartialEq)]
pub struct Price {
    /// The step.
    pub step: Step,
    /// The measure in question.
    pub question: Question,
    /// Its change.
    pub gain: Change,
    /// The odds of the target, before and after.
    pub odds: Option<OddsChange>,
    /// What sales and marketing cost more over the plan on the expected path, money: pay, hiring, commission, spend.
    pub cost: f64,
    /// Gain for each unit of money that it costs, with its standard error; nothing where it costs next to nothing, where
    /// the measure is no money, or where the gain is not told from none.
    pub per_money: Option<(f64, f64)>,
    /// It costs next to nothing.
    pub is_free: bool,
}

impl Price {
    /// What a step brings from one plan to another.
    pub fn of(step: Step, from: (&Summary, &Outcomes), to: (&Summary, &Outcomes)) -> Option<Self> {
        if !comparable(from.0, to.0) {
            return None;
        }
        let question = Question::of(from.0, to.0);
        let gain = question.change(to.0.plan_years(), from.1, to.1)?;
        let cost_of = |summary: &Summary| -> f64 {
            summary.series(Measure::SalesMarketingCost, Period::PlanYear).expected.iter().sum()
        };
        let (before, cost) = (cost_of(from.0), cost_of(to.0) - cost_of(from.0));
        let is_money = !crate::changes::is_count(question.measure());
        let is_free = cost <= WORTH_DIVIDING * before;
        let divides = is_money && is_clear(gain) && !is_free;
        let per_money = divides.then(|| (gain.median / cost, gain.median_se / cost));
        Some(Self { step, question, gain, odds: odds(question, from, to), cost, per_money, is_free })
    }

    /// Whether the gain is told from none, which few futures cannot do.
    pub fn is_clear(&self) -> bool {
        is_clear(self.gain)
    }
}

fn is_clear(gain: Change) -> bool {
    gain.is_clear() && gain.n >= FEW as usize
}

/// A value with no more digits than its standard error allows, and the error with two.
pub fn rounded(value: f64, se: f64) -> (f64, f64) {
    if !(se.is_finite() && se > 0.0) {
        return (value, se);
    }
    let digit = 10_f64.powi(se.log10().floor() as i32);
    let to = |value: f64, unit: f64| (value / unit).round() * unit;
    (to(value, digit), to(se, digit / 10.0))
}

/// The steps of a plan and what is known of them.
#[derive(Clone, Debug, Default)]
pub struct Prices {
    /// What is known, in the order of the page.
    pub known: Rc<Vec<Price>>,
    /// Steps that there are.
    pub of: usize,
    /// Futures in which they are measured.
    pub futures: u32,
}

impl PartialEq for Prices {
    fn eq(&self, other: &Self) -> bool {
        (self.of, self.futures) == (other.of, other.futures)
            && (Rc::ptr_eq(&self.known, &other.known) || self.known == other.known)
    }
}

impl Prices {
    /// Whether every step is known.
    pub fn complete(&self) -> bool {
        self.of > 0 && self.known.len() == self.of
    }

    /// The step to take first: of those with a clear gain one that costs next to nothing, else the one that brings most for its
    /// money.
    pub fn first(&self) -> Option<&Price> {
        let rank = |price: &Price| match price.per_money {
            _ if price.is_free => (1, price.gain.median),
            Some((each, _)) => (0, each),
            // Pieces for each unit of money say little to a reader, but rank as well as money does.
            None => (0, price.gain.median / price.cost),
        };
        let gains = self.known.iter().filter(|price| price.is_clear() && price.gain.median > 0.0);
        gains.max_by(|a, b| {
            let ((a, more), (b, than)) = (rank(a), rank(b));
            a.cmp(&b).then(more.total_cmp(&than))
        })
    }

    /// What a step brings, if it is known.
    pub fn get(&self, step: Step) -> Option<&Price> {
        self.known.iter().find(|price| price.step == step)
    }
}

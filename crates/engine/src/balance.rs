//! What each side of the plan is worth: returns of channels, goodwill against the rest, and where wins are lost.
//!
//! Everything here compares runs of the expected path that differ in one thing. What was measured before the plan (anchors,
//! the state on the first day, what the curves are tied to) is the same in all of them: only what the plan decides is changed.

use crate::calendar::{WEEKS_PER_MONTH, WEEKS_PER_YEAR, weekly_rate};
use crate::measure::{ChannelFlow, Measure};
use crate::model::{Inputs, Model};
use crate::simulation::{Record, Simulation};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

mod returns;
mod spans;

pub use returns::{ChannelReturn, ReturnRange, channel_returns, return_ranges, returns_at};
pub use spans::{ChannelSpanReturns, GoodwillSpan, SpanReturn, channel_returns_by, goodwill_by};

/// Weeks after the horizon in which what is under way is harvested, without marketing spend and with the teams kept.
const RUN_OFF_WEEKS: usize = 52;
/// Months after those for which recurring revenue counts at most.
const ANNUITY_MONTHS: f64 = 36.0;
/// Share of spend on brand that has been found best for B2B (Binet and Field, 2019).
pub const BRAND_SHARE_REFERENCE: f64 = 0.46;
/// MQL bars tried for the loss tree: shifts of the score's standard deviation around the plan's own, coarse, then fine.
const BAR_RANGE: f64 = 1.5;
const BAR_STEPS: [f64; 2] = [0.25, 0.05];

/// Returns, goodwill and losses of a plan on the expected path.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Balance {
    /// What the plan is worth.
    pub value: PlanValue,
    /// Returns by channel, in the plan's order.
    pub channels: Vec<ChannelReturn>,
    /// The slow part of marketing against the fast one.
    pub long_short: LongShort,
    /// Where wins are lost.
    pub losses: LossTree,
}

/// Present value of what a plan brings, discounted at its cost of capital, money (7.2).
///
/// Gross profit counts in the plan, in the 52 weeks after it (no marketing spend, teams kept, so that pipeline, goodwill
/// and deliveries are harvested), and then for what is left of recurring revenue for at most 36 months.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PlanValue {
    /// Gross profit in the plan's weeks.
    pub in_plan: f64,
    /// Gross profit in the 52 weeks after it.
    pub run_off: f64,
    /// Gross margin of the recurring revenue left then, over 36 months of churn, expansion and discount.
    pub recurring: f64,
    /// Sales and marketing cost in the plan and the weeks after it.
    pub sales_marketing: f64,
}

impl PlanValue {
    /// Gross profit, tail included, money.
    pub fn gross_profit(&self) -> f64 {
        self.in_plan + self.run_off + self.recurring
    }

    /// Gross profit less sales and marketing cost, money: V of 7.2.
    pub fn total(&self) -> f64 {
        self.gross_profit() - self.sales_marketing
    }
}

/// What goodwill brings that the plan's spend builds up.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct LongShort {
    /// Share of spend that feeds goodwill, fraction; nothing without spend.
    pub brand_spend_share: Option<f64>,
    /// The share found best, 0.46.
    pub reference: f64,
    /// Wins in the plan.
    pub won: f64,
    /// Of those, wins that would be missing if no spend fed goodwill.
    pub won_by_goodwill: f64,
    /// Gross profit that would be missing, tail included, money.
    pub gross_profit_by_goodwill: f64,
}

/// Wins lost to the quality of what marketing hands over, to slow response, and to AE capacity (6.4). The parts sum to the
/// whole: each is a Shapley value over all orders in which the three could be mended.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct LossTree {
    /// Wins in the plan as it is.
    pub won: f64,
    /// Wins with all three mended.
    pub won_at_best: f64,
    /// Regained by better quality: the score at its best achievable AUC, and the MQL bar that then wins most.
    pub quality: f64,
    /// Regained by perfect response: every MQL is answered in its week, after no more than the CRM's routing.
    pub response: f64,
    /// Regained by unlimited AEs: no limit of slots and no overload.
    pub capacity: f64,
    /// The shift of the MQL bar that wins most, standard deviations of the score, beside the plan's own.
    pub bar_shift: f64,
    /// Wins of the eight runs; bit 0 quality, bit 1 response, bit 2 capacity.
    pub runs: [f64; 8],
}

/// Returns, goodwill and losses of a plan; some forty runs of the expected path.
pub fn balance(model: &Model) -> Balance {
    Balance {
        value: plan_value(model),
        channels: channel_returns(model),
        long_short: long_short(model),
        losses: loss_tree(model),
    }
}

/// What a plan is worth.
pub fn plan_value(model: &Model) -> PlanValue {
    let longer = Longer::new(model);
    longer.value(&longer.run(&model.central))
}

/// What goodwill brings that the plan's spend builds up.
pub fn long_short(model: &Model) -> LongShort {
    let longer = Longer::new(model);
    let with = longer.run(&model.central);
    let mut inputs = model.central.clone();
    inputs.channels.iter_mut().for_each(|channel| channel.goodwill_share = 0.0);
    let without = longer.run(&inputs);
    let channels = 0..model.central.channels.len();
    let years = longer.weeks.div_ceil(RUN_OFF_WEEKS);
    let sum = |flow| {
        let by_year = |channel| (0..years).map(move |year| (channel, year));
        let all = channels.clone().flat_map(by_year);
        all.map(|(channel, year)| with.channel(year, channel, 0, flow)).sum::<f64>()
    };
    let (spend, brand) = (sum(ChannelFlow::Spend), sum(ChannelFlow::BrandSpend));
    LongShort {
        brand_spend_share: (spend > 0.0).then(|| brand / spend),
        reference: BRAND_SHARE_REFERENCE,
        won: longer.won(&with),
        won_by_goodwill: longer.won(&with) - longer.won(&without),
        gross_profit_by_goodwill: longer.value(&with).gross_profit() - longer.value(&without).gross_profit(),
    }
}

/// Where wins are lost: eight runs of the expected path.
pub fn loss_tree(model: &Model) -> LossTree {
    let simulation = Simulation::new(model);
    let won = |mended: Mended| -> f64 { simulation.mended_path(mended).weeks_of(Measure::Won).iter().sum() };
    let bar_shift = best_bar(&won);
    let runs: [f64; 8] = std::array::from_fn(|bits| {
        won(Mended {
            quality: (bits & 1 > 0).then_some(bar_shift),
            response: bits & 2 > 0,
            capacity: bits & 4 > 0,
        })
    });
    let [quality, response, capacity] = [0, 1, 2].map(|part| shapley(&runs, part));
    LossTree { won: runs[0], won_at_best: runs[7], quality, response, capacity, bar_shift, runs }
}

/// What is mended in a run of the loss tree.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Mended {
    /// The score is at its best, and the MQL bar so much higher.
    pub(crate) quality: Option<f64>,
    pub(crate) response: bool,
    pub(crate) capacity: bool,
}

/// The shift of the bar that wins most with the best score and all else as it is.
fn best_bar(won: &dyn Fn(Mended) -> f64) -> f64 {
    let mut best = (0.0, won(Mended { quality: Some(0.0), ..Mended::default() }));
    let mut range = BAR_RANGE;
    for step in BAR_STEPS {
        let middle = best.0;
        let n = (range / step).round() as i32;
        for shift in (-n..=n).map(|k| middle + f64::from(k) * step).filter(|shift| shift.abs() <= BAR_RANGE) {
            let wins = won(Mended { quality: Some(shift), ..Mended::default() });
            if wins > best.1 {
                best = (shift, wins);
            }
        }
        range = step;
    }
    best.0
}

/// Shapley value of one of three parts: its mean gain over the orders in which they could be added.
fn shapley(worth: &[f64; 8], part: usize) -> f64 {
    let own = 1 << part;
    let weight = |others: usize| if others.count_ones() == 1 { 1.0 / 6.0 } else { 1.0 / 3.0 };
    let without = (0..8_usize).filter(|set| set & own == 0);
    without.map(|set| weight(set) * (worth[set | own] - worth[set])).sum()
}

/// The plan with a year of harvest behind it.
struct Longer<'a> {
    model: &'a Model,
    simulation: Simulation,
    /// Weeks of the plan itself.
    weeks: usize,
}

impl<'a> Longer<'a> {
    fn new(model: &'a Model) -> Self {
        let calendar = model.calendar.with_run_off(RUN_OFF_WEEKS, &model.plan);
        let longer = Model { calendar: Arc::new(calendar), ..model.clone() };
        Self { model, simulation: Simulation::new(&longer), weeks: model.calendar.weeks }
    }

    /// The plan's inputs with a channel's spend of each week, events included, times a factor; an event that costs nothing more brings
    /// no more leads.
    fn with_spend(&self, channel: usize, factor: impl Fn(usize) -> f64) -> Inputs {
        let mut inputs = self.model.central.clone();
        let channel = &mut inputs.channels[channel];
        channel.spend_factors = (0..self.weeks).map(&factor).collect();
        for (week, cost, leads) in channel.events.iter_mut().filter(|event| event.1 > 0.0) {
            let factor = factor(*week);
            (*cost, *leads) = (factor * *cost, factor * *leads);
        }
        inputs
    }

    /// The expected path under another decision on spend.
    fn run(&self, inputs: &Inputs) -> Record {
        self.simulation.path_at_spend(inputs)
    }

    fn won(&self, record: &Record) -> f64 {
        record.weeks_of(Measure::Won)[..self.weeks].iter().sum()
    }

    /// Present value of money in a week.
    fn discount(&self, week: usize) -> f64 {
        libm::pow(1.0 + self.model.central.discount_rate, -(week as f64) / WEEKS_PER_YEAR)
    }

    fn discounted(&self, weeks: std::ops::Range<usize>, money: impl Fn(usize) -> f64) -> f64 {
        weeks.map(|week| self.discount(week) * money(week)).sum()
    }

    /// Discounted spend of a channel in the plan as it is, each week times its weight.
    fn spend_of(&self, channel: usize, weight: impl Fn(usize) -> f64) -> f64 {
        self.discounted(0..self.weeks, |week| weight(week) * self.simulation.spend_of(channel, week))
    }

    /// Discounted gross profit in the weeks of a path.
    fn profit(&self, record: &Record, weeks: std::ops::Range<usize>) -> f64 {
        let revenue = record.weeks_of(Measure::Revenue);
        self.discounted(weeks, |week| self.model.central.gross_margin * revenue[week])
    }

    fn value(&self, record: &Record) -> PlanValue {
        let margin = self.model.central.gross_margin;
        let end = self.weeks + RUN_OFF_WEEKS;
        let profit = |weeks| self.profit(record, weeks);
        let cost = record.weeks_of(Measure::SalesMarketingCost);
        let left = record.weeks_of(Measure::Mrr)[end - 1];
        PlanValue {
            in_plan: profit(0..self.weeks),
            run_off: profit(self.weeks..end),
            recurring: self.discount(end) * margin * left * self.annuity(record),
            sales_marketing: self.discounted(0..end, |week| cost[week]),
        }
    }

    /// Present value of one unit of MRR over 36 months: each month keeps `(1 - churn) ((1 + expansion) / (1 + discount))^(1/12)`
    /// of what the one before it had, at the churn of recurring revenue in the year of harvest.
    fn annuity(&self, record: &Record) -> f64 {
        let (mrr, churned) = (record.weeks_of(Measure::Mrr), record.weeks_of(Measure::MrrChurned));
        let last = self.weeks + RUN_OFF_WEEKS;
        let there: f64 = mrr[self.weeks - 1..last - 1].iter().sum();
        let gone: f64 = churned[self.weeks..last].iter().sum();
        let weekly = if there > 0.0 { (gone / there).min(1.0) } else { 0.0 };
        let monthly = weekly_rate(weekly, 1.0 / WEEKS_PER_MONTH);
        let central = &self.model.central;
        let yearly = (1.0 + central.expansion_per_year) / (1.0 + central.discount_rate);
        let kept = (1.0 - monthly) * libm::pow(yearly, 1.0 / 12.0);
        if (kept - 1.0).abs() < 1e-12 {
            return ANNUITY_MONTHS;
        }
        kept * (1.0 - libm::pow(kept, ANNUITY_MONTHS)) / (1.0 - kept)
    }
}

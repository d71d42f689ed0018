//! A run in numbers for people: percentiles, odds, dates, standard errors. One summary feeds every view.

use crate::calendar::Fiscal;
use crate::date::{Date, Month};
use crate::measure::{Measure, Period};
use crate::plan::{ActualMeasure, TargetMeasure};
use serde::{Deserialize, Serialize};

mod bowtie;
mod build;
mod channels;
mod columns;
mod dates;
mod density;
mod futures;
mod kpi;
mod luck;
mod order;
mod outcomes;
mod path;
mod periods;
mod precision;
mod warnings;
pub use bowtie::{BowtieStage, BowtieStep, CycleWeeks, PeriodOutlook};
pub use build::{
    channels_by, expected_of, expected_summary, kpis_by, kpis_by_with_outcomes, outlook_by, summarize,
    summarize_with_outcomes,
};
pub use channels::{ChannelKpi, ChannelOutlook};
pub use dates::break_even_month;
pub use futures::{futures, target_futures};
pub use kpi::Kpi;
pub use luck::{VarianceSplit, variance_split};
pub use outcomes::{Change, Outcome, Outcomes, change, change_of, exceedance, odds_at_least, odds_change};
pub(crate) use periods::PeriodTable;
pub use periods::Span;
pub use precision::Precision;

/// What a run says, for every measure and period. Made by [`crate::summarize`] or, without trials, by [`crate::expected`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// Trials behind the percentiles; 0 = the expected path alone.
    pub n_trials: u32,
    /// First day of the plan, a Monday.
    pub start: Date,
    /// Horizon in weeks.
    pub horizon_weeks: u32,
    /// Plan currency.
    pub currency_code: String,
    /// What its months, quarters and fiscal years are.
    pub fiscal: Fiscal,
    pub(crate) spans: Vec<Vec<Span>>,
    pub(crate) series: Vec<Vec<Series>>,
    pub(crate) kpis: Vec<Vec<Option<Spread>>>,
    /// What was typed, to be held against what the run gives ([`Summary::kpi`] of the same KPI): the stage conversions,
    /// time from opportunity to close (working weeks), deal size, repeat orders.
    pub typed: Vec<TypedFigure>,
    /// The target's outlook, if the plan has a target.
    pub target: Option<TargetOutlook>,
    /// Dates of first revenue, break-even, target and empty cash.
    pub milestones: Vec<Milestone>,
    /// What limits growth, by calendar month; shares of trials and weeks.
    pub limits: Vec<LimitShares>,
    /// Time in each stage in each plan year, days.
    pub stage_days: Vec<StageDays>,
    /// Share of trials in which cash never falls below zero; in the expected path 0 or 1.
    pub cash_never_out: f64,
    /// What each channel brings, by plan year and channel in the plan's order.
    pub channels: Vec<Vec<ChannelOutlook>>,
    /// Where the plan's actual figures stand among the trials, in its order; empty without trials.
    pub actuals: Vec<ActualStanding>,
}

impl Summary {
    /// The spans of a period, in order of time.
    pub fn spans(&self, period: Period) -> &[Span] {
        &self.spans[period as usize]
    }

    /// A measure by span of a period.
    pub fn series(&self, measure: Measure, period: Period) -> &Series {
        &self.series[period as usize][measure.index()]
    }

    /// A KPI of a plan year (0 = the first); nothing where it is not defined, such as a cost per lead without leads.
    pub fn kpi(&self, kpi: Kpi, plan_year: usize) -> Option<&Spread> {
        self.kpis.get(plan_year)?.get(kpi as usize)?.as_ref()
    }

    /// A figure of a channel (in the plan's order) in a plan year; nothing where it is not defined.
    pub fn channel_kpi(&self, kpi: ChannelKpi, plan_year: usize, channel: usize) -> Option<&Spread> {
        self.channels.get(plan_year)?.get(channel)?.kpi(kpi)
    }

    /// Standard error of [`Summary::cash_never_out`], sqrt(p (1 - p) / n); 0 without trials.
    pub fn cash_never_out_se(&self) -> f64 {
        let p = self.cash_never_out;
        (p * (1.0 - p) / f64::from(self.n_trials.max(1))).sqrt()
    }

    /// Whole or begun plan years (52 weeks each).
    pub fn plan_years(&self) -> usize {
        self.kpis.len()
    }
}

/// A typed figure and the KPI that tells what came of it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct TypedFigure {
    /// The KPI.
    pub kpi: Kpi,
    /// The value typed; the mean of a range.
    pub typed: f64,
}

/// Where an actual figure stands among the trials.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ActualStanding {
    /// The figure.
    pub measure: ActualMeasure,
    /// Its calendar month.
    pub month: Month,
    /// Its value as the plan has it.
    pub value: f64,
    /// Share of the trials that come to less in that month, 0..=1; nothing where the run has no such month.
    pub below: Option<f64>,
    /// The sum of all months from the first to this one, and the share of the trials that come to less by its end: for a
    /// figure that the target adds up, as long as no month is missing.
    pub since_start: Option<(f64, f64)>,
}

/// A measure over time: one entry a span. Percentiles are over trials and empty when there are none.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Series {
    /// The expected path.
    pub expected: Vec<f64>,
    /// Mean of the trials.
    pub mean: Vec<f64>,
    /// 5th percentile.
    pub p5: Vec<f64>,
    /// 10th percentile.
    pub p10: Vec<f64>,
    /// 25th percentile.
    pub p25: Vec<f64>,
    /// Median.
    pub p50: Vec<f64>,
    /// 75th percentile.
    pub p75: Vec<f64>,
    /// 90th percentile.
    pub p90: Vec<f64>,
    /// 95th percentile.
    pub p95: Vec<f64>,
}

/// One figure over trials. Without trials all percentiles equal `expected` and `se` is 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Spread {
    /// On the expected path.
    pub expected: f64,
    /// Mean of the trials.
    pub mean: f64,
    /// Monte Carlo standard error of the mean.
    pub se: f64,
    /// 5th percentile.
    pub p5: f64,
    /// 10th percentile.
    pub p10: f64,
    /// 25th percentile.
    pub p25: f64,
    /// Median.
    pub p50: f64,
    /// 75th percentile.
    pub p75: f64,
    /// 90th percentile.
    pub p90: f64,
    /// 95th percentile.
    pub p95: f64,
    /// Monte Carlo standard error of the 10th percentile: half the distance of the order statistics one binomial standard
    /// deviation off.
    pub p10_se: f64,
    /// The same of the median.
    pub p50_se: f64,
    /// The same of the 90th percentile.
    pub p90_se: f64,
}

impl Spread {
    /// Cost of variability (5.1): what the expected path overstates the mean of the futures by, because luck only ever
    /// costs capacity. Its standard error is [`Spread::se`].
    pub fn cost_of_variability(&self) -> f64 {
        self.expected - self.mean
    }
}

/// How the target looks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TargetOutlook {
    /// Its measure.
    pub measure: TargetMeasure,
    /// Its value.
    pub value: f64,
    /// Its date.
    pub date: Date,
    /// The odds wanted.
    pub wanted_odds: f64,
    /// Share of trials that are at or above the value at the date; nothing without trials.
    pub odds: Option<f64>,
    /// Standard error of the odds, sqrt(p (1 - p) / n).
    pub odds_se: Option<f64>,
    /// Share of trials that have been at or above the value at some time up to the date: what is there on a day may have been
    /// there before and gone again. Nothing without trials.
    pub reached_by_date: Option<f64>,
    /// The measure at the date.
    pub value_at_date: Spread,
    /// Density of the measure at the date over trials: (value, density relative to its peak), ascending; empty without trials.
    pub density: Vec<(f64, f64)>,
    /// When the value is first reached.
    pub reached: DateSpread,
    /// The target's measure by week: flows cumulated from the start, stocks as they are (ARR = 12 MRR).
    pub path: Series,
}

/// A date over trials. A percentile that lies beyond the horizon is `None`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct DateSpread {
    /// On the expected path.
    pub expected: Option<Date>,
    /// 10th percentile.
    pub p10: Option<Date>,
    /// Median.
    pub p50: Option<Date>,
    /// 90th percentile.
    pub p90: Option<Date>,
    /// Standard error of the 10th percentile, days: half the distance of the order statistics one binomial standard
    /// deviation off; nothing where one of them lies beyond the horizon.
    pub p10_se_days: Option<f64>,
    /// The same of the median.
    pub p50_se_days: Option<f64>,
    /// The same of the 90th percentile.
    pub p90_se_days: Option<f64>,
    /// Share of trials in which it does not happen within the horizon.
    pub not_within_horizon: f64,
    /// Standard error of that share, sqrt(p (1 - p) / n); 0 without trials.
    pub not_within_horizon_se: f64,
}

/// Something that happens at a date.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Milestone {
    /// What.
    pub kind: MilestoneKind,
    /// When.
    pub when: DateSpread,
}

/// What happens at a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum MilestoneKind {
    /// The first week with revenue.
    FirstRevenue,
    /// The end of the first month whose trailing three months of operating cash flow are not negative.
    BreakEven,
    /// The target's value is first reached.
    Target,
    /// Cash is below zero for the first time.
    CashOut,
}

/// What limits growth in a month: shares that sum to 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct LimitShares {
    /// First day of the month (or of the plan).
    pub first: Date,
    /// Leads.
    pub leads: f64,
    /// SDR time.
    pub sdr: f64,
    /// AE time.
    pub ae: f64,
    /// Cash.
    pub cash: f64,
}

/// Mean time in each stage over a plan year on the expected path, calendar days. By Little's law from stock and flow,
/// except for MQLs: first response in business hours turned into days of 8.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct StageDays {
    /// From MQL to first response.
    pub mql: Option<f64>,
    /// From SQL to an open opportunity: on its way, waiting for an AE, in discovery.
    pub sql: Option<f64>,
    /// From opportunity to won or lost.
    pub opportunity: Option<f64>,
}

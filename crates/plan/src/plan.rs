//! The plan as people type, store and send it: nested by topic, units in the names, no rules.
//!
//! Every numeric leaf is an [`Estimate`]: a number or a range. Shares are fractions 0..=1; durations carry `_weeks` or
//! `_hours` in their names; money a period carries `_per_month` or `_per_year`; all money is in `plan.currency_code`,
//! net of VAT. Rules live in the engine's `check`, which turns a plan into a model.

use crate::date::Date;
use crate::estimate::Estimate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Declares a topic of the plan: a struct whose fields all have a default, given after `=` or the type's own.
macro_rules! topic {
    ($(#[$meta:meta])* pub struct $name:ident { $($(#[$field_meta:meta])* pub $field:ident: $type:ty $(= $default:expr)?,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Serialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(default)]
        pub struct $name { $($(#[$field_meta])* pub $field: $type,)* }

        impl Default for $name {
            fn default() -> Self {
                Self { $($field: topic!(@default $($default)?),)* }
            }
        }

        impl crate::plan::topic::Topic for $name {
            const FIELDS: &'static [&'static str] = &[$(stringify!($field)),*];

            fn take<'de, A: serde::de::MapAccess<'de>>(&mut self, field: usize, map: &mut A) -> Result<(), A::Error> {
                let mut before = 0..field;
                $(if before.next().is_none() {
                    return crate::plan::topic::put(&mut self.$field, map);
                })*
                Ok(())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                crate::plan::topic::read(deserializer)
            }
        }
    };
    (@default) => { Default::default() };
    (@default $default:expr) => { $default.into() };
}

mod actuals;
mod bundle;
mod channels;
mod deals;
mod link;
mod opening;
mod options;
mod qualification;
mod read;
#[cfg(feature = "schema")]
mod schema;
mod teams;
mod topic;
mod write;
pub use actuals::*;
pub use bundle::{
    Bundle, BundleReading, MAX_SCENARIO_NAME, MAX_SCENARIOS, NamedPlan, NamedReading, clean_name,
    read_bundle, within, write_bundle,
};
pub use channels::*;
pub use deals::*;
pub use link::{LinkError, MAX_LINK_CHARS, from_link, from_scenarios_link, to_link, to_scenarios_link};
pub use opening::*;
pub use options::*;
pub use qualification::*;
pub use read::{Reading, newer_version, read, related};
pub use teams::*;
pub use write::{to_value, write, write_line};

/// The version of the plan format that this engine writes.
pub const PLAN_VERSION: u32 = 1;

topic! {
    /// A whole plan: what is known, assumed and decided, and the target it is held against.
    pub struct Plan {
        /// Version of the plan format, 1.
        pub version: u32 = PLAN_VERSION,
        /// Title, start, horizon and currency.
        pub plan: Header,
        /// The target whose odds are asked for.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub target: Option<Target>,
        /// How many trials, which seed, which noise.
        pub simulation: SimulationSettings,
        /// Season and holidays.
        pub calendar: Calendar,
        /// The market that can be reached.
        pub market: Market,
        /// Where leads come from.
        pub channels: Vec<Channel>,
        /// Scoring, the MQL bar and the stage conversions as measured today.
        pub qualification: Qualification,
        /// Leads below the MQL bar that are kept warm.
        pub nurture: Nurture,
        /// Goodwill: the slow part of marketing.
        pub brand: Brand,
        /// How well the CRM closes the loop.
        pub crm: Crm,
        /// The promise of a quick first response, and what slowness costs.
        pub response_sla: ResponseSla,
        /// SDRs and AEs.
        pub teams: Teams,
        /// Quota, commission and cost of a hire.
        pub compensation: Compensation,
        /// Discount and its effect on the win rate.
        pub pricing: Pricing,
        /// Deals that move to the end of a quarter.
        pub quarter_end: QuarterEnd,
        /// Time in each stage.
        pub durations: Durations,
        /// The steps from opportunity to won, in their order, at most 8. Where there are any, the product of their conversions
        /// is the conversion, and the sum of their times the time, from opportunity to won:
        /// `qualification.observed.conversion.opportunity_to_won` and `durations.opportunity_to_won` then have no effect.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        pub opportunity_stages: Vec<OpportunityStage>,
        /// Sales tools and training.
        pub enablement: Enablement,
        /// What a deal is worth, how it is delivered and paid.
        pub deals: Deals,
        /// Churn and expansion.
        pub retention: Retention,
        /// When invoices are written and paid.
        pub billing: Billing,
        /// Orders of existing customers that need no new deal.
        pub repeat_orders: RepeatOrders,
        /// What is there on the first day.
        pub opening: Opening,
        /// Margin, fixed cost and funding.
        pub finance: Finance,
        /// How the model reads what was typed.
        pub model_options: ModelOptions,
        /// What has come to pass, by month, laid over the forecast; no run uses it. At most 1000.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        pub actuals: Vec<Actual>,
        /// Where a value comes from, by its path (`deals.mean_first_year_value`).
        pub provenance: BTreeMap<String, Provenance>,
    }
}

topic! {
    /// Title, start, horizon and currency.
    pub struct Header {
        /// Title, at most 120 characters.
        pub title: String,
        /// First day of the plan; moved back to its Monday (W201). Required.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub start_date: Option<Date>,
        /// Horizon in weeks, 26..=260.
        pub horizon_weeks: u32 = 104_u32,
        /// ISO 4217 code of the one plan currency.
        pub currency_code: String = "USD".to_owned(),
        /// First month of the fiscal year, 1..=12.
        pub fiscal_year_start_month: u32 = 1_u32,
        /// Cost of capital, fraction a year, 0..=0.5.
        pub discount_rate_per_year: Estimate = 0.12,
    }
}

/// The figure that a target is set for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum TargetMeasure {
    /// Annual recurring revenue at the date: twelve times the MRR.
    #[default]
    Arr,
    /// Revenue from the plan start to the date.
    Revenue,
    /// Bookings of new business from the plan start to the date.
    Bookings,
    /// Deals won from the plan start to the date.
    Won,
    /// Customers at the date.
    Customers,
    /// Cash at the date.
    Cash,
}

impl TargetMeasure {
    /// Whether there is a day on which a target is reached. Cash is to be there on the target's date: on the way down from
    /// more, it is there from the first day and reached on none.
    pub const fn has_day(self) -> bool {
        !matches!(self, Self::Cash)
    }

    /// Whether it is there on a day and may be gone again, not added up since the start.
    pub const fn is_stock(self) -> bool {
        matches!(self, Self::Arr | Self::Customers | Self::Cash)
    }
}

/// A target: a value of a measure by a date, and the odds that are wanted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Target {
    /// The measure.
    #[serde(default)]
    pub measure: TargetMeasure,
    /// The value to be reached, in the measure's unit.
    pub value: f64,
    /// The day by whose end it is to be reached.
    pub date: Date,
    /// The odds wanted, fraction 0..=1.
    #[serde(default = "wanted_odds")]
    pub wanted_odds: f64,
}

fn wanted_odds() -> f64 {
    0.8
}

topic! {
    /// How many random futures, from which seed, with which noise.
    pub struct SimulationSettings {
        /// Trials, 1..=20000.
        pub trials: u32 = 1000_u32,
        /// Seed of all random numbers, below 2^53.
        pub seed: u64 = 1_u64,
        /// What is random in a trial.
        pub noise: Noise,
        /// Whether ranges that usually move together do so: costs per lead of paid channels +0.3, stage conversions +0.2,
        /// win rate and cycle -0.3, deal size and cycle +0.3, churn and expansion -0.4 (assumptions).
        pub default_correlations: bool = true,
        /// Rank correlations of pairs of ranges, instead of the usual ones.
        pub correlations: Vec<Correlation>,
    }
}

/// How two uncertain inputs move together. Each keeps its own range.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Correlation {
    /// Path of a range, such as `deals.mean_first_year_value` or `channels[0].response.reference_cost_per_lead`.
    pub first: String,
    /// Path of the other.
    pub second: String,
    /// Spearman's rank correlation, -1..=1.
    pub rank_correlation: f64,
}

topic! {
    /// What is random in a trial; the two are never mixed up.
    pub struct Noise {
        /// Ranges are drawn, once a trial.
        pub parameters: bool = true,
        /// Counts of people and deals are drawn, week by week.
        pub process: bool = true,
    }
}

topic! {
    /// Season and holidays.
    pub struct Calendar {
        /// Demand index January to December, 0..=5, mean above 0; its mean is taken out.
        pub monthly_demand_index: [f64; 12] = [1.0; 12],
        /// What a month and a quarter of the fiscal year are.
        #[serde(skip_serializing_if = "FiscalPeriods::are_months")]
        pub fiscal_periods: FiscalPeriods,
        /// Days on which people work less, leads arrive less or less is spent. Where windows overlap, the smaller factor counts.
        pub holidays: Vec<Holiday>,
    }
}

/// What a month and a quarter of the fiscal year are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum FiscalPeriods {
    /// Calendar months, three a quarter.
    #[default]
    #[serde(rename = "months")]
    Months,
    /// Whole weeks: 4, 4 and 5 a quarter, from the Monday nearest to the first day of the fiscal year. In a year of 53 weeks the
    /// last one is added to the last month.
    #[serde(rename = "4-4-5")]
    Weeks445,
}

impl FiscalPeriods {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
    fn are_months(&self) -> bool {
        *self == Self::Months
    }
}

/// A window of days, both ends included, with less work or demand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Holiday {
    /// First day.
    pub first_date: Date,
    /// Last day, included.
    pub last_date: Date,
    /// Share of working time on these days, 0 closed ..= 1 open.
    #[serde(default)]
    pub working_time_factor: f64,
    /// Share of the usual demand on these days, 0..=1.
    #[serde(default)]
    pub demand_factor: f64,
    /// Share of the usual channel budgets spent on these days, 0..=1; what is not spent is saved. Default 1.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub spend_factor: f64,
}

fn one() -> f64 {
    1.0
}

// In the browser a reference is smaller than what it points at.
#[cfg_attr(
    target_pointer_width = "64",
    expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")
)]
fn is_one(factor: &f64) -> bool {
    *factor == 1.0
}

topic! {
    /// The market that can be reached.
    pub struct Market {
        /// Accounts that could buy, 1..=1e9. Leads thin out as customers fill it.
        pub reachable_accounts: Estimate = 50_000.0,
    }
}

/// Where a value comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// Typed by the planner.
    #[default]
    Typed,
    /// Counted from data.
    Data,
    /// A published figure.
    Benchmark,
    /// An assumption.
    Assumption,
}

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Provenance {
    /// The kind of source.
    pub source: Source,
    /// One sentence about it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

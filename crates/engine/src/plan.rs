//! The plan as people type, store and send it: nested by topic, units in the names, no rules.
//!
//! Every numeric leaf is an [`Estimate`]: a number or a range. Shares are fractions 0..=1; durations carry `_weeks` or
//! `_hours` in their names; money a period carries `_per_month` or `_per_year`; all money is in `plan.currency_code`,
//! net of VAT. Rules live in [`crate::check`], which turns a plan into a [`crate::Model`].

use crate::date::Date;
use crate::estimate::Estimate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

mod link;
mod read;
pub use link::{LinkError, MAX_LINK_CHARS, from_link, to_link};
pub use read::{Reading, read};

/// Declares a topic of the plan: a struct whose fields all have a default, given after `=` or the type's own.
macro_rules! topic {
    ($(#[$meta:meta])* pub struct $name:ident { $($(#[$field_meta:meta])* pub $field:ident: $type:ty $(= $default:expr)?,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(default)]
        pub struct $name { $($(#[$field_meta])* pub $field: $type,)* }

        impl Default for $name {
            fn default() -> Self {
                Self { $($field: topic!(@default $($default)?),)* }
            }
        }
    };
    (@default) => { Default::default() };
    (@default $default:expr) => { $default.into() };
}

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
    }
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
        /// Days on which people work less or leads arrive less. Where windows overlap, the smaller factor counts.
        pub holidays: Vec<Holiday>,
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
}

topic! {
    /// The market that can be reached.
    pub struct Market {
        /// Accounts that could buy, 1..=1e9. Leads thin out as customers fill it.
        pub reachable_accounts: Estimate = 50_000.0,
    }
}

/// How a channel makes leads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ChannelType {
    /// Advertising: leads follow spend through carryover and saturation.
    #[default]
    Paid,
    /// Content and search: as paid, with long carryover.
    Content,
    /// Dated events, each with a cost and leads.
    Event,
    /// Partners and dealers, each with leads a month; co-op money lifts them.
    Partner,
    /// Builds goodwill only.
    Brand,
    /// Leads that come by themselves and by goodwill.
    Organic,
    /// Leads that customers bring.
    Referral,
    /// Replies to hours of prospecting; they skip the MQL bar.
    Outbound,
}

/// A source of leads. `id` is stable: random draws are addressed by it, so that adding a channel shifts nothing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Channel {
    /// Stable identifier, unique in the plan, 1..=40 characters.
    pub id: String,
    /// How the channel makes leads.
    #[serde(rename = "type")]
    pub kind: ChannelType,
    /// Name shown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Budget, money a calendar month, 0..=1e9: one value, or a list by calendar month of the plan whose last entry holds on.
    #[serde(default)]
    pub budget_per_month: Budget,
    /// Spend a month before the plan starts (warm carryover), 0..=1e9.
    #[serde(default = "zero")]
    pub spend_per_month_before_start: Estimate,
    /// Response to spend; paid and content only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub response: Option<Response>,
    /// Carryover of spend into later weeks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carryover: Option<Carryover>,
    /// Share of leads that fit the ideal customer profile, 0..=1. Default 0.30.
    #[serde(default = "default_fit_share")]
    pub fit_share: Estimate,
    /// The fit share that feedback from the CRM can bring, 0..=1. Default: `fit_share` (no learning).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fit_share_best_achievable: Option<Estimate>,
    /// Odds of each stage against the average channel, 0.1..=10.
    #[serde(default)]
    pub odds_ratio: StageOdds,
    /// Deal value against the average, 0.1..=10.
    #[serde(default = "one")]
    pub deal_value_multiplier: Estimate,
    /// Margin that a dealer keeps, fraction 0..=0.6.
    #[serde(default = "zero")]
    pub dealer_margin: Estimate,
    /// Share of spend that builds goodwill, 0..=1. Default 0.
    #[serde(default = "zero")]
    pub goodwill_share_of_spend: Estimate,
    /// Over-dispersion of weekly leads: variance = m + phi m^2, 0..=2. Default 0.05.
    #[serde(default = "default_dispersion")]
    pub lead_overdispersion: Estimate,
    /// Events, for type `event`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<Event>,
    /// Partners, for type `partner`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partner: Option<Partner>,
    /// Organic leads, for type `organic`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organic: Option<Organic>,
    /// Referrals, for type `referral`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub referral: Option<Referral>,
    /// Outbound work, for type `outbound`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outbound: Option<Outbound>,
}

impl Channel {
    /// A channel with every field at its default.
    pub fn new(id: impl Into<String>, kind: ChannelType) -> Self {
        Self {
            id: id.into(),
            kind,
            name: String::new(),
            budget_per_month: Budget::default(),
            spend_per_month_before_start: zero(),
            response: None,
            carryover: None,
            fit_share: default_fit_share(),
            fit_share_best_achievable: None,
            odds_ratio: StageOdds::default(),
            deal_value_multiplier: one(),
            dealer_margin: zero(),
            goodwill_share_of_spend: zero(),
            lead_overdispersion: default_dispersion(),
            events: Vec::new(),
            partner: None,
            organic: None,
            referral: None,
            outbound: None,
        }
    }

    /// The name shown: the name, or the id where there is none.
    pub fn label(&self) -> &str {
        if self.name.is_empty() { &self.id } else { &self.name }
    }
}

fn zero() -> Estimate {
    Estimate::Fixed(0.0)
}

fn one() -> Estimate {
    Estimate::Fixed(1.0)
}

fn default_fit_share() -> Estimate {
    Estimate::Fixed(0.30)
}

fn default_dispersion() -> Estimate {
    Estimate::Fixed(0.05)
}

/// A monthly budget: one value for all months, or a list by calendar month.
#[derive(Clone, Debug, PartialEq)]
pub enum Budget {
    /// The same every month.
    Constant(Estimate),
    /// Entry `i` is the plan's calendar month `i` (0 = the month of the start date); the last entry holds on.
    ByMonth(Vec<f64>),
}

impl Default for Budget {
    fn default() -> Self {
        Self::Constant(zero())
    }
}

impl Serialize for Budget {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Constant(estimate) => estimate.serialize(serializer),
            Self::ByMonth(months) => months.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Budget {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // A list is the only JSON form that an estimate has not.
        let value = serde_json::Value::deserialize(deserializer)?;
        let fault = |e: serde_json::Error| serde::de::Error::custom(e);
        if value.is_array() {
            return serde_json::from_value(value).map(Self::ByMonth).map_err(fault);
        }
        serde_json::from_value(value).map(Self::Constant).map_err(fault)
    }
}

/// Shape of the response to spend.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ResponseShape {
    /// Hill curve; slope 1 is Michaelis-Menten.
    #[default]
    Hill,
    /// A straight line: no ceiling.
    Linear,
    /// Hyperbolic tangent, anchored at the reference.
    Tanh,
    /// The logistic curve through zero; the same as `tanh`.
    Logistic,
}

topic! {
    /// Response of leads to spend, anchored at a spend that is known.
    pub struct Response {
        /// Shape of the curve.
        pub shape: ResponseShape,
        /// Spend a month at which the cost per lead was measured, above 0. Default: the first month's budget.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub reference_spend_per_month: Option<Estimate>,
        /// Money a lead at that spend, above 0. Required.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub reference_cost_per_lead: Option<Estimate>,
        /// How close to the ceiling that spend is, 0.05..=0.95.
        pub reference_share_of_max: Estimate = 0.5,
        /// Slope of the Hill curve, 0.3..=4.
        pub hill_slope: Estimate = 1.0,
    }
}

/// How spend carries over into later weeks; all shapes have sum 1, so they move timing only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum CarryoverShape {
    /// Each week keeps the share `retention_per_week`.
    #[default]
    Geometric,
    /// No carryover.
    None,
    /// Weights (1 - s/(L+1))^(1/retention - 1), lags s = 0..=L.
    Binomial,
    /// Weights retention^((s - peak)^2).
    Delayed,
    /// Weibull density at s + 1 (shape, scale), min-max scaled.
    WeibullPdf,
}

topic! {
    /// Carryover of spend (adstock).
    pub struct Carryover {
        /// Shape.
        pub shape: CarryoverShape,
        /// Share kept each week, 0..=0.97.
        pub retention_per_week: Estimate = 0.0,
        /// Longest lag L of the shapes with a fixed window, 0..=104.
        pub max_lag_weeks: u32 = 8_u32,
        /// Lag of the peak of `delayed`, weeks.
        pub peak_lag_weeks: Estimate = 2.0,
        /// Shape of `weibull_pdf`, above 0.
        pub weibull_shape: Estimate = 2.0,
        /// Scale of `weibull_pdf`, weeks above 0.
        pub weibull_scale_weeks: Estimate = 4.0,
    }
}

topic! {
    /// Odds of each stage against the average channel.
    pub struct StageOdds {
        /// MQL to SQL.
        pub mql_to_sql: Estimate = 1.0,
        /// SQL to opportunity.
        pub sql_to_opportunity: Estimate = 1.0,
        /// Opportunity to won.
        pub opportunity_to_won: Estimate = 1.0,
    }
}

/// A dated event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Event {
    /// Week of the plan, 0 = the first.
    pub week: u32,
    /// Cost, money.
    pub cost: Estimate,
    /// Leads, pieces.
    pub leads: Estimate,
}

topic! {
    /// Partners and dealers.
    pub struct Partner {
        /// Partners that send leads.
        pub active_partners: Estimate = 0.0,
        /// Leads a partner and month.
        pub leads_per_partner_per_month: Estimate = 0.0,
        /// Largest lift by co-op money, 0..=2.
        pub max_coop_lift: Estimate = 0.0,
        /// Money a month at which half that lift is reached; without it there is no lift.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub coop_half_saturation_per_month: Option<Estimate>,
    }
}

topic! {
    /// Leads that come by themselves.
    pub struct Organic {
        /// Leads a month without goodwill.
        pub base_leads_per_month: Estimate = 0.0,
    }
}

topic! {
    /// Leads that customers bring.
    pub struct Referral {
        /// Leads a customer and year, 0..=5.
        pub leads_per_customer_per_year: Estimate = 0.4,
    }
}

topic! {
    /// Prospecting by SDRs.
    pub struct Outbound {
        /// Hours a week at which the yield was measured, above 0.
        pub reference_hours_per_week: Estimate = 65.0,
        /// Replies an hour there, above 0.
        pub replies_per_hour_at_reference: Estimate = 0.16,
        /// How close to the end of the account list that is, 0.05..=0.95.
        pub reference_share_of_max: Estimate = 0.4,
        /// Share of outbound hours, where several channels share them. Default: equal shares.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub hours_share: Option<Estimate>,
    }
}

topic! {
    /// Scoring, the MQL bar and the stage conversions as measured today.
    pub struct Qualification {
        /// How well the score tells leads apart.
        pub scoring: Scoring,
        /// What was measured.
        pub observed: Observed,
        /// Conversion of leads that do not fit against those that do, 0..=1.
        pub non_fit_relative_conversion: StageRatios,
        /// The MQL bar against today, in standard deviations of the score, -3..=3: above 0 is stricter.
        pub mql_threshold_shift_sd: Estimate = 0.0,
    }
}

topic! {
    /// How well the score tells leads apart.
    pub struct Scoring {
        /// Area under the ROC curve today, 0.5..=0.99.
        pub auc_current: Estimate = 0.75,
        /// What feedback from sales can bring, at least `auc_current`, up to 0.99.
        pub auc_best_achievable: Estimate = 0.8,
    }
}

topic! {
    /// Blended shares measured today.
    pub struct Observed {
        /// Share of leads that fit, 0.01..=0.95.
        pub fit_share_of_leads: Estimate = 0.30,
        /// Conversion of each stage.
        pub conversion: Conversion,
    }
}

topic! {
    /// Conversion of each stage, blended over all leads.
    pub struct Conversion {
        /// Lead to MQL, 0.01..=0.95.
        pub lead_to_mql: Estimate = 0.26,
        /// MQL to SQL at the reference response time, 0.005..=0.98.
        pub mql_to_sql: Estimate = 0.36,
        /// Accepted SQL to opportunity, 0.005..=0.98.
        pub sql_to_opportunity: Estimate = 0.44,
        /// Opportunity to won, 0.005..=0.98.
        pub opportunity_to_won: Estimate = 0.22,
    }
}

topic! {
    /// Ratios by stage.
    pub struct StageRatios {
        /// MQL to SQL.
        pub mql_to_sql: Estimate = 0.5,
        /// SQL to opportunity.
        pub sql_to_opportunity: Estimate = 0.6,
        /// Opportunity to won.
        pub opportunity_to_won: Estimate = 0.6,
    }
}

topic! {
    /// Leads below the MQL bar that are kept warm.
    pub struct Nurture {
        /// Share that becomes an MQL each week, 0..=0.2.
        pub recycle_rate_per_week: Estimate = 0.0015,
        /// Share that is lost each week, 0..=0.2.
        pub decay_rate_per_week: Estimate = 0.013,
    }
}

topic! {
    /// Goodwill (brand stock): built by spend, lost with a half-life.
    pub struct Brand {
        /// Goodwill at the start, money.
        pub opening_goodwill: Estimate = 0.0,
        /// Half-life, weeks 1..=520.
        pub goodwill_half_life_weeks: Estimate = 26.0,
        /// Goodwill at which half the effect is reached, money; 0 = no effect.
        pub goodwill_half_saturation: Estimate = 0.0,
        /// Organic leads a month at full goodwill.
        pub max_organic_leads_per_month: Estimate = 0.0,
        /// Lift of paid and content response at full goodwill, 0..=2.
        pub max_paid_response_lift: Estimate = 0.15,
        /// Lift of the win log-odds at full goodwill, 0..=2.
        pub max_win_log_odds_lift: Estimate = 0.2,
    }
}

topic! {
    /// How well the CRM closes the loop.
    pub struct Crm {
        /// 0 = by hand ..= 1 = integrated.
        pub integration_level: Estimate = 1.0,
        /// Business hours until a lead is routed by the CRM.
        pub routing_delay_automated_hours: Estimate = 0.1,
        /// Business hours until a lead is routed by hand.
        pub routing_delay_manual_hours: Estimate = 24.0,
        /// Share of worked MQLs whose outcome is fed back, 0..=1.
        pub disposition_share_of_worked_mqls: Estimate = 0.7,
        /// Dispositions for 63 % of what can be learned, 10..=1e6.
        pub learning_scale_dispositions: Estimate = 1000.0,
        /// Dispositions already learned from before the start.
        pub opening_dispositions: Estimate = 0.0,
        /// Money a seat and month.
        pub seat_cost_per_month: Estimate = 100.0,
    }
}

/// Which MQL is worked first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum QueueOrder {
    /// First in, first out.
    #[default]
    OldestFirst,
    /// Last in, first out.
    NewestFirst,
}

topic! {
    /// The promise of a quick first response, and what slowness costs.
    pub struct ResponseSla {
        /// Which MQL is worked first.
        pub queue_order: QueueOrder,
        /// Weeks that an MQL may wait, 0..=12.
        pub mql_expires_after_weeks: u32 = 4_u32,
        /// Promised response, business hours 0.1..=400.
        pub target_hours: Estimate = 8.0,
        /// Response without any queue, business hours 0..=200.
        pub handling_latency_hours: Estimate = 4.0,
        /// Response at which the conversions were measured, business hours. Default: latency + routing + 1.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub reference_response_hours: Option<Estimate>,
        /// Offset t0 of the decay, business hours above 0.
        pub decay_offset_hours: Estimate = 0.25,
        /// Exponent kappa of the decay of odds, 0..=4; observational, see docs.
        pub decay_exponent: Estimate = 0.5,
    }
}

topic! {
    /// SDRs and AEs.
    pub struct Teams {
        /// SDRs: they answer MQLs and prospect.
        pub sales_development: SalesDevelopment,
        /// AEs: they accept SQLs, run opportunities and close.
        pub account_executives: AccountExecutives,
    }
}

/// Heads that start together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Hire {
    /// Week of the plan in which they start; negative = here before the plan, with that tenure.
    pub start_week: i32,
    /// People.
    pub headcount: Estimate,
    /// Fully productive from the first day, without hiring cost.
    #[serde(default)]
    pub fully_ramped: bool,
}

topic! {
    /// SDRs: they answer MQLs and prospect.
    pub struct SalesDevelopment {
        /// Heads, here and to come.
        pub hires: Vec<Hire>,
        /// Founders' time, full-time equivalents 0..=5; no pay, seat, quota or attrition.
        pub founder_fte_unpaid: Estimate = 0.0,
        /// Weeks without output, below `full_productivity_after_weeks`.
        pub onboarding_weeks: Estimate = 2.0,
        /// Weeks from the hire to full output, up to 104; linear in between.
        pub full_productivity_after_weeks: Estimate = 13.0,
        /// Output by quarter (13 weeks) since the hire, 0..=1, instead of the linear ramp; the last entry holds on.
        pub productivity_by_quarter: Vec<f64>,
        /// Leavers a year, fraction 0..=0.9.
        pub attrition_rate_per_year: Estimate = 0.35,
        /// Whether leavers are replaced.
        pub replace_leavers: bool = true,
        /// Calendar weeks until a leaver's replacement starts, 0..=52.
        pub replacement_delay_weeks: u32 = 10_u32,
        /// Share of hires that never get past 30 % output and leave at full-ramp time, 0..=1.
        pub hire_failure_share: Estimate = 0.0,
        /// Base pay with on-costs, money a head and year.
        pub loaded_base_pay_per_year: Estimate = 80_000.0,
        /// Selling hours a full-time equivalent and week.
        pub selling_hours_per_week: Estimate = 25.0,
        /// Hours to work one MQL.
        pub hours_per_mql: Estimate = 1.0,
        /// Share of time ring-fenced for prospecting, 0..=1.
        pub outbound_time_share: Estimate = 0.0,
        /// Share of idle inbound time that goes to prospecting, 0..=1.
        pub idle_time_to_outbound_share: Estimate = 1.0,
        /// Bonus an accepted SQL, money.
        pub bonus_per_accepted_sql: Estimate = 0.0,
    }
}

topic! {
    /// AEs: they accept SQLs, run opportunities and close.
    pub struct AccountExecutives {
        /// Heads, here and to come.
        pub hires: Vec<Hire>,
        /// Founders' time, full-time equivalents 0..=5; no pay, seat, quota or attrition.
        pub founder_fte_unpaid: Estimate = 0.0,
        /// Weeks without output, below `full_productivity_after_weeks`.
        pub onboarding_weeks: Estimate = 4.0,
        /// Weeks from the hire to full output, up to 104; linear in between.
        pub full_productivity_after_weeks: Estimate = 24.0,
        /// Output by quarter (13 weeks) since the hire, 0..=1, instead of the linear ramp; the last entry holds on.
        pub productivity_by_quarter: Vec<f64>,
        /// Leavers a year, fraction 0..=0.9.
        pub attrition_rate_per_year: Estimate = 0.25,
        /// Whether leavers are replaced.
        pub replace_leavers: bool = true,
        /// Calendar weeks until a leaver's replacement starts, 0..=52.
        pub replacement_delay_weeks: u32 = 12_u32,
        /// Share of hires that never get past 30 % output and leave at full-ramp time, 0..=1.
        pub hire_failure_share: Estimate = 0.0,
        /// Base pay with on-costs, money a head and year.
        pub loaded_base_pay_per_year: Estimate = 105_000.0,
        /// Opportunities that one ramped AE can have open, 1..=200.
        pub max_open_opportunities_per_fte: Estimate = 20.0,
        /// Utilisation at which the win rate was measured, 0..=1.2.
        pub reference_utilisation: Estimate = 0.75,
        /// Utilisation from which load costs wins, 0..=1.2.
        pub overload_starts_at_utilisation: Estimate = 0.7,
        /// Log-odds of winning lost for each unit of utilisation above that, 0..=5.
        pub overload_win_log_odds_per_utilisation: Estimate = 1.0,
        /// Share of waiting SQLs lost each week, 0..=0.5.
        pub waiting_sql_loss_rate_per_week: Estimate = 0.10,
        /// Rise of attrition for each unit of 26-week quota attainment below 0.6, 0..=10.
        pub attrition_rise_below_attainment: Estimate = 0.0,
    }
}

topic! {
    /// Quota, commission and cost of a hire.
    pub struct Compensation {
        /// Quota of one AE, money a year.
        pub quota_per_head_per_year: Estimate = 750_000.0,
        /// Commission, fraction of gross bookings 0..=0.5.
        pub commission_rate: Estimate = 0.10,
        /// Factor on the commission above quota, 1..=5.
        pub above_quota_multiplier: Estimate = 1.5,
        /// Commission on repeat orders, fraction 0..=0.5.
        pub repeat_order_commission_rate: Estimate = 0.0,
        /// Cost of a hire, money.
        pub hiring_cost_per_head: Estimate = 12_000.0,
    }
}

topic! {
    /// Discount and its effect on the win rate.
    pub struct Pricing {
        /// Discount in the plan, -0.5..=0.8.
        pub planned_discount: Estimate = 0.0,
        /// Discount at which win rate and deal value were measured.
        pub reference_discount: Estimate = 0.0,
        /// Elasticity of the win probability in price, absolute, 0..=10.
        pub win_price_elasticity_abs: Estimate = 1.5,
    }
}

topic! {
    /// Deals that move to the end of a quarter.
    pub struct QuarterEnd {
        /// Share of wins that close only at quarter end, 0..=1.
        pub delayed_to_quarter_end_share: Estimate = 0.25,
        /// Share of the rest pulled into the quarter before, 0..=1.
        pub pulled_forward_share: Estimate = 0.10,
        /// Weeks after quarter start from which wins are pulled, 0..=13.
        pub pull_window_weeks: Estimate = 4.0,
        /// Discount on pulled deals, 0..=0.8.
        pub pull_forward_discount: Estimate = 0.05,
    }
}

/// Distribution of a duration.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum DurationDistribution {
    /// Gamma with shape 1/cv^2.
    #[default]
    Gamma,
    /// Lognormal.
    Lognormal,
    /// Weibull.
    Weibull,
    /// Always the mean.
    Fixed,
}

/// Time in a stage, working weeks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Duration {
    /// Distribution.
    #[serde(default)]
    pub distribution: DurationDistribution,
    /// Mean, working weeks 0..=150.
    pub mean_weeks: Estimate,
    /// Standard deviation over mean, 0.05..=3.
    #[serde(default = "default_duration_cv")]
    pub coefficient_of_variation: Estimate,
}

impl Duration {
    fn gamma(mean_weeks: f64, cv: f64) -> Self {
        Self {
            distribution: DurationDistribution::Gamma,
            mean_weeks: Estimate::Fixed(mean_weeks),
            coefficient_of_variation: Estimate::Fixed(cv),
        }
    }
}

fn default_duration_cv() -> Estimate {
    Estimate::Fixed(0.7)
}

topic! {
    /// Time in each stage, working weeks.
    pub struct Durations {
        /// From SQL to the AE's desk.
        pub sql_acceptance: Duration = Duration::gamma(1.0, 0.8),
        /// From acceptance to an open opportunity.
        pub discovery: Duration = Duration::gamma(2.0, 0.7),
        /// From opportunity to won.
        pub opportunity_to_won: Duration = Duration::gamma(10.0, 0.6),
        /// From opportunity to lost.
        pub opportunity_to_lost: Duration = Duration::gamma(12.0, 0.8),
    }
}

topic! {
    /// Sales tools and training; x/(x+k) of the full effect at x a month.
    pub struct Enablement {
        /// Money a month.
        pub spend_per_month: Estimate = 0.0,
        /// Money a month for half the effect; 0 = no effect.
        pub half_saturation_per_month: Estimate = 0.0,
        /// Lift of the win log-odds at full effect, 0..=2.
        pub max_win_log_odds_lift: Estimate = 0.0,
        /// Cut of the time from opportunity to close at full effect, 0..=1.
        pub max_cycle_cut: Estimate = 0.0,
    }
}

/// What a payment waits for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum MilestoneEvent {
    /// The deal is won.
    #[default]
    Signing,
    /// It is delivered.
    Delivery,
}

/// A part of the price, due some weeks after an event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Milestone {
    /// Share of the price; all shares sum to 1.
    pub share: f64,
    /// The event.
    pub event: MilestoneEvent,
    /// Calendar weeks after it.
    #[serde(default)]
    pub lag_weeks: u32,
}

topic! {
    /// What a deal is worth, how it is delivered and paid.
    pub struct Deals {
        /// Mean value of the first year at the reference discount, money.
        pub mean_first_year_value: Estimate = 25_000.0,
        /// Standard deviation over mean of deal values, 0..=3.
        pub value_coefficient_of_variation: Estimate = 0.8,
        /// Value of deals that do not fit against those that do, 0.1..=2.
        pub non_fit_value_multiplier: Estimate = 0.8,
        /// Share of the value that recurs, 0..=1.
        pub recurring_share: Estimate = 1.0,
        /// Calendar weeks from won to live.
        pub go_live_delay_weeks: u32 = 3_u32,
        /// Calendar weeks from won to delivery of the one-off part.
        pub delivery_weeks: u32 = 0_u32,
        /// Milestones of the one-off part; empty = billed at delivery.
        pub payment_milestones: Vec<Milestone>,
    }
}

topic! {
    /// Churn and expansion.
    pub struct Retention {
        /// Churn of customers that fit, fraction a month 0..=0.5.
        pub churn_rate_per_month: Estimate = 0.010,
        /// Churn of the others against that, 0.5..=5.
        pub non_fit_churn_multiplier: Estimate = 1.5,
        /// Growth of recurring revenue of those who stay, fraction a year -0.5..=1.
        pub expansion_rate_per_year: Estimate = 0.10,
    }
}

topic! {
    /// When invoices are written and paid.
    pub struct Billing {
        /// Share of recurring revenue billed a year ahead, 0..=1.
        pub annual_prepay_share: Estimate = 0.6,
        /// Calendar weeks from bill to cash, 0..=60.
        pub mean_collection_weeks: Estimate = 6.0,
        /// Share of bills never paid, 0..=0.5.
        pub bad_debt_share: Estimate = 0.01,
    }
}

topic! {
    /// Orders of existing customers that need no new deal.
    pub struct RepeatOrders {
        /// Orders a customer and year.
        pub orders_per_customer_per_year: Estimate = 0.0,
        /// Mean value, money.
        pub mean_value: Estimate = 0.0,
    }
}

topic! {
    /// A figure for customers that fit and for those that do not.
    pub struct ByFit {
        /// Those that fit.
        pub fit: Estimate = 0.0,
        /// Those that do not.
        pub non_fit: Estimate = 0.0,
    }
}

topic! {
    /// What is there on the first day.
    pub struct Opening {
        /// Cash, money.
        pub cash: Estimate = 0.0,
        /// Open invoices, money.
        pub accounts_receivable: Estimate = 0.0,
        /// Orders won but not delivered, money.
        pub order_backlog: Estimate = 0.0,
        /// Open opportunities, pieces.
        pub open_opportunities: Estimate = 0.0,
        /// Share of those that will be won, fraction. Default: from the win rate and the two durations.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub open_opportunity_win_share: Option<Estimate>,
        /// Customers, pieces.
        pub customers: ByFit,
        /// Recurring revenue a month, money.
        pub monthly_recurring_revenue: ByFit,
    }
}

topic! {
    /// Margin, fixed cost and funding.
    pub struct Finance {
        /// Gross margin, fraction 0..=1.
        pub gross_margin: Estimate = 0.77,
        /// Cost outside sales and marketing, money a month.
        pub overhead_per_month: Estimate = 0.0,
        /// Growth of that, fraction a year.
        pub overhead_growth_per_year: Estimate = 0.0,
        /// Cost of the marketing team, money a month.
        pub marketing_team_cost_per_month: Estimate = 0.0,
        /// Money raised.
        pub funding: Vec<Funding>,
    }
}

/// Money that comes in at a date.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Funding {
    /// Week of the plan.
    pub week: u32,
    /// Amount, money.
    pub amount: Estimate,
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

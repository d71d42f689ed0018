//! Channels: where leads come from and how they answer to spend.

use crate::estimate::{Estimate, EstimateVisitor};
use serde::de::{self, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::fmt;

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
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(BudgetVisitor)
    }
}

/// A list is the only form that an estimate has not.
struct BudgetVisitor;

impl<'de> Visitor<'de> for BudgetVisitor {
    type Value = Budget;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .write_str(r#"a number, a range such as {"p10": 3, "p90": 5}, or a list of numbers by month"#)
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Budget, E> {
        EstimateVisitor.visit_f64(value).map(Budget::Constant)
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Budget, E> {
        EstimateVisitor.visit_i64(value).map(Budget::Constant)
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Budget, E> {
        EstimateVisitor.visit_u64(value).map(Budget::Constant)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Budget, A::Error> {
        EstimateVisitor.visit_map(map).map(Budget::Constant)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Budget, A::Error> {
        let mut months = Vec::with_capacity(list.size_hint().unwrap_or(0).min(64));
        while let Some(month) = list.next_element()? {
            months.push(month);
        }
        Ok(Budget::ByMonth(months))
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

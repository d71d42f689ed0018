//! Price, quarter end, durations, deals, retention and billing.

use crate::estimate::Estimate;
use serde::{Deserialize, Serialize};

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

/// A step on the way from opportunity to won, such as a demonstration, a negotiation, a contract.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OpportunityStage {
    /// Its name, at most 40 characters without control characters; may be empty.
    #[serde(default)]
    pub name: String,
    /// Share of what enters it that goes on to the next one (of the last: that is won), 0.005..=0.98.
    pub conversion: Estimate,
    /// Distribution of the time in it of what is won in the end.
    #[serde(default)]
    pub distribution: DurationDistribution,
    /// Mean of that time, working weeks 0..=150.
    pub mean_weeks: Estimate,
    /// Standard deviation over mean, 0.05..=3.
    #[serde(default = "default_duration_cv")]
    pub coefficient_of_variation: Estimate,
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
        /// How much customers differ in their churn, 0..=0.9: 0 = all alike, so that churn is the same at any tenure; above, those
        /// who leave easily leave first, and churn falls with tenure from the typed one of the first month on (shifted
        /// beta-geometric law).
        #[serde(skip_serializing_if = "is_zero")]
        pub churn_heterogeneity: Estimate = 0.0,
        /// Months that the opening customers have been customers, 0..=600. The typed churn is that of a first month.
        #[serde(skip_serializing_if = "is_zero")]
        pub opening_tenure_months: Estimate = 0.0,
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

fn is_zero(estimate: &Estimate) -> bool {
    *estimate == Estimate::Fixed(0.0)
}

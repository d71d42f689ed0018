//! The first day and the money behind the plan.

use crate::estimate::Estimate;
use serde::{Deserialize, Serialize};

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
        /// Open opportunities, pieces. Default: what `model_options.warm_start` says.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub open_opportunities: Option<Estimate>,
        /// Share of those that will be won, fraction. Default: from the win rate and the two durations.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub open_opportunity_win_share: Option<Estimate>,
        /// MQLs that wait for an SDR, pieces. Default: what `model_options.warm_start` says.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub mql_queue: Option<Estimate>,
        /// SQLs on their way to an AE, pieces. Default: what `model_options.warm_start` says.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub sqls_in_progress: Option<Estimate>,
        /// Accepted SQLs that will become opportunities and are still in discovery, pieces. Default: what
        /// `model_options.warm_start` says.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub opportunities_in_discovery: Option<Estimate>,
        /// Leads in the nurture pool, pieces. Default: what `model_options.warm_start` says.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub nurture_pool: Option<ByFit>,
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

//! From lead to SQL: scoring, nurture, goodwill, CRM, response.

use crate::estimate::Estimate;
use serde::{Deserialize, Serialize};

topic! {
    /// Scoring, the MQL bar and the stage conversions as measured today.
    pub struct Qualification {
        /// How well the score tells leads apart.
        pub scoring: Scoring,
        /// What the stages are called here, where not by their usual names.
        #[serde(skip_serializing_if = "StageNames::are_usual")]
        pub stage_names: StageNames,
        /// What was measured.
        pub observed: Observed,
        /// Conversion of leads that do not fit against those that do, 0..=1.
        pub non_fit_relative_conversion: StageRatios,
        /// The MQL bar against today, in standard deviations of the score, -3..=3: above 0 is stricter.
        pub mql_threshold_shift_sd: Estimate = 0.0,
    }
}

topic! {
    /// What the stages are called, each at most 40 characters without control characters; empty = its usual name.
    pub struct StageNames {
        /// Instead of "Lead".
        #[serde(skip_serializing_if = "String::is_empty")]
        pub lead: String,
        /// Instead of "MQL".
        #[serde(skip_serializing_if = "String::is_empty")]
        pub mql: String,
        /// Instead of "SQL".
        #[serde(skip_serializing_if = "String::is_empty")]
        pub sql: String,
        /// Instead of "Opportunity".
        #[serde(skip_serializing_if = "String::is_empty")]
        pub opportunity: String,
        /// Instead of "Won".
        #[serde(skip_serializing_if = "String::is_empty")]
        pub won: String,
    }
}

impl StageNames {
    /// The names by their keys, in the order of the funnel.
    pub fn by_key(&self) -> [(&'static str, &str); 5] {
        [
            ("lead", &self.lead),
            ("mql", &self.mql),
            ("sql", &self.sql),
            ("opportunity", &self.opportunity),
            ("won", &self.won),
        ]
    }

    /// Whether no stage has a name of its own.
    pub fn are_usual(&self) -> bool {
        self.by_key().iter().all(|(_, name)| name.is_empty())
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

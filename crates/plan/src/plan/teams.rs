//! SDRs and AEs, their hires, ramp, load and pay.

use crate::estimate::Estimate;
use serde::{Deserialize, Serialize};

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
        pub idle_time_to_outbound_share: Estimate = 0.5,
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
        /// Quota of one AE, money a year; 0 where there is none.
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

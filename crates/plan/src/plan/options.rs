//! How the model reads what was typed: corrections of known traps, each on its own switch.

use serde::Serialize;

topic! {
    /// How the model reads what was typed. All on by default; off, each gives the plain reading that `docs/model.md`
    /// describes beside it, with what that does to the shipped plans.
    pub struct ModelOptions {
        /// The conversions, cost per lead and deal value typed are those of today: goodwill, market left, what the score
        /// has learned and the odds of the plan's own channels are counted from today's level instead of on top of it.
        pub anchor_to_observed: bool = true,
        /// What the opening leaves out (nurture pool, waiting MQLs, SQLs in progress, opportunities in discovery, open
        /// opportunities) is what the spend before the start and the people on board would have left there. Off: nothing is
        /// there.
        pub warm_start: bool = true,
        /// Founders' selling time counts in the cost of sales and marketing (CAC, payback) at the team's base pay; never
        /// in cash.
        pub founder_time_in_cac: bool = true,
        /// Holidays move demand within the year instead of taking it away: yearly and monthly rates typed are met on
        /// average over each plan year.
        pub holidays_keep_yearly_demand: bool = true,
        /// An accepted SQL holds an AE's slot from acceptance, also if it will not become an opportunity. Off: only those
        /// that will.
        pub ae_load_from_acceptance: bool = true,
        /// An MQL that waited for weeks has waited them, and does not wait in the queue of its week besides. Off: both.
        pub waiting_counts_once: bool = true,
    }
}

impl ModelOptions {
    /// Every option off: the plain reading.
    pub const OFF: Self = Self {
        anchor_to_observed: false,
        warm_start: false,
        founder_time_in_cac: false,
        holidays_keep_yearly_demand: false,
        ae_load_from_acceptance: false,
        waiting_counts_once: false,
    };
}

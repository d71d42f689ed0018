//! From opportunity to money: steps and durations, deals, retention, what is there on the first day, funding.

use super::ROOT;
use crate::check::gate::{Gate, Place};
use crate::durations::DurationLaw;
use crate::estimate::Estimate;
use crate::model::*;
use crate::plan::{self, Duration};
use crate::quantity as q;
use crate::quantity::Unit;

/// The steps from opportunity to won: the product of their conversions, and the time in each (mean, spread).
pub(super) struct Closing {
    pub(super) conversion: f64,
    pub(super) times: Vec<(plan::DurationDistribution, f64, f64)>,
}

/// The steps from opportunity to won, where the plan has any.
pub(super) fn opportunity_stages(stages: &[plan::OpportunityStage], gate: &mut Gate<'_>) -> Option<Closing> {
    let root = ROOT("opportunity_stages");
    gate.length(root, stages.len(), crate::check::MAX_OPPORTUNITY_STAGES);
    let mut closing = Closing { conversion: 1.0, times: Vec::new() };
    for (index, stage) in stages.iter().enumerate() {
        let place = Place::item("opportunity_stages", index);
        closing.conversion *= gate.number(place.key("conversion"), &stage.conversion, q::CONVERSION);
        let mean = gate.number(place.key("mean_weeks"), &stage.mean_weeks, q::STAGE_WEEKS);
        let cv = gate.number(
            place.key("coefficient_of_variation"),
            &stage.coefficient_of_variation,
            q::DURATION_CV,
        );
        closing.times.push((stage.distribution, mean, cv));
    }
    // All of them together are one conversion, with its limits.
    if !stages.is_empty() {
        gate.in_range(root, closing.conversion, q::CONVERSION);
    }
    (!stages.is_empty()).then_some(closing)
}

pub(super) fn durations(
    durations: &plan::Durations,
    closing: Option<Closing>,
    cycle_cut: f64,
    gate: &mut Gate<'_>,
) -> DurationInputs {
    let root = ROOT("durations");
    // While checking, a value out of range has been reported; the law must still be made without harm.
    let made = |distribution, mean: f64, cv: f64, factor: f64| {
        DurationLaw::new(distribution, (mean * factor).max(0.0), cv.clamp(0.05, 3.0))
    };
    let mut law = |key, duration: &Duration, factor: f64| {
        let place = root.key(key);
        let mean = gate.number(place.key("mean_weeks"), &duration.mean_weeks, q::STAGE_WEEKS);
        let cv = gate.number(
            place.key("coefficient_of_variation"),
            &duration.coefficient_of_variation,
            q::DURATION_CV,
        );
        made(duration.distribution, mean, cv, factor)
    };
    DurationInputs {
        acceptance: law("sql_acceptance", &durations.sql_acceptance, 1.0),
        discovery: law("discovery", &durations.discovery, 1.0),
        won: match closing {
            None => vec![law("opportunity_to_won", &durations.opportunity_to_won, 1.0 - cycle_cut)],
            Some(Closing { times, .. }) => times
                .into_iter()
                .map(|(distribution, mean, cv)| made(distribution, mean, cv, 1.0 - cycle_cut))
                .collect(),
        },
        lost: law("opportunity_to_lost", &durations.opportunity_to_lost, 1.0 - cycle_cut),
    }
}

pub(super) fn deals(deals: &plan::Deals, gate: &mut Gate<'_>) -> DealInputs {
    let place = ROOT("deals");
    gate.whole(place.key("go_live_delay_weeks"), deals.go_live_delay_weeks, 0, 104, Unit::Weeks);
    gate.whole(place.key("delivery_weeks"), deals.delivery_weeks, 0, 104, Unit::Weeks);
    gate.length(place.key("payment_milestones"), deals.payment_milestones.len(), crate::check::MAX_ENTRIES);
    DealInputs {
        mean: gate.number(place.key("mean_first_year_value"), &deals.mean_first_year_value, q::DEAL_VALUE),
        cv: gate.number(
            place.key("value_coefficient_of_variation"),
            &deals.value_coefficient_of_variation,
            q::VALUE_CV,
        ),
        non_fit_factor: gate.number(
            place.key("non_fit_value_multiplier"),
            &deals.non_fit_value_multiplier,
            q::NON_FIT_VALUE_FACTOR,
        ),
        recurring: gate.number(place.key("recurring_share"), &deals.recurring_share, q::SHARE),
        go_live: deals.go_live_delay_weeks as usize,
        delivery: deals.delivery_weeks as usize,
        milestones: deals
            .payment_milestones
            .iter()
            .map(|m| (m.share, m.event, m.lag_weeks as usize))
            .collect(),
    }
}

pub(super) fn retention(retention: &plan::Retention, gate: &mut Gate<'_>) -> ([f64; 2], f64) {
    let place = ROOT("retention");
    let churn = gate.number(place.key("churn_rate_per_month"), &retention.churn_rate_per_month, q::CHURN);
    let factor = gate.number(
        place.key("non_fit_churn_multiplier"),
        &retention.non_fit_churn_multiplier,
        q::NON_FIT_CHURN_FACTOR,
    );
    let expansion =
        gate.number(place.key("expansion_rate_per_year"), &retention.expansion_rate_per_year, q::EXPANSION);
    ([churn, (churn * factor).min(1.0)], expansion)
}

pub(super) fn opening(opening: &plan::Opening, gate: &mut Gate<'_>) -> OpeningInputs {
    let place = ROOT("opening");
    let mut pair = |key, pair: &plan::ByFit, quantity| {
        let place = place.key(key);
        [
            gate.number(place.key("fit"), &pair.fit, quantity),
            gate.number(place.key("non_fit"), &pair.non_fit, quantity),
        ]
    };
    let customers = pair("customers", &opening.customers, q::COUNT);
    let mrr = pair("monthly_recurring_revenue", &opening.monthly_recurring_revenue, q::MONEY_PER_MONTH);
    let nurture_pool = opening.nurture_pool.as_ref().map(|typed| pair("nurture_pool", typed, q::COUNT));
    let money = |gate: &mut Gate<'_>, key, estimate: &Estimate, quantity| {
        gate.number(place.key(key), estimate, quantity)
    };
    OpeningInputs {
        cash: money(gate, "cash", &opening.cash, q::SIGNED_MONEY),
        receivable: money(gate, "accounts_receivable", &opening.accounts_receivable, q::MONEY),
        backlog: money(gate, "order_backlog", &opening.order_backlog, q::MONEY),
        opportunities: gate.optional(place.key("open_opportunities"), &opening.open_opportunities, q::COUNT),
        win_share: gate.optional(
            place.key("open_opportunity_win_share"),
            &opening.open_opportunity_win_share,
            q::SHARE,
        ),
        mql_queue: gate.optional(place.key("mql_queue"), &opening.mql_queue, q::COUNT),
        sqls_in_progress: gate.optional(place.key("sqls_in_progress"), &opening.sqls_in_progress, q::COUNT),
        in_discovery: gate.optional(
            place.key("opportunities_in_discovery"),
            &opening.opportunities_in_discovery,
            q::COUNT,
        ),
        nurture_pool,
        customers,
        mrr,
    }
}

pub(super) fn funding(finance: &plan::Finance, gate: &mut Gate<'_>) -> Vec<(usize, f64)> {
    gate.length(ROOT("finance").key("funding"), finance.funding.len(), crate::check::MAX_ENTRIES);
    finance
        .funding
        .iter()
        .enumerate()
        .map(|(index, round)| {
            let root = ROOT("finance");
            let place = root.entry("funding", index);
            (round.week as usize, gate.number(place.key("amount"), &round.amount, q::SIGNED_MONEY))
        })
        .collect()
}

//! The walk: every leaf of the plan once, in one fixed order, into the model's inputs.

use super::gate::{Gate, Place};
use crate::model::*;
use crate::plan::{self, ChannelType, Plan};
use crate::quantity as q;
use crate::quantity::Unit;

mod channels;
mod deals;
mod teams;

pub use channels::response_curve;

const ROOT: fn(&'static str) -> Place<'static> = Place::root;

/// Resolves a plan through the gate. While checking, faults are reported and some value stands in.
pub(crate) fn resolve(plan: &Plan, gate: &mut Gate<'_>) -> Inputs {
    let market = ROOT("market");
    let reachable_accounts =
        gate.number(market.key("reachable_accounts"), &plan.market.reachable_accounts, q::ACCOUNTS);
    let n_outbound = plan.channels.iter().filter(|c| c.kind == ChannelType::Outbound).count();
    gate.length(ROOT("channels"), plan.channels.len(), super::MAX_CHANNELS);
    let mut channels: Vec<ChannelInputs> = plan
        .channels
        .iter()
        .enumerate()
        .map(|(index, channel)| {
            gate.enter_channel(&channel.id);
            let inputs = channels::channel(channel, Place::item("channels", index), n_outbound, gate);
            ChannelInputs { place: index, ..inputs }
        })
        .collect();
    channels::share_out_organic_leads(&mut channels);
    let closing = deals::opportunity_stages(&plan.opportunity_stages, gate);
    let qualification = self::qualification(&plan.qualification, closing.as_ref(), gate);
    let nurture = ROOT("nurture");
    let recycle_rate =
        gate.number(nurture.key("recycle_rate_per_week"), &plan.nurture.recycle_rate_per_week, q::POOL_RATE);
    let decay_rate =
        gate.number(nurture.key("decay_rate_per_week"), &plan.nurture.decay_rate_per_week, q::POOL_RATE);
    let brand = self::brand(&plan.brand, gate);
    let crm = self::crm(&plan.crm, gate);
    let response = self::response(&plan.response_sla, &crm, gate);
    let sdr = teams::sdr(&plan.teams.sales_development, gate);
    let ae = teams::ae(&plan.teams.account_executives, gate);
    let pay = teams::pay(&plan.compensation, gate);
    let pricing = self::pricing(&plan.pricing, gate);
    let quarter_end = self::quarter_end(&plan.quarter_end, gate);
    let (enablement, cycle_cut) = self::enablement(&plan.enablement, gate);
    let durations = deals::durations(&plan.durations, closing, cycle_cut, gate);
    let deals = deals::deals(&plan.deals, gate);
    let (churn_per_month, expansion_per_year) = deals::retention(&plan.retention, gate);
    let place = ROOT("retention");
    let churn_heterogeneity =
        gate.number(place.key("churn_heterogeneity"), &plan.retention.churn_heterogeneity, q::HETEROGENEITY);
    let opening_tenure = gate.number(
        place.key("opening_tenure_months"),
        &plan.retention.opening_tenure_months,
        q::TENURE_MONTHS,
    );
    let billing = ROOT("billing");
    let repeat = ROOT("repeat_orders");
    let finance = ROOT("finance");
    let discount_rate = gate.number(
        ROOT("plan").key("discount_rate_per_year"),
        &plan.plan.discount_rate_per_year,
        q::DISCOUNT_RATE,
    );
    let options = &plan.model_options;
    Inputs {
        options: Options {
            anchored: options.anchor_to_observed,
            warm: options.warm_start,
            founder_time: options.founder_time_in_cac,
            load_from_acceptance: options.ae_load_from_acceptance,
            waiting_once: options.waiting_counts_once,
        },
        discount_rate,
        reachable_accounts,
        channels,
        qualification,
        recycle_rate,
        decay_rate,
        brand,
        crm,
        response,
        sdr,
        ae,
        pay,
        pricing,
        quarter_end,
        durations,
        enablement,
        deals,
        churn_per_month,
        churn_heterogeneity,
        opening_tenure,
        expansion_per_year,
        prepay_share: gate.number(
            billing.key("annual_prepay_share"),
            &plan.billing.annual_prepay_share,
            q::SHARE,
        ),
        collection_weeks: gate.number(
            billing.key("mean_collection_weeks"),
            &plan.billing.mean_collection_weeks,
            q::COLLECTION_WEEKS,
        ),
        bad_debt: gate.number(billing.key("bad_debt_share"), &plan.billing.bad_debt_share, q::BAD_DEBT),
        orders_per_year: gate.number(
            repeat.key("orders_per_customer_per_year"),
            &plan.repeat_orders.orders_per_customer_per_year,
            q::ORDERS_PER_YEAR,
        ),
        order_value: gate.number(repeat.key("mean_value"), &plan.repeat_orders.mean_value, q::MONEY),
        opening: deals::opening(&plan.opening, gate),
        gross_margin: gate.number(finance.key("gross_margin"), &plan.finance.gross_margin, q::SHARE),
        overhead_per_month: gate.number(
            finance.key("overhead_per_month"),
            &plan.finance.overhead_per_month,
            q::MONEY_PER_MONTH,
        ),
        overhead_growth: gate.number(
            finance.key("overhead_growth_per_year"),
            &plan.finance.overhead_growth_per_year,
            q::GROWTH,
        ),
        marketing_team_per_month: gate.number(
            finance.key("marketing_team_cost_per_month"),
            &plan.finance.marketing_team_cost_per_month,
            q::MONEY_PER_MONTH,
        ),
        funding: deals::funding(&plan.finance, gate),
    }
}

fn qualification(
    qualification: &plan::Qualification,
    closing: Option<&deals::Closing>,
    gate: &mut Gate<'_>,
) -> QualificationInputs {
    let root = ROOT("qualification");
    let scoring = root.key("scoring");
    let observed = root.key("observed");
    let place = observed.key("conversion");
    let conversion = &qualification.observed.conversion;
    let relative_place = root.key("non_fit_relative_conversion");
    let relative = &qualification.non_fit_relative_conversion;
    QualificationInputs {
        auc: gate.number(scoring.key("auc_current"), &qualification.scoring.auc_current, q::AUC),
        auc_best: gate.number(
            scoring.key("auc_best_achievable"),
            &qualification.scoring.auc_best_achievable,
            q::AUC,
        ),
        fit_share: gate.number(
            observed.key("fit_share_of_leads"),
            &qualification.observed.fit_share_of_leads,
            q::LEAD_SHARE,
        ),
        lead_to_mql: gate.number(place.key("lead_to_mql"), &conversion.lead_to_mql, q::LEAD_SHARE),
        stages: [
            gate.number(place.key("mql_to_sql"), &conversion.mql_to_sql, q::CONVERSION),
            gate.number(place.key("sql_to_opportunity"), &conversion.sql_to_opportunity, q::CONVERSION),
            match closing {
                Some(closing) => closing.conversion,
                None => gate.number(
                    place.key("opportunity_to_won"),
                    &conversion.opportunity_to_won,
                    q::CONVERSION,
                ),
            },
        ],
        non_fit: [
            gate.number(relative_place.key("mql_to_sql"), &relative.mql_to_sql, q::RELATIVE_CONVERSION),
            gate.number(
                relative_place.key("sql_to_opportunity"),
                &relative.sql_to_opportunity,
                q::RELATIVE_CONVERSION,
            ),
            gate.number(
                relative_place.key("opportunity_to_won"),
                &relative.opportunity_to_won,
                q::RELATIVE_CONVERSION,
            ),
        ],
        threshold_shift: gate.number(
            root.key("mql_threshold_shift_sd"),
            &qualification.mql_threshold_shift_sd,
            q::THRESHOLD_SHIFT,
        ),
    }
}

fn brand(brand: &plan::Brand, gate: &mut Gate<'_>) -> BrandInputs {
    let place = ROOT("brand");
    BrandInputs {
        opening: gate.number(place.key("opening_goodwill"), &brand.opening_goodwill, q::MONEY),
        half_life: gate.number(
            place.key("goodwill_half_life_weeks"),
            &brand.goodwill_half_life_weeks,
            q::HALF_LIFE_WEEKS,
        ),
        half_saturation: gate.number(
            place.key("goodwill_half_saturation"),
            &brand.goodwill_half_saturation,
            q::MONEY,
        ),
        organic_per_month: gate.number(
            place.key("max_organic_leads_per_month"),
            &brand.max_organic_leads_per_month,
            q::LEADS_PER_MONTH,
        ),
        paid_lift: gate.number(place.key("max_paid_response_lift"), &brand.max_paid_response_lift, q::LIFT),
        win_log_odds: gate.number(
            place.key("max_win_log_odds_lift"),
            &brand.max_win_log_odds_lift,
            q::LOG_ODDS,
        ),
    }
}

fn crm(crm: &plan::Crm, gate: &mut Gate<'_>) -> CrmInputs {
    let place = ROOT("crm");
    CrmInputs {
        integration: gate.number(place.key("integration_level"), &crm.integration_level, q::SHARE),
        routing_automated: gate.number(
            place.key("routing_delay_automated_hours"),
            &crm.routing_delay_automated_hours,
            q::RESPONSE_HOURS,
        ),
        routing_manual: gate.number(
            place.key("routing_delay_manual_hours"),
            &crm.routing_delay_manual_hours,
            q::RESPONSE_HOURS,
        ),
        disposition_share: gate.number(
            place.key("disposition_share_of_worked_mqls"),
            &crm.disposition_share_of_worked_mqls,
            q::SHARE,
        ),
        learning_scale: gate.number(
            place.key("learning_scale_dispositions"),
            &crm.learning_scale_dispositions,
            q::DISPOSITIONS,
        ),
        opening_dispositions: gate.number(
            place.key("opening_dispositions"),
            &crm.opening_dispositions,
            q::COUNT,
        ),
        seat_per_month: gate.number(
            place.key("seat_cost_per_month"),
            &crm.seat_cost_per_month,
            q::MONEY_PER_MONTH,
        ),
    }
}

fn response(sla: &plan::ResponseSla, crm: &CrmInputs, gate: &mut Gate<'_>) -> ResponseInputs {
    let place = ROOT("response_sla");
    gate.whole(place.key("mql_expires_after_weeks"), sla.mql_expires_after_weeks, 0, 12, Unit::Weeks);
    let latency =
        gate.number(place.key("handling_latency_hours"), &sla.handling_latency_hours, q::RESPONSE_HOURS);
    ResponseInputs {
        order: sla.queue_order,
        expires_after: sla.mql_expires_after_weeks.min(12) as usize,
        target: gate.number(place.key("target_hours"), &sla.target_hours, q::RESPONSE_HOURS),
        latency,
        reference: gate
            .optional(place.key("reference_response_hours"), &sla.reference_response_hours, q::RESPONSE_HOURS)
            .unwrap_or(latency + crm.routing_hours() + 1.0),
        offset: gate.number(place.key("decay_offset_hours"), &sla.decay_offset_hours, q::POSITIVE_HOURS),
        exponent: gate.number(place.key("decay_exponent"), &sla.decay_exponent, q::DECAY_EXPONENT),
    }
}

fn pricing(pricing: &plan::Pricing, gate: &mut Gate<'_>) -> PricingInputs {
    let place = ROOT("pricing");
    PricingInputs {
        discount: gate.number(place.key("planned_discount"), &pricing.planned_discount, q::DISCOUNT),
        reference: gate.number(place.key("reference_discount"), &pricing.reference_discount, q::DISCOUNT),
        elasticity: gate.number(
            place.key("win_price_elasticity_abs"),
            &pricing.win_price_elasticity_abs,
            q::ELASTICITY,
        ),
    }
}

fn quarter_end(quarter_end: &plan::QuarterEnd, gate: &mut Gate<'_>) -> QuarterEndInputs {
    let place = ROOT("quarter_end");
    QuarterEndInputs {
        delay: gate.number(
            place.key("delayed_to_quarter_end_share"),
            &quarter_end.delayed_to_quarter_end_share,
            q::SHARE,
        ),
        pull: gate.number(place.key("pulled_forward_share"), &quarter_end.pulled_forward_share, q::SHARE),
        pull_weeks: gate.number(
            place.key("pull_window_weeks"),
            &quarter_end.pull_window_weeks,
            q::PULL_WEEKS,
        ),
        pull_discount: gate.number(
            place.key("pull_forward_discount"),
            &quarter_end.pull_forward_discount,
            q::PULL_DISCOUNT,
        ),
    }
}

fn enablement(enablement: &plan::Enablement, gate: &mut Gate<'_>) -> (EnablementInputs, f64) {
    let place = ROOT("enablement");
    let spend = gate.number(place.key("spend_per_month"), &enablement.spend_per_month, q::MONEY_PER_MONTH);
    let half = gate.number(
        place.key("half_saturation_per_month"),
        &enablement.half_saturation_per_month,
        q::MONEY_PER_MONTH,
    );
    let lift =
        gate.number(place.key("max_win_log_odds_lift"), &enablement.max_win_log_odds_lift, q::LOG_ODDS);
    let cut = gate.number(place.key("max_cycle_cut"), &enablement.max_cycle_cut, q::SHARE);
    let effect = if half > 0.0 { spend / (spend + half) } else { 0.0 };
    (EnablementInputs { spend_per_month: spend, win_log_odds: lift * effect }, cut * effect)
}

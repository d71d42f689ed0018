//! Channels: budgets, response to spend, carryover, events, partners, referrals, outbound.

use crate::check::gate::{Gate, Place};
use crate::model::*;
use crate::plan::{self, Budget, Channel, ChannelType};
use crate::quantity as q;
use crate::quantity::Unit;

/// The response of a channel to spend at the means of its ranges, as a run takes it; nothing for a channel whose leads do not
/// follow spend, or without a known cost per lead at a known spend.
pub fn response_curve(channel: &Channel) -> Option<ResponseCurve> {
    let is_anchored = channel.response.as_ref().is_some_and(|typed| typed.reference_cost_per_lead.is_some());
    let follows_spend = matches!(channel.kind, ChannelType::Paid | ChannelType::Content);
    let inputs = self::channel(channel, Place::item("channels", 0), 1, &mut Gate::checking());
    inputs.response.filter(|curve| is_anchored && follows_spend && curve.reference > 0.0)
}

pub(super) fn channel(
    channel: &Channel,
    place: Place<'_>,
    n_outbound: usize,
    gate: &mut Gate<'_>,
) -> ChannelInputs {
    let budget = budget(&channel.budget_per_month, place, gate);
    let spend_before = gate.number(
        place.key("spend_per_month_before_start"),
        &channel.spend_per_month_before_start,
        q::MONEY_PER_MONTH,
    );
    let first_budget = budget.first().copied().unwrap_or(0.0);
    let response =
        channel.response.as_ref().map(|r| self::anchored(r, place.key("response"), first_budget, gate));
    let default_carryover = plan::Carryover::default();
    let carryover = self::carryover(
        channel.carryover.as_ref().unwrap_or(&default_carryover),
        place.key("carryover"),
        gate,
    );
    let fit = gate.number(place.key("fit_share"), &channel.fit_share, q::SHARE);
    let fit_best = gate
        .optional(place.key("fit_share_best_achievable"), &channel.fit_share_best_achievable, q::SHARE)
        .unwrap_or(fit);
    let odds_place = place.key("odds_ratio");
    let odds = [
        gate.number(odds_place.key("mql_to_sql"), &channel.odds_ratio.mql_to_sql, q::ODDS_RATIO),
        gate.number(
            odds_place.key("sql_to_opportunity"),
            &channel.odds_ratio.sql_to_opportunity,
            q::ODDS_RATIO,
        ),
        gate.number(
            odds_place.key("opportunity_to_won"),
            &channel.odds_ratio.opportunity_to_won,
            q::ODDS_RATIO,
        ),
    ];
    ChannelInputs {
        address: address(&channel.id),
        place: 0,
        kind: channel.kind,
        budget,
        spend_factors: Vec::new(),
        spend_before,
        response,
        carryover,
        fit,
        fit_best,
        odds,
        value_factor: gate.number(
            place.key("deal_value_multiplier"),
            &channel.deal_value_multiplier,
            q::VALUE_FACTOR,
        ),
        dealer_margin: gate.number(place.key("dealer_margin"), &channel.dealer_margin, q::DEALER_MARGIN),
        goodwill_share: gate.number(
            place.key("goodwill_share_of_spend"),
            &channel.goodwill_share_of_spend,
            q::SHARE,
        ),
        dispersion: gate.number(
            place.key("lead_overdispersion"),
            &channel.lead_overdispersion,
            q::DISPERSION,
        ),
        events: events(channel, place, gate),
        partners: partners(channel, place.key("partner"), gate),
        base_leads_per_month: channel.organic.as_ref().map_or(0.0, |organic| {
            gate.number(
                place.key("organic").key("base_leads_per_month"),
                &organic.base_leads_per_month,
                q::LEADS_PER_MONTH,
            )
        }),
        organic_share: 0.0,
        referrals_per_year: referrals(channel, place.key("referral"), gate),
        // Checked on every channel, at work on those of its type only.
        outbound: channel
            .outbound
            .as_ref()
            .map(|o| outbound(o, place.key("outbound"), n_outbound, gate))
            .filter(|_| channel.kind == ChannelType::Outbound),
    }
}

/// Goodwill's organic leads are the company's: organic channels share them by their leads without goodwill, or equally.
pub(super) fn share_out_organic_leads(channels: &mut [ChannelInputs]) {
    let is_organic = |channel: &&ChannelInputs| channel.kind == ChannelType::Organic;
    let mut bases: Vec<f64> =
        channels.iter().filter(is_organic).map(|channel| channel.base_leads_per_month).collect();
    // In an order of their own, so that the order of the list does not round the sum.
    bases.sort_by(f64::total_cmp);
    let all: f64 = bases.iter().sum();
    for channel in channels.iter_mut().filter(|channel| channel.kind == ChannelType::Organic) {
        channel.organic_share =
            if all > 0.0 { channel.base_leads_per_month / all } else { 1.0 / bases.len() as f64 };
    }
}

fn budget(budget: &Budget, place: Place<'_>, gate: &mut Gate<'_>) -> Vec<f64> {
    const KEY: &str = "budget_per_month";
    match budget {
        Budget::Constant(estimate) => vec![gate.number(place.key(KEY), estimate, q::MONEY_PER_MONTH)],
        Budget::ByMonth(months) => {
            gate.length(place.key(KEY), months.len(), crate::check::MAX_ENTRIES);
            for (index, &month) in months.iter().enumerate() {
                gate.in_range(place.entry(KEY, index), month, q::MONEY_PER_MONTH);
            }
            months.clone()
        }
    }
}

fn anchored(r: &plan::Response, place: Place<'_>, first_budget: f64, gate: &mut Gate<'_>) -> ResponseCurve {
    let reference = gate
        .optional(
            place.key("reference_spend_per_month"),
            &r.reference_spend_per_month,
            q::REFERENCE_MONEY_PER_MONTH,
        )
        .unwrap_or(first_budget);
    let cost_per_lead =
        gate.optional(place.key("reference_cost_per_lead"), &r.reference_cost_per_lead, q::COST_PER_LEAD);
    let share_of_max =
        gate.number(place.key("reference_share_of_max"), &r.reference_share_of_max, q::CEILING_SHARE);
    let slope = gate.number(place.key("hill_slope"), &r.hill_slope, q::HILL_SLOPE);
    ResponseCurve {
        shape: r.shape,
        reference: reference / crate::calendar::WEEKS_PER_MONTH,
        cost_per_lead: cost_per_lead.unwrap_or(1.0),
        share_of_max,
        slope,
    }
}

fn carryover(c: &plan::Carryover, place: Place<'_>, gate: &mut Gate<'_>) -> CarryoverInputs {
    gate.whole(place.key("max_lag_weeks"), c.max_lag_weeks, 0, 104, Unit::Weeks);
    let positive = q::Quantity { min: 1e-3, ..q::DELAY_WEEKS };
    CarryoverInputs {
        shape: c.shape,
        retention: gate.number(place.key("retention_per_week"), &c.retention_per_week, q::RETENTION),
        max_lag: c.max_lag_weeks.min(104) as usize,
        peak_lag: gate.number(place.key("peak_lag_weeks"), &c.peak_lag_weeks, q::DELAY_WEEKS),
        weibull_shape: gate.number(
            place.key("weibull_shape"),
            &c.weibull_shape,
            q::Quantity { unit: Unit::None, max: 20.0, ..positive },
        ),
        weibull_scale: gate.number(place.key("weibull_scale_weeks"), &c.weibull_scale_weeks, positive),
    }
}

fn events(channel: &Channel, place: Place<'_>, gate: &mut Gate<'_>) -> Vec<(usize, f64, f64)> {
    gate.length(place.key("events"), channel.events.len(), crate::check::MAX_ENTRIES);
    channel
        .events
        .iter()
        .enumerate()
        .map(|(index, event)| {
            let place = place.entry("events", index);
            let cost = gate.number(place.key("cost"), &event.cost, q::MONEY);
            let leads = gate.number(place.key("leads"), &event.leads, q::COUNT);
            (event.week as usize, cost, leads)
        })
        .collect()
}

fn partners(channel: &Channel, place: Place<'_>, gate: &mut Gate<'_>) -> PartnerInputs {
    let Some(partner) = &channel.partner else { return PartnerInputs::default() };
    let active = gate.number(place.key("active_partners"), &partner.active_partners, q::COUNT);
    let each = gate.number(
        place.key("leads_per_partner_per_month"),
        &partner.leads_per_partner_per_month,
        q::LEADS_PER_MONTH,
    );
    PartnerInputs {
        leads_per_month: active * each,
        max_lift: gate.number(place.key("max_coop_lift"), &partner.max_coop_lift, q::LIFT),
        half_saturation_per_month: gate.optional(
            place.key("coop_half_saturation_per_month"),
            &partner.coop_half_saturation_per_month,
            q::MONEY_PER_MONTH,
        ),
    }
}

fn referrals(channel: &Channel, place: Place<'_>, gate: &mut Gate<'_>) -> f64 {
    if channel.kind != ChannelType::Referral && channel.referral.is_none() {
        return 0.0;
    }
    let default = plan::Referral::default();
    let referral = channel.referral.as_ref().unwrap_or(&default);
    gate.number(place.key("leads_per_customer_per_year"), &referral.leads_per_customer_per_year, q::REFERRALS)
}

fn outbound(o: &plan::Outbound, place: Place<'_>, n_outbound: usize, gate: &mut Gate<'_>) -> OutboundInputs {
    OutboundInputs {
        reference_hours: gate.number(
            place.key("reference_hours_per_week"),
            &o.reference_hours_per_week,
            q::POSITIVE_HOURS,
        ),
        replies_per_hour: gate.number(
            place.key("replies_per_hour_at_reference"),
            &o.replies_per_hour_at_reference,
            q::REPLIES_PER_HOUR,
        ),
        share_of_max: gate.number(
            place.key("reference_share_of_max"),
            &o.reference_share_of_max,
            q::CEILING_SHARE,
        ),
        hours_share: gate
            .optional(place.key("hours_share"), &o.hours_share, q::SHARE)
            .unwrap_or(1.0 / n_outbound.max(1) as f64),
    }
}

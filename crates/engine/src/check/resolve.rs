//! The walk: every leaf of the plan once, in one fixed order, into the model's inputs.

use super::gate::{Gate, Place};
use crate::durations::DurationLaw;
use crate::estimate::Estimate;
use crate::model::*;
use crate::plan::{self, Budget, Channel, ChannelType, Duration, Plan};
use crate::quantity as q;
use crate::quantity::Unit;

const ROOT: fn(&'static str) -> Place<'static> = Place::root;

/// Resolves a plan through the gate. While checking, faults are reported and some value stands in.
pub(crate) fn resolve(plan: &Plan, gate: &mut Gate<'_>) -> Inputs {
    let market = ROOT("market");
    let reachable_accounts =
        gate.number(market.key("reachable_accounts"), &plan.market.reachable_accounts, q::ACCOUNTS);
    let n_outbound = plan.channels.iter().filter(|c| c.kind == ChannelType::Outbound).count();
    gate.length(ROOT("channels"), plan.channels.len(), super::MAX_CHANNELS);
    let channels = plan
        .channels
        .iter()
        .enumerate()
        .map(|(index, channel)| {
            gate.enter_channel(&channel.id);
            self::channel(channel, Place::item("channels", index), n_outbound, gate)
        })
        .collect();
    let closing = opportunity_stages(&plan.opportunity_stages, gate);
    let qualification = self::qualification(&plan.qualification, closing.as_ref(), gate);
    let nurture = ROOT("nurture");
    let recycle_rate =
        gate.number(nurture.key("recycle_rate_per_week"), &plan.nurture.recycle_rate_per_week, q::POOL_RATE);
    let decay_rate =
        gate.number(nurture.key("decay_rate_per_week"), &plan.nurture.decay_rate_per_week, q::POOL_RATE);
    let brand = self::brand(&plan.brand, gate);
    let crm = self::crm(&plan.crm, gate);
    let response = self::response(&plan.response_sla, &crm, gate);
    let sdr = self::sdr(&plan.teams.sales_development, gate);
    let ae = self::ae(&plan.teams.account_executives, gate);
    let pay = self::pay(&plan.compensation, gate);
    let pricing = self::pricing(&plan.pricing, gate);
    let quarter_end = self::quarter_end(&plan.quarter_end, gate);
    let (enablement, cycle_cut) = self::enablement(&plan.enablement, gate);
    let durations = self::durations(&plan.durations, closing, cycle_cut, gate);
    let deals = self::deals(&plan.deals, gate);
    let (churn_per_month, expansion_per_year) = retention(&plan.retention, gate);
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
        opening: opening(&plan.opening, gate),
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
        funding: funding(&plan.finance, gate),
    }
}

/// The response of a channel to spend at the means of its ranges, as a run takes it; nothing for a channel whose leads do not
/// follow spend, or without a known cost per lead at a known spend.
pub fn response_curve(channel: &Channel) -> Option<ResponseCurve> {
    let is_anchored = channel.response.as_ref().is_some_and(|typed| typed.reference_cost_per_lead.is_some());
    let follows_spend = matches!(channel.kind, ChannelType::Paid | ChannelType::Content);
    let inputs = self::channel(channel, Place::item("channels", 0), 1, &mut Gate::checking());
    inputs.response.filter(|curve| is_anchored && follows_spend && curve.reference > 0.0)
}

fn channel(channel: &Channel, place: Place<'_>, n_outbound: usize, gate: &mut Gate<'_>) -> ChannelInputs {
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
        kind: channel.kind,
        budget,
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
        referrals_per_year: referrals(channel, place.key("referral"), gate),
        // Checked on every channel, at work on those of its type only.
        outbound: channel
            .outbound
            .as_ref()
            .map(|o| outbound(o, place.key("outbound"), n_outbound, gate))
            .filter(|_| channel.kind == ChannelType::Outbound),
    }
}

fn budget(budget: &Budget, place: Place<'_>, gate: &mut Gate<'_>) -> Vec<f64> {
    const KEY: &str = "budget_per_month";
    match budget {
        Budget::Constant(estimate) => vec![gate.number(place.key(KEY), estimate, q::MONEY_PER_MONTH)],
        Budget::ByMonth(months) => {
            gate.length(place.key(KEY), months.len(), super::MAX_ENTRIES);
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
    gate.length(place.key("events"), channel.events.len(), super::MAX_ENTRIES);
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

/// The steps from opportunity to won: the product of their conversions, and the time in each (mean, spread).
struct Closing {
    conversion: f64,
    times: Vec<(plan::DurationDistribution, f64, f64)>,
}

/// The steps from opportunity to won, where the plan has any.
fn opportunity_stages(stages: &[plan::OpportunityStage], gate: &mut Gate<'_>) -> Option<Closing> {
    let root = ROOT("opportunity_stages");
    gate.length(root, stages.len(), super::MAX_OPPORTUNITY_STAGES);
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

fn qualification(
    qualification: &plan::Qualification,
    closing: Option<&Closing>,
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

/// The fields that both teams share, through a macro because the plan keeps them flat in each team.
macro_rules! team {
    ($team:expr, $place:expr, $gate:expr) => {{
        let (team, place, gate) = ($team, $place, &mut *$gate);
        gate.length(place.key("hires"), team.hires.len(), super::MAX_HIRES);
        gate.whole(place.key("replacement_delay_weeks"), team.replacement_delay_weeks, 0, 52, Unit::Weeks);
        gate.length(place.key("productivity_by_quarter"), team.productivity_by_quarter.len(), 20);
        for (index, &share) in team.productivity_by_quarter.iter().enumerate() {
            gate.in_range(place.entry("productivity_by_quarter", index), share, q::SHARE);
        }
        let hires = team
            .hires
            .iter()
            .enumerate()
            .map(|(index, hire)| HireInputs {
                start: hire.start_week,
                heads: gate.number(
                    place.entry("hires", index).key("headcount"),
                    &hire.headcount,
                    q::HEADCOUNT,
                ),
                ramped: hire.fully_ramped,
            })
            .collect();
        TeamInputs {
            hires,
            founder_fte: gate.number(
                place.key("founder_fte_unpaid"),
                &team.founder_fte_unpaid,
                q::FOUNDER_FTE,
            ),
            onboarding: gate.number(place.key("onboarding_weeks"), &team.onboarding_weeks, q::DELAY_WEEKS),
            full_after: gate.number(
                place.key("full_productivity_after_weeks"),
                &team.full_productivity_after_weeks,
                q::DELAY_WEEKS,
            ),
            by_quarter: team.productivity_by_quarter.clone(),
            attrition_per_year: gate.number(
                place.key("attrition_rate_per_year"),
                &team.attrition_rate_per_year,
                q::ATTRITION,
            ),
            replace: team.replace_leavers,
            replacement_delay: team.replacement_delay_weeks as usize,
            failure_share: gate.number(place.key("hire_failure_share"), &team.hire_failure_share, q::SHARE),
            pay_per_year: gate.number(
                place.key("loaded_base_pay_per_year"),
                &team.loaded_base_pay_per_year,
                q::MONEY_PER_YEAR,
            ),
        }
    }};
}

fn sdr(sdr: &plan::SalesDevelopment, gate: &mut Gate<'_>) -> SdrInputs {
    let teams = ROOT("teams");
    let place = teams.key("sales_development");
    SdrInputs {
        team: team!(sdr, place, gate),
        hours_per_week: gate.number(
            place.key("selling_hours_per_week"),
            &sdr.selling_hours_per_week,
            q::WORK_HOURS,
        ),
        hours_per_mql: gate.number(place.key("hours_per_mql"), &sdr.hours_per_mql, q::WORK_HOURS),
        outbound_share: gate.number(place.key("outbound_time_share"), &sdr.outbound_time_share, q::SHARE),
        idle_to_outbound: gate.number(
            place.key("idle_time_to_outbound_share"),
            &sdr.idle_time_to_outbound_share,
            q::SHARE,
        ),
        bonus_per_sql: gate.number(
            place.key("bonus_per_accepted_sql"),
            &sdr.bonus_per_accepted_sql,
            q::MONEY,
        ),
    }
}

fn ae(ae: &plan::AccountExecutives, gate: &mut Gate<'_>) -> AeInputs {
    let teams = ROOT("teams");
    let place = teams.key("account_executives");
    AeInputs {
        team: team!(ae, place, gate),
        slots_per_fte: gate.number(
            place.key("max_open_opportunities_per_fte"),
            &ae.max_open_opportunities_per_fte,
            q::OPEN_OPPORTUNITIES_PER_REP,
        ),
        reference_utilisation: gate.number(
            place.key("reference_utilisation"),
            &ae.reference_utilisation,
            q::UTILISATION,
        ),
        overload_from: gate.number(
            place.key("overload_starts_at_utilisation"),
            &ae.overload_starts_at_utilisation,
            q::UTILISATION,
        ),
        overload_effect: gate.number(
            place.key("overload_win_log_odds_per_utilisation"),
            &ae.overload_win_log_odds_per_utilisation,
            q::LOAD_EFFECT,
        ),
        stale_rate: gate.number(
            place.key("waiting_sql_loss_rate_per_week"),
            &ae.waiting_sql_loss_rate_per_week,
            q::STALE_RATE,
        ),
        attainment_effect: gate.number(
            place.key("attrition_rise_below_attainment"),
            &ae.attrition_rise_below_attainment,
            q::ATTAINMENT_EFFECT,
        ),
    }
}

fn pay(pay: &plan::Compensation, gate: &mut Gate<'_>) -> PayInputs {
    let place = ROOT("compensation");
    PayInputs {
        quota_per_year: gate.number(
            place.key("quota_per_head_per_year"),
            &pay.quota_per_head_per_year,
            q::QUOTA_PER_YEAR,
        ),
        commission: gate.number(place.key("commission_rate"), &pay.commission_rate, q::COMMISSION),
        accelerator: gate.number(
            place.key("above_quota_multiplier"),
            &pay.above_quota_multiplier,
            q::ACCELERATOR,
        ),
        repeat_commission: gate.number(
            place.key("repeat_order_commission_rate"),
            &pay.repeat_order_commission_rate,
            q::COMMISSION,
        ),
        hire_cost: gate.number(place.key("hiring_cost_per_head"), &pay.hiring_cost_per_head, q::MONEY),
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

fn durations(
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

fn deals(deals: &plan::Deals, gate: &mut Gate<'_>) -> DealInputs {
    let place = ROOT("deals");
    gate.whole(place.key("go_live_delay_weeks"), deals.go_live_delay_weeks, 0, 104, Unit::Weeks);
    gate.whole(place.key("delivery_weeks"), deals.delivery_weeks, 0, 104, Unit::Weeks);
    gate.length(place.key("payment_milestones"), deals.payment_milestones.len(), super::MAX_ENTRIES);
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

fn retention(retention: &plan::Retention, gate: &mut Gate<'_>) -> ([f64; 2], f64) {
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

fn opening(opening: &plan::Opening, gate: &mut Gate<'_>) -> OpeningInputs {
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
        opportunities: money(gate, "open_opportunities", &opening.open_opportunities, q::COUNT),
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

fn funding(finance: &plan::Finance, gate: &mut Gate<'_>) -> Vec<(usize, f64)> {
    gate.length(ROOT("finance").key("funding"), finance.funding.len(), super::MAX_ENTRIES);
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

//! What a plan leaves out: every default that a run uses, with what it rests on.

use crate::model::Model;
use crate::plan::{Plan, to_value};
use serde::Serialize;
use serde_json::Value;

/// A default in use.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DefaultUsed {
    /// Path in the plan, such as `deals.value_coefficient_of_variation`.
    pub path: String,
    /// The value used; null where it is worked out week by week or by channel.
    pub value: Value,
    /// What it rests on: `A` an assumption of ours, `none` no effect or nothing there, `option` a way of reading, else a source.
    pub basis: &'static str,
}

/// Every default that a run of the plan uses: what the JSON text leaves out, and what the model works out in its place.
/// Empty if the text is no JSON. `model` is the plan's.
pub fn defaults_used(text: &str, model: &Model) -> Vec<DefaultUsed> {
    let Ok(typed) = serde_json::from_str::<Value>(text.trim_start_matches('\u{feff}')) else {
        return Vec::new();
    };
    let mut used = Vec::new();
    walk(String::new(), &to_value(model.plan()), Some(&typed), &mut used);
    worked_out(model, &mut used);
    used.into_iter().map(|(path, value)| DefaultUsed { basis: basis(&path), path, value }).collect()
}

/// Topics that no figure depends on.
const SILENT: [&str; 4] = ["version", "provenance", "target", "plan.title"];
/// Keys of a range: what they leave out is no default of the plan.
const RANGES: [&str; 5] = ["p10", "pert", "beta", "uniform", "samples"];

/// Lists the leaves of `full` that `typed` does not have.
fn walk(path: String, full: &Value, typed: Option<&Value>, used: &mut Vec<(String, Value)>) {
    if SILENT.contains(&path.as_str()) {
        return;
    }
    match (full, typed.filter(|typed| !typed.is_null())) {
        (_, Some(Value::Object(range))) if RANGES.iter().any(|key| range.contains_key(*key)) => {}
        (Value::Object(full), typed) => {
            for (key, value) in full {
                let place = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                walk(place, value, typed.and_then(|typed| typed.get(key)), used);
            }
        }
        (Value::Array(full), Some(Value::Array(typed))) => {
            for (index, value) in full.iter().enumerate() {
                walk(format!("{path}[{index}]"), value, typed.get(index), used);
            }
        }
        (_, Some(_)) => {}
        (value, None) => used.push((path, value.clone())),
    }
}

/// What the model puts in the place of fields that have no default of their own.
fn worked_out(model: &Model, used: &mut Vec<(String, Value)>) {
    let (plan, inputs): (&Plan, _) = (model.plan(), &model.central);
    let mut add = |left_out: bool, path: String, value: Value| {
        if left_out {
            used.push((path, value));
        }
    };
    for (index, (channel, inputs)) in plan.channels.iter().zip(&inputs.channels).enumerate() {
        let at = |key: &str| format!("channels[{index}].{key}");
        add(channel.carryover.is_none(), at("carryover"), Value::Null);
        add(
            channel.fit_share_best_achievable.is_none(),
            at("fit_share_best_achievable"),
            inputs.fit_best.into(),
        );
        if let (Some(response), Some(curve)) = (&channel.response, &inputs.response) {
            let spend = curve.reference * crate::calendar::WEEKS_PER_MONTH;
            add(
                response.reference_spend_per_month.is_none(),
                at("response.reference_spend_per_month"),
                spend.into(),
            );
        }
        if let (Some(typed), Some(outbound)) = (&channel.outbound, &inputs.outbound) {
            add(typed.hours_share.is_none(), at("outbound.hours_share"), outbound.hours_share.into());
        }
    }
    let response = &plan.response_sla;
    let reference = inputs.response.reference;
    add(
        response.reference_response_hours.is_none(),
        "response_sla.reference_response_hours".to_owned(),
        reference.into(),
    );
    let opening = &plan.opening;
    // Without a warm start they are nothing, with it what today's flows leave.
    let stock = if inputs.options.warm { Value::Null } else { 0.0.into() };
    for (left_out, key) in [
        (opening.open_opportunities.is_none(), "open_opportunities"),
        (opening.mql_queue.is_none(), "mql_queue"),
        (opening.sqls_in_progress.is_none(), "sqls_in_progress"),
        (opening.opportunities_in_discovery.is_none(), "opportunities_in_discovery"),
        (opening.nurture_pool.is_none(), "nurture_pool"),
    ] {
        add(left_out, format!("opening.{key}"), stock.clone());
    }
    add(
        opening.open_opportunity_win_share.is_none(),
        "opening.open_opportunity_win_share".to_owned(),
        Value::Null,
    );
}

/// What the default of a path rests on.
fn basis(path: &str) -> &'static str {
    // A channel's place in the list tells nothing.
    let place = match path.split_once(']') {
        Some((channel, rest)) if channel.starts_with("channels[") => format!("channels{rest}"),
        _ => path.to_owned(),
    };
    let found = BASES.iter().find(|(prefix, _)| {
        place.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
    });
    found.map_or("A", |(_, basis)| basis)
}

const NONE: &str = "none";
const OPTION: &str = "option";
const MODEL: &str = "docs/model.md 7";
const FUNNEL: &str = "vendor survey: sales-led B2B funnel, median";
const CYCLE: &str = "A; Bridge Group and Gong: cycles of 60 to 84 days";
const RAMP: &str = "Bridge Group 2024: median ramp of 5 months";
const BENCHMARKS: &str = "vendor survey: SaaS benchmarks 2025";

/// What defaults rest on, by path or by the topic that it begins with; the first that fits counts. All others are assumptions.
const BASES: &[(&str, &str)] = &[
    ("plan.discount_rate_per_year", "A"),
    ("plan", OPTION),
    ("simulation.default_correlations", "A"),
    ("simulation", OPTION),
    ("calendar", NONE),
    ("market.reachable_accounts", "A; Dawes: 5 % of a market buys in a quarter"),
    ("channels.response.shape", "Google Meridian, PyMC-Marketing"),
    ("channels.response.hill_slope", "Google Meridian"),
    ("channels.response.reference_share_of_max", "A"),
    ("channels.response.reference_spend_per_month", "the first month's budget"),
    ("channels.response", "A"),
    ("channels.carryover", NONE),
    ("channels.fit_share_best_achievable", "the fit share: no learning"),
    ("channels.fit_share", "A; trade shows: 5 to 30 % qualified"),
    ("channels.odds_ratio", NONE),
    ("channels.deal_value_multiplier", NONE),
    ("channels.dealer_margin", NONE),
    ("channels.goodwill_share_of_spend", NONE),
    ("channels.lead_overdispersion", "A"),
    ("channels.referral", "A; Bass: 0.38 adopters an adopter and year"),
    ("channels.outbound.hours_share", "an equal share for each outbound channel"),
    ("channels.outbound", "A; vendor survey: 12 to 15 meetings an SDR and month"),
    ("channels", NONE),
    ("qualification.observed.conversion", FUNNEL),
    ("qualification.mql_threshold_shift_sd", NONE),
    ("brand.goodwill_half_life_weeks", "A; Binet and Field: effects take six months or more"),
    ("brand.opening_goodwill", NONE),
    ("brand.goodwill_half_saturation", NONE),
    ("brand.max_organic_leads_per_month", NONE),
    ("crm.learning_scale_dispositions", "vendor guidance: scoring wants about 1,000 leads"),
    ("crm.opening_dispositions", NONE),
    ("response_sla.target_hours", "A; HubSpot answers within 24 hours"),
    ("response_sla.handling_latency_hours", "A; audits found 42 hours by the clock"),
    ("response_sla.decay_exponent", "HBR 2011, half of it on the log scale: observational"),
    ("response_sla.reference_response_hours", "latency, routing and one hour"),
    ("teams.sales_development.selling_hours_per_week", "Roberge: 100 leads a rep and month"),
    ("teams.sales_development.hours_per_mql", "Roberge: 100 leads a rep and month"),
    ("teams.sales_development.hires", NONE),
    ("teams.account_executives.hires", NONE),
    ("teams.account_executives.onboarding_weeks", RAMP),
    ("teams.account_executives.full_productivity_after_weeks", RAMP),
    ("teams.account_executives.attrition_rate_per_year", "vendor survey: turnover near 25 %"),
    ("teams.account_executives.loaded_base_pay_per_year", "vendor survey: OTE 150k, half of it base"),
    ("teams.account_executives.overload_win_log_odds_per_utilisation", "A"),
    ("compensation.quota_per_head_per_year", "vendor survey: quota of 4 to 5 times OTE"),
    ("compensation.commission_rate", "vendor survey: 8 to 10 %"),
    ("compensation.repeat_order_commission_rate", NONE),
    ("pricing.win_price_elasticity_abs", "A; Bijmolt and others 2005, shrunk"),
    ("pricing", NONE),
    ("quarter_end", "A; Oyer 1998, Larkin"),
    ("durations", CYCLE),
    ("enablement", NONE),
    ("deals.mean_first_year_value", "Bridge Group: annual contracts of 25k to 38k"),
    ("deals.recurring_share", NONE),
    ("deals.delivery_weeks", NONE),
    ("deals.payment_milestones", NONE),
    ("retention.churn_rate_per_month", BENCHMARKS),
    ("retention.expansion_rate_per_year", "A; Benchmarkit 2025: median NRR of 101 %"),
    ("repeat_orders", NONE),
    ("opening.open_opportunities", MODEL),
    ("opening.mql_queue", MODEL),
    ("opening.sqls_in_progress", MODEL),
    ("opening.opportunities_in_discovery", MODEL),
    ("opening.nurture_pool", MODEL),
    ("opening.open_opportunity_win_share", "docs/model.md 4: length-biased"),
    ("opening", NONE),
    ("finance.gross_margin", BENCHMARKS),
    ("finance", NONE),
    ("model_options", OPTION),
];

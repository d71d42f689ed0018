//! The rules that concern more than one number.

use super::gate::{Gate, Place, out_of_range};
use super::{HORIZON_WEEKS, MAX_ACTUALS, MAX_ENTRIES, MAX_TRIALS};
use crate::calendar::{Calendar, WEEKS_PER_MONTH};
use crate::date::{Date, Month};
use crate::estimate::{Estimate, EstimateFault};
use crate::findings::{Code, Fact, Finding};
use crate::model::{Anchors, Inputs};
use crate::plan::{ActualMeasure, ChannelType, Plan, TargetMeasure};
use crate::quantity::{self as q, Quantity, Unit};
use std::collections::BTreeMap;

const ROOT: fn(&'static str) -> Place<'static> = Place::root;

/// The currencies of ISO 4217 that are in use.
pub const CURRENCIES: &[&str] = &[
    "AED", "AFN", "ALL", "AMD", "ANG", "AOA", "ARS", "AUD", "AWG", "AZN", "BAM", "BBD", "BDT", "BGN", "BHD",
    "BIF", "BMD", "BND", "BOB", "BRL", "BSD", "BTN", "BWP", "BYN", "BZD", "CAD", "CDF", "CHF", "CLP", "CNY",
    "COP", "CRC", "CUP", "CVE", "CZK", "DJF", "DKK", "DOP", "DZD", "EGP", "ERN", "ETB", "EUR", "FJD", "FKP",
    "GBP", "GEL", "GHS", "GIP", "GMD", "GNF", "GTQ", "GYD", "HKD", "HNL", "HTG", "HUF", "IDR", "ILS", "INR",
    "IQD", "IRR", "ISK", "JMD", "JOD", "JPY", "KES", "KGS", "KHR", "KMF", "KPW", "KRW", "KWD", "KYD", "KZT",
    "LAK", "LBP", "LKR", "LRD", "LSL", "LYD", "MAD", "MDL", "MGA", "MKD", "MMK", "MNT", "MOP", "MRU", "MUR",
    "MVR", "MWK", "MXN", "MYR", "MZN", "NAD", "NGN", "NIO", "NOK", "NPR", "NZD", "OMR", "PAB", "PEN", "PGK",
    "PHP", "PKR", "PLN", "PYG", "QAR", "RON", "RSD", "RUB", "RWF", "SAR", "SBD", "SCR", "SDG", "SEK", "SGD",
    "SHP", "SLE", "SOS", "SRD", "SSP", "STN", "SVC", "SYP", "SZL", "THB", "TJS", "TMT", "TND", "TOP", "TRY",
    "TTD", "TWD", "TZS", "UAH", "UGX", "USD", "UYU", "UZS", "VES", "VND", "VUV", "WST", "XAF", "XCD", "XOF",
    "XPF", "YER", "ZAR", "ZMW", "ZWL",
];

/// Longest title and name, characters.
const MAX_TITLE: usize = 120;
const MAX_ID: usize = 40;
/// Longest name of a stage: it stands on narrow labels.
const MAX_STAGE_NAME: usize = 40;
/// Largest seed: JSON numbers are exact up to here everywhere.
const MAX_SEED: u64 = (1 << 53) - 1;

/// Title, start, horizon, currency, calendar and run. Gives the calendar unless its parts are faulty.
pub(crate) fn frame(plan: &Plan, gate: &mut Gate<'_>) -> Option<Calendar> {
    let header = ROOT("plan");
    if let Some(finding) = crate::plan::newer_version(u64::from(plan.version)) {
        gate.report(finding.code, finding.path, finding.found, finding.fact);
    } else if plan.version == 0 {
        gate.report(Code::E102, "version", 0, Fact::OutOfRange { min: 1.0, max: 1.0, unit: Unit::None });
    }
    gate.length(header.key("title"), plan.plan.title.chars().count(), MAX_TITLE);
    let (min, max) = (*HORIZON_WEEKS.start(), *HORIZON_WEEKS.end());
    if plan.plan.horizon_weeks > max {
        let fact = Fact::OutOfRange { min: f64::from(min), max: f64::from(max), unit: Unit::Weeks };
        gate.report(Code::E107, header.key("horizon_weeks"), plan.plan.horizon_weeks, fact);
    } else {
        gate.whole(header.key("horizon_weeks"), plan.plan.horizon_weeks, min, max, Unit::Weeks);
    }
    gate.whole(header.key("fiscal_year_start_month"), plan.plan.fiscal_year_start_month, 1, 12, Unit::None);
    currency(plan, gate);
    run(plan, gate);
    season(plan, gate);
    let start = start(plan, gate)?;
    let fits = HORIZON_WEEKS.contains(&plan.plan.horizon_weeks)
        && (1..=12).contains(&plan.plan.fiscal_year_start_month);
    let mean: f64 = plan.calendar.monthly_demand_index.iter().sum();
    (fits && mean > 0.0 && mean.is_finite()).then(|| {
        let weeks = plan.plan.horizon_weeks as usize;
        let calendar = Calendar::new(start, weeks, plan.plan.fiscal_year_start_month, &plan.calendar);
        if plan.model_options.holidays_keep_yearly_demand {
            calendar.keeping_yearly_demand()
        } else {
            calendar
        }
    })
}

fn start(plan: &Plan, gate: &mut Gate<'_>) -> Option<Date> {
    let header = ROOT("plan");
    let place = header.key("start_date");
    let Some(typed) = plan.plan.start_date else {
        gate.report(Code::E101, place, "", Fact::Missing { unit: None });
        return None;
    };
    if !(1950..=2150).contains(&typed.year()) {
        let fact = Fact::OutsideHorizon { first: "1950-01-01".to_owned(), last: "2150-12-31".to_owned() };
        gate.report(Code::E104, place, typed, fact);
        return None;
    }
    let monday = typed.monday();
    if monday != typed {
        gate.report(Code::W201, place, typed, Fact::Moved { to: monday.to_string() });
    }
    Some(monday)
}

fn currency(plan: &Plan, gate: &mut Gate<'_>) {
    let code = plan.plan.currency_code.as_str();
    if !CURRENCIES.contains(&code) {
        let allowed = ["USD", "EUR", "CNY", "GBP", "JPY"].map(str::to_owned).to_vec();
        gate.report(Code::E106, ROOT("plan").key("currency_code"), code, Fact::NotAllowed { allowed });
    }
}

fn run(plan: &Plan, gate: &mut Gate<'_>) {
    let place = ROOT("simulation");
    let trials = plan.simulation.trials;
    if trials > MAX_TRIALS {
        let fact = Fact::OutOfRange { min: 1.0, max: f64::from(MAX_TRIALS), unit: Unit::Count };
        gate.report(Code::E107, place.key("trials"), trials, fact);
    } else {
        gate.whole(place.key("trials"), trials, 1, MAX_TRIALS, Unit::Count);
    }
    gate.length(place.key("correlations"), plan.simulation.correlations.len(), MAX_ENTRIES);
    for (index, typed) in plan.simulation.correlations.iter().enumerate() {
        let place = place.entry("correlations", index);
        gate.in_range(place.key("rank_correlation"), typed.rank_correlation, q::CORRELATION);
    }
    if plan.simulation.seed > MAX_SEED {
        let fact = Fact::OutOfRange { min: 0.0, max: MAX_SEED as f64, unit: Unit::None };
        gate.report(Code::E102, place.key("seed"), plan.simulation.seed, fact);
    }
}

fn season(plan: &Plan, gate: &mut Gate<'_>) {
    let root = ROOT("calendar");
    let index = &plan.calendar.monthly_demand_index;
    for (month, &value) in index.iter().enumerate() {
        gate.in_range(root.entry("monthly_demand_index", month), value, q::SEASON_INDEX);
    }
    if index.iter().all(|&value| value == 0.0) {
        let fact = Fact::OutOfRange { min: 0.0, max: 5.0, unit: Unit::Factor };
        gate.report(Code::E102, root.key("monthly_demand_index"), 0, fact);
    }
    gate.length(root.key("holidays"), plan.calendar.holidays.len(), MAX_ENTRIES);
    for (number, holiday) in plan.calendar.holidays.iter().enumerate() {
        let place = root.entry("holidays", number);
        gate.in_range(place.key("working_time_factor"), holiday.working_time_factor, q::SHARE);
        gate.in_range(place.key("demand_factor"), holiday.demand_factor, q::SHARE);
        gate.in_range(place.key("spend_factor"), holiday.spend_factor, q::SHARE);
        if holiday.first_date > holiday.last_date {
            let fact = order("first_date", "last_date");
            gate.report(Code::E104, place.key("last_date"), holiday.last_date, fact);
        }
    }
}

fn order(low: &str, high: &str) -> Fact {
    Fact::Order { low: low.to_owned(), high: high.to_owned() }
}

/// Why an estimate cannot be used, if so.
pub(crate) fn estimate_fault(estimate: &Estimate, quantity: Quantity) -> Option<(Code, Fact)> {
    let (min, max) = quantity.range();
    // A typed end outside the hard range is an error in itself; the tails between are cut with W208.
    let ends = match estimate {
        Estimate::Range { p10, p90, .. } => [*p10, *p90],
        Estimate::Pert { min, max, .. } | Estimate::Uniform { min, max } => [*min, *max],
        Estimate::Samples(samples) => {
            let low = samples.iter().copied().fold(f64::INFINITY, f64::min);
            [low, samples.iter().copied().fold(f64::NEG_INFINITY, f64::max)]
        }
        Estimate::Fixed(_) | Estimate::Beta { .. } => [min, max],
    };
    let outside =
        ends.into_iter().find(|end| !(min..=max).contains(end)).map(|end| out_of_range(end, quantity));
    let Some(fault) = estimate.fault(quantity.scale) else { return outside };
    match fault {
        EstimateFault::OrderViolated { low, high } => {
            Some((Code::E104, order(&low.to_string(), &high.to_string())))
        }
        // An end that is outside its limits says more than that it does not suit the scale.
        EstimateFault::NonPositiveForLognormal { .. } | EstimateFault::OutsideUnitForLogit { .. }
            if outside.is_some() =>
        {
            outside
        }
        _ => Some((Code::E101, Fact::WrongType { expected: fault.expected().to_owned() })),
    }
}

/// Rules between fields.
pub(crate) fn relations(plan: &Plan, inputs: &Inputs, gate: &mut Gate<'_>) {
    channels(plan, inputs, gate);
    ramps(plan, inputs, gate);
    let scoring = ROOT("qualification");
    if inputs.qualification.auc_best < inputs.qualification.auc {
        let fact = order("auc_current", "auc_best_achievable");
        let place = scoring.key("scoring");
        gate.report(Code::E104, place.key("auc_best_achievable"), inputs.qualification.auc_best, fact);
    }
    stage_names(plan, gate);
    milestones(plan, gate);
    weeks(plan, gate);
    quota(plan, inputs, gate);
    target(plan, gate);
    actuals(plan, gate);
}

fn stage_names(plan: &Plan, gate: &mut Gate<'_>) {
    let root = ROOT("qualification");
    let place = root.key("stage_names");
    for (key, name) in plan.qualification.stage_names.by_key() {
        stage_name(place.key(key), name, gate);
    }
    for (index, stage) in plan.opportunity_stages.iter().enumerate() {
        let place = Place::item("opportunity_stages", index);
        stage_name(place.key("name"), &stage.name, gate);
    }
}

fn stage_name(place: Place<'_>, name: &str, gate: &mut Gate<'_>) {
    gate.length(place, name.chars().count(), MAX_STAGE_NAME);
    if name.chars().any(is_control) {
        let fact = Fact::WrongType { expected: "a text without control characters".to_owned() };
        gate.report(Code::E101, place, format!("{name:?}"), fact);
    }
}

/// Control characters, and those that turn the direction of what stands around them.
fn is_control(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn channels(plan: &Plan, inputs: &Inputs, gate: &mut Gate<'_>) {
    let mut shares = 0.0;
    let mut has_outbound = false;
    for (index, channel) in plan.channels.iter().enumerate() {
        let place = Place::item("channels", index);
        needs(channel.id.is_empty(), place.key("id"), gate);
        gate.length(place.key("id"), channel.id.chars().count(), MAX_ID);
        gate.length(place.key("name"), channel.name.chars().count(), MAX_TITLE);
        if let Some(first) = plan.channels[..index].iter().position(|other| other.id == channel.id) {
            let fact = Fact::Duplicate { first: format!("channels[{first}].id") };
            gate.report(Code::E106, place.key("id"), &channel.id, fact);
        }
        if let Some(resolved) = inputs.channels.get(index) {
            response(plan, index, resolved, gate);
            if let (ChannelType::Outbound, Some(outbound)) = (channel.kind, resolved.outbound) {
                shares += outbound.hours_share;
                has_outbound = true;
            }
        }
        needs(channel.kind == ChannelType::Partner && channel.partner.is_none(), place.key("partner"), gate);
        needs(
            channel.kind == ChannelType::Outbound && channel.outbound.is_none(),
            place.key("outbound"),
            gate,
        );
    }
    if has_outbound && shares > 1.0 + 1e-3 {
        gate.report(Code::E105, "channels[].outbound.hours_share", shares, Fact::Sum { sum: shares });
    }
}

fn needs(missing: bool, place: Place<'_>, gate: &mut Gate<'_>) {
    if missing {
        gate.report(Code::E101, place, "", Fact::Missing { unit: None });
    }
}

/// Paid and content channels need an anchored response; spend far above the anchor is extrapolated.
fn response(plan: &Plan, index: usize, resolved: &crate::model::ChannelInputs, gate: &mut Gate<'_>) {
    let channel = &plan.channels[index];
    if !matches!(channel.kind, ChannelType::Paid | ChannelType::Content) {
        return;
    }
    let place = Place::item("channels", index);
    let place = place.key("response");
    let Some(typed) = &channel.response else {
        return needs(true, place, gate);
    };
    if typed.reference_cost_per_lead.is_none() {
        let fact = Fact::Missing { unit: Some(Unit::MoneyPerLead) };
        gate.report(Code::E101, place.key("reference_cost_per_lead"), "", fact);
    }
    let reference = resolved.response.map_or(0.0, |curve| curve.reference * WEEKS_PER_MONTH);
    if typed.reference_spend_per_month.is_none() && reference <= 0.0 {
        let fact = Fact::Missing { unit: Some(Unit::MoneyPerMonth) };
        gate.report(Code::E101, place.key("reference_spend_per_month"), "", fact);
    }
    let most = resolved.budget.iter().copied().fold(0.0, f64::max);
    if reference > 0.0 && most > 2.0 * reference * (1.0 + 1e-12) {
        let place = Place::item("channels", index);
        gate.report(Code::W203, place.key("budget_per_month"), most, Fact::Extrapolated { reference });
    }
}

fn ramps(plan: &Plan, inputs: &Inputs, gate: &mut Gate<'_>) {
    let root = ROOT("teams");
    let teams = [
        (
            "sales_development",
            &inputs.sdr.team,
            plan.teams.sales_development.productivity_by_quarter.is_empty(),
        ),
        (
            "account_executives",
            &inputs.ae.team,
            plan.teams.account_executives.productivity_by_quarter.is_empty(),
        ),
    ];
    for (key, team, linear) in teams {
        if linear && team.onboarding >= team.full_after {
            let fact = order("onboarding_weeks", "full_productivity_after_weeks");
            let place = root.key(key);
            gate.report(Code::E104, place.key("full_productivity_after_weeks"), team.full_after, fact);
        }
    }
}

fn milestones(plan: &Plan, gate: &mut Gate<'_>) {
    let root = ROOT("deals");
    let milestones = &plan.deals.payment_milestones;
    for (index, milestone) in milestones.iter().enumerate() {
        gate.in_range(root.entry("payment_milestones", index).key("share"), milestone.share, q::SHARE);
    }
    let sum: f64 = milestones.iter().map(|milestone| milestone.share).sum();
    if !milestones.is_empty() && (sum - 1.0).abs() > 1e-3 {
        gate.report(Code::E105, root.key("payment_milestones"), sum, Fact::Sum { sum });
    }
}

/// AEs who sell less than they cost, as asked, have another quota: that of a month, or none.
fn quota(plan: &Plan, inputs: &Inputs, gate: &mut Gate<'_>) {
    let (quota, pay) = (inputs.pay.quota_per_year, inputs.ae.team.pay_per_year);
    if quota > 0.0 && quota < pay && !plan.teams.account_executives.hires.is_empty() {
        let place = ROOT("compensation");
        gate.report(Code::W211, place.key("quota_per_head_per_year"), quota, Fact::BelowPay { pay });
    }
}

/// Weeks of events, hires and funding lie in the plan; hires before it at most ten years back.
fn weeks(plan: &Plan, gate: &mut Gate<'_>) {
    let last = plan.plan.horizon_weeks.saturating_sub(1);
    let outside =
        |first: i64| Fact::OutsideHorizon { first: format!("week {first}"), last: format!("week {last}") };
    for (index, channel) in plan.channels.iter().enumerate() {
        for (number, event) in channel.events.iter().enumerate().filter(|(_, event)| event.week > last) {
            let place = Place::item("channels", index);
            gate.report(Code::E104, place.entry("events", number).key("week"), event.week, outside(0));
        }
    }
    for (number, round) in plan.finance.funding.iter().enumerate().filter(|(_, round)| round.week > last) {
        gate.report(Code::E104, ROOT("finance").entry("funding", number).key("week"), round.week, outside(0));
    }
    let teams = ROOT("teams");
    let sides = [
        ("sales_development", &plan.teams.sales_development.hires),
        ("account_executives", &plan.teams.account_executives.hires),
    ];
    for (key, hires) in sides {
        for (number, hire) in hires.iter().enumerate() {
            if !(-520..=i64::from(last)).contains(&i64::from(hire.start_week)) {
                let place = teams.key(key);
                gate.report(
                    Code::E104,
                    place.entry("hires", number).key("start_week"),
                    hire.start_week,
                    outside(-520),
                );
            }
        }
    }
}

fn target(plan: &Plan, gate: &mut Gate<'_>) {
    let Some(target) = &plan.target else { return };
    let place = ROOT("target");
    let quantity = if target.measure == TargetMeasure::Cash { q::SIGNED_MONEY } else { q::MONEY };
    gate.in_range(place.key("value"), target.value, quantity);
    gate.in_range(place.key("wanted_odds"), target.wanted_odds, q::SHARE);
    let Some(start) = plan.plan.start_date.map(Date::monday) else { return };
    let end = start.plus_days(7 * plan.plan.horizon_weeks.min(*HORIZON_WEEKS.end()) as i32 - 1);
    if target.date < start || target.date > end {
        let fact = Fact::OutsideHorizon { first: start.to_string(), last: end.to_string() };
        gate.report(Code::E104, place.key("date"), target.date, fact);
    }
}

/// What has come to pass: in a month of the plan, within its limits, once a month.
fn actuals(plan: &Plan, gate: &mut Gate<'_>) {
    gate.length(ROOT("actuals"), plan.actuals.len(), MAX_ACTUALS);
    let start = plan.plan.start_date.map(Date::monday);
    let days = 7 * plan.plan.horizon_weeks.min(*HORIZON_WEEKS.end()) as i32 - 1;
    let mut seen = BTreeMap::new();
    for (index, actual) in plan.actuals.iter().enumerate().take(MAX_ACTUALS) {
        let place = Place::item("actuals", index);
        let quantity = match actual.measure {
            ActualMeasure::Cash => q::SIGNED_MONEY,
            measure if measure.is_money() => q::MONEY,
            _ => q::COUNT,
        };
        gate.in_range(place.key("value"), actual.value, quantity);
        if let Some(start) = start {
            let (first, last) = (Month::of(start), Month::of(start.plus_days(days)));
            if !(first..=last).contains(&actual.month) {
                let fact = Fact::OutsideHorizon { first: first.to_string(), last: last.to_string() };
                gate.report(Code::E104, place.key("month"), actual.month, fact);
            }
        }
        let first = *seen.entry((actual.measure, actual.month)).or_insert(index);
        if first != index {
            let fact = Fact::Duplicate { first: format!("actuals[{first}].month") };
            gate.report(Code::E106, place.key("month"), actual.month, fact);
        }
    }
}

/// W205: a conversion of fitting leads that would be above 0.98.
pub(crate) fn clipped_anchors(plan: &Plan, inputs: &Inputs, anchors: &Anchors, findings: &mut Vec<Finding>) {
    let keys = ["mql_to_sql", "sql_to_opportunity", "opportunity_to_won"];
    let c = &plan.qualification.observed.conversion;
    let typed = [&c.mql_to_sql, &c.sql_to_opportunity, &c.opportunity_to_won];
    for stage in 0..3 {
        if anchors.conversion[stage][0] >= 0.98 {
            let of_steps = stage == 2 && !plan.opportunity_stages.is_empty();
            let (path, found) = if of_steps {
                ("opportunity_stages".to_owned(), inputs.qualification.stages[2].to_string())
            } else {
                let path = format!("qualification.observed.conversion.{}", keys[stage]);
                (path, serde_json::to_string(typed[stage]).unwrap_or_default())
            };
            findings.push(Finding {
                code: Code::W205,
                path,
                found,
                fact: Fact::Clipped { implied: anchors.implied[stage] },
            });
        }
    }
}

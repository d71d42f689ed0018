//! What the tests share: a quiet plan with everything switched off, short names, and comparisons that say what differed.
#![allow(dead_code, reason = "each test file uses its own part")]

pub mod plans;

use serde_json::Value;
use tandem_engine::durations::DurationLaw;
use tandem_engine::model::Parameter;
use tandem_engine::plan::*;
use tandem_engine::simulation::Record;
use tandem_engine::{Finding, Measure, Model, Simulation, Trials, check, plan};

/// The first day of the test plans, a Monday.
pub const START: &str = "2027-01-04";

/// The shipped plans by name.
pub const SHIPPED: [(&str, &str); 3] = [
    ("bootstrapped_saas", include_str!("../../../../assets/plans/bootstrapped_saas.json")),
    ("scale_up", include_str!("../../../../assets/plans/scale_up.json")),
    ("manufacturer_china", include_str!("../../../../assets/plans/manufacturer_china.json")),
];

/// A plan with every mechanism at rest: no channels, no season, no brand, no learning, no decay of odds, no load effect,
/// nothing recycled, nobody leaves, everything at once, nothing costs anything, and far more people than needed.
pub fn quiet(weeks: u32) -> Plan {
    let mut plan = Plan::default();
    plan.plan.start_date = date(START);
    plan.plan.horizon_weeks = weeks;
    plan.model_options = ModelOptions::OFF;
    plan.simulation.trials = 100;
    plan.market.reachable_accounts = 1e9.into();
    plan.qualification.scoring.auc_best_achievable = 0.75.into();
    plan.qualification.non_fit_relative_conversion = StageRatios {
        mql_to_sql: 1.0.into(),
        sql_to_opportunity: 1.0.into(),
        opportunity_to_won: 1.0.into(),
    };
    plan.nurture = Nurture { recycle_rate_per_week: 0.0.into(), decay_rate_per_week: 0.0.into() };
    plan.brand.max_paid_response_lift = 0.0.into();
    plan.brand.max_win_log_odds_lift = 0.0.into();
    plan.crm.routing_delay_automated_hours = 0.0.into();
    plan.crm.seat_cost_per_month = 0.0.into();
    plan.response_sla.handling_latency_hours = 0.0.into();
    plan.response_sla.decay_exponent = 0.0.into();
    let sdr = &mut plan.teams.sales_development;
    sdr.hires = vec![ramped(5000.0)];
    sdr.attrition_rate_per_year = 0.0.into();
    sdr.loaded_base_pay_per_year = 0.0.into();
    let ae = &mut plan.teams.account_executives;
    ae.hires = vec![ramped(5000.0)];
    ae.attrition_rate_per_year = 0.0.into();
    ae.loaded_base_pay_per_year = 0.0.into();
    ae.overload_win_log_odds_per_utilisation = 0.0.into();
    ae.waiting_sql_loss_rate_per_week = 0.0.into();
    plan.compensation.commission_rate = 0.0.into();
    plan.compensation.hiring_cost_per_head = 0.0.into();
    plan.quarter_end.delayed_to_quarter_end_share = 0.0.into();
    plan.quarter_end.pulled_forward_share = 0.0.into();
    for stage in [
        &mut plan.durations.sql_acceptance,
        &mut plan.durations.discovery,
        &mut plan.durations.opportunity_to_won,
        &mut plan.durations.opportunity_to_lost,
    ] {
        *stage = fixed_weeks(0.0);
    }
    plan.deals.value_coefficient_of_variation = 0.0.into();
    plan.deals.non_fit_value_multiplier = 1.0.into();
    // Deals never become customers, so that the market does not fill even by a billionth.
    plan.deals.go_live_delay_weeks = 104;
    plan.retention.churn_rate_per_month = 0.0.into();
    plan.retention.non_fit_churn_multiplier = 1.0.into();
    plan.retention.expansion_rate_per_year = 0.0.into();
    plan.billing.annual_prepay_share = 0.0.into();
    plan.billing.mean_collection_weeks = 0.0.into();
    plan.billing.bad_debt_share = 0.0.into();
    plan.finance.gross_margin = 1.0.into();
    plan
}

/// The stage conversions of a plan.
pub fn set_rates(plan: &mut Plan, lead_to_mql: f64, stages: [f64; 3]) {
    plan.qualification.observed.conversion = Conversion {
        lead_to_mql: lead_to_mql.into(),
        mql_to_sql: stages[0].into(),
        sql_to_opportunity: stages[1].into(),
        opportunity_to_won: stages[2].into(),
    };
}

/// People who were always there.
pub fn ramped(heads: f64) -> Hire {
    Hire { start_week: -100, headcount: heads.into(), fully_ramped: true }
}

/// A duration that is always the same.
pub fn fixed_weeks(weeks: f64) -> Duration {
    Duration {
        distribution: DurationDistribution::Fixed,
        mean_weeks: weeks.into(),
        coefficient_of_variation: 0.5.into(),
    }
}

/// A gamma duration.
pub fn gamma_weeks(mean: f64, cv: f64) -> Duration {
    Duration {
        distribution: DurationDistribution::Gamma,
        mean_weeks: mean.into(),
        coefficient_of_variation: cv.into(),
    }
}

/// A channel whose leads arrive exactly as listed, by week, at no cost.
pub fn arrivals(id: &str, leads: impl IntoIterator<Item = f64>) -> Channel {
    let mut channel = Channel::new(id, ChannelType::Event);
    channel.events = leads
        .into_iter()
        .enumerate()
        .filter(|(_, leads)| *leads > 0.0)
        .map(|(week, leads)| Event { week: week as u32, cost: 0.0.into(), leads: leads.into() })
        .collect();
    channel
}

/// A channel of a straight line, `spend` each week to the day and `cost_per_lead` money a lead.
pub fn linear(id: &str, spend: f64, cost_per_lead: f64, weeks: u32) -> Channel {
    let mut channel = Channel::new(id, ChannelType::Paid);
    channel.budget_per_month = weekly_budget(spend, weeks);
    channel.response = Some(Response {
        shape: ResponseShape::Linear,
        reference_spend_per_month: Some(1000.0.into()),
        reference_cost_per_lead: Some(cost_per_lead.into()),
        ..Response::default()
    });
    channel
}

/// Monthly budgets that come to the same amount each week, whatever the length of the months.
pub fn weekly_budget(spend: f64, weeks: u32) -> Budget {
    let start = date(START).expect("a date");
    let months = 0..=(weeks * 7).div_ceil(28) as i32;
    let days = |month| {
        let first = tandem_engine::date::Date::first_of_month(start.month_number() + month);
        let next = tandem_engine::date::Date::first_of_month(start.month_number() + month + 1);
        next.days_since(first)
    };
    Budget::ByMonth(months.map(|month| spend / 7.0 * f64::from(days(month))).collect())
}

/// A date written as ISO 8601.
pub fn date(text: &str) -> Option<tandem_engine::date::Date> {
    tandem_engine::date::Date::parse(text)
}

/// The model of a plan that has no errors.
#[track_caller]
pub fn model(plan: &Plan) -> Model {
    let checked = check(plan);
    match checked.model {
        Some(model) => model,
        None => panic!("the plan has errors:\n{}", lines(&checked.findings)),
    }
}

/// The expected path of a plan that has no errors.
#[track_caller]
pub fn path(plan: &Plan) -> Record {
    Simulation::new(&model(plan)).expected_path()
}

/// A plan that reads without any finding.
#[track_caller]
pub fn readable(text: &str) -> Plan {
    let reading = plan::read(text);
    assert!(reading.findings.is_empty(), "{}", lines(&reading.findings));
    reading.plan.expect("a plan without findings")
}

/// A plan with a number in the place of each of its ranges.
pub fn without_ranges(plan: &Plan, number: impl Fn(&Parameter) -> f64) -> Plan {
    let mut json = serde_json::to_value(plan).expect("a plan as JSON");
    for parameter in model(plan).parameters() {
        let pointer = format!("/{}", parameter.path.replace('[', "/").replace(']', "").replace('.', "/"));
        *json.pointer_mut(&pointer).expect("the place of the range") = number(parameter).into();
    }
    let plan = readable(&json.to_string());
    assert!(model(&plan).parameters().is_empty(), "no range is left");
    plan
}

/// The mean of a range within its limits.
pub fn mean_of(parameter: &Parameter) -> f64 {
    parameter.estimate.mean(parameter.quantity.scale, parameter.quantity.range())
}

/// Findings as their sentences, one a line.
pub fn lines(findings: &[Finding]) -> String {
    findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// Sum of a measure over all weeks.
pub fn total(path: &Record, measure: Measure) -> f64 {
    path.weeks_of(measure).iter().sum()
}

/// `value` is `expected` to a relative `tolerance`; absolute 1e-9 where `expected` is 0.
#[track_caller]
pub fn near(name: &str, value: f64, expected: f64, tolerance: f64) {
    let allowed = if expected == 0.0 { 1e-9 } else { tolerance * expected.abs() };
    let off = (value - expected).abs();
    assert!(off <= allowed, "{name}: {value} instead of {expected}, off by {off:e}, allowed {allowed:e}");
}

/// Two lists are as near as [`near`] asks, entry by entry.
#[track_caller]
pub fn all_near(name: &str, values: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(values.len(), expected.len(), "{name}: number of entries");
    for (index, (value, expected)) in values.iter().zip(expected).enumerate() {
        near(&format!("{name}[{index}]"), *value, *expected, tolerance);
    }
}

/// Mean and variance of the whole weeks of a law.
pub fn moments(law: &DurationLaw) -> (f64, f64) {
    let pmf = law.pmf(520);
    let mean: f64 = pmf.iter().enumerate().map(|(k, p)| k as f64 * p).sum();
    let square: f64 = pmf.iter().enumerate().map(|(k, p)| (k as f64 - mean) * (k as f64 - mean) * p).sum();
    (mean, square)
}

/// The reference cases and examples.
pub struct Cases(Value);

impl Cases {
    pub fn load() -> Self {
        Self(serde_json::from_str(include_str!("../cases/model_cases.json")).expect("the cases are JSON"))
    }

    /// A case by its id.
    #[track_caller]
    pub fn case(&self, id: &str) -> Case<'_> {
        let cases = self.0["cases"].as_array().expect("a list of cases");
        Case(cases.iter().find(|case| case["id"] == id).expect("a case of that id"))
    }

    /// The expected figures of a year of an example.
    pub fn example(&self, example: &str, year: &str) -> &Value {
        &self.0["examples"][example]["expected_value_reference"][year]
    }

    /// The anchors of an example.
    pub fn anchors(&self, example: &str) -> &Value {
        &self.0["examples"][example]["anchors"]
    }
}

/// A reference case: numbers by name, each to be met at the case's own tolerance.
pub struct Case<'a>(&'a Value);

impl Case<'_> {
    /// An input, by its path of keys.
    #[track_caller]
    pub fn input(&self, path: &str) -> f64 {
        number(&self.0["inputs"], path)
    }

    /// An expected number, by its path of keys.
    #[track_caller]
    pub fn expected(&self, path: &str) -> f64 {
        number(&self.0["expected"], path)
    }

    /// A list of expected numbers.
    #[track_caller]
    pub fn list(&self, path: &str) -> Vec<f64> {
        let list = at(&self.0["expected"], path).as_array().expect("a list");
        list.iter().map(|value| value.as_f64().expect("a number")).collect()
    }

    pub fn tolerance(&self) -> f64 {
        number(&self.0["tolerance"], "value")
    }

    /// `value` meets the expected number of that name.
    #[track_caller]
    pub fn meets(&self, path: &str, value: f64) {
        near(path, value, self.expected(path), self.tolerance());
    }

    /// The values meet the expected list of that name.
    #[track_caller]
    pub fn meets_all(&self, path: &str, values: &[f64]) {
        all_near(path, values, &self.list(path), self.tolerance());
    }
}

#[track_caller]
fn at<'a>(value: &'a Value, path: &str) -> &'a Value {
    let pointer = format!("/{}", path.replace('.', "/"));
    value.pointer(&pointer).unwrap_or_else(|| panic!("nothing at {path}"))
}

#[track_caller]
fn number(value: &Value, path: &str) -> f64 {
    at(value, path).as_f64().unwrap_or_else(|| panic!("{path} is not a number"))
}

/// Compares a part of the document, between its two marks, with what is computed.
#[track_caller]
pub fn part_is(name: &str, computed: &str) {
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/model.md");
    let document = std::fs::read_to_string(&file).unwrap();
    let (open, close) = (format!("<!-- {name} -->\n"), format!("\n<!-- /{name} -->"));
    let (before, rest) = document.split_once(&open).expect("the part begins");
    let (kept, after) = rest.split_once(&close).expect("the part ends");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&file, format!("{before}{open}{computed}{close}{after}")).unwrap();
        return;
    }
    assert_eq!(kept, computed, "docs/model.md, {name}: set UPDATE_DOCS=1 to write it anew");
}

/// A measure of a trial over all weeks.
pub fn sum(trials: &Trials, trial: usize, measure: Measure) -> f64 {
    trials.weeks_of(trial, measure).iter().map(|&value| f64::from(value)).sum()
}

/// Without what lets sales change the number of leads: referrals, a market that fills, prospecting in idle hours.
pub fn without_feedback(mut plan: Plan) -> Plan {
    plan.channels.retain(|channel| channel.kind != ChannelType::Referral);
    plan.market.reachable_accounts = 1e9.into();
    plan.deals.go_live_delay_weeks = 104;
    plan.opening.customers = ByFit::default();
    plan.teams.sales_development.idle_time_to_outbound_share = 0.0.into();
    plan
}

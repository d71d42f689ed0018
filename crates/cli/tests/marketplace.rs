//! The marketplace plan says what the real rows say: they are counted again here, and the engine must realise the counts.
//!
//! The rows may not be committed: they are read from `../shared/data/crm_olist` beside the project.
#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod olist;

use olist::{Counts, Origin};
use serde_json::Value;
use tandem_engine::estimate::{Estimate, Scale};
use tandem_engine::plan::{self, Channel, Plan};
use tandem_engine::{Measure, Simulation, check, summarize};

const PLAN: &str = include_str!("../../../assets/plans/marketplace_olist.json");
/// Weeks and days a month, as the engine counts.
const DAYS_PER_MONTH: f64 = 365.2425 / 12.0;
/// Every row is an MQL, and this is the most of its leads that a plan may qualify.
const LEAD_TO_MQL: f64 = 0.95;
/// The assumed split of MQL to won: SQL to opportunity, opportunity to won.
const LATER_STAGES: [f64; 2] = [0.8, 0.4];

fn plan() -> Plan {
    plan::read(PLAN).plan.unwrap()
}

fn number(estimate: &Estimate) -> f64 {
    match estimate {
        Estimate::Fixed(value) => *value,
        uncertain => uncertain.mean(Scale::Logit, (0.0, 1.0)),
    }
}

#[track_caller]
fn near(what: &str, found: f64, counted: f64, tolerance: f64) {
    assert!((found - counted).abs() <= tolerance * counted.abs(), "{what}: {found}, counted {counted}");
}

fn leads_per_month(channel: &Channel) -> f64 {
    match (&channel.organic, &channel.response) {
        (Some(organic), None) => number(&organic.base_leads_per_month),
        (None, Some(response)) => {
            let [spend, cost] = [&response.reference_spend_per_month, &response.reference_cost_per_lead]
                .map(|estimate| number(estimate.as_ref().unwrap()));
            spend / cost
        }
        _ => panic!("`{}` has no volume of its own", channel.id),
    }
}

fn odds(p: f64) -> f64 {
    p / (1.0 - p)
}

/// MQL to SQL that, with the later stages, gives that share of won.
fn hand_over(won_share: f64) -> f64 {
    won_share / (LATER_STAGES[0] * LATER_STAGES[1])
}

#[test]
fn volumes_and_conversions_of_each_origin_are_counted() {
    let Some(counts) = Counts::read() else { return };
    let plan = plan();
    assert_eq!(plan.channels.len(), counts.origins.len(), "every origin is a channel");
    for channel in &plan.channels {
        let Origin { mqls, won, dispersion } = counts.origins[&channel.id];
        let leads = mqls / counts.days * DAYS_PER_MONTH / LEAD_TO_MQL;
        near(&format!("{}, leads", channel.id), leads_per_month(channel), leads, 1e-3);
        let ratio = odds(hand_over(won / mqls)) / odds(hand_over(counts.won_share()));
        near(&format!("{}, odds", channel.id), number(&channel.odds_ratio.mql_to_sql), ratio, 1e-5);
        let typed = number(&channel.lead_overdispersion);
        near(&format!("{}, dispersion", channel.id), typed, dispersion, 5e-3);
    }
}

#[test]
fn overall_conversion_durations_people_and_customers_are_counted() {
    let Some(counts) = Counts::read() else { return };
    let plan = plan();
    let conversion = &plan.qualification.observed.conversion;
    assert_eq!(number(&conversion.lead_to_mql), LEAD_TO_MQL);
    assert_eq!(number(&conversion.sql_to_opportunity), LATER_STAGES[0]);
    near("win rate", number(&conversion.opportunity_to_won), LATER_STAGES[1], 1e-9);
    near("MQL to SQL", number(&conversion.mql_to_sql), hand_over(counts.won_share()), 1e-5);
    let Estimate::Beta { successes, trials, .. } = conversion.opportunity_to_won else {
        panic!("the win rate is learnt from counts")
    };
    assert_eq!((successes, trials), (counts.won(), counts.won() / LATER_STAGES[1]));

    let closing = &plan.durations.opportunity_to_won;
    near("weeks to won", number(&closing.mean_weeks), counts.mean_days / 7.0, 1e-4);
    near("their variation", number(&closing.coefficient_of_variation), counts.variation_of_days, 1e-4);
    assert_eq!(
        number(&plan.durations.sql_acceptance.mean_weeks),
        0.0,
        "all of the time is in the last stage"
    );
    assert_eq!(number(&plan.durations.discovery.mean_weeks), 0.0, "all of the time is in the last stage");

    assert_eq!(number(&plan.teams.sales_development.hires[0].headcount), counts.sdrs);
    assert_eq!(number(&plan.teams.account_executives.hires[0].headcount), counts.aes);
    assert_eq!(number(&plan.opening.customers.fit), counts.all_won);
}

/// The plan with one channel alone; nothing is open at its start, and a shorter queue converts no better.
fn alone(plan: &Plan, channel: &Channel) -> Plan {
    let mut plan = plan.clone();
    plan.channels = vec![channel.clone()];
    plan.opening.open_opportunities = Some(0.0.into());
    plan.response_sla.decay_exponent = 0.0.into();
    // Its conversions are its own, not the average of all origins.
    plan.model_options.anchor_to_observed = false;
    plan
}

/// The mean of the last year: all is steady by then, and months of all lengths are in it.
fn steady(plan: &Plan, measure: Measure) -> f64 {
    let path = Simulation::new(&check(plan).model.unwrap()).expected_path();
    let weeks = path.weeks_of(measure);
    weeks[weeks.len() - 52..].iter().sum::<f64>() / 52.0
}

#[test]
fn the_engine_realises_the_counts_of_each_origin() {
    let Some(counts) = Counts::read() else { return };
    let plan = plan();
    for channel in &plan.channels {
        let Origin { mqls, won, .. } = counts.origins[&channel.id];
        let alone = alone(&plan, channel);
        let a_week = mqls / counts.days * 7.0;
        near(&format!("{}, MQLs", channel.id), steady(&alone, Measure::Mql), a_week, 0.006);
        near(&format!("{}, leads", channel.id), steady(&alone, Measure::Leads), a_week / LEAD_TO_MQL, 0.006);
        let share = steady(&alone, Measure::Won) / steady(&alone, Measure::Mql);
        near(&format!("{}, MQL to won", channel.id), share, won / mqls, 0.006);
    }
    near("all MQLs", steady(&plan, Measure::Mql), counts.mqls() / counts.days * 7.0, 0.005);
    let share = steady(&plan, Measure::Won) / steady(&plan, Measure::Mql);
    near("MQL to won", share, counts.won_share(), 0.005);
    let open = steady(&plan, Measure::OpenOpportunities);
    near(
        "open opportunities at the start",
        number(plan.opening.open_opportunities.as_ref().unwrap()),
        open,
        0.01,
    );
}

#[test]
fn the_plan_is_sound_and_its_target_open() {
    let checked = check(&plan());
    assert_eq!(checked.findings, [], "nothing to find");
    let model = checked.model.unwrap();
    let summary = summarize(&model, &Simulation::new(&model).run(0, 200));
    assert_eq!(summary.warnings(), [], "no busy people, no empty cash");
    let odds = summary.target.unwrap().odds.unwrap();
    assert!((0.3..=0.8).contains(&odds), "odds {odds}");
    assert!(summary.cash_never_out > 0.95);
}

/// Every number of the plan says where it comes from, itself or through the topic it stands in.
#[test]
fn every_number_has_a_source() {
    let plan: Value = serde_json::from_str(PLAN).unwrap();
    let sources = plan["provenance"].as_object().unwrap();
    let mut leaves = Vec::new();
    walk(&plan, String::new(), &mut leaves);
    let own = ["version", "plan", "target", "simulation", "provenance"];
    for path in leaves.iter().filter(|path| !own.contains(&path.split(['.', '[']).next().unwrap())) {
        let covers = |source: &&String| {
            path.strip_prefix(source.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        };
        assert!(sources.keys().any(|source| covers(&source)), "`{path}` has no source");
    }
    for path in sources.keys() {
        let there = |leaf: &String| leaf.starts_with(path.as_str());
        assert!(leaves.iter().any(there), "the source of `{path}` is of nothing");
    }
}

/// Paths of all numbers.
fn walk(value: &Value, path: String, leaves: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            let below = |key: &String| if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
            map.iter().for_each(|(key, value)| walk(value, below(key), leaves));
        }
        Value::Array(list) => {
            list.iter()
                .enumerate()
                .for_each(|(index, value)| walk(value, format!("{path}[{index}]"), leaves));
        }
        Value::Number(_) => leaves.push(path),
        _ => {}
    }
}

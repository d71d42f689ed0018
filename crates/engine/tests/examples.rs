//! The shipped plans give the figures of the independent reference implementation, to a relative 1e-6 each.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::print_stdout,
    reason = "a test stops at what it did not expect"
)]

mod common;

use common::*;
use tandem_engine::estimate::{Estimate, Scale};
use tandem_engine::plan::{ModelOptions, Plan};
use tandem_engine::simulation::Record;
use tandem_engine::{Measure, Simulation};

/// Shipped plan and name of its reference example.
const EXAMPLES: [(&str, &str); 3] =
    [("bootstrapped_saas", "a"), ("scale_up", "b"), ("manufacturer_china", "c")];

/// A shipped plan as the reference has it.
fn reference_plan(name: &str) -> Plan {
    let text = SHIPPED.iter().find(|shipped| shipped.0 == name).unwrap().1;
    let mut plan = readable(text);
    plan.model_options = ModelOptions::OFF;
    // Half of the idle time is left idle in the shipped plan; the reference uses all of it.
    assert_eq!(plan.teams.sales_development.idle_time_to_outbound_share, 0.5.into());
    plan.teams.sales_development.idle_time_to_outbound_share = 1.0.into();
    if name == "scale_up" {
        // The shipped quota is what teams of this size carry; the reference was made with a higher one.
        assert_eq!(plan.compensation.quota_per_head_per_year, 450_000.0.into());
        plan.compensation.quota_per_head_per_year = 750_000.0.into();
    }
    plan
}

/// The figures of 52 weeks, under the names of the reference.
fn figures(path: &Record, first: usize) -> Vec<(&'static str, f64)> {
    let weeks = |measure| &path.weeks_of(measure)[first..first + 52];
    let sum = |measure| weeks(measure).iter().sum::<f64>();
    let end = |measure| weeks(measure)[51];
    let worked = weeks(Measure::Worked);
    let hours: f64 = weeks(Measure::ResponseHours).iter().zip(worked).map(|(hours, n)| hours * n).sum();
    let cash = &path.weeks_of(Measure::Cash)[..first + 52];
    vec![
        ("spend", sum(Measure::Spend)),
        ("leads", sum(Measure::Leads)),
        ("mql", sum(Measure::Mql)),
        ("sql", sum(Measure::Sql)),
        ("opp", sum(Measure::Opportunities)),
        ("won", sum(Measure::Won)),
        ("bookings", sum(Measure::Bookings)),
        ("repeat", sum(Measure::RepeatOrders)),
        ("revenue", sum(Measure::Revenue)),
        ("collect", sum(Measure::Collections)),
        ("sm_cost", sum(Measure::SalesMarketingCost)),
        ("cash_end", end(Measure::Cash)),
        ("mrr_end", end(Measure::Mrr)),
        ("customers_end", end(Measure::Customers)),
        ("sdr_util", sum(Measure::SdrUtilisation) / 52.0),
        ("ae_util", sum(Measure::AeUtilisation) / 52.0),
        ("response_hours", hours / sum(Measure::Worked)),
        ("min_cash", cash.iter().copied().fold(f64::INFINITY, f64::min)),
    ]
}

#[test]
fn shipped_plans_meet_the_reference_in_every_figure() {
    let cases = Cases::load();
    for (name, example) in EXAMPLES {
        let path = path(&reference_plan(name));
        for (year, first) in [("year1", 0), ("year2", 52)] {
            let expected = cases.example(example, year);
            let found = figures(&path, first);
            assert_eq!(
                expected.as_object().unwrap().len(),
                found.len(),
                "every figure of the reference is compared"
            );
            for (figure, value) in found {
                near(&format!("{name}, {year}, {figure}"), value, expected[figure].as_f64().unwrap(), 1e-6);
            }
        }
    }
}

#[test]
fn shipped_plans_meet_the_reference_anchors() {
    let cases = Cases::load();
    for (name, example) in EXAMPLES {
        let expected = cases.anchors(example);
        let anchors = model(&reference_plan(name)).anchors();
        let named = |key: &str| expected[key].as_f64().unwrap();
        near("separation", anchors.separation, named("d0"), 1e-9);
        near("threshold", anchors.threshold, named("tau0"), 1e-9);
        near("fit share of MQLs", anchors.fit_share_of_mql, named("rho0"), 1e-9);
        near("fit share of won deals", anchors.fit_share_of_won, named("rho3"), 1e-9);
        for stage in 0..3 {
            let fit = expected["pf"][stage].as_f64().unwrap();
            near(&format!("{name}, stage {stage}"), anchors.conversion[stage][0], fit, 1e-9);
        }
    }
}

/// Ranges of the shipped plans lie evenly around the value of the reference, so that the expected path is the reference's.
#[test]
fn ranges_of_shipped_plans_have_the_reference_value_as_their_mean() {
    for (name, _) in EXAMPLES {
        let model = model(&reference_plan(name));
        assert!(!model.parameters().is_empty(), "{name} has ranges");
        for parameter in model.parameters() {
            let Estimate::Range { p10, p90, scale: Some(Scale::Normal) } = parameter.estimate else {
                panic!("{name}, {}: {:?} is not an even range", parameter.path, parameter.estimate);
            };
            near(&format!("{name}, {}", parameter.path), mean_of(parameter), (p10 + p90) / 2.0, 1e-9);
        }
    }
}

/// Without its ranges a plan has the very same expected path.
#[test]
fn a_range_acts_as_its_mean_on_the_expected_path() {
    for (name, _) in EXAMPLES {
        let plan = reference_plan(name);
        assert_eq!(path(&plan), path(&without_ranges(&plan, mean_of)), "{name}");
    }
}

/// What is taken over from the plan before a step of a drag is what would be worked out anew, whatever the step was.
#[test]
fn a_plan_after_another_is_the_plan_alone() {
    type Step = fn(&mut Plan);
    let steps: [Step; 6] = [
        |plan| plan.channels[0].deal_value_multiplier = 1.3.into(),
        |plan| plan.durations.sql_acceptance.mean_weeks = 2.5.into(),
        |plan| plan.quarter_end.pulled_forward_share = 0.3.into(),
        |plan| drop(plan.channels.pop()),
        |plan| plan.calendar.holidays.clear(),
        |plan| plan.plan.horizon_weeks += 13,
    ];
    for (name, text) in SHIPPED {
        let before = Simulation::new(&model(&readable(text)));
        for (number, step) in steps.iter().enumerate() {
            let mut plan = readable(text);
            step(&mut plan);
            let model = model(&plan);
            let (after, alone) = (Simulation::after(&model, Some(&before)), Simulation::new(&model));
            assert!(after.expected_path() == alone.expected_path(), "{name}, step {number}");
            assert!(after.run(0, 8) == alone.run(0, 8), "{name}, step {number}, trials");
        }
    }
}

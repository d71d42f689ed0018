//! The order in which a plan lists its channels moves no figure.
#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test stops at what it did not expect")]

mod common;

use common::plans::{Kind, for_plans};
use common::*;
use proptest::prelude::*;
use tandem_engine::plan::{Noise, Plan};
use tandem_engine::{ChannelFlow, Measure, Simulation};

const EXAMPLES: [&str; 4] = [
    include_str!("../../../assets/plans/bootstrapped_saas.json"),
    include_str!("../../../assets/plans/scale_up.json"),
    include_str!("../../../assets/plans/manufacturer_china.json"),
    include_str!("../../../assets/plans/marketplace_olist.json"),
];

/// Whether two orders of a plan's channels run alike, bit for bit: every week of every measure, and each channel's totals.
fn runs_alike(plan: &Plan, turned: &Plan) -> Result<(), TestCaseError> {
    let [a, b] = [plan, turned].map(|plan| Simulation::new(&model(plan)));
    let [path_a, path_b] = [a.expected_path(), b.expected_path()];
    let [run_a, run_b] = [a.run(0, 6), b.run(0, 6)];
    for &measure in Measure::ALL {
        prop_assert!(path_a.weeks_of(measure) == path_b.weeks_of(measure), "expected {measure:?}");
        for trial in 0..6 {
            let [of_a, of_b] = [&run_a, &run_b].map(|run| run.weeks_of(trial, measure));
            prop_assert!(of_a == of_b, "{measure:?} of trial {trial}");
        }
    }
    for (place, channel) in plan.channels.iter().enumerate() {
        let there = turned.channels.iter().position(|other| other.id == channel.id).unwrap();
        for &flow in ChannelFlow::ALL {
            for class in 0..2 {
                let [of_a, of_b] =
                    [path_a.channel(0, place, class, flow), path_b.channel(0, there, class, flow)];
                prop_assert!(of_a == of_b, "expected {flow:?} of {}", channel.id);
                for trial in 0..6 {
                    let of_a = run_a.channel(trial, 0, place, class, flow);
                    let of_b = run_b.channel(trial, 0, there, class, flow);
                    prop_assert!(of_a == of_b, "{flow:?} of {} in trial {trial}", channel.id);
                }
            }
        }
    }
    Ok(())
}

#[test]
fn channels_of_the_examples_may_stand_in_any_order() {
    for text in EXAMPLES {
        for (process, parameters) in [(true, true), (true, false), (false, true)] {
            let mut plan = readable(text);
            plan.simulation.noise = Noise { process, parameters };
            let mut turned = plan.clone();
            turned.channels.reverse();
            let first = turned.channels.remove(0);
            turned.channels.insert(1, first);
            runs_alike(&plan, &turned).unwrap_or_else(|error| panic!("{}: {error}", plan.plan.title));
        }
    }
}

#[test]
fn channels_of_any_plan_may_stand_in_any_order() {
    for_plans(40, Kind::Any, |plan| {
        let mut turned = plan.clone();
        turned.channels.reverse();
        runs_alike(&plan, &turned)
    });
}

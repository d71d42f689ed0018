//! Uncertain inputs: how they move together, what they and luck each do to the spread, and what is switched off stays still.
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
use tandem_engine::model::pearson_of_rank;
use tandem_engine::plan::*;
use tandem_engine::summary::VarianceSplit;
use tandem_engine::{Code, Kpi, Measure, Simulation, Trials, check, variance_split};

fn range(p10: f64, p90: f64) -> Estimate {
    Estimate::Range { p10, p90, scale: Some(Scale::Normal) }
}

fn correlation(first: &str, second: &str, rank_correlation: f64) -> Correlation {
    Correlation { first: first.to_owned(), second: second.to_owned(), rank_correlation }
}

fn total_of(trials: &Trials, trial: usize, measure: Measure) -> f64 {
    trials.weeks_of(trial, measure).iter().map(|&value| f64::from(value)).sum()
}

fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
    let mut ranks = vec![0.0; values.len()];
    order.iter().enumerate().for_each(|(rank, &index)| ranks[index] = rank as f64);
    ranks
}

fn pearson(a: &[f64], b: &[f64]) -> f64 {
    let n = a.len() as f64;
    let (ma, mb) = (a.iter().sum::<f64>() / n, b.iter().sum::<f64>() / n);
    let covariance: f64 = a.iter().zip(b).map(|(x, y)| (x - ma) * (y - mb)).sum();
    let spread = |values: &[f64], m: f64| values.iter().map(|x| (x - m) * (x - m)).sum::<f64>().sqrt();
    covariance / spread(a, ma) / spread(b, mb)
}

fn spearman(a: &[f64], b: &[f64]) -> f64 {
    pearson(&ranks(a), &ranks(b))
}

/// Two channels of a straight line whose costs are all that is uncertain: leads tell the drawn costs.
fn two_costs(n: u32) -> Plan {
    let mut plan = quiet(26);
    plan.simulation.trials = n;
    plan.simulation.noise.process = false;
    plan.channels = ["one", "two"].map(|id| linear(id, 1000.0, 50.0, 26)).to_vec();
    for channel in &mut plan.channels {
        channel.response.as_mut().unwrap().reference_cost_per_lead =
            Some(Estimate::Uniform { min: 30.0, max: 70.0 });
    }
    plan
}

/// The costs drawn in each trial.
fn drawn_costs(plan: &Plan) -> [Vec<f64>; 2] {
    let model = model(plan);
    let [mut one, mut two] = [const { Vec::new() }; 2];
    for trial in 0..plan.simulation.trials {
        let drawn = model.draw(trial);
        one.push(drawn[0]);
        two.push(drawn[1]);
    }
    [one, two]
}

#[test]
fn trials_run_at_the_costs_drawn() {
    let plan = two_costs(200);
    let trials = Simulation::new(&model(&plan)).run(0, 200);
    let [one, two] = drawn_costs(&plan);
    for trial in 0..200 {
        let wanted = 26_000.0 / one[trial] + 26_000.0 / two[trial];
        let leads = total_of(&trials, trial, Measure::Leads);
        assert!((leads - wanted).abs() < 1e-5 * wanted, "trial {trial}: {leads} instead of {wanted}");
    }
}

#[test]
fn ranges_move_together_as_asked_and_keep_their_laws() {
    for rho in [0.7, -0.4, 0.0, 1.0] {
        let mut plan = two_costs(10_000);
        plan.simulation.correlations = vec![correlation(
            "channels[0].response.reference_cost_per_lead",
            "channels[1].response.reference_cost_per_lead",
            rho,
        )];
        let [one, two] = drawn_costs(&plan);
        let found = spearman(&one, &two);
        // Three standard errors.
        assert!((found - rho).abs() < 0.03, "{found} instead of {rho}");
        for costs in [one, two] {
            let mut sorted = costs;
            sorted.sort_by(f64::total_cmp);
            for (index, cost) in sorted.iter().enumerate() {
                let level = (index as f64 + 0.5) / 10_000.0;
                // Kolmogorov and Smirnov's bound of 10,000 independent draws at one in ten thousand.
                assert!((cost - (30.0 + 40.0 * level)).abs() < 40.0 * 0.022, "{cost} at {level}");
            }
        }
    }
}

#[test]
fn costs_of_paid_channels_move_together_unless_switched_off() {
    let mut plan = two_costs(10_000);
    let [one, two] = drawn_costs(&plan);
    assert!((spearman(&one, &two) - 0.3).abs() < 0.03, "{}", spearman(&one, &two));
    plan.simulation.default_correlations = false;
    let [one, two] = drawn_costs(&plan);
    assert!(spearman(&one, &two).abs() < 0.07, "{}", spearman(&one, &two));
}

/// What each uncertain input is drawn to in the first trials, by its path.
fn draws(plan: &Plan) -> Vec<(String, Vec<f64>)> {
    let model = model(plan);
    let trials: Vec<Vec<f64>> = (0..40).map(|trial| model.draw(trial)).collect();
    let of = |place: usize| trials.iter().map(|draw| draw[place]).collect();
    model.parameters().iter().enumerate().map(|(place, input)| (input.path.clone(), of(place))).collect()
}

#[test]
fn one_more_input_that_moves_with_others_leaves_their_draws_alone() {
    let mut plan = two_costs(500);
    let more = |id: &str| Channel { id: id.to_owned(), ..plan.channels[0].clone() };
    // Names whose addresses lie on all sides of the others'.
    let added = ["a", "b", "c", "d", "e", "f"].map(more);
    let rates = &mut plan.qualification.observed.conversion;
    rates.opportunity_to_won = range(0.15, 0.25);
    plan.durations.opportunity_to_won.mean_weeks = range(6.0, 10.0);
    plan.deals.mean_first_year_value = range(20_000.0, 30_000.0);
    let before = draws(&plan);
    for channel in added {
        plan.channels.push(channel);
    }
    plan.qualification.observed.conversion.mql_to_sql = range(0.2, 0.4);
    plan.qualification.observed.conversion.sql_to_opportunity = range(0.4, 0.6);
    let after = draws(&plan);
    assert_eq!((before.len(), after.len()), (5, 13));
    for (path, drawn) in before {
        let found = after.iter().find(|(other, _)| *other == path).unwrap();
        assert_eq!(drawn, found.1, "{path}");
    }
}

#[test]
fn a_kind_of_inputs_alone_keeps_its_law_and_moves_with_what_it_should() {
    let mut plan = two_costs(4000);
    plan.qualification.observed.conversion.opportunity_to_won = Estimate::Uniform { min: 0.1, max: 0.3 };
    plan.durations.opportunity_to_won.mean_weeks = range(6.0, 10.0);
    let model = model(&plan);
    let drawn = |path: &str| {
        let place = model.parameters().iter().position(|input| input.path == path).unwrap();
        (0..4000).map(|trial| model.draw(trial)[place]).collect::<Vec<_>>()
    };
    let rate = drawn("qualification.observed.conversion.opportunity_to_won");
    let cycle = drawn("durations.opportunity_to_won.mean_weeks");
    let cost = drawn("channels[0].response.reference_cost_per_lead");
    // Three standard errors of a rank correlation of 4000 pairs.
    for (one, other, rho) in [(&rate, &cycle, -0.3), (&rate, &cost, 0.0), (&cycle, &cost, 0.0)] {
        assert!((spearman(one, other) - rho).abs() < 0.05, "{} instead of {rho}", spearman(one, other));
    }
    let mut sorted = rate;
    sorted.sort_by(f64::total_cmp);
    for (index, rate) in sorted.iter().enumerate() {
        let level = (index as f64 + 0.5) / 4000.0;
        // Kolmogorov and Smirnov's bound of 4000 independent draws at one in ten thousand.
        assert!((rate - (0.1 + 0.2 * level)).abs() < 0.2 * 0.035, "{rate} at {level}");
    }
}

#[test]
fn c23_rank_correlations_become_those_of_normal_scores() {
    let cases = Cases::load();
    let case = cases.case("C23");
    let found: Vec<f64> =
        (0..3).map(|index| pearson_of_rank(case.input(&format!("spearman.{index}")))).collect();
    case.meets_all("pearson", &found);
}

/// A Poisson count whose mean has standard deviation 10 around 50: 150 = 100 of the mean + 50 of luck.
#[test]
fn c23_variance_is_that_of_the_inputs_and_that_of_luck() {
    let cases = Cases::load();
    let case = cases.case("C23");
    let named = |key: &str| case.expected(&format!("variance_split_example.{key}"));
    let mut plan = quiet(26);
    plan.simulation.trials = 4000;
    let mut shows = Channel::new("shows", ChannelType::Event);
    let (mean, sd) = (named("e_lambda"), named("sd_lambda"));
    let reach = 1.281_551_565_544_6 * sd;
    shows.events = vec![Event { week: 3, cost: 0.0.into(), leads: range(mean - reach, mean + reach) }];
    shows.lead_overdispersion = 0.0.into();
    plan.channels = vec![shows];
    let model = model(&plan);
    let [trials, replica] =
        [model.clone(), model.replica()].map(|model| Simulation::new(&model).run(0, 4000));
    let split = variance_split(&model, &trials, &replica, 0);
    let leads = split.iter().find(|split| split.kpi == Kpi::Leads).unwrap();
    near("total", leads.total, named("total_var"), 0.06);
    near("parameters", leads.parameters, named("parameter_var"), 0.06);
    near("process", leads.process, named("process_var"), 0.1);
    near("share", leads.parameter_share(), 2.0 / 3.0, 4.0 * leads.share_se);
}

#[test]
fn a_split_of_pairs_is_their_covariance() {
    let pairs = [(1.0, 1.0), (2.0, 2.0), (3.0, 3.0), (4.0, 4.0)];
    let same = VarianceSplit::of_pairs(Kpi::Won, &pairs).unwrap();
    assert!(same.process < 1e-9 + same.total * 0.2, "all of it is the inputs': {same:?}");
    let apart = [(1.0, 4.0), (4.0, 1.0), (2.0, 3.0), (3.0, 2.0)];
    let split = VarianceSplit::of_pairs(Kpi::Won, &apart).unwrap();
    assert_eq!((split.parameters, split.process), (0.0, split.total), "a covariance below 0 is none");
    assert!(VarianceSplit::of_pairs(Kpi::Won, &pairs[..2]).is_none());
}

#[test]
fn the_four_kinds_of_noise_are_four_spreads() {
    let mut plan = readable(SHIPPED[1].1);
    plan.simulation.trials = 200;
    let mut spread = |parameters, process| {
        plan.simulation.noise = Noise { parameters, process };
        let trials = Simulation::new(&model(&plan)).run(0, 200);
        let won: Vec<f64> = (0..200).map(|trial| total_of(&trials, trial, Measure::Won)).collect();
        let mean = won.iter().sum::<f64>() / 200.0;
        won.iter().map(|won| (won - mean) * (won - mean)).sum::<f64>() / 199.0
    };
    let [none, parameters, process, both] =
        [(false, false), (true, false), (false, true), (true, true)].map(|(a, b)| spread(a, b));
    assert_eq!(none, 0.0);
    assert!(parameters > 1.0 && process > 1.0, "{parameters} {process}");
    assert!(both > parameters && both > process, "{both}");
    let together = both / (parameters + process);
    assert!((0.7..1.4).contains(&together), "the two add up, nearly: {together}");
}

#[test]
fn correlations_that_contradict_each_other_are_told_and_mended() {
    let mut plan = two_costs(10);
    plan.channels.push(plan.channels[0].clone());
    plan.channels[2].id = "three".to_owned();
    let cost = |index: usize| format!("channels[{index}].response.reference_cost_per_lead");
    plan.simulation.correlations = vec![
        correlation(&cost(0), &cost(1), 0.9),
        correlation(&cost(1), &cost(2), 0.9),
        correlation(&cost(0), &cost(2), -0.9),
    ];
    let mut checked = check(&plan);
    checked.findings.retain(|finding| finding.code != Code::W203);
    assert_eq!(
        lines(&checked.findings),
        "W202 `simulation.correlations`: cannot all hold together; the nearest that can are used, changed by up to 0.41"
    );
    assert!(checked.model.is_some());
}

#[test]
fn a_correlation_of_what_is_not_a_range_is_told() {
    let mut plan = two_costs(10);
    let cost = "channels[0].response.reference_cost_per_lead";
    plan.simulation.correlations = vec![correlation(cost, "opening.cash", 0.5), correlation(cost, cost, 0.5)];
    let codes = check(&plan).findings.into_iter().map(|finding| finding.code);
    let codes: Vec<Code> = codes.filter(|code| *code != Code::W203).collect();
    assert_eq!(codes, [Code::W210, Code::W210]);
    plan.simulation.correlations[0].rank_correlation = 1.5;
    assert!(check(&plan).findings.iter().any(|finding| finding.code == Code::E102));
}

/// Inputs that depend on no other keep their draws, whatever the others do.
#[test]
fn a_correlation_leaves_the_other_ranges_alone() {
    let mut plan = two_costs(50);
    plan.simulation.default_correlations = false;
    plan.deals.mean_first_year_value = range(20_000.0, 30_000.0);
    plan.channels.push(arrivals("shows", [10.0; 26]));
    let bookings = |plan: &Plan| {
        let mut alone = plan.clone();
        // Only the shows bring deals, so that bookings tell the drawn deal value.
        alone.channels[0].budget_per_month = Budget::default();
        alone.channels[1].budget_per_month = Budget::default();
        Simulation::new(&model(&alone)).run(0, 50)
    };
    let before = bookings(&plan);
    plan.simulation.correlations = vec![correlation(
        "channels[0].response.reference_cost_per_lead",
        "channels[1].response.reference_cost_per_lead",
        0.8,
    )];
    assert!(bookings(&plan) == before);
}

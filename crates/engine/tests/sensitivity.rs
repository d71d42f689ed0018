//! Which inputs a figure depends on: swings against closed forms, rank correlations by hand, total effects of models whose
//! shares are known.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::print_stdout,
    reason = "a test stops at what it did not expect"
)]

mod common;

use common::*;
use tandem_engine::estimate::Estimate;
use tandem_engine::plan::*;
use tandem_engine::sensitivity::{Design, rank_correlations, spearman, tornado, total_effect};
use tandem_engine::summary::Outcome;
use tandem_engine::{Kpi, Simulation, Summary, expected, summarize_with_outcomes};

const COST: [&str; 2] =
    ["channels[0].response.reference_cost_per_lead", "channels[1].response.reference_cost_per_lead"];

fn uniform(min: f64, max: f64) -> Estimate {
    Estimate::Uniform { min, max }
}

/// Two straight channels of so much spend a week and 50 a lead, `costs` for sure or not.
fn two_channels(spends: [f64; 2], costs: [Estimate; 2]) -> Plan {
    let mut plan = quiet(26);
    plan.simulation.default_correlations = false;
    plan.channels =
        ["one", "two"].into_iter().zip(spends).map(|(id, spend)| linear(id, spend, 50.0, 26)).collect();
    for (channel, cost) in plan.channels.iter_mut().zip(costs) {
        channel.response.as_mut().unwrap().reference_cost_per_lead = Some(cost);
    }
    plan
}

fn leads(summary: &Summary) -> Option<f64> {
    Outcome::Kpi(Kpi::Leads, 0).expected(summary)
}

#[test]
fn a_swing_is_the_figure_at_both_ends_of_an_input_with_the_others_at_their_means() {
    let mut plan = two_channels([1000.0, 500.0], [uniform(30.0, 70.0), 50.0.into()]);
    plan.qualification.observed.conversion.opportunity_to_won = uniform(0.1, 0.3);
    let model = model(&plan);
    let (middle, swings) = tornado(&model, leads);
    assert_eq!(middle, leads(&expected(&model)), "the middle is the figure of the page");
    let [cost, win_rate] = &swings[..] else { panic!("two inputs are uncertain: {swings:?}") };
    assert_eq!(cost.path, COST[0]);
    all_near("ends", &cost.ends, &[34.0, 66.0], 1e-12);
    let of_cost = |cost: f64| 26.0 * (1000.0 / cost + 10.0);
    all_near("leads", &cost.told.map(Option::unwrap), &[of_cost(34.0), of_cost(66.0)], 1e-9);
    assert!(win_rate.path.ends_with("opportunity_to_won"));
    assert_eq!(win_rate.told, [middle; 2], "what comes later moves no lead");
}

#[test]
fn the_model_at_its_means_is_the_model() {
    for (name, text) in SHIPPED {
        let model = model(&readable(text));
        let (middle, swings) = tornado(&model, |summary| summary.clone());
        assert_eq!(middle, expected(&model), "{name}");
        assert_eq!(swings.len(), model.parameters().len(), "{name}");
        let moved = swings.iter().filter(|swing| swing.told.iter().any(|told| *told != middle)).count();
        assert!(moved * 10 >= swings.len() * 9, "{name}: {moved} of {} inputs move anything", swings.len());
    }
}

#[test]
fn ranks_tell_what_goes_together() {
    // By hand: ranks 1 2 3 4 5 and 1 2 3.5 5 3.5.
    let (rho, se) = spearman(&[1.0, 2.0, 3.0, 4.0, 5.0], &[5.0, 6.0, 7.0, 8.0, 7.0]).unwrap();
    near("rho", rho, 8.0 / 95.0_f64.sqrt(), 1e-12);
    near("error", se, (1.0 - rho * rho) / 2.0, 1e-12);
    let numbers: Vec<f64> = (0..50).map(f64::from).collect();
    let rising: Vec<f64> = numbers.iter().map(|x| x.exp()).collect();
    let falling: Vec<f64> = numbers.iter().map(|x| -x * x * x).collect();
    near("rising", spearman(&numbers, &rising).unwrap().0, 1.0, 1e-12);
    near("falling", spearman(&numbers, &falling).unwrap().0, -1.0, 1e-12);
    assert_eq!(spearman(&numbers, &[3.0; 50]), None, "what never moves goes with nothing");
    assert_eq!(spearman(&numbers[..3], &numbers[..3]), None);
}

#[test]
fn futures_follow_the_input_that_matters() {
    let mut plan = two_channels([1000.0, 10.0], [uniform(30.0, 70.0), uniform(30.0, 70.0)]);
    plan.simulation.trials = 400;
    let told = |plan: &Plan| {
        let model = model(plan);
        let trials = Simulation::new(&model).run(0, 400);
        let outcomes = summarize_with_outcomes(&model, &trials).1;
        rank_correlations(&model, &outcomes, Outcome::Kpi(Kpi::Leads, 0))
    };
    let [one, two] = told(&plan)[..] else { panic!("two inputs") };
    let ((one, _), (two, error)) = (one.unwrap(), two.unwrap());
    assert!(one < -0.95, "dearer leads are fewer: {one}");
    assert!(two.abs() < 4.0 * error, "a hundredth of the spend is lost in it: {two} ± {error}");
    plan.simulation.noise.parameters = false;
    assert_eq!(told(&plan), [None, None], "what is not drawn moves nothing");
}

/// Every pair of points of two grids: no error of sampling is left.
#[test]
fn c23_total_effects_are_the_shares_of_an_additive_model() {
    let cases = Cases::load();
    let case = cases.case("C23");
    let grid: Vec<f64> = (0..12).map(|i| (f64::from(i) + 0.5) / 12.0).collect();
    let figure = |x: [f64; 2]| Some(3.0 * x[0] + x[1]);
    let shares = [0, 1].map(|changed| {
        let (mut first, mut second) = (Vec::new(), Vec::new());
        for &a in &grid {
            for &b in &grid {
                for &other in &grid {
                    let mut x = [a, b];
                    first.push(figure(x));
                    x[changed] = other;
                    second.push(figure(x));
                }
            }
        }
        total_effect(&first, &second).unwrap().share
    });
    case.meets_all("S_total", &shares);
    // By itself an input of such a model has the share that its correlation squared tells.
    let pairs: Vec<[f64; 2]> = grid.iter().flat_map(|&a| grid.iter().map(move |&b| [a, b])).collect();
    let by_itself = [0, 1].map(|of: usize| {
        let off = |value: f64, middle: f64| value - middle;
        let sum = |f: &dyn Fn(&[f64; 2]) -> f64| pairs.iter().map(f).sum::<f64>();
        let y = |x: &[f64; 2]| off(3.0 * x[0] + x[1], 2.0);
        let x = |x: &[f64; 2]| off(x[of], 0.5);
        let together = sum(&|p| x(p) * y(p));
        together * together / (sum(&|p| x(p) * x(p)) * sum(&|p| y(p) * y(p)))
    });
    case.meets_all("S_first", &by_itself);
}

#[test]
fn total_effects_of_the_engine_are_those_of_its_closed_form() {
    // Leads are a sum of two parts in 1 / cost: shares are the parts' variances, spends 3 : 1, so 9 : 1.
    let model = model(&two_channels([1500.0, 500.0], [uniform(30.0, 70.0), uniform(30.0, 70.0)]));
    let design = Design::new(&model, 500);
    assert_eq!(design.groups(), [vec![0], vec![1]]);
    let first = design.figures(None, leads);
    for (group, wanted) in [(0, 0.9), (1, 0.1)] {
        let effect = total_effect(&first, &design.figures(Some(group), leads)).unwrap();
        assert!((effect.share - wanted).abs() < 3.5 * effect.se, "{effect:?} instead of {wanted}");
        assert!(effect.se < 0.06, "{effect:?}");
    }
}

#[test]
fn inputs_that_depend_on_each_other_stand_in_together() {
    let mut plan = two_channels([1500.0, 500.0], [uniform(30.0, 70.0), uniform(30.0, 70.0)]);
    plan.simulation.correlations =
        vec![Correlation { first: COST[0].to_owned(), second: COST[1].to_owned(), rank_correlation: 0.4 }];
    plan.qualification.observed.conversion.opportunity_to_won = uniform(0.1, 0.3);
    let model = model(&plan);
    let design = Design::new(&model, 200);
    assert_eq!(design.groups().len(), 2);
    let (costs, win_rate) = match design.groups() {
        [a, b] if a.len() == 2 => (0, b.len()),
        [_, b] => (1, b.len() - 1),
        _ => panic!("two groups"),
    };
    assert_eq!(win_rate, 1);
    let first = design.figures(None, leads);
    let of = |group| total_effect(&first, &design.figures(Some(group), leads)).unwrap().share;
    // Both costs are all that leads depend on.
    assert!((of(costs) - 1.0).abs() < 0.2, "{}", of(costs));
    assert_eq!(of(1 - costs), 0.0);
}

#[test]
fn what_is_not_there_or_never_moves_has_no_effect() {
    assert_eq!(total_effect(&[Some(1.0); 5], &[Some(1.0); 5]), None, "no variance");
    assert_eq!(total_effect(&[Some(1.0), Some(2.0), None, None], &[Some(1.0); 4]), None, "too few");
    let first = [Some(1.0), Some(2.0), Some(3.0), Some(4.0), None];
    let still = total_effect(&first, &first).unwrap();
    assert_eq!((still.share, still.se), (0.0, 0.0));
}

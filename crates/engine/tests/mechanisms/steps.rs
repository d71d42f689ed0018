//! Steps from opportunity to won.

use super::*;

fn step(conversion: impl Into<Estimate>, weeks: f64) -> OpportunityStage {
    OpportunityStage {
        name: String::new(),
        conversion: conversion.into(),
        distribution: DurationDistribution::Fixed,
        mean_weeks: weeks.into(),
        coefficient_of_variation: 0.5.into(),
    }
}

#[test]
fn steps_to_won_multiply_and_follow_one_another() {
    let mut plan = opportunities(26, 0.9);
    plan.durations.opportunity_to_won = gamma_weeks(20.0, 1.0);
    plan.durations.opportunity_to_lost = fixed_weeks(1.0);
    plan.opportunity_stages = vec![step(0.6, 2.0), step(0.5, 3.0)];
    let run = path(&plan);
    let won = run.weeks_of(Measure::Won);
    for (week, &won) in won.iter().enumerate() {
        near("won", won, if week < 5 { 0.0 } else { 30.0 }, 1e-12);
        near("lost", run.weeks_of(Measure::Lost)[week], if week < 1 { 0.0 } else { 70.0 }, 1e-12);
        let open = 30.0 * (week + 1).min(5) as f64 + 70.0;
        near("open", run.weeks_of(Measure::OpenOpportunities)[week], open, 1e-12);
    }
    // Nothing is lost or made on the way.
    for trial in [None, Some(0), Some(7)] {
        for ledger in Simulation::new(&model(&plan)).ledgers(trial) {
            let (came, is) = ledger.opportunities;
            near("opportunities", is, came, 1e-12);
        }
    }
    // One stage of the same conversion and time is the same plan, in every future.
    let mut whole = plan.clone();
    whole.opportunity_stages.clear();
    whole.qualification.observed.conversion.opportunity_to_won = 0.3.into();
    whole.durations.opportunity_to_won = fixed_weeks(5.0);
    assert_eq!(trials(&plan, 5).values(), trials(&whole, 5).values());
    // Sales tools cut the time of each step: to 1 and 1.5 weeks, both 1 in whole weeks.
    plan.enablement.spend_per_month = 1000.0.into();
    plan.enablement.half_saturation_per_month = 1000.0.into();
    plan.enablement.max_cycle_cut = 1.0.into();
    assert_eq!(path(&plan).weeks_of(Measure::Won).iter().position(|won| *won > 0.0), Some(2));
}

#[test]
fn the_time_of_steps_is_the_convolution_of_their_times() {
    let laws = [
        DurationLaw::new(DurationDistribution::Gamma, 3.0, 0.7),
        DurationLaw::new(DurationDistribution::Lognormal, 4.0, 0.9),
        DurationLaw::new(DurationDistribution::Weibull, 1.5, 0.5),
    ];
    let pmfs = laws.map(|law| law.pmf(520));
    let mut brute = vec![0.0; 60];
    for (i, p) in pmfs[0].iter().enumerate() {
        for (j, q) in pmfs[1].iter().enumerate() {
            for (k, r) in pmfs[2].iter().enumerate().filter(|(k, _)| i + j + k < 60) {
                brute[i + j + k] += p * q * r;
            }
        }
    }
    let sum = WholeWeeks::in_turn(&laws);
    for (week, (p, by_hand)) in sum.pmf(60).iter().zip(&brute).enumerate() {
        assert!((p - by_hand).abs() < 1e-11, "{week}: {p} instead of {by_hand}");
    }
    near("mean", sum.mean(), laws.map(|law| law.discrete_mean()).iter().sum(), 1e-9);
    let (mean, variance) = laws.iter().map(moments).fold((0.0, 0.0), |sum, of| (sum.0 + of.0, sum.1 + of.1));
    let pmf = sum.pmf(520);
    near("all of it", pmf.iter().sum(), 1.0, 1e-12);
    let square: f64 = pmf.iter().enumerate().map(|(k, p)| (k as f64 - mean).powi(2) * p).sum();
    near("variance", square, variance, 1e-6);
    // What is still open on the first day follows P(K > k) / E[K] of the whole.
    let residual = sum.residual_pmf(60);
    for (week, share) in residual.iter().enumerate() {
        let above = 1.0 - brute[..=week].iter().sum::<f64>();
        assert!((share - above / mean).abs() < 1e-9, "{week}: {share}");
    }
    assert_eq!(WholeWeeks::in_turn(&[]).pmf(5), [1.0]);
}

#[test]
fn the_opening_pipeline_of_steps_is_stationary() {
    // C25 with its one stage in two: wins 2 and losses 6 a week from the first week on.
    let mut plan = quiet(26);
    set_rates(&mut plan, 0.5, [0.5, 0.5, 0.9]);
    plan.channels = vec![arrivals("shows", [64.0; 26])];
    plan.durations.opportunity_to_lost = fixed_weeks(2.0);
    plan.opportunity_stages = vec![step(0.5, 3.0), step(0.5, 1.0)];
    plan.opening.open_opportunities = Some(20.0.into());
    let run = path(&plan);
    for week in 0..26 {
        near("won", run.weeks_of(Measure::Won)[week], 2.0, 1e-9);
        near("lost", run.weeks_of(Measure::Lost)[week], 6.0, 1e-9);
        near("open", run.weeks_of(Measure::OpenOpportunities)[week], 20.0, 1e-9);
    }
}

#[test]
fn ranges_of_steps_are_drawn_and_those_they_stand_for_are_not() {
    let mut plan = opportunities(26, 0.3);
    let range = |p10, p90| Estimate::Range { p10, p90, scale: None };
    plan.qualification.observed.conversion.opportunity_to_won = range(0.2, 0.3);
    plan.durations.opportunity_to_won.mean_weeks = range(8.0, 12.0);
    plan.opportunity_stages = vec![step(range(0.5, 0.7), 2.0), step(range(0.4, 0.6), 3.0)];
    plan.simulation.noise.process = false;
    let model = model(&plan);
    let paths: Vec<&str> = model.parameters().iter().map(|p| p.path.as_str()).collect();
    assert_eq!(paths, ["opportunity_stages[0].conversion", "opportunity_stages[1].conversion"]);
    // Without luck of counts a future's win rate is the product of what it drew: mean .6 × .5, more where they move together.
    let run = Simulation::new(&model).run(0, 100);
    let rates: Vec<f64> =
        (0..100).map(|trial| f64::from(run.weeks_of(trial, Measure::Won)[10]) / 100.0).collect();
    let mean = rates.iter().sum::<f64>() / 100.0;
    assert!((0.295..0.31).contains(&mean), "{mean}");
    let spread = (rates.iter().map(|r| (r - mean).powi(2)).sum::<f64>() / 99.0).sqrt();
    // Logit-normal from .5 to .7 and .4 to .6: relative deviations .129 and .155, correlated .2.
    assert!((0.05..0.08).contains(&spread), "{spread}");
}

#[test]
fn faulty_steps_are_told() {
    let mut plan = opportunities(26, 0.3);
    let told = |plan: &Plan| lines(&check(plan).findings);
    plan.opportunity_stages = vec![step(1.2, 2.0), step(0.5, 151.0)];
    plan.opportunity_stages[1].name = "\u{7}".to_owned();
    assert_eq!(
        told(&plan),
        "E103 `opportunity_stages[0].conversion`: is a share from 0 to 1, found `1.2`\n\
         hint: 1.2 looks like a percent; write 0.012\n\
         E102 `opportunity_stages[1].mean_weeks`: is outside 0..=150 (weeks), found `151`\n\
         E101 `opportunity_stages[1].name`: expected a text without control characters, found `\"\\u{7}\"`"
    );
    plan.opportunity_stages = vec![step(0.5, 1.0); 9];
    assert!(told(&plan).contains("E107 `opportunity_stages`: has a length of 9, at most 8 is allowed"));
    plan.opportunity_stages = vec![step(0.1, 1.0); 3];
    assert!(told(&plan).starts_with("E102 `opportunity_stages`: is outside 0.005..=0.98 (a fraction)"));
}

//! Laws that hold between runs: more in never gives less out, what does not concern a draw does not move it, and a trial
//! is the same however a run is cut.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::print_stdout,
    reason = "a test stops at what it did not expect"
)]

mod common;

use common::plans::{Kind, for_plans};
use common::*;
use proptest::prelude::*;
use tandem_engine::estimate::{Estimate, Scale};
use tandem_engine::plan::*;
use tandem_engine::random::{Seed, hash_id, stratified};
use tandem_engine::{Measure, Simulation, Trials, digest};

fn run(plan: &Plan, first: u32, n: u32) -> Trials {
    Simulation::new(&model(plan)).run(first, n)
}

/// Running totals.
fn cumulated(weeks: &[f64]) -> Vec<f64> {
    weeks
        .iter()
        .scan(0.0, |sum, value| {
            *sum += value;
            Some(*sum)
        })
        .collect()
}

/// A budget half as large again.
fn raised(budget: &Budget) -> Budget {
    match budget {
        Budget::Constant(Estimate::Fixed(value)) => Budget::Constant((value * 1.5 + 100.0).into()),
        Budget::Constant(_) => Budget::Constant(50_000.0.into()),
        Budget::ByMonth(months) => Budget::ByMonth(months.iter().map(|value| value * 1.5 + 100.0).collect()),
    }
}

#[test]
fn more_spend_never_gives_fewer_leads() {
    for_plans(80, Kind::Any, |plan| {
        let mut plan = without_feedback(plan);
        for channel in &mut plan.channels {
            // A range of the budget has its own draws: the comparison is between two known budgets.
            if let Budget::Constant(estimate) = &channel.budget_per_month
                && !estimate.is_fixed()
            {
                channel.budget_per_month = Budget::Constant(20_000.0.into());
            }
        }
        let (path_before, trials_before) = (path(&plan), run(&plan, 0, 3));
        for index in 0..plan.channels.len() {
            let mut more = plan.clone();
            more.channels[index].budget_per_month = raised(&plan.channels[index].budget_per_month);
            let (path_after, trials_after) = (path(&more), run(&more, 0, 3));
            let id = &plan.channels[index].id;
            let (before, after) = (path_before.weeks_of(Measure::Leads), path_after.weeks_of(Measure::Leads));
            for week in 0..before.len() {
                let least = before[week] * (1.0 - 1e-12);
                prop_assert!(
                    after[week] >= least,
                    "{id}, week {week}: {} after {}",
                    after[week],
                    before[week]
                );
            }
            for trial in 0..3 {
                let leads = |trials: &Trials| trials.weeks_of(trial, Measure::Leads).to_vec();
                let (before, after) = (leads(&trials_before), leads(&trials_after));
                let fewer = (0..before.len()).find(|&week| after[week] < before[week]);
                prop_assert!(
                    fewer.is_none(),
                    "{id}, trial {trial}, week {fewer:?}: {before:?}, then {after:?}"
                );
            }
        }
        Ok(())
    });
}

#[test]
fn a_win_rate_or_an_opening_pipeline_leaves_leads_and_mqls_as_they_were() {
    for_plans(60, Kind::Any, |plan| {
        let plan = without_feedback(plan);
        let before = run(&plan, 0, 3);
        let same = |other: &Plan, measures: &[Measure]| {
            let after = run(other, 0, 3);
            let differs = |measure: &&Measure| {
                (0..3).any(|trial| before.weeks_of(trial, **measure) != after.weeks_of(trial, **measure))
            };
            measures.iter().find(differs).copied()
        };
        let above =
            [Measure::Leads, Measure::Mql, Measure::Worked, Measure::SqlCreated, Measure::ResponseHours];
        let mut won = plan.clone();
        won.qualification.observed.conversion.opportunity_to_won = 0.9.into();
        prop_assert_eq!(same(&won, &above), None, "another win rate");
        let mut open = plan.clone();
        open.opening.open_opportunities = Some(30.0.into());
        prop_assert_eq!(same(&open, &above), None, "an opening pipeline");
        Ok(())
    });
}

#[test]
fn the_pieces_of_a_run_join_to_the_run() {
    for text in [SHIPPED[0].1, SHIPPED[1].1, SHIPPED[2].1, digest::all_options_plan()] {
        let simulation = Simulation::new(&model(&readable(text)));
        let whole = simulation.run(0, 21);
        for pieces in [1, 2, 3, 7, 8, 21] {
            let mut joined = simulation.run(0, 0);
            for piece in 0..pieces {
                let (from, to) = (21 * piece / pieces, 21 * (piece + 1) / pieces);
                joined.append(simulation.run(from, to - from)).unwrap();
            }
            assert_eq!(joined, whole, "{pieces} pieces");
            let bits =
                |trials: &Trials| trials.values().iter().map(|value| value.to_bits()).collect::<Vec<_>>();
            assert_eq!(bits(&joined), bits(&whole), "{pieces} pieces, bit for bit");
        }
    }
}

#[test]
fn pieces_join_only_in_their_order() {
    let simulation = Simulation::new(&model(&readable(SHIPPED[0].1)));
    let mut first = simulation.run(0, 2);
    assert!(first.append(simulation.run(3, 1)).is_err(), "trial 2 is missing");
    assert!(first.append(simulation.run(0, 2)).is_err(), "trials 0 and 1 are there");
    assert_eq!(first.len(), 2, "a piece that does not fit leaves the rest as it was");
    first.append(simulation.run(2, 3)).unwrap();
    assert_eq!((first.len(), first.first()), (5, 0));
    let again = Trials::from_values(first.weeks(), first.channels(), 0, first.values().to_vec()).unwrap();
    assert_eq!(again, first);
    let of = |weeks, channels, values| Trials::from_values(weeks, channels, 0, values);
    assert!(of(first.weeks(), first.channels(), vec![0.0; 7]).is_none(), "seven values are no trial");
    assert!(of(first.weeks(), first.channels() + 1, first.values().to_vec()).is_none(), "a channel too many");
    assert!(of(0, 0, Vec::new()).is_none(), "no weeks are no trial");
}

#[test]
fn a_trial_depends_on_its_number_and_seed_alone() {
    for_plans(40, Kind::Any, |plan| {
        let long = run(&plan, 0, 6);
        prop_assert!(run(&plan, 0, 6) == long, "the same run twice");
        let alone = run(&plan, 4, 1);
        for &measure in Measure::ALL {
            prop_assert!(
                alone.weeks_of(0, measure) == long.weeks_of(4, measure),
                "{measure:?} of trial 4 alone"
            );
        }
        // Without ranges not even the length of the run that the plan asks for matters.
        let mut process = plan.clone();
        process.simulation.noise.parameters = false;
        let before = run(&process, 0, 3);
        process.simulation.trials = 7;
        prop_assert!(run(&process, 0, 3) == before, "another number of trials");
        Ok(())
    });
}

#[test]
fn another_seed_is_another_future() {
    let mut plan = readable(SHIPPED[1].1);
    let first = run(&plan, 0, 4);
    plan.simulation.seed = 2;
    let second = run(&plan, 0, 4);
    for trial in 0..4 {
        assert_ne!(first.weeks_of(trial, Measure::Leads), second.weeks_of(trial, Measure::Leads));
        assert_ne!(first.weeks_of(trial, Measure::Leads), first.weeks_of((trial + 1) % 4, Measure::Leads));
    }
    // Far seeds differ too: all 53 bits count.
    plan.simulation.seed = 1 + (1 << 40);
    assert_ne!(run(&plan, 0, 4), first);
    plan.simulation.seed = 1;
    assert_eq!(run(&plan, 0, 4), first);
}

#[test]
fn without_noise_every_trial_is_the_expected_path() {
    for_plans(40, Kind::Any, |mut plan| {
        plan.simulation.noise = Noise { parameters: false, process: false };
        let (expected, trials) = (path(&plan), run(&plan, 0, 2));
        for &measure in Measure::ALL {
            let expected: Vec<f32> = expected.weeks_of(measure).iter().map(|&value| value as f32).collect();
            prop_assert!(trials.weeks_of(0, measure) == expected, "{measure:?}");
            prop_assert!(trials.weeks_of(1, measure) == expected, "{measure:?}");
        }
        Ok(())
    });
}

/// A plan with ranges in places that matter, on every scale; each drawn by itself (how they move together is looked at in
/// `uncertainty.rs`).
fn ranged() -> Plan {
    let mut plan = readable(SHIPPED[0].1);
    plan.simulation.default_correlations = false;
    plan.deals.mean_first_year_value = Estimate::Range { p10: 5000.0, p90: 9000.0, scale: None };
    plan.qualification.observed.conversion.opportunity_to_won =
        Estimate::Range { p10: 0.2, p90: 0.4, scale: None };
    plan.retention.churn_rate_per_month = Estimate::Pert { min: 0.01, mode: 0.02, max: 0.05 };
    plan.durations.opportunity_to_won.mean_weeks = Estimate::Uniform { min: 3.0, max: 8.0 };
    plan.billing.bad_debt_share = Estimate::Beta { prior: [1.0, 30.0], successes: 2.0, trials: 50.0 };
    plan.finance.overhead_per_month = Estimate::Samples(vec![9000.0, 9500.0, 10_500.0]);
    plan
}

/// The plan with every range replaced by what a trial draws.
fn as_drawn(plan: &Plan, trial: u32) -> Plan {
    without_ranges(plan, |parameter| {
        // Draws of a channel's ranges are addressed by the channel's id, those of all others by their path.
        let address = match parameter.path.strip_prefix("channels[").and_then(|rest| rest.split_once(']')) {
            Some((index, rest)) => {
                format!("channels[{}]{rest}", plan.channels[index.parse::<usize>().unwrap()].id)
            }
            None => parameter.path.clone(),
        };
        let settings = &plan.simulation;
        let u = stratified(Seed(settings.seed), trial, settings.trials, hash_id(&address));
        parameter.estimate.quantile(u, parameter.quantity.scale, parameter.quantity.range())
    })
}

#[test]
fn a_trial_of_ranges_only_is_the_expected_path_of_the_values_drawn() {
    let mut plan = ranged();
    plan.simulation.noise = Noise { parameters: true, process: false };
    let trials = run(&plan, 0, 3);
    for trial in 0..3 {
        let expected = path(&as_drawn(&plan, trial));
        for &measure in Measure::ALL {
            let expected: Vec<f32> = expected.weeks_of(measure).iter().map(|&value| value as f32).collect();
            assert_eq!(trials.weeks_of(trial as usize, measure), expected, "{measure:?}, trial {trial}");
        }
    }
}

#[test]
fn a_trial_of_both_noises_is_the_process_at_the_values_drawn() {
    let plan = ranged();
    let trials = run(&plan, 0, 3);
    for trial in 0..3 {
        let alone = run(&as_drawn(&plan, trial), trial, 1);
        for &measure in Measure::ALL {
            assert_eq!(
                trials.weeks_of(trial as usize, measure),
                alone.weeks_of(0, measure),
                "{measure:?}, {trial}"
            );
        }
    }
}

#[test]
fn ranges_are_drawn_from_their_laws() {
    let mut plan = ranged();
    plan.simulation.trials = 500;
    let model = model(&plan);
    for parameter in model.parameters() {
        let quantity = parameter.quantity;
        let draw = |trial| {
            let u = stratified(Seed(plan.simulation.seed), trial, 500, hash_id(&parameter.path));
            parameter.estimate.quantile(u, quantity.scale, quantity.range())
        };
        let mut drawn: Vec<f64> = (0..500).map(draw).collect();
        drawn.sort_by(f64::total_cmp);
        let mean = drawn.iter().sum::<f64>() / 500.0;
        let expected = parameter.estimate.mean(quantity.scale, quantity.range());
        near(&parameter.path, mean, expected, 0.01);
        if let Estimate::Range { p10, p90, .. } = parameter.estimate {
            near(&parameter.path, drawn[49], p10, 0.01);
            near(&parameter.path, drawn[449], p90, 0.01);
        }
    }
}

#[test]
fn process_noise_alone_leaves_ranges_at_their_means() {
    let mut plan = ranged();
    plan.simulation.noise = Noise { parameters: false, process: true };
    assert_eq!(run(&plan, 0, 4), run(&without_ranges(&plan, mean_of), 0, 4));
}

/// The MQL bar raised by half a standard deviation.
fn stricter(plan: &Plan) -> Plan {
    let mut stricter = plan.clone();
    let Estimate::Fixed(shift) = plan.qualification.mql_threshold_shift_sd else { panic!("a known bar") };
    stricter.qualification.mql_threshold_shift_sd = (shift + 0.5).into();
    stricter
}

#[test]
fn a_stricter_mql_bar_never_gives_more_mqls() {
    for_plans(80, Kind::Any, |plan| {
        let mut plan = without_feedback(plan);
        plan.qualification.mql_threshold_shift_sd = 0.1.into();
        // Learning from fewer MQLs would move the bar's effect.
        plan.qualification.scoring.auc_best_achievable = plan.qualification.scoring.auc_current.clone();
        plan.channels.iter_mut().for_each(|channel| channel.fit_share_best_achievable = None);
        // A lead kept below the bar may be recycled later: at any time fewer have become MQLs so far.
        let mqls = |plan: &Plan| cumulated(path(plan).weeks_of(Measure::Mql));
        let (before, after) = (mqls(&plan), mqls(&stricter(&plan)));
        for week in 0..before.len() {
            prop_assert!(
                after[week] <= before[week] * (1.0 + 1e-9) + 1e-9,
                "week {week}: {before:?}, then {after:?}"
            );
        }
        // Trial by trial, week by week, where nothing is recycled.
        plan.nurture.recycle_rate_per_week = 0.0.into();
        let (before, after) = (run(&plan, 0, 3), run(&stricter(&plan), 0, 3));
        for trial in 0..3 {
            let mqls = |trials: &Trials| trials.weeks_of(trial, Measure::Mql).to_vec();
            let pairs = mqls(&before).into_iter().zip(mqls(&after)).enumerate();
            for (week, (before, after)) in pairs {
                prop_assert!(after <= before, "trial {trial}, week {week}: {after} after {before}");
            }
        }
        Ok(())
    });
}

#[test]
fn more_aes_never_win_less_where_aes_are_the_limit() {
    let limited = std::cell::Cell::new((0, 0));
    for_plans(120, Kind::Any, |mut plan| {
        let ae = &mut plan.teams.account_executives;
        ae.hires = vec![Hire { start_week: -60, headcount: 1.0.into(), fully_ramped: true }];
        // Without what punishes waiting or rewards it: low attainment, and goodwill that makes later deals better.
        ae.attrition_rise_below_attainment = 0.0.into();
        plan.brand.max_win_log_odds_lift = 0.0.into();
        plan.channels.retain(|channel| channel.kind != ChannelType::Referral);
        plan.market.reachable_accounts = 1e9.into();
        let before = path(&plan);
        if total(&before, Measure::AeLimits) == 0.0 {
            return Ok(());
        }
        plan.teams.account_executives.hires[0].headcount = 2.0.into();
        let after = path(&plan);
        let (won_before, won_after) = (total(&before, Measure::Won), total(&after, Measure::Won));
        prop_assert!(
            won_after >= won_before * (1.0 - 1e-9),
            "{won_after} wins with two AEs, {won_before} with one"
        );
        let (n, more) = limited.get();
        limited.set((n + 1, more + u32::from(won_after > 1.01 * won_before)));
        Ok(())
    });
    let (n, more) = limited.get();
    assert!(n >= 30 && more * 2 >= n, "{n} plans were limited, {more} won more");
}

#[test]
fn a_range_of_the_win_rate_widens_the_spread_of_bookings() {
    let mut plan = quiet(52);
    set_rates(&mut plan, 0.5, [0.5, 0.5, 0.25]);
    plan.channels = vec![arrivals("shows", [40.0; 52])];
    plan.simulation.trials = 300;
    let spread = |plan: &Plan| {
        let trials = run(plan, 0, 300);
        let bookings: Vec<f64> = (0..300).map(|trial| sum(&trials, trial, Measure::Bookings)).collect();
        let mean = bookings.iter().sum::<f64>() / 300.0;
        (bookings.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / 299.0).sqrt()
    };
    let known = spread(&plan);
    let win_rate = |p10, p90| Estimate::Range { p10, p90, scale: Some(Scale::Normal) };
    plan.qualification.observed.conversion.opportunity_to_won = win_rate(0.22, 0.28);
    let narrow = spread(&plan);
    plan.qualification.observed.conversion.opportunity_to_won = win_rate(0.15, 0.35);
    let wide = spread(&plan);
    assert!(narrow > 1.02 * known, "{narrow} with a narrow range, {known} without");
    assert!(wide > 1.5 * narrow, "{wide} with a wide range, {narrow} with a narrow one");
}

#[test]
fn a_ramp_whose_ends_are_drawn_in_the_wrong_order_is_a_step() {
    let mut plan = quiet(30);
    let ae = &mut plan.teams.account_executives;
    ae.hires = vec![Hire { start_week: 0, headcount: 1.0.into(), fully_ramped: false }];
    ae.onboarding_weeks = Estimate::Samples(vec![4.5, 20.0]);
    ae.full_productivity_after_weeks = Estimate::Samples(vec![4.5, 24.0]);
    plan.simulation.trials = 40;
    let trials = run(&plan, 0, 40);
    for trial in 0..40 {
        let output = trials.weeks_of(trial, Measure::AeFte);
        assert!(output.windows(2).all(|pair| pair[0] <= pair[1]), "output never falls: {output:?}");
        assert_eq!((output[0], output[29]), (0.0, 1.0), "none at first, all in the end");
    }
}

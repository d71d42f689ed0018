//! Estimates against closed forms, published estimates and records whose truth is known.
//!
//! Reference sets may not be committed: they are read from `../shared/data` beside the project.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::print_stdout,
    reason = "a test stops at what it did not expect"
)]

use serde_json::Value;
use std::path::{Path, PathBuf};
use tandem_calibration::{
    Deal, FitFault, Outcome, Spell, crps, exponential_rate, fit, kaplan_meier, won_share,
};

/// A case of the model's test cases.
fn case(id: &str) -> Value {
    let text = include_str!("../../engine/tests/cases/model_cases.json");
    let cases: Value = serde_json::from_str(text).unwrap();
    cases["cases"].as_array().unwrap().iter().find(|case| case["id"] == id).unwrap().clone()
}

#[track_caller]
fn near(found: f64, wanted: f64, relative: f64) {
    assert!((found - wanted).abs() <= relative * wanted.abs(), "found {found}, wanted {wanted}");
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|number| number.as_f64().unwrap()).collect()
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap()
}

#[test]
fn c18_young_deals_are_not_short_ones() {
    let case = case("C18");
    let expected = &case["expected"];
    let tolerance = number(&case["tolerance"]["value"]);
    let ended = numbers(&case["inputs"]["closed"]);
    let spells: Vec<Spell> = numbers(&case["inputs"]["weeks"])
        .into_iter()
        .zip(ended)
        .map(|(weeks, ended)| Spell { weeks, ended: ended == 1.0 })
        .collect();
    let curve = kaplan_meier(&spells);
    let rows = expected["table_t_n_d_S_se"].as_array().unwrap();
    assert_eq!(curve.steps.len(), rows.len());
    for (step, row) in curve.steps.iter().zip(rows) {
        let [weeks, at_risk, ended, share, se] = numbers(row).try_into().unwrap();
        assert_eq!((step.weeks, step.at_risk as f64, step.ended as f64), (weeks, at_risk, ended));
        near(step.share, share, tolerance);
        near(step.se, se, tolerance);
    }
    assert_eq!(curve.median(), Some(number(&expected["median_weeks"])));
    let rate = exponential_rate(&spells).unwrap();
    near(rate, number(&expected["exp_mle_rate"]), tolerance);
    near(1.0 / rate, number(&expected["exp_mle_mean"]), tolerance);
    let closed: Vec<f64> = spells.iter().filter(|spell| spell.ended).map(|spell| spell.weeks).collect();
    let naive = closed.iter().sum::<f64>() / closed.len() as f64;
    near(naive, number(&expected["naive_mean_of_closed_only"]), tolerance);

    let cure = &expected["cure_model_p_hat"];
    let [n, won, weeks, mean] =
        ["n", "converted", "all_censored_at_weeks", "exp_mean_weeks"].map(|key| number(&cure[key]));
    let deal = |place: usize| match (place as f64) < won {
        true => Deal { weeks: 1.0, outcome: Outcome::Won },
        false => Deal { weeks, outcome: Outcome::Open },
    };
    let deals: Vec<Deal> = (0..n as usize).map(deal).collect();
    let share = won_share(&deals, |weeks| 1.0 - (-weeks / mean).exp()).unwrap();
    near(share, number(&cure["p_hat"]), tolerance);
}

#[test]
fn c23_a_forecast_is_scored_by_how_far_off_it_was() {
    let case = case("C23");
    let (inputs, wanted) = (&case["inputs"]["crps"], number(&case["expected"]["crps"]));
    near(crps(&numbers(&inputs["ensemble"]), number(&inputs["y"])).unwrap(), wanted, 1e-9);
    // By its definition over all pairs, in any order.
    let futures = [3.0, -1.0, 4.0, 1.0, 5.0, 9.0, 2.0];
    let n = futures.len() as f64;
    let off = futures.iter().map(|x: &f64| (x - 2.5).abs()).sum::<f64>() / n;
    let apart: f64 = futures.iter().flat_map(|a| futures.iter().map(move |b| (a - b).abs())).sum();
    near(crps(&futures, 2.5).unwrap(), off - apart / (2.0 * n * n), 1e-12);
    near(crps(&[7.0], 2.5).unwrap(), 4.5, 1e-12);
    assert_eq!(crps(&[], 1.0), None);
}

/// Deals opened evenly over `open_weeks`, with so many won and each kind's weeks given by a gamma of shape 1 / cv^2, looked at on
/// the last day; a small generator of its own.
struct Made {
    state: u64,
}

impl Made {
    fn uniform(&mut self) -> f64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Erlang: the sum of `shape` exponentials.
    fn weeks(&mut self, mean: f64, shape: u32) -> f64 {
        (0..shape).map(|_| -(1.0 - self.uniform()).ln() * mean / f64::from(shape)).sum()
    }

    fn deals(
        &mut self,
        n: usize,
        open_weeks: f64,
        share: f64,
        won: (f64, u32),
        lost: (f64, u32),
    ) -> Vec<Deal> {
        (0..n)
            .map(|_| {
                let age = self.uniform() * open_weeks;
                let is_won = self.uniform() < share;
                let weeks = if is_won { self.weeks(won.0, won.1) } else { self.weeks(lost.0, lost.1) };
                let closed = if is_won { Outcome::Won } else { Outcome::Lost };
                match weeks <= age {
                    true => Deal { weeks, outcome: closed },
                    false => Deal { weeks: age, outcome: Outcome::Open },
                }
            })
            .collect()
    }
}

#[test]
fn the_truth_lies_in_the_range_as_often_as_it_says() {
    let (share, won, lost) = (0.25, (12.0, 4), (5.0, 1));
    let (mut hits, mut naive_low) = ([0; 3], 0);
    const SETS: u32 = 200;
    for seed in 0..SETS {
        let deals = Made { state: u64::from(seed) << 32 }.deals(800, 40.0, share, won, lost);
        let found = fit(&deals).unwrap();
        let inside =
            |told: tandem_calibration::Told, truth: f64| u32::from(told.p10 <= truth && truth <= told.p90);
        hits[0] += inside(found.won_share, share);
        hits[1] += inside(found.won.mean, won.0);
        hits[2] += inside(found.lost.unwrap().mean, lost.0);
        let of = |outcome| deals.iter().filter(|deal| deal.outcome == outcome).count() as f64;
        naive_low +=
            u32::from(of(Outcome::Won) / (of(Outcome::Won) + of(Outcome::Lost)) < found.won_share.p10);
    }
    // 80 % of 200: within three and a half standard errors of 160.
    for hits in hits {
        assert!((140..=180).contains(&hits), "{hits} of {SETS}");
    }
    assert!(naive_low > SETS / 2, "closed deals alone say too little: {naive_low}");
}

#[test]
fn records_without_losses_tell_the_share_too() {
    let mut deals = Made { state: 7 }.deals(6000, 60.0, 0.3, (8.0, 2), (6.0, 2));
    let all = fit(&deals).unwrap();
    // Lost deals stand in the records as if they were open still.
    let mut ages = Made { state: 8 };
    for deal in deals.iter_mut().filter(|deal| deal.outcome == Outcome::Lost) {
        let age = deal.weeks + ages.uniform() * (60.0 - deal.weeks).max(0.0);
        *deal = Deal { weeks: age, outcome: Outcome::Open };
    }
    let found = fit(&deals).unwrap();
    assert!(found.lost.is_none());
    assert!((found.won_share.value - 0.3).abs() < 0.04, "{found:?}");
    assert!((found.won.mean.value / 8.0 - 1.0).abs() < 0.15, "{found:?}");
    let wide = |told: tandem_calibration::Told| told.p90 - told.p10;
    assert!(wide(found.won_share) > wide(all.won_share), "less is known");
}

#[test]
fn too_little_is_said_and_not_guessed() {
    let deal = |weeks: f64, outcome| Deal { weeks, outcome };
    assert_eq!(fit(&[]), Err(FitFault::FewWon(0, 5)));
    let mut deals: Vec<Deal> = (1..10).map(|week| deal(f64::from(week), Outcome::Won)).collect();
    deals.push(deal(3.0, Outcome::Lost));
    assert_eq!(fit(&deals), Err(FitFault::FewLost(1, 5)));
    // All are closed: the share is a ratio, whatever the times.
    deals.extend((1..18).map(|week| deal(f64::from(week) / 3.0, Outcome::Lost)));
    let found = fit(&deals).unwrap();
    near(found.won_share.value, 9.0 / 27.0, 1e-6);
    near(found.won.mean.value, 5.0, 1e-6);
    // Nothing is won later than the records reach back: the share may be anything.
    let mut young: Vec<Deal> = (0..6).map(|_| deal(0.5, Outcome::Won)).collect();
    young.extend((0..500).map(|_| deal(0.6, Outcome::Open)));
    match fit(&young) {
        Err(FitFault::Unsettled) => {}
        found => {
            assert!(found.is_ok_and(|found| found.won_share.p90 / found.won_share.p10 > 2.0), "{found:?}")
        }
    }
}

/// The folder of a data set; nothing, said aloud, where it is not there.
fn data(folder: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(folder);
    if !path.is_dir() {
        println!("SKIPPED: ../shared/data/{folder} is not there");
        return None;
    }
    Some(path)
}

/// Columns of a plain file by their heads.
fn columns<const N: usize>(path: &Path, heads: [&str; N]) -> Vec<[String; N]> {
    let text = std::fs::read_to_string(path).unwrap();
    let mut lines = text.trim_start_matches('\u{feff}').lines();
    let head: Vec<&str> = lines.next().unwrap().split(',').collect();
    let places = heads.map(|name| head.iter().position(|head| *head == name).unwrap());
    lines
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            places.map(|place| cells[place].to_owned())
        })
        .collect()
}

#[test]
fn published_estimates_are_met() {
    let Some(folder) = data("survival_reference") else { return };
    let oracle = std::fs::read_to_string(folder.join("oracle_lifelines_0.30.3.json")).unwrap();
    // Python writes what JSON does not have.
    let oracle: Value = serde_json::from_str(&oracle.replace("Infinity", "null")).unwrap();
    let sets = [
        ("rossi (T=week,E=arrest)", "rossi.csv", ["week", "arrest"]),
        ("lung (T=time,E=status)", "lung.csv", ["time", "status"]),
        ("waltons (T,E)", "waltons.csv", ["T", "E"]),
    ];
    for (name, file, heads) in sets {
        let rows = columns(&folder.join(file), heads);
        let spells: Vec<Spell> = rows
            .iter()
            .map(|[weeks, ended]| Spell { weeks: weeks.parse().unwrap(), ended: ended == "1" })
            .collect();
        let wanted = &oracle[name];
        assert_eq!(spells.len() as u64, wanted["n"].as_u64().unwrap(), "{name}");
        let curve = kaplan_meier(&spells);
        for point in wanted["km"].as_array().unwrap() {
            near(curve.share_after(number(&point["t"])), number(&point["S"]), 1e-9);
        }
        assert_eq!(curve.median(), wanted["km_median"].as_f64(), "{name}");
        let mean = 1.0 / exponential_rate(&spells).unwrap();
        near(mean, number(&wanted["ExponentialFitter"]["params"]["lambda_"]), 1e-3);
    }
}

/// Days since 1970 and their part, of `2024-01-01 18:54`.
fn day(text: &str) -> f64 {
    let parts: Vec<i64> = text.split(['-', ' ', ':']).map(|part| part.parse().unwrap()).collect();
    let [mut year, month, day, hour, minute] = parts[..] else { panic!("{text}") };
    year -= i64::from(month <= 2);
    let era = year.div_euclid(400);
    let of_era = year - era * 400;
    let of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    let days = era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year;
    days as f64 + (hour as f64 + minute as f64 / 60.0) / 24.0
}

#[test]
fn of_records_cut_off_on_a_day_the_share_won_in_the_end_is_found() {
    let Some(folder) = data("crm_simulated") else { return };
    let rows =
        columns(&folder.join("truth_full_outcomes.csv"), ["channel", "entered_MQL", "outcome", "closed_at"]);
    let taken = day("2025-06-30 00:00");
    for (channel, truth) in [("Referrals", 0.183), ("Organic Search", 0.089), ("Paid Search", 0.070)] {
        let of: Vec<_> = rows
            .iter()
            .filter(|[name, opened, ..]| {
                name.starts_with(channel.split(' ').next().unwrap())
                    && *name != "Paid Social"
                    && day(opened) < taken
            })
            .collect();
        let deals: Vec<Deal> = of
            .iter()
            .map(|[_, opened, outcome, closed]| {
                let (from, to) = (day(opened), day(closed));
                let outcome = if to > taken {
                    Outcome::Open
                } else if outcome == "won" {
                    Outcome::Won
                } else {
                    Outcome::Lost
                };
                Deal { weeks: (to.min(taken) - from) / 7.0, outcome }
            })
            .collect();
        let won = of.iter().filter(|[_, _, outcome, _]| outcome == "won").count() as f64 / of.len() as f64;
        let so_far =
            deals.iter().filter(|deal| deal.outcome == Outcome::Won).count() as f64 / of.len() as f64;
        let found = fit(&deals).unwrap().won_share;
        println!("{channel}: {:.4} in the end, {so_far:.4} so far, found {found:?}, published {truth}", won);
        assert!((found.value - won).abs() < (so_far - won).abs(), "{channel}");
        let reach = (found.p90 - found.p10) / 2.0;
        assert!((found.value - won).abs() < 2.0 * reach, "{channel}: {won} and {found:?}");
    }
}

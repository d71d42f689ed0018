//! Uncertain values: published cases, laws over all families, the text form and its errors.

use proptest::prelude::*;
use tandem_engine::estimate::{Estimate, EstimateFault, Scale};

const ANY: (f64, f64) = (-1e12, 1e12);
const POSITIVE: (f64, f64) = (0.0, 1e12);
const SHARE: (f64, f64) = (0.0, 1.0);

fn range(p10: f64, p90: f64, scale: Scale) -> Estimate {
    Estimate::Range { p10, p90, scale: Some(scale) }
}

#[track_caller]
fn close(found: f64, wanted: f64, relative: f64) {
    assert!((found - wanted).abs() <= relative * wanted.abs(), "found {found:?}, wanted {wanted:?}");
}

/// Mean and spread of the law by brute force: the average over 50,000 equal shares.
fn brute(estimate: &Estimate, scale: Scale, hard: (f64, f64)) -> (f64, f64) {
    const SHARES: u32 = 50_000;
    let law = estimate.law(scale, hard);
    let draws: Vec<f64> =
        (0..SHARES).map(|i| law.quantile((f64::from(i) + 0.5) / f64::from(SHARES))).collect();
    let mean = draws.iter().sum::<f64>() / f64::from(SHARES);
    let square = draws.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / f64::from(SHARES);
    (mean, square.sqrt())
}

#[test]
fn lognormal_interval_of_case_c16() {
    let estimate = Estimate::Range { p10: 20_000.0, p90: 60_000.0, scale: None };
    let law = estimate.law(Scale::Lognormal, POSITIVE);
    close(law.median(), 34641.01615137754, 1e-12);
    close(law.mean(), 37973.877253267296, 1e-12);
    close(law.sd(), 17053.588473201024, 1e-12);
    close(law.quantile(0.95), 70109.98487019568, 1e-12);
    close(law.quantile(0.1), 20_000.0, 1e-12);
    close(law.quantile(0.9), 60_000.0, 1e-12);
    close(estimate.mean(Scale::Lognormal, POSITIVE), law.mean(), 0.0);
    close(estimate.quantile(0.3, Scale::Lognormal, POSITIVE), law.quantile(0.3), 0.0);
}

#[test]
fn logit_interval_of_case_c16() {
    let estimate = Estimate::Range { p10: 0.2, p90: 0.4, scale: None };
    close(estimate.median(Scale::Logit, SHARE), 0.28989794855663564, 1e-12);
    close(estimate.quantile(0.9, Scale::Logit, SHARE), 0.4, 1e-12);
}

#[test]
fn pert_of_case_c17() {
    let law = Estimate::Pert { min: 2.0, mode: 4.0, max: 12.0 }.law(Scale::Lognormal, POSITIVE);
    close(law.mean(), 5.0, 1e-14);
    close(law.sd(), 3.0_f64.sqrt(), 1e-14);
    close(law.quantile(0.1), 2.8990213045924165, 1e-13);
    close(law.median(), 4.766722593925189, 1e-13);
    close(law.quantile(0.9), 7.45334050433582, 1e-13);
}

#[test]
fn posterior_of_case_c19() {
    let estimate = Estimate::Beta { prior: [1.0, 1.0], successes: 12.0, trials: 60.0 };
    let law = estimate.law(Scale::Logit, SHARE);
    close(law.mean(), 0.20967741935483872, 1e-14);
    close(law.sd(), 0.05128705383962073, 1e-14);
    close(law.quantile(0.1), 0.14597221351737835, 1e-13);
    close(law.median(), 0.20654212761849894, 1e-13);
    close(law.quantile(0.9), 0.2774836748124675, 1e-13);
    close(1.0 - law.cdf(0.25), 0.21056389183079394, 1e-13);
}

/// Values computed with 30 digits.
#[test]
fn logit_means_by_quadrature() {
    let cases = [
        (0.2, 0.4, 0.295911405762381, 0.07784018258588085),
        (0.001, 0.3, 0.0947909774273184, 0.1724191697345469),
        (0.02, 0.98, 0.5, 0.36908099822998747),
    ];
    for (p10, p90, mean, sd) in cases {
        let law = range(p10, p90, Scale::Logit).law(Scale::Normal, SHARE);
        close(law.mean(), mean, 1e-12);
        close(law.sd(), sd, 1e-11);
    }
}

/// Values computed with 30 digits.
#[test]
fn truncated_moments() {
    let cases = [
        (
            range(0.1, 0.9, Scale::Logit),
            (0.05, 0.6),
            0.5505185840621839,
            0.3140279656156613,
            0.16019916821623345,
        ),
        (
            range(2e4, 6e4, Scale::Lognormal),
            (1e4, 5e4),
            0.8021796450434711,
            31483.65312918843,
            9367.993795653892,
        ),
        (range(-1.0, 5.0, Scale::Normal), (0.0, 4.0), 0.6070987189393409, 2.0, 1.0992139801815697),
        (
            Estimate::Pert { min: 2.0, mode: 4.0, max: 12.0 },
            (3.0, 6.0),
            1.0 - 0.3901428768276639,
            4.441385905205442,
            0.8375295677106392,
        ),
        (Estimate::Uniform { min: 0.0, max: 10.0 }, (2.0, 5.0), 0.3, 3.5, 3.0 / 12.0_f64.sqrt()),
        (Estimate::Samples(vec![9.0, 1.0, 4.0, 2.0]), (1.5, 5.0), 0.5, 3.0, 1.0),
    ];
    for (estimate, hard, inside, mean, sd) in cases {
        let law = estimate.law(Scale::Normal, hard);
        close(1.0 - law.mass_outside(), inside, 1e-12);
        close(law.mean(), mean, 1e-11);
        close(law.sd(), sd, 1e-10);
        close(estimate.mass_outside(Scale::Normal, hard), law.mass_outside(), 0.0);
    }
}

#[test]
fn samples_are_drawn_alike() {
    let law = Estimate::Samples(vec![3.0, 1.0, 2.0, 2.0]).law(Scale::Normal, ANY);
    let draws: Vec<f64> =
        [0.1, 0.25, 0.26, 0.5, 0.75, 0.76, 0.99].into_iter().map(|u| law.quantile(u)).collect();
    assert_eq!(draws, [1.0, 1.0, 2.0, 2.0, 2.0, 3.0, 3.0]);
    assert_eq!((law.mean(), law.median(), law.cdf(2.0)), (2.0, 2.0, 0.75));
}

#[test]
fn a_fixed_number_is_itself() {
    let estimate = Estimate::from(7.5);
    assert!(estimate.is_fixed() && !Estimate::Samples(vec![1.0]).is_fixed());
    let law = estimate.law(Scale::Lognormal, POSITIVE);
    assert_eq!((law.mean(), law.median(), law.sd(), law.quantile(0.01)), (7.5, 7.5, 0.0, 7.5));
    assert_eq!(law.mass_outside(), 0.0);
    assert_eq!(Estimate::from(0.0).mass_outside(Scale::Normal, POSITIVE), 0.0);
    assert_eq!(Estimate::from(-1.0).mass_outside(Scale::Normal, POSITIVE), 1.0);
}

#[test]
fn nothing_left_inside_is_the_nearest_end() {
    let law = range(10.0, 12.0, Scale::Normal).law(Scale::Normal, (100.0, 200.0));
    assert_eq!((law.mean(), law.sd(), law.quantile(0.7), law.mass_outside()), (100.0, 0.0, 100.0, 1.0));
}

#[test]
fn equal_ends_are_a_point() {
    assert_eq!(Estimate::Uniform { min: 3.0, max: 3.0 }.quantile(0.2, Scale::Normal, ANY), 3.0);
    assert_eq!(Estimate::Pert { min: 3.0, mode: 3.0, max: 3.0 }.mean(Scale::Normal, ANY), 3.0);
}

#[test]
fn faults_are_found() {
    use EstimateFault::{
        BadCounts, EmptySamples, NonPositiveForLognormal, NotFinite, OrderViolated, OutsideUnitForLogit,
    };
    let plain = |p10, p90| Estimate::Range { p10, p90, scale: None };
    let beta = |a, s, n| Estimate::Beta { prior: [a, 1.0], successes: s, trials: n };
    let cases = [
        (Estimate::Fixed(1.0), None),
        (Estimate::Fixed(f64::NAN), Some(NotFinite)),
        (plain(3.0, 5.0), None),
        (plain(3.0, f64::INFINITY), Some(NotFinite)),
        (plain(5.0, 3.0), Some(OrderViolated { low: 5.0, high: 3.0 })),
        (plain(3.0, 3.0), Some(OrderViolated { low: 3.0, high: 3.0 })),
        (plain(0.0, 3.0), Some(NonPositiveForLognormal { value: 0.0 })),
        (range(0.0, 3.0, Scale::Normal), None),
        (range(0.0, 0.3, Scale::Logit), Some(OutsideUnitForLogit { value: 0.0 })),
        (range(0.2, 1.0, Scale::Logit), Some(OutsideUnitForLogit { value: 1.0 })),
        (Estimate::Pert { min: 1.0, mode: 3.0, max: 2.0 }, Some(OrderViolated { low: 3.0, high: 2.0 })),
        (Estimate::Pert { min: 4.0, mode: 3.0, max: 5.0 }, Some(OrderViolated { low: 4.0, high: 3.0 })),
        (Estimate::Pert { min: 1.0, mode: 1.0, max: 2.0 }, None),
        (Estimate::Uniform { min: 2.0, max: 1.0 }, Some(OrderViolated { low: 2.0, high: 1.0 })),
        (beta(1.0, 3.0, 2.0), Some(BadCounts)),
        (beta(1.0, -1.0, 2.0), Some(BadCounts)),
        (beta(0.0, 1.0, 2.0), Some(BadCounts)),
        (beta(0.5, 2.0, 2.0), None),
        (beta(f64::NAN, 1.0, 2.0), Some(NotFinite)),
        (Estimate::Samples(vec![]), Some(EmptySamples)),
        (Estimate::Samples(vec![1.0, f64::NAN]), Some(NotFinite)),
    ];
    for (estimate, fault) in cases {
        assert_eq!(estimate.fault(Scale::Lognormal), fault, "{estimate:?}");
    }
    assert_eq!(EmptySamples.expected(), "at least one sample");
}

#[track_caller]
fn written(estimate: Estimate, text: &str) {
    assert_eq!(serde_json::to_string(&estimate).expect("text"), text);
    assert_eq!(serde_json::from_str::<Estimate>(text).expect(text), estimate);
}

#[test]
fn text_there_and_back() {
    written(Estimate::Fixed(7.5), "7.5");
    written(Estimate::Fixed(-3.0), "-3.0");
    written(Estimate::Range { p10: 3.0, p90: 5.0, scale: None }, r#"{"p10":3.0,"p90":5.0}"#);
    written(range(0.25, 0.5, Scale::Logit), r#"{"p10":0.25,"p90":0.5,"scale":"logit"}"#);
    written(range(0.25, 0.5, Scale::Normal), r#"{"p10":0.25,"p90":0.5,"scale":"normal"}"#);
    written(range(0.25, 0.5, Scale::Lognormal), r#"{"p10":0.25,"p90":0.5,"scale":"lognormal"}"#);
    written(Estimate::Pert { min: 2.0, mode: 4.0, max: 12.0 }, r#"{"pert":[2.0,4.0,12.0]}"#);
    written(
        Estimate::Beta { prior: [1.0, 1.0], successes: 12.0, trials: 60.0 },
        r#"{"beta":{"prior":[1.0,1.0],"successes":12.0,"trials":60.0}}"#,
    );
    written(Estimate::Uniform { min: 1.0, max: 3.0 }, r#"{"uniform":[1.0,3.0]}"#);
    written(Estimate::Samples(vec![3.0, 4.5]), r#"{"samples":[3.0,4.5]}"#);
}

#[test]
fn other_spellings_are_read() {
    let read = |text: &str| serde_json::from_str::<Estimate>(text).expect(text);
    assert_eq!(read("7"), Estimate::Fixed(7.0));
    assert_eq!(read("-7"), Estimate::Fixed(-7.0));
    assert_eq!(read(r#"{"fixed": 7}"#), Estimate::Fixed(7.0));
    assert_eq!(
        read(r#"{"scale": null, "p90": 5, "p10": 3}"#),
        Estimate::Range { p10: 3.0, p90: 5.0, scale: None }
    );
    let short = read(r#"{"beta": {"prior": [1, 1], "s": 12, "n": 60}}"#);
    assert_eq!(short, Estimate::Beta { prior: [1.0, 1.0], successes: 12.0, trials: 60.0 });
}

#[track_caller]
fn refused(text: &str, sentence: &str) {
    let error = serde_json::from_str::<Estimate>(text).expect_err(text).to_string();
    let error = error.split(" at line").next().expect("a sentence").to_owned();
    assert_eq!(error, sentence, "{text}");
}

#[test]
fn mistakes_are_told() {
    refused(
        r#""26 %""#,
        r#"invalid type: string "26 %", expected a number or a range such as {"p10": 3, "p90": 5}"#,
    );
    refused("null", r#"invalid type: null, expected a number or a range such as {"p10": 3, "p90": 5}"#);
    refused("[3, 5]", r#"invalid type: sequence, expected a number or a range such as {"p10": 3, "p90": 5}"#);
    refused(
        "true",
        r#"invalid type: boolean `true`, expected a number or a range such as {"p10": 3, "p90": 5}"#,
    );
    refused("{}", r#"an empty range; expected a number or a range such as {"p10": 3, "p90": 5}"#);
    refused(r#"{"p10": 3}"#, r#"missing `p90`; expected a number or a range such as {"p10": 3, "p90": 5}"#);
    refused(r#"{"p90": 3}"#, r#"missing `p10`; expected a number or a range such as {"p10": 3, "p90": 5}"#);
    refused(
        r#"{"p50": 3}"#,
        "unknown field `p50`, expected one of `p10`, `p90`, `scale`, `pert`, `beta`, `uniform`, `samples`, `fixed`",
    );
    refused(
        r#"{"p10": 3, "p90": 5, "scale": "log"}"#,
        "unknown variant `log`, expected one of `lognormal`, `normal`, `logit`",
    );
    refused(
        r#"{"p10": 3, "p90": 5, "pert": [1, 2, 3]}"#,
        "two kinds of range in one object; expected one kind of range",
    );
    refused(
        r#"{"uniform": [1, 2], "pert": [1, 2, 3]}"#,
        "two kinds of range in one object; expected one kind of range",
    );
    refused(r#"{"p10": 3, "p10": 4, "p90": 5}"#, "duplicate field `p10`");
    refused(r#"{"pert": [1, 2]}"#, "invalid length 2, expected an array of length 3");
    refused(
        r#"{"beta": {"s": 1, "n": 2}}"#,
        r#"missing `prior`; expected counts such as {"prior": [1, 1], "successes": 12, "trials": 60}"#,
    );
    refused(
        r#"{"beta": {"wins": 1}}"#,
        "unknown field `wins`, expected one of `prior`, `successes`, `trials`",
    );
    refused(
        r#"{"beta": 3}"#,
        r#"invalid type: integer `3`, expected counts such as {"prior": [1, 1], "successes": 12, "trials": 60}"#,
    );
}

fn any_estimate() -> impl Strategy<Value = Estimate> {
    let unit = || 0.001..0.999f64;
    prop_oneof![
        (-50.0..50.0f64).prop_map(Estimate::Fixed),
        (-50.0..50.0f64, 0.001..80.0f64).prop_map(|(p10, more)| range(p10, p10 + more, Scale::Normal)),
        (0.001..50.0f64, 1.001..20.0f64).prop_map(|(p10, times)| range(p10, p10 * times, Scale::Lognormal)),
        (unit(), unit()).prop_filter("two ends", |(a, b)| (a - b).abs() > 1e-3).prop_map(|(a, b)| range(
            a.min(b),
            a.max(b),
            Scale::Logit
        )),
        (-50.0..50.0f64, 0.0..1.0f64, 0.01..80.0f64).prop_map(|(min, mode, width)| Estimate::Pert {
            min,
            mode: min + mode * width,
            max: min + width
        }),
        (0.2..5.0f64, 0.2..5.0f64, 0.0..1.0f64, 0u32..3000).prop_map(|(a, b, share, trials)| {
            let trials = f64::from(trials);
            Estimate::Beta { prior: [a, b], successes: (share * trials).floor(), trials }
        }),
        (-50.0..50.0f64, 0.01..80.0f64).prop_map(|(min, width)| Estimate::Uniform { min, max: min + width }),
        proptest::collection::vec(-50.0..50.0f64, 1..20).prop_map(Estimate::Samples),
    ]
}

fn hard_range() -> impl Strategy<Value = (f64, f64)> {
    prop_oneof![
        Just(ANY),
        Just(POSITIVE),
        Just(SHARE),
        (-60.0..60.0f64, 0.0..60.0f64).prop_map(|(low, width)| (low, low + width)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_draw_is_inside_and_rises(estimate in any_estimate(), hard in hard_range(), u in 0.0..1.0f64, v in 0.0..1.0f64) {
        prop_assert_eq!(estimate.fault(Scale::Normal), None);
        let law = estimate.law(Scale::Normal, hard);
        let (low, high) = (law.quantile(u.min(v)), law.quantile(u.max(v)));
        prop_assert!(low >= hard.0 && low <= high && high <= hard.1);
        let outside = law.mass_outside();
        prop_assert!((0.0..=1.0).contains(&outside));
    }

    #[test]
    fn the_distribution_function_undoes_the_quantile(estimate in any_estimate(), hard in hard_range(), u in 0.001..0.999f64) {
        let law = estimate.law(Scale::Normal, hard);
        let x = law.quantile(u);
        match estimate {
            _ if law.sd() == 0.0 => prop_assert_eq!(law.quantile(0.5), x),
            Estimate::Fixed(_) | Estimate::Samples(_) => prop_assert!(law.cdf(x) >= u - 1e-12),
            // What a cut far into a tail leaves is known to fewer digits; so is a step of x where the law is steep.
            _ if x > hard.0 && x < hard.1 => {
                let slack = 1e-11 + 1e-14 / (1.0 - law.mass_outside());
                let near = (law.cdf(x * (1.0 - 1e-13)), law.cdf(x * (1.0 + 1e-13)));
                prop_assert!(near.0.min(near.1) <= u + slack && near.0.max(near.1) >= u - slack, "{}", law.cdf(x));
            }
            _ => {}
        }
    }

    #[test]
    fn the_mean_lies_inside(estimate in any_estimate(), hard in hard_range()) {
        let law = estimate.law(Scale::Normal, hard);
        let (mean, sd) = (law.mean(), law.sd());
        prop_assert!(mean >= hard.0 && mean <= hard.1);
        prop_assert!(sd >= 0.0 && sd.is_finite());
        prop_assert!(mean >= law.quantile(0.0) && mean <= law.quantile(1.0));
    }

    #[test]
    fn text_there_and_back_for_all(estimate in any_estimate()) {
        let text = serde_json::to_string(&estimate).expect("text");
        let back: Estimate = serde_json::from_str(&text).expect("an estimate");
        prop_assert_eq!(back, estimate);
    }

    #[test]
    fn faulty_estimates_do_not_panic(a in any::<f64>(), b in any::<f64>(), c in -1e3..1e3f64, u in any::<f64>()) {
        let odd = [
            range(a, b, Scale::Normal),
            range(a, b, Scale::Lognormal),
            range(a, b, Scale::Logit),
            Estimate::Pert { min: a, mode: c, max: b },
            Estimate::Beta { prior: [c, 1.0], successes: c, trials: 3.0 },
            Estimate::Uniform { min: a, max: b },
            Estimate::Samples(vec![a, b, f64::NAN]),
            Estimate::Samples(vec![]),
            Estimate::Fixed(a),
        ];
        for estimate in odd {
            let law = estimate.law(Scale::Normal, (0.0, 1.0));
            let (draw, mean) = (law.quantile(u), law.mean());
            prop_assert!((0.0..=1.0).contains(&draw) && (0.0..=1.0).contains(&mean));
            let _ = (law.sd(), law.cdf(c), law.median(), law.mass_outside(), estimate.fault(Scale::Logit));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 30, failure_persistence: None, ..ProptestConfig::default() })]

    /// Closed forms and quadratures against the plain average of quantiles.
    #[test]
    fn moments_meet_brute_force(estimate in any_estimate(), hard in hard_range()) {
        let law = estimate.law(Scale::Normal, hard);
        prop_assume!(law.mass_outside() < 0.999);
        let (mean, sd) = brute(&estimate, Scale::Normal, hard);
        prop_assert!((law.mean() - mean).abs() <= 1e-3 * sd + 1e-9, "mean {} {}", law.mean(), mean);
        prop_assert!((law.sd() - sd).abs() <= 0.01 * sd + 1e-9, "sd {} {}", law.sd(), sd);
    }
}

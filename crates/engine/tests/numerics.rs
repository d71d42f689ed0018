//! Special functions against published cases, against values computed with 50 digits, against `statrs` and as laws.

use proptest::prelude::*;
use statrs::distribution::{Beta, ContinuousCDF, Gamma, Weibull};
use tandem_engine::numerics::*;

#[track_caller]
fn close(found: f64, wanted: f64, relative: f64) {
    let error = (found - wanted).abs();
    assert!(
        error <= relative * wanted.abs(),
        "found {found:e}, wanted {wanted:e}, error {:e}",
        error / wanted.abs()
    );
}

#[test]
fn normal_distribution_function_has_sixteen_digits() {
    const CASES: [(f64, f64); 9] = [
        (-37.0, 5.725571222524577e-300),
        (-20.0, 2.7536241186062337e-89),
        (-8.5, 9.479534822203318e-18),
        (-3.25, 0.000577025042390767),
        (-0.1, 0.460172162722971),
        (0.0, 0.5),
        (0.75, 0.7733726476231318),
        (2.0, 0.9772498680518208),
        (5.5, 0.9999999810104375),
    ];
    for (x, p) in CASES {
        close(normal_cdf(x), p, 1e-15 * (1.0 + x * x));
        close(normal_survival(-x), p, 1e-15 * (1.0 + x * x));
        assert!((normal_cdf(x) - p).abs() < 2e-16);
    }
}

#[test]
fn normal_quantile_has_sixteen_digits_far_into_the_tail() {
    const CASES: [(f64, f64); 7] = [
        (1e-300, -37.0470962993612),
        (1e-50, -14.933337534788489),
        (1e-10, -6.361340902404057),
        (0.001, -3.0902323061678136),
        (0.25, -0.6744897501960817),
        (0.6, 0.2533471031357997),
        (0.975, 1.9599639845400538),
    ];
    for (p, z) in CASES {
        close(normal_quantile(p), z, 4e-16);
    }
    close(normal_quantile(0.9), Z90, 4e-16);
    assert_eq!(normal_quantile(0.0), f64::NEG_INFINITY);
    assert_eq!(normal_quantile(1.0), f64::INFINITY);
    assert!(normal_quantile(f64::NAN).is_nan());
}

#[test]
fn ln_gamma_has_fifteen_digits() {
    const CASES: [(f64, f64); 7] = [
        (1e-5, 11.512919692895826),
        (0.3, 1.0957979948180756),
        (1.5, -0.12078223763524522),
        (2.5, 0.2846828704729192),
        (7.0, 6.579251212010101),
        (123.4, 469.3360974421906),
        (1e7, 151180949.3694739),
    ];
    for (x, value) in CASES {
        close(ln_gamma(x), value, 1e-15);
    }
}

/// Shape, x, lower tail, upper tail.
const GAMMA: [(f64, f64, f64, f64); 18] = [
    (0.05, 1e-12, 0.2580252106093605, 0.7419747893906394),
    (0.3, 0.02, 0.34299751585698796, 0.6570024841430121),
    (0.5, 2.5, 0.9746526813225317, 0.025347318677468263),
    (1.0, 1e-09, 9.999999995e-10, 0.999999999),
    (1.7, 0.4, 0.10653794947543872, 0.8934620505245613),
    (1.7, 9.5, 0.9995731674889187, 0.00042683251108130747),
    (3.0, 0.25, 0.0021614966897625125, 0.9978385033102375),
    (4.0, 30.0, 0.9999999995338968, 4.661032000779291e-10),
    (19.5, 8.0, 0.0004079682345264434, 0.9995920317654735),
    (19.5, 25.0, 0.8884837316370688, 0.11151626836293112),
    (20.0, 19.0, 0.4393926106084916, 0.5606073893915084),
    (33.25, 21.0, 0.00816127242069484, 0.9918387275793051),
    (150.0, 150.5, 0.5271043634204465, 0.47289563657955347),
    (150.0, 260.0, 0.99999999999995, 4.992215169140719e-14),
    (1000.0, 900.0, 0.0005499022657117829, 0.9994500977342882),
    (12345.5, 12000.0, 0.0008563284211568675, 0.9991436715788431),
    (1e6, 1001000.0, 0.8413447863683403, 0.15865521363165971),
    (1e8, 1e8, 0.5000132980760141, 0.49998670192398587),
];

#[test]
fn gamma_tails_have_thirteen_digits() {
    for (shape, x, lower, upper) in GAMMA {
        close(gamma_cdf(shape, x), lower, 1e-13);
        close(gamma_survival(shape, x), upper, 1e-13);
    }
}

#[test]
fn gamma_dwell_of_case_c08() {
    let at = |week: f64| gamma_cdf(3.0, week / 2.0);
    close(at(0.5), 0.002161496689762513, 1e-12);
    close(at(1.5) - at(0.5), 0.03834394305505136, 1e-12);
    close(at(4.5) - at(3.5), 0.13463042839894013, 1e-12);
    close(1.0 - at(12.5), 0.05169997483584832, 1e-12);
}

#[test]
fn gamma_ends_are_exact() {
    assert_eq!(gamma_cdf(2.0, 0.0), 0.0);
    assert_eq!(gamma_cdf(2.0, -1.0), 0.0);
    assert_eq!(gamma_cdf(2.0, f64::INFINITY), 1.0);
    assert_eq!(gamma_survival(2.0, f64::INFINITY), 0.0);
    assert_eq!(gamma_quantile(2.0, 0.0), 0.0);
    assert_eq!(gamma_quantile(2.0, 1.0), f64::INFINITY);
    assert!(gamma_cdf(f64::NAN, 1.0).is_nan() && gamma_cdf(1.0, f64::NAN).is_nan());
    assert!(gamma_quantile(1.0, f64::NAN).is_nan());
}

#[test]
fn gamma_against_statrs() {
    for shape in [0.2, 0.7, 1.0, 2.5, 4.0, 9.0, 18.0, 25.0, 60.0, 400.0] {
        let law = Gamma::new(shape, 1.0).expect("a gamma law");
        for step in 1..60 {
            let x = shape * f64::from(step) / 20.0;
            let wanted = law.cdf(x);
            assert!((gamma_cdf(shape, x) - wanted).abs() < 1e-9, "shape {shape} x {x}");
        }
    }
}

#[test]
fn a_run_along_a_grid_meets_the_points() {
    let mut out = [0.0; 400];
    for shape in [0.15, 0.4, 1.0, 2.3, 3.0, 8.0, 20.0, 44.4, 100.0, 2500.0, 1e5] {
        for (first, step) in [(0.01, 0.02), (0.25, 0.5), (1.0, 0.7), (3.0, 20.0)] {
            let law = GammaLaw::new(shape);
            law.fill_cdf(first, step, &mut out);
            for (i, found) in out.iter().enumerate() {
                let wanted = law.cdf(first + step * i as f64);
                assert!(
                    (found - wanted).abs() < 2e-14,
                    "shape {shape} step {step} place {i}: {found} {wanted}"
                );
            }
        }
    }
    GammaLaw::new(2.0).fill_cdf(0.5, 1.0, &mut []);
}

/// a, b, x, lower tail, upper tail.
const BETA: [(f64, f64, f64, f64, f64); 13] = [
    (0.05, 0.07, 1e-06, 0.29391167909463317, 0.7060883209053668),
    (0.5, 0.5, 0.3, 0.36901011956554536, 0.6309898804344546),
    (0.2, 400.0, 0.0001, 0.5682457317504718, 0.43175426824952823),
    (1.0, 1.0, 0.37, 0.37, 0.63),
    (1.8, 4.2, 0.2, 0.3315818617855188, 0.6684181382144813),
    (13.0, 49.0, 0.25, 0.789436108169206, 0.210563891830794),
    (300.0, 0.5, 0.99, 0.014103172217926254, 0.9858968277820738),
    (7.0, 3.0, 0.02, 4.4481536000000006e-11, 0.9999999999555185),
    (120.0, 80.0, 0.6, 0.49615829847575205, 0.5038417015242479),
    (120.0, 80.0, 0.4, 6.069175116046669e-09, 0.9999999939308248),
    (5000.0, 9000.0, 0.36, 0.7600216619185737, 0.23997833808142632),
    (100000.0, 100000.0, 0.5013, 0.877535714700151, 0.122464285299849),
    (3.0, 1000000.0, 2e-06, 0.32332466650019487, 0.6766753334998051),
];

#[test]
fn beta_tails_have_thirteen_digits() {
    for (a, b, x, lower, upper) in BETA {
        close(beta_cdf(a, b, x), lower, 1e-13);
        close(beta_survival(a, b, x), upper, 1e-13);
    }
}

#[test]
fn beta_posterior_of_case_c19() {
    close(beta_quantile(13.0, 49.0, 0.1), 0.14597221351737835, 1e-14);
    close(beta_quantile(13.0, 49.0, 0.5), 0.20654212761849894, 1e-14);
    close(beta_quantile(13.0, 49.0, 0.9), 0.2774836748124675, 1e-14);
    close(beta_survival(13.0, 49.0, 0.25), 0.21056389183079394, 1e-14);
}

#[test]
fn beta_ends_are_exact() {
    assert_eq!(beta_cdf(2.0, 3.0, 0.0), 0.0);
    assert_eq!(beta_cdf(2.0, 3.0, -1.0), 0.0);
    assert_eq!(beta_cdf(2.0, 3.0, 1.0), 1.0);
    assert_eq!(beta_cdf(2.0, 3.0, 7.0), 1.0);
    assert_eq!(beta_quantile(2.0, 3.0, 0.0), 0.0);
    assert_eq!(beta_quantile(2.0, 3.0, 1.0), 1.0);
    assert!(beta_quantile(2.0, 3.0, f64::NAN).is_nan());
    assert!(beta_cdf(f64::NAN, 3.0, 0.5).is_nan());
}

#[test]
fn beta_against_statrs() {
    for a in [0.3, 1.0, 1.8, 4.2, 13.0, 120.0] {
        for b in [0.4, 1.0, 3.0, 49.0, 700.0] {
            let law = Beta::new(a, b).expect("a beta law");
            for step in 1..40 {
                let x = f64::from(step) / 40.0;
                assert!((beta_cdf(a, b, x) - law.cdf(x)).abs() < 1e-9, "a {a} b {b} x {x}");
            }
        }
    }
}

#[test]
fn qualification_threshold_of_case_c06() {
    let d = 2.0_f64.sqrt() * normal_quantile(0.8);
    close(d, 1.19023216289999, 1e-14);
    let (true_rate, false_rate) = (normal_cdf(d - 0.6), normal_cdf(-0.6));
    close(true_rate, 0.7224824939845682, 1e-14);
    close(false_rate, 0.2742531177500736, 1e-14);
    let mql_rate = 0.3 * true_rate + 0.7 * false_rate;
    close(mql_rate, 0.40872193062042195, 1e-14);
    close(0.3 * true_rate / mql_rate, 0.5302987971953486, 1e-14);
    let tau = 1.0844302472249032;
    close(0.3 * normal_cdf(d - tau) + 0.7 * normal_cdf(-tau), 0.26, 1e-12);
}

#[test]
fn weibull_shape_gives_back_its_coefficient_of_variation() {
    assert_eq!(weibull_shape_for_cv(0.0), f64::INFINITY);
    assert!(weibull_shape_for_cv(f64::NAN).is_nan());
    close(weibull_shape_for_cv(1.0), 1.0, 1e-12);
    // Rayleigh: k = 2, cv^2 = 4/pi - 1.
    close(weibull_shape_for_cv((4.0 / std::f64::consts::PI - 1.0).sqrt()), 2.0, 1e-12);
    for step in 1..200 {
        let cv = 0.002 * libm::pow(1.045, f64::from(step));
        let k = weibull_shape_for_cv(cv);
        let square = libm::expm1(ln_gamma(1.0 + 2.0 / k) - 2.0 * ln_gamma(1.0 + 1.0 / k));
        close(square.sqrt(), cv, 1e-9);
    }
}

#[test]
fn weibull_against_statrs() {
    for shape in [0.5, 1.0, 2.0, 7.5] {
        let law = Weibull::new(shape, 3.0).expect("a Weibull law");
        for step in 1..50 {
            let x = f64::from(step) * 0.2;
            close(weibull_cdf(shape, 3.0, x), law.cdf(x), 1e-12);
            let p = weibull_cdf(shape, 3.0, x);
            if p < 0.999 {
                close(weibull_quantile(shape, 3.0, p), x, 1e-12);
            }
        }
    }
    assert_eq!(weibull_cdf(2.0, 3.0, 0.0), 0.0);
    assert_eq!(weibull_quantile(2.0, 3.0, 0.0), 0.0);
}

#[test]
fn lognormal_median_and_ends() {
    close(lognormal_cdf(10.0, 0.4, libm::exp(10.0)), 0.5, 1e-12);
    assert_eq!(lognormal_cdf(10.0, 0.4, 0.0), 0.0);
    close(lognormal_cdf(10.452793696870183, 0.42862586188689616, 60_000.0), 0.9, 1e-12);
}

#[test]
fn log_odds_and_back() {
    close(logit(0.2), -1.3862943611198906, 1e-15);
    assert_eq!(logit(0.5), 0.0);
    assert_eq!(logistic(0.0), 0.5);
    assert_eq!(logistic(-800.0), 0.0);
    assert_eq!(logistic(800.0), 1.0);
}

#[test]
fn a_sum_loses_no_small_change() {
    let mut values = vec![1e16];
    values.extend([1.0; 1000]);
    values.push(-1e16);
    assert_eq!(sum(&values), 1000.0);
    assert_eq!(sum(&[]), 0.0);
}

#[test]
fn point_masses_add_up() {
    for (n, p) in [(1.0, 0.3), (12.0, 0.02), (40.0, 0.5), (250.0, 0.9)] {
        let total: f64 = (0..=n as u32).map(|k| binomial_mass(f64::from(k), n, p, 1.0 - p)).sum();
        close(total, 1.0, 1e-13);
    }
    for mean in [0.01, 1.0, 9.5, 300.0] {
        let total: f64 = (0..1000).map(|k| poisson_mass(f64::from(k), mean)).sum();
        close(total, 1.0, 1e-13);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn normal_quantile_undoes_the_distribution_function(z in -37.0..8.0f64) {
        // Above zero the distribution function itself keeps fewer digits of the tail.
        let slack = if z > 0.0 { 3e-16 / normal_density(z) } else { 1e-15 };
        prop_assert!((normal_quantile(normal_cdf(z)) - z).abs() <= slack + 1e-14 * z.abs());
    }

    #[test]
    fn normal_quantile_is_odd_and_rises(a in 1u64..(1 << 53), b in 1u64..(1 << 53)) {
        let grid = |i: u64| i as f64 / 9_007_199_254_740_992.0;
        let (low, high) = (grid(a.min(b)), grid(a.max(b)));
        prop_assert!(normal_quantile(low) <= normal_quantile(high));
        prop_assert_eq!(normal_quantile(1.0 - low), -normal_quantile(low));
    }

    #[test]
    fn gamma_quantile_undoes_the_distribution_function(ln_shape in -2.0..12.0f64, ln_odds in -30.0..30.0f64) {
        let (shape, p) = (libm::exp(ln_shape), 1.0 / (1.0 + libm::exp(-ln_odds)));
        prop_assume!(p > 0.0 && p < 1.0);
        let x = gamma_quantile(shape, p);
        prop_assume!(x > 1e-280);
        // A rounding of x moves p by x times the density.
        let slack = 1e-15 * x * gamma_density(shape, x) + 1e-12 * p.min(1.0 - p) + 1e-14 * p;
        prop_assert!((gamma_cdf(shape, x) - p).abs() <= slack, "shape {} p {} x {}", shape, p, x);
    }

    #[test]
    fn gamma_tails_are_complements_and_rise(ln_shape in -4.0..14.0f64, at in 0.0..3.0f64, more in 1.0..1.5f64) {
        let shape = libm::exp(ln_shape);
        let x = shape * at;
        let (lower, upper) = (gamma_cdf(shape, x), gamma_survival(shape, x));
        prop_assert!((lower + upper - 1.0).abs() < 1e-14);
        prop_assert!((0.0..=1.0).contains(&lower) && (0.0..=1.0).contains(&upper));
        prop_assert!(gamma_cdf(shape, x * more) >= lower - 1e-14);
    }

    #[test]
    fn beta_quantile_undoes_the_distribution_function(
        ln_a in -2.0..9.0f64, ln_b in -2.0..9.0f64, ln_odds in -30.0..30.0f64,
    ) {
        let (a, b, p) = (libm::exp(ln_a), libm::exp(ln_b), 1.0 / (1.0 + libm::exp(-ln_odds)));
        prop_assume!(p > 0.0 && p < 1.0);
        let x = beta_quantile(a, b, p);
        prop_assert!((0.0..=1.0).contains(&x));
        prop_assume!(x > 1e-280 && x < 1.0);
        let slack = 1e-15 * x * beta_density(a, b, x) + 3e-12 * p.min(1.0 - p) + 1e-14 * p;
        prop_assert!((beta_cdf(a, b, x) - p).abs() <= slack, "a {} b {} p {} x {}", a, b, p, x);
    }

    #[test]
    fn beta_mirrors(ln_a in -3.0..12.0f64, ln_b in -3.0..12.0f64, i in 1u32..1024) {
        let (a, b, x) = (libm::exp(ln_a), libm::exp(ln_b), f64::from(i) / 1024.0);
        prop_assert!((beta_cdf(a, b, x) - beta_survival(b, a, 1.0 - x)).abs() < 1e-13);
        prop_assert!((beta_cdf(a, b, x) + beta_survival(a, b, x) - 1.0).abs() < 1e-13);
    }

    #[test]
    fn log_odds_there_and_back(x in -30.0..30.0f64) {
        prop_assert!((logit(logistic(x)) - x).abs() <= 1e-14 + 3e-16 / (logistic(-x)).min(1.0));
    }

    #[test]
    fn nothing_panics(a in any::<f64>(), b in any::<f64>(), x in any::<f64>()) {
        let _ = (normal_cdf(x), normal_survival(x), normal_quantile(x), ln_gamma(a), logit(x), logistic(x));
        let _ = (gamma_cdf(a, x), gamma_survival(a, x), gamma_density(a, x), gamma_quantile(a, x));
        let _ = (beta_density(a, b, x), lognormal_cdf(a, b, x), weibull_cdf(a, b, x), weibull_shape_for_cv(a));
        let _ = (poisson_mass(x, a), binomial_mass(x, a, b, 1.0 - b), weibull_quantile(a, b, x));
    }
}

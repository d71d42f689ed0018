//! Every family against its exact law.

use super::*;

const DRAWS: u32 = 40_000;
/// How far a mean is off, in standard deviations, that must be found.
const OFF: f64 = 0.05;
/// How surely.
const SURELY: f64 = 0.999;

/// Draws follow their law. `cdf` is the law with a mean so many standard deviations too high: of one that is [`OFF`] the chance of
/// being found is worked out, and draws of it are found.
#[track_caller]
fn counts_follow(name: &str, top: usize, cdf: &dyn Fn(f64, f64) -> f64, draw: &dyn Fn(f64) -> f64) {
    // Distribution function by count, and what it expects of the draws.
    let law = |off: f64| {
        let upto: Vec<f64> = (0..=top).map(|k| if k == top { 1.0 } else { cdf(k as f64, off) }).collect();
        let below = [0.0].into_iter().chain(upto.iter().copied());
        let counts: Vec<f64> =
            upto.iter().zip(below).map(|(upto, below)| (upto - below) * f64::from(DRAWS)).collect();
        (upto, counts)
    };
    let counted = |draw: &dyn Fn(f64) -> f64| {
        let mut observed = vec![0.0; top + 1];
        for u in uniforms(DRAWS) {
            let k = draw(u);
            assert!(k >= 0.0 && k == k.floor(), "{name}: {k}");
            observed[(k as usize).min(top)] += 1.0;
        }
        observed
    };
    let ((_, expected), (wrong, wrongly)) = (law(0.0), law(OFF));
    assert_eq!(fit::misfit(&counted(draw), &expected), None, "{name}");
    let power = fit::power(&wrongly, &expected);
    assert!(power > SURELY, "{name}: a mean that is off is found with probability {power}");
    let off = counted(&|u| wrong.partition_point(|&upto| upto < u) as f64);
    assert!(fit::misfit(&off, &expected).is_some(), "{name}: a mean that is off is not found");
}

pub(crate) fn poisson_cdf(k: f64, mean: f64) -> f64 {
    gamma_survival(k + 1.0, mean)
}

fn binomial_cdf(k: f64, n: f64, p: f64) -> f64 {
    if k >= n { 1.0 } else { beta_survival(k + 1.0, n - k, p) }
}

fn negative_binomial_cdf(k: f64, mean: f64, phi: f64) -> f64 {
    beta_cdf(1.0 / phi, k + 1.0, 1.0 / (1.0 + phi * mean))
}

#[test]
fn poisson_counts_follow_their_law() {
    for mean in [0.1_f64, 1.0, 4.5, 7.9, 8.1, 20.0, 150.0, 4000.0] {
        let top = (mean + 6.0 * f64::sqrt(mean) + 8.0) as usize;
        let cdf = |k, off| poisson_cdf(k, mean + off * mean.sqrt());
        counts_follow(&format!("poisson {mean}"), top, &cdf, &|u| poisson(u, mean));
    }
}

#[test]
fn binomial_counts_follow_their_law() {
    for (n, p) in
        [(1.0, 0.3), (12.0, 0.44), (40.0, 0.1), (40.0, 0.7), (63.0, 0.5), (300.0, 0.02), (5000.0, 0.3)]
    {
        let top = (n * p + 6.0 * f64::sqrt(n * p) + 8.0).min(n) as usize;
        let cdf = |k, off| binomial_cdf(k, n, p + off * f64::sqrt(p * (1.0 - p) / n));
        counts_follow(&format!("binomial {n} {p}"), top, &cdf, &|u| binomial(u, n, p));
    }
}

#[test]
fn negative_binomial_counts_follow_their_law() {
    for (mean, phi) in
        [(0.5, 0.05), (5.0, 0.05), (5.0, 1.5), (30.0, 0.05), (50.0, 0.05), (90.0, 1.0), (800.0, 0.8)]
    {
        let sd = f64::sqrt(mean + phi * mean * mean);
        let top = (mean + 12.0 * sd + 8.0) as usize;
        let cdf = |k, off| negative_binomial_cdf(k, mean + off * sd, phi);
        let draw = |u: f64| negative_binomial(u, mean, phi);
        counts_follow(&format!("negative binomial {mean} {phi}"), top, &cdf, &draw);
    }
}

/// By binomials instead of the recurrence of the sampler.
fn hypergeometric_cdf(k: f64, population: f64, successes: f64, draws: f64) -> f64 {
    let p = draws / population;
    let mut total = 0.0;
    for i in 0..=k as u32 {
        let i = f64::from(i);
        if i <= successes && i <= draws && draws - i <= population - successes {
            total += binomial_mass(i, successes, p, 1.0 - p)
                * binomial_mass(draws - i, population - successes, p, 1.0 - p)
                / binomial_mass(draws, population, p, 1.0 - p);
        }
    }
    total
}

#[test]
fn hypergeometric_counts_follow_their_law() {
    for (population, successes, taken) in
        [(10.0, 3.0, 4.0), (40.0, 30.0, 25.0), (500.0, 60.0, 90.0), (20_000.0, 9_000.0, 700.0)]
    {
        let name = format!("hypergeometric {population} {successes} {taken}");
        let top = f64::min(successes, taken);
        let cdf: Vec<f64> = (0..=top as u32)
            .map(|k| hypergeometric_cdf(f64::from(k), population, successes, taken))
            .collect();
        let mass = |k: usize| cdf[k] - if k > 0 { cdf[k - 1] } else { 0.0 };
        // Its parameters are whole numbers: some of the draws that are not the largest are one more.
        let share = taken / population;
        let finite = (population - successes) / (population - 1.0);
        let sd = f64::sqrt(successes * share * (1.0 - share) * finite);
        let more = |off: f64| off * sd / (1.0 - mass(top as usize));
        let cdf = |k: f64, off: f64| cdf[k as usize] - more(off) * mass(k as usize);
        let draw = |u: f64| hypergeometric(u, population, successes, taken);
        counts_follow(&name, top as usize, &cdf, &draw);
    }
}

/// Continuous families: the distribution function of the draws is uniform in 100 cells. As of counts, a mean that is off is found.
#[test]
fn smooth_draws_follow_their_law() {
    type Law<'a> = &'a dyn Fn(f64, f64) -> f64;
    let lognormal_cv = f64::sqrt(libm::expm1(0.4 * 0.4));
    let weibull_cv = {
        let moment = |k: f64| libm::exp(ln_gamma(1.0 + k / 1.7));
        f64::sqrt(moment(2.0) - moment(1.0) * moment(1.0)) / moment(1.0)
    };
    let beta_shift = |off: f64| 62.0 * off * f64::sqrt(13.0 / 62.0 * (49.0 / 62.0) / 63.0);
    // Of a draw and of a distribution function the second argument is how far the mean is off.
    let families: [(&str, Law<'_>, Law<'_>); 5] = [
        ("normal", &|u, off| normal(u, 3.0 + 2.0 * off, 2.0), &|x, off| {
            normal_cdf((x - 3.0 - 2.0 * off) / 2.0)
        }),
        ("lognormal", &|u, off| lognormal(u, 1.0 + libm::log1p(off * lognormal_cv), 0.4), &|x, off| {
            lognormal_cdf(1.0 + libm::log1p(off * lognormal_cv), 0.4, x)
        }),
        ("gamma", &|u, off| gamma(u, 2.5, 3.0 * (1.0 + off / f64::sqrt(2.5))), &|x, off| {
            gamma_cdf(2.5, x / (3.0 * (1.0 + off / f64::sqrt(2.5))))
        }),
        ("weibull", &|u, off| weibull(u, 1.7, 3.0 * (1.0 + off * weibull_cv)), &|x, off| {
            weibull_cdf(1.7, 3.0 * (1.0 + off * weibull_cv), x)
        }),
        ("beta", &|u, off| beta(u, 13.0 + beta_shift(off), 49.0 - beta_shift(off)), &|x, off| {
            beta_cdf(13.0 + beta_shift(off), 49.0 - beta_shift(off), x)
        }),
    ];
    for (name, draw, cdf) in families {
        let placed = |off: f64| {
            let mut observed = vec![0.0; 100];
            for u in uniforms(DRAWS) {
                let x = draw(u, off);
                observed[((cdf(x, 0.0) * 100.0) as usize).min(99)] += 1.0;
                assert!((cdf(x, off) - u).abs() < 1e-13, "{name}");
            }
            observed
        };
        let expected = [f64::from(DRAWS) / 100.0; 100];
        assert_eq!(fit::misfit(&placed(0.0), &expected), None, "{name}");
        assert!(fit::misfit(&placed(OFF), &expected).is_some(), "{name}: a mean that is off is not found");
        let upto = |cell: u32| if cell == 100 { 1.0 } else { cdf(draw(f64::from(cell) / 100.0, 0.0), OFF) };
        let below = |cell: u32| if cell == 0 { 0.0 } else { upto(cell) };
        let wrongly: Vec<f64> =
            (0..100).map(|cell| (upto(cell + 1) - below(cell)) * f64::from(DRAWS)).collect();
        let power = fit::power(&wrongly, &expected);
        assert!(power > SURELY, "{name}: a mean that is off is found with probability {power}");
    }
    assert_eq!((gamma(0.3, 0.0, 1.0), weibull(0.3, -1.0, 1.0), normal(0.3, 5.0, 0.0)), (0.0, 0.0, 5.0));
}

/// Around every level near a score from -8 to 8 the draw changes where the exact function says: a hair of 1e-12 below the level
/// gives at most that count, a hair above gives more.
#[track_caller]
fn steps_where_the_law_does(
    name: &str,
    mean: f64,
    sd: f64,
    cdf: &dyn Fn(f64) -> f64,
    draw: &dyn Fn(f64) -> f64,
) {
    const HAIR: f64 = 1e-12;
    for step in -110..=110 {
        let k = (mean + sd * f64::from(step) * 0.0731).floor();
        let level = if k < 0.0 { 0.0 } else { cdf(k) };
        if level <= HAIR || level >= 1.0 - HAIR {
            continue;
        }
        let (low, high) = (draw(level - HAIR), draw(level + HAIR));
        assert!(low == k || low < k && cdf(low) >= level - 2.0 * HAIR, "{name}: {low} at {k}");
        assert!(
            high == k + 1.0 || high > k && cdf(high - 1.0) < level + 2.0 * HAIR,
            "{name}: {high} over {k}"
        );
    }
}

#[test]
fn poisson_is_exact_at_its_steps() {
    for mean in [0.3, 3.0, 8.0, 8.1, 9.0, 12.0, 15.0, 25.5, 40.0, 77.0, 300.0, 1000.7, 1e4, 1e6, 1e8, 1e10] {
        let cdf = |k| poisson_cdf(k, mean);
        steps_where_the_law_does(&format!("poisson {mean}"), mean, mean.sqrt(), &cdf, &|u| poisson(u, mean));
    }
}

#[test]
fn binomial_is_exact_at_its_steps() {
    for n in [1.0, 5.0, 17.0, 24.0, 40.0, 64.0, 65.0, 100.0, 255.0, 256.0, 1000.0, 1e4, 1e6, 1e7, 1e9] {
        for p in [1e-8, 1e-6, 1e-4, 0.01, 0.1, 0.3, 0.45, 0.5, 0.55, 0.7, 0.9, 0.99, 0.9999] {
            let (mean, sd) = (n * p, f64::sqrt(n * p * (1.0 - p)));
            let name = format!("binomial {n} {p}");
            steps_where_the_law_does(&name, mean, sd, &|k| binomial_cdf(k, n, p), &|u| binomial(u, n, p));
        }
    }
}

#[test]
fn negative_binomial_is_exact_at_its_steps() {
    for mean in [0.3, 3.0, 6.0, 6.1, 9.0, 20.0, 50.0, 300.0, 1000.7, 1e4, 1e6, 1e8] {
        for phi in [0.003, 0.01, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0] {
            let sd = f64::sqrt(mean + phi * mean * mean);
            let cdf = |k| negative_binomial_cdf(k, mean, phi);
            let draw = |u| negative_binomial(u, mean, phi);
            steps_where_the_law_does(&format!("negative binomial {mean} {phi}"), mean, sd, &cdf, &draw);
        }
    }
}

#[test]
fn hypergeometric_is_exact_at_its_steps() {
    for (population, successes, taken) in [(10.0, 3.0, 4.0), (100.0, 70.0, 60.0), (3000.0, 500.0, 900.0)] {
        let share = taken / population;
        let mean = successes * share;
        let sd = f64::sqrt(mean * (1.0 - share));
        let cdf = |k| hypergeometric_cdf(k, population, successes, taken);
        let draw = |u| hypergeometric(u, population, successes, taken);
        steps_where_the_law_does("hypergeometric", mean, sd, &cdf, &draw);
    }
}

#[test]
fn without_dispersion_the_negative_binomial_is_poisson() {
    for u in uniforms(200) {
        for mean in [0.2, 5.0, 40.0, 3e4] {
            assert_eq!(negative_binomial(u, mean, 0.0), poisson(u, mean));
            assert_eq!(negative_binomial(u, mean, 1e-13), poisson(u, mean));
        }
    }
}

#[test]
fn certain_draws_are_exact() {
    for u in [0.5 * f64::EPSILON, 0.3, 1.0 - 0.5 * f64::EPSILON] {
        assert_eq!(binomial(u, 0.0, 0.4), 0.0);
        assert_eq!(binomial(u, 7.0, 0.0), 0.0);
        assert_eq!(binomial(u, 7.0, 1.0), 7.0);
        assert_eq!(binomial(u, 1e7, 1.0), 1e7);
        assert_eq!(poisson(u, 0.0), 0.0);
        assert_eq!(negative_binomial(u, 0.0, 0.5), 0.0);
        assert_eq!(hypergeometric(u, 10.0, 0.0, 4.0), 0.0);
        assert_eq!(hypergeometric(u, 10.0, 10.0, 4.0), 4.0);
        assert_eq!(hypergeometric(u, 10.0, 6.0, 10.0), 6.0);
        assert_eq!(hypergeometric(u, 0.0, 6.0, 10.0), 0.0);
    }
}

/// Case C09: thinning twice is thinning once; over-dispersed leads keep phi when thinned.
#[test]
fn thinning_of_case_c09() {
    const TRIALS: u32 = 200_000;
    let mut won = Vec::new();
    let mut leads = Vec::new();
    let mut thinned = Vec::new();
    for trial in 0..TRIALS {
        let stream = Stream::new(SEED, trial, 1, 0);
        let pair = |purpose| [0, 1].map(|index| stream.uniform(Address::new(purpose, 0, index)));
        let (a, b): ((f64, f64), (f64, f64)) = (pair(1).into(), pair(2).into());
        won.push(binomial(b.0, binomial(a.0, 200.0, 0.36), 0.44));
        leads.push(negative_binomial(a.1, 50.0, 0.05));
        thinned.push(binomial(b.1, negative_binomial(a.1, 50.0, 0.05), 0.26));
    }
    // Five standard errors of mean and variance.
    moments("won", &won, 31.679999999999996, 26.661887999999998);
    moments("leads", &leads, 50.0, 175.0);
    moments("thinned", &thinned, 13.0, 21.450000000000003);
    let none = binomial_mass(0.0, 200.0, 0.36 * 0.44, 1.0 - 0.36 * 0.44);
    assert!((none / 1.0498937779263565e-15 - 1.0).abs() < 1e-9);
}

//! C16, C17 and C19: what a range is read as.

use super::*;

/// Wide enough that nothing is cut off.
const ANY: (f64, f64) = (-1e300, 1e300);

#[test]
fn c16_an_80_percent_range_is_read_as_lognormal_or_logit() {
    let cases = Cases::load();
    let case = cases.case("C16");
    let range = Estimate::Range { p10: case.input("p10"), p90: case.input("p90"), scale: None };
    let limits = (1e-300, 1e300);
    let quantile = |p: f64| range.quantile(p, Scale::Lognormal, limits);
    case.meets("z90", normal_quantile(0.9));
    near("p10", quantile(0.1), case.input("p10"), case.tolerance());
    near("p90", quantile(0.9), case.input("p90"), case.tolerance());
    case.meets("median", quantile(0.5));
    case.meets("p95", quantile(0.95));
    case.meets("mu", quantile(0.5).ln());
    case.meets("sigma", (quantile(0.9) / quantile(0.1)).ln() / 2.0 / normal_quantile(0.9));
    case.meets("mean", range.mean(Scale::Lognormal, limits));
    case.meets("sd", range.sd(Scale::Lognormal, limits));

    let share = Estimate::Range { p10: 0.2, p90: 0.4, scale: None };
    let logit = |p: f64| share.quantile(p, Scale::Logit, (0.0, 1.0));
    let odds = |p: f64| (p / (1.0 - p)).ln();
    case.meets("logit_normal_p10_20_p90_40.median", logit(0.5));
    case.meets("logit_normal_p10_20_p90_40.mu", odds(logit(0.5)));
    let sigma = (odds(logit(0.9)) - odds(logit(0.1))) / 2.0 / normal_quantile(0.9);
    case.meets("logit_normal_p10_20_p90_40.sigma", sigma);
}

#[test]
fn c17_a_pert_range_has_its_exact_mean_and_quantiles() {
    let cases = Cases::load();
    let case = cases.case("C17");
    let (min, mode, max) = (case.input("min"), case.input("mode"), case.input("max"));
    let pert = Estimate::Pert { min, mode, max };
    let quantile = |p: f64| pert.quantile(p, Scale::Normal, ANY);
    case.meets("mean", pert.mean(Scale::Normal, ANY));
    case.meets("p10", quantile(0.1));
    case.meets("p50", quantile(0.5));
    case.meets("p90", quantile(0.9));
    // The law behind it is the beta of the expected shape.
    let (alpha, beta) = (case.expected("alpha"), case.expected("beta"));
    for p in [0.001, 0.05, 0.3, 0.7, 0.95, 0.999] {
        near("the beta law", beta_cdf(alpha, beta, (quantile(p) - min) / (max - min)), p, case.tolerance());
    }
    let sd = pert.sd(Scale::Normal, ANY);
    case.meets("variance", sd * sd);
    case.meets("classic_sd_approx", (max - min) / 6.0);
}

#[test]
fn c19_a_counted_share_is_the_beta_law_of_its_counts() {
    let cases = Cases::load();
    let case = cases.case("C19");
    let prior = [case.input("prior.0"), case.input("prior.1")];
    let share = Estimate::Beta { prior, successes: case.input("successes"), trials: case.input("trials") };
    let law = share.law(Scale::Logit, (0.0, 1.0));
    case.meets("mean", law.mean());
    case.meets("sd", law.sd());
    case.meets("p10", law.quantile(0.1));
    case.meets("p50", law.quantile(0.5));
    case.meets("p90", law.quantile(0.9));
    case.meets("prob_gt_25pct", 1.0 - law.cdf(0.25));
    // Of the next 40: luck of each, and the share that is not known.
    let (n, mean, variance) = (40.0, law.mean(), law.sd() * law.sd());
    case.meets("beta_binomial_next_40_mean", n * mean);
    let luck = n * (mean - variance - mean * mean);
    case.meets("beta_binomial_next_40_var", luck + n * n * variance);
}

#[test]
fn ranges_are_read_by_the_quantity_unless_they_say_otherwise() {
    let typed = Estimate::Range { p10: 90.0, p90: 110.0, scale: Some(Scale::Normal) };
    let silent = Estimate::Range { p10: 90.0, p90: 110.0, scale: None };
    let money = quantity::MONEY;
    near("normal median", typed.quantile(0.5, money.scale, money.range()), 100.0, 1e-12);
    near("lognormal median", silent.quantile(0.5, money.scale, money.range()), 9900.0_f64.sqrt(), 1e-12);
}

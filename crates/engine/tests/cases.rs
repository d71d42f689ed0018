//! The closed-form cases C01 to C17, C19, C22, C25 and C26 of `cases/model_cases.json`, each at its own tolerance: by whole
//! runs of small plans where the engine makes the figure in a run, by its public functions where it makes it there.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::print_stdout,
    reason = "a test stops at what it did not expect"
)]

mod common;

use common::*;
use tandem_engine::calendar::{self, Calendar, WEEKS_PER_MONTH, WEEKS_PER_YEAR};
use tandem_engine::durations::DurationLaw;
use tandem_engine::estimate::{Estimate, Scale};
use tandem_engine::model::{ResponseCurve, multiply_odds, separation};
use tandem_engine::numerics::{beta_cdf, binomial_mass, normal_cdf, normal_quantile};
use tandem_engine::plan::*;
use tandem_engine::quantity;
use tandem_engine::random;
use tandem_engine::simulation::channels::{carryover_weights, goodwill_loss};
use tandem_engine::simulation::response::{Wait, response_odds};
use tandem_engine::summary::break_even_month;
use tandem_engine::{Measure, Simulation};

#[test]
fn conventions_are_those_of_the_cases() {
    let cases = Cases::load();
    let conventions: serde_json::Value =
        serde_json::from_str(include_str!("cases/model_cases.json")).unwrap();
    let named = |key: &str| conventions["conventions"][key].as_f64().unwrap();
    near("weeks a month", WEEKS_PER_MONTH, named("weeks_per_month"), 1e-15);
    near("weeks a year", WEEKS_PER_YEAR, named("weeks_per_year"), 1e-15);
    near("business hours", calendar::BUSINESS_HOURS_PER_WEEK, named("business_hours_per_week"), 1e-15);
    near("z", normal_quantile(0.9), named("z90"), 1e-13);
    near("weeks a month in C22", WEEKS_PER_MONTH, cases.case("C22").expected("weeks_per_month"), 1e-15);
    near("weeks a year in C22", WEEKS_PER_YEAR, cases.case("C22").expected("weeks_per_year"), 1e-15);
}

#[test]
fn c01_a_straight_line_without_limits_is_a_product() {
    let cases = Cases::load();
    let case = cases.case("C01");
    let weeks = case.input("weeks") as u32;
    let mut plan = quiet(weeks);
    plan.channels = vec![linear("ads", case.input("spend_per_week"), case.input("cpl"), weeks)];
    let stages = [1, 2, 3].map(|stage| case.input(&format!("rates.{stage}")));
    set_rates(&mut plan, case.input("rates.0"), stages);
    let run = path(&plan);
    case.meets("leads", total(&run, Measure::Leads));
    case.meets("mql", total(&run, Measure::Mql));
    case.meets("sql", total(&run, Measure::Sql));
    case.meets("opp", total(&run, Measure::Opportunities));
    case.meets("won", total(&run, Measure::Won));
    case.meets("marketing_cac", total(&run, Measure::SalesMarketingCost) / total(&run, Measure::Won));
    case.meets("end_to_end", total(&run, Measure::Won) / total(&run, Measure::Leads));
}

#[test]
fn c02_geometric_carryover_fades_and_keeps_the_sum() {
    let cases = Cases::load();
    let case = cases.case("C02");
    let (alpha, impulse, weeks) = (case.input("alpha"), case.input("impulse"), case.input("weeks") as usize);
    let weights = carryover_weights(CarryoverShape::Geometric, alpha, 400, 0.0, (1.0, 1.0));
    let response: Vec<f64> = weights[..weeks].iter().map(|weight| impulse * weight).collect();
    case.meets_all("response", &response);
    case.meets("cumulative_6wk", response.iter().sum());
    case.meets("total", impulse * weights.iter().sum::<f64>());
    let mean_lag: f64 = weights.iter().enumerate().map(|(lag, weight)| lag as f64 * weight).sum();
    case.meets("mean_lag_weeks", mean_lag);
    case.meets("half_life_weeks", 0.5_f64.ln() / (weights[1] / weights[0]).ln());

    // The recursion of a run: an impulse in the first week, and a constant input, both at one money a lead.
    let ads = |first: f64, later: f64, before: f64| {
        let mut plan = quiet(26);
        plan.plan.start_date = date("2027-02-01");
        let mut channel = linear("ads", 0.0, 1.0, 26);
        // February 2027 is four whole weeks: the first budget goes to weeks 0 to 3 in equal parts.
        channel.budget_per_month = Budget::ByMonth(vec![4.0 * first, later / 7.0 * 31.0, later / 7.0 * 30.0]);
        channel.spend_per_month_before_start = (before * WEEKS_PER_MONTH).into();
        channel.carryover = Some(Carryover { retention_per_week: alpha.into(), ..Carryover::default() });
        plan.channels = vec![channel];
        path(&plan).weeks_of(Measure::Leads).to_vec()
    };
    let steady = ads(1000.0, 0.0, 1000.0);
    case.meets("steady_state_of_constant_input", steady[0]);
    case.meets("steady_state_of_constant_input", steady[3]);
    // After the input stops the stock keeps alpha of itself each week: the tail of the impulse response, scaled.
    for (week, weight) in weights.iter().enumerate().take(20) {
        near("fading", steady[4 + week], 1000.0 * alpha * weight / (1.0 - alpha), 1e-9);
    }
    let rising = ads(1000.0, 0.0, 0.0);
    for week in 0..4 {
        near("rising", rising[week], 1000.0 * weights[..=week].iter().sum::<f64>(), 1e-9);
    }
}

#[test]
fn c03_windows_of_carryover_have_sum_one() {
    let cases = Cases::load();
    let case = cases.case("C03");
    let binomial = carryover_weights(
        CarryoverShape::Binomial,
        case.input("binomial.alpha"),
        case.input("binomial.max_lag") as usize,
        0.0,
        (1.0, 1.0),
    );
    case.meets_all("binomial_weights", &binomial);
    near("binomial_first", binomial[0], 9.0 / 45.0, case.tolerance());
    let delayed = carryover_weights(
        CarryoverShape::Delayed,
        case.input("delayed.alpha"),
        case.input("delayed.max_lag") as usize,
        case.input("delayed.theta"),
        (1.0, 1.0),
    );
    case.meets_all("delayed_weights", &delayed);
    let peak = (0..delayed.len()).max_by(|a, b| delayed[*a].total_cmp(&delayed[*b])).unwrap();
    case.meets("delayed_peak_lag", peak as f64);
    for shape in
        [CarryoverShape::None, CarryoverShape::Binomial, CarryoverShape::Delayed, CarryoverShape::WeibullPdf]
    {
        for retention in [0.0, 0.3, 0.97] {
            let sum: f64 = carryover_weights(shape, retention, 12, 2.0, (2.0, 4.0)).iter().sum();
            near("sum of the weights", sum, 1.0, 1e-12);
        }
    }
}

#[test]
fn c04_saturation_is_anchored_at_the_known_spend() {
    let cases = Cases::load();
    let case = cases.case("C04");
    let reference = case.input("x_ref");
    for slope in [case.input("slopes.0"), case.input("slopes.1")] {
        let curve = ResponseCurve {
            shape: ResponseShape::Hill,
            reference,
            cost_per_lead: case.input("cpl_ref"),
            share_of_max: case.input("r_ref"),
            slope,
        };
        let key = |name: &str| format!("slope_{slope}.{name}");
        case.meets(&key("Lmax"), curve.max_leads());
        case.meets(&key("K"), curve.half_saturation());
        case.meets(&key("leads_at_ref"), curve.leads(reference));
        case.meets(&key("leads_at_K"), curve.leads(curve.half_saturation()));
        case.meets(&key("leads_at_2x"), curve.leads(2.0 * reference));
        case.meets(&key("marginal_cpl_at_ref"), curve.marginal_cost_per_lead(reference));
    }
    // Every shape passes through its anchor, and its marginal cost is the inverse of its slope.
    for shape in [ResponseShape::Hill, ResponseShape::Linear, ResponseShape::Tanh, ResponseShape::Logistic] {
        let curve = ResponseCurve { shape, reference, cost_per_lead: 200.0, share_of_max: 0.4, slope: 1.7 };
        near("the anchor", curve.leads(reference), reference / 200.0, 1e-12);
        near("no spend, no leads", curve.leads(0.0), 0.0, 0.0);
        for spend in [0.1, 1.0, 3.0].map(|times| times * reference) {
            let slope = (curve.leads(spend * 1.0001) - curve.leads(spend * 0.9999)) / (spend * 0.0002);
            near("the slope", curve.marginal_cost_per_lead(spend), 1.0 / slope, 1e-7);
        }
    }
}

#[test]
fn c05_goodwill_halves_and_settles() {
    let cases = Cases::load();
    let case = cases.case("C05");
    let (half_life, spend) = (case.input("half_life_weeks"), case.input("brand_spend_per_week"));
    let loss = goodwill_loss(half_life);
    case.meets("delta", loss);
    case.meets("steady_state", spend / loss);
    let run = |opening: f64, spend: f64| {
        let mut plan = quiet(60);
        plan.brand.opening_goodwill = opening.into();
        plan.brand.goodwill_half_life_weeks = half_life.into();
        let mut channel = Channel::new("brand", ChannelType::Brand);
        channel.budget_per_month = weekly_budget(spend, 60);
        channel.goodwill_share_of_spend = 1.0.into();
        plan.channels = vec![channel];
        path(&plan).weeks_of(Measure::Goodwill).to_vec()
    };
    let built = run(case.input("g0"), spend);
    case.meets("G_after_26", built[25]);
    case.meets("G_after_52", built[51]);
    let impulse = run(1000.0, 0.0);
    case.meets("impulse_left_after_26_weeks", impulse[25] / 1000.0);
    let cumulated: f64 = (0..26).map(|week| loss * (1.0 - loss).powi(week)).sum();
    case.meets("cum_share_of_effect_after_26_weeks", cumulated);
    let settled = run(spend / loss, spend);
    near("a settled stock stays", settled[59], spend / loss, 1e-9);
}

#[test]
fn c06_the_mql_bar_trades_volume_for_quality() {
    let cases = Cases::load();
    let case = cases.case("C06");
    let fit = case.input("icp_share");
    let with_bar_for = |lead_to_mql: f64| {
        let mut plan = quiet(26);
        plan.qualification.scoring.auc_current = case.input("auc").into();
        plan.qualification.scoring.auc_best_achievable = case.input("auc").into();
        plan.qualification.observed.fit_share_of_leads = fit.into();
        plan.qualification.non_fit_relative_conversion.mql_to_sql = case.input("nonfit_rel").into();
        set_rates(&mut plan, lead_to_mql, [case.input("stage_obs"), 0.5, 0.5]);
        plan.channels = vec![arrivals("shows", [1000.0; 26])];
        plan.channels[0].fit_share = fit.into();
        plan
    };
    let (tau, shifted) = (case.input("tau"), case.input("tau_shifted"));
    let d = separation(case.input("auc"));
    case.meets("d_prime", d);
    case.meets("tpr", normal_cdf(d - tau));
    case.meets("fpr", normal_cdf(-tau));

    let typical = with_bar_for(case.input("lead_to_mql_target"));
    let anchors = model(&typical).anchors();
    case.meets("tau_for_26pct", anchors.threshold);
    near("separation", anchors.separation, d, 1e-12);

    // The share of MQLs of a run, and the share of them that fits, at both bars.
    for (bar, rate, precision) in
        [(tau, "mql_rate", "precision"), (shifted, "mql_rate_shifted", "precision_shifted")]
    {
        let mut plan = typical.clone();
        plan.qualification.mql_threshold_shift_sd = (bar - anchors.threshold).into();
        let run = path(&plan);
        case.meets(rate, total(&run, Measure::Mql) / total(&run, Measure::Leads));
        let at_that_bar = model(&with_bar_for(case.expected(rate))).anchors();
        near("the bar found again", at_that_bar.threshold, bar, 1e-9);
        case.meets(precision, at_that_bar.fit_share_of_mql);
    }
    let anchors = model(&with_bar_for(case.expected("mql_rate"))).anchors();
    case.meets("p_fit_anchor", anchors.conversion[0][0]);
    let share = anchors.fit_share_of_mql;
    case.meets("blended_check", share * anchors.conversion[0][0] + (1.0 - share) * anchors.conversion[0][1]);
    case.meets("blended_check", anchors.implied[0]);
}

#[test]
fn c07_odds_of_qualifying_fall_with_the_response_time() {
    let cases = Cases::load();
    let case = cases.case("C07");
    let (t0, reference, kappa) = (case.input("t0_hours"), case.input("t_ref_hours"), case.input("kappa"));
    let odds = |hours: f64| response_odds(hours, reference, t0, kappa);
    let p: Vec<f64> = (0..5)
        .map(|index| multiply_odds(case.input("p_obs"), odds(case.input(&format!("times_hours.{index}")))))
        .collect();
    case.meets_all("p", &p);
    case.meets("odds_ratio_1h_vs_24h", odds(1.0) / odds(24.0));
    // The exponents at which the law gives the two published odds ratios.
    let hbr = case.expected("kappa_matching_HBR_60x");
    near("half an hour against 36 hours", response_odds(0.5, 36.0, t0, hbr), 60.0, case.tolerance());
    let mit = case.expected("kappa_matching_MIT_21x");
    near("5 against 30 minutes", response_odds(5.0 / 60.0, 0.5, t0, mit), 21.0, case.tolerance());
}

#[test]
fn c08_a_duration_in_whole_weeks_keeps_its_mean() {
    let cases = Cases::load();
    let case = cases.case("C08");
    let law = DurationLaw::new(
        DurationDistribution::Gamma,
        case.input("mean_weeks"),
        1.0 / case.input("shape").sqrt(),
    );
    let pmf = law.pmf(520);
    for week in [0, 1, 4, 6] {
        case.meets(&format!("pmf_{week}"), pmf[week]);
    }
    case.meets("cont_mean", law.mean());
    case.meets("survival_after_12", 1.0 - pmf[..=12].iter().sum::<f64>());
    let (mean, variance) = moments(&law);
    case.meets("disc_mean", mean);
    case.meets("disc_mean", law.discrete_mean());
    case.meets("disc_var", variance);
    // The continuous variance by its tail integral, E[X^2] = 2 x (1 - F(x)) dx.
    let step = 1e-3;
    let square: f64 =
        (0..200_000).map(|i| (f64::from(i) + 0.5) * step).map(|x| 2.0 * x * (1.0 - law.cdf(x)) * step).sum();
    case.meets("cont_var", square - law.mean() * law.mean());
}

/// Probabilities of 0, 1, 2 … of a sampler that inverts one uniform: where, along the uniform, each count ends.
fn law_of_sampler(draw: impl Fn(f64) -> f64, highest: usize) -> Vec<f64> {
    let mut below = 0.0;
    (0..=highest)
        .map(|count| {
            // The largest uniform that still gives this count or less, by halving the ordered bit patterns of floats.
            let (mut low, mut high) = (0_u64, 1.0_f64.to_bits());
            while high - low > 1 {
                let middle = (low + high) / 2;
                if draw(f64::from_bits(middle)) <= count as f64 { low = middle } else { high = middle }
            }
            let upto = f64::from_bits(low);
            let p = upto - below;
            below = upto;
            p
        })
        .collect()
}

fn mean_and_variance(law: &[f64]) -> (f64, f64) {
    let mean: f64 = law.iter().enumerate().map(|(k, p)| k as f64 * p).sum();
    let variance = law.iter().enumerate().map(|(k, p)| (k as f64 - mean) * (k as f64 - mean) * p).sum();
    (mean, variance)
}

#[test]
fn c09_thinning_multiplies_rates_and_keeps_the_dispersion() {
    let cases = Cases::load();
    let case = cases.case("C09");
    let (n, p1, p2) = (case.input("n"), case.input("p_chain.0"), case.input("p_chain.1"));
    let binomial =
        |p: f64| (0..=n as usize).map(|k| binomial_mass(k as f64, n, p, 1.0 - p)).collect::<Vec<f64>>();
    let direct = binomial(p1 * p2);
    let (mean, variance) = mean_and_variance(&direct);
    case.meets("binom_mean", mean);
    case.meets("binom_var", variance);
    case.meets("p_zero", direct[0]);
    // Twice thinned: the law of the first count, then mean and variance of the second given the first.
    let (mean, variance) = mean_and_variance(&binomial(p1));
    case.meets("binom_mean", mean * p2);
    case.meets("binom_var", mean * p2 * (1.0 - p2) + variance * p2 * p2);

    let (rate, phi, thin) = (case.input("negbin_mean"), case.input("negbin_phi"), case.input("thin_p"));
    let (mean, variance) =
        mean_and_variance(&law_of_sampler(|u| random::negative_binomial(u, rate, phi), 500));
    near("negative binomial mean", mean, rate, case.tolerance());
    case.meets("leads_var", variance);
    case.meets("thinned_mean", mean * thin);
    case.meets("thinned_var", mean * thin * (1.0 - thin) + variance * thin * thin);
    let (mean, variance) =
        mean_and_variance(&law_of_sampler(|u| random::negative_binomial(u, rate, 0.0), 500));
    case.meets("poisson_thinned_var_when_phi_0", mean * thin * (1.0 - thin) + variance * thin * thin);
}

#[test]
fn c09_thinned_counts_are_drawn_from_their_law_to_1e_12() {
    let cases = Cases::load();
    let case = cases.case("C09");
    let (n, p) = (case.input("n"), case.input("p_chain.0") * case.input("p_chain.1"));
    let drawn = law_of_sampler(|u| random::binomial(u, n, p), n as usize);
    let (mut upto_drawn, mut upto) = (0.0, 0.0);
    for (k, mass) in drawn.iter().enumerate() {
        upto_drawn += mass;
        upto += binomial_mass(k as f64, n, p, 1.0 - p);
        let off = (upto_drawn - upto).abs();
        assert!(off < 1e-12, "P(X <= {k}) is drawn as {upto_drawn:e} instead of {upto:e}, off by {off:e}");
    }
}

#[test]
fn c09_leads_and_mqls_of_a_run_have_that_variance() {
    let cases = Cases::load();
    let case = cases.case("C09");
    let mut plan = quiet(26);
    set_rates(&mut plan, case.input("thin_p"), [0.5, 0.5, 0.5]);
    plan.channels = vec![arrivals("shows", [case.input("negbin_mean"); 26])];
    plan.channels[0].lead_overdispersion = case.input("negbin_phi").into();
    let trials = Simulation::new(&model(&plan)).run(0, 400);
    for (measure, mean, variance) in [
        (Measure::Leads, case.input("negbin_mean"), case.expected("leads_var")),
        (Measure::Mql, case.expected("thinned_mean"), case.expected("thinned_var")),
    ] {
        let counts: Vec<f64> =
            (0..400).flat_map(|trial| trials.weeks_of(trial, measure)).map(|&n| f64::from(n)).collect();
        let n = counts.len() as f64;
        let found = counts.iter().sum::<f64>() / n;
        let spread = counts.iter().map(|x| (x - found) * (x - found)).sum::<f64>() / (n - 1.0);
        let (z_mean, z_spread) =
            ((found - mean) / (variance / n).sqrt(), (spread / variance - 1.0) / (2.2 / n).sqrt());
        assert!(z_mean.abs() < 3.5 && z_spread.abs() < 3.5, "{measure:?}: mean {found}, variance {spread}");
    }
}

#[test]
fn c10_the_wait_within_a_week_is_that_of_parallel_servers() {
    let cases = Cases::load();
    let case = cases.case("C10");
    let hours = case.input("business_hours_per_week");
    let (arrivals_per_hour, service) =
        (case.input("mql_per_week") / hours, case.input("mql_per_sdr_week") / hours);
    case.meets("lambda_per_hour", arrivals_per_hour);
    case.meets("mu_per_hour", service);
    let servers = case.input("sdr_fte");
    let wait = Wait::new(servers as u32, service, arrivals_per_hour);
    case.meets("p_wait", wait.probability);
    case.meets("mean_wait_hours", wait.mean_hours());
    case.meets("p_wait_gt_2h", wait.longer_than(2.0));
    case.meets("p_respond_within_4h_incl_latency_1h", 1.0 - wait.longer_than(4.0 - 1.0));
    case.meets("mean_in_queue", arrivals_per_hour * wait.mean_hours());
    let single = Wait::new(1, case.expected("mm1_check.mu"), case.expected("mm1_check.lambda_"));
    case.meets("mm1_check.wq", single.mean_hours());

    // The same in a run: three SDRs, 48 MQLs a week, a latency of one hour, a promise of four.
    let mut plan = quiet(26);
    set_rates(&mut plan, 0.5, [0.5, 0.5, 0.5]);
    plan.channels = vec![arrivals("shows", [2.0 * case.input("mql_per_week"); 26])];
    plan.teams.sales_development.hires = vec![ramped(servers)];
    plan.teams.sales_development.selling_hours_per_week = case.input("mql_per_sdr_week").into();
    plan.response_sla.handling_latency_hours = 1.0.into();
    plan.response_sla.target_hours = 4.0.into();
    let run = path(&plan);
    for week in 0..26 {
        case.meets("utilisation", run.weeks_of(Measure::SdrUtilisation)[week]);
        case.meets("mean_wait_hours", run.weeks_of(Measure::ResponseHours)[week] - 1.0);
        case.meets("p_respond_within_4h_incl_latency_1h", run.weeks_of(Measure::WithinTarget)[week]);
    }
}

#[test]
fn c11_a_backlog_ages_and_clears_in_order() {
    let cases = Cases::load();
    let case = cases.case("C11");
    let (weeks, capacity) = (case.input("weeks") as usize, case.input("capacity_per_week"));
    let mut plan = quiet(26);
    set_rates(&mut plan, 0.5, [0.5, 0.5, 0.5]);
    let mql = |week| if week < weeks { case.input("arrivals_per_week") } else { case.input("then_arrivals") };
    plan.channels = vec![arrivals("shows", (0..26).map(|week| 2.0 * mql(week)))];
    plan.response_sla.mql_expires_after_weeks = 12;
    plan.teams.sales_development.hires = vec![ramped(4.0)];
    plan.teams.sales_development.selling_hours_per_week = (capacity / 4.0).into();
    let run = path(&plan);
    let waiting = run.weeks_of(Measure::MqlWaiting);
    case.meets_all("backlog_by_week", &waiting[..weeks]);
    case.meets("backlog_after_10", waiting[weeks - 1]);
    let cleared = waiting.iter().skip(weeks).position(|&left| left < 1e-6).unwrap() + 1;
    case.meets("weeks_to_clear_at_80", cleared as f64);
    assert_eq!(total(&run, Measure::Expired), 0.0, "nobody waits long enough to be lost");

    // The response is the age in weeks of 40 hours on top of the wait within the week.
    let age = |week: usize| {
        let arriving = mql(week).min(0.95 * capacity) / 40.0;
        let wait = Wait::new(4, capacity / 4.0 / 40.0, arriving).mean_hours();
        (run.weeks_of(Measure::ResponseHours)[week] - wait) / 40.0
    };
    let ages: Vec<f64> = (0..weeks).map(age).collect();
    // Ages are differences of hours, so zero is met to the digits of the hours.
    for (found, expected) in ages.iter().zip(case.list("mean_age_weeks_of_worked_by_week")) {
        assert!((found - expected).abs() < 1e-9, "mean age {found} instead of {expected}");
    }
    // Who came last before the rush ended is answered in weeks 10 and 11; those of week 11 have waited two weeks.
    case.meets("delay_of_last_arrival_weeks", age(weeks + 1));
}

#[test]
fn c12_a_ramp_costs_rep_weeks() {
    let cases = Cases::load();
    let case = cases.case("C12");
    let rep_weeks = |quarterly: bool, attrition: f64| {
        let mut plan = quiet(52);
        let ae = &mut plan.teams.account_executives;
        ae.hires = vec![Hire { start_week: 0, headcount: 1.0.into(), fully_ramped: false }];
        ae.onboarding_weeks = case.input("onboard_weeks").into();
        ae.full_productivity_after_weeks = case.input("ramp_weeks").into();
        if quarterly {
            ae.productivity_by_quarter = (0..4).map(|q| case.input(&format!("quarterly_ramp.{q}"))).collect();
        }
        ae.attrition_rate_per_year = attrition.into();
        ae.replace_leavers = false;
        total(&path(&plan), Measure::AeFte)
    };
    let linear = rep_weeks(false, 0.0);
    case.meets("linear_rep_weeks_52", linear);
    case.meets("share_of_full", linear / 52.0);
    case.meets("hires_needed_for_10_effective_in_year1", 10.0 * 52.0 / linear);
    case.meets("quarterly_rep_weeks_52", rep_weeks(true, 0.0));
    let attrition = case.input("attrition_annual");
    case.meets("weekly_hazard", calendar::weekly_rate(attrition, WEEKS_PER_YEAR));
    case.meets("linear_with_attrition_no_backfill", rep_weeks(false, attrition));
}

/// Opportunities and wins a week in a run limited by AE slots, as means over the last two whole cycles of the slots.
///
/// A slot is asked for before the week's deals close, so a deal that takes `K` whole weeks holds its slot at `K + 1`
/// weekly intakes: a slot of twelve weeks is a deal of eleven weeks after the week in which it opened.
fn slot_limited(case: &Case<'_>, aes: f64, demand: f64) -> (f64, f64) {
    let slot_weeks = case.input("mean_dwell_weeks");
    let mut plan = quiet(104);
    set_rates(&mut plan, 0.5, [0.5, 0.5, case.input("win_rate")]);
    plan.channels = vec![arrivals("shows", [demand / 0.125; 104])];
    plan.teams.account_executives.hires = vec![ramped(aes)];
    plan.teams.account_executives.max_open_opportunities_per_fte = case.input("max_active_opps").into();
    plan.durations.opportunity_to_won = fixed_weeks(slot_weeks - 1.0);
    plan.durations.opportunity_to_lost = fixed_weeks(slot_weeks - 1.0);
    let run = path(&plan);
    let weeks = 2 * slot_weeks as usize;
    let mean = |measure| run.weeks_of(measure)[104 - weeks..].iter().sum::<f64>() / weeks as f64;
    (mean(Measure::Opportunities), mean(Measure::Won))
}

#[test]
fn c13_slots_limit_deals_and_one_more_ae_is_worth_the_unmet_demand() {
    let cases = Cases::load();
    let case = cases.case("C13");
    let (aes, demand) = (case.input("ae"), case.input("opp_ready_demand_per_week"));
    let (opened, won) = slot_limited(&case, aes, demand);
    case.meets("max_opps_per_week", opened);
    case.meets("won_per_week", won);
    case.meets("idle_demand_per_week", demand - opened);
    let (more_opened, more_won) = slot_limited(&case, aes, demand + 1.0);
    case.meets("shadow_one_more_opp", more_won - won);
    near("no more opportunities either", more_opened, opened, 1e-9);
    let (_, with_one_more) = slot_limited(&case, aes + 1.0, demand);
    case.meets("shadow_one_more_ae_won_per_week", with_one_more - won);
    case.meets("bookings_per_week_per_extra_ae", (with_one_more - won) * case.input("deal"));
    let needed = case.expected("ae_needed_to_clear");
    near("just enough", slot_limited(&case, needed, demand).0, demand, 1e-9);
    assert!(slot_limited(&case, needed - 0.05, demand).0 < demand - 1e-3, "a little less is too little");
}

#[test]
fn c13_says_ae_in_the_weeks_that_aes_limit() {
    let mut plan = quiet(104);
    set_rates(&mut plan, 0.5, [0.5, 0.5, 0.25]);
    plan.channels = vec![arrivals("shows", [64.0; 104])];
    plan.teams.account_executives.hires = vec![ramped(4.0)];
    plan.durations.opportunity_to_won = fixed_weeks(11.0);
    plan.durations.opportunity_to_lost = fixed_weeks(11.0);
    let run = path(&plan);
    assert!(run.weeks_of(Measure::AeLimits)[20..].iter().all(|&limit| limit == 1.0));
    assert!(run.weeks_of(Measure::SdrLimits).iter().all(|&limit| limit == 0.0));
    plan.teams.account_executives.hires = vec![ramped(6.0)];
    assert_eq!(total(&path(&plan), Measure::AeLimits), 0.0, "with slots to spare nobody is the limit");
}

/// A plan in which `mrr` of recurring revenue goes live in each week from week 0.
fn growing(weeks: u32, mrr: f64) -> Plan {
    let mut plan = quiet(weeks);
    set_rates(&mut plan, 0.5, [0.5, 0.5, 0.5]);
    // A thousandth of a deal a week, so that the market stays empty to the last digits.
    plan.channels = vec![arrivals("shows", vec![16e-3; weeks as usize])];
    plan.deals.mean_first_year_value = (12.0 * mrr / 1e-3).into();
    plan.deals.go_live_delay_weeks = 0;
    plan
}

#[test]
fn c14_recurring_revenue_grows_to_its_limit() {
    let cases = Cases::load();
    let case = cases.case("C14");
    let (new, churn, expansion) =
        (case.input("new_mrr_per_month"), case.input("churn_monthly"), case.input("expansion_annual"));
    // The case counts in months, a run in weeks: with this churn a week of the run does what a month of the case does.
    let in_a_month_of_weeks = 1.0 - (1.0 - churn).powf(WEEKS_PER_MONTH);
    let mut plan = growing(60, new);
    plan.retention.churn_rate_per_month = in_a_month_of_weeks.into();
    let run = path(&plan);
    let mrr = [0, 1, 2]
        .map(|index| run.weeks_of(Measure::Mrr)[case.input(&format!("months.{index}")) as usize - 1]);
    case.meets_all("mrr", &mrr);
    let left = 1.0 - (1.0_f64 - churn).powi(60);
    case.meets("steady_state", mrr[2] / left);

    let weekly = calendar::weekly_rate(churn, WEEKS_PER_MONTH);
    case.meets("weekly_churn", weekly);
    let monthly = 1.0 - (1.0 - weekly).powf(WEEKS_PER_MONTH);
    case.meets("weekly_churn_roundtrip_monthly", monthly);
    case.meets("customer_lifetime_months", 1.0 / monthly);
    case.meets("ltv_per_100_arpa_gm80", 100.0 * 0.8 / monthly);

    // Opening revenue alone, in true months: what is left after 52 weeks, stretched to a year.
    let retained = |expansion: f64| {
        let mut plan = quiet(52);
        plan.opening.customers.fit = 10.0.into();
        plan.opening.monthly_recurring_revenue.fit = 1000.0.into();
        plan.retention.churn_rate_per_month = churn.into();
        plan.retention.expansion_rate_per_year = expansion.into();
        let left = path(&plan).weeks_of(Measure::Mrr)[51] / 1000.0;
        left.powf(WEEKS_PER_YEAR / 52.0)
    };
    case.meets("grr_12m", retained(0.0));
    case.meets("nrr_12m", retained(expansion));
}

#[test]
fn c15_cash_turns_when_margin_meets_fixed_cost() {
    let cases = Cases::load();
    let case = cases.case("C15");
    // A week of the run stands for a month of the case: revenue grows by 10,000 and 120,000 are spent each week.
    let mut plan = growing(40, case.input("mrr_added_per_month") * WEEKS_PER_MONTH);
    plan.finance.gross_margin = case.input("gross_margin").into();
    plan.finance.overhead_per_month = (case.input("fixed_cost_per_month") * WEEKS_PER_MONTH).into();
    plan.opening.cash = case.input("cash0").into();
    let run = path(&plan);
    let (flow, cash) = (run.weeks_of(Measure::OperatingCashFlow), run.weeks_of(Measure::Cash));
    // At the turn the flow is zero to the last digit only: half a unit of money on 120,000 decides nothing else.
    let first = flow.iter().position(|&flow| flow > -0.5).unwrap();
    case.meets("first_month_cashflow_nonneg", (first + 1) as f64);
    let least = cash.iter().copied().fold(f64::INFINITY, f64::min);
    case.meets("min_cash", least);
    case.meets("max_cumulative_burn", least - case.input("cash0"));
    let month = cash.iter().position(|&cash| cash < least + 0.5).unwrap();
    case.meets("month_of_min_cash", (month + 1) as f64);
    let repaid = (month + 1..40).find(|&month| cash[month] > case.input("cash0") - 0.5).unwrap();
    case.meets("first_month_cumulative_nonneg", (repaid + 1) as f64);
    case.meets("runway_months_at_burn_of_month_6", cash[5] / -flow[5]);

    // The break-even rule on the exact monthly flows.
    let exact: Vec<f64> = (1..=40).map(|month| 8000.0 * f64::from(month) - 120_000.0).collect();
    case.meets("first_month_cashflow_nonneg", (break_even_month(&exact).unwrap() + 1) as f64);
    assert_eq!(break_even_month(&exact[..16]), None, "three months must be seen");
    assert_eq!(break_even_month(&[-1.0, 5.0, -9.0, 1.0, 2.0, 0.0]), Some(3), "one good month is not enough");
    assert_eq!(break_even_month(&[3.0, -1.0, -1.0]), Some(0), "one bad month does not undo it");
    assert_eq!(break_even_month(&[]), None);
}

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

#[test]
fn c22_weeks_share_their_days_between_months() {
    let cases = Cases::load();
    let case = cases.case("C22");
    let rules = tandem_engine::plan::Calendar::default();
    let calendar = Calendar::new(date("2026-01-26").unwrap(), 26, 1, &rules);
    let budget = [case.input("budget_jan_2026"), case.input("budget_feb_2026")];
    case.meets("spend_of_week", calendar.weekly(0, |month| budget[month]));
    let [first, second] = calendar.months[0];
    case.meets("weeks_in_jan_2026_weight", f64::from(first.unwrap().days) / 7.0);
    assert_eq!(
        (first.unwrap().days_in_month, second.unwrap().days, second.unwrap().days_in_month),
        (31, 1, 28)
    );
}

#[test]
fn c22_holidays_stop_work_by_the_day() {
    let cases = Cases::load();
    let case = cases.case("C22");
    let festival = date("2027-02-06").unwrap();
    let mut rules = tandem_engine::plan::Calendar::default();
    for window in 0..3 {
        let number = |index: usize| case.input(&format!("holiday_windows.0.offsets_days.{window}.{index}"));
        rules.holidays.push(Holiday {
            first_date: festival.plus_days(number(0) as i32),
            last_date: festival.plus_days(number(1) as i32),
            working_time_factor: number(2),
            demand_factor: 1.0,
            spend_factor: 1.0,
        });
    }
    let calendar = Calendar::new(date("2027-01-04").unwrap(), 26, 1, &rules);
    for monday in ["2027-01-25", "2027-02-01", "2027-02-08", "2027-02-15", "2027-02-22", "2027-03-01"] {
        let week = (0..26).find(|&week| calendar.monday(week) == date(monday).unwrap()).unwrap();
        case.meets(&format!("work_fraction_by_week_2027.{monday}"), calendar.working[week]);
    }
}

/// Eight opportunities open each week; a quarter is won after four weeks, the rest lost after two.
fn stationary() -> Plan {
    let mut plan = quiet(26);
    set_rates(&mut plan, 0.5, [0.5, 0.5, 0.25]);
    plan.channels = vec![arrivals("shows", [64.0; 26])];
    plan.durations.opportunity_to_won = fixed_weeks(4.0);
    plan.durations.opportunity_to_lost = fixed_weeks(2.0);
    plan.opening.open_opportunities = 20.0.into();
    plan
}

#[test]
fn c25_an_open_pipeline_is_stationary() {
    let run = path(&stationary());
    for week in 0..26 {
        near("won", run.weeks_of(Measure::Won)[week], 2.0, 1e-9);
        near("lost", run.weeks_of(Measure::Lost)[week], 6.0, 1e-9);
        near("open", run.weeks_of(Measure::OpenOpportunities)[week], 20.0, 1e-9);
    }
}

#[test]
fn c25_open_deals_are_won_at_the_length_biased_share() {
    let mut plan = stationary();
    plan.channels.clear();
    near("wins of 20 open deals", total(&path(&plan), Measure::Won), 20.0 * 0.4, 1e-9);
    plan.opening.open_opportunity_win_share = Some(0.75.into());
    near("wins at the team's own share", total(&path(&plan), Measure::Won), 20.0 * 0.75, 1e-9);
}

#[test]
fn c25_is_stationary_with_any_duration_law() {
    let mut plan = stationary();
    plan.durations.opportunity_to_won = gamma_weeks(5.0, 0.6);
    plan.durations.opportunity_to_lost = gamma_weeks(3.0, 0.9);
    let mean = |duration: &Duration| {
        let Estimate::Fixed(mean) = duration.mean_weeks else { panic!("a fixed mean") };
        let Estimate::Fixed(cv) = duration.coefficient_of_variation else { panic!("a fixed spread") };
        DurationLaw::new(DurationDistribution::Gamma, mean, cv).discrete_mean()
    };
    let open =
        2.0 * mean(&plan.durations.opportunity_to_won) + 6.0 * mean(&plan.durations.opportunity_to_lost);
    plan.opening.open_opportunities = open.into();
    let run = path(&plan);
    for week in 0..26 {
        near("won", run.weeks_of(Measure::Won)[week], 2.0, 1e-9);
        near("lost", run.weeks_of(Measure::Lost)[week], 6.0, 1e-9);
        near("open", run.weeks_of(Measure::OpenOpportunities)[week], open, 1e-9);
    }
}

#[test]
fn c26_a_year_paid_ahead_is_billed_once_a_year() {
    let mut plan = quiet(104);
    set_rates(&mut plan, 0.5, [0.5, 0.5, 0.5]);
    plan.channels = vec![arrivals("shows", [16.0])];
    plan.deals.mean_first_year_value = 1200.0.into();
    plan.deals.go_live_delay_weeks = 0;
    plan.billing.annual_prepay_share = 1.0.into();
    let run = path(&plan);
    for (week, &collected) in run.weeks_of(Measure::Collections).iter().enumerate() {
        near(&format!("week {week}"), collected, if week % 52 == 0 { 1200.0 } else { 0.0 }, 1e-9);
    }
    near("recurring revenue", run.weeks_of(Measure::Mrr)[103], 100.0, 1e-9);
}

#[test]
fn c26_opening_subscribers_renew_evenly() {
    let mut plan = quiet(60);
    plan.opening.customers.fit = 1.0.into();
    plan.opening.monthly_recurring_revenue.fit = 100.0.into();
    plan.billing.annual_prepay_share = 1.0.into();
    for &collected in path(&plan).weeks_of(Measure::Collections) {
        near("billed", collected, 1200.0 / WEEKS_PER_YEAR, 1e-9);
    }
}

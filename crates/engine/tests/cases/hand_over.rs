//! C07 to C11: response, durations, thinning and queues.

use super::*;

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

//! C01 to C06: leads, spend and goodwill, and the MQL bar.

use super::*;

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

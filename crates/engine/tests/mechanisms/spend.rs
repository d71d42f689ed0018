//! Carryover, budgets at equal marginal cost, word of mouth in a market that fills.

use super::*;

#[test]
fn half_of_geometric_carryover_is_left_after_its_half_life() {
    for (retention, weeks) in [(0.5, 1.0), (0.25, 0.5), (0.5f64.powf(0.25), 4.0), (0.97, 22.756_573)] {
        near("half-life", carryover_half_life(retention), weeks, 1e-6);
        near("retention", carryover_retention(carryover_half_life(retention)), retention, 1e-12);
    }
    assert_eq!((carryover_half_life(0.0), carryover_retention(0.0)), (0.0, 0.0));
    // What is left of the weights beyond that week is half of them.
    let weights =
        carryover_weights(CarryoverShape::Geometric, carryover_retention(6.0), 400, 0.0, (1.0, 1.0));
    near("left", weights[6..].iter().sum(), 0.5, 1e-9);
}

#[test]
fn carryover_by_weibull_s_density() {
    // Shape 2 and scale 2 weeks: x/2 e^(-x²/4) at x = 1 … 5, from 0 at the least to 1 at the most, sum 1.
    let weights = carryover_weights(CarryoverShape::WeibullPdf, 0.0, 4, 0.0, (2.0, 2.0));
    let density = [0.389_400_391_5, 0.367_879_441_2, 0.158_098_836_9, 0.036_631_277_8, 0.004_826_135_3];
    let scaled = density.map(|d| (d - density[4]) / (density[0] - density[4]));
    let sum: f64 = scaled.iter().sum();
    all_near("weights", &weights, &scaled.map(|d| d / sum), 1e-8);
    all_near("by hand", &weights[..4], &[0.412321247, 0.389247563, 0.164331310, 0.034099880], 1e-8);
    // An impulse in the first four weeks, one money a lead: what each week brings.
    let mut plan = quiet(26);
    plan.plan.start_date = date("2027-02-01");
    let mut channel = linear("ads", 0.0, 1.0, 26);
    channel.budget_per_month = Budget::ByMonth(vec![4000.0, 0.0]);
    channel.carryover = Some(Carryover {
        shape: CarryoverShape::WeibullPdf,
        max_lag_weeks: 4,
        weibull_shape: 2.0.into(),
        weibull_scale_weeks: 2.0.into(),
        ..Carryover::default()
    });
    plan.channels = vec![channel];
    let run = path(&plan);
    for week in 0..26 {
        let share: f64 =
            (0..=4).filter(|lag| (0..4).contains(&(week - lag))).map(|lag| weights[lag as usize]).sum();
        near("leads", run.weeks_of(Measure::Leads)[week as usize], 1000.0 * share, 1e-9);
    }
}

#[test]
fn c20_a_budget_is_best_where_the_next_lead_costs_the_same() {
    let cases = Cases::load();
    let case = cases.case("C20");
    let of = |path: &str| [0, 1, 2].map(|i| case.input(&format!("{path}.{i}")));
    let (most, half) = (of("Lmax"), of("K"));
    // Half of the most is reached at K.
    let curves = [0, 1, 2].map(|i| ResponseCurve {
        shape: ResponseShape::Hill,
        reference: half[i],
        cost_per_lead: half[i] / (0.5 * most[i]),
        share_of_max: 0.5,
        slope: 1.0,
    });
    let leads = |x: &[f64]| -> f64 { curves.iter().zip(x).map(|(curve, &x)| curve.leads(x)).sum() };
    let budget = case.input("budget_per_week");
    let roots: f64 = most.iter().zip(half).map(|(l, k)| (l * k).sqrt()).sum();
    let all: f64 = budget + half.iter().sum::<f64>();
    let best = [0, 1, 2].map(|i| all * (most[i] * half[i]).sqrt() / roots - half[i]);
    case.meets_all("x", &best);
    case.meets("leads", leads(&best));
    case.meets_all("marginal_cpl", &[0, 1, 2].map(|i| curves[i].marginal_cost_per_lead(best[i])));
    near("equal parts", leads(&[budget / 3.0; 3]), case.input("equal_split_leads"), 1e-6);
    for (from, to) in [(0, 1), (0, 2), (1, 0), (1, 2), (2, 0), (2, 1)] {
        let mut moved = best;
        moved[from] -= 100.0;
        moved[to] += 100.0;
        assert!(leads(&moved) < leads(&best), "from {from} to {to}");
    }
    let bounded = case.list("bounded_x");
    case.meets("bounded_leads", leads(&bounded));
    near(
        "equal within bounds",
        curves[1].marginal_cost_per_lead(bounded[1]),
        curves[2].marginal_cost_per_lead(bounded[2]),
        1e-6,
    );
}

#[test]
fn c24_word_of_mouth_fills_a_market_as_bass_has_it() {
    let cases = Cases::load();
    let case = cases.case("C24");
    let (innovation, imitation) = (case.input("p"), case.input("q"));
    let accounts = 1e6;
    let mut plan = quiet(260);
    set_rates(&mut plan, 0.95, [0.98; 3]);
    let customers_a_lead = 0.95 * 0.98_f64.powi(3);
    plan.market.reachable_accounts = accounts.into();
    plan.deals.go_live_delay_weeks = 0;
    plan.opening = Opening::default();
    let mut site = Channel::new("site", ChannelType::Organic);
    site.organic =
        Some(Organic { base_leads_per_month: (innovation * accounts / 12.0 / customers_a_lead).into() });
    let mut friends = Channel::new("friends", ChannelType::Referral);
    friends.referral = Some(Referral { leads_per_customer_per_year: (imitation / customers_a_lead).into() });
    plan.channels = vec![site, friends];
    plan.teams.sales_development.hires = vec![ramped(10_000.0); 20];
    plan.teams.account_executives.hires = vec![ramped(10_000.0); 20];
    let run = path(&plan);
    let filled = run.weeks_of(Measure::Customers);
    // By weeks: each adds (p + q F)(1 - F) of a year's share.
    let mut share = 0.0;
    for &customers in filled {
        share += (innovation + imitation * share) * (1.0 - share) / WEEKS_PER_YEAR;
        near("by weeks", customers / accounts, share, 1e-9);
    }
    // In continuous time, after 1 and 3 years: half a week's growth apart.
    let at = |years: f64| {
        let weeks = years * WEEKS_PER_YEAR;
        let (week, part) = (weeks as usize, weeks.fract());
        (filled[week - 1] * (1.0 - part) + filled[week] * part) / accounts
    };
    let bass = case.list("F");
    near("after a year", at(1.0), bass[0], 5e-3);
    near("after three years", at(3.0), bass[1], 5e-3);
}

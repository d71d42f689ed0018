//! Churn by tenure.

use super::*;

/// Churn in the month of tenure `t` (from 1) as Fader and Hardie have it: 1 - (b + t - 1) / (a + b + t - 1).
fn lost_of_month(churn: f64, heterogeneity: f64, t: usize) -> f64 {
    let sum = (1.0 - heterogeneity) / heterogeneity;
    let (a, b) = (churn * sum, (1.0 - churn) * sum);
    1.0 - (b + t as f64 - 1.0) / (a + b + t as f64 - 1.0)
}

/// Share kept after so many weeks, month by month; a week belongs to the month in which its middle lies.
fn kept_after(churn: f64, heterogeneity: f64, weeks: usize, tenure_weeks: usize) -> f64 {
    (tenure_weeks..tenure_weeks + weeks)
        .map(|week| {
            let month = 1 + ((week as f64 + 0.5) / WEEKS_PER_MONTH) as usize;
            (1.0 - lost_of_month(churn, heterogeneity, month)).powf(1.0 / WEEKS_PER_MONTH)
        })
        .product()
}

fn customers(heterogeneity: f64) -> Plan {
    let mut plan = quiet(104);
    plan.opening.customers = ByFit { fit: 1000.0.into(), non_fit: 400.0.into() };
    plan.opening.monthly_recurring_revenue = ByFit { fit: 50_000.0.into(), non_fit: 20_000.0.into() };
    plan.retention.churn_rate_per_month = 0.04.into();
    plan.retention.non_fit_churn_multiplier = 1.5.into();
    plan.retention.churn_heterogeneity = heterogeneity.into();
    plan
}

#[test]
fn customers_who_differ_churn_by_their_tenure() {
    let plan = customers(0.3);
    let run = path(&plan);
    let at = |week: usize| 1000.0 * kept_after(0.04, 0.3, week, 0) + 400.0 * kept_after(0.06, 0.3, week, 0);
    for week in [0, 3, 4, 5, 8, 25, 51, 103] {
        near("customers", run.weeks_of(Measure::Customers)[week], at(week + 1), 1e-12);
        near("MRR", run.weeks_of(Measure::Mrr)[week], 50.0 * at(week + 1), 1e-12);
        let (lost, mrr) = (run.weeks_of(Measure::Churned)[week], run.weeks_of(Measure::MrrChurned)[week]);
        near("churned", lost, at(week) - at(week + 1), 1e-9);
        near("churned MRR", mrr, 50.0 * lost, 1e-9);
    }
    // The law itself by whole months: a product of Fader and Hardie's r_t, to the fraction of a week.
    let year: f64 = (1..=12).map(|t| 1.0 - lost_of_month(0.04, 0.3, t)).product();
    near("a year", kept_after(0.04, 0.3, 52, 0), year, 5e-3);
    // The first month loses what was typed; alike, they would lose as much in every month.
    near("first month", lost_of_month(0.04, 0.3, 1), 0.04, 1e-12);
    assert!(year > 1.1 * 0.96_f64.powi(12), "{year}");
    // A base that is a year old has lost its restless ones.
    let mut old = plan.clone();
    old.retention.opening_tenure_months = 12.0.into();
    let weeks = (12.0 * WEEKS_PER_MONTH).round() as usize;
    let at = 1000.0 * kept_after(0.04, 0.3, 30, weeks) + 400.0 * kept_after(0.06, 0.3, 30, weeks);
    near("an old base", path(&old).weeks_of(Measure::Customers)[29], at, 1e-12);
}

#[test]
fn those_who_go_live_later_are_younger() {
    // The market of a billion accounts fills by millionths.
    let mut plan = opportunities(78, 0.5);
    plan.deals.go_live_delay_weeks = 0;
    plan.deals.mean_first_year_value = 1200.0.into();
    plan.retention.churn_rate_per_month = 0.05.into();
    plan.retention.expansion_rate_per_year = 0.2.into();
    plan.retention.churn_heterogeneity = 0.4.into();
    plan.billing.annual_prepay_share = 1.0.into();
    let run = path(&plan);
    let growth = |weeks: usize| 1.2_f64.powf(weeks as f64 / WEEKS_PER_YEAR);
    for week in [0, 1, 7, 52, 77] {
        // Fifty a week, each as old as it is.
        let count: f64 = (0..=week).map(|age| 50.0 * kept_after(0.05, 0.4, age, 0)).sum();
        near("customers", run.weeks_of(Measure::Customers)[week], count, 3e-6);
        let mrr: f64 = (0..=week).map(|age| 5000.0 * kept_after(0.05, 0.4, age, 0) * growth(age)).sum();
        near("MRR", run.weeks_of(Measure::Mrr)[week], mrr, 3e-6);
        // A year paid ahead: what goes live, and what is left of what went live a year ago.
        let renewed = if week >= 52 { kept_after(0.05, 0.4, 52, 0) * growth(52) } else { 0.0 };
        near("bills", run.weeks_of(Measure::Collections)[week], 12.0 * 5000.0 * (1.0 + renewed), 3e-6);
    }
}

#[test]
fn nearly_alike_is_alike() {
    let mut plan = customers(0.0);
    plan.channels = vec![arrivals("shows", vec![100.0; 104])];
    plan.deals.go_live_delay_weeks = 3;
    plan.retention.expansion_rate_per_year = 0.1.into();
    plan.billing.annual_prepay_share = 0.5.into();
    let mut nearly = plan.clone();
    nearly.retention.churn_heterogeneity = 1e-12.into();
    let (alike, nearly) = (path(&plan), path(&nearly));
    for measure in [Measure::Customers, Measure::Mrr, Measure::Churned, Measure::MrrChurned, Measure::Cash] {
        all_near(measure.key(), nearly.weeks_of(measure), alike.weeks_of(measure), 1e-8);
    }
}

#[test]
fn who_stays_in_a_future_is_drawn_by_tenure() {
    // 300 of the first day, then some each week: whole customers; mean and variance of a sum of binomials.
    let mut plan = customers(0.3);
    plan.opening.customers = ByFit { fit: 300.0.into(), non_fit: 0.0.into() };
    plan.deals.go_live_delay_weeks = 0;
    plan.channels = vec![arrivals("shows", vec![40.0; 104])];
    set_rates(&mut plan, 0.5, [0.5, 0.5, 0.5]);
    let n = 600;
    let run = trials(&plan, n);
    let expected = path(&plan);
    let values = |week: usize| -> Vec<f64> {
        (0..n as usize).map(|trial| f64::from(run.weeks_of(trial, Measure::Customers)[week])).collect()
    };
    for week in [10, 51, 103] {
        let values = values(week);
        assert!(values.iter().all(|value| value.fract() == 0.0));
        let mean = values.iter().sum::<f64>() / f64::from(n);
        let variance = values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / f64::from(n - 1);
        let kept = kept_after(0.04, 0.3, week + 1, 0);
        // Those who went live are thinned Poisson arrivals, so Poisson themselves.
        let alive = expected.weeks_of(Measure::Customers)[week] - 300.0 * kept;
        let law = 300.0 * kept * (1.0 - kept) + alive;
        let errors = (mean - expected.weeks_of(Measure::Customers)[week]) / (law / f64::from(n)).sqrt();
        assert!(errors.abs() < 4.0, "week {week}: {errors} standard errors off");
        // A variance of 600 draws is known to 5.8 %.
        assert!((variance / law - 1.0).abs() < 0.25, "week {week}: variance {variance} instead of {law}");
    }
}

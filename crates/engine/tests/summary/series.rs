//! Periods are cut and added up by the day, and percentiles are order statistics.

use super::*;

/// Every measure and period of a summary against the days of its paths.
fn series_are_right(model: &Model, trials: Option<&Trials>, summary: &Summary) {
    let days = Days::of(model);
    let expected = Weeks::expected(model);
    let paths: Vec<Weeks> = trials
        .map_or_else(Vec::new, |trials| (0..trials.len()).map(|trial| Weeks::trial(trials, trial)).collect());
    assert_eq!(summary.n_trials as usize, paths.len());
    for period in Period::ALL {
        let spans = days.spans(period);
        let told: Vec<(i32, i32)> = summary
            .spans(period)
            .iter()
            .map(|span| (span.first.days_since(days.start), span.last.days_since(days.start)))
            .collect();
        assert_eq!(told, spans, "{period:?}");
        for &measure in Measure::ALL {
            let series = summary.series(measure, period);
            let sum: f64 = series.expected.iter().sum();
            if measure.combine() == Combine::Sum {
                let total: f64 = expected.of(measure).iter().sum();
                let size: f64 = expected.of(measure).iter().map(|value| value.abs()).sum();
                assert!(
                    (sum - total).abs() <= 1e-9 * size + 1e-9,
                    "{measure:?} by {period:?}: {sum} of {total}"
                );
            }
            for (index, &span) in spans.iter().enumerate() {
                let name = format!("{measure:?}, {period:?} {index}");
                let by_day = over(&expected, measure, span);
                let off = (series.expected[index] - by_day).abs();
                assert!(
                    off <= 1e-9 * by_day.abs() + 1e-6,
                    "{name}: {} instead of {by_day}",
                    series.expected[index]
                );
                if paths.is_empty() {
                    assert!(
                        series.mean.is_empty() && series.p50.is_empty(),
                        "{name}: no trials, no percentiles"
                    );
                    continue;
                }
                let values: Vec<f64> = paths.iter().map(|path| over(path, measure, span)).collect();
                let size = values.iter().fold(0.0_f64, |size, value| size.max(value.abs()));
                alike(&name, series.mean[index], values.iter().sum::<f64>() / values.len() as f64, size);
                for (found, level) in percentiles(series, index).into_iter().zip(LEVELS) {
                    alike(&format!("{name}, {level}"), found, quantile(&values, level), size);
                }
            }
        }
    }
}

#[test]
fn periods_add_up_by_the_day_in_the_shipped_plans() {
    for (_, text) in SHIPPED {
        let model = model(&readable(text));
        series_are_right(&model, None, &expected(&model));
        let trials = Simulation::new(&model).run(0, 23);
        series_are_right(&model, Some(&trials), &summarize(&model, &trials));
    }
}

#[test]
fn periods_add_up_by_the_day_in_plans_made_by_chance() {
    let n = std::cell::Cell::new(0);
    for_plans(24, PlanKind::Any, |plan| {
        let model = model(&plan);
        // From a single trial on: few trials have their own corners.
        let trials = Simulation::new(&model).run(0, 1 + n.get());
        n.set((n.get() + 1) % 12);
        series_are_right(&model, Some(&trials), &summarize(&model, &trials));
        Ok(())
    });
}

#[test]
fn a_split_week_is_shared_by_its_days() {
    // Monday 26 January 2026: six days of January, one of February.
    let mut plan = quiet(26);
    plan.plan.start_date = date("2026-01-26");
    plan.channels = vec![arrivals("shows", [700.0; 26])];
    plan.plan.fiscal_year_start_month = 2;
    let summary = expected(&model(&plan));
    let months = summary.series(Measure::Leads, Period::Month);
    all_near("leads by month", &months.expected[..3], &[600.0, 2800.0, 3100.0], 1e-9);
    let quarters = summary.series(Measure::Leads, Period::Quarter);
    // The fiscal year begins in February: the first quarter is the rest of the one before.
    all_near("leads by quarter", &quarters.expected, &[600.0, 8900.0, 8700.0], 1e-9);
    assert_eq!(summary.spans(Period::Quarter)[1].first, date("2026-02-01").unwrap());
    assert_eq!(summary.spans(Period::Quarter)[1].last, date("2026-04-30").unwrap());
    assert_eq!(summary.plan_years(), 1);
}

#[test]
fn a_plan_year_is_52_weeks_and_the_last_may_be_short() {
    let mut plan = quiet(60);
    plan.channels = vec![arrivals("shows", [100.0; 60])];
    let summary = expected(&model(&plan));
    all_near(
        "leads by year",
        &summary.series(Measure::Leads, Period::PlanYear).expected,
        &[5200.0, 800.0],
        1e-9,
    );
    assert_eq!(summary.spans(Period::PlanYear).iter().map(|span| span.days()).collect::<Vec<_>>(), [364, 56]);
}

#[test]
fn standard_errors_are_those_of_order_statistics() {
    let model = model(&readable(SHIPPED[1].1));
    let n = 400;
    let trials = Simulation::new(&model).run(0, n);
    let summary = summarize(&model, &trials);
    let values: Vec<f64> = (0..n as usize)
        .map(|trial| trials.weeks_of(trial, Measure::Revenue)[..52].iter().map(|&r| f64::from(r)).sum())
        .collect();
    let revenue = summary.kpi(Kpi::Revenue, 0).unwrap();
    for (found, level) in [(revenue.p10_se, 0.1_f64), (revenue.p50_se, 0.5), (revenue.p90_se, 0.9)] {
        let off = (level * (1.0 - level) / f64::from(n)).sqrt();
        let wanted = 0.5 * (quantile(&values, level + off) - quantile(&values, level - off));
        near("standard error of a percentile", found, wanted, 1e-4);
    }
    // What it is for: the median of other futures lies within a few of them.
    let others = summarize(&model, &Simulation::new(&model).run(n, n));
    let other = others.kpi(Kpi::Revenue, 0).unwrap();
    assert!(
        (other.p50 - revenue.p50).abs() < 4.0 * (revenue.p50_se + other.p50_se),
        "{revenue:?}, {other:?}"
    );
    near("cost of variability", revenue.cost_of_variability(), revenue.expected - revenue.mean, 1e-12);
    let n = f64::from(n);
    let odds = |p: f64| (p * (1.0 - p) / n).sqrt();
    near("cash", summary.cash_never_out_se(), odds(summary.cash_never_out), 1e-12);
    for milestone in &summary.milestones {
        let when = milestone.when;
        near("date", when.not_within_horizon_se, odds(when.not_within_horizon), 1e-12);
        assert!(when.p50_se_days.is_none_or(|se| se >= 0.0 && when.p50.is_some()), "{when:?}");
    }
}

#[test]
fn fiscal_years_follow_the_fiscal_year() {
    let mut plan = quiet(104);
    plan.plan.start_date = date("2026-01-26");
    plan.plan.fiscal_year_start_month = 4;
    plan.channels = vec![arrivals("shows", [7.0; 104])];
    let summary = expected(&model(&plan));
    let spans = summary.spans(Period::FiscalYear);
    let named: Vec<_> = spans.iter().map(|span| (span.first, span.last)).collect();
    let day = |text| date(text).unwrap();
    assert_eq!(
        named,
        [
            (day("2026-01-26"), day("2026-03-31")),
            (day("2026-04-01"), day("2027-03-31")),
            (day("2027-04-01"), day("2028-01-23")),
        ]
    );
    // One lead a day.
    all_near(
        "leads",
        &summary.series(Measure::Leads, Period::FiscalYear).expected,
        &[65.0, 365.0, 298.0],
        1e-9,
    );
}

#[test]
fn stocks_of_the_first_week_begin_at_the_opening() {
    // Monday 28 December 2026: December ends on Thursday, four days into the first week.
    let mut plan = quiet(26);
    plan.plan.start_date = date("2026-12-28");
    plan.opening.cash = 70_000.0.into();
    plan.finance.overhead_per_month = (700.0 * tandem_engine::calendar::WEEKS_PER_MONTH).into();
    let summary = expected(&model(&plan));
    let cash = &summary.series(Measure::Cash, Period::Month).expected;
    near("cash at the end of December", cash[0], 70_000.0 - 400.0, 1e-9);
    near("cash at the end of January", cash[1], 70_000.0 - 400.0 - 3_100.0, 1e-9);
}

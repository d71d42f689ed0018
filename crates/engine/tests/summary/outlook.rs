//! Odds and dates: shares of futures, and first passages with what lies beyond the plan.

use super::*;

#[test]
fn shares_below_actual_figures_are_counted() {
    use tandem_engine::date::Month;
    use tandem_engine::plan::{Actual, ActualMeasure};
    let mut plan = readable(include_str!("../../../../assets/plans/scale_up.json"));
    plan.target = Some(Target {
        measure: TargetMeasure::Won,
        value: 100.0,
        date: Date::parse("2027-12-31").unwrap(),
        wanted_odds: 0.8,
    });
    let actual = |measure, month: &str, value| Actual { measure, month: Month::parse(month).unwrap(), value };
    plan.actuals = vec![
        actual(ActualMeasure::Won, "2027-01", 6.0),
        actual(ActualMeasure::Won, "2027-02", 7.0),
        actual(ActualMeasure::Leads, "2027-03", 0.0),
        actual(ActualMeasure::Mrr, "2027-04", 1e12),
        actual(ActualMeasure::Won, "2027-05", 5.0),
    ];
    let model = tandem_engine::check(&plan).model.unwrap();
    let n = 200;
    let trials = Simulation::new(&model).run(0, n);
    let summary = summarize(&model, &trials);
    let [jan, feb, march, april, may] = &summary.actuals[..] else { panic!("{:?}", summary.actuals) };
    assert_eq!((march.below, april.below), (Some(0.0), Some(1.0)));
    // The sum of two months, held against the weeks that are over with February: eight from 4 January.
    let less = |weeks: usize, value: f64| {
        let sum =
            |trial| trials.weeks_of(trial, Measure::Won)[..weeks].iter().map(|&w| f64::from(w)).sum::<f64>();
        (0..n as usize).filter(|&trial| sum(trial) < value).count() as f64 / f64::from(n)
    };
    assert_eq!(feb.since_start, Some((13.0, less(8, 13.0))));
    assert_eq!(jan.since_start, Some((6.0, less(4, 6.0))));
    assert_eq!((march.since_start, may.since_start), (None, None));
    // A percentile has its share below it, but for the trials that are equal.
    let spans = summary.spans(Period::Month);
    let place = spans.iter().position(|span| span.first.month_number() == march.month.number()).unwrap();
    let bookings = summary.series(Measure::Bookings, Period::Month);
    for (share, value) in [(0.1, bookings.p10[place]), (0.5, bookings.p50[place]), (0.9, bookings.p90[place])]
    {
        plan.actuals = vec![actual(ActualMeasure::Bookings, "2027-03", value)];
        let model = tandem_engine::check(&plan).model.unwrap();
        let below = summarize(&model, &trials).actuals[0].below.unwrap();
        assert!((below - share).abs() <= 1.0 / f64::from(n), "{share}: {below}");
    }
    assert!(expected(&model).actuals.is_empty());
}

/// The target's measure by week: flows from the start on, stocks as they are.
fn target_weeks(measure: TargetMeasure, weeks: &Weeks) -> Vec<f64> {
    let running = |measure| {
        let mut sum = 0.0;
        weeks
            .of(measure)
            .iter()
            .map(|value| {
                sum += value;
                sum
            })
            .collect()
    };
    match measure {
        TargetMeasure::Arr => weeks.of(Measure::Mrr).iter().map(|mrr| 12.0 * mrr).collect(),
        TargetMeasure::Customers => weeks.of(Measure::Customers).to_vec(),
        TargetMeasure::Cash => weeks.of(Measure::Cash).to_vec(),
        TargetMeasure::Revenue => running(Measure::Revenue),
        TargetMeasure::Bookings => running(Measure::Bookings),
        TargetMeasure::Won => running(Measure::Won),
    }
}

/// The day by which it has happened in so large a share of trials; nothing if it has not within the horizon.
fn by_when(days: &[Option<i32>], share: f64) -> Option<i32> {
    let mut happened: Vec<i32> = days.iter().copied().flatten().collect();
    happened.sort_unstable();
    happened
        .into_iter()
        .enumerate()
        .find(|(index, _)| (*index + 1) as f64 >= share * days.len() as f64 - 1e-9)
        .map(|(_, day)| day)
}

#[track_caller]
fn dates_are(name: &str, start: Date, found: &DateSpread, expected: Option<i32>, days: &[Option<i32>]) {
    let date = |day: Option<i32>| day.map(|day| start.plus_days(day));
    assert_eq!(found.expected, date(expected), "{name}, expected path");
    let never = days.iter().filter(|day| day.is_none()).count() as f64 / days.len() as f64;
    near(&format!("{name}, beyond the horizon"), found.not_within_horizon, never, 1e-12);
    for (found, share) in [(found.p10, 0.1), (found.p50, 0.5), (found.p90, 0.9)] {
        assert_eq!(found, date(by_when(days, share)), "{name}, in {share} of the trials");
    }
}

/// End of the first week in which something holds, in days from the start.
fn first_week(weeks: &[f64], holds: impl Fn(f64) -> bool) -> Option<i32> {
    weeks.iter().position(|&value| holds(value)).map(|week| 7 * week as i32 + 6)
}

/// Last day of the break-even month, on whole calendar months.
fn break_even(days: &Days, weeks: &Weeks) -> Option<i32> {
    let whole = |span: &(i32, i32)| {
        let first = days.start.plus_days(span.0);
        let next = days.start.plus_days(span.1 + 1);
        first.parts().2 == 1 && next.parts().2 == 1
    };
    let months: Vec<(i32, i32)> = days.spans(Period::Month).into_iter().filter(whole).collect();
    let flows: Vec<f64> =
        months.iter().map(|&month| over(weeks, Measure::OperatingCashFlow, month)).collect();
    break_even_month(&flows).map(|month| months[month].1)
}

fn outlook_is_right(plan: &Plan, n: u32) {
    let model = model(plan);
    let trials = Simulation::new(&model).run(0, n);
    let summary = summarize(&model, &trials);
    let days = Days::of(&model);
    let expected = Weeks::expected(&model);
    let paths: Vec<Weeks> = (0..n as usize).map(|trial| Weeks::trial(&trials, trial)).collect();
    let when = |kind: MilestoneKind| {
        let milestone = summary.milestones.iter().find(|milestone| milestone.kind == kind);
        milestone.unwrap_or_else(|| panic!("{kind:?}")).when
    };
    let each = |day: &dyn Fn(&Weeks) -> Option<i32>| paths.iter().map(day).collect::<Vec<_>>();
    for (kind, day) in [
        (
            MilestoneKind::FirstRevenue,
            &(|path: &Weeks| first_week(path.of(Measure::Revenue), |revenue| revenue > 0.0))
                as &dyn Fn(&Weeks) -> Option<i32>,
        ),
        (MilestoneKind::CashOut, &|path: &Weeks| first_week(path.of(Measure::Cash), |cash| cash < 0.0)),
        (MilestoneKind::BreakEven, &|path: &Weeks| break_even(&days, path)),
    ] {
        dates_are(&format!("{kind:?}"), days.start, &when(kind), day(&expected), &each(day));
    }
    let never_out =
        paths.iter().filter(|path| path.of(Measure::Cash).iter().all(|&cash| cash >= 0.0)).count();
    near("cash never out", summary.cash_never_out, never_out as f64 / f64::from(n), 1e-12);
    for month in &summary.limits {
        let parts = [month.leads, month.sdr, month.ae, month.cash];
        near("limits of a month", parts.iter().sum(), 1.0, 1e-6);
        assert!(parts.iter().all(|part| (-1e-9..=1.0 + 1e-9).contains(part)), "{parts:?}");
    }
    let Some(target) = &plan.target else { return assert!(summary.target.is_none()) };
    let outlook = summary.target.as_ref().unwrap();
    let series = |path: &Weeks| target_weeks(target.measure, path);
    let opening = |path: &Weeks| match target.measure {
        TargetMeasure::Arr => 12.0 * path.opening[Measure::Mrr.index()],
        TargetMeasure::Customers => path.opening[Measure::Customers.index()],
        TargetMeasure::Cash => path.opening[Measure::Cash.index()],
        _ => 0.0,
    };
    let at_date = |path: &Weeks| at_day(opening(path), &series(path), target.date.days_since(days.start));
    let values: Vec<f64> = paths.iter().map(at_date).collect();
    let hit = values.iter().filter(|&&value| value >= target.value).count() as f64 / f64::from(n);
    near("odds", outlook.odds.unwrap(), hit, 1e-12);
    near("odds, standard error", outlook.odds_se.unwrap(), (hit * (1.0 - hit) / f64::from(n)).sqrt(), 1e-12);
    let by_date = paths.iter().filter(|path| {
        let day = first_week(&series(path), |value| value >= target.value);
        at_date(path) >= target.value || day.is_some_and(|day| day <= target.date.days_since(days.start))
    });
    let by_date = by_date.count() as f64 / f64::from(n);
    near("reached by the date", outlook.reached_by_date.unwrap(), by_date, 1e-12);
    assert!(by_date >= hit && (target.measure.is_stock() || by_date == hit), "{by_date}, {hit} on the day");
    near("value at the date", outlook.value_at_date.expected, at_date(&expected), 1e-9);
    spread_is("value at the date", &outlook.value_at_date, &values);
    let reached = |path: &Weeks| first_week(&series(path), |value| value >= target.value);
    dates_are("target", days.start, &outlook.reached, reached(&expected), &each(&reached));
    assert_eq!(when(MilestoneKind::Target), outlook.reached);
    let all: Vec<Vec<f64>> = paths.iter().map(series).collect();
    for week in 0..expected.of(Measure::Cash).len() {
        near("path", outlook.path.expected[week], series(&expected)[week], 1e-9);
        let values: Vec<f64> = all.iter().map(|path| path[week]).collect();
        let size = values.iter().fold(0.0_f64, |size, value| size.max(value.abs()));
        for (found, level) in percentiles(&outlook.path, week).into_iter().zip(LEVELS) {
            alike(&format!("path in week {week}, {level}"), found, quantile(&values, level), size);
        }
    }
    assert!(
        outlook.density.is_empty() || outlook.density.iter().any(|point| point.1 == 1.0),
        "relative to its peak"
    );
    assert!(outlook.density.windows(2).all(|pair| pair[0].0 < pair[1].0), "ascending");
}

#[test]
fn odds_and_dates_are_shares_of_trials_in_the_shipped_plans() {
    for (_, text) in SHIPPED {
        outlook_is_right(&readable(text), 40);
    }
}

#[test]
fn odds_and_dates_are_shares_of_trials_in_plans_made_by_chance() {
    let n = std::cell::Cell::new(0);
    for_plans(40, PlanKind::Any, |plan| {
        outlook_is_right(&plan, 1 + n.get());
        n.set((n.get() + 1) % 25);
        Ok(())
    });
}

#[test]
fn odds_are_between_never_and_always() {
    let mut plan = readable(SHIPPED[1].1);
    let end = Days::of(&model(&plan));
    let date = end.start.plus_days(end.days - 1);
    for (value, odds, date_known) in [(1.0, 1.0, true), (1e11, 0.0, false)] {
        plan.target = Some(Target { measure: TargetMeasure::Revenue, value, date, wanted_odds: 0.8 });
        let model = model(&plan);
        let summary = summarize(&model, &Simulation::new(&model).run(0, 10));
        let outlook = summary.target.unwrap();
        assert_eq!((outlook.odds, outlook.odds_se), (Some(odds), Some(0.0)));
        assert_eq!(
            outlook.reached.p90.is_some(),
            date_known,
            "the tenth decile is a date or beyond the horizon"
        );
        assert_eq!(outlook.reached.not_within_horizon, 1.0 - odds);
    }
}

#[test]
fn the_preview_has_no_percentiles_and_no_odds() {
    let model = model(&readable(SHIPPED[0].1));
    let preview = expected(&model);
    assert_eq!(preview.n_trials, 0);
    let target = preview.target.as_ref().unwrap();
    assert_eq!((target.odds, target.odds_se), (None, None));
    assert!(target.density.is_empty() && target.path.p50.is_empty());
    // A summary of no trials is the preview, and a summary keeps the preview's expected path.
    let none = Simulation::new(&model).run(0, 0);
    assert_eq!(summarize(&model, &none), preview);
    let some = summarize(&model, &Simulation::new(&model).run(0, 5));
    for period in Period::ALL {
        for &measure in Measure::ALL {
            assert_eq!(some.series(measure, period).expected, preview.series(measure, period).expected);
        }
    }
}

#[test]
fn time_in_a_stage_is_stock_over_flow() {
    // 8 opportunities a week, a quarter won after 4 weeks, the rest lost after 2: 2.5 weeks in the mean.
    let mut plan = quiet(52);
    set_rates(&mut plan, 0.5, [0.5, 0.5, 0.25]);
    plan.channels = vec![arrivals("shows", [64.0; 52])];
    plan.durations.opportunity_to_won = fixed_weeks(4.0);
    plan.durations.opportunity_to_lost = fixed_weeks(2.0);
    plan.opening.open_opportunities = Some(20.0.into());
    plan.response_sla.handling_latency_hours = 8.0.into();
    let days = expected(&model(&plan)).stage_days[0];
    near("opportunity", days.opportunity.unwrap(), 2.5 * 7.0, 1e-9);
    near("first response", days.mql.unwrap(), 8.0 * 7.0 / 40.0, 1e-6);
    near("hand-over", days.sql.unwrap(), 0.0, 1e-9);
}

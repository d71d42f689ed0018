//! A summary says what its paths say: periods are cut and added up by the day, percentiles are order statistics, odds are
//! shares of trials, dates are first passages with the mass beyond the horizon kept, and key figures are their formulas.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::print_stdout,
    reason = "a test stops at what it did not expect"
)]

mod common;

use common::plans::{Kind as PlanKind, for_plans};
use common::*;
use tandem_engine::date::Date;
use tandem_engine::measure::Combine;
use tandem_engine::plan::{Plan, Target, TargetMeasure};
use tandem_engine::summary::{DateSpread, MilestoneKind, Series, Spread, Summary, break_even_month};
use tandem_engine::{Kpi, Measure, Model, Period, Simulation, Trials, expected, summarize};

/// The weeks of every measure of one path.
struct Weeks(Vec<Vec<f64>>);

impl Weeks {
    fn expected(model: &Model) -> Self {
        let record = Simulation::new(model).expected_path();
        Self(Measure::ALL.iter().map(|&measure| record.weeks_of(measure).to_vec()).collect())
    }

    fn trial(trials: &Trials, trial: usize) -> Self {
        let weeks = |measure| trials.weeks_of(trial, measure).iter().map(|&value| f64::from(value)).collect();
        Self(Measure::ALL.iter().map(|&measure| weeks(measure)).collect())
    }

    fn of(&self, measure: Measure) -> &[f64] {
        &self.0[measure.index()]
    }
}

/// A plain calendar of days: first and last day of each span, counted from the plan's start.
struct Days {
    start: Date,
    days: i32,
    fiscal_start: u32,
}

impl Days {
    fn of(model: &Model) -> Self {
        let start = model.calendar().start;
        let plan = model.plan();
        Self {
            start,
            days: 7 * plan.plan.horizon_weeks as i32,
            fiscal_start: plan.plan.fiscal_year_start_month,
        }
    }

    /// What tells the days of one span from those of the next.
    fn key(&self, period: Period, day: i32) -> (i32, u32) {
        let (year, month, _) = self.start.plus_days(day).parts();
        match period {
            Period::Week => (day / 7, 0),
            Period::Month => (year, month),
            Period::Quarter => {
                let since = (month + 12 - self.fiscal_start) % 12;
                (year - i32::from(month < self.fiscal_start), since / 3)
            }
            Period::PlanYear => (day / (52 * 7), 0),
        }
    }

    fn spans(&self, period: Period) -> Vec<(i32, i32)> {
        let mut spans: Vec<(i32, i32)> = Vec::new();
        for day in 0..self.days {
            match spans.last_mut() {
                Some(last) if self.key(period, last.0) == self.key(period, day) => last.1 = day,
                _ => spans.push((day, day)),
            }
        }
        spans
    }
}

/// A stock at the end of a day, on a straight line from the end of the week before.
fn at_day(weeks: &[f64], day: i32) -> f64 {
    let (week, elapsed) = ((day / 7) as usize, f64::from(day % 7 + 1) / 7.0);
    let before = if week == 0 { weeks[0] } else { weeks[week - 1] };
    before + elapsed * (weeks[week] - before)
}

/// A measure over a span of days, day by day.
fn over(weeks: &Weeks, measure: Measure, (first, last): (i32, i32)) -> f64 {
    let value = |measure: Measure, day: i32| weeks.of(measure)[(day / 7) as usize];
    let days = first..=last;
    match measure.combine() {
        Combine::Sum => days.map(|day| value(measure, day) / 7.0).sum(),
        Combine::End => at_day(weeks.of(measure), last),
        Combine::Mean => {
            days.clone().map(|day| value(measure, day)).sum::<f64>() / f64::from(last - first + 1)
        }
        Combine::WeightedBy(by) => {
            let weight: f64 = days.clone().map(|day| value(by, day)).sum();
            let sum: f64 = days.map(|day| value(measure, day) * value(by, day)).sum();
            if weight > 0.0 { sum / weight } else { 0.0 }
        }
    }
}

/// Quantile of type 7: on a straight line between the order statistics around `level * (n - 1)`.
fn quantile(values: &[f64], level: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let at = level * (sorted.len() - 1) as f64;
    let (low, high) = (at.floor() as usize, at.ceil() as usize);
    sorted[low] + (at - at.floor()) * (sorted[high] - sorted[low])
}

const LEVELS: [f64; 7] = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95];

fn percentiles(series: &Series, index: usize) -> [f64; 7] {
    [&series.p5, &series.p10, &series.p25, &series.p50, &series.p75, &series.p90, &series.p95]
        .map(|level| level[index])
}

/// Equal to the seven digits that trials are kept with.
#[track_caller]
fn alike(name: &str, value: f64, expected: f64, size: f64) {
    let off = (value - expected).abs();
    assert!(
        off <= 2e-6 * expected.abs().max(size) + 1e-9,
        "{name}: {value} instead of {expected}, off by {off:e}"
    );
}

#[track_caller]
fn spread_is(name: &str, spread: &Spread, values: &[f64]) {
    let size = values.iter().fold(0.0_f64, |size, value| size.max(value.abs()));
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    alike(&format!("{name}, mean"), spread.mean, mean, size);
    if n > 1.0 {
        let variance = values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / (n - 1.0);
        let se = (variance / n).sqrt();
        alike(&format!("{name}, standard error"), spread.se, se, size);
    } else {
        assert_eq!(spread.se, 0.0, "{name}: one trial says nothing of its spread");
    }
    let found = [spread.p5, spread.p10, spread.p25, spread.p50, spread.p75, spread.p90, spread.p95];
    for (found, level) in found.into_iter().zip(LEVELS) {
        alike(&format!("{name}, {level}"), found, quantile(values, level), size);
    }
}

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

/// The key figures of a plan year, each by its formula from the weeks of one path.
fn by_hand(plan: &Plan, weeks: &Weeks, days: (i32, i32)) -> Vec<(Kpi, Option<f64>)> {
    let range = (days.0 / 7) as usize..=(days.1 / 7) as usize;
    let n = range.clone().count() as f64;
    let sum = |measure| weeks.of(measure)[range.clone()].iter().sum::<f64>();
    let end = |measure| weeks.of(measure)[*range.end()];
    let mean = |measure| sum(measure) / n;
    let weighted = |measure| {
        let pairs = weeks.of(measure)[range.clone()].iter().zip(&weeks.of(Measure::Worked)[range.clone()]);
        pairs.map(|(value, worked)| value * worked).sum::<f64>() / sum(Measure::Worked)
    };
    let over = |above: f64, below: f64| (below > 0.0).then(|| above / below);
    let number = |estimate: &tandem_engine::estimate::Estimate| {
        let tandem_engine::estimate::Estimate::Fixed(value) = estimate else { panic!("a known number") };
        *value
    };
    let (won, bookings, cost) = (sum(Measure::Won), sum(Measure::Bookings), sum(Measure::SalesMarketingCost));
    let years = n / 52.0;
    let inbound = sum(Measure::Leads) - sum(Measure::Replies);
    let cycle = over(mean(Measure::OpenOpportunities) * n, won + sum(Measure::Lost));
    let recent = range.end().saturating_sub(12)..=*range.end();
    let weeks_of_recent = recent.clone().count() as f64;
    let burn = -weeks.of(Measure::OperatingCashFlow)[recent].iter().sum::<f64>() / weeks_of_recent
        * tandem_engine::calendar::WEEKS_PER_MONTH;
    let cac = over(cost, won);
    let recurring = number(&plan.deals.recurring_share);
    // Gross margin a month of a new customer's recurring revenue.
    let margin = over(bookings, won).map(|deal| deal * recurring / 12.0 * number(&plan.finance.gross_margin));
    // Share of customers lost a month, of those who were there on average.
    let churn = over(sum(Measure::Churned), mean(Measure::Customers) * 12.0 * years);
    let lifetime = margin.zip(churn).and_then(|(margin, churn)| over(margin, churn));
    let worked = sum(Measure::Worked) > 0.0;
    let quota = number(&plan.compensation.quota_per_head_per_year);
    vec![
        (Kpi::Spend, Some(sum(Measure::Spend))),
        (Kpi::Leads, Some(sum(Measure::Leads))),
        (Kpi::Mqls, Some(sum(Measure::Mql))),
        (Kpi::MqlRate, over(sum(Measure::Mql), inbound)),
        (Kpi::QualifiedRate, over(sum(Measure::Qualified), inbound)),
        (Kpi::Precision, over(sum(Measure::MqlFit), sum(Measure::Mql))),
        (Kpi::CostPerMql, over(sum(Measure::Spend), sum(Measure::Mql))),
        (Kpi::CostPerSql, over(sum(Measure::Spend), sum(Measure::SqlInbound))),
        (Kpi::OrganicShare, over(sum(Measure::OrganicLeads), sum(Measure::Leads))),
        (Kpi::PullShare, over(won - sum(Measure::WonOutbound), won)),
        (Kpi::SqlRate, over(sum(Measure::SqlInbound), sum(Measure::Mql))),
        (Kpi::ExpiredShare, over(sum(Measure::Expired), sum(Measure::Mql))),
        (Kpi::OpportunityRate, over(sum(Measure::Opportunities), sum(Measure::Sql))),
        (Kpi::PassRate, over(sum(Measure::SqlPassed), sum(Measure::Sql))),
        (Kpi::WinRateOfOpened, over(sum(Measure::WonOfOpened), sum(Measure::Opportunities))),
        (Kpi::CycleWeeks, cycle),
        (Kpi::RampedReps, Some(mean(Measure::AeFte))),
        (Kpi::NewCacRatio, over(cost, 12.0 * sum(Measure::MrrNew))),
        (Kpi::RunwayMonths, over(end(Measure::Cash).max(0.0), burn)),
        (Kpi::CostPerLead, over(sum(Measure::Spend), sum(Measure::Leads))),
        (Kpi::SourcedPipeline, Some(sum(Measure::SourcedPipeline))),
        (Kpi::Won, Some(won)),
        (Kpi::WinRate, over(won, won + sum(Measure::Lost))),
        (Kpi::DealSize, over(bookings, won)),
        (Kpi::QuotaAttainment, over(bookings, quota * mean(Measure::AeHeads) * years)),
        (Kpi::ResponseHours, worked.then(|| weighted(Measure::ResponseHours))),
        (Kpi::WithinTarget, worked.then(|| weighted(Measure::WithinTarget))),
        (Kpi::SdrUtilisation, Some(mean(Measure::SdrUtilisation))),
        (Kpi::AeUtilisation, Some(mean(Measure::AeUtilisation))),
        (Kpi::Bookings, Some(bookings)),
        (Kpi::Revenue, Some(sum(Measure::Revenue))),
        (Kpi::ArrEnd, Some(12.0 * end(Measure::Mrr))),
        (Kpi::Cac, cac),
        (Kpi::PaybackMonths, cac.zip(margin).and_then(|(cac, margin)| over(cac, margin))),
        (
            Kpi::LtvToCac,
            if recurring > 0.0 { lifetime.zip(cac).and_then(|(ltv, cac)| over(ltv, cac)) } else { None },
        ),
        (Kpi::CashEnd, Some(end(Measure::Cash))),
        (Kpi::LowestCash, weeks.of(Measure::Cash)[..=*range.end()].iter().copied().min_by(f64::total_cmp)),
        (Kpi::CustomersEnd, Some(end(Measure::Customers))),
    ]
}

fn key_figures_are_right(plan: &Plan) {
    let model = model(plan);
    let trials = Simulation::new(&model).run(0, 9);
    let (preview, summary) = (expected(&model), summarize(&model, &trials));
    let on_expected = Weeks::expected(&model);
    let paths: Vec<Weeks> = (0..9).map(|trial| Weeks::trial(&trials, trial)).collect();
    for (year, span) in Days::of(&model).spans(Period::PlanYear).into_iter().enumerate() {
        let each: Vec<_> = paths.iter().map(|path| by_hand(plan, path, span)).collect();
        for (index, (kpi, value)) in by_hand(plan, &on_expected, span).into_iter().enumerate() {
            let name = format!("{kpi:?} of year {year}");
            let found = preview.kpi(kpi, year);
            assert_eq!(found.is_some(), value.is_some(), "{name}: {found:?}, {value:?}");
            if let (Some(found), Some(value)) = (found, value) {
                near(&name, found.expected, value, 1e-9);
                assert_eq!(
                    (found.mean, found.p5, found.p95, found.se),
                    (found.expected, found.expected, found.expected, 0.0)
                );
            }
            let values: Vec<f64> = each.iter().filter_map(|figures| figures[index].1).collect();
            match (summary.kpi(kpi, year), value) {
                (Some(found), Some(value)) => {
                    near(&name, found.expected, value, 1e-9);
                    if !values.is_empty() {
                        spread_is(&name, found, &values);
                    }
                }
                (Some(found), None) => spread_is(&name, found, &values),
                (None, value) => assert!(value.is_none() && values.is_empty(), "{name} is not told"),
            }
        }
        assert!(preview.kpi(Kpi::Leads, year + 1).is_none() || year + 1 < preview.plan_years());
    }
}

#[test]
fn key_figures_are_their_formulas() {
    for (_, text) in SHIPPED {
        key_figures_are_right(&without_ranges(&readable(text), mean_of));
    }
    for_plans(20, PlanKind::Linear, |plan| {
        key_figures_are_right(&plan);
        Ok(())
    });
}

#[test]
fn figures_that_are_not_defined_are_not_told() {
    let summary = expected(&model(&quiet(26)));
    for kpi in [
        Kpi::MqlRate,
        Kpi::CostPerLead,
        Kpi::WinRate,
        Kpi::DealSize,
        Kpi::ResponseHours,
        Kpi::WithinTarget,
        Kpi::Cac,
        Kpi::PaybackMonths,
        Kpi::LtvToCac,
    ] {
        assert!(summary.kpi(kpi, 0).is_none(), "{kpi:?} without leads");
    }
    assert_eq!(summary.kpi(Kpi::Leads, 0).unwrap().expected, 0.0);
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
    let at_date = |path: &Weeks| at_day(&series(path), target.date.days_since(days.start));
    let values: Vec<f64> = paths.iter().map(at_date).collect();
    let hit = values.iter().filter(|&&value| value >= target.value).count() as f64 / f64::from(n);
    near("odds", outlook.odds.unwrap(), hit, 1e-12);
    near("odds, standard error", outlook.odds_se.unwrap(), (hit * (1.0 - hit) / f64::from(n)).sqrt(), 1e-12);
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
    plan.opening.open_opportunities = 20.0.into();
    plan.response_sla.handling_latency_hours = 8.0.into();
    let days = expected(&model(&plan)).stage_days[0];
    near("opportunity", days.opportunity.unwrap(), 2.5 * 7.0, 1e-9);
    near("first response", days.mql.unwrap(), 8.0 * 7.0 / 40.0, 1e-6);
    near("hand-over", days.sql.unwrap(), 0.0, 1e-9);
}

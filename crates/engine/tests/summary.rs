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
use tandem_engine::summary::{
    BowtieStage, ChannelKpi, DateSpread, MilestoneKind, Series, Spread, Summary, break_even_month,
};
use tandem_engine::{
    ChannelFlow, Kpi, Measure, Model, Period, Simulation, Trials, channels_by, expected, kpis_by, summarize,
};

#[test]
fn shares_below_actual_figures_are_counted() {
    use tandem_engine::date::Month;
    use tandem_engine::plan::{Actual, ActualMeasure};
    let mut plan = readable(include_str!("../../../assets/plans/scale_up.json"));
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

/// The weeks of every measure of one path, what was there before, and totals `[span][channel][class][flow]` by a period.
struct Weeks {
    period: Period,
    weeks: Vec<Vec<f64>>,
    opening: Vec<f64>,
    totals: Vec<Vec<[Vec<f64>; 2]>>,
}

/// The totals of a path of so many spans and channels.
fn totals(
    spans: usize,
    channels: usize,
    of: impl Fn(usize, usize, usize, ChannelFlow) -> f64,
) -> Vec<Vec<[Vec<f64>; 2]>> {
    let flows = |year, channel, class| {
        ChannelFlow::ALL.iter().map(|&flow| of(year, channel, class, flow)).collect::<Vec<_>>()
    };
    let of_year = |year| {
        (0..channels).map(|channel| [0, 1].map(|class| flows(year, channel, class))).collect::<Vec<_>>()
    };
    (0..spans).map(of_year).collect()
}

impl Weeks {
    fn expected(model: &Model) -> Self {
        Self::expected_by(model, Period::PlanYear)
    }

    fn expected_by(model: &Model, period: Period) -> Self {
        let record = Simulation::new(model).expected_path_by(period);
        let weeks: Vec<_> = Measure::ALL.iter().map(|&measure| record.weeks_of(measure).to_vec()).collect();
        Self {
            opening: Measure::ALL.iter().map(|&measure| record.opening_of(measure)).collect(),
            period,
            totals: totals(
                Days::of(model).spans(period).len(),
                model.plan().channels.len(),
                |y, c, class, flow| record.channel(y, c, class, flow),
            ),
            weeks,
        }
    }

    fn trial(trials: &Trials, trial: usize) -> Self {
        let weeks = |measure| trials.weeks_of(trial, measure).iter().map(|&value| f64::from(value)).collect();
        Self {
            weeks: Measure::ALL.iter().map(|&measure| weeks(measure)).collect(),
            opening: Measure::ALL.iter().map(|&m| f64::from(trials.opening_of(trial, m))).collect(),
            period: trials.period(),
            totals: totals(trials.spans(), trials.channels(), |y, c, class, flow| {
                f64::from(trials.channel(trial, y, c, class, flow))
            }),
        }
    }

    fn of(&self, measure: Measure) -> &[f64] {
        &self.weeks[measure.index()]
    }

    /// A stock at the end of a day, on a straight line from the end of the week before.
    fn stock(&self, measure: Measure, day: i32) -> f64 {
        at_day(self.opening[measure.index()], self.of(measure), day)
    }

    /// A flow of all channels in a plan year, of one class or of both.
    fn flow(&self, year: usize, flow: ChannelFlow, class: Option<usize>) -> f64 {
        let of =
            |class: usize| self.totals[year].iter().map(|channel| channel[class][flow as usize]).sum::<f64>();
        class.map_or_else(|| of(0) + of(1), of)
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
            Period::FiscalYear => (year - i32::from(month < self.fiscal_start), 0),
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
fn at_day(opening: f64, weeks: &[f64], day: i32) -> f64 {
    if day < 0 {
        return opening;
    }
    let (week, elapsed) = ((day / 7) as usize, f64::from(day % 7 + 1) / 7.0);
    let before = if week == 0 { opening } else { weeks[week - 1] };
    before + elapsed * (weeks[week] - before)
}

/// A measure over a span of days, day by day.
fn over(weeks: &Weeks, measure: Measure, (first, last): (i32, i32)) -> f64 {
    let value = |measure: Measure, day: i32| weeks.of(measure)[(day / 7) as usize];
    let days = first..=last;
    match measure.combine() {
        Combine::Sum => days.map(|day| value(measure, day) / 7.0).sum(),
        Combine::End => weeks.stock(measure, last),
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
        off <= 2e-6 * expected.abs().max(size) + 1e-7,
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
    let error = |level: f64| {
        let off = (level * (1.0 - level) / n).sqrt();
        0.5 * (quantile(values, (level + off).min(1.0)) - quantile(values, (level - off).max(0.0)))
    };
    for (found, level) in [(spread.p10_se, 0.1), (spread.p50_se, 0.5), (spread.p90_se, 0.9)] {
        alike(&format!("{name}, error of {level}"), found, error(level), size);
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

/// Numbers of the plan that key figures need, each as one path has it.
struct Typed {
    recurring: f64,
    margin: f64,
    quota: f64,
    ae_pay: f64,
    order_value: f64,
    deal_mean: f64,
    deal_cv: f64,
    discount: f64,
    reference_discount: f64,
    pull_discount: f64,
    stages: [f64; 3],
    integration: f64,
    dispositions: f64,
    expansion: f64,
    capital: f64,
    sdr_hours: f64,
    sdr_outbound: f64,
    sdr_idle: f64,
}

impl Typed {
    /// Of a plan without ranges.
    fn of(plan: &Plan) -> Self {
        let number = |estimate: &tandem_engine::estimate::Estimate| {
            let tandem_engine::estimate::Estimate::Fixed(value) = estimate else { panic!("a known number") };
            *value
        };
        let sdr = &plan.teams.sales_development;
        let conversion = &plan.qualification.observed.conversion;
        Self {
            recurring: number(&plan.deals.recurring_share),
            margin: number(&plan.finance.gross_margin),
            quota: number(&plan.compensation.quota_per_head_per_year),
            ae_pay: number(&plan.teams.account_executives.loaded_base_pay_per_year),
            order_value: number(&plan.repeat_orders.mean_value),
            deal_mean: number(&plan.deals.mean_first_year_value),
            deal_cv: number(&plan.deals.value_coefficient_of_variation),
            discount: number(&plan.pricing.planned_discount),
            reference_discount: number(&plan.pricing.reference_discount),
            pull_discount: number(&plan.quarter_end.pull_forward_discount),
            stages: [&conversion.mql_to_sql, &conversion.sql_to_opportunity, &conversion.opportunity_to_won]
                .map(number),
            integration: number(&plan.crm.integration_level),
            dispositions: number(&plan.crm.disposition_share_of_worked_mqls),
            expansion: number(&plan.retention.expansion_rate_per_year),
            capital: number(&plan.plan.discount_rate_per_year),
            sdr_hours: number(&sdr.selling_hours_per_week),
            sdr_outbound: number(&sdr.outbound_time_share),
            sdr_idle: number(&sdr.idle_time_to_outbound_share),
        }
    }
}

/// The key figures of a span of days, each by its formula from the weeks of one path, day by day. `year` is the plan year
/// that the span is, if it is one.
fn by_hand(
    model: &Model,
    typed: &Typed,
    weeks: &Weeks,
    days: (i32, i32),
    year: Option<usize>,
) -> Vec<(Kpi, Option<f64>)> {
    let plan = model.plan();
    let n_days = f64::from(days.1 - days.0 + 1);
    let sum = |measure: Measure| {
        (days.0..=days.1).map(|day| weeks.of(measure)[(day / 7) as usize] / 7.0).sum::<f64>()
    };
    let mean = |measure: Measure| sum(measure) * 7.0 / n_days;
    let end = |measure| weeks.stock(measure, days.1);
    let start = |measure| weeks.stock(measure, days.0 - 1);
    let weighted = |measure| over(weeks, measure, days);
    let over = |above: f64, below: f64| (below > 0.0).then(|| above / below);
    let last = (days.1 / 7) as usize;
    let (won, bookings, cost) = (sum(Measure::Won), sum(Measure::Bookings), sum(Measure::SalesMarketingCost));
    let years = n_days / 364.0;
    let inbound = sum(Measure::Leads) - sum(Measure::Replies);
    let closed = won + sum(Measure::Lost);
    let cycle = over(mean(Measure::OpenOpportunities) * n_days / 7.0, closed);
    let win_rate = over(won, closed);
    let deal = over(bookings, won);
    let of_weeks = |measure: Measure, from: usize, to: usize| weeks.of(measure)[from..to].iter().sum::<f64>();
    let recent = (last + 1).saturating_sub(13);
    let burn = -of_weeks(Measure::OperatingCashFlow, recent, last + 1) / (last + 1 - recent) as f64
        * tandem_engine::calendar::WEEKS_PER_MONTH;
    let cac = over(cost, won);
    // Gross margin a month of a new customer's recurring revenue.
    let margin = deal.map(|deal| deal * typed.recurring / 12.0 * typed.margin);
    // Share of customers lost a month, of those who were there on average.
    let churn = over(sum(Measure::Churned), mean(Measure::Customers) * 12.0 * years);
    let recurs = typed.recurring > 0.0;
    let lifetime = margin.zip(churn).and_then(|(margin, churn)| over(margin, churn)).filter(|_| recurs);
    // Sixty months one by one.
    let five_years = margin.zip(churn).filter(|_| recurs).map(|(margin, churn)| {
        let kept =
            (1.0 - churn).max(0.0) * ((1.0 + typed.expansion) / (1.0 + typed.capital)).powf(1.0 / 12.0);
        (0..60).map(|month| margin * kept.powi(month)).sum()
    });
    let worked = sum(Measure::Worked) > 0.0;
    let quota = typed.quota * mean(Measure::AeHeads);
    let heads = mean(Measure::AeHeads);
    let growth = 12.0 * (end(Measure::Mrr) - start(Measure::Mrr));
    let calendar = model.calendar();
    let late: f64 = (days.0..=days.1)
        .filter(|day| calendar.quarter_end[(day / 7) as usize] < (day / 7) as usize + 2)
        .map(|day| weeks.of(Measure::Won)[(day / 7) as usize] / 7.0)
        .sum();
    let idle = |day: i32| {
        let week = (day / 7) as usize;
        let hours = weeks.of(Measure::SdrFte)[week] * typed.sdr_hours * calendar.working[week];
        let free = hours * (1.0 - typed.sdr_outbound) * (1.0 - weeks.of(Measure::SdrUtilisation)[week]);
        free.max(0.0) * (1.0 - typed.sdr_idle) / n_days
    };
    let before = |measure: Measure, week: usize| weeks.stock(measure, 7 * week as i32 - 1);
    // What is kept of a stock of those weeks, brought to a year.
    let kept = |stock: Measure, weeks_of: std::ops::RangeInclusive<usize>, lost: &dyn Fn(usize) -> f64| {
        let some: Vec<usize> = weeks_of.filter(|&week| before(stock, week) > 0.0).collect();
        let kept: f64 = some.iter().map(|&week| (1.0 - lost(week) / before(stock, week)).max(0.0)).product();
        (!some.is_empty()).then(|| kept.powf(tandem_engine::calendar::WEEKS_PER_YEAR / some.len() as f64))
    };
    let churned = |week: usize| weeks.of(Measure::MrrChurned)[week];
    let shrunk = |week: usize| {
        before(Measure::Mrr, week) + weeks.of(Measure::MrrNew)[week] - weeks.of(Measure::Mrr)[week]
    };
    let span = || (days.0 / 7) as usize..=last;
    let of_a_year = |lost: &dyn Fn(usize) -> f64| {
        (last >= 51).then(|| kept(Measure::Mrr, last - 51..=last, lost)).flatten()
    };
    let recurring_revenue =
        |from: usize, to: usize| of_weeks(Measure::Mrr, from, to) / tandem_engine::calendar::WEEKS_PER_MONTH;
    let magic = (last >= 25 && end(Measure::Mrr) > 0.0)
        .then(|| {
            let (a, b, c) = (last - 25, last - 12, last + 1);
            over(
                4.0 * (recurring_revenue(b, c) - recurring_revenue(a, b)),
                of_weeks(Measure::SalesMarketingCost, a, b),
            )
        })
        .flatten();
    let lag = 7 * median_weeks_to_won(plan).round() as i32;
    let lagged: Option<f64> = (days.0 >= lag).then(|| {
        (days.0 - lag..=days.1 - lag)
            .map(|day| weeks.of(Measure::SalesMarketingCost)[(day / 7) as usize] / 7.0)
            .sum()
    });
    let fit =
        |flow| year.and_then(|year| over(weeks.flow(year, flow, Some(0)), weeks.flow(year, flow, None)));
    let total = |flow| year.map(|year| weeks.flow(year, flow, None));
    let list = total(ChannelFlow::PulledBookings).map(|pulled| {
        (bookings - pulled) / (1.0 - typed.discount)
            + pulled / (1.0 - typed.discount) / (1.0 - typed.pull_discount)
    });
    let hit_quota = (heads > 0.0).then(|| {
        let (goal, mean) = (typed.quota * years, bookings / heads);
        let size = deal.unwrap_or(0.0);
        let variance =
            won * size * size * (1.0 + typed.deal_cv * typed.deal_cv) * (heads - 1.0) / heads / heads;
        if heads <= 1.0 {
            return f64::from(u8::from(bookings >= goal));
        }
        if variance <= 0.0 {
            return f64::from(u8::from(mean >= goal));
        }
        tandem_engine::numerics::gamma_survival(mean * mean / variance, goal / (variance / mean))
    });
    let price = (1.0 - typed.discount) / (1.0 - typed.reference_discount);
    let needed =
        over(quota * years, typed.deal_mean * price * typed.stages[0] * typed.stages[1] * typed.stages[2]);
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
        (Kpi::SqlRateOfWorked, over(sum(Measure::SqlInbound), sum(Measure::Worked))),
        (Kpi::ExpiredShare, over(sum(Measure::Expired), sum(Measure::Mql))),
        (Kpi::OpportunityRate, over(sum(Measure::Opportunities), sum(Measure::Sql))),
        (Kpi::PassRate, over(sum(Measure::SqlPassed), sum(Measure::Sql))),
        (Kpi::WinRateOfOpened, over(sum(Measure::WonOfOpened), sum(Measure::Opportunities))),
        (Kpi::CycleWeeks, cycle),
        (
            Kpi::PipelineVelocity,
            win_rate.zip(deal).zip(cycle).and_then(|((rate, deal), cycle)| {
                over(mean(Measure::OpenOpportunities) * rate * deal, cycle)
            }),
        ),
        (
            Kpi::PipelineCoverage,
            deal.and_then(|deal| over(end(Measure::OpenOpportunities) * deal, quota / 4.0)),
        ),
        (Kpi::YieldPerRep, over(bookings * typed.margin / years, mean(Measure::AeFte) * typed.ae_pay)),
        (Kpi::RampedReps, Some(mean(Measure::AeFte))),
        (Kpi::LateShare, over(late, won)),
        (Kpi::IdleSdrHours, Some((days.0..=days.1).map(idle).sum())),
        (Kpi::NewCacRatio, over(cost, 12.0 * sum(Measure::MrrNew))),
        (Kpi::MagicNumber, magic),
        (Kpi::GrossRetention, kept(Measure::Mrr, span(), &churned)),
        (Kpi::NetRetention, kept(Measure::Mrr, span(), &shrunk)),
        (Kpi::GrossRetentionOfAYear, of_a_year(&churned)),
        (Kpi::NetRetentionOfAYear, of_a_year(&shrunk)),
        (Kpi::LogoRetention, kept(Measure::Customers, span(), &|week| weeks.of(Measure::Churned)[week])),
        (Kpi::BurnMultiple, over((-sum(Measure::OperatingCashFlow)).max(0.0), growth)),
        (Kpi::RunwayMonths, over(end(Measure::Cash).max(0.0), burn)),
        (
            Kpi::RepeatRate,
            over(sum(Measure::RepeatOrders), typed.order_value)
                .and_then(|orders| over(orders, mean(Measure::Customers) * years)),
        ),
        (Kpi::CostPerLead, over(sum(Measure::Spend), sum(Measure::Leads))),
        (Kpi::SourcedPipeline, Some(sum(Measure::SourcedPipeline))),
        (Kpi::Won, Some(won)),
        (Kpi::WinRate, win_rate),
        (Kpi::DealSize, deal),
        (Kpi::QuotaAttainment, over(bookings, quota * years)),
        (Kpi::QuotaHitShare, hit_quota),
        (Kpi::MqlsDelivered, needed.and_then(|needed| over(sum(Measure::Mql), needed))),
        (Kpi::ResponseHours, worked.then(|| weighted(Measure::ResponseHours))),
        (Kpi::WithinTarget, worked.then(|| weighted(Measure::WithinTarget))),
        (Kpi::SdrUtilisation, Some(mean(Measure::SdrUtilisation))),
        (Kpi::AeUtilisation, Some(mean(Measure::AeUtilisation))),
        (Kpi::Bookings, Some(bookings)),
        (Kpi::Revenue, Some(sum(Measure::Revenue))),
        (Kpi::ArrEnd, Some(12.0 * end(Measure::Mrr))),
        (Kpi::Cac, cac),
        (Kpi::LaggedCac, lagged.and_then(|cost| over(cost, won))),
        (Kpi::PaybackMonths, cac.zip(margin).and_then(|(cac, margin)| over(cac, margin))),
        (Kpi::Ltv, lifetime),
        (Kpi::LtvFiveYears, five_years),
        (Kpi::LtvToCac, lifetime.zip(cac).and_then(|(ltv, cac)| over(ltv, cac))),
        (Kpi::CashEnd, Some(end(Measure::Cash))),
        (
            Kpi::LowestCash,
            (0..=days.1)
                .filter(|day| day % 7 == 6 || *day == days.1)
                .map(|day| weeks.stock(Measure::Cash, day))
                .min_by(f64::total_cmp),
        ),
        (Kpi::CustomersEnd, Some(end(Measure::Customers))),
        (
            Kpi::WentLive,
            Some((end(Measure::Customers) - start(Measure::Customers) + sum(Measure::Churned)).max(0.0)),
        ),
        (Kpi::FitShareOfLeads, fit(ChannelFlow::Leads)),
        (Kpi::FitShareOfSqls, fit(ChannelFlow::Sqls)),
        (Kpi::FitShareOfOpportunities, fit(ChannelFlow::Opportunities)),
        (Kpi::FitShareOfWon, fit(ChannelFlow::Won)),
        (
            Kpi::BrandSpendShare,
            total(ChannelFlow::BrandSpend)
                .zip(total(ChannelFlow::Spend))
                .and_then(|(brand, all)| over(brand, all)),
        ),
        (Kpi::Discount, list.and_then(|list| over(list - bookings, list))),
        (Kpi::FeedbackRate, Some(typed.dispositions)),
        (Kpi::LoopMaturity, Some(typed.dispositions * typed.integration)),
        (
            Kpi::AttributionError,
            total(ChannelFlow::Won)
                .and_then(|known| over(typed.integration * known, won))
                .map(|known| (1.0 - known).max(0.0)),
        ),
    ]
}

/// The median time from opportunity to won of a plan without ranges, in working weeks.
fn median_weeks_to_won(plan: &Plan) -> f64 {
    let number = |estimate: &tandem_engine::estimate::Estimate| {
        let tandem_engine::estimate::Estimate::Fixed(value) = estimate else { panic!("a known number") };
        *value
    };
    let (law, tools) = (&plan.durations.opportunity_to_won, &plan.enablement);
    let (spend, half) = (number(&tools.spend_per_month), number(&tools.half_saturation_per_month));
    let cut = if half > 0.0 { number(&tools.max_cycle_cut) * spend / (spend + half) } else { 0.0 };
    let mean = number(&law.mean_weeks) * (1.0 - cut);
    let law = tandem_engine::durations::DurationLaw::new(
        law.distribution,
        mean,
        number(&law.coefficient_of_variation),
    );
    law.tabulate().median()
}

/// The key figures of every span of a period against their formulas, as `told` has them.
fn spans_are_right(
    model: &Model,
    typed: &[Typed],
    paths: (&Weeks, &[Weeks]),
    period: Period,
    told: &dyn Fn(usize, Kpi) -> Option<Spread>,
) {
    for (index, span) in Days::of(model).spans(period).into_iter().enumerate() {
        let year = (period == paths.0.period).then_some(index);
        let each: Vec<_> = paths
            .1
            .iter()
            .zip(&typed[1..])
            .map(|(path, typed)| by_hand(model, typed, path, span, year))
            .collect();
        let on_expected = by_hand(model, &typed[0], paths.0, span, year);
        assert_eq!(on_expected.len(), Kpi::ALL.len(), "every key figure is worked out by hand");
        for (at, (kpi, value)) in on_expected.into_iter().enumerate() {
            let name = format!("{kpi:?} of {period:?} {index}");
            let values: Vec<f64> = each.iter().filter_map(|figures| figures[at].1).collect();
            match (told(index, kpi), value) {
                (Some(found), Some(value)) => {
                    let off = (found.expected - value).abs();
                    assert!(
                        off <= 1e-8 * value.abs() + 1e-8,
                        "{name}: {} instead of {value}",
                        found.expected
                    );
                    if values.is_empty() {
                        let e = found.expected;
                        assert_eq!(
                            (found.mean, found.p5, found.p95, found.se, found.p50_se),
                            (e, e, e, 0.0, 0.0)
                        );
                    } else {
                        spread_is(&name, &found, &values);
                    }
                }
                (Some(found), None) => spread_is(&name, &found, &values),
                (None, value) => assert!(value.is_none() && values.is_empty(), "{name} is not told"),
            }
        }
    }
}

fn key_figures_are_right(plan: &Plan, n: u32, others: &[Period]) {
    let model = model(plan);
    let trials = Simulation::new(&model).run(0, n);
    let (preview, summary) = (expected(&model), summarize(&model, &trials));
    let on_expected = Weeks::expected(&model);
    let paths: Vec<Weeks> = (0..n as usize).map(|trial| Weeks::trial(&trials, trial)).collect();
    let typed: Vec<Typed> = (0..=n).map(|_| Typed::of(plan)).collect();
    let years = |summary: &Summary| {
        let summary = summary.clone();
        move |year: usize, kpi: Kpi| summary.kpi(kpi, year).copied()
    };
    spans_are_right(&model, &typed, (&on_expected, &[]), Period::PlanYear, &years(&preview));
    spans_are_right(&model, &typed, (&on_expected, &paths), Period::PlanYear, &years(&summary));
    assert!(preview.kpi(Kpi::Leads, preview.plan_years()).is_none());
    for &period in others {
        let told = kpis_by(&model, Some(&trials), period);
        assert_eq!(told.len(), summary.spans(period).len());
        let of = |span: usize, kpi: Kpi| told[span][kpi as usize];
        spans_are_right(&model, &typed, (&on_expected, &paths), period, &of);
        // The same futures with their totals by channel by the same spans.
        let trials = Simulation::new(&model).run_by(period, 0, n);
        let paths: Vec<Weeks> = (0..n as usize).map(|trial| Weeks::trial(&trials, trial)).collect();
        let told = kpis_by(&model, Some(&trials), period);
        let of = |span: usize, kpi: Kpi| told[span][kpi as usize];
        let on_expected = Weeks::expected_by(&model, period);
        spans_are_right(&model, &typed, (&on_expected, &paths), period, &of);
    }
}

#[test]
fn key_figures_by_week_are_their_formulas_too() {
    let plan = without_ranges(&readable(SHIPPED[0].1), mean_of);
    let model = model(&plan);
    let told = kpis_by(&model, None, Period::Week);
    let of = |span: usize, kpi: Kpi| told[span][kpi as usize];
    let on_expected = Weeks::expected_by(&model, Period::Week);
    spans_are_right(&model, &[Typed::of(&plan)], (&on_expected, &[]), Period::Week, &of);
}

#[test]
fn ranges_are_other_numbers_in_each_future() {
    // Quota, margin, recurring share, pay, order value, hours: all of what key figures take from the plan is a range.
    let range = |low: f64, high: f64| tandem_engine::estimate::Estimate::Uniform { min: low, max: high };
    let mut plan = without_ranges(&readable(SHIPPED[2].1), mean_of);
    plan.compensation.quota_per_head_per_year = range(3e6, 9e6);
    plan.finance.gross_margin = range(0.2, 0.8);
    plan.deals.recurring_share = range(0.1, 0.9);
    plan.teams.account_executives.loaded_base_pay_per_year = range(1e5, 3e5);
    plan.repeat_orders.mean_value = range(5e5, 2e6);
    plan.teams.sales_development.selling_hours_per_week = range(15.0, 35.0);
    plan.pricing.planned_discount = range(0.0, 0.2);
    let model = model(&plan);
    let n = 12;
    // Not the first futures: each is told by its own number.
    let trials = Simulation::new(&model).run(8, n);
    let summary = summarize(&model, &trials);
    // What a future draws is seen in a plan in which only that is a range.
    let drawn: Vec<Plan> = (0..n as usize).map(|trial| drawn_plan(&plan, &model, 8 + trial as u32)).collect();
    let typed: Vec<Typed> =
        std::iter::once(without_ranges(&plan, mean_of)).chain(drawn).map(|plan| Typed::of(&plan)).collect();
    let fixed = common::model(&without_ranges(&plan, mean_of));
    let paths: Vec<Weeks> = (0..n as usize).map(|trial| Weeks::trial(&trials, trial)).collect();
    let told = |year: usize, kpi: Kpi| summary.kpi(kpi, year).copied();
    spans_are_right(&fixed, &typed, (&Weeks::expected(&model), &paths), Period::PlanYear, &told);
    let quotas: Vec<f64> = typed[1..].iter().map(|typed| typed.quota).collect();
    assert!(quotas.iter().any(|quota| *quota > 1.2 * quotas[0] || *quota < 0.8 * quotas[0]), "{quotas:?}");
}

/// The plan with each range at what a future draws.
fn drawn_plan(plan: &Plan, model: &Model, trial: u32) -> Plan {
    let values = model.draw(trial);
    let at = std::cell::Cell::new(0);
    without_ranges(plan, |_| {
        at.set(at.get() + 1);
        values[at.get() - 1]
    })
}

/// What a channel brings, and its costs, by hand.
#[test]
fn channels_are_their_formulas() {
    for (_, text) in SHIPPED {
        let plan = without_ranges(&readable(text), mean_of);
        let model = model(&plan);
        for period in [Period::PlanYear, Period::Quarter, Period::Month] {
            channels_of_spans_are_their_formulas(&plan, &model, period);
        }
    }
}

fn channels_of_spans_are_their_formulas(plan: &Plan, model: &Model, period: Period) {
    let trials = Simulation::new(model).run_by(period, 0, 9);
    let summary = summarize(model, &Simulation::new(model).run(0, 9));
    let told = channels_by(model, Some(&trials), period);
    if period == Period::PlanYear {
        assert_eq!(told, summary.channels);
    } else {
        assert!(channels_by(model, Some(&Simulation::new(model).run(0, 9)), period).is_empty());
    }
    let paths: Vec<Weeks> = (0..9).map(|trial| Weeks::trial(&trials, trial)).collect();
    let on_expected = Weeks::expected_by(model, period);
    for (year, days) in Days::of(model).spans(period).into_iter().enumerate() {
        for (index, _) in plan.channels.iter().enumerate() {
            let by_hand = |path: &Weeks, kpi: ChannelKpi| {
                let class = |class: usize, flow: ChannelFlow| path.totals[year][index][class][flow as usize];
                let of = |flow| class(0, flow) + class(1, flow);
                let over = |above: f64, below: f64| (below > 0.0).then(|| above / below);
                let (spend, won) = (of(ChannelFlow::Spend), of(ChannelFlow::Won));
                let costs = path.of(Measure::SalesMarketingCost);
                let cost: f64 = (days.0..=days.1).map(|day| costs[(day / 7) as usize] / 7.0).sum();
                let others = cost - path.flow(year, ChannelFlow::Spend, None);
                match kpi {
                    ChannelKpi::Spend => Some(spend),
                    ChannelKpi::Leads => Some(of(ChannelFlow::Leads)),
                    ChannelKpi::Mqls => Some(of(ChannelFlow::Mqls)),
                    ChannelKpi::Sqls => Some(of(ChannelFlow::Sqls)),
                    ChannelKpi::Opportunities => Some(of(ChannelFlow::Opportunities)),
                    ChannelKpi::Won => Some(won),
                    ChannelKpi::Bookings => Some(of(ChannelFlow::Bookings)),
                    ChannelKpi::MqlRate => {
                        over(of(ChannelFlow::Mqls), of(ChannelFlow::Leads)).filter(|rate| *rate > 0.0)
                    }
                    ChannelKpi::SqlRate => over(of(ChannelFlow::Sqls), of(ChannelFlow::Mqls)),
                    ChannelKpi::WonRate => over(won, of(ChannelFlow::Opportunities)),
                    ChannelKpi::FitShareOfLeads => over(class(0, ChannelFlow::Leads), of(ChannelFlow::Leads)),
                    ChannelKpi::FitShareOfMqls => over(class(0, ChannelFlow::Mqls), of(ChannelFlow::Mqls)),
                    ChannelKpi::CostPerLead => over(spend, of(ChannelFlow::Leads)),
                    ChannelKpi::CostPerMql => over(spend, of(ChannelFlow::Mqls)),
                    ChannelKpi::CostPerSql => over(spend, of(ChannelFlow::Sqls)),
                    ChannelKpi::SpendPerWon => over(spend, won),
                    ChannelKpi::Cac => {
                        let all = path.flow(year, ChannelFlow::Opportunities, None);
                        let share = over(of(ChannelFlow::Opportunities), all)?;
                        over(spend + share * others, won)
                    }
                }
            };
            for &kpi in ChannelKpi::ALL {
                let name = format!("{kpi:?} of channel {index} in {period:?} {year}");
                let found = told[year][index].kpi(kpi);
                let values: Vec<f64> = paths.iter().filter_map(|path| by_hand(path, kpi)).collect();
                match (found, by_hand(&on_expected, kpi)) {
                    (Some(found), value) => {
                        value.into_iter().for_each(|value| near(&name, found.expected, value, 1e-9));
                        // Where no future has it there is the expected path alone.
                        if values.is_empty() {
                            assert_eq!((found.mean, found.p50), (found.expected, found.expected), "{name}");
                        } else {
                            spread_is(&name, found, &values);
                        }
                    }
                    (None, value) => assert!(value.is_none() && values.is_empty(), "{name} is not told"),
                }
            }
        }
        // What each channel's deals cost, all told, is the year's sales and marketing cost.
        let told = |kpi, index: usize| told[year][index].kpi(kpi).map_or(0.0, |spread| spread.expected);
        let all: f64 = (0..plan.channels.len())
            .map(|index| match told(ChannelKpi::Won, index) {
                // What wins nothing has no cost a deal, only its spend.
                0.0 => told(ChannelKpi::Spend, index),
                won => told(ChannelKpi::Cac, index) * won,
            })
            .sum();
        let cost = summary.series(Measure::SalesMarketingCost, period).expected[year];
        near("cost of all channels", all, cost, 1e-9);
    }
}

#[test]
fn a_channel_is_as_close_to_its_ceiling_as_its_curve_says() {
    // Constant spend at the reference: C04. Half of the ceiling, and one more lead costs twice the lead.
    let plan = readable(SHIPPED[1].1);
    let summary = expected(&model(&plan));
    let mut seen = 0;
    for (index, channel) in plan.channels.iter().enumerate() {
        let outlook = &summary.channels[0][index];
        assert_eq!((&outlook.id, &outlook.name), (&channel.id, &channel.name));
        let Some(response) = &channel.response else {
            assert_eq!(
                (outlook.typed_cost_per_lead, outlook.saturation, outlook.marginal_cost_per_lead),
                (None, None, None)
            );
            continue;
        };
        let range = tandem_engine::quantity::COST_PER_LEAD;
        let typed = response.reference_cost_per_lead.as_ref().unwrap().mean(range.scale, range.range());
        near("typed cost per lead", outlook.typed_cost_per_lead.unwrap(), typed, 1e-9);
        let (saturation, marginal) = (outlook.saturation.unwrap(), outlook.marginal_cost_per_lead.unwrap());
        assert!((0.0..1.0).contains(&saturation) && marginal > typed, "{saturation}, {marginal}, {typed}");
        seen += 1;
    }
    assert!(seen >= 3, "the plan has channels with a response");
    let mut plan = quiet(52);
    plan.channels = vec![linear("ads", 10_000.0, 200.0, 52)];
    let response = plan.channels[0].response.as_mut().unwrap();
    response.shape = tandem_engine::plan::ResponseShape::Hill;
    response.reference_spend_per_month = Some((10_000.0 * tandem_engine::calendar::WEEKS_PER_MONTH).into());
    response.reference_share_of_max = 0.5.into();
    let summary = expected(&model(&plan));
    let outlook = &summary.channels[0][0];
    near("saturation", outlook.saturation.unwrap(), 0.5, 1e-9);
    near("marginal cost", outlook.marginal_cost_per_lead.unwrap(), 400.0, 1e-9);
}

#[test]
fn the_bowtie_is_one_funnel() {
    for (_, text) in SHIPPED {
        let plan = readable(text);
        let model = model(&plan);
        let trials = Simulation::new(&model).run(0, 15);
        let summary = summarize(&model, &trials);
        let paths: Vec<Weeks> = (0..15).map(|trial| Weeks::trial(&trials, trial)).collect();
        for (year, steps) in summary.bowtie.iter().enumerate() {
            assert_eq!(steps.iter().map(|step| step.stage).collect::<Vec<_>>(), BowtieStage::ALL);
            let sum = |path: &Weeks, m: Measure| path.of(m)[52 * year..52 * year + 52].iter().sum::<f64>();
            for (step, measure) in
                steps.iter().zip([Measure::Leads, Measure::Mql, Measure::Sql, Measure::Won])
            {
                let values: Vec<f64> = paths.iter().map(|path| sum(path, measure)).collect();
                spread_is(step.stage.key(), &step.volume.unwrap(), &values);
            }
            let won_of_sql: Vec<f64> =
                paths.iter().map(|path| sum(path, Measure::Won) / sum(path, Measure::Sql)).collect();
            spread_is("SQL to won", &steps[2].conversion.unwrap(), &won_of_sql);
            let of = |kpi| summary.kpi(kpi, year).copied();
            assert_eq!(steps[1].conversion, of(Kpi::SqlRate));
            assert_eq!((steps[4].volume, steps[4].conversion), (of(Kpi::WentLive), of(Kpi::LogoRetention)));
            assert_eq!(
                (steps[5].conversion, steps[6].conversion),
                (of(Kpi::GrossRetention), of(Kpi::NetRetention))
            );
            assert_eq!(steps[3].days, Some(7.0 * f64::from(plan.deals.go_live_delay_weeks)));
            assert_eq!(steps[1].days, summary.stage_days[year].mql);
        }
    }
}

#[test]
fn the_cycle_is_its_durations_and_the_queues_before_them() {
    let mut plan = quiet(52);
    set_rates(&mut plan, 0.5, [0.5, 0.5, 0.25]);
    plan.channels = vec![arrivals("shows", [64.0; 52])];
    plan.durations.sql_acceptance = fixed_weeks(1.0);
    plan.durations.discovery = fixed_weeks(2.0);
    plan.durations.opportunity_to_won = fixed_weeks(4.0);
    plan.response_sla.handling_latency_hours = 20.0.into();
    let cycle = expected(&model(&plan)).cycle[0];
    near("mean", cycle.won_mean, 4.0, 1e-9);
    near("median", cycle.won_median, 4.0, 1e-9);
    let response = expected(&model(&plan)).kpi(Kpi::ResponseHours, 0).unwrap().expected / 40.0;
    near("mean from first touch", cycle.touch_mean, 7.0 + response, 1e-9);
    near("median from first touch", cycle.touch_median, 7.0 + response, 1e-9);
    // An exponential duration of 10 weeks has its median at 10 ln 2.
    plan.durations.opportunity_to_won.distribution = tandem_engine::plan::DurationDistribution::Gamma;
    plan.durations.opportunity_to_won.mean_weeks = 10.0.into();
    plan.durations.opportunity_to_won.coefficient_of_variation = 1.0.into();
    let cycle = expected(&model(&plan)).cycle[0];
    near("median of an exponential", cycle.won_median, 10.0 * std::f64::consts::LN_2, 0.01);
    assert!(cycle.touch_mean > cycle.touch_median, "the law is skewed");
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

#[test]
fn key_figures_are_their_formulas() {
    for (_, text) in SHIPPED {
        let plan = without_ranges(&readable(text), mean_of);
        key_figures_are_right(&plan, 4, &[Period::Month, Period::Quarter, Period::FiscalYear]);
    }
    for_plans(20, PlanKind::Linear, |plan| {
        key_figures_are_right(&plan, 5, &[Period::FiscalYear]);
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

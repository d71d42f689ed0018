//! A summary says what its paths say: periods are cut and added up by the day, percentiles are order statistics, odds are
//! shares of trials, dates are first passages with the mass beyond the horizon kept, and key figures are their formulas.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::print_stdout,
    reason = "a test stops at what it did not expect"
)]

mod channels;
#[path = "../common/mod.rs"]
mod common;
mod key_figures;
mod outlook;
mod quota;
mod series;

use common::plans::{Kind as PlanKind, for_plans};
use common::*;
use tandem_engine::date::Date;
use tandem_engine::measure::Combine;
use tandem_engine::plan::{Plan, Target, TargetMeasure};
use tandem_engine::summary::{
    BowtieStage, BowtieStep, ChannelKpi, CycleWeeks, DateSpread, MilestoneKind, Series, Spread, Summary,
    break_even_month,
};
use tandem_engine::{
    ChannelFlow, Kpi, Measure, Model, Period, Simulation, Trials, channels_by, expected, kpis_by, outlook_by,
    summarize,
};

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

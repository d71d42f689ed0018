//! What the forecast shows: a figure along time, taken from a summary and ready to draw or to read out.

use super::calendar::day_of;
use super::figure::Figure;
use tandem_charts::{Bands, Step};
use tandem_engine::calendar::Fiscal;
use tandem_engine::date::Date;
use tandem_engine::summary::{Series, TargetOutlook};
use tandem_engine::{Period, Summary};

/// How a flow is added up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sums {
    /// For each period.
    By(Period),
    /// From the start of the plan to each date.
    SinceStart,
}

/// A figure and how it is added up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The figure.
    pub figure: Figure,
    /// Its sums; a stock is drawn week by week whatever the period.
    pub sums: Sums,
}

impl Choice {
    /// The factor from the target's unit to the one shown, where the target can be compared with what is shown.
    pub fn target_factor(self, target: &TargetOutlook) -> Option<f64> {
        let (figure, cumulated) = Figure::of_target(target.measure);
        if figure.measure() != self.figure.measure() || (self.sums == Sums::SinceStart) != cumulated {
            return None;
        }
        Some(self.figure.factor() / figure.factor())
    }

    /// Whether the sums from the start are known: they are for a target's own measure.
    pub fn can_cumulate(self, summary: &Summary) -> bool {
        summary.target.as_ref().is_some_and(|target| Figure::of_target(target.measure) == (self.figure, true))
    }
}

/// Percentiles by step.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Percentiles {
    /// 10th.
    pub p10: Vec<f64>,
    /// 25th.
    pub p25: Vec<f64>,
    /// Median.
    pub p50: Vec<f64>,
    /// 75th.
    pub p75: Vec<f64>,
    /// 90th.
    pub p90: Vec<f64>,
}

impl Percentiles {
    /// For drawing.
    pub fn bands(&self) -> Bands<'_> {
        Bands { p10: &self.p10, p25: &self.p25, p50: &self.p50, p75: &self.p75, p90: &self.p90 }
    }
}

/// A figure along time.
#[derive(Clone, Debug, PartialEq)]
pub struct Track {
    /// What it is of.
    pub choice: Choice,
    /// First day of the plan.
    pub start: Date,
    /// What its months, quarters and years are.
    pub fiscal: Fiscal,
    /// The steps, in days from the start.
    pub steps: Vec<Step>,
    /// Whether the values are those at the ends of the steps, and not sums over them.
    pub is_curve: bool,
    /// The expected path.
    pub expected: Vec<f64>,
    /// Percentiles, where trials have run.
    pub percentiles: Option<Percentiles>,
}

/// The figures of one step, for the read-out and the table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reading {
    /// First day.
    pub first: Date,
    /// Last day.
    pub last: Date,
    /// Weeks from the start to the last day, counted from 1.
    pub week: u32,
    /// Whether the plan covers the whole period.
    pub whole: bool,
    /// On the expected path.
    pub expected: f64,
    /// P10, P25, median, P75 and P90, where trials have run.
    pub percentiles: Option<[f64; 5]>,
}

impl Track {
    /// The track to draw: stocks and cumulated flows week by week, other flows by period.
    pub fn drawn(summary: &Summary, choice: Choice) -> Self {
        let choice = Self::possible(summary, choice);
        match choice.sums {
            Sums::By(period) if !choice.figure.is_stock() => Self::by_period(summary, choice, period),
            _ => Self::by_period(summary, choice, Period::Week),
        }
    }

    /// The track to tabulate: one row a period. Sums from the start are those at the last week's end in each period.
    pub fn tabulated(summary: &Summary, choice: Choice, period: Period) -> Self {
        let choice = Self::possible(summary, choice);
        if choice.sums != Sums::SinceStart {
            return Self::by_period(summary, choice, period);
        }
        let weekly = Self::by_period(summary, choice, Period::Week);
        let last_week_in = |last: Date| {
            let end = day_of(last, summary.start) + 1.0;
            weekly.steps.iter().rposition(|step| step.to <= end)
        };
        let mut rows: Vec<usize> =
            summary.spans(period).iter().filter_map(|s| last_week_in(s.last)).collect();
        rows.dedup();
        weekly.at_rows(&rows)
    }

    /// The choice, or the nearest one that the summary can show.
    fn possible(summary: &Summary, choice: Choice) -> Choice {
        if choice.sums == Sums::SinceStart && !choice.can_cumulate(summary) {
            return Choice { sums: Sums::By(Period::Month), ..choice };
        }
        choice
    }

    fn by_period(summary: &Summary, choice: Choice, period: Period) -> Self {
        let start = summary.start;
        let path = summary.target.as_ref().map(|target| &target.path);
        let series = match (choice.sums, path) {
            (Sums::SinceStart, Some(path)) => path,
            _ => summary.series(choice.figure.measure(), period),
        };
        let steps = summary.spans(period).iter().map(|span| Step {
            from: day_of(span.first, start),
            to: day_of(span.last, start) + 1.0,
            whole: is_whole(period, span.first, span.last, summary.fiscal),
        });
        Self {
            choice,
            start,
            fiscal: summary.fiscal,
            steps: steps.collect(),
            is_curve: choice.figure.is_stock() || choice.sums == Sums::SinceStart,
            expected: scaled(&series.expected, choice.figure.factor()),
            percentiles: percentiles(series, choice.figure.factor()),
        }
    }

    fn at_rows(&self, rows: &[usize]) -> Self {
        let pick = |all: &[f64]| rows.iter().filter_map(|&i| all.get(i).copied()).collect::<Vec<_>>();
        let percentiles = self.percentiles.as_ref().map(|p| Percentiles {
            p10: pick(&p.p10),
            p25: pick(&p.p25),
            p50: pick(&p.p50),
            p75: pick(&p.p75),
            p90: pick(&p.p90),
        });
        let steps = rows.iter().filter_map(|&i| self.steps.get(i).copied()).collect();
        Self { steps, expected: pick(&self.expected), percentiles, ..self.clone() }
    }

    /// Smallest and largest value drawn.
    pub fn range(&self) -> (f64, f64) {
        let all = self.expected.iter();
        let bands = self.percentiles.iter().flat_map(|p| p.p10.iter().chain(&p.p90));
        all.chain(bands)
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(*v), high.max(*v)))
    }

    /// The median, or the expected path before any trial.
    pub fn middle(&self) -> &[f64] {
        self.percentiles.as_ref().map_or(&self.expected, |p| &p.p50)
    }

    /// Number of steps.
    pub fn len(&self) -> usize {
        self.steps.len().min(self.expected.len())
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The step at a day: the one that ends nearest for a curve, the one that holds the day for steps.
    pub fn at_day(&self, day: f64) -> usize {
        let last = self.len().saturating_sub(1);
        if self.is_curve {
            let after = self.steps.partition_point(|step| step.to < day).min(last);
            let before = after.saturating_sub(1);
            let distance = |i: usize| self.steps.get(i).map_or(f64::MAX, |step| (step.to - day).abs());
            return if distance(before) < distance(after) { before } else { after };
        }
        self.steps.partition_point(|step| step.to <= day).min(last)
    }

    /// Where a step's mark stands: its end on a curve, its middle otherwise. Days.
    pub fn day_at(&self, index: usize) -> f64 {
        let step = self.steps.get(index);
        step.map_or(0.0, |s| if self.is_curve { s.to } else { (s.from + s.to) / 2.0 })
    }

    /// The figures of a step.
    pub fn reading(&self, index: usize) -> Option<Reading> {
        let step = self.steps.get(index)?;
        let last = self.start.plus_days(step.to as i32 - 1);
        Some(Reading {
            first: self.start.plus_days(step.from as i32),
            last,
            week: (step.to / 7.0).ceil() as u32,
            whole: step.whole,
            expected: *self.expected.get(index)?,
            percentiles: self.percentiles.as_ref().and_then(|p| {
                Some([
                    *p.p10.get(index)?,
                    *p.p25.get(index)?,
                    *p.p50.get(index)?,
                    *p.p75.get(index)?,
                    *p.p90.get(index)?,
                ])
            }),
        })
    }
}

fn scaled(values: &[f64], factor: f64) -> Vec<f64> {
    values.iter().map(|v| v * factor).collect()
}

fn percentiles(series: &Series, factor: f64) -> Option<Percentiles> {
    if series.p50.is_empty() {
        return None;
    }
    Some(Percentiles {
        p10: scaled(&series.p10, factor),
        p25: scaled(&series.p25, factor),
        p50: scaled(&series.p50, factor),
        p75: scaled(&series.p75, factor),
        p90: scaled(&series.p90, factor),
    })
}

/// Whether a span has all days of its period.
pub fn is_whole(period: Period, first: Date, last: Date, fiscal: Fiscal) -> bool {
    let number = |day: Date| match period {
        Period::Month => fiscal.month(day),
        Period::Quarter => fiscal.quarter(day),
        _ => fiscal.quarter(day).div_euclid(4),
    };
    match period {
        Period::Week => last.days_since(first) == 6,
        Period::PlanYear => last.days_since(first) >= 363,
        _ => number(first.plus_days(-1)) != number(first) && number(last) != number(last.plus_days(1)),
    }
}

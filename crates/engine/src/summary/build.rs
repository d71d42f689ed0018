//! From paths to a summary.

use super::columns::Columns;
use super::kpi::{Facts, PathInputs, SpanWeeks};
use super::order;
use super::outcomes::Outcomes;
use super::path::Path;
use super::periods::PeriodTable;
use super::{ChannelOutlook, Kpi, Series, Span, Spread, Summary, TypedFigure, dates};
use crate::durations::DurationLaw;
use crate::measure::{Measure, Period};
use crate::model::Model;
use crate::simulation::{Record, Simulation};
use crate::trials::Trials;

mod actuals;
mod bowtie;
mod outlook;
mod years;
pub use bowtie::outlook_by;

/// The expected path alone: the instant preview, without percentiles.
pub fn expected_summary(model: &Model) -> Summary {
    expected_of(&Simulation::new(model))
}

/// The same of a model that has been made ready.
pub fn expected_of(simulation: &Simulation) -> Summary {
    Builder::new(simulation, simulation.model(), &simulation.expected_path(), None).build().0
}

/// The summary of trials, beside the expected path.
pub fn summarize(model: &Model, trials: &Trials) -> Summary {
    summarize_with_outcomes(model, trials).0
}

/// The same with what each trial comes to, for comparing plans future by future.
pub fn summarize_with_outcomes(model: &Model, trials: &Trials) -> (Summary, Outcomes) {
    let simulation = Simulation::new(model);
    Builder::new(&simulation, model, &simulation.expected_path(), Some(trials)).build()
}

/// Every KPI by span of a period, over trials if there are any: `[span][KPI]`, in the order of [`Kpi::ALL`]; nothing where
/// a KPI is not defined. [`Summary`] holds those of plan years; the others are worked out when they are asked for. The
/// spans are those of [`Summary::spans`]. What needs the totals by channel is defined where those of the trials are by the
/// same period ([`Simulation::run_by`]).
pub fn kpis_by(model: &Model, trials: Option<&Trials>, period: Period) -> Vec<Vec<Option<Spread>>> {
    kpis_by_with_outcomes(model, trials, period).0
}

/// The same with the KPIs of each trial: their [`super::Outcome::Kpi`] counts spans of the period instead of plan years;
/// they have no target and no cash.
pub fn kpis_by_with_outcomes(
    model: &Model,
    trials: Option<&Trials>,
    period: Period,
) -> (Vec<Vec<Option<Spread>>>, Outcomes) {
    let simulation = Simulation::new(model);
    let record = simulation.expected_path_by(trials.map_or(period, Trials::period));
    let builder = Builder::new(&simulation, model, &record, trials);
    let (kpis, outcomes, _) = builder.kpis_of_spans(period);
    (kpis, outcomes)
}

/// What each channel brings by span of a period, over trials if there are any: `[span][channel]`. [`Summary`] holds those of
/// plan years. Nothing where the trials' totals by channel are not by this period ([`Simulation::run_by`]).
pub fn channels_by(model: &Model, trials: Option<&Trials>, period: Period) -> Vec<Vec<ChannelOutlook>> {
    if trials.is_some_and(|trials| trials.period() != period) {
        return Vec::new();
    }
    let simulation = Simulation::new(model);
    let record = simulation.expected_path_by(period);
    let builder = Builder::new(&simulation, model, &record, trials);
    let spans = builder.table.spans(period);
    let cost = Measure::SalesMarketingCost;
    let cost = builder.by_span(cost, spans, &Columns::of(builder.trials, cost));
    (0..spans.len()).map(|index| builder.channels(period, index, &cost)).collect()
}

/// Every KPI of each trial in a plan year: `[trial][KPI]`.
pub(super) fn key_figures_of_trials(
    model: &Model,
    trials: &Trials,
    plan_year: usize,
) -> Vec<Vec<Option<f64>>> {
    let simulation = Simulation::new(model);
    let record = simulation.expected_path();
    let builder = Builder::new(&simulation, model, &record, Some(trials));
    let Some(span) = builder.table.spans(Period::PlanYear).get(plan_year) else { return Vec::new() };
    let facts = builder.facts(Period::PlanYear, plan_year, span);
    builder.each(|path| {
        let weeks = SpanWeeks::new(&facts, path, builder.inputs(path));
        let get = |measure| builder.table.combine(span, measure, path);
        Kpi::ALL.iter().map(|kpi| kpi.of(&facts, &weeks, &get)).collect()
    })
}

/// What was typed, beside the KPI that tells what came of it.
fn typed_figures(model: &Model) -> Vec<TypedFigure> {
    let inputs = &model.central;
    let price = (1.0 - inputs.pricing.discount) / (1.0 - inputs.pricing.reference);
    let [sql, opportunity, won] = inputs.qualification.stages;
    let laws = &inputs.durations;
    let to_won: f64 = laws.won.iter().map(DurationLaw::mean).sum();
    let mut figures = vec![
        (Kpi::MqlRate, inputs.qualification.lead_to_mql),
        (Kpi::SqlRate, sql),
        (Kpi::PassRate, opportunity),
        (Kpi::WinRateOfOpened, won),
        (Kpi::CycleWeeks, won * to_won + (1.0 - won) * laws.lost.mean()),
        (Kpi::DealSize, inputs.deals.mean * price),
    ];
    if inputs.orders_per_year * inputs.order_value > 0.0 {
        figures.push((Kpi::RepeatRate, inputs.orders_per_year));
    }
    figures.into_iter().map(|(kpi, typed)| TypedFigure { kpi, typed }).collect()
}

/// `[span][KPI]`.
type KpisOfSpans = Vec<Vec<Option<Spread>>>;

struct Builder<'a> {
    simulation: &'a Simulation,
    model: &'a Model,
    record: &'a Record,
    trials: Option<&'a Trials>,
    table: PeriodTable,
    /// Inputs of each trial; empty where they are those of the expected path.
    drawn: Vec<PathInputs>,
}

/// Trials of spans that other figures are made from, one span after the other.
#[derive(Default)]
struct Spans {
    /// By measure, plan years.
    years: Vec<Vec<f32>>,
    month_cash: Vec<f32>,
    month_flow: Vec<f32>,
    /// Shares of trials below the plan's actual figures, with their places in its list.
    below_actuals: Vec<(usize, f64)>,
}

impl<'a> Builder<'a> {
    fn new(
        simulation: &'a Simulation,
        model: &'a Model,
        record: &'a Record,
        trials: Option<&'a Trials>,
    ) -> Self {
        let table = PeriodTable::new(&model.calendar);
        let trials = trials.filter(|trials| !trials.is_empty());
        let drawn = match trials.filter(|_| model.draws_inputs()) {
            Some(trials) => (0..trials.len() as u32)
                .map(|trial| PathInputs::of(&model.inputs_of(trials.first() + trial)))
                .collect(),
            None => Vec::new(),
        };
        Self { simulation, model, record, trials, table, drawn }
    }

    /// The inputs of a path.
    fn inputs(&self, path: Path<'_>) -> PathInputs {
        match path {
            Path::Trial(_, trial) if !self.drawn.is_empty() => self.drawn[trial],
            _ => PathInputs::of(&self.model.central),
        }
    }

    fn facts<'b>(&'b self, period: Period, index: usize, span: &'b Span) -> Facts<'b> {
        let totals_of = (period == self.record.period()).then_some(index);
        Facts::new((self.model, &self.table), span, totals_of, self.simulation.cycle().won_median)
    }

    fn n_trials(&self) -> usize {
        self.trials.map_or(0, Trials::len)
    }

    fn expected(&self) -> Path<'a> {
        Path::Expected(self.record)
    }

    /// A figure of each trial, in their order.
    fn each<R>(&self, figure: impl Fn(Path<'a>) -> R) -> Vec<R> {
        let Some(trials) = self.trials else { return Vec::new() };
        (0..trials.len()).map(|trial| figure(Path::Trial(trials, trial))).collect()
    }

    /// Share of trials in which something holds; without trials, whether it holds on the expected path.
    fn share(&self, holds: impl Fn(Path<'a>) -> bool) -> f64 {
        let one = |path| f64::from(u8::from(holds(path)));
        match self.n_trials() {
            0 => one(self.expected()),
            n => self.each(one).iter().sum::<f64>() / n as f64,
        }
    }

    fn build(self) -> (Summary, Outcomes) {
        let (series, kept) = self.all_series();
        let years = self.table.spans(Period::PlanYear);
        let mut outcomes = Outcomes::new(self.n_trials());
        let kpis: Vec<Vec<Option<Spread>>> = (0..years.len())
            .map(|year| self.kpis(Period::PlanYear, year, &kept.years, &mut outcomes))
            .collect();
        let target = self.model.plan.target.as_ref().map(|target| self.target(target, &mut outcomes));
        if target.is_none() {
            outcomes.push(vec![f32::NAN; 2 * self.n_trials()]);
        }
        let never_out = |path| dates::first_week(path, Measure::Cash, |cash| cash < 0.0).is_none();
        outcomes.push(self.each(|path| f32::from(u8::from(never_out(path)))));
        let summary = Summary {
            n_trials: self.n_trials() as u32,
            start: self.model.calendar.start,
            horizon_weeks: self.model.calendar.weeks as u32,
            currency_code: self.model.plan.plan.currency_code.clone(),
            fiscal: self.model.calendar.fiscal,
            channels: (0..years.len())
                .map(|year| {
                    self.channels(Period::PlanYear, year, &kept.years[Measure::SalesMarketingCost.index()])
                })
                .collect(),
            kpis,
            typed: typed_figures(self.model),
            milestones: self.milestones(target.as_ref().map(|target| target.reached), &kept),
            limits: self.limits(&series[Period::Month as usize], &kept),
            stage_days: years.iter().map(|year| self.stage_days(year)).collect(),
            cash_never_out: self.share(never_out),
            actuals: self.actuals(&kept.below_actuals),
            target,
            series,
            spans: self.table.into_spans(),
        };
        (summary, outcomes)
    }

    /// Every measure by span of every period; and the trials of the spans that other figures are made from.
    fn all_series(&self) -> (Vec<Vec<Series>>, Spans) {
        let mut all: Vec<Vec<Series>> = vec![Vec::with_capacity(Measure::COUNT); Period::ALL.len()];
        let mut kept = Spans::default();
        for &measure in Measure::ALL {
            let columns = Columns::of(self.trials, measure);
            for (period, series) in Period::ALL.into_iter().zip(&mut all) {
                let spans = self.table.spans(period);
                let mut trials = self.by_span(measure, spans, &columns);
                if period == Period::Month {
                    self.below_actuals(measure, &trials, &mut kept.below_actuals);
                }
                match (period, measure) {
                    (Period::PlanYear, _) => kept.years.push(trials.clone()),
                    (Period::Month, Measure::Cash) => kept.month_cash.clone_from(&trials),
                    (Period::Month, Measure::OperatingCashFlow) => kept.month_flow.clone_from(&trials),
                    _ => {}
                }
                let expected =
                    spans.iter().map(|span| self.table.combine(span, measure, self.expected())).collect();
                series.push(order::series(expected, &mut trials, columns.n_trials));
            }
        }
        (all, kept)
    }

    /// The trials of each span, one span after the other.
    fn by_span(&self, measure: Measure, spans: &[Span], columns: &Columns) -> Vec<f32> {
        let mut out = Vec::with_capacity(columns.n_trials * spans.len());
        for span in spans.iter().filter(|_| columns.n_trials > 0) {
            columns.combine(&self.table.shares(span, measure.combine()), &mut out);
        }
        out
    }

    /// A series from the expected path and the trials, all by span.
    fn columns(&self, expected: Vec<f64>, trials: Vec<Vec<f64>>) -> Series {
        let n = trials.len();
        let mut columns = vec![0.0f32; n * expected.len()];
        for (trial, path) in trials.iter().enumerate() {
            for (index, &value) in path.iter().enumerate() {
                columns[index * n + trial] = value as f32;
            }
        }
        order::series(expected, &mut columns, n)
    }

    /// Every KPI of every span of a period, of each trial too, and the trials of its measures, span by span.
    fn kpis_of_spans(&self, period: Period) -> (KpisOfSpans, Outcomes, Vec<Vec<f32>>) {
        let spans = self.table.spans(period);
        let of_measure =
            |&measure: &Measure| self.by_span(measure, spans, &Columns::of(self.trials, measure));
        let kept: Vec<Vec<f32>> = Measure::ALL.iter().map(of_measure).collect();
        let mut outcomes = Outcomes::new(self.n_trials());
        let kpis = (0..spans.len()).map(|index| self.kpis(period, index, &kept, &mut outcomes)).collect();
        outcomes.push_nothing_else();
        (kpis, outcomes, kept)
    }

    /// Every KPI of a span, number `index` of its period, whose trials are in `kept` by measure.
    fn kpis(
        &self,
        period: Period,
        index: usize,
        kept: &[Vec<f32>],
        outcomes: &mut Outcomes,
    ) -> Vec<Option<Spread>> {
        let span = &self.table.spans(period)[index];
        let facts = self.facts(period, index, span);
        let n = self.n_trials();
        let weeks = |path: Path<'_>| SpanWeeks::new(&facts, path, self.inputs(path));
        let (on_expected, of_trials) = (weeks(self.expected()), self.each(weeks));
        let one = |&kpi: &Kpi| {
            let of_expected = |measure| self.table.combine(span, measure, self.expected());
            let expected = kpi.of(&facts, &on_expected, &of_expected);
            let of_trial = |trial: usize| {
                let get = |measure: Measure| f64::from(kept[measure.index()][index * n + trial]);
                kpi.of(&facts, &of_trials[trial], &get).map_or(f32::NAN, |value| value as f32)
            };
            let mut values: Vec<f32> = (0..n).map(of_trial).collect();
            outcomes.push(values.iter().copied());
            told(expected, &mut values)
        };
        Kpi::ALL.iter().map(one).collect()
    }
}

/// A figure over the trials that have it; nothing if neither they nor the expected path do.
fn told(expected: Option<f64>, values: &mut Vec<f32>) -> Option<Spread> {
    values.retain(|value| !value.is_nan());
    match expected {
        Some(expected) => Some(order::spread(expected, values)),
        // Luck may bring what the expected path never has.
        None if values.is_empty() => None,
        None => Some(order::spread(order::mean(values), values)),
    }
}

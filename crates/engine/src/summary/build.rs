//! From paths to a summary.

use super::bowtie::{Conversion, Volume};
use super::channels::Totals;
use super::columns::Columns;
use super::kpi::{Facts, PathInputs, SpanWeeks};
use super::order;
use super::outcomes::Outcomes;
use super::path::Path;
use super::periods::PeriodTable;
use super::{
    BowtieStage, BowtieStep, ChannelKpi, ChannelOutlook, CycleWeeks, DateSpread, Kpi, LimitShares, Milestone,
    MilestoneKind, Series, Span, Spread, StageDays, Summary, TargetOutlook, TypedFigure, dates,
};
use crate::calendar::BUSINESS_HOURS_PER_WEEK;
use crate::durations::DurationLaw;
use crate::measure::{ChannelFlow, Combine, Measure, Period, WEEKS_OF_A_PLAN_YEAR};
use crate::model::Model;
use crate::plan::Target;
use crate::simulation::{Record, Simulation};
use crate::trials::Trials;

/// Points at which the density of the target's measure is worked out.
const DENSITY_POINTS: usize = 81;
/// Calendar days a business hour takes: a week has 40 of them.
const DAYS_PER_BUSINESS_HOUR: f64 = 7.0 / 40.0;

/// The expected path alone: the instant preview, without percentiles.
pub fn expected_summary(model: &Model) -> Summary {
    let simulation = Simulation::new(model);
    Builder::new(&simulation, model, &simulation.expected_path(), None).build().0
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
/// spans are those of [`Summary::spans`].
pub fn kpis_by(model: &Model, trials: Option<&Trials>, period: Period) -> Vec<Vec<Option<Spread>>> {
    let simulation = Simulation::new(model);
    let record = simulation.expected_path();
    let builder = Builder::new(&simulation, model, &record, trials);
    let spans = builder.table.spans(period);
    let of_measure =
        |&measure: &Measure| builder.by_span(measure, spans, &Columns::of(builder.trials, measure));
    let kept: Vec<Vec<f32>> = Measure::ALL.iter().map(of_measure).collect();
    let mut of_trials = Outcomes::default();
    (0..spans.len()).map(|index| builder.kpis(period, index, &kept, &mut of_trials)).collect()
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
        let plan_year = (period == Period::PlanYear).then_some(index);
        Facts::new((self.model, &self.table), span, plan_year, self.simulation.cycle().won_median)
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
            channels: (0..years.len()).map(|year| self.channels(year, &kept.years)).collect(),
            bowtie: (0..years.len()).map(|year| self.bowtie(year, &kpis, &outcomes, &kept.years)).collect(),
            cycle: years.iter().map(|year| self.cycle(year)).collect(),
            kpis,
            typed: typed_figures(self.model),
            milestones: self.milestones(target.as_ref().map(|target| target.reached), &kept),
            limits: self.limits(&series[Period::Month as usize], &kept),
            stage_days: years.iter().map(|year| self.stage_days(year)).collect(),
            cash_never_out: self.share(never_out),
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
            out.extend(columns.combine(&self.table.shares(span, measure.combine())));
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

    /// What each channel brings in a plan year.
    fn channels(&self, year: usize, kept: &[Vec<f32>]) -> Vec<ChannelOutlook> {
        let n = self.n_trials();
        let plan = &self.model.plan.channels;
        let span = &self.table.spans(Period::PlanYear)[year];
        let n_channels = plan.len();
        // Sales and marketing cost without spend.
        let other = |path: Path<'_>, cost: f64| {
            cost - Totals { path, year, channels: n_channels }.all(ChannelFlow::Spend)
        };
        let of_expected = {
            let cost = self.table.combine(span, Measure::SalesMarketingCost, self.expected());
            (self.expected(), other(self.expected(), cost))
        };
        let of_trials: Vec<(Path<'_>, f64)> = (self.trials.iter())
            .flat_map(|trials| (0..n).map(|trial| (trial, Path::Trial(trials, trial))))
            .map(|(trial, path)| {
                let cost = f64::from(kept[Measure::SalesMarketingCost.index()][year * n + trial]);
                (path, other(path, cost))
            })
            .collect();
        let first = year * WEEKS_OF_A_PLAN_YEAR;
        let weeks = first..(first + WEEKS_OF_A_PLAN_YEAR).min(self.model.calendar.weeks);
        let channels = plan.iter().zip(&self.model.central.channels).enumerate();
        channels
            .map(|(index, (channel, inputs))| {
                let of = |kpi, (path, cost): (Path<'_>, f64)| {
                    Totals { path, year, channels: n_channels }.kpi(kpi, index, cost)
                };
                let figure = |&kpi: &ChannelKpi| {
                    let values = of_trials.iter().filter_map(|&path| of(kpi, path));
                    told(of(kpi, of_expected), &mut values.map(|value| value as f32).collect())
                };
                let carried = &self.simulation.carried_of(index)[weeks.clone()];
                let [typed_cost_per_lead, saturation, marginal_cost_per_lead] =
                    ChannelOutlook::of_response(inputs, carried);
                ChannelOutlook {
                    id: channel.id.clone(),
                    name: channel.name.clone(),
                    figures: ChannelKpi::ALL.iter().map(figure).collect(),
                    typed_cost_per_lead,
                    saturation,
                    marginal_cost_per_lead,
                }
            })
            .collect()
    }

    fn bowtie(
        &self,
        year: usize,
        kpis: &[Vec<Option<Spread>>],
        outcomes: &Outcomes,
        kept: &[Vec<f32>],
    ) -> Vec<BowtieStep> {
        let n = self.n_trials();
        let span = &self.table.spans(Period::PlanYear)[year];
        let expected = |measure| self.table.combine(span, measure, self.expected());
        let trials = |measure: Measure| &kept[measure.index()][year * n..][..n];
        let figure = |kpi: Kpi| kpis[year][kpi as usize];
        let over = |above: f64, below: f64| (below > 0.0).then(|| above / below);
        let ratios = |expected: Option<f64>, above: &[f32], below: &[f32]| {
            let each = above.iter().zip(below);
            let ratios = each.filter_map(|(a, b)| over(f64::from(*a), f64::from(*b)));
            told(expected, &mut ratios.map(|ratio| ratio as f32).filter(|ratio| !ratio.is_nan()).collect())
        };
        let of = |kpi| outcomes.of(super::Outcome::Kpi(kpi, year));
        let days = self.stage_days(span);
        BowtieStage::ALL
            .into_iter()
            .map(|stage| BowtieStep {
                stage,
                volume: match stage.volume() {
                    Volume::Figure(kpi) => figure(kpi),
                    Volume::Flow(flow) => told(Some(expected(flow)), &mut trials(flow).to_vec()),
                },
                conversion: match stage.conversion() {
                    Conversion::Figure(kpi) => figure(kpi),
                    Conversion::Flows(a, b) => ratios(over(expected(a), expected(b)), trials(a), trials(b)),
                    Conversion::Figures(a, b) => {
                        let at = |kpi| figure(kpi).map_or(0.0, |spread| spread.expected);
                        ratios(over(at(a), at(b)), of(a), of(b))
                    }
                },
                days: match stage {
                    BowtieStage::Mql => days.mql,
                    BowtieStage::Sql => days.sql.zip(days.opportunity).map(|(a, b)| a + b),
                    BowtieStage::Commit => Some(7.0 * self.model.central.deals.go_live as f64),
                    _ => None,
                },
            })
            .collect()
    }

    fn cycle(&self, year: &Span) -> CycleWeeks {
        let cycle = self.simulation.cycle();
        let get = |measure| self.table.combine(year, measure, self.expected());
        let accepted = get(Measure::Sql);
        // Little's law.
        let waiting = if accepted > 0.0 {
            let shares = self.table.shares(year, Combine::Mean);
            let mean: f64 = shares
                .iter()
                .map(|&(week, share)| share * self.expected().at(Measure::SqlWaiting, week))
                .sum();
            mean / accepted * f64::from(year.days()) / 7.0
        } else {
            0.0
        };
        let before = get(Measure::ResponseHours) / BUSINESS_HOURS_PER_WEEK + waiting;
        CycleWeeks {
            won_mean: cycle.won_mean,
            won_median: cycle.won_median,
            touch_mean: before + cycle.handed_mean,
            touch_median: before + cycle.handed_median,
        }
    }

    fn target(&self, target: &Target, outcomes: &mut Outcomes) -> TargetOutlook {
        let of =
            |path| (dates::target_opening(target.measure, path), dates::target_path(target.measure, path));
        let at_date = |(opening, weeks): &(f64, Vec<f64>)| self.table.at_day(target.date, *opening, weeks);
        let first = |(_, weeks): &(f64, Vec<f64>)| {
            weeks.iter().position(|&value| value >= target.value).map(dates::week_end)
        };
        let (expected, trials) = (of(self.expected()), self.each(of));
        let values: Vec<f64> = trials.iter().map(at_date).collect();
        let n = values.len();
        let hits = values.iter().filter(|&&value| value >= target.value).count();
        let odds = (n > 0).then(|| hits as f64 / n as f64);
        let mut values: Vec<f32> = values.into_iter().map(|value| value as f32).collect();
        let reached: Vec<Option<i32>> = trials.iter().map(first).collect();
        outcomes.push(values.iter().copied());
        outcomes.push(reached.iter().map(|day| day.map_or(f32::NAN, |day| day as f32)));
        TargetOutlook {
            measure: target.measure,
            value: target.value,
            date: target.date,
            wanted_odds: target.wanted_odds,
            odds,
            odds_se: odds.map(|p| (p * (1.0 - p) / n as f64).sqrt()),
            value_at_date: order::spread(at_date(&expected), &mut values),
            density: density(&values),
            reached: self.dates(first(&expected), reached),
            path: self.columns(expected.1, trials.into_iter().map(|(_, weeks)| weeks).collect()),
        }
    }

    fn milestones(&self, target: Option<DateSpread>, kept: &Spans) -> Vec<Milestone> {
        let first = |measure, asked: fn(f64) -> bool| {
            let day = |path| dates::first_week(path, measure, asked);
            self.dates(day(self.expected()), self.each(day))
        };
        let mut milestones = vec![
            Milestone {
                kind: MilestoneKind::FirstRevenue,
                when: first(Measure::Revenue, |revenue| revenue > 0.0),
            },
            Milestone { kind: MilestoneKind::BreakEven, when: self.break_even(kept) },
        ];
        milestones.extend(target.map(|when| Milestone { kind: MilestoneKind::Target, when }));
        milestones
            .push(Milestone { kind: MilestoneKind::CashOut, when: first(Measure::Cash, |cash| cash < 0.0) });
        milestones
    }

    fn break_even(&self, kept: &Spans) -> DateSpread {
        let months = self.table.spans(Period::Month);
        let n = self.n_trials();
        let flow = |span: &Span| self.table.combine(span, Measure::OperatingCashFlow, self.expected());
        let day = |flows: Vec<f64>| dates::break_even(&self.table, &flows);
        let trial = |trial| {
            day((0..months.len()).map(|month| f64::from(kept.month_flow[month * n + trial])).collect())
        };
        self.dates(day(months.iter().map(flow).collect()), (0..n).map(trial).collect())
    }

    fn dates(&self, expected: Option<i32>, trials: Vec<Option<i32>>) -> DateSpread {
        dates::spread(self.model.calendar.start, expected, trials)
    }

    fn limits(&self, by_month: &[Series], kept: &Spans) -> Vec<LimitShares> {
        let n = self.n_trials();
        let mean = |measure: Measure, month: usize| {
            let series = &by_month[measure.index()];
            if n > 0 { series.mean[month] } else { series.expected[month] }
        };
        let below_zero = |month: usize| match n {
            0 => f64::from(u8::from(by_month[Measure::Cash.index()].expected[month] < 0.0)),
            _ => {
                kept.month_cash[month * n..][..n].iter().filter(|&&cash| cash < 0.0).count() as f64 / n as f64
            }
        };
        let months = self.table.spans(Period::Month).iter().enumerate();
        months
            .map(|(month, span)| {
                let cash = below_zero(month);
                let sdr = mean(Measure::SdrLimits, month) * (1.0 - cash);
                let ae = mean(Measure::AeLimits, month) * (1.0 - cash);
                LimitShares { first: span.first, leads: (1.0 - cash - sdr - ae).max(0.0), sdr, ae, cash }
            })
            .collect()
    }

    fn stage_days(&self, year: &Span) -> StageDays {
        let path = self.expected();
        let get = |measure| self.table.combine(year, measure, path);
        let week = |day: crate::date::Date| (day.days_since(self.table.start()) / 7) as usize;
        let weeks = week(year.first)..=week(year.last);
        let n_weeks = weeks.clone().count() as f64;
        // Little's law: time = stock / flow.
        let little = |stock, flow: f64| {
            let mean = weeks.clone().map(|week| path.at(stock, week)).sum::<f64>() / n_weeks;
            (flow > 0.0).then(|| mean / flow * f64::from(year.days()))
        };
        StageDays {
            mql: (get(Measure::Worked) > 0.0).then(|| get(Measure::ResponseHours) * DAYS_PER_BUSINESS_HOUR),
            sql: little(Measure::SqlInProgress, get(Measure::SqlCreated)),
            opportunity: little(Measure::OpenOpportunities, get(Measure::Won) + get(Measure::Lost)),
        }
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

/// Density of values by a Gaussian kernel (Silverman's bandwidth), relative to its peak.
fn density(values: &[f32]) -> Vec<(f64, f64)> {
    let n = values.len();
    if n < 2 {
        return Vec::new();
    }
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f32::total_cmp);
    let mean = order::mean(&sorted);
    let variance =
        sorted.iter().map(|&v| (f64::from(v) - mean) * (f64::from(v) - mean)).sum::<f64>() / (n - 1) as f64;
    let quartiles = f64::from(sorted[n * 3 / 4]) - f64::from(sorted[n / 4]);
    let scale = if quartiles > 0.0 { variance.sqrt().min(quartiles / 1.349) } else { variance.sqrt() };
    if scale <= 0.0 {
        return Vec::new();
    }
    let width = 0.9 * scale * libm::pow(n as f64, -0.2);
    let (low, high) = (f64::from(sorted[0]) - width, f64::from(sorted[n - 1]) + width);
    let step = (high - low) / (DENSITY_POINTS - 1) as f64;
    let at = |x: f64| -> f64 {
        let kernel = |&v: &f32| {
            let z = (x - f64::from(v)) / width;
            if z.abs() > 6.0 { 0.0 } else { libm::exp(-0.5 * z * z) }
        };
        sorted.iter().map(kernel).sum()
    };
    let points: Vec<(f64, f64)> =
        (0..DENSITY_POINTS).map(|i| low + step * i as f64).map(|x| (x, at(x))).collect();
    let peak = points.iter().map(|point| point.1).fold(0.0, f64::max);
    points.into_iter().map(|(x, y)| (x, y / peak)).collect()
}

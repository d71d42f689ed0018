//! What programs read: the answers of `--json`. `tandem help run` describes them.

use crate::balance::Balance;
use crate::run::{By, Run as Ran};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use tandem_engine::check::DefaultUsed;
use tandem_engine::date::Date;
use tandem_engine::measure::{Measure, Period};
use tandem_engine::plan::TargetMeasure;
use tandem_engine::summary::{
    ChannelKpi, ChannelOutlook, DateSpread, MilestoneKind, Outcome, PeriodOutlook, Series, Span, Spread,
    Summary, TargetOutlook, TypedFigure, VarianceSplit, exceedance,
};
use tandem_engine::{Fact, Finding, Kpi};

mod flow;
mod lines;
use flow::Flow;

/// Points of an exceedance curve.
const CURVE_POINTS: usize = 101;

/// The answer of `tandem check --json`, and of a run that findings stop: an object with the list `findings`, and with
/// `defaults` where the plan can run.
pub(crate) fn of_findings(findings: &[Finding], defaults: &[DefaultUsed]) -> String {
    #[derive(Serialize)]
    struct Document<'a> {
        findings: Vec<Said<'a>>,
        #[serde(skip_serializing_if = "<[_]>::is_empty")]
        defaults: &'a [DefaultUsed],
    }
    lines::write(&Document { findings: findings.iter().map(Said::new).collect(), defaults })
}

/// Any value.
pub(crate) fn pretty(value: &impl Serialize) -> String {
    lines::write(value)
}

/// The answer of `tandem run --json`.
pub(crate) fn of_run(run: &Ran<'_>) -> String {
    let Ran { plan, summary, split, findings, .. } = run;
    lines::write(&Run {
        plan: &plan.plan.title,
        seed: plan.simulation.seed,
        trials: summary.n_trials,
        trials_planned: plan.simulation.trials,
        stopped_early: summary.n_trials > 0 && summary.n_trials < plan.simulation.trials,
        engine_version: env!("CARGO_PKG_VERSION"),
        start: summary.start,
        horizon_weeks: summary.horizon_weeks,
        currency: &summary.currency_code,
        target: summary.target.as_ref().map(|target| Target::new(target, summary.n_trials)),
        milestones: summary
            .milestones
            .iter()
            .map(|milestone| (key(milestone.kind), milestone.when))
            .collect(),
        limits: &summary.limits,
        typed: summary.typed.iter().map(|figure| Typed::new(summary, figure)).collect(),
        variance: split,
        precision: run.precision.map(|told| Precision {
            median_revenue: told.median,
            standard_error: told.se,
            relative: told.relative(),
        }),
        cash_never_out: Odds { odds: summary.cash_never_out, standard_error: summary.cash_never_out_se() },
        cost_of_variability: (0..summary.plan_years()).map(|year| LuckCosts(summary, year)).collect(),
        periods: run.by.as_ref().map(|by| Periods { period: by.period, spans: spans(summary, by) }),
        exceedance: run.exceeded.map(|kpi| Curves::new(run, kpi)),
        drivers: run.drivers.as_ref(),
        balance: run.balance.as_ref(),
        defaults: &run.defaults,
        findings: findings.iter().map(Said::new).collect(),
        years: (0..summary.plan_years())
            .map(|index| Year { summary, outlook: run.years.as_ref(), index })
            .collect(),
        weeks: Weeks(summary),
    })
}

/// A run. Without trials every measure is a number (or an array of them), with trials an object of percentiles.
#[derive(Serialize)]
struct Run<'a> {
    plan: &'a str,
    seed: u64,
    /// 0 = the expected path alone.
    trials: u32,
    trials_planned: u32,
    stopped_early: bool,
    engine_version: &'static str,
    /// First day, a Monday.
    start: Date,
    horizon_weeks: u32,
    currency: &'a str,
    target: Option<Target>,
    #[serde(serialize_with = "as_object")]
    milestones: Vec<(&'static str, DateSpread)>,
    limits: &'a [tandem_engine::summary::LimitShares],
    typed: Vec<Typed>,
    /// By plan year, with `--split` only.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    variance: &'a [Vec<VarianceSplit>],
    precision: Option<Precision>,
    cash_never_out: Odds,
    /// By plan year.
    cost_of_variability: Vec<LuckCosts<'a>>,
    /// With `--by` only.
    #[serde(skip_serializing_if = "Option::is_none")]
    periods: Option<Periods<'a>>,
    /// With `--exceedance` only.
    #[serde(skip_serializing_if = "Option::is_none")]
    exceedance: Option<Curves>,
    /// With `--drivers` only.
    #[serde(skip_serializing_if = "Option::is_none")]
    drivers: Option<&'a crate::drivers::Drivers>,
    /// With `--balance` only.
    #[serde(skip_serializing_if = "Option::is_none")]
    balance: Option<&'a Balance>,
    defaults: &'a [DefaultUsed],
    findings: Vec<Said<'a>>,
    years: Vec<Year<'a>>,
    weeks: Weeks<'a>,
}

/// A typed figure beside what came of it.
#[derive(Serialize)]
struct Typed {
    kpi: &'static str,
    typed: f64,
    /// By plan year.
    realised: Vec<Option<KeyFigure>>,
}

impl Typed {
    fn new(summary: &Summary, figure: &TypedFigure) -> Self {
        let of_year = |year| summary.kpi(figure.kpi, year).map(|s| KeyFigure::new(s, summary.n_trials));
        Self {
            kpi: figure.kpi.key(),
            typed: figure.typed,
            realised: (0..summary.plan_years()).map(of_year).collect(),
        }
    }
}

/// How well the futures tell the median revenue of the whole plan.
#[derive(Serialize)]
struct Precision {
    median_revenue: f64,
    standard_error: f64,
    relative: Option<f64>,
}

#[derive(Serialize)]
struct Odds {
    odds: f64,
    standard_error: f64,
}

/// What the main figures of a year lose to luck: the expected path less the mean of the futures.
struct LuckCosts<'a>(&'a Summary, usize);

impl Serialize for LuckCosts<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Cost {
            amount: f64,
            standard_error: f64,
        }
        let kpis = [Kpi::Won, Kpi::Bookings, Kpi::Revenue, Kpi::ArrEnd, Kpi::CashEnd];
        let cost = |kpi| {
            let spread = self.0.kpi(kpi, self.1)?;
            Some(Cost { amount: spread.cost_of_variability(), standard_error: spread.se })
        };
        serializer.collect_map(kpis.map(|kpi| (kpi.key(), cost(kpi))))
    }
}

/// Every measure and key figure by span.
#[derive(Serialize)]
struct Periods<'a> {
    period: Period,
    spans: Vec<OfSpan<'a>>,
}

fn spans<'a>(summary: &'a Summary, by: &'a By) -> Vec<OfSpan<'a>> {
    let each = summary.spans(by.period).iter().enumerate();
    each.map(|(index, span)| OfSpan { summary, by, index, span }).collect()
}

struct OfSpan<'a> {
    summary: &'a Summary,
    by: &'a By,
    index: usize,
    span: &'a Span,
}

impl Serialize for OfSpan<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let trials = self.summary.n_trials;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("first_date", &self.span.first)?;
        map.serialize_entry("last_date", &self.span.last)?;
        for &measure in Measure::ALL {
            let figure = Figure::at(self.summary.series(measure, self.by.period), self.index, trials);
            map.serialize_entry(measure.key(), &figure)?;
        }
        let outlook = &self.by.outlook;
        map.serialize_entry("kpis", &OfKpis(&outlook.kpis[self.index], trials))?;
        let channels: Vec<_> =
            self.by.channels[self.index].iter().map(|channel| Channel(channel, trials)).collect();
        map.serialize_entry("channels", &channels)?;
        Flow(outlook, self.index, trials).entries(&mut map)?;
        map.end()
    }
}

/// Key figures by name.
struct OfKpis<'a>(&'a [Option<Spread>], u32);

impl Serialize for OfKpis<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let figure = |kpi: Kpi| self.0[kpi as usize].as_ref().map(|spread| KeyFigure::new(spread, self.1));
        serializer.collect_map(Kpi::ALL.iter().map(|&kpi| (kpi.key(), figure(kpi))))
    }
}

/// Exceedance curves of a key figure by plan year.
#[derive(Serialize)]
struct Curves {
    kpi: &'static str,
    years: Vec<Curve>,
}

#[derive(Serialize)]
struct Curve {
    value: Vec<f64>,
    /// Share of the futures at or above it.
    odds: Vec<f64>,
}

impl Curves {
    fn new(run: &Ran<'_>, kpi: Kpi) -> Self {
        let of_year = |year| {
            let (value, odds) =
                exceedance(run.outcomes.of(Outcome::Kpi(kpi, year)), CURVE_POINTS).into_iter().unzip();
            Curve { value, odds }
        };
        Self { kpi: kpi.key(), years: (0..run.summary.plan_years()).map(of_year).collect() }
    }
}

/// A channel in a plan year.
struct Channel<'a>(&'a ChannelOutlook, u32);

impl Serialize for Channel<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(channel, trials) = *self;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", &channel.id)?;
        map.serialize_entry("name", &channel.name)?;
        for &kpi in ChannelKpi::ALL {
            map.serialize_entry(kpi.key(), &channel.kpi(kpi).map(|spread| KeyFigure::new(spread, trials)))?;
        }
        map.serialize_entry("typed_cost_per_lead", &channel.typed_cost_per_lead)?;
        map.serialize_entry("saturation", &channel.saturation)?;
        map.serialize_entry("marginal_cost_per_lead", &channel.marginal_cost_per_lead)?;
        map.end()
    }
}

/// A figure, over trials with the Monte Carlo standard errors of its mean and percentiles.
#[derive(Serialize)]
#[serde(untagged)]
enum KeyFigure {
    Expected(f64),
    Trials {
        #[serde(flatten)]
        percentiles: Percentiles<f64>,
        standard_error: f64,
        p10_standard_error: f64,
        p50_standard_error: f64,
        p90_standard_error: f64,
    },
}

impl KeyFigure {
    fn new(spread: &Spread, trials: u32) -> Self {
        match Figure::new(spread, trials) {
            Figure::Expected(value) => Self::Expected(value),
            Figure::Trials(percentiles) => Self::Trials {
                percentiles,
                standard_error: spread.se,
                p10_standard_error: spread.p10_se,
                p50_standard_error: spread.p50_se,
                p90_standard_error: spread.p90_se,
            },
        }
    }
}

/// Every key figure of a plan year.
struct Kpis<'a>(&'a Summary, usize);

impl Serialize for Kpis<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let figure = |kpi| self.0.kpi(kpi, self.1).map(|spread| KeyFigure::new(spread, self.0.n_trials));
        serializer.collect_map(Kpi::ALL.iter().map(|&kpi| (kpi.key(), figure(kpi))))
    }
}

/// A finding with its English sentence.
#[derive(Serialize)]
struct Said<'a> {
    code: &'static str,
    severity: &'static str,
    path: &'a str,
    found: &'a str,
    sentence: String,
    hint: Option<String>,
    fact: &'a Fact,
}

impl<'a> Said<'a> {
    fn new(finding: &'a Finding) -> Self {
        let text = finding.to_string();
        let (sentence, hint) = match text.split_once("\nhint: ") {
            Some((sentence, hint)) => (sentence.to_owned(), Some(hint.to_owned())),
            None => (text, None),
        };
        let severity = if finding.code.is_error() { "error" } else { "warning" };
        let Finding { code, path, found, fact } = finding;
        Self { code: code.id(), severity, path, found, sentence, hint, fact }
    }
}

/// The target's outlook.
#[derive(Serialize)]
struct Target {
    measure: TargetMeasure,
    value: f64,
    date: Date,
    wanted_odds: f64,
    /// Share of futures at or above the value at the date; null on the expected path.
    odds: Option<f64>,
    odds_standard_error: Option<f64>,
    /// Share of futures that have been there at some time up to the date.
    reached_by_date: Option<f64>,
    value_at_date: KeyFigure,
    reached: DateSpread,
}

impl Target {
    fn new(target: &TargetOutlook, trials: u32) -> Self {
        Self {
            measure: target.measure,
            value: target.value,
            date: target.date,
            wanted_odds: target.wanted_odds,
            odds: target.odds,
            odds_standard_error: target.odds_se,
            reached_by_date: target.reached_by_date,
            value_at_date: KeyFigure::new(&target.value_at_date, trials),
            reached: target.reached,
        }
    }
}

/// A number, or its percentiles over the trials.
#[derive(Serialize)]
#[serde(untagged)]
enum Figure {
    Expected(f64),
    Trials(Percentiles<f64>),
}

#[derive(Serialize)]
struct Percentiles<T> {
    p5: T,
    p10: T,
    p25: T,
    p50: T,
    p75: T,
    p90: T,
    p95: T,
    mean: T,
    expected: T,
}

impl Figure {
    fn new(s: &Spread, trials: u32) -> Self {
        let &Spread { expected, mean, p5, p10, p25, p50, p75, p90, p95, .. } = s;
        match trials {
            0 => Self::Expected(expected),
            _ => Self::Trials(Percentiles { p5, p10, p25, p50, p75, p90, p95, mean, expected }),
        }
    }

    fn at(s: &Series, index: usize, trials: u32) -> Self {
        let expected = s.expected[index];
        if trials == 0 {
            return Self::Expected(expected);
        }
        let [p5, p10, p25, p50, p75, p90, p95, mean] =
            [&s.p5, &s.p10, &s.p25, &s.p50, &s.p75, &s.p90, &s.p95, &s.mean].map(|values| values[index]);
        Self::Trials(Percentiles { p5, p10, p25, p50, p75, p90, p95, mean, expected })
    }
}

/// Every measure by week.
struct Weeks<'a>(&'a Summary);

impl Serialize for Weeks<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(Measure::COUNT))?;
        for &measure in Measure::ALL {
            let Series { expected, mean, p5, p10, p25, p50, p75, p90, p95 } =
                self.0.series(measure, Period::Week);
            match self.0.n_trials {
                0 => map.serialize_entry(measure.key(), expected)?,
                _ => map.serialize_entry(
                    measure.key(),
                    &Percentiles { p5, p10, p25, p50, p75, p90, p95, mean, expected },
                )?,
            }
        }
        map.end()
    }
}

/// Every measure over a plan year.
struct Year<'a> {
    summary: &'a Summary,
    outlook: Option<&'a PeriodOutlook>,
    index: usize,
}

impl Serialize for Year<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { summary, index, .. } = *self;
        let trials = summary.n_trials;
        let span = summary.spans(Period::PlanYear)[index];
        let of = |measure| Figure::at(summary.series(measure, Period::PlanYear), index, trials);
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("year", &(index + 1))?;
        map.serialize_entry("first_date", &span.first)?;
        map.serialize_entry("last_date", &span.last)?;
        for &measure in Measure::ALL {
            map.serialize_entry(measure.key(), &of(measure))?;
        }
        let ends =
            [("cash_end", Measure::Cash), ("mrr_end", Measure::Mrr), ("customers_end", Measure::Customers)];
        for (name, measure) in ends {
            map.serialize_entry(name, &of(measure))?;
        }
        let lowest = summary.kpi(Kpi::LowestCash, index).map(|lowest| Figure::new(lowest, trials));
        map.serialize_entry("lowest_cash", &lowest)?;
        map.serialize_entry("kpis", &Kpis(summary, index))?;
        let channels: Vec<_> =
            summary.channels[index].iter().map(|channel| Channel(channel, trials)).collect();
        map.serialize_entry("channels", &channels)?;
        if let Some(outlook) = self.outlook {
            Flow(outlook, index, trials).entries(&mut map)?;
        }
        map.end()
    }
}

fn as_object<S: Serializer>(pairs: &[(&'static str, DateSpread)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(pairs.iter().map(|(key, value)| (key, value)))
}

fn key(kind: MilestoneKind) -> &'static str {
    match kind {
        MilestoneKind::FirstRevenue => "first_revenue",
        MilestoneKind::BreakEven => "break_even",
        MilestoneKind::Target => "target",
        MilestoneKind::CashOut => "cash_out",
    }
}

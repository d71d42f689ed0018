//! What programs read: the answers of `--json`. `tandem help run` describes them.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use tandem_engine::date::Date;
use tandem_engine::measure::{Measure, Period};
use tandem_engine::plan::{Plan, TargetMeasure};
use tandem_engine::summary::{
    DateSpread, MilestoneKind, Series, Spread, Summary, TargetOutlook, TypedFigure, VarianceSplit,
};
use tandem_engine::{Fact, Finding, Kpi};

mod lines;

/// The answer of `tandem check --json`, and of a run that findings stop: an object with the list `findings`.
pub(crate) fn of_findings(findings: &[Finding]) -> String {
    #[derive(Serialize)]
    struct Document<'a> {
        findings: Vec<Said<'a>>,
    }
    lines::write(&Document { findings: findings.iter().map(Said::new).collect() })
}

/// The answer of `tandem run --json`.
pub(crate) fn of_run(
    plan: &Plan,
    summary: &Summary,
    split: &[Vec<VarianceSplit>],
    findings: &[Finding],
) -> String {
    lines::write(&Run {
        plan: &plan.plan.title,
        seed: plan.simulation.seed,
        trials: summary.n_trials,
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
        findings: findings.iter().map(Said::new).collect(),
        years: (0..summary.plan_years()).map(|index| Year { summary, index }).collect(),
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

/// A figure, over trials with the Monte Carlo standard error of its mean.
#[derive(Serialize)]
#[serde(untagged)]
enum KeyFigure {
    Expected(f64),
    Trials {
        #[serde(flatten)]
        percentiles: Percentiles<f64>,
        standard_error: f64,
    },
}

impl KeyFigure {
    fn new(spread: &Spread, trials: u32) -> Self {
        match Figure::new(spread, trials) {
            Figure::Expected(value) => Self::Expected(value),
            Figure::Trials(percentiles) => Self::Trials { percentiles, standard_error: spread.se },
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
    value_at_date: Figure,
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
            value_at_date: Figure::new(&target.value_at_date, trials),
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
    index: usize,
}

impl Serialize for Year<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { summary, index } = *self;
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

//! What programs read: the output of `--json`.

use serde_json::{Map, Value, json};
use tandem_engine::measure::{Combine, Measure, Period};
use tandem_engine::summary::{DateSpread, Series, Spread, Summary};
use tandem_engine::{Finding, Kpi};

/// JSON with indentation.
pub(crate) fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}

/// Findings as data, each with its English sentence.
pub(crate) fn findings(findings: &[Finding]) -> Value {
    let one = |finding: &Finding| {
        json!({
            "code": finding.code.id(),
            "error": finding.code.is_error(),
            "path": finding.path,
            "found": finding.found,
            "fact": finding.fact,
            "sentence": finding.to_string(),
        })
    };
    findings.iter().map(one).collect()
}

/// Every measure by week and by plan year: plain numbers on the expected path, percentiles over trials.
pub(crate) fn run(summary: &Summary, head: Value, warnings: &[Finding]) -> Value {
    let mut root = match head {
        Value::Object(map) => map,
        _ => Map::new(),
    };
    root.insert("weeks".to_owned(), weeks(summary));
    root.insert(
        "years".to_owned(),
        (0..summary.plan_years()).map(|year| self::year(summary, year)).collect(),
    );
    root.insert("target".to_owned(), target(summary));
    let milestones =
        summary.milestones.iter().map(|m| json!({"kind": format!("{:?}", m.kind), "when": dates(&m.when)}));
    root.insert("milestones".to_owned(), milestones.collect());
    let limits = summary.limits.iter().map(
        |l| json!({"month": l.first.to_string(), "leads": l.leads, "sdr": l.sdr, "ae": l.ae, "cash": l.cash}),
    );
    root.insert("limits".to_owned(), limits.collect());
    root.insert("findings".to_owned(), findings(warnings));
    Value::Object(root)
}

fn weeks(summary: &Summary) -> Value {
    let starts: Vec<String> = summary.spans(Period::Week).iter().map(|span| span.first.to_string()).collect();
    let mut map = Map::from_iter([("week_start".to_owned(), json!(starts))]);
    for &measure in Measure::ALL {
        let series = summary.series(measure, Period::Week);
        map.insert(
            measure.key().to_owned(),
            if summary.n_trials == 0 { json!(series.expected) } else { percentiles(series) },
        );
    }
    Value::Object(map)
}

fn percentiles(series: &Series) -> Value {
    json!({
        "expected": series.expected, "mean": series.mean, "p5": series.p5, "p10": series.p10, "p25": series.p25,
        "p50": series.p50, "p75": series.p75, "p90": series.p90, "p95": series.p95,
    })
}

fn year(summary: &Summary, year: usize) -> Value {
    let span = summary.spans(Period::PlanYear)[year];
    let mut map = Map::from_iter([
        ("year".to_owned(), json!(year + 1)),
        ("first_day".to_owned(), json!(span.first.to_string())),
        ("last_day".to_owned(), json!(span.last.to_string())),
    ]);
    for &measure in Measure::ALL {
        let value = at(summary.series(measure, Period::PlanYear), year, summary.n_trials);
        if measure.combine() == Combine::End {
            map.insert(format!("{}_end", measure.key()), value.clone());
        }
        map.insert(measure.key().to_owned(), value);
    }
    let kpis = Kpi::ALL.into_iter().filter_map(|kpi| {
        let spread = summary.kpi(kpi, year)?;
        let key = serde_json::to_value(kpi).ok()?.as_str()?.to_owned();
        Some((key, self::spread(spread, summary.n_trials)))
    });
    if let Some(lowest) = summary.kpi(Kpi::LowestCash, year) {
        map.insert("lowest_cash".to_owned(), self::spread(lowest, summary.n_trials));
    }
    map.insert("kpis".to_owned(), Value::Object(kpis.collect()));
    Value::Object(map)
}

fn at(series: &Series, index: usize, n_trials: u32) -> Value {
    if n_trials == 0 {
        return json!(series.expected[index]);
    }
    json!({
        "expected": series.expected[index], "mean": series.mean[index], "p5": series.p5[index], "p10": series.p10[index],
        "p25": series.p25[index], "p50": series.p50[index], "p75": series.p75[index], "p90": series.p90[index],
        "p95": series.p95[index],
    })
}

fn spread(spread: &Spread, n_trials: u32) -> Value {
    if n_trials == 0 { json!(spread.expected) } else { json!(spread) }
}

fn dates(dates: &DateSpread) -> Value {
    let text = |date: Option<tandem_engine::date::Date>| date.map(|date| date.to_string());
    json!({
        "expected": text(dates.expected), "p10": text(dates.p10), "p50": text(dates.p50), "p90": text(dates.p90),
        "not_within_horizon": dates.not_within_horizon,
    })
}

fn target(summary: &Summary) -> Value {
    let Some(target) = &summary.target else { return Value::Null };
    json!({
        "measure": target.measure, "value": target.value, "date": target.date.to_string(),
        "wanted_odds": target.wanted_odds, "odds": target.odds, "odds_standard_error": target.odds_se,
        "value_at_date": spread(&target.value_at_date, summary.n_trials), "reached": dates(&target.reached),
    })
}

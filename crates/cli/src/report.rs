//! What people read: the answer first, then the table, the dates and what limits.

use crate::words::{date, month, odds, short};
use std::fmt::Write;
use tandem_engine::Finding;
use tandem_engine::measure::{Measure, Period};
use tandem_engine::plan::{Plan, TargetMeasure};
use tandem_engine::summary::{DateSpread, LimitShares, MilestoneKind, Series, Summary};

/// Rows of the table by plan year.
const ROWS: [(Measure, &str); 14] = [
    (Measure::Spend, "spend"),
    (Measure::Leads, "leads"),
    (Measure::Mql, "mql"),
    (Measure::Sql, "sql"),
    (Measure::Opportunities, "opportunities"),
    (Measure::Won, "won"),
    (Measure::Bookings, "bookings"),
    (Measure::RepeatOrders, "repeat_orders"),
    (Measure::Revenue, "revenue"),
    (Measure::Collections, "collections"),
    (Measure::SalesMarketingCost, "s_and_m_cost"),
    (Measure::Cash, "cash_end"),
    (Measure::Mrr, "mrr_end"),
    (Measure::Customers, "customers_end"),
];
const LABEL: usize = 16;
const COLUMN: usize = 26;

/// The report of a run.
pub(crate) fn report(plan: &Plan, summary: &Summary, findings: &[Finding]) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = write_report(&mut out, plan, summary, findings);
    out
}

fn write_report(out: &mut String, plan: &Plan, summary: &Summary, findings: &[Finding]) -> std::fmt::Result {
    let title = if plan.plan.title.is_empty() { "Plan" } else { &plan.plan.title };
    let last = summary.start.plus_days(7 * summary.horizon_weeks as i32 - 1);
    writeln!(out, "{title}")?;
    let how = match summary.n_trials {
        0 => "expected path".to_owned(),
        n => format!("{n} futures, seed {}", plan.simulation.seed),
    };
    writeln!(out, "{} to {} · {} · {how}\n", date(summary.start), date(last), summary.currency_code)?;
    if let Some(sentence) = headline(summary) {
        writeln!(out, "{sentence}\n")?;
    }
    table(out, summary)?;
    dates(out, summary)?;
    limits(out, &summary.limits)?;
    if !findings.is_empty() {
        writeln!(out, "\nFindings")?;
        for finding in findings {
            writeln!(out, "  {}", finding.to_string().replace('\n', "\n    "))?;
        }
    }
    Ok(())
}

fn headline(summary: &Summary) -> Option<String> {
    let target = summary.target.as_ref()?;
    let measure = match target.measure {
        TargetMeasure::Arr => "ARR",
        TargetMeasure::Revenue => "revenue",
        TargetMeasure::Bookings => "bookings",
        TargetMeasure::Won => "deals won",
        TargetMeasure::Customers => "customers",
        TargetMeasure::Cash => "cash",
    };
    let goal = format!("{} {measure} by {}", short(target.value), date(target.date));
    Some(match target.odds {
        Some(share) => {
            let when = target
                .reached
                .p50
                .map_or("median date beyond the plan".to_owned(), |d| format!("median date {}", date(d)));
            format!("{} futures reach {goal}; {when}.", odds(share))
        }
        None => format!("Expected at the date: {}, of {goal}.", short(target.value_at_date.expected)),
    })
}

fn table(out: &mut String, summary: &Summary) -> std::fmt::Result {
    let years = summary.plan_years();
    let spread = if summary.n_trials > 0 { "median (80 % range)" } else { "expected" };
    write!(out, "{:LABEL$}", "")?;
    for year in 1..=years {
        write!(out, "{:>COLUMN$}", format!("year {year}"))?;
    }
    writeln!(out, "   {spread}")?;
    for (measure, label) in ROWS {
        let series = summary.series(measure, Period::PlanYear);
        if series.expected.iter().all(|&value| value == 0.0) && series.p95.iter().all(|&value| value == 0.0) {
            continue;
        }
        write!(out, "{label:LABEL$}")?;
        for year in 0..years {
            write!(out, "{:>COLUMN$}", cell(series, year, summary.n_trials))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn cell(series: &Series, year: usize, n_trials: u32) -> String {
    if n_trials == 0 {
        return short(series.expected[year]);
    }
    let (low, middle, high) = (series.p10[year], series.p50[year], series.p90[year]);
    if low == high { short(middle) } else { format!("{} ({}–{})", short(middle), short(low), short(high)) }
}

fn dates(out: &mut String, summary: &Summary) -> std::fmt::Result {
    writeln!(out, "\nDates")?;
    for milestone in &summary.milestones {
        let label = match milestone.kind {
            MilestoneKind::FirstRevenue => "first revenue",
            MilestoneKind::BreakEven => "break-even",
            MilestoneKind::Target => "target",
            MilestoneKind::CashOut => "cash out",
        };
        writeln!(out, "{label:LABEL$}{}", when(&milestone.when, summary.n_trials))?;
    }
    Ok(())
}

fn when(dates: &DateSpread, n_trials: u32) -> String {
    if n_trials == 0 {
        return dates.expected.map_or("not within the plan".to_owned(), date);
    }
    if dates.not_within_horizon >= 1.0 {
        return "in no future within the plan".to_owned();
    }
    let show = |day| Option::map_or(day, "beyond the plan".to_owned(), date);
    let late = match dates.not_within_horizon {
        0.0 => String::new(),
        share => format!("; not within the plan in {:.0} of 100", share * 100.0),
    };
    format!("{} (P10 {}, P90 {}){late}", show(dates.p50), show(dates.p10), show(dates.p90))
}

/// Runs of months with the same leading limit.
fn limits(out: &mut String, limits: &[LimitShares]) -> std::fmt::Result {
    writeln!(out, "\nWhat limits")?;
    let leading = |month: &LimitShares| {
        let all =
            [(month.leads, "leads"), (month.sdr, "SDR time"), (month.ae, "AE time"), (month.cash, "cash")];
        all.into_iter()
            .fold(
                ("leads", f64::MIN),
                |best, (share, name)| if share > best.1 { (name, share) } else { best },
            )
            .0
    };
    let mut start = 0;
    while start < limits.len() {
        let name = leading(&limits[start]);
        let length = limits[start..].iter().take_while(|month| leading(month) == name).count();
        let (first, last) = (limits[start].first, limits[start + length - 1].first);
        let span = if length == 1 { month(first) } else { format!("{} to {}", month(first), month(last)) };
        writeln!(out, "{name:LABEL$}{span}")?;
        start += length;
    }
    Ok(())
}

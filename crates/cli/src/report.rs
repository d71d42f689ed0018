//! What people read: the answer first, then the years, the dates and what limits.

use crate::input;
use crate::run::Run;
use crate::words::{NO_ODDS, count, date, money, odds, odds_percent, of_futures, whole};
use tandem_engine::plan::TargetMeasure;
use tandem_engine::summary::TargetOutlook;

mod balance;
mod channels;
mod drivers;
mod exceedance;
mod moments;
mod periods;
mod precision;
mod split;
mod table;
mod typed;

/// Width of the labels in front of rows.
const LABEL: usize = 16;
/// Width of the names of channels, which may be cut.
const CHANNEL: usize = 22;

/// The report of a run.
pub(crate) fn report(run: &Run<'_>) -> String {
    let Run { summary, findings, .. } = run;
    let headline = match &summary.target {
        Some(target) => headline(target, summary.n_trials),
        None => "The plan has no target: give it a `target` to see its odds.".to_owned(),
    };
    let mut text = format!("{}\n\n{headline}\n\n", head(run));
    text += &table::years(summary);
    text += &precision::of_medians(summary);
    text += &typed::beside_realised(summary);
    text += &channels::of_last_year(summary);
    text += &moments::key_dates(summary);
    text += &moments::limits(&summary.limits);
    text += &run.by.as_ref().map_or_else(String::new, |by| periods::tables(summary, by));
    text += &run.exceeded.map_or_else(String::new, |kpi| exceedance::of_years(run, kpi));
    text += &run.drivers.as_ref().map_or_else(String::new, drivers::by_swing);
    text += &run.balance.as_ref().map_or_else(String::new, |of| balance::sides(of, summary));
    if !run.split.is_empty() {
        text += &split::of_years(&run.split);
    }
    if !findings.is_empty() {
        text += "\nWarnings\n";
        text += &input::sentences(findings);
    }
    text
}

/// Which plan, which weeks, how it was run.
fn head(run: &Run<'_>) -> String {
    let Run { plan, summary, .. } = run;
    let title = if plan.plan.title.is_empty() { "A plan without a title" } else { &plan.plan.title };
    let last = summary.start.plus_days(7 * summary.horizon_weeks as i32 - 1);
    let how = match summary.n_trials {
        0 => "expected path".to_owned(),
        1 => format!("1 future, seed {}", plan.simulation.seed),
        n if n < plan.simulation.trials => {
            let [n, planned] = [n, plan.simulation.trials].map(|n| whole(f64::from(n)));
            format!("{n} of {planned} futures (enough), seed {}", plan.simulation.seed)
        }
        n => format!("{} futures, seed {}", whole(f64::from(n)), plan.simulation.seed),
    };
    format!("{title}\n{} to {}, money in {}, {how}", date(summary.start), date(last), summary.currency_code)
}

/// Below so many futures a percentile is hardly more than one of them.
const FEW_TRIALS: u32 = 100;

/// Odds, target and date; then the median date.
fn headline(target: &TargetOutlook, trials: u32) -> String {
    let (goal, day) = (amount(target.measure, target.value), date(target.date));
    let Some(share) = target.odds.filter(|_| trials > 0) else {
        let value = target.value_at_date.expected;
        let side = if value >= target.value { "reaches" } else { "misses" };
        let there = amount(target.measure, value);
        let on = if target.measure.is_stock() { "on" } else { "by" };
        return format!(
            "The expected path {side} the target of {goal}: {there} {on} {day}.\n\
             A mean has no odds: leave out `--expected` to see them."
        );
    };
    // What is there on a day may have been there before, and may come later: it is not reached by it.
    let (verbs, goal) = match target.measure.is_stock() {
        false => (["reach", "reaches"], format!("{goal} by {day}")),
        true => (["have", "has"], format!("{goal} or more on {day}")),
    };
    let error = target.odds_se.map_or_else(String::new, |se| format!(" ± {:.1}", 100.0 * se));
    let share_told = odds_percent(share).replace(" %", &format!("{error} %"));
    if trials < NO_ODDS {
        let is_one = trials == 1 || (share * f64::from(trials)).round() == 1.0;
        let verb = verbs[usize::from(is_one)];
        let seen = of_futures(share, trials);
        return format!("{seen} {verb} {goal}.\nToo few futures to tell odds.");
    }
    let mut sentence = format!("{} futures ({share_told}) {} {goal}", odds(share), verbs[0]);
    sentence[..1].make_ascii_uppercase();
    let by_then = target.reached_by_date.filter(|_| target.measure.is_stock()).map(odds_percent);
    sentence += &match (target.reached.p50, by_then) {
        _ if !target.measure.has_day() => ".".to_owned(),
        (Some(median), Some(share)) => {
            format!("; {share} reach it at some time by then, the median future on {}.", date(median))
        }
        (None, Some(share)) => {
            format!("; {share} reach it at some time by then, the median future not within the plan.")
        }
        (Some(median), None) => format!("; median date {}.", date(median)),
        (None, None) => "; the median future does not reach it within the plan.".to_owned(),
    };
    if trials < FEW_TRIALS {
        sentence += &format!("\nOnly {trials} futures: odds and ranges are rough below {FEW_TRIALS}.");
    }
    sentence
}

/// A value of the target's measure with its name: 9.50M ARR, 2,600 customers.
fn amount(measure: TargetMeasure, value: f64) -> String {
    match measure {
        TargetMeasure::Arr => money(value) + " ARR",
        TargetMeasure::Revenue => money(value) + " revenue",
        TargetMeasure::Bookings => money(value) + " bookings",
        TargetMeasure::Cash => money(value) + " cash",
        TargetMeasure::Won => count(value) + " deals won",
        TargetMeasure::Customers => count(value) + " customers",
    }
}

//! A lever's value as text, and back.

use super::moving::{amount, moved};
use super::{Frame, Lever, LeverValue, ends, teams};
use crate::edit::kept;
use crate::format::Format;
use crate::parse::{self, Heads, Problem};
use tandem_engine::date::Date;
use tandem_engine::estimate::Estimate;
use tandem_engine::plan::Budget;
use tandem_engine::quantity::Unit;

/// As a field shows it.
pub(super) fn shown(lever: &Lever, value: &LeverValue, format: &Format) -> String {
    match value {
        LeverValue::Day(day) => format.date_short(*day),
        _ => text(lever, value, format, |low, high| match high {
            Some(high) => format.entry_range(low, high, lever.quantity.unit),
            None => format.entry(low, lever.quantity.unit),
        }),
    }
}

/// With every digit.
pub(super) fn editable(lever: &Lever, value: &LeverValue, format: &Format) -> String {
    match value {
        LeverValue::Day(day) => format.date(*day),
        _ => text(lever, value, format, |low, high| match high {
            Some(high) => format.entry_range_exact(low, high, lever.quantity.unit),
            None => format.entry_exact(low, lever.quantity.unit),
        }),
    }
}

/// A number, a range or heads; `figure` writes one number or two.
fn text(
    lever: &Lever,
    value: &LeverValue,
    format: &Format,
    figure: impl Fn(f64, Option<f64>) -> String,
) -> String {
    match value {
        LeverValue::Team(hires) => {
            let (today, to_come) = teams::split(hires);
            let ends = teams::part_ends(hires);
            let heads = |count: f64, ends: Option<parse::Count>| match ends {
                Some((low, high)) => figure(low, Some(high)),
                None => format.entry(count, Unit::People),
            };
            let today = heads(today, ends.0);
            if to_come > 0.0 { format!("{today} + {}", heads(to_come, ends.1)) } else { today }
        }
        // A list is shown as its mean.
        LeverValue::Budget(Budget::ByMonth(_)) | LeverValue::Each(_) => {
            figure(amount(value, lever.quantity, Date::first_of_month(0)), None)
        }
        _ => match ends(value, lever.quantity) {
            Some((low, high)) => figure(low, Some(high)),
            None => figure(amount(value, lever.quantity, Date::first_of_month(0)), None),
        },
    }
}

/// The value understood from a text.
pub(super) fn typed(
    lever: &Lever,
    text: &str,
    now: &LeverValue,
    frame: &Frame,
) -> Result<LeverValue, Problem> {
    if let Some(value) = relative(lever, text, now, frame) {
        return Ok(value);
    }
    match now {
        LeverValue::Day(_) => day(text, frame).map(LeverValue::Day),
        LeverValue::Team(hires) => Ok(LeverValue::Team(match parse::parse_heads(text)? {
            Heads::Total(total) => teams::typed_total(hires, total),
            Heads::Parts { today, to_come } => teams::typed_parts(hires, today, to_come),
        })),
        LeverValue::Measure(..) => Ok(now.clone()),
        LeverValue::Number(_) | LeverValue::Budget(_) | LeverValue::Each(_) => {
            let estimate = parse::parse(text, lever.quantity, &frame.currency)?;
            let estimate = match now {
                LeverValue::Number(now) | LeverValue::Budget(Budget::Constant(now)) => {
                    kept(estimate, now, (lever.quantity.scale, lever.quantity.range()))
                }
                _ => estimate,
            };
            number(lever, text, now, estimate, frame.start)
        }
    }
}

/// `-30%`, `+20%` and `x2` change what is there. In fields of shares a percent is the share itself.
fn relative(lever: &Lever, text: &str, now: &LeverValue, frame: &Frame) -> Option<LeverValue> {
    let factor = match parse::relative(text)? {
        parse::Relative::Times(factor) => factor,
        parse::Relative::Percent(_) if crate::format::is_share(lever.quantity.unit) => return None,
        parse::Relative::Percent(percent) => 1.0 + percent / 100.0,
    };
    let before = amount(now, lever.quantity, frame.start);
    let scales = !matches!(now, LeverValue::Day(_) | LeverValue::Measure(..)) && before != 0.0;
    let to = before * factor;
    let (low, high) = lever.quantity.range();
    (scales && (low..=high).contains(&to)).then(|| moved(now, to, lever.quantity, frame.start))
}

fn number(
    lever: &Lever,
    text: &str,
    now: &LeverValue,
    estimate: Estimate,
    start: Date,
) -> Result<LeverValue, Problem> {
    match (now, estimate) {
        (LeverValue::Number(_), Estimate::Range { .. }) if !lever.takes_ranges() => Err(not_a_number(text)),
        (LeverValue::Number(_), estimate) => Ok(LeverValue::Number(estimate)),
        // One number for a list moves the whole list, as the slider does.
        (LeverValue::Budget(Budget::ByMonth(_)) | LeverValue::Each(_), Estimate::Fixed(mean)) => {
            Ok(moved(now, mean, lever.quantity, start))
        }
        (LeverValue::Budget(_), estimate) => Ok(LeverValue::Budget(Budget::Constant(estimate))),
        _ => Err(not_a_number(text)),
    }
}

fn not_a_number(text: &str) -> Problem {
    Problem::NotANumber { found: text.trim().to_owned() }
}

/// A day within the plan.
fn day(text: &str, frame: &Frame) -> Result<Date, Problem> {
    if text.trim().is_empty() {
        return Err(Problem::NotADate { found: String::new() });
    }
    let day = parse::parse_date(text)?;
    let last = frame.start.plus_days(7 * frame.horizon_weeks as i32 - 1);
    if day < frame.start || day > last {
        return Err(Problem::OutsideHorizon { first: frame.start, last });
    }
    Ok(day)
}

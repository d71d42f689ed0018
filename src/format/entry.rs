//! A value as the field of a lever shows it: what is shown can be typed again.

use super::Format;
use super::digits::{Digits, MINUS, NONE, compact, fixed, grouped, signed, significant, trimmed};
use tandem_engine::quantity::Unit;

/// Whether a unit is money.
pub fn is_money(unit: Unit) -> bool {
    matches!(unit, Unit::Money | Unit::MoneyPerMonth | Unit::MoneyPerYear | Unit::MoneyPerLead)
}

/// Whether a unit is written with k and M from ten thousand on.
fn is_counted(unit: Unit) -> bool {
    matches!(unit, Unit::People | Unit::Count | Unit::LeadsPerMonth)
}

/// Whether a unit is a share, which is written as a percent.
pub fn is_share(unit: Unit) -> bool {
    matches!(unit, Unit::Share | Unit::SharePerWeek | Unit::SharePerMonth | Unit::SharePerYear)
}

/// In three digits at most.
pub(super) fn short(format: &Format, value: f64, unit: Unit) -> String {
    if !value.is_finite() {
        return NONE.to_owned();
    }
    if is_share(unit) {
        return percent(value, significant(value.abs() * 100.0, 3).min(3));
    }
    if is_money(unit) || (is_counted(unit) && value.abs() >= 9999.5) {
        return compact(value, format.words().ladder, Digits::Trimmed);
    }
    let digits = trimmed(fixed(value.abs(), significant(value.abs(), 3).min(3)));
    // What counts nothing, such as a seed, is no amount.
    signed(value, &if unit == Unit::None { digits } else { grouped(&digits) })
}

/// Both ends, in three digits at most; in all digits if three cannot tell them apart.
pub(super) fn short_range(format: &Format, low: f64, high: f64, unit: Unit) -> String {
    let (from, to) = (short(format, low, unit), short(format, high, unit));
    if from == to {
        return exact_range(format, low, high, unit);
    }
    join(format, (low, from), (high, to))
}

/// Both ends, with all digits.
pub(super) fn exact_range(format: &Format, low: f64, high: f64, unit: Unit) -> String {
    join(format, (low, exact(format, low, unit)), (high, exact(format, high, unit)))
}

/// Joins two ends so that typing them again gives the same: a unit word at the end counts for both where it can.
fn join(format: &Format, (low, low_text): (f64, String), (high, high_text): (f64, String)) -> String {
    if low_text.starts_with(MINUS) || high_text.starts_with(MINUS) {
        return format!("{low_text}{}{high_text}", (format.words().to)(&low_text));
    }
    let (low_word, high_word) = (word(&low_text), word(&high_text));
    if low_word == high_word {
        return format!("{}–{high_text}", low_text.trim_end_matches(low_word));
    }
    let inherited =
        format.words().ladder.iter().find(|(_, word)| *word == high_word).map(|(amount, _)| low * amount);
    if low_word.is_empty() && inherited.is_some_and(|inherited| inherited < high) {
        return format!("{low_text}–{}", grouped(&plain(high)));
    }
    format!("{low_text}–{high_text}")
}

/// What follows the digits.
fn word(text: &str) -> &str {
    text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || c == ',')
}

/// With all digits, in the largest unit word that needs no more than four decimals.
pub(super) fn exact(format: &Format, value: f64, unit: Unit) -> String {
    if !value.is_finite() {
        return NONE.to_owned();
    }
    if is_share(unit) {
        return format!("{}%", plain(value * 100.0));
    }
    if !is_money(unit) && (!is_counted(unit) || value.abs() < 9999.5) {
        return plain(value);
    }
    let ladder = format.words().ladder;
    let fits = |amount: f64| {
        let text = plain(value / amount);
        let decimals = text.split('.').nth(1).map_or(0, str::len);
        (value.abs() >= amount && decimals <= 4).then_some(text)
    };
    let found = ladder.iter().rev().find_map(|(amount, word)| fits(*amount).map(|text| text + word));
    found.unwrap_or_else(|| plain(value))
}

/// Twelve digits, which is all that typing needs.
fn plain(value: f64) -> String {
    let decimals = significant(value.abs(), 12).min(15);
    signed(value, &trimmed(fixed(value.abs(), decimals)))
}

fn percent(share: f64, decimals: usize) -> String {
    signed(share, &(trimmed(fixed(share.abs() * 100.0, decimals)) + "%"))
}

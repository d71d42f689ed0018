//! A range in one unit, with the decimals that tell its ends apart.

use super::digits::{COUNTED, Ladder, MINUS, NONE, fixed, grouped, signed};
use super::{Figure, Format};

/// From low to high.
pub(super) fn range(format: &Format, low: f64, high: f64, figure: Figure) -> String {
    in_unit(format, (low, high), figure, unit(format, low.abs().max(high.abs()), figure))
}

/// From low to high in the unit that a value beside it is written in, unless the ends are too long in it.
pub(super) fn beside(format: &Format, value: f64, low: f64, high: f64, figure: Figure) -> String {
    let own = unit(format, value.abs(), figure);
    let large = low.abs().max(high.abs());
    let most = if figure == Figure::Count { 10.0 * COUNTED } else { COUNTED };
    if value.is_finite() && large * own.0 < most {
        in_unit(format, (low, high), figure, own)
    } else {
        range(format, low, high, figure)
    }
}

fn in_unit(
    format: &Format,
    (low, high): (f64, f64),
    figure: Figure,
    (factor, word): (f64, &'static str),
) -> String {
    if !low.is_finite() || !high.is_finite() {
        return NONE.to_owned();
    }
    let (low_scaled, high_scaled) = (low * factor, high * factor);
    let mut place = match figure {
        Figure::Money | Figure::Count => place(low, high) + exponent(factor),
        _ => -decimals(low_scaled, high_scaled),
    };
    let digits = |value: f64, place: i32| {
        let rounded =
            if place > 0 { (value * 10_f64.powi(-place)).round() * 10_f64.powi(place) } else { value };
        signed(value, &grouped(&fixed(rounded.abs(), usize::try_from(-place).unwrap_or(0))))
    };
    while place > -3 && low_scaled != high_scaled && digits(low_scaled, place) == digits(high_scaled, place) {
        place -= 1;
    }
    let (from, to) = (digits(low_scaled, place), digits(high_scaled, place));
    if from == to {
        return format.figure(high, figure);
    }
    join(format, &from, &to, word)
}

/// The power of ten that both ends of an amount are rounded to, whatever the unit word: two digits of the smaller end, three
/// where it begins with a one, and at most three of the larger. Below a thousand ends are whole from ten on.
fn place(low: f64, high: f64) -> i32 {
    let (small, large) = (low.abs().min(high.abs()), low.abs().max(high.abs()));
    if large < 999.5 {
        return -decimals(low, high);
    }
    let of = if small == 0.0 { large } else { small };
    let begins_with_one = of / 10_f64.powi(exponent(of)) < 1.995;
    let wanted = exponent(of) - if begins_with_one { 2 } else { 1 };
    let place = wanted.max(exponent(large) - 2);
    // In a narrow range a median of three digits would seem to lie outside.
    if high - low < 2.0 * 10_f64.powi(place) { place - 1 } else { place }
}

/// The power of ten of the first digit.
fn exponent(value: f64) -> i32 {
    format!("{value:.2e}").rsplit('e').next().and_then(|e| e.parse().ok()).unwrap_or(0)
}

/// Ends with a sign are joined by a word: a dash beside a minus cannot be read.
fn join(format: &Format, from: &str, to: &str, word: &str) -> String {
    if !from.starts_with(MINUS) && !to.starts_with(MINUS) {
        return format!("{from}–{to}{word}");
    }
    let low = format!("{from}{word}");
    format!("{low}{}{to}{word}", (format.words().to)(&low))
}

/// The unit of the larger end: what values are multiplied with, and its word.
fn unit(format: &Format, size: f64, figure: Figure) -> (f64, &'static str) {
    let words = format.words();
    match figure {
        // As a count by itself.
        Figure::Count if size < COUNTED => (1.0, ""),
        Figure::Money | Figure::Count => {
            let (amount, word) = step(words.ladder, size);
            (1.0 / amount, word)
        }
        Figure::Share => (100.0, "%"),
        Figure::Days => (1.0, words.days),
        Figure::Hours => (1.0, words.hours),
        Figure::Weeks => (1.0, words.weeks),
        Figure::Months => (1.0, words.months),
        Figure::Ratio => (1.0, ""),
    }
}

/// The largest unit that the size reaches after rounding to three digits.
fn step(ladder: Ladder, size: f64) -> (f64, &'static str) {
    *ladder.iter().rfind(|(amount, _)| size >= amount * 0.9995).unwrap_or(&ladder[0])
}

/// About two digits of the smaller end: a median printed with three must not seem to lie outside.
fn decimals(low: f64, high: f64) -> i32 {
    let (small, large) = (low.abs().min(high.abs()), low.abs().max(high.abs()));
    match large {
        _ if large >= 9.95 && (small >= 9.95 || small == 0.0) => 0,
        _ if small >= 0.995 || small == 0.0 => 1,
        _ => 2,
    }
}

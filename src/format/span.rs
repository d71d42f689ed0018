//! A range in one unit, with the decimals that tell its ends apart.

use super::digits::{Ladder, MINUS, NONE, fixed, grouped, signed};
use super::{Figure, Format};

/// From low to high.
pub(super) fn range(format: &Format, low: f64, high: f64, figure: Figure) -> String {
    if !low.is_finite() || !high.is_finite() {
        return NONE.to_owned();
    }
    let (factor, word) = unit(format, low.abs().max(high.abs()), figure);
    let (low_scaled, high_scaled) = (low * factor, high * factor);
    let mut decimals = decimals(low_scaled, high_scaled);
    let digits = |value: f64, decimals: usize| signed(value, &grouped(&fixed(value.abs(), decimals)));
    while decimals < 3
        && low_scaled != high_scaled
        && digits(low_scaled, decimals) == digits(high_scaled, decimals)
    {
        decimals += 1;
    }
    let (from, to) = (digits(low_scaled, decimals), digits(high_scaled, decimals));
    if from == to {
        return format.figure(high, figure);
    }
    join(format, &from, &to, word)
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
fn decimals(low: f64, high: f64) -> usize {
    let (small, large) = (low.abs().min(high.abs()), low.abs().max(high.abs()));
    match large {
        _ if large >= 9.95 && (small >= 9.95 || small == 0.0) => 0,
        _ if small >= 0.995 || small == 0.0 => 1,
        _ => 2,
    }
}

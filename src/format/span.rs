//! A range in one unit, with the decimals that tell its ends apart.

use super::digits::{MINUS, NONE, Step, fixed, grouped, signed};
use super::{Figure, Format};
use crate::text::Lang;

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
    join(format, &from, &to, &word)
}

/// Ends with a sign are joined by a word: a dash beside a minus cannot be read.
fn join(format: &Format, from: &str, to: &str, word: &str) -> String {
    if !from.starts_with(MINUS) && !to.starts_with(MINUS) {
        return format!("{from}–{to}{word}");
    }
    match format.lang {
        Lang::En => format!("{from}{word} to {to}{word}"),
        Lang::ZhCn => format!("{from}{word}至 {to}{word}"),
    }
}

/// The unit of the larger end: what values are multiplied with, and its word.
fn unit(format: &Format, size: f64, figure: Figure) -> (f64, String) {
    let word = |en: &str, zh_cn: &str| format.pick(en, zh_cn).to_owned();
    match figure {
        Figure::Money | Figure::Count => {
            let step = step(format.ladder(), size);
            (1.0 / step.amount, step.word.to_owned())
        }
        Figure::Share => (100.0, "%".to_owned()),
        Figure::Days => (1.0, word(" d", " 天")),
        Figure::Hours => (1.0, word(" h", " 小时")),
        Figure::Weeks => (1.0, word(" wk", " 周")),
        Figure::Months => (1.0, word(" mo", " 个月")),
        Figure::Ratio => (1.0, String::new()),
    }
}

/// The largest unit that the size reaches after rounding to three digits.
fn step(ladder: &'static [Step], size: f64) -> &'static Step {
    ladder.iter().rfind(|step| size >= step.amount * 0.9995).unwrap_or(&ladder[0])
}

/// About two digits of the larger end; more where the smaller would vanish.
fn decimals(low: f64, high: f64) -> usize {
    let (small, large) = (low.abs().min(high.abs()), low.abs().max(high.abs()));
    match large {
        _ if large >= 9.95 => 0,
        _ if small >= 0.995 || small == 0.0 => 1,
        _ => 2,
    }
}

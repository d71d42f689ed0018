//! Values that stand together: each unit has one number of decimals.

use super::digits::{fixed, grouped, signed};
use super::{Figure, Format};

/// Values in words, those of one unit with as many decimals as the one among them that has the most.
pub(super) fn alike(format: &Format, values: &[f64], figure: Figure) -> Vec<String> {
    let texts: Vec<String> = values.iter().map(|value| format.figure(*value, figure)).collect();
    let parts: Vec<(usize, &str)> = texts.iter().map(|text| (decimals(text), unit(text))).collect();
    let of = |(value, (text, own)): (&f64, (&String, &(usize, &str)))| {
        let (decimals, unit) = *own;
        let most = parts.iter().filter(|(_, other)| *other == unit).map(|(n, _)| *n).max().unwrap_or(0);
        let is_zero = !text.bytes().any(|byte| (b'1'..=b'9').contains(&byte));
        if most == decimals || is_zero {
            return text.clone();
        }
        let scaled = value.abs() / amount(format, unit, figure);
        signed(*value, &format!("{}{unit}", grouped(&fixed(scaled, most))))
    };
    values.iter().zip(texts.iter().zip(&parts)).map(of).collect()
}

/// Decimals of a number in words.
pub(super) fn decimals(text: &str) -> usize {
    text.split_once('.').map_or(0, |(_, rest)| rest.bytes().take_while(u8::is_ascii_digit).count())
}

/// What stands behind the digits.
fn unit(text: &str) -> &str {
    let end = text.rfind(|c: char| c.is_ascii_digit()).map_or(0, |last| last + 1);
    &text[end..]
}

/// What one of a unit is.
fn amount(format: &Format, unit: &str, figure: Figure) -> f64 {
    match figure {
        Figure::Share => 0.01,
        Figure::Money | Figure::Count => {
            format.words().ladder.iter().find(|(_, word)| *word == unit).map_or(1.0, |(amount, _)| *amount)
        }
        _ => 1.0,
    }
}

//! From a number to digits: which unit word, how many decimals, where the commas go.

/// Unit words with the amounts they stand for, ascending from 1.
pub(super) type Ladder = &'static [(f64, &'static str)];

/// How many digits are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Digits {
    /// Three, whatever the unit word, so that one language tells what the other does: 7.12M, 34.4k, 171; 712万, 3.44万.
    Usual,
    /// Two: 1.3M, 34k, 210k; 130万, 3.4万, 21万.
    Few,
    /// Three after the unit word, without zeros at the end; whole numbers as they are. For fields and axes.
    Trimmed,
}

/// What stands for a figure that there is none of.
pub(super) const NONE: &str = "–";
/// Below this, counts are written with all digits.
pub(super) const COUNTED: f64 = 99_999.5;
/// The minus sign, as wide as a digit.
pub(super) const MINUS: char = '−';

/// A number with its unit word: 999,950 is `1.00M`, never `1000k`.
pub(super) fn compact(value: f64, ladder: Ladder, digits: Digits) -> String {
    if !value.is_finite() {
        return NONE.to_owned();
    }
    let size = value.abs();
    let mut index = ladder.iter().rposition(|(amount, _)| size >= *amount).unwrap_or(0);
    let mut text = mantissa(size, ladder, index, digits);
    // Rounding may reach the next unit.
    if ladder.get(index + 1).is_some_and(|next| read(&text) * ladder[index].0 >= next.0) {
        index += 1;
        text = mantissa(size, ladder, index, digits);
    }
    signed(value, &format!("{}{}", grouped(&text), ladder[index].1))
}

fn mantissa(size: f64, ladder: Ladder, index: usize, digits: Digits) -> String {
    let size = match digits {
        Digits::Usual if size >= 999.5 => to_digits(size, 3),
        Digits::Few if size >= 99.5 => to_digits(size, 2),
        _ => size,
    };
    let mantissa = size / ladder[index].0;
    let decimals = match digits {
        // What has no unit word has fewer: cents are not told.
        Digits::Usual if index == 0 => decimals_below(mantissa, &[1.995, 9.95]),
        Digits::Few if index == 0 => decimals_below(mantissa, &[0.0, 9.95]),
        Digits::Usual | Digits::Trimmed => significant(mantissa, 3),
        Digits::Few => significant(mantissa, 2),
    };
    trimmed(fixed(mantissa, decimals))
}

/// Rounded to so many significant digits.
fn to_digits(value: f64, digits: usize) -> f64 {
    format!("{:.*e}", digits - 1, value).parse().unwrap_or(value)
}

/// Two decimals below the first bound, one below the second, none above.
fn decimals_below(value: f64, bounds: &[f64; 2]) -> usize {
    bounds.iter().filter(|bound| value < **bound).count()
}

/// Decimals that show so many significant digits.
pub(super) fn significant(value: f64, digits: usize) -> usize {
    let digits = digits.max(1);
    // The exponent after rounding: 9.996 with three digits is 1.00e1.
    let scientific = format!("{:.*e}", digits - 1, value);
    let exponent: i32 = scientific.rsplit('e').next().and_then(|e| e.parse().ok()).unwrap_or(0);
    usize::try_from(digits as i32 - 1 - exponent).unwrap_or(0)
}

/// So many decimals, rounded to the nearest.
pub(super) fn fixed(value: f64, decimals: usize) -> String {
    format!("{value:.decimals$}")
}

/// Without zeros at the end of the decimals.
pub(super) fn trimmed(text: String) -> String {
    if !text.contains('.') {
        return text;
    }
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Commas between thousands.
pub(super) fn grouped(text: &str) -> String {
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let mut out = String::with_capacity(text.len() + 4);
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    out + rest
}

/// The size with the sign of the value; a size of zero has none.
pub(super) fn signed(value: f64, size: &str) -> String {
    let is_zero = !size.bytes().any(|byte| (b'1'..=b'9').contains(&byte));
    if value < 0.0 && !is_zero { format!("{MINUS}{size}") } else { size.to_owned() }
}

fn read(text: &str) -> f64 {
    text.parse().unwrap_or(0.0)
}

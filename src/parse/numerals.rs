//! Numbers by digit and place, as Chinese is spoken and typed: 三, 十二, 一百零五, 三千五, 3千5百.

use crate::text::levers::typed::{NUMERALS, PLACES, POINT};

/// A number below ten thousand, or digits as typed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Section {
    pub(super) value: f64,
    /// The place of its only digits, where it is a hundred or thousand: 1000 of 5千, nothing of 五千三百 and 五十.
    pub(super) place: Option<f64>,
    /// Digits without a place.
    pub(super) is_bare: bool,
    /// Its last digit counts tenths of the place before, 三千五: nothing greater can follow.
    pub(super) is_loose: bool,
}

/// Digits of a place, and how they were typed.
struct Group {
    value: f64,
    /// Behind a zero, or more than one digit: it counts ones.
    is_exact: bool,
}

fn meaning(table: &[(char, f64)], text: &str) -> Option<(f64, usize)> {
    let first = text.chars().next()?;
    table.iter().find(|(sign, _)| *sign == first).map(|(_, value)| (*value, first.len_utf8()))
}

/// Whether a Chinese digit stands first.
pub(super) fn starts_with_digit(text: &str) -> bool {
    meaning(NUMERALS, text).is_some()
}

/// Whether a number in Chinese stands first.
pub(super) fn starts_numeral(text: &str) -> bool {
    starts_with_digit(text) || meaning(PLACES, text).is_some()
}

/// A number that starts in Chinese, and what is left: 十 without a digit is one ten. Nothing where it is none.
pub(super) fn numeral(text: &str) -> Option<(Section, &str)> {
    let (first, length) = meaning(NUMERALS, text).unwrap_or((1.0, 0));
    let (mut section, rest) = places(first, &text[length..])?;
    let Some(mut rest) = rest.strip_prefix(POINT).filter(|rest| starts_with_digit(rest)) else {
        return Some((section, rest));
    };
    if section.is_loose {
        return None;
    }
    let mut decimals = String::from("0.");
    while let Some((digit, length)) = meaning(NUMERALS, rest) {
        decimals += &digit.to_string();
        rest = &rest[length..];
    }
    section.value += decimals.parse::<f64>().ok()?;
    Some((Section { place: None, ..section }, rest))
}

/// What a lesser part says that stands behind 万 and its like.
pub(super) struct Part {
    pub(super) section: Section,
    /// One digit and nothing else: 五 in 两万五.
    pub(super) is_digit: bool,
}

/// A lesser part, and what is left.
pub(super) fn part(text: &str) -> Option<(Part, &str)> {
    let (group, rest) = group(text)?;
    let (section, rest) = places(group.value, rest)?;
    Some((Part { section, is_digit: section.is_bare && !group.is_exact }, rest))
}

/// One Chinese digit, or Arabic ones; a zero may stand before.
fn group(text: &str) -> Option<(Group, &str)> {
    let digits = |text: &str| text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let arabic = digits(text);
    if arabic > 0 {
        let value = text[..arabic].parse().ok()?;
        return Some((Group { value, is_exact: arabic > 1 || value == 0.0 }, &text[arabic..]));
    }
    let (first, length) = meaning(NUMERALS, text)?;
    let rest = &text[length..];
    if first > 0.0 {
        return Some((Group { value: first, is_exact: false }, rest));
    }
    let (value, length) = meaning(NUMERALS, rest).filter(|(value, _)| *value > 0.0)?;
    Some((Group { value, is_exact: true }, &rest[length..]))
}

/// A number of which the first digits are read. Places descend, and what stands behind one is less than it.
pub(super) fn places(first: f64, text: &str) -> Option<(Section, &str)> {
    let mut section = Section { value: first, place: None, is_bare: true, is_loose: false };
    let (mut above, mut digits, mut rest, mut sum) = (1e4, first, text, 0.0);
    while let Some((place, length)) = meaning(PLACES, rest) {
        if place >= above || (!section.is_bare && digits * place >= above) {
            return None;
        }
        sum += digits * place;
        section.place = (section.is_bare && place > 10.0).then_some(place);
        (section.value, section.is_bare, above) = (sum, false, place);
        rest = &rest[length..];
        let is_more = rest.starts_with(|c: char| c.is_ascii_digit()) || starts_with_digit(rest);
        if !is_more {
            break;
        }
        let (next, after) = group(rest)?;
        (digits, rest) = (next.value, after);
        if meaning(PLACES, rest).is_none() {
            section.is_loose = !next.is_exact && place > 10.0;
            let ones = if section.is_loose { digits * place / 10.0 } else { digits };
            section.place = None;
            section.value += ones;
            return (ones < place).then_some((section, rest));
        }
    }
    Some((section, rest))
}

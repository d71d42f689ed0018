//! Dates as people type them. A month or a quarter without a day is its last day: a target is met by its end.

use super::Problem;
use super::amount::normalised;
use crate::text::levers::typed;
use tandem_engine::date::{Date, days_in_month};

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// A date: `2028-12-31`, `31 Dec 2028`, `Dec 31, 2028`, `Dec 2028`, `Q4 2028`, `2028`, `2028年12月31日`, `28-12-31`, `12/2028`.
pub fn parse_date(text: &str) -> Result<Date, Problem> {
    let text = normalised(text);
    if text.is_empty() {
        return Err(Problem::Empty);
    }
    read(&text.to_lowercase()).ok_or(Problem::NotADate { found: text })
}

/// A date as [`parse_date`] reads it, but a month, quarter or year without a day is its first day: something begins then.
pub fn parse_first_date(text: &str) -> Result<Date, Problem> {
    let last = parse_date(text)?;
    let typed = normalised(text).to_lowercase();
    let months = match typed.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).count() {
        // A year alone, then a month or a quarter of it.
        1 if !typed.contains(char::is_alphabetic) || typed.ends_with('年') => 12,
        _ if typed.contains('q') => 3,
        1 => 1,
        2 if !typed.contains(|c: char| c.is_ascii_alphabetic()) => 1,
        _ => return Ok(last),
    };
    Ok(Date::first_of_month(last.month_number() + 1 - months))
}

fn read(text: &str) -> Option<Date> {
    let numbers: Vec<(u32, usize)> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .map(|part| Some((part.parse().ok()?, part.len())))
        .collect::<Option<_>>()?;
    let letters: String = text.chars().filter(|c| c.is_alphabetic()).collect();
    match letters.as_str() {
        "" => from_numbers(&numbers),
        marks if typed::DATE_MARKS.contains(&marks) => from_numbers(&numbers),
        "q" => quarter(&numbers),
        word => from_words(MONTHS.iter().position(|month| is_month(word, month))? as u32 + 1, &numbers),
    }
}

/// A month's name in full or cut to three letters or more.
fn is_month(word: &str, month: &str) -> bool {
    const FULL: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    word.len() >= 3 && FULL.iter().any(|full| full.starts_with(month) && full.starts_with(word))
}

/// Year, month and day, in this order, or a month and its year; the year may have two digits if all three are there.
fn from_numbers(numbers: &[(u32, usize)]) -> Option<Date> {
    match *numbers {
        [(year, 4)] => last_of(year, 12),
        [(year, 4), (month, _)] | [(month, 1 | 2), (year, 4)] => last_of(year, month),
        [(year, 4), (month, _), (day, _)] => Date::new(year as i32, month, day),
        [(year, 2), (month, _), (day, _)] => Date::new(2000 + year as i32, month, day),
        _ => None,
    }
}

fn from_words(month: u32, numbers: &[(u32, usize)]) -> Option<Date> {
    let full = |year: u32, digits: usize| if digits == 2 { 2000 + year } else { year };
    match *numbers {
        [(year, digits @ (2 | 4))] => last_of(full(year, digits), month),
        [(year, 4), (day, _)] => Date::new(year as i32, month, day),
        [(day, _), (year, digits @ (2 | 4))] => Date::new(full(year, digits) as i32, month, day),
        _ => None,
    }
}

fn quarter(numbers: &[(u32, usize)]) -> Option<Date> {
    match *numbers {
        [(quarter @ 1..=4, 1), (year, 4)] | [(year, 4), (quarter @ 1..=4, 1)] => last_of(year, quarter * 3),
        _ => None,
    }
}

fn last_of(year: u32, month: u32) -> Option<Date> {
    (1..=12).contains(&month).then(|| Date::new(year as i32, month, days_in_month(year as i32, month)))?
}

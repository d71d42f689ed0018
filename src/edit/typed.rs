//! What is typed into a field of the plan, as a value of its format.

use super::estimate;
use crate::format::{is_money, is_share};
use crate::parse::{self, Problem};
use serde_json::Value;
use tandem_engine::calendar::WEEKS_PER_YEAR;
use tandem_engine::estimate::{Estimate, Scale};
use tandem_engine::quantity::{Quantity, Unit};

/// What may be typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A number or a range.
    Amount(Unit),
    /// A whole number: what is typed is rounded. A year is 52 weeks, as plan years are.
    Whole(Unit),
    /// Numbers one after the other.
    Amounts(Unit),
    /// A day. A month without a day is its last one.
    Day,
    /// A day. A month without a day is its first one.
    FirstDay,
    /// A text.
    Words,
}

/// How a range of that unit is read where the plan does not say, and its limits, as in the engine's table of quantities.
pub fn usual_law(unit: Unit) -> (Scale, (f64, f64)) {
    match unit {
        unit if is_share(unit) => (Scale::Logit, (0.0, 1.0)),
        unit if is_money(unit) => (Scale::Lognormal, (0.0, 1e12)),
        Unit::LogOdds | Unit::ScoreSd => (Scale::Normal, (-1e3, 1e3)),
        _ => (Scale::Lognormal, (0.0, 1e12)),
    }
}

/// A unit without limits of its own: those of the field are the gate's.
fn quantity(unit: Unit) -> Quantity {
    Quantity { unit, min: -1e16, max: 1e16, scale: usual_law(unit).0 }
}

/// The value typed; `currency` is the ISO 4217 code of the plan.
///
/// # Errors
/// What cannot be read, and what was expected.
pub fn typed(kind: Kind, text: &str, currency: &str) -> Result<Value, Problem> {
    match kind {
        Kind::Amount(unit) => Ok(estimate(&parse::parse(text, quantity(unit), currency)?)),
        Kind::Whole(unit) => match parse::parse(text, quantity(unit), currency)? {
            Estimate::Fixed(value) if unit == Unit::Weeks => {
                Ok(estimate(&Estimate::Fixed(weeks_of_plan(value).round())))
            }
            Estimate::Fixed(value) => Ok(estimate(&Estimate::Fixed(value.round()))),
            _ => Err(Problem::NotANumber { found: text.trim().to_owned() }),
        },
        Kind::Amounts(unit) => {
            let one = |part: &str| match parse::parse(part, quantity(unit), currency)? {
                Estimate::Fixed(value) => Ok(Value::from(value)),
                _ => Err(Problem::NotANumber { found: part.to_owned() }),
            };
            parts(text).into_iter().map(one).collect::<Result<Vec<_>, _>>().map(Value::Array)
        }
        Kind::Day => parse::parse_date(text).map(|day| Value::from(day.to_string())),
        Kind::FirstDay => parse::parse_first_date(text).map(|day| Value::from(day.to_string())),
        Kind::Words if text.trim().is_empty() => Err(Problem::Empty),
        Kind::Words => Ok(Value::from(text.trim())),
    }
}

/// Whole weeks as they are; what was typed in months or years, which are parts of weeks, as years of the plan: those have 52 weeks.
fn weeks_of_plan(weeks: f64) -> f64 {
    if weeks.fract() == 0.0 { weeks } else { weeks * 52.0 / WEEKS_PER_YEAR }
}

/// Numbers one after the other: between semicolons, tabs or lines, else between spaces that a line may break at; the others
/// stand between thousands.
fn parts(text: &str) -> Vec<&str> {
    const MARKS: &[char] = &[';', '；', '\t', '\n', '\r'];
    const FIXED: &[char] = &['\u{a0}', '\u{202f}'];
    let marked = text.contains(MARKS);
    let split = text
        .split(|c: char| if marked { MARKS.contains(&c) } else { c.is_whitespace() && !FIXED.contains(&c) });
    split.map(|part| part.trim().trim_end_matches([',', '，'])).filter(|part| !part.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[track_caller]
    fn check(kind: Kind, text: &str, expected: Value) {
        assert_eq!(typed(kind, text, "USD"), Ok(expected), "{text}");
    }

    #[test]
    fn fields_of_every_kind_are_read() {
        check(Kind::Amount(Unit::Share), "26", json!(0.26));
        check(Kind::Amount(Unit::Share), "3-5%", json!({ "p10": 0.03, "p90": 0.05 }));
        check(Kind::Amount(Unit::Money), "1.2M", json!(1_200_000));
        for (text, weeks) in
            [("2 years", 104), ("3 years", 156), ("5 年", 260), ("36 months", 156), ("18 个月", 78)]
        {
            check(Kind::Whole(Unit::Weeks), text, json!(weeks));
        }
        check(Kind::Whole(Unit::Weeks), "157", json!(157));
        check(Kind::Whole(Unit::Weeks), "365 d", json!(52));
        check(Kind::Whole(Unit::Count), "2k", json!(2000));
        check(Kind::Amounts(Unit::Factor), "1 1.2, 0.8", json!([1.0, 1.2, 0.8]));
        check(Kind::Amounts(Unit::MoneyPerMonth), "1,000; 2k; 0", json!([1000.0, 2000.0, 0.0]));
        check(Kind::Amounts(Unit::MoneyPerMonth), "1 000; 三万; 0", json!([1000.0, 30_000.0, 0.0]));
        check(Kind::Amounts(Unit::MoneyPerMonth), "1\u{a0}000 200", json!([1000.0, 200.0]));
        check(Kind::Day, "Dec 2028", json!("2028-12-31"));
        check(Kind::FirstDay, "Dec 2028", json!("2028-12-01"));
        check(Kind::FirstDay, "2028年4月", json!("2028-04-01"));
        check(Kind::FirstDay, "5 Apr 2028", json!("2028-04-05"));
        check(Kind::Words, " EUR ", json!("EUR"));
    }

    #[test]
    fn what_cannot_be_read_says_why() {
        assert!(typed(Kind::Amounts(Unit::Factor), "1 x", "USD").is_err());
        assert!(typed(Kind::Whole(Unit::Count), "10-20", "USD").is_err());
        assert_eq!(typed(Kind::Words, "  ", "USD"), Err(Problem::Empty));
    }
}

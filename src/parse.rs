//! What people type: numbers, ranges, dates and heads, into values of the plan.
//!
//! Pure. A field knows its quantity, so `26` in a share field is 26 %, `420k a year` in a monthly field is 35k, and
//! `2 d` in a field of business hours is 16 h. What cannot be read is a [`Problem`] that says what was expected;
//! nothing is guessed silently: the field shows the value understood beside what was typed.

mod amount;
mod dates;
pub mod months;
mod numerals;
pub mod table;
mod words;

use crate::format::is_share;
use amount::{Amount, Joint, Reader, normalised};
pub use dates::{parse_date, parse_first_date};
use tandem_engine::date::Date;
use tandem_engine::estimate::{Estimate, Scale};
use tandem_engine::quantity::{HEADCOUNT, Quantity};
pub use words::Word;

/// Why something typed is not a value.
#[derive(Clone, Debug, PartialEq)]
pub enum Problem {
    /// Nothing was typed.
    Empty,
    /// Not a number.
    NotANumber {
        /// The part that is none.
        found: String,
    },
    /// A comma that is neither a decimal point nor between thousands.
    Comma {
        /// The number as typed.
        found: String,
    },
    /// Digits with something between them that does not divide thousands.
    Groups {
        /// The number as typed.
        found: String,
    },
    /// A unit or word that does not belong to the field.
    UnknownWord {
        /// The word.
        found: String,
    },
    /// A sign, name or code of another currency than the plan's.
    OtherCurrency {
        /// As it was typed.
        found: String,
        /// The code of the plan's.
        currency: String,
    },
    /// A range whose low end is not below its high end.
    Order {
        /// The low end.
        low: f64,
        /// The high end.
        high: f64,
    },
    /// Outside the hard limits of the quantity.
    OutOfRange {
        /// The value understood.
        found: f64,
        /// Its quantity, with the limits.
        quantity: Quantity,
    },
    /// Not a date.
    NotADate {
        /// What was typed.
        found: String,
    },
    /// A date outside the plan.
    OutsideHorizon {
        /// First day allowed.
        first: Date,
        /// Last day allowed.
        last: Date,
    },
}

/// A number or a range, in the unit of the quantity. `currency` is the ISO 4217 code of the plan. A centre with its spread,
/// `22 ± 2 %`, is the range from the one less to the one more.
pub fn parse(text: &str, quantity: Quantity, currency: &str) -> Result<Estimate, Problem> {
    let text = normalised(text);
    if text.is_empty() {
        return Err(Problem::Empty);
    }
    let mut reader = Reader::new(&text, quantity.unit, currency);
    let mut first = reader.amount()?;
    // The field says `%`: a bare number is one, whatever its size. Only `8 in 10` says otherwise.
    let percents = is_share(quantity.unit);
    let value = |end: &Amount| if percents && !end.is_fraction { end.value() / 100.0 } else { end.value() };
    let Some(joint) = reader.joint() else {
        reader.end()?;
        return estimate(&[value(&first)], quantity);
    };
    let mut second = reader.amount()?;
    reader.end()?;
    if joint == Joint::To {
        amount::share_words(&mut first, &second);
        return estimate(&[value(&first), value(&second)], quantity);
    }
    amount::share_spread(&mut first, &mut second);
    let centre = value(&first);
    // Of money or people a percent is one of the centre.
    let spread =
        if second.is_percent && !percents { centre.abs() * second.value() / 100.0 } else { value(&second) };
    estimate(&[centre - spread, centre + spread], quantity)
}

fn estimate(values: &[f64], quantity: Quantity) -> Result<Estimate, Problem> {
    if let [low, high] = *values
        && low >= high
    {
        return Err(Problem::Order { low, high });
    }
    if let Some(&found) = values.iter().find(|value| !(quantity.min..=quantity.max).contains(*value)) {
        return Err(Problem::OutOfRange { found, quantity });
    }
    Ok(match *values {
        [p10, p90] => Estimate::Range { p10, p90, scale: range_scale(p10, p90, quantity.scale) },
        [value, ..] => Estimate::Fixed(value),
        [] => return Err(Problem::Empty),
    })
}

/// The quantity's own scale, unless an end lies where that scale has no number.
fn range_scale(low: f64, high: f64, scale: Scale) -> Option<Scale> {
    (!suits(scale, low, high)).then_some(Scale::Normal)
}

/// Whether both ends of a range lie where a scale has a number for them.
pub fn suits(scale: Scale, low: f64, high: f64) -> bool {
    match scale {
        Scale::Lognormal => low > 0.0,
        Scale::Logit => low > 0.0 && high < 1.0,
        Scale::Normal => true,
    }
}

/// A change of what is there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Relative {
    /// By so many percent.
    Percent(f64),
    /// By a factor.
    Times(f64),
}

/// A change: `-30%`, `+20 %`, `x2`, `×1.5`. A sign is needed for percents: without one they are a value.
///
/// ```
/// use tandem_app::parse::{Relative, relative};
/// assert_eq!(relative("−30%"), Some(Relative::Percent(-30.0)));
/// assert_eq!(relative("x 1.5"), Some(Relative::Times(1.5)));
/// assert_eq!(relative("30%"), None);
/// ```
pub fn relative(text: &str) -> Option<Relative> {
    let text: String = normalised(text).chars().filter(|c| !c.is_whitespace()).collect();
    let text = text.replace('−', "-");
    if let Some(factor) = text.strip_prefix(['x', 'X', '×', '*']) {
        return factor.parse().ok().filter(|factor: &f64| *factor >= 0.0).map(Relative::Times);
    }
    if !text.starts_with(['+', '-']) {
        return None;
    }
    let percent: f64 = text.strip_suffix(['%', '％'])?.parse().ok()?;
    (percent >= -100.0).then_some(Relative::Percent(percent))
}

/// A number of heads, or a range: its low and its high end, alike for a number.
pub type Count = (f64, f64);

/// Heads as typed: those here today and those to come, or a sum of both.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Heads {
    /// `8 + 2`: here today, and to come.
    Parts {
        /// Here on the first day.
        today: Count,
        /// Who start later.
        to_come: Count,
    },
    /// `10`: all of them.
    Total(Count),
}

/// Heads of a team: `10`, or `8 + 2` for eight here and two to come; each may be a range, `8 + 2-4`.
pub fn parse_heads(text: &str) -> Result<Heads, Problem> {
    let text = normalised(text);
    let mut parts = Vec::new();
    for part in text.split('+') {
        parts.push(match parse(part, HEADCOUNT, "")? {
            Estimate::Range { p10, p90, .. } => (p10, p90),
            other => [other.quantile(0.5, HEADCOUNT.scale, HEADCOUNT.range()); 2].into(),
        });
    }
    Ok(match parts[..] {
        [total] => Heads::Total(total),
        _ => {
            let to_come = parts[1..].iter().fold((0.0, 0.0), |sum, part| (sum.0 + part.0, sum.1 + part.1));
            Heads::Parts { today: parts[0], to_come }
        }
    })
}

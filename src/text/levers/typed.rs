//! The words that may be typed in a field, in every language at once: a Chinese page takes `3k`, an English one 3万.

use crate::parse::Word;
use tandem_engine::calendar::{BUSINESS_HOURS_PER_WEEK, WEEKS_PER_MONTH, WEEKS_PER_YEAR};
use tandem_engine::quantity::Unit;

use Word::{Convert, Filler, Myriad, Of, Percent, Spread, Times, To};

/// Words of any field, in lower case; Chinese ones are found at the start of a run, longest first.
pub const ANYWHERE: &[(&str, Word)] = &[
    ("to", To),
    ("till", To),
    ("到", To),
    ("至", To),
    ("正负", Spread),
    ("in", Of),
    ("of", Of),
    ("percent", Percent),
    ("pct", Percent),
];

/// Words of amounts: money and counts.
const TIMES: &[(&str, Word)] = &[
    ("k", Times(1e3)),
    ("thousand", Times(1e3)),
    ("m", Times(1e6)),
    ("mn", Times(1e6)),
    ("mio", Times(1e6)),
    ("million", Times(1e6)),
    ("b", Times(1e9)),
    ("bn", Times(1e9)),
    ("billion", Times(1e9)),
    ("t", Times(1e12)),
    ("trillion", Times(1e12)),
    ("w", Myriad(1e4)),
    ("万亿", Myriad(1e12)),
    ("亿", Myriad(1e8)),
    ("万", Myriad(1e4)),
];

/// Tenths of a whole, in fields of shares: 三成 is 30%.
const TENTHS: &[(&str, Word)] = &[("成", Myriad(10.0))];

/// Digits in Chinese.
pub const NUMERALS: &[(char, f64)] = &[
    ('零', 0.0),
    ('〇', 0.0),
    ('一', 1.0),
    ('二', 2.0),
    ('两', 2.0),
    ('三', 3.0),
    ('四', 4.0),
    ('五', 5.0),
    ('六', 6.0),
    ('七', 7.0),
    ('八', 8.0),
    ('九', 9.0),
];

/// What a digit before them counts, below ten thousand.
pub const PLACES: &[(char, f64)] = &[('十', 10.0), ('百', 100.0), ('千', 1000.0)];

/// Between a whole number in Chinese and its decimals.
pub const POINT: char = '点';

/// Stands before a percent in Chinese.
pub const OF_HUNDRED: &str = "百分之";

/// Between a centre and its spread.
pub const SPREADS: &[&str] = &["±", "+-", "+/-"];

/// Words without a meaning of their own.
pub const FILLERS: &[&str] = &["a", "an", "per", "each", "every", "about", "/", "每", "约"];
const PER_MONTH: &[(&str, Word)] = &[
    ("mo", Filler),
    ("month", Filler),
    ("months", Filler),
    ("monthly", Filler),
    ("月", Filler),
    ("个月", Filler),
    ("yr", Convert(1.0 / 12.0)),
    ("year", Convert(1.0 / 12.0)),
    ("yearly", Convert(1.0 / 12.0)),
    ("年", Convert(1.0 / 12.0)),
    ("quarter", Convert(1.0 / 3.0)),
    ("qtr", Convert(1.0 / 3.0)),
    ("季", Convert(1.0 / 3.0)),
    ("季度", Convert(1.0 / 3.0)),
    ("wk", Convert(WEEKS_PER_MONTH)),
    ("week", Convert(WEEKS_PER_MONTH)),
    ("周", Convert(WEEKS_PER_MONTH)),
];
const PER_YEAR: &[(&str, Word)] = &[
    ("yr", Filler),
    ("year", Filler),
    ("yearly", Filler),
    ("年", Filler),
    ("mo", Convert(12.0)),
    ("month", Convert(12.0)),
    ("月", Convert(12.0)),
];
const WEEKS: &[(&str, Word)] = &[
    ("wk", Filler),
    ("wks", Filler),
    ("week", Filler),
    ("weeks", Filler),
    ("周", Filler),
    ("星期", Filler),
    ("d", Convert(1.0 / 7.0)),
    ("day", Convert(1.0 / 7.0)),
    ("days", Convert(1.0 / 7.0)),
    ("天", Convert(1.0 / 7.0)),
    ("日", Convert(1.0 / 7.0)),
    ("mo", Convert(WEEKS_PER_MONTH)),
    ("month", Convert(WEEKS_PER_MONTH)),
    ("months", Convert(WEEKS_PER_MONTH)),
    ("个月", Convert(WEEKS_PER_MONTH)),
    ("月", Convert(WEEKS_PER_MONTH)),
    ("yr", Convert(WEEKS_PER_YEAR)),
    ("year", Convert(WEEKS_PER_YEAR)),
    ("years", Convert(WEEKS_PER_YEAR)),
    ("年", Convert(WEEKS_PER_YEAR)),
];
/// Business hours: 8 a day, 40 a week.
const HOURS: &[(&str, Word)] = &[
    ("h", Filler),
    ("hr", Filler),
    ("hrs", Filler),
    ("hour", Filler),
    ("hours", Filler),
    ("小时", Filler),
    ("时", Filler),
    ("min", Convert(1.0 / 60.0)),
    ("mins", Convert(1.0 / 60.0)),
    ("minute", Convert(1.0 / 60.0)),
    ("minutes", Convert(1.0 / 60.0)),
    ("分钟", Convert(1.0 / 60.0)),
    ("分", Convert(1.0 / 60.0)),
    ("d", Convert(BUSINESS_HOURS_PER_WEEK / 5.0)),
    ("day", Convert(BUSINESS_HOURS_PER_WEEK / 5.0)),
    ("days", Convert(BUSINESS_HOURS_PER_WEEK / 5.0)),
    ("天", Convert(BUSINESS_HOURS_PER_WEEK / 5.0)),
    ("wk", Convert(BUSINESS_HOURS_PER_WEEK)),
    ("week", Convert(BUSINESS_HOURS_PER_WEEK)),
    ("weeks", Convert(BUSINESS_HOURS_PER_WEEK)),
    ("周", Convert(BUSINESS_HOURS_PER_WEEK)),
];
const PEOPLE: &[(&str, Word)] = &[
    ("fte", Filler),
    ("people", Filler),
    ("head", Filler),
    ("heads", Filler),
    ("人", Filler),
    ("名", Filler),
];
const PIECES: &[(&str, Word)] =
    &[("lead", Filler), ("leads", Filler), ("条", Filler), ("个", Filler), ("线索", Filler)];
const SCORE: &[(&str, Word)] = &[("sd", Filler), ("σ", Filler)];
const FACTOR: &[(&str, Word)] = &[("x", Filler), ("×", Filler), ("倍", Filler)];
const RATE_PER_MONTH: &[(&str, Word)] = &[("mo", Filler), ("month", Filler), ("月", Filler)];
const RATE_PER_YEAR: &[(&str, Word)] = &[("yr", Filler), ("year", Filler), ("年", Filler)];
const RATE_PER_WEEK: &[(&str, Word)] = &[("wk", Filler), ("week", Filler), ("周", Filler)];
const PER_LEAD: &[(&str, Word)] = &[("lead", Filler), ("条", Filler), ("线索", Filler)];

/// Words for the unit of any money.
pub const MONEY_UNITS: &[&str] = &["元", "块"];

/// Signs of money, each with the codes of the currencies that are written with it.
pub const MONEY_SIGNS: &[(&str, &[&str])] = &[
    ("$", &["USD", "AUD", "CAD", "HKD", "NZD", "SGD", "TWD", "ARS", "BRL", "CLP", "COP", "MXN"]),
    ("€", &["EUR"]),
    ("£", &["GBP", "EGP", "LBP"]),
    ("¥", &["CNY", "JPY"]),
    ("欧元", &["EUR"]),
    ("英镑", &["GBP"]),
    ("美元", &["USD"]),
    ("美金", &["USD"]),
    ("人民币", &["CNY"]),
    ("日元", &["JPY"]),
    ("港元", &["HKD"]),
    ("港币", &["HKD"]),
];

/// Codes of currencies that are typed often: another one than the plan's is called by its name.
pub const MONEY_CODES: &[&str] =
    &["USD", "EUR", "GBP", "CNY", "RMB", "JPY", "CHF", "HKD", "SGD", "AUD", "CAD", "INR", "KRW", "TWD"];

/// The words that a field of this unit knows beside those of any field.
pub fn of_unit(unit: Unit) -> &'static [&'static [(&'static str, Word)]] {
    match unit {
        Unit::Money => &[TIMES],
        Unit::MoneyPerMonth => &[TIMES, PER_MONTH],
        Unit::MoneyPerYear => &[TIMES, PER_YEAR],
        Unit::MoneyPerLead => &[TIMES, PER_LEAD],
        Unit::Share => &[TENTHS],
        Unit::SharePerWeek => &[TENTHS, RATE_PER_WEEK],
        Unit::SharePerMonth => &[TENTHS, RATE_PER_MONTH],
        Unit::SharePerYear => &[TENTHS, RATE_PER_YEAR],
        Unit::Weeks => &[WEEKS],
        Unit::Hours => &[HOURS],
        Unit::People => &[TIMES, PEOPLE],
        Unit::LeadsPerMonth => &[TIMES, PER_MONTH, PIECES],
        Unit::Count => &[TIMES, PIECES],
        Unit::PerYear => &[RATE_PER_YEAR],
        Unit::Factor | Unit::OddsRatio => &[FACTOR],
        Unit::ScoreSd => &[SCORE],
        Unit::PerHour | Unit::LogOdds | Unit::None => &[],
    }
}

/// What a currency is called in Chinese.
pub fn money_names(currency: &str) -> &'static [&'static str] {
    match currency {
        "USD" => &["美元", "美金"],
        "CNY" => &["人民币", "元人民币"],
        "EUR" => &["欧元"],
        "GBP" => &["英镑"],
        "JPY" => &["日元"],
        "HKD" => &["港元", "港币"],
        _ => &[],
    }
}

/// What stands behind the year, month and day of a date in Chinese, as far as it was typed.
pub const DATE_MARKS: &[&str] = &["年", "年月", "年月日"];

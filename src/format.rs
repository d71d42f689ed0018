//! Money, percent, counts, dates and odds for human eyes, in both languages.
//!
//! Pure and deterministic: no `Intl`, no clock, no browser. Two or three significant digits, and never `-0`.

use crate::text::Lang;
use crate::text::levers::figures::{self, Figures};
use tandem_engine::date::Date;
use tandem_engine::quantity::Unit;

mod alike;
mod digits;
mod entry;
mod span;
use digits::{COUNTED, Digits, MINUS, NONE, compact, fixed, grouped, signed, significant, trimmed};
pub use entry::{is_money, is_share};

/// Formats figures in a language and a currency.
#[derive(Clone, Debug, PartialEq)]
pub struct Format {
    /// The language.
    pub lang: Lang,
    /// ISO 4217 code of the plan's currency.
    pub currency: String,
}

/// What a figure counts, as far as it matters for showing it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    /// Plan currency.
    Money,
    /// Pieces or people.
    Count,
    /// A fraction, shown as a percent.
    Share,
    /// Days.
    Days,
    /// Business hours.
    Hours,
    /// Weeks.
    Weeks,
    /// Months.
    Months,
    /// A ratio.
    Ratio,
}

/// Odds as a natural frequency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Odds {
    /// Fewer than 1 in 20.
    Hardly,
    /// About so many in 10, 1..=9.
    About(u32),
    /// More than 19 in 20.
    Nearly,
    /// So many of the few futures that were run.
    Seen {
        /// Those in which it is so.
        hits: u32,
        /// All of them.
        of: u32,
    },
}

/// Below so many futures what was seen is told, not odds.
pub const FEW: u32 = 20;

/// How many of a few futures a share of them is.
pub fn hits(share: f64, n_trials: u32) -> u32 {
    (share * f64::from(n_trials)).round() as u32
}

/// Of 100; all and none only where it is so.
pub fn of_100(share: f64) -> u32 {
    match (share * 100.0).round() {
        count if share < 1.0 && count >= 100.0 => 99,
        count if share > 0.0 && count < 1.0 => 1,
        count => count as u32,
    }
}

/// A count of futures, or of their weeks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// So many of 100.
    Of100(u32),
    /// So many of the few that were seen.
    Seen {
        /// Those in which it is so.
        hits: u32,
        /// All of them.
        of: u32,
    },
}

impl Count {
    /// A share of so many futures: of 100, of a few futures what was seen.
    pub fn of(share: f64, n_trials: u32) -> Self {
        if n_trials < FEW { Self::seen(share, n_trials) } else { Self::Of100(of_100(share)) }
    }

    /// A share of so many that were seen.
    pub fn seen(share: f64, of: u32) -> Self {
        Self::Seen { hits: hits(share, of), of }
    }

    /// Futures in which something does not come, by the share of them: those in which it does are rounded as odds are, and these
    /// are all others, so that the two add up and agree with odds told beside them.
    pub fn without(share: f64, n_trials: u32) -> Self {
        let n = f64::from(n_trials);
        // From whole futures: one less a share is not always the share of the others, to the last bit.
        Self::of((n - (share * n).round()) / n, n_trials).rest()
    }

    /// All the others: the two add up.
    pub fn rest(self) -> Self {
        match self {
            Self::Of100(n) => Self::Of100(100 - n),
            Self::Seen { hits, of } => Self::Seen { hits: of - hits, of },
        }
    }

    /// Whether it is none of them.
    pub fn is_none(self) -> bool {
        matches!(self, Self::Of100(0) | Self::Seen { hits: 0, .. })
    }
}

/// Odds as a natural frequency; `probability` is a fraction of so many futures.
pub fn natural(probability: f64, n_trials: u32) -> Odds {
    if n_trials < FEW {
        Odds::Seen { hits: hits(probability, n_trials), of: n_trials }
    } else if probability < 0.05 {
        Odds::Hardly
    } else if probability > 0.95 {
        Odds::Nearly
    } else {
        Odds::About((probability * 10.0).round().clamp(1.0, 9.0) as u32)
    }
}

impl Format {
    /// Figures in that language; `currency` is an ISO 4217 code.
    pub fn new(lang: Lang, currency: impl Into<String>) -> Self {
        Self { lang, currency: currency.into() }
    }

    fn words(&self) -> &'static Figures {
        match self.lang {
            Lang::En => &figures::EN,
            Lang::ZhCn => &figures::ZH_CN,
        }
    }

    /// An amount of money: 1.32M, 7.12M, 34.4k, 171; 712万, 3.44万. Without the currency.
    pub fn money(&self, amount: f64) -> String {
        compact(amount, self.words().ladder, Digits::Usual)
    }

    /// An amount with its currency: US$7.1M, €34.4k, CHF 171; 710万美元.
    pub fn money_named(&self, amount: f64) -> String {
        (self.words().money)(&self.currency, &self.money(amount))
    }

    /// The currency, as short as it can be told from others: US$, CN¥, CHF; 美元.
    pub fn currency_sign(&self) -> String {
        (self.words().currency)(&self.currency)
    }

    /// An amount in two digits: 1.3M, 34k, 210k.
    pub fn money_short(&self, amount: f64) -> String {
        compact(amount, self.words().ladder, Digits::Few)
    }

    /// A value of an axis: three digits at most, no zeros at the end.
    pub fn axis(&self, value: f64) -> String {
        compact(value, self.words().ladder, Digits::Trimmed)
    }

    /// Every digit before the point, with commas: 1,200,000.
    pub fn full(&self, value: f64) -> String {
        if !value.is_finite() {
            return NONE.to_owned();
        }
        let decimals = if value.abs() >= 1000.0 { 0 } else { significant(value.abs(), 4) };
        signed(value, &grouped(&trimmed(fixed(value.abs(), decimals))))
    }

    /// A count: 7,725, 104; below ten a mean may have a decimal.
    pub fn count(&self, count: f64) -> String {
        if !count.is_finite() {
            return NONE.to_owned();
        }
        let size = count.abs();
        if size >= COUNTED {
            return compact(count, self.words().ladder, Digits::Usual);
        }
        let decimals = usize::from(size < 9.95);
        signed(count, &grouped(&trimmed(fixed(size, decimals))))
    }

    /// A share: 0.297 is 29.7%.
    pub fn percent(&self, share: f64) -> String {
        if !share.is_finite() {
            return NONE.to_owned();
        }
        let size = share.abs() * 100.0;
        let decimals = match size {
            _ if size < 0.95 => significant(size, 2).min(4),
            _ if size < 49.95 || (99.5..99.95).contains(&size) => 1,
            _ => 0,
        };
        let text = fixed(size, decimals);
        let text = if size < 0.95 { trimmed(text) } else { text };
        signed(share, &format!("{text}%"))
    }

    /// Days: 91 d.
    pub fn days(&self, days: f64) -> String {
        self.time(days, self.words().days)
    }

    /// Business hours: 4.2 h.
    pub fn hours(&self, hours: f64) -> String {
        self.time(hours, self.words().hours)
    }

    /// Weeks: 26 wk.
    pub fn weeks(&self, weeks: f64) -> String {
        self.time(weeks, self.words().weeks)
    }

    /// Months: 21.5 mo.
    pub fn months(&self, months: f64) -> String {
        if !months.is_finite() {
            return NONE.to_owned();
        }
        let decimals = usize::from(months.abs() < 99.95);
        signed(months, &fixed(months.abs(), decimals)) + self.words().months
    }

    fn time(&self, value: f64, word: &str) -> String {
        if !value.is_finite() {
            return NONE.to_owned();
        }
        let size = value.abs();
        let decimals = if size < 0.995 { significant(size, 2).min(3) } else { usize::from(size < 9.95) };
        signed(value, &trimmed(fixed(size, decimals))) + word
    }

    /// A ratio: 4.7.
    pub fn ratio(&self, ratio: f64) -> String {
        if !ratio.is_finite() {
            return NONE.to_owned();
        }
        let size = ratio.abs();
        signed(ratio, &fixed(size, if size < 0.95 { 2 } else { usize::from(size < 99.95) }))
    }

    /// A figure of any kind.
    pub fn figure(&self, value: f64, figure: Figure) -> String {
        match figure {
            Figure::Money => self.money(value),
            Figure::Count => self.count(value),
            Figure::Share => self.percent(value),
            Figure::Days => self.days(value),
            Figure::Hours => self.hours(value),
            Figure::Weeks => self.weeks(value),
            Figure::Months => self.months(value),
            Figure::Ratio => self.ratio(value),
        }
    }

    /// Figures that stand together, as in a column or at the ends of lines: those of one unit have as many decimals.
    pub fn alike(&self, values: &[f64], figure: Figure) -> Vec<String> {
        alike::alike(self, values, figure)
    }

    /// From low to high in one unit: 6.9–8.6M, 27–33%, 2–9 h. One value where both read the same.
    pub fn range(&self, low: f64, high: f64, figure: Figure) -> String {
        span::range(self, low, high, figure)
    }

    /// [`Format::range`] in the unit of the value that stands beside it: 7,400–11,900万 beside 9,480万, not 0.74–1.19亿.
    pub fn range_beside(&self, value: f64, low: f64, high: f64, figure: Figure) -> String {
        span::beside(self, value, low, high, figure)
    }

    /// A change with its sign: +0.42M, −9, +2.1 points; shares in points.
    pub fn change(&self, change: f64, figure: Figure) -> String {
        let size = self.change_size(change, figure);
        match change {
            _ if !size.bytes().any(|byte| (b'1'..=b'9').contains(&byte)) => size,
            change if change < 0.0 => format!("{MINUS}{size}"),
            _ => format!("+{size}"),
        }
    }

    /// From one change to another, each with its sign.
    pub fn change_range(&self, low: f64, high: f64, figure: Figure) -> String {
        let (low, high) = (self.change(low, figure), self.change(high, figure));
        if low == high { low } else { format!("{low}{}{high}", (self.words().to)(&low)) }
    }

    /// The size of a change without its sign.
    pub fn change_size(&self, change: f64, figure: Figure) -> String {
        match figure {
            Figure::Share => (self.words().points)(&trimmed(fixed(change.abs() * 100.0, 1))),
            _ => self.figure(change.abs(), figure),
        }
    }

    /// The standard error of a change in the unit that the change is shown in, with as many decimals, or those that its first digit
    /// needs: 0.4k beside 1.7k, not 436. One that is not seen there is 0.
    pub fn error_beside(&self, se: f64, change: f64, figure: Figure) -> String {
        let shown = self.change_size(change, figure);
        let unit =
            self.words().ladder.iter().rev().find(|(_, word)| !word.is_empty() && shown.ends_with(word));
        let size = match unit.filter(|_| figure == Figure::Money) {
            None => self.change_size(se, figure),
            Some((amount, word)) => {
                let decimals = significant(se / amount, 1).max(alike::decimals(&shown)).min(3);
                trimmed(fixed(se / amount, decimals)) + word
            }
        };
        let is_seen = size.bytes().any(|byte| (b'1'..=b'9').contains(&byte));
        if is_seen { size } else { "0".to_owned() }
    }

    /// A value as a field of a lever shows it, with its unit word but without the period: 35k, 26%, 10.
    pub fn entry(&self, value: f64, unit: Unit) -> String {
        entry::short(self, value, unit)
    }

    /// A range as a field of a lever shows it: 27–33%, 300–700k.
    pub fn entry_range(&self, low: f64, high: f64, unit: Unit) -> String {
        entry::short_range(self, low, high, unit)
    }

    /// [`Format::entry`] with every digit, for a field that is being edited.
    pub fn entry_exact(&self, value: f64, unit: Unit) -> String {
        entry::exact(self, value, unit)
    }

    /// [`Format::entry_range`] with every digit.
    pub fn entry_range_exact(&self, low: f64, high: f64, unit: Unit) -> String {
        entry::exact_range(self, low, high, unit)
    }

    /// Odds in words: about 7 in 10; of a few futures 3 of 5.
    pub fn odds(&self, probability: f64, n_trials: u32) -> String {
        (self.words().odds)(natural(probability, n_trials))
    }

    /// A date: 31 Dec 2028; 2028年12月31日.
    pub fn date(&self, date: Date) -> String {
        let (year, month, day) = date.parts();
        (self.words().date)(year, month, day)
    }

    /// A date for narrow places: 31 Dec 28; 28-12-31.
    pub fn date_short(&self, date: Date) -> String {
        let (year, month, day) = date.parts();
        (self.words().date_short)(year, month, day)
    }

    /// The month of a date, in full: March 2028; 2028年3月.
    pub fn month(&self, date: Date) -> String {
        let (year, month, _) = date.parts();
        (self.words().month)(year, month)
    }

    /// The month of a date for narrow places: Mar 2028; 2028年3月.
    pub fn month_short(&self, date: Date) -> String {
        let (year, month, _) = date.parts();
        (self.words().month_short)(year, month)
    }
}

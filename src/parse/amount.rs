//! Reads one amount after the other: sign, digits, and the words behind them.

use super::Problem;
use super::numerals::{self, Section};
use super::words::{Word, foreign, word};
use crate::text::levers::typed::{OF_HUNDRED, SPREADS};
use tandem_engine::quantity::Unit;

/// A number with what its words say.
#[derive(Clone, Copy, Debug)]
pub(super) struct Amount {
    digits: Section,
    sign: f64,
    times: Option<f64>,
    /// What stands behind 万 and its like: 5,000 of 3万5千.
    lesser: f64,
    convert: f64,
    /// A unit was typed with it.
    has_unit: bool,
    pub(super) is_percent: bool,
    /// Typed as a part of a whole: 8 in 10.
    pub(super) is_fraction: bool,
}

impl Amount {
    /// The value in the unit of the field.
    pub(super) fn value(&self) -> f64 {
        self.amount() * self.convert
    }

    fn amount(&self) -> f64 {
        self.sign * (self.digits.value * self.times.unwrap_or(1.0) + self.lesser)
    }

    /// Takes the word behind another amount. Of 5千万 bare digits take both places, those with a place of their own the greater one.
    fn with_word_of(&self, other: &Self) -> Self {
        let place = other.digits.place.filter(|_| self.digits.is_bare);
        let mut shared = *self;
        shared.digits.value *= place.unwrap_or(1.0);
        shared.times = other.times;
        shared
    }
}

/// A word behind the high end counts for the low end too, as in `300–700k` and `3–5 万`, unless that would turn the
/// ends around.
pub(super) fn share_words(low: &mut Amount, high: &Amount) {
    if !low.has_unit {
        low.convert = high.convert;
    }
    let shared = low.with_word_of(high);
    if low.times.is_none() && shared.amount() < high.amount() {
        *low = shared;
    }
}

/// A word behind the spread counts for the centre too, as in `20 ± 3k`, where the centre would not reach the spread without it;
/// a unit behind one of them counts for both.
pub(super) fn share_spread(centre: &mut Amount, spread: &mut Amount) {
    if spread.is_percent && !centre.is_percent && !centre.is_fraction {
        return;
    }
    match (centre.has_unit, spread.has_unit) {
        (false, true) => centre.convert = spread.convert,
        (true, false) => spread.convert = centre.convert,
        _ => {}
    }
    if centre.times.is_none() && centre.amount().abs() <= spread.amount() {
        *centre = centre.with_word_of(spread);
    }
}

/// What stands between two numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joint {
    /// The ends of a range.
    To,
    /// A centre and its spread.
    Spread,
}

/// One kind of digits, dash and space; no space around.
pub(super) fn normalised(text: &str) -> String {
    let one = |c: char| match c {
        '\u{3000}' => ' ',
        '，' => ',',
        '。' => '.',
        '〜' | '～' => '~',
        '−' | '－' => '-',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '￥' => '¥',
        _ => c,
    };
    text.trim().chars().map(one).collect::<String>().trim().to_owned()
}

/// Goes through what was typed.
pub(super) struct Reader<'a> {
    rest: &'a str,
    unit: Unit,
    currency: &'a str,
    /// A word that announces another number was read.
    ahead: Option<Joint>,
    /// What is read is the spread around a number.
    is_spread: bool,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str, unit: Unit, currency: &'a str) -> Self {
        Self { rest: text, unit, currency, ahead: None, is_spread: false }
    }

    /// A number and the words behind it.
    pub(super) fn amount(&mut self) -> Result<Amount, Problem> {
        self.is_spread = self.ahead.take() == Some(Joint::Spread);
        self.skip_signs_of_money()?;
        let of_hundred = self.rest.strip_prefix(OF_HUNDRED);
        self.rest = of_hundred.unwrap_or(self.rest);
        let (sign, digits) = self.section()?;
        let mut amount = Amount {
            digits,
            sign,
            times: None,
            lesser: 0.0,
            convert: 1.0,
            has_unit: false,
            is_percent: false,
            is_fraction: false,
        };
        if of_hundred.is_some() {
            self.percent(&mut amount, OF_HUNDRED)?;
        }
        self.words(&mut amount)?;
        Ok(amount)
    }

    /// Whether another number follows, and as what; what announces it is read.
    pub(super) fn joint(&mut self) -> Option<Joint> {
        if self.ahead.is_none() {
            self.skip_space();
            let after = |marks: &[&str]| marks.iter().find_map(|mark| self.rest.strip_prefix(mark));
            if let Some(rest) = after(SPREADS) {
                (self.ahead, self.rest) = (Some(Joint::Spread), rest);
            } else if let Some(rest) = after(&["..", "…", "~", "–", "—", "-"]) {
                (self.ahead, self.rest) = (Some(Joint::To), rest.trim_start_matches(['.', '…']));
            }
        }
        self.ahead
    }

    /// Nothing may be left.
    pub(super) fn end(&mut self) -> Result<(), Problem> {
        self.skip_space();
        if self.rest.is_empty() && self.ahead.is_none() {
            return Ok(());
        }
        Err(Problem::NotANumber { found: self.rest.to_owned() })
    }

    fn skip_space(&mut self) {
        self.rest = self.rest.trim_start();
    }

    /// Signs and fillers before the digits: $, ¥, about.
    fn skip_signs_of_money(&mut self) -> Result<(), Problem> {
        self.skip_space();
        self.own_currency()?;
        while let Some((Word::Filler, length)) = word(self.rest, self.unit, self.currency) {
            self.rest = self.rest[length..].trim_start();
            self.own_currency()?;
        }
        Ok(())
    }

    /// Money of another currency is not converted, and never taken for the plan's.
    fn own_currency(&self) -> Result<(), Problem> {
        foreign(self.rest, self.unit, self.currency).map_or(Ok(()), |found| {
            Err(Problem::OtherCurrency { found: found.to_owned(), currency: self.currency.to_owned() })
        })
    }

    fn words(&mut self, amount: &mut Amount) -> Result<(), Problem> {
        loop {
            self.skip_space();
            if let Some(rest) = self.rest.strip_prefix('%') {
                self.percent(amount, "%")?;
                self.rest = rest;
                continue;
            }
            let starts_word = self.rest.starts_with(|c: char| c.is_alphabetic() || "/$€£¥×σ".contains(c));
            if !starts_word {
                return Ok(());
            }
            if self.part_of(amount)? {
                continue;
            }
            self.own_currency()?;
            let Some((found, length)) = word(self.rest, self.unit, self.currency) else {
                return Err(Problem::UnknownWord { found: first_word(self.rest) });
            };
            let text = &self.rest[..length];
            self.rest = &self.rest[length..];
            match found {
                Word::Times(factor) => amount.times = Some(amount.times.unwrap_or(1.0) * factor),
                Word::Myriad(factor) => self.myriad(amount, factor)?,
                Word::Percent => self.percent(amount, text)?,
                Word::Convert(factor) => (amount.convert, amount.has_unit) = (factor, true),
                Word::Filler => amount.has_unit = true,
                Word::To | Word::Spread => {
                    self.ahead = Some(if found == Word::To { Joint::To } else { Joint::Spread });
                    return Ok(());
                }
                Word::Of => return Err(Problem::UnknownWord { found: text.to_owned() }),
            }
        }
    }

    /// A percent is a share: of money or hours it would be a share of something that is not said, but a spread is one of its centre.
    fn percent(&self, amount: &mut Amount, word: &str) -> Result<(), Problem> {
        let belongs = crate::format::is_share(self.unit) || self.is_spread;
        if !belongs || amount.is_percent || amount.times.is_some() {
            return Err(Problem::UnknownWord { found: word.to_owned() });
        }
        amount.is_percent = true;
        Ok(())
    }

    /// 万 and its like, and the lesser parts that may follow at once: 3万5千, 一亿两千万, and 两万五 for 25,000.
    fn myriad(&mut self, amount: &mut Amount, factor: f64) -> Result<(), Problem> {
        let wrong = |text: &str| Err(Problem::NotANumber { found: text.to_owned() });
        if amount.digits.is_loose || amount.times.is_some() || amount.is_percent {
            return wrong(self.rest);
        }
        amount.times = Some(factor);
        let (mut above, whole) = (factor, self.rest);
        while self.rest.starts_with(|c: char| c.is_ascii_digit()) || numerals::starts_with_digit(self.rest) {
            let Some((part, rest)) = numerals::part(self.rest) else { return wrong(whole) };
            self.rest = rest;
            let value = part.section.value;
            let lesser = match word(rest, self.unit, self.currency) {
                Some((Word::Myriad(factor), length)) if factor < above && !part.section.is_loose => {
                    self.rest = &rest[length..];
                    (factor, value * factor)
                }
                // The last part.
                _ if part.is_digit => (0.0, value * above / 10.0),
                _ => (0.0, value),
            };
            if lesser.1 >= above {
                return wrong(whole);
            }
            amount.lesser += lesser.1;
            above = lesser.0;
        }
        Ok(())
    }

    /// `8 in 10` and `8/10` in a field of shares.
    fn part_of(&mut self, amount: &mut Amount) -> Result<bool, Problem> {
        if !crate::format::is_share(self.unit) {
            return Ok(false);
        }
        let after = ["in", "of", "/"].iter().find_map(|of| self.rest.strip_prefix(of)).map(str::trim_start);
        let Some(after) = after.filter(|after| after.starts_with(|c: char| c.is_ascii_digit())) else {
            return Ok(false);
        };
        self.rest = after;
        amount.digits.value /= self.number()?;
        amount.is_fraction = true;
        Ok(true)
    }

    /// A sign, and digits with their places.
    fn section(&mut self) -> Result<(f64, Section), Problem> {
        self.skip_space();
        let text = self.rest;
        let wrong = || Problem::NotANumber { found: text.to_owned() };
        let signless = text.trim_start_matches(['-', '+']);
        if text.len() - signless.len() > 1 {
            return Err(wrong());
        }
        self.rest = signless;
        let (section, rest) = if numerals::starts_numeral(signless) {
            numerals::numeral(signless).ok_or_else(wrong)?
        } else {
            let first = self.number().map_err(|problem| match problem {
                Problem::NotANumber { found } if found == signless => wrong(),
                problem => problem,
            })?;
            numerals::places(first, self.rest).ok_or_else(wrong)?
        };
        // One digit behind the other, as in 两三万, is no number.
        if numerals::starts_with_digit(rest) {
            return Err(wrong());
        }
        self.rest = rest;
        Ok((if text.starts_with('-') { -1.0 } else { 1.0 }, section))
    }

    /// Digits without a sign.
    fn number(&mut self) -> Result<f64, Problem> {
        let text = self.rest;
        let mut length = extent(text);
        // Two points are a separator, and a comma at the end belongs to no number.
        length = text[..length].find("..").unwrap_or(length);
        let digits = text[..length].trim_end_matches([',', '\'', '’']);
        if !digits.bytes().any(|byte| byte.is_ascii_digit()) {
            return Err(Problem::NotANumber { found: text.to_owned() });
        }
        let plain = without_groups(digits)?;
        let size = plain.parse().map_err(|_| Problem::NotANumber { found: digits.to_owned() })?;
        self.rest = &text[digits.len()..];
        Ok(size)
    }
}

/// How far digits go, with all that may stand between them: a space is between digits where another one follows.
fn extent(text: &str) -> usize {
    let mut end = 0;
    while let Some(c) = text[end..].chars().next() {
        let after = text[end..].trim_start();
        if c.is_ascii_digit() || matches!(c, '.' | ',' | '\'' | '’') {
            end += c.len_utf8();
        } else if end > 0 && c.is_whitespace() && after.starts_with(|c: char| c.is_ascii_digit()) {
            end = text.len() - after.len();
        } else {
            break;
        }
    }
    end
}

/// Takes out what stands between thousands; a group has three digits, and all are divided alike.
fn without_groups(digits: &str) -> Result<String, Problem> {
    let (whole, decimals) =
        digits.split_once('.').map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
    let groups: Vec<&str> = whole.split(|c: char| !c.is_ascii_digit()).collect();
    let kind = |c: char| {
        if c.is_whitespace() {
            ' '
        } else if c == '’' {
            '\''
        } else {
            c
        }
    };
    let mut marks = whole.chars().filter(|c| !c.is_ascii_digit()).map(kind);
    let first = marks.next();
    let well_grouped = groups.len() == 1
        || ((1..=3).contains(&groups[0].len())
            && groups[1..].iter().all(|group| group.len() == 3)
            && marks.all(|mark| Some(mark) == first));
    let clean_decimals = decimals.is_none_or(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()));
    if !clean_decimals {
        return Err(Problem::NotANumber { found: digits.to_owned() });
    }
    if !well_grouped {
        let found = digits.to_owned();
        return Err(if digits.contains(',') { Problem::Comma { found } } else { Problem::Groups { found } });
    }
    Ok(groups.concat() + "." + decimals.unwrap_or_default() + "0")
}

fn first_word(text: &str) -> String {
    let end = text.find(|c: char| c.is_whitespace() || c.is_ascii_digit()).unwrap_or(text.len());
    text[..end].to_owned()
}

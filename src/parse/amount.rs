//! Reads one amount after the other: sign, digits, and the words behind them.

use super::Problem;
use super::words::{Word, word};
use tandem_engine::quantity::Unit;

/// A number with what its words say.
#[derive(Clone, Copy, Debug)]
pub(super) struct Amount {
    digits: f64,
    times: Option<f64>,
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
        self.digits * self.times.unwrap_or(1.0) * self.convert
    }
}

/// A word behind the high end counts for the low end too, as in `300–700k` and `3–5 万`, unless that would turn the
/// ends around.
pub(super) fn share_words(ends: &mut [Amount]) {
    if let [low, high] = ends {
        if !low.has_unit {
            low.convert = high.convert;
        }
        if low.times.is_none()
            && low.digits * high.times.unwrap_or(1.0) < high.digits * high.times.unwrap_or(1.0)
        {
            low.times = high.times;
        }
    }
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
    to: bool,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str, unit: Unit, currency: &'a str) -> Self {
        Self { rest: text, unit, currency, to: false }
    }

    /// A number and the words behind it.
    pub(super) fn amount(&mut self) -> Result<Amount, Problem> {
        self.to = false;
        self.skip_signs_of_money();
        let digits = self.number()?;
        let mut amount = Amount {
            digits,
            times: None,
            convert: 1.0,
            has_unit: false,
            is_percent: false,
            is_fraction: false,
        };
        self.words(&mut amount)?;
        Ok(amount)
    }

    /// Whether another number follows; what announces it is read.
    pub(super) fn separator(&mut self) -> bool {
        if self.to {
            return true;
        }
        self.skip_space();
        let separators = ["..", "…", "~", "–", "—", "-"];
        let found = separators.iter().find_map(|separator| self.rest.strip_prefix(separator));
        if let Some(rest) = found {
            self.rest = rest.trim_start_matches(['.', '…']);
        }
        found.is_some()
    }

    /// Nothing may be left.
    pub(super) fn end(&mut self) -> Result<(), Problem> {
        self.skip_space();
        if self.rest.is_empty() && !self.to {
            return Ok(());
        }
        Err(Problem::NotANumber { found: self.rest.to_owned() })
    }

    fn skip_space(&mut self) {
        self.rest = self.rest.trim_start();
    }

    /// Signs and fillers before the digits: $, ¥, about.
    fn skip_signs_of_money(&mut self) {
        self.skip_space();
        while let Some((Word::Filler, length)) = word(self.rest, self.unit, self.currency) {
            self.rest = self.rest[length..].trim_start();
        }
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
            let Some((found, length)) = word(self.rest, self.unit, self.currency) else {
                return Err(Problem::UnknownWord { found: first_word(self.rest) });
            };
            let text = &self.rest[..length];
            self.rest = &self.rest[length..];
            match found {
                Word::Times(factor) => amount.times = Some(amount.times.unwrap_or(1.0) * factor),
                Word::Percent => self.percent(amount, text)?,
                Word::Convert(factor) => (amount.convert, amount.has_unit) = (factor, true),
                Word::Filler => amount.has_unit = true,
                Word::To => {
                    self.to = true;
                    return Ok(());
                }
                Word::Of => return Err(Problem::UnknownWord { found: text.to_owned() }),
            }
        }
    }

    /// A percent is a share: of money or hours it would be a share of something that is not said.
    fn percent(&self, amount: &mut Amount, word: &str) -> Result<(), Problem> {
        amount.is_percent = true;
        if crate::format::is_share(self.unit) {
            Ok(())
        } else {
            Err(Problem::UnknownWord { found: word.to_owned() })
        }
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
        amount.digits /= self.number()?;
        amount.is_fraction = true;
        Ok(true)
    }

    fn number(&mut self) -> Result<f64, Problem> {
        self.skip_space();
        let text = self.rest;
        let signless = text.trim_start_matches(['-', '+']);
        let is_part = |c: char| {
            c.is_ascii_digit() || matches!(c, '.' | ',' | '\'' | '’' | '\u{a0}' | '\u{202f}' | '\u{2009}')
        };
        let mut length = signless.find(|c: char| !is_part(c)).unwrap_or(signless.len());
        // Two points are a separator, and a point or comma at the end belongs to no number.
        length = signless[..length].find("..").unwrap_or(length);
        let digits = signless[..length].trim_end_matches([',', '\'', '’', '\u{a0}', '\u{202f}', '\u{2009}']);
        let negative = text.len() > signless.len() && text.starts_with('-');
        if text.len() - signless.len() > 1 || !digits.bytes().any(|byte| byte.is_ascii_digit()) {
            return Err(Problem::NotANumber { found: text.to_owned() });
        }
        let plain = without_groups(digits)?;
        let size: f64 = plain.parse().map_err(|_| Problem::NotANumber { found: digits.to_owned() })?;
        self.rest = &signless[digits.len()..];
        Ok(if negative { -size } else { size })
    }
}

/// Takes out what stands between thousands; a group has three digits.
fn without_groups(digits: &str) -> Result<String, Problem> {
    let (whole, decimals) =
        digits.split_once('.').map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
    let groups: Vec<&str> = whole.split(|c: char| !c.is_ascii_digit()).collect();
    let well_grouped = groups.len() == 1
        || ((1..=3).contains(&groups[0].len()) && groups[1..].iter().all(|group| group.len() == 3));
    let clean_decimals = decimals.is_none_or(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()));
    if !clean_decimals {
        return Err(Problem::NotANumber { found: digits.to_owned() });
    }
    if !well_grouped {
        return Err(Problem::Comma { found: digits.to_owned() });
    }
    Ok(groups.concat() + "." + decimals.unwrap_or_default() + "0")
}

fn first_word(text: &str) -> String {
    let end = text.find(|c: char| c.is_whitespace() || c.is_ascii_digit()).unwrap_or(text.len());
    text[..end].to_owned()
}

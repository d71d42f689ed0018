//! Finds the word that follows a number. The words themselves are in `src/text/`.

use crate::format::is_money;
use crate::text::levers::typed;
use tandem_engine::quantity::Unit;

/// What a word after a number means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Word {
    /// The number counts in thousands, millions…
    Times(f64),
    /// The same, and a lesser part may follow: 3万5千.
    Myriad(f64),
    /// The number is a percent.
    Percent,
    /// Another number follows, the high end of a range.
    To,
    /// Another number follows, the spread around this one.
    Spread,
    /// Another number follows, of which this is a part: 8 in 10.
    Of,
    /// The number is in another unit than the field's: a factor to the field's.
    Convert(f64),
    /// The unit of the field, or a filler.
    Filler,
}

/// The word at the start of the text, and its length in bytes. Latin words are whole runs of letters, others the longest
/// known.
pub(super) fn word(text: &str, unit: Unit, currency: &str) -> Option<(Word, usize)> {
    if let Some(run) = latin_run(text) {
        let lower = run.to_ascii_lowercase();
        let is_currency = is_money(unit) && !currency.is_empty() && lower.eq_ignore_ascii_case(currency);
        let is_filler = is_currency || typed::FILLERS.contains(&lower.as_str());
        let known = all(unit).find(|(word, _)| *word == lower).map(|(_, word)| *word);
        return known.or(is_filler.then_some(Word::Filler)).map(|word| (word, run.len()));
    }
    let known = all(unit).filter(|(word, _)| !word.is_ascii() && text.starts_with(word));
    let known = known.max_by_key(|(word, _)| word.len()).map(|(text, word)| (*word, text.len()));
    let signs =
        typed::MONEY_SIGNS.iter().filter(|(_, codes)| belongs(codes, currency)).map(|(sign, _)| *sign);
    let money = typed::money_names(currency).iter().chain(typed::MONEY_UNITS).copied().chain(signs);
    let mut fillers = money.filter(|_| is_money(unit)).chain(typed::FILLERS.iter().copied());
    known.or_else(|| {
        fillers.find(|filler| text.starts_with(*filler)).map(|filler| (Word::Filler, filler.len()))
    })
}

/// The sign, name or code of another currency at the start of the text.
pub(super) fn foreign<'a>(text: &'a str, unit: Unit, currency: &str) -> Option<&'a str> {
    if !is_money(unit) || currency.is_empty() {
        return None;
    }
    let length = match latin_run(text) {
        Some(run) => {
            let code = |code: &&&str| run.eq_ignore_ascii_case(code) && !code.eq_ignore_ascii_case(currency);
            typed::MONEY_CODES.iter().find(code).map(|_| run.len())
        }
        None => {
            let other =
                |(sign, codes): &&(&str, &[&str])| text.starts_with(sign) && !belongs(codes, currency);
            typed::MONEY_SIGNS.iter().find(other).map(|(sign, _)| sign.len())
        }
    };
    text.get(..length?)
}

/// Whether a currency is one of those; where none is known it may be any.
fn belongs(codes: &[&str], currency: &str) -> bool {
    currency.is_empty() || codes.iter().any(|code| code.eq_ignore_ascii_case(currency))
}

fn latin_run(text: &str) -> Option<&str> {
    let end = text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len());
    (end > 0).then(|| &text[..end])
}

fn all(unit: Unit) -> impl Iterator<Item = &'static (&'static str, Word)> {
    typed::of_unit(unit).iter().copied().flatten().chain(typed::ANYWHERE)
}

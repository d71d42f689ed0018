//! Reading arguments: one plain word and named options.

use crate::failure::Failure;

/// What was typed.
#[derive(Debug, Default)]
pub(crate) struct Arguments {
    word: Option<String>,
    switches: Vec<String>,
    values: Vec<(String, String)>,
}

/// Reads arguments: `switches` stand alone, `options` take the next word (or what follows `=`).
pub(crate) fn read(arguments: &[String], switches: &[&str], options: &[&str]) -> Result<Arguments, Failure> {
    let mut read = Arguments::default();
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        let (name, inline) = match argument.split_once('=') {
            Some((name, value)) if name.starts_with("--") => (name, Some(value.to_owned())),
            _ => (argument.as_str(), None),
        };
        if switches.contains(&name) && inline.is_none() {
            read.switches.push(name.to_owned());
        } else if options.contains(&name) {
            let value = inline.or_else(|| rest.next().cloned());
            let value = value.ok_or_else(|| Failure::usage(format!("`{name}` needs a value")))?;
            read.values.push((name.to_owned(), value));
        } else if name.starts_with('-') && name != "-" {
            return Err(Failure::usage(format!("unknown option `{argument}`")));
        } else if read.word.is_some() {
            return Err(Failure::usage(format!("one argument too many: `{argument}`")));
        } else {
            read.word = Some(argument.clone());
        }
    }
    Ok(read)
}

impl Arguments {
    /// The plain word, which must be there.
    pub(crate) fn word(&self, what: &str) -> Result<&str, Failure> {
        self.word.as_deref().ok_or_else(|| Failure::usage(format!("{what} is missing")))
    }

    /// Whether a switch was given.
    pub(crate) fn has(&self, switch: &str) -> bool {
        self.switches.iter().any(|given| given == switch)
    }

    /// A whole number in a range.
    pub(crate) fn number(&self, option: &str, min: u64, max: u64) -> Result<Option<u64>, Failure> {
        let Some((_, text)) = self.values.iter().rev().find(|(name, _)| name == option) else {
            return Ok(None);
        };
        match text.parse::<u64>() {
            Ok(number) if (min..=max).contains(&number) => Ok(Some(number)),
            _ => Err(Failure::usage(format!(
                "`{option}` takes a whole number from {min} to {max}, found `{text}`"
            ))),
        }
    }
}

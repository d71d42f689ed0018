//! Reading arguments: one plain word and named options, checked against the command's list.

use crate::failure::{Failure, Outcome};
use crate::usage::{self, Command};

/// Most edits between a word and the one that is suggested for it.
const MAX_EDITS: usize = 2;

/// What was typed behind a command.
pub(crate) struct Args {
    command: &'static Command,
    word: Option<String>,
    switches: Vec<String>,
    values: Vec<(String, String)>,
}

/// A mistake on the command line.
pub(crate) fn wrong(command: Option<&'static Command>, what: impl Into<String>, hint: &str) -> Failure {
    Failure::usage(what).hint(hint).after(format!("\n{}", usage::usage(command)))
}

/// A hint that names the known word nearest to what was typed, if one is near.
pub(crate) fn nearest<'a>(typed: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
    let (edits, word) = known.map(|word| (edits(typed, word), word)).min_by_key(|(edits, _)| *edits)?;
    (edits <= MAX_EDITS).then(|| format!("did you mean `{word}`?"))
}

impl Args {
    /// Reads the words behind a command.
    pub(crate) fn read(command: &'static Command, words: Vec<String>) -> Outcome<Self> {
        let mut args = Self { command, word: None, switches: Vec::new(), values: Vec::new() };
        let mut words = words.into_iter();
        while let Some(word) = words.next() {
            args.take(word, &mut words)?;
        }
        match (command.word, &args.word) {
            (Some(name), None) => Err(args.wrong(format!("{name} is missing"), &help_hint(command))),
            _ => Ok(args),
        }
    }

    fn take(&mut self, word: String, rest: &mut impl Iterator<Item = String>) -> Outcome<()> {
        let (name, joined) = match word.split_once('=') {
            Some((name, value)) if name.starts_with("--") => (name, Some(value.to_owned())),
            _ => (word.as_str(), None),
        };
        if self.command.switches.contains(&name) && joined.is_none() {
            self.switches.push(name.to_owned());
        } else if let Some((option, value_name)) =
            self.command.options.iter().find(|(option, _)| *option == name)
        {
            let value = joined.or_else(|| rest.next());
            let missing =
                || self.wrong(format!("`{option}` needs a value"), &format!("write `{option} {value_name}`"));
            let value = value.ok_or_else(missing)?;
            self.values.push((name.to_owned(), value));
        } else if name.starts_with('-') && name != "-" {
            let hint = nearest(name, self.command.all_options()).unwrap_or_else(|| help_hint(self.command));
            return Err(self.wrong(format!("unknown option `{word}`"), &hint));
        } else if self.word.is_some() || self.command.word.is_none() {
            return Err(self.wrong(format!("one argument too many: `{word}`"), &help_hint(self.command)));
        } else {
            self.word = Some(word);
        }
        Ok(())
    }

    /// The plain word, which is there if the command takes one.
    pub(crate) fn word(&self) -> &str {
        self.word.as_deref().unwrap_or_default()
    }

    /// Whether a switch was given.
    pub(crate) fn has(&self, switch: &str) -> bool {
        self.switches.iter().any(|given| given == switch)
    }

    /// The value of an option; the last one counts.
    pub(crate) fn value(&self, option: &str) -> Option<&str> {
        self.values.iter().rev().find(|(name, _)| name == option).map(|(_, value)| value.as_str())
    }

    /// The value of an option as a whole number in a range.
    pub(crate) fn number(&self, option: &str, min: u64, max: u64) -> Outcome<Option<u64>> {
        let Some(text) = self.value(option) else { return Ok(None) };
        match text.parse::<u64>() {
            Ok(number) if (min..=max).contains(&number) => Ok(Some(number)),
            _ => {
                let what = format!("`{option}` is not a whole number from {min} to {max}, found `{text}`");
                Err(self.wrong(what, &format!("write for example `{option} {}`", min.max(max.min(1000)))))
            }
        }
    }

    /// A mistake in these arguments.
    pub(crate) fn wrong(&self, what: impl Into<String>, hint: &str) -> Failure {
        wrong(Some(self.command), what, hint)
    }
}

fn help_hint(command: &Command) -> String {
    format!("`tandem help {}` tells more", command.name)
}

/// Letters to change, add or leave out to make one word of the other (Levenshtein).
fn edits(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, letter) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, other) in b.iter().enumerate() {
            let changed = diagonal + usize::from(letter != *other);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_counted() {
        for (a, b, n) in [("run", "run", 0), ("rnu", "run", 2), ("chek", "check", 1), ("", "link", 4)] {
            assert_eq!(edits(a, b), n, "{a} {b}");
        }
    }
}

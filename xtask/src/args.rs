//! The command line, read without a library: a handful of flags.

use crate::failure::{Failure, Outcome};
use std::str::FromStr;

/// The arguments that no one has asked for yet.
pub struct Args {
    rest: Vec<String>,
}

impl Args {
    /// All arguments after the command's name.
    pub fn new(rest: impl IntoIterator<Item = String>) -> Self {
        Self { rest: rest.into_iter().collect() }
    }

    /// Whether a flag is there; it is taken out.
    pub fn flag(&mut self, name: &str) -> bool {
        let before = self.rest.len();
        self.rest.retain(|word| word != name);
        self.rest.len() != before
    }

    /// The value of `--name VALUE` or `--name=VALUE`.
    pub fn value(&mut self, name: &str) -> Outcome<Option<String>> {
        let joined = format!("{name}=");
        let Some(at) = self.rest.iter().position(|word| word == name || word.starts_with(&joined)) else {
            return Ok(None);
        };
        let word = self.rest.remove(at);
        match word.strip_prefix(&joined) {
            Some(value) => Ok(Some(value.to_owned())),
            None if at < self.rest.len() => Ok(Some(self.rest.remove(at))),
            None => Err(Self::wrong(format!("`{name}` needs a value"))),
        }
    }

    /// The next word that is no flag; it is taken out.
    pub fn next(&mut self) -> Option<String> {
        let at = self.rest.iter().position(|word| !word.starts_with("--"))?;
        Some(self.rest.remove(at))
    }

    /// As [`Args::value`], for a number.
    pub fn number<N: FromStr>(&mut self, name: &str) -> Outcome<Option<N>> {
        let Some(text) = self.value(name)? else { return Ok(None) };
        let number =
            text.parse().map_err(|_| Self::wrong(format!("`{name}` needs a number, found `{text}`")))?;
        Ok(Some(number))
    }

    /// Nothing may be left.
    pub fn finish(self) -> Outcome {
        match self.rest.first() {
            None => Ok(()),
            Some(word) => Err(Self::wrong(format!("unknown argument `{word}`"))),
        }
    }

    /// A mistake on the command line; the program ends with 2.
    pub fn wrong(what: String) -> Failure {
        Failure::new(what).usage()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn args(text: &str) -> Args {
        Args::new(text.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn flags_and_values_are_taken_out() {
        let mut args = args("--watch --port 90 --dir=x");
        assert!(args.flag("--watch") && !args.flag("--no-open"));
        assert!(matches!(args.number::<u16>("--port"), Ok(Some(90))));
        assert!(matches!(args.value("--dir"), Ok(Some(dir)) if dir == "x"));
        assert!(args.finish().is_ok());
    }

    #[test]
    fn mistakes_are_named() {
        let said =
            |outcome: Outcome| outcome.map_err(|failure| failure.to_string()).err().unwrap_or_default();
        assert!(said(args("--wach").finish()).contains("`--wach`"));
        assert!(said(args("--port x").number::<u16>("--port").map(drop)).contains("`x`"));
        assert!(said(args("--port").value("--port").map(drop)).contains("needs a value"));
    }
}

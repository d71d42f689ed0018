//! What went wrong and how to cure it: the only error type of these tools.

use std::fmt;

/// A failure told to a person: one sentence, and the cure when there is one.
#[derive(Debug)]
pub struct Failure {
    what: String,
    hint: Option<String>,
    usage: bool,
}

/// The result of every step.
pub type Outcome<T = ()> = Result<T, Failure>;

impl Failure {
    /// A failure without a known cure.
    pub fn new(what: impl Into<String>) -> Self {
        Self { what: what.into(), hint: None, usage: false }
    }

    /// Adds the cure, printed on a line of its own.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// A mistake on the command line rather than in the work.
    pub fn usage(mut self) -> Self {
        self.usage = true;
        self
    }

    /// The program's exit code: 2 for a wrong command line, else 1.
    pub fn code(&self) -> u8 {
        if self.usage { 2 } else { 1 }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error: {}", self.what)?;
        match &self.hint {
            Some(hint) => write!(f, "\nhint: {hint}"),
            None => Ok(()),
        }
    }
}

/// Turns any error into a [`Failure`] that says what was being tried.
pub trait OrFail<T> {
    /// `what` completes the sentence "cannot …".
    fn or_fail(self, what: impl fmt::Display) -> Outcome<T>;
}

impl<T, E: fmt::Display> OrFail<T> for Result<T, E> {
    fn or_fail(self, what: impl fmt::Display) -> Outcome<T> {
        self.map_err(|error| Failure::new(format!("cannot {what}: {error:#}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cure_has_its_own_line() {
        let failure = Failure::new("no browser").hint("install chromium");
        assert_eq!(failure.to_string(), "error: no browser\nhint: install chromium");
    }

    #[test]
    fn an_error_says_what_was_tried() {
        let failed: Outcome<()> = Err::<(), _>("denied").or_fail("read `a`");
        assert_eq!(failed.map_err(|f| f.to_string()), Err("error: cannot read `a`: denied".to_owned()));
    }
}

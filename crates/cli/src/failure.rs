//! How a command fails: what is wrong with the value in backticks, the cure on its own `hint:` line.

use crate::output;
use std::process::ExitCode;

/// What a command comes to.
pub(crate) type Outcome<T> = Result<T, Failure>;

/// A command that could not do what was asked.
#[derive(Debug)]
pub(crate) struct Failure {
    code: u8,
    /// For standard output: what a program that reads the answer gets all the same.
    answer: String,
    /// For standard error.
    text: String,
}

impl Failure {
    /// The command was typed wrongly, or a file cannot be read: exit code 2.
    pub(crate) fn usage(what: impl Into<String>) -> Self {
        Self { code: 2, answer: String::new(), text: format!("error: {}\n", what.into()) }
    }

    /// The plan or the link cannot be used: exit code 1.
    pub(crate) fn unusable(what: impl Into<String>) -> Self {
        Self { code: 1, ..Self::usage(what) }
    }

    /// The answer itself says what is wrong: exit code 1.
    pub(crate) fn answered(answer: String) -> Self {
        Self { code: 1, answer, text: String::new() }
    }

    /// Adds the cure.
    pub(crate) fn hint(self, hint: &str) -> Self {
        self.after(format!("hint: {hint}\n"))
    }

    /// Adds lines to what is said.
    pub(crate) fn after(mut self, lines: impl AsRef<str>) -> Self {
        self.text.push_str(lines.as_ref());
        self
    }

    /// Adds an answer for programs.
    pub(crate) fn with_answer(self, answer: String) -> Self {
        Self { answer, ..self }
    }

    /// Says it and gives the exit code.
    pub(crate) fn report(self) -> ExitCode {
        // The exit code says already that something is wrong.
        let _ = output::answer(&self.answer);
        output::note(&self.text);
        ExitCode::from(self.code)
    }
}

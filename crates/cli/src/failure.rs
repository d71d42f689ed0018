//! How a command fails: what is wrong, with the value in backticks, and the cure on a line of its own.

use std::process::ExitCode;

/// A failed command. What it has to say goes to standard error, findings as a program wants them to standard output.
#[derive(Debug)]
pub(crate) struct Failure {
    code: u8,
    message: String,
    output: String,
}

impl Failure {
    /// The command was typed wrongly.
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        let message = format!("{}\nhint: `tandem --help` lists the commands", message.into());
        Self { code: 2, message, output: String::new() }
    }

    /// The plan or the link cannot be used.
    pub(crate) fn findings(message: impl Into<String>) -> Self {
        Self { code: 1, message: message.into(), output: String::new() }
    }

    /// The same, with an answer for a program.
    pub(crate) fn with_output(self, output: String) -> Self {
        Self { output, ..self }
    }

    /// The machine refused.
    pub(crate) fn broken(message: impl Into<String>) -> Self {
        Self { code: 2, message: message.into(), output: String::new() }
    }

    /// Says what happened and gives the exit code.
    #[expect(clippy::print_stderr, reason = "this is where errors are said")]
    pub(crate) fn report(self) -> ExitCode {
        // A reader that went away has no use for the rest.
        let _ = crate::print(&self.output);
        if !self.message.is_empty() {
            eprintln!("error: {}", self.message.trim_end());
        }
        ExitCode::from(self.code)
    }
}

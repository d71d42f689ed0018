//! Standard output and standard error.

use crate::failure::{Failure, Outcome};
use std::io::{self, ErrorKind, IsTerminal, Write};

/// The answer of a command. A reader that has seen enough (`tandem run … | head`) is no failure.
pub(crate) fn answer(text: &str) -> Outcome<()> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Failure::usage(format!("cannot write the answer: {error}")).hint("is the disk full?"))
        }
        _ => Ok(()),
    }
}

/// Something beside the answer. Where nobody listens, nothing is lost.
pub(crate) fn note(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// Progress on a terminal: one line that changes and is gone at the end.
pub(crate) fn progress(text: &str) {
    if io::stderr().is_terminal() {
        note(&format!("\r\x1b[2K{text}"));
    }
}

//! The words on the terminal: headings, steps with their times, progress.
#![expect(clippy::print_stdout, reason = "a command line tool talks on standard output")]

use crate::failure::Outcome;
use std::io::{IsTerminal, Write, stdout};
use std::time::{Duration, Instant};

/// Goes back to the start of the line and clears it.
const AGAIN: &str = "\r\x1b[2K";

/// One line.
pub fn line(text: &str) {
    let again = if stdout().is_terminal() { AGAIN } else { "" };
    println!("{again}{text}");
    // A reader of a pipe should see progress while it happens.
    let _ = stdout().flush();
}

/// A heading, set apart from what was printed before.
pub fn heading(text: &str) {
    line(&format!("\n== {text}"));
}

/// Something the reader should know, without stopping.
pub fn note(text: &str) {
    line(&format!("   note: {text}"));
}

/// Something that was left out although it should have run.
pub fn loud(text: &str) {
    line(&format!("!! {text}"));
}

/// How often progress is told: one line that changes on a terminal, few lines in a log.
pub fn progress_every() -> Duration {
    Duration::from_secs(if stdout().is_terminal() { 1 } else { 15 })
}

/// A silent step is still at work.
pub fn progress(label: &str, elapsed: Duration, last: &str) {
    let last: String = last.trim().chars().take(60).collect();
    let text = format!("   … {label}, {} so far: {last}", seconds(elapsed));
    if stdout().is_terminal() {
        print!("{AGAIN}{text}");
        let _ = stdout().flush();
    } else {
        line(&text);
    }
}

/// Does one step and says how it went and how long it took.
///
/// `work` gives the sentence that follows the label.
pub fn step<T>(label: &str, work: impl FnOnce() -> Outcome<(T, String)>) -> Outcome<T> {
    let started = Instant::now();
    let (value, result) = work()?;
    line(&format!(" ✓ {label}: {result} ({})", seconds(started.elapsed())));
    Ok(value)
}

/// A time for people.
pub fn seconds(time: Duration) -> String {
    let s = time.as_secs_f64();
    if s < 9.95 {
        format!("{s:.1} s")
    } else if s < 120.0 {
        format!("{s:.0} s")
    } else {
        format!("{} min {:02} s", s as u64 / 60, s as u64 % 60)
    }
}

/// A size for people, in thousands of bytes as browsers show it.
pub fn kilobytes(bytes: usize) -> String {
    format!("{:.1} kB", bytes as f64 / 1000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_read_well() {
        assert_eq!(seconds(Duration::from_millis(340)), "0.3 s");
        assert_eq!(seconds(Duration::from_secs(61)), "61 s");
        assert_eq!(seconds(Duration::from_secs(605)), "10 min 05 s");
    }
}

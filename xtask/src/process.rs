//! Running other programs: quietly with progress, or with their output passed on.

use crate::failure::{Failure, Outcome};
use std::collections::VecDeque;
use std::env;
use std::io::{BufRead, BufReader, Read};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

/// How often a running program is looked at.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// How many lines of a failed program are shown.
const TAIL_LINES: usize = 60;

/// The first file called `name` on the search path.
pub fn on_path(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|dir| dir.join(name)).find(|file| file.is_file())
}

/// The cargo that started us, so that nested builds use the same toolchain.
pub fn cargo() -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(crate::workspace::root());
    command
}

/// What the program prints, or nothing where it cannot be run or fails.
pub fn answer(program: impl AsRef<std::ffi::OsStr>, args: &[&str]) -> Option<String> {
    let output = Command::new(program).args(args).stderr(Stdio::null()).stdin(Stdio::null()).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    output.status.success().then_some(text)
}

/// Runs a program silently, with a progress line every few seconds; a failure shows its last lines.
pub fn run_quietly(command: &mut Command, label: &str) -> Outcome {
    run_within(command, label, None)
}

/// As [`run_quietly`], but ends the program when `limit` has passed.
pub fn run_within(command: &mut Command, label: &str, limit: Option<Duration>) -> Outcome {
    let started = Instant::now();
    let child = start(command, label)?;
    let (status, tail) = follow(child, label, limit)?;
    if status.success() {
        return Ok(());
    }
    let late = limit.is_some_and(|limit| started.elapsed() >= limit);
    let why = if late { "took too long".to_owned() } else { format!("failed ({status})") };
    let lines: Vec<_> =
        tail.iter().filter(|line| !is_routine(line)).map(|line| format!("  | {line}")).collect();
    Err(Failure::new(format!("{label} {why}\n{}", lines.join("\n"))))
}

fn start(command: &mut Command, label: &str) -> Outcome<Child> {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let program = command.get_program().to_string_lossy().into_owned();
    command.spawn().map_err(|error| Failure::new(format!("{label}: cannot start `{program}`: {error}")))
}

/// What cargo says while all is well.
fn is_routine(line: &str) -> bool {
    ["Compiling ", "Checking ", "Downloaded ", "Downloading ", "Locking ", "Updating "]
        .iter()
        .any(|word| line.trim_start().starts_with(word))
}

fn follow(mut child: Child, label: &str, limit: Option<Duration>) -> Outcome<(ExitStatus, VecDeque<String>)> {
    let started = Instant::now();
    let mut said = started;
    let mut tail = VecDeque::new();
    let lines = merged_lines(&mut child);
    loop {
        match lines.recv_timeout(LOOK_EVERY) {
            Ok(line) => remember(&mut tail, line),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => break,
        }
        if said.elapsed() > crate::say::progress_every() {
            said = Instant::now();
            crate::say::progress(label, started.elapsed(), tail.back().map_or("", String::as_str));
        }
        if limit.is_some_and(|limit| started.elapsed() > limit) {
            // It may have ended by itself in the meantime; the status below tells.
            let _ = child.kill();
            break;
        }
    }
    let status = child.wait().map_err(|error| Failure::new(format!("{label}: {error}")))?;
    Ok((status, tail))
}

fn remember(tail: &mut VecDeque<String>, line: String) {
    if line.trim().is_empty() {
        return;
    }
    if tail.len() == TAIL_LINES {
        tail.pop_front();
    }
    tail.push_back(line);
}

fn merged_lines(child: &mut Child) -> mpsc::Receiver<String> {
    let (sender, receiver) = mpsc::channel();
    let streams: [Option<Box<dyn Read + Send>>; 2] =
        [child.stdout.take().map(|s| Box::new(s) as _), child.stderr.take().map(|s| Box::new(s) as _)];
    for stream in streams.into_iter().flatten() {
        let sender = sender.clone();
        thread::spawn(move || {
            for line in BufReader::new(stream).lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    break;
                }
            }
        });
    }
    receiver
}

/// Runs a program, passes its output on, and gives its standard output back for counting.
pub fn run_shown(command: &mut Command) -> Outcome<(bool, String)> {
    let program = command.get_program().to_string_lossy().into_owned();
    command.stdin(Stdio::null()).stdout(Stdio::piped());
    let mut child =
        command.spawn().map_err(|error| Failure::new(format!("cannot start `{program}`: {error}")))?;
    let mut all = String::new();
    if let Some(stdout) = child.stdout.take() {
        for line in BufReader::new(stdout).lines().map_while(Result::ok) {
            crate::say::line(&line);
            all.push_str(&line);
            all.push('\n');
        }
    }
    let status = child.wait().map_err(|error| Failure::new(format!("`{program}`: {error}")))?;
    Ok((status.success(), all))
}

/// Removes what `cargo run` put into the environment for its own toolchain.
///
/// Another toolchain's compiler must not load that one's libraries.
pub fn forget_toolchain(command: &mut Command) -> &mut Command {
    for name in ["RUSTUP_TOOLCHAIN", "LD_LIBRARY_PATH", "CARGO", "RUSTFLAGS", "RUSTC", "RUSTDOC"] {
        command.env_remove(name);
    }
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_program_shows_its_last_lines() {
        let mut command = Command::new("sh");
        command.args(["-c", "echo first; echo cause >&2; exit 3"]);
        let failure = run_quietly(&mut command, "the step").map_err(|failure| failure.to_string());
        let text = failure.err().unwrap_or_default();
        assert!(text.contains("the step failed") && text.contains("| cause"), "{text}");
    }

    #[test]
    fn a_program_that_hangs_is_ended() {
        let mut command = Command::new("sh");
        command.args(["-c", "echo started; exec sleep 60"]);
        let started = Instant::now();
        assert!(run_within(&mut command, "the step", Some(Duration::from_millis(10))).is_err());
        assert!(started.elapsed() < Duration::from_secs(30));
    }

    #[test]
    fn output_is_given_back() {
        let mut command = Command::new("sh");
        command.args(["-c", "echo one; echo two"]);
        let shown = run_shown(&mut command).map_err(|failure| failure.to_string());
        assert_eq!(shown, Ok((true, "one\ntwo\n".to_owned())));
    }
}

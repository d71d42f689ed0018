//! Runs the program and keeps all that it says, exit code and both outputs together, in a file of `snapshots/`.
#![allow(dead_code, reason = "each test file uses its own part")]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// Set to write the snapshots instead of comparing with them.
const UPDATE: &str = "TANDEM_UPDATE";

/// The folder in which the program is run, so that paths in its answers are the same everywhere.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The program, in the workspace's folder.
pub fn tandem(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tandem"));
    command.args(args).current_dir(root()).stdin(Stdio::null());
    command
}

/// Runs the program.
pub fn run(args: &[&str]) -> Output {
    tandem(args).output().unwrap()
}

/// Runs the program with a text on its standard input.
pub fn run_with(args: &[&str], input: &[u8]) -> Output {
    let piped = || Stdio::piped();
    let mut child = tandem(args).stdin(piped()).stdout(piped()).stderr(piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

/// The answer of a run that went well.
#[track_caller]
pub fn answer(output: Output) -> String {
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {said}", output.status);
    String::from_utf8(output.stdout).unwrap()
}

/// Compares a run with its snapshot.
#[track_caller]
pub fn snapshot(name: &str, args: &[&str]) {
    compare(name, &args.join(" "), &run(args));
}

/// Compares what was said with a snapshot; `typed` stands for the arguments.
#[track_caller]
pub fn compare(name: &str, typed: &str, output: &Output) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let code = output.status.code().unwrap();
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    let said = format!("$ tandem {typed}\nexit code: {code}\n--- stdout\n{out}--- stderr\n{err}");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots").join(format!("{name}.txt"));
    if std::env::var_os(UPDATE).is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, &said).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    if kept != said {
        let (kept, said) = (kept.lines(), said.lines());
        let differing = kept.clone().zip(said.clone()).find(|(kept, said)| kept != said);
        panic!(
            "`{name}` says something else ({} lines, kept {}), first: {differing:#?}\nset {UPDATE}=1 to keep it",
            said.count(),
            kept.count()
        );
    }
}

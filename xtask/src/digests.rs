//! Same link, same numbers: the engine's digest, computed four ways, is one digest.

use crate::count::Count;
use crate::failure::{Failure, Outcome};
use crate::{process, say, workspace};
use std::env::consts::EXE_SUFFIX;
use std::process::{Command, Stdio};

/// Computes the digest each way and compares; `in_browser` prints the one of the wasm.
pub fn run(in_browser: Option<Command>) -> Outcome<Count> {
    let cli = |release: bool| {
        let mut command = process::cargo();
        command.args(["run", "--quiet", "--package", "tandem-cli", "--bin", "tandem"]);
        if release {
            command.arg("--release");
        }
        command.args(["--", "digest"]);
        command
    };
    let found = vec![
        // Crates built beside it can switch features of shared dependencies: that must not show.
        ("whole workspace", whole_workspace().and_then(digest)),
        ("native, debug", digest(cli(false))),
        ("native, release", digest(cli(true))),
        ("wasm in Chromium", in_browser.ok_or_else(no_browser).and_then(digest)),
    ];
    Ok(compare(&found))
}

fn no_browser() -> Failure {
    Failure::new("not run: the bundle, Node or the browser is missing, see above")
}

fn whole_workspace() -> Outcome<Command> {
    process::run_quietly(process::cargo().args(["build", "--workspace"]), "cargo build --workspace")?;
    let program = format!("debug/tandem{EXE_SUFFIX}");
    let mut command = Command::new(workspace::native_target().join(program));
    command.arg("digest").current_dir(workspace::root());
    Ok(command)
}

/// The last line that a program prints, which must be hexadecimal.
fn digest(mut command: Command) -> Outcome<String> {
    let output = command.stdin(Stdio::null()).output();
    let output = output.map_err(|error| Failure::new(format!("cannot compute a digest: {error}")))?;
    let said = String::from_utf8_lossy(&output.stdout);
    let line = said.trim().lines().next_back().unwrap_or("").trim();
    let hex = line.len() >= 8 && line.bytes().all(|byte| byte.is_ascii_hexdigit());
    if output.status.success() && hex {
        return Ok(line.to_ascii_lowercase());
    }
    let complaint = String::from_utf8_lossy(&output.stderr);
    let last: Vec<_> = complaint.trim().lines().take(12).collect();
    Err(Failure::new(format!("no digest, but `{line}` ({})\n{}", output.status, last.join("\n"))))
}

/// All must be like the first that could be computed.
fn compare(found: &[(&str, Outcome<String>)]) -> Count {
    let wanted = found.iter().find_map(|(_, digest)| digest.as_ref().ok());
    let mut count = Count::default();
    for (way, digest) in found {
        let same = digest.as_ref().ok().is_some_and(|digest| Some(digest) == wanted);
        match digest {
            Ok(digest) => say::line(&format!(" {} {way:<18} {digest}", if same { "✓" } else { "✗" })),
            Err(failure) => say::line(&format!(" ✗ {way:<18} {failure}")),
        }
        count += Count::one(same);
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_different_digest_fails() {
        let found = [("a", Ok("12ab".into())), ("b", Ok("12ab".into())), ("c", Ok("12ac".into()))];
        assert_eq!(compare(&found), Count { passed: 2, failed: 1, skipped: 0, second_try: 0 });
    }

    #[test]
    fn a_missing_digest_fails() {
        let found = [("a", Err(no_browser())), ("b", Ok("12ab".into()))];
        assert_eq!(compare(&found), Count { passed: 1, failed: 1, skipped: 0, second_try: 0 });
    }

    #[test]
    fn the_last_line_must_be_hexadecimal() {
        let says = |text: &str| {
            let mut command = Command::new("printf");
            command.arg(text);
            digest(command).ok()
        };
        assert_eq!(says("a note\\n12AB34cd\\n").as_deref(), Some("12ab34cd"));
        assert_eq!(says("no digest\\n"), None);
    }
}

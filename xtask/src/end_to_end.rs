//! The end-to-end tests, and a second try for the few that fail.
//!
//! A test in a real browser can fail by the moment: machines differ, and other programs come and go. Where no more than
//! [`FEW`] failed, these run once more by themselves; what holds then is counted as passed and said aloud, for it is to be mended.

use crate::count::Count;
use crate::failure::{OrFail, Outcome};
use crate::gates::missing;
use crate::server::Server;
use crate::setup::TestTools;
use crate::{bundle, process, say, workspace};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// More failures than these are no accident.
const FEW: usize = 3;

/// Runs all end-to-end tests.
pub fn run(tools: Option<&TestTools>, server: Option<&Server>) -> Outcome<Count> {
    let tools = tools.ok_or_else(|| missing("browser or Node"))?;
    let server = server.ok_or_else(|| missing("bundle"))?;
    let folder = workspace::root().join("tests/e2e");
    let files = bundle::files_below(&folder)?.into_iter().filter(|file| file.ends_with(".test.mjs"));
    let files: Vec<_> = files.map(|file| folder.join(file)).collect();
    let (success, tap) = tests(tools, server, &files, &[])?;
    let mut count = Count::of_node(&tap).with_exit(success);
    let failed = Failed::read(&tap);
    if count.failed > FEW || failed.len() != count.failed {
        return Ok(count);
    }
    for (file, names) in by_file(&failed) {
        say::line(&format!("-- a second try of {} in {}", names.len(), workspace::shown(file)));
        let (success, tap) = tests(tools, server, &[file.to_path_buf()], &names)?;
        let again = Count::of_node(&tap);
        if success && again.passed == names.len() {
            names.iter().for_each(|name| say::loud(&format!("HELD AT THE SECOND TRY ONLY: {name}")));
            count.failed -= names.len();
            count.passed += names.len();
            count.second_try += names.len();
        }
    }
    Ok(count)
}

/// Runs tests of some files, all of them or those of these names; whether all passed, and what the runner said.
fn tests(tools: &TestTools, server: &Server, files: &[PathBuf], names: &[&str]) -> Outcome<(bool, String)> {
    let tap = workspace::native_target().join("end-to-end.tap");
    let mut command = node(tools, server);
    // One file at a time: some tests measure time, and there may be two cores only. The limit is for a whole file.
    command
        .args(["--test", "--test-concurrency=1", "--test-timeout=1500000"])
        .args(["--test-reporter=spec", "--test-reporter-destination=stdout", "--test-reporter=tap"])
        .arg(format!("--test-reporter-destination={}", tap.display()))
        .args(names.iter().map(|name| format!("--test-name-pattern=^{}$", literal(name))))
        .args(files);
    let (success, _) = process::run_shown(&mut command)?;
    Ok((success, fs::read_to_string(&tap).or_fail("read the results of the end-to-end tests")?))
}

/// A script of `tests/e2e` that finds the server and the browser.
pub fn node_script(tools: &TestTools, server: &Server, script: &str) -> Command {
    let mut command = node(tools, server);
    command.arg(workspace::root().join("tests/e2e").join(script));
    command
}

fn node(tools: &TestTools, server: &Server) -> Command {
    let mut command = Command::new(&tools.node);
    command.current_dir(workspace::root()).env("TANDEM_URL", server.url()).env("CHROME", &tools.browser);
    command
}

/// A test that failed.
#[derive(Debug, PartialEq)]
struct Failed {
    name: String,
    file: PathBuf,
}

impl Failed {
    /// Those of a report in the form of TAP: `not ok 3 - name`, and below it `location: 'file:line:column'`.
    fn read(tap: &str) -> Vec<Self> {
        let mut failed = Vec::new();
        let mut open = None;
        for line in tap.lines() {
            if let Some((_, name)) = line.strip_prefix("not ok ").and_then(|rest| rest.split_once(" - ")) {
                open = Some(name.replace("\\#", "#").replace("\\\\", "\\"));
            } else if let Some(place) = line.strip_prefix("  location: '")
                && let Some(name) = open.take()
            {
                let file = place.trim_end_matches('\'').rsplitn(3, ':').nth(2).unwrap_or_default();
                failed.push(Self { name, file: file.into() });
            }
        }
        failed
    }
}

fn by_file(failed: &[Failed]) -> BTreeMap<&Path, Vec<&str>> {
    let mut files: BTreeMap<&Path, Vec<&str>> = BTreeMap::new();
    for Failed { name, file } in failed {
        files.entry(file).or_default().push(name);
    }
    files
}

/// A pattern that fits these words alone.
fn literal(words: &str) -> String {
    let mut pattern = String::new();
    for letter in words.chars() {
        if r"\^$.|?*+()[]{}/".contains(letter) {
            pattern.push('\\');
        }
        pattern.push(letter);
    }
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failures_are_read_with_their_files() {
        let tap = "# Subtest: a\nok 1 - a\n  ---\n  duration_ms: 2\n  ...\n# Subtest: b \\# (c)\nnot ok 2 - b \\# (c)\n  ---\n  \
                   duration_ms: 2.6\n  location: '/e2e/x.test.mjs:12:1'\n  error: |-\n    not ok 9 - no test\n  ...\n";
        let found = Failed { name: "b # (c)".into(), file: "/e2e/x.test.mjs".into() };
        assert_eq!(Failed::read(tap), [found]);
    }

    #[test]
    fn a_pattern_fits_the_name_and_nothing_else() {
        assert_eq!(literal("a (b), c? 1/2"), r"a \(b\), c\? 1\/2");
    }
}

//! Node and its modules: playwright and axe for the tests.

use crate::failure::{Failure, OrFail, Outcome};
use crate::{debian, hash, process, workspace};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// The oldest Node whose test runner and modules do what we need.
const OLDEST: u32 = 20;

/// Node, where it is installed.
pub fn find() -> Option<PathBuf> {
    process::on_path("node").or_else(|| process::on_path("nodejs"))
}

/// Makes sure that a recent Node is there.
pub fn ensure() -> Outcome<(PathBuf, String)> {
    if find().is_none() || process::on_path("npm").is_none() {
        debian::install(&["nodejs", "npm"], &by_hand())?;
    }
    let node = find().ok_or_else(|| Failure::new("Node is not installed").hint(by_hand()))?;
    let version = process::answer(&node, &["--version"]).unwrap_or_default();
    let major = version.trim_start_matches('v').split('.').next().and_then(|major| major.parse().ok());
    if major.is_none_or(|major: u32| major < OLDEST) {
        return Err(Failure::new(format!("Node `{version}` is too old")).hint(by_hand()));
    }
    Ok((node, format!("Node {version}")))
}

fn by_hand() -> String {
    format!("install Node {OLDEST} or newer with npm (nodejs.org)")
}

/// Makes sure that `node_modules/` is what `package-lock.json` says.
pub fn ensure_modules() -> Outcome<((), String)> {
    let root = workspace::root();
    let lock = fs::read(root.join("package-lock.json")).or_fail("read `package-lock.json`")?;
    let stamp_file = root.join("node_modules/.tandem-stamp");
    let stamp = hash::of(&[&lock]);
    if fs::read_to_string(&stamp_file).is_ok_and(|old| old == stamp) {
        return Ok(((), "node_modules/ is up to date".into()));
    }
    let mut command = Command::new("npm");
    // No module needs to run anything at install time, so none may.
    command.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(&root);
    process::run_quietly(&mut command, "npm ci")?;
    fs::write(&stamp_file, stamp).or_fail("write the stamp of node_modules/")?;
    Ok(((), "installed by npm ci".into()))
}

/// The version that works on Node 20; newer ones need Node 22.
const LIGHTHOUSE: &str = "lighthouse@12.8.2";

/// Makes sure that Lighthouse is there: 185 MB that no test needs, so apart from the other modules.
pub fn ensure_lighthouse() -> Outcome<(PathBuf, String)> {
    let folder = workspace::native_target().join("lighthouse");
    if folder.join("node_modules/lighthouse/package.json").is_file() {
        return Ok((folder, format!("{LIGHTHOUSE} is there")));
    }
    fs::create_dir_all(&folder).or_fail("make the folder of Lighthouse")?;
    let mut command = Command::new("npm");
    command.args(["install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix"]);
    command.arg(&folder).arg(LIGHTHOUSE).current_dir(&folder);
    process::run_quietly(&mut command, "npm install lighthouse")?;
    Ok((folder, format!("{LIGHTHOUSE} installed")))
}

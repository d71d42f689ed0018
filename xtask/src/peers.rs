//! The reference workload: the engine's kernels beside numpy and JavaScript, in one run.

use crate::bundle;
use crate::failure::Outcome;
use crate::setup::TestTools;
use crate::wasm_toolchain::WasmToolchain;
use crate::{process, say, workspace};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Trials of a run: what Python needs is half a minute in all.
const TRIALS: &str = "2000";
/// Runs of each program, in turn.
const ROUNDS: &str = "3";

/// Builds the workload both ways, runs all programs, prints times and ratios; whether their results agree.
pub fn run(toolchain: &WasmToolchain, tools: &TestTools) -> Outcome<bool> {
    let native = say::step("compile the reference workload", native)?;
    let kernels = say::step("compile it for wasm", || bundle::kernels(toolchain))?;
    let python = python();
    let mut command = Command::new(&tools.node);
    command
        .arg(workspace::root().join("xtask/peers/run.mjs"))
        .env("REFERENCE", native)
        .env("KERNELS", kernels)
        .env("PYTHON", python.unwrap_or_default())
        .env("TRIALS", TRIALS)
        .env("ROUNDS", ROUNDS);
    Ok(process::run_shown(&mut command)?.0)
}

fn native() -> Outcome<(PathBuf, String)> {
    let mut command = process::cargo();
    command.args(["build", "--release", "--package", "tandem-reference", "--bin", "tandem-reference"]);
    process::run_quietly(&mut command, "cargo build of the reference workload")?;
    let name = format!("release/tandem-reference{}", std::env::consts::EXE_SUFFIX);
    Ok((workspace::native_target().join(name), String::new()))
}

/// A Python with numpy: that of the machine, or one of our own with numpy from the package index.
fn python() -> Option<PathBuf> {
    let system = process::on_path("python3")?;
    if has_numpy(&system) {
        return Some(system);
    }
    let own = workspace::native_target().join("peers");
    let python = own.join("bin/python3");
    if has_numpy(&python) {
        return Some(python);
    }
    let made = say::step("install numpy", || {
        process::run_quietly(Command::new(&system).args(["-m", "venv"]).arg(&own), "python3 -m venv")?;
        let mut pip = Command::new(&python);
        pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "numpy"]);
        process::run_quietly(&mut pip, "pip install numpy")?;
        Ok((python.clone(), "into target/peers".to_owned()))
    });
    if let Err(failure) = &made {
        say::note(&failure.to_string());
    }
    made.ok()
}

fn has_numpy(python: &Path) -> bool {
    python.is_file() && process::answer(python, &["-c", "import numpy; print(numpy.__version__)"]).is_some()
}

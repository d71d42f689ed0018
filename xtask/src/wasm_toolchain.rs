//! A compiler with the library for the browser, by the first way that works:
//! it is there already; rustup fetches it; Debian's packages make it.

use crate::failure::{Failure, Outcome};
use crate::process;
use crate::workspace;
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// The target of the app.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// rustup gets this long to fetch the library; a machine without a way out should not wait for ever.
const RUSTUP_LIMIT: Duration = Duration::from_secs(180);

/// The compiler that builds the app.
#[derive(Clone, Debug)]
pub enum WasmToolchain {
    /// The one that runs this program.
    Active,
    /// The distribution's, laid out in this folder.
    Distro(PathBuf),
}

impl WasmToolchain {
    /// A cargo of this toolchain, in the root of the checkout.
    pub fn cargo(&self) -> Command {
        let mut command = match self {
            Self::Active => {
                let mut command = process::cargo();
                command.env_remove("RUSTFLAGS");
                command
            }
            Self::Distro(dir) => {
                let mut command = Command::new(dir.join("bin/cargo"));
                process::forget_toolchain(&mut command);
                command.env("RUSTC", dir.join("bin/rustc")).env("RUSTDOC", dir.join("bin/rustdoc"));
                command
            }
        };
        command.current_dir(workspace::root());
        command
    }
}

/// Finds or makes the toolchain; the sentence says which way it was.
///
/// `TANDEM_TOOLCHAIN=distro` goes straight to the last way, to test it.
pub fn ensure() -> Outcome<(WasmToolchain, String)> {
    let forced = env::var("TANDEM_TOOLCHAIN").is_ok_and(|wanted| wanted == "distro");
    if !forced {
        if active_has_library() {
            return Ok((WasmToolchain::Active, format!("{TARGET} is there")));
        }
        if distro_ready() {
            return Ok((WasmToolchain::Distro(distro_dir()), "the distribution's compiler is there".into()));
        }
        if rustup_fetches() {
            return Ok((WasmToolchain::Active, format!("{TARGET} fetched by rustup")));
        }
    }
    let made = distro_make()?;
    Ok((WasmToolchain::Distro(distro_dir()), made))
}

fn active_has_library() -> bool {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let folder = process::answer(rustc, &["--print", "target-libdir", "--target", TARGET]);
    folder.is_some_and(|folder| has_std(Path::new(&folder)))
}

/// Whether a library folder holds the standard library.
pub fn has_std(folder: &Path) -> bool {
    let Ok(entries) = folder.read_dir() else { return false };
    entries.flatten().any(|entry| entry.file_name().to_string_lossy().starts_with("libstd-"))
}

fn rustup_fetches() -> bool {
    if process::on_path("rustup").is_none() {
        crate::say::note("rustup is not installed");
        return false;
    }
    let mut command = Command::new("rustup");
    // A machine without a way out fails at the first try; more tries would only wait.
    command.args(["target", "add", TARGET]).env("RUSTUP_MAX_RETRIES", "1");
    let fetched = process::run_within(&mut command, "rustup target add", Some(RUSTUP_LIMIT));
    if fetched.is_err() {
        crate::say::note("rustup cannot fetch the library here, trying the distribution's packages");
    }
    fetched.is_ok() && active_has_library()
}

#[cfg(target_os = "linux")]
use crate::distro::{dir as distro_dir, make as distro_make, ready as distro_ready};

#[cfg(not(target_os = "linux"))]
fn distro_dir() -> PathBuf {
    PathBuf::new()
}

#[cfg(not(target_os = "linux"))]
fn distro_ready() -> bool {
    false
}

#[cfg(not(target_os = "linux"))]
fn distro_make() -> Outcome<String> {
    Err(no_way())
}

/// The end of all ways: what a person can do.
pub fn no_way() -> Failure {
    Failure::new(format!("there is no Rust library for `{TARGET}`"))
        .hint(format!("install Rust with rustup (rustup.rs), then run: rustup target add {TARGET}"))
}

//! The distribution's compiler, completed for the browser.
//!
//! Where rustup cannot fetch the wasm library, Debian's `rustc-web` comes with the library's source.
//! It is built once and laid out as a toolchain of its own in this user's cache; nothing that
//! the package manager owns is changed.

use crate::debian;
use crate::failure::{Failure, OrFail, Outcome};
use crate::process;
use crate::wasm_toolchain::{TARGET, has_std, no_way};
use crate::workspace;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

const RUSTC: &str = "/usr/bin/rustc";
const CARGO: &str = "/usr/bin/cargo";
const LIBRARY_SOURCE: &str = "/usr/lib/rustlib/src/rust/library";

/// The name under which rustup lists the toolchain (`cargo +distro …`).
const RUSTUP_NAME: &str = "distro";

/// The folder of the toolchain.
pub fn dir() -> PathBuf {
    workspace::cache().join("distro")
}

/// Whether the toolchain is there and belongs to the compiler that is installed now.
pub fn ready() -> bool {
    let Ok(stamp) = fs::read_to_string(dir().join("stamp")) else { return false };
    Path::new(RUSTC).is_file()
        && has_std(&wasm_library())
        && Compiler::installed().is_some_and(|compiler| compiler.stamp() == stamp)
}

fn wasm_library() -> PathBuf {
    dir().join("lib/rustlib").join(TARGET).join("lib")
}

/// What `rustc -vV` says.
struct Compiler {
    release: String,
    host: String,
    llvm_major: String,
}

impl Compiler {
    fn installed() -> Option<Self> {
        let mut command = Command::new(RUSTC);
        let output = process::forget_toolchain(&mut command).arg("-vV").output().ok()?;
        Self::parse(&String::from_utf8_lossy(&output.stdout))
    }

    fn parse(text: &str) -> Option<Self> {
        let field = |name: &str| text.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
        let llvm = field("LLVM version:")?;
        Some(Self {
            release: field("release:")?.to_owned(),
            host: field("host:")?.to_owned(),
            llvm_major: llvm.split('.').next()?.to_owned(),
        })
    }

    fn stamp(&self) -> String {
        format!("{} {} llvm {} layout 1\n", self.release, self.host, self.llvm_major)
    }

    fn minor(&self) -> Option<u32> {
        self.release.split('.').nth(1)?.parse().ok()
    }
}

/// Installs what is missing, builds the library, lays out the toolchain.
pub fn make() -> Outcome<String> {
    if ready() {
        return Ok("the distribution's compiler is there".into());
    }
    let compiler = install_compiler()?;
    let linker = install_linker(&compiler)?;
    lay_out(&compiler, &linker)?;
    build_library(&linker)?;
    fs::write(dir().join("stamp"), compiler.stamp()).or_fail("write the toolchain's stamp")?;
    link_in_rustup();
    Ok(format!("made from the distribution's Rust {}", compiler.release))
}

fn install_compiler() -> Outcome<Compiler> {
    let complete = |compiler: &Compiler| {
        recent_enough(compiler) && Path::new(CARGO).is_file() && Path::new(LIBRARY_SOURCE).is_dir()
    };
    if let Some(compiler) = Compiler::installed().filter(complete) {
        return Ok(compiler);
    }
    debian::install(&["rustc-web", "cargo-web", "rust-web-src"], &by_rustup())?;
    let compiler = Compiler::installed().ok_or_else(no_way)?;
    if complete(&compiler) {
        return Ok(compiler);
    }
    let release = &compiler.release;
    Err(Failure::new(format!("the distribution's Rust {release} is too old or has no library source"))
        .hint(by_rustup()))
}

fn by_rustup() -> String {
    format!("with a way to the internet, rustup alone does it: rustup target add {TARGET}")
}

fn recent_enough(compiler: &Compiler) -> bool {
    let wanted = env!("CARGO_PKG_RUST_VERSION").split('.').nth(1).and_then(|minor| minor.parse::<u32>().ok());
    compiler.minor() >= wanted
}

/// The linker of the compiler's own LLVM version: an older one does not read its output.
fn install_linker(compiler: &Compiler) -> Outcome<PathBuf> {
    let major = &compiler.llvm_major;
    let linker = PathBuf::from(format!("/usr/bin/wasm-ld-{major}"));
    if !linker.is_file() {
        debian::install(&[&format!("lld-{major}")], &by_rustup())?;
    }
    if linker.is_file() { Ok(linker) } else { Err(no_way()) }
}

/// A folder that looks like an installed toolchain: the distribution's parts by link, ours beside them.
fn lay_out(compiler: &Compiler, linker: &Path) -> Outcome {
    let dir = dir();
    if dir.exists() {
        fs::remove_dir_all(&dir).or_fail(format!("clear `{}`", dir.display()))?;
    }
    let host = dir.join("lib/rustlib").join(&compiler.host);
    for folder in [dir.join("bin"), host.join("bin"), wasm_library()] {
        fs::create_dir_all(&folder).or_fail(format!("create `{}`", folder.display()))?;
    }
    let host_library = Path::new("/usr/lib/rustlib").join(&compiler.host).join("lib");
    link(&host_library, &host.join("lib"))?;
    link(linker, &host.join("bin/rust-lld"))?;
    link(Path::new(CARGO), &dir.join("bin/cargo"))?;
    wrap(RUSTC, &dir)?;
    wrap("/usr/bin/rustdoc", &dir)
}

fn link(to: &Path, at: &Path) -> Outcome {
    symlink(to, at).or_fail(format!("link `{}`", at.display()))
}

/// The compiler looks for libraries beside itself; the wrapper tells it to look in our folder.
fn wrap(program: &str, dir: &Path) -> Outcome {
    let name = Path::new(program).file_name().unwrap_or_default();
    let file = dir.join("bin").join(name);
    let text = format!("#!/bin/sh\nexec {program} --sysroot '{}' \"$@\"\n", dir.display());
    fs::write(&file, text).or_fail(format!("write `{}`", file.display()))?;
    let executable = fs::Permissions::from_mode(0o755);
    fs::set_permissions(&file, executable).or_fail(format!("make `{}` executable", file.display()))
}

/// Builds the standard library in an empty crate and takes its rlibs.
///
/// With bitcode, so that the app can be optimised together with it.
fn build_library(linker: &Path) -> Outcome {
    let work = workspace::cache().join("build-std");
    fs::create_dir_all(work.join("src")).or_fail(format!("create `{}`", work.display()))?;
    let manifest = "[package]\nname = \"empty\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\
                    [lib]\ncrate-type = [\"cdylib\"]\n[workspace]\n";
    fs::write(work.join("Cargo.toml"), manifest).or_fail("write the library's manifest")?;
    fs::write(work.join("src/lib.rs"), "").or_fail("write the library's source")?;
    let mut command = Command::new(CARGO);
    process::forget_toolchain(&mut command)
        .current_dir(&work)
        .args([
            "build",
            "--release",
            "-Zbuild-std=std,panic_abort",
            "--target",
            TARGET,
            "--target-dir",
            "target",
        ])
        .env("RUSTC_BOOTSTRAP", "1")
        .env("RUSTC", RUSTC)
        .env("CARGO_ENCODED_RUSTFLAGS", "-Cembed-bitcode=yes")
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
    process::run_quietly(&mut command, "building the library for the browser (about a minute)")?;
    take_libraries(&work.join("target").join(TARGET).join("release/deps"))?;
    fs::remove_dir_all(&work).or_fail(format!("clear `{}`", work.display()))
}

fn take_libraries(from: &Path) -> Outcome {
    let entries = from.read_dir().or_fail(format!("read `{}`", from.display()))?;
    for file in entries.flatten().map(|entry| entry.path()) {
        if file.extension().is_some_and(|extension| extension == "rlib") {
            let to = wasm_library().join(file.file_name().unwrap_or_default());
            fs::copy(&file, &to).or_fail(format!("copy `{}`", file.display()))?;
        }
    }
    if has_std(&wasm_library()) { Ok(()) } else { Err(no_way()) }
}

/// A convenience for people: `cargo +distro build --target …`. The tools here do not need it.
fn link_in_rustup() {
    if process::on_path("rustup").is_none() {
        return;
    }
    let mut command = Command::new("rustup");
    command.args(["toolchain", "link", RUSTUP_NAME]).arg(dir());
    if process::run_quietly(&mut command, "rustup toolchain link").is_err() {
        crate::say::note("rustup did not take the toolchain; `cargo xtask` works all the same");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANSWER: &str = "rustc 1.96.0 (x)\nbinary: rustc\nhost: x86_64-unknown-linux-gnu\n\
                          release: 1.96.0\nLLVM version: 22.1.8\n";

    #[test]
    fn the_compiler_tells_its_linker() {
        let compiler = Compiler::parse(ANSWER);
        assert_eq!(compiler.as_ref().map(|c| c.llvm_major.as_str()), Some("22"));
        assert!(compiler.as_ref().is_some_and(recent_enough));
    }

    #[test]
    fn an_old_compiler_is_refused() {
        let old = Compiler::parse(&ANSWER.replace("1.96.0", "1.63.0"));
        assert!(old.is_some_and(|compiler| !recent_enough(&compiler)));
    }
}

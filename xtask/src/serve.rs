//! `cargo xtask serve`: from a fresh clone to a page in the browser.

use crate::args::Args;
use crate::failure::{Failure, Outcome};
use crate::server::Server;
use crate::wasm_toolchain::WasmToolchain;
use crate::{bundle, hash, process, say, setup, workspace};
use std::env;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// How often the sources are looked at with `--watch`.
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// What a person chose on the command line.
struct Choice {
    port: Option<u16>,
    open: bool,
    watch: bool,
    folder: Option<PathBuf>,
}

/// Builds where needed, serves until the program is ended.
pub fn run(mut args: Args) -> Outcome {
    let started = Instant::now();
    let choice = Choice {
        port: args.number("--port")?,
        open: !args.flag("--no-open"),
        watch: args.flag("--watch"),
        folder: args.value("--dir")?.map(PathBuf::from),
    };
    args.finish()?;
    let toolchain = match &choice.folder {
        Some(_) => None,
        None => Some(build()?),
    };
    let folder = choice.folder.clone().unwrap_or_else(workspace::dist);
    if !folder.join("index.html").is_file() {
        let what = format!("there is no `index.html` in `{}`", folder.display());
        return Err(Failure::new(what).hint("run `cargo xtask build`"));
    }
    let server = Server::start(&folder, choice.port)?;
    say::line(&format!("\nTandem is at {} (ready after {})", server.url(), say::seconds(started.elapsed())));
    say::line("Press Ctrl+C to stop.");
    if choice.open {
        open(&server.url());
    }
    match toolchain.filter(|_| choice.watch) {
        Some(toolchain) => watch(&toolchain),
        None => loop {
            thread::park();
        },
    }
}

fn build() -> Outcome<WasmToolchain> {
    let toolchain = setup::for_build()?;
    bundle::build(&toolchain)?;
    Ok(toolchain)
}

/// Opens the page where there is a screen; a server without one only prints the address.
fn open(url: &str) {
    let program = if cfg!(target_os = "macos") {
        "open"
    } else if cfg!(windows) {
        "explorer"
    } else if env::var_os("DISPLAY").is_some() || env::var_os("WAYLAND_DISPLAY").is_some() {
        "xdg-open"
    } else {
        return;
    };
    let mut command = Command::new(program);
    command.arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    if process::on_path(program).is_some() && command.spawn().is_err() {
        say::note("no browser could be opened; open the address by hand");
    }
}

/// Builds again when a source changes; a failed build is shown and the old page stays.
fn watch(toolchain: &WasmToolchain) -> ! {
    say::line("Watching the sources.");
    let mut seen = state_of_sources();
    loop {
        thread::sleep(LOOK_EVERY);
        let now = state_of_sources();
        if now == seen {
            continue;
        }
        seen = now;
        let started = Instant::now();
        say::heading("a source has changed");
        match bundle::build(toolchain) {
            Ok(_) => say::line(&format!("   reload the page (after {})", say::seconds(started.elapsed()))),
            Err(failure) => say::line(&failure.to_string()),
        }
    }
}

/// A fingerprint of names, sizes and times: cheap enough to take twice a second.
fn state_of_sources() -> String {
    let root = workspace::root();
    let mut text = String::new();
    for place in ["src", "assets", "crates", "index.html", "Cargo.toml", "docs"] {
        let place = root.join(place);
        let names = if place.is_dir() {
            bundle::files_below(&place).unwrap_or_default()
        } else {
            vec![String::new()]
        };
        for name in names {
            let file = if name.is_empty() { place.clone() } else { place.join(&name) };
            if let Ok(data) = fs::metadata(&file) {
                text.push_str(&format!("{} {} {:?}\n", file.display(), data.len(), data.modified().ok()));
            }
        }
    }
    hash::of(&[text.as_bytes()])
}

//! Set-up, build, serve and every gate of Tandem: `cargo xtask`.
//!
//! The modules in reading order: what a person types ([`args`]), what must be there ([`setup`]),
//! the bundle ([`bundle`]), the server ([`server`]), the gates ([`gates`]).

mod args;
mod browser;
mod bundle;
mod count;
mod debian;
mod digests;
#[cfg(target_os = "linux")]
mod distro;
mod end_to_end;
mod failure;
mod gates;
mod hash;
mod http;
mod measure;
mod node;
mod peers;
mod process;
mod say;
mod serve;
mod server;
mod setup;
mod sha256;
mod single;
mod split;
mod squeeze;
mod template;
mod wasm_toolchain;
mod workspace;

use args::Args;
use failure::{OrFail, Outcome};
use std::env;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

const USAGE: &str = "\
usage: cargo xtask COMMAND

  setup                 install what is missing: wasm library, Node modules, browser
  serve                 build and open Tandem on the loopback address
        [--port N] [--no-open] [--watch] [--dir FOLDER]
  build                 the release bundle into dist/
  dist                  the same from clean, with the size of each file
        [--single [PLAN.json]] [--out FILE]  one HTML file with the plan inside, for a disk
  test                  every gate; --fast leaves out the browser and release builds
  audit                 dependencies by `cargo deny`, where it is installed
  bench                 sizes, times in the browser, trials per second
        [--minutes N]   of the run that looks for tasks which block the page; default 5
        [--peers]       the reference workload beside other programs, and nothing else
  lighthouse            scores of the page on a slow phone
  shots                 pictures of every view into screenshots/
  record                what answer and first screens do not run, into xtask/src/split/";

fn main() -> ExitCode {
    let mut words = env::args().skip(1);
    let command = words.next().unwrap_or_default();
    match run(&command, Args::new(words)) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(failure) => {
            eprintln!("{failure}");
            if failure.code() == 2 {
                eprintln!("\n{USAGE}");
            }
            ExitCode::from(failure.code())
        }
    }
}

/// Does what is asked; false where it was done and something did not hold.
fn run(command: &str, args: Args) -> Outcome<bool> {
    match command {
        "setup" => set_up(args).map(|()| true),
        "serve" => serve::run(args).map(|()| true),
        "build" => build(args).map(|()| true),
        "dist" => dist(args).map(|()| true),
        "test" => gates::run(args),
        "audit" => audit(args),
        "bench" => measure::bench(args).map(|()| true),
        "lighthouse" => measure::lighthouse(args).map(|()| true),
        "shots" => measure::shots(args).map(|()| true),
        "record" => measure::record(args).map(|()| true),
        "help" | "--help" | "-h" => help(args).map(|()| true),
        "" => Err(Args::wrong("no command".into())),
        unknown => Err(Args::wrong(format!("unknown command `{unknown}`"))),
    }
}

fn help(args: Args) -> Outcome {
    args.finish()?;
    say::line(USAGE);
    Ok(())
}

fn audit(args: Args) -> Outcome<bool> {
    args.finish()?;
    let count = gates::audit()?;
    say::line(&count.line());
    Ok(count.failed == 0)
}

fn set_up(args: Args) -> Outcome {
    args.finish()?;
    let started = Instant::now();
    setup::for_build()?;
    setup::for_tests()?;
    say::line(&format!("Everything is there ({}).", say::seconds(started.elapsed())));
    Ok(())
}

fn build(args: Args) -> Outcome {
    args.finish()?;
    let started = Instant::now();
    bundle::build(&setup::for_build()?)?;
    say::line(&format!("The bundle is in dist/ ({}).", say::seconds(started.elapsed())));
    Ok(())
}

/// One file that opens from a disk.
fn dist_single(plan: Option<&Path>, out: &Path) -> Outcome {
    let program = bundle::program(&setup::for_build()?)?;
    let page = single::page(&program, plan)?;
    let sum = single::write(&page, out)?;
    say::line(&format!("The app is in `{}` ({sum}). It opens from a disk.", out.display()));
    Ok(())
}

/// From clean: what is released.
fn dist(mut args: Args) -> Outcome {
    let out = args.value("--out")?.map(PathBuf::from);
    if args.flag("--single") {
        let plan = args.next().map(PathBuf::from);
        args.finish()?;
        return dist_single(plan.as_deref(), &out.unwrap_or_else(single::default_name));
    }
    args.finish()?;
    let started = Instant::now();
    let toolchain = setup::for_build()?;
    for folder in [workspace::wasm_target(), workspace::dist()] {
        if folder.exists() {
            std::fs::remove_dir_all(&folder).or_fail(format!("clear `{}`", workspace::shown(&folder)))?;
        }
    }
    let files = bundle::build(&toolchain)?;
    for line in bundle::size_table(&files) {
        say::line(&line);
    }
    say::line(&format!("The bundle is in dist/ ({}).", say::seconds(started.elapsed())));
    Ok(())
}

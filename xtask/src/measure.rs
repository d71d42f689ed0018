//! `cargo xtask bench` and `cargo xtask shots`: figures and pictures of the real bundle.

use crate::args::Args;
use crate::failure::{Failure, Outcome};
use crate::server::Server;
use crate::setup::{self, TestTools};
use crate::{bundle, gates, node, process, say, workspace};

/// The plan that is timed, natively and on the page: the one the page starts with.
const PLAN: &str = "assets/plans/scale_up.json";

/// How many trials are timed natively.
const NATIVE_TRIALS: &str = "2000";

/// The bundle and a server for it.
fn served() -> Outcome<(TestTools, Server, Vec<bundle::BundleFile>)> {
    let toolchain = setup::for_build()?;
    let tools = setup::for_tests()?;
    let files = bundle::build(&toolchain)?;
    let server = Server::start(&workspace::dist(), Some(0))?;
    Ok((tools, server, files))
}

/// Minutes of the run that looks for tasks which block the page.
const PACE_MINUTES: &str = "5";

/// Sizes, times in the browser, trials per second natively and as wasm.
pub fn bench(mut args: Args) -> Outcome {
    let minutes = args.value("--minutes")?.unwrap_or_else(|| PACE_MINUTES.to_owned());
    args.finish()?;
    let (tools, server, files) = served()?;
    say::heading("bundle");
    for line in bundle::size_table(&files) {
        say::line(&line);
    }
    say::heading("in the browser");
    let (shown, _) = process::run_shown(&mut gates::node_script(&tools, &server, "bench.mjs"))?;
    say::heading("pace of the page");
    let mut pace = gates::node_script(&tools, &server, "pace.mjs");
    let (paced, _) = process::run_shown(pace.arg(minutes))?;
    say::heading("native");
    let native = native_trials()?;
    if shown && paced && native { Ok(()) } else { Err(Failure::new("not every figure could be measured")) }
}

fn native_trials() -> Outcome<bool> {
    let mut command = process::cargo();
    command.args([
        "run",
        "--quiet",
        "--release",
        "--package",
        "tandem-cli",
        "--bin",
        "tandem",
        "--",
        "bench",
    ]);
    command.arg(workspace::root().join(PLAN)).args(["--trials", NATIVE_TRIALS]);
    let (success, _) = process::run_shown(&mut command)?;
    if !success {
        say::loud("`tandem bench PLAN --trials N` did not work: no native figure");
    }
    Ok(success)
}

/// Lighthouse on the bundle, as a phone on a slow network sees it.
pub fn lighthouse(args: Args) -> Outcome {
    args.finish()?;
    let (tools, server, _) = served()?;
    let folder = say::step("Lighthouse", node::ensure_lighthouse)?;
    let mut command = gates::node_script(&tools, &server, "lighthouse.mjs");
    let (success, _) = process::run_shown(command.arg(folder))?;
    if success { Ok(()) } else { Err(Failure::new("Lighthouse did not come to an end")) }
}

/// Pictures of every view in both sizes, themes and languages.
pub fn shots(args: Args) -> Outcome {
    args.finish()?;
    let (tools, server, _) = served()?;
    let (success, _) = process::run_shown(&mut gates::node_script(&tools, &server, "shots.mjs"))?;
    if success { Ok(()) } else { Err(Failure::new("not every picture could be taken")) }
}

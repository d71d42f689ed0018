//! `cargo xtask test`: every gate runs, whatever the one before said.

use crate::args::Args;
use crate::count::Count;
use crate::failure::{Failure, Outcome};
use crate::server::Server;
use crate::setup::{self, TestTools};
use crate::wasm_toolchain::WasmToolchain;
use crate::{bundle, digests, end_to_end, process, say, workspace};
use std::time::{Duration, Instant};

/// One gate: its name, what it is for, whether it belongs to the short run.
struct Gate {
    name: &'static str,
    fast: bool,
    run: fn(&mut Bench) -> Outcome<Count>,
}

const GATES: [Gate; 9] = [
    Gate { name: "format", fast: true, run: format },
    Gate { name: "lints", fast: true, run: lints },
    Gate { name: "tests", fast: true, run: tests },
    Gate { name: "documentation", fast: false, run: documentation },
    Gate { name: "engine optimised", fast: false, run: engine_optimised },
    Gate { name: "bundle", fast: false, run: bundle },
    Gate { name: "digests", fast: false, run: digests },
    Gate {
        name: "end to end",
        fast: false,
        run: |bench| end_to_end::run(bench.tools.as_ref(), bench.server.as_ref()),
    },
    Gate { name: "audit", fast: false, run: |_| audit() },
];

/// What later gates take over from the set-up and from earlier gates.
struct Bench {
    toolchain: Option<WasmToolchain>,
    tools: Option<TestTools>,
    server: Option<Server>,
}

/// What a gate came to.
struct Ran {
    name: &'static str,
    count: Count,
    time: Duration,
}

/// Runs all gates; true where nothing failed.
pub fn run(mut args: Args) -> Outcome<bool> {
    let fast = args.flag("--fast");
    args.finish()?;
    let started = Instant::now();
    let mut bench = Bench { toolchain: None, tools: None, server: None };
    let mut results = Vec::new();
    if !fast {
        results.push(timed("set-up", || set_up(&mut bench)));
    }
    for gate in GATES.iter().filter(|gate| gate.fast || !fast) {
        results.push(timed(gate.name, || (gate.run)(&mut bench)));
    }
    Ok(report(&results, started.elapsed()))
}

fn timed(name: &'static str, gate: impl FnOnce() -> Outcome<Count>) -> Ran {
    say::heading(name);
    let started = Instant::now();
    let count = gate().unwrap_or_else(|failure| {
        say::line(&failure.to_string());
        Count::FAILED
    });
    let time = started.elapsed();
    say::line(&format!("-- {name}: {} ({})", count.line(), say::seconds(time)));
    Ran { name, count, time }
}

/// The table, and as the very last line the sum.
fn report(results: &[Ran], time: Duration) -> bool {
    say::heading("summary");
    let mut sum = Count::default();
    say::line(&format!("   {:<20} {:>7} {:>7} {:>8} {:>12}", "gate", "passed", "failed", "skipped", "time"));
    for Ran { name, count, time } in results {
        let mark = if count.failed > 0 { "✗" } else { " " };
        let Count { passed, failed, skipped, .. } = count;
        let time = say::seconds(*time);
        say::line(&format!(" {mark} {name:<20} {passed:>7} {failed:>7} {skipped:>8} {time:>12}"));
        sum += *count;
    }
    say::line(&format!("   all gates: {}", say::seconds(time)));
    say::line(&sum.line());
    sum.failed == 0
}

fn set_up(bench: &mut Bench) -> Outcome<Count> {
    let toolchain = setup::for_build();
    let tools = setup::for_tests();
    let mut count = Count::default();
    for failure in [toolchain.as_ref().err(), tools.as_ref().err()] {
        if let Some(failure) = failure {
            say::line(&failure.to_string());
        }
        count += Count::one(failure.is_none());
    }
    bench.toolchain = toolchain.ok();
    bench.tools = tools.ok();
    Ok(count)
}

fn cargo(args: &[&str]) -> Outcome<(bool, String)> {
    process::run_shown(process::cargo().args(args))
}

fn format(_: &mut Bench) -> Outcome<Count> {
    Ok(Count::one(cargo(&["fmt", "--all", "--check"])?.0))
}

fn lints(_: &mut Bench) -> Outcome<Count> {
    Ok(Count::one(cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"])?.0))
}

/// Native tests in debug, the walls and the dependency policy among them.
fn tests(_: &mut Bench) -> Outcome<Count> {
    let (success, output) = cargo(&["test", "--workspace", "--no-fail-fast", "--", "--quiet"])?;
    let mut count = Count::of_cargo(&output).with_exit(success);
    if !workspace::root().join("../shared").is_dir() {
        say::loud("SKIPPED: tests against the reference cases, there is no folder ../shared");
        count += Count::SKIPPED;
    }
    Ok(count)
}

fn documentation(_: &mut Bench) -> Outcome<Count> {
    let mut command = process::cargo();
    command.args(["doc", "--workspace", "--no-deps", "--document-private-items"]);
    command.env("RUSTDOCFLAGS", "-D warnings");
    Ok(Count::one(process::run_shown(&mut command)?.0))
}

/// Optimised code must give the numbers that unoptimised code gives.
fn engine_optimised(_: &mut Bench) -> Outcome<Count> {
    let args =
        ["test", "--profile", "optimised", "--package", "tandem-engine", "--no-fail-fast", "--", "--quiet"];
    let (success, output) = cargo(&args)?;
    Ok(Count::of_cargo(&output).with_exit(success))
}

fn bundle(bench: &mut Bench) -> Outcome<Count> {
    let toolchain = bench.toolchain.as_ref().ok_or_else(|| missing("wasm library"))?;
    let files = bundle::build(toolchain)?;
    for line in bundle::size_table(&files) {
        say::line(&line);
    }
    bench.server = Some(Server::start(&workspace::dist(), Some(0))?);
    Ok(Count::PASSED)
}

/// A gate that cannot run, for want of what an earlier one should have made.
pub fn missing(what: &str) -> Failure {
    Failure::new(format!("not run: the {what} is missing, see above"))
}

fn digests(bench: &mut Bench) -> Outcome<Count> {
    let tools = bench.tools.as_ref().zip(bench.server.as_ref());
    digests::run(tools.map(|(tools, server)| end_to_end::node_script(tools, server, "digest.mjs")))
}

/// `cargo deny`, where it is installed; the quick part of the policy is `tests/dependencies.rs`.
pub fn audit() -> Outcome<Count> {
    if process::on_path("cargo-deny").is_none() {
        say::loud("SKIPPED: cargo-deny is not installed (`cargo install cargo-deny`, some minutes)");
        return Ok(Count::SKIPPED);
    }
    let (policy, _) = cargo(&["deny", "check", "bans", "licenses", "sources"])?;
    let mut count = Count::one(policy);
    let (listed, _) = cargo(&["deny", "fetch", "db"])?;
    if listed {
        count += Count::one(cargo(&["deny", "check", "advisories"])?.0);
    } else {
        say::loud("SKIPPED: the list of advisories cannot be fetched here");
        count += Count::SKIPPED;
    }
    Ok(count)
}

//! `cargo xtask bench` and `cargo xtask shots`: figures and pictures of the real bundle.

use crate::args::Args;
use crate::failure::{Failure, OrFail, Outcome};
use crate::server::Server;
use crate::setup::{self, TestTools};
use crate::split::list::Later;
use crate::wasm_toolchain::WasmToolchain;
use crate::{bundle, end_to_end, node, peers, process, say, workspace};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The plan that is timed, natively and on the page: the one the page starts with.
const PLAN: &str = "scale_up";

/// How many trials are timed natively.
const NATIVE_TRIALS: &str = "2000";

/// The bundle and a server for it.
fn served() -> Outcome<(WasmToolchain, TestTools, Server, Vec<bundle::BundleFile>)> {
    let toolchain = setup::for_build()?;
    let tools = setup::for_tests()?;
    let files = bundle::build(&toolchain)?;
    let server = Server::start(&workspace::dist(), Some(0))?;
    Ok((toolchain, tools, server, files))
}

/// Minutes of the run that looks for tasks which block the page.
const PACE_MINUTES: &str = "5";

/// Sizes, times in the browser, trials per second natively and as wasm, and the reference workload beside its peers.
pub fn bench(mut args: Args) -> Outcome {
    let minutes = args.value("--minutes")?.unwrap_or_else(|| PACE_MINUTES.to_owned());
    let only_peers = args.flag("--peers");
    args.finish()?;
    if only_peers {
        return whole(peers::run(&setup::for_build()?, &setup::for_tests()?)?);
    }
    let (toolchain, tools, server, files) = served()?;
    say::heading("bundle");
    for line in bundle::size_table(&files) {
        say::line(&line);
    }
    say::heading("in the browser");
    let (mut complete, page) =
        process::run_shown(&mut end_to_end::node_script(&tools, &server, "bench.mjs"))?;
    say::heading("pace of the page");
    let mut pace = end_to_end::node_script(&tools, &server, "pace.mjs");
    complete &= process::run_shown(pace.arg(minutes))?.0;
    say::heading(&format!("native, {PLAN}"));
    let (timed, said) = native(PLAN, &["--trials", NATIVE_TRIALS, "--growth"])?;
    complete &= timed;
    say::heading("native, expected path of the other plans");
    for plan in plans()?.iter().filter(|plan| *plan != PLAN) {
        say::line(&format!("   {plan}"));
        complete &= native_path(plan)?;
    }
    say::heading("ratios");
    let one = figure(&said, "1 thread");
    for (what, text, key) in
        [("native, all threads", &said, "threads"), ("wasm, one thread", &page, "wasm, one thread")]
    {
        match one.zip(figure(text, key)) {
            Some((one, other)) => {
                say::line(&format!("   {what:<22} {:.2} times native on one thread", other / one))
            }
            None => complete = false,
        }
    }
    say::heading("the reference workload beside other programs, one thread each");
    complete &= peers::run(&toolchain, &tools)?;
    whole(complete)
}

fn whole(complete: bool) -> Outcome {
    if complete { Ok(()) } else { Err(Failure::new("not every figure could be measured")) }
}

/// The number of the line that has these words.
fn figure(text: &str, words: &str) -> Option<f64> {
    let line = text.lines().find(|line| line.contains(words))?;
    let rest = &line[line.find(words)? + words.len()..];
    let number = rest.split_whitespace().next()?.replace(',', "");
    number.parse().ok()
}

/// The names of the shipped plans.
fn plans() -> Outcome<Vec<String>> {
    let files = bundle::files_below(&workspace::root().join("assets/plans"))?;
    let mut names: Vec<String> =
        files.iter().filter_map(|file| file.strip_suffix(".json").map(str::to_owned)).collect();
    names.sort();
    Ok(names)
}

fn native_path(plan: &str) -> Outcome<bool> {
    Ok(native(plan, &["--trials", "0"])?.0)
}

/// `tandem bench` of a shipped plan.
fn native(plan: &str, options: &[&str]) -> Outcome<(bool, String)> {
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
    command.arg(workspace::root().join(format!("assets/plans/{plan}.json"))).args(options);
    let (success, said) = process::run_shown(&mut command)?;
    if !success {
        say::loud(&format!("`tandem bench` of {plan} did not work: no figure"));
    }
    Ok((success, said))
}

/// Lighthouse on the bundle, as a phone on a slow network sees it.
pub fn lighthouse(args: Args) -> Outcome {
    args.finish()?;
    let (_, tools, server, _) = served()?;
    let folder = say::step("Lighthouse", node::ensure_lighthouse)?;
    let mut command = end_to_end::node_script(&tools, &server, "lighthouse.mjs");
    let (success, _) = process::run_shown(command.arg(folder))?;
    if success { Ok(()) } else { Err(Failure::new("Lighthouse did not come to an end")) }
}

/// Pictures of every view in both sizes, themes and languages.
pub fn shots(args: Args) -> Outcome {
    args.finish()?;
    let (_, tools, server, _) = served()?;
    let (success, _) = process::run_shown(&mut end_to_end::node_script(&tools, &server, "shots.mjs"))?;
    if success { Ok(()) } else { Err(Failure::new("not every picture could be taken")) }
}

/// Runs the first screens in a program that remembers which functions ran, and writes the list of all others.
pub fn record(args: Args) -> Outcome {
    args.finish()?;
    let toolchain = setup::for_build()?;
    let tools = setup::for_tests()?;
    let folder = workspace::wasm_target().join("recording");
    let names = bundle::recording(&toolchain, &folder)?;
    let server = Server::start(&folder, Some(0))?;
    let [answer, screens] = ["answer.txt", "screens.txt"].map(|file| folder.join(file));
    let mut command = end_to_end::node_script(&tools, &server, "record.mjs");
    if !process::run_shown(command.args([&answer, &screens]))?.0 {
        return Err(Failure::new("the first screens could not be recorded"));
    }
    let read = |file: &Path| -> Outcome<BTreeSet<usize>> {
        let ran = fs::read_to_string(file).or_fail("read what ran")?;
        Ok(ran.split_whitespace().filter_map(|place| place.parse().ok()).collect())
    };
    let (answer, screens) = (read(&answer)?, read(&screens)?);
    let idle = |ran: &BTreeSet<usize>| {
        Later::of_idle(names.iter().map(|(place, name)| (name.as_str(), ran.contains(place))))
    };
    let rest = idle(&(&answer | &screens));
    let more = idle(&answer).without(&rest);
    let lists = bundle::lists();
    for (file, list, until) in [(lists.more, &more, "answer stands"), (lists.rest, &rest, "page is at rest")]
    {
        fs::write(file, list.text(until)).or_fail("write the list of what can wait")?;
    }
    let [more, rest] = [more.len(), rest.len()];
    say::line(&format!(
        "Of {} functions {more} can wait until the answer stands, {rest} until the page is at rest.",
        names.len()
    ));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_found_by_its_words() {
        let said = "expected path          98 µs\n1 thread            4,321 trials/s\n";
        assert_eq!(figure(said, "1 thread"), Some(4321.0));
        assert_eq!(figure(said, "2 threads"), None);
    }
}

//! The command line of Tandem: the same numbers as the page, for people and for programs.
//!
//! Exit codes: 0 done, 1 findings that stop the plan (or a link that cannot be opened), 2 usage.

use std::io::Write;
use std::process::ExitCode;

mod args;
mod bench;
mod check;
mod failure;
mod futures;
mod input;
mod json;
mod link;
mod report;
mod run;
mod schema;
mod words;

use failure::Failure;

const USAGE: &str = "\
tandem: a funnel simulator and planner

usage:
  tandem run PLAN.json [--expected] [--trials N] [--seed S] [--threads N] [--json]
  tandem check PLAN.json [--json]
  tandem link PLAN.json
  tandem open LINK
  tandem schema
  tandem bench PLAN.json [--trials N]
  tandem digest

PLAN.json may be `-` for standard input. `tandem run --help` describes the output.
exit codes: 0 done, 1 findings or a bad link, 2 usage
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let outcome = dispatch(&arguments).and_then(|text| print(&text));
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}

fn dispatch(arguments: &[String]) -> Result<String, Failure> {
    let Some((command, rest)) = arguments.split_first() else {
        return Err(Failure::usage("no command given"));
    };
    if rest.iter().any(|argument| argument == "--help" || argument == "-h") {
        return Ok(if command == "run" { format!("{USAGE}\n{}", run::HELP) } else { USAGE.to_owned() });
    }
    match command.as_str() {
        "run" => run::run(rest),
        "check" => check::check(rest),
        "link" => link::link(rest),
        "open" => link::open(rest),
        "schema" => args::read(rest, &[], &[]).map(|_| schema::text()),
        "bench" => bench::bench(rest),
        "digest" => args::read(rest, &[], &[]).map(|_| format!("{}\n", tandem_engine::digest())),
        "help" | "--help" | "-h" => Ok(USAGE.to_owned()),
        "--version" | "-V" => Ok(format!("tandem {}\n", env!("CARGO_PKG_VERSION"))),
        unknown => Err(Failure::usage(format!("unknown command `{unknown}`"))),
    }
}

/// A reader that went away is no failure.
fn print(text: &str) -> Result<(), Failure> {
    match std::io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Failure::broken(error.to_string()))
        }
        _ => Ok(()),
    }
}

//! The command line of Tandem: the page's numbers, for people and for programs.
//!
//! `tandem help` lists the commands. Answers go to standard output, everything else to standard error. Exit codes: 0 done,
//! 1 findings that stop a plan or a link that cannot be opened, 2 usage.

mod args;
mod balance;
mod bench;
mod check;
mod drivers;
mod failure;
mod fit;
mod futures;
mod input;
mod json;
mod link;
mod output;
mod report;
mod run;
mod scenarios;
mod schema;
mod usage;
mod words;

use args::Args;
use failure::Outcome;
use std::process::ExitCode;

fn main() -> ExitCode {
    let words = std::env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned()).collect();
    match dispatch(words).and_then(|answer| output::answer(&answer)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}

/// Runs the command that was typed and gives its answer.
fn dispatch(words: Vec<String>) -> Outcome<String> {
    let mut words = words.into_iter();
    let Some(typed) = words.next() else {
        return Err(args::wrong(None, "no command given", "`tandem help` tells more"));
    };
    if matches!(typed.as_str(), "help" | "--help" | "-h") {
        return Ok(usage::help(words.next().and_then(|name| usage::command(&name))));
    }
    if matches!(typed.as_str(), "--version" | "-V") {
        return Ok(format!("tandem {}\n", env!("CARGO_PKG_VERSION")));
    }
    let Some(command) = usage::command(&typed) else {
        let names = usage::COMMANDS.iter().map(|command| command.name);
        let hint = args::nearest(&typed, names).unwrap_or_else(|| "`tandem help` tells more".to_owned());
        return Err(args::wrong(None, format!("unknown command `{typed}`"), &hint));
    };
    let rest: Vec<String> = words.collect();
    if rest.iter().any(|word| word == "--help" || word == "-h") {
        return Ok(usage::help(Some(command)));
    }
    let args = Args::read(command, rest)?;
    if args.has(scenarios::LIST) {
        let bundle = if command.name == "open" { link::opened(&args)? } else { input::bundle(&args)?.1 };
        return Ok(scenarios::list(&bundle));
    }
    match command.name {
        "run" => run::run(&args),
        "check" => check::check(&args),
        "link" => link::link(&args),
        "open" => link::open(&args),
        "fit" => fit::run(&args),
        "schema" => schema::text(),
        "bench" => bench::bench(&args),
        _ => Ok(format!("{}\n", tandem_engine::digest())),
    }
}

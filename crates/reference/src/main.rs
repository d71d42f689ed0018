//! `tandem-reference model VOLUME` prints the workload as JSON; `tandem-reference run TRIALS VOLUME REPEATS` runs it and prints
//! the figures with the median of the seconds it took.

#![allow(clippy::print_stdout, reason = "a program that prints")]

use std::process::ExitCode;
use std::time::Instant;
use tandem_reference::{Workload, figures};

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let number = |index: usize| args.get(index).and_then(|text| text.parse::<f64>().ok());
    let printed = match (args.first().map(String::as_str), number(1), number(2), number(3)) {
        (Some("model"), Some(volume), ..) => serde_json::to_string(&Workload::new(volume)),
        (Some("run"), Some(trials), Some(volume), Some(repeats)) => {
            let workload = Workload::new(volume);
            let mut seconds = Vec::new();
            let mut last = None;
            for _ in 0..(repeats as usize).max(1) {
                let start = Instant::now();
                last = Some(figures(&workload, (trials as usize).max(1)));
                seconds.push(start.elapsed().as_secs_f64());
            }
            seconds.sort_unstable_by(f64::total_cmp);
            serde_json::to_string(&(seconds[seconds.len() / 2], last))
        }
        _ => {
            println!("usage: tandem-reference model VOLUME | run TRIALS VOLUME REPEATS");
            return ExitCode::from(2);
        }
    };
    printed.map_or(ExitCode::FAILURE, |line| {
        println!("{line}");
        ExitCode::SUCCESS
    })
}

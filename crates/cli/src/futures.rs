//! Random futures on all cores: ranges of trials joined in order, so that the number of threads changes nothing.

use crate::failure::{Failure, Outcome};
use crate::output;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc;
use std::thread;
use tandem_engine::{Period, Simulation, Trials};

/// Trials of one range: small enough that all threads end together.
const RANGE: u32 = 16;

/// Threads worth having.
pub(crate) fn cores() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

/// Futures after which a run that may stop early asks again whether it should.
const STAGE: u32 = 100;

/// Runs trials `0..n` on so many threads, with progress on a terminal.
pub(crate) fn run(simulation: &Simulation, n: u32, threads: usize) -> Outcome<Trials> {
    part(&|first, n| simulation.run(first, n), 0, n, threads)
}

/// The same trials with their totals by channel by the spans of a period.
pub(crate) fn run_by(simulation: &Simulation, period: Period, n: u32, threads: usize) -> Outcome<Trials> {
    part(&|first, n| simulation.run_by(period, first, n), 0, n, threads)
}

/// Runs trials from 0 on until they are enough, `n` at most. Which they are depends on the trials alone.
pub(crate) fn run_until(
    simulation: &Simulation,
    n: u32,
    threads: usize,
    enough: impl Fn(&Trials) -> bool,
) -> Outcome<Trials> {
    let run = &|first, n| simulation.run(first, n);
    let mut trials = part(run, 0, n.min(STAGE), threads)?;
    while (trials.len() as u32) < n && !enough(&trials) {
        let first = trials.len() as u32;
        let next = part(run, first, STAGE.min(n - first), threads)?;
        if trials.append(next).is_err() {
            return Err(Failure::unusable("futures came out of their order").hint("try `--threads 1`"));
        }
    }
    Ok(trials)
}

/// Runs trials `from..from + n`.
fn part(run: &(dyn Fn(u32, u32) -> Trials + Sync), from: u32, n: u32, threads: usize) -> Outcome<Trials> {
    let next = AtomicU32::new(0);
    let ranges = n.div_ceil(RANGE);
    let (sender, receiver) = mpsc::channel();
    let work = &|sender: mpsc::Sender<Trials>| {
        loop {
            let range = next.fetch_add(1, Ordering::Relaxed);
            let first = range * RANGE;
            if range >= ranges || sender.send(run(from + first, RANGE.min(n - first))).is_err() {
                return;
            }
        }
    };
    let trials = thread::scope(|scope| {
        for _ in 0..threads.min(ranges as usize) {
            let sender = sender.clone();
            scope.spawn(move || work(sender));
        }
        drop(sender);
        join(run(from, 0), receiver, n)
    });
    output::progress("");
    match trials {
        Some(trials) if trials.len() == n as usize => Ok(trials),
        _ => Err(Failure::unusable("a thread ended before its trials were done").hint("try `--threads 1`")),
    }
}

/// Joins ranges in the order of their trials, as they come in.
fn join(empty: Trials, ranges: mpsc::Receiver<Trials>, n: u32) -> Option<Trials> {
    let from = empty.first();
    let mut values = Vec::new();
    let mut early = BTreeMap::new();
    let mut joined = 0;
    for range in ranges {
        if values.is_empty() && joined == 0 {
            // All at once: growing step by step would need twice the memory.
            values.reserve_exact(range.values().len() / range.len().max(1) * n as usize);
        }
        early.insert(range.first(), range);
        while let Some(range) = early.remove(&(from + joined)) {
            joined += range.len() as u32;
            values.extend_from_slice(range.values());
        }
        output::progress(&format!("{} of {} futures", from + joined, from + n));
    }
    empty.with_values(values)
}

//! Random futures on all cores: ranges of trials, joined in order, so that the number of threads changes nothing.

use crate::failure::Failure;
use std::io::{IsTerminal, Write};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};
use tandem_engine::{Simulation, Trials};

/// Trials of one piece of work.
const PIECE: u32 = 25;

/// Threads worth having.
pub(crate) fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// Runs trials `0..n` on so many threads; progress on standard error where that is a terminal.
pub(crate) fn run(simulation: &Simulation, n: u32, threads: usize) -> Result<Trials, Failure> {
    let next = AtomicU32::new(0);
    let pieces = Mutex::new(Vec::new());
    let work = || loop {
        let first = next.fetch_add(1, Ordering::Relaxed).saturating_mul(PIECE);
        if first >= n {
            return;
        }
        let piece = simulation.run(first, PIECE.min(n - first));
        if let Ok(mut pieces) = pieces.lock() {
            pieces.push(piece);
            progress(pieces.len() as u32 * PIECE, n);
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(work);
        }
        work();
    });
    let mut pieces = pieces.into_inner().map_err(|_| Failure::broken("a thread failed"))?;
    pieces.sort_by_key(Trials::first);
    let mut all = simulation.run(0, 0);
    for piece in pieces {
        all.append(piece).map_err(|_| Failure::broken("trials are missing"))?;
    }
    Ok(all)
}

fn progress(done: u32, of: u32) {
    let mut out = std::io::stderr();
    if out.is_terminal() {
        let end = if done >= of { "\r\x1b[K" } else { "" };
        // Progress that cannot be shown is no failure.
        let _ = write!(out, "\r{} of {of} futures{end}", done.min(of));
        let _ = out.flush();
    }
}

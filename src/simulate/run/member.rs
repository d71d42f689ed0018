//! A worker as the runner sees it.

use super::Run;
use crate::worker::{Hand, Job};
use std::collections::VecDeque;

/// A worker, and what it has to do.
pub(super) struct Member {
    pub(super) hand: Hand,
    pub(super) ready: bool,
    /// Trials it has still to run, by chunk.
    pub(super) chunks: VecDeque<u32>,
    /// The run whose plan it has.
    pub(super) run_id: u32,
}

impl Member {
    /// One that is on its way.
    pub(super) fn coming(hand: Hand) -> Self {
        Self { hand, ready: false, chunks: VecDeque::new(), run_id: 0 }
    }

    /// Takes note of trials that it has run; chunks are done in their order.
    pub(super) fn done(&mut self, n_trials: u32) {
        let mut left = n_trials;
        while let Some(chunk) = self.chunks.front_mut().filter(|_| left > 0) {
            let of_this = left.min(*chunk);
            *chunk -= of_this;
            left -= of_this;
            if *chunk == 0 {
                self.chunks.pop_front();
            }
        }
    }

    /// Gives it the plan of the run, if it has another.
    pub(super) fn brief(&mut self, run: &Run) {
        if self.run_id != run.id {
            self.run_id = run.id;
            self.chunks.clear();
            self.hand.send(&Job::Plan { run_id: run.id, json: run.json(), by: run.by });
        }
    }
}

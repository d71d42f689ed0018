//! How the trials of a run are cut: into stages, each with a summary, and chunks that never cross a stage.

use std::ops::Range;
use tandem_engine::simulation::BLOCK;

/// Trials of the first stage: enough for a first fan.
pub const FIRST_STAGE: u32 = 200;

/// Trials of the smallest share.
const LEAST: u32 = 2 * BLOCK;

/// The trials of one run, handed out in order.
#[derive(Clone, Debug)]
pub struct Chunks {
    stages: Vec<Stage>,
    next: u32,
}

#[derive(Clone, Debug)]
struct Stage {
    /// Its trials are `0..end`.
    end: u32,
    done: u32,
    complete: bool,
}

impl Chunks {
    /// A run of `of` trials: a first fan, then all.
    pub fn new(of: u32) -> Self {
        let stage = |end| Stage { end, done: 0, complete: false };
        let first = (of > FIRST_STAGE).then(|| stage(FIRST_STAGE));
        Self { stages: first.into_iter().chain([stage(of)]).collect(), next: 0 }
    }

    /// A run of `of` trials that is summed up once.
    pub fn whole(of: u32) -> Self {
        Self { stages: vec![Stage { end: of, done: 0, complete: false }], next: 0 }
    }

    /// The same run, of which the first `n` trials, at most as many as the first stage has, are done.
    pub fn after(mut self, n: u32) -> Self {
        self.next = n;
        self.stages.iter_mut().for_each(|stage| stage.done = n);
        self
    }

    /// The same run from its start.
    pub fn again(&self) -> Self {
        let stages = self.stages.iter().map(|stage| Stage { done: 0, complete: false, ..stage.clone() });
        Self { stages: stages.collect(), next: 0 }
    }

    /// All trials of the run.
    pub fn of(&self) -> u32 {
        self.stages.last().map_or(0, |stage| stage.end)
    }

    /// Trials done.
    pub fn done(&self) -> u32 {
        self.stages.last().map_or(0, |stage| stage.done)
    }

    /// The next trials, at most `n`; nothing when all are handed out.
    pub fn take(&mut self, n: u32) -> Option<Range<u32>> {
        let stage = self.stages.iter().find(|stage| stage.end > self.next)?;
        let end = self.next.saturating_add(n.max(1)).min(stage.end);
        let chunk = self.next..end;
        self.next = end;
        Some(chunk)
    }

    /// The share of one of some workers: large ones first, so that none waits for the page, and ever smaller ones, so that
    /// all end together.
    pub fn share(&mut self, workers: u32) -> Option<Range<u32>> {
        let stage = self.stages.iter().find(|stage| stage.end > self.next)?;
        let part = (stage.end - self.next) / (2 * workers.max(1));
        self.take((part / BLOCK * BLOCK).max(LEAST))
    }

    /// Takes note of trials that are done; gives the ends of the stages that this completes.
    pub fn finish(&mut self, chunk: Range<u32>) -> Vec<u32> {
        let mut completed = Vec::new();
        for stage in self.stages.iter_mut().filter(|stage| stage.end >= chunk.end) {
            stage.done += chunk.end - chunk.start;
            if stage.done == stage.end && !stage.complete {
                stage.complete = true;
                completed.push(stage.end);
            }
        }
        completed
    }
}

/// How long a trial takes, learned while running.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    ms_per_trial: f64,
}

impl Pace {
    /// A guess that is corrected by the first chunk.
    pub const fn guess() -> Self {
        Self { ms_per_trial: 2.0 }
    }

    /// Takes note of a chunk.
    pub fn learn(&mut self, n_trials: u32, ms: f64) {
        if n_trials > 0 && ms >= 0.0 {
            let seen = (ms / f64::from(n_trials)).max(0.01);
            self.ms_per_trial = 0.5 * self.ms_per_trial + 0.5 * seen;
        }
    }

    /// Time of so many trials, milliseconds.
    pub fn ms_of(self, n_trials: u32) -> f64 {
        self.ms_per_trial * f64::from(n_trials)
    }

    /// Trials that take about so long, 1..=500.
    pub fn trials_in(self, ms: f64) -> u32 {
        (ms / self.ms_per_trial).clamp(1.0, 500.0) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Runs with `workers` that finish in turn; gives the chunks and the stages in order.
    #[track_caller]
    fn check(of: u32, take: impl Fn(&mut Chunks) -> Option<Range<u32>>, workers: usize, stages: &[u32]) {
        let mut chunks = Chunks::new(of);
        let mut out: Vec<Option<Range<u32>>> = vec![None; workers];
        let (mut seen, mut completed) = (Vec::new(), Vec::new());
        for turn in 0..10_000 {
            let worker = turn % workers;
            if let Some(chunk) = out[worker].take() {
                seen.push(chunk.clone());
                completed.extend(chunks.finish(chunk));
            }
            out[worker] = take(&mut chunks);
        }
        seen.sort_by_key(|chunk| chunk.start);
        let joined = seen.iter().try_fold(0, |end, chunk| (chunk.start == end).then_some(chunk.end));
        assert_eq!(joined, Some(of), "no trial is missing or done twice");
        assert_eq!(completed, stages);
        assert_eq!(chunks.done(), of);
    }

    #[test]
    fn every_trial_is_run_once_for_any_number_of_workers() {
        for workers in [1, 2, 7] {
            check(1000, |chunks| chunks.take(30), workers, &[200, 1000]);
            check(1000, |chunks| chunks.take(500), workers, &[200, 1000]);
            for (of, stages) in [(1000, &[200, 1000][..]), (150, &[150]), (200, &[200]), (1, &[1])] {
                check(of, |chunks| chunks.take(40), workers, stages);
                check(of, |chunks| chunks.share(workers as u32), workers, stages);
            }
        }
    }

    #[test]
    fn trials_that_are_done_are_not_run_again() {
        let mut chunks = Chunks::new(1000).after(96);
        assert_eq!(chunks.take(500), Some(96..200));
        assert_eq!(chunks.take(900), Some(200..1000));
        assert_eq!(chunks.finish(96..200), [200]);
        assert_eq!(chunks.finish(200..1000), [1000]);
        assert_eq!(chunks.again().take(96), Some(0..96), "in a new place all are");
    }

    /// Nobody has more than a small share left when the others have nothing more to do.
    #[test]
    fn shares_get_smaller() {
        let mut chunks = Chunks::whole(1000);
        let sizes: Vec<u32> =
            std::iter::from_fn(|| chunks.share(2)).map(|chunk| chunk.end - chunk.start).collect();
        assert!(sizes.is_sorted_by(|a, b| a >= b), "{sizes:?}");
        assert_eq!(sizes.first(), Some(&248));
        assert!(sizes.last().is_some_and(|&last| last <= LEAST), "{sizes:?}");
    }

    #[test]
    fn the_pace_settles() {
        let mut pace = Pace::guess();
        for _ in 0..12 {
            pace.learn(20, 10.0);
        }
        assert!((100..=130).contains(&pace.trials_in(60.0)), "{pace:?}");
        assert_eq!(pace.trials_in(0.0), 1);
    }
}

//! One path to be read: the expected one or a trial's.

use crate::measure::Measure;
use crate::simulation::Record;
use crate::trials::Trials;

/// One path of a run, by measure and week.
#[derive(Clone, Copy)]
pub(super) enum Path<'a> {
    /// The expected path.
    Expected(&'a Record),
    /// A trial, by its position.
    Trial(&'a Trials, usize),
}

impl Path<'_> {
    /// A measure in a week.
    pub(super) fn at(&self, measure: Measure, week: usize) -> f64 {
        match self {
            Self::Expected(record) => record.weeks_of(measure)[week],
            Self::Trial(trials, trial) => f64::from(trials.weeks_of(*trial, measure)[week]),
        }
    }

    /// Number of weeks.
    pub(super) fn weeks(&self) -> usize {
        match self {
            Self::Expected(record) => record.weeks_of(Measure::Cash).len(),
            Self::Trial(trials, _) => trials.weeks(),
        }
    }
}

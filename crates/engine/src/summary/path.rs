//! One path to be read: the expected one or a trial's.

use crate::measure::{ChannelFlow, Measure};
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

    /// A stock before the first week; 0 for a measure that is no stock.
    pub(super) fn opening(&self, measure: Measure) -> f64 {
        match self {
            Self::Expected(record) => record.opening_of(measure),
            Self::Trial(trials, trial) => f64::from(trials.opening_of(*trial, measure)),
        }
    }

    /// A total of a plan year by channel and class.
    pub(super) fn channel(&self, year: usize, channel: usize, class: usize, flow: ChannelFlow) -> f64 {
        match self {
            Self::Expected(record) => record.channel(year, channel, class, flow),
            Self::Trial(trials, trial) => f64::from(trials.channel(*trial, year, channel, class, flow)),
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

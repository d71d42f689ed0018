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

/// A measure of a path by week.
#[derive(Clone, Copy)]
pub(super) enum Weeks<'a> {
    Expected(&'a [f64]),
    Trial(&'a [f32]),
}

impl Weeks<'_> {
    /// The measure in a week.
    #[inline]
    pub(super) fn at(self, week: usize) -> f64 {
        match self {
            Self::Expected(weeks) => weeks[week],
            Self::Trial(weeks) => f64::from(weeks[week]),
        }
    }
}

impl<'a> Path<'a> {
    /// A measure by week.
    #[inline]
    pub(super) fn weeks_of(&self, measure: Measure) -> Weeks<'a> {
        match self {
            Self::Expected(record) => Weeks::Expected(record.weeks_of(measure)),
            Self::Trial(trials, trial) => Weeks::Trial(trials.weeks_of(*trial, measure)),
        }
    }

    /// A measure in a week.
    pub(super) fn at(&self, measure: Measure, week: usize) -> f64 {
        self.weeks_of(measure).at(week)
    }

    /// A stock before the first week; 0 for a measure that is no stock.
    pub(super) fn opening(&self, measure: Measure) -> f64 {
        match self {
            Self::Expected(record) => record.opening_of(measure),
            Self::Trial(trials, trial) => f64::from(trials.opening_of(*trial, measure)),
        }
    }

    /// A total of a span by channel and class.
    pub(super) fn channel(&self, span: usize, channel: usize, class: usize, flow: ChannelFlow) -> f64 {
        match self {
            Self::Expected(record) => record.channel(span, channel, class, flow),
            Self::Trial(trials, trial) => f64::from(trials.channel(*trial, span, channel, class, flow)),
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

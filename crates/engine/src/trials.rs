//! The trials of a run as flat columns, ready to be sent and joined.

use crate::measure::Measure;
use crate::simulation::Row;

/// Trials `first..first + len`, each with every measure by week. Figures are kept as `f32`: seven digits, half the size.
#[derive(Clone, Debug, PartialEq)]
pub struct Trials {
    weeks: usize,
    first: u32,
    /// `[trial][measure][week]`.
    values: Vec<f32>,
}

impl Trials {
    pub(crate) fn new(weeks: usize, first: u32, n: u32) -> Self {
        Self { weeks, first, values: Vec::with_capacity(weeks * Measure::COUNT * n as usize) }
    }

    pub(crate) fn push(&mut self, rows: &[Row]) {
        for measure in 0..Measure::COUNT {
            self.values.extend(rows.iter().map(|row| row[measure] as f32));
        }
    }

    /// Number of trials.
    pub fn len(&self) -> usize {
        self.values.len() / (self.weeks * Measure::COUNT)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// Number of the first trial.
    pub fn first(&self) -> u32 {
        self.first
    }

    /// Weeks of each trial.
    pub fn weeks(&self) -> usize {
        self.weeks
    }

    /// A measure of a trial (0 = the first here) by week.
    pub fn weeks_of(&self, trial: usize, measure: Measure) -> &[f32] {
        &self.values[(trial * Measure::COUNT + measure.index()) * self.weeks..][..self.weeks]
    }

    /// The flat values, `[trial][measure][week]`.
    pub fn values(&self) -> &[f32] {
        &self.values
    }

    /// The flat values, without a copy.
    pub fn into_values(self) -> Vec<f32> {
        self.values
    }

    /// Trials from flat values, as [`Trials::values`] gave them; nothing if their number does not fit the weeks.
    pub fn from_values(weeks: usize, first: u32, values: Vec<f32>) -> Option<Self> {
        (weeks > 0 && values.len().is_multiple_of(weeks * Measure::COUNT)).then_some(Self {
            weeks,
            first,
            values,
        })
    }

    /// Joins the trials that follow these; gives them back if they do not follow.
    pub fn append(&mut self, next: Trials) -> Result<(), Trials> {
        if next.weeks != self.weeks || next.first as usize != self.first as usize + self.len() {
            return Err(next);
        }
        self.values.extend_from_slice(&next.values);
        Ok(())
    }
}

//! A model run week by week: once as the expected path, or as many random futures.
//!
//! Each mechanism of `docs/model.md` section 4 has its file; `week` calls them in their order. What does not depend
//! on a trial's luck (spend, carryover, goodwill, durations) is laid into `tables` first.

use crate::check::{Gate, resolve};
use crate::measure::Measure;
use crate::model::Model;
use crate::random;
use crate::trials::Trials;

mod chance;
pub mod channels;
mod customers;
mod ledger;
mod money;
mod opening;
mod outcome;
mod people;
pub mod response;
mod scoring;
mod sites;
mod stages;
mod tables;
mod week;

use chance::{Chance, Expected, Random};
pub use ledger::Ledger;
use tables::Tables;
use week::State;

/// A model made ready to run.
#[derive(Clone, Debug)]
pub struct Simulation {
    model: Model,
    central: Tables,
}

impl Simulation {
    /// Makes a model ready: everything that no trial changes is worked out here.
    pub fn new(model: &Model) -> Self {
        let central = Tables::new(&model.central, &model.calendar);
        Self { model: model.clone(), central }
    }

    /// The expected path, every draw replaced by its mean: `weeks × measures`, one column of weeks a measure.
    pub fn expected_path(&self) -> Record {
        self.record(&self.central, &Expected, &mut |_| {})
    }

    /// Trials `first..first + n`. Trial `i` is the same however the trials are cut into runs.
    pub fn run(&self, first: u32, n: u32) -> Trials {
        let mut trials = Trials::new(self.model.calendar.weeks, first);
        for trial in first..first + n {
            trials.push(&self.trial(trial, &mut |_| {}));
        }
        trials
    }

    /// The books of one trial (or of the expected path, without a trial) at the end of each week, for tests of conservation.
    pub fn ledgers(&self, trial: Option<u32>) -> Vec<Ledger> {
        let mut ledgers = Vec::new();
        let mut keep = |state: &State| ledgers.push(state.ledger());
        match trial {
            None => self.record(&self.central, &Expected, &mut keep),
            Some(trial) => self.trial(trial, &mut keep),
        };
        ledgers
    }

    /// One trial.
    fn trial(&self, trial: u32, watch: &mut dyn FnMut(&State)) -> Record {
        let noise = &self.model.plan.simulation.noise;
        let drawn;
        let tables = if noise.parameters && !self.model.parameters.is_empty() {
            drawn = self.draw_tables(trial);
            &drawn
        } else {
            &self.central
        };
        if noise.process {
            self.record(tables, &Random::new(self.model.seed(), trial), watch)
        } else {
            self.record(tables, &Expected, watch)
        }
    }

    fn draw_tables(&self, trial: u32) -> Tables {
        let n_trials = self.model.plan.simulation.trials;
        let values: Vec<f64> = self
            .model
            .parameters
            .iter()
            .map(|parameter| {
                let u = random::stratified(self.model.seed(), trial, n_trials, parameter.address);
                parameter.law.quantile(u)
            })
            .collect();
        let inputs = resolve(&self.model.plan, &mut Gate::drawing(&values));
        Tables::redrawn(&inputs, &self.model.calendar, &self.model.central, &self.central)
    }

    fn record<C: Chance>(&self, tables: &Tables, chance: &C, watch: &mut dyn FnMut(&State)) -> Record {
        let mut record = Record::new(tables.weeks);
        let mut state = State::opening(tables, chance);
        for week in 0..tables.weeks {
            state.step(tables, &chance.at(week), week, &mut record);
            watch(&state);
        }
        record
    }
}

/// One path: every measure by week.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    weeks: usize,
    values: Vec<f64>,
}

impl Record {
    pub(crate) fn new(weeks: usize) -> Self {
        Self { weeks, values: vec![0.0; weeks * Measure::COUNT] }
    }

    /// A measure by week.
    pub fn weeks_of(&self, measure: Measure) -> &[f64] {
        &self.values[measure.index() * self.weeks..][..self.weeks]
    }

    pub(crate) fn set(&mut self, measure: Measure, week: usize, value: f64) {
        self.values[measure.index() * self.weeks + week] = value;
    }

    pub(crate) fn values(&self) -> &[f64] {
        &self.values
    }
}

//! The work itself: runs trials of one plan, joins them in their order, sums them up.
//!
//! A worker and the page without workers do the same with it.

use super::probe::FuturesOf;
use super::spans::Kpis;
use std::collections::BTreeMap;
use tandem_engine::plan::Plan;
use tandem_engine::summary::{Outcomes, futures, kpis_by_with_outcomes, target_futures};
use tandem_engine::{Model, Period, Simulation, Summary, Trials, check, summarize_with_outcomes};

/// A plan made ready to run, with the trials that have come in.
pub struct Bench {
    model: Model,
    simulation: Simulation,
    weeks: usize,
    channels: usize,
    joined: Option<Trials>,
    /// Trials that have come in, by the first, not yet joined.
    parts: BTreeMap<u32, Trials>,
}

impl Bench {
    /// Makes a plan ready; nothing if it has errors.
    pub fn new(plan: &Plan) -> Option<Self> {
        let model = check(plan).model?;
        let simulation = Simulation::new(&model);
        let weeks = usize::try_from(plan.plan.horizon_weeks).ok()?;
        Some(Self {
            model,
            simulation,
            weeks,
            channels: plan.channels.len(),
            joined: None,
            parts: BTreeMap::new(),
        })
    }

    /// Runs trials and gives their flat values.
    pub fn run(&self, first_trial: u32, n_trials: u32) -> Vec<f32> {
        self.simulation.run(first_trial, n_trials).into_values()
    }

    /// Single futures along time; nothing where the plan has no target and that is what they are asked of.
    pub fn futures(&self, of: FuturesOf) -> Option<Vec<Vec<f64>>> {
        let trials = self.simulation.run(0, of.count.min(self.model.plan().simulation.trials));
        let paths = match of.period {
            Some(period) => futures(&self.model, &trials, of.measure, period),
            None => target_futures(&self.model, &trials),
        };
        (!paths.is_empty()).then_some(paths)
    }

    /// Takes in trials, in any order; what is no trials of this plan is left.
    pub fn take_in(&mut self, first_trial: u32, values: Vec<f32>) {
        let part = Trials::from_values(self.weeks, self.channels, first_trial, values);
        self.parts.extend(part.filter(|part| !part.is_empty()).map(|part| (first_trial, part)));
    }

    /// Whether the trials `0..n_trials` have all come in.
    pub fn has(&self, n_trials: u32) -> bool {
        let mut have = self.joined.as_ref().map_or(0, Trials::len) as u32;
        while let Some(part) = self.parts.get(&have) {
            have += part.len() as u32;
        }
        have >= n_trials
    }

    /// The summary of the trials `0..n_trials`, and what each comes to; nothing if some have not come in.
    pub fn sum_up(&mut self, n_trials: u32) -> Option<(Summary, Outcomes)> {
        self.join(n_trials)?;
        self.joined.as_ref().map(|joined| summarize_with_outcomes(&self.model, joined))
    }

    /// Their key figures by the spans of a period, and those of each; nothing if some have not come in.
    pub fn figures(&mut self, n_trials: u32, period: Period) -> Option<(Kpis, Outcomes)> {
        self.join(n_trials)?;
        Some(kpis_by_with_outcomes(&self.model, self.joined.as_ref(), period))
    }

    /// Joins the trials `0..n_trials`.
    fn join(&mut self, n_trials: u32) -> Option<()> {
        let mut joined = match self.joined.take() {
            Some(joined) => joined,
            None => Trials::from_values(self.weeks, self.channels, 0, Vec::new())?,
        };
        while joined.len() < n_trials as usize {
            let first = joined.len() as u32;
            joined.append(self.parts.remove(&first)?).ok()?;
        }
        let fits = joined.len() == n_trials as usize;
        self.joined = Some(joined);
        fits.then_some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tandem_engine::plan;

    /// What a worker sends is to the digit what it worked out.
    #[test]
    fn what_is_packed_comes_back() {
        let example = include_str!("../../assets/plans/scale_up.json");
        let mut bench = plan::read(example).plan.and_then(|plan| Bench::new(&plan)).expect("a sound plan");
        let values = bench.run(0, 8);
        bench.take_in(0, values);
        let (summary, _) = bench.sum_up(8).expect("all trials are there");
        let packed = postcard::to_allocvec(&summary).expect("a summary can be packed");
        assert_eq!(postcard::from_bytes::<Summary>(&packed).as_ref(), Ok(&summary));
        let cut = postcard::from_bytes::<Summary>(&packed[..packed.len() - 1]);
        assert!(cut.is_err(), "what is cut off is no summary");
        let (kpis, _) = bench.figures(8, Period::Quarter).expect("all trials are there");
        let packed = postcard::to_allocvec(&kpis).expect("key figures can be packed");
        assert_eq!(postcard::from_bytes::<Kpis>(&packed), Ok(kpis));
    }
}

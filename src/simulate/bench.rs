//! The work itself: runs trials of one plan, joins them in their order, sums them up.
//!
//! A worker and the page without workers do the same with it.

use super::probe::FuturesOf;
use super::spans::OfSpans;
use std::collections::BTreeMap;
use tandem_engine::plan::Plan;
use tandem_engine::summary::{Outcomes, futures, kpis_by_with_outcomes, target_futures};
use tandem_engine::{
    Model, Period, Simulation, Summary, Trials, channels_by, check, summarize_with_outcomes,
};

/// A plan made ready to run, with the trials that have come in.
pub struct Bench {
    model: Model,
    simulation: Simulation,
    /// The period by whose spans figures are wanted; nothing for a summary.
    by: Option<Period>,
    joined: Option<Trials>,
    /// Trials that have come in, by the first, not yet joined.
    parts: BTreeMap<u32, Trials>,
}

impl Bench {
    /// Makes a plan ready for a summary, or for figures by the spans of a period; nothing if it has errors.
    pub fn new(plan: &Plan, by: Option<Period>) -> Option<Self> {
        let model = check(plan).model?;
        let simulation = Simulation::new(&model);
        Some(Self { model, simulation, by, joined: None, parts: BTreeMap::new() })
    }

    /// The period by whose spans figures are wanted.
    pub fn by(&self) -> Option<Period> {
        self.by
    }

    /// Runs trials and gives their flat values.
    pub fn run(&self, first_trial: u32, n_trials: u32) -> Vec<f32> {
        self.trials(first_trial, n_trials).into_values()
    }

    fn trials(&self, first_trial: u32, n_trials: u32) -> Trials {
        match self.by {
            Some(period) => self.simulation.run_by(period, first_trial, n_trials),
            None => self.simulation.run(first_trial, n_trials),
        }
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
        let part = self.trials(first_trial, 0).with_values(values);
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

    /// Their figures by the spans of the period, and the key figures of each; nothing if some have not come in or no period
    /// is wanted.
    pub fn figures(&mut self, n_trials: u32) -> Option<(OfSpans, Outcomes)> {
        let period = self.by?;
        self.join(n_trials)?;
        let trials = self.joined.as_ref();
        let (kpis, outcomes) = kpis_by_with_outcomes(&self.model, trials, period);
        Some((OfSpans { kpis, channels: channels_by(&self.model, trials, period) }, outcomes))
    }

    /// Joins the trials `0..n_trials`.
    fn join(&mut self, n_trials: u32) -> Option<()> {
        let mut joined = match self.joined.take() {
            Some(joined) => joined,
            None => self.trials(0, 0),
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
    use tandem_engine::summary::{ChannelKpi, ChannelOutlook};

    /// What a worker sends is to the digit what it worked out.
    #[test]
    fn what_is_packed_comes_back() {
        let example = include_str!("../../assets/plans/scale_up.json");
        let plan = plan::read(example).plan.expect("a plan");
        let mut bench = Bench::new(&plan, None).expect("a sound plan");
        let values = bench.run(0, 8);
        bench.take_in(0, values);
        let (summary, _) = bench.sum_up(8).expect("all trials are there");
        let packed = postcard::to_allocvec(&summary).expect("a summary can be packed");
        assert_eq!(postcard::from_bytes::<Summary>(&packed).as_ref(), Ok(&summary));
        let cut = postcard::from_bytes::<Summary>(&packed[..packed.len() - 1]);
        assert!(cut.is_err(), "what is cut off is no summary");
        assert!(bench.figures(8).is_none(), "they were run by plan year");
        let mut bench = Bench::new(&plan, Some(Period::Quarter)).expect("a sound plan");
        let values = bench.run(0, 8);
        bench.take_in(0, values);
        let (of_spans, _) = bench.figures(8).expect("all trials are there");
        let packed = postcard::to_allocvec(&of_spans).expect("figures can be packed");
        assert_eq!(postcard::from_bytes::<OfSpans>(&packed), Ok(of_spans));
    }

    /// The futures are the same whatever period they are added up by, in whatever parts they come in.
    #[test]
    fn channels_by_span_are_of_the_futures_of_the_summary() {
        let example = include_str!("../../assets/plans/scale_up.json");
        let plan = plan::read(example).plan.expect("a plan");
        let run = |by| {
            let mut bench = Bench::new(&plan, by).expect("a sound plan");
            for first in [8, 0] {
                let values = bench.run(first, 8);
                bench.take_in(first, values);
            }
            bench
        };
        let (summary, _) = run(None).sum_up(16).expect("all trials are there");
        let (of_spans, _) = run(Some(Period::FiscalYear)).figures(16).expect("all trials are there");
        let (by_year, _) = run(Some(Period::PlanYear)).figures(16).expect("all trials are there");
        assert_eq!(by_year.channels, summary.channels);
        assert_eq!(of_spans.channels.len(), summary.spans(Period::FiscalYear).len());
        assert_eq!(of_spans.channels[0].len(), plan.channels.len());
        let all = |by: &[Vec<ChannelOutlook>], channel: usize| -> f64 {
            let mean =
                |span: &Vec<ChannelOutlook>| span[channel].kpi(ChannelKpi::Leads).map(|leads| leads.mean);
            by.iter().filter_map(mean).sum()
        };
        for channel in 0..plan.channels.len() {
            let (years, spans) = (all(&summary.channels, channel), all(&of_spans.channels, channel));
            assert!((years - spans).abs() <= 1e-3 * years.max(1.0), "channel {channel}: {years} and {spans}");
        }
    }
}

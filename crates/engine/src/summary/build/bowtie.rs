//! The bowtie and the time to won, by span of any period.

use super::super::bowtie::{Conversion, PeriodOutlook, Volume};
use super::super::outcomes::Outcomes;
use super::super::{BowtieStage, BowtieStep, CycleWeeks, Kpi, Outcome, Spread, StageDays};
use super::{Builder, told};
use crate::calendar::BUSINESS_HOURS_PER_WEEK;
use crate::measure::{Measure, Period};
use crate::model::Model;
use crate::simulation::{Cycle, Simulation};
use crate::trials::Trials;

/// Every KPI as [`super::kpis_by`] has them, the bowtie and the time to won by span of a period, over trials if there are any.
pub fn outlook_by(model: &Model, trials: Option<&Trials>, period: Period) -> PeriodOutlook {
    let simulation = Simulation::new(model);
    let record = simulation.expected_path_by(trials.map_or(period, Trials::period));
    let builder = Builder::new(&simulation, model, &record, trials);
    let spans = builder.table.spans(period);
    let (kpis, outcomes, kept) = builder.kpis_of_spans(period);
    let bowtie = |index| builder.bowtie((period, index), &kpis[index], &outcomes, &kept);
    let times = builder.times();
    let cycle = |index| builder.cycle((period, index), &times, &kept);
    PeriodOutlook {
        bowtie: (0..spans.len()).map(bowtie).collect(),
        cycle: (0..spans.len()).map(cycle).collect(),
        kpis,
    }
}

impl Builder<'_> {
    /// Times of the expected path, then of each trial.
    fn times(&self) -> Vec<Cycle> {
        let laws = &self.model.central.durations;
        let central = Cycle::of(laws);
        let first = self.trials.map_or(0, Trials::first);
        let of_trial = |trial: usize| {
            let inputs = self.model.inputs_of(first + trial as u32);
            if inputs.durations == *laws { central } else { Cycle::of(&inputs.durations) }
        };
        std::iter::once(central).chain((0..self.n_trials()).map(of_trial)).collect()
    }

    fn bowtie(
        &self,
        (period, index): (Period, usize),
        kpis: &[Option<Spread>],
        outcomes: &Outcomes,
        kept: &[Vec<f32>],
    ) -> Vec<BowtieStep> {
        let n = self.n_trials();
        let span = &self.table.spans(period)[index];
        let expected = |measure| self.table.combine(span, measure, self.expected());
        let trials = |measure: Measure| &kept[measure.index()][index * n..][..n];
        let figure = |kpi: Kpi| kpis[kpi as usize];
        let over = |above: f64, below: f64| (below > 0.0).then(|| above / below);
        let ratios = |expected: Option<f64>, above: &[f32], below: &[f32]| {
            let each = above.iter().zip(below);
            let ratios = each.filter_map(|(a, b)| over(f64::from(*a), f64::from(*b)));
            told(expected, &mut ratios.map(|ratio| ratio as f32).filter(|ratio| !ratio.is_nan()).collect())
        };
        let of = |kpi| outcomes.of(Outcome::Kpi(kpi, index));
        let days = |path, get: &dyn Fn(Measure) -> f64| self.days_of(span, path, get);
        let expected_days = self.stage_days(span);
        let each_days: Vec<StageDays> = self
            .each(|path| path)
            .into_iter()
            .enumerate()
            .map(|(trial, path)| days(path, &|measure| f64::from(trials(measure)[trial])))
            .collect();
        let time = |of: fn(&StageDays) -> Option<f64>| {
            let each = each_days.iter().map(|days| of(days).map_or(f32::NAN, |days| days as f32));
            told(of(&expected_days), &mut each.collect())
        };
        BowtieStage::ALL
            .into_iter()
            .map(|stage| BowtieStep {
                stage,
                volume: match stage.volume() {
                    Volume::Figure(kpi) => figure(kpi),
                    Volume::Flow(flow) => told(Some(expected(flow)), &mut trials(flow).to_vec()),
                },
                conversion: match stage.conversion() {
                    Conversion::Figure(kpi) => figure(kpi),
                    Conversion::Flows(a, b) => ratios(over(expected(a), expected(b)), trials(a), trials(b)),
                    Conversion::Figures(a, b) => {
                        let at = |kpi| figure(kpi).map_or(0.0, |spread| spread.expected);
                        ratios(over(at(a), at(b)), of(a), of(b))
                    }
                },
                days: match stage {
                    BowtieStage::Mql => time(|days| days.mql),
                    BowtieStage::Sql => time(|days| days.sql.zip(days.opportunity).map(|(a, b)| a + b)),
                    BowtieStage::Commit => {
                        let days = 7.0 * self.model.central.deals.go_live as f64;
                        told(Some(days), &mut vec![days as f32; n])
                    }
                    _ => None,
                },
            })
            .collect()
    }

    fn cycle(&self, (period, index): (Period, usize), times: &[Cycle], kept: &[Vec<f32>]) -> CycleWeeks {
        let span = &self.table.spans(period)[index];
        let n = self.n_trials();
        // What comes before the hand-over and between it and the AE; the wait by Little's law.
        let queues = |path, get: &dyn Fn(Measure) -> f64| {
            let accepted = get(Measure::Sql);
            (accepted > 0.0 && get(Measure::Worked) > 0.0).then(|| {
                let waiting = self.mean_of(span, Measure::SqlWaiting, path);
                get(Measure::ResponseHours) / BUSINESS_HOURS_PER_WEEK
                    + waiting / accepted * f64::from(span.days()) / 7.0
            })
        };
        let path = self.expected();
        let expected = queues(path, &|measure| self.table.combine(span, measure, path));
        let each: Vec<Option<f64>> = self
            .each(|path| path)
            .into_iter()
            .enumerate()
            .map(|(trial, path)| queues(path, &|measure| f64::from(kept[measure.index()][index * n + trial])))
            .collect();
        let spread = |of: &dyn Fn(&Cycle, Option<f64>) -> Option<f64>| {
            let of_trials = times[1..].iter().zip(&each);
            let values = of_trials.map(|(times, queues)| of(times, *queues).map_or(f32::NAN, |v| v as f32));
            told(of(&times[0], expected), &mut values.collect())
        };
        CycleWeeks {
            won_mean: spread(&|times, _| Some(times.won_mean)),
            won_median: spread(&|times, _| Some(times.won_median)),
            touch_mean: spread(&|times, queues| Some(queues? + times.handed_mean)),
            touch_median: spread(&|times, queues| Some(queues? + times.handed_median)),
        }
    }
}

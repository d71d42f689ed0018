//! What a span comes to: channels; what a plan year does: the bowtie, time in the stages.

use super::super::bowtie::{Conversion, Volume};
use super::super::channels::{SharedCost, Totals};
use super::super::outcomes::Outcomes;
use super::super::path::Path;
use super::super::{
    BowtieStage, BowtieStep, ChannelKpi, ChannelOutlook, CycleWeeks, Kpi, Outcome, Span, Spread, StageDays,
};
use super::{Builder, told};
use crate::calendar::BUSINESS_HOURS_PER_WEEK;
use crate::measure::{ChannelFlow, Combine, Measure, Period};

/// Calendar days a business hour takes: a week has 40 of them.
const DAYS_PER_BUSINESS_HOUR: f64 = 7.0 / 40.0;

impl Builder<'_> {
    /// What each channel brings in a span; `costs` are sales and marketing costs of the trials, span by span.
    pub(super) fn channels(&self, period: Period, index: usize, costs: &[f32]) -> Vec<ChannelOutlook> {
        let n = self.n_trials();
        let plan = &self.model.plan.channels;
        let span = &self.table.spans(period)[index];
        let n_channels = plan.len();
        let n_kpis = ChannelKpi::ALL.len();
        // The figures of a path; sales and marketing cost without spend is shared out among the channels.
        let figures = |path: Path<'_>, cost: f64, put: &mut dyn FnMut(usize, Option<f64>)| {
            let totals = Totals::of(path, index, n_channels);
            let shared = SharedCost {
                all: cost - totals.all(ChannelFlow::Spend),
                marketing_team: self.inputs(path).marketing_team(span),
            };
            for channel in 0..n_channels {
                for (at, &kpi) in ChannelKpi::ALL.iter().enumerate() {
                    put(channel * n_kpis + at, totals.kpi(kpi, channel, shared));
                }
            }
        };
        let mut expected = vec![None; n_channels * n_kpis];
        let cost = self.table.combine(span, Measure::SalesMarketingCost, self.expected());
        figures(self.expected(), cost, &mut |at, value| expected[at] = value);
        // By figure, then by trial.
        let mut columns = vec![f32::NAN; n_channels * n_kpis * n];
        for (trial, path) in self.each(|path| path).into_iter().enumerate() {
            let cost = f64::from(costs[index * n + trial]);
            figures(path, cost, &mut |at, value| {
                columns[at * n + trial] = value.map_or(f32::NAN, |value| value as f32);
            });
        }
        let touched = self.table.shares(span, Combine::Sum);
        let weeks = touched.first().map_or(0, |part| part.0)..touched.last().map_or(0, |part| part.0 + 1);
        let channels = plan.iter().zip(&self.model.central.channels).enumerate();
        channels
            .map(|(index, (channel, inputs))| {
                let figure = |at: usize| {
                    let at = index * n_kpis + at;
                    told(expected[at], &mut columns[at * n..][..n].to_vec())
                };
                let carried = &self.simulation.carried_of(index)[weeks.clone()];
                let [typed_cost_per_lead, saturation, marginal_cost_per_lead] =
                    ChannelOutlook::of_response(inputs, carried);
                ChannelOutlook {
                    id: channel.id.clone(),
                    name: channel.name.clone(),
                    figures: (0..n_kpis).map(figure).collect(),
                    typed_cost_per_lead,
                    saturation,
                    marginal_cost_per_lead,
                }
            })
            .collect()
    }

    pub(super) fn bowtie(
        &self,
        year: usize,
        kpis: &[Vec<Option<Spread>>],
        outcomes: &Outcomes,
        kept: &[Vec<f32>],
    ) -> Vec<BowtieStep> {
        let n = self.n_trials();
        let span = &self.table.spans(Period::PlanYear)[year];
        let expected = |measure| self.table.combine(span, measure, self.expected());
        let trials = |measure: Measure| &kept[measure.index()][year * n..][..n];
        let figure = |kpi: Kpi| kpis[year][kpi as usize];
        let over = |above: f64, below: f64| (below > 0.0).then(|| above / below);
        let ratios = |expected: Option<f64>, above: &[f32], below: &[f32]| {
            let each = above.iter().zip(below);
            let ratios = each.filter_map(|(a, b)| over(f64::from(*a), f64::from(*b)));
            told(expected, &mut ratios.map(|ratio| ratio as f32).filter(|ratio| !ratio.is_nan()).collect())
        };
        let of = |kpi| outcomes.of(Outcome::Kpi(kpi, year));
        let days = self.stage_days(span);
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
                    BowtieStage::Mql => days.mql,
                    BowtieStage::Sql => days.sql.zip(days.opportunity).map(|(a, b)| a + b),
                    BowtieStage::Commit => Some(7.0 * self.model.central.deals.go_live as f64),
                    _ => None,
                },
            })
            .collect()
    }

    pub(super) fn cycle(&self, year: &Span) -> CycleWeeks {
        let cycle = self.simulation.cycle();
        let get = |measure| self.table.combine(year, measure, self.expected());
        let accepted = get(Measure::Sql);
        // Little's law.
        let waiting = if accepted > 0.0 {
            let shares = self.table.shares(year, Combine::Mean);
            let mean: f64 = shares
                .iter()
                .map(|&(week, share)| share * self.expected().at(Measure::SqlWaiting, week))
                .sum();
            mean / accepted * f64::from(year.days()) / 7.0
        } else {
            0.0
        };
        let before = get(Measure::ResponseHours) / BUSINESS_HOURS_PER_WEEK + waiting;
        CycleWeeks {
            won_mean: cycle.won_mean,
            won_median: cycle.won_median,
            touch_mean: before + cycle.handed_mean,
            touch_median: before + cycle.handed_median,
        }
    }

    pub(super) fn stage_days(&self, year: &Span) -> StageDays {
        let path = self.expected();
        let get = |measure| self.table.combine(year, measure, path);
        let week = |day: crate::date::Date| (day.days_since(self.table.start()) / 7) as usize;
        let weeks = week(year.first)..=week(year.last);
        let n_weeks = weeks.clone().count() as f64;
        // Little's law: time = stock / flow.
        let little = |stock, flow: f64| {
            let mean = weeks.clone().map(|week| path.at(stock, week)).sum::<f64>() / n_weeks;
            (flow > 0.0).then(|| mean / flow * f64::from(year.days()))
        };
        StageDays {
            mql: (get(Measure::Worked) > 0.0).then(|| get(Measure::ResponseHours) * DAYS_PER_BUSINESS_HOUR),
            sql: little(Measure::SqlInProgress, get(Measure::SqlCreated)),
            opportunity: little(Measure::OpenOpportunities, get(Measure::Won) + get(Measure::Lost)),
        }
    }
}

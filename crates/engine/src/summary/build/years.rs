//! What a span comes to: channels, time in the stages.

use super::super::channels::{SharedCost, Totals};
use super::super::path::Path;
use super::super::{ChannelKpi, ChannelOutlook, Span, StageDays};
use super::{Builder, told};
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

    /// Mean time in the stages in a span, on the expected path.
    pub(super) fn stage_days(&self, span: &Span) -> StageDays {
        let path = self.expected();
        self.days_of(span, path, &|measure| self.table.combine(span, measure, path))
    }

    /// The same of any path, with the span's measures of it.
    pub(super) fn days_of(&self, span: &Span, path: Path<'_>, get: &dyn Fn(Measure) -> f64) -> StageDays {
        // Little's law: time = stock / flow.
        let little = |stock, flow: f64| {
            (flow > 0.0).then(|| self.mean_of(span, stock, path) / flow * f64::from(span.days()))
        };
        StageDays {
            mql: (get(Measure::Worked) > 0.0).then(|| get(Measure::ResponseHours) * DAYS_PER_BUSINESS_HOUR),
            sql: little(Measure::SqlInProgress, get(Measure::SqlCreated)),
            opportunity: little(Measure::OpenOpportunities, get(Measure::Won) + get(Measure::Lost)),
        }
    }

    /// Mean of a stock at the weeks' ends.
    pub(super) fn mean_of(&self, span: &Span, stock: Measure, path: Path<'_>) -> f64 {
        let stock = path.weeks_of(stock);
        let shares = self.table.shares(span, Combine::Mean);
        shares.iter().map(|&(week, share)| share * stock.at(week)).sum()
    }
}

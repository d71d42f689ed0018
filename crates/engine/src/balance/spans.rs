//! Returns by month, quarter or year: of the money spent in a span, whenever it comes (its cohort), and what falls into a span,
//! whenever it was spent. The two are never mixed.

use super::returns::STEP;
use super::{Longer, RUN_OFF_WEEKS};
use crate::measure::{Measure, Period};
use crate::model::Model;
use crate::simulation::{ChannelSpans, Record};
use serde::{Deserialize, Serialize};

/// Returns of a channel by the spans of a period ([`crate::Summary::spans`]).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChannelSpanReturns {
    /// By span, the first first.
    pub spans: Vec<SpanReturn>,
    /// Gross profit by the plan's spend that comes after the plan, money: with what falls into the spans it is all of it.
    pub after: f64,
}

/// What a channel's spend returns by span, discounted to the plan's first day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SpanReturn {
    /// Spend in the span, money.
    pub spend: f64,
    /// Cohort: gross profit that would be missing, at any time, without the spend of this span, tail included, money. The
    /// parts of spans do not sum to the whole where a channel is saturated: each is what the last money brings.
    pub incremental_gross_profit: f64,
    /// That over spend; nothing without spend.
    pub roi: Option<f64>,
    /// Gross profit of one more unit of spend in the span, from +1 %; nothing without spend.
    pub marginal_roi: Option<f64>,
    /// Period: wins in the span that would be missing without any spend of the channel in the plan.
    pub won_in_span: f64,
    /// Period: gross profit in the span that would be missing without it, money.
    pub gross_profit_in_span: f64,
}

/// What falls into a span and would be missing if no spend of the plan fed goodwill.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct GoodwillSpan {
    /// Wins.
    pub won: f64,
    /// Gross profit, discounted to the plan's first day, money.
    pub gross_profit: f64,
}

/// Returns of a channel by the spans of a period: up to two runs of the expected path a span. `channel` is its place in the plan,
/// below the number of its channels.
pub fn channel_returns_by(model: &Model, channel: usize, period: Period) -> ChannelSpanReturns {
    let longer = Longer::new(model);
    let spans = longer.spans(period);
    let with = longer.run(&model.central);
    let profit = longer.value(&with).gross_profit();
    let [mut won, mut falling] = [0.0; 2].map(|zero| vec![zero; spans.count]);
    let mut after = 0.0;
    if longer.spend_of(channel, |_| 1.0) > 0.0 {
        let without = longer.run(&longer.with_spend(channel, |_| 0.0));
        [won, falling] = longer.missing(&spans, &with, &without);
        after = longer.after(&with) - longer.after(&without);
    }
    let of_span = |span: usize| {
        let shares = spans.shares_in(span, longer.weeks);
        let share = |week: usize| shares.get(week).copied().unwrap_or(0.0);
        let spend = longer.spend_of(channel, share);
        let spends = spend > 0.0;
        let changed = |by: f64| {
            let inputs = longer.with_spend(channel, |week| 1.0 + by * share(week));
            longer.value(&longer.run(&inputs)).gross_profit()
        };
        let incremental = if spends { profit - changed(-1.0) } else { 0.0 };
        SpanReturn {
            spend,
            incremental_gross_profit: incremental,
            roi: spends.then(|| incremental / spend),
            marginal_roi: spends.then(|| (changed(STEP) - profit) / (STEP * spend)),
            won_in_span: won[span],
            gross_profit_in_span: falling[span],
        }
    };
    ChannelSpanReturns { spans: (0..spans.count).map(of_span).collect(), after }
}

/// What goodwill that the plan's spend builds up brings, by the spans of a period; then what it brings after the plan, money.
pub fn goodwill_by(model: &Model, period: Period) -> (Vec<GoodwillSpan>, f64) {
    let longer = Longer::new(model);
    let with = longer.run(&model.central);
    let mut inputs = model.central.clone();
    inputs.channels.iter_mut().for_each(|channel| channel.goodwill_share = 0.0);
    let without = longer.run(&inputs);
    let [won, profit] = longer.missing(&longer.spans(period), &with, &without);
    let of = |(won, gross_profit)| GoodwillSpan { won, gross_profit };
    let spans = won.into_iter().zip(profit).map(of).collect();
    (spans, longer.after(&with) - longer.after(&without))
}

impl Longer<'_> {
    fn spans(&self, period: Period) -> ChannelSpans {
        ChannelSpans::new(&self.model.calendar, period)
    }

    /// Gross profit after the plan, discounted.
    fn after(&self, record: &Record) -> f64 {
        self.profit(record, self.weeks..self.weeks + RUN_OFF_WEEKS) + self.value(record).recurring
    }

    /// Wins and discounted gross profit of one path that the other has not, by span.
    fn missing(&self, spans: &ChannelSpans, with: &Record, without: &Record) -> [Vec<f64>; 2] {
        let margin = self.model.central.gross_margin;
        let by_span = |measure: Measure, worth: &dyn Fn(usize) -> f64| {
            let [with, without] = [with, without].map(|record| record.weeks_of(measure));
            let by_week: Vec<f64> =
                (0..self.weeks).map(|week| worth(week) * (with[week] - without[week])).collect();
            let mut sums = vec![0.0; spans.count];
            spans.add_up(&by_week, |span, share, missing| sums[span] += share * missing);
            sums
        };
        [by_span(Measure::Won, &|_| 1.0), by_span(Measure::Revenue, &|week| margin * self.discount(week))]
    }
}

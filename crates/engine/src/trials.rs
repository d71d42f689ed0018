//! The trials of a run as flat columns, ready to be sent and joined.

use crate::measure::{ChannelFlow, Measure, Period, WEEKS_OF_A_PLAN_YEAR};
use crate::simulation::{ChannelSpans, Ends, Rows};

/// Trials `first..first + len`, each with every measure by week, what was there on the first day, and totals by channel
/// and span: plan years, if no others were asked for. Figures are kept as `f32`: seven digits, half the size.
#[derive(Clone, Debug, PartialEq)]
pub struct Trials {
    weeks: usize,
    channels: usize,
    /// The period whose spans the totals by channel are of.
    period: Period,
    first: u32,
    /// Values of a trial.
    stride: usize,
    /// By trial: `[measure][week]`, then the stocks of the first day, then the totals by channel.
    values: Vec<f32>,
}

impl Trials {
    pub(crate) fn new(weeks: usize, channels: usize, spans: &ChannelSpans, first: u32, n: u32) -> Self {
        let (period, stride) = (spans.period, stride(weeks, channels, spans.count));
        Self { weeks, channels, period, first, stride, values: Vec::with_capacity(stride * n as usize) }
    }

    /// Room for the next so many trials.
    pub(crate) fn block(&mut self, n: usize) -> Block<'_> {
        let (from, stride) = (self.values.len(), self.stride);
        self.values.resize(from + n * stride, 0.0);
        Block { weeks: self.weeks, stride, values: &mut self.values[from..] }
    }

    /// Number of trials.
    pub fn len(&self) -> usize {
        self.values.len() / self.stride
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
    #[inline]
    pub fn weeks_of(&self, trial: usize, measure: Measure) -> &[f32] {
        &self.values[trial * self.stride + measure.index() * self.weeks..][..self.weeks]
    }

    /// Number of channels of the plan.
    pub fn channels(&self) -> usize {
        self.channels
    }

    /// The period whose spans the totals by channel are of.
    pub fn period(&self) -> Period {
        self.period
    }

    /// How many spans that are.
    pub fn spans(&self) -> usize {
        let totals = self.stride - Measure::COUNT * self.weeks - Measure::STOCKS;
        totals.checked_div(ChannelFlow::of_a_span(self.channels)).unwrap_or(0)
    }

    /// A stock before the first week of a trial (0 = the first here); 0 for a measure that is no stock.
    pub fn opening_of(&self, trial: usize, measure: Measure) -> f32 {
        let at = |stock| self.values[trial * self.stride + Measure::COUNT * self.weeks + stock];
        measure.stock().map_or(0.0, at)
    }

    /// A total of a trial in a span (0 = the first) by channel, in the plan's order, and class (0 fits the ideal customer
    /// profile, 1 does not).
    pub fn channel(&self, trial: usize, span: usize, channel: usize, class: usize, flow: ChannelFlow) -> f32 {
        let totals = trial * self.stride + Measure::COUNT * self.weeks + Measure::STOCKS;
        self.values[totals + flow.place(self.channels, span, channel, class)]
    }

    /// The flat values, trial after trial: every measure by week, the stocks of the first day, the totals by channel.
    pub fn values(&self) -> &[f32] {
        &self.values
    }

    /// The flat values, without a copy.
    pub fn into_values(self) -> Vec<f32> {
        self.values
    }

    /// Trials of a plan of so many weeks and channels from flat values, as [`Trials::values`] gave them, with totals by plan
    /// year; nothing if their number does not fit.
    pub fn from_values(weeks: usize, channels: usize, first: u32, values: Vec<f32>) -> Option<Self> {
        let stride = stride(weeks, channels, weeks.div_ceil(WEEKS_OF_A_PLAN_YEAR));
        let none = Self { weeks, channels, period: Period::PlanYear, first, stride, values: Vec::new() };
        none.with_values(values)
    }

    /// Other trials of the same run from flat values, beginning with the first of these; nothing if their number does not fit.
    pub fn with_values(self, values: Vec<f32>) -> Option<Self> {
        let fits = self.weeks > 0 && values.len().is_multiple_of(self.stride);
        fits.then_some(Self { values, ..self })
    }

    /// Joins the trials that follow these; gives them back if they do not follow.
    pub fn append(&mut self, next: Trials) -> Result<(), Trials> {
        if next.weeks != self.weeks
            || next.channels != self.channels
            || next.period != self.period
            || next.first as usize != self.first as usize + self.len()
        {
            return Err(next);
        }
        self.values.extend_from_slice(&next.values);
        Ok(())
    }
}

/// Trials that run side by side and are noted week by week.
pub(crate) struct Block<'a> {
    weeks: usize,
    stride: usize,
    values: &'a mut [f32],
}

impl Block<'_> {
    /// A block without room.
    pub(crate) fn nowhere() -> Self {
        Block { weeks: 1, stride: 1, values: &mut [] }
    }

    /// Notes a week of trials from the `first` (0 = the first here) on; one for which there is no room is left out.
    pub(crate) fn note<const B: usize>(&mut self, first: usize, week: usize, rows: &Rows<B>) {
        let places = (first * self.stride + week..).step_by(self.weeks);
        for (row, place) in rows.iter().zip(places) {
            let narrow = row.map(|value| value as f32);
            for (lane, value) in narrow.into_iter().enumerate() {
                if let Some(slot) = self.values.get_mut(place + lane * self.stride) {
                    *slot = value;
                }
            }
        }
    }

    /// Notes what a trial has besides its weeks.
    pub(crate) fn close(&mut self, trial: usize, ends: &Ends) {
        let from = trial * self.stride + self.weeks * Measure::COUNT;
        for (slot, &value) in self.values[from..].iter_mut().zip(ends.opening.iter().chain(&ends.by_channel))
        {
            *slot = value as f32;
        }
    }
}

/// Values of a trial of so many weeks, channels and spans of their totals.
const fn stride(weeks: usize, channels: usize, spans: usize) -> usize {
    weeks * Measure::COUNT + Measure::STOCKS + spans * ChannelFlow::of_a_span(channels)
}

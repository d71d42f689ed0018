//! Into which spans a run adds up what it tells by channel.

use crate::calendar::Calendar;
use crate::measure::{ChannelFlow, Combine, Period, WEEKS_OF_A_PLAN_YEAR};
use crate::summary::PeriodTable;

/// The spans of a period, and what each week counts for in them: flows are shared out by days.
#[derive(Clone, Debug)]
pub(crate) struct ChannelSpans {
    pub(crate) period: Period,
    pub(crate) count: usize,
    /// Spans and shares of all weeks, one after the other.
    parts: Vec<(usize, f64)>,
    /// Where those of a week begin.
    begins: Vec<usize>,
}

impl ChannelSpans {
    pub(crate) fn new(calendar: &Calendar, period: Period) -> Self {
        let mut of_week = vec![Vec::new(); calendar.weeks];
        if period == Period::PlanYear {
            of_week.iter_mut().enumerate().for_each(|(week, of)| of.push((week / WEEKS_OF_A_PLAN_YEAR, 1.0)));
        } else {
            let table = PeriodTable::new(calendar);
            for (index, span) in table.spans(period).iter().enumerate() {
                for (week, share) in table.shares(span, Combine::Sum) {
                    of_week[week].push((index, share));
                }
            }
        }
        let mut begins = vec![0];
        begins.extend(of_week.iter().scan(0, |end, of| {
            *end += of.len();
            Some(*end)
        }));
        let parts = of_week.concat();
        Self { period, count: parts.last().map_or(0, |part| part.0 + 1), parts, begins }
    }

    /// The span that a week lies in, if that is one.
    pub(crate) fn whole(&self, week: usize) -> Option<usize> {
        match self.parts[self.begins[week]..self.begins[week + 1]] {
            [(span, 1.0)] => Some(span),
            _ => None,
        }
    }

    /// Adds a week's flows `[channel][class][flow]` to the totals `[span][channel][class][flow]`.
    pub(crate) fn add<const B: usize>(&self, week: usize, flows: &[[f64; B]], totals: &mut [[f64; B]]) {
        for &(span, share) in &self.parts[self.begins[week]..self.begins[week + 1]] {
            for (total, flow) in totals[span * flows.len()..].iter_mut().zip(flows) {
                for lane in 0..B {
                    total[lane] += share * flow[lane];
                }
            }
        }
    }

    /// Gives `add` the spans of each week, what the week counts for in each, and its value.
    pub(crate) fn add_up(&self, by_week: &[f64], mut add: impl FnMut(usize, f64, f64)) {
        for (bounds, &value) in self.begins.windows(2).zip(by_week) {
            for &(span, share) in &self.parts[bounds[0]..bounds[1]] {
                add(span, share, value);
            }
        }
    }

    /// What each of so many weeks counts for in a span: the share of its days that lies in it.
    pub(crate) fn shares_in(&self, span: usize, weeks: usize) -> Vec<f64> {
        let mut shares = vec![0.0; weeks];
        for (bounds, of_week) in self.begins.windows(2).zip(&mut shares) {
            let parts = self.parts[bounds[0]..bounds[1]].iter();
            *of_week = parts.filter(|part| part.0 == span).map(|part| part.1).sum();
        }
        shares
    }

    /// Number of totals of a path.
    pub(crate) fn totals(&self, channels: usize) -> usize {
        self.count * ChannelFlow::of_a_span(channels)
    }
}

//! Where what enters a stage leaves it: tables of slots, and the schedules they fill.

use crate::calendar::Calendar;
use crate::durations;
use crate::model::QuarterEndInputs;
use crate::random::Bins;

/// A place in a schedule: so many weeks on, in so many columns on.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Slot {
    weeks: u16,
    columns: u16,
}

/// A slot behind every horizon, for what lies in no bin.
const BEYOND: Slot = Slot { weeks: u16::MAX, columns: 0 };

/// What enters in a week, by slot.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Row {
    bins: Bins,
    /// A slot for each bin, and one behind them.
    slots: Box<[Slot]>,
    /// Shares of the slots.
    shares: Box<[f64]>,
}

impl Row {
    fn new(slots: impl Iterator<Item = (Slot, f64)>) -> Self {
        let (mut slots, shares): (Vec<Slot>, Vec<f64>) = slots.unzip();
        let mut sum = 0.0;
        let cumulated = shares.iter().map(|share| {
            sum += share;
            sum
        });
        let bins = Bins::new(cumulated.collect());
        slots.push(BEYOND);
        Self { bins, slots: slots.into(), shares: shares.into() }
    }

    /// The cumulative shares of the slots.
    #[inline]
    pub(crate) fn bins(&self) -> &Bins {
        &self.bins
    }
}

/// Durations of a stage laid onto the calendar, by week of entry. What leaves beyond the horizon is left out.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Exits {
    /// One row, shared by all weeks, where they are alike; else one a week.
    rows: Vec<Row>,
}

impl Exits {
    /// Whole working weeks with probabilities `pmf`.
    pub(crate) fn new(pmf: &[f64], calendar: &Calendar) -> Self {
        let laid = durations::Exits::new(pmf, calendar);
        let weeks = calendar.weeks;
        let row = |week| {
            let shares = laid.pmf(week).iter().enumerate();
            Row::new(shares.map(|(after, &share)| (Slot { weeks: after as u16, columns: 0 }, share)))
        };
        let rows = if calendar.always_open() { 1 } else { weeks };
        Self { rows: (0..rows).map(row).collect() }
    }

    /// The same under the pull of the quarter's end: of what is due before it a share waits for it; of the rest of
    /// what is due early in a quarter after that of entry, a share comes in the last week of the quarter before, in
    /// the columns of what is pulled, `pulled` further on.
    pub(crate) fn drawn_to_quarter_end(
        pmf: &[f64],
        calendar: &Calendar,
        pull: &QuarterEndInputs,
        pulled: usize,
    ) -> Self {
        if pull.delay <= 0.0 && pull.pull <= 0.0 {
            return Self::new(pmf, calendar);
        }
        let laid = durations::Exits::new(pmf, calendar);
        let row = |week: usize| {
            let mut slots = Vec::new();
            for (after, &share) in laid.pmf(week).iter().enumerate() {
                let due = week + after;
                let (start, end) = (calendar.quarter_start[due], calendar.quarter_end[due]);
                let delay = if due < end { pull.delay } else { 0.0 };
                let near_start = ((due - start) as f64) < pull.pull_weeks;
                let early = if near_start && start > week { pull.pull } else { 0.0 };
                let mut put = |to: usize, columns: usize, share: f64| {
                    if share > 0.0 {
                        slots.push((Slot { weeks: (to - week) as u16, columns: columns as u16 }, share));
                    }
                };
                put(end, 0, share * delay);
                if early > 0.0 {
                    put(start - 1, pulled, share * (1.0 - delay) * early);
                }
                put(due, 0, share * (1.0 - delay) * (1.0 - early));
            }
            Row::new(slots.into_iter())
        };
        Self { rows: (0..calendar.weeks).map(row).collect() }
    }

    /// The table of what enters in a week.
    #[inline]
    pub(crate) fn row(&self, week: usize) -> &Row {
        if self.rows.len() == 1 { &self.rows[0] } else { &self.rows[week] }
    }
}

/// Things due in later weeks in a block of trials, in columns: cells, and after them what is pulled forward.
#[derive(Clone, Debug)]
pub(crate) struct Schedule<const B: usize> {
    columns: usize,
    /// `[week][column]`, side by side the trials.
    due: Vec<[f64; B]>,
}

impl<const B: usize> Schedule<B> {
    pub(crate) fn new(columns: usize, weeks: usize) -> Self {
        Self { columns, due: vec![[0.0; B]; columns * weeks] }
    }

    /// All that is due in a week, by column.
    #[inline]
    pub(crate) fn due(&self, week: usize) -> &[[f64; B]] {
        &self.due[week * self.columns..][..self.columns]
    }

    /// Adds `n` of a column of a trial, that entered in `week`, in the slot drawn: that of a bin, or behind all bins.
    #[inline(always)]
    pub(crate) fn add(&mut self, row: &Row, week: usize, bin: usize, (column, lane): (usize, usize), n: f64) {
        let slot = row.slots[bin];
        let at = (week + usize::from(slot.weeks)) * self.columns + usize::from(slot.columns) + column;
        // What is due beyond the horizon is left out.
        if let Some(due) = self.due.get_mut(at) {
            due[lane] += n;
        }
    }

    /// Spreads the means `n` of columns from `first` on, that entered in `week`, over all slots of a trial.
    pub(crate) fn spread(&mut self, row: &Row, week: usize, first: usize, n: &[[f64; B]], lane: usize) {
        if n.iter().all(|n| n[lane] == 0.0) {
            return;
        }
        for (slot, share) in row.slots.iter().zip(&row.shares) {
            let at = (week + usize::from(slot.weeks)) * self.columns + usize::from(slot.columns) + first;
            if let Some(due) = self.due.get_mut(at..at + n.len()) {
                for (due, n) in due.iter_mut().zip(n) {
                    due[lane] += n[lane] * share;
                }
            }
        }
    }
}

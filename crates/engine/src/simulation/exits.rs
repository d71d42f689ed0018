//! Where what enters a stage leaves it: tables of slots, and the schedules they fill.

use crate::calendar::Calendar;
use crate::durations;
use crate::model::QuarterEndInputs;
use crate::random::Bins;

/// A place in a schedule: so many weeks on, in so many columns on.
#[derive(Clone, Copy, Debug)]
struct Slot {
    weeks: usize,
    columns: usize,
}

/// A place behind every horizon, for what lies in no bin.
const BEYOND: u32 = 1 << 28;

/// What enters in a week, by slot.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Row {
    /// A bin for each slot; it stands for the slot's place in a schedule, counted from the week of entry.
    bins: Bins,
    /// Shares of the slots.
    shares: Box<[f64]>,
}

impl Row {
    /// Slots of a schedule of so many columns.
    fn new(columns: usize, slots: impl Iterator<Item = (Slot, f64)>) -> Self {
        let (slots, shares): (Vec<Slot>, Vec<f64>) = slots.unzip();
        let mut sum = 0.0;
        let cumulated = shares.iter().map(|share| {
            sum += share;
            sum
        });
        let places = slots.iter().map(|slot| (slot.weeks * columns + slot.columns) as u32);
        Self { bins: Bins::marked(cumulated.collect(), places, BEYOND), shares: shares.into() }
    }

    /// [`Schedule::add`] to what is due in a schedule.
    #[inline(always)]
    pub(crate) fn add<const B: usize>(&self, due: &mut [f64], bin: usize, to: usize, n: f64) {
        if let Some(due) = due.get_mut(self.bins.mark(bin) as usize * B + to) {
            *due += n;
        }
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
    /// Whole working weeks with probabilities `pmf`, for a schedule of so many columns.
    pub(crate) fn new(pmf: &[f64], calendar: &Calendar, columns: usize) -> Self {
        let laid = durations::Exits::new(pmf, calendar);
        let weeks = calendar.weeks;
        let row = |week| {
            let shares = laid.pmf(week).iter().enumerate();
            Row::new(columns, shares.map(|(weeks, &share)| (Slot { weeks, columns: 0 }, share)))
        };
        let rows = if calendar.always_open() { 1 } else { weeks };
        Self { rows: (0..rows).map(row).collect() }
    }

    /// The same under the pull of the quarter's end: of what is due before it a share waits for it; of the rest of
    /// what is due early in a quarter after that of entry, a share comes in the last week of the quarter before, in
    /// the columns of what is pulled, `pulled` further on of so many `columns`.
    pub(crate) fn drawn_to_quarter_end(
        pmf: &[f64],
        calendar: &Calendar,
        pull: &QuarterEndInputs,
        [pulled, columns]: [usize; 2],
    ) -> Self {
        if pull.delay <= 0.0 && pull.pull <= 0.0 {
            return Self::new(pmf, calendar, columns);
        }
        let laid = durations::Exits::new(pmf, calendar);
        let row = |week: usize| {
            let mut slots = Vec::new();
            for (after, &share) in laid.pmf(week).iter().enumerate() {
                let due = week + after;
                let (start, end) = (calendar.quarter_start[due], calendar.quarter_end[due]);
                let delay = if due < end { pull.delay } else { 0.0 };
                let near_start = ((due - start) as f64) < pull.pull_weeks;
                // What is due in the run-off stays there: the plan's weeks are the same with and without it.
                let leaves_run_off = due >= calendar.plan_weeks && start <= calendar.plan_weeks;
                let early = if near_start && start > week && !leaves_run_off { pull.pull } else { 0.0 };
                let mut put = |to: usize, columns: usize, share: f64| {
                    if share > 0.0 {
                        slots.push((Slot { weeks: to - week, columns }, share));
                    }
                };
                put(end, 0, share * delay);
                if early > 0.0 {
                    put(start - 1, pulled, share * (1.0 - delay) * early);
                }
                put(due, 0, share * (1.0 - delay) * (1.0 - early));
            }
            Row::new(columns, slots.into_iter())
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

    /// What is due in a week in the first column; nothing where there are no weeks.
    #[inline]
    pub(crate) fn first_due(&self, week: usize) -> [f64; B] {
        self.due.get(week * self.columns).copied().unwrap_or([0.0; B])
    }

    /// Where what enters in a week finds the place of a slot, see [`Schedule::add`].
    #[inline(always)]
    pub(crate) fn from(&self, week: usize) -> usize {
        week * self.columns * B
    }

    /// Adds `n` in the slot drawn, that of a bin or behind all bins; `to` is where things of the week are laid from, and the place
    /// `column * B + lane`. What is due beyond the horizon is left out.
    #[inline(always)]
    pub(crate) fn add(&mut self, row: &Row, bin: usize, to: usize, n: f64) {
        row.add::<B>(self.flat(), bin, to, n);
    }

    /// All that is due, `[week][column][lane]`, for [`Row::add`].
    #[inline(always)]
    pub(crate) fn flat(&mut self) -> &mut [f64] {
        self.due.as_flattened_mut()
    }

    /// Spreads the means `n` of columns from `first` on, that entered in `week`, over all slots of a trial.
    pub(crate) fn spread(&mut self, row: &Row, week: usize, first: usize, n: &[[f64; B]], lane: usize) {
        if n.iter().all(|n| n[lane] == 0.0) {
            return;
        }
        let from = week * self.columns + first;
        for (mark, share) in row.bins.marks().zip(&row.shares) {
            let at = from + mark as usize;
            if let Some(due) = self.due.get_mut(at..at + n.len()) {
                for (due, n) in due.iter_mut().zip(n) {
                    due[lane] += n[lane] * share;
                }
            }
        }
    }
}

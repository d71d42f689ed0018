//! From SQL to an open opportunity: the way to the AE's desk, intake with hard slots, discovery (`docs/model.md` 4.8, 4.9).

use super::chance::{Chance, Entry, Luck, add};
use super::exits::{Exits, Schedule};
use super::opening::Stock;
use super::people::Staff;
use super::sites::Purpose;
use super::tables::Tables;
use crate::model::ChannelType;
use crate::numerics::{greater, lesser};
use std::array::from_fn;

/// SQLs and opportunities before their outcome, of a block of trials.
#[derive(Clone, Debug)]
pub(crate) struct Stages<const B: usize> {
    sql_due: Schedule<B>,
    open_due: Schedule<B>,
    /// Accepted SQLs that fail, by the week in which they leave their slot: in the first column, without weeks where they hold none.
    fail_due: Schedule<B>,
    /// SQLs waiting for an AE, by cell; and in all.
    waiting: Vec<[f64; B]>,
    pub(crate) all_waiting: [f64; B],
    /// SQLs on their way to an AE.
    pub(crate) on_the_way: [f64; B],
    /// SQLs that passed discovery's gate and hold a slot until they open.
    pub(crate) reserved: [f64; B],
    /// Accepted SQLs that hold a slot and will fail (`model_options.ae_load_from_acceptance`).
    failing: [f64; B],
    /// Open opportunities.
    pub(crate) active: [f64; B],
    /// Opportunities that open this week, by cell; and in all.
    pub(crate) opens: Vec<[f64; B]>,
    pub(crate) opened: [f64; B],
    /// Of those, not from outbound.
    pub(crate) opened_inbound: [f64; B],
    inbound: Vec<bool>,
    pub(crate) accepted: [f64; B],
    pub(crate) stale: [f64; B],
    pub(crate) failed: [f64; B],
    /// Slots in use at the start of the week, share; 1 without slots.
    pub(crate) load: [f64; B],
    slots: [f64; B],
    /// Whether AE time limits the week.
    pub(crate) limits: [bool; B],
    /// SQL to opportunity, by cell.
    pass: Vec<[f64; B]>,
    /// Share of the waiting that goes stale in a week, by cell.
    stale_rate: Vec<[f64; B]>,
    /// Scratch, by cell: gone stale this week; accepted; and those of them that pass.
    lost: Vec<[f64; B]>,
    taken: Vec<[f64; B]>,
    passed: Vec<[f64; B]>,
}

/// Sums over cells.
fn sum<const B: usize>(cells: &[[f64; B]]) -> [f64; B] {
    let mut all = [0.0; B];
    for cell in cells {
        add(&mut all, cell);
    }
    all
}

/// Subtracts what each trial of a block has less.
pub(crate) fn subtract<const B: usize>(from: &mut [f64; B], less: &[f64; B]) {
    for (rest, less) in from.iter_mut().zip(less) {
        *rest -= less;
    }
}

/// The tables of what enters a stage in a week.
fn rows<'a, const B: usize>(
    t: &[&'a Tables; B],
    week: usize,
    exits: impl Fn(&'a Tables) -> &'a Exits,
) -> [&'a super::exits::Row; B] {
    t.map(|t| exits(t).row(week))
}

impl<const B: usize> Stages<B> {
    pub(crate) fn opening<L: Luck<B>>(t: &[&Tables; B], luck: &L, active: [f64; B]) -> Self {
        let mut stages = Self::empty(t, active);
        let draw = |purpose, stock: fn(&Tables) -> &Stock| {
            let mut n = vec![[0.0; B]; t[0].n_cells];
            for l in 0..B {
                stock(t[l]).draw(&luck.one(l), t[l].things, purpose, 0, |cell, count| n[cell][l] = count);
            }
            n
        };
        let entry = |purpose, exits: for<'a> fn(&'a Tables) -> &'a Exits| Entry {
            purpose,
            week: 0,
            rows: rows(t, 0, exits),
        };
        let n = draw(Purpose::OpeningSqls, |t| &t.opening.on_the_way);
        stages.on_the_way = sum(&n);
        let acceptance = entry(Purpose::OpeningSqlDuration, |t| &t.stages.opening_acceptance);
        luck.spread(acceptance, 0, &n, 0, &mut stages.sql_due);
        stages.waiting = draw(Purpose::OpeningWaiting, |t| &t.opening.waiting);
        stages.all_waiting = sum(&stages.waiting);
        let n = draw(Purpose::OpeningDiscovery, |t| &t.opening.in_discovery);
        stages.reserved = sum(&n);
        let discovery = entry(Purpose::OpeningDiscoveryDuration, |t| &t.stages.opening_discovery);
        luck.spread(discovery, 0, &n, 0, &mut stages.open_due);
        let n = draw(Purpose::OpeningFailing, |t| &t.opening.failing);
        stages.failing = sum(&n);
        let failing = entry(Purpose::OpeningFailingDuration, |t| &t.stages.opening_discovery);
        for (cell, n) in n.iter().enumerate() {
            luck.spread(failing, cell, &[*n], 0, &mut stages.fail_due);
        }
        stages
    }

    fn empty(t: &[&Tables; B], active: [f64; B]) -> Self {
        let (n_cells, weeks) = (t[0].n_cells, t[0].weeks);
        let holds = t[0].inputs.options.load_from_acceptance;
        let cells = || vec![[0.0; B]; n_cells];
        Self {
            sql_due: Schedule::new(n_cells, weeks),
            open_due: Schedule::new(n_cells, weeks),
            // As many columns as what passes has: both are laid by the same tables.
            fail_due: Schedule::new(n_cells, if holds { weeks } else { 0 }),
            waiting: cells(),
            all_waiting: [0.0; B],
            on_the_way: [0.0; B],
            reserved: [0.0; B],
            failing: [0.0; B],
            active,
            opens: cells(),
            opened: [0.0; B],
            opened_inbound: [0.0; B],
            inbound: (0..n_cells).map(|cell| t[0].kind(cell) != Some(ChannelType::Outbound)).collect(),
            accepted: [0.0; B],
            stale: [0.0; B],
            failed: [0.0; B],
            load: [0.0; B],
            slots: [0.0; B],
            limits: [false; B],
            pass: (0..n_cells).map(|cell| t.map(|t| t.pass[cell])).collect(),
            stale_rate: vec![t.map(|t| t.inputs.ae.stale_rate); n_cells],
            lost: cells(),
            taken: cells(),
            passed: cells(),
        }
    }

    /// Slots in use now, share; 1 without slots.
    pub(crate) fn utilisation(&self) -> [f64; B] {
        from_fn(|l| {
            let used = self.active[l] + self.reserved[l] + self.failing[l];
            if self.slots[l] > 0.0 { used / self.slots[l] } else { 1.0 }
        })
    }

    /// One week: SQLs reach the desk, AEs accept what their slots allow, what passes opens later.
    pub(crate) fn step<L: Luck<B>>(
        &mut self,
        t: &[&Tables; B],
        luck: &L,
        week: usize,
        staff: &Staff<B>,
        sql: &[[f64; B]],
    ) {
        add(&mut self.on_the_way, &sum(sql));
        let entry =
            Entry { purpose: Purpose::Acceptance, week, rows: rows(t, week, |t| &t.stages.acceptance) };
        luck.spread(entry, 0, sql, 0, &mut self.sql_due);
        self.receive(luck, week);
        self.slots = from_fn(|l| staff.fte[l] * t[l].inputs.ae.slots_per_fte);
        self.load = self.utilisation();
        self.opens.copy_from_slice(self.open_due.due(week));
        self.opened = sum(&self.opens);
        subtract(&mut self.reserved, &self.opened);
        subtract(&mut self.failing, &self.fail_due.first_due(week));
        self.accept(t, luck, week);
        self.opened_inbound = [0.0; B];
        for (opens, _) in self.opens.iter().zip(&self.inbound).filter(|(_, inbound)| **inbound) {
            add(&mut self.opened_inbound, opens);
        }
    }

    fn receive<L: Luck<B>>(&mut self, luck: &L, week: usize) {
        self.stale = [0.0; B];
        if self.all_waiting.iter().any(|&waiting| waiting > 0.0) {
            luck.thin(0, Purpose::Stale, &self.waiting, &self.stale_rate, &mut self.lost);
            for (waiting, lost) in self.waiting.iter_mut().zip(&self.lost) {
                add(&mut self.stale, lost);
                subtract(waiting, lost);
            }
        }
        let due = self.sql_due.due(week);
        for (waiting, due) in self.waiting.iter_mut().zip(due) {
            add(waiting, due);
        }
        subtract(&mut self.on_the_way, &sum(due));
        self.all_waiting = sum(&self.waiting);
    }

    fn accept<L: Luck<B>>(&mut self, t: &[&Tables; B], luck: &L, week: usize) {
        (self.accepted, self.failed) = ([0.0; B], [0.0; B]);
        // The calendar is the plan's: the same for all trials.
        if t[0].calendar.working[week] > 0.0 && self.all_waiting.iter().any(|&waiting| waiting > 0.0) {
            let mut passing = [0.0; B];
            for (waiting, pass) in self.waiting.iter().zip(&self.pass) {
                for l in 0..B {
                    passing[l] += waiting[l] * pass[l];
                }
            }
            let take = from_fn(|l| {
                let waiting = self.all_waiting[l];
                let holding = passing[l] + (waiting - passing[l]) * t[l].failing_hold(week);
                let used = self.active[l] + self.reserved[l] + self.failing[l] + self.opened[l];
                let free = greater(self.slots[l] - used, 0.0);
                let room = if holding > 0.0 { free * waiting / holding } else { waiting };
                if room >= waiting {
                    return waiting;
                }
                lesser(luck.one(l).whole(t[l].things.company(0), Purpose::IntakeTotal, 0, room), waiting)
            });
            self.take(luck, &take);
            self.discover(t, luck, week);
        }
        self.limits = from_fn(|l| self.load[l] >= 0.95 || self.all_waiting[l] > 0.5);
    }

    /// Accepts `take` of the waiting SQLs of each trial, drawn without regard to cell.
    fn take<L: Luck<B>>(&mut self, luck: &L, take: &[f64; B]) {
        let all = self.all_waiting;
        if *take == all {
            self.taken.copy_from_slice(&self.waiting);
            self.waiting.fill([0.0; B]);
            (self.accepted, self.all_waiting) = (all, [0.0; B]);
            return;
        }
        for l in 0..B {
            let (mut rest, mut left) = (all[l], take[l]);
            for (cell, (here, taken)) in self.waiting.iter_mut().zip(&mut self.taken).enumerate() {
                let (here, taken) = (&mut here[l], &mut taken[l]);
                *taken = if take[l] >= all[l] || *here <= 0.0 {
                    *here
                } else {
                    luck.one(l).among(cell, Purpose::IntakeCell, 0, rest, *here, left)
                };
                rest -= *here;
                left -= *taken;
                *here -= *taken;
                self.accepted[l] += *taken;
            }
        }
        self.all_waiting = sum(&self.waiting);
    }

    /// Some of the accepted pass discovery's gate, and open when discovery is done. The others may hold their slots as
    /// long.
    fn discover<L: Luck<B>>(&mut self, t: &[&Tables; B], luck: &L, week: usize) {
        let entry = Entry { purpose: Purpose::Discovery, week, rows: rows(t, week, |t| &t.stages.discovery) };
        let before = self.fail_due.first_due(week);
        // How the model reads what was typed is the plan's as well.
        let holds = t[0].inputs.options.load_from_acceptance;
        let holding = holds.then_some(&mut self.fail_due);
        luck.pass(entry, &self.taken, &self.pass, (&mut self.open_due, holding), &mut self.passed);
        for (taken, passed) in self.taken.iter().zip(&self.passed) {
            for l in 0..B {
                self.failed[l] += taken[l] - passed[l];
            }
        }
        let due = self.open_due.due(week);
        let opened = sum(due);
        self.opens.copy_from_slice(due);
        let passed = sum(&self.passed);
        for l in 0..B {
            self.reserved[l] += passed[l] - (opened[l] - self.opened[l]);
        }
        self.opened = opened;
        if holds {
            let after = self.fail_due.first_due(week);
            for l in 0..B {
                self.failing[l] += self.failed[l] - (after[l] - before[l]);
            }
        }
    }
}

//! From SQL to an open opportunity: the way to the AE's desk, intake with hard slots, discovery (`docs/model.md` 4.8, 4.9).

use super::chance::{Chance, Entry};
use super::exits::Schedule;
use super::people::Staff;
use super::sites::Purpose;
use super::tables::Tables;

/// SQLs and opportunities before their outcome.
#[derive(Clone, Debug)]
pub(crate) struct Stages {
    sql_due: Schedule,
    open_due: Schedule,
    /// Accepted SQLs that fail, by the week in which they leave their slot.
    fail_due: Schedule,
    /// SQLs waiting for an AE, by cell.
    waiting: Vec<f64>,
    /// SQLs on their way to an AE.
    pub(crate) on_the_way: f64,
    /// SQLs that passed discovery's gate and hold a slot until they open.
    pub(crate) reserved: f64,
    /// Accepted SQLs that hold a slot and will fail (`model_options.ae_load_from_acceptance`).
    failing: f64,
    /// Open opportunities.
    pub(crate) active: f64,
    /// Opportunities that open this week, by cell.
    pub(crate) opens: Vec<f64>,
    pub(crate) accepted: f64,
    pub(crate) stale: f64,
    pub(crate) failed: f64,
    /// Slots in use at the start of the week, share; 1 without slots.
    pub(crate) load: f64,
    slots: f64,
    /// Whether AE time limits the week.
    pub(crate) limits: bool,
    /// Scratch, by cell: accepted this week; and those of them that pass.
    taken: Vec<f64>,
    passed: Vec<f64>,
}

impl Stages {
    pub(crate) fn opening<C: Chance>(t: &Tables, chance: &C, active: f64) -> Self {
        let mut stages = Self::empty(t, active);
        let (o, things) = (&t.opening, t.things);
        o.on_the_way.draw(chance, things, Purpose::OpeningSqls, 0, |cell, n| {
            let durations =
                Entry { purpose: Purpose::OpeningSqlDuration, week: 0, exits: &t.stages.opening_acceptance };
            stages.on_the_way += n;
            chance.spread(durations, cell, &[n], cell, &mut stages.sql_due);
        });
        o.waiting.draw(chance, things, Purpose::OpeningWaiting, 0, |cell, n| stages.waiting[cell] = n);
        let discovery = |purpose| Entry { purpose, week: 0, exits: &t.stages.opening_discovery };
        o.in_discovery.draw(chance, things, Purpose::OpeningDiscovery, 0, |cell, n| {
            stages.reserved += n;
            let durations = discovery(Purpose::OpeningDiscoveryDuration);
            chance.spread(durations, cell, &[n], cell, &mut stages.open_due);
        });
        o.failing.draw(chance, things, Purpose::OpeningFailing, 0, |cell, n| {
            stages.failing += n;
            let durations = discovery(Purpose::OpeningFailingDuration);
            chance.spread(durations, cell, &[n], 0, &mut stages.fail_due);
        });
        stages
    }

    fn empty(t: &Tables, active: f64) -> Self {
        let cells = || vec![0.0; t.n_cells];
        Self {
            sql_due: Schedule::new(t.n_cells, t.weeks),
            open_due: Schedule::new(t.n_cells, t.weeks),
            fail_due: Schedule::new(1, t.weeks),
            waiting: cells(),
            on_the_way: 0.0,
            reserved: 0.0,
            failing: 0.0,
            active,
            opens: cells(),
            accepted: 0.0,
            stale: 0.0,
            failed: 0.0,
            load: 0.0,
            slots: 0.0,
            limits: false,
            taken: cells(),
            passed: cells(),
        }
    }

    /// SQLs waiting for an AE.
    pub(crate) fn waiting(&self) -> f64 {
        self.waiting.iter().sum()
    }

    /// Slots in use now, share; 1 without slots.
    pub(crate) fn utilisation(&self) -> f64 {
        if self.slots > 0.0 { (self.active + self.reserved + self.failing) / self.slots } else { 1.0 }
    }

    /// One week: SQLs reach the desk, AEs accept what their slots allow, what passes opens later.
    pub(crate) fn step<C: Chance>(&mut self, t: &Tables, chance: &C, week: usize, staff: Staff, sql: &[f64]) {
        self.on_the_way += sql.iter().sum::<f64>();
        let entry = Entry { purpose: Purpose::Acceptance, week, exits: &t.stages.acceptance };
        chance.spread(entry, 0, sql, 0, &mut self.sql_due);
        self.receive(t, chance, week);
        self.slots = staff.fte * t.inputs.ae.slots_per_fte;
        self.load = self.utilisation();
        self.opens.copy_from_slice(self.open_due.due(week));
        self.reserved -= self.opens.iter().sum::<f64>();
        self.failing -= self.fail_due.due(week)[0];
        self.accept(t, chance, week);
    }

    fn receive<C: Chance>(&mut self, t: &Tables, chance: &C, week: usize) {
        self.stale = 0.0;
        for (cell, (waiting, &due)) in self.waiting.iter_mut().zip(self.sql_due.due(week)).enumerate() {
            let lost = if *waiting > 0.0 {
                chance.thin(cell, Purpose::Stale, 0, *waiting, t.inputs.ae.stale_rate)
            } else {
                0.0
            };
            self.stale += lost;
            self.on_the_way -= due;
            *waiting += due - lost;
        }
    }

    fn accept<C: Chance>(&mut self, t: &Tables, chance: &C, week: usize) {
        (self.accepted, self.failed, self.limits) = (0.0, 0.0, false);
        let waiting = self.waiting();
        let opens: f64 = self.opens.iter().sum();
        let free = (self.slots - self.active - self.reserved - self.failing - opens).max(0.0);
        if waiting > 0.0 && t.calendar.working[week] > 0.0 {
            let passing: f64 = self.waiting.iter().zip(&t.pass).map(|(z, p)| z * p).sum();
            let holding = passing + (waiting - passing) * t.failing_hold(week);
            let room = if holding > 0.0 { free * waiting / holding } else { waiting };
            let take = if room >= waiting {
                waiting
            } else {
                chance.whole(t.things.company(0), Purpose::IntakeTotal, 0, room).min(waiting)
            };
            self.take(chance, waiting, take);
            self.discover(t, chance, week);
        }
        self.limits = self.load >= 0.95 || self.waiting() > 0.5;
    }

    /// Accepts `take` of the `waiting` SQLs, drawn without regard to cell.
    fn take<C: Chance>(&mut self, chance: &C, waiting: f64, take: f64) {
        let (mut all, mut left) = (waiting, take);
        for (cell, (here, taken)) in self.waiting.iter_mut().zip(&mut self.taken).enumerate() {
            *taken = if take >= waiting || *here <= 0.0 {
                *here
            } else {
                chance.among(cell, Purpose::IntakeCell, 0, all, *here, left)
            };
            all -= *here;
            left -= *taken;
            *here -= *taken;
            self.accepted += *taken;
        }
    }

    /// Some of the accepted pass discovery's gate, and open when discovery is done. The others may hold their slots as
    /// long.
    fn discover<C: Chance>(&mut self, t: &Tables, chance: &C, week: usize) {
        let entry = Entry { purpose: Purpose::Discovery, week, exits: &t.stages.discovery };
        let before = self.fail_due.due(week)[0];
        let holding = t.inputs.options.load_from_acceptance.then_some(&mut self.fail_due);
        chance.pass(entry, &self.taken, &t.pass, (&mut self.open_due, holding), &mut self.passed);
        let failed = self.failed;
        for (cell, &due) in self.open_due.due(week).iter().enumerate() {
            let at_once = due - self.opens[cell];
            self.opens[cell] = due;
            self.failed += self.taken[cell] - self.passed[cell];
            self.reserved += self.passed[cell] - at_once;
        }
        if t.inputs.options.load_from_acceptance {
            self.failing += self.failed - failed - (self.fail_due.due(week)[0] - before);
        }
    }
}

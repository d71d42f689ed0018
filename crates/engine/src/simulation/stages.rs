//! From SQL to an open opportunity: the way to the AE's desk, intake with hard slots, discovery (`docs/model.md` 4.8, 4.9).

use super::chance::Chance;
use super::people::Staff;
use super::sites::{Purpose, site};
use super::tables::Tables;
use crate::durations::Exits;
use crate::random::Site;

/// Things due in later weeks, by cell.
#[derive(Clone, Debug)]
pub(crate) struct Schedule {
    weeks: usize,
    due: Vec<f64>,
}

impl Schedule {
    pub(crate) fn new(cells: usize, weeks: usize) -> Self {
        Self { weeks, due: vec![0.0; cells * weeks] }
    }

    pub(crate) fn due(&self, cell: usize, week: usize) -> f64 {
        self.due[cell * self.weeks + week]
    }

    pub(crate) fn add(&mut self, cell: usize, week: usize, amount: f64) {
        if week < self.weeks {
            self.due[cell * self.weeks + week] += amount;
        }
    }

    /// Spreads `n` that enter in `week` over the weeks in which they leave.
    pub(crate) fn spread<C: Chance>(
        &mut self,
        chance: &C,
        place: Site,
        exits: &Exits,
        cell: usize,
        week: usize,
        n: f64,
    ) {
        if n > 0.0 {
            let row = &mut self.due[cell * self.weeks + week..(cell + 1) * self.weeks];
            chance.spread(place, n, exits.pmf(week), exits.cdf(week), |offset, amount| row[offset] += amount);
        }
    }
}

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
}

impl Stages {
    pub(crate) fn opening<C: Chance>(t: &Tables, chance: &C, active: f64) -> Self {
        let mut stages = Self::empty(t, active);
        let place = |purpose, at| t.opening_site(purpose, at, 0);
        let o = &t.opening;
        o.on_the_way.draw(chance, Purpose::OpeningSqls, place, |cell, n| {
            let durations = place(Purpose::OpeningSqlDuration, cell);
            stages.on_the_way += n;
            stages.sql_due.spread(chance, durations, &t.opening_acceptance, cell, 0, n);
        });
        o.waiting.draw(chance, Purpose::OpeningWaiting, place, |cell, n| stages.waiting[cell] = n);
        o.in_discovery.draw(chance, Purpose::OpeningDiscovery, place, |cell, n| {
            let durations = place(Purpose::OpeningDiscoveryDuration, cell);
            stages.reserved += n;
            stages.open_due.spread(chance, durations, &t.opening_discovery, cell, 0, n);
        });
        o.failing.draw(chance, Purpose::OpeningFailing, place, |cell, n| {
            let durations = place(Purpose::OpeningFailingDuration, cell);
            stages.failing += n;
            stages.fail_due.spread(chance, durations, &t.opening_discovery, 0, 0, n);
        });
        stages
    }

    fn empty(t: &Tables, active: f64) -> Self {
        Self {
            sql_due: Schedule::new(t.n_cells, t.weeks),
            open_due: Schedule::new(t.n_cells, t.weeks),
            fail_due: Schedule::new(1, t.weeks),
            waiting: vec![0.0; t.n_cells],
            on_the_way: 0.0,
            reserved: 0.0,
            failing: 0.0,
            active,
            opens: vec![0.0; t.n_cells],
            accepted: 0.0,
            stale: 0.0,
            failed: 0.0,
            load: 0.0,
            slots: 0.0,
            limits: false,
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
        for (cell, &created) in sql.iter().enumerate() {
            self.on_the_way += created;
            self.sql_due.spread(
                chance,
                t.sites.of(Purpose::Acceptance, cell),
                &t.acceptance,
                cell,
                week,
                created,
            );
        }
        self.receive(t, chance, week);
        self.slots = staff.fte * t.inputs.ae.slots_per_fte;
        self.load = self.utilisation();
        for cell in 0..t.n_cells {
            self.opens[cell] = self.open_due.due(cell, week);
            self.reserved -= self.opens[cell];
        }
        self.failing -= self.fail_due.due(0, week);
        self.accept(t, chance, week);
    }

    fn receive<C: Chance>(&mut self, t: &Tables, chance: &C, week: usize) {
        self.stale = 0.0;
        for cell in 0..t.n_cells {
            let lost =
                chance.thin(t.sites.of(Purpose::Stale, cell), 0, self.waiting[cell], t.inputs.ae.stale_rate);
            let due = self.sql_due.due(cell, week);
            self.stale += lost;
            self.on_the_way -= due;
            self.waiting[cell] += due - lost;
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
                chance.whole(site(Purpose::IntakeTotal, 0, 0), room).min(waiting)
            };
            self.take(t, chance, week, waiting, take);
        }
        self.limits = self.load >= 0.95 || self.waiting() > 0.5;
    }

    /// Accepts `take` of the `waiting` SQLs, drawn without regard to cell.
    fn take<C: Chance>(&mut self, t: &Tables, chance: &C, week: usize, waiting: f64, take: f64) {
        let (mut all, mut taken) = (waiting, take);
        for cell in 0..t.n_cells {
            let here = self.waiting[cell];
            if here <= 0.0 {
                continue;
            }
            let accepted = if take >= waiting {
                here
            } else {
                chance.among(t.sites.of(Purpose::IntakeCell, cell), 0, all, here, taken)
            };
            all -= here;
            taken -= accepted;
            self.waiting[cell] = here - accepted;
            self.accepted += accepted;
            let passed = chance.thin(t.sites.of(Purpose::Pass, cell), 0, accepted, t.pass[cell]);
            self.failed += accepted - passed;
            self.discover(t, chance, week, cell, passed);
            if t.inputs.options.load_from_acceptance {
                self.hold_failing(t, chance, week, cell, accepted - passed);
            }
        }
    }

    /// Those that will fail hold their slots as long as discovery takes.
    fn hold_failing<C: Chance>(&mut self, t: &Tables, chance: &C, week: usize, cell: usize, failed: f64) {
        let before = self.fail_due.due(0, week);
        let place = t.sites.of(Purpose::FailingDuration, cell);
        self.fail_due.spread(chance, place, &t.discovery, 0, week, failed);
        self.failing += failed - (self.fail_due.due(0, week) - before);
    }

    fn discover<C: Chance>(&mut self, t: &Tables, chance: &C, week: usize, cell: usize, passed: f64) {
        let before = self.open_due.due(cell, week);
        let place = t.sites.of(Purpose::Discovery, cell);
        self.open_due.spread(chance, place, &t.discovery, cell, week, passed);
        let at_once = self.open_due.due(cell, week) - before;
        self.opens[cell] += at_once;
        self.reserved += passed - at_once;
    }
}

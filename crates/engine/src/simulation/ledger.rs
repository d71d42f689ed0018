//! The books: what came in must be somewhere. Kept so that tests can ask each week that nothing is lost or made.

use super::chance::add;
use super::money::Money;
use super::response::Response;
use super::scoring::Scoring;
use super::stages::Stages;
use std::array::from_fn;

/// Sums since the start of each trial of a block.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Totals<const B: usize> {
    leads: [f64; B],
    /// MQLs that waited on the first day.
    queued: [f64; B],
    mql: [f64; B],
    worked: [f64; B],
    expired: [f64; B],
    sql_created: [f64; B],
    accepted: [f64; B],
    /// Accepted SQLs in discovery on the first day.
    in_discovery: [f64; B],
    stale: [f64; B],
    failed: [f64; B],
    /// Opportunities opened, those of the first day included.
    opened: [f64; B],
    closed: [f64; B],
    opened_in_plan: [f64; B],
}

impl<const B: usize> Totals<B> {
    /// What is there on the first day has come in before.
    pub(crate) fn opening(
        opportunities: [f64; B],
        scoring: &Scoring<B>,
        response: &Response<B>,
        stages: &Stages<B>,
    ) -> Self {
        let none = [0.0; B];
        Self {
            leads: *scoring.below(),
            queued: response.waiting(),
            mql: none,
            worked: none,
            expired: none,
            sql_created: from_fn(|l| stages.on_the_way[l] + stages.all_waiting[l]),
            accepted: none,
            in_discovery: stages.reserved,
            stale: none,
            failed: none,
            opened: opportunities,
            closed: none,
            opened_in_plan: none,
        }
    }

    /// Adds a week.
    pub(crate) fn add(
        &mut self,
        scoring: &Scoring<B>,
        response: &Response<B>,
        stages: &Stages<B>,
        closed: &[f64; B],
    ) {
        add(&mut self.leads, &scoring.leads);
        add(&mut self.mql, &scoring.arrived);
        add(&mut self.worked, &response.worked);
        add(&mut self.expired, &response.expired);
        add(&mut self.sql_created, &response.sql_created);
        add(&mut self.accepted, &stages.accepted);
        add(&mut self.stale, &stages.stale);
        add(&mut self.failed, &stages.failed);
        add(&mut self.opened, &stages.opened);
        add(&mut self.opened_in_plan, &stages.opened);
        add(&mut self.closed, closed);
    }
}

/// The books at the end of a week: pairs of what came in and where it is now. Leads and deals in pieces, money in money.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ledger {
    /// Inbound leads since the start; and MQLs (each lead at most once) + those in the nurture pool or lost from it.
    pub leads: (f64, f64),
    /// MQLs; and worked + expired + waiting.
    pub mql: (f64, f64),
    /// SQLs created; and accepted + gone stale + waiting + on the way.
    pub sql: (f64, f64),
    /// SQLs accepted; and failed + opened + in discovery.
    pub accepted: (f64, f64),
    /// Opportunities, those of the first day included; and won + lost + open.
    pub opportunities: (f64, f64),
    /// One-off value booked; and recognised + backlog + due beyond the horizon.
    pub one_off: (f64, f64),
    /// Cash; and opening cash + collected - paid + funded.
    pub cash: (f64, f64),
}

impl Ledger {
    /// The books of a trial of a block.
    pub(crate) fn of<const B: usize>(
        totals: &Totals<B>,
        (scoring, response): (&Scoring<B>, &Response<B>),
        stages: &Stages<B>,
        money: &Money<B>,
        (week, l): (usize, usize),
    ) -> Self {
        let sums = &money.totals;
        let (below, queued) = (scoring.below()[l], response.waiting()[l]);
        Self {
            leads: (totals.leads[l], totals.mql[l] + below),
            mql: (totals.queued[l] + totals.mql[l], totals.worked[l] + totals.expired[l] + queued),
            sql: (
                totals.sql_created[l],
                totals.accepted[l] + totals.stale[l] + stages.all_waiting[l] + stages.on_the_way[l],
            ),
            accepted: (
                totals.in_discovery[l] + totals.accepted[l],
                totals.failed[l] + totals.opened_in_plan[l] + stages.reserved[l],
            ),
            opportunities: (totals.opened[l], totals.closed[l] + stages.active[l]),
            one_off: (sums.one_off_booked[l], sums.recognised[l] + money.backlog(week, l) + sums.beyond[l]),
            cash: (money.cash[l], money.opening_cash[l] + sums.collected[l] - sums.paid[l] + sums.funded[l]),
        }
    }

    /// The pairs with their names.
    pub fn pairs(&self) -> [(&'static str, (f64, f64)); 7] {
        [
            ("leads", self.leads),
            ("mql", self.mql),
            ("sql", self.sql),
            ("accepted", self.accepted),
            ("opportunities", self.opportunities),
            ("one_off", self.one_off),
            ("cash", self.cash),
        ]
    }
}

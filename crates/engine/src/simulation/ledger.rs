//! The books: what came in must be somewhere. Kept so that tests can ask each week that nothing is lost or made.

use super::money::Money;
use super::response::Response;
use super::scoring::Scoring;
use super::stages::Stages;

/// Sums since the start of a trial.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Totals {
    leads: f64,
    /// MQLs that waited on the first day.
    queued: f64,
    mql: f64,
    worked: f64,
    expired: f64,
    sql_created: f64,
    accepted: f64,
    /// Accepted SQLs in discovery on the first day.
    in_discovery: f64,
    stale: f64,
    failed: f64,
    /// Opportunities opened, those of the first day included.
    opened: f64,
    closed: f64,
    opened_in_plan: f64,
}

impl Totals {
    /// What is there on the first day has come in before.
    pub(crate) fn opening<const B: usize>(
        opportunities: f64,
        (lane, scoring, response): (usize, &Scoring<B>, &Response<B>),
        stages: &Stages<B>,
    ) -> Self {
        Self {
            leads: scoring.below(lane),
            queued: response.waiting(lane),
            sql_created: stages.on_the_way[lane] + stages.all_waiting[lane],
            in_discovery: stages.reserved[lane],
            opened: opportunities,
            ..Self::default()
        }
    }

    /// Adds a week's marketing and sales development of a trial of a block.
    pub(crate) fn add_pull<const B: usize>(
        &mut self,
        lane: usize,
        scoring: &Scoring<B>,
        response: &Response<B>,
    ) {
        self.leads += scoring.leads[lane];
        self.mql += scoring.arrived[lane];
        self.worked += response.worked[lane];
        self.expired += response.expired[lane];
        self.sql_created += response.sql_created[lane];
    }

    /// Adds a week's selling.
    pub(crate) fn add_push<const B: usize>(&mut self, lane: usize, stages: &Stages<B>, closed: f64) {
        let opened = stages.opened[lane];
        self.accepted += stages.accepted[lane];
        self.stale += stages.stale[lane];
        self.failed += stages.failed[lane];
        self.opened += opened;
        self.opened_in_plan += opened;
        self.closed += closed;
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
    pub(crate) fn of<const B: usize>(
        totals: &Totals,
        (lane, scoring, response): (usize, &Scoring<B>, &Response<B>),
        stages: &Stages<B>,
        money: &Money,
        week: usize,
    ) -> Self {
        let sums = &money.totals;
        Self {
            leads: (totals.leads, totals.mql + scoring.below(lane)),
            mql: (totals.queued + totals.mql, totals.worked + totals.expired + response.waiting(lane)),
            sql: (
                totals.sql_created,
                totals.accepted + totals.stale + stages.all_waiting[lane] + stages.on_the_way[lane],
            ),
            accepted: (
                totals.in_discovery + totals.accepted,
                totals.failed + totals.opened_in_plan + stages.reserved[lane],
            ),
            opportunities: (totals.opened, totals.closed + stages.active[lane]),
            one_off: (sums.one_off_booked, sums.recognised + money.backlog(week) + sums.beyond),
            cash: (money.cash, money.opening_cash + sums.collected - sums.paid + sums.funded),
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

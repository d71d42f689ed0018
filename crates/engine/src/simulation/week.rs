//! One week of a block of trials, in the exact order of `docs/model.md` section 4.
//!
//! Marketing and sales development run over all trials of the block at once; what follows, few and unlike things, is
//! done trial by trial. The expected path is a block of one.

use super::Row;
use super::chance::{Chance, Luck, add};
use super::customers::Customers;
use super::ledger::{Ledger, Totals};
use super::money::{Effort, Money};
use super::outcome::Outcome;
use super::people::{Staff, Team};
use super::response::{Arrivals, Response};
use super::scoring::Scoring;
use super::stages::Stages;
use super::tables::Tables;
use crate::measure::{ChannelFlow, Measure};
use crate::model::ChannelType;
use std::array::from_fn;

/// The state of a block of trials between weeks.
#[derive(Clone, Debug)]
pub(crate) struct State<const B: usize> {
    scoring: Scoring<B>,
    response: Response<B>,
    trials: [Trial; B],
    week: usize,
}

/// What each trial has for itself.
#[derive(Clone, Debug)]
struct Trial {
    sdr: Team,
    ae: Team,
    ae_heads: f64,
    stages: Stages,
    outcome: Outcome,
    customers: Customers,
    money: Money,
    totals: Totals,
    /// SQLs created this week, by cell.
    sql: Vec<f64>,
}

impl<const B: usize> State<B> {
    pub(crate) fn opening<L: Luck<B>>(t: &[&Tables; B], luck: &L) -> Self {
        let (scoring, response) = (Scoring::opening(t, luck), Response::opening(t, luck));
        let trials = from_fn(|l| Trial::opening(t[l], &luck.one(l), (l, &scoring, &response)));
        Self { scoring, response, trials, week: 0 }
    }

    pub(crate) fn step<L: Luck<B>>(&mut self, t: &[&Tables; B], luck: &L, week: usize, rows: [&mut Row; B]) {
        self.week = week;
        let staff: [(Staff, Staff); B] = from_fn(|l| self.trials[l].people(t[l], &luck.one(l), week));
        let at_start: [f64; B] = from_fn(|l| self.trials[l].customers.total());
        let market =
            from_fn(|l| (1.0 - at_start[l] / t[l].inputs.reachable_accounts).max(0.0) / t[l].anchors.market);
        self.scoring.step(t, luck, week, &market, &at_start);
        let arrivals = Arrivals {
            mql: &self.scoring.mql,
            arrived: &self.scoring.arrived,
            expected: &self.scoring.expected_mql,
            market: &market,
        };
        self.response.step(t, luck, week, &staff.map(|(sdr, _)| sdr), &arrivals);
        let told = from_fn(|l| {
            let crm = &t[l].inputs.crm;
            crm.disposition_share * crm.integration * self.response.worked[l]
        });
        add(&mut self.scoring.dispositions, &told);
        for (l, trial) in self.trials.iter_mut().enumerate() {
            trial.totals.add_pull(l, &self.scoring, &self.response);
            for (own, sql) in trial.sql.iter_mut().zip(&self.response.sql) {
                *own = sql[l];
            }
        }
        for (l, row) in rows.into_iter().enumerate() {
            self.trials[l].sell(t[l], &luck.one(l), week, staff[l], at_start[l], row);
            write_pull(l, &self.scoring, &self.response, row);
        }
    }

    /// The stocks of a trial as they are.
    pub(crate) fn stocks(&self, t: &Tables, lane: usize) -> [f64; Measure::STOCKS] {
        let trial = &self.trials[lane];
        let waiting = trial.stages.waiting();
        let mut stocks = [0.0; Measure::STOCKS];
        let mut set = |measure: Measure, value| {
            if let Some(stock) = measure.stock() {
                stocks[stock] = value;
            }
        };
        set(Measure::Cash, trial.money.cash);
        set(Measure::Mrr, trial.customers.total_mrr());
        set(Measure::Customers, trial.customers.total());
        set(Measure::MqlWaiting, self.response.waiting(lane));
        set(Measure::SqlInProgress, trial.stages.on_the_way + waiting + trial.stages.reserved);
        set(Measure::SqlWaiting, waiting);
        set(Measure::OpenOpportunities, trial.stages.active);
        set(Measure::Goodwill, t.marketing.goodwill[0]);
        stocks
    }

    /// Adds the week of a trial to its totals by channel, `[channel][class][flow]`.
    pub(crate) fn add_up(&self, t: &Tables, lane: usize, totals: &mut [f64]) {
        let trial = &self.trials[lane];
        for (cell, totals) in totals.chunks_exact_mut(ChannelFlow::COUNT).enumerate() {
            let sold = trial.money.sold[cell];
            let mut add = |flow: ChannelFlow, n| totals[flow as usize] += n;
            if cell.is_multiple_of(2) {
                let spend = t.marketing.spend_of(cell / 2, self.week);
                add(ChannelFlow::Spend, spend);
                add(ChannelFlow::BrandSpend, spend * t.inputs.channels[cell / 2].goodwill_share);
            }
            add(ChannelFlow::Leads, self.scoring.by_cell[cell][lane] + self.response.replied[cell][lane]);
            add(ChannelFlow::Mqls, self.scoring.mql[cell][lane]);
            add(ChannelFlow::Sqls, self.response.sql[cell][lane]);
            add(ChannelFlow::Opportunities, trial.stages.opens[cell]);
            add(ChannelFlow::Won, sold.won);
            add(ChannelFlow::Bookings, sold.bookings);
            add(ChannelFlow::PulledBookings, sold.pulled);
        }
    }

    /// The books of a trial at the end of the week.
    pub(crate) fn ledger(&self, lane: usize) -> Ledger {
        let trial = &self.trials[lane];
        let pull = (lane, &self.scoring, &self.response);
        Ledger::of(&trial.totals, pull, &trial.stages, &trial.money, self.week)
    }
}

impl Trial {
    fn opening<C: Chance, const B: usize>(
        t: &Tables,
        chance: &C,
        pull: (usize, &Scoring<B>, &Response<B>),
    ) -> Self {
        let (outcome, open) = Outcome::opening(t, chance);
        let stages = Stages::opening(t, chance, open);
        Self {
            sdr: Team::opening(&t.inputs.sdr.team, 0, chance),
            ae: Team::opening(&t.inputs.ae.team, 1, chance),
            ae_heads: 0.0,
            totals: Totals::opening(open, pull, &stages),
            stages,
            outcome,
            customers: Customers::opening(t, chance),
            money: Money::opening(t),
            sql: vec![0.0; t.n_cells],
        }
    }

    fn people<C: Chance>(&mut self, t: &Tables, chance: &C, week: usize) -> (Staff, Staff) {
        let factor = self.money.attrition_factor(t, week, self.ae_heads);
        let sdr = self.sdr.step((&t.inputs.sdr.team, &t.sdr), chance, week, t.weeks, 1.0);
        let ae = self.ae.step((&t.inputs.ae.team, &t.ae), chance, week, t.weeks, factor);
        self.ae_heads = ae.heads;
        (sdr, ae)
    }

    /// From the SQLs of the week to cash.
    fn sell<C: Chance>(
        &mut self,
        t: &Tables,
        chance: &C,
        week: usize,
        (sdr, ae): (Staff, Staff),
        at_start: f64,
        row: &mut Row,
    ) {
        self.stages.step(t, chance, week, ae, &self.sql);
        let opened: f64 = self.stages.opens.iter().sum();
        self.stages.active += opened;
        self.outcome.step(t, chance, week, &self.stages.opens, self.stages.load);
        self.money.close(t, chance, week, &self.outcome, &mut self.customers);
        let lost = self.outcome.lost(week);
        self.stages.active -= self.money.week.won + lost;
        self.money.repeat(t, chance, week, at_start);
        self.money.commission(t, week, ae.heads);
        self.customers.step(t, chance, week);
        self.money.settle(t, week, &self.customers, Effort { sdr, ae, accepted_sql: self.stages.accepted });
        self.totals.add_push(&self.stages, opened, self.money.week.won + lost);
        self.write(t, row, week, (sdr, ae), opened, lost);
    }

    fn write(
        &self,
        t: &Tables,
        row: &mut Row,
        week: usize,
        (sdr, ae): (Staff, Staff),
        opened: f64,
        lost: f64,
    ) {
        let money = &self.money.week;
        let sourced: f64 = (0..t.n_cells)
            .filter(|&cell| t.kind(cell) != Some(ChannelType::Outbound))
            .map(|cell| self.stages.opens[cell] * t.inputs.deals.mean)
            .sum();
        let waiting = self.stages.waiting();
        let mut set = |measure: Measure, value| row[measure.index()] = value;
        set(Measure::Spend, t.marketing.spend[week]);
        set(Measure::Sql, self.stages.accepted);
        set(Measure::SqlPassed, self.stages.accepted - self.stages.failed);
        set(Measure::Opportunities, opened);
        set(Measure::SourcedPipeline, sourced);
        set(Measure::WonOfOpened, self.outcome.decided_won);
        set(Measure::Won, money.won);
        set(Measure::WonOutbound, money.won_outbound);
        set(Measure::Lost, lost);
        set(Measure::Bookings, money.bookings);
        set(Measure::RepeatOrders, money.repeat);
        set(Measure::Revenue, money.revenue);
        set(Measure::Collections, money.collections);
        set(Measure::CashCosts, money.costs);
        set(Measure::SalesMarketingCost, money.sales_marketing);
        set(Measure::OperatingCashFlow, money.collections - money.costs);
        set(Measure::Churned, self.customers.churned);
        set(Measure::MrrNew, self.customers.new_mrr);
        set(Measure::MrrChurned, self.customers.churned_mrr);
        set(Measure::Cash, self.money.cash);
        set(Measure::Mrr, self.customers.total_mrr());
        set(Measure::Customers, self.customers.total());
        set(Measure::SqlInProgress, self.stages.on_the_way + waiting + self.stages.reserved);
        set(Measure::SqlWaiting, waiting);
        set(Measure::OpenOpportunities, self.stages.active);
        set(Measure::Goodwill, t.marketing.goodwill[week + 1]);
        set(Measure::SdrFte, sdr.fte);
        set(Measure::AeFte, ae.fte);
        set(Measure::AeHeads, ae.heads);
        set(Measure::AeUtilisation, self.stages.utilisation());
        set(Measure::AeLimits, f64::from(u8::from(self.stages.limits)));
    }
}

fn write_pull<const B: usize>(lane: usize, scoring: &Scoring<B>, response: &Response<B>, row: &mut Row) {
    let ae_limits = row[Measure::AeLimits.index()] > 0.0;
    let mut set = |measure: Measure, value| row[measure.index()] = value;
    set(Measure::Leads, scoring.leads[lane] + response.replies[lane]);
    set(Measure::Replies, response.replies[lane]);
    set(Measure::OrganicLeads, scoring.organic[lane]);
    set(Measure::Qualified, scoring.qualified[lane]);
    set(Measure::MqlFit, scoring.fit[lane]);
    set(Measure::Mql, scoring.arrived[lane]);
    set(Measure::Worked, response.worked[lane]);
    set(Measure::Expired, response.expired[lane]);
    set(Measure::SqlCreated, response.sql_created[lane]);
    set(Measure::SqlInbound, response.sql_created[lane] - response.sql_of_replies[lane]);
    set(Measure::MqlWaiting, response.waiting(lane));
    set(Measure::SdrUtilisation, response.utilisation[lane]);
    set(Measure::ResponseHours, response.hours[lane]);
    set(Measure::WithinTarget, response.within_target[lane]);
    set(Measure::SdrLimits, f64::from(u8::from(response.limits[lane] && !ae_limits)));
}

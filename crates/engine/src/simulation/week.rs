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
use std::array::from_fn;

/// The state of a block of trials between weeks.
#[derive(Clone, Debug)]
pub(crate) struct State<const B: usize> {
    scoring: Scoring<B>,
    response: Response<B>,
    stages: Stages<B>,
    outcome: Outcome<B>,
    trials: [Trial; B],
    week: usize,
}

/// What each trial has for itself.
#[derive(Clone, Debug)]
struct Trial {
    sdr: Team,
    ae: Team,
    ae_heads: f64,
    customers: Customers,
    money: Money,
    totals: Totals,
}

impl<const B: usize> State<B> {
    pub(crate) fn opening<L: Luck<B>>(t: &[&Tables; B], luck: &L) -> Self {
        let (scoring, response) = (Scoring::opening(t, luck), Response::opening(t, luck));
        let (outcome, open) = Outcome::opening(t, luck);
        let stages = Stages::opening(t, luck, open);
        let trials = from_fn(|l| {
            let totals = Totals::opening(open[l], (l, &scoring, &response), &stages);
            Trial::opening(t[l], &luck.one(l), totals)
        });
        Self { scoring, response, stages, outcome, trials, week: 0 }
    }

    pub(crate) fn step<L: Luck<B>>(&mut self, t: &[&Tables; B], luck: &L, week: usize, rows: &mut [Row; B]) {
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
        self.stages.step(t, luck, week, &staff.map(|(_, ae)| ae), &self.response.sql);
        add(&mut self.stages.active, &self.stages.opened);
        self.outcome.step(t, luck, week, &self.stages.opens, &self.stages.load);
        let lost = self.outcome.lost(week);
        for (l, row) in rows.iter_mut().enumerate() {
            let trial = &mut self.trials[l];
            let effort = Effort { sdr: staff[l].0, ae: staff[l].1, accepted_sql: self.stages.accepted[l] };
            trial.sell(t[l], &luck.one(l), (l, week), effort, at_start[l], &self.outcome);
            let closed = trial.money.week.won + lost[l];
            self.stages.active[l] -= closed;
            trial.totals.add_pull(l, &self.scoring, &self.response);
            trial.totals.add_push(l, &self.stages, closed);
            self.write(t[l], l, effort, lost[l], row);
            write_pull(l, &self.scoring, &self.response, row);
        }
    }

    /// The stocks of a trial as they are.
    pub(crate) fn stocks(&self, t: &Tables, lane: usize) -> [f64; Measure::STOCKS] {
        let trial = &self.trials[lane];
        let (stages, waiting) = (&self.stages, self.stages.all_waiting[lane]);
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
        set(Measure::SqlInProgress, stages.on_the_way[lane] + waiting + stages.reserved[lane]);
        set(Measure::SqlWaiting, waiting);
        set(Measure::OpenOpportunities, stages.active[lane]);
        set(Measure::Goodwill, t.marketing.spending.goodwill[0]);
        stocks
    }

    /// Adds the week to totals by channel, `[channel][class][flow]`.
    pub(crate) fn add_up(&self, tables: &[&Tables; B], totals: &mut [[f64; B]]) {
        for (cell, totals) in totals.chunks_exact_mut(ChannelFlow::COUNT).enumerate() {
            let mut more = |flow: ChannelFlow, n: &[[f64; B]]| add(&mut totals[flow as usize], &n[cell]);
            more(ChannelFlow::Leads, &self.scoring.by_cell);
            more(ChannelFlow::Leads, &self.response.replied);
            more(ChannelFlow::Mqls, &self.scoring.mql);
            more(ChannelFlow::Sqls, &self.response.sql);
            more(ChannelFlow::Opportunities, &self.stages.opens);
        }
        for (lane, trial) in self.trials.iter().enumerate().filter(|(_, trial)| trial.money.week.won > 0.0) {
            for (totals, sold) in totals.chunks_exact_mut(ChannelFlow::COUNT).zip(&trial.money.sold) {
                totals[ChannelFlow::Won as usize][lane] += sold.won;
                totals[ChannelFlow::Bookings as usize][lane] += sold.bookings;
                totals[ChannelFlow::PulledBookings as usize][lane] += sold.pulled;
            }
        }
        for (channel, totals) in totals.chunks_exact_mut(ChannelFlow::of_a_span(1)).enumerate() {
            for (lane, tables) in tables.iter().enumerate() {
                let spend = tables.marketing.spend_of(channel, self.week);
                totals[ChannelFlow::Spend as usize][lane] += spend;
                let brand = tables.inputs.channels[channel].goodwill_share * spend;
                totals[ChannelFlow::BrandSpend as usize][lane] += brand;
            }
        }
    }

    /// What a week of a trial has come to from the SQL on.
    fn write(&self, t: &Tables, lane: usize, Effort { sdr, ae, .. }: Effort, lost: f64, row: &mut Row) {
        let (trial, stages, week) = (&self.trials[lane], &self.stages, self.week);
        let money = &trial.money.week;
        let waiting = stages.all_waiting[lane];
        let mut set = |measure: Measure, value| row[measure.index()] = value;
        set(Measure::Spend, t.marketing.spending.spend[week]);
        set(Measure::Sql, stages.accepted[lane]);
        set(Measure::SqlPassed, stages.accepted[lane] - stages.failed[lane]);
        set(Measure::Opportunities, stages.opened[lane]);
        set(Measure::SourcedPipeline, stages.opened_inbound[lane] * t.inputs.deals.mean);
        set(Measure::WonOfOpened, self.outcome.decided_won[lane]);
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
        set(Measure::Churned, trial.customers.churned);
        set(Measure::MrrNew, trial.customers.new_mrr);
        set(Measure::MrrChurned, trial.customers.churned_mrr);
        set(Measure::Cash, trial.money.cash);
        set(Measure::Mrr, trial.customers.total_mrr());
        set(Measure::Customers, trial.customers.total());
        set(Measure::SqlInProgress, stages.on_the_way[lane] + waiting + stages.reserved[lane]);
        set(Measure::SqlWaiting, waiting);
        set(Measure::OpenOpportunities, stages.active[lane]);
        set(Measure::Goodwill, t.marketing.spending.goodwill[week + 1]);
        set(Measure::SdrFte, sdr.fte);
        set(Measure::AeFte, ae.fte);
        set(Measure::AeHeads, ae.heads);
        set(Measure::AeUtilisation, stages.utilisation(lane));
        set(Measure::AeLimits, f64::from(u8::from(stages.limits[lane])));
    }

    /// The books of a trial at the end of the week.
    pub(crate) fn ledger(&self, lane: usize) -> Ledger {
        let trial = &self.trials[lane];
        let pull = (lane, &self.scoring, &self.response);
        Ledger::of(&trial.totals, pull, &self.stages, &trial.money, self.week)
    }
}

impl Trial {
    fn opening<C: Chance>(t: &Tables, chance: &C, totals: Totals) -> Self {
        Self {
            sdr: Team::opening(&t.inputs.sdr.team, 0, chance),
            ae: Team::opening(&t.inputs.ae.team, 1, chance),
            ae_heads: 0.0,
            totals,
            customers: Customers::opening(t, chance),
            money: Money::opening(t),
        }
    }

    fn people<C: Chance>(&mut self, t: &Tables, chance: &C, week: usize) -> (Staff, Staff) {
        let factor = self.money.attrition_factor(t, week, self.ae_heads);
        let sdr = self.sdr.step((&t.inputs.sdr.team, &t.sdr), chance, week, t.weeks, 1.0);
        let ae = self.ae.step((&t.inputs.ae.team, &t.ae), chance, week, t.weeks, factor);
        self.ae_heads = ae.heads;
        (sdr, ae)
    }

    /// From the deals that close this week to cash.
    fn sell<C: Chance, const B: usize>(
        &mut self,
        t: &Tables,
        chance: &C,
        (lane, week): (usize, usize),
        effort: Effort,
        at_start: f64,
        outcome: &Outcome<B>,
    ) {
        self.money.close(t, chance, (lane, week), outcome, &mut self.customers);
        self.money.repeat(t, chance, week, at_start);
        self.money.commission(t, week, effort.ae.heads);
        self.customers.step(t, chance, week);
        self.money.settle(t, week, &self.customers, effort);
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

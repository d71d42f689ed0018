//! One week of a block of trials, in the exact order of `docs/model.md` section 4.
//!
//! All trials of the block are done at once; what is drawn one by one, few and unlike things, trial by trial. The expected
//! path is a block of one.

use super::Rows;
use super::chance::{Luck, add};
use super::customers::Customers;
use super::ledger::{Ledger, Totals};
use super::money::{Effort, Money};
use super::outcome::Outcome;
use super::people::{Staff, Team};
use super::response::{Arrivals, Response};
use super::scoring::Scoring;
use super::stages::{Stages, subtract};
use super::tables::Tables;
use crate::measure::{ChannelFlow, Measure};
use crate::numerics::greater;
use std::array::from_fn;

/// The state of a block of trials between weeks.
#[derive(Clone, Debug)]
pub(crate) struct State<const B: usize> {
    scoring: Scoring<B>,
    response: Response<B>,
    stages: Stages<B>,
    outcome: Outcome<B>,
    sdr: [Team; B],
    ae: [Team; B],
    ae_heads: [f64; B],
    customers: Customers<B>,
    money: Money<B>,
    totals: Totals<B>,
    week: usize,
}

impl<const B: usize> State<B> {
    pub(crate) fn opening<L: Luck<B>>(t: &[&Tables; B], luck: &L) -> Self {
        let (scoring, response) = (Scoring::opening(t, luck), Response::opening(t, luck));
        let (outcome, open) = Outcome::opening(t, luck);
        let stages = Stages::opening(t, luck, open);
        Self {
            sdr: from_fn(|l| Team::opening(&t[l].inputs.sdr.team, 0, &luck.one(l))),
            ae: from_fn(|l| Team::opening(&t[l].inputs.ae.team, 1, &luck.one(l))),
            ae_heads: [0.0; B],
            customers: Customers::opening(t, luck),
            money: Money::opening(t),
            totals: Totals::opening(open, &scoring, &response, &stages),
            scoring,
            response,
            stages,
            outcome,
            week: 0,
        }
    }

    pub(crate) fn step<L: Luck<B>>(&mut self, t: &[&Tables; B], luck: &L, week: usize, rows: &mut Rows<B>) {
        self.week = week;
        let (sdr, ae) = self.people(t, luck, week);
        let at_start = self.customers.total();
        let market = from_fn(|l| {
            greater(1.0 - at_start[l] / t[l].inputs.reachable_accounts, 0.0) / t[l].anchors.market
        });
        self.scoring.step(t, luck, week, &market, &at_start);
        let arrivals = Arrivals {
            mql: &self.scoring.mql,
            arrived: &self.scoring.arrived,
            expected: &self.scoring.expected_mql,
            market: &market,
        };
        self.response.step(t, luck, week, &sdr, &arrivals);
        let told = from_fn(|l| {
            let crm = &t[l].inputs.crm;
            crm.disposition_share * crm.integration * self.response.worked[l]
        });
        add(&mut self.scoring.dispositions, &told);
        self.stages.step(t, luck, week, &ae, &self.response.sql);
        add(&mut self.stages.active, &self.stages.opened);
        self.outcome.step(t, luck, week, (&self.stages.opens, &self.stages.opened), &self.stages.load);
        let effort = Effort { sdr: &sdr, ae: &ae, accepted_sql: &self.stages.accepted };
        // From the deals that close this week to cash.
        self.money.close(t, luck, week, &self.outcome, &mut self.customers);
        self.money.repeat(t, luck, week, &at_start);
        self.money.commission(t, week, &ae.heads);
        self.customers.step(t, luck, week);
        self.money.settle(t, week, &self.customers, effort);
        let lost = self.outcome.lost(week);
        let closed: [f64; B] = from_fn(|l| self.money.week.won[l] + lost[l]);
        subtract(&mut self.stages.active, &closed);
        self.totals.add(&self.scoring, &self.response, &self.stages, &closed);
        self.write(t, [&sdr, &ae], &lost, rows);
        write_pull(&self.scoring, &self.response, rows);
    }

    fn people<L: Luck<B>>(&mut self, t: &[&Tables; B], luck: &L, week: usize) -> (Staff<B>, Staff<B>) {
        let factor: [f64; B] = from_fn(|l| self.money.attrition_factor(t[l], week, l, self.ae_heads[l]));
        let sdr = Staff::of(|l| {
            let team = (&t[l].inputs.sdr.team, &t[l].sdr);
            self.sdr[l].step(team, &luck.one(l), week, t[l].weeks, 1.0)
        });
        let ae = Staff::of(|l| {
            let team = (&t[l].inputs.ae.team, &t[l].ae);
            self.ae[l].step(team, &luck.one(l), week, t[l].weeks, factor[l])
        });
        self.ae_heads = ae.heads;
        (sdr, ae)
    }

    /// The stocks of a trial as they are.
    pub(crate) fn stocks(&self, t: &Tables, lane: usize) -> [f64; Measure::STOCKS] {
        let (stages, waiting) = (&self.stages, self.stages.all_waiting[lane]);
        let mut stocks = [0.0; Measure::STOCKS];
        let mut set = |measure: Measure, value| {
            if let Some(stock) = measure.stock() {
                stocks[stock] = value;
            }
        };
        set(Measure::Cash, self.money.cash[lane]);
        set(Measure::Mrr, self.customers.total_mrr()[lane]);
        set(Measure::Customers, self.customers.total()[lane]);
        set(Measure::MqlWaiting, self.response.waiting()[lane]);
        set(Measure::SqlInProgress, stages.on_the_way[lane] + waiting + stages.reserved[lane]);
        set(Measure::SqlWaiting, waiting);
        set(Measure::OpenOpportunities, stages.active[lane]);
        set(Measure::Goodwill, t.marketing.spending.goodwill[0]);
        stocks
    }

    /// Adds the week to totals by channel, `[channel][class][flow]`, spend apart.
    pub(crate) fn add_up(&self, totals: &mut [[f64; B]]) {
        let leads = self.scoring.by_cell.iter().zip(&self.response.replied);
        let flows = leads.zip(&self.scoring.mql).zip(&self.response.sql).zip(&self.stages.opens);
        let (totals, _) = totals.as_chunks_mut::<{ ChannelFlow::COUNT }>();
        for (totals, ((((leads, replied), mql), sql), opens)) in totals.iter_mut().zip(flows) {
            add(&mut totals[ChannelFlow::Leads as usize], leads);
            add(&mut totals[ChannelFlow::Leads as usize], replied);
            add(&mut totals[ChannelFlow::Mqls as usize], mql);
            add(&mut totals[ChannelFlow::Sqls as usize], sql);
            add(&mut totals[ChannelFlow::Opportunities as usize], opens);
        }
        for sold in &self.money.sold {
            // The opening pipeline belongs to no channel.
            if let Some(totals) = totals.get_mut(sold.cell) {
                totals[ChannelFlow::Won as usize][sold.lane] += sold.won;
                totals[ChannelFlow::Bookings as usize][sold.lane] += sold.bookings;
                totals[ChannelFlow::PulledBookings as usize][sold.lane] += sold.pulled;
            }
        }
    }

    /// What a week has come to from the SQL on.
    #[inline(always)]
    fn write(&self, t: &[&Tables; B], [sdr, ae]: [&Staff<B>; 2], lost: &[f64; B], rows: &mut Rows<B>) {
        let (stages, week) = (&self.stages, self.week);
        let (money, customers) = (&self.money.week, &self.customers);
        let waiting = &stages.all_waiting;
        let mut set = |measure: Measure, values: [f64; B]| rows[measure.index()] = values;
        set(Measure::Spend, t.map(|t| t.marketing.spending.spend[week]));
        set(Measure::Sql, stages.accepted);
        set(Measure::SqlPassed, from_fn(|l| stages.accepted[l] - stages.failed[l]));
        set(Measure::Opportunities, stages.opened);
        set(Measure::SourcedPipeline, from_fn(|l| stages.opened_inbound[l] * t[l].inputs.deals.mean));
        set(Measure::WonOfOpened, self.outcome.decided_won);
        set(Measure::Won, money.won);
        set(Measure::WonOutbound, money.won_outbound);
        set(Measure::Lost, *lost);
        set(Measure::Bookings, money.bookings);
        set(Measure::RepeatOrders, money.repeat);
        set(Measure::Revenue, money.revenue);
        set(Measure::Collections, money.collections);
        set(Measure::CashCosts, money.costs);
        set(Measure::SalesMarketingCost, money.sales_marketing);
        set(Measure::OperatingCashFlow, from_fn(|l| money.collections[l] - money.costs[l]));
        set(Measure::Churned, customers.churned);
        set(Measure::MrrNew, customers.new_mrr);
        set(Measure::MrrChurned, customers.churned_mrr);
        set(Measure::Cash, self.money.cash);
        set(Measure::Mrr, customers.total_mrr());
        set(Measure::Customers, customers.total());
        set(Measure::SqlInProgress, from_fn(|l| stages.on_the_way[l] + waiting[l] + stages.reserved[l]));
        set(Measure::SqlWaiting, *waiting);
        set(Measure::OpenOpportunities, stages.active);
        set(Measure::Goodwill, t.map(|t| t.marketing.spending.goodwill[week + 1]));
        set(Measure::SdrFte, sdr.fte);
        set(Measure::AeFte, ae.fte);
        set(Measure::AeHeads, ae.heads);
        set(Measure::AeUtilisation, stages.utilisation());
        set(Measure::AeLimits, stages.limits.map(|limits| f64::from(u8::from(limits))));
    }

    /// The books of a trial at the end of the week.
    pub(crate) fn ledger(&self, lane: usize) -> Ledger {
        let pull = (&self.scoring, &self.response);
        Ledger::of(&self.totals, pull, &self.stages, &self.money, (self.week, lane))
    }
}

#[inline(always)]
fn write_pull<const B: usize>(scoring: &Scoring<B>, response: &Response<B>, rows: &mut Rows<B>) {
    let ae_limits = rows[Measure::AeLimits.index()];
    let mut set = |measure: Measure, values: [f64; B]| rows[measure.index()] = values;
    set(Measure::Leads, from_fn(|l| scoring.leads[l] + response.replies[l]));
    set(Measure::Replies, response.replies);
    set(Measure::OrganicLeads, scoring.organic);
    set(Measure::Qualified, scoring.qualified);
    set(Measure::MqlFit, scoring.fit);
    set(Measure::Mql, scoring.arrived);
    set(Measure::Worked, response.worked);
    set(Measure::Expired, response.expired);
    set(Measure::SqlCreated, response.sql_created);
    set(Measure::SqlInbound, from_fn(|l| response.sql_created[l] - response.sql_of_replies[l]));
    set(Measure::MqlWaiting, response.waiting());
    set(Measure::SdrUtilisation, response.utilisation);
    set(Measure::ResponseHours, response.hours);
    set(Measure::WithinTarget, response.within_target);
    let limits = |l: usize| response.limits[l] && ae_limits[l] <= 0.0;
    set(Measure::SdrLimits, from_fn(|l| f64::from(u8::from(limits(l)))));
}

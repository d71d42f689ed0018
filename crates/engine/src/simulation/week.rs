//! One week, in the exact order of `docs/model.md` section 4.

use super::Record;
use super::chance::Chance;
use super::customers::Customers;
use super::ledger::{Ledger, Totals};
use super::money::{Effort, Money};
use super::outcome::Outcome;
use super::people::{Staff, Team};
use super::response::Response;
use super::scoring::Scoring;
use super::stages::Stages;
use super::tables::Tables;
use crate::measure::Measure;
use crate::model::ChannelType;

/// The state of a trial between weeks.
#[derive(Clone, Debug)]
pub(crate) struct State {
    sdr: Team,
    ae: Team,
    ae_heads: f64,
    scoring: Scoring,
    response: Response,
    stages: Stages,
    outcome: Outcome,
    customers: Customers,
    money: Money,
    totals: Totals,
    week: usize,
}

impl State {
    pub(crate) fn opening<C: Chance>(t: &Tables, chance: &C) -> Self {
        let (outcome, open) = Outcome::opening(t, chance);
        let scoring = Scoring::opening(t, chance);
        let response = Response::opening(t, chance);
        let stages = Stages::opening(t, chance, open);
        let totals = Totals::opening(open, &scoring, &response, &stages);
        Self {
            sdr: Team::opening(&t.inputs.sdr.team, 0, chance),
            ae: Team::opening(&t.inputs.ae.team, 1, chance),
            ae_heads: 0.0,
            scoring,
            response,
            stages,
            outcome,
            customers: Customers::opening(t, chance),
            money: Money::opening(t),
            totals,
            week: 0,
        }
    }

    pub(crate) fn step<C: Chance>(&mut self, t: &Tables, chance: &C, week: usize, record: &mut Record) {
        self.week = week;
        let (sdr, ae) = self.people(t, chance, week);
        let at_start = self.customers.total();
        let market = (1.0 - at_start / t.inputs.reachable_accounts).max(0.0) / t.anchors.market;
        self.scoring.step(t, chance, week, market, at_start);
        let arrivals = (&self.scoring.mql[..], self.scoring.expected_mql);
        self.response.step(t, chance, week, sdr, arrivals, market);
        self.scoring.dispositions +=
            t.inputs.crm.disposition_share * t.inputs.crm.integration * self.response.worked;
        self.stages.step(t, chance, week, ae, &self.response.sql);
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
        self.totals.add(&self.scoring, &self.response, &self.stages, opened, self.money.week.won + lost);
        self.write(t, record, (sdr, ae), opened, lost);
    }

    fn people<C: Chance>(&mut self, t: &Tables, chance: &C, week: usize) -> (Staff, Staff) {
        let factor = self.money.attrition_factor(t, week, self.ae_heads);
        let sdr = self.sdr.step(&t.inputs.sdr.team, chance, week, t.weeks, 1.0);
        let ae = self.ae.step(&t.inputs.ae.team, chance, week, t.weeks, factor);
        self.ae_heads = ae.heads;
        (sdr, ae)
    }

    fn write(&self, t: &Tables, record: &mut Record, (sdr, ae): (Staff, Staff), opened: f64, lost: f64) {
        let (week, money) = (self.week, &self.money.week);
        let mql: f64 = self.scoring.mql.iter().sum();
        let sourced: f64 = (0..t.n_cells)
            .filter(|&cell| t.kind(cell) != Some(ChannelType::Outbound))
            .map(|cell| self.stages.opens[cell] * t.inputs.deals.mean)
            .sum();
        let mut set = |measure, value| record.set(measure, week, value);
        set(Measure::Spend, t.marketing.spend[week]);
        set(Measure::Leads, self.scoring.leads + self.response.replies);
        set(Measure::Replies, self.response.replies);
        set(Measure::OrganicLeads, self.scoring.organic);
        set(Measure::Qualified, self.scoring.qualified);
        set(Measure::Mql, mql);
        set(Measure::MqlFit, self.scoring.mql.iter().step_by(2).sum());
        set(Measure::Worked, self.response.worked);
        set(Measure::Expired, self.response.expired);
        set(Measure::SqlCreated, self.response.sql.iter().sum());
        set(Measure::SqlInbound, self.response.sql.iter().sum::<f64>() - self.response.sql_of_replies);
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
        set(Measure::MqlWaiting, self.response.waiting());
        set(Measure::SqlInProgress, self.stages.on_the_way + self.stages.waiting() + self.stages.reserved);
        set(Measure::SqlWaiting, self.stages.waiting());
        set(Measure::OpenOpportunities, self.stages.active);
        set(Measure::Goodwill, t.marketing.goodwill[week + 1]);
        set(Measure::SdrFte, sdr.fte);
        set(Measure::AeFte, ae.fte);
        set(Measure::AeHeads, ae.heads);
        set(Measure::SdrUtilisation, self.response.utilisation);
        set(Measure::AeUtilisation, self.stages.utilisation());
        set(Measure::ResponseHours, self.response.hours);
        set(Measure::WithinTarget, self.response.within_target);
        set(Measure::SdrLimits, f64::from(u8::from(self.response.limits && !self.stages.limits)));
        set(Measure::AeLimits, f64::from(u8::from(self.stages.limits)));
    }

    /// The books at the end of the week.
    pub(crate) fn ledger(&self) -> Ledger {
        Ledger::of(&self.totals, &self.scoring, &self.response, &self.stages, &self.money, self.week)
    }
}

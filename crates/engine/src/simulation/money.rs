//! Bookings, revenue, bills, cash and cost (`docs/model.md` 4.11 and 4.13).

use super::chance::Chance;
use super::customers::Customers;
use super::outcome::Outcome;
use super::people::Staff;
use super::sites::Purpose;
use super::tables::Tables;
use crate::calendar::{WEEKS_PER_MONTH, WEEKS_PER_YEAR};
use crate::model::{ChannelType, MilestoneEvent};

/// Weeks from earning a commission to paying it.
const COMMISSION_WEEKS: usize = 4;
/// Weeks whose bookings count as attainment.
const ATTAINMENT_WEEKS: usize = 26;
/// Attainment below this makes people leave, where the plan says so.
const LOW_ATTAINMENT: f64 = 0.6;

/// The money of a trial.
#[derive(Clone, Debug)]
pub(crate) struct Money {
    pub(crate) cash: f64,
    pub(crate) opening_cash: f64,
    /// Cash due from milestones and bills, by week.
    collections_due: Vec<f64>,
    /// One-off revenue due, by week.
    recognition_due: Vec<f64>,
    commission_due: Vec<f64>,
    bookings: Vec<f64>,
    quarter_bookings: f64,
    pub(crate) week: MoneyWeek,
    /// Deals that close this week by cell.
    pub(crate) sold: Vec<Sold>,
    pub(crate) totals: MoneyTotals,
}

/// Deals of a cell that close in a week.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Sold {
    pub(crate) won: f64,
    /// Their value, money.
    pub(crate) bookings: f64,
    /// Of it, pulled forward at a discount.
    pub(crate) pulled: f64,
}

/// The flows of a week, money.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct MoneyWeek {
    pub(crate) won: f64,
    /// Of those, from outbound.
    pub(crate) won_outbound: f64,
    pub(crate) bookings: f64,
    pub(crate) repeat: f64,
    pub(crate) revenue: f64,
    pub(crate) collections: f64,
    pub(crate) costs: f64,
    pub(crate) sales_marketing: f64,
    pub(crate) funding: f64,
    commission: f64,
}

/// Sums since the start, for the books.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct MoneyTotals {
    /// One-off part of what was booked, less dealers' margin; opening backlog included.
    pub(crate) one_off_booked: f64,
    /// One-off revenue recognised.
    pub(crate) recognised: f64,
    /// One-off revenue due beyond the horizon.
    pub(crate) beyond: f64,
    pub(crate) collected: f64,
    pub(crate) paid: f64,
    pub(crate) funded: f64,
}

/// What the week's cost depends on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Effort {
    pub(crate) sdr: Staff,
    pub(crate) ae: Staff,
    pub(crate) accepted_sql: f64,
}

impl Money {
    pub(crate) fn opening(t: &Tables) -> Self {
        let weeks = t.weeks;
        let mut money = Self {
            cash: t.inputs.opening.cash,
            opening_cash: t.inputs.opening.cash,
            collections_due: vec![0.0; weeks],
            recognition_due: vec![0.0; weeks],
            commission_due: vec![0.0; weeks],
            bookings: vec![0.0; weeks],
            quarter_bookings: 0.0,
            week: MoneyWeek::default(),
            sold: vec![Sold::default(); t.n_cells + 2],
            totals: MoneyTotals::default(),
        };
        for (week, share) in t.collection.iter().enumerate().take(weeks) {
            money.collections_due[week] += t.inputs.opening.receivable * share;
        }
        money.deliver_backlog(t);
        money
    }

    /// The opening backlog is delivered evenly; what was due at signing has been paid.
    fn deliver_backlog(&mut self, t: &Tables) {
        let weeks = t.inputs.deals.delivery.max(1);
        let part = t.inputs.opening.backlog / weeks as f64;
        self.totals.one_off_booked += t.inputs.opening.backlog;
        for week in 0..weeks {
            self.recognise(week, part);
            for &(share, event, lag) in &t.inputs.deals.milestones {
                if event == MilestoneEvent::Delivery {
                    self.collect_at(week + lag, part * share);
                }
            }
        }
    }

    fn recognise(&mut self, week: usize, amount: f64) {
        match self.recognition_due.get_mut(week) {
            Some(due) => *due += amount,
            None => self.totals.beyond += amount,
        }
    }

    fn collect_at(&mut self, week: usize, amount: f64) {
        if let Some(due) = self.collections_due.get_mut(week) {
            *due += amount;
        }
    }

    /// Bills are collected along the collection curve, less bad debt.
    fn bill(&mut self, t: &Tables, week: usize, amount: f64) {
        if amount != 0.0 {
            let good = amount * (1.0 - t.inputs.bad_debt);
            for (due, share) in self.collections_due[week..].iter_mut().zip(t.collection.iter()) {
                *due += good * share;
            }
        }
    }

    /// Closes the wins due this week: bookings, revenue to come, customers to come.
    pub(crate) fn close<C: Chance, const B: usize>(
        &mut self,
        t: &Tables,
        chance: &C,
        (lane, week): (usize, usize),
        outcome: &Outcome<B>,
        customers: &mut Customers,
    ) {
        self.week = MoneyWeek::default();
        self.sold.fill(Sold::default());
        let (at_full, at_discount) = outcome.won(t, week);
        for (cell, full) in at_full.iter().enumerate() {
            let (full, pulled) = (full[lane], at_discount.get(cell).map_or(0.0, |pulled| pulled[lane]));
            if full + pulled <= 0.0 {
                continue;
            }
            let hurried = chance.total_value(cell, Purpose::PulledValue, pulled, &t.values[cell].pulled);
            let value = chance.total_value(cell, Purpose::DealValue, full, &t.values[cell].full) + hurried;
            self.sold[cell] = Sold { won: full + pulled, bookings: value, pulled: hurried };
            self.week.won += full + pulled;
            if t.kind(cell) == Some(ChannelType::Outbound) {
                self.week.won_outbound += full + pulled;
            }
            self.week.bookings += value;
            let net = value * (1.0 - t.dealer_margin(cell));
            let recurring = net * t.inputs.deals.recurring;
            customers.go_live(cell % 2, week + t.inputs.deals.go_live, full + pulled, recurring / 12.0);
            self.sell_one_off(t, week, net - recurring);
        }
    }

    /// Existing customers order again.
    pub(crate) fn repeat<C: Chance>(&mut self, t: &Tables, chance: &C, week: usize, customers: f64) {
        let mean = t.weekly.orders * customers * t.calendar.orders[week];
        let orders = chance.count(t.things.company(0), Purpose::RepeatOrders, 0, mean);
        self.week.repeat = orders * t.inputs.order_value;
        self.sell_one_off(t, week, self.week.repeat);
    }

    fn sell_one_off(&mut self, t: &Tables, week: usize, amount: f64) {
        if amount <= 0.0 {
            return;
        }
        self.totals.one_off_booked += amount;
        let delivery = week + t.inputs.deals.delivery;
        self.recognise(delivery, amount);
        for &(share, event, lag) in &t.inputs.deals.milestones {
            let from = if event == MilestoneEvent::Signing { week } else { delivery };
            self.collect_at(from + lag, amount * share);
        }
    }

    /// Commission on the week's bookings, at the higher rate for what is above the quarter's quota.
    pub(crate) fn commission(&mut self, t: &Tables, week: usize, ae_heads: f64) {
        if week > 0 && t.calendar.quarter_end[week] != t.calendar.quarter_end[week - 1] {
            self.quarter_bookings = 0.0;
        }
        let pay = &t.inputs.pay;
        let booked = self.week.bookings;
        let quota = pay.quota_per_year / 4.0 * ae_heads;
        let above = (self.quarter_bookings + booked - quota.max(self.quarter_bookings)).max(0.0);
        let above = if ae_heads > 0.0 { above.min(booked) } else { 0.0 };
        let weighted = booked - above + pay.accelerator * above;
        self.quarter_bookings += booked;
        self.bookings[week] = booked;
        self.week.commission = pay.commission * weighted + pay.repeat_commission * self.week.repeat;
        if let Some(due) = self.commission_due.get_mut(week + COMMISSION_WEEKS) {
            *due += self.week.commission;
        }
    }

    /// Factor on the AEs' hazard of leaving: more leave after a half year of low attainment.
    pub(crate) fn attrition_factor(&self, t: &Tables, week: usize, ae_heads: f64) -> f64 {
        let effect = t.inputs.ae.attainment_effect;
        if effect <= 0.0 || week < ATTAINMENT_WEEKS || ae_heads <= 0.0 {
            return 1.0;
        }
        let booked: f64 = self.bookings[week - ATTAINMENT_WEEKS..week].iter().sum();
        let attainment = booked / (t.inputs.pay.quota_per_year / 2.0 * ae_heads);
        1.0 + effect * (LOW_ATTAINMENT - attainment).max(0.0)
    }

    /// Revenue, bills, collections, cost and cash of the week.
    pub(crate) fn settle(&mut self, t: &Tables, week: usize, customers: &Customers, effort: Effort) {
        let one_off = self.recognition_due[week];
        let recurring = customers.total_mrr() / WEEKS_PER_MONTH;
        self.totals.recognised += one_off;
        self.week.revenue = recurring + one_off;
        let prepay = t.inputs.prepay_share;
        let ahead =
            customers.new_mrr + customers.opening_mrr_left() / WEEKS_PER_YEAR + customers.renewing_mrr;
        self.bill(t, week, (1.0 - prepay) * recurring + prepay * 12.0 * ahead);
        if t.inputs.deals.milestones.is_empty() {
            self.bill(t, week, one_off);
        }
        self.week.collections = self.collections_due[week];
        let selling = selling_cost(t, week, effort);
        let overhead = t.overhead(week);
        let delivery = (1.0 - t.inputs.gross_margin) * self.week.revenue;
        self.week.costs = selling + self.commission_due[week] + overhead + delivery;
        self.week.sales_marketing = selling + self.week.commission + t.weekly.founder_time;
        self.week.funding =
            t.inputs.funding.iter().filter(|round| round.0 == week).map(|round| round.1).sum();
        self.cash += self.week.collections - self.week.costs + self.week.funding;
        self.totals.collected += self.week.collections;
        self.totals.paid += self.week.costs;
        self.totals.funded += self.week.funding;
    }

    /// One-off revenue booked but not yet recognised, within the horizon.
    pub(crate) fn backlog(&self, week: usize) -> f64 {
        self.recognition_due[week + 1..].iter().sum()
    }
}

/// Cost of sales and marketing paid in the week, commission apart.
fn selling_cost(t: &Tables, week: usize, effort: Effort) -> f64 {
    let Effort { sdr, ae, accepted_sql } = effort;
    t.marketing.spending.spend[week]
        + t.weekly.marketing_team
        + t.weekly.enablement
        + sdr.heads * t.weekly.sdr_pay
        + ae.heads * t.weekly.ae_pay
        + (sdr.hired + ae.hired) * t.inputs.pay.hire_cost
        + accepted_sql * t.inputs.sdr.bonus_per_sql
        + (sdr.heads + ae.heads) * t.weekly.seat
}

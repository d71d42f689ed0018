//! Bookings, revenue, bills, cash and cost (`docs/model.md` 4.11 and 4.13).

use super::chance::{Chance, Luck, add};
use super::customers::Customers;
use super::outcome::Outcome;
use super::people::Staff;
use super::sites::Purpose;
use super::tables::Tables;
use crate::calendar::{WEEKS_PER_MONTH, WEEKS_PER_YEAR};
use crate::model::{ChannelType, MilestoneEvent};
use crate::numerics::{greater, lesser};
use std::array::from_fn;

/// Weeks from earning a commission to paying it.
const COMMISSION_WEEKS: usize = 4;
/// Weeks whose bookings count as attainment.
const ATTAINMENT_WEEKS: usize = 26;
/// Attainment below this makes people leave, where the plan says so.
const LOW_ATTAINMENT: f64 = 0.6;

/// The money of a block of trials.
#[derive(Clone, Debug)]
pub(crate) struct Money<const B: usize> {
    pub(crate) cash: [f64; B],
    pub(crate) opening_cash: [f64; B],
    /// Cash due from milestones and bills, by week.
    collections_due: Vec<[f64; B]>,
    /// One-off revenue due, by week.
    recognition_due: Vec<[f64; B]>,
    commission_due: Vec<[f64; B]>,
    bookings: Vec<[f64; B]>,
    quarter_bookings: [f64; B],
    pub(crate) week: MoneyWeek<B>,
    /// Deals that close this week, by cell.
    pub(crate) sold: Vec<Sold>,
    pub(crate) totals: MoneyTotals<B>,
    /// Share of bills collected after 0, 1, 2 … weeks; what is never collected is left out.
    collection: Vec<[f64; B]>,
    rates: Rates<B>,
    /// Scratch: places in which deals close.
    closing: Vec<u32>,
}

/// Deals of a cell of a trial that close in a week.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sold {
    pub(crate) cell: usize,
    pub(crate) lane: usize,
    pub(crate) won: f64,
    /// Their value, money.
    pub(crate) bookings: f64,
    /// Of it, pulled forward at a discount.
    pub(crate) pulled: f64,
}

/// The flows of a week, money.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MoneyWeek<const B: usize> {
    pub(crate) won: [f64; B],
    /// Of those, from outbound.
    pub(crate) won_outbound: [f64; B],
    pub(crate) bookings: [f64; B],
    pub(crate) repeat: [f64; B],
    pub(crate) revenue: [f64; B],
    pub(crate) collections: [f64; B],
    pub(crate) costs: [f64; B],
    pub(crate) sales_marketing: [f64; B],
    commission: [f64; B],
}

impl<const B: usize> MoneyWeek<B> {
    const NONE: Self = Self {
        won: [0.0; B],
        won_outbound: [0.0; B],
        bookings: [0.0; B],
        repeat: [0.0; B],
        revenue: [0.0; B],
        collections: [0.0; B],
        costs: [0.0; B],
        sales_marketing: [0.0; B],
        commission: [0.0; B],
    };
}

/// Sums since the start, for the books.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MoneyTotals<const B: usize> {
    /// One-off part of what was booked, less dealers' margin; opening backlog included.
    pub(crate) one_off_booked: [f64; B],
    /// One-off revenue recognised.
    pub(crate) recognised: [f64; B],
    /// One-off revenue due beyond the horizon.
    pub(crate) beyond: [f64; B],
    pub(crate) collected: [f64; B],
    pub(crate) paid: [f64; B],
    pub(crate) funded: [f64; B],
}

/// What trials differ in, side by side: shares 0..=1, amounts in money.
#[derive(Clone, Copy, Debug)]
struct Rates<const B: usize> {
    /// Share of bills that is paid, and of recurring revenue that is paid a year ahead.
    good: [f64; B],
    prepay: [f64; B],
    /// Cost of a unit of revenue.
    delivery: [f64; B],
    /// A quarter's quota of an AE.
    quota: [f64; B],
    commission: [f64; B],
    accelerator: [f64; B],
    repeat_commission: [f64; B],
    marketing_team: [f64; B],
    enablement: [f64; B],
    /// What a head costs a week, a seat in the CRM apart.
    sdr_pay: [f64; B],
    ae_pay: [f64; B],
    seat: [f64; B],
    founder_time: [f64; B],
    /// What a hire costs, and an SQL that is accepted.
    hire: [f64; B],
    sql: [f64; B],
}

impl<const B: usize> Rates<B> {
    fn of(t: &[&Tables; B]) -> Self {
        Self {
            good: t.map(|t| 1.0 - t.inputs.bad_debt),
            prepay: t.map(|t| t.inputs.prepay_share),
            delivery: t.map(|t| 1.0 - t.inputs.gross_margin),
            quota: t.map(|t| t.inputs.pay.quota_per_year / 4.0),
            commission: t.map(|t| t.inputs.pay.commission),
            accelerator: t.map(|t| t.inputs.pay.accelerator),
            repeat_commission: t.map(|t| t.inputs.pay.repeat_commission),
            marketing_team: t.map(|t| t.weekly.marketing_team),
            enablement: t.map(|t| t.weekly.enablement),
            sdr_pay: t.map(|t| t.weekly.sdr_pay),
            ae_pay: t.map(|t| t.weekly.ae_pay),
            seat: t.map(|t| t.weekly.seat),
            founder_time: t.map(|t| t.weekly.founder_time),
            hire: t.map(|t| t.inputs.pay.hire_cost),
            sql: t.map(|t| t.inputs.sdr.bonus_per_sql),
        }
    }
}

/// What the week's cost depends on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Effort<'a, const B: usize> {
    pub(crate) sdr: &'a Staff<B>,
    pub(crate) ae: &'a Staff<B>,
    pub(crate) accepted_sql: &'a [f64; B],
}

impl<const B: usize> Money<B> {
    pub(crate) fn opening(t: &[&Tables; B]) -> Self {
        let weeks = t[0].weeks;
        let by_week = || vec![[0.0; B]; weeks];
        let cash = t.map(|t| t.inputs.opening.cash);
        let share = |l: usize, week: usize| t[l].collection.get(week).copied().unwrap_or(0.0);
        let mut collection: Vec<[f64; B]> = (0..weeks).map(|week| from_fn(|l| share(l, week))).collect();
        while collection.last().is_some_and(|shares| *shares == [0.0; B]) {
            collection.pop();
        }
        let none = [0.0; B];
        let mut money = Self {
            cash,
            opening_cash: cash,
            collections_due: by_week(),
            recognition_due: by_week(),
            commission_due: by_week(),
            bookings: by_week(),
            quarter_bookings: none,
            week: MoneyWeek::NONE,
            sold: Vec::new(),
            totals: MoneyTotals {
                one_off_booked: none,
                recognised: none,
                beyond: none,
                collected: none,
                paid: none,
                funded: none,
            },
            collection,
            rates: Rates::of(t),
            closing: vec![0; (t[0].n_cells + 2) * B],
        };
        for (due, shares) in money.collections_due.iter_mut().zip(&money.collection) {
            for l in 0..B {
                due[l] += t[l].inputs.opening.receivable * shares[l];
            }
        }
        for (l, t) in t.iter().enumerate() {
            money.deliver_backlog(t, l);
        }
        money
    }

    /// The opening backlog is delivered evenly; what was due at signing has been paid.
    fn deliver_backlog(&mut self, t: &Tables, lane: usize) {
        let weeks = t.inputs.deals.delivery.max(1);
        let part = t.inputs.opening.backlog / weeks as f64;
        self.totals.one_off_booked[lane] += t.inputs.opening.backlog;
        for week in 0..weeks {
            self.recognise(week, lane, part);
            for &(share, event, lag) in &t.inputs.deals.milestones {
                if event == MilestoneEvent::Delivery {
                    self.collect_at(week + lag, lane, part * share);
                }
            }
        }
    }

    fn recognise(&mut self, week: usize, lane: usize, amount: f64) {
        match self.recognition_due.get_mut(week) {
            Some(due) => due[lane] += amount,
            None => self.totals.beyond[lane] += amount,
        }
    }

    fn collect_at(&mut self, week: usize, lane: usize, amount: f64) {
        if let Some(due) = self.collections_due.get_mut(week) {
            due[lane] += amount;
        }
    }

    /// Bills are collected along the collection curve, less bad debt.
    fn bill(&mut self, week: usize, bills: &[f64; B]) {
        if *bills == [0.0; B] {
            return;
        }
        let good: [f64; B] = from_fn(|l| bills[l] * self.rates.good[l]);
        for (due, share) in self.collections_due[week..].iter_mut().zip(&self.collection) {
            for l in 0..B {
                due[l] += good[l] * share[l];
            }
        }
    }

    /// Closes the wins due this week: bookings, revenue to come, customers to come.
    pub(crate) fn close<L: Luck<B>>(
        &mut self,
        t: &[&Tables; B],
        luck: &L,
        week: usize,
        outcome: &Outcome<B>,
        customers: &mut Customers<B>,
    ) {
        self.week = MoneyWeek::NONE;
        self.sold.clear();
        let (at_full, at_discount) = outcome.won(t[0], week);
        let (at_full, at_discount) = (at_full.as_flattened(), at_discount.as_flattened());
        // Where any close: found without a branch, as in most places none do. Counts are not negative.
        let mut found = 0;
        let mut note = |place: usize, bits: u64| {
            self.closing[found] = place as u32;
            found += usize::from(bits != 0);
        };
        for (place, (full, pulled)) in at_full.iter().zip(at_discount).enumerate() {
            note(place, full.to_bits() | pulled.to_bits());
        }
        for (place, full) in at_full.iter().enumerate().skip(at_discount.len()) {
            note(place, full.to_bits());
        }
        for index in 0..found {
            let place = self.closing[index] as usize;
            let (cell, lane) = (place / B, place % B);
            let (t, chance) = (t[lane], luck.one(lane));
            let (full, pulled) = (at_full[place], at_discount.get(place).copied().unwrap_or(0.0));
            let hurried = chance.total_value(cell, Purpose::PulledValue, pulled, &t.values[cell].pulled);
            let value = chance.total_value(cell, Purpose::DealValue, full, &t.values[cell].full) + hurried;
            let won = full + pulled;
            self.sold.push(Sold { cell, lane, won, bookings: value, pulled: hurried });
            self.week.won[lane] += won;
            if t.kind(cell) == Some(ChannelType::Outbound) {
                self.week.won_outbound[lane] += won;
            }
            self.week.bookings[lane] += value;
            let net = value * (1.0 - t.dealer_margin(cell));
            let recurring = net * t.inputs.deals.recurring;
            customers.go_live((cell % 2, lane), week + t.inputs.deals.go_live, won, recurring / 12.0);
            self.sell_one_off(t, week, lane, net - recurring);
        }
    }

    /// Existing customers order again.
    pub(crate) fn repeat<L: Luck<B>>(
        &mut self,
        t: &[&Tables; B],
        luck: &L,
        week: usize,
        customers: &[f64; B],
    ) {
        for (l, t) in t.iter().enumerate() {
            let mean = t.weekly.orders * customers[l] * t.calendar.orders[week];
            let orders = luck.one(l).count(t.things.company(0), Purpose::RepeatOrders, 0, mean);
            self.week.repeat[l] = orders * t.inputs.order_value;
            self.sell_one_off(t, week, l, self.week.repeat[l]);
        }
    }

    fn sell_one_off(&mut self, t: &Tables, week: usize, lane: usize, amount: f64) {
        if amount <= 0.0 {
            return;
        }
        self.totals.one_off_booked[lane] += amount;
        let delivery = week + t.inputs.deals.delivery;
        self.recognise(delivery, lane, amount);
        for &(share, event, lag) in &t.inputs.deals.milestones {
            let from = if event == MilestoneEvent::Signing { week } else { delivery };
            self.collect_at(from + lag, lane, amount * share);
        }
    }

    /// Commission on the week's bookings, at the higher rate for what is above the quarter's quota, if there is one.
    pub(crate) fn commission(&mut self, t: &[&Tables; B], week: usize, ae_heads: &[f64; B]) {
        // The calendar is the plan's: the same for all trials.
        let ends = &t[0].calendar.quarter_end;
        if week > 0 && ends[week] != ends[week - 1] {
            self.quarter_bookings = [0.0; B];
        }
        let (rates, booked) = (&self.rates, &self.week.bookings);
        for l in 0..B {
            let before = self.quarter_bookings[l];
            let quota = rates.quota[l] * ae_heads[l];
            let above = greater(before + booked[l] - greater(quota, before), 0.0);
            let above = if quota > 0.0 { lesser(above, booked[l]) } else { 0.0 };
            let weighted = booked[l] - above + rates.accelerator[l] * above;
            self.quarter_bookings[l] += booked[l];
            self.week.commission[l] =
                rates.commission[l] * weighted + rates.repeat_commission[l] * self.week.repeat[l];
        }
        self.bookings[week] = *booked;
        if let Some(due) = self.commission_due.get_mut(week + COMMISSION_WEEKS) {
            add(due, &self.week.commission);
        }
    }

    /// Factor on the AEs' hazard of leaving: more leave after a half year of low attainment.
    pub(crate) fn attrition_factor(&self, t: &Tables, week: usize, lane: usize, ae_heads: f64) -> f64 {
        let effect = t.inputs.ae.attainment_effect;
        let quota = t.inputs.pay.quota_per_year / 2.0 * ae_heads;
        if effect <= 0.0 || week < ATTAINMENT_WEEKS || quota <= 0.0 {
            return 1.0;
        }
        let booked: f64 = self.bookings[week - ATTAINMENT_WEEKS..week].iter().map(|of| of[lane]).sum();
        1.0 + effect * (LOW_ATTAINMENT - booked / quota).max(0.0)
    }

    /// Revenue, bills, collections, cost and cash of the week.
    pub(crate) fn settle(
        &mut self,
        t: &[&Tables; B],
        week: usize,
        customers: &Customers<B>,
        effort: Effort<'_, B>,
    ) {
        let one_off = self.recognition_due[week];
        let (mrr, opening_left) = (customers.total_mrr(), customers.opening_mrr_left());
        let (mut recurring, mut bills) = ([0.0; B], [0.0; B]);
        for l in 0..B {
            recurring[l] = mrr[l] / WEEKS_PER_MONTH;
            let prepay = self.rates.prepay[l];
            let ahead = customers.new_mrr[l] + opening_left[l] / WEEKS_PER_YEAR + customers.renewing_mrr[l];
            bills[l] = (1.0 - prepay) * recurring[l] + prepay * 12.0 * ahead;
        }
        add(&mut self.totals.recognised, &one_off);
        self.bill(week, &bills);
        // How one-off revenue is billed is the plan's.
        if t[0].inputs.deals.milestones.is_empty() {
            self.bill(week, &one_off);
        }
        self.week.collections = self.collections_due[week];
        let selling = self.selling_cost(t, week, effort);
        let overhead: [f64; B] = from_fn(|l| t[l].overhead(week));
        let funding: [f64; B] = from_fn(|l| {
            t[l].inputs.funding.iter().filter(|round| round.0 == week).map(|round| round.1).sum()
        });
        let (rates, due) = (&self.rates, &self.commission_due[week]);
        for l in 0..B {
            self.week.revenue[l] = recurring[l] + one_off[l];
            let delivery = rates.delivery[l] * self.week.revenue[l];
            self.week.costs[l] = selling[l] + due[l] + overhead[l] + delivery;
            self.week.sales_marketing[l] = selling[l] + self.week.commission[l] + rates.founder_time[l];
            self.cash[l] += self.week.collections[l] - self.week.costs[l] + funding[l];
        }
        add(&mut self.totals.collected, &self.week.collections);
        add(&mut self.totals.paid, &self.week.costs);
        add(&mut self.totals.funded, &funding);
    }

    /// Cost of sales and marketing paid in the week, commission apart.
    fn selling_cost(&self, t: &[&Tables; B], week: usize, effort: Effort<'_, B>) -> [f64; B] {
        let Effort { sdr, ae, accepted_sql } = effort;
        let rates = &self.rates;
        from_fn(|l| {
            t[l].marketing.spending.spend[week]
                + rates.marketing_team[l]
                + rates.enablement[l]
                + sdr.heads[l] * rates.sdr_pay[l]
                + ae.heads[l] * rates.ae_pay[l]
                + (sdr.hired[l] + ae.hired[l]) * rates.hire[l]
                + accepted_sql[l] * rates.sql[l]
                + (sdr.heads[l] + ae.heads[l]) * rates.seat[l]
        })
    }

    /// One-off revenue booked but not yet recognised, within the horizon.
    pub(crate) fn backlog(&self, week: usize, lane: usize) -> f64 {
        self.recognition_due[week + 1..].iter().map(|due| due[lane]).sum()
    }
}

//! SDRs: the queue of MQLs, the first response, prospecting (`docs/model.md` 4.6 and 4.7).

use super::chance::{Chance, Luck, Shares, Sorted, add};
use super::people::Staff;
use super::sites::Purpose;
use super::tables::{Tables, cell};
use crate::calendar::BUSINESS_HOURS_PER_WEEK;
use crate::model::{OutboundInputs, QueueOrder, ResponseInputs, multiply_odds};
use crate::numerics::{exp, greater, lesser};
use std::array::from_fn;

/// Arrivals above this share of capacity are left to the ageing of the queue.
const STEADY_LOAD: f64 = 0.95;

/// The wait within a week: servers in parallel, Poisson arrivals, exponential service (M/M/n, Erlang C).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wait {
    /// Probability of waiting at all.
    pub probability: f64,
    /// Rate at which the queue drains, n μ - λ, an hour.
    pub drain: f64,
}

impl Wait {
    /// `servers` each serving `service` an hour, `arrivals` an hour, below `servers × service` (C10).
    /// Erlang C by the Erlang-B recursion `B_i = a B / (i + a B)`, `C = n B / (n - a (1 - B))`.
    pub fn new(servers: u32, service: f64, arrivals: f64) -> Self {
        let load = arrivals / service;
        let mut blocked = 1.0;
        for server in 1..=servers {
            blocked = load * blocked / (f64::from(server) + load * blocked);
        }
        let n = f64::from(servers);
        Self { probability: n * blocked / (n - load * (1.0 - blocked)), drain: n * service - arrivals }
    }

    /// Mean wait, hours.
    pub fn mean_hours(&self) -> f64 {
        self.probability / self.drain
    }

    /// P(wait > t hours).
    pub fn longer_than(&self, hours: f64) -> f64 {
        self.probability * exp(-self.drain * hours)
    }
}

/// Odds of qualifying after `hours`, against those at the reference: ((1 + t/t0) / (1 + t_ref/t0))^-κ (C07).
pub fn response_odds(hours: f64, reference: f64, offset: f64, exponent: f64) -> f64 {
    if exponent == 0.0 {
        return 1.0;
    }
    libm::pow((1.0 + hours / offset) / (1.0 + reference / offset), -exponent)
}

/// The queue of MQLs by age in weeks, and what SDRs do in a week, of a block of trials.
#[derive(Clone, Debug)]
pub(crate) struct Response<const B: usize> {
    /// Conversion of MQLs by class, and its odds ratio by channel.
    conversion: [[f64; B]; 2],
    odds: Vec<[f64; B]>,
    /// MQLs by `[place][cell]`; the places of the ages go round.
    queue: Vec<[f64; B]>,
    /// MQLs in all, by place.
    held: Vec<[f64; B]>,
    /// Place of the youngest.
    youngest: usize,
    /// SQLs of the week by cell, outbound included.
    pub(crate) sql: Vec<[f64; B]>,
    /// SQLs of the week in all.
    pub(crate) sql_created: [f64; B],
    pub(crate) worked: [f64; B],
    pub(crate) expired: [f64; B],
    pub(crate) utilisation: [f64; B],
    /// Mean response of the MQLs worked, business hours.
    pub(crate) hours: [f64; B],
    /// Share of them within the promise.
    pub(crate) within_target: [f64; B],
    /// Whether SDR time limits the week.
    pub(crate) limits: [bool; B],
    pub(crate) replies: [f64; B],
    /// Replies of the week by cell.
    pub(crate) replied: Vec<[f64; B]>,
    /// SQLs of the week that replies became.
    pub(crate) sql_of_replies: [f64; B],
    /// Scratch, by cell: MQLs worked of an age, their probability of becoming SQLs, and those that do.
    served: Vec<[f64; B]>,
    p: Vec<[f64; B]>,
    picked: Vec<[f64; B]>,
}

/// What a week of the queue starts from, by trial.
pub(crate) struct Arrivals<'a, const B: usize> {
    /// New MQLs by cell, and in all.
    pub(crate) mql: &'a [[f64; B]],
    pub(crate) arrived: &'a [f64; B],
    /// Expected new MQLs.
    pub(crate) expected: &'a [f64; B],
    /// The share of the market still open.
    pub(crate) market: &'a [f64; B],
}

impl<const B: usize> Response<B> {
    pub(crate) fn opening<L: Luck<B>>(t: &[&Tables; B], luck: &L) -> Self {
        let (cells, places) = (t[0].n_cells, t[0].inputs.response.expires_after + 1);
        let (mut queue, mut held) = (vec![[0.0; B]; cells * places], vec![[0.0; B]; places]);
        for l in 0..B {
            for (age, stock) in t[l].opening.queue.iter().enumerate() {
                let turn = age as u32;
                stock.draw(&luck.one(l), t[l].things, Purpose::OpeningQueue, turn, |cell, n| {
                    queue[age * cells + cell][l] = n;
                    held[age][l] += n;
                });
            }
        }
        let odds = |index: usize| t.map(|t| t.inputs.channels[index].odds[0]);
        Self {
            conversion: [0, 1].map(|class| t.map(|t| t.anchors.conversion[0][class])),
            odds: (0..t[0].n_channels).map(odds).collect(),
            queue,
            held,
            youngest: 0,
            sql: vec![[0.0; B]; cells],
            sql_created: [0.0; B],
            worked: [0.0; B],
            expired: [0.0; B],
            utilisation: [0.0; B],
            hours: [0.0; B],
            within_target: [0.0; B],
            limits: [false; B],
            replies: [0.0; B],
            replied: vec![[0.0; B]; cells],
            sql_of_replies: [0.0; B],
            served: vec![[0.0; B]; cells],
            p: vec![[0.0; B]; cells],
            picked: vec![[0.0; B]; cells],
        }
    }

    /// MQLs waiting.
    pub(crate) fn waiting(&self) -> [f64; B] {
        let mut all = [0.0; B];
        for held in &self.held {
            add(&mut all, held);
        }
        all
    }

    /// One week: the queue ages, MQLs arrive, SDRs work them in order, spare time goes to prospecting.
    pub(crate) fn step<L: Luck<B>>(
        &mut self,
        t: &[&Tables; B],
        luck: &L,
        week: usize,
        staff: &Staff<B>,
        arrivals: &Arrivals<'_, B>,
    ) {
        self.age(arrivals);
        let mut fenced = [0.0; B];
        let mut capacity = [0.0; B];
        for l in 0..B {
            let sdr = &t[l].inputs.sdr;
            let hours = staff.fte[l] * sdr.hours_per_week * t[l].calendar.working[week];
            fenced[l] = sdr.outbound_share * hours;
            capacity[l] = (hours - fenced[l]) / sdr.hours_per_mql;
        }
        self.sql.fill([0.0; B]);
        self.work(t, luck, week, staff, &capacity, arrivals.expected);
        let (mut hours, waiting) = ([0.0; B], self.waiting());
        for l in 0..B {
            let (capacity, arrived) = (capacity[l], arrivals.arrived[l]);
            self.utilisation[l] =
                if capacity > 0.0 { self.worked[l] / capacity } else { f64::from(u8::from(arrived > 0.0)) };
            self.limits[l] = waiting[l] > 0.2 * capacity || self.utilisation[l] >= 0.95 && arrived > 0.0;
            let sdr = &t[l].inputs.sdr;
            let idle = greater(capacity - self.worked[l], 0.0) * sdr.hours_per_mql;
            hours[l] = fenced[l] + sdr.idle_to_outbound * idle;
        }
        self.prospect(t, luck, &hours, arrivals.market);
        self.sql_created = [0.0; B];
        for sql in &self.sql {
            add(&mut self.sql_created, sql);
        }
    }

    fn age(&mut self, arrivals: &Arrivals<'_, B>) {
        let (cells, places) = (self.sql.len(), self.held.len());
        // The oldest leave their place to the youngest.
        self.youngest = (self.youngest + places - 1) % places;
        self.expired = self.held[self.youngest];
        self.held[self.youngest] = *arrivals.arrived;
        self.queue[self.youngest * cells..][..cells].copy_from_slice(arrivals.mql);
    }

    fn work<L: Luck<B>>(
        &mut self,
        t: &[&Tables; B],
        luck: &L,
        week: usize,
        staff: &Staff<B>,
        capacity: &[f64; B],
        expected_mql: &[f64; B],
    ) {
        self.worked = [0.0; B];
        let mut left = [0.0; B];
        let mut waits = [None; B];
        for l in 0..B {
            if t[l].perfect_response {
                left[l] = f64::INFINITY;
            } else if capacity[l] > 0.0 {
                let company = t[l].things.company(0);
                left[l] = luck.one(l).whole(company, Purpose::ServeTotal, 0, capacity[l]);
                waits[l] = Some(within_week(t[l], week, staff.fte[l], capacity[l], expected_mql[l]));
            }
        }
        let ages = self.held.len();
        let (mut hours, mut in_time) = ([0.0; B], [0.0; B]);
        for step in 0..ages {
            let age = match t[0].inputs.response.order {
                QueueOrder::OldestFirst => ages - 1 - step,
                QueueOrder::NewestFirst => step,
            };
            let held = &self.held[(self.youngest + age) % ages];
            let take: [f64; B] = from_fn(|l| lesser(held[l], left[l]));
            if take.iter().all(|&take| take <= 0.0) {
                continue;
            }
            let mut odds = [1.0; B];
            for l in 0..B {
                let r = &t[l].inputs.response;
                if t[l].perfect_response && take[l] > 0.0 {
                    let routing = t[l].inputs.crm.routing_automated;
                    odds[l] = response_odds(routing, r.reference, r.offset, r.exponent);
                    self.worked[l] += take[l];
                    hours[l] += take[l] * routing;
                    in_time[l] += take[l];
                    continue;
                }
                let Some(wait) = waits[l].as_ref().filter(|_| take[l] > 0.0) else { continue };
                // What comes from an earlier week is the first of this one: its age is its wait.
                let queued = age == 0 || !t[l].inputs.options.waiting_once;
                let response = response_hours(t[l], wait, age, queued);
                odds[l] = response_odds(response, r.reference, r.offset, r.exponent);
                left[l] -= take[l];
                self.worked[l] += take[l];
                hours[l] += take[l] * response;
                in_time[l] += take[l] * within_promise(r, t[l].inputs.crm.routing_hours(), wait, age, queued);
            }
            self.serve(t, luck, age, &take, &odds);
        }
        for l in 0..B {
            let any = self.worked[l] > 0.0;
            self.hours[l] = if any { hours[l] / self.worked[l] } else { 0.0 };
            self.within_target[l] = if any { in_time[l] / self.worked[l] } else { 0.0 };
        }
    }

    /// Works `take` MQLs of an age, drawn without regard to cell, and hands over those that qualify.
    fn serve<L: Luck<B>>(
        &mut self,
        t: &[&Tables; B],
        luck: &L,
        age: usize,
        take: &[f64; B],
        odds: &[f64; B],
    ) {
        let place = (self.youngest + age) % self.held.len();
        let waiting = self.held[place];
        let queue = &mut self.queue[place * t[0].n_cells..][..t[0].n_cells];
        self.served.copy_from_slice(queue);
        if (0..B).all(|l| take[l] >= waiting[l]) {
            queue.fill([0.0; B]);
        } else {
            let (mut all, mut taken) = (waiting, *take);
            for (cell, (here, worked)) in queue.iter_mut().zip(&mut self.served).enumerate() {
                for l in 0..B {
                    if take[l] < waiting[l] && here[l] > 0.0 {
                        worked[l] = if taken[l] > 0.0 {
                            luck.one(l).among(cell, Purpose::ServeCell, age as u32, all[l], here[l], taken[l])
                        } else {
                            0.0
                        };
                    }
                    all[l] -= here[l];
                    taken[l] -= worked[l];
                    here[l] -= worked[l];
                }
            }
        }
        for (p, of_channel) in self.p.as_chunks_mut::<2>().0.iter_mut().zip(&self.odds) {
            let odds: [f64; B] = from_fn(|l| of_channel[l] * odds[l]);
            for (p, conversion) in p.iter_mut().zip(&self.conversion) {
                *p = from_fn(|l| multiply_odds(conversion[l], odds[l]));
            }
        }
        luck.pick(Purpose::HandOver, age as u32, &self.served, &self.p, &mut self.picked);
        for (sql, picked) in self.sql.iter_mut().zip(&self.picked) {
            add(sql, picked);
        }
        for l in 0..B {
            self.held[place][l] = if take[l] < waiting[l] { waiting[l] - take[l] } else { 0.0 };
        }
    }

    fn prospect<L: Luck<B>>(&mut self, t: &[&Tables; B], luck: &L, hours: &[f64; B], market: &[f64; B]) {
        (self.replies, self.sql_of_replies) = ([0.0; B], [0.0; B]);
        for index in 0..t[0].n_channels {
            if t[0].inputs.channels[index].outbound.is_none() {
                continue;
            }
            let channel = |l: usize| &t[l].inputs.channels[index];
            let mean = from_fn(|l| {
                let replies = |outbound: OutboundInputs| outbound.replies(hours[l] * outbound.hours_share);
                channel(l).outbound.map_or(0.0, replies) * market[l]
            });
            let dispersion = from_fn(|l| channel(l).dispersion);
            let mut replies = [[0.0; B]];
            luck.count(index, Purpose::Replies, &[mean], &[dispersion], &mut replies);
            let fit = from_fn(|l| channel(l).fit);
            let shares = Shares {
                pass: [0, 1]
                    .map(|class| from_fn(|l| multiply_odds(self.conversion[class][l], self.odds[index][l]))),
                later: [[0.0; B]; 2],
            };
            let mut sorted = [Sorted::NONE];
            luck.sort(index, &replies, &[fit], &shares, &mut sorted);
            let ([replies], [sorted]) = (replies, sorted);
            for (class, sql) in sorted.passed.iter().enumerate() {
                self.replied[cell(index, class)] = sorted.arrived[class];
                add(&mut self.sql[cell(index, class)], sql);
                add(&mut self.sql_of_replies, sql);
            }
            add(&mut self.replies, &replies);
        }
    }
}

fn within_week(t: &Tables, week: usize, fte: f64, capacity: f64, expected_mql: f64) -> Wait {
    let sdr = &t.inputs.sdr;
    let inbound = fte * (1.0 - sdr.outbound_share);
    let servers = greater((inbound + 0.5).floor(), 1.0);
    let service = inbound * (sdr.hours_per_week / BUSINESS_HOURS_PER_WEEK) / sdr.hours_per_mql / servers;
    let open_hours = BUSINESS_HOURS_PER_WEEK * t.calendar.working[week];
    let arrivals = lesser(expected_mql, STEADY_LOAD * capacity) / open_hours;
    Wait::new(servers as u32, service, lesser(arrivals, STEADY_LOAD * servers * service))
}

/// Response of an MQL of that age, business hours.
fn response_hours(t: &Tables, wait: &Wait, age: usize, queued: bool) -> f64 {
    let aged = BUSINESS_HOURS_PER_WEEK * age as f64;
    let within_week = if queued { wait.mean_hours() } else { 0.0 };
    t.inputs.crm.routing_hours() + t.inputs.response.latency + within_week + aged
}

/// Share of MQLs of that age answered within the promise.
fn within_promise(response: &ResponseInputs, routing: f64, wait: &Wait, age: usize, queued: bool) -> f64 {
    let left = response.target - response.latency - routing - BUSINESS_HOURS_PER_WEEK * age as f64;
    match left >= 0.0 {
        true if queued => 1.0 - wait.longer_than(left),
        within => f64::from(u8::from(within)),
    }
}

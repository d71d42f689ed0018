//! SDRs: the queue of MQLs, the first response, prospecting (`docs/model.md` 4.6 and 4.7).

use super::chance::Chance;
use super::people::Staff;
use super::sites::{Purpose, site};
use super::tables::{Tables, cell};
use crate::calendar::BUSINESS_HOURS_PER_WEEK;
use crate::model::QueueOrder;
use crate::model::{ResponseInputs, multiply_odds};

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
        self.probability * libm::exp(-self.drain * hours)
    }
}

/// Odds of qualifying after `hours`, against those at the reference: ((1 + t/t0) / (1 + t_ref/t0))^-κ (C07).
pub fn response_odds(hours: f64, reference: f64, offset: f64, exponent: f64) -> f64 {
    if exponent == 0.0 {
        return 1.0;
    }
    libm::pow((1.0 + hours / offset) / (1.0 + reference / offset), -exponent)
}

/// The queue of MQLs by age in weeks, and what SDRs do in a week.
#[derive(Clone, Debug)]
pub(crate) struct Response {
    /// `[age][cell]`, MQLs.
    queue: Vec<Vec<f64>>,
    /// SQLs of the week by cell, outbound included.
    pub(crate) sql: Vec<f64>,
    pub(crate) worked: f64,
    pub(crate) expired: f64,
    pub(crate) utilisation: f64,
    /// Mean response of the MQLs worked, business hours.
    pub(crate) hours: f64,
    /// Share of them within the promise.
    pub(crate) within_target: f64,
    /// Whether SDR time limits the week.
    pub(crate) limits: bool,
    pub(crate) replies: f64,
    /// SQLs of the week that replies became.
    pub(crate) sql_of_replies: f64,
}

impl Response {
    pub(crate) fn opening<C: Chance>(t: &Tables, chance: &C) -> Self {
        let mut queue = vec![vec![0.0; t.n_cells]; t.inputs.response.expires_after + 1];
        for (age, (waiting, stock)) in queue.iter_mut().zip(&t.opening.queue).enumerate() {
            let place = |purpose, at| t.opening_site(purpose, at, age);
            stock.draw(chance, Purpose::OpeningQueue, place, |cell, n| waiting[cell] = n);
        }
        Self {
            queue,
            sql: vec![0.0; t.n_cells],
            worked: 0.0,
            expired: 0.0,
            utilisation: 0.0,
            hours: 0.0,
            within_target: 0.0,
            limits: false,
            replies: 0.0,
            sql_of_replies: 0.0,
        }
    }

    /// MQLs waiting.
    pub(crate) fn waiting(&self) -> f64 {
        self.queue.iter().flatten().sum()
    }

    /// One week: the queue ages, MQLs arrive, SDRs work them in order, spare time goes to prospecting.
    pub(crate) fn step<C: Chance>(
        &mut self,
        t: &Tables,
        chance: &C,
        week: usize,
        staff: Staff,
        arrivals: (&[f64], f64),
        market: f64,
    ) {
        let (mql, expected_mql) = arrivals;
        self.age(mql);
        let sdr = &t.inputs.sdr;
        let hours = staff.fte * sdr.hours_per_week * t.calendar.working[week];
        let fenced = sdr.outbound_share * hours;
        let capacity = (hours - fenced) / sdr.hours_per_mql;
        self.sql.fill(0.0);
        self.work(t, chance, week, staff, capacity, expected_mql);
        let waiting = self.waiting();
        let arrived: f64 = mql.iter().sum();
        self.utilisation =
            if capacity > 0.0 { self.worked / capacity } else { f64::from(u8::from(arrived > 0.0)) };
        self.limits = waiting > 0.2 * capacity || self.utilisation >= 0.95 && arrived > 0.0;
        let idle = (capacity - self.worked).max(0.0) * sdr.hours_per_mql;
        self.prospect(t, chance, fenced + sdr.idle_to_outbound * idle, market);
    }

    fn age(&mut self, mql: &[f64]) {
        self.queue.rotate_right(1);
        self.expired = self.queue[0].iter().sum();
        self.queue[0].copy_from_slice(mql);
    }

    fn work<C: Chance>(
        &mut self,
        t: &Tables,
        chance: &C,
        week: usize,
        staff: Staff,
        capacity: f64,
        expected_mql: f64,
    ) {
        (self.worked, self.hours, self.within_target) = (0.0, 0.0, 0.0);
        if capacity <= 0.0 {
            return;
        }
        let wait = within_week(t, week, staff, capacity, expected_mql);
        let ages = self.queue.len();
        let mut left = chance.whole(site(Purpose::ServeTotal, 0, 0), capacity);
        let mut hours = 0.0;
        let mut in_time = 0.0;
        for step in 0..ages {
            let age = match t.inputs.response.order {
                QueueOrder::OldestFirst => ages - 1 - step,
                QueueOrder::NewestFirst => step,
            };
            let waiting: f64 = self.queue[age].iter().sum();
            let take = waiting.min(left);
            if take <= 0.0 {
                continue;
            }
            let response = response_hours(t, &wait, age);
            self.serve(t, chance, age, waiting, take, response);
            left -= take;
            self.worked += take;
            hours += take * response;
            in_time += take * within_promise(&t.inputs.response, t.inputs.crm.routing_hours(), &wait, age);
        }
        if self.worked > 0.0 {
            self.hours = hours / self.worked;
            self.within_target = in_time / self.worked;
        }
    }

    /// Works `take` of the `waiting` MQLs of an age, drawn without regard to cell, and hands over those that qualify.
    fn serve<C: Chance>(
        &mut self,
        t: &Tables,
        chance: &C,
        age: usize,
        waiting: f64,
        take: f64,
        response: f64,
    ) {
        let r = &t.inputs.response;
        let odds = response_odds(response, r.reference, r.offset, r.exponent);
        let (mut all, mut taken) = (waiting, take);
        for cell in 0..t.n_cells {
            let here = self.queue[age][cell];
            if here <= 0.0 {
                continue;
            }
            let worked = if take >= waiting {
                here
            } else {
                chance.among(t.sites.of(Purpose::ServeCell, cell), age as u32, all, here, taken)
            };
            all -= here;
            taken -= worked;
            self.queue[age][cell] = here - worked;
            let channel = &t.inputs.channels[cell / 2];
            let p = multiply_odds(t.anchors.conversion[0][cell % 2], channel.odds[0] * odds);
            self.sql[cell] += chance.thin(t.sites.of(Purpose::HandOver, cell), age as u32, worked, p);
        }
    }

    fn prospect<C: Chance>(&mut self, t: &Tables, chance: &C, hours: f64, market: f64) {
        (self.replies, self.sql_of_replies) = (0.0, 0.0);
        for (index, channel) in t.inputs.channels.iter().enumerate() {
            let Some(outbound) = channel.outbound else { continue };
            let hours = hours * outbound.hours_share;
            let mean = outbound.replies(hours) * market;
            let replies =
                chance.count(t.sites.of(Purpose::Replies, cell(index, 0)), mean, channel.dispersion);
            let fit = chance.thin(t.sites.of(Purpose::FitClass, cell(index, 0)), 0, replies, channel.fit);
            self.replies += replies;
            for (class, replied) in [(0, fit), (1, replies - fit)] {
                let cell = cell(index, class);
                let p = multiply_odds(t.anchors.conversion[0][class], channel.odds[0]);
                let created = chance.thin(t.sites.of(Purpose::ReplyHandOver, cell), 0, replied, p);
                self.sql[cell] += created;
                self.sql_of_replies += created;
            }
        }
    }
}

fn within_week(t: &Tables, week: usize, staff: Staff, capacity: f64, expected_mql: f64) -> Wait {
    let sdr = &t.inputs.sdr;
    let inbound = staff.fte * (1.0 - sdr.outbound_share);
    let servers = (inbound + 0.5).floor().max(1.0);
    let service = inbound * (sdr.hours_per_week / BUSINESS_HOURS_PER_WEEK) / sdr.hours_per_mql / servers;
    let open_hours = BUSINESS_HOURS_PER_WEEK * t.calendar.working[week];
    let arrivals = expected_mql.min(STEADY_LOAD * capacity) / open_hours;
    Wait::new(servers as u32, service, arrivals.min(STEADY_LOAD * servers * service))
}

/// Response of an MQL of that age, business hours.
fn response_hours(t: &Tables, wait: &Wait, age: usize) -> f64 {
    let aged = BUSINESS_HOURS_PER_WEEK * age as f64;
    t.inputs.crm.routing_hours() + t.inputs.response.latency + wait.mean_hours() + aged
}

/// Share of MQLs of that age answered within the promise.
fn within_promise(response: &ResponseInputs, routing: f64, wait: &Wait, age: usize) -> f64 {
    let left = response.target - response.latency - routing - BUSINESS_HOURS_PER_WEEK * age as f64;
    if left >= 0.0 { 1.0 - wait.longer_than(left) } else { 0.0 }
}

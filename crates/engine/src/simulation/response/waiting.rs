//! How long an MQL waits: its place in a queue that is known week by week, and what luck within a week adds.

use crate::calendar::BUSINESS_HOURS_PER_WEEK;
use crate::model::{Inputs, QueueOrder};
use crate::numerics::{exp, greater, lesser};

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

/// SDRs in a week, and the wait that a queue which is known week by week leaves out.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shift {
    wait: Wait,
    /// Its mean, business hours; and whether MQLs of earlier weeks have it too.
    more: f64,
    of_all: bool,
}

impl Shift {
    /// `fte` SDRs who can work `capacity` MQLs in a week of so much `working` time, in which `expected` arrive.
    ///
    /// Without chance from week to week all of the stationary wait (Erlang C) is left out, and it is that of MQLs of the week: where
    /// more come than can be worked, the others are a week older. Where the queue is `carried` with the luck of each week, most of
    /// the stationary wait is in it, and what is left is the difference between looking at a queue once a week and always. That one
    /// is there for all, and goes away the farther SDRs are from ever catching up.
    pub(crate) fn new(
        inputs: &Inputs,
        working: f64,
        fte: f64,
        capacity: f64,
        expected: f64,
        carried: bool,
    ) -> Self {
        let sdr = &inputs.sdr;
        let inbound = fte * (1.0 - sdr.outbound_share);
        let servers = greater((inbound + 0.5).floor(), 1.0);
        let service = inbound * (sdr.hours_per_week / BUSINESS_HOURS_PER_WEEK) / sdr.hours_per_mql / servers;
        let open_hours = BUSINESS_HOURS_PER_WEEK * working;
        let steady = lesser(expected, STEADY_LOAD * capacity);
        let arrivals = lesser(steady / open_hours, STEADY_LOAD * servers * service);
        let wait = Wait::new(servers as u32, service, arrivals);
        let mut more = wait.mean_hours();
        if carried && steady > 0.0 {
            let [held, free] = [steady, expected].map(|arrivals| Walk::new(arrivals, capacity));
            more = greater(more - BUSINESS_HOURS_PER_WEEK * held.carried() / steady, 0.0);
            more *= lesser(free.overlooked() / held.overlooked(), 1.0);
        }
        Self { wait, more, of_all: carried }
    }

    fn more(&self, place: &Place) -> f64 {
        if self.of_all || place.age == 0 { self.more } else { 0.0 }
    }

    /// Mean wait of MQLs in a place, business hours; `once` where what they waited before their week is no other queue.
    pub(crate) fn hours(&self, place: &Place, once: bool) -> f64 {
        if once {
            self.more(place) + BUSINESS_HOURS_PER_WEEK * place.weeks()
        } else {
            self.more + BUSINESS_HOURS_PER_WEEK * place.age as f64
        }
    }

    /// Share of them that wait no longer than `hours`.
    pub(crate) fn within(&self, place: &Place, once: bool, hours: f64) -> f64 {
        if !once {
            let left = hours - BUSINESS_HOURS_PER_WEEK * place.age as f64;
            return if left >= 0.0 { 1.0 - self.wait.longer_than(left) } else { 0.0 };
        }
        let share = place.within(hours / BUSINESS_HOURS_PER_WEEK);
        let (more, left) = (self.more(place), hours - BUSINESS_HOURS_PER_WEEK * place.weeks());
        if more <= 0.0 || left <= 0.0 {
            return share;
        }
        // As many wait at all as in the stationary queue, and so long that the mean is what is left of it.
        share * (1.0 - self.wait.probability * exp(-left * self.wait.probability / more))
    }
}

/// What waits where MQLs arrive and are worked by chance (Poisson): a random walk above 0 that drifts down by `capacity -
/// arrivals` a week, with variance `arrivals + capacity`.
///
/// Looked at always it is at `σ² / 2δ` in the mean; looked at once a week lower, by a factor `exp(-1.165 δ/σ)` for a small drift (2 × 0.5826,
/// Siegmund 1979). The square in it is fitted to simulated walks, within 1 % up to `δ/σ = 2`.
struct Walk {
    spread: f64,
    /// Drift in units of the spread.
    steep: f64,
}

impl Walk {
    fn new(arrivals: f64, capacity: f64) -> Self {
        let spread = (arrivals + capacity).sqrt();
        // The same distance above capacity as below.
        Self { spread, steep: greater((capacity - arrivals).abs() / spread, 1e-6) }
    }

    fn seen(&self) -> f64 {
        exp(-(1.165 + 0.336 * self.steep) * self.steep)
    }

    /// MQLs that wait because of earlier weeks, in the mean.
    fn carried(&self) -> f64 {
        self.spread * self.seen() / (2.0 * self.steep)
    }

    /// How much of the walk is overlooked by looking once a week, in units of its spread.
    fn overlooked(&self) -> f64 {
        (1.0 - self.seen()) / (2.0 * self.steep)
    }
}

/// Where some MQLs of one week stand in the queue when they are worked. Leads arrive evenly through their week, and SDRs work
/// evenly through theirs.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    /// Weeks since their week.
    pub(crate) age: usize,
    /// Worked before them in the week in which they are, and as many as can be in it.
    pub(crate) before: f64,
    pub(crate) capacity: f64,
    /// As many came in their week, are left of them, and are worked now.
    pub(crate) came: f64,
    pub(crate) left: f64,
    pub(crate) worked: f64,
    pub(crate) order: QueueOrder,
}

impl Place {
    /// Weeks from when the first and the last of them came until they are turned to; below 0 where SDRs would wait for them.
    fn ends(&self) -> [f64; 2] {
        let first = self.came - self.left;
        [0.0, self.worked]
            .map(|n| self.age as f64 + (self.before + n) / self.capacity - (first + n) / self.came)
    }

    /// Their mean wait, weeks.
    pub(crate) fn weeks(&self) -> f64 {
        // The newest are turned to at once; those that are left came at any time of their week.
        if self.order == QueueOrder::NewestFirst {
            return self.age as f64;
        }
        let [first, last] = self.ends();
        // Once nobody is left from before, they are worked as they come.
        if last >= 0.0 { 0.5 * (first + last) } else { 0.5 * first * first / (first - last) }
    }

    /// Share of them that wait at most so many weeks.
    fn within(&self, weeks: f64) -> f64 {
        if self.order == QueueOrder::NewestFirst {
            return f64::from(u8::from(weeks >= self.age as f64));
        }
        let [first, last] = self.ends();
        let (low, high) = (lesser(first, last), greater(first, last));
        match () {
            () if weeks < greater(low, 0.0) => 0.0,
            () if weeks >= high => 1.0,
            () => (weeks - low) / (high - low),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numerics::normal_quantile;
    use crate::random::{Address, Seed, Stream};

    /// The mean over time of what waits on a path known week by week, against walks of 400,000 weeks with normal steps.
    #[test]
    fn what_weeks_carry_is_that_of_simulated_walks() {
        for (steep, allowed) in [(0.3, 0.03), (0.6, 0.02), (1.0, 0.02), (1.5, 0.03), (2.0, 0.04)] {
            let stream = Stream::new(Seed(3), 0, 0, 0);
            let (mut waiting, mut sum) = (0.0, 0.0);
            for week in 0..400_000_u32 {
                let step = normal_quantile(stream.uniform(Address::new(1, 0, week))) - steep;
                let next: f64 = waiting + step;
                // A line from one week to the next, and 0 from where it would fall below.
                sum += if next > 0.0 { 0.5 * (waiting + next) } else { 0.5 * waiting * waiting / -step };
                waiting = next.max(0.0);
            }
            let found = Walk { spread: 1.0, steep }.carried();
            let wanted = sum / 400_000.0;
            assert!((found / wanted - 1.0).abs() < allowed, "{steep}: {found} and {wanted}");
        }
    }

    #[test]
    fn a_place_in_the_queue_is_when_it_is_turned_to() {
        let place = |age, before, came, left, worked| Place {
            age,
            before,
            capacity: 20.0,
            came,
            left,
            worked,
            order: QueueOrder::OldestFirst,
        };
        // All of the week, at half of what could be worked: nobody waits.
        assert_eq!(place(0, 0.0, 10.0, 10.0, 10.0).weeks(), 0.0);
        // 10 of last week's 40 are left, the last that came: the first of them waits a quarter of a week, the last half of one.
        assert_eq!(place(1, 0.0, 40.0, 10.0, 10.0).weeks(), 0.375);
        assert!((place(1, 0.0, 40.0, 10.0, 10.0).within(0.3) - 0.2).abs() < 1e-12);
        // Behind 5 of last week 10 come: the queue is gone after half a week, and those who come then wait no more.
        assert_eq!(place(0, 5.0, 10.0, 10.0, 10.0).weeks(), 0.0625);
        assert_eq!(place(0, 5.0, 10.0, 10.0, 10.0).within(0.0), 0.5);
        // Twice as many come as can be worked: the last of them that is waits half a week.
        assert_eq!(place(0, 0.0, 40.0, 40.0, 20.0).weeks(), 0.25);
        let newest = Place { order: QueueOrder::NewestFirst, ..place(2, 5.0, 10.0, 5.0, 5.0) };
        assert_eq!((newest.weeks(), newest.within(1.9), newest.within(2.0)), (2.0, 0.0, 1.0));
    }
}

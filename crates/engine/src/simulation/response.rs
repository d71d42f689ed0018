//! SDRs: the queue of MQLs, the first response, prospecting (`docs/model.md` 4.6 and 4.7).

use super::chance::{Chance, Luck, Shares, Sorted, add};
use super::people::Staff;
use super::sites::Purpose;
use super::tables::{Tables, cell};
use crate::model::{OutboundInputs, QueueOrder, multiply_odds};
use crate::numerics::{greater, lesser};
use std::array::from_fn;

mod waiting;
pub use waiting::Wait;
pub(crate) use waiting::{Place, Shift};

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
    /// MQLs in all, by place; and how many they were when they came.
    held: Vec<[f64; B]>,
    came: Vec<[f64; B]>,
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
            came: held.clone(),
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
            // Who leaves MQLs over has been busy all week, however long each of them took.
            let busy = if waiting[l] > 0.0 { greater(self.worked[l], capacity) } else { self.worked[l] };
            let busy = if t[l].inputs.options.waiting_once { lesser(busy, capacity) } else { self.worked[l] };
            self.utilisation[l] =
                if capacity > 0.0 { busy / capacity } else { f64::from(u8::from(arrived > 0.0)) };
            self.limits[l] = waiting[l] > 0.2 * capacity || self.utilisation[l] >= 0.95 && arrived > 0.0;
            let sdr = &t[l].inputs.sdr;
            let idle = greater(capacity - busy, 0.0) * sdr.hours_per_mql;
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
        self.came[self.youngest] = *arrivals.arrived;
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
        let once = t[0].inputs.options.waiting_once;
        // How long an MQL takes is chance: of those that a week's hours are enough for, as many come about as of arrivals.
        let able = if once {
            luck.count_of_company(Purpose::ServeTotal, capacity)
        } else {
            whole(t, luck, capacity)
        };
        let mut left = able;
        let mut shifts = [None; B];
        for l in 0..B {
            let working = t[l].calendar.working[week];
            if t[l].perfect_response {
                left[l] = f64::INFINITY;
            } else if capacity[l] > 0.0 {
                let (fte, expected) = (staff.fte[l], expected_mql[l]);
                let carried = once && L::IS_CHANCE;
                shifts[l] = Some(Shift::new(&t[l].inputs, working, fte, capacity[l], expected, carried));
            }
        }
        let ages = self.held.len();
        let order = t[0].inputs.response.order;
        let (mut hours, mut in_time) = ([0.0; B], [0.0; B]);
        for step in 0..ages {
            let age = match order {
                QueueOrder::OldestFirst => ages - 1 - step,
                QueueOrder::NewestFirst => step,
            };
            let place = (self.youngest + age) % ages;
            let (held, came) = (&self.held[place], &self.came[place]);
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
                let Some(shift) = shifts[l].as_ref().filter(|_| take[l] > 0.0) else { continue };
                let (before, capacity) = (able[l] - left[l], able[l]);
                let (came, left_of, worked) = (came[l], held[l], take[l]);
                let place = Place { age, before, capacity, came, left: left_of, worked, order };
                let handling = t[l].inputs.crm.routing_hours() + r.latency;
                let response = handling + shift.hours(&place, once);
                odds[l] = response_odds(response, r.reference, r.offset, r.exponent);
                left[l] -= worked;
                self.worked[l] += worked;
                hours[l] += worked * response;
                in_time[l] += worked * shift.within(&place, once, r.target - handling);
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

/// As many of a block as that, rounded up or down by chance.
fn whole<L: Luck<B>, const B: usize>(t: &[&Tables; B], luck: &L, capacity: &[f64; B]) -> [f64; B] {
    from_fn(|l| luck.one(l).whole(t[l].things.company(0), Purpose::ServeTotal, 0, capacity[l]))
}

//! A lead-by-lead simulation in continuous time, written apart from the engine: its own random numbers, laws, queues and
//! bookkeeping. It knows nothing of weeks but the rate at which leads arrive.

use std::cmp::Ordering;
use std::collections::{BinaryHeap, VecDeque};

/// Business hours of a week.
const HOURS: f64 = 40.0;
const WEEKS_PER_YEAR: f64 = 365.2425 / 7.0;

/// Where leads come from: the mean number in each week, the share that fits, odds of each stage.
pub struct Source {
    pub weekly: Vec<f64>,
    pub fit: f64,
    pub odds: [f64; 3],
    pub value: f64,
}

/// Mean and coefficient of variation of a gamma duration, weeks.
#[derive(Clone, Copy)]
pub struct Stay(pub f64, pub f64);

/// A company of a fixed size; shares by class are for leads that fit and those that do not.
pub struct Company {
    pub sources: Vec<Source>,
    /// Share of leads above the bar.
    pub above: [f64; 2],
    pub rates: [[f64; 2]; 3],
    /// SDRs, and hours each of them sells a week, and hours an MQL takes.
    pub sdr: (usize, f64, f64),
    pub expires_after: f64,
    /// Whether SDRs take the newest MQL first, not the oldest.
    pub newest_first: bool,
    /// Hours until routed and handled, and the reference, offset and exponent of what slowness costs.
    pub delay: f64,
    pub decay: (f64, f64, f64),
    pub slots: usize,
    /// Load from which wins are lost, log-odds a unit, and the load at which the win rate was measured.
    pub load: (f64, f64, f64),
    pub stale_a_week: f64,
    pub acceptance: Stay,
    pub discovery: Stay,
    pub won: Stay,
    pub lost: Stay,
    /// Mean, coefficient of variation, factor of deals that do not fit, share that recurs.
    pub deal: (f64, f64, f64, f64),
    pub go_live: f64,
    pub churn_a_month: [f64; 2],
    pub expansion_a_year: f64,
    /// Customers and MRR of each class on the first day.
    pub opening: [(usize, f64); 2],
}

/// What a run comes to.
pub struct Outcome {
    pub won: f64,
    pub revenue: f64,
    pub response_hours: f64,
}

struct Rng(u64);

impl Rng {
    /// SplitMix64.
    fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64 + 1e-17
    }

    fn chance(&mut self, p: f64) -> bool {
        self.uniform() < p
    }

    fn exponential(&mut self, mean: f64) -> f64 {
        -self.uniform().ln() * mean
    }

    /// Box and Muller.
    fn normal(&mut self) -> f64 {
        (-2.0 * self.uniform().ln()).sqrt() * (std::f64::consts::TAU * self.uniform()).cos()
    }

    /// Counting exponential gaps.
    fn poisson(&mut self, mean: f64) -> usize {
        let (mut n, mut sum) = (0, self.exponential(1.0));
        while sum < mean {
            n += 1;
            sum += self.exponential(1.0);
        }
        n
    }

    /// Marsaglia and Tsang's rejection.
    fn gamma(&mut self, Stay(mean, cv): Stay) -> f64 {
        if mean <= 0.0 {
            return 0.0;
        }
        let shape = 1.0 / (cv * cv);
        let boosted = if shape < 1.0 { shape + 1.0 } else { shape };
        let d = boosted - 1.0 / 3.0;
        let c = 1.0 / (9.0 * d).sqrt();
        let draw = loop {
            let x = self.normal();
            let v = (1.0 + c * x).powi(3);
            if v > 0.0 && self.uniform().ln() < 0.5 * x * x + d - d * v + d * v.ln() {
                break d * v;
            }
        };
        let thinned = if shape < 1.0 { draw * self.uniform().powf(1.0 / shape) } else { draw };
        thinned * mean * cv * cv
    }

    fn lognormal(&mut self, mean: f64, cv: f64) -> f64 {
        let variance = (1.0 + cv * cv).ln();
        (mean.ln() - variance / 2.0 + variance.sqrt() * self.normal()).exp()
    }
}

#[derive(Clone, Copy)]
struct Lead {
    source: usize,
    class: usize,
    born: f64,
    id: u64,
}

enum What {
    Mql(Lead),
    SdrFree(Lead, bool),
    AtDesk(Lead),
    Stale(u64),
    Decided(Lead, bool),
    Closed(Lead, bool),
}

struct Event(f64, u64, What);

impl PartialEq for Event {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Event {}

impl PartialOrd for Event {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Event {
    fn cmp(&self, other: &Self) -> Ordering {
        other.0.total_cmp(&self.0).then(other.1.cmp(&self.1))
    }
}

fn with_odds(p: f64, odds: f64) -> f64 {
    p * odds / (1.0 - p + p * odds)
}

struct Run<'a> {
    company: &'a Company,
    rng: Rng,
    events: BinaryHeap<Event>,
    serial: u64,
    end: f64,
    free_sdrs: usize,
    queue: VecDeque<Lead>,
    desk: Vec<Lead>,
    slots_used: usize,
    won: f64,
    revenue: f64,
    response: (f64, f64),
}

/// One future of `weeks` weeks.
pub fn run(company: &Company, weeks: usize, seed: u64) -> Outcome {
    let mut run = Run {
        company,
        rng: Rng(seed.wrapping_mul(0xD134_2543_DE82_EF95)),
        events: BinaryHeap::new(),
        serial: 0,
        end: weeks as f64,
        free_sdrs: company.sdr.0,
        queue: VecDeque::new(),
        desk: Vec::new(),
        slots_used: 0,
        won: 0.0,
        revenue: 0.0,
        response: (0.0, 0.0),
    };
    run.leads_arrive(weeks);
    for (class, (count, mrr)) in company.opening.into_iter().enumerate() {
        for _ in 0..count {
            run.customer(class, 0.0, mrr / count as f64);
        }
    }
    while let Some(Event(now, _, what)) = run.events.pop() {
        if now < run.end {
            run.happens(now, what);
        }
    }
    Outcome {
        won: run.won,
        revenue: run.revenue,
        response_hours: if run.response.1 > 0.0 { run.response.0 / run.response.1 } else { 0.0 },
    }
}

impl Run<'_> {
    fn at(&mut self, time: f64, what: What) {
        self.serial += 1;
        self.events.push(Event(time, self.serial, what));
    }

    fn leads_arrive(&mut self, weeks: usize) {
        let company = self.company;
        for (index, source) in company.sources.iter().enumerate() {
            for week in 0..weeks {
                for _ in 0..self.rng.poisson(source.weekly[week]) {
                    let born = week as f64 + self.rng.uniform();
                    let class = usize::from(!self.rng.chance(source.fit));
                    if self.rng.chance(company.above[class]) {
                        self.serial += 1;
                        let lead = Lead { source: index, class, born, id: self.serial };
                        self.at(born, What::Mql(lead));
                    }
                }
            }
        }
    }

    fn happens(&mut self, now: f64, what: What) {
        match what {
            What::Mql(lead) => {
                self.queue.push_back(lead);
                self.work(now);
            }
            What::SdrFree(lead, qualified) => {
                self.free_sdrs += 1;
                if qualified {
                    let stay = self.rng.gamma(self.company.acceptance);
                    self.at(now + stay, What::AtDesk(lead));
                }
                self.work(now);
            }
            What::AtDesk(lead) => {
                self.desk.push(lead);
                self.accept(now);
                if self.desk.iter().any(|waiting| waiting.id == lead.id) && self.company.stale_a_week > 0.0 {
                    let mean = -1.0 / (1.0 - self.company.stale_a_week).ln();
                    let patience = self.rng.exponential(mean);
                    self.at(now + patience, What::Stale(lead.id));
                }
            }
            What::Stale(id) => self.desk.retain(|lead| lead.id != id),
            What::Decided(lead, true) => self.open(now, lead),
            What::Decided(_, false) => self.free_slot(now),
            What::Closed(lead, won) => {
                if won {
                    self.win(now, lead);
                }
                self.free_slot(now);
            }
        }
    }

    /// Free SDRs take the oldest MQLs, or the newest; those that waited too long are gone.
    fn work(&mut self, now: f64) {
        let company = self.company;
        while self.free_sdrs > 0 {
            let next = if company.newest_first { self.queue.pop_back() } else { self.queue.pop_front() };
            let Some(lead) = next else { return };
            if now >= lead.born.floor() + company.expires_after + 1.0 {
                continue;
            }
            self.free_sdrs -= 1;
            let response = company.delay + (now - lead.born) * HOURS;
            self.response = (self.response.0 + response, self.response.1 + 1.0);
            let (reference, offset, exponent) = company.decay;
            let odds = ((1.0 + response / offset) / (1.0 + reference / offset)).powf(-exponent);
            let odds = odds * company.sources[lead.source].odds[0];
            let qualified = self.rng.chance(with_odds(company.rates[0][lead.class], odds));
            let busy = self.rng.exponential(company.sdr.2 / company.sdr.1);
            self.at(now + busy, What::SdrFree(lead, qualified));
        }
    }

    /// Free slots are given to waiting SQLs in no particular order.
    fn accept(&mut self, now: f64) {
        let company = self.company;
        while self.slots_used < company.slots && !self.desk.is_empty() {
            let place = (self.rng.uniform() * self.desk.len() as f64) as usize;
            let lead = self.desk.swap_remove(place.min(self.desk.len() - 1));
            self.slots_used += 1;
            let p = with_odds(company.rates[1][lead.class], company.sources[lead.source].odds[1]);
            let passes = self.rng.chance(p);
            let stay = self.rng.gamma(company.discovery);
            self.at(now + stay, What::Decided(lead, passes));
        }
    }

    fn open(&mut self, now: f64, lead: Lead) {
        let company = self.company;
        let (from, effect, reference) = company.load;
        let load = (self.slots_used as f64 / company.slots as f64).min(1.2);
        let lost = effect * ((load - from).max(0.0) - (reference - from).max(0.0));
        let odds = (-lost).exp() * company.sources[lead.source].odds[2];
        let won = self.rng.chance(with_odds(company.rates[2][lead.class], odds));
        let stay = self.rng.gamma(if won { company.won } else { company.lost });
        self.at(now + stay, What::Closed(lead, won));
    }

    fn free_slot(&mut self, now: f64) {
        self.slots_used -= 1;
        self.accept(now);
    }

    fn win(&mut self, now: f64, lead: Lead) {
        let (mean, cv, non_fit, recurring) = self.company.deal;
        let factor = self.company.sources[lead.source].value * [1.0, non_fit][lead.class];
        let value = self.rng.lognormal(mean * factor, cv);
        self.won += 1.0;
        self.revenue += value * (1.0 - recurring);
        self.customer(lead.class, now + self.company.go_live, value * recurring / 12.0);
    }

    /// Revenue of a customer from the day of going live to churn or the end.
    fn customer(&mut self, class: usize, from: f64, mrr: f64) {
        let hazard = -(1.0 - self.company.churn_a_month[class]).ln() * 12.0 / WEEKS_PER_YEAR;
        let stay = if hazard > 0.0 { self.rng.exponential(1.0 / hazard) } else { f64::INFINITY };
        let weeks = stay.min(self.end - from);
        if weeks > 0.0 {
            let growth = (1.0 + self.company.expansion_a_year).ln() / WEEKS_PER_YEAR;
            let grown = if growth == 0.0 { weeks } else { ((growth * weeks).exp() - 1.0) / growth };
            self.revenue += mrr * 12.0 / WEEKS_PER_YEAR * grown;
        }
    }
}

//! The workload run with the engine's kernels, four trials side by side.

#![allow(clippy::needless_range_loop, reason = "lanes are numbered: one loop over several arrays")]

use crate::workload::{CHANNELS, DWELL, STAGES, WEEKS, Workload};
use tandem_engine::random::{Address, Fates, Seed, Stream, beta, normal_scores, poissons};

/// Trials side by side.
const LANES: usize = 4;
/// Knots of a table of Beta quantiles, over normal scores from -[`FARTHEST`] to [`FARTHEST`].
const KNOTS: usize = 513;
const FARTHEST: f64 = 6.5;
/// Wins up to so many have their spread of values in a table.
const TABLED_WINS: usize = 1024;

/// What draws, beside the stages.
const LEADS: u32 = 100;
const DEALS: u32 = 200;

/// Revenue by week, `[week][trial]`, money.
pub(crate) fn revenue(workload: &Workload, trials: usize) -> Vec<Vec<f32>> {
    let tables = Tables::new(workload);
    let mut revenue = vec![vec![0.0; trials]; WEEKS];
    for first in (0..trials).step_by(LANES) {
        let block = Block::new(first).revenue(&tables);
        let count = LANES.min(trials - first);
        for (all, block) in revenue.iter_mut().zip(block) {
            for (value, new) in all[first..first + count].iter_mut().zip(block) {
                *value = new as f32;
            }
        }
    }
    revenue
}

/// What no luck changes.
struct Tables<'a> {
    workload: &'a Workload,
    response: Vec<Vec<f64>>,
    rates: Vec<BetaTable>,
    /// Standard deviation and half the variance of the logarithm of the value of so many deals.
    spread: Vec<(f64, f64)>,
}

impl<'a> Tables<'a> {
    fn new(workload: &'a Workload) -> Self {
        let places = (0..CHANNELS).flat_map(|c| (0..STAGES).map(move |s| (c, s)));
        Self {
            workload,
            response: (0..CHANNELS).map(|channel| workload.response(channel)).collect(),
            rates: places
                .map(|(c, s)| BetaTable::new(workload.beta_a[c][s], workload.beta_b[c][s]))
                .collect(),
            spread: (0..=TABLED_WINS).map(|wins| spread(workload.deal_cv, wins as f64)).collect(),
        }
    }
}

/// A sum of `wins` deals has this lognormal spread.
fn spread(cv: f64, wins: f64) -> (f64, f64) {
    let variance = libm::log1p(cv * cv / wins.max(1.0));
    (variance.sqrt(), 0.5 * variance)
}

/// Quantiles of a Beta law over the normal score, between knots by a cubic through four of them: exact to 1e-9.
struct BetaTable {
    law: (f64, f64),
    knots: Vec<f64>,
}

impl BetaTable {
    fn new(a: f64, b: f64) -> Self {
        let score = |knot: usize| (knot as f64 / (KNOTS - 1) as f64 * 2.0 - 1.0) * FARTHEST;
        let knots =
            (0..KNOTS).map(|knot| beta(tandem_engine::numerics::normal_cdf(score(knot)), a, b)).collect();
        Self { law: (a, b), knots }
    }

    fn at(&self, score: f64) -> f64 {
        let x = (score + FARTHEST) * ((KNOTS - 1) as f64 / (2.0 * FARTHEST));
        let knot = x as usize;
        let Some(&[p, q, r, s]) = knot.checked_sub(1).and_then(|first| self.knots[first..].first_chunk())
        else {
            return beta(tandem_engine::numerics::normal_cdf(score), self.law.0, self.law.1);
        };
        let t = x - knot as f64;
        // Lagrange's cubic at -1, 0, 1, 2.
        let (a, b, c) = (t + 1.0, t - 1.0, t - 2.0);
        -p * t * b * c / 6.0 + q * a * b * c / 2.0 - r * a * t * c / 2.0 + s * a * t * b / 6.0
    }
}

/// Trials that run together.
struct Block {
    trials: [u32; LANES],
}

impl Block {
    fn new(first: usize) -> Self {
        Self { trials: std::array::from_fn(|lane| (first + lane) as u32) }
    }

    fn streams(&self, thing: u32) -> [Stream; LANES] {
        self.trials.map(|trial| Stream::new(Seed(20_261_123), trial, thing, 0))
    }

    fn scores(&self, streams: &[Stream; LANES], at: Address) -> [f64; LANES] {
        normal_scores(&streams.map(|stream| stream.uniform(at)))
    }

    fn revenue(&self, tables: &Tables<'_>) -> [[f64; LANES]; WEEKS] {
        let mut wins = [[0_u32; LANES]; WEEKS];
        for channel in 0..CHANNELS {
            for (sum, won) in wins.iter_mut().zip(self.wins(tables, channel)) {
                for l in 0..LANES {
                    sum[l] += won[l];
                }
            }
        }
        let workload = tables.workload;
        let streams = self.streams(DEALS);
        let deal = self
            .scores(&streams, Address::new(1, 0, 0))
            .map(|z| libm::exp(workload.deal_mu + workload.deal_sigma * z));
        let mut revenue = [[0.0; LANES]; WEEKS];
        for (week, (revenue, wins)) in revenue.iter_mut().zip(&wins).enumerate() {
            let z = self.scores(&streams, Address::new(2, week as u32, 0));
            for l in 0..LANES {
                let n = wins[l];
                let known = tables.spread.get(n as usize).copied();
                let (sd, half) = known.unwrap_or_else(|| spread(workload.deal_cv, f64::from(n)));
                revenue[l] = f64::from(n) * deal[l] * libm::exp(sd * z[l] - half);
            }
        }
        revenue
    }

    /// Wins of a channel by week.
    fn wins(&self, tables: &Tables<'_>, channel: usize) -> Vec<[u32; LANES]> {
        let workload = tables.workload;
        let mut entering = vec![[0_u32; LANES]; WEEKS + DWELL + 1];
        let streams = self.streams(LEADS + channel as u32);
        let half = self.scores(&streams, Address::new(1, 0, 0)).map(|z| {
            let log = libm::log(workload.half_median[channel]) + workload.half_sigma * z;
            libm::exp(workload.slope[channel] * log)
        });
        for (week, (entering, &response)) in entering.iter_mut().zip(&tables.response[channel]).enumerate() {
            let at = Address::new(2, week as u32, 0);
            let mean = half.map(|half| workload.most_leads[channel] * (response / (response + half)));
            *entering = poissons(&streams.map(|stream| stream.uniform(at)), &mean).map(|n| n as u32);
        }
        for stage in 0..STAGES {
            let place = channel * STAGES + stage;
            let streams = self.streams(place as u32);
            let score = self.scores(&streams, Address::new(1, 0, 0));
            let rate = score.map(|score| tables.rates[place].at(score));
            let shares = rate.map(|rate| workload.dwell[channel][stage].map(|share| rate * share));
            let fates = Fates::<DWELL>::new(shares);
            let mut next = vec![[0; LANES]; WEEKS + DWELL + 1];
            for week in stage..WEEKS {
                if let Some(later) = next[week + 1..].first_chunk_mut() {
                    fates.count(&streams, Address::new(3, week as u32, 0), entering[week], later);
                }
            }
            entering = next;
        }
        entering.truncate(WEEKS);
        entering
    }
}

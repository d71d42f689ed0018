//! Large hypergeometric laws, where a guess decides, against their levels summed mass by mass.

use tandem_engine::numerics::{Sum, binomial_mass};
use tandem_engine::random::hypergeometric;

/// A hair in the distribution function: what a draw may be off.
const HAIR: f64 = 1e-12;

/// The law within nine standard deviations of its mean: level `i` is that of the count `first + i`.
struct Law {
    counts: [f64; 3],
    mean: f64,
    sd: f64,
    first: f64,
    levels: Vec<f64>,
}

impl Law {
    /// By binomials instead of the sampler's recurrence, so that no error adds up from one mass to the next.
    fn new(population: f64, successes: f64, draws: f64) -> Self {
        let share = draws / population;
        let mean = successes * share;
        let sd = f64::sqrt(mean * (1.0 - share) * (1.0 - successes / population));
        let low = (successes + draws - population).max(0.0);
        let first = (mean - 9.0 * sd - 9.0).floor().max(low);
        let last = (mean + 9.0 * sd + 9.0).ceil().min(successes.min(draws));
        let mass = |k: f64| {
            binomial_mass(k, successes, share, 1.0 - share)
                * binomial_mass(draws - k, population - successes, share, 1.0 - share)
        };
        let mut sum = Sum::default();
        let mut levels: Vec<f64> = (0..=(last - first) as usize)
            .map(|i| {
                sum.push(mass(first + i as f64));
                sum.value()
            })
            .collect();
        levels.iter_mut().for_each(|level| *level /= sum.value());
        Self { counts: [population, successes, draws], mean, sd, first, levels }
    }

    fn level(&self, k: f64) -> f64 {
        match k - self.first {
            at if at < 0.0 => 0.0,
            at => self.levels[(at as usize).min(self.levels.len() - 1)],
        }
    }

    fn draw(&self, u: f64) -> f64 {
        let [population, successes, draws] = self.counts;
        hypergeometric(u, population, successes, draws)
    }

    /// The draw steps where the law does, at counts all over the law.
    fn steps(&self) {
        for step in -1000..=1000 {
            let k = (self.mean + self.sd * f64::from(step) * 0.00731).floor();
            let level = self.level(k);
            if level <= HAIR || level >= 1.0 - HAIR {
                continue;
            }
            let (low, high) = (self.draw(level - HAIR), self.draw(level + HAIR));
            let of = self.counts;
            assert!(low == k || low < k && self.level(low) >= level - 2.0 * HAIR, "{of:?}: {low} at {k}");
            let just = high > k && self.level(high - 1.0) < level + 2.0 * HAIR;
            assert!(high == k + 1.0 || just, "{of:?}: {high} over {k}");
        }
    }
}

#[test]
fn draws_step_where_the_law_does() {
    let shares = [0.001, 0.02, 0.13, 0.4, 0.5, 0.77, 0.985];
    for population in [300.0, 2e3, 1e4, 1e5, 3e6, 1e8] {
        for (a, b) in shares.iter().flat_map(|&a| shares.map(|b| (a, b))) {
            Law::new(population, f64::floor(a * population), f64::floor(b * population)).steps();
        }
    }
}

/// Few successes in a large population: nearly binomial and Poisson laws, the most skewed.
#[test]
fn skewed_laws_step_too() {
    for [population, successes, draws] in [
        [1e6, 40.0, 400_000.0],
        [1e6, 900.0, 18_000.0],
        [1e9, 20_000.0, 1e6],
        [1e9, 1e6, 990_000.0],
        [1e6, 999_100.0, 982_000.0],
        [5e12, 3e6, 4e8],
    ] {
        Law::new(population, successes, draws).steps();
    }
}

/// Beyond what can be summed: mirrored draws agree, and counts lie where the law has its mass.
#[test]
fn huge_counts_are_drawn_at_once() {
    let (population, successes, draws) = (4e13, 1e13, 3e12);
    let (mean, sd) = (7.5e11, f64::sqrt(7.5e11 * 0.75 * (1.0 - 0.075)));
    for step in 1..2000 {
        let u = f64::from(step) / 2048.0;
        let k = hypergeometric(u, population, successes, draws);
        assert!((k - mean).abs() < 4.0 * sd && k == k.floor());
        let mirrored = hypergeometric(1.0 - u, population, population - successes, draws);
        assert_eq!(k + mirrored, draws);
        assert_eq!(k, hypergeometric(u, population, draws, successes));
    }
}

//! The two ways to run a week: every draw replaced by its mean, or drawn by inversion of one addressed uniform.

use crate::random::{self, Draws, Seed, Site};

/// Above so many deals their total value is drawn as one lognormal of the same mean and variance.
const SINGLE_DEALS: f64 = 64.0;

/// What a week needs of chance. All methods are the mean in [`Expected`] and a draw in [`Random`].
pub(crate) trait Chance: Sized {
    /// The same chance in another week.
    fn at(&self, week: usize) -> Self;
    /// How many of `n` pass, each with probability `p`.
    fn thin(&self, site: Site, index: u32, n: f64, p: f64) -> f64;
    /// A count of that mean and variance `mean + dispersion mean^2`.
    fn count(&self, site: Site, mean: f64, dispersion: f64) -> f64;
    /// A whole number with mean `x`: rounded up with the probability of its fraction.
    fn whole(&self, site: Site, x: f64) -> f64;
    /// How many of `marked` are among `taken` drawn from `all` without return.
    fn among(&self, site: Site, index: u32, all: f64, marked: f64, taken: f64) -> f64;
    /// Spreads `n` over offsets with probabilities `pmf` (cumulated: `cdf`); what is beyond is not placed.
    fn spread(&self, site: Site, n: f64, pmf: &[f64], cdf: &[f64], place: impl FnMut(usize, f64));
    /// Total value of `n` deals, lognormal with that mean and coefficient of variation.
    fn total_value(&self, site: Site, n: f64, mean: f64, cv: f64) -> f64;
}

/// Every draw replaced by its mean.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Expected;

impl Chance for Expected {
    fn at(&self, _week: usize) -> Self {
        *self
    }

    fn thin(&self, _site: Site, _index: u32, n: f64, p: f64) -> f64 {
        n * p
    }

    fn count(&self, _site: Site, mean: f64, _dispersion: f64) -> f64 {
        mean
    }

    fn whole(&self, _site: Site, x: f64) -> f64 {
        x
    }

    fn among(&self, _site: Site, _index: u32, all: f64, marked: f64, taken: f64) -> f64 {
        if all > 0.0 { taken * (marked / all) } else { 0.0 }
    }

    fn spread(&self, _site: Site, n: f64, pmf: &[f64], _cdf: &[f64], mut place: impl FnMut(usize, f64)) {
        if n > 0.0 {
            for (offset, p) in pmf.iter().enumerate() {
                place(offset, n * p);
            }
        }
    }

    fn total_value(&self, _site: Site, n: f64, mean: f64, _cv: f64) -> f64 {
        n * mean
    }
}

/// Drawn by inversion; a draw is addressed by (seed, trial, week, site, index) and by nothing else.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Random {
    seed: Seed,
    trial: u32,
    draws: Draws,
}

impl Random {
    pub(crate) fn new(seed: Seed, trial: u32) -> Self {
        Self { seed, trial, draws: Draws::new(seed, trial, 0) }
    }

    fn uniform(&self, site: Site, index: u32) -> f64 {
        self.draws.uniform(site, index)
    }
}

impl Chance for Random {
    fn at(&self, week: usize) -> Self {
        Self { draws: Draws::new(self.seed, self.trial, week as u32), ..*self }
    }

    fn thin(&self, site: Site, index: u32, n: f64, p: f64) -> f64 {
        if n <= 0.0 || p <= 0.0 {
            return 0.0;
        }
        if p >= 1.0 {
            return n;
        }
        random::binomial(self.uniform(site, index), n, p)
    }

    fn count(&self, site: Site, mean: f64, dispersion: f64) -> f64 {
        if mean <= 0.0 {
            return 0.0;
        }
        random::negative_binomial(self.uniform(site, 0), mean, dispersion)
    }

    fn whole(&self, site: Site, x: f64) -> f64 {
        let down = x.floor();
        if x == down {
            return x;
        }
        if self.uniform(site, 0) > 1.0 - (x - down) { down + 1.0 } else { down }
    }

    fn among(&self, site: Site, index: u32, all: f64, marked: f64, taken: f64) -> f64 {
        if marked <= 0.0 || taken <= 0.0 {
            return 0.0;
        }
        if taken >= all {
            return marked;
        }
        if marked >= all {
            return taken;
        }
        random::hypergeometric(self.uniform(site, index), all, marked, taken)
    }

    fn spread(&self, site: Site, n: f64, _pmf: &[f64], cdf: &[f64], place: impl FnMut(usize, f64)) {
        if n > 0.0 {
            random::split_items(self.draws, site, n, cdf, place);
        }
    }

    fn total_value(&self, site: Site, n: f64, mean: f64, cv: f64) -> f64 {
        if n <= 0.0 {
            return 0.0;
        }
        if cv <= 0.0 {
            return n * mean;
        }
        // The sum of many lognormals is close to a lognormal of the same two moments (Fenton and Wilkinson).
        let (items, mean, cv) = if n > SINGLE_DEALS { (1.0, mean * n, cv / n.sqrt()) } else { (n, mean, cv) };
        let sigma2 = libm::log(1.0 + cv * cv);
        let mu = libm::log(mean) - sigma2 / 2.0;
        let sigma = sigma2.sqrt();
        let mut total = 0.0;
        for item in 0..items as u32 {
            total += random::lognormal(self.uniform(site, item), mu, sigma);
        }
        total
    }
}

//! Uniforms for uncertain parameters: one per trial and parameter.

use super::draws::{Seed, mix, unit};
use super::philox::philox4x32;

/// Third word of the counter, which no [`Stream`](super::Stream) has.
const PARAMETERS: u32 = 0xFFF0_0000;

/// The plain uniform of a parameter in a trial, strictly inside (0, 1), independent of every other.
///
/// `parameter_hash` is [`hash_id`](super::hash_id) of the parameter's path in the plan.
#[inline]
pub fn parameter_uniform(seed: Seed, trial: u32, parameter_hash: u32) -> f64 {
    let [low, high, _, _] = philox4x32([trial, parameter_hash, PARAMETERS, 0], seed.key());
    unit(((high as u64) << 32) | low as u64)
}

/// The Latin hypercube uniform of a parameter in a trial of a run of `n_trials`.
///
/// Of the trials `0..n_trials` each falls into another of the `n_trials` equal strata of (0, 1), in an order keyed by seed
/// and parameter, at a random place inside its stratum. Needs no table and no memory of other trials.
///
/// - The estimate of a mean loses the variance of the additive part of the model; each single trial is still
///   an exact draw.
/// - The value depends on `n_trials`: a run of another length is another sample. A run that grows must
///   fix the final length first.
/// - Trials from `n_trials` on repeat the strata with fresh places. `n_trials` of 0 gives [`parameter_uniform`].
#[inline]
pub fn stratified(seed: Seed, trial: u32, n_trials: u32, parameter_hash: u32) -> f64 {
    Stratifier::new(seed, n_trials, parameter_hash).uniform(trial)
}

/// The Latin hypercube of one parameter, with its round keys computed once; see [`stratified`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stratifier {
    seed: Seed,
    n_trials: u32,
    parameter_hash: u32,
    /// Bits of one half of the Feistel network.
    half_bits: u32,
    keys: [u32; ROUNDS],
}

const ROUNDS: usize = 8;

impl Stratifier {
    /// Prepares the permutation of `0..n_trials` for a parameter.
    pub const fn new(seed: Seed, n_trials: u32, parameter_hash: u32) -> Self {
        let site = [n_trials, parameter_hash, 0xFFF0_1000, 0];
        let a = philox4x32(site, seed.key());
        let b = philox4x32([site[0], site[1], site[2], 1], seed.key());
        let bits = 32 - n_trials.saturating_sub(1).leading_zeros();
        let half_bits = if bits < 4 { 2 } else { bits.div_ceil(2) };
        let keys = [a[0], a[1], a[2], a[3], b[0], b[1], b[2], b[3]];
        Stratifier { seed, n_trials, parameter_hash, half_bits, keys }
    }

    /// The stratum of a trial: a permutation of `0..n_trials`.
    pub fn stratum(&self, trial: u32) -> u32 {
        if self.n_trials < 2 {
            return 0;
        }
        // Cycle walking: the network permutes a power of four that is less than four times too large (or 16);
        // following a cycle until it returns inside leaves a permutation of the smaller set.
        let mut place = u64::from(trial % self.n_trials);
        loop {
            place = self.network(place);
            if place < u64::from(self.n_trials) {
                return place as u32;
            }
        }
    }

    /// The uniform of a trial, strictly inside (0, 1).
    pub fn uniform(&self, trial: u32) -> f64 {
        let plain = parameter_uniform(self.seed, trial, self.parameter_hash);
        if self.n_trials < 2 {
            return plain;
        }
        // 20 bits of place inside the stratum keep the sum exact, so that no draw rounds into a neighbour.
        let place = (plain * 1_048_576.0) as u32;
        let inside = (f64::from(place) + 0.5) * (1.0 / 1_048_576.0);
        (f64::from(self.stratum(trial)) + inside) / f64::from(self.n_trials)
    }

    /// A balanced Feistel network on `2 * half_bits` bits: a bijection whatever its round function.
    #[inline]
    fn network(&self, place: u64) -> u64 {
        let mask = (1_u32 << self.half_bits) - 1;
        let mut left = (place >> self.half_bits) as u32 & mask;
        let mut right = place as u32 & mask;
        for key in self.keys {
            let next = left ^ (mix(right ^ key) & mask);
            left = right;
            right = next;
        }
        (u64::from(left) << self.half_bits) | u64::from(right)
    }
}

//! One number for all numbers: a digest of runs that use every option, equal on every machine that computes right.

use crate::check::check;
use crate::measure::Measure;
use crate::model::Model;
use crate::plan;
use crate::simulation::Simulation;
use crate::trials::Trials;

/// Trials in the digest.
const TRIALS: u32 = 12;
/// A plan that uses every option at least once.
const ALL_OPTIONS: &str = include_str!("digest/all_options.json");

/// The plan that uses every option at least once, as JSON.
pub fn all_options_plan() -> &'static str {
    ALL_OPTIONS
}

/// FNV-1a (64 bits) over the bits of the expected path and of twelve trials of [`all_options_plan`], as 16 hex digits.
///
/// The same in debug and release builds, native and wasm, for any number of pieces. A new value means that results
/// changed: say so, and why, in the change log.
pub fn digest() -> String {
    match all_options_model() {
        Some(model) => {
            let simulation = Simulation::new(&model);
            digest_of(&simulation, &simulation.run(0, TRIALS))
        }
        None => "the plan of the digest does not pass the check".to_owned(),
    }
}

fn all_options_model() -> Option<Model> {
    check(&plan::read(ALL_OPTIONS).plan?).model
}

fn digest_of(simulation: &Simulation, trials: &Trials) -> String {
    let expected = simulation.expected_path();
    let mut hash = Fnv::new();
    for &measure in Measure::ALL {
        for value in expected.weeks_of(measure) {
            hash.add(&value.to_bits().to_le_bytes());
        }
    }
    for value in trials.values() {
        hash.add(&value.to_bits().to_le_bytes());
    }
    format!("{:016x}", hash.0)
}

struct Fnv(u64);

impl Fnv {
    fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    fn add(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_make_no_difference() {
        let model = all_options_model().unwrap();
        let simulation = Simulation::new(&model);
        for pieces in [1, 2, 3, 7] {
            let mut joined = simulation.run(0, 0);
            for piece in 0..pieces {
                let (from, to) = (TRIALS * piece / pieces, TRIALS * (piece + 1) / pieces);
                joined.append(simulation.run(from, to - from)).unwrap();
            }
            assert_eq!(digest_of(&simulation, &joined), digest(), "{pieces} pieces");
        }
    }
}

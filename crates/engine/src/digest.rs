//! One number for all numbers: a digest of runs that use every option, equal on every machine that computes right.

pub mod larger;

use crate::check::check;
use crate::measure::Measure;
use crate::plan::{self, FiscalPeriods, ModelOptions, Plan, QueueOrder};
use crate::simulation::Simulation;
use crate::trials::Trials;

/// Trials in the digest.
const TRIALS: u32 = 12;
/// Times the leads from where on nearly every stage draws counts (`docs/performance.md`).
const MANY: f64 = 10_000.0;
/// A plan that uses every option at least once.
const ALL_OPTIONS: &str = include_str!("digest/all_options.json");

/// The plan that uses every option at least once, as JSON.
pub fn all_options_plan() -> &'static str {
    ALL_OPTIONS
}

/// FNV-1a (64 bits) over the bits of the expected path and of twelve trials of [`all_options_plan`], of the same plan read
/// plainly, and of both with so many leads that stages count instead of deciding item by item, as 16 hex digits.
///
/// The same in debug and release builds, native and wasm, for any number of pieces. A new value means that results
/// changed: say so, and why, in the change log.
pub fn digest() -> String {
    let mut hash = Fnv::new();
    for plan in plans() {
        let Some(model) = check(&plan).model else {
            return "a plan of the digest does not pass the check".to_owned();
        };
        let simulation = Simulation::new(&model);
        hash.add_run(&simulation, &simulation.run(0, TRIALS));
    }
    hash.text()
}

/// The plan of all options; the same with as much as possible switched off, so that both ways of every switch are run; and both
/// with very many leads.
fn plans() -> Vec<Plan> {
    let Some(all) = plan::read(ALL_OPTIONS).plan else { return vec![Plan::default()] };
    let mut plain = all.clone();
    plain.model_options = ModelOptions::OFF;
    plain.simulation.default_correlations = false;
    plain.simulation.correlations.clear();
    plain.calendar.fiscal_periods = FiscalPeriods::Months;
    plain.response_sla.queue_order = QueueOrder::OldestFirst;
    plain.opportunity_stages.clear();
    plain.retention.churn_heterogeneity = 0.0.into();
    plain.opening.mql_queue = None;
    plain.opening.sqls_in_progress = None;
    plain.opening.opportunities_in_discovery = None;
    plain.opening.nurture_pool = None;
    plain.opening.open_opportunity_win_share = None;
    plain.deals.payment_milestones.clear();
    let many = [&all, &plain].map(|plan| larger::in_leads(plan, MANY));
    [all, plain].into_iter().chain(many).collect()
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

    fn add_run(&mut self, simulation: &Simulation, trials: &Trials) {
        let expected = simulation.expected_path();
        for &measure in Measure::ALL {
            for value in expected.weeks_of(measure) {
                self.add(&value.to_bits().to_le_bytes());
            }
        }
        for value in trials.values() {
            self.add(&value.to_bits().to_le_bytes());
        }
    }

    fn text(&self) -> String {
        format!("{:016x}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_make_no_difference() {
        for pieces in [1, 2, 3, 7] {
            let mut hash = Fnv::new();
            for plan in plans() {
                let simulation = Simulation::new(&check(&plan).model.unwrap());
                let mut joined = simulation.run(0, 0);
                for piece in 0..pieces {
                    let (from, to) = (TRIALS * piece / pieces, TRIALS * (piece + 1) / pieces);
                    joined.append(simulation.run(from, to - from)).unwrap();
                }
                hash.add_run(&simulation, &joined);
            }
            assert_eq!(hash.text(), digest(), "{pieces} pieces");
        }
    }
}

//! Hires, ramp, attrition and replacement (`docs/model.md` 4.1).

use super::chance::Chance;
use super::sites::Purpose;
use crate::calendar::{WEEKS_PER_YEAR, weekly_rate};
use crate::model::{HireInputs, TeamInputs};
use crate::numerics::lesser;
use crate::random::Stream;

/// Output of a hire that fails, at most.
const FAILING_OUTPUT: f64 = 0.3;
/// Addresses of replacements start here, apart from those of planned hires.
const REPLACEMENTS: u32 = 1 << 31;

/// How hires differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// At full output from the first day on.
    Ramped,
    New,
    /// Will never reach it, and leaves when others do.
    Failing,
}

/// People who started together.
#[derive(Clone, Copy, Debug)]
struct Cohort {
    start: i32,
    heads: f64,
    kind: Kind,
    /// The week from which on nobody of them stays.
    until: i32,
    address: u32,
    luck: Stream,
}

/// A team's inputs and what follows from them.
#[derive(Clone, Debug)]
pub(crate) struct TeamTables {
    /// Share that leaves in a week.
    hazard: f64,
    /// Output of hires after so many whole weeks, 0..=1, by [`Kind`]; the last entry holds on.
    output: [Vec<f64>; 3],
}

impl TeamTables {
    pub(crate) fn new(inputs: &TeamInputs) -> Self {
        let last = inputs.full_after.max(inputs.onboarding).max(13.0 * inputs.by_quarter.len() as f64);
        let new: Vec<f64> = (0..=last as usize + 1).map(|weeks| ramp(inputs, weeks as f64 + 0.5)).collect();
        let failing = new.iter().map(|output| output.min(FAILING_OUTPUT)).collect();
        Self {
            hazard: weekly_rate(inputs.attrition_per_year, WEEKS_PER_YEAR),
            output: [vec![1.0], new, failing],
        }
    }
}

/// What a team brings to a week, in each trial of a block.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Staff<const B: usize> {
    /// Effective full-time equivalents, founders included.
    pub(crate) fte: [f64; B],
    /// Heads on the payroll.
    pub(crate) heads: [f64; B],
    /// Heads that start this week at hiring cost.
    pub(crate) hired: [f64; B],
}

impl<const B: usize> Staff<B> {
    /// That of each trial, by its number.
    pub(crate) fn of(trial: impl FnMut(usize) -> Present) -> Self {
        let all: [Present; B] = std::array::from_fn(trial);
        Self { fte: all.map(|of| of.fte), heads: all.map(|of| of.heads), hired: all.map(|of| of.hired) }
    }
}

/// The same in one trial.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Present {
    fte: f64,
    heads: f64,
    hired: f64,
}

/// A team in a trial. `class` tells SDRs (0) from AEs (1) in the addresses of draws.
#[derive(Clone, Debug)]
pub(crate) struct Team {
    cohorts: Vec<Cohort>,
    class: usize,
}

impl Team {
    pub(crate) fn opening<C: Chance>(inputs: &TeamInputs, class: usize, chance: &C) -> Self {
        let mut team = Self { cohorts: Vec::with_capacity(inputs.hires.len() + 16), class };
        for (index, hire) in inputs.hires.iter().enumerate() {
            // Addressed by start week and place among equal starts, so that another hire shifts nothing.
            let twins = inputs.hires[..index].iter().filter(|other| other.start == hire.start).count() as u32;
            let address = (hire.start as u32 & 0xffff) << 8 | twins & 0xff;
            let luck = chance.stream(address, class);
            let heads = chance.whole_of(luck, Purpose::OpeningHeads, hire.heads);
            let kind = if hire.ramped { Kind::Ramped } else { Kind::New };
            team.start(
                inputs,
                Cohort { start: hire.start, heads, kind, until: i32::MAX, address, luck },
                chance,
            );
        }
        team
    }

    fn start<C: Chance>(&mut self, inputs: &TeamInputs, mut cohort: Cohort, chance: &C) {
        let until = failing_until(inputs, cohort.start);
        // One who should be at full output by the first day has not failed.
        let may_fail = cohort.kind == Kind::New && (cohort.start >= 0 || until > 0);
        if inputs.failure_share > 0.0 && may_fail {
            let failing =
                chance.thin_of(cohort.luck, Purpose::HireFailure, cohort.heads, inputs.failure_share);
            cohort.heads -= failing;
            let address = cohort.address ^ (1 << 30);
            let luck = chance.stream(address, self.class);
            self.cohorts.push(Cohort { heads: failing, kind: Kind::Failing, until, address, luck, ..cohort });
        }
        self.cohorts.push(cohort);
    }

    /// Attrition first, then who is there. `hazard_factor` multiplies the weekly hazard of leaving.
    pub(crate) fn step<C: Chance>(
        &mut self,
        (inputs, tables): (&TeamInputs, &TeamTables),
        chance: &C,
        week: usize,
        weeks: usize,
        hazard_factor: f64,
    ) -> Present {
        let now = week as i32;
        let hazard = lesser(tables.hazard * hazard_factor, 1.0);
        // In most weeks nobody leaves: who is there then comes with asking whether anybody may.
        let mut felt = false;
        let mut present = Present { fte: inputs.founder_fte, ..Present::default() };
        for cohort in self.cohorts.iter().filter(|cohort| cohort.start <= now) {
            let may =
                (now >= cohort.until) | chance.may_thin(cohort.luck, Purpose::Leavers, cohort.heads, hazard);
            if may & (cohort.start < now) {
                felt = true;
                break;
            }
            present.add(cohort, tables, now);
        }
        if !felt {
            return present;
        }
        let mut leavers = 0.0;
        for cohort in self.cohorts.iter_mut().filter(|cohort| cohort.start < now && cohort.heads > 0.0) {
            let gone = if now >= cohort.until {
                cohort.heads
            } else {
                chance.thin_of(cohort.luck, Purpose::Leavers, cohort.heads, hazard)
            };
            cohort.heads -= gone;
            leavers += gone;
        }
        let back = week + inputs.replacement_delay;
        if inputs.replace && leavers > 0.0 && back < weeks {
            let address = REPLACEMENTS | week as u32;
            let cohort = Cohort {
                start: back as i32,
                heads: leavers,
                kind: Kind::New,
                until: i32::MAX,
                address,
                luck: chance.stream(address, self.class),
            };
            self.start(inputs, cohort, chance);
        }
        self.present(inputs, tables, now)
    }

    fn present(&self, inputs: &TeamInputs, tables: &TeamTables, now: i32) -> Present {
        let mut present = Present { fte: inputs.founder_fte, ..Present::default() };
        for cohort in self.cohorts.iter().filter(|cohort| cohort.start <= now) {
            present.add(cohort, tables, now);
        }
        present
    }
}

impl Present {
    /// Adds those who started together.
    #[inline(always)]
    fn add(&mut self, cohort: &Cohort, tables: &TeamTables, now: i32) {
        let output = &tables.output[cohort.kind as usize];
        let after = ((now - cohort.start) as usize).min(output.len() - 1);
        self.fte += cohort.heads * output[after];
        self.heads += cohort.heads;
        if cohort.start == now && cohort.kind != Kind::Ramped {
            self.hired += cohort.heads;
        }
    }
}

/// The week in which hires of a week that fail leave.
fn failing_until(inputs: &TeamInputs, start: i32) -> i32 {
    start.saturating_add(inputs.full_after.ceil() as i32)
}

/// Effective full-time equivalents of those on board before the plan starts.
pub(crate) fn fte_before(team: &TeamInputs) -> f64 {
    let of = |hire: &HireInputs| {
        if hire.ramped {
            return hire.heads;
        }
        let output = ramp(team, f64::from(-hire.start) + 0.5);
        let failing = if failing_until(team, hire.start) > 0 { team.failure_share } else { 0.0 };
        hire.heads * (output - failing * (output - output.min(FAILING_OUTPUT)))
    };
    team.founder_fte + team.hires.iter().filter(|hire| hire.start < 0).map(of).sum::<f64>()
}

/// Output of a hire after `tenure` weeks, 0..=1: linear between onboarding and full productivity, or by quarter.
pub(crate) fn ramp(inputs: &TeamInputs, tenure: f64) -> f64 {
    if let Some(&last) = inputs.by_quarter.last() {
        return inputs.by_quarter.get((tenure / 13.0) as usize).copied().unwrap_or(last);
    }
    let rise = inputs.full_after - inputs.onboarding;
    // Ranges of both may be drawn in the wrong order: then output comes at once after onboarding.
    if rise <= 0.0 {
        return f64::from(u8::from(tenure >= inputs.onboarding));
    }
    ((tenure - inputs.onboarding) / rise).clamp(0.0, 1.0)
}

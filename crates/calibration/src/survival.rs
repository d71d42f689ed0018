//! How long something takes, where for some it is not over yet.

/// How long something has lasted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spell {
    /// Weeks, at least 0.
    pub weeks: f64,
    /// Whether it ended then; else it was still going on when it was looked at.
    pub ended: bool,
}

/// A week in which something ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// Weeks since the start.
    pub weeks: f64,
    /// How many had lasted until then.
    pub at_risk: usize,
    /// How many ended then.
    pub ended: usize,
    /// Share that lasts longer.
    pub share: f64,
    /// Its standard error after Greenwood.
    pub se: f64,
}

/// The share that lasts longer than a time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Curve {
    /// Where it falls, ascending.
    pub steps: Vec<Step>,
}

impl Curve {
    /// The share that lasts longer than so many weeks.
    pub fn share_after(&self, weeks: f64) -> f64 {
        self.steps.iter().take_while(|step| step.weeks <= weeks).last().map_or(1.0, |step| step.share)
    }

    /// The first time after which no more than half is left, weeks; nothing where more than half lasts as long as was looked.
    pub fn median(&self) -> Option<f64> {
        self.steps.iter().find(|step| step.share <= 0.5).map(|step| step.weeks)
    }
}

/// The estimate of Kaplan and Meier, `Π (1 - ended / at risk)`, with Greenwood's error
/// `share √(Σ ended / (at risk (at risk - ended)))`. What was still going on at a time counts as at risk then (C18).
pub fn kaplan_meier(spells: &[Spell]) -> Curve {
    let mut sorted = spells.to_vec();
    sorted.sort_unstable_by(|a, b| a.weeks.total_cmp(&b.weeks));
    let (mut share, mut sum, mut before) = (1.0, 0.0, 0);
    let mut steps = Vec::new();
    for together in sorted.chunk_by(|a, b| a.weeks == b.weeks) {
        let at_risk = sorted.len() - before;
        before += together.len();
        let ended = together.iter().filter(|spell| spell.ended).count();
        if ended > 0 {
            let (n, d) = (at_risk as f64, ended as f64);
            share *= 1.0 - d / n;
            sum += d / (n * (n - d));
            let se = if ended < at_risk { share * libm::sqrt(sum) } else { 0.0 };
            steps.push(Step { weeks: together[0].weeks, at_risk, ended, share, se });
        }
    }
    Curve { steps }
}

/// How many end a week if the rate is always the same: ended / all weeks, those of what still goes on included. Nothing where
/// no time has passed.
pub fn exponential_rate(spells: &[Spell]) -> Option<f64> {
    let weeks: f64 = spells.iter().map(|spell| spell.weeks).sum();
    let ended = spells.iter().filter(|spell| spell.ended).count() as f64;
    (weeks > 0.0).then(|| ended / weeks)
}

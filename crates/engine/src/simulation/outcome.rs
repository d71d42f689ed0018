//! Outcome at opening, closing dates and the pull of the quarter's end (`docs/model.md` 4.10).

use super::chance::{Chance, Entry};
use super::exits::Schedule;
use super::sites::Purpose;
use super::tables::Tables;
use crate::model::multiply_odds;

/// Load above this does not cost more wins.
const MOST_LOAD: f64 = 1.2;

/// Opportunities that are decided but not yet closed.
#[derive(Clone, Debug)]
pub(crate) struct Outcome {
    /// Wins due by cell, the opening pipeline in two more; then wins pulled forward at a discount, by cell.
    wins: Schedule,
    losses: Schedule,
    /// Opportunities opened this week that will be won.
    pub(crate) decided_won: f64,
    /// Scratch, by cell: probability of winning, and wins decided.
    p: Vec<f64>,
    passed: Vec<f64>,
}

impl Outcome {
    /// The opening pipeline, decided on the first day; and how many opportunities it has.
    pub(crate) fn opening<C: Chance>(t: &Tables, chance: &C) -> (Self, f64) {
        let mut outcome = Self {
            wins: Schedule::new(t.pulled_from() + t.n_cells, t.weeks),
            losses: Schedule::new(1, t.weeks),
            decided_won: 0.0,
            p: vec![0.0; t.n_cells],
            passed: vec![0.0; t.n_cells],
        };
        let company = t.things.company(0);
        let open = chance.whole(company, Purpose::OpeningPipeline, 0, t.inputs.opening.opportunities);
        let wins = chance.thin(company, Purpose::OpeningWins, 0, open, t.opening_win_share);
        let fit = chance.thin(company, Purpose::OpeningFit, 0, wins, t.anchors.fit_share_of_won);
        let entry = |purpose, exits| Entry { purpose, week: 0, exits };
        let won = entry(Purpose::OpeningWonDuration, &t.stages.opening_won);
        chance.spread(won, t.n_cells, &[fit, wins - fit], t.n_cells, &mut outcome.wins);
        let lost = entry(Purpose::OpeningLostDuration, &t.stages.opening_lost);
        chance.spread(lost, company, &[open - wins], 0, &mut outcome.losses);
        (outcome, open)
    }

    /// Losses due in a week.
    pub(crate) fn lost(&self, week: usize) -> f64 {
        self.losses.due(week)[0]
    }

    /// Wins due in a week: at full price by cell, the opening pipeline last; and pulled forward by cell.
    pub(crate) fn won(&self, t: &Tables, week: usize) -> (&[f64], &[f64]) {
        self.wins.due(week).split_at(t.pulled_from())
    }

    /// Decides the opportunities that open this week; `load` is the AEs' load at its start.
    pub(crate) fn step<C: Chance>(&mut self, t: &Tables, chance: &C, week: usize, opens: &[f64], load: f64) {
        self.decided_won = 0.0;
        if opens.iter().all(|&n| n <= 0.0) {
            return;
        }
        let odds = win_odds(t, week, load);
        for (cell, p) in self.p.iter_mut().enumerate() {
            *p = multiply_odds(t.anchors.conversion[2][cell % 2], odds * t.win_odds(cell));
        }
        let won = Entry { purpose: Purpose::Outcome, week, exits: &t.stages.won };
        let lost = Entry { purpose: Purpose::Closing, week, exits: &t.stages.lost };
        let into = [&mut self.wins, &mut self.losses];
        chance.decide([won, lost], opens, &self.p, into, &mut self.passed);
        self.decided_won = self.passed.iter().sum();
    }
}

/// Factor on the odds of winning from price, goodwill, enablement and load.
fn win_odds(t: &Tables, week: usize, load: f64) -> f64 {
    let price = &t.inputs.pricing;
    let p = t.inputs.qualification.stages[2];
    let ae = &t.inputs.ae;
    let over = |load: f64| (load - ae.overload_from).max(0.0);
    let price_effect =
        price.elasticity / (1.0 - p) * (price.discount - price.reference) / (1.0 - price.reference);
    let goodwill =
        t.inputs.brand.win_log_odds * (t.marketing.goodwill_effect[week] - t.anchors.goodwill_effect);
    let load_effect = ae.overload_effect * (over(load.min(MOST_LOAD)) - over(ae.reference_utilisation));
    libm::exp(price_effect + goodwill + t.inputs.enablement.win_log_odds - load_effect)
}

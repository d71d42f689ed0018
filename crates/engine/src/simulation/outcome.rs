//! Outcome at opening, closing dates and the pull of the quarter's end (`docs/model.md` 4.10).

use super::chance::{Chance, Entry, Luck, add};
use super::exits::Schedule;
use super::sites::Purpose;
use super::tables::Tables;
use crate::model::multiply_odds;
use crate::numerics::{exps, greater, lesser};
use std::array::from_fn;

/// Load above this does not cost more wins.
const MOST_LOAD: f64 = 1.2;

/// Opportunities that are decided but not yet closed, of a block of trials.
#[derive(Clone, Debug)]
pub(crate) struct Outcome<const B: usize> {
    /// Wins due by cell, the opening pipeline in two more; then wins pulled forward at a discount, by cell.
    wins: Schedule<B>,
    losses: Schedule<B>,
    /// Conversion of opportunities by class, and its odds ratio by channel.
    conversion: [[f64; B]; 2],
    odds: Vec<[f64; B]>,
    /// Opportunities opened this week that will be won.
    pub(crate) decided_won: [f64; B],
    /// Scratch, by cell: probability of winning, and wins decided.
    p: Vec<[f64; B]>,
    passed: Vec<[f64; B]>,
}

impl<const B: usize> Outcome<B> {
    /// The opening pipeline, decided on the first day; and how many opportunities it has.
    pub(crate) fn opening<L: Luck<B>>(t: &[&Tables; B], luck: &L) -> (Self, [f64; B]) {
        let (n_cells, weeks) = (t[0].n_cells, t[0].weeks);
        let mut outcome = Self {
            wins: Schedule::new(t[0].columns_won(), weeks),
            losses: Schedule::new(1, weeks),
            conversion: [0, 1].map(|class| t.map(|t| t.anchors.conversion[2][class])),
            odds: (0..t[0].n_channels).map(|index| t.map(|t| t.inputs.channels[index].odds[2])).collect(),
            decided_won: [0.0; B],
            p: vec![[0.0; B]; n_cells],
            passed: vec![[0.0; B]; n_cells],
        };
        let company = t[0].things.company(0);
        let (mut open, mut won, mut lost) = ([0.0; B], [[0.0; B]; 2], [0.0; B]);
        for l in 0..B {
            let chance = luck.one(l);
            open[l] = t[l].opening.pipeline.draw(&chance, t[l].things);
            let wins = chance.thin(company, Purpose::OpeningWins, 0, open[l], t[l].opening_win_share);
            let fit = chance.thin(company, Purpose::OpeningFit, 0, wins, t[l].anchors.fit_share_of_won);
            (won[0][l], won[1][l], lost[l]) = (fit, wins - fit, open[l] - wins);
        }
        let entry = |purpose, rows| Entry { purpose, week: 0, rows };
        let wins = entry(Purpose::OpeningWonDuration, t.map(|t| t.stages.opening_won.row(0)));
        luck.spread(wins, n_cells, &won, n_cells, &mut outcome.wins);
        let losses = entry(Purpose::OpeningLostDuration, t.map(|t| t.stages.opening_lost.row(0)));
        luck.spread(losses, company, &[lost], 0, &mut outcome.losses);
        (outcome, open)
    }

    /// Losses due in a week.
    pub(crate) fn lost(&self, week: usize) -> [f64; B] {
        self.losses.due(week)[0]
    }

    /// Wins due in a week: at full price by cell, the opening pipeline last; and pulled forward by cell.
    pub(crate) fn won(&self, t: &Tables, week: usize) -> (&[[f64; B]], &[[f64; B]]) {
        self.wins.due(week).split_at(t.pulled_from())
    }

    /// Decides the opportunities that open this week, by cell and in all; `load` is the AEs' load at its start.
    pub(crate) fn step<L: Luck<B>>(
        &mut self,
        t: &[&Tables; B],
        luck: &L,
        week: usize,
        (opens, opened): (&[[f64; B]], &[f64; B]),
        load: &[f64; B],
    ) {
        self.decided_won = [0.0; B];
        if opened.iter().all(|&n| n <= 0.0) {
            return;
        }
        let odds: [f64; B] = exps(&from_fn(|l| win_log_odds(t[l], week, load[l])));
        for (p, of_channel) in self.p.as_chunks_mut::<2>().0.iter_mut().zip(&self.odds) {
            let odds: [f64; B] = from_fn(|l| odds[l] * of_channel[l]);
            for (p, won) in p.iter_mut().zip(&self.conversion) {
                *p = from_fn(|l| multiply_odds(won[l], odds[l]));
            }
        }
        let entry = |purpose, rows| Entry { purpose, week, rows };
        let won = entry(Purpose::Outcome, t.map(|t| t.stages.won.row(week)));
        let lost = entry(Purpose::Closing, t.map(|t| t.stages.lost.row(week)));
        let into = [&mut self.wins, &mut self.losses];
        luck.decide([won, lost], opens, &self.p, into, &mut self.passed);
        for passed in &self.passed {
            add(&mut self.decided_won, passed);
        }
    }
}

/// Logarithm of the factor on the odds of winning from price, goodwill, enablement and load.
fn win_log_odds(t: &Tables, week: usize, load: f64) -> f64 {
    let price = &t.inputs.pricing;
    let p = t.inputs.qualification.stages[2];
    let ae = &t.inputs.ae;
    let over = |load: f64| greater(load - ae.overload_from, 0.0);
    let price_effect =
        price.elasticity / (1.0 - p) * (price.discount - price.reference) / (1.0 - price.reference);
    let goodwill = t.inputs.brand.win_log_odds
        * (t.marketing.spending.goodwill_effect[week] - t.anchors.goodwill_effect);
    let load_effect = ae.overload_effect * (over(lesser(load, MOST_LOAD)) - over(ae.reference_utilisation));
    price_effect + goodwill + t.inputs.enablement.win_log_odds - load_effect
}

//! Outcome at opening, closing dates and the pull of the quarter's end (`docs/model.md` 4.10).

use super::chance::Chance;
use super::sites::{Purpose, site};
use super::stages::Schedule;
use super::tables::{Tables, cell};
use crate::durations::Exits;
use crate::model::multiply_odds;

/// Load above this does not cost more wins.
const MOST_LOAD: f64 = 1.2;

/// Opportunities that are decided but not yet closed.
#[derive(Clone, Debug)]
pub(crate) struct Outcome {
    /// Wins due by cell, the opening pipeline in the last two.
    pub(crate) wins: Schedule,
    /// Wins pulled forward at a discount.
    pub(crate) pulled: Schedule,
    losses: Schedule,
    /// Opportunities opened this week that will be won.
    pub(crate) decided_won: f64,
    scratch: Vec<f64>,
}

impl Outcome {
    /// The opening pipeline, decided on the first day; and how many opportunities it has.
    pub(crate) fn opening<C: Chance>(t: &Tables, chance: &C) -> (Self, f64) {
        let mut outcome = Self {
            wins: Schedule::new(t.n_cells + 2, t.weeks),
            pulled: Schedule::new(t.n_cells, t.weeks),
            losses: Schedule::new(1, t.weeks),
            decided_won: 0.0,
            scratch: vec![0.0; t.weeks],
        };
        let open = chance.whole(site(Purpose::OpeningPipeline, 0, 0), t.inputs.opening.opportunities);
        let wins = chance.thin(site(Purpose::OpeningWins, 0, 0), 0, open, t.opening_win_share);
        let fit = chance.thin(site(Purpose::OpeningFit, 0, 0), 0, wins, t.anchors.fit_share_of_won);
        for (class, n) in [(0, fit), (1, wins - fit)] {
            let place = site(Purpose::OpeningWonDuration, 0, class);
            outcome.wins.spread(chance, place, &t.opening_won, cell(t.n_channels, class), 0, n);
        }
        outcome.losses.spread(
            chance,
            site(Purpose::OpeningLostDuration, 0, 0),
            &t.opening_lost,
            0,
            0,
            open - wins,
        );
        (outcome, open)
    }

    /// Losses due in a week.
    pub(crate) fn lost(&self, week: usize) -> f64 {
        self.losses.due(0, week)
    }

    /// Decides the opportunities that open this week; `load` is the AEs' load at its start.
    pub(crate) fn step<C: Chance>(&mut self, t: &Tables, chance: &C, week: usize, opens: &[f64], load: f64) {
        let odds = win_odds(t, week, load);
        self.decided_won = 0.0;
        for (cell, &n) in opens.iter().enumerate() {
            if n <= 0.0 {
                continue;
            }
            let p = multiply_odds(t.anchors.conversion[2][cell % 2], odds * t.win_odds(cell));
            let won = chance.thin(t.sites.of(Purpose::Outcome, cell), 0, n, p);
            self.decided_won += won;
            self.close_won(t, chance, week, cell, won);
            self.losses.spread(chance, t.sites.of(Purpose::LostDuration, cell), &t.lost, 0, week, n - won);
        }
    }

    fn close_won<C: Chance>(&mut self, t: &Tables, chance: &C, week: usize, cell: usize, won: f64) {
        let quarter = &t.inputs.quarter_end;
        let place = t.sites.of(Purpose::WonDuration, cell);
        if quarter.delay <= 0.0 && quarter.pull <= 0.0 {
            self.wins.spread(chance, place, &t.won, cell, week, won);
            return;
        }
        if won <= 0.0 {
            return;
        }
        let exits: &Exits = &t.won;
        let scratch = &mut self.scratch[..t.weeks - week];
        scratch.fill(0.0);
        chance.spread(place, won, exits.pmf(week), exits.cdf(week), |offset, n| scratch[offset] += n);
        for offset in 0..t.weeks - week {
            let n = self.scratch[offset];
            if n > 0.0 {
                self.place_win(t, chance, (week, week + offset), cell, n);
            }
        }
    }

    /// Some wins wait for the quarter's end, some of the rest are pulled into the quarter before, at a discount.
    fn place_win<C: Chance>(
        &mut self,
        t: &Tables,
        chance: &C,
        (week, due): (usize, usize),
        cell: usize,
        n: f64,
    ) {
        let quarter = &t.inputs.quarter_end;
        let (start, end) = (t.calendar.quarter_start[due], t.calendar.quarter_end[due]);
        let delayed = if due < end {
            chance.thin(t.sites.of(Purpose::DelayToQuarterEnd, cell), due as u32, n, quarter.delay)
        } else {
            0.0
        };
        let near_start = ((due - start) as f64) < quarter.pull_weeks;
        let pulled = if near_start && start > week {
            chance.thin(t.sites.of(Purpose::PullForward, cell), due as u32, n - delayed, quarter.pull)
        } else {
            0.0
        };
        self.wins.add(cell, end, delayed);
        if pulled > 0.0 {
            self.pulled.add(cell, start - 1, pulled);
        }
        self.wins.add(cell, due, n - delayed - pulled);
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

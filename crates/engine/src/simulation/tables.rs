//! All that no luck changes, worked out once per plan or per drawn set of inputs.

use super::channels::{self, Marketing};
use super::opening::{Opening, StageMeans};
use super::sites::{Purpose, site};
use crate::calendar::{Calendar, WEEKS_PER_MONTH, WEEKS_PER_YEAR, weekly_growth, weekly_rate};
use crate::durations::{DurationLaw, Exits};
use crate::model::{Anchors, Inputs, separation};
use crate::model::{ChannelType, DurationDistribution};
use crate::random::Site;
use std::sync::Arc;

/// Cell of a channel (index) and class (0 fits, 1 does not).
pub(crate) const fn cell(channel: usize, class: usize) -> usize {
    channel * 2 + class
}

/// Everything a week needs that no trial's luck changes.
#[derive(Clone, Debug)]
pub(crate) struct Tables {
    pub(crate) inputs: Inputs,
    pub(crate) calendar: Arc<Calendar>,
    pub(crate) weeks: usize,
    pub(crate) n_channels: usize,
    /// Cells of channels and classes; the two cells after them are the opening pipeline.
    pub(crate) n_cells: usize,
    pub(crate) marketing: Marketing,
    pub(crate) anchors: Anchors,
    /// d' at best.
    pub(crate) separation_best: f64,
    /// The MQL bar.
    pub(crate) threshold: f64,
    /// Referral leads a customer and week, by channel.
    pub(crate) referrals: Vec<f64>,
    /// SQL to opportunity, by cell.
    pub(crate) pass: Vec<f64>,
    /// Mean deal value by cell, opening pipeline included, money.
    pub(crate) value: Vec<f64>,
    pub(crate) acceptance: Arc<Exits>,
    pub(crate) discovery: Arc<Exits>,
    pub(crate) won: Arc<Exits>,
    pub(crate) lost: Arc<Exits>,
    pub(crate) opening_acceptance: Arc<Exits>,
    pub(crate) opening_discovery: Arc<Exits>,
    pub(crate) opening_won: Arc<Exits>,
    pub(crate) opening_lost: Arc<Exits>,
    /// Mean times in the stages.
    means: StageMeans,
    /// What is under way on the first day.
    pub(crate) opening: Opening,
    /// Share of the opening pipeline that is won.
    pub(crate) opening_win_share: f64,
    /// Share of bills collected after 0, 1, 2 … weeks.
    pub(crate) collection: Arc<[f64]>,
    pub(crate) weekly: Weekly,
    pub(crate) sites: Sites,
}

/// Rates and amounts a week.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Weekly {
    pub(crate) churn: [f64; 2],
    pub(crate) expansion: f64,
    pub(crate) orders: f64,
    pub(crate) marketing_team: f64,
    pub(crate) enablement: f64,
    pub(crate) seat: f64,
    /// What founders' selling time would cost; not in cash.
    pub(crate) founder_time: f64,
    pub(crate) sdr_pay: f64,
    pub(crate) ae_pay: f64,
}

/// Addresses by purpose and cell, made once.
#[derive(Clone, Debug)]
pub(crate) struct Sites {
    by_cell: Vec<[Site; PER_CELL.len()]>,
}

const PER_CELL: [Purpose; 22] = [
    Purpose::Leads,
    Purpose::FitClass,
    Purpose::Qualify,
    Purpose::Recycle,
    Purpose::Decay,
    Purpose::ServeCell,
    Purpose::HandOver,
    Purpose::Replies,
    Purpose::ReplyHandOver,
    Purpose::Acceptance,
    Purpose::Stale,
    Purpose::IntakeCell,
    Purpose::Pass,
    Purpose::Discovery,
    Purpose::Outcome,
    Purpose::WonDuration,
    Purpose::LostDuration,
    Purpose::DelayToQuarterEnd,
    Purpose::PullForward,
    Purpose::DealValue,
    Purpose::PulledValue,
    Purpose::FailingDuration,
];

/// Position in [`PER_CELL`] by the number of the purpose.
const POSITION: [u8; 64] = {
    let mut table = [u8::MAX; 64];
    let mut index = 0;
    while index < PER_CELL.len() {
        table[PER_CELL[index] as usize] = index as u8;
        index += 1;
    }
    table
};

impl Sites {
    fn new(inputs: &Inputs) -> Self {
        let of = |id: u32, class: usize| PER_CELL.map(|purpose| site(purpose, id, class));
        let opening = crate::model::address("opening pipeline");
        let ids = inputs.channels.iter().map(|channel| channel.address).chain([opening]);
        Self { by_cell: ids.flat_map(|id| [of(id, 0), of(id, 1)]).collect() }
    }

    /// The address of a purpose that has one for each cell (those of [`PER_CELL`]).
    pub(crate) fn of(&self, purpose: Purpose, cell: usize) -> Site {
        self.by_cell[cell][POSITION[purpose as usize] as usize]
    }
}

impl Tables {
    pub(crate) fn new(inputs: &Inputs, calendar: &Arc<Calendar>) -> Self {
        Self::build(inputs, calendar, None)
    }

    /// Tables for drawn inputs; durations and collection are shared with `central` where the draw left them alone.
    pub(crate) fn redrawn(
        inputs: &Inputs,
        calendar: &Arc<Calendar>,
        central_inputs: &Inputs,
        central: &Self,
    ) -> Self {
        Self::build(inputs, calendar, Some((central_inputs, central)))
    }

    fn build(inputs: &Inputs, calendar: &Arc<Calendar>, known: Option<(&Inputs, &Self)>) -> Self {
        let weeks = calendar.weeks;
        let n_channels = inputs.channels.len();
        let anchors = Anchors::of(inputs);
        let laws = &inputs.durations;
        let same = known.filter(|(central, _)| central.durations == *laws).map(|(_, tables)| tables);
        let lay = |law: &DurationLaw| Arc::new(Exits::new(&law.pmf(weeks), calendar));
        let lay_residual = |law: &DurationLaw| Arc::new(Exits::new(&law.residual_pmf(weeks), calendar));
        let means = same.map_or_else(|| StageMeans::new(laws), |t| t.means);
        let marketing = Marketing::new(inputs, calendar, anchors.goodwill_effect);
        let pass: Vec<f64> = (0..n_channels * 2)
            .map(|cell| {
                let odds = inputs.channels[cell / 2].odds[1];
                crate::model::multiply_odds(anchors.conversion[1][cell % 2], odds)
            })
            .collect();
        Self {
            weeks,
            n_channels,
            n_cells: n_channels * 2,
            separation_best: separation(inputs.qualification.auc_best),
            threshold: anchors.threshold + inputs.qualification.threshold_shift,
            referrals: inputs.channels.iter().map(channels::referrals_per_week).collect(),
            opening: Opening::new(inputs, &anchors, &marketing, &pass, &means),
            marketing,
            pass,
            value: values(inputs, anchors.value_factor),
            acceptance: same.map_or_else(|| lay(&laws.acceptance), |t| t.acceptance.clone()),
            discovery: same.map_or_else(|| lay(&laws.discovery), |t| t.discovery.clone()),
            won: same.map_or_else(|| lay(&laws.won), |t| t.won.clone()),
            lost: same.map_or_else(|| lay(&laws.lost), |t| t.lost.clone()),
            opening_acceptance: same
                .map_or_else(|| lay_residual(&laws.acceptance), |t| t.opening_acceptance.clone()),
            opening_discovery: same
                .map_or_else(|| lay_residual(&laws.discovery), |t| t.opening_discovery.clone()),
            opening_won: same.map_or_else(|| lay_residual(&laws.won), |t| t.opening_won.clone()),
            opening_lost: same.map_or_else(|| lay_residual(&laws.lost), |t| t.opening_lost.clone()),
            opening_win_share: opening_win_share(inputs, &means),
            means,
            collection: known
                .filter(|(central, _)| central.collection_weeks == inputs.collection_weeks)
                .map_or_else(|| collection(inputs.collection_weeks, weeks), |(_, t)| t.collection.clone()),
            weekly: weekly(inputs),
            sites: Sites::new(inputs),
            anchors,
            calendar: calendar.clone(),
            inputs: inputs.clone(),
        }
    }

    /// The address of an opening draw of a cell; `turn` tells draws of one purpose apart.
    pub(crate) fn opening_site(&self, purpose: Purpose, cell: usize, turn: usize) -> Site {
        site(purpose, self.inputs.channels[cell / 2].address, cell % 2 + 4 * turn)
    }

    /// Share of failing SQLs accepted in a week that still hold their slot at its end; 0 where they hold none.
    pub(crate) fn failing_hold(&self, week: usize) -> f64 {
        if !self.inputs.options.load_from_acceptance {
            return 0.0;
        }
        1.0 - self.discovery.pmf(week).first().copied().unwrap_or(0.0)
    }

    /// Type of a cell's channel; nothing for the opening pipeline.
    pub(crate) fn kind(&self, cell: usize) -> Option<ChannelType> {
        self.inputs.channels.get(cell / 2).map(|channel| channel.kind)
    }

    /// Odds ratio of winning of a cell's channel.
    pub(crate) fn win_odds(&self, cell: usize) -> f64 {
        self.inputs.channels[cell / 2].odds[2]
    }

    /// Share that a dealer keeps in a cell.
    pub(crate) fn dealer_margin(&self, cell: usize) -> f64 {
        self.inputs.channels.get(cell / 2).map_or(0.0, |channel| channel.dealer_margin)
    }
}

/// Mean deal value by cell, the opening pipeline (factor 1, no dealer) last.
fn values(inputs: &Inputs, typed_factor: f64) -> Vec<f64> {
    let price = (1.0 - inputs.pricing.discount) / (1.0 - inputs.pricing.reference) / typed_factor;
    let by_class = [1.0, inputs.deals.non_fit_factor];
    let factors = inputs.channels.iter().map(|channel| channel.value_factor).chain([1.0]);
    factors.flat_map(|factor| by_class.map(|class| inputs.deals.mean * factor * price * class)).collect()
}

/// Deals still open are length-biased: `p E(won) / (p E(won) + (1 - p) E(lost))` of them will be won (C25).
fn opening_win_share(inputs: &Inputs, means: &StageMeans) -> f64 {
    let p = inputs.qualification.stages[2];
    let won = p * means.won;
    let lost = (1.0 - p) * means.lost;
    inputs.opening.win_share.unwrap_or(if won + lost > 0.0 { won / (won + lost) } else { p })
}

/// Spread of the time to collect, a gamma law with this coefficient of variation.
const COLLECTION_CV: f64 = 0.7;

fn collection(mean_weeks: f64, weeks: usize) -> Arc<[f64]> {
    DurationLaw::new(DurationDistribution::Gamma, mean_weeks, COLLECTION_CV).pmf(weeks).into()
}

fn weekly(inputs: &Inputs) -> Weekly {
    Weekly {
        churn: inputs.churn_per_month.map(|monthly| weekly_rate(monthly, WEEKS_PER_MONTH)),
        expansion: weekly_growth(inputs.expansion_per_year),
        orders: inputs.orders_per_year / WEEKS_PER_YEAR,
        marketing_team: inputs.marketing_team_per_month / WEEKS_PER_MONTH,
        enablement: inputs.enablement.spend_per_month / WEEKS_PER_MONTH,
        founder_time: founder_time(inputs),
        seat: inputs.crm.seat_per_month / WEEKS_PER_MONTH * inputs.crm.integration,
        sdr_pay: inputs.sdr.team.pay_per_year / WEEKS_PER_YEAR,
        ae_pay: inputs.ae.team.pay_per_year / WEEKS_PER_YEAR,
    }
}

/// What founders' selling time would cost a week at the base pay of their teams.
fn founder_time(inputs: &Inputs) -> f64 {
    if !inputs.options.founder_time {
        return 0.0;
    }
    let paid = |team: &crate::model::TeamInputs| team.founder_fte * team.pay_per_year / WEEKS_PER_YEAR;
    paid(&inputs.sdr.team) + paid(&inputs.ae.team)
}

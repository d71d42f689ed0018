//! All that no luck changes, worked out once per plan or per drawn set of inputs.

use super::chance::Things;
use super::channels::{self, Marketing};
use super::exits::Exits;
use super::nurture::NurtureTables;
use super::opening::{Opening, StageMeans};
use super::people::TeamTables;
use super::tenure::TenureTables;
use crate::balance::Mended;
use crate::calendar::{Calendar, WEEKS_PER_MONTH, WEEKS_PER_YEAR, weekly_growth, weekly_rate};
use crate::durations::{DurationLaw, WholeWeeks};
use crate::measure::ChannelFlow;
use crate::model::{Anchors, ChannelType, DurationDistribution, DurationInputs, Inputs, separation};
use crate::numerics::normal_cdf;
use std::sync::Arc;

/// Slots of an AE in the loss tree's unlimited team.
const UNLIMITED_SLOTS: f64 = 1e12;

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
    /// What draws, beside the cells.
    pub(crate) things: Things,
    pub(crate) marketing: Marketing,
    pub(crate) anchors: Anchors,
    /// d' at best.
    pub(crate) separation_best: f64,
    /// The MQL bar.
    pub(crate) threshold: f64,
    /// Share of leads above it that do not fit.
    pub(crate) non_fit_above: f64,
    pub(crate) nurture: NurtureTables,
    /// Referral leads a customer and week, by channel.
    pub(crate) referrals: Vec<f64>,
    /// SQL to opportunity, by cell.
    pub(crate) pass: Vec<f64>,
    /// Deal values by cell, opening pipeline included.
    pub(crate) values: Vec<CellValues>,
    /// When things leave the stages.
    pub(crate) stages: Arc<StageExits>,
    /// What is under way on the first day.
    pub(crate) opening: Opening,
    /// Share of the opening pipeline that is won.
    pub(crate) opening_win_share: f64,
    /// Share of bills collected after 0, 1, 2 … weeks.
    pub(crate) collection: Arc<[f64]>,
    /// Every MQL is answered in its week, after the CRM's routing alone (the loss tree).
    pub(crate) perfect_response: bool,
    pub(crate) weekly: Weekly,
    /// Churn by tenure, where it depends on it.
    pub(crate) tenure: Option<TenureTables>,
    /// Growth of overhead since the start, by week.
    overhead_growth: Arc<[f64]>,
    pub(crate) sdr: TeamTables,
    pub(crate) ae: TeamTables,
}

/// When things leave the stages, by week of entry; and what is in them on the first day.
#[derive(Clone, Debug)]
pub(crate) struct StageExits {
    pub(crate) acceptance: Exits,
    pub(crate) discovery: Exits,
    pub(crate) won: Exits,
    pub(crate) lost: Exits,
    pub(crate) opening_acceptance: Exits,
    pub(crate) opening_discovery: Exits,
    pub(crate) opening_won: Exits,
    pub(crate) opening_lost: Exits,
    means: StageMeans,
    pub(crate) cycle: Cycle,
}

/// Time from opportunity to won, and from hand-over to won (acceptance, discovery and the opportunity; no queue), before
/// the pull of the quarter's end; working weeks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Cycle {
    pub(crate) won_mean: f64,
    pub(crate) won_median: f64,
    pub(crate) handed_mean: f64,
    pub(crate) handed_median: f64,
}

impl Cycle {
    /// Of the durations of a trial.
    pub(crate) fn of(laws: &DurationInputs) -> Self {
        let [acceptance, discovery] = [&laws.acceptance, &laws.discovery].map(DurationLaw::tabulate);
        Self::new([&acceptance, &discovery, &WholeWeeks::in_turn(&laws.won)])
    }

    /// Of acceptance, discovery and won.
    fn new(laws: [&WholeWeeks; 3]) -> Self {
        let [acceptance, discovery, won] = laws;
        let handed = acceptance.then(discovery).then(won);
        Self {
            won_mean: won.mean(),
            won_median: won.median(),
            handed_mean: acceptance.mean() + discovery.mean() + won.mean(),
            handed_median: handed.median(),
        }
    }
}

impl StageExits {
    fn new(inputs: &Inputs, calendar: &Calendar) -> Self {
        let (laws, weeks) = (&inputs.durations, calendar.weeks);
        let n_cells = inputs.channels.len() * 2;
        let columns_won = columns_won(n_cells);
        let laws = [
            laws.acceptance.tabulate(),
            laws.discovery.tabulate(),
            WholeWeeks::in_turn(&laws.won),
            laws.lost.tabulate(),
        ];
        let lay = |law: &WholeWeeks, columns| Exits::new(&law.pmf(weeks), calendar, columns);
        let lay_residual =
            |law: &WholeWeeks, columns| Exits::new(&law.residual_pmf(weeks), calendar, columns);
        let [acceptance, discovery, won, lost] = &laws;
        let wins = won.pmf(weeks);
        Self {
            acceptance: lay(acceptance, n_cells),
            discovery: lay(discovery, n_cells),
            won: Exits::drawn_to_quarter_end(
                &wins,
                calendar,
                &inputs.quarter_end,
                [pulled_from(n_cells), columns_won],
            ),
            lost: lay(lost, 1),
            opening_acceptance: lay_residual(acceptance, n_cells),
            opening_discovery: lay_residual(discovery, n_cells),
            opening_won: lay_residual(won, columns_won),
            opening_lost: lay_residual(lost, 1),
            means: StageMeans::new(&laws),
            cycle: Cycle::new([acceptance, discovery, won]),
        }
    }
}

/// A lognormal deal value.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DealValue {
    /// Money.
    pub(crate) mean: f64,
    /// Coefficient of variation.
    pub(crate) cv: f64,
    /// Mean and standard deviation of its logarithm.
    pub(crate) mu: f64,
    pub(crate) sigma: f64,
}

impl DealValue {
    pub(crate) fn new(mean: f64, cv: f64) -> Self {
        let variance = libm::log(1.0 + cv * cv);
        Self { mean, cv, mu: libm::log(mean) - variance / 2.0, sigma: variance.sqrt() }
    }
}

/// The deal values of a cell.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CellValues {
    pub(crate) full: DealValue,
    /// At the discount of what is pulled forward.
    pub(crate) pulled: DealValue,
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

impl Tables {
    /// Those of a plan. Where durations and calendar are as they were `before`, so is when things leave their stages: most of
    /// what there is to lay out where every week has a table of its own.
    pub(crate) fn new(inputs: &Inputs, calendar: &Arc<Calendar>, before: Option<&Self>) -> Self {
        let stages = before.filter(|t| t.stages_like(inputs) && t.calendar == *calendar);
        Self::build(inputs.clone(), calendar, stages.map(|t| t.stages.clone()), None)
    }

    /// Tables for drawn inputs; durations and collection are shared with `central` where the draw left them alone.
    pub(crate) fn redrawn(inputs: Inputs, calendar: &Arc<Calendar>, central: &Self) -> Self {
        let stages = central.stages_like(&inputs).then(|| central.stages.clone());
        Self::build(inputs, calendar, stages, Some(central))
    }

    /// Whether other inputs have things leave their stages as these tables have it, on the same calendar.
    fn stages_like(&self, other: &Inputs) -> bool {
        let own = &self.inputs;
        own.durations == other.durations
            && own.quarter_end == other.quarter_end
            && own.channels.len() == other.channels.len()
    }

    fn build(
        inputs: Inputs,
        calendar: &Arc<Calendar>,
        stages: Option<Arc<StageExits>>,
        known: Option<&Self>,
    ) -> Self {
        let inputs = inputs.in_order();
        let weeks = calendar.weeks;
        let n_channels = inputs.channels.len();
        let anchors = Anchors::of(&inputs);
        let threshold = anchors.threshold + inputs.qualification.threshold_shift;
        let stages = stages.unwrap_or_else(|| Arc::new(StageExits::new(&inputs, calendar)));
        let others = known.map(|tables| (&tables.inputs, &tables.marketing));
        let marketing = Marketing::new(&inputs, calendar, anchors.goodwill_effect, others);
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
            things: Things { n_cells: n_channels * 2 },
            separation_best: separation(inputs.qualification.auc_best),
            threshold,
            non_fit_above: normal_cdf(-threshold),
            nurture: NurtureTables::new(&inputs),
            referrals: inputs.channels.iter().map(channels::referrals_per_week).collect(),
            opening: Opening::new(&inputs, &anchors, (&marketing, calendar.plan_weeks), &pass, &stages.means),
            marketing,
            pass,
            values: values(&inputs, anchors.value_factor),
            opening_win_share: opening_win_share(&inputs, &stages.means),
            stages,
            collection: known
                .filter(|t| t.inputs.collection_weeks == inputs.collection_weeks)
                .map_or_else(|| collection(inputs.collection_weeks, weeks), |t| t.collection.clone()),
            perfect_response: false,
            weekly: weekly(&inputs),
            tenure: TenureTables::new(&inputs, weeks),
            overhead_growth: known
                .filter(|t| t.inputs.overhead_growth == inputs.overhead_growth)
                .map_or_else(|| overhead_growth(&inputs, weeks), |t| t.overhead_growth.clone()),
            sdr: TeamTables::new(&inputs.sdr.team),
            ae: TeamTables::new(&inputs.ae.team),
            anchors,
            calendar: calendar.clone(),
            inputs,
        }
    }

    /// The same under another decision on spend: budgets, events and goodwill shares.
    pub(crate) fn at_spend(&self, inputs: &Inputs) -> Self {
        let inputs = inputs.clone().in_order();
        let marketing = Marketing::new(&inputs, &self.calendar, self.anchors.goodwill_effect, None);
        Self { marketing, inputs, ..self.clone() }
    }

    /// Where a channel of the plan stands in a run.
    pub(crate) fn standing(&self, place: usize) -> usize {
        self.inputs.channels.iter().position(|channel| channel.place == place).unwrap_or(place)
    }

    /// Totals by channel ([`ChannelFlow::place`]) in the plan's order.
    pub(crate) fn in_plan_order(&self, totals: impl Iterator<Item = f64>) -> Vec<f64> {
        let mut totals: Vec<f64> = totals.collect();
        let [of_a_span, of_a_channel] = [self.n_channels, 1].map(ChannelFlow::of_a_span);
        if of_a_span > 0 {
            let run = totals.clone();
            for (to, from) in totals.chunks_exact_mut(of_a_span).zip(run.chunks_exact(of_a_span)) {
                for (channel, from) in self.inputs.channels.iter().zip(from.chunks_exact(of_a_channel)) {
                    to[channel.place * of_a_channel..][..of_a_channel].copy_from_slice(from);
                }
            }
        }
        totals
    }

    /// The same with a part mended, on top of what was measured.
    pub(crate) fn mended(&self, mended: Mended) -> Self {
        let mut tables = self.clone();
        if let Some(shift) = mended.quality {
            tables.anchors.separation = self.separation_best;
            tables.threshold += shift;
            tables.non_fit_above = normal_cdf(-tables.threshold);
        }
        tables.perfect_response = mended.response;
        if mended.capacity {
            let ae = &mut tables.inputs.ae;
            // So many slots that none is ever missing, also where nobody has been hired.
            ae.team.founder_fte += 1.0;
            ae.slots_per_fte = UNLIMITED_SLOTS;
            ae.overload_effect = 0.0;
        }
        tables
    }

    /// Share of failing SQLs accepted in a week that still hold their slot at its end; 0 where they hold none.
    pub(crate) fn failing_hold(&self, week: usize) -> f64 {
        if !self.inputs.options.load_from_acceptance {
            return 0.0;
        }
        1.0 - self.stages.discovery.row(week).bins().cdf().first().copied().unwrap_or(0.0)
    }

    /// The first column of what is pulled forward in the schedule of wins.
    pub(crate) fn pulled_from(&self) -> usize {
        pulled_from(self.n_cells)
    }

    /// How many columns that schedule has.
    pub(crate) fn columns_won(&self) -> usize {
        columns_won(self.n_cells)
    }

    /// Addresses of the channels and of the opening pipeline, in the order of [`Things`].
    pub(crate) fn addresses(&self) -> impl Iterator<Item = u32> {
        let opening = crate::model::address("opening pipeline");
        self.inputs.channels.iter().map(|channel| channel.address).chain([opening])
    }

    /// Overhead of a week, money.
    pub(crate) fn overhead(&self, week: usize) -> f64 {
        self.inputs.overhead_per_month / WEEKS_PER_MONTH * self.overhead_growth[week]
    }

    /// Type of a cell's channel; nothing for the opening pipeline.
    pub(crate) fn kind(&self, cell: usize) -> Option<ChannelType> {
        self.inputs.channels.get(cell / 2).map(|channel| channel.kind)
    }

    /// Share that a dealer keeps in a cell.
    pub(crate) fn dealer_margin(&self, cell: usize) -> f64 {
        self.inputs.channels.get(cell / 2).map_or(0.0, |channel| channel.dealer_margin)
    }
}

/// Columns of the schedule of wins: cells, the opening pipeline in two, then cells again for what is pulled forward.
const fn columns_won(n_cells: usize) -> usize {
    pulled_from(n_cells) + n_cells
}

const fn pulled_from(n_cells: usize) -> usize {
    n_cells + 2
}

/// Deal values by cell, the opening pipeline (factor 1, no dealer) last.
fn values(inputs: &Inputs, typed_factor: f64) -> Vec<CellValues> {
    let price = (1.0 - inputs.pricing.discount) / (1.0 - inputs.pricing.reference) / typed_factor;
    let by_class = [1.0, inputs.deals.non_fit_factor];
    let factors = inputs.channels.iter().map(|channel| channel.value_factor).chain([1.0]);
    let value = |mean: f64| CellValues {
        full: DealValue::new(mean, inputs.deals.cv),
        pulled: DealValue::new(mean * (1.0 - inputs.quarter_end.pull_discount), inputs.deals.cv),
    };
    factors
        .flat_map(|factor| by_class.map(|class| value(inputs.deals.mean * factor * price * class)))
        .collect()
}

fn overhead_growth(inputs: &Inputs, weeks: usize) -> Arc<[f64]> {
    let by_week = |week: usize| match inputs.overhead_growth {
        0.0 => 1.0,
        yearly => libm::pow(1.0 + yearly, week as f64 / WEEKS_PER_YEAR),
    };
    (0..weeks).map(by_week).collect()
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

//! What a channel's spend returns over the whole plan: on the expected path, and over what its uncertain inputs may be.

use super::Longer;
use crate::model::{Inputs, Model};
use crate::numerics::percentile;
use crate::random::Seed;
use serde::{Deserialize, Serialize};

/// Step of the marginal return, share of the spend.
pub(super) const STEP: f64 = 0.01;

/// What a channel's spend returns: incremental gross profit over spend, both discounted, as Meridian defines ROI and mROI.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChannelReturn {
    /// Id in the plan.
    pub id: String,
    /// Name in the plan.
    pub name: String,
    /// Discounted spend in the plan, money.
    pub spend: f64,
    /// Wins in the plan that would be missing without the spend.
    pub incremental_won: f64,
    /// Gross profit that would be missing without the spend, tail included, money.
    pub incremental_gross_profit: f64,
    /// That over spend; nothing without spend.
    pub roi: Option<f64>,
    /// Gross profit of one more unit of spend, from +1 %; nothing without spend.
    pub marginal_roi: Option<f64>,
}

/// Where a channel's return lies over what the plan's uncertain inputs may be: 10th percentile, median and 90th percentile,
/// each figure by itself.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReturnRange {
    /// Wins in the plan that would be missing without the spend.
    pub incremental_won: [f64; 3],
    /// Gross profit that would be missing without the spend, tail included, money.
    pub incremental_gross_profit: [f64; 3],
    /// That over spend; nothing where a point has no spend.
    pub roi: Option<[f64; 3]>,
    /// Gross profit of one more unit of spend; nothing where a point has no spend.
    pub marginal_roi: Option<[f64; 3]>,
    /// Share of the points where the spend earns itself back (a return of 1 or more); nothing where a point has no spend.
    pub earned_back: Option<f64>,
}

/// Returns of each channel on the expected path, in the plan's order.
pub fn channel_returns(model: &Model) -> Vec<ChannelReturn> {
    let longer = Longer::new(model);
    let run = |inputs: &Inputs| {
        let record = longer.run(inputs);
        (longer.value(&record).gross_profit(), longer.won(&record))
    };
    let (profit, won) = run(&model.central);
    let channels = model.plan.channels.iter().enumerate();
    channels
        .map(|(index, channel)| {
            let spend = longer.spend_of(index, |_| 1.0);
            let spends = spend > 0.0;
            let changed = |factor: f64| run(&longer.with_spend(index, |_| factor));
            let (without, won_without) = if spends { changed(0.0) } else { (profit, won) };
            let more = spends.then(|| changed(1.0 + STEP).0);
            ChannelReturn {
                id: channel.id.clone(),
                name: channel.name.clone(),
                spend,
                incremental_won: won - won_without,
                incremental_gross_profit: profit - without,
                roi: spends.then(|| (profit - without) / spend),
                marginal_roi: more.map(|more| (more - profit) / (STEP * spend)),
            }
        })
        .collect()
}

/// The same at a point of the plan's uncertain inputs, one of `n_points` that are stratified; nothing where inputs are not
/// drawn. Luck is left out: what is told is what better knowledge of the inputs would tell.
pub fn returns_at(model: &Model, point: u32, n_points: u32) -> Option<Vec<ChannelReturn>> {
    let seed = Seed(model.plan.simulation.seed);
    let drawn = || model.at(&model.quantiles(model.uniforms(seed, point, n_points)));
    model.draws_inputs().then(|| channel_returns(&drawn()))
}

/// Where the returns of the points lie, by channel; nothing without points.
pub fn return_ranges(points: &[Vec<ChannelReturn>]) -> Vec<ReturnRange> {
    let channels = points.first().map_or(0, Vec::len);
    let range = |channel: usize| {
        let of = |figure: &dyn Fn(&ChannelReturn) -> Option<f64>| -> Option<Vec<f64>> {
            let mut values =
                points.iter().map(|point| figure(point.get(channel)?)).collect::<Option<Vec<f64>>>()?;
            values.sort_unstable_by(f64::total_cmp);
            Some(values)
        };
        let spread = |values: Vec<f64>| [0.1, 0.5, 0.9].map(|p| percentile(&values, p));
        let always = |figure: &dyn Fn(&ChannelReturn) -> f64| {
            of(&|channel| Some(figure(channel))).map_or([0.0; 3], spread)
        };
        let roi = of(&|channel| channel.roi);
        let earned = |values: &Vec<f64>| {
            let below = values.partition_point(|&roi| roi < 1.0);
            (values.len() - below) as f64 / values.len() as f64
        };
        ReturnRange {
            incremental_won: always(&|channel| channel.incremental_won),
            incremental_gross_profit: always(&|channel| channel.incremental_gross_profit),
            earned_back: roi.as_ref().map(earned),
            roi: roi.map(spread),
            marginal_roi: of(&|channel| channel.marginal_roi).map(spread),
        }
    };
    (0..channels).map(range).collect()
}

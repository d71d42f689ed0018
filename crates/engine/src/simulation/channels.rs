//! Spend, carryover, saturation and goodwill: what marketing does before any luck (`docs/model.md` 4.2 to 4.4).

use crate::calendar::{Calendar, WEEKS_PER_MONTH, WEEKS_PER_YEAR};
use crate::model::{BrandInputs, ChannelInputs, Inputs};
use crate::model::{CarryoverShape, ChannelType};
use std::sync::Arc;

/// Weights of spend by lag in weeks, with sum 1. Geometric carryover has no last lag: its recursion is used instead,
/// and here its weights are given to `max_lag`, not normalised.
///
/// `retention` 0..=0.97 a week; sources: geometric Robyn and Meridian, binomial Meridian, delayed and Weibull
/// PyMC-Marketing (C02, C03).
pub fn carryover_weights(
    shape: CarryoverShape,
    retention: f64,
    max_lag: usize,
    peak_lag: f64,
    weibull: (f64, f64),
) -> Vec<f64> {
    let lags = 0..=max_lag;
    let raw: Vec<f64> = match shape {
        CarryoverShape::None => return vec![1.0],
        CarryoverShape::Geometric => {
            return lags.map(|s| (1.0 - retention) * libm::pow(retention, s as f64)).collect();
        }
        CarryoverShape::Binomial if retention <= 0.0 => return vec![1.0],
        CarryoverShape::Binomial => {
            lags.map(|s| libm::pow(1.0 - s as f64 / (max_lag as f64 + 1.0), 1.0 / retention - 1.0)).collect()
        }
        CarryoverShape::Delayed => {
            lags.map(|s| libm::pow(retention, (s as f64 - peak_lag) * (s as f64 - peak_lag))).collect()
        }
        CarryoverShape::WeibullPdf => {
            min_max_scaled(lags.map(|s| weibull_density(weibull, s as f64 + 1.0)).collect())
        }
    };
    let sum: f64 = raw.iter().sum();
    if sum > 0.0 { raw.iter().map(|weight| weight / sum).collect() } else { vec![1.0] }
}

/// Weeks after which half of the effect of geometric carryover is left: ln 0.5 / ln retention. `retention` is the share kept a
/// week, 0..=0.97; 0 where nothing is kept.
pub fn carryover_half_life(retention: f64) -> f64 {
    if retention > 0.0 { -std::f64::consts::LN_2 / libm::log(retention) } else { 0.0 }
}

/// The share kept a week with that half-life in weeks, 0 or more: 2^(-1 / half-life). [`carryover_half_life`] turned round.
pub fn carryover_retention(half_life_weeks: f64) -> f64 {
    if half_life_weeks > 0.0 { libm::exp2(-1.0 / half_life_weeks) } else { 0.0 }
}

fn weibull_density((shape, scale): (f64, f64), x: f64) -> f64 {
    let ratio = x / scale;
    shape / scale * libm::pow(ratio, shape - 1.0) * libm::exp(-libm::pow(ratio, shape))
}

fn min_max_scaled(values: Vec<f64>) -> Vec<f64> {
    let min = values.iter().copied().fold(f64::INFINITY, f64::min);
    let max = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if max > min { values.iter().map(|v| (v - min) / (max - min)).collect() } else { values }
}

/// Spend carried over, by week: `spend` and the result in money a week, `before` the steady spend before the plan.
pub(crate) fn carried_over(channel: &ChannelInputs, spend: &[f64]) -> Vec<f64> {
    let c = &channel.carryover;
    let before = channel.spend_before / WEEKS_PER_MONTH;
    if c.shape == CarryoverShape::Geometric {
        let mut stock = before;
        return spend
            .iter()
            .map(|x| {
                stock = c.retention * stock + (1.0 - c.retention) * x;
                stock
            })
            .collect();
    }
    let weights =
        carryover_weights(c.shape, c.retention, c.max_lag, c.peak_lag, (c.weibull_shape, c.weibull_scale));
    (0..spend.len())
        .map(|week| {
            weights
                .iter()
                .enumerate()
                .map(|(lag, weight)| weight * week.checked_sub(lag).map_or(before, |v| spend[v]))
                .sum()
        })
        .collect()
}

/// Goodwill (Nerlove and Arrow): before each week, and after the last: `weeks + 1` entries, money.
pub(crate) fn goodwill(brand: &BrandInputs, brand_spend: &[f64]) -> Vec<f64> {
    let loss = goodwill_loss(brand.half_life);
    let mut stock = brand.opening;
    let mut path = vec![stock];
    for spend in brand_spend {
        stock = (1.0 - loss) * stock + spend;
        path.push(stock);
    }
    path
}

/// Weekly loss of goodwill with that half-life: 1 - 2^(-1 / half-life) (C05).
pub fn goodwill_loss(half_life_weeks: f64) -> f64 {
    1.0 - libm::exp2(-1.0 / half_life_weeks)
}

/// Spend and what it leaves behind, all by week. Trials share it where a draw leaves it alone.
#[derive(Clone, Debug)]
pub(crate) struct Spending {
    /// Spend of all channels, event costs included, money.
    pub(crate) spend: Vec<f64>,
    /// The same by channel, `[channel][week]`.
    by_channel: Vec<f64>,
    /// Goodwill at the start of each week and at the end, money.
    pub(crate) goodwill: Vec<f64>,
    /// Goodwill's effect, G / (G + k), at the start of each week.
    pub(crate) goodwill_effect: Vec<f64>,
    /// Spend carried over by channel, money a week.
    carried: Vec<Vec<f64>>,
}

impl Spending {
    fn new(inputs: &Inputs, calendar: &Calendar) -> Self {
        let weeks = calendar.weeks;
        let mut spend = vec![0.0; weeks];
        let mut brand_spend = vec![0.0; weeks];
        let mut by_channel = Vec::with_capacity(inputs.channels.len() * weeks);
        let mut carried = Vec::with_capacity(inputs.channels.len());
        for channel in &inputs.channels {
            let budget = weekly_budget(channel, calendar);
            for week in 0..weeks {
                let events: f64 = channel.events.iter().filter(|e| e.0 == week).map(|e| e.1).sum();
                spend[week] += budget[week] + events;
                by_channel.push(budget[week] + events);
                brand_spend[week] += channel.goodwill_share * (budget[week] + events);
            }
            carried.push(carried_over(channel, &budget));
        }
        let goodwill = goodwill(&inputs.brand, &brand_spend);
        let half = inputs.brand.half_saturation;
        let goodwill_effect: Vec<f64> =
            goodwill[..weeks].iter().map(|g| if half > 0.0 { g / (g + half) } else { 0.0 }).collect();
        Self { spend, by_channel, goodwill, goodwill_effect, carried }
    }
}

/// What marketing brings before luck and before the market fills: all by week.
#[derive(Clone, Debug)]
pub(crate) struct Marketing {
    pub(crate) spending: Arc<Spending>,
    weeks: usize,
    /// Goodwill's effect that measured costs per lead contain.
    effect_today: f64,
    /// Lead intensity, `[channel][week]`, without referrals and replies, before the market factor.
    intensity: Vec<f64>,
}

impl Marketing {
    /// `known`: other inputs and what they bring. What does not differ is taken over from there.
    pub(crate) fn new(
        inputs: &Inputs,
        calendar: &Calendar,
        effect_today: f64,
        known: Option<(&Inputs, &Self)>,
    ) -> Self {
        let known = known.filter(|(other, marketing)| {
            marketing.effect_today == effect_today
                && other.brand == inputs.brand
                && other.channels.len() == inputs.channels.len()
                && other.channels.iter().zip(&inputs.channels).all(|(a, b)| spends_alike(a, b))
        });
        let weeks = calendar.weeks;
        let (spending, intensity) = match known {
            Some((_, marketing)) => (marketing.spending.clone(), marketing.intensity.clone()),
            None => {
                (Arc::new(Spending::new(inputs, calendar)), vec![0.0; inputs.channels.len() * calendar.weeks])
            }
        };
        let mut marketing = Self { spending, weeks, effect_today, intensity };
        for (index, channel) in inputs.channels.iter().enumerate() {
            if known.is_none_or(|(other, _)| other.channels[index] != *channel) {
                marketing.respond(inputs, calendar, index, channel);
            }
        }
        marketing
    }

    /// Works out the leads of a channel.
    fn respond(&mut self, inputs: &Inputs, calendar: &Calendar, index: usize, channel: &ChannelInputs) {
        let leads = &mut self.intensity[index * self.weeks..][..self.weeks];
        let spending = &self.spending;
        let response = channel.response.map(|curve| curve.reading());
        for (week, leads) in leads.iter_mut().enumerate() {
            let effects = (spending.goodwill_effect[week], self.effect_today);
            let carried = spending.carried[index][week];
            let response = response.as_ref().map_or(0.0, |leads_at| leads_at(carried));
            *leads = intensity(inputs, channel, calendar, week, (carried, response), effects);
        }
    }

    /// Spend of a channel in a week, event costs included, money.
    pub(crate) fn spend_of(&self, channel: usize, week: usize) -> f64 {
        self.spending.by_channel[channel * self.weeks + week]
    }

    /// The same by week.
    pub(crate) fn spend_by_week(&self, channel: usize) -> &[f64] {
        &self.spending.by_channel[channel * self.weeks..][..self.weeks]
    }

    /// Whether both have the spend of one, and with it the shares for goodwill.
    pub(crate) fn spends_as(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.spending, &other.spending)
    }

    /// Spend carried over of a channel by week, money a week.
    pub(crate) fn carried_of(&self, channel: usize) -> &[f64] {
        &self.spending.carried[channel]
    }

    /// Lead intensity of a channel by week.
    pub(crate) fn of_channel(&self, channel: usize) -> &[f64] {
        &self.intensity[channel * self.weeks..][..self.weeks]
    }

    /// Lead intensity of a channel in a week.
    #[inline]
    pub(crate) fn intensity(&self, channel: usize, week: usize) -> f64 {
        self.intensity[channel * self.weeks + week]
    }
}

/// Whether two channels spend the same, and as much for goodwill.
fn spends_alike(a: &ChannelInputs, b: &ChannelInputs) -> bool {
    a.budget == b.budget
        && a.spend_factors == b.spend_factors
        && a.spend_before == b.spend_before
        && a.carryover == b.carryover
        && a.goodwill_share == b.goodwill_share
        && a.events == b.events
}

fn weekly_budget(channel: &ChannelInputs, calendar: &Calendar) -> Vec<f64> {
    let by_month = |month: usize| channel.budget.get(month).or(channel.budget.last()).copied().unwrap_or(0.0);
    let factors = channel.spend_factors.iter().copied().chain(std::iter::repeat(1.0));
    let of_week =
        |(week, factor): (usize, f64)| factor * calendar.weekly(week, by_month) * calendar.spend[week];
    (0..calendar.weeks).zip(factors).map(of_week).collect()
}

fn intensity(
    inputs: &Inputs,
    channel: &ChannelInputs,
    calendar: &Calendar,
    week: usize,
    (carried, response): (f64, f64),
    (effect, effect_today): (f64, f64),
) -> f64 {
    let demand = calendar.demand[week];
    match channel.kind {
        ChannelType::Paid | ChannelType::Content => {
            response * demand * (1.0 + inputs.brand.paid_lift * effect)
                / (1.0 + inputs.brand.paid_lift * effect_today)
        }
        ChannelType::Event => channel.events.iter().filter(|e| e.0 == week).map(|e| e.2).sum(),
        ChannelType::Organic => {
            let brought = inputs.brand.organic_per_month * effect;
            (channel.base_leads_per_month + channel.organic_share * brought) / WEEKS_PER_MONTH * demand
        }
        ChannelType::Partner => {
            channel.partners.leads_per_month / WEEKS_PER_MONTH * demand * channel.coop_factor(carried)
        }
        ChannelType::Brand | ChannelType::Referral | ChannelType::Outbound => 0.0,
    }
}

/// Referral leads a customer and week.
pub(crate) fn referrals_per_week(channel: &ChannelInputs) -> f64 {
    if channel.kind == ChannelType::Referral { channel.referrals_per_year / WEEKS_PER_YEAR } else { 0.0 }
}

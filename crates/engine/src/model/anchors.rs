//! From the conversions that were measured to those by class: what makes the plan's own funnel give the typed rates.
//!
//! Plain reading: the measured rates belong to a lead mix of the measured fit share, with average odds, and everything
//! else comes on top. Anchored reading (`model_options.anchor_to_observed`): they belong to the plan's own channels as
//! they are today, goodwill, market, learning, recycled leads and the channels' odds included.

use super::{Inputs, QualificationInputs};
use crate::numerics;

mod mix;
use mix::Mix;
pub(crate) use mix::nurture_equilibrium;

/// Highest conversion of leads that fit; what would be above is clipped (W205).
const MOST: f64 = 0.98;

/// What follows from the measured conversions: the binormal score and the conversion of leads that fit (C06).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Anchors {
    /// Distance of the two score distributions, d' = sqrt(2) Φ⁻¹(AUC).
    pub separation: f64,
    /// The MQL bar that gives the measured lead-to-MQL share.
    pub threshold: f64,
    /// Share of MQLs that fit.
    pub fit_share_of_mql: f64,
    /// Conversion of MQL, SQL and opportunity: `[stage][fit, non-fit]`.
    pub conversion: [[f64; 2]; 3],
    /// Share of won deals that fit.
    pub fit_share_of_won: f64,
    /// Blended conversion that really follows, where a fit conversion had to be clipped at 0.98.
    pub implied: [f64; 3],
    /// Effect of goodwill, G / (G + k), that the measured figures contain.
    pub goodwill_effect: f64,
    /// Share of the market still open that they contain; above 0.
    pub market: f64,
    /// Dispositions learned from that they contain.
    pub dispositions: f64,
    /// Mean of the value factors of channel and class over won deals, which the typed mean deal value contains.
    pub value_factor: f64,
}

/// d' = sqrt(2) Φ⁻¹(AUC) of a score with equal variances.
pub fn separation(auc: f64) -> f64 {
    core::f64::consts::SQRT_2 * numerics::normal_quantile(auc)
}

/// Multiplies the odds of a probability: omul(p, 1) = p.
pub fn multiply_odds(p: f64, odds: f64) -> f64 {
    p * odds / (1.0 - p + p * odds)
}

impl Anchors {
    pub(crate) fn of(inputs: &Inputs) -> Self {
        if inputs.options.anchored { Self::of_mix(inputs) } else { Self::plain(&inputs.qualification) }
    }

    fn plain(q: &QualificationInputs) -> Self {
        let separation = separation(q.auc);
        let threshold = bar(q.lead_to_mql, |tau| {
            let [fit, non_fit] = above(separation, tau);
            q.fit_share * fit + (1.0 - q.fit_share) * non_fit
        });
        let fit_share_of_mql = q.fit_share * numerics::normal_cdf(separation - threshold) / q.lead_to_mql;
        let mut fit_share = fit_share_of_mql;
        let mut conversion = [[0.0; 2]; 3];
        let mut implied = [0.0; 3];
        for stage in 0..3 {
            let relative = q.non_fit[stage];
            let blend = fit_share + (1.0 - fit_share) * relative;
            let fit = (q.stages[stage] / blend).min(MOST);
            conversion[stage] = [fit, relative * fit];
            implied[stage] = fit * blend;
            fit_share /= blend;
        }
        Self {
            separation,
            threshold,
            fit_share_of_mql,
            conversion,
            fit_share_of_won: fit_share,
            implied,
            goodwill_effect: 0.0,
            market: 1.0,
            dispositions: 0.0,
            value_factor: 1.0,
        }
    }

    /// The typed rates are met by today's flows of the plan's own channels (`docs/model.md` 7).
    fn of_mix(inputs: &Inputs) -> Self {
        let q = &inputs.qualification;
        let separation = separation(q.auc);
        let mut mix = Mix::today(inputs);
        let leads = mix.inbound_by_class();
        let threshold = bar(q.lead_to_mql * (leads[0] + leads[1]), |tau| {
            let above = above(separation, tau);
            let share = |class| mql_share(inputs, class, leads[class], above[class]);
            leads[0] * share(0) + leads[1] * share(1)
        });
        let above = above(separation, threshold);
        mix.keep_inbound([0, 1].map(|class| mql_share(inputs, class, leads[class], above[class])));
        let fit_share_of_mql = mix.fit_share(0);
        let mut conversion = [[0.0; 2]; 3];
        let mut implied = [0.0; 3];
        for stage in 0..3 {
            let relative = q.non_fit[stage];
            let fit = mix.solve(stage, relative, q.stages[stage], MOST);
            conversion[stage] = [fit, relative * fit];
            implied[stage] = mix.pass(stage, conversion[stage]);
        }
        Self {
            separation,
            threshold,
            fit_share_of_mql,
            conversion,
            fit_share_of_won: mix.fit_share(3),
            implied,
            goodwill_effect: inputs.brand.opening_effect(),
            market: inputs.market_today(),
            dispositions: inputs.crm.opening_dispositions,
            value_factor: mix.mean_value(inputs.deals.non_fit_factor),
        }
    }
}

/// Shares of leads of both classes above a bar.
fn above(separation: f64, tau: f64) -> [f64; 2] {
    [numerics::normal_cdf(separation - tau), numerics::normal_cdf(-tau)]
}

/// Share of a class's leads that become MQLs sooner or later: those above the bar, and those that the nurture pool of
/// today recycles (at most what it recycles in equilibrium).
fn mql_share(inputs: &Inputs, class: usize, leads: f64, above: f64) -> f64 {
    let below = 1.0 - above;
    let recycle = inputs.recycle_rate_of(class);
    let in_equilibrium = below * recycle * nurture_equilibrium(recycle, inputs.decay_rate);
    let recycled = match inputs.opening.nurture_pool {
        Some(typed) if leads > 0.0 => in_equilibrium.min(recycle * typed[class] / leads),
        Some(_) => 0.0,
        None if inputs.options.warm => in_equilibrium,
        None => 0.0,
    };
    above + recycled
}

/// The bar at which a decreasing `volume` is `target`, by bisection.
fn bar(target: f64, volume: impl Fn(f64) -> f64) -> f64 {
    let (mut low, mut high) = (-10.0, 15.0);
    for _ in 0..200 {
        let middle = (low + high) / 2.0;
        if middle == low || middle == high {
            break;
        }
        if volume(middle) > target { low = middle } else { high = middle }
    }
    (low + high) / 2.0
}

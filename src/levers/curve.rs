//! The response to spend as it is drawn and dragged. The formula is the engine's; here is only where its points lie.
//!
//! Pure. Spend and leads are a month; the engine counts a week.

use super::leaves::reference_spend;
use super::moving::neat;
use super::track::{round_step, round_up};
use crate::edit;
use tandem_engine::calendar::WEEKS_PER_MONTH;
use tandem_engine::check::response_curve;
pub use tandem_engine::model::ResponseCurve;
use tandem_engine::model::ResponseShape;
use tandem_engine::plan::{Carryover, Channel, Plan};
use tandem_engine::quantity::{CEILING_SHARE, COST_PER_LEAD, REFERENCE_MONEY_PER_MONTH};

/// The curve of a channel as a run takes it, at the means of its ranges; nothing where leads do not follow spend.
pub fn curve_of(channel: &Channel) -> Option<ResponseCurve> {
    response_curve(channel)
}

/// Leads a month at a spend a month.
pub fn leads_at(curve: &ResponseCurve, spend: f64) -> f64 {
    curve.leads(spend / WEEKS_PER_MONTH) * WEEKS_PER_MONTH
}

/// The reference: spend a month, leads a month there.
pub fn reference(curve: &ResponseCurve) -> (f64, f64) {
    let spend = curve.reference * WEEKS_PER_MONTH;
    (spend, leads_at(curve, spend))
}

/// What the curve cannot go beyond, leads a month; nothing for a line.
pub fn ceiling(curve: &ResponseCurve) -> Option<f64> {
    let most = curve.max_leads() * WEEKS_PER_MONTH;
    most.is_finite().then_some(most)
}

/// Money for the next lead at a spend a month above 0.
pub fn next_lead(curve: &ResponseCurve, spend: f64) -> f64 {
    curve.marginal_cost_per_lead(spend / WEEKS_PER_MONTH)
}

/// Paths within a channel of what shapes its curve and has no row of its own among the levers.
const OF_CURVE: [&str; 4] =
    ["response.shape", "response.hill_slope", "response.reference_spend_per_month", "carryover"];

/// How much of a channel's curve that has no row of its own is not as it was: its family, slope and reference spend, and what
/// of the effect is kept, each counted once.
pub fn changed(now: &Channel, was: &Channel) -> usize {
    let response = |channel: &Channel| {
        let response = channel.response.clone().unwrap_or_default();
        (response.shape, response.hill_slope, reference_spend(channel))
    };
    let (a, b) = (response(now), response(was));
    let kept = |channel: &Channel| channel.carryover.clone().unwrap_or_default();
    let (c, d) = (kept(now), kept(was));
    let lag = |kept: &Carryover| {
        let window = kept.max_lag_weeks;
        (window, kept.peak_lag_weeks.clone(), kept.weibull_shape.clone(), kept.weibull_scale_weeks.clone())
    };
    let differ = [
        a.0 != b.0,
        a.1 != b.1,
        a.2 != b.2,
        c.shape != d.shape,
        c.retention_per_week != d.retention_per_week,
        lag(&c) != lag(&d),
    ];
    differ.into_iter().filter(|differs| *differs).count()
}

/// The plan with all of that as it was, sources and all. Nothing where the channel is new, or the plan would not be sound.
pub fn restored(plan: &Plan, base: &Plan, id: &str) -> Option<Plan> {
    let place = |plan: &Plan| plan.channels.iter().position(|channel| channel.id == id);
    let (here, there) = (place(plan)?, place(base)?);
    let back = |plan: Plan, within: &str| {
        let path = |place: usize| format!("channels[{place}].{within}");
        edit::restored(&plan, &path(here), base, &path(there)).ok()
    };
    OF_CURVE.into_iter().try_fold(plan.clone(), back)
}

/// The plan with the family of a channel's curve as it was.
pub fn with_family_restored(plan: &Plan, base: &Plan, id: &str) -> Option<Plan> {
    let place = |plan: &Plan| plan.channels.iter().position(|channel| channel.id == id);
    let path = |place: usize| format!("channels[{place}].{}", OF_CURVE[0]);
    edit::restored(plan, &path(place(plan)?), base, &path(place(base)?)).ok()
}

/// The ends of a drawing: spend a month, leads a month.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Extent {
    /// Spend a month at the right end.
    pub spend: f64,
    /// Leads a month at the top.
    pub leads: f64,
}

impl Extent {
    /// Room for the reference, for what is spent, and for moving both.
    pub fn of(curve: &ResponseCurve, spend: f64) -> Self {
        let most = round_up(2.2 * reference(curve).0.max(spend));
        Self { spend: most, leads: round_up(1.25 * leads_at(curve, most)) }
    }
}

/// What a handle changes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Shift {
    /// The known point: spend a month, money a lead.
    Reference(f64, f64),
    /// How close that is to the ceiling, fraction.
    Closeness(f64),
}

/// The known point at such a spend and leads a month, in round numbers within the limits.
pub fn reference_to(extent: Extent, spend: f64, leads: f64) -> Shift {
    let step = round_step(extent.spend / 200.0);
    let (low, high) = REFERENCE_MONEY_PER_MONTH.range();
    let spend = ((spend / step).round() * step).clamp(step.max(low), high);
    Shift::Reference(spend, cost_for(spend, leads))
}

/// Money a lead where a spend brings so many leads, in three digits.
pub fn cost_for(spend: f64, leads: f64) -> f64 {
    let (low, high) = COST_PER_LEAD.range();
    three_digits(spend / leads.max(1e-9)).clamp(low, high)
}

fn three_digits(value: f64) -> f64 {
    format!("{value:.2e}").parse().unwrap_or(value)
}

/// The closeness at which the curve, kept at its reference, brings so many leads a month at a spend beyond it. The more leads
/// there, the further the ceiling: found by halving, as the engine's curve falls in it.
pub fn closeness_for(curve: &ResponseCurve, spend: f64, leads: f64) -> f64 {
    let (mut low, mut high) = CEILING_SHARE.range();
    let at = |share: f64| leads_at(&ResponseCurve { share_of_max: share, ..*curve }, spend);
    if curve.shape == ResponseShape::Linear || leads >= at(low) {
        return low;
    }
    if leads <= at(high) {
        return high;
    }
    for _ in 0..40 {
        let middle = 0.5 * (low + high);
        if at(middle) > leads {
            low = middle;
        } else {
            high = middle;
        }
    }
    neat((low * 200.0).round() / 200.0)
}

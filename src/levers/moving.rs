//! Moving a value with the slider: a range moves as a whole and keeps its relative width.

use super::LeverValue;
use super::teams;
use tandem_engine::date::Date;
use tandem_engine::estimate::{Estimate, Scale};
use tandem_engine::plan::Budget;
use tandem_engine::quantity::{self as q, Quantity, Unit};

/// The number that a value's slider shows: the middle of a range, the mean of a list, all heads of a team, the days from
/// `start`.
pub fn amount(value: &LeverValue, quantity: Quantity, start: Date) -> f64 {
    match value {
        LeverValue::Number(estimate) | LeverValue::Budget(Budget::Constant(estimate)) => {
            centre(estimate, quantity)
        }
        LeverValue::Budget(Budget::ByMonth(months)) => mean(months.iter().copied()),
        LeverValue::Each(estimates) => mean(estimates.iter().map(|estimate| centre(estimate, quantity))),
        LeverValue::Team(hires) => {
            let (today, to_come) = teams::split(hires);
            today + to_come
        }
        LeverValue::Day(day) => f64::from(day.days_since(start)),
        LeverValue::Measure(..) => 0.0,
    }
}

/// The ends of a value that is a range.
pub fn ends(value: &LeverValue, quantity: Quantity) -> Option<(f64, f64)> {
    match value {
        LeverValue::Number(estimate) | LeverValue::Budget(Budget::Constant(estimate)) => {
            range_of(estimate, quantity)
        }
        LeverValue::Budget(Budget::ByMonth(months)) => {
            let low = months.iter().copied().fold(f64::INFINITY, f64::min);
            let high = months.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            (low < high).then_some((low, high))
        }
        LeverValue::Team(hires) => teams::ends(hires),
        _ => None,
    }
}

/// The value moved so that its [`amount`] is `to`, as far as the limits allow.
pub fn moved(value: &LeverValue, to: f64, quantity: Quantity, start: Date) -> LeverValue {
    match value {
        LeverValue::Number(estimate) => LeverValue::Number(moved_estimate(estimate, to, quantity)),
        LeverValue::Budget(Budget::Constant(estimate)) => {
            LeverValue::Budget(Budget::Constant(moved_estimate(estimate, to, quantity)))
        }
        LeverValue::Budget(Budget::ByMonth(months)) => LeverValue::Budget(moved_months(months, to, quantity)),
        LeverValue::Each(estimates) => {
            let factor = ratio(to, amount(value, quantity, start));
            LeverValue::Each(
                estimates.iter().map(|e| moved_estimate(e, centre(e, quantity) * factor, quantity)).collect(),
            )
        }
        LeverValue::Team(hires) => LeverValue::Team(teams::with_total(hires, to)),
        LeverValue::Day(_) => LeverValue::Day(start.plus_days(to.round() as i32)),
        LeverValue::Measure(..) => value.clone(),
    }
}

/// The value that a change of the amount starts from: for a team, the one that the plan was opened with while its total is
/// all that was changed since.
pub fn origin(value: &LeverValue, was: Option<&LeverValue>) -> LeverValue {
    match (value, was) {
        (LeverValue::Team(now), Some(LeverValue::Team(base))) => {
            LeverValue::Team(teams::template(now, base).to_vec())
        }
        _ => value.clone(),
    }
}

/// The value with one end of its range elsewhere; the ends never meet and stay within the limits. A value that is no range
/// stays as it is.
pub fn with_end(value: &LeverValue, high: bool, to: f64, quantity: Quantity) -> LeverValue {
    if let LeverValue::Team(hires) = value {
        let to = neat(to.clamp(quantity.min, quantity.max));
        let ends =
            teams::ends(hires).map(|(low, least_high)| if high { (low, to) } else { (to, least_high) });
        let possible = ends.filter(|(low, high)| low < high);
        return possible
            .map_or_else(|| value.clone(), |ends| LeverValue::Team(teams::with_ends(hires, ends)));
    }
    let Some(((p10, p90), scale)) = range_and_scale(value, quantity) else { return value.clone() };
    let to = neat(to.clamp(quantity.min, quantity.max));
    let (p10, p90) = if high { (p10, to) } else { (to, p90) };
    // On a scale of factors or odds an end cannot lie where there are none.
    let possible = match scale.unwrap_or(quantity.scale) {
        Scale::Lognormal => p10 > 0.0,
        Scale::Logit => p10 > 0.0 && p90 < 1.0,
        Scale::Normal => true,
    };
    if p10 < p90 && possible {
        with_estimate(value, Estimate::Range { p10, p90, scale })
    } else {
        value.clone()
    }
}

/// The value with a range that is wider (narrower if negative) by so many steps; a number becomes a range, and a range that
/// has no width left a number.
pub fn widened(value: &LeverValue, steps: i32, quantity: Quantity) -> LeverValue {
    const STEP: f64 = 0.02;
    if let LeverValue::Team(hires) = value {
        let all: f64 = hires.iter().map(teams::heads).sum();
        let (low, high) = teams::ends(hires).unwrap_or((all, all));
        let by = STEP * all * f64::from(steps);
        let ends = (neat((low - by).max(quantity.min)), neat((high + by).min(quantity.max)));
        let (low, high) = if ends.0 < ends.1 { ends } else { (neat(all), neat(all)) };
        return LeverValue::Team(teams::with_ends(hires, (low, high)));
    }
    let (range, scale) = match range_and_scale(value, quantity) {
        Some(known) => known,
        None => match value {
            LeverValue::Number(Estimate::Fixed(v))
            | LeverValue::Budget(Budget::Constant(Estimate::Fixed(v)))
                if *v != 0.0 =>
            {
                ((*v, *v), None)
            }
            _ => return value.clone(),
        },
    };
    let middle = (range.0 + range.1) / 2.0;
    let by = STEP * middle.abs() * f64::from(steps);
    let (low, high) = (neat((range.0 - by).max(quantity.min)), neat((range.1 + by).min(quantity.max)));
    let possible = match scale.unwrap_or(quantity.scale) {
        Scale::Lognormal => low > 0.0,
        Scale::Logit => low > 0.0 && high < 1.0,
        Scale::Normal => true,
    };
    match (low < high, possible) {
        (true, true) => with_estimate(value, Estimate::Range { p10: low, p90: high, scale }),
        (true, false) => value.clone(),
        (false, _) => with_estimate(value, Estimate::Fixed(neat(middle))),
    }
}

/// P10, P90 and the scale of a value that is a range.
fn range_and_scale(value: &LeverValue, quantity: Quantity) -> Option<((f64, f64), Option<Scale>)> {
    let (LeverValue::Number(estimate) | LeverValue::Budget(Budget::Constant(estimate))) = value else {
        return None;
    };
    let scale = match estimate {
        Estimate::Range { scale, .. } => *scale,
        _ => None,
    };
    Some((range_of(estimate, quantity)?, scale))
}

fn with_estimate(value: &LeverValue, estimate: Estimate) -> LeverValue {
    match value {
        LeverValue::Budget(_) => LeverValue::Budget(Budget::Constant(estimate)),
        _ => LeverValue::Number(estimate),
    }
}

fn moved_months(months: &[f64], to: f64, quantity: Quantity) -> Budget {
    let now = mean(months.iter().copied());
    if now <= 0.0 {
        return Budget::Constant(to.clamp(quantity.min, quantity.max).into());
    }
    Budget::ByMonth(
        months.iter().map(|month| neat(month * to / now).clamp(quantity.min, quantity.max)).collect(),
    )
}

/// The middle of an estimate on its scale.
pub(super) fn centre(estimate: &Estimate, quantity: Quantity) -> f64 {
    match *estimate {
        Estimate::Fixed(value) => value,
        Estimate::Range { p10, p90, scale } => match scale.unwrap_or(quantity.scale) {
            Scale::Lognormal => (p10 * p90).sqrt(),
            Scale::Logit => from_logit((logit(p10) + logit(p90)) / 2.0),
            Scale::Normal => (p10 + p90) / 2.0,
        },
        _ => estimate.quantile(0.5, quantity.scale, quantity.range()),
    }
}

/// P10 and P90 of an estimate that is not one number.
pub(super) fn range_of(estimate: &Estimate, quantity: Quantity) -> Option<(f64, f64)> {
    match *estimate {
        Estimate::Fixed(_) => None,
        Estimate::Range { p10, p90, .. } => Some((p10, p90)),
        _ => {
            let at = |u| estimate.quantile(u, quantity.scale, quantity.range());
            Some((at(0.1), at(0.9)))
        }
    }
}

pub(super) fn moved_estimate(estimate: &Estimate, to: f64, quantity: Quantity) -> Estimate {
    let Some((p10, p90)) = range_of(estimate, quantity) else {
        return Estimate::Fixed(to.clamp(quantity.min, quantity.max));
    };
    let scale = match estimate {
        Estimate::Range { scale, .. } => *scale,
        _ => None,
    };
    let from = centre(estimate, quantity);
    let (low, high) = match scale.unwrap_or(quantity.scale) {
        Scale::Logit => moved_logit((p10, p90), from, to, quantity),
        _ if p10 > 0.0 => scaled((p10, p90), ratio(to, from), quantity),
        _ => shifted((p10, p90), to - from, quantity),
    };
    if low < high { Estimate::Range { p10: low, p90: high, scale } } else { estimate.clone() }
}

/// Odds are multiplied; the ends stay within the limits.
fn moved_logit((low, high): (f64, f64), from: f64, to: f64, quantity: Quantity) -> (f64, f64) {
    const EDGE: f64 = 1e-4;
    let (least, most) = (quantity.min.max(EDGE), quantity.max.min(1.0 - EDGE));
    let wish = logit(to.clamp(least, most)) - logit(from);
    let by = wish.clamp(logit(least) - logit(low), logit(most) - logit(high));
    (neat(from_logit(logit(low) + by)).max(least), neat(from_logit(logit(high) + by)).min(most))
}

fn scaled((low, high): (f64, f64), factor: f64, quantity: Quantity) -> (f64, f64) {
    let factor = factor.max(quantity.min / low).max(1e-3).min(quantity.max / high);
    (neat(low * factor).max(quantity.min), neat(high * factor).min(quantity.max))
}

fn shifted((low, high): (f64, f64), by: f64, quantity: Quantity) -> (f64, f64) {
    let by = by.clamp(quantity.min - low, quantity.max - high);
    (neat(low + by).max(quantity.min), neat(high + by).min(quantity.max))
}

/// Four significant digits: what a slider can mean.
pub(super) fn neat(value: f64) -> f64 {
    format!("{value:.3e}").parse().unwrap_or(value)
}

fn ratio(to: f64, from: f64) -> f64 {
    if from == 0.0 { 1.0 } else { to / from }
}

fn mean(values: impl ExactSizeIterator<Item = f64>) -> f64 {
    let count = values.len().max(1) as f64;
    values.sum::<f64>() / count
}

fn logit(share: f64) -> f64 {
    (share / (1.0 - share)).ln()
}

fn from_logit(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

/// The quantity of a target's value: money, or pieces.
pub(super) fn target_quantity(measure: tandem_engine::plan::TargetMeasure) -> Quantity {
    use tandem_engine::plan::TargetMeasure as M;
    match measure {
        M::Arr | M::Revenue | M::Bookings => q::MONEY,
        M::Cash => q::SIGNED_MONEY,
        M::Won | M::Customers => Quantity { unit: Unit::Count, ..q::MONEY },
    }
}

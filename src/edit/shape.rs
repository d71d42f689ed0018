//! What a typed range keeps of the value that it takes the place of: all of it where the ends are those that the field
//! showed, else its scale where that can be.
//!
//! Pure. A line of text says two ends, and a value of the plan may know more: its scale, or a law such as PERT.

use crate::parse::suits;
use tandem_engine::estimate::{Estimate, Scale};

/// A typed value in place of another one. `law` is the scale of a range where the plan does not say, and its limits.
pub fn kept(new: Estimate, now: &Estimate, (scale, limits): (Scale, (f64, f64))) -> Estimate {
    let Estimate::Range { p10, p90, .. } = new else { return new };
    let (low, high) = match now {
        Estimate::Fixed(_) => return new,
        Estimate::Range { p10, p90, .. } => (*p10, *p90),
        _ => (now.quantile(0.1, scale, limits), now.quantile(0.9, scale, limits)),
    };
    if shows(low, p10) && shows(high, p90) {
        return now.clone();
    }
    match now {
        Estimate::Range { scale: Some(own), .. } if suits(*own, p10, p90) => {
            Estimate::Range { p10, p90, scale: Some(*own) }
        }
        _ => new,
    }
}

/// Whether a typed range takes the place of a value of another shape, which is lost then.
pub fn loses_shape(new: &Estimate, now: &Estimate) -> bool {
    let Estimate::Range { scale, .. } = new else { return false };
    match now {
        Estimate::Fixed(_) | Estimate::Range { scale: None, .. } => false,
        Estimate::Range { scale: own, .. } => own != scale,
        _ => new != now,
    }
}

/// Whether a typed number is a value, with all its digits or with the three that a field shows.
fn shows(value: f64, typed: f64) -> bool {
    let near = |value: f64| (typed - value).abs() <= 1e-9 * value.abs();
    near(value) || format!("{value:.2e}").parse().is_ok_and(near)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LAW: (Scale, (f64, f64)) = (Scale::Lognormal, (0.0, 1e6));

    fn range(p10: f64, p90: f64, scale: Option<Scale>) -> Estimate {
        Estimate::Range { p10, p90, scale }
    }

    #[test]
    fn the_ends_that_are_there_change_nothing() {
        let churn = range(0.018, 0.026, Some(Scale::Normal));
        assert_eq!(kept(range(1.8 / 100.0, 2.6 / 100.0, None), &churn, LAW), churn);
        let pert = Estimate::Pert { min: 2.0, mode: 4.0, max: 12.0 };
        let end = |p: f64| format!("{:.2e}", pert.quantile(p, LAW.0, LAW.1)).parse().unwrap_or(0.0);
        let shown = range(end(0.1), end(0.9), None);
        assert_eq!(kept(shown.clone(), &pert, LAW), pert);
        assert!(!loses_shape(&kept(shown, &pert, LAW), &pert));
    }

    #[test]
    fn other_ends_keep_the_scale_where_it_can_be() {
        let normal = range(1.0, 3.0, Some(Scale::Normal));
        assert_eq!(kept(range(2.0, 4.0, None), &normal, LAW), range(2.0, 4.0, Some(Scale::Normal)));
        // There is no logarithm of 0: the range is read as the field reads it.
        let factors = range(1.0, 3.0, Some(Scale::Lognormal));
        let from_zero = range(0.0, 4.0, Some(Scale::Normal));
        assert_eq!(kept(from_zero.clone(), &factors, LAW), from_zero);
        assert!(loses_shape(&from_zero, &factors));
        // A law cannot be kept, and a number is what it says.
        let pert = Estimate::Pert { min: 2.0, mode: 4.0, max: 12.0 };
        assert!(loses_shape(&kept(range(1.0, 3.0, None), &pert, LAW), &pert));
        assert!(!loses_shape(&kept(4.0.into(), &pert, LAW), &pert));
    }
}

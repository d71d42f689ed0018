//! Output of hires as they learn, as drawn in the timeline.

use tandem_engine::estimate::Estimate;
use tandem_engine::plan::Hire;
use tandem_engine::quantity::{DELAY_WEEKS, HEADCOUNT, Quantity};

/// How long new people take to be of full use.
#[derive(Clone, Copy, Debug)]
pub struct Learning<'a> {
    /// Weeks without output.
    pub onboarding_weeks: &'a Estimate,
    /// Weeks to full output.
    pub full_weeks: &'a Estimate,
    /// Output by quarter since the hire, instead of the linear ramp.
    pub by_quarter: &'a [f64],
}

/// People who join within the plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Ramp {
    /// Heads that join.
    pub heads: f64,
    /// Days on which somebody starts.
    pub starts: Vec<f64>,
    /// Days with the part of the full output of all who join.
    pub curve: Vec<(f64, f64)>,
    /// The day on which the last of them is fully productive; it may lie after the plan.
    pub full_day: f64,
}

fn mean(estimate: &Estimate, quantity: Quantity) -> f64 {
    estimate.mean(quantity.scale, quantity.range())
}

/// The ramp of those who start after the first day of the plan and before its end; nothing if nobody does.
pub fn ramp(hires: &[Hire], learning: Learning<'_>, weeks: u32) -> Option<Ramp> {
    let joins = |hire: &&Hire| {
        let later = hire.start_week > 0 || (hire.start_week == 0 && !hire.fully_ramped);
        later && i64::from(hire.start_week) < i64::from(weeks)
    };
    let joining: Vec<(f64, f64, bool)> = hires
        .iter()
        .filter(joins)
        .map(|hire| (f64::from(hire.start_week), mean(&hire.headcount, HEADCOUNT), hire.fully_ramped))
        .filter(|(_, heads, _)| *heads > 0.0)
        .collect();
    let heads: f64 = joining.iter().map(|hire| hire.1).sum();
    if joining.is_empty() {
        return None;
    }
    let full = full_weeks(learning);
    let part = |tenure: f64, ramped: bool| {
        if tenure < 0.0 {
            0.0
        } else if ramped {
            1.0
        } else {
            output(learning, tenure)
        }
    };
    let at = |week: f64| {
        joining.iter().map(|&(start, n, ramped)| n * part(week - start, ramped)).sum::<f64>() / heads
    };
    let first = joining.iter().map(|hire| hire.0).fold(f64::MAX, f64::min);
    let curve = (first as u32..=weeks).map(|week| (f64::from(week) * 7.0, at(f64::from(week)))).collect();
    let done = |hire: &(f64, f64, bool)| hire.0 + if hire.2 { 0.0 } else { full };
    Some(Ramp {
        heads,
        starts: joining.iter().map(|hire| hire.0 * 7.0).collect(),
        curve,
        full_day: joining.iter().map(done).fold(0.0, f64::max) * 7.0,
    })
}

fn full_weeks(learning: Learning<'_>) -> f64 {
    match learning.by_quarter.iter().position(|part| *part >= 1.0) {
        Some(quarter) => quarter as f64 * 13.0,
        None => mean(learning.full_weeks, DELAY_WEEKS),
    }
}

/// Part of the full output after so many weeks.
fn output(learning: Learning<'_>, tenure: f64) -> f64 {
    if !learning.by_quarter.is_empty() {
        let quarter = ((tenure / 13.0) as usize).min(learning.by_quarter.len() - 1);
        return learning.by_quarter[quarter];
    }
    let (idle, full) = (mean(learning.onboarding_weeks, DELAY_WEEKS), mean(learning.full_weeks, DELAY_WEEKS));
    ((tenure - idle) / (full - idle).max(1.0)).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hire(start_week: i32, heads: f64, fully_ramped: bool) -> Hire {
        Hire { start_week, headcount: heads.into(), fully_ramped }
    }

    #[test]
    fn only_those_who_join_within_the_plan_count() {
        let (idle, full) = (Estimate::Fixed(4.0), Estimate::Fixed(24.0));
        let learning = Learning { onboarding_weeks: &idle, full_weeks: &full, by_quarter: &[] };
        let team = [hire(-20, 8.0, false), hire(0, 3.0, true), hire(200, 1.0, false)];
        assert_eq!(ramp(&team, learning, 104), None);
        let ramp = ramp(&[hire(-20, 8.0, false), hire(13, 2.0, false)], learning, 104).expect("a ramp");
        assert_eq!((ramp.heads, ramp.starts, ramp.full_day), (2.0, vec![91.0], 37.0 * 7.0));
        assert_eq!(ramp.curve.first(), Some(&(91.0, 0.0)));
        assert_eq!(ramp.curve.last(), Some(&(728.0, 1.0)));
        let half = ramp.curve.iter().find(|(day, _)| *day == 27.0 * 7.0).expect("a week");
        assert!((half.1 - 0.5).abs() < 1e-9);
    }
}

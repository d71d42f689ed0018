//! Round values for an axis.

/// A value axis with round lines: `low` and `high` bound the drawing, lines stand at multiples of `step`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ValueScale {
    /// Value at the foot, a multiple of `step`.
    pub low: f64,
    /// Value at the top, which need not be round.
    pub high: f64,
    /// Distance of two lines.
    pub step: f64,
}

/// Room above the highest value, as a part of what is shown.
const HEADROOM: f64 = 0.04;
/// More lines than this are too many.
const MOST_LINES: usize = 6;
/// The same of a scale that grows.
const MOST_LINES_HELD: usize = 8;
/// Room beyond a value that a scale grows for, as a part of what is shown.
const GROWTH: f64 = 0.12;

impl ValueScale {
    /// A scale for values from `min` to `max`. It starts at zero unless the values lie in the upper two thirds; lines
    /// are 4 to 6, at 1, 2, 2.5 or 5 times a power of ten.
    pub fn fit(min: f64, max: f64) -> Self {
        Self::new(min, max, false)
    }

    /// The same, starting at zero (or below) whatever the values: for flows.
    pub fn fit_from_zero(min: f64, max: f64) -> Self {
        Self::new(min, max, true)
    }

    fn new(min: f64, max: f64, from_zero: bool) -> Self {
        let (min, max) =
            if min.is_finite() && max.is_finite() { (min.min(max), max.max(min)) } else { (0.0, 0.0) };
        let top = if max <= 0.0 && min < 0.0 { 0.0 } else { max };
        let foot = if min < 0.0 {
            min
        } else if from_zero || min < top / 3.0 {
            0.0
        } else {
            // Room below, so that a flat curve does not lie on the axis.
            (min - (top - min).max(top * 0.02) * 0.1).max(0.0)
        };
        let span = if top > foot { top - foot } else { top.abs().max(1.0) };
        let head = top + span * HEADROOM;
        let on_step = |step: f64| {
            let low = (foot / step + 1e-9).floor() * step;
            Self { low, high: head.max(low + 3.0 * step), step }
        };
        let steps = round_steps(span / 5.2);
        let few = steps.iter().map(|s| on_step(*s)).find(|scale| scale.lines().len() <= MOST_LINES);
        few.unwrap_or_else(|| on_step(span))
    }

    /// This scale, grown at the end where values from `min` to `max` would leave it: nothing else moves while a lever is held.
    /// It grows by more than it must, so that it does not with every step.
    #[must_use]
    pub fn kept_for(self, min: f64, max: f64, from_zero: bool) -> Self {
        let span = self.high - self.low;
        if span.is_nan() || span <= 0.0 || !min.is_finite() || !max.is_finite() {
            return Self::new(min, max, from_zero);
        }
        if min >= self.low && max <= self.high {
            return self;
        }
        let high = if max > self.high { max + (max - self.low.min(min)) * GROWTH } else { self.high };
        let mut grown = Self { high, ..self };
        grown.start_below(min);
        while grown.lines().len() > MOST_LINES_HELD {
            grown.step *= 2.0;
            grown.start_below(min);
        }
        grown
    }

    /// Moves the foot to a line that has the old foot and a value above it.
    fn start_below(&mut self, value: f64) {
        self.low = (self.low.min(value) / self.step + 1e-9).floor() * self.step;
    }

    /// The values of the lines, from the foot up.
    pub fn lines(&self) -> Vec<f64> {
        let count = ((self.high - self.low) / self.step + 1e-9).floor() as usize;
        (0..=count).map(|i| clean(self.low + i as f64 * self.step, self.step)).collect()
    }

    /// Where a value stands: 0 at the foot, 1 at the top.
    pub fn part(&self, value: f64) -> f64 {
        (value - self.low) / (self.high - self.low)
    }
}

/// The steps of 1, 2, 2.5 or 5 times a power of ten from `rough` up.
fn round_steps(rough: f64) -> Vec<f64> {
    let mut power = 1.0;
    while power * 10.0 <= rough {
        power *= 10.0;
    }
    while power > rough {
        power /= 10.0;
    }
    let factors = [1.0, 2.0, 2.5, 5.0, 10.0, 20.0, 25.0, 50.0, 100.0];
    factors.iter().map(|factor| factor * power).filter(|step| *step >= rough).collect()
}

/// Takes the dust of adding off a multiple of `step`.
fn clean(value: f64, step: f64) -> f64 {
    if value.abs() < step * 1e-6 { 0.0 } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(min: f64, max: f64, lines: &[f64]) {
        let found = ValueScale::fit(min, max).lines();
        assert_eq!(found.len(), lines.len(), "{found:?}");
        for (f, l) in found.iter().zip(lines) {
            assert!((f - l).abs() <= 1e-9 * l.abs().max(1e-12), "{found:?}");
        }
    }

    #[test]
    fn lines_are_round() {
        check(5.0e6, 12.4e6, &[4e6, 6e6, 8e6, 10e6, 12e6]);
        check(0.0, 7725.0, &[0.0, 2000.0, 4000.0, 6000.0, 8000.0]);
        check(0.0, 1.0, &[0.0, 0.2, 0.4, 0.6, 0.8, 1.0]);
        check(-1.2e6, 3.7e6, &[-2e6, -1e6, 0.0, 1e6, 2e6, 3e6]);
        check(0.0, 0.0, &[0.0, 0.2, 0.4, 0.6]);
        check(-5.0, -1.0, &[-5.0, -4.0, -3.0, -2.0, -1.0, 0.0]);
    }

    #[test]
    fn the_lines_are_four_to_six_and_hold_the_values() {
        for exponent in -3..9 {
            for top in [1.0, 1.3, 1.7, 2.2, 2.9, 3.8, 4.7, 5.9, 7.7, 9.6] {
                for low in [0.0, 0.2, 0.5, 0.9] {
                    let max = top * 10f64.powi(exponent);
                    let scale = ValueScale::fit(low * max, max);
                    let lines = scale.lines();
                    assert!((4..=6).contains(&lines.len()), "{low} {max}: {lines:?}");
                    assert!(scale.low <= low * max && scale.high >= max, "{scale:?}");
                    assert!(lines.iter().all(|l| *l <= scale.high * (1.0 + 1e-12)));
                }
            }
        }
    }

    #[test]
    fn flows_start_at_zero() {
        assert_eq!(ValueScale::fit_from_zero(900.0, 1000.0).low, 0.0);
        assert!(ValueScale::fit(900.0, 1000.0).low > 0.0);
    }

    #[test]
    fn a_scale_that_is_held_only_grows() {
        let scale = ValueScale::fit(5.0e6, 12.4e6);
        for (low, high) in [(5.0e6, 11.9e6), (5.0e6, 9.0e6), (4.1e6, 4.4e6)] {
            assert_eq!(scale.kept_for(low, high, false), scale);
        }
        let up = scale.kept_for(5.0e6, 14.0e6, false);
        assert_eq!((up.low, up.step), (scale.low, scale.step));
        assert!(up.high > 14.5e6 && up.kept_for(5.0e6, 12.0e6, false) == up);
        let down = scale.kept_for(1.0e6, 12.0e6, false);
        assert_eq!(down, ValueScale { low: 0.0, ..scale });
        let far = scale.kept_for(5.0e6, 90.0e6, false);
        assert!(far.lines().len() <= 8 && far.low <= 4.0e6 && far.high > 90.0e6, "{far:?}");
        assert!(far.lines().iter().all(|line| (line / far.step).fract() == 0.0), "{far:?}");
    }
}

//! The slider of a lever: where a value lies on it, and which value a place means.

use tandem_engine::date::Date;

/// How values lie on a slider.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scale {
    /// Evenly; a drag moves by steps.
    Linear {
        /// What one step of a drag or an arrow key changes.
        step: f64,
    },
    /// By factors.
    Log,
    /// Days, evenly; a drag moves by ends of months.
    MonthEnds {
        /// The day of value 0.
        start: Date,
    },
}

/// The slider of a lever.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Track {
    /// Value at the left end.
    pub min: f64,
    /// Value at the right end.
    pub max: f64,
    /// How values lie between.
    pub scale: Scale,
}

impl Track {
    /// Evenly from `min` to `max` in about a hundred steps.
    pub fn linear(min: f64, max: f64) -> Self {
        Self { min, max, scale: Scale::Linear { step: round_step((max - min) / 100.0) } }
    }

    /// Evenly, in steps of that size.
    pub fn stepped(min: f64, max: f64, step: f64) -> Self {
        Self { min, max, scale: Scale::Linear { step } }
    }

    /// By factors, from `min` above 0 to `max`.
    pub fn log(min: f64, max: f64) -> Self {
        Self { min, max, scale: Scale::Log }
    }

    /// The place of a value, 0 at the left end ..= 1; values beyond lie at the ends.
    pub fn position(&self, value: f64) -> f64 {
        let part = match self.scale {
            Scale::Log => (value.max(f64::MIN_POSITIVE) / self.min).ln() / (self.max / self.min).ln(),
            _ => (value - self.min) / (self.max - self.min),
        };
        if part.is_nan() { 0.0 } else { part.clamp(0.0, 1.0) }
    }

    /// The value at a place, on the grid of steps.
    pub fn value(&self, position: f64) -> f64 {
        let position = position.clamp(0.0, 1.0);
        let value = match self.scale {
            Scale::Log => self.min * (position * (self.max / self.min).ln()).exp(),
            _ => self.min + position * (self.max - self.min),
        };
        self.snapped(value)
    }

    /// The nearest value on the grid of steps, within the ends.
    pub fn snapped(&self, value: f64) -> f64 {
        let snapped = match self.scale {
            Scale::Linear { step } => clean((value / step).round() * step),
            Scale::Log => two_and_a_half_digits(value),
            Scale::MonthEnds { start } => nearest_month_end(start, value),
        };
        snapped.clamp(self.min, self.max)
    }

    /// So many steps further (back if negative); always another value, except at the ends.
    pub fn nudged(&self, value: f64, steps: i32) -> f64 {
        let next = match self.scale {
            Scale::Linear { step } => clean(((value / step).round() + f64::from(steps)) * step),
            Scale::Log => nudged_by_factors(value.max(self.min), steps),
            Scale::MonthEnds { start } => month_end(start, nearest_month(start, value) + steps),
        };
        next.clamp(self.min.min(value), self.max.max(value))
    }
}

/// 1, 2 or 5 times a power of ten, the nearest above.
pub(super) fn round_step(size: f64) -> f64 {
    let power = 10f64.powf(size.max(1e-9).log10().floor());
    let mantissa = size / power;
    let round = [1.0, 2.0, 5.0, 10.0].into_iter().find(|step| mantissa <= step * 1.0001).unwrap_or(10.0);
    clean(round * power)
}

/// A round number at or above: 1, 1.5, 2, 3, 4, 5, 6, 8 times a power of ten.
pub(super) fn round_up(size: f64) -> f64 {
    let power = 10f64.powf(size.max(1e-9).log10().floor());
    let mantissa = size / power;
    let steps = [1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0];
    clean(steps.into_iter().find(|step| mantissa <= step * 1.0001).unwrap_or(10.0) * power)
}

/// Without the noise of binary fractions.
fn clean(value: f64) -> f64 {
    format!("{value:.11e}").parse().unwrap_or(value)
}

/// Two digits, and a third that is 0 or 5.
fn two_and_a_half_digits(value: f64) -> f64 {
    let unit = half_digit(value);
    clean((value / unit).round() * unit)
}

fn half_digit(value: f64) -> f64 {
    0.05 * 10f64.powf(value.max(1e-9).log10().floor())
}

fn nudged_by_factors(value: f64, steps: i32) -> f64 {
    let mut value = two_and_a_half_digits(value);
    for _ in 0..steps.abs() {
        // Downwards the step is that of the next smaller decade.
        let unit = half_digit(if steps < 0 { value * 0.9999 } else { value });
        value = clean(((value / unit).round() + f64::from(steps.signum())) * unit);
    }
    value
}

fn month_end(start: Date, month: i32) -> f64 {
    f64::from(Date::first_of_month(month + 1).plus_days(-1).days_since(start))
}

/// The month whose end is nearest.
fn nearest_month(start: Date, days: f64) -> i32 {
    let month = start.plus_days(days.round() as i32).month_number();
    let distance = |month: i32| (month_end(start, month) - days).abs();
    if distance(month - 1) < distance(month) { month - 1 } else { month }
}

fn nearest_month_end(start: Date, days: f64) -> f64 {
    month_end(start, nearest_month(start, days))
}

//! The fan: bands of futures, the median, the expected path, the ghost, the goal and its odds.

use crate::frame::Frame;
use crate::ink::Ink;
use crate::labels::spread;
use crate::odds::OddsSlice;
use crate::pen::{Anchor, Drawn, Pen};
use crate::ticks::ValueScale;
use plotters_backend::DrawingBackend;

/// A period of the fan.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// First moment, days from the start of the plan.
    pub from: f64,
    /// Last moment, days.
    pub to: f64,
    /// Whether the plan covers the whole period; a cut one is drawn faint.
    pub whole: bool,
}

/// How periods become a shape.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Shape {
    /// A stock: a curve through the values at the ends of the periods, from an opening value where it is known.
    Curve {
        /// Value at the start of the plan.
        opening: Option<f64>,
    },
    /// A flow: each period's amount as a level step.
    Steps,
}

/// Percentiles, one entry a period.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bands<'a> {
    /// 10th percentile.
    pub p10: &'a [f64],
    /// 25th percentile.
    pub p25: &'a [f64],
    /// Median.
    pub p50: &'a [f64],
    /// 75th percentile.
    pub p75: &'a [f64],
    /// 90th percentile.
    pub p90: &'a [f64],
}

/// The goal of the measure shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Goal<'a> {
    /// Value to be reached.
    pub value: f64,
    /// Day by whose end, from the start of the plan.
    pub day: f64,
    /// Names of the goal, the longest first; the first that fits is written.
    pub names: &'a [&'a str],
    /// Density and odds on that day.
    pub slice: Option<OddsSlice<'a>>,
}

/// Which line a label stands at the end of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndWords {
    /// 90th percentile.
    P90,
    /// Median.
    Median,
    /// 10th percentile.
    P10,
    /// Expected path.
    Expected,
    /// The curve before the last change.
    Ghost,
}

/// What the fan shows.
pub struct Fan<'a> {
    /// The periods.
    pub steps: &'a [Step],
    /// Curve or steps.
    pub shape: Shape,
    /// Percentiles; none before any trial has run.
    pub bands: Option<Bands<'a>>,
    /// Expected path, drawn solid: shown while the bands are missing or out of date.
    pub expected: Option<&'a [f64]>,
    /// The curve before the last change.
    pub ghost: Option<&'a [f64]>,
    /// Where that one starts, as a curve: another plan opens with another value.
    pub ghost_opening: Option<f64>,
    /// The goal, where it can be compared with what is shown.
    pub goal: Option<Goal<'a>>,
    /// What has come to pass, as days and values.
    pub actuals: &'a [(f64, f64)],
    /// Days at which the curve carries a dot (ends of the chosen periods).
    pub dots: &'a [f64],
    /// The words at the end of a line, with its value.
    pub end: &'a dyn Fn(EndWords, f64) -> String,
}

/// A polyline with a flag for each part: `true` = faint.
type Part = (Vec<(f64, f64)>, bool);

impl Fan<'_> {
    /// The line through a value for each period, in days and values, cut where it turns faint.
    fn parts(&self, series: &[f64]) -> Vec<Part> {
        self.parts_as(self.shape, series)
    }

    /// [`Fan::parts`] of the ghost.
    fn ghost_parts(&self, ghost: &[f64]) -> Vec<Part> {
        let shape = match self.shape {
            Shape::Curve { .. } => Shape::Curve { opening: self.ghost_opening },
            Shape::Steps => Shape::Steps,
        };
        self.parts_as(shape, ghost)
    }

    fn parts_as(&self, shape: Shape, series: &[f64]) -> Vec<Part> {
        match shape {
            Shape::Curve { opening } => {
                let start = opening.and_then(|v| self.steps.first().map(|s| (s.from, v)));
                let ends = self.steps.iter().zip(series).map(|(s, v)| (s.to, *v));
                cut_at(start.into_iter().chain(ends).collect(), self.goal.map(|g| g.day))
            }
            Shape::Steps => {
                let mut parts: Vec<Part> = Vec::new();
                for (step, value) in self.steps.iter().zip(series) {
                    let level = [(step.from, *value), (step.to, *value)];
                    match parts.last_mut() {
                        Some((points, faint)) if *faint != step.whole => points.extend(level),
                        _ => parts.push((level.to_vec(), !step.whole)),
                    }
                }
                parts
            }
        }
    }

    /// The smallest and the largest value drawn between two days.
    fn reach_between(&self, from: f64, to: f64) -> Option<(f64, f64)> {
        let series = [self.bands.map(|b| b.p10), self.bands.map(|b| b.p90), self.expected, self.ghost];
        let pairs = series.into_iter().flatten().flat_map(|series| self.steps.iter().zip(series));
        let values =
            pairs.filter(|(step, _)| step.to >= from && step.from <= to).map(|(_, value)| (*value, *value));
        values.reduce(|(low, high), (v, _)| (low.min(v), high.max(v)))
    }

    fn last<'b>(&self, series: &'b [f64]) -> Option<&'b f64> {
        let whole = self.steps.iter().rposition(|s| s.whole || self.shape != Shape::Steps);
        series.get(whole?.min(series.len().checked_sub(1)?))
    }
}

/// A rising polyline in two parts, before and after `day`.
fn cut_at(points: Vec<(f64, f64)>, day: Option<f64>) -> Vec<Part> {
    let Some(day) = day else { return vec![(points, false)] };
    let at = points.partition_point(|p| p.0 <= day);
    let (before, after) = points.split_at(at);
    let mut solid = before.to_vec();
    let mut faint = after.to_vec();
    if let (Some(&(x0, y0)), Some(&(x1, y1))) = (before.last(), after.first()) {
        let meet = (day, y0 + (y1 - y0) * (day - x0) / (x1 - x0));
        solid.push(meet);
        faint.insert(0, meet);
    }
    [(solid, false), (faint, true)].into_iter().filter(|(p, _)| p.len() > 1).collect()
}

/// Draws the fan with its goal and the labels at the ends of its lines. Axes are drawn apart, before.
pub fn draw_fan<DB: DrawingBackend>(
    pen: &Pen<'_, DB>,
    frame: &Frame,
    days: f64,
    values: &ValueScale,
    fan: &Fan<'_>,
) -> Drawn<DB> {
    let place = |points: &[(f64, f64)]| -> Vec<(f64, f64)> {
        points.iter().map(|&(day, v)| (frame.x(day, days), frame.y(values.part(v)))).collect()
    };
    let line = |series: &[f64], near: Ink, far: Ink| -> Drawn<DB> {
        for (points, faint) in fan.parts(series) {
            pen.line(&place(&points), if faint { far } else { near })?;
        }
        Ok(())
    };
    if let Some(bands) = fan.bands {
        let band = |low: &[f64], high: &[f64], near: Ink, far: Ink| -> Drawn<DB> {
            for ((low, faint), (high, _)) in fan.parts(low).into_iter().zip(fan.parts(high)) {
                let outline: Vec<_> = high.into_iter().chain(low.into_iter().rev()).collect();
                pen.fill(&place(&outline), if faint { far } else { near })?;
            }
            Ok(())
        };
        band(bands.p10, bands.p90, Ink::Band80, Ink::Band80Beyond)?;
        band(bands.p25, bands.p75, Ink::Band50, Ink::Band50Beyond)?;
    }
    if let Some(ghost) = fan.ghost {
        for (points, _) in fan.ghost_parts(ghost) {
            pen.line(&place(&points), Ink::Ghost)?;
        }
    }
    if let Some(bands) = fan.bands {
        line(bands.p50, Ink::Median, Ink::MedianBeyond)?;
    }
    if let Some(expected) = fan.expected {
        line(expected, Ink::Expected, Ink::ExpectedBeyond)?;
    }
    draw_dots(pen, frame, days, values, fan)?;
    for &(day, value) in fan.actuals {
        let at = (frame.x(day, days), frame.y(values.part(value)));
        pen.disc(at, 4.75, Ink::ActualEdge)?;
        pen.disc(at, 3.25, Ink::Actual)?;
    }
    if let Some(goal) = &fan.goal {
        draw_goal(pen, frame, days, values, fan, goal)?;
    }
    draw_ends(pen, frame, values, fan)
}

fn draw_dots<DB: DrawingBackend>(
    pen: &Pen<'_, DB>,
    frame: &Frame,
    days: f64,
    values: &ValueScale,
    fan: &Fan<'_>,
) -> Drawn<DB> {
    let Some(series) = fan.expected.or(fan.bands.map(|b| b.p50)) else { return Ok(()) };
    for &day in fan.dots {
        let at = fan.steps.partition_point(|s| s.to < day - 0.5);
        if let (Some(step), Some(&value)) = (fan.steps.get(at), series.get(at)) {
            pen.disc((frame.x(step.to, days), frame.y(values.part(value))), 2.75, Ink::PeriodDot)?;
        }
    }
    Ok(())
}

fn draw_goal<DB: DrawingBackend>(
    pen: &Pen<'_, DB>,
    frame: &Frame,
    days: f64,
    values: &ValueScale,
    fan: &Fan<'_>,
    goal: &Goal<'_>,
) -> Drawn<DB> {
    let y = frame.y(values.part(goal.value));
    let x = frame.x(goal.day, days);
    pen.line(&[(frame.left, y), (frame.right, y)], Ink::Goal)?;
    if goal.day <= days {
        pen.line(&[(x, frame.top), (x, frame.bottom)], Ink::GoalDate)?;
    }
    let odds_wide = goal.slice.map_or(0.0, |s| pen.text_width(s.odds, Ink::Odds));
    // The odds stand at the left of the date; a name that would run into them gives way to a shorter one.
    let room = if goal.day <= days { x - frame.left } else { frame.plot_width() };
    let room = if y < frame.top + 60.0 { room - odds_wide - 28.0 } else { room - 8.0 };
    let fits = |name: &&&str| pen.text_width(name, Ink::GoalText) <= room;
    if let Some(name) = goal.names.iter().find(fits).or(goal.names.last()) {
        let y = if y < frame.top + 18.0 { y + 15.0 } else { y - 6.0 };
        pen.text((frame.left + 4.0, y), name, Ink::GoalText, Anchor::Start)?;
    }
    match &goal.slice {
        Some(slice) if goal.day <= days => {
            let from = frame.day(x - odds_wide - 12.0, days);
            let taken = fan.reach_between(from, goal.day).is_some_and(|(low, high)| {
                let (foot, top) = (frame.y(values.part(low)), frame.y(values.part(high)));
                let words = if frame.is_small() { 20.0 } else { 34.0 };
                top < frame.top + words && foot < frame.bottom - words - 10.0
            });
            slice.draw(pen, frame, values, (x, goal.value), taken)
        }
        _ => Ok(()),
    }
}

fn draw_ends<DB: DrawingBackend>(
    pen: &Pen<'_, DB>,
    frame: &Frame,
    values: &ValueScale,
    fan: &Fan<'_>,
) -> Drawn<DB> {
    if frame.is_small() {
        return Ok(());
    }
    let mut ends: Vec<(f64, String, Ink)> = Vec::new();
    let mut add = |series: Option<&[f64]>, words: EndWords, ink: Ink| {
        if let Some(&value) = series.and_then(|s| fan.last(s)) {
            ends.push((frame.y(values.part(value)) + 4.0, (fan.end)(words, value), ink));
        }
    };
    add(fan.bands.map(|b| b.p90), EndWords::P90, Ink::EndText);
    if fan.expected.is_some() {
        add(fan.expected, EndWords::Expected, Ink::EndMedian);
    } else {
        add(fan.bands.map(|b| b.p50), EndWords::Median, Ink::EndMedian);
    }
    add(fan.ghost, EndWords::Ghost, Ink::EndGhost);
    add(fan.bands.map(|b| b.p10), EndWords::P10, Ink::EndText);
    ends.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut places: Vec<f64> = ends.iter().map(|e| e.0).collect();
    spread(&mut places, 14.0, frame.top + 4.0, frame.bottom + 2.0);
    for (y, (_, text, ink)) in places.into_iter().zip(ends) {
        pen.text((frame.ends, y), &text, ink, Anchor::Start)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curve_is_cut_on_the_goal_date() {
        let parts = cut_at(vec![(0.0, 0.0), (10.0, 10.0), (20.0, 20.0)], Some(15.0));
        assert_eq!(parts[0], (vec![(0.0, 0.0), (10.0, 10.0), (15.0, 15.0)], false));
        assert_eq!(parts[1], (vec![(15.0, 15.0), (20.0, 20.0)], true));
        assert_eq!(cut_at(vec![(0.0, 1.0), (5.0, 2.0)], Some(9.0)).len(), 1);
        assert_eq!(cut_at(vec![(0.0, 1.0), (5.0, 2.0)], None).len(), 1);
    }

    #[test]
    fn cut_periods_are_faint_and_the_end_label_takes_a_whole_one() {
        let steps = [
            Step { from: 0.0, to: 28.0, whole: false },
            Step { from: 28.0, to: 56.0, whole: true },
            Step { from: 56.0, to: 60.0, whole: false },
        ];
        let end = |_: EndWords, _: f64| String::new();
        let fan = Fan {
            steps: &steps,
            shape: Shape::Steps,
            bands: None,
            expected: None,
            ghost: None,
            ghost_opening: None,
            goal: None,
            actuals: &[],
            dots: &[],
            end: &end,
        };
        let parts = fan.parts(&[1.0, 2.0, 3.0]);
        assert_eq!(parts.iter().map(|p| p.1).collect::<Vec<_>>(), [true, false, true]);
        assert_eq!(fan.last(&[1.0, 2.0, 3.0]), Some(&2.0));
    }

    #[test]
    fn each_curve_starts_at_its_own_opening() {
        let end = |_: EndWords, _: f64| String::new();
        let fan = Fan {
            steps: &[Step { from: 0.0, to: 7.0, whole: true }],
            shape: Shape::Curve { opening: Some(1.0) },
            bands: None,
            expected: None,
            ghost: None,
            ghost_opening: Some(4.0),
            goal: None,
            actuals: &[],
            dots: &[],
            end: &end,
        };
        assert_eq!(fan.parts(&[2.0])[0].0, [(0.0, 1.0), (7.0, 2.0)]);
        assert_eq!(fan.ghost_parts(&[5.0])[0].0, [(0.0, 4.0), (7.0, 5.0)]);
        let steps = Fan { shape: Shape::Steps, ..fan };
        assert_eq!(steps.ghost_parts(&[5.0])[0].0, [(0.0, 5.0), (7.0, 5.0)]);
    }
}

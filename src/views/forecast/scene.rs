//! What the forecast draws, worked out once a change from summary, preview and choice.

use crate::charts::{Choice, Figure, Reading, Sums, Track, day_of};
use crate::format::{Figure as Unit, Format};
use crate::simulate::Futures;
use crate::text::Text;
use crate::text::charts::Odds;
use crate::workbook::View;
use tandem_charts::{Frame, ValueScale};
use tandem_engine::date::Date;
use tandem_engine::summary::TargetOutlook;
use tandem_engine::{Measure, Summary};
use yew::AttrValue;

/// The minus sign of formatted numbers.
const MINUS: char = '−';
/// A density below this part of its peak cannot be seen.
const VISIBLE: f64 = 0.03;

/// What the reader picked beside the shared view: it holds for one measure of the view.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Picked {
    /// The measure that it was picked for.
    pub measure: Option<Measure>,
    /// Whether sums run from the start of the plan.
    pub since_start: Option<bool>,
}

/// The figure and sums to show: as picked, else those of the plan's target.
pub fn choice(summary: &Summary, view: &View, picked: Picked) -> Choice {
    let (measure, period) = (view.measure, view.period);
    let picked = if picked.measure == Some(measure) { picked } else { Picked::default() };
    let asked = view.figure.filter(|figure| figure.measure() == measure);
    let figure = asked.or(Figure::of(measure)).unwrap_or(Figure::Revenue);
    let total = Choice { figure, sums: Sums::SinceStart };
    let since_start = picked.since_start.unwrap_or(true) && total.can_cumulate(summary);
    if since_start { total } else { Choice { figure, sums: Sums::By(period) } }
}

/// The goal in the unit of what is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct GoalView {
    /// Value.
    pub value: f64,
    /// Days from the start of the plan to the end of its date.
    pub day: f64,
    /// Its date.
    pub date: Date,
    /// The odds, where trials have run for just this goal.
    pub odds: Option<Odds>,
    /// Density of the futures on the date.
    pub density: Vec<(f64, f64)>,
}

/// The goal, where it can be compared with what is shown. `newest` is the target as it is now, `known` the one that the
/// trials have run for.
pub fn goal(
    choice: Choice,
    start: Date,
    newest: Option<&TargetOutlook>,
    (known, n_trials): (Option<&TargetOutlook>, u32),
) -> Option<GoalView> {
    let newest = newest?;
    let factor = choice.target_factor(newest)?;
    let same = known.filter(|k| (k.measure, k.value, k.date) == (newest.measure, newest.value, newest.date));
    let odds = same.and_then(|known| Some(Odds::of(known.odds?, known.odds_se.unwrap_or(0.0), n_trials)));
    let density = same.filter(|_| odds.is_some()).map_or(&[][..], |known| &known.density);
    Some(GoalView {
        value: newest.value * factor,
        day: day_of(newest.date, start) + 1.0,
        date: newest.date,
        odds,
        density: density.iter().map(|&(value, part)| (value * factor, part)).collect(),
    })
}

/// What the fan shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// The figure along time, with percentiles where trials have run.
    pub track: Track,
    /// Days of the plan.
    pub days: f64,
    /// The figure at the start of the plan.
    pub opening: Option<f64>,
    /// The expected path of the plan as it is now, while the percentiles are missing or older.
    pub expected: Option<Vec<f64>>,
    /// The expected path before the last change, while the fan is older than the plan; else the median of the base, where
    /// the plan differs from it.
    pub ghost: Option<Vec<f64>>,
    /// Where the ghost starts: at the opening of its own plan.
    pub ghost_opening: Option<f64>,
    /// Whether the ghost is the base.
    pub ghost_is_base: bool,
    /// Whether the base is the plan as it was opened, else the first scenario.
    pub opened: bool,
    /// Whether single futures are wanted in place of bands.
    pub wants_futures: bool,
    /// The single futures, as far as they are known.
    pub futures: Option<Futures>,
    /// The goal.
    pub goal: Option<GoalView>,
    /// What has come to pass, as days and values.
    pub actuals: Vec<(f64, f64)>,
    /// Days at which the curve carries a dot.
    pub dots: Vec<f64>,
    /// What the value axis counts.
    pub axis: String,
    /// What the figure is called in the plan.
    pub name: String,
    /// What leads are called in it, where their stage has a name of its own.
    pub leads: Option<AttrValue>,
}

impl Scene {
    /// A line through values by step, in days and values.
    pub fn line(&self, values: &[f64]) -> Vec<(f64, f64)> {
        let steps = self.track.steps.iter().zip(values);
        if self.track.is_curve {
            return steps.map(|(step, value)| (step.to, *value)).collect();
        }
        steps.flat_map(|(step, value)| [(step.from, *value), (step.to, *value)]).collect()
    }

    /// Smallest and largest value that must be in the drawing.
    pub fn range(&self) -> (f64, f64) {
        let (low, high) = self.track.range();
        let more = self.expected.iter().chain(&self.ghost).flatten().copied();
        let single = self.futures.iter().flat_map(|futures| futures.paths.iter().flatten().copied());
        let more = more.chain(single);
        let more = more.chain(self.actuals.iter().map(|(_, value)| *value));
        let more = more
            .chain(self.goal.as_ref().map(|goal| goal.value))
            .chain(self.opening)
            .chain(self.ghost_opening);
        let slice = self.goal.iter().flat_map(|goal| &goal.density).filter(|(_, part)| *part > VISIBLE);
        let more = more.chain(slice.map(|(value, _)| *value));
        more.fold((low, high), |(low, high), v| (low.min(v), high.max(v)))
    }

    /// Whether the value axis starts at zero whatever the values: for amounts a period and totals.
    pub fn is_from_zero(&self) -> bool {
        !self.track.is_curve || self.track.choice.sums == Sums::SinceStart
    }

    /// The figures of a step; while the fan is older than the plan those of the expected path.
    pub fn reading(&self, index: usize) -> Option<Reading> {
        let mut reading = self.track.reading(index)?;
        if let Some(expected) = &self.expected {
            reading.expected = *expected.get(index)?;
            reading.percentiles = None;
        }
        Some(reading)
    }

    /// The single future that is nearest to a place at a step, by the height that each value stands at; without a place, to
    /// the middle of them.
    pub fn nearest(
        &self,
        index: usize,
        height_of: impl Fn(f64) -> f64,
        height: Option<f64>,
    ) -> Option<usize> {
        let futures = self.futures.as_ref()?;
        let height = height.or_else(|| Some(height_of(*self.track.middle().get(index)?)))?;
        let at = |path: &Vec<f64>| path.get(index).map_or(f64::MAX, |v| (height_of(*v) - height).abs());
        let numbered = futures.paths.iter().enumerate();
        numbered.min_by(|(_, a), (_, b)| at(a).total_cmp(&at(b))).map(|(number, _)| number)
    }

    /// The values that the lines end with.
    pub fn ends(&self) -> impl Iterator<Item = f64> {
        let whole = self.track.steps.iter().rposition(|step| step.whole || self.track.is_curve);
        let bands = self.track.percentiles.as_ref().map(|p| [&p.p90, &p.p50, &p.p10]);
        let lines = bands.into_iter().flatten().chain(&self.expected).chain(&self.ghost);
        lines.filter_map(move |line| line.get(whole?.min(line.len().checked_sub(1)?)).copied())
    }

    /// What has come to pass in a step, or at its end.
    pub fn actual(&self, index: usize) -> Option<f64> {
        let step = self.track.steps.get(index)?;
        let within = |(day, _): &&(f64, f64)| *day > step.from && *day <= step.to;
        self.actuals.iter().rfind(within).map(|(_, value)| *value)
    }

    /// Whether the goal stands so high that its name is where the words of the run usually are.
    pub fn has_goal_at_top(&self, scale: ValueScale, width: f64) -> bool {
        const TOP: f64 = 36.0;
        self.goal.as_ref().is_some_and(|goal| Frame::for_width(width).y(scale.part(goal.value)) < TOP)
    }

    /// The step that is read out first: that of the goal's date, else the last one.
    pub fn first_index(&self) -> usize {
        let goal = self.goal.as_ref().filter(|goal| goal.day <= self.days);
        self.track
            .at_day(goal.map_or(self.days, |goal| goal.day - if self.track.is_curve { 0.0 } else { 1.0 }))
    }
}

/// What the value axis counts.
pub fn axis_title(choice: Choice, currency: &str, text: &Text) -> String {
    let words = text.charts;
    let unit = match choice.figure.unit() {
        Unit::Money => (words.currency)(currency),
        _ => "",
    };
    match choice.sums {
        _ if choice.figure.is_stock() => (words.stock_axis)((words.figure)(choice.figure).short, unit),
        Sums::By(period) => (words.flow_axis)(period, unit),
        Sums::SinceStart => (words.total_axis)(unit),
    }
}

/// A value of the figure shown.
pub fn number(format: &Format, figure: Figure, value: f64) -> String {
    format.figure(value, figure.unit())
}

/// A value of the figure shown, at a line of the axis.
pub fn axis_number(format: &Format, figure: Figure, value: f64) -> String {
    match figure.unit() {
        Unit::Money => format.axis(value),
        _ => format.count(value),
    }
}

/// A range of the figure shown, its ends as exact as single values.
pub fn range(format: &Format, figure: Figure, low: f64, high: f64) -> String {
    span(number(format, figure, low), number(format, figure, high), || format.range(low, high, figure.unit()))
}

/// Joins two ends: the word of a common unit stands once. Where an end is below zero a dash cannot be read.
fn span(low: String, high: String, in_words: impl Fn() -> String) -> String {
    let word =
        |text: &str| text.trim_start_matches(|c: char| c.is_ascii_digit() || ".,".contains(c)).to_owned();
    let (low_word, high_word) = (word(&low), word(&high));
    if low.starts_with(MINUS) || high.starts_with(MINUS) {
        return in_words();
    }
    match (low == high, low_word == high_word) {
        (true, _) => high,
        (false, true) => format!("{}–{high}", low.trim_end_matches(low_word.as_str())),
        (false, false) => format!("{low}–{high}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;

    #[test]
    fn ranges_are_as_exact_as_single_values() {
        let english = Format::new(Lang::En, "USD");
        let chinese = Format::new(Lang::ZhCn, "USD");
        let check = |format: &Format, low, high, expected: &str| {
            assert_eq!(range(format, Figure::Arr, low, high), expected);
        };
        check(&english, 8.51e6, 10.61e6, "8.51–10.6M");
        check(&english, 901e3, 1.104e6, "901k–1.1M");
        check(&english, 5e6, 5e6, "5M");
        check(&chinese, 8.51e6, 10.61e6, "851–1,060万");
        assert!(range(&english, Figure::Cash, -1.2e6, 3.4e5).contains(" to "));
    }
}

//! The read-out in words: one source for the box, the line on phones, the table and screen readers.

use super::scene::{Scene, number, range};
use crate::charts::{Reading, Sums, Track};
use crate::format::{Count, FEW, Format, of_100};
use crate::text::Text;
use tandem_charts::{EndWords, Limit, RibbonMonth};
use tandem_engine::plan::FiscalPeriods;
use tandem_engine::{Period, Summary};

/// The words at the end of a line. All lines end in one place: their figures have as many decimals.
pub fn end(scene: &Scene, end: EndWords, value: f64, text: &Text, format: &Format) -> String {
    let words = text.charts;
    let together: Vec<f64> = std::iter::once(value).chain(scene.ends()).collect();
    let v = format.alike(&together, scene.track.choice.figure.unit()).swap_remove(0);
    match end {
        EndWords::P90 => (words.end_p90)(&v),
        EndWords::Median => (words.end_median)(&v),
        EndWords::P10 => (words.end_p10)(&v),
        EndWords::Expected if scene.expected.is_none() => (words.end_median)(&v),
        EndWords::Expected => (words.end_expected)(&v),
        EndWords::Ghost if scene.ghost_is_base => (words.end_base)(scene.opened, &v),
        EndWords::Ghost => (words.end_ghost)(&v),
    }
}

/// When a reading is: a name and a remark.
pub fn when(
    track: &Track,
    index: usize,
    reading: &Reading,
    text: &Text,
    format: &Format,
) -> (String, String) {
    let words = text.charts;
    let cut = if reading.whole { String::new() } else { words.cut.to_owned() };
    match track.choice.sums {
        _ if track.is_curve => (format.date(reading.last), (words.week_number)(reading.week)),
        Sums::By(Period::Month) => {
            let named = track.fiscal.named_month(reading.first);
            // A month that is not the calendar's says which days it has.
            let days =
                (words.date_range)(&format.date_short(reading.first), &format.date_short(reading.last));
            let is_own = track.fiscal.periods == FiscalPeriods::Weeks445;
            (format.month(named), if is_own { days } else { cut })
        }
        Sums::By(Period::Quarter | Period::FiscalYear) => {
            let [first, last] = [reading.first, reading.last].map(|day| track.fiscal.named_month(day));
            ((words.quarter)(first, last), cut)
        }
        Sums::By(Period::PlanYear) => ((words.plan_year)(index + 1), cut),
        _ => ((words.week_of)(&format.date(reading.first)), (words.week_number)(reading.week)),
    }
}

/// A line of the read-out box.
pub struct Line {
    /// What.
    pub key: &'static str,
    /// How much.
    pub value: String,
    /// Whether it is the main one.
    pub strong: bool,
}

/// The lines of the read-out box.
pub fn lines(scene: &Scene, index: usize, reading: &Reading, text: &Text, format: &Format) -> Vec<Line> {
    let (words, figure) = (text.charts, scene.track.choice.figure);
    let line = |key, value, strong| Line { key, value, strong };
    let actual = scene.actual(index).map(|v| line(text.stages.actual, number(format, figure, v), true));
    if let Some([p10, p25, p50, p75, p90]) = reading.percentiles {
        let mut lines = vec![
            line(words.median, number(format, figure, p50), true),
            line(words.range80, range(format, figure, p10, p90), false),
            line(words.range50, range(format, figure, p25, p75), false),
        ];
        let base = scene.ghost.as_ref().filter(|_| scene.ghost_is_base).and_then(|ghost| ghost.get(index));
        lines.extend(base.map(|v| line((words.base)(scene.opened), number(format, figure, *v), false)));
        return actual.into_iter().chain(lines).collect();
    }
    let before = scene.ghost.as_ref().and_then(|ghost| ghost.get(index));
    let expected = line(words.expected, number(format, figure, reading.expected), true);
    let before = before.map(|v| line(words.before, number(format, figure, *v), false));
    actual.into_iter().chain(std::iter::once(expected)).chain(before).collect()
}

/// The reading in a sentence, for screen readers.
pub fn spoken(track: &Track, index: usize, reading: &Reading, text: &Text, format: &Format) -> String {
    let (words, figure) = (text.charts, track.choice.figure);
    let (when, note) = when(track, index, reading, text, format);
    let when = if note.is_empty() { when } else { format!("{when}{}{note}", text.scenarios.comma) };
    match reading.percentiles {
        Some([p10, p25, p50, p75, p90]) => {
            let (wide, half) = (range(format, figure, p10, p90), range(format, figure, p25, p75));
            (words.spoken)(&when, &number(format, figure, p50), &wide, &half)
        }
        None => (words.spoken_expected)(&when, &number(format, figure, reading.expected)),
    }
}

/// The reading in one short line: value and range.
pub fn short(scene: &Scene, reading: &Reading, text: &Text, format: &Format) -> String {
    let figure = scene.track.choice.figure;
    match reading.percentiles {
        Some([p10, _, p50, _, p90]) => {
            (text.charts.with_range)(&number(format, figure, p50), &range(format, figure, p10, p90))
        }
        None => number(format, figure, reading.expected),
    }
}

/// The whole drawing in a sentence or two.
pub fn sentence(scene: &Scene, summary: &Summary, text: &Text, format: &Format) -> String {
    let (words, figure) = (text.charts, scene.track.choice.figure);
    let end = summary.start.plus_days(7 * summary.horizon_weeks as i32 - 1);
    let mut sentences = vec![(words.sentence)(&scene.name, &format.month(summary.start), &format.month(end))];
    let index = scene.first_index();
    if let Some(reading) = scene.reading(index) {
        let (when, _) = when(&scene.track, index, &reading, text, format);
        sentences.push(match reading.percentiles {
            Some([p10, _, p50, _, p90]) => {
                let wide = range(format, figure, p10, p90);
                (words.sentence_end)(&when, &number(format, figure, p50), &wide)
            }
            None => (words.sentence_expected)(&when, &number(format, figure, reading.expected)),
        });
    }
    if let Some((goal, odds)) = scene.goal.as_ref().and_then(|goal| Some((goal, goal.odds?))) {
        let value = number(format, figure, goal.value);
        sentences.push((words.sentence_goal)(&value, &format.date(goal.date), &(words.odds)(odds)));
    }
    let space = if text.lang == crate::text::Lang::En { " " } else { "" };
    sentences.join(space)
}

/// What limits at a day, in words: the limit and its share.
pub fn limit_at(months: &[RibbonMonth], day: f64, n_trials: u32, text: &Text) -> Option<(Limit, String)> {
    let month = months.iter().find(|month| day > month.from && day <= month.to)?;
    let limit = month.leading();
    Some((limit, how_often(limit, std::slice::from_ref(month), n_trials, text.charts.count, text)))
}

/// How often something limits over some months: in so many futures, in the words given; where no future has run or only a few,
/// in so many of their weeks.
pub fn how_often(
    limit: Limit,
    months: &[RibbonMonth],
    n_trials: u32,
    futures: fn(Count) -> String,
    text: &Text,
) -> String {
    let place = Limit::ALL.iter().position(|known| *known == limit).unwrap_or(0);
    let share = months.iter().map(|month| month.shares[place]).sum::<f64>() / months.len().max(1) as f64;
    if n_trials == 0 {
        return (text.charts.weeks)(Count::Of100(of_100(share)));
    }
    if n_trials >= FEW {
        return futures(Count::of(share, n_trials));
    }
    let days: f64 = months.iter().map(|month| month.to - month.from).sum();
    let weeks = (days * f64::from(n_trials) / 7.0).round();
    (text.charts.weeks)(Count::seen(share, weeks as u32))
}

/// What the shares of the ribbon are of.
pub fn limits_note(n_trials: u32, text: &Text) -> &'static str {
    if n_trials < FEW { text.charts.limits_note_weeks } else { text.charts.limits_note }
}

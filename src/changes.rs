//! What changes from one plan to another, future by future: the measure in question, its odds, and what comes with it.
//!
//! Pure. Both plans have run the same futures ([`tandem_engine::summary::Outcomes`]); before that the expected paths tell.

use serde::{Deserialize, Serialize};
use tandem_engine::date::Date;
use tandem_engine::plan::TargetMeasure;
use tandem_engine::summary::{Change, Outcome, Outcomes, change, change_of, odds_change};
use tandem_engine::{Kpi, Measure, Period, Summary};

/// A month in which this part of the largest monthly change of wins is reached counts as felt.
const FELT: f64 = 0.1;
/// A smaller largest change than this part of a month's wins is not felt at all.
const NOTICED: f64 = 0.005;

/// The measure that two plans are judged by.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Question {
    /// The target's measure at its date, where both plans aim for the same one.
    Target(TargetMeasure, Date),
    /// ARR at the end of the plan.
    ArrAtEnd(Date),
    /// Revenue over the whole plan.
    Revenue(Date),
}

impl Question {
    /// The question that both plans can answer.
    pub fn of(from: &Summary, to: &Summary) -> Self {
        let same = |key: fn(&Summary) -> Option<(TargetMeasure, Date)>| {
            key(from).filter(|key_from| key(to) == Some(*key_from))
        };
        if let Some((measure, date)) = same(|summary| summary.target.as_ref().map(|t| (t.measure, t.date))) {
            return Question::Target(measure, date);
        }
        let end = to.start.plus_days(7 * to.horizon_weeks as i32 - 1);
        let recurs = to.series(Measure::Mrr, Period::PlanYear).expected.last().is_some_and(|mrr| *mrr > 0.0);
        if recurs { Question::ArrAtEnd(end) } else { Question::Revenue(end) }
    }

    /// What is measured.
    pub fn measure(self) -> TargetMeasure {
        match self {
            Question::Target(measure, _) => measure,
            Question::ArrAtEnd(_) => TargetMeasure::Arr,
            Question::Revenue(_) => TargetMeasure::Revenue,
        }
    }

    /// The day by whose end it is measured.
    pub fn date(self) -> Date {
        let (Question::Target(_, date) | Question::ArrAtEnd(date) | Question::Revenue(date)) = self;
        date
    }

    /// Its value on the expected path.
    pub fn expected(self, summary: &Summary) -> f64 {
        let last =
            |measure| summary.series(measure, Period::PlanYear).expected.last().copied().unwrap_or(0.0);
        match self {
            Question::Target(..) => {
                summary.target.as_ref().map_or(0.0, |target| target.value_at_date.expected)
            }
            Question::ArrAtEnd(_) => 12.0 * last(Measure::Mrr),
            Question::Revenue(_) => summary.series(Measure::Revenue, Period::PlanYear).expected.iter().sum(),
        }
    }

    /// Its median over the futures; on the expected path where none has run.
    pub fn median(self, summary: &Summary, outcomes: Option<&Outcomes>) -> f64 {
        let of_trials = match self {
            Question::Target(..) => summary.target.as_ref().map(|target| target.value_at_date.p50),
            Question::ArrAtEnd(_) => {
                summary.kpi(Kpi::ArrEnd, summary.plan_years().saturating_sub(1)).map(|k| k.p50)
            }
            Question::Revenue(_) => outcomes.and_then(|outcomes| median(outcomes.total(Kpi::Revenue))),
        };
        of_trials.unwrap_or_else(|| self.expected(summary))
    }

    /// Its change future by future.
    pub fn change(self, years: usize, from: &Outcomes, to: &Outcomes) -> Option<Change> {
        match self {
            Question::Target(..) => change(from, to, Outcome::TargetValue),
            Question::ArrAtEnd(_) => change(from, to, Outcome::Kpi(Kpi::ArrEnd, years.saturating_sub(1))),
            Question::Revenue(_) => change_of(&from.total(Kpi::Revenue), &to.total(Kpi::Revenue)),
        }
    }
}

fn median(mut values: Vec<f32>) -> Option<f64> {
    values.sort_unstable_by(f32::total_cmp);
    let n = values.len();
    let (low, high) = (values.get(n.checked_sub(1)? / 2)?, values.get(n / 2)?);
    Some(0.5 * (f64::from(*low) + f64::from(*high)))
}

/// Whether the figures of two plans can be subtracted: same days, same money.
pub fn comparable(from: &Summary, to: &Summary) -> bool {
    (from.start, from.horizon_weeks, &from.currency_code) == (to.start, to.horizon_weeks, &to.currency_code)
}

/// The odds of the target in both plans.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OddsChange {
    /// Before, fraction.
    pub before: f64,
    /// After, fraction.
    pub after: f64,
    /// Standard error of the difference.
    pub se: f64,
}

/// What changes from one plan to another.
#[derive(Clone, Debug, PartialEq)]
pub struct Changes {
    /// The measure in question.
    pub question: Question,
    /// Its change.
    pub measure: Change,
    /// Whether that is told from none, and large enough to be seen in the figure.
    pub is_noticed: bool,
    /// The odds of the target, where both aim for the same measure and date.
    pub odds: Option<OddsChange>,
    /// Wins over the plan; as spend and cash only where that is noticed.
    pub won: Option<Change>,
    /// Marketing spend over the plan.
    pub spend: Option<Change>,
    /// Cash at the end of the plan.
    pub cash: Option<Change>,
    /// First response in the first year, business hours: before and after, medians.
    pub response: Option<(f64, f64)>,
    /// Share of the SDRs' time in the first year that is used after the change, median.
    pub sdr_load: Option<f64>,
    /// The first month whose wins differ noticeably on the expected path.
    pub felt_from: Option<Date>,
}

impl Changes {
    /// What changes; nothing where the plans cannot be compared.
    pub fn between(from: (&Summary, &Outcomes), to: (&Summary, &Outcomes)) -> Option<Self> {
        if !comparable(from.0, to.0) {
            return None;
        }
        let question = Question::of(from.0, to.0);
        let years = to.0.plan_years();
        let total = |kpi| {
            let (before, after) = (from.1.total(kpi), to.1.total(kpi));
            let change = change_of(&before, &after)?;
            let level = largest_median(before, after);
            is_noticed(&change, level, kpi == Kpi::Won).then_some(change)
        };
        let last = Outcome::Kpi(Kpi::CashEnd, years.saturating_sub(1));
        let cash = change(from.1, to.1, last).filter(|change| {
            is_noticed(change, largest_median(from.1.of(last).to_vec(), to.1.of(last).to_vec()), false)
        });
        let measure = question.change(years, from.1, to.1)?;
        let level = question.median(from.0, Some(from.1)).abs().max(question.median(to.0, Some(to.1)).abs());
        let median = |summary: &Summary, kpi| summary.kpi(kpi, 0).map(|spread| spread.p50);
        let response = median(from.0, Kpi::ResponseHours).zip(median(to.0, Kpi::ResponseHours));
        Some(Self {
            question,
            measure,
            is_noticed: is_noticed(&measure, level, is_count(question.measure())),
            odds: odds(question, from, to),
            won: total(Kpi::Won),
            spend: total(Kpi::Spend),
            cash,
            response: response.filter(|(before, after)| (after - before).abs() > 0.05 * before.max(*after)),
            sdr_load: median(to.0, Kpi::SdrUtilisation),
            felt_from: felt_from(from.0, to.0),
        })
    }
}

/// Whether a change is told from none and not lost in the rounding of its figure, which has three digits; pieces are whole.
pub fn is_noticed(change: &Change, level: f64, is_count: bool) -> bool {
    change.is_clear() && !is_rounded_away(change.median, level, is_count)
}

/// Whether a change is less than half of the last digit that a figure of that size is shown with.
pub fn is_rounded_away(change: f64, level: f64, is_count: bool) -> bool {
    let digit = if level == 0.0 { 0.0 } else { 10_f64.powf(level.abs().log10().floor() - 2.0) };
    change == 0.0 || change.abs() < 0.5 * if is_count { digit.max(1.0) } else { digit }
}

fn largest_median(before: Vec<f32>, after: Vec<f32>) -> f64 {
    [before, after].into_iter().filter_map(median).map(f64::abs).fold(0.0, f64::max)
}

/// Whether a measure counts pieces, and not money.
pub fn is_count(measure: TargetMeasure) -> bool {
    matches!(measure, TargetMeasure::Won | TargetMeasure::Customers)
}

/// How the odds of the target change from one plan to another that aims for the same.
pub(crate) fn odds(
    question: Question,
    from: (&Summary, &Outcomes),
    to: (&Summary, &Outcomes),
) -> Option<OddsChange> {
    let Question::Target(..) = question else { return None };
    let (target_from, target_to) = (from.0.target.as_ref()?, to.0.target.as_ref()?);
    let (_, se) = odds_change((from.1, target_from.value), (to.1, target_to.value), Outcome::TargetValue)?;
    Some(OddsChange { before: target_from.odds?, after: target_to.odds?, se })
}

/// The first month whose wins differ by a tenth of the largest monthly difference, on the expected paths.
fn felt_from(from: &Summary, to: &Summary) -> Option<Date> {
    let (before, after) = (from.series(Measure::Won, Period::Month), to.series(Measure::Won, Period::Month));
    let changes: Vec<f64> =
        before.expected.iter().zip(&after.expected).map(|(before, after)| (after - before).abs()).collect();
    let usual = before.expected.iter().chain(&after.expected).copied().fold(0.0, f64::max);
    let largest = changes.iter().copied().fold(0.0, f64::max);
    if largest <= NOTICED * usual {
        return None;
    }
    let month = changes.iter().position(|change| *change >= FELT * largest)?;
    to.spans(Period::Month).get(month).map(|span| span.first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_lost_in_the_rounding_of_its_figure_is_no_difference() {
        for (change, level, is_count, away) in [
            (1.0, 7_120_000.0, false, true),
            (4_900.0, 7_120_000.0, false, true),
            (-5_100.0, 7_120_000.0, false, false),
            (0.4, 250.0, true, true),
            (1.0, 250.0, true, false),
            (1.0, 5_003.0, true, true),
            (0.01, 4.2, false, false),
            (0.0, 0.0, false, true),
            (3.0, 0.0, false, false),
        ] {
            assert_eq!(is_rounded_away(change, level, is_count), away, "{change} of {level}");
        }
    }
}

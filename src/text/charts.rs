//! Words of the forecast, the funnel and the timeline.

use crate::charts::Figure;
use crate::format::{Count, FEW, hits};
use tandem_charts::{Limit, MonthStyle};
use tandem_engine::Period;
use tandem_engine::date::Date;
use tandem_engine::summary::MilestoneKind;

mod en;
mod zh_cn;

pub use en::EN;
pub use zh_cn::ZH_CN;

/// The name of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name {
    /// In full, for the picker.
    pub long: &'static str,
    /// Short, for axes and small screens.
    pub short: &'static str,
}

const fn name(long: &'static str, short: &'static str) -> Name {
    Name { long, short }
}

/// Words of the forecast, the funnel and the timeline.
pub struct Charts {
    /// Name of the forecast panel.
    pub forecast: &'static str,
    /// Names of the figures.
    pub figure: fn(Figure) -> Name,
    /// Names of the groups of figures: the whole firm, marketing, sales.
    pub groups: [&'static str; 3],
    /// Name of the picker of figures.
    pub pick_figure: &'static str,
    /// Name of the choice of period.
    pub pick_period: &'static str,
    /// Names of the periods.
    pub period: fn(Period) -> &'static str,
    /// Sums from the start of the plan.
    pub since_start: &'static str,
    /// Name of the choice between drawing and table.
    pub pick_view: &'static str,
    /// The drawing.
    pub bands: &'static str,
    /// Single futures.
    pub futures: &'static str,
    /// The table.
    pub table: &'static str,
    /// What the value axis of a stock counts; the unit is empty for pieces.
    pub stock_axis: fn(figure: &str, unit: &str) -> String,
    /// What the value axis of a flow counts.
    pub flow_axis: fn(period: Period, unit: &str) -> String,
    /// What the value axis of a total counts.
    pub total_axis: fn(unit: &str) -> String,
    /// A share in whole percents.
    pub percent: fn(u32) -> String,
    /// Name of a currency by its code.
    pub currency: fn(code: &str) -> &str,
    /// The axis does not start at zero.
    pub starts_at: fn(&str) -> String,

    /// Legend: P10 to P90.
    pub legend_band80: &'static str,
    /// Legend: P25 to P75.
    pub legend_band50: &'static str,
    /// Legend: median.
    pub legend_median: &'static str,
    /// Legend: expected path.
    pub legend_expected: &'static str,
    /// Legend: before the change.
    pub legend_ghost: &'static str,
    /// Legend: the base, the plan as opened or else the scenario A.
    pub legend_base: fn(opened: bool) -> &'static str,
    /// Legend: so many single futures.
    pub legend_futures: fn(usize) -> String,
    /// End of a line: the base.
    pub end_base: fn(opened: bool, &str) -> String,
    /// End of a line: 90th percentile.
    pub end_p90: fn(&str) -> String,
    /// End of a line: median.
    pub end_median: fn(&str) -> String,
    /// End of a line: 10th percentile.
    pub end_p10: fn(&str) -> String,
    /// End of a line: expected path.
    pub end_expected: fn(&str) -> String,
    /// End of a line: before the change.
    pub end_ghost: fn(&str) -> String,
    /// The goal with value and date.
    pub goal_long: fn(value: &str, date: &str) -> String,
    /// The goal with its value.
    pub goal_short: fn(value: &str) -> String,
    /// Odds of the goal, of 100 futures.
    pub odds: fn(Odds) -> String,
    /// The same for little room.
    pub odds_short: fn(Odds) -> String,
    /// What the odds are of: a stock stands at the goal on its day, a total has reached it by then.
    pub odds_note: fn(is_stock: bool) -> &'static str,
    /// The expected path is shown, no future has run.
    pub state_expected: &'static str,
    /// The fan is of the first so many futures and follows what is dragged.
    pub state_live: fn(count: &str) -> String,
    /// So many of so many futures have run, for little room.
    pub state_short: fn(done: &str, of: &str) -> String,
    /// The expected path is shown, so many of so many futures have run.
    pub state_running: fn(done: &str, of: &str) -> String,

    /// Name of a month on the time axis.
    pub month: fn(year: i32, month: u32, style: MonthStyle) -> String,
    /// Month and year, short: for rows on small screens.
    pub month_tiny: fn(Date) -> String,
    /// A week by its first day as text.
    pub week_of: fn(first: &str) -> String,
    /// A week by its number.
    pub week_number: fn(u32) -> String,
    /// A quarter by its first and last day.
    pub quarter: fn(first: Date, last: Date) -> String,
    /// A plan year by its number.
    pub plan_year: fn(usize) -> String,
    /// The plan covers only a part of the period.
    pub cut: &'static str,

    /// Read-out and table: median.
    pub median: &'static str,
    /// Read-out and table: expected path.
    pub expected: &'static str,
    /// Read-out: P10 to P90.
    pub range80: &'static str,
    /// Read-out: P25 to P75.
    pub range50: &'static str,
    /// Read-out: before the change.
    pub before: &'static str,
    /// Read-out: the base.
    pub base: fn(opened: bool) -> &'static str,
    /// Read-out: the single future that is nearest.
    pub this_future: &'static str,
    /// So many futures.
    pub count: fn(Count) -> String,
    /// So many weeks, where no future has run or a few.
    pub weeks: fn(Count) -> String,
    /// Name of the drawing as a thing to read with the keys.
    pub read_out: &'static str,
    /// How to read it with the keys.
    pub read_out_keys: &'static str,
    /// The read-out as a sentence: when, value, 80% range, half.
    pub spoken: fn(when: &str, middle: &str, range80: &str, range50: &str) -> String,
    /// The read-out without trials.
    pub spoken_expected: fn(when: &str, value: &str) -> String,
    /// The drawing in a sentence: figure, first and last month.
    pub sentence: fn(figure: &str, first: &str, last: &str) -> String,
    /// Its end: date, median, 80% range.
    pub sentence_end: fn(date: &str, median: &str, range: &str) -> String,
    /// Its end without trials.
    pub sentence_expected: fn(date: &str, value: &str) -> String,
    /// The goal and its odds.
    pub sentence_goal: fn(value: &str, date: &str, odds: &str) -> String,
    /// Caption of the table.
    pub table_caption: fn(figure: &str) -> String,
    /// Head of the column of periods.
    pub column_period: &'static str,
    /// Head of the column of dates.
    pub column_date: &'static str,

    /// Name of the ribbon.
    pub limits: &'static str,
    /// What its parts are of.
    pub limits_note: &'static str,
    /// The same where no future has run.
    pub limits_note_weeks: &'static str,
    /// Names of the limits.
    pub limit: fn(Limit) -> &'static str,
    /// A limit as a sentence.
    pub limit_says: fn(Limit) -> &'static str,
    /// A limit as a sentence, since a month.
    pub limit_since: fn(Limit, month: &str) -> String,
    /// The limit of leads where their stage has a name of its own, since a month or throughout.
    pub limit_own: fn(name: &str, since: Option<&str>) -> String,
    /// Behind a limit: in what shares of the futures, or of their weeks, it is the one, from the lowest to the highest by month.
    pub limit_often: fn(low: u32, high: u32, weeks: bool) -> String,
    /// The same in few words.
    pub limit_often_short: fn(low: u32, high: u32) -> String,
    /// The ribbon in a sentence, from the sentences of its runs.
    pub limits_sentence: fn(&[String]) -> String,

    /// Name of the table of dates.
    pub dates: &'static str,
    /// What its columns are.
    pub dates_note: &'static str,
    /// Row of AE hires.
    pub hires_ae: &'static str,
    /// Row of SDR hires.
    pub hires_sdr: &'static str,
    /// Heads that join, and when they reach full output.
    pub joins_ae: fn(heads: &str, full: &str) -> String,
    /// Heads that join, and when they reach full output.
    pub joins_sdr: fn(heads: &str, full: &str) -> String,
    /// Names of the dates; the target's is its value.
    pub milestone: fn(MilestoneKind) -> &'static str,
    /// The target as a row: value and figure.
    pub target_row: fn(value: &str, figure: Figure) -> String,
    /// A date and the share of futures in which it comes later.
    pub date_or_later: fn(date: &str, later: Count) -> String,
    /// So many of 100 futures reach it within the plan.
    pub within_plan: fn(Count) -> String,
    /// No future reaches it within the plan.
    pub not_within_plan: &'static str,
    /// Not on the expected path within the plan.
    pub not_expected: &'static str,
    /// A bad thing happens in no future.
    pub never: &'static str,
    /// A bad thing happens in so many of 100 futures, at this median date or later.
    pub happens: fn(Count) -> String,
    /// Later than the plan.
    pub later: &'static str,
    /// Name and fact in one line.
    pub small_row: fn(name: &str, fact: &str) -> String,
    /// A median with its range.
    pub with_range: fn(middle: &str, range: &str) -> String,
    /// A range of dates.
    pub date_range: fn(first: &str, last: &str) -> String,
    /// A row of dates in a sentence.
    pub date_sentence: fn(name: &str, fact: &str, range: &str) -> String,
    /// Head of a column of the table of dates.
    pub column_event: &'static str,
    /// Head of the column with the share of futures without the event.
    pub column_not_within: &'static str,

    /// Name of the funnel panel.
    pub funnel: &'static str,
    /// Name of the choice of plan year.
    pub pick_year: &'static str,
    /// Names of the stages, leads to won.
    pub stages: [&'static str; 5],
    /// Head of the column of first days, in files.
    pub first_day: &'static str,
    /// Head of the column of last days.
    pub last_day: &'static str,
    /// Head of the column of plan years.
    pub year_column: &'static str,
    /// Head of the column of stages.
    pub column_stage: &'static str,
    /// Head of the column of volumes.
    pub column_volume: fn(year: &str) -> String,
    /// Head of the column of days.
    pub column_days: &'static str,
    /// Head of the column of queues.
    pub column_waiting: &'static str,
    /// Head of the column with those who wait for somebody to have time, in files.
    pub column_queued: &'static str,
    /// Head of a column with the conversion from the stage before, in files: which percentile.
    pub conversion_column: fn(&str) -> String,
    /// Conversion from the stage before.
    pub of_previous: fn(&str) -> String,
    /// MQLs of the leads that are not replies to outbound.
    pub of_inbound: fn(&str) -> String,
    /// SQLs that outbound made are among them.
    pub with_outbound: &'static str,
    /// The sub-stages that a win goes through.
    pub through: fn(&str) -> String,
    /// Won of won and lost.
    pub win_rate: fn(&str) -> String,
    /// An 80% range.
    pub range: fn(&str) -> String,
    /// Days.
    pub days: fn(&str) -> String,
    /// Where the longest queue is, named in the head of the panel: MQLs for SDRs.
    pub queue_sdr: &'static str,
    /// SQLs for AEs.
    pub queue_ae: &'static str,
    /// Mark at the number of people that wait for SDRs.
    pub waits_sdr: &'static str,
    /// Mark at the number of people that wait for AEs.
    pub waits_ae: &'static str,
    /// Which part of the funnel is whose: marketing, hand-over, sales.
    pub sides: [&'static str; 3],
    /// Title of the table of stages.
    pub stages_title: &'static str,
    /// Cash collected from customers, which the forecast does not show.
    pub collections: &'static str,
    /// The funnel's bars in words.
    pub funnel_caption: fn(year: &str) -> String,
    /// No value.
    pub none: &'static str,
}

/// Odds as a natural frequency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Odds {
    /// So many of 100.
    Of100(u32),
    /// About so many of 100: the runs so far do not say more.
    About(u32),
    /// Fewer than 1 of 100.
    Fewer,
    /// More than 99 of 100.
    More,
    /// So many of the few futures that were run.
    Seen(u32, u32),
}

impl Odds {
    /// The odds for a share of so many futures with its standard error: to the nearest of 100, or of 20 while the error is
    /// large; of few futures what was seen.
    pub fn of(share: f64, error: f64, n_trials: u32) -> Self {
        let of_100 = (share * 100.0).round() as u32;
        match share {
            _ if n_trials < FEW => Self::Seen(hits(share, n_trials), n_trials),
            s if s < 0.005 => Self::Fewer,
            s if s > 0.995 => Self::More,
            _ if error > 0.03 => Self::About(((share * 20.0).round() as u32 * 5).clamp(5, 95)),
            _ => Self::Of100(of_100),
        }
    }
}

/// Percents from one to another; one where both are the same.
fn percents(low: u32, high: u32) -> String {
    if low == high { format!("{low}%") } else { format!("{low}–{high}%") }
}

//! Words of the forecast, the funnel and the timeline.

use crate::charts::Figure;
use crate::format::{Count, FEW, hits};
use crate::text::levers::figures::{seen, seen_futures, seen_in_chinese};
use crate::text::spaced;
use tandem_charts::{Limit, MonthStyle};
use tandem_engine::Period;
use tandem_engine::date::Date;
use tandem_engine::summary::MilestoneKind;

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

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
fn of_twelve(names: &[&'static str; 12], month: u32) -> &'static str {
    names[(month as usize + 11) % 12]
}

fn count(count: Count) -> String {
    match count {
        Count::Of100(n) => format!("{n} of 100"),
        Count::Seen { hits, of } => seen(hits, of),
    }
}

fn count_in_chinese(count: Count) -> String {
    match count {
        Count::Of100(n) => format!("{n}%"),
        Count::Seen { hits, of } => seen_in_chinese(hits, of),
    }
}

/// English.
pub static EN: Charts = Charts {
    forecast: "Forecast",
    figure: |figure| match figure {
        Figure::Arr => name("Annual recurring revenue", "ARR"),
        Figure::Mrr => name("Monthly recurring revenue", "MRR"),
        Figure::Revenue => name("Revenue", "Revenue"),
        Figure::Bookings => name("Bookings", "Bookings"),
        Figure::RepeatOrders => name("Repeat orders", "Repeat orders"),
        Figure::Customers => name("Customers", "Customers"),
        Figure::Cash => name("Cash", "Cash"),
        Figure::Spend => name("Marketing spend", "Spend"),
        Figure::Leads => name("Leads", "Leads"),
        Figure::Mqls => name("MQLs", "MQLs"),
        Figure::Sqls => name("SQLs accepted", "SQLs"),
        Figure::Opportunities => name("Opportunities opened", "Opportunities"),
        Figure::Won => name("Deals won", "Won"),
    },
    groups: ["Shared", "Marketing", "Sales"],
    pick_figure: "Measure shown",
    pick_period: "Period",
    period: |period| match period {
        Period::Week => "Week",
        Period::Month => "Month",
        Period::Quarter => "Quarter",
        Period::PlanYear => "Year",
        Period::FiscalYear => "Fiscal year",
    },
    since_start: "Total",
    pick_view: "View",
    bands: "Bands",
    futures: "Futures",
    table: "Table",
    stock_axis: |figure, unit| if unit.is_empty() { figure.to_owned() } else { format!("{figure}, {unit}") },
    flow_axis: |period, unit| {
        let per = match period {
            Period::Week => "a week",
            Period::Month => "a month",
            Period::Quarter => "a quarter",
            Period::PlanYear => "a year",
            Period::FiscalYear => "a fiscal year",
        };
        if unit.is_empty() { per.to_owned() } else { format!("{unit} {per}") }
    },
    total_axis: |unit| if unit.is_empty() { "in total".to_owned() } else { format!("{unit} in total") },
    percent: |n| format!("{n}%"),
    currency: |code| code,
    starts_at: |value| format!("starts at {value}"),

    legend_band80: "80% of futures",
    legend_band50: "half",
    legend_median: "median",
    legend_expected: "expected path",
    legend_ghost: "before",
    legend_base: |opened| if opened { "as opened" } else { "A" },
    legend_futures: |count| format!("{count} single futures"),
    end_base: |opened, v| format!("{} {v}", if opened { "Opened" } else { "A" }),
    end_p90: |v| format!("P90 {v}"),
    end_median: |v| format!("Median {v}"),
    end_p10: |v| format!("P10 {v}"),
    end_expected: |v| format!("Expected {v}"),
    end_ghost: |v| format!("Before {v}"),
    goal_long: |value, date| format!("Goal {value} by {date}"),
    goal_short: |value| format!("Goal {value}"),
    odds: |odds| match odds {
        Odds::Of100(n) => format!("{n} of 100 futures"),
        Odds::About(n) => format!("About {n} of 100 futures"),
        Odds::Fewer => "Fewer than 1 of 100 futures".into(),
        Odds::More => "More than 99 of 100 futures".into(),
        Odds::Seen(n, 1) => format!("{n} of 1 future"),
        Odds::Seen(n, of) => format!("{n} of {of} futures"),
    },
    odds_short: |odds| match odds {
        Odds::Of100(n) => format!("{n} of 100"),
        Odds::About(n) => format!("about {n} of 100"),
        Odds::Fewer => "< 1 of 100".into(),
        Odds::More => "> 99 of 100".into(),
        Odds::Seen(n, of) => format!("{n} of {of}"),
    },
    odds_note: |is_stock| if is_stock { "are there on that day" } else { "reach the goal in time" },
    state_expected: "Expected path shown",
    state_live: |count| format!("{count} futures while you drag"),
    state_short: |done, of| format!("{done} of {of} futures"),
    state_running: |done, of| format!("Expected path shown · fan at {done} of {of} futures"),

    month: |year, month, style| match style {
        MonthStyle::Year => year.to_string(),
        MonthStyle::MonthYear => format!("{} {year}", of_twelve(&MONTHS, month)),
        MonthStyle::Month => of_twelve(&MONTHS, month).into(),
    },
    month_tiny: |date| format!("{} {:02}", of_twelve(&MONTHS, date.month()), date.year() % 100),
    week_of: |first| format!("Week of {first}"),
    week_number: |week| format!("week {week}"),
    quarter: |first, last| {
        let (a, b) = (of_twelve(&MONTHS, first.month()), of_twelve(&MONTHS, last.month()));
        if first.year() == last.year() {
            format!("{a}–{b} {}", last.year())
        } else {
            format!("{a} {} – {b} {}", first.year(), last.year())
        }
    },
    plan_year: |number| format!("Year {number}"),
    cut: "cut by the plan",

    median: "Median",
    expected: "Expected path",
    range80: "80% range",
    range50: "Half of futures",
    before: "Before, expected",
    base: |opened| if opened { "As opened" } else { "A" },
    this_future: "This future",
    count,
    weeks: |count| match count {
        Count::Of100(n) => format!("{n} of 100 weeks"),
        Count::Seen { hits, of } => format!("{} weeks", seen(hits, of)),
    },
    read_out: "Forecast by date",
    read_out_keys: "Left and right move by a week or period, with Shift by a month, Home and End to the ends, G to the goal date.",
    spoken: |when, middle, range80, range50| {
        format!("{when}: median {middle}, 80% range {range80}, half of futures {range50}")
    },
    spoken_expected: |when, value| format!("{when}: expected {value}"),
    sentence: |figure, first, last| format!("{figure} forecast, {first} to {last}."),
    sentence_end: |date, median, range| format!("Median {median} on {date}, 80% range {range}."),
    sentence_expected: |date, value| format!("Expected {value} on {date}."),
    sentence_goal: |value, date, odds| format!("Goal {value} by {date}: {odds} reach it."),
    table_caption: |figure| format!("{figure}: percentiles over all futures"),
    column_period: "Period",
    column_date: "At the end of",

    limits: "What limits",
    limits_note: "% of futures",
    limits_note_weeks: "% of weeks",
    limit: |limit| match limit {
        Limit::Leads => "Leads",
        Limit::Sdr => "SDR time",
        Limit::Ae => "AE time",
        Limit::Cash => "Cash",
    },
    limit_says: |limit| match limit {
        Limit::Leads => "Leads limit",
        Limit::Sdr => "SDR time limits",
        Limit::Ae => "AE time limits",
        Limit::Cash => "Cash limits",
    },
    limit_since: |limit, month| match limit {
        Limit::Leads => format!("Leads limit from {month}"),
        Limit::Sdr => format!("SDR time limits from {month}"),
        Limit::Ae => format!("AE time limits from {month}"),
        Limit::Cash => format!("Cash limits from {month}"),
    },
    limits_sentence: |runs| format!("What limits, month by month: {}.", runs.join("; ")),

    dates: "Dates",
    dates_note: "percentiles over all futures",
    hires_ae: "AE hires, ramp",
    hires_sdr: "SDR hires, ramp",
    joins_ae: |heads, full| {
        format!("+{heads} {} · full output {full}", if heads == "1" { "AE" } else { "AEs" })
    },
    joins_sdr: |heads, full| {
        format!("+{heads} {} · full output {full}", if heads == "1" { "SDR" } else { "SDRs" })
    },
    milestone: |kind| match kind {
        MilestoneKind::FirstRevenue => "First revenue",
        MilestoneKind::BreakEven => "Break-even",
        MilestoneKind::Target => "Target",
        MilestoneKind::CashOut => "Cash runs out",
    },
    target_row: |value, figure| match figure {
        // What can fall again: the first day counts, whatever comes after.
        Figure::Arr => format!("First {value} ARR"),
        Figure::Revenue => format!("{value} revenue"),
        Figure::Bookings => format!("{value} bookings"),
        Figure::Won => format!("{value} deals won"),
        Figure::Customers => format!("First {value} customers"),
        Figure::Cash => format!("{value} cash"),
        _ => value.to_owned(),
    },
    date_or_later: |date, later| format!("{date} · {} not within the plan", count(later)),
    within_plan: |within| format!("{} within the plan", count(within)),
    not_within_plan: "Not within the plan",
    not_expected: "Not expected within the plan",
    never: "In no future",
    happens: |within| match within {
        Count::Of100(n) => format!("In {n} of 100 futures"),
        Count::Seen { hits, of } => format!("In {}", seen_futures(hits, of)),
    },
    later: "later",
    small_row: |name, fact| format!("{name} · {fact}"),
    with_range: |middle, range| format!("{middle} ({range})"),
    date_range: |first, last| format!("{first} – {last}"),
    date_sentence: |name, fact, range| {
        if range.is_empty() {
            format!("{name}: {fact}")
        } else {
            format!("{name}: {fact}, 80% range {range}")
        }
    },
    column_event: "Event",
    column_not_within: "Not within the plan",

    funnel: "Funnel",
    pick_year: "Plan year",
    first_day: "First day",
    last_day: "Last day",
    year_column: "Year",
    stages: ["Leads", "MQLs", "SQLs", "Opportunities", "Won"],
    column_stage: "Stage",
    column_volume: |year| format!("Volume, {}", year.to_lowercase()),
    column_days: "Days in stage",
    column_waiting: "Waiting",
    column_queued: "Waiting for somebody's time",
    conversion_column: |percentile| format!("Conversion, {percentile}"),
    of_previous: |percent| format!("{percent} of previous"),
    of_inbound: |percent| format!("{percent} of inbound leads"),
    with_outbound: "incl. outbound",
    through: |names| format!("through {names}"),
    win_rate: |percent| format!("win rate {percent}"),
    range: |range| format!("range {range}"),
    days: |n| format!("{n} d"),
    queue_sdr: "MQLs queue for SDRs",
    queue_ae: "SQLs queue for AEs",
    waits_sdr: "SDR queue",
    waits_ae: "AE queue",
    sides: ["marketing", "hand-over", "sales"],
    stages_title: "Stages",
    collections: "Cash collected",
    funnel_caption: |year| {
        format!("Funnel, {}: volume, conversion and waiting by stage", year.to_lowercase())
    },
    none: "–",
};

/// Simplified Chinese.
pub static ZH_CN: Charts = Charts {
    forecast: "预测",
    figure: |figure| match figure {
        Figure::Arr => name("年度经常性收入（ARR）", "ARR"),
        Figure::Mrr => name("月度经常性收入（MRR）", "MRR"),
        Figure::Revenue => name("收入", "收入"),
        Figure::Bookings => name("新签订单额", "新签"),
        Figure::RepeatOrders => name("复购订单额", "复购"),
        Figure::Customers => name("客户数", "客户"),
        Figure::Cash => name("现金", "现金"),
        Figure::Spend => name("市场支出", "支出"),
        Figure::Leads => name("线索", "线索"),
        Figure::Mqls => name("MQL", "MQL"),
        Figure::Sqls => name("已接收的 SQL", "SQL"),
        Figure::Opportunities => name("新增商机", "商机"),
        Figure::Won => name("赢单", "赢单"),
    },
    groups: ["共同", "市场", "销售"],
    pick_figure: "显示的指标",
    pick_period: "周期",
    period: |period| match period {
        Period::Week => "周",
        Period::Month => "月",
        Period::Quarter => "季",
        Period::PlanYear => "年",
        Period::FiscalYear => "财年",
    },
    since_start: "累计",
    pick_view: "显示方式",
    bands: "区间",
    futures: "单次",
    table: "表格",
    stock_axis: |figure, unit| if unit.is_empty() { figure.to_owned() } else { format!("{figure}，{unit}") },
    flow_axis: |period, unit| {
        let per = match period {
            Period::Week => "每周",
            Period::Month => "每月",
            Period::Quarter => "每季",
            Period::PlanYear => "每年",
            Period::FiscalYear => "每财年",
        };
        if unit.is_empty() { per.to_owned() } else { format!("{per}，{unit}") }
    },
    total_axis: |unit| if unit.is_empty() { "累计".to_owned() } else { format!("累计，{unit}") },
    percent: |n| format!("{n}%"),
    currency: |code| match code {
        "USD" => "美元",
        "CNY" => "元",
        "EUR" => "欧元",
        "GBP" => "英镑",
        "JPY" => "日元",
        "HKD" => "港元",
        "BRL" => "雷亚尔",
        _ => code,
    },
    starts_at: |value| format!("从 {value}起"),

    legend_band80: "80% 的未来",
    legend_band50: "半数",
    legend_median: "中位数",
    legend_expected: "预期路径",
    legend_ghost: "改动前",
    legend_base: |opened| if opened { "打开时" } else { "A" },
    legend_futures: |count| format!("{count} 种单次未来"),
    end_base: |opened, v| format!("{} {v}", if opened { "打开时" } else { "A" }),
    end_p90: |v| format!("P90 {v}"),
    end_median: |v| format!("中位 {v}"),
    end_p10: |v| format!("P10 {v}"),
    end_expected: |v| format!("预期 {v}"),
    end_ghost: |v| format!("改动前 {v}"),
    goal_long: |value, date| format!("目标：{date}前 {value}"),
    goal_short: |value| format!("目标 {value}"),
    odds: |odds| match odds {
        Odds::Of100(n) => format!("100 种未来中 {n} 种"),
        Odds::About(n) => format!("100 种未来中约 {n} 种"),
        Odds::Fewer => "100 种未来中不到 1 种".into(),
        Odds::More => "100 种未来中超过 99 种".into(),
        Odds::Seen(n, of) => format!("{of} 种未来中 {n} 种"),
    },
    odds_short: |odds| match odds {
        Odds::Of100(n) => format!("{n} / 100"),
        Odds::About(n) => format!("约 {n} / 100"),
        Odds::Fewer => "< 1 / 100".into(),
        Odds::More => "> 99 / 100".into(),
        Odds::Seen(n, of) => format!("{n} / {of}"),
    },
    odds_note: |is_stock| if is_stock { "当日达标" } else { "按时达标" },
    state_expected: "显示的是预期路径",
    state_live: |count| format!("拖动时显示 {count} 种未来"),
    state_short: |done, of| format!("{done} / {of} 种未来"),
    state_running: |done, of| format!("显示的是预期路径 · 已模拟 {done} / {of} 种未来"),

    month: |year, month, style| match style {
        MonthStyle::Year => format!("{year}年"),
        MonthStyle::MonthYear if month == 1 => format!("{year}年"),
        MonthStyle::MonthYear => format!("{year}年{month}月"),
        MonthStyle::Month => format!("{month}月"),
    },
    month_tiny: |date| format!("{:02}年{}月", date.year() % 100, date.month()),
    week_of: |first| format!("{first}起一周"),
    week_number: |week| format!("第 {week} 周"),
    quarter: |first, last| {
        if first.year() == last.year() {
            format!("{}年{}–{}月", last.year(), first.month(), last.month())
        } else {
            format!("{}年{}月–{}年{}月", first.year(), first.month(), last.year(), last.month())
        }
    },
    plan_year: |number| format!("第 {number} 年"),
    cut: "不满一期",

    median: "中位数",
    expected: "预期路径",
    range80: "80% 区间",
    range50: "半数未来",
    before: "改动前的预期",
    base: |opened| if opened { "打开时" } else { "A" },
    this_future: "该次未来",
    count: count_in_chinese,
    weeks: |count| match count {
        Count::Of100(n) => format!("{n}% 的周"),
        Count::Seen { hits, of } => format!("{of} 周中 {hits} 周"),
    },
    read_out: "按日期读取预测",
    read_out_keys: "左右键移动一周或一期，按住 Shift 移动一月，Home 和 End 到两端，G 到目标日期。",
    spoken: |when, middle, range80, range50| {
        format!("{when}：中位数 {middle}，80% 区间 {range80}，半数未来 {range50}")
    },
    spoken_expected: |when, value| format!("{when}：预期 {value}"),
    sentence: |figure, first, last| format!("{}，{first}至 {last}。", spaced(figure, "预测").trim_start()),
    sentence_end: |date, median, range| format!("{date}中位数 {median}，80% 区间 {range}。"),
    sentence_expected: |date, value| format!("{date}预期 {value}。"),
    sentence_goal: |value, date, odds| format!("目标：{date}前 {value}，{odds}达标。"),
    table_caption: |figure| format!("{figure}：全部未来的百分位数"),
    column_period: "周期",
    column_date: "截至",

    limits: "瓶颈",
    limits_note: "各占未来的 %",
    limits_note_weeks: "各占周数的 %",
    limit: |limit| match limit {
        Limit::Leads => "线索",
        Limit::Sdr => "SDR 工时",
        Limit::Ae => "AE 工时",
        Limit::Cash => "现金",
    },
    limit_says: |limit| match limit {
        Limit::Leads => "线索不足",
        Limit::Sdr => "SDR 工时不足",
        Limit::Ae => "AE 工时不足",
        Limit::Cash => "现金不足",
    },
    limit_since: |limit, month| match limit {
        Limit::Leads => format!("线索不足（自 {month}起）"),
        Limit::Sdr => format!("SDR 工时不足（自 {month}起）"),
        Limit::Ae => format!("AE 工时不足（自 {month}起）"),
        Limit::Cash => format!("现金不足（自 {month}起）"),
    },
    limits_sentence: |runs| format!("逐月瓶颈：{}。", runs.join("；")),

    dates: "关键日期",
    dates_note: "全部未来的百分位数",
    hires_ae: "AE 招聘与爬坡",
    hires_sdr: "SDR 招聘与爬坡",
    joins_ae: |heads, full| format!("+{heads} AE · {full}满产能"),
    joins_sdr: |heads, full| format!("+{heads} SDR · {full}满产能"),
    milestone: |kind| match kind {
        MilestoneKind::FirstRevenue => "首笔收入",
        MilestoneKind::BreakEven => "收支平衡",
        MilestoneKind::Target => "目标",
        MilestoneKind::CashOut => "现金耗尽",
    },
    target_row: |value, figure| match figure {
        Figure::Arr => format!("首达 ARR {value}"),
        Figure::Revenue => format!("收入 {value}"),
        Figure::Bookings => format!("新签 {value}"),
        Figure::Won => format!("赢单 {value} 单"),
        Figure::Customers => format!("首达客户 {value} 家"),
        Figure::Cash => format!("现金 {value}"),
        _ => value.to_owned(),
    },
    date_or_later: |date, later| format!("{date} · 计划期内未达到：{}", count_in_chinese(later)),
    within_plan: |within| format!("计划期内达到：{}", count_in_chinese(within)),
    not_within_plan: "计划期内未达到",
    not_expected: "预期在计划期内达不到",
    never: "没有任何未来会发生",
    happens: |within| match within {
        Count::Of100(n) => format!("100 种未来中 {n} 种会发生"),
        Count::Seen { hits, of } => format!("{}会发生", seen_in_chinese(hits, of)),
    },
    later: "更晚",
    small_row: |name, fact| format!("{name} · {fact}"),
    with_range: |middle, range| format!("{middle}（{range}）"),
    date_range: |first, last| format!("{first}–{last}"),
    date_sentence: |name, fact, range| {
        if range.is_empty() {
            format!("{name}：{fact}")
        } else {
            format!("{name}：{fact}，80% 区间 {range}")
        }
    },
    column_event: "事件",
    column_not_within: "计划期内未达到",

    funnel: "漏斗",
    pick_year: "计划年度",
    first_day: "首日",
    last_day: "末日",
    year_column: "年度",
    stages: ["线索", "MQL", "SQL", "商机", "赢单"],
    column_stage: "阶段",
    column_volume: |year| format!("{year}数量"),
    column_days: "停留天数",
    column_waiting: "正在等待",
    column_queued: "等待人手",
    conversion_column: |percentile| format!("转化率 {percentile}"),
    of_previous: |percent| format!("上一步的 {percent}"),
    of_inbound: |percent| format!("入站线索的 {percent}"),
    with_outbound: "含主动开发",
    through: |names| format!("经 {names}"),
    win_rate: |percent| format!("赢单率 {percent}"),
    range: |range| format!("区间 {range}"),
    days: |n| format!("{n} 天"),
    queue_sdr: "MQL 在等 SDR",
    queue_ae: "SQL 在等 AE",
    waits_sdr: "SDR 排队",
    waits_ae: "AE 排队",
    sides: ["市场", "交接", "销售"],
    stages_title: "阶段",
    collections: "回款",
    funnel_caption: |year| format!("{year}漏斗：各阶段的数量、转化率和等待人数"),
    none: "–",
};

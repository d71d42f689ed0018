//! English words of the forecast, the funnel and the timeline.

use super::{Charts, Odds, name, percents};
use crate::charts::Figure;
use crate::format::Count;
use crate::text::levers::figures::{seen, seen_futures};
use tandem_charts::{Limit, MonthStyle};
use tandem_engine::Period;
use tandem_engine::summary::MilestoneKind;

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
    limit_own: |name, since| match since {
        Some(month) => format!("Limit from {month}: {name}"),
        None => format!("Limit: {name}"),
    },
    limit_often: |low, high, weeks| {
        format!(" in {} of {}", percents(low, high), if weeks { "weeks" } else { "futures" })
    },
    limit_often_short: |low, high| format!(", {}", percents(low, high)),
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

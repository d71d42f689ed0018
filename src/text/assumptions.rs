//! Words of the table of assumptions.

use crate::assumptions::Origin;
use tandem_engine::plan::Source;
use tandem_engine::quantity::Unit;

/// Words of the table of assumptions.
pub struct Assumptions {
    /// Its title.
    pub title: &'static str,
    /// How many of how many are listed.
    pub count: fn(usize, usize) -> String,
    /// Name of the field that filters.
    pub search: &'static str,
    /// Name of the choice of rows.
    pub pick: &'static str,
    /// All rows.
    pub all: &'static str,
    /// Those that the plan sets.
    pub set: &'static str,
    /// Those with a range.
    pub ranges: &'static str,
    /// Those without a source.
    pub guesses: &'static str,
    /// Those that differ from the base.
    pub changed: &'static str,
    /// Those that something was found about.
    pub findings: &'static str,
    /// What a click on a value does: its name, the value.
    pub change: fn(name: &str, value: &str) -> String,
    /// Nothing fits the filter.
    pub none: &'static str,
    /// Heads of the columns: what, value, range, source, note, before.
    pub heads: [&'static str; 6],
    /// Heads of two more columns in files: the topic, the path in the plan.
    pub topic: &'static str,
    /// The path.
    pub path: &'static str,
    /// Where a value comes from.
    pub origin: fn(Origin) -> &'static str,
    /// Behind a value.
    pub unit: fn(Unit) -> &'static str,
    /// One of several things in a list.
    pub numbered: fn(name: &str, number: usize) -> String,
    /// An empty list.
    pub nothing: &'static str,
    /// Between parts of one thing.
    pub comma: &'static str,
    /// Between things in a list.
    pub between: &'static str,
    /// A list whose parts are all alike.
    pub all_same: fn(&str) -> String,
}

/// English.
pub static EN: Assumptions = Assumptions {
    title: "Assumptions",
    count: |shown, of| format!("{shown} of {of}"),
    search: "Find an assumption",
    pick: "Rows",
    all: "All",
    set: "Set in this plan",
    ranges: "With a range",
    guesses: "Without a source",
    changed: "Changed",
    findings: "Findings",
    change: |name, value| format!("{name}: {value}"),
    none: "No assumption fits.",
    topic: "Topic",
    path: "Field",
    heads: ["Assumption", "Value", "80% range", "Source", "Note", "Was"],
    origin: |origin| match origin {
        Origin::Stated(Source::Typed) => "Planner",
        Origin::Stated(Source::Data) => "Data",
        Origin::Stated(Source::Benchmark) => "Benchmark",
        Origin::Stated(Source::Assumption) => "Assumption",
        Origin::Default => "Default",
        Origin::Changed => "Changed here",
        Origin::Unknown => "Not stated",
    },
    unit: |unit| match unit {
        Unit::MoneyPerMonth | Unit::SharePerMonth | Unit::LeadsPerMonth => " a month",
        Unit::MoneyPerYear | Unit::SharePerYear | Unit::PerYear => " a year",
        Unit::MoneyPerLead => " a lead",
        Unit::SharePerWeek => " a week",
        Unit::Factor | Unit::OddsRatio => " ×",
        Unit::Weeks => " wk",
        Unit::Hours => " h",
        Unit::People => " FTE",
        Unit::PerHour => " an hour",
        Unit::ScoreSd => " sd",
        Unit::Money | Unit::Share | Unit::LogOdds | Unit::Count | Unit::None => "",
    },
    numbered: |name, number| format!("{name} {number}"),
    nothing: "none",
    comma: ", ",
    between: "; ",
    all_same: |value| format!("{value} throughout"),
};

/// Simplified Chinese.
pub static ZH_CN: Assumptions = Assumptions {
    title: "假设",
    count: |shown, of| format!("{shown} / {of} 项"),
    search: "查找假设",
    pick: "范围",
    all: "全部",
    set: "本计划设定",
    ranges: "有区间",
    guesses: "未注明来源",
    changed: "有改动",
    findings: "有提示",
    change: |name, value| format!("{name}：{value}"),
    none: "没有符合的假设。",
    topic: "类别",
    path: "字段",
    heads: ["假设", "数值", "80% 区间", "来源", "备注", "原值"],
    origin: |origin| match origin {
        Origin::Stated(Source::Typed) => "计划者",
        Origin::Stated(Source::Data) => "数据",
        Origin::Stated(Source::Benchmark) => "行业基准",
        Origin::Stated(Source::Assumption) => "假设",
        Origin::Default => "默认",
        Origin::Changed => "在此修改",
        Origin::Unknown => "未注明来源",
    },
    unit: |unit| match unit {
        Unit::MoneyPerMonth | Unit::SharePerMonth | Unit::LeadsPerMonth => "/月",
        Unit::MoneyPerYear | Unit::SharePerYear | Unit::PerYear => "/年",
        Unit::MoneyPerLead => "/条",
        Unit::SharePerWeek => "/周",
        Unit::Factor | Unit::OddsRatio => " 倍",
        Unit::Weeks => " 周",
        Unit::Hours => " 小时",
        Unit::People => " 人",
        Unit::PerHour => "/小时",
        Unit::ScoreSd => " 个标准差",
        Unit::Money | Unit::Share | Unit::LogOdds | Unit::Count | Unit::None => "",
    },
    numbered: |name, number| format!("{name} {number}"),
    nothing: "无",
    comma: "，",
    between: "；",
    all_same: |value| format!("均为 {value}"),
};

//! Words of the panel that says where a figure of the headline comes from.

use crate::format::Count;
use crate::text::levers::figures::{seen_futures, seen_in_chinese};
use tandem_charts::Limit;
use tandem_engine::Kpi;

/// A figure of the headline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The odds of the target.
    Odds,
    /// The value of the target.
    Target,
    /// The date of the target.
    Date,
    /// The median date of the target.
    Median,
    /// The last day of the plan.
    End,
    /// The value on the expected path.
    Value,
    /// The odds that cash runs out.
    CashOdds,
    /// The day that it does.
    CashDate,
    /// Since when something limits.
    From,
    /// What limits.
    Limit(Limit),
    /// What a step brings.
    Price,
    /// A key figure; its words are in the glossary.
    Kpi(Kpi),
}

/// Words of the panel.
pub struct Origin {
    /// Name of the panel for screen readers.
    pub name: &'static str,
    /// What the figure is.
    pub title: fn(Source) -> &'static str,
    /// What it means.
    pub meaning: fn(Source) -> &'static str,
    /// How it is worked out.
    pub formula: fn(Source) -> &'static str,
    /// Futures that are counted.
    pub counted: &'static str,
    /// So many of so many.
    pub of: fn(&str, &str) -> String,
    /// Its standard error.
    pub error: &'static str,
    /// An error in futures of 100.
    pub error_of_100: fn(&str) -> String,
    /// P10 to P90.
    pub range: &'static str,
    /// On the expected path.
    pub expected: &'static str,
    /// Not within the plan.
    pub beyond: &'static str,
    /// So many futures.
    pub futures: fn(Count) -> String,
    /// Share of the months' futures in which it limits.
    pub share: &'static str,
    /// Futures in which the step is better.
    pub better: &'static str,
    /// What it costs.
    pub cost: &'static str,
    /// Head of the inputs.
    pub inputs: &'static str,
    /// Leads to an input.
    pub go_to: fn(&str) -> String,
    /// Leads to the panel where it is drawn.
    pub show: &'static str,
    /// Leads to the table of all inputs.
    pub all_inputs: &'static str,
    /// Copies the panel as text.
    pub copy: &'static str,
    /// It was copied.
    pub copied: &'static str,
    /// The browser refused.
    pub refused: &'static str,
    /// Closes the panel.
    pub close: &'static str,
    /// A name and a value as a line of text.
    pub line: fn(&str, &str) -> String,
    /// The span that a figure is of.
    pub span: &'static str,
    /// Mean of the futures.
    pub mean: &'static str,
    /// Head of what is reached in how many futures.
    pub reached: &'static str,
    /// Futures at or above a value.
    pub at_least: &'static str,
    /// What is typed to be told the odds of.
    pub asked_value: &'static str,
    /// So many of 100 futures are at or above it, with the standard error.
    pub odds: fn(u32, &str) -> String,
}

/// English.
pub static EN: Origin = Origin {
    name: "Where this figure comes from",
    title: |source| match source {
        Source::Odds => "Odds of the target",
        Source::Target => "The target",
        Source::Date => "Date of the target",
        Source::Median => "Median date of the target",
        Source::End => "Last day of the plan",
        Source::Value => "Value on the expected path",
        Source::CashOdds => "Odds that cash runs out",
        Source::CashDate => "Day on which cash runs out",
        Source::From => "Since when it limits",
        Source::Limit(_) => "What limits",
        Source::Price => "What one step more brings",
        Source::Kpi(_) => "Key figure",
    },
    meaning: |source| match source {
        Source::Odds => "How many of the random futures are at or above the target on its date.",
        Source::Target => "The value that you set; nothing is worked out here.",
        Source::Date => "The day that you set; nothing is worked out here.",
        Source::Median => "Half of the futures reach the target by this day, half later or not at all.",
        Source::End => "No future is looked at beyond this day.",
        Source::Value => {
            "The plan without luck, every range at its mean. The futures are still on their way."
        }
        Source::CashOdds => {
            "How many of the random futures end a week of the plan with cash below zero. The table by month looks at the last day of each month instead."
        }
        Source::CashDate => {
            "Cash is looked at as each week ends: half of the futures that run out end a week below zero by this day. A month that ends within that week may be below zero in the table by month some days before, or not yet."
        }
        Source::From => {
            "The first month of the last run of months in which the same thing limits more often than any other. Runs of fewer than three months join their neighbours."
        }
        Source::Limit(Limit::Leads) => {
            "Nobody is short of time or cash: with more leads there would be more wins."
        }
        Source::Limit(Limit::Sdr) => "SDRs have no time left: MQLs wait, and slow answers cost deals.",
        Source::Limit(Limit::Ae) => "AEs have no room left: SQLs wait or are lost, and overload costs wins.",
        Source::Limit(Limit::Cash) => "Cash is below zero: the plan needs money that it does not have.",
        Source::Price => {
            "The plan with one step more, run in the same futures; the change is taken within each future, so most of the luck cancels."
        }
        Source::Kpi(_) => "",
    },
    formula: |source| match source {
        Source::Odds => "futures at or over the target on its date / all futures",
        Source::Target | Source::Date | Source::End => "as set in the plan",
        Source::Median => "50th percentile of the first day at or over the target",
        Source::Value => "the model with means instead of draws",
        Source::CashOdds => "futures with cash below zero at the end of some week / all futures",
        Source::CashDate => {
            "50th percentile of the last day of the first week that ends with cash below zero"
        }
        Source::From | Source::Limit(_) => {
            "load from 95% or a queue at the week's end; by month, the share of futures"
        }
        Source::Price => "median over futures of (measure with the step − measure without it)",
        Source::Kpi(_) => "",
    },
    counted: "Futures counted",
    of: |count, all| format!("{count} of {all}"),
    error: "Standard error",
    error_of_100: |se| format!("±{se} of 100"),
    range: "80% range",
    expected: "Expected path",
    beyond: "Later, or not within the plan",
    futures: |count| match count {
        Count::Of100(n) => format!("{n} of 100 futures"),
        Count::Seen { hits, of } => seen_futures(hits, of),
    },
    share: "It limits in",
    better: "Higher with the step in",
    cost: "It costs, over the plan",
    inputs: "Inputs behind it",
    go_to: |name| format!("Go to {name}"),
    show: "Show where it is drawn",
    all_inputs: "All assumptions",
    copy: "Copy",
    copied: "Copied",
    refused: "The browser refused to copy.",
    close: "Close",
    line: |name, value| format!("{name}: {value}"),
    span: "Period",
    mean: "Mean of the futures",
    reached: "How likely is a value?",
    at_least: "At or above",
    asked_value: "Value asked about",
    odds: |of_100, se| format!("{of_100} of 100 futures (±{se})"),
};

/// Simplified Chinese.
pub static ZH_CN: Origin = Origin {
    name: "此数字的出处",
    title: |source| match source {
        Source::Odds => "达成目标的把握",
        Source::Target => "目标",
        Source::Date => "目标日期",
        Source::Median => "达成目标的中位日期",
        Source::End => "计划的最后一天",
        Source::Value => "预期路径上的数值",
        Source::CashOdds => "现金耗尽的把握",
        Source::CashDate => "现金耗尽之日",
        Source::From => "从何时起成为瓶颈",
        Source::Limit(_) => "瓶颈",
        Source::Price => "再多一步能带来什么",
        Source::Kpi(_) => "关键指标",
    },
    meaning: |source| match source {
        Source::Odds => "在目标日期当天达到或超过目标的随机未来有多少。",
        Source::Target => "由您设定的数值，不经计算。",
        Source::Date => "由您设定的日期，不经计算。",
        Source::Median => "一半的未来在这一天前达到目标，另一半更晚或达不到。",
        Source::End => "这一天之后不再计算。",
        Source::Value => "没有运气、各区间取均值的计划。各未来仍在计算中。",
        Source::CashOdds => "计划期内有某一周末现金低于零的随机未来有多少。逐月表格看的则是各月最后一天。",
        Source::CashDate => {
            "现金按周末计：在现金耗尽的未来中，一半最迟在这一天所在的周末低于零。若月末落在这一周之内，逐月表格可能早几天显示低于零，也可能尚未低于零。"
        }
        Source::From => "同一因素最常成为瓶颈的最后一段月份的首月。少于三个月的段并入相邻段。",
        Source::Limit(Limit::Leads) => "人手与现金都有余：线索更多，赢单就更多。",
        Source::Limit(Limit::Sdr) => "SDR 没有余力：MQL 排队，响应慢会输单。",
        Source::Limit(Limit::Ae) => "AE 没有余力：SQL 排队或流失，超负荷降低赢单率。",
        Source::Limit(Limit::Cash) => "现金低于零：计划需要它没有的钱。",
        Source::Price => "在同样的未来中运行多一步的计划；变化在每种未来内计算，运气大多相互抵消。",
        Source::Kpi(_) => "",
    },
    formula: |source| match source {
        Source::Odds => "目标日期当天达到目标的未来 / 全部未来",
        Source::Target | Source::Date | Source::End => "如计划所设",
        Source::Median => "首次达到目标之日的第 50 百分位",
        Source::Value => "以均值代替抽取的模型",
        Source::CashOdds => "某周末现金低于零的未来 / 全部未来",
        Source::CashDate => "首个现金低于零的周之末日的第 50 百分位",
        Source::From | Source::Limit(_) => "负荷达到 95%，或周末仍有排队；按月计未来的占比",
        Source::Price => "各未来中（多一步的指标 − 原指标）的中位数",
        Source::Kpi(_) => "",
    },
    counted: "计入的未来",
    of: |count, all| format!("{count} / {all}"),
    error: "标准误",
    error_of_100: |se| format!("±{se}（每 100 种）"),
    range: "80% 区间",
    expected: "预期路径",
    beyond: "更晚，或计划期内达不到",
    futures: |count| match count {
        Count::Of100(n) => format!("100 种未来中 {n} 种"),
        Count::Seen { hits, of } => seen_in_chinese(hits, of),
    },
    share: "成为瓶颈的占比",
    better: "多一步后更高的占比",
    cost: "计划期内的成本",
    inputs: "背后的输入",
    go_to: |name| format!("前往 {name}"),
    show: "查看图表位置",
    all_inputs: "全部假设",
    copy: "复制",
    copied: "已复制",
    refused: "浏览器拒绝复制。",
    close: "关闭",
    line: |name, value| format!("{name}：{value}"),
    span: "期间",
    mean: "各未来的均值",
    reached: "某个数值有多大把握？",
    at_least: "不低于",
    asked_value: "要问的数值",
    odds: |of_100, se| format!("100 种未来中 {of_100} 种（±{se}）"),
};

//! Words of what one step more would bring.

use crate::steps::Step;

/// What a step does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// It adds.
    Gain,
    /// It takes away.
    Loss,
    /// It is not told from nothing.
    Unclear,
}

/// Words of what one step more would bring.
pub struct Prices {
    /// Title of the panel.
    pub title: &'static str,
    /// What the figures are: measure, date, futures.
    pub lead: fn(&str, &str, &str) -> String,
    /// A step.
    pub step: fn(Step) -> &'static str,
    /// How it is meant.
    pub note: fn(Step) -> &'static str,
    /// Five percent of marketing spend in money a month.
    pub spend_note: fn(&str) -> String,
    /// Heads of the columns: step, change, range, odds, cost, for each unit of money.
    pub heads: [&'static str; 6],
    /// Not told from nothing.
    pub unclear: &'static str,
    /// The same inside a sentence, where a gain would stand.
    pub nothing_clear: &'static str,
    /// A figure that there is not.
    pub none: &'static str,
    /// A value with its standard error.
    pub with_error: fn(&str, &str) -> String,
    /// Odds before and after, of 100.
    pub odds: fn(&str, &str) -> String,
    /// How far it is: steps known, of all.
    pub progress: fn(usize, usize) -> String,
    /// Between the limit and what eases it.
    pub therefore: &'static str,
    /// A step and what it does: `{gain}` at its end.
    pub clause: fn(Step, Effect) -> String,
    /// The standard error behind it.
    pub aside: fn(&str) -> String,
    /// Between two of these.
    pub comma: &'static str,
    /// Ends the sentence.
    pub stop: &'static str,
}

/// English.
pub static EN: Prices = Prices {
    title: "What one step more brings",
    lead: |measure, date, futures| {
        format!(
            "Change in {measure} on {date}, within each of {futures} of the same futures: median ± its standard error"
        )
    },
    step: |step| match step {
        Step::Ae => "One more AE",
        Step::Sdr => "One more SDR",
        Step::Spend => "5 % more marketing spend",
        Step::Response => "Half the time to first response",
    },
    note: |step| match step {
        Step::Ae | Step::Sdr => "from the first day, with ramp and pay",
        Step::Spend => "on every channel",
        Step::Response => "apart from the queue",
    },
    spend_note: |money| format!("about {money} a month, on every channel"),
    heads: ["Step", "Change", "80 % of futures", "Odds of 100", "Costs", "For each 1 spent"],
    unclear: "no clear change",
    nothing_clear: "nothing clear",
    none: "–",
    with_error: |value, se| format!("{value} ±{se}"),
    odds: |before, after| format!("{before} to {after}"),
    progress: |known, of| format!("{known} of {of} steps measured"),
    therefore: ": ",
    aside: |se| format!(" (±{se})"),
    clause: |step, effect| {
        let subject = match step {
            Step::Ae => "one more AE",
            Step::Sdr => "one more SDR",
            Step::Spend => "5 % more marketing spend",
            Step::Response => "half the time to first response",
        };
        match effect {
            Effect::Gain => format!("{subject} adds about {{gain}}"),
            Effect::Loss => format!("{subject} takes away about {{gain}}"),
            Effect::Unclear => format!("{subject} adds {{gain}}"),
        }
    },
    comma: ", ",
    stop: ".",
};

/// Simplified Chinese.
pub static ZH_CN: Prices = Prices {
    title: "再多一步能带来什么",
    lead: |measure, date, futures| {
        format!("{date} {measure} 的变化，在同样的 {futures} 种未来中逐一计算：中位数 ± 标准误")
    },
    step: |step| match step {
        Step::Ae => "多 1 名 AE",
        Step::Sdr => "多 1 名 SDR",
        Step::Spend => "市场投放多 5%",
        Step::Response => "首次响应时间减半",
    },
    note: |step| match step {
        Step::Ae | Step::Sdr => "自第一天起，含上手期与薪酬",
        Step::Spend => "每个渠道",
        Step::Response => "不含排队",
    },
    spend_note: |money| format!("每月约 {money}，每个渠道"),
    heads: ["步骤", "变化", "80% 的未来", "把握（每 100 种）", "成本", "每花 1 元"],
    unclear: "无明显变化",
    nothing_clear: "无明显变化",
    none: "–",
    with_error: |value, se| format!("{value} ±{se}"),
    odds: |before, after| format!("{before} → {after}"),
    progress: |known, of| format!("已测 {known} / {of} 步"),
    therefore: "：",
    aside: |se| format!("（±{se}）"),
    clause: |step, effect| {
        let subject = match step {
            Step::Ae => "多 1 名 AE ",
            Step::Sdr => "多 1 名 SDR ",
            Step::Spend => "市场投放多 5% ",
            Step::Response => "首次响应时间减半",
        };
        match effect {
            Effect::Gain => format!("{subject}约增加 {{gain}}"),
            Effect::Loss => format!("{subject}约减少 {{gain}}"),
            Effect::Unclear => format!("{}{{gain}}", subject.trim_end()),
        }
    },
    comma: "，",
    stop: "。",
};

//! Words of what one step more would bring.

use crate::steps::Step;
use crate::text::spaced;
use tandem_engine::plan::TargetMeasure;

/// What a step costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Worth<'a> {
    /// Next to nothing.
    Free,
    /// It brings so much for each unit of money.
    Each(&'a str),
    /// So much money.
    Costs(&'a str),
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
    /// Heads of the columns: step, change, range, odds, cost, for each unit of money. Of few futures no odds are told.
    pub heads: fn(is_few: bool) -> [&'static str; 6],
    /// Not told from nothing.
    pub unclear: &'static str,
    /// A figure that there is not.
    pub none: &'static str,
    /// A value with its standard error.
    pub with_error: fn(&str, &str) -> String,
    /// Odds before and after, of 100.
    pub odds: fn(&str, &str) -> String,
    /// How far it is: steps known, of all.
    pub progress: fn(usize, usize) -> String,
    /// The step that brings most for its money, in the headline.
    pub next: fn(Step) -> String,
    /// What of that may be left out where there is little room.
    pub next_aside: &'static str,
    /// What it brings and costs: `{gain}`, `{cost}`.
    pub next_figures: &'static str,
    /// What stands at `{cost}`; nothing where it costs next to nothing.
    pub next_cost: fn(Option<&str>) -> String,
    /// No step is told from nothing, in the headline: the measure.
    pub no_next: fn(&str) -> String,
    /// The standard error behind a gain.
    pub aside: fn(&str) -> String,
    /// Heads of the limits with what they cost: the limit, how much of the time it is the one, what eases it.
    pub limit_heads: [&'static str; 3],
    /// In place of a limit, before a step that eases none.
    pub no_limit: &'static str,
    /// The step that brings most for its money: the step, how much of what, the date, what it costs.
    pub first: fn(Step, (TargetMeasure, &str), &str, Worth) -> String,
    /// No step is told from nothing: measure, date.
    pub no_first: fn(&str, &str) -> String,
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
        Step::Spend => "5% more marketing spend",
        Step::Response => "Half the time to first response",
    },
    note: |step| match step {
        Step::Ae | Step::Sdr => "from the first day, with ramp and pay",
        Step::Spend => "on every channel",
        Step::Response => "apart from the queue",
    },
    spend_note: |money| format!("about {money} a month, on every channel"),
    heads: |is_few| {
        let odds = if is_few { "Odds" } else { "Odds of 100" };
        ["Step", "Change", "80% of futures", odds, "Costs", "For each 1 spent"]
    },
    unclear: "no clear change",
    none: "–",
    with_error: |value, se| format!("{value} ±{se}"),
    odds: |before, after| format!("{before} to {after}"),
    progress: |known, of| format!("{known} of {of} steps measured"),
    next: |step| {
        let subject = match step {
            Step::Ae => "One more AE",
            Step::Sdr => "One more SDR",
            Step::Spend => "5% more marketing spend",
            Step::Response => "Halving first response",
        };
        format!("{subject} pays most")
    },
    next_aside: " for its money",
    next_figures: ": {gain} {cost}.",
    next_cost: |cost| cost.map_or_else(|| "at next to no cost".to_owned(), |cost| format!("for {cost}")),
    no_next: |measure| format!("No single step tried clearly adds {measure}."),
    aside: |se| format!(" (±{se})"),
    limit_heads: ["Limit", "Of all months", "Eased by"],
    no_limit: "Besides the limits",
    first: |step, (measure, size), date, worth| {
        let gain = match measure {
            TargetMeasure::Won | TargetMeasure::Customers => size.to_owned(),
            _ => (crate::text::answers::EN.target)(measure, size),
        };
        let act = match step {
            Step::Ae => "hire one more AE",
            Step::Sdr => "hire one more SDR",
            Step::Spend => "spend 5% more on marketing",
            Step::Response => "halve the time to first response",
        };
        let worth = match worth {
            Worth::Free => "at next to no cost".to_owned(),
            Worth::Each(each) => format!("{each} for each 1 spent"),
            Worth::Costs(cost) => format!("for {cost}"),
        };
        format!("First of all, {act}: about {gain} more by {date}, {worth}.")
    },
    no_first: |measure, date| format!("None of these steps clearly changes {measure} on {date}."),
};

/// Simplified Chinese.
pub static ZH_CN: Prices = Prices {
    title: "再多一步能带来什么",
    lead: |measure, date, futures| {
        format!("{date}{}，在同样的 {futures} 种未来中逐一计算：中位数 ± 标准误", spaced(measure, "的变化"))
    },
    step: |step| match step {
        Step::Ae => "多 1 名 AE",
        Step::Sdr => "多 1 名 SDR",
        Step::Spend => "市场支出多 5%",
        Step::Response => "首次响应时间减半",
    },
    note: |step| match step {
        Step::Ae | Step::Sdr => "自第一天起，含爬坡期与薪酬",
        Step::Spend => "每个渠道",
        Step::Response => "不含排队",
    },
    spend_note: |money| format!("每月约 {money}，每个渠道"),
    heads: |is_few| {
        let odds = if is_few { "把握" } else { "把握（每 100 种）" };
        ["步骤", "变化", "80% 的未来", odds, "成本", "每花 1 单位"]
    },
    unclear: "无明显变化",
    none: "–",
    with_error: |value, se| format!("{value} ±{se}"),
    odds: |before, after| format!("{before} → {after}"),
    progress: |known, of| format!("已测 {known} / {of} 步"),
    next: |step| {
        let subject = match step {
            Step::Ae => "多 1 名 AE ",
            Step::Sdr => "多 1 名 SDR ",
            Step::Spend => "市场支出多 5% ",
            Step::Response => "首次响应时间减半",
        };
        format!("{subject}最划算")
    },
    next_aside: "",
    next_figures: "：约增加 {gain}，{cost}。",
    next_cost: |cost| cost.map_or_else(|| "几乎不花钱".to_owned(), |cost| format!("花费 {cost}")),
    no_next: |measure| format!("试过的单个步骤都不会明显增加{}。", spaced(measure, "")),
    aside: |se| format!("（±{se}）"),
    limit_heads: ["瓶颈", "占全部月份", "如何缓解"],
    no_limit: "瓶颈之外",
    first: |step, (measure, size), date, worth| {
        let name = (crate::text::levers::ZH_CN.measure)(measure);
        let act = match step {
            Step::Ae => "先多招 1 名 AE",
            Step::Sdr => "先多招 1 名 SDR",
            Step::Spend => "先把市场支出增加 5%",
            Step::Response => "先把首次响应时间减半",
        };
        let worth = match worth {
            Worth::Free => "几乎不花钱".to_owned(),
            Worth::Each(each) => format!("每花 1 单位带来 {each}"),
            Worth::Costs(cost) => format!("花费 {cost}"),
        };
        format!("{act}：到 {date}，{} {size}，{worth}。", spaced(name, "约多").trim_start())
    },
    no_first: |measure, date| format!("这些步骤都不会明显改变 {date}的{}。", spaced(measure, "")),
};

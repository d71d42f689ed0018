//! Words of what the money does: returns of channels, goodwill, and where wins are lost.

use crate::text::glossary::{Entry, OWN, OWN_ZH};
use crate::text::spaced;

/// Columns of the returns, beside the name.
pub const HEADS: usize = 5;

/// Words of the panel. What would make the first screen long is said by functions, with which it travels.
pub struct Balance {
    /// Title of the panel.
    pub title: &'static str,
    /// What is in it.
    pub sub: &'static str,
    /// Opens it.
    pub open: &'static str,
    /// Closes it.
    pub close: &'static str,
    /// It is being worked out.
    pub working: &'static str,
    /// What the plan is worth: gross profit; in the plan, in the year after it, of recurring revenue left; cost; worth.
    pub worth: [&'static str; 6],
    /// How that is meant.
    pub worth_note: &'static str,
    /// Heads of the channels: name, then a term each for spend, wins, gross profit, return, return of the next unit.
    pub channel: &'static str,
    /// The terms of the columns, [`HEADS`] of them; then that of the odds that a channel's spend earns itself back.
    pub heads: fn(usize) -> Entry,
    /// How ranges beside returns are meant.
    pub ranges_note: fn() -> &'static str,
    /// Title of the returns by period.
    pub by_span_title: &'static str,
    /// What is told of a period: return of the money spent then, of the next unit, profit that arrives then, wins.
    pub by_span: fn(usize) -> Entry,
    /// Groups of these: of the money, of what arrives.
    pub by_span_groups: [&'static str; 2],
    /// What comes after the plan.
    pub after: &'static str,
    /// Row of what goodwill brings.
    pub of_goodwill: &'static str,
    /// How the two groups are meant, that of what arrives last.
    pub by_span_note: fn(bool) -> &'static str,
    /// A figure that there is not.
    pub none: &'static str,
    /// The channels where the next unit of money brings most and least, each with its return.
    pub moves: fn((&str, &str), (&str, &str)) -> String,
    /// The only channel that money goes into: its next unit brings so much.
    pub only: fn(&str, &str) -> String,
    /// No channel has spend.
    pub no_spend: &'static str,
    /// Goodwill: share of spend that feeds it, the share found best, wins by it, all wins, gross profit by it.
    pub goodwill: fn(&str, &str, &str, &str, &str) -> String,
    /// Head of the losses.
    pub losses: &'static str,
    /// Columns of the losses.
    pub loss_heads: [&'static str; 2],
    /// Wins as planned, and with all mended.
    pub ends: [&'static str; 2],
    /// What wins are lost to: quality, response, capacity; then response and capacity where founders do it and nobody is hired
    /// for it.
    pub parts: fn(usize) -> Entry,
    /// Most wins are lost to this: name, wins, all that are lost.
    pub most: fn(&str, &str, &str) -> String,
    /// Hardly a win is lost.
    pub hardly: &'static str,
}

const fn entry(
    term: &'static str,
    meaning: &'static str,
    formula: &'static str,
    source: &'static str,
) -> Entry {
    Entry { term, meaning, formula, source }
}

/// English.
pub static EN: Balance = Balance {
    title: "What the money does",
    sub: "returns of channels, and where wins are lost",
    open: "Work it out",
    close: "Hide",
    working: "being worked out",
    worth: [
        "Gross profit",
        "in the plan",
        "in the year after it",
        "recurring revenue left then",
        "Sales and marketing cost",
        "Worth of the plan",
    ],
    worth_note: "On the expected path, discounted to the first day. After the plan nothing more is spent on marketing, teams stay, and what is under way is harvested.",
    channel: "Channel",
    heads: heads_in_english,
    ranges_note: ranges_note_in_english,
    by_span_title: "Returns by period",
    by_span: by_span_in_english,
    by_span_groups: ["Of the money spent then", "Arriving then"],
    after: "After the plan",
    of_goodwill: "Of it by goodwill",
    by_span_note: by_span_note_in_english,
    none: "–",
    moves: |(best, most), (worst, least)| {
        format!("The next 1 spent brings most in {best} ({most}) and least in {worst} ({least}).")
    },
    only: |name, next| format!("The next 1 spent in {name} brings {next}."),
    no_spend: "No channel has spend in this plan.",
    goodwill: |share, best, wins, all, profit| {
        format!(
            "{share} of spend feeds goodwill (a published optimum is {best}); it brings {wins} of {all} wins and {profit} of gross profit."
        )
    },
    losses: "Where wins are lost",
    loss_heads: ["Mended", "Wins"],
    ends: ["Won as planned", "Won with all three mended"],
    parts: parts_in_english,
    most: |name, wins, all| {
        format!("Most is lost here: {name}, {wins} of the {all} wins that could be regained.")
    },
    hardly: "Hardly a win is lost to quality, response or capacity.",
};

/// Simplified Chinese.
pub static ZH_CN: Balance = Balance {
    title: "钱花在哪里，带来什么",
    sub: "各渠道的回报，以及赢单流失在何处",
    open: "计算",
    close: "收起",
    working: "计算中",
    worth: ["毛利", "计划期内", "其后一年", "届时留存的经常性收入", "销售与市场成本", "计划的价值"],
    worth_note: "按预期路径计算，折现至第一天。计划结束后不再投放，团队保留，收获在途的成果。",
    channel: "渠道",
    heads: heads_in_chinese,
    ranges_note: ranges_note_in_chinese,
    by_span_title: "各时段的回报",
    by_span: by_span_in_chinese,
    by_span_groups: ["当期投放", "当期到来"],
    after: "计划之后",
    of_goodwill: "其中来自品牌积累",
    by_span_note: by_span_note_in_chinese,
    none: "–",
    moves: |(best, most), (worst, least)| {
        let (best, worst) = (spaced(best, "带来"), spaced(worst, "最少"));
        format!("再投 1 单位，在{best}最多（{most}），在{worst}（{least}）。")
    },
    only: |name, next| format!("在{}再投 1 单位，带来 {next}。", spaced(name, "")),
    no_spend: "此计划没有渠道投放。",
    goodwill: |share, best, wins, all, profit| {
        let profit = spaced(profit, "毛利");
        format!(
            "投放的 {share} 用于积累品牌（已发表的最佳值为 {best}），带来 {all} 单中的 {wins} 单和{profit}。"
        )
    },
    losses: "赢单流失在何处",
    loss_heads: ["改善之处", "赢单"],
    ends: ["按计划赢单", "三者都改善后赢单"],
    parts: parts_in_chinese,
    most: |name, wins, all| format!("流失最多的是{}：可挽回的 {all} 单中占 {wins} 单。", spaced(name, "")),
    hardly: "几乎没有赢单流失于质量、响应或容量。",
};

fn by_span_in_english(place: usize) -> Entry {
    match place {
        0 => entry(
            "Return of money spent then",
            "Gross profit for each 1 spent in the period, whenever it comes.",
            "profit by it / spend",
            "as Google Meridian defines ROI",
        ),
        1 => entry(
            "Next 1 spent then",
            "Gross profit of the next 1 spent in the period on top of the plan, whenever it comes.",
            "(gross profit at 1% more spend − gross profit) / 1% of spend",
            "as Google Meridian defines marginal ROI",
        ),
        2 => entry(
            "Profit arriving then",
            "Gross profit in the period that would be missing without any spend of the channel in the plan.",
            "gross profit − gross profit without the spend",
            OWN,
        ),
        _ => entry(
            "Wins arriving then",
            "Wins in the period that would be missing without any spend of the channel in the plan.",
            "wins − wins without the spend",
            OWN,
        ),
    }
}

fn by_span_note_in_english(arrives: bool) -> &'static str {
    if arrives {
        "Goodwill is part of the other rows and of what comes without spend. With what comes after the plan a row is all that its channel brings."
    } else {
        "Each period by itself: those of a saturated channel sum to less than the whole. The last look better: nothing is spent after the plan, so teams have time."
    }
}

fn ranges_note_in_english() -> &'static str {
    "Small figures are P10 to P90 over the plan's uncertain inputs, luck left out."
}

fn by_span_in_chinese(place: usize) -> Entry {
    match place {
        0 => entry(
            "当期投放的回报",
            "当期每投 1 单位货币带来的毛利，无论何时到来。",
            "带来的毛利 / 投放",
            "ROI，按 Google Meridian 的定义",
        ),
        1 => entry(
            "当期再投 1 单位",
            "在计划之上，当期再投 1 单位货币带来的毛利，无论何时到来。",
            "（投放多 1% 时的毛利 − 毛利）/ 投放的 1%",
            "边际 ROI，按 Google Meridian 的定义",
        ),
        2 => entry(
            "当期到来的毛利",
            "若渠道在计划期内毫无投放，当期会缺少的毛利。",
            "毛利 − 无投放时的毛利",
            OWN_ZH,
        ),
        _ => entry(
            "当期到来的赢单",
            "若渠道在计划期内毫无投放，当期会缺少的赢单。",
            "赢单 − 无投放时的赢单",
            OWN_ZH,
        ),
    }
}

fn by_span_note_in_chinese(arrives: bool) -> &'static str {
    if arrives {
        "品牌积累已包含在以上各行及无投放的部分之中。加上计划之后的部分，每行即该渠道带来的全部。"
    } else {
        "各时段分别计算：渠道趋于饱和时，各时段之和低于整体。最后几个时段看起来更好：计划之后不再投放，团队更有余力。"
    }
}

fn ranges_note_in_chinese() -> &'static str {
    "小字为不确定输入下的 P10 至 P90，不含运气。"
}

fn heads_in_english(place: usize) -> Entry {
    match place {
        0 => entry(
            "Spend",
            "Money put into the channel over the plan, discounted to its first day.",
            "Σ spend / (1 + discount rate)^years",
            OWN,
        ),
        1 => entry(
            "Wins by it",
            "Wins in the plan that would be missing without this spend.",
            "wins − wins without the spend",
            OWN,
        ),
        2 => entry(
            "Profit by it",
            "Gross profit that would be missing without this spend, what comes after the plan included.",
            "gross profit − gross profit without the spend",
            OWN,
        ),
        3 => entry(
            "Return (ROI)",
            "Gross profit for each 1 spent. Below 1 the channel does not earn its spend back.",
            "profit by it / spend",
            "as Google Meridian defines ROI",
        ),
        4 => entry(
            "Next 1 spent",
            "Gross profit of the next 1 spent on top of the plan (marginal ROI). Money is best where it is highest.",
            "(gross profit at 1% more spend − gross profit) / 1% of spend",
            "as Google Meridian defines marginal ROI",
        ),
        _ => entry(
            "Pays back",
            "Odds that the channel's spend earns itself back: its return is 1 or more.",
            "share of 100 draws of the uncertain inputs with a return of 1 or more",
            OWN,
        ),
    }
}

fn parts_in_english(place: usize) -> Entry {
    match place {
        0 => entry(
            "Quality handed over",
            "Wins regained if the lead score were as good as it can be, with the MQL bar that then wins most.",
            "mean gain over the orders in which the three can be mended (Shapley value)",
            "own definition; Shapley 1953",
        ),
        1 => entry(
            "Response of SDRs",
            "Wins regained if every MQL were answered within its week, with no queue.",
            "mean gain over the orders in which the three can be mended (Shapley value)",
            "own definition; Shapley 1953",
        ),
        2 => entry(
            "Capacity of AEs",
            "Wins regained if AEs had room for every SQL and were never overloaded.",
            "mean gain over the orders in which the three can be mended (Shapley value)",
            "own definition; Shapley 1953",
        ),
        3 => entry(
            "Response of founders",
            "Wins regained if every MQL were answered within its week, with no queue. No SDR is hired: founders answer.",
            "mean gain over the orders in which the three can be mended (Shapley value)",
            "own definition; Shapley 1953",
        ),
        _ => entry(
            "Capacity of founders",
            "Wins regained if there were room for every SQL and no overload. No AE is hired: founders sell.",
            "mean gain over the orders in which the three can be mended (Shapley value)",
            "own definition; Shapley 1953",
        ),
    }
}

fn heads_in_chinese(place: usize) -> Entry {
    match place {
        0 => entry("投放", "计划期内投入该渠道的钱，折现至第一天。", "Σ 投放 / (1 + 折现率)^年数", OWN_ZH),
        1 => entry("带来的赢单", "没有这笔投放就会缺少的赢单。", "赢单 − 无投放时的赢单", OWN_ZH),
        2 => entry(
            "带来的毛利",
            "没有这笔投放就会缺少的毛利，含计划之后的部分。",
            "毛利 − 无投放时的毛利",
            OWN_ZH,
        ),
        3 => entry(
            "回报（ROI）",
            "每投 1 单位货币带来的毛利。低于 1 则收不回投放。",
            "带来的毛利 / 投放",
            "ROI，按 Google Meridian 的定义",
        ),
        4 => entry(
            "再投 1 单位",
            "在计划之上再投 1 单位货币带来的毛利（边际 ROI）。钱投在最高处最划算。",
            "（投放多 1% 时的毛利 − 毛利）/ 投放的 1%",
            "边际 ROI，按 Google Meridian 的定义",
        ),
        _ => entry(
            "收回投放",
            "渠道的投放收回成本的概率：回报不低于 1。",
            "不确定输入 100 次取值中回报不低于 1 的比例",
            OWN_ZH,
        ),
    }
}

fn parts_in_chinese(place: usize) -> Entry {
    match place {
        0 => entry(
            "移交的质量",
            "若线索评分达到最佳，并取赢单最多的 MQL 门槛，可挽回的赢单。",
            "三者各种改善次序下增益的均值（沙普利值）",
            "自行定义；沙普利 1953",
        ),
        1 => entry(
            "SDR 的响应",
            "若每个 MQL 都在当周得到响应且不排队，可挽回的赢单。",
            "三者各种改善次序下增益的均值（沙普利值）",
            "自行定义；沙普利 1953",
        ),
        2 => entry(
            "AE 的容量",
            "若 AE 能接下每个 SQL 且从不超负荷，可挽回的赢单。",
            "三者各种改善次序下增益的均值（沙普利值）",
            "自行定义；沙普利 1953",
        ),
        3 => entry(
            "创始人的响应",
            "若每个 MQL 都在当周得到响应且不排队，可挽回的赢单。尚无 SDR，由创始人响应。",
            "三者各种改善次序下增益的均值（沙普利值）",
            "自行定义；沙普利 1953",
        ),
        _ => entry(
            "创始人的容量",
            "若能接下每个 SQL 且从不超负荷，可挽回的赢单。尚无 AE，由创始人销售。",
            "三者各种改善次序下增益的均值（沙普利值）",
            "自行定义；沙普利 1953",
        ),
    }
}

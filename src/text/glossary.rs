//! Terms on the page: what they mean, how they are computed, where the definition is from.

use tandem_engine::Kpi;

mod en;
mod zh_cn;

/// A term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The term in full.
    pub term: &'static str,
    /// What it means.
    pub meaning: &'static str,
    /// How it is computed.
    pub formula: &'static str,
    /// Where the definition is from.
    pub source: &'static str,
}

/// A term that is no key figure, in the order of [`Glossary::terms`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Term {
    /// A random way that the plan can go.
    Future,
    /// Half of the futures.
    Median,
    /// Four in five futures.
    Range80,
    /// The plan without luck.
    ExpectedPath,
    /// How many futures reach the target.
    Odds,
    /// A lead over the bar.
    Mql,
    /// An MQL that is qualified and accepted.
    Sql,
    /// A deal that is worked on.
    Opportunity,
    /// Mean time in a stage.
    DaysInStage,
    /// People who wait for time.
    Waiting,
    /// What holds growth back.
    Limit,
    /// How much of the largest response is reached.
    Ceiling,
    /// Time to full output.
    Ramp,
    /// From when cash flow stays above zero.
    BreakEven,
}

/// Terms on the page.
pub struct Glossary {
    /// Before a formula.
    pub formula: &'static str,
    /// Before a source.
    pub source: &'static str,
    /// Between a name and what it names.
    pub colon: &'static str,
    /// Terms that are no key figures.
    pub terms: &'static [Entry],
    /// A key figure.
    pub kpi: fn(Kpi) -> Entry,
    /// Share of futures with cash at all times.
    pub cash_never_out: Entry,
}

impl Glossary {
    /// The entry of a term.
    pub fn term(&self, term: Term) -> Entry {
        self.terms[term as usize]
    }
}

const fn entry(
    term: &'static str,
    meaning: &'static str,
    formula: &'static str,
    source: &'static str,
) -> Entry {
    Entry { term, meaning, formula, source }
}

/// Where nobody else defines it so: what the page says is the definition.
pub(in crate::text) const OWN: &str = "own definition";
/// The same in Chinese.
pub(in crate::text) const OWN_ZH: &str = "自行定义";

/// English.
pub static EN: Glossary = Glossary {
    formula: "Formula",
    source: "Source",
    colon: ": ",
    terms: &[
        entry(
            "Future",
            "One random way that the plan can go: ranges and luck drawn once.",
            "one trial of the model",
            OWN,
        ),
        entry(
            "Median",
            "Half of the futures are above it, half below.",
            "50th percentile of the futures",
            OWN,
        ),
        entry("80% range", "Four in five futures lie in it.", "10th to 90th percentile of the futures", OWN),
        entry(
            "Expected path",
            "The plan without luck, every range at its mean. It is shown at once, before the futures are in.",
            "the model with means instead of draws",
            OWN,
        ),
        entry(
            "Odds",
            "How many futures reach the target by its date.",
            "futures at or over the target / all futures",
            OWN,
        ),
        entry(
            "MQL",
            "A lead above the bar of the lead score: marketing hands it to an SDR.",
            "leads with a score over the bar",
            OWN,
        ),
        entry(
            "SQL",
            "An MQL that an SDR has qualified and an AE has accepted.",
            "worked MQLs × MQL to SQL",
            OWN,
        ),
        entry(
            "Opportunity",
            "A deal that an AE works on; each AE can hold a limited number.",
            "accepted SQLs × SQL to opportunity",
            OWN,
        ),
        entry(
            "Days in stage",
            "Mean time in a stage, queues included.",
            "people in the stage / people out a day",
            "Little's law",
        ),
        entry(
            "Waiting",
            "People who wait for an SDR or an AE to have time.",
            "arrived − worked − expired",
            OWN,
        ),
        entry(
            "What limits",
            "What holds growth back in a month: AE time, SDR time, cash, else leads.",
            "load from 95%, or a queue at the week's end",
            OWN,
        ),
        entry(
            "Share of ceiling",
            "How much of a channel's largest response is reached at the reference spend. The closer, the less more money brings.",
            "Hill curve, share of its maximum",
            "Meta Robyn, Google Meridian",
        ),
        entry(
            "Ramp",
            "Time until a new head has full output.",
            "linear from onboarding to full productivity",
            OWN,
        ),
        entry(
            "Break-even",
            "The month from which cash flow stays above zero.",
            "first month ≥ 0 that holds with the next two",
            OWN,
        ),
    ],
    kpi: en::english,
    cash_never_out: entry(
        "Cash never out",
        "Futures in which no week of the plan ends with cash below zero.",
        "futures with lowest cash ≥ 0, of 100",
        OWN,
    ),
};

/// Simplified Chinese.
pub static ZH_CN: Glossary = Glossary {
    formula: "公式",
    source: "来源",
    colon: "：",
    terms: &[
        entry("未来", "计划的一种随机走向：各区间与运气各抽取一次。", "模型的一次试验", OWN_ZH),
        entry("中位数", "一半的未来高于它，一半低于它。", "各未来的第 50 百分位", OWN_ZH),
        entry("80% 区间", "五种未来中有四种落在其中。", "各未来的第 10 至第 90 百分位", OWN_ZH),
        entry(
            "预期路径",
            "没有运气、各区间取均值的计划。在各未来算完之前先行显示。",
            "以均值代替抽取的模型",
            OWN_ZH,
        ),
        entry("把握", "在截止日前达到目标的未来所占比例。", "达到目标的未来 / 全部未来", OWN_ZH),
        entry("MQL", "评分越过门槛的线索，由市场交给 SDR。", "评分高于门槛的线索", OWN_ZH),
        entry("SQL", "经 SDR 确认并由 AE 接收的 MQL。", "已处理的 MQL × MQL 到 SQL", OWN_ZH),
        entry("商机", "AE 正在跟进的交易；每名 AE 能跟进的数量有限。", "已接收的 SQL × SQL 到商机", OWN_ZH),
        entry("阶段天数", "在一个阶段的平均时间，含排队。", "阶段内人数 / 每日流出人数", "利特尔法则"),
        entry("等待", "等待 SDR 或 AE 有空的人。", "到达 − 已处理 − 过期", OWN_ZH),
        entry(
            "瓶颈",
            "当月限制增长的因素：AE 时间、SDR 时间、现金，否则为线索。",
            "负荷达到 95%，或周末仍有排队",
            OWN_ZH,
        ),
        entry(
            "接近上限",
            "在参考投放下，渠道已达到其最大响应的多少。越接近，再加钱带来的越少。",
            "Hill 曲线占其最大值之比",
            "Meta Robyn, Google Meridian",
        ),
        entry("爬坡期", "新人达到满产能所需的时间。", "从培训到满产能线性上升", OWN_ZH),
        entry("盈亏平衡", "现金流从该月起保持在零以上。", "首个连同随后两月合计 ≥ 0 的月份", OWN_ZH),
    ],
    kpi: zh_cn::chinese,
    cash_never_out: entry(
        "现金不断流",
        "计划期内没有一个周末现金低于零的未来。",
        "最低现金 ≥ 0 的未来，每 100 种",
        OWN_ZH,
    ),
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_is_one_that_a_reader_of_the_page_knows() {
        for glossary in [&EN, &ZH_CN] {
            let figures = Kpi::ALL.iter().copied().map(glossary.kpi).chain([glossary.cash_never_out]);
            for Entry { term, source, .. } in glossary.terms.iter().copied().chain(figures) {
                assert!(
                    !source.is_empty() && !source.contains(['/', '_']) && !source.contains(".md"),
                    "{term}: {source}"
                );
            }
        }
    }
}

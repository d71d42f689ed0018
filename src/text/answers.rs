//! Words of the headline and the key figures.
//!
//! A sentence of the headline is a template: each name in braces is a fact, shown with a rule beneath and leading to where
//! it comes from.

use crate::format::Odds;
use crate::text::levers::figures::{seen, seen_in_chinese};
use tandem_charts::Limit;
use tandem_engine::Kpi;
use tandem_engine::plan::TargetMeasure;

/// Since when, and how surely, something is the limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LimitCase {
    /// What limits.
    pub limit: Limit,
    /// Since when.
    pub since: Since,
    /// In how many futures.
    pub how: How,
}

/// Since when something is so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Since {
    /// From a later month on.
    From,
    /// In every month of the plan.
    Throughout,
    /// From the first month of the plan, with months in between where something else is.
    MostMonths,
}

/// In how many futures something is so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// In more than half.
    Mostly,
    /// In fewer, but more often than anything else.
    MoreThanOthers,
    /// On the expected path; no future has run.
    Expected,
}

/// Words of the headline and the key figures.
pub struct Answers {
    /// Name of the headline for screen readers.
    pub headline: &'static str,
    /// Odds of the target: `{odds}`, `{target}`, `{date}`.
    pub reach: fn(Odds) -> &'static str,
    /// What stands at `{odds}`.
    pub odds: fn(Odds) -> String,
    /// Odds by themselves, where there is little room.
    pub odds_short: fn(Odds) -> String,
    /// Follows what was seen in a few futures.
    pub too_few: fn(of: u32) -> &'static str,
    /// The median date, the end of a sentence: `{median}`.
    pub median: &'static str,
    /// The median date lies beyond the plan: `{end}`.
    pub median_beyond: &'static str,
    /// While no future has run: `{value}`, `{date}`, `{target}`.
    pub expected: fn(TargetMeasure) -> &'static str,
    /// There is no target.
    pub no_target: &'static str,
    /// Cash runs out, in some futures (`{odds}`) or on the expected path (`{date}`); the median date or a full stop follows.
    pub cash_out: fn(Option<Odds>) -> &'static str,
    /// What limits: `{from}`, `{limit}`.
    pub limit: fn(LimitCase) -> &'static str,
    /// What stands at `{limit}`.
    pub limit_name: fn(Limit) -> &'static str,
    /// A value of a measure in a sentence.
    pub target: fn(TargetMeasure, &str) -> String,
    /// Ends a sentence that has no median date.
    pub full_stop: &'static str,
    /// Between two sentences.
    pub space: &'static str,
    /// What a click on a fact does.
    pub show_source: &'static str,

    /// Name of the key figures.
    pub kpis: &'static str,
    /// The three sides, each with its word.
    pub sides: [(&'static str, &'static str); 3],
    /// Name of the choice of period.
    pub pick_year: &'static str,
    /// A plan year by its number.
    pub year: fn(usize) -> String,
    /// What the figures are.
    pub reading: &'static str,
    /// What they are before any future has run.
    pub reading_expected: &'static str,
    /// What the figures are, and the currency of those that are money.
    pub in_currency: fn(reading: &str, currency: &str) -> String,
    /// What the marks mean.
    pub reading_change: fn(opened: bool) -> &'static str,
    /// Name of a figure.
    pub kpi: fn(Kpi) -> &'static str,
    /// Name of a figure at a date.
    pub kpi_at: fn(&str, &str) -> String,
    /// Share of futures with cash at all times.
    pub cash_never_out: &'static str,
    /// Behind a count of 100 futures.
    pub of_100: &'static str,
    /// Behind a count of a few futures.
    pub of_few: fn(u32) -> String,
    /// A figure without a range.
    pub known: &'static str,
    /// Something happens on the expected path, or does not.
    pub yes_no: (&'static str, &'static str),
    /// A figure that is not defined.
    pub undefined: &'static str,
}

/// English.
pub static EN: Answers = Answers {
    headline: "The answer in one sentence",
    reach: |odds| match odds {
        Odds::Hardly => "Fewer than {odds} futures reach {target} by {date}",
        Odds::About(_) => "About {odds} futures reach {target} by {date}",
        Odds::Nearly => "More than {odds} futures reach {target} by {date}",
        Odds::Seen { hits: 0, of: 1 } => "The only future that was run does not reach {target} by {date}",
        Odds::Seen { of: 1, .. } => "The only future that was run reaches {target} by {date}",
        Odds::Seen { hits: 1, .. } => "{odds} futures reaches {target} by {date}",
        Odds::Seen { .. } => "{odds} futures reach {target} by {date}",
    },
    odds: |odds| match odds {
        Odds::Hardly => "1 in 20".to_owned(),
        Odds::About(count) => format!("{count} in 10"),
        Odds::Nearly => "19 in 20".to_owned(),
        Odds::Seen { hits, of } => seen(hits, of),
    },
    odds_short: |odds| match odds {
        Odds::Hardly => "<\u{a0}1 in 20".to_owned(),
        Odds::About(count) => format!("{count} in 10"),
        Odds::Nearly => ">\u{a0}19 in 20".to_owned(),
        Odds::Seen { hits, of } => seen(hits, of),
    },
    too_few: |of| match of {
        1 => "One future tells no odds.",
        _ => "Too few futures to tell odds.",
    },
    median: "; median date {median}.",
    median_beyond: "; the median date lies after {end}.",
    expected: |measure| match measure {
        TargetMeasure::Arr | TargetMeasure::Customers | TargetMeasure::Cash => {
            "On the expected path {value} on {date}, against {target}."
        }
        _ => "On the expected path {value} by {date}, against {target}.",
    },
    no_target: "This plan has no target, so there are no odds.",
    cash_out: |odds| match odds {
        None => "On the expected path cash runs out on {date}",
        Some(Odds::Hardly) => "Cash runs out in fewer than {odds} futures",
        Some(Odds::About(_)) => "Cash runs out in about {odds} futures",
        Some(Odds::Nearly) => "Cash runs out in more than {odds} futures",
        Some(Odds::Seen { of: 1, .. }) => "Cash runs out in the only future that was run",
        Some(Odds::Seen { .. }) => "Cash runs out in {odds} futures",
    },
    limit: |case| match (case.limit, case.since, case.how) {
        (Limit::Sdr | Limit::Ae, Since::From, How::Mostly) => {
            "From {from} your {limit} are the limit in most futures."
        }
        (Limit::Sdr | Limit::Ae, Since::From, How::MoreThanOthers) => {
            "From {from} your {limit} limit more often than anything else."
        }
        (Limit::Sdr | Limit::Ae, Since::From, How::Expected) => "From {from} your {limit} are the limit.",
        (Limit::Sdr | Limit::Ae, Since::Throughout, How::Mostly) => {
            "Your {limit} are the limit throughout, in most futures."
        }
        (Limit::Sdr | Limit::Ae, Since::Throughout, How::MoreThanOthers) => {
            "Your {limit} limit more often than anything else."
        }
        (Limit::Sdr | Limit::Ae, Since::Throughout, How::Expected) => {
            "Your {limit} are the limit throughout."
        }
        (Limit::Leads, Since::From, How::Mostly) => "From {from} {limit} are the limit in most futures.",
        (Limit::Leads, Since::From, How::MoreThanOthers) => {
            "From {from} {limit} limit more often than anything else."
        }
        (Limit::Leads, Since::From, How::Expected) => "From {from} {limit} are the limit.",
        (Limit::Leads, Since::Throughout, How::Mostly) => {
            "Throughout, {limit} are the limit in most futures."
        }
        (Limit::Leads, Since::Throughout, How::MoreThanOthers) => {
            "Throughout, {limit} limit more often than anything else."
        }
        (Limit::Leads, Since::Throughout, How::Expected) => "Throughout, {limit} are the limit.",
        (Limit::Cash, Since::From, How::Mostly) => "From {from} {limit} is the limit in most futures.",
        (Limit::Cash, Since::From, How::MoreThanOthers) => {
            "From {from} {limit} limits more often than anything else."
        }
        (Limit::Cash, Since::From, How::Expected) => "From {from} {limit} is the limit.",
        (Limit::Cash, Since::Throughout, How::Mostly) => "Throughout, {limit} is the limit in most futures.",
        (Limit::Cash, Since::Throughout, How::MoreThanOthers) => {
            "Throughout, {limit} limits more often than anything else."
        }
        (Limit::Cash, Since::Throughout, How::Expected) => "Throughout, {limit} is the limit.",
        (Limit::Sdr | Limit::Ae, Since::MostMonths, How::Mostly) => {
            "In most months your {limit} are the limit, in most futures."
        }
        (Limit::Sdr | Limit::Ae, Since::MostMonths, How::MoreThanOthers) => {
            "In most months your {limit} limit more often than anything else."
        }
        (Limit::Sdr | Limit::Ae, Since::MostMonths, How::Expected) => {
            "In most months your {limit} are the limit."
        }
        (Limit::Leads, Since::MostMonths, How::Mostly) => {
            "In most months {limit} are the limit, in most futures."
        }
        (Limit::Leads, Since::MostMonths, How::MoreThanOthers) => {
            "In most months {limit} limit more often than anything else."
        }
        (Limit::Leads, Since::MostMonths, How::Expected) => "In most months {limit} are the limit.",
        (Limit::Cash, Since::MostMonths, How::Mostly) => {
            "In most months {limit} is the limit, in most futures."
        }
        (Limit::Cash, Since::MostMonths, How::MoreThanOthers) => {
            "In most months {limit} limits more often than anything else."
        }
        (Limit::Cash, Since::MostMonths, How::Expected) => "In most months {limit} is the limit.",
    },
    limit_name: |limit| match limit {
        Limit::Leads => "leads",
        Limit::Sdr => "SDRs",
        Limit::Ae => "AEs",
        Limit::Cash => "cash",
    },
    target: |measure, value| match measure {
        TargetMeasure::Arr => format!("{value} ARR"),
        TargetMeasure::Revenue => format!("{value} revenue"),
        TargetMeasure::Bookings => format!("{value} bookings"),
        TargetMeasure::Won => format!("{value} wins"),
        TargetMeasure::Customers => format!("{value} customers"),
        TargetMeasure::Cash => format!("{value} cash"),
    },
    full_stop: ".",
    space: " ",
    show_source: "Show where this comes from",
    kpis: "Key figures",
    sides: [("Marketing", "pull"), ("Sales", "push"), ("Shared", "one engine")],
    pick_year: "Period of the figures",
    year: |year| format!("Year {year}"),
    reading: "median, 80% range",
    in_currency: |reading, currency| format!("{reading}, {currency}"),
    reading_expected: "expected path",
    reading_change: |opened| if opened { "▲▼ change since opened" } else { "▲▼ change from A" },
    kpi: |kpi| match kpi {
        Kpi::Spend => "Spend",
        Kpi::Leads => "Leads",
        Kpi::Mqls => "MQLs",
        Kpi::MqlRate => "MQL rate",
        Kpi::CostPerLead => "Cost per lead",
        Kpi::SourcedPipeline => "Sourced pipeline",
        Kpi::Won => "Wins",
        Kpi::WinRate => "Win rate",
        Kpi::DealSize => "Deal size",
        Kpi::QuotaAttainment => "Quota attained",
        Kpi::ResponseHours => "First response",
        Kpi::WithinTarget => "Within promise",
        Kpi::SdrUtilisation => "SDR load",
        Kpi::AeUtilisation => "AE load",
        Kpi::Bookings => "Bookings",
        Kpi::Revenue => "Revenue",
        Kpi::ArrEnd => "ARR",
        Kpi::Cac => "CAC",
        Kpi::PaybackMonths => "Payback",
        Kpi::LtvToCac => "LTV : CAC",
        Kpi::CashEnd => "Cash",
        Kpi::LowestCash => "Lowest cash",
        Kpi::CustomersEnd => "Customers",
        Kpi::QualifiedRate => "Qualified leads",
        Kpi::Precision => "MQL precision",
        Kpi::CostPerMql => "Cost per MQL",
        Kpi::CostPerSql => "Cost per SQL",
        Kpi::OrganicShare => "Organic share",
        Kpi::PullShare => "Pull share",
        Kpi::SqlRate => "SQL rate",
        Kpi::ExpiredShare => "MQLs expired",
        Kpi::OpportunityRate => "Opportunity rate",
        Kpi::PassRate => "SQLs that pass",
        Kpi::WinRateOfOpened => "Win rate of new opportunities",
        Kpi::CycleWeeks => "Sales cycle",
        Kpi::PipelineVelocity => "Pipeline velocity",
        Kpi::PipelineCoverage => "Pipeline coverage",
        Kpi::YieldPerRep => "Yield per rep",
        Kpi::RampedReps => "Ramped reps",
        Kpi::LateShare => "Won at quarter end",
        Kpi::IdleSdrHours => "Idle SDR hours",
        Kpi::NewCacRatio => "New CAC ratio",
        Kpi::MagicNumber => "Magic number",
        Kpi::GrossRetention => "Gross retention",
        Kpi::NetRetention => "Net retention",
        Kpi::BurnMultiple => "Burn multiple",
        Kpi::RunwayMonths => "Runway",
        Kpi::RepeatRate => "Repeat orders a year",
        Kpi::SqlRateOfWorked => "SQL rate of worked",
        Kpi::FitShareOfLeads => "Fit share of leads",
        Kpi::FitShareOfSqls => "Fit share of SQLs",
        Kpi::FitShareOfOpportunities => "Fit share of opportunities",
        Kpi::FitShareOfWon => "Fit share of wins",
        Kpi::BrandSpendShare => "Brand share of spend",
        Kpi::Discount => "Discount",
        Kpi::QuotaHitShare => "Reps at quota",
        Kpi::MqlsDelivered => "MQLs delivered",
        Kpi::FeedbackRate => "Feedback rate",
        Kpi::LoopMaturity => "Loop maturity",
        Kpi::AttributionError => "Source unknown",
        Kpi::LaggedCac => "Lagged CAC",
        Kpi::Ltv => "LTV",
        Kpi::LtvFiveYears => "LTV in five years",
        Kpi::GrossRetentionOfAYear => "Gross retention, 12 months",
        Kpi::NetRetentionOfAYear => "Net retention, 12 months",
        Kpi::WentLive => "Customers gone live",
        Kpi::LogoRetention => "Customer retention",
    },
    kpi_at: |name, date| format!("{name}, {date}"),
    cash_never_out: "Cash never out",
    of_100: "of 100",
    of_few: |of| format!("of {of}"),
    known: "known",
    yes_no: ("yes", "no"),
    undefined: "not defined",
};

/// Simplified Chinese.
pub static ZH_CN: Answers = Answers {
    headline: "一句话结论",
    reach: |odds| match odds {
        Odds::Hardly => "每 20 种未来中不到 {odds}在 {date}前达到 {target}",
        Odds::About(_) => "每 10 种未来中约有 {odds}在 {date}前达到 {target}",
        Odds::Nearly => "每 20 种未来中超过 {odds}在 {date}前达到 {target}",
        Odds::Seen { hits: 0, of: 1 } => "唯一运行的未来未在 {date}前达到 {target}",
        Odds::Seen { of: 1, .. } => "唯一运行的未来在 {date}前达到 {target}",
        Odds::Seen { .. } => "运行的未来中，{odds}在 {date}前达到 {target}",
    },
    odds: |odds| match odds {
        Odds::Hardly => "1 种".to_owned(),
        Odds::About(count) => format!("{count} 种"),
        Odds::Nearly => "19 种".to_owned(),
        Odds::Seen { hits, of } => seen_in_chinese(hits, of),
    },
    odds_short: |odds| match odds {
        Odds::Hardly => "20 种中不到 1 种".to_owned(),
        Odds::About(count) => format!("10 种中 {count} 种"),
        Odds::Nearly => "20 种中超过 19 种".to_owned(),
        Odds::Seen { hits, of } => seen_in_chinese(hits, of),
    },
    too_few: |of| match of {
        1 => "一种未来看不出概率。",
        _ => "未来太少，看不出概率。",
    },
    median: "，中位日期 {median}。",
    median_beyond: "，中位日期晚于 {end}。",
    expected: |_| "按预期路径，{date}为 {value}，目标 {target}。",
    no_target: "此计划未设目标，因此没有概率。",
    cash_out: |odds| match odds {
        None => "按预期路径，现金将于 {date}耗尽",
        Some(Odds::Hardly) => "每 20 种未来中不到 {odds}现金会耗尽",
        Some(Odds::About(_)) => "每 10 种未来中约有 {odds}现金会耗尽",
        Some(Odds::Nearly) => "每 20 种未来中超过 {odds}现金会耗尽",
        Some(Odds::Seen { of: 1, .. }) => "唯一运行的未来中现金会耗尽",
        Some(Odds::Seen { .. }) => "运行的未来中，{odds}现金会耗尽",
    },
    // A space stands beside Latin letters only.
    limit: |case| match (case.since, case.how, case.limit) {
        (Since::From, How::Mostly, Limit::Sdr | Limit::Ae) => "自 {from}起，多数未来的瓶颈是 {limit}。",
        (Since::From, How::Mostly, _) => "自 {from}起，多数未来的瓶颈是{limit}。",
        (Since::From, How::MoreThanOthers, Limit::Sdr | Limit::Ae) => "自 {from}起，最常见的瓶颈是 {limit}。",
        (Since::From, How::MoreThanOthers, _) => "自 {from}起，最常见的瓶颈是{limit}。",
        (Since::From, How::Expected, Limit::Sdr | Limit::Ae) => "自 {from}起，瓶颈是 {limit}。",
        (Since::From, How::Expected, _) => "自 {from}起，瓶颈是{limit}。",
        (Since::Throughout, How::Mostly, Limit::Sdr | Limit::Ae) => {
            "整个计划期内，多数未来的瓶颈是 {limit}。"
        }
        (Since::Throughout, How::Mostly, _) => "整个计划期内，多数未来的瓶颈是{limit}。",
        (Since::Throughout, How::MoreThanOthers, Limit::Sdr | Limit::Ae) => {
            "整个计划期内，最常见的瓶颈是 {limit}。"
        }
        (Since::Throughout, How::MoreThanOthers, _) => "整个计划期内，最常见的瓶颈是{limit}。",
        (Since::Throughout, How::Expected, Limit::Sdr | Limit::Ae) => "整个计划期内，瓶颈是 {limit}。",
        (Since::Throughout, How::Expected, _) => "整个计划期内，瓶颈是{limit}。",
        (Since::MostMonths, How::Mostly, Limit::Sdr | Limit::Ae) => "大部分月份，多数未来的瓶颈是 {limit}。",
        (Since::MostMonths, How::Mostly, _) => "大部分月份，多数未来的瓶颈是{limit}。",
        (Since::MostMonths, How::MoreThanOthers, Limit::Sdr | Limit::Ae) => {
            "大部分月份，最常见的瓶颈是 {limit}。"
        }
        (Since::MostMonths, How::MoreThanOthers, _) => "大部分月份，最常见的瓶颈是{limit}。",
        (Since::MostMonths, How::Expected, Limit::Sdr | Limit::Ae) => "大部分月份，瓶颈是 {limit}。",
        (Since::MostMonths, How::Expected, _) => "大部分月份，瓶颈是{limit}。",
    },
    limit_name: |limit| match limit {
        Limit::Leads => "线索",
        Limit::Sdr => "SDR",
        Limit::Ae => "AE",
        Limit::Cash => "现金",
    },
    target: |measure, value| match measure {
        TargetMeasure::Arr => format!("ARR {value}"),
        TargetMeasure::Revenue => format!("收入 {value}"),
        TargetMeasure::Bookings => format!("签约额 {value}"),
        TargetMeasure::Won => format!("赢单 {value} 单"),
        TargetMeasure::Customers => format!("客户 {value} 家"),
        TargetMeasure::Cash => format!("现金 {value}"),
    },
    full_stop: "。",
    space: "",
    show_source: "查看出处",
    kpis: "关键指标",
    sides: [("市场", "拉"), ("销售", "推"), ("共同", "同一引擎")],
    pick_year: "指标期间",
    year: |year| format!("第 {year} 年"),
    reading: "中位数、80% 区间",
    in_currency: |reading, currency| format!("{reading}、{currency}"),
    reading_expected: "预期路径",
    reading_change: |opened| if opened { "▲▼ 较打开时变化" } else { "▲▼ 较 A 变化" },
    kpi: |kpi| match kpi {
        Kpi::Spend => "市场支出",
        Kpi::Leads => "线索",
        Kpi::Mqls => "MQL",
        Kpi::MqlRate => "MQL 率",
        Kpi::CostPerLead => "单条线索成本",
        Kpi::SourcedPipeline => "市场来源商机",
        Kpi::Won => "赢单",
        Kpi::WinRate => "赢单率",
        Kpi::DealSize => "客单价",
        Kpi::QuotaAttainment => "配额完成",
        Kpi::ResponseHours => "首次响应",
        Kpi::WithinTarget => "承诺内响应",
        Kpi::SdrUtilisation => "SDR 负荷",
        Kpi::AeUtilisation => "AE 负荷",
        Kpi::Bookings => "签约额",
        Kpi::Revenue => "收入",
        Kpi::ArrEnd => "ARR",
        Kpi::Cac => "获客成本",
        Kpi::PaybackMonths => "回本期",
        Kpi::LtvToCac => "LTV : CAC",
        Kpi::CashEnd => "现金",
        Kpi::LowestCash => "最低现金",
        Kpi::CustomersEnd => "客户数",
        Kpi::QualifiedRate => "合格线索率",
        Kpi::Precision => "MQL 精准率",
        Kpi::CostPerMql => "单个 MQL 成本",
        Kpi::CostPerSql => "单个 SQL 成本",
        Kpi::OrganicShare => "自然线索占比",
        Kpi::PullShare => "市场拉动占比",
        Kpi::SqlRate => "SQL 率",
        Kpi::ExpiredShare => "MQL 过期率",
        Kpi::OpportunityRate => "商机率",
        Kpi::PassRate => "SQL 通过率",
        Kpi::WinRateOfOpened => "新商机赢单率",
        Kpi::CycleWeeks => "销售周期",
        Kpi::PipelineVelocity => "商机流速",
        Kpi::PipelineCoverage => "商机覆盖率",
        Kpi::YieldPerRep => "人均产出比",
        Kpi::RampedReps => "满产销售人数",
        Kpi::LateShare => "季末赢单占比",
        Kpi::IdleSdrHours => "SDR 空闲小时",
        Kpi::NewCacRatio => "新客 CAC 比",
        Kpi::MagicNumber => "魔力数",
        Kpi::GrossRetention => "毛收入留存率",
        Kpi::NetRetention => "净收入留存率",
        Kpi::BurnMultiple => "烧钱倍数",
        Kpi::RunwayMonths => "现金可用月数",
        Kpi::RepeatRate => "年复购次数",
        Kpi::SqlRateOfWorked => "已处理 MQL 的 SQL 率",
        Kpi::FitShareOfLeads => "线索画像符合率",
        Kpi::FitShareOfSqls => "SQL 画像符合率",
        Kpi::FitShareOfOpportunities => "商机画像符合率",
        Kpi::FitShareOfWon => "赢单画像符合率",
        Kpi::BrandSpendShare => "品牌支出占比",
        Kpi::Discount => "折扣",
        Kpi::QuotaHitShare => "达成配额的 AE",
        Kpi::MqlsDelivered => "MQL 交付率",
        Kpi::FeedbackRate => "反馈率",
        Kpi::LoopMaturity => "闭环成熟度",
        Kpi::AttributionError => "来源不明占比",
        Kpi::LaggedCac => "滞后获客成本",
        Kpi::Ltv => "客户终身价值",
        Kpi::LtvFiveYears => "五年客户价值",
        Kpi::GrossRetentionOfAYear => "12 个月毛留存率",
        Kpi::NetRetentionOfAYear => "12 个月净留存率",
        Kpi::WentLive => "上线客户",
        Kpi::LogoRetention => "客户留存率",
    },
    kpi_at: |name, date| format!("{name}，{date}"),
    cash_never_out: "现金不断流",
    of_100: "每 100 种",
    of_few: |of| format!("共 {of} 种"),
    known: "已知",
    yes_no: ("是", "否"),
    undefined: "无定义",
};

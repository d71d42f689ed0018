//! Chinese words of the headline and the key figures.

use super::{Answers, How, Since, tenths};
use crate::format::Odds;
use crate::text::levers::figures::seen_in_chinese;
use tandem_charts::Limit;
use tandem_engine::Kpi;
use tandem_engine::plan::TargetMeasure;

/// Simplified Chinese.
pub static ZH_CN: Answers = Answers {
    headline: "一句话结论",
    reach: |odds, has_day| {
        let who = match odds {
            Odds::Hardly => "每 20 种未来中不到 {odds}",
            Odds::About(_) => "每 10 种未来中约有 {odds}",
            Odds::Nearly => "每 20 种未来中超过 {odds}",
            Odds::Seen { hits: 0, of: 1 } => "唯一运行的未来未",
            Odds::Seen { of: 1, .. } => "唯一运行的未来",
            Odds::Seen { .. } => "运行的未来中，{odds}",
        };
        who.to_owned()
            + if has_day { "在 {date}前达到 {target}" } else { "在 {date}持有{target}以上" }
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
    too_few: |of| {
        if of == 1 { "一种未来看不出概率。" } else { "未来太少，看不出概率。" }
    },
    median: "，中位日期 {median}。",
    median_falls: "；半数在 {median}前达到，其中一部分之后又跌破。",
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
    on_credit: "此后按有人出资继续推演。",
    wanted: |odds| match tenths(odds) {
        Some(count) => format!("（期望每 10 种中 {count} 种）"),
        None => format!("（期望每 100 种中 {} 种）", (odds * 100.0).round()),
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
        Kpi::QuotaAttainment => "配额完成率",
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
        Kpi::CycleWeeks => "商机关闭用时",
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
        Kpi::LoadedCostPerLead => "单条线索全成本",
        Kpi::LoadedCostPerMql => "单个 MQL 全成本",
        Kpi::LoadedCostPerSql => "单个 SQL 全成本",
    },
    kpi_at: |name, date| format!("{name}，{date}"),
    cash_never_out: "现金不断流",
    of_100: "每 100 种",
    of_few: |of| format!("共 {of} 种"),
    known: "已知",
    yes_no: ("是", "否"),
    undefined: "无定义",
};

//! Terms on the page: what they mean, how they are computed, where the definition is from.

use tandem_engine::Kpi;

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

/// Terms on the page.
pub struct Glossary {
    /// Before a formula.
    pub formula: &'static str,
    /// Before a source.
    pub source: &'static str,
    /// A key figure.
    pub kpi: fn(Kpi) -> Entry,
    /// Share of futures with cash at all times.
    pub cash_never_out: Entry,
}

const fn entry(
    term: &'static str,
    meaning: &'static str,
    formula: &'static str,
    source: &'static str,
) -> Entry {
    Entry { term, meaning, formula, source }
}

const MODEL: &str = "docs/model.md";

/// English.
pub static EN: Glossary = Glossary {
    formula: "Formula",
    source: "Source",
    kpi: english,
    cash_never_out: entry(
        "Cash never out",
        "Futures in which cash never falls below zero, to the end of the plan.",
        "futures with lowest cash ≥ 0, of 100",
        MODEL,
    ),
};

fn english(kpi: Kpi) -> Entry {
    match kpi {
        Kpi::Spend => entry(
            "Marketing spend",
            "Money for channels and events.",
            "sum of budgets and event costs",
            MODEL,
        ),
        Kpi::Leads => entry(
            "Leads",
            "People who showed interest, replies to outbound included.",
            "sum over channels",
            MODEL,
        ),
        Kpi::Mqls => entry(
            "Marketing qualified leads",
            "Leads above the MQL bar, recycled ones included.",
            "sum over channels without outbound",
            MODEL,
        ),
        Kpi::MqlRate => {
            entry("MQL rate", "MQLs of the period per lead of the period.", "MQLs / leads", MODEL)
        }
        Kpi::CostPerLead => {
            entry("Cost per lead", "Spend per lead, all leads counted.", "spend / leads", MODEL)
        }
        Kpi::SourcedPipeline => entry(
            "Marketing-sourced pipeline",
            "Value of opportunities from marketing's channels.",
            "opportunities without outbound × mean deal value",
            MODEL,
        ),
        Kpi::Won => entry("Wins", "Opportunities won.", "count", MODEL),
        Kpi::WinRate => {
            entry("Win rate", "Share of closed opportunities that are won.", "won / (won + lost)", MODEL)
        }
        Kpi::DealSize => {
            entry("Deal size", "Mean value of the first year of a deal.", "bookings / won", MODEL)
        }
        Kpi::QuotaAttainment => entry(
            "Quota attainment",
            "Bookings against the quota of all AE heads.",
            "bookings / (quota × AE heads)",
            MODEL,
        ),
        Kpi::ResponseHours => entry(
            "First response",
            "Mean time from MQL to a first answer, business hours, 40 a week.",
            "mean over worked MQLs",
            MODEL,
        ),
        Kpi::WithinTarget => entry(
            "Within promise",
            "Share of worked MQLs answered within the promised time.",
            "answered in time / worked",
            MODEL,
        ),
        Kpi::SdrUtilisation => {
            entry("SDR load", "Share of SDR time for MQLs in use.", "worked / capacity, mean of weeks", MODEL)
        }
        Kpi::AeUtilisation => entry(
            "AE load",
            "Share of the open opportunities that AEs can hold.",
            "open / slots, mean of weeks",
            MODEL,
        ),
        Kpi::Bookings => {
            entry("Bookings", "Value of deals won, repeat orders not included.", "sum of deal values", MODEL)
        }
        Kpi::Revenue => entry(
            "Revenue",
            "Recognised revenue of the year.",
            "recurring + delivered + repeat orders",
            MODEL,
        ),
        Kpi::ArrEnd => entry(
            "Annual recurring revenue",
            "Recurring revenue at the end of the year, a year's worth.",
            "12 × MRR",
            MODEL,
        ),
        Kpi::Cac => entry(
            "Customer acquisition cost",
            "Sales and marketing cost for each new customer.",
            "sales and marketing cost / won",
            "Skok, SaaS Metrics 2.0",
        ),
        Kpi::PaybackMonths => entry(
            "CAC payback",
            "Months until a customer's gross margin has paid its CAC.",
            "CAC / (monthly revenue a customer × gross margin)",
            "Skok, SaaS Metrics 2.0",
        ),
        Kpi::LtvToCac => entry(
            "Lifetime value to CAC",
            "Gross margin of a customer's life against its cost.",
            "monthly revenue a customer × gross margin / churn / CAC",
            "Skok, SaaS Metrics 2.0",
        ),
        Kpi::CashEnd => entry(
            "Cash",
            "Cash at the end of the year.",
            "opening cash + collections − costs + funding",
            MODEL,
        ),
        Kpi::LowestCash => {
            entry("Lowest cash", "Lowest cash at a week's end up to then.", "minimum over weeks", MODEL)
        }
        Kpi::CustomersEnd => {
            entry("Customers", "Customers at the end of the year.", "opening + gone live − churned", MODEL)
        }
    }
}

/// Simplified Chinese.
pub static ZH_CN: Glossary = Glossary {
    formula: "公式",
    source: "来源",
    kpi: chinese,
    cash_never_out: entry(
        "现金不断流",
        "直到计划结束，现金从未跌破零的未来。",
        "最低现金 ≥ 0 的未来，每 100 种",
        MODEL,
    ),
};

fn chinese(kpi: Kpi) -> Entry {
    match kpi {
        Kpi::Spend => entry("市场支出", "投入渠道与活动的资金。", "各渠道预算与活动成本之和", MODEL),
        Kpi::Leads => entry("线索", "表达过兴趣的人，含主动开发的回复。", "各渠道之和", MODEL),
        Kpi::Mqls => entry(
            "市场合格线索（MQL）",
            "越过 MQL 门槛的线索，含再培育的线索。",
            "除主动开发外各渠道之和",
            MODEL,
        ),
        Kpi::MqlRate => entry("MQL 率", "同期 MQL 与线索之比。", "MQL / 线索", MODEL),
        Kpi::CostPerLead => {
            entry("单条线索成本", "每条线索的市场支出，计入所有线索。", "市场支出 / 线索", MODEL)
        }
        Kpi::SourcedPipeline => {
            entry("市场来源商机", "来自市场渠道的商机金额。", "非主动开发的商机数 × 平均客单价", MODEL)
        }
        Kpi::Won => entry("赢单", "赢得的商机。", "计数", MODEL),
        Kpi::WinRate => entry("赢单率", "已关闭商机中赢单的比例。", "赢单 / (赢单 + 输单)", MODEL),
        Kpi::DealSize => entry("客单价", "一单首年的平均金额。", "签约额 / 赢单", MODEL),
        Kpi::QuotaAttainment => {
            entry("配额完成率", "签约额与全部 AE 配额之比。", "签约额 / (配额 × AE 人数)", MODEL)
        }
        Kpi::ResponseHours => entry(
            "首次响应",
            "从 MQL 到首次响应的平均时间，按工作小时计，每周 40 小时。",
            "对已处理的 MQL 求平均",
            MODEL,
        ),
        Kpi::WithinTarget => {
            entry("承诺内响应", "在承诺时间内得到响应的 MQL 比例。", "按时响应 / 已处理", MODEL)
        }
        Kpi::SdrUtilisation => {
            entry("SDR 负荷", "SDR 处理 MQL 的时间使用率。", "已处理 / 产能，各周平均", MODEL)
        }
        Kpi::AeUtilisation => {
            entry("AE 负荷", "AE 可同时跟进的商机中已占用的比例。", "在跟商机 / 名额，各周平均", MODEL)
        }
        Kpi::Bookings => entry("签约额", "赢单金额，不含复购。", "各单金额之和", MODEL),
        Kpi::Revenue => entry("收入", "当年确认的收入。", "经常性收入 + 已交付 + 复购", MODEL),
        Kpi::ArrEnd => entry("年度经常性收入（ARR）", "年末的经常性收入，折合全年。", "12 × MRR", MODEL),
        Kpi::Cac => entry(
            "获客成本（CAC）",
            "每个新客户的销售与市场成本。",
            "销售与市场成本 / 赢单",
            "Skok, SaaS Metrics 2.0",
        ),
        Kpi::PaybackMonths => entry(
            "CAC 回本期",
            "客户毛利收回其 CAC 所需的月数。",
            "CAC / (每客户月收入 × 毛利率)",
            "Skok, SaaS Metrics 2.0",
        ),
        Kpi::LtvToCac => entry(
            "客户终身价值与 CAC 之比",
            "客户存续期毛利与其成本之比。",
            "每客户月收入 × 毛利率 / 流失率 / CAC",
            "Skok, SaaS Metrics 2.0",
        ),
        Kpi::CashEnd => entry("现金", "年末现金。", "期初现金 + 回款 − 成本 + 融资", MODEL),
        Kpi::LowestCash => entry("最低现金", "到当时为止各周末的最低现金。", "各周最小值", MODEL),
        Kpi::CustomersEnd => entry("客户数", "年末客户数。", "期初 + 上线 − 流失", MODEL),
    }
}

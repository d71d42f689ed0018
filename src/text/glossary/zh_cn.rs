//! Key figures in Simplified Chinese.

use super::{Entry, OWN_ZH, entry};
use tandem_engine::Kpi;

pub(super) fn chinese(kpi: Kpi) -> Entry {
    match kpi {
        Kpi::Spend => entry("市场支出", "投入渠道与活动的资金。", "各渠道预算与活动成本之和", OWN_ZH),
        Kpi::Leads => entry("线索", "表达过兴趣的人，含主动开发的回复。", "各渠道之和", OWN_ZH),
        Kpi::Mqls => entry(
            "市场合格线索（MQL）",
            "越过 MQL 门槛的线索，含再培育的线索。",
            "除主动开发外各渠道之和",
            OWN_ZH,
        ),
        Kpi::MqlRate => entry("MQL 率", "同期 MQL 与入站线索之比。", "MQL / 不含回复的线索", OWN_ZH),
        Kpi::CostPerLead => {
            entry("单条线索成本", "每条线索的市场支出，计入所有线索。", "市场支出 / 线索", OWN_ZH)
        }
        Kpi::SourcedPipeline => {
            entry("市场来源商机", "来自市场渠道的商机金额。", "非主动开发的商机数 × 平均客单价", OWN_ZH)
        }
        Kpi::Won => entry("赢单", "赢得的商机。", "计数", OWN_ZH),
        Kpi::WinRate => entry("赢单率", "已关闭商机中赢单的比例。", "赢单 / (赢单 + 输单)", "销售业通用"),
        Kpi::DealSize => entry("客单价", "一单首年的平均金额。", "签约额 / 赢单", OWN_ZH),
        Kpi::QuotaAttainment => {
            entry("配额完成率", "签约额与全部 AE 配额之比。", "签约额 / (配额 × AE 人数)", "销售业通用")
        }
        Kpi::ResponseHours => entry(
            "首次响应",
            "从 MQL 到首次响应的平均时间，按工作小时计，每周 40 小时。",
            "对已处理的 MQL 求平均",
            OWN_ZH,
        ),
        Kpi::WithinTarget => {
            entry("承诺内响应", "在承诺时间内得到响应的 MQL 比例。", "按时响应 / 已处理", OWN_ZH)
        }
        Kpi::SdrUtilisation => {
            entry("SDR 负荷", "SDR 处理 MQL 的时间使用率。", "已处理 / 产能，各周平均", OWN_ZH)
        }
        Kpi::AeUtilisation => {
            entry("AE 负荷", "AE 可同时跟进的商机中已占用的比例。", "在跟商机 / 名额，各周平均", OWN_ZH)
        }
        Kpi::Bookings => entry("签约额", "赢单金额，不含复购。", "各单金额之和", OWN_ZH),
        Kpi::Revenue => entry("收入", "当年确认的收入。", "经常性收入 + 已交付 + 复购", OWN_ZH),
        Kpi::ArrEnd => entry("年度经常性收入（ARR）", "年末的经常性收入，折合全年。", "12 × MRR", OWN_ZH),
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
        Kpi::CashEnd => entry("现金", "年末现金。", "期初现金 + 回款 − 成本 + 融资", OWN_ZH),
        Kpi::LowestCash => entry("最低现金", "到当时为止各周末的最低现金。", "各周最小值", OWN_ZH),
        Kpi::CustomersEnd => entry("客户数", "年末客户数。", "期初 + 上线 − 流失", OWN_ZH),
        Kpi::QualifiedRate => entry(
            "合格线索率",
            "同期新线索中超过 MQL 门槛的比例，不含回收线索。",
            "新线索中的 MQL / 入站线索",
            OWN_ZH,
        ),
        Kpi::Precision => {
            entry("MQL 精准率", "符合理想客户画像的 MQL 比例。", "符合画像的 MQL / MQL", OWN_ZH)
        }
        Kpi::CostPerMql => entry("单个 MQL 成本", "每个 MQL 的市场支出。", "市场支出 / MQL", OWN_ZH),
        Kpi::LoadedCostPerLead => entry(
            "单条线索全成本",
            "每条线索的市场支出与市场团队成本。",
            "（市场支出 + 市场团队成本）/ 线索",
            OWN_ZH,
        ),
        Kpi::LoadedCostPerMql => entry(
            "单个 MQL 全成本",
            "每个 MQL 的市场支出与市场团队成本。",
            "（市场支出 + 市场团队成本）/ MQL",
            OWN_ZH,
        ),
        Kpi::LoadedCostPerSql => entry(
            "单个 SQL 全成本",
            "每个来自 MQL 的 SQL 的市场支出与市场团队成本。",
            "（市场支出 + 市场团队成本）/ 非主动开发的 SQL",
            OWN_ZH,
        ),
        Kpi::CostPerSql => {
            entry("单个 SQL 成本", "每个来自 MQL 的 SQL 的市场支出。", "市场支出 / 非主动开发的 SQL", OWN_ZH)
        }
        Kpi::OrganicShare => {
            entry("自然线索占比", "自然与转介绍渠道的线索比例。", "自然与转介绍线索 / 线索", OWN_ZH)
        }
        Kpi::PullShare => entry("市场拉动占比", "并非来自主动开发的赢单比例。", "入站赢单 / 赢单", OWN_ZH),
        Kpi::SqlRate => entry("SQL 率", "同期 SQL 与 MQL 之比。", "非主动开发的 SQL / MQL", OWN_ZH),
        Kpi::ExpiredShare => entry("MQL 过期率", "未能及时跟进的 MQL 比例。", "过期 / MQL", OWN_ZH),
        Kpi::OpportunityRate => entry("商机率", "同期商机与已接收 SQL 之比。", "商机 / 已接收 SQL", OWN_ZH),
        Kpi::PassRate => {
            entry("SQL 通过率", "同期接收的 SQL 中将成为商机的比例。", "将成为商机 / 已接收", OWN_ZH)
        }
        Kpi::WinRateOfOpened => {
            entry("新商机赢单率", "同期开启的商机中将会赢单的比例。", "将赢单 / 已开启", OWN_ZH)
        }
        Kpi::CycleWeeks => entry(
            "商机关闭用时",
            "从商机到赢单或输单的周数；销售周期只计赢单。",
            "平均进行中商机 / 每周关闭数（利特尔法则）",
            "利特尔法则",
        ),
        Kpi::PipelineVelocity => {
            entry("商机流速", "商机池每周产出的金额。", "进行中商机 × 赢单率 × 客单价 / 周期", "销售业通用")
        }
        Kpi::PipelineCoverage => entry(
            "商机覆盖率",
            "进行中商机金额与季度配额之比。",
            "进行中商机 × 客单价 / 季度配额",
            "销售业通用",
        ),
        Kpi::YieldPerRep => entry(
            "人均产出比",
            "每位满产 AE 一年签约毛利与其底薪之比。",
            "签约额 × 毛利率 / 有效 AE / 底薪",
            OWN_ZH,
        ),
        Kpi::RampedReps => entry("满产销售人数", "按产出折算的 AE 人数。", "人数 × 爬坡", OWN_ZH),
        Kpi::LateShare => entry("季末赢单占比", "季度最后两周的赢单比例。", "该两周赢单 / 赢单", OWN_ZH),
        Kpi::IdleSdrHours => entry(
            "SDR 空闲小时",
            "每周既未用于 MQL 也未用于主动开发的 SDR 工时。",
            "入站工时 × (1 − 负荷) × (1 − 转主动开发比例)",
            OWN_ZH,
        ),
        Kpi::NewCacRatio => entry(
            "新客 CAC 比",
            "新客户每单位 ARR 的销售与市场成本。",
            "销售与市场成本 / 新客 ARR",
            "Benchmarkit 2025",
        ),
        Kpi::MagicNumber => entry(
            "魔力数",
            "一个季度经常性收入的增长折合全年，与此前一个季度的销售与市场成本之比。",
            "4 × (最近 13 周 − 此前 13 周) / 此前 13 周成本",
            "Scale Venture Partners",
        ),
        Kpi::GrossRetention => {
            entry("毛收入留存率", "一年后保留的经常性收入，不含增购。", "逐周连乘 1 − 流失 MRR / MRR", OWN_ZH)
        }
        Kpi::NetRetention => entry(
            "净收入留存率",
            "一年后保留的经常性收入，含增购。",
            "逐周连乘 1 + (增购 − 流失) / MRR",
            OWN_ZH,
        ),
        Kpi::BurnMultiple => {
            entry("烧钱倍数", "每新增一单位 ARR 消耗的现金。", "净消耗 / ARR 变化", "Benchmarkit 2025")
        }
        Kpi::RunwayMonths => {
            entry("现金可用月数", "按最近 13 周的消耗，现金可维持的月数。", "现金 / 月消耗", "财务通用")
        }
        Kpi::RepeatRate => {
            entry("年复购次数", "每位客户每年无需新成交的订单数。", "复购订单 / 平均客户数", OWN_ZH)
        }
        Kpi::SqlRateOfWorked => entry(
            "已处理 MQL 的 SQL 率",
            "已处理的 MQL 中成为 SQL 的比例，在首次响应时确定。",
            "非主动开发的 SQL / 已处理 MQL",
            OWN_ZH,
        ),
        Kpi::FitShareOfLeads => {
            entry("线索画像符合率", "符合理想客户画像的线索比例，含回复。", "符合画像的线索 / 线索", OWN_ZH)
        }
        Kpi::FitShareOfSqls => {
            entry("SQL 画像符合率", "符合理想客户画像的 SQL 比例。", "符合画像的 SQL / SQL", OWN_ZH)
        }
        Kpi::FitShareOfOpportunities => {
            entry("商机画像符合率", "新商机中符合理想客户画像的比例。", "符合画像的商机 / 新商机", OWN_ZH)
        }
        Kpi::FitShareOfWon => entry(
            "赢单画像符合率",
            "赢单中符合理想客户画像的比例，不含期初商机。",
            "符合画像的赢单 / 各渠道赢单",
            OWN_ZH,
        ),
        Kpi::BrandSpendShare => entry(
            "品牌支出占比",
            "用于积累品牌的支出比例。研究认为 B2B 的最优值约为 46%。",
            "支出 × 品牌份额 / 支出",
            "Binet and Field, 2019",
        ),
        Kpi::Discount => {
            entry("折扣", "赢单相对标价的折扣，含季末折扣。", "1 − 签约额 / 按标价的签约额", OWN_ZH)
        }
        Kpi::QuotaHitShare => entry(
            "达成配额的 AE",
            "达到配额的 AE 比例，假设交易随机分给各人。",
            "人均签约额伽马分布的尾部",
            "自行假设",
        ),
        Kpi::MqlsDelivered => entry(
            "MQL 交付率",
            "MQL 与 AE 配额所需 MQL 之比；未填配额时，为目标所需、均摊至目标日的 MQL。即市场对销售的承诺。",
            "MQL / (配额或目标 / (客单价 × 填写的转化率))",
            "HubSpot, Creating an SLA",
        ),
        Kpi::FeedbackRate => entry("反馈率", "销售回报结果的已处理 MQL 比例。", "按填写", OWN_ZH),
        Kpi::LoopMaturity => {
            entry("闭环成熟度", "销售与市场之间闭环的完成程度。", "CRM 集成度 × 反馈率", OWN_ZH)
        }
        Kpi::AttributionError => {
            entry("来源不明占比", "渠道未知的赢单比例。", "1 − CRM 集成度 × 各渠道赢单 / 赢单", OWN_ZH)
        }
        Kpi::LaggedCac => {
            entry("滞后获客成本", "按交易开始时的成本计算的 CAC。", "提前一个中位周期的成本 / 赢单", OWN_ZH)
        }
        Kpi::Ltv => entry(
            "客户终身价值",
            "新客户在存续期内的毛利。",
            "每客户月收入 × 毛利率 / 流失率",
            "Skok, SaaS Metrics 2.0",
        ),
        Kpi::LtvFiveYears => {
            entry("五年客户价值", "新客户五年内的毛利，计入增购并折现。", "60 个月留存毛利的现值之和", OWN_ZH)
        }
        Kpi::GrossRetentionOfAYear => entry(
            "12 个月毛留存率",
            "过去 52 周留存的经常性收入，不含增购。",
            "逐周连乘 1 − 流失 MRR / MRR",
            OWN_ZH,
        ),
        Kpi::NetRetentionOfAYear => entry(
            "12 个月净留存率",
            "过去 52 周留存的经常性收入，含增购。",
            "逐周连乘 1 + (增购 − 流失) / MRR",
            OWN_ZH,
        ),
        Kpi::WentLive => entry("上线客户", "合同开始生效的客户。", "客户变化 + 流失", OWN_ZH),
        Kpi::LogoRetention => {
            entry("客户留存率", "一年后仍在的客户比例。", "逐周连乘 1 − 流失 / 客户", OWN_ZH)
        }
    }
}

//! Words of the figures of channels over time.

use crate::text::glossary::{Entry, OWN, OWN_ZH};
use crate::text::spaced;
use tandem_engine::summary::ChannelKpi;

/// Words of the panel.
pub struct ChannelFigures {
    /// Title of the panel.
    pub title: &'static str,
    /// What is in it.
    pub sub: &'static str,
    /// Opens it.
    pub open: &'static str,
    /// Name of the choice of figure.
    pub pick: &'static str,
    /// Groups of figures: what channels bring, what they cost, rates.
    pub groups: [&'static str; 3],
    /// A figure: its name, what it means, how it is computed.
    pub kpi: fn(ChannelKpi) -> Entry,
    /// Name of the table: the figure, the period.
    pub caption: fn(figure: &str, period: &str) -> String,
    /// The row of all channels together.
    pub whole: &'static str,
    /// Medians of the rows are not those of the whole.
    pub sum_note: &'static str,
    /// The whole counts deals that no channel of the plan has brought.
    pub open_note: &'static str,
    /// SQLs that are created, by what SQLs are called.
    pub created: fn(&str) -> String,
    /// What a sheet of paper has room for, of how many.
    pub on_paper: fn(usize, usize) -> String,
    /// A figure that there is not.
    pub none: &'static str,
}

const fn own(term: &'static str, meaning: &'static str, formula: &'static str) -> Entry {
    Entry { term, meaning, formula, source: OWN }
}

const fn own_zh(term: &'static str, meaning: &'static str, formula: &'static str) -> Entry {
    Entry { term, meaning, formula, source: OWN_ZH }
}

/// English.
pub static EN: ChannelFigures = ChannelFigures {
    title: "Channels over time",
    sub: "what each brings and costs, by month, quarter or year",
    open: "Show",
    pick: "Figure of the channels",
    groups: ["What they bring", "What they cost", "Rates"],
    kpi: english,
    caption: |figure, period| format!("{figure}, each channel by {}", period.to_lowercase()),
    whole: "Whole plan",
    sum_note: "Each value is a median of its own: medians do not add up.",
    open_note: "The whole plan also counts deals that were open on its first day.",
    created: |sqls| format!("{sqls} created"),
    on_paper: |n, all| format!("The first {n} of {all}: the file on the page has them all."),
    none: "–",
};

/// Simplified Chinese.
pub static ZH_CN: ChannelFigures = ChannelFigures {
    title: "各渠道随时间的变化",
    sub: "按月、季或年看各渠道带来什么、花费多少",
    open: "显示",
    pick: "渠道指标",
    groups: ["带来什么", "花费多少", "比率"],
    kpi: chinese,
    caption: |figure, period| format!("{figure}，各渠道，按{period}"),
    whole: "整个计划",
    sum_note: "每个数值各为中位数，中位数不能相加。",
    open_note: "整个计划还计入第一天已在进行的商机。",
    created: |sqls| format!("新增{}", spaced(sqls, "")),
    on_paper: |n, all| format!("共 {all} 列，此处为前 {n} 列，全部见页面上的文件。"),
    none: "–",
};

fn english(kpi: ChannelKpi) -> Entry {
    match kpi {
        ChannelKpi::Spend => own("Spend", "Money for the channel and its events.", "budget + event costs"),
        ChannelKpi::Leads => {
            own("Leads", "People whom the channel brings, replies to outbound included.", "count")
        }
        ChannelKpi::Mqls => {
            own("MQLs", "Leads of the channel above the MQL bar, recycled ones included.", "count")
        }
        ChannelKpi::Sqls => {
            own("SQLs created", "What SDRs qualify of the channel, before an AE accepts it.", "count")
        }
        ChannelKpi::Opportunities => {
            own("Opportunities", "Opportunities opened that came from the channel.", "count")
        }
        ChannelKpi::Won => own("Wins", "Deals won that came from the channel.", "count"),
        ChannelKpi::Bookings => own("Bookings", "Value of the deals won.", "sum of deal values"),
        ChannelKpi::MqlRate => own(
            "MQL rate",
            "MQLs of the period a lead of the period. None for outbound, whose replies skip the bar.",
            "MQLs / leads",
        ),
        ChannelKpi::SqlRate => {
            own("SQL rate", "SQLs of the period an MQL of the period. None for outbound.", "SQLs / MQLs")
        }
        ChannelKpi::WonRate => own(
            "Wins an opportunity",
            "Deals won in the period over opportunities opened in it: while the pipeline grows it is below the win rate.",
            "wins / opportunities",
        ),
        ChannelKpi::FitShareOfLeads => own(
            "Fit share of leads",
            "Share of leads that fit the ideal customer profile.",
            "leads that fit / leads",
        ),
        ChannelKpi::FitShareOfMqls => {
            own("MQL precision", "Share of MQLs that fit the ideal customer profile.", "MQLs that fit / MQLs")
        }
        ChannelKpi::CostPerLead => own("Cost per lead", "Spend of the period a lead.", "spend / leads"),
        ChannelKpi::CostPerMql => own("Cost per MQL", "Spend of the period an MQL.", "spend / MQLs"),
        ChannelKpi::CostPerSql => own("Cost per SQL", "Spend of the period an SQL.", "spend / SQLs"),
        ChannelKpi::LoadedCostPerLead => own(
            "Loaded cost per lead",
            "Spend, and a share of the marketing team's cost by spend (by leads where no channel spends), a lead.",
            "(spend + share of spend × marketing team) / leads",
        ),
        ChannelKpi::LoadedCostPerMql => own(
            "Loaded cost per MQL",
            "Spend, and a share of the marketing team's cost by spend (by leads where no channel spends), an MQL.",
            "(spend + share of spend × marketing team) / MQLs",
        ),
        ChannelKpi::LoadedCostPerSql => own(
            "Loaded cost per SQL",
            "Spend, and a share of the marketing team's cost by spend (by leads where no channel spends), an SQL.",
            "(spend + share of spend × marketing team) / SQLs",
        ),
        ChannelKpi::SpendPerWon => {
            own("Spend per win", "Spend of the period a deal won in it.", "spend / wins")
        }
        ChannelKpi::Cac => own(
            "CAC",
            "Spend, and a share of all other sales and marketing cost by opportunities, a deal won.",
            "(spend + share of opportunities × other cost) / wins",
        ),
    }
}

fn chinese(kpi: ChannelKpi) -> Entry {
    match kpi {
        ChannelKpi::Spend => own_zh("市场支出", "投入该渠道及其活动的资金。", "预算 + 活动成本"),
        ChannelKpi::Leads => own_zh("线索", "该渠道带来的人，含主动开发的回复。", "计数"),
        ChannelKpi::Mqls => own_zh("MQL", "该渠道越过 MQL 门槛的线索，含再培育的线索。", "计数"),
        ChannelKpi::Sqls => own_zh("新增 SQL", "SDR 从该渠道认定的 SQL，尚待 AE 接受。", "计数"),
        ChannelKpi::Opportunities => own_zh("商机", "来自该渠道的新商机。", "计数"),
        ChannelKpi::Won => own_zh("赢单", "来自该渠道的赢单。", "计数"),
        ChannelKpi::Bookings => own_zh("签约额", "赢单的金额。", "各单金额之和"),
        ChannelKpi::MqlRate => {
            own_zh("MQL 率", "同期 MQL 与线索之比。主动开发的回复不经门槛，故无此值。", "MQL / 线索")
        }
        ChannelKpi::SqlRate => own_zh("SQL 率", "同期 SQL 与 MQL 之比。主动开发无此值。", "SQL / MQL"),
        ChannelKpi::WonRate => {
            own_zh("赢单与新商机之比", "同期赢单与新商机之比：商机增长期间低于赢单率。", "赢单 / 新商机")
        }
        ChannelKpi::FitShareOfLeads => {
            own_zh("线索画像符合率", "符合理想客户画像的线索比例。", "符合画像的线索 / 线索")
        }
        ChannelKpi::FitShareOfMqls => {
            own_zh("MQL 精准率", "符合理想客户画像的 MQL 比例。", "符合画像的 MQL / MQL")
        }
        ChannelKpi::CostPerLead => own_zh("单条线索成本", "同期每条线索的支出。", "支出 / 线索"),
        ChannelKpi::CostPerMql => own_zh("单个 MQL 成本", "同期每个 MQL 的支出。", "支出 / MQL"),
        ChannelKpi::CostPerSql => own_zh("单个 SQL 成本", "同期每个 SQL 的支出。", "支出 / SQL"),
        ChannelKpi::LoadedCostPerLead => own_zh(
            "单条线索全成本",
            "每条线索的支出，加上按支出分摊的市场团队成本（各渠道均无支出时按线索分摊）。",
            "（支出 + 支出占比 × 市场团队成本）/ 线索",
        ),
        ChannelKpi::LoadedCostPerMql => own_zh(
            "单个 MQL 全成本",
            "每个 MQL 的支出，加上按支出分摊的市场团队成本（各渠道均无支出时按线索分摊）。",
            "（支出 + 支出占比 × 市场团队成本）/ MQL",
        ),
        ChannelKpi::LoadedCostPerSql => own_zh(
            "单个 SQL 全成本",
            "每个 SQL 的支出，加上按支出分摊的市场团队成本（各渠道均无支出时按线索分摊）。",
            "（支出 + 支出占比 × 市场团队成本）/ SQL",
        ),
        ChannelKpi::SpendPerWon => own_zh("每单支出", "同期每个赢单的支出。", "支出 / 赢单"),
        ChannelKpi::Cac => own_zh(
            "获客成本",
            "每个赢单的支出，加上按商机分摊的其他销售与市场成本。",
            "（支出 + 商机占比 × 其他成本）/ 赢单",
        ),
    }
}

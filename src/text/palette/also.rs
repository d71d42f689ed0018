//! What people call a thing that has another name on the page.

use crate::levers::LeverKind as L;

/// Other words for an entry of the palette, in both languages: people type the one that comes first. Keys are those of key
/// figures, fields, settings and files, and names of actions.
pub fn also(key: &str) -> &'static str {
    match key {
        "share" => "link url send publish embed 链接 发送 嵌入",
        "settings" => "preferences options currency horizon 选项 币种",
        "stages" => "pipeline funnel conversion 漏斗 转化率",
        "actuals" => "actual results history 实际 历史 业绩",
        "present" => "slides presentation fullscreen 幻灯片 汇报 全屏",
        "print" => "pdf paper memo export 纸 导出",
        "open" => "import load upload json 导入 载入 上传",
        "save" => "export download json backup 导出 下载 备份",
        "examples" => "template sample demo 模板 样例",
        "keys" => "shortcut keyboard help 键盘 帮助",
        "glossary" => "definition term meaning formula help 定义 名词 公式 帮助",
        "undo" => "back revert 撤回 返回",
        "redo" => "again repeat 恢复",
        "language" => "chinese english 中文 英文 语言",
        "colours" => "theme dark light mode color 主题 深色 浅色 颜色 夜间",
        "duplicate" => "scenario compare variant copy 方案 对比 比较 副本",
        "compare" => "scenarios difference versus 方案 比较 差异",
        "svg" | "png" => "export download image picture 导出 下载 图片",
        "csv" | "xlsx" => "export download spreadsheet excel data 导出 下载 电子表格 数据",
        "json" => "export download file save 导出 下载 文件 保存",

        "start" => "begin date 开始 日期 起始",
        "horizon" => "length duration weeks years period 期限 周期 时长 年",
        "currency" => "money usd eur cny 货币 美元 人民币",
        "fiscal" => "fy year quarter 财政 会计 年度 季度",
        "futures" => "trials simulations runs monte carlo 试验 模拟 次数",
        "seed" => "random luck 随机 运气",

        "cac" => "cost of acquisition customer acquisition cost 拉新",
        "ltv" | "ltv_five_years" | "ltv_to_cac" => "ltv clv lifetime value 终身价值 生命周期价值",
        "payback_months" => "cac payback 回收期",
        "arr_end" => "annual recurring revenue mrr 经常性收入",
        "runway_months" => "burn cash out 跑道 烧钱",
        "win_rate" => "close rate conversion 成交率 转化率",
        "cycle_weeks" => "sales cycle length velocity 销售周期 成交周期",
        "deal_size" => "acv aov contract value price 单价 合同额",
        "sourced_pipeline" => "marketing pipeline 商机金额",
        "quota_attainment" => "target sales goal 业绩 指标",
        "pipeline_coverage" => "coverage ratio 覆盖",
        "cost_per_lead" => "cpl 线索成本",
        "loaded_cost_per_lead" => "cpl fully loaded team 含团队 全部成本",
        "loaded_cost_per_mql" | "loaded_cost_per_sql" => "fully loaded team 含团队 全部成本",
        "cost_per_mql" => "cpm cpmql",
        "spend" => "budget marketing ads 预算 投放 花费",
        "bookings" => "orders sales tcv 订单 合同",
        "revenue" => "sales turnover 营收 销售额",
        "gross_retention" => "grr churn 留存 流失",
        "net_retention" => "nrr ndr churn 留存 流失",
        "response_hours" => "speed to lead sla 响应速度",

        "quota_per_head_per_year" => "target sales goal 业绩指标",
        "commission_rate" | "above_quota_multiplier" | "repeat_order_commission_rate" => {
            "bonus variable ote 提成"
        }
        "loaded_base_pay_per_year" => "salary wage compensation ote 工资 薪水 薪资",
        "headcount" => "hire hires hiring staff recruit 招聘 招人 员工",
        "hiring_cost_per_head" => "recruiting hire 招人",
        "overhead_per_month" | "overhead_growth_per_year" => "fixed cost opex g&a rent 固定成本 房租 行政",
        "marketing_team_cost_per_month" => "salary staff fixed cost 工资",
        "planned_discount" | "reference_discount" => "rebate price 降价 优惠 价格",
        "mean_first_year_value" => "price acv contract 价格 单价 合同额",
        "win_price_elasticity_abs" => "demand 需求 敏感",
        "discount_rate_per_year" => "wacc discount interest 贴现率 折现率 利率",
        "churn_rate_per_month" => "retention attrition 留存",
        "attrition_rate_per_year" => "turnover churn quit 流动 辞职",
        "cash" => "money bank runway 资金",
        "funding" => "investment raise round 投资 轮",
        "holidays" => "vacation closed 放假 节日",
        "monthly_demand_index" => "season seasonality 季节性",
        "gross_margin" => "profit cogs 利润",
        _ => "",
    }
}

/// Other words for a lever.
pub fn of_lever(kind: L) -> &'static str {
    match kind {
        L::Spend => "budget ads marketing 预算 广告 花费",
        L::CostPerLead => "cpl",
        L::Response => "sla speed to lead 首次响应",
        L::Sdrs | L::Aes => "hire hires hiring headcount team reps 招聘 招人 团队 人员",
        L::SdrRamp | L::AeRamp => "onboarding training hire 培训 上手",
        L::WinRate => "close rate 成交率 转化率",
        L::SalesCycle => "duration length time 时长 成交周期",
        L::DealSize => "price acv contract 价格 单价 合同额",
        L::Discount => "rebate pricing price off 让价 优惠",
        L::Expansion => "upsell nrr net retention growth 续费 扩展",
        L::Overhead => "fixed costs rent admin burn 固定支出 开支",
        L::OpeningCash => "money bank runway 资金",
        L::Churn => "retention attrition 留存",
        L::GrossMargin => "profit cogs 利润",
        L::LeadToMql | L::MqlToSql | L::SqlToOpportunity => "conversion 转化率",
        L::TargetMeasure | L::TargetValue | L::TargetDate => "goal 业绩",
        L::WantedOdds => "probability chance confidence 概率",
        _ => "",
    }
}

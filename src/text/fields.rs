//! Names of the plan's fields, as in its format, with what each counts.
//!
//! One row a name: a name without words in a language does not compile, and a field without a row fails a test that
//! reads `docs/plan.schema.json`.

use crate::text::Lang;
use tandem_engine::quantity::Unit as U;

/// Name in the format, unit, English, Simplified Chinese.
type Field = (&'static str, U, &'static str, &'static str);

/// What a field of a plan counts, and its name.
pub fn field(key: &str, lang: Lang) -> Option<(U, &'static str)> {
    FIELDS.iter().find(|field| field.0 == key).map(|&(_, unit, english, chinese)| match lang {
        Lang::En => (unit, english),
        Lang::ZhCn => (unit, chinese),
    })
}

/// What a field counts, and its name in the field that it stands in: a time between two stages is not named as their conversion is.
pub fn field_in(parent: &str, key: &str, lang: Lang) -> Option<(U, &'static str)> {
    match (parent, key, lang) {
        ("durations", "opportunity_to_won", Lang::En) => Some((U::None, "Opportunity to won")),
        ("durations", "opportunity_to_won", Lang::ZhCn) => Some((U::None, "商机到赢单")),
        _ => field(key, lang),
    }
}

/// A word that stands as a value: a type of channel is not the field of the same name.
pub fn choice(word: &str, lang: Lang) -> Option<&'static str> {
    match (word, lang) {
        ("event", Lang::En) => Some("Events"),
        ("event", Lang::ZhCn) => Some("活动"),
        _ => field(word, lang).map(|(_, name)| name),
    }
}

/// The place of a field in the list: related fields stand together.
pub fn place(key: &str) -> usize {
    FIELDS.iter().position(|field| field.0 == key).unwrap_or(FIELDS.len())
}

const FIELDS: &[Field] = &[
    // Topics and parts of a topic.
    ("plan", U::None, "Plan", "计划"),
    ("target", U::None, "Target", "目标"),
    ("simulation", U::None, "Simulation", "模拟"),
    ("calendar", U::None, "Calendar", "日历"),
    ("market", U::None, "Market", "市场"),
    ("channels", U::None, "Channels", "渠道"),
    ("qualification", U::None, "Qualification", "线索资格"),
    ("nurture", U::None, "Nurture", "培育"),
    ("brand", U::None, "Brand", "品牌"),
    ("crm", U::None, "CRM", "CRM"),
    ("response_sla", U::None, "First response", "首次响应"),
    ("teams", U::None, "Teams", "团队"),
    ("compensation", U::None, "Pay", "薪酬"),
    ("pricing", U::None, "Pricing", "定价"),
    ("quarter_end", U::None, "Quarter end", "季末"),
    ("durations", U::None, "Time in stage", "阶段用时"),
    ("enablement", U::None, "Enablement", "销售赋能"),
    ("deals", U::None, "Deals", "成交"),
    ("retention", U::None, "Retention", "留存"),
    ("billing", U::None, "Billing", "开票与回款"),
    ("repeat_orders", U::None, "Repeat orders", "复购"),
    ("opening", U::None, "Opening position", "期初"),
    ("finance", U::None, "Finance", "财务"),
    ("provenance", U::None, "Source", "来源"),
    ("account_executives", U::None, "AEs", "AE"),
    ("sales_development", U::None, "SDRs", "SDR"),
    ("observed", U::None, "Measured today", "现状实测"),
    ("conversion", U::None, "Conversion", "转化"),
    ("scoring", U::None, "Scoring", "评分"),
    ("noise", U::None, "What is random", "随机因素"),
    ("response", U::None, "Response to spend", "投放响应"),
    ("carryover", U::None, "Carryover", "滞后效应"),
    ("organic", U::None, "Organic", "自然流量"),
    ("outbound", U::None, "Outbound", "主动开发"),
    ("partner", U::None, "Partners", "合作伙伴"),
    ("referral", U::None, "Referral", "推荐"),
    ("odds_ratio", U::OddsRatio, "Odds against the average", "相对平均的几率比"),
    ("non_fit_relative_conversion", U::None, "Conversion of leads that do not fit", "不匹配线索的相对转化"),
    ("discovery", U::None, "SQL to opportunity", "SQL 到商机"),
    ("sql_acceptance", U::None, "SQL acceptance", "SQL 接收"),
    ("opportunity_to_lost", U::None, "Opportunity to lost", "商机到输单"),
    // Fields.
    ("version", U::None, "Version of the format", "格式版本"),
    ("title", U::None, "Title", "名称"),
    ("start_date", U::None, "First day", "第一天"),
    ("horizon_weeks", U::Weeks, "Horizon", "计划长度"),
    ("currency_code", U::None, "Currency", "币种"),
    ("fiscal_year_start_month", U::None, "First month of the fiscal year", "财年首月"),
    ("discount_rate_per_year", U::SharePerYear, "Cost of capital", "资本成本"),
    ("measure", U::None, "Measure", "指标"),
    ("value", U::Count, "Value", "数值"),
    ("date", U::None, "By", "截止日"),
    ("wanted_odds", U::Share, "Wanted odds", "期望把握"),
    ("trials", U::Count, "Futures", "未来数量"),
    ("seed", U::None, "Seed", "随机种子"),
    ("parameters", U::None, "Ranges are drawn", "抽取区间"),
    ("process", U::None, "Counts are drawn", "抽取计数"),
    ("monthly_demand_index", U::Factor, "Demand, January to December", "各月需求指数"),
    ("holidays", U::None, "Holidays", "假期"),
    ("first_date", U::None, "First day", "首日"),
    ("last_date", U::None, "Last day", "末日"),
    ("working_time_factor", U::Factor, "Working time", "工作时间"),
    ("demand_factor", U::Factor, "Demand", "需求"),
    ("reachable_accounts", U::Count, "Accounts that could buy", "可触达客户数"),
    ("id", U::None, "Identifier", "标识"),
    ("type", U::None, "Type", "类型"),
    ("name", U::None, "Name", "名称"),
    ("budget_per_month", U::MoneyPerMonth, "Budget", "预算"),
    ("spend_per_month_before_start", U::MoneyPerMonth, "Spend before the start", "开始前的投放"),
    ("shape", U::None, "Shape", "曲线形状"),
    ("reference_spend_per_month", U::MoneyPerMonth, "Reference spend", "参考投放"),
    ("reference_cost_per_lead", U::MoneyPerLead, "Cost per lead there", "参考单条线索成本"),
    ("reference_share_of_max", U::Share, "Share of the ceiling there", "参考处占上限之比"),
    ("hill_slope", U::None, "Slope", "斜率"),
    ("retention_per_week", U::SharePerWeek, "Kept each week", "每周保留"),
    ("max_lag_weeks", U::Weeks, "Longest lag", "最长滞后"),
    ("peak_lag_weeks", U::Weeks, "Lag of the peak", "峰值滞后"),
    ("weibull_scale_weeks", U::Weeks, "Weibull scale", "Weibull 尺度"),
    ("weibull_shape", U::None, "Weibull shape", "Weibull 形状"),
    ("fit_share", U::Share, "Leads that fit", "匹配线索占比"),
    ("fit_share_best_achievable", U::Share, "Leads that fit, at best", "可达到的匹配占比"),
    ("goodwill_share_of_spend", U::Share, "Spend that builds goodwill", "积累品牌资产的投放占比"),
    ("deal_value_multiplier", U::Factor, "Deal value against the average", "相对平均的客单价"),
    ("dealer_margin", U::Share, "Margin of a dealer", "经销商毛利"),
    ("lead_overdispersion", U::None, "Spread of weekly leads beyond chance", "每周线索的额外波动"),
    ("events", U::None, "Events", "活动"),
    ("week", U::None, "Week", "第几周"),
    ("cost", U::Money, "Cost", "成本"),
    ("leads", U::Count, "Leads", "线索"),
    ("base_leads_per_month", U::LeadsPerMonth, "Leads a month without goodwill", "无品牌资产时每月线索"),
    ("hours_share", U::Share, "Part of the outbound hours", "主动开发工时占比"),
    ("reference_hours_per_week", U::Hours, "Reference hours a week", "参考每周工时"),
    ("replies_per_hour_at_reference", U::PerHour, "Replies an hour there", "参考每小时回复"),
    ("active_partners", U::Count, "Partners that send leads", "活跃伙伴"),
    ("coop_half_saturation_per_month", U::MoneyPerMonth, "Co-op money for half the lift", "合作投放半饱和"),
    ("leads_per_partner_per_month", U::LeadsPerMonth, "Leads a partner", "每伙伴线索"),
    ("max_coop_lift", U::Share, "Largest lift by co-op money", "合作投放最大提升"),
    ("leads_per_customer_per_year", U::PerYear, "Leads a customer", "每客户线索"),
    ("lead_to_mql", U::Share, "Lead to MQL", "线索到 MQL"),
    ("mql_to_sql", U::Share, "MQL to SQL", "MQL 到 SQL"),
    ("sql_to_opportunity", U::Share, "SQL to opportunity", "SQL 到商机"),
    ("opportunity_to_won", U::Share, "Win rate", "赢单率"),
    ("fit_share_of_leads", U::Share, "Leads that fit", "匹配线索占比"),
    ("mql_threshold_shift_sd", U::ScoreSd, "MQL bar", "MQL 门槛"),
    ("auc_current", U::None, "AUC of the score today", "当前评分 AUC"),
    ("auc_best_achievable", U::None, "AUC at best", "可达到的 AUC"),
    ("decay_rate_per_week", U::SharePerWeek, "Lost each week", "每周流失"),
    ("recycle_rate_per_week", U::SharePerWeek, "Recycled each week", "每周再激活"),
    ("goodwill_half_life_weeks", U::Weeks, "Half-life of goodwill", "品牌资产半衰期"),
    ("goodwill_half_saturation", U::Money, "Goodwill for half the effect", "品牌资产半饱和"),
    (
        "max_organic_leads_per_month",
        U::LeadsPerMonth,
        "Organic leads at full goodwill",
        "满品牌资产时自然线索",
    ),
    ("max_paid_response_lift", U::Share, "Lift of paid response", "付费响应提升"),
    ("max_win_log_odds_lift", U::LogOdds, "Lift of the win log-odds", "赢单对数几率提升"),
    ("opening_goodwill", U::Money, "Opening goodwill", "期初品牌资产"),
    ("disposition_share_of_worked_mqls", U::Share, "Outcomes fed back", "结果回传占比"),
    ("integration_level", U::Factor, "Integration", "集成程度"),
    ("learning_scale_dispositions", U::Count, "Outcomes for 63% of the learning", "学到 63% 所需结果数"),
    ("opening_dispositions", U::Count, "Outcomes learned before", "此前已学结果数"),
    ("routing_delay_automated_hours", U::Hours, "Routing by the CRM", "CRM 分派用时"),
    ("routing_delay_manual_hours", U::Hours, "Routing by hand", "人工分派用时"),
    ("seat_cost_per_month", U::MoneyPerMonth, "A seat", "每席位"),
    ("target_hours", U::Hours, "Promised response", "承诺响应"),
    ("handling_latency_hours", U::Hours, "Response without a queue", "无排队时响应"),
    ("reference_response_hours", U::Hours, "Response that conversions were measured at", "测得转化时的响应"),
    ("decay_exponent", U::None, "Decay of odds with time", "几率衰减指数"),
    ("decay_offset_hours", U::Hours, "Offset of that decay", "衰减起点"),
    ("mql_expires_after_weeks", U::Weeks, "An MQL expires after", "MQL 过期"),
    ("queue_order", U::None, "Worked first", "处理次序"),
    ("hires", U::People, "Heads, here and to come", "现有与将入职"),
    ("headcount", U::People, "Heads", "人数"),
    ("start_week", U::None, "Week of start", "入职周"),
    ("fully_ramped", U::None, "Fully ramped", "已满产能"),
    ("attrition_rate_per_year", U::SharePerYear, "Leavers", "离职率"),
    ("attrition_rise_below_attainment", U::Factor, "Rise of leavers below quota", "未达标时离职上升"),
    ("founder_fte_unpaid", U::People, "Founders' selling", "创始人销售投入"),
    ("full_productivity_after_weeks", U::Weeks, "Full output after", "达到满产能"),
    ("hire_failure_share", U::Share, "Hires that fail", "招聘失败占比"),
    ("loaded_base_pay_per_year", U::MoneyPerYear, "Base pay with on-costs", "含附加成本的底薪"),
    ("max_open_opportunities_per_fte", U::Count, "Open opportunities an AE can hold", "每 AE 在跟商机上限"),
    ("onboarding_weeks", U::Weeks, "Onboarding", "入职培训"),
    ("overload_starts_at_utilisation", U::Share, "Overload starts at", "超负荷起点"),
    (
        "overload_win_log_odds_per_utilisation",
        U::LogOdds,
        "Win log-odds lost by overload",
        "超负荷损失的对数几率",
    ),
    ("productivity_by_quarter", U::Share, "Output by quarter", "各季产出"),
    ("reference_utilisation", U::Share, "Load that the win rate was measured at", "测得赢单率时的负荷"),
    ("replace_leavers", U::None, "Leavers are replaced", "补招离职者"),
    ("replacement_delay_weeks", U::Weeks, "Replacement after", "补招用时"),
    ("waiting_sql_loss_rate_per_week", U::SharePerWeek, "Waiting SQLs lost", "等待中 SQL 流失"),
    ("bonus_per_accepted_sql", U::Money, "Bonus an accepted SQL", "每个已接收 SQL 的奖金"),
    ("hours_per_mql", U::Hours, "Work on an MQL", "每个 MQL 用时"),
    ("idle_time_to_outbound_share", U::Share, "Idle time spent prospecting", "空闲转主动开发占比"),
    ("outbound_time_share", U::Share, "Time ring-fenced for prospecting", "主动开发预留占比"),
    ("selling_hours_per_week", U::Hours, "Selling hours a week", "每周销售工时"),
    ("above_quota_multiplier", U::Factor, "Commission above quota", "超额佣金系数"),
    ("commission_rate", U::Share, "Commission", "佣金"),
    ("hiring_cost_per_head", U::Money, "Cost of a hire", "招聘成本"),
    ("quota_per_head_per_year", U::MoneyPerYear, "Quota of an AE", "每 AE 配额"),
    ("repeat_order_commission_rate", U::Share, "Commission on repeat orders", "复购佣金"),
    ("planned_discount", U::Share, "Planned discount", "计划折扣"),
    ("reference_discount", U::Share, "Discount that figures were measured at", "测得数据时的折扣"),
    ("win_price_elasticity_abs", U::None, "Elasticity of winning in price", "赢单价格弹性"),
    ("delayed_to_quarter_end_share", U::Share, "Wins delayed to quarter end", "推至季末的赢单"),
    ("pull_forward_discount", U::Share, "Discount on pulled deals", "提前成交折扣"),
    ("pull_window_weeks", U::Weeks, "Window of pulled deals", "提前窗口"),
    ("pulled_forward_share", U::Share, "Wins pulled forward", "提前成交占比"),
    ("mean_weeks", U::Weeks, "Mean", "平均"),
    ("coefficient_of_variation", U::None, "Variation", "变异系数"),
    ("distribution", U::None, "Distribution", "分布"),
    ("half_saturation_per_month", U::MoneyPerMonth, "Money for half the effect", "半饱和投入"),
    ("max_cycle_cut", U::Share, "Largest cut of the cycle", "周期最大缩短"),
    ("spend_per_month", U::MoneyPerMonth, "Spend", "投入"),
    ("mean_first_year_value", U::Money, "Deal size, first year", "首年客单价"),
    ("non_fit_value_multiplier", U::Factor, "Value of deals that do not fit", "不匹配成交的相对金额"),
    ("value_coefficient_of_variation", U::None, "Variation of deal values", "客单价变异系数"),
    ("recurring_share", U::Share, "Part that recurs", "经常性占比"),
    ("delivery_weeks", U::Weeks, "Delivery", "交付"),
    ("go_live_delay_weeks", U::Weeks, "Won to live", "赢单到上线"),
    ("payment_milestones", U::None, "Payment milestones", "付款里程碑"),
    ("share", U::Share, "Part", "占比"),
    ("event", U::None, "At", "节点"),
    ("lag_weeks", U::Weeks, "Lag", "滞后"),
    ("churn_rate_per_month", U::SharePerMonth, "Churn", "流失率"),
    ("expansion_rate_per_year", U::SharePerYear, "Expansion", "增购率"),
    ("non_fit_churn_multiplier", U::Factor, "Churn of those that do not fit", "不匹配客户的相对流失"),
    ("annual_prepay_share", U::Share, "Billed a year ahead", "年付占比"),
    ("bad_debt_share", U::Share, "Never paid", "坏账占比"),
    ("mean_collection_weeks", U::Weeks, "Bill to cash", "回款用时"),
    ("mean_value", U::Money, "Mean value", "平均金额"),
    ("orders_per_customer_per_year", U::PerYear, "Orders a customer", "每客户订单"),
    ("accounts_receivable", U::Money, "Open invoices", "应收账款"),
    ("cash", U::Money, "Cash", "现金"),
    ("customers", U::Count, "Customers", "客户"),
    ("monthly_recurring_revenue", U::MoneyPerMonth, "Recurring revenue", "月度经常性收入"),
    ("open_opportunities", U::Count, "Open opportunities", "在谈商机"),
    ("open_opportunity_win_share", U::Share, "Of those, to be won", "其中将赢单"),
    ("order_backlog", U::Money, "Order backlog", "在手订单"),
    ("fit", U::Count, "that fit", "匹配"),
    ("non_fit", U::Count, "that do not fit", "不匹配"),
    ("funding", U::None, "Funding", "融资"),
    ("amount", U::Money, "Amount", "金额"),
    ("gross_margin", U::Share, "Gross margin", "毛利率"),
    ("marketing_team_cost_per_month", U::MoneyPerMonth, "Marketing team", "市场团队成本"),
    ("overhead_per_month", U::MoneyPerMonth, "Overhead", "管理费用"),
    ("overhead_growth_per_year", U::SharePerYear, "Growth of overhead", "管理费用增长"),
    // Values of choices.
    ("paid", U::None, "Paid", "付费"),
    ("content", U::None, "Content", "内容"),
    ("hill", U::None, "Hill", "Hill"),
    ("linear", U::None, "Linear", "线性"),
    ("tanh", U::None, "Hyperbolic tangent", "双曲正切"),
    ("logistic", U::None, "Logistic", "逻辑"),
    ("geometric", U::None, "Geometric", "几何"),
    ("none", U::None, "None", "无"),
    ("binomial", U::None, "Binomial", "二项"),
    ("delayed", U::None, "Delayed", "延迟"),
    ("weibull_pdf", U::None, "Weibull", "Weibull"),
    ("gamma", U::None, "Gamma", "Gamma"),
    ("lognormal", U::None, "Lognormal", "对数正态"),
    ("weibull", U::None, "Weibull", "Weibull"),
    ("fixed", U::None, "Fixed", "固定"),
    ("oldest_first", U::None, "Oldest first", "先到先处理"),
    ("newest_first", U::None, "Newest first", "后到先处理"),
    ("signing", U::None, "Signing", "签约"),
    ("delivery", U::None, "Delivery", "交付"),
    ("arr", U::None, "ARR", "ARR"),
    ("revenue", U::None, "Revenue", "收入"),
    ("bookings", U::None, "Bookings", "签约额"),
    ("won", U::None, "Wins", "赢单"),
    ("true", U::None, "Yes", "是"),
    ("false", U::None, "No", "否"),
    ("model_options", U::None, "How figures are read", "数据读法"),
    ("spend_factor", U::Factor, "Channel spend", "渠道投放"),
    ("ae_load_from_acceptance", U::None, "An accepted SQL holds an AE's slot", "已接收 SQL 占用 AE 名额"),
    ("anchor_to_observed", U::None, "What is typed is today's", "输入即现状"),
    ("founder_time_in_cac", U::None, "Founders' time counts in CAC", "创始人时间计入 CAC"),
    ("holidays_keep_yearly_demand", U::None, "Holidays keep the year's demand", "假期不减少全年需求"),
    ("warm_start", U::None, "Starts with what is under way", "以在途业务开始"),
    ("mql_queue", U::Count, "MQLs that wait", "等待中的 MQL"),
    ("nurture_pool", U::Count, "Leads in the nurture pool", "培育池中的线索"),
    ("opportunities_in_discovery", U::Count, "SQLs in discovery", "需求确认中的 SQL"),
    ("sqls_in_progress", U::Count, "SQLs on their way to an AE", "转交 AE 途中的 SQL"),
    ("correlations", U::None, "Ranges that move together", "联动的区间"),
    ("default_correlations", U::None, "Usual ranges move together", "常见区间联动"),
    ("first", U::None, "First", "其一"),
    ("second", U::None, "Second", "其二"),
    ("rank_correlation", U::None, "Rank correlation", "秩相关"),
    ("waiting_counts_once", U::None, "Waiting counts once", "等待只计一次"),
    ("opportunity_stages", U::None, "Sub-stages of the opportunity", "商机的子阶段"),
    ("fiscal_periods", U::None, "Fiscal months", "财务月份"),
    ("months", U::None, "Calendar months", "自然月"),
    ("4-4-5", U::None, "4-4-5 weeks", "4-4-5 周制"),
    ("churn_heterogeneity", U::None, "Differences in churn between customers", "客户间流失差异"),
    ("opening_tenure_months", U::Count, "Months as customers at the start", "期初客户已合作月数"),
    // Names of stages and what has come to pass, which are not rows either.
    ("stage_names", U::None, "Names of the stages", "阶段名称"),
    ("lead", U::None, "Lead", "线索"),
    ("mql", U::None, "MQL", "MQL"),
    ("sql", U::None, "SQL", "SQL"),
    ("opportunity", U::None, "Opportunity", "商机"),
    ("opportunities", U::None, "Opportunities", "商机"),
    ("spend", U::Money, "Spend", "市场支出"),
    ("collections", U::Money, "Cash collected", "回款"),
    ("mrr", U::Money, "MRR", "MRR"),
    ("actuals", U::None, "Actual figures", "实际值"),
    ("month", U::None, "Month", "月份"),
    // Fields of ranges and sources, which are not rows.
    ("p10", U::None, "P10", "P10"),
    ("p90", U::None, "P90", "P90"),
    ("scale", U::None, "Scale", "尺度"),
    ("pert", U::None, "PERT", "PERT"),
    ("beta", U::None, "Beta", "Beta"),
    ("prior", U::None, "Prior", "先验"),
    ("successes", U::None, "Successes", "成功数"),
    ("uniform", U::None, "Uniform", "均匀"),
    ("samples", U::None, "Samples", "样本"),
    ("note", U::None, "Note", "备注"),
    ("source", U::None, "Source", "来源"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;
    use std::collections::BTreeSet;

    /// Names that stand in ranges and sources, which are told in words of their own.
    const TOLD_OTHERWISE: &[&str] =
        &["assumption", "benchmark", "brand", "data", "logit", "normal", "typed", "event"];

    fn names(schema: &Value, found: &mut BTreeSet<String>) {
        match schema {
            Value::Object(map) => {
                if let Some(Value::Object(fields)) = map.get("properties") {
                    found.extend(fields.keys().cloned());
                }
                let words = map.get("enum").and_then(Value::as_array).into_iter().flatten();
                found.extend(words.chain(map.get("const")).filter_map(Value::as_str).map(str::to_owned));
                map.values().for_each(|value| names(value, found));
            }
            Value::Array(list) => list.iter().for_each(|value| names(value, found)),
            _ => {}
        }
    }

    #[test]
    fn every_field_of_a_plan_has_a_name() {
        let schema = include_str!("../../docs/plan.schema.json");
        let mut found = BTreeSet::new();
        names(&serde_json::from_str(schema).expect("a schema"), &mut found);
        let nameless: Vec<_> = found
            .iter()
            .filter(|name| field(name, Lang::En).is_none() && !TOLD_OTHERWISE.contains(&name.as_str()))
            .collect();
        assert!(nameless.is_empty(), "no words in src/text/fields.rs for {nameless:?}");
        assert!(found.len() > 150, "{} names", found.len());
    }

    #[test]
    fn no_field_has_two_names() {
        let keys: BTreeSet<_> = FIELDS.iter().map(|field| field.0).collect();
        assert_eq!(keys.len(), FIELDS.len());
    }
}

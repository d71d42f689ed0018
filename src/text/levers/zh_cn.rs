//! Chinese words of the levers.

use super::examples::{Candidates, Examples};
use super::{Levers, Takes};
use crate::format::{Format, is_money, is_share};
use crate::levers::{Basis, LeverKind as L, Side};
use crate::parse::Problem;
use crate::text::spaced;
use tandem_engine::plan::{Source, TargetMeasure};
use tandem_engine::quantity::Unit;

/// Simplified Chinese.
pub static ZH_CN: Levers = Levers {
    title: "调节项",
    changed: |count, elsewhere| match (count, elsewhere) {
        (0, false) => String::new(),
        (0, true) => "其他输入有改动".to_owned(),
        (_, false) => format!("已改动 {count} 项"),
        (_, true) => format!("已改动 {count} 项，另有其他输入"),
    },
    reset_all: "恢复到打开时的计划",
    groups: "调节项分组",
    more_room: "展开调节项",
    less_room: "收起调节项",
    side: |side| match side {
        Side::Pull => "拉：市场",
        Side::HandOver => "交接",
        Side::Push => "推：销售",
        Side::Money => "资金",
        Side::Target => "目标",
    },
    side_short: |side| match side {
        Side::Pull => "拉",
        Side::HandOver => "交接",
        Side::Push => "推",
        Side::Money => "资金",
        Side::Target => "目标",
    },
    more: |count, changed| match changed {
        0 => format!("其余 {count} 项"),
        _ => format!("其余 {count} 项，已改动 {changed} 项"),
    },
    fewer: "收起",
    spend_fact: |money, channels| (money.to_owned(), format!("/月，{channels} 个渠道")),
    response_fact: |hours| (hours.to_owned(), "后首次响应".to_owned()),
    team_fact: |heads, founders, load| {
        let who = if founders { "人，含创始人" } else { "名 AE" };
        (heads.to_owned(), load.map_or_else(|| format!(" {who}"), |load| format!(" {who}，负荷 {load}")))
    },
    fixed_fact: |money, currency| (money.to_owned(), format!("{currency}/月固定支出")),
    no_odds: "概率以此为准",
    label,
    of_channel: |kind| match kind {
        L::Spend => "投放",
        L::CostPerLead => "单条线索成本",
        L::Closeness => "接近上限程度",
        L::ReferenceSpend => "参考投放",
        L::Slope => "斜率",
        L::CarryOver => "滞后保留",
        L::HalfLife => "半衰期",
        L::PartnerLeads => "每家伙伴线索",
        L::EventCost => "每场成本",
        L::EventLeads => "每场线索",
        L::OrganicLeads => "每月线索",
        L::SubConversion => "推进率",
        L::SubTime => "用时",
        _ => "",
    },
    name_gap: " ",
    measure: |measure| match measure {
        TargetMeasure::Arr => "ARR",
        TargetMeasure::Revenue => "收入",
        TargetMeasure::Bookings => "签约额",
        TargetMeasure::Won => "赢单数",
        TargetMeasure::Customers => "客户数",
        TargetMeasure::Cash => "现金",
    },
    does,
    unit: |kind, unit| match (kind, unit) {
        (L::EventCost | L::EventLeads, _) => "/场",
        (_, Unit::MoneyPerMonth | Unit::SharePerMonth | Unit::LeadsPerMonth) => "/月",
        (_, Unit::SharePerWeek) => "/周",
        (_, Unit::SharePerYear) => "/年",
        (_, Unit::Weeks) if kind != L::TargetDate => "周",
        (_, Unit::Hours) => "小时",
        (_, Unit::People) => "人",
        (_, Unit::ScoreSd) => "σ",
        _ => "",
    },
    was: |value| format!("原为 {value}。"),
    back: |value| format!("恢复为 {value}"),
    typed_now: "由您设定",
    source: |source| match source {
        Source::Typed => "由计划制定者输入",
        Source::Data => "来自数据",
        Source::Benchmark => "来自行业基准",
        Source::Assumption => "假设",
    },
    source_unknown: "未注明来源",
    typical: |span, basis| format!("通常 {span}（{basis}）"),
    basis,
    decision: "取值因公司而异",
    by_month: |low, high| format!("按月不同，{low} 到 {high}；调节时各月同比例变化。"),
    events: |count| format!("共 {count} 场；调节时各场同比例变化。"),
    starts: |heads, month, weeks| format!("{month}入职 {heads} 人，{weeks} 周后满产能。"),
    over_range: |measure, date, (at_low, low), (at_high, high)| {
        format!("{date}{}：取 {low}，为 {at_low}；取 {high}，为 {at_high}（预期路径）。", spaced(measure, ""))
    },
    sdrs_needed: |hours, needed, here, now| match needed {
        Some(needed) if needed == here => {
            format!("要在 {hours}内首次响应，需要 {needed} 名 SDR，现有人数刚好：实际 {now}。")
        }
        Some(needed) => format!("要在 {hours}内首次响应，需要 {needed} 名 SDR；现有 {here} 名需 {now}。"),
        None => format!("要在 {hours}内首次响应，需要的 SDR 超出试算范围；现有 {here} 名需 {now}。"),
    },
    fewer_mqls: |share, bar, left, today| {
        format!("MQL 比当前门槛少 {share}（第一年 {left}，当前 {today}）：门槛约为 {bar}。")
    },
    field_of: |label| format!("{label}，数值"),
    understood: |value| format!("= {value}"),
    understood_range: |low, high, unit| format!("= {low} 到 {high}{unit}，80% 的未来"),
    shape_lost: "；原有的分布形状（如 PERT 或其他尺度）不再保留，改为普通区间",
    unit_long: |kind, unit| match (kind, unit) {
        (_, Unit::MoneyPerMonth | Unit::SharePerMonth) => "/月",
        (_, Unit::SharePerWeek) => "/周",
        (_, Unit::SharePerYear) => "/年",
        (_, Unit::MoneyPerLead) => "/条线索",
        (L::EventCost, _) => "/场",
        (L::EventLeads, _) => " 条线索/场",
        (_, Unit::LeadsPerMonth) => " 条线索/月",
        (_, Unit::Weeks) => " 周",
        (_, Unit::Hours) => " 工作小时",
        (_, Unit::People) => " 人（全职折算）",
        (_, Unit::ScoreSd) => " 个评分标准差",
        _ => "",
    },
    problem,
    hires: "谁在何时入职",
    add_hire: "添加招聘",
    remove_hire: |month| format!("移除{month}的招聘"),
    hire_month: "入职月份",
    hire_heads: "人数",
    set_target: "设定目标",
};

fn label(kind: L) -> &'static str {
    match kind {
        L::Spend | L::CostPerLead | L::Closeness | L::PartnerLeads => "渠道",
        L::EventCost | L::EventLeads | L::OrganicLeads => "渠道",
        L::ReferenceSpend | L::Slope | L::CarryOver | L::HalfLife => "渠道",
        L::LeadToMql => "线索转 MQL",
        L::MqlBar => "MQL 门槛",
        L::MqlToSql => "MQL 转 SQL",
        L::Response => "响应时间",
        L::Sdrs => "SDR 人数",
        L::SdrRamp => "SDR 爬坡期",
        L::Aes => "AE 人数",
        L::SqlToOpportunity => "SQL 转商机",
        L::WinRate => "赢单率",
        L::SalesCycle => "销售周期",
        L::SubConversion | L::SubTime => "子阶段",
        L::DealSize => "客单价",
        L::Discount => "折扣",
        L::AeRamp => "AE 爬坡期",
        L::FounderSelling => "创始人销售",
        L::OpeningCash => "期初现金",
        L::Churn => "流失率",
        L::Expansion => "增购率",
        L::GrossMargin => "毛利率",
        L::Overhead => "管理费用",
        L::TargetMeasure => "指标",
        L::TargetValue => "目标值",
        L::TargetDate => "截止",
        L::WantedOdds => "期望把握",
    }
}

fn does(kind: L) -> &'static str {
    match kind {
        L::Spend => "线索沿渠道的响应曲线随投放增长，越往后每一份投放带来的越少。",
        L::CostPerLead => "参考投放下每条线索的成本，曲线以此定位。",
        L::Closeness => "参考投放已达到渠道最大响应的比例；越接近上限，多投越不见效。",
        L::ReferenceSpend => "已知单条线索成本时的投放；曲线经过该点。",
        L::Slope => "1 表示从第一条线索起即递减；大于 1 时小额见效少，随后增多。",
        L::CarryOver => "投放效果保留到下一周的比例：只改变线索到来的时间。",
        L::HalfLife => "投放效果剩下一半所需的周数：ln 0.5 / ln 每周保留比例。滞后保留与半衰期是同一个值。",
        L::PartnerLeads => "每家活跃伙伴带来的线索，不含联合推广费用的加成。",
        L::EventCost => "一场活动的花费。",
        L::EventLeads => "一场活动带来的线索。",
        L::OrganicLeads => "自行到来的线索，品牌积累另行叠加。",
        L::LeadToMql => "越过 MQL 门槛的线索比例，按当前实测。",
        L::MqlBar => "往右更严：MQL 更少，但更匹配。0 为当前门槛。",
        L::MqlToSql => "按当前响应速度，SDR 把 MQL 转为 SQL 的比例。",
        L::Response => "无人排队时到首次响应的时间。响应越慢，流失的 MQL 越多。",
        L::Sdrs => "响应 MQL，并主动开发客户。人手不足时 MQL 会排队、过期。",
        L::SdrRamp => "从入职到满产能的周数。",
        L::Aes => "接收 SQL 并签单。每人能同时跟进的商机有限。",
        L::SqlToOpportunity => "AE 接收的 SQL 中转为商机的比例。",
        L::WinRate => "商机最终赢单的比例，按当前实测；负荷、品牌和折扣会改变它。",
        L::SalesCycle => "从商机到赢单的平均工作周数。",
        L::SubConversion => "从该子阶段继续推进的比例；各子阶段之积即赢单率。",
        L::SubTime => "最终赢单的商机在该子阶段的平均工作周数；各子阶段之和即销售周期。",
        L::DealSize => "一单首年的平均金额。",
        L::Discount => "让价：比测得赢单率时让得越多，赢单越多，每单金额越少。",
        L::AeRamp => "从入职到满产能的周数。",
        L::FounderSelling => "创始人亲自销售的时间，不计薪酬。",
        L::OpeningCash => "计划第一天的现金。",
        L::Expansion => "留存客户的经常性收入每年增长的比例。",
        L::Churn => "匹配客户流失的比例；不匹配的客户流失更快。",
        L::GrossMargin => "收入扣除交付成本后的比例。",
        L::Overhead => "销售与市场以外的成本。",
        L::TargetMeasure => "概率所针对的指标。",
        L::TargetValue => "要达到的数值。",
        L::TargetDate => "最晚在这一天结束前达到。",
        L::WantedOdds => "对计划所要求的把握。",
    }
}

fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Assumption => "假设",
        Basis::OptimiserBounds => "本计划的一半到两倍，假设",
        Basis::PaidLeads => "WordStream 2026 全行业，至 First Page Sage B2B 软件，转引",
        Basis::ContentLeads => "First Page Sage：B2B 软件 164，转引；下限为假设",
        Basis::FunnelMedians => "软件与设备行业漏斗中位数，2025，转引",
        Basis::MqlToSqlSurvey => "First Page Sage 2026，因 MQL 定义而异",
        Basis::WinRateSurvey => "HubSpot 2025，至软件业入站漏斗",
        Basis::ResponseAudit => "HBR 2011，2,241 家企业：1 至 42 自然小时",
        Basis::CycleSurvey => "Bridge Group 60 天，Gong 84 天",
        Basis::AeRampSurvey => "Bridge Group 2024，中位数 5.0 个月",
        Basis::SdrRampSurvey => "Bridge Group 2023，略多于 3 个月",
        Basis::ContractValues => "Bridge Group，B2B 软件",
        Basis::SoftwareChurn => "软件业中小客户，2025，转引",
        Basis::SoftwareMargin => "软件业，2025，转引",
    }
}

/// Examples of what can be typed.
fn candidates(unit: Unit) -> Candidates {
    let (singles, most, ranges): (&[_], _, &[_]) = match unit {
        unit if is_money(unit) => (&["3万5", "三万", "30 000", "35k", "120"], 4, &["3-5万", "4万 ± 1万"]),
        unit if is_share(unit) => {
            (&["26", "26%", "百分之二十六", "4", "4%"], 3, &["20-26%", "23 ± 3%", "2-4%", "3 ± 1%"])
        }
        Unit::Hours => (&["4", "30 分钟"], 2, &["2-9", "5 ± 2"]),
        Unit::Weeks => (&["10", "70 天", "104", "2 年", "156", "260"], 2, &["8-12", "10 ± 2"]),
        Unit::People => (&["8", "8 + 2"], 2, &["8 + 1-3", "1-3"]),
        _ => (&["500", "1.2", "0.8"], 1, &["300-700", "500 ± 200", "1-2", "0.6-0.9"]),
    };
    Candidates { singles, most, ranges }
}

/// What can be typed in a field.
fn example(examples: &Examples) -> String {
    let [singles, ranges] = [&examples.singles, &examples.ranges].map(|of| of.join("、"));
    match (singles.is_empty(), ranges.is_empty()) {
        (true, true) => String::new(),
        (false, true) => format!("可写 {singles}"),
        (true, false) => format!("可写区间 {ranges}"),
        (false, false) => format!("可写 {singles}，或区间 {ranges}"),
    }
}

fn problem(problem: &Problem, unit: Unit, format: &Format, takes: Takes<'_>) -> (String, String) {
    let entry = |value: f64| format.entry(value, unit);
    let examples = candidates(unit).taken(takes);
    let example = example(&examples);
    match problem {
        Problem::Empty => ("尚未输入".to_owned(), example),
        Problem::NotANumber { found } if found.is_empty() => ("缺少第二个数".to_owned(), example),
        Problem::NotANumber { found } => (format!("应为数字，现为“{found}”"), example),
        Problem::Comma { found } => (format!("“{found}”中的逗号不在千位上"), "小数请用小数点".to_owned()),
        Problem::Groups { found } => {
            let range = if examples.ranges.is_empty() { "" } else { "，区间写 5-7" };
            (format!("“{found}”中的数字不是三位一组"), "千位可写 30 000 或 30,000".to_owned() + range)
        }
        Problem::UnknownWord { found } => (format!("此处不能写“{found}”"), example),
        Problem::OtherCurrency { found, currency } => {
            (format!("此计划以 {currency} 计，“{found}”是另一种货币"), example)
        }
        Problem::Order { low, high } => {
            (format!("区间应由小到大，现为 {} 到 {}", entry(*low), entry(*high)), example)
        }
        Problem::OutOfRange { found, quantity } => {
            // What it is measured in, whatever the column of a table counts.
            let entry = |value: f64| match quantity.unit {
                Unit::Weeks => format.weeks(value),
                unit => format.entry(value, unit),
            };
            let (min, max) = (entry(quantity.min), entry(quantity.max));
            (format!("允许范围 {min} 到 {max}，现为 {}", entry(*found)), String::new())
        }
        Problem::NotADate { found } => {
            (format!("应为日期，现为“{found}”"), "可写 2028-12-31、2028年12月".to_owned())
        }
        Problem::OutsideHorizon { first, last } => {
            (format!("计划期为 {} 至 {}", format.date(*first), format.date(*last)), String::new())
        }
    }
}

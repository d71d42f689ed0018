//! Words of channels: what is done with them, spend by month, the response to spend.

use crate::levers::schedule::{Kind, Season};
use tandem_engine::plan::{ChannelType, ResponseShape};

/// Words of channels.
pub struct Channels {
    /// Name of a channel's menu.
    pub menu: fn(&str) -> String,
    /// Gives another name.
    pub rename: &'static str,
    /// Name of the field of a channel's name.
    pub name_of: fn(&str) -> String,
    /// One place up.
    pub up: &'static str,
    /// One place down.
    pub down: &'static str,
    /// Makes a copy.
    pub duplicate: &'static str,
    /// Takes it out.
    pub remove: &'static str,
    /// The name of a copy.
    pub copy_of: fn(&str) -> String,
    /// Offers the types of a new channel.
    pub add: &'static str,
    /// A type of channel.
    pub kind: fn(ChannelType) -> &'static str,
    /// The name that a new channel has at first.
    pub new: fn(ChannelType) -> &'static str,
    /// The note on each value of a new channel.
    pub template_note: &'static str,
    /// What spend does in a channel of a type.
    pub spend_does: fn(ChannelType) -> &'static str,
    /// A channel is gone.
    pub removed: fn(&str) -> String,

    /// A channel's curve is not as it was.
    pub curve_changed: &'static str,
    /// Takes a channel's curve back.
    pub curve_back: fn(&str) -> String,
    /// Takes the family of a channel's curve back: channel, family.
    pub shape_back: fn(&str, &str) -> String,

    /// Name of the spend by month of a channel.
    pub by_month: fn(&str) -> String,
    /// Name of the choice of a pattern.
    pub pattern: &'static str,
    /// A pattern.
    pub kind_of_pattern: fn(Kind) -> &'static str,
    /// A season.
    pub season: fn(Season) -> &'static str,
    /// Name of the choice of a season.
    pub season_pick: &'static str,
    /// Name of the choice of the first month without spend.
    pub stop_from: &'static str,
    /// Name of the choice of the last month without spend.
    pub stop_to: &'static str,
    /// Name of the choice of the month in which a ramp starts.
    pub ramp_first: &'static str,
    /// Name of the choice of the month in which a ramp ends.
    pub ramp_last: &'static str,
    /// Name of the first amount of a ramp.
    pub ramp_from: &'static str,
    /// Name of the second amount of a ramp.
    pub ramp_to: &'static str,
    /// What a month is worth: month and amount.
    pub month_is: fn(&str, &str) -> String,
    /// An amount a month, said aloud.
    pub a_month: fn(&str) -> String,
    /// Budget of a year: year, amount, and what it was, if that was another.
    pub year_is: fn(&str, &str, Option<&str>) -> String,
    /// Between years.
    pub year_gap: &'static str,
    /// Behind the years.
    pub stop: &'static str,
    /// A range that is not kept by month: low, high.
    pub range_lost: fn(&str, &str) -> String,
    /// The range that will not be kept if months differ: low, high.
    pub range_at_stake: fn(&str, &str) -> String,
    /// Shows the months as fields.
    pub as_fields: &'static str,
    /// How the bars are moved.
    pub bars_help: &'static str,

    /// Shows the response to spend.
    pub response: &'static str,
    /// Name of the response of a channel.
    pub response_of: fn(&str) -> String,
    /// Name of the handle at the reference.
    pub handle_reference: &'static str,
    /// Its value: spend, leads, cost per lead.
    pub reference_is: fn(&str, &str, &str) -> String,
    /// Name of the handle at the end of the curve.
    pub handle_end: &'static str,
    /// Its value: leads, spend, closeness.
    pub end_is: fn(&str, &str, &str) -> String,
    /// Beside the dot at the plan's spend.
    pub here: &'static str,
    /// Beside the reference.
    pub reference: &'static str,
    /// Spend, leads there, cost of the next lead.
    pub next_lead: fn(&str, &str, &str) -> String,
    /// The ceiling, leads a month.
    pub ceiling: fn(&str) -> String,
    /// There is none.
    pub no_ceiling: &'static str,
    /// What the curve leaves out.
    pub curve_is: &'static str,
    /// Name of the choice of a shape.
    pub shape: &'static str,
    /// A shape.
    pub shape_name: fn(ResponseShape) -> &'static str,
    /// Leads a month, on the axis.
    pub leads_axis: fn(&str) -> String,
    /// Money a month, on the axis.
    pub money_axis: fn(&str) -> String,
}

/// English.
pub static EN: Channels = Channels {
    menu: |name| format!("{name}: rename, move, duplicate, remove"),
    rename: "Rename",
    name_of: |name| format!("Name of {name}"),
    up: "Move up",
    down: "Move down",
    duplicate: "Duplicate",
    remove: "Remove",
    copy_of: |name| format!("{name}, copy"),
    add: "Add channel",
    kind: |kind| match kind {
        ChannelType::Paid => "Paid ads",
        ChannelType::Content => "Content and search",
        ChannelType::Event => "Events",
        ChannelType::Partner => "Partners",
        ChannelType::Brand => "Brand",
        ChannelType::Organic => "Organic",
        ChannelType::Referral => "Referral",
        ChannelType::Outbound => "Outbound",
    },
    new: |kind| match kind {
        ChannelType::Paid => "New ads",
        ChannelType::Content => "New content",
        ChannelType::Event => "New events",
        ChannelType::Partner => "New partners",
        ChannelType::Brand => "New brand",
        ChannelType::Organic => "New organic",
        ChannelType::Referral => "New referral",
        ChannelType::Outbound => "New outbound",
    },
    template_note: "the template of a new channel",
    spend_does: |kind| match kind {
        ChannelType::Paid | ChannelType::Content => {
            "Leads follow spend along the channel's curve: each further part brings less."
        }
        ChannelType::Brand => {
            "Builds goodwill, which fades week by week: it lifts organic leads, the response to ads and the odds of winning, slowly."
        }
        ChannelType::Partner => "Co-op money: it lifts what each partner sends, up to a limit.",
        ChannelType::Event => "Money beside the events; leads come from the events themselves.",
        ChannelType::Organic | ChannelType::Referral | ChannelType::Outbound => {
            "Leads of this type do not follow spend; only its part for goodwill works."
        }
    },
    removed: |name| format!("Removed {name}."),
    curve_changed: "response curve changed",
    curve_back: |name| format!("{name}: response curve back to where it was"),
    shape_back: |name, shape| format!("{name}: shape back to {shape}"),

    by_month: |name| format!("{name}: spend by month"),
    pattern: "By month",
    kind_of_pattern: |kind| match kind {
        Kind::Constant => "The same every month",
        Kind::Ramp => "Ramp",
        Kind::Seasonal => "Seasonal",
        Kind::Stopped => "Stop and resume",
        Kind::Own => "Month by month",
    },
    season: |season| match season {
        Season::Demand => "As this plan's demand",
        Season::YearEnd => "More at year end",
        Season::QuarterEnds => "More at quarter ends",
        Season::SummerLull => "Less in summer",
    },
    season_pick: "Season",
    stop_from: "Stopped from",
    stop_to: "to",
    ramp_first: "Changes from",
    ramp_last: "to",
    ramp_from: "Amount before",
    ramp_to: "Amount after",
    month_is: |month, amount| format!("{month}: {amount}"),
    a_month: |amount| format!("{amount} a month"),
    year_is: |year, amount, was| match was {
        Some(was) => format!("{year} {amount}, was {was}"),
        None => format!("{year} {amount}"),
    },
    year_gap: "; ",
    stop: ".",
    range_lost: |low, high| {
        format!(
            "Months are single values: the range {low} to {high} is no longer in the plan; undo brings it back."
        )
    },
    range_at_stake: |low, high| {
        format!("Months are single values: as soon as one differs, the range {low} to {high} is not kept.")
    },
    as_fields: "Months as fields",
    bars_help: "Drag a bar, or use the arrow keys: up and down change it, left and right go to another month.",

    response: "Response to spend",
    response_of: |name| format!("{name}: leads by spend"),
    handle_reference: "Known point: leads a month at the reference spend",
    reference_is: |spend, leads, cost| format!("{leads} leads at {spend} a month, {cost} a lead"),
    handle_end: "End of the curve: the nearer to its ceiling, the flatter",
    end_is: |leads, spend, closeness| {
        format!("{leads} leads at {spend} a month, {closeness} close to the ceiling at the known point")
    },
    here: "plan",
    reference: "known",
    next_lead: |spend, leads, next| {
        format!("At {spend} a month {leads} leads, and the next lead costs {next}.")
    },
    ceiling: |leads| format!("Ceiling {leads} leads a month."),
    no_ceiling: "No ceiling: a straight line.",
    curve_is: "In an average month, at today's brand, once spend has had its effect.",
    shape: "Shape",
    shape_name: |shape| match shape {
        ResponseShape::Hill => "Hill",
        ResponseShape::Linear => "Straight line",
        ResponseShape::Tanh => "Hyperbolic tangent",
        ResponseShape::Logistic => "Logistic",
    },
    leads_axis: |leads| format!("{leads} leads"),
    money_axis: |money| format!("{money} a month"),
};

/// Simplified Chinese.
pub static ZH_CN: Channels = Channels {
    menu: |name| format!("{name}：重命名、移动、复制、移除"),
    rename: "重命名",
    name_of: |name| format!("{name}的名称"),
    up: "上移",
    down: "下移",
    duplicate: "复制",
    remove: "移除",
    copy_of: |name| format!("{name}（副本）"),
    add: "添加渠道",
    kind: |kind| match kind {
        ChannelType::Paid => "付费广告",
        ChannelType::Content => "内容与搜索",
        ChannelType::Event => "活动",
        ChannelType::Partner => "合作伙伴",
        ChannelType::Brand => "品牌",
        ChannelType::Organic => "自然流量",
        ChannelType::Referral => "推荐",
        ChannelType::Outbound => "主动开发",
    },
    new: |kind| match kind {
        ChannelType::Paid => "新广告",
        ChannelType::Content => "新内容",
        ChannelType::Event => "新活动",
        ChannelType::Partner => "新伙伴",
        ChannelType::Brand => "新品牌",
        ChannelType::Organic => "新自然流量",
        ChannelType::Referral => "新推荐",
        ChannelType::Outbound => "新主动开发",
    },
    template_note: "新渠道的模板值",
    spend_does: |kind| match kind {
        ChannelType::Paid | ChannelType::Content => {
            "线索沿渠道的响应曲线随投放增长，越往后每一份投放带来的越少。"
        }
        ChannelType::Brand => "积累品牌资产，品牌资产逐周消退：缓慢提升自然线索、广告响应和赢单几率。",
        ChannelType::Partner => "联合推广费用：在上限之内提升每家伙伴带来的线索。",
        ChannelType::Event => "活动之外的费用；线索来自活动本身。",
        ChannelType::Organic | ChannelType::Referral | ChannelType::Outbound => {
            "这类渠道的线索不随投放变化，只有积累品牌资产的部分起作用。"
        }
    },
    removed: |name| format!("已移除“{name}”。"),
    curve_changed: "响应曲线已改",
    curve_back: |name| format!("{name}：响应曲线恢复原状"),
    shape_back: |name, shape| format!("{name}：形状恢复为{shape}"),

    by_month: |name| format!("{name}：各月投放"),
    pattern: "各月",
    kind_of_pattern: |kind| match kind {
        Kind::Constant => "每月相同",
        Kind::Ramp => "逐月变化",
        Kind::Seasonal => "按季节",
        Kind::Stopped => "停投后恢复",
        Kind::Own => "逐月设定",
    },
    season: |season| match season {
        Season::Demand => "随本计划的需求",
        Season::YearEnd => "年末较多",
        Season::QuarterEnds => "季末较多",
        Season::SummerLull => "夏季较少",
    },
    season_pick: "季节",
    stop_from: "停投从",
    stop_to: "到",
    ramp_first: "变化从",
    ramp_last: "到",
    ramp_from: "之前金额",
    ramp_to: "之后金额",
    month_is: |month, amount| format!("{month}：{amount}"),
    a_month: |amount| format!("{amount}/月"),
    year_is: |year, amount, was| match was {
        Some(was) => format!("{year}年 {amount}，原为 {was}"),
        None => format!("{year}年 {amount}"),
    },
    year_gap: "；",
    stop: "。",
    range_lost: |low, high| format!("各月为单一数值：区间 {low} 到 {high} 已不在计划中，撤销可恢复。"),
    range_at_stake: |low, high| {
        format!("各月为单一数值：只要有一个月不同，区间 {low} 到 {high} 就不再保留。")
    },
    as_fields: "以数字填写各月",
    bars_help: "拖动柱形，或用方向键：上下改变数值，左右切换月份。",

    response: "投放响应曲线",
    response_of: |name| format!("{name}：投放与线索"),
    handle_reference: "已知点：参考投放下的每月线索",
    reference_is: |spend, leads, cost| format!("每月 {spend} 时 {leads} 条线索，每条 {cost}"),
    handle_end: "曲线末端：越接近上限越平",
    end_is: |leads, spend, closeness| format!("每月 {spend} 时 {leads} 条线索，已知点达到上限的 {closeness}"),
    here: "计划",
    reference: "已知",
    next_lead: |spend, leads, next| format!("每月 {spend} 时有 {leads} 条线索，再多一条需 {next}。"),
    ceiling: |leads| format!("上限每月 {leads} 条线索。"),
    no_ceiling: "没有上限：直线。",
    curve_is: "按平均月份、当前品牌水平、投放见效之后计。",
    shape: "形状",
    shape_name: |shape| match shape {
        ResponseShape::Hill => "Hill 曲线",
        ResponseShape::Linear => "直线",
        ResponseShape::Tanh => "双曲正切",
        ResponseShape::Logistic => "逻辑曲线",
    },
    leads_axis: |leads| format!("{leads} 条线索"),
    money_axis: |money| format!("{money}/月"),
};

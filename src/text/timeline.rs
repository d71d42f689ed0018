//! Words of what can be moved on the timeline.

/// Words of what can be moved on the timeline.
pub struct Timeline {
    /// Name of a hire of an AE: heads.
    pub hire_ae: fn(heads: &str) -> String,
    /// Name of a hire of an SDR: heads.
    pub hire_sdr: fn(heads: &str) -> String,
    /// Name of an event: its channel.
    pub event: fn(channel: &str) -> String,
    /// Name of a month in which the spend of a channel changes: whether something is spent from then on.
    pub edge: fn(channel: &str, starts: bool) -> String,
    /// Where that is: month, money a month from then on if there is any.
    pub edge_at: fn(month: &str, amount: Option<&str>) -> String,
    /// Name of an amount of spend: its channel.
    pub level: fn(channel: &str) -> String,
    /// What it is: money a month, first and last month.
    pub level_at: fn(amount: &str, first: &str, last: &str) -> String,
    /// Where a hire stands: heads, date, week, full output from.
    pub hire_at: fn(heads: &str, date: &str, week: u32, full: &str) -> String,
    /// Where an event stands: date, week.
    pub event_at: fn(date: &str, week: u32) -> String,
    /// What is told beside a hire while it is moved.
    pub hire_tag: fn(heads: &str, date: &str) -> String,
    /// The keys that move it.
    pub keys: &'static str,
    /// Name of the layer.
    pub movable: &'static str,
}

/// English.
pub static EN: Timeline = Timeline {
    hire_ae: |heads| format!("Hire, {heads} AE"),
    hire_sdr: |heads| format!("Hire, {heads} SDR"),
    event: |channel| format!("Event, {channel}"),
    edge: |channel, starts| format!("{} of spend, {channel}", if starts { "Start" } else { "End" }),
    edge_at: |month, amount| match amount {
        Some(amount) => format!("{amount} from {month}"),
        None => format!("nothing from {month}"),
    },
    level: |channel| format!("Amount of spend, {channel}"),
    level_at: |amount, first, last| format!("{amount}, {first} to {last}"),
    hire_at: |heads, date, week, full| {
        let heads = if heads == "1" { "1 head".to_owned() } else { format!("{heads} heads") };
        format!("{heads} from {date}, week {week}, full output from {full}")
    },
    event_at: |date, week| format!("{date}, week {week}"),
    hire_tag: |heads, date| format!("{heads} from {date}"),
    keys: "Arrows move by a week, spend by a month and its amount by a step; with Shift by a month, a quarter, ten steps. Delete takes it out.",
    movable: "Hires, events and spend that can be moved",
};

/// Simplified Chinese.
pub static ZH_CN: Timeline = Timeline {
    hire_ae: |heads| format!("入职，{heads} 名 AE"),
    hire_sdr: |heads| format!("入职，{heads} 名 SDR"),
    event: |channel| format!("活动，{channel}"),
    edge: |channel, starts| format!("{}投放，{channel}", if starts { "开始" } else { "结束" }),
    edge_at: |month, amount| match amount {
        Some(amount) => format!("{month}起 {amount}"),
        None => format!("{month}起停止"),
    },
    level: |channel| format!("投放金额，{channel}"),
    level_at: |amount, first, last| format!("{amount}，{first}至 {last}"),
    hire_at: |heads, date, week, full| format!("{heads} 人，{date}起，第 {week} 周，{full}满产能"),
    event_at: |date, week| format!("{date}，第 {week} 周"),
    hire_tag: |heads, date| format!("{heads} 人，{date}起"),
    keys: "方向键移动一周，投放移动一个月，金额移动一档；加 Shift 移动一个月、一季、十档；Delete 删除。",
    movable: "可移动的入职、活动与投放",
};

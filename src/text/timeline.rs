//! Words of what can be moved on the timeline.

/// Words of what can be moved on the timeline.
pub struct Timeline {
    /// Name of a hire of an AE: heads.
    pub hire_ae: fn(heads: &str) -> String,
    /// Name of a hire of an SDR: heads.
    pub hire_sdr: fn(heads: &str) -> String,
    /// Name of an event: its channel.
    pub event: fn(channel: &str) -> String,
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
    hire_at: |heads, date, week, full| {
        let heads = if heads == "1" { "1 head".to_owned() } else { format!("{heads} heads") };
        format!("{heads} from {date}, week {week}, full output from {full}")
    },
    event_at: |date, week| format!("{date}, week {week}"),
    hire_tag: |heads, date| format!("{heads} from {date}"),
    keys: "Left and right arrows move by a week, with Shift by a month; Delete takes it out.",
    movable: "Hires and events that can be moved",
};

/// Simplified Chinese.
pub static ZH_CN: Timeline = Timeline {
    hire_ae: |heads| format!("入职，{heads} 名 AE"),
    hire_sdr: |heads| format!("入职，{heads} 名 SDR"),
    event: |channel| format!("活动，{channel}"),
    hire_at: |heads, date, week, full| format!("{heads} 人，{date}起，第 {week} 周，{full}完全上手"),
    event_at: |date, week| format!("{date}，第 {week} 周"),
    hire_tag: |heads, date| format!("{heads} 人，{date}起"),
    keys: "左右方向键移动一周，加 Shift 移动一个月；Delete 删除。",
    movable: "可移动的入职与活动",
};

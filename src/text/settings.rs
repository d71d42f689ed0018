//! Words of the plan's settings.

/// A setting: its name, its unit, and what it does with the range allowed.
pub struct Setting {
    /// Name.
    pub name: &'static str,
    /// Behind the value.
    pub unit: &'static str,
    /// What it does, and its range.
    pub why: &'static str,
}

/// Words of the plan's settings.
pub struct Settings {
    /// Title of the dialog.
    pub title: &'static str,
    /// What the settings are.
    pub lead: &'static str,
    /// First day.
    pub start: Setting,
    /// Horizon.
    pub horizon: Setting,
    /// Currency.
    pub currency: Setting,
    /// First month of the fiscal year.
    pub fiscal: Setting,
    /// Number of futures.
    pub futures: Setting,
    /// Seed.
    pub seed: Setting,
    /// Head of the currencies that are asked for most.
    pub usual: &'static str,
    /// Head of all others.
    pub others: &'static str,
    /// A choice that was made.
    pub done: &'static str,
    /// Closes the dialog.
    pub close: &'static str,
    /// Name of a month, 1..=12.
    pub month: fn(u32) -> &'static str,
    /// A currency by code and name.
    pub named_currency: fn(code: &str, name: &str) -> String,
    /// The fault of another field than the one edited.
    pub elsewhere: fn(name: &str, what: &str) -> String,
    /// Takes a horizon that ends before the target, and the target with it.
    pub move_target: fn(day: &str) -> String,
    /// Takes a date after the plan, and makes the plan longer.
    pub lengthen: fn(weeks: &str) -> String,
}

/// English.
pub static EN: Settings = Settings {
    title: "Plan settings",
    lead: "What the whole plan stands on. Each change is one step that can be undone.",
    start: Setting {
        name: "First day",
        unit: "",
        why: "Weeks run from Monday to Sunday: another day moves back to its Monday. Hires and events keep their week; the \
              target keeps its date. 1950 to 2150.",
    },
    horizon: Setting {
        name: "Horizon",
        unit: "weeks",
        why: "How far the plan looks. `18 months` and `3 years` work too: a year is 52 weeks. 26 to 260 weeks.",
    },
    currency: Setting {
        name: "Currency",
        unit: "",
        why: "The one currency of the plan, whatever the language. No amount is converted.",
    },
    fiscal: Setting {
        name: "Fiscal year starts in",
        unit: "",
        why: "Quarters of the charts and of deals that move to a quarter's end follow it.",
    },
    futures: Setting {
        name: "Futures",
        unit: "",
        why: "How many random futures are run. 1,000 give odds to about 1.5 points; four times as many halve that. 1 to \
              20,000.",
    },
    seed: Setting {
        name: "Seed",
        unit: "",
        why: "Another seed is another set of futures. The same seed gives the same figures on every machine. 0 to \
              9,007,199,254,740,991.",
    },
    usual: "Often used",
    others: "All currencies",
    done: "Changed",
    close: "Done",
    month: |month| match month {
        1 => "January",
        2 => "February",
        3 => "March",
        4 => "April",
        5 => "May",
        6 => "June",
        7 => "July",
        8 => "August",
        9 => "September",
        10 => "October",
        11 => "November",
        _ => "December",
    },
    named_currency: |code, name| if code == name { code.to_owned() } else { format!("{code} · {name}") },
    elsewhere: |name, what| format!("{name}: {what}"),
    move_target: |day| format!("Move the target to {day} too"),
    lengthen: |weeks| format!("Make the plan {weeks} weeks long"),
};

/// Simplified Chinese.
pub static ZH_CN: Settings = Settings {
    title: "计划设置",
    lead: "整个计划的基础。每次更改为一步，可撤销。",
    start: Setting {
        name: "第一天",
        unit: "",
        why: "每周从周一到周日：其他日期退回到当周周一。入职与活动保持其周次，目标保持其日期。1950 至 2150 年。",
    },
    horizon: Setting {
        name: "计划长度",
        unit: "周",
        why: "计划看多远，也可写“18个月”“3年”，一年按 52 周计。26 至 260 周。",
    },
    currency: Setting {
        name: "币种", unit: "", why: "计划的唯一币种，与界面语言无关。金额不作换算。"
    },
    fiscal: Setting {
        name: "财年起始月", unit: "", why: "图表的季度，以及推至季末的成交，均以此为准。"
    },
    futures: Setting {
        name: "未来数量",
        unit: "",
        why: "随机运行多少种未来。1,000 种时概率误差约 1.5 个百分点，四倍数量误差减半。1 至 20,000。",
    },
    seed: Setting {
        name: "随机种子",
        unit: "",
        why: "换一个种子即换一组未来；同一种子在任何机器上结果相同。0 至 9,007,199,254,740,991。",
    },
    usual: "常用",
    others: "全部币种",
    done: "已更改",
    close: "完成",
    month: |month| match month {
        1 => "1月",
        2 => "2月",
        3 => "3月",
        4 => "4月",
        5 => "5月",
        6 => "6月",
        7 => "7月",
        8 => "8月",
        9 => "9月",
        10 => "10月",
        11 => "11月",
        _ => "12月",
    },
    named_currency: |code, name| if code == name { code.to_owned() } else { format!("{code} · {name}") },
    elsewhere: |name, what| format!("{name}：{what}"),
    move_target: |day| format!("同时把目标移至 {day}"),
    lengthen: |weeks| format!("把计划延长至 {weeks} 周"),
};

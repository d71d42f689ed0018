//! Words of the table of stages, of what is pasted, and of actual figures.

use crate::parse::table::BadCell;

pub mod typed;

/// Words of the table of stages, of what is pasted, and of actual figures.
pub struct Stages {
    /// Opens the table of stages.
    pub edit: &'static str,
    /// Opens it from the levers.
    pub all_stages: &'static str,
    /// Closes it.
    pub done: &'static str,
    /// What the table is.
    pub lead: &'static str,
    /// Heads: stage, goes on to the next, time to the next.
    pub heads: [&'static str; 3],
    /// A stage by its usual name, one of it.
    pub usual: [&'static str; 5],
    /// The row of lost deals.
    pub lost: &'static str,
    /// Name of the field of a stage's name.
    pub name_of: fn(&str) -> String,
    /// Name of the field of a conversion: from, to.
    pub conversion_of: fn(&str, &str) -> String,
    /// Name of the field of a time: from, to.
    pub time_of: fn(&str, &str) -> String,
    /// From one stage to the next.
    pub step: fn(&str, &str) -> String,
    /// What a stage without a time says.
    pub at_once: &'static str,
    /// Behind a time.
    pub weeks: &'static str,

    /// Opens the field for a table.
    pub paste: &'static str,
    /// Name of that field.
    pub paste_here: &'static str,
    /// What can be pasted for stages.
    pub paste_stages: &'static str,
    /// What can be pasted for months.
    pub paste_months: &'static str,
    /// What was understood: so many lines.
    pub understood: fn(usize) -> String,
    /// A cell with its place and what is wrong.
    pub bad: fn(&BadCell, &str) -> String,
    /// How many cells are left out.
    pub left_out: fn(usize) -> String,
    /// Nothing was understood.
    pub nothing: &'static str,
    /// Puts it into the plan.
    pub apply: &'static str,
    /// Gives it up.
    pub cancel: &'static str,

    /// Title of the panel of actual figures.
    pub actuals: &'static str,
    /// What they are.
    pub actuals_lead: &'static str,
    /// Opens the panel.
    pub actuals_open: &'static str,
    /// Name of the choice of the figure.
    pub actuals_figure: &'static str,
    /// Head of the column of actual figures.
    pub actual: &'static str,
    /// Head of the column of medians.
    pub plan_median: &'static str,
    /// Name of the field of a month.
    pub actual_of: fn(&str) -> String,
    /// Where the last actual figure stands: month, figure, value, futures below (words), median.
    pub stands: fn(month: &str, figure: &str, value: &str, below: &str, median: &str) -> String,
    /// Share of the futures below a value.
    pub below: fn(crate::format::Odds) -> String,
    /// Legend and read-out: an actual figure.
    pub legend: &'static str,
}

/// English.
pub static EN: Stages = Stages {
    edit: "Edit stages",
    all_stages: "All stages in one table",
    done: "Done",
    lead: "Names, conversion and time to the next stage in one place; ranges such as 20-25% work too.",
    heads: ["Stage", "Goes on", "Time to the next"],
    usual: ["Lead", "MQL", "SQL", "Opportunity", "Won"],
    lost: "Lost",
    name_of: |stage| format!("Name of the stage {stage}"),
    conversion_of: |from, to| format!("Conversion, {from} to {to}"),
    time_of: |from, to| format!("Time, {from} to {to}"),
    step: |from, to| format!("{from} → {to}"),
    at_once: "at once",
    weeks: "wk",
    paste: "Paste from a spreadsheet",
    paste_here: "Cells from a spreadsheet",
    paste_stages: "Copy the cells there and paste them here: a column with stages, one with conversions, one with days. Heads \
                   such as “Days” or “Weeks” are understood.",
    paste_months: "Copy the cells there and paste them here: months in one column, figures in the next.",
    understood: |lines| {
        if lines == 1 { "Understood: 1 line".to_owned() } else { format!("Understood: {lines} lines") }
    },
    bad: |cell, what| format!("Line {}, column {}, “{}”: {what}", cell.line, cell.column, cell.found),
    left_out: |cells| {
        if cells == 1 { "1 cell is left out".to_owned() } else { format!("{cells} cells are left out") }
    },
    nothing: "Nothing here can be read as a table.",
    apply: "Apply",
    cancel: "Cancel",
    actuals: "Plan against actuals",
    actuals_lead: "What has come to pass, by month. No run uses it: it is laid over the forecast.",
    actuals_open: "Enter actuals",
    actuals_figure: "Figure",
    actual: "Actual",
    plan_median: "Median",
    actual_of: |month| format!("Actual, {month}"),
    stands: |month, figure, value, below, median| {
        format!("{figure} in {month}: {value}, against a median of {median}. {below}.")
    },
    below: |odds| match odds {
        crate::format::Odds::Hardly => "Fewer than 1 in 20 futures come to less".to_owned(),
        crate::format::Odds::About(count) => format!("About {count} in 10 futures come to less"),
        crate::format::Odds::Nearly => "More than 19 in 20 futures come to less".to_owned(),
    },
    legend: "actual",
};

/// Simplified Chinese.
pub static ZH_CN: Stages = Stages {
    edit: "编辑阶段",
    all_stages: "所有阶段列于一表",
    done: "完成",
    lead: "各阶段的名称、转化率和到下一阶段的时间；也可填区间，如 20-25%。",
    heads: ["阶段", "进入下一阶段", "到下一阶段用时"],
    usual: ["线索", "MQL", "SQL", "商机", "赢单"],
    lost: "丢单",
    name_of: |stage| format!("阶段“{stage}”的名称"),
    conversion_of: |from, to| format!("转化率，{from}到{to}"),
    time_of: |from, to| format!("用时，{from}到{to}"),
    step: |from, to| format!("{from} → {to}"),
    at_once: "即时",
    weeks: "周",
    paste: "从表格粘贴",
    paste_here: "表格中的单元格",
    paste_stages: "在表格中复制，粘贴到此处：一列阶段，一列转化率，一列天数。可识别“天数”“周数”等表头。",
    paste_months: "在表格中复制，粘贴到此处：一列月份，一列数值。",
    understood: |lines| format!("已识别 {lines} 行"),
    bad: |cell, what| format!("第 {} 行第 {} 列“{}”：{what}", cell.line, cell.column, cell.found),
    left_out: |cells| format!("{cells} 个单元格将略过"),
    nothing: "无法识别为表格。",
    apply: "应用",
    cancel: "取消",
    actuals: "实际与计划",
    actuals_lead: "已发生的各月数值。模拟不使用，仅叠加在预测上。",
    actuals_open: "录入实际值",
    actuals_figure: "指标",
    actual: "实际",
    plan_median: "中位数",
    actual_of: |month| format!("{month}实际值"),
    stands: |month, figure, value, below, median| {
        format!("{month}{figure} {value}，中位数 {median}。{below}。")
    },
    below: |odds| match odds {
        crate::format::Odds::Hardly => "每 20 种未来中不到 1 种低于此值".to_owned(),
        crate::format::Odds::About(count) => format!("每 10 种未来中约有 {count} 种低于此值"),
        crate::format::Odds::Nearly => "每 20 种未来中超过 19 种低于此值".to_owned(),
    },
    legend: "实际",
};

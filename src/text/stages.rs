//! Words of the table of stages, of what is pasted, and of actual figures.

use crate::parse::months::LeftOut;
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
    /// Behind a short time.
    pub days: &'static str,
    /// Opens the table from the levers of sales.
    pub sub_open: &'static str,
    /// Adds a sub-stage of the opportunity.
    pub sub_add: &'static str,
    /// What sub-stages are, where there are none.
    pub sub_none: &'static str,
    /// What they stand in for: the conversion and weeks typed for the whole, which apply again without them.
    pub sub_some: fn(&str, &str) -> String,
    /// As many as a plan can have.
    pub sub_full: &'static str,
    /// A sub-stage without a name of its own.
    pub sub_numbered: fn(usize) -> String,
    /// Name of the field of a sub-stage's name: its number.
    pub sub_name_of: fn(usize) -> String,
    /// Name of the menu of a sub-stage.
    pub sub_menu: fn(&str) -> String,
    /// Behind the conversion and time of all sub-stages together.
    pub sub_together: &'static str,
    /// What is pasted for the whole has no effect while there are sub-stages.
    pub sub_waits: &'static str,
    /// Takes a field back to a value.
    pub back: fn(field: &str, value: &str) -> String,

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
    /// Months that are left out, as the plan has not got them.
    pub months_outside: fn(&[String]) -> String,
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
    /// The same where there is little room.
    pub actuals_short: &'static str,
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
    /// So many of all futures below a value.
    pub below: fn(below: &str, all: &str) -> String,
    /// What a column is left out for, in a paste of months.
    pub column_left_out: fn(&LeftOut) -> String,
    /// The ARR is kept as the MRR.
    pub arr_as_mrr: &'static str,
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
    days: "d",
    sub_open: "Sub-stages on the way to won",
    sub_add: "Add a sub-stage",
    sub_none: "An opportunity may have sub-stages such as demonstration, negotiation, contract. The first takes over the win rate \
               and the time to won; each further one is split off the last.",
    sub_some: |share, weeks| {
        format!(
            "The win rate is the product of the sub-stages' conversions, the time to won the sum of their times. Their order is \
             for reading: it changes no figure. Lost deals have one time for all, whichever sub-stage they are lost in. Without \
             sub-stages the {share} and {weeks} weeks typed for the whole apply again."
        )
    },
    sub_full: "Eight sub-stages are as many as a plan can have.",
    sub_numbered: |number| format!("Sub-stage {number}"),
    sub_name_of: |number| format!("Name of sub-stage {number}"),
    sub_menu: |name| format!("{name}: move, remove"),
    sub_together: "together",
    sub_waits: "The opportunity has sub-stages: its own conversion and time are kept for when it has none.",
    back: |field, value| format!("{field}: back to {value}"),
    paste: "Paste from a spreadsheet",
    paste_here: "Cells from a spreadsheet",
    paste_stages: "Copy the cells there and paste them here: a column with stages, one with conversions, one with days. Heads \
                   such as “Days” or “Weeks” are understood. Lines beneath an opportunity without figures of its own are its \
                   sub-stages.",
    paste_months: "Copy the cells there and paste them here: months in one column, figures in the next. \
                   With heads such as “Month”, “MQLs”, “ARR” several figures are taken at once.",
    understood: |lines| {
        if lines == 1 { "Understood: 1 line".to_owned() } else { format!("Understood: {lines} lines") }
    },
    months_outside: |months| format!("Left out, as the plan has no such month: {}.", months.join(", ")),
    bad: |cell, what| format!("Line {}, column {}, “{}”: {what}", cell.line, cell.column, cell.found),
    left_out: |cells| {
        if cells == 1 { "1 cell is left out".to_owned() } else { format!("{cells} cells are left out") }
    },
    nothing: "Nothing here can be read as a table.",
    apply: "Apply",
    cancel: "Cancel",
    actuals: "Plan against actuals",
    actuals_short: "Actuals",
    actuals_lead: "What has come to pass, by month. No run uses it: it is laid over the forecast.",
    actuals_open: "Enter actuals",
    actuals_figure: "Figure",
    actual: "Actual",
    plan_median: "Median",
    actual_of: |month| format!("Actual, {month}"),
    stands: |month, figure, value, below, median| {
        format!("{figure} in {month}: {value}, against a median of {median}. {below}.")
    },
    below: |below, all| format!("{below} of {all} futures come to less"),
    column_left_out: |column| match column {
        LeftOut::Unknown(head) => format!("The column “{head}” is left out: no figure here is called that."),
        LeftOut::Twice(head) => {
            format!("The column “{head}” is left out: another column holds that figure already.")
        }
        LeftOut::NoHead(number) => {
            format!("Column {number} is left out: it has no head that says which figure it holds.")
        }
    },
    arr_as_mrr: "ARR is kept as monthly recurring revenue: a twelfth of it.",
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
    lost: "输单",
    name_of: |stage| format!("阶段“{stage}”的名称"),
    conversion_of: |from, to| format!("转化率，{from}到{to}"),
    time_of: |from, to| format!("用时，{from}到{to}"),
    step: |from, to| format!("{from} → {to}"),
    at_once: "即时",
    weeks: "周",
    days: "天",
    sub_open: "商机到赢单的子阶段",
    sub_add: "添加子阶段",
    sub_none: "商机可分为若干子阶段，如演示、谈判、签约。第一个沿用赢单率和到赢单的用时，其后每个从最后一个中拆出。",
    sub_some: |share, weeks| {
        format!(
            "赢单率为各子阶段转化率之积，到赢单的用时为各子阶段用时之和。顺序只便于阅读，不影响数值。输单无论在哪个子阶段，\
             用时相同。移除全部子阶段后，整体所填的 {share} 和 {weeks} 周重新生效。"
        )
    },
    sub_full: "一个计划最多 8 个子阶段。",
    sub_numbered: |number| format!("子阶段 {number}"),
    sub_name_of: |number| format!("子阶段 {number} 的名称"),
    sub_menu: |name| format!("{name}：移动、移除"),
    sub_together: "合计",
    sub_waits: "商机已有子阶段：其自身的转化率和用时仅在没有子阶段时生效。",
    back: |field, value| format!("{field}：恢复为 {value}"),
    paste: "从表格粘贴",
    paste_here: "表格中的单元格",
    paste_stages: "在表格中复制，粘贴到此处：一列阶段，一列转化率，一列天数。可识别“天数”“周数”等表头。商机一行不填数值时，其下各行即为它的子阶段。",
    paste_months: "在表格中复制，粘贴到此处：一列月份，一列数值。有“月份”“MQL”“ARR”等表头时，可一次采用多个指标。",
    understood: |lines| format!("已识别 {lines} 行"),
    months_outside: |months| format!("不在计划期内，未采用：{}。", months.join("、")),
    bad: |cell, what| format!("第 {} 行第 {} 列“{}”：{what}", cell.line, cell.column, cell.found),
    left_out: |cells| format!("{cells} 个单元格将略过"),
    nothing: "无法识别为表格。",
    apply: "应用",
    cancel: "取消",
    actuals: "实际值与计划",
    actuals_short: "实际值",
    actuals_lead: "已发生的各月数值。模拟不使用，仅叠加在预测上。",
    actuals_open: "录入实际值",
    actuals_figure: "指标",
    actual: "实际",
    plan_median: "中位数",
    actual_of: |month| format!("{month}实际值"),
    stands: |month, figure, value, below, median| {
        format!("{month}{figure} {value}，中位数 {median}。{below}。")
    },
    below: |below, all| format!("{all} 种未来中有 {below} 种低于此值"),
    column_left_out: |column| match column {
        LeftOut::Unknown(head) => format!("未采用“{head}”一列：此处没有叫这个名称的指标。"),
        LeftOut::Twice(head) => format!("未采用“{head}”一列：另一列已是该指标。"),
        LeftOut::NoHead(number) => format!("未采用第 {number} 列：没有表头说明是哪个指标。"),
    },
    arr_as_mrr: "ARR 按月度经常性收入保存：取其十二分之一。",
    legend: "实际",
};

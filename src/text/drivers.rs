//! Words of what the answer hangs on.

use crate::text::glossary::Entry;
use crate::text::spaced;

/// Words of the panel.
pub struct Drivers {
    /// Title of the panel.
    pub title: &'static str,
    /// What is in it.
    pub sub: &'static str,
    /// It is being worked out: groups of inputs known, of all.
    pub working: fn(usize, usize) -> String,
    /// The input that moves it most: its name, measure, date, and the measure at the input's low and high end.
    pub most: fn(&str, &str, &str, &str, &str) -> String,
    /// The share of the spread that would go if the input were known.
    pub share: fn(&str) -> String,
    /// The same of so many inputs that depend on each other.
    pub share_together: fn(usize, &str) -> String,
    /// No input is a range.
    pub certain: &'static str,
    /// Heads of the columns: input, its range; then a term each for the measure, days, share.
    pub heads: [&'static str; 2],
    /// The measure over the input's range: name and date.
    pub over: fn(&str, &str) -> String,
    /// Days and share.
    pub terms: [Entry; 2],
    /// Not reached within the plan.
    pub not_reached: &'static str,
    /// A figure that there is not.
    pub none: &'static str,
    /// Marks a share that several inputs have together.
    pub together: &'static str,
    /// What the mark means.
    pub together_note: &'static str,
    /// How it is meant.
    pub note: &'static str,
    /// Why the shares add up to more than all.
    pub overlap_note: &'static str,
    /// Shows all of so many.
    pub all: fn(usize) -> String,
    /// Shows the first again.
    pub fewer: &'static str,
    /// Heads of the file: path, P10, P90, measure there, days there, share, standard error.
    pub columns: [&'static str; 9],
}

/// English.
pub static EN: Drivers = Drivers {
    title: "What the answer hangs on",
    sub: "which uncertain inputs move it, and what it is worth to know them better",
    working: |known, all| format!("{known} of {all} worked out"),
    most: |name, measure, date, low, high| {
        format!(
            "Most hangs on {name}: {measure} on {date} would be {low} at its low end and {high} at its high end."
        )
    },
    share: |share| format!(" Were it known, {share} of the spread that the ranges cause would go."),
    share_together: |n, share| {
        let others = match n {
            2 => "one that moves".to_owned(),
            n => format!("{} that move", n - 1),
        };
        format!(
            " Were it and the {others} with it known, {share} of the spread that the ranges cause would go."
        )
    },
    certain: "No input of this plan is a range: type one, such as 20–30%, to see what hangs on it.",
    heads: ["Input", "Its range"],
    over: |measure, date| format!("{measure} on {date}, over this range"),
    terms: [
        Entry {
            term: "Target reached",
            meaning: "How many days earlier (−) or later (+) the target is reached at the low and at the high end of the range.",
            formula: "day on the expected path with the input at its P10 or P90 − day with all inputs at their means",
            source: "",
        },
        Entry {
            term: "Share of spread",
            meaning: "The part of the spread that would be left if every other uncertain input were known. High ones are worth finding out.",
            formula: "Σ (f(A) − f(A with this input of B))² / 2n / Var f(A), on the expected path",
            source: "Jansen (1999), total effect of Sobol",
        },
    ],
    not_reached: "not reached",
    none: "–",
    together: "*",
    together_note: "* of all inputs that move together with it, this one included",
    note: "Each input by itself at its low end (grey, P10) and at its high end (coloured, P90), all others at their means, on the expected path.",
    overlap_note: "Shares overlap where inputs act together: they can add up to more than 100%.",
    all: |n| format!("All {n}"),
    fewer: "Fewer",
    columns: [
        "Input",
        "P10",
        "P90",
        "At P10",
        "At P90",
        "Days at P10",
        "Days at P90",
        "Share of variance",
        "Standard error",
    ],
};

/// Simplified Chinese.
pub static ZH_CN: Drivers = Drivers {
    title: "答案取决于什么",
    sub: "哪些不确定的输入影响它，弄清它们值多少",
    working: |known, all| format!("已算出 {known}/{all}"),
    most: |name, measure, date, low, high| {
        let (name, measure) = (spaced(name, ""), spaced(measure, "由"));
        format!("影响最大的是{name}：从低端到高端，{date}的{measure} {low} 变为 {high}。")
    },
    share: |share| format!("若能弄清它，区间造成的波动将减少 {share}。"),
    share_together: |n, share| {
        format!("若能弄清它以及与其联动的 {} 项，区间造成的波动将减少 {share}。", n - 1)
    },
    certain: "此计划没有区间输入：输入一个区间（如 20–30%）即可看到它的影响。",
    heads: ["输入", "区间"],
    over: |measure, date| format!("{date}的{}，随此区间变化", spaced(measure, "")),
    terms: [
        Entry {
            term: "达标时间",
            meaning: "输入处于区间低端和高端时，目标提前（−）或推迟（+）多少天达成。",
            formula: "该输入取 P10 或 P90 时预期路径的达标日 − 全部输入取均值时的达标日",
            source: "",
        },
        Entry {
            term: "波动占比",
            meaning: "其他不确定输入都已知时仍剩下的波动所占的比例。比例高的值得去弄清。",
            formula: "Σ (f(A) − f(A 中此输入取自 B))² / 2n / Var f(A)，按预期路径",
            source: "Jansen（1999），Sobol 总效应",
        },
    ],
    not_reached: "未达成",
    none: "–",
    together: "*",
    together_note: "* 含所有与其联动的输入（包括它自己）",
    note: "每项输入单独取低端（灰色，P10）与高端（彩色，P90），其余取均值，按预期路径计算。",
    overlap_note: "输入共同起作用的部分会重复计入，因此占比之和可能超过 100%。",
    all: |n| format!("全部 {n} 项"),
    fewer: "收起",
    columns: ["输入", "P10", "P90", "P10 时", "P90 时", "P10 时天数", "P90 时天数", "方差占比", "标准误"],
};

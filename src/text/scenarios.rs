//! Words of scenarios: their names, what changes from one to another, and how they compare.

use crate::format::Count;
use crate::text::levers::figures::{seen, seen_futures, seen_in_chinese};
use crate::text::spaced;
use tandem_engine::plan::TargetMeasure;

/// Words of scenarios.
pub struct Scenarios {
    /// Name of the row of scenarios.
    pub title: &'static str,
    /// Name of the links to panels beside them.
    pub panels: &'static str,
    /// Name of the first scenario where nobody named it.
    pub first: &'static str,
    /// Name of a scenario that equals the first.
    pub equal: &'static str,
    /// Name of a scenario by its first difference (lever, value), and how many more there are.
    pub differs: fn(&str, &str, usize) -> String,
    /// A channel that was added, or taken out.
    pub channel: fn(&str, bool) -> String,
    /// A count of differences that have no lever.
    pub values: fn(usize) -> String,
    /// Letter of a scenario by its place.
    pub letter: fn(usize) -> char,
    /// A figure that is not known yet.
    pub pending: &'static str,
    /// A copy of the scenario in front.
    pub duplicate: &'static str,
    /// What the copy is for, beside the only scenario.
    pub duplicate_lead: &'static str,
    /// The menu of the scenario in front.
    pub menu: fn(char) -> String,
    /// Another name.
    pub rename: &'static str,
    /// Name of the field with the name.
    pub name_of: fn(char) -> String,
    /// One place to the left.
    pub move_left: &'static str,
    /// One place to the right.
    pub move_right: &'static str,
    /// Away with it.
    pub delete: &'static str,
    /// A scenario was deleted.
    pub deleted: fn(char, &str) -> String,
    /// Opens and closes the comparison.
    pub compare: &'static str,
    /// The shared plan becomes a scenario beside the own one.
    pub compare_with_mine: &'static str,
    /// A shared plan of that title stands beside the own one; so many of its scenarios had no room.
    pub beside: fn(&str, left: usize) -> String,
    /// There is no room for one more scenario.
    pub no_room: &'static str,
    /// What can be done about it.
    pub no_room_lead: &'static str,
    /// In place of the scenario of that letter.
    pub instead: fn(char) -> String,

    /// Name of the sentence that says what changes.
    pub changed: &'static str,
    /// While nothing was changed.
    pub nothing_changed: &'static str,
    /// Against the plan as it was opened.
    pub against_opened: &'static str,
    /// Against a scenario.
    pub against: fn(char) -> String,
    /// The same futures: between the two and what follows.
    pub same_futures: &'static str,
    /// A gain or a loss: whether it is a gain, its size with the measure, the date.
    pub gain: fn(bool, TargetMeasure, &str, &str) -> String,
    /// There are too few futures to tell a difference.
    pub too_few: &'static str,
    /// In a cell: a difference that is not told from none, or lost in the rounding of its figure.
    pub no_difference: &'static str,
    /// No clear difference: measure, date.
    pub unclear: fn(TargetMeasure, &str) -> String,
    /// 80% of the futures lie between, and how many of 100 are better or worse.
    pub spread: fn(&str, bool, u32) -> String,
    /// 80% of the futures lie between.
    pub spread_only: fn(&str) -> String,
    /// Odds before, after, standard error: of 100.
    pub odds: fn(&str, &str, &str) -> String,
    /// What the sums that follow are over: so many weeks, the whole plan.
    pub over: fn(u32) -> String,
    /// What comes with it: wins, spend, cash, each with its sign.
    pub wins: fn(&str) -> String,
    /// Marketing spend.
    pub spend: fn(&str) -> String,
    /// Cash at the end of the plan.
    pub cash: fn(&str) -> String,
    /// First response of the first year before and after, share of the time used after of SDRs, or of founders who answer.
    pub response: fn(&str, &str, &str, founders: bool) -> String,
    /// Between two of these.
    pub comma: &'static str,
    /// After the last.
    pub stop: &'static str,
    /// Between two sentences.
    pub space: &'static str,
    /// The month from which wins differ.
    pub felt_from: fn(&str) -> String,
    /// The two plans have targets of other measures or days.
    pub targets_differ: &'static str,
    /// On the expected path, while futures run: change with its sign, measure, date.
    pub expected: fn(TargetMeasure, &str, &str) -> String,
    /// The two plans have other dates or money.
    pub not_comparable: &'static str,
    /// The plan had other dates or money when it was opened.
    pub not_as_opened: &'static str,
    /// The change of a figure, its standard error, how many futures are larger: for screen readers and on hover.
    pub change_in_words: fn(&str, &str, Count) -> String,
    /// A change for the worse.
    pub worse: &'static str,

    /// Title of the comparison.
    pub comparison: &'static str,
    /// What it is made of.
    pub comparison_lead: fn(&str, char) -> String,
    /// Head of the column of figures.
    pub figure: &'static str,
    /// A difference of two scenarios.
    pub minus: fn(char, char) -> String,
    /// Head of the odds that one is better than the other.
    pub beats: fn(char, char) -> String,
    /// So many futures.
    pub count: fn(Count) -> String,
    /// In so many futures there is more of what is neither good nor bad by itself.
    pub more_in: fn(&str) -> String,
    /// Median, and its standard error.
    pub with_error: fn(&str, &str) -> String,
    /// The odds of the target.
    pub odds_of_target: &'static str,
    /// The median date of the target.
    pub date_of_target: &'static str,
    /// After the plan's end.
    pub later: &'static str,
    /// Figures of a year.
    pub year: fn(usize) -> String,
    /// Head of the inputs.
    pub inputs: &'static str,
    /// Shows only inputs that differ.
    pub only_differences: &'static str,
    /// No input differs.
    pub no_differences: &'static str,
    /// Head of what a difference moves.
    pub moves: fn(&str, char) -> String,
    /// What the column of moves is.
    pub moves_note: &'static str,
    /// The row of what all differences move together.
    pub together: &'static str,
    /// A shared plan beside the own one, where both have one title.
    pub shared: &'static str,
    /// A channel that is not there.
    pub absent: &'static str,
    /// A channel that is there.
    pub present: &'static str,
    /// Name of the choice of the column that the others are held against.
    pub base_column: &'static str,
    /// One of these.
    pub differences_from: fn(char) -> String,
    /// Name of the choice of the scenario whose inputs are listed.
    pub compare_with: &'static str,
    /// Takes a value over into a scenario.
    pub use_in: fn(char) -> String,
    /// The same in full: input, from, into.
    pub use_aloud: fn(&str, char, char) -> String,
    /// Head of the value that differs, in files.
    pub differing: &'static str,
    /// Heads of a difference in files: change, standard error, share of futures in which it is better.
    pub change_of: fn(char, char) -> [String; 3],
    /// Closes the comparison.
    pub close: &'static str,
}

fn letter(place: usize) -> char {
    char::from(b'A' + place.min(25) as u8)
}

/// Numbers of years in words, by the number.
const YEARS: [&str; 7] = ["no", "one", "two", "three", "four", "five", "six"];
const YEARS_ZH: [&str; 7] = ["零", "一", "两", "三", "四", "五", "六"];

/// The years that so many weeks are, but for some days.
fn whole_years(weeks: u32) -> Option<u32> {
    let days = 7 * weeks;
    let years = (f64::from(days) / 365.25).round() as u32;
    (years > 0 && (f64::from(years) * 365.25 - f64::from(days)).abs() <= 7.0).then_some(years)
}

fn noun(measure: TargetMeasure) -> &'static str {
    match measure {
        TargetMeasure::Arr => "ARR",
        TargetMeasure::Revenue => "revenue",
        TargetMeasure::Bookings => "bookings",
        TargetMeasure::Won => "wins",
        TargetMeasure::Customers => "customers",
        TargetMeasure::Cash => "cash",
    }
}

fn noun_zh(measure: TargetMeasure) -> &'static str {
    match measure {
        TargetMeasure::Arr => "ARR ",
        TargetMeasure::Revenue => "收入",
        TargetMeasure::Bookings => "签约额",
        TargetMeasure::Won => "赢单数",
        TargetMeasure::Customers => "客户数",
        TargetMeasure::Cash => "现金",
    }
}

/// English.
pub static EN: Scenarios = Scenarios {
    title: "Scenarios",
    panels: "Panels of the page",
    first: "Base",
    equal: "Same as A",
    differs: |lever, value, more| match more {
        0 => format!("{lever} {value}"),
        _ => format!("{lever} {value}, {more} more"),
    },
    channel: |name, added| if added { format!("With {name}") } else { format!("Without {name}") },
    values: |count| if count == 1 { "1 other value".into() } else { format!("{count} other values") },
    letter,
    pending: "…",
    duplicate: "Duplicate the scenario",
    duplicate_lead: "Try it beside",
    menu: |letter| format!("Scenario {letter}: rename, move, delete"),
    rename: "Rename",
    name_of: |letter| format!("Name of scenario {letter}"),
    move_left: "Move left",
    move_right: "Move right",
    delete: "Delete",
    deleted: |letter, name| {
        format!(
            "Deleted scenario {letter}{}.",
            if name.is_empty() { String::new() } else { format!(", {name}") }
        )
    },
    compare: "Compare",
    compare_with_mine: "Compare with mine",
    beside: |title, left| match left {
        0 => format!("{title} now stands beside your plan."),
        1 => format!("{title} now stands beside your plan; for its other scenario there was no room."),
        _ => format!(
            "{title} now stands beside your plan; for {left} other scenarios of it there was no room."
        ),
    },
    no_room: "Your plan has six scenarios already.",
    no_room_lead: "The shared plan can take the place of the last one, which undo brings back; or go back to yours and delete another.",
    instead: |letter| format!("In place of {letter}"),

    changed: "What changed",
    nothing_changed: "Move a lever: what it changes is said here, measured in the same random futures.",
    against_opened: "Against the plan as opened",
    against: |letter| format!("Against {letter}"),
    same_futures: ", in the same futures: ",
    gain: |gain, measure, size, date| {
        format!("{} of {size} {} on {date}", if gain { "gain" } else { "loss" }, noun(measure))
    },
    too_few: "too few to tell a difference.",
    no_difference: "no clear difference",
    unclear: |measure, date| format!("no clear difference in {} on {date}", noun(measure)),
    spread: |range, better, count| {
        format!(" ({range} in 8 of 10), {} in {count} of 100.", if better { "better" } else { "worse" })
    },
    spread_only: |range| format!(" ({range} in 8 of 10)."),
    odds: |before, after, se| format!("Odds {before} to {after} of 100 (±{se})."),
    over: |weeks| match whole_years(weeks) {
        Some(1) => "over one year: ".into(),
        Some(years) => format!(
            "over {} years: ",
            YEARS.get(years as usize).map_or_else(|| years.to_string(), |name| (*name).to_owned())
        ),
        None => format!("over {weeks} weeks: "),
    },
    wins: |change| format!("wins {change}"),
    spend: |change| format!("marketing spend {change}"),
    cash: |change| format!("cash at the end of the plan {change}"),
    response: |before, after, load, founders| {
        let who = if founders { "founders, who answer," } else { "SDRs" };
        format!("first response in year 1 from {before} to {after} with {who} {load} busy")
    },
    comma: ", ",
    stop: ".",
    space: " ",
    felt_from: |month| format!("Wins feel it from {month}."),
    targets_differ: "The targets differ, so their odds are not compared.",
    expected: |measure, change, date| {
        format!(": {change} {} on {date} on the expected path …", noun(measure))
    },
    not_comparable: "The two plans have other dates or another currency: their figures stand side by side, without differences.",
    not_as_opened: "The plan was opened with other dates or another currency, so what has changed cannot be told in figures.",
    change_in_words: |change, se, larger| match larger {
        Count::Of100(n) => format!("{change} (±{se}), larger in {n} of 100 futures"),
        Count::Seen { hits, of } => format!("{change} (±{se}), larger in {}", seen_futures(hits, of)),
    },
    worse: "worse",

    comparison: "Comparison",
    comparison_lead: |futures, letter| {
        format!(
            "Differences from {letter}, taken within each of the same {futures} futures: median ± its standard error"
        )
    },
    figure: "Median",
    minus: |a, b| format!("{a} − {b}"),
    beats: |a, b| format!("{a} better than {b}"),
    count: |count| match count {
        Count::Of100(n) => format!("{n} of 100"),
        Count::Seen { hits, of } => seen(hits, of),
    },
    more_in: |count| format!("more in {count}"),
    with_error: |value, se| format!("{value} ±{se}"),
    odds_of_target: "Odds of the target",
    date_of_target: "Median date of the target",
    later: "later",
    year: |year| format!("Year {year}"),
    inputs: "Inputs",
    only_differences: "Only what differs",
    no_differences: "No input differs.",
    moves: |measure, letter| format!("{measure}, if only this came into {letter}"),
    moves_note: "expected path",
    together: "All of them together; the single ones need not add up to it",
    shared: "Shared plan",
    absent: "not there",
    present: "there",
    base_column: "Column that the others are held against",
    differences_from: |letter| format!("Differences from {letter}"),
    compare_with: "Scenario whose inputs are listed",
    use_in: |letter| format!("Use in {letter}"),
    use_aloud: |name, from, into| format!("Use in {into}: {name}, the value of {from}"),
    differing: "Value there",
    change_of: |a, b| {
        [format!("{a} − {b}"), format!("{a} − {b}, standard error"), format!("{a} better than {b}")]
    },
    close: "Close the comparison",
};

/// Simplified Chinese.
pub static ZH_CN: Scenarios = Scenarios {
    title: "方案",
    panels: "页面各部分",
    first: "基准",
    equal: "与 A 相同",
    differs: |lever, value, more| match more {
        0 => format!("{lever} {value}"),
        _ => format!("{lever} {value}，另 {more} 处"),
    },
    channel: |name, added| if added { format!("增加 {name}") } else { format!("去掉 {name}") },
    values: |count| format!("另有 {count} 个数值"),
    letter,
    pending: "…",
    duplicate: "复制此方案",
    duplicate_lead: "另试一个方案",
    menu: |letter| format!("方案 {letter}：重命名、移动、删除"),
    rename: "重命名",
    name_of: |letter| format!("方案 {letter} 的名称"),
    move_left: "左移",
    move_right: "右移",
    delete: "删除",
    deleted: |letter, name| {
        format!(
            "已删除方案 {letter}{}。",
            if name.is_empty() { String::new() } else { format!("（{name}）") }
        )
    },
    compare: "对比",
    compare_with_mine: "与我的计划对比",
    beside: |title, left| match left {
        0 => format!("“{title}”已与您的计划并列。"),
        _ => format!("“{title}”已与您的计划并列；另有 {left} 个方案放不下。"),
    },
    no_room: "您的计划已有六个方案。",
    no_room_lead: "共享的计划可以取代最后一个方案，撤销即可恢复；也可以回到您的计划，先删除另一个。",
    instead: |letter| format!("取代方案 {letter}"),

    changed: "有何变化",
    nothing_changed: "拖动任一调节项：在同样的随机未来中测得的变化会写在这里。",
    against_opened: "与打开时相比",
    against: |letter| format!("与 {letter} 相比"),
    same_futures: "，在同样的未来中：",
    gain: |gain, measure, size, date| {
        format!("{date} {}{} {size}", noun_zh(measure), if gain { "增加" } else { "减少" })
    },
    too_few: "未来太少，看不出差别。",
    no_difference: "无明显差异",
    unclear: |measure, date| format!("{date} {}无明显差别", noun_zh(measure)),
    spread: |range, better, count| {
        format!("（80% 介于 {range}），100 种中 {count} 种{}。", if better { "更好" } else { "更差" })
    },
    spread_only: |range| format!("（80% 介于 {range}）。"),
    odds: |before, after, se| format!("把握从 {before}% 到 {after}%（±{se}）。"),
    over: |weeks| match whole_years(weeks) {
        Some(years) => format!(
            "{}年合计：",
            YEARS_ZH.get(years as usize).map_or_else(|| format!(" {years} "), |name| (*name).to_owned())
        ),
        None => format!("{weeks} 周合计："),
    },
    wins: |change| format!("赢单 {change}"),
    spend: |change| format!("市场支出 {change}"),
    cash: |change| format!("计划期末现金 {change}"),
    response: |before, after, load, founders| {
        let who = if founders { "由创始人响应，负荷" } else { "SDR 负荷" };
        format!("第 1 年首次响应从 {before} 到 {after}，{who} {load}")
    },
    comma: "，",
    stop: "。",
    space: "",
    felt_from: |month| format!("赢单从 {month}起开始变化。"),
    targets_differ: "两者的目标不同，把握无从比较。",
    expected: |measure, change, date| format!("：预期路径上 {date} {}{change} …", noun_zh(measure)),
    not_comparable: "两个计划的日期或货币不同：数字并列，但不计算差值。",
    not_as_opened: "计划打开时的日期或货币不同，因此无法用数字说明变化。",
    change_in_words: |change, se, larger| match larger {
        Count::Of100(n) => format!("{change}（±{se}），100 种未来中 {n} 种更大"),
        Count::Seen { hits, of } => format!("{change}（±{se}），{}更大", seen_in_chinese(hits, of)),
    },
    worse: "变差",

    comparison: "方案对比",
    comparison_lead: |futures, letter| {
        format!("与 {letter} 的差值在同样的 {futures} 种未来中逐一计算：中位数 ± 标准误")
    },
    figure: "中位数",
    minus: |a, b| format!("{a} − {b}"),
    beats: |a, b| format!("{a} 优于 {b}"),
    count: |count| match count {
        Count::Of100(n) => format!("{n} / 100"),
        Count::Seen { hits, of } => seen_in_chinese(hits, of),
    },
    more_in: |count| format!("更多 {count}"),
    with_error: |value, se| format!("{value} ±{se}"),
    odds_of_target: "达成目标的把握",
    date_of_target: "达成目标的中位日期",
    later: "更晚",
    year: |year| format!("第 {year} 年"),
    inputs: "输入",
    only_differences: "只看不同",
    no_differences: "输入完全相同。",
    moves: |measure, letter| format!("仅此一项并入 {letter} 时的{}", spaced(measure, "")),
    moves_note: "预期路径",
    together: "全部差异一起；各项单独的变化相加未必等于此值",
    shared: "他人的计划",
    absent: "没有",
    present: "有",
    base_column: "作为对照的列",
    differences_from: |letter| format!("与 {letter} 的差值"),
    compare_with: "列出输入的方案",
    use_in: |letter| format!("用于 {letter}"),
    use_aloud: |name, from, into| format!("用于 {into}：{name}，取 {from} 的值"),
    differing: "该方案的值",
    change_of: |a, b| [format!("{a} − {b}"), format!("{a} − {b} 的标准误"), format!("{a} 优于 {b} 的占比")],
    close: "关闭对比",
};

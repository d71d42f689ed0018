//! Simplified Chinese words of the forecast, the funnel and the timeline.

use super::{Charts, Odds, name, percents};
use crate::charts::Figure;
use crate::format::Count;
use crate::text::levers::figures::seen_in_chinese;
use crate::text::spaced;
use tandem_charts::{Limit, MonthStyle};
use tandem_engine::Period;
use tandem_engine::summary::MilestoneKind;
fn count_in_chinese(count: Count) -> String {
    match count {
        Count::Of100(n) => format!("{n}%"),
        Count::Seen { hits, of } => seen_in_chinese(hits, of),
    }
}

/// Simplified Chinese.
pub static ZH_CN: Charts = Charts {
    forecast: "预测",
    figure: |figure| match figure {
        Figure::Arr => name("年度经常性收入（ARR）", "ARR"),
        Figure::Mrr => name("月度经常性收入（MRR）", "MRR"),
        Figure::Revenue => name("收入", "收入"),
        Figure::Bookings => name("新签订单额", "新签"),
        Figure::RepeatOrders => name("复购订单额", "复购"),
        Figure::Customers => name("客户数", "客户"),
        Figure::Cash => name("现金", "现金"),
        Figure::Spend => name("市场支出", "支出"),
        Figure::Leads => name("线索", "线索"),
        Figure::Mqls => name("MQL", "MQL"),
        Figure::Sqls => name("已接收的 SQL", "SQL"),
        Figure::Opportunities => name("新增商机", "商机"),
        Figure::Won => name("赢单", "赢单"),
    },
    groups: ["共同", "市场", "销售"],
    pick_figure: "显示的指标",
    pick_period: "周期",
    period: |period| match period {
        Period::Week => "周",
        Period::Month => "月",
        Period::Quarter => "季",
        Period::PlanYear => "年",
        Period::FiscalYear => "财年",
    },
    since_start: "累计",
    pick_view: "显示方式",
    bands: "区间",
    futures: "单次",
    table: "表格",
    stock_axis: |figure, unit| if unit.is_empty() { figure.to_owned() } else { format!("{figure}，{unit}") },
    flow_axis: |period, unit| {
        let per = match period {
            Period::Week => "每周",
            Period::Month => "每月",
            Period::Quarter => "每季",
            Period::PlanYear => "每年",
            Period::FiscalYear => "每财年",
        };
        if unit.is_empty() { per.to_owned() } else { format!("{per}，{unit}") }
    },
    total_axis: |unit| if unit.is_empty() { "累计".to_owned() } else { format!("累计，{unit}") },
    percent: |n| format!("{n}%"),
    currency: |code| match code {
        "USD" => "美元",
        "CNY" => "元",
        "EUR" => "欧元",
        "GBP" => "英镑",
        "JPY" => "日元",
        "HKD" => "港元",
        "BRL" => "雷亚尔",
        _ => code,
    },
    starts_at: |value| format!("从 {value}起"),

    legend_band80: "80% 的未来",
    legend_band50: "半数",
    legend_median: "中位数",
    legend_expected: "预期路径",
    legend_ghost: "改动前",
    legend_base: |opened| if opened { "打开时" } else { "A" },
    legend_futures: |count| format!("{count} 种单次未来"),
    end_base: |opened, v| format!("{} {v}", if opened { "打开时" } else { "A" }),
    end_p90: |v| format!("P90 {v}"),
    end_median: |v| format!("中位 {v}"),
    end_p10: |v| format!("P10 {v}"),
    end_expected: |v| format!("预期 {v}"),
    end_ghost: |v| format!("改动前 {v}"),
    goal_long: |value, date| format!("目标：{date}前 {value}"),
    goal_short: |value| format!("目标 {value}"),
    odds: |odds| match odds {
        Odds::Of100(n) => format!("100 种未来中 {n} 种"),
        Odds::About(n) => format!("100 种未来中约 {n} 种"),
        Odds::Fewer => "100 种未来中不到 1 种".into(),
        Odds::More => "100 种未来中超过 99 种".into(),
        Odds::Seen(n, of) => format!("{of} 种未来中 {n} 种"),
    },
    odds_short: |odds| match odds {
        Odds::Of100(n) => format!("{n} / 100"),
        Odds::About(n) => format!("约 {n} / 100"),
        Odds::Fewer => "< 1 / 100".into(),
        Odds::More => "> 99 / 100".into(),
        Odds::Seen(n, of) => format!("{n} / {of}"),
    },
    odds_note: |is_stock| if is_stock { "当日达标" } else { "按时达标" },
    state_expected: "显示的是预期路径",
    state_live: |count| format!("拖动时显示 {count} 种未来"),
    state_short: |done, of| format!("{done} / {of} 种未来"),
    state_running: |done, of| format!("显示的是预期路径 · 已模拟 {done} / {of} 种未来"),

    month: |year, month, style| match style {
        MonthStyle::Year => format!("{year}年"),
        MonthStyle::MonthYear if month == 1 => format!("{year}年"),
        MonthStyle::MonthYear => format!("{year}年{month}月"),
        MonthStyle::Month => format!("{month}月"),
    },
    month_tiny: |date| format!("{:02}年{}月", date.year() % 100, date.month()),
    week_of: |first| format!("{first}起一周"),
    week_number: |week| format!("第 {week} 周"),
    quarter: |first, last| {
        if first.year() == last.year() {
            format!("{}年{}–{}月", last.year(), first.month(), last.month())
        } else {
            format!("{}年{}月–{}年{}月", first.year(), first.month(), last.year(), last.month())
        }
    },
    plan_year: |number| format!("第 {number} 年"),
    cut: "不满一期",

    median: "中位数",
    expected: "预期路径",
    range80: "80% 区间",
    range50: "半数未来",
    before: "改动前的预期",
    base: |opened| if opened { "打开时" } else { "A" },
    this_future: "该次未来",
    count: count_in_chinese,
    weeks: |count| match count {
        Count::Of100(n) => format!("{n}% 的周"),
        Count::Seen { hits, of } => format!("{of} 周中 {hits} 周"),
    },
    read_out: "按日期读取预测",
    read_out_keys: "左右键移动一周或一期，按住 Shift 移动一月，Home 和 End 到两端，G 到目标日期。",
    spoken: |when, middle, range80, range50| {
        format!("{when}：中位数 {middle}，80% 区间 {range80}，半数未来 {range50}")
    },
    spoken_expected: |when, value| format!("{when}：预期 {value}"),
    sentence: |figure, first, last| format!("{}，{first}至 {last}。", spaced(figure, "预测").trim_start()),
    sentence_end: |date, median, range| format!("{date}中位数 {median}，80% 区间 {range}。"),
    sentence_expected: |date, value| format!("{date}预期 {value}。"),
    sentence_goal: |value, date, odds| format!("目标：{date}前 {value}，{odds}达标。"),
    table_caption: |figure| format!("{figure}：全部未来的百分位数"),
    column_period: "周期",
    column_date: "截至",

    limits: "瓶颈",
    limits_note: "各占未来的 %",
    limits_note_weeks: "各占周数的 %",
    limit: |limit| match limit {
        Limit::Leads => "线索",
        Limit::Sdr => "SDR 工时",
        Limit::Ae => "AE 工时",
        Limit::Cash => "现金",
    },
    limit_says: |limit| match limit {
        Limit::Leads => "线索不足",
        Limit::Sdr => "SDR 工时不足",
        Limit::Ae => "AE 工时不足",
        Limit::Cash => "现金不足",
    },
    limit_since: |limit, month| match limit {
        Limit::Leads => format!("线索不足（自 {month}起）"),
        Limit::Sdr => format!("SDR 工时不足（自 {month}起）"),
        Limit::Ae => format!("AE 工时不足（自 {month}起）"),
        Limit::Cash => format!("现金不足（自 {month}起）"),
    },
    limit_own: |name, since| match since {
        Some(month) => format!("{name}不足（自 {month}起）"),
        None => format!("{name}不足"),
    },
    limit_often: |low, high, weeks| {
        format!("，占{}的 {}", if weeks { "周数" } else { "未来" }, percents(low, high))
    },
    limit_often_short: |low, high| format!("，{}", percents(low, high)),
    limits_sentence: |runs| format!("逐月瓶颈：{}。", runs.join("；")),

    dates: "关键日期",
    dates_note: "全部未来的百分位数",
    hires_ae: "AE 招聘与爬坡",
    hires_sdr: "SDR 招聘与爬坡",
    joins_ae: |heads, full| format!("+{heads} AE · {full}满产能"),
    joins_sdr: |heads, full| format!("+{heads} SDR · {full}满产能"),
    milestone: |kind| match kind {
        MilestoneKind::FirstRevenue => "首笔收入",
        MilestoneKind::BreakEven => "盈亏平衡",
        MilestoneKind::Target => "目标",
        MilestoneKind::CashOut => "现金耗尽",
    },
    target_row: |value, figure| match figure {
        Figure::Arr => format!("首达 ARR {value}"),
        Figure::Revenue => format!("收入 {value}"),
        Figure::Bookings => format!("新签 {value}"),
        Figure::Won => format!("赢单 {value} 单"),
        Figure::Customers => format!("首达客户 {value} 家"),
        Figure::Cash => format!("现金 {value}"),
        _ => value.to_owned(),
    },
    date_or_later: |date, later| format!("{date} · 计划期内未达到：{}", count_in_chinese(later)),
    within_plan: |within| format!("计划期内达到：{}", count_in_chinese(within)),
    not_within_plan: "计划期内未达到",
    not_expected: "预期在计划期内达不到",
    never: "没有任何未来会发生",
    happens: |within| match within {
        Count::Of100(n) => format!("100 种未来中 {n} 种会发生"),
        Count::Seen { hits, of } => format!("{}会发生", seen_in_chinese(hits, of)),
    },
    later: "更晚",
    small_row: |name, fact| format!("{name} · {fact}"),
    with_range: |middle, range| format!("{middle}（{range}）"),
    date_range: |first, last| format!("{first}–{last}"),
    date_sentence: |name, fact, range| {
        if range.is_empty() {
            format!("{name}：{fact}")
        } else {
            format!("{name}：{fact}，80% 区间 {range}")
        }
    },
    column_event: "事件",
    column_not_within: "计划期内未达到",

    funnel: "漏斗",
    pick_year: "计划年度",
    first_day: "首日",
    last_day: "末日",
    year_column: "年度",
    stages: ["线索", "MQL", "SQL", "商机", "赢单"],
    column_stage: "阶段",
    column_volume: |year| format!("{year}数量"),
    column_days: "停留天数",
    column_waiting: "正在等待",
    column_queued: "等待人手",
    conversion_column: |percentile| format!("转化率 {percentile}"),
    of_previous: |percent| format!("上一步的 {percent}"),
    of_inbound: |percent| format!("入站线索的 {percent}"),
    with_outbound: "含主动开发",
    through: |names| format!("经 {names}"),
    win_rate: |percent| format!("赢单率 {percent}"),
    range: |range| format!("区间 {range}"),
    days: |n| format!("{n} 天"),
    queue_sdr: "MQL 在等 SDR",
    queue_ae: "SQL 在等 AE",
    waits_sdr: "SDR 排队",
    waits_ae: "AE 排队",
    sides: ["市场", "交接", "销售"],
    stages_title: "阶段",
    collections: "回款",
    funnel_caption: |year| format!("{year}漏斗：各阶段的数量、转化率和等待人数"),
    none: "–",
};

//! Words of the palette, of the hints of a first visit and of the glossary dialog.

mod also;

pub use also::{also, of_lever};

/// Words of the palette, the hints and the glossary dialog.
pub struct Palette {
    /// Its name.
    pub title: &'static str,
    /// Name of its field.
    pub find: &'static str,
    /// Name of its field where it has only levers.
    pub find_lever: &'static str,
    /// Nothing fits.
    pub none: &'static str,
    /// Kinds of entries.
    pub lever: &'static str,
    /// An action.
    pub action: &'static str,
    /// A panel.
    pub panel: &'static str,
    /// A figure of the forecast.
    pub figure: &'static str,
    /// A key figure.
    pub kpi: &'static str,
    /// A row of the table of assumptions.
    pub row: &'static str,
    /// A setting of the plan.
    pub setting: &'static str,
    /// An example.
    pub example: &'static str,
    /// Colours as the system has them.
    pub auto_colours: &'static str,

    /// Name of the hints.
    pub hints_title: &'static str,
    /// What a first visit should know.
    pub hints: [&'static str; 3],
    /// They are understood.
    pub hints_done: &'static str,

    /// Title of the glossary.
    pub glossary: &'static str,
}

/// English.
pub static EN: Palette = Palette {
    title: "Find and do",
    find: "A lever, a figure, an action",
    find_lever: "A lever",
    none: "Nothing fits.",
    lever: "Lever",
    action: "Action",
    panel: "Panel",
    figure: "Forecast",
    kpi: "Key figure",
    row: "Assumption",
    setting: "Setting",
    example: "Example",
    auto_colours: "Colours of the system",
    hints_title: "Three things to know",
    hints: [
        "Drag a lever, or type a number or a range such as 3-5% or 4 ± 1%. Everything follows at once.",
        "Underlined figures in the headline lead to where they come from.",
        "Share gives a link that holds the whole plan. Nothing is sent anywhere.",
    ],
    hints_done: "Understood",
    glossary: "Glossary",
};

/// Simplified Chinese.
pub static ZH_CN: Palette = Palette {
    title: "查找并执行",
    find: "调节项、指标或操作",
    find_lever: "调节项",
    none: "没有符合的条目。",
    lever: "调节项",
    action: "操作",
    panel: "面板",
    figure: "预测",
    kpi: "关键指标",
    row: "假设",
    setting: "设置",
    example: "示例",
    auto_colours: "颜色跟随系统",
    hints_title: "三点说明",
    hints: [
        "拖动调节项，或输入数字或区间，如 3-5%、4 ± 1%。所有结果立即随之变化。",
        "标题中带下划线的数字可点开，查看其来源。",
        "“分享”会生成包含完整计划的链接。数据不会发往任何地方。",
    ],
    hints_done: "知道了",
    glossary: "术语表",
};

//! Words of sharing and showing: links, files, printing, presenting.

use crate::storage::address::Screen;

/// Words of sharing and showing.
pub struct Sharing {
    /// Name of the choice of what a link opens.
    pub opens: &'static str,
    /// What a link can open, in short.
    pub screen: fn(Screen) -> &'static str,
    /// What a link opens, in a sentence.
    pub screen_lead: fn(Screen) -> &'static str,
    /// Name of the choice of how much is shared.
    pub extent: &'static str,
    /// The scenario of that letter alone.
    pub this_one: fn(char) -> String,
    /// All scenarios, by their number.
    pub all_of_them: fn(usize) -> String,
    /// Name of the field with the frame for another page.
    pub snippet: &'static str,
    /// Copies that.
    pub copy_snippet: &'static str,
    /// It was copied.
    pub snippet_copied: &'static str,
    /// Name of the picture with the link.
    pub qr: &'static str,
    /// The link is too long for a picture: the limit, characters.
    pub no_qr: fn(usize) -> String,
    /// This page was opened from a disk: its links lead nowhere else.
    pub from_disk: &'static str,
    /// Title of a frame in another page.
    pub frame_title: fn(&str) -> String,

    /// Over a plan that can only be read.
    pub read_only: &'static str,
    /// Opens the same plan with its levers.
    pub open_full: &'static str,
    /// The same, from a frame in another page.
    pub open_in_tandem: &'static str,

    /// Name of the list of downloads.
    pub downloads: &'static str,
    /// The drawing as SVG.
    pub as_svg: &'static str,
    /// The drawing as PNG.
    pub as_png: &'static str,
    /// The figures as CSV.
    pub as_csv: &'static str,
    /// The figures as a workbook.
    pub as_xlsx: &'static str,
    /// The plan as JSON.
    pub as_json: &'static str,

    /// Prints.
    pub print: &'static str,
    /// Presents.
    pub present: &'static str,
    /// Leaves the presentation.
    pub leave: &'static str,
    /// The slide before.
    pub back: &'static str,
    /// The next slide.
    pub next: &'static str,
    /// Which slide of how many.
    pub slide_of: fn(usize, usize) -> String,
    /// Names of the slides.
    pub slides: [&'static str; 6],
    /// The link of a printed page.
    pub memo_link: &'static str,
    /// What a printed page is of: trials, seed, version.
    pub memo_of: fn(&str, u64, &str) -> String,
}

/// English.
pub static EN: Sharing = Sharing {
    opens: "What the link opens",
    screen: |screen| match screen {
        Screen::Full => "With levers",
        Screen::ReadOnly => "Read-only",
        Screen::Embed => "In another page",
    },
    screen_lead: |screen| match screen {
        Screen::Full => "Opens this plan beside the reader's own, with every lever to play with.",
        Screen::ReadOnly => "Opens the answers alone, without levers. The plan can still be read in full.",
        Screen::Embed => "A frame with the headline and the forecast, to be pasted into another page.",
    },
    extent: "What is shared",
    this_one: |letter| format!("Scenario {letter} alone"),
    all_of_them: |count| format!("All {count} scenarios"),
    snippet: "Frame for another page",
    copy_snippet: "Copy frame",
    snippet_copied: "Frame copied",
    qr: "The link as a QR code",
    no_qr: |limit| format!("No QR code: a camera reads links of fewer than {limit} characters."),
    from_disk: "This copy was opened from a disk, so its links work on this computer only. Send the file.",
    frame_title: |plan| format!("{plan} · Tandem"),

    read_only: "Read-only",
    open_full: "Open with levers",
    open_in_tandem: "Open in Tandem",

    downloads: "Download",
    as_svg: "Chart as SVG",
    as_png: "Chart as PNG",
    as_csv: "Table as CSV",
    as_xlsx: "Table as XLSX",
    as_json: "Plan as JSON",

    print: "Print",
    present: "Present",
    leave: "Leave",
    back: "Back",
    next: "Next",
    slide_of: |slide, of| format!("{slide} of {of}"),
    slides: ["The answer", "Forecast", "What limits", "Funnel", "Dates", "Assumptions"],
    memo_link: "The whole plan as a link",
    memo_of: |trials, seed, version| {
        format!("Medians of {trials} futures with 80% ranges · seed {seed} · Tandem {version}")
    },
};

/// Simplified Chinese.
pub static ZH_CN: Sharing = Sharing {
    opens: "链接打开的内容",
    screen: |screen| match screen {
        Screen::Full => "含调节项",
        Screen::ReadOnly => "只读",
        Screen::Embed => "嵌入网页",
    },
    screen_lead: |screen| match screen {
        Screen::Full => "对方可调节此计划的每一项，其自己的计划不受影响。",
        Screen::ReadOnly => "只打开结果，没有调节项。仍可读到完整计划。",
        Screen::Embed => "含标题与预测图的框架，可粘贴到其他网页。",
    },
    extent: "分享范围",
    this_one: |letter| format!("仅方案 {letter}"),
    all_of_them: |count| format!("全部 {count} 个方案"),
    snippet: "嵌入其他网页的代码",
    copy_snippet: "复制代码",
    snippet_copied: "代码已复制",
    qr: "链接的二维码",
    no_qr: |limit| format!("没有二维码：相机只能读取少于 {limit} 个字符的链接。"),
    from_disk: "此页面从本机文件打开，链接只在这台电脑上有效。请发送文件。",
    frame_title: |plan| format!("{plan} · Tandem"),

    read_only: "只读",
    open_full: "打开调节项",
    open_in_tandem: "在 Tandem 中打开",

    downloads: "下载",
    as_svg: "图表（SVG）",
    as_png: "图表（PNG）",
    as_csv: "表格（CSV）",
    as_xlsx: "表格（XLSX）",
    as_json: "计划（JSON）",

    print: "打印",
    present: "演示",
    leave: "退出",
    back: "上一页",
    next: "下一页",
    slide_of: |slide, of| format!("第 {slide} 页，共 {of} 页"),
    slides: ["结论", "预测", "瓶颈", "漏斗", "日期", "假设"],
    memo_link: "完整计划的链接",
    memo_of: |trials, seed, version| {
        format!("{trials} 种未来的中位数与 80% 区间 · 随机种子 {seed} · Tandem {version}")
    },
};

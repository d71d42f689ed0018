//! Words of the frame: top bar, dialogs, notices, examples, keys, footer.

/// Words of the frame.
pub struct Shell {
    /// Title of the browser tab, given the plan's title.
    pub page_title: fn(&str) -> String,
    /// Name of a plan without a title.
    pub untitled: &'static str,
    /// Button that jumps over the levers.
    pub skip: &'static str,
    /// Name of the top bar's buttons, for screen readers.
    pub actions: &'static str,
    /// Name of the field with the plan's title.
    pub plan_title: &'static str,
    /// The promise of the top bar.
    pub privacy: &'static str,
    /// Undo.
    pub undo: &'static str,
    /// Redo.
    pub redo: &'static str,
    /// Menu of examples.
    pub examples: &'static str,
    /// Open a file.
    pub open_file: &'static str,
    /// Save a file.
    pub save_file: &'static str,
    /// Share.
    pub share: &'static str,
    /// Menu with everything that has no room.
    pub more: &'static str,
    /// The other language, in that language.
    pub other_language: &'static str,
    /// What the language button does.
    pub switch_language: &'static str,
    /// Changes to light colours.
    pub to_light: &'static str,
    /// Changes to dark colours.
    pub to_dark: &'static str,
    /// Close a dialog, notice or toast.
    pub close: &'static str,

    /// Title of the examples dialog.
    pub examples_title: &'static str,
    /// What opening an example does.
    pub examples_lead: &'static str,
    /// Title of each example, in the order of the list; in English as in the plan itself.
    pub example_titles: [&'static str; 4],
    /// What each example is about.
    pub example_leads: [&'static str; 4],

    /// Title of the share dialog.
    pub share_title: &'static str,
    /// What a link is.
    pub share_lead: &'static str,
    /// Name of the field with the link.
    pub share_link: &'static str,
    /// Length of the link.
    pub characters: fn(usize) -> String,
    /// The link is long.
    pub share_long: fn(usize) -> String,
    /// The link is too long to be opened.
    pub share_too_long: fn(usize) -> String,
    /// The plan has errors: a link to it would not open.
    pub share_faulty: &'static str,
    /// Copy.
    pub copy_link: &'static str,
    /// Copied.
    pub copied: &'static str,
    /// The browser refused to copy.
    pub copy_refused: &'static str,
    /// Download.
    pub download: &'static str,

    /// Title of the keys dialog.
    pub keys_title: &'static str,
    /// Keys and what they do.
    pub keys: [(&'static str, &'static str); 14],

    /// Viewing a shared plan.
    pub shared: &'static str,
    /// What happens to the reader's own.
    pub shared_lead: &'static str,
    /// The shared plan becomes the own one.
    pub keep: &'static str,
    /// Back to the own plan.
    pub back: &'static str,
    /// Open a file instead.
    pub open_a_file: &'static str,
    /// Reload the page.
    pub reload: &'static str,
    /// Nothing was loaded.
    pub unchanged: &'static str,
    /// Cut off.
    pub cut_off: &'static str,
    /// Characters found and expected.
    pub cut_off_lead: fn(usize, usize) -> String,
    /// Damaged.
    pub damaged_link: &'static str,
    /// What damaged means.
    pub damaged_link_lead: &'static str,
    /// From a newer version.
    pub newer: &'static str,
    /// What to do.
    pub newer_lead: &'static str,
    /// Longer than a link may be: characters, limit.
    pub too_long: &'static str,
    /// Characters and limit.
    pub too_long_lead: fn(usize, usize) -> String,
    /// The fragment is no link of this program.
    pub not_a_link: &'static str,
    /// What a link looks like.
    pub not_a_link_lead: &'static str,
    /// The plan in the link has errors.
    pub faulty_link: &'static str,
    /// The file has errors.
    pub faulty_file: fn(&str) -> String,
    /// A file holds data, but no plan.
    pub foreign_file: fn(&str) -> String,
    /// Which files are plans.
    pub foreign_file_lead: &'static str,
    /// How many.
    pub faults: fn(usize) -> String,
    /// How many more there are than are listed.
    pub more_faults: fn(usize) -> String,
    /// The file cannot be read.
    pub unreadable: fn(&str) -> String,
    /// What a plan file is.
    pub unreadable_lead: &'static str,
    /// Not saved: no room.
    pub full: &'static str,
    /// Not saved: forbidden.
    pub forbidden: &'static str,
    /// Not saved: read back otherwise.
    pub not_read_back: &'static str,
    /// What to do then.
    pub not_saved_lead: &'static str,
    /// The saved plan is damaged.
    pub damaged_save: &'static str,
    /// What was done.
    pub damaged_save_lead: &'static str,
    /// Crashed twice.
    pub crashed: &'static str,
    /// What was done.
    pub crashed_lead: &'static str,
    /// Open the plan of the crash all the same.
    pub crashed_open: &'static str,
    /// Another tab has saved.
    pub other_tab: &'static str,
    /// What that means.
    pub other_tab_lead: &'static str,
    /// The plan on the page has errors.
    pub plan_faulty: fn(usize) -> String,
    /// What the page shows meanwhile.
    pub plan_faulty_lead: &'static str,
    /// Warnings about the plan on the page.
    pub plan_warnings: fn(usize) -> String,
    /// A file is held over the page.
    pub drop_here: &'static str,
    /// On paper, where futures are still to come.
    pub printed_early: &'static str,

    /// Opened.
    pub opened: fn(&str) -> String,
    /// Kept.
    pub kept: fn(&str) -> String,

    /// The version.
    pub version: fn(&str) -> String,
    /// Seed and trials.
    pub reproducible: fn(&str, u64) -> String,
    /// Opens the keys.
    pub keys_button: &'static str,
}

impl Shell {
    /// The title to show for a plan: examples have one in each language.
    pub fn title_of<'a>(&'a self, title: &'a str) -> &'a str {
        if title.trim().is_empty() {
            return self.untitled;
        }
        let known = |titles: &[&str]| titles.iter().position(|known| *known == title);
        let example = known(&EN.example_titles).or_else(|| known(&ZH_CN.example_titles));
        example.map_or(title, |index| self.example_titles[index])
    }
}

/// English.
pub static EN: Shell = Shell {
    page_title: |title| format!("{title} · Tandem"),
    untitled: "Untitled plan",
    skip: "Skip to the answers",
    actions: "Plan",
    plan_title: "Title of the plan",
    privacy: "Nothing leaves this browser",
    undo: "Undo",
    redo: "Redo",
    examples: "Examples",
    open_file: "Open",
    save_file: "Save",
    share: "Share",
    more: "More",
    other_language: "中文",
    switch_language: "中文, switch language",
    to_light: "Light colours",
    to_dark: "Dark colours",
    close: "Close",

    examples_title: "Examples",
    examples_lead: "Opening one replaces the plan on the page; undo brings it back.",
    example_titles: [
        "Bootstrapped B2B SaaS at product–market fit",
        "50-person scale-up, six paid channels",
        "Established manufacturer in China",
        "Marketplace that signs up sellers",
    ],
    example_leads: [
        "A founder who still sells, small budgets, recurring revenue in US dollars.",
        "SDRs and AEs, two more AEs on their way, recurring revenue in US dollars.",
        "Trade fairs, dealers and search, long cycles, payment by milestones in yuan.",
        "Lead volumes and conversions counted from the real leads of a Brazilian marketplace.",
    ],

    share_title: "Share this plan",
    share_lead: "The link is the data: anyone who has it can read every number.",
    share_link: "Link to this plan",
    characters: |n| format!("{} characters", grouped(n)),
    share_long: |n| {
        format!("{} characters: some chat programs cut links above 2,000. The file is safer.", grouped(n))
    },
    share_too_long: |n| format!("{} characters are too many for a link. Send the file.", grouped(n)),
    share_faulty: "The plan has errors, so a link to it would not open. Correct them, or send the file.",
    copy_link: "Copy link",
    copied: "Link copied",
    copy_refused: "The browser refused to copy. The link is selected: press Ctrl+C.",
    download: "Download file",

    keys_title: "Keys",
    keys: [
        ("Ctrl + Z", "Undo"),
        ("Ctrl + Shift + Z", "Redo"),
        ("Ctrl + K", "Find and do anything"),
        ("/", "Find a lever"),
        ("P", "Present; arrows turn the slides, Esc leaves"),
        ("← →", "Move a slider, or read the chart week by week"),
        ("← →", "At the choice “By month” of a channel: its menu, its months as fields, its response"),
        ("1 … 6", "Show scenario A … F"),
        ("F2, Shift + ← →", "Rename or move the scenario that has the focus"),
        ("C", "Compare scenarios"),
        ("G", "In the chart: the goal date"),
        ("Enter", "Take over what is typed"),
        ("Esc", "Close what is open, drop what is typed"),
        ("?", "Show these keys"),
    ],

    shared: "Viewing a shared plan.",
    shared_lead: "Your own plan is kept. What you change here is not saved until you keep a copy.",
    keep: "Keep a copy",
    back: "Back to mine",
    open_a_file: "Open a file",
    reload: "Reload",
    unchanged: "Nothing was loaded; your own plan is unchanged.",
    cut_off: "This link is cut off.",
    cut_off_lead: |found, expected| {
        format!(
            "It has {} of {} characters. Ask for it again, or for the file.",
            grouped(found),
            grouped(expected)
        )
    },
    damaged_link: "This link is damaged.",
    damaged_link_lead: "Characters were changed on the way. Ask for it again, or for the file.",
    newer: "This link is from a newer version.",
    newer_lead: "Reload the page to get the newest version, then open the link again.",
    too_long: "This link is too long.",
    too_long_lead: |found, limit| {
        format!(
            "It has {} characters, at most {} are read. Ask for the file.",
            grouped(found),
            grouped(limit)
        )
    },
    not_a_link: "This address holds no plan.",
    not_a_link_lead: "A link to a plan has a format number and a dot after the # sign.",
    faulty_link: "The plan in this link has errors.",
    faulty_file: |name| format!("The plan in {name} has errors."),
    foreign_file: |name| format!("{name} does not seem to be a Tandem plan."),
    foreign_file_lead: "It holds other data. A plan is a file that was saved in Tandem.",
    faults: |n| if n == 1 { "1 error:".into() } else { format!("{n} errors:") },
    more_faults: |n| format!("and {n} more"),
    unreadable: |name| format!("{name} cannot be read."),
    unreadable_lead: "A plan is a text file of at most 1 MB that ends in .json.",
    full: "This browser has no room to keep the plan.",
    forbidden: "This browser does not allow the plan to be kept.",
    not_read_back: "This browser did not keep the plan as it was written.",
    not_saved_lead: "It is lost when the tab is closed, unless you download it.",
    damaged_save: "The saved plan was damaged.",
    damaged_save_lead: "The damaged text was put aside in this browser, not deleted.",
    crashed: "The last plan stopped the page twice.",
    crashed_lead: "It was not opened again. It was put aside in this browser, not deleted.",
    crashed_open: "Open it all the same",
    other_tab: "Another tab has changed the saved plan.",
    other_tab_lead: "The tab that changes it last wins. Reload to see the other one.",
    plan_faulty: |n| {
        if n == 1 { "One value cannot be used.".into() } else { format!("{n} values cannot be used.") }
    },
    plan_faulty_lead: "The figures are those of the last plan without errors.",
    plan_warnings: |n| {
        if n == 1 {
            "1 thing to know about this plan".into()
        } else {
            format!("{n} things to know about this plan")
        }
    },
    drop_here: "Drop a plan file to open it",
    printed_early: "Printed before all futures were in: some figures are missing or will still move.",

    opened: |title| format!("Opened {title}."),
    kept: |title| format!("{title} is now your plan."),

    version: |version| format!("Tandem {version}"),
    reproducible: |trials, seed| {
        format!("{trials} futures, seed {seed}: the same plan gives the same numbers everywhere")
    },
    keys_button: "Keys",
};

/// Simplified Chinese.
pub static ZH_CN: Shell = Shell {
    page_title: |title| format!("{title} · Tandem"),
    untitled: "未命名计划",
    skip: "跳到结果",
    actions: "计划",
    plan_title: "计划名称",
    privacy: "数据不离开此浏览器",
    undo: "撤销",
    redo: "重做",
    examples: "示例",
    open_file: "打开",
    save_file: "保存",
    share: "分享",
    more: "更多",
    other_language: "EN",
    switch_language: "EN，切换语言",
    to_light: "切换到浅色",
    to_dark: "切换到深色",
    close: "关闭",

    examples_title: "示例",
    examples_lead: "打开示例会替换当前计划，可撤销。",
    example_titles: [
        "自筹资金的 B2B SaaS，刚找到市场",
        "50 人的成长期公司，六个付费渠道",
        "中国成熟制造企业",
        "招募卖家的电商平台",
    ],
    example_leads: [
        "创始人仍亲自销售，预算有限，订阅收入，以美元计。",
        "已有 SDR 和 AE，另有两名 AE 即将入职，订阅收入，以美元计。",
        "展会、经销商与搜索获客，销售周期长，按里程碑收款，以人民币计。",
        "线索量与转化率统计自一家巴西电商平台的真实线索。",
    ],

    share_title: "分享此计划",
    share_lead: "链接就是数据：拿到链接的人能看到每一个数字。",
    share_link: "此计划的链接",
    characters: |n| format!("{} 个字符", grouped(n)),
    share_long: |n| {
        format!("共 {} 个字符：有些聊天软件会截断超过 2,000 个字符的链接，发送文件更稳妥。", grouped(n))
    },
    share_too_long: |n| format!("共 {} 个字符，超出链接上限，请发送文件。", grouped(n)),
    share_faulty: "计划中有错误，对方无法打开链接。请先更正，或发送文件。",
    copy_link: "复制链接",
    copied: "链接已复制",
    copy_refused: "浏览器不允许复制。链接已选中，请按 Ctrl+C。",
    download: "下载文件",

    keys_title: "快捷键",
    keys: [
        ("Ctrl + Z", "撤销"),
        ("Ctrl + Shift + Z", "重做"),
        ("Ctrl + K", "查找并执行任何操作"),
        ("/", "查找调节项"),
        ("P", "演示；方向键翻页，Esc 退出"),
        ("← →", "移动滑块，或逐周读图"),
        ("← →", "在渠道的“各月”处：转到其菜单、逐月数字、投放响应"),
        ("1 … 6", "查看方案 A … F"),
        ("F2、Shift + ← →", "重命名或移动焦点所在的方案"),
        ("C", "对比方案"),
        ("G", "在图中：目标日期"),
        ("Enter", "确认输入"),
        ("Esc", "关闭弹窗，放弃输入"),
        ("?", "显示快捷键"),
    ],

    shared: "正在查看他人分享的计划。",
    shared_lead: "您自己的计划仍保留。在此所做的修改，保存副本后才会留存。",
    keep: "保存副本",
    back: "回到我的计划",
    open_a_file: "打开文件",
    reload: "刷新",
    unchanged: "未加载任何内容，您的计划没有变化。",
    cut_off: "链接不完整。",
    cut_off_lead: |found, expected| {
        format!(
            "应有 {} 个字符，只收到 {} 个。请对方重发链接，或改发文件。",
            grouped(expected),
            grouped(found)
        )
    },
    damaged_link: "链接已损坏。",
    damaged_link_lead: "部分字符在传送中被改动。请对方重发链接，或改发文件。",
    newer: "链接来自更新的版本。",
    newer_lead: "请刷新页面以获取最新版本，再打开链接。",
    too_long: "链接过长。",
    too_long_lead: |found, limit| {
        format!("共 {} 个字符，最多可读取 {} 个。请对方改发文件。", grouped(found), grouped(limit))
    },
    not_a_link: "此地址中没有计划。",
    not_a_link_lead: "计划链接的 # 号后面是一位格式编号和一个点。",
    faulty_link: "链接中的计划有错误。",
    faulty_file: |name| format!("{name} 中的计划有错误。"),
    foreign_file: |name| format!("{name} 似乎不是 Tandem 计划。"),
    foreign_file_lead: "其中是其他数据。请打开由 Tandem 保存的计划文件。",
    faults: |n| format!("共 {n} 处："),
    more_faults: |n| format!("另有 {n} 处"),
    unreadable: |name| format!("无法读取 {name}。"),
    unreadable_lead: "计划文件是以 .json 结尾、不超过 1 MB 的文本文件。",
    full: "此浏览器已无空间保存计划。",
    forbidden: "此浏览器不允许保存计划。",
    not_read_back: "此浏览器未能如实保存计划。",
    not_saved_lead: "如不下载，关闭标签页后计划将丢失。",
    damaged_save: "已保存的计划损坏。",
    damaged_save_lead: "损坏的内容已另存在此浏览器中，没有删除。",
    crashed: "上次的计划两次导致页面中断。",
    crashed_lead: "因此没有再次打开。它已另存在此浏览器中，没有删除。",
    crashed_open: "仍然打开",
    other_tab: "另一个标签页修改了已保存的计划。",
    other_tab_lead: "以最后修改的标签页为准。刷新可查看另一份。",
    plan_faulty: |n| format!("有 {n} 个数值无法使用。"),
    plan_faulty_lead: "页面上的数字来自上一个没有错误的计划。",
    plan_warnings: |n| format!("此计划有 {n} 点需要留意"),
    drop_here: "松开即可打开计划文件",
    printed_early: "打印时尚未推演完全部未来：部分数字缺失或仍会变动。",

    opened: |title| format!("已打开“{title}”。"),
    kept: |title| format!("“{title}”现在是您的计划。"),

    version: |version| format!("Tandem {version}"),
    reproducible: |trials, seed| format!("{trials} 种未来，随机种子 {seed}：同一计划在任何设备上结果相同"),
    keys_button: "快捷键",
};

/// A whole number with a comma at each thousand.
fn grouped(n: usize) -> String {
    let digits = n.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

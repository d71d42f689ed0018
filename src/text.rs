//! All words of the page, in two languages.
//!
//! One struct an area, with a field for each sentence: a word that is missing in a language does not compile.

pub mod answers;
pub mod assumptions;
pub mod balance;
pub mod channel_figures;
pub mod channels;
pub mod charts;
pub mod drivers;
pub mod examples;
pub mod fields;
pub mod findings;
pub mod glossary;
pub mod levers;
pub mod origin;
pub mod palette;
pub mod prices;
pub mod scenarios;
pub mod settings;
pub mod sharing;
pub mod shell;
pub mod stages;
pub mod timeline;

/// A language of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Simplified Chinese.
    ZhCn,
}

impl Lang {
    /// The tag of the language, as in `<html lang>`.
    pub const fn code(self) -> &'static str {
        match self {
            Lang::En => "en",
            Lang::ZhCn => "zh-CN",
        }
    }

    /// The language of a tag; any kind of Chinese is read as `zh-CN`.
    pub fn from_code(code: &str) -> Option<Self> {
        let primary = code.split(['-', '_']).next().unwrap_or_default();
        if primary.eq_ignore_ascii_case("zh") {
            return Some(Lang::ZhCn);
        }
        primary.eq_ignore_ascii_case("en").then_some(Lang::En)
    }

    /// The other one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Lang::En => Lang::ZhCn,
            Lang::ZhCn => Lang::En,
        }
    }
}

/// The words of one language.
pub struct Text {
    /// The language.
    pub lang: Lang,
    /// Frame, dialogs, notices.
    pub shell: &'static shell::Shell,
    /// Levers and their fields.
    pub levers: &'static levers::Levers,
    /// Channels, spend by month, response to spend.
    pub channels: &'static channels::Channels,
    /// Figures of channels over time.
    pub channel_figures: &'static channel_figures::ChannelFigures,
    /// Headline and figures.
    pub answers: &'static answers::Answers,
    /// Sentences about findings.
    pub findings: &'static findings::Findings,
    /// Definitions of terms.
    pub glossary: &'static glossary::Glossary,
    /// Charts.
    pub charts: &'static charts::Charts,
    /// Scenarios and what changes between them.
    pub scenarios: &'static scenarios::Scenarios,
    /// The table of assumptions.
    pub assumptions: &'static assumptions::Assumptions,
    /// Palette, hints and glossary dialog.
    pub palette: &'static palette::Palette,
    /// The plan's settings.
    pub settings: &'static settings::Settings,
    /// Sharing and showing.
    pub sharing: &'static sharing::Sharing,
    /// Where a figure of the headline comes from.
    pub origin: &'static origin::Origin,
    /// What one step more would bring.
    pub prices: &'static prices::Prices,
    /// What the money does.
    pub balance: &'static balance::Balance,
    /// What the answer hangs on.
    pub drivers: &'static drivers::Drivers,
    /// The table of stages, what is pasted, and actual figures.
    pub stages: &'static stages::Stages,
    /// What can be moved on the timeline.
    pub timeline: &'static timeline::Timeline,
    /// Words inside the shipped examples.
    pub examples: &'static examples::Examples,
}

impl PartialEq for Text {
    /// There is one set of words a language.
    fn eq(&self, other: &Self) -> bool {
        self.lang == other.lang
    }
}

static EN: Text = Text {
    lang: Lang::En,
    shell: &shell::EN,
    levers: &levers::EN,
    channels: &channels::EN,
    channel_figures: &channel_figures::EN,
    answers: &answers::EN,
    findings: &findings::EN,
    glossary: &glossary::EN,
    charts: &charts::EN,
    scenarios: &scenarios::EN,
    assumptions: &assumptions::EN,
    palette: &palette::EN,
    settings: &settings::EN,
    sharing: &sharing::EN,
    origin: &origin::EN,
    prices: &prices::EN,
    balance: &balance::EN,
    drivers: &drivers::EN,
    stages: &stages::EN,
    timeline: &timeline::EN,
    examples: &examples::EN,
};

static ZH_CN: Text = Text {
    lang: Lang::ZhCn,
    shell: &shell::ZH_CN,
    levers: &levers::ZH_CN,
    channels: &channels::ZH_CN,
    channel_figures: &channel_figures::ZH_CN,
    answers: &answers::ZH_CN,
    findings: &findings::ZH_CN,
    glossary: &glossary::ZH_CN,
    charts: &charts::ZH_CN,
    scenarios: &scenarios::ZH_CN,
    assumptions: &assumptions::ZH_CN,
    palette: &palette::ZH_CN,
    settings: &settings::ZH_CN,
    sharing: &sharing::ZH_CN,
    origin: &origin::ZH_CN,
    prices: &prices::ZH_CN,
    balance: &balance::ZH_CN,
    drivers: &drivers::ZH_CN,
    stages: &stages::ZH_CN,
    timeline: &timeline::ZH_CN,
    examples: &examples::ZH_CN,
};

/// The words of a language.
pub fn text(lang: Lang) -> &'static Text {
    match lang {
        Lang::En => &EN,
        Lang::ZhCn => chinese(),
    }
}

/// A name inside a Chinese sentence, with a space where Latin letters or digits would touch a Chinese word: before it, and
/// `then` behind it.
fn spaced(name: &str, then: &str) -> String {
    let is_latin =
        |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '%' | '−' | '+'));
    let gap = |c| if is_latin(c) { " " } else { "" };
    let behind = if then.is_empty() { "" } else { gap(name.chars().next_back()) };
    format!("{}{name}{behind}{then}", gap(name.chars().next()))
}

/// Asked for by way of a function that the compiler does not see through, so that the build can put them off.
#[inline(never)]
fn chinese() -> &'static Text {
    std::hint::black_box(&ZH_CN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_thing_has_one_word_in_chinese() {
        let words = [
            include_str!("text/answers/zh_cn.rs"),
            include_str!("text/assumptions.rs"),
            include_str!("text/charts/zh_cn.rs"),
            include_str!("text/examples.rs"),
            include_str!("text/fields.rs"),
            include_str!("text/glossary.rs"),
            include_str!("text/glossary/zh_cn.rs"),
            include_str!("text/levers/zh_cn.rs"),
            include_str!("text/origin.rs"),
            include_str!("text/palette.rs"),
            include_str!("text/prices.rs"),
            include_str!("text/shell.rs"),
            include_str!("text/stages.rs"),
            include_str!("text/timeline.rs"),
        ];
        // 盈亏平衡, 输单, 爬坡 with 满产能, 增购, 已接收, 未注明来源, 查找并执行 are what they are called.
        for other in ["收支平衡", "丢单", "上手", "扩展", "已接受", "无来源", "未说明", "查找与执行"]
        {
            let found = words.iter().find(|words| words.contains(other));
            assert!(found.is_none(), "{other} is called otherwise elsewhere");
        }
        for text in [&EN, &ZH_CN] {
            let kpi = (text.answers.kpi)(tandem_engine::Kpi::CycleWeeks);
            assert_ne!(
                kpi,
                (text.levers.label)(crate::levers::LeverKind::SalesCycle),
                "to won, or to won or lost"
            );
        }
    }

    #[test]
    fn sentences_read_as_people_say_them() {
        use tandem_engine::plan::TargetMeasure as M;
        let zh = &ZH_CN;
        assert_eq!(
            (zh.levers.over_range)("收入", "2028年12月31日", ("3.79亿", "0 小时"), ("1.2亿", "48 小时")),
            "2028年12月31日收入：取 0 小时，为 3.79亿；取 48 小时，为 1.2亿（预期路径）。"
        );
        assert_eq!(
            (zh.levers.sdrs_needed)("21 小时", Some("9"), "6", "29 小时"),
            "要在 21 小时内首次响应，需要 9 名 SDR；现有 6 名需 29 小时。"
        );
        let first = |text: &Text, measure, size| {
            (text.prices.first)(crate::steps::Step::Ae, (measure, size), "D", prices::Worth::Free)
        };
        assert_eq!(first(zh, M::Revenue, "140万"), "先多招 1 名 AE：到 D，收入约多 140万，几乎不花钱。");
        assert_eq!(first(zh, M::Arr, "140万"), "先多招 1 名 AE：到 D，ARR 约多 140万，几乎不花钱。");
        let wins = first(&EN, M::Won, "12");
        assert_eq!(wins, "First of all, hire one more AE: about 12 more by D, at next to no cost.");
        assert_eq!(
            (zh.prices.lead)("收入", "D日", "1,000"),
            "D日收入的变化，在同样的 1,000 种未来中逐一计算：中位数 ± 标准误"
        );
        assert!((EN.levers.starts)("2", "May 2027", "1").ends_with("after 1 week."));
    }

    #[test]
    fn a_space_stands_between_chinese_and_latin_only() {
        let found =
            ["内容", "内容与 SEO", "SEO", "12万美元", "广告（DACH）"].map(|name| spaced(name, "带来"));
        assert_eq!(found, ["内容带来", "内容与 SEO 带来", " SEO 带来", " 12万美元带来", "广告（DACH）带来"]);
        assert_eq!(spaced("SEO", ""), " SEO");
        let moves = (ZH_CN.balance.moves)(("内容与 SEO", "3.2"), ("搜索广告", "0.8"));
        assert_eq!(moves, "再投 1 单位，在内容与 SEO 带来最多（3.2），在搜索广告最少（0.8）。");
    }
}

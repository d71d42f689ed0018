//! All words of the page, in two languages.
//!
//! One struct an area, with a field for each sentence: a word that is missing in a language does not compile.

pub mod answers;
pub mod assumptions;
pub mod balance;
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

/// Asked for by way of a function that the compiler does not see through, so that the build can put them off.
#[inline(never)]
fn chinese() -> &'static Text {
    std::hint::black_box(&ZH_CN)
}

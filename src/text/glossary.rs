//! Terms on the page: what they mean, how they are computed, where the definition is from.

use tandem_engine::Kpi;

mod en;
mod zh_cn;

/// A term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The term in full.
    pub term: &'static str,
    /// What it means.
    pub meaning: &'static str,
    /// How it is computed.
    pub formula: &'static str,
    /// Where the definition is from.
    pub source: &'static str,
}

/// Terms on the page.
pub struct Glossary {
    /// Before a formula.
    pub formula: &'static str,
    /// Before a source.
    pub source: &'static str,
    /// A key figure.
    pub kpi: fn(Kpi) -> Entry,
    /// Share of futures with cash at all times.
    pub cash_never_out: Entry,
}

const fn entry(
    term: &'static str,
    meaning: &'static str,
    formula: &'static str,
    source: &'static str,
) -> Entry {
    Entry { term, meaning, formula, source }
}

const MODEL: &str = "docs/model.md";

/// English.
pub static EN: Glossary = Glossary {
    formula: "Formula",
    source: "Source",
    kpi: en::english,
    cash_never_out: entry(
        "Cash never out",
        "Futures in which cash never falls below zero, to the end of the plan.",
        "futures with lowest cash ≥ 0, of 100",
        MODEL,
    ),
};

/// Simplified Chinese.
pub static ZH_CN: Glossary = Glossary {
    formula: "公式",
    source: "来源",
    kpi: zh_cn::chinese,
    cash_never_out: entry(
        "现金不断流",
        "直到计划结束，现金从未跌破零的未来。",
        "最低现金 ≥ 0 的未来，每 100 种",
        MODEL,
    ),
};

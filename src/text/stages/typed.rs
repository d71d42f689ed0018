//! The words that stand in pasted tables, in every language at once.

use crate::parse::table::StageRow;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// Names of stages.
    Name,
    /// Shares that go on.
    Conversion,
    /// Times in days.
    Days,
    /// Times in weeks.
    Weeks,
    /// Something else.
    Other,
}

/// What a column holds by its head, in lower case.
pub fn column(head: &str) -> Column {
    const HEADS: &[(&str, Column)] = &[
        ("conversion", Column::Conversion),
        ("conv", Column::Conversion),
        ("rate", Column::Conversion),
        ("%", Column::Conversion),
        ("转化", Column::Conversion),
        ("比例", Column::Conversion),
        ("week", Column::Weeks),
        ("周", Column::Weeks),
        ("day", Column::Days),
        ("time", Column::Days),
        ("天", Column::Days),
        ("日", Column::Days),
        ("时", Column::Days),
        ("stage", Column::Name),
        ("step", Column::Name),
        ("name", Column::Name),
        ("阶段", Column::Name),
        ("名称", Column::Name),
    ];
    HEADS.iter().find(|(word, _)| head.contains(word)).map_or(Column::Other, |(_, column)| *column)
}

/// The usual names of the five stages, one of each and many.
pub fn usual_names() -> Vec<(StageRow, String)> {
    let words: [&'static [&'static str]; 5] = [
        &["lead", "线索", "潜在客户"],
        &["mql", "marketing qualified lead", "市场合格线索"],
        &["sql", "sales qualified lead", "销售合格线索"],
        &["opportunity", "opportunities", "opp", "win rate", "商机", "赢单率"],
        &["won", "win", "customer", "closed won", "赢单", "成交", "客户"],
    ];
    let named = words.into_iter().enumerate();
    let row = |(stage, words): (usize, &'static [&'static str])| {
        words.iter().map(move |word| (StageRow::Stage(stage), (*word).to_owned()))
    };
    named.flat_map(row).collect()
}

/// The stage of a label: `MQL`, `MQLs`, `MQL → SQL`, `MQL to SQL`, `MQL 到 SQL`. Of two stages the first one counts.
pub fn stage(label: &str, known: &[(StageRow, String)]) -> Option<StageRow> {
    const TO: &[&str] = &["→", "->", "=>", ">", " to ", "到", " - ", " – "];
    const LOST: &[&str] = &["lost", "loss", "丢单", "输单"];
    let label = label.to_lowercase();
    if LOST.iter().any(|word| label.contains(word)) {
        return Some(StageRow::Lost);
    }
    let is = |text: &str, name: &str| text == name || text.strip_suffix('s') == Some(name);
    let find =
        |text: &str| known.iter().find(|(_, name)| is(text, &name.to_lowercase())).map(|(stage, _)| *stage);
    let whole = find(label.trim());
    let from = || TO.iter().find_map(|to| label.split_once(to)).and_then(|(from, _)| find(from.trim()));
    whole.or_else(from)
}

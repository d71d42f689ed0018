//! The words that stand in pasted tables, in every language at once.

use crate::charts::Figure;
use crate::parse::months::Held;
use crate::parse::table::StageRow;
use crate::text::{Lang, text};
use tandem_engine::plan::ActualMeasure;

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

/// What a year of a monthly figure is of it.
pub const YEAR: f64 = 12.0;

/// The figure of the forecast that an actual one is called by; collections have none.
pub fn figure_of(held: Held) -> Option<Figure> {
    match held.measure {
        // The ARR stands for the MRR in the forecast; here it is the month's own.
        ActualMeasure::Mrr if held.factor == YEAR => Some(Figure::Arr),
        ActualMeasure::Mrr => Some(Figure::Mrr),
        measure => Figure::of(measure.measure()),
    }
}

/// The figures that can be entered: those that are kept, and the ARR as twelve times the MRR.
pub fn figures() -> Vec<Held> {
    let held = |measure: &ActualMeasure| {
        let arr = (*measure == ActualMeasure::Mrr).then_some(Held { measure: *measure, factor: YEAR });
        std::iter::once(Held::as_kept(*measure)).chain(arr)
    };
    ActualMeasure::ALL.iter().flat_map(held).collect()
}

/// The figure that the head of a column names, in any language; `own` are names of stages in the plan, which come first.
pub fn figure(head: &str, own: &[(usize, String)]) -> Option<Held> {
    use ActualMeasure as M;
    const ALSO: &[(&str, ActualMeasure)] = &[
        ("lead", M::Leads),
        ("mql", M::Mql),
        ("sql", M::Sql),
        ("opportunity", M::Opportunities),
        ("opp", M::Opportunities),
        ("won", M::Won),
        ("win", M::Won),
        ("deal", M::Won),
        ("closed won", M::Won),
        ("collection", M::Collections),
        ("cash at the end", M::Cash),
        ("潜在客户", M::Leads),
        ("成交", M::Won),
        ("市场合格线索", M::Mql),
        ("销售合格线索", M::Sql),
        ("签约额", M::Bookings),
    ];
    const STAGES: [ActualMeasure; 5] = [M::Leads, M::Mql, M::Sql, M::Opportunities, M::Won];
    let head = bare(head);
    let is = |name: &str| {
        let name = bare(name);
        head == name || head.strip_suffix('s') == Some(&name) || name.strip_suffix('s') == Some(&head)
    };
    if head.is_empty() {
        return None;
    }
    if let Some((stage, _)) = own.iter().find(|(_, name)| is(name)) {
        return STAGES.get(*stage).copied().map(Held::as_kept);
    }
    let shown = |held: &Held| {
        [Lang::En, Lang::ZhCn].into_iter().any(|lang| {
            let words = text(lang).charts;
            let names = figure_of(*held).map(words.figure);
            names.map_or_else(|| is(words.collections), |name| is(name.long) || is(name.short))
        })
    };
    let also = || ALSO.iter().find(|(name, _)| is(name)).map(|(_, measure)| Held::as_kept(*measure));
    figures().into_iter().find(shown).or_else(also)
}

/// A head without the unit behind it: `ARR (USD)`, `MRR, $`, `收入（元）`.
fn bare(head: &str) -> String {
    let ends = head.find(['(', '（', '[', ',', '，']).unwrap_or(head.len());
    head[..ends].trim().to_lowercase()
}

/// Whether the head of a column says no more than that figures stand in it.
pub fn is_plain(head: &str) -> bool {
    const PLAIN: &[&str] = &[
        "actual",
        "actuals",
        "actual figure",
        "actual figures",
        "value",
        "values",
        "figure",
        "figures",
        "amount",
        "number",
        "实际",
        "实际值",
        "数值",
        "值",
        "金额",
        "数量",
    ];
    PLAIN.contains(&bare(head).as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_known_by_every_name_of_theirs() {
        use ActualMeasure as M;
        let own = [(0, "Enquiry".to_owned())];
        for (head, measure) in [
            ("MQLs", M::Mql),
            ("mql", M::Mql),
            ("Wins", M::Won),
            ("Deals won", M::Won),
            ("SQLs accepted", M::Sql),
            ("Opportunities", M::Opportunities),
            ("Enquiries", M::Leads),
            ("enquiry", M::Leads),
            ("Marketing spend ($)", M::Spend),
            ("Cash collected", M::Collections),
            ("MRR, USD", M::Mrr),
            ("月度经常性收入（MRR）", M::Mrr),
            ("新增商机", M::Opportunities),
            ("回款", M::Collections),
            ("客户数", M::Customers),
        ] {
            let own = if head == "Enquiries" { vec![(0, "Enquiries".to_owned())] } else { own.to_vec() };
            assert_eq!(figure(head, &own), Some(Held::as_kept(measure)), "{head}");
        }
        for head in ["ARR", "Annual recurring revenue", "年度经常性收入（ARR）"] {
            assert_eq!(figure(head, &own), Some(Held { measure: M::Mrr, factor: YEAR }), "{head}");
        }
        for head in ["Churn", "Win rate", "", "(USD)"] {
            assert_eq!(figure(head, &own), None, "{head}");
        }
        assert!(is_plain("Actual") && is_plain("实际") && !is_plain("Churn"));
    }
}

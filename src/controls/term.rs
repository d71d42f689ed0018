//! A term that explains itself: on hover and focus its meaning, formula and source.

use crate::levers::LeverKind;
use crate::text::Text;
use crate::text::glossary::{Entry, Term as Key};
use tandem_engine::Kpi;
use tandem_engine::plan::TargetMeasure;
use yew::prelude::*;

/// What a [`Term`] needs.
#[derive(PartialEq, Properties)]
pub struct TermProps {
    /// Id of the meaning, unique on the page.
    pub id: AttrValue,
    /// What stands on the page.
    pub label: AttrValue,
    /// Its entry in the glossary.
    pub entry: Entry,
    /// Class of what stands on the page.
    #[prop_or_default]
    pub class: Classes,
    /// Whether the keyboard stops at it.
    #[prop_or(true)]
    pub stop: bool,
    /// Words.
    pub text: &'static Text,
}

/// A term with its meaning.
#[component]
pub fn Term(props: &TermProps) -> Html {
    let TermProps { id, label, entry, text, .. } = props;
    let glossary = text.glossary;
    html! {
        <span class="term">
            <dfn class={props.class.clone()} tabindex={props.stop.then_some("0")} aria-describedby={id.clone()}>{ label.clone() }</dfn>
            <span class="meaning" role="tooltip" id={id.clone()}>
                <b>{ entry.term }</b>{ entry.meaning }
                <small>{ glossary.formula }{ glossary.colon }{ entry.formula }</small>
                <small>{ glossary.source }{ glossary.colon }{ entry.source }</small>
            </span>
        </span>
    }
}

/// The entry of what a lever turns; nothing where the lever is a term of no glossary, as a budget or a head is.
pub fn of_lever(kind: LeverKind, measure: Option<TargetMeasure>, text: &Text) -> Option<Entry> {
    let glossary = text.glossary;
    let kpi = |kpi: Kpi| Some((glossary.kpi)(kpi));
    let term = |term: Key| Some(glossary.term(term));
    match kind {
        LeverKind::CostPerLead => kpi(Kpi::CostPerLead),
        LeverKind::Closeness => term(Key::Ceiling),
        LeverKind::LeadToMql => kpi(Kpi::MqlRate),
        LeverKind::MqlBar => term(Key::Mql),
        LeverKind::MqlToSql => term(Key::Sql),
        LeverKind::Response => kpi(Kpi::ResponseHours),
        LeverKind::SdrRamp | LeverKind::AeRamp => term(Key::Ramp),
        LeverKind::SqlToOpportunity => term(Key::Opportunity),
        LeverKind::WinRate | LeverKind::SubConversion => kpi(Kpi::WinRate),
        LeverKind::SalesCycle | LeverKind::SubTime => kpi(Kpi::CycleWeeks),
        LeverKind::DealSize => kpi(Kpi::DealSize),
        LeverKind::Discount => kpi(Kpi::Discount),
        LeverKind::Churn => kpi(Kpi::GrossRetention),
        LeverKind::Expansion => kpi(Kpi::NetRetention),
        LeverKind::WantedOdds => term(Key::Odds),
        LeverKind::TargetValue => kpi(match measure? {
            TargetMeasure::Arr => Kpi::ArrEnd,
            TargetMeasure::Revenue => Kpi::Revenue,
            TargetMeasure::Bookings => Kpi::Bookings,
            TargetMeasure::Won => Kpi::Won,
            TargetMeasure::Customers => Kpi::CustomersEnd,
            TargetMeasure::Cash => Kpi::CashEnd,
        }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Lang, text};

    #[test]
    fn terms_stand_where_their_keys_say() {
        let check = |lang: Lang, key: Key, name: &str| assert_eq!(text(lang).glossary.term(key).term, name);
        check(Lang::En, Key::Future, "Future");
        check(Lang::En, Key::ExpectedPath, "Expected path");
        check(Lang::En, Key::Waiting, "Waiting");
        check(Lang::En, Key::BreakEven, "Break-even");
        check(Lang::ZhCn, Key::Odds, "把握");
        check(Lang::ZhCn, Key::Mql, "MQL");
        assert_eq!(text(Lang::En).glossary.terms.len(), Key::BreakEven as usize + 1);
        assert_eq!(text(Lang::ZhCn).glossary.terms.len(), Key::BreakEven as usize + 1);
    }
}

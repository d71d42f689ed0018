//! The glossary: every term with its meaning, formula and source.

use crate::controls::dialog::Dialog;
use crate::text::Text;
use crate::text::glossary::Entry;
use tandem_engine::Kpi;
use yew::prelude::*;

/// What [`Glossary`] needs.
#[derive(PartialEq, Properties)]
pub struct GlossaryProps {
    /// Words.
    pub text: &'static Text,
    /// The dialog is done with.
    pub on_close: Callback<()>,
}

/// The dialog with all terms.
#[component]
pub fn Glossary(props: &GlossaryProps) -> Html {
    let glossary = props.text.glossary;
    let figures = Kpi::ALL.iter().copied().map(glossary.kpi).chain([glossary.cash_never_out]);
    let entries = glossary.terms.iter().copied().chain(figures);
    let row = |entry: Entry| {
        html! {
            <div key={entry.term}>
                <dt>{ entry.term }</dt>
                <dd>
                    { entry.meaning }
                    <small>{ glossary.formula }{ glossary.colon }{ entry.formula }</small>
                    <small>{ glossary.source }{ glossary.colon }{ entry.source }</small>
                </dd>
            </div>
        }
    };
    html! {
        <Dialog id="glossary-dialog" title={props.text.palette.glossary} close={props.text.shell.close} on_close={props.on_close.clone()}>
            <dl class="glossary">{ for entries.map(row) }</dl>
        </Dialog>
    }
}

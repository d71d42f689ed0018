//! The glossary: every term with its meaning, formula and source.

use crate::controls::dialog::Dialog;
use crate::text::Text;
use crate::text::glossary::Entry;
use tandem_engine::Kpi;
use tandem_engine::summary::ChannelKpi;
use yew::prelude::*;

/// Figures of channels that are no key figures of the plan.
const OF_CHANNELS: [ChannelKpi; 3] = [ChannelKpi::Sqls, ChannelKpi::WonRate, ChannelKpi::SpendPerWon];

/// What [`Glossary`] needs.
#[derive(PartialEq, Properties)]
pub struct GlossaryProps {
    /// Words.
    pub text: &'static Text,
    /// The dialog is done with.
    pub on_close: Callback<()>,
}

/// The id of the term of a key figure.
pub fn term_id(kpi: Kpi) -> String {
    format!("term-{}", kpi.key())
}

/// The dialog with all terms.
#[component]
pub fn Glossary(props: &GlossaryProps) -> Html {
    let glossary = props.text.glossary;
    let figures = Kpi::ALL.iter().map(|kpi| ((glossary.kpi)(*kpi), Some(term_id(*kpi))));
    let of_channels = OF_CHANNELS.into_iter().map(props.text.channel_figures.kpi);
    let others = [glossary.cash_never_out].into_iter().chain(of_channels).map(|entry| (entry, None));
    let terms = glossary.terms.iter().map(|entry| (*entry, None));
    let entries = terms.chain(figures).chain(others);
    let row = |(entry, id): (Entry, Option<String>)| {
        html! {
            <div key={entry.term}>
                <dt {id}>{ entry.term }</dt>
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

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

/// The dialog with all terms.
#[component]
pub fn Glossary(props: &GlossaryProps) -> Html {
    let glossary = props.text.glossary;
    let figures = Kpi::ALL.iter().copied().map(glossary.kpi).chain([glossary.cash_never_out]);
    let of_channels = OF_CHANNELS.into_iter().map(props.text.channel_figures.kpi);
    let entries = glossary.terms.iter().copied().chain(figures).chain(of_channels);
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

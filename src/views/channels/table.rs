//! The table: one row a channel, one column a span, the whole plan beneath.

use super::{channel_name, kind, span_name};
use crate::controls::term::Term;
use crate::format::Format;
use crate::simulate::channels::ChannelFigures;
use crate::text::Text;
use crate::text::glossary::Entry;
use tandem_engine::summary::{ChannelKpi, Spread};
use yew::prelude::*;

/// Spans that a sheet of paper has room for, as in `assets/app.css`.
const ON_PAPER: usize = 18;

/// What [`Rows`] needs.
#[derive(PartialEq, Properties)]
pub struct RowsProps {
    /// What is known of the channels.
    pub figures: ChannelFigures,
    /// The figure that is shown.
    pub kpi: ChannelKpi,
    /// What it is called in the plan.
    pub name: AttrValue,
    /// What it means.
    pub entry: Entry,
    /// Words.
    pub text: &'static Text,
    /// Figures in words.
    pub format: Format,
}

/// The table.
#[component]
pub fn Rows(props: &RowsProps) -> Html {
    let RowsProps { figures, kpi, name, entry, text, format } = props;
    let words = text.channel_figures;
    let spans = 0..figures.spans().len();
    let caption = (words.caption)(name, (text.charts.period)(figures.period));
    let head = |place: usize| {
        let calendar = (figures.period, figures.summary.fiscal);
        let (name, note) = span_name(calendar, figures.spans(), place, text, format);
        html! { <th key={place} scope="col">{ name }if !note.is_empty() { <small>{ note }</small> }</th> }
    };
    let row = |(channel, outlook)| {
        let cells = spans.clone().map(|span| cell(props, figures.of(*kpi, channel, span), None));
        html! {
            <tr key={channel} data-testid={format!("channel-{channel}")}>
                <th scope="row">{ channel_name(outlook, text) }</th>{ for cells }
            </tr>
        }
    };
    let whole = figures.has_whole(*kpi).then(|| {
        let cells = spans.clone().map(|span| cell(props, figures.of_whole(*kpi, span).as_ref(), Some("strong")));
        html! { <tr class="chn-whole" data-testid="channels-whole"><th scope="row">{ words.whole }</th>{ for cells }</tr> }
    });
    html! {
        <>
            <div class="twin-box" tabindex="0" role="group" aria-label={caption.clone()}>
                <table class="twin chn-rows" data-testid="channels-table">
                    <caption class="sr">{ caption }</caption>
                    <thead><tr>
                        <th scope="col"><Term id="meaning-channel-figure" label={name} entry={*entry} {text} /></th>
                        { for spans.clone().map(head) }
                    </tr></thead>
                    <tbody><>{ for figures.heads().iter().enumerate().map(row) }</>{ for whole }</tbody>
                </table>
            </div>
            { notes(*kpi, text) }
            if spans.len() > ON_PAPER {
                <p class="sub on-paper">{ (words.on_paper)(ON_PAPER, spans.len()) }</p>
            }
        </>
    }
}

/// How the row of the whole plan is meant.
fn notes(kpi: ChannelKpi, text: &Text) -> Html {
    let words = text.channel_figures;
    let adds_up = matches!(
        kpi,
        ChannelKpi::Leads
            | ChannelKpi::Mqls
            | ChannelKpi::Sqls
            | ChannelKpi::Opportunities
            | ChannelKpi::Won
            | ChannelKpi::Bookings
    );
    let of_open = matches!(kpi, ChannelKpi::Won | ChannelKpi::Bookings | ChannelKpi::Cac);
    let sentences = [adds_up.then_some(words.sum_note), of_open.then_some(words.open_note)];
    let said: Vec<&str> = sentences.into_iter().flatten().collect();
    if said.is_empty() {
        Html::default()
    } else {
        html! { <p class="sub">{ said.join(text.answers.space) }</p> }
    }
}

/// The median, and under it the range where it is one; on the expected path its value alone.
fn cell(props: &RowsProps, spread: Option<&Spread>, class: Option<&'static str>) -> Html {
    let RowsProps { figures, kpi, text, format, .. } = props;
    let figure = kind(*kpi);
    let Some(spread) = spread else { return html! { <td>{ text.channel_figures.none }</td> } };
    if figures.n_trials() == 0 {
        return html! { <td {class}>{ format.figure(spread.expected, figure) }</td> };
    }
    let range =
        (spread.p10 != spread.p90).then(|| format.range_beside(spread.p50, spread.p10, spread.p90, figure));
    html! { <td {class}>{ format.figure(spread.p50, figure) }if let Some(range) = range { <small>{ range }</small> }</td> }
}

//! The forecast as a table: the same figures as the read-out, one row a period.

use super::scene::number;
use super::words::when;
use crate::charts::{Actuals, Reading, Track};
use crate::format::Format;
use crate::text::Text;
use std::rc::Rc;
use tandem_charts::{Limit, RibbonMonth};
use yew::prelude::*;

/// What [`Table`] needs.
#[derive(PartialEq, Properties)]
pub struct TableProps {
    /// The rows.
    pub track: Rc<Track>,
    /// What the figure is called in the plan.
    pub name: AttrValue,
    /// What has come to pass.
    pub actuals: Rc<Actuals>,
    /// What limits by month; shown where the rows are months.
    pub months: Option<Rc<Vec<RibbonMonth>>>,
    /// Words.
    pub text: &'static Text,
    /// Figures.
    pub format: Format,
}

/// The table.
#[component]
pub fn Table(props: &TableProps) -> Html {
    let TableProps { track, name, months, actuals, text, format } = props;
    let words = text.charts;
    let heads = match track.percentiles {
        Some(_) => vec!["P10", "P25", words.median, "P75", "P90"],
        None => vec![words.expected],
    };
    let limits = months.as_ref().filter(|months| months.len() == track.len());
    let readings: Vec<Reading> = (0..track.len()).map_while(|index| track.reading(index)).collect();
    // A column is read from top to bottom: its figures have as many decimals.
    let columns: Vec<Vec<String>> = (0..heads.len())
        .map(|column| {
            let values: Vec<f64> = readings.iter().map(|reading| values(reading)[column]).collect();
            format.alike(&values, track.choice.figure.unit())
        })
        .collect();
    let first = if track.is_curve { words.column_date } else { words.column_period };
    html! {
        <div class="twin-box fc-table" tabindex="0" role="group" aria-label={(words.table_caption)(name)}>
            <table class="twin" data-testid="chart-table">
                <caption class="sr">{ (words.table_caption)(name) }</caption>
                <thead>
                    <tr>
                        <th scope="col">{ first }</th>
                        { for heads.iter().map(|head| html! { <th scope="col">{ *head }</th> }) }
                        if !actuals.is_empty() {
                            <th scope="col">{ text.stages.actual }</th>
                        }
                        if limits.is_some() {
                            { for Limit::ALL.iter().map(|limit| html! {
                                <th scope="col" class="limit">{ (words.limit_says)(*limit) }</th>
                            }) }
                        }
                    </tr>
                </thead>
                <tbody>
                    { for readings.iter().enumerate().map(|(index, reading)| {
                        let values: Vec<&str> = columns.iter().filter_map(|column| Some(column.get(index)?.as_str())).collect();
                        row(track, (index, reading, &values), (actuals, limits.and_then(|m| m.get(index))), text, format)
                    }) }
                </tbody>
            </table>
        </div>
    }
}

/// The values of a row, as the heads have them.
fn values(reading: &Reading) -> Vec<f64> {
    reading.percentiles.map_or_else(|| vec![reading.expected], |percentiles| percentiles.to_vec())
}

fn row(
    track: &Track,
    (index, reading, values): (usize, &Reading, &[&str]),
    (actuals, limits): (&Actuals, Option<&RibbonMonth>),
    text: &Text,
    format: &Format,
) -> Html {
    let (when, note) = when(track, index, reading, text, format);
    let middle = values.len() / 2;
    html! {
        <tr key={index}>
            <th scope="row">{ when }<small>{ note }</small></th>
            { for values.iter().enumerate().map(|(i, value)| html! {
                <td class={classes!((i == middle).then_some("strong"))}>
                    { *value }
                </td>
            }) }
            if !actuals.is_empty() {
                <td class="strong">
                    { actuals.of_span(reading.first, reading.last).map(|value| number(format, track.choice.figure, value)) }
                </td>
            }
            { for limits.iter().flat_map(|month| month.shares).map(|share| html! {
                <td class="limit">{ (text.charts.percent)((share * 100.0).round() as u32) }</td>
            }) }
        </tr>
    }
}

//! What each side of the plan is worth, on the expected path.

use super::{CHANNEL, LABEL};
use crate::balance::{Balance, By};
use crate::words::{count, money, percent};
use tandem_engine::balance::{ReturnRange, SpanReturn};
use tandem_engine::summary::{Span, Summary};

const WIDTH: usize = 14;

/// Value, returns of channels, goodwill, and where wins are lost.
pub(super) fn sides(run: &Balance, summary: &Summary) -> String {
    let balance = &run.expected;
    let value = &balance.value;
    let mut text = format!(
        "\nWhat the plan is worth (expected path, discounted)\n\
         {:<LABEL$}{:>WIDTH$}  in the plan {}, in the year after it {}, recurring revenue left {}\n\
         {:<LABEL$}{:>WIDTH$}\n{:<LABEL$}{:>WIDTH$}\n",
        "gross profit",
        money(value.gross_profit()),
        money(value.in_plan),
        money(value.run_off),
        money(value.recurring),
        "sales, marketing",
        money(value.sales_marketing),
        "value",
        money(value.total()),
    );
    let names: String = ["spend", "won by it", "profit by it", "ROI", "of 1 % more"]
        .map(|name| format!("{name:>WIDTH$}"))
        .concat();
    text += &format!("\n{:<CHANNEL$}{names}\n", "Channels");
    for channel in &balance.channels {
        let cells = [
            money(channel.spend),
            count(channel.incremental_won),
            money(channel.incremental_gross_profit),
            ratio(channel.roi),
            ratio(channel.marginal_roi),
        ];
        let cells = cells.map(|cell| format!("{cell:>WIDTH$}")).concat();
        text += &format!("{:<CHANNEL$}{cells}\n", short(&channel.id, CHANNEL));
    }
    text += &ranges(run);
    text += &run.by.as_ref().map_or_else(String::new, |by| by_span(run, by, summary.spans(by.period)));
    let brand = &balance.long_short;
    let share = brand.brand_spend_share.map_or("-".to_owned(), percent);
    text += &format!(
        "\nGoodwill         {share} of spend feeds it (published optimum {}); it brings {} of {} wins and {} gross profit\n",
        percent(brand.reference),
        count(brand.won_by_goodwill),
        count(brand.won),
        money(brand.gross_profit_by_goodwill),
    );
    let losses = &balance.losses;
    let row = |label: &str, wins: f64| format!("{label:<34}{:>WIDTH$}\n", count(wins));
    text + "\nWhere wins are lost\n"
        + &row("won", losses.won)
        + &row("quality of what is handed over", losses.quality)
        + &row("response of SDRs", losses.response)
        + &row("capacity of AEs", losses.capacity)
        + &row("won with all three mended", losses.won_at_best)
}

/// What the returns of channels with spend may be.
fn ranges(of: &Balance) -> String {
    if of.ranges.is_empty() {
        return String::new();
    }
    let columns =
        [("ROI P10", 10), ("median", 10), ("P90", 10), ("1 % more P10", 16), ("median", 10), ("P90", 10)];
    let heads = columns.map(|(head, width)| format!("{head:>width$}")).concat();
    let mut text = format!("\n{:<CHANNEL$}{heads}{:>20}\n", "Over the ranges", "earns itself back");
    for (channel, range) in of.expected.channels.iter().zip(&of.ranges) {
        let ReturnRange { roi: Some(roi), marginal_roi: Some(more), earned_back: Some(earned), .. } = range
        else {
            continue;
        };
        let figures = roi.iter().chain(more).zip(columns);
        let cells: String = figures.map(|(&r, (_, width))| format!("{:>width$}", ratio(Some(r)))).collect();
        text += &format!("{:<CHANNEL$}{cells}{:>20}\n", short(&channel.id, CHANNEL), percent(*earned));
    }
    text
}

/// Returns by span, a table for what its money returns and one for what falls into it.
fn by_span(of: &Balance, by: &By, spans: &[Span]) -> String {
    let channels =
        || of.expected.channels.iter().zip(&by.channels).filter(|(channel, _)| channel.spend > 0.0);
    let heads = |last: &str| -> String {
        let names = channels().map(|(channel, _)| short(&channel.id, WIDTH));
        names
            .chain((!last.is_empty()).then(|| last.to_owned()))
            .map(|name| format!("{name:>WIDTH$}"))
            .collect()
    };
    let day = |span: &Span| format!("{} {}", span.first, span.last);
    let row = |label: String, cells: Vec<String>| {
        let cells: String = cells.into_iter().map(|cell| format!("{cell:>WIDTH$}")).collect();
        format!("{label:<CHANNEL$}{cells}\n")
    };
    let of_money = |title: &str, figure: fn(&SpanReturn) -> Option<f64>| {
        let of_span = |(place, span): (usize, &Span)| {
            row(day(span), channels().map(|(_, returns)| ratio(figure(&returns.spans[place]))).collect())
        };
        let rows: String = spans.iter().enumerate().map(of_span).collect();
        format!("\n{title:<CHANNEL$}{}\n{rows}", heads(""))
    };
    let falling = |(place, span): (usize, &Span)| {
        let cells = channels().map(|(_, returns)| money(returns.spans[place].gross_profit_in_span));
        row(day(span), cells.chain([money(by.goodwill.spans[place].gross_profit)]).collect())
    };
    let rows: String = spans.iter().enumerate().map(falling).collect();
    let after = channels().map(|(_, returns)| money(returns.after)).chain([money(by.goodwill.after)]);
    of_money("ROI of money spent in", |span| span.roi)
        + &of_money("1 % more in", |span| span.marginal_roi)
        + &format!("\n{:<CHANNEL$}{}\n{rows}", "Profit that falls in", heads("goodwill"))
        + &row("after the plan".to_owned(), after.collect())
}

fn ratio(ratio: Option<f64>) -> String {
    ratio.map_or_else(|| "-".to_owned(), |ratio| format!("{ratio:.2}"))
}

/// A name cut to the width of its column.
fn short(name: &str, width: usize) -> String {
    name.chars().take(width - 2).collect()
}

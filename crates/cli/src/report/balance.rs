//! What each side of the plan is worth, on the expected path.

use super::{CHANNEL, LABEL};
use crate::words::{count, money, percent};
use tandem_engine::balance::Balance;

const WIDTH: usize = 14;

/// Value, returns of channels, goodwill, and where wins are lost.
pub(super) fn sides(balance: &Balance) -> String {
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
        let ratio = |ratio: Option<f64>| ratio.map_or("-".to_owned(), |ratio| format!("{ratio:.2}"));
        let cells = [
            money(channel.spend),
            count(channel.incremental_won),
            money(channel.incremental_gross_profit),
            ratio(channel.roi),
            ratio(channel.marginal_roi),
        ];
        let cells = cells.map(|cell| format!("{cell:>WIDTH$}")).concat();
        text += &format!("{:<CHANNEL$}{cells}\n", channel.id.chars().take(CHANNEL - 2).collect::<String>());
    }
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

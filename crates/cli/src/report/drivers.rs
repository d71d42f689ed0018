//! Which ranges a figure depends on, those that move it most first.

use super::exceedance::figure;
use crate::drivers::{Driver, Drivers};
use crate::words::percent;

/// Rows that are written; the JSON has all.
const MOST: usize = 12;
/// Width of a path, which is cut at its front: its end says more.
const PATH: usize = 44;
const WIDTH: usize = 12;

/// A row for each input.
pub(super) fn by_swing(drivers: &Drivers) -> String {
    let of = drivers.year.map_or_else(String::new, |year| format!(", year {year}"));
    let Some(expected) = drivers.expected else {
        return format!("\nWhat moves {}{of}\nnot defined on the expected path\n", drivers.figure);
    };
    let mut text = format!("\nWhat moves {}{of} (expected path {})\n", drivers.figure, figure(expected));
    if drivers.inputs.is_empty() {
        return text + "no input of the plan is a range\n";
    }
    let heads = ["at P10", "at P90", "there", "there", "days", "rank", "variance"];
    text += &row(String::new(), heads.map(str::to_owned));
    for driver in drivers.inputs.iter().take(MOST) {
        text += &row(shown(&driver.path), cells(driver));
    }
    let more = drivers.inputs.len().saturating_sub(MOST);
    if more > 0 {
        text += &format!("and {more} more that move it less (`--json` has them)\n");
    }
    text + "At P10 and P90 of each input by itself; a variance with * is that of all inputs that depend on each other.\n"
}

fn cells(driver: &Driver) -> [String; 7] {
    let told = |value: Option<f64>| value.map_or_else(|| "-".to_owned(), figure);
    let day = |days: Option<f64>| days.map_or_else(|| "later".to_owned(), |days| format!("{days:+.0}"));
    let days = match (driver.days_at_low, driver.days_at_high) {
        (None, None) => "-".to_owned(),
        (low, high) => format!("{} {}", day(low), day(high)),
    };
    let share = |share: f64| {
        let mark = if driver.group.is_empty() { "" } else { "*" };
        format!("{}{mark}", percent(share))
    };
    [
        figure(driver.low),
        figure(driver.high),
        told(driver.at_low),
        told(driver.at_high),
        days,
        driver.rank_correlation.map_or_else(|| "-".to_owned(), |rho| format!("{rho:+.2}")),
        driver.total_effect.map_or_else(|| "-".to_owned(), share),
    ]
}

fn row(name: String, cells: [String; 7]) -> String {
    let cells: String = cells.iter().map(|cell| format!("{cell:>WIDTH$}")).collect();
    format!("{name:<PATH$}{cells}\n")
}

fn shown(path: &str) -> String {
    let letters: Vec<char> = path.chars().collect();
    match letters.len() > PATH {
        true => ['…'].iter().chain(&letters[letters.len() - PATH + 1..]).collect(),
        false => path.to_owned(),
    }
}

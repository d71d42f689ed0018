//! Numbers and dates for people on a terminal.

use tandem_engine::date::Date;

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Three significant digits with k, M or B.
pub(crate) fn short(value: f64) -> String {
    let size = value.abs();
    let (scaled, unit) = if size >= 999.5e6 {
        (value / 1e9, "B")
    } else if size >= 999.5e3 {
        (value / 1e6, "M")
    } else if size >= 9_999.5 {
        (value / 1e3, "k")
    } else {
        (value, "")
    };
    let size = scaled.abs();
    let digits = if size >= 99.95 || unit.is_empty() && scaled.fract() == 0.0 {
        0
    } else if size >= 9.995 {
        1
    } else {
        2
    };
    let text = format!("{scaled:.digits$}{unit}");
    if text.trim_start_matches('-').chars().all(|c| c == '0' || c == '.') { "0".to_owned() } else { text }
}

/// `31 Dec 2028`.
pub(crate) fn date(date: Date) -> String {
    let (year, month, day) = date.parts();
    format!("{day} {} {year}", MONTHS[month as usize - 1])
}

/// `Mar 2028`.
pub(crate) fn month(date: Date) -> String {
    let (year, month, _) = date.parts();
    format!("{} {year}", MONTHS[month as usize - 1])
}

/// Odds as a natural frequency.
pub(crate) fn odds(share: f64) -> String {
    if share < 0.05 {
        "Fewer than 1 in 20".to_owned()
    } else if share > 0.95 {
        "More than 19 in 20".to_owned()
    } else if !(0.1..=0.9).contains(&share) {
        format!("About {} in 20", (share * 20.0).round())
    } else {
        format!("About {} in 10", (share * 10.0).round())
    }
}

//! Figures and dates for people on a terminal.

use tandem_engine::date::Date;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
/// Letters of a short month.
const SHORT: usize = 3;

/// A count: 0, 14.7, 7,725, 132k, 5.88M.
pub(crate) fn count(value: f64) -> String {
    if value.abs() >= 99_999.5 {
        return money(value);
    }
    let tenths = (value * 10.0).round();
    let decimals = usize::from(tenths.abs() < 1_000.0 && tenths % 10.0 != 0.0);
    signed(value, grouped(&format!("{:.decimals$}", value.abs())))
}

/// An amount of money in three digits or so: 0, 7,725, 95.5k, 5.88M.
pub(crate) fn money(value: f64) -> String {
    let size = value.abs();
    let (size, unit) = match size {
        _ if size >= 999.5e6 => (size / 1e9, "B"),
        _ if size >= 999.5e3 => (size / 1e6, "M"),
        _ if size >= 9_999.5 => (size / 1e3, "k"),
        _ => return whole(value),
    };
    let decimals = match size {
        _ if size < 9.995 => 2,
        _ if size < 99.95 => 1,
        _ => 0,
    };
    signed(value, format!("{size:.decimals$}{unit}"))
}

/// A whole number with its thousands apart: 12,345.
pub(crate) fn whole(value: f64) -> String {
    signed(value, grouped(&format!("{:.0}", value.abs())))
}

/// A share as whole percents: 27 %.
pub(crate) fn percent(share: f64) -> String {
    format!("{:.0} %", (share * 100.0).round())
}

/// The sign, unless nothing but zeros is shown.
fn signed(value: f64, size: String) -> String {
    if value < 0.0 && size.bytes().any(|b| (b'1'..=b'9').contains(&b)) { format!("-{size}") } else { size }
}

/// Commas between thousands.
fn grouped(digits: &str) -> String {
    let whole = digits.find('.').unwrap_or(digits.len());
    let mut text = String::with_capacity(digits.len() + whole / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && index < whole && (whole - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `31 December 2028`.
pub(crate) fn date(date: Date) -> String {
    let (year, month, day) = date.parts();
    format!("{day} {} {year}", MONTHS[month as usize - 1])
}

/// `31 Dec 2028`.
pub(crate) fn short_date(date: Date) -> String {
    format!("{} {}", date.parts().2, month(date))
}

/// `Dec 2028`.
pub(crate) fn month(date: Date) -> String {
    let (year, month, _) = date.parts();
    format!("{} {year}", &MONTHS[month as usize - 1][..SHORT])
}

/// Odds in whole percents, as the page tells them: all and none only where it is so.
pub(crate) fn odds_percent(share: f64) -> String {
    format!("{} %", of_100(share))
}

/// The futures in which something does not come: those in which it does are rounded, and these are all others.
pub(crate) fn without(share: f64, trials: u32) -> String {
    if trials < NO_ODDS {
        return of_futures(share, trials);
    }
    // From whole futures: one less a share is not always the share of the others, to the last bit.
    let n = f64::from(trials);
    format!("{} % of futures", 100 - of_100((n - (share * n).round()) / n))
}

fn of_100(share: f64) -> u32 {
    match (share * 100.0).round() {
        count if share < 1.0 && count >= 100.0 => 99,
        count if share > 0.0 && count < 1.0 => 1,
        count => count as u32,
    }
}

/// Below so many futures what was seen is told, not odds.
pub(crate) const NO_ODDS: u32 = 20;

/// How many of so many futures; of many in percent: 27 % of futures, 1 of 2 futures.
pub(crate) fn of_futures(share: f64, trials: u32) -> String {
    match trials {
        1 => seen(share, trials) + " future",
        _ if trials < NO_ODDS => seen(share, trials) + " futures",
        _ => odds_percent(share) + " of futures",
    }
}

/// How many of a few futures were seen: 1 of 2.
pub(crate) fn seen(share: f64, trials: u32) -> String {
    format!("{:.0} of {trials}", share * f64::from(trials))
}

/// Odds as a natural frequency: about 7 in 10.
pub(crate) fn odds(share: f64) -> String {
    match share {
        _ if share < 0.05 => "fewer than 1 in 20".to_owned(),
        _ if share > 0.95 => "more than 19 in 20".to_owned(),
        _ => format!("about {:.0} in 10", (share * 10.0).round().clamp(1.0, 9.0)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_have_about_three_digits() {
        let counts =
            [0.0, -0.01, 0.25, 14.67, 99.96, 7_724.96, 99_999.4, 99_999.6, -2.5e9].map(count).join(" ");
        assert_eq!(counts, "0 0 0.2 14.7 100 7,725 99,999 100k -2.50B");
        let amounts =
            [0.4, 9_999.0, 9_999.6, 95_486.0, 99_960.0, 999_499.0, 999_500.0, 5_878_682.9].map(money);
        assert_eq!(amounts.join(" "), "0 9,999 10.0k 95.5k 100k 999k 1.00M 5.88M");
        assert_eq!(whole(1_234_567.4), "1,234,567");
    }

    #[test]
    fn odds_are_natural_frequencies() {
        let said = [0.0, 0.049, 0.05, 0.27, 0.95, 0.951].map(odds).join(", ");
        let low = "fewer than 1 in 20, fewer than 1 in 20";
        assert_eq!(said, format!("{low}, about 1 in 10, about 3 in 10, about 9 in 10, more than 19 in 20"));
    }

    #[test]
    fn a_few_futures_are_counted() {
        let said = [(0.0, 1), (0.5, 2), (0.6, 5), (0.27, 20)].map(|(share, of)| of_futures(share, of));
        assert_eq!(said.join(", "), "0 of 1 future, 1 of 2 futures, 3 of 5 futures, 27 % of futures");
    }

    #[test]
    fn odds_are_rounded_as_on_the_page() {
        let said = [0.0, 0.001, 0.004, 0.125, 0.655, 0.996, 0.9999, 1.0].map(odds_percent).join(", ");
        assert_eq!(said, "0 %, 1 %, 1 %, 13 %, 66 %, 99 %, 99 %, 100 %");
        // What comes in 62.5 % of the futures does not in 37.5: together they are all.
        assert_eq!(without(0.375, 1000), "37 % of futures");
        assert_eq!(without(0.5, 2), "1 of 2 futures");
    }
}

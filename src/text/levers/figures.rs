//! The words inside figures: of thousands, of time, of odds, of dates.

use crate::format::Odds;

/// The words inside figures of one language.
pub struct Figures {
    /// Unit words of amounts with what they stand for, ascending from 1.
    pub ladder: &'static [(f64, &'static str)],
    /// Behind days.
    pub days: &'static str,
    /// Behind business hours.
    pub hours: &'static str,
    /// Behind weeks.
    pub weeks: &'static str,
    /// Behind months.
    pub months: &'static str,
    /// Percentage points.
    pub points: fn(&str) -> String,
    /// Behind the low end of a range, where a dash would stand beside a minus, with its spaces.
    pub to: fn(low: &str) -> &'static str,
    /// Odds.
    pub odds: fn(Odds) -> String,
    /// A date from year, month 1..=12 and day.
    pub date: fn(i32, u32, u32) -> String,
    /// A date for narrow places.
    pub date_short: fn(i32, u32, u32) -> String,
    /// A month of a year.
    pub month: fn(i32, u32) -> String,
    /// A month of a year for narrow places.
    pub month_short: fn(i32, u32) -> String,
    /// An amount with its currency, by the currency's ISO 4217 code.
    pub money: fn(code: &str, amount: &str) -> String,
    /// A currency alone, as short as it can be told from others.
    pub currency: fn(code: &str) -> String,
}

/// The sign of a currency that cannot be mistaken for another's; nothing where the code says it best.
fn sign(code: &str) -> Option<&'static str> {
    Some(match code {
        "USD" => "US$",
        "EUR" => "€",
        "GBP" => "£",
        "CNY" => "CN¥",
        "JPY" => "JP¥",
        "INR" => "₹",
        "KRW" => "₩",
        "BRL" => "R$",
        "HKD" => "HK$",
        "TWD" => "NT$",
        "AUD" => "A$",
        "CAD" => "C$",
        _ => return None,
    })
}

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

/// The name of a month, 1..=12.
fn month_name(month: u32) -> &'static str {
    MONTHS[(month as usize).clamp(1, 12) - 1]
}

/// What was seen in a few futures: both of 2, 3 of 5.
pub fn seen(hits: u32, of: u32) -> String {
    match hits {
        0 => format!("none of {of}"),
        2 if of == 2 => "both of 2".to_owned(),
        _ if hits == of && of > 1 => format!("all {of}"),
        _ => format!("{hits} of {of}"),
    }
}

/// [`seen`] with its noun: both of 2 futures, 1 of 1 future.
pub fn seen_futures(hits: u32, of: u32) -> String {
    format!("{} {}", seen(hits, of), if of == 1 { "future" } else { "futures" })
}

/// [`seen`] in Chinese.
pub fn seen_in_chinese(hits: u32, of: u32) -> String {
    match hits {
        0 => format!("{of} 种中没有一种"),
        _ if of == 1 => "1 种中 1 种".to_owned(),
        _ if hits == of => format!("全部 {of} 种"),
        _ => format!("{of} 种中的 {hits} 种"),
    }
}

/// English: 7.1M, 31 Dec 2028.
pub static EN: Figures = Figures {
    ladder: &[(1.0, ""), (1e3, "k"), (1e6, "M"), (1e9, "B"), (1e12, "T")],
    days: " d",
    hours: " h",
    weeks: " wk",
    months: " mo",
    points: |size| format!("{size} pt"),
    to: |_| " to ",
    odds: |odds| match odds {
        Odds::Hardly => "fewer than 1 in 20".to_owned(),
        Odds::About(count) => format!("about {count} in 10"),
        Odds::Nearly => "more than 19 in 20".to_owned(),
        Odds::Seen { hits, of } => seen(hits, of),
    },
    date: |year, month, day| format!("{day} {} {year}", &month_name(month)[..3]),
    date_short: |year, month, day| format!("{day} {} {:02}", &month_name(month)[..3], year.rem_euclid(100)),
    month: |year, month| format!("{} {year}", month_name(month)),
    month_short: |year, month| format!("{} {year}", &month_name(month)[..3]),
    // The sign of a negative amount stands first.
    money: |code, amount| match (sign(code), amount.strip_prefix('−')) {
        (Some(sign), Some(size)) => format!("−{sign}{size}"),
        (Some(sign), None) => format!("{sign}{amount}"),
        (None, _) => format!("{code}\u{a0}{amount}"),
    },
    currency: |code| sign(code).unwrap_or(code).to_owned(),
};

/// Simplified Chinese: 710万, 2028年12月31日.
pub static ZH_CN: Figures = Figures {
    ladder: &[(1.0, ""), (1e4, "万"), (1e8, "亿"), (1e12, "万亿")],
    days: " 天",
    hours: " 小时",
    weeks: " 周",
    months: " 个月",
    points: |size| format!("{size} 个百分点"),
    to: |low| if low.ends_with(|last: char| last.is_ascii()) { " 至 " } else { "至 " },
    odds: |odds| match odds {
        Odds::Hardly => "20 种中不到 1 种".to_owned(),
        Odds::About(count) => format!("10 种中约 {count} 种"),
        Odds::Nearly => "20 种中超过 19 种".to_owned(),
        Odds::Seen { hits, of } => seen_in_chinese(hits, of),
    },
    date: |year, month, day| format!("{year}年{month}月{day}日"),
    date_short: |year, month, day| format!("{:02}-{month:02}-{day:02}", year.rem_euclid(100)),
    month: |year, month| format!("{year}年{month}月"),
    month_short: |year, month| format!("{year}年{month}月"),
    money: |code, amount| format!("{amount}{}", (crate::text::charts::ZH_CN.currency)(code)),
    currency: |code| (crate::text::charts::ZH_CN.currency)(code).to_owned(),
};

//! What people type, and that a field understands what it shows.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may panic, say figures and compare with other arithmetic"
)]

mod chinese;
mod fields;

use tandem_app::format::Format;
use tandem_app::parse::{Heads, Problem, parse, parse_date, parse_heads};
use tandem_app::text::Lang;
use tandem_engine::date::Date;
use tandem_engine::estimate::{Estimate, Scale};
use tandem_engine::quantity::{self as q, Quantity, Unit};

#[track_caller]
fn number(quantity: Quantity, rows: &[(&str, f64)]) {
    for (text, expected) in rows {
        match parse(text, quantity, "USD") {
            Ok(Estimate::Fixed(value)) => {
                let error = (value - expected).abs();
                assert!(error <= 1e-12 * expected.abs(), "`{text}` is {value}, expected {expected}");
            }
            other => panic!("`{text}` is {other:?}, expected {expected}"),
        }
    }
}

#[track_caller]
fn range(quantity: Quantity, rows: &[(&str, f64, f64)]) {
    for (text, low, high) in rows {
        match parse(text, quantity, "USD") {
            Ok(Estimate::Range { p10, p90, .. }) => {
                let near = |a: f64, b: f64| (a - b).abs() <= 1e-12 * b.abs();
                assert!(
                    near(p10, *low) && near(p90, *high),
                    "`{text}` is {p10} to {p90}, expected {low} to {high}"
                );
            }
            other => panic!("`{text}` is {other:?}, expected {low} to {high}"),
        }
    }
}

#[track_caller]
fn fault(quantity: Quantity, text: &str) -> Problem {
    match parse(text, quantity, "USD") {
        Err(problem) => problem,
        Ok(value) => panic!("`{text}` is {value:?}, expected a problem"),
    }
}

#[test]
fn money_a_month() {
    number(
        q::MONEY_PER_MONTH,
        &[
            ("35000", 35_000.0),
            (" 35k ", 35_000.0),
            ("35 K", 35_000.0),
            ("1.2k", 1_200.0),
            (".5k", 500.0),
            ("2M", 2_000_000.0),
            ("2m", 2_000_000.0),
            ("0.25 million", 250_000.0),
            ("3万", 30_000.0),
            ("3.5 万", 35_000.0),
            ("3w", 30_000.0),
            ("1.2亿", 120_000_000.0),
            ("2千万", 20_000_000.0),
            ("1,200,000", 1_200_000.0),
            ("1，200，000", 1_200_000.0),
            ("1'200'000", 1_200_000.0),
            ("1\u{202f}200\u{202f}000", 1_200_000.0),
            ("12,000.50", 12_000.5),
            ("３５０００", 35_000.0),
            ("３．５万", 35_000.0),
            ("$35k", 35_000.0),
            ("35k $", 35_000.0),
            ("USD 35k", 35_000.0),
            ("35k usd", 35_000.0),
            ("3万元", 30_000.0),
            ("3万美元/月", 30_000.0),
            ("35k/mo", 35_000.0),
            ("35k a month", 35_000.0),
            ("35k per month", 35_000.0),
            ("每月 3万", 30_000.0),
            ("420k a year", 35_000.0),
            ("42万/年", 35_000.0),
            ("105k/quarter", 35_000.0),
            ("about 35k", 35_000.0),
            ("+35k", 35_000.0),
            ("35.", 35.0),
            ("0", 0.0),
        ],
    );
}

#[test]
fn ranges_of_money() {
    range(
        q::MONEY_PER_MONTH,
        &[
            ("300 to 700", 300.0, 700.0),
            ("300~700", 300.0, 700.0),
            ("300～700", 300.0, 700.0),
            ("300 到 700", 300.0, 700.0),
            ("300至700", 300.0, 700.0),
            ("300-700", 300.0, 700.0),
            ("300 – 700", 300.0, 700.0),
            ("300—700", 300.0, 700.0),
            ("300..700", 300.0, 700.0),
            ("300…700", 300.0, 700.0),
            ("300−700", 300.0, 700.0),
            ("300-700k", 300_000.0, 700_000.0),
            ("300k–700k", 300_000.0, 700_000.0),
            ("900k-1.2M", 900_000.0, 1_200_000.0),
            ("3-5万", 30_000.0, 50_000.0),
            ("3万到5万", 30_000.0, 50_000.0),
            ("6,900–1.2万", 6_900.0, 12_000.0),
            ("300-2k", 300.0, 2_000.0),
            ("$3k to $5k a month", 3_000.0, 5_000.0),
            ("120–240k a year", 10_000.0, 20_000.0),
            ("1.2M a year to 200k a month", 100_000.0, 200_000.0),
        ],
    );
}

#[test]
fn bare_numbers_of_shares_are_percents() {
    number(
        q::SHARE,
        &[
            ("26", 0.26),
            ("26%", 0.26),
            ("26 %", 0.26),
            ("26％", 0.26),
            ("２６％", 0.26),
            ("26 percent", 0.26),
            ("0.26", 0.0026),
            (".26", 0.0026),
            ("0.26%", 0.0026),
            ("1", 0.01),
            ("1%", 0.01),
            ("0", 0.0),
            ("100", 1.0),
            ("8 in 10", 0.8),
            ("8/10", 0.8),
        ],
    );
    range(
        q::SHARE,
        &[
            ("3-5%", 0.03, 0.05),
            ("3–5 %", 0.03, 0.05),
            ("3%-5%", 0.03, 0.05),
            ("3% 到 5%", 0.03, 0.05),
            ("20 to 26", 0.20, 0.26),
            ("0.2 to 0.26", 0.002, 0.0026),
            ("0.5–2", 0.005, 0.02),
            ("0.8–1.3%", 0.008, 0.013),
        ],
    );
    // Half a percent is half a percent, as two are two.
    number(
        q::CHURN,
        &[("2", 0.02), ("1", 0.01), ("0.5", 0.005), ("0.8%", 0.008), ("1% a month", 0.01), ("1%/月", 0.01)],
    );
    number(q::CONVERSION, &[("1", 0.01), ("98", 0.98)]);
    number(q::EXPANSION, &[("-10", -0.1), ("−10 %", -0.1), ("-0.1", -0.001)]);
}

#[test]
fn times_know_their_units() {
    number(
        q::RESPONSE_HOURS,
        &[
            ("4", 4.0),
            ("4h", 4.0),
            ("4 hours", 4.0),
            ("4 小时", 4.0),
            ("30 min", 0.5),
            ("15 分钟", 0.25),
            ("2 d", 16.0),
            ("1 week", 40.0),
        ],
    );
    number(
        q::STAGE_WEEKS,
        &[
            ("10", 10.0),
            ("10 wk", 10.0),
            ("10 周", 10.0),
            ("91 d", 13.0),
            ("91 天", 13.0),
            ("3 months", 13.044375),
        ],
    );
    range(
        q::STAGE_WEEKS,
        &[("70–91 d", 10.0, 13.0), ("2 wk to 1 mo", 2.0, 4.348125), ("10 到 13 周", 10.0, 13.0)],
    );
}

#[test]
fn counts_factors_and_scores() {
    number(q::HEADCOUNT, &[("5", 5.0), ("5 FTE", 5.0), ("5 人", 5.0), ("1.5", 1.5)]);
    number(
        q::LEADS_PER_MONTH,
        &[("50", 50.0), ("50 leads a month", 50.0), ("1.2k", 1_200.0), ("50 条/月", 50.0)],
    );
    number(q::COUNT, &[("450", 450.0), ("450 leads", 450.0)]);
    number(q::THRESHOLD_SHIFT, &[("-0.25", -0.25), ("−0.25", -0.25), ("0.5 sd", 0.5), ("+0.5", 0.5)]);
    range(
        q::THRESHOLD_SHIFT,
        &[("-0.5 to 0.5", -0.5, 0.5), ("-0.5–-0.2", -0.5, -0.2), ("−0.5 至 0.5", -0.5, 0.5)],
    );
    number(q::ODDS_RATIO, &[("1.8×", 1.8), ("1.8x", 1.8)]);
}

#[test]
fn a_range_takes_the_scale_of_its_quantity_where_it_can() {
    let scale = |quantity, text| match parse(text, quantity, "USD") {
        Ok(Estimate::Range { scale, .. }) => scale,
        other => panic!("{other:?}"),
    };
    assert_eq!(scale(q::MONEY_PER_MONTH, "300-700"), None);
    assert_eq!(scale(q::SHARE, "20-26%"), None);
    assert_eq!(scale(q::MONEY_PER_MONTH, "0-700"), Some(Scale::Normal));
    assert_eq!(scale(q::SHARE, "0-26%"), Some(Scale::Normal));
    assert_eq!(scale(q::SHARE, "80-100%"), Some(Scale::Normal));
    assert_eq!(scale(q::SIGNED_MONEY, "-1M to 1M"), None);
}

#[test]
fn what_cannot_be_read_says_why() {
    assert_eq!(fault(q::MONEY, "  "), Problem::Empty);
    assert_eq!(fault(q::MONEY, "abc"), Problem::NotANumber { found: "abc".to_owned() });
    assert_eq!(fault(q::MONEY, "--5"), Problem::NotANumber { found: "--5".to_owned() });
    assert_eq!(fault(q::MONEY, "1.2.3"), Problem::NotANumber { found: "1.2.3".to_owned() });
    assert_eq!(fault(q::MONEY, "5 7"), Problem::Groups { found: "5 7".to_owned() });
    assert_eq!(fault(q::MONEY, "5 to"), Problem::NotANumber { found: String::new() });
    assert_eq!(fault(q::MONEY, "5-"), Problem::NotANumber { found: String::new() });
    assert_eq!(fault(q::MONEY, "5-6-7"), Problem::NotANumber { found: "-7".to_owned() });
    assert_eq!(fault(q::MONEY, "1,5"), Problem::Comma { found: "1,5".to_owned() });
    assert_eq!(fault(q::MONEY, "12,34,567"), Problem::Comma { found: "12,34,567".to_owned() });
    assert_eq!(fault(q::MONEY, "35 apples"), Problem::UnknownWord { found: "apples".to_owned() });
    assert_eq!(
        fault(q::MONEY, "35k EUR"),
        Problem::OtherCurrency { found: "EUR".to_owned(), currency: "USD".to_owned() }
    );
    assert_eq!(fault(q::SHARE, "26k"), Problem::UnknownWord { found: "k".to_owned() });
    assert_eq!(fault(q::STAGE_WEEKS, "3 hours"), Problem::UnknownWord { found: "hours".to_owned() });
    assert_eq!(fault(q::CHURN, "12% a year"), Problem::UnknownWord { found: "year".to_owned() });
    assert_eq!(fault(q::MONEY, "700-300"), Problem::Order { low: 700.0, high: 300.0 });
    assert_eq!(fault(q::SHARE, "5-5%"), Problem::Order { low: 0.05, high: 0.05 });
    assert_eq!(fault(q::SHARE, "120"), Problem::OutOfRange { found: 1.2, quantity: q::SHARE });
    assert_eq!(fault(q::SHARE, "-5"), Problem::OutOfRange { found: -0.05, quantity: q::SHARE });
    assert_eq!(fault(q::MONEY, "-5"), Problem::OutOfRange { found: -5.0, quantity: q::MONEY });
    assert_eq!(fault(q::CONVERSION, "90-100%"), Problem::OutOfRange { found: 1.0, quantity: q::CONVERSION });
}

#[test]
fn spaces_stand_between_thousands() {
    number(
        q::MONEY,
        &[
            ("30 000", 30_000.0),
            ("1 250 000", 1_250_000.0),
            ("1\u{a0}250\u{a0}000", 1_250_000.0),
            ("1\u{2009}250 000", 1_250_000.0),
            ("1\u{202f}250\u{202f}000.5", 1_250_000.5),
            ("30 000 USD", 30_000.0),
            ("$ 30 000", 30_000.0),
            ("1 250k", 1_250_000.0),
        ],
    );
    range(
        q::MONEY_PER_MONTH,
        &[("30 000 – 40 000", 30_000.0, 40_000.0), ("1 200 to 1 250 a month", 1_200.0, 1_250.0)],
    );
    let groups = |found: &str| Problem::Groups { found: found.to_owned() };
    for wrong in ["30 00", "3 0000", "1250 000", "1 25 000", "30  000", "1 250'000", "5 7 9"] {
        assert_eq!(fault(q::MONEY, wrong), groups(wrong));
    }
    for wrong in ["1,234 567", "1 234,567", "1 234,5"] {
        assert_eq!(fault(q::MONEY, wrong), Problem::Comma { found: wrong.to_owned() });
    }
    assert_eq!(fault(q::MONEY, "3.5 000"), Problem::NotANumber { found: "3.5 000".to_owned() });
}

#[test]
fn a_centre_with_its_spread_is_a_range() {
    for text in
        ["22% ± 2%", "22 ± 2 %", "22±2", "22% +- 2", "22 +/- 2%", "百分之二十二 ± 百分之二", "22 正负 2%"]
    {
        range(q::SHARE, &[(text, 0.20, 0.24)]);
    }
    range(q::SHARE, &[("8 in 10 ± 5%", 0.75, 0.85)]);
    range(
        q::MONEY_PER_MONTH,
        &[
            ("500 +- 50", 450.0, 550.0),
            ("20k ± 3k", 17_000.0, 23_000.0),
            ("20 ± 3k", 17_000.0, 23_000.0),
            ("20000 ± 3k", 17_000.0, 23_000.0),
            ("20 000 ± 3 000", 17_000.0, 23_000.0),
            ("20k ± 500", 19_500.0, 20_500.0),
            ("三万正负五千", 25_000.0, 35_000.0),
            ("3万±5千", 25_000.0, 35_000.0),
            ("20k ± 10%", 18_000.0, 22_000.0),
            ("240k a year ± 24k", 18_000.0, 22_000.0),
            ("240 ± 24k a year", 18_000.0, 22_000.0),
            ("$20k ± $3k", 17_000.0, 23_000.0),
        ],
    );
    range(q::STAGE_WEEKS, &[("10 ± 2 wk", 8.0, 12.0), ("70 d ± 7", 9.0, 11.0), ("70 ± 7 d", 9.0, 11.0)]);
    range(q::THRESHOLD_SHIFT, &[("0 ± 0.5", -0.5, 0.5), ("-0.5 ± 0.2", -0.7, -0.3)]);
    assert_eq!(fault(q::MONEY, "5 ±"), Problem::NotANumber { found: String::new() });
    assert_eq!(fault(q::MONEY, "± 5"), Problem::NotANumber { found: "± 5".to_owned() });
    assert_eq!(fault(q::MONEY, "5 ± 0"), Problem::Order { low: 5.0, high: 5.0 });
    assert_eq!(fault(q::MONEY, "5 ± -1"), Problem::Order { low: 6.0, high: 4.0 });
    assert_eq!(fault(q::MONEY, "9 ± 2 ± 1"), Problem::NotANumber { found: "± 1".to_owned() });
    assert_eq!(fault(q::MONEY, "9 ± 2 to 12"), Problem::NotANumber { found: "12".to_owned() });
    assert_eq!(fault(q::MONEY, "5 ± 10"), Problem::OutOfRange { found: -5.0, quantity: q::MONEY });
    assert_eq!(fault(q::MONEY, "20% ± 3"), Problem::UnknownWord { found: "%".to_owned() });
    assert_eq!(fault(q::CONVERSION, "98 ± 2"), Problem::OutOfRange { found: 1.0, quantity: q::CONVERSION });
    assert_eq!(parse_heads("8 ± 2"), Ok(Heads::Total((6.0, 10.0))));
}

#[test]
fn nothing_that_is_typed_panics() {
    let pieces = [
        "",
        "1",
        "-",
        "–",
        ".",
        ",",
        "%",
        "k",
        "万",
        " to ",
        "到",
        "/",
        "$",
        "a",
        "é",
        "１",
        "~",
        "..",
        "\u{202f}",
        "8 in ",
        "±",
        "三",
        "零",
        "百",
        "点",
        "百分之",
        "成",
        " ",
    ];
    for quantity in
        [q::MONEY, q::SHARE, q::STAGE_WEEKS, q::RESPONSE_HOURS, q::THRESHOLD_SHIFT, q::LEADS_PER_MONTH]
    {
        for a in pieces {
            for b in pieces {
                for c in pieces {
                    let text = format!("{a}{b}{c}");
                    let _ = (parse(&text, quantity, "USD"), parse_date(&text), parse_heads(&text));
                }
            }
        }
    }
}

#[test]
fn heads() {
    assert_eq!(parse_heads("8"), Ok(Heads::Total((8.0, 8.0))));
    assert_eq!(parse_heads("8 + 2"), Ok(Heads::Parts { today: (8.0, 8.0), to_come: (2.0, 2.0) }));
    assert_eq!(parse_heads("8＋2 人"), Ok(Heads::Parts { today: (8.0, 8.0), to_come: (2.0, 2.0) }));
    assert_eq!(parse_heads("8 + 1 + 1"), Ok(Heads::Parts { today: (8.0, 8.0), to_come: (2.0, 2.0) }));
    assert_eq!(parse_heads("8 +"), Err(Problem::Empty));
    assert_eq!(parse_heads("2-3"), Ok(Heads::Total((2.0, 3.0))));
    assert_eq!(parse_heads("8 + 1-3"), Ok(Heads::Parts { today: (8.0, 8.0), to_come: (1.0, 3.0) }));
    assert_eq!(parse_heads("7 to 9 + 1 + 1-2"), Ok(Heads::Parts { today: (7.0, 9.0), to_come: (2.0, 3.0) }));
    assert_eq!(parse_heads("9-8"), Err(Problem::Order { low: 9.0, high: 8.0 }));
}

#[test]
fn dates() {
    let day = |year, month, day| Ok(Date::new(year, month, day).unwrap());
    for text in [
        "2028-12-31",
        "2028/12/31",
        "28-12-31",
        "31 Dec 2028",
        "31 dec 28",
        "Dec 31, 2028",
        "December 31 2028",
        "2028年12月31日",
    ] {
        assert_eq!(parse_date(text), day(2028, 12, 31), "{text}");
    }
    for text in
        ["Dec 2028", "2028-12", "2028年12月", "2028", "Q4 2028", "2028 Q4", "december 28", "２０２８年"]
    {
        assert_eq!(parse_date(text), day(2028, 12, 31), "{text}");
    }
    assert_eq!(parse_date("Feb 2028"), day(2028, 2, 29));
    assert_eq!(parse_date("Sept 2028"), day(2028, 9, 30));
    assert_eq!(parse_date("August 2028"), day(2028, 8, 31));
    assert_eq!(parse_date("Q1 2028"), day(2028, 3, 31));
    assert_eq!(parse_date(""), Err(Problem::Empty));
    for text in ["31/12/2028", "2028-02-30", "soon", "2028-13", "Foo 2028", "Q5 2028", "1 2"] {
        assert_eq!(parse_date(text), Err(Problem::NotADate { found: text.to_owned() }), "{text}");
    }
}

#[test]
fn money_of_another_currency_is_refused_by_name() {
    let read = |text: &str, currency: &str| parse(text, q::MONEY_PER_MONTH, currency);
    for (text, currency, found) in [
        ("£20k", "USD", "£"),
        ("€20k", "USD", "€"),
        ("￥20k", "USD", "¥"),
        ("20k €", "USD", "€"),
        ("20k EUR", "USD", "EUR"),
        ("eur 20k", "USD", "eur"),
        ("$20k", "CNY", "$"),
        ("3万美元", "CNY", "美元"),
        ("$18k to £20k", "USD", "£"),
    ] {
        let problem = Problem::OtherCurrency { found: found.to_owned(), currency: currency.to_owned() };
        assert_eq!(read(text, currency), Err(problem), "{text}");
    }
    for (text, currency) in [
        ("¥2万", "CNY"),
        ("¥20k", "JPY"),
        ("€20k", "EUR"),
        ("£20k", "GBP"),
        ("$20k", "HKD"),
        ("2万元", "USD"),
        ("人民币2万", "CNY"),
        ("€20k", ""),
    ] {
        assert_eq!(read(text, currency), Ok(Estimate::Fixed(20_000.0)), "{text} in {currency}");
    }
}

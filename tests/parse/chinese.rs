//! Numbers in Chinese, and the same number in every writing.

use super::*;

#[test]
fn chinese_numerals_are_numbers() {
    number(
        q::MONEY,
        &[
            ("三万", 30_000.0),
            ("两万五", 25_000.0),
            ("两万五千", 25_000.0),
            ("一百二十万", 1_200_000.0),
            ("3万5千", 35_000.0),
            ("3万5", 35_000.0),
            ("3w5", 35_000.0),
            ("3万500", 30_500.0),
            ("三万五百", 30_500.0),
            ("三万零五百", 30_500.0),
            ("三万零五", 30_005.0),
            ("3.5千", 3_500.0),
            ("3千5", 3_500.0),
            ("三千五", 3_500.0),
            ("一百零五", 105.0),
            ("一百五", 150.0),
            ("一千零五十", 1_050.0),
            ("十万", 100_000.0),
            ("百万", 1_000_000.0),
            ("5百万", 5_000_000.0),
            ("3千5百万", 35_000_000.0),
            ("一亿二千万", 120_000_000.0),
            ("1亿2千万5", 120_005_000.0),
            ("一亿二", 120_000_000.0),
            ("两亿零三百万", 203_000_000.0),
            ("一万亿", 1e12),
            ("一点五万", 15_000.0),
            ("十二点二五万", 122_500.0),
            ("约三万元", 30_000.0),
            ("三万美元", 30_000.0),
        ],
    );
    number(q::MONEY_PER_MONTH, &[("每月三万", 30_000.0), ("四十二万/年", 35_000.0), ("3万5/月", 35_000.0)]);
    number(q::STAGE_WEEKS, &[("十二", 12.0), ("十周", 10.0), ("九十一天", 13.0)]);
    number(q::HEADCOUNT, &[("两人", 2.0), ("十二", 12.0)]);
    number(q::LEADS_PER_MONTH, &[("五百条/月", 500.0), ("1千2", 1_200.0)]);
    number(
        q::SHARE,
        &[
            ("百分之二十", 0.2),
            ("百分之3.5", 0.035),
            ("百分之三点五", 0.035),
            ("百分之百", 1.0),
            ("二十", 0.2),
            ("三成", 0.3),
            ("两成五", 0.25),
        ],
    );
    range(
        q::MONEY,
        &[
            ("三到五万", 30_000.0, 50_000.0),
            ("三万到五万五", 30_000.0, 55_000.0),
            ("三到五千万", 3e7, 5e7),
            ("3-5千万", 3e7, 5e7),
            ("三千到五千万", 3e7, 5e7),
            ("一百到一百二十万", 1_000_000.0, 1_200_000.0),
            ("6千-1.2万", 6_000.0, 12_000.0),
            ("三到五百", 300.0, 500.0),
            ("三到五十", 3.0, 50.0),
        ],
    );
    range(q::SHARE, &[("百分之二十到三十", 0.2, 0.3), ("二到三成", 0.2, 0.3)]);
    for wrong in [
        "两三万",
        "3五万",
        "三5万",
        "万",
        "三千五万",
        "五百千",
        "一百零",
        "3万5万",
        "三万五十万",
        "3万50千",
        "三百三百",
        "十十",
        "3.5万5.5",
        "2点5万",
    ] {
        let problem = fault(q::MONEY, wrong);
        assert!(
            matches!(problem, Problem::NotANumber { .. } | Problem::UnknownWord { .. }),
            "{wrong}: {problem:?}"
        );
    }
    assert_eq!(fault(q::SHARE, "三万"), Problem::UnknownWord { found: "万".to_owned() });
    assert_eq!(fault(q::MONEY, "百分之二十"), Problem::UnknownWord { found: "百分之".to_owned() });
    assert_eq!(fault(q::SHARE, "百分之二十%"), Problem::UnknownWord { found: "%".to_owned() });
    assert_eq!(fault(q::SHARE, "百分之三成"), Problem::NotANumber { found: String::new() });
    assert_eq!(fault(q::SHARE, "百分之一百二十"), Problem::OutOfRange { found: 1.2, quantity: q::SHARE });
    assert_eq!(parse_heads("八 + 两人"), Ok(Heads::Parts { today: (8.0, 8.0), to_come: (2.0, 2.0) }));
}

/// A whole number in Chinese, as it is spoken in full.
fn in_chinese(number: u64) -> String {
    let below = |number: u64| {
        let mut text = String::new();
        for (place, sign) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
            match number / place % 10 {
                0 if !text.is_empty() && !number.is_multiple_of(place) && !text.ends_with('零') => {
                    text.push('零')
                }
                0 => {}
                digit => {
                    text.extend("零一二三四五六七八九".chars().nth(digit as usize));
                    text += sign;
                }
            }
        }
        text
    };
    let (great, ten_thousands, rest) = (number / 100_000_000, number / 10_000 % 10_000, number % 10_000);
    let mut text = if great > 0 { below(great) + "亿" } else { String::new() };
    for (section, sign) in [(ten_thousands, "万"), (rest, "")] {
        if section == 0 {
            continue;
        }
        if !text.is_empty() && section < 1000 {
            text.push('零');
        }
        text += &(below(section) + sign);
    }
    if text.is_empty() { "零".to_owned() } else { text }
}

/// Whole numbers of all sizes, with zeros in all places.
fn wholes() -> impl Iterator<Item = u64> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let drawn = (0..4000).map(move |step| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let number = (state >> 20) % 10_u64.pow(1 + step % 11);
        // Some of them round.
        number - if step % 3 == 0 { number % 10_u64.pow(step % 7) } else { 0 }
    });
    (0..1200).chain(drawn)
}

#[test]
fn a_number_is_the_same_in_every_writing() {
    let spaced = |number: u64, space: &str| {
        let digits = number.to_string();
        let head = (digits.len() - 1) % 3 + 1;
        let groups = digits.as_bytes()[head..].chunks(3).map(|group| std::str::from_utf8(group).unwrap());
        std::iter::once(&digits[..head]).chain(groups).collect::<Vec<_>>().join(space)
    };
    for number in wholes() {
        let texts = [" ", "\u{a0}", "\u{202f}", ",", "'"].map(|mark| spaced(number, mark));
        for text in texts.into_iter().chain([in_chinese(number)]) {
            let read = parse(&text, q::SIGNED_MONEY, "USD");
            assert_eq!(read, Ok(Estimate::Fixed(number as f64)), "{text}");
        }
    }
}

//! Figures for human eyes, in both languages.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may panic, say figures and compare with other arithmetic"
)]

use tandem_app::format::{Count, Figure, Format, Odds, natural};
use tandem_app::text::{Lang, text};
use tandem_engine::date::Date;
use tandem_engine::quantity::Unit;

fn en() -> Format {
    Format::new(Lang::En, "USD")
}

fn zh() -> Format {
    Format::new(Lang::ZhCn, "CNY")
}

/// Compares a list of figures, each with its text in English and in Chinese.
#[track_caller]
fn check(show: impl Fn(&Format, f64) -> String, rows: &[(f64, &str, &str)]) {
    for (value, english, chinese) in rows {
        assert_eq!(show(&en(), *value), *english, "{value} in English");
        assert_eq!(show(&zh(), *value), *chinese, "{value} in Chinese");
    }
}

#[test]
fn an_error_is_in_the_unit_of_its_change() {
    let shown =
        |se, change, figure| (en().error_beside(se, change, figure), zh().error_beside(se, change, figure));
    let both = |english: &str, chinese: &str| (english.to_owned(), chinese.to_owned());
    assert_eq!(shown(436.0, 1_700.0, Figure::Money), both("0.4k", "436"));
    assert_eq!(shown(8_400.0, -123_000.0, Figure::Money), both("8k", "0.8万"));
    assert_eq!(shown(14_500.0, 1_330_000.0, Figure::Money), both("0.01M", "1万"));
    assert_eq!(shown(0.12, -158_000.0, Figure::Money), both("0", "0"));
    assert_eq!(shown(0.02, 1.6, Figure::Months), both("0", "0"));
    assert_eq!(shown(4.6, -237.0, Figure::Count), both("4.6", "4.6"));
    assert_eq!(shown(0.009, 0.093, Figure::Share).0, "0.9 pt");
}

#[test]
fn what_stands_together_has_as_many_decimals() {
    let shown = |values: &[f64], figure| (en().alike(values, figure), zh().alike(values, figure));
    let (english, chinese) = shown(&[9_698_000.0, 8_773_000.0, 7_912_000.0], Figure::Money);
    assert_eq!(english, ["9.70M", "8.77M", "7.91M"]);
    assert_eq!(chinese, ["970万", "877万", "791万"]);
    let (english, chinese) = shown(&[980_400.0, 1_200_000.0, 12_340_000.0], Figure::Money);
    assert_eq!(english, ["980k", "1.2M", "12.3M"]);
    assert_eq!(chinese, ["98万", "120万", "1,230万"]);
    assert_eq!(
        shown(&[-1_204_000.0, 10_640_000.0, 8_512_000.0, 0.0], Figure::Money).0,
        ["−1.20M", "10.64M", "8.51M", "0"]
    );
    assert_eq!(shown(&[0.62, 0.093], Figure::Share).0, ["62.0%", "9.3%"]);
    assert_eq!(shown(&[12.0, 8.5], Figure::Months).0, ["12.0 mo", "8.5 mo"]);
    assert_eq!(shown(&[12.0, 8.5], Figure::Count).0, ["12.0", "8.5"]);
}

#[test]
fn money_has_three_digits_in_both_languages() {
    check(
        Format::money,
        &[
            (0.0, "0", "0"),
            (1.5, "1.5", "1.5"),
            (8.25, "8.2", "8.2"),
            (66.69, "67", "67"),
            (171.4, "171", "171"),
            (7_725.0, "7.72k", "7,720"),
            (34_400.0, "34.4k", "3.44万"),
            (171_000.0, "171k", "17.1万"),
            (1_320_000.0, "1.32M", "132万"),
            (7_100_000.0, "7.1M", "710万"),
            (10_000_000.0, "10M", "1,000万"),
            (11_340_000.0, "11.3M", "1,130万"),
            (120_000_000.0, "120M", "1.2亿"),
            (132_000_000.0, "132M", "1.32亿"),
            (2_600_000_000.0, "2.6B", "26亿"),
            (3.4e12, "3.4T", "3.4万亿"),
        ],
    );
}

/// An amount as it is shown.
fn read(shown: &str) -> f64 {
    let units = [("万亿", 1e12), ("万", 1e4), ("亿", 1e8), ("k", 1e3), ("M", 1e6), ("B", 1e9), ("T", 1e12)];
    let unit = units.iter().find(|(word, _)| shown.ends_with(word));
    let digits: String = shown.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
    digits.parse::<f64>().unwrap() * unit.map_or(1.0, |(_, amount)| *amount)
}

#[test]
fn no_language_shows_a_change_that_the_other_hides() {
    let same = |en: &str, zh: &str| {
        assert!((read(en) / read(zh) - 1.0).abs() < 1e-9, "{en} against {zh}");
    };
    for step in 0..2_000 {
        let amount = 10_f64.powf(f64::from(step) * 0.0055 + 0.3);
        same(&en().money(amount), &zh().money(amount));
        same(&en().money_short(amount), &zh().money_short(amount));
        for wide in [1.02, 1.3, 4.0, 70.0] {
            let ranges = [en(), zh()].map(|format| format.range(amount, amount * wide, Figure::Money));
            let [en, zh] = ranges.each_ref().map(|range| range.split_once('–').map(|(_, high)| high));
            same(en.unwrap_or(&ranges[0]), zh.unwrap_or(&ranges[1]));
        }
    }
}

#[test]
fn money_is_named_where_it_could_be_another() {
    let named = |lang: Lang, code: &str| Format::new(lang, code).money_named(7_100_000.0);
    assert_eq!(named(Lang::En, "USD"), "US$7.1M");
    assert_eq!(named(Lang::En, "CNY"), "CN¥7.1M");
    assert_eq!(named(Lang::En, "CHF"), "CHF\u{a0}7.1M");
    assert_eq!(named(Lang::ZhCn, "USD"), "710万美元");
    assert_eq!(Format::new(Lang::En, "EUR").money_named(-200_000.0), "−€200k");
    assert_eq!(Format::new(Lang::En, "JPY").currency_sign(), "JP¥");
}

#[test]
fn rounding_reaches_the_next_unit() {
    check(
        Format::money,
        &[
            (999.4, "999", "999"),
            (999.6, "1k", "1,000"),
            (999_499.0, "999k", "99.9万"),
            (999_950.0, "1M", "100万"),
            (999_999_999.0, "1B", "10亿"),
            (9_994.0, "9.99k", "9,990"),
            (9_999.6, "10k", "1万"),
            (99_999_999.0, "100M", "1亿"),
            (99_960.0, "100k", "10万"),
            (1_996.0, "2k", "2,000"),
        ],
    );
    check(Format::count, &[(99_999.4, "99,999", "99,999"), (99_999.6, "100k", "10万"), (9.97, "10", "10")]);
}

#[test]
fn signs_are_kept_and_zero_has_none() {
    check(
        Format::money,
        &[
            (-0.0, "0", "0"),
            (-0.001, "0", "0"),
            (-200_000.0, "−200k", "−20万"),
            (-999_950.0, "−1M", "−100万"),
        ],
    );
    check(Format::count, &[(-0.04, "0", "0"), (-5.0, "−5", "−5")]);
    check(Format::percent, &[(-0.0, "0%", "0%"), (-1e-9, "0%", "0%"), (-0.04, "−4.0%", "−4.0%")]);
    check(Format::ratio, &[(-0.001, "0.00", "0.00")]);
    check(Format::days, &[(-0.0001, "0 d", "0 天")]);
}

#[test]
fn what_is_not_a_number_is_a_dash() {
    for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        for figure in
            [Figure::Money, Figure::Count, Figure::Share, Figure::Months, Figure::Ratio, Figure::Hours]
        {
            assert_eq!(en().figure(value, figure), "–");
            assert_eq!(en().range(value, 1.0, figure), "–");
        }
        assert_eq!(en().entry(value, Unit::Money), "–");
    }
}

#[test]
fn short_money_and_axes() {
    check(
        Format::money_short,
        &[
            (34_400.0, "34k", "3.4万"),
            (213_000.0, "210k", "21万"),
            (1_320_000.0, "1.3M", "130万"),
            (9_960_000.0, "10M", "1,000万"),
            (999_600.0, "1M", "100万"),
            (4.25, "4.2", "4.2"),
        ],
    );
    check(
        Format::axis,
        &[
            (0.0, "0", "0"),
            (10_000_000.0, "10M", "1,000万"),
            (2_500_000.0, "2.5M", "250万"),
            (500_000.0, "500k", "50万"),
            (120_000_000.0, "120M", "1.2亿"),
            (0.25, "0.25", "0.25"),
            (-2_000.0, "−2k", "−2,000"),
        ],
    );
}

#[test]
fn counts_of_people_are_whole_from_ten_on() {
    check(
        Format::count,
        &[
            (0.0, "0", "0"),
            (4.0, "4", "4"),
            (4.23, "4.2", "4.2"),
            (14.7, "15", "15"),
            (104.2, "104", "104"),
            (7_725.4, "7,725", "7,725"),
            (125_432.0, "125k", "12.5万"),
        ],
    );
}

#[test]
fn shares_are_percents() {
    check(
        Format::percent,
        &[
            (0.0, "0%", "0%"),
            (0.0005, "0.05%", "0.05%"),
            (0.008, "0.8%", "0.8%"),
            (0.01, "1.0%", "1.0%"),
            (0.297, "29.7%", "29.7%"),
            (0.4996, "50%", "50%"),
            (0.87, "87%", "87%"),
            (0.997, "99.7%", "99.7%"),
            (0.9996, "100%", "100%"),
            (1.2, "120%", "120%"),
        ],
    );
}

#[test]
fn times_carry_their_unit() {
    check(Format::days, &[(91.2, "91 d", "91 天"), (4.23, "4.2 d", "4.2 天")]);
    check(
        Format::hours,
        &[(4.2, "4.2 h", "4.2 小时"), (31.4, "31 h", "31 小时"), (0.25, "0.25 h", "0.25 小时")],
    );
    check(Format::weeks, &[(26.0, "26 wk", "26 周")]);
    check(
        Format::months,
        &[(21.5, "21.5 mo", "21.5 个月"), (18.0, "18.0 mo", "18.0 个月"), (120.0, "120 mo", "120 个月")],
    );
    check(Format::ratio, &[(4.71, "4.7", "4.7"), (0.42, "0.42", "0.42"), (0.96, "1.0", "1.0")]);
}

#[test]
fn ranges_share_their_unit() {
    let range = |low: f64, high: f64, figure| (en().range(low, high, figure), zh().range(low, high, figure));
    let pair = |english: &str, chinese: &str| (english.to_owned(), chinese.to_owned());
    assert_eq!(range(6_912.0, 8_640.0, Figure::Count), pair("6,900–8,600", "6,900–8,600"));
    assert_eq!(range(31_000.0, 40_400.0, Figure::Money), pair("31–40k", "3.1–4.0万"));
    assert_eq!(range(6.8e6, 7.42e6, Figure::Money), pair("6.8–7.4M", "680–740万"));
    assert_eq!(range(0.95e6, 1.2e6, Figure::Money), pair("0.95–1.20M", "95–120万"));
    assert_eq!(range(153.0, 191.0, Figure::Money), pair("153–191", "153–191"));
    assert_eq!(range(0.266, 0.331, Figure::Share), pair("27–33%", "27–33%"));
    assert_eq!(range(2.0, 9.1, Figure::Hours), pair("2.0–9.1 h", "2.0–9.1 小时"));
    assert_eq!(range(88.0, 115.0, Figure::Count), pair("88–115", "88–115"));
    // Ends that would read the same get more decimals; one value needs no dash.
    assert_eq!(range(10.21e6, 10.44e6, Figure::Money), pair("10.2–10.4M", "1,020–1,040万"));
    assert_eq!(range(5_000.0, 5_000.0, Figure::Money), pair("5k", "5,000"));
    // Below zero a dash would stand beside a minus.
    assert_eq!(range(-300_000.0, 400_000.0, Figure::Money), pair("−300k to 400k", "−30万至 40万"));
    assert_eq!(range(0.0, 4.0, Figure::Ratio), pair("0.0–4.0", "0.0–4.0"));
}

#[test]
fn a_range_is_in_the_unit_of_the_value_beside_it() {
    let beside = |value: f64, low: f64, high: f64, figure| {
        (en().range_beside(value, low, high, figure), zh().range_beside(value, low, high, figure))
    };
    let pair = |english: &str, chinese: &str| (english.to_owned(), chinese.to_owned());
    assert_eq!(beside(9.48e7, 7.4e7, 1.19e8, Figure::Money), pair("74–119M", "7,400–11,900万"));
    assert_eq!(beside(9.8e5, 9.5e5, 1.2e6, Figure::Money), pair("950–1,200k", "95–120万"));
    assert_eq!(beside(15_224.0, 15_012.0, 15_480.0, Figure::Count), pair("15,000–15,500", "15,000–15,500"));
    assert_eq!(
        beside(95_000.0, 88_000.0, 104_000.0, Figure::Count),
        pair("88,000–104,000", "88,000–104,000")
    );
    assert_eq!(beside(0.3, 0.266, 0.331, Figure::Share), pair("27–33%", "27–33%"));
    // Too far apart for one of the two: each has its own.
    assert_eq!(beside(500.0, 100.0, 2.5e6, Figure::Money), pair("0.00–2.50M", "0–250万"));
}

#[test]
fn what_a_field_shows_has_commas_and_can_be_typed() {
    use tandem_engine::quantity::Unit;
    for format in [en(), zh()] {
        assert_eq!(format.entry(2_600.0, Unit::Count), "2,600");
        assert_eq!(format.entry(9_974.0, Unit::People), "9,974");
        assert_eq!(format.entry_range(1_500.0, 2_500.0, Unit::Count), "1,500–2,500");
        assert_eq!(format.entry(20_270_104.0, Unit::None), "20270104", "a seed is no amount");
    }
}

#[test]
fn odds_are_natural_frequencies() {
    assert_eq!(natural(0.0, 1000), Odds::Hardly);
    assert_eq!(natural(0.0499, 1000), Odds::Hardly);
    assert_eq!(natural(0.05, 1000), Odds::About(1));
    assert_eq!(natural(0.44, 1000), Odds::About(4));
    assert_eq!(natural(0.95, 1000), Odds::About(9));
    assert_eq!(natural(0.9501, 1000), Odds::Nearly);
    assert_eq!(natural(1.0, 1000), Odds::Nearly);
    let rows = [
        (0.7, "about 7 in 10", "10 种中约 7 种"),
        (0.02, "fewer than 1 in 20", "20 种中不到 1 种"),
        (0.98, "more than 19 in 20", "20 种中超过 19 种"),
    ];
    check(|format, share| format.odds(share, 1000), &rows);
    // Of a few futures it is told what was seen.
    for (share, n_trials, english, chinese) in [
        (1.0, 2, "both of 2", "全部 2 种"),
        (0.0, 2, "none of 2", "2 种中没有一种"),
        (0.6, 5, "3 of 5", "5 种中的 3 种"),
        (1.0, 19, "all 19", "全部 19 种"),
        (1.0, 20, "more than 19 in 20", "20 种中超过 19 种"),
    ] {
        check(|format, share| format.odds(share, n_trials), &[(share, english, chinese)]);
    }
}

#[test]
fn a_few_futures_are_counted_and_many_told_of_100() {
    let both = |count| [Lang::En, Lang::ZhCn].map(|lang| (text(lang).charts.count)(count));
    assert_eq!(both(Count::of(0.44, 1000)), ["44 of 100", "44%"]);
    // All and none only where it is so.
    assert_eq!(both(Count::of(0.999, 1000)), ["99 of 100", "99%"]);
    assert_eq!(both(Count::of(0.0001, 1000)), ["1 of 100", "1%"]);
    assert_eq!(both(Count::of(0.515, 1000).rest()), ["48 of 100", "48%"], "with 52 of 100 it is all of them");
    assert_eq!(both(Count::of(0.003, 1000).rest()), ["99 of 100", "99%"]);
    // Odds of 0.485 are told as 49 of 100: the others are 51.
    assert_eq!(both(Count::without(0.515, 1000)), ["51 of 100", "51%"]);
    assert_eq!(both(Count::of(0.485, 1000)), ["49 of 100", "49%"]);
    assert_eq!(both(Count::without(0.0, 1000)), ["0 of 100", "0%"]);
    assert_eq!(both(Count::without(0.0004, 5000)), ["1 of 100", "1%"]);
    assert_eq!(both(Count::of(0.5, 2)), ["1 of 2", "2 种中的 1 种"]);
    assert_eq!(both(Count::of(1.0, 19).rest()), both(Count::of(0.0, 19)));
    assert_eq!(both(Count::of(1.0, 19)), ["all 19", "全部 19 种"]);
    assert_eq!(both(Count::of(1.0, 20)), ["100 of 100", "100%"]);

    // Where a figure comes from, and how one scenario compares with another.
    for (lang, of_few, of_one, of_many, larger) in [
        (Lang::En, "both of 2 futures", "1 of 1 future", "44 of 100 futures", "larger in none of 2 futures"),
        (Lang::ZhCn, "全部 2 种", "1 种中 1 种", "100 种未来中 44 种", "2 种中没有一种更大"),
    ] {
        let (origin, scenarios) = (text(lang).origin, text(lang).scenarios);
        let [few, one, many] = [(1.0, 2), (1.0, 1), (0.44, 500)].map(|(share, of)| Count::of(share, of));
        assert_eq!((origin.futures)(few), of_few);
        assert_eq!((origin.futures)(one), of_one);
        assert_eq!((origin.futures)(many), of_many);
        let none = (scenarios.change_in_words)("+3", "1", Count::of(0.0, 2));
        assert!(none.ends_with(larger), "{none}");
        assert!(!(scenarios.count)(few).contains("100"));
        assert!(!(text(lang).prices.heads)(true)[3].contains("100"));
    }
}

#[test]
fn dates() {
    let day = Date::new(2028, 12, 31).unwrap();
    assert_eq!((en().date(day).as_str(), zh().date(day).as_str()), ("31 Dec 2028", "2028年12月31日"));
    assert_eq!((en().date_short(day).as_str(), zh().date_short(day).as_str()), ("31 Dec 28", "28-12-31"));
    let march = Date::new(2028, 3, 5).unwrap();
    assert_eq!((en().month(march).as_str(), zh().month(march).as_str()), ("March 2028", "2028年3月"));
    assert_eq!(
        (en().month_short(march).as_str(), zh().month_short(march).as_str()),
        ("Mar 2028", "2028年3月")
    );
    assert_eq!(zh().date_short(march), "28-03-05");
}

#[test]
fn fields_show_what_can_be_typed_again() {
    let show = |value: f64, unit| (en().entry(value, unit), zh().entry(value, unit));
    let pair = |english: &str, chinese: &str| (english.to_owned(), chinese.to_owned());
    assert_eq!(show(35_000.0, Unit::MoneyPerMonth), pair("35k", "3.5万"));
    assert_eq!(show(6e6, Unit::Money), pair("6M", "600万"));
    assert_eq!(show(1_325_000.0, Unit::Money), pair("1.32M", "132万"));
    assert_eq!(show(0.297, Unit::Share), pair("29.7%", "29.7%"));
    assert_eq!(show(0.008, Unit::SharePerMonth), pair("0.8%", "0.8%"));
    assert_eq!(show(10.0, Unit::Weeks), pair("10", "10"));
    assert_eq!(show(-0.25, Unit::ScoreSd), pair("−0.25", "−0.25"));
    assert_eq!(show(-1e-9, Unit::ScoreSd), pair("0", "0"));
    assert_eq!(show(0.0, Unit::Money), pair("0", "0"));
    let range =
        |low: f64, high: f64, unit| (en().entry_range(low, high, unit), zh().entry_range(low, high, unit));
    assert_eq!(range(0.27, 0.33, Unit::Share), pair("27–33%", "27–33%"));
    assert_eq!(range(23_000.0, 27_000.0, Unit::Money), pair("23–27k", "2.3–2.7万"));
    // Two digits would call 25k ± 10% one of 22 to 28.
    assert_eq!(range(22_500.0, 27_500.0, Unit::MoneyPerMonth), pair("22.5–27.5k", "2.25–2.75万"));
    assert_eq!(range(0.0184, 0.0256, Unit::Share), pair("1.84–2.56%", "1.84–2.56%"));
    assert_eq!(range(880.0, 1_120.0, Unit::Money), pair("880–1.12k", "880–1,120"));
    assert_eq!(range(900_000.0, 1.2e6, Unit::Money), pair("900k–1.2M", "90–120万"));
    // 0.5–2k would be read as 500 to 2,000.
    assert_eq!(range(0.5, 2_000.0, Unit::Money), pair("0.5–2,000", "0.5–2,000"));
    assert_eq!(range(-0.5, 0.5, Unit::ScoreSd), pair("−0.5 to 0.5", "−0.5 至 0.5"));
    let exact = |value: f64, unit| (en().entry_exact(value, unit), zh().entry_exact(value, unit));
    assert_eq!(exact(35_250.0, Unit::MoneyPerMonth), pair("35.25k", "3.525万"));
    assert_eq!(exact(1_234_567.89, Unit::Money), pair("1234567.89", "1234567.89"));
    assert_eq!(exact(0.297, Unit::Share), pair("29.7%", "29.7%"));
    assert_eq!(exact(1.0 / 3.0, Unit::Share), pair("33.3333333333%", "33.3333333333%"));
}

#[test]
fn whole_numbers_in_full() {
    assert_eq!(en().full(1_200_000.0), "1,200,000");
    assert_eq!(en().full(35_000.4), "35,000");
    assert_eq!(en().full(-0.0), "0");
    assert_eq!(en().full(12.345), "12.35");
}

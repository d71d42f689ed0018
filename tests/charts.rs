//! The charts without a browser: shapes as nodes, figures along time, rows of the timeline, stages of the funnel.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may panic, say figures and compare with other arithmetic"
)]

use std::collections::BTreeSet;
use std::sync::OnceLock;
use tandem_app::charts::{
    Choice, Figure, Mark, Shape, Sums, Track, draw, month_axis, ribbon_months, to_nodes,
};
use tandem_app::format::Format;
use tandem_app::text::charts::Odds;
use tandem_app::text::{Lang, text};
use tandem_app::views::forecast::{how_often, limits_note, run_name};
use tandem_app::views::{funnel, timeline};
use tandem_charts::{
    Anchor, AxisWords, Fan, Frame, Goal, Ink, Limit, OddsSlice, RibbonMonth, RowKind, Run, ValueScale,
    draw_axes, draw_fan, draw_ribbon, draw_ribbon_legend, draw_timeline,
};
use tandem_engine::plan::{self, Plan, TargetMeasure};
use tandem_engine::summary::DateSpread;
use tandem_engine::{Measure, Period, Simulation, Summary, check, expected, summarize};
use yew::virtual_dom::VNode;

const SCALE_UP: &str = include_str!("../assets/plans/scale_up.json");
const MANUFACTURER: &str = include_str!("../assets/plans/manufacturer_china.json");

fn read(json: &str) -> Plan {
    plan::read(json).plan.expect("a readable plan")
}

fn run(json: &str, n_trials: u32) -> Summary {
    let model = check(&read(json)).model.expect("a plan without errors");
    if n_trials == 0 {
        expected(&model)
    } else {
        summarize(&model, &Simulation::new(&model).run(0, n_trials))
    }
}

fn scale_up() -> &'static Summary {
    static SUMMARY: OnceLock<Summary> = OnceLock::new();
    SUMMARY.get_or_init(|| run(SCALE_UP, 40))
}

fn manufacturer() -> &'static Summary {
    static SUMMARY: OnceLock<Summary> = OnceLock::new();
    SUMMARY.get_or_init(|| run(MANUFACTURER, 20))
}

/// Nodes as markup, attributes in the order of their names.
fn markup(node: &VNode) -> String {
    match node {
        VNode::VTag(tag) => {
            let attributes: BTreeSet<String> =
                tag.attributes.iter().map(|(k, v)| format!(" {k}=\"{v}\"")).collect();
            let inner = tag.children().map(markup).unwrap_or_default();
            format!("<{}{}>{inner}</>", tag.tag(), attributes.into_iter().collect::<String>())
        }
        VNode::VList(list) => list.iter().map(markup).collect(),
        VNode::VText(text) => text.text.to_string(),
        other => panic!("no such node is drawn: {other:?}"),
    }
}

#[test]
fn shapes_are_nodes_in_css_pixels_with_the_class_of_their_role() {
    let marks = draw((100.0, 50.0), |pen| {
        pen.line(&[(0.0, 10.5), (100.0, 10.5)], Ink::Grid)?;
        pen.line(&[(1.0, 1.0), (2.125, 3.0)], Ink::Ghost)?;
        pen.fill(&[(0.0, 0.0), (4.0, 0.0), (4.0, 4.0)], Ink::Band80Beyond)?;
        pen.rect((1.0, 2.0), (3.0, 4.0), Ink::LimitSdr)?;
        pen.disc((5.0, 6.0), 2.5, Ink::DateDot)?;
        pen.text((8.0, 20.0), "12M", Ink::GoalText, Anchor::End)
    });
    let expected = [
        r#"<path class="grid s" d="M0 10.5L100 10.5" shape-rendering="crispEdges" stroke-width="1"></>"#,
        r#"<path class="ghost s" d="M1 1L2.125 3" stroke-dasharray="6 4" stroke-linejoin="round" stroke-width="1.5"></>"#,
        r#"<path class="fan band80 f" d="M0 0L4 0L4 4Z" fill-opacity="0.5"></>"#,
        r#"<g><path class="limit-sdr f" d="M1 2L3 2L3 4L1 4Z"></>"#,
        r#"<path d="M1 2L3 2L3 4L1 4Z" fill="url(#pattern-hatch)"></></>"#,
        r#"<circle class="shared f" cx="5" cy="6" r="2.5"></>"#,
        r#"<text class="goal-text t halo" font-size="12" font-weight="600" text-anchor="end" x="8" y="20">12M</>"#,
    ];
    assert_eq!(markup(&to_nodes(&marks)), expected.concat());
}

#[test]
fn neighbours_of_one_role_are_one_path() {
    let marks = draw((100.0, 50.0), |pen| {
        for x in [0.0, 10.0, 20.0] {
            pen.rect((x, 0.0), (x + 5.0, 5.0), Ink::LimitAe)?;
        }
        pen.line(&[(0.0, 9.0), (9.0, 9.0)], Ink::RunAe)?;
        pen.rect((30.0, 0.0), (35.0, 5.0), Ink::LimitAe)
    });
    assert_eq!(
        marks.iter().map(|mark| mark.ink).collect::<Vec<_>>(),
        [Ink::LimitAe, Ink::RunAe, Ink::LimitAe]
    );
    let Shape::Path(data) = &marks[0].shape else { panic!("no path") };
    assert_eq!(data.matches('M').count(), 3);
}

/// Everything that the page draws, in one language at one width.
fn everything(summary: &Summary, plan: &Plan, choice: Choice, lang: Lang, width: f64) -> Vec<Mark> {
    let (words, format) = (text(lang).charts, Format::new(lang, "USD"));
    let frame = Frame::for_width(width);
    let track = Track::drawn(summary, choice);
    let (low, high) = track.range();
    let (scale, time) = (ValueScale::fit(low, high), month_axis(summary.start, summary.horizon_weeks, 1));
    let value = |v: f64| format.axis(v);
    let axis = AxisWords { value: &value, month: &words.month, title: "ARR", starts_at: &words.starts_at };
    let target = summary.target.as_ref().expect("a target");
    let odds = (words.odds)(Odds::of(target.odds.unwrap_or(0.5), 0.01, 1000));
    let fan = Fan {
        steps: &track.steps,
        shape: if track.is_curve {
            tandem_charts::Shape::Curve { opening: None }
        } else {
            tandem_charts::Shape::Steps
        },
        bands: track.percentiles.as_ref().map(|p| p.bands()),
        expected: Some(&track.expected),
        ghost: Some(&track.expected),
        ghost_opening: None,
        goal: Some(Goal {
            value: (low + high) / 2.0,
            day: 500.0,
            names: &["Goal"],
            slice: Some(OddsSlice { density: &target.density, odds: &odds, note: (words.odds_note)(true) }),
        }),
        actuals: &[(28.0, low)],
        dots: &[364.0],
        end: &|_, v| format.money(v),
    };
    let months = ribbon_months(summary);
    let (rows, _) = timeline::rows(plan, summary, text(lang), &format);
    draw((width, 800.0), |pen| {
        draw_axes(pen, &frame, &time, &scale, &axis)?;
        draw_fan(pen, &frame, time.days, &scale, &fan)?;
        draw_ribbon(pen, &frame, time.days, &months, (words.limits, words.limits_note), &|run, _| {
            (words.limit_says)(run.limit).to_owned()
        })?;
        draw_ribbon_legend(pen, &frame, &|limit| (words.limit)(limit).to_owned())?;
        draw_timeline(pen, &frame, time.days, &rows)
    })
}

#[test]
fn a_chart_has_no_style_and_each_of_its_classes_is_in_the_stylesheet() {
    let css = include_str!("../assets/app.css");
    let plan = read(SCALE_UP);
    let mut classes = BTreeSet::new();
    for figure in [Figure::Arr, Figure::Revenue, Figure::Won, Figure::Cash] {
        let choice = Choice { figure, sums: Sums::By(Period::Month) };
        let nodes = markup(&to_nodes(&everything(scale_up(), &plan, choice, Lang::En, 1048.0)));
        assert!(!nodes.contains("style="), "a style attribute is against the policy of the page");
        assert!(!nodes.contains("NaN") && !nodes.contains("inf"), "{figure:?}");
        let found = nodes.split("class=\"").skip(1).filter_map(|rest| rest.split('"').next());
        classes.extend(found.flat_map(str::split_whitespace).map(str::to_owned));
    }
    assert!(classes.len() > 20, "{classes:?}");
    for class in classes {
        assert!(css.contains(&format!(".{class}")), "{class} has no colour in assets/app.css");
    }
}

#[test]
fn charts_are_drawn_for_their_width_and_stay_within_it() {
    let plan = read(MANUFACTURER);
    for width in [320.0, 358.0, 688.0, 1048.0, 1360.0] {
        for lang in [Lang::En, Lang::ZhCn] {
            let choice = Choice { figure: Figure::Revenue, sums: Sums::SinceStart };
            for mark in everything(manufacturer(), &plan, choice, lang, width) {
                let xs: Vec<f64> = match &mark.shape {
                    Shape::Disc { at, .. } | Shape::Text { at, .. } => vec![at.0],
                    Shape::Path(data) => numbers(data).into_iter().step_by(2).collect(),
                };
                for x in xs {
                    assert!((-0.5..=width + 0.5).contains(&x), "{:?} at {x} of {width}", mark.ink);
                }
            }
        }
    }
}

fn numbers(data: &str) -> Vec<f64> {
    data.split(['M', 'L', 'Z', ' '])
        .filter(|part| !part.is_empty())
        .filter_map(|part| part.parse().ok())
        .collect()
}

#[test]
fn arr_is_twelve_times_the_mrr() {
    let by_week = |figure| Track::drawn(scale_up(), Choice { figure, sums: Sums::By(Period::Month) });
    let (arr, mrr) = (by_week(Figure::Arr), by_week(Figure::Mrr));
    assert_eq!(arr.len(), scale_up().horizon_weeks as usize);
    assert!(arr.is_curve && arr.steps.iter().all(|step| step.whole));
    for (a, m) in arr.middle().iter().zip(mrr.middle()) {
        assert!((a - 12.0 * m).abs() < 1e-6 * a.abs());
    }
}

#[test]
fn a_flow_is_a_step_a_period_and_the_cut_ones_are_marked() {
    let summary = scale_up();
    let by = |period| Track::drawn(summary, Choice { figure: Figure::Revenue, sums: Sums::By(period) });
    let sum = |track: &Track| track.expected.iter().sum::<f64>();
    let weeks = sum(&by(Period::Week));
    for period in [Period::Month, Period::Quarter, Period::PlanYear] {
        assert!((sum(&by(period)) - weeks).abs() < 1e-6 * weeks, "{period:?}");
    }
    let months = by(Period::Month);
    assert!(!months.is_curve && !months.steps[0].whole, "the plan starts on a Monday, after the first");
    assert!(months.steps[1].whole);
}

#[test]
fn totals_rise_to_the_goal_date_and_have_a_row_a_month() {
    let summary = manufacturer();
    let total = Choice { figure: Figure::Revenue, sums: Sums::SinceStart };
    assert!(total.can_cumulate(summary), "the target is revenue from the start");
    let drawn = Track::drawn(summary, total);
    assert!(drawn.is_curve && drawn.middle().is_sorted());
    let rows = Track::tabulated(summary, total, Period::Month);
    assert_eq!(rows.len(), summary.spans(Period::Month).len());
    assert_eq!(rows.middle().last(), drawn.middle().last());
    let leads = Choice { figure: Figure::Leads, ..total };
    assert!(!leads.can_cumulate(summary));
    assert_eq!(Track::drawn(summary, leads).choice.sums, Sums::By(Period::Month));
}

#[test]
fn the_goal_stands_only_where_it_can_be_compared() {
    let target = scale_up().target.as_ref().expect("a target");
    assert_eq!(target.measure, TargetMeasure::Arr);
    let by_month = |figure| Choice { figure, sums: Sums::By(Period::Month) };
    assert_eq!(by_month(Figure::Arr).target_factor(target), Some(1.0));
    assert_eq!(by_month(Figure::Mrr).target_factor(target), Some(1.0 / 12.0));
    assert_eq!(by_month(Figure::Revenue).target_factor(target), None);
    let revenue = manufacturer().target.as_ref().expect("a target");
    assert_eq!(by_month(Figure::Revenue).target_factor(revenue), None, "an amount a month is no total");
    let total = Choice { figure: Figure::Revenue, sums: Sums::SinceStart };
    assert_eq!(total.target_factor(revenue), Some(1.0));
}

#[test]
fn the_crosshair_finds_the_step_it_stands_on() {
    for choice in [
        Choice { figure: Figure::Arr, sums: Sums::By(Period::Month) },
        Choice { figure: Figure::Leads, sums: Sums::By(Period::Quarter) },
    ] {
        let track = Track::drawn(scale_up(), choice);
        for index in 0..track.len() {
            assert_eq!(track.at_day(track.day_at(index)), index, "{choice:?}");
        }
        assert_eq!(track.at_day(-9.0), 0);
        assert_eq!(track.at_day(1e6), track.len() - 1);
    }
}

#[test]
fn before_any_trial_there_is_the_expected_path_alone() {
    let summary = run(SCALE_UP, 0);
    let track = Track::drawn(&summary, Choice { figure: Figure::Arr, sums: Sums::By(Period::Month) });
    assert_eq!(track.percentiles, None);
    assert_eq!(track.reading(3).and_then(|reading| reading.percentiles), None);
    assert_eq!(track.middle(), track.expected);
    let stages = funnel::stages(&summary, 0);
    assert!(stages.iter().all(|stage| stage.bar.range.is_none()));
}

#[test]
fn the_picker_offers_what_the_plan_has() {
    assert!(Figure::Arr.is_in(scale_up()) && !Figure::RepeatOrders.is_in(scale_up()));
    assert!(!Figure::Arr.is_in(manufacturer()) && Figure::RepeatOrders.is_in(manufacturer()));
    assert_eq!(Figure::of(Measure::Mrr), Some(Figure::Arr));
}

#[test]
fn the_funnel_narrows_and_tells_the_sides_apart() {
    for year in 0..scale_up().plan_years() {
        let stages = funnel::stages(scale_up(), year);
        assert_eq!(stages.len(), 5);
        let volumes: Vec<f64> = stages.iter().map(|stage| stage.bar.volume).collect();
        assert!(volumes.windows(2).all(|pair| pair[0] > pair[1]), "{volumes:?}");
        assert!(
            stages.iter().skip(1).all(|s| s.conversion.is_some_and(|share| (0.0..=1.0).contains(&share)))
        );
        assert_eq!(
            [stages[0].bar.ink, stages[2].bar.ink, stages[4].bar.ink],
            [Ink::Marketing, Ink::Handover, Ink::Sales]
        );
    }
}

#[test]
fn the_timeline_shows_who_joins_and_what_happens_when() {
    let plan = read(SCALE_UP);
    let format = Format::new(Lang::En, "USD");
    let (rows, _) = timeline::rows(&plan, scale_up(), text(Lang::En), &format);
    let hires = rows.iter().find(|row| row.name == "AE hires, ramp").expect("a row of hires");
    assert!(hires.text.starts_with("+2 AEs · full output "), "{}", hires.text);
    let names: Vec<&str> =
        rows.iter().filter(|row| matches!(row.kind, RowKind::Date(_))).map(|row| row.name.as_str()).collect();
    assert_eq!(names.len(), 4);
    assert_eq!((names[0], names[1], names[3]), ("First revenue", "Break-even", "Cash runs out"));
    assert!(names[2].ends_with(" ARR"), "{names:?}");
}

#[test]
fn chinese_rows_have_no_english_words() {
    let allowed = ["AE", "SDR", "MQL", "SQL", "ARR", "MRR"];
    for (json, summary) in [(SCALE_UP, scale_up()), (MANUFACTURER, manufacturer())] {
        let format = Format::new(Lang::ZhCn, "CNY");
        let (rows, _) = timeline::rows(&read(json), summary, text(Lang::ZhCn), &format);
        for row in rows.iter().filter(|row| !matches!(row.kind, RowKind::Campaigns(_))) {
            let line = format!("{} {} {}", row.name, row.text, row.small);
            let words = line.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| word.len() > 1);
            for word in words {
                assert!(allowed.contains(&word), "{line}");
            }
        }
    }
}

#[test]
fn odds_are_natural_frequencies() {
    let cases = [
        (0.0, 0.0, Odds::Fewer),
        (0.004, 0.002, Odds::Fewer),
        (0.44, 0.016, Odds::Of100(44)),
        (0.44, 0.05, Odds::About(45)),
        (0.02, 0.05, Odds::About(5)),
        (0.999, 0.001, Odds::More),
    ];
    for (share, error, odds) in cases {
        assert_eq!(Odds::of(share, error, 1000), odds, "{share}");
    }
    // Of a few futures nothing is said of 100.
    assert_eq!(Odds::of(1.0, 0.0, 2), Odds::Seen(2, 2));
    assert_eq!((text(Lang::En).charts.odds)(Odds::of(0.6, 0.2, 5)), "3 of 5 futures");
    assert_eq!((text(Lang::ZhCn).charts.odds)(Odds::of(0.6, 0.2, 5)), "5 种未来中 3 种");
    assert_eq!((text(Lang::En).charts.odds)(Odds::Of100(44)), "44 of 100 futures");
    assert_eq!((text(Lang::ZhCn).charts.odds)(Odds::Of100(44)), "100 种未来中 44 种");
}

#[test]
fn of_a_few_futures_dates_and_limits_count_what_was_seen() {
    let day = |text: &str| tandem_engine::date::Date::parse(text);
    let when = |p50: Option<_>, missing| DateSpread {
        expected: None,
        p10: day("2028-03-06"),
        p50,
        p90: None,
        p10_se_days: None,
        p50_se_days: None,
        p90_se_days: None,
        not_within_horizon: missing,
        not_within_horizon_se: 0.0,
    };
    let (later, rare) = (when(day("2028-06-05"), 0.5), when(None, 0.5));
    let said = |lang: Lang, when: &DateSpread, bad: bool, n_trials: u32| {
        timeline::fact(when, bad, n_trials, text(lang), &Format::new(lang, "USD"))
    };
    assert_eq!(said(Lang::En, &later, false, 2), "5 Jun 2028 · 1 of 2 not within the plan");
    assert_eq!(said(Lang::En, &later, false, 1000), "5 Jun 2028 · 50 of 100 not within the plan");
    assert_eq!(said(Lang::En, &rare, false, 2), "1 of 2 within the plan");
    assert_eq!(said(Lang::En, &rare, true, 2), "In 1 of 2 futures");
    assert_eq!(said(Lang::ZhCn, &later, false, 2), "2028年6月5日 · 计划期内未达到：2 种中的 1 种");
    assert_eq!(said(Lang::ZhCn, &rare, false, 2), "计划期内达到：2 种中的 1 种");
    assert_eq!(said(Lang::ZhCn, &rare, true, 2), "2 种中的 1 种会发生");

    // A limit is one for so much of the time: of a few futures the weeks are counted.
    let month = RibbonMonth { from: 0.0, to: 28.0, shares: [0.25, 0.75, 0.0, 0.0] };
    let often = |lang: Lang, n_trials: u32| {
        how_often(Limit::Sdr, std::slice::from_ref(&month), n_trials, text(lang).charts.count, text(lang))
    };
    assert_eq!([0, 2, 1000].map(|n| often(Lang::En, n)), ["75 of 100 weeks", "6 of 8 weeks", "75 of 100"]);
    assert_eq!([0, 2, 1000].map(|n| often(Lang::ZhCn, n)), ["75% 的周", "8 周中 6 周", "75%"]);
    let run = Run { first: 0, last: 1, limit: Limit::Sdr };
    let fiscal = scale_up().fiscal;
    let months = [month, RibbonMonth { from: 28.0, to: 56.0, shares: [0.004, 0.996, 0.0, 0.0] }];
    let plan = (months.as_slice(), day("2027-01-04").expect("a day"), fiscal);
    let named = |lang: Lang, length, n_trials| {
        run_name(&run, length, plan, (n_trials, Some("Enquiry")), text(lang), &Format::new(lang, "USD"))
    };
    assert_eq!(named(Lang::En, 0, 1000), "SDR time limits in 75–99% of futures");
    assert_eq!(named(Lang::En, 0, 0), "SDR time limits in 75–99% of weeks");
    assert_eq!(
        [1, 2, 4].map(|length| named(Lang::En, length, 1000)),
        ["SDR time limits, 75–99%", "SDR time limits", "SDR time"]
    );
    assert_eq!(named(Lang::ZhCn, 0, 1000), "SDR 工时不足，占未来的 75–99%");
    // Leads go by the name of their stage.
    let leads = |lang: Lang, first, length| {
        let run = Run { first, last: 1, limit: Limit::Leads };
        run_name(&run, length, plan, (1000, Some("Enquiry")), text(lang), &Format::new(lang, "USD"))
    };
    assert_eq!(leads(Lang::En, 0, 2), "Limit: Enquiry");
    assert_eq!(leads(Lang::En, 1, 2), "Limit from February 2027: Enquiry");
    assert_eq!(leads(Lang::En, 1, 4), "Enquiry");
    assert_eq!(leads(Lang::ZhCn, 0, 2), "Enquiry不足");
    assert_eq!(limits_note(2, text(Lang::En)), "% of weeks");
    assert_eq!(limits_note(20, text(Lang::En)), "% of futures");
}

#[test]
fn months_of_4_4_and_5_weeks_are_called_after_their_place_in_the_year() {
    let mut plan = read(SCALE_UP);
    plan.calendar.fiscal_periods = tandem_engine::plan::FiscalPeriods::Weeks445;
    let summary = expected(&check(&plan).model.expect("a plan without errors"));
    let by = |period| {
        let choice = Choice { figure: Figure::Revenue, sums: Sums::By(period) };
        Track::tabulated(&summary, choice, period)
    };
    let months = by(Period::Month);
    // Two years from the first Monday of the fiscal year: every month is whole and has a name of its own.
    assert_eq!(months.len(), 24);
    for index in 0..months.len() {
        let reading = months.reading(index).expect("a month");
        let weeks = if index % 3 == 2 { 5 } else { 4 };
        assert_eq!(reading.last.days_since(reading.first) + 1, 7 * weeks, "{}", reading.first);
        assert!(reading.whole, "{}", reading.first);
        let (year, month, _) = summary.fiscal.named_month(reading.first).parts();
        assert_eq!((year, month as usize), (2027 + index as i32 / 12, index % 12 + 1));
    }
    for period in [Period::Quarter, Period::FiscalYear] {
        let track = by(period);
        assert!((0..track.len()).all(|index| track.reading(index).expect("a span").whole), "{period:?}");
    }
    // The ribbon has the same months.
    let ribbon = ribbon_months(&summary);
    let ends: Vec<f64> = months.steps.iter().map(|step| step.to).collect();
    assert_eq!(ribbon.iter().map(|month| month.to).collect::<Vec<_>>(), ends);
}

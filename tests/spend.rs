//! Spend by month and the response to spend: patterns are what they say, and the drawing follows the engine's curve.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use tandem_app::levers::curve::{
    Extent, Shift, ceiling, closeness_for, cost_for, leads_at, next_lead, reference, reference_to,
};
use tandem_app::levers::schedule::{
    Kind, Months, Pattern, Season, amounts, budget, by_year, following, loses_range, proposed, recognised,
    step, top, usual, with_month,
};
use tandem_app::levers::{Frame, LeverKind, LeverValue, levers};
use tandem_engine::check::response_curve;
use tandem_engine::date::Date;
use tandem_engine::estimate::Estimate;
use tandem_engine::model::{ResponseCurve, ResponseShape};
use tandem_engine::plan::{self, Budget, Plan};
use tandem_engine::{Code, check};

fn frame(start: (i32, u32, u32), weeks: u32) -> Frame {
    let start = Date::new(start.0, start.1, start.2).unwrap();
    Frame { start, horizon_weeks: weeks, currency: "USD".to_owned() }
}

/// Two years from January 2027 with a demand that is highest in December.
fn months() -> Months {
    let mut demand = [1.0; 12];
    demand[11] = 1.4;
    Months::of(&frame((2027, 1, 4), 104), demand)
}

fn constant(amount: f64) -> Budget {
    Budget::Constant(amount.into())
}

fn scale_up() -> Plan {
    plan::read(include_str!("../assets/plans/scale_up.json")).plan.unwrap()
}

#[test]
fn months_are_those_of_the_engine() {
    for (start, weeks) in
        [((2027, 1, 4), 104), ((2026, 12, 28), 26), ((2027, 3, 1), 260), ((2027, 3, 29), 53)]
    {
        let frame = frame(start, weeks);
        let calendar =
            tandem_engine::calendar::Calendar::new(frame.start, weeks as usize, 1, &Default::default());
        assert_eq!(Months::of(&frame, [1.0; 12]).count, calendar.n_months(), "{start:?} {weeks}");
    }
}

#[test]
fn a_budget_is_a_list_and_back() {
    let months = months();
    assert_eq!(months.count, 24);
    assert_eq!(amounts(&constant(10.0), &months), vec![10.0; 24]);
    // The last entry holds on.
    let short = Budget::ByMonth(vec![5.0, 7.0]);
    assert_eq!(amounts(&short, &months)[..3], [5.0, 7.0, 7.0]);
    assert_eq!(amounts(&short, &months)[23], 7.0);
    assert_eq!(budget(&[3.0; 24]), constant(3.0), "all alike is one number");
    assert_eq!(budget(&[3.0, -4.0, 1e12]), Budget::ByMonth(vec![3.0, 0.0, 1e9]), "within the limits");
    let one = with_month(&constant(10.0), &months, 5, 12.0);
    assert_eq!(with_month(&one, &months, 5, 10.0), constant(10.0), "and back to constant");
    assert_eq!(with_month(&one, &months, 99, 10.0), one);
}

#[test]
fn a_range_is_told_before_it_is_lost() {
    let range = Budget::Constant(Estimate::Range { p10: 8e3, p90: 12e3, scale: None });
    assert_eq!(loses_range(&range), Some((8e3, 12e3)));
    assert_eq!(loses_range(&constant(1.0)), None);
    assert_eq!(with_month(&range, &months(), 0, amounts(&range, &months())[0]), range, "no change keeps it");
}

#[test]
fn every_pattern_is_recognised_for_what_it_is() {
    let months = months();
    let now = constant(10_000.0);
    let patterns = [
        Pattern::Constant(4_000.0),
        Pattern::Ramp { first: 0, last: 23, from: 5_000.0, to: 15_000.0 },
        Pattern::Ramp { first: 3, last: 9, from: 20_000.0, to: 1_000.0 },
        Pattern::Ramp { first: 7, last: 8, from: 1_000.0, to: 2_000.0 },
        Pattern::Stopped { first: 3, last: 8 },
        Pattern::Stopped { first: 0, last: 0 },
        Pattern::Stopped { first: 20, last: 23 },
        Pattern::Seasonal(Season::Demand, 10_000.0),
        Pattern::Seasonal(Season::YearEnd, 10_000.0),
        Pattern::Seasonal(Season::QuarterEnds, 123_000.0),
        Pattern::Seasonal(Season::SummerLull, 10_000.0),
    ];
    for pattern in patterns {
        let budget = following(pattern, &now, &now, &months);
        assert_eq!(recognised(&budget, &months), pattern, "{budget:?}");
    }
    let own = Budget::ByMonth(vec![1.0, 5.0, 2.0, 9.0, 4.0]);
    assert_eq!(recognised(&own, &months), Pattern::Own);
    assert_eq!(following(Pattern::Own, &own, &now, &months), own);
}

#[test]
fn patterns_that_are_tried_one_after_the_other_keep_the_mean_and_lead_back() {
    // Neither a whole number of years nor a round amount.
    for (amount, weeks) in [(85_000.0, 78), (123_457.0, 104), (12.5, 31)] {
        let months = Months::of(&frame((2027, 3, 1), weeks), months().demand);
        let opened = constant(amount);
        let mut now = opened.clone();
        let mean = |budget: &Budget| {
            let all = amounts(budget, &months);
            all.iter().sum::<f64>() / all.len() as f64
        };
        let kinds = [Kind::Ramp, Kind::Constant, Kind::Seasonal, Kind::Ramp, Kind::Constant];
        for kind in kinds.into_iter().chain([Kind::Stopped, Kind::Constant]) {
            now = following(proposed(kind, &now, &months), &now, &opened, &months);
            if kind != Kind::Stopped {
                assert!((mean(&now) / amount - 1.0).abs() < 1e-6, "{kind:?} {}", mean(&now));
            }
            if kind == Kind::Constant {
                assert_eq!(now, opened);
            }
        }
    }
}

#[test]
fn a_range_is_back_when_its_months_are() {
    let months = months();
    let range = Budget::Constant(Estimate::Range { p10: 8e3, p90: 12e3, scale: None });
    let ramp = following(proposed(Kind::Ramp, &range, &months), &range, &range, &months);
    assert_eq!(following(proposed(Kind::Constant, &ramp, &months), &ramp, &range, &months), range);
}

#[test]
fn what_is_proposed_keeps_about_the_money() {
    let months = months();
    let now = constant(10_000.0);
    let sum = |budget: &Budget| amounts(budget, &months).iter().sum::<f64>();
    for kind in [Kind::Constant, Kind::Ramp, Kind::Seasonal] {
        let budget = following(proposed(kind, &now, &months), &now, &now, &months);
        assert!((sum(&budget) / sum(&now) - 1.0).abs() < 0.01, "{kind:?} {}", sum(&budget));
        assert_eq!(recognised(&budget, &months).kind(), kind);
    }
    let stopped = following(proposed(Kind::Stopped, &now, &months), &now, &now, &months);
    assert_eq!(sum(&now) - sum(&stopped), 60_000.0, "two quarters");
    // From a stop back to what was usual.
    assert_eq!(proposed(Kind::Constant, &stopped, &months), Pattern::Constant(10_000.0));
    assert_eq!(usual(&[0.0, 3.0, 0.0, 5.0]), 5.0);
    assert_eq!(usual(&[0.0; 3]), 0.0);
}

#[test]
fn a_stop_that_is_moved_gives_back_what_was_spent() {
    let months = months();
    let base =
        following(Pattern::Seasonal(Season::YearEnd, 10_000.0), &constant(1.0), &constant(1.0), &months);
    let stopped = following(Pattern::Stopped { first: 3, last: 11 }, &base, &base, &months);
    let shorter = following(Pattern::Stopped { first: 3, last: 8 }, &stopped, &base, &months);
    let (was, now) = (amounts(&base, &months), amounts(&shorter, &months));
    for month in 0..24 {
        assert_eq!(now[month], if (3..=8).contains(&month) { 0.0 } else { was[month] }, "month {month}");
    }
    // Where the plan that was opened spent nothing either, what is usual now.
    let none = constant(0.0);
    let open = following(Pattern::Stopped { first: 3, last: 4 }, &stopped, &none, &months);
    assert_eq!(amounts(&open, &months)[6], usual(&amounts(&stopped, &months)));
    let beyond = following(Pattern::Stopped { first: 99, last: 2 }, &base, &base, &months);
    assert_eq!(recognised(&beyond, &months), Pattern::Stopped { first: 23, last: 23 });
}

#[test]
fn a_plan_of_one_or_few_months_has_patterns_too() {
    for count in 1..4 {
        let months = Months { count, ..months() };
        for kind in Kind::ALL {
            let now = constant(10.0);
            let budget = following(proposed(kind, &now, &months), &now, &now, &months);
            assert_eq!(amounts(&budget, &months).len(), count, "{kind:?}");
        }
    }
}

#[test]
fn years_are_summed_by_the_calendar() {
    let months = Months::of(&frame((2027, 11, 1), 30), [1.0; 12]);
    let sums = by_year(&amounts(&constant(10.0), &months), &months);
    // The plan ends on Sunday, 28 May.
    assert_eq!(sums, [(2027, 20.0), (2028, 10.0 * (4.0 + 28.0 / 31.0))]);
    // One that begins on the 4th of January spends 28 days of that month, as the engine does.
    let months = Months::of(&frame((2027, 1, 4), 52), [1.0; 12]);
    let sums = by_year(&amounts(&constant(10_000.0), &months), &months);
    assert_eq!(sums.iter().map(|(_, sum)| sum.round()).collect::<Vec<_>>(), [119_032.0, 645.0]);
}

#[test]
fn the_top_of_the_bars_stays_while_one_is_dragged_below_it() {
    let base = [10_000.0; 24];
    let top_at = |amount: f64| top(&[amount; 24], &base);
    assert_eq!(top_at(0.0), top_at(16_000.0));
    assert!(top_at(50_000.0) >= 50_000.0 && top(&[0.0], &[0.0]) > 0.0);
    assert!(step(top_at(0.0)) > 0.0 && top_at(0.0) / step(top_at(0.0)) >= 50.0);
}

#[test]
fn every_pattern_of_every_channel_is_a_sound_plan_and_stays_on_its_curve() {
    let base = scale_up();
    let months = Months::of(&Frame::of(&base), base.calendar.monthly_demand_index);
    let mut open = base.clone();
    for channel in &mut open.channels {
        // Left to the budget: a stop in the first month must not take the reference with it.
        if let Some(response) = &mut channel.response {
            response.reference_spend_per_month = None;
        }
    }
    for lever in levers(&open, &open).into_iter().filter(|lever| lever.kind == LeverKind::Spend) {
        let Some(LeverValue::Budget(now)) = lever.get(&open) else { panic!("a budget") };
        for pattern in Kind::ALL
            .map(|kind| proposed(kind, &now, &months))
            .into_iter()
            .chain([Pattern::Stopped { first: 0, last: 5 }])
        {
            let mut next = open.clone();
            lever.set(&mut next, LeverValue::Budget(following(pattern, &now, &now, &months)));
            let checked = check(&next);
            assert!(checked.model.is_some(), "{} {pattern:?}: {:?}", lever.id, checked.findings);
            assert!(
                !checked.findings.iter().any(|finding| finding.code == Code::W203),
                "{} {pattern:?}",
                lever.id
            );
            let index = lever.channel.unwrap();
            assert_eq!(
                response_curve(&next.channels[index]),
                response_curve(&base.channels[index]),
                "{}",
                lever.id
            );
            lever.restore(&mut next, &open);
            assert_eq!(lever.get(&next), Some(LeverValue::Budget(now.clone())), "back to base");
        }
    }
}

fn curves() -> impl Iterator<Item = ResponseCurve> {
    [ResponseShape::Hill, ResponseShape::Linear, ResponseShape::Tanh, ResponseShape::Logistic]
        .into_iter()
        .flat_map(|shape| {
            [(0.1, 1.0), (0.5, 1.0), (0.55, 2.0), (0.9, 0.7)].into_iter().map(move |(share_of_max, slope)| {
                ResponseCurve { shape, reference: 8_000.0, cost_per_lead: 280.0, share_of_max, slope }
            })
        })
}

#[test]
fn the_drawing_is_the_engines_curve() {
    for curve in curves() {
        let (spend, leads) = reference(&curve);
        assert!((spend / leads - 280.0).abs() < 1e-9, "{curve:?}");
        assert_eq!(ceiling(&curve).is_none(), curve.shape == ResponseShape::Linear);
        // The next lead costs what the curve's slope says.
        let (more, cost) = (leads_at(&curve, spend + 1.0) - leads, next_lead(&curve, spend));
        assert!((more * cost - 1.0).abs() < 1e-3, "{curve:?}: {more} {cost}");
        let extent = Extent::of(&curve, 0.0);
        assert!(extent.spend > 2.0 * spend && extent.leads > leads_at(&curve, extent.spend), "{extent:?}");
    }
}

#[test]
fn a_handle_goes_where_it_is_dragged() {
    for curve in curves().filter(|curve| curve.shape != ResponseShape::Linear) {
        let extent = Extent::of(&curve, 0.0);
        for share in [0.05, 0.2, 0.5, 0.8, 0.95] {
            let wanted = ResponseCurve { share_of_max: share, ..curve };
            let found = closeness_for(&curve, extent.spend, leads_at(&wanted, extent.spend));
            assert!((found - share).abs() <= 0.0051, "{curve:?}: {share} {found}");
        }
        assert_eq!(closeness_for(&curve, extent.spend, 1e9), 0.05);
        assert_eq!(closeness_for(&curve, extent.spend, 0.0), 0.95);
    }
    let extent = Extent { spend: 100_000.0, leads: 300.0 };
    assert_eq!(reference_to(extent, 30_100.0, 120.0), Shift::Reference(30_000.0, 250.0));
    let Shift::Reference(spend, cost) = reference_to(extent, 0.0, 0.0) else { panic!("a reference") };
    assert!(spend > 0.0 && cost <= 1e7);
    assert_eq!(cost_for(30_000.0, 101.0), 297.0);
}

#[test]
fn only_an_anchored_channel_has_a_curve() {
    let mut plan = scale_up();
    assert!(response_curve(&plan.channels[0]).is_some());
    let by_kind = plan.channels.iter().filter(|channel| response_curve(channel).is_some()).count();
    assert_eq!(by_kind, 4, "three ads and content");
    plan.channels[0].response.as_mut().unwrap().reference_cost_per_lead = None;
    assert!(response_curve(&plan.channels[0]).is_none());
}

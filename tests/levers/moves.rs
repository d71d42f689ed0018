//! Levers of a plan with one channel: what is moved, and what is left as it was.

use super::*;

/// A plan with one search channel whose reference is left to the budget.
pub fn one_channel() -> Plan {
    let mut plan = Plan::default();
    plan.plan.start_date = Date::new(2027, 1, 4);
    let mut channel = Channel::new("search", ChannelType::Paid);
    channel.budget_per_month = Budget::Constant(20_000.0.into());
    channel.response = Some(Response { reference_cost_per_lead: Some(200.0.into()), ..Response::default() });
    plan.channels.push(channel);
    plan.target = Some(Target {
        measure: TargetMeasure::Arr,
        value: 1e6,
        date: Date::new(2027, 12, 31).expect("a date"),
        wanted_odds: 0.8,
    });
    plan
}

#[track_caller]
fn lever(plan: &Plan, kind: LeverKind) -> Lever {
    levers(plan, plan).into_iter().find(|lever| lever.kind == kind).expect("the lever")
}

#[test]
fn spend_moves_along_its_curve_and_not_the_curve() {
    let mut plan = one_channel();
    let spend = lever(&plan, LeverKind::Spend);
    let reference =
        |plan: &Plan| plan.channels[0].response.clone().expect("a response").reference_spend_per_month;
    assert_eq!(reference(&plan), None);
    spend.set(&mut plan, LeverValue::Budget(Budget::Constant(30_000.0.into())));
    assert_eq!(reference(&plan), Some(Estimate::Fixed(20_000.0)));
    spend.set(&mut plan, LeverValue::Budget(Budget::Constant(50_000.0.into())));
    assert_eq!(reference(&plan), Some(Estimate::Fixed(20_000.0)), "fixed once");
}

#[test]
fn response_time_is_measured_against_what_it_was() {
    let mut plan = one_channel();
    assert_eq!(plan.response_sla.reference_response_hours, None);
    lever(&plan, LeverKind::Response).set(&mut plan, LeverValue::Number(1.0.into()));
    // Latency 4, automatic routing 0.1, an hour of queue.
    assert_eq!(plan.response_sla.reference_response_hours, Some(Estimate::Fixed(5.1)));
}

#[test]
fn a_target_differs_in_what_was_changed_of_it() {
    let base = one_channel();
    let changed = |value: f64, measure: TargetMeasure, odds: f64| {
        let mut plan = base.clone();
        let target = plan.target.as_mut().expect("a target");
        (target.value, target.measure, target.wanted_odds) = (value, measure, odds);
        let differs = |lever: &Lever| lever.was(&plan, &base).is_some();
        levers(&plan, &base).iter().filter(|lever| differs(lever)).map(|lever| lever.kind).collect::<Vec<_>>()
    };
    assert_eq!(changed(1e6, TargetMeasure::Arr, 0.8), []);
    assert_eq!(changed(2e6, TargetMeasure::Arr, 0.8), [LeverKind::TargetValue]);
    assert_eq!(changed(2e6, TargetMeasure::Arr, 0.5), [LeverKind::TargetValue, LeverKind::WantedOdds]);
    // Another measure has another value.
    assert_eq!(changed(2e6, TargetMeasure::Revenue, 0.8), [LeverKind::TargetMeasure]);
}

#[test]
fn a_changed_value_is_no_longer_from_its_source() {
    let mut plan = one_channel();
    let counted = Provenance { source: Source::Data, note: String::new() };
    plan.provenance.insert("deals.mean_first_year_value".to_owned(), counted.clone());
    plan.provenance.insert("finance.gross_margin".to_owned(), counted);
    let base = plan.clone();
    let deal = lever(&plan, LeverKind::DealSize);
    deal.set(&mut plan, LeverValue::Number(30_000.0.into()));
    assert_eq!(plan.provenance.keys().collect::<Vec<_>>(), ["finance.gross_margin"]);
    deal.restore(&mut plan, &base);
    assert_eq!(plan, base);
}

fn hire(start_week: i32, headcount: f64) -> Hire {
    Hire { start_week, headcount: headcount.into(), fully_ramped: start_week < -26 }
}

/// A team as `8 + 2 (week 13)`.
fn picture(hires: &[Hire]) -> String {
    let one = |hire: &Hire| format!("{}@{}", heads(hire), hire.start_week);
    hires.iter().map(one).collect::<Vec<_>>().join(" ")
}

#[test]
fn more_heads_start_later_and_fewer_leave_from_the_end() {
    let team = LeverValue::Team(vec![hire(-80, 6.0), hire(-10, 2.0), hire(13, 2.0)]);
    let plan = one_channel();
    let aes = lever(&plan, LeverKind::Aes);
    let to = |total: f64| match moved(&team, total, aes.quantity, start(&plan)) {
        LeverValue::Team(hires) => picture(&hires),
        other => panic!("{other:?}"),
    };
    assert_eq!(to(10.0), "6@-80 2@-10 2@13");
    assert_eq!(to(12.0), "6@-80 2@-10 4@13");
    assert_eq!(to(9.0), "6@-80 2@-10 1@13");
    assert_eq!(to(8.0), "6@-80 2@-10");
    assert_eq!(to(7.0), "6@-80 1@-10");
    assert_eq!(to(5.0), "5@-80");
    assert_eq!(to(0.0), "");
}

#[test]
fn a_total_that_comes_back_brings_the_same_team_back() {
    let plan = one_channel();
    let quantity = lever(&plan, LeverKind::Aes).quantity;
    let base = LeverValue::Team(vec![hire(-80, 8.0), hire(13, 2.0)]);
    let step = |now: &LeverValue, total: f64| moved(&origin(now, Some(&base)), total, quantity, start(&plan));
    let nobody = step(&base, 0.0);
    assert_eq!(step(&nobody, 10.0), base);
    assert_eq!(step(&step(&nobody, 3.0), 10.0), base);
    // Somebody who starts at another time is a change of its own, which stays.
    let sooner = LeverValue::Team(vec![hire(-80, 8.0), hire(4, 2.0)]);
    assert_eq!(step(&sooner, 11.0), LeverValue::Team(vec![hire(-80, 8.0), hire(4, 3.0)]));
}

#[test]
fn heads_are_typed_as_a_total_or_as_a_sum() {
    let plan = one_channel();
    let aes = lever(&plan, LeverKind::Aes);
    let team = LeverValue::Team(vec![hire(-80, 8.0)]);
    let typed = |text: &str| match aes.typed(text, &team, &Frame::of(&plan)) {
        Ok(LeverValue::Team(hires)) => picture(&hires),
        other => panic!("{other:?}"),
    };
    assert_eq!(typed("8"), "8@-80");
    assert_eq!(typed("10"), "8@-80 2@13");
    assert_eq!(typed("8 + 2"), "8@-80 2@13");
    assert_eq!(typed("6 + 3"), "6@-80 3@13");
    let format = Format::new(Lang::En, "USD");
    assert_eq!(aes.shown(&LeverValue::Team(vec![hire(-80, 8.0), hire(13, 2.0)]), &format), "8 + 2");
}

/// A range of heads is one of the hire that would grow: the last of those to come, or the oldest of those here.
#[test]
fn heads_are_typed_as_ranges_too() {
    let plan = one_channel();
    let aes = lever(&plan, LeverKind::Aes);
    let format = Format::new(Lang::En, "USD");
    let team = LeverValue::Team(vec![hire(-80, 6.0), hire(-10, 2.0), hire(13, 2.0)]);
    let from = |now: &LeverValue, text: &str| aes.typed(text, now, &Frame::of(&plan)).expect(text);
    let shown = |value: &LeverValue| aes.shown(value, &format);
    let range = |value: &LeverValue, index: usize| match value {
        LeverValue::Team(hires) => hires[index].headcount.clone(),
        other => panic!("{other:?}"),
    };
    for (typed, told, total) in [
        ("8 + 1-3", "8 + 1–3", (9.0, 11.0)),
        ("9-11", "8 + 1–3", (9.0, 11.0)),
        ("7-9 + 2", "7–9 + 2", (9.0, 11.0)),
        ("8 + 0-2", "8 + 0–2", (8.0, 10.0)),
        ("6-12", "6–12", (6.0, 12.0)),
        ("8 + 12 ± 2", "8 + 10–14", (18.0, 22.0)),
    ] {
        let value = from(&team, typed);
        assert_eq!(shown(&value), told, "{typed}");
        assert_eq!(ends(&value, aes.quantity), Some(total), "{typed}");
        // What is shown is read as what is there.
        assert_eq!(from(&value, told), value, "{typed}");
        let mut plan = plan.clone();
        aes.set(&mut plan, value);
        assert!(tandem_engine::check(&plan).model.is_some(), "{typed}");
    }
    let two = from(&team, "8 + 1-3");
    assert_eq!(range(&two, 2), Estimate::Range { p10: 1.0, p90: 3.0, scale: None });
    // The slider moves the range as a whole, an end moves alone, and the keys widen.
    let middle = amount(&two, aes.quantity, start(&plan));
    let more = moved(&two, middle + 3.0_f64.sqrt(), aes.quantity, start(&plan));
    assert_eq!(shown(&more), "8 + 2–6", "twice the middle is twice the range");
    assert_eq!(shown(&with_end(&two, true, 12.0, aes.quantity)), "8 + 1–4");
    assert_eq!(shown(&with_end(&two, false, 8.5, aes.quantity)), "8 + 0.5–3");
    assert_eq!(with_end(&two, true, 9.0, aes.quantity), two, "the ends never meet");
    assert_eq!(shown(&widened(&team, 5, aes.quantity)), "8 + 1–3", "a tenth of ten heads either way");
    // A number is a number again; what is not about the range leaves it.
    assert_eq!(shown(&from(&two, "8 + 2")), "8 + 2");
    assert_eq!(shown(&from(&two, "10")), "8 + 2");
    assert_eq!(ends(&from(&two, "10"), aes.quantity), None);
}

#[test]
fn who_starts_when() {
    let monday = Date::new(2027, 1, 4).expect("a date");
    let team = vec![hire(-80, 8.0), hire(13, 2.0)];
    let months = hire_months(&team, monday);
    assert_eq!((months.len(), months[0].index, months[0].heads), (1, 1, 2.0));
    assert_eq!(months[0].month, 2027 * 12 + 3, "week 13 is in April");
    assert_eq!(week_of(months[0].month, monday, 104), 13, "and April's first Monday is week 13");
    let more = add_hire(&team, monday, 104);
    assert_eq!(picture(&more), "8@-80 2@13 1@17");
    assert_eq!(picture(&set_hire(&more, 2, Some(22), Some((3.0, 3.0)))), "8@-80 2@13 3@22");
    assert_eq!(picture(&set_hire(&more, 1, None, Some((0.0, 0.0)))), "8@-80 1@17");
    assert_eq!(split(&more), (8.0, 3.0));
    assert_eq!(week_of(2020 * 12, monday, 104), 1, "never before the plan");
    assert_eq!(week_of(2040 * 12, monday, 104), 103, "never after it");
}

#[test]
fn a_budget_by_month_moves_as_a_whole() {
    let mut plan = one_channel();
    plan.channels[0].budget_per_month = Budget::ByMonth(vec![10_000.0, 20_000.0, 30_000.0]);
    let spend = lever(&plan, LeverKind::Spend);
    let value = spend.get(&plan).expect("a value");
    assert_eq!(spend.shown(&value, &Format::new(Lang::En, "USD")), "20k");
    let doubled = LeverValue::Budget(Budget::ByMonth(vec![20_000.0, 40_000.0, 60_000.0]));
    assert_eq!(moved(&value, 40_000.0, spend.quantity, start(&plan)), doubled);
    assert_eq!(spend.typed("40k", &value, &Frame::of(&plan)), Ok(doubled));
    let flat =
        LeverValue::Budget(Budget::Constant(Estimate::Range { p10: 30_000.0, p90: 50_000.0, scale: None }));
    assert_eq!(spend.typed("30-50k", &value, &Frame::of(&plan)), Ok(flat));
}

#[test]
fn a_target_has_one_value_and_a_day_in_the_plan() {
    let plan = one_channel();
    let value = lever(&plan, LeverKind::TargetValue);
    let now = value.get(&plan).expect("a value");
    assert!(value.typed("1-2M", &now, &Frame::of(&plan)).is_err());
    assert_eq!(value.typed("1.2亿", &now, &Frame::of(&plan)), Ok(LeverValue::Number(1.2e8.into())));
    let date = lever(&plan, LeverKind::TargetDate);
    let now = date.get(&plan).expect("a day");
    let day = |year, month, day| LeverValue::Day(Date::new(year, month, day).expect("a date"));
    assert_eq!(date.typed("Jun 2028", &now, &Frame::of(&plan)), Ok(day(2028, 6, 30)));
    assert!(date.typed("Jun 2040", &now, &Frame::of(&plan)).is_err());
}

#[test]
fn a_half_life_and_the_share_kept_a_week_are_one_value() {
    let (_, base) = examples().into_iter().next().expect("an example");
    let id = main_channel(&base).expect("a channel").replace("-spend", "");
    let of = |plan: &Plan, kind| {
        let mut levers = curve_levers(plan, &base, &id).into_iter();
        levers.find(|lever| lever.kind == kind).expect("a lever")
    };
    let mut plan = base.clone();
    let half_life = of(&plan, LeverKind::HalfLife);
    half_life.set(&mut plan, LeverValue::Number(4.0.into()));
    assert_eq!(half_life.get(&plan), Some(LeverValue::Number(4.0.into())));
    let Some(LeverValue::Number(Estimate::Fixed(kept))) = of(&plan, LeverKind::CarryOver).get(&plan) else {
        panic!("a share")
    };
    assert!((kept.powi(4) - 0.5).abs() < 1e-12, "{kept}");
    // A range has the half-lives of its ends, and the longest stays within the limits of what is kept.
    half_life.set(&mut plan, LeverValue::Number(Estimate::Range { p10: 1.0, p90: 2.0, scale: None }));
    let Some(LeverValue::Number(Estimate::Range { p10, p90, .. })) =
        of(&plan, LeverKind::CarryOver).get(&plan)
    else {
        panic!("a range")
    };
    assert!((p10 - 0.5).abs() < 1e-12 && (p90 - 0.5f64.sqrt()).abs() < 1e-12);
    half_life.set(&mut plan, LeverValue::Number(half_life.quantity.max.into()));
    assert!(check(&plan).findings.iter().all(|finding| !finding.code.is_error()));
    half_life.restore(&mut plan, &base);
    let place = base.channels.iter().position(|channel| channel.id == id).expect("a channel");
    let kept = |plan: &Plan| plan.channels[place].carryover.clone().unwrap_or_default();
    assert_eq!(kept(&plan), kept(&base));
}

#[test]
fn the_shape_of_a_curve_alone_is_a_change_and_goes_back() {
    use tandem_app::levers::curve::{changed, restored, with_family_restored};
    use tandem_engine::plan::{CarryoverShape, ResponseShape};
    let (_, base) = examples().into_iter().next().expect("an example");
    let place = base.channels.iter().position(|channel| channel.response.is_some()).expect("a curve");
    let id = base.channels[place].id.clone();
    let now = |plan: &Plan| changed(&plan.channels[place], &base.channels[place]);
    let mut plan = base.clone();
    assert_eq!(now(&plan), 0);
    let response = plan.channels[place].response.as_mut().expect("a curve");
    response.shape = ResponseShape::Tanh;
    assert_eq!(now(&plan), 1);
    assert_eq!(restored(&plan, &base, &id).as_ref(), Some(&base));
    plan.channels[place].response.as_mut().expect("a curve").hill_slope = 1.7.into();
    let kept = plan.channels[place].carryover.get_or_insert_default();
    kept.shape = CarryoverShape::Delayed;
    kept.peak_lag_weeks = 3.0.into();
    assert_eq!(now(&plan), 4);
    assert_eq!(with_family_restored(&plan, &base, &id).map(|plan| now(&plan)), Some(3));
    assert_eq!(restored(&plan, &base, &id).as_ref(), Some(&base));
    // A channel that the other plan has not is new, not changed.
    assert_eq!(restored(&plan, &base, "none"), None);
}

//! Levers over the example plans: each reads and writes its own path, and every slider stays within the rules.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may panic, say figures and compare with other arithmetic"
)]

use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use tandem_app::format::Format;
use tandem_app::levers::{
    Frame, Lever, LeverKind, LeverValue, amount, curve_levers, ends, heads, levers, main_channel, moved,
    origin, split,
};
use tandem_app::levers::{add_hire, hire_months, set_hire, week_of};
use tandem_app::text::Lang;
use tandem_engine::check;
use tandem_engine::date::Date;
use tandem_engine::estimate::Estimate;
use tandem_engine::plan::{
    self, Budget, Channel, ChannelType, Hire, Plan, Provenance, Response, Source, Target, TargetMeasure,
};

/// The example plans that the page opens.
fn examples() -> Vec<(String, Plan)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/plans");
    let mut plans = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder of plans") {
        let path = entry.expect("an entry").path();
        let text = fs::read_to_string(&path).expect("a readable plan");
        let plan = plan::read(&text).plan.unwrap_or_else(|| panic!("{path:?} has errors"));
        plans.push((path.file_stem().expect("a name").to_string_lossy().into_owned(), plan));
    }
    assert!(plans.len() >= 3, "{} example plans", plans.len());
    plans
}

fn start(plan: &Plan) -> Date {
    plan.plan.start_date.expect("a start").monday()
}

/// Paths at which two JSON values differ.
fn differences(a: &Value, b: &Value, path: &str, found: &mut BTreeSet<String>) {
    let join = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
    match (a, b) {
        (Value::Object(a), Value::Object(b)) => {
            let keys: BTreeSet<&String> = a.keys().chain(b.keys()).collect();
            for key in keys {
                differences(
                    a.get(key).unwrap_or(&Value::Null),
                    b.get(key).unwrap_or(&Value::Null),
                    &join(key),
                    found,
                );
            }
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            for (index, (a, b)) in a.iter().zip(b).enumerate() {
                differences(a, b, &format!("{path}[{index}]"), found);
            }
        }
        (a, b) if a != b => {
            found.insert(path.to_owned());
        }
        _ => {}
    }
}

fn changed_paths(a: &Plan, b: &Plan) -> BTreeSet<String> {
    let json = |plan: &Plan| serde_json::to_value(plan).expect("a plan is JSON");
    let mut found = BTreeSet::new();
    differences(&json(a), &json(b), "", &mut found);
    found
}

/// Paths that a lever writes beside its own.
fn may_write(lever: &Lever, path: &str) -> bool {
    let beside = match lever.kind {
        LeverKind::Spend => path.ends_with(".response.reference_spend_per_month"),
        LeverKind::Response => path == "response_sla.reference_response_hours",
        LeverKind::TargetMeasure => path == "target.value",
        _ => false,
    };
    lever.owns(path) || beside || path.starts_with("provenance")
}

#[track_caller]
fn assert_sound(plan: &Plan, what: &str) {
    let checked = check(plan);
    let errors: Vec<_> = checked.findings.iter().filter(|finding| finding.code.is_error()).collect();
    assert!(checked.model.is_some(), "{what}: {errors:?}");
}

#[test]
fn what_a_lever_gets_it_can_set() {
    for (name, plan) in examples() {
        for lever in levers(&plan, &plan) {
            let mut same = plan.clone();
            let value = lever.get(&plan).expect("a value");
            lever.set(&mut same, value);
            assert_eq!(same, plan, "{name} {}", lever.id);
        }
    }
}

#[test]
fn ids_and_paths_are_unique() {
    for (name, plan) in examples() {
        let all = levers(&plan, &plan);
        let ids: BTreeSet<&str> = all.iter().map(|lever| lever.id.as_str()).collect();
        assert_eq!(ids.len(), all.len(), "{name}");
    }
}

#[test]
fn levers_that_steps_stand_in_for_are_not_there() {
    let (_, mut plan) = examples().into_iter().next().expect("an example");
    let has = |plan: &Plan, id: &str| levers(plan, plan).iter().any(|lever| lever.id == id);
    assert!(has(&plan, "win-rate") && has(&plan, "sales-cycle"));
    plan.opportunity_stages = vec![tandem_engine::plan::OpportunityStage {
        name: "Offer".into(),
        conversion: plan.qualification.observed.conversion.opportunity_to_won.clone(),
        distribution: plan.durations.opportunity_to_won.distribution,
        mean_weeks: plan.durations.opportunity_to_won.mean_weeks.clone(),
        coefficient_of_variation: plan.durations.opportunity_to_won.coefficient_of_variation.clone(),
    }];
    assert!(!has(&plan, "win-rate") && !has(&plan, "sales-cycle") && has(&plan, "aes"));
    assert!(has(&plan, "sub-0-conversion") && has(&plan, "sub-0-time"));
}

#[test]
fn levers_of_sub_stages_follow_them_by_their_names() {
    use tandem_app::stages::sub;
    let (_, mut base) = examples().into_iter().next().expect("an example");
    for name in ["Demo", "Offer"] {
        base = sub::added(&base).expect("room");
        base.opportunity_stages.last_mut().expect("one").name = name.to_owned();
    }
    let mut plan = sub::moved(&base, 0, 1).expect("a place");
    let at = |plan: &Plan, id: &str| {
        levers(plan, &base).into_iter().find(|lever| lever.id == id).expect("a lever")
    };
    // Moved, none of them is changed.
    for lever in levers(&plan, &base).iter().filter(|lever| lever.sub_stage.is_some()) {
        assert_eq!(lever.get(&plan), lever.get(&base), "{}", lever.id);
    }
    let demo = at(&plan, "sub-1-conversion");
    assert_eq!(demo.path, "opportunity_stages[1].conversion");
    demo.set(&mut plan, LeverValue::Number(0.9.into()));
    assert_eq!(plan.opportunity_stages[1].conversion, 0.9.into());
    assert_ne!(demo.get(&plan), demo.get(&base));
    demo.restore(&mut plan, &base);
    assert_eq!(plan.opportunity_stages[1], base.opportunity_stages[0]);
    // As many levers are in view as with the win rate alone, or up to two more.
    let in_view = levers(&base, &base).iter().filter(|lever| lever.in_view).count();
    assert!((8..=12).contains(&in_view), "{in_view}");
}

#[test]
fn eight_to_twelve_levers_are_in_view_and_turning_them_moves_none() {
    for (name, plan) in examples() {
        let in_view = |plan: &Plan, base: &Plan| {
            let all = levers(plan, base).into_iter().filter(|lever| lever.in_view);
            all.map(|lever| lever.id).collect::<Vec<_>>()
        };
        let first = in_view(&plan, &plan);
        assert!((8..=12).contains(&first.len()), "{name}: {first:?}");
        for wanted in ["sdrs", "aes", "win-rate", "deal-size", "target-value", "target-date"] {
            assert!(first.iter().any(|id| id == wanted), "{name} without {wanted}");
        }
        // The rest is what is folded: there is one, and the largest spend is not in it.
        let largest = main_channel(&plan).expect("a channel with money");
        assert!(first.contains(&largest), "{name}: {largest} is folded, {first:?}");
        assert!(levers(&plan, &plan).len() > first.len());
        for lever in levers(&plan, &plan).iter().filter(|lever| lever.channel.is_some()) {
            let Some(track) = lever.track else { continue };
            let mut turned = plan.clone();
            let value = lever.get(&plan).expect("a value");
            lever.set(&mut turned, moved(&value, track.max, lever.quantity, start(&plan)));
            assert_eq!(in_view(&turned, &plan), first, "{name} {}", lever.id);
        }
    }
}

#[test]
fn leads_lead_to_a_channel_with_money() {
    let mut plan = one_channel();
    plan.channels.insert(0, Channel::new("organic", ChannelType::Organic));
    assert_eq!(main_channel(&plan).as_deref(), Some("search-spend"));
    plan.channels.truncate(1);
    assert_eq!(main_channel(&plan), None);
    for (name, plan) in examples() {
        let main = main_channel(&plan).expect("a channel with money");
        let lever = levers(&plan, &plan).into_iter().find(|lever| lever.id == main).expect("its lever");
        let value = lever.get(&plan).expect("a value");
        assert!(amount(&value, lever.quantity, start(&plan)) > 0.0, "{name}: {main}");
    }
}

#[test]
fn the_numbers_of_a_curve_are_levers_too() {
    for (name, plan) in examples() {
        for channel in &plan.channels {
            let all = curve_levers(&plan, &plan, &channel.id);
            let follows = matches!(channel.kind, ChannelType::Paid | ChannelType::Content);
            assert_eq!(all.len(), if follows { 6 } else { 0 }, "{name} {}", channel.id);
            for lever in all {
                let (what, track) = (format!("{name} {}", lever.id), lever.track.expect("a slider"));
                let value = lever.get(&plan).expect("a value");
                let mut same = plan.clone();
                lever.set(&mut same, value.clone());
                assert_eq!(same, plan, "{what}");
                for place in [0.0, 0.3, 1.0] {
                    let mut turned = plan.clone();
                    let to = moved(&value, track.value(place), lever.quantity, start(&plan));
                    lever.set(&mut turned, to.clone());
                    assert_eq!(lever.get(&turned), Some(to), "{what}");
                    for path in changed_paths(&plan, &turned) {
                        // A channel without carryover gets one.
                        let is_own = lever.path.starts_with(&path) || lever.owns(&path);
                        assert!(is_own || path.starts_with("provenance"), "{what} writes {path}");
                    }
                    assert_sound(&turned, &what);
                }
            }
        }
    }
}

#[test]
fn a_reference_left_to_the_budget_is_the_budget() {
    let plan = one_channel();
    let all = curve_levers(&plan, &plan, "search");
    assert_eq!(all[0].get(&plan), Some(LeverValue::Number(20_000.0.into())));
    let mut by_month = plan.clone();
    by_month.channels[0].budget_per_month = Budget::ByMonth(vec![7_000.0, 9_000.0]);
    assert_eq!(all[0].get(&by_month), Some(LeverValue::Number(7_000.0.into())));
}

#[test]
fn a_lever_finds_its_channel_and_its_source_wherever_it_stands() {
    let mut base = one_channel();
    let counted = Provenance { source: Source::Data, note: String::new() };
    base.provenance.insert("channels[0].budget_per_month".to_owned(), counted.clone());
    let mut plan = base.clone();
    plan.channels.insert(0, Channel::new("organic", ChannelType::Organic));
    plan.provenance.clear();
    plan.provenance.insert("channels[1].budget_per_month".to_owned(), counted);
    let before = plan.clone();
    let spend = levers(&plan, &base).into_iter().find(|lever| lever.id == "search-spend").expect("the lever");
    spend.set(&mut plan, LeverValue::Budget(Budget::Constant(1.0.into())));
    assert!(plan.provenance.is_empty(), "a changed value is not counted");
    spend.restore(&mut plan, &base);
    assert_eq!(plan.provenance, before.provenance);
}

#[test]
fn a_lever_writes_its_own_path_and_the_plan_stays_sound() {
    for (name, plan) in examples() {
        for lever in levers(&plan, &plan) {
            let Some(track) = lever.track else { continue };
            let value = lever.get(&plan).expect("a value");
            for place in [0.0, 0.02, 0.25, 0.5, 0.75, 1.0] {
                let to = track.value(place);
                let what = format!("{name} {} at {to}", lever.id);
                let mut turned = plan.clone();
                let moved = moved(&value, to, lever.quantity, start(&plan));
                lever.set(&mut turned, moved.clone());
                assert_eq!(lever.get(&turned), Some(moved), "{what}");
                for path in changed_paths(&plan, &turned) {
                    assert!(may_write(&lever, &path), "{what} writes {path}");
                }
                assert_sound(&turned, &what);
                // Back to where it was, to the digit.
                let mut back = turned.clone();
                lever.restore(&mut back, &plan);
                assert_eq!(lever.get(&back), Some(value.clone()), "{what}");
            }
        }
    }
}

#[test]
fn a_moved_value_is_where_the_slider_is() {
    for (name, plan) in examples() {
        for lever in levers(&plan, &plan) {
            let Some(track) = lever.track else { continue };
            let value = lever.get(&plan).expect("a value");
            let now = amount(&value, lever.quantity, start(&plan));
            let to = track.value(0.6);
            let there =
                amount(&moved(&value, to, lever.quantity, start(&plan)), lever.quantity, start(&plan));
            let what = format!("{name} {}: {now} to {to} is {there}", lever.id);
            if let Some((low, high)) = ends(&value, lever.quantity) {
                assert!(low < now && now < high, "{what}");
            }
            assert!((there - to).abs() <= 2e-3 * to.abs().max(1e-3), "{what}");
        }
    }
}

#[test]
fn a_slider_holds_its_value_and_its_steps_go_somewhere() {
    for (name, plan) in examples() {
        for lever in levers(&plan, &plan) {
            let Some(track) = lever.track else { continue };
            let now = amount(&lever.get(&plan).expect("a value"), lever.quantity, start(&plan));
            let what = format!("{name} {} {now} on {track:?}", lever.id);
            assert!(track.min < track.max, "{what}");
            assert!((track.min..=track.max).contains(&now), "{what}");
            let place = track.position(now);
            assert!((0.0..=1.0).contains(&place), "{what}");
            let way = if now < track.max { 1 } else { -1 };
            let step = track.nudged(now, way);
            assert!(step != now && (track.min..=track.max).contains(&step), "{what}: {step}");
            assert!((track.nudged(now, 10 * way) - now).abs() >= (step - now).abs(), "{what}");
            // Steps stay on the grid that a drag has.
            assert!(
                (track.snapped(step) - step).abs() <= 1e-9 * step.abs().max(1.0) || step == track.max,
                "{what}: {step}"
            );
        }
    }
}

#[test]
fn what_a_field_shows_it_understands() {
    for (name, plan) in examples() {
        for lang in [Lang::En, Lang::ZhCn] {
            let format = Format::new(lang, plan.plan.currency_code.clone());
            for lever in levers(&plan, &plan) {
                let value = lever.get(&plan).expect("a value");
                if matches!(value, LeverValue::Measure(..)) {
                    continue;
                }
                let what = format!("{name} {} {value:?}", lever.id);
                for text in [lever.editable(&value, &format), lever.shown(&value, &format)] {
                    let again = lever
                        .typed(&text, &value, &Frame::of(&plan))
                        .unwrap_or_else(|p| panic!("{what}: `{text}` {p:?}"));
                    assert_eq!(
                        lever.shown(&again, &format),
                        lever.shown(&value, &format),
                        "{what}: `{text}`"
                    );
                }
            }
        }
    }
}

/// A plan with one search channel whose reference is left to the budget.
fn one_channel() -> Plan {
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
    assert_eq!(picture(&set_hire(&more, 2, Some(22), Some(3.0))), "8@-80 2@13 3@22");
    assert_eq!(picture(&set_hire(&more, 1, None, Some(0.0))), "8@-80 1@17");
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

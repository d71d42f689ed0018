//! Levers over the example plans: each reads and writes its own path, and every slider stays within the rules.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may panic, say figures and compare with other arithmetic"
)]

mod moves;

use moves::one_channel;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use tandem_app::format::Format;
use tandem_app::levers::{
    Frame, Lever, LeverKind, LeverValue, amount, curve_levers, ends, heads, levers, main_channel, moved,
    origin, split, widened, with_end,
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

#[test]
fn a_straight_line_has_no_share_of_its_ceiling() {
    let (_, mut plan) = examples().into_iter().find(|(name, _)| name == "scale_up").expect("the example");
    let closeness = |plan: &Plan| {
        levers(plan, plan).into_iter().filter(|lever| lever.kind == LeverKind::Closeness).count()
    };
    let before = closeness(&plan);
    plan.channels[0].response.as_mut().expect("a response").shape = plan::ResponseShape::Linear;
    assert_eq!(closeness(&plan), before - 1);
}

#[test]
fn what_a_field_showed_before_a_change_brings_it_back_when_it_is_typed_again() {
    for (name, plan) in examples() {
        let frame = Frame::of(&plan);
        for lang in [Lang::En, Lang::ZhCn] {
            let format = Format::new(lang, &plan.plan.currency_code);
            for lever in levers(&plan, &plan) {
                let Some(was) = lever.get(&plan) else { continue };
                if matches!(was, LeverValue::Measure(..)) {
                    continue;
                }
                let shown = lever.shown(&was, &format);
                let now =
                    moved(&was, 1.1 * amount(&was, lever.quantity, frame.start), lever.quantity, frame.start);
                let typed = lever.typed(&shown, &now, &frame).is_ok();
                let again = |text: &str| lever.is_retyped(text, &was, &now, &frame, &format);
                assert!(!typed || again(&shown), "{name}: {} {shown}", lever.id);
                assert!(!again("x2") && !again("nonsense"), "{name}: {}", lever.id);
            }
        }
        let win_rate =
            levers(&plan, &plan).into_iter().find(|lever| lever.kind == LeverKind::WinRate).unwrap();
        let was = win_rate.get(&plan).unwrap();
        let format = Format::new(Lang::En, "USD");
        assert!(!win_rate.is_retyped("30%", &was, &was, &frame, &format), "{name}");
    }
}

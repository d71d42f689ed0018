//! Channels added, copied, moved, renamed and removed: the plan stays sound, and what points at a channel follows it.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use tandem_app::channels::{TYPES, added, duplicated, fresh_id, has_room, key, moved, removed, renamed};
use tandem_app::differences::differ;
use tandem_app::levers::levers;
use tandem_engine::plan::{self, Channel, ChannelType, Correlation, Plan, Provenance, Source};
use tandem_engine::{check, expected};

fn examples() -> Vec<(String, Plan)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/plans");
    let mut plans: Vec<(String, Plan)> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let plan = plan::read(&fs::read_to_string(&path).unwrap()).plan.unwrap();
            (path.file_stem().unwrap().to_string_lossy().into_owned(), plan)
        })
        .collect();
    plans.push(("an empty plan".to_owned(), empty()));
    assert!(plans.len() >= 4);
    plans
}

fn empty() -> Plan {
    plan::read(r#"{"plan": {"start_date": "2027-01-04", "horizon_weeks": 52}}"#).plan.unwrap()
}

#[track_caller]
fn assert_sound(plan: &Plan, what: &str) {
    let checked = check(plan);
    let errors: Vec<_> = checked.findings.iter().filter(|finding| finding.code.is_error()).collect();
    assert!(checked.model.is_some(), "{what}: {errors:?}");
}

fn note(note: &str) -> Provenance {
    Provenance { source: Source::Data, note: note.to_owned() }
}

/// Three channels, each with a source that names it, a correlation between the first two, and one of the plan alone.
fn three() -> Plan {
    let mut plan = empty();
    for id in ["a", "b", "c"] {
        let mut channel = Channel::new(id, ChannelType::Organic);
        channel.name = id.to_uppercase();
        plan.channels.push(channel);
    }
    for (index, id) in ["a", "b", "c"].into_iter().enumerate() {
        plan.provenance.insert(format!("channels[{index}].fit_share"), note(id));
    }
    plan.provenance.insert("channels".to_owned(), note("all"));
    plan.provenance.insert("deals".to_owned(), note("deals"));
    let pair = |first: &str, second: &str| Correlation {
        first: first.to_owned(),
        second: second.to_owned(),
        rank_correlation: 0.4,
    };
    plan.simulation.correlations = vec![
        pair("channels[0].fit_share", "channels[1].fit_share"),
        pair("channels[2].fit_share", "deals.mean_first_year_value"),
        pair("finance.gross_margin", "deals.mean_first_year_value"),
    ];
    plan
}

/// Channels in order, with the note of the source that points at each.
fn picture(plan: &Plan) -> String {
    let one = |(index, channel): (usize, &Channel)| {
        let note = plan.provenance.get(&format!("channels[{index}].fit_share"));
        format!("{}:{}", channel.id, note.map_or("-", |source| &source.note))
    };
    plan.channels.iter().enumerate().map(one).collect::<Vec<_>>().join(" ")
}

fn pairs(plan: &Plan) -> Vec<(&str, &str)> {
    plan.simulation.correlations.iter().map(|pair| (pair.first.as_str(), pair.second.as_str())).collect()
}

#[test]
fn every_type_can_be_added_to_every_plan_and_says_that_it_is_assumed() {
    for (name, plan) in examples() {
        for kind in TYPES {
            let what = format!("{name} with {kind:?}");
            let id = fresh_id(kind, 7, &[&plan]);
            let next = added(&plan, kind, id.clone(), " New one ", "a template").expect("room");
            assert_sound(&next, &what);
            let index = next.channels.len() - 1;
            let channel = &next.channels[index];
            assert_eq!((channel.id.as_str(), channel.name.as_str(), channel.kind), (&*id, "New one", kind));
            assert_eq!(next.channels[..index], plan.channels[..], "{what}: the others stay as they are");
            let own: Vec<_> = next
                .provenance
                .iter()
                .filter(|(path, _)| path.starts_with(&format!("channels[{index}].")))
                .collect();
            assert!(!own.is_empty(), "{what}");
            for (path, source) in own {
                assert_eq!(
                    (source.source, source.note.as_str()),
                    (Source::Assumption, "a template"),
                    "{path}"
                );
                let json: serde_json::Value = serde_json::from_str(&plan::write(&next)).unwrap();
                let pointer = path.replace(['.', '['], "/").replace(']', "");
                assert!(json.pointer(&format!("/{pointer}")).is_some(), "{what}: {path} is not in the plan");
            }
            let ids: BTreeSet<_> = levers(&next, &plan).into_iter().map(|lever| lever.id).collect();
            assert!(ids.contains(&format!("{id}-spend")), "{what}");
            // It goes again without a trace.
            assert_eq!(removed(&next, &id).expect("not the last one that is needed"), plan, "{what}");
        }
    }
}

#[test]
fn a_new_channel_shifts_nothing_that_was_there() {
    let plan = empty();
    let organic = added(&plan, ChannelType::Organic, "organic_a".to_owned(), "Organic", "").unwrap();
    let won = |plan: &Plan| {
        expected(check(plan).model.as_ref().unwrap())
            .series(tandem_engine::Measure::Leads, tandem_engine::Period::Month)
            .expected
            .iter()
            .sum::<f64>()
    };
    assert!(won(&organic) > won(&plan), "it brings leads");
    let both = added(&organic, ChannelType::Paid, "paid_a".to_owned(), "Paid", "").unwrap();
    assert!(won(&both) > won(&organic));
}

#[test]
fn an_id_is_new_among_all_plans_and_valid() {
    let plan = empty();
    let id = fresh_id(ChannelType::Paid, 12345, &[&plan]);
    assert!(id.starts_with("paid_") && id.len() == 10 && id.is_ascii(), "{id}");
    let other = added(&plan, ChannelType::Paid, id.clone(), "One", "").unwrap();
    assert_ne!(fresh_id(ChannelType::Paid, 12345, &[&plan, &other]), id);
    let many: BTreeSet<_> = (0..1000).map(|draw| fresh_id(ChannelType::Brand, draw * 7919, &[])).collect();
    assert_eq!(many.len(), 1000);
    assert_eq!(TYPES.map(key).into_iter().collect::<BTreeSet<_>>().len(), TYPES.len());
}

#[test]
fn what_points_at_a_channel_moves_with_it() {
    let plan = three();
    assert_eq!(picture(&plan), "a:a b:b c:c");
    let down = moved(&plan, "a", 1).unwrap();
    assert_eq!(picture(&down), "b:b a:a c:c");
    assert_eq!(pairs(&down)[0], ("channels[1].fit_share", "channels[0].fit_share"));
    let last = moved(&plan, "a", 2).unwrap();
    assert_eq!(picture(&last), "b:b c:c a:a");
    assert_eq!(picture(&moved(&last, "a", -2).unwrap()), "a:a b:b c:c");
    assert_eq!(moved(&last, "a", -2).unwrap(), plan);
    assert_eq!(moved(&plan, "a", -1), None);
    assert_eq!(moved(&plan, "c", 1), None);
    assert_eq!(moved(&plan, "nobody", 1), None);
    assert!(!differ(&plan, &last), "order is not a difference");
    assert!(last.provenance.contains_key("channels") && last.provenance.contains_key("deals"));
}

#[test]
fn what_points_at_a_removed_channel_goes_with_it() {
    let plan = three();
    let without = removed(&plan, "a").unwrap();
    assert_eq!(picture(&without), "b:b c:c");
    assert_eq!(
        pairs(&without),
        [
            ("channels[1].fit_share", "deals.mean_first_year_value"),
            ("finance.gross_margin", "deals.mean_first_year_value")
        ]
    );
    assert_sound(&without, "two of three");
    assert_eq!(removed(&plan, "nobody"), None);
    // A plan without channels is sound where it was: the last one may go.
    let one = removed(&without, "b").unwrap();
    let none = removed(&one, "c");
    assert_eq!(none.is_some(), check(&Plan { channels: Vec::new(), ..one.clone() }).model.is_some());
}

#[test]
fn a_copy_stands_behind_its_original_with_the_same_sources() {
    let plan = three();
    let copy = duplicated(&plan, "b", "b2".to_owned(), "B, copy").unwrap();
    assert_eq!(picture(&copy), "a:a b:b b2:b c:c");
    assert_eq!(copy.channels[2].name, "B, copy");
    assert_eq!(pairs(&copy)[1].0, "channels[3].fit_share");
    for (name, plan) in examples() {
        for channel in &plan.channels {
            let id = fresh_id(channel.kind, 1, &[&plan]);
            let copy = duplicated(&plan, &channel.id, id.clone(), "Copy").unwrap();
            assert_sound(&copy, &format!("{name}: a second {}", channel.id));
            if channel.kind != ChannelType::Outbound {
                assert_eq!(removed(&copy, &id).unwrap(), plan, "{name}: {}", channel.id);
            }
        }
    }
}

#[test]
fn outbound_hours_are_shared_out_once() {
    let mut plan = empty();
    plan = added(&plan, ChannelType::Outbound, "one".to_owned(), "One", "").unwrap();
    plan.channels[0].outbound.as_mut().unwrap().hours_share = Some(1.0.into());
    assert_sound(&plan, "one");
    let second = added(&plan, ChannelType::Outbound, "two".to_owned(), "Two", "").unwrap();
    assert_sound(&second, "all hours are given away: the second has none");
    let copy = duplicated(&plan, "one", "three".to_owned(), "Three").unwrap();
    assert_sound(&copy, "half each");
}

#[test]
fn a_name_is_trimmed_and_never_empty() {
    let plan = three();
    let named = renamed(&plan, "b", "  Podcast\n ").unwrap();
    assert_eq!(named.channels[1].name, "Podcast");
    assert_eq!((&named.channels[0], &named.provenance), (&plan.channels[0], &plan.provenance));
    assert_eq!(renamed(&plan, "b", "  "), None);
    assert_eq!(renamed(&plan, "b", "B"), None);
    assert_eq!(renamed(&plan, "b", &"x".repeat(500)).unwrap().channels[1].name.len(), 60);
}

#[test]
fn there_is_room_for_so_many_and_no_more() {
    let mut plan = empty();
    let mut count = 0;
    while let Some(next) = added(&plan, ChannelType::Organic, format!("o{count}"), "O", "") {
        plan = next;
        count += 1;
    }
    assert_eq!(count, tandem_engine::check::MAX_CHANNELS);
    assert!(!has_room(&plan) && duplicated(&plan, "o1", "x".to_owned(), "X").is_none());
    assert_sound(&plan, "full");
}

//! All scenarios of a plan travel as one link or one file: they arrive as they were, in a link that is short enough to be
//! sent, and one that was cut or changed is told as such.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::print_stdout,
    reason = "a test stops at what it did not expect"
)]

mod common;

use common::plans::{Kind, for_plans};
use common::{SHIPPED, readable};
use proptest::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};
use tandem_engine::estimate::Estimate;
use tandem_engine::plan::{self, *};
use tandem_engine::{Code, digest};

fn named(name: &str, plan: Plan) -> NamedPlan {
    NamedPlan { name: name.to_owned(), plan }
}

/// Scenarios of a plan, as people make them: other spend, another hire, a channel taken out, a conversion as a range.
fn versions(plan: &Plan) -> Bundle {
    let mut second = plan.clone();
    second.channels[0].budget_per_month = Budget::Constant(12_500.0.into());
    second.teams.account_executives.hires.push(Hire {
        start_week: 9,
        headcount: 2.0.into(),
        fully_ramped: false,
    });
    let mut third = plan.clone();
    third.channels.remove(0);
    third.finance.gross_margin = Estimate::Range { p10: 0.6, p90: 0.7, scale: None };
    let scenarios =
        vec![named("", plan.clone()), named("Two more AEs", second), named("没有搜索广告", third)];
    Bundle { scenarios, front: 1 }
}

/// The scenarios of what was read, without any fault.
#[track_caller]
fn arrived(reading: BundleReading) -> Bundle {
    assert!(reading.findings.is_empty(), "{}", common::lines(&reading.findings));
    let scenario = |scenario: NamedReading| {
        assert!(scenario.reading.findings.is_empty(), "{}", common::lines(&scenario.reading.findings));
        named(&scenario.name, scenario.reading.plan.unwrap())
    };
    Bundle { front: reading.front, scenarios: reading.scenarios.into_iter().map(scenario).collect() }
}

#[track_caller]
fn opened(link: &str) -> Bundle {
    arrived(from_scenarios_link(link).unwrap_or_else(|error| panic!("{error}")))
}

fn shipped() -> impl Iterator<Item = (&'static str, Plan)> {
    let all_options = ("all_options", digest::all_options_plan());
    SHIPPED.into_iter().chain([all_options]).map(|(name, text)| (name, readable(text)))
}

#[test]
fn scenarios_arrive_as_they_were_by_link_and_by_file() {
    for (name, plan) in shipped() {
        let bundle = versions(&plan);
        let link = to_scenarios_link(&bundle);
        println!("{name}: {} characters, one plan {}", link.len(), to_link(&plan).len());
        assert!(link.starts_with("4."));
        assert_eq!(opened(&link), bundle, "{name}");
        assert_eq!(to_scenarios_link(&opened(&link)), link, "{name}: the same scenarios are the same link");
        assert_eq!(arrived(read_bundle(&write_bundle(&bundle))), bundle, "{name}, as a file");
        // Whoever wants one plan gets the one in front.
        assert_eq!(from_link(&link).unwrap().plan.unwrap(), bundle.scenarios[1].plan);
    }
}

#[test]
fn three_scenarios_are_short_enough_to_send() {
    for (name, plan) in shipped().take(3) {
        let (one, all) = (to_link(&plan).len(), to_scenarios_link(&versions(&plan)).len());
        // A difference costs some characters, not another plan.
        assert!(all < one + 300 && all < 2300, "{name}: {one} characters, {all} with all scenarios");
    }
}

#[test]
fn one_plan_is_a_link_and_a_file_as_ever() {
    let plan = readable(SHIPPED[0].1);
    let bundle = Bundle { scenarios: vec![named("", plan.clone())], front: 0 };
    assert_eq!(to_scenarios_link(&bundle), to_link(&plan));
    assert_eq!(write_bundle(&bundle), plan::write(&plan));
    assert_eq!(opened(&to_link(&plan)), bundle);
    assert_eq!(arrived(read_bundle(SHIPPED[0].1)), bundle);
    // One with a name keeps it.
    let bundle = Bundle { scenarios: vec![named("Careful", plan)], front: 0 };
    assert_eq!(opened(&to_scenarios_link(&bundle)), bundle);
    assert_eq!(arrived(read_bundle(&write_bundle(&bundle))), bundle);
}

#[test]
fn any_two_plans_travel_together() {
    for kind in [Kind::Any, Kind::Linear] {
        let other = readable(SHIPPED[1].1);
        for_plans(60, kind, |plan| {
            for (a, b) in [(&plan, &other), (&other, &plan)] {
                let bundle =
                    Bundle { scenarios: vec![named("a", a.clone()), named("b", b.clone())], front: 1 };
                let link = to_scenarios_link(&bundle);
                let reading = from_scenarios_link(&link).map_err(|e| TestCaseError::fail(e.to_string()))?;
                let plans: Vec<_> = reading.scenarios.into_iter().map(|s| s.reading.plan).collect();
                prop_assert!(plans == [Some(a.clone()), Some(b.clone())], "other plans came out of {link}");
            }
            Ok(())
        });
    }
}

#[test]
fn what_a_difference_cannot_say_by_itself_arrives_too() {
    let mut first = readable(SHIPPED[0].1);
    first.opening.cash = 0.0.into();
    let mut second = first.clone();
    second.opening.cash = (-0.0).into();
    second.target = None;
    second.channels.reverse();
    second.provenance.clear();
    for key in ["!", "", "0", "a", "~"] {
        let provenance = Provenance { source: Source::Benchmark, note: "!".to_owned() };
        second.provenance.insert(key.to_owned(), provenance);
    }
    let mut third = first.clone();
    third.channels.clear();
    let scenarios = vec![named("", first.clone()), named("", second), named("", third), named("", first)];
    let bundle = Bundle { scenarios, front: 0 };
    let back = opened(&to_scenarios_link(&bundle));
    assert_eq!(back, bundle);
    let written = |bundle: &Bundle| bundle.scenarios.iter().map(|s| plan::write(&s.plan)).collect::<Vec<_>>();
    assert_eq!(written(&back), written(&bundle), "-0 is not 0");
}

#[test]
fn a_link_cut_or_changed_is_told() {
    let link = to_scenarios_link(&versions(&readable(SHIPPED[0].1)));
    for end in 0..link.len() {
        match from_scenarios_link(&link[..end]) {
            Err(LinkError::CutOff { found_chars, .. }) => assert_eq!(found_chars, end),
            Err(LinkError::NotALink) => assert_eq!(end, 0),
            other => panic!("cut at {end}: {other:?}"),
        }
    }
    for place in 0..link.len() {
        for with in ["A", "b", "1", "2", "_"] {
            if link[place..=place] == *with {
                continue;
            }
            let changed = format!("{}{with}{}", &link[..place], &link[place + 1..]);
            assert!(from_scenarios_link(&changed).is_err(), "`{with}` at {place} opened");
        }
    }
    assert_eq!(from_scenarios_link(&format!("5{}", &link[1..])), Err(LinkError::Newer { format: '5' }));
    let longer = from_scenarios_link(&format!("2.{}", "A".repeat(MAX_LINK_CHARS)));
    assert!(matches!(longer, Err(LinkError::TooLong { .. })));
}

/// A link of format 2 around any JSON.
fn link_of(json: &str) -> String {
    use base64::Engine;
    let body = miniz_oxide::deflate::compress_to_vec(json.as_bytes(), 10);
    let length = body.len() as u32;
    let mut bytes =
        ((length & 0xff_ffff) | (length.wrapping_mul(0x9E37_79B1) & 0xff00_0000)).to_le_bytes().to_vec();
    bytes.extend(crc32fast::hash(&[b"2".as_slice(), &body].concat()).to_le_bytes());
    bytes.extend(body);
    format!("2.{}", base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes))
}

#[test]
fn what_is_well_wrapped_but_no_scenarios_is_damaged() {
    assert!(from_scenarios_link(&link_of(r#"{"p":{},"d":[{}]}"#)).is_ok());
    for json in [
        "[]",
        "5",
        "{}",
        r#"{"p":{}}"#,
        r#"{"d":[]}"#,
        r#"{"p":{},"d":{}}"#,
        r#"{"p":{},"d":[{"b":{"c":1}}]}"#,
        r#"{"p":{},"d":[{"b":null}]}"#,
        r#"{"p":{"b":[1]},"d":[{"b":{"1":2}}]}"#,
        r#"{"p":{"b":[1]},"d":[{"b":{"x":2}}]}"#,
        r#"{"p":{},"d":[{}],"n":["one"]}"#,
        r#"{"p":{},"d":[{}],"n":[1,2]}"#,
        r#"{"p":{},"d":[{}],"f":2}"#,
        r#"{"p":{},"d":[{}],"f":-1}"#,
        r#"{"p":{},"d":[{}],"x":1}"#,
        r#"{"p":{},"d":[{},{},{},{},{},{}]}"#,
    ] {
        assert_eq!(from_scenarios_link(&link_of(json)), Err(LinkError::Damaged), "{json}");
    }
    // A plan that is none is told as any other text is.
    let reading = from_scenarios_link(&link_of(r#"{"p":{},"d":[5]}"#)).unwrap();
    assert!(reading.scenarios[1].reading.plan.is_none() && reading.scenarios[0].reading.plan.is_some());
    // Names hold no characters that turn the direction of writing.
    let reading =
        from_scenarios_link(&link_of("{\"p\":{},\"d\":[],\"n\":[\"\u{202e}gpj\\u0007 \"]}")).unwrap();
    assert_eq!(reading.scenarios[0].name, "gpj");
}

#[test]
fn a_file_that_is_no_scenarios_is_told_with_its_place() {
    let told = |text: &str| {
        let reading = read_bundle(text);
        let first = reading.findings.first().map(|finding| (finding.code, finding.path.clone()));
        first.unwrap_or_else(|| panic!("{text} is taken"))
    };
    let place = |path: &str| path.to_owned();
    assert_eq!(told(r#"{"scenarios":5}"#), (Code::E101, place("scenarios")));
    assert_eq!(told(r#"{"scenarios":[]}"#), (Code::E107, place("scenarios")));
    assert_eq!(told(r#"{"scenarios":[1,2,3,4,5,6,7]}"#), (Code::E107, place("scenarios")));
    assert_eq!(told(r#"{"scenarios":[1]}"#), (Code::E101, place("scenarios[0]")));
    assert_eq!(told(r#"{"scenarios":[{"name":""}]}"#), (Code::E101, place("scenarios[0].plan")));
    assert_eq!(told(r#"{"scenarios":[{"name":5,"plan":{}}]}"#), (Code::E101, place("scenarios[0].name")));
    assert_eq!(told(r#"{"scenarios":[{"plan":{}}],"front":1}"#), (Code::E102, place("front")));
    assert_eq!(told(r#"{"scenarios":[{"plan":{}}],"front":"x"}"#), (Code::E101, place("front")));
    assert_eq!(told(r#"{"scenarios":[{"plan":{}}],"colour":1}"#), (Code::W209, place("colour")));
    let reading = read_bundle(r#"{"scenarios":[{"plan":{}},{"plan":{"deals":5}}]}"#);
    assert!(reading.scenarios[0].reading.plan.is_some() && reading.scenarios[1].reading.plan.is_none());
    let finding = reading.scenarios[1].reading.findings[0].clone();
    assert_eq!(within(&reading.path_of(1), finding).path, "scenarios[1].plan.deals");
}

fn golden(name: &str, extension: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../tests/links/scenarios")
        .join(format!("{name}.{extension}"))
}

/// As in `links.rs`: links given out once, for ever. `UPDATE_LINKS=1` writes those that are missing; none is ever changed.
#[test]
fn old_links_open_to_the_same_scenarios_for_ever() {
    if std::env::var_os("UPDATE_LINKS").is_some() {
        for (name, plan) in shipped() {
            let (name, bundle) = (format!("{name}_4"), versions(&plan));
            for (extension, text) in [("txt", to_scenarios_link(&bundle)), ("json", write_bundle(&bundle))] {
                if !golden(&name, extension).exists() {
                    fs::create_dir_all(golden(&name, extension).parent().unwrap()).unwrap();
                    fs::write(golden(&name, extension), text + "\n").unwrap();
                }
            }
        }
    }
    let mut n = 0;
    for entry in fs::read_dir(golden("any", "txt").parent().unwrap()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "txt") {
            let link = fs::read_to_string(&path).unwrap();
            let file = fs::read_to_string(path.with_extension("json")).unwrap();
            assert_eq!(opened(&link), arrived(read_bundle(&file)), "{}", path.display());
            n += 1;
        }
    }
    assert!(n >= 4, "{n} old links");
}

//! A plan travels as a link and arrives as it was, to the bit; a link that was cut, changed or made by a newer version is
//! told as such and never opens as another plan; and a link that was given out opens to the same plan for ever.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::print_stdout,
    reason = "a test stops at what it did not expect"
)]

mod common;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use common::plans::{Kind, for_plans};
use common::{SHIPPED, quiet, readable};
use proptest::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration as Time, Instant};
use tandem_engine::digest;
use tandem_engine::estimate::Estimate;
use tandem_engine::plan::{self, *};

/// Opens a link without any fault.
#[track_caller]
fn opened(link: &str) -> Plan {
    let reading = from_link(link).unwrap_or_else(|error| panic!("{error}"));
    assert!(reading.findings.is_empty(), "{}", common::lines(&reading.findings));
    reading.plan.unwrap()
}

fn shipped() -> impl Iterator<Item = (&'static str, Plan)> {
    let all_options = ("all_options", digest::all_options_plan());
    SHIPPED.into_iter().chain([all_options]).map(|(name, text)| (name, readable(text)))
}

#[test]
fn a_plan_arrives_as_it_was() {
    for (name, plan) in shipped() {
        let link = to_link(&plan);
        println!("{name}: {} characters", link.len());
        assert_eq!(opened(&link), plan, "{name}");
        assert_eq!(to_link(&opened(&link)), link, "{name}: the same plan is the same link");
        assert!(link.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b)), "{name}: {link}");
    }
    assert_eq!(opened(&to_link(&Plan::default())), Plan::default());
}

#[test]
fn links_of_the_shipped_plans_are_short_enough_to_send() {
    for (name, plan) in shipped().take(3) {
        let length = to_link(&plan).len();
        assert!(length < 200, "{name}: {length} characters");
    }
    // One that shares no more with the shipped plans than the form.
    let own = to_link(&readable(digest::all_options_plan())).len();
    assert!(own < 2000, "{own} characters");
}

#[test]
fn plans_made_by_chance_arrive_as_they_were() {
    for kind in [Kind::Any, Kind::Linear] {
        for_plans(120, kind, |plan| {
            let link = to_link(&plan);
            let reading = from_link(&link).map_err(|error| TestCaseError::fail(error.to_string()))?;
            prop_assert!(reading.findings.is_empty(), "{}", common::lines(&reading.findings));
            prop_assert!(reading.plan.as_ref() == Some(&plan), "another plan came out of {link}");
            // Through a file as well.
            let json = serde_json::to_string_pretty(&plan).unwrap();
            prop_assert!(plan::read(&json).plan == Some(plan), "another plan came out of the file");
            Ok(())
        });
    }
}

/// Each part at something near its default and far from it: what a link leaves out must come back as it was.
#[test]
fn parts_that_differ_from_the_default_in_one_field_arrive_whole() {
    let mut plans = Vec::new();
    let mut change = |edit: &dyn Fn(&mut Plan)| {
        let mut plan = quiet(52);
        plan.durations = Durations::default();
        edit(&mut plan);
        plans.push(plan);
    };
    change(&|plan| plan.durations.opportunity_to_won.mean_weeks = 12.0.into());
    change(&|plan| plan.durations.opportunity_to_won.coefficient_of_variation = 0.7.into());
    change(&|plan| plan.durations.discovery.coefficient_of_variation = 0.3.into());
    change(&|plan| plan.durations.sql_acceptance.distribution = DurationDistribution::Fixed);
    change(&|plan| plan.durations.opportunity_to_lost.mean_weeks = Estimate::Uniform { min: 8.0, max: 9.0 });
    change(&|plan| {
        plan.channels = vec![Channel::new("", ChannelType::Paid), Channel::new("a", ChannelType::Brand)]
    });
    change(&|plan| plan.opening.customers.non_fit = 3.0.into());
    change(&|plan| plan.simulation.noise.process = false);
    change(&|plan| {
        plan.target = Some(Target {
            measure: TargetMeasure::Arr,
            value: 1.0,
            date: common::date("2027-06-01").unwrap(),
            wanted_odds: 0.8,
        })
    });
    change(&|plan| {
        let mut ads = Channel::new("ads", ChannelType::Paid);
        ads.response = Some(Response::default());
        ads.carryover = Some(Carryover::default());
        ads.partner = Some(Partner::default());
        ads.referral = Some(Referral::default());
        ads.outbound = Some(Outbound::default());
        ads.organic = Some(Organic::default());
        ads.events = vec![Event { week: 0, cost: 0.0.into(), leads: 0.0.into() }];
        ads.budget_per_month = Budget::ByMonth(vec![]);
        plan.channels = vec![ads];
    });
    change(&|plan| {
        plan.deals.payment_milestones =
            vec![Milestone { share: 1.0, event: MilestoneEvent::Signing, lag_weeks: 0 }]
    });
    change(&|plan| {
        plan.teams.account_executives.hires =
            vec![Hire { start_week: -3, headcount: 0.1.into(), fully_ramped: false }]
    });
    change(&|plan| plan.finance.funding = vec![Funding { week: 2, amount: (0.1 + 0.2).into() }]);
    change(&|plan| {
        // Keys of provenance are the reader's own words: even such that look like shortened keys or like marks.
        for key in ["deals.mean_first_year_value", "a", "b", "~", "~a", "aa", "source", "plan", "", "毛利"]
        {
            let provenance = Provenance { source: Source::Benchmark, note: format!("~ {key} 计划") };
            plan.provenance.insert(key.to_owned(), provenance);
        }
    });
    change(&|plan| plan.plan.title = "Käse, \"quotes\", \u{1f680}, 计划, \u{0} and\nlines".to_owned());
    change(&|plan| plan.qualification.stage_names.sql = "Termin".to_owned());
    change(&|plan| {
        plan.actuals = vec![Actual {
            measure: ActualMeasure::Mrr,
            month: tandem_engine::date::Month::new(2027, 3).unwrap(),
            value: 0.1,
        }]
    });
    change(&|plan| plan.plan.start_date = None);
    change(&|plan| plan.version = 0);
    for number in [1e-300, 1e300, 5e-324, f64::MAX, 0.1 + 0.2, 1.0 / 3.0, -0.0, 1e21, 123456789.12345678] {
        change(&|plan| plan.opening.cash = number.into());
    }
    for plan in plans {
        let back = opened(&to_link(&plan));
        assert_eq!(back, plan);
        // `-0.0 == 0.0`, so the numbers are compared as written, too.
        assert_eq!(serde_json::to_string(&back).unwrap(), serde_json::to_string(&plan).unwrap());
    }
}

#[test]
fn a_link_opens_from_wherever_it_is_pasted() {
    let plan = readable(SHIPPED[0].1);
    let link = to_link(&plan);
    for pasted in [
        link.clone(),
        format!("#{link}"),
        format!("https://example.org/tandem/?lang=zh#{link}"),
        format!("  \n{link}\t "),
        format!("http://127.0.0.1:8080/#{link}\r\n"),
    ] {
        assert_eq!(opened(&pasted), plan, "{pasted}");
    }
}

#[test]
fn what_is_no_link_is_told() {
    for text in
        ["", "#", " ", "hello", "https://example.org/", "1", "12.abc", ".abc", "{}", "计.abc", "+.abc"]
    {
        let error = from_link(text).unwrap_err();
        let expected = if text == "1" {
            matches!(error, LinkError::CutOff { .. })
        } else {
            error == LinkError::NotALink
        };
        assert!(expected, "`{text}`: {error:?}");
    }
}

#[test]
fn a_link_cut_at_any_place_is_told_as_cut() {
    for (name, plan) in shipped() {
        let link = to_link(&plan);
        for end in 0..link.len() {
            match from_link(&link[..end]) {
                Err(LinkError::CutOff { found_chars, expected_chars }) => {
                    assert_eq!(found_chars, end, "{name}, cut at {end}");
                    assert!(expected_chars > end && expected_chars <= link.len(), "{name}, cut at {end}");
                    // From the length word on the whole length is known.
                    assert!(
                        end < 20 || expected_chars == link.len(),
                        "{name}, cut at {end}: {expected_chars}"
                    );
                }
                Err(LinkError::NotALink) => assert_eq!(end, 0, "{name}, cut at {end}"),
                other => panic!("{name}, cut at {end}: {other:?}"),
            }
        }
    }
}

/// Every character of a link changed, one at a time, into several others: never a plan, and only the right error.
#[test]
fn a_link_with_any_character_changed_is_told_as_damaged() {
    let alphabet: Vec<char> =
        ('A'..='Z').chain('a'..='z').chain('0'..='9').chain("-_.+ %é".chars()).collect();
    for (name, plan) in shipped() {
        let link = to_link(&plan);
        let chars: Vec<char> = link.chars().collect();
        for place in 0..chars.len() {
            // Neighbours change the lowest bit, which a lenient decoder may drop; the others change many.
            for step in [1, 2, 7, 31, 64, 65, 66, 67] {
                let mut changed = chars.clone();
                let at = alphabet.iter().position(|c| *c == chars[place]).unwrap();
                changed[place] = alphabet[(at + step) % alphabet.len()];
                let text: String = changed.iter().collect();
                let error = match from_link(&text) {
                    Err(error) => error,
                    Ok(reading) => {
                        // A change that decodes to the same bits, such as a blank at the end, is no change.
                        assert_eq!(
                            reading.plan.as_ref(),
                            Some(&plan),
                            "{name}, {place}: another plan opened"
                        );
                        assert_eq!(to_link(&plan), link);
                        assert!(
                            text.trim().len() < link.len(),
                            "{name}, {place}: `{}` opened",
                            changed[place]
                        );
                        continue;
                    }
                };
                let right = match place {
                    // The other formats that are read.
                    0 if "124".contains(changed[0]) => error == LinkError::Damaged,
                    0 => matches!(error, LinkError::Newer { .. } | LinkError::NotALink),
                    1 => matches!(error, LinkError::NotALink),
                    _ => matches!(error, LinkError::Damaged | LinkError::CutOff { .. }),
                };
                assert!(right, "{name}, place {place}, `{}`: {error:?}", changed[place]);
                // A damaged length must not pass for a missing end.
                let cut = matches!(error, LinkError::CutOff { .. });
                assert!(
                    !cut || changed[place] == ' ' || place >= chars.len() - 1,
                    "{name}, {place}: {error:?}"
                );
            }
        }
    }
}

#[test]
fn characters_lost_or_added_inside_a_link_are_told() {
    let plan = readable(SHIPPED[1].1);
    let link = to_link(&plan);
    for place in 2..link.len() {
        let without = format!("{}{}", &link[..place], &link[place + 1..]);
        assert!(from_link(&without).is_err(), "character {place} lost");
        let twice = format!("{}{}", &link[..place], &link[place - 1..]);
        assert!(matches!(from_link(&twice), Err(LinkError::Damaged)), "character {place} twice");
        let swapped = format!("{}{}{}", &link[..place - 1], &link[place..=place], &link[place - 1..place]);
        if swapped != link[..=place] && place > 2 {
            let whole = format!("{swapped}{}", &link[place + 1..]);
            assert!(from_link(&whole).is_err(), "characters {} and {place} swapped", place - 1);
        }
    }
    assert!(matches!(from_link(&format!("{link}A")), Err(LinkError::Damaged)), "something behind it");
    assert!(matches!(from_link(&format!("{link}.")), Err(LinkError::Damaged)), "a full stop behind it");
}

#[test]
fn another_format_is_told_as_newer() {
    let link = to_link(&readable(SHIPPED[0].1));
    for format in ['0', '5', '9', 'a', 'Z'] {
        assert_eq!(from_link(&format!("{format}{}", &link[1..])).unwrap_err(), LinkError::Newer { format });
    }
    assert_eq!(from_link("5.").unwrap_err(), LinkError::Newer { format: '5' });
    // From format 2 on the format is part of the check sum.
    for format in ['1', '2', '4'] {
        assert_eq!(from_link(&format!("{format}{}", &link[1..])).unwrap_err(), LinkError::Damaged);
    }
}

#[test]
fn what_is_too_long_is_not_looked_at() {
    let long = format!("1.{}", "A".repeat(MAX_LINK_CHARS));
    let chars = MAX_LINK_CHARS + 2;
    assert_eq!(from_link(&long).unwrap_err(), LinkError::TooLong { chars, limit: MAX_LINK_CHARS });
    let huge = "x".repeat(50_000_000);
    let begun = Instant::now();
    assert!(matches!(from_link(&huge), Err(LinkError::TooLong { .. })));
    assert!(begun.elapsed() < Time::from_secs(2));
}

/// A link around any body and check sum: the length word is `length | hash << 24`, as the format says.
fn wrapped(body: &[u8], crc: u32) -> String {
    let length = body.len() as u32;
    let word = (length & 0xff_ffff) | (length.wrapping_mul(0x9E37_79B1) & 0xff00_0000);
    let mut bytes = word.to_le_bytes().to_vec();
    bytes.extend(crc.to_le_bytes());
    bytes.extend(body);
    format!("1.{}", URL_SAFE_NO_PAD.encode(bytes))
}

fn link_of(json: &[u8]) -> String {
    let body = miniz_oxide::deflate::compress_to_vec(json, 10);
    wrapped(&body, crc32fast::hash(&body))
}

#[test]
fn a_bomb_is_damaged_and_is_so_quickly() {
    // Twelve megabytes of blanks in a link of sixteen thousand characters.
    let bomb = link_of(&vec![b' '; 10 << 20]);
    assert!(bomb.len() < MAX_LINK_CHARS, "{}", bomb.len());
    let begun = Instant::now();
    assert_eq!(from_link(&bomb).unwrap_err(), LinkError::Damaged);
    assert!(begun.elapsed() < Time::from_millis(500), "{:?}", begun.elapsed());
    // Just inside the limit it is read, and judged as what it is.
    let blanks = format!("{{\"b\":{}{{}}}}", " ".repeat((256 << 10) - 8));
    assert_eq!(blanks.len(), 256 << 10);
    assert!(from_link(&link_of(blanks.as_bytes())).is_ok());
    let more = format!("{blanks} ");
    assert_eq!(from_link(&link_of(more.as_bytes())).unwrap_err(), LinkError::Damaged);
}

#[test]
fn what_is_well_wrapped_but_no_plan_is_told() {
    let damaged = |json: &[u8]| from_link(&link_of(json)).unwrap_err() == LinkError::Damaged;
    assert!(damaged(b""), "nothing");
    assert!(damaged(b"{"), "no JSON");
    assert!(damaged(b"\xff\xfe"), "no text");
    for json in ["[]", "5", "null"] {
        let reading = from_link(&link_of(json.as_bytes())).unwrap();
        assert!(reading.plan.is_none() && reading.findings.len() == 1, "{json}");
    }
    // A plan of a newer format inside a link of this format.
    let reading = from_link(&link_of(br#"{"a":9}"#)).unwrap();
    assert!(reading.plan.is_none());
    assert_eq!(reading.findings[0].code, tandem_engine::Code::E109);
    // A field that this version does not know has no effect, and that is told.
    let reading = from_link(&link_of(br#"{"~colour":"red"}"#)).unwrap();
    // What a link leaves out is the default of the day on which its format was frozen.
    let mut frozen = Plan::default();
    frozen.teams.sales_development.idle_time_to_outbound_share = 1.0.into();
    frozen.opening.open_opportunities = Some(0.0.into());
    assert_eq!(reading.plan, Some(frozen));
    assert_eq!(
        common::lines(&reading.findings),
        "W209 `colour`: is not a field of the plan and has no effect"
    );
}

#[test]
fn no_text_makes_the_reader_of_links_panic() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let texts = prop_oneof![
        "\\PC{0,40}",
        "1\\.[A-Za-z0-9_-]{0,200}",
        "[0-9a-z]\\.\\PC{0,30}",
        prop::collection::vec(any::<u8>(), 0..200).prop_map(|bytes| wrapped(&bytes, 0)),
        prop::collection::vec(any::<u8>(), 0..200).prop_map(|bytes| link_of(&bytes)),
    ];
    runner
        .run(&texts, |text| {
            if let Ok(reading) = from_link(&text) {
                prop_assert!(reading.plan.is_some() || !reading.findings.is_empty());
            }
            Ok(())
        })
        .unwrap();
}

fn golden(name: &str, extension: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/links").join(format!("{name}.{extension}"))
}

/// Links given out once, in `tests/links`, and the plans they open to, for ever. `UPDATE_LINKS=1` writes those that are
/// missing; none is ever changed.
#[test]
fn old_links_open_to_the_same_plans_for_ever() {
    if std::env::var_os("UPDATE_LINKS").is_some() {
        // A name is written once: what a format gains later goes into a link of another name.
        for (name, plan) in shipped() {
            let name = format!("{name}_3");
            for (extension, text) in
                [("txt", to_link(&plan)), ("json", serde_json::to_string_pretty(&plan).unwrap())]
            {
                if !golden(&name, extension).exists() {
                    fs::write(golden(&name, extension), text + "\n").unwrap();
                }
            }
        }
    }
    let folder = golden("any", "txt");
    let folder = folder.parent().unwrap();
    let mut n = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "txt") {
            let link = fs::read_to_string(&path).unwrap();
            let plan = fs::read_to_string(path.with_extension("json")).unwrap();
            // The plan beside it is read by today's reader; it was written in full, so no default plays a part.
            assert_eq!(opened(&link), readable(&plan), "{}", path.display());
            n += 1;
        }
    }
    assert!(n >= 4, "{n} old links");
}

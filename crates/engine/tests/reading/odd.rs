//! Odd plans, all findings at once, and text made by chance: nothing panics.

use super::*;

fn plans() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/plans")
}

/// Each odd plan in `tests/plans` has its sentences in a text file beside it (`UPDATE_PLANS=1` writes missing ones).
#[test]
fn odd_plans_are_told_what_their_text_file_says() {
    let mut names: Vec<PathBuf> = fs::read_dir(plans()).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    names.sort();
    assert!(names.len() >= 10, "odd plans are there");
    for path in names {
        let (found, runs) = findings(&fs::read_to_string(&path).unwrap());
        let said = format!("{}\n{}\n", lines(&found), if runs { "runs" } else { "does not run" });
        let text = path.with_extension("txt");
        if !text.exists() && std::env::var_os("UPDATE_PLANS").is_some() {
            fs::write(&text, &said).unwrap();
        }
        let expected = fs::read_to_string(&text).unwrap_or_else(|_| panic!("{} is missing", text.display()));
        assert_eq!(said, expected, "{}", path.display());
    }
}

/// One bad plan, all its faults at once: those of its form, and once these are mended those of its values.
#[test]
fn all_findings_come_at_once() {
    for (name, least) in [("many_faults_of_form", 12), ("many_faults_of_value", 20)] {
        let text = fs::read_to_string(plans().join(name).with_extension("json")).unwrap();
        let (found, runs) = findings(&text);
        assert!(!runs && found.len() >= least, "{name}: {} findings\n{}", found.len(), lines(&found));
        let mut paths: Vec<&str> = found.iter().map(|finding| finding.path.as_str()).collect();
        paths.sort_unstable();
        paths.dedup();
        assert_eq!(paths.len(), found.len(), "{name}: each place is named once");
        let warnings = found.iter().skip_while(|finding| finding.code.is_error());
        assert!(warnings.clone().all(|finding| !finding.code.is_error()), "{name}: errors come first");
    }
}

#[track_caller]
fn says_of(changes: &[(&str, Value)], expected: &[&str]) {
    let mut plan = right();
    for (path, value) in changes {
        *place(&mut plan, path) = value.clone();
    }
    let (found, runs) = findings(&plan.to_string());
    let told: Vec<String> =
        found.iter().map(|finding| format!("{} {}", finding.code.id(), finding.path)).collect();
    assert_eq!((told.join("\n"), runs), (expected.join("\n"), false));
}

#[test]
fn a_faulty_date_hides_no_fault_beside_it() {
    let margin = ("finance.gross_margin", json!(7));
    let start = ("plan.start_date", json!("2027-02-30"));
    let target = json!({"value": 1e6, "date": "2027-06-30"});
    let told = ["E101 plan.start_date", "E102 plan.horizon_weeks", "E103 finance.gross_margin"];
    says_of(&[start.clone(), ("plan.horizon_weeks", json!(10)), margin.clone(), ("target", target)], &told);
    let soon = json!({"value": -5, "date": "soon", "wanted_odds": 3});
    let told =
        ["E101 target.date", "E103 finance.gross_margin", "E102 target.value", "E103 target.wanted_odds"];
    says_of(&[("target", soon), margin], &told);
    // A month and a week are told as well: what week it is does not hang on the first day.
    let actual = json!([{"measure": "won", "month": "spring", "value": -1}]);
    let event = json!([{"week": 99, "cost": 1, "leads": 1}]);
    let told = ["E101 actuals[0].month", "E101 plan.start_date", "E102 actuals[0].value"];
    says_of(&[start, ("actuals", actual), ("channels[0].name", json!("x"))], &told);
    let told = ["E101 target.date", "E104 channels[0].events[0].week"];
    let target = json!({"value": 5, "date": 5});
    says_of(&[("target", target), ("channels[0].events", event)], &told);
}

#[test]
fn what_hangs_on_a_value_that_is_not_understood_is_not_told() {
    // What cash may be, other figures may not; what a channel of one kind needs, others do not.
    let target = json!({"measure": "bank", "value": -5, "date": "2027-06-30"});
    says_of(&[("target", target)], &["E106 target.measure"]);
    says_of(&[("channels[1].type", json!("tv"))], &["E106 channels[1].type"]);
    let late = json!([{"week": 60, "cost": 1, "leads": 1}]);
    says_of(
        &[("plan.horizon_weeks", json!("2 years")), ("channels[1].events", late)],
        &["E101 plan.horizon_weeks"],
    );
    let scoring = json!({"auc_current": "good", "auc_best_achievable": 0.6});
    says_of(&[("qualification.scoring", scoring)], &["E101 qualification.scoring.auc_current"]);
    let milestones = json!([{"share": 0.5, "event": "signing"}, {"share": "half", "event": "delivery"}]);
    says_of(&[("deals.payment_milestones", milestones)], &["E101 deals.payment_milestones[1].share"]);
    let half = json!([{"share": 0.5, "event": "signing"}]);
    let value = ("deals.mean_first_year_value", json!("much"));
    let told = ["E101 deals.mean_first_year_value", "E105 deals.payment_milestones"];
    says_of(&[value, ("deals.payment_milestones", half)], &told);
}

/// Runs a plan that passed its check: nothing may be NaN or infinite.
fn runs_soundly(model: &tandem_engine::Model) -> Result<(), String> {
    let simulation = Simulation::new(model);
    let path = simulation.expected_path();
    let trials = simulation.run(0, 2);
    for &measure in Measure::ALL {
        let expected = path.weeks_of(measure).iter().copied();
        let drawn = (0..2).flat_map(|trial| trials.weeks_of(trial, measure)).map(|&value| f64::from(value));
        if let Some(bad) = expected.chain(drawn).find(|value| !value.is_finite()) {
            return Err(format!("{measure:?} is {bad}"));
        }
    }
    tandem_engine::summarize(model, &trials);
    Ok(())
}

#[test]
fn odd_plans_that_run_run_soundly() {
    let mut ran = 0;
    for entry in fs::read_dir(plans()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let Some(plan) = plan::read(&fs::read_to_string(&path).unwrap()).plan else { continue };
        let Some(model) = check(&plan).model else { continue };
        runs_soundly(&model).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()));
        ran += 1;
    }
    assert!(ran >= 4, "{ran} of the odd plans run");
}

/// Any JSON: numbers of every size, words of the format, ranges, lists, objects.
fn any_json() -> impl Strategy<Value = Value> {
    let number = prop_oneof![
        Just(json!(0)),
        Just(json!(-1)),
        Just(json!(1)),
        Just(json!(1e300)),
        Just(json!(-1e300)),
        Just(json!(1e-300)),
        Just(json!(u64::MAX)),
        Just(json!(i64::MIN)),
        Just(json!(4294967295_u32)),
        (0.0..1.0_f64).prop_map(|x| json!(x)),
        (0.0..100.0_f64).prop_map(|x| json!(x)),
        (0_u32..300).prop_map(|x| json!(x)),
        (-300.0..1e9_f64).prop_map(|x| json!(x)),
    ];
    let word = prop_oneof![
        Just(json!("")),
        Just(json!("NaN")),
        Just(json!("2027-03-01")),
        Just(json!("2200-12-31")),
        Just(json!("1900-01-01")),
        Just(json!("none")),
        Just(json!("paid")),
        Just(json!("outbound")),
        Just(json!("weibull_pdf")),
        Just(json!("fixed")),
        Just(json!("EUR")),
        Just(json!("\u{0}\u{fffd}计划".repeat(40))),
    ];
    let leaf =
        prop_oneof![4 => number, 2 => word, 1 => Just(Value::Null), 1 => any::<bool>().prop_map(Value::Bool)];
    leaf.prop_recursive(3, 24, 12, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..14).prop_map(Value::Array),
            (0.0..10.0_f64, 0.0..10.0_f64).prop_map(|(low, more)| json!({"p10": low, "p90": low + more})),
            (0.0..1.0_f64, 0.0..1.0_f64)
                .prop_map(|(a, b)| json!({"p10": a.min(b), "p90": a.max(b), "scale": "normal"})),
            (0.0..1.0_f64, 0.0..1.0_f64)
                .prop_map(|(low, more)| json!({"pert": [low, low + more, low + 2.0 * more]})),
            (0.0..1.0_f64, 0.0..1.0_f64).prop_map(|(a, b)| json!({"samples": [a, b]})),
            prop::collection::vec(("[a-z_]{0,6}", inner), 0..4)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

/// Places of every leaf and part of a value.
fn places(value: &Value, here: String, all: &mut Vec<String>) {
    match value {
        Value::Object(map) => map.iter().for_each(|(key, inner)| places(inner, format!("{here}/{key}"), all)),
        Value::Array(list) => {
            list.iter().enumerate().for_each(|(index, inner)| places(inner, format!("{here}/{index}"), all));
        }
        _ => {}
    }
    all.push(here);
}

#[test]
fn no_text_makes_the_engine_panic_or_run_unsoundly() {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(400);
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    // The plan with every option, cut to half a year: all its places exist and it runs quickly.
    let mut base = serde_json::to_value(readable(digest::all_options_plan())).unwrap();
    base["plan"]["horizon_weeks"] = json!(30);
    base["target"]["date"] = json!("2027-06-30");
    base["channels"].as_array_mut().unwrap().iter_mut().for_each(|channel| {
        if let Some(events) = channel.get_mut("events").and_then(Value::as_array_mut) {
            events.iter_mut().for_each(|event| event["week"] = json!(event["week"].as_u64().unwrap() % 30));
        }
    });
    for round in base["finance"]["funding"].as_array_mut().into_iter().flatten() {
        round["week"] = json!(3);
    }
    for team in ["sales_development", "account_executives"] {
        for hire in base["teams"][team]["hires"].as_array_mut().into_iter().flatten() {
            hire["start_week"] = json!(hire["start_week"].as_i64().unwrap() % 30);
        }
    }
    assert!(findings(&base.to_string()).1, "{}", lines(&findings(&base.to_string()).0));
    let mut all = Vec::new();
    places(&base, String::new(), &mut all);
    let ran = std::cell::Cell::new(0);
    let changes = prop::collection::vec((any::<prop::sample::Index>(), any_json()), 1..3);
    let outcome = runner.run(&changes, |changes| {
        let mut mutant = base.clone();
        for (index, value) in changes {
            if let Some(place) = mutant.pointer_mut(index.get(&all).as_str()) {
                *place = value;
            }
        }
        let text = mutant.to_string();
        let (found, runs) = findings(&text);
        let errors = found.iter().any(|finding| finding.code.is_error());
        prop_assert!(runs != errors, "a model or an error, never both or neither");
        for finding in &found {
            prop_assert!(!finding.to_string().is_empty());
        }
        if runs {
            ran.set(ran.get() + 1);
            let plan = plan::read(&text).plan.unwrap();
            runs_soundly(&check(&plan).model.unwrap()).map_err(TestCaseError::fail)?;
            prop_assert!(plan::to_link(&plan).len() < 2 * MAX_LINK_CHARS);
        }
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
    assert!(ran.get() * 20 > cases, "{} of {cases} mutants still run", ran.get());
}

#[test]
fn cut_texts_are_findings() {
    let text = SHIPPED[0].1;
    for end in (0..text.len()).step_by(97) {
        let (found, runs) = findings(&text[..end]);
        assert!(!runs && found.len() == 1 && found[0].code == Code::E101, "cut at {end}");
    }
}

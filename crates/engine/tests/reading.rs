//! What is said about a plan that is wrong: every finding has its code, place, value and range; all are said at once, in
//! one sentence each; and no text whatever makes the engine panic.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::print_stdout,
    reason = "a test stops at what it did not expect"
)]

mod common;

use common::{SHIPPED, lines, readable};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use tandem_engine::plan::{self, MAX_LINK_CHARS};
use tandem_engine::{Code, Fact, Finding, Measure, Simulation, check, digest};

/// Everything that reading and checking a text says, and whether a model came of it.
fn findings(text: &str) -> (Vec<Finding>, bool) {
    let reading = plan::read(text);
    let mut findings = reading.findings;
    let Some(plan) = reading.plan else { return (findings, false) };
    let checked = check(&plan);
    findings.extend(checked.findings);
    (findings, checked.model.is_some())
}

/// A small plan that is right.
fn right() -> Value {
    json!({
        "plan": {"start_date": "2027-01-04", "horizon_weeks": 52},
        "channels": [
            {"id": "ads", "type": "paid", "budget_per_month": 10000,
             "response": {"reference_spend_per_month": 10000, "reference_cost_per_lead": 200}},
            {"id": "site", "type": "organic"},
        ],
    })
}

/// The place of a path such as `channels[0].fit_share`, made where it is not there yet.
fn place<'a>(value: &'a mut Value, path: &str) -> &'a mut Value {
    path.replace('[', ".").replace(']', "").split('.').fold(value, |here, key| match here {
        Value::Array(list) => &mut list[key.parse::<usize>().unwrap()],
        _ => {
            if !here.is_object() {
                *here = json!({});
            }
            &mut here[key]
        }
    })
}

/// The right plan with a value in some place.
fn with(path: &str, value: Value) -> String {
    let mut plan = right();
    *place(&mut plan, path) = value;
    plan.to_string()
}

/// The right plan with a value in some place is told exactly so.
#[track_caller]
fn says(path: &str, value: Value, expected: &str) {
    let shown = value.to_string();
    let (found, runs) = findings(&with(path, value));
    assert_eq!(lines(&found), expected, "{path} = {shown}");
    assert_eq!(runs, !found.iter().any(|finding| finding.code.is_error()), "{path} = {shown}");
}

#[test]
fn a_right_plan_is_told_nothing() {
    assert_eq!(findings(&right().to_string()), (Vec::new(), true));
    for (name, text) in SHIPPED {
        assert_eq!(findings(text), (Vec::new(), true), "{name}");
    }
    assert!(findings(digest::all_options_plan()).1);
    // A byte order mark before the text is what some editors add.
    assert_eq!(findings(&format!("\u{feff}{}", right())), (Vec::new(), true));
}

#[test]
fn e101_what_is_no_json_is_told_with_line_and_column() {
    let said = |text: &str| lines(&findings(text).0);
    assert_eq!(said(""), "E101 `plan`: is not JSON at line 1, column 0: EOF while parsing a value");
    assert_eq!(
        said("{\n\"plan\":"),
        "E101 `plan`: is not JSON at line 2, column 7: EOF while parsing a value"
    );
    assert_eq!(said("{\"a\": NaN}"), "E101 `plan`: is not JSON at line 1, column 7: expected value");
    assert_eq!(said("{\"a\": -Infinity}"), "E101 `plan`: is not JSON at line 1, column 8: invalid number");
    assert_eq!(said("{\"a\": 1e999}"), "E101 `plan`: is not JSON at line 1, column 11: number out of range");
    assert_eq!(said("{} {}"), "E101 `plan`: is not JSON at line 1, column 4: trailing characters");
    assert_eq!(said("{'a': 1}"), "E101 `plan`: is not JSON at line 1, column 2: key must be a string");
    assert_eq!(said("week,spend\n1,1000\n"), "E101 `plan`: is not JSON at line 1, column 1: expected value");
    assert_eq!(said("PK\u{3}\u{4}"), "E101 `plan`: is not JSON at line 1, column 1: expected value");
    let deep = "[".repeat(100_000);
    assert_eq!(said(&deep), "E101 `plan`: is not JSON at line 1, column 128: recursion limit exceeded");
}

#[test]
fn e101_json_that_is_no_plan_is_told() {
    for (text, shown) in [("[]", "[]"), ("5", "5"), ("null", "null"), ("\"plan\"", "\"plan\"")] {
        let expected = format!("E101 `plan`: expected an object with the fields of a plan, found `{shown}`");
        assert_eq!(lines(&findings(text).0), expected);
    }
    assert_eq!(lines(&findings("{}").0), "E101 `plan.start_date`: is missing");
}

#[test]
fn e101_a_leaf_of_another_type_is_told_with_what_was_expected() {
    let value = "deals.mean_first_year_value";
    let expected = r#"expected a number or a range such as {"p10": 3, "p90": 5}"#;
    for (typed, shown) in [
        (json!("25000"), "\"25000\""),
        (json!("NaN"), "\"NaN\""),
        (json!("25k"), "\"25k\""),
        (json!(null), "null"),
        (json!(true), "true"),
        (json!([1, 2]), "[1,2]"),
        (json!({}), "{}"),
        (json!({"p10": 5}), "{\"p10\":5}"),
    ] {
        says(value, typed, &format!("E101 `{value}`: {expected}, found `{shown}`"));
    }
    says("plan.title", json!(5), "E101 `plan.title`: expected a text, found `5`");
    says("plan.start_date", json!(20270104), "E101 `plan.start_date`: expected a text, found `20270104`");
    says("channels[1].id", json!(7), "E101 `channels[1].id`: expected a text, found `7`");
    says(
        "simulation.noise.parameters",
        json!("yes"),
        "E101 `simulation.noise.parameters`: expected true or false, found `\"yes\"`",
    );
    for (typed, shown) in [(json!("many"), "\"many\""), (json!(52.5), "52.5"), (json!(-3), "-3")] {
        let said = format!("E101 `plan.horizon_weeks`: expected a whole number from 0, found `{shown}`");
        says("plan.horizon_weeks", typed, &said);
    }
    says(
        "plan.start_date",
        json!("2027-02-30"),
        "E101 `plan.start_date`: expected a date such as 2027-01-04, found `\"2027-02-30\"`",
    );
    says(
        "target",
        json!({"value": "1M", "date": "2027-06-30"}),
        "E101 `target.value`: expected a number, found `\"1M\"`",
    );
    says(
        "teams.sales_development.hires",
        json!([{"start_week": 1.5, "headcount": 1}]),
        "E101 `teams.sales_development.hires[0].start_week`: expected a whole number, found `1.5`",
    );
}

#[test]
fn e101_a_part_of_another_type_is_told_once() {
    says("retention", json!(5), "E101 `retention`: expected an object, found `5`");
    // A list would be read as the object's fields in their order, which nobody means.
    says("retention", json!([]), "E101 `retention`: expected an object, found `[]`");
    says(
        "simulation.noise",
        json!([true, false]),
        "E101 `simulation.noise`: expected an object, found `[true,false]`",
    );
    says("channels", json!({}), "E101 `channels`: expected a list, found `{}`");
    says("channels[1]", json!("organic"), "E101 `channels[1]`: expected an object, found `\"organic\"`");
    says(
        "calendar.monthly_demand_index",
        json!([1, 2, 3]),
        "E101 `calendar.monthly_demand_index`: expected a list of 12, found `[1,2,3]`",
    );
    says(
        "calendar.monthly_demand_index",
        json!([1, 1, 1, 1, 1, "x", 1, 1, 1, 1, 1, 1]),
        "E101 `calendar.monthly_demand_index[5]`: expected a number, found `\"x\"`",
    );
    says(
        "channels[0].budget_per_month",
        json!([1000, "x"]),
        "E101 `channels[0].budget_per_month[1]`: expected a number, found `\"x\"`",
    );
}

#[test]
fn e101_a_range_that_is_none_is_told() {
    let value = "deals.mean_first_year_value";
    says(
        value,
        json!({"p10": 5, "p90": "6"}),
        "E101 `deals.mean_first_year_value.p90`: expected a number, found `\"6\"`",
    );
    says(
        value,
        json!({"pert": [1, 9]}),
        "E101 `deals.mean_first_year_value.pert`: expected a list of 3, found `[1,9]`",
    );
    says(
        value,
        json!({"uniform": [1, 3], "pert": [1, 2, 3]}),
        "E101 `deals.mean_first_year_value`: expected one kind of range, \
         found `{\"pert\":[1,2,3],\"uniform\":[1,3]}`",
    );
    says(
        value,
        json!({"low": 3, "high": 5}),
        "E101 `deals.mean_first_year_value`: expected one of `p10`, `p90`, `scale`, `pert`, `beta`, `uniform`, \
         `samples`, `fixed`, found `{\"high\":5,\"low\":3}`",
    );
    says(
        value,
        json!({"samples": []}),
        "E101 `deals.mean_first_year_value`: expected at least one sample, found `{\"samples\":[]}`",
    );
    says(
        value,
        json!({"p10": 0.0, "p90": 5, "scale": "logit"}),
        "E102 `deals.mean_first_year_value`: is outside 0.000001..=1000000000 (money), \
         found `{\"p10\":0.0,\"p90\":5.0,\"scale\":\"logit\"}`",
    );
    says(
        "finance.gross_margin",
        json!({"p10": 0, "p90": 0.5}),
        "E101 `finance.gross_margin`: expected a range with both ends above 0 and below 1, \
         found `{\"p10\":0.0,\"p90\":0.5}`",
    );
    says(
        "finance.gross_margin",
        json!({"beta": {"prior": [1, 1], "successes": 5, "trials": 3}}),
        "E101 `finance.gross_margin`: expected prior counts above 0 and successes between 0 and trials, \
         found `{\"beta\":{\"prior\":[1.0,1.0],\"successes\":5.0,\"trials\":3.0}}`",
    );
}

#[test]
fn e101_what_is_required_and_missing_is_told() {
    says("plan", json!({}), "E101 `plan.start_date`: is missing");
    says("channels[1]", json!({"id": "site"}), "E101 `channels[1].type`: is missing");
    says("channels[1]", json!({"type": "organic"}), "E101 `channels[1].id`: is missing");
    says("channels[1].id", json!(""), "E101 `channels[1].id`: is missing");
    says("channels[0].response", json!(null), "E101 `channels[0].response`: is missing");
    says(
        "channels[0].response",
        json!({}),
        "E101 `channels[0].response.reference_cost_per_lead`: is missing, expected a number (money a lead)",
    );
    let mut bare = right();
    *place(&mut bare, "channels[0]") =
        json!({"id": "ads", "type": "paid", "response": {"reference_cost_per_lead": 200}});
    let said = "E101 `channels[0].response.reference_spend_per_month`: is missing, expected a number (money a month)";
    assert_eq!(lines(&findings(&bare.to_string()).0), said);
    says("channels[1].type", json!("partner"), "E101 `channels[1].partner`: is missing");
    says("channels[1].type", json!("outbound"), "E101 `channels[1].outbound`: is missing");
    says("target", json!({"date": "2027-06-30"}), "E101 `target.value`: is missing");
    says(
        "durations.discovery",
        json!({"coefficient_of_variation": 0.3}),
        "E101 `durations.discovery.mean_weeks`: is missing",
    );
    // All that is missing, not only the first.
    says(
        "channels[1].events",
        json!([{"week": 3}, {"cost": 1}]),
        "E101 `channels[1].events[0].cost`: is missing\n\
         E101 `channels[1].events[0].leads`: is missing\n\
         E101 `channels[1].events[1].week`: is missing\n\
         E101 `channels[1].events[1].leads`: is missing",
    );
}

#[test]
fn e102_a_number_outside_its_limits_is_told_with_them() {
    for (path, typed, range) in [
        ("deals.mean_first_year_value", json!(-1), "0.000001..=1000000000 (money)"),
        ("deals.mean_first_year_value", json!(0), "0.000001..=1000000000 (money)"),
        ("plan.horizon_weeks", json!(10), "26..=260 (weeks)"),
        ("plan.fiscal_year_start_month", json!(13), "1..=12 (a number)"),
        ("plan.fiscal_year_start_month", json!(0), "1..=12 (a number)"),
        ("version", json!(0), "1..=1 (a number)"),
        ("simulation.trials", json!(0), "1..=20000 (a count)"),
        ("simulation.seed", json!(9007199254740992_u64), "0..=9007199254740991 (a number)"),
        ("response_sla.mql_expires_after_weeks", json!(13), "0..=12 (weeks)"),
        ("durations.discovery", json!({"mean_weeks": 151}), "0..=150 (weeks)"),
        ("market.reachable_accounts", json!(0), "1..=1000000000 (a count)"),
        ("qualification.mql_threshold_shift_sd", json!(3.5), "-3..=3 (standard deviations of the score)"),
        ("qualification.scoring.auc_current", json!(0.4), "0.5..=0.99 (a number)"),
        ("qualification.observed.conversion.opportunity_to_won", json!(0.99), "0.005..=0.98 (a fraction)"),
        ("channels[0].odds_ratio.mql_to_sql", json!(11), "0.1..=10 (an odds ratio)"),
        ("channels[0].budget_per_month", json!(-1), "0..=1000000000 (money a month)"),
        ("teams.account_executives.attrition_rate_per_year", json!(0.95), "0..=0.9 (a fraction a year)"),
        ("teams.account_executives.founder_fte_unpaid", json!(6), "0..=5 (people)"),
        ("finance.overhead_growth_per_year", json!(-0.6), "-0.5..=2 (a fraction a year)"),
        ("retention.churn_rate_per_month", json!(0.6), "0..=0.5 (a fraction a month)"),
    ] {
        let found = if path == "durations.discovery" { json!(151) } else { typed.clone() };
        let path_told = if path == "durations.discovery" { "durations.discovery.mean_weeks" } else { path };
        says(path, typed, &format!("E102 `{path_told}`: is outside {range}, found `{found}`"));
    }
    let budgets = json!([1000, -5]);
    let said =
        "E102 `channels[0].budget_per_month[1]`: is outside 0..=1000000000 (money a month), found `-5`";
    says("channels[0].budget_per_month", budgets, said);
    let index = json!([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let said = "E102 `calendar.monthly_demand_index`: is outside 0..=5 (a factor), found `0`";
    says("calendar.monthly_demand_index", index, said);
    let index = json!([1, 1, 1, 1, 1, 6, 1, 1, 1, 1, 1, 1]);
    let said = "E102 `calendar.monthly_demand_index[5]`: is outside 0..=5 (a factor), found `6`";
    says("calendar.monthly_demand_index", index, said);
    // Also the ends of a range.
    let said = "E102 `market.reachable_accounts`: is outside 1..=1000000000 (a count), found `{\"uniform\":[0.0,5.0]}`";
    says("market.reachable_accounts", json!({"uniform": [0, 5]}), said);
}

#[test]
fn names_of_stages_are_short_and_plain() {
    for (name, told) in [("Angebot", ""), ("商机", ""), ("", "")] {
        says("qualification.stage_names", json!({"opportunity": name}), told);
    }
    let path = "qualification.stage_names.mql";
    says(path, json!("x".repeat(40)), "");
    says(path, json!("线".repeat(41)), &format!("E107 `{path}`: has a length of 41, at most 40 is allowed"));
    let plain = "expected a text without control characters";
    says(path, json!("a\nb"), &format!("E101 `{path}`: {plain}, found `\"a\\nb\"`"));
    // One that would turn the text around it.
    says(path, json!("a\u{202e}b"), &format!("E101 `{path}`: {plain}, found `\"a\\u{{202e}}b\"`"));
    says(path, json!(5), &format!("E101 `{path}`: expected a text, found `5`"));
    says(
        "qualification.stage_names.sal",
        json!("SAL"),
        "W209 `qualification.stage_names.sal`: is not a field of the plan and has no effect",
    );
}

#[test]
fn what_has_come_to_pass_lies_in_the_plan_once_a_month() {
    let actual = |measure: &str, month: &str, value: Value| json!({"measure": measure, "month": month, "value": value});
    let right =
        ["spend", "leads", "mql", "sql", "opportunities", "won", "bookings", "revenue", "collections"];
    let right = right.into_iter().chain(["cash", "mrr", "customers"]);
    says("actuals", right.clone().map(|m| actual(m, "2027-03", json!(7))).collect(), "");
    // The plan lasts from 2027-01-04 to 2028-01-02.
    says(
        "actuals",
        json!([actual("leads", "2027-01", json!(0)), actual("leads", "2028-01", json!(1.5))]),
        "",
    );
    for month in ["2026-12", "2028-02"] {
        let said =
            format!("E104 `actuals[0].month`: is outside the plan, 2027-01 to 2028-01, found `{month}`");
        says("actuals", json!([actual("leads", month, json!(5))]), &said);
    }
    for month in ["2027-13", "2027-1", "January", "2027-01-04"] {
        let said = format!("E101 `actuals[0].month`: expected a month such as 2027-01, found `\"{month}\"`");
        says("actuals", json!([actual("leads", month, json!(5))]), &said);
    }
    let twice = json!([
        actual("won", "2027-02", json!(5)),
        actual("mql", "2027-02", json!(5)),
        actual("won", "2027-02", json!(6))
    ]);
    says("actuals", twice, "E106 `actuals[2].month`: is already used at `actuals[0].month`, found `2027-02`");
    says("actuals", json!([actual("cash", "2027-02", json!(-5))]), "");
    let said = "E102 `actuals[0].value`: is outside 0..=10000000 (a count), found `-5`";
    says("actuals", json!([actual("leads", "2027-02", json!(-5))]), said);
    let said = "E102 `actuals[0].value`: is outside 0..=1000000000000 (money), found `-5`";
    says("actuals", json!([actual("mrr", "2027-02", json!(-5))]), said);
    let (found, _) = findings(&with("actuals", json!([actual("pipeline", "2027-02", json!(5))])));
    assert!(
        lines(&found).starts_with("E106 `actuals[0].measure`: is not known: `\"pipeline\"`"),
        "{}",
        lines(&found)
    );
    // Not a simulated figure moves.
    let plain = plan::read(&self::right().to_string()).plan.unwrap();
    let mut with_actuals = plain.clone();
    with_actuals.actuals = vec![plan::Actual {
        measure: plan::ActualMeasure::Won,
        month: tandem_engine::date::Month::new(2027, 2).unwrap(),
        value: 5.0,
    }];
    let run = |plan: &plan::Plan| Simulation::new(&check(plan).model.unwrap()).run(0, 3);
    assert_eq!(run(&plain).values(), run(&with_actuals).values());
}

#[test]
fn e103_a_percent_is_told_with_the_fraction_meant() {
    for (path, typed, fraction) in [
        ("qualification.observed.conversion.opportunity_to_won", "22", "0.22"),
        ("qualification.observed.conversion.lead_to_mql", "26", "0.26"),
        ("retention.churn_rate_per_month", "2", "0.02"),
        ("channels[0].fit_share", "30", "0.3"),
        ("finance.gross_margin", "77.5", "0.775"),
        ("billing.annual_prepay_share", "100", "1"),
    ] {
        let said = format!(
            "E103 `{path}`: is a share from 0 to 1, found `{typed}`\n\
             hint: {typed} looks like a percent; write {fraction}"
        );
        says(path, serde_json::from_str(typed).unwrap(), &said);
    }
    says(
        "target",
        json!({"value": 1, "date": "2027-06-30", "wanted_odds": 80}),
        "E103 `target.wanted_odds`: is a share from 0 to 1, found `80`\n\
         hint: 80 looks like a percent; write 0.8",
    );
    // Above 100 it is no percent either.
    says(
        "finance.gross_margin",
        json!(101),
        "E102 `finance.gross_margin`: is outside 0..=1 (a fraction), found `101`",
    );
    let (found, _) = findings(&with("finance.gross_margin", json!({"p10": 18, "p90": 26})));
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].code, &found[0].fact), (Code::E103, &Fact::LooksLikePercent { fraction: 0.18 }));
}

#[test]
fn e104_an_order_that_is_violated_is_told() {
    let value = "deals.mean_first_year_value";
    for (typed, low, high, shown) in [
        (json!({"p10": 5, "p90": 3}), "5", "3", "{\"p10\":5.0,\"p90\":3.0}"),
        (json!({"p10": 5, "p90": 5}), "5", "5", "{\"p10\":5.0,\"p90\":5.0}"),
        (json!({"pert": [1, 9, 5]}), "9", "5", "{\"pert\":[1.0,9.0,5.0]}"),
        (json!({"pert": [3, 2, 5]}), "3", "2", "{\"pert\":[3.0,2.0,5.0]}"),
        (json!({"uniform": [5, 3]}), "5", "3", "{\"uniform\":[5.0,3.0]}"),
    ] {
        says(value, typed, &format!("E104 `{value}`: {low} must be below {high}, found `{shown}`"));
    }
    says(
        "qualification.scoring.auc_best_achievable",
        json!(0.6),
        "E104 `qualification.scoring.auc_best_achievable`: auc_current must be below auc_best_achievable, found `0.6`",
    );
    says(
        "teams.account_executives.onboarding_weeks",
        json!(24),
        "E104 `teams.account_executives.full_productivity_after_weeks`: \
         onboarding_weeks must be below full_productivity_after_weeks, found `24`",
    );
    says(
        "calendar.holidays",
        json!([{"first_date": "2027-05-05", "last_date": "2027-05-01"}]),
        "E104 `calendar.holidays[0].last_date`: first_date must be below last_date, found `2027-05-01`",
    );
}

#[test]
fn e104_a_week_or_date_outside_the_plan_is_told_with_its_ends() {
    says(
        "channels[1].events",
        json!([{"week": 51, "cost": 1, "leads": 2}, {"week": 52, "cost": 1, "leads": 2}]),
        "E104 `channels[1].events[1].week`: is outside the plan, week 0 to week 51, found `52`",
    );
    says(
        "finance.funding",
        json!([{"week": 52, "amount": 1}]),
        "E104 `finance.funding[0].week`: is outside the plan, week 0 to week 51, found `52`",
    );
    for week in [52, -521] {
        says(
            "teams.sales_development.hires",
            json!([{"start_week": week, "headcount": 1}]),
            &format!(
                "E104 `teams.sales_development.hires[0].start_week`: \
                 is outside the plan, week -520 to week 51, found `{week}`"
            ),
        );
    }
    for day in ["2027-01-03", "2028-01-03"] {
        says(
            "target",
            json!({"value": 1, "date": day}),
            &format!("E104 `target.date`: is outside the plan, 2027-01-04 to 2028-01-02, found `{day}`"),
        );
    }
    says("target", json!({"value": 1, "date": "2027-01-04"}), "");
    says("target", json!({"value": 1, "date": "2028-01-02"}), "");
    says(
        "plan.start_date",
        json!("1900-01-01"),
        "E104 `plan.start_date`: is outside the plan, 1950-01-01 to 2150-12-31, found `1900-01-01`",
    );
}

#[test]
fn e105_shares_that_do_not_sum_to_one_are_told_with_their_sum() {
    let milestones = |signing: f64, delivery: f64| json!([{"share": signing, "event": "signing"}, {"share": delivery, "event": "delivery"}]);
    says(
        "deals.payment_milestones",
        milestones(0.25, 0.5),
        "E105 `deals.payment_milestones`: shares must sum to 1, their sum is `0.75`",
    );
    says("deals.payment_milestones", milestones(0.3, 0.7005), "");
    let (found, _) = findings(&with("deals.payment_milestones", milestones(30.0, 70.0)));
    let codes: Vec<Code> = found.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, [Code::E103, Code::E103, Code::E105]);
    let outbound = |share: f64| {
        json!([
            {"id": "a", "type": "outbound", "outbound": {"hours_share": share}},
            {"id": "b", "type": "outbound", "outbound": {"hours_share": share}},
        ])
    };
    says(
        "channels",
        outbound(0.75),
        "E105 `channels[].outbound.hours_share`: shares must sum to 1, their sum is `1.5`",
    );
    // Less than all of the hours is a choice.
    says("channels", outbound(0.25), "");
}

#[test]
fn e106_an_unknown_word_is_told_with_the_words_known() {
    for (path, typed, allowed) in [
        ("channels[1].type", "tv", "paid, content, event, partner, brand, organic, referral, outbound"),
        ("channels[0].response.shape", "log", "hill, linear, tanh, logistic"),
        ("channels[0].carryover.shape", "long", "geometric, none, binomial, delayed, weibull_pdf"),
        ("response_sla.queue_order", "random", "oldest_first, newest_first"),
    ] {
        let said = format!("E106 `{path}`: is not known: `\"{typed}\"`\nhint: use one of {allowed}");
        says(path, json!(typed), &said);
    }
    says(
        "durations.discovery",
        json!({"mean_weeks": 2, "distribution": "normal"}),
        "E106 `durations.discovery.distribution`: is not known: `\"normal\"`\n\
         hint: use one of gamma, lognormal, weibull, fixed",
    );
    says(
        "deals.payment_milestones",
        json!([{"share": 1, "event": "shipping"}]),
        "E106 `deals.payment_milestones[0].event`: is not known: `\"shipping\"`\nhint: use one of signing, delivery",
    );
    says(
        "target",
        json!({"measure": "profit", "value": 1, "date": "2027-06-30"}),
        "E106 `target.measure`: is not known: `\"profit\"`\n\
         hint: use one of arr, revenue, bookings, won, customers, cash",
    );
    says(
        "deals.mean_first_year_value",
        json!({"p10": 3, "p90": 5, "scale": "log"}),
        "E106 `deals.mean_first_year_value.scale`: is not known: `\"log\"`\nhint: use one of lognormal, normal, logit",
    );
    let mut plan = right();
    plan["provenance"] = json!({"deals.mean_first_year_value": {"source": "guess"}});
    assert_eq!(
        lines(&findings(&plan.to_string()).0),
        "E106 `provenance.deals.mean_first_year_value.source`: is not known: `\"guess\"`\n\
         hint: use one of typed, data, benchmark, assumption"
    );
}

#[test]
fn e106_an_id_used_twice_or_an_unknown_currency_is_told() {
    says(
        "channels[1].id",
        json!("ads"),
        "E106 `channels[1].id`: is already used at `channels[0].id`, found `ads`",
    );
    for code in ["XYZ", "usd", ""] {
        let said = format!(
            "E106 `plan.currency_code`: is not known: `{code}`\nhint: use one of USD, EUR, CNY, GBP, JPY"
        );
        says("plan.currency_code", json!(code), &said);
    }
    for code in ["CHF", "INR", "BRL", "SEK"] {
        says("plan.currency_code", json!(code), "");
    }
}

#[test]
fn e107_what_is_too_much_is_told_with_the_limit() {
    says(
        "plan.horizon_weeks",
        json!(261),
        "E107 `plan.horizon_weeks`: is outside 26..=260 (weeks), found `261`",
    );
    says(
        "simulation.trials",
        json!(20001),
        "E107 `simulation.trials`: is outside 1..=20000 (a count), found `20001`",
    );
    let channels =
        |n: usize| (0..n).map(|i| json!({"id": format!("c{i}"), "type": "organic"})).collect::<Vec<_>>();
    says("channels", json!(channels(24)), "");
    says("channels", json!(channels(25)), "E107 `channels`: has a length of 25, at most 24 is allowed");
    let hires = vec![json!({"start_week": 0, "headcount": 1}); 201];
    says(
        "teams.account_executives.hires",
        json!(hires),
        "E107 `teams.account_executives.hires`: has a length of 201, at most 200 is allowed",
    );
    let title = json!("x".repeat(121));
    says("plan.title", title, "E107 `plan.title`: has a length of 121, at most 120 is allowed");
    says("plan.title", json!("计".repeat(120)), "");
    says(
        "channels[1].id",
        json!("x".repeat(41)),
        "E107 `channels[1].id`: has a length of 41, at most 40 is allowed",
    );
    let long = " ".repeat((4 << 20) + 1);
    assert_eq!(lines(&findings(&long).0), "E107 `plan`: has a length of 4194305, at most 4194304 is allowed");
}

#[test]
fn e109_a_newer_plan_is_not_judged_by_older_rules() {
    let text = r#"{"version": 99, "plan": 5, "channels": "none"}"#;
    let said = "E109 `version`: was made by a newer version, this one reads up to 1, found `99`";
    assert_eq!(lines(&findings(text).0), said);
    let mut plan = readable(SHIPPED[0].1);
    plan.version = 2;
    let checked = check(&plan);
    assert!(checked.model.is_none());
    assert_eq!(checked.findings[0].code, Code::E109);
}

#[test]
fn w201_a_start_that_is_no_monday_is_moved() {
    says(
        "plan.start_date",
        json!("2027-01-06"),
        "W201 `plan.start_date`: is not a Monday; the plan starts on 2027-01-04, found `2027-01-06`",
    );
    let moved =
        check(&plan::read(&with("plan.start_date", json!("2027-01-10"))).plan.unwrap()).model.unwrap();
    assert_eq!(moved.calendar().start, common::date("2027-01-04").unwrap());
}

#[test]
fn w203_spend_above_twice_the_reference_is_told() {
    says(
        "channels[0].budget_per_month",
        json!(30000),
        "W203 `channels[0].budget_per_month`: is above twice the reference 10000: extrapolated, found `30000`",
    );
    says(
        "channels[0].budget_per_month",
        json!([1000, 25000]),
        "W203 `channels[0].budget_per_month`: is above twice the reference 10000: extrapolated, found `25000`",
    );
    says("channels[0].budget_per_month", json!(20000), "");
}

#[test]
fn w205_a_conversion_that_cannot_be_is_told_with_what_follows() {
    says(
        "qualification.observed.conversion.mql_to_sql",
        json!(0.9),
        "W205 `qualification.observed.conversion.mql_to_sql`: implies more than 98 % for leads that fit; \
         the blended rate is 0.7580 instead of `0.9`",
    );
}

#[test]
fn w208_a_range_that_is_cut_is_told_with_what_is_lost() {
    says(
        "qualification.observed.conversion.opportunity_to_won",
        json!({"p10": 0.01, "p90": 0.97}),
        "W208 `qualification.observed.conversion.opportunity_to_won`: \
         14.5 % of the range `{\"p10\":0.01,\"p90\":0.97}` lies outside the limits and is cut off",
    );
}

#[test]
fn w209_a_field_that_is_not_known_is_told_and_has_no_effect() {
    says("colour", json!("red"), "W209 `colour`: is not a field of the plan and has no effect");
    says(
        "channels[0].colour",
        json!({"a": 1}),
        "W209 `channels[0].colour`: is not a field of the plan and has no effect",
    );
    let plain = plan::read(&right().to_string()).plan.unwrap();
    assert_eq!(plan::read(&with("deals.colour", json!(7))).plan.unwrap(), plain);
}

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

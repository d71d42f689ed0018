//! What is no plan: text that is no JSON, values of another type, what is missing.

use super::*;

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

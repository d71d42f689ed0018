//! Warnings: what is let in, with what is made of it.

use super::*;

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
fn w211_a_quota_below_base_pay_is_told_where_there_are_aes() {
    let quota = |value: f64, aes: usize| {
        let mut plan = readable(SHIPPED[0].1);
        plan.compensation.quota_per_head_per_year = value.into();
        plan.teams.account_executives.loaded_base_pay_per_year = 70_000.0.into();
        plan.teams.account_executives.hires = vec![common::ramped(1.0); aes];
        let findings = check(&plan).findings;
        lines(&findings.into_iter().filter(|finding| finding.code == Code::W211).collect::<Vec<_>>())
    };
    assert_eq!(
        quota(1.0, 1),
        "W211 `compensation.quota_per_head_per_year`: is below an AE's base pay of 70000, found `1`\n\
         hint: write the quota of a whole year, or 0 for none"
    );
    assert_eq!(quota(1.0, 0) + &quota(0.0, 1) + &quota(70_000.0, 1), "");
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

//! Values that are wrong: out of their limits, their order, their words, or too many.

use super::*;

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

//! The 4-4-5 calendar and the Spring Festival.

use super::*;

#[test]
fn quarters_of_4_4_and_5_weeks() {
    let fiscal = Fiscal { first_month: 1, periods: FiscalPeriods::Weeks445 };
    let day = |text: &str| date(text).unwrap();
    // ISO weeks: the first Monday of the fiscal year is that of ISO week 1, and 2026 and 2032 have 53 weeks.
    for (year, first, weeks) in [
        (2025, "2024-12-30", 52),
        (2026, "2025-12-29", 53),
        (2027, "2027-01-04", 52),
        (2028, "2028-01-03", 52),
        (2029, "2029-01-01", 52),
        (2030, "2029-12-31", 52),
        (2031, "2030-12-30", 52),
        (2032, "2031-12-29", 53),
        (2033, "2033-01-03", 52),
    ] {
        let first = day(first);
        assert_eq!(first.weekday(), 0);
        let mut at = first;
        for (month, length) in [4, 4, 5, 4, 4, 5, 4, 4, 5, 4, 4, 5].into_iter().enumerate() {
            let length = length + i32::from(month == 11 && weeks == 53);
            for day in 0..7 * length {
                assert_eq!(
                    fiscal.month(at.plus_days(day)),
                    12 * year + month as i32,
                    "{}",
                    at.plus_days(day)
                );
                assert_eq!(fiscal.quarter(at.plus_days(day)), 4 * year + month as i32 / 3);
                // It is called after its place in the year, not after the day on which it begins.
                let called = fiscal.named_month(at.plus_days(day)).parts();
                assert_eq!(called, (year, month as u32 + 1, 1), "{}", at.plus_days(day));
            }
            at = at.plus_days(7 * length);
        }
        assert_eq!(at.days_since(first), 7 * weeks, "{year}");
    }
    // From another month: the Monday nearest to 1 February 2028, a Tuesday.
    let fiscal = Fiscal { first_month: 2, periods: FiscalPeriods::Weeks445 };
    assert_eq!(fiscal.quarter(day("2028-01-30")) + 1, fiscal.quarter(day("2028-01-31")));
    assert_eq!(fiscal.named_month(day("2028-01-31")), day("2028-02-01"));
    assert_eq!(fiscal.named_month(day("2028-01-30")), day("2028-01-01"));
    // Calendar months are as they were.
    let months = Fiscal { first_month: 2, periods: FiscalPeriods::Months };
    assert_eq!(months.month(day("2028-01-31")) + 1, months.month(day("2028-02-01")));
    assert_eq!(months.quarter(day("2028-01-31")) + 1, months.quarter(day("2028-02-01")));
    assert_eq!(months.quarter(day("2028-02-01")), months.quarter(day("2028-04-30")));
    assert_eq!(months.named_month(day("2028-01-31")), day("2028-01-01"));
}

#[test]
fn a_plan_of_4_4_and_5_weeks_splits_no_week() {
    let mut plan = opportunities(60, 0.5);
    plan.calendar.fiscal_periods = FiscalPeriods::Weeks445;
    plan.quarter_end.delayed_to_quarter_end_share = 1.0.into();
    let model = model(&plan);
    let run = Simulation::new(&model).expected_path();
    let summary = expected(&model);
    let leads = &summary.series(Measure::Leads, Period::Month).expected;
    let weeks = [4.0, 4.0, 5.0];
    for (month, leads) in leads.iter().enumerate().take(12) {
        near("leads of a month", *leads, 800.0 * weeks[month % 3], 1e-12);
    }
    all_near(
        "leads of a quarter",
        &summary.series(Measure::Leads, Period::Quarter).expected,
        &[10_400.0, 10_400.0, 10_400.0, 10_400.0, 6400.0],
        1e-12,
    );
    let spans = summary.spans(Period::Quarter);
    assert_eq!((spans[0].first, spans[0].last), (date("2027-01-04").unwrap(), date("2027-04-04").unwrap()));
    // Everything that is won waits for the last week of its 13.
    for (week, won) in run.weeks_of(Measure::Won).iter().enumerate() {
        near("won", *won, if week % 13 == 12 { 650.0 } else { 0.0 }, 1e-12);
    }
    // Budgets stay those of calendar months.
    let mut months = plan.clone();
    months.channels = vec![linear("ads", 1000.0, 100.0, 60)];
    let by_weeks = path(&months).weeks_of(Measure::Spend).to_vec();
    months.calendar.fiscal_periods = FiscalPeriods::Months;
    assert_eq!(path(&months).weeks_of(Measure::Spend), by_weeks);
}

#[test]
fn c22_the_spring_festival_of_a_year() {
    let cases = Cases::load();
    let case = cases.case("C22");
    let file: serde_json::Value = serde_json::from_str(include_str!("../cases/model_cases.json")).unwrap();
    let all = file["cases"].as_array().unwrap();
    let c22 = all.iter().find(|case| case["id"] == "C22").unwrap();
    let dates = c22["expected"]["spring_festival_dates"].as_object().unwrap();
    assert_eq!(dates.len(), 11);
    for (year, day) in dates {
        let year: i32 = year.parse().unwrap();
        assert_eq!(lunar_new_year(year), Date::parse(day.as_str().unwrap()));
        let windows = spring_festival(year);
        let first = lunar_new_year(year).unwrap();
        let days: Vec<(i32, i32)> =
            windows.iter().map(|w| (w.first_date.days_since(first), w.last_date.days_since(first))).collect();
        assert_eq!(days, [(-5, -2), (-1, 6), (7, 18)]);
        assert_eq!(
            windows.iter().map(|w| (w.working_time_factor, w.demand_factor)).collect::<Vec<_>>(),
            [(0.5, 0.5), (0.0, 0.15), (0.6, 0.6)]
        );
        // A new year of the lunar calendar begins with a new moon: 29.530588 days after the last, here to the day and a half.
        let moons = f64::from(first.days_since(date("2025-01-29").unwrap())) / 29.530_588;
        assert!((moons - moons.round()).abs() * 29.53 < 1.5, "{year}");
    }
    assert_eq!((lunar_new_year(2024), spring_festival(2036)), (None, vec![]));
    let rules = tandem_engine::plan::Calendar { holidays: spring_festival(2027), ..Default::default() };
    let calendar = Calendar::new(date(START).unwrap(), 26, 1, &rules);
    for (week, monday) in
        [(3, "2027-01-25"), (4, "2027-02-01"), (5, "2027-02-08"), (6, "2027-02-15"), (7, "2027-02-22")]
    {
        assert_eq!(calendar.monday(week), date(monday).unwrap());
        case.meets(&format!("work_fraction_by_week_2027.{monday}"), calendar.working[week]);
    }
}

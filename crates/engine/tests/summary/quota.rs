//! What is measured by a quota, and what by the target where there is none.

use super::*;

#[test]
fn what_is_measured_by_a_quota_needs_one() {
    // The promise of MQLs needs one or a target.
    let of_quota = [Kpi::QuotaAttainment, Kpi::QuotaHitShare, Kpi::PipelineCoverage, Kpi::MqlsDelivered];
    let told = |plan: &Plan| of_quota.map(|kpi| expected(&model(plan)).kpi(kpi, 0).is_some());
    // Founders sell without a quota; the first AE they hire has none until it is typed.
    let mut plan = readable(SHIPPED.iter().find(|shipped| shipped.0 == "bootstrapped_saas").unwrap().1);
    plan.teams.account_executives.hires = vec![ramped(1.0)];
    assert_eq!(told(&plan), [false, false, false, true]);
    plan.target = None;
    assert_eq!(told(&plan), [false; 4]);
    plan.compensation.quota_per_head_per_year = 300_000.0.into();
    assert_eq!(told(&plan), [true; 4]);
}

/// 50 MQLs a week for a year; deals of 10,000, of which a half recurs, from an eighth of an eighth of them; half a year to go.
#[test]
fn without_a_quota_the_target_says_how_many_mqls_are_needed() {
    use tandem_engine::plan::{Target, TargetMeasure};
    let mut plan = quiet(52);
    set_rates(&mut plan, 0.5, [0.5, 0.5, 0.25]);
    plan.channels = vec![arrivals("shows", [100.0; 52])];
    plan.deals.mean_first_year_value = 10_000.0.into();
    plan.deals.recurring_share = 0.5.into();
    plan.opening.monthly_recurring_revenue.fit = 1000.0.into();
    plan.opening.customers.fit = 10.0.into();
    plan.compensation.quota_per_head_per_year = 0.0.into();
    let told = |measure, value: f64| {
        let mut plan = plan.clone();
        let date = plan.plan.start_date.unwrap().plus_days(26 * 7 - 1);
        plan.target = Some(Target { measure, value, date, wanted_odds: 0.8 });
        let model = model(&plan);
        let of_week = |week: usize| kpis_by(&model, None, Period::Week)[week][Kpi::MqlsDelivered as usize];
        let year = expected(&model).kpi(Kpi::MqlsDelivered, 0).map(|spread| spread.expected);
        // Every week has its part, up to the date.
        let week = |week| of_week(week).map(|spread: Spread| spread.expected);
        assert_eq!((week(0).is_some(), week(26)), (year.is_some(), None));
        if let (Some(first), Some(last), Some(year)) = (week(0), week(25), year) {
            near("the first week", first, year, 1e-9);
            near("the last week", last, year, 1e-9);
        }
        year
    };
    // 26 weeks of 50 are 1300 MQLs; 16 are needed for a deal. (The market is large, not endless.)
    let wanted = 1300.0 / 16.0 / 52.0;
    near("won", told(TargetMeasure::Won, 52.0).unwrap(), wanted, 1e-7);
    near("bookings", told(TargetMeasure::Bookings, 520_000.0).unwrap(), wanted, 1e-7);
    near("revenue", told(TargetMeasure::Revenue, 520_000.0).unwrap(), wanted, 1e-7);
    // 12,000 of ARR are there.
    near("ARR", told(TargetMeasure::Arr, 12_000.0 + 260_000.0).unwrap(), wanted, 1e-7);
    assert_eq!(told(TargetMeasure::Arr, 12_000.0), None, "nothing is missing");
    assert_eq!(told(TargetMeasure::Customers, 100.0), None);
    assert_eq!(told(TargetMeasure::Cash, 100.0), None);
}

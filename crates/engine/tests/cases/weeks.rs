//! C22, C25 and C26: weeks and months, open pipelines and years paid ahead.

use super::*;

#[test]
fn c22_weeks_share_their_days_between_months() {
    let cases = Cases::load();
    let case = cases.case("C22");
    let rules = tandem_engine::plan::Calendar::default();
    let calendar = Calendar::new(date("2026-01-26").unwrap(), 26, 1, &rules);
    let budget = [case.input("budget_jan_2026"), case.input("budget_feb_2026")];
    case.meets("spend_of_week", calendar.weekly(0, |month| budget[month]));
    let [first, second] = calendar.months[0];
    case.meets("weeks_in_jan_2026_weight", f64::from(first.unwrap().days) / 7.0);
    assert_eq!(
        (first.unwrap().days_in_month, second.unwrap().days, second.unwrap().days_in_month),
        (31, 1, 28)
    );
}

#[test]
fn c22_holidays_stop_work_by_the_day() {
    let cases = Cases::load();
    let case = cases.case("C22");
    let festival = date("2027-02-06").unwrap();
    let mut rules = tandem_engine::plan::Calendar::default();
    for window in 0..3 {
        let number = |index: usize| case.input(&format!("holiday_windows.0.offsets_days.{window}.{index}"));
        rules.holidays.push(Holiday {
            first_date: festival.plus_days(number(0) as i32),
            last_date: festival.plus_days(number(1) as i32),
            working_time_factor: number(2),
            demand_factor: 1.0,
            spend_factor: 1.0,
        });
    }
    let calendar = Calendar::new(date("2027-01-04").unwrap(), 26, 1, &rules);
    for monday in ["2027-01-25", "2027-02-01", "2027-02-08", "2027-02-15", "2027-02-22", "2027-03-01"] {
        let week = (0..26).find(|&week| calendar.monday(week) == date(monday).unwrap()).unwrap();
        case.meets(&format!("work_fraction_by_week_2027.{monday}"), calendar.working[week]);
    }
}

/// Eight opportunities open each week; a quarter is won after four weeks, the rest lost after two.
fn stationary() -> Plan {
    let mut plan = quiet(26);
    set_rates(&mut plan, 0.5, [0.5, 0.5, 0.25]);
    plan.channels = vec![arrivals("shows", [64.0; 26])];
    plan.durations.opportunity_to_won = fixed_weeks(4.0);
    plan.durations.opportunity_to_lost = fixed_weeks(2.0);
    plan.opening.open_opportunities = Some(20.0.into());
    plan
}

#[test]
fn c25_an_open_pipeline_is_stationary() {
    let run = path(&stationary());
    for week in 0..26 {
        near("won", run.weeks_of(Measure::Won)[week], 2.0, 1e-9);
        near("lost", run.weeks_of(Measure::Lost)[week], 6.0, 1e-9);
        near("open", run.weeks_of(Measure::OpenOpportunities)[week], 20.0, 1e-9);
    }
}

#[test]
fn c25_open_deals_are_won_at_the_length_biased_share() {
    let mut plan = stationary();
    plan.channels.clear();
    near("wins of 20 open deals", total(&path(&plan), Measure::Won), 20.0 * 0.4, 1e-9);
    plan.opening.open_opportunity_win_share = Some(0.75.into());
    near("wins at the team's own share", total(&path(&plan), Measure::Won), 20.0 * 0.75, 1e-9);
}

#[test]
fn c25_is_stationary_with_any_duration_law() {
    let mut plan = stationary();
    plan.durations.opportunity_to_won = gamma_weeks(5.0, 0.6);
    plan.durations.opportunity_to_lost = gamma_weeks(3.0, 0.9);
    let mean = |duration: &Duration| {
        let Estimate::Fixed(mean) = duration.mean_weeks else { panic!("a fixed mean") };
        let Estimate::Fixed(cv) = duration.coefficient_of_variation else { panic!("a fixed spread") };
        DurationLaw::new(DurationDistribution::Gamma, mean, cv).discrete_mean()
    };
    let open =
        2.0 * mean(&plan.durations.opportunity_to_won) + 6.0 * mean(&plan.durations.opportunity_to_lost);
    plan.opening.open_opportunities = Some(open.into());
    let run = path(&plan);
    for week in 0..26 {
        near("won", run.weeks_of(Measure::Won)[week], 2.0, 1e-9);
        near("lost", run.weeks_of(Measure::Lost)[week], 6.0, 1e-9);
        near("open", run.weeks_of(Measure::OpenOpportunities)[week], open, 1e-9);
    }
}

#[test]
fn c26_a_year_paid_ahead_is_billed_once_a_year() {
    let mut plan = quiet(104);
    set_rates(&mut plan, 0.5, [0.5, 0.5, 0.5]);
    plan.channels = vec![arrivals("shows", [16.0])];
    plan.deals.mean_first_year_value = 1200.0.into();
    plan.deals.go_live_delay_weeks = 0;
    plan.billing.annual_prepay_share = 1.0.into();
    let run = path(&plan);
    for (week, &collected) in run.weeks_of(Measure::Collections).iter().enumerate() {
        near(&format!("week {week}"), collected, if week % 52 == 0 { 1200.0 } else { 0.0 }, 1e-9);
    }
    near("recurring revenue", run.weeks_of(Measure::Mrr)[103], 100.0, 1e-9);
}

#[test]
fn c26_opening_subscribers_renew_evenly() {
    let mut plan = quiet(60);
    plan.opening.customers.fit = 1.0.into();
    plan.opening.monthly_recurring_revenue.fit = 100.0.into();
    plan.billing.annual_prepay_share = 1.0.into();
    for &collected in path(&plan).weeks_of(Measure::Collections) {
        near("billed", collected, 1200.0 / WEEKS_PER_YEAR, 1e-9);
    }
}

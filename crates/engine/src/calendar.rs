//! The plan's calendar: weeks, months, quarters, working time and season (`docs/model.md`, section 2).

use crate::date::{Date, days_in_month};
use crate::plan;

/// Weeks a year: 365.2425 / 7.
pub const WEEKS_PER_YEAR: f64 = 365.2425 / 7.0;
/// Weeks a month.
pub const WEEKS_PER_MONTH: f64 = WEEKS_PER_YEAR / 12.0;
/// Business hours a week.
pub const BUSINESS_HOURS_PER_WEEK: f64 = 40.0;

/// Weeks of a plan year.
const WEEKS_OF_A_YEAR: usize = 52;

/// Breaks ties of working time the same way on every machine.
const TIE: f64 = 1e-9;

/// A part of a week that falls into one calendar month.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MonthPart {
    /// The plan's calendar month, 0 = the month of the start date.
    pub month: usize,
    /// Days of the week in it, 1..=7.
    pub days: u32,
    /// Days of the whole month.
    pub days_in_month: u32,
}

/// The calendar of a plan, worked out once.
#[derive(Clone, Debug, PartialEq)]
pub struct Calendar {
    /// First day, a Monday.
    pub start: Date,
    /// Number of weeks.
    pub weeks: usize,
    /// Working fraction of each week, 0..=1.
    pub working: Vec<f64>,
    /// Demand factor of each week: season and holidays. Mean 1 over the months without holidays; with
    /// [`Calendar::keeping_yearly_demand`] also with them.
    pub demand: Vec<f64>,
    /// Factor of repeat orders, which need people at work too: working fraction times demand, its mean taken out likewise.
    pub orders: Vec<f64>,
    /// Share of the channels' budgets that is spent in each week.
    pub spend: Vec<f64>,
    /// The one or two months of each week.
    pub months: Vec<[Option<MonthPart>; 2]>,
    /// Last week of the fiscal quarter that each week belongs to; may lie beyond the horizon.
    pub quarter_end: Vec<usize>,
    /// First week of that quarter, 0 if it began before the plan.
    pub quarter_start: Vec<usize>,
    /// Working time before each week, and at the end: `weeks + 1` entries.
    worked_before: Vec<f64>,
    /// Mean over the plan's whole years (one at least) of demand, and of working fraction times demand.
    yearly_means: [f64; 2],
}

impl Calendar {
    /// The calendar from a Monday, with the fiscal year starting in `fiscal_start` (1..=12).
    pub fn new(start: Date, weeks: usize, fiscal_start: u32, rules: &plan::Calendar) -> Self {
        let demand_mean = rules.monthly_demand_index.iter().sum::<f64>() / 12.0;
        let monday = |week: usize| start.plus_days(7 * week as i32);
        let working: Vec<f64> =
            (0..weeks).map(|w| mean_of_days(monday(w), 5, |day| working_factor(rules, day))).collect();
        let demand_in = |w: usize| mean_of_days(monday(w), 7, |day| demand_factor(rules, demand_mean, day));
        let demand: Vec<f64> = (0..weeks).map(demand_in).collect();
        let orders = working.iter().zip(&demand).map(|(open, demand)| open * demand).collect();
        let spend = (0..weeks).map(|w| mean_of_days(monday(w), 7, |day| spend_factor(rules, day))).collect();
        let whole_years = WEEKS_OF_A_YEAR * (weeks / WEEKS_OF_A_YEAR).max(1);
        let mut sums = [0.0; 2];
        for week in 0..whole_years {
            let open = mean_of_days(monday(week), 5, |day| working_factor(rules, day));
            sums[0] += demand_in(week);
            sums[1] += open * demand_in(week);
        }
        let yearly_means = sums.map(|sum| sum / whole_years as f64);
        let mut worked_before = vec![0.0; weeks + 1];
        for week in 0..weeks {
            worked_before[week + 1] = worked_before[week] + working[week];
        }
        let quarter = |week: i32| fiscal_quarter(start.plus_days(7 * week + 3), fiscal_start);
        let quarter_end = (0..weeks).map(|w| last_of_quarter(w as i32, &quarter)).collect();
        let quarter_start = (0..weeks).map(|w| first_of_quarter(w as i32, &quarter)).collect();
        let months = (0..weeks).map(|w| month_parts(start, monday(w))).collect();
        Self {
            start,
            weeks,
            working,
            demand,
            orders,
            spend,
            months,
            quarter_end,
            quarter_start,
            worked_before,
            yearly_means,
        }
    }

    /// The same calendar with demand and orders at mean 1 over the plan's whole years (the first year, continued, where the
    /// plan is shorter): holidays and season move them within the year and take nothing away.
    #[must_use]
    pub fn keeping_yearly_demand(mut self) -> Self {
        for (weeks, mean) in [&mut self.demand, &mut self.orders].into_iter().zip(self.yearly_means) {
            // A year that is closed throughout has nothing to move.
            if mean > 0.0 {
                weeks.iter_mut().for_each(|week| *week /= mean);
            }
        }
        self
    }

    /// The same calendar so many weeks longer, with no channel budget spent in them.
    pub(crate) fn with_run_off(&self, weeks: usize, plan: &plan::Plan) -> Self {
        let fiscal_start = plan.plan.fiscal_year_start_month;
        let mut longer = Self::new(self.start, self.weeks + weeks, fiscal_start, &plan.calendar);
        if plan.model_options.holidays_keep_yearly_demand {
            // At the means of the plan's own weeks, which then are as they were.
            longer.yearly_means = self.yearly_means;
            longer = longer.keeping_yearly_demand();
        }
        longer.spend[self.weeks..].fill(0.0);
        longer
    }

    /// Monday of a week.
    pub fn monday(&self, week: usize) -> Date {
        self.start.plus_days(7 * week as i32)
    }

    /// Sunday of a week.
    pub fn sunday(&self, week: usize) -> Date {
        self.start.plus_days(7 * week as i32 + 6)
    }

    /// Calendar months touched by the plan.
    pub fn n_months(&self) -> usize {
        self.months.iter().flatten().flatten().map(|part| part.month + 1).max().unwrap_or(0)
    }

    /// The week in which something leaves that entered in week `entry` and takes `duration` whole working weeks: the
    /// first week `u >= entry` with `worked(u + 1) > worked(entry) + duration`. Nothing if that is beyond the horizon.
    pub fn exit_week(&self, entry: usize, duration: usize) -> Option<usize> {
        let due = self.worked_before[entry] + duration as f64 + TIE;
        let ends = &self.worked_before[entry + 1..];
        let behind = ends.partition_point(|&end| end <= due);
        (behind < ends.len()).then_some(entry + behind)
    }

    /// Whether every week is a full working week.
    pub fn always_open(&self) -> bool {
        self.working.iter().all(|&share| share == 1.0)
    }

    /// What a monthly amount comes to in a week, pro rata by days; `amount(month)` is the amount of that month.
    pub fn weekly(&self, week: usize, amount: impl Fn(usize) -> f64) -> f64 {
        self.months[week]
            .iter()
            .flatten()
            .map(|part| amount(part.month) * f64::from(part.days) / f64::from(part.days_in_month))
            .sum()
    }
}

fn mean_of_days(monday: Date, days: i32, factor: impl Fn(Date) -> f64) -> f64 {
    let sum: f64 = (0..days).map(|day| factor(monday.plus_days(day))).sum();
    sum / f64::from(days)
}

fn windows(rules: &plan::Calendar, day: Date) -> impl Iterator<Item = &plan::Holiday> {
    rules.holidays.iter().filter(move |h| h.first_date <= day && day <= h.last_date)
}

fn working_factor(rules: &plan::Calendar, day: Date) -> f64 {
    windows(rules, day).map(|h| h.working_time_factor).fold(1.0, f64::min)
}

fn demand_factor(rules: &plan::Calendar, mean: f64, day: Date) -> f64 {
    let season = rules.monthly_demand_index[day.month() as usize - 1] / mean;
    season * windows(rules, day).map(|h| h.demand_factor).fold(1.0, f64::min)
}

fn spend_factor(rules: &plan::Calendar, day: Date) -> f64 {
    windows(rules, day).map(|h| h.spend_factor).fold(1.0, f64::min)
}

/// Quarters counted from year 0 of the fiscal calendar; a week belongs to the quarter of its Thursday.
pub(crate) fn fiscal_quarter(day: Date, fiscal_start: u32) -> i32 {
    (day.month_number() - (fiscal_start as i32 - 1)).div_euclid(3)
}

fn last_of_quarter(week: i32, quarter: &impl Fn(i32) -> i32) -> usize {
    let mut last = week;
    while quarter(last + 1) == quarter(week) {
        last += 1;
    }
    last as usize
}

fn first_of_quarter(week: i32, quarter: &impl Fn(i32) -> i32) -> usize {
    let mut first = week;
    while first > 0 && quarter(first - 1) == quarter(week) {
        first -= 1;
    }
    first as usize
}

fn month_parts(start: Date, monday: Date) -> [Option<MonthPart>; 2] {
    let origin = start.month_number();
    let part = |day: Date, days: u32| MonthPart {
        month: (day.month_number() - origin) as usize,
        days,
        days_in_month: days_in_month(day.year(), day.month()),
    };
    let sunday = monday.plus_days(6);
    if monday.month() == sunday.month() {
        return [Some(part(monday, 7)), None];
    }
    let later = sunday.parts().2;
    [Some(part(monday, 7 - later)), Some(part(sunday, later))]
}

/// The share kept or lost each week when `share` is lost over `weeks` weeks: 1 - (1 - share)^(1/weeks).
pub fn weekly_rate(share: f64, weeks: f64) -> f64 {
    1.0 - libm::pow(1.0 - share.min(1.0), 1.0 / weeks)
}

/// Weekly growth of a yearly growth rate.
pub fn weekly_growth(yearly: f64) -> f64 {
    libm::pow(1.0 + yearly, 1.0 / WEEKS_PER_YEAR) - 1.0
}

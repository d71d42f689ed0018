//! The plan's calendar: weeks, months, quarters, working time and season (`docs/model.md`, section 2).

use crate::date::{Date, days_in_month};
use crate::plan::{self, FiscalPeriods};
use serde::{Deserialize, Serialize};

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

/// What the months, quarters and years of the fiscal calendar are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fiscal {
    /// First month of the fiscal year, 1..=12.
    pub first_month: u32,
    /// What a month and a quarter are.
    pub periods: FiscalPeriods,
}

/// Weeks of a quarter, and the first of them in its second and third month, in the 4-4-5 calendar.
const QUARTER_WEEKS: i32 = 13;
const SECOND_MONTH: i32 = 4;
const THIRD_MONTH: i32 = 8;

impl Fiscal {
    /// The fiscal month of a day, counted so that neighbours differ by one.
    pub fn month(&self, day: Date) -> i32 {
        match self.periods {
            FiscalPeriods::Months => day.month_number(),
            FiscalPeriods::Weeks445 => {
                let (year, quarter, week) = self.weeks(day);
                12 * year + 3 * quarter + i32::from(week >= SECOND_MONTH) + i32::from(week >= THIRD_MONTH)
            }
        }
    }

    /// First day of the calendar month that the fiscal month of a day is called after. In the 4-4-5 calendar January may begin
    /// in December, and a day of January may belong to February.
    pub fn named_month(&self, day: Date) -> Date {
        match self.periods {
            FiscalPeriods::Months => Date::first_of_month(day.month_number()),
            FiscalPeriods::Weeks445 => Date::first_of_month(self.month(day) + self.first_month as i32 - 1),
        }
    }

    /// The fiscal quarter of a day, counted so that neighbours differ by one.
    pub fn quarter(&self, day: Date) -> i32 {
        match self.periods {
            FiscalPeriods::Months => (day.month_number() - (self.first_month as i32 - 1)).div_euclid(3),
            FiscalPeriods::Weeks445 => {
                let (year, quarter, _) = self.weeks(day);
                4 * year + quarter
            }
        }
    }

    /// Year, quarter 0..=3 and week of the quarter of a day of the 4-4-5 calendar. A 53rd week is the last quarter's.
    fn weeks(&self, day: Date) -> (i32, i32, i32) {
        let first = self.first_month as i32 - 1;
        // The first day of the year lies at most three days from the first of its month: one of three years holds the day.
        let near = (day.month_number() - first).div_euclid(12);
        let begins = |year: i32| Date::first_of_month(12 * year + first).plus_days(3).monday();
        let year = if day >= begins(near + 1) {
            near + 1
        } else if day < begins(near) {
            near - 1
        } else {
            near
        };
        let week = day.days_since(begins(year)) / 7;
        let quarter = (week / QUARTER_WEEKS).min(3);
        (year, quarter, week - QUARTER_WEEKS * quarter)
    }
}

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
    /// Of those, the plan's own: all, but where a run-off follows.
    pub(crate) plan_weeks: usize,
    /// Its fiscal year.
    pub fiscal: Fiscal,
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
    /// Last week of the fiscal quarter that each week belongs to (that of its Thursday); may lie beyond the horizon.
    pub quarter_end: Vec<usize>,
    /// First week of that quarter, 0 if it began before the plan.
    pub quarter_start: Vec<usize>,
    /// Working time before each week, and at the end: `weeks + 1` entries.
    worked_before: Vec<f64>,
    /// Means of demand, and of working fraction times demand, by plan year; the last holds on.
    yearly_means: Vec<[f64; 2]>,
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
        let mean_of_year = |year: usize| {
            // A shorter last year has the mean of the last 52 weeks; a plan shorter than a year is continued.
            let last = weeks.max(WEEKS_OF_A_YEAR) - WEEKS_OF_A_YEAR;
            let first = (WEEKS_OF_A_YEAR * year).min(last);
            let mut sums = [0.0; 2];
            for week in first..first + WEEKS_OF_A_YEAR {
                let open = mean_of_days(monday(week), 5, |day| working_factor(rules, day));
                sums[0] += demand_in(week);
                sums[1] += open * demand_in(week);
            }
            sums.map(|sum| sum / WEEKS_OF_A_YEAR as f64)
        };
        let yearly_means = (0..weeks.div_ceil(WEEKS_OF_A_YEAR).max(1)).map(mean_of_year).collect();
        let mut worked_before = vec![0.0; weeks + 1];
        for week in 0..weeks {
            worked_before[week + 1] = worked_before[week] + working[week];
        }
        let fiscal = Fiscal { first_month: fiscal_start, periods: rules.fiscal_periods };
        let quarter = |week: i32| fiscal.quarter(start.plus_days(7 * week + 3));
        let quarter_end = (0..weeks).map(|w| last_of_quarter(w as i32, &quarter)).collect();
        let quarter_start = (0..weeks).map(|w| first_of_quarter(w as i32, &quarter)).collect();
        let months = (0..weeks).map(|w| month_parts(start, monday(w))).collect();
        Self {
            start,
            weeks,
            plan_weeks: weeks,
            fiscal,
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

    /// The same calendar with demand and orders at mean 1 over each plan year (the last 52 weeks for a shorter last year; the
    /// first year, continued, where the plan is shorter): holidays and season move them within the year and take nothing away.
    #[must_use]
    pub fn keeping_yearly_demand(mut self) -> Self {
        let last = self.yearly_means.len() - 1;
        for (place, weeks) in [&mut self.demand, &mut self.orders].into_iter().enumerate() {
            for (week, share) in weeks.iter_mut().enumerate() {
                let mean = self.yearly_means[(week / WEEKS_OF_A_YEAR).min(last)][place];
                // A year that is closed throughout has nothing to move.
                if mean > 0.0 {
                    *share /= mean;
                }
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
            longer.yearly_means.clone_from(&self.yearly_means);
            longer = longer.keeping_yearly_demand();
        }
        longer.plan_weeks = self.weeks;
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

    /// The weeks in which something leaves that entered in week `entry` and takes 0, 1, 2 … whole working weeks: the first
    /// week `u >= entry` with `worked(u + 1) > worked(entry) + duration`. It ends where that is beyond the horizon.
    pub fn exit_weeks(&self, entry: usize) -> impl Iterator<Item = usize> {
        let (worked, ends) = (self.worked_before[entry], &self.worked_before[entry + 1..]);
        let mut behind = 0;
        (0_u32..).map_while(move |duration| {
            let due = worked + f64::from(duration) + TIE;
            behind += ends[behind..].iter().take_while(|&&end| end <= due).count();
            (behind < ends.len()).then_some(entry + behind)
        })
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

/// Days of lunar new year, 2025 to 2035: month and day (checked by lunar computation).
const LUNAR_NEW_YEAR: [(u32, u32); 11] =
    [(1, 29), (2, 17), (2, 6), (1, 26), (2, 13), (2, 3), (1, 23), (2, 11), (1, 31), (2, 19), (2, 8)];
const FIRST_LUNAR_YEAR: i32 = 2025;

/// Lunar new year of a year, if it is one of those known, 2025..=2035.
pub fn lunar_new_year(year: i32) -> Option<Date> {
    let index = usize::try_from(year - FIRST_LUNAR_YEAR).ok()?;
    LUNAR_NEW_YEAR.get(index).and_then(|&(month, day)| Date::new(year, month, day))
}

/// The Spring Festival of a year as three windows: people leave, all is closed, people come back. The shape follows a
/// statement of the National Bureau of Statistics of China that 4 to 5 days before and 15 to 20 days after are affected; the
/// depths are assumptions of ours. Nothing for years that [`lunar_new_year`] does not know.
pub fn spring_festival(year: i32) -> Vec<plan::Holiday> {
    const WINDOWS: [(i32, i32, f64, f64); 3] = [(-5, -2, 0.5, 0.5), (-1, 6, 0.0, 0.15), (7, 18, 0.6, 0.6)];
    let window = |day: Date| {
        WINDOWS.map(|(first, last, working_time_factor, demand_factor)| plan::Holiday {
            first_date: day.plus_days(first),
            last_date: day.plus_days(last),
            working_time_factor,
            demand_factor,
            spend_factor: 1.0,
        })
    };
    lunar_new_year(year).map(window).into_iter().flatten().collect()
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

//! The time axis: months, quarters and years of a plan.

/// A calendar month on the axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Month {
    /// Days from the start of the plan to the first of the month; below zero if the month began before.
    pub day: f64,
    /// Year.
    pub year: i32,
    /// Month, 1..=12.
    pub month: u32,
}

/// How the name of a month is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MonthStyle {
    /// The year alone, where there is little room.
    Year,
    /// Month and year.
    MonthYear,
    /// The month alone.
    Month,
}

/// The time that a chart covers.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeAxis {
    /// Days covered.
    pub days: f64,
    /// The months that begin within, and the one that the plan starts in.
    pub months: Vec<Month>,
    /// First month of the fiscal year, 1..=12: years and quarters are counted from it.
    pub year_start: u32,
}

/// A name under the axis.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TimeLabel {
    pub x: f64,
    pub text: String,
    pub bold: bool,
    pub at_start: bool,
}

/// Free space between two names, px.
const BETWEEN: f64 = 8.0;

impl TimeAxis {
    /// An axis of `days` with months given as day, year and month 1..=12.
    pub fn from_months(days: f64, months: &[(f64, i32, u32)]) -> Self {
        let months = months.iter().map(|&(day, year, month)| Month { day, year, month }).collect();
        Self { days: days.max(1.0), months, year_start: 1 }
    }

    /// The same with a fiscal year that starts in that month, 1..=12.
    #[must_use]
    pub fn with_year_from(self, month: u32) -> Self {
        Self { year_start: month.clamp(1, 12), ..self }
    }

    /// Months since the fiscal year began, 0..=11.
    const fn months_in(&self, month: u32) -> u32 {
        (month + 12 - self.year_start) % 12
    }

    /// Whether a fiscal year starts with a month.
    pub(crate) const fn starts_year(&self, month: u32) -> bool {
        self.months_in(month) == 0
    }

    /// Whether a fiscal quarter starts with a month.
    pub(crate) const fn starts_quarter(&self, month: u32) -> bool {
        self.months_in(month).is_multiple_of(3)
    }

    /// Width of a month, px, where the axis is `width` px wide.
    pub(crate) fn month_width(&self, width: f64) -> f64 {
        width * 30.44 / self.days
    }

    /// The names that fit under an axis from `left` of `width` px: years first, then the start, then quarters.
    pub(crate) fn labels(
        &self,
        left: f64,
        width: f64,
        name: &dyn Fn(i32, u32, MonthStyle) -> String,
        text_width: &dyn Fn(&str, bool) -> f64,
    ) -> Vec<TimeLabel> {
        let month_width = self.month_width(width);
        // A fiscal year has no number that all agree on: its first month says which it is.
        let short = self.year_start == 1 && month_width < 24.0;
        let year_style = if short { MonthStyle::Year } else { MonthStyle::MonthYear };
        let mut taken: Vec<(f64, f64)> = Vec::new();
        let mut labels = Vec::new();
        let mut place = |month: &Month, style: MonthStyle, at_start: bool| {
            let x = if at_start { left } else { left + month.day / self.days * width };
            let bold = style != MonthStyle::Month;
            let text = name(month.year, month.month, style);
            let wide = text_width(&text, bold);
            let from = if at_start { x } else { x - wide / 2.0 };
            let free = taken.iter().all(|(a, b)| from > b + BETWEEN || from + wide < a - BETWEEN);
            if free && from >= left - 12.0 && from + wide <= left + width + 30.0 {
                taken.push((from, from + wide));
                labels.push(TimeLabel { x, text, bold, at_start });
            }
        };
        let within = |m: &&Month| m.day > 0.0 && m.day < self.days;
        for month in self.months.iter().filter(within).filter(|m| self.starts_year(m.month)) {
            place(month, year_style, false);
        }
        if let Some(first) = self.months.first() {
            let style = if self.starts_year(first.month) { year_style } else { MonthStyle::MonthYear };
            place(first, style, true);
        }
        for month in self.months.iter().filter(within).filter(|m| !self.starts_year(m.month)) {
            let wanted = match self.months_in(month.month) {
                6 => month_width * 6.0 >= 44.0,
                3 | 9 => month_width * 3.0 >= 44.0,
                _ => month_width >= 44.0,
            };
            if wanted {
                place(month, MonthStyle::Month, false);
            }
        }
        labels
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn axis(start_month: u32, months: u32) -> TimeAxis {
        let list: Vec<_> = (0..months)
            .map(|i| {
                let m = start_month - 1 + i;
                (f64::from(i) * 30.44 - 3.0, 2027 + (m / 12) as i32, m % 12 + 1)
            })
            .collect();
        TimeAxis::from_months(f64::from(months) * 30.44 - 3.0, &list)
    }

    #[track_caller]
    fn check(axis: &TimeAxis, width: f64, expected: &str) {
        let name = |year: i32, month: u32, style: MonthStyle| match style {
            MonthStyle::Year => format!("{year}"),
            MonthStyle::MonthYear => format!("{month}/{year}"),
            MonthStyle::Month => format!("{month}"),
        };
        let mut labels = axis.labels(40.0, width, &name, &|text, _| text.len() as f64 * 7.0);
        labels.sort_by(|a, b| a.x.total_cmp(&b.x));
        let texts: Vec<_> = labels.iter().map(|l| l.text.as_str()).collect();
        assert_eq!(texts.join(" "), expected);
    }

    #[test]
    fn names_follow_the_room() {
        let two_years = axis(1, 24);
        check(&two_years, 838.0, "1/2027 4 7 10 1/2028 4 7 10");
        check(&two_years, 308.0, "2027 7 2028 7");
        check(&axis(1, 6), 838.0, "1/2027 2 3 4 5 6");
        check(&axis(1, 60), 308.0, "2027 2028 2029 2030 2031");
        check(&axis(11, 24), 308.0, "2028 7 2029 7");
    }

    #[test]
    fn years_and_quarters_follow_the_fiscal_year() {
        let fiscal = axis(1, 24).with_year_from(4);
        check(&fiscal, 838.0, "1/2027 4/2027 7 10 1 4/2028 7 10");
        // The name of the first month has no room before that of the year.
        check(&fiscal, 308.0, "4/2027 10 4/2028 10");
    }
}

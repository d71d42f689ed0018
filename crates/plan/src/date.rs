//! Calendar dates as day numbers, with nothing else: no clock, no time zone.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;

/// A day of the proleptic Gregorian calendar, counted from 1970-01-01.
///
/// Written and read as ISO 8601 (`2027-01-04`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(i32);

impl Date {
    /// The date `year-month-day`, or nothing if there is no such day or the year is outside 1900..=2200.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        if !(1900..=2200).contains(&year)
            || !(1..=12).contains(&month)
            || day < 1
            || day > days_in_month(year, month)
        {
            return None;
        }
        // Days from civil, with the year starting in March so that a leap day is its last.
        let y = if month <= 2 { year - 1 } else { year };
        let era = y.div_euclid(400);
        let year_of_era = y - era * 400;
        let shifted_month = (month as i32 + 9) % 12;
        let day_of_year = (153 * shifted_month + 2) / 5 + day as i32 - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        Some(Self(era * 146_097 + day_of_era - 719_468))
    }

    /// Year, month 1..=12 and day 1..=31.
    pub fn parts(self) -> (i32, u32, u32) {
        let z = self.0 + 719_468;
        let era = z.div_euclid(146_097);
        let day_of_era = z - era * 146_097;
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        let year = year_of_era + era * 400 + i32::from(month <= 2);
        (year, month as u32, day as u32)
    }

    /// The year.
    pub fn year(self) -> i32 {
        self.parts().0
    }

    /// The month, 1..=12.
    pub fn month(self) -> u32 {
        self.parts().1
    }

    /// Days since Monday: 0 is Monday, 6 is Sunday.
    pub fn weekday(self) -> u32 {
        (self.0 + 3).rem_euclid(7) as u32
    }

    /// The date so many days later (earlier if negative).
    #[must_use]
    pub fn plus_days(self, days: i32) -> Self {
        Self(self.0 + days)
    }

    /// Days from `earlier` to this date.
    pub fn days_since(self, earlier: Self) -> i32 {
        self.0 - earlier.0
    }

    /// The Monday of this date's week.
    #[must_use]
    pub fn monday(self) -> Self {
        Self(self.0 - self.weekday() as i32)
    }

    /// Months since year 0, so that neighbouring months differ by one.
    pub fn month_number(self) -> i32 {
        let (year, month, _) = self.parts();
        year * 12 + month as i32 - 1
    }

    /// The first day of a month given by [`Date::month_number`]; clamped to the years 1900..=2200.
    pub fn first_of_month(month_number: i32) -> Self {
        let year = month_number.div_euclid(12).clamp(1900, 2200);
        let month = month_number.rem_euclid(12) as u32 + 1;
        Self::new(year, month, 1).unwrap_or(Self(0))
    }

    /// Reads `YYYY-MM-DD`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        if year.len() != 4 || month.len() != 2 || day.len() != 2 {
            return None;
        }
        let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if !(digits(year) && digits(month) && digits(day)) {
            return None;
        }
        Self::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
    }
}

/// Days of a month, 28..=31.
pub fn days_in_month(year: i32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 => 29,
        2 => 28,
        _ => 31,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.parts();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| {
            de::Error::custom(format!("no such date `{text}`, expected a date such as 2027-01-04"))
        })
    }
}

/// A calendar month, written and read as `2027-01`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(i32);

impl Month {
    /// The month `month` (1..=12) of a year, or nothing if there is none or the year is outside 1900..=2200.
    pub fn new(year: i32, month: u32) -> Option<Self> {
        Date::new(year, month, 1).map(Self::of)
    }

    /// The month of a day.
    pub fn of(day: Date) -> Self {
        Self(day.month_number())
    }

    /// Its first day.
    pub fn first_day(self) -> Date {
        Date::first_of_month(self.0)
    }

    /// Months since year 0, as [`Date::month_number`] counts them.
    pub fn number(self) -> i32 {
        self.0
    }

    /// Reads `YYYY-MM`.
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() == 7 { Date::parse(&format!("{text}-01")).map(Self::of) } else { None }
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, _) = self.first_day().parts();
        write!(f, "{year:04}-{month:02}")
    }
}

impl Serialize for Month {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Month {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| {
            de::Error::custom(format!("no such month `{text}`, expected a month such as 2027-01"))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_of_three_centuries_round_trips() {
        let mut day = Date::new(1900, 1, 1).unwrap();
        let end = Date::new(2200, 12, 31).unwrap();
        while day < end {
            let (y, m, d) = day.parts();
            assert_eq!(Date::new(y, m, d), Some(day));
            assert_eq!(Date::parse(&day.to_string()), Some(day));
            day = day.plus_days(1);
        }
    }

    #[test]
    fn months_are_read_as_they_are_written() {
        let month = Month::parse("2028-02").unwrap();
        assert_eq!(
            (month.to_string(), month.first_day().to_string()),
            ("2028-02".into(), "2028-02-01".into())
        );
        assert_eq!(Month::new(2028, 2), Some(month));
        assert_eq!(Month::of(Date::parse("2028-02-29").unwrap()), month);
        assert_eq!(month.number() - Month::parse("2027-12").unwrap().number(), 2);
        for bad in
            ["2027-13", "2027-00", "2027-1", "27-01", "2027-01-04", "2027/01", "", "1899-12", "２０27-0"]
        {
            assert_eq!(Month::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn weekdays_and_faults() {
        assert_eq!(Date::parse("2027-01-04").unwrap().weekday(), 0);
        assert_eq!(Date::parse("2027-01-10").unwrap().monday(), Date::parse("2027-01-04").unwrap());
        for bad in ["2027-02-29", "2027-13-01", "2027-1-04", "27-01-04", "2027-01-04x", ""] {
            assert_eq!(Date::parse(bad), None, "{bad}");
        }
    }
}

//! What has come to pass, in the unit and the sums of what the forecast shows.

use super::track::{Choice, Sums};
use std::collections::BTreeMap;
use tandem_engine::date::Date;
use tandem_engine::plan::Plan;
use tandem_engine::{Period, Summary};

/// Actual figures of a choice, by month.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Actuals {
    /// By months since year 0: the value in the unit shown; for sums from the start, the sum up to that month.
    values: BTreeMap<i32, f64>,
    /// Whether a value stands for the end of its month, and not for its whole.
    at_end: bool,
}

impl Actuals {
    /// The actual figures that can be held against what is shown: a stock at the ends of months, a flow by month, and sums
    /// from the start as far as no month is missing.
    pub fn of(plan: &Plan, choice: Choice, start: Date) -> Self {
        let at_end = choice.figure.is_stock() || choice.sums == Sums::SinceStart;
        let fits = at_end || choice.sums == Sums::By(Period::Month);
        let measure = choice.figure.measure();
        let months: BTreeMap<i32, f64> = plan
            .actuals
            .iter()
            .filter(|actual| fits && actual.measure.measure() == measure)
            .map(|actual| (actual.month.number(), actual.value * choice.figure.factor()))
            .collect();
        let values = if choice.sums == Sums::SinceStart && !choice.figure.is_stock() {
            let mut sum = 0.0;
            let unbroken = (start.month_number()..).map_while(|month| Some((month, *months.get(&month)?)));
            unbroken
                .map(|(month, value)| {
                    sum += value;
                    (month, sum)
                })
                .collect()
        } else {
            months
        };
        Self { values, at_end }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The value of the days from `first` to `last`: of a month that ends in them, or that they are.
    pub fn of_span(&self, first: Date, last: Date) -> Option<f64> {
        if self.at_end {
            // The last month that is over by then, and was not before.
            let over = |day: Date| day.plus_days(1).month_number() - 1;
            return (over(last) > over(first.plus_days(-1)))
                .then(|| self.values.get(&over(last)).copied())?;
        }
        let month = first.month_number();
        (month == last.month_number()).then(|| self.values.get(&month).copied())?
    }

    /// Where the values stand on a time axis from `start`: days and values.
    pub fn marks(&self, start: Date, days: f64) -> Vec<(f64, f64)> {
        let day = |month: i32| f64::from(Date::first_of_month(month).days_since(start));
        let place = |month: i32| {
            let (from, to) = (day(month).max(0.0), day(month + 1).min(days));
            if self.at_end { to } else { (from + to) / 2.0 }
        };
        let marks = self.values.iter().map(|(month, value)| (place(*month), *value));
        marks.filter(|(day, _)| *day >= 0.0 && *day <= days).collect()
    }

    /// The last month with a value, by months since year 0, and the value.
    pub fn last(&self) -> Option<(i32, f64)> {
        self.values.last_key_value().map(|(month, value)| (*month, *value))
    }
}

/// Where an actual figure stands among the futures.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Standing {
    /// The first of its month.
    pub month: Date,
    /// The figure, in the unit shown.
    pub value: f64,
    /// The median of the futures for that month.
    pub median: f64,
    /// Share of the futures that come to less, 0..=1, as they were counted.
    pub below: f64,
}

/// Where the last actual figure of a choice stands among the futures of its month; nothing before trials have run.
pub fn standing(summary: &Summary, choice: Choice, actuals: &Actuals) -> Option<Standing> {
    let (month, value) = actuals.last()?;
    let factor = choice.figure.factor();
    let target =
        summary.target.as_ref().filter(|_| choice.sums == Sums::SinceStart).map(|target| &target.path);
    // Sums from the start are known by week: the last week that is over with the month is meant.
    let (series, index) = match target {
        Some(path) => {
            let end = Date::first_of_month(month + 1);
            let over = summary.spans(Period::Week).iter().take_while(|week| week.last < end).count();
            (path, over.checked_sub(1)?)
        }
        None => {
            let spans = summary.spans(Period::Month);
            let series = summary.series(choice.figure.measure(), Period::Month);
            (series, spans.iter().position(|span| span.first.month_number() == month)?)
        }
    };
    let is_total = choice.sums == Sums::SinceStart;
    // Those of a run of the same figures only.
    let counted = summary.actuals.iter().find(|actual| {
        actual.measure.measure() == choice.figure.measure() && actual.month.number() == month
    })?;
    let (counted, below) = if is_total { counted.since_start? } else { (counted.value, counted.below?) };
    if counted * factor != value {
        return None;
    }
    let median = series.p50.get(index)? * factor;
    Some(Standing { month: Date::first_of_month(month), value, median, below })
}

#[cfg(test)]
mod tests {
    use super::super::figure::Figure;
    use super::*;
    use tandem_engine::date::Month;
    use tandem_engine::plan::{Actual, ActualMeasure};

    fn plan(values: &[(ActualMeasure, &str, f64)]) -> Plan {
        let actuals = values.iter().map(|&(measure, month, value)| Actual {
            measure,
            month: Month::parse(month).expect("a month"),
            value,
        });
        Plan { actuals: actuals.collect(), ..Plan::default() }
    }

    fn day(text: &str) -> Date {
        Date::parse(text).expect("a date")
    }

    #[test]
    fn each_kind_of_figure_is_held_against_what_it_is() {
        let start = day("2027-01-04");
        let plan = plan(&[
            (ActualMeasure::Mrr, "2027-01", 100.0),
            (ActualMeasure::Mrr, "2027-03", 120.0),
            (ActualMeasure::Won, "2027-01", 5.0),
            (ActualMeasure::Won, "2027-02", 7.0),
            (ActualMeasure::Won, "2027-04", 9.0),
        ]);
        let of = |figure, sums| Actuals::of(&plan, Choice { figure, sums }, start);
        // A stock stands at the end of its month, twelve times for a year.
        let arr = of(Figure::Arr, Sums::By(Period::Month));
        assert_eq!(arr.marks(start, 364.0), [(28.0, 1200.0), (87.0, 1440.0)]);
        assert_eq!(arr.of_span(day("2027-01-25"), day("2027-01-31")), Some(1200.0));
        assert_eq!(arr.of_span(day("2027-02-01"), day("2027-02-07")), None);
        assert_eq!(arr.of_span(day("2027-01-04"), day("2027-03-31")), Some(1440.0));
        // A flow by month; by week there is nothing to hold it against.
        let won = of(Figure::Won, Sums::By(Period::Month));
        assert_eq!(won.of_span(day("2027-02-01"), day("2027-02-28")), Some(7.0));
        assert!(of(Figure::Won, Sums::By(Period::Week)).is_empty());
        // Sums from the start go as far as no month is missing.
        let total = of(Figure::Won, Sums::SinceStart);
        assert_eq!(total.marks(start, 364.0), [(28.0, 5.0), (56.0, 12.0)]);
        assert_eq!(total.last(), Some((day("2027-02-01").month_number(), 12.0)));
    }
}

//! When things happen, and what limits growth: the target, key dates, limits by month.

use super::super::outcomes::Outcomes;
use super::super::{
    DateSpread, LimitShares, Milestone, MilestoneKind, Series, Span, TargetOutlook, dates, density, order,
};
use super::{Builder, Spans};
use crate::measure::{Measure, Period};
use crate::plan::Target;

impl Builder<'_> {
    pub(super) fn target(&self, target: &Target, outcomes: &mut Outcomes) -> TargetOutlook {
        let of =
            |path| (dates::target_opening(target.measure, path), dates::target_path(target.measure, path));
        let at_date = |(opening, weeks): &(f64, Vec<f64>)| self.table.at_day(target.date, *opening, weeks);
        let first = |(_, weeks): &(f64, Vec<f64>)| {
            weeks.iter().position(|&value| value >= target.value).map(dates::week_end)
        };
        let (expected, trials) = (of(self.expected()), self.each(of));
        let values: Vec<f64> = trials.iter().map(at_date).collect();
        let n = values.len();
        let hits = values.iter().filter(|&&value| value >= target.value).count();
        let odds = (n > 0).then(|| hits as f64 / n as f64);
        let reached: Vec<Option<i32>> = trials.iter().map(first).collect();
        let due = target.date.days_since(self.model.calendar.start);
        // Within the week of the date values are a line: it may be there on the day and not yet at a week's end.
        let is_reached =
            |(value, day): (&f64, &Option<i32>)| *value >= target.value || day.is_some_and(|day| day <= due);
        let by_date = values.iter().zip(&reached).filter(|&both| is_reached(both)).count();
        let mut values: Vec<f32> = values.into_iter().map(|value| value as f32).collect();
        outcomes.push(values.iter().copied());
        outcomes.push(reached.iter().map(|day| day.map_or(f32::NAN, |day| day as f32)));
        TargetOutlook {
            measure: target.measure,
            value: target.value,
            date: target.date,
            wanted_odds: target.wanted_odds,
            odds,
            odds_se: odds.map(|p| (p * (1.0 - p) / n as f64).sqrt()),
            reached_by_date: (n > 0).then(|| by_date as f64 / n as f64),
            value_at_date: order::spread(at_date(&expected), &mut values),
            density: density::density(&values),
            reached: self.dates(first(&expected), reached),
            path: self.columns(expected.1, trials.into_iter().map(|(_, weeks)| weeks).collect()),
        }
    }

    pub(super) fn milestones(&self, target: Option<DateSpread>, kept: &Spans) -> Vec<Milestone> {
        let first = |measure, asked: fn(f64) -> bool| {
            let day = |path| dates::first_week(path, measure, asked);
            self.dates(day(self.expected()), self.each(day))
        };
        let mut milestones = vec![
            Milestone {
                kind: MilestoneKind::FirstRevenue,
                when: first(Measure::Revenue, |revenue| revenue > 0.0),
            },
            Milestone { kind: MilestoneKind::BreakEven, when: self.break_even(kept) },
        ];
        milestones.extend(target.map(|when| Milestone { kind: MilestoneKind::Target, when }));
        milestones
            .push(Milestone { kind: MilestoneKind::CashOut, when: first(Measure::Cash, |cash| cash < 0.0) });
        milestones
    }

    fn break_even(&self, kept: &Spans) -> DateSpread {
        let months = self.table.spans(Period::Month);
        let n = self.n_trials();
        let flow = |span: &Span| self.table.combine(span, Measure::OperatingCashFlow, self.expected());
        let day = |flows: Vec<f64>| dates::break_even(&self.table, &flows);
        let trial = |trial| {
            day((0..months.len()).map(|month| f64::from(kept.month_flow[month * n + trial])).collect())
        };
        self.dates(day(months.iter().map(flow).collect()), (0..n).map(trial).collect())
    }

    fn dates(&self, expected: Option<i32>, trials: Vec<Option<i32>>) -> DateSpread {
        dates::spread(self.model.calendar.start, expected, trials)
    }

    pub(super) fn limits(&self, by_month: &[Series], kept: &Spans) -> Vec<LimitShares> {
        let n = self.n_trials();
        let mean = |measure: Measure, month: usize| {
            let series = &by_month[measure.index()];
            if n > 0 { series.mean[month] } else { series.expected[month] }
        };
        let below_zero = |month: usize| match n {
            0 => f64::from(u8::from(by_month[Measure::Cash.index()].expected[month] < 0.0)),
            _ => {
                kept.month_cash[month * n..][..n].iter().filter(|&&cash| cash < 0.0).count() as f64 / n as f64
            }
        };
        let months = self.table.spans(Period::Month).iter().enumerate();
        months
            .map(|(month, span)| {
                let cash = below_zero(month);
                let sdr = mean(Measure::SdrLimits, month) * (1.0 - cash);
                let ae = mean(Measure::AeLimits, month) * (1.0 - cash);
                LimitShares { first: span.first, leads: (1.0 - cash - sdr - ae).max(0.0), sdr, ae, cash }
            })
            .collect()
    }
}

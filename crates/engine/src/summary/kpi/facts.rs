//! What a span's key figures need besides the measures of the span: a few inputs, and figures of its weeks.

use super::super::Span;
use super::super::channels::Totals;
use super::super::path::{Path, Weeks};
use super::super::periods::PeriodTable;
use crate::calendar::{WEEKS_PER_MONTH, WEEKS_PER_YEAR};
use crate::measure::{ChannelFlow, Combine, Measure};
use crate::model::{Inputs, Model};
use crate::plan::TargetMeasure;

/// Days of a plan year: 52 weeks.
const YEAR_DAYS: f64 = 364.0;
/// Weeks of a year whose retention is asked for.
const YEAR_WEEKS: usize = 52;
/// Weeks before a quarter's end that count as its sprint.
const SPRINT_WEEKS: usize = 2;
/// Weeks whose mean burn the runway is measured by, and of a quarter of the magic number.
const QUARTER_WEEKS: usize = 13;
/// Months that a discounted lifetime value looks ahead.
const LIFETIME_MONTHS: f64 = 60.0;

/// Inputs that key figures are made from, as one path has them: a range is another number in each trial.
#[derive(Clone, Copy, Debug)]
pub(in crate::summary) struct PathInputs {
    pub(super) recurring: f64,
    pub(super) quota_per_year: f64,
    pub(super) gross_margin: f64,
    pub(super) ae_pay_per_year: f64,
    pub(super) order_value: f64,
    pub(super) deal_cv: f64,
    pub(super) discount: f64,
    pub(super) pull_discount: f64,
    /// Mean deal value at the planned price, as typed.
    deal_value: f64,
    /// What one SQL-to-be is worth as typed: that × the three stage conversions.
    pub(super) value_of_mql: f64,
    pub(super) integration: f64,
    pub(super) dispositions: f64,
    marketing_team_per_month: f64,
    expansion_per_year: f64,
    discount_rate: f64,
    sdr_hours: f64,
    sdr_outbound: f64,
    sdr_idle_to_outbound: f64,
}

impl PathInputs {
    pub(in crate::summary) fn of(inputs: &Inputs) -> Self {
        let pricing = &inputs.pricing;
        let price = (1.0 - pricing.discount) / (1.0 - pricing.reference);
        Self {
            recurring: inputs.deals.recurring,
            quota_per_year: inputs.pay.quota_per_year,
            gross_margin: inputs.gross_margin,
            ae_pay_per_year: inputs.ae.team.pay_per_year,
            order_value: inputs.order_value,
            deal_cv: inputs.deals.cv,
            discount: pricing.discount,
            pull_discount: inputs.quarter_end.pull_discount,
            deal_value: inputs.deals.mean * price,
            value_of_mql: inputs.deals.mean * price * inputs.qualification.stages.iter().product::<f64>(),
            integration: inputs.crm.integration,
            dispositions: inputs.crm.disposition_share,
            marketing_team_per_month: inputs.marketing_team_per_month,
            expansion_per_year: inputs.expansion_per_year,
            discount_rate: inputs.discount_rate,
            sdr_hours: inputs.sdr.hours_per_week,
            sdr_outbound: inputs.sdr.outbound_share,
            sdr_idle_to_outbound: inputs.sdr.idle_to_outbound,
        }
    }

    /// What the marketing team costs in a span, money.
    pub(in crate::summary) fn marketing_team(&self, span: &Span) -> f64 {
        self.marketing_team_per_month / WEEKS_PER_MONTH * f64::from(span.days()) / 7.0
    }

    /// Present value of one unit of margin a month over five years, at a monthly churn, with expansion: a month keeps
    /// `(1 - churn) ((1 + expansion) / (1 + cost of capital))^(1/12)` of what the one before it had.
    pub(super) fn lifetime_months(&self, churn: f64) -> f64 {
        let yearly = (1.0 + self.expansion_per_year) / (1.0 + self.discount_rate);
        let kept = (1.0 - churn).max(0.0) * libm::pow(yearly, 1.0 / 12.0);
        if (kept - 1.0).abs() < 1e-12 {
            return LIFETIME_MONTHS;
        }
        (1.0 - libm::pow(kept, LIFETIME_MONTHS)) / (1.0 - kept)
    }

    /// Value at list price of bookings of which `pulled` were pulled forward.
    pub(super) fn at_list_price(&self, bookings: f64, pulled: f64) -> f64 {
        ((bookings - pulled) + pulled / (1.0 - self.pull_discount)) / (1.0 - self.discount)
    }
}

/// What the figures of a span need of the plan and its calendar.
pub(in crate::summary) struct Facts<'a> {
    pub(super) years: f64,
    /// The place of the span among those that the totals by channel are of, if it is one.
    totals_of: Option<usize>,
    /// Weeks that cost comes before the deals it brings: the median time from opportunity to won.
    lag: i32,
    span: &'a Span,
    /// What each week counts for in a mean, and in a sum.
    by_days: Vec<(usize, f64)>,
    parts: Vec<(usize, f64)>,
    /// Weeks that have ended by the span's end.
    ended: usize,
    table: &'a PeriodTable,
    model: &'a Model,
}

impl<'a> Facts<'a> {
    pub(in crate::summary) fn new(
        (model, table): (&'a Model, &'a PeriodTable),
        span: &'a Span,
        totals_of: Option<usize>,
        median_cycle: f64,
    ) -> Self {
        let years = f64::from(span.days()) / YEAR_DAYS;
        let (by_days, parts) = (table.shares(span, Combine::Mean), table.shares(span, Combine::Sum));
        let days = span.last.days_since(table.start()) + 1;
        let ended = (days.max(0) as usize / 7).min(model.calendar.weeks);
        let lag = median_cycle.round() as i32;
        Self { years, totals_of, lag, span, by_days, parts, ended, table, model }
    }

    /// Hours a week that SDRs neither spend on MQLs nor on prospecting.
    fn idle_hours(&self, path: Path<'_>, inputs: &PathInputs) -> f64 {
        let (fte, used) = (path.weeks_of(Measure::SdrFte), path.weeks_of(Measure::SdrUtilisation));
        let of_week = |week: usize| {
            let hours = fte.at(week) * inputs.sdr_hours * self.model.calendar.working[week];
            let idle = hours * (1.0 - inputs.sdr_outbound) * (1.0 - used.at(week));
            idle.max(0.0) * (1.0 - inputs.sdr_idle_to_outbound)
        };
        self.by_days.iter().map(|&(week, share)| share * of_week(week)).sum()
    }

    fn sprints(&self, week: usize) -> bool {
        self.model.calendar.quarter_end[week] < week + SPRINT_WEEKS
    }

    /// What marketing is to bring where no quota says so: MQLs of the span up to the target's date, and the bookings that the
    /// target needs of these days, if what it needs from the first day is spread evenly.
    fn goal(&self, path: Path<'_>, inputs: &PathInputs) -> Option<[f64; 2]> {
        let target = self.model.plan.target.as_ref().filter(|_| inputs.quota_per_year <= 0.0)?;
        let bookings = match target.measure {
            TargetMeasure::Bookings | TargetMeasure::Revenue => target.value,
            TargetMeasure::Won => target.value * inputs.deal_value,
            TargetMeasure::Arr if inputs.recurring > 0.0 => {
                (target.value - 12.0 * path.opening(Measure::Mrr)) / inputs.recurring
            }
            TargetMeasure::Arr | TargetMeasure::Customers | TargetMeasure::Cash => return None,
        };
        let counted = Span { first: self.span.first, last: self.span.last.min(target.date) };
        let all = Span { first: self.table.start(), last: target.date };
        (counted.days() > 0 && bookings > 0.0).then(|| {
            let part = f64::from(counted.days()) / f64::from(all.days());
            [self.table.combine(&counted, Measure::Mql, path), bookings * part]
        })
    }

    /// Sales and marketing cost of as many days, so much earlier; nothing if they began before the plan.
    fn lagged_cost(&self, path: Path<'_>) -> Option<f64> {
        let days = 7 * self.lag;
        let [first, last] = [self.span.first, self.span.last].map(|day| day.plus_days(-days));
        let earlier = Span { first, last };
        (first.days_since(self.table.start()) >= 0)
            .then(|| self.table.combine(&earlier, Measure::SalesMarketingCost, path))
    }
}

/// What the weeks of one path say about a span that no measure of the span does.
#[derive(Clone, Copy, Debug)]
pub(in crate::summary) struct SpanWeeks {
    pub(super) inputs: PathInputs,
    /// Lowest cash at a week's end since the plan's start, and at the span's end.
    pub(super) lowest_cash: f64,
    /// Mean of the customers at the weeks' ends.
    pub(super) mean_customers: f64,
    /// Mean of the open opportunities at the weeks' ends.
    pub(super) mean_open: f64,
    /// Deals won in the last two weeks of quarters, and in all weeks.
    pub(super) won_late: f64,
    pub(super) won: f64,
    pub(super) idle_hours: f64,
    /// Cost of the marketing team, money.
    pub(super) marketing_team: f64,
    /// Cash burned a month over the last 13 weeks.
    pub(super) burn_per_month: f64,
    /// Growth of MRR; in full digits, because it is a small difference of large stocks.
    pub(super) mrr_growth: f64,
    /// Customers that go live, likewise.
    pub(super) went_live: f64,
    /// MRR kept of what was there a year before: without and with expansion; and customers. Nothing where there was none.
    pub(super) retention: Option<[f64; 2]>,
    pub(super) logo_retention: Option<f64>,
    /// The same over the 52 weeks to the span's end; nothing before a year has passed.
    pub(super) retention_of_a_year: Option<[f64; 2]>,
    /// Rise of the recurring revenue of the last 13 weeks over that of the 13 before, and sales and marketing cost of those.
    pub(super) magic: Option<[f64; 2]>,
    pub(super) lagged_cost: Option<f64>,
    /// MQLs, and the bookings that they are to lead to, where the target says how many.
    pub(super) goal: Option<[f64; 2]>,
    pub(super) totals: Option<ChannelTotals>,
}

/// Totals of all channels in a span.
#[derive(Clone, Copy, Debug)]
pub(in crate::summary) struct ChannelTotals {
    /// Share that fits of leads, SQLs, opportunities and deals won by channels.
    pub(super) fit: [Option<f64>; 4],
    pub(super) won: f64,
    pub(super) pulled: f64,
    pub(super) spend: f64,
    pub(super) brand_spend: f64,
}

impl ChannelTotals {
    fn new(totals: &Totals) -> Self {
        let stages = [ChannelFlow::Leads, ChannelFlow::Sqls, ChannelFlow::Opportunities, ChannelFlow::Won];
        Self {
            fit: stages.map(|flow| totals.fit_share(flow)),
            won: totals.all(ChannelFlow::Won),
            pulled: totals.all(ChannelFlow::PulledBookings),
            spend: totals.all(ChannelFlow::Spend),
            brand_spend: totals.all(ChannelFlow::BrandSpend),
        }
    }
}

impl SpanWeeks {
    /// What the weeks of a path say about a span; `inputs` are the path's.
    pub(in crate::summary) fn new(facts: &Facts<'_>, path: Path<'_>, inputs: PathInputs) -> Self {
        let (span, table) = (facts.span, facts.table);
        let (by_days, parts) = (&facts.by_days, &facts.parts);
        let mean = |of: Weeks<'_>| by_days.iter().map(|&(week, share)| share * of.at(week)).sum();
        let by_week = |measure| path.weeks_of(measure);
        let wins = by_week(Measure::Won);
        let won = |late: bool| {
            let counted = parts.iter().filter(|(week, _)| !late || facts.sprints(*week));
            counted.map(|&(week, share)| share * wins.at(week)).sum()
        };
        let last = parts.last().map_or(0, |&(week, _)| week);
        let sum = |measure, weeks: std::ops::Range<usize>| {
            let of = by_week(measure);
            weeks.map(|week| of.at(week)).sum::<f64>()
        };
        let recent = (last + 1).saturating_sub(QUARTER_WEEKS)..last + 1;
        let flow = sum(Measure::OperatingCashFlow, recent.clone()) / recent.len() as f64;
        let magic = (last + 1).checked_sub(2 * QUARTER_WEEKS).map(|before| {
            let [earlier, later] = [before..before + QUARTER_WEEKS, before + QUARTER_WEEKS..last + 1];
            let recurring = |weeks| sum(Measure::Mrr, weeks) / WEEKS_PER_MONTH;
            [recurring(later) - recurring(earlier.clone()), sum(Measure::SalesMarketingCost, earlier)]
        });
        let cash = by_week(Measure::Cash);
        let lowest = (0..facts.ended).map(|week| cash.at(week)).fold(f64::INFINITY, f64::min);
        let eve = span.first.plus_days(-1);
        let weeks = parts.first().map_or(0, |&(week, _)| week)..=last;
        let growth = |stock| table.stock(span.last, stock, path) - table.stock(eve, stock, path);
        let channels = facts.model.central.channels.len();
        let kept = |weeks| retention(path, weeks);
        Self {
            inputs,
            lowest_cash: lowest.min(table.stock(span.last, Measure::Cash, path)),
            mean_customers: mean(by_week(Measure::Customers)),
            mean_open: mean(by_week(Measure::OpenOpportunities)),
            won_late: won(true),
            won: won(false),
            idle_hours: facts.idle_hours(path, &inputs),
            marketing_team: inputs.marketing_team(span),
            burn_per_month: -flow * WEEKS_PER_MONTH,
            mrr_growth: growth(Measure::Mrr),
            went_live: (growth(Measure::Customers) + table.combine(span, Measure::Churned, path)).max(0.0),
            retention: kept(weeks.clone()),
            logo_retention: logo_retention(path, weeks),
            retention_of_a_year: (last + 1).checked_sub(YEAR_WEEKS).and_then(|first| kept(first..=last)),
            magic,
            lagged_cost: facts.lagged_cost(path),
            goal: facts.goal(path, &inputs),
            totals: facts.totals_of.map(|span| ChannelTotals::new(&Totals::of(path, span, channels))),
        }
    }
}

/// Gross and net retention of MRR, chained week by week and brought to a year.
fn retention(path: Path<'_>, weeks: std::ops::RangeInclusive<usize>) -> Option<[f64; 2]> {
    let mut kept = [1.0, 1.0];
    let mut counted = 0.0;
    let [mrr, new, churned] =
        [Measure::Mrr, Measure::MrrNew, Measure::MrrChurned].map(|measure| path.weeks_of(measure));
    let mut before = before(path, Measure::Mrr, *weeks.start());
    for week in weeks {
        let after = mrr.at(week);
        if before > 0.0 {
            let change = after - before - new.at(week);
            kept[0] *= (1.0 - churned.at(week) / before).max(0.0);
            kept[1] *= (1.0 + change / before).max(0.0);
            counted += 1.0;
        }
        before = after;
    }
    (counted > 0.0).then(|| kept.map(|kept| libm::pow(kept, WEEKS_PER_YEAR / counted)))
}

/// The same of customers.
fn logo_retention(path: Path<'_>, weeks: std::ops::RangeInclusive<usize>) -> Option<f64> {
    let (mut kept, mut counted) = (1.0, 0.0);
    let (customers, churned) = (path.weeks_of(Measure::Customers), path.weeks_of(Measure::Churned));
    let mut before = before(path, Measure::Customers, *weeks.start());
    for week in weeks {
        if before > 0.0 {
            kept *= (1.0 - churned.at(week) / before).max(0.0);
            counted += 1.0;
        }
        before = customers.at(week);
    }
    (counted > 0.0).then(|| libm::pow(kept, WEEKS_PER_YEAR / counted))
}

/// A stock at the start of a week.
fn before(path: Path<'_>, measure: Measure, week: usize) -> f64 {
    week.checked_sub(1).map_or_else(|| path.opening(measure), |before| path.at(measure, before))
}

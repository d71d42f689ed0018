//! Key figures of a plan year (`docs/model.md` 6): one value a trial, so that a ratio has percentiles of its own.

use super::Span;
use super::path::Path;
use crate::measure::Measure;
use crate::model::Inputs;
use serde::{Deserialize, Serialize};

/// Days of a plan year: 52 weeks.
const YEAR_DAYS: f64 = 364.0;

/// What a plan year's figures need of the plan.
pub(super) struct YearFacts {
    years: f64,
    recurring: f64,
    quota_per_year: f64,
    gross_margin: f64,
}

impl YearFacts {
    pub(super) fn new(inputs: &Inputs, span: &Span) -> Self {
        Self {
            years: f64::from(span.days()) / YEAR_DAYS,
            recurring: inputs.deals.recurring,
            quota_per_year: inputs.pay.quota_per_year,
            gross_margin: inputs.gross_margin,
        }
    }
}

/// A key figure of a plan year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kpi {
    /// Marketing spend, money.
    Spend,
    /// Leads.
    Leads,
    /// MQLs.
    Mqls,
    /// MQLs a lead, period version, fraction.
    MqlRate,
    /// Spend a lead, money.
    CostPerLead,
    /// Pipeline opened by marketing's channels at the mean deal value, money.
    SourcedPipeline,
    /// Deals won.
    Won,
    /// Won of won and lost, fraction.
    WinRate,
    /// Bookings a deal, money.
    DealSize,
    /// Bookings over the quota of all AE heads, fraction.
    QuotaAttainment,
    /// First response, business hours.
    ResponseHours,
    /// Share of worked MQLs answered within the promise.
    WithinTarget,
    /// SDR capacity used, fraction.
    SdrUtilisation,
    /// AE slots used, fraction.
    AeUtilisation,
    /// Bookings, money.
    Bookings,
    /// Revenue, money.
    Revenue,
    /// Twelve times the MRR at the end, money.
    ArrEnd,
    /// Sales and marketing cost a deal won, money.
    Cac,
    /// Months until the gross margin of a new customer's recurring revenue pays its CAC.
    PaybackMonths,
    /// Lifetime gross profit of a new customer over CAC: ARPA × margin / churn / CAC.
    LtvToCac,
    /// Cash at the end, money.
    CashEnd,
    /// Lowest cash at a week's end from the plan's start, money.
    LowestCash,
    /// Customers at the end.
    CustomersEnd,
}

/// What the weeks of one path say about a plan year that no measure of the year does.
#[derive(Clone, Copy, Debug)]
pub(super) struct YearWeeks {
    /// Lowest cash at a week's end since the plan's start.
    lowest_cash: f64,
    /// Mean of the customers at the weeks' ends.
    mean_customers: f64,
}

impl YearWeeks {
    /// `weeks` are those of the year.
    pub(super) fn new(path: Path<'_>, weeks: std::ops::RangeInclusive<usize>) -> Self {
        let n = weeks.clone().count() as f64;
        Self {
            lowest_cash: (0..=*weeks.end())
                .map(|week| path.at(Measure::Cash, week))
                .fold(f64::INFINITY, f64::min),
            mean_customers: weeks.map(|week| path.at(Measure::Customers, week)).sum::<f64>() / n,
        }
    }
}

impl Kpi {
    /// All KPIs, in order.
    pub const ALL: [Kpi; 23] = [
        Kpi::Spend,
        Kpi::Leads,
        Kpi::Mqls,
        Kpi::MqlRate,
        Kpi::CostPerLead,
        Kpi::SourcedPipeline,
        Kpi::Won,
        Kpi::WinRate,
        Kpi::DealSize,
        Kpi::QuotaAttainment,
        Kpi::ResponseHours,
        Kpi::WithinTarget,
        Kpi::SdrUtilisation,
        Kpi::AeUtilisation,
        Kpi::Bookings,
        Kpi::Revenue,
        Kpi::ArrEnd,
        Kpi::Cac,
        Kpi::PaybackMonths,
        Kpi::LtvToCac,
        Kpi::CashEnd,
        Kpi::LowestCash,
        Kpi::CustomersEnd,
    ];

    /// The figure of one path in a plan year, from that year's measures; nothing where it is not defined.
    pub(super) fn of(self, facts: &YearFacts, weeks: YearWeeks, get: &dyn Fn(Measure) -> f64) -> Option<f64> {
        let arpa =
            || ratio(get(Measure::Bookings), get(Measure::Won)).map(|deal| deal * facts.recurring / 12.0);
        let cac = || ratio(get(Measure::SalesMarketingCost), get(Measure::Won));
        match self {
            Kpi::Spend => Some(get(Measure::Spend)),
            Kpi::Leads => Some(get(Measure::Leads)),
            Kpi::Mqls => Some(get(Measure::Mql)),
            Kpi::MqlRate => ratio(get(Measure::Mql), get(Measure::Leads)),
            Kpi::CostPerLead => ratio(get(Measure::Spend), get(Measure::Leads)),
            Kpi::SourcedPipeline => Some(get(Measure::SourcedPipeline)),
            Kpi::Won => Some(get(Measure::Won)),
            Kpi::WinRate => ratio(get(Measure::Won), get(Measure::Won) + get(Measure::Lost)),
            Kpi::DealSize => ratio(get(Measure::Bookings), get(Measure::Won)),
            Kpi::QuotaAttainment => {
                ratio(get(Measure::Bookings), facts.quota_per_year * get(Measure::AeHeads) * facts.years)
            }
            Kpi::ResponseHours => (get(Measure::Worked) > 0.0).then(|| get(Measure::ResponseHours)),
            Kpi::WithinTarget => (get(Measure::Worked) > 0.0).then(|| get(Measure::WithinTarget)),
            Kpi::SdrUtilisation => Some(get(Measure::SdrUtilisation)),
            Kpi::AeUtilisation => Some(get(Measure::AeUtilisation)),
            Kpi::Bookings => Some(get(Measure::Bookings)),
            Kpi::Revenue => Some(get(Measure::Revenue)),
            Kpi::ArrEnd => Some(12.0 * get(Measure::Mrr)),
            Kpi::Cac => cac(),
            Kpi::PaybackMonths => ratio(cac()?, arpa()? * facts.gross_margin),
            Kpi::LtvToCac => {
                // Without recurring revenue there is no lifetime to speak of.
                if facts.recurring <= 0.0 {
                    return None;
                }
                // Of those who were there on average, not of those at the end, who may be many more.
                let churn = ratio(get(Measure::Churned), weeks.mean_customers * 12.0 * facts.years)?;
                ratio(ratio(arpa()? * facts.gross_margin, churn)?, cac()?)
            }
            Kpi::CashEnd => Some(get(Measure::Cash)),
            Kpi::LowestCash => Some(weeks.lowest_cash),
            Kpi::CustomersEnd => Some(get(Measure::Customers)),
        }
    }
}

fn ratio(above: f64, below: f64) -> Option<f64> {
    (below > 0.0).then(|| above / below)
}

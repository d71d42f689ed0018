//! What is usual elsewhere, and where that is known from. Where nothing is known, the span is an assumption and says so.

use super::LeverKind;
use tandem_engine::calendar::BUSINESS_HOURS_PER_WEEK;
use tandem_engine::plan::{ChannelType, Plan};

/// Where a usual span is known from. The words, with origin and year, are in the texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Basis {
    /// Nothing known: an assumption.
    Assumption,
    /// Half to twice this plan's spend: the bounds that budget optimisers use by default.
    OptimiserBounds,
    /// Paid search of all industries to paid leads of B2B software, USD.
    PaidLeads,
    /// Content leads of B2B software, USD.
    ContentLeads,
    /// Medians of funnel tables: software and heavy equipment.
    FunnelMedians,
    /// From MQL to SQL, by what is called an MQL.
    MqlToSqlSurvey,
    /// Win rates of sellers' surveys.
    WinRateSurvey,
    /// Audited response times, clock hours.
    ResponseAudit,
    /// Sales cycles of B2B software.
    CycleSurvey,
    /// Ramp of AEs.
    AeRampSurvey,
    /// Ramp of SDRs.
    SdrRampSurvey,
    /// Contract values of B2B software, USD.
    ContractValues,
    /// Churn of software for mid-market and small customers.
    SoftwareChurn,
    /// Gross margins of software.
    SoftwareMargin,
}

/// A usual span, in the lever's unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Typical {
    /// Its low end.
    pub low: f64,
    /// Its high end.
    pub high: f64,
    /// Where it is known from.
    pub basis: Basis,
}

const fn typical(low: f64, high: f64, basis: Basis) -> Option<Typical> {
    Some(Typical { low, high, basis })
}

/// Weeks in a month, rounded: these spans are given in months.
const MONTH: f64 = 4.35;

/// Business hours in an hour of the clock: leads come at any hour.
const CLOCK: f64 = BUSINESS_HOURS_PER_WEEK / 168.0;

/// The usual span of a lever; `now` is the value in the plan it started from. Decisions such as a target have none.
pub(super) fn of(kind: LeverKind, channel: Option<ChannelType>, now: f64, plan: &Plan) -> Option<Typical> {
    let in_dollars = plan.plan.currency_code == "USD";
    let recurs = super::moving::centre(&plan.deals.recurring_share, tandem_engine::quantity::SHARE) > 0.5;
    match kind {
        LeverKind::Spend => typical(0.5 * now, 2.0 * now, Basis::OptimiserBounds),
        LeverKind::CostPerLead if in_dollars && channel == Some(ChannelType::Paid) => {
            typical(67.0, 310.0, Basis::PaidLeads)
        }
        LeverKind::CostPerLead if in_dollars && channel == Some(ChannelType::Content) => {
            typical(82.0, 164.0, Basis::ContentLeads)
        }
        LeverKind::CostPerLead
        | LeverKind::PartnerLeads
        | LeverKind::EventCost
        | LeverKind::EventLeads
        | LeverKind::OrganicLeads => typical(0.5 * now, 2.0 * now, Basis::Assumption),
        LeverKind::Closeness => typical(0.3, 0.7, Basis::Assumption),
        LeverKind::LeadToMql => typical(0.26, 0.32, Basis::FunnelMedians),
        LeverKind::MqlBar => typical(-0.5, 0.5, Basis::Assumption),
        LeverKind::MqlToSql => typical(0.05, 0.40, Basis::MqlToSqlSurvey),
        LeverKind::Response => typical(CLOCK, 42.0 * CLOCK, Basis::ResponseAudit),
        LeverKind::Sdrs | LeverKind::Aes => typical(0.5 * now, 1.5 * now, Basis::Assumption),
        LeverKind::SdrRamp => typical(2.0 * MONTH, 4.0 * MONTH, Basis::SdrRampSurvey),
        LeverKind::SqlToOpportunity => typical(0.44, 0.58, Basis::FunnelMedians),
        LeverKind::WinRate => typical(0.21, 0.28, Basis::WinRateSurvey),
        // 60 to 84 days.
        LeverKind::SalesCycle => typical(8.6, 12.0, Basis::CycleSurvey),
        LeverKind::SubConversion => typical(0.75 * now, (1.25 * now).min(0.98), Basis::Assumption),
        LeverKind::SubTime => typical(0.5 * now, 2.0 * now, Basis::Assumption),
        LeverKind::DealSize if in_dollars && recurs => typical(25_000.0, 38_000.0, Basis::ContractValues),
        LeverKind::DealSize => typical(0.5 * now, 2.0 * now, Basis::Assumption),
        LeverKind::AeRamp => typical(3.0 * MONTH, 6.0 * MONTH, Basis::AeRampSurvey),
        LeverKind::Churn if recurs => typical(0.015, 0.05, Basis::SoftwareChurn),
        LeverKind::GrossMargin if recurs => typical(0.75, 0.80, Basis::SoftwareMargin),
        LeverKind::Overhead if now > 0.0 => typical(0.5 * now, 2.0 * now, Basis::Assumption),
        LeverKind::WantedOdds => typical(0.7, 0.9, Basis::Assumption),
        LeverKind::ReferenceSpend
        | LeverKind::Slope
        | LeverKind::CarryOver
        | LeverKind::HalfLife
        | LeverKind::Churn
        | LeverKind::GrossMargin
        | LeverKind::Discount
        | LeverKind::Expansion
        | LeverKind::Overhead
        | LeverKind::FounderSelling
        | LeverKind::OpeningCash
        | LeverKind::TargetMeasure
        | LeverKind::TargetValue
        | LeverKind::TargetDate => None,
    }
}

//! Which levers a key figure hangs on first of all: those of its formula, then those of what goes into it.

use crate::levers::LeverKind::{self, *};
use tandem_engine::Kpi;

/// Levers of one kind beside others, at most: a plan may have many channels.
pub const OF_A_KIND: usize = 2;

/// How leads come about.
const LEADS: [LeverKind; 6] = [Spend, CostPerLead, OrganicLeads, PartnerLeads, EventLeads, Closeness];
/// How deals come about.
const DEALS: [LeverKind; 8] =
    [WinRate, SubConversion, SqlToOpportunity, MqlToSql, LeadToMql, Aes, Spend, SalesCycle];
/// How revenue does.
const REVENUE: [LeverKind; 8] =
    [DealSize, WinRate, SqlToOpportunity, MqlToSql, LeadToMql, Aes, Spend, SalesCycle];
/// What a customer costs.
const COSTS: [LeverKind; 8] = [Spend, CostPerLead, Aes, Sdrs, WinRate, SqlToOpportunity, MqlToSql, LeadToMql];

/// The levers behind a key figure, the nearest first; none where it follows from inputs that have no lever.
pub fn behind(kpi: Kpi) -> Vec<LeverKind> {
    let with = |first: &[LeverKind], then: &[LeverKind]| -> Vec<LeverKind> {
        first.iter().chain(then.iter().filter(|kind| !first.contains(kind))).copied().collect()
    };
    match kpi {
        Kpi::Spend | Kpi::BrandSpendShare => vec![Spend, EventCost],
        Kpi::Leads | Kpi::OrganicShare | Kpi::PullShare | Kpi::FitShareOfLeads => LEADS.to_vec(),
        Kpi::CostPerLead | Kpi::LoadedCostPerLead => {
            vec![CostPerLead, Closeness, Spend, EventCost, EventLeads]
        }
        Kpi::MqlRate | Kpi::Precision | Kpi::QualifiedRate => vec![LeadToMql, MqlBar],
        Kpi::Mqls | Kpi::CostPerMql | Kpi::LoadedCostPerMql | Kpi::MqlsDelivered => {
            with(&[LeadToMql, MqlBar], &LEADS)
        }
        Kpi::SqlRate | Kpi::SqlRateOfWorked | Kpi::FitShareOfSqls => vec![MqlToSql, MqlBar, Response],
        Kpi::CostPerSql | Kpi::LoadedCostPerSql => with(&[MqlToSql, LeadToMql], &LEADS),
        Kpi::OpportunityRate | Kpi::FitShareOfOpportunities | Kpi::FitShareOfWon => {
            vec![SqlToOpportunity, MqlBar]
        }
        Kpi::SourcedPipeline => with(&[DealSize, SqlToOpportunity, MqlToSql, LeadToMql], &LEADS),
        Kpi::WinRate | Kpi::WinRateOfOpened | Kpi::PassRate => {
            vec![WinRate, SubConversion, MqlBar, Aes, AeRamp]
        }
        Kpi::Won | Kpi::WentLive => DEALS.to_vec(),
        Kpi::DealSize => vec![DealSize],
        Kpi::CycleWeeks => vec![SalesCycle, SubTime, Aes],
        Kpi::PipelineVelocity | Kpi::PipelineCoverage => with(&[WinRate, DealSize, SalesCycle], &DEALS),
        Kpi::RampedReps => vec![Aes, AeRamp],
        Kpi::QuotaAttainment | Kpi::QuotaHitShare | Kpi::YieldPerRep => {
            with(&[Aes, AeRamp, FounderSelling, DealSize], &DEALS)
        }
        Kpi::ResponseHours | Kpi::WithinTarget | Kpi::LateShare | Kpi::ExpiredShare => {
            vec![Response, Sdrs, SdrRamp, LeadToMql, MqlBar]
        }
        Kpi::SdrUtilisation | Kpi::IdleSdrHours => with(&[Sdrs, SdrRamp, LeadToMql, MqlBar], &LEADS),
        Kpi::AeUtilisation => {
            vec![Aes, AeRamp, FounderSelling, SalesCycle, SubTime, SqlToOpportunity, MqlToSql, LeadToMql]
        }
        Kpi::Bookings | Kpi::MagicNumber => REVENUE.to_vec(),
        Kpi::Revenue => with(&REVENUE, &[Churn]),
        Kpi::ArrEnd => with(&[DealSize, Churn], &REVENUE),
        Kpi::CustomersEnd => with(&[Churn], &DEALS),
        Kpi::GrossRetention | Kpi::GrossRetentionOfAYear | Kpi::LogoRetention => vec![Churn],
        Kpi::NetRetention | Kpi::NetRetentionOfAYear => vec![Churn, Expansion],
        Kpi::Cac | Kpi::LaggedCac | Kpi::NewCacRatio => COSTS.to_vec(),
        Kpi::PaybackMonths => with(&[GrossMargin, DealSize], &COSTS),
        Kpi::Ltv | Kpi::LtvFiveYears => vec![Churn, GrossMargin, DealSize],
        Kpi::LtvToCac => with(&[Churn, GrossMargin, DealSize], &COSTS),
        Kpi::CashEnd | Kpi::LowestCash | Kpi::RunwayMonths => {
            with(&[OpeningCash, GrossMargin, Overhead, Spend, Aes, Sdrs], &REVENUE)
        }
        Kpi::Discount => vec![Discount],
        Kpi::FeedbackRate | Kpi::LoopMaturity | Kpi::AttributionError | Kpi::RepeatRate => Vec::new(),
        Kpi::BurnMultiple => with(&[GrossMargin, Overhead, Spend, Aes, Sdrs, Churn], &REVENUE),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::kpis::{MARKETING, SALES, SHARED, SHARED_ONE_OFF};

    #[test]
    fn every_tile_has_levers_and_no_figure_has_one_twice() {
        for kpi in [&MARKETING[..], &SALES, &SHARED, &SHARED_ONE_OFF].concat() {
            assert!(!behind(kpi).is_empty(), "{}", kpi.key());
        }
        for &kpi in Kpi::ALL {
            let kinds = behind(kpi);
            for (place, kind) in kinds.iter().enumerate() {
                assert!(!kinds[..place].contains(kind), "{kind:?} of {}", kpi.key());
            }
        }
    }

    #[test]
    fn what_stands_in_a_formula_comes_first() {
        for (kpi, first) in [
            (Kpi::MqlRate, &[LeadToMql][..]),
            (Kpi::CostPerLead, &[CostPerLead]),
            (Kpi::CycleWeeks, &[SalesCycle]),
            (Kpi::LtvToCac, &[Churn, GrossMargin]),
            (Kpi::PaybackMonths, &[GrossMargin]),
        ] {
            assert!(behind(kpi).starts_with(first), "{}", kpi.key());
        }
        assert!(behind(Kpi::CustomersEnd).contains(&Churn));
        assert!(!behind(Kpi::Won).contains(&OpeningCash));
    }
}

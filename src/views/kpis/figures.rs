//! What each key figure counts, and whether more of it is better.

use crate::format::Figure;
use tandem_engine::Kpi;
use tandem_engine::summary::Change;

/// Whether a figure is a fraction, shown as a percent.
pub fn is_share(kpi: Kpi) -> bool {
    figure_of(kpi) == Figure::Share
}

/// What a key figure counts.
pub fn figure_of(kpi: Kpi) -> Figure {
    match kpi {
        Kpi::Leads | Kpi::Mqls | Kpi::Won | Kpi::CustomersEnd | Kpi::RampedReps | Kpi::WentLive => {
            Figure::Count
        }
        Kpi::MqlRate
        | Kpi::WinRate
        | Kpi::QuotaAttainment
        | Kpi::WithinTarget
        | Kpi::SdrUtilisation
        | Kpi::AeUtilisation
        | Kpi::QualifiedRate
        | Kpi::Precision
        | Kpi::OrganicShare
        | Kpi::PullShare
        | Kpi::SqlRate
        | Kpi::ExpiredShare
        | Kpi::OpportunityRate
        | Kpi::PassRate
        | Kpi::WinRateOfOpened
        | Kpi::LateShare
        | Kpi::GrossRetention
        | Kpi::NetRetention
        | Kpi::SqlRateOfWorked
        | Kpi::FitShareOfLeads
        | Kpi::FitShareOfSqls
        | Kpi::FitShareOfOpportunities
        | Kpi::FitShareOfWon
        | Kpi::BrandSpendShare
        | Kpi::Discount
        | Kpi::QuotaHitShare
        | Kpi::MqlsDelivered
        | Kpi::FeedbackRate
        | Kpi::LoopMaturity
        | Kpi::AttributionError
        | Kpi::GrossRetentionOfAYear
        | Kpi::NetRetentionOfAYear
        | Kpi::LogoRetention => Figure::Share,
        Kpi::ResponseHours | Kpi::IdleSdrHours => Figure::Hours,
        Kpi::CycleWeeks => Figure::Weeks,
        Kpi::PaybackMonths | Kpi::RunwayMonths => Figure::Months,
        Kpi::LtvToCac
        | Kpi::PipelineCoverage
        | Kpi::YieldPerRep
        | Kpi::NewCacRatio
        | Kpi::MagicNumber
        | Kpi::BurnMultiple
        | Kpi::RepeatRate => Figure::Ratio,
        Kpi::Spend
        | Kpi::CostPerLead
        | Kpi::SourcedPipeline
        | Kpi::DealSize
        | Kpi::Bookings
        | Kpi::Revenue
        | Kpi::ArrEnd
        | Kpi::Cac
        | Kpi::CashEnd
        | Kpi::LowestCash
        | Kpi::CostPerMql
        | Kpi::CostPerSql
        | Kpi::LoadedCostPerLead
        | Kpi::LoadedCostPerMql
        | Kpi::LoadedCostPerSql
        | Kpi::PipelineVelocity
        | Kpi::LaggedCac
        | Kpi::Ltv
        | Kpi::LtvFiveYears => Figure::Money,
    }
}

/// Whether more of a figure is better; nothing where it is neither.
pub fn more_is_better(kpi: Kpi) -> Option<bool> {
    match kpi {
        Kpi::Spend | Kpi::SdrUtilisation | Kpi::AeUtilisation => None,
        Kpi::CostPerLead
        | Kpi::CostPerMql
        | Kpi::CostPerSql
        | Kpi::LoadedCostPerLead
        | Kpi::LoadedCostPerMql
        | Kpi::LoadedCostPerSql
        | Kpi::ResponseHours
        | Kpi::CycleWeeks
        | Kpi::Cac
        | Kpi::PaybackMonths => Some(false),
        _ => Some(true),
    }
}

/// The share of futures in which a figure is better; nothing where neither more nor less of it is.
pub fn better(change: &Change, more_is_better: Option<bool>) -> Option<f64> {
    more_is_better.map(|more| if more { change.larger } else { change.smaller })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cheaper_customers_are_better() {
        let change = Change {
            n: 100,
            mean: -1.0,
            mean_se: 0.1,
            median: -1.0,
            median_se: 0.1,
            p10: -2.0,
            p90: -0.5,
            larger: 0.02,
            smaller: 0.98,
        };
        assert_eq!(better(&change, more_is_better(Kpi::Cac)), Some(0.98));
        assert_eq!(better(&change, more_is_better(Kpi::PaybackMonths)), Some(0.98));
        assert_eq!(better(&change, more_is_better(Kpi::Won)), Some(0.02));
        assert_eq!(better(&change, more_is_better(Kpi::Spend)), None);
    }
}

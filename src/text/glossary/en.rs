//! Key figures in English.

use super::{Entry, OWN, entry};
use tandem_engine::Kpi;

pub(super) fn english(kpi: Kpi) -> Entry {
    match kpi {
        Kpi::Spend => {
            entry("Marketing spend", "Money for channels and events.", "sum of budgets and event costs", OWN)
        }
        Kpi::Leads => entry(
            "Leads",
            "People who showed interest, replies to outbound included.",
            "sum over channels",
            OWN,
        ),
        Kpi::Mqls => entry(
            "Marketing qualified leads",
            "Leads above the MQL bar, recycled ones included.",
            "sum over channels without outbound",
            OWN,
        ),
        Kpi::MqlRate => entry(
            "MQL rate",
            "MQLs of the period per inbound lead of the period.",
            "MQLs / leads without replies",
            OWN,
        ),
        Kpi::CostPerLead => {
            entry("Cost per lead", "Spend per lead, all leads counted.", "spend / leads", OWN)
        }
        Kpi::SourcedPipeline => entry(
            "Marketing-sourced pipeline",
            "Value of opportunities from marketing's channels.",
            "opportunities without outbound × mean deal value",
            OWN,
        ),
        Kpi::Won => entry("Wins", "Opportunities won.", "count", OWN),
        Kpi::WinRate => entry(
            "Win rate",
            "Share of closed opportunities that are won.",
            "won / (won + lost)",
            "common in sales",
        ),
        Kpi::DealSize => entry("Deal size", "Mean value of the first year of a deal.", "bookings / won", OWN),
        Kpi::QuotaAttainment => entry(
            "Quota attainment",
            "Bookings against the quota of all AE heads.",
            "bookings / (quota × AE heads)",
            "common in sales",
        ),
        Kpi::ResponseHours => entry(
            "First response",
            "Mean time from MQL to a first answer, business hours, 40 a week.",
            "mean over worked MQLs",
            OWN,
        ),
        Kpi::WithinTarget => entry(
            "Within promise",
            "Share of worked MQLs answered within the promised time.",
            "answered in time / worked",
            OWN,
        ),
        Kpi::SdrUtilisation => {
            entry("SDR load", "Share of SDR time for MQLs in use.", "worked / capacity, mean of weeks", OWN)
        }
        Kpi::AeUtilisation => entry(
            "AE load",
            "Share of the open opportunities that AEs can hold.",
            "open / slots, mean of weeks",
            OWN,
        ),
        Kpi::Bookings => {
            entry("Bookings", "Value of deals won, repeat orders not included.", "sum of deal values", OWN)
        }
        Kpi::Revenue => {
            entry("Revenue", "Recognised revenue of the year.", "recurring + delivered + repeat orders", OWN)
        }
        Kpi::ArrEnd => entry(
            "Annual recurring revenue",
            "Recurring revenue at the end of the year, a year's worth.",
            "12 × MRR",
            OWN,
        ),
        Kpi::Cac => entry(
            "Customer acquisition cost",
            "Sales and marketing cost for each new customer.",
            "sales and marketing cost / won",
            "Skok, SaaS Metrics 2.0",
        ),
        Kpi::PaybackMonths => entry(
            "CAC payback",
            "Months until a customer's gross margin has paid its CAC.",
            "CAC / (monthly revenue a customer × gross margin)",
            "Skok, SaaS Metrics 2.0",
        ),
        Kpi::LtvToCac => entry(
            "Lifetime value to CAC",
            "Gross margin of a customer's life against its cost.",
            "monthly revenue a customer × gross margin / churn / CAC",
            "Skok, SaaS Metrics 2.0",
        ),
        Kpi::CashEnd => {
            entry("Cash", "Cash at the end of the year.", "opening cash + collections − costs + funding", OWN)
        }
        Kpi::LowestCash => {
            entry("Lowest cash", "Lowest cash at a week's end up to then.", "minimum over weeks", OWN)
        }
        Kpi::CustomersEnd => {
            entry("Customers", "Customers at the end of the year.", "opening + gone live − churned", OWN)
        }
        Kpi::QualifiedRate => entry(
            "Qualified leads",
            "Of the period's own inbound leads, those above the MQL bar; recycled ones do not count.",
            "MQLs among new leads / inbound leads",
            OWN,
        ),
        Kpi::Precision => entry(
            "MQL precision",
            "Share of MQLs that fit the ideal customer profile.",
            "fitting MQLs / MQLs",
            OWN,
        ),
        Kpi::CostPerMql => entry("Cost per MQL", "Marketing spend for each MQL.", "spend / MQLs", OWN),
        Kpi::LoadedCostPerLead => entry(
            "Loaded cost per lead",
            "Marketing spend and the marketing team's cost for each lead.",
            "(spend + marketing team) / leads",
            OWN,
        ),
        Kpi::LoadedCostPerMql => entry(
            "Loaded cost per MQL",
            "Marketing spend and the marketing team's cost for each MQL.",
            "(spend + marketing team) / MQLs",
            OWN,
        ),
        Kpi::LoadedCostPerSql => entry(
            "Loaded cost per SQL",
            "Marketing spend and the marketing team's cost for each SQL that came from an MQL.",
            "(spend + marketing team) / SQLs without outbound",
            OWN,
        ),
        Kpi::CostPerSql => entry(
            "Cost per SQL",
            "Marketing spend for each SQL that came from an MQL.",
            "spend / SQLs without outbound",
            OWN,
        ),
        Kpi::OrganicShare => entry(
            "Organic share",
            "Share of leads from organic and referral channels.",
            "organic and referral leads / leads",
            OWN,
        ),
        Kpi::PullShare => {
            entry("Pull share", "Share of wins that did not come from outbound.", "inbound wins / wins", OWN)
        }
        Kpi::SqlRate => entry(
            "SQL rate",
            "SQLs of the period per MQL of the period.",
            "SQLs without outbound / MQLs",
            OWN,
        ),
        Kpi::ExpiredShare => {
            entry("MQLs expired", "Share of MQLs that nobody worked in time.", "expired / MQLs", OWN)
        }
        Kpi::OpportunityRate => entry(
            "Opportunity rate",
            "Opportunities of the period per accepted SQL of the period.",
            "opportunities / SQLs accepted",
            OWN,
        ),
        Kpi::PassRate => entry(
            "SQLs that pass",
            "Of the SQLs accepted in the period, those that become opportunities.",
            "will open / accepted",
            OWN,
        ),
        Kpi::WinRateOfOpened => entry(
            "Win rate of new opportunities",
            "Of the opportunities opened in the period, those that will be won.",
            "will be won / opened",
            OWN,
        ),
        Kpi::CycleWeeks => entry(
            "Time to close",
            "Weeks from opportunity to won or lost; the sales cycle is the time to won alone.",
            "mean open opportunities / closed a week (Little's law)",
            "Little's law",
        ),
        Kpi::PipelineVelocity => entry(
            "Pipeline velocity",
            "Value that the pipeline turns out a week.",
            "open opportunities × win rate × deal size / cycle",
            "common in sales",
        ),
        Kpi::PipelineCoverage => entry(
            "Pipeline coverage",
            "Open pipeline against a quarter's quota.",
            "open opportunities × deal size / quarterly quota",
            "common in sales",
        ),
        Kpi::YieldPerRep => entry(
            "Yield per rep",
            "Gross margin booked a year by an effective AE, against its base pay.",
            "bookings × gross margin / effective AEs / base pay",
            OWN,
        ),
        Kpi::RampedReps => entry("Ramped reps", "AEs counted by their output.", "heads × ramp", OWN),
        Kpi::LateShare => entry(
            "Won at quarter end",
            "Share of wins in the last two weeks of quarters.",
            "wins of those weeks / wins",
            OWN,
        ),
        Kpi::IdleSdrHours => entry(
            "Idle SDR hours",
            "SDR hours a week that neither MQLs nor prospecting use.",
            "inbound hours × (1 − load) × (1 − share to outbound)",
            OWN,
        ),
        Kpi::NewCacRatio => entry(
            "New CAC ratio",
            "Sales and marketing cost for each unit of new customers' ARR.",
            "sales and marketing cost / ARR of new customers",
            "Benchmarkit 2025",
        ),
        Kpi::MagicNumber => entry(
            "Magic number",
            "Growth of recurring revenue in a quarter, a year long, for each unit of sales and marketing cost before it.",
            "4 × (last 13 weeks − 13 before) / cost of those",
            "Scale Venture Partners",
        ),
        Kpi::GrossRetention => entry(
            "Gross revenue retention",
            "Recurring revenue kept after a year, without expansion.",
            "chained weekly 1 − churned MRR / MRR",
            OWN,
        ),
        Kpi::NetRetention => entry(
            "Net revenue retention",
            "Recurring revenue kept after a year, with expansion.",
            "chained weekly 1 + (expansion − churn) / MRR",
            OWN,
        ),
        Kpi::BurnMultiple => entry(
            "Burn multiple",
            "Cash burned for each unit of new ARR.",
            "burn / change of ARR",
            "Benchmarkit 2025",
        ),
        Kpi::RunwayMonths => entry(
            "Runway",
            "Months that the cash lasts at the burn of the last 13 weeks.",
            "cash / burn a month",
            "common in finance",
        ),
        Kpi::RepeatRate => entry(
            "Repeat orders a year",
            "Orders of a customer in a year that need no new deal.",
            "repeat orders / mean customers",
            OWN,
        ),
        Kpi::SqlRateOfWorked => entry(
            "SQL rate of worked MQLs",
            "Share of the MQLs worked that become SQLs, decided at the first response.",
            "SQLs not from outbound / MQLs worked",
            OWN,
        ),
        Kpi::FitShareOfLeads => entry(
            "Fit share of leads",
            "Share of leads that fit the ideal customer profile, replies included.",
            "fitting leads / leads",
            OWN,
        ),
        Kpi::FitShareOfSqls => entry(
            "Fit share of SQLs",
            "Share of SQLs that fit the ideal customer profile.",
            "fitting SQLs / SQLs",
            OWN,
        ),
        Kpi::FitShareOfOpportunities => entry(
            "Fit share of opportunities",
            "Share of new opportunities that fit the ideal customer profile.",
            "fitting opportunities / opportunities opened",
            OWN,
        ),
        Kpi::FitShareOfWon => entry(
            "Fit share of wins",
            "Share of wins that fit the ideal customer profile; the opening pipeline apart.",
            "fitting wins / wins of channels",
            OWN,
        ),
        Kpi::BrandSpendShare => entry(
            "Brand share of spend",
            "Share of spend that builds goodwill. For B2B a share near 46% has been found best.",
            "spend × goodwill share / spend",
            "Binet and Field, 2019",
        ),
        Kpi::Discount => entry(
            "Discount",
            "Discount on list price of the deals won, that of the quarter's end included.",
            "1 − bookings / bookings at list price",
            OWN,
        ),
        Kpi::QuotaHitShare => entry(
            "Reps at quota",
            "Share of AEs that reach their quota, if deals fall to them by chance.",
            "tail of a gamma law of the bookings a head",
            "own assumption",
        ),
        Kpi::MqlsDelivered => entry(
            "MQLs delivered",
            "MQLs over those that the AEs' quota needs, without a quota those that the target needs, spread evenly up to its date. The promise of marketing to sales.",
            "MQLs / (quota or target / (deal size × typed conversions))",
            "HubSpot, Creating an SLA",
        ),
        Kpi::FeedbackRate => {
            entry("Feedback rate", "Share of worked MQLs whose outcome sales reports back.", "as typed", OWN)
        }
        Kpi::LoopMaturity => entry(
            "Loop maturity",
            "How far the loop between sales and marketing is closed.",
            "CRM integration × feedback rate",
            OWN,
        ),
        Kpi::AttributionError => entry(
            "Source unknown",
            "Share of wins whose channel is not known.",
            "1 − CRM integration × wins of channels / wins",
            OWN,
        ),
        Kpi::LaggedCac => entry(
            "Lagged CAC",
            "CAC with the cost of the time in which the deals began.",
            "cost earlier by the median cycle / won",
            OWN,
        ),
        Kpi::Ltv => entry(
            "Customer lifetime value",
            "Gross profit of a new customer over its lifetime.",
            "ARPA × margin / churn",
            "Skok, SaaS Metrics 2.0",
        ),
        Kpi::LtvFiveYears => entry(
            "Customer value in five years",
            "Gross profit of a new customer in five years, with expansion, discounted.",
            "sum over 60 months of ARPA × margin kept",
            OWN,
        ),
        Kpi::GrossRetentionOfAYear => entry(
            "Gross retention, 12 months",
            "Recurring revenue kept over the last 52 weeks, without expansion.",
            "chained weekly 1 − churned MRR / MRR",
            OWN,
        ),
        Kpi::NetRetentionOfAYear => entry(
            "Net retention, 12 months",
            "Recurring revenue kept over the last 52 weeks, with expansion.",
            "chained weekly 1 + (expansion − churn) / MRR",
            OWN,
        ),
        Kpi::WentLive => entry(
            "Customers gone live",
            "Customers whose contract begins.",
            "change of customers + churned",
            OWN,
        ),
        Kpi::LogoRetention => entry(
            "Customer retention",
            "Customers kept after a year.",
            "chained weekly 1 − churned / customers",
            OWN,
        ),
    }
}

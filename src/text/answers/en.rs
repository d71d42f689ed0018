//! English words of the headline and the key figures.

use super::{Answers, How, Since, tenths};
use crate::format::Odds;
use crate::text::levers::figures::seen;
use tandem_charts::Limit;
use tandem_engine::Kpi;
use tandem_engine::plan::TargetMeasure;

/// English.
pub static EN: Answers = Answers {
    headline: "The answer in one sentence",
    reach: |odds, has_day| {
        let who = match odds {
            Odds::Hardly => "Fewer than {odds} futures",
            Odds::About(_) => "About {odds} futures",
            Odds::Nearly => "More than {odds} futures",
            Odds::Seen { hits: 0, of: 1 } => "The only future that was run does not",
            Odds::Seen { of: 1, .. } => "The only future that was run",
            Odds::Seen { .. } => "{odds} futures",
        };
        let verbs = if has_day { ["reach", "reaches"] } else { ["have", "has"] };
        let verb = verbs[usize::from(matches!(odds, Odds::Seen { hits: 1, .. }))];
        [who, verb, if has_day { "{target} by {date}" } else { "{target} or more on {date}" }].join(" ")
    },
    odds: |odds| match odds {
        Odds::Hardly => "1 in 20".to_owned(),
        Odds::About(count) => format!("{count} in 10"),
        Odds::Nearly => "19 in 20".to_owned(),
        Odds::Seen { hits, of } => seen(hits, of),
    },
    odds_short: |odds| match odds {
        Odds::Hardly => "<\u{a0}1 in 20".to_owned(),
        Odds::About(count) => format!("{count} in 10"),
        Odds::Nearly => ">\u{a0}19 in 20".to_owned(),
        Odds::Seen { hits, of } => seen(hits, of),
    },
    too_few: |of| if of == 1 { "One future tells no odds." } else { "Too few futures to tell odds." },
    median: "; median date {median}.",
    median_falls: "; half get there by {median}, some of them only for a time.",
    median_beyond: "; the median date lies after {end}.",
    expected: |measure| match measure {
        TargetMeasure::Arr | TargetMeasure::Customers | TargetMeasure::Cash => {
            "On the expected path {value} on {date}, against {target}."
        }
        _ => "On the expected path {value} by {date}, against {target}.",
    },
    no_target: "This plan has no target, so there are no odds.",
    cash_out: |odds| match odds {
        None => "On the expected path cash runs out on {date}",
        Some(Odds::Hardly) => "Cash runs out in fewer than {odds} futures",
        Some(Odds::About(_)) => "Cash runs out in about {odds} futures",
        Some(Odds::Nearly) => "Cash runs out in more than {odds} futures",
        Some(Odds::Seen { of: 1, .. }) => "Cash runs out in the only future that was run",
        Some(Odds::Seen { .. }) => "Cash runs out in {odds} futures",
    },
    on_credit: "From then on the plan goes on as if somebody paid.",
    wanted: |odds| match tenths(odds) {
        Some(count) => format!(" ({count} in 10 wanted)"),
        None => format!(" ({} in 100 wanted)", (odds * 100.0).round()),
    },
    limit: |case| match (case.limit, case.since, case.how) {
        // A name of one's own may stand for one or for many.
        (_, Since::From, How::Mostly) if case.is_named => "From {from} the limit is {limit} in most futures.",
        (_, Since::From, How::MoreThanOthers) if case.is_named => {
            "From {from} the limit is {limit} more often than anything else."
        }
        (_, Since::From, How::Expected) if case.is_named => "From {from} the limit is {limit}.",
        (_, Since::Throughout, How::Mostly) if case.is_named => {
            "Throughout, the limit is {limit} in most futures."
        }
        (_, Since::Throughout, How::MoreThanOthers) if case.is_named => {
            "Throughout, the limit is {limit} more often than anything else."
        }
        (_, Since::Throughout, How::Expected) if case.is_named => "Throughout, the limit is {limit}.",
        (_, Since::MostMonths, How::Mostly) if case.is_named => {
            "In most months the limit is {limit}, in most futures."
        }
        (_, Since::MostMonths, How::MoreThanOthers) if case.is_named => {
            "In most months the limit is {limit} more often than anything else."
        }
        (_, Since::MostMonths, How::Expected) if case.is_named => "In most months the limit is {limit}.",
        (Limit::Sdr | Limit::Ae, Since::From, How::Mostly) => {
            "From {from} your {limit} are the limit in most futures."
        }
        (Limit::Sdr | Limit::Ae, Since::From, How::MoreThanOthers) => {
            "From {from} your {limit} limit more often than anything else."
        }
        (Limit::Sdr | Limit::Ae, Since::From, How::Expected) => "From {from} your {limit} are the limit.",
        (Limit::Sdr | Limit::Ae, Since::Throughout, How::Mostly) => {
            "Your {limit} are the limit throughout, in most futures."
        }
        (Limit::Sdr | Limit::Ae, Since::Throughout, How::MoreThanOthers) => {
            "Your {limit} limit more often than anything else."
        }
        (Limit::Sdr | Limit::Ae, Since::Throughout, How::Expected) => {
            "Your {limit} are the limit throughout."
        }
        (Limit::Leads, Since::From, How::Mostly) => "From {from} {limit} are the limit in most futures.",
        (Limit::Leads, Since::From, How::MoreThanOthers) => {
            "From {from} {limit} limit more often than anything else."
        }
        (Limit::Leads, Since::From, How::Expected) => "From {from} {limit} are the limit.",
        (Limit::Leads, Since::Throughout, How::Mostly) => {
            "Throughout, {limit} are the limit in most futures."
        }
        (Limit::Leads, Since::Throughout, How::MoreThanOthers) => {
            "Throughout, {limit} limit more often than anything else."
        }
        (Limit::Leads, Since::Throughout, How::Expected) => "Throughout, {limit} are the limit.",
        (Limit::Cash, Since::From, How::Mostly) => "From {from} {limit} is the limit in most futures.",
        (Limit::Cash, Since::From, How::MoreThanOthers) => {
            "From {from} {limit} limits more often than anything else."
        }
        (Limit::Cash, Since::From, How::Expected) => "From {from} {limit} is the limit.",
        (Limit::Cash, Since::Throughout, How::Mostly) => "Throughout, {limit} is the limit in most futures.",
        (Limit::Cash, Since::Throughout, How::MoreThanOthers) => {
            "Throughout, {limit} limits more often than anything else."
        }
        (Limit::Cash, Since::Throughout, How::Expected) => "Throughout, {limit} is the limit.",
        (Limit::Sdr | Limit::Ae, Since::MostMonths, How::Mostly) => {
            "In most months your {limit} are the limit, in most futures."
        }
        (Limit::Sdr | Limit::Ae, Since::MostMonths, How::MoreThanOthers) => {
            "In most months your {limit} limit more often than anything else."
        }
        (Limit::Sdr | Limit::Ae, Since::MostMonths, How::Expected) => {
            "In most months your {limit} are the limit."
        }
        (Limit::Leads, Since::MostMonths, How::Mostly) => {
            "In most months {limit} are the limit, in most futures."
        }
        (Limit::Leads, Since::MostMonths, How::MoreThanOthers) => {
            "In most months {limit} limit more often than anything else."
        }
        (Limit::Leads, Since::MostMonths, How::Expected) => "In most months {limit} are the limit.",
        (Limit::Cash, Since::MostMonths, How::Mostly) => {
            "In most months {limit} is the limit, in most futures."
        }
        (Limit::Cash, Since::MostMonths, How::MoreThanOthers) => {
            "In most months {limit} limits more often than anything else."
        }
        (Limit::Cash, Since::MostMonths, How::Expected) => "In most months {limit} is the limit.",
    },
    limit_name: |limit| match limit {
        Limit::Leads => "leads",
        Limit::Sdr => "SDRs",
        Limit::Ae => "AEs",
        Limit::Cash => "cash",
    },
    target: |measure, value| match measure {
        TargetMeasure::Arr => format!("{value} ARR"),
        TargetMeasure::Revenue => format!("{value} revenue"),
        TargetMeasure::Bookings => format!("{value} bookings"),
        TargetMeasure::Won => format!("{value} wins"),
        TargetMeasure::Customers => format!("{value} customers"),
        TargetMeasure::Cash => format!("{value} cash"),
    },
    full_stop: ".",
    space: " ",
    show_source: "Show where this comes from",
    kpis: "Key figures",
    sides: [("Marketing", "pull"), ("Sales", "push"), ("Shared", "one engine")],
    pick_year: "Period of the figures",
    year: |year| format!("Year {year}"),
    reading: "median, 80% range",
    in_currency: |reading, currency| format!("{reading}, {currency}"),
    reading_expected: "expected path",
    reading_change: |opened| if opened { "▲▼ change since opened" } else { "▲▼ change from A" },
    kpi: |kpi| match kpi {
        Kpi::Spend => "Spend",
        Kpi::Leads => "Leads",
        Kpi::Mqls => "MQLs",
        Kpi::MqlRate => "MQL rate",
        Kpi::CostPerLead => "Cost per lead",
        Kpi::SourcedPipeline => "Sourced pipeline",
        Kpi::Won => "Wins",
        Kpi::WinRate => "Win rate",
        Kpi::DealSize => "Deal size",
        Kpi::QuotaAttainment => "Quota attained",
        Kpi::ResponseHours => "First response",
        Kpi::WithinTarget => "Within promise",
        Kpi::SdrUtilisation => "SDR load",
        Kpi::AeUtilisation => "AE load",
        Kpi::Bookings => "Bookings",
        Kpi::Revenue => "Revenue",
        Kpi::ArrEnd => "ARR",
        Kpi::Cac => "CAC",
        Kpi::PaybackMonths => "Payback",
        Kpi::LtvToCac => "LTV : CAC",
        Kpi::CashEnd => "Cash",
        Kpi::LowestCash => "Lowest cash",
        Kpi::CustomersEnd => "Customers",
        Kpi::QualifiedRate => "Qualified leads",
        Kpi::Precision => "MQL precision",
        Kpi::CostPerMql => "Cost per MQL",
        Kpi::CostPerSql => "Cost per SQL",
        Kpi::OrganicShare => "Organic share",
        Kpi::PullShare => "Pull share",
        Kpi::SqlRate => "SQL rate",
        Kpi::ExpiredShare => "MQLs expired",
        Kpi::OpportunityRate => "Opportunity rate",
        Kpi::PassRate => "SQLs that pass",
        Kpi::WinRateOfOpened => "Win rate of new opportunities",
        Kpi::CycleWeeks => "Time to close",
        Kpi::PipelineVelocity => "Pipeline velocity",
        Kpi::PipelineCoverage => "Pipeline coverage",
        Kpi::YieldPerRep => "Yield per rep",
        Kpi::RampedReps => "Ramped reps",
        Kpi::LateShare => "Won at quarter end",
        Kpi::IdleSdrHours => "Idle SDR hours",
        Kpi::NewCacRatio => "New CAC ratio",
        Kpi::MagicNumber => "Magic number",
        Kpi::GrossRetention => "Gross retention",
        Kpi::NetRetention => "Net retention",
        Kpi::BurnMultiple => "Burn multiple",
        Kpi::RunwayMonths => "Runway",
        Kpi::RepeatRate => "Repeat orders a year",
        Kpi::SqlRateOfWorked => "SQL rate of worked",
        Kpi::FitShareOfLeads => "Fit share of leads",
        Kpi::FitShareOfSqls => "Fit share of SQLs",
        Kpi::FitShareOfOpportunities => "Fit share of opportunities",
        Kpi::FitShareOfWon => "Fit share of wins",
        Kpi::BrandSpendShare => "Brand share of spend",
        Kpi::Discount => "Discount",
        Kpi::QuotaHitShare => "Reps at quota",
        Kpi::MqlsDelivered => "MQLs delivered",
        Kpi::FeedbackRate => "Feedback rate",
        Kpi::LoopMaturity => "Loop maturity",
        Kpi::AttributionError => "Source unknown",
        Kpi::LaggedCac => "Lagged CAC",
        Kpi::Ltv => "LTV",
        Kpi::LtvFiveYears => "LTV in five years",
        Kpi::GrossRetentionOfAYear => "Gross retention, 12 months",
        Kpi::NetRetentionOfAYear => "Net retention, 12 months",
        Kpi::WentLive => "Customers gone live",
        Kpi::LogoRetention => "Customer retention",
        Kpi::LoadedCostPerLead => "Loaded cost per lead",
        Kpi::LoadedCostPerMql => "Loaded cost per MQL",
        Kpi::LoadedCostPerSql => "Loaded cost per SQL",
    },
    cost_per: |stage| format!("Cost per {stage}"),
    kpi_at: |name, date| format!("{name}, {date}"),
    cash_never_out: "Cash never out",
    of_100: "of 100",
    of_few: |of| format!("of {of}"),
    known: "known",
    yes_no: ("yes", "no"),
    undefined: "not defined",
};

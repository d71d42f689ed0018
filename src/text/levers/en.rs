//! English words of the levers.

use super::examples::{Candidates, Examples};
use super::{Levers, Takes};
use crate::format::{Format, is_money, is_share};
use crate::levers::{Basis, LeverKind as L, Side};
use crate::parse::Problem;
use tandem_engine::plan::{Source, TargetMeasure};
use tandem_engine::quantity::Unit;

/// English.
pub static EN: Levers = Levers {
    title: "Levers",
    changed: |count, elsewhere| match (count, elsewhere) {
        (0, false) => String::new(),
        (0, true) => "other inputs changed".to_owned(),
        (_, false) => format!("{count} changed"),
        (_, true) => format!("{count} changed, and other inputs"),
    },
    reset_all: "Back to the plan as opened",
    groups: "Groups of levers",
    more_room: "Show more levers",
    less_room: "Show fewer levers",
    side,
    side_short: side,
    more: |count, changed| match changed {
        0 => format!("{count} more"),
        _ => format!("{count} more, {changed} changed"),
    },
    fewer: "Fewer",
    spend_fact: |money, channels| {
        let plural = if channels == 1 { "channel" } else { "channels" };
        (money.to_owned(), format!(" a month, {channels} {plural}"))
    },
    response_fact: |hours| (hours.to_owned(), " to first response".to_owned()),
    team_fact: |heads, founders, load| {
        let who = if founders { "FTE with founders" } else { "AEs" };
        (
            heads.to_owned(),
            load.map_or_else(|| format!(" {who}"), |load| format!(" {who}, {load} of slots used")),
        )
    },
    fixed_fact: |money, currency| (money.to_owned(), format!(" {currency} a month fixed")),
    no_odds: "what the odds are of",
    label,
    of_channel: |kind| match kind {
        L::Spend => "spend",
        L::CostPerLead => "cost per lead",
        L::Closeness => "share of ceiling",
        L::ReferenceSpend => "reference spend",
        L::Slope => "slope",
        L::CarryOver => "carry-over",
        L::HalfLife => "half-life",
        L::PartnerLeads => "leads a partner",
        L::EventCost => "cost an event",
        L::EventLeads => "leads an event",
        L::OrganicLeads => "leads a month",
        L::SubConversion => "goes on",
        L::SubTime => "time",
        _ => "",
    },
    name_gap: ", ",
    measure: |measure| match measure {
        TargetMeasure::Arr => "ARR",
        TargetMeasure::Revenue => "Revenue",
        TargetMeasure::Bookings => "Bookings",
        TargetMeasure::Won => "Wins",
        TargetMeasure::Customers => "Customers",
        TargetMeasure::Cash => "Cash",
    },
    does,
    unit,
    was: |value| format!("Was {value}."),
    back: |value| format!("Back to {value}"),
    typed_now: "Set by you",
    source: |source| match source {
        Source::Typed => "Typed by the planner",
        Source::Data => "From data",
        Source::Benchmark => "From a benchmark",
        Source::Assumption => "An assumption",
    },
    source_unknown: "Source not stated",
    typical: |span, basis| format!("typical {span} ({basis})"),
    basis,
    decision: "your own to decide",
    by_month: |low, high| format!("By month, {low} to {high}; moving it scales every month."),
    events: |count| format!("{count} events; moving it scales each."),
    starts: |heads, month, weeks| {
        let verb = if heads == "1" { "starts" } else { "start" };
        let unit = if weeks == "1" { "week" } else { "weeks" };
        format!("{heads} {verb} in {month}, full output after {weeks} {unit}.")
    },
    over_range: |measure, date, (at_low, low), (at_high, high)| {
        format!("{measure} on {date}: {at_low} at {low}, {at_high} at {high}, expected path.")
    },
    sdrs_needed: |hours, needed, here, now| match needed {
        Some(needed) if needed == here => {
            format!(
                "A first response within {hours} needs {needed} SDRs, as many as there are: they take {now}."
            )
        }
        Some(needed) => {
            format!("A first response within {hours} needs {needed} SDRs; the {here} there take {now}.")
        }
        None => format!(
            "More SDRs than were tried are needed for a first response within {hours}; the {here} there take {now}."
        ),
    },
    fewer_mqls: |share, bar, left, today| {
        format!(
            "{share} fewer MQLs than at today's bar, {left} instead of {today} in year 1: a bar of about {bar}."
        )
    },
    field_of: |label| format!("{label}, value"),
    understood: |value| format!("= {value}"),
    understood_range: |low, high, unit| format!("= {low} to {high}{unit}, 80% of futures"),
    shape_lost: "; it was of another shape until now, such as PERT or another scale, and becomes a plain range",
    unit_long: |kind, unit| match (kind, unit) {
        (_, Unit::MoneyPerMonth | Unit::SharePerMonth) => " a month",
        (_, Unit::SharePerWeek) => " a week",
        (_, Unit::SharePerYear) => " a year",
        (_, Unit::MoneyPerLead) => " a lead",
        (L::EventCost, _) => " an event",
        (L::EventLeads, _) => " leads an event",
        (_, Unit::LeadsPerMonth) => " leads a month",
        (_, Unit::Weeks) => " weeks",
        (_, Unit::Hours) => " business hours",
        (_, Unit::People) => " full-time equivalents",
        (_, Unit::ScoreSd) => " standard deviations of the score",
        _ => "",
    },
    problem,
    hires: "Who starts when",
    add_hire: "Add a hire",
    remove_hire: |month| format!("Take out the hire of {month}"),
    hire_month: "Month of start",
    hire_heads: "Heads",
    set_target: "Set a target",
};

fn side(side: Side) -> &'static str {
    match side {
        Side::Pull => "Pull",
        Side::HandOver => "Hand-over",
        Side::Push => "Push",
        Side::Money => "Money",
        Side::Target => "Target",
    }
}

fn label(kind: L) -> &'static str {
    match kind {
        L::Spend | L::CostPerLead | L::Closeness | L::PartnerLeads => "Channel",
        L::EventCost | L::EventLeads | L::OrganicLeads => "Channel",
        L::ReferenceSpend | L::Slope | L::CarryOver | L::HalfLife => "Channel",
        L::LeadToMql => "Lead to MQL",
        L::MqlBar => "MQL bar",
        L::MqlToSql => "MQL to SQL",
        L::Response => "Response time",
        L::Sdrs => "SDRs",
        L::SdrRamp => "SDR ramp",
        L::Aes => "AEs",
        L::SqlToOpportunity => "SQL to opp.",
        L::WinRate => "Win rate",
        L::SalesCycle => "Sales cycle",
        L::SubConversion | L::SubTime => "Sub-stage",
        L::DealSize => "Deal size",
        L::Discount => "Discount",
        L::AeRamp => "AE ramp",
        L::FounderSelling => "Founder sells",
        L::OpeningCash => "Opening cash",
        L::Churn => "Churn",
        L::Expansion => "Expansion",
        L::GrossMargin => "Gross margin",
        L::Overhead => "Overhead",
        L::TargetMeasure => "Measure",
        L::TargetValue => "Target",
        L::TargetDate => "By",
        L::WantedOdds => "Wanted odds",
    }
}

fn does(kind: L) -> &'static str {
    match kind {
        L::Spend => "Leads follow spend along the channel's curve: each further part brings less.",
        L::CostPerLead => "Cost of a lead at the reference spend; it anchors the curve.",
        L::Closeness => {
            "Share of the channel's largest response reached at the reference spend: the closer, the less more money brings."
        }
        L::ReferenceSpend => {
            "The spend at which the cost per lead is known; the curve goes through that point."
        }
        L::Slope => "1 flattens from the first lead on; above 1 small sums do little, then much.",
        L::CarryOver => "Part of the effect of spend that is kept for the next week: it moves leads in time.",
        L::HalfLife => {
            "Weeks after which half of the effect of spend is left: ln 0.5 / ln of the share kept a week. Carry-over and half-life are one value."
        }
        L::PartnerLeads => "Leads that each active partner sends, before co-op money adds to them.",
        L::EventCost => "Spend of one event.",
        L::EventLeads => "Leads of one event.",
        L::OrganicLeads => "Leads that come by themselves, before goodwill adds to them.",
        L::LeadToMql => "Share of leads above the MQL bar, as measured today.",
        L::MqlBar => "Stricter to the right: fewer MQLs, more of them fit. 0 is today's bar.",
        L::MqlToSql => "Share of MQLs that SDRs turn into SQLs, at today's response time.",
        L::Response => "Time to a first answer when nobody waits. Slower answers lose MQLs.",
        L::Sdrs => "They answer MQLs and prospect. With too few, MQLs wait and expire.",
        L::SdrRamp => "Weeks from the first day to full output.",
        L::Aes => "They accept SQLs and close. Each can hold a limited number of open opportunities.",
        L::SqlToOpportunity => "Share of accepted SQLs that become opportunities.",
        L::WinRate => "Share of opportunities won, as measured today; load, brand and discount move it.",
        L::SalesCycle => "Mean working weeks from opportunity to won.",
        L::SubConversion => {
            "Share that goes on from this sub-stage; the product of all of them is the win rate."
        }
        L::SubTime => "Mean working weeks in this sub-stage of what is won; all of them add up to the cycle.",
        L::DealSize => "Mean first-year value of a deal.",
        L::Discount => {
            "Taken off the price: more than when the win rate was measured wins more deals for less each."
        }
        L::AeRamp => "Weeks from the first day to full output.",
        L::FounderSelling => "Founders' own selling time, unpaid.",
        L::OpeningCash => "Cash on the first day.",
        L::Expansion => "What the recurring revenue of customers who stay grows by in a year.",
        L::Churn => "Share of customers lost, of those that fit; others leave faster.",
        L::GrossMargin => "Share of revenue left after the cost of delivery.",
        L::Overhead => "Costs outside sales and marketing.",
        L::TargetMeasure => "The figure that the odds are of.",
        L::TargetValue => "The value to be reached.",
        L::TargetDate => "The day by whose end it is to be reached.",
        L::WantedOdds => "The odds that the plan is held against.",
    }
}

fn unit(kind: L, unit: Unit) -> &'static str {
    match (kind, unit) {
        (L::EventCost | L::EventLeads, _) => "each",
        (_, Unit::MoneyPerMonth | Unit::SharePerMonth | Unit::LeadsPerMonth) => "/mo",
        (_, Unit::SharePerWeek) => "/wk",
        (_, Unit::SharePerYear) => "/yr",
        (_, Unit::Weeks) if kind != L::TargetDate => "wk",
        (_, Unit::Hours) => "h",
        (_, Unit::People) => "FTE",
        (_, Unit::ScoreSd) => "sd",
        _ => "",
    }
}

fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Assumption => "assumption",
        Basis::OptimiserBounds => "half to twice this plan, assumption",
        Basis::PaidLeads => "WordStream 2026, all industries, to First Page Sage, B2B software, second hand",
        Basis::ContentLeads => "First Page Sage 164 for B2B software, second hand; low end assumed",
        Basis::FunnelMedians => "medians of software and equipment funnels, 2025, second hand",
        Basis::MqlToSqlSurvey => "First Page Sage 2026, by what is called an MQL",
        Basis::WinRateSurvey => "HubSpot 2025 to inbound software funnels",
        Basis::ResponseAudit => "HBR 2011, 2,241 firms: 1 to 42 hours of the clock",
        Basis::CycleSurvey => "Bridge Group 60 days, Gong 84 days",
        Basis::AeRampSurvey => "Bridge Group 2024, median 5.0 months",
        Basis::SdrRampSurvey => "Bridge Group 2023, slightly over 3 months",
        Basis::ContractValues => "Bridge Group, B2B software",
        Basis::SoftwareChurn => "software, mid-market to small customers, 2025, second hand",
        Basis::SoftwareMargin => "software, 2025, second hand",
    }
}

/// Examples of what can be typed.
fn candidates(unit: Unit) -> Candidates {
    let (singles, most, ranges): (&[_], _, &[_]) = match unit {
        unit if is_money(unit) => (&["35k", "1.2M", "30 000", "3万", "120"], 4, &["30-40k", "35k ± 5k"]),
        unit if is_share(unit) => {
            (&["26", "26%", "8 in 10", "4", "4%"], 3, &["20-26%", "23 ± 3%", "2-4%", "3 ± 1%"])
        }
        Unit::Hours => (&["4", "30 min"], 2, &["2-9", "5 ± 2"]),
        Unit::Weeks => (&["10", "70 d", "104", "2 years", "156", "260"], 2, &["8-12", "10 ± 2"]),
        Unit::People => (&["8", "8 + 2"], 2, &["8 + 1-3", "1-3"]),
        _ => (&["500", "1.2", "0.8"], 1, &["300-700", "500 ± 200", "1-2", "0.6-0.9"]),
    };
    Candidates { singles, most, ranges }
}

/// What can be typed in a field.
fn example(examples: &Examples) -> String {
    let [singles, ranges] = [&examples.singles, &examples.ranges].map(|of| of.join(", "));
    let either = |list: String| match list.rsplit_once(", ") {
        Some((rest, last)) => format!("{rest} or {last}"),
        None => list,
    };
    match (singles.is_empty(), ranges.is_empty()) {
        (true, true) => String::new(),
        (false, true) => format!("write {}", either(singles)),
        (true, false) => format!("write a range such as {}", either(ranges)),
        (false, false) => format!("write {singles} or a range such as {}", either(ranges)),
    }
}

fn problem(problem: &Problem, unit: Unit, format: &Format, takes: Takes<'_>) -> (String, String) {
    let entry = |value: f64| format.entry(value, unit);
    let examples = candidates(unit).taken(takes);
    let example = example(&examples);
    match problem {
        Problem::Empty => ("Nothing is typed".to_owned(), example),
        Problem::NotANumber { found } if found.is_empty() => {
            ("The second number is missing".to_owned(), example)
        }
        Problem::NotANumber { found } => (format!("Expected a number, found `{found}`"), example),
        Problem::Comma { found } => (
            format!("The comma in `{found}` does not stand between thousands"),
            "decimals have a point".to_owned(),
        ),
        Problem::Groups { found } => (
            format!("The digits of `{found}` do not stand in groups of three"),
            "thousands are written 30 000 or 30,000".to_owned()
                + if examples.ranges.is_empty() { "" } else { ", a range 5-7" },
        ),
        Problem::UnknownWord { found } => (format!("This field does not know `{found}`"), example),
        Problem::OtherCurrency { found, currency } => {
            (format!("This plan counts in {currency}, and `{found}` is another currency"), example)
        }
        Problem::Order { low, high } => (
            format!(
                "The low end of a range is below its high end, found {} to {}",
                entry(*low),
                entry(*high)
            ),
            example,
        ),
        Problem::OutOfRange { found, quantity } => {
            // What it is measured in, whatever the column of a table counts.
            let entry = |value: f64| match quantity.unit {
                Unit::Weeks => format.weeks(value),
                unit => format.entry(value, unit),
            };
            let (min, max) = (entry(quantity.min), entry(quantity.max));
            (format!("Allowed is {min} to {max}, found {}", entry(*found)), String::new())
        }
        Problem::NotADate { found } => (
            format!("Expected a date, found `{found}`"),
            "write 31 Dec 2028, 2028-12-31 or Dec 2028".to_owned(),
        ),
        Problem::OutsideHorizon { first, last } => {
            (format!("The plan goes from {} to {}", format.date(*first), format.date(*last)), String::new())
        }
    }
}

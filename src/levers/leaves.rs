//! Levers that are one number in the plan: where it is and what it counts.

use super::{LeverKind, Side};
use tandem_engine::estimate::{Estimate, Scale};
use tandem_engine::plan::{Budget, Channel, ChannelType, Plan};
use tandem_engine::quantity::{self as q, Quantity, Unit};
use tandem_engine::simulation::channels::{carryover_half_life, carryover_retention};

/// A number in the plan.
pub(super) struct Leaf {
    pub(super) kind: LeverKind,
    pub(super) id: &'static str,
    pub(super) side: Side,
    pub(super) in_view: bool,
    pub(super) quantity: Quantity,
    /// Path in the plan; in a channel or sub-stage, the path within that.
    pub(super) path: &'static str,
    /// Reads it; the number is the place of the channel or of the sub-stage.
    pub(super) read: fn(&Plan, usize) -> Option<&Estimate>,
    /// Reaches it for writing.
    pub(super) write: fn(&mut Plan, usize) -> Option<&mut Estimate>,
}

/// Rows of the table: the path is written once and gives the name, the reader and the writer.
macro_rules! leaves {
    ($($kind:ident $id:literal $side:ident $in_view:literal $quantity:ident $first:ident $(. $rest:ident)*;)*) => {
        &[$(Leaf {
            kind: LeverKind::$kind,
            id: $id,
            side: Side::$side,
            in_view: $in_view,
            quantity: q::$quantity,
            path: concat!(stringify!($first) $(, ".", stringify!($rest))*),
            read: |plan, _| Some(&plan.$first $(.$rest)*),
            write: |plan, _| Some(&mut plan.$first $(.$rest)*),
        }),*]
    };
}

/// Numbers of the plan as a whole, in the order of the page.
pub(super) const PLAN: &[Leaf] = leaves! {
    LeadToMql "lead-to-mql" HandOver false LEAD_SHARE qualification.observed.conversion.lead_to_mql;
    Response "response" HandOver true RESPONSE_HOURS response_sla.handling_latency_hours;
    MqlBar "mql-bar" HandOver false THRESHOLD_SHIFT qualification.mql_threshold_shift_sd;
    MqlToSql "mql-to-sql" HandOver false CONVERSION qualification.observed.conversion.mql_to_sql;
    SdrRamp "sdr-ramp" HandOver false DELAY_WEEKS teams.sales_development.full_productivity_after_weeks;
    WinRate "win-rate" Push true CONVERSION qualification.observed.conversion.opportunity_to_won;
    DealSize "deal-size" Push true DEAL_VALUE deals.mean_first_year_value;
    SqlToOpportunity "sql-to-opportunity" Push false CONVERSION qualification.observed.conversion.sql_to_opportunity;
    Discount "discount" Push false DISCOUNT pricing.planned_discount;
    SalesCycle "sales-cycle" Push false STAGE_WEEKS durations.opportunity_to_won.mean_weeks;
    AeRamp "ae-ramp" Push false DELAY_WEEKS teams.account_executives.full_productivity_after_weeks;
    FounderSelling "founder-selling" Push false FOUNDER_FTE teams.account_executives.founder_fte_unpaid;
    OpeningCash "opening-cash" Money true SIGNED_MONEY opening.cash;
    Churn "churn" Money false CHURN retention.churn_rate_per_month;
    Expansion "expansion" Money false EXPANSION retention.expansion_rate_per_year;
    GrossMargin "gross-margin" Money false SHARE finance.gross_margin;
    Overhead "overhead" Money false MONEY_PER_MONTH finance.overhead_per_month;
};

/// Rows of the table of channels: the way to the number goes through optional parts.
macro_rules! channel_leaf {
    ($kind:ident $id:literal $quantity:ident $path:literal $part:ident, $ref_:ident => $read:expr, $mut_:ident => $write:expr) => {
        Leaf {
            kind: LeverKind::$kind,
            id: $id,
            side: Side::Pull,
            in_view: false,
            quantity: q::$quantity,
            path: $path,
            read: |plan, channel| {
                let $ref_ = plan.channels.get(channel)?.$part.as_ref()?;
                $read
            },
            write: |plan, channel| {
                let $mut_ = plan.channels.get_mut(channel)?.$part.as_mut()?;
                $write
            },
        }
    };
}

/// Numbers of a channel.
pub(super) const CHANNEL: &[Leaf] = &[
    channel_leaf!(CostPerLead "cost-per-lead" COST_PER_LEAD "response.reference_cost_per_lead" response,
        part => part.reference_cost_per_lead.as_ref(), part => part.reference_cost_per_lead.as_mut()),
    channel_leaf!(Closeness "closeness" CEILING_SHARE "response.reference_share_of_max" response,
        part => Some(&part.reference_share_of_max), part => Some(&mut part.reference_share_of_max)),
    channel_leaf!(PartnerLeads "partner-leads" LEADS_PER_MONTH "partner.leads_per_partner_per_month" partner,
        part => Some(&part.leads_per_partner_per_month), part => Some(&mut part.leads_per_partner_per_month)),
    channel_leaf!(OrganicLeads "organic-leads" LEADS_PER_MONTH "organic.base_leads_per_month" organic,
        part => Some(&part.base_leads_per_month), part => Some(&mut part.base_leads_per_month)),
];

/// Numbers of a sub-stage: the place is its own.
pub(super) const SUB_STAGE: &[Leaf] = &[
    Leaf {
        kind: LeverKind::SubConversion,
        id: "conversion",
        side: Side::Push,
        in_view: false,
        quantity: q::CONVERSION,
        path: "conversion",
        read: |plan, place| Some(&plan.opportunity_stages.get(place)?.conversion),
        write: |plan, place| Some(&mut plan.opportunity_stages.get_mut(place)?.conversion),
    },
    Leaf {
        kind: LeverKind::SubTime,
        id: "time",
        side: Side::Push,
        in_view: false,
        quantity: q::STAGE_WEEKS,
        path: "mean_weeks",
        read: |plan, place| Some(&plan.opportunity_stages.get(place)?.mean_weeks),
        write: |plan, place| Some(&mut plan.opportunity_stages.get_mut(place)?.mean_weeks),
    },
];

/// Numbers of a channel's curve, which stand beside its drawing and not among the rows.
pub(super) const CURVE: &[Leaf] = &[
    Leaf {
        kind: LeverKind::ReferenceSpend,
        id: "reference-spend",
        side: Side::Pull,
        in_view: false,
        quantity: q::REFERENCE_MONEY_PER_MONTH,
        path: "response.reference_spend_per_month",
        read: |_, _| None,
        write: |plan, channel| {
            let response = plan.channels.get_mut(channel)?.response.as_mut()?;
            Some(response.reference_spend_per_month.get_or_insert(0.0.into()))
        },
    },
    channel_leaf!(Slope "slope" HILL_SLOPE "response.hill_slope" response,
        part => Some(&part.hill_slope), part => Some(&mut part.hill_slope)),
    Leaf {
        kind: LeverKind::CarryOver,
        id: "carry-over",
        side: Side::Pull,
        in_view: false,
        quantity: q::RETENTION,
        path: "carryover.retention_per_week",
        // A channel without carryover keeps nothing.
        read: |plan, channel| {
            static NOTHING: Estimate = Estimate::Fixed(0.0);
            let channel = plan.channels.get(channel)?;
            Some(channel.carryover.as_ref().map_or(&NOTHING, |part| &part.retention_per_week))
        },
        write: |plan, channel| {
            let channel = plan.channels.get_mut(channel)?;
            Some(&mut channel.carryover.get_or_insert_default().retention_per_week)
        },
    },
];

/// The spend at which a channel's cost per lead was measured: what is typed, else the first month's budget.
pub(super) fn reference_spend(channel: &Channel) -> Option<Estimate> {
    let typed = channel.response.as_ref()?.reference_spend_per_month.clone();
    typed.or_else(|| match &channel.budget_per_month {
        Budget::Constant(estimate) => Some(estimate.clone()),
        Budget::ByMonth(months) => months.first().map(|month| Estimate::Fixed(*month)),
    })
}

/// The half-life of a share kept a week, in weeks to a millionth; of a range that of both ends.
pub(super) fn half_life(retention: &Estimate) -> Estimate {
    let weeks = |retention: f64| (carryover_half_life(retention) * 1e6).round() / 1e6;
    match super::moving::range_of(retention, q::RETENTION) {
        Some((low, high)) => Estimate::Range { p10: weeks(low), p90: weeks(high), scale: None },
        None => weeks(super::moving::centre(retention, q::RETENTION)).into(),
    }
}

/// The share kept a week with such a half-life; of a range that of both ends.
pub(super) fn retention(half_life: &Estimate) -> Estimate {
    let share = |weeks: f64| carryover_retention(weeks).clamp(q::RETENTION.min, q::RETENTION.max);
    match super::moving::range_of(half_life, HALF_LIFE) {
        Some((low, high)) => Estimate::Range { p10: share(low), p90: share(high), scale: None },
        None => share(super::moving::centre(half_life, HALF_LIFE)).into(),
    }
}

/// Weeks of half-life: the largest is that of the largest share kept, 0.97.
pub(super) const HALF_LIFE: Quantity =
    Quantity { unit: Unit::Weeks, min: 0.0, max: 22.75, scale: Scale::Lognormal };

/// The row of a kind; nothing for levers that are more than one number.
pub(super) fn leaf(kind: LeverKind) -> Option<&'static Leaf> {
    PLAN.iter().chain(CHANNEL).chain(SUB_STAGE).chain(CURVE).find(|leaf| leaf.kind == kind)
}

/// Where the plan leaves the reference spend to the first month's budget, that budget becomes the reference: a change of
/// spend moves along the curve and not the curve itself.
pub(super) fn fix_reference_spend(plan: &mut Plan, channel: usize) {
    let Some(channel) = plan.channels.get_mut(channel) else { return };
    let first = match &channel.budget_per_month {
        Budget::Constant(estimate) => super::moving::centre(estimate, q::MONEY_PER_MONTH),
        Budget::ByMonth(months) => months.first().copied().unwrap_or(0.0),
    };
    let follows_spend = matches!(channel.kind, ChannelType::Paid | ChannelType::Content);
    let Some(response) = channel.response.as_mut().filter(|_| follows_spend && first > 0.0) else { return };
    response.reference_spend_per_month.get_or_insert(first.into());
}

/// The same for the response time at which the conversions were measured: latency, routing and one hour of queue.
pub(super) fn fix_reference_response(plan: &mut Plan) {
    let reference = quick_response_hours(plan);
    plan.response_sla.reference_response_hours.get_or_insert(reference.into());
}

/// A first response with hardly a queue, business hours: latency, routing and one hour of waiting.
pub fn quick_response_hours(plan: &Plan) -> f64 {
    let hours = |estimate: &Estimate| super::moving::centre(estimate, q::RESPONSE_HOURS);
    let level = super::moving::centre(&plan.crm.integration_level, q::SHARE);
    let routing = level * hours(&plan.crm.routing_delay_automated_hours)
        + (1.0 - level) * hours(&plan.crm.routing_delay_manual_hours);
    hours(&plan.response_sla.handling_latency_hours) + routing + 1.0
}

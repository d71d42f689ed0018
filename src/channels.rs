//! Channels of a plan: added, copied, renamed, moved and taken out, with everything that points at them.
//!
//! Pure. A channel is known by its id: random draws are addressed by it, scenarios and links of others find it by it. So an id
//! is made once and never given again, not even after its channel is gone. Sources and correlations name a channel by its
//! place; they move with it.

use crate::edit;
use crate::levers::{LeverValue, amount};
use tandem_engine::check::{MAX_CHANNELS, check};
use tandem_engine::date::Date;
use tandem_engine::estimate::Estimate;
use tandem_engine::plan::{
    Budget, Carryover, Channel, ChannelType, Event, Organic, Outbound, Partner, Plan, Provenance, Referral,
    Response, Source, StageOdds,
};
use tandem_engine::quantity as q;

/// Longest name of a channel, characters.
pub const NAME_LIMIT: usize = 60;

/// Types of channels, in the order in which they are offered.
pub const TYPES: [ChannelType; 8] = [
    ChannelType::Paid,
    ChannelType::Content,
    ChannelType::Event,
    ChannelType::Partner,
    ChannelType::Brand,
    ChannelType::Organic,
    ChannelType::Referral,
    ChannelType::Outbound,
];

/// The name of a type in ids and in the plan's format.
pub const fn key(kind: ChannelType) -> &'static str {
    match kind {
        ChannelType::Paid => "paid",
        ChannelType::Content => "content",
        ChannelType::Event => "event",
        ChannelType::Partner => "partner",
        ChannelType::Brand => "brand",
        ChannelType::Organic => "organic",
        ChannelType::Referral => "referral",
        ChannelType::Outbound => "outbound",
    }
}

/// An id for a channel that there never was: the type and five letters of `draw`, a random number. `taken` are the plans
/// whose ids it must not be.
pub fn fresh_id(kind: ChannelType, draw: u32, taken: &[&Plan]) -> String {
    const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let id = |mut number: u32| {
        let mut id = format!("{}_", key(kind));
        for _ in 0..5 {
            id.push(char::from(LETTERS[(number % 32) as usize]));
            number /= 32;
        }
        id
    };
    let is_taken = |id: &str| taken.iter().any(|plan| plan.channels.iter().any(|channel| channel.id == id));
    let mut number = draw;
    while is_taken(&id(number)) {
        number = number.wrapping_add(1);
    }
    id(number)
}

/// Whether a plan has room for one more.
pub fn has_room(plan: &Plan) -> bool {
    plan.channels.len() < MAX_CHANNELS
}

/// The plan with one more channel at the end: a template of its type (`docs/model.md`, 3.4), every value of it marked as an
/// assumption with that note. Nothing where there is no room.
pub fn added(plan: &Plan, kind: ChannelType, id: String, name: &str, note: &str) -> Option<Plan> {
    if !has_room(plan) {
        return None;
    }
    let mut next = plan.clone();
    let (mut channel, set) = template(plan, kind, id);
    channel.name = clean(name);
    let index = next.channels.len();
    next.channels.push(channel);
    let assumed = Provenance { source: Source::Assumption, note: note.to_owned() };
    next.provenance.extend(set.iter().map(|path| (format!("channels[{index}].{path}"), assumed.clone())));
    Some(next)
}

/// The plan with a copy of a channel right behind it, sources and all. Outbound hours are split between the two.
pub fn duplicated(plan: &Plan, id: &str, copy_id: String, name: &str) -> Option<Plan> {
    let from = place(plan, id).filter(|_| has_room(plan))?;
    let mut next = plan.clone();
    if let Some(share) =
        next.channels[from].outbound.as_mut().and_then(|outbound| outbound.hours_share.as_mut())
    {
        *share = Estimate::Fixed(0.5 * middle(share, q::SHARE));
    }
    let copy = Channel { id: copy_id, name: clean(name), ..next.channels[from].clone() };
    next.channels.insert(from + 1, copy);
    repoint(&mut next, |index| Some(if index > from { index + 1 } else { index }));
    let own = format!("channels[{from}]");
    let sources: Vec<_> = next
        .provenance
        .iter()
        .filter_map(|(path, source)| {
            let within = path.strip_prefix(own.as_str())?;
            Some((format!("channels[{}]{within}", from + 1), source.clone()))
        })
        .collect();
    next.provenance.extend(sources);
    Some(next)
}

/// The plan without a channel; what pointed at it goes with it. Nothing if the plan would no longer be sound where it is now.
pub fn removed(plan: &Plan, id: &str) -> Option<Plan> {
    let gone = place(plan, id)?;
    let mut next = plan.clone();
    next.channels.remove(gone);
    repoint(&mut next, |index| match index {
        index if index == gone => None,
        index if index > gone => Some(index - 1),
        index => Some(index),
    });
    let breaks = next.channels.is_empty() && check(&next).model.is_none() && check(plan).model.is_some();
    (!breaks).then_some(next)
}

/// The plan with a channel so many places further down (negative: up). Nothing where there is no such place.
pub fn moved(plan: &Plan, id: &str, by: isize) -> Option<Plan> {
    let from = place(plan, id)?;
    let to = from.checked_add_signed(by).filter(|to| *to < plan.channels.len() && *to != from)?;
    let mut next = plan.clone();
    let channel = next.channels.remove(from);
    next.channels.insert(to, channel);
    repoint(&mut next, |index| {
        Some(match index {
            index if index == from => to,
            index if from < index && index <= to => index - 1,
            index if to <= index && index < from => index + 1,
            index => index,
        })
    });
    Some(next)
}

/// The plan with another name of a channel. Nothing where the name is empty or the same.
pub fn renamed(plan: &Plan, id: &str, name: &str) -> Option<Plan> {
    let index = place(plan, id)?;
    let name = clean(name);
    if name.is_empty() || name == plan.channels[index].name {
        return None;
    }
    let mut next = plan.clone();
    next.channels[index].name = name;
    Some(next)
}

fn place(plan: &Plan, id: &str) -> Option<usize> {
    plan.channels.iter().position(|channel| channel.id == id)
}

fn clean(name: &str) -> String {
    name.trim().chars().filter(|c| !c.is_control()).take(NAME_LIMIT).collect()
}

/// Rewrites what names channels by their place: `to` gives the new place of an old one, or nothing where it is gone.
fn repoint(plan: &mut Plan, to: impl Fn(usize) -> Option<usize>) {
    edit::repoint(plan, |path| edit::renumbered(path, "channels", &to));
}

fn middle(estimate: &Estimate, quantity: q::Quantity) -> f64 {
    amount(&LeverValue::Number(estimate.clone()), quantity, Date::first_of_month(0))
}

/// Leads a month that a new channel's money buys: enough to be seen, too few to be a plan of its own.
const FIRST_LEADS: f64 = 20.0;
/// Deal size at which the usual costs per lead were measured, money.
const USUAL_DEAL: f64 = 25_000.0;

/// What a lead of such a channel costs: as the plan's others of its type, else the usual 310 (paid) or 164 (content) in the
/// proportion of the deal size.
fn usual_cost_per_lead(plan: &Plan, kind: ChannelType) -> f64 {
    let known = plan.channels.iter().filter(|channel| channel.kind == kind);
    let mut costs: Vec<f64> = known
        .filter_map(|channel| channel.response.as_ref()?.reference_cost_per_lead.as_ref())
        .map(|cost| middle(cost, q::COST_PER_LEAD))
        .collect();
    costs.sort_by(f64::total_cmp);
    let deal = middle(&plan.deals.mean_first_year_value, q::DEAL_VALUE);
    let usual = if kind == ChannelType::Content { 164.0 } else { 310.0 };
    let cost = costs.get(costs.len() / 2).copied().unwrap_or(usual * deal / USUAL_DEAL);
    rounded(cost.max(1.0))
}

/// Two digits.
fn rounded(value: f64) -> f64 {
    format!("{value:.1e}").parse().unwrap_or(value)
}

/// A channel of that type, and the paths within it that the template sets.
fn template(plan: &Plan, kind: ChannelType, id: String) -> (Channel, Vec<&'static str>) {
    let mut channel = Channel::new(id, kind);
    let cost = usual_cost_per_lead(plan, kind);
    let money = rounded(FIRST_LEADS * cost);
    let mut set = vec!["fit_share"];
    channel.fit_share = 0.3.into();
    if matches!(kind, ChannelType::Paid | ChannelType::Content | ChannelType::Brand) {
        channel.budget_per_month = Budget::Constant(money.into());
        set.push("budget_per_month");
    }
    let goodwill = match kind {
        ChannelType::Brand => 1.0,
        ChannelType::Content => 0.5,
        ChannelType::Event => 0.3,
        ChannelType::Paid => 0.1,
        _ => 0.0,
    };
    if goodwill > 0.0 {
        channel.goodwill_share_of_spend = goodwill.into();
        set.push("goodwill_share_of_spend");
    }
    match kind {
        ChannelType::Paid | ChannelType::Content => {
            channel.response = Some(Response {
                reference_spend_per_month: Some(money.into()),
                reference_cost_per_lead: Some(cost.into()),
                reference_share_of_max: 0.5.into(),
                ..Response::default()
            });
            let kept = if kind == ChannelType::Content { 0.85 } else { 0.3 };
            channel.carryover = Some(Carryover { retention_per_week: kept.into(), ..Carryover::default() });
            channel.fit_share_best_achievable = Some(0.38.into());
            set.extend(["response", "carryover", "fit_share_best_achievable"]);
            set.extend(["response.reference_cost_per_lead", "response.reference_share_of_max"]);
        }
        ChannelType::Event => {
            channel.fit_share = 0.2.into();
            channel.events = events(plan, cost);
            set.push("events");
        }
        ChannelType::Partner => {
            channel.partner = Some(Partner {
                active_partners: 5.0.into(),
                leads_per_partner_per_month: 2.0.into(),
                ..Partner::default()
            });
            set.extend(["partner", "partner.leads_per_partner_per_month"]);
        }
        ChannelType::Organic => {
            channel.organic = Some(Organic { base_leads_per_month: 10.0.into() });
            set.push("organic.base_leads_per_month");
        }
        ChannelType::Referral => {
            channel.referral = Some(Referral { leads_per_customer_per_year: 0.4.into() });
            channel.odds_ratio =
                StageOdds { mql_to_sql: 2.0.into(), opportunity_to_won: 1.8.into(), ..StageOdds::default() };
            set.extend(["referral", "odds_ratio"]);
        }
        ChannelType::Outbound => {
            channel.outbound = Some(Outbound { hours_share: free_hours(plan), ..Outbound::default() });
            set.push("outbound");
        }
        ChannelType::Brand => {}
    }
    (channel, set)
}

/// Two events, a quarter and three quarters on, each with the leads of two months and what they cost.
fn events(plan: &Plan, cost_per_lead: f64) -> Vec<Event> {
    let leads = 2.0 * FIRST_LEADS;
    let weeks = plan.plan.horizon_weeks;
    [weeks / 4, weeks * 3 / 4]
        .into_iter()
        .map(|week| Event { week, cost: rounded(leads * cost_per_lead).into(), leads: leads.into() })
        .collect()
}

/// Outbound hours are shared alike, unless the plan says how: then a new channel gets what is left of them.
fn free_hours(plan: &Plan) -> Option<Estimate> {
    let outbound = plan.channels.iter().filter(|channel| channel.kind == ChannelType::Outbound);
    let stated: Vec<f64> = outbound
        .filter_map(|channel| channel.outbound.as_ref()?.hours_share.as_ref())
        .map(|share| middle(share, q::SHARE))
        .collect();
    (!stated.is_empty()).then(|| Estimate::Fixed((1.0 - stated.iter().sum::<f64>()).max(0.0)))
}

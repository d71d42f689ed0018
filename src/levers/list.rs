//! The list of a plan's levers, in the order of the page.

use super::leaves::{self, Leaf};
use super::moving::{amount, target_quantity};
use super::track::{Scale, Track, round_up};
use super::{Frame, Lever, LeverKind, LeverValue, Side, typical};
use crate::stages::sub;
use std::rc::Rc;
use tandem_engine::calendar::WEEKS_PER_MONTH;
use tandem_engine::date::Date;
use tandem_engine::plan::{Channel, ChannelType, Plan, ResponseShape};
use tandem_engine::quantity::{self as q, Quantity};

/// Most levers in view before the rest is unfolded: decisions first, what was measured after them.
const IN_VIEW: usize = 12;
/// Most conversions of sub-stages among them: in place of the win rate.
const SUB_STAGES_IN_VIEW: usize = 3;
/// Most spends among them: the largest of the plan as it was opened, so that none comes or goes while it is turned.
const SPENDS_IN_VIEW: usize = 4;

/// The levers of a plan. Sliders are laid around the values of `base`, the plan it started from, so that they stand
/// still while values move.
pub fn levers(plan: &Plan, base: &Plan) -> Vec<Lever> {
    let mut builder = Builder { plan, base, largest_spend: largest_spend(base), levers: Vec::new() };
    for (index, channel) in plan.channels.iter().enumerate() {
        builder.channel(index, channel);
    }
    for leaf in leaves::PLAN {
        // Teams stand beside what they work on.
        match leaf.kind {
            LeverKind::MqlBar => builder.team(LeverKind::Sdrs, "sdrs", Side::HandOver),
            LeverKind::WinRate => builder.team(LeverKind::Aes, "aes", Side::Push),
            _ => {}
        }
        // Sub-stages stand in for these two.
        match leaf.kind {
            LeverKind::WinRate | LeverKind::SalesCycle if !plan.opportunity_stages.is_empty() => {
                builder.sub_stages(leaf.kind);
            }
            _ => builder.leaf(leaf),
        }
    }
    if let Some(target) = &plan.target {
        builder.target(LeverKind::TargetMeasure, "target-measure", "target.measure", q::MONEY);
        builder.target(
            LeverKind::TargetValue,
            "target-value",
            "target.value",
            target_quantity(target.measure),
        );
        builder.target(LeverKind::TargetDate, "target-date", "target.date", q::STAGE_WEEKS);
        builder.target(LeverKind::WantedOdds, "wanted-odds", "target.wanted_odds", q::SHARE);
    }
    builder.bring_forward();
    builder.levers
}

/// The numbers of a channel's response to spend, as levers without a row of their own: reference spend, cost per lead there,
/// closeness to the ceiling, slope, carry-over by its share kept and by its half-life. Empty for a channel whose leads do not follow spend.
pub fn curve_levers(plan: &Plan, base: &Plan, channel_id: &str) -> Vec<Lever> {
    let Some(index) = plan.channels.iter().position(|channel| channel.id == channel_id) else {
        return Vec::new();
    };
    let channel = &plan.channels[index];
    if !follows_spend(channel) || channel.response.is_none() {
        return Vec::new();
    }
    let mut builder = Builder { plan, base, largest_spend: largest_spend(base), levers: Vec::new() };
    let order = [
        LeverKind::ReferenceSpend,
        LeverKind::CostPerLead,
        LeverKind::Closeness,
        LeverKind::Slope,
        LeverKind::CarryOver,
    ];
    for leaf in order.into_iter().filter_map(leaves::leaf) {
        builder.add_channel(leaf.kind, leaf.id, leaf.path, index, channel, leaf.quantity);
        if leaf.kind == LeverKind::CarryOver {
            let (kind, quantity) = (LeverKind::HalfLife, leaves::HALF_LIFE);
            builder.add_channel(kind, "half-life", leaf.path, index, channel, quantity);
        }
    }
    builder.levers
}

/// Whether leads follow spend along a curve.
fn follows_spend(channel: &Channel) -> bool {
    matches!(channel.kind, ChannelType::Paid | ChannelType::Content)
}

fn is_linear(channel: &Channel) -> bool {
    channel.response.as_ref().is_some_and(|response| response.shape == ResponseShape::Linear)
}

/// The lever of the channel that most money goes into: where a lack of leads is answered. Nothing where no money goes into
/// any.
pub fn main_channel(plan: &Plan) -> Option<String> {
    let money = |channel: &Channel| monthly_money(plan, channel);
    let largest = plan.channels.iter().filter(|channel| money(channel) > 0.0).max_by(|a, b| {
        // Of two alike the first.
        money(a).total_cmp(&money(b)).then(std::cmp::Ordering::Greater)
    })?;
    let is_budget = spend_of(largest) > 0.0;
    Some(format!("{}-{}", largest.id, if is_budget { "spend" } else { "event-cost" }))
}

/// Money a month that goes into a channel: its budget, and what its events cost over the plan.
fn monthly_money(plan: &Plan, channel: &Channel) -> f64 {
    let months = f64::from(plan.plan.horizon_weeks.max(1)) / WEEKS_PER_MONTH;
    let costs = channel.events.iter().map(|event| super::moving::centre(&event.cost, q::MONEY)).sum::<f64>();
    spend_of(channel) + costs / months
}

fn spend_of(channel: &Channel) -> f64 {
    let budget = LeverValue::Budget(channel.budget_per_month.clone());
    amount(&budget, q::MONEY_PER_MONTH, Date::first_of_month(0))
}

/// The largest monthly spend of a channel: sliders of spend share one scale, so that their lengths compare.
fn largest_spend(plan: &Plan) -> f64 {
    plan.channels.iter().map(spend_of).fold(0.0, f64::max)
}

struct Builder<'a> {
    plan: &'a Plan,
    base: &'a Plan,
    largest_spend: f64,
    levers: Vec<Lever>,
}

impl Builder<'_> {
    fn channel(&mut self, index: usize, channel: &Channel) {
        self.add_channel(LeverKind::Spend, "spend", "budget_per_month", index, channel, q::MONEY_PER_MONTH);
        if channel.kind == ChannelType::Event && !channel.events.is_empty() {
            self.add_channel(LeverKind::EventCost, "event-cost", "events", index, channel, q::MONEY);
            self.add_channel(LeverKind::EventLeads, "event-leads", "events", index, channel, q::COUNT);
        }
        for leaf in leaves::CHANNEL {
            let belongs = match leaf.kind {
                LeverKind::CostPerLead => follows_spend(channel),
                // A straight line has no ceiling.
                LeverKind::Closeness => follows_spend(channel) && !is_linear(channel),
                LeverKind::PartnerLeads => channel.kind == ChannelType::Partner,
                _ => channel.kind == ChannelType::Organic,
            };
            if belongs && (leaf.read)(self.plan, index).is_some() {
                self.add_channel(leaf.kind, leaf.id, leaf.path, index, channel, leaf.quantity);
            }
        }
    }

    /// Brings spends into view, the largest first: four, or as many as there is room for.
    fn bring_forward(&mut self) {
        let room = IN_VIEW.saturating_sub(self.levers.iter().filter(|lever| lever.in_view).count());
        let of_channel = |plan: &Plan, lever: &Lever| {
            let channel =
                plan.channels.iter().find(|channel| Some(&channel.id) == lever.channel_id.as_ref())?;
            Some(match lever.kind {
                LeverKind::EventCost => monthly_money(plan, channel) - spend_of(channel),
                _ => spend_of(channel),
            })
        };
        let mut spends: Vec<(usize, f64)> = Vec::new();
        for (place, lever) in self.levers.iter().enumerate() {
            if !matches!(lever.kind, LeverKind::Spend | LeverKind::EventCost) {
                continue;
            }
            match of_channel(self.base, lever) {
                Some(money) if money > 0.0 => spends.push((place, money)),
                // A new channel comes after those that were there, whatever is spent on it.
                None if self.takes_money(lever) => spends.push((place, 0.0)),
                _ => {}
            }
        }
        spends.sort_by(|a, b| b.1.total_cmp(&a.1));
        for (place, _) in spends.into_iter().take(room.min(SPENDS_IN_VIEW)) {
            self.levers[place].in_view = true;
        }
    }

    /// Whether the lever is what a channel of its type is paid by.
    fn takes_money(&self, lever: &Lever) -> bool {
        let kind = lever.channel.and_then(|index| self.plan.channels.get(index)).map(|channel| channel.kind);
        match lever.kind {
            LeverKind::EventCost => true,
            _ => matches!(
                kind,
                Some(ChannelType::Paid | ChannelType::Content | ChannelType::Brand | ChannelType::Partner)
            ),
        }
    }

    fn add_channel(
        &mut self,
        kind: LeverKind,
        id: &str,
        path: &str,
        index: usize,
        channel: &Channel,
        quantity: Quantity,
    ) {
        self.add(Lever {
            id: format!("{}-{id}", channel.id),
            kind,
            side: Side::Pull,
            channel: Some(index),
            channel_id: Some(channel.id.clone()),
            sub_stage: None,
            sub_names: Rc::default(),
            path: format!("channels[{index}].{path}"),
            quantity,
            track: None,
            typical: None,
            in_view: false,
        });
    }

    fn leaf(&mut self, leaf: &Leaf) {
        self.add(Lever {
            id: leaf.id.to_owned(),
            kind: leaf.kind,
            side: leaf.side,
            channel: None,
            channel_id: None,
            sub_stage: None,
            sub_names: Rc::default(),
            path: leaf.path.to_owned(),
            quantity: leaf.quantity,
            track: None,
            typical: None,
            in_view: leaf.in_view,
        });
    }

    /// What stands in for the win rate or for the cycle: the conversions of the sub-stages, or their times.
    fn sub_stages(&mut self, of: LeverKind) {
        let kind = if of == LeverKind::WinRate { LeverKind::SubConversion } else { LeverKind::SubTime };
        let Some(leaf) = leaves::leaf(kind) else { return };
        let names: Rc<[String]> = sub::names(self.plan).into();
        for index in 0..names.len() {
            self.add(Lever {
                id: format!("sub-{index}-{}", leaf.id),
                kind,
                side: leaf.side,
                channel: None,
                channel_id: None,
                sub_stage: Some(index),
                sub_names: Rc::clone(&names),
                path: format!("{}[{index}].{}", sub::LIST, leaf.path),
                quantity: leaf.quantity,
                track: None,
                typical: None,
                in_view: kind == LeverKind::SubConversion && index < SUB_STAGES_IN_VIEW,
            });
        }
    }

    fn team(&mut self, kind: LeverKind, id: &str, side: Side) {
        let team = if kind == LeverKind::Sdrs { "sales_development" } else { "account_executives" };
        let path = format!("teams.{team}.hires");
        let (quantity, id) = (q::HEADCOUNT, id.to_owned());
        self.add(Lever {
            id,
            kind,
            side,
            channel: None,
            channel_id: None,
            sub_stage: None,
            sub_names: Rc::default(),
            path,
            quantity,
            track: None,
            typical: None,
            in_view: true,
        });
    }

    fn target(&mut self, kind: LeverKind, id: &str, path: &str, quantity: Quantity) {
        let (id, path, side) = (id.to_owned(), path.to_owned(), Side::Target);
        self.add(Lever {
            id,
            kind,
            side,
            channel: None,
            channel_id: None,
            sub_stage: None,
            sub_names: Rc::default(),
            path,
            quantity,
            track: None,
            typical: None,
            in_view: matches!(kind, LeverKind::TargetValue | LeverKind::TargetDate),
        });
    }

    /// Adds a lever with its slider and usual span.
    fn add(&mut self, mut lever: Lever) {
        let Some(value) = lever.get(self.base).or_else(|| lever.get(self.plan)) else { return };
        let start = Frame::of(self.plan).start;
        let now = amount(&value, lever.quantity, start);
        // Where a founder sells, that is one of the first levers.
        lever.in_view |= lever.kind == LeverKind::FounderSelling && now > 0.0;
        let kind = lever.channel.and_then(|index| self.plan.channels.get(index)).map(|channel| channel.kind);
        lever.track = self.track(&lever, now, start);
        lever.typical =
            typical::of(lever.kind, kind, now, self.base).filter(|typical| typical.low < typical.high);
        self.levers.push(lever);
    }

    fn track(&self, lever: &Lever, now: f64, start: Date) -> Option<Track> {
        let (min, max) = lever.quantity.range();
        let up_to = |factor: f64, least: f64| round_up((now * factor).max(least)).min(max);
        let factors = || {
            if now > 0.0 {
                Track::log((now / 4.0).max(min), (now * 4.0).min(max))
            } else {
                Track::linear(0.0, 100.0)
            }
        };
        Some(match lever.kind {
            LeverKind::TargetMeasure => return None,
            LeverKind::Spend => Track::linear(0.0, round_up((2.0 * self.largest_spend).max(1000.0))),
            LeverKind::EventCost => Track::linear(0.0, up_to(3.0, 1000.0)),
            LeverKind::CostPerLead | LeverKind::DealSize | LeverKind::ReferenceSpend => factors(),
            LeverKind::Slope | LeverKind::CarryOver => Track::linear(min, max),
            LeverKind::HalfLife => Track::stepped(0.0, up_to(2.5, 8.0), 0.1),
            LeverKind::Closeness => Track::linear(min, max),
            LeverKind::PartnerLeads => Track::linear(0.0, up_to(3.0, 4.0)),
            LeverKind::EventLeads | LeverKind::OrganicLeads => Track::linear(0.0, up_to(3.0, 40.0)),
            // Most that come to a late sub-stage go on.
            LeverKind::SubConversion => Track::stepped(min.max(0.01), 0.98, 0.005),
            LeverKind::SubTime => Track::stepped(0.0, up_to(2.5, 4.0), 0.5),
            LeverKind::LeadToMql | LeverKind::MqlToSql | LeverKind::SqlToOpportunity | LeverKind::WinRate => {
                Track::stepped(
                    min.max(0.01),
                    up_to(2.4, 0.1).min(0.95),
                    if now < 0.1 { 0.001 } else { 0.005 },
                )
            }
            LeverKind::MqlBar => Track::stepped(-1.5, 1.5, 0.05),
            LeverKind::Response => Track::stepped(0.0, up_to(4.0, 24.0), 0.5),
            LeverKind::Sdrs | LeverKind::Aes => Track::stepped(0.0, up_to(2.0, 8.0), 1.0),
            LeverKind::SdrRamp | LeverKind::AeRamp => self.ramp_track(lever.kind, up_to(2.0, 26.0)),
            LeverKind::FounderSelling => Track::stepped(0.0, 3.0, 0.1),
            LeverKind::SalesCycle => Track::stepped(1.0, up_to(2.5, 8.0), if now < 20.0 { 0.5 } else { 1.0 }),
            LeverKind::OpeningCash => Track::linear(now.min(0.0), up_to(2.5, 10_000.0)),
            LeverKind::Churn => Track::stepped(0.0, up_to(3.0, 0.02), 0.0005),
            LeverKind::Discount => Track::stepped(now.min(0.0), now.max(0.4), 0.01),
            LeverKind::Expansion => Track::stepped(now.min(0.0), now.max(0.5), 0.01),
            LeverKind::GrossMargin => Track::stepped(0.0, 1.0, 0.01),
            LeverKind::Overhead => Track::linear(0.0, up_to(2.5, 10_000.0)),
            LeverKind::TargetValue => Track::linear(now.min(0.0), round_up(now.abs().max(1.0) * 2.0)),
            LeverKind::TargetDate => self.date_track(start),
            LeverKind::WantedOdds => Track::stepped(0.05, 0.95, 0.05),
        })
    }

    /// From the week after onboarding, before which nobody is productive.
    fn ramp_track(&self, kind: LeverKind, max: f64) -> Track {
        let onboarding = match kind {
            LeverKind::SdrRamp => &self.plan.teams.sales_development.onboarding_weeks,
            _ => &self.plan.teams.account_executives.onboarding_weeks,
        };
        let last = super::moving::range_of(onboarding, q::DELAY_WEEKS)
            .map_or_else(|| super::moving::centre(onboarding, q::DELAY_WEEKS), |(_, high)| high);
        Track::stepped((last + 1.0).ceil().min(103.0), max.max(last + 2.0).min(104.0), 1.0)
    }

    fn date_track(&self, start: Date) -> Track {
        let last = 7 * self.plan.plan.horizon_weeks as i32 - 1;
        Track { min: 0.0, max: f64::from(last), scale: Scale::MonthEnds { start } }
    }
}

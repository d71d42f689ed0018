//! The list of a plan's levers, in the order of the page.

use super::leaves::{self, Leaf};
use super::moving::{amount, target_quantity};
use super::track::{Scale, Track, round_up};
use super::{Frame, Lever, LeverKind, LeverValue, Side, typical};
use tandem_engine::date::Date;
use tandem_engine::plan::{Budget, Channel, ChannelType, Plan};
use tandem_engine::quantity::{self as q, Quantity};

/// Most spends in view before the rest is unfolded.
const SPENDS_IN_VIEW: usize = 6;

/// The levers of a plan. Sliders are laid around the values of `base`, the plan it started from, so that they stand
/// still while values move.
pub fn levers(plan: &Plan, base: &Plan) -> Vec<Lever> {
    let mut builder =
        Builder { plan, base, largest_spend: largest_spend(base), spends: 0, levers: Vec::new() };
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
        builder.leaf(leaf);
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
    builder.levers
}

/// The largest monthly spend of a channel: sliders of spend share one scale, so that their lengths compare.
fn largest_spend(plan: &Plan) -> f64 {
    let spend = |channel: &Channel| {
        amount(
            &LeverValue::Budget(channel.budget_per_month.clone()),
            q::MONEY_PER_MONTH,
            Date::first_of_month(0),
        )
    };
    plan.channels.iter().map(spend).fold(0.0, f64::max)
}

struct Builder<'a> {
    plan: &'a Plan,
    base: &'a Plan,
    largest_spend: f64,
    spends: usize,
    levers: Vec<Lever>,
}

impl Builder<'_> {
    fn channel(&mut self, index: usize, channel: &Channel) {
        let has_spend = |plan: &Plan| {
            plan.channels
                .iter()
                .find(|other| other.id == channel.id)
                .is_some_and(|c| !matches!(&c.budget_per_month, Budget::Constant(e) if *e == 0.0.into()))
        };
        let has_budget = has_spend(self.base) || has_spend(self.plan);
        let in_view = has_budget && self.spends < SPENDS_IN_VIEW;
        self.spends += usize::from(in_view);
        self.add_channel(
            LeverKind::Spend,
            "spend",
            "budget_per_month",
            index,
            channel,
            q::MONEY_PER_MONTH,
            in_view,
        );
        if channel.kind == ChannelType::Event && !channel.events.is_empty() {
            let in_view = self.spends < SPENDS_IN_VIEW;
            self.spends += usize::from(in_view);
            self.add_channel(LeverKind::EventCost, "event-cost", "events", index, channel, q::MONEY, in_view);
            self.add_channel(LeverKind::EventLeads, "event-leads", "events", index, channel, q::COUNT, false);
        }
        for leaf in leaves::CHANNEL {
            let belongs = match leaf.kind {
                LeverKind::CostPerLead | LeverKind::Closeness => {
                    matches!(channel.kind, ChannelType::Paid | ChannelType::Content)
                }
                LeverKind::PartnerLeads => channel.kind == ChannelType::Partner,
                _ => channel.kind == ChannelType::Organic,
            };
            if belongs && (leaf.read)(self.plan, index).is_some() {
                self.add_channel(leaf.kind, leaf.id, leaf.path, index, channel, leaf.quantity, leaf.in_view);
            }
        }
    }

    #[expect(clippy::too_many_arguments, reason = "one row of a table")]
    fn add_channel(
        &mut self,
        kind: LeverKind,
        id: &str,
        path: &str,
        index: usize,
        channel: &Channel,
        quantity: Quantity,
        in_view: bool,
    ) {
        self.add(Lever {
            id: format!("{}-{id}", channel.id),
            kind,
            side: Side::Pull,
            channel: Some(index),
            channel_id: Some(channel.id.clone()),
            path: format!("channels[{index}].{path}"),
            quantity,
            track: None,
            typical: None,
            in_view,
        });
    }

    fn leaf(&mut self, leaf: &Leaf) {
        self.add(Lever {
            id: leaf.id.to_owned(),
            kind: leaf.kind,
            side: leaf.side,
            channel: None,
            channel_id: None,
            path: leaf.path.to_owned(),
            quantity: leaf.quantity,
            track: None,
            typical: None,
            in_view: leaf.in_view,
        });
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
            path,
            quantity,
            track: None,
            typical: None,
            in_view: true,
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
            LeverKind::CostPerLead | LeverKind::DealSize => factors(),
            LeverKind::Closeness => Track::linear(min, max),
            LeverKind::PartnerLeads => Track::linear(0.0, up_to(3.0, 4.0)),
            LeverKind::EventLeads | LeverKind::OrganicLeads => Track::linear(0.0, up_to(3.0, 40.0)),
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
            LeverKind::GrossMargin => Track::stepped(0.0, 1.0, 0.01),
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

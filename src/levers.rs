//! The levers of a plan as data: what each reads and writes, within which limits, on which slider.
//!
//! Pure. A lever writes one path of the plan. Three write a second one, so that turning them does what they say:
//! - spend fixes the channel's reference spend first, where the plan leaves it to the budget;
//! - response time fixes the reference response time first, where the plan leaves it to the latency;
//! - the measure of the target takes a new value with it.
//!
//! A value that was changed is no longer from its source: its entry in the plan's `provenance` goes with it.

pub mod blocks;
pub mod curve;
mod entry;
mod grips;
mod leaves;
mod list;
mod moving;
pub mod schedule;
mod teams;
mod track;
mod typical;

pub use grips::{Grip, Thing, event_grips, has_events, hire_grips, spend_grips};
pub use leaves::quick_response_hours;
pub use list::{curve_levers, levers, main_channel};
pub use moving::{amount, ends, moved, origin, widened, with_end};
pub use teams::{
    HireMonth, add_hire, heads, hire_months, is_founders_own, month_of, set_hire, split, week_of,
    with_more_today,
};
use track::round_step;
pub use track::{Scale, Track};
pub use typical::{Basis, Typical};

use crate::parse::Problem;
use crate::stages::sub::{self, LIST, twin};
use crate::text::Text;
use leaves::leaf;
use std::rc::Rc;
use tandem_engine::date::Date;
use tandem_engine::estimate::Estimate;
use tandem_engine::plan::{Budget, Hire, Plan, TargetMeasure};
use tandem_engine::quantity::Quantity;

/// Which engine a lever belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Marketing.
    Pull,
    /// Between the two.
    HandOver,
    /// Sales.
    Push,
    /// What both share.
    Money,
    /// What the odds are of.
    Target,
}

impl Side {
    /// All sides, in the order of the page.
    pub const ALL: [Side; 5] = [Side::Pull, Side::HandOver, Side::Push, Side::Money, Side::Target];

    /// The class that gives the colour.
    pub const fn class(self) -> &'static str {
        match self {
            Side::Pull => "mkt",
            Side::HandOver => "hand",
            Side::Push => "sal",
            Side::Money => "sha",
            Side::Target => "tgt",
        }
    }

    /// The name in ids.
    pub const fn key(self) -> &'static str {
        match self {
            Side::Pull => "pull",
            Side::HandOver => "hand-over",
            Side::Push => "push",
            Side::Money => "money",
            Side::Target => "target",
        }
    }
}

/// What a lever turns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LeverKind {
    /// A channel's spend a month.
    Spend,
    /// What a lead costs at the reference spend.
    CostPerLead,
    /// How close that spend is to the channel's ceiling.
    Closeness,
    /// The spend at which the cost per lead was measured.
    ReferenceSpend,
    /// Slope of the response to spend.
    Slope,
    /// Part of the effect of spend that is kept from week to week.
    CarryOver,
    /// Weeks after which half of that effect is left: the same value, as people know it.
    HalfLife,
    /// Leads of one partner.
    PartnerLeads,
    /// What an event costs.
    EventCost,
    /// Leads of an event.
    EventLeads,
    /// Leads that come by themselves.
    OrganicLeads,
    /// Leads that become MQLs.
    LeadToMql,
    /// The bar for an MQL.
    MqlBar,
    /// MQLs that become SQLs.
    MqlToSql,
    /// First response without a queue.
    Response,
    /// SDRs, here and to come.
    Sdrs,
    /// Weeks until an SDR is fully productive.
    SdrRamp,
    /// AEs, here and to come.
    Aes,
    /// SQLs that become opportunities.
    SqlToOpportunity,
    /// Opportunities won.
    WinRate,
    /// Weeks from opportunity to won.
    SalesCycle,
    /// Opportunities that go on from a sub-stage.
    SubConversion,
    /// Weeks in a sub-stage.
    SubTime,
    /// First-year value of a deal.
    DealSize,
    /// What is taken off the price.
    Discount,
    /// Weeks until an AE is fully productive.
    AeRamp,
    /// Founders' selling.
    FounderSelling,
    /// Cash on the first day.
    OpeningCash,
    /// Customers lost a month.
    Churn,
    /// What recurring revenue of those who stay grows by.
    Expansion,
    /// Gross margin.
    GrossMargin,
    /// Cost outside sales and marketing.
    Overhead,
    /// What the target is set for.
    TargetMeasure,
    /// The value to be reached.
    TargetValue,
    /// The day it is to be reached by.
    TargetDate,
    /// The odds wanted.
    WantedOdds,
}

/// What a lever holds.
#[derive(Clone, Debug, PartialEq)]
pub enum LeverValue {
    /// A number or a range.
    Number(Estimate),
    /// A monthly budget.
    Budget(Budget),
    /// One number for each event.
    Each(Vec<Estimate>),
    /// The heads of a team, here and to come.
    Team(Vec<Hire>),
    /// A day.
    Day(Date),
    /// What a target is set for, and its value.
    Measure(TargetMeasure, f64),
}

/// What reading and moving a value need of its plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    /// Its first Monday.
    pub start: Date,
    /// Its horizon in weeks.
    pub horizon_weeks: u32,
    /// ISO 4217 code of its currency.
    pub currency: String,
}

impl Frame {
    /// The frame of a plan; one without a start has a start that is as good as any.
    pub fn of(plan: &Plan) -> Self {
        let start = plan.plan.start_date.map_or(Date::first_of_month(2027 * 12).monday(), Date::monday);
        Self { start, horizon_weeks: plan.plan.horizon_weeks, currency: plan.plan.currency_code.clone() }
    }
}

/// A lever.
#[derive(Clone, Debug, PartialEq)]
pub struct Lever {
    /// Unique in a plan: `lead-to-mql`, `search_ads-spend`.
    pub id: String,
    /// What it turns.
    pub kind: LeverKind,
    /// The engine it belongs to.
    pub side: Side,
    /// The channel it belongs to: its place in the plan that the lever was made for.
    pub channel: Option<usize>,
    /// The id of that channel: in other plans it may stand elsewhere, or not be there.
    pub channel_id: Option<String>,
    /// The sub-stage it belongs to: its place in that plan.
    pub sub_stage: Option<usize>,
    /// The names of all sub-stages there: in other plans it is found by them.
    pub sub_names: Rc<[String]>,
    /// Its path in the plan, as in findings.
    pub path: String,
    /// Unit and hard limits.
    pub quantity: Quantity,
    /// Its slider; nothing where there is only a choice.
    pub track: Option<Track>,
    /// What is usual elsewhere.
    pub typical: Option<Typical>,
    /// Whether it is in view before the rest is unfolded.
    pub in_view: bool,
}

impl Lever {
    /// The place of its channel or sub-stage in a plan; 0 for levers of the plan as a whole.
    fn place(&self, plan: &Plan) -> Option<usize> {
        match (&self.channel_id, self.sub_stage) {
            (Some(id), _) => plan.channels.iter().position(|channel| channel.id == *id),
            (None, Some(index)) => twin(&self.sub_names, index, &plan.opportunity_stages),
            (None, None) => Some(0),
        }
    }

    /// The value in a plan; nothing if the plan has not that part.
    pub fn get(&self, plan: &Plan) -> Option<LeverValue> {
        let channel = || plan.channels.get(self.place(plan)?);
        let target = plan.target.as_ref();
        match self.kind {
            LeverKind::Spend => Some(LeverValue::Budget(channel()?.budget_per_month.clone())),
            LeverKind::EventCost => {
                Some(LeverValue::Each(channel()?.events.iter().map(|e| e.cost.clone()).collect()))
            }
            LeverKind::EventLeads => {
                Some(LeverValue::Each(channel()?.events.iter().map(|e| e.leads.clone()).collect()))
            }
            LeverKind::Sdrs | LeverKind::Aes => Some(LeverValue::Team(teams::hires(plan, self.kind).clone())),
            LeverKind::TargetMeasure => {
                target.map(|target| LeverValue::Measure(target.measure, target.value))
            }
            LeverKind::TargetDate => target.map(|target| LeverValue::Day(target.date)),
            LeverKind::TargetValue => target.map(|target| LeverValue::Number(target.value.into())),
            LeverKind::WantedOdds => target.map(|target| LeverValue::Number(target.wanted_odds.into())),
            LeverKind::ReferenceSpend => leaves::reference_spend(channel()?).map(LeverValue::Number),
            LeverKind::HalfLife => {
                let retention = (leaf(LeverKind::CarryOver)?.read)(plan, self.place(plan)?)?;
                Some(LeverValue::Number(leaves::half_life(retention)))
            }
            _ => (leaf(self.kind)?.read)(plan, self.place(plan)?).cloned().map(LeverValue::Number),
        }
    }

    /// The value in the plan that another one started from, where the lever stands elsewhere there. A target's value is a
    /// lever of its own, and as another measure's it has none to be held against.
    pub fn was(&self, plan: &Plan, base: &Plan) -> Option<LeverValue> {
        let (now, was) = (self.get(plan), self.get(base)?);
        let measure = |plan: &Plan| plan.target.as_ref().map(|target| target.measure);
        let is_another = match self.kind {
            LeverKind::TargetMeasure => measure(plan) != measure(base),
            LeverKind::TargetValue => measure(plan) == measure(base) && now.as_ref() != Some(&was),
            _ => now.as_ref() != Some(&was),
        };
        is_another.then_some(was)
    }

    /// Writes a value. A value that is there already, or that does not belong to the lever, changes nothing.
    pub fn set(&self, plan: &mut Plan, value: LeverValue) {
        if self.get(plan).is_none_or(|old| old == value) {
            return;
        }
        if self.write(plan, value).is_some()
            && let Some(own) = self.path_in(plan)
        {
            plan.provenance.retain(|path, _| !lies_in(path, &own));
        }
    }

    fn write(&self, plan: &mut Plan, value: LeverValue) -> Option<()> {
        let index = self.place(plan)?;
        match (self.kind, value) {
            (LeverKind::Spend, LeverValue::Budget(budget)) => {
                leaves::fix_reference_spend(plan, index);
                plan.channels.get_mut(index)?.budget_per_month = budget;
            }
            (LeverKind::EventCost, LeverValue::Each(costs)) => {
                let events = &mut plan.channels.get_mut(index)?.events;
                events.iter_mut().zip(costs).for_each(|(event, cost)| event.cost = cost);
            }
            (LeverKind::EventLeads, LeverValue::Each(leads)) => {
                let events = &mut plan.channels.get_mut(index)?.events;
                events.iter_mut().zip(leads).for_each(|(event, leads)| event.leads = leads);
            }
            (LeverKind::Sdrs | LeverKind::Aes, LeverValue::Team(hires)) => {
                *teams::hires_mut(plan, self.kind) = hires
            }
            (LeverKind::TargetMeasure, LeverValue::Measure(measure, value)) => {
                let target = plan.target.as_mut()?;
                (target.measure, target.value) = (measure, value);
            }
            (LeverKind::TargetDate, LeverValue::Day(date)) => plan.target.as_mut()?.date = date,
            (LeverKind::TargetValue, LeverValue::Number(Estimate::Fixed(value))) => {
                plan.target.as_mut()?.value = value
            }
            (LeverKind::WantedOdds, LeverValue::Number(Estimate::Fixed(odds))) => {
                plan.target.as_mut()?.wanted_odds = odds
            }
            (LeverKind::HalfLife, LeverValue::Number(estimate)) => {
                *(leaf(LeverKind::CarryOver)?.write)(plan, index)? = leaves::retention(&estimate);
            }
            (_, LeverValue::Number(estimate)) => {
                if self.kind == LeverKind::Response {
                    leaves::fix_reference_response(plan);
                }
                *(leaf(self.kind)?.write)(plan, index)? = estimate;
            }
            _ => return None,
        }
        Some(())
    }

    /// Takes the value and its source from another plan, the one it started from.
    pub fn restore(&self, plan: &mut Plan, base: &Plan) {
        if self.kind == LeverKind::HalfLife {
            // There and back again is not quite the same number.
            return Self { kind: LeverKind::CarryOver, ..self.clone() }.restore(plan, base);
        }
        let Some(value) = self.get(base) else { return };
        self.set(plan, value);
        let (Some(here), Some(there)) = (self.path_in(plan), self.path_in(base)) else { return };
        let sources = base.provenance.iter().filter_map(|(path, source)| {
            let within = path.strip_prefix(there.as_str()).filter(|_| lies_in(path, &there))?;
            Some((format!("{here}{within}"), source.clone()))
        });
        plan.provenance.extend(sources);
    }

    /// Whether a path of a finding or a source lies in the lever's.
    pub fn owns(&self, path: &str) -> bool {
        lies_in(path, &self.path)
    }

    /// Its path in a plan: a channel or sub-stage may stand elsewhere there than in the plan that the lever was made for.
    fn path_in(&self, plan: &Plan) -> Option<String> {
        let lists = [("channels", self.channel), (LIST, self.sub_stage)];
        let of_list = lists.into_iter().find_map(|(list, index)| Some((list, index?)));
        let Some((list, index)) = of_list else { return Some(self.path.clone()) };
        let within = self.path.strip_prefix(&format!("{list}[{index}]"))?;
        Some(format!("{list}[{}]{within}", self.place(plan)?))
    }

    /// The value understood from a text; `now` is the value in the plan.
    pub fn typed(&self, text: &str, now: &LeverValue, frame: &Frame) -> Result<LeverValue, Problem> {
        entry::typed(self, text, now, frame)
    }

    /// Whether what is typed is a value as its field shows it, `now` being another one.
    pub fn is_retyped(
        &self,
        text: &str,
        value: &LeverValue,
        now: &LeverValue,
        frame: &Frame,
        format: &crate::format::Format,
    ) -> bool {
        // `x2` and `+10%` are about the value that is there.
        let read = |text: &str| self.typed(text, now, frame).ok();
        let typed = read(text).filter(|_| crate::parse::relative(text).is_none());
        typed.is_some() && typed == read(&self.shown(value, format))
    }

    /// The value as its field shows it.
    pub fn shown(&self, value: &LeverValue, format: &crate::format::Format) -> String {
        entry::shown(self, value, format)
    }

    /// The value with every digit, as its field shows it while it is edited.
    pub fn editable(&self, value: &LeverValue, format: &crate::format::Format) -> String {
        entry::editable(self, value, format)
    }

    /// The name of the channel or sub-stage that it is about; nothing for levers of the plan as a whole.
    pub fn owner(&self, plan: &Plan, text: &Text) -> Option<String> {
        let place = self.place(plan)?;
        if self.sub_stage.is_some() {
            return Some(sub::name(plan, place, text));
        }
        self.channel_id.as_ref()?;
        Some(text.examples.shown(plan.channels.get(place)?.label()).to_owned())
    }

    /// Whether what is typed may be a range.
    pub fn takes_ranges(&self) -> bool {
        !matches!(self.kind, LeverKind::TargetValue | LeverKind::WantedOdds)
    }
}

/// Whether a path is another one or lies within it.
fn lies_in(path: &str, owner: &str) -> bool {
    path.strip_prefix(owner).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

//! What can be moved on the timeline: hires to come and events from week to week, spend from month to month and in its amount.

use super::blocks;
use super::teams::{self, heads, set_hire};
use super::{LeverKind, LeverValue, levers};
use crate::edit::owns;
use tandem_engine::plan::{ChannelType, Plan};

/// A thing on the timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thing {
    /// A hire of a team, by its place in the team's list.
    Hire {
        /// The team: [`LeverKind::Aes`] or [`LeverKind::Sdrs`].
        team: LeverKind,
        /// Its place.
        index: usize,
    },
    /// An event of a channel, by its place in the channel's list.
    Event {
        /// The channel's place in the plan.
        channel: usize,
        /// Its place.
        index: usize,
    },
    /// A month in which the spend of a channel changes, by its place among those.
    Edge {
        /// The channel's place in the plan.
        channel: usize,
        /// Its place.
        index: usize,
    },
    /// The amount of a block of a channel's spend, by its place among the blocks. It does not move along time.
    Level {
        /// The channel's place in the plan.
        channel: usize,
        /// Its place.
        index: usize,
    },
}

/// A thing with the place it stands in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Grip {
    /// What it is.
    pub thing: Thing,
    /// Its week, or its month for spend; 0 = the first of the plan.
    pub place: u32,
    /// People of a hire, money a month of a level; 1 for others.
    pub amount: f64,
}

/// The hires of a team that are to come within the plan.
pub fn hire_grips(plan: &Plan, team: LeverKind) -> Vec<Grip> {
    let hires = teams::hires(plan, team).iter().enumerate();
    let grip = |(index, hire)| {
        let (place, amount) = (to_come(hire, plan)?, heads(hire));
        (amount > 0.0).then_some(Grip { thing: Thing::Hire { team, index }, place, amount })
    };
    hires.filter_map(grip).collect()
}

/// The week of a hire that is to come within the plan.
fn to_come(hire: &tandem_engine::plan::Hire, plan: &Plan) -> Option<u32> {
    let week = u32::try_from(hire.start_week).ok()?;
    (week > 0 && week < plan.plan.horizon_weeks).then_some(week)
}

/// The events of a channel within the plan.
pub fn event_grips(plan: &Plan, channel: usize) -> Vec<Grip> {
    let events = plan.channels.get(channel).map_or(&[][..], |channel| &channel.events);
    let within = events.iter().enumerate().filter(|(_, event)| event.week < plan.plan.horizon_weeks);
    within
        .map(|(index, event)| Grip { thing: Thing::Event { channel, index }, place: event.week, amount: 1.0 })
        .collect()
}

impl Thing {
    /// The name of its field, for undo.
    pub fn field(self) -> String {
        match self {
            Thing::Hire { team: LeverKind::Sdrs, .. } => "sdrs".to_owned(),
            Thing::Hire { .. } => "aes".to_owned(),
            Thing::Event { channel, .. } => format!("channels[{channel}].events"),
            Thing::Edge { channel, .. } | Thing::Level { channel, .. } => {
                format!("channels[{channel}].budget_per_month")
            }
        }
    }

    /// Where a place is, in days from the start of the plan.
    pub fn day(self, plan: &Plan, place: u32) -> f64 {
        match self {
            Thing::Hire { .. } | Thing::Event { .. } => f64::from(7 * place),
            Thing::Edge { .. } => blocks::day_of_month(plan, place),
            Thing::Level { channel, index } => {
                let block = blocks::blocks(plan, channel).get(index).copied();
                let day = |month: usize| blocks::day_of_month(plan, month as u32);
                block.map_or(0.0, |block| (day(block.first) + day(block.end)) / 2.0)
            }
        }
    }

    /// The place nearest to a day from the start of the plan.
    pub fn place(self, plan: &Plan, day: f64) -> u32 {
        match self {
            Thing::Hire { .. } | Thing::Event { .. } => (day / 7.0).round().max(0.0) as u32,
            Thing::Edge { .. } | Thing::Level { .. } => blocks::month_at(plan, day),
        }
    }

    /// The first and the last place it can stand in. A hire of week 0 would be here already.
    pub fn places(self, plan: &Plan) -> (u32, u32) {
        let last = plan.plan.horizon_weeks.saturating_sub(1);
        match self {
            Thing::Hire { .. } => (1.min(last), last),
            Thing::Event { .. } => (0, last),
            Thing::Edge { channel, index } => blocks::edge_months(plan, channel, index),
            Thing::Level { .. } => (0, 0),
        }
    }

    /// The plan with the thing in another place, as near as it can stand.
    pub fn moved(self, plan: &Plan, place: u32) -> Plan {
        let (first, last) = self.places(plan);
        self.changed(plan, Some(place.clamp(first, last)))
    }

    /// The plan without the thing. An edge of spend cannot be taken out.
    pub fn removed(self, plan: &Plan) -> Plan {
        self.changed(plan, None)
    }

    /// The plan with the thing in a place, or without it.
    fn changed(self, plan: &Plan, week: Option<u32>) -> Plan {
        let mut next = plan.clone();
        match self {
            Thing::Edge { channel, index } => {
                return week.map_or(next, |month| blocks::with_edge(plan, channel, index, month));
            }
            Thing::Level { channel, index } if week.is_none() => {
                return blocks::with_level(plan, channel, index, 0.0);
            }
            Thing::Level { .. } => return next,
            Thing::Hire { team, index } => {
                let to = week.map(|week| week as i32);
                let gone = if week.is_none() { Some((0.0, 0.0)) } else { None };
                let hires = set_hire(teams::hires(plan, team), index, to, gone);
                if let Some(lever) = levers(plan, plan).into_iter().find(|lever| lever.kind == team) {
                    lever.set(&mut next, LeverValue::Team(hires));
                }
            }
            Thing::Event { channel, index } => {
                let Some(events) = next.channels.get_mut(channel).map(|channel| &mut channel.events) else {
                    return next;
                };
                match (week, events.get_mut(index)) {
                    (Some(week), Some(event)) => event.week = week,
                    (None, Some(_)) => {
                        events.remove(index);
                    }
                    (_, None) => return next,
                }
                let path = match week {
                    Some(_) => format!("channels[{channel}].events[{index}].week"),
                    // The places behind it are others now.
                    None => format!("channels[{channel}].events"),
                };
                next.provenance.retain(|owner, _| !owns(&path, owner));
            }
        }
        next
    }
}

/// What can be moved of a channel's spend by month: amounts of blocks first, then where they begin and end. Nothing where the
/// budget is one for all months.
pub fn spend_grips(plan: &Plan, channel: usize) -> Vec<Grip> {
    let edges = blocks::edges(plan, channel);
    if edges.is_empty() {
        return Vec::new();
    }
    let levels = blocks::blocks(plan, channel).into_iter().enumerate().map(|(index, block)| Grip {
        thing: Thing::Level { channel, index },
        place: (block.first + block.end) as u32 / 2,
        amount: block.amount,
    });
    let edges = edges.into_iter().enumerate().map(|(index, month)| Grip {
        thing: Thing::Edge { channel, index },
        place: month as u32,
        amount: 1.0,
    });
    levels.chain(edges).collect()
}

/// Whether a channel has events of its own.
pub fn has_events(plan: &Plan, channel: usize) -> bool {
    plan.channels.get(channel).is_some_and(|c| c.kind == ChannelType::Event && !c.events.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use tandem_engine::plan::{Provenance, Source, read};

    fn plan(text: &str) -> Plan {
        read(text).plan.expect("a plan")
    }

    fn scale_up() -> Plan {
        plan(include_str!("../../assets/plans/scale_up.json"))
    }

    #[test]
    fn a_hire_moves_within_the_plan_and_keeps_its_heads() {
        let mut plan = scale_up();
        let source = Provenance { source: Source::Data, note: String::new() };
        plan.provenance.insert("teams.account_executives.hires".to_owned(), source);
        let grip = *hire_grips(&plan, LeverKind::Aes).first().expect("a hire to come");
        let week_of =
            |plan: &Plan| hire_grips(plan, LeverKind::Aes).into_iter().find(|g| g.thing == grip.thing);
        let later = grip.thing.moved(&plan, grip.place + 5);
        assert_eq!(week_of(&later), Some(Grip { place: grip.place + 5, ..grip }));
        assert!(
            later.provenance.is_empty() || !later.provenance.contains_key("teams.account_executives.hires")
        );
        assert_eq!(week_of(&grip.thing.moved(&plan, 0)).map(|g| g.place), Some(1));
        let last = plan.plan.horizon_weeks - 1;
        assert_eq!(week_of(&grip.thing.moved(&plan, 9999)).map(|g| g.place), Some(last));
        assert_eq!(
            hire_grips(&grip.thing.removed(&plan), LeverKind::Aes).len() + 1,
            hire_grips(&plan, LeverKind::Aes).len()
        );
        // Who is here already stays where they are.
        let here =
            |plan: &Plan| teams::hires(plan, LeverKind::Aes).iter().filter(|h| h.start_week <= 0).count();
        assert_eq!(here(&grip.thing.removed(&plan)), here(&plan));
    }
}

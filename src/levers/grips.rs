//! What can be moved on the timeline, from week to week: hires to come and events.

use super::teams::{self, heads, set_hire};
use super::{LeverKind, LeverValue, levers};
use crate::edit::owns;
use tandem_engine::date::Date;
use tandem_engine::plan::{Budget, ChannelType, Plan};

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
}

/// A thing with the week it stands in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Grip {
    /// What it is.
    pub thing: Thing,
    /// Its week, 0 = the first of the plan.
    pub week: u32,
    /// People of a hire; 1 for an event.
    pub heads: f64,
}

/// The hires of a team that are to come within the plan.
pub fn hire_grips(plan: &Plan, team: LeverKind) -> Vec<Grip> {
    let hires = teams::hires(plan, team).iter().enumerate();
    let grip = |(index, hire)| {
        let (week, heads) = (to_come(hire, plan)?, heads(hire));
        (heads > 0.0).then_some(Grip { thing: Thing::Hire { team, index }, week, heads })
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
        .map(|(index, event)| Grip { thing: Thing::Event { channel, index }, week: event.week, heads: 1.0 })
        .collect()
}

impl Thing {
    /// The name of its field, for undo.
    pub fn field(self) -> String {
        match self {
            Thing::Hire { team: LeverKind::Sdrs, .. } => "sdrs".to_owned(),
            Thing::Hire { .. } => "aes".to_owned(),
            Thing::Event { channel, .. } => format!("channels[{channel}].events"),
        }
    }

    /// The first and the last week it can stand in. A hire of week 0 would be here already.
    pub fn weeks(self, plan: &Plan) -> (u32, u32) {
        let last = plan.plan.horizon_weeks.saturating_sub(1);
        match self {
            Thing::Hire { .. } => (1.min(last), last),
            Thing::Event { .. } => (0, last),
        }
    }

    /// The plan with the thing in another week, as near as it can stand.
    pub fn moved(self, plan: &Plan, week: u32) -> Plan {
        let (first, last) = self.weeks(plan);
        let week = week.clamp(first, last);
        self.changed(plan, Some(week))
    }

    /// The plan without the thing.
    pub fn removed(self, plan: &Plan) -> Plan {
        self.changed(plan, None)
    }

    /// The plan with the thing in a week, or without it.
    fn changed(self, plan: &Plan, week: Option<u32>) -> Plan {
        let mut next = plan.clone();
        match self {
            Thing::Hire { team, index } => {
                let to = week.map(|week| week as i32);
                let gone = if week.is_none() { Some(0.0) } else { None };
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

/// The stretches of a budget by month in which money is spent, as first and last day of the plan; nothing where every month
/// is alike.
pub fn spend_stretches(budget: &Budget, start: Date, weeks: u32) -> Option<Vec<(f64, f64)>> {
    let Budget::ByMonth(months) = budget else { return None };
    let days = 7 * weeks as i32;
    let first = start.month_number();
    let count = (start.plus_days(days - 1).month_number() - first + 1).max(0) as usize;
    // The last month holds on.
    let spend = |month: usize| months.get(month).or(months.last()).copied().unwrap_or(0.0);
    if (1..count).all(|month| spend(month) == spend(0)) {
        return None;
    }
    let day = |month: usize| f64::from(Date::first_of_month(first + month as i32).days_since(start));
    let mut stretches: Vec<(f64, f64)> = Vec::new();
    for month in (0..count).filter(|month| spend(*month) > 0.0) {
        let (from, to) = (day(month).max(0.0), day(month + 1).min(f64::from(days)));
        // Where the money changes from one month to the next there is a seam.
        let goes_on = month > 0 && spend(month - 1) == spend(month);
        match stretches.last_mut() {
            Some(last) if goes_on && last.1 == from => last.1 = to,
            _ => stretches.push((from, to)),
        }
    }
    Some(stretches)
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
        let later = grip.thing.moved(&plan, grip.week + 5);
        assert_eq!(week_of(&later), Some(Grip { week: grip.week + 5, ..grip }));
        assert!(
            later.provenance.is_empty() || !later.provenance.contains_key("teams.account_executives.hires")
        );
        assert_eq!(week_of(&grip.thing.moved(&plan, 0)).map(|g| g.week), Some(1));
        let last = plan.plan.horizon_weeks - 1;
        assert_eq!(week_of(&grip.thing.moved(&plan, 9999)).map(|g| g.week), Some(last));
        assert_eq!(
            hire_grips(&grip.thing.removed(&plan), LeverKind::Aes).len() + 1,
            hire_grips(&plan, LeverKind::Aes).len()
        );
        // Who is here already stays where they are.
        let here =
            |plan: &Plan| teams::hires(plan, LeverKind::Aes).iter().filter(|h| h.start_week <= 0).count();
        assert_eq!(here(&grip.thing.removed(&plan)), here(&plan));
    }

    #[test]
    fn spend_that_stops_and_resumes_has_two_stretches() {
        let start = Date::parse("2027-01-04").expect("a date");
        let by_month = |months: &[f64]| spend_stretches(&Budget::ByMonth(months.to_vec()), start, 52);
        assert_eq!(by_month(&[10.0]), None);
        assert_eq!(spend_stretches(&Budget::default(), start, 52), None);
        let twice = by_month(&[10.0, 10.0, 0.0, 0.0, 10.0]).expect("stretches");
        // January and February to the 28th of February, then from the 1st of May to the end.
        assert_eq!(twice, vec![(0.0, 56.0), (117.0, 364.0)]);
        let steps = by_month(&[10.0, 20.0]).expect("stretches");
        assert_eq!(steps, vec![(0.0, 28.0), (28.0, 364.0)]);
    }
}

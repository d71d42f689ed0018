//! What can be done where a value clashes with another one: the date of the target and the length of the plan.
//!
//! Pure. A cure is a value of the other field; it is offered only where both together are let in.

use super::{Put, with};
use tandem_engine::Finding;
use tandem_engine::check::HORIZON_WEEKS;
use tandem_engine::date::Date;
use tandem_engine::findings::Fact;
use tandem_engine::plan::Plan;

const DATE: &str = "target.date";
const HORIZON: &str = "plan.horizon_weeks";

/// A value of another field with which a refused value is let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cure {
    /// The target is due on the last day of the plan.
    Target(Date),
    /// The plan is so many weeks long.
    Horizon(u32),
}

impl Cure {
    /// The value where it goes.
    pub fn put(self) -> Put {
        match self {
            Self::Target(day) => (DATE.to_owned(), Some(day.to_string().into())),
            Self::Horizon(weeks) => (HORIZON.to_owned(), Some(weeks.into())),
        }
    }
}

/// The cure of values that were refused, if there is one.
pub fn cure(plan: &Plan, puts: &[Put], refused: &[Finding]) -> Option<Cure> {
    let clash = refused.iter().find(|finding| finding.path == DATE)?;
    let Fact::OutsideHorizon { first, last } = &clash.fact else { return None };
    let (first, last) = (Date::parse(first)?, Date::parse(last)?);
    let cure = if puts.iter().any(|(path, _)| path == DATE) {
        let day = Date::parse(&clash.found)?;
        // The week that the day lies in is the last one.
        let weeks = u32::try_from(day.days_since(first).div_euclid(7) + 1).ok()?;
        HORIZON_WEEKS.contains(&weeks).then_some(Cure::Horizon(weeks))?
    } else {
        Cure::Target(last)
    };
    let both: Vec<Put> = puts.iter().cloned().chain([cure.put()]).collect();
    with(plan, &both).is_ok().then_some(cure)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cured(path: &str, value: impl Into<serde_json::Value>) -> (Option<Cure>, Option<Plan>) {
        let plan = crate::views::examples::first_plan();
        let put: Put = (path.to_owned(), Some(value.into()));
        let refused = with(&plan, std::slice::from_ref(&put)).expect_err("a clash");
        let found = cure(&plan, std::slice::from_ref(&put), &refused);
        (found, found.and_then(|cure| with(&plan, &[put, cure.put()]).ok()))
    }

    #[test]
    fn a_plan_that_ends_before_its_target_takes_the_target_along() {
        let (found, next) = cured(HORIZON, 60);
        let next = next.expect("a plan");
        let end = next.plan.start_date.expect("a day").monday().plus_days(7 * 60 - 1);
        assert_eq!(found, Some(Cure::Target(end)));
        assert_eq!(next.target.expect("a target").date, end);
    }

    #[test]
    fn a_target_after_the_plan_makes_the_plan_longer() {
        let (found, next) = cured(DATE, "2030-12-31");
        let next = next.expect("a plan");
        assert_eq!(found, Some(Cure::Horizon(next.plan.horizon_weeks)));
        let end = |weeks: u32| next.plan.start_date.expect("a day").monday().plus_days(7 * weeks as i32 - 1);
        let due = next.target.expect("a target").date;
        assert!(end(next.plan.horizon_weeks) >= due && end(next.plan.horizon_weeks - 1) < due);
        // No plan is that long, and none begins that early.
        assert_eq!(cured(DATE, "2090-12-31").0, None);
        assert_eq!(cured(DATE, "1990-12-31").0, None);
    }

    #[test]
    fn what_the_other_value_cannot_mend_has_no_cure() {
        assert_eq!(cured(HORIZON, 900).0, None);
    }
}

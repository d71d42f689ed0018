//! A target's value where its measure changes, and a first target where there is none.

use super::LeversProps;
use crate::controls::gesture;
use crate::levers::Frame;
use crate::simulate::Shown;
use crate::workbook::Action;
use std::rc::{Rc, Weak};
use tandem_engine::date::Date;
use tandem_engine::measure::Combine;
use tandem_engine::plan::{Plan, Target, TargetMeasure};
use tandem_engine::{Measure, Period, Summary};
use yew::prelude::*;

/// The values that a plan aimed for, by measure, before it was set for another one.
#[derive(Default)]
pub(super) struct Aims {
    /// What the plan is compared with: another one has other aims.
    base: Weak<Plan>,
    kept: Vec<(TargetMeasure, f64)>,
}

impl Aims {
    /// Keeps the value of the plan's measure as it turns to another one; gives that one's, as it was last or as in the base.
    pub(super) fn turned(&mut self, to: TargetMeasure, plan: &Plan, base: &Rc<Plan>) -> Option<f64> {
        if !std::ptr::eq(self.base.as_ptr(), Rc::as_ptr(base)) {
            *self = Self { base: Rc::downgrade(base), kept: Vec::new() };
        }
        let aim = |plan: &Plan| plan.target.as_ref().map(|target| (target.measure, target.value));
        if let Some((measure, value)) = aim(plan) {
            self.kept.retain(|(known, _)| *known != measure);
            self.kept.push((measure, value));
        }
        let mut known = self.kept.iter().copied().chain(aim(base));
        known.find(|(measure, _)| *measure == to).map(|(_, value)| value)
    }
}

/// A value of a measure that is about as likely as not: that of the expected path at the target's date, in two digits.
pub(super) fn value_of(shown: &Shown, measure: TargetMeasure, plan: &Plan) -> f64 {
    let summary = shown.preview.as_deref().unwrap_or(&shown.summary);
    let date = plan.target.as_ref().map_or_else(|| last_day(plan), |target| target.date);
    let value = expected(summary, measure, date);
    format!("{value:.1e}").parse().unwrap_or(value)
}

fn expected(summary: &Summary, measure: TargetMeasure, date: Date) -> f64 {
    let (recorded, factor) = match measure {
        TargetMeasure::Arr => (Measure::Mrr, 12.0),
        TargetMeasure::Revenue => (Measure::Revenue, 1.0),
        TargetMeasure::Bookings => (Measure::Bookings, 1.0),
        TargetMeasure::Won => (Measure::Won, 1.0),
        TargetMeasure::Customers => (Measure::Customers, 1.0),
        TargetMeasure::Cash => (Measure::Cash, 1.0),
    };
    let weeks = &summary.series(recorded, Period::Week).expected;
    let until = summary.spans(Period::Week).partition_point(|week| week.first <= date);
    let weeks = &weeks[..until.min(weeks.len())];
    let value = match recorded.combine() {
        Combine::Sum => weeks.iter().sum(),
        _ => weeks.last().copied().unwrap_or(0.0),
    };
    value * factor
}

fn last_day(plan: &Plan) -> Date {
    let frame = Frame::of(plan);
    frame.start.plus_days(7 * frame.horizon_weeks as i32 - 1)
}

/// Sets a target where there is none: recurring revenue, or revenue where none recurs, at the end of the plan.
pub(super) fn set_button(props: &LeversProps) -> Html {
    let (plan, shown, dispatch) = (props.plan.clone(), props.shown.clone(), props.dispatch.clone());
    let onclick = Callback::from(move |_: MouseEvent| {
        let mut next = Plan::clone(&plan);
        let arr = value_of(&shown, TargetMeasure::Arr, &next);
        let measure = if arr > 0.0 { TargetMeasure::Arr } else { TargetMeasure::Revenue };
        let value = value_of(&shown, measure, &next);
        next.target = Some(Target { measure, value, date: last_day(&next), wanted_odds: 0.8 });
        dispatch.emit(Action::Edit {
            plan: Rc::new(next),
            field: "target".to_owned(),
            gesture: gesture::begin(),
        });
    });
    html! {
        <button type="button" class="bt" data-testid="set-target" {onclick}>{ props.text.levers.set_target }</button>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_measure_that_is_chosen_again_has_its_value_again() {
        let base = Rc::new(crate::views::examples::first_plan());
        let opened = base.target.clone().expect("a target");
        let aiming = |measure: TargetMeasure, value: f64| {
            let target = Target { measure, value, ..opened.clone() };
            Plan { target: Some(target), ..Plan::clone(&base) }
        };
        let mut aims = Aims::default();
        assert_eq!(aims.turned(TargetMeasure::Revenue, &base, &base), None);
        let revenue = aiming(TargetMeasure::Revenue, 7e6);
        assert_eq!(aims.turned(opened.measure, &revenue, &base), Some(opened.value));
        assert_eq!(aims.turned(TargetMeasure::Revenue, &aiming(opened.measure, 5e6), &base), Some(7e6));
        assert_eq!(aims.turned(opened.measure, &revenue, &base), Some(5e6));
        // After a reload the base still knows its own.
        assert_eq!(Aims::default().turned(opened.measure, &revenue, &base), Some(opened.value));
        let other = Rc::new(revenue.clone());
        assert_eq!(aims.turned(TargetMeasure::Won, &revenue, &other), None);
    }
}

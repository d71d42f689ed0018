//! A target's value where its measure changes, and a first target where there is none.

use super::LeversProps;
use crate::controls::gesture;
use crate::levers::Frame;
use crate::simulate::Shown;
use crate::workbook::Action;
use std::rc::Rc;
use tandem_engine::date::Date;
use tandem_engine::measure::Combine;
use tandem_engine::plan::{Plan, Target, TargetMeasure};
use tandem_engine::{Measure, Period, Summary};
use yew::prelude::*;

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

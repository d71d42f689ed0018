//! Where two plans differ, and what each difference is alone.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may panic, say figures and compare with other arithmetic"
)]

use tandem_app::differences::{Difference, differ, differ_beyond_levers, differences};
use tandem_app::levers::LeverValue;
use tandem_engine::estimate::Estimate;
use tandem_engine::plan::{self, Plan, QueueOrder};

fn example() -> Plan {
    plan::read(include_str!("../assets/plans/scale_up.json")).plan.unwrap()
}

fn keys(from: &Plan, to: &Plan) -> Vec<String> {
    differences(from, to).iter().map(|difference| difference.key().to_owned()).collect()
}

#[test]
fn levers_channels_and_other_values_are_told_once_each() {
    let (from, mut to) = (example(), example());
    assert!(differences(&from, &to).is_empty() && !differ(&from, &to));
    to.plan.title = "Another title".to_owned();
    to.provenance.clear();
    to.channels.reverse();
    assert!(!differ(&from, &to), "title, sources and the order of channels change no figure");
    to.finance.gross_margin = 0.5.into();
    to.response_sla.queue_order = QueueOrder::NewestFirst;
    let gone = to.channels.remove(0);
    assert_eq!(keys(&from, &to), ["gross-margin".to_owned(), gone.id, "response_sla.queue_order".to_owned()]);
    let Difference::Lever { from: a, to: b, .. } = &differences(&from, &to)[0] else { panic!("a lever") };
    assert_eq!(*b, LeverValue::Number(Estimate::Fixed(0.5)));
    assert_eq!(*a, LeverValue::Number(from.finance.gross_margin.clone()));
}

#[test]
fn all_differences_one_after_the_other_lead_from_one_plan_to_the_other() {
    let (from, mut to) = (example(), example());
    to.finance.gross_margin = 0.5.into();
    to.qualification.observed.conversion.lead_to_mql = Estimate::Range { p10: 0.2, p90: 0.3, scale: None };
    to.response_sla.queue_order = QueueOrder::NewestFirst;
    to.response_sla.mql_expires_after_weeks = 9;
    to.channels[1].fit_share = 0.44.into();
    let mut added = to.channels[0].clone();
    added.id = "another".to_owned();
    to.channels.push(added);
    to.channels.remove(2);
    let mut next = from.clone();
    let all = differences(&from, &to);
    for difference in &all {
        next = difference.applied(&next, &to).unwrap();
    }
    assert!(!differ(&next, &to), "left: {:?}", keys(&next, &to));
    assert_eq!(all.len(), 7, "{:?}", keys(&from, &to));
}

#[test]
fn each_difference_can_be_taken_over_in_both_directions() {
    let (mine, mut theirs) = (example(), example());
    theirs.finance.gross_margin = 0.5.into();
    theirs.response_sla.queue_order = QueueOrder::NewestFirst;
    theirs.channels.remove(1);
    for (giver, taker) in [(&theirs, &mine), (&mine, &theirs)] {
        let all = differences(taker, giver);
        assert_eq!(all.len(), 3, "{:?}", keys(taker, giver));
        for difference in &all {
            let after = difference.applied(taker, giver).unwrap();
            let left = keys(&after, giver);
            assert_eq!(left.len(), 2, "after {}: {left:?}", difference.key());
            assert!(!left.contains(&difference.key().to_owned()));
        }
    }
}

#[test]
fn what_levers_do_not_show_is_told_apart() {
    let (from, mut to) = (example(), example());
    to.finance.gross_margin = 0.5.into();
    to.channels[0].response.as_mut().unwrap().shape = plan::ResponseShape::Linear;
    to.channels.remove(2);
    assert!(!differ_beyond_levers(&from, &to), "{:?}", keys(&from, &to));
    to.response_sla.queue_order = QueueOrder::NewestFirst;
    assert!(differ_beyond_levers(&from, &to));
    let mut met = example();
    met.actuals.clear();
    met.actuals.push(plan::Actual {
        measure: plan::ActualMeasure::Won,
        month: tandem_engine::date::Month::parse("2027-02").unwrap(),
        value: 3.0,
    });
    assert!(differ_beyond_levers(&from, &met));
}

//! The line beneath a lever, what a draft is understood as, and the choice of a measure.

use super::{LeverRowProps, Turn};
use crate::controls::gesture;
use crate::controls::number_field::Reading;
use crate::edit::loses_shape;
use crate::format::{Format, is_money, is_share};
use crate::levers::{Frame, HireMonth, Lever, LeverKind, LeverValue, amount, ends, hire_months};
use crate::text::Text;
use std::rc::Rc;
use tandem_engine::date::Date;
use tandem_engine::estimate::Estimate;
use tandem_engine::plan::{Budget, TargetMeasure};
use tandem_engine::quantity::Unit;
use web_sys::{Event, HtmlSelectElement};
use yew::prelude::*;

/// What it was, what it does, where it is known from, what is usual.
pub(super) fn why(props: &LeverRowProps) -> Html {
    let words = props.text.levers;
    let lever = &props.lever;
    let was = props.was.as_ref().map(|was| (words.was)(&props.shown(was)));
    let source = match (&props.source, &props.was) {
        (Some(source), _) => (words.source)(source.source),
        (None, Some(_)) => words.typed_now,
        (None, None) => words.source_unknown,
    };
    let note = props.source.as_ref().map(|source| props.text.examples.shown(&source.note));
    let note = note.filter(|note| !note.is_empty()).map(str::to_owned);
    let usual = lever.typical.map_or_else(
        || words.decision.to_owned(),
        |typical| {
            let span = props.format.entry_range(typical.low, typical.high, lever.quantity.unit);
            (words.typical)(&span, (words.basis)(typical.basis))
        },
    );
    let does = match &props.channel {
        Some(channel) if lever.kind == LeverKind::Spend => (props.text.channels.spend_does)(channel.kind),
        _ => (words.does)(lever.kind),
    };
    let parts = was.into_iter().chain(particulars(props)).chain([does.to_owned()]);
    let sentences = parts.collect::<Vec<_>>().join(props.text.answers.space);
    html! {
        <p class="lever-why">
            { sentences }{ props.text.answers.space }<b>{ source }</b>
            if let Some(note) = note { { props.text.glossary.colon }{ note } }
            { " · " }{ usual }
        </p>
    }
}

/// What the value itself says: who starts when, months that differ, how many events.
fn particulars(props: &LeverRowProps) -> Vec<String> {
    let (words, format) = (props.text.levers, &props.format);
    let unit = props.lever.quantity.unit;
    match &props.value {
        LeverValue::Team(hires) => {
            let weeks = props.ramp_weeks.map(|weeks| format.entry(weeks, Unit::Weeks)).unwrap_or_default();
            let start = |row: &HireMonth| {
                let month = format.month(Date::first_of_month(row.month));
                let heads = match row.ends {
                    Some((low, high)) => format.entry_range(low, high, Unit::People),
                    None => format.entry(row.heads, Unit::People),
                };
                (words.starts)(&heads, &month, &weeks)
            };
            hire_months(hires, props.frame.start).iter().map(start).collect()
        }
        LeverValue::Budget(Budget::ByMonth(_)) => {
            let span = ends(&props.value, props.lever.quantity);
            span.map(|(low, high)| (words.by_month)(&format.entry(low, unit), &format.entry(high, unit)))
                .into_iter()
                .collect()
        }
        LeverValue::Each(each) => vec![(words.events)(each.len())],
        _ => Vec::new(),
    }
}

/// What a draft is understood as, in words; `judge` says why the plan as a whole does not take a value.
pub fn reading(
    lever: &Lever,
    typed: &str,
    now: &LeverValue,
    frame: &Frame,
    judge: impl Fn(LeverValue) -> Option<Reading>,
    text: &'static Text,
    format: &Format,
) -> Reading {
    let words = text.levers;
    let value = match lever.typed(typed, now, frame) {
        Ok(value) => value,
        Err(problem) => {
            let takes = |text: &str| lever.typed(text, now, frame).is_ok_and(|value| judge(value).is_none());
            let (what, hint) = (words.problem)(&problem, lever.quantity.unit, format, &takes);
            return Reading::Problem(what, hint);
        }
    };
    if let Some(refused) = judge(value.clone()) {
        return refused;
    }
    Reading::Understood(match &value {
        LeverValue::Day(day) => (words.understood)(&format.date(*day)),
        _ => in_full(lever, &value, frame, text, format) + shape_lost(&value, now, text),
    })
}

/// What is lost of the value that is there, besides its ends.
fn shape_lost(new: &LeverValue, now: &LeverValue, text: &'static Text) -> &'static str {
    match (estimate_of(new), estimate_of(now)) {
        (Some(new), Some(now)) if loses_shape(new, now) => text.levers.shape_lost,
        _ => "",
    }
}

fn estimate_of(value: &LeverValue) -> Option<&Estimate> {
    match value {
        LeverValue::Number(estimate) | LeverValue::Budget(Budget::Constant(estimate)) => Some(estimate),
        _ => None,
    }
}

/// A value with every digit and its unit in words.
fn in_full(lever: &Lever, value: &LeverValue, frame: &Frame, text: &'static Text, format: &Format) -> String {
    let (words, unit) = (text.levers, lever.quantity.unit);
    let long = (words.unit_long)(lever.kind, unit);
    let long = if is_money(unit) {
        format!(" {}{long}", (text.charts.currency)(&format.currency))
    } else {
        long.to_owned()
    };
    let full = |value: f64| if is_share(unit) { format.entry_exact(value, unit) } else { format.full(value) };
    let is_list = matches!(value, LeverValue::Budget(Budget::ByMonth(_)));
    match ends(value, lever.quantity).filter(|_| !is_list) {
        Some((low, high)) => (words.understood_range)(&full(low), &full(high), &long),
        None if matches!(value, LeverValue::Team(_)) => {
            (words.understood)(&format!("{}{long}", lever.editable(value, format)))
        }
        None => (words.understood)(&format!("{}{long}", full(amount(value, lever.quantity, frame.start)))),
    }
}

const MEASURES: [(&str, TargetMeasure); 6] = [
    ("arr", TargetMeasure::Arr),
    ("revenue", TargetMeasure::Revenue),
    ("bookings", TargetMeasure::Bookings),
    ("won", TargetMeasure::Won),
    ("customers", TargetMeasure::Customers),
    ("cash", TargetMeasure::Cash),
];

/// The choice of what a target is set for.
pub(super) fn measure_pick(props: &LeverRowProps, id: String) -> Html {
    let LeverValue::Measure(now, value) = props.value else { return Html::default() };
    let (lever, on_turn) = (Rc::clone(&props.lever), props.on_turn.clone());
    let onchange = Callback::from(move |event: Event| {
        let key = event.target_unchecked_into::<HtmlSelectElement>().value();
        if let Some((_, measure)) = MEASURES.iter().find(|(name, _)| *name == key) {
            let value = Some(LeverValue::Measure(*measure, value));
            on_turn.emit(Turn { lever: Rc::clone(&lever), value, gesture: gesture::begin() });
        }
    });
    let option = |(key, measure): &(&'static str, TargetMeasure)| {
        html! { <option key={*key} value={*key} selected={*measure == now}>{ (props.text.levers.measure)(*measure) }</option> }
    };
    html! {
        <span class="field field-pick lever-wide">
            <select {id} data-testid="target-measure" {onchange}>{ for MEASURES.iter().map(option) }</select>
            <svg class="ic" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true"><path d="M5 6.5l3 3 3-3" /></svg>
        </span>
    }
}

//! The response of a channel's leads to spend: the curve with its handles, and the same values as levers.

use super::LeversProps;
use super::spend::select;
use crate::controls::gesture;
use crate::controls::response::ResponseDrawing;
use crate::levers::curve::{self, ResponseCurve, Shift, ceiling, curve_of, leads_at, next_lead};
use crate::levers::schedule::{Months, amounts, usual};
use crate::levers::{Frame, LeverKind, amount, curve_levers, moved};
use crate::workbook::Action;
use std::rc::Rc;
use tandem_engine::plan::{CarryoverShape, Channel, Plan, ResponseShape};
use tandem_engine::quantity::Unit;
use web_sys::{Event, HtmlSelectElement};
use yew::prelude::*;

const SHAPES: [(&str, ResponseShape); 4] = [
    ("hill", ResponseShape::Hill),
    ("linear", ResponseShape::Linear),
    ("tanh", ResponseShape::Tanh),
    ("logistic", ResponseShape::Logistic),
];

/// Whether a channel's leads follow spend along a curve that can be drawn.
pub(super) fn has_curve(channel: &Channel) -> bool {
    curve_of(channel).is_some()
}

/// The curve of a channel; `rows` are its values as levers.
pub(super) fn section(props: &LeversProps, channel: &Channel, rows: Html) -> Html {
    let Some(curve) = curve_of(channel) else { return Html::default() };
    let words = props.text.channels;
    let months = Months::of(&Frame::of(&props.plan), props.plan.calendar.monthly_demand_index);
    let spend = usual(&amounts(&channel.budget_per_month, &months));
    let name = props.text.examples.shown(channel.label()).to_owned();
    let on_change = {
        let (plan, base, dispatch) = (props.plan.clone(), props.base.clone(), props.dispatch.clone());
        let id = channel.id.clone();
        Callback::from(move |(shift, gesture): (Shift, u32)| {
            let next = shifted(&plan, &base, &id, shift);
            dispatch.emit(Action::Edit { plan: Rc::new(next), field: format!("{id}-response"), gesture });
        })
    };
    html! {
        <section class="response-panel mkt" aria-label={(words.response_of)(&name)} data-testid={format!("response-panel-{}", channel.id)}>
            <ResponseDrawing id={channel.id.clone()} label={(words.response_of)(&name)} {curve} {spend} text={props.text}
                format={props.format.clone()} {on_change} />
            <p class="response-said" data-testid={format!("response-said-{}", channel.id)}>{ sentence(props, &curve, spend) }</p>
            { shape_pick(props, channel) }
            { rows }
        </section>
    }
}

/// The plan after a handle was moved: ranges move as a whole.
fn shifted(plan: &Plan, base: &Plan, id: &str, shift: Shift) -> Plan {
    let mut next = plan.clone();
    let start = Frame::of(plan).start;
    let levers = curve_levers(plan, base, id);
    let mut set = |kind: LeverKind, to: f64| {
        let lever = levers.iter().find(|lever| lever.kind == kind);
        let Some((lever, now)) = lever.and_then(|lever| Some((lever, lever.get(&next)?))) else { return };
        if amount(&now, lever.quantity, start) != to {
            lever.set(&mut next, moved(&now, to, lever.quantity, start));
        }
    };
    match shift {
        Shift::Reference(spend, cost) => {
            set(LeverKind::ReferenceSpend, spend);
            set(LeverKind::CostPerLead, cost);
        }
        Shift::Closeness(share) => set(LeverKind::Closeness, share),
    }
    next
}

/// Leads at the plan's spend, what the next one costs, and the ceiling.
fn sentence(props: &LeversProps, curve: &ResponseCurve, spend: f64) -> String {
    let (words, format) = (props.text.channels, &props.format);
    let mut sentences = Vec::new();
    if spend > 0.0 {
        let money = format.entry(spend, Unit::MoneyPerMonth);
        let leads = format.count(leads_at(curve, spend));
        let next = format.entry(next_lead(curve, spend), Unit::MoneyPerLead);
        sentences.push((words.next_lead)(&money, &leads, &next));
    }
    sentences.push(match ceiling(curve) {
        Some(most) => (words.ceiling)(&format.count(most)),
        None => words.no_ceiling.to_owned(),
    });
    sentences.push(words.curve_is.to_owned());
    sentences.join(props.text.answers.space)
}

fn shape_pick(props: &LeversProps, channel: &Channel) -> Html {
    let words = props.text.channels;
    let now = channel.response.as_ref().map(|response| response.shape).unwrap_or_default();
    let onchange = {
        let (plan, dispatch, channel_id) = (props.plan.clone(), props.dispatch.clone(), channel.id.clone());
        move |event: Event| {
            let key = event.target_unchecked_into::<HtmlSelectElement>().value();
            let Some((_, shape)) = SHAPES.iter().find(|(name, _)| *name == key) else { return };
            let mut next = Plan::clone(&plan);
            let channel = next.channels.iter_mut().find(|channel| channel.id == channel_id);
            if let Some(response) = channel.and_then(|channel| channel.response.as_mut()) {
                response.shape = *shape;
            }
            dispatch.emit(Action::Edit {
                plan: Rc::new(next),
                field: format!("{channel_id}-shape"),
                gesture: gesture::begin(),
            });
        }
    };
    let option = |(key, shape): &(&'static str, ResponseShape)| {
        html! { <option key={*key} value={*key} selected={*shape == now}>{ (words.shape_name)(*shape) }</option> }
    };
    let was =
        props.base.channels.iter().find(|was| was.id == channel.id).and_then(|was| was.response.as_ref());
    let was = was.filter(|was| was.shape != now).map(|was| {
        let (name, shape) = (props.text.examples.shown(channel.label()), (words.shape_name)(was.shape));
        mark(props, channel, shape, &(words.shape_back)(name, shape), curve::with_family_restored)
    });
    let id = format!("shape-{}", channel.id);
    let key = SHAPES.iter().find(|(_, shape)| *shape == now).map_or("", |(key, _)| key);
    html! {
        <div class="spend-row">
            <label for={id.clone()}>{ words.shape }</label>
            { select(&id, None, key, onchange, SHAPES.iter().map(option).collect()) }
            { was }
        </div>
    }
}

/// How much of a channel's curve without a row of its own is not as it was in the plan it started from.
pub(super) fn changed(channel: &Channel, base: &Plan) -> usize {
    let was = base.channels.iter().find(|was| was.id == channel.id);
    was.map_or(0, |was| curve::changed(channel, was))
}

/// The marker of a changed curve that is not in view, which takes it back.
pub(super) fn back(props: &LeversProps, channel: &Channel) -> Html {
    if changed(channel, &props.base) == 0 {
        return Html::default();
    }
    let name = props.text.examples.shown(channel.label());
    mark(
        props,
        channel,
        props.text.channels.curve_changed,
        &(props.text.channels.curve_back)(name),
        curve::restored,
    )
}

/// A marker of a change that a click takes back.
fn mark(
    props: &LeversProps,
    channel: &Channel,
    text: &str,
    label: &str,
    restored: fn(&Plan, &Plan, &str) -> Option<Plan>,
) -> Html {
    let (plan, base, dispatch) = (props.plan.clone(), props.base.clone(), props.dispatch.clone());
    let id = channel.id.clone();
    let onclick = move |_: MouseEvent| {
        if let Some(next) = restored(&plan, &base, &id) {
            let (plan, field) = (Rc::new(next), format!("{id}-response"));
            dispatch.emit(Action::Edit { plan, field, gesture: gesture::begin() });
        }
    };
    html! {
        <button type="button" class="curve-back mkt" data-testid={format!("curve-back-{}", channel.id)} aria-label={label.to_owned()}
            title={label.to_owned()} {onclick}>{ text.to_owned() }</button>
    }
}

/// Whether a number of the curve says anything for its shape.
pub(super) fn counts(kind: LeverKind, channel: &Channel) -> bool {
    let shape = channel.response.as_ref().map(|response| response.shape).unwrap_or_default();
    let kept = channel.carryover.as_ref().map(|carryover| carryover.shape).unwrap_or_default();
    match kind {
        LeverKind::Slope => shape == ResponseShape::Hill,
        LeverKind::Closeness => shape != ResponseShape::Linear,
        // Other shapes keep no fixed share a week, or none at all.
        LeverKind::HalfLife => kept == CarryoverShape::Geometric,
        LeverKind::CarryOver => !matches!(kept, CarryoverShape::None | CarryoverShape::WeibullPdf),
        _ => true,
    }
}

/// Whether a lever's value is one of a channel's curve, so that it stands there while the curve is in view.
pub(super) fn is_on_curve(kind: LeverKind) -> bool {
    matches!(kind, LeverKind::CostPerLead | LeverKind::Closeness)
}

#[cfg(test)]
mod tests {
    use super::*;
    use tandem_engine::plan::{Budget, ChannelType, Response};

    #[test]
    fn a_handle_moves_the_curve_and_keeps_its_ranges() {
        let mut plan = Plan::default();
        let mut channel = Channel::new("search", ChannelType::Paid);
        channel.budget_per_month = Budget::Constant(20_000.0.into());
        channel.response =
            Some(Response { reference_cost_per_lead: Some(200.0.into()), ..Response::default() });
        plan.channels.push(channel);
        let next = shifted(&plan, &plan, "search", Shift::Reference(30_000.0, 250.0));
        let curve = curve_of(&next.channels[0]).expect("a curve");
        assert!((leads_at(&curve, 30_000.0) - 120.0).abs() < 1e-9);
        let nearer = shifted(&next, &plan, "search", Shift::Closeness(0.8));
        let nearer = curve_of(&nearer.channels[0]).expect("a curve");
        assert!((leads_at(&nearer, 30_000.0) - 120.0).abs() < 1e-9, "it stays at the known point");
        assert!(leads_at(&nearer, 60_000.0) < leads_at(&curve, 60_000.0));
    }
}

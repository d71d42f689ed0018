//! A lever on the page: label, slider, field, and beneath them what it was, does, and is known from.

use crate::controls::channel::{self, ChannelHead, Deed};
use crate::controls::gesture;
use crate::controls::hires::Hires;
use crate::controls::name_field::NameField;
use crate::controls::number_field::{NumberField, Reading};
use crate::controls::slider::{Move, Slider};
use crate::controls::term::{Term, of_lever};
use crate::controls::tools;
use crate::format::Format;
use crate::levers::{Frame, Lever, LeverKind, LeverValue, amount, ends, moved, origin, widened, with_end};
use crate::text::Text;
use std::rc::Rc;
use tandem_engine::Finding;
use tandem_engine::plan::{Budget, Hire, Provenance, TargetMeasure};
use yew::prelude::*;

mod reason;
pub use reason::reading;

/// What a reader does to a lever.
#[derive(Clone, Debug, PartialEq)]
pub struct Turn {
    /// The lever.
    pub lever: Rc<Lever>,
    /// The new value; nothing takes it back to where it was.
    pub value: Option<LeverValue>,
    /// The number of the gesture.
    pub gesture: u32,
}

/// What a [`LeverRow`] needs.
#[derive(PartialEq, Properties)]
pub struct LeverRowProps {
    /// The lever.
    pub lever: Rc<Lever>,
    /// Its name, and what of the named it is about.
    pub label: (AttrValue, AttrValue),
    /// Its value.
    pub value: LeverValue,
    /// The value it started from, if it is another one now.
    pub was: Option<LeverValue>,
    /// Where the value comes from, if the plan says so.
    pub source: Option<Provenance>,
    /// Weeks until a new head is fully productive, for teams.
    #[prop_or_default]
    pub ramp_weeks: Option<f64>,
    /// What the plan's target is set for.
    #[prop_or_default]
    pub measure: Option<TargetMeasure>,
    /// What was found about the value.
    pub findings: Vec<Finding>,
    /// Start, horizon and currency of the plan.
    pub frame: Frame,
    /// Whether its reason is in view.
    pub open: bool,
    /// The channel that it is the first lever of.
    #[prop_or_default]
    pub channel: Option<ChannelHead>,
    /// Takes what is done with that channel.
    #[prop_or_default]
    pub on_deed: Callback<(String, Deed)>,
    /// Why the plan as a whole does not take a value, if it does not.
    pub judge: Callback<(Rc<Lever>, LeverValue), Option<Reading>>,
    /// What can be done about a draft that is refused.
    #[prop_or_default]
    pub cure: Option<Callback<String, Html>>,
    /// What is shown beneath its reason.
    #[prop_or_default]
    pub below: Html,
    /// Words.
    pub text: &'static Text,
    /// Figures.
    pub format: Format,
    /// Takes turns.
    pub on_turn: Callback<Turn>,
    /// Its reason is asked for.
    pub on_open: Callback<Rc<Lever>>,
}

impl LeverRowProps {
    fn name(&self) -> String {
        let (label, about) = &self.label;
        if about.is_empty() {
            label.to_string()
        } else {
            format!("{label}{}{about}", self.text.levers.name_gap)
        }
    }

    /// A value of the lever in words: a measure by its name.
    fn shown(&self, value: &LeverValue) -> String {
        match value {
            LeverValue::Measure(measure, _) => (self.text.levers.measure)(*measure).to_owned(),
            _ => self.lever.shown(value, &self.format),
        }
    }

    fn amount(&self, value: &LeverValue) -> f64 {
        amount(value, self.lever.quantity, self.frame.start)
    }

    fn turn(&self, value: Option<LeverValue>, gesture: u32) -> Turn {
        Turn { lever: Rc::clone(&self.lever), value, gesture }
    }
}

/// A lever.
#[component]
pub fn LeverRow(props: &LeverRowProps) -> Html {
    let grip = use_mut_ref(|| None::<(u32, LeverValue)>);
    let (lever, words) = (&props.lever, props.text.levers);
    let onfocusin = {
        let (lever, on_open) = (Rc::clone(lever), props.on_open.clone());
        // A button keeps its place under the pointer: only sliders and fields open a lever.
        Callback::from(move |event: FocusEvent| {
            let target = event.target_dyn_into::<web_sys::Element>();
            if target.is_some_and(|target| target.tag_name() != "BUTTON") {
                // Another lever closes then, and this one would move under the hand that drags it.
                let (lever, on_open) = (Rc::clone(&lever), on_open.clone());
                gesture::when_let_go(move || on_open.emit(lever));
            }
        })
    };
    let on_move = {
        let origin = origin(&props.value, props.was.as_ref());
        let mover = Mover {
            lever: Rc::clone(lever),
            value: props.value.clone(),
            origin,
            frame: props.frame.clone(),
            grip,
        };
        let on_turn = props.on_turn.clone();
        Callback::from(move |(step, gesture)| on_turn.emit(mover.turn(step, gesture)))
    };
    let field_id = format!("field-{}", lever.id);
    let fault_id = format!("fault-{}", lever.id);
    let unit = (words.unit)(lever.kind, lever.quantity.unit);
    let spoken = format!("{} {unit}", props.shown(&props.value));
    let range = ends(&props.value, lever.quantity);
    // The ends of a list are its least and its largest month: each month has a bar of its own.
    let has_ends = !matches!(&props.value, LeverValue::Budget(Budget::ByMonth(_)));
    html! {
        <div class={classes!("lever", lever.side.class())} data-testid={format!("lever-{}", lever.id)}
            data-open={props.open.then_some("true")} data-range={range.is_some().then_some("true")}
            data-changed={props.was.is_some().then_some("true")} {onfocusin} onkeydown={|event: KeyboardEvent| tools::on_key(&event)}>
            { label(props, &field_id) }
            if let Some(track) = lever.track {
                <Slider label={props.name()} {spoken} {track} value={props.amount(&props.value)} ends={range} grips={has_ends}
                    was={props.was.as_ref().map(|was| props.amount(was))}
                    typical={lever.typical.map(|typical| (typical.low, typical.high))} {on_move} />
            }
            { field(props, field_id, &fault_id, unit) }
            { back(props) }
            { faults(props, fault_id) }
            { reason::why(props) }
            { props.below.clone() }
            { hires(props) }
        </div>
    }
}

/// The name, or the field in which it is written; beside it the menu of its channel.
fn label(props: &LeverRowProps, field_id: &str) -> Html {
    let label = html! {
        <label class="lever-label" for={field_id.to_owned()}>
            { named(props) }
        </label>
    };
    let Some(head) = &props.channel else { return label };
    if head.naming {
        let id = head.id.clone();
        let on_done = props.on_deed.reform(move |name| (id.clone(), Deed::Named(name)));
        let label = (props.text.channels.name_of)(&head.name);
        return html! {
            <NameField id={format!("channel-name-{}", head.id)} {label} value={head.name.clone()} limit={crate::channels::NAME_LIMIT} {on_done} />
        };
    }
    html! { <>{ label }{ channel::menu(head, props.text, &props.on_deed) }</> }
}

/// The name of the lever: where it is a term, with its meaning. The keyboard stops at it while the lever is open.
fn named(props: &LeverRowProps) -> Html {
    let (name, about) = &props.label;
    let measure = match &props.value {
        LeverValue::Measure(measure, _) => Some(*measure),
        _ => props.measure,
    };
    let entry = of_lever(props.lever.kind, measure, props.text);
    let term = |label: &AttrValue| match entry {
        Some(entry) => html! {
            <Term id={format!("meaning-{}", props.lever.id)} {label} {entry} stop={props.open} text={props.text} />
        },
        None => html! { { label } },
    };
    if about.is_empty() {
        term(name)
    } else {
        html! { <>{ name }<small>{ term(about) }</small></> }
    }
}

/// Turns moves of the slider into values. A drag moves the value it began with, so that nothing is lost on the way.
struct Mover {
    lever: Rc<Lever>,
    value: LeverValue,
    /// What moves start from.
    origin: LeverValue,
    frame: Frame,
    grip: Rc<std::cell::RefCell<Option<(u32, LeverValue)>>>,
}

impl Mover {
    fn turn(&self, step: Move, gesture: u32) -> Turn {
        let (quantity, start) = (self.lever.quantity, self.frame.start);
        let value = match (step, self.lever.track) {
            (Move::End(high, to), _) => Some(with_end(&self.value, high, to, quantity)),
            (Move::Widen(steps), _) if self.lever.takes_ranges() => {
                Some(widened(&self.value, steps, quantity))
            }
            (Move::Widen(_), _) => Some(self.value.clone()),
            (Move::To(to), _) => Some(moved(&self.start_of(gesture), to, quantity, start)),
            (Move::By(steps), Some(track)) => {
                let to = track.nudged(amount(&self.value, quantity, start), steps);
                Some(moved(&self.origin, to, quantity, start))
            }
            _ => None,
        };
        Turn { lever: Rc::clone(&self.lever), value, gesture }
    }

    fn start_of(&self, gesture: u32) -> LeverValue {
        let mut grip = self.grip.borrow_mut();
        match grip.as_ref().filter(|(number, _)| *number == gesture) {
            Some((_, value)) => value.clone(),
            None => grip.insert((gesture, self.origin.clone())).1.clone(),
        }
    }
}

/// The field with the value as text, or the choice of a measure.
fn field(props: &LeverRowProps, id: String, fault_id: &str, unit: &'static str) -> Html {
    let LeverRowProps { lever, value, format, text, frame, .. } = props;
    if let LeverValue::Measure(..) = value {
        return reason::measure_pick(props, id);
    }
    let read = {
        let (lever, value, frame) = (Rc::clone(lever), value.clone(), frame.clone());
        let (text, format): (&'static Text, _) = (text, format.clone());
        let judge = props.judge.clone();
        Callback::from(move |typed: String| {
            let judge = |value| judge.emit((Rc::clone(&lever), value));
            reason::reading(&lever, &typed, &value, &frame, judge, text, &format)
        })
    };
    let commit = {
        let (lever, value, frame, on_turn) =
            (Rc::clone(lever), value.clone(), frame.clone(), props.on_turn.clone());
        let (was, format) = (props.was.clone(), format.clone());
        let origin = origin(&value, was.as_ref());
        Callback::from(move |(typed, gesture): (String, u32)| {
            // A field shows fewer digits than there are: who types what it showed means what was there.
            if was.as_ref().is_some_and(|was| lever.is_retyped(&typed, was, &value, &frame, &format)) {
                return on_turn.emit(Turn { lever: Rc::clone(&lever), value: None, gesture });
            }
            if let Ok(typed) = lever.typed(&typed, &value, &frame) {
                let to = amount(&typed, lever.quantity, frame.start);
                let only_total = matches!(typed, LeverValue::Team(_))
                    && moved(&value, to, lever.quantity, frame.start) == typed;
                let value = if only_total { moved(&origin, to, lever.quantity, frame.start) } else { typed };
                on_turn.emit(Turn { lever: Rc::clone(&lever), value: Some(value), gesture });
            }
        })
    };
    let fault = props.findings.iter().any(|finding| finding.code.is_error()).then(|| fault_id.to_owned());
    html! {
        <NumberField {id} shown={lever.shown(value, format)} editable={lever.editable(value, format)} {unit}
            fault={fault.map(AttrValue::from)} {read} cure={props.cure.clone()} {commit} />
    }
}

/// The marker of a change, which takes it back.
fn back(props: &LeverRowProps) -> Html {
    let Some(was) = &props.was else { return Html::default() };
    let label = (props.text.levers.back)(&props.shown(was));
    let turn = props.turn(None, 0);
    let on_turn = props.on_turn.clone();
    let onclick = move |_: MouseEvent| on_turn.emit(Turn { gesture: gesture::begin(), ..turn.clone() });
    html! {
        <button type="button" class="lever-back" data-testid={format!("back-{}", props.lever.id)}
            aria-label={format!("{}{}{label}", props.name(), props.text.glossary.colon)} title={label} {onclick}></button>
    }
}

/// What was found about the value, beside it.
fn faults(props: &LeverRowProps, id: String) -> Html {
    if props.findings.is_empty() {
        return Html::default();
    }
    let one = |finding: &Finding| {
        let (what, hint) = props.text.findings.beside(finding, &props.format);
        let kind = if finding.code.is_error() { "error" } else { "warning" };
        html! {
            <p class="lever-fault" data-kind={kind} data-code={finding.code.id()}>
                { what }if !hint.is_empty() { <small>{ " · " }{ hint }</small> }
            </p>
        }
    };
    html! { <div class="lever-faults" {id}>{ for props.findings.iter().map(one) }</div> }
}

/// The list of hires of a team.
fn hires(props: &LeverRowProps) -> Html {
    let LeverValue::Team(hires) = &props.value else { return Html::default() };
    if !props.open {
        return Html::default();
    }
    let (lever, on_turn) = (Rc::clone(&props.lever), props.on_turn.clone());
    let on_change = Callback::from(move |(hires, gesture): (Vec<Hire>, u32)| {
        on_turn.emit(Turn { lever: Rc::clone(&lever), value: Some(LeverValue::Team(hires)), gesture });
    });
    html! {
        <Hires id={props.lever.id.clone()} hires={hires.clone()} frame={props.frame.clone()} text={props.text}
            format={props.format.clone()} {on_change} />
    }
}

/// Whether a lever is a team.
pub fn is_team(kind: LeverKind) -> bool {
    matches!(kind, LeverKind::Sdrs | LeverKind::Aes)
}

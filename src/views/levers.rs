//! The levers in groups; on a phone a sheet at the foot that shows one group at a time.

use crate::controls::channel::Deed;
use crate::controls::kept_open::use_kept_open;
use crate::controls::lever::{LeverRow, Turn, is_team};
use crate::controls::lever_curve::LeverCurve;
use crate::controls::number_field::Reading;
use crate::controls::plan_field::cures;
use crate::controls::{gesture, reveal};
use crate::edit::Kind;
use crate::format::Format;
use crate::levers::{Frame, Lever, LeverKind, LeverValue, Side, amount, curve_levers, levers};
use crate::simulate::{Probe, Shown};
use crate::stages::{renamed, sub};
use crate::text::Text;
use crate::workbook::Action;
use std::cell::RefCell;
use std::rc::Rc;
use tandem_engine::Finding;
use tandem_engine::plan::{Channel, Plan};
use tandem_engine::quantity::DELAY_WEEKS;
use web_sys::Element;
use yew::prelude::*;

mod channels;
mod elsewhere;
mod facts;
mod judge;
mod labels;
mod response;
mod spend;
mod target;

use spend::SpendByMonth;

/// What [`Levers`] needs.
#[derive(PartialEq, Properties)]
pub struct LeversProps {
    /// The plan on the page.
    pub plan: Rc<Plan>,
    /// The plan as it was opened.
    pub base: Rc<Plan>,
    /// What was found in the plan.
    pub findings: Rc<Vec<Finding>>,
    /// How many groups are drawn, besides the one in view on a phone.
    pub groups: usize,
    /// Its figures.
    pub shown: Shown,
    /// Asks for expected values of other plans.
    pub probe: Probe,
    /// Words.
    pub text: &'static Text,
    /// Figures in words.
    pub format: Format,
    /// Takes edits.
    pub dispatch: Callback<Action>,
    /// Opens the table of stages.
    pub on_stages: Callback<MouseEvent>,
}

/// What is in view of the levers.
#[derive(Clone, PartialEq)]
struct Stand {
    /// The lever whose reason is in view.
    open: Option<String>,
    /// Groups whose rest is unfolded.
    unfolded: [bool; 5],
    /// The group on a phone.
    group: Side,
    /// Whether the sheet is drawn up, on a phone.
    drawn_up: bool,
    /// The channel whose name is being written.
    naming: Option<String>,
    /// The channel whose response to spend is in view.
    curve: Option<String>,
}

impl Default for Stand {
    fn default() -> Self {
        Self {
            open: None,
            unfolded: [false; 5],
            group: Side::Push,
            drawn_up: false,
            naming: None,
            curve: None,
        }
    }
}

/// Less height than a sheet with a lever in it has, px.
const LOWEST_SHEET: i32 = 90;

/// The levers.
#[component]
pub fn Levers(props: &LeversProps) -> Html {
    let stand = use_kept_open(Some("levers"), Stand::default);
    let on_turn = use_turns(props);
    let judge = judge::use_judge(props);
    let on_deed = channels::use_deeds(props, &stand);
    let on_open = {
        let stand = stand.clone();
        Callback::from(move |lever: Rc<Lever>| {
            stand.set(Stand { open: Some(lever.id.clone()), ..Stand::clone(&stand) });
        })
    };
    let list: Vec<Rc<Lever>> = levers(&props.plan, &props.base).into_iter().map(Rc::new).collect();
    use_reveal(&list, &stand);
    let changed = list.iter().filter(|lever| is_changed(lever, props)).count()
        + curves_changed(props)
        + channels_changed(props)
        + sub::changed(&props.plan, &props.base)
        + renamed(&props.plan, &props.base);
    let elsewhere = elsewhere::use_elsewhere(&props.base, &props.plan);
    // On a phone one group is in view.
    let is_drawn = |side: Side| (side as usize) < props.groups || side == stand.group;
    let panel = Panel { props, list: &list, stand: &stand, on_turn, judge, on_deed, on_open };
    html! {
        <aside class="levers" id="levers" aria-label={props.text.levers.title} data-open={stand.drawn_up.then_some("true")}>
            <div class="levers-top">
                { panel.grab() }
                { panel.tabs() }
                { panel.head(changed, elsewhere) }
            </div>
            <>{ for Side::ALL.into_iter().filter(|&side| is_drawn(side)).map(|side| panel.group(side)) }</>
        </aside>
    }
}

/// Whether a lever stands elsewhere than in the plan it started from. A new channel's levers do not: they stand where they
/// started.
fn is_changed(lever: &Lever, props: &LeversProps) -> bool {
    lever.was(&props.plan, &props.base).is_some()
}

/// How much of the curves is not as it was and has no row of its own.
fn curves_changed(props: &LeversProps) -> usize {
    props.plan.channels.iter().map(|channel| response::changed(channel, &props.base)).sum()
}

/// Channels that are new, and channels that are gone.
fn channels_changed(props: &LeversProps) -> usize {
    let missing = |from: &Plan, to: &Plan| {
        let is_there = |id: &str| to.channels.iter().any(|channel| channel.id == id);
        from.channels.iter().filter(|channel| !is_there(&channel.id)).count()
    };
    missing(&props.plan, &props.base) + missing(&props.base, &props.plan)
}

/// Brings a lever into view that is asked for from elsewhere: its group to the front, its rest unfolded, its field focused.
#[hook]
fn use_reveal(list: &[Rc<Lever>], stand: &UseStateHandle<Stand>) {
    let now = (list.to_vec(), stand.clone());
    let latest: Rc<RefCell<_>> = use_mut_ref(|| now.clone());
    *latest.borrow_mut() = now;
    use_effect_with((), move |()| {
        reveal::listen(Some(Callback::from(move |id: String| {
            let (list, stand) = latest.borrow().clone();
            let Some(lever) = list.iter().find(|lever| lever.id == id) else { return };
            let mut next =
                Stand { open: Some(id.clone()), group: lever.side, drawn_up: true, ..Stand::clone(&stand) };
            next.unfolded[lever.side as usize] |= !lever.in_view;
            stand.set(next);
            reveal::field(id);
        })));
        || reveal::listen(None)
    });
}

/// Takes turns of levers to the workbook. The callback stays the same while the plan changes, so that only the rows
/// that changed are drawn again.
#[hook]
fn use_turns(props: &LeversProps) -> Callback<Turn> {
    let now = (props.plan.clone(), props.base.clone(), props.shown.clone());
    let latest: Rc<RefCell<_>> = use_mut_ref(|| now.clone());
    *latest.borrow_mut() = now;
    let aims = use_mut_ref(target::Aims::default);
    use_callback(props.dispatch.clone(), move |turn: Turn, dispatch| {
        let (plan, base, shown) = latest.borrow().clone();
        let mut next = Plan::clone(&plan);
        match turn.value {
            None => turn.lever.restore(&mut next, &base),
            Some(LeverValue::Measure(measure, _)) => {
                let known = aims.borrow_mut().turned(measure, &plan, &base);
                let value = known.unwrap_or_else(|| target::value_of(&shown, measure, &next));
                turn.lever.set(&mut next, LeverValue::Measure(measure, value));
            }
            Some(value) => turn.lever.set(&mut next, value),
        }
        dispatch.emit(Action::Edit {
            plan: Rc::new(next),
            field: turn.lever.id.clone(),
            gesture: turn.gesture,
        });
    })
}

/// Whether the sheet has room for its tabs alone, as on a phone on its side: then one of them draws it up.
fn is_tabs_alone(event: &MouseEvent) -> bool {
    let tab = event.target_dyn_into::<Element>();
    let sheet = tab.and_then(|tab| tab.closest(".levers").ok()?);
    sheet.is_some_and(|sheet| sheet.client_height() < LOWEST_SHEET)
}

struct Panel<'a> {
    props: &'a LeversProps,
    list: &'a [Rc<Lever>],
    stand: &'a UseStateHandle<Stand>,
    on_turn: Callback<Turn>,
    judge: Callback<(Rc<Lever>, LeverValue), Option<Reading>>,
    on_deed: Callback<(String, Deed)>,
    on_open: Callback<Rc<Lever>>,
}

impl Panel<'_> {
    fn change(&self, change: impl Fn(&mut Stand) + 'static) -> Callback<MouseEvent> {
        let stand = self.stand.clone();
        Callback::from(move |_| {
            let mut next = Stand::clone(&stand);
            change(&mut next);
            stand.set(next);
        })
    }

    /// The handle of the sheet.
    fn grab(&self) -> Html {
        let words = self.props.text.levers;
        let label = if self.stand.drawn_up { words.less_room } else { words.more_room };
        html! {
            <button type="button" class="levers-grab" data-testid="levers-grab" aria-expanded={self.stand.drawn_up.to_string()}
                aria-controls="levers" aria-label={label} onclick={self.change(|stand| stand.drawn_up = !stand.drawn_up)}></button>
        }
    }

    /// The groups as buttons, on a phone.
    fn tabs(&self) -> Html {
        let words = self.props.text.levers;
        let tab = |side: Side| {
            let stand = self.stand.clone();
            let onclick = move |event: MouseEvent| {
                let drawn_up = stand.drawn_up || is_tabs_alone(&event);
                stand.set(Stand { group: side, drawn_up, ..Stand::clone(&stand) });
            };
            html! {
                <button key={side.key()} type="button" id={format!("group-{}", side.key())} data-testid={format!("group-{}", side.key())}
                    aria-pressed={(self.stand.group == side).to_string()} {onclick}>
                    { (words.side_short)(side) }
                </button>
            }
        };
        html! {
            <div class="levers-tabs">
                <div class="seg" role="group" aria-label={words.groups}>{ for Side::ALL.map(tab) }</div>
            </div>
        }
    }

    /// How much is changed here, and whether something is that has no lever; both can be taken back.
    fn head(&self, changed: usize, elsewhere: bool) -> Html {
        let words = self.props.text.levers;
        let (base, dispatch) = (self.props.base.clone(), self.props.dispatch.clone());
        let reset = Callback::from(move |_: MouseEvent| {
            dispatch.emit(Action::Edit {
                plan: base.clone(),
                field: "all".to_owned(),
                gesture: gesture::begin(),
            });
        });
        html! {
            <div class="levers-head">
                <h2>{ words.title }</h2>
                <span class="levers-changed" data-testid="changed">{ (words.changed)(changed, elsewhere) }</span>
                if changed > 0 || elsewhere {
                    <button type="button" class="i" data-testid="reset" aria-label={words.reset_all} title={words.reset_all} onclick={reset}>
                        <svg class="ic" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
                            <path d="M3.5 5A5 5 0 1113 8.2M3.5 2.5V5.5h3" />
                        </svg>
                    </button>
                }
            </div>
        }
    }

    fn group(&self, side: Side) -> Html {
        let props = self.props;
        let of_side = || self.list.iter().filter(move |lever| lever.side == side);
        let unfolded = self.stand.unfolded[side as usize];
        let (front, rest): (Vec<_>, Vec<_>) = of_side().partition(|lever| lever.in_view);
        let shown = front.into_iter().chain(rest.iter().copied().filter(|_| unfolded));
        let of_curve = |lever: &Rc<Lever>| {
            let channel = lever.channel.filter(|_| lever.kind == LeverKind::Spend);
            channel
                .and_then(|index| props.plan.channels.get(index))
                .map_or(0, |channel| response::changed(channel, &props.base))
        };
        let changed_in_rest = rest.iter().filter(|lever| is_changed(lever, props)).count()
            + rest.iter().map(|lever| of_curve(lever)).sum::<usize>();
        let (strong, fact) = facts::of(side, props);
        let title = format!("levers-{}", side.key());
        html! {
            <section key={side.key()} class={classes!("group", side.class())} aria-labelledby={title.clone()}
                data-shown={(self.stand.group == side).then_some("true")}>
                <div class="group-head">
                    <h3 class="group-name" id={title}>{ (props.text.levers.side)(side) }</h3>
                    <span class="group-fact">
                        if side == Side::Target {
                            <facts::TargetFact shown={props.shown.clone()} text={props.text} format={props.format.clone()} />
                        } else {
                            <b>{ strong }</b>{ fact }
                        }
                    </span>
                </div>
                if side == Side::Pull { { facts::split(props) } }
                <>{ for shown.map(|lever| self.place(lever)) }</>
                if side == Side::Target && props.plan.target.is_none() { { target::set_button(props) } }
                if side == Side::HandOver {
                    <button type="button" class="link-button" data-testid="levers-stages" onclick={props.on_stages.clone()}>
                        { props.text.stages.all_stages }
                    </button>
                }
                if side == Side::Push {
                    <button type="button" class="link-button" data-testid="levers-sub-stages" onclick={props.on_stages.clone()}>
                        { props.text.stages.sub_open }
                    </button>
                }
                if !rest.is_empty() { { self.fold(side, unfolded, rest.len(), changed_in_rest) } }
                if side == Side::Pull { { channels::add_menu(props) } }
            </section>
        }
    }

    fn fold(&self, side: Side, unfolded: bool, count: usize, changed: usize) -> Html {
        let words = self.props.text.levers;
        let label = if unfolded { words.fewer.to_owned() } else { (words.more)(count, changed) };
        html! {
            <button type="button" class="fold" data-testid={format!("fold-{}", side.key())} aria-expanded={unfolded.to_string()}
                onclick={self.change(move |stand| stand.unfolded[side as usize] = !unfolded)}>
                <svg class="ic" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true"><path d="M6.5 5l3 3-3 3" /></svg>
                { label }
            </button>
        }
    }

    /// A lever where it stands, with the curve of its channel behind it.
    fn place(&self, lever: &Rc<Lever>) -> Html {
        let channel = lever.channel.and_then(|index| self.props.plan.channels.get(index));
        let has_curve_open = channel.is_some_and(|channel| self.stand.curve.as_ref() == Some(&channel.id));
        match channel.filter(|_| has_curve_open) {
            // It stands beside the curve.
            Some(_) if response::is_on_curve(lever.kind) => html! { <key={lever.id.clone()}></> },
            Some(channel) if lever.kind == LeverKind::Spend => {
                let levers = curve_levers(&self.props.plan, &self.props.base, &channel.id);
                let counts = levers.into_iter().filter(|lever| response::counts(lever.kind, channel));
                let rows = counts.map(|lever| self.row(&Rc::new(lever))).collect::<Html>();
                let is_open = self.stand.open.as_ref() == Some(&lever.id);
                html! {
                    <div key={lever.id.clone()} class="with-curve">
                        { self.row(lever) }
                        // It is closed from here while another lever is open.
                        if !is_open { { self.curve_fold(channel) } }
                        { response::section(self.props, channel, rows) }
                    </div>
                }
            }
            _ => match channel.filter(|_| lever.kind == LeverKind::Spend) {
                Some(channel) => html! {
                    <key={lever.id.clone()}>{ self.row(lever) }{ response::back(self.props, channel) }</>
                },
                None => self.row(lever),
            },
        }
    }

    /// What is beneath an open lever of a channel's spend.
    fn spend(&self, lever: &Rc<Lever>) -> Html {
        let props = self.props;
        let Some(channel) = lever.channel.and_then(|index| props.plan.channels.get(index)) else {
            return Html::default();
        };
        let name = props.text.examples.shown(channel.label()).to_owned();
        html! {
            <>
                <SpendByMonth lever={Rc::clone(lever)} {name} plan={props.plan.clone()} base={props.base.clone()} text={props.text}
                    format={props.format.clone()} on_turn={self.on_turn.clone()} />
                if response::has_curve(channel) { { self.curve_fold(channel) } }
            </>
        }
    }

    /// Opens and closes the curve of a channel.
    fn curve_fold(&self, channel: &Channel) -> Html {
        let is_shown = self.stand.curve.as_ref() == Some(&channel.id);
        let id = channel.id.clone();
        let toggle = self.change(move |stand| stand.curve = (!is_shown).then(|| id.clone()));
        // Beneath its lever it is one of the tools; by itself it is a stop.
        let is_tool = self.stand.open.as_ref() == Some(&format!("{}-spend", channel.id));
        html! {
            <button type="button" class="fold" data-testid={format!("response-fold-{}", channel.id)}
                data-tool={is_tool.then_some("")} tabindex={is_tool.then_some("-1")} aria-expanded={is_shown.to_string()} onclick={toggle}>
                <svg class="ic" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true"><path d="M6.5 5l3 3-3 3" /></svg>
                { self.props.text.channels.response }
            </button>
        }
    }

    fn row(&self, lever: &Rc<Lever>) -> Html {
        let props = self.props;
        let Some(value) = lever.get(&props.plan) else { return Html::default() };
        let was = lever.was(&props.plan, &props.base);
        let source =
            props.plan.provenance.iter().find(|(path, _)| lever.owns(path)).map(|(_, source)| source.clone());
        let open = self.stand.open.as_ref() == Some(&lever.id);
        let below = if open && lever.side != Side::Target {
            html! {
                <>
                    if lever.kind == LeverKind::Spend { { self.spend(lever) } }
                    <LeverCurve lever={Rc::clone(lever)} plan={props.plan.clone()} probe={props.probe.clone()} text={props.text}
                        format={props.format.clone()} />
                </>
            }
        } else {
            Html::default()
        };
        // Warnings are beside the open lever and in the list under the answers.
        let told = |finding: &&Finding| lever.owns(&finding.path) && (open || finding.code.is_error());
        let findings = props.findings.iter().filter(told).cloned().collect::<Vec<_>>();
        let channel = lever.channel.filter(|index| {
            props.plan.channels.get(*index).is_some_and(|channel| channels::is_first(lever, channel))
        });
        let channel = channel.and_then(|index| channels::head(props, self.stand, index));
        // A date after the plan is let in with a longer plan.
        let cure = (lever.kind == LeverKind::TargetDate).then(|| {
            let place = ("target.date".into(), Kind::Day);
            cures(&props.plan, place, props.text, &props.format, &props.dispatch)
        });
        html! {
            <LeverRow key={lever.id.clone()} lever={Rc::clone(lever)} label={self.label(lever)} {value} {was} {source} {channel}
                on_deed={self.on_deed.clone()}
                ramp_weeks={is_team(lever.kind).then(|| ramp_weeks(&props.plan, lever.kind))} {findings} {cure}
                frame={Frame::of(&props.plan)} {open} {below} measure={props.plan.target.as_ref().map(|target| target.measure)} text={props.text} format={props.format.clone()}
                judge={self.judge.clone()} on_turn={self.on_turn.clone()} on_open={self.on_open.clone()} />
        }
    }
}

/// Weeks until a new head of a team is fully productive.
fn ramp_weeks(plan: &Plan, kind: LeverKind) -> f64 {
    let weeks = match kind {
        LeverKind::Sdrs => &plan.teams.sales_development.full_productivity_after_weeks,
        _ => &plan.teams.account_executives.full_productivity_after_weeks,
    };
    amount(&LeverValue::Number(weeks.clone()), DELAY_WEEKS, Frame::of(plan).start)
}

//! The row of scenarios: one plan in several versions, each with its figure, the difference to the first, and its odds.

use crate::changes::{Question, comparable};
use crate::controls::menu::{Menu, MenuItem};
use crate::controls::tab_drag::{TabDrag, use_tab_drag};
use crate::differences::{Difference, differences};
use crate::format::{Figure, Format};
use crate::levers::{Lever, LeverKind};
use crate::simulate::{Live, Run, Runs};
use crate::text::Text;
use crate::text::fields::field_in;
use crate::workbook::{Action, Arrange, MAX_SCENARIOS, NAME_LIMIT, Scenario, Sheet, View};
use std::cell::RefCell;
use tandem_engine::Summary;
use tandem_engine::plan::{Plan, TargetMeasure};
use tandem_engine::summary::Outcomes;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement};
use yew::prelude::*;

mod figures;
mod jump;

use figures::{Kept, Kind, Piece};

/// What [`Scenarios`] needs.
#[derive(PartialEq, Properties)]
pub struct ScenariosProps {
    /// The scenarios on the page.
    pub sheet: Sheet,
    /// Plans that have run.
    pub runs: Runs,
    /// How the page shows the plan.
    pub view: View,
    /// Whether they can only be looked at.
    #[prop_or_default]
    pub fixed: bool,
    /// Words.
    pub text: &'static Text,
    /// Figures.
    pub format: Format,
    /// Takes what is chosen.
    pub dispatch: Callback<Action>,
}

/// The figure of a target's measure.
pub fn figure_of(measure: TargetMeasure) -> Figure {
    match measure {
        TargetMeasure::Won | TargetMeasure::Customers => Figure::Count,
        _ => Figure::Money,
    }
}

/// The name of a scenario: the one typed, else what it differs by from the first.
pub fn name_of(sheet: &Sheet, place: usize, text: &Text, format: &Format) -> String {
    let Some(scenario) = sheet.scenarios().get(place) else { return String::new() };
    if !scenario.name.is_empty() {
        return text.shell.title_of(&scenario.name).to_owned();
    }
    if place == 0 {
        return text.scenarios.first.to_owned();
    }
    name_by_differences(&sheet.scenarios()[0].plan, &scenario.plan, text, format)
}

fn name_by_differences(first: &Plan, plan: &Plan, text: &Text, format: &Format) -> String {
    let words = text.scenarios;
    let found = differences(first, plan);
    let Some(head) = found.first() else { return words.equal.to_owned() };
    let more = found.len() - 1;
    match head {
        Difference::Lever { lever, to, .. } => {
            (words.differs)(&lever_name(lever, plan, text), &lever.shown(to, format), more)
        }
        Difference::Channel { name, added, .. } => (words.channel)(text.examples.shown(name), *added),
        Difference::Leaf { .. } => (words.values)(found.len()),
    }
}

/// The name of a lever, with the channel or sub-stage and what of it.
pub fn lever_name(lever: &Lever, plan: &Plan, text: &Text) -> String {
    let words = text.levers;
    match (lever.owner(plan, text), &plan.target, lever.kind) {
        (Some(owner), _, LeverKind::Spend) => owner,
        (Some(owner), _, kind) => format!("{owner}{}{}", words.name_gap, (words.of_channel)(kind)),
        (None, Some(target), LeverKind::TargetValue) => (words.measure)(target.measure).to_owned(),
        (None, _, kind) => (words.label)(kind).to_owned(),
    }
}

/// The name of a value that has no lever, by its path; channels stand in it by their ids.
pub fn leaf_name(path: &str, plan: &Plan, text: &Text) -> String {
    let (mut names, mut parent) = (Vec::new(), "");
    let mut keys = path.split('.').peekable();
    while let Some(key) = keys.next() {
        if key == "channels"
            && let Some(id) = keys.next()
        {
            let channel = plan.channels.iter().find(|channel| channel.id == id);
            names.push(channel.map_or(id, |channel| text.examples.shown(channel.label())).to_owned());
            continue;
        }
        let known = field_in(parent, key, text.lang);
        names.push(known.map_or_else(|| key.to_uppercase(), |(_, name)| name.to_owned()));
        parent = key;
    }
    names.join(text.levers.name_gap)
}

/// The row of scenarios.
#[component]
pub fn Scenarios(props: &ScenariosProps) -> Html {
    // The scenario that is being renamed.
    let renaming = use_state_eq(|| None::<u32>);
    let words = props.text.scenarios;
    let sheet = &props.sheet;
    let front = &sheet.scenarios()[sheet.front()];
    let names = use_memo((sheet.clone(), props.text, props.format.clone()), |(sheet, text, format)| {
        (0..sheet.scenarios().len()).map(|place| name_of(sheet, place, text, format)).collect::<Vec<_>>()
    });
    let order: Vec<u32> = sheet.scenarios().iter().map(|scenario| scenario.id).collect();
    let drag = use_tab_drag(
        order.clone(),
        props.dispatch.reform(|(id, by): (u32, isize)| Action::Arrange(Arrange::Move(id, by))),
    );
    let live = use_context::<Live>().unwrap_or_default();
    let kept = use_mut_ref(Kept::default);
    kept.borrow_mut().be_of(sheet.as_opened(), &props.format);
    let row = Row { props, names: &names, renaming: &renaming, drag: &drag, kept: &kept, live: &live };
    // Its figures come later, and make it wider.
    use_effect_with((order, sheet.front(), names.clone(), row.figures(sheet.front())), {
        let row = drag.row();
        move |(_, front, ..)| {
            if let Some(row) = row.cast::<Element>() {
                bring_into_view(&row, *front);
            }
        }
    });
    let full = sheet.scenarios().len() >= MAX_SCENARIOS;
    let id = front.id;
    let duplicate = props.dispatch.reform(move |_: MouseEvent| Action::Arrange(Arrange::Duplicate(id)));
    let only = sheet.scenarios().len() == 1;
    html! {
        <div class="scn" data-tabs={sheet.scenarios().len().to_string()}>
            <div class="scn-tabs" ref={drag.row()} role="group" aria-label={words.title} data-dragging={drag.is_on().then_some("true")}>
                <>{ for (0..sheet.scenarios().len()).map(|place| row.tab(place)) }</>
                { drag.landing() }
            </div>
            if !props.fixed {
            { row.menu() }
            <button type="button" class={if only { "scn-add wide" } else { "scn-add i" }} data-testid="scenario-duplicate"
                disabled={full} aria-label={(!only).then_some(words.duplicate)} title={words.duplicate} onclick={duplicate}>
                <svg class="ic" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d="M8 3.5v9M3.5 8h9" /></svg>
                if only { <span>{ words.duplicate_lead }</span> }
            </button>
            <span class="sp"></span>
            { jump::draw(props.text) }
            if !only { { row.compare() } }
            }
        </div>
    }
}

/// Scrolls the row as far as the tab in front needs: on a phone not all have room.
fn bring_into_view(row: &Element, front: usize) {
    let Some(tab) = row.children().item(front as u32).and_then(|tab| tab.dyn_into::<HtmlElement>().ok())
    else {
        return;
    };
    // Widths have fractions, which are rounded here.
    let (left, right) = (tab.offset_left(), tab.offset_left() + tab.offset_width() + 1);
    let at = row.scroll_left();
    row.set_scroll_left(at.max(right - row.client_width()).min(left));
}

struct Row<'a> {
    props: &'a ScenariosProps,
    names: &'a [String],
    renaming: &'a UseStateHandle<Option<u32>>,
    drag: &'a TabDrag,
    kept: &'a RefCell<Kept>,
    live: &'a Live,
}

impl Row<'_> {
    fn tab(&self, place: usize) -> Html {
        let props = self.props;
        let (words, sheet) = (props.text.scenarios, &props.sheet);
        let scenario = &sheet.scenarios()[place];
        let (id, letter) = (scenario.id, (words.letter)(place));
        if **self.renaming == Some(id) {
            return html! {
                <Rename key={id} {id} {letter} name={scenario.name.clone()} shown={self.names[place].clone()} text={props.text}
                    dispatch={props.dispatch.clone()} renaming={self.renaming.clone()} />
            };
        }
        let figures = self.figures(place);
        let show = self.drag.click(props.dispatch.reform(move |()| Action::Show(id)));
        let is_front = place == sheet.front();
        let moves = !props.fixed && sheet.scenarios().len() > 1;
        let take = if moves { self.drag.take(id, place, is_front) } else { Callback::noop() };
        let rename = if props.fixed { Callback::noop() } else { self.rename(id) };
        let keys = if props.fixed { Callback::noop() } else { self.keys(scenario) };
        html! {
            <button type="button" key={id} class="scn-tab" data-testid={format!("scenario-{letter}")}
                aria-pressed={is_front.to_string()} onclick={show} ondblclick={rename.reform(|_: MouseEvent| ())}
                onkeydown={keys} data-moves={moves.then_some("true")}
                data-taken={self.drag.is_taken(place).then_some("true")} onpointerdown={take} onpointermove={self.drag.follow()}
                onpointerup={self.drag.let_go()} onpointercancel={self.drag.give_up().reform(|_: PointerEvent| ())}>
                <span class="scn-name"><i>{ letter }</i>{ " " }{ &self.names[place] }</span>
                { " " }
                { figures::draw(&figures) }
            </button>
        }
    }

    fn rename(&self, id: u32) -> Callback<()> {
        let renaming = self.renaming.clone();
        Callback::from(move |()| renaming.set(Some(id)))
    }

    /// F2 renames, Shift with an arrow moves, Delete deletes.
    fn keys(&self, scenario: &Scenario) -> Callback<KeyboardEvent> {
        let (id, dispatch, rename) = (scenario.id, self.props.dispatch.clone(), self.rename(scenario.id));
        Callback::from(move |event: KeyboardEvent| {
            if event.ctrl_key() || event.meta_key() || event.alt_key() {
                return;
            }
            match (event.key().as_str(), event.shift_key()) {
                ("F2", _) => rename.emit(()),
                ("ArrowLeft", true) => dispatch.emit(Action::Arrange(Arrange::Move(id, -1))),
                ("ArrowRight", true) => dispatch.emit(Action::Arrange(Arrange::Move(id, 1))),
                ("Delete", _) => dispatch.emit(Action::Arrange(Arrange::Delete(id))),
                _ => return,
            }
            event.prevent_default();
        })
    }

    /// Value, difference to the first, odds; while a plan has not run, those it had before.
    fn figures(&self, place: usize) -> figures::Figures {
        let id = self.props.sheet.scenarios()[place].id;
        let live = self.live.summary.as_deref().filter(|_| place == self.props.sheet.front());
        let live = live
            .map(|summary| (self.median(Question::of(summary, summary), summary, None), self.odds(summary)));
        self.kept.borrow_mut().told(id, self.of_run(place), live, self.props.text.scenarios.pending)
    }

    fn of_run(&self, place: usize) -> Option<Vec<Piece>> {
        let props = self.props;
        let run = |place: usize| props.runs.of(&props.sheet.scenarios()[place].plan);
        let run_here = run(place)?;
        let first = run(0).filter(|_| place > 0);
        let against = first.filter(|first| comparable(&first.summary, &run_here.summary)).unwrap_or(run_here);
        let question = Question::of(&against.summary, &run_here.summary);
        let mut pieces = vec![self.median(question, &run_here.summary, Some(&run_here.outcomes))];
        if place > 0 && !std::ptr::eq(against, run_here) {
            let change = difference(question, against, run_here, &props.format);
            pieces.extend(change.map(|change| Piece::new(Kind::Change, change)));
        }
        pieces.extend(self.odds(&run_here.summary));
        Some(pieces)
    }

    fn median(&self, question: Question, summary: &Summary, outcomes: Option<&Outcomes>) -> Piece {
        let median = question.median(summary, outcomes);
        Piece::new(Kind::Value, self.props.format.figure(median, figure_of(question.measure())))
    }

    fn odds(&self, summary: &Summary) -> Option<Piece> {
        let odds = summary.target.as_ref().and_then(|target| target.odds)?;
        let words = (self.props.text.answers.odds_short)(crate::format::natural(odds, summary.n_trials));
        Some(Piece::new(Kind::Odds, words))
    }

    fn menu(&self) -> Html {
        let props = self.props;
        let (words, sheet) = (props.text.scenarios, &props.sheet);
        let (front, id) = (sheet.front(), sheet.scenarios()[sheet.front()].id);
        let item = |text: &'static str, test_id: &'static str, action: Callback<()>| MenuItem {
            text: text.into(),
            test_id: test_id.into(),
            action,
        };
        let arrange = |change: Arrange| props.dispatch.reform(move |()| Action::Arrange(change.clone()));
        let mut items = vec![item(words.rename, "scenario-rename", self.rename(id))];
        if front > 0 {
            items.push(item(words.move_left, "scenario-left", arrange(Arrange::Move(id, -1))));
        }
        if front + 1 < sheet.scenarios().len() {
            items.push(item(words.move_right, "scenario-right", arrange(Arrange::Move(id, 1))));
        }
        if sheet.scenarios().len() > 1 {
            items.push(item(words.delete, "scenario-delete", arrange(Arrange::Delete(id))));
        }
        let face = html! {
            <svg class="ic" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d="M3 8h.01M8 8h.01M13 8h.01" /></svg>
        };
        let label = (words.menu)((words.letter)(front));
        html! { <Menu id="scenario-menu" {label} {face} class={classes!("i", "dots")} {items} /> }
    }

    fn compare(&self) -> Html {
        let props = self.props;
        let view = View { compare: !props.view.compare, ..props.view.clone() };
        let pick = props.dispatch.reform(move |_: MouseEvent| Action::SetView(view.clone()));
        html! {
            <button type="button" class="bt scn-compare" data-testid="compare" aria-pressed={props.view.compare.to_string()} onclick={pick}>
                { props.text.scenarios.compare }
            </button>
        }
    }
}

/// The difference to the first scenario, where it is told from none.
fn difference(question: Question, first: &Run, run: &Run, format: &Format) -> Option<String> {
    let change = question.change(run.summary.plan_years(), &first.outcomes, &run.outcomes)?;
    change.is_clear().then(|| format.change(change.median, figure_of(question.measure())))
}

#[derive(PartialEq, Properties)]
struct RenameProps {
    id: u32,
    letter: char,
    name: String,
    shown: String,
    text: &'static Text,
    dispatch: Callback<Action>,
    renaming: UseStateHandle<Option<u32>>,
}

/// The field with the name of a scenario; Enter and leaving take it over, Esc gives it up.
#[component]
fn Rename(props: &RenameProps) -> Html {
    let field = use_node_ref();
    use_effect_with((), {
        let field = field.clone();
        move |()| {
            if let Some(field) = field.cast::<HtmlInputElement>() {
                // A refused focus leaves it where it is.
                let _ = field.focus();
                field.select();
            }
        }
    });
    let given_up = use_mut_ref(|| false);
    let (id, renaming) = (props.id, props.renaming.clone());
    let onblur = {
        let (dispatch, renaming, given_up) = (props.dispatch.clone(), renaming, given_up.clone());
        Callback::from(move |event: FocusEvent| {
            let name = event.target_unchecked_into::<HtmlInputElement>().value();
            if !*given_up.borrow() {
                dispatch.emit(Action::Arrange(Arrange::Rename(id, name)));
            }
            renaming.set(None);
        })
    };
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        if event.is_composing() {
            return;
        }
        if matches!(event.key().as_str(), "Enter" | "Escape") {
            *given_up.borrow_mut() = event.key() == "Escape";
            let _ = event.target_unchecked_into::<HtmlElement>().blur();
        }
        event.stop_propagation();
    });
    let label = (props.text.scenarios.name_of)(props.letter);
    html! {
        <input ref={field} class="scn-tab scn-rename" data-testid="scenario-name" data-draft="" aria-label={label}
            maxlength={NAME_LIMIT.to_string()} placeholder={props.shown.clone()} value={props.name.clone()} autocomplete="off"
            spellcheck="false" {onblur} {onkeydown} />
    }
}

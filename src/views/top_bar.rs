//! The top bar: mark, title of the plan, undo, what can be done with the plan, language, colours.

use crate::controls::gesture;
use crate::controls::menu::{Menu, MenuItem};
use crate::text::Text;
use crate::workbook::{Action, Theme, View};
use std::rc::Rc;
use tandem_engine::plan::Plan;
use web_sys::{HtmlElement, HtmlInputElement};
use yew::prelude::*;

/// Longest title of a plan, characters.
const TITLE_LIMIT: usize = 120;

/// What a reader can ask for, beside edits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// The examples.
    Examples,
    /// A file to open.
    OpenFile,
    /// The plan as a file.
    SaveFile,
    /// The plan as a link.
    Share,
    /// The plan's settings.
    Settings,
    /// The stages in one table.
    Stages,
    /// What has come to pass.
    Actuals,
    /// The keys.
    Keys,
    /// The terms.
    Glossary,
    /// The palette; only its levers, if so.
    Palette {
        /// Whether only levers are wanted.
        only_levers: bool,
    },
    /// The plan as slides.
    Present,
    /// The plan on paper.
    Print,
    /// The same plan with its levers, in this window or in one of its own.
    Full {
        /// Whether in one of its own.
        apart: bool,
    },
    /// The plan that was put aside after a crash.
    Reopen,
    /// The page once more.
    Reload,
}

/// What [`TopBar`] needs.
#[derive(PartialEq, Properties)]
pub struct TopBarProps {
    /// The plan on the page.
    pub plan: Rc<Plan>,
    /// Whether undo and redo have something to do.
    pub can: (bool, bool),
    /// Whether a run is in progress.
    pub running: bool,
    /// Whether the colours are dark now, and whether the system wishes them so.
    pub dark: (bool, bool),
    /// How the page shows the plan.
    pub view: View,
    /// Words.
    pub text: &'static Text,
    /// Takes edits.
    pub dispatch: Callback<Action>,
    /// Takes wishes.
    pub on_wish: Callback<Wish>,
}

/// The top bar.
#[component]
pub fn TopBar(props: &TopBarProps) -> Html {
    let words = props.text.shell;
    let wish = |wish: Wish| props.on_wish.reform(move |_: MouseEvent| wish);
    html! {
        <header class="top">
            <span class="brand">
                { mark(props.running) }
                <b>{ "Tandem" }</b>
            </span>
            <Title plan={props.plan.clone()} text={props.text} dispatch={props.dispatch.clone()} />
            <div class="ib">
                { step_button(props, Action::Undo) }
                { step_button(props, Action::Redo) }
            </div>
            <span class="sp"></span>
            <span class="priv">{ lock() }{ words.privacy }</span>
            <nav class="acts" aria-label={words.actions}>
                <button type="button" class="wide" data-testid="examples" onclick={wish(Wish::Examples)}>{ words.examples }</button>
                <button type="button" class="wide" data-testid="open-file" onclick={wish(Wish::OpenFile)}>{ words.open_file }</button>
                <button type="button" class="wide" data-testid="save-file" onclick={wish(Wish::SaveFile)}>{ words.save_file }</button>
                <button type="button" class="wide far" data-testid="settings" onclick={wish(Wish::Settings)}>{ props.text.settings.title }</button>
                <button type="button" class="wide far" data-testid="actuals" onclick={wish(Wish::Actuals)}>{ props.text.stages.actuals_short }</button>
                <button type="button" class="wide far" data-testid="present-open" onclick={wish(Wish::Present)}>{ props.text.sharing.present }</button>
                <button type="button" class="wide far" data-testid="print" onclick={wish(Wish::Print)}>{ props.text.sharing.print }</button>
                { more(props) }
                <button type="button" class="pri" data-testid="share" onclick={wish(Wish::Share)}>{ words.share }</button>
            </nav>
            { language(props) }
            { colours(props) }
        </header>
    }
}

/// The chain drive; its belt travels while a run is in progress.
pub fn mark(running: bool) -> Html {
    html! {
        <svg class={classes!("logo", running.then_some("busy"))} viewBox="-1 0 35 24" width="35" height="24" aria-hidden="true">
            <path class="belt" d="M13.9 1.7L28 6.1A6.2 6.2 0 0 1 28 17.9L13.9 22.3A10.8 10.8 0 1 1 13.9 1.7Z" />
            <circle class="w1" cx="11" cy="12" r="7" />
            <circle class="w2" cx="26.3" cy="12" r="3" />
        </svg>
    }
}

fn icon(path: &'static str) -> Html {
    html! {
        <svg class="ic" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d={path} /></svg>
    }
}

fn lock() -> Html {
    icon("M4.5 7.5h7v6h-7zM6 7.5V5.2a2 2 0 014 0v2.3")
}

fn step_button(props: &TopBarProps, action: Action) -> Html {
    let words = props.text.shell;
    let (id, label, path, can) = match action {
        Action::Undo => ("undo", words.undo, "M6 4L2.5 7.5 6 11M3 7.5h6.5a3.5 3.5 0 010 7H7", props.can.0),
        _ => ("redo", words.redo, "M10 4l3.5 3.5L10 11M13 7.5H6.5a3.5 3.5 0 000 7H9", props.can.1),
    };
    let onclick = props.dispatch.reform(move |_: MouseEvent| action.clone());
    html! {
        <button type="button" class="i" data-testid={id} aria-label={label} title={label} disabled={!can} {onclick}>
            { icon(path) }
        </button>
    }
}

/// On a narrow page: what has no room.
fn more(props: &TopBarProps) -> Html {
    let words = props.text.shell;
    let item = |text: &'static str, test_id: &'static str, wish: Wish| MenuItem {
        text: text.into(),
        test_id: test_id.into(),
        action: props.on_wish.reform(move |()| wish),
    };
    let items = vec![
        item(words.examples, "more-examples", Wish::Examples),
        item(words.open_file, "more-open-file", Wish::OpenFile),
        item(words.save_file, "more-save-file", Wish::SaveFile),
        item(props.text.settings.title, "more-settings", Wish::Settings),
        item(props.text.charts.stages_title, "more-stages", Wish::Stages),
        item(props.text.stages.actuals_short, "more-actuals", Wish::Actuals),
        item(props.text.sharing.present, "more-present", Wish::Present),
        item(props.text.sharing.print, "more-print", Wish::Print),
        item(props.text.palette.title, "more-palette", Wish::Palette { only_levers: false }),
    ];
    let face = icon("M3 8h.01M8 8h.01M13 8h.01");
    html! { <Menu id="more-list" label={words.more} {face} class={classes!("i", "dots")} {items} /> }
}

fn language(props: &TopBarProps) -> Html {
    let words = props.text.shell;
    let view = View { lang: props.view.lang.other(), ..props.view.clone() };
    let other = view.lang.code();
    let onclick = props.dispatch.reform(move |_: MouseEvent| Action::SetView(view.clone()));
    html! {
        <button type="button" class="i lang" data-testid="lang" aria-label={words.switch_language} {onclick}>
            <span lang={other}>{ words.other_language }</span>
        </button>
    }
}

fn colours(props: &TopBarProps) -> Html {
    let words = props.text.shell;
    let (dark, system_dark) = props.dark;
    let theme = match (!dark, system_dark) {
        (wanted, system) if wanted == system => Theme::Auto,
        (true, _) => Theme::Dark,
        (false, _) => Theme::Light,
    };
    let label = if dark { words.to_light } else { words.to_dark };
    let view = View { theme, ..props.view.clone() };
    let onclick = props.dispatch.reform(move |_: MouseEvent| Action::SetView(view.clone()));
    html! {
        <button type="button" class="i" data-testid="theme" aria-label={label} title={label} {onclick}>
            { icon("M8 2.5a5.5 5.5 0 100 11 5.5 5.5 0 000-11zM8 2.5v11") }
        </button>
    }
}

#[derive(PartialEq, Properties)]
struct TitleProps {
    plan: Rc<Plan>,
    text: &'static Text,
    dispatch: Callback<Action>,
}

/// The title of the plan, which can be typed over. A draft is kept until Enter or blur.
#[component]
fn Title(props: &TitleProps) -> Html {
    let words = props.text.shell;
    let draft = use_state_eq(|| None::<String>);
    let value = match &*draft {
        Some(draft) => draft.clone(),
        None => words.title_of(&props.plan.plan.title).to_owned(),
    };
    let is_draft = draft.is_some().then_some("");
    let oninput = {
        let draft = draft.clone();
        Callback::from(move |event: InputEvent| {
            draft.set(Some(event.target_unchecked_into::<HtmlInputElement>().value()));
        })
    };
    let onblur = {
        let (draft, plan, dispatch) = (draft.clone(), props.plan.clone(), props.dispatch.clone());
        Callback::from(move |_: FocusEvent| {
            if let Some(title) = &*draft {
                rename(&plan, title, gesture::begin(), &dispatch);
                draft.set(None);
            }
        })
    };
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        let drops = event.key() == "Escape";
        if event.is_composing() || !(drops || event.key() == "Enter") {
            return;
        }
        if drops {
            draft.set(None);
        }
        // Leaving the field takes the draft over, if there is one.
        let _ = event.target_unchecked_into::<HtmlElement>().blur();
    });
    html! {
        <input class="plan" data-testid="plan-title" aria-label={words.plan_title} maxlength={TITLE_LIMIT.to_string()}
            autocomplete="off" spellcheck="false" data-draft={is_draft} {value} {oninput} {onblur} {onkeydown} />
    }
}

fn rename(plan: &Rc<Plan>, title: &str, gesture: u32, dispatch: &Callback<Action>) {
    let title: String = title.trim().chars().filter(|c| !c.is_control()).take(TITLE_LIMIT).collect();
    if title.is_empty() || title == plan.plan.title {
        return;
    }
    let mut next = Plan::clone(plan);
    next.plan.title = title;
    dispatch.emit(Action::Edit { plan: Rc::new(next), field: "plan.title".to_owned(), gesture });
}

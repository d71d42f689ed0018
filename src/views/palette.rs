//! The palette: levers, figures, panels and actions by name, from the keyboard.

use crate::charts::Figure;
use crate::controls::dialog::Dialog;
use crate::controls::reveal;
use crate::format::Format;
use crate::levers::{LeverKind, levers};
use crate::text::Text;
use crate::views::examples;
use crate::views::scenarios::name_of;
use crate::views::top_bar::Wish;
use crate::workbook::{Action, Arrange, MAX_SCENARIOS, Sheet, Theme, View};
use web_sys::{HtmlElement, HtmlInputElement};
use yew::prelude::*;

/// Most entries that are listed.
const LISTED: usize = 12;

/// What [`Palette`] needs.
#[derive(PartialEq, Properties)]
pub struct PaletteProps {
    /// Whether only levers are wanted.
    pub only_levers: bool,
    /// Whether the page is there with everything, and not only to be read.
    pub full: bool,
    /// The scenarios on the page.
    pub sheet: Sheet,
    /// How the page shows the plan.
    pub view: View,
    /// Words.
    pub text: &'static Text,
    /// Figures.
    pub format: Format,
    /// Takes edits.
    pub dispatch: Callback<Action>,
    /// Takes wishes.
    pub on_wish: Callback<Wish>,
    /// The palette is done with.
    pub on_close: Callback<()>,
}

/// What an entry does.
#[derive(Clone, Debug, PartialEq)]
enum Does {
    Lever(String),
    Panel(&'static str),
    Figure(Figure),
    Example(usize),
    Wish(Wish),
    Step(bool),
    Language,
    Theme(Theme),
    Scenario(u32),
    Duplicate(u32),
    Compare,
}

/// One entry.
#[derive(Clone, Debug, PartialEq)]
struct Entry {
    name: String,
    kind: &'static str,
    does: Does,
}

/// The palette.
#[component]
pub fn Palette(props: &PaletteProps) -> Html {
    let words = props.text.palette;
    let wanted = use_state_eq(String::new);
    let chosen = use_mut_ref(|| 0_usize);
    let list = use_node_ref();
    let key = (props.sheet.clone(), props.only_levers, props.text);
    let all = use_memo(key, |_| entries(props));
    let found = found_among(&all, &wanted);
    let at = chosen.borrow().min(found.len().saturating_sub(1));
    let oninput = {
        let (wanted, chosen) = (wanted.clone(), chosen.clone());
        move |event: InputEvent| {
            *chosen.borrow_mut() = 0;
            wanted.set(event.target_unchecked_into::<HtmlInputElement>().value());
        }
    };
    let run = {
        let parts =
            (props.view.clone(), props.dispatch.clone(), props.on_wish.clone(), props.on_close.clone());
        Callback::from(move |does: Does| {
            let (view, dispatch, on_wish, on_close) = &parts;
            on_close.emit(());
            act(does, view, dispatch, on_wish);
        })
    };
    let onkeydown = {
        let (chosen, all, run, redraw) = (chosen.clone(), all.clone(), run.clone(), use_force_update());
        Callback::from(move |event: KeyboardEvent| {
            if event.is_composing() {
                return;
            }
            // Keys may come faster than the list is drawn: what counts is what stands in the field now.
            let found = found_among(&all, &event.target_unchecked_into::<HtmlInputElement>().value());
            let last = found.len().saturating_sub(1);
            let at = (*chosen.borrow()).min(last);
            match event.key().as_str() {
                "ArrowDown" => *chosen.borrow_mut() = if at == last { 0 } else { at + 1 },
                "ArrowUp" => *chosen.borrow_mut() = at.checked_sub(1).unwrap_or(last),
                "Enter" => {
                    if let Some(entry) = found.get(at) {
                        run.emit(entry.does.clone());
                    }
                }
                _ => return,
            }
            event.prevent_default();
            redraw.force_update();
        })
    };
    use_effect_with((at, list.clone()), |(at, list)| {
        let list = list.cast::<HtmlElement>();
        let option = list.and_then(|list| list.children().item(u32::try_from(*at).unwrap_or(0)));
        if let Some(option) = option {
            let nearest = web_sys::ScrollIntoViewOptions::new();
            nearest.set_block(web_sys::ScrollLogicalPosition::Nearest);
            option.scroll_into_view_with_scroll_into_view_options(&nearest);
        }
    });
    let find = if props.only_levers { words.find_lever } else { words.find };
    let active = found.get(at).map(|_| format!("palette-{at}"));
    html! {
        <Dialog id="palette-dialog" title={words.title} close={props.text.shell.close} on_close={props.on_close.clone()}>
            <input class="find" type="text" data-testid="palette-find" role="combobox" aria-expanded="true" aria-controls="palette-list"
                aria-autocomplete="list" aria-activedescendant={active} aria-label={find} placeholder={find} autofocus=true
                autocomplete="off" spellcheck="false" data-draft={(!wanted.is_empty()).then_some("")} value={(*wanted).clone()} {oninput} {onkeydown} />
            <ul class="palette" id="palette-list" role="listbox" aria-label={words.title} ref={list}>
                { for found.iter().enumerate().map(|(index, entry)| option(index, entry, index == at, &run)) }
            </ul>
            if found.is_empty() {
                <p role="status">{ words.none }</p>
            }
        </Dialog>
    }
}

fn option(index: usize, entry: &Entry, is_chosen: bool, run: &Callback<Does>) -> Html {
    let does = entry.does.clone();
    let onclick = run.reform(move |_: MouseEvent| does.clone());
    html! {
        <li key={index} id={format!("palette-{index}")} role="option" aria-selected={is_chosen.to_string()} {onclick}>
            <span>{ entry.name.clone() }</span><small>{ entry.kind }</small>
        </li>
    }
}

/// Whether a name has every word that is looked for.
fn fits(name: &str, wanted: &str) -> bool {
    let name = name.to_lowercase();
    wanted.to_lowercase().split_whitespace().all(|part| name.contains(part))
}

/// The entries that are listed for what is looked for.
fn found_among(all: &[Entry], wanted: &str) -> Vec<Entry> {
    all.iter().filter(|entry| fits(&entry.name, wanted)).take(LISTED).cloned().collect()
}

fn entries(props: &PaletteProps) -> Vec<Entry> {
    let PaletteProps { sheet, text, .. } = props;
    let (plan, base) = (sheet.plan(), sheet.base());
    let (words, shell) = (text.palette, text.shell);
    let lever = |lever: crate::levers::Lever| {
        let label = (text.levers.label)(lever.kind);
        let name = match lever.owner(plan, text) {
            Some(owner) => {
                let about = (text.levers.of_channel)(lever.kind);
                format!("{owner} · {about}")
            }
            None if lever.kind == LeverKind::TargetValue || lever.side == crate::levers::Side::Target => {
                format!("{} · {label}", (text.levers.side)(lever.side))
            }
            None => label.to_owned(),
        };
        Entry { name, kind: words.lever, does: Does::Lever(lever.id) }
    };
    let levers: Vec<Entry> =
        if props.full { levers(plan, base).into_iter().map(lever).collect() } else { Vec::new() };
    if props.only_levers {
        return levers;
    }
    let wish =
        |(name, wish): (&str, Wish)| Entry { name: name.into(), kind: words.action, does: Does::Wish(wish) };
    let wishes = [
        (shell.share, Wish::Share),
        (text.settings.title, Wish::Settings),
        (text.charts.stages_title, Wish::Stages),
        (text.stages.actuals, Wish::Actuals),
        (text.sharing.present, Wish::Present),
        (text.sharing.print, Wish::Print),
        (shell.open_file, Wish::OpenFile),
        (shell.save_file, Wish::SaveFile),
        (shell.examples, Wish::Examples),
        (shell.keys_title, Wish::Keys),
        (words.glossary, Wish::Glossary),
    ];
    let action = |name: &str, does| Entry { name: name.into(), kind: words.action, does };
    let scenarios = text.scenarios;
    let several = sheet.scenarios().len() > 1;
    let duplicate = Does::Duplicate(sheet.in_front().id);
    let steps = [
        Some(action(shell.undo, Does::Step(true))),
        Some(action(shell.redo, Does::Step(false))),
        Some(action(shell.switch_language, Does::Language)),
        Some(action(words.auto_colours, Does::Theme(Theme::Auto))),
        Some(action(shell.to_light, Does::Theme(Theme::Light))),
        Some(action(shell.to_dark, Does::Theme(Theme::Dark))),
        (sheet.scenarios().len() < MAX_SCENARIOS).then(|| action(scenarios.duplicate, duplicate)),
        several.then(|| action(scenarios.compare, Does::Compare)),
    ];
    let versions = (0..sheet.scenarios().len()).filter(|_| several).map(|place| Entry {
        name: format!("{} {}", (scenarios.letter)(place), name_of(sheet, place, text, &props.format)),
        kind: scenarios.title,
        does: Does::Scenario(sheet.scenarios()[place].id),
    });
    let panel = |(id, name): (&'static str, &str)| Entry {
        name: name.into(),
        kind: words.panel,
        does: Does::Panel(id),
    };
    let panels = [
        ("kpis", text.answers.kpis),
        ("forecast", text.charts.forecast),
        ("timeline", text.charts.dates),
        ("funnel", text.charts.funnel),
        ("assumptions", text.assumptions.title),
    ];
    let figure = |figure: &Figure| Entry {
        name: (text.charts.figure)(*figure).long.to_owned(),
        kind: words.figure,
        does: Does::Figure(*figure),
    };
    let example = |(index, title): (usize, &&str)| Entry {
        name: (*title).to_owned(),
        kind: words.example,
        does: Does::Example(index),
    };
    let actions = wishes.into_iter().map(wish).chain(steps.into_iter().flatten()).chain(versions);
    let all = actions
        .chain(panels.into_iter().map(panel))
        .chain(levers)
        .chain(Figure::GROUPS.iter().flat_map(|group| group.iter()).map(figure))
        .chain(shell.example_titles.iter().enumerate().map(example));
    all.filter(|entry| props.full || !entry.does.changes()).collect()
}

impl Does {
    /// Whether it changes a plan, or leads to where one is changed.
    fn changes(&self) -> bool {
        matches!(
            self,
            Does::Lever(..)
                | Does::Example(_)
                | Does::Step(_)
                | Does::Duplicate(_)
                | Does::Compare
                | Does::Wish(Wish::OpenFile | Wish::Examples | Wish::Settings | Wish::Stages | Wish::Actuals)
        )
    }
}

fn act(does: Does, view: &View, dispatch: &Callback<Action>, on_wish: &Callback<Wish>) {
    match does {
        // The dialog gives the focus back first.
        Does::Lever(id) => reveal::later(move || reveal::lever(&id)),
        Does::Panel(id) => reveal::later(move || reveal::panel(id)),
        Does::Figure(figure) => {
            dispatch.emit(Action::SetView(View {
                measure: figure.measure(),
                figure: Some(figure),
                ..view.clone()
            }));
            reveal::later(|| reveal::panel("forecast"));
        }
        Does::Example(index) => dispatch.emit(examples::open(index)),
        Does::Wish(wish) => on_wish.emit(wish),
        Does::Step(back) => dispatch.emit(if back { Action::Undo } else { Action::Redo }),
        Does::Theme(theme) => dispatch.emit(Action::SetView(View { theme, ..view.clone() })),
        Does::Scenario(id) => dispatch.emit(Action::Show(id)),
        Does::Duplicate(id) => dispatch.emit(Action::Arrange(Arrange::Duplicate(id))),
        Does::Compare => dispatch.emit(Action::SetView(View { compare: !view.compare, ..view.clone() })),
        Does::Language => {
            dispatch.emit(Action::SetView(View { lang: view.lang.other(), ..view.clone() }));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_any_order_and_case() {
        assert!(fits("Search ads · spend", "SPEND search"));
        assert!(fits("搜索广告", "广告") && fits("anything", ""));
        assert!(!fits("Search ads", "search content"));
    }
}

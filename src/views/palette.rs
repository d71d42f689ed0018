//! The palette: levers, figures, inputs, settings, panels, files and actions by name, from the keyboard.

use crate::controls::dialog::Dialog;
use crate::controls::reveal;
use crate::format::Format;
use crate::text::Text;
use crate::views::examples;
use crate::views::glossary::term_id;
use crate::views::kpis::tile;
use crate::views::top_bar::Wish;
use crate::workbook::{Action, Arrange, Sheet, View};
use web_sys::{HtmlElement, HtmlInputElement};
use yew::prelude::*;

mod entries;
mod found;

use entries::{Does, Entry, entries};
use found::found_among;

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

fn act(does: Does, view: &View, dispatch: &Callback<Action>, on_wish: &Callback<Wish>) {
    match does {
        // The dialog gives the focus back first.
        Does::Lever(id) => reveal::later(move || reveal::lever(&id)),
        Does::Row(path) => reveal::later(move || reveal::row(&path)),
        Does::Tile(kpi) => reveal::later(move || reveal::first_of(&[tile(kpi).as_str()])),
        Does::Term(kpi) => {
            on_wish.emit(Wish::Glossary);
            reveal::once_there(format!("#{}", term_id(kpi)));
        }
        Does::Setting(id) => {
            on_wish.emit(Wish::Settings);
            reveal::once_there(format!("#{id}"));
        }
        Does::File(item) => reveal::later(move || reveal::press(&format!("[data-testid={item}]"))),
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

//! The page: joins workbook, simulation and views, and gives each view what it needs.

mod frame;

use crate::format::Format;
use crate::simulate::{RunState, Simulated, mark_edit, use_simulation};
use crate::storage;
use crate::text::text;
use crate::views::changed::Changed;
use crate::views::compare::Compare;
use crate::views::examples::{Examples, first_plan};
use crate::views::footer::{Footer, Keys};
use crate::views::forecast::Forecast;
use crate::views::funnel::Funnel;
use crate::views::headline::Headline;
use crate::views::kpis::Kpis;
use crate::views::levers::Levers;
use crate::views::notices::{Notices, ToastView, Warnings};
use crate::views::scenarios::Scenarios;
use crate::views::share::Share;
use crate::views::timeline::Timeline;
use crate::views::top_bar::{TopBar, Wish};
use crate::workbook::{Action, Desk, Notice, Origin, Sheet, View, Workbook};
use frame::{use_dark, use_document, use_files, use_keys, use_links, use_saving, use_toast};
use std::rc::Rc;
use tandem_engine::plan::Plan;
use yew::prelude::*;

/// Draws the page in place of the skeleton.
pub fn mount() {
    frame::report_panics();
    let place = web_sys::window().and_then(|window| window.document()?.get_element_by_id("app"));
    if let Some(place) = place {
        yew::Renderer::<App>::with_root(place).render();
    }
}

/// The state of the page as it starts: the plan that was kept, else the first example; over it what the address asks for.
fn first_state(example: &Rc<Plan>) -> Workbook {
    let kept = storage::load();
    let desk = kept.desk.unwrap_or_else(|| Desk::new(Sheet::opened(Rc::clone(example))));
    let view = View::of(desk.sheet().plan(), storage::language(), storage::theme());
    let start = Rc::new(Workbook::new(desk, view));
    let wishes = kept.notice.map(Action::Warn).into_iter().chain(storage::linked());
    let start = wishes.fold(start, Reducible::reduce);
    Rc::unwrap_or_clone(start)
}

/// The page.
#[component]
pub fn App() -> Html {
    let example = use_memo((), |()| Rc::unwrap_or_clone(first_plan()));
    let book = use_reducer({
        let example = Rc::clone(&example);
        move || first_state(&example)
    });
    let dispatch = use_dispatch(&book);
    let simulated = use_simulation(book.sheet(), &example);
    let dialog = use_dialog(&book);
    let (dark, system_dark) = use_dark(book.view().theme);
    let on_wish = use_wishes(&book, &dispatch, &dialog);
    use_document(&book, dark);
    use_saving(&book, &dispatch);
    use_links(&book, &dispatch);
    let held = use_files(&dispatch);
    use_keys(&book, &dispatch, on_wish.reform(|()| Wish::Keys));
    let on_hold = use_toast(book.toast(), &dispatch);

    let words = text(book.view().lang);
    let format = use_memo((book.view().lang, book.plan().plan.currency_code.clone()), |(lang, currency)| {
        Format::new(*lang, currency)
    });
    let format = Format::clone(&format);
    let page = Page { book: &book, simulated: &simulated, text: words, format: &format, dispatch: &dispatch };
    let running = matches!(simulated.shown.state, RunState::Running { .. });
    html! {
        <>
            <button type="button" class="skip" onclick={|_| frame::go_to_answers()}>{ words.shell.skip }</button>
            <TopBar plan={book.plan().clone()} can={(book.can_undo(), book.can_redo())} {running} dark={(dark, system_dark)}
                view={book.view().clone()} text={words} dispatch={dispatch.clone()} on_wish={on_wish.clone()} />
            <div class="app">
                { page.levers() }
                <main id="answers" tabindex="-1">
                    <Notices notices={book.notices().to_vec()} shared={book.is_shared()} findings={simulated.findings.clone()}
                        text={words} format={format.clone()} dispatch={dispatch.clone()} on_wish={on_wish.clone()} />
                    { page.answers() }
                    <Warnings findings={simulated.findings.clone()} text={words} format={format.clone()} />
                    <Footer plan={book.plan().clone()} text={words} format={format.clone()} on_wish={on_wish} />
                </main>
            </div>
            { dialog.draw(&page) }
            if let Some(toast) = book.toast().cloned() {
                <ToastView {toast} text={words} dispatch={dispatch.clone()} {on_hold} />
            }
            if held {
                <div class="drop"><p>{ words.shell.drop_here }</p></div>
            }
        </>
    }
}

/// What every panel draws from.
struct Page<'a> {
    book: &'a Workbook,
    simulated: &'a Simulated,
    text: &'static crate::text::Text,
    format: &'a Format,
    dispatch: &'a Callback<Action>,
}

impl Page<'_> {
    fn levers(&self) -> Html {
        html! {
            <Levers plan={self.book.plan().clone()} base={self.book.base().clone()} findings={self.simulated.findings.clone()}
                shown={self.simulated.shown.clone()} probe={self.simulated.probe.clone()} text={self.text}
                format={self.format.clone()} dispatch={self.dispatch.clone()} />
        }
    }

    /// The panels, answer first.
    fn answers(&self) -> Html {
        let (plan, base, shown) = (self.book.plan(), self.book.base(), &self.simulated.shown);
        let (sheet, runs) = (self.book.sheet(), &self.simulated.runs);
        let (view, text, format, dispatch) = (self.book.view(), self.text, self.format, self.dispatch);
        html! {
            <>
                <Scenarios sheet={sheet.clone()} runs={runs.clone()} view={view.clone()} {text} format={format.clone()}
                    dispatch={dispatch.clone()} />
                <Headline plan={plan.clone()} shown={shown.clone()} {text} format={format.clone()} />
                <Changed sheet={sheet.clone()} shown={shown.clone()} runs={runs.clone()} {text} format={format.clone()} />
                <Kpis plan={plan.clone()} base={base.clone()} shown={shown.clone()} runs={runs.clone()} {text} format={format.clone()} />
                if view.compare && sheet.scenarios().len() > 1 {
                    <Compare sheet={sheet.clone()} runs={runs.clone()} probe={self.simulated.probe.clone()} view={view.clone()}
                        {text} format={format.clone()} dispatch={dispatch.clone()} />
                }
                <Forecast plan={plan.clone()} shown={shown.clone()} view={view.clone()} {text} format={format.clone()}
                    dispatch={dispatch.clone()} />
                <Timeline plan={plan.clone()} shown={shown.clone()} view={view.clone()} {text} format={format.clone()} />
                <Funnel plan={plan.clone()} shown={shown.clone()} {text} format={format.clone()} />
            </>
        }
    }
}

/// Takes actions; the moment of an edit is marked for measuring.
#[hook]
fn use_dispatch(book: &UseReducerHandle<Workbook>) -> Callback<Action> {
    let dispatcher = book.dispatcher();
    use_callback(dispatcher, |action: Action, dispatcher| {
        if matches!(action, Action::Edit { .. } | Action::Undo | Action::Redo | Action::Open { .. }) {
            mark_edit();
        }
        dispatcher.dispatch(action);
    })
}

/// The dialog that is open.
#[derive(Clone, Copy, PartialEq)]
enum Dialog {
    Examples,
    Share,
    Keys,
}

#[derive(Clone)]
struct OpenDialog(UseStateHandle<Option<Dialog>>);

/// The open dialog. After a crash the page starts with the examples.
#[hook]
fn use_dialog(book: &Workbook) -> OpenDialog {
    let crashed = book.notices().contains(&Notice::Crashed);
    OpenDialog(use_state_eq(|| crashed.then_some(Dialog::Examples)))
}

impl OpenDialog {
    fn draw(&self, page: &Page) -> Html {
        let open = self.0.clone();
        let on_close = Callback::from(move |()| open.set(None));
        let (text, dispatch) = (page.text, page.dispatch.clone());
        match *self.0 {
            None => Html::default(),
            Some(Dialog::Examples) => html! { <Examples {text} {dispatch} {on_close} /> },
            Some(Dialog::Keys) => html! { <Keys {text} {on_close} /> },
            Some(Dialog::Share) => {
                let plan = Rc::clone(page.book.plan());
                let (link, fits) = storage::link_to(&plan);
                let on_copy = {
                    let link = link.clone();
                    Callback::from(move |done| storage::copy(link.clone(), done))
                };
                let title = text.shell.title_of(&plan.plan.title).to_owned();
                let on_download = Callback::from(move |()| storage::download(&plan, &title));
                let sound = page.simulated.sound;
                html! { <Share {link} {fits} {sound} {text} {on_copy} {on_download} {on_close} /> }
            }
        }
    }
}

/// Fulfils what the reader asks for.
#[hook]
fn use_wishes(book: &Workbook, dispatch: &Callback<Action>, dialog: &OpenDialog) -> Callback<Wish> {
    let title = text(book.view().lang).shell.title_of(&book.plan().plan.title).to_owned();
    let plan = Rc::clone(book.plan());
    let (dispatch, dialog) = (dispatch.clone(), dialog.0.clone());
    Callback::from(move |wish| match wish {
        Wish::Examples => dialog.set(Some(Dialog::Examples)),
        Wish::Share => dialog.set(Some(Dialog::Share)),
        Wish::Keys => dialog.set(Some(Dialog::Keys)),
        Wish::OpenFile => storage::ask_for_file(dispatch.clone()),
        Wish::SaveFile => storage::download(&plan, &title),
        Wish::Reload => storage::reload(),
        Wish::Reopen => {
            if let Some(plan) = storage::put_aside_last() {
                dispatch.emit(Action::Dismiss("crashed"));
                dispatch.emit(Action::Open { plan, origin: Origin::File });
            }
        }
    })
}

//! The page: joins workbook, simulation and views, and gives each view what it needs.

mod below;
mod dispatch;
mod frame;
mod later;
mod rested;
mod start;
mod steady;

use crate::controls::gesture;
use crate::controls::kept_focus::use_kept_focus;
use crate::format::Format;
use crate::simulate::spans::Periods;
use crate::simulate::{Live, Progress, RunState, Simulated, use_simulation};
use crate::storage::address::{Links, Screen};
use crate::storage::{self, address};
use crate::text::text;
use crate::views::actuals::ActualFigures;
use crate::views::assumptions::Assumptions;
use crate::views::balance::Balance;
use crate::views::changed::Changed;
use crate::views::channels::Channels;
use crate::views::compare::Compare;
use crate::views::drivers::Drivers;
use crate::views::examples::Examples;
use crate::views::footer::{Footer, Keys};
use crate::views::forecast::Forecast;
use crate::views::funnel::Funnel;
use crate::views::glossary::Glossary;
use crate::views::headline::Headline;
use crate::views::hints::Hints;
use crate::views::kpis::Kpis;
use crate::views::levers::Levers;
use crate::views::memo::{MemoFoot, MemoHead};
use crate::views::notices::{Notices, ToastView, Warnings};
use crate::views::origin::Reach;
use crate::views::palette::Palette;
use crate::views::plain_bar::PlainBar;
use crate::views::present::Present;
use crate::views::prices::Prices;
use crate::views::scenarios::Scenarios;
use crate::views::settings::PlanSettings;
use crate::views::share::Share;
use crate::views::stages::StageTable;
use crate::views::timeline::Timeline;
use crate::views::top_bar::{TopBar, Wish};
use crate::workbook::{Action, Notice, Origin, Workbook};
use below::use_panels;
use dispatch::use_dispatch;
use frame::{use_dark, use_document, use_files, use_keys, use_links, use_saving, use_toast};
use later::Later;
use rested::use_rested;
pub use start::mount;
use start::{Part, Start};
use std::rc::Rc;
use steady::use_steady;
use tandem_engine::Period;
use tandem_engine::plan::Plan;
use yew::prelude::*;

/// What ends the page: warnings and the foot, then what only paper shows.
const END: usize = Part::COUNT + 6;
const PAPER: usize = END + 1;
/// All that follows the headline: the rest of the first screen, the panels below it, the end, and a link to the page.
const PANELS: usize = PAPER + 1;

/// What [`App`] needs.
#[derive(PartialEq, Properties)]
pub struct AppProps {
    /// What the page starts with.
    pub start: Start,
}

/// The page.
#[component]
pub fn App(AppProps { start }: &AppProps) -> Html {
    let book = use_reducer(|| Workbook::clone(&start.book));
    let screen = *use_memo((), |()| address::screen());
    let dispatch = use_dispatch(&book, screen);
    let span = use_state_eq(|| (Period::PlanYear, 0));
    let channels = use_state_eq(|| None::<Period>);
    let periods = Periods { kpis: span.0, channels: *channels };
    let on_channels = use_callback(channels.setter(), |period, channels| channels.set(period));
    let panels = use_panels(PANELS);
    let moment = (panels == PANELS, book.in_gesture() || gesture::is_held());
    let simulated = use_simulation(book.sheet(), &start.example, &start.evaluated, periods, moment);
    let rested = use_rested(book.plan(), book.in_gesture());
    let sheet_at_rest = use_mut_ref(|| book.sheet().clone());
    if Rc::ptr_eq(&rested, book.plan()) {
        sheet_at_rest.borrow_mut().clone_from(book.sheet());
    }
    let sheet_at_rest = sheet_at_rest.borrow().clone();
    // With all scenarios, as the share dialog proposes it.
    let link = use_memo((sheet_at_rest, panels == PANELS), |(sheet, wanted)| {
        let links =
            wanted.then(|| Links::to_all(sheet)).filter(|links| links.fits && !address::from_disk())?;
        Some(AttrValue::from(links.of(Screen::Full)))
    });
    let dialog = use_dialog(&book);
    let (dark, system_dark) = use_dark(book.view().theme);
    let slide = use_state_eq(|| None::<usize>);
    let wishes = use_wishes(&book, &dispatch, &dialog, &slide, screen);
    let on_wish = use_steady(wishes);
    let on_stages = use_callback(on_wish.clone(), |_: MouseEvent, on_wish| on_wish.emit(Wish::Stages));
    let on_actuals = use_callback(on_wish.clone(), |_: MouseEvent, on_wish| on_wish.emit(Wish::Actuals));
    use_document(&book, dark);
    use_saving(&book, &dispatch);
    use_links(&book, &dispatch);
    let held = use_files(&dispatch, screen);
    use_keys(&book, &dispatch, on_wish.clone(), screen);
    use_kept_focus();
    let hints = use_hints(screen);
    let on_hold = use_toast(book.toast(), &dispatch);

    let words = text(book.view().lang);
    let format = use_memo((book.view().lang, book.plan().plan.currency_code.clone()), |(lang, currency)| {
        Format::new(*lang, currency)
    });
    let format = Format::clone(&format);
    let page = Page {
        book: &book,
        simulated: &simulated,
        rested: &rested,
        link: &link,
        text: words,
        format: &format,
        dispatch: &dispatch,
        on_wish: &on_wish,
        on_stages: &on_stages,
        on_actuals: &on_actuals,
        screen,
        span: &span,
        on_channels: &on_channels,
        panels,
        start,
    };
    let running = simulated.shown.state == RunState::Running;
    if let Some(at) = *slide {
        let slide = html! { <>{ page.slide(at, &slide) }{ dialog.draw(&page) }</> };
        return html! { <ContextProvider<Progress> context={simulated.progress}>{ slide }</ContextProvider<Progress>> };
    }
    let top = || match screen {
        Screen::Full => html! {
            <>
                <button type="button" class="skip" onclick={|_| frame::go_to_answers()}>{ words.shell.skip }</button>
                <TopBar plan={book.plan().clone()} can={(book.can_undo(), book.can_redo())} {running} dark={(dark, system_dark)}
                    view={book.view().clone()} text={words} dispatch={dispatch.clone()} on_wish={on_wish.clone()} />
            </>
        },
        _ => {
            html! { <PlainBar {screen} plan={book.plan().clone()} {running} text={words} on_wish={on_wish.clone()} /> }
        }
    };
    let full = screen == Screen::Full;
    html! {
        <ContextProvider<Progress> context={simulated.progress}><ContextProvider<Live> context={simulated.live.clone()}>
            { page.following(Part::Top, top) }
            <div class={classes!("app", (!full).then_some("alone"))} data-screen={screen.key()}>
                if full {
                    { page.following(Part::Levers, || page.levers()) }
                }
                <main id="answers" tabindex="-1" data-whole={(screen == Screen::Embed || panels == PANELS).then_some("")}>
                    if panels >= PAPER {
                        <MemoHead plan={book.plan().clone()} today={storage::today()} early={simulated.shown.state != RunState::Ready} text={words} format={format.clone()} />
                    }
                    <Notices notices={book.notices().to_vec()} shared={book.is_shared() && full} {full} plan={book.plan().clone()} findings={simulated.findings.clone()}
                        text={words} format={format.clone()} dispatch={dispatch.clone()} on_wish={on_wish.clone()} />
                    { page.answers(screen) }
                    if panels >= Part::COUNT {
                        { hints.draw(words) }
                    }
                    if screen != Screen::Embed && panels >= END {
                        <Warnings plan={book.plan().clone()} findings={simulated.findings.clone()} text={words} format={format.clone()} />
                        if panels >= PAPER {
                            { page.memo() }
                        }
                        <Footer plan={book.plan().clone()} text={words} format={format.clone()} on_wish={on_wish.clone()} />
                    }
                </main>
            </div>
            { dialog.draw(&page) }
            if let Some(toast) = book.toast().cloned() {
                <ToastView {toast} text={words} dispatch={dispatch.clone()} {on_hold} />
            }
            if held {
                <div class="drop"><p>{ words.shell.drop_here }</p></div>
            }
        </ContextProvider<Live>></ContextProvider<Progress>>
    }
}

/// What every panel draws from.
struct Page<'a> {
    book: &'a Workbook,
    simulated: &'a Simulated,
    /// The plan for what need not follow every step of a drag.
    rested: &'a Rc<Plan>,
    /// Its address, where it leads somewhere.
    link: &'a Option<AttrValue>,
    text: &'static crate::text::Text,
    format: &'a Format,
    dispatch: &'a Callback<Action>,
    on_wish: &'a Callback<Wish>,
    on_stages: &'a Callback<MouseEvent>,
    on_actuals: &'a Callback<MouseEvent>,
    screen: Screen,
    /// The span of the key figures: a period and a place in it.
    span: &'a UseStateHandle<(Period, usize)>,
    /// Asks for the channels' figures by a period.
    on_channels: &'a Callback<Option<Period>>,
    /// How much of what follows the headline is drawn.
    panels: usize,
    start: &'a Start,
}

impl Page<'_> {
    fn levers(&self) -> Html {
        html! {
            <Levers plan={self.book.plan().clone()} base={self.book.base().clone()} findings={self.simulated.findings.clone()}
                groups={self.panels + 1 - Part::Levers as usize} shown={self.simulated.shown.clone()} probe={self.simulated.probe.clone()} text={self.text}
                format={self.format.clone()} dispatch={self.dispatch.clone()} on_stages={self.on_stages.clone()} />
        }
    }

    /// The plan as slides.
    fn slide(&self, slide: usize, state: &UseStateHandle<Option<usize>>) -> Html {
        let (plan, base, shown) = (self.book.plan(), self.book.base(), &self.simulated.shown);
        let state = state.clone();
        html! {
            <Present {slide} plan={plan.clone()} base={base.clone()} opened={self.book.is_first()} shown={shown.clone()} runs={self.simulated.runs.clone()}
                prices={self.simulated.prices.clone()} kpis={self.kpis(Reach::Nothing)} probe={self.simulated.probe.clone()}
                view={self.book.view().clone()}
                text={self.text} format={self.format.clone()} dispatch={self.dispatch.clone()}
                on_slide={Callback::from(move |to| state.set(to))} />
        }
    }

    /// The foot of a printed page.
    fn memo(&self) -> Html {
        let (plan, base) = (self.rested, self.book.base());
        html! {
            <MemoFoot plan={plan.clone()} base={base.clone()} link={self.link.clone()} text={self.text} format={self.format.clone()} />
        }
    }

    fn kpis(&self, reach: Reach) -> Html {
        let (book, simulated, span) = (self.book, self.simulated, self.span.clone());
        html! {
            <Kpis plan={book.plan().clone()} base={book.base().clone()} opened={book.is_first()} shown={simulated.shown.clone()} runs={simulated.runs.clone()}
                figures={simulated.figures.clone()} place={span.1} on_span={move |to| span.set(to)} {reach} text={self.text}
                format={self.format.clone()} />
        }
    }

    fn channels(&self) -> Html {
        let figures = self.simulated.channels.clone();
        html! {
            <Channels plan={self.rested.clone()} {figures} on_period={self.on_channels.clone()} text={self.text}
                format={self.format.clone()} />
        }
    }

    /// The panels, answer first.
    fn answers(&self, screen: Screen) -> Html {
        let (plan, base, shown) = (self.book.plan(), self.book.base(), &self.simulated.shown);
        let (sheet, runs, prices) = (self.book.sheet(), &self.simulated.runs, &self.simulated.prices);
        let reach = match screen {
            Screen::Full => Reach::Levers,
            Screen::ReadOnly => Reach::Panels,
            Screen::Embed => Reach::Nothing,
        };
        let (view, text, format, dispatch) = (self.book.view(), self.text, self.format, self.dispatch);
        html! {
            <>
                if screen == Screen::Full || (screen == Screen::ReadOnly && sheet.scenarios().len() > 1) {
                    { self.following(Part::Scenarios, || html! {
                        <Scenarios sheet={sheet.clone()} runs={runs.clone()} view={view.clone()} fixed={screen != Screen::Full} {text}
                            format={format.clone()} dispatch={dispatch.clone()} />
                    }) }
                }
                <Headline plan={plan.clone()} base={base.clone()} shown={shown.clone()} live={self.simulated.live.clone()} prices={prices.clone()} {reach} {text}
                    format={format.clone()} />
                if screen == Screen::Full {
                    <Changed sheet={sheet.clone()} shown={shown.clone()} runs={runs.clone()} {text} format={format.clone()} />
                }
                if screen != Screen::Embed {
                    { self.following(Part::Figures, || html! { <Later>{ self.kpis(reach) }</Later> }) }
                }
                if screen == Screen::Full && view.compare && sheet.scenarios().len() > 1 {
                    <Compare sheet={sheet.clone()} runs={runs.clone()} probe={self.simulated.probe.clone()} view={view.clone()}
                        {text} format={format.clone()} dispatch={dispatch.clone()} />
                }
                { self.following(Part::Forecast, || self.forecast(screen)) }
                if screen != Screen::Embed {
                    { self.below(screen) }
                }
            </>
        }
    }

    /// A part that follows the headline, once it is its turn; till then what the skeleton has in its place.
    fn following(&self, part: Part, draw: impl FnOnce() -> Html) -> Html {
        if self.panels >= part as usize { draw() } else { self.start.placeholder(part) }
    }

    fn forecast(&self, screen: Screen) -> Html {
        let (book, simulated) = (self.book, self.simulated);
        let full = screen == Screen::Full;
        html! {
            <Later>
                <Forecast plan={book.plan().clone()} base={book.base().clone()} opened={book.is_first()} shown={simulated.shown.clone()}
                    live={simulated.live.clone()} runs={simulated.runs.clone()} probe={simulated.probe.clone()} view={book.view().clone()} editable={full}
                    on_actuals={full.then(|| self.on_actuals.clone())} text={self.text} format={self.format.clone()}
                    dispatch={self.dispatch.clone()} />
            </Later>
        }
    }

    /// The panels below the first screen, as far as they are drawn.
    fn below(&self, screen: Screen) -> Html {
        let (plan, base, shown) = (self.book.plan(), self.book.base(), &self.simulated.shown);
        let (prices, probe) = (&self.simulated.prices, &self.simulated.probe);
        let (view, text, format, dispatch) = (self.book.view(), self.text, self.format, self.dispatch);
        let drawn = |panel| self.panels >= Part::COUNT + panel;
        html! {
            <>
                if drawn(1) {
                    <Later><Prices prices={prices.clone()} shown={shown.clone()} {text} format={format.clone()} /></Later>
                }
                if drawn(2) {
                    <Later>
                        { self.channels() }
                        <Balance plan={self.simulated.valid.clone()} probe={probe.clone()} {text} format={format.clone()} />
                        <Drivers plan={self.simulated.valid.clone()} probe={probe.clone()} {text} format={format.clone()} />
                    </Later>
                }
                if drawn(3) {
                    <Later>
                        <Funnel plan={plan.clone()} shown={shown.clone()} {text} format={format.clone()}
                            on_edit={(screen == Screen::Full).then(|| self.on_stages.clone())} />
                    </Later>
                }
                if drawn(4) {
                    <Later><Timeline plan={plan.clone()} shown={shown.clone()} view={view.clone()} {text} format={format.clone()} /></Later>
                }
                if drawn(5) {
                    <Later>
                        <Assumptions plan={self.rested.clone()} base={base.clone()} {text} format={format.clone()}
                            findings={self.simulated.findings.clone()} dispatch={(screen == Screen::Full).then(|| dispatch.clone())} />
                    </Later>
                }
            </>
        }
    }
}

/// The hints of a first visit, until they are understood.
struct OpenHints(UseStateHandle<bool>);

#[hook]
fn use_hints(screen: Screen) -> OpenHints {
    OpenHints(use_state_eq(|| screen == Screen::Full && storage::wants_hints()))
}

impl OpenHints {
    fn draw(&self, text: &'static crate::text::Text) -> Html {
        let open = self.0.clone();
        let on_done = Callback::from(move |()| {
            storage::keep_hints_done();
            open.set(false);
        });
        html! { if *self.0 { <Hints {text} {on_done} /> } }
    }
}

/// The dialog that is open.
#[derive(Clone, Copy, PartialEq)]
enum Dialog {
    Examples,
    Share,
    Settings,
    Stages,
    Actuals,
    Keys,
    Glossary,
    Palette { only_levers: bool },
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
            Some(Dialog::Settings) => html! {
                <PlanSettings plan={page.book.plan().clone()} findings={page.simulated.findings.clone()} {text}
                    format={page.format.clone()} {dispatch} {on_close} />
            },
            Some(Dialog::Stages) => html! {
                <StageTable plan={page.book.plan().clone()} base={page.book.base().clone()} findings={page.simulated.findings.clone()} {text}
                    format={page.format.clone()} {dispatch} {on_close} />
            },
            Some(Dialog::Actuals) => html! {
                <ActualFigures plan={page.book.plan().clone()} summary={page.simulated.shown.summary.clone()}
                    measure={page.book.view().measure} {text} format={page.format.clone()} {dispatch} {on_close} />
            },
            Some(Dialog::Keys) => html! { <Keys {text} {on_close} /> },
            Some(Dialog::Glossary) => html! { <Glossary {text} {on_close} /> },
            Some(Dialog::Palette { only_levers }) => html! {
                <Palette {only_levers} full={page.screen == Screen::Full} sheet={page.book.sheet().clone()}
                    view={page.book.view().clone()} {text} format={page.format.clone()} {dispatch} on_wish={page.on_wish.clone()}
                    {on_close} />
            },
            Some(Dialog::Share) => {
                let (plan, sheet) = (Rc::clone(page.book.plan()), page.book.sheet().clone());
                let links = Links::to(&plan);
                let several = sheet.scenarios().len() > 1;
                let all = several.then(|| (Links::to_all(&sheet), sheet.scenarios().len()));
                let letter = (text.scenarios.letter)(sheet.front());
                let on_copy = Callback::from(|(copied, done)| storage::copy(copied, done));
                let title = text.shell.title_of(&plan.plan.title).to_owned();
                let on_download = {
                    let title = title.clone();
                    Callback::from(move |all: bool| {
                        if all {
                            storage::download_all(&sheet, &title)
                        } else {
                            storage::download(&plan, &title)
                        }
                    })
                };
                let (sound, from_disk) = (page.simulated.sound, address::from_disk());
                html! { <Share {links} {all} {letter} {title} {sound} {from_disk} {text} {on_copy} {on_download} {on_close} /> }
            }
        }
    }
}

/// Fulfils what the reader asks for.
#[hook]
fn use_wishes(
    book: &Workbook,
    dispatch: &Callback<Action>,
    dialog: &OpenDialog,
    slide: &UseStateHandle<Option<usize>>,
    screen: Screen,
) -> Callback<Wish> {
    let title = text(book.view().lang).shell.title_of(&book.plan().plan.title).to_owned();
    let sheet = book.sheet().clone();
    let (dispatch, dialog, slide) = (dispatch.clone(), dialog.0.clone(), slide.clone());
    Callback::from(move |wish| match wish {
        // What only leads to a change has no place where nothing can be changed.
        Wish::Examples
        | Wish::OpenFile
        | Wish::Reopen
        | Wish::Settings
        | Wish::Stages
        | Wish::Actuals
        | Wish::Palette { only_levers: true }
            if screen != Screen::Full => {}
        Wish::Glossary => dialog.set(Some(Dialog::Glossary)),
        Wish::Palette { only_levers } => dialog.set(Some(Dialog::Palette { only_levers })),
        Wish::Present => slide.set(slide.or(Some(0))),
        Wish::Print => address::print(),
        Wish::Full { apart: true } => address::open_full(&sheet),
        Wish::Full { apart: false } => address::go_full(&sheet),
        Wish::Examples => dialog.set(Some(Dialog::Examples)),
        Wish::Share => dialog.set(Some(Dialog::Share)),
        Wish::Settings => dialog.set(Some(Dialog::Settings)),
        Wish::Stages => dialog.set(Some(Dialog::Stages)),
        Wish::Actuals => dialog.set(Some(Dialog::Actuals)),
        Wish::Keys => dialog.set(Some(Dialog::Keys)),
        Wish::OpenFile => storage::ask_for_file(dispatch.clone()),
        Wish::SaveFile => storage::download_all(&sheet, &title),
        Wish::Reload => storage::reload(),
        Wish::Reopen => {
            if let Some(plan) = storage::put_aside_last() {
                dispatch.emit(Action::Dismiss("crashed"));
                dispatch.emit(Action::Open { plan, origin: Origin::File });
            }
        }
    })
}

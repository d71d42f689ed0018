//! Where plans come from and go to: this browser's storage, files, the address bar, the clipboard.
//!
//! The only file that names storage, location or files. The address is read, and written only to take a link away.

pub mod address;
pub mod download;
pub mod envelope;

use crate::text::Lang;
use crate::workbook::{Action, Desk, Notice, Origin, SaveFault, Sheet, Theme};
use envelope::{Saved, Sealer, Slot};
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use js_sys::Reflect;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use tandem_engine::date::Date;
use tandem_engine::plan::{self, Bundle, BundleReading, NamedPlan, Plan};
use tandem_engine::{Finding, check};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{File, HtmlInputElement, Storage, Window};
use yew::Callback;

/// The two places of the plan: the older one is overwritten, so that a good one is always left.
const SLOTS: [&str; 2] = ["tandem.plan.a", "tandem.plan.b"];
/// Where damaged or crashing text is put aside.
const ASIDE: &str = "tandem.aside";
const LANG: &str = "tandem.lang";
const THEME: &str = "tandem.theme";
const HINTS: &str = "tandem.hints";

/// Rest before the plan is saved, milliseconds.
const SAVE_AFTER_MS: u32 = 300;
/// A longer file is no plan, bytes.
const MAX_FILE_BYTES: f64 = 1e6;

fn window() -> Option<Window> {
    web_sys::window()
}

fn local() -> Option<Storage> {
    window()?.local_storage().ok()?
}

fn recall(key: &str) -> Option<String> {
    local()?.get_item(key).ok()?
}

/// What this browser had kept.
pub struct Kept {
    /// The plan with its scenarios and steps, if there is a good one.
    pub desk: Option<Desk>,
    /// What the reader should know about it.
    pub notice: Option<Notice>,
}

/// The plan that this browser has kept. Damaged text is put aside first, and so is a plan that crashed the page twice.
pub fn load() -> Kept {
    let crashed = start_mark().as_deref() == Some("examples");
    let mut newest: Option<Saved> = None;
    let mut damaged = false;
    for key in SLOTS {
        let text = recall(key);
        match envelope::open(text.as_deref()) {
            Slot::Empty => {}
            Slot::Good(_) if crashed => put_aside(key, text),
            Slot::Good(saved) => {
                if newest.as_ref().is_none_or(|newest| newest.number < saved.number) {
                    newest = Some(*saved);
                }
            }
            Slot::Damaged => {
                damaged = true;
                put_aside(key, text);
            }
        }
    }
    let notice = if crashed {
        Some(Notice::Crashed)
    } else {
        (damaged && newest.is_none()).then_some(Notice::Damaged)
    };
    Kept { desk: newest.map(|saved| saved.desk), notice }
}

/// How `assets/boot.js` wants the page to start.
fn start_mark() -> Option<String> {
    window()?.document()?.document_element()?.get_attribute("data-start")
}

/// Moves a text to the first free place of its own; it stays where it is if there is no room.
fn put_aside(key: &str, text: Option<String>) {
    let (Some(storage), Some(text)) = (local(), text) else { return };
    let free = (1..1000)
        .map(|n| format!("{ASIDE}.{n}"))
        .find(|place| !matches!(storage.get_item(place), Ok(Some(_))));
    let moved = free.is_some_and(|place| storage.set_item(&place, &text).is_ok());
    if moved {
        let _ = storage.remove_item(key);
    }
}

/// The plan that was put aside last, to be opened all the same.
pub fn put_aside_last() -> Option<Rc<Plan>> {
    let texts = (1..1000).map_while(|n| recall(&format!("{ASIDE}.{n}")));
    match envelope::open(texts.last().as_deref()) {
        Slot::Good(saved) => Some(Rc::clone(saved.desk.sheet().plan())),
        Slot::Empty | Slot::Damaged => None,
    }
}

/// Writes the plan over the older slot and reads it back.
fn save(desk: &Desk, sealer: &mut Sealer) -> Result<(), SaveFault> {
    let storage = local().ok_or(SaveFault::Forbidden)?;
    let numbers = SLOTS.map(|key| envelope::number(recall(key).as_deref()));
    let older = usize::from(numbers[1] < numbers[0]);
    let saved = Saved { number: numbers[0].max(numbers[1]) + 1, desk: desk.clone() };
    let text = sealer.seal(&saved);
    storage.set_item(SLOTS[older], &text).map_err(|_| SaveFault::Full)?;
    let back = storage.get_item(SLOTS[older]).ok().flatten();
    if back.as_deref() == Some(&text) { Ok(()) } else { Err(SaveFault::NotReadBack) }
}

/// What is to be saved, and the texts of what was saved before.
#[derive(Default)]
struct Waiting {
    desk: Option<Desk>,
    sealer: Sealer,
}

/// Saves the plan after a short rest, and at once when the page is left.
pub struct Autosave {
    waiting: Rc<RefCell<Waiting>>,
    timer: RefCell<Option<Timeout>>,
    dispatch: Callback<Action>,
    faulty: Rc<RefCell<bool>>,
    _leaving: Option<EventListener>,
}

impl Autosave {
    /// An autosave that tells its faults to `dispatch`.
    pub fn new(dispatch: Callback<Action>) -> Self {
        let waiting = Rc::new(RefCell::new(Waiting::default()));
        let faulty = Rc::new(RefCell::new(false));
        let leaving = window().map(|window| {
            let (waiting, faulty, dispatch) = (Rc::clone(&waiting), Rc::clone(&faulty), dispatch.clone());
            EventListener::new(&window, "pagehide", move |_| flush(&waiting, &faulty, &dispatch))
        });
        Self { waiting, timer: RefCell::new(None), dispatch, faulty, _leaving: leaving }
    }

    /// Takes a new state of the reader's own plan.
    pub fn take(&self, desk: Desk) {
        self.waiting.borrow_mut().desk = Some(desk);
        let (waiting, faulty, dispatch) =
            (Rc::clone(&self.waiting), Rc::clone(&self.faulty), self.dispatch.clone());
        *self.timer.borrow_mut() =
            Some(Timeout::new(SAVE_AFTER_MS, move || flush(&waiting, &faulty, &dispatch)));
    }
}

fn flush(waiting: &RefCell<Waiting>, faulty: &RefCell<bool>, dispatch: &Callback<Action>) {
    let saved = {
        let mut waiting = waiting.borrow_mut();
        let Some(desk) = waiting.desk.take() else { return };
        save(&desk, &mut waiting.sealer)
    };
    let was_faulty = *faulty.borrow();
    *faulty.borrow_mut() = saved.is_err();
    match saved {
        Ok(()) if was_faulty => dispatch.emit(Action::Dismiss("storage")),
        Ok(()) => {}
        // Told once, not at each change: a notice that is dismissed stays away until a save has worked again.
        Err(_) if was_faulty => {}
        Err(fault) => dispatch.emit(Action::Warn(Notice::NotSaved(fault))),
    }
}

/// Tells when another tab saves a plan.
pub fn on_other_tab(dispatch: Callback<Action>) -> Option<EventListener> {
    let window = window()?;
    Some(EventListener::new(&window, "storage", move |event| {
        let key = event.dyn_ref::<web_sys::StorageEvent>().and_then(web_sys::StorageEvent::key);
        if key.is_some_and(|key| SLOTS.contains(&key.as_str())) {
            dispatch.emit(Action::Warn(Notice::OtherTab));
        }
    }))
}

/// Asks the browser, once, not to throw the saved plan away when room is short.
pub fn ask_to_persist_once() {
    thread_local!(static ASKED: Cell<bool> = const { Cell::new(false) });
    if !ASKED.replace(true) {
        ask_to_persist();
    }
}

fn ask_to_persist() {
    let Some(window) = window() else { return };
    // Some browsers have no storage manager on an insecure address.
    let manager = Reflect::get(&window.navigator(), &"storage".into()).ok().filter(JsValue::is_object);
    if let Some(manager) = manager.and_then(|manager| manager.dyn_into::<web_sys::StorageManager>().ok())
        && let Ok(promise) = manager.persist()
    {
        spawn_local(async move { drop(JsFuture::from(promise).await) });
    }
}

/// The language that `assets/boot.js` found: the one kept, else the browser's.
pub fn language() -> Lang {
    let code = window().and_then(|w| w.document()?.document_element()?.get_attribute("lang"));
    code.and_then(|code| Lang::from_code(&code)).unwrap_or_default()
}

/// The colours that were chosen.
pub fn theme() -> Theme {
    match recall(THEME).as_deref() {
        Some("dark") => Theme::Dark,
        Some("light") => Theme::Light,
        _ => Theme::Auto,
    }
}

/// Keeps a choice of language and colours; without storage it lasts as long as the page.
pub fn keep_choices(lang: Lang, theme: Theme) {
    let Some(storage) = local() else { return };
    let _ = storage.set_item(LANG, lang.code());
    let _ = match theme {
        Theme::Dark => storage.set_item(THEME, "dark"),
        Theme::Light => storage.set_item(THEME, "light"),
        Theme::Auto => storage.remove_item(THEME),
    };
}

/// The day that it is here.
pub fn today() -> Option<Date> {
    let now = js_sys::Date::new_0();
    Date::new(i32::try_from(now.get_full_year()).ok()?, now.get_month() + 1, now.get_date())
}

/// Whether the hints of a first visit are still to be shown. Where nothing can be kept they would come back for ever.
pub fn wants_hints() -> bool {
    local().is_some_and(|storage| matches!(storage.get_item(HINTS), Ok(None)))
}

/// The hints are understood, for ever.
pub fn keep_hints_done() {
    if let Some(storage) = local() {
        // Without room they come back at the next visit.
        let _ = storage.set_item(HINTS, "done");
    }
}

/// What the page was opened with: a link in its address, else the plan that a page of one file has in itself.
pub fn brought() -> Option<Action> {
    linked().or_else(enclosed)
}

/// What the address asks for, if it holds anything after `#`.
pub fn linked() -> Option<Action> {
    let fragment = window()?.location().hash().ok()?;
    let fragment = fragment.strip_prefix('#').unwrap_or(&fragment);
    (!fragment.is_empty()).then(|| open_link(fragment))
}

/// The plan in the page itself; it is somebody's plan like that of a link, and the reader's own is kept beside it.
fn enclosed() -> Option<Action> {
    let text = window()?.document()?.get_element_by_id("plan")?.text_content()?;
    Some(match sound(plan::read_bundle(&text)) {
        Ok(sheet) => Action::OpenSheet { sheet, origin: Origin::Link },
        Err(findings) => {
            Action::Warn(Notice::File { name: "plan.json".to_owned(), findings: Rc::new(findings) })
        }
    })
}

/// Opens a link's text: a plan without errors, or a notice that names the fault. By itself, so that a page without a link does
/// not wait for what reads one.
#[inline(never)]
fn open_link(fragment: &str) -> Action {
    match plan::from_scenarios_link(fragment) {
        Err(fault) => Action::Warn(Notice::Link(fault)),
        Ok(reading) => match sound(reading) {
            Ok(sheet) => Action::OpenSheet { sheet, origin: Origin::Link },
            Err(findings) => Action::Warn(Notice::LinkedPlan(Rc::new(findings))),
        },
    }
}

/// Scenarios that can all run, or everything that is wrong with them.
fn sound(reading: BundleReading) -> Result<Box<Sheet>, Vec<Finding>> {
    let parts: Vec<String> = (0..reading.scenarios.len()).map(|place| reading.path_of(place)).collect();
    let mut findings = reading.findings;
    let mut scenarios = Vec::new();
    for (scenario, part) in reading.scenarios.into_iter().zip(parts) {
        let checked = check::examine(scenario.reading);
        let name = scenario.name;
        scenarios.extend(checked.model.map(|model| NamedPlan { name, plan: model.plan().clone() }));
        findings.extend(checked.findings.into_iter().map(|finding| plan::within(&part, finding)));
    }
    findings.retain(|finding| finding.code.is_error());
    let sheet = Sheet::of_bundle(Bundle { scenarios, front: reading.front });
    sheet.filter(|_| findings.is_empty()).map(Box::new).ok_or(findings)
}

/// Calls with every link that is put into the address later.
pub fn on_link(dispatch: Callback<Action>) -> Option<EventListener> {
    let window = window()?;
    Some(EventListener::new(&window, "hashchange", move |_| {
        if let Some(action) = linked() {
            dispatch.emit(action);
        }
    }))
}

/// Takes the link out of the address, so that a reload does not open it again.
pub fn forget_link() {
    let Some(window) = window() else { return };
    let location = window.location();
    if location.hash().is_ok_and(|hash| hash.is_empty()) {
        return;
    }
    let (Ok(path), Ok(search), Ok(history)) = (location.pathname(), location.search(), window.history())
    else {
        return;
    };
    // A browser may refuse after many changes; the link then stays, which harms nothing.
    let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&format!("{path}{search}")));
}

/// Loads the page again.
pub fn reload() {
    if let Some(window) = window() {
        // Only a page that is being left refuses.
        let _ = window.location().reload();
    }
}

/// Copies a text; tells whether the browser let it.
pub fn copy(text: String, done: Callback<bool>) {
    let clipboard = window().and_then(|window| {
        let clipboard = Reflect::get(&window.navigator(), &"clipboard".into()).ok()?;
        clipboard.dyn_into::<web_sys::Clipboard>().ok()
    });
    let Some(clipboard) = clipboard else { return done.emit(false) };
    let promise = clipboard.write_text(&text);
    spawn_local(async move { done.emit(JsFuture::from(promise).await.is_ok()) });
}

/// Downloads the plan as a file that is named by its title.
pub fn download(plan: &Plan, title: &str) {
    download_json(&plan::write(plan), title);
}

/// Downloads all scenarios as a file that is named by a title; a single one is its plan.
pub fn download_all(sheet: &Sheet, title: &str) {
    download_json(&plan::write_bundle(&sheet.bundle()), title);
}

fn download_json(json: &str, title: &str) {
    // A browser that refuses to make a file shows that itself.
    let _ = download::text(&download::name(title, "tandem.json"), "application/json", &format!("{json}\n"));
}

/// Asks for a file and opens it.
pub fn ask_for_file(dispatch: Callback<Action>) {
    let document = window().and_then(|window| window.document());
    let input = document.and_then(|document| document.create_element("input").ok());
    let Some(input) = input.and_then(|input| input.dyn_into::<HtmlInputElement>().ok()) else { return };
    input.set_type("file");
    input.set_accept(".json,application/json");
    let chosen = input.clone();
    // The listener must live as long as the input, which the browser keeps until a choice is made.
    EventListener::once(&input, "change", move |_| {
        if let Some(file) = chosen.files().and_then(|files| files.get(0)) {
            open_file(file, dispatch);
        }
    })
    .forget();
    input.click();
}

fn open_file(file: File, dispatch: Callback<Action>) {
    spawn_local(async move { dispatch.emit(read_file(&file).await) });
}

async fn read_file(file: &File) -> Action {
    let name = file.name();
    let text = if file.size() > MAX_FILE_BYTES { None } else { JsFuture::from(file.text()).await.ok() };
    let Some(text) = text.and_then(|text| text.as_string()) else {
        return Action::Warn(Notice::Unreadable { name });
    };
    match sound(plan::read_bundle(&text)) {
        Ok(sheet) => Action::OpenSheet { sheet, origin: Origin::File },
        Err(findings) => Action::Warn(Notice::of_refused(name, &text, findings)),
    }
}

/// Opens files that are dropped on the page; `held` tells whether one is held over it.
pub fn on_drop(dispatch: Callback<Action>, held: Callback<bool>) -> Vec<EventListener> {
    let Some(window) = window() else { return Vec::new() };
    let options = gloo::events::EventListenerOptions::enable_prevent_default();
    let listen = |kind: &'static str| {
        let (dispatch, held) = (dispatch.clone(), held.clone());
        EventListener::new_with_options(&window, kind, options, move |event| {
            let transfer = event.dyn_ref::<web_sys::DragEvent>().and_then(web_sys::DragEvent::data_transfer);
            let Some(transfer) = transfer.filter(|transfer| transfer.types().includes(&"Files".into(), 0))
            else {
                return;
            };
            event.prevent_default();
            held.emit(kind == "dragover");
            if kind == "drop"
                && let Some(file) = transfer.files().and_then(|files| files.get(0))
            {
                open_file(file, dispatch.clone());
            }
        })
    };
    vec![listen("dragover"), listen("drop"), listen("dragleave")]
}

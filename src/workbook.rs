//! The state of the page and the only code that changes it: plan, undo, shared plan, view, notices.
//!
//! Pure: no browser types, no clock. The page dispatches an [`Action`]; [`Workbook::reduce`] gives the next state.

use crate::text::Lang;
use std::rc::Rc;
use tandem_engine::plan::{LinkError, Plan, TargetMeasure};
use tandem_engine::{Finding, Measure, Period};
use yew::Reducible;

/// Steps that can be undone; older ones are forgotten.
pub const MAX_UNDO_STEPS: usize = 200;

/// A plan with what it is compared with.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The plan as it is now.
    pub plan: Rc<Plan>,
    /// The plan as it was opened: what "changed" and reset compare with.
    pub base: Rc<Plan>,
}

impl Sheet {
    /// A plan just opened.
    pub fn opened(plan: Rc<Plan>) -> Self {
        Self { base: Rc::clone(&plan), plan }
    }
}

impl PartialEq for Sheet {
    /// By content, but plans that are one are not compared.
    fn eq(&self, other: &Self) -> bool {
        same(&self.plan, &other.plan) && same(&self.base, &other.base)
    }
}

fn same(a: &Rc<Plan>, b: &Rc<Plan>) -> bool {
    Rc::ptr_eq(a, b) || a == b
}

/// One sheet with its history.
#[derive(Clone, Debug, PartialEq)]
struct Desk {
    sheet: Sheet,
    past: Vec<Sheet>,
    future: Vec<Sheet>,
    /// Field and gesture of the newest edit: an equal pair goes on with the same step.
    open_step: Option<(String, u32)>,
}

impl Desk {
    fn new(sheet: Sheet) -> Self {
        Self { sheet, past: Vec::new(), future: Vec::new(), open_step: None }
    }

    /// A new sheet, as a step of its own.
    fn replace(&mut self, sheet: Sheet) {
        let old = std::mem::replace(&mut self.sheet, sheet);
        self.past.push(old);
        if self.past.len() > MAX_UNDO_STEPS {
            self.past.remove(0);
        }
        self.future.clear();
        self.open_step = None;
    }

    fn edit(&mut self, plan: Rc<Plan>, field: String, gesture: u32) {
        let step = Some((field, gesture));
        if self.open_step == step {
            self.sheet.plan = plan;
            self.future.clear();
            return;
        }
        let base = Rc::clone(&self.sheet.base);
        self.replace(Sheet { plan, base });
        self.open_step = step;
    }

    fn undo(&mut self) -> bool {
        let Some(sheet) = self.past.pop() else { return false };
        self.future.push(std::mem::replace(&mut self.sheet, sheet));
        self.open_step = None;
        true
    }

    fn redo(&mut self) -> bool {
        let Some(sheet) = self.future.pop() else { return false };
        self.past.push(std::mem::replace(&mut self.sheet, sheet));
        self.open_step = None;
        true
    }
}

/// The state of the page.
#[derive(Clone, Debug, PartialEq)]
pub struct Workbook {
    /// What is on the page: the reader's own work, or a shared plan.
    desk: Desk,
    /// The reader's own work while a shared plan is on the page.
    own: Option<Box<Desk>>,
    view: View,
    notices: Vec<Notice>,
    toast: Option<Toast>,
    /// Toasts so far: a new toast is told from the one before.
    toasts: u32,
}

/// What the page shows of the plan, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// Language.
    pub lang: Lang,
    /// Colours.
    pub theme: Theme,
    /// Measure of the forecast chart.
    pub measure: Measure,
    /// Period of the forecast chart.
    pub period: Period,
    /// Drawing or table.
    pub chart: ChartMode,
}

impl View {
    /// The view of a plan that was just opened.
    pub fn of(plan: &Plan, lang: Lang, theme: Theme) -> Self {
        Self { lang, theme, measure: first_measure(plan), period: Period::Month, chart: ChartMode::Bands }
    }
}

/// The measure that a plan is about: its target's, else revenue.
fn first_measure(plan: &Plan) -> Measure {
    match plan.target.as_ref().map(|target| target.measure) {
        Some(TargetMeasure::Arr) => Measure::Mrr,
        Some(TargetMeasure::Bookings) => Measure::Bookings,
        Some(TargetMeasure::Won) => Measure::Won,
        Some(TargetMeasure::Customers) => Measure::Customers,
        Some(TargetMeasure::Cash) => Measure::Cash,
        Some(TargetMeasure::Revenue) | None => Measure::Revenue,
    }
}

/// Colours of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system wishes.
    #[default]
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// How the forecast is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ChartMode {
    /// The fan chart.
    #[default]
    Bands,
    /// The same figures as a table.
    Table,
}

/// Where an opened plan comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// One of the examples.
    Example,
    /// A file of the reader.
    File,
    /// A link: shown beside the reader's own plan, never over it.
    Link,
}

/// Something the reader should know, until it is dismissed or no longer true.
#[derive(Clone, Debug, PartialEq)]
pub enum Notice {
    /// The address held a link that cannot be opened.
    Link(LinkError),
    /// The address held a link whose plan has errors.
    LinkedPlan(Rc<Vec<Finding>>),
    /// A file that is not a plan, or one with errors.
    File {
        /// Name of the file.
        name: String,
        /// What is wrong with it.
        findings: Rc<Vec<Finding>>,
    },
    /// A file that the browser could not read, or too big to be a plan.
    Unreadable {
        /// Name of the file.
        name: String,
    },
    /// The plan cannot be kept in this browser.
    NotSaved(SaveFault),
    /// What was saved is damaged; it was moved aside.
    Damaged,
    /// The plan crashed the page twice; it was not opened again.
    Crashed,
    /// Another tab has saved the plan since.
    OtherTab,
}

/// Why the plan cannot be kept in this browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaveFault {
    /// The browser gives no room.
    Full,
    /// The browser forbids it, as in some private windows.
    Forbidden,
    /// What was read back differs from what was written.
    NotReadBack,
}

impl Notice {
    /// The kind of notice, unique on the page; a new one takes the place of its kind.
    pub const fn kind(&self) -> &'static str {
        match self {
            Notice::Link(_) | Notice::LinkedPlan(_) => "link",
            Notice::File { .. } | Notice::Unreadable { .. } => "file",
            Notice::NotSaved(_) => "storage",
            Notice::Damaged => "damaged",
            Notice::Crashed => "crashed",
            Notice::OtherTab => "tabs",
        }
    }
}

/// Something that was just done, shown for some seconds.
#[derive(Clone, Debug, PartialEq)]
pub struct Toast {
    /// Tells one toast from the next.
    pub number: u32,
    /// What was done.
    pub news: News,
}

/// What was just done.
#[derive(Clone, Debug, PartialEq)]
pub enum News {
    /// A plan of that title was opened in place of the reader's own.
    Opened(String),
    /// A shared plan became the reader's own.
    Kept(String),
}

/// What can happen to the state.
#[derive(Clone, Debug)]
pub enum Action {
    /// The plan was edited. Edits of one field in one gesture are one step.
    Edit {
        /// The plan after the edit.
        plan: Rc<Plan>,
        /// The field.
        field: String,
        /// A number that a control raises when a drag or a focus starts.
        gesture: u32,
    },
    /// Back by one step.
    Undo,
    /// Forward by one step.
    Redo,
    /// A plan was opened.
    Open {
        /// The plan.
        plan: Rc<Plan>,
        /// Where it comes from.
        origin: Origin,
    },
    /// The shared plan becomes the reader's own.
    KeepShared,
    /// The shared plan is left.
    BackToMine,
    /// Another view.
    SetView(View),
    /// Something the reader should know.
    Warn(Notice),
    /// The notice of a kind is done with.
    Dismiss(&'static str),
    /// The toast of that number is done with.
    CloseToast(u32),
}

impl Workbook {
    /// The page with a plan, before anything was done.
    pub fn new(sheet: Sheet, view: View) -> Self {
        Self { desk: Desk::new(sheet), own: None, view, notices: Vec::new(), toast: None, toasts: 0 }
    }

    /// The plan on the page.
    pub fn plan(&self) -> &Rc<Plan> {
        &self.desk.sheet.plan
    }

    /// The plan as it was opened.
    pub fn base(&self) -> &Rc<Plan> {
        &self.desk.sheet.base
    }

    /// The reader's own work, whether it is on the page or not: what is saved.
    pub fn own(&self) -> &Sheet {
        self.own.as_ref().map_or(&self.desk.sheet, |desk| &desk.sheet)
    }

    /// Whether a shared plan is on the page.
    pub fn is_shared(&self) -> bool {
        self.own.is_some()
    }

    /// Whether there is a step to undo.
    pub fn can_undo(&self) -> bool {
        !self.desk.past.is_empty()
    }

    /// Whether there is a step to do again.
    pub fn can_redo(&self) -> bool {
        !self.desk.future.is_empty()
    }

    /// How the page shows the plan.
    pub fn view(&self) -> &View {
        &self.view
    }

    /// What the reader should know, oldest first.
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// What was just done.
    pub fn toast(&self) -> Option<&Toast> {
        self.toast.as_ref()
    }

    /// The state after an action; nothing if it changes nothing.
    fn after(&self, action: Action) -> Option<Self> {
        let mut next = self.clone();
        match action {
            Action::Edit { plan, field, gesture } => {
                if same(&plan, self.plan()) {
                    return None;
                }
                next.desk.edit(plan, field, gesture);
            }
            Action::Undo => next.step(Desk::undo)?,
            Action::Redo => next.step(Desk::redo)?,
            Action::Open { plan, origin: Origin::Link } => next.show_shared(plan),
            Action::Open { plan, origin: Origin::Example | Origin::File } => next.open_own(plan),
            Action::KeepShared => next.keep_shared()?,
            Action::BackToMine => next.back_to_mine()?,
            Action::SetView(view) => next.view = view,
            Action::Warn(notice) => next.warn(notice),
            Action::Dismiss(kind) => next.notices.retain(|notice| notice.kind() != kind),
            Action::CloseToast(number) => {
                next.toast.take_if(|toast| toast.number == number)?;
            }
        }
        (next != *self).then_some(next)
    }

    /// Undo or redo; the toast offered just this and is done with.
    fn step(&mut self, step: impl Fn(&mut Desk) -> bool) -> Option<()> {
        let base = Rc::clone(self.base());
        if !step(&mut self.desk) {
            return None;
        }
        self.toast = None;
        if !Rc::ptr_eq(&base, self.base()) {
            self.follow_plan();
        }
        Some(())
    }

    fn show_shared(&mut self, plan: Rc<Plan>) {
        let shared = Desk::new(Sheet::opened(plan));
        let before = std::mem::replace(&mut self.desk, shared);
        self.own.get_or_insert_with(|| Box::new(before));
        self.toast = None;
        self.opened("link");
    }

    fn open_own(&mut self, plan: Rc<Plan>) {
        if let Some(own) = self.own.take() {
            self.desk = *own;
        }
        let title = plan.plan.title.clone();
        self.desk.replace(Sheet::opened(plan));
        self.tell(News::Opened(title));
        self.opened("file");
    }

    /// The shared plan over the reader's own, as a step that can be undone.
    fn keep_shared(&mut self) -> Option<()> {
        let own = self.own.take()?;
        let shared = std::mem::replace(&mut self.desk, *own);
        let title = shared.sheet.plan.plan.title.clone();
        self.desk.replace(shared.sheet);
        self.tell(News::Kept(title));
        Some(())
    }

    fn back_to_mine(&mut self) -> Option<()> {
        self.desk = *self.own.take()?;
        self.follow_plan();
        Some(())
    }

    /// A plan was opened: notices of failed tries are done with, the view follows.
    fn opened(&mut self, kind: &str) {
        self.notices.retain(|notice| notice.kind() != kind);
        self.follow_plan();
    }

    fn follow_plan(&mut self) {
        self.view.measure = first_measure(self.plan());
    }

    fn warn(&mut self, notice: Notice) {
        self.notices.retain(|old| old.kind() != notice.kind());
        self.notices.push(notice);
    }

    fn tell(&mut self, news: News) {
        self.toasts += 1;
        self.toast = Some(Toast { number: self.toasts, news });
    }
}

impl Reducible for Workbook {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        self.after(action).map_or(self, Rc::new)
    }
}

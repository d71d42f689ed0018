//! The state of the page and the only code that changes it: plan, undo, shared plan, view, notices.
//!
//! Pure: no browser types, no clock. The page dispatches an [`Action`]; [`Workbook::reduce`] gives the next state.

mod action;
mod desk;
mod follow;
mod view;

use crate::text::text;
use desk::same;
use std::rc::Rc;
use tandem_engine::plan::Plan;
use yew::Reducible;

pub use action::{Action, News, Notice, Origin, SaveFault, Toast};
pub use desk::{Arrange, Desk, MAX_SCENARIOS, MAX_UNDO_STEPS, NAME_LIMIT, Scenario, Sheet};
pub use view::{ChartMode, Theme, View};

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

impl Workbook {
    /// The page with a plan and what was done to it earlier.
    pub fn new(desk: Desk, view: View) -> Self {
        Self { desk, own: None, view, notices: Vec::new(), toast: None, toasts: 0 }
    }

    /// The plan on the page.
    pub fn plan(&self) -> &Rc<Plan> {
        self.desk.sheet().plan()
    }

    /// What the plan on the page is compared with: the first scenario, or for that one the plan as it was opened.
    pub fn base(&self) -> &Rc<Plan> {
        self.desk.sheet().base()
    }

    /// Whether the first scenario is in front: it is compared with the plan as it was opened.
    pub fn is_first(&self) -> bool {
        self.desk.sheet().front() == 0
    }

    /// Whether the newest edit is the middle of a gesture, such as a drag: more of the same may follow at once.
    pub fn in_gesture(&self) -> bool {
        self.desk.in_gesture()
    }

    /// The scenarios on the page.
    pub fn sheet(&self) -> &Sheet {
        self.desk.sheet()
    }

    /// The reader's own work, whether it is on the page or not: what is saved.
    pub fn own(&self) -> &Desk {
        self.own.as_deref().unwrap_or(&self.desk)
    }

    /// Whether a shared plan is on the page.
    pub fn is_shared(&self) -> bool {
        self.own.is_some()
    }

    /// Whether there is a step to undo.
    pub fn can_undo(&self) -> bool {
        !self.desk.past().is_empty()
    }

    /// Whether there is a step to do again.
    pub fn can_redo(&self) -> bool {
        !self.desk.future().is_empty()
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
                next.keep_to_target(self.plan());
                // Its undo would take back this edit.
                next.toast = None;
                next.went_on();
            }
            Action::Remove { plan, name, gesture } => {
                if same(&plan, self.plan()) {
                    return None;
                }
                next.desk.edit(plan, "channels".to_owned(), gesture);
                next.went_on();
                next.tell(News::Removed(name));
            }
            Action::Undo => next.step(Desk::undo)?,
            Action::Redo => next.step(Desk::redo)?,
            Action::Open { plan, origin } => next.open(Sheet::opened(plan), &origin),
            Action::OpenSheet { sheet, origin } => next.open(*sheet, &origin),
            Action::Show(id) => {
                next.desk.show(id)?;
                next.follow_target(self.plan());
            }
            Action::Arrange(change) => next.arrange(&change)?,
            Action::KeepShared => next.keep_shared()?,
            Action::CompareShared => next.compare_shared(false)?,
            Action::CompareInstead => next.compare_shared(true)?,
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
        let before = self.sheet().clone();
        if !step(&mut self.desk) {
            return None;
        }
        self.toast = None;
        self.view.compare &= self.sheet().scenarios().len() > 1;
        if !Rc::ptr_eq(before.as_opened(), self.sheet().as_opened()) {
            self.follow_plan();
        } else if before.in_front().id != self.sheet().in_front().id {
            self.follow_target(before.plan());
        } else {
            self.keep_to_target(before.plan());
        }
        Some(())
    }

    fn open(&mut self, sheet: Sheet, origin: &Origin) {
        match origin {
            Origin::Link => self.show_shared(sheet),
            Origin::Example | Origin::File => self.open_own(sheet),
        }
    }

    fn show_shared(&mut self, sheet: Sheet) {
        let shared = Desk::new(sheet);
        let before = std::mem::replace(&mut self.desk, shared);
        self.own.get_or_insert_with(|| Box::new(before));
        self.toast = None;
        self.opened();
    }

    fn open_own(&mut self, sheet: Sheet) {
        if let Some(own) = self.own.take() {
            self.desk = *own;
        }
        let title = sheet.plan().plan.title.clone();
        self.desk.replace(sheet);
        self.tell(News::Opened(title));
        self.opened();
    }

    /// The shared plan over the reader's own, as a step that can be undone.
    fn keep_shared(&mut self) -> Option<()> {
        let own = self.own.take()?;
        let shared = std::mem::replace(&mut self.desk, *own);
        let title = shared.sheet().plan().plan.title.clone();
        self.desk.replace(shared.sheet().clone());
        self.notices.retain(|notice| *notice != Notice::NoRoom);
        self.tell(News::Kept(title));
        Some(())
    }

    /// The shared plan beside the reader's own, as a step that can be undone: all its scenarios if there is room, else the one
    /// in front; `instead`: that one in place of the last scenario.
    fn compare_shared(&mut self, instead: bool) -> Option<()> {
        let own = self.own.as_ref()?;
        let title = self.plan().plan.title.clone();
        // A title that both have says nothing.
        let both = title == own.sheet().plan().plan.title;
        let titled = if both { text(self.view.lang).scenarios.shared } else { &title };
        let named = |scenario: &Scenario| {
            let named = Some(scenario.name.as_str()).filter(|name| !name.is_empty()).unwrap_or(titled);
            (tandem_engine::plan::clean_name(named), Rc::clone(&scenario.plan))
        };
        let all: Vec<_> = self.sheet().scenarios().iter().map(named).collect();
        let (name, plan) = named(self.sheet().in_front());
        let mut left = all.len() - 1;
        let sheet = if instead {
            own.sheet().with_last(name, plan)
        } else if let Some(sheet) = own.sheet().with_all(all, self.sheet().front()) {
            left = 0;
            Some(sheet)
        } else {
            own.sheet().with_all(vec![(name, plan)], 0)
        };
        let Some(sheet) = sheet else {
            self.warn(Notice::NoRoom);
            return Some(());
        };
        self.notices.retain(|notice| *notice != Notice::NoRoom);
        self.desk = *self.own.take()?;
        self.desk.replace(sheet);
        self.view.compare = true;
        self.tell(News::Beside(title, left));
        self.follow_plan();
        Some(())
    }

    fn arrange(&mut self, change: &Arrange) -> Option<()> {
        let before = self.sheet().clone();
        self.desk.arrange(change)?;
        // Its undo would take back this change.
        self.toast = None;
        if let Arrange::Delete(id) = change {
            let at = before.scenarios().iter().position(|scenario| scenario.id == *id)?;
            self.tell(News::Deleted(at, before.scenarios()[at].name.clone()));
            self.view.compare &= self.sheet().scenarios().len() > 1;
        }
        self.follow_target(before.plan());
        Some(())
    }

    fn back_to_mine(&mut self) -> Option<()> {
        self.desk = *self.own.take()?;
        // What it tells was done to the other plan.
        self.toast = None;
        self.notices.retain(|notice| *notice != Notice::NoRoom);
        self.follow_plan();
        Some(())
    }

    /// A plan was opened: notices of failed tries are done with, the view follows.
    fn opened(&mut self) {
        self.notices.retain(|notice| !matches!(notice.kind(), "link" | "file" | "room"));
        self.follow_plan();
    }

    /// The reader went on with the plan on the page: a file that could not be opened is done with.
    fn went_on(&mut self) {
        self.notices.retain(|notice| notice.kind() != "file");
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

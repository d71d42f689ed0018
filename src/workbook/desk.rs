//! The plan with its scenarios and its history: every gesture is one step that can be undone.

use std::rc::Rc;
use tandem_engine::plan::{Bundle, NamedPlan, Plan, clean_name};

/// Steps that can be undone; older ones are forgotten.
pub const MAX_UNDO_STEPS: usize = 200;
/// Scenarios of one plan: as many as can be told apart in a row, and as there are keys for.
pub const MAX_SCENARIOS: usize = tandem_engine::plan::MAX_SCENARIOS;
/// Longest name of a scenario, characters.
pub const NAME_LIMIT: usize = tandem_engine::plan::MAX_SCENARIO_NAME;

/// A version of the plan.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// Tells it from the others, wherever it stands; never given twice in a sheet.
    pub id: u32,
    /// The name that was typed; empty for one that is called by what differs.
    pub name: String,
    /// The plan.
    pub plan: Rc<Plan>,
}

impl PartialEq for Scenario {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id && self.name == other.name && same(&self.plan, &other.plan)
    }
}

/// What is on the page: scenarios of one plan, one of them in front.
#[derive(Clone, Debug)]
pub struct Sheet {
    scenarios: Vec<Scenario>,
    front: usize,
    /// The plan as it was opened.
    opened: Rc<Plan>,
}

impl PartialEq for Sheet {
    /// By content, but plans that are one are not compared.
    fn eq(&self, other: &Self) -> bool {
        self.front == other.front && self.scenarios == other.scenarios && same(&self.opened, &other.opened)
    }
}

/// Whether two plans are one, or equal.
pub(super) fn same(a: &Rc<Plan>, b: &Rc<Plan>) -> bool {
    Rc::ptr_eq(a, b) || a == b
}

impl Sheet {
    /// A plan just opened.
    pub fn opened(plan: Rc<Plan>) -> Self {
        let first = Scenario { id: 1, name: String::new(), plan: Rc::clone(&plan) };
        Self { scenarios: vec![first], front: 0, opened: plan }
    }

    /// Scenarios just opened; nothing if there is none, or too many.
    pub fn of_bundle(bundle: Bundle) -> Option<Self> {
        let scenario =
            |(id, named): (u32, NamedPlan)| Scenario { id, name: named.name, plan: Rc::new(named.plan) };
        let scenarios: Vec<Scenario> = (1..).zip(bundle.scenarios).map(scenario).collect();
        let opened = Rc::clone(&scenarios.first()?.plan);
        Self::kept(scenarios, bundle.front, opened)
    }

    /// All scenarios, as they travel.
    pub fn bundle(&self) -> Bundle {
        let named = |s: &Scenario| NamedPlan { name: s.name.clone(), plan: Plan::clone(&s.plan) };
        Bundle { scenarios: self.scenarios.iter().map(named).collect(), front: self.front }
    }

    /// A sheet that was kept; nothing if there is no scenario, too many, or none in front.
    pub fn kept(scenarios: Vec<Scenario>, front: usize, opened: Rc<Plan>) -> Option<Self> {
        let fits = front < scenarios.len() && scenarios.len() <= MAX_SCENARIOS;
        let mut ids: Vec<u32> = scenarios.iter().map(|scenario| scenario.id).collect();
        ids.sort_unstable();
        ids.dedup();
        (fits && ids.len() == scenarios.len()).then_some(Self { scenarios, front, opened })
    }

    /// The scenario in front.
    pub fn in_front(&self) -> &Scenario {
        &self.scenarios[self.front]
    }

    /// The plan in front.
    pub fn plan(&self) -> &Rc<Plan> {
        &self.in_front().plan
    }

    /// What the plan in front is compared with: the first scenario; for that one, the plan as it was opened.
    pub fn base(&self) -> &Rc<Plan> {
        if self.front == 0 { &self.opened } else { &self.scenarios[0].plan }
    }

    /// The plan as it was opened.
    pub fn as_opened(&self) -> &Rc<Plan> {
        &self.opened
    }

    /// All scenarios, at least one, in the order of the page.
    pub fn scenarios(&self) -> &[Scenario] {
        &self.scenarios
    }

    /// Place of the scenario in front.
    pub fn front(&self) -> usize {
        self.front
    }

    /// The sheet with another plan in front.
    fn with_plan(&self, plan: Rc<Plan>) -> Self {
        let mut next = self.clone();
        next.scenarios[self.front].plan = plan;
        next
    }

    fn free_id(&self) -> u32 {
        self.scenarios.iter().map(|scenario| scenario.id).max().map_or(1, |id| id + 1)
    }

    /// The sheet with more scenarios at the end, that at `front` of them in front; nothing if there is no room.
    pub(super) fn with_all(&self, more: Vec<(String, Rc<Plan>)>, front: usize) -> Option<Self> {
        let mut next = self.clone();
        for (name, plan) in more {
            let id = next.free_id();
            next.scenarios.push(Scenario { id, name, plan });
        }
        next.front = self.scenarios.len() + front;
        (next.scenarios.len() <= MAX_SCENARIOS).then_some(next)
    }

    /// The sheet with another plan and name in the last scenario, which comes to the front.
    pub(super) fn with_last(&self, name: String, plan: Rc<Plan>) -> Option<Self> {
        let mut next = self.clone();
        *next.scenarios.last_mut()? = Scenario { id: self.free_id(), name, plan };
        next.front = next.scenarios.len() - 1;
        Some(next)
    }

    /// The sheet after a change of its scenarios; nothing if that changes nothing.
    fn arranged(&self, change: &Arrange) -> Option<Self> {
        let place = |id: u32| self.scenarios.iter().position(|scenario| scenario.id == id);
        let mut next = self.clone();
        match change {
            Arrange::Duplicate(id) => {
                let at = place(*id)?;
                let copy = Scenario {
                    id: self.free_id(),
                    name: String::new(),
                    plan: self.scenarios[at].plan.clone(),
                };
                next.scenarios.push(copy);
                next.front = next.scenarios.len() - 1;
            }
            Arrange::Rename(id, name) => next.scenarios[place(*id)?].name = clean_name(name),
            Arrange::Change(id, plan) => next.scenarios[place(*id)?].plan = Rc::clone(plan),
            Arrange::Move(id, by) => {
                let from = place(*id)?;
                let to = from.checked_add_signed(*by).filter(|to| *to < self.scenarios.len())?;
                let front = self.scenarios[self.front].id;
                let moved = next.scenarios.remove(from);
                next.scenarios.insert(to, moved);
                next.front = next.scenarios.iter().position(|scenario| scenario.id == front)?;
            }
            Arrange::Delete(id) => {
                let at = place(*id)?;
                next.scenarios.remove(at);
                let last = next.scenarios.len().checked_sub(1)?;
                let front = if at < self.front { self.front - 1 } else { self.front };
                next.front = front.min(last);
            }
        }
        (next != *self && next.scenarios.len() <= MAX_SCENARIOS).then_some(next)
    }
}

/// What is done with scenarios; each by its id.
#[derive(Clone, Debug, PartialEq)]
pub enum Arrange {
    /// A copy at the end, in front.
    Duplicate(u32),
    /// Another name; empty for the one by what differs.
    Rename(u32, String),
    /// Another plan, whether it is in front or not.
    Change(u32, Rc<Plan>),
    /// So many places to the right (negative to the left).
    Move(u32, isize),
    /// Away with it; the last one stays.
    Delete(u32),
}

/// One sheet with its history.
#[derive(Clone, Debug, PartialEq)]
pub struct Desk {
    sheet: Rc<Sheet>,
    past: Vec<Rc<Sheet>>,
    future: Vec<Rc<Sheet>>,
    /// Field and gesture of the newest edit: an equal pair goes on with the same step.
    open_step: Option<(String, u32)>,
    /// Whether the newest edit went on with a step.
    goes_on: bool,
}

impl Desk {
    /// A sheet without a history.
    pub fn new(sheet: Sheet) -> Self {
        Self::kept(Vec::new(), sheet, Vec::new())
    }

    /// A desk that was kept: steps back, oldest first; the sheet; steps forward, the next one last.
    pub fn kept(past: Vec<Rc<Sheet>>, sheet: Sheet, future: Vec<Rc<Sheet>>) -> Self {
        Self { sheet: Rc::new(sheet), past, future, open_step: None, goes_on: false }
    }

    /// Whether the newest edit is the middle of a gesture, such as a drag.
    pub(super) fn in_gesture(&self) -> bool {
        self.open_step.is_some() && self.goes_on
    }

    /// The sheet on it.
    pub fn sheet(&self) -> &Sheet {
        &self.sheet
    }

    /// Steps back, oldest first.
    pub fn past(&self) -> &[Rc<Sheet>] {
        &self.past
    }

    /// Steps forward, the next one last.
    pub fn future(&self) -> &[Rc<Sheet>] {
        &self.future
    }

    /// A new sheet, as a step of its own.
    pub(super) fn replace(&mut self, sheet: Sheet) {
        let old = std::mem::replace(&mut self.sheet, Rc::new(sheet));
        self.past.push(old);
        if self.past.len() > MAX_UNDO_STEPS {
            self.past.remove(0);
        }
        self.future.clear();
        self.open_step = None;
    }

    pub(super) fn edit(&mut self, plan: Rc<Plan>, field: String, gesture: u32) {
        let sheet = self.sheet.with_plan(plan);
        let step = Some((field, gesture));
        self.goes_on = self.open_step == step;
        if self.goes_on {
            self.sheet = Rc::new(sheet);
            self.future.clear();
            return;
        }
        self.replace(sheet);
        self.open_step = step;
    }

    /// Another scenario comes to the front: no step, as it changes no plan.
    pub(super) fn show(&mut self, id: u32) -> Option<()> {
        let at = self.sheet.scenarios.iter().position(|scenario| scenario.id == id)?;
        let mut sheet = Sheet::clone(&self.sheet);
        sheet.front = at;
        self.sheet = Rc::new(sheet);
        self.open_step = None;
        Some(())
    }

    pub(super) fn arrange(&mut self, change: &Arrange) -> Option<()> {
        let sheet = self.sheet.arranged(change)?;
        self.replace(sheet);
        Some(())
    }

    pub(super) fn undo(&mut self) -> bool {
        let Some(sheet) = self.past.pop() else { return false };
        self.future.push(std::mem::replace(&mut self.sheet, sheet));
        self.open_step = None;
        true
    }

    pub(super) fn redo(&mut self) -> bool {
        let Some(sheet) = self.future.pop() else { return false };
        self.past.push(std::mem::replace(&mut self.sheet, sheet));
        self.open_step = None;
        true
    }
}

//! What can happen to the state, and what the reader is told of it.

use super::desk::{Arrange, Sheet};
use super::view::View;
use std::rc::Rc;
use tandem_engine::Finding;
use tandem_engine::plan::{LinkError, Plan};

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
    /// A file of other data: no plan, as far as one can tell.
    Foreign {
        /// Name of the file.
        name: String,
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
    /// There is no room for a shared plan beside the reader's own scenarios.
    NoRoom,
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
    /// What is told of a file that was refused: what is wrong with the plan, unless it holds other data.
    pub fn of_refused(name: String, text: &str, findings: Vec<Finding>) -> Self {
        if is_foreign(text) {
            Notice::Foreign { name }
        } else {
            Notice::File { name, findings: Rc::new(findings) }
        }
    }

    /// The kind of notice, unique on the page; a new one takes the place of its kind.
    pub const fn kind(&self) -> &'static str {
        match self {
            Notice::Link(_) | Notice::LinkedPlan(_) => "link",
            Notice::File { .. } | Notice::Foreign { .. } | Notice::Unreadable { .. } => "file",
            Notice::NotSaved(_) => "storage",
            Notice::Damaged => "damaged",
            Notice::Crashed => "crashed",
            Notice::OtherTab => "tabs",
            Notice::NoRoom => "room",
        }
    }
}

/// Whether a text is data, but no plan as far as one can tell: it has neither the topic that every plan has nor two others.
fn is_foreign(text: &str) -> bool {
    let Ok(data) = serde_json::from_str::<serde_json::Value>(text) else { return false };
    let Some(topics) = data.as_object() else { return true };
    let known = tandem_engine::plan::to_value(&Plan::default());
    // Files of many kinds say a version; a plan without a target or channels does not write these.
    let is_known = |topic: &&String| {
        let topic = topic.as_str();
        matches!(topic, "target" | "channels") || (topic != "version" && known.get(topic).is_some())
    };
    !["plan", "scenarios"].iter().any(|topic| topics.contains_key(*topic))
        && topics.keys().filter(is_known).count() < 2
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
    /// A shared plan of that title stands beside the reader's own, without so many of its scenarios.
    Beside(String, usize),
    /// The scenario of that place and name is gone.
    Deleted(usize, String),
    /// The channel of that name is gone.
    Removed(String),
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
    /// A channel was taken out of the plan.
    Remove {
        /// The plan without it.
        plan: Rc<Plan>,
        /// The name it was shown by.
        name: String,
        /// The number of the gesture.
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
    /// Scenarios were opened.
    OpenSheet {
        /// The scenarios.
        sheet: Box<Sheet>,
        /// Where they come from.
        origin: Origin,
    },
    /// Another scenario comes to the front, by its id.
    Show(u32),
    /// Something is done with scenarios.
    Arrange(Arrange),
    /// The shared plan becomes the reader's own.
    KeepShared,
    /// The shared plan becomes a scenario beside the reader's own, and the two are compared.
    CompareShared,
    /// The same, in place of the reader's last scenario.
    CompareInstead,
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

impl Action {
    /// Whether it changes the plan on the page or the reader's own: what a page that can only be read does not take.
    pub fn changes_plans(&self) -> bool {
        match self {
            Action::Open { origin, .. } | Action::OpenSheet { origin, .. } => *origin != Origin::Link,
            Action::Edit { .. }
            | Action::Remove { .. }
            | Action::Undo
            | Action::Redo
            | Action::Arrange(_)
            | Action::KeepShared
            | Action::CompareShared
            | Action::CompareInstead
            | Action::BackToMine => true,
            Action::Show(_)
            | Action::SetView(_)
            | Action::Warn(_)
            | Action::Dismiss(_)
            | Action::CloseToast(_) => false,
        }
    }
}

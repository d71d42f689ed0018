//! A fan that follows a drag: a few futures of the plan as it moves, until it rests and all are run.

use super::run::{News, Runner};
use super::{Evaluated, Same, Shown};
use std::rc::Rc;
use tandem_engine::Summary;
use yew::prelude::*;

/// What a few futures of the plan in front come to while it moves.
#[derive(Clone, Default)]
pub struct Live {
    /// Their summary, of the plan as it was a moment ago; nothing while nothing moves.
    pub summary: Option<Rc<Summary>>,
    /// Whether it moves and the first are under way.
    pub coming: bool,
}

impl PartialEq for Live {
    /// By identity, as summaries are compared everywhere.
    fn eq(&self, other: &Self) -> bool {
        self.summary.as_ref().map(Rc::as_ptr) == other.summary.as_ref().map(Rc::as_ptr)
            && self.coming == other.coming
    }
}

impl Live {
    /// What words tell: the few futures; until there are any, what they told before; the expected path where none will come.
    pub fn told(&self, shown: &Shown) -> Rc<Summary> {
        let preview = shown.preview.as_ref().filter(|_| !self.coming).unwrap_or(&shown.summary);
        Rc::clone(self.summary.as_ref().unwrap_or(preview))
    }
}

/// Keeps a few futures under way while the plan moves. What is shown since is older than the plan; when it no longer is, the
/// few are forgotten.
#[hook]
pub(super) fn use_live(runner: &Rc<Runner>, now: &Rc<Evaluated>, in_gesture: bool, shown: &Shown) -> Live {
    let live = use_state_eq(Live::default);
    // Whether the plan came in a gesture; that it is let go since changes nothing.
    let dragged = use_mut_ref(|| (Rc::clone(&now.plan), false));
    let mut dragged = dragged.borrow_mut();
    if !Rc::ptr_eq(&dragged.0, &now.plan) {
        *dragged = (Rc::clone(&now.plan), in_gesture);
    }
    let moves = dragged.1 && now.expected.is_some() && shown.preview.is_some();
    {
        let (runner, live) = (Rc::clone(runner), live.clone());
        use_effect_with((Same(Rc::clone(&now.plan)), moves), move |(plan, moves)| {
            if !moves {
                return live.set(Live::default());
            }
            let news = Callback::from(move |news| {
                if let News::Summary(summary, _) = news {
                    live.set(Live { summary: Some(summary), coming: false });
                }
            });
            runner.follow(Rc::clone(&plan.0), news);
        });
    }
    let coming = moves && live.summary.is_none() && runner.can_follow();
    if moves { Live { coming, ..Live::clone(&live) } } else { Live::default() }
}

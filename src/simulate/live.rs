//! A fan that follows a drag: a few futures of the plan as it moves, until it rests and all are run.

use super::run::{News, Runner};
use super::{Evaluated, Same, Shown};
use std::rc::Rc;
use tandem_engine::Summary;
use yew::prelude::*;

/// The summary of a few futures of the plan in front, a moment ago; nothing while nothing moves.
#[derive(Clone, Default)]
pub struct Live(pub Option<Rc<Summary>>);

impl PartialEq for Live {
    /// By identity, as summaries are compared everywhere.
    fn eq(&self, other: &Self) -> bool {
        self.0.as_ref().map(Rc::as_ptr) == other.0.as_ref().map(Rc::as_ptr)
    }
}

/// Keeps a few futures under way while the plan moves. What is shown since is older than the plan; when it no longer is, the
/// few are forgotten.
#[hook]
pub(super) fn use_live(runner: &Rc<Runner>, now: &Rc<Evaluated>, in_gesture: bool, shown: &Shown) -> Live {
    let live = use_state_eq(Live::default);
    let moves = in_gesture && now.expected.is_some() && shown.preview.is_some();
    {
        let (runner, live) = (Rc::clone(runner), live.clone());
        use_effect_with((Same(Rc::clone(&now.plan)), moves), move |(plan, moves)| {
            if !moves {
                return live.set(Live::default());
            }
            let news = Callback::from(move |news| {
                if let News::Summary(summary, _) = news {
                    live.set(Live(Some(summary)));
                }
            });
            runner.follow(Rc::clone(&plan.0), news);
        });
    }
    if moves { Live::clone(&live) } else { Live::default() }
}

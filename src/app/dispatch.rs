//! What stands between whoever asks for a change and the workbook.

use crate::controls::gesture;
use crate::simulate::mark_edit;
use crate::storage::address::Screen;
use crate::workbook::{Action, Workbook};
use yew::prelude::*;

/// Takes actions; the moment of an edit is marked for measuring. On a page without levers nothing can be changed, whoever
/// asks for it: a key, a dropped file, a dialog. A drag whose plan has left the front changes nothing any more.
#[hook]
pub fn use_dispatch(book: &UseReducerHandle<Workbook>, screen: Screen) -> Callback<Action> {
    let dispatcher = book.dispatcher();
    use_effect_with((), |()| {
        let watch = gesture::watch();
        move || drop(watch)
    });
    use_callback((dispatcher, screen), |action: Action, (dispatcher, screen)| {
        if *screen != Screen::Full && action.changes_plans() {
            return;
        }
        match &action {
            Action::Edit { gesture, .. } | Action::Remove { gesture, .. } if gesture::is_over(*gesture) => {
                return;
            }
            Action::Edit { .. }
            | Action::Remove { .. }
            | Action::SetView(_)
            | Action::CloseToast(_)
            | Action::Warn(_)
            | Action::Dismiss(_) => {}
            // What a drag was holding is no longer there.
            _ => gesture::interrupt(),
        }
        if matches!(
            action,
            Action::Edit { .. }
                | Action::Remove { .. }
                | Action::Undo
                | Action::Redo
                | Action::Open { .. }
                | Action::OpenSheet { .. }
        ) {
            mark_edit();
        }
        dispatcher.dispatch(action);
    })
}

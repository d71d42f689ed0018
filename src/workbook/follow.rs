//! What the view shows of another plan, or of a target that is set for another measure.

use super::Workbook;
use super::view::first_measure;
use tandem_engine::plan::Plan;

impl Workbook {
    /// The view of a plan that has just come.
    pub(super) fn follow_plan(&mut self) {
        self.view.measure = first_measure(self.plan());
        self.view.figure = None;
        self.view.compare &= self.sheet().scenarios().len() > 1;
    }

    /// Where the plan in front has another target's measure than the one before, the view follows.
    pub(super) fn follow_target(&mut self, before: &Plan) {
        if first_measure(before) != first_measure(self.plan()) {
            self.follow_plan();
        }
    }

    /// A chart of the target's measure goes with the target where that is set for another one.
    pub(super) fn keep_to_target(&mut self, before: &Plan) {
        let (was, now) = (first_measure(before), first_measure(self.plan()));
        if was != now && self.view.measure == was {
            (self.view.measure, self.view.figure) = (now, None);
        }
    }
}

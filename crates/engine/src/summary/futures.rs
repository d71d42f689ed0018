//! Single futures along time, for a drawing of some of them.

use super::dates;
use super::path::Path;
use super::periods::PeriodTable;
use crate::measure::{Measure, Period};
use crate::model::Model;
use crate::trials::Trials;

/// A measure of each trial by span of a period, `[trial][span]`, as in [`super::Summary::series`].
pub fn futures(model: &Model, trials: &Trials, measure: Measure, period: Period) -> Vec<Vec<f64>> {
    let table = PeriodTable::new(&model.calendar);
    let spans = table.spans(period);
    let one =
        |trial| spans.iter().map(|span| table.combine(span, measure, Path::Trial(trials, trial))).collect();
    (0..trials.len()).map(one).collect()
}

/// The target's measure of each trial by week, `[trial][week]`, as in [`super::TargetOutlook::path`]; nothing without a
/// target.
pub fn target_futures(model: &Model, trials: &Trials) -> Vec<Vec<f64>> {
    let Some(target) = &model.plan.target else { return Vec::new() };
    (0..trials.len()).map(|trial| dates::target_path(target.measure, Path::Trial(trials, trial))).collect()
}

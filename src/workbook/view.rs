//! What the page shows of a plan, and how.

use crate::charts::Figure;
use crate::text::Lang;
use tandem_engine::plan::{Plan, TargetMeasure};
use tandem_engine::{Measure, Period};

/// What the page shows of the plan, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// Language.
    pub lang: Lang,
    /// Colours.
    pub theme: Theme,
    /// Measure of the forecast chart.
    pub measure: Measure,
    /// The figure that was asked for, where its measure has two (MRR and ARR).
    pub figure: Option<Figure>,
    /// Period of the forecast chart.
    pub period: Period,
    /// Drawing or table.
    pub chart: ChartMode,
    /// Whether scenarios are compared.
    pub compare: bool,
}

impl View {
    /// The view of a plan that was just opened.
    pub fn of(plan: &Plan, lang: Lang, theme: Theme) -> Self {
        Self {
            lang,
            theme,
            measure: first_measure(plan),
            figure: None,
            period: Period::Month,
            chart: ChartMode::Bands,
            compare: false,
        }
    }
}

/// The measure that a plan is about: its target's, else revenue.
pub(super) fn first_measure(plan: &Plan) -> Measure {
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
    /// Single futures as lines.
    Futures,
    /// The same figures as a table.
    Table,
}

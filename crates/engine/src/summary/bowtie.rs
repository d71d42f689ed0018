//! The bowtie: volume, conversion and time at each step from lead to expansion; and the time from first touch to won.

use super::{Kpi, Spread};
use crate::measure::Measure;
use serde::{Deserialize, Serialize};

/// A step of the bowtie (Winning by Design).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BowtieStage {
    /// Leads; to MQL.
    Lead,
    /// MQLs; to SQL.
    Mql,
    /// SQLs accepted; to won.
    Sql,
    /// Deals won; to live.
    Commit,
    /// Customers that go live; customers kept for a year.
    Live,
    /// Customers at the end; recurring revenue kept for a year (GRR).
    Renew,
    /// ARR at the end; recurring revenue kept and grown in a year (NRR).
    Expand,
}

impl BowtieStage {
    /// All steps, in order.
    pub const ALL: [BowtieStage; 7] =
        [Self::Lead, Self::Mql, Self::Sql, Self::Commit, Self::Live, Self::Renew, Self::Expand];

    /// The name in JSON.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Lead => "lead",
            Self::Mql => "mql",
            Self::Sql => "sql",
            Self::Commit => "commit",
            Self::Live => "live",
            Self::Renew => "renew",
            Self::Expand => "expand",
        }
    }

    /// What its volume is.
    pub(super) const fn volume(self) -> Volume {
        match self {
            Self::Lead => Volume::Flow(Measure::Leads),
            Self::Mql => Volume::Flow(Measure::Mql),
            Self::Sql => Volume::Flow(Measure::Sql),
            Self::Commit => Volume::Flow(Measure::Won),
            Self::Live => Volume::Figure(Kpi::WentLive),
            Self::Renew => Volume::Figure(Kpi::CustomersEnd),
            Self::Expand => Volume::Figure(Kpi::ArrEnd),
        }
    }

    /// What its conversion is: the next step's volume over its own (period versions), behind the sale a share kept.
    pub(super) const fn conversion(self) -> Conversion {
        match self {
            Self::Lead => Conversion::Figure(Kpi::MqlRate),
            Self::Mql => Conversion::Figure(Kpi::SqlRate),
            Self::Sql => Conversion::Flows(Measure::Won, Measure::Sql),
            Self::Commit => Conversion::Figures(Kpi::WentLive, Kpi::Won),
            Self::Live => Conversion::Figure(Kpi::LogoRetention),
            Self::Renew => Conversion::Figure(Kpi::GrossRetention),
            Self::Expand => Conversion::Figure(Kpi::NetRetention),
        }
    }
}

/// Where a volume comes from.
pub(super) enum Volume {
    Flow(Measure),
    Figure(Kpi),
}

/// Where a conversion comes from: a key figure, or what comes out over what came in.
pub(super) enum Conversion {
    Figure(Kpi),
    Figures(Kpi, Kpi),
    Flows(Measure, Measure),
}

/// A step of the bowtie in a span.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BowtieStep {
    /// The step.
    pub stage: BowtieStage,
    /// How many, or money for [`BowtieStage::Expand`].
    pub volume: Option<Spread>,
    /// Share that goes on to the next step, or that is kept for a year.
    pub conversion: Option<Spread>,
    /// Mean time in the step, calendar days; nothing where it has none.
    pub days: Option<Spread>,
}

/// Time to won in a span, working weeks, before the pull of the quarter's end. Each future has its own durations, response and
/// queue.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CycleWeeks {
    /// From opportunity to won, mean.
    pub won_mean: Option<Spread>,
    /// From opportunity to won, median.
    pub won_median: Option<Spread>,
    /// From first touch (MQL) to won, mean: response, way to the AE, wait, discovery, opportunity; nothing where no MQL is worked
    /// or no SQL accepted.
    pub touch_mean: Option<Spread>,
    /// From first touch to won, median: that of the durations, the mean response and wait added.
    pub touch_median: Option<Spread>,
}

/// What the spans of a period come to.
#[derive(Clone, Debug, PartialEq)]
pub struct PeriodOutlook {
    /// `[span][KPI]`, in the order of [`Kpi::ALL`]; nothing where a KPI is not defined.
    pub kpis: Vec<Vec<Option<Spread>>>,
    /// The bowtie of each span: from lead to expansion.
    pub bowtie: Vec<Vec<BowtieStep>>,
    /// Time from opportunity and from first touch to won, by span.
    pub cycle: Vec<CycleWeeks>,
}

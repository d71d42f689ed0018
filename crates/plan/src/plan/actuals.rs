//! What has come to pass: figures by month, laid over the forecast. No run uses them.

use crate::date::Month;
use crate::measure::Measure;
use serde::{Deserialize, Serialize};

macro_rules! actual_measures {
    ($($(#[$doc:meta])* $name:ident => $measure:ident;)*) => {
        /// The figure that was measured.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(rename_all = "snake_case")]
        pub enum ActualMeasure { $($(#[$doc])* $name,)* }

        impl ActualMeasure {
            /// Every one, in the order of the funnel.
            pub const ALL: &'static [ActualMeasure] = &[$(ActualMeasure::$name),*];

            /// Whether it counts money.
            pub const fn is_money(self) -> bool {
                !matches!(
                    self,
                    Self::Leads | Self::Mql | Self::Sql | Self::Opportunities | Self::Won | Self::Customers
                )
            }

            /// The figure of a run that it is held against.
            pub const fn measure(self) -> Measure {
                match self { $(ActualMeasure::$name => Measure::$measure,)* }
            }
        }
    };
}

actual_measures! {
    /// Marketing spend of the month, money.
    Spend => Spend;
    /// Leads of the month, replies to outbound included.
    Leads => Leads;
    /// MQLs of the month, recycled ones included.
    Mql => Mql;
    /// SQLs accepted by AEs in the month.
    Sql => Sql;
    /// Opportunities opened in the month.
    Opportunities => Opportunities;
    /// Deals won in the month.
    Won => Won;
    /// Gross value of deals won in the month, money.
    Bookings => Bookings;
    /// Revenue recognised in the month, money.
    Revenue => Revenue;
    /// Cash collected from customers in the month, money.
    Collections => Collections;
    /// Cash at the end of the month, money; below zero if owed.
    Cash => Cash;
    /// Monthly recurring revenue at the end of the month, money.
    Mrr => Mrr;
    /// Customers at the end of the month.
    Customers => Customers;
}

/// A figure of a month that is over.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Actual {
    /// The figure.
    pub measure: ActualMeasure,
    /// The calendar month, one of the plan's; a figure has one value a month.
    pub month: Month,
    /// Its value, in the figure's unit.
    pub value: f64,
}

//! What the expected path itself warns of: W206 and W207.

use super::Summary;
use crate::findings::{Code, Fact, Finding};
use crate::measure::{Measure, Period};

/// Utilisation above which the expected path overstates, because luck only ever costs capacity.
const HIGH_UTILISATION: f64 = 0.9;

impl Summary {
    /// Findings on the expected path: people busier than 90 % (W206), cash below zero (W207).
    pub fn warnings(&self) -> Vec<Finding> {
        let week = |measure| &self.series(measure, Period::Week).expected;
        let busy = |measure, path: &str| {
            let utilisation = week(measure).iter().copied().fold(0.0, f64::max);
            let fact = Fact::HighUtilisation { utilisation };
            let found = format!("{utilisation:.3}");
            (utilisation > HIGH_UTILISATION).then(|| Finding {
                code: Code::W206,
                path: path.to_owned(),
                found,
                fact,
            })
        };
        let broke = week(Measure::Cash).iter().position(|&cash| cash < 0.0).map(|index| {
            let date = self.spans(Period::Week)[index].last.to_string();
            let found = format!("{:.0}", week(Measure::Cash)[index]);
            Finding {
                code: Code::W207,
                path: "opening.cash".to_owned(),
                found,
                fact: Fact::CashBelowZero { date },
            }
        });
        [
            busy(Measure::SdrUtilisation, "teams.sales_development"),
            busy(Measure::AeUtilisation, "teams.account_executives"),
            broke,
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

//! What the spread of the main figures comes from: inputs that data could make sharper, and luck.

use super::LABEL;
use crate::words::percent;
use tandem_engine::Kpi;
use tandem_engine::summary::VarianceSplit;

const FIGURES: [(Kpi, &str); 4] =
    [(Kpi::Won, "won"), (Kpi::Bookings, "bookings"), (Kpi::Revenue, "revenue"), (Kpi::CashEnd, "cash_end")];

/// Shares of the variance by plan year.
pub(crate) fn of_years(years: &[Vec<VarianceSplit>]) -> String {
    let mut text =
        format!("\n{:<LABEL$}{}\n", "Spread", "from ranges that data could narrow, the rest is luck");
    for (kpi, label) in FIGURES {
        let shares = years.iter().enumerate().filter_map(|(year, splits)| {
            let split = splits.iter().find(|split| split.kpi == kpi)?;
            let error = percent(split.share_se);
            Some(format!("year {}: {} ± {error}", year + 1, percent(split.parameter_share())))
        });
        text += &format!("{label:<LABEL$}{}\n", shares.collect::<Vec<_>>().join(", "));
    }
    text
}

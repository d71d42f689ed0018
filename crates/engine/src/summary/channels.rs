//! What each channel brings in a span: volumes, rates, costs, and how close it is to its ceiling.

use super::Spread;
use super::path::Path;
use crate::measure::ChannelFlow;
use crate::model::ChannelInputs;
use serde::{Deserialize, Serialize};

macro_rules! kpis {
    ($($(#[$doc:meta])* $name:ident $key:literal,)*) => {
        /// A figure of a channel in a span: a plan year, if no other was asked for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum ChannelKpi { $($(#[$doc])* $name,)* }

        impl ChannelKpi {
            /// All figures, in order.
            pub const ALL: &'static [ChannelKpi] = &[$(ChannelKpi::$name),*];

            /// The name in JSON.
            pub const fn key(self) -> &'static str {
                match self { $(ChannelKpi::$name => $key,)* }
            }
        }
    };
}

kpis! {
    /// Spend, events included, money.
    Spend "spend",
    /// Leads, or replies to outbound.
    Leads "leads",
    /// MQLs, recycled ones included.
    Mqls "mqls",
    /// SQLs created.
    Sqls "sqls",
    /// Opportunities opened.
    Opportunities "opportunities",
    /// Deals won.
    Won "won",
    /// Gross value of the deals won, money.
    Bookings "bookings",
    /// MQLs a lead; period version, fraction. Nothing for outbound, whose replies skip the bar.
    MqlRate "mql_rate",
    /// SQLs an MQL; period version, fraction. Nothing for outbound.
    SqlRate "sql_rate",
    /// Deals won an opportunity; period version, fraction.
    WonRate "won_rate",
    /// Share of leads that fit the ideal customer profile.
    FitShareOfLeads "fit_share_of_leads",
    /// Share of MQLs that fit it.
    FitShareOfMqls "fit_share_of_mqls",
    /// Spend a lead, money.
    CostPerLead "cost_per_lead",
    /// Spend an MQL, money.
    CostPerMql "cost_per_mql",
    /// Spend an SQL, money.
    CostPerSql "cost_per_sql",
    /// Spend, and a share of the marketing team's cost by spend (by leads where no channel spends), a lead; money (assumption).
    LoadedCostPerLead "loaded_cost_per_lead",
    /// The same an MQL, money (assumption).
    LoadedCostPerMql "loaded_cost_per_mql",
    /// The same an SQL, money (assumption).
    LoadedCostPerSql "loaded_cost_per_sql",
    /// Spend a deal won, money.
    SpendPerWon "spend_per_won",
    /// Spend, and a share of all other sales and marketing cost by opportunities, a deal won; money (assumption).
    Cac "cac",
}

/// A channel in a span: a plan year, if no other was asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChannelOutlook {
    /// Id in the plan.
    pub id: String,
    /// Name in the plan.
    pub name: String,
    pub(crate) figures: Vec<Option<Spread>>,
    /// Cost per lead as typed for the reference spend, to be held against [`ChannelKpi::CostPerLead`]; the mean of a range.
    /// Nothing for a channel without a response to spend.
    pub typed_cost_per_lead: Option<f64>,
    /// Share of the largest response that the spend carried over reaches, mean of the weeks that the span touches, on the
    /// expected path; nothing for a line or without a response to spend.
    pub saturation: Option<f64>,
    /// What one more lead would cost at the mean spend carried over, money, on the expected path.
    pub marginal_cost_per_lead: Option<f64>,
}

impl ChannelOutlook {
    /// A figure; nothing where it is not defined, such as a cost per lead without leads.
    pub fn kpi(&self, kpi: ChannelKpi) -> Option<&Spread> {
        self.figures.get(kpi as usize)?.as_ref()
    }

    /// How close `channel` is to its ceiling at spends carried over of `carried` a week; and what was typed.
    pub(super) fn of_response(channel: &ChannelInputs, carried: &[f64]) -> [Option<f64>; 3] {
        let Some(curve) = channel.response else { return [None; 3] };
        let n = carried.len().max(1) as f64;
        let ceiling = curve.max_leads();
        let saturation = ceiling
            .is_finite()
            .then(|| carried.iter().map(|&spend| curve.leads(spend) / ceiling).sum::<f64>() / n);
        let mean = carried.iter().sum::<f64>() / n;
        let marginal = (mean > 0.0).then(|| curve.marginal_cost_per_lead(mean));
        [Some(curve.cost_per_lead), saturation, marginal.filter(|cost| cost.is_finite())]
    }
}

/// Cost of a span that belongs to no channel and is shared out among them, money.
#[derive(Clone, Copy, Debug)]
pub(super) struct SharedCost {
    /// Sales and marketing cost without spend.
    pub(super) all: f64,
    /// The marketing team's.
    pub(super) marketing_team: f64,
}

/// Amounts by flow.
type Flows = [f64; ChannelFlow::COUNT];

/// The totals of a path in a span, gathered once for all figures.
#[derive(Clone, Debug, Default)]
pub(super) struct Totals {
    /// By channel, both classes; and of those that fit.
    by_channel: Vec<[Flows; 2]>,
    /// The same of all channels.
    all: [Flows; 2],
}

impl Totals {
    pub(super) fn of(path: Path<'_>, span: usize, channels: usize) -> Self {
        let mut totals = Self { by_channel: Vec::with_capacity(channels), all: Default::default() };
        for channel in 0..channels {
            let of = |class, flow| path.channel(span, channel, class, flow);
            let (mut both, mut fit) = (Flows::default(), Flows::default());
            for &flow in ChannelFlow::ALL {
                let at = flow as usize;
                fit[at] = of(0, flow);
                both[at] = fit[at] + of(1, flow);
                totals.all[0][at] += both[at];
                totals.all[1][at] += fit[at];
            }
            totals.by_channel.push([both, fit]);
        }
        totals
    }

    /// A flow of a channel, both classes.
    fn channel(&self, channel: usize, flow: ChannelFlow) -> f64 {
        self.by_channel[channel][0][flow as usize]
    }

    /// A flow of those of a channel that fit the ideal customer profile.
    fn fit(&self, channel: usize, flow: ChannelFlow) -> f64 {
        self.by_channel[channel][1][flow as usize]
    }

    /// A flow of all channels.
    pub(super) fn all(&self, flow: ChannelFlow) -> f64 {
        self.all[0][flow as usize]
    }

    /// Share of a flow of all channels that fits the ideal customer profile; nothing of nothing.
    pub(super) fn fit_share(&self, flow: ChannelFlow) -> Option<f64> {
        over(self.all[1][flow as usize], self.all(flow))
    }

    /// Spend of a channel and its part of the marketing team's cost: by spend, by leads where no channel spends.
    fn loaded(&self, channel: usize, team: f64) -> f64 {
        let part = |flow| over(self.channel(channel, flow), self.all(flow));
        let part = part(ChannelFlow::Spend).or_else(|| part(ChannelFlow::Leads));
        self.channel(channel, ChannelFlow::Spend) + part.unwrap_or(0.0) * team
    }

    /// A figure of a channel.
    pub(super) fn kpi(&self, kpi: ChannelKpi, channel: usize, shared: SharedCost) -> Option<f64> {
        let of = |flow| self.channel(channel, flow);
        let (spend, won) = (of(ChannelFlow::Spend), of(ChannelFlow::Won));
        let loaded = |count| over(self.loaded(channel, shared.marketing_team), of(count));
        match kpi {
            ChannelKpi::Spend => Some(spend),
            ChannelKpi::Leads => Some(of(ChannelFlow::Leads)),
            ChannelKpi::Mqls => Some(of(ChannelFlow::Mqls)),
            ChannelKpi::Sqls => Some(of(ChannelFlow::Sqls)),
            ChannelKpi::Opportunities => Some(of(ChannelFlow::Opportunities)),
            ChannelKpi::Won => Some(won),
            ChannelKpi::Bookings => Some(of(ChannelFlow::Bookings)),
            ChannelKpi::MqlRate => {
                over(of(ChannelFlow::Mqls), of(ChannelFlow::Leads)).filter(|rate| *rate > 0.0)
            }
            ChannelKpi::SqlRate => over(of(ChannelFlow::Sqls), of(ChannelFlow::Mqls)),
            ChannelKpi::WonRate => over(won, of(ChannelFlow::Opportunities)),
            ChannelKpi::FitShareOfLeads => {
                over(self.fit(channel, ChannelFlow::Leads), of(ChannelFlow::Leads))
            }
            ChannelKpi::FitShareOfMqls => over(self.fit(channel, ChannelFlow::Mqls), of(ChannelFlow::Mqls)),
            ChannelKpi::CostPerLead => over(spend, of(ChannelFlow::Leads)),
            ChannelKpi::CostPerMql => over(spend, of(ChannelFlow::Mqls)),
            ChannelKpi::CostPerSql => over(spend, of(ChannelFlow::Sqls)),
            ChannelKpi::LoadedCostPerLead => loaded(ChannelFlow::Leads),
            ChannelKpi::LoadedCostPerMql => loaded(ChannelFlow::Mqls),
            ChannelKpi::LoadedCostPerSql => loaded(ChannelFlow::Sqls),
            ChannelKpi::SpendPerWon => over(spend, won),
            ChannelKpi::Cac => {
                let share = over(of(ChannelFlow::Opportunities), self.all(ChannelFlow::Opportunities))?;
                over(spend + share * shared.all, won)
            }
        }
    }
}

fn over(above: f64, below: f64) -> Option<f64> {
    (below > 0.0).then(|| above / below)
}

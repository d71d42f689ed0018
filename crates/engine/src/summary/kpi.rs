//! Key figures of a span (`docs/model.md` 6): one value a trial, so that a ratio has percentiles of its own.
//!
//! Conversions come in two versions that are never mixed: *period* figures divide what came out in the span by what came
//! in, whenever that began; *cohort* figures follow what came in during the span, decided when it came in, whether or not
//! it has closed by then.

use crate::measure::Measure;
use serde::{Deserialize, Serialize};

mod facts;
pub(super) use facts::{Facts, SpanWeeks};

macro_rules! kpis {
    ($($(#[$doc:meta])* $name:ident $key:literal,)*) => {
        /// A key figure of a span.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Kpi { $($(#[$doc])* $name,)* }

        impl Kpi {
            /// All KPIs, in order.
            pub const ALL: &'static [Kpi] = &[$(Kpi::$name),*];

            /// The name in JSON and on the command line.
            pub const fn key(self) -> &'static str {
                match self { $(Kpi::$name => $key,)* }
            }
        }
    };
}

kpis! {
    /// Marketing spend, money.
    Spend "spend",
    /// Leads.
    Leads "leads",
    /// MQLs.
    Mqls "mqls",
    /// MQLs, recycled ones included, an inbound lead; period version, fraction.
    MqlRate "mql_rate",
    /// Spend a lead, money.
    CostPerLead "cost_per_lead",
    /// Pipeline opened by marketing's channels at the mean deal value, money.
    SourcedPipeline "sourced_pipeline",
    /// Deals won.
    Won "won",
    /// Won of won and lost; period version, fraction.
    WinRate "win_rate",
    /// Bookings a deal, money.
    DealSize "deal_size",
    /// Bookings over the quota of all AE heads, fraction.
    QuotaAttainment "quota_attainment",
    /// First response, business hours.
    ResponseHours "response_hours",
    /// Share of worked MQLs answered within the promise.
    WithinTarget "within_target",
    /// SDR capacity used, fraction.
    SdrUtilisation "sdr_utilisation",
    /// AE slots used, fraction.
    AeUtilisation "ae_utilisation",
    /// Bookings, money.
    Bookings "bookings",
    /// Revenue, money.
    Revenue "revenue",
    /// Twelve times the MRR at the end, money.
    ArrEnd "arr_end",
    /// Sales and marketing cost a deal won, money.
    Cac "cac",
    /// Months until the gross margin of a new customer's recurring revenue pays its CAC.
    PaybackMonths "payback_months",
    /// Lifetime gross profit of a new customer over CAC: ARPA × margin / churn / CAC.
    LtvToCac "ltv_to_cac",
    /// Cash at the end, money.
    CashEnd "cash_end",
    /// Lowest cash at a week's end from the plan's start, money.
    LowestCash "lowest_cash",
    /// Customers at the end.
    CustomersEnd "customers_end",
    /// MQLs among the span's own inbound leads; cohort version of the MQL rate, fraction.
    QualifiedRate "qualified_rate",
    /// Share of MQLs that fit the ideal customer profile.
    Precision "precision",
    /// Spend an MQL, money.
    CostPerMql "cost_per_mql",
    /// Spend an SQL that came from an MQL, money.
    CostPerSql "cost_per_sql",
    /// Share of leads that organic and referral channels bring.
    OrganicShare "organic_share",
    /// Share of deals won that did not come from outbound.
    PullShare "pull_share",
    /// SQLs an MQL; period version, fraction.
    SqlRate "sql_rate",
    /// Share of MQLs that nobody worked in time.
    ExpiredShare "expired_share",
    /// Opportunities opened an accepted SQL; period version, fraction.
    OpportunityRate "opportunity_rate",
    /// Of the SQLs accepted in the span those that become opportunities; cohort version, fraction.
    PassRate "pass_rate",
    /// Of the opportunities opened in the span those that are won; cohort version of the win rate, fraction.
    WinRateOfOpened "win_rate_of_opened",
    /// Weeks from opportunity to won or lost, by Little's law.
    CycleWeeks "cycle_weeks",
    /// Open opportunities × win rate × deal size / cycle, money a week.
    PipelineVelocity "pipeline_velocity",
    /// Open opportunities at the end × deal size over a quarter's quota of the AE heads.
    PipelineCoverage "pipeline_coverage",
    /// Gross margin booked a year by an effective AE over its base pay.
    YieldPerRep "yield_per_rep",
    /// Effective AEs (ramped rep equivalents).
    RampedReps "ramped_reps",
    /// Share of deals won in the last two weeks of a quarter.
    LateShare "late_share",
    /// SDR hours a week that neither MQLs nor prospecting use.
    IdleSdrHours "idle_sdr_hours",
    /// Sales and marketing cost over the ARR of new customers.
    NewCacRatio "new_cac_ratio",
    /// Growth of ARR in the span over its sales and marketing cost.
    MagicNumber "magic_number",
    /// MRR kept after a year without expansion (GRR), fraction.
    GrossRetention "gross_retention",
    /// MRR kept after a year with expansion (NRR), fraction.
    NetRetention "net_retention",
    /// Cash burned over growth of ARR; nothing where there is no growth.
    BurnMultiple "burn_multiple",
    /// Months that the cash at the end lasts at the burn of the last 13 weeks; nothing where cash grows.
    RunwayMonths "runway_months",
    /// Repeat orders a customer and year.
    RepeatRate "repeat_rate",
}

impl Kpi {
    /// The figure of one path in a span, from that span's measures; nothing where it is not defined.
    pub(super) fn of(
        self,
        facts: &Facts<'_>,
        weeks: &SpanWeeks,
        get: &dyn Fn(Measure) -> f64,
    ) -> Option<f64> {
        self.of_marketing(get)
            .or_else(|| self.of_sales(facts, weeks, get))
            .or_else(|| self.of_money(facts, weeks, get))
    }

    fn of_marketing(self, get: &dyn Fn(Measure) -> f64) -> Option<f64> {
        let inbound = || get(Measure::Leads) - get(Measure::Replies);
        match self {
            Kpi::Spend => Some(get(Measure::Spend)),
            Kpi::Leads => Some(get(Measure::Leads)),
            Kpi::Mqls => Some(get(Measure::Mql)),
            Kpi::MqlRate => ratio(get(Measure::Mql), inbound()),
            Kpi::QualifiedRate => ratio(get(Measure::Qualified), inbound()),
            Kpi::Precision => ratio(get(Measure::MqlFit), get(Measure::Mql)),
            Kpi::CostPerLead => ratio(get(Measure::Spend), get(Measure::Leads)),
            Kpi::CostPerMql => ratio(get(Measure::Spend), get(Measure::Mql)),
            Kpi::CostPerSql => ratio(get(Measure::Spend), get(Measure::SqlInbound)),
            Kpi::OrganicShare => ratio(get(Measure::OrganicLeads), get(Measure::Leads)),
            Kpi::PullShare => ratio(get(Measure::Won) - get(Measure::WonOutbound), get(Measure::Won)),
            Kpi::SourcedPipeline => Some(get(Measure::SourcedPipeline)),
            Kpi::SqlRate => ratio(get(Measure::SqlInbound), get(Measure::Mql)),
            Kpi::ExpiredShare => ratio(get(Measure::Expired), get(Measure::Mql)),
            Kpi::ResponseHours => (get(Measure::Worked) > 0.0).then(|| get(Measure::ResponseHours)),
            Kpi::WithinTarget => (get(Measure::Worked) > 0.0).then(|| get(Measure::WithinTarget)),
            Kpi::SdrUtilisation => Some(get(Measure::SdrUtilisation)),
            _ => None,
        }
    }

    fn of_sales(self, facts: &Facts<'_>, weeks: &SpanWeeks, get: &dyn Fn(Measure) -> f64) -> Option<f64> {
        let closed = || get(Measure::Won) + get(Measure::Lost);
        let win_rate = || ratio(get(Measure::Won), closed());
        let deal_size = || ratio(get(Measure::Bookings), get(Measure::Won));
        let cycle = || ratio(weeks.mean_open * facts.years * 52.0, closed());
        let quota = || facts.quota_per_year * get(Measure::AeHeads);
        match self {
            Kpi::Won => Some(get(Measure::Won)),
            Kpi::WinRate => win_rate(),
            Kpi::WinRateOfOpened => ratio(get(Measure::WonOfOpened), get(Measure::Opportunities)),
            Kpi::OpportunityRate => ratio(get(Measure::Opportunities), get(Measure::Sql)),
            Kpi::PassRate => ratio(get(Measure::SqlPassed), get(Measure::Sql)),
            Kpi::DealSize => deal_size(),
            Kpi::CycleWeeks => cycle(),
            Kpi::PipelineVelocity => ratio(weeks.mean_open * win_rate()? * deal_size()?, cycle()?),
            Kpi::PipelineCoverage => ratio(get(Measure::OpenOpportunities) * deal_size()?, quota() / 4.0),
            Kpi::QuotaAttainment => ratio(get(Measure::Bookings), quota() * facts.years),
            Kpi::YieldPerRep => {
                let yearly = get(Measure::Bookings) * facts.gross_margin / facts.years;
                ratio(yearly, get(Measure::AeFte) * facts.ae_pay_per_year)
            }
            Kpi::RampedReps => Some(get(Measure::AeFte)),
            Kpi::AeUtilisation => Some(get(Measure::AeUtilisation)),
            Kpi::LateShare => ratio(weeks.won_late, weeks.won),
            Kpi::IdleSdrHours => Some(weeks.idle_hours),
            Kpi::RepeatRate => {
                let orders = ratio(get(Measure::RepeatOrders), facts.order_value)?;
                ratio(orders, weeks.mean_customers * facts.years)
            }
            _ => None,
        }
    }

    fn of_money(self, facts: &Facts<'_>, weeks: &SpanWeeks, get: &dyn Fn(Measure) -> f64) -> Option<f64> {
        let arpa =
            || ratio(get(Measure::Bookings), get(Measure::Won)).map(|deal| deal * facts.recurring / 12.0);
        let cost = || get(Measure::SalesMarketingCost);
        let cac = || ratio(cost(), get(Measure::Won));
        let arr_growth = || 12.0 * (get(Measure::Mrr) - weeks.mrr_start);
        match self {
            Kpi::Bookings => Some(get(Measure::Bookings)),
            Kpi::Revenue => Some(get(Measure::Revenue)),
            Kpi::ArrEnd => Some(12.0 * get(Measure::Mrr)),
            Kpi::Cac => cac(),
            Kpi::PaybackMonths => ratio(cac()?, arpa()? * facts.gross_margin),
            Kpi::LtvToCac => {
                // Without recurring revenue there is no lifetime to speak of.
                if facts.recurring <= 0.0 {
                    return None;
                }
                // Of those who were there on average, not of those at the end, who may be many more.
                let churn = ratio(get(Measure::Churned), weeks.mean_customers * 12.0 * facts.years)?;
                ratio(ratio(arpa()? * facts.gross_margin, churn)?, cac()?)
            }
            Kpi::NewCacRatio => ratio(cost(), 12.0 * get(Measure::MrrNew)),
            Kpi::MagicNumber => {
                // Without any recurring revenue the figure is not low but meaningless.
                (get(Measure::Mrr) > 0.0).then(|| ratio(arr_growth(), cost())).flatten()
            }
            Kpi::GrossRetention => weeks.retention.map(|kept| kept[0]),
            Kpi::NetRetention => weeks.retention.map(|kept| kept[1]),
            Kpi::BurnMultiple => ratio((-get(Measure::OperatingCashFlow)).max(0.0), arr_growth()),
            Kpi::RunwayMonths => ratio(get(Measure::Cash).max(0.0), weeks.burn_per_month),
            Kpi::CashEnd => Some(get(Measure::Cash)),
            Kpi::LowestCash => Some(weeks.lowest_cash),
            Kpi::CustomersEnd => Some(get(Measure::Customers)),
            _ => None,
        }
    }
}

fn ratio(above: f64, below: f64) -> Option<f64> {
    (below > 0.0).then(|| above / below)
}

//! Key figures of a span (`docs/model.md` 6): one value a trial, so that a ratio has percentiles of its own.
//!
//! Conversions come in two versions that are never mixed: *period* figures divide what came out in the span by what came
//! in, whenever that began; *cohort* figures follow what came in during the span, decided when it came in, whether or not
//! it has closed by then.

use crate::measure::Measure;
use crate::numerics::gamma_survival;
use serde::{Deserialize, Serialize};

mod facts;
pub(super) use facts::{Facts, PathInputs, SpanWeeks};

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
    /// Bookings over the quota of all AE heads, fraction; nothing where there is no quota.
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
    /// Magic number: four times the rise of the recurring revenue of the span's last 13 weeks over that of the 13 before, over
    /// the sales and marketing cost of those; nothing before 26 weeks have passed.
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
    /// Of the MQLs worked in the span those that become SQLs; cohort version of the SQL rate, decided at the first response.
    SqlRateOfWorked "sql_rate_of_worked",
    /// Share of leads that fit the ideal customer profile; as the next three where the run's totals by channel are by the
    /// same spans.
    FitShareOfLeads "fit_share_of_leads",
    /// Share of SQLs created that fit it.
    FitShareOfSqls "fit_share_of_sqls",
    /// Share of opportunities opened that fit it.
    FitShareOfOpportunities "fit_share_of_opportunities",
    /// Share of deals won that fit it, of those that a channel of the plan brought.
    FitShareOfWon "fit_share_of_won",
    /// Share of spend that feeds goodwill (a published optimum is near 46 %); as the fit shares.
    BrandSpendShare "brand_spend_share",
    /// Discount on list price of the deals won, the quarter end's included; as the fit shares.
    Discount "discount",
    /// Share of AE heads whose bookings reach their quota, if deals fall to them by chance (assumption).
    QuotaHitShare "quota_hit_share",
    /// MQLs delivered over those that the AEs' quota, or without one the plan's target, needs at the typed deal size and
    /// conversions.
    MqlsDelivered "mqls_delivered",
    /// Share of worked MQLs whose outcome sales tells to marketing.
    FeedbackRate "feedback_rate",
    /// CRM integration × feedback rate.
    LoopMaturity "loop_maturity",
    /// Share of deals won whose source is not known; plan years only.
    AttributionError "attribution_error",
    /// Sales and marketing cost, by the median time to won earlier, a deal won; nothing if that began before the plan.
    LaggedCac "lagged_cac",
    /// Lifetime gross profit of a new customer: ARPA × margin / churn, money.
    Ltv "ltv",
    /// Gross profit of a new customer in five years, with expansion, discounted, money.
    LtvFiveYears "ltv_five_years",
    /// MRR kept over the 52 weeks to the span's end without expansion (GRR), fraction; nothing before a year has passed.
    GrossRetentionOfAYear "gross_retention_of_a_year",
    /// The same with expansion (NRR), fraction.
    NetRetentionOfAYear "net_retention_of_a_year",
    /// Customers that go live.
    WentLive "went_live",
    /// Customers kept after a year, fraction.
    LogoRetention "logo_retention",
    /// Spend and the marketing team's cost a lead, money.
    LoadedCostPerLead "loaded_cost_per_lead",
    /// The same an MQL, money.
    LoadedCostPerMql "loaded_cost_per_mql",
    /// The same an SQL that came from an MQL, money.
    LoadedCostPerSql "loaded_cost_per_sql",
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
            .or_else(|| self.of_both(weeks, get))
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

    /// What marketing and sales owe each other, what marketing costs with its team, and what needs the totals by channel.
    fn of_both(self, weeks: &SpanWeeks, get: &dyn Fn(Measure) -> f64) -> Option<f64> {
        let (inputs, totals) = (&weeks.inputs, weeks.totals.as_ref());
        let [leads, sqls, opportunities, won] = totals.map_or([None; 4], |totals| totals.fit);
        let loaded = |count| ratio(get(Measure::Spend) + weeks.marketing_team, get(count));
        match self {
            Kpi::LoadedCostPerLead => loaded(Measure::Leads),
            Kpi::LoadedCostPerMql => loaded(Measure::Mql),
            Kpi::LoadedCostPerSql => loaded(Measure::SqlInbound),
            Kpi::SqlRateOfWorked => ratio(get(Measure::SqlInbound), get(Measure::Worked)),
            Kpi::FitShareOfLeads => leads,
            Kpi::FitShareOfSqls => sqls,
            Kpi::FitShareOfOpportunities => opportunities,
            Kpi::FitShareOfWon => won,
            Kpi::BrandSpendShare => totals.and_then(|totals| ratio(totals.brand_spend, totals.spend)),
            Kpi::Discount => {
                let bookings = get(Measure::Bookings);
                let list = inputs.at_list_price(bookings, totals?.pulled);
                ratio(list - bookings, list)
            }
            Kpi::FeedbackRate => Some(inputs.dispositions),
            Kpi::LoopMaturity => Some(inputs.integration * inputs.dispositions),
            Kpi::AttributionError => {
                ratio(inputs.integration * totals?.won, get(Measure::Won)).map(|known| (1.0 - known).max(0.0))
            }
            _ => None,
        }
    }

    fn of_sales(self, facts: &Facts<'_>, weeks: &SpanWeeks, get: &dyn Fn(Measure) -> f64) -> Option<f64> {
        let closed = || get(Measure::Won) + get(Measure::Lost);
        let win_rate = || ratio(get(Measure::Won), closed());
        let deal_size = || ratio(get(Measure::Bookings), get(Measure::Won));
        let cycle = || ratio(weeks.mean_open * facts.years * 52.0, closed());
        let inputs = &weeks.inputs;
        let quota = || inputs.quota_per_year * get(Measure::AeHeads);
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
                let yearly = get(Measure::Bookings) * inputs.gross_margin / facts.years;
                ratio(yearly, get(Measure::AeFte) * inputs.ae_pay_per_year)
            }
            Kpi::QuotaHitShare => {
                let (heads, size) = (get(Measure::AeHeads), deal_size().unwrap_or(0.0));
                let one = Sold { bookings: get(Measure::Bookings), deals: get(Measure::Won), size };
                (quota() > 0.0)
                    .then(|| one.share_at_quota(heads, inputs.quota_per_year * facts.years, inputs.deal_cv))
            }
            Kpi::MqlsDelivered => {
                let of_quota = || [get(Measure::Mql), quota() * facts.years];
                let [mqls, goal] = weeks.goal.unwrap_or_else(of_quota);
                ratio(mqls, ratio(goal, inputs.value_of_mql)?)
            }
            Kpi::RampedReps => Some(get(Measure::AeFte)),
            Kpi::AeUtilisation => Some(get(Measure::AeUtilisation)),
            Kpi::LateShare => ratio(weeks.won_late, weeks.won),
            Kpi::IdleSdrHours => Some(weeks.idle_hours),
            Kpi::RepeatRate => {
                let orders = ratio(get(Measure::RepeatOrders), inputs.order_value)?;
                ratio(orders, weeks.mean_customers * facts.years)
            }
            _ => None,
        }
    }

    fn of_money(self, facts: &Facts<'_>, weeks: &SpanWeeks, get: &dyn Fn(Measure) -> f64) -> Option<f64> {
        let inputs = &weeks.inputs;
        let arpa =
            || ratio(get(Measure::Bookings), get(Measure::Won)).map(|deal| deal * inputs.recurring / 12.0);
        let cost = || get(Measure::SalesMarketingCost);
        let cac = || ratio(cost(), get(Measure::Won));
        // Of those who were there on average, not of those at the end, who may be many more.
        let churn = || ratio(get(Measure::Churned), weeks.mean_customers * 12.0 * facts.years);
        let arr_growth = || 12.0 * weeks.mrr_growth;
        match self {
            Kpi::Bookings => Some(get(Measure::Bookings)),
            Kpi::Revenue => Some(get(Measure::Revenue)),
            Kpi::ArrEnd => Some(12.0 * get(Measure::Mrr)),
            Kpi::Cac => cac(),
            Kpi::LaggedCac => ratio(weeks.lagged_cost?, get(Measure::Won)),
            Kpi::PaybackMonths => ratio(cac()?, arpa()? * inputs.gross_margin),
            // Without recurring revenue there is no lifetime to speak of.
            Kpi::Ltv | Kpi::LtvToCac | Kpi::LtvFiveYears if inputs.recurring <= 0.0 => None,
            Kpi::Ltv => ratio(arpa()? * inputs.gross_margin, churn()?),
            Kpi::LtvFiveYears => Some(arpa()? * inputs.gross_margin * inputs.lifetime_months(churn()?)),
            Kpi::LtvToCac => ratio(ratio(arpa()? * inputs.gross_margin, churn()?)?, cac()?),
            Kpi::NewCacRatio => ratio(cost(), 12.0 * get(Measure::MrrNew)),
            Kpi::MagicNumber => {
                // Without any recurring revenue the figure is not low but meaningless.
                let [rise, cost] = weeks.magic.filter(|_| get(Measure::Mrr) > 0.0)?;
                ratio(4.0 * rise, cost)
            }
            Kpi::GrossRetention => weeks.retention.map(|kept| kept[0]),
            Kpi::NetRetention => weeks.retention.map(|kept| kept[1]),
            Kpi::GrossRetentionOfAYear => weeks.retention_of_a_year.map(|kept| kept[0]),
            Kpi::NetRetentionOfAYear => weeks.retention_of_a_year.map(|kept| kept[1]),
            Kpi::LogoRetention => weeks.logo_retention,
            Kpi::WentLive => Some(weeks.went_live),
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

/// What all AEs sold in a span.
struct Sold {
    bookings: f64,
    deals: f64,
    /// Mean value, money.
    size: f64,
}

impl Sold {
    /// Share of `heads` (above 0) whose part of the bookings is at or above `quota`, if each deal falls to each head with the
    /// same chance: the part of one has mean `B / H` and variance `N size² (1 + cv²) / H (1 - 1 / H)` and is taken as a gamma
    /// law.
    fn share_at_quota(&self, heads: f64, quota: f64, cv: f64) -> f64 {
        let alone = |part: f64| f64::from(u8::from(part >= quota));
        if heads <= 1.0 {
            return alone(self.bookings);
        }
        let mean = self.bookings / heads;
        let variance = self.deals * self.size * self.size * (1.0 + cv * cv) / heads * (1.0 - 1.0 / heads);
        if variance <= 0.0 || mean <= 0.0 {
            return alone(mean);
        }
        gamma_survival(mean * mean / variance, quota * mean / variance)
    }
}

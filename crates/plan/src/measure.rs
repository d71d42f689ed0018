//! What a run records, week by week, and how weeks add up to longer periods.

use serde::{Deserialize, Serialize};

/// How the weeks of a measure combine into a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Combine {
    /// A flow: the weeks' amounts are summed, split weeks pro rata by days.
    Sum,
    /// A stock: the value at the end of the period.
    End,
    /// An unweighted mean of the weeks.
    Mean,
    /// A mean of the weeks weighted by another measure.
    WeightedBy(Measure),
}

macro_rules! measures {
    ($($(#[$doc:meta])* $name:ident $key:literal $combine:expr;)*) => {
        /// A figure that a run records for each week.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Measure { $($(#[$doc])* $name,)* }

        impl Measure {
            /// All measures, in the order of the columns of a run.
            pub const ALL: &'static [Measure] = &[$(Measure::$name),*];
            /// The name in JSON and on the command line.
            pub const fn key(self) -> &'static str {
                match self { $(Measure::$name => $key,)* }
            }
            /// How weeks combine into a period.
            pub const fn combine(self) -> Combine {
                match self { $(Measure::$name => $combine,)* }
            }
        }
    };
}

measures! {
    /// Marketing spend, money.
    Spend "spend" Combine::Sum;
    /// Leads, replies to outbound included.
    Leads "leads" Combine::Sum;
    /// Replies to outbound; they are leads that skip the MQL bar.
    Replies "replies" Combine::Sum;
    /// Leads of organic and referral channels.
    OrganicLeads "organic_leads" Combine::Sum;
    /// MQLs among the new leads of the same week, recycled ones not included.
    Qualified "qualified" Combine::Sum;
    /// MQLs, recycled ones included.
    Mql "mql" Combine::Sum;
    /// MQLs that fit the ideal customer profile.
    MqlFit "mql_fit" Combine::Sum;
    /// MQLs worked by SDRs.
    Worked "worked" Combine::Sum;
    /// MQLs that nobody worked in time.
    Expired "expired" Combine::Sum;
    /// SQLs created by SDRs, outbound included.
    SqlCreated "sql_created" Combine::Sum;
    /// SQLs created from MQLs, outbound not included.
    SqlInbound "sql_inbound" Combine::Sum;
    /// SQLs accepted by AEs.
    Sql "sql" Combine::Sum;
    /// Of the SQLs accepted this week, those that will become opportunities.
    SqlPassed "sql_passed" Combine::Sum;
    /// Opportunities opened.
    Opportunities "opportunities" Combine::Sum;
    /// Value of opportunities opened that marketing brought (all channels but outbound) at the mean deal value, money.
    SourcedPipeline "sourced_pipeline" Combine::Sum;
    /// Of the opportunities opened this week, those that will be won.
    WonOfOpened "won_of_opened" Combine::Sum;
    /// Deals won.
    Won "won" Combine::Sum;
    /// Deals won that outbound brought.
    WonOutbound "won_outbound" Combine::Sum;
    /// Opportunities lost.
    Lost "lost" Combine::Sum;
    /// Gross value of deals won, repeat orders not included.
    Bookings "bookings" Combine::Sum;
    /// Value of repeat orders.
    RepeatOrders "repeat_orders" Combine::Sum;
    /// Revenue recognised.
    Revenue "revenue" Combine::Sum;
    /// Cash collected from customers.
    Collections "collections" Combine::Sum;
    /// Cash paid out, all costs.
    CashCosts "cash_costs" Combine::Sum;
    /// Sales and marketing cost, accrual.
    SalesMarketingCost "sales_marketing_cost" Combine::Sum;
    /// Collections less costs, without funding.
    OperatingCashFlow "operating_cash_flow" Combine::Sum;
    /// Customers lost.
    Churned "churned" Combine::Sum;
    /// Monthly recurring revenue that goes live.
    MrrNew "mrr_new" Combine::Sum;
    /// Monthly recurring revenue lost by churn.
    MrrChurned "mrr_churned" Combine::Sum;
    /// Cash at the end of the week.
    Cash "cash" Combine::End;
    /// Monthly recurring revenue at the end of the week.
    Mrr "mrr" Combine::End;
    /// Customers at the end of the week.
    Customers "customers" Combine::End;
    /// MQLs waiting for an SDR at the end of the week.
    MqlWaiting "mql_waiting" Combine::End;
    /// SQLs between hand-over and opening: on their way, waiting for an AE, or in discovery.
    SqlInProgress "sql_in_progress" Combine::End;
    /// SQLs waiting for an AE.
    SqlWaiting "sql_waiting" Combine::End;
    /// Open opportunities.
    OpenOpportunities "open_opportunities" Combine::End;
    /// Goodwill (brand stock), money.
    Goodwill "goodwill" Combine::End;
    /// Effective SDRs, full-time equivalents.
    SdrFte "sdr_fte" Combine::Mean;
    /// Effective AEs, full-time equivalents.
    AeFte "ae_fte" Combine::Mean;
    /// AE heads on the payroll.
    AeHeads "ae_heads" Combine::Mean;
    /// Share of SDR inbound capacity used.
    SdrUtilisation "sdr_utilisation" Combine::Mean;
    /// Share of AE slots used at the end of the week.
    AeUtilisation "ae_utilisation" Combine::Mean;
    /// Mean response, business hours, weighted by MQLs worked.
    ResponseHours "response_hours" Combine::WeightedBy(Measure::Worked);
    /// Share of the MQLs worked that were answered within the promise.
    WithinTarget "within_target" Combine::WeightedBy(Measure::Worked);
    /// 1 in a week in which SDR time is the limit.
    SdrLimits "sdr_limits" Combine::Mean;
    /// 1 in a week in which AE time is the limit.
    AeLimits "ae_limits" Combine::Mean;
}

macro_rules! flows {
    ($($(#[$doc:meta])* $name:ident $key:literal;)*) => {
        /// What a run adds up by channel and span, leads that fit the ideal customer profile apart from the others.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum ChannelFlow { $($(#[$doc])* $name,)* }

        impl ChannelFlow {
            /// All flows, in the order of a run's totals.
            pub const ALL: &'static [ChannelFlow] = &[$(ChannelFlow::$name),*];
            /// The name in JSON.
            pub const fn key(self) -> &'static str {
                match self { $(ChannelFlow::$name => $key,)* }
            }
        }
    };
}

flows! {
    /// Spend of the channel, events included, money; it has no class and stands with the leads that fit.
    Spend "spend";
    /// Leads, or replies to outbound.
    Leads "leads";
    /// MQLs, recycled ones included.
    Mqls "mqls";
    /// SQLs created.
    Sqls "sqls";
    /// Opportunities opened.
    Opportunities "opportunities";
    /// Deals won.
    Won "won";
    /// Gross value of deals won, money.
    Bookings "bookings";
    /// Of the bookings those that the quarter's end pulled forward at a discount, money.
    PulledBookings "pulled_bookings";
    /// Of the spend what feeds goodwill, money.
    BrandSpend "brand_spend";
}

impl ChannelFlow {
    /// Number of flows.
    pub const COUNT: usize = Self::ALL.len();

    /// Where a flow stands among a path's totals: `[span][channel][class][flow]`, class 0 fits.
    pub const fn place(self, channels: usize, span: usize, channel: usize, class: usize) -> usize {
        ((span * channels + channel) * 2 + class) * Self::COUNT + self as usize
    }

    /// Number of a path's totals in one span.
    pub const fn of_a_span(channels: usize) -> usize {
        channels * 2 * Self::COUNT
    }
}

/// Weeks of a plan year.
pub const WEEKS_OF_A_PLAN_YEAR: usize = 52;

impl Measure {
    /// Number of measures.
    pub const COUNT: usize = Self::ALL.len();
    /// Number of measures that are stocks ([`Combine::End`]).
    pub const STOCKS: usize = Self::stocks_before(Self::COUNT);

    const fn stocks_before(end: usize) -> usize {
        let (mut n, mut index) = (0, 0);
        while index < end {
            if matches!(Self::ALL[index].combine(), Combine::End) {
                n += 1;
            }
            index += 1;
        }
        n
    }

    /// Number of this measure among the stocks; nothing if it is none.
    pub const fn stock(self) -> Option<usize> {
        match self.combine() {
            Combine::End => Some(Self::stocks_before(self.index())),
            _ => None,
        }
    }

    /// Column of this measure.
    pub const fn index(self) -> usize {
        self as usize
    }

    /// The measure of that JSON name.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|measure| measure.key() == key)
    }
}

/// Length of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// A week, Monday to Sunday.
    Week,
    /// A calendar month; the first and last may be cut by the plan.
    Month,
    /// A quarter of the fiscal year.
    Quarter,
    /// A plan year: 52 weeks from the start.
    PlanYear,
    /// A fiscal year: twelve months from the fiscal year's first; the first and last may be cut by the plan.
    FiscalYear,
}

impl Period {
    /// All periods, shortest first.
    pub const ALL: [Period; 5] =
        [Period::Week, Period::Month, Period::Quarter, Period::PlanYear, Period::FiscalYear];
}

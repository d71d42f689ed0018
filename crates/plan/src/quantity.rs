//! One table of bounded quantities: it feeds the checks, their messages, the slider limits and the test generators.

use crate::estimate::Scale;
use serde::{Deserialize, Serialize};

/// What a number counts. The app and the command line turn it into words and symbols.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Unit {
    /// Plan currency.
    Money,
    /// Plan currency a calendar month.
    MoneyPerMonth,
    /// Plan currency a year.
    MoneyPerYear,
    /// Plan currency a lead.
    MoneyPerLead,
    /// A fraction; 0.26 is shown as 26 %.
    Share,
    /// A fraction a week.
    SharePerWeek,
    /// A fraction a month.
    SharePerMonth,
    /// A fraction a year.
    SharePerYear,
    /// A factor, 1 = unchanged.
    Factor,
    /// Odds ratio, 1 = unchanged.
    OddsRatio,
    /// Change of log-odds.
    LogOdds,
    /// Calendar or working weeks, as the field says.
    Weeks,
    /// Business hours (40 a week).
    Hours,
    /// People, or full-time equivalents.
    People,
    /// Leads a month.
    LeadsPerMonth,
    /// Pieces: leads, accounts, deals, customers, dispositions.
    Count,
    /// Pieces a year.
    PerYear,
    /// Pieces an hour.
    PerHour,
    /// Standard deviations of the lead score.
    ScoreSd,
    /// Without a unit.
    None,
}

/// A bounded quantity: the hard limits of a field and how a range of it is read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quantity {
    /// What it counts.
    pub unit: Unit,
    /// Smallest value allowed.
    pub min: f64,
    /// Largest value allowed.
    pub max: f64,
    /// How an 80 % range is read when the plan does not say.
    pub scale: Scale,
}

impl Quantity {
    const fn new(unit: Unit, min: f64, max: f64, scale: Scale) -> Self {
        Self { unit, min, max, scale }
    }

    /// `(min, max)`.
    pub const fn range(&self) -> (f64, f64) {
        (self.min, self.max)
    }
}

macro_rules! quantities {
    ($($(#[$doc:meta])* $name:ident: $unit:ident $min:literal ..= $max:literal $scale:ident;)*) => {
        $($(#[$doc])* pub const $name: Quantity = Quantity::new(Unit::$unit, $min, $max, Scale::$scale);)*
        /// Every quantity with its name, in the order of the table.
        pub const ALL: &[(&str, Quantity)] = &[$((stringify!($name), $name)),*];
    };
}

quantities! {
    /// Spend, pay or cost a month.
    MONEY_PER_MONTH: MoneyPerMonth 0.0 ..= 1e9 Lognormal;
    /// A positive monthly amount that something is measured at.
    REFERENCE_MONEY_PER_MONTH: MoneyPerMonth 1e-6 ..= 1e9 Lognormal;
    /// Pay a year.
    MONEY_PER_YEAR: MoneyPerYear 0.0 ..= 1e9 Lognormal;
    /// Quota of one head and year; 0 is none.
    QUOTA_PER_YEAR: MoneyPerYear 0.0 ..= 1e12 Lognormal;
    /// A stock or a single amount of money.
    MONEY: Money 0.0 ..= 1e12 Lognormal;
    /// An amount that may be owed.
    SIGNED_MONEY: Money -1e12 ..= 1e12 Normal;
    /// Value of a deal or an order.
    DEAL_VALUE: Money 1e-6 ..= 1e9 Lognormal;
    /// Cost of one lead.
    COST_PER_LEAD: MoneyPerLead 1e-6 ..= 1e7 Lognormal;
    /// Any share.
    SHARE: Share 0.0 ..= 1.0 Logit;
    /// Share of leads that become MQLs, or that fit.
    LEAD_SHARE: Share 0.01 ..= 0.95 Logit;
    /// Conversion of a stage.
    CONVERSION: Share 0.005 ..= 0.98 Logit;
    /// Share of the largest response reached at the reference spend.
    CEILING_SHARE: Share 0.05 ..= 0.95 Logit;
    /// Weekly retention of carryover.
    RETENTION: SharePerWeek 0.0 ..= 0.97 Logit;
    /// Area under the ROC curve of the lead score.
    AUC: None 0.5 ..= 0.99 Logit;
    /// Shift of the MQL bar.
    THRESHOLD_SHIFT: ScoreSd -3.0 ..= 3.0 Normal;
    /// Relative conversion of leads that do not fit.
    RELATIVE_CONVERSION: Factor 0.0 ..= 1.0 Logit;
    /// Recycling and decay of the nurture pool.
    POOL_RATE: SharePerWeek 0.0 ..= 0.2 Logit;
    /// Loss of waiting SQLs.
    STALE_RATE: SharePerWeek 0.0 ..= 0.5 Logit;
    /// Churn a month.
    CHURN: SharePerMonth 0.0 ..= 0.5 Logit;
    /// Spread of churn between customers: 1 / (a + b + 1) of its beta law.
    HETEROGENEITY: None 0.0 ..= 0.9 Logit;
    /// Time as a customer.
    TENURE_MONTHS: Count 0.0 ..= 600.0 Lognormal;
    /// Leavers a year.
    ATTRITION: SharePerYear 0.0 ..= 0.9 Logit;
    /// Growth of recurring revenue a year.
    EXPANSION: SharePerYear -0.5 ..= 1.0 Normal;
    /// Growth of overhead a year.
    GROWTH: SharePerYear -0.5 ..= 2.0 Normal;
    /// Cost of capital.
    DISCOUNT_RATE: SharePerYear 0.0 ..= 0.5 Logit;
    /// Rebate on the list price; negative is a mark-up.
    DISCOUNT: Share -0.5 ..= 0.8 Normal;
    /// Margin of a dealer.
    DEALER_MARGIN: Share 0.0 ..= 0.6 Logit;
    /// Commission on bookings.
    COMMISSION: Share 0.0 ..= 0.5 Logit;
    /// Bad debt.
    BAD_DEBT: Share 0.0 ..= 0.5 Logit;
    /// Discount given to pull a deal forward.
    PULL_DISCOUNT: Share 0.0 ..= 0.8 Logit;
    /// Demand index of a month.
    SEASON_INDEX: Factor 0.0 ..= 5.0 Lognormal;
    /// Odds ratio of a channel.
    ODDS_RATIO: OddsRatio 0.1 ..= 10.0 Lognormal;
    /// Multiplier of deal value.
    VALUE_FACTOR: Factor 0.1 ..= 10.0 Lognormal;
    /// Value of deals that do not fit.
    NON_FIT_VALUE_FACTOR: Factor 0.1 ..= 2.0 Lognormal;
    /// Churn of customers that do not fit.
    NON_FIT_CHURN_FACTOR: Factor 0.5 ..= 5.0 Lognormal;
    /// Commission multiplier above quota.
    ACCELERATOR: Factor 1.0 ..= 5.0 Lognormal;
    /// Slope of the Hill curve.
    HILL_SLOPE: None 0.3 ..= 4.0 Lognormal;
    /// Lift of response or of partners' leads.
    LIFT: Share 0.0 ..= 2.0 Lognormal;
    /// Lift of win odds.
    LOG_ODDS: LogOdds 0.0 ..= 2.0 Lognormal;
    /// Loss of win odds for each unit of utilisation above the limit.
    LOAD_EFFECT: LogOdds 0.0 ..= 5.0 Lognormal;
    /// Over-dispersion of weekly leads.
    DISPERSION: None 0.0 ..= 2.0 Lognormal;
    /// Price elasticity of the win probability, absolute.
    ELASTICITY: None 0.0 ..= 10.0 Lognormal;
    /// Exponent of the response decay.
    DECAY_EXPONENT: None 0.0 ..= 4.0 Lognormal;
    /// Coefficient of variation of a duration.
    DURATION_CV: None 0.05 ..= 3.0 Lognormal;
    /// Coefficient of variation of deal values.
    VALUE_CV: None 0.0 ..= 3.0 Lognormal;
    /// Mean time in a stage.
    STAGE_WEEKS: Weeks 0.0 ..= 150.0 Lognormal;
    /// Delays of delivery, go-live, ramp and replacement.
    DELAY_WEEKS: Weeks 0.0 ..= 104.0 Lognormal;
    /// Time to collect.
    COLLECTION_WEEKS: Weeks 0.0 ..= 60.0 Lognormal;
    /// Half-life of goodwill.
    HALF_LIFE_WEEKS: Weeks 1.0 ..= 520.0 Lognormal;
    /// Age at which a waiting MQL expires.
    QUEUE_WEEKS: Weeks 0.0 ..= 12.0 Lognormal;
    /// Window before a quarter's start from which deals are pulled.
    PULL_WEEKS: Weeks 0.0 ..= 13.0 Lognormal;
    /// Delay, latency or target of a response.
    RESPONSE_HOURS: Hours 0.0 ..= 400.0 Lognormal;
    /// A positive number of hours.
    POSITIVE_HOURS: Hours 1e-6 ..= 1e5 Lognormal;
    /// Hours of work a person and week.
    WORK_HOURS: Hours 1e-6 ..= 80.0 Lognormal;
    /// Unpaid founders' time.
    FOUNDER_FTE: People 0.0 ..= 5.0 Lognormal;
    /// Heads in one hire.
    HEADCOUNT: People 0.0 ..= 1e4 Lognormal;
    /// Open opportunities a rep can work.
    OPEN_OPPORTUNITIES_PER_REP: Count 1.0 ..= 200.0 Lognormal;
    /// Share of capacity in use.
    UTILISATION: Share 0.0 ..= 1.2 Normal;
    /// Accounts that can be reached.
    ACCOUNTS: Count 1.0 ..= 1e9 Lognormal;
    /// Pieces of any kind.
    COUNT: Count 0.0 ..= 1e7 Lognormal;
    /// Dispositions that a scoring model learns from.
    DISPOSITIONS: Count 10.0 ..= 1e6 Lognormal;
    /// Leads a month.
    LEADS_PER_MONTH: LeadsPerMonth 0.0 ..= 1e7 Lognormal;
    /// Leads that a customer brings a year.
    REFERRALS: PerYear 0.0 ..= 5.0 Lognormal;
    /// Orders a customer and year.
    ORDERS_PER_YEAR: PerYear 0.0 ..= 52.0 Lognormal;
    /// Replies an hour of outbound work.
    REPLIES_PER_HOUR: PerHour 1e-6 ..= 100.0 Lognormal;
    /// Rank correlation of two uncertain inputs.
    CORRELATION: None -1.0 ..= 1.0 Normal;
    /// Beta of attainment-driven attrition.
    ATTAINMENT_EFFECT: None 0.0 ..= 10.0 Lognormal;
}

//! What is wrong or worth knowing about a plan: data, from which the page and the command line make sentences.

use crate::quantity::Unit;
use serde::{Deserialize, Serialize};
use std::fmt;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident;)*) => {
        /// The kind of a finding. `E…` stops the plan, `W…` does not.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Code { $($(#[$doc])* $name,)* }

        impl Code {
            /// Every code.
            pub const ALL: &'static [Code] = &[$(Code::$name),*];
            /// The code as written, `E102`.
            pub const fn id(self) -> &'static str {
                match self { $(Code::$name => stringify!($name),)* }
            }
        }
    };
}

codes! {
    /// Not a number, wrong type, or required and missing.
    E101;
    /// Outside the hard range.
    E102;
    /// A probability typed as a percent.
    E103;
    /// An order violated: low and high of a range, dates, weeks outside the horizon.
    E104;
    /// Shares that do not sum to 1.
    E105;
    /// A duplicate id, an unknown word, an unknown currency.
    E106;
    /// A size limit.
    E107;
    /// The plan format is newer than this program.
    E109;
    /// The start was moved to its Monday.
    W201;
    /// Correlations that contradict each other, mended.
    W202;
    /// Spend above twice the reference: extrapolated.
    W203;
    /// The implied conversion of fitting leads was clipped at 0.98.
    W205;
    /// Utilisation above 0.9 in the expected path, which then overstates.
    W206;
    /// Cash below zero in the expected path.
    W207;
    /// More than 1 % of a range lies outside the hard limits.
    W208;
    /// A field that this version does not know.
    W209;
    /// A correlation of an input that is not a range.
    W210;
    /// A quota of AEs below their base pay.
    W211;
}

impl Code {
    /// Whether the plan cannot be run.
    pub fn is_error(self) -> bool {
        self.id().starts_with('E')
    }
}

/// One finding: where, what was found, and what is allowed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// The kind.
    pub code: Code,
    /// Path of the value in the plan, such as `channels[2].fit_share`; empty for the plan as a whole.
    pub path: String,
    /// The value found, as written; empty if there is none.
    pub found: String,
    /// The fact behind it.
    pub fact: Fact,
}

/// The fact behind a finding, with what is allowed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Fact {
    /// Required and missing.
    Missing {
        /// Unit expected, where it is a number.
        unit: Option<Unit>,
    },
    /// Of another type than expected; or not JSON at all.
    WrongType {
        /// What was expected, in the words of the format.
        expected: String,
    },
    /// Not JSON.
    NotJson {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
    },
    /// Outside `min..=max`.
    OutOfRange {
        /// Smallest allowed.
        min: f64,
        /// Largest allowed.
        max: f64,
        /// Their unit.
        unit: Unit,
    },
    /// A share above 1 that looks like a percent.
    LooksLikePercent {
        /// The fraction probably meant.
        fraction: f64,
    },
    /// `low` must be below `high`.
    Order {
        /// What must come first, as written.
        low: String,
        /// What must come after it, as written.
        high: String,
    },
    /// A date or week outside the horizon.
    OutsideHorizon {
        /// First allowed.
        first: String,
        /// Last allowed.
        last: String,
    },
    /// Shares that must sum to 1.
    Sum {
        /// Their sum.
        sum: f64,
    },
    /// The id is used before.
    Duplicate {
        /// Where it was used first.
        first: String,
    },
    /// Not one of the words allowed.
    NotAllowed {
        /// The words allowed.
        allowed: Vec<String>,
    },
    /// More pieces than allowed.
    TooMany {
        /// How many there are.
        count: usize,
        /// How many are allowed.
        limit: usize,
    },
    /// Made by a newer version.
    NewerVersion {
        /// The version this program reads.
        supported: u32,
    },
    /// The start date was moved.
    Moved {
        /// To that day.
        to: String,
    },
    /// Above twice the reference.
    Extrapolated {
        /// The reference, money a month.
        reference: f64,
    },
    /// Clipped.
    Clipped {
        /// The blended rate that follows.
        implied: f64,
    },
    /// Utilisation that the expected path cannot do justice to.
    HighUtilisation {
        /// Largest utilisation of a week.
        utilisation: f64,
    },
    /// Cash runs out.
    CashBelowZero {
        /// First such week's last day.
        date: String,
    },
    /// Mass of a range outside the hard limits; the range is cut there.
    Truncated {
        /// Share cut off.
        mass: f64,
    },
    /// A field that is not known; it is kept out of the run.
    UnknownField,
    /// Correlations that cannot all hold; the nearest that can are used.
    CorrelationsRepaired {
        /// Largest change of a correlation.
        change: f64,
    },
    /// Not an uncertain input of the plan.
    NotUncertain,
    /// Less than an AE's base pay.
    BelowPay {
        /// The base pay, money a year.
        pay: f64,
    },
}

impl fmt::Display for Finding {
    /// One English sentence: place, what is wrong, the value, the range allowed; the cure after a line break.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = if self.path.is_empty() { "plan" } else { &self.path };
        write!(f, "{} `{place}`: ", self.code.id())?;
        let found = &self.found;
        match &self.fact {
            Fact::Missing { unit: Some(unit) } => {
                write!(f, "is missing, expected a number ({})", unit.english())
            }
            Fact::Missing { unit: None } => write!(f, "is missing"),
            Fact::WrongType { expected } => write!(f, "expected {expected}, found `{found}`"),
            Fact::NotJson { line, column } => {
                write!(f, "is not JSON at line {line}, column {column}: {found}")
            }
            Fact::OutOfRange { min, max, unit } => {
                write!(f, "is outside {min}..={max} ({}), found `{found}`", unit.english())
            }
            Fact::LooksLikePercent { fraction } => {
                let percent = (fraction * 1e6).round() / 1e4;
                write!(
                    f,
                    "is a share from 0 to 1, found `{found}`\nhint: {percent} looks like a percent; write {fraction}"
                )
            }
            Fact::Order { low, high } => write!(f, "{low} must be below {high}, found `{found}`"),
            Fact::OutsideHorizon { first, last } => {
                write!(f, "is outside the plan, {first} to {last}, found `{found}`")
            }
            Fact::Sum { sum } => write!(f, "shares must sum to 1, their sum is `{sum}`"),
            Fact::Duplicate { first } => write!(f, "is already used at `{first}`, found `{found}`"),
            Fact::NotAllowed { allowed } => {
                write!(f, "is not known: `{found}`\nhint: use one of {}", allowed.join(", "))
            }
            Fact::TooMany { count, limit } => {
                write!(f, "has a length of {count}, at most {limit} is allowed")
            }
            Fact::NewerVersion { supported } => {
                write!(f, "was made by a newer version, this one reads up to {supported}, found `{found}`")
            }
            Fact::Moved { to } => write!(f, "is not a Monday; the plan starts on {to}, found `{found}`"),
            Fact::Extrapolated { reference } => {
                write!(f, "is above twice the reference {reference}: extrapolated, found `{found}`")
            }
            Fact::Clipped { implied } => {
                write!(
                    f,
                    "implies more than 98 % for leads that fit; the blended rate is {implied:.4} instead of `{found}`"
                )
            }
            Fact::HighUtilisation { utilisation } => {
                write!(
                    f,
                    "reaches {:.0} % in the expected path, which then overstates\nhint: trust the trials",
                    utilisation * 100.0
                )
            }
            Fact::CashBelowZero { date } => write!(f, "falls below zero by {date} in the expected path"),
            Fact::Truncated { mass } => {
                write!(
                    f,
                    "{:.1} % of the range `{found}` lies outside the limits and is cut off",
                    mass * 100.0
                )
            }
            Fact::UnknownField => write!(f, "is not a field of the plan and has no effect"),
            Fact::CorrelationsRepaired { change } => {
                write!(
                    f,
                    "cannot all hold together; the nearest that can are used, changed by up to {change:.2}"
                )
            }
            Fact::NotUncertain => {
                write!(f, "is not a range, found `{found}`; the correlation has no effect")
            }
            Fact::BelowPay { pay } => {
                write!(
                    f,
                    "is below an AE's base pay of {pay}, found `{found}`\nhint: write the quota of a whole year, or 0 for none"
                )
            }
        }
    }
}

impl Unit {
    /// The unit in English, for the command line.
    pub const fn english(self) -> &'static str {
        match self {
            Unit::Money => "money",
            Unit::MoneyPerMonth => "money a month",
            Unit::MoneyPerYear => "money a year",
            Unit::MoneyPerLead => "money a lead",
            Unit::Share => "a fraction",
            Unit::SharePerWeek => "a fraction a week",
            Unit::SharePerMonth => "a fraction a month",
            Unit::SharePerYear => "a fraction a year",
            Unit::Factor => "a factor",
            Unit::OddsRatio => "an odds ratio",
            Unit::LogOdds => "log-odds",
            Unit::Weeks => "weeks",
            Unit::Hours => "business hours",
            Unit::People => "people",
            Unit::LeadsPerMonth => "leads a month",
            Unit::Count => "a count",
            Unit::PerYear => "a year",
            Unit::PerHour => "an hour",
            Unit::ScoreSd => "standard deviations of the score",
            Unit::None => "a number",
        }
    }
}

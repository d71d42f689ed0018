//! The figures that the forecast can show.

use crate::format::Figure as Unit;
use tandem_engine::estimate::Estimate;
use tandem_engine::measure::Combine;
use tandem_engine::plan::{Plan, TargetMeasure};
use tandem_engine::{Measure, Period, Summary};

/// A figure that the forecast can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    /// Annual recurring revenue: twelve times the MRR.
    Arr,
    /// Monthly recurring revenue.
    Mrr,
    /// Revenue.
    Revenue,
    /// Gross value of deals won.
    Bookings,
    /// Value of repeat orders.
    RepeatOrders,
    /// Customers.
    Customers,
    /// Cash.
    Cash,
    /// Marketing spend.
    Spend,
    /// Leads.
    Leads,
    /// MQLs.
    Mqls,
    /// Accepted SQLs.
    Sqls,
    /// Opportunities opened.
    Opportunities,
    /// Deals won.
    Won,
}

impl Figure {
    /// The figures on offer: those of the whole firm, of marketing, of sales.
    pub const GROUPS: [&'static [Figure]; 3] = [
        &[
            Self::Arr,
            Self::Mrr,
            Self::Revenue,
            Self::Bookings,
            Self::RepeatOrders,
            Self::Customers,
            Self::Cash,
        ],
        &[Self::Spend, Self::Leads, Self::Mqls],
        &[Self::Sqls, Self::Opportunities, Self::Won],
    ];

    /// The measure behind it.
    pub const fn measure(self) -> Measure {
        match self {
            Self::Arr | Self::Mrr => Measure::Mrr,
            Self::Revenue => Measure::Revenue,
            Self::Bookings => Measure::Bookings,
            Self::RepeatOrders => Measure::RepeatOrders,
            Self::Customers => Measure::Customers,
            Self::Cash => Measure::Cash,
            Self::Spend => Measure::Spend,
            Self::Leads => Measure::Leads,
            Self::Mqls => Measure::Mql,
            Self::Sqls => Measure::Sql,
            Self::Opportunities => Measure::Opportunities,
            Self::Won => Measure::Won,
        }
    }

    /// The figure that shows a measure: the ARR for the MRR.
    pub fn of(measure: Measure) -> Option<Self> {
        Self::all().find(|figure| figure.measure() == measure)
    }

    /// The figure of a target, and whether it is cumulated from the start.
    pub const fn of_target(target: TargetMeasure) -> (Self, bool) {
        match target {
            TargetMeasure::Arr => (Self::Arr, false),
            TargetMeasure::Revenue => (Self::Revenue, true),
            TargetMeasure::Bookings => (Self::Bookings, true),
            TargetMeasure::Won => (Self::Won, true),
            TargetMeasure::Customers => (Self::Customers, false),
            TargetMeasure::Cash => (Self::Cash, false),
        }
    }

    /// Its name in forms and tests.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Arr => "arr",
            _ => self.measure().key(),
        }
    }

    /// The figure of that name.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::all().find(|figure| figure.key() == key)
    }

    fn all() -> impl Iterator<Item = Self> {
        Self::GROUPS.iter().flat_map(|group| group.iter()).copied()
    }

    /// Whether it is a stock, with a value at each moment, and not a flow over a period.
    pub fn is_stock(self) -> bool {
        self.measure().combine() == Combine::End
    }

    /// What it counts.
    pub const fn unit(self) -> Unit {
        match self {
            Self::Customers | Self::Leads | Self::Mqls | Self::Sqls | Self::Opportunities | Self::Won => {
                Unit::Count
            }
            _ => Unit::Money,
        }
    }

    /// What the measure behind it is multiplied by.
    pub const fn factor(self) -> f64 {
        match self {
            Self::Arr => 12.0,
            _ => 1.0,
        }
    }

    /// Whether a plan has anything of it: a plan without recurring revenue has no ARR to show.
    pub fn is_in(self, summary: &Summary) -> bool {
        if !matches!(self, Self::Arr | Self::Mrr | Self::RepeatOrders) {
            return true;
        }
        let years = summary.series(self.measure(), Period::PlanYear);
        years.expected.iter().chain(&years.p90).any(|v| *v != 0.0)
    }

    /// The figure at the start of the plan, where it is known for certain.
    pub fn opening(self, plan: &Plan) -> Option<f64> {
        let known = |estimate: &Estimate| if let Estimate::Fixed(v) = estimate { Some(*v) } else { None };
        let opening = &plan.opening;
        let (recurring, customers) = (&opening.monthly_recurring_revenue, &opening.customers);
        match self {
            Self::Cash => known(&opening.cash),
            Self::Arr | Self::Mrr => {
                Some((known(&recurring.fit)? + known(&recurring.non_fit)?) * self.factor())
            }
            Self::Customers => Some(known(&customers.fit)? + known(&customers.non_fit)?),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_come_back() {
        for figure in Figure::all() {
            assert_eq!(Figure::from_key(figure.key()), Some(figure));
        }
        assert_eq!(Figure::of(Measure::Mrr), Some(Figure::Arr));
        assert_eq!(Figure::of(Measure::Goodwill), None);
    }
}

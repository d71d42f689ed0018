//! Spend by month as blocks of the same amount: where a block begins or ends is moved from month to month, its amount up and
//! down. A list of months stays a list while it is moved, even where all its months come to be alike.

use super::Frame;
use super::schedule::{Months, amounts, step, top};
use tandem_engine::date::Date;
use tandem_engine::plan::{Budget, Plan};
use tandem_engine::quantity::MONEY_PER_MONTH;

/// Most blocks that can be moved: more are a season, which is set by its pattern.
const MOST_BLOCKS: usize = 6;

/// Months in which the same amount is spent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Block {
    /// First month, 0 = that of the plan's first day.
    pub first: usize,
    /// The month behind the last.
    pub end: usize,
    /// Money a month, above 0.
    pub amount: f64,
}

/// The months of a channel whose budget is by month; nothing for any other.
struct Spend {
    months: Months,
    amounts: Vec<f64>,
}

impl Spend {
    fn of(plan: &Plan, channel: usize) -> Option<Self> {
        let budget = &plan.channels.get(channel)?.budget_per_month;
        let months = Months::of(&Frame::of(plan), plan.calendar.monthly_demand_index);
        matches!(budget, Budget::ByMonth(_)).then(|| Self { amounts: amounts(budget, &months), months })
    }

    /// The amount before a month: nothing is spent before the plan and after it.
    fn before(&self, month: usize) -> f64 {
        month.checked_sub(1).map_or(0.0, |before| self.amounts[before])
    }

    fn at(&self, month: usize) -> f64 {
        self.amounts.get(month).copied().unwrap_or(0.0)
    }

    /// The months in which the amount changes, the one behind the last included.
    fn edges(&self) -> Vec<usize> {
        (0..=self.months.count).filter(|month| self.before(*month) != self.at(*month)).collect()
    }

    fn blocks(&self) -> Vec<Block> {
        let edges = self.edges();
        let block = |pair: &[usize]| Block { first: pair[0], end: pair[1], amount: self.amounts[pair[0]] };
        edges.windows(2).map(block).filter(|block| block.amount > 0.0).collect()
    }

    /// The plan with other amounts.
    fn into_plan(self, plan: &Plan, channel: usize) -> Plan {
        let mut next = plan.clone();
        let path = format!("channels[{channel}].budget_per_month");
        next.channels[channel].budget_per_month = Budget::ByMonth(self.amounts);
        next.provenance.retain(|owner, _| !crate::edit::owns(&path, owner));
        next
    }
}

/// The blocks of a channel whose budget is by month; none of any other, or where nothing is spent.
pub fn blocks(plan: &Plan, channel: usize) -> Vec<Block> {
    Spend::of(plan, channel).map(|spend| spend.blocks()).unwrap_or_default()
}

/// The months in which the amount of a channel changes and that can be moved: none where there are too many.
pub fn edges(plan: &Plan, channel: usize) -> Vec<usize> {
    let spend = Spend::of(plan, channel).filter(|spend| spend.blocks().len() <= MOST_BLOCKS);
    spend.map(|spend| spend.edges()).unwrap_or_default()
}

/// The first and the last month that an edge can stand in: each block, and each gap, keeps a month.
pub fn edge_months(plan: &Plan, channel: usize, index: usize) -> (u32, u32) {
    let edges = edges(plan, channel);
    let last = Spend::of(plan, channel).map_or(0, |spend| spend.months.count);
    let low = index.checked_sub(1).and_then(|before| edges.get(before)).map_or(0, |before| before + 1);
    let high = edges.get(index + 1).map_or(last, |after| after - 1);
    (low as u32, high as u32)
}

/// The plan with an edge in another month: what lies between takes the amount of the side that grows.
pub fn with_edge(plan: &Plan, channel: usize, index: usize, to: u32) -> Plan {
    let (Some(mut spend), Some(&from)) = (Spend::of(plan, channel), edges(plan, channel).get(index)) else {
        return plan.clone();
    };
    let (low, high) = edge_months(plan, channel, index);
    let to = to.clamp(low, high) as usize;
    let (before, after) = (spend.before(from), spend.at(from));
    let (between, amount) = if to > from { (from..to, before) } else { (to..from, after) };
    spend.amounts[between].fill(amount);
    spend.into_plan(plan, channel)
}

/// The plan with another amount in a block; 0 stops it.
pub fn with_level(plan: &Plan, channel: usize, index: usize, amount: f64) -> Plan {
    let (Some(mut spend), Some(block)) =
        (Spend::of(plan, channel), blocks(plan, channel).get(index).copied())
    else {
        return plan.clone();
    };
    let (low, high) = MONEY_PER_MONTH.range();
    let amount = amount.clamp(low, high);
    // It passes by the amount of a neighbour: the two would be one block from then on.
    if amount > 0.0 && [spend.before(block.first), spend.at(block.end)].contains(&amount) {
        return plan.clone();
    }
    spend.amounts[block.first..block.end].fill(amount);
    spend.into_plan(plan, channel)
}

/// A step of the amount of a channel's blocks, money a month.
pub fn level_step(plan: &Plan, channel: usize) -> f64 {
    let all = Spend::of(plan, channel).map(|spend| spend.amounts).unwrap_or_default();
    step(top(&all, &all))
}

/// First day of a month of the plan, in days from its start and within it.
pub fn day_of_month(plan: &Plan, month: u32) -> f64 {
    let start = Frame::of(plan).start;
    let day = Date::first_of_month(start.month_number() + month as i32).days_since(start);
    f64::from(day.clamp(0, 7 * plan.plan.horizon_weeks as i32))
}

/// The month whose first day is nearest to a day from the start of the plan.
pub fn month_at(plan: &Plan, day: f64) -> u32 {
    let off = |month: &u32| (day_of_month(plan, *month) - day).abs();
    let months = Months::of(&Frame::of(plan), plan.calendar.monthly_demand_index).count as u32;
    (0..=months).min_by(|a, b| off(a).total_cmp(&off(b))).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(months: &[f64]) -> Plan {
        let text = include_str!("../../assets/plans/scale_up.json");
        let mut plan = tandem_engine::plan::read(text).plan.expect("a plan");
        plan.channels[0].budget_per_month = Budget::ByMonth(months.to_vec());
        plan
    }

    fn list(plan: &Plan) -> Vec<f64> {
        match &plan.channels[0].budget_per_month {
            Budget::ByMonth(months) => months.clone(),
            Budget::Constant(_) => Vec::new(),
        }
    }

    #[test]
    fn spend_that_stops_and_resumes_has_two_blocks_with_four_edges() {
        let plan = plan(&[10.0, 10.0, 0.0, 0.0, 20.0]);
        let count = Months::of(&Frame::of(&plan), [1.0; 12]).count;
        let block = |first, end, amount| Block { first, end, amount };
        assert_eq!(blocks(&plan, 0), vec![block(0, 2, 10.0), block(4, count, 20.0)]);
        assert_eq!(edges(&plan, 0), vec![0, 2, 4, count]);
        // A channel with one budget has nothing to move, and neither has a season.
        assert!(edges(&plan, 1).is_empty());
        let season: Vec<f64> = (0..24).map(f64::from).collect();
        assert!(edges(&self::plan(&season), 0).is_empty());
    }

    #[test]
    fn an_edge_moves_and_comes_back_and_keeps_its_neighbours() {
        let start = plan(&[10.0, 10.0, 0.0, 0.0, 20.0, 20.0]);
        let later = with_edge(&start, 0, 1, 3);
        assert_eq!(list(&later)[..5], [10.0, 10.0, 10.0, 0.0, 20.0]);
        assert_eq!(blocks(&with_edge(&later, 0, 1, 2), 0), blocks(&start, 0));
        // The gap keeps a month, the first block too.
        assert_eq!(edge_months(&start, 0, 1), (1, 3));
        assert_eq!(with_edge(&start, 0, 1, 99), later);
        assert_eq!(list(&with_edge(&start, 0, 1, 0))[..3], [10.0, 0.0, 0.0]);
        // Starting later leaves nothing before; spend that begins with the plan stays a list.
        assert_eq!(list(&with_edge(&start, 0, 0, 1))[..2], [0.0, 10.0]);
        let whole = with_edge(&plan(&[0.0, 5.0]), 0, 0, 0);
        assert!(list(&whole).iter().all(|month| *month == 5.0) && !list(&whole).is_empty());
        assert_eq!(edges(&whole, 0).len(), 2);
    }

    #[test]
    fn a_level_changes_its_block_alone() {
        let start = plan(&[10.0, 10.0, 0.0, 20.0]);
        assert_eq!(list(&with_level(&start, 0, 0, 15.0))[..4], [15.0, 15.0, 0.0, 20.0]);
        assert_eq!(list(&with_level(&start, 0, 1, -3.0))[3], 0.0);
        assert_eq!(with_level(&start, 0, 7, 15.0), start, "no such block");
        let steps = plan(&[10.0, 20.0]);
        assert_eq!(with_level(&steps, 0, 0, 20.0), steps, "it would be one block with the next");
    }

    #[test]
    fn months_stand_at_their_first_days_within_the_plan() {
        let plan = plan(&[10.0]);
        // It begins on the 4th of January.
        assert_eq!((day_of_month(&plan, 0), day_of_month(&plan, 1)), (0.0, 28.0));
        assert_eq!(day_of_month(&plan, 99), f64::from(7 * plan.plan.horizon_weeks));
        assert_eq!((month_at(&plan, 3.0), month_at(&plan, 20.0), month_at(&plan, 30.0)), (0, 1, 1));
    }
}

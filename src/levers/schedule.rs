//! Spend by month: a budget as a list of months, the patterns such a list is made of, and back.
//!
//! Pure. Month 0 is the month of the plan's first Monday, as in the engine; the last entry of a list holds on. A list holds
//! single values: a budget that is a range loses it when it is laid out by month ([`loses_range`]).

use super::moving::{centre, range_of};
use super::track::round_up;
use super::{Frame, round_step};
use tandem_engine::date::Date;
use tandem_engine::plan::Budget;
use tandem_engine::quantity::MONEY_PER_MONTH;

/// How spend runs over the months.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Pattern {
    /// The same every month: money a month.
    Constant(f64),
    /// Evenly from one amount to another between two months; level before and after.
    Ramp {
        /// Month in which it starts to change, 0 = the first.
        first: usize,
        /// Month in which the second amount is reached, after `first`.
        last: usize,
        /// Money a month until `first`.
        from: f64,
        /// Money a month from `last` on.
        to: f64,
    },
    /// Following an index of the year's months around a mean.
    Seasonal(Season, f64),
    /// Nothing from one month to another, both included.
    Stopped {
        /// First month without spend.
        first: usize,
        /// Last month without spend.
        last: usize,
    },
    /// None of these.
    Own,
}

/// An index of the year's months.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Season {
    /// The plan's own index of demand.
    Demand,
    /// More in the last quarter of the year.
    YearEnd,
    /// More in the last month of each quarter.
    QuarterEnds,
    /// Less in July and August.
    SummerLull,
}

impl Season {
    /// All, in the order of the page.
    pub const ALL: [Season; 4] = [Season::Demand, Season::YearEnd, Season::QuarterEnds, Season::SummerLull];

    /// January to December; presets are assumptions.
    fn index(self, demand: &[f64; 12]) -> [f64; 12] {
        match self {
            Season::Demand => *demand,
            Season::YearEnd => [0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 1.3, 1.3, 1.3],
            Season::QuarterEnds => [0.85, 0.85, 1.3, 0.85, 0.85, 1.3, 0.85, 0.85, 1.3, 0.85, 0.85, 1.3],
            Season::SummerLull => [1.08, 1.08, 1.08, 1.08, 1.08, 1.08, 0.6, 0.6, 1.08, 1.08, 1.08, 1.08],
        }
    }

    /// Whether following it changes anything: a plan's own index may be flat.
    pub fn is_flat(self, demand: &[f64; 12]) -> bool {
        let index = self.index(demand);
        index.iter().all(|month| *month == index[0])
    }
}

/// The months of a plan and its index of demand.
#[derive(Clone, Debug, PartialEq)]
pub struct Months {
    /// The first, as [`tandem_engine::date::Date::month_number`].
    pub first: i32,
    /// How many the plan touches, at least 1.
    pub count: usize,
    /// Index of demand, January to December.
    pub demand: [f64; 12],
    /// The first and the last day of the plan.
    pub days: (Date, Date),
}

impl Months {
    /// The months of a frame.
    pub fn of(frame: &Frame, demand: [f64; 12]) -> Self {
        let last = frame.start.plus_days((7 * frame.horizon_weeks as i32 - 1).max(0));
        let first = frame.start.month_number();
        let count = (last.month_number() - first + 1).max(1) as usize;
        Self { first, count, demand, days: (frame.start, last) }
    }

    /// The part of a month that lies in the plan: of the first and the last it may be a few days.
    fn part(&self, month: usize) -> f64 {
        let first = Date::first_of_month(self.first + month as i32);
        let next = Date::first_of_month(self.first + month as i32 + 1);
        let within = next.min(self.days.1.plus_days(1)).days_since(first.max(self.days.0));
        f64::from(within.max(0)) / f64::from(next.days_since(first))
    }

    /// The mean of a season's factors over the months of the plan, which need not be whole years.
    fn mean_factor(&self, season: Season) -> f64 {
        (0..self.count).map(|month| self.factor(season, month)).sum::<f64>() / self.count as f64
    }

    /// The index of a month against the mean of the year.
    fn factor(&self, season: Season, month: usize) -> f64 {
        let index = season.index(&self.demand);
        let mean = index.iter().sum::<f64>() / 12.0;
        let of_year = (self.first + month as i32).rem_euclid(12) as usize;
        if mean > 0.0 { index[of_year] / mean } else { 1.0 }
    }

    /// The months of the stop that is proposed first: the second and third quarter of the plan, or what there is of them.
    pub fn usual_stop(&self) -> (usize, usize) {
        let first = 3.min(self.count.saturating_sub(2));
        (first, (first + 5).min(self.count.saturating_sub(2)).max(first))
    }
}

/// Money of each month; of a range its middle.
pub fn amounts(budget: &Budget, months: &Months) -> Vec<f64> {
    match budget {
        Budget::Constant(estimate) => vec![centre(estimate, MONEY_PER_MONTH); months.count],
        Budget::ByMonth(list) => {
            let last = list.last().copied().unwrap_or(0.0);
            (0..months.count).map(|month| list.get(month).copied().unwrap_or(last)).collect()
        }
    }
}

/// The budget of such months: one number where all are alike. Amounts are kept within their limits.
pub fn budget(amounts: &[f64]) -> Budget {
    let (low, high) = MONEY_PER_MONTH.range();
    let amounts: Vec<f64> = amounts.iter().map(|amount| amount.clamp(low, high)).collect();
    match amounts.first() {
        Some(first) if amounts.iter().all(|amount| amount == first) => Budget::Constant((*first).into()),
        Some(_) => Budget::ByMonth(amounts),
        None => Budget::default(),
    }
}

/// The budget with another amount in one month.
pub fn with_month(now: &Budget, months: &Months, month: usize, to: f64) -> Budget {
    with_months(now, months, month, &[to])
}

/// The budget with other amounts from a month on; the same where they are those that are there, or do not all fit.
pub fn with_months(now: &Budget, months: &Months, first: usize, to: &[f64]) -> Budget {
    let mut all = amounts(now, months);
    match all.get_mut(first..first + to.len()) {
        Some(part) if *part != *to => part.copy_from_slice(to),
        _ => return now.clone(),
    }
    budget(&all)
}

/// The middle range of a budget that a layout by month does not keep.
pub fn loses_range(budget: &Budget) -> Option<(f64, f64)> {
    match budget {
        Budget::Constant(estimate) => range_of(estimate, MONEY_PER_MONTH),
        Budget::ByMonth(_) => None,
    }
}

/// What is usually spent: the upper median of the months with spend; 0 where there are none.
pub fn usual(amounts: &[f64]) -> f64 {
    let mut spent: Vec<f64> = amounts.iter().copied().filter(|amount| *amount > 0.0).collect();
    spent.sort_by(f64::total_cmp);
    spent.get(spent.len() / 2).copied().unwrap_or(0.0)
}

/// The pattern that a budget follows.
pub fn recognised(budget: &Budget, months: &Months) -> Pattern {
    let all = amounts(budget, months);
    let level = usual(&all);
    if all.iter().all(|amount| near(*amount, all[0], level)) {
        return Pattern::Constant(all[0]);
    }
    stopped(&all).or_else(|| ramped(&all)).or_else(|| seasonal(&all, months)).unwrap_or(Pattern::Own)
}

/// Amounts that differ by no more than rounding does.
fn near(a: f64, b: f64, level: f64) -> bool {
    (a - b).abs() <= 1e-3 * level.max(a.abs())
}

fn stopped(all: &[f64]) -> Option<Pattern> {
    let first = all.iter().position(|amount| *amount == 0.0)?;
    let last = all.iter().rposition(|amount| *amount == 0.0)?;
    all[first..=last].iter().all(|amount| *amount == 0.0).then_some(Pattern::Stopped { first, last })
}

fn ramped(all: &[f64]) -> Option<Pattern> {
    let (from, to) = (*all.first()?, *all.last()?);
    let level = from.max(to);
    let first = all.iter().take_while(|amount| near(**amount, from, level)).count().checked_sub(1)?;
    let last = all.len() - all.iter().rev().take_while(|amount| near(**amount, to, level)).count();
    let pattern = Pattern::Ramp { first, last, from, to };
    let fits = (0..all.len()).all(|month| near(all[month], ramp_at(month, first, last, from, to), level));
    (first < last && fits).then_some(pattern)
}

fn ramp_at(month: usize, first: usize, last: usize, from: f64, to: f64) -> f64 {
    if month <= first {
        return from;
    }
    if month >= last {
        return to;
    }
    of_month(from + (to - from) * (month - first) as f64 / (last - first) as f64)
}

/// The amount of a month in a pattern: finer than a level is told, so that the mean of months is the level they came from.
fn of_month(amount: f64) -> f64 {
    format!("{amount:.7e}").parse().unwrap_or(amount)
}

/// A level told from months.
fn of_level(amount: f64) -> f64 {
    format!("{amount:.5e}").parse().unwrap_or(amount)
}

fn seasonal(all: &[f64], months: &Months) -> Option<Pattern> {
    let sum: f64 = all.iter().sum();
    Season::ALL.into_iter().filter(|season| !season.is_flat(&months.demand)).find_map(|season| {
        let factors: f64 = (0..all.len()).map(|month| months.factor(season, month)).sum();
        let mean = if factors > 0.0 { sum / factors } else { return None };
        let fits = |month: usize| near(all[month], mean * months.factor(season, month), mean);
        (0..all.len()).all(fits).then_some(Pattern::Seasonal(season, of_level(mean)))
    })
}

/// The budget that follows a pattern; `base` itself, the budget as it was opened, where its months come to be those: it may be a
/// range. A stop takes the other months from `now`, and months that are spent in again from
/// `base`, else from the month before or after them.
pub fn following(pattern: Pattern, now: &Budget, base: &Budget, months: &Months) -> Budget {
    let next = laid_out(pattern, now, base, months);
    let is_back = |(now, was): (f64, f64)| (now - was).abs() <= 1e-5 * was.abs();
    let mut pairs = amounts(&next, months).into_iter().zip(amounts(base, months));
    if pairs.all(is_back) { base.clone() } else { next }
}

fn laid_out(pattern: Pattern, now: &Budget, base: &Budget, months: &Months) -> Budget {
    match pattern {
        Pattern::Own => now.clone(),
        Pattern::Constant(amount) => budget(&vec![amount; months.count]),
        Pattern::Ramp { first, last, from, to } => {
            let (first, last) = in_order(first, last, months);
            budget(&(0..months.count).map(|month| ramp_at(month, first, last, from, to)).collect::<Vec<_>>())
        }
        Pattern::Seasonal(season, mean) => budget(
            &(0..months.count).map(|month| of_month(mean * months.factor(season, month))).collect::<Vec<_>>(),
        ),
        Pattern::Stopped { first, last } => stop(first, last, now, base, months),
    }
}

/// Two months in order, within the plan, and not the same where there are two.
fn in_order(first: usize, last: usize, months: &Months) -> (usize, usize) {
    let end = months.count - 1;
    let first = first.min(end.saturating_sub(1));
    (first, last.min(end).max(first + 1))
}

fn stop(first: usize, last: usize, now: &Budget, base: &Budget, months: &Months) -> Budget {
    let (now, base) = (amounts(now, months), amounts(base, months));
    let first = first.min(months.count - 1);
    let stopped = first..=last.clamp(first, months.count - 1);
    let usual = usual(&now);
    let again = |month: usize| match base[month] {
        amount if amount > 0.0 => amount,
        _ => usual,
    };
    let amount = |month: usize| match now[month] {
        _ if stopped.contains(&month) => 0.0,
        amount if amount > 0.0 => amount,
        _ => again(month),
    };
    budget(&(0..months.count).map(amount).collect::<Vec<_>>())
}

/// The pattern that a reader starts from who chooses a kind: it keeps the mean of a month.
pub fn proposed(kind: Kind, now: &Budget, months: &Months) -> Pattern {
    let level = level(now, months);
    match kind {
        Kind::Constant => Pattern::Constant(level),
        Kind::Ramp => {
            let (from, to) = (0.5 * level, 1.5 * level);
            Pattern::Ramp { first: 0, last: months.count - 1, from, to }
        }
        Kind::Seasonal => {
            let usable = Season::ALL.into_iter().find(|season| !season.is_flat(&months.demand));
            in_season(usable.unwrap_or(Season::YearEnd), now, months)
        }
        Kind::Stopped => {
            let (first, last) = months.usual_stop();
            Pattern::Stopped { first, last }
        }
        Kind::Own => Pattern::Own,
    }
}

/// A season with the mean of a month that there is now.
pub fn in_season(season: Season, now: &Budget, months: &Months) -> Pattern {
    let factor = months.mean_factor(season);
    let level = level(now, months);
    Pattern::Seasonal(season, if factor > 0.0 { of_month(level / factor) } else { level })
}

/// The mean of a month; where spend is stopped for a while, that of the others.
fn level(now: &Budget, months: &Months) -> f64 {
    let all = amounts(now, months);
    let stopped = matches!(recognised(now, months), Pattern::Stopped { .. });
    let counted: Vec<f64> = all.into_iter().filter(|amount| !stopped || *amount > 0.0).collect();
    of_level(counted.iter().sum::<f64>() / counted.len().max(1) as f64)
}

/// The kinds of patterns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The same every month.
    Constant,
    /// From one amount to another.
    Ramp,
    /// By an index of the year's months.
    Seasonal,
    /// Nothing for some months.
    Stopped,
    /// Month by month.
    Own,
}

impl Kind {
    /// All, in the order of the page.
    pub const ALL: [Kind; 5] = [Kind::Constant, Kind::Ramp, Kind::Seasonal, Kind::Stopped, Kind::Own];

    /// The name in the page's markup.
    pub const fn key(self) -> &'static str {
        match self {
            Kind::Constant => "constant",
            Kind::Ramp => "ramp",
            Kind::Seasonal => "seasonal",
            Kind::Stopped => "stopped",
            Kind::Own => "own",
        }
    }
}

impl Pattern {
    /// Its kind.
    pub const fn kind(self) -> Kind {
        match self {
            Pattern::Constant(_) => Kind::Constant,
            Pattern::Ramp { .. } => Kind::Ramp,
            Pattern::Seasonal(..) => Kind::Seasonal,
            Pattern::Stopped { .. } => Kind::Stopped,
            Pattern::Own => Kind::Own,
        }
    }
}

/// Money of each calendar year of the plan: year and sum of its months, of each the part that lies in the plan.
pub fn by_year(amounts: &[f64], months: &Months) -> Vec<(i32, f64)> {
    let mut years: Vec<(i32, f64)> = Vec::new();
    for (month, amount) in amounts.iter().enumerate() {
        let year = (months.first + month as i32).div_euclid(12);
        let amount = amount * months.part(month);
        match years.last_mut() {
            Some((last, sum)) if *last == year => *sum += amount,
            _ => years.push((year, amount)),
        }
    }
    years
}

/// The amount at the top of a drawing of such months, round; a drag goes up to it. `base` keeps it where it is while months
/// are dragged below.
pub fn top(amounts: &[f64], base: &[f64]) -> f64 {
    let most = |all: &[f64]| all.iter().copied().fold(0.0, f64::max);
    round_up((1.6 * most(base)).max(most(amounts)).max(100.0))
}

/// What a step of a drag or a key changes on a drawing with that top.
pub fn step(top: f64) -> f64 {
    round_step(top / 100.0)
}

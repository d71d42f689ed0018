//! The heads of a team: who is here on the first day, and who starts when.
//!
//! A hire of week 0 or before is here today. More heads than now start with the last planned hire, or in week 13; fewer
//! are taken from the last planned hires first, then from the newest of those here. A range of heads is one of the hire that
//! would grow.

use super::LeverKind;
use super::moving::{centre, moved_estimate, range_of};
use crate::parse::Count;
use tandem_engine::date::Date;
use tandem_engine::estimate::{Estimate, Scale};
use tandem_engine::plan::{Hire, Plan};
use tandem_engine::quantity::{FOUNDER_FTE, HEADCOUNT};

/// Week in which an added hire starts: a quarter is a usual time to find someone.
const USUAL_START: i32 = 13;
/// Tenure of heads that are added to today's team, weeks: they are past their ramp.
const TENURE: i32 = -104;

/// The hires of a team.
pub(super) fn hires(plan: &Plan, kind: LeverKind) -> &Vec<Hire> {
    match kind {
        LeverKind::Sdrs => &plan.teams.sales_development.hires,
        _ => &plan.teams.account_executives.hires,
    }
}

/// The hires of a team, for writing.
pub(super) fn hires_mut(plan: &mut Plan, kind: LeverKind) -> &mut Vec<Hire> {
    match kind {
        LeverKind::Sdrs => &mut plan.teams.sales_development.hires,
        _ => &mut plan.teams.account_executives.hires,
    }
}

/// Whether nobody is hired for a team's work, so that founders do it.
pub fn is_founders_own(plan: &Plan, kind: LeverKind) -> bool {
    let time = match kind {
        LeverKind::Sdrs => &plan.teams.sales_development.founder_fte_unpaid,
        _ => &plan.teams.account_executives.founder_fte_unpaid,
    };
    centre(time, FOUNDER_FTE) > 0.0 && hires(plan, kind).iter().map(heads).sum::<f64>() <= 0.0
}

/// People of a hire.
pub fn heads(hire: &Hire) -> f64 {
    centre(&hire.headcount, HEADCOUNT)
}

fn is_here(hire: &Hire) -> bool {
    hire.start_week <= 0
}

/// Heads here today and heads to come.
pub fn split(hires: &[Hire]) -> (f64, f64) {
    let sum = |here: bool| hires.iter().filter(|hire| is_here(hire) == here).map(heads).sum::<f64>();
    (sum(true), sum(false))
}

/// The range of some of a team's heads: of one hire that has one exactly, of several as if they were independent.
fn range(hires: &[Hire], of: impl Fn(&Hire) -> bool) -> Option<Count> {
    let (mut sum, mut below, mut above) = (0.0, 0.0, 0.0);
    for hire in hires.iter().filter(|hire| of(hire)) {
        let middle = heads(hire);
        let (low, high) = range_of(&hire.headcount, HEADCOUNT).unwrap_or((middle, middle));
        sum += middle;
        below += (middle - low) * (middle - low);
        above += (high - middle) * (high - middle);
    }
    (above > 0.0).then(|| (rounded(sum - below.sqrt()), rounded(sum + above.sqrt())))
}

/// Without what arithmetic leaves behind the digits.
fn rounded(heads: f64) -> f64 {
    (heads * 1e9).round() / 1e9
}

/// The range of all heads, if any of them has one.
pub(super) fn ends(hires: &[Hire]) -> Option<Count> {
    range(hires, |_| true)
}

/// The same of those here today and of those to come.
pub(super) fn part_ends(hires: &[Hire]) -> (Option<Count>, Option<Count>) {
    (range(hires, is_here), range(hires, |hire| !is_here(hire)))
}

/// A team whose heads have a range from low to high: where one hire has a range, that one's is another.
pub(super) fn with_ends(hires: &[Hire], (low, high): Count) -> Vec<Hire> {
    let ranged = |hire: &&Hire| range_of(&hire.headcount, HEADCOUNT).is_some();
    if hires.iter().filter(ranged).count() != 1 {
        return typed_total(hires, (low, high));
    }
    let others: f64 = hires.iter().filter(|hire| !ranged(hire)).map(heads).sum();
    let mut hires = hires.to_vec();
    for hire in hires.iter_mut().filter(|hire| range_of(&hire.headcount, HEADCOUNT).is_some()) {
        hire.headcount = between((low - others).max(0.0), (high - others).max(0.0));
    }
    hires
}

/// An estimate of heads: with none at its low end it is no factor of anything.
fn between(low: f64, high: f64) -> Estimate {
    if low < high {
        Estimate::Range { p10: low, p90: high, scale: (low <= 0.0).then_some(Scale::Normal) }
    } else {
        Estimate::Fixed(low)
    }
}

/// A team of so many heads in all, as typed: what was a range and is a number now is one.
pub(super) fn typed_total(hires: &[Hire], (low, high): Count) -> Vec<Hire> {
    if ends(hires) == Some((low, high)) {
        return hires.to_vec();
    }
    let hires = certain(hires, |_| true);
    if low >= high {
        return with_total(&hires, low);
    }
    let today = split(&hires).0;
    if low >= today {
        typed_part(&hires, (low - today, high - today), false)
    } else {
        typed_part(&with_part(&hires, 0.0, false), (low, high), true)
    }
}

/// A team with so many heads here today and so many to come, as typed.
pub(super) fn typed_parts(hires: &[Hire], today: Count, to_come: Count) -> Vec<Hire> {
    typed_part(&typed_part(hires, today, true), to_come, false)
}

fn typed_part(hires: &[Hire], (low, high): Count, here: bool) -> Vec<Hire> {
    if range(hires, |hire| is_here(hire) == here) == Some((low, high)) {
        return hires.to_vec();
    }
    let mut hires = with_part(&certain(hires, |hire| is_here(hire) == here), low, here);
    if high > low {
        let grown = grown(&mut hires, here);
        let own = heads(grown);
        grown.headcount = between(own, own + high - low);
    }
    hires
}

/// Hires with the middle of each range instead of it.
fn certain(hires: &[Hire], of: impl Fn(&Hire) -> bool) -> Vec<Hire> {
    let mut hires = hires.to_vec();
    hires.iter_mut().filter(|hire| of(hire)).for_each(|hire| hire.headcount = Estimate::Fixed(heads(hire)));
    hires
}

/// A team of so many heads in all.
pub(super) fn with_total(hires: &[Hire], total: f64) -> Vec<Hire> {
    let (today, to_come) = split(hires);
    let total = total.max(0.0);
    if total >= today {
        return with_part(hires, total - today, false);
    }
    let fewer = with_part(hires, total, true);
    if to_come > 0.0 { with_part(&fewer, 0.0, false) } else { fewer }
}

/// The team from which a change of the total starts: the one the plan was opened with while the total is all that was
/// changed, so that a total that comes back brings the same team back.
pub(super) fn template<'a>(now: &'a [Hire], base: &'a [Hire]) -> &'a [Hire] {
    let total = now.iter().map(heads).sum();
    if with_total(base, total) == now { base } else { now }
}

/// A team with so many more heads from the first day.
pub fn with_more_today(hires: &[Hire], more: f64) -> Vec<Hire> {
    let mut hires = hires.to_vec();
    add(&mut hires, more, true);
    hires
}

/// Sets the heads of one part: those here, or those to come.
fn with_part(hires: &[Hire], wanted: f64, here: bool) -> Vec<Hire> {
    let mut hires = hires.to_vec();
    let now: f64 = hires.iter().filter(|hire| is_here(hire) == here).map(heads).sum();
    if wanted > now {
        add(&mut hires, wanted - now, here);
    } else {
        remove(&mut hires, now - wanted, here);
    }
    hires
}

/// Adds heads to the hire that grows.
fn add(hires: &mut Vec<Hire>, more: f64, here: bool) {
    let hire = grown(hires, here);
    hire.headcount = resized(hire, heads(hire) + more);
}

/// Those here grow by their oldest, those to come by their last; where there is none, one without heads yet.
fn grown(hires: &mut Vec<Hire>, here: bool) -> &mut Hire {
    let part = (0..hires.len()).filter(|&index| is_here(&hires[index]) == here);
    let start = |&index: &usize| hires[index].start_week;
    let place = if here { part.min_by_key(start) } else { part.max_by_key(start) };
    let place = place.unwrap_or_else(|| {
        let start_week = if here { TENURE } else { USUAL_START };
        hires.push(Hire { start_week, headcount: Estimate::Fixed(0.0), fully_ramped: here });
        hires.len() - 1
    });
    &mut hires[place]
}

/// So many heads: a range moves as a whole.
fn resized(hire: &Hire, heads: f64) -> Estimate {
    moved_estimate(&hire.headcount, heads, HEADCOUNT)
}

/// The newest of those here go first, and the last of those to come.
fn remove(hires: &mut Vec<Hire>, fewer: f64, here: bool) {
    let mut order: Vec<usize> = (0..hires.len()).filter(|&index| is_here(&hires[index]) == here).collect();
    order.sort_by_key(|&index| std::cmp::Reverse(hires[index].start_week));
    let mut left = fewer;
    for index in order {
        let count = heads(&hires[index]);
        let gone = left.min(count);
        if gone > 0.0 {
            hires[index].headcount =
                if gone < count { resized(&hires[index], count - gone) } else { Estimate::Fixed(0.0) };
            left -= gone;
        }
    }
    if fewer > 0.0 {
        hires.retain(|hire| is_here(hire) != here || heads(hire) > 0.0);
    }
}

/// A planned hire: its place in the plan's list, the month it starts in and its heads.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HireMonth {
    /// Place in the list of hires.
    pub index: usize,
    /// Months since year 0, as [`Date::month_number`].
    pub month: i32,
    /// People; the middle of a range.
    pub heads: f64,
    /// The range, if it is one.
    pub ends: Option<Count>,
}

/// Who starts when, in order of time. `start` is the Monday of the plan.
pub fn hire_months(hires: &[Hire], start: Date) -> Vec<HireMonth> {
    let to_come = hires.iter().enumerate().filter(|(_, hire)| !is_here(hire));
    let mut months: Vec<HireMonth> = to_come
        .map(|(index, hire)| HireMonth {
            index,
            month: month_of(hire.start_week, start),
            heads: heads(hire),
            ends: range_of(&hire.headcount, HEADCOUNT),
        })
        .collect();
    months.sort_by_key(|hire| (hires[hire.index].start_week, hire.index));
    months
}

/// The month of a week's Monday.
pub fn month_of(week: i32, start: Date) -> i32 {
    start.plus_days(7 * week).month_number()
}

/// The first week that begins in a month, within the plan and after its first week.
pub fn week_of(month: i32, start: Date, horizon_weeks: u32) -> i32 {
    let days = Date::first_of_month(month).days_since(start);
    let last = (horizon_weeks as i32 - 1).max(1);
    (days.max(0) + 6).div_euclid(7).clamp(1, last)
}

/// Hires with one more, a month after the last.
pub fn add_hire(hires: &[Hire], start: Date, horizon_weeks: u32) -> Vec<Hire> {
    let last = hires.iter().filter(|hire| !is_here(hire)).map(|hire| hire.start_week).max();
    let latest = (horizon_weeks as i32 - 1).max(1);
    let week =
        last.map_or(USUAL_START.min(latest), |week| week_of(month_of(week, start) + 1, start, horizon_weeks));
    let mut hires = hires.to_vec();
    hires.push(Hire { start_week: week, headcount: Estimate::Fixed(1.0), fully_ramped: false });
    hires
}

/// Hires with one of them in another month, with other heads, or (no heads) taken out.
pub fn set_hire(hires: &[Hire], index: usize, week: Option<i32>, heads: Option<Count>) -> Vec<Hire> {
    let mut hires = hires.to_vec();
    if heads.is_some_and(|(_, high)| high <= 0.0) && index < hires.len() {
        hires.remove(index);
        return hires;
    }
    if let Some(hire) = hires.get_mut(index) {
        hire.start_week = week.unwrap_or(hire.start_week);
        if let Some((low, high)) = heads {
            hire.headcount = between(low, high);
        }
    }
    hires
}

//! The constraint ribbon: what limits the plan, month by month, as shares of futures.

use crate::frame::Frame;
use crate::ink::Ink;
use crate::pen::{Anchor, Drawn, Pen};
use plotters_backend::DrawingBackend;

/// What limits the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Limit {
    /// Too few leads.
    Leads,
    /// SDR time.
    Sdr,
    /// AE time.
    Ae,
    /// Cash.
    Cash,
}

impl Limit {
    /// All limits, in the order of the stacks from the foot up.
    pub const ALL: [Limit; 4] = [Limit::Leads, Limit::Sdr, Limit::Ae, Limit::Cash];

    /// Its fill.
    pub const fn ink(self) -> Ink {
        match self {
            Self::Leads => Ink::LimitLeads,
            Self::Sdr => Ink::LimitSdr,
            Self::Ae => Ink::LimitAe,
            Self::Cash => Ink::LimitCash,
        }
    }

    const fn run_inks(self) -> (Ink, Ink) {
        match self {
            Self::Leads => (Ink::RunLeads, Ink::RunTextLeads),
            Self::Sdr => (Ink::RunSdr, Ink::RunTextSdr),
            Self::Ae => (Ink::RunAe, Ink::RunTextAe),
            Self::Cash => (Ink::RunCash, Ink::RunTextCash),
        }
    }
}

/// A month of the ribbon.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RibbonMonth {
    /// First moment within the plan, days from its start.
    pub from: f64,
    /// Last moment within the plan, days.
    pub to: f64,
    /// Shares of futures in the order of [`Limit::ALL`]; they add up to 1.
    pub shares: [f64; 4],
}

impl RibbonMonth {
    /// The share of a limit.
    pub fn share(&self, limit: Limit) -> f64 {
        self.shares[limit as usize]
    }

    /// The limit of the largest share; the first of equal ones.
    pub fn leading(&self) -> Limit {
        leading(std::slice::from_ref(self))
    }
}

/// The limit with the largest share over some months; the first of equal ones.
fn leading(months: &[RibbonMonth]) -> Limit {
    let share = |i: usize| months.iter().map(|m| m.shares[i]).sum::<f64>();
    let best = (1..4).fold(0, |best, i| if share(i) > share(best) + 1e-12 { i } else { best });
    Limit::ALL[best]
}

/// Months in a row with the same leading limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// First month.
    pub first: usize,
    /// Last month, included.
    pub last: usize,
    /// The limit.
    pub limit: Limit,
}

impl Run {
    /// Months.
    pub fn months(&self) -> usize {
        self.last - self.first + 1
    }

    /// The smallest and the largest share of the limit in its months.
    pub fn shares(&self, months: &[RibbonMonth]) -> (f64, f64) {
        let shares = months[self.first..=self.last].iter().map(|month| month.share(self.limit));
        shares.fold((1.0, 0.0), |(low, high): (f64, f64), share| (low.min(share), high.max(share)))
    }

    /// Whether the limit leads in each of its months, and not only in most.
    pub fn is_unbroken(&self, months: &[RibbonMonth]) -> bool {
        months[self.first..=self.last].iter().all(|month| month.leading() == self.limit)
    }
}

/// A run shorter than this joins a neighbour.
const SHORTEST_RUN: usize = 3;

/// The runs of the leading limit. A run under three months joins its longer neighbour.
pub fn runs(months: &[RibbonMonth]) -> Vec<Run> {
    let single = |(i, month): (usize, &RibbonMonth)| Run { first: i, last: i, limit: month.leading() };
    let mut runs = joined(months.iter().enumerate().map(single));
    while runs.len() > 1 {
        let Some(short) = (0..runs.len()).min_by_key(|&i| runs[i].months()) else { break };
        if runs[short].months() >= SHORTEST_RUN {
            break;
        }
        let longer_after = |i: &usize| runs.get(i + 1).map_or(0, Run::months);
        let to_the_left = short > 0 && runs[short - 1].months() >= longer_after(&short);
        let left = if to_the_left { short - 1 } else { short };
        let (first, last) = (runs[left].first, runs[left + 1].last);
        runs[left] = Run { first, last, limit: leading(&months[first..=last]) };
        runs.remove(left + 1);
        runs = joined(runs.into_iter());
    }
    runs
}

/// Neighbours with the same limit as one run.
fn joined(runs: impl Iterator<Item = Run>) -> Vec<Run> {
    let mut joined: Vec<Run> = Vec::new();
    for run in runs {
        match joined.last_mut() {
            Some(last) if last.limit == run.limit => last.last = run.last,
            _ => joined.push(run),
        }
    }
    joined
}

/// How many lengths the words of a run come in.
pub const RUN_LENGTHS: usize = 5;

/// Draws the ribbon: stacks to 100 %, and over them a bar and words for each run of the leading limit.
///
/// `name` gives the words of a run, from the longest (0) to the shortest, of [`RUN_LENGTHS`].
pub fn draw_ribbon<DB: DrawingBackend>(
    pen: &Pen<'_, DB>,
    frame: &Frame,
    days: f64,
    months: &[RibbonMonth],
    title: (&str, &str),
    name: &dyn Fn(&Run, usize) -> String,
) -> Drawn<DB> {
    let (top, foot) = frame.ribbon();
    // A ribbon by itself has no room at its left for what it is called.
    if !frame.is_small() && frame.left > 0.0 {
        pen.text((0.0, top + 13.0), title.0, Ink::Label, Anchor::Start)?;
        pen.text((0.0, top + 27.0), title.1, Ink::Note, Anchor::Start)?;
    }
    for (i, limit) in Limit::ALL.into_iter().enumerate() {
        for month in months {
            let below: f64 = month.shares[..i].iter().sum();
            let y = |share: f64| foot - share.clamp(0.0, 1.0) * (foot - top);
            let (x0, x1) = (frame.x(month.from, days) + 0.5, frame.x(month.to, days) - 0.5);
            let (y0, y1) = (y(below + month.shares[i]), y(below));
            if y1 - y0 >= 0.2 {
                pen.rect((x0, y0), (x1.max(x0 + 0.5), y1), limit.ink())?;
            }
        }
    }
    draw_runs(pen, frame, days, months, name)
}

/// Height of a run's bar in a month in which its limit is the one in every future, px: half of it in half of them.
const BAR: f64 = 4.0;
/// A bar as thin as this still holds its run together, px.
const THINNEST: f64 = 0.75;

fn draw_runs<DB: DrawingBackend>(
    pen: &Pen<'_, DB>,
    frame: &Frame,
    days: f64,
    months: &[RibbonMonth],
    name: &dyn Fn(&Run, usize) -> String,
) -> Drawn<DB> {
    let (top, _) = frame.ribbon();
    let runs = runs(months);
    for (i, run) in runs.iter().enumerate() {
        let (Some(first), Some(last)) = (months.get(run.first), months.get(run.last)) else { continue };
        let (x0, x1) = (frame.x(first.from, days) + 0.5, frame.x(last.to, days) - 0.5);
        let (bar, text) = run.limit.run_inks();
        for month in &months[run.first..=run.last] {
            let (from, to) = (frame.x(month.from, days).max(x0), frame.x(month.to, days).min(x1));
            let height = (month.share(run.limit) * BAR).max(THINNEST);
            pen.rect((from, top - 1.0 - height), (to.max(from), top - 1.0), bar)?;
        }
        let room = if i + 1 == runs.len() { frame.width - x0 } else { x1 - x0 - 6.0 };
        let words =
            (0..RUN_LENGTHS).map(|length| name(run, length)).find(|w| pen.text_width(w, text) <= room);
        if let Some(words) = words {
            pen.text((x0, top - 8.0), &words, text, Anchor::Start)?;
        }
    }
    Ok(())
}

/// Height of the legend under the ribbon, px.
pub const RIBBON_LEGEND_HEIGHT: f64 = 26.0;

/// Draws the legend of the ribbon in a drawing of its own.
pub fn draw_ribbon_legend<DB: DrawingBackend>(
    pen: &Pen<'_, DB>,
    frame: &Frame,
    name: &dyn Fn(Limit) -> String,
) -> Drawn<DB> {
    let mut x = frame.left;
    for limit in Limit::ALL {
        let name = name(limit);
        pen.rect((x, 6.0), (x + 12.0, 15.0), limit.ink())?;
        pen.text((x + 17.0, 15.0), &name, Ink::Note, Anchor::Start)?;
        x += 17.0 + pen.text_width(&name, Ink::Note) + if frame.is_small() { 12.0 } else { 18.0 };
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn months(letters: &str) -> Vec<RibbonMonth> {
        letters
            .chars()
            .enumerate()
            .map(|(i, letter)| {
                let mut shares = [0.1; 4];
                shares["lsac".find(letter).unwrap_or(0)] = 0.7;
                RibbonMonth { from: i as f64 * 30.0, to: (i + 1) as f64 * 30.0, shares }
            })
            .collect()
    }

    #[track_caller]
    fn check(letters: &str, expected: &str) {
        let found: Vec<_> =
            runs(&months(letters)).iter().map(|r| format!("{:?}{}", r.limit, r.months())).collect();
        assert_eq!(found.join(" "), expected);
    }

    #[test]
    fn short_runs_join_a_neighbour() {
        check("", "");
        check("ll", "Leads2");
        check("llllllaaaaaa", "Leads6 Ae6");
        check("llllalaaaaaa", "Leads6 Ae6");
        check("lllllsslllaaa", "Leads10 Ae3");
        check("alllll", "Leads6");
        check("lalalala", "Leads8");
        check("lllaassscc", "Leads5 Sdr5");
    }

    #[test]
    fn a_run_tells_how_far_its_shares_reach() {
        let mut months = months("llllaaaa");
        months[1].shares = [0.98, 0.01, 0.01, 0.0];
        months[2].shares = [0.51, 0.0, 0.49, 0.0];
        let runs = runs(&months);
        assert_eq!(
            runs.iter().map(|run| run.shares(&months)).collect::<Vec<_>>(),
            [(0.51, 0.98), (0.7, 0.7)]
        );
    }

    #[test]
    fn the_first_of_equal_shares_leads() {
        let month = RibbonMonth { from: 0.0, to: 30.0, shares: [0.25; 4] };
        assert_eq!(month.leading(), Limit::Leads);
    }
}

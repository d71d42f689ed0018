//! What channels return over the plan's uncertain inputs, and by the spans of a period: asked for while it is looked at, one
//! piece after the other, so that a run that comes in between waits for one of them at most.

use super::probe::Probe;
use super::wanted::{Wanted, use_wanted};
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::rc::Rc;
use tandem_engine::balance::{
    ChannelReturn, ChannelSpanReturns, GoodwillSpan, ReturnRange, channel_returns_by, goodwill_by,
    return_ranges, returns_at,
};
use tandem_engine::calendar::Fiscal;
use tandem_engine::plan::{self, Plan};
use tandem_engine::summary::Span;
use tandem_engine::{Period, check, expected};
use yew::prelude::*;

/// Points of the uncertain inputs: a percentile is within some hundredths of the range.
pub const POINTS: u32 = 100;
/// Points of a piece: few enough runs that the page itself can do them where it has no workers.
const PIECE: u32 = 8;

/// A piece of the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    /// Returns at some points of the uncertain inputs, from that one on.
    Points(u32),
    /// The spans of a period, and what goodwill brings in them.
    Spans(Period),
    /// What a channel, by its place, returns in them.
    Channel(Period, usize),
}

/// An answer to a piece.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Told {
    /// Returns of all channels at each point; none where inputs are not drawn.
    Points(Vec<Vec<ChannelReturn>>),
    /// The spans, without any channel yet.
    Spans(Box<BySpan>),
    /// What a channel returns in them.
    Channel(ChannelSpanReturns),
}

/// Returns by the spans of a period.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BySpan {
    /// The period.
    pub period: Period,
    /// Its spans.
    pub spans: Vec<Span>,
    /// What its months, quarters and years are.
    pub fiscal: Fiscal,
    /// By channel, in the plan's order, those that are known.
    pub channels: Vec<ChannelSpanReturns>,
    /// How many channels there are.
    pub n_channels: usize,
    /// What goodwill brings by span.
    pub goodwill: Vec<GoodwillSpan>,
    /// Gross profit by goodwill that comes after the plan, money.
    pub goodwill_after: f64,
}

/// The answer to a piece as JSON; nothing where the plan cannot run or nothing of the kind was asked.
pub(super) fn answer(head: &str, plan: &str) -> Option<String> {
    let [part] = serde_json::from_str::<[Part; 1]>(head).ok()?;
    let plan = plan::read(plan).plan?;
    let model = check(&plan).model?;
    let told = match part {
        Part::Points(first) => {
            let points = first..(first + PIECE).min(POINTS);
            Told::Points(points.filter_map(|point| returns_at(&model, point, POINTS)).collect())
        }
        Part::Spans(period) => {
            let summary = expected(&model);
            let (goodwill, goodwill_after) = goodwill_by(&model, period);
            Told::Spans(Box::new(BySpan {
                period,
                spans: summary.spans(period).to_vec(),
                fiscal: summary.fiscal,
                channels: Vec::new(),
                n_channels: plan.channels.len(),
                goodwill,
                goodwill_after,
            }))
        }
        Part::Channel(_, place) if place >= plan.channels.len() => return None,
        Part::Channel(period, place) => Told::Channel(channel_returns_by(&model, place, period)),
    };
    serde_json::to_string(&told).ok()
}

/// Where returns lie over the uncertain inputs, by channel, and whether it is of the plan as it is now; nothing before it is known,
/// and no channels where inputs are not drawn.
#[hook]
pub fn use_return_ranges(probe: &Probe, plan: &Rc<Plan>, wanted: bool) -> (Option<Rc<[ReturnRange]>>, bool) {
    let probe = probe.clone();
    let known = use_wanted(plan, wanted.then_some(()), move |wanted| {
        Rc::new(Ranges { probe, wanted, points: RefCell::default() }).ask(0);
    });
    let fresh = known.as_ref().is_some_and(|(of, _)| Rc::ptr_eq(&of.0, plan));
    (known.map(|(_, ranges)| ranges), fresh)
}

/// Points of one plan.
struct Ranges {
    probe: Probe,
    wanted: Rc<Wanted<Rc<[ReturnRange]>>>,
    points: RefCell<Vec<Vec<ChannelReturn>>>,
}

impl Ranges {
    fn ask(self: &Rc<Self>, first: u32) {
        let ranges = Rc::clone(self);
        let told = Callback::from(move |told: Told| {
            let Told::Points(found) = told else { return };
            let more = !found.is_empty() && first + PIECE < POINTS;
            ranges.points.borrow_mut().extend(found);
            if more {
                ranges.ask(first + PIECE);
            } else {
                ranges.wanted.tell(return_ranges(&ranges.points.borrow()).into());
            }
        });
        self.wanted.ask(|plan| self.probe.returns(plan, Part::Points(first), told));
    }
}

/// Returns by the spans of a period, and whether they are of the plan and the period as they are now.
#[hook]
pub fn use_returns_by(probe: &Probe, plan: &Rc<Plan>, period: Period) -> (Option<Rc<BySpan>>, bool) {
    let probe = probe.clone();
    let known = use_wanted(plan, Some(period), move |wanted| {
        Rc::new(Spans { probe, wanted, got: RefCell::default() }).ask(Part::Spans(period));
    });
    let fresh = known.as_ref().is_some_and(|(of, by)| Rc::ptr_eq(&of.0, plan) && by.period == period);
    (known.map(|(_, by)| by), fresh)
}

/// Spans of one plan: all channels are told at once.
struct Spans {
    probe: Probe,
    wanted: Rc<Wanted<Rc<BySpan>>>,
    got: RefCell<Option<BySpan>>,
}

impl Spans {
    fn ask(self: &Rc<Self>, part: Part) {
        let spans = Rc::clone(self);
        let told = Callback::from(move |told: Told| spans.take(told));
        self.wanted.ask(|plan| self.probe.returns(plan, part, told));
    }

    fn take(self: &Rc<Self>, told: Told) {
        let mut got = self.got.borrow_mut();
        match told {
            Told::Spans(by) => *got = Some(*by),
            Told::Channel(channel) => got.iter_mut().for_each(|by| by.channels.push(channel.clone())),
            Told::Points(_) => {}
        }
        let Some(by) = &*got else { return };
        let (period, known) = (by.period, by.channels.len());
        if known == by.n_channels {
            self.wanted.tell(Rc::new(by.clone()));
            return;
        }
        drop(got);
        self.ask(Part::Channel(period, known));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(part: Part) -> Option<Told> {
        let plan = include_str!("../../assets/plans/scale_up.json");
        let plan = plan::write_line(&plan::read(plan).plan.expect("a plan"));
        let head = serde_json::to_string(&[part]).expect("a question");
        answer(&head, &plan).map(|json| serde_json::from_str(&json).expect("an answer"))
    }

    #[test]
    fn pieces_are_answered_one_by_one() {
        let Some(Told::Points(points)) = told(Part::Points(POINTS - 4)) else { panic!("points") };
        assert_eq!(points.len(), 4, "no more than there are");
        assert!(points[0] != points[1] && points[0].len() == 9, "each is another draw of all channels");
        let Some(Told::Spans(by)) = told(Part::Spans(Period::Quarter)) else { panic!("spans") };
        assert_eq!((by.spans.len(), by.goodwill.len(), by.n_channels), (8, 8, 9));
        let Some(Told::Channel(channel)) = told(Part::Channel(Period::Quarter, 0)) else {
            panic!("a channel")
        };
        assert!(channel.spans.len() == 8 && channel.spans.iter().all(|span| span.roi.is_some()));
        assert!(told(Part::Channel(Period::Quarter, 9)).is_none(), "there is no such channel");
    }
}

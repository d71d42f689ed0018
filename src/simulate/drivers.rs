//! What the answer hangs on: which uncertain inputs move the measure in question, asked for while it is looked at. First what
//! each moves by itself, then its share of the variance, one group of inputs after the other.

use super::probe::Probe;
use super::wanted::{Wanted, use_wanted};
use crate::changes::Question;
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::rc::Rc;
use tandem_engine::plan::{self, Plan};
use tandem_engine::sensitivity::{Design, Effect, tornado, total_effect};
use tandem_engine::{Summary, check, expected};
use yew::prelude::*;

/// Points of the design that shares of the variance come from: their standard errors are some hundredths.
const POINTS: u32 = 128;

/// A part of the answer: few enough runs that the page itself can do them where it has no workers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    /// What each input moves.
    Swings,
    /// The share of the variance of a group of inputs.
    Effect(usize),
}

/// What an uncertain input moves by itself, all others at their means.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Moved {
    /// Its path in the plan.
    pub path: String,
    /// Its 10th and 90th percentile.
    pub ends: [f64; 2],
    /// The measure in question there.
    pub values: [f64; 2],
    /// How many days later than expected the target is reached there, if it has a day and is reached.
    pub days: [Option<i32>; 2],
    /// The group of inputs it stands in.
    pub group: usize,
}

/// What the measure in question hangs on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Drivers {
    /// The measure.
    pub question: Question,
    /// Its value on the expected path.
    pub value: f64,
    /// Whether days are told.
    pub has_days: bool,
    /// The inputs, those that move it most first.
    pub inputs: Vec<Moved>,
    /// Shares of the variance by group of inputs that depend on each other; nothing where one is not known yet, or is none.
    pub effects: Vec<Option<Effect>>,
    /// Number of inputs by group.
    pub sizes: Vec<usize>,
    /// Groups whose share is known.
    pub known: usize,
}

/// An answer to a part.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Told {
    /// What each input moves.
    Swings(Drivers),
    /// The share of the variance of a group of inputs.
    Effect(usize, Option<Effect>),
}

/// The answer to a part as JSON; nothing where the plan cannot run or nothing of the kind was asked.
pub(super) fn answer(head: &str, plan: &str) -> Option<String> {
    let [part] = serde_json::from_str::<[Part; 1]>(head).ok()?;
    let model = check(&plan::read(plan).plan?).model?;
    let summary = expected(&model);
    let question = Question::of(&summary, &summary);
    let design = Design::new(&model, POINTS);
    let told = match part {
        Part::Swings => {
            let has_days = summary.target.as_ref().is_some_and(|target| target.measure.has_day());
            let day = |summary: &Summary| {
                let reached = summary.target.as_ref()?.reached.expected?;
                Some(reached.days_since(summary.start))
            };
            let (middle, swings) = tornado(&model, |summary| (question.expected(summary), day(summary)));
            let later = |to: Option<i32>| has_days.then_some(()).and(Some(to? - middle.1?));
            let group_of =
                |place| design.groups().iter().position(|group| group.contains(&place)).unwrap_or(0);
            let moved = swings.into_iter().enumerate().map(|(place, swing)| Moved {
                path: swing.path,
                ends: swing.ends,
                values: swing.told.map(|(value, _)| value),
                days: swing.told.map(|(_, day)| later(day)),
                group: group_of(place),
            });
            let mut inputs: Vec<Moved> = moved.collect();
            inputs.sort_by(|a, b| b.swing().total_cmp(&a.swing()));
            let sizes: Vec<usize> = design.groups().iter().map(Vec::len).collect();
            let effects = vec![None; sizes.len()];
            Told::Swings(Drivers { question, value: middle.0, has_days, inputs, effects, sizes, known: 0 })
        }
        Part::Effect(group) => {
            let value = |summary: &Summary| Some(question.expected(summary));
            let effect = (group < design.groups().len())
                .then(|| total_effect(&design.figures(None, value), &design.figures(Some(group), value)));
            Told::Effect(group, effect.flatten())
        }
    };
    serde_json::to_string(&told).ok()
}

impl Moved {
    /// Distance of the measure at the two ends.
    pub fn swing(&self) -> f64 {
        (self.values[1] - self.values[0]).abs()
    }
}

impl Drivers {
    fn take(&mut self, group: usize, effect: Option<Effect>) {
        if let Some(place) = self.effects.get_mut(group) {
            *place = effect;
            self.known += 1;
        }
    }

    /// Whether all of it is known.
    pub fn complete(&self) -> bool {
        self.known == self.effects.len()
    }
}

/// What is known, and whether it is of the plan as it is now.
#[derive(Clone, Default, PartialEq)]
pub struct Known {
    /// What the answer hangs on.
    pub drivers: Option<Rc<Drivers>>,
    /// Whether all of it is of the plan as it is now.
    pub fresh: bool,
}

/// What the answer of a plan hangs on while it is wanted. What is known of the plan before stays until the new swings are there.
#[hook]
pub fn use_drivers(probe: &Probe, plan: &Rc<Plan>, wanted: bool) -> Known {
    let probe = probe.clone();
    let known = use_wanted(plan, wanted.then_some(()), move |wanted| {
        Rc::new(Asking { probe, wanted, got: RefCell::default() }).ask(Part::Swings);
    });
    let fresh = known.as_ref().is_some_and(|(of, drivers)| Rc::ptr_eq(&of.0, plan) && drivers.complete());
    Known { drivers: known.map(|(_, drivers)| drivers), fresh }
}

/// Questions about one plan, one after the other: a run that comes in between waits for one of them at most.
struct Asking {
    probe: Probe,
    wanted: Rc<Wanted<Rc<Drivers>>>,
    got: RefCell<Option<Drivers>>,
}

impl Asking {
    fn ask(self: &Rc<Self>, part: Part) {
        let asking = Rc::clone(self);
        let told = Callback::from(move |told: Told| asking.take(told));
        self.wanted.ask(|plan| self.probe.drivers(plan, part, told));
    }

    fn take(self: &Rc<Self>, told: Told) {
        let now = {
            let mut got = self.got.borrow_mut();
            match told {
                Told::Swings(swings) => *got = Some(swings),
                Told::Effect(group, effect) => {
                    got.iter_mut().for_each(|drivers| drivers.take(group, effect));
                }
            }
            got.clone()
        };
        let Some(drivers) = now else { return };
        let next = (!drivers.complete()).then_some(drivers.known);
        self.wanted.tell(Rc::new(drivers));
        if let Some(group) = next {
            self.ask(Part::Effect(group));
        }
    }
}

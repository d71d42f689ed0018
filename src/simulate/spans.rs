//! Figures of spans other than plan years: key figures of the plan in front and the one it is compared with, and what each
//! channel brings. They are worked out when they are asked for, after all scenarios have run, from the same futures.

use super::Same;
use serde::{Deserialize, Serialize};
use std::rc::Rc;
use tandem_engine::plan::Plan;
use tandem_engine::summary::{ChannelOutlook, Outcomes, Spread};
use tandem_engine::{Period, check, kpis_by};
use yew::prelude::*;

/// Most that is kept: front and base by two periods.
const MOST_KEPT: usize = 4;

/// The periods that figures are asked for by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Periods {
    /// Of the key figures.
    pub kpis: Period,
    /// Of the channels; nothing while nobody looks at them.
    pub channels: Option<Period>,
}

/// Key figures, `[span][KPI]`.
pub type Kpis = Vec<Vec<Option<Spread>>>;

/// What a plan comes to by the spans of a period, over all futures or on the expected path.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct OfSpans {
    /// Its key figures.
    pub kpis: Kpis,
    /// What its channels bring, `[span][channel]`.
    pub channels: Vec<Vec<ChannelOutlook>>,
}

/// What a plan comes to by the spans of a period.
pub struct BySpan {
    plan: Rc<Plan>,
    period: Period,
    /// The figures over all futures.
    pub of_spans: OfSpans,
    /// The key figures of each future.
    pub outcomes: Rc<Outcomes>,
}

/// What has been worked out, newest last.
#[derive(Clone, Default)]
pub(super) struct Spans(Vec<Rc<BySpan>>);

impl Spans {
    pub(super) fn of(&self, plan: &Rc<Plan>, period: Period) -> Option<&Rc<BySpan>> {
        self.0.iter().rfind(|known| known.period == period && Rc::ptr_eq(&known.plan, plan))
    }

    pub(super) fn with(
        &self,
        plan: Rc<Plan>,
        period: Period,
        of_spans: OfSpans,
        outcomes: Rc<Outcomes>,
    ) -> Self {
        let mut known = self.0.clone();
        known.push(Rc::new(BySpan { plan, period, of_spans, outcomes }));
        if known.len() > MOST_KEPT {
            known.remove(0);
        }
        Self(known)
    }
}

/// Key figures by the spans of the period that was asked for; of plan years they are in the summary.
#[derive(Clone)]
pub struct Figures {
    /// The period.
    pub period: Period,
    /// Those of the plan in front on the expected path; none for plan years.
    pub expected: Rc<Kpis>,
    /// Those of its futures, once they are worked out.
    pub front: Option<Rc<BySpan>>,
    /// Those of the plan that it is compared with.
    pub base: Option<Rc<BySpan>>,
}

impl PartialEq for Figures {
    fn eq(&self, other: &Self) -> bool {
        let same = |a: &Option<Rc<BySpan>>, b: &Option<Rc<BySpan>>| {
            a.as_ref().map(Rc::as_ptr) == b.as_ref().map(Rc::as_ptr)
        };
        self.period == other.period
            && Rc::ptr_eq(&self.expected, &other.expected)
            && same(&self.front, &other.front)
            && same(&self.base, &other.base)
    }
}

/// What is known of the plan in front, which has no errors, and of the one that it is compared with.
#[hook]
pub(super) fn use_figures(front: &Rc<Plan>, base: &Rc<Plan>, period: Period, spans: &Spans) -> Figures {
    let expected = use_memo((Same(Rc::clone(front)), period), |(plan, period)| match period {
        Period::PlanYear => Kpis::new(),
        _ => check(&plan.0).model.map(|model| kpis_by(&model, None, *period)).unwrap_or_default(),
    });
    let of = |plan| spans.of(plan, period).cloned();
    Figures { period, expected, front: of(front), base: of(base) }
}

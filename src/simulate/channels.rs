//! What each channel brings by the spans of a period, while it is looked at: of plan years it is in the summary, of other spans
//! it is run as key figures by span are.

use super::runs::Trials;
use super::spans::{BySpan, OfSpans};
use super::{Same, Shown, alike};
use std::rc::Rc;
use tandem_engine::plan::Plan;
use tandem_engine::summary::{ChannelKpi, ChannelOutlook, Span, Spread, channels_by};
use tandem_engine::{Kpi, Measure, Period, Summary, check, kpis_by};
use yew::prelude::*;

/// What each channel brings by the spans of a period.
#[derive(Clone)]
pub struct ChannelFigures {
    /// The period.
    pub period: Period,
    /// The summary of the same plan: it has the spans.
    pub summary: Rc<Summary>,
    /// Whether they are those of all futures of the plan as it is now.
    pub fresh: bool,
    source: Source,
}

/// Where the figures are.
#[derive(Clone)]
enum Source {
    /// In the summary, by plan year.
    Years,
    /// Those of the futures, by other spans.
    Futures(Rc<BySpan>),
    /// Those of the expected path, before the futures are in.
    Expected(Rc<OfSpans>),
}

/// What is counted of the whole plan to be held against a figure of its channels.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Whole {
    Kpi(Kpi),
    Flow(Measure),
}

/// The same figure of the whole plan; nothing where it is not counted alike.
fn whole(kpi: ChannelKpi) -> Option<Whole> {
    Some(match kpi {
        ChannelKpi::Spend => Whole::Kpi(Kpi::Spend),
        ChannelKpi::Leads => Whole::Kpi(Kpi::Leads),
        ChannelKpi::Mqls => Whole::Kpi(Kpi::Mqls),
        ChannelKpi::Sqls => Whole::Flow(Measure::SqlCreated),
        ChannelKpi::Opportunities => Whole::Flow(Measure::Opportunities),
        ChannelKpi::Won => Whole::Kpi(Kpi::Won),
        ChannelKpi::Bookings => Whole::Kpi(Kpi::Bookings),
        ChannelKpi::MqlRate => Whole::Kpi(Kpi::MqlRate),
        ChannelKpi::SqlRate => Whole::Kpi(Kpi::SqlRate),
        ChannelKpi::FitShareOfLeads => Whole::Kpi(Kpi::FitShareOfLeads),
        ChannelKpi::FitShareOfMqls => Whole::Kpi(Kpi::Precision),
        ChannelKpi::CostPerLead => Whole::Kpi(Kpi::CostPerLead),
        ChannelKpi::CostPerMql => Whole::Kpi(Kpi::CostPerMql),
        ChannelKpi::LoadedCostPerLead => Whole::Kpi(Kpi::LoadedCostPerLead),
        ChannelKpi::LoadedCostPerMql => Whole::Kpi(Kpi::LoadedCostPerMql),
        ChannelKpi::Cac => Whole::Kpi(Kpi::Cac),
        // The whole plan's cost an SQL leaves outbound out.
        ChannelKpi::WonRate
        | ChannelKpi::CostPerSql
        | ChannelKpi::LoadedCostPerSql
        | ChannelKpi::SpendPerWon => return None,
    })
}

impl ChannelFigures {
    fn new(period: Period, summary: &Rc<Summary>, source: Source, fresh: bool) -> Self {
        Self { period, summary: Rc::clone(summary), fresh, source }
    }

    /// Futures behind the figures; 0 for the expected path.
    pub fn n_trials(&self) -> u32 {
        match &self.source {
            Source::Years => self.summary.n_trials,
            Source::Futures(known) => known.outcomes.len() as u32,
            Source::Expected(_) => 0,
        }
    }

    /// The spans, in order of time.
    pub fn spans(&self) -> &[Span] {
        self.summary.spans(self.period)
    }

    fn of_spans(&self) -> Option<&OfSpans> {
        match &self.source {
            Source::Years => None,
            Source::Futures(known) => Some(&known.of_spans),
            Source::Expected(known) => Some(known),
        }
    }

    /// By span and channel in the plan's order.
    pub fn channels(&self) -> &[Vec<ChannelOutlook>] {
        self.of_spans().map_or(&self.summary.channels, |known| &known.channels)
    }

    /// The channels as they are in the first span: their ids and names.
    pub fn heads(&self) -> &[ChannelOutlook] {
        self.channels().first().map_or(&[], Vec::as_slice)
    }

    /// A figure of a channel in a span.
    pub fn of(&self, kpi: ChannelKpi, channel: usize, span: usize) -> Option<&Spread> {
        self.channels().get(span)?.get(channel)?.kpi(kpi)
    }

    /// Whether the whole plan has a figure that is counted alike.
    pub fn has_whole(&self, kpi: ChannelKpi) -> bool {
        whole(kpi).is_some()
    }

    /// The same figure of the whole plan in a span, as the rest of the page has it.
    pub fn of_whole(&self, kpi: ChannelKpi, span: usize) -> Option<Spread> {
        match whole(kpi)? {
            Whole::Kpi(kpi) => match self.of_spans() {
                Some(known) => *known.kpis.get(span)?.get(kpi as usize)?,
                None => self.summary.kpi(kpi, span).copied(),
            },
            Whole::Flow(measure) => {
                let series = self.summary.series(measure, self.period);
                let expected = *series.expected.get(span)?;
                let at = |values: &[f64]| values.get(span).copied().unwrap_or(expected);
                let [p10, p50, p90] = [&series.p10, &series.p50, &series.p90].map(|values| at(values));
                Some(Spread { expected, p10, p50, p90, ..Spread::default() })
            }
        }
    }
}

impl PartialEq for ChannelFigures {
    /// By identity: nothing of it is ever changed in place.
    fn eq(&self, other: &Self) -> bool {
        let same_source = match (&self.source, &other.source) {
            (Source::Years, Source::Years) => true,
            (Source::Futures(a), Source::Futures(b)) => Rc::ptr_eq(a, b),
            (Source::Expected(a), Source::Expected(b)) => Rc::ptr_eq(a, b),
            _ => false,
        };
        (self.period, self.fresh) == (other.period, other.fresh)
            && Rc::ptr_eq(&self.summary, &other.summary)
            && same_source
    }
}

/// What is known of the channels of a plan without errors. What was known of it before the last change stays until there is
/// something new; before that its expected path is told. `asked` is the period, and whether the plan is in the middle of a drag:
/// then nothing is worked out.
#[hook]
pub(super) fn use_channels(
    plan: &Rc<Plan>,
    opened: &Rc<Plan>,
    shown: &Shown,
    trials: &Trials,
    asked: (Option<Period>, bool),
) -> Option<ChannelFigures> {
    let (period, in_gesture) = asked;
    let kept = use_mut_ref(|| None::<(Same, ChannelFigures)>);
    let mut kept = kept.borrow_mut();
    let known = period.zip(trials.runs.of(plan)).and_then(|(period, run)| {
        let source = match period {
            Period::PlanYear => Source::Years,
            _ => Source::Futures(Rc::clone(trials.spans.of(plan, period)?)),
        };
        Some(ChannelFigures::new(period, &run.summary, source, true))
    });
    if let Some(figures) = known.clone() {
        *kept = Some((Same(Rc::clone(opened)), figures));
    }
    let fits = |(of, figures): &&(Same, ChannelFigures)| {
        Rc::ptr_eq(&of.0, opened) && Some(figures.period) == period && alike(&figures.summary, &shown.summary)
    };
    let older =
        kept.as_ref().filter(fits).map(|(_, figures)| ChannelFigures { fresh: false, ..figures.clone() });
    let lacks = period.filter(|_| known.is_none() && older.is_none() && !in_gesture);
    let expected = use_memo((Same(Rc::clone(plan)), lacks), |(plan, lacks)| {
        let period = lacks.filter(|period| *period != Period::PlanYear)?;
        let model = check(&plan.0).model?;
        let kpis = kpis_by(&model, None, period);
        Some(Rc::new(OfSpans { kpis, channels: channels_by(&model, None, period) }))
    });
    let path = || {
        let source = match lacks? {
            Period::PlanYear => Source::Years,
            _ => Source::Expected((*expected).clone()?),
        };
        let summary = shown.preview.as_ref().unwrap_or(&shown.summary);
        Some(ChannelFigures::new(lacks?, summary, source, false))
    };
    known.or(older).or_else(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use tandem_engine::{Simulation, expected_of, plan};

    /// The expected path of an example by the spans of a period, as the page has it before the futures are in.
    fn of_example(period: Period) -> ChannelFigures {
        let example = include_str!("../../assets/plans/scale_up.json");
        let model = plan::read(example).plan.and_then(|plan| check(&plan).model).expect("a sound plan");
        let summary = Rc::new(expected_of(&Simulation::new(&model)));
        let of_spans =
            OfSpans { kpis: kpis_by(&model, None, period), channels: channels_by(&model, None, period) };
        let source = match period {
            Period::PlanYear => Source::Years,
            _ => Source::Expected(Rc::new(of_spans)),
        };
        ChannelFigures::new(period, &summary, source, false)
    }

    fn sum(figures: &ChannelFigures, kpi: ChannelKpi, span: usize) -> f64 {
        let of = |channel| figures.of(kpi, channel, span).map_or(0.0, |spread| spread.expected);
        (0..figures.heads().len()).map(of).sum()
    }

    #[track_caller]
    fn check_alike(what: ChannelKpi, span: usize, a: f64, b: f64) {
        assert!((a - b).abs() <= 1e-6 * b.abs().max(1.0), "{what:?} in span {span}: {a} and {b}");
    }

    /// What the row of the whole plan says is what its channels say together.
    #[test]
    fn channels_add_up_to_the_whole_plan() {
        for period in [Period::PlanYear, Period::FiscalYear, Period::Quarter, Period::Month] {
            let figures = of_example(period);
            assert_eq!(figures.channels().len(), figures.spans().len(), "{period:?}");
            for span in 0..figures.spans().len() {
                let whole = |kpi| figures.of_whole(kpi, span).expect("a figure of the whole plan").expected;
                for kpi in [
                    ChannelKpi::Spend,
                    ChannelKpi::Leads,
                    ChannelKpi::Mqls,
                    ChannelKpi::Sqls,
                    ChannelKpi::Opportunities,
                ] {
                    check_alike(kpi, span, whole(kpi), sum(&figures, kpi, span));
                }
                let per = |a, b| sum(&figures, a, span) / sum(&figures, b, span);
                let of_lead = per(ChannelKpi::Spend, ChannelKpi::Leads);
                check_alike(ChannelKpi::CostPerLead, span, whole(ChannelKpi::CostPerLead), of_lead);
                let of_mql = per(ChannelKpi::Spend, ChannelKpi::Mqls);
                check_alike(ChannelKpi::CostPerMql, span, whole(ChannelKpi::CostPerMql), of_mql);
                // The marketing team is shared out by spend: on top of each channel's by as much as on the whole plan's.
                let kpi = ChannelKpi::LoadedCostPerLead;
                let on_top = whole(kpi) / whole(ChannelKpi::CostPerLead);
                for channel in 0..figures.heads().len() {
                    let of = |kpi| figures.of(kpi, channel, span).map_or(0.0, |spread| spread.expected);
                    check_alike(kpi, span, of(kpi), on_top * of(ChannelKpi::CostPerLead));
                }
                // Deals that were open on the first day belong to no channel.
                assert!(whole(ChannelKpi::Won) >= sum(&figures, ChannelKpi::Won, span) - 1e-6);
            }
        }
    }

    /// A plan year has the figures of the summary, to the digit.
    #[test]
    fn a_plan_year_is_that_of_the_summary() {
        let figures = of_example(Period::PlanYear);
        let summary = &figures.summary;
        for year in 0..summary.plan_years() {
            let whole = figures.of_whole(ChannelKpi::Leads, year);
            assert_eq!(whole.as_ref(), summary.kpi(Kpi::Leads, year));
            for channel in 0..figures.heads().len() {
                for &kpi in ChannelKpi::ALL {
                    assert_eq!(figures.of(kpi, channel, year), summary.channel_kpi(kpi, year, channel));
                }
            }
        }
    }

    #[test]
    fn months_of_a_quarter_add_up_to_it() {
        let (months, quarters) = (of_example(Period::Month), of_example(Period::Quarter));
        let first = quarters.spans()[0];
        let inside = months.spans().iter().take_while(|month| month.last <= first.last).count();
        for channel in 0..months.heads().len() {
            let of = |figures: &ChannelFigures, span| {
                figures.of(ChannelKpi::Leads, channel, span).map_or(0.0, |leads| leads.expected)
            };
            let sum: f64 = (0..inside).map(|month| of(&months, month)).sum();
            check_alike(ChannelKpi::Leads, 0, sum, of(&quarters, 0));
        }
    }
}

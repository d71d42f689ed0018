//! One live fact for the head of each group, from the plan or from the one result.

use super::LeversProps;
use crate::format::Format;
use crate::levers::{Frame, LeverValue, Side, amount, split as split_heads};
use crate::simulate::{Live, Shown};
use crate::text::Text;
use tandem_engine::estimate::Estimate;
use tandem_engine::plan::Channel;
use tandem_engine::quantity::{FOUNDER_FTE, MONEY_PER_MONTH, Unit};
use tandem_engine::{Kpi, Summary};
use yew::prelude::*;

/// 365.2425 days of twelve months.
const WEEKS_PER_MONTH: f64 = 4.348_125;

/// The fact of a group: its figure, and the words behind it.
pub(super) fn of(side: Side, props: &LeversProps) -> (String, String) {
    let (words, format) = (props.text.levers, &props.format);
    let summary = props.shown.preview.as_deref().unwrap_or(&props.shown.summary);
    match side {
        Side::Pull => {
            let spends = spends(props);
            let channels = spends.iter().filter(|spend| **spend > 0.0).count();
            (words.spend_fact)(&format.entry(spends.iter().sum(), Unit::MoneyPerMonth), channels)
        }
        Side::HandOver => match figure(summary, Kpi::ResponseHours) {
            Some(hours) => (words.response_fact)(&format.hours(hours)),
            None => (String::new(), String::new()),
        },
        Side::Push => {
            let load = figure(summary, Kpi::AeUtilisation).map(|load| format.percent(load));
            let founders = founders(props);
            let heads = format.entry(heads(props) + founders, Unit::People);
            (words.team_fact)(&heads, founders > 0.0, load.as_deref())
        }
        Side::Money => {
            let finance = &props.plan.finance;
            let fixed = money(&finance.overhead_per_month, props)
                + money(&finance.marketing_team_cost_per_month, props);
            let currency = (props.text.charts.currency)(&format.currency);
            (words.fixed_fact)(&format.entry(fixed, Unit::MoneyPerMonth), currency)
        }
        // Drawn by itself, as it follows the few futures of a drag.
        Side::Target => (String::new(), String::new()),
    }
}

/// What [`TargetFact`] needs.
#[derive(PartialEq, Properties)]
pub(super) struct TargetFactProps {
    /// The figures of the plan.
    pub(super) shown: Shown,
    /// Words.
    pub(super) text: &'static Text,
    /// Figures.
    pub(super) format: Format,
}

/// The odds of the target: those that the headline tells, so that the page has one value. Where it tells none, the last ones,
/// which are not printed strong.
#[component]
pub(super) fn TargetFact(props: &TargetFactProps) -> Html {
    let TargetFactProps { shown, text, format } = props;
    let live = use_context::<Live>().unwrap_or_default();
    let odds = |summary: &Summary| {
        let odds = summary.target.as_ref().and_then(|target| target.odds);
        odds.map(|odds| format.odds(odds, summary.n_trials))
    };
    let told = live.told(shown);
    let is_now = live.summary.is_some() || shown.preview.is_none();
    match (odds(&told).filter(|_| is_now), odds(&told).or_else(|| odds(&shown.summary))) {
        (Some(now), _) => html! { <b>{ now }</b> },
        (None, Some(before)) => html! { { before } },
        (None, None) => html! { { text.levers.no_odds } },
    }
}

/// A key figure of the first year: its median, or its value on the expected path.
fn figure(summary: &Summary, kpi: Kpi) -> Option<f64> {
    let spread = summary.kpi(kpi, 0)?;
    Some(if summary.n_trials > 0 { spread.p50 } else { spread.expected })
}

fn money(estimate: &Estimate, props: &LeversProps) -> f64 {
    amount(&LeverValue::Number(estimate.clone()), MONEY_PER_MONTH, Frame::of(&props.plan).start)
}

/// The monthly spend of each channel; what events cost is spread over the plan.
fn spends(props: &LeversProps) -> Vec<f64> {
    let Frame { start, horizon_weeks, .. } = Frame::of(&props.plan);
    let months = f64::from(horizon_weeks.max(1)) / WEEKS_PER_MONTH;
    let spend = |channel: &Channel| {
        let budget = amount(&LeverValue::Budget(channel.budget_per_month.clone()), MONEY_PER_MONTH, start);
        let within = channel.events.iter().filter(|event| event.week < horizon_weeks);
        budget + within.map(|event| money(&event.cost, props)).sum::<f64>() / months
    };
    props.plan.channels.iter().map(spend).collect()
}

/// AEs, here and to come.
fn heads(props: &LeversProps) -> f64 {
    let (here, to_come) = split_heads(&props.plan.teams.account_executives.hires);
    here + to_come
}

/// Founders' time for selling, full-time equivalents.
fn founders(props: &LeversProps) -> f64 {
    let time = &props.plan.teams.account_executives.founder_fte_unpaid;
    amount(&LeverValue::Number(time.clone()), FOUNDER_FTE, Frame::of(&props.plan).start)
}

/// How the spend is split among channels.
pub(super) fn split(props: &LeversProps) -> Html {
    let spends: Vec<f64> = spends(props).into_iter().filter(|spend| *spend > 0.0).collect();
    let total: f64 = spends.iter().sum();
    if total <= 0.0 {
        return Html::default();
    }
    let mut from = 0.0;
    let bars = spends.iter().map(|spend| {
        let (x, width) = (from, 300.0 * spend / total);
        from += width;
        html! { <rect x={format!("{x:.2}")} width={format!("{:.2}", (width - 1.5).max(0.5))} height="5" /> }
    });
    html! {
        <svg class="split" viewBox="0 0 300 5" preserveAspectRatio="none" aria-hidden="true">{ for bars }</svg>
    }
}

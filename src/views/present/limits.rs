//! The slide of what limits: the sentence, the ribbon by month, what eases each limit and what that brings, and where to begin.

use crate::charts::{draw, month_axis, pattern_defs, ribbon_months, swatch, to_nodes, use_width};
use crate::format::{Figure, Format};
use crate::simulate::{RunState, Shown};
use crate::steps::{Price, Prices, Step, rounded};
use crate::text::Text;
use crate::text::prices::Worth;
use crate::views::forecast::{how_often, limits_note, run_name};
use crate::views::headline::{limit_says, side_of};
use crate::views::prices::{cells, is_few, note};
use crate::views::scenarios::figure_of;
use crate::views::timeline::fact;
use std::rc::Rc;
use tandem_charts::{Frame, Limit, RibbonMonth, draw_ribbon, draw_time_axis, runs};
use tandem_engine::Summary;
use tandem_engine::plan::Plan;
use tandem_engine::summary::MilestoneKind;
use yew::prelude::*;

/// Height of the stacks, and of the time axis beneath them, px.
const HEIGHTS: (f64, f64) = (96.0, 26.0);

#[derive(PartialEq, Properties)]
pub(super) struct LimitsProps {
    pub(super) plan: Rc<Plan>,
    pub(super) shown: Shown,
    pub(super) prices: Prices,
    pub(super) text: &'static Text,
    pub(super) format: Format,
}

/// What limits, month by month, what each limit costs, and what to do first.
#[component]
pub(super) fn Limits(props: &LimitsProps) -> Html {
    let LimitsProps { plan, shown, prices, text, format } = props;
    let (summary, words) = (&shown.summary, text.charts);
    let months = ribbon_months(summary);
    let note = limits_note(summary.n_trials, text);
    let is_known = prices.complete() && shown.state == RunState::Ready;
    let to_do = if is_known {
        first(prices, text, format).unwrap_or_default()
    } else {
        (text.prices.progress)(prices.known.len(), prices.of.max(prices.known.len()))
    };
    html! {
        <section class="pan stage-limits" aria-labelledby="limits-title" data-testid="limits">
            { pattern_defs() }
            <div class="ph_"><h2 id="limits-title">{ words.limits }</h2><span class="sub">{ note }</span></div>
            <p class="stage-say">{ limit_says(summary, plan, text, format).unwrap_or_default() }</p>
            <p class="stage-say" role="status" data-testid="limits-first" data-state={if is_known { "ready" } else { "stale" }}>{ to_do }</p>
            <Ribbon summary={shown.summary.clone()} leads={crate::stages::own(plan, 0).map(str::to_owned)} {text} format={format.clone()} />
            { table(summary, &months, Some(prices).filter(|_| is_known), text, format) }
        </section>
    }
}

/// The step to begin with, in a sentence.
fn first(prices: &Prices, text: &'static Text, format: &Format) -> Option<String> {
    let words = text.prices;
    let Some(price) = prices.first() else {
        let question = prices.known.first()?.question;
        return Some((words.no_first)(
            (text.levers.measure)(question.measure()),
            &format.date(question.date()),
        ));
    };
    let measure = price.question.measure();
    let size = format.change_size(rounded(price.gain.median, price.gain.median_se).0, figure_of(measure));
    let (each, cost);
    let worth = match price.per_money {
        _ if price.is_free => Worth::Free,
        Some((value, _)) => {
            each = format.ratio(value);
            Worth::Each(&each)
        }
        None => {
            cost = format.change_size(price.cost, Figure::Money);
            Worth::Costs(&cost)
        }
    };
    // No line breaks within a date.
    let date = format.date(price.question.date()).replace(' ', "\u{a0}");
    Some((words.first)(price.step, (measure, &size), &date, worth))
}

/// A limit in each row: how much of the time it is the one, what eases it, and what that brings and costs.
fn table(
    summary: &Summary,
    months: &[RibbonMonth],
    prices: Option<&Prices>,
    text: &'static Text,
    format: &Format,
) -> Html {
    let words = text.prices;
    let [_, change, _, odds, costs, each] = (words.heads)(is_few(summary));
    let heads = words.limit_heads.into_iter().chain([change, odds, costs, each]);
    let leading = runs(months).pop().map(|run| run.limit);
    let best = prices.and_then(Prices::first).map(|price| price.step);
    html! {
        <div class="twin-box">
            <table class="twin stage-costs" data-testid="limits-costs">
                <thead><tr>{ for heads.map(|head| html! { <th scope="col">{ head }</th> }) }</tr></thead>
                <tbody>{ for Limit::ALL.into_iter().enumerate().map(|(place, limit)| {
                    let step = Step::against(limit);
                    let is_best = step.is_some() && step == best;
                    html! {
                        <tr key={place} data-leads={(leading == Some(limit)).then_some("true")} data-best={is_best.then_some("true")}>
                            <th scope="row" class={side_of(limit).class()}>{ swatch(limit.ink()) }{ (text.charts.limit)(limit) }</th>
                            <td>{ how_often(limit, months, summary.n_trials, text.charts.count, text) }</td>
                            { match step {
                                Some(step) => eased(step, prices, summary, text, format),
                                None => cash_out(summary, text, format),
                            } }
                        </tr>
                    }
                }) }
                    <tr data-best={(best == Some(Step::Response)).then_some("true")}>
                        <th scope="row">{ words.no_limit }</th>
                        <td></td>
                        { eased(Step::Response, prices, summary, text, format) }
                    </tr>
                </tbody>
            </table>
        </div>
    }
}

/// No single step eases money that runs out: its row says in how many futures it does.
fn cash_out(summary: &Summary, text: &'static Text, format: &Format) -> Html {
    let out = summary.milestones.iter().find(|milestone| milestone.kind == MilestoneKind::CashOut);
    let says = out.map(|out| {
        let name = (text.charts.milestone)(MilestoneKind::CashOut);
        format!("{name}{}{}", text.glossary.colon, fact(&out.when, true, summary.n_trials, text, format))
    });
    html! { <td class="step" colspan="5">{ says }</td> }
}

/// What eases a limit, what that brings and what it costs.
fn eased(
    step: Step,
    prices: Option<&Prices>,
    summary: &Summary,
    text: &'static Text,
    format: &Format,
) -> Html {
    let price = prices.and_then(|prices| prices.get(step));
    let cells =
        price.map_or_else(|| vec![text.prices.none.to_owned(); 5], |price| cells(price, text, format));
    let is_clear = price.is_some_and(Price::is_clear);
    // The range of the change is told on the page.
    let shown = [0, 2, 3, 4].map(|place| cells.get(place).cloned().unwrap_or_default());
    html! {
        <>
            <td class="step">{ (text.prices.step)(step) }<small>{ note(step, summary, text, format) }</small></td>
            { for shown.into_iter().enumerate().map(|(place, cell)| html! {
                <td class={(place == 0 && is_clear).then_some("strong")}>{ cell }</td>
            }) }
        </>
    }
}

#[derive(PartialEq, Properties)]
struct RibbonProps {
    summary: Rc<Summary>,
    /// What leads are called, where their stage has a name of its own.
    leads: Option<AttrValue>,
    text: &'static Text,
    format: Format,
}

/// The ribbon from edge to edge, over its months.
#[component]
fn Ribbon(props: &RibbonProps) -> Html {
    let (node, width) = use_width();
    let RibbonProps { summary, leads, text, format } = props;
    let words = text.charts;
    let months = ribbon_months(summary);
    let days = f64::from(7 * summary.horizon_weeks);
    let frame = Frame::for_ribbon(width, HEIGHTS.0);
    let height = frame.ribbon_height() + HEIGHTS.1;
    let axis = month_axis(summary.start, summary.horizon_weeks, summary.fiscal.first_month);
    let name = |run: &_, length| {
        let of_run = (summary.n_trials, leads.as_deref());
        run_name(run, length, (&months, summary.start, summary.fiscal), of_run, text, format)
    };
    let marks = draw((frame.width, height), |pen| {
        draw_ribbon(pen, &frame, days, &months, ("", ""), &name)?;
        draw_time_axis(pen, &frame, &axis, frame.ribbon_height() + 2.0, &|year, month, style| {
            (words.month)(year, month, style)
        })
    });
    let says = runs(&months).iter().map(|run| name(run, 0)).collect::<Vec<_>>();
    html! {
        <figure class="fig" ref={node} role="img" aria-label={(words.limits_sentence)(&says)}>
            <svg class="chart" width={frame.width.to_string()} height={height.to_string()} viewBox={format!("0 0 {} {height}", frame.width)}
                aria-hidden="true">
                { to_nodes(&marks) }
            </svg>
        </figure>
    }
}

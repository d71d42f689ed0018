//! The price of each limit: what one step more of each thing brings, in the same futures, beside what it costs.

use crate::format::{FEW, Figure, Format};
use crate::simulate::{RunState, Shown};
use crate::steps::{MORE_SPEND, Price, Prices as Known, Step, rounded};
use crate::text::Text;
use crate::views::scenarios::figure_of;
use tandem_engine::{Measure, Period, Summary};
use yew::prelude::*;

/// Days of a month, on average.
const DAYS_A_MONTH: f64 = 30.44;

/// What [`Prices`] needs.
#[derive(PartialEq, Properties)]
pub struct PricesProps {
    /// What is known of the steps.
    pub prices: Known,
    /// The figures of the plan.
    pub shown: Shown,
    /// Words.
    pub text: &'static Text,
    /// Figures.
    pub format: Format,
}

/// The panel. What was known last stays, marked as stale, until there is more.
#[component]
pub fn Prices(props: &PricesProps) -> Html {
    let PricesProps { prices, shown, text, format } = props;
    let words = text.prices;
    let last = use_mut_ref(Known::default);
    let complete = prices.complete() && shown.state == RunState::Ready;
    if complete {
        last.borrow_mut().clone_from(prices);
    }
    let last = last.borrow();
    let rows = if complete || last.known.is_empty() { prices } else { &*last };
    let state = if complete { "ready" } else { "stale" };
    let lead = rows.known.first().map(|price| {
        let question = price.question;
        let futures = format.count(f64::from(rows.futures));
        (words.lead)((text.levers.measure)(question.measure()), &format.date(question.date()), &futures)
    });
    let heads = (words.heads)(is_few(&shown.summary));
    let best = rows.first().map(|price| price.step);
    let progress = (!complete).then(|| match prices.of {
        0 => (words.progress)(0, Step::ALL.len()),
        of => (words.progress)(prices.known.len(), of),
    });
    html! {
        <section class="pan prc" id="prices" aria-labelledby="prices-title" data-testid="prices" data-state={state}>
            <div class="ph_">
                <h2 id="prices-title">{ words.title }</h2>
                <span class="sub">{ lead.unwrap_or_default() }</span>
                <span class="sp"></span>
                <span class="sub" role="status">{ progress.unwrap_or_default() }</span>
            </div>
            <div class="twin-box" tabindex="0" role="group" aria-label={words.title}>
                <table class="twin">
                    <thead><tr>{ for heads.into_iter().map(|head| html! { <th scope="col">{ head }</th> }) }</tr></thead>
                    <tbody>{ for Step::ALL.into_iter().map(|step| row(step, (rows.get(step), best == Some(step)), &shown.summary, text, format)) }</tbody>
                </table>
            </div>
        </section>
    }
}

/// What a step is, in words.
pub(in crate::views) fn note(step: Step, summary: &Summary, text: &'static Text, format: &Format) -> String {
    match step {
        Step::Spend => {
            let spend = MORE_SPEND * spend_a_month(summary);
            (text.prices.spend_note)(&format.money(rounded(spend, spend).1))
        }
        _ => (text.prices.note)(step).to_owned(),
    }
}

/// A step; the one that the headline names stands out.
fn row(
    step: Step,
    (price, is_best): (Option<&Price>, bool),
    summary: &Summary,
    text: &'static Text,
    format: &Format,
) -> Html {
    let words = text.prices;
    let note = note(step, summary, text, format);
    let cells = price.map_or_else(|| vec![words.none.to_owned(); 5], |price| cells(price, text, format));
    let is_clear = price.is_some_and(Price::is_clear);
    html! {
        <tr key={step.key()} data-testid={format!("price-{}", step.key())} data-best={is_best.then_some("true")}>
            <th scope="row">{ (words.step)(step) }<small>{ note }</small></th>
            { for cells.into_iter().enumerate().map(|(place, cell)| html! {
                <td class={(place == 0 && is_clear).then_some("strong")}>{ cell }</td>
            }) }
        </tr>
    }
}

/// Change, range, odds, cost, and change for each unit of money.
pub(in crate::views) fn cells(price: &Price, text: &'static Text, format: &Format) -> Vec<String> {
    let words = text.prices;
    let (gain, figure) = (price.gain, figure_of(price.question.measure()));
    let change = if price.is_clear() {
        let (median, se) = rounded(gain.median, gain.median_se);
        (words.with_error)(&format.change(median, figure), &format.error_beside(se, median, figure))
    } else {
        words.unclear.to_owned()
    };
    let of_100 = |share: f64| format.count((share * 100.0).round());
    // Odds that do not change beyond their error are not shown as if they did.
    let odds = price.odds.map(|odds| {
        let is_clear = (odds.after - odds.before).abs() > 2.0 * odds.se;
        if is_clear && gain.n >= FEW as usize {
            (words.odds)(&of_100(odds.before), &of_100(odds.after))
        } else {
            words.unclear.to_owned()
        }
    });
    let cost = format.change(price.cost, Figure::Money);
    let per_money = price
        .per_money
        .map(|(value, se)| (words.with_error)(&format.ratio(value), &format.ratio(rounded(value, se).1)));
    let none = || words.none.to_owned();
    vec![
        change,
        format.change_range(gain.p10, gain.p90, figure),
        odds.unwrap_or_else(none),
        cost,
        per_money.unwrap_or_else(none),
    ]
}

/// Whether so few futures were run that no odds are told.
pub(in crate::views) fn is_few(summary: &Summary) -> bool {
    (1..FEW).contains(&summary.n_trials)
}

/// Marketing spend of a month, on average over the plan.
fn spend_a_month(summary: &Summary) -> f64 {
    let spend: f64 = summary.series(Measure::Spend, Period::PlanYear).expected.iter().sum();
    spend * DAYS_A_MONTH / f64::from(7 * summary.horizon_weeks)
}

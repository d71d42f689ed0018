//! Returns by month, quarter or year: of the money spent then, and what arrives then, each by itself.

use crate::controls::kept_open::use_kept_open;
use crate::controls::term::Term;
use crate::export::{Cell, Sheet as Table};
use crate::format::{Figure, Format};
use crate::simulate::returns::BySpan;
use crate::simulate::{Probe, use_returns_by};
use crate::text::Text;
use crate::views::channels::{PERIODS, span_name};
use crate::views::tables;
use std::rc::Rc;
use tandem_engine::Period;
use tandem_engine::balance::{GoodwillSpan, SpanReturn};
use tandem_engine::plan::Plan;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// What is told of a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Told {
    /// Return of the money spent in it.
    Return,
    /// That of the next unit.
    Next,
    /// Profit that arrives in it.
    Profit,
    /// Wins that arrive in it.
    Won,
}

impl Told {
    /// Of the money, then of what arrives.
    const GROUPS: [[Self; 2]; 2] = [[Self::Return, Self::Next], [Self::Profit, Self::Won]];

    fn all() -> impl Iterator<Item = Self> {
        Self::GROUPS.into_iter().flatten()
    }

    fn place(self) -> usize {
        self as usize
    }

    fn figure(self) -> Figure {
        match self {
            Self::Return | Self::Next => Figure::Ratio,
            Self::Profit => Figure::Money,
            Self::Won => Figure::Count,
        }
    }

    fn of(self, span: &SpanReturn) -> Option<f64> {
        match self {
            Self::Return => span.roi,
            Self::Next => span.marginal_roi,
            Self::Profit => Some(span.gross_profit_in_span),
            Self::Won => Some(span.won_in_span),
        }
    }

    /// What goodwill brings of what arrives.
    fn of_goodwill(self, span: &GoodwillSpan) -> Option<f64> {
        match self {
            Self::Return | Self::Next => None,
            Self::Profit => Some(span.gross_profit),
            Self::Won => Some(span.won),
        }
    }
}

/// What [`Spans`] needs.
#[derive(PartialEq, Properties)]
pub struct SpansProps {
    /// The plan on the page, or the last one without errors.
    pub plan: Rc<Plan>,
    /// Asks a worker.
    pub probe: Probe,
    /// Names of the channels, in the plan's order.
    pub names: Vec<String>,
    /// Words.
    pub text: &'static Text,
    /// Figures.
    pub format: Format,
}

/// The part of the panel.
#[component]
pub fn Spans(props: &SpansProps) -> Html {
    let SpansProps { plan, probe, names, format, text } = props;
    let words = text.balance;
    let period = use_kept_open(Some("balance-period"), || Period::Quarter);
    let told = use_kept_open(Some("balance-told"), || Told::Return);
    let (by, fresh) = use_returns_by(probe, plan, *period);
    let onchange = {
        let told = told.clone();
        Callback::from(move |event: Event| {
            let place = event.target_unchecked_into::<HtmlSelectElement>().value();
            if let Some(picked) = Told::all().find(|told| told.place().to_string() == place) {
                told.set(picked);
            }
        })
    };
    let option = |one: Told| {
        html! { <option key={one.place()} value={one.place().to_string()} selected={one == *told}>{ (words.by_span)(one.place()).term }</option> }
    };
    let button = |one: Period| {
        let (name, set) = ((text.charts.period)(one), period.clone());
        html! {
            <button key={name} type="button" data-testid={format!("returns-by-{}", one as u32)} aria-pressed={(one == *period).to_string()}
                onclick={move |_: MouseEvent| set.set(one)}>{ name }</button>
        }
    };
    let files = by.as_ref().filter(|_| fresh).map(|by| {
        let (by, names, text, format) = (Rc::clone(by), names.clone(), *text, format.clone());
        tables::menu("returns-files", &plan.plan.title, text, move || vec![sheet(&by, &names, text, &format)])
    });
    let state = if fresh { "ready" } else { "stale" };
    html! {
        <div class="chn" data-testid="returns-by" data-state={state}>
            <h3>{ words.by_span_title }</h3>
            <div class="chn-pick">
                <span class="pick-box">
                    <select class="pick" data-testid="returns-figure" aria-label={text.channel_figures.pick} {onchange}>
                        { for Told::GROUPS.into_iter().zip(words.by_span_groups).map(|(group, name)| html! {
                            <optgroup key={name} label={name}>{ for group.into_iter().map(option) }</optgroup>
                        }) }
                    </select>
                    <svg class="ic" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d="M5 6.5l3 3 3-3" /></svg>
                </span>
                <div class="seg" role="group" aria-label={text.charts.pick_period}>{ for PERIODS.into_iter().map(button) }</div>
                <span class="sub" role="status">{ if fresh { "" } else { words.working } }</span>
                { for files }
            </div>
            if let Some(by) = by { { rows(&by, *told, names, text, format) } }
        </div>
    }
}

/// One row a channel with spend, one column a span.
fn rows(by: &BySpan, told: Told, names: &[String], text: &'static Text, format: &Format) -> Html {
    let words = text.balance;
    let entry = (words.by_span)(told.place());
    // Ratios of a row have as many decimals; money of a row is of very unlike size.
    let cells = |values: Vec<Option<f64>>| -> Html {
        let known: Vec<f64> = values.iter().copied().flatten().collect();
        let said = match told.figure() {
            Figure::Ratio => format.alike(&known, Figure::Ratio),
            figure => known.iter().map(|value| format.figure(*value, figure)).collect(),
        };
        let mut said = said.into_iter();
        let cell =
            |value: &Option<f64>| value.and_then(|_| said.next()).unwrap_or_else(|| words.none.to_owned());
        values.iter().map(cell).map(|said| html! { <td>{ said }</td> }).collect()
    };
    let head = |place: usize| {
        let (name, note) = span_name((by.period, by.fiscal), &by.spans, place, text, format);
        html! { <th key={place} scope="col">{ name }if !note.is_empty() { <small>{ note }</small> }</th> }
    };
    let has_after = told == Told::Profit;
    let after = |profit: f64| has_after.then_some(Some(profit));
    let of_goodwill = by.goodwill.iter().map(|span| told.of_goodwill(span)).chain(after(by.goodwill_after));
    let with_spend = by.channels.iter().zip(names).enumerate();
    let with_spend = with_spend.filter(|(_, (channel, _))| channel.spans.iter().any(|span| span.spend > 0.0));
    let row = |(place, (channel, name)): (usize, (&_, &String))| {
        let channel: &tandem_engine::balance::ChannelSpanReturns = channel;
        html! {
            <tr key={place} data-testid={format!("returns-{place}")}>
                <th scope="row">{ name.clone() }</th>
                { cells(channel.spans.iter().map(|span| told.of(span)).chain(after(channel.after)).collect()) }
            </tr>
        }
    };
    let arrives = matches!(told, Told::Profit | Told::Won);
    let caption = (text.channel_figures.caption)(entry.term, (text.charts.period)(by.period));
    html! {
        <>
            <div class="twin-box" tabindex="0" role="group" aria-label={caption.clone()}>
                <table class="twin chn-rows" data-testid="returns-table">
                    <caption class="sr">{ caption }</caption>
                    <thead><tr>
                        <th scope="col"><Term id="meaning-returns-figure" label={entry.term} {entry} {text} /></th>
                        { for (0..by.spans.len()).map(head) }
                        if has_after { <th scope="col">{ words.after }</th> }
                    </tr></thead>
                    <tbody>
                        <>{ for with_spend.map(row) }</>
                        if arrives {
                            <tr data-testid="returns-goodwill">
                                <th scope="row">{ words.of_goodwill }</th>
                                { cells(of_goodwill.collect()) }
                            </tr>
                        }
                    </tbody>
                </table>
            </div>
            <p class="sub">{ (words.by_span_note)(arrives) }</p>
        </>
    }
}

/// All figures as a file: a row for each channel in each span.
fn sheet(by: &BySpan, names: &[String], text: &'static Text, format: &Format) -> Table {
    let (words, charts) = (text.balance, text.charts);
    let head =
        [words.channel, charts.column_period, charts.first_day, charts.last_day, (words.heads)(0).term];
    let head = head.into_iter().chain(Told::all().map(|told| (words.by_span)(told.place()).term));
    let number = |value: Option<f64>| value.map_or(Cell::Empty, Cell::Number);
    let mut rows = Vec::new();
    let mut add =
        |name: &str, spend: &dyn Fn(usize) -> Option<f64>, of: &dyn Fn(Told, usize) -> Option<f64>| {
            for (place, span) in by.spans.iter().enumerate() {
                let period = span_name((by.period, by.fiscal), &by.spans, place, text, format).0;
                let mut row =
                    vec![Cell::text(name), Cell::text(period), Cell::Day(span.first), Cell::Day(span.last)];
                row.push(number(spend(place)));
                row.extend(Told::all().map(|told| number(of(told, place))));
                rows.push(row);
            }
        };
    for (channel, name) in by.channels.iter().zip(names) {
        let of = |told: Told, place: usize| told.of(&channel.spans[place]);
        add(name, &|place| Some(channel.spans[place].spend), &of);
    }
    add(words.of_goodwill, &|_| None, &|told, place| told.of_goodwill(&by.goodwill[place]));
    // What comes after the plan completes the profit.
    let after = by.channels.iter().zip(names).map(|(channel, name)| (name.as_str(), channel.after));
    for (name, after) in after.chain([(words.of_goodwill, by.goodwill_after)]) {
        let mut row = vec![Cell::text(name), Cell::text(words.after)];
        row.extend([const { Cell::Empty }; 3]);
        let of = |told: Told| if told == Told::Profit { Cell::Number(after) } else { Cell::Empty };
        row.extend(Told::all().map(of));
        rows.push(row);
    }
    Table { name: words.by_span_title.to_owned(), head: head.map(str::to_owned).collect(), rows }
}

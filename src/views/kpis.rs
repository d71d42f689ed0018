//! Key figures of a year or a quarter on three sides: marketing, sales, shared. Each a median with its 80 % range, and a
//! way to where it comes from.

use crate::changes::comparable;
use crate::controls::kept_open::use_kept_open;
use crate::controls::term::Term;
use crate::controls::{escape, reveal};
use crate::format::{Count, Figure, Format};
use crate::simulate::spans::Figures;
use crate::simulate::{RunState, Runs, Shown};
use crate::text::Text;
use crate::text::glossary::Entry;
use crate::text::origin::Source;
use crate::views::origin::{Asked, KpiFigure, Origin, Reach, Values};
use std::cell::RefCell;
use std::rc::Rc;
use tandem_engine::plan::Plan;
use tandem_engine::summary::{Change, Outcome, Outcomes, Spread, change};
use tandem_engine::{Kpi, Measure, Period, Summary};
use web_sys::{Event, HtmlSelectElement};
use yew::prelude::*;

mod figures;
mod kept;

pub use figures::{better, figure_of, is_share, more_is_better};
use kept::Kept;

/// What [`Kpis`] needs.
#[derive(PartialEq, Properties)]
pub struct KpisProps {
    /// The plan on the page.
    pub plan: Rc<Plan>,
    /// What it is compared with.
    pub base: Rc<Plan>,
    /// Whether that is the plan as it was opened, else the first scenario.
    pub opened: bool,
    /// Its figures.
    pub shown: Shown,
    /// Plans that have run.
    pub runs: Runs,
    /// Figures by other spans than plan years, if they were asked for.
    pub figures: Figures,
    /// The span that is shown, by its place in the period of `figures`.
    pub place: usize,
    /// Asks for a span.
    pub on_span: Callback<(Period, usize)>,
    /// What of the page can be led to.
    pub reach: Reach,
    /// Words.
    pub text: &'static Text,
    /// Figures in words.
    pub format: Format,
}

/// Marketing's key figures.
pub const MARKETING: [Kpi; 6] =
    [Kpi::Leads, Kpi::Mqls, Kpi::MqlRate, Kpi::CostPerLead, Kpi::Spend, Kpi::SourcedPipeline];
/// Those of sales.
pub const SALES: [Kpi; 6] = [
    Kpi::Won,
    Kpi::WinRate,
    Kpi::CycleWeeks,
    Kpi::QuotaAttainment,
    Kpi::PipelineCoverage,
    Kpi::ResponseHours,
];
/// Those of both.
pub const SHARED: [Kpi; 5] = [Kpi::ArrEnd, Kpi::Cac, Kpi::PaybackMonths, Kpi::LtvToCac, Kpi::CashEnd];
/// Where no revenue recurs there is no ARR, payback or lifetime value.
pub const SHARED_ONE_OFF: [Kpi; 5] = [Kpi::Revenue, Kpi::Cac, Kpi::Bookings, Kpi::CustomersEnd, Kpi::CashEnd];

/// The key figures in the order of the comparison.
pub const KPIS: [Kpi; 23] = [
    Kpi::ArrEnd,
    Kpi::Revenue,
    Kpi::Bookings,
    Kpi::CashEnd,
    Kpi::RunwayMonths,
    Kpi::Cac,
    Kpi::PaybackMonths,
    Kpi::LtvToCac,
    Kpi::CustomersEnd,
    Kpi::Leads,
    Kpi::Mqls,
    Kpi::MqlRate,
    Kpi::CostPerLead,
    Kpi::Spend,
    Kpi::SourcedPipeline,
    Kpi::Won,
    Kpi::WinRate,
    Kpi::CycleWeeks,
    Kpi::DealSize,
    Kpi::QuotaAttainment,
    Kpi::PipelineCoverage,
    Kpi::AeUtilisation,
    Kpi::ResponseHours,
];

/// The name in ids of the share of futures with cash at all times.
const CASH_NEVER_OUT: &str = "cash_never_out";

/// What finds a key figure on the page, where it stands there.
pub fn tile(kpi: Kpi) -> String {
    format!("[data-testid=kpi-{}] .kv", kpi.key())
}

/// The periods that the figures can be of, as the list has them.
const PERIODS: [Period; 3] = [Period::PlanYear, Period::FiscalYear, Period::Quarter];

/// The id of the panel that says where a figure comes from.
const PANEL: &str = "kpi-origin";

/// The key figures.
#[component]
pub fn Kpis(props: &KpisProps) -> Html {
    let KpisProps { shown, text, figures, .. } = props;
    let open = use_kept_open((props.reach != Reach::Nothing).then_some("kpi"), || None::<Kpi>);
    let summary = shown.preview.as_ref().unwrap_or(&shown.summary);
    let place = props.place.min(summary.spans(figures.period).len().saturating_sub(1));
    let runs = (props.runs.clone(), figures.clone());
    let changes = use_memo((ByPlan(props.plan.clone()), ByPlan(props.base.clone()), runs, place), changes);
    let kept = use_mut_ref(Kept::default);
    let board = Board::new(props, summary, place, &changes, (&open, &kept));
    let state = if shown.state == RunState::Ready && board.n_trials > 0 { "ready" } else { "stale" };
    let reading = if board.n_trials > 0 { text.answers.reading } else { text.answers.reading_expected };
    // Named once for all: money behind every figure would hide the figure.
    let reading = (text.answers.in_currency)(reading, &props.format.currency_sign());
    let [marketing, sales, shared] = text.answers.sides;
    let recurs = board.spread(Kpi::ArrEnd).is_some_and(|spread| spread.expected > 0.0);
    let shared_kpis = if recurs { SHARED } else { SHARED_ONE_OFF };
    // A year that burns cash is asked how long it lasts; the others, how surely.
    let last = if board.burns() { board.tile(Kpi::RunwayMonths) } else { board.never_out() };
    let compared = board.changes.iter().any(Option::is_some);
    let key = if compared {
        html! { <em>{ (text.answers.reading_change)(props.opened) }</em> }
    } else {
        Html::default()
    };
    html! {
        <>
            <section class="kpis" id="kpis" aria-label={text.answers.kpis} data-state={state}>
                <div class="kg">
                    { board.side("mkt", marketing, board.span_pick(), &MARKETING, None) }
                    { board.side("sal", sales, html! { <em>{ reading }</em> }, &SALES, None) }
                    { board.side("sha", shared, key, &shared_kpis, Some(last)) }
                </div>
            </section>
            { (*open).map(|kpi| board.origin(kpi)).unwrap_or_default() }
        </>
    }
}

struct Board<'a> {
    props: &'a KpisProps,
    summary: &'a Rc<Summary>,
    period: Period,
    place: usize,
    /// By key figure, where they are not those of a plan year.
    by_span: Option<&'a [Option<Spread>]>,
    /// Futures behind the figures; 0 for the expected path.
    n_trials: u32,
    /// By key figure; empty where nothing can be compared.
    changes: &'a [Option<Change>],
    /// The figure whose origin is open.
    open: &'a UseStateHandle<Option<Kpi>>,
    /// What is shown where futures are still to come.
    kept: &'a RefCell<Kept>,
}

impl<'a> Board<'a> {
    fn new(
        props: &'a KpisProps,
        summary: &'a Rc<Summary>,
        place: usize,
        changes: &'a [Option<Change>],
        (open, kept): (&'a UseStateHandle<Option<Kpi>>, &'a RefCell<Kept>),
    ) -> Self {
        let figures = &props.figures;
        let of_futures = figures.front.as_ref();
        let (by_span, n_trials) = match (figures.period, of_futures) {
            (Period::PlanYear, _) => (None, summary.n_trials),
            (_, Some(known)) => (Some(&known.of_spans.kpis), known.outcomes.len() as u32),
            (_, None) => (Some(&*figures.expected), 0),
        };
        let by_span = by_span.map(|by_span| by_span.get(place).map_or(&[][..], Vec::as_slice));
        kept.borrow_mut().be_of(&props.plan.plan.title, summary, (figures.period, place), &props.format);
        Self { props, summary, period: figures.period, place, by_span, n_trials, changes, open, kept }
    }

    fn spread(&self, kpi: Kpi) -> Option<&'a Spread> {
        match self.by_span {
            Some(kpis) => kpis.get(kpi as usize)?.as_ref(),
            None => self.summary.kpi(kpi, self.place),
        }
    }

    /// What the figure is in each future.
    fn outcomes(&self) -> Option<Rc<Outcomes>> {
        if self.n_trials == 0 {
            return None;
        }
        match self.period {
            Period::PlanYear => self.props.runs.of(&self.props.plan).map(|run| Rc::clone(&run.outcomes)),
            _ => self.props.figures.front.as_ref().map(|known| Rc::clone(&known.outcomes)),
        }
    }
}

/// A plan that is told from others by where it is.
struct ByPlan(Rc<Plan>);

impl PartialEq for ByPlan {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// How each key figure of a span changes from the base, in the same futures.
fn changes(
    (plan, base, (runs, figures), place): &(ByPlan, ByPlan, (Runs, Figures), usize),
) -> Vec<Option<Change>> {
    let (Some(from), Some(to)) = (runs.of(&base.0), runs.of(&plan.0)) else { return Vec::new() };
    if Rc::ptr_eq(&from.plan, &to.plan) || !comparable(&from.summary, &to.summary) {
        return Vec::new();
    }
    let pair = match figures.period {
        Period::PlanYear => Some((&from.outcomes, &to.outcomes)),
        _ => figures.base.as_ref().zip(figures.front.as_ref()).map(|(a, b)| (&a.outcomes, &b.outcomes)),
    };
    let Some((from, to)) = pair else { return Vec::new() };
    let one = |kpi: Kpi| change(from, to, Outcome::Kpi(kpi, *place));
    Kpi::ALL.iter().map(|&kpi| one(kpi).filter(Change::is_clear)).collect()
}

impl Board<'_> {
    fn side(
        &self,
        class: &'static str,
        (name, word): (&str, &str),
        key: Html,
        kpis: &[Kpi],
        last: Option<Html>,
    ) -> Html {
        html! {
            <section class={classes!("side", class)} aria-label={name.to_owned()}>
                <div class="side-head"><h2><b>{ name }</b></h2><i>{ word }</i>{ key }</div>
                <ul><>{ for kpis.iter().map(|kpi| self.tile(*kpi)) }</>{ last }</ul>
            </section>
        }
    }

    /// Whether cash falls over the span on the expected path.
    fn burns(&self) -> bool {
        let flows = self.summary.series(Measure::OperatingCashFlow, self.period);
        flows.expected.get(self.place).is_some_and(|flow| *flow < 0.0)
    }

    /// The span that the figures are of, among plan years, fiscal years and quarters.
    fn span_pick(&self) -> Html {
        let (words, charts) = (self.props.text.answers, self.props.text.charts);
        let onchange = self.props.on_span.reform(|event: Event| {
            let value = event.target_unchecked_into::<HtmlSelectElement>().value();
            let (period, place) = value.split_once('-').unwrap_or_default();
            let number = |text: &str| text.parse::<usize>().unwrap_or_default();
            (PERIODS.get(number(period)).copied().unwrap_or(Period::PlanYear), number(place))
        });
        let group = |(number, period): (usize, Period)| {
            let option = |place: usize| {
                let selected = (period, place) == (self.period, self.place);
                html! { <option key={place} value={format!("{number}-{place}")} {selected}>{ self.span_name(period, place) }</option> }
            };
            let places = 0..self.summary.spans(period).len();
            html! { <optgroup key={number} label={(charts.period)(period)}>{ for places.map(option) }</optgroup> }
        };
        html! {
            <span class="pick-box">
                <select class="pick" data-testid="kpi-year" aria-label={words.pick_year} {onchange}>
                    { for PERIODS.into_iter().enumerate().map(group) }
                </select>
                <svg class="ic" viewBox="0 0 16 16" width="12" height="12" aria-hidden="true"><path d="M5 6.5l3 3 3-3" /></svg>
            </span>
        }
    }

    fn span_name(&self, period: Period, place: usize) -> String {
        match (period, self.summary.spans(period).get(place)) {
            (Period::PlanYear, _) | (_, None) => (self.props.text.answers.year)(place + 1),
            (_, Some(span)) => {
                let named = |day| self.summary.fiscal.named_month(day);
                (self.props.text.charts.quarter)(named(span.first), named(span.last))
            }
        }
    }

    /// The name of a figure, with the date where it is what there is at the end.
    fn label(&self, kpi: Kpi) -> String {
        let (words, plan) = (self.props.text.answers, &self.props.plan);
        let name = crate::stages::kpi(plan, kpi, self.props.text);
        match (kpi, self.summary.spans(self.period).get(self.place)) {
            (Kpi::ArrEnd | Kpi::CashEnd, Some(span)) => {
                (words.kpi_at)(&name, &self.props.format.date_short(span.last))
            }
            _ => name,
        }
    }

    /// Where a figure comes from.
    fn origin(&self, kpi: Kpi) -> Html {
        let props = self.props;
        let asked = Asked {
            source: Source::Kpi(kpi),
            text: self.spread(kpi).map(|spread| self.figures(kpi, spread).0).unwrap_or_default(),
            price: None,
            figure: Some(KpiFigure {
                name: self.label(kpi),
                span: self.span_name(self.period, self.place),
                spread: self.spread(kpi).copied(),
                outcomes: self.outcomes().map(Values),
                outcome: Outcome::Kpi(kpi, self.place),
            }),
        };
        let on_close = {
            let open = self.open.clone();
            Callback::from(move |()| {
                reveal::first_of(&[tile(kpi).as_str()]);
                open.set(None);
            })
        };
        html! {
            <Origin id={PANEL} {asked} summary={self.summary.clone()} plan={props.plan.clone()} base={props.base.clone()}
                reach={props.reach} text={props.text} format={props.format.clone()} {on_close} />
        }
    }

    fn tile(&self, kpi: Kpi) -> Html {
        let (value, range) = match self.spread(kpi) {
            Some(spread) => self.figures(kpi, spread),
            None => ("–".to_owned(), self.props.text.answers.undefined.to_owned()),
        };
        let delta = self.changes.get(kpi as usize).copied().flatten().map(|change| self.delta(kpi, change));
        let delta = delta.filter(|_| self.can_be_seen(kpi));
        let is_open = **self.open == Some(kpi);
        let onclick = {
            let open = self.open.clone();
            Callback::from(move |_: MouseEvent| open.set((!is_open).then_some(kpi)))
        };
        let onkeydown = is_open.then(|| {
            escape::closes(Callback::from({
                let open = self.open.clone();
                move |()| open.set(None)
            }))
        });
        let value = html! {
            <button type="button" class="kv" title={self.props.text.answers.show_source} aria-expanded={is_open.to_string()}
                aria-controls={is_open.then_some(PANEL)} {onclick} {onkeydown}>{ value }</button>
        };
        self.draw(
            kpi.key(),
            self.label(kpi),
            (value, range, delta.unwrap_or_default()),
            (self.props.text.glossary.kpi)(kpi),
        )
    }

    /// Median and 80 % range; on the expected path its value alone.
    fn figures(&self, kpi: Kpi, spread: &Spread) -> (String, String) {
        let (words, format) = (self.props.text.answers, &self.props.format);
        let figure = figure_of(kpi);
        if self.n_trials == 0 {
            return (format.figure(spread.expected, figure), String::new());
        }
        let range = if self.n_trials == 1 {
            // One future has no range, which is not to say that it is known.
            String::new()
        } else if spread.p10 == spread.p90 {
            words.known.to_owned()
        } else {
            format.range_beside(spread.p50, spread.p10, spread.p90, figure)
        };
        (format.figure(spread.p50, figure), range)
    }

    /// The futures in which cash never runs out.
    fn never_out(&self) -> Html {
        let words = self.props.text.answers;
        let share = self.summary.cash_never_out;
        let entry = self.props.text.glossary.cash_never_out;
        if self.summary.n_trials == 0 {
            let (yes, no) = words.yes_no;
            let value = if share > 0.5 { yes } else { no }.to_owned();
            let value = self.kept.borrow().never_out.clone().unwrap_or(value);
            return self.draw(
                CASH_NEVER_OUT,
                words.cash_never_out.to_owned(),
                (plain(&value), String::new(), Html::default()),
                entry,
            );
        }
        let (n, of) = match Count::of(share, self.summary.n_trials) {
            Count::Of100(n) => (n, words.of_100.to_owned()),
            Count::Seen { hits, of } => (hits, (words.of_few)(of)),
        };
        self.kept.borrow_mut().never_out = Some(n.to_string());
        let figures = (plain(&n.to_string()), of, Html::default());
        self.draw(CASH_NEVER_OUT, words.cash_never_out.to_owned(), figures, entry)
    }

    /// Whether a change would alter the figure as it is written: a thousandth of an hour beside 4.5 h says nothing.
    fn can_be_seen(&self, kpi: Kpi) -> bool {
        let change = self.changes.get(kpi as usize).copied().flatten();
        let Some((spread, change)) = self.spread(kpi).zip(change) else { return true };
        let written = |value: f64| self.props.format.figure(value, figure_of(kpi));
        written(spread.p50) != written(spread.p50 - change.median)
    }

    /// The change from the base: its direction, its size, and whether it is for the worse.
    fn delta(&self, kpi: Kpi, change: Change) -> Html {
        let (words, format, figure) = (self.props.text.scenarios, &self.props.format, figure_of(kpi));
        let up = change.median > 0.0;
        let worse = more_is_better(kpi).is_some_and(|better| better != up);
        let size = match figure {
            Figure::Money => format.money_short(change.median.abs()),
            _ => format.change_size(change.median, figure),
        };
        // The unit stands behind the figure itself.
        let size = size.split(' ').next().unwrap_or_default().to_owned();
        if !size.bytes().any(|byte| (b'1'..=b'9').contains(&byte)) {
            return Html::default();
        }
        let se = format.change_size(change.median_se, figure);
        let larger = Count::of(change.larger, change.n as u32);
        let aloud = (words.change_in_words)(&format.change(change.median, figure), &se, larger);
        html! {
            <span class={classes!("kd", worse.then_some("bad"))} title={aloud.clone()}>
                <span aria-hidden="true">{ if up { "▲ " } else { "▼ " } }{ size }</span>
                <span class="sr">{ if worse { words.worse } else { "" } }{ " " }{ aloud }</span>
            </span>
        }
    }

    fn draw(
        &self,
        key: &'static str,
        label: String,
        (value, range, delta): (Html, String, Html),
        entry: Entry,
    ) -> Html {
        let old = self.n_trials == 0 && range.is_empty();
        let range = self.kept.borrow_mut().range(key, range, self.n_trials > 0);
        html! {
            <li class="k" key={key} data-testid={format!("kpi-{key}")}>
                <Term id={format!("meaning-{key}")} class="kl" {label} {entry} text={self.props.text} />
                { value }
                { delta }
                <span class="kr" data-old={old.then_some("")}>{ range }</span>
            </li>
        }
    }
}

/// A figure that opens nothing.
fn plain(value: &str) -> Html {
    html! { <span class="kv">{ value.to_owned() }</span> }
}

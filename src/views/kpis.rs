//! Key figures of a year on three sides: marketing, sales, shared. Each a median with its 80 % range.

use crate::changes::comparable;
use crate::controls::term::Term;
use crate::format::{Figure, Format};
use crate::simulate::{RunState, Runs, Shown};
use crate::stages::{many, step};
use crate::text::Text;
use crate::text::glossary::Entry;
use crate::views::changed::whole;
use std::rc::Rc;
use tandem_engine::plan::Plan;
use tandem_engine::summary::{Change, Outcome, Spread, change};
use tandem_engine::{Kpi, Measure, Period, Summary};
use web_sys::{Event, HtmlSelectElement};
use yew::prelude::*;

/// What [`Kpis`] needs.
#[derive(PartialEq, Properties)]
pub struct KpisProps {
    /// The plan on the page.
    pub plan: Rc<Plan>,
    /// The plan as it was opened.
    pub base: Rc<Plan>,
    /// Its figures.
    pub shown: Shown,
    /// Plans that have run.
    pub runs: Runs,
    /// Words.
    pub text: &'static Text,
    /// Figures in words.
    pub format: Format,
}

const MARKETING: [Kpi; 6] =
    [Kpi::Leads, Kpi::Mqls, Kpi::MqlRate, Kpi::CostPerLead, Kpi::Spend, Kpi::SourcedPipeline];
const SALES: [Kpi; 6] = [
    Kpi::Won,
    Kpi::WinRate,
    Kpi::CycleWeeks,
    Kpi::QuotaAttainment,
    Kpi::PipelineCoverage,
    Kpi::ResponseHours,
];
const SHARED: [Kpi; 5] = [Kpi::ArrEnd, Kpi::Cac, Kpi::PaybackMonths, Kpi::LtvToCac, Kpi::CashEnd];
/// Where no revenue recurs there is no ARR, payback or lifetime value.
const SHARED_ONE_OFF: [Kpi; 5] = [Kpi::Revenue, Kpi::Cac, Kpi::Bookings, Kpi::CustomersEnd, Kpi::CashEnd];

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

/// The key figures.
#[component]
pub fn Kpis(props: &KpisProps) -> Html {
    let KpisProps { shown, text, .. } = props;
    let chosen = use_state_eq(|| 0_usize);
    let summary = shown.preview.as_ref().unwrap_or(&shown.summary);
    let year = (*chosen).min(summary.plan_years().saturating_sub(1));
    let changes =
        use_memo((ByPlan(props.plan.clone()), ByPlan(props.base.clone()), props.runs.clone(), year), changes);
    let board = Board { props, summary, year, changes: &changes };
    let state = if shown.state == RunState::Ready && summary.n_trials > 0 { "ready" } else { "stale" };
    let reading = if summary.n_trials > 0 { text.answers.reading } else { text.answers.reading_expected };
    // Named once for all: money behind every figure would hide the figure.
    let reading = (text.answers.in_currency)(reading, &props.format.currency_sign());
    let [marketing, sales, shared] = text.answers.sides;
    let recurs = summary.kpi(Kpi::ArrEnd, year).is_some_and(|spread| spread.expected > 0.0);
    let shared_kpis = if recurs { SHARED } else { SHARED_ONE_OFF };
    // A year that burns cash is asked how long it lasts; the others, how surely.
    let last = if board.burns() { board.tile(Kpi::RunwayMonths) } else { board.never_out() };
    let compared = board.changes.iter().any(Option::is_some);
    let key = if compared {
        html! { <em>{ text.answers.reading_change }</em> }
    } else {
        Html::default()
    };
    html! {
        <section class="kpis" id="kpis" aria-label={text.answers.kpis} data-state={state}>
            <div class="kg">
                { board.side("mkt", marketing, board.year_pick(&chosen), &MARKETING, None) }
                { board.side("sal", sales, html! { <em>{ reading }</em> }, &SALES, None) }
                { board.side("sha", shared, key, &shared_kpis, Some(last)) }
            </div>
        </section>
    }
}

struct Board<'a> {
    props: &'a KpisProps,
    summary: &'a Rc<Summary>,
    year: usize,
    /// By key figure; empty where nothing can be compared.
    changes: &'a [Option<Change>],
}

/// A plan that is told from others by where it is.
struct ByPlan(Rc<Plan>);

impl PartialEq for ByPlan {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// How each key figure of a year changes from the base, in the same futures.
fn changes((plan, base, runs, year): &(ByPlan, ByPlan, Runs, usize)) -> Vec<Option<Change>> {
    let (Some(from), Some(to)) = (runs.of(&base.0), runs.of(&plan.0)) else { return Vec::new() };
    if Rc::ptr_eq(&from.plan, &to.plan) || !comparable(&from.summary, &to.summary) {
        return Vec::new();
    }
    let one = |kpi: Kpi| change(&from.outcomes, &to.outcomes, Outcome::Kpi(kpi, *year));
    Kpi::ALL.iter().map(|&kpi| one(kpi).filter(Change::is_clear)).collect()
}

/// Whether more of a figure is better; nothing where it is neither.
pub fn more_is_better(kpi: Kpi) -> Option<bool> {
    match kpi {
        Kpi::Spend | Kpi::SdrUtilisation | Kpi::AeUtilisation => None,
        Kpi::CostPerLead | Kpi::ResponseHours | Kpi::CycleWeeks | Kpi::Cac | Kpi::PaybackMonths => {
            Some(false)
        }
        _ => Some(true),
    }
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
                <ul>{ for kpis.iter().map(|kpi| self.tile(*kpi)) }{ last }</ul>
            </section>
        }
    }

    /// Whether cash falls over the year on the expected path.
    fn burns(&self) -> bool {
        let flows = self.summary.series(Measure::OperatingCashFlow, Period::PlanYear);
        flows.expected.get(self.year).is_some_and(|flow| *flow < 0.0)
    }

    /// The year that the figures are of.
    fn year_pick(&self, chosen: &UseStateHandle<usize>) -> Html {
        let words = self.props.text.answers;
        let years = self.summary.plan_years();
        if years < 2 {
            return html! { <em>{ (words.year)(1) }</em> };
        }
        let onchange = {
            let chosen = chosen.clone();
            Callback::from(move |event: Event| {
                let year = event.target_unchecked_into::<HtmlSelectElement>().value().parse();
                chosen.set(year.unwrap_or_default());
            })
        };
        let option = |year: usize| {
            html! { <option key={year} value={year.to_string()} selected={year == self.year}>{ (words.year)(year + 1) }</option> }
        };
        html! {
            <span class="pick-box">
                <select class="pick" data-testid="kpi-year" aria-label={words.pick_year} {onchange}>{ for (0..years).map(option) }</select>
                <svg class="ic" viewBox="0 0 16 16" width="12" height="12" aria-hidden="true"><path d="M5 6.5l3 3 3-3" /></svg>
            </span>
        }
    }

    fn tile(&self, kpi: Kpi) -> Html {
        let words = self.props.text.answers;
        let plan = &self.props.plan;
        let usual = (words.kpi)(kpi);
        let own = match kpi {
            Kpi::Leads => Some(many(plan, 0, usual).to_owned()),
            Kpi::Mqls => Some(many(plan, 1, usual).to_owned()),
            Kpi::MqlRate => step(plan, 0, self.props.text),
            Kpi::Won => Some(many(plan, 4, usual).to_owned()),
            _ => None,
        };
        let name = own.as_deref().unwrap_or(usual);
        let label = match (kpi, self.summary.spans(Period::PlanYear).get(self.year)) {
            (Kpi::ArrEnd | Kpi::CashEnd, Some(span)) => {
                (words.kpi_at)(name, &self.props.format.date_short(span.last))
            }
            _ => name.to_owned(),
        };
        let (value, range) = match self.summary.kpi(kpi, self.year) {
            Some(spread) => self.figures(kpi, spread),
            None => ("–".to_owned(), words.undefined.to_owned()),
        };
        let delta = self.changes.get(kpi as usize).copied().flatten().map(|change| self.delta(kpi, change));
        self.draw(
            kpi.key(),
            label,
            (value, range, delta.unwrap_or_default()),
            (self.props.text.glossary.kpi)(kpi),
        )
    }

    /// Median and 80 % range; on the expected path its value alone.
    fn figures(&self, kpi: Kpi, spread: &Spread) -> (String, String) {
        let (words, format) = (self.props.text.answers, &self.props.format);
        let figure = figure_of(kpi);
        if self.summary.n_trials == 0 {
            return (format.figure(spread.expected, figure), String::new());
        }
        let range = if spread.p10 == spread.p90 {
            words.known.to_owned()
        } else {
            format.range(spread.p10, spread.p90, figure)
        };
        (format.figure(spread.p50, figure), range)
    }

    /// Of 100 futures, those in which cash never runs out.
    fn never_out(&self) -> Html {
        let words = self.props.text.answers;
        let share = self.summary.cash_never_out;
        let entry = self.props.text.glossary.cash_never_out;
        if self.summary.n_trials == 0 {
            let (yes, no) = words.yes_no;
            let value = if share > 0.5 { yes } else { no };
            return self.draw(
                CASH_NEVER_OUT,
                words.cash_never_out.to_owned(),
                (value.to_owned(), String::new(), Html::default()),
                entry,
            );
        }
        // 100 only if it is all of them, and 0 only if it is none.
        let count = match (share * 100.0).round() {
            count if share < 1.0 && count >= 100.0 => 99.0,
            count if share > 0.0 && count < 1.0 => 1.0,
            count => count,
        };
        let value = self.props.format.count(count);
        let figures = (value, words.of_100.to_owned(), Html::default());
        self.draw(CASH_NEVER_OUT, words.cash_never_out.to_owned(), figures, entry)
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
        let aloud = (words.change_in_words)(&format.change(change.median, figure), &se, whole(change.larger));
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
        (value, range, delta): (String, String, Html),
        entry: Entry,
    ) -> Html {
        html! {
            <li class="k" key={key} data-testid={format!("kpi-{key}")}>
                <Term id={format!("meaning-{key}")} class="kl" {label} {entry} text={self.props.text} />
                <span class="kv">{ value }</span>
                { delta }
                <span class="kr">{ range }</span>
            </li>
        }
    }
}

/// Whether a figure is a fraction, shown as a percent.
pub fn is_share(kpi: Kpi) -> bool {
    figure_of(kpi) == Figure::Share
}

/// What a key figure counts.
pub fn figure_of(kpi: Kpi) -> Figure {
    match kpi {
        Kpi::Leads | Kpi::Mqls | Kpi::Won | Kpi::CustomersEnd | Kpi::RampedReps | Kpi::WentLive => {
            Figure::Count
        }
        Kpi::MqlRate
        | Kpi::WinRate
        | Kpi::QuotaAttainment
        | Kpi::WithinTarget
        | Kpi::SdrUtilisation
        | Kpi::AeUtilisation
        | Kpi::QualifiedRate
        | Kpi::Precision
        | Kpi::OrganicShare
        | Kpi::PullShare
        | Kpi::SqlRate
        | Kpi::ExpiredShare
        | Kpi::OpportunityRate
        | Kpi::PassRate
        | Kpi::WinRateOfOpened
        | Kpi::LateShare
        | Kpi::GrossRetention
        | Kpi::NetRetention
        | Kpi::SqlRateOfWorked
        | Kpi::FitShareOfLeads
        | Kpi::FitShareOfSqls
        | Kpi::FitShareOfOpportunities
        | Kpi::FitShareOfWon
        | Kpi::BrandSpendShare
        | Kpi::Discount
        | Kpi::QuotaHitShare
        | Kpi::MqlsDelivered
        | Kpi::FeedbackRate
        | Kpi::LoopMaturity
        | Kpi::AttributionError
        | Kpi::GrossRetentionOfAYear
        | Kpi::NetRetentionOfAYear
        | Kpi::LogoRetention => Figure::Share,
        Kpi::ResponseHours | Kpi::IdleSdrHours => Figure::Hours,
        Kpi::CycleWeeks => Figure::Weeks,
        Kpi::PaybackMonths | Kpi::RunwayMonths => Figure::Months,
        Kpi::LtvToCac
        | Kpi::PipelineCoverage
        | Kpi::YieldPerRep
        | Kpi::NewCacRatio
        | Kpi::MagicNumber
        | Kpi::BurnMultiple
        | Kpi::RepeatRate => Figure::Ratio,
        Kpi::Spend
        | Kpi::CostPerLead
        | Kpi::SourcedPipeline
        | Kpi::DealSize
        | Kpi::Bookings
        | Kpi::Revenue
        | Kpi::ArrEnd
        | Kpi::Cac
        | Kpi::CashEnd
        | Kpi::LowestCash
        | Kpi::CostPerMql
        | Kpi::CostPerSql
        | Kpi::PipelineVelocity
        | Kpi::LaggedCac
        | Kpi::Ltv
        | Kpi::LtvFiveYears => Figure::Money,
    }
}

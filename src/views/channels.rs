//! Channels over time: a figure of each channel by month, quarter, fiscal year or plan year, with its range. Plan years are in the
//! summary; other spans are asked of the workers while the panel is open.

use crate::charts::is_whole;
use crate::controls::kept_open::use_kept_open;
use crate::export::{Cell, Sheet as Table};
use crate::format::{Figure, Format};
use crate::simulate::channels::ChannelFigures;
use crate::stages::{own, step};
use crate::text::Text;
use crate::text::glossary::Entry;
use crate::views::tables;
use std::rc::Rc;
use tandem_engine::Period;
use tandem_engine::calendar::Fiscal;
use tandem_engine::plan::{FiscalPeriods, Plan};
use tandem_engine::summary::{ChannelKpi, ChannelOutlook, Span, Spread};
use web_sys::{Event, HtmlSelectElement};
use yew::prelude::*;

mod table;
use table::Rows;

/// The periods on offer.
pub(super) const PERIODS: [Period; 4] =
    [Period::Month, Period::Quarter, Period::FiscalYear, Period::PlanYear];

/// The figures on offer, by group.
const GROUPS: [&[ChannelKpi]; 3] = [
    &[
        ChannelKpi::Leads,
        ChannelKpi::Mqls,
        ChannelKpi::Sqls,
        ChannelKpi::Opportunities,
        ChannelKpi::Won,
        ChannelKpi::Bookings,
    ],
    &[
        ChannelKpi::Spend,
        ChannelKpi::CostPerLead,
        ChannelKpi::CostPerMql,
        ChannelKpi::CostPerSql,
        ChannelKpi::LoadedCostPerLead,
        ChannelKpi::LoadedCostPerMql,
        ChannelKpi::LoadedCostPerSql,
        ChannelKpi::SpendPerWon,
        ChannelKpi::Cac,
    ],
    &[
        ChannelKpi::MqlRate,
        ChannelKpi::SqlRate,
        ChannelKpi::WonRate,
        ChannelKpi::FitShareOfLeads,
        ChannelKpi::FitShareOfMqls,
    ],
];

/// What [`Channels`] needs.
#[derive(PartialEq, Properties)]
pub struct ChannelsProps {
    /// The plan at rest.
    pub plan: Rc<Plan>,
    /// What is known of its channels by the period that was asked for.
    pub figures: Option<ChannelFigures>,
    /// Asks for a period; for none when the panel is closed.
    pub on_period: Callback<Option<Period>>,
    /// Words.
    pub text: &'static Text,
    /// Figures in words.
    pub format: Format,
}

/// The panel.
#[component]
pub fn Channels(props: &ChannelsProps) -> Html {
    let ChannelsProps { plan, on_period, text, .. } = props;
    let words = text.channel_figures;
    let open = use_kept_open(Some("channels"), || false);
    let period = use_kept_open(Some("channels-period"), || Period::Quarter);
    let kpi = use_kept_open(Some("channels-kpi"), || ChannelKpi::Leads);
    let toggle = {
        let (open, period, on_period) = (open.clone(), period.clone(), on_period.clone());
        Callback::from(move |_: MouseEvent| {
            let opens = !*open;
            open.set(opens);
            on_period.emit(opens.then_some(*period));
        })
    };
    let figures = props.figures.as_ref().filter(|_| *open);
    let fresh = figures.is_some_and(|figures| figures.fresh);
    let state = match (*open, fresh) {
        (false, _) => "closed",
        (true, false) => "stale",
        (true, true) => "ready",
    };
    let files = figures.filter(|figures| figures.fresh).map(|figures| {
        let (plan, figures, format) = (plan.clone(), figures.clone(), props.format.clone());
        let (title, text) = (plan.plan.title.clone(), *text);
        tables::menu("channels-files", &title, text, move || vec![sheet(&plan, &figures, text, &format)])
    });
    html! {
        <section class="pan bal chn" id="channel-figures" aria-labelledby="channel-figures-title" data-testid="channel-figures" data-state={state}>
            <div class="ph_">
                <h2 id="channel-figures-title">{ words.title }</h2>
                <span class="sub">{ words.sub }</span>
                <span class="sp"></span>
                <span class="sub" role="status">{ if *open && !fresh { text.balance.working } else { "" } }</span>
                { for files }
                <button type="button" class="bt" data-testid="channels-open" aria-expanded={open.to_string()} aria-controls="channels-body"
                    onclick={toggle}>{ if *open { text.balance.close } else { words.open } }</button>
            </div>
            if *open {
                <div id="channels-body">
                    { picks(props, &kpi, &period, figures) }
                    if let Some(figures) = figures {
                        { rows(props, figures, *kpi) }
                    }
                </div>
            }
        </section>
    }
}

/// The choices of figure and period, and how the figures are to be read.
fn picks(
    props: &ChannelsProps,
    kpi: &UseStateHandle<ChannelKpi>,
    period: &UseStateHandle<Period>,
    figures: Option<&ChannelFigures>,
) -> Html {
    let ChannelsProps { plan, text, format, .. } = props;
    let (words, answers) = (text.channel_figures, text.answers);
    let onchange = {
        let kpi = kpi.clone();
        Callback::from(move |event: Event| {
            let key = event.target_unchecked_into::<HtmlSelectElement>().value();
            if let Some(picked) = ChannelKpi::ALL.iter().find(|kpi| kpi.key() == key) {
                kpi.set(*picked);
            }
        })
    };
    let option = |one: &ChannelKpi| {
        let selected = *one == **kpi;
        html! { <option key={one.key()} value={one.key()} {selected}>{ named(plan, *one, text).0 }</option> }
    };
    let button = |one: Period| {
        let (period, on_period) = (period.clone(), props.on_period.clone());
        let pressed = (one == *period).to_string();
        let onclick = move |_: MouseEvent| {
            period.set(one);
            on_period.emit(Some(one));
        };
        let name = (text.charts.period)(one);
        html! { <button key={name} type="button" data-testid={format!("channels-by-{}", one as u32)} aria-pressed={pressed} {onclick}>{ name }</button> }
    };
    let reading = figures.map(|figures| {
        let reading = if figures.n_trials() > 0 { answers.reading } else { answers.reading_expected };
        match kind(**kpi) {
            Figure::Money => (answers.in_currency)(reading, &format.currency_sign()),
            _ => reading.to_owned(),
        }
    });
    html! {
        <div class="chn-pick">
            <span class="pick-box">
                <select class="pick" data-testid="channels-figure" aria-label={words.pick} {onchange}>
                    { for GROUPS.iter().zip(words.groups).map(|(group, name)| html! {
                        <optgroup key={name} label={name}>{ for group.iter().map(option) }</optgroup>
                    }) }
                </select>
                <svg class="ic" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d="M5 6.5l3 3 3-3" /></svg>
            </span>
            <div class="seg" role="group" aria-label={text.charts.pick_period}>{ for PERIODS.into_iter().map(button) }</div>
            <span class="sub chn-read">{ reading }</span>
        </div>
    }
}

fn rows(props: &ChannelsProps, figures: &ChannelFigures, kpi: ChannelKpi) -> Html {
    let ChannelsProps { plan, text, format, .. } = props;
    let (name, entry) = named(plan, kpi, text);
    html! { <Rows figures={figures.clone()} {kpi} {name} {entry} {text} format={format.clone()} /> }
}

/// What a figure is called in a plan, with what it means.
fn named(plan: &Plan, kpi: ChannelKpi, text: &Text) -> (String, Entry) {
    let entry = (text.channel_figures.kpi)(kpi);
    let stage = |stage: usize| own(plan, stage).map(str::to_owned);
    let of_plan = match kpi {
        ChannelKpi::Leads => stage(0),
        ChannelKpi::Mqls => stage(1),
        ChannelKpi::Sqls => stage(2).map(|name| (text.channel_figures.created)(&name)),
        ChannelKpi::Opportunities => stage(3),
        ChannelKpi::Won => stage(4),
        ChannelKpi::CostPerLead => stage(0).map(|name| (text.answers.cost_per)(&name)),
        ChannelKpi::MqlRate => step(plan, 0, text),
        ChannelKpi::SqlRate => step(plan, 1, text),
        _ => None,
    };
    (of_plan.unwrap_or_else(|| entry.term.to_owned()), entry)
}

/// What a channel is called.
fn channel_name(channel: &ChannelOutlook, text: &Text) -> String {
    let label = if channel.name.is_empty() { &channel.id } else { &channel.name };
    text.examples.shown(label).to_owned()
}

/// A span by its name, and a remark where it is not whole or not the calendar's.
pub(super) fn span_name(
    (period, fiscal): (Period, Fiscal),
    spans: &[Span],
    place: usize,
    text: &Text,
    format: &Format,
) -> (String, String) {
    let Some(span) = spans.get(place) else { return Default::default() };
    let words = text.charts;
    let [first, last] = [span.first, span.last].map(|day| fiscal.named_month(day));
    let whole = is_whole(period, span.first, span.last, fiscal);
    let cut = if whole { String::new() } else { words.cut.to_owned() };
    match period {
        Period::Month if fiscal.periods == FiscalPeriods::Weeks445 => {
            let days = (words.date_range)(&format.date_short(span.first), &format.date_short(span.last));
            (format.month_short(first), days)
        }
        Period::Month => (format.month_short(first), cut),
        Period::Quarter | Period::FiscalYear => ((words.quarter)(first, last), cut),
        _ => ((text.answers.year)(place + 1), cut),
    }
}

/// What a figure counts.
fn kind(kpi: ChannelKpi) -> Figure {
    match kpi {
        ChannelKpi::Leads
        | ChannelKpi::Mqls
        | ChannelKpi::Sqls
        | ChannelKpi::Opportunities
        | ChannelKpi::Won => Figure::Count,
        ChannelKpi::MqlRate
        | ChannelKpi::SqlRate
        | ChannelKpi::WonRate
        | ChannelKpi::FitShareOfLeads
        | ChannelKpi::FitShareOfMqls => Figure::Share,
        ChannelKpi::Spend
        | ChannelKpi::Bookings
        | ChannelKpi::CostPerLead
        | ChannelKpi::CostPerMql
        | ChannelKpi::CostPerSql
        | ChannelKpi::LoadedCostPerLead
        | ChannelKpi::LoadedCostPerMql
        | ChannelKpi::LoadedCostPerSql
        | ChannelKpi::SpendPerWon
        | ChannelKpi::Cac => Figure::Money,
    }
}

/// Every figure of every channel as a file: a row for each in each span.
fn sheet(plan: &Plan, figures: &ChannelFigures, text: &'static Text, format: &Format) -> Table {
    let (words, charts) = (text.channel_figures, text.charts);
    let mut head =
        [text.balance.channel, words.pick, charts.column_period, charts.first_day, charts.last_day]
            .map(str::to_owned)
            .to_vec();
    let has_trials = figures.n_trials() > 0;
    head.extend(if has_trials {
        ["P10", charts.median, "P90"].map(str::to_owned).to_vec()
    } else {
        vec![charts.expected.to_owned()]
    });
    let mut rows = Vec::new();
    for &kpi in GROUPS.into_iter().flatten() {
        let figure = named(plan, kpi, text).0;
        let number =
            |value: f64| if kind(kpi) == Figure::Share { Cell::Share(value) } else { Cell::Number(value) };
        let values = |spread: Option<Spread>| match spread {
            Some(spread) if has_trials => [spread.p10, spread.p50, spread.p90].map(number).to_vec(),
            Some(spread) => vec![number(spread.expected)],
            None => vec![Cell::Empty; if has_trials { 3 } else { 1 }],
        };
        let calendar = (figures.period, figures.summary.fiscal);
        let mut add = |name: &str, of: &dyn Fn(usize) -> Option<Spread>| {
            for (place, span) in figures.spans().iter().enumerate() {
                let period = span_name(calendar, figures.spans(), place, text, format).0;
                let mut row = vec![Cell::text(name), Cell::text(&figure), Cell::text(period)];
                row.extend([Cell::Day(span.first), Cell::Day(span.last)]);
                row.extend(values(of(place)));
                rows.push(row);
            }
        };
        for (channel, outlook) in figures.heads().iter().enumerate() {
            add(&channel_name(outlook, text), &|place| figures.of(kpi, channel, place).copied());
        }
        if figures.has_whole(kpi) {
            add(words.whole, &|place| figures.of_whole(kpi, place));
        }
    }
    Table { name: words.title.to_owned(), head, rows }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Lang, text};
    use tandem_engine::plan;

    #[test]
    fn every_figure_is_on_offer_once_and_has_a_name_of_its_own() {
        let offered: Vec<ChannelKpi> = GROUPS.into_iter().flatten().copied().collect();
        assert_eq!(offered.len(), ChannelKpi::ALL.len());
        for lang in [Lang::En, Lang::ZhCn] {
            let mut names: Vec<&str> = Vec::new();
            for kpi in ChannelKpi::ALL {
                assert!(offered.contains(kpi), "{kpi:?}");
                let entry = (text(lang).channel_figures.kpi)(*kpi);
                assert!(!names.contains(&entry.term), "{}", entry.term);
                names.push(entry.term);
            }
        }
    }

    #[test]
    fn stages_go_by_the_names_that_the_plan_has_for_them() {
        let example = include_str!("../../assets/plans/scale_up.json");
        let mut plan = plan::read(example).plan.expect("a plan");
        plan.qualification.stage_names.mql = "Fans".to_owned();
        plan.qualification.stage_names.sql = "Talks".to_owned();
        let name = |kpi, lang| named(&plan, kpi, text(lang)).0;
        assert_eq!(name(ChannelKpi::Leads, Lang::En), "Leads");
        assert_eq!(name(ChannelKpi::Mqls, Lang::En), "Fans");
        assert_eq!(name(ChannelKpi::Sqls, Lang::En), "Talks created");
        assert_eq!(name(ChannelKpi::Sqls, Lang::ZhCn), "新增 Talks");
        assert_eq!(name(ChannelKpi::SqlRate, Lang::En), (text(Lang::En).stages.step)("Fans", "Talks"));
    }
}

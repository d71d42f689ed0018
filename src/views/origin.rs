//! Where a figure of the headline, or a key figure, comes from: what it means, how it is worked out, from how many futures and how surely,
//! and the inputs behind it, each with its source and a way to it.
//!
//! No dialog: the page stays in reach, and what is turned there changes what stands here.

use crate::assumptions::Origin as From;
use crate::charts::ribbon_months;
use crate::controls::{escape, reveal};
use crate::format::{Count, FEW, Figure, Format};
use crate::levers::{Lever, LeverKind, Side, levers, main_channel};
use crate::steps::{Price, rounded};
use crate::storage;
use crate::text::Text;
use crate::text::origin::Source;
use crate::views::forecast::how_often;
use crate::views::headline::side_of;
use crate::views::kpis;
use crate::views::scenarios::{figure_of, lever_name};
use std::rc::Rc;
use tandem_charts::{Limit, runs};
use tandem_engine::plan::Plan;
use tandem_engine::summary::{DateSpread, MilestoneKind, Outcome, Spread};
use tandem_engine::{Kpi, Summary};
use yew::prelude::*;

mod behind;
mod odds;
use behind::{OF_A_KIND, behind};
use odds::Odds;
pub use odds::Values;

/// Most inputs that are listed; all are in the table of assumptions.
const LISTED: usize = 10;

/// What of the page can be led to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reach {
    /// Levers and panels.
    #[default]
    Levers,
    /// Panels.
    Panels,
    /// Nothing beside the headline.
    Nothing,
}

/// The figure that is asked about.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// Which.
    pub source: Source,
    /// As it stands in the headline.
    pub text: String,
    /// What a step brings, where it is that.
    pub price: Option<Price>,
    /// The key figure, where it is one.
    pub figure: Option<KpiFigure>,
}

/// A key figure with its futures.
#[derive(Clone, Debug, PartialEq)]
pub struct KpiFigure {
    /// What it is called in the plan.
    pub name: String,
    /// The span that it is of.
    pub span: String,
    /// Its figures; nothing where it is not defined.
    pub spread: Option<Spread>,
    /// What it is in each future, once they have run.
    pub outcomes: Option<Values>,
    /// Where it is found there.
    pub outcome: Outcome,
}

/// What [`Origin`] needs.
#[derive(PartialEq, Properties)]
pub struct OriginProps {
    /// Id of the panel.
    pub id: &'static str,
    /// The figure that is asked about.
    pub asked: Asked,
    /// The figures of the plan.
    pub summary: Rc<Summary>,
    /// The plan.
    pub plan: Rc<Plan>,
    /// What it is compared with.
    pub base: Rc<Plan>,
    /// What of the page can be led to.
    pub reach: Reach,
    /// Words.
    pub text: &'static Text,
    /// Figures.
    pub format: Format,
    /// The panel is done with.
    pub on_close: Callback<()>,
}

/// The panel.
#[component]
pub fn Origin(props: &OriginProps) -> Html {
    let OriginProps { id, asked, reach, text, on_close, .. } = props;
    let words = text.origin;
    let copied = use_state_eq(|| None::<bool>);
    let node = use_node_ref();
    use_effect_with((asked.source, node.clone()), |(_, node)| {
        if let Some(panel) = node.cast::<web_sys::Element>() {
            reveal::start_of(&panel);
        }
    });
    let said = match *copied {
        None => "",
        Some(true) => words.copied,
        Some(false) => words.refused,
    };
    let (facts, inputs) = (facts(props), inputs(props));
    let copy = {
        let (text, copied) = (plain(props, &facts, &inputs), copied.clone());
        Callback::from(move |_: MouseEvent| {
            let copied = copied.clone();
            storage::copy(text.clone(), Callback::from(move |worked| copied.set(Some(worked))));
        })
    };
    let close = on_close.reform(|_: MouseEvent| ());
    let onkeydown = escape::closes(on_close.clone());
    let drawn = panel_of(asked.source).filter(|_| *reach != Reach::Nothing);
    let title = format!("{id}-title");
    let (name, meaning, formula) = told(asked, text);
    let odds = match (asked.source, &asked.figure) {
        (Source::Kpi(kpi), Some(figure)) => {
            figure.outcomes.clone().map(|values| (kpi, values, figure.outcome))
        }
        _ => None,
    };
    html! {
        <section class="org" id={*id} ref={node} aria-labelledby={title.clone()} data-testid="origin" {onkeydown}>
            <div class="ph_">
                <h2 id={title}><span class="sr">{ words.name }{ text.glossary.colon }</span>{ name }{ " " }<b>{ asked.text.clone() }</b></h2>
                <span class="said" role="status">{ said }</span>
                <button type="button" class="bt" data-testid="origin-copy" onclick={copy}>{ words.copy }</button>
                <button type="button" class="i" data-testid="origin-close" aria-label={words.close} title={words.close} onclick={close}>
                    <svg class="ic" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d="M4 4l8 8M12 4l-8 8" /></svg>
                </button>
            </div>
            <div class="org-body">
                <div>
                    <p>{ meaning }</p>
                    <dl>
                        <div><dt>{ text.glossary.formula }</dt><dd>{ formula }</dd></div>
                        { for facts.iter().map(|(name, value)| html! { <div><dt>{ name }</dt><dd>{ value }</dd></div> }) }
                    </dl>
                    if let Some(panel) = drawn {
                        <button type="button" class="lk-b" data-testid="origin-show" onclick={move |_| reveal::panel(panel)}>{ words.show }</button>
                    }
                </div>
                if let Some((kpi, values, outcome)) = odds {
                    <Odds {kpi} {values} {outcome} {text} format={props.format.clone()} />
                }
                if !inputs.is_empty() {
                    <div>
                        <h3>{ words.inputs }</h3>
                        <ul>{ for inputs.iter().map(|input| input.draw(*reach, text)) }</ul>
                        if *reach != Reach::Nothing {
                            <button type="button" class="lk-b" data-testid="origin-all" onclick={|_| reveal::panel("assumptions")}>
                                { words.all_inputs }
                            </button>
                        }
                    </div>
                }
            </div>
        </section>
    }
}

/// Name, meaning and formula of a figure.
fn told(asked: &Asked, text: &'static Text) -> (String, &'static str, &'static str) {
    let words = text.origin;
    match (asked.source, &asked.figure) {
        (Source::Kpi(kpi), Some(figure)) => {
            let entry = (text.glossary.kpi)(kpi);
            (figure.name.clone(), entry.meaning, entry.formula)
        }
        (source, _) => ((words.title)(source).to_owned(), (words.meaning)(source), (words.formula)(source)),
    }
}

/// The panel in which a figure is drawn.
fn panel_of(source: Source) -> Option<&'static str> {
    match source {
        Source::Odds | Source::Value | Source::From | Source::Limit(_) => Some("forecast"),
        Source::Median | Source::CashOdds | Source::CashDate => Some("timeline"),
        Source::Price => Some("prices"),
        Source::Target | Source::Date | Source::End | Source::Kpi(_) => None,
    }
}

/// How the figure comes about, in names and values.
fn facts(props: &OriginProps) -> Vec<(&'static str, String)> {
    let OriginProps { asked, summary, text, format, .. } = props;
    let words = text.origin;
    let n = f64::from(summary.n_trials);
    let counted = |share: f64| {
        let of = (words.of)(&format.count((share * n).round()), &format.count(n));
        let se = 100.0 * (share * (1.0 - share) / n).sqrt();
        let error = (words.error_of_100)(&format.count((se * 10.0).ceil() / 10.0));
        // A few futures do not tell how surely.
        let error = (summary.n_trials >= FEW).then_some((words.error, error));
        std::iter::once((words.counted, of)).chain(error).collect::<Vec<_>>()
    };
    let target = summary.target.as_ref();
    match asked.source {
        Source::Odds => {
            let mut facts = target.and_then(|target| target.odds).map(counted).unwrap_or_default();
            facts.extend(target.map(|target| {
                let (at, figure) = (&target.value_at_date, figure_of(target.measure));
                let name = if summary.n_trials > 0 { words.range } else { words.expected };
                (name, format.range(at.p10, at.p90, figure))
            }));
            facts
        }
        Source::Median => target.map(|target| dates(&target.reached, props)).unwrap_or_default(),
        Source::CashOdds | Source::CashDate => {
            let out = summary.milestones.iter().find(|m| m.kind == MilestoneKind::CashOut);
            let Some(out) = out else { return Vec::new() };
            let mut facts = if n > 0.0 { counted(1.0 - out.when.not_within_horizon) } else { Vec::new() };
            facts.extend(dates(&out.when, props));
            facts
        }
        Source::Value => Vec::new(),
        Source::From | Source::Limit(_) => limit_facts(props),
        Source::Price => asked.price.as_ref().map(|price| price_facts(price, props)).unwrap_or_default(),
        Source::Kpi(kpi) => asked.figure.as_ref().map(|it| kpi_facts(kpi, it, props)).unwrap_or_default(),
        Source::Target | Source::Date | Source::End => Vec::new(),
    }
}

fn kpi_facts(kpi: Kpi, figure: &KpiFigure, props: &OriginProps) -> Vec<(&'static str, String)> {
    let OriginProps { text, format, .. } = props;
    let (words, kind) = (text.origin, kpis::figure_of(kpi));
    let mut facts = vec![(words.span, figure.span.clone())];
    let Some(spread) = figure.spread else { return facts };
    if let Some(Values(outcomes)) = &figure.outcomes {
        let known = outcomes.of(figure.outcome).iter().filter(|value| !value.is_nan()).count();
        facts.push((
            words.counted,
            (words.of)(&format.count(known as f64), &format.count(outcomes.len() as f64)),
        ));
        facts.push((words.range, format.range_beside(spread.p50, spread.p10, spread.p90, kind)));
        let se = format.change_size(spread.se, kind);
        facts.push((words.mean, (text.prices.with_error)(&format.figure(spread.mean, kind), &se)));
    }
    facts.push((words.expected, format.figure(spread.expected, kind)));
    facts
}

fn dates(when: &DateSpread, props: &OriginProps) -> Vec<(&'static str, String)> {
    let OriginProps { text, format, .. } = props;
    let (words, charts) = (text.origin, text.charts);
    let date = |date: Option<tandem_engine::date::Date>| {
        date.map_or_else(|| charts.later.to_owned(), |date| format.date(date))
    };
    if props.summary.n_trials == 0 {
        return vec![(words.expected, date(when.expected))];
    }
    let beyond = Count::without(when.not_within_horizon, props.summary.n_trials);
    vec![
        (words.range, (charts.date_range)(&date(when.p10), &date(when.p90))),
        (words.beyond, (words.futures)(beyond)),
    ]
}

/// How often the limit is the limit over the months of its run.
fn limit_facts(props: &OriginProps) -> Vec<(&'static str, String)> {
    let OriginProps { summary, text, .. } = props;
    let months = ribbon_months(summary);
    let Some(run) = runs(&months).pop() else { return Vec::new() };
    let months = &months[run.first..=run.last];
    let said = |limit: Limit| {
        let often = how_often(limit, months, summary.n_trials, text.origin.futures, text);
        ((text.charts.limit)(limit), often)
    };
    Limit::ALL.into_iter().map(said).collect()
}

fn price_facts(price: &Price, props: &OriginProps) -> Vec<(&'static str, String)> {
    let OriginProps { text, format, .. } = props;
    let words = text.origin;
    let (gain, figure) = (price.gain, figure_of(price.question.measure()));
    let (all, se) = (format.count(gain.n as f64), rounded(gain.median, gain.median_se).1);
    vec![
        ((text.prices.heads)(false)[0], (text.prices.step)(price.step).to_owned()),
        (words.counted, (words.of)(&all, &format.count(f64::from(props.summary.n_trials)))),
        (words.error, format!("±{}", format.change_size(se, figure))),
        (words.range, format.change_range(gain.p10, gain.p90, figure)),
        (words.better, (words.futures)(Count::of(gain.larger, gain.n as u32))),
        (words.cost, format.change(price.cost, Figure::Money)),
    ]
}

/// An input behind the figure.
struct Input {
    lever: String,
    side: Side,
    name: String,
    value: String,
    source: &'static str,
}

impl Input {
    fn draw(&self, reach: Reach, text: &'static Text) -> Html {
        let go = {
            let lever = self.lever.clone();
            Callback::from(move |_: MouseEvent| reveal::lever(&lever))
        };
        let aloud = (text.origin.go_to)(&self.name);
        html! {
            <li key={self.lever.clone()} class={self.side.class()}>
                if reach == Reach::Levers {
                    <button type="button" class="lk-b" data-testid={format!("origin-{}", self.lever)} title={aloud} onclick={go}>
                        { self.name.clone() }
                    </button>
                } else {
                    <span>{ self.name.clone() }</span>
                }
                <b>{ self.value.clone() }</b>
                <i>{ self.source }</i>
            </li>
        }
    }
}

/// The inputs behind the figure: those of the target itself, of the side that limits, of a key figure's formula, else the
/// ones in view.
fn inputs(props: &OriginProps) -> Vec<Input> {
    let OriginProps { asked, plan, base, text, format, .. } = props;
    let kinds = if let Source::Kpi(kpi) = asked.source { behind(kpi) } else { Vec::new() };
    let wanted = |lever: &Lever| {
        // The measure of the target is the name of its value.
        lever.kind != LeverKind::TargetMeasure
            && match asked.source {
                Source::Target => lever.kind == LeverKind::TargetValue,
                Source::Date => lever.kind == LeverKind::TargetDate,
                Source::End => false,
                Source::Limit(limit) => lever.side == side_of(limit),
                Source::Price => matches!(
                    lever.kind,
                    LeverKind::Spend
                        | LeverKind::Sdrs
                        | LeverKind::Aes
                        | LeverKind::Response
                        | LeverKind::AeRamp
                ),
                Source::Kpi(_) => kinds.contains(&lever.kind),
                Source::CashOdds | Source::CashDate => lever.in_view && lever.side != Side::Target,
                _ => lever.in_view,
            }
    };
    let input = |lever: Lever| {
        let value = lever.get(plan)?;
        let unit = (text.levers.unit)(lever.kind, lever.quantity.unit);
        let stated = plan.provenance.iter().find(|(path, _)| lever.owns(path));
        let source = match stated {
            Some((_, source)) => From::Stated(source.source),
            None if lever.get(base).as_ref() != Some(&value) => From::Changed,
            None => From::Unknown,
        };
        Some(Input {
            name: lever_name(&lever, plan, text),
            value: format!("{} {unit}", lever.shown(&value, format)).trim().to_owned(),
            source: (text.assumptions.origin)(source),
            side: lever.side,
            lever: lever.id,
        })
    };
    // The channel that most money goes into comes first where leads are short, and of a key figure's channels.
    let leads_first = matches!(asked.source, Source::Limit(Limit::Leads) | Source::Kpi(_));
    let first = if leads_first { main_channel(plan) } else { None };
    let mut found: Vec<Lever> = levers(plan, base).into_iter().filter(wanted).collect();
    found.sort_by_key(|lever| first.as_ref() != Some(&lever.id));
    if !kinds.is_empty() {
        let place = |lever: &Lever| kinds.iter().position(|kind| *kind == lever.kind);
        found.sort_by_key(place);
        let most = if kinds.len() > OF_A_KIND { OF_A_KIND } else { LISTED };
        let mut before = (None, 0);
        found.retain(|lever| {
            let kind = place(lever);
            before = (kind, if before.0 == kind { before.1 + 1 } else { 1 });
            before.1 <= most
        });
    }
    let mut found: Vec<Input> = found.into_iter().filter_map(input).collect();
    found.truncate(LISTED);
    found
}

/// The panel as plain text.
fn plain(props: &OriginProps, facts: &[(&'static str, String)], inputs: &[Input]) -> String {
    let OriginProps { asked, text, plan, .. } = props;
    let words = text.origin;
    let (name, meaning, formula) = told(asked, text);
    let mut lines = vec![
        text.shell.title_of(&plan.plan.title).to_owned(),
        (words.line)(&name, &asked.text),
        meaning.to_owned(),
        (words.line)(text.glossary.formula, formula),
    ];
    lines.extend(facts.iter().map(|(name, value)| (words.line)(name, value)));
    lines.extend(
        inputs.iter().map(|input| (words.line)(&input.name, &format!("{} · {}", input.value, input.source))),
    );
    lines.join("\n")
}

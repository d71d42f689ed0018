//! What only a printed page has: whose plan it is, the assumptions in three columns, and the link.

use crate::format::Format;
use crate::levers::{Lever, LeverKind, LeverValue, levers};
use crate::text::Text;
use crate::views::top_bar::mark;
use std::rc::Rc;
use tandem_engine::date::Date;
use tandem_engine::plan::{Budget, Plan};
use yew::prelude::*;

/// What [`MemoHead`] needs.
#[derive(PartialEq, Properties)]
pub struct MemoHeadProps {
    /// The plan on the page.
    pub plan: Rc<Plan>,
    /// The day of printing.
    pub today: Option<Date>,
    /// Whether futures are still to come: the figures below are not those of the plan in the end.
    pub early: bool,
    /// Words.
    pub text: &'static Text,
    /// Figures.
    pub format: Format,
}

/// The head of a printed page.
#[component]
pub fn MemoHead(props: &MemoHeadProps) -> Html {
    let title = props.text.shell.title_of(&props.plan.plan.title).to_owned();
    let today = props.today.map(|today| props.format.date(today));
    html! {
        <>
        <div class="memo memo-head" aria-hidden="true">
            <span class="brand">{ mark(false) }<b>{ "Tandem" }</b></span>
            <span>{ title }{ today.map(|today| format!(" · {today}")) }</span>
        </div>
        if props.early {
            <p class="memo memo-early" data-testid="memo-early">{ props.text.shell.printed_early }</p>
        }
        </>
    }
}

/// What [`MemoFoot`] needs.
#[derive(PartialEq, Properties)]
pub struct MemoFootProps {
    /// The plan on the page.
    pub plan: Rc<Plan>,
    /// The plan that it started from.
    pub base: Rc<Plan>,
    /// The whole address of the plan, where it leads somewhere.
    pub link: Option<AttrValue>,
    /// Words.
    pub text: &'static Text,
    /// Figures.
    pub format: Format,
}

/// The foot of a printed page.
#[component]
pub fn MemoFoot(props: &MemoFootProps) -> Html {
    let MemoFootProps { plan, base, link, text, format } = props;
    let settings = &plan.simulation;
    let trials = format.count(f64::from(settings.trials));
    html! {
        <section class="memo memo-foot" aria-hidden="true">
            <h2>{ text.assumptions.title }</h2>
            <ul class="memo-rows">{ short_list(plan, base, text, format) }</ul>
            <p>{ (text.sharing.memo_of)(&trials, settings.seed, env!("CARGO_PKG_VERSION")) }</p>
            if let Some(link) = link {
                <p class="memo-link"><a href={link.clone()}>{ text.sharing.memo_link }</a>{ text.glossary.colon }{ link.clone() }</p>
            }
        </section>
    }
}

/// The assumptions that matter first, as items of a list: what is in view first of the levers, all money that is spent, and
/// what a reader asks for next.
pub(in crate::views) fn short_list(
    plan: &Rc<Plan>,
    base: &Rc<Plan>,
    text: &'static Text,
    format: &Format,
) -> Html {
    let is_row = |lever: &Lever| match lever.kind {
        LeverKind::LeadToMql | LeverKind::Churn | LeverKind::WantedOdds => true,
        LeverKind::Spend => spends(lever, plan),
        _ => lever.in_view,
    };
    let rows = levers(plan, base).into_iter().filter(is_row);
    html! { <>{ for rows.filter_map(|lever| row(&lever, plan, text, format)) }</> }
}

/// Whether a channel has a budget.
fn spends(lever: &Lever, plan: &Plan) -> bool {
    lever.get(plan).is_some_and(|budget| budget != LeverValue::Budget(Budget::default()))
}

fn row(lever: &Lever, plan: &Plan, text: &'static Text, format: &Format) -> Option<Html> {
    let value = lever.shown(&lever.get(plan)?, format);
    let unit = (text.levers.unit)(lever.kind, lever.quantity.unit);
    let source = plan.provenance.iter().find(|(path, _)| lever.owns(path)).map(|(_, source)| source.source);
    Some(html! {
        <li key={lever.id.clone()}>
            <span>{ name(lever, plan, text) }</span>
            <b>{ value }{ " " }<small>{ unit }</small></b>
            <i>{ source.map(|source| (text.assumptions.origin)(crate::assumptions::Origin::Stated(source))) }</i>
        </li>
    })
}

fn name(lever: &Lever, plan: &Plan, text: &'static Text) -> String {
    match lever.owner(plan, text) {
        Some(owner) if lever.kind == LeverKind::Spend => owner,
        Some(owner) => format!("{owner} · {}", (text.levers.of_channel)(lever.kind)),
        None => match (&plan.target, lever.kind) {
            (Some(target), LeverKind::TargetValue) => (text.levers.measure)(target.measure).to_owned(),
            _ => (text.levers.label)(lever.kind).to_owned(),
        },
    }
}

//! The plan's settings: what the whole plan stands on. Each with its range and its reason.

use crate::controls::dialog::Dialog;
use crate::controls::plan_field::{PlanField, PlanPick};
use crate::edit::Kind;
use crate::format::Format;
use crate::text::Text;
use crate::text::settings::Setting;
use crate::workbook::Action;
use std::rc::Rc;
use tandem_engine::Finding;
use tandem_engine::check::CURRENCIES;
use tandem_engine::plan::Plan;
use tandem_engine::quantity::Unit;
use yew::prelude::*;

/// Currencies that are asked for most.
const USUAL: [&str; 6] = ["USD", "EUR", "CNY", "GBP", "JPY", "BRL"];

/// What [`PlanSettings`] needs.
#[derive(PartialEq, Properties)]
pub struct PlanSettingsProps {
    /// The plan on the page.
    pub plan: Rc<Plan>,
    /// What was found in it.
    pub findings: Rc<Vec<Finding>>,
    /// Words.
    pub text: &'static Text,
    /// Figures.
    pub format: Format,
    /// Takes edits.
    pub dispatch: Callback<Action>,
    /// The dialog is done with.
    pub on_close: Callback<()>,
}

/// The dialog with the settings.
#[component]
pub fn PlanSettings(props: &PlanSettingsProps) -> Html {
    let PlanSettingsProps { plan, text, format, .. } = props;
    let (words, header, run) = (text.settings, &plan.plan, &plan.simulation);
    // The day that the plan starts on; that another one was typed is told beneath.
    let start = header.start_date.map_or_else(String::new, |day| format.date(day.monday()));
    let plain = |number: u64| (format.full(number as f64), number.to_string());
    let month = |month: u32| (AttrValue::from(month.to_string()), AttrValue::from((words.month)(month)));
    let months = vec![(AttrValue::from(""), (1..=12).map(month).collect())];
    html! {
        <Dialog id="settings-dialog" title={words.title} close={text.shell.close} on_close={props.on_close.clone()}>
            <p>{ words.lead }</p>
            { row(&words.start, "setting-start", field(props, &words.start, "setting-start", "plan.start_date", Kind::FirstDay, (start.clone(), start))) }
            { row(&words.horizon, "setting-horizon", field(props, &words.horizon, "setting-horizon", "plan.horizon_weeks",
                Kind::Whole(Unit::Weeks), plain(u64::from(header.horizon_weeks)))) }
            { row(&words.currency, "setting-currency", pick(props, "setting-currency", "plan.currency_code", currencies(text), header.currency_code.clone())) }
            { row(&words.fiscal, "setting-fiscal", pick(props, "setting-fiscal", "plan.fiscal_year_start_month", months,
                header.fiscal_year_start_month.to_string())) }
            { row(&words.futures, "setting-futures", field(props, &words.futures, "setting-futures", "simulation.trials",
                Kind::Whole(Unit::Count), plain(u64::from(run.trials)))) }
            { row(&words.seed, "setting-seed", field(props, &words.seed, "setting-seed", "simulation.seed",
                Kind::Whole(Unit::None), (run.seed.to_string(), run.seed.to_string()))) }
            <div class="da">
                <button type="button" class="bt pri" data-testid="settings-done" onclick={props.on_close.reform(|_: MouseEvent| ())}>
                    { words.close }
                </button>
            </div>
        </Dialog>
    }
}

/// A setting with what it does.
fn row(setting: &'static Setting, id: &'static str, field: Html) -> Html {
    html! {
        <div class="setting" key={id}>
            <label for={id}>{ setting.name }</label>
            <div class="setting-field">{ field }</div>
            <p>{ in_pieces(setting.why) }</p>
        </div>
    }
}

/// What stands between backquotes can be typed as it is.
fn in_pieces(why: &'static str) -> Html {
    html! {
        { for why.split('`').enumerate().map(|(index, piece)| if index % 2 == 1 { html! { <code>{ piece }</code> } } else { html! { { piece } } }) }
    }
}

fn field(
    props: &PlanSettingsProps,
    setting: &'static Setting,
    id: &'static str,
    path: &'static str,
    kind: Kind,
    (shown, editable): (String, String),
) -> Html {
    html! {
        <PlanField {id} plan={props.plan.clone()} {path} {kind} {shown} {editable} unit={setting.unit}
            findings={props.findings.clone()} text={props.text} format={props.format.clone()} dispatch={props.dispatch.clone()} />
    }
}

type Group = (AttrValue, Vec<(AttrValue, AttrValue)>);

fn pick(
    props: &PlanSettingsProps,
    id: &'static str,
    path: &'static str,
    groups: Vec<Group>,
    value: String,
) -> Html {
    html! { <PlanPick {id} plan={props.plan.clone()} {path} {groups} {value} dispatch={props.dispatch.clone()} /> }
}

/// Those that are asked for most, then all others.
fn currencies(text: &'static Text) -> Vec<Group> {
    let named = |code: &&'static str| {
        let name = (text.settings.named_currency)(code, (text.charts.currency)(code));
        (AttrValue::from(*code), AttrValue::from(name))
    };
    let others = CURRENCIES.iter().filter(|code| !USUAL.contains(code));
    vec![
        (text.settings.usual.into(), USUAL.iter().map(named).collect()),
        (text.settings.others.into(), others.map(named).collect()),
    ]
}

//! The worked examples: four plans that open from a dialog.

use crate::controls::dialog::Dialog;
use crate::text::Text;
use crate::workbook::{Action, Notice, Origin};
use std::rc::Rc;
use tandem_engine::plan::{self, Plan};
use yew::prelude::*;

/// The plans in the order of the list, as in `assets/plans/`.
const PLANS: &[(&str, &str)] = &[
    ("bootstrapped_saas", include_str!("../../assets/plans/bootstrapped_saas.json")),
    ("scale_up", include_str!("../../assets/plans/scale_up.json")),
    ("manufacturer_china", include_str!("../../assets/plans/manufacturer_china.json")),
    ("marketplace_olist", include_str!("../../assets/plans/marketplace_olist.json")),
];

/// The example of a first visit.
const FIRST: usize = 1;

/// The plan of a first visit.
pub fn first_plan() -> Rc<Plan> {
    Rc::new(plan::read(PLANS[FIRST].1).plan.unwrap_or_default())
}

/// Opens an example; one that cannot be read says so like any file.
pub fn open(index: usize) -> Action {
    let (name, json) = PLANS[index];
    let reading = plan::read(json);
    match reading.plan {
        Some(plan) => Action::Open { plan: Rc::new(plan), origin: Origin::Example },
        None => Action::Warn(Notice::File { name: name.to_owned(), findings: Rc::new(reading.findings) }),
    }
}

/// What [`Examples`] needs.
#[derive(PartialEq, Properties)]
pub struct ExamplesProps {
    /// Words.
    pub text: &'static Text,
    /// Takes the opened plan.
    pub dispatch: Callback<Action>,
    /// The dialog is done with.
    pub on_close: Callback<()>,
}

/// The dialog with the examples.
#[component]
pub fn Examples(props: &ExamplesProps) -> Html {
    let words = props.text.shell;
    let row = |index: usize| {
        let (dispatch, on_close) = (props.dispatch.clone(), props.on_close.clone());
        let choose = Callback::from(move |_: MouseEvent| {
            on_close.emit(());
            dispatch.emit(open(index));
        });
        let name = PLANS[index].0;
        html! {
            <li key={name}>
                <button type="button" class="choice" data-testid={format!("example-{name}")} onclick={choose}>
                    <b>{ words.example_titles[index] }</b>
                    <span>{ words.example_leads[index] }</span>
                </button>
            </li>
        }
    };
    html! {
        <Dialog id="examples-dialog" title={words.examples_title} close={words.close} on_close={props.on_close.clone()}>
            <p>{ words.examples_lead }</p>
            <ul class="choices">{ for (0..PLANS.len()).map(row) }</ul>
        </Dialog>
    }
}

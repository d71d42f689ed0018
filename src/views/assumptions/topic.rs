//! A topic of the table of assumptions: its rows, one of which may be open. It is drawn anew only where one of them changes.

use crate::assumptions::{Assumption, Shape, in_words};
use crate::controls::plan_field::{PlanField, PlanPick, beside};
use crate::controls::reveal;
use crate::edit::{Kind, owns, words_at};
use crate::format::Format;
use crate::text::Text;
use crate::workbook::Action;
use std::rc::Rc;
use tandem_engine::Finding;
use tandem_engine::plan::Plan;
use web_sys::Element;
use yew::prelude::*;

/// What a [`Topic`] needs.
#[derive(PartialEq, Properties)]
pub struct TopicProps {
    /// Its rows; at least one.
    pub rows: Vec<Rc<Assumption>>,
    /// The path of the row whose field is open, and the plan that it changes.
    pub open: Option<(String, Rc<Plan>)>,
    /// Opens the field of a path, or closes it.
    pub on_open: Callback<Option<String>>,
    /// Words.
    pub text: &'static Text,
    /// Figures.
    pub format: Format,
    /// What was found in the plan.
    pub findings: Rc<Vec<Finding>>,
    /// Takes edits, where values can be changed.
    pub dispatch: Option<Callback<Action>>,
}

/// Rows under their topic.
#[component]
pub fn Topic(props: &TopicProps) -> Html {
    html! {
        <tbody>
            <tr class="topic"><th scope="rowgroup" colspan="6">{ props.rows[0].topic.clone() }</th></tr>
            <>{ for props.rows.iter().map(|row| props.row(row)) }</>
        </tbody>
    }
}

/// The id of the field of a path.
pub fn field_id(path: &str) -> String {
    format!("edit-{}", in_id(path))
}

/// The id of the row of a path.
pub fn row_id(path: &str) -> String {
    format!("row-{}", in_id(path))
}

/// The id of the button that opens it.
fn cell_id(path: &str) -> String {
    format!("cell-{}", in_id(path))
}

fn in_id(path: &str) -> String {
    path.chars().map(|c| if c.is_ascii_alphanumeric() || c == '_' { c } else { '-' }).collect()
}

impl TopicProps {
    fn row(&self, row: &Assumption) -> Html {
        html! {
            <tr key={row.path.clone()} id={row_id(&row.path)} data-path={row.path.clone()}>
                <th scope="row">{ row.name.clone() }</th>
                <td class="strong">{ self.value(row) }</td>
                <td>{ row.range.clone() }</td>
                <td class="word">{ (self.text.assumptions.origin)(row.origin) }</td>
                <td class="word">{ row.note.clone() }</td>
                <td>{ row.was.clone() }</td>
            </tr>
        }
    }

    /// The value: a text, a button that opens its field, or the field.
    fn value(&self, row: &Assumption) -> Html {
        let Some(dispatch) = self.dispatch.as_ref().filter(|_| row.shape != Shape::Nothing) else {
            return value_of(row, self.text);
        };
        if let Some((_, plan)) = self.open.as_ref().filter(|(path, _)| *path == row.path) {
            return self.field(row, plan, dispatch);
        }
        let onclick = {
            let path = row.path.clone();
            self.on_open.reform(move |_: MouseEvent| Some(path.clone()))
        };
        let label = (self.text.assumptions.change)(&row.name, &row.value);
        let found: Vec<&Finding> =
            self.findings.iter().filter(|finding| owns(&row.path, &finding.path)).collect();
        html! {
            <>
                <button type="button" class="cell" id={cell_id(&row.path)} data-testid={cell_id(&row.path)} aria-label={label} {onclick}>
                    { value_of(row, self.text) }
                </button>
                { beside(found, self.text, &self.format) }
            </>
        }
    }

    /// The field. It closes with Enter and when it is left, unless what is typed cannot be taken over.
    fn field(&self, row: &Assumption, plan: &Rc<Plan>, dispatch: &Callback<Action>) -> Html {
        let close = {
            let (on_open, path) = (self.on_open.clone(), row.path.clone());
            move |back: bool| {
                on_open.emit(None);
                if back {
                    let id = format!("#{}", cell_id(&path));
                    reveal::later(move || reveal::first_of(&[id.as_str()]));
                }
            }
        };
        let onfocusout = {
            let close = close.clone();
            move |event: FocusEvent| {
                if !is_refused(event.target_dyn_into::<Element>()) {
                    close(false);
                }
            }
        };
        let onkeydown = move |event: KeyboardEvent| {
            let ends = matches!(event.key().as_str(), "Enter" | "Escape") && !event.is_composing();
            if ends && !is_refused(event.target_dyn_into::<Element>()) {
                close(true);
            }
        };
        html! { <div class="cell-field" {onfocusout} {onkeydown}>{ self.editor(row, plan, dispatch) }</div> }
    }

    fn editor(&self, row: &Assumption, plan: &Rc<Plan>, dispatch: &Callback<Action>) -> Html {
        let Self { text, format, findings, .. } = self;
        let id = field_id(&row.path);
        let choices: Vec<String> = match row.shape {
            Shape::YesNo => ["true", "false"].map(str::to_owned).to_vec(),
            Shape::Word => words_at(plan, &row.path),
            _ => Vec::new(),
        };
        if !choices.is_empty() {
            let named = |word: &String| {
                let name = in_words(&serde_json::Value::from(word.as_str()), row.unit, text, format);
                (AttrValue::from(word.clone()), AttrValue::from(name))
            };
            let groups = vec![(AttrValue::from(""), choices.iter().map(named).collect())];
            return html! {
                <PlanPick {id} label={row.name.clone()} plan={plan.clone()} path={row.path.clone()} {groups} value={row.typed.clone()}
                    dispatch={dispatch.clone()} />
            };
        }
        let kind = match row.shape {
            Shape::Numbers => Kind::Amounts(row.unit),
            Shape::Day if row.path == "plan.start_date" => Kind::FirstDay,
            Shape::Day => Kind::Day,
            Shape::Word => Kind::Words,
            _ => Kind::Amount(row.unit),
        };
        let unit =
            if matches!(kind, Kind::Amount(_)) { (text.assumptions.unit)(row.unit).trim() } else { "" };
        html! {
            <PlanField {id} label={row.name.clone()} plan={plan.clone()} path={row.path.clone()} {kind} shown={row.typed.clone()}
                editable={row.typed.clone()} {unit} findings={findings.clone()} text={*text} format={format.clone()}
                dispatch={dispatch.clone()} />
        }
    }
}

/// A value; a list breaks between its numbers, and none of them from its unit.
fn value_of(row: &Assumption, text: &Text) -> Html {
    if row.shape != Shape::Numbers {
        return html! { { row.value.clone() } };
    }
    let between = text.assumptions.between;
    let parts = row.value.split(between).collect::<Vec<_>>();
    let part = |(index, part): (usize, &&str)| {
        let more = if index + 1 < parts.len() { between.trim_end() } else { "" };
        html! { <><span class="whole">{ *part }{ more }</span>{ " " }</> }
    };
    html! { { for parts.iter().enumerate().map(part) } }
}

/// Whether a field holds a draft that cannot be taken over.
fn is_refused(field: Option<Element>) -> bool {
    field.is_some_and(|field| field.get_attribute("aria-invalid").as_deref() == Some("true"))
}
